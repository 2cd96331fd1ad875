/* Short names of codecs and containers, as people who use ffprobe know them. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include <gst/gst.h>

G_BEGIN_DECLS

/* There, a regular file, readable and not empty: the words for it are better than GStreamer's. */
gboolean vost_check_media_file (const char *path, GCancellable *cancellable, GError **error);

/* "h264", "aac", "subrip"; what is not in the table is named after its caps; (transfer full). */
char *vost_codec_name (const GstCaps *caps);

/**
 * VostMatroskaTrack: what the file itself says of a subtitle stream; GStreamer names only the
 * codecs that it reads, and its discoverer looks before the tags of such streams have come.
 * @id: "S_TEXT/WEBVTT"
 * @language: BCP 47 or ""
 */
typedef struct
{
  char *id;
  char *language;
  char *title;
} VostMatroskaTrack;

/* All subtitle streams in the order of the file: (element-type VostMatroskaTrack) (transfer full);
 * NULL if it is no Matroska or WebM file. */
GPtrArray *vost_matroska_subtitles (const char *path);

/* Whether a Matroska file ends before its first picture or sound: GStreamer's demuxer may then wait
 * for more, for ever. */
gboolean vost_matroska_is_cut_short (const char *path);

/* Short name of a Matroska subtitle codec id, "" if unknown. */
const char *vost_codec_of_matroska_id (const char *id);

/* BCP 47 of a tag's language code; "" for "undetermined" and its kin; (transfer full). */
char *vost_language_from_code (const char *code);

/* What the language of a tag ("es", "spa", "es-MX") is called where the user is; (transfer full):
 * NULL if it is not known. */
char *vost_language_title (const char *tag);

/* "matroska", "mp4", "ogg"; "" for none; (transfer full). */
char *vost_container_name (const GstCaps *caps);

G_END_DECLS
