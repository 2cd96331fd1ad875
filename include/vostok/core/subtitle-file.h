/* Opening and saving subtitle files: encodings, line ends, atomic writing. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include <vostok/core/format.h>

G_BEGIN_DECLS

/**
 * VostLoadOptions: how to read; all may be left 0.
 * @format: (nullable): force it; NULL sniffs, then goes by the extension
 * @encoding: (nullable): force it; NULL: BOM, strict UTF-8, UTF-16 without BOM, uchardet
 * @rate: frames a second of a file that counts frames and does not say so itself
 */
typedef struct
{
  const VostFormat *format;
  const char *encoding;
  VostRate rate;
} VostLoadOptions;

/**
 * vost_subtitles_load:
 * @path: the file
 * @options: (nullable): how
 * @diagnostics: remarks are added; in file order
 *
 * The language is taken from "film.LANG.srt" when LANG is a language tag.
 * A UTF-8 file with single stray bytes stays UTF-8; the bytes survive saving.
 *
 * Returns: (transfer full): the cues, or NULL with @error when there is not one cue in it, or
 * VOST_ERROR_NEEDS_RATE when the rate must be asked for
 */
VostSubtitles *vost_subtitles_load (const char *path,
                                    const VostLoadOptions *options,
                                    GPtrArray *diagnostics,
                                    GError **error);
VostSubtitles *vost_subtitles_load_bytes (const char *data,
                                          gsize len,
                                          const char *name,
                                          const VostLoadOptions *options,
                                          GPtrArray *diagnostics,
                                          GError **error);

/**
 * vost_subtitles_save:
 *
 * Writes in @format (NULL: the track's) with the track's encoding, BOM and line ends: beside,
 * fsync, rename, fsync the folder; the mode of an existing file is kept. A character that the
 * encoding lacks is an error that lists them: nothing is written.
 */
gboolean vost_subtitles_save (const VostSubtitles *subs,
                              const char *path,
                              const VostFormat *format,
                              const VostFormatOptions *options,
                              GError **error);
/* The bytes that saving would write; (transfer full). */
GBytes *vost_subtitles_to_bytes (const VostSubtitles *subs,
                                 const VostFormat *format,
                                 const VostFormatOptions *options,
                                 GError **error);

/* Atomic replacement as above, for any text or project file. */
gboolean vost_file_replace (const char *path, const char *data, gsize len, GError **error);

/* BCP 47 tag in "film.LANG.srt" or ""; (transfer full). */
char *vost_language_from_path (const char *path);

/* Whether two BCP 47 tags have the same primary language: "en" and "en-GB" do, "" and "" do not. */
gboolean vost_language_matches (const char *a, const char *b);

G_END_DECLS
