/* Which cues are on screen at a moment: an interval tree laid out in the sorted array itself. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <vostok/media/overlay.h>

#include <vostok/core/direction.h>
#include <vostok/core/timeline.h>

/**
 * VostCueIndex:
 * @cues: (element-type VostOverlayCue) by start, then in document order; borrows from @snapshot
 * @latest: the end that comes last in the subtree of each element: the middle of a range is its
 * root
 * @changes: (element-type VostTime) all starts and ends, sorted
 */
struct _VostCueIndex
{
  VostSnapshot *snapshot;
  GArray *cues;
  VostTime *latest;
  GArray *changes;
};

static VostOverlayCue *
cue_at (const VostCueIndex *self, guint index)
{
  return &g_array_index (self->cues, VostOverlayCue, index);
}

static void
add_cue (VostCueIndex *self, const VostCue *cue, VostSpan span, gboolean rtl)
{
  /* A line that is not translated yet, or has no time yet, is not on screen. */
  if (span.start == VOST_TIME_NONE || span.end <= span.start || *cue->text == '\0')
    return;

  VostOverlayCue shown = {
    .span = span,
    .text = cue->text,
    .style = cue->style,
    .settings = cue->settings,
    .fields = cue->fields,
    .rtl = rtl,
  };

  g_array_append_val (self->cues, shown);
}

static void
add_track (VostCueIndex *self, VostId track)
{
  guint n = vost_snapshot_get_n_children (self->snapshot, track);
  const VostTrack *record = vost_snapshot_lookup (self->snapshot, track);
  gboolean rtl = record != NULL && vost_language_is_rtl (record->language);

  for (guint i = 0; i < n; i++)
    {
      const VostCue *cue = vost_snapshot_get_child (self->snapshot, track, i);

      add_cue (self, cue, vost_snapshot_cue_span (self->snapshot, cue), rtl);
    }
}

static void
add_timeline (VostCueIndex *self, const char *language)
{
  g_autoptr (GArray) cues = vost_timeline_cues (self->snapshot, language);

  for (guint i = 0; i < cues->len; i++)
    {
      const VostTimelineCue *cue = &g_array_index (cues, VostTimelineCue, i);

      add_cue (self, cue->cue, cue->span, vost_language_is_rtl (language));
    }
}

static int
compare_cues (gconstpointer a, gconstpointer b)
{
  VostTime first = ((const VostOverlayCue *) a)->span.start;
  VostTime second = ((const VostOverlayCue *) b)->span.start;

  return (first > second) - (first < second);
}

static int
compare_times (gconstpointer a, gconstpointer b)
{
  VostTime first = *(const VostTime *) a;
  VostTime second = *(const VostTime *) b;

  return (first > second) - (first < second);
}

/* Depth is the logarithm of the number of cues. */
static VostTime
build_latest (VostCueIndex *self, guint low, guint high)
{
  if (low >= high)
    return VOST_TIME_NONE;

  guint middle = low + (high - low) / 2;
  VostTime latest = cue_at (self, middle)->span.end;

  latest = MAX (latest, build_latest (self, low, middle));
  latest = MAX (latest, build_latest (self, middle + 1, high));
  self->latest[middle] = latest;
  return latest;
}

static void
build_changes (VostCueIndex *self)
{
  for (guint i = 0; i < self->cues->len; i++)
    {
      const VostOverlayCue *cue = cue_at (self, i);

      g_array_append_val (self->changes, cue->span.start);
      g_array_append_val (self->changes, cue->span.end);
    }
  g_array_sort (self->changes, compare_times);
}

VostCueIndex *
vost_cue_index_new (VostSnapshot *snapshot, VostId track, const char *language)
{
  g_return_val_if_fail (snapshot != NULL, NULL);

  VostCueIndex *self = g_new0 (VostCueIndex, 1);

  self->snapshot = vost_snapshot_ref (snapshot);
  self->cues = g_array_new (FALSE, FALSE, sizeof (VostOverlayCue));
  self->changes = g_array_new (FALSE, FALSE, sizeof (VostTime));
  if (track != VOST_ID_NONE)
    add_track (self, track);
  else if (language != NULL && *language != '\0')
    add_timeline (self, language);
  /* Stable, so cues that start together stay in document order. */
  g_array_sort (self->cues, compare_cues);
  self->latest = g_new (VostTime, MAX (self->cues->len, 1));
  build_latest (self, 0, self->cues->len);
  build_changes (self);
  return self;
}

void
vost_cue_index_free (VostCueIndex *self)
{
  if (self == NULL)
    return;
  vost_snapshot_unref (self->snapshot);
  g_array_unref (self->cues);
  g_array_unref (self->changes);
  g_free (self->latest);
  g_free (self);
}

static void
find (VostCueIndex *self, guint low, guint high, VostTime t, GArray *ret)
{
  if (low >= high)
    return;

  guint middle = low + (high - low) / 2;
  const VostOverlayCue *cue = cue_at (self, middle);

  if (self->latest[middle] <= t)
    return;
  find (self, low, middle, t, ret);
  if (cue->span.start > t)
    return;
  if (cue->span.end > t)
    g_array_append_val (ret, *cue);
  find (self, middle + 1, high, t, ret);
}

void
vost_cue_index_at (VostCueIndex *self, VostTime t, GArray *ret)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (ret != NULL);

  g_array_set_size (ret, 0);
  find (self, 0, self->cues->len, t, ret);
}

VostTime
vost_cue_index_next_change (VostCueIndex *self, VostTime t)
{
  g_return_val_if_fail (self != NULL, VOST_TIME_NONE);

  guint low = 0;
  guint high = self->changes->len;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (g_array_index (self->changes, VostTime, middle) <= t)
        low = middle + 1;
      else
        high = middle;
    }
  return low < self->changes->len ? g_array_index (self->changes, VostTime, low) : VOST_TIME_NONE;
}
