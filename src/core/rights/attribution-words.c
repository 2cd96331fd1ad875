/* What an attribution says, in the languages of releases. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "attribution-private.h"

static const VostWords all_words[] = {
  {
      .language = "en",
      .quoted = "“%s”",
      .untitled = "an untitled work",
      .by_phrase = "%s by %s",
      .contains = "This film contains %s, used under %s.",
      .contains_free = "This film contains %s: %s.",
      .changes = "Changes: %s.",
      .adaptation = "This adaptation %s is licensed under %s.",
      .subtitled_work = "These subtitles %s are licensed under %s.",
      .colon = ": ",
      .translation = "%s translation of %s.",
      .translation_other = "Translation (%s) of %s.",
      .translated = "Translated from %s to %s by %s.",
      .translated_by = "Translated by %s.",
      .own_licence = "Subtitles %s, %s.",
      .public_domain = "public domain",
      .permission = "used with permission",
      .reserved = "all rights reserved",
      .free_art = "Free Art License %d.%d",
      .rest = "Original works remain under their own licences. No endorsement by the authors is "
              "implied.",
      .noncommercial = "Not for commercial use.",
      .unmodified = "Unmodified.",
      .remix_by = "a remix by %s, %s",
      .title = "Title",
      .by = "By",
      .source = "Source",
      .licence = "Licence",
      .copyright = "Copyright notice",
      .changes_label = "Changes",
      .earlier = "Earlier changes",
      .used = "Used in this file",
      .warranty = "Offered as-is, without warranties; see the licence.",
      .subtitles = "Subtitles, %s: %s",
      .cue_subtitles = "Subtitles: %s – %s",
      .this_work = "This work",
      .unknown_author = "author not supplied",
      .shortened = "shortened",
      .shortened_reordered = "shortened, reordered",
      .subtitled = "subtitles added",
  },
  {
      .language = "fr",
      .quoted = "« %s »",
      .untitled = "une œuvre sans titre",
      .by_phrase = "%s de %s",
      .contains = "Ce film contient %s, utilisé sous licence %s.",
      .contains_free = "Ce film contient %s : %s.",
      .changes = "Modifications : %s.",
      .adaptation = "Cette adaptation %s est diffusée sous licence %s.",
      .subtitled_work = "Ces sous-titres %s sont diffusés sous licence %s.",
      .colon = " : ",
      .translation = "Traduction %s de %s.",
      .translation_other = "Traduction (%s) de %s.",
      .translated = "Œuvre originale traduite %s vers %s par %s.",
      .translated_by = "Traduite par %s.",
      .own_licence = "Sous-titres %s, %s.",
      .public_domain = "domaine public",
      .permission = "utilisé avec autorisation",
      .reserved = "tous droits réservés",
      .free_art = "Licence Art Libre %d.%d",
      .rest = "Les œuvres d'origine restent sous leur propre licence. Leurs auteurs ne cautionnent "
              "pas cette adaptation.",
      .noncommercial = "Pas d'utilisation commerciale.",
      .unmodified = "Non modifié.",
      .remix_by = "un remix de %s, %s",
      .title = "Titre",
      .by = "De",
      .source = "Source",
      .licence = "Licence",
      .copyright = "Mention de copyright",
      .changes_label = "Modifications",
      .earlier = "Modifications antérieures",
      .used = "Utilisé dans ce fichier",
      .warranty = "Fournie telle quelle, sans garantie ; voir la licence.",
      .subtitles = "Sous-titres, %s : %s",
      .cue_subtitles = "Sous-titres : %s – %s",
      .this_work = "Cette œuvre",
      .unknown_author = "auteur non indiqué",
      .shortened = "raccourci",
      .shortened_reordered = "raccourci, remonté",
      .subtitled = "sous-titres ajoutés",
  },
  {
      .language = "es",
      .quoted = "«%s»",
      .untitled = "una obra sin título",
      .by_phrase = "%s de %s",
      .contains = "Esta película contiene %s, usada bajo licencia %s.",
      .contains_free = "Esta película contiene %s: %s.",
      .changes = "Cambios: %s.",
      .adaptation = "Esta adaptación %s se publica bajo licencia %s.",
      .subtitled_work = "Estos subtítulos %s se publican bajo licencia %s.",
      .colon = ": ",
      .translation = "Traducción %s de la obra %s.",
      .translation_other = "Traducción (%s) de la obra %s.",
      .translated = "La obra original se ha traducido del %s al %s por %s.",
      .translated_by = "Traducida por %s.",
      .own_licence = "Subtítulos %s, %s.",
      .public_domain = "dominio público",
      .permission = "usada con permiso",
      .reserved = "todos los derechos reservados",
      .free_art = "Licencia Arte Libre %d.%d",
      .rest = "Las obras originales conservan su propia licencia. Sus autores no avalan esta "
              "adaptación.",
      .noncommercial = "Prohibido el uso comercial.",
      .unmodified = "Sin modificar.",
      .remix_by = "un remix de %s, %s",
      .title = "Título",
      .by = "De",
      .source = "Fuente",
      .licence = "Licencia",
      .copyright = "Aviso de derechos de autor",
      .changes_label = "Cambios",
      .earlier = "Cambios anteriores",
      .used = "Usado en este archivo",
      .warranty = "Se ofrece tal cual, sin garantías; véase la licencia.",
      .subtitles = "Subtítulos, %s: %s",
      .cue_subtitles = "Subtítulos: %s – %s",
      .this_work = "Esta obra",
      .unknown_author = "autor no indicado",
      .shortened = "acortada",
      .shortened_reordered = "acortada, reordenada",
      .subtitled = "subtítulos añadidos",
  },
};

enum
{
  ENGLISH,
  FRENCH,
  SPANISH
};

/* Names of languages: in English; in French, and as what a translation is; the same in Spanish. */
static const struct
{
  const char *tag;
  const char *names[G_N_ELEMENTS (all_words)];
  const char *of[G_N_ELEMENTS (all_words)];
} languages[] = {

#define LANGUAGE(tag, en, fr, fr_of, es, es_of) { tag, { en, fr, es }, { en, fr_of, es_of } },
#include "attribution-languages.def"
};

static gsize
primary_length (const char *tag)
{
  return strcspn (tag, "-_");
}

const VostWords *
vost_words_for (const char *language)
{
  for (guint i = 0; language != NULL && i < G_N_ELEMENTS (all_words); i++)
    if (primary_length (language) == 2 &&
        g_ascii_strncasecmp (language, all_words[i].language, 2) == 0)
      return &all_words[i];
  return &all_words[0];
}

static gssize
find_language (const char *tag)
{
  for (guint i = 0; tag != NULL && i < G_N_ELEMENTS (languages); i++)
    if (primary_length (tag) == 2 && g_ascii_strncasecmp (tag, languages[i].tag, 2) == 0)
      return i;
  return -1;
}

const char *
vost_words_language_name (const VostWords *words, const char *tag)
{
  gssize at = find_language (tag);

  return at < 0 ? tag : languages[at].names[words - all_words];
}

const char *
vost_words_translation_name (const VostWords *words, const char *tag)
{
  gssize at = find_language (tag);

  return at < 0 ? NULL : languages[at].of[words - all_words];
}

/* "l'anglais", "du français": French says it in one word with the article. */
static char *
with_article (const char *name, const char *before_vowel, const char *otherwise)
{
  /* The vowels that names of languages begin with; "hongrois" has an aspirated h, "hébreu" not. */
  gboolean vowel = strchr ("aeiou", name[0]) != NULL || g_str_has_prefix (name, "hé");

  return g_strconcat (vowel ? before_vowel : otherwise, name, NULL);
}

char *
vost_words_translated (const VostWords *words, const char *from, const char *to, const char *names)
{
  gssize source = find_language (from);
  gssize target = find_language (to);
  const char *left;
  const char *right;
  g_autofree char *french_left = NULL;
  g_autofree char *french_right = NULL;

  if (source < 0 || target < 0 || source == target)
    return g_strdup_printf (words->translated_by, names);
  left = languages[source].names[words - all_words];
  right = languages[target].names[words - all_words];
  if (words != &all_words[FRENCH])
    return g_strdup_printf (words->translated, left, right, names);
  french_left = with_article (left, "de l'", "du ");
  french_right = with_article (right, "l'", "le ");
  return g_strdup_printf (words->translated, french_left, french_right, names);
}

char *
vost_words_licence_name (const VostWords *words, const VostLicence *licence)
{
  g_autofree char *country = g_ascii_strup (licence->port, -1);

  switch (licence->family)
    {
    case VOST_LICENCE_PUBLIC_DOMAIN:
      return country[0] != '\0' ? g_strdup_printf ("%s (%s)", words->public_domain, country)
                                : g_strdup (words->public_domain);
    case VOST_LICENCE_PERMISSION:
      return g_strdup (words->permission);
    case VOST_LICENCE_RESERVED:
      return g_strdup (words->reserved);
    case VOST_LICENCE_FREE_ART:
      return g_strdup_printf (words->free_art, licence->version / 10, licence->version % 10);
    default:
      return vost_licence_to_name (licence);
    }
}
