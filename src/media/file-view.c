/* Reading and patching a file at any place, with every access bounded. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "file-view-private.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "vostok-config.h"
#include <glib/gi18n-lib.h>

#include <vostok/core/diagnostic.h>

static gboolean
fail (const char *path, const char *format, GError **error)
{
  int saved = errno;
  g_autofree char *name = g_path_get_basename (path);
  g_set_error (error, VOST_ERROR, VOST_ERROR_IO, format, name, g_strerror (saved));
  return FALSE;
}

VostFileView *
vost_file_view_open (const char *path, gboolean writable, GError **error)
{
  /* Without blocking: a named pipe must not hang the program. */
  int fd = open (path, (writable ? O_RDWR : O_RDONLY | O_NONBLOCK) | O_CLOEXEC);
  struct stat info;
  if (fd < 0 || fstat (fd, &info) < 0)
    {
      fail (path, _ ("“%s” cannot be opened: %s."), error);
      if (fd >= 0)
        close (fd);
      return NULL;
    }
  if (!S_ISREG (info.st_mode))
    {
      g_autofree char *name = g_path_get_basename (path);
      g_set_error (error, VOST_ERROR, VOST_ERROR_BAD_INPUT, _ ("“%s” is not a file."), name);
      close (fd);
      return NULL;
    }
  VostFileView *self = g_new0 (VostFileView, 1);
  self->fd = fd;
  self->size = (guint64) info.st_size;
  self->path = g_strdup (path);
  return self;
}

void
vost_file_view_close (VostFileView *self)
{
  if (self == NULL)
    return;
  close (self->fd);
  g_free (self->path);
  g_free (self);
}

gboolean
vost_file_view_read (const VostFileView *self, guint64 at, void *out, gsize n)
{
  guint8 *to = out;
  if (at > self->size || n > self->size - at)
    return FALSE;
  while (n > 0)
    {
      gssize got = pread (self->fd, to, n, (off_t) at);
      if (got < 0 && errno == EINTR)
        continue;
      if (got <= 0)
        return FALSE;
      to += got;
      at += (guint64) got;
      n -= (gsize) got;
    }
  return TRUE;
}

guint8 *
vost_file_view_dup (const VostFileView *self, guint64 at, guint64 n, gsize limit)
{
  if (n > limit || at > self->size || n > self->size - at)
    return NULL;
  g_autofree guint8 *data = g_try_malloc (n + 1);
  if (data == NULL || !vost_file_view_read (self, at, data, n))
    return NULL;
  data[n] = 0;
  return g_steal_pointer (&data);
}

gboolean
vost_file_view_write (VostFileView *self, guint64 at, gconstpointer data, gsize n, GError **error)
{
  const guint8 *from = data;
  while (n > 0)
    {
      gssize put = pwrite (self->fd, from, n, (off_t) at);
      if (put < 0 && errno == EINTR)
        continue;
      if (put <= 0)
        return fail (self->path, _ ("“%s” cannot be written: %s."), error);
      from += put;
      at += (guint64) put;
      n -= (gsize) put;
    }
  self->size = MAX (self->size, at);
  return TRUE;
}

gboolean
vost_file_view_append (VostFileView *self, gconstpointer data, gsize n, GError **error)
{
  return vost_file_view_write (self, self->size, data, n, error);
}

gboolean
vost_file_view_truncate (VostFileView *self, guint64 size, GError **error)
{
  if (ftruncate (self->fd, (off_t) size) < 0)
    return fail (self->path, _ ("“%s” cannot be written: %s."), error);
  self->size = size;
  return TRUE;
}

guint32
vost_be32 (const guint8 *data)
{
  return ((guint32) data[0] << 24) | ((guint32) data[1] << 16) | ((guint32) data[2] << 8) | data[3];
}

guint64
vost_be64 (const guint8 *data)
{
  return ((guint64) vost_be32 (data) << 32) | vost_be32 (data + 4);
}

void
vost_put_be32 (GByteArray *out, guint32 value)
{
  guint32 swapped = GUINT32_TO_BE (value);
  g_byte_array_append (out, (const guint8 *) &swapped, sizeof swapped);
}

void
vost_put_be64 (GByteArray *out, guint64 value)
{
  vost_put_be32 (out, (guint32) (value >> 32));
  vost_put_be32 (out, (guint32) value);
}
