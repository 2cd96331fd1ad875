/* Licence and credits inside MP4, MOV and 3GP files: reading. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rights-private.h"
#include "tags-mp4-private.h"

/* Deepest place that we look at is moov/trak/mdia/hdlr; the limits are on how many of each. */
#define MAX_BOXES 100000u

const guint8 vost_xmp_uuid[16] = { 0xBE, 0x7A, 0xCF, 0xCB, 0x97, 0xA9, 0x42, 0xE8,
                                   0x9C, 0x71, 0x99, 0x94, 0x91, 0xE3, 0xAF, 0xAC };

gboolean
vost_box_next (const VostFileView *view, guint64 *at, guint64 limit, VostBox *ret)
{
  guint8 head[16];
  limit = MIN (limit, view->size);
  if (*at > limit || limit - *at < 8 || !vost_file_view_read (view, *at, head, 8))
    return FALSE;
  guint64 size = vost_be32 (head);
  guint64 width = 8;
  if (size == 1)
    {
      if (limit - *at < 16 || !vost_file_view_read (view, *at, head, 16))
        return FALSE;
      size = vost_be64 (head + 8);
      width = 16;
    }
  else if (size == 0)
    size = limit - *at;
  if (size < width || size > limit - *at)
    return FALSE;
  *ret = (VostBox){ vost_be32 (head + 4), *at, *at + width, *at + size };
  *at = ret->end;
  return TRUE;
}

gboolean
vost_box_find (const VostFileView *view, const VostBox *parent, guint32 type, VostBox *ret)
{
  guint64 at = parent->data;
  VostBox box;
  for (guint i = 0; i < MAX_BOXES && vost_box_next (view, &at, parent->end, &box); i++)
    if (box.type == type)
      {
        *ret = box;
        return TRUE;
      }
  return FALSE;
}

gboolean
vost_is_mp4 (const VostFileView *view)
{
  guint8 head[8];
  if (!vost_file_view_read (view, 0, head, 8))
    return FALSE;
  switch (vost_be32 (head + 4))
    {
    case VOST_FOURCC ('f', 't', 'y', 'p'):
    case VOST_FOURCC ('m', 'o', 'o', 'v'):
    case VOST_FOURCC ('m', 'd', 'a', 't'):
    case VOST_FOURCC ('w', 'i', 'd', 'e'):
      return TRUE;
    default:
      return FALSE;
    }
}

/* UTF-8, or UTF-16 with a byte order mark as 3GPP allows. */
static char *
dup_text (const VostFileView *view, guint64 at, guint64 end)
{
  guint64 n = end > at ? end - at : 0;
  g_autofree guint8 *bytes = vost_file_view_dup (view, at, n, VOST_MAX_GRAPH);
  if (bytes == NULL)
    return NULL;
  if (n >= 2 && bytes[0] == 0xFE && bytes[1] == 0xFF)
    return g_convert ((const char *) bytes + 2, (gssize) n - 2, "UTF-8", "UTF-16BE", NULL, NULL,
                      NULL);
  return g_utf8_make_valid ((const char *) bytes, -1);
}

static const char *
name_of (guint32 type)
{
  switch (type)
    {
    case VOST_FOURCC (0xA9, 'n', 'a', 'm'):
    case VOST_FOURCC ('t', 'i', 't', 'l'):
      return "TITLE";
    case VOST_FOURCC (0xA9, 'A', 'R', 'T'):
    case VOST_FOURCC (0xA9, 'a', 'u', 't'):
    case VOST_FOURCC (0xA9, 'd', 'i', 'r'):
    case VOST_FOURCC ('a', 'u', 't', 'h'):
      return "ARTIST";
    case VOST_FOURCC ('c', 'p', 'r', 't'):
    case VOST_FOURCC (0xA9, 'c', 'p', 'y'):
      return "COPYRIGHT";
    case VOST_FOURCC (0xA9, 'c', 'm', 't'):
    case VOST_FOURCC (0xA9, 'd', 'e', 's'):
    case VOST_FOURCC ('d', 'e', 's', 'c'):
    case VOST_FOURCC ('l', 'd', 'e', 's'):
    case VOST_FOURCC ('d', 's', 'c', 'p'):
      return "COMMENT";
    case VOST_FOURCC (0xA9, 'u', 'r', 'l'):
      return "URL";
    default:
      return NULL;
    }
}

/* The `data` box of a list item: type and locale, then the value. */
static char *
dup_item (const VostFileView *view, const VostBox *item)
{
  VostBox data;
  if (!vost_box_find (view, item, VOST_FOURCC ('d', 'a', 't', 'a'), &data) ||
      data.end - data.data < 8)
    return NULL;
  return dup_text (view, data.data + 8, data.end);
}

static void
read_freeform (const VostFileView *view, const VostBox *item, VostRightsReading *reading)
{
  VostBox name;
  if (!vost_box_find (view, item, VOST_FOURCC ('n', 'a', 'm', 'e'), &name) ||
      name.end - name.data < 4)
    return;
  g_autofree char *key = dup_text (view, name.data + 4, name.end);
  g_autofree char *value = dup_item (view, item);
  vost_rights_reading_tag (reading, "mp4-tags", key, value);
}

/* "com.apple.quicktime.copyright" and plain names: the last part tells. */
static char *
dup_key (const VostFileView *view, const VostBox *keys, guint32 index)
{
  guint64 at = keys->data + 8;
  VostBox key;
  for (guint32 i = 1; i <= index && i < 10000; i++)
    {
      if (!vost_box_next (view, &at, keys->end, &key))
        return NULL;
      if (i < index)
        continue;
      g_autofree char *name = dup_text (view, key.data, MIN (key.end, key.data + 256));
      const char *dot = name != NULL ? strrchr (name, '.') : NULL;
      return g_strdup (dot != NULL ? dot + 1 : name);
    }
  return NULL;
}

static void
read_list (const VostFileView *view,
           const VostBox *list,
           const VostBox *keys,
           VostRightsReading *reading)
{
  guint64 at = list->data;
  VostBox item;
  for (guint i = 0; i < 10000 && vost_box_next (view, &at, list->end, &item); i++)
    {
      if (item.type == VOST_FOURCC ('-', '-', '-', '-'))
        {
          read_freeform (view, &item, reading);
          continue;
        }
      g_autofree char *key =
          keys != NULL ? dup_key (view, keys, item.type) : g_strdup (name_of (item.type));
      g_autofree char *value = key != NULL ? dup_item (view, &item) : NULL;
      vost_rights_reading_tag (reading, "mp4-tags", key, value);
    }
}

static void
read_meta (const VostFileView *view, const VostBox *meta, VostRightsReading *reading)
{
  VostBox inner = *meta;
  VostBox list;
  VostBox keys;
  guint8 head[8];
  /* QuickTime's has no version and flags before its boxes; MP4's has. */
  if (inner.end - inner.data >= 8 && vost_file_view_read (view, inner.data, head, 8) &&
      vost_be32 (head) == 0)
    inner.data += 4;
  if (!vost_box_find (view, &inner, VOST_FOURCC ('i', 'l', 's', 't'), &list))
    return;
  gboolean keyed = vost_box_find (view, &inner, VOST_FOURCC ('k', 'e', 'y', 's'), &keys);
  read_list (view, &list, keyed ? &keys : NULL, reading);
}

/* QuickTime: length, language, text. 3GPP: version and flags, language, text. */
static void
read_user_text (const VostFileView *view, const VostBox *box, VostRightsReading *reading)
{
  const char *name = name_of (box->type);
  gboolean quicktime = (box->type >> 24) == 0xA9;
  guint64 skip = quicktime ? 4 : 6;
  guint8 head[4];
  if (name == NULL || box->end - box->data <= skip ||
      !vost_file_view_read (view, box->data, head, 4))
    return;
  guint64 end = box->end;
  if (quicktime)
    end = MIN (end, box->data + skip + (guint64) ((head[0] << 8) | head[1]));
  g_autofree char *value = dup_text (view, box->data + skip, end);
  vost_rights_reading_tag (reading, "mp4-tags", name, value);
}

static void
read_xmp (const VostFileView *view, guint64 at, guint64 end, VostRightsReading *reading)
{
  g_autofree guint8 *bytes = vost_file_view_dup (view, at, end - at, VOST_MAX_GRAPH);
  if (bytes == NULL)
    return;
  vost_xmp_read (reading, (const char *) bytes, (gsize) (end - at));
}

static void
read_user_data (const VostFileView *view, const VostBox *udta, VostRightsReading *reading)
{
  guint64 at = udta->data;
  VostBox box;
  for (guint i = 0; i < 10000 && vost_box_next (view, &at, udta->end, &box); i++)
    if (box.type == VOST_FOURCC ('m', 'e', 't', 'a'))
      read_meta (view, &box, reading);
    else if (box.type == VOST_FOURCC ('X', 'M', 'P', '_'))
      read_xmp (view, box.data, box.end, reading);
    else
      read_user_text (view, &box, reading);
}

static char *
dup_language (const VostFileView *view, const VostBox *media)
{
  VostBox box;
  guint8 bytes[40];
  if (vost_box_find (view, media, VOST_FOURCC ('e', 'l', 'n', 'g'), &box) && box.end - box.data > 4)
    return dup_text (view, box.data + 4, MIN (box.end, box.data + 64));
  if (!vost_box_find (view, media, VOST_FOURCC ('m', 'd', 'h', 'd'), &box))
    return NULL;
  guint64 n = box.end - box.data;
  if (n < 24 || !vost_file_view_read (view, box.data, bytes, (gsize) MIN (n, sizeof bytes)))
    return NULL;
  guint at = bytes[0] == 1 ? 32 : 20;
  if (n < at + 2)
    return NULL;
  guint packed = ((guint) bytes[at] << 8) | bytes[at + 1];
  char code[4] = { (char) (((packed >> 10) & 31) + 0x60), (char) (((packed >> 5) & 31) + 0x60),
                   (char) ((packed & 31) + 0x60), '\0' };
  return g_ascii_isalpha (code[0]) ? g_strdup (code) : NULL;
}

static void
read_track (const VostFileView *view, const VostBox *track, VostRightsReading *reading)
{
  VostBox media;
  VostBox handler;
  guint8 bytes[12];
  if (!vost_box_find (view, track, VOST_FOURCC ('m', 'd', 'i', 'a'), &media) ||
      !vost_box_find (view, &media, VOST_FOURCC ('h', 'd', 'l', 'r'), &handler) ||
      handler.end - handler.data < 12 || !vost_file_view_read (view, handler.data, bytes, 12))
    return;
  switch (vost_be32 (bytes + 8))
    {
    case VOST_FOURCC ('t', 'e', 'x', 't'):
    case VOST_FOURCC ('s', 'b', 't', 'l'):
    case VOST_FOURCC ('s', 'u', 'b', 't'):
    case VOST_FOURCC ('s', 'u', 'b', 'p'):
    case VOST_FOURCC ('c', 'l', 'c', 'p'):
      {
        g_autofree char *language = dup_language (view, &media);
        vost_rights_reading_language (reading, language);
      }
      break;
    default:
      break;
    }
}

static void
read_movie (const VostFileView *view, const VostBox *movie, VostRightsReading *reading)
{
  guint64 at = movie->data;
  VostBox box;
  for (guint i = 0; i < 10000 && vost_box_next (view, &at, movie->end, &box); i++)
    switch (box.type)
      {
      case VOST_FOURCC ('t', 'r', 'a', 'k'):
        read_track (view, &box, reading);
        break;
      case VOST_FOURCC ('u', 'd', 't', 'a'):
        read_user_data (view, &box, reading);
        break;
      case VOST_FOURCC ('m', 'e', 't', 'a'):
        read_meta (view, &box, reading);
        break;
      default:
        break;
      }
}

gboolean
vost_mp4_read_rights (const VostFileView *view, VostRightsReading *reading)
{
  guint64 at = 0;
  VostBox box;
  guint8 uuid[16];
  if (!vost_is_mp4 (view))
    return FALSE;
  for (guint i = 0; i < MAX_BOXES && vost_box_next (view, &at, view->size, &box); i++)
    if (box.type == VOST_FOURCC ('m', 'o', 'o', 'v'))
      read_movie (view, &box, reading);
    else if (box.type == VOST_FOURCC ('u', 'u', 'i', 'd') && box.end - box.data > 16 &&
             vost_file_view_read (view, box.data, uuid, 16) &&
             memcmp (uuid, vost_xmp_uuid, 16) == 0)
      read_xmp (view, box.data + 16, box.end, reading);
  return TRUE;
}
