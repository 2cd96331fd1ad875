/* The reasons of a verdict: what each licence says about what is made, in plain words. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "verdict-private.h"

#include "vostok-config.h"

#include <glib/gi18n-lib.h>

#include "licence-private.h"

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

char *
vost_work_title (const VostWork *work)
{
  return work->title != NULL && work->title[0] != '\0' ? g_strdup_printf (_ ("“%s”"), work->title)
                                                       : g_strdup (_ ("A work"));
}

/* --- Two works --- */

/* Whether it binds the whole to its own licence. */
static gboolean
binds (const VostLicence *licence)
{
  return (licence->elements & VOST_LICENCE_SA) != 0 || licence->family == VOST_LICENCE_FREE_ART ||
         licence->family == VOST_LICENCE_GPL;
}

static const char *
binding_section (const VostLicence *licence)
{
  switch (licence->family)
    {
    case VOST_LICENCE_FREE_ART:
      return licence->version == 13 ? "art. 2.3" : "";
    case VOST_LICENCE_GPL:
      return "§5(c)";
    case VOST_LICENCE_CC:
      return licence->version == 40 ? "§3(b)(1)" : "§4(b)";
    default:
      return "";
    }
}

static gboolean
is_first_version (const VostLicence *left, const VostLicence *right)
{
  return left->family == VOST_LICENCE_CC && right->family == VOST_LICENCE_CC &&
         left->elements == right->elements && (left->version == 10 || right->version == 10);
}

/* Why they cannot meet, without the full stop. */
static char *
why_not (const VostLicence *left,
         const VostLicence *right,
         const char *left_title,
         const char *right_title)
{
  gboolean left_nc = (left->elements & VOST_LICENCE_NC) != 0;
  gboolean right_nc = (right->elements & VOST_LICENCE_NC) != 0;

  if (is_first_version (left, right))
    return g_strdup (_ ("Version 1.0 accepts no other version"));
  if (binds (left) && binds (right))
    return g_strdup (_ ("Each asks that the whole be under its own licence"));
  if (left_nc != right_nc)
    return g_strdup_printf (
        _ ("%s allows no commercial use, and %s asks for a licence that allows it"),
        left_nc ? left_title : right_title, left_nc ? right_title : left_title);
  return g_strdup (_ ("There is no licence that both allow for the whole"));
}

void
vost_explain_conflict (VostJudging *judging, guint a, guint b)
{
  const VostLicence *left = &judging->works[a].licence;
  const VostLicence *right = &judging->works[b].licence;
  /* The one whose text is quoted: the first that binds the whole. */
  const VostLicence *quoted = binds (left) || !binds (right) ? left : right;
  gboolean shared = judging->use != VOST_USE_PRIVATE;
  g_autofree char *left_title = vost_work_title (&judging->works[a]);
  g_autofree char *right_title = vost_work_title (&judging->works[b]);
  g_autofree char *left_name = vost_licence_to_name (left);
  g_autofree char *right_name = vost_licence_to_name (right);
  g_autofree char *why = why_not (left, right, left_title, right_title);
  char *text = g_strdup_printf (
      shared
          ? _ ("%1$s is %2$s, %3$s is %4$s. %5$s, so one adaptation of both cannot be published. "
               "Replace one of them, or ask its author.")
          : _ ("%1$s is %2$s, %3$s is %4$s. %5$s: one adaptation of both may be made for "
               "yourself, not published."),
      left_title, left_name, right_title, right_name, why);
  VostReason *reason =
      vost_reason_add (judging, is_first_version (left, right) ? "SA1_NO_LATER" : "SA_CONFLICT",
                       shared ? VOST_VERDICT_BLOCK : VOST_VERDICT_ALLOW, binding_section (quoted),
                       (int) a, (int) b, text);

  g_free (reason->licence);
  reason->licence = vost_licence_to_spdx (quoted);
  reason->remedies[0] = VOST_REMEDY_REPLACE;
  reason->remedies[1] = VOST_REMEDY_ASK_AUTHOR;
  reason->remedies[2] = VOST_REMEDY_COLLECTION;
  if (shared)
    reason->remedies[3] = VOST_REMEDY_PRIVATE;
}

/* --- One work --- */

static void
judge_retired (VostJudging *judging, guint index, const char *title)
{
  VostReason *reason = vost_reason_add (
      judging, "LICENCE_UNKNOWN", VOST_VERDICT_ASK, "", (int) index, -1,
      g_strdup_printf (_ ("%s has a licence that Creative Commons has withdrawn. Read its text, "
                          "or ask its author for a current one."),
                       title));

  reason->remedies[0] = VOST_REMEDY_ASK_AUTHOR;
  reason->remedies[1] = VOST_REMEDY_REPLACE;
}

static void
judge_unknown (VostJudging *judging, guint index, const char *title)
{
  const VostLicence *licence = &judging->works[index].licence;
  VostReason *reason = vost_reason_add (
      judging, "LICENCE_UNKNOWN", VOST_VERDICT_ASK, "", (int) index, -1,
      g_strdup_printf (licence->family != VOST_LICENCE_UNKNOWN
                           ? _ ("The version of the licence of %s is not known: look at its end "
                                "credits or its page.")
                           : _ ("Nobody has said yet which licence %s has: look at its end credits "
                                "or its page."),
                       title));

  reason->remedies[0] = VOST_REMEDY_SET_LICENCE;
  reason->remedies[1] = VOST_REMEDY_ASK_AUTHOR;
  reason->remedies[2] = VOST_REMEDY_REPLACE;
}

static void
judge_excerpt (VostJudging *judging, guint index, const char *title)
{
  gboolean four = judging->works[index].licence.version == 40;

  vost_reason_add (
      judging, four ? "EXCERPT" : "EXCERPT_PRE4", four ? VOST_VERDICT_ALLOW : VOST_VERDICT_WARN,
      four ? "§2(a)(1)(A)" : "§3", (int) index, -1,
      g_strdup_printf (
          four ? _ ("%s may be shown in part, unchanged, and marked as an excerpt.")
               : _ ("%s allows no changes, and its text does not speak of excerpts. An unchanged "
                    "one that illustrates something is usual; a new version is not allowed."),
          title));
}

static void
judge_no_derivatives (VostJudging *judging, guint index, const char *title)
{
  gboolean four = judging->works[index].licence.version == 40;
  const char *section = four ? "§2(a)(1)(B)" : "§3";
  VostReason *reason;

  if (judging->use == VOST_USE_PRIVATE)
    {
      vost_reason_add (
          judging, four ? "ND_PRIVATE" : "ND_PRIVATE_PRE4",
          four ? VOST_VERDICT_ALLOW : VOST_VERDICT_WARN, section, (int) index, -1,
          g_strdup_printf (
              four ? _ ("%s may be changed for yourself, but the result may not be shared.")
                   : _ ("The licence of %s gives no right to change it, not even in private."),
              title));
      return;
    }
  reason = vost_reason_add (
      judging, "ND_ADAPTED", VOST_VERDICT_BLOCK, section, (int) index, -1,
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
  const VostLicence *licence = &judging->works[index].licence;
  const char *section = licence->version == 40                  ? "§2(a)(1)"
                        : (licence->elements & VOST_LICENCE_SA) ? "§4(c)"
                                                                : "§4(b)";
  VostReason *reason;

  if (judging->use == VOST_USE_ADS || judging->use == VOST_USE_SOLD)
    {
      reason = vost_reason_add (
          judging, "NC_COMMERCIAL", VOST_VERDICT_BLOCK, section, (int) index, -1,
          g_strdup_printf (_ ("%s may not be used for money. Publish it free of charge and without "
                              "advertising, or ask the author."),
                           title));
      reason->remedies[0] = VOST_REMEDY_NONCOMMERCIAL;
      reason->remedies[1] = VOST_REMEDY_ASK_AUTHOR;
      reason->remedies[2] = VOST_REMEDY_REPLACE;
    }
  else if (judging->use == VOST_USE_COST_RECOVERY)
    {
      reason = vost_reason_add (
          judging, "NC_COMMERCIAL", VOST_VERDICT_WARN, section, (int) index, -1,
          g_strdup_printf (_ ("%s is not for commercial use. Whether taking money for the costs is "
                              "that, the licence text leaves open: ask the author."),
                           title));
      reason->remedies[0] = VOST_REMEDY_ASK_AUTHOR;
      reason->remedies[1] = VOST_REMEDY_NONCOMMERCIAL;
    }
}

/* Ports whose ShareAlike clause was read; the others are taken to say the same. */
static gboolean
port_was_read (const VostLicence *licence)
{
  static const char *const read_ports[] = { "20uk", "20fr", "21jp",  "25es", "30us",
                                            "30de", "30es", "30igo", NULL };
  g_autofree char *key = g_strdup_printf ("%d%s", licence->version, licence->port);

  return licence->port[0] == '\0' || licence->version == 10 || g_strv_contains (read_ports, key);
}

static void
judge_port (VostJudging *judging, guint index, const char *title)
{
  const VostLicence *licence = &judging->works[index].licence;
  g_autofree char *url = NULL;

  if (port_was_read (licence) || !vost_make_is_adaptation (judging->make) ||
      judging->use == VOST_USE_PRIVATE)
    return;
  url = vost_licence_to_url (licence);
  vost_reason_add (judging, "PORT_READ_TEXT", VOST_VERDICT_ALLOW, "§4(b)", (int) index, -1,
                   g_strdup_printf (_ ("The licence of %s is adapted to one country. Before taking "
                                       "another version read its own text: %s"),
                                    title, url));
}

static void
judge_cc (VostJudging *judging, guint index, const char *title)
{
  const VostLicence *licence = &judging->works[index].licence;

  if (licence->version == 0)
    judge_unknown (judging, index, title);
  if ((licence->elements & VOST_LICENCE_ND) && judging->make == VOST_MAKE_EXCERPT)
    judge_excerpt (judging, index, title);
  else if ((licence->elements & VOST_LICENCE_ND) && vost_make_is_adaptation (judging->make))
    judge_no_derivatives (judging, index, title);
  if (licence->elements & VOST_LICENCE_NC)
    judge_noncommercial (judging, index, title);
  if ((licence->elements & VOST_LICENCE_SA) && licence->version != 0)
    judge_port (judging, index, title);
}

static void
judge_public_domain (VostJudging *judging, guint index, const char *title)
{
  const VostLicence *licence = &judging->works[index].licence;
  g_autofree char *country = g_ascii_strup (licence->port, -1);

  if (licence->unit[0] != '\0')
    return;
  vost_reason_add (
      judging, "PD_TERRITORY", VOST_VERDICT_WARN, "", (int) index, -1,
      country[0] != '\0'
          ? g_strdup_printf (_ ("%s is in the public domain in one country (%s); elsewhere it may "
                                "be protected."),
                             title, country)
          : g_strdup_printf (_ ("%s is in the public domain, but not in every country on the same "
                                "day: see where that holds."),
                             title));
}

static void
judge_reserved (VostJudging *judging, guint index, const char *title)
{
  VostReason *reason = vost_reason_add (
      judging, "ARR_NO_PERMISSION", VOST_VERDICT_BLOCK, "", (int) index, -1,
      g_strdup_printf (_ ("All rights in %s are reserved: it may not be used without its author's "
                          "permission."),
                       title));

  reason->remedies[0] = VOST_REMEDY_REPLACE;
  reason->remedies[1] = VOST_REMEDY_ASK_AUTHOR;
  reason->remedies[2] = VOST_REMEDY_REMOVE;
}

void
vost_judge_work (VostJudging *judging, guint index)
{
  const VostLicence *licence = &judging->works[index].licence;
  g_autofree char *title = vost_work_title (&judging->works[index]);

  switch (licence->family)
    {
    case VOST_LICENCE_CC:
      judge_cc (judging, index, title);
      break;
    case VOST_LICENCE_UNKNOWN:
      judge_unknown (judging, index, title);
      break;
    case VOST_LICENCE_RETIRED:
      judge_retired (judging, index, title);
      break;
    case VOST_LICENCE_FREE_ART:
      if (licence->version == 0)
        judge_unknown (judging, index, title);
      break;
    case VOST_LICENCE_RESERVED:
      judge_reserved (judging, index, title);
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
      judge_public_domain (judging, index, title);
      break;
    default:
      break;
    }
}
