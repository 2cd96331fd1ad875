/* Words of the attribution in the release's language, for the rights room only. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <vostok/core/rights/attribution.h>

/**
 * VostWords: sentences of one language. They are in the language of the release, not of the user's
 * desktop, so gettext cannot give them. What fills in each %s stands behind it.
 */
typedef struct
{
  const char *language;
  const char *quoted;         /* title */
  const char *untitled;       /* in place of a quoted title */
  const char *by_phrase;      /* quoted title, author */
  const char *contains;       /* work, licence with its address */
  const char *contains_free;  /* work, "public domain" */
  const char *changes;        /* list */
  const char *adaptation;     /* "© 2026 Author" or "", licence with its address */
  const char *subtitled_work; /* the same, of subtitles */
  const char *colon;
  const char *rest; /* the originals keep theirs; no endorsement */
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
  const char *subtitles;         /* language, names */
  const char *cue_subtitles;     /* names, licence */
  const char *translation;       /* language as an adjective, work */
  const char *translation_other; /* language tag, work */
  const char *translated;        /* from, to, names */
  const char *translated_by;     /* names */
  const char *own_licence;       /* "© 2026 names", licence with its address */
  const char *this_work;
  const char *unknown_author;
  const char *shortened;
  const char *shortened_reordered;
  const char *subtitled;
  const char *public_domain;
  const char *permission;
  const char *reserved;
  const char *free_art; /* version, part of version */
} VostWords;

/* Falls back to English; never NULL. */
const VostWords *vost_words_for (const char *language);
/* "français" for "fr", as far as the release languages know it; else the tag itself. */
const char *vost_words_language_name (const VostWords *words, const char *tag);
/* "française" for "fr": what a translation is; NULL if not known. */
const char *vost_words_translation_name (const VostWords *words, const char *tag);
/* "Translated from English to French by …."; (transfer full). */
char *
vost_words_translated (const VostWords *words, const char *from, const char *to, const char *names);
/* As vost_licence_to_name(), but in the release's language; (transfer full). */
char *vost_words_licence_name (const VostWords *words, const VostLicence *licence);

/* The works array of a source as it may be carried on: compact, "" if it is none or too much. */
char *vost_attribution_works (const char *works);
/* “T” by A, CC … (URL); … – every work of such an array and of those within; (transfer full). */
char *vost_attribution_ancestors (const char *works);
/* "shortened, subtitles added" in the words' language, "" for nothing; (transfer full). */
char *vost_attribution_film_changes (const VostAttribution *self, const VostWords *words);
