/* How people write licences: addresses here, SPDX ids and names by their words. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <vostok/core/rights/licence.h>

#include "licence-parse-private.h"
#include "licence-private.h"

#define LONGEST 400

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
read_unit (const char *unit, int version, const char *port, VostLicence *ret)
{
  VostLicenceElements elements;

  if (vost_licence_set_retired (ret, unit, version, port))
    return TRUE;
  return version != 0 && elements_of_code (unit, &elements) &&
         vost_licence_set_cc (ret, elements, version, port);
}

static gboolean
read_public_domain (const char *unit, const char *version, VostLicence *ret)
{
  if (!g_str_equal (version, "1.0"))
    return FALSE;
  if (g_str_equal (unit, "zero"))
    vost_licence_set (ret, VOST_LICENCE_CC0, 10, "");
  else if (g_str_equal (unit, "mark"))
    vost_licence_set (ret, VOST_LICENCE_PUBLIC_DOMAIN, 10, "mark");
  else
    return FALSE;
  return TRUE;
}

/* Creative Commons' own grammar of its addresses; "deed.fr", "legalcode.txt" and the like are the
 * same licence. */
static const GRegex *
cc_address (void)
{
  static GRegex *regex = NULL;

  if (g_once_init_enter (&regex))
    g_once_init_leave (
        &regex, g_regex_new ("^(?:(?:https?:)?//)?(?:www\\.)?creativecommons\\.org/"
                             "(licenses|publicdomain)/([-a-z0-9]+(?:\\+|%2b)?)"
                             "(?:/([0-9]+\\.[0-9]+)(?:/([a-z]{2}|igo|scotland))?)?"
                             "(?:/(?:(?:legalcode|deed|rdf)(?:[._-][a-z]{2,3}(?:[-_@][a-z]+)?)?)?"
                             "(?:\\.txt|\\.html?)?)?/?(?:[?#].*)?$",
                             G_REGEX_OPTIMIZE, 0, NULL));
  return regex;
}

static gboolean
read_cc_address (const char *address, VostLicence *ret)
{
  g_autoptr (GMatchInfo) match = NULL;
  g_autofree char *category = NULL;
  g_autofree char *unit = NULL;
  g_autofree char *version = NULL;
  g_autofree char *port = NULL;
  char *escaped;

  if (!g_regex_match (cc_address (), address, 0, &match))
    return FALSE;
  category = g_match_info_fetch (match, 1);
  unit = g_match_info_fetch (match, 2);
  version = g_match_info_fetch (match, 3);
  port = g_match_info_fetch (match, 4);
  if ((escaped = strstr (unit, "%2b")) != NULL)
    memcpy (escaped, "+", 2);
  if (version == NULL || version[0] == '\0')
    {
      if (!g_str_equal (category, "licenses") || !g_str_equal (unit, "publicdomain"))
        return FALSE;
      vost_licence_set (ret, VOST_LICENCE_PUBLIC_DOMAIN, 0, "certification");
      return TRUE;
    }
  if (g_str_equal (category, "publicdomain"))
    return read_public_domain (unit, version, ret);
  return read_unit (unit, vost_licence_version (version), port != NULL ? port : "", ret);
}

/* What stands behind the host in an address; NULL if it is of another host. */
static const char *
path_on (const char *address, const char *host)
{
  const char *scheme = strstr (address, "//");

  if (scheme != NULL)
    {
      if (scheme != address && !g_str_has_prefix (address, "https://") &&
          !g_str_has_prefix (address, "http://"))
        return NULL;
      address = scheme + 2;
    }
  if (g_str_has_prefix (address, "www."))
    address += 4;
  return g_str_has_prefix (address, host) ? address + strlen (host) : NULL;
}

static gboolean
read_free_art_address (const char *path, VostLicence *ret)
{
  if (strstr (path, "art-libre-10") != NULL || strstr (path, "art-libre-11") != NULL ||
      (path[0] != '\0' && !g_str_has_prefix (path, "licence")))
    return FALSE;
  vost_licence_set (ret, VOST_LICENCE_FREE_ART, strstr (path, "art-libre-12") != NULL ? 12 : 13,
                    "");
  return TRUE;
}

static gboolean
read_address (const char *address, VostLicence *ret)
{
  const char *path;

  if ((path = path_on (address, "artlibre.org/")) != NULL)
    return read_free_art_address (path, ret);
  if ((path = path_on (address, "gnu.org/licenses/")) != NULL)
    {
      /* The page does not say "or later": only who grants it can. */
      vost_licence_set (ret, VOST_LICENCE_GPL, 30, "only");
      return g_str_has_prefix (path, "gpl-3.0");
    }
  if ((path = path_on (address, "spdx.org/licenses/")) != NULL)
    {
      g_autofree char *id = g_str_has_suffix (path, ".html")
                                ? g_strndup (path, strlen (path) - strlen (".html"))
                                : g_strdup (path);

      return vost_licence_read_words (id, ret) == VOST_WORDS_LICENCE;
    }
  return read_cc_address (address, ret);
}

static gboolean
is_address (const char *word)
{
  return strstr (word, "//") != NULL || strstr (word, "creativecommons.org/") != NULL ||
         strstr (word, "artlibre.org/") != NULL || strstr (word, "gnu.org/") != NULL;
}

/* --- Text --- */

/* All addresses in the text must say the same; the rest of the words goes into @ret_rest. Other
 * addresses, e.g. the author's, say nothing. */
static gboolean
read_addresses (const char *text, VostLicence *ret, gboolean *ret_any, GString *ret_rest)
{
  g_auto (GStrv) words = g_strsplit_set (text, " \t\r\n<>()\"'[],;", -1);

  *ret_any = FALSE;
  for (guint i = 0; words[i] != NULL; i++)
    {
      g_autofree char *lower = g_ascii_strdown (words[i], -1);
      gsize len = strlen (lower);
      VostLicence licence = { .family = VOST_LICENCE_UNKNOWN };

      if (!is_address (lower))
        {
          g_string_append_printf (ret_rest, "%s ", words[i]);
          continue;
        }
      if (len > 0 && lower[len - 1] == '.')
        lower[len - 1] = '\0';
      if (!read_address (lower, &licence))
        {
          if (path_on (lower, "creativecommons.org/licenses/") != NULL)
            return FALSE;
          continue;
        }
      if (*ret_any && !vost_licence_equal (&licence, ret))
        return FALSE;
      *ret = licence;
      *ret_any = TRUE;
    }
  return TRUE;
}

/* Words beside an address may leave its version out, but not say something else. */
static gboolean
agree (const VostLicence *words, const VostLicence *address)
{
  if (words->family != address->family)
    return FALSE;
  if (words->family != VOST_LICENCE_CC)
    return words->version == 0 || words->version == address->version;
  return words->elements == address->elements &&
         (words->version == 0 || words->version == address->version) &&
         (words->port[0] == '\0' || g_str_equal (words->port, address->port));
}

static gboolean
read_text (const char *text, VostLicence *ret)
{
  g_autoptr (GString) rest = g_string_new (NULL);
  VostLicence said = { .family = VOST_LICENCE_UNKNOWN };
  gboolean addressed = FALSE;

  if (strstr (text, "//") == NULL && strchr (text, '/') == NULL)
    return vost_licence_read_words (text, ret) == VOST_WORDS_LICENCE;
  if (!read_addresses (text, ret, &addressed, rest))
    return FALSE;
  g_strchomp (rest->str);
  switch (vost_licence_read_words (rest->str, &said))
    {
    case VOST_WORDS_LICENCE:
      if (addressed)
        return agree (&said, ret);
      *ret = said;
      return TRUE;
    case VOST_WORDS_NOTHING:
      return addressed;
    case VOST_WORDS_CONFLICT:
    default:
      return FALSE;
    }
}

gboolean
vost_licence_parse (const char *text, VostLicence *ret)
{
  g_autofree char *clean = NULL;

  memset (ret, 0, sizeof *ret);
  if (text == NULL || text[0] == '\0' || strlen (text) > LONGEST ||
      !g_utf8_validate (text, -1, NULL))
    return FALSE;
  clean = g_strstrip (g_strdup (text));
  if (read_text (clean, ret))
    return TRUE;
  memset (ret, 0, sizeof *ret);
  return FALSE;
}
