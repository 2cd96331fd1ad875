/* Ends of cues in formats that only say when a text begins. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "plain-lines-private.h"

#include "vostok-config.h"

#include <glib/gi18n-lib.h>

#include <vostok/core/bounds.h>

VostTime
vost_plain_implied_end (const VostSubtitles *subs, guint index)
{
  const VostCue *cue = g_ptr_array_index (subs->cues, index);
  const VostCue *next =
      index + 1 < subs->cues->len ? g_ptr_array_index (subs->cues, index + 1) : NULL;
  VostTime longest = MIN (cue->start + VOST_PLAIN_LONGEST, VOST_MAX_TIME);

  return next != NULL && next->start > cue->start ? MIN (next->start, longest) : longest;
}

void
vost_plain_fill_ends (const VostSubtitles *subs)
{
  for (guint i = 0; i < subs->cues->len; i++)
    {
      VostCue *cue = g_ptr_array_index (subs->cues, i);

      if (cue->end == VOST_TIME_NONE)
        cue->end = vost_plain_implied_end (subs, i);
    }
}

VostTime
vost_plain_round (VostTime t, VostTime unit)
{
  return t < 0 ? 0 : (t + unit / 2) / unit * unit;
}

/* By time; where the screen is cleared and a text begins at once, the clearing first. */
static int
compare_events (gconstpointer a, gconstpointer b)
{
  const VostPlainEvent *x = a, *y = b;

  if (x->at != y->at)
    return x->at < y->at ? -1 : 1;

  return y->clears - x->clears;
}

void
vost_plain_events_sort (GArray *events)
{
  g_array_sort (events, compare_events);
}

/* The first event after @start, or NULL. */
static const VostPlainEvent *
next_event (const GArray *events, VostTime start)
{
  guint low = 0, high = events->len;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (g_array_index (events, VostPlainEvent, middle).at > start)
        high = middle;
      else
        low = middle + 1;
    }

  return low < events->len ? &g_array_index (events, VostPlainEvent, low) : NULL;
}

VostTime
vost_plain_end (const GArray *events, VostTime start)
{
  const VostPlainEvent *next = next_event (events, start);

  if (next == NULL)
    return MIN (start + VOST_PLAIN_LONGEST, VOST_MAX_TIME);

  return MIN (next->clears ? next->at : MIN (next->at, start + VOST_PLAIN_LONGEST), VOST_MAX_TIME);
}

/* Drawings are left out where they mean nothing, and so end nothing. */
static gboolean
is_written (const VostCue *cue, gboolean native)
{
  return native || vost_cue_has_text (cue);
}

static GArray *
collect_starts (const VostSubtitles *subs, gboolean native, VostTime unit)
{
  GArray *events = g_array_sized_new (FALSE, FALSE, sizeof (VostPlainEvent), subs->cues->len);

  for (guint i = 0; i < subs->cues->len; i++)
    {
      const VostCue *cue = g_ptr_array_index (subs->cues, i);
      VostPlainEvent event = { vost_plain_round (cue->start, unit), FALSE };

      if (is_written (cue, native))
        g_array_append_val (events, event);
    }
  vost_plain_events_sort (events);

  return events;
}

/* Cues that begin at once. */
typedef struct
{
  VostTime start;
  VostTime end; /* of the one that stays longest */
  guint last;   /* in the file; the mark stands behind it */
} Group;

static GHashTable *
group_by_start (const VostSubtitles *subs, gboolean native, VostTime unit)
{
  GHashTable *groups = g_hash_table_new_full (g_int64_hash, g_int64_equal, NULL, g_free);

  for (guint i = 0; i < subs->cues->len; i++)
    {
      const VostCue *cue = g_ptr_array_index (subs->cues, i);
      VostTime start = vost_plain_round (cue->start, unit);
      VostTime end = vost_plain_round (cue->end, unit);
      Group *group = g_hash_table_lookup (groups, &start);

      if (!is_written (cue, native))
        continue;
      if (group == NULL)
        {
          group = g_new (Group, 1);
          *group = (Group){ start, end, i };
          g_hash_table_insert (groups, &group->start, group);
        }
      group->end = MAX (group->end, end);
      group->last = i;
    }

  return groups;
}

GArray *
vost_plain_marks (const VostSubtitles *subs, gboolean native, VostTime unit)
{
  g_autoptr (GArray) starts = collect_starts (subs, native, unit);
  g_autoptr (GHashTable) groups = group_by_start (subs, native, unit);
  GArray *marks = g_array_sized_new (FALSE, FALSE, sizeof (VostTime), subs->cues->len);

  for (guint i = 0; i < subs->cues->len; i++)
    {
      const VostCue *cue = g_ptr_array_index (subs->cues, i);
      VostTime start = vost_plain_round (cue->start, unit);
      const Group *group = g_hash_table_lookup (groups, &start);
      const VostPlainEvent *next = next_event (starts, start);
      VostTime end = group != NULL ? group->end : start;

      if (next != NULL)
        end = MIN (end, next->at);
      if (group == NULL || group->last != i || end <= start ||
          end == vost_plain_end (starts, start))
        end = VOST_TIME_NONE;
      g_array_append_val (marks, end);
    }

  return marks;
}

void
vost_plain_report_ends (const VostSubtitles *subs,
                        gboolean native,
                        VostTime unit,
                        GPtrArray *diagnostics)
{
  g_autoptr (GArray) events = collect_starts (subs, native, unit);
  g_autoptr (GArray) marks = vost_plain_marks (subs, native, unit);

  for (guint i = 0; i < marks->len; i++)
    {
      VostPlainEvent event = { g_array_index (marks, VostTime, i), TRUE };

      if (event.at != VOST_TIME_NONE)
        g_array_append_val (events, event);
    }
  vost_plain_events_sort (events);
  for (guint i = 0; i < subs->cues->len; i++)
    {
      const VostCue *cue = g_ptr_array_index (subs->cues, i);
      VostTime start = vost_plain_round (cue->start, unit);

      if (is_written (cue, native) &&
          vost_plain_end (events, start) != vost_plain_round (cue->end, unit))
        vost_plain_report_cue (
            cue, _ ("The end cannot be kept: there a text stays until the next one begins."),
            diagnostics);
    }
}
