/* The attribution as text, HTML, card, cue, header block and REUSE file. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <vostok/core/rights/attribution.h>

#include "attribution-private.h"

static const char *
by_or_unknown (const VostWords *words, const VostCredit *credit)
{
  return credit->by[0] != '\0' ? credit->by : words->unknown_author;
}

static char *
year_text (gint64 year)
{
  return year > 0 ? g_strdup_printf ("%" G_GINT64_FORMAT, year) : g_strdup ("");
}

static char *
collapse (char *text)
{
  g_autoptr (GRegex) spaces = g_regex_new (" {2,}", 0, 0, NULL);
  char *result = g_regex_replace_literal (spaces, text, -1, 0, " ", 0, NULL);

  g_free (text);
  return result;
}

/* "This film contains “T” by A (URL), used under L (URL)." and the changes. */
static char *
sentence_for (const VostAttribution *self, const VostWords *words, const VostCredit *credit)
{
  /* A film's own language may differ from the one that this is said in. */
  const char *done =
      self->adaptation || credit->changes[0] == '\0' ? credit->changes : words->subtitled;
  const char *by = by_or_unknown (words, credit);
  g_autofree char *first = credit->url[0] != '\0'
                               ? g_strdup_printf (words->contains, credit->title, by, credit->url,
                                                  credit->licence_name, credit->licence_url)
                               : g_strdup_printf (words->contains_plain, credit->title, by,
                                                  credit->licence_name, credit->licence_url);
  g_autofree char *changes =
      done[0] != '\0' ? g_strdup_printf (words->changes, done) : g_strdup (words->unmodified);

  return g_strdup_printf ("%s %s", first, changes);
}

static char *
adaptation_line (const VostAttribution *self, const VostWords *words)
{
  g_autofree char *year = year_text (self->year);

  return collapse (g_strdup_printf (words->adaptation, year, self->author, self->licence_name,
                                    self->licence_url));
}

static void
append_field (GString *out, const char *label, const char *value)
{
  if (value != NULL && value[0] != '\0')
    g_string_append_printf (out, "%s: %s\n", label, value);
}

char *
vost_attribution_to_text (const VostAttribution *self)
{
  const VostWords *words = vost_words_for (self->language);
  GString *out = g_string_new (NULL);
  g_autofree char *closing = adaptation_line (self, words);

  for (guint i = 0; i < self->credits->len; i++)
    {
      const VostCredit *credit = self->credits->pdata[i];
      g_autofree char *licence =
          g_strdup_printf ("%s %s", credit->licence_name, credit->licence_url);

      append_field (out, words->title, credit->title);
      append_field (out, words->by, by_or_unknown (words, credit));
      append_field (out, words->source, credit->url);
      append_field (out, words->licence, licence);
      append_field (out, words->copyright, credit->copyright);
      append_field (out, words->changes_label,
                    credit->changes[0] != '\0' ? credit->changes : words->unmodified);
      append_field (out, words->earlier, credit->earlier);
      append_field (out, words->used, credit->used);
      g_string_append_printf (out, "%s\n\n", words->warranty);
    }
  g_string_append_printf (out, "%s: %s\n%s\n", words->this_work, self->title, closing);
  append_field (out, words->source, self->author_url);
  for (guint i = 0; i < self->subtitles->len; i++)
    {
      const VostSubtitleCredit *credit = self->subtitles->pdata[i];

      if (credit->names[0] == '\0')
        continue;
      g_string_append_printf (out, words->subtitles,
                              vost_words_language_name (words, credit->language), credit->names);
      g_string_append_c (out, '\n');
    }
  g_string_append_printf (out, "%s\n", words->rest);
  if (self->noncommercial)
    g_string_append_printf (out, "%s\n", words->noncommercial);
  return g_string_free (out, FALSE);
}

/* --- Card --- */

static void
add_line (GPtrArray *lines, char *text)
{
  if (text[0] == '\0' && (lines->len == 0 || ((char *) lines->pdata[lines->len - 1])[0] == '\0'))
    g_free (text);
  else
    g_ptr_array_add (lines, text);
}

static void
add_credit_lines (GPtrArray *lines, const VostWords *words, const VostCredit *credit)
{
  g_autofree char *year = year_text (credit->year);
  const char *by = by_or_unknown (words, credit);

  /* A notice that is supplied is printed word for word; it names its year itself. */
  add_line (lines, credit->copyright[0] != '\0'
                       ? g_strdup_printf ("“%s” %s", credit->title, credit->copyright)
                       : collapse (g_strdup_printf ("“%s” © %s %s", credit->title, year, by)));
  if (credit->copyright[0] != '\0' && credit->by[0] != '\0' &&
      strstr (credit->copyright, credit->by) == NULL)
    add_line (lines, g_strdup (credit->by));
  if (credit->url[0] != '\0')
    add_line (lines, g_strdup (credit->url));
  add_line (lines, g_strdup_printf ("%s · %s", credit->licence_name, credit->licence_url));
  add_line (lines, credit->changes[0] != '\0' ? g_strdup_printf (words->changes, credit->changes)
                                              : g_strdup (words->unmodified));
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
  add_line (lines, g_strdup_printf ("%s · %s", self->licence_name, self->licence_url));
  add_line (lines, g_strdup (""));
  for (guint i = 0; i < self->credits->len; i++)
    add_credit_lines (lines, words, self->credits->pdata[i]);
  for (guint i = 0; i < self->subtitles->len; i++)
    {
      const VostSubtitleCredit *credit = self->subtitles->pdata[i];

      if (credit->names[0] != '\0')
        add_line (lines, g_strdup_printf (words->subtitles,
                                          vost_words_language_name (words, credit->language),
                                          credit->names));
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

char *
vost_attribution_to_cue (const VostAttribution *self, const char *language)
{
  const VostWords *words = vost_words_for (language);
  const VostSubtitleCredit *credit = subtitle_credit (self, language);
  const VostCredit *film = self->credits->len > 0 ? self->credits->pdata[0] : NULL;
  const char *names = credit != NULL && credit->names[0] != '\0' ? credit->names : self->author;
  g_autofree char *first = names[0] != '\0'
                               ? g_strdup_printf (words->cue_subtitles, names, self->licence_name)
                               : g_strdup (self->licence_name);
  const char *url = film != NULL && film->url[0] != '\0' ? film->url : self->licence_url;

  if (film == NULL)
    return g_steal_pointer (&first);
  url = g_str_has_prefix (url, "https://")  ? url + 8
        : g_str_has_prefix (url, "http://") ? url + 7
                                            : url;
  return g_strdup_printf ("%s\n“%s”, %s – %s", first, film->title, by_or_unknown (words, film),
                          url);
}

char *
vost_attribution_to_header (const VostAttribution *self, const char *language)
{
  const VostWords *words = vost_words_for (language);
  const VostSubtitleCredit *credit = subtitle_credit (self, language);
  GString *out = g_string_new (NULL);
  VostLicence own;
  g_autofree char *url = NULL;
  const char *spdx =
      credit != NULL && credit->licence_spdx[0] != '\0' ? credit->licence_spdx : self->licence_spdx;

  vost_licence_parse (spdx, &own);
  url = vost_licence_to_url (&own);
  append_field (out, "License", spdx);
  append_field (out, "License URL", url);
  append_field (out, words->title, self->title);
  if (credit != NULL && credit->names[0] != '\0')
    append_field (out, words->by, credit->names);
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
  g_string_append_printf (out, "%s %s", closing, words->rest);
  if (self->noncommercial)
    g_string_append_printf (out, " %s", words->noncommercial);
  return g_string_free (g_steal_pointer (&out), FALSE);
}

char *
vost_attribution_to_reuse (const VostAttribution *self)
{
  GString *out = g_string_new (NULL);
  g_autofree char *year = year_text (self->year);

  if (self->author[0] != '\0')
    g_string_append_printf (out, "SPDX-FileCopyrightText: %s%s%s\n", year,
                            year[0] != '\0' ? " " : "", self->author);
  for (guint i = 0; i < self->credits->len; i++)
    {
      const VostCredit *credit = self->credits->pdata[i];

      if (credit->copyright[0] != '\0' || credit->by[0] != '\0')
        g_string_append_printf (out, "SPDX-FileCopyrightText: %s\n",
                                credit->copyright[0] != '\0' ? credit->copyright : credit->by);
    }
  g_string_append_printf (out, "\nSPDX-License-Identifier: %s\n", self->licence_spdx);
  return g_string_free (out, FALSE);
}

/* --- HTML --- */

static void
append_html_credit (GString *out, const VostWords *words, const VostCredit *credit)
{
  g_autofree char *item = g_markup_printf_escaped (
      "  <li rel=\"dct:source\"><span about=\"%s\" typeof=\"cc:Work\"><cite "
      "property=\"dct:title\">%s</cite>, "
      "<span property=\"cc:attributionName\">%s</span>, <a rel=\"license\" href=\"%s\">%s</a>. "
      "<span property=\"dct:description\">%s</span></span></li>\n",
      credit->url, credit->title, by_or_unknown (words, credit), credit->licence_url,
      credit->licence_name, credit->changes[0] != '\0' ? credit->changes : words->unmodified);

  g_string_append (out, item);
}

char *
vost_attribution_to_html (const VostAttribution *self)
{
  const VostWords *words = vost_words_for (self->language);
  GString *out = g_string_new (NULL);
  g_autofree char *year = year_text (self->year);
  g_autofree char *head = g_markup_printf_escaped (
      "<div lang=\"%s\" prefix=\"cc: http://creativecommons.org/ns# dct: "
      "http://purl.org/dc/terms/\" about=\"\">\n"
      "<p><cite property=\"dct:title\">%s</cite> © %s <a property=\"cc:attributionName\" "
      "rel=\"cc:attributionURL\" "
      "href=\"%s\">%s</a>, <a rel=\"license\" href=\"%s\">%s</a>.</p>\n<ul>\n",
      self->language, self->title, year, self->author_url, self->author, self->licence_url,
      self->licence_name);
  g_autofree char *tail = g_markup_printf_escaped ("</ul>\n<p>%s%s%s</p>\n</div>\n", words->rest,
                                                   self->noncommercial ? " " : "",
                                                   self->noncommercial ? words->noncommercial : "");

  g_string_append (out, head);
  for (guint i = 0; i < self->credits->len; i++)
    append_html_credit (out, words, self->credits->pdata[i]);
  g_string_append (out, tail);
  return g_string_free (out, FALSE);
}
