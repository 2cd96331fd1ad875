/* Licences in words: SPDX ids, short forms, long names in English, French and Spanish. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "licence-parse-private.h"

#include "licence-private.h"

/* --- Values --- */

void
vost_licence_set (VostLicence *ret, VostLicenceFamily family, int version, const char *unit)
{
  ret->family = family;
  ret->version = version;
  g_strlcpy (ret->unit, unit, sizeof ret->unit);
}

gboolean
vost_licence_set_cc (VostLicence *ret, VostLicenceElements elements, int version, const char *port)
{
  gboolean both = (elements & VOST_LICENCE_SA) != 0 && (elements & VOST_LICENCE_ND) != 0;

  if ((elements & VOST_LICENCE_BY) == 0 || both ||
      (version != 0 && !vost_cc_exists (version, port)))
    return FALSE;
  ret->family = VOST_LICENCE_CC;
  ret->elements = elements;
  ret->version = version;
  g_strlcpy (ret->port, version != 0 ? port : "", sizeof ret->port);
  return TRUE;
}

gboolean
vost_licence_set_retired (VostLicence *ret, const char *unit, int version, const char *port)
{
  const VostCcRetired *row =
      vost_cc_retired_find (g_str_equal (unit, "nc-nd") ? "nd-nc" : unit, version, port);

  if (row == NULL)
    return FALSE;
  vost_licence_set (ret, VOST_LICENCE_RETIRED, version, row->unit);
  g_strlcpy (ret->port, port, sizeof ret->port);
  return TRUE;
}

int
vost_licence_version (const char *text)
{
  for (const VostCcVersion *row = vost_cc_versions; row->version != 0; row++)
    if (strlen (text) == 3 && text[0] == '0' + row->version / 10 && text[1] == '.' &&
        text[2] == '0' + row->version % 10)
      return row->version;
  return 0;
}

/* --- Words --- */

/**
 * VostWordList: the text without accents, in words of letters and digits ("3.0" and "sampling+" are
 * words).
 * @spaced: lower case, a space before and after each word
 * @cased: as written
 * @compact: written without a space, like an id: then every word counts
 */
typedef struct
{
  char *spaced;
  char **words;
  char **cased;
  guint n;
  gboolean compact;
} VostWordList;

static void
word_list_init (VostWordList *self, const char *text)
{
  g_autofree char *ascii = g_str_to_ascii (text, "C");
  GString *out = g_string_new (" ");
  g_autofree char *inner = NULL;

  for (const char *p = ascii; *p != '\0'; p++)
    {
      gboolean digit_dot =
          *p == '.' && g_ascii_isdigit (p[1]) && p > ascii && g_ascii_isdigit (p[-1]);

      if (g_ascii_isalnum (*p) || digit_dot || *p == '+')
        g_string_append_c (out, *p);
      else if (out->str[out->len - 1] != ' ')
        g_string_append_c (out, ' ');
    }
  if (out->str[out->len - 1] != ' ')
    g_string_append_c (out, ' ');
  self->spaced = g_ascii_strdown (out->str, -1);
  inner = g_strdup (out->str);
  self->cased = g_strsplit (g_strstrip (inner), " ", -1);
  self->n = g_strv_length (self->cased);
  self->words = g_new0 (char *, self->n + 1);
  for (guint i = 0; i < self->n; i++)
    self->words[i] = g_ascii_strdown (self->cased[i], -1);
  self->compact = strpbrk (text, " \t\r\n") == NULL;
  g_string_free (out, TRUE);
}

static void
word_list_clear (VostWordList *self)
{
  g_free (self->spaced);
  g_strfreev (self->words);
  g_strfreev (self->cased);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (VostWordList, word_list_clear)

static gboolean
has (const VostWordList *list, const char *phrase)
{
  g_autofree char *spaced = g_strconcat (" ", phrase, " ", NULL);

  return strstr (list->spaced, spaced) != NULL;
}

static gboolean
has_any (const VostWordList *list, const char *const *phrases)
{
  for (; *phrases != NULL; phrases++)
    if (has (list, *phrases))
      return TRUE;
  return FALSE;
}

/* How many words from @at on are @phrase, 0 if they are not. */
static guint
phrase_at (const VostWordList *list, guint at, const char *phrase)
{
  guint n = 0;

  while (at + n < list->n)
    {
      gsize len = strcspn (phrase, " ");
      const char *word = list->words[at + n];

      if (strlen (word) != len || strncmp (word, phrase, len) != 0)
        return 0;
      n++;
      if (phrase[len] == '\0')
        return n;
      phrase += len + 1;
    }
  return 0;
}

static gboolean
word_is (const VostWordList *list, guint at, const char *const *words)
{
  return at < list->n && g_strv_contains (words, list->words[at]);
}

/* --- Creative Commons --- */

static const struct
{
  const char *phrase;
  VostLicenceElements element;
  gboolean code; /* short: may be another word in a sentence */
} elements_table[] = {
  { "by", VOST_LICENCE_BY, TRUE },
  { "attribution", VOST_LICENCE_BY, FALSE },
  { "paternite", VOST_LICENCE_BY, FALSE },
  { "reconocimiento", VOST_LICENCE_BY, FALSE },
  { "atribucion", VOST_LICENCE_BY, FALSE },
  { "nc", VOST_LICENCE_NC, TRUE },
  { "noncommercial", VOST_LICENCE_NC, FALSE },
  { "non commercial", VOST_LICENCE_NC, FALSE },
  { "nocomercial", VOST_LICENCE_NC, FALSE },
  { "no comercial", VOST_LICENCE_NC, FALSE },
  { "pas d utilisation commerciale", VOST_LICENCE_NC, FALSE },
  { "utilisation non commerciale", VOST_LICENCE_NC, FALSE },
  { "sa", VOST_LICENCE_SA, TRUE },
  { "sharealike", VOST_LICENCE_SA, FALSE },
  { "share alike", VOST_LICENCE_SA, FALSE },
  { "compartirigual", VOST_LICENCE_SA, FALSE },
  { "compartir igual", VOST_LICENCE_SA, FALSE },
  { "partage a l identique", VOST_LICENCE_SA, FALSE },
  { "partage des conditions initiales a l identique", VOST_LICENCE_SA, FALSE },
  { "partage dans les memes conditions", VOST_LICENCE_SA, FALSE },
  { "nd", VOST_LICENCE_ND, TRUE },
  { "noderivs", VOST_LICENCE_ND, FALSE },
  { "no derivs", VOST_LICENCE_ND, FALSE },
  { "noderivatives", VOST_LICENCE_ND, FALSE },
  { "no derivatives", VOST_LICENCE_ND, FALSE },
  { "noderivativeworks", VOST_LICENCE_ND, FALSE },
  { "no derivative works", VOST_LICENCE_ND, FALSE },
  { "pas de modification", VOST_LICENCE_ND, FALSE },
  { "pas de modifications", VOST_LICENCE_ND, FALSE },
  { "sinobraderivada", VOST_LICENCE_ND, FALSE },
  { "sin obra derivada", VOST_LICENCE_ND, FALSE },
  { "sinobrasderivadas", VOST_LICENCE_ND, FALSE },
  { "sin obras derivadas", VOST_LICENCE_ND, FALSE },
  { "sinderivadas", VOST_LICENCE_ND, FALSE },
  { "sin derivadas", VOST_LICENCE_ND, FALSE },
  { "sinderivar", VOST_LICENCE_ND, FALSE },
  { "sin derivar", VOST_LICENCE_ND, FALSE },
};

static const struct
{
  const char *phrase;
  const char *port;
} countries[] = {

#define COUNTRY(phrase, port) { phrase, port },
#include "licence-countries.def"
};

static const char *const openers[] = { "cc",    "commons", "license", "licence", "licencia",
                                       "under", "sous",    "bajo",    NULL };
static const char *const fillers[] = { "unported",      "generic",   "international", "generico",
                                       "internacional", "generique", "port",          "ported",
                                       "license",       "licence",   "licencia",      NULL };

/**
 * VostCcReading:
 * @elements: of every statement so far, 0 before the first
 * @loose: elements that are named outside a statement
 */
typedef struct
{
  const VostWordList *list;
  VostLicenceElements elements;
  VostLicenceElements loose;
  int version;
  char port[12];
  gboolean named;
  gboolean conflict;
} VostCcReading;

static guint
element_at (const VostWordList *list, guint at, VostLicenceElements *ret, gboolean *ret_code)
{
  guint best = 0;

  for (guint i = 0; i < G_N_ELEMENTS (elements_table); i++)
    {
      guint n = phrase_at (list, at, elements_table[i].phrase);

      if (n <= best)
        continue;
      best = n;
      *ret = elements_table[i].element;
      *ret_code = elements_table[i].code;
    }
  return best;
}

/* A number with a point, or a digit where only a version can stand. */
static gboolean
number_at (const VostWordList *list, guint at, gboolean expected, int *ret)
{
  const char *word = at < list->n ? list->words[at] : "";
  char dotted[4] = "0.0";

  if (word[0] == 'v' && g_ascii_isdigit (word[1]))
    {
      word++;
      expected = TRUE;
    }
  if (!g_ascii_isdigit (word[0]))
    return FALSE;
  dotted[0] = word[0];
  if (word[1] == '\0' && expected)
    *ret = vost_licence_version (dotted);
  else if (strchr (word, '.') != NULL)
    *ret = vost_licence_version (word);
  else
    return FALSE;
  return TRUE;
}

static guint
country_at (const VostWordList *list, guint at, const char **ret_port)
{
  guint best = 0;

  for (guint i = 0; i < G_N_ELEMENTS (countries); i++)
    {
      guint n = phrase_at (list, at, countries[i].phrase);

      if (n <= best)
        continue;
      best = n;
      *ret_port = countries[i].port;
    }
  return best;
}

static void
take_port (VostCcReading *self, const char *port)
{
  if (self->port[0] != '\0' && !g_str_equal (self->port, port))
    self->conflict = TRUE;
  g_strlcpy (self->port, port, sizeof self->port);
}

static gboolean
is_upper (const char *word)
{
  for (; *word != '\0'; word++)
    if (!g_ascii_isupper (*word))
      return FALSE;
  return TRUE;
}

/* What stands behind a version. "de" may be Germany or a French "of": where that is not clear the
 * text is not understood. Returns how many words it was. */
static guint
read_port (VostCcReading *self, guint at)
{
  const VostWordList *list = self->list;
  const char *port = NULL;
  guint skipped = 0;
  guint n;

  while (word_is (list, at + skipped, fillers))
    skipped++;
  at += skipped;
  if (at >= list->n)
    return skipped;
  if ((n = country_at (list, at, &port)) > 0)
    {
      take_port (self, port);
      return skipped + n;
    }
  if (strlen (list->words[at]) == 2 && g_ascii_isalpha (list->words[at][0]))
    {
      gboolean meant = is_upper (list->cased[at]) || at + 1 == list->n;
      /* The name of the licence again, in its short form. */
      gboolean again = g_str_equal (list->words[at], "cc");

      if (meant && !again)
        take_port (self, list->words[at]);
      else if (!again && vost_cc_exists (self->version, list->words[at]))
        self->conflict = TRUE;
      return skipped + (meant && !again);
    }
  if (vost_cc_is_port (list->words[at]))
    {
      take_port (self, list->words[at]);
      return skipped + 1;
    }
  return skipped;
}

/* "by nc sa": elements in a row; a second "by" begins another statement. */
static guint
read_run (const VostWordList *list, guint at, VostLicenceElements *ret, gboolean *ret_codes)
{
  guint from = at;
  VostLicenceElements element = 0;
  gboolean code = FALSE;
  guint n;

  *ret = 0;
  *ret_codes = TRUE;
  while ((n = element_at (list, at, &element, &code)) > 0)
    {
      if (element == VOST_LICENCE_BY && (*ret & VOST_LICENCE_BY) != 0)
        break;
      *ret |= element;
      *ret_codes = *ret_codes && code;
      at += n;
    }
  return at - from;
}

/* Whether elements in a row name a licence: "a film by" does not. */
static gboolean
is_statement (const VostWordList *list,
              guint from,
              guint n,
              VostLicenceElements set,
              gboolean codes)
{
  gboolean opened = from == 0 || word_is (list, from - 1, openers);
  gboolean several = set != VOST_LICENCE_BY;
  int version;

  if ((set & VOST_LICENCE_BY) == 0)
    return FALSE;
  return opened || (several && (!codes || from + n == list->n)) ||
         number_at (list, from + n, FALSE, &version);
}

static void
take_statement (VostCcReading *self, VostLicenceElements set)
{
  if (self->elements != 0 && self->elements != set)
    self->conflict = TRUE;
  self->elements = set;
}

static void
take_version (VostCcReading *self, int version)
{
  if (version == 0 || (self->version != 0 && self->version != version))
    self->conflict = TRUE;
  self->version = version;
}

/* The name of the licences, or a word that does not belong. */
static guint
read_cc_name (VostCcReading *self, guint at)
{
  const VostWordList *list = self->list;
  guint n;

  if (g_str_equal (list->words[at], "cc") || g_str_equal (list->words[at], "licenseref"))
    self->named = TRUE;
  else if ((n = phrase_at (list, at, "creative commons")) > 0)
    {
      self->named = TRUE;
      return n;
    }
  else if (list->compact && !word_is (list, at, fillers) && !word_is (list, at, openers))
    self->conflict = TRUE;
  return 1;
}

/* Reads what is at @at and returns how many words it was, at least one. */
static guint
read_cc_at (VostCcReading *self, guint at, gboolean *behind_statement)
{
  static const char *const numbering[] = { "v", "version", NULL };
  const VostWordList *list = self->list;
  VostLicenceElements set;
  gboolean codes;
  gboolean behind = *behind_statement;
  const char *port = NULL;
  int version = 0;
  guint n = read_run (list, at, &set, &codes);

  *behind_statement = FALSE;
  if (n > 0 && is_statement (list, at, n, set, codes))
    {
      take_statement (self, set);
      *behind_statement = TRUE;
      return n;
    }
  if (n > 0 && !codes)
    self->loose |= set;
  if (n > 0)
    return n;
  if (number_at (list, at, behind || (at > 0 && word_is (list, at - 1, numbering)), &version))
    {
      take_version (self, version);
      return 1 + read_port (self, at + 1);
    }
  if (behind && (n = country_at (list, at, &port)) > 0 && number_at (list, at + n, TRUE, &version))
    {
      take_port (self, port);
      *behind_statement = TRUE;
      return n;
    }
  return read_cc_name (self, at);
}

static VostWordsResult
read_cc (const VostWordList *list, VostLicence *ret)
{
  VostCcReading reading = { .list = list };
  gboolean behind_statement = FALSE;

  for (guint i = 0; i < list->n;)
    i += read_cc_at (&reading, i, &behind_statement);
  if (reading.elements == 0)
    return VOST_WORDS_NOTHING;
  /* One word alone, without a name or a version, is not a licence. */
  if (reading.elements == VOST_LICENCE_BY && !reading.named && reading.version == 0)
    return VOST_WORDS_NOTHING;
  if (reading.conflict || (reading.loose & ~reading.elements) != 0 ||
      !vost_licence_set_cc (ret, reading.elements, reading.version, reading.port))
    return VOST_WORDS_CONFLICT;
  return VOST_WORDS_LICENCE;
}

/* "CC NC-Sampling+ 1.0 TW", "LicenseRef-CC-SAMPLING-plus-1.0": nothing may stand beside it. */
static gboolean
read_retired (const VostWordList *list, VostLicence *ret)
{
  g_autoptr (GString) unit = g_string_new (NULL);
  guint at = phrase_at (list, 0, "licenseref");
  int version = 0;

  if (phrase_at (list, at, "cc") == 0)
    return FALSE;
  for (at++; at < list->n && !number_at (list, at, FALSE, &version); at++)
    g_string_append_printf (unit, "%s%s",
                            unit->len == 0                          ? ""
                            : g_str_equal (list->words[at], "plus") ? "+"
                                                                    : "-",
                            g_str_equal (list->words[at], "plus") ? "" : list->words[at]);
  if (version == 0 || at + 2 < list->n)
    return FALSE;
  return vost_licence_set_retired (ret, unit->str, version,
                                   at + 1 < list->n ? list->words[at + 1] : "");
}

/* --- Others --- */

static gboolean
read_gpl (const VostWordList *list, VostLicence *ret)
{
  static const char *const names[] = { "gpl 3.0",
                                       "gplv3",
                                       "gpl 3",
                                       "gpl v3",
                                       "gpl v3.0",
                                       "gpl version 3",
                                       "gplv3+",
                                       "gpl 3+",
                                       "gpl 3.0+",
                                       "general public license v3",
                                       "general public license v3.0",
                                       "general public license 3",
                                       "general public license version 3",
                                       "general public license version 3.0",
                                       NULL };
  static const char *const later[] = { "or later", "any later version", "gplv3+",
                                       "gpl 3+",   "gpl 3.0+",          NULL };
  static const char *const others[] = {
    "lgpl", "agpl", "lesser", "affero", "lgplv3", "agplv3", NULL
  };

  if (!has_any (list, names) || has_any (list, others))
    return FALSE;
  vost_licence_set (ret, VOST_LICENCE_GPL, 30, has_any (list, later) ? "or-later" : "only");
  return TRUE;
}

static VostWordsResult
read_free_art (const VostWordList *list, VostLicence *ret)
{
  static const char *const names[] = {
    "free art license", "free art licence", "licence art libre", "licencia arte libre",
    "licenseref lal",   "lal 1.0",          "lal 1.1",           "lal 1.2",
    "lal 1.3",          "fal 1.2",          "fal 1.3",           NULL
  };
  int version = 0;

  if (!has_any (list, names) && !g_str_equal (list->spaced, " lal ") &&
      !g_str_equal (list->spaced, " fal "))
    return VOST_WORDS_NOTHING;
  for (guint i = 0; i < list->n; i++)
    {
      const char *word = list->words[i];
      int found = g_str_equal (word, "1.3") ? 13 : g_str_equal (word, "1.2") ? 12 : 0;

      if (!g_ascii_isdigit (word[0]) || strchr (word, '.') == NULL)
        continue;
      if (found == 0 || (version != 0 && found != version))
        return VOST_WORDS_CONFLICT;
      version = found;
    }
  vost_licence_set (ret, VOST_LICENCE_FREE_ART, version, "");
  return VOST_WORDS_LICENCE;
}

static VostWordsResult
read_zero (const VostWordList *list, VostLicence *ret)
{
  static const char *const names[] = { "cc0", "cc zero", "creative commons zero",
                                       "creative commons 0", NULL };

  if (!has_any (list, names))
    return VOST_WORDS_NOTHING;
  for (guint i = 0; i < list->n; i++)
    if (g_ascii_isdigit (list->words[i][0]) && strchr (list->words[i], '.') != NULL &&
        !g_str_equal (list->words[i], "1.0"))
      return VOST_WORDS_CONFLICT;
  vost_licence_set (ret, VOST_LICENCE_CC0, 10, "");
  return VOST_WORDS_LICENCE;
}

/* "Public domain in the United States", "LicenseRef-PublicDomain-US-no-notice". */
static void
read_territory (const VostWordList *list, VostLicence *ret)
{
  static const char *const small[] = { "in", "the", "en", "au", "aux", "dans",
                                       "le", "los", "el", "la", "of",  NULL };
  static const char *const domain[] = { "publicdomain", "domain", "domaine", "publico", NULL };
  const char *port = NULL;
  guint at = 0;

  while (at < list->n && !word_is (list, at, domain))
    at++;
  at++;
  if (word_is (list, at, (const char *const[]){ "public", NULL }))
    at++;
  while (word_is (list, at, small))
    at++;
  if (at >= list->n)
    return;
  if (country_at (list, at, &port) > 0)
    g_strlcpy (ret->port, port, sizeof ret->port);
  else if (strlen (list->words[at]) == 2 && g_ascii_isalpha (list->words[at][0]) &&
           g_ascii_isalpha (list->words[at][1]) &&
           (is_upper (list->cased[at]) || list->compact || at + 1 == list->n))
    g_strlcpy (ret->port, list->words[at], sizeof ret->port);
}

static gboolean
read_public_domain (const VostWordList *list, VostLicence *ret)
{
  static const char *const mark[] = { "cc pdm", "pdm", "pdm 1.0", "public domain mark", NULL };
  static const char *const certified[] = { "cc pddc", "public domain certification",
                                           "copyright only dedication", NULL };
  static const char *const domain[] = { "public domain", "domaine public", "dominio publico",
                                        "licenseref publicdomain", NULL };

  if (has_any (list, mark))
    vost_licence_set (ret, VOST_LICENCE_PUBLIC_DOMAIN, 10, "mark");
  else if (has_any (list, certified))
    vost_licence_set (ret, VOST_LICENCE_PUBLIC_DOMAIN, 0, "certification");
  else if (has_any (list, domain))
    {
      vost_licence_set (ret, VOST_LICENCE_PUBLIC_DOMAIN, 0, "");
      read_territory (list, ret);
    }
  else
    return FALSE;
  return TRUE;
}

static gboolean
read_reserved (const VostWordList *list, VostLicence *ret)
{
  static const char *const phrases[] = { "all rights reserved", "tous droits reserves",
                                         "todos los derechos reservados",
                                         "licenseref allrightsreserved", NULL };

  if (!has_any (list, phrases))
    return FALSE;
  vost_licence_set (ret, VOST_LICENCE_RESERVED, 0, "");
  return TRUE;
}

static gboolean
read_permission (const VostWordList *list, VostLicence *ret)
{
  static const char *const phrases[] = { "with permission",    "licenseref permission",
                                         "avec autorisation",  "con permiso",
                                         "permission granted", NULL };

  if (!has_any (list, phrases))
    return FALSE;
  vost_licence_set (ret, VOST_LICENCE_PERMISSION, 0, "");
  return TRUE;
}

/* "A or B" is a choice that only the user can make; "not", "except" turn around what is said. */
static gboolean
is_qualified (const VostWordList *list)
{
  static const char *const choice[] = { "or", "ou", "o", NULL };
  static const char *const later[] = { "or later", "any later version", NULL };
  static const char *const against[] = { "not",    "except",     "excluding", "excluded",
                                         "unless", "previously", "formerly",  "sauf",
                                         "salvo",  "excepto",    NULL };

  return (has_any (list, choice) && !has_any (list, later)) || has_any (list, against);
}

static VostWordsResult
both (VostWordsResult so_far, VostWordsResult next, VostLicence *ret, const VostLicence *found)
{
  if (next == VOST_WORDS_NOTHING)
    return so_far;
  if (so_far != VOST_WORDS_NOTHING)
    return VOST_WORDS_CONFLICT;
  *ret = *found;
  return next;
}

static VostWordsResult
yes (gboolean understood)
{
  return understood ? VOST_WORDS_LICENCE : VOST_WORDS_NOTHING;
}

VostWordsResult
vost_licence_read_words (const char *text, VostLicence *ret)
{
  g_auto (VostWordList) list = { NULL, NULL, NULL, 0, FALSE };
  VostLicence found[7] = { { 0 } };
  VostWordsResult result = VOST_WORDS_NOTHING;
  VostWordsResult zero;
  /* Its long name has an "or" in it. */
  gboolean certification;

  word_list_init (&list, text);
  certification = has (&list, "copyright only dedication");
  if (read_retired (&list, ret))
    return VOST_WORDS_LICENCE;
  result = both (result, read_cc (&list, &found[0]), ret, &found[0]);
  zero = read_zero (&list, &found[1]);
  result = both (result, zero, ret, &found[1]);
  result = both (result, yes (read_gpl (&list, &found[2])), ret, &found[2]);
  result = both (result, read_free_art (&list, &found[3]), ret, &found[3]);
  /* CC0 is "a public domain dedication". */
  if (zero == VOST_WORDS_NOTHING)
    result = both (result, yes (read_public_domain (&list, &found[4])), ret, &found[4]);
  result = both (result, yes (read_permission (&list, &found[5])), ret, &found[5]);
  result = both (result, yes (read_reserved (&list, &found[6])), ret, &found[6]);
  if (result == VOST_WORDS_LICENCE && is_qualified (&list) && !certification)
    return VOST_WORDS_CONFLICT;
  return result;
}
