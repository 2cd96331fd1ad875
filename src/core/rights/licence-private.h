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

extern const VostCcVersion vost_cc_versions[]; /* ends with version 0 */

/* Whether Creative Commons published this port ("" for unported) of this version. */
gboolean vost_cc_exists (int version, const char *port);

static inline gboolean
vost_elements_valid (VostLicenceElements elements)
{
  return (elements & VOST_LICENCE_BY) != 0 &&
         ((elements & VOST_LICENCE_SA) == 0 || (elements & VOST_LICENCE_ND) == 0);
}
