/* The text of a cue: plain characters with a few inline tags. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * Tags are: <i> <b> <u> <s> (and their ends), <font color="…">, WebVTT's <c.class> <v Name> <lang xx> <ruby> <rt>
 * <00:00:00.000>, and SubStation override blocks "{\…}" (SubRip files use "{\an8}" too).
 * A "<" that starts none of these is a plain character; "\<" is a "<" that would otherwise start a tag.
 * Line breaks are "\n". There are no entities.
 */
typedef enum
{
  VOST_TOKEN_TEXT,     /* plain characters */
  VOST_TOKEN_TAG,      /* "<i>" with its angle brackets */
  VOST_TOKEN_OVERRIDE, /* "{\an8}" with its braces */
} VostTokenType;

typedef struct
{
  VostTokenType type;
  const char *start; /* into the text given */
  gsize len;
} VostToken;

/* Cuts the next token off *cursor. FALSE at the end. Never fails: what is no tag is text. */
gboolean vost_markup_next (const char **cursor, VostToken *ret);

/* The characters a viewer reads; (transfer full). Drawings ({\p1}…) are left out. */
char *vost_markup_to_plain (const char *text);

/* Longest line of the plain text in characters (grapheme starts), and the number of lines. */
void vost_markup_measure (const char *text, guint *ret_longest, guint *ret_lines, guint *ret_characters);

G_END_DECLS
