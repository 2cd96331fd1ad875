/* Which licence an adaptation may have: the adapter's licence chart and the ShareAlike rules. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "verdict-private.h"

#include "licence-private.h"

/* --- One source, one target --- */

/* ShareAlike: the same licence, a later version, or a port, as each version's legal code says
 * (§4(b) up to 3.0, §3(b) of 4.0; UK 2.0 §2.3 and JP 2.1 art. 5 allow any with the same elements).
 */
static gboolean
share_alike_allows (const VostLicence *source, const VostLicence *target)
{
  if (target->family != VOST_LICENCE_CC || target->elements != source->elements)
    return FALSE;
  if (vost_licence_equal (source, target))
    return TRUE;
  if (source->version == 10)
    return FALSE;
  if (source->version == 20 && g_str_equal (source->port, "uk"))
    return target->version >= 20;
  if (source->version == 21 && g_str_equal (source->port, "jp"))
    return target->version >= 20;
  if (source->version < 30 && source->port[0] != '\0' && target->version == source->version)
    return target->port[0] != '\0';
  return target->version >= source->version;
}

static gboolean
may_adapt_cc (const VostLicence *source, const VostLicence *target)
{
  if (source->elements & VOST_LICENCE_ND)
    return FALSE;
  if (source->elements & VOST_LICENCE_SA)
    {
      gboolean is_by_sa_4 = source->version == 40 && source->elements == VOST_BY_SA;

      /* The two that Creative Commons declared compatible with BY-SA 4.0: Free Art 1.3 (both ways),
       * GPL-3.0 (one way). Its list names version 3 alone, so "or later" would promise too much. */
      if (is_by_sa_4 && target->family == VOST_LICENCE_FREE_ART)
        return target->version == 13;
      if (is_by_sa_4 && target->family == VOST_LICENCE_GPL)
        return g_str_equal (target->unit, "only");
      return share_alike_allows (source, target);
    }
  if (target->family == VOST_LICENCE_CC)
    return (source->elements & VOST_LICENCE_NC) == 0 || (target->elements & VOST_LICENCE_NC) != 0;
  /* BY 4.0 to GPL-3.0 is the one step outside Creative Commons; BY-NC has none. */
  return target->family == VOST_LICENCE_GPL && source->elements == VOST_LICENCE_BY &&
         source->version == 40;
}

static gboolean
may_adapt_free_art (const VostLicence *source, const VostLicence *target)
{
  if (target->family == VOST_LICENCE_FREE_ART)
    return target->version >= source->version;
  /* Art. 2.3 of 1.3 accepts compatible licences; 1.2 only later versions of its own (art. 6). */
  return source->version == 13 && target->family == VOST_LICENCE_CC &&
         target->elements == VOST_BY_SA && target->version == 40;
}

gboolean
vost_may_adapt (const VostLicence *source, const VostLicence *target)
{
  switch (source->family)
    {
    case VOST_LICENCE_CC:
      return source->version != 0 && may_adapt_cc (source, target);
    case VOST_LICENCE_CC0:
    case VOST_LICENCE_PUBLIC_DOMAIN:
      return TRUE;
    case VOST_LICENCE_FREE_ART:
      return source->version != 0 && may_adapt_free_art (source, target);
    case VOST_LICENCE_GPL:
      return target->family == VOST_LICENCE_GPL &&
             (g_str_equal (source->unit, "or-later") || g_str_equal (target->unit, "only"));
    case VOST_LICENCE_PERMISSION:
      /* What was allowed in person stays outside the licence of the whole, and does not narrow it.
       */
      return TRUE;
    default:
      return FALSE;
    }
}

GArray *
vost_output_candidates (void)
{
  g_autoptr (GArray) all = vost_licence_all ();
  GArray *result = g_array_new (FALSE, TRUE, sizeof (VostLicence));

  for (guint i = 0; i < all->len; i++)
    {
      VostLicence licence = g_array_index (all, VostLicence, i);

      if (licence.family == VOST_LICENCE_CC || licence.family == VOST_LICENCE_CC0 ||
          licence.family == VOST_LICENCE_GPL || licence.family == VOST_LICENCE_FREE_ART)
        g_array_append_val (result, licence);
    }
  return result;
}
