/* The attribution as HTML with RDFa (ccREL). */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <vostok/core/rights/attribution.h>

#include "attribution-private.h"

/* Only addresses of pages become links: "javascript:" in a project that somebody sent must not. */
static gboolean
is_page (const char *url)
{
  return url != NULL && (g_ascii_strncasecmp (url, "https://", 8) == 0 ||
                         g_ascii_strncasecmp (url, "http://", 7) == 0);
}

static void append_escaped (GString *out, const char *format, ...) G_GNUC_PRINTF (2, 3);

static void
append_escaped (GString *out, const char *format, ...)
{
  va_list args;
  g_autofree char *text = NULL;

  va_start (args, format);
  text = g_markup_vprintf_escaped (format, args);
  va_end (args);
  g_string_append (out, text);
}

static void
append_licence (GString *out, const char *name, const char *url)
{
  if (is_page (url))
    append_escaped (out, "<a rel=\"license\" href=\"%s\">%s</a>", url, name);
  else
    append_escaped (out, "%s", name != NULL ? name : "");
}

static void
append_field (GString *out, const char *label, const char *value)
{
  if (value != NULL && value[0] != '\0')
    append_escaped (out, " %s: %s.", label, value);
}

static void
append_credit (GString *out, const VostWords *words, const VostCredit *credit)
{
  const char *by = credit->by != NULL && credit->by[0] != '\0' ? credit->by : words->unknown_author;
  const char *title =
      credit->title != NULL && credit->title[0] != '\0' ? credit->title : words->untitled;
  gboolean changed = credit->changes != NULL && credit->changes[0] != '\0';

  g_string_append (out, "  <li rel=\"dct:source\"><span");
  if (is_page (credit->url))
    append_escaped (out, " about=\"%s\"", credit->url);
  g_string_append (out, " typeof=\"cc:Work\">");
  if (is_page (credit->url))
    append_escaped (out, "<a href=\"%s\"><cite property=\"dct:title\">%s</cite></a>, ", credit->url,
                    title);
  else
    append_escaped (out, "<cite property=\"dct:title\">%s</cite>, ", title);
  append_escaped (out, "<span property=\"cc:attributionName\">%s</span>, ", by);
  append_licence (out, credit->licence_name, credit->licence_url);
  append_escaped (out, ". <span property=\"dct:description\">%s</span>.",
                  changed ? credit->changes : words->unmodified);
  append_field (out, words->copyright, credit->copyright);
  append_field (out, words->earlier, credit->earlier);
  append_field (out, words->used, credit->used);
  g_string_append (out, "</span></li>\n");
}

static void
append_head (GString *out, const VostAttribution *self)
{
  append_escaped (out,
                  "<div lang=\"%s\" prefix=\"cc: http://creativecommons.org/ns# dct: "
                  "http://purl.org/dc/terms/\" about=\"\">\n"
                  "<p><cite property=\"dct:title\">%s</cite>",
                  self->language, self->title);
  if (self->author[0] != '\0')
    g_string_append (out, " ©");
  if (self->author[0] != '\0' && self->year > 0)
    g_string_append_printf (out, " %" G_GINT64_FORMAT, self->year);
  if (self->author[0] != '\0' && is_page (self->author_url))
    append_escaped (out,
                    " <a property=\"cc:attributionName\" rel=\"cc:attributionURL\" "
                    "href=\"%s\">%s</a>",
                    self->author_url, self->author);
  else if (self->author[0] != '\0')
    append_escaped (out, " <span property=\"cc:attributionName\">%s</span>", self->author);
  g_string_append (out, ", ");
  append_licence (out, self->licence_name, self->licence_url);
  g_string_append (out, ".</p>\n<ul>\n");
}

static void
append_subtitles (GString *out, const VostAttribution *self, const VostWords *words)
{
  for (guint i = 0; i < self->subtitles->len; i++)
    {
      const VostSubtitleCredit *credit = self->subtitles->pdata[i];
      g_autofree char *line = NULL;

      if (credit->names == NULL || credit->names[0] == '\0')
        continue;
      line = g_strdup_printf (words->subtitles, vost_words_language_name (words, credit->language),
                              credit->names);
      append_escaped (out, "<p>%s</p>\n", line);
    }
}

char *
vost_attribution_to_html (const VostAttribution *self)
{
  const VostWords *words = vost_words_for (self->language);
  GString *out = g_string_new (NULL);

  append_head (out, self);
  for (guint i = 0; i < self->credits->len; i++)
    append_credit (out, words, self->credits->pdata[i]);
  g_string_append (out, "</ul>\n");
  append_subtitles (out, self, words);
  append_escaped (out, "<p>%s%s%s</p>\n</div>\n", words->rest, self->noncommercial ? " " : "",
                  self->noncommercial ? words->noncommercial : "");
  return g_string_free (out, FALSE);
}
