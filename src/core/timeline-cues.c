/* What the timeline draws from its sources: cues as they follow the cuts, languages, and works. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <vostok/core/timeline.h>

#include <vostok/core/bounds.h>

#include "timeline-private.h"

/* A cue that a cut leaves shorter than so many frames only flashes. */
#define FRAMES_MIN 2

/* The cues of a source's track by start, and for each the latest end so far: because that only
 * rises, the first cue that reaches into a clip is found by halving. */
typedef struct
{
  const VostCue *cue;
  VostSpan span;
  VostTime latest_end;
} CueEntry;

static const VostSource *
clip_source (VostSnapshot *snapshot, const VostClip *clip)
{
  const VostSource *source = vost_snapshot_lookup (snapshot, clip->source);
  return source != NULL && source->record.kind == VOST_KIND_SOURCE ? source : NULL;
}

static gsize
primary_length (const char *language)
{
  return strcspn (language, "-_");
}

/* 2: the very language, 1: a variety of it, 0: another one. */
static guint
match_language (const char *have, const char *want)
{
  if (g_ascii_strcasecmp (have, want) == 0)
    return 2;
  gsize length = primary_length (have);
  gboolean same = length > 0 && length == primary_length (want) &&
                  g_ascii_strncasecmp (have, want, length) == 0;
  return same ? 1 : 0;
}

/* The track of the source that comes nearest to the language; the first of equals. */
static const VostTrack *
find_track (VostSnapshot *snapshot, VostId source, const char *language)
{
  const VostTrack *best = NULL;
  guint best_match = 0;
  for (guint i = 0; i < vost_snapshot_get_n (snapshot, VOST_KIND_TRACK); i++)
    {
      const VostTrack *track = vost_snapshot_track (snapshot, i);
      guint match = track->source == source ? match_language (track->language, language) : 0;
      if (match > best_match)
        {
          best = track;
          best_match = match;
        }
    }
  return best;
}

static int
compare_entries (gconstpointer a, gconstpointer b)
{
  const CueEntry *first = a;
  const CueEntry *second = b;
  if (first->span.start != second->span.start)
    return first->span.start < second->span.start ? -1 : 1;
  return (first->span.end > second->span.end) - (first->span.end < second->span.end);
}

/* Sorted; without those that have no text (yet) or no time. */
static GArray *
index_track (VostSnapshot *snapshot, const VostTrack *track)
{
  GArray *entries = g_array_new (FALSE, FALSE, sizeof (CueEntry));
  guint n = vost_snapshot_get_n_children (snapshot, track->record.id);
  for (guint i = 0; i < n; i++)
    {
      CueEntry entry = { .cue = vost_snapshot_get_child (snapshot, track->record.id, i) };
      entry.span = vost_snapshot_cue_span (snapshot, entry.cue);
      if (entry.cue->text[0] != '\0' && entry.span.start != VOST_TIME_NONE &&
          entry.span.end > entry.span.start)
        g_array_append_val (entries, entry);
    }
  g_array_sort (entries, compare_entries);
  VostTime latest = -G_MAXINT64;
  for (guint i = 0; i < entries->len; i++)
    {
      CueEntry *entry = &g_array_index (entries, CueEntry, i);
      latest = MAX (latest, entry->span.end);
      entry->latest_end = latest;
    }
  return entries;
}

/* The first entry that can still be on screen after @t. */
static guint
first_after (const GArray *entries, VostTime t)
{
  guint low = 0;
  guint high = entries->len;
  while (low < high)
    {
      guint middle = low + (high - low) / 2;
      if (g_array_index (entries, CueEntry, middle).latest_end <= t)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

static void
add_clip_cues (GArray *cues, const VostClip *clip, const GArray *entries, VostTime shortest)
{
  for (guint i = first_after (entries, clip->in); i < entries->len; i++)
    {
      const CueEntry *entry = &g_array_index (entries, CueEntry, i);
      if (entry->span.start >= clip->out)
        break;
      VostTimelineCue cue = { .cue = entry->cue, .clip = clip };
      cue.cut_start = entry->span.start < clip->in;
      cue.cut_end = entry->span.end > clip->out;
      cue.span.start = vost_clip_from_source (clip, MAX (entry->span.start, clip->in));
      cue.span.end = vost_clip_from_source (clip, MIN (entry->span.end, clip->out));
      VostTime least = cue.cut_start || cue.cut_end ? shortest : 1;
      if (entry->span.end > clip->in && vost_span_duration (cue.span) >= least)
        g_array_append_val (cues, cue);
    }
}

typedef struct
{
  VostId link;
  VostId source;
} SeenKey;

static guint
seen_hash (gconstpointer key)
{
  const SeenKey *self = key;
  return g_int64_hash (&self->link) * 31 + g_int64_hash (&self->source);
}

static gboolean
seen_equal (gconstpointer a, gconstpointer b)
{
  const SeenKey *first = a;
  const SeenKey *second = b;
  return first->link == second->link && first->source == second->source;
}

/* Clips whose words are in the remix: all that are seen, and those that are heard but whose picture
 * is not; (element-type VostClip), borrowed. */
static GPtrArray *
speaking_clips (VostSnapshot *snapshot)
{
  static const char *const types[] = { "video", "audio" };
  GPtrArray *clips = g_ptr_array_new ();
  g_autoptr (GHashTable) seen = g_hash_table_new_full (seen_hash, seen_equal, g_free, NULL);
  for (guint pass = 0; pass < G_N_ELEMENTS (types); pass++)
    for (guint i = 0; i < vost_snapshot_get_n (snapshot, VOST_KIND_LANE); i++)
      {
        const VostLane *lane = vost_snapshot_lane (snapshot, i);
        if (lane->muted || !g_str_equal (lane->type, types[pass]))
          continue;
        guint n = vost_snapshot_get_n_children (snapshot, lane->record.id);
        for (guint j = 0; j < n; j++)
          {
            const VostClip *clip = vost_snapshot_get_child (snapshot, lane->record.id, j);
            SeenKey key = { clip->link, clip->source };
            if (clip->source == VOST_ID_NONE)
              continue;
            if (pass == 1 && clip->link != VOST_ID_NONE && g_hash_table_contains (seen, &key))
              continue;
            g_ptr_array_add (clips, (gpointer) clip);
            if (pass == 0)
              g_hash_table_add (seen, g_memdup2 (&key, sizeof key));
          }
      }
  return clips;
}

/* Tracks in the remix's own time. */
static void
add_remix_cues (GArray *cues, VostSnapshot *snapshot, const char *language)
{
  const VostTrack *best = find_track (snapshot, VOST_ID_NONE, language);
  guint level = best != NULL ? match_language (best->language, language) : 0;
  for (guint i = 0; i < vost_snapshot_get_n (snapshot, VOST_KIND_TRACK) && level > 0; i++)
    {
      const VostTrack *track = vost_snapshot_track (snapshot, i);
      if (track->source != VOST_ID_NONE || match_language (track->language, language) != level)
        continue;
      g_autoptr (GArray) entries = index_track (snapshot, track);
      for (guint j = 0; j < entries->len; j++)
        {
          const CueEntry *entry = &g_array_index (entries, CueEntry, j);
          VostTimelineCue cue = { .cue = entry->cue, .span = entry->span };
          g_array_append_val (cues, cue);
        }
    }
}

static int
compare_cues (gconstpointer a, gconstpointer b)
{
  const VostTimelineCue *first = a;
  const VostTimelineCue *second = b;
  if (first->span.start != second->span.start)
    return first->span.start < second->span.start ? -1 : 1;
  return (first->span.end > second->span.end) - (first->span.end < second->span.end);
}

GArray *
vost_timeline_cues (VostSnapshot *snapshot, const char *language)
{
  GArray *cues = g_array_new (FALSE, FALSE, sizeof (VostTimelineCue));
  VostRate rate;
  vost_timeline_get_picture (snapshot, NULL, NULL, &rate);
  VostTime shortest = vost_scale (VOST_SECOND, (gint64) FRAMES_MIN * rate.den, rate.num);

  g_autoptr (GHashTable) indexes =
      g_hash_table_new_full (g_int64_hash, g_int64_equal, NULL, (GDestroyNotify) g_array_unref);
  g_autoptr (GPtrArray) clips = speaking_clips (snapshot);
  for (guint i = 0; i < clips->len; i++)
    {
      const VostClip *clip = g_ptr_array_index (clips, i);
      GArray *entries = g_hash_table_lookup (indexes, &clip->source);
      if (entries == NULL)
        {
          const VostTrack *track = find_track (snapshot, clip->source, language);
          entries = track != NULL ? index_track (snapshot, track)
                                  : g_array_new (FALSE, FALSE, sizeof (CueEntry));
          g_hash_table_insert (indexes, (gpointer) &clip->source, entries);
        }
      add_clip_cues (cues, clip, entries, shortest);
    }
  add_remix_cues (cues, snapshot, language);
  g_array_sort (cues, compare_cues);
  return cues;
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return g_strcmp0 (*(const char *const *) a, *(const char *const *) b);
}

char **
vost_timeline_languages (VostSnapshot *snapshot)
{
  g_autoptr (GHashTable) used = g_hash_table_new (g_int64_hash, g_int64_equal);
  g_autoptr (GPtrArray) uses = vost_timeline_uses (snapshot);
  for (guint i = 0; i < uses->len; i++)
    g_hash_table_add (used, (gpointer) & ((VostUse *) uses->pdata[i])->source->record.id);

  g_autoptr (GHashTable) known = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < vost_snapshot_get_n (snapshot, VOST_KIND_TRACK); i++)
    {
      const VostTrack *track = vost_snapshot_track (snapshot, i);
      gboolean here = track->source == VOST_ID_NONE || g_hash_table_contains (used, &track->source);
      if (here && track->language[0] != '\0' && g_hash_table_add (known, track->language))
        g_ptr_array_add (names, g_strdup (track->language));
    }
  g_ptr_array_sort (names, compare_names);
  g_ptr_array_set_free_func (names, NULL);
  g_ptr_array_add (names, NULL);
  return (char **) g_ptr_array_free (g_steal_pointer (&names), FALSE);
}

static void
use_free (gpointer data)
{
  VostUse *self = data;
  g_array_unref (self->ranges);
  g_free (self);
}

static int
compare_spans (gconstpointer a, gconstpointer b)
{
  const VostSpan *first = a;
  const VostSpan *second = b;
  return (first->start > second->start) - (first->start < second->start);
}

static void
merge_ranges (GArray *ranges)
{
  g_array_sort (ranges, compare_spans);
  guint n = 0;
  for (guint i = 0; i < ranges->len; i++)
    {
      VostSpan range = g_array_index (ranges, VostSpan, i);
      VostSpan *last = n > 0 ? &g_array_index (ranges, VostSpan, n - 1) : NULL;
      if (last != NULL && range.start <= last->end)
        last->end = MAX (last->end, range.end);
      else
        g_array_index (ranges, VostSpan, n++) = range;
    }
  g_array_set_size (ranges, n);
}

typedef struct
{
  const VostClip *clip;
  gboolean video;
} UsedClip;

static int
compare_used (gconstpointer a, gconstpointer b)
{
  const UsedClip *first = a;
  const UsedClip *second = b;
  return (first->clip->start > second->clip->start) - (first->clip->start < second->clip->start);
}

/* In order of time; those at the same time in order of lanes. */
static GArray *
used_clips (VostSnapshot *snapshot)
{
  GArray *clips = g_array_new (FALSE, FALSE, sizeof (UsedClip));
  for (guint i = 0; i < vost_snapshot_get_n (snapshot, VOST_KIND_LANE); i++)
    {
      const VostLane *lane = vost_snapshot_lane (snapshot, i);
      guint n = lane->muted ? 0 : vost_snapshot_get_n_children (snapshot, lane->record.id);
      for (guint j = 0; j < n; j++)
        {
          UsedClip used = { vost_snapshot_get_child (snapshot, lane->record.id, j),
                            !g_str_equal (lane->type, "audio") };
          if (used.clip->out > used.clip->in && clip_source (snapshot, used.clip) != NULL)
            g_array_append_val (clips, used);
        }
    }
  g_array_sort (clips, compare_used);
  return clips;
}

/* Where in a work the clip began that came last; picture and sound may go different ways. */
typedef struct
{
  VostTime video;
  VostTime audio;
} Latest;

GPtrArray *
vost_timeline_uses (VostSnapshot *snapshot)
{
  GPtrArray *uses = g_ptr_array_new_with_free_func (use_free);
  g_autoptr (GHashTable) by_source = g_hash_table_new (NULL, NULL);
  g_autoptr (GHashTable) by_latest = g_hash_table_new_full (NULL, NULL, NULL, g_free);
  g_autoptr (GArray) clips = used_clips (snapshot);
  for (guint i = 0; i < clips->len; i++)
    {
      const UsedClip *used = &g_array_index (clips, UsedClip, i);
      const VostSource *source = clip_source (snapshot, used->clip);
      VostUse *use = g_hash_table_lookup (by_source, source);
      if (use == NULL)
        {
          use = g_new0 (VostUse, 1);
          use->source = source;
          use->ranges = g_array_new (FALSE, FALSE, sizeof (VostSpan));
          g_hash_table_insert (by_source, (gpointer) source, use);
          g_hash_table_insert (by_latest, (gpointer) source, g_new0 (Latest, 1));
          g_ptr_array_add (uses, use);
        }
      VostSpan range = { used->clip->in, used->clip->out };
      Latest *latest = g_hash_table_lookup (by_latest, source);
      VostTime *before = used->video ? &latest->video : &latest->audio;
      use->reordered = use->reordered || range.start < *before;
      *before = range.start;
      g_array_append_val (use->ranges, range);
      use->video = use->video || used->video;
      use->audio = use->audio || !used->video;
    }
  for (guint i = 0; i < uses->len; i++)
    merge_ranges (((VostUse *) g_ptr_array_index (uses, i))->ranges);
  return uses;
}

typedef struct
{
  VostTime t;
  VostTime best;
  VostTime distance;
} Snap;

static void
snap_to (Snap *snap, VostTime candidate)
{
  VostTime distance = candidate > snap->t ? candidate - snap->t : snap->t - candidate;
  if (distance < snap->distance)
    {
      snap->distance = distance;
      snap->best = candidate;
    }
}

/* Edges of cues that the clip shows. Inherited times are their master's, which is looked at anyway.
 */
static void
snap_to_cues (Snap *snap, VostSnapshot *snapshot, VostId source, const VostClip *clip)
{
  for (guint i = 0; i < vost_snapshot_get_n (snapshot, VOST_KIND_TRACK); i++)
    {
      const VostTrack *track = vost_snapshot_track (snapshot, i);
      guint n =
          track->source == source ? vost_snapshot_get_n_children (snapshot, track->record.id) : 0;
      for (guint j = 0; j < n; j++)
        {
          const VostCue *cue = vost_snapshot_get_child (snapshot, track->record.id, j);
          VostTime edges[] = { cue->start, cue->end };
          for (guint k = 0; k < G_N_ELEMENTS (edges); k++)
            if (edges[k] != VOST_TIME_NONE && clip == NULL)
              snap_to (snap, edges[k]);
            else if (edges[k] != VOST_TIME_NONE && edges[k] >= clip->in && edges[k] < clip->out)
              snap_to (snap, vost_clip_from_source (clip, edges[k]));
        }
    }
}

static gboolean
is_near (const VostClip *clip, VostTime t, VostTime within)
{
  VostSpan span = vost_clip_span (clip);
  return span.end >= t - within && span.start <= t + within;
}

VostTime
vost_timeline_snap (VostProject *project,
                    VostTime t,
                    VostId ignore,
                    VostTime playhead,
                    VostTime within)
{
  if (within < 0 || t < -VOST_MAX_TIME || t > VOST_MAX_TIME)
    return t;
  g_autoptr (VostSnapshot) snapshot = vost_project_snapshot (project);
  const VostClip *ignored = vost_snapshot_lookup (snapshot, ignore);
  VostId link = ignored != NULL && ignored->record.kind == VOST_KIND_CLIP ? ignored->link : 0;
  g_autoptr (GPtrArray) near = g_ptr_array_new ();
  Snap snap = { .t = t, .best = t, .distance = MIN (within, VOST_MAX_TIME) + 1 };

  for (guint i = 0; i < vost_snapshot_get_n (snapshot, VOST_KIND_LANE); i++)
    {
      VostId lane = vost_snapshot_lane (snapshot, i)->record.id;
      guint n = vost_snapshot_get_n_children (snapshot, lane);
      for (guint j = 0; j < n; j++)
        {
          const VostClip *clip = vost_snapshot_get_child (snapshot, lane, j);
          if (clip->record.id == ignore || (link != 0 && clip->link == link) ||
              !is_near (clip, t, snap.distance))
            continue;
          snap_to (&snap, clip->start);
          snap_to (&snap, vost_clip_end (clip));
          if (clip->source != VOST_ID_NONE)
            g_ptr_array_add (near, (gpointer) clip);
        }
    }
  snap_to (&snap, 0);
  if (playhead != VOST_TIME_NONE)
    snap_to (&snap, playhead);
  for (guint i = 0; i < near->len; i++)
    {
      const VostClip *clip = g_ptr_array_index (near, i);
      snap_to_cues (&snap, snapshot, clip->source, clip);
    }
  snap_to_cues (&snap, snapshot, VOST_ID_NONE, NULL);
  return snap.best;
}
