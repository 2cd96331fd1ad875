/* Text that was decoded with the wrong encoding: seeing it, and the way back. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * VostMojibake: what happened to a text, and the text as it was meant.
 * @text: (owned): repaired; what the mistake cannot have made stays as it is
 * @written: the encoding that the text was in: "UTF-8", "WINDOWS-1251", "KOI8-R", "IBM866" or
 * "ISO-8859-5"; not owned
 * @read: the one that it was taken for: "WINDOWS-1252" (which includes ISO 8859-1),
 * "WINDOWS-1251", "KOI8-R" or "IBM866"; not owned
 * @times: how often, one after the other
 * @confidence: per mille. Above 800 nearly all of the characters say so; below 400 part of the text
 * is right as it is, or there is too little of it to be sure
 */
typedef struct
{
  char *text;
  const char *written;
  const char *read;
  guint times;
  guint confidence;
} VostMojibake;

void vost_mojibake_clear (VostMojibake *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (VostMojibake, vost_mojibake_clear)

/**
 * vost_mojibake_repair:
 * @text: valid UTF-8; best all texts of a track together, since a word alone says little
 * @ret: (out): filled when the function returns TRUE
 *
 * Linear in the length. Never finds anything in ASCII. Right text is left alone: the remains of a
 * mistake are looked for, and single-byte Cyrillic must become clearly more like a Slavic language.
 *
 * Returns: whether there is something to repair
 */
gboolean vost_mojibake_repair (const char *text, VostMojibake *ret);

/* Repairs another text in the way that @found says; (transfer full). */
char *vost_mojibake_apply (const VostMojibake *found, const char *text);

G_END_DECLS
