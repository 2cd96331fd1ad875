/* The attribution as text, card, cue, header block and REUSE file. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <vostok/core/rights/attribution.h>

#include "attribution-private.h"

/* What fits in a line of subtitles. */
#define CUE_LINE 42

static const char *
or_empty (const char *text)
{
  return text != NULL ? text : "";
}

/* What stands in one line must not begin another: a title with a line break could forge a field. */
static char *
one_line (const char *text)
{
  char *line = g_strdup (or_empty (text));

  return g_strstrip (g_strdelimit (line, "\r\n\t\v\f", ' '));
}

static const char *
by_or_unknown (const VostWords *words, const VostCredit *credit)
{
  return or_empty (credit->by)[0] != '\0' ? credit->by : words->unknown_author;
}

static char *
year_text (gint64 year)
{
  return year > 0 ? g_strdup_printf ("%" G_GINT64_FORMAT, year) : g_strdup ("");
}

static char *
collapse (char *text)
{
  g_autofree char *line = one_line (text);
  g_autoptr (GRegex) spaces = g_regex_new (" {2,}", 0, 0, NULL);

  g_free (text);
  return g_regex_replace_literal (spaces, line, -1, 0, " ", 0, NULL);
}

static char *
title_of (const VostWords *words, const VostCredit *credit)
{
  if (or_empty (credit->title)[0] == '\0')
    return g_strdup (words->untitled);
  return g_strdup_printf (words->quoted, credit->title);
}

/* “Title” by Author (address) */
static char *
work_phrase (const VostWords *words, const VostCredit *credit)
{
  g_autofree char *title = title_of (words, credit);
  g_autofree char *by = or_empty (credit->by)[0] != '\0'
                            ? g_strdup_printf (words->by_phrase, title, credit->by)
                            : g_strdup_printf ("%s (%s)", title, words->unknown_author);

  if (or_empty (credit->url)[0] == '\0')
    return g_steal_pointer (&by);
  return g_strdup_printf ("%s (%s)", by, credit->url);
}

/* “CC BY 4.0 (https://…)”; @link goes between where the address is not in brackets. */
static char *
licence_phrase (const char *name, const char *url, const char *link)
{
  if (or_empty (url)[0] == '\0')
    return g_strdup (or_empty (name));
  return link != NULL ? g_strconcat (name, link, url, NULL)
                      : g_strdup_printf ("%s (%s)", name, url);
}

/* "© 2026 Author", "" if nobody is named. */
static char *
owner_phrase (gint64 year, const char *who)
{
  g_autofree char *shown = year_text (year);

  if (or_empty (who)[0] == '\0')
    return g_strdup ("");
  return g_strdup_printf ("© %s%s%s", shown, shown[0] != '\0' ? " " : "", who);
}

/* "This film contains “T” by A (URL), used under L (URL)." and the changes. */
static char *
sentence_for (const VostAttribution *self, const VostWords *words, const VostCredit *credit)
{
  /* A film's own language may differ from the one that this is said in. */
  g_autofree char *done = self->adaptation || or_empty (credit->changes)[0] == '\0'
                              ? g_strdup (credit->changes)
                              : vost_attribution_film_changes (self, words);
  g_autofree char *work = work_phrase (words, credit);
  g_autofree char *free_name = vost_words_licence_name (words, &credit->licence);
  g_autofree char *licence = licence_phrase (credit->licence_name, credit->licence_url, NULL);
  gboolean licensed = or_empty (credit->licence_url)[0] != '\0';
  g_autofree char *first = licensed || free_name[0] == '\0'
                               ? g_strdup_printf (words->contains, work, licence)
                               : g_strdup_printf (words->contains_free, work, free_name);
  g_autofree char *changes = or_empty (done)[0] != '\0' ? g_strdup_printf (words->changes, done)
                                                        : g_strdup (words->unmodified);

  return collapse (g_strdup_printf ("%s %s", first, changes));
}

static char *
adaptation_line (const VostAttribution *self, const VostWords *words)
{
  g_autofree char *owner = owner_phrase (self->year, self->author);
  g_autofree char *licence = licence_phrase (self->licence_name, self->licence_url, words->colon);

  /* A film that got nothing new has the licence of its own credit. */
  if (!self->adaptation && self->subtitles->len == 0)
    return g_strdup ("");

  return collapse (g_strdup_printf (self->adaptation ? words->adaptation : words->subtitled_work,
                                    owner, licence));
}

/* "French translation of “T” by A. Translated from English to French by N. Subtitles © N, CC …" */
static char *
translation_line (const VostAttribution *self,
                  const VostWords *words,
                  const VostSubtitleCredit *credit)
{
  const VostCredit *film = credit->work > 0 && credit->work <= self->credits->len
                               ? self->credits->pdata[credit->work - 1]
                               : NULL;
  const char *adjective = vost_words_translation_name (words, credit->language);
  VostLicence licence;
  g_autofree char *title = NULL;
  g_autofree char *work = NULL;
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;
  g_autofree char *name = NULL;
  g_autofree char *url = NULL;
  g_autofree char *owner = owner_phrase (self->year, credit->names);
  g_autofree char *granted = NULL;
  g_autofree char *third = NULL;

  if (film == NULL || or_empty (credit->names)[0] == '\0')
    return NULL;
  vost_licence_parse (or_empty (credit->licence_spdx)[0] != '\0' ? credit->licence_spdx
                                                                 : self->licence_spdx,
                      &licence);
  title = title_of (words, film);
  work = g_strdup_printf (words->by_phrase, title, by_or_unknown (words, film));
  first = adjective != NULL ? g_strdup_printf (words->translation, adjective, work)
                            : g_strdup_printf (words->translation_other, credit->language, work);
  second = vost_words_translated (words, credit->from, credit->language, credit->names);
  name = vost_words_licence_name (words, &licence);
  url = vost_licence_to_url (&licence);
  granted = licence_phrase (name, url, ", ");
  third = g_strdup_printf (words->own_licence, owner, granted);
  return collapse (g_strdup_printf ("%s %s %s", first, second, third));
}

/* What is owed to whoever wrote the subtitles; NULL if nobody is named. */
static char *
subtitle_line (const VostAttribution *self,
               const VostWords *words,
               const VostSubtitleCredit *credit)
{
  if (or_empty (credit->names)[0] == '\0')
    return NULL;
  return collapse (g_strdup_printf (
      words->subtitles, vost_words_language_name (words, credit->language), credit->names));
}

static void
append_field (GString *out, const VostWords *words, const char *label, const char *value)
{
  g_autofree char *line = one_line (value);

  if (line[0] != '\0')
    g_string_append_printf (out, "%s%s%s\n", label, words->colon, line);
}

static void
append_credit_block (GString *out, const VostWords *words, const VostCredit *credit)
{
  g_autofree char *licence = licence_phrase (credit->licence_name, credit->licence_url, " ");

  append_field (out, words, words->title, credit->title);
  append_field (out, words, words->by, by_or_unknown (words, credit));
  append_field (out, words, words->source, credit->url);
  append_field (out, words, words->licence, licence);
  append_field (out, words, words->copyright, credit->copyright);
  append_field (out, words, words->changes_label,
                or_empty (credit->changes)[0] != '\0' ? credit->changes : words->unmodified);
  append_field (out, words, words->earlier, credit->earlier);
  append_field (out, words, words->used, credit->used);
  g_string_append_printf (out, "%s\n\n", words->warranty);
}

char *
vost_attribution_to_text (const VostAttribution *self)
{
  const VostWords *words = vost_words_for (self->language);
  GString *out = g_string_new (NULL);
  g_autofree char *closing = adaptation_line (self, words);

  for (guint i = 0; i < self->credits->len; i++)
    append_credit_block (out, words, self->credits->pdata[i]);
  append_field (out, words, words->this_work, self->title);
  if (closing[0] != '\0')
    g_string_append_printf (out, "%s\n", closing);
  append_field (out, words, words->source, self->author_url);
  for (guint i = 0; i < self->subtitles->len; i++)
    {
      const VostSubtitleCredit *credit = self->subtitles->pdata[i];
      g_autofree char *line = subtitle_line (self, words, credit);
      g_autofree char *translation =
          credit->translation ? translation_line (self, words, credit) : NULL;

      if (line != NULL)
        g_string_append_printf (out, "%s\n", line);
      if (translation != NULL)
        g_string_append_printf (out, "%s\n", translation);
    }
  g_string_append_printf (out, "%s\n", words->rest);
  if (self->noncommercial)
    g_string_append_printf (out, "%s\n", words->noncommercial);
  return g_string_free (out, FALSE);
}

/* --- Card --- */

/* Takes @text. */
static void
add_line (GPtrArray *lines, char *text)
{
  char *line = collapse (text);

  if (line[0] == '\0' && (lines->len == 0 || ((char *) lines->pdata[lines->len - 1])[0] == '\0'))
    g_free (line);
  else
    g_ptr_array_add (lines, line);
}

/* Some ask for a credit that begins with the sign itself. */
static gboolean
is_notice (const char *by)
{
  return g_str_has_prefix (by, "©") || g_ascii_strncasecmp (by, "(c)", 3) == 0 ||
         g_ascii_strncasecmp (by, "(cc)", 4) == 0;
}

static void
add_credit_lines (GPtrArray *lines, const VostWords *words, const VostCredit *credit)
{
  g_autofree char *title = title_of (words, credit);
  const char *by = or_empty (credit->by);
  const char *notice = or_empty (credit->copyright);
  g_autofree char *owner = is_notice (by) ? g_strdup (by) : owner_phrase (credit->year, by);

  /* A notice that is supplied is printed word for word; it names its year itself. */
  add_line (lines, g_strdup_printf ("%s %s", title,
                                    notice[0] != '\0'  ? notice
                                    : owner[0] != '\0' ? owner
                                                       : words->unknown_author));
  if (notice[0] != '\0' && by[0] != '\0' && strstr (notice, by) == NULL)
    add_line (lines, g_strdup (by));
  if (or_empty (credit->url)[0] != '\0')
    add_line (lines, g_strdup (credit->url));
  add_line (lines, licence_phrase (credit->licence_name, credit->licence_url, " · "));
  add_line (lines, or_empty (credit->changes)[0] != '\0'
                       ? g_strdup_printf (words->changes, credit->changes)
                       : g_strdup (words->unmodified));
  if (or_empty (credit->earlier)[0] != '\0')
    add_line (lines, g_strconcat (words->earlier, words->colon, credit->earlier, NULL));
  add_line (lines, g_strdup (""));
}

char **
vost_attribution_to_card (const VostAttribution *self)
{
  const VostWords *words = vost_words_for (self->language);
  g_autoptr (GPtrArray) lines = g_ptr_array_new ();
  g_autofree char *year = year_text (self->year);

  add_line (lines, g_strdup (self->title));
  if (self->adaptation && self->author[0] != '\0')
    add_line (lines, year[0] != '\0' ? g_strdup_printf (words->remix_by, self->author, year)
                                     : g_strdup (self->author));
  add_line (lines, licence_phrase (self->licence_name, self->licence_url, " · "));
  add_line (lines, g_strdup (""));
  for (guint i = 0; i < self->credits->len; i++)
    add_credit_lines (lines, words, self->credits->pdata[i]);
  for (guint i = 0; i < self->subtitles->len; i++)
    {
      char *line = subtitle_line (self, words, self->subtitles->pdata[i]);

      if (line != NULL)
        add_line (lines, line);
    }
  add_line (lines, g_strdup (""));
  add_line (lines, g_strdup (words->rest));
  if (self->noncommercial)
    add_line (lines, g_strdup (words->noncommercial));
  g_ptr_array_add (lines, NULL);
  return (char **) g_ptr_array_free (g_steal_pointer (&lines), FALSE);
}

/* --- Subtitle files --- */

static const VostSubtitleCredit *
subtitle_credit (const VostAttribution *self, const char *language)
{
  for (guint i = 0; i < self->subtitles->len; i++)
    if (g_strcmp0 (((const VostSubtitleCredit *) self->subtitles->pdata[i])->language, language) ==
        0)
      return self->subtitles->pdata[i];
  return NULL;
}

static const char *
without_scheme (const char *url)
{
  const char *rest = strstr (url, "://");

  return rest != NULL ? rest + 3 : url;
}

/* The film and where it is; of a long address only the host, if that makes it fit: the whole one is
 * beside the file. */
static char *
cue_work_line (const VostAttribution *self, const VostWords *words, const VostCredit *film)
{
  const char *url = or_empty (film->url)[0] != '\0' ? film->url : or_empty (self->licence_url);
  g_autofree char *title = title_of (words, film);
  g_autofree char *work = g_strdup_printf ("%s, %s", title, by_or_unknown (words, film));
  g_autofree char *where = g_strdup (without_scheme (url));
  g_autofree char *host = NULL;

  if (g_str_has_suffix (where, "/"))
    where[strlen (where) - 1] = '\0';
  if (where[0] == '\0')
    return collapse (g_steal_pointer (&work));
  host = g_strndup (where, strcspn (where, "/"));
  if (g_utf8_strlen (work, -1) + 3 + g_utf8_strlen (where, -1) > CUE_LINE &&
      g_utf8_strlen (work, -1) + 3 + g_utf8_strlen (host, -1) <= CUE_LINE)
    return collapse (g_strdup_printf ("%s – %s", work, host));
  return collapse (g_strdup_printf ("%s – %s", work, where));
}

char *
vost_attribution_to_cue (const VostAttribution *self, const char *language)
{
  const VostWords *words = vost_words_for (language);
  const VostSubtitleCredit *credit = subtitle_credit (self, language);
  const VostCredit *film = self->credits->len > 0 ? self->credits->pdata[0] : NULL;
  const char *names =
      credit != NULL && or_empty (credit->names)[0] != '\0' ? credit->names : self->author;
  g_autofree char *first =
      collapse (or_empty (names)[0] != '\0'
                    ? g_strdup_printf (words->cue_subtitles, names, self->licence_name)
                    : g_strdup (or_empty (self->licence_name)));
  g_autofree char *second = NULL;

  if (film == NULL)
    return g_steal_pointer (&first);
  second = cue_work_line (self, words, film);
  return g_strdup_printf ("%s\n%s", first, second);
}

char *
vost_attribution_to_header (const VostAttribution *self, const char *language)
{
  const VostWords *words = vost_words_for (language);
  const VostSubtitleCredit *credit = subtitle_credit (self, language);
  GString *out = g_string_new (NULL);
  VostLicence own;
  g_autofree char *url = NULL;
  const char *spdx = credit != NULL && or_empty (credit->licence_spdx)[0] != '\0'
                         ? credit->licence_spdx
                         : self->licence_spdx;

  vost_licence_parse (spdx, &own);
  url = vost_licence_to_url (&own);
  append_field (out, vost_words_for ("en"), "License", spdx);
  append_field (out, vost_words_for ("en"), "License URL", url);
  append_field (out, words, words->title, self->title);
  if (credit != NULL)
    append_field (out, words, words->by, credit->names);
  if (credit != NULL && credit->translation)
    {
      g_autofree char *translation = translation_line (self, words, credit);

      g_string_append_printf (out, "%s%s", or_empty (translation), translation != NULL ? "\n" : "");
    }
  for (guint i = 0; i < self->credits->len; i++)
    {
      g_autofree char *sentence = sentence_for (self, words, self->credits->pdata[i]);

      g_string_append_printf (out, "%s\n", sentence);
    }
  if (self->noncommercial)
    g_string_append_printf (out, "%s\n", words->noncommercial);
  return g_string_free (out, FALSE);
}

char *
vost_attribution_to_line (const VostAttribution *self)
{
  const VostWords *words = vost_words_for (self->language);
  g_autoptr (GString) out = g_string_new (NULL);
  g_autofree char *closing = adaptation_line (self, words);

  for (guint i = 0; i < self->credits->len; i++)
    {
      g_autofree char *sentence = sentence_for (self, words, self->credits->pdata[i]);

      g_string_append_printf (out, "%s ", sentence);
    }
  g_string_append_printf (out, "%s%s%s", closing, closing[0] != '\0' ? " " : "", words->rest);
  if (self->noncommercial)
    g_string_append_printf (out, " %s", words->noncommercial);
  return g_string_free (g_steal_pointer (&out), FALSE);
}

static void
append_holder (GString *out, const char *year, const char *who)
{
  g_autofree char *line = one_line (who);

  if (line[0] != '\0')
    g_string_append_printf (out, "SPDX-FileCopyrightText: %s%s%s\n", year,
                            year[0] != '\0' ? " " : "", line);
}

char *
vost_attribution_to_reuse (const VostAttribution *self)
{
  GString *out = g_string_new (NULL);
  g_autofree char *year = year_text (self->year);

  append_holder (out, year, self->author);
  for (guint i = 0; i < self->credits->len; i++)
    {
      const VostCredit *credit = self->credits->pdata[i];

      append_holder (out, "",
                     or_empty (credit->copyright)[0] != '\0' ? credit->copyright : credit->by);
    }
  g_string_append_printf (out, "\nSPDX-License-Identifier: %s\n", self->licence_spdx);
  return g_string_free (out, FALSE);
}
