/* A subtitle file format: bytes to cues and back. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <vostok/core/diagnostic.h>
#include <vostok/core/record.h>

G_BEGIN_DECLS

/**
 * VostSubtitles: what a file holds: one track and its cues in file order.
 * @track: (owned): header, footer, format, encoding, line ends; source and master unset
 * @cues: (owned) (element-type VostCue): parent is the track's id
 */
typedef struct
{
  VostTrack *track;
  GPtrArray *cues;
} VostSubtitles;

VostSubtitles *vost_subtitles_new (void) G_GNUC_WARN_UNUSED_RESULT;
void vost_subtitles_free (VostSubtitles *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VostSubtitles, vost_subtitles_free)

typedef enum
{
  VOST_FORMAT_STYLES = 1 << 0,   /* italics, colours */
  VOST_FORMAT_POSITION = 1 << 1, /* placing on the picture */
  VOST_FORMAT_METADATA = 1 << 2, /* has a place of its own for title and licence */
} VostFormatFlags;

/**
 * VostFormatOptions: how to write.
 * @rights: (nullable): lines of the licence block, one per line, for formats with
 * VOST_FORMAT_METADATA
 * @title: (nullable): of the film
 * @width, @height: of the picture in pixels, 0 unknown (ASS resolution)
 */
typedef struct
{
  const char *rights;
  const char *title;
  int width;
  int height;
} VostFormatOptions;

typedef struct _VostFormat VostFormat;

/**
 * VostFormat:
 * @sniff: 0 no … 100 sure, from the first 4 KiB of decoded text
 * @read: @text is valid UTF-8 of @len bytes without BOM, line ends as in the file. Never fails if
 * there is one cue in it; problems go to @diagnostics (element-type VostDiagnostic)
 * @write: appends UTF-8 with line ends of track->eol. Untouched cues are written back byte for byte
 * @losses: tells what this format cannot keep of @subs, cue by cue
 */
struct _VostFormat
{
  const char *id;         /* "srt": file names, command line, tests */
  const char *title;      /* N_("SubRip") */
  const char *extensions; /* "ass;ssa" */
  const char *mime_type;
  VostFormatFlags flags;
  guint (*sniff) (const char *text, gsize len);
  gboolean (*read) (const char *text,
                    gsize len,
                    VostSubtitles *subs,
                    GPtrArray *diagnostics,
                    GError **error);
  gboolean (*write) (const VostSubtitles *subs,
                     const VostFormatOptions *options,
                     GString *out,
                     GError **error);
  void (*losses) (const VostSubtitles *subs, GPtrArray *diagnostics); /* optional */
};

/* All formats, NULL-terminated; generated from src/core/formats/meson.build. */
extern const VostFormat *const vost_format_list[];

const VostFormat *vost_format_by_id (const char *id);
const VostFormat *vost_format_by_path (const char *path);
const VostFormat *vost_format_sniff (const char *text, gsize len);

G_END_DECLS
