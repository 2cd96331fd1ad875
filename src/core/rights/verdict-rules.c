/* Which licence an adaptation may have, work by work and pair by pair. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "verdict-private.h"

#include "vostok-config.h"

#include <glib/gi18n-lib.h>

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
       * GPL-3.0 (one way). */
      if (is_by_sa_4 && target->family == VOST_LICENCE_FREE_ART && target->version == 13)
        return TRUE;
      if (is_by_sa_4 && target->family == VOST_LICENCE_GPL)
        return TRUE;
      return share_alike_allows (source, target);
    }
  if (target->family == VOST_LICENCE_CC)
    return (source->elements & VOST_LICENCE_NC) == 0 || (target->elements & VOST_LICENCE_NC) != 0;
  /* BY 4.0 to GPL-3.0 is the one step outside Creative Commons; BY-NC has none. */
  return target->family == VOST_LICENCE_GPL && source->elements == VOST_LICENCE_BY &&
         source->version == 40;
}

gboolean
vost_licence_is_free_of_duties (const VostLicence *licence)
{
  return licence->family == VOST_LICENCE_CC0 || licence->family == VOST_LICENCE_PUBLIC_DOMAIN;
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
      if (source->version != 13)
        return vost_licence_equal (source, target);
      return vost_licence_equal (source, target) ||
             (target->family == VOST_LICENCE_CC && target->elements == VOST_BY_SA &&
              target->version == 40);
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
          licence.family == VOST_LICENCE_GPL ||
          (licence.family == VOST_LICENCE_FREE_ART && licence.version == 13))
        g_array_append_val (result, licence);
    }
  return result;
}

/* --- Reasons --- */

VostReason *
vost_reason_add (VostJudging *judging,
                 const char *code,
                 VostVerdictLevel level,
                 const char *section,
                 int first,
                 int second,
                 char *text)
{
  VostReason *reason = g_new0 (VostReason, 1);
  int indices[2] = { first, second };

  reason->code = code;
  reason->level = level;
  reason->licence =
      first >= 0 ? vost_licence_to_spdx (&judging->works[first].licence) : g_strdup ("");
  reason->section = g_strdup (section);
  reason->text = text;
  reason->sources = g_array_new (FALSE, FALSE, sizeof (guint));
  for (guint i = 0; i < G_N_ELEMENTS (indices); i++)
    if (indices[i] >= 0)
      {
        guint index = (guint) indices[i];

        g_array_append_val (reason->sources, index);
      }
  g_ptr_array_add (judging->verdict->reasons, reason);
  judging->verdict->level = MAX (judging->verdict->level, level);
  return reason;
}

static char *
title_of (const VostWork *work)
{
  return work->title != NULL && work->title[0] != '\0' ? g_strdup_printf (_ ("“%s”"), work->title)
                                                       : g_strdup (_ ("A work"));
}

void
vost_explain_conflict (VostJudging *judging, guint a, guint b)
{
  const VostLicence *left = &judging->works[a].licence;
  const VostLicence *right = &judging->works[b].licence;
  g_autofree char *left_title = title_of (&judging->works[a]);
  g_autofree char *right_title = title_of (&judging->works[b]);
  g_autofree char *left_name = vost_licence_to_name (left);
  g_autofree char *right_name = vost_licence_to_name (right);
  gboolean first_version = left->family == VOST_LICENCE_CC && right->family == VOST_LICENCE_CC &&
                           left->elements == right->elements &&
                           (left->version == 10 || right->version == 10);
  const char *rest =
      first_version
          ? _ ("Version 1.0 accepts no later version, so one adaptation of both cannot be "
               "published.")
          : _ ("Each asks that the whole be shared on its own terms, so one adaptation of both "
               "cannot be published.");
  const char *section = left->version == 40 || right->version == 40 ? "§3(b)(1)" : "§4(b)";
  char *text =
      g_strdup_printf (_ ("%s is %s, %s is %s. %s Replace one of them, or ask its author."),
                       left_title, left_name, right_title, right_name, rest);
  VostReason *reason =
      vost_reason_add (judging, first_version ? "SA1_NO_LATER" : "SA_CONFLICT", VOST_VERDICT_BLOCK,
                       first_version ? "§4(b)" : section, (int) a, (int) b, text);

  reason->remedies[0] = VOST_REMEDY_REPLACE;
  reason->remedies[1] = VOST_REMEDY_ASK_AUTHOR;
  reason->remedies[2] = VOST_REMEDY_COLLECTION;
  reason->remedies[3] = VOST_REMEDY_PRIVATE;
}

static void
judge_unknown (VostJudging *judging, guint index, const char *title)
{
  const VostLicence *licence = &judging->works[index].licence;
  VostReason *reason;

  if (licence->family == VOST_LICENCE_RETIRED)
    {
      reason = vost_reason_add (
          judging, "LICENCE_UNKNOWN", VOST_VERDICT_ASK, "", (int) index, -1,
          g_strdup_printf (
              _ ("%s has a licence that Creative Commons has withdrawn. Read its text, "
                 "or ask its author for a current one."),
              title));
      reason->remedies[0] = VOST_REMEDY_ASK_AUTHOR;
      reason->remedies[1] = VOST_REMEDY_REPLACE;
      return;
    }
  reason = vost_reason_add (judging, "LICENCE_UNKNOWN", VOST_VERDICT_ASK, "", (int) index, -1,
                            g_strdup_printf (licence->family == VOST_LICENCE_CC
                                                 ? _ ("The version of the licence of %s is not "
                                                      "known: look at its end credits or its page.")
                                                 : _ ("Nobody has said yet which licence %s has: "
                                                      "look at its end credits or its page."),
                                             title));
  reason->remedies[0] = VOST_REMEDY_SET_LICENCE;
  reason->remedies[1] = VOST_REMEDY_ASK_AUTHOR;
  reason->remedies[2] = VOST_REMEDY_REPLACE;
}

static void
judge_no_derivatives (VostJudging *judging, guint index, const char *title)
{
  const VostLicence *licence = &judging->works[index].licence;
  gboolean four = licence->version == 40;
  VostReason *reason;

  if (judging->make == VOST_MAKE_VERBATIM || judging->make == VOST_MAKE_COLLECTION)
    return;
  if (judging->make == VOST_MAKE_EXCERPT)
    {
      vost_reason_add (
          judging, four ? "EXCERPT" : "EXCERPT_PRE4", four ? VOST_VERDICT_ALLOW : VOST_VERDICT_WARN,
          four ? "§2(a)(1)(A)" : "§3", (int) index, -1,
          g_strdup_printf (
              four ? _ ("%s may be shown in part, unchanged, and marked as an excerpt.")
                   : _ ("%s allows no changes; its text does not speak of excerpts. An unchanged "
                        "one that illustrates something is usual; a new version is not allowed."),
              title));
      return;
    }
  if (judging->use == VOST_USE_PRIVATE)
    {
      vost_reason_add (
          judging, four ? "ND_PRIVATE" : "ND_PRIVATE_PRE4",
          four ? VOST_VERDICT_ALLOW : VOST_VERDICT_WARN, four ? "§2(a)(1)(B)" : "§3", (int) index,
          -1,
          g_strdup_printf (
              four ? _ ("%s may be changed for yourself, but the result may not be shared.")
                   : _ ("The licence of %s gives no right to change it, not even in private."),
              title));
      return;
    }
  reason = vost_reason_add (
      judging, "ND_ADAPTED", VOST_VERDICT_BLOCK, four ? "§2(a)(1)(B)" : "§3", (int) index, -1,
      g_strdup_printf (
          judging->make == VOST_MAKE_SUBTITLES
              ? _ ("%s may not be shared in changed form, and a translation is a change. "
                   "Keep it to yourself, or ask the author.")
              : _ ("%s may not be shared in changed form. Leave it out, or ask the author."),
          title));
  reason->remedies[0] = VOST_REMEDY_REMOVE;
  reason->remedies[1] = VOST_REMEDY_ASK_AUTHOR;
  reason->remedies[2] = VOST_REMEDY_COLLECTION;
  reason->remedies[3] = VOST_REMEDY_PRIVATE;
}

static void
judge_noncommercial (VostJudging *judging, guint index, const char *title)
{
  const char *section = judging->works[index].licence.version == 40 ? "§2(a)(1)" : "§4";

  if (judging->use == VOST_USE_ADS || judging->use == VOST_USE_SOLD)
    {
      VostReason *reason = vost_reason_add (
          judging, "NC_COMMERCIAL", VOST_VERDICT_BLOCK, section, (int) index, -1,
          g_strdup_printf (_ ("%s may not be used for money. Publish it free of charge and without "
                              "advertising, or ask the author."),
                           title));

      reason->remedies[0] = VOST_REMEDY_NONCOMMERCIAL;
      reason->remedies[1] = VOST_REMEDY_ASK_AUTHOR;
      reason->remedies[2] = VOST_REMEDY_REPLACE;
    }
  else if (judging->use == VOST_USE_COST_RECOVERY)
    vost_reason_add (
        judging, "NC_COMMERCIAL", VOST_VERDICT_WARN, section, (int) index, -1,
        g_strdup_printf (
            _ ("%s is for NonCommercial use. Whether asking for the costs is that, the licence "
               "text leaves open: ask the author."),
            title));
}

void
vost_judge_work (VostJudging *judging, guint index)
{
  const VostLicence *licence = &judging->works[index].licence;
  g_autofree char *title = title_of (&judging->works[index]);
  VostReason *reason;

  switch (licence->family)
    {
    case VOST_LICENCE_CC:
      if (licence->version == 0)
        judge_unknown (judging, index, title);
      if (licence->elements & VOST_LICENCE_ND)
        judge_no_derivatives (judging, index, title);
      if (licence->elements & VOST_LICENCE_NC)
        judge_noncommercial (judging, index, title);
      break;
    case VOST_LICENCE_UNKNOWN:
    case VOST_LICENCE_RETIRED:
      judge_unknown (judging, index, title);
      break;
    case VOST_LICENCE_RESERVED:
      reason = vost_reason_add (
          judging, "ARR_NO_PERMISSION", VOST_VERDICT_BLOCK, "", (int) index, -1,
          g_strdup_printf (_ ("All rights in %s are reserved: it may not be shared without its "
                              "author's permission."),
                           title));
      reason->remedies[0] = VOST_REMEDY_REPLACE;
      reason->remedies[1] = VOST_REMEDY_ASK_AUTHOR;
      break;
    case VOST_LICENCE_PERMISSION:
      vost_reason_add (
          judging, "PERMISSION", VOST_VERDICT_WARN, "", (int) index, -1,
          g_strdup_printf (
              _ ("%s is used with permission and stays outside the licence of the whole: see that "
                 "the permission covers this use."),
              title));
      break;
    case VOST_LICENCE_PUBLIC_DOMAIN:
      if (licence->port[0] != '\0')
        vost_reason_add (
            judging, "PD_TERRITORY", VOST_VERDICT_WARN, "", (int) index, -1,
            g_strdup_printf (
                _ ("%s is in the public domain in one country only; elsewhere it may be "
                   "protected."),
                title));
      break;
    default:
      break;
    }
}
