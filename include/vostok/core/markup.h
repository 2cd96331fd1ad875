/* The text of a cue: plain characters with a few inline tags. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * Tags are: <i> <b> <u> <s> (and their ends), <font color="…">, WebVTT's <c.class> <v Name> <lang
 * xx> <ruby> <rt> <00:00:00.000>, and SubStation override blocks "{\…}" (SubRip files use "{\an8}"
 * too). A "<" that starts none of these is a plain character; "\<" is a "<" that would otherwise
 * start a tag. Line breaks are "\n". There are no entities.
 *
 * To the letter: names are lower case; classes (".loud") may follow any name but font's; after one
 * space v, lang and font take a value without "<", ">", "{" or line breaks. After "{\" of an
 * override comes neither "\" nor "<", and up to its "}" neither "{" nor a line break; "{\*…}" is a
 * remark that no viewer sees. "\{" escapes like "\<" does, and of several backslashes before what
 * would start a tag each pair is one backslash. Anywhere else a backslash is a plain character.
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

/**
 * VostTag: the parts of a VOST_TOKEN_TAG, as slices of it.
 * @end: "</…>"
 * @name: "i", or "" for a timestamp
 * @classes: "loud.big" without the first dot, may be empty
 * @value: what follows the name's space; of a timestamp the time
 */
typedef struct
{
  gboolean end;
  const char *name;
  gsize name_len;
  const char *classes;
  gsize classes_len;
  const char *value;
  gsize value_len;
} VostTag;

/* Cuts the next token off *cursor. FALSE at the end. Never fails: what is no tag is text. */
gboolean vost_markup_next (const char **cursor, VostToken *ret);

/* The parts of a tag token; FALSE for any other token. */
gboolean vost_markup_tag (const VostToken *token, VostTag *ret);
gboolean vost_tag_is (const VostTag *tag, const char *name);

/* Whether an override block leaves text mode ({\p1}) or enters it ({\p0}); *drawing stays as it is
 * otherwise. */
void vost_markup_drawing (const VostToken *token, gboolean *drawing);

/* Appends characters so that they stay characters; @tag_follows: markup will be appended right
 * after them. */
void vost_markup_append_plain (GString *out, const char *plain, gsize len, gboolean tag_follows);

/* The characters a viewer reads; (transfer full). Drawings ({\p1}…) are left out. */
char *vost_markup_to_plain (const char *text);

/* Longest line of the plain text in characters (grapheme starts), and the number of lines. */
void
vost_markup_measure (const char *text, guint *ret_longest, guint *ret_lines, guint *ret_characters);

G_END_DECLS
