/* How people write licences: addresses, SPDX ids, short and long names in three languages. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <vostok/core/rights/licence.h>

#include "licence-private.h"

#define LONGEST 400

/* Lower case without accents; every run of other characters is one space, so that words can be
 * searched. */
static char *
normalise (const char *text)
{
  g_autofree char *ascii = g_str_to_ascii (text, "C");
  g_autofree char *lower = g_ascii_strdown (ascii, -1);
  GString *out = g_string_new (" ");

  for (const char *p = lower; *p != '\0'; p++)
    {
      gboolean digit_dot =
          *p == '.' && g_ascii_isdigit (p[1]) && p > lower && g_ascii_isdigit (p[-1]);

      if (g_ascii_isalnum (*p) || digit_dot || *p == '+')
        g_string_append_c (out, *p);
      else if (out->str[out->len - 1] != ' ')
        g_string_append_c (out, ' ');
    }
  if (out->str[out->len - 1] != ' ')
    g_string_append_c (out, ' ');
  return g_string_free (out, FALSE);
}

static gboolean
has (const char *text, const char *word)
{
  g_autofree char *spaced = g_strconcat (" ", word, " ", NULL);

  return strstr (text, spaced) != NULL;
}

static gboolean
has_any (const char *text, const char *const *words)
{
  for (; *words != NULL; words++)
    if (has (text, *words))
      return TRUE;
  return FALSE;
}

static void
set (VostLicence *ret, VostLicenceFamily family, int version, const char *unit)
{
  ret->family = family;
  ret->version = version;
  g_strlcpy (ret->unit, unit, sizeof ret->unit);
}

/* "3.0" → 30; 0 when it is no version that Creative Commons has. */
static int
parse_version (const char *text)
{
  for (const VostCcVersion *row = vost_cc_versions; row->version != 0; row++)
    {
      g_autofree char *shown = g_strdup_printf ("%d.%d", row->version / 10, row->version % 10);

      if (g_str_equal (text, shown))
        return row->version;
    }
  return 0;
}

static gboolean
finish_cc (VostLicence *ret, VostLicenceElements elements, int version, const char *port)
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

/* --- Addresses --- */

static gboolean
elements_of_code (const char *code, VostLicenceElements *ret)
{
  static const char *const names[] = { "by", "nc", "sa", "nd" };
  g_auto (GStrv) parts = g_strsplit (code, "-", -1);
  VostLicenceElements elements = 0;

  for (guint i = 0; parts[i] != NULL; i++)
    {
      guint n = 0;

      while (n < G_N_ELEMENTS (names) && !g_str_equal (parts[i], names[n]))
        n++;
      if (n == G_N_ELEMENTS (names) || (elements & (1u << n)) != 0)
        return FALSE;
      elements |= 1u << n;
    }
  *ret = elements;
  return TRUE;
}

static gboolean
is_retired (const char *unit)
{
  static const char *const units[] = { "sa",           "nc",         "nd",       "nc-sa",
                                       "nd-nc",        "nc-nd",      "sampling", "sampling+",
                                       "nc-sampling+", "devnations", NULL };

  return g_strv_contains (units, unit);
}

/* What may follow the licence itself: "deed.fr", "legalcode", "rdf" … is not a port. */
static gboolean
is_tail (const char *part)
{
  return part[0] == '\0' || g_str_has_prefix (part, "deed") ||
         g_str_has_prefix (part, "legalcode") || g_str_equal (part, "rdf");
}

static gboolean
parse_public_domain (char **parts, VostLicence *ret)
{
  if (g_strcmp0 (parts[1], "zero") == 0 && g_strcmp0 (parts[2], "1.0") == 0)
    set (ret, VOST_LICENCE_CC0, 10, "");
  else if (g_strcmp0 (parts[1], "mark") == 0 && g_strcmp0 (parts[2], "1.0") == 0)
    set (ret, VOST_LICENCE_PUBLIC_DOMAIN, 10, "mark");
  else
    return FALSE;
  return TRUE;
}

static gboolean
parse_cc_path (const char *path, VostLicence *ret)
{
  g_autofree char *plus = g_strdup (path);
  g_auto (GStrv) parts = NULL;
  guint n;
  int version;
  const char *port = "";
  VostLicenceElements elements;

  plus[strcspn (plus, "?# \t\n\"'<>")] = '\0';
  parts = g_strsplit (plus, "/", -1);
  n = g_strv_length (parts);
  if (n < 2)
    return FALSE;
  if (g_str_equal (parts[0], "publicdomain"))
    return parse_public_domain (parts, ret);
  if (!g_str_equal (parts[0], "licenses"))
    return FALSE;
  if (g_str_equal (parts[1], "publicdomain"))
    {
      set (ret, VOST_LICENCE_PUBLIC_DOMAIN, 0, "certification");
      return TRUE;
    }
  version = n > 2 ? parse_version (parts[2]) : 0;
  if (version == 0)
    return FALSE;
  if (n > 3 && !is_tail (parts[3]))
    port = parts[3];
  if (is_retired (parts[1]))
    {
      if (strlen (port) >= sizeof ret->port)
        return FALSE;
      set (ret, VOST_LICENCE_RETIRED, version, parts[1]);
      g_strlcpy (ret->port, port, sizeof ret->port);
      return TRUE;
    }
  return elements_of_code (parts[1], &elements) && finish_cc (ret, elements, version, port);
}

/* Where the path of an address of this host begins; NULL if @text is none. */
static const char *
path_on_host (const char *text, const char *host)
{
  const char *at = strstr (text, host);
  const char *before;

  if (at == NULL)
    return NULL;
  /* "www." and a scheme may stand before it, nothing else: "notcreativecommons.org" is another
   * host. */
  before = at;
  if (before - text >= 4 && strncmp (before - 4, "www.", 4) == 0)
    before -= 4;
  if (before != text && !(before - text >= 2 && strncmp (before - 2, "//", 2) == 0) &&
      !g_ascii_isspace (before[-1]) && before[-1] != '(' && before[-1] != '<' && before[-1] != '"')
    return NULL;
  return at + strlen (host);
}

/* --- Words --- */

static VostLicenceElements
elements_of_words (const char *text)
{
  static const char *const by[] = { "by",         "attribution", "paternite", "reconocimiento",
                                    "atribucion", NULL };
  static const char *const nc[] = { "nc",
                                    "noncommercial",
                                    "non commercial",
                                    "nocomercial",
                                    "no comercial",
                                    "pas d utilisation commerciale",
                                    "utilisation non commerciale",
                                    NULL };
  static const char *const sa[] = { "sa",
                                    "sharealike",
                                    "share alike",
                                    "compartirigual",
                                    "compartir igual",
                                    "partage a l identique",
                                    "partage des conditions initiales a l identique",
                                    "partage dans les memes conditions",
                                    NULL };
  static const char *const nd[] = { "nd",
                                    "noderivs",
                                    "noderivatives",
                                    "no derivatives",
                                    "no derivs",
                                    "noderivativeworks",
                                    "no derivative works",
                                    "pas de modification",
                                    "sinobraderivada",
                                    "sin obra derivada",
                                    "sinderivadas",
                                    "sin derivadas",
                                    NULL };

  return (has_any (text, by) ? VOST_LICENCE_BY : 0) | (has_any (text, nc) ? VOST_LICENCE_NC : 0) |
         (has_any (text, sa) ? VOST_LICENCE_SA : 0) | (has_any (text, nd) ? VOST_LICENCE_ND : 0);
}

static const struct
{
  const char *name;
  const char *code;
} countries[] = {
  { "austria", "at" },
  { "osterreich", "at" },
  { "australia", "au" },
  { "belgium", "be" },
  { "brazil", "br" },
  { "brasil", "br" },
  { "canada", "ca" },
  { "switzerland", "ch" },
  { "chile", "cl" },
  { "colombia", "co" },
  { "germany", "de" },
  { "deutschland", "de" },
  { "denmark", "dk" },
  { "spain", "es" },
  { "espana", "es" },
  { "espagne", "es" },
  { "france", "fr" },
  { "francia", "fr" },
  { "finland", "fi" },
  { "italy", "it" },
  { "italia", "it" },
  { "italie", "it" },
  { "japan", "jp" },
  { "mexico", "mx" },
  { "netherlands", "nl" },
  { "new zealand", "nz" },
  { "poland", "pl" },
  { "portugal", "pt" },
  { "sweden", "se" },
  { "scotland", "scotland" },
  { "england and wales", "uk" },
  { "united states", "us" },
  { "united kingdom", "uk" },
  { "peru", "pe" },
  { "argentina", "ar" },
  { "intergovernmental", "igo" },
};

/* The version, and the port code or country that stands behind it. */
static gboolean
version_and_port (const char *text, int *ret_version, char *ret_port, gsize size)
{
  g_auto (GStrv) words = g_strsplit (g_strstrip ((char *) text), " ", -1);
  gboolean number = FALSE;

  *ret_version = 0;
  ret_port[0] = '\0';
  for (guint i = 0; words[i] != NULL; i++)
    {
      g_autofree char *dotted = strlen (words[i]) == 1 && g_ascii_isdigit (words[i][0])
                                    ? g_strconcat (words[i], ".0", NULL)
                                    : g_strdup (words[i]);
      int version = parse_version (dotted);

      number = number || (g_ascii_isdigit (words[i][0]) && strchr (words[i], '.') != NULL);
      if (version == 0)
        continue;
      *ret_version = version;
      if (words[i + 1] != NULL && strlen (words[i + 1]) < size &&
          vost_cc_exists (version, words[i + 1]))
        g_strlcpy (ret_port, words[i + 1], size);
      else if (words[i + 1] != NULL && strlen (words[i + 1]) == 2 &&
               g_ascii_isalpha (words[i + 1][0]))
        g_strlcpy (ret_port, words[i + 1], size);
      break;
    }
  /* A number that is no version of theirs is not a version left out. */
  return *ret_version != 0 || !number;
}

static gboolean
parse_cc_words (const char *text, VostLicence *ret)
{
  VostLicenceElements elements = elements_of_words (text);
  g_autofree char *copy = g_strdup (text);
  gboolean named = has (text, "cc") || strstr (text, "creative commons") != NULL;
  int version;
  char port[12];

  if ((elements & VOST_LICENCE_BY) == 0)
    return FALSE;
  /* "by" alone is an English word: without the name it must begin what was written. */
  if (!named && !g_str_has_prefix (text, " by ") && !g_str_has_prefix (text, " attribution") &&
      !g_str_has_prefix (text, " paternite") && !g_str_has_prefix (text, " reconocimiento") &&
      !g_str_has_prefix (text, " atribucion"))
    return FALSE;
  if (!version_and_port (copy, &version, port, sizeof port))
    return FALSE;
  if (!named && version == 0 && elements == VOST_LICENCE_BY)
    return FALSE;
  for (guint i = 0; port[0] == '\0' && i < G_N_ELEMENTS (countries); i++)
    if (has (text, countries[i].name))
      g_strlcpy (port, countries[i].code, sizeof port);
  return finish_cc (ret, elements, version, port);
}

static gboolean
parse_gpl (const char *text, VostLicence *ret)
{
  static const char *const names[] = { "gpl 3.0",
                                       "gplv3",
                                       "gpl 3",
                                       "gpl v3",
                                       "gnu gpl 3",
                                       "gplv3+",
                                       "gpl 3.0+",
                                       "general public license v3",
                                       "general public license 3",
                                       "general public license version 3",
                                       NULL };
  gboolean later =
      has (text, "or later") || has (text, "any later version") || strchr (text, '+') != NULL;

  if (!has_any (text, names) || has (text, "lgpl") || has (text, "agpl") || has (text, "lesser") ||
      has (text, "affero"))
    return FALSE;
  set (ret, VOST_LICENCE_GPL, 30, later ? "or-later" : "only");
  return TRUE;
}

static gboolean
parse_free_art (const char *text, VostLicence *ret)
{
  static const char *const names[] = { "lal",
                                       "free art license",
                                       "free art licence",
                                       "licence art libre",
                                       "licencia arte libre",
                                       "fal",
                                       NULL };

  if (!has_any (text, names))
    return FALSE;
  set (ret, VOST_LICENCE_FREE_ART, has (text, "1.2") ? 12 : 13, "");
  return !has (text, "1.0") && !has (text, "1.1");
}

static gboolean
parse_other_words (const char *text, VostLicence *ret)
{
  static const char *const zero[] = { "cc0", "cc0 1.0", "cc zero", "creative commons zero", NULL };
  static const char *const mark[] = { "cc pdm 1.0", "pdm", "public domain mark",
                                      "public domain mark 1.0", NULL };
  static const char *const domain[] = { "public domain", "domaine public", "dominio publico",
                                        "licenseref publicdomain", NULL };
  static const char *const reserved[] = { "all rights reserved", "tous droits reserves",
                                          "todos los derechos reservados",
                                          "licenseref allrightsreserved", NULL };
  static const char *const permission[] = { "with permission",    "licenseref permission",
                                            "avec autorisation",  "con permiso",
                                            "permission granted", NULL };

  if (has_any (text, zero))
    set (ret, VOST_LICENCE_CC0, 10, "");
  else if (has_any (text, mark))
    set (ret, VOST_LICENCE_PUBLIC_DOMAIN, 10, "mark");
  else if (has (text, "cc pddc"))
    set (ret, VOST_LICENCE_PUBLIC_DOMAIN, 0, "certification");
  else if (has_any (text, domain))
    {
      const char *country = strstr (text, "licenseref publicdomain ");

      set (ret, VOST_LICENCE_PUBLIC_DOMAIN, 0, "");
      if (country != NULL && strlen (country) > 26)
        g_strlcpy (ret->port, country + strlen ("licenseref publicdomain "), 3);
    }
  else if (has_any (text, permission))
    set (ret, VOST_LICENCE_PERMISSION, 0, "");
  else if (has_any (text, reserved))
    set (ret, VOST_LICENCE_RESERVED, 0, "");
  else
    return FALSE;
  return TRUE;
}

static gboolean
parse_retired_id (const char *text, VostLicence *ret)
{
  if (g_str_equal (text, " cc sa 1.0 "))
    set (ret, VOST_LICENCE_RETIRED, 10, "sa");
  else if (has (text, "sampling+ 1.0") || has (text, "sampling plus 1.0"))
    set (ret, VOST_LICENCE_RETIRED, 10, has (text, "nc") ? "nc-sampling+" : "sampling+");
  else
    return FALSE;
  return TRUE;
}

static gboolean
parse_words (const char *text, VostLicence *ret)
{
  /* Two licences at once are a choice that only the user can make. */
  if (has (text, "or") && !has (text, "or later"))
    return FALSE;
  return parse_retired_id (text, ret) || parse_gpl (text, ret) || parse_cc_words (text, ret) ||
         parse_free_art (text, ret) || parse_other_words (text, ret);
}

gboolean
vost_licence_parse (const char *text, VostLicence *ret)
{
  g_autofree char *lower = NULL;
  g_autofree char *words = NULL;
  const char *path;
  gboolean understood;

  memset (ret, 0, sizeof *ret);
  if (text == NULL || text[0] == '\0' || strlen (text) > LONGEST ||
      !g_utf8_validate (text, -1, NULL))
    return FALSE;
  lower = g_ascii_strdown (text, -1);
  if ((path = path_on_host (lower, "creativecommons.org/")) != NULL)
    understood = parse_cc_path (path, ret);
  else if (path_on_host (lower, "artlibre.org/") != NULL)
    {
      set (ret, VOST_LICENCE_FREE_ART, 13, "");
      understood = TRUE;
    }
  else if ((path = path_on_host (lower, "gnu.org/")) != NULL)
    {
      understood =
          g_str_has_prefix (path, "licenses/gpl-3") || g_str_has_prefix (path, "licenses/gpl.");
      set (ret, VOST_LICENCE_GPL, 30, "or-later");
    }
  else
    {
      words = normalise (text);
      understood = parse_words (words, ret);
    }
  if (!understood)
    memset (ret, 0, sizeof *ret);
  return understood;
}
