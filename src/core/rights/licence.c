/* Licences as data: their names, addresses and what they ask. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <vostok/core/rights/licence.h>

#include "vostok-config.h"

#include <glib/gi18n-lib.h>

#include "licence-private.h"

const VostCcVersion vost_cc_versions[] = {
#define VERSION(version, ports) { version, ports },
#include "licence-table.def"
  { 0, NULL },
};

const VostCcRetired vost_cc_retired[] = {
#define RETIRED(unit, name, version, ports) { unit, name, version, ports },
#include "licence-table.def"
  { NULL, NULL, 0, NULL },
};

static const VostLicenceElements six[] = {
  VOST_LICENCE_BY, VOST_BY_SA, VOST_BY_NC, VOST_BY_NC_SA, VOST_BY_ND, VOST_BY_NC_ND,
};

static gboolean
lists_port (const char *ports, const char *port)
{
  g_auto (GStrv) listed = g_strsplit (ports, " ", -1);

  return g_strv_contains ((const char *const *) listed, port[0] != '\0' ? port : "-");
}

gboolean
vost_cc_exists (int version, const char *port)
{
  for (const VostCcVersion *row = vost_cc_versions; row->version != 0; row++)
    if (row->version == version)
      return lists_port (row->ports, port);
  return FALSE;
}

gboolean
vost_cc_is_port (const char *port)
{
  for (const VostCcVersion *row = vost_cc_versions; port[0] != '\0' && row->version != 0; row++)
    if (lists_port (row->ports, port))
      return TRUE;
  return FALSE;
}

const VostCcRetired *
vost_cc_retired_find (const char *unit, int version, const char *port)
{
  for (const VostCcRetired *row = vost_cc_retired; row->version != 0; row++)
    if (row->version == version && g_str_equal (row->unit, unit) && lists_port (row->ports, port))
      return row;
  return NULL;
}

gboolean
vost_licence_equal (const VostLicence *a, const VostLicence *b)
{
  return a->family == b->family && a->elements == b->elements && a->version == b->version &&
         g_str_equal (a->port, b->port) && g_str_equal (a->unit, b->unit);
}

/* "by-nc-sa"; version 1.0 put ND before NC in its addresses, SPDX did not follow. */
static char *
code_of (const VostLicence *self, gboolean for_url)
{
  VostLicenceElements e = self->elements;

  if (for_url && self->version == 10 && e == VOST_BY_NC_ND)
    return g_strdup ("by-nd-nc");
  return g_strconcat ("by", (e & VOST_LICENCE_NC) ? "-nc" : "", (e & VOST_LICENCE_ND) ? "-nd" : "",
                      (e & VOST_LICENCE_SA) ? "-sa" : "", NULL);
}

/* Ports that the SPDX list has; all others need a LicenseRef. */
static gboolean
spdx_has (const VostLicence *self)
{
  static const char *const listed[] = {
    "by-2.5-au",
    "by-3.0-at",
    "by-3.0-au",
    "by-3.0-de",
    "by-3.0-igo",
    "by-3.0-nl",
    "by-3.0-us",
    "by-nc-3.0-de",
    "by-nc-3.0-igo",
    "by-nc-nd-3.0-de",
    "by-nc-nd-3.0-igo",
    "by-nc-sa-2.0-de",
    "by-nc-sa-2.0-fr",
    "by-nc-sa-2.0-uk",
    "by-nc-sa-3.0-de",
    "by-nc-sa-3.0-igo",
    "by-nd-3.0-de",
    "by-sa-2.0-uk",
    "by-sa-2.1-jp",
    "by-sa-3.0-at",
    "by-sa-3.0-de",
    "by-sa-3.0-igo",
    NULL,
  };
  g_autofree char *code = code_of (self, FALSE);
  g_autofree char *id =
      g_strdup_printf ("%s-%d.%d-%s", code, self->version / 10, self->version % 10, self->port);

  return self->port[0] == '\0' || g_strv_contains (listed, id);
}

static char *
cc_spdx (const VostLicence *self)
{
  g_autofree char *code = code_of (self, FALSE);
  g_autofree char *upper = g_ascii_strup (code, -1);
  g_autofree char *port = g_ascii_strup (self->port, -1);

  if (self->version == 0)
    return g_strdup_printf ("LicenseRef-CC-%s", upper);
  return g_strdup_printf ("%sCC-%s-%d.%d%s%s", spdx_has (self) ? "" : "LicenseRef-", upper,
                          self->version / 10, self->version % 10, port[0] != '\0' ? "-" : "", port);
}

/* An SPDX id must not hold a "+". */
static char *
retired_spdx (const VostLicence *self)
{
  g_auto (GStrv) parts = g_strsplit (self->unit, "+", -1);
  g_autofree char *unit = g_strjoinv ("-PLUS", parts);
  g_autofree char *upper = g_ascii_strup (unit, -1);
  g_autofree char *port = g_ascii_strup (self->port, -1);

  if (g_str_equal (upper, "SA") && self->version == 10 && port[0] == '\0')
    return g_strdup ("CC-SA-1.0");
  return g_strdup_printf ("LicenseRef-CC-%s-%d.%d%s%s", upper, self->version / 10,
                          self->version % 10, port[0] != '\0' ? "-" : "", port);
}

char *
vost_licence_to_spdx (const VostLicence *self)
{
  g_autofree char *port = g_ascii_strup (self->port, -1);

  switch (self->family)
    {
    case VOST_LICENCE_CC:
      return cc_spdx (self);
    case VOST_LICENCE_CC0:
      return g_strdup ("CC0-1.0");
    case VOST_LICENCE_PUBLIC_DOMAIN:
      if (g_str_equal (self->unit, "certification"))
        return g_strdup ("CC-PDDC");
      if (g_str_equal (self->unit, "mark"))
        return g_strdup ("CC-PDM-1.0");
      return port[0] != '\0' ? g_strdup_printf ("LicenseRef-PublicDomain-%s", port)
                             : g_strdup ("LicenseRef-PublicDomain");
    case VOST_LICENCE_FREE_ART:
      return self->version == 0
                 ? g_strdup ("LicenseRef-LAL")
                 : g_strdup_printf ("LAL-%d.%d", self->version / 10, self->version % 10);
    case VOST_LICENCE_GPL:
      return g_strdup_printf ("GPL-3.0-%s", self->unit);
    case VOST_LICENCE_RETIRED:
      return retired_spdx (self);
    case VOST_LICENCE_PERMISSION:
      return g_strdup ("LicenseRef-Permission");
    case VOST_LICENCE_RESERVED:
      return g_strdup ("LicenseRef-AllRightsReserved");
    case VOST_LICENCE_UNKNOWN:
    default:
      return g_strdup ("");
    }
}

static char *
cc_url (const char *unit, const VostLicence *self)
{
  if (self->version == 0)
    return g_strdup ("");
  return g_strdup_printf ("https://creativecommons.org/licenses/%s/%d.%d/%s%s", unit,
                          self->version / 10, self->version % 10, self->port,
                          self->port[0] != '\0' ? "/" : "");
}

char *
vost_licence_to_url (const VostLicence *self)
{
  g_autofree char *code = NULL;

  switch (self->family)
    {
    case VOST_LICENCE_CC:
      code = code_of (self, TRUE);
      return cc_url (code, self);
    case VOST_LICENCE_RETIRED:
      return cc_url (self->unit, self);
    case VOST_LICENCE_CC0:
      return g_strdup ("https://creativecommons.org/publicdomain/zero/1.0/");
    case VOST_LICENCE_PUBLIC_DOMAIN:
      if (g_str_equal (self->unit, "certification"))
        return g_strdup ("https://creativecommons.org/licenses/publicdomain/");
      return g_strdup (g_str_equal (self->unit, "mark")
                           ? "https://creativecommons.org/publicdomain/mark/1.0/"
                           : "");
    case VOST_LICENCE_FREE_ART:
      return g_strdup (self->version == 12
                           ? "https://artlibre.org/licence/lal/licence-art-libre-12/"
                           : "https://artlibre.org/licence/lal/");
    case VOST_LICENCE_GPL:
      return g_strdup ("https://www.gnu.org/licenses/gpl-3.0.html");
    default:
      return g_strdup ("");
    }
}

static char *
cc_name (const VostLicence *self)
{
  g_autofree char *code = code_of (self, FALSE);
  g_autofree char *upper = g_ascii_strup (code, -1);
  g_autofree char *port = g_ascii_strup (self->port, -1);

  if (self->version == 0)
    return g_strdup_printf (_ ("CC %s, version unknown"), upper);
  return g_strdup_printf ("CC %s %d.%d%s%s", upper, self->version / 10, self->version % 10,
                          port[0] != '\0' ? " " : "", port);
}

static char *
public_domain_name (const VostLicence *self)
{
  g_autofree char *port = g_ascii_strup (self->port, -1);

  if (port[0] != '\0')
    return g_strdup_printf (_ ("Public domain (%s)"), port);
  return g_strdup (_ ("Public domain"));
}

static char *
retired_name (const VostLicence *self)
{
  const VostCcRetired *row = vost_cc_retired_find (self->unit, self->version, self->port);
  g_autofree char *port = g_ascii_strup (self->port, -1);

  return g_strdup_printf ("CC %s %d.%d%s%s", row != NULL ? row->name : self->unit,
                          self->version / 10, self->version % 10, port[0] != '\0' ? " " : "", port);
}

char *
vost_licence_to_name (const VostLicence *self)
{
  switch (self->family)
    {
    case VOST_LICENCE_CC:
      return cc_name (self);
    case VOST_LICENCE_CC0:
      return g_strdup ("CC0 1.0");
    case VOST_LICENCE_PUBLIC_DOMAIN:
      return public_domain_name (self);
    case VOST_LICENCE_FREE_ART:
      return self->version == 0 ? g_strdup (_ ("Free Art License, version unknown"))
                                : g_strdup_printf (_ ("Free Art License %d.%d"), self->version / 10,
                                                   self->version % 10);
    case VOST_LICENCE_GPL:
      return g_strdup (g_str_equal (self->unit, "or-later") ? _ ("GPL 3.0 or later") : "GPL 3.0");
    case VOST_LICENCE_RETIRED:
      return retired_name (self);
    case VOST_LICENCE_PERMISSION:
      return g_strdup (_ ("With permission"));
    case VOST_LICENCE_RESERVED:
      return g_strdup (_ ("All rights reserved"));
    case VOST_LICENCE_UNKNOWN:
    default:
      return g_strdup ("");
    }
}

static char *
explain_cc (const VostLicence *self)
{
  g_autoptr (GString) text =
      g_string_new (_ ("Name the authors and the licence, and say what you changed."));

  if (self->elements & VOST_LICENCE_NC)
    g_string_append_printf (text, " %s", _ ("No commercial use."));
  if (self->elements & VOST_LICENCE_SA)
    g_string_append_printf (text, " %s",
                            _ ("What you make of it is shared under the same licence."));
  if (self->elements & VOST_LICENCE_ND)
    g_string_append_printf (text, " %s",
                            _ ("Changed versions, translations too, may not be shared."));
  if (self->version == 0)
    g_string_append_printf (text, " %s",
                            _ ("Its version has to be known before anything is published."));
  return g_string_free (g_steal_pointer (&text), FALSE);
}

char *
vost_licence_explain (const VostLicence *self)
{
  switch (self->family)
    {
    case VOST_LICENCE_CC:
      return explain_cc (self);
    case VOST_LICENCE_CC0:
      return g_strdup (_ ("Free for any use; naming the authors is good manners."));
    case VOST_LICENCE_PUBLIC_DOMAIN:
      return g_strdup (
          _ ("Free for any use where its protection has ended; that differs by country."));
    case VOST_LICENCE_FREE_ART:
      return g_strdup (
          _ ("Name the authors; what you make of it stays under this licence or CC BY-SA 4.0."));
    case VOST_LICENCE_GPL:
      return g_strdup (_ ("What you make of it stays under the GPL, with its sources."));
    case VOST_LICENCE_RETIRED:
      return g_strdup (_ ("A licence that Creative Commons has withdrawn: read its text."));
    case VOST_LICENCE_PERMISSION:
      return g_strdup (_ ("May be used as its authors have allowed in person."));
    case VOST_LICENCE_RESERVED:
      return g_strdup (_ ("May not be shared without its authors' permission."));
    case VOST_LICENCE_UNKNOWN:
    default:
      return g_strdup (
          _ ("Say which licence it has: until then nothing made of it can be published."));
    }
}

static void
add (GArray *all,
     VostLicenceFamily family,
     VostLicenceElements elements,
     int version,
     const char *port,
     const char *unit)
{
  VostLicence licence = { .family = family, .elements = elements, .version = version };

  g_strlcpy (licence.port, port, sizeof licence.port);
  g_strlcpy (licence.unit, unit, sizeof licence.unit);
  g_array_append_val (all, licence);
}

static const char *
plain_port (const char *listed)
{
  return g_str_equal (listed, "-") ? "" : listed;
}

static void
add_retired (GArray *all)
{
  for (const VostCcRetired *row = vost_cc_retired; row->version != 0; row++)
    {
      g_auto (GStrv) ports = g_strsplit (row->ports, " ", -1);

      for (guint p = 0; ports[p] != NULL; p++)
        add (all, VOST_LICENCE_RETIRED, 0, row->version, plain_port (ports[p]), row->unit);
    }
}

GArray *
vost_licence_all (void)
{
  GArray *all = g_array_new (FALSE, TRUE, sizeof (VostLicence));

  for (const VostCcVersion *row = vost_cc_versions; row->version != 0; row++)
    {
      g_auto (GStrv) ports = g_strsplit (row->ports, " ", -1);

      for (guint p = 0; ports[p] != NULL; p++)
        for (guint e = 0; e < G_N_ELEMENTS (six); e++)
          add (all, VOST_LICENCE_CC, six[e], row->version, plain_port (ports[p]), "");
    }
  add (all, VOST_LICENCE_CC0, 0, 10, "", "");
  add (all, VOST_LICENCE_PUBLIC_DOMAIN, 0, 10, "", "mark");
  add (all, VOST_LICENCE_PUBLIC_DOMAIN, 0, 0, "", "certification");
  add (all, VOST_LICENCE_PUBLIC_DOMAIN, 0, 0, "", "");
  add (all, VOST_LICENCE_FREE_ART, 0, 13, "", "");
  add (all, VOST_LICENCE_FREE_ART, 0, 12, "", "");
  add (all, VOST_LICENCE_GPL, 0, 30, "", "only");
  add (all, VOST_LICENCE_GPL, 0, 30, "", "or-later");
  add (all, VOST_LICENCE_PERMISSION, 0, 0, "", "");
  add (all, VOST_LICENCE_RESERVED, 0, 0, "", "");
  add_retired (all);
  return all;
}
