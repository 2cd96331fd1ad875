/* EBML, the binary tree of Matroska and WebM: bounded reading, and writing to memory. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ebml-private.h"

#include "vostok-config.h"
#include <glib/gi18n-lib.h>

#include <vostok/core/diagnostic.h>

#define UNKNOWN_SIZE G_MAXUINT64

/* The length of a number of variable length is the count of leading zero bits of its first byte,
 * plus one. */
static guint
number_width (guint8 first)
{
  guint width = 1;
  while (width <= 8 && !(first & (0x80u >> (width - 1))))
    width++;
  return width;
}

static gboolean
read_id (const VostFileView *view, guint64 *at, guint64 limit, guint32 *ret)
{
  guint8 bytes[4];
  if (*at >= limit || !vost_file_view_read (view, *at, bytes, 1))
    return FALSE;
  guint width = number_width (bytes[0]);
  if (width > 4 || width > limit - *at || !vost_file_view_read (view, *at, bytes, width))
    return FALSE;
  *ret = 0;
  for (guint i = 0; i < width; i++)
    *ret = (*ret << 8) | bytes[i];
  *at += width;
  return TRUE;
}

static gboolean
read_size (const VostFileView *view, guint64 *at, guint64 limit, guint64 *ret)
{
  guint8 bytes[8];
  if (*at >= limit || !vost_file_view_read (view, *at, bytes, 1))
    return FALSE;
  guint width = number_width (bytes[0]);
  if (width > 8 || width > limit - *at || !vost_file_view_read (view, *at, bytes, width))
    return FALSE;
  guint64 ones = (G_GUINT64_CONSTANT (1) << (7 * width)) - 1;
  guint64 value = bytes[0] & (0xFFu >> width);
  for (guint i = 1; i < width; i++)
    value = (value << 8) | bytes[i];
  *ret = value == ones ? UNKNOWN_SIZE : value;
  *at += width;
  return TRUE;
}

gboolean
vost_ebml_next (const VostFileView *view, guint64 *at, guint64 limit, VostEbml *ret)
{
  guint64 pos = *at;
  guint64 size;
  VostEbml found = { .start = pos };
  limit = MIN (limit, view->size);
  if (!read_id (view, &pos, limit, &found.id) || !read_size (view, &pos, limit, &size))
    return FALSE;
  found.data = pos;
  found.unknown = size == UNKNOWN_SIZE;
  if (!found.unknown && size > limit - pos)
    return FALSE;
  found.end = found.unknown ? limit : pos + size;
  *ret = found;
  *at = found.end;
  return TRUE;
}

gboolean
vost_ebml_find (const VostFileView *view, const VostEbml *parent, guint32 id, VostEbml *ret)
{
  guint64 at = parent->data;
  VostEbml child;
  while (vost_ebml_next (view, &at, parent->end, &child))
    if (child.id == id)
      {
        *ret = child;
        return TRUE;
      }
  return FALSE;
}

guint64
vost_ebml_get_uint (const VostFileView *view, const VostEbml *element)
{
  guint8 bytes[8];
  guint64 n = element->end - element->data;
  guint64 value = 0;
  if (n > 8 || !vost_file_view_read (view, element->data, bytes, n))
    return 0;
  for (guint i = 0; i < n; i++)
    value = (value << 8) | bytes[i];
  return value;
}

char *
vost_ebml_dup_string (const VostFileView *view, const VostEbml *element)
{
  g_autofree guint8 *bytes =
      vost_file_view_dup (view, element->data, element->end - element->data, VOST_MAX_TAG);
  return bytes != NULL ? g_utf8_make_valid ((const char *) bytes, -1) : NULL;
}

char *
vost_ebml_dup_child (const VostFileView *view, const VostEbml *parent, guint32 id)
{
  VostEbml child;
  return vost_ebml_find (view, parent, id, &child) ? vost_ebml_dup_string (view, &child) : NULL;
}

static void
put_id (GByteArray *out, guint32 id)
{
  for (int shift = 24; shift >= 0; shift -= 8)
    {
      guint8 byte = (guint8) (id >> shift);
      if ((id >> shift) != 0)
        g_byte_array_append (out, &byte, 1);
    }
}

/* Eight bytes whatever the number: it can be patched later. */
static void
put_long_size (GByteArray *out, guint64 size)
{
  vost_put_be64 (out, size | G_GUINT64_CONSTANT (0x0100000000000000));
}

static void
put_size (GByteArray *out, guint64 size)
{
  guint8 byte = (guint8) (0x80 | size);
  if (size < 127)
    g_byte_array_append (out, &byte, 1);
  else
    put_long_size (out, size);
}

void
vost_ebml_put_head (GByteArray *out, guint32 id, guint64 size)
{
  put_id (out, id);
  put_size (out, size);
}

gsize
vost_ebml_begin (GByteArray *out, guint32 id)
{
  put_id (out, id);
  put_long_size (out, 0);
  return out->len;
}

void
vost_ebml_end (GByteArray *out, gsize mark)
{
  guint64 size = GUINT64_TO_BE ((out->len - mark) | G_GUINT64_CONSTANT (0x0100000000000000));
  memcpy (out->data + mark - 8, &size, 8);
}

void
vost_ebml_put_uint (GByteArray *out, guint32 id, guint64 value)
{
  guint8 bytes[8];
  guint n = 1;
  while (n < 8 && (value >> (8 * n)) != 0)
    n++;
  for (guint i = 0; i < n; i++)
    bytes[i] = (guint8) (value >> (8 * (n - 1 - i)));
  vost_ebml_put_binary (out, id, bytes, n);
}

void
vost_ebml_put_string (GByteArray *out, guint32 id, const char *text)
{
  vost_ebml_put_binary (out, id, text, strlen (text));
}

void
vost_ebml_put_binary (GByteArray *out, guint32 id, gconstpointer data, gsize n)
{
  vost_ebml_put_head (out, id, n);
  g_byte_array_append (out, data, (guint) n);
}

void
vost_ebml_put_void (GByteArray *out, gsize n)
{
  gsize start = out->len;
  if (n < 2)
    return;
  put_id (out, EBML_VOID);
  if (n < 9)
    put_size (out, n - 2);
  else
    put_long_size (out, n - 9);
  guint head = (guint) (out->len - start);
  g_byte_array_set_size (out, (guint) (start + n));
  memset (out->data + start + head, 0, n - head);
}

gboolean
vost_ebml_blank (VostFileView *view, const VostEbml *element, GError **error)
{
  g_autoptr (GByteArray) head = g_byte_array_new ();
  guint64 n = element->end - element->start;
  put_id (head, EBML_VOID);
  if (n < 9)
    put_size (head, n - 2);
  else
    put_long_size (head, n - 9);
  return vost_file_view_write (view, element->start, head->data, head->len, error);
}
