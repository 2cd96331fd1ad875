/* The licence tables, for the rights room only. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <vostok/core/rights/licence.h>

#define VOST_BY_SA (VOST_LICENCE_BY | VOST_LICENCE_SA)
#define VOST_BY_NC (VOST_LICENCE_BY | VOST_LICENCE_NC)
#define VOST_BY_NC_SA (VOST_LICENCE_BY | VOST_LICENCE_NC | VOST_LICENCE_SA)
#define VOST_BY_ND (VOST_LICENCE_BY | VOST_LICENCE_ND)
#define VOST_BY_NC_ND (VOST_LICENCE_BY | VOST_LICENCE_NC | VOST_LICENCE_ND)

typedef struct
{
  int version;
  const char *ports; /* separated by spaces, "-" is unported */
} VostCcVersion;

typedef struct
{
  const char *unit; /* as in the address: "nc-sampling+" */
  const char *name; /* as people write it: "NC-Sampling+" */
  int version;
  const char *ports;
} VostCcRetired;

extern const VostCcVersion vost_cc_versions[]; /* ends with version 0 */
extern const VostCcRetired vost_cc_retired[];  /* ends with version 0 */

/* Whether Creative Commons published this port ("" for unported) of this version. */
gboolean vost_cc_exists (int version, const char *port);
/* The withdrawn unit of this version and port, NULL if there never was one. */
const VostCcRetired *vost_cc_retired_find (const char *unit, int version, const char *port);
/* Whether any version has this port. */
gboolean vost_cc_is_port (const char *port);
