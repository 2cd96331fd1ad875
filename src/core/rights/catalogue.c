/* Known free films, so that a source's form is filled in. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <vostok/core/rights/catalogue.h>

#include "vostok-config.h"

#include <glib/gi18n-lib.h>

const VostFilm vost_films[] = {
#define FILM(title, pattern, year, creators, attribution, url, licence, caveat)                    \
  { title, pattern, year, creators, attribution, url, licence, caveat },
#include "films.def"
#undef FILM
  { NULL, NULL, 0, NULL, NULL, NULL, NULL, NULL },
};

/* Lower case, everything that is no letter or digit is one space; with a space at both ends. */
static char *
words_of (const char *text)
{
  g_autofree char *ascii = g_str_to_ascii (text, "C");
  GString *out = g_string_new (" ");

  for (const char *p = ascii; *p != '\0'; p++)
    if (g_ascii_isalnum (*p))
      g_string_append_c (out, g_ascii_tolower (*p));
    else if (out->str[out->len - 1] != ' ')
      g_string_append_c (out, ' ');
  if (out->str[out->len - 1] != ' ')
    g_string_append_c (out, ' ');
  return g_string_free (out, FALSE);
}

static gboolean
holds_all (const char *words, const char *pattern)
{
  g_auto (GStrv) parts = g_strsplit (pattern, " ", -1);

  for (guint i = 0; parts[i] != NULL; i++)
    {
      g_autofree char *spaced = g_strdup_printf (" %s ", parts[i]);

      if (strstr (words, spaced) == NULL)
        return FALSE;
    }
  return TRUE;
}

const VostFilm *
vost_catalogue_find (const char *file_name, const char *title)
{
  g_autofree char *joined =
      g_strdup_printf ("%s %s", file_name != NULL ? file_name : "", title != NULL ? title : "");
  g_autofree char *words = words_of (joined);

  for (const VostFilm *film = vost_films; film->title != NULL; film++)
    if (holds_all (words, film->pattern))
      return film;
  return NULL;
}
