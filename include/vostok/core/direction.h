/* Right-to-left text: whose languages are so, marks for players, punctuation at the wrong end. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * vost_language_is_rtl:
 * @tag: BCP 47; a script subtag wins over the language ("ku-Arab", "az-Latn")
 */
gboolean vost_language_is_rtl (const char *tag);

/**
 * vost_text_show_rtl:
 *
 * Each line with a right-to-left mark before it, so that whoever goes by the first strong character
 * (Pango, libass) takes the line for right-to-left even where it begins with a Latin name.
 *
 * Returns: (transfer full): for showing, never for saving
 */
char *vost_text_show_rtl (const char *text);

/**
 * vost_text_mark_rtl:
 *
 * Each line in an embedding (U+202B … U+202C), for players that show every line from left to right
 * and put its punctuation at the wrong end; lines that have one already stay. Tags may stand
 * inside.
 *
 * Returns: (transfer full)
 */
char *vost_text_mark_rtl (const char *text);

/**
 * vost_punctuation_is_reversed:
 * @text: all lines of a track
 *
 * Some write the full stop of a Hebrew or Arabic line before its first letter, because a player
 * that goes from left to right then shows it at the end. Linear.
 *
 * Returns: whether the lines with right-to-left letters say so clearly
 */
gboolean vost_punctuation_is_reversed (const char *text);

/* Such a text in logical order: what stands before the first letter goes behind the last, and the
 * dash of a speaker behind the last before the first; (transfer full). */
char *vost_punctuation_restore (const char *text);

G_END_DECLS
