/* Licences as data: what they are called, what they ask, and how people write them. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  VOST_LICENCE_UNKNOWN, /* never guessed to be free */
  VOST_LICENCE_CC,      /* one of the six, any version and port */
  VOST_LICENCE_CC0,
  VOST_LICENCE_PUBLIC_DOMAIN, /* mark, certification, or by age or notice (jurisdiction in `port`)
                               */
  VOST_LICENCE_FREE_ART,
  VOST_LICENCE_GPL,
  VOST_LICENCE_RETIRED,    /* CC sampling, devnations, sa 1.0 …: recognised, judged by hand */
  VOST_LICENCE_PERMISSION, /* permission granted, recorded beside */
  VOST_LICENCE_RESERVED,   /* all rights reserved */
} VostLicenceFamily;

typedef enum
{
  VOST_LICENCE_BY = 1 << 0,
  VOST_LICENCE_NC = 1 << 1,
  VOST_LICENCE_SA = 1 << 2,
  VOST_LICENCE_ND = 1 << 3,
} VostLicenceElements;

/**
 * VostLicence: a value; copy freely.
 * @version: 10 times the version (30 for 3.0), 0 if not said: verdicts ask
 * @port: "" for unported/international, else "es", "igo", "scotland" …; for public domain the
 * country
 * @unit: retired units and Free Art/GPL variants: "sampling+", "1.2", "only", "or-later"
 */
typedef struct
{
  VostLicenceFamily family;
  VostLicenceElements elements;
  int version;
  char port[12];
  char unit[16];
} VostLicence;

/**
 * vost_licence_parse:
 * @text: any CC URL (http or https, deed, legalcode, translated, trailing parts), SPDX id,
 * LicenseRef-CC-…, short form ("by-nc-sa 4.0", "CC BY 3.0 ES"), long names in English, French and
 * Spanish, "all rights reserved", …
 * @ret: (out): always filled; UNKNOWN if not understood
 *
 * Returns: whether it was understood. {ND, SA} together, unknown versions and ports that were never
 *   published are not.
 */
gboolean vost_licence_parse (const char *text, VostLicence *ret);

gboolean vost_licence_equal (const VostLicence *a, const VostLicence *b);
/* "CC-BY-NC-SA-3.0", "LicenseRef-CC-BY-NC-SA-3.0-ES", "CC0-1.0" …; (transfer full); "" for unknown.
 */
char *vost_licence_to_spdx (const VostLicence *self);
/* "https://creativecommons.org/licenses/by-nc-sa/3.0/es/"; "" where there is none; (transfer full).
 */
char *vost_licence_to_url (const VostLicence *self);
/* "CC BY-NC-SA 3.0 ES"; translated words for the others ("Public domain"); (transfer full). */
char *vost_licence_to_name (const VostLicence *self);
/* One translated sentence in plain words of what it asks; (transfer full). */
char *vost_licence_explain (const VostLicence *self);

/* Every licence that exists in our tables, for choosers and tests: (element-type VostLicence).
 * (transfer full). */
GArray *vost_licence_all (void);

G_END_DECLS
