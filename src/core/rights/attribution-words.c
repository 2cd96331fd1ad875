/* What an attribution says, in the languages of releases. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "attribution-private.h"

static const VostWords all_words[] = {
  {
      .language = "en",
      .contains = "This film contains “%s” by %s (%s), used under %s (%s).",
      .contains_plain = "This film contains “%s” by %s, used under %s (%s).",
      .changes = "Changes: %s.",
      .adaptation = "This adaptation © %s %s is licensed under %s: %s.",
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
      .contains = "Ce film contient « %s » de %s (%s), utilisé sous licence %s (%s).",
      .contains_plain = "Ce film contient « %s » de %s, utilisé sous licence %s (%s).",
      .changes = "Modifications : %s.",
      .adaptation = "Cette adaptation © %s %s est diffusée sous licence %s : %s.",
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
      .contains = "Esta película contiene «%s» de %s (%s), usada bajo licencia %s (%s).",
      .contains_plain = "Esta película contiene «%s» de %s, usada bajo licencia %s (%s).",
      .changes = "Cambios: %s.",
      .adaptation = "Esta adaptación © %s %s se publica bajo licencia %s: %s.",
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

static const struct
{
  const char *tag;
  const char *names[G_N_ELEMENTS (all_words)]; /* in the order of all_words */
} languages[] = {
  { "ar", { "Arabic", "arabe", "árabe" } },
  { "de", { "German", "allemand", "alemán" } },
  { "en", { "English", "anglais", "inglés" } },
  { "es", { "Spanish", "espagnol", "español" } },
  { "fr", { "French", "français", "francés" } },
  { "it", { "Italian", "italien", "italiano" } },
  { "ja", { "Japanese", "japonais", "japonés" } },
  { "pt", { "Portuguese", "portugais", "portugués" } },
  { "ru", { "Russian", "russe", "ruso" } },
  { "zh", { "Chinese", "chinois", "chino" } },
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

const char *
vost_words_language_name (const VostWords *words, const char *tag)
{
  for (guint i = 0; i < G_N_ELEMENTS (languages); i++)
    if (primary_length (tag) == 2 && g_ascii_strncasecmp (tag, languages[i].tag, 2) == 0)
      return languages[i].names[words - all_words];
  return tag;
}
