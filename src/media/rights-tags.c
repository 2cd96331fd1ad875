/* Licence and credits of any file: finds the reader or writer that knows it. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rights-private.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

#include <gst/tag/tag.h>

#include "vostok-config.h"
#include <glib/gi18n-lib.h>

#include <vostok/core/diagnostic.h>

gboolean
vost_rights_write (const char *path, const VostAttribution *attribution, GError **error)
{
  g_autoptr (VostFileView) view = vost_file_view_open (path, TRUE, error);
  if (view == NULL)
    return FALSE;
  if (vost_is_matroska (view))
    return vost_matroska_write_rights (view, attribution, error);
  if (vost_is_mp4 (view))
    return vost_mp4_write_rights (view, attribution, error);
  g_autofree char *name = g_path_get_basename (path);
  g_set_error (
      error, VOST_ERROR, VOST_ERROR_UNSUPPORTED,
      _ ("“%s” is neither Matroska, WebM nor MP4: its licence can only stand in files beside it."),
      name);
  return FALSE;
}

VostFoundRights *
vost_rights_read (const char *path, GError **error)
{
  typedef gboolean (*Reader) (const VostFileView *, VostRightsReading *);
  static const Reader readers[] = { vost_matroska_read_rights, vost_mp4_read_rights,
                                    vost_ogg_read_rights, vost_text_read_rights };
  g_autoptr (VostFileView) view = vost_file_view_open (path, FALSE, error);
  if (view == NULL)
    return NULL;
  VostRightsReading *reading = vost_rights_reading_new ();
  for (guint i = 0; i < G_N_ELEMENTS (readers); i++)
    if (readers[i](view, reading))
      break;
  vost_sidecars_read_rights (path, reading);
  VostFoundRights *found = vost_rights_reading_finish (reading);
  vost_rights_reading_free (reading);
  return found;
}

static char *
three_letters (const char *language)
{
  g_autofree char *primary = g_ascii_strdown (language, (gssize) strcspn (language, "-_"));
  const char *code = *primary != '\0' ? gst_tag_get_language_code_iso_639_2T (primary) : NULL;
  return code != NULL ? g_strdup (code) : g_steal_pointer (&primary);
}

gboolean
vost_same_language (const char *a, const char *b)
{
  if (a == NULL || b == NULL)
    return FALSE;
  if (g_ascii_strcasecmp (a, b) == 0)
    return TRUE;
  gboolean both_whole = strpbrk (a, "-_") != NULL && strpbrk (b, "-_") != NULL;
  g_autofree char *left = three_letters (a);
  g_autofree char *right = three_letters (b);
  return !both_whole && *left != '\0' && g_str_equal (left, right);
}

gboolean
vost_sync_path (const char *path, GError **error)
{
  int fd = open (path, O_RDONLY | O_CLOEXEC);
  int done = fd >= 0 ? fsync (fd) : -1;
  int saved = errno;
  if (fd >= 0)
    close (fd);
  /* Some file systems cannot sync a folder; the file itself is safe by then. */
  if (done == 0 || saved == EINVAL)
    return TRUE;
  g_autofree char *name = g_path_get_basename (path);
  g_set_error (error, VOST_ERROR, VOST_ERROR_IO, _ ("“%s” cannot be written: %s."), name,
               g_strerror (saved));
  return FALSE;
}
