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
 * @more: (owned) (nullable) (element-type VostSubtitles): further languages that the same file
 * holds; a cue's `pair` is the cue of @cues that it translates, or 0
 */
typedef struct
{
  VostTrack *track;
  GPtrArray *cues;
  GPtrArray *more;
} VostSubtitles;

VostSubtitles *vost_subtitles_new (void) G_GNUC_WARN_UNUSED_RESULT;
void vost_subtitles_free (VostSubtitles *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VostSubtitles, vost_subtitles_free)

typedef enum
{
  VOST_FORMAT_STYLES = 1 << 0,    /* italics, colours */
  VOST_FORMAT_POSITION = 1 << 1,  /* placing on the picture */
  VOST_FORMAT_METADATA = 1 << 2,  /* has a place of its own for title and licence */
  VOST_FORMAT_BINARY = 1 << 3,    /* bytes, not text: nothing is decoded or encoded around it */
  VOST_FORMAT_FRAMES = 1 << 4,    /* times are frame numbers: it needs a rate */
  VOST_FORMAT_UTF8 = 1 << 5,      /* allows no other encoding when written anew */
  VOST_FORMAT_LANGUAGES = 1 << 6, /* may hold several languages */
} VostFormatFlags;

/**
 * VostFormatOptions: how to write.
 * @rights: (nullable): lines of the licence block, one per line, for formats with
 * VOST_FORMAT_METADATA
 * @title: (nullable): of the film
 * @width, @height: of the picture in pixels, 0 unknown (ASS resolution)
 * @direction_marks: put each line of a right-to-left language into an embedding, see
 * vost_text_mark_rtl(); only vost_subtitles_to_bytes() and _save() heed it
 * @rate: of the film, for a format that counts frames when the track has no rate of its own
 */
typedef struct
{
  const char *rights;
  const char *title;
  int width;
  int height;
  VostRate rate;
  gboolean direction_marks;
} VostFormatOptions;

typedef struct _VostFormat VostFormat;

/**
 * VostFormat:
 * @sniff: 0 no … 100 sure, from the first 4 KiB of decoded text (VOST_FORMAT_BINARY: of the file)
 * @read: @text is valid UTF-8 of @len bytes without BOM, line ends as in the file
 * (VOST_FORMAT_BINARY: the file's bytes). subs->track->rate is the rate that the caller knows; a
 * file's own rate replaces it; VOST_ERROR_NEEDS_RATE if there is neither. Never fails else if there
 * is one cue in it; problems go to @diagnostics (element-type VostDiagnostic)
 * @write: appends UTF-8 with line ends of track->eol. Untouched cues are written back byte for byte
 * @losses: tells what this format cannot keep of @subs, cue by cue. For a format that counts frames
 * subs->track->rate is the rate that will be written; when it is not known, rounding is told for
 * all
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
/* The likeliest format of a decoded text, and of bytes that are no text; NULL if none. */
const VostFormat *vost_format_sniff (const char *text, gsize len);
const VostFormat *vost_format_sniff_bytes (const char *data, gsize len);

G_END_DECLS
