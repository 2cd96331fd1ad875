/* Licence and credits inside Matroska and WebM files. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ebml-private.h"
#include "rights-private.h"
#include "tags-matroska-private.h"

#include "vostok-config.h"
#include <glib/gi18n-lib.h>

#include <vostok/core/bounds.h>
#include <vostok/core/diagnostic.h>

/* Blocks of a live recording stand at the top level of our walk; a long one has some hundred
 * thousand. */
#define MAX_ELEMENTS 1000000u
#define MAX_TAGS 100000u

gboolean
vost_matroska_open (const VostFileView *view, VostEbml *ret, gboolean *ret_webm)
{
  guint64 at = 0;
  VostEbml head;
  if (!vost_ebml_next (view, &at, view->size, &head) || head.id != EBML_HEADER || head.unknown)
    return FALSE;
  g_autofree char *type = vost_ebml_dup_child (view, &head, EBML_DOC_TYPE);
  *ret_webm = g_strcmp0 (type, "webm") == 0;
  /* A damaged file says more than it holds: then take what is there. */
  if (vost_ebml_next (view, &at, view->size, ret))
    return ret->id == MKV_SEGMENT;
  guint8 bytes[12];
  if (view->size < at + 12 || !vost_file_view_read (view, at, bytes, 12) ||
      vost_be32 (bytes) != MKV_SEGMENT)
    return FALSE;
  guint width = bytes[4] == 0 ? 0 : (guint) g_bit_nth_msf (bytes[4], -1);
  *ret =
      (VostEbml){ .id = MKV_SEGMENT, .start = at, .data = at + 4 + (8 - width), .end = view->size };
  return bytes[4] != 0;
}

gboolean
vost_is_matroska (const VostFileView *view)
{
  guint8 magic[4];
  return vost_file_view_read (view, 0, magic, 4) && vost_be32 (magic) == EBML_HEADER;
}

/* A cluster of unknown length ends where an element starts that cannot be in it: walk into it
 * instead of over it. */
gboolean
vost_matroska_next (const VostFileView *view, guint64 *at, guint64 limit, VostEbml *ret)
{
  if (!vost_ebml_next (view, at, limit, ret))
    return FALSE;
  if (ret->unknown)
    *at = ret->end = ret->data;
  return TRUE;
}

static void
read_track (const VostFileView *view, const VostEbml *entry, VostRightsReading *reading)
{
  VostEbml type;
  if (!vost_ebml_find (view, entry, MKV_TRACK_TYPE, &type) ||
      vost_ebml_get_uint (view, &type) != MKV_TRACK_TYPE_SUBTITLE)
    return;
  g_autofree char *language = vost_ebml_dup_child (view, entry, MKV_LANGUAGE_BCP47);
  if (language == NULL)
    language = vost_ebml_dup_child (view, entry, MKV_LANGUAGE);
  /* Matroska's default. */
  vost_rights_reading_language (reading, language != NULL ? language : "eng");
}

static void
read_tracks (const VostFileView *view, const VostEbml *tracks, VostRightsReading *reading)
{
  guint64 at = tracks->data;
  VostEbml entry;
  for (guint i = 0; i < 1000 && vost_ebml_next (view, &at, tracks->end, &entry); i++)
    if (entry.id == MKV_TRACK_ENTRY)
      read_track (view, &entry, reading);
}

/* GStreamer's muxer writes strings quoted and with octal escapes, which no other program undoes. */
char *
vost_undo_gstreamer_string (char *value)
{
  gsize n = strlen (value);
  if (n < 2 || value[0] != '"' || value[n - 1] != '"' || strchr (value, '\\') == NULL)
    return value;
  g_autofree char *inner = g_strndup (value + 1, n - 2);
  g_autofree char *plain = g_strcompress (inner);
  if (!g_utf8_validate (plain, -1, NULL))
    return value;
  g_free (value);
  return g_steal_pointer (&plain);
}

static void
read_work (const VostFileView *view, const VostEbml *simple, VostRightsReading *reading)
{
  guint64 at = simple->data;
  VostEbml child;
  g_autofree char *title = NULL;
  g_autofree char *by = NULL;
  g_autofree char *url = NULL;
  for (guint i = 0; i < 100 && vost_ebml_next (view, &at, simple->end, &child); i++)
    {
      if (child.id != MKV_SIMPLE_TAG)
        continue;
      g_autofree char *name = vost_ebml_dup_child (view, &child, MKV_TAG_NAME);
      g_autofree char *value = vost_ebml_dup_child (view, &child, MKV_TAG_STRING);
      char **field = g_strcmp0 (name, "TITLE") == 0    ? &title
                     : g_strcmp0 (name, "ARTIST") == 0 ? &by
                     : g_strcmp0 (name, "URL") == 0    ? &url
                                                       : NULL;
      if (field != NULL && *field == NULL)
        *field = g_steal_pointer (&value);
    }
  vost_rights_reading_work (reading, title, by, url);
}

static void
read_simple (const VostFileView *view,
             const VostEbml *simple,
             const char *where,
             VostRightsReading *reading)
{
  g_autofree char *name = vost_ebml_dup_child (view, simple, MKV_TAG_NAME);
  g_autofree char *value = vost_ebml_dup_child (view, simple, MKV_TAG_STRING);
  if (name == NULL)
    return;
  if (g_str_equal (name, "ORIGINAL") || g_str_equal (name, "SAMPLE"))
    {
      read_work (view, simple, reading);
      return;
    }
  if (value != NULL)
    value = vost_undo_gstreamer_string (g_steal_pointer (&value));
  vost_rights_reading_tag (reading, where, name, value);
  gboolean licence = g_str_equal (name, "LICENSE") || g_str_equal (name, "TERMS_OF_USE");
  guint64 at = simple->data;
  VostEbml child;
  for (guint i = 0; i < 100 && licence && vost_ebml_next (view, &at, simple->end, &child); i++)
    {
      if (child.id != MKV_SIMPLE_TAG)
        continue;
      g_autofree char *url = vost_ebml_dup_child (view, &child, MKV_TAG_STRING);
      vost_rights_reading_tag (reading, where, "LICENSE_URL", url);
    }
}

/* Tags of one track, chapter or attachment say nothing of the whole. */
gboolean
vost_matroska_tag_is_partial (const VostFileView *view, const VostEbml *tag)
{
  static const guint32 ids[] = { MKV_TAG_TRACK_UID, MKV_TAG_EDITION_UID, MKV_TAG_CHAPTER_UID,
                                 MKV_TAG_ATTACHMENT_UID };
  VostEbml targets;
  VostEbml uid;
  if (!vost_ebml_find (view, tag, MKV_TARGETS, &targets))
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    if (vost_ebml_find (view, &targets, ids[i], &uid) && vost_ebml_get_uint (view, &uid) != 0)
      return TRUE;
  return FALSE;
}

static void
read_tags (const VostFileView *view,
           const VostEbml *tags,
           const char *where,
           VostRightsReading *reading)
{
  guint64 at = tags->data;
  VostEbml tag;
  guint budget = MAX_TAGS;
  while (budget > 0 && vost_ebml_next (view, &at, tags->end, &tag))
    {
      guint64 inner = tag.data;
      VostEbml simple;
      budget--;
      if (tag.id != MKV_TAG || vost_matroska_tag_is_partial (view, &tag))
        continue;
      while (budget > 0 && vost_ebml_next (view, &inner, tag.end, &simple))
        {
          budget--;
          if (simple.id == MKV_SIMPLE_TAG)
            read_simple (view, &simple, where, reading);
        }
    }
}

static void
read_attachments (const VostFileView *view, const VostEbml *attachments, VostRightsReading *reading)
{
  guint64 at = attachments->data;
  VostEbml file;
  for (guint i = 0; i < 1000 && vost_ebml_next (view, &at, attachments->end, &file); i++)
    {
      VostEbml data;
      if (file.id != MKV_ATTACHED_FILE || !vost_ebml_find (view, &file, MKV_FILE_DATA, &data))
        continue;
      g_autofree char *name = vost_ebml_dup_child (view, &file, MKV_FILE_NAME);
      guint64 n = data.end - data.data;
      gboolean json = g_strcmp0 (name, VOST_ATTACHED_GRAPH) == 0;
      if (!json && g_strcmp0 (name, VOST_ATTACHED_TEXT) != 0)
        continue;
      g_autofree guint8 *bytes = vost_file_view_dup (view, data.data, n, VOST_MAX_GRAPH);
      if (bytes != NULL && json)
        vost_rights_reading_graph (reading, "attachment", (const char *) bytes, n);
      else if (bytes != NULL)
        vost_rights_reading_in (reading, "attachment");
    }
}

gboolean
vost_matroska_read_rights (const VostFileView *view, VostRightsReading *reading)
{
  VostEbml segment;
  VostEbml child;
  gboolean webm = FALSE;
  if (!vost_matroska_open (view, &segment, &webm))
    return vost_is_matroska (view);
  guint64 at = segment.data;
  for (guint i = 0; i < MAX_ELEMENTS && vost_matroska_next (view, &at, segment.end, &child); i++)
    switch (child.id)
      {
      case MKV_TRACKS:
        read_tracks (view, &child, reading);
        break;
      case MKV_TAGS:
        read_tags (view, &child, webm ? "webm-tags" : "matroska-tags", reading);
        break;
      case MKV_ATTACHMENTS:
        read_attachments (view, &child, reading);
        break;
      case MKV_INFO:
        {
          g_autofree char *title = vost_ebml_dup_child (view, &child, MKV_TITLE);
          vost_rights_reading_tag (reading, webm ? "webm-tags" : "matroska-tags", "TITLE", title);
        }
        break;
      default:
        break;
      }
  return TRUE;
}
