/* Short names of codecs and containers, as people who use ffprobe know them. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gst/gst.h>

G_BEGIN_DECLS

/* "h264", "aac", "subrip"; what is not in the table is named after its caps; (transfer full). */
char *vost_codec_name (const GstCaps *caps);

/* What GStreamer does not tell: the codec id ("S_TEXT/WEBVTT") of a Matroska file's subtitle
 * stream; "" if it is no such file or has no such stream; (transfer full). */
char *vost_matroska_subtitle_id (const char *path, guint index);
/* Short name of a Matroska subtitle codec id, "" if unknown. */
const char *vost_codec_of_matroska_id (const char *id);

/* BCP 47 of a tag's language code; "" for "undetermined" and its kin; (transfer full). */
char *vost_language_from_code (const char *code);

/* "matroska", "mp4", "ogg"; "" for none; (transfer full). */
char *vost_container_name (const GstCaps *caps);

G_END_DECLS
