/* Texts of several languages in one: "[eng] …", "[zhtw] …". */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "msrt-text-private.h"

#include "../subtitle-language-private.h"

#define JOINER_LEN (sizeof VOST_JOINER - 1)
#define NO_BREAK_SPACE "\302\240"

/* What these files call a language, and its tag in BCP 47. */
static const struct
{
  const char *code;
  const char *tag;
} codes[] = {
  { "zhtw", "zh-TW" }, { "zhcn", "zh-CN" }, { "zhhk", "zh-HK" }, { "ptbr", "pt-BR" },
  { "ptpt", "pt-PT" }, { "enus", "en-US" }, { "engb", "en-GB" }, { "esmx", "es-MX" },
  { "frca", "fr-CA" }, { "ara", "ar" },     { "bel", "be" },     { "bul", "bg" },
  { "cat", "ca" },     { "ces", "cs" },     { "dan", "da" },     { "deu", "de" },
  { "ell", "el" },     { "eng", "en" },     { "epo", "eo" },     { "est", "et" },
  { "eus", "eu" },     { "fas", "fa" },     { "fin", "fi" },     { "fra", "fr" },
  { "gle", "ga" },     { "glg", "gl" },     { "heb", "he" },     { "hin", "hi" },
  { "hrv", "hr" },     { "hun", "hu" },     { "ind", "id" },     { "isl", "is" },
  { "ita", "it" },     { "jpn", "ja" },     { "kat", "ka" },     { "kaz", "kk" },
  { "kor", "ko" },     { "lat", "la" },     { "lav", "lv" },     { "lit", "lt" },
  { "mkd", "mk" },     { "msa", "ms" },     { "nld", "nl" },     { "nno", "nn" },
  { "nob", "nb" },     { "nor", "no" },     { "oci", "oc" },     { "pol", "pl" },
  { "por", "pt" },     { "ron", "ro" },     { "rus", "ru" },     { "slk", "sk" },
  { "slv", "sl" },     { "spa", "es" },     { "sqi", "sq" },     { "srp", "sr" },
  { "swe", "sv" },     { "tam", "ta" },     { "tel", "te" },     { "tha", "th" },
  { "tur", "tr" },     { "ukr", "uk" },     { "urd", "ur" },     { "vie", "vi" },
  { "zho", "zh" },
};

/* BCP 47 for a word in brackets, or NULL. */
static char *
language_from_code (const char *code)
{
  for (guint i = 0; i < G_N_ELEMENTS (codes); i++)
    if (strcmp (codes[i].code, code) == 0)
      return g_strdup (codes[i].tag);

  return vost_is_language_code (code) ? g_strdup (code) : NULL;
}

static const char *
code_from_language (const char *language)
{
  for (guint i = 0; i < G_N_ELEMENTS (codes); i++)
    if (strcmp (codes[i].tag, language) == 0)
      return codes[i].code;

  return language;
}

char *
vost_msrt_language (const char *line, const char **ret_words)
{
  const char *p = line + 1;
  g_autofree char *code = NULL;
  gsize n = 0;

  if (*line != '[')
    return NULL;
  while (n < 5 && p[n] >= 'a' && p[n] <= 'z')
    n++;
  if (n < 2 || n > 4 || p[n] != ']')
    return NULL;
  p += n + 1;
  if (*p != '\0' && *p != ' ' && *p != '\n' && !g_str_has_prefix (p, NO_BREAK_SPACE))
    return NULL;
  code = g_strndup (line + 1, n);
  *ret_words = *p == ' ' ? p + 1 : p;

  return language_from_code (code);
}

static void
text_free (gpointer data)
{
  VostMsrtText *self = data;

  g_free (self->language);
  g_string_free (self->text, TRUE);
  g_free (self);
}

static VostMsrtText *
add_text (GPtrArray *texts, char *language)
{
  VostMsrtText *self = g_new (VostMsrtText, 1);

  *self = (VostMsrtText){ language, g_string_new (NULL) };
  g_ptr_array_add (texts, self);

  return self;
}

/* Whether joiners (or none) and a tag stand at @line. */
static gboolean
is_tag (const char *line)
{
  g_autofree char *language = NULL;
  const char *words;

  while (g_str_has_prefix (line, VOST_JOINER))
    line += JOINER_LEN;
  language = vost_msrt_language (line, &words);

  return language != NULL;
}

/* Blank lines between two languages belong to none. */
static void
trim_end (GString *text)
{
  for (;;)
    {
      gsize len = text->len;

      while (len > 0 && strchr (" \t", text->str[len - 1]) != NULL)
        len--;
      if (len == 0 || text->str[len - 1] != '\n')
        return;
      g_string_truncate (text, len - 1);
    }
}

GPtrArray *
vost_msrt_split (const char *text)
{
  GPtrArray *texts = g_ptr_array_new_with_free_func (text_free);
  VostMsrtText *current = NULL;

  for (;;)
    {
      const char *stop = text + strcspn (text, "\n");
      g_autofree char *line = g_strndup (text, (gsize) (stop - text));
      const char *words = line;
      char *language = vost_msrt_language (line, &words);

      if (language == NULL && g_str_has_prefix (line, VOST_JOINER) && is_tag (line))
        words = line + JOINER_LEN;
      if (language != NULL || current == NULL)
        current = add_text (texts, language != NULL ? language : g_strdup (""));
      else
        g_string_append_c (current->text, '\n');
      g_string_append (current->text, words);
      if (*stop == '\0')
        break;
      text = stop + 1;
    }
  for (guint i = 0; i < texts->len; i++)
    trim_end (((VostMsrtText *) g_ptr_array_index (texts, i))->text);

  return texts;
}

/* Whether SubRip might take a line for times if it stood alone. */
static gboolean
may_be_timing (const char *line, gsize len)
{
  g_autofree char *copy = g_strndup (line, len);
  const char *p = copy + strspn (copy, " \t");

  return (g_ascii_isdigit (*p) || *p == '-' || (guint8) *p >= 0x80) &&
         (strchr (p, '>') != NULL || strstr (p, "\342\206\222") != NULL ||
          strstr (p, "\342\207\222") != NULL);
}

void
vost_msrt_append (GString *out, const char *language, const char *text)
{
  const char *code = code_from_language (language);
  g_autofree char *tag = g_strdup_printf ("[%s]", code);
  gboolean tagged = is_tag (tag), first = TRUE;

  if (out->len > 0)
    g_string_append_c (out, '\n');
  if (tagged)
    g_string_append (out, tag);
  if (tagged && *text != '\0' && *text != '\n')
    g_string_append_c (out, ' ');
  for (;;)
    {
      const char *stop = text + strcspn (text, "\n");

      if (!first && tagged && may_be_timing (text, (gsize) (stop - text)))
        g_string_append_printf (out, "%s ", tag);
      else if (!(first && tagged) && is_tag (text))
        g_string_append (out, VOST_JOINER);
      first = FALSE;
      g_string_append_len (out, text, stop - text);
      if (*stop == '\0')
        return;
      g_string_append_c (out, '\n');
      text = stop + 1;
    }
}
