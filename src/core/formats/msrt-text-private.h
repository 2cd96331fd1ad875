/* Texts of several languages in one. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "format-private.h"

G_BEGIN_DECLS

/* @language: BCP 47, "" where none is said. */
typedef struct
{
  char *language;
  GString *text;
} VostMsrtText;

/* The language of a line "[eng] …" and where its words begin, or NULL. (transfer full). */
char *vost_msrt_language (const char *line, const char **ret_words);

/* The texts of a cue in their order. (transfer full) (element-type VostMsrtText). */
GPtrArray *vost_msrt_split (const char *text);

/* Appends a text behind its tag; @language "" has no tag. */
void vost_msrt_append (GString *out, const char *language, const char *text);

G_END_DECLS
