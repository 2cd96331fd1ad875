/* What is in a media file. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include <vostok/core/record.h>

G_BEGIN_DECLS

/**
 * VostStream:
 * @type: "video", "audio", "subtitle"
 * @codec: short name as ffprobe would say: "h264", "vp9", "aac", "opus", "subrip", "ass", "webvtt",
 * "tx3g"
 * @language: BCP 47 or ""
 * @decodable: a decoder is installed; if not, @missing says what to install
 * @still: a picture that does not move
 */
typedef struct
{
  char *type;
  char *codec;
  char *language;
  char *title;
  int width;
  int height;
  VostRate rate;
  int channels;
  int sample_rate;
  gboolean decodable;
  gboolean still;
  char *missing;
} VostStream;

/**
 * VostProbe:
 * @streams: (element-type VostStream)
 * @title, @creators, @copyright, @licence, @url, @year: from the file's metadata; "" or 0 when
 * absent;
 *   @licence verbatim (URL or words)
 */
typedef struct
{
  VostTime duration;
  gboolean seekable;
  GPtrArray *streams;
  char *container; /* "matroska", "webm", "mp4", "ogg", … */
  char *title;
  char **creators;
  char *copyright;
  char *licence;
  char *url;
  int year;
} VostProbe;

/* Blocks; call it in a job. NULL with the file's name, the cause and the next step in @error. */
VostProbe *vost_probe_file (const char *path, GCancellable *cancellable, GError **error);
void vost_probe_free (VostProbe *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VostProbe, vost_probe_free)
const VostStream *vost_probe_first (const VostProbe *self, const char *type);

/**
 * vost_source_from_file:
 *
 * A source record filled from the file's own metadata, the catalogue of known films and, if the
 * file was made by this program, its provenance; `origin-of-values` says which came from where.
 * Blocks.
 */
VostSource *vost_source_from_file (const char *path,
                                   const char *project_folder,
                                   GCancellable *cancellable,
                                   GError **error);

/* "sha256:…" of the size and the first, middle and last 64 KiB. */
char *vost_fingerprint_file (const char *path, GError **error);

G_END_DECLS
