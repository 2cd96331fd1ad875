/* Words of the attribution in the release's language, for the rights room only. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <vostok/core/rights/attribution.h>

/**
 * VostWords: sentences of one language. They are in the language of the release, not of the user's
 * desktop, so gettext cannot give them. %s are filled in the order of the comments in
 * attribution.c.
 */
typedef struct
{
  const char *language;
  const char *contains;       /* title, by, url, licence, licence URL */
  const char *contains_plain; /* without a source address: title, by, licence, licence URL */
  const char *changes;        /* list */
  const char *adaptation;     /* year, author, licence, licence URL */
  const char *rest;           /* the originals keep theirs; no endorsement */
  const char *noncommercial;
  const char *unmodified;
  const char *remix_by; /* author, year */
  const char *title;
  const char *by;
  const char *source;
  const char *licence;
  const char *copyright;
  const char *changes_label;
  const char *earlier;
  const char *used;
  const char *warranty;
  const char *subtitles;     /* language: names */
  const char *cue_subtitles; /* names, licence */
  const char *this_work;
  const char *unknown_author;
  const char *shortened;
  const char *shortened_reordered;
  const char *subtitled;
} VostWords;

/* Falls back to English; never NULL. */
const VostWords *vost_words_for (const char *language);
/* "français" for "fr", as far as the release languages know it; else the tag itself. */
const char *vost_words_language_name (const VostWords *words, const char *tag);
