/* May this be published, under which licence; if not, why, and what would help. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <vostok/core/rights/verdict.h>

#include "vostok-config.h"

#include <glib/gi18n-lib.h>

#include "licence-private.h"
#include "verdict-private.h"

/* Reasons for one pair of licences; more would not be read. */
#define MOST_PAIRS 50u

static const char *const level_ids[] = { "allow", "warn", "ask", "block" };
static const char *const make_ids[] = { "adaptation", "collection", "verbatim", "excerpt",
                                        "subtitles" };
static const char *const use_ids[] = { "private", "class", "free", "cost-recovery", "ads", "sold" };

const char *
vost_verdict_level_id (VostVerdictLevel level)
{
  return level_ids[level];
}

gboolean
vost_make_parse (const char *text, VostMake *ret)
{
  for (guint i = 0; text != NULL && i < G_N_ELEMENTS (make_ids); i++)
    if (g_str_equal (text, make_ids[i]))
      {
        *ret = (VostMake) i;
        return TRUE;
      }
  return FALSE;
}

gboolean
vost_use_parse (const char *text, VostUseFor *ret)
{
  for (guint i = 0; text != NULL && i < G_N_ELEMENTS (use_ids); i++)
    if (g_str_equal (text, use_ids[i]))
      {
        *ret = (VostUseFor) i;
        return TRUE;
      }
  return FALSE;
}

static void
reason_free (gpointer data)
{
  VostReason *reason = data;

  g_free (reason->licence);
  g_free (reason->section);
  g_free (reason->text);
  g_array_unref (reason->sources);
  g_free (reason);
}

void
vost_verdict_free (VostVerdict *self)
{
  if (self == NULL)
    return;
  g_array_unref (self->outputs);
  g_ptr_array_unref (self->reasons);
  g_free (self);
}

/* --- Outputs --- */

static int
compare_spdx (gconstpointer a, gconstpointer b)
{
  g_autofree char *left = vost_licence_to_spdx (a);
  g_autofree char *right = vost_licence_to_spdx (b);

  return strcmp (left, right);
}

/* Made and sorted once: a verdict is asked for after every edit. */
static const GArray *
sorted_candidates (void)
{
  static GArray *candidates = NULL;

  if (g_once_init_enter (&candidates))
    {
      GArray *made = vost_output_candidates ();

      g_array_sort (made, compare_spdx);
      g_once_init_leave (&candidates, made);
    }
  return candidates;
}

static gboolean
all_allow (const VostWork *works, guint n, const VostLicence *target)
{
  for (guint i = 0; i < n; i++)
    if (!vost_may_adapt (&works[i].licence, target))
      return FALSE;
  return TRUE;
}

static gboolean
has_output (const VostWork *works, guint n)
{
  const GArray *candidates = sorted_candidates ();

  for (guint i = 0; i < candidates->len; i++)
    if (all_allow (works, n, &g_array_index (candidates, VostLicence, i)))
      return TRUE;
  return FALSE;
}

static GArray *
adaptation_outputs (const VostWork *works, guint n)
{
  const GArray *candidates = sorted_candidates ();
  GArray *outputs = g_array_new (FALSE, TRUE, sizeof (VostLicence));

  for (guint i = 0; i < candidates->len; i++)
    {
      VostLicence target = g_array_index (candidates, VostLicence, i);

      if (all_allow (works, n, &target))
        g_array_append_val (outputs, target);
    }
  return outputs;
}

/* Whole works keep each its own licence. */
static GArray *
kept_outputs (const VostWork *works, guint n)
{
  GArray *outputs = g_array_new (FALSE, TRUE, sizeof (VostLicence));

  for (guint w = 0; w < n; w++)
    {
      gboolean known = FALSE;

      for (guint i = 0; !known && i < outputs->len; i++)
        known = vost_licence_equal (&g_array_index (outputs, VostLicence, i), &works[w].licence);
      if (!known && works[w].licence.family != VOST_LICENCE_UNKNOWN)
        g_array_append_val (outputs, works[w].licence);
    }
  g_array_sort (outputs, compare_spdx);
  return outputs;
}

/* Which elements the works bring along: the best output has just these. */
static VostLicenceElements
wanted_elements (const VostWork *works, guint n)
{
  VostLicenceElements elements = VOST_LICENCE_BY;

  for (guint i = 0; i < n; i++)
    {
      elements |= works[i].licence.elements & (VOST_LICENCE_NC | VOST_LICENCE_SA);
      if (works[i].licence.family == VOST_LICENCE_FREE_ART)
        elements |= VOST_LICENCE_SA;
    }
  return elements;
}

static int
rank (const VostLicence *licence, VostLicenceElements wanted)
{
  int points = licence->version * 2 + (licence->port[0] == '\0');

  if (licence->family == VOST_LICENCE_CC && licence->elements == wanted)
    return 1000 + points;
  if (licence->elements & VOST_LICENCE_ND)
    return points - 1000;
  return points;
}

static VostLicence
best_of (GArray *outputs, VostLicenceElements wanted)
{
  VostLicence best = { .family = VOST_LICENCE_UNKNOWN };

  for (guint i = 0; i < outputs->len; i++)
    {
      VostLicence *candidate = &g_array_index (outputs, VostLicence, i);

      if (i == 0 || rank (candidate, wanted) > rank (&best, wanted))
        best = *candidate;
    }
  return best;
}

/* --- Judging --- */

static gboolean
pair_conflicts (const VostWork *a, const VostWork *b)
{
  const VostWork both[2] = { *a, *b };

  return has_output (a, 1) && has_output (b, 1) && !has_output (both, 2);
}

/* For each work the first one with the same licence. */
static guint *
first_alike (const VostWork *works, guint n)
{
  guint *first = g_new (guint, MAX (n, 1));

  for (guint i = 0; i < n; i++)
    for (first[i] = 0; !vost_licence_equal (&works[first[i]].licence, &works[i].licence);)
      first[i]++;
  return first;
}

/* Naming the pairs is a complete explanation: where all pairs agree, all agree (a test looks
 * through them). Whether two licences conflict is found out once, as films have many clips. */
static void
judge_pairs (VostJudging *judging)
{
  const VostWork *works = judging->works;
  g_autofree guint *first = first_alike (works, judging->n_works);
  g_autoptr (GHashTable) known = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);

  for (guint a = 0; a < judging->n_works; a++)
    for (guint b = a + 1; b < judging->n_works; b++)
      {
        gint64 key = ((gint64) MIN (first[a], first[b]) << 32) | MAX (first[a], first[b]);
        gpointer left = NULL;

        if (first[a] == first[b])
          continue;
        if (!g_hash_table_lookup_extended (known, &key, NULL, &left))
          left = GUINT_TO_POINTER (pair_conflicts (&works[a], &works[b]) ? MOST_PAIRS : 0);
        if (left != NULL)
          {
            vost_explain_conflict (judging, a, b);
            left = GUINT_TO_POINTER (GPOINTER_TO_UINT (left) - 1);
          }
        g_hash_table_replace (known, g_memdup2 (&key, sizeof key), left);
      }
}

static void
judge_wanted (VostJudging *judging, const VostLicence *wanted)
{
  GArray *outputs = judging->verdict->outputs;
  g_autofree char *name = vost_licence_to_name (wanted);
  g_autofree char *best = vost_licence_to_name (&judging->verdict->best);
  VostReason *reason;

  for (guint i = 0; i < outputs->len; i++)
    if (vost_licence_equal (&g_array_index (outputs, VostLicence, i), wanted))
      {
        judging->verdict->best = *wanted;
        return;
      }
  if (outputs->len == 0)
    return;
  reason = vost_reason_add (
      judging, "OUTPUT_NOT_PERMITTED", VOST_VERDICT_BLOCK, "", -1, -1,
      best[0] != '\0'
          ? g_strdup_printf (
                _ ("The licences of what is used do not allow the whole to be %s. They allow %s."),
                name, best)
          : g_strdup_printf (_ ("The licences of what is used do not allow the whole to be %s."),
                             name));
  reason->remedies[0] = VOST_REMEDY_OTHER_LICENCE;
}

static gboolean
any_noncommercial (const VostWork *works, guint n)
{
  for (guint i = 0; i < n; i++)
    if (works[i].licence.elements & VOST_LICENCE_NC)
      return TRUE;
  return FALSE;
}

/* The licence that unchanged works have; none where there are several. */
static VostLicence
only_one (GArray *outputs)
{
  if (outputs->len == 1)
    return g_array_index (outputs, VostLicence, 0);
  return (VostLicence){ .family = VOST_LICENCE_UNKNOWN };
}

static void
judge_together (VostJudging *judging)
{
  VostVerdict *verdict = judging->verdict;

  if (!vost_make_is_adaptation (judging->make))
    {
      verdict->outputs = kept_outputs (judging->works, judging->n_works);
      verdict->best = only_one (verdict->outputs);
      return;
    }
  verdict->outputs = adaptation_outputs (judging->works, judging->n_works);
  judge_pairs (judging);
  verdict->best = best_of (verdict->outputs, wanted_elements (judging->works, judging->n_works));
  if (verdict->outputs->len == 0 && verdict->level < VOST_VERDICT_ASK &&
      judging->use != VOST_USE_PRIVATE)
    vost_reason_add (judging, "SA_CONFLICT", VOST_VERDICT_BLOCK, "", -1, -1,
                     g_strdup (_ ("There is no licence that all works allow for the whole.")));
}

VostVerdict *
vost_verdict_judge (const VostWork *works,
                    guint n_works,
                    VostMake make,
                    VostUseFor use,
                    const VostLicence *wanted)
{
  VostVerdict *verdict = g_new0 (VostVerdict, 1);
  VostJudging judging = { works, n_works, make, use, verdict };
  gboolean stopped;

  verdict->reasons = g_ptr_array_new_with_free_func (reason_free);
  verdict->has_noncommercial = any_noncommercial (works, n_works);
  for (guint i = 0; i < n_works; i++)
    vost_judge_work (&judging, i);
  judge_together (&judging);
  stopped = verdict->level >= VOST_VERDICT_ASK;
  /* A collection may have any licence of its own; its parts keep theirs. */
  if (wanted != NULL && wanted->family != VOST_LICENCE_UNKNOWN && make != VOST_MAKE_COLLECTION)
    judge_wanted (&judging, wanted);
  if (verdict->has_noncommercial && verdict->level < VOST_VERDICT_BLOCK)
    vost_reason_add (&judging, "NC_NOTICE", VOST_VERDICT_ALLOW, "", -1, -1,
                     g_strdup (_ ("It says on every copy: not for commercial use.")));
  if (stopped)
    {
      g_array_set_size (verdict->outputs, 0);
      verdict->best = (VostLicence){ .family = VOST_LICENCE_UNKNOWN };
    }
  return verdict;
}

/* --- In words --- */

static gboolean
has_reason (const VostVerdict *self, VostVerdictLevel level, const char *code)
{
  for (guint i = 0; i < self->reasons->len; i++)
    {
      const VostReason *reason = self->reasons->pdata[i];

      if (reason->level == level && (code == NULL || g_str_equal (reason->code, code)))
        return TRUE;
    }
  return FALSE;
}

char *
vost_verdict_short (const VostVerdict *self)
{
  g_autofree char *name = vost_licence_to_name (&self->best);

  if (self->level == VOST_VERDICT_BLOCK)
    /* Outputs that are still there can be chosen. */
    return g_strdup (self->outputs->len > 0 ? _ ("Choose another licence")
                                            : _ ("Cannot be shared"));
  if (self->level == VOST_VERDICT_ASK)
    return g_strdup (has_reason (self, VOST_VERDICT_ASK, "NOTHING_USED") ? _ ("Nothing used yet")
                                                                         : _ ("Licence unknown"));
  if (name[0] == '\0')
    return g_strdup (self->outputs->len > 0 ? _ ("Each under its own") : _ ("For yourself only"));
  return g_strdup (g_str_has_prefix (name, "CC ") ? name + 3 : name);
}

static char *
names_of (GArray *licences)
{
  g_autoptr (GString) names = g_string_new (NULL);

  for (guint i = 0; i < licences->len; i++)
    {
      g_autofree char *name = vost_licence_to_name (&g_array_index (licences, VostLicence, i));

      g_string_append_printf (names, "%s%s", i > 0 ? ", " : "", name);
    }
  return g_string_free (g_steal_pointer (&names), FALSE);
}

/* What may be done, before the reasons. */
static char *
headline (const VostVerdict *self)
{
  g_autofree char *name = vost_licence_to_name (&self->best);
  g_autofree char *names = NULL;

  if (self->level >= VOST_VERDICT_ASK)
    return g_strdup ("");
  if (name[0] != '\0')
    return g_strdup_printf (_ ("The licence texts allow it to be shared under %s."), name);
  if (self->outputs->len == 0)
    return g_strdup (_ ("The licence texts do not allow it to be shared."));
  names = names_of (self->outputs);
  return g_strdup_printf (_ ("The licence texts allow it to be shared; each work stays under its "
                             "own licence (%s)."),
                          names);
}

char *
vost_verdict_explain (const VostVerdict *self)
{
  g_autofree char *first = headline (self);
  g_autoptr (GString) text = g_string_new (first);

  for (guint i = 0; i < self->reasons->len; i++)
    {
      const VostReason *reason = self->reasons->pdata[i];

      g_string_append_printf (text, "%s%s", text->len > 0 ? "\n" : "", reason->text);
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}
