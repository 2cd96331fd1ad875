/* Edits of whole tracks: adding, translating, pairing by time, sorting, removing. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <vostok/core/cue-edits.h>

#include "vostok-config.h"

#include <glib/gi18n-lib.h>

#include <vostok/core/subtitle-file.h>

#include "cue-edits-private.h"
#include "ordering-private.h"

/* Times that differ by no more than files round them. */
#define SAME_TIME VOST_MSECOND

/* Cues of the other track that are looked at for one cue; more only overlap in broken files, and
 * would make pairing quadratic. */
#define CANDIDATES_MAX 64

/* More moves than this, and taking all out from the end and appending all is the shorter way: then
 * no operation shifts what lies behind it. */
#define MOVES_MAX 256

static guint
count_tracks (VostProject *project)
{
  return vost_project_get_n (project, VOST_KIND_TRACK, VOST_ID_NONE);
}

static gboolean
has_track_of (VostProject *project, VostId source)
{
  for (guint i = 0; i < count_tracks (project); i++)
    {
      const VostTrack *track = vost_project_get_nth (project, VOST_KIND_TRACK, VOST_ID_NONE, i);
      if (track->source == source)
        return TRUE;
    }
  return FALSE;
}

/* What is known of the film decides; where nothing is, who comes first is taken for its own
 * language. */
static const char *
default_role (VostProject *project, VostId source, const char *language)
{
  const VostSource *film = vost_project_lookup (project, source);

  if (film != NULL && film->language[0] != '\0' && language[0] != '\0')
    return vost_language_matches (film->language, language) ? "original" : "translation";
  return has_track_of (project, source) ? "translation" : "original";
}

VostEdit *
vost_cue_edit_add_track (VostProject *project,
                         VostSubtitles *subs,
                         VostId source,
                         VostId *ret_track)
{
  g_autoptr (VostSubtitles) owned = subs;
  g_autoptr (VostEdit) edit = vost_edit_new (_ ("Add subtitles"), NULL);
  VostTrack *track = owned->track;
  track->source = source;
  if (track->role[0] == '\0')
    vost_set_string (&track->role, default_role (project, source, track->language));
  vost_edit_insert (edit, count_tracks (project), track);
  for (guint i = 0; i < owned->cues->len; i++)
    {
      VostCue *cue = g_ptr_array_index (owned->cues, i);
      cue->record.parent = track->record.id;
      vost_edit_insert (edit, i, cue);
    }
  if (ret_track != NULL)
    *ret_track = track->record.id;
  return g_steal_pointer (&edit);
}

/* An empty cue that waits for the translation of @model. */
static void
insert_empty_partner (VostId track, const VostCue *model, guint index, VostEdit *edit)
{
  g_autoptr (VostCue) cue = vost_record_new (VOST_KIND_CUE, track);
  cue->pair = model->record.id;
  /* Who speaks and where it stands on the picture is the same in every language. */
  vost_set_string (&cue->speaker, model->speaker);
  vost_set_string (&cue->style, model->style);
  vost_set_string (&cue->settings, model->settings);
  vost_set_string (&cue->fields, model->fields);
  vost_edit_insert (edit, index, cue);
}

VostEdit *
vost_cue_edit_translate (VostProject *project,
                         VostId master,
                         const char *language,
                         VostId *ret_track)
{
  const VostTrack *shown = vost_track_lookup (project, master);
  if (shown == NULL)
    return NULL;
  /* A translation of a translation has the times of the first one's master. */
  const VostTrack *root = vost_track_get_master (project, shown);
  g_autoptr (VostEdit) edit = vost_edit_new (_ ("Add translation"), NULL);
  g_autoptr (VostTrack) track = vost_record_new (VOST_KIND_TRACK, VOST_ID_NONE);
  track->source = root->source;
  track->master = root->record.id;
  vost_set_string (&track->language, language);
  vost_set_string (&track->role, "translation");
  vost_set_string (&track->format, root->format);
  vost_set_string (&track->eol, root->eol);
  vost_set_string (&track->header, root->header);
  vost_set_string (&track->footer, root->footer);
  vost_edit_insert (edit, count_tracks (project), track);

  guint n = vost_project_get_n (project, VOST_KIND_CUE, root->record.id);
  for (guint i = 0; i < n; i++)
    {
      const VostCue *model = vost_project_get_nth (project, VOST_KIND_CUE, root->record.id, i);
      insert_empty_partner (track->record.id, model, i, edit);
    }
  if (ret_track != NULL)
    *ret_track = track->record.id;
  return g_steal_pointer (&edit);
}

/* A cue among those of its track, with the latest end of all that begin no later: that only rises.
 */
typedef struct
{
  const VostCue *cue;
  VostSpan span;
  VostTime latest_end;
} Timed;

static int
compare_timed (gconstpointer a, gconstpointer b)
{
  const Timed *first = a;
  const Timed *second = b;
  return (first->span.start > second->span.start) - (first->span.start < second->span.start);
}

static GArray *
time_track (VostProject *project, VostId track)
{
  GArray *timed = g_array_new (FALSE, FALSE, sizeof (Timed));
  guint n = vost_project_get_n (project, VOST_KIND_CUE, track);
  for (guint i = 0; i < n; i++)
    {
      Timed entry = { .cue = vost_project_get_nth (project, VOST_KIND_CUE, track, i) };
      entry.span = vost_project_cue_span (project, entry.cue);
      if (entry.span.start != VOST_TIME_NONE && entry.span.end != VOST_TIME_NONE)
        g_array_append_val (timed, entry);
    }
  g_array_sort (timed, compare_timed);
  VostTime latest = G_MININT64;
  for (guint i = 0; i < timed->len; i++)
    {
      Timed *entry = &g_array_index (timed, Timed, i);
      latest = MAX (latest, entry->span.end);
      entry->latest_end = latest;
    }
  return timed;
}

typedef struct
{
  guint cue;
  guint master;
  VostTime overlap;
  VostTime both;     /* from the earlier start to the later end */
  VostTime distance; /* of the starts: decides between equal overlaps */
} Candidate;

static int
compare_candidates (gconstpointer a, gconstpointer b)
{
  const Candidate *first = a;
  const Candidate *second = b;
  /* As a share of both, or a sign that is shown for the whole film would be everybody's best. */
  __int128 a_share = (__int128) first->overlap * second->both;
  __int128 b_share = (__int128) second->overlap * first->both;
  if (a_share != b_share)
    return a_share > b_share ? -1 : 1;
  return (first->distance > second->distance) - (first->distance < second->distance);
}

/* How many of @timed begin before @t. */
static guint
count_before (const GArray *timed, VostTime t)
{
  guint low = 0;
  guint high = timed->len;
  while (low < high)
    {
      guint middle = low + (high - low) / 2;
      if (g_array_index (timed, Timed, middle).span.start < t)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

/* All overlapping pairs, the best first. */
static GArray *
find_candidates (const GArray *cues, const GArray *masters)
{
  GArray *candidates = g_array_new (FALSE, FALSE, sizeof (Candidate));
  for (guint i = 0; i < cues->len; i++)
    {
      VostSpan span = g_array_index (cues, Timed, i).span;
      guint end = count_before (masters, span.end);
      /* Backwards: the nearest come first, and a cue that lasts for the whole film last. */
      for (guint j = end; j > 0 && end - j < CANDIDATES_MAX; j--)
        {
          const Timed *master = &g_array_index (masters, Timed, j - 1);
          if (master->latest_end <= span.start)
            break;
          Candidate candidate = { .cue = i, .master = j - 1 };
          candidate.overlap =
              MIN (span.end, master->span.end) - MAX (span.start, master->span.start);
          candidate.both = MAX (span.end, master->span.end) - MIN (span.start, master->span.start);
          candidate.distance = ABS (span.start - master->span.start);
          if (candidate.overlap > 0)
            g_array_append_val (candidates, candidate);
        }
    }
  g_array_sort (candidates, compare_candidates);
  return candidates;
}

static gboolean
is_same_time (VostTime a, VostTime b)
{
  return (a > b ? a - b : b - a) <= SAME_TIME;
}

static void
pair_cue (const Timed *entry, const Timed *master, VostEdit *edit)
{
  const VostCue *before = entry->cue;
  g_autoptr (VostCue) after = vost_record_copy (before);
  after->pair = master != NULL ? master->cue->record.id : VOST_ID_NONE;
  after->start = entry->span.start;
  after->end = entry->span.end;
  if (master != NULL && is_same_time (entry->span.start, master->span.start) &&
      is_same_time (entry->span.end, master->span.end))
    after->start = after->end = VOST_TIME_NONE;
  if (vost_cue_inherits (after) || after->start != before->start || after->end != before->end)
    vost_set_string (&after->raw, "");
  vost_edit_change (edit, before, after);
}

/* A half-done translation shows what is still to do: each master without a partner gets an empty
 * one, where it belongs in time. */
static void
fill_gaps (VostId track,
           const GArray *cues,
           const GArray *masters,
           const gboolean *taken,
           VostEdit *edit)
{
  guint filled = 0;
  for (guint i = 0; i < masters->len; i++)
    {
      const Timed *master = &g_array_index (masters, Timed, i);
      if (taken[i])
        continue;
      insert_empty_partner (track, master->cue, count_before (cues, master->span.start) + filled,
                            edit);
      filled++;
    }
}

/* What is spoken stays so even if its times come from a translation. */
static const char *
paired_role (VostProject *project, const VostTrack *track)
{
  const VostSource *film = vost_project_lookup (project, track->source);

  return film != NULL && vost_language_matches (film->language, track->language) ? "original"
                                                                                 : "translation";
}

VostEdit *
vost_cue_edit_pair (VostProject *project, VostId track, VostId master)
{
  const VostTrack *before = vost_track_lookup (project, track);
  const VostTrack *shown = vost_track_lookup (project, master);
  if (before == NULL || shown == NULL)
    return NULL;
  const VostTrack *root = vost_track_get_master (project, shown);
  g_autoptr (GPtrArray) own_family = vost_track_family (project, before);
  /* A track that others take their times from has to keep its own. */
  if (root == before || own_family->len > 1)
    return NULL;

  g_autoptr (VostEdit) edit = vost_edit_new (_ ("Pair subtitles"), NULL);
  g_autoptr (VostTrack) after = vost_record_copy (before);
  after->master = root->record.id;
  vost_set_string (&after->role, paired_role (project, before));
  vost_edit_change (edit, before, after);

  g_autoptr (GArray) cues = time_track (project, track);
  g_autoptr (GArray) masters = time_track (project, root->record.id);
  g_autoptr (GArray) candidates = find_candidates (cues, masters);
  g_autofree const Timed **found = g_new0 (const Timed *, cues->len + 1);
  g_autofree gboolean *taken = g_new0 (gboolean, masters->len + 1);
  for (guint i = 0; i < candidates->len; i++)
    {
      const Candidate *candidate = &g_array_index (candidates, Candidate, i);
      if (found[candidate->cue] != NULL || taken[candidate->master])
        continue;
      found[candidate->cue] = &g_array_index (masters, Timed, candidate->master);
      taken[candidate->master] = TRUE;
    }
  for (guint i = 0; i < cues->len; i++)
    pair_cue (&g_array_index (cues, Timed, i), found[i], edit);
  fill_gaps (track, cues, masters, taken, edit);
  return vost_edit_get_n_ops (edit) > 0 ? g_steal_pointer (&edit) : NULL;
}

/* Gives a translation times of its own, as its master goes. */
static void
make_independent (VostProject *project, const VostTrack *track, VostEdit *edit)
{
  g_autoptr (VostTrack) alone = vost_record_copy (track);
  alone->master = VOST_ID_NONE;
  vost_edit_change (edit, track, alone);
  guint n = vost_project_get_n (project, VOST_KIND_CUE, track->record.id);
  for (guint i = 0; i < n; i++)
    {
      const VostCue *before = vost_project_get_nth (project, VOST_KIND_CUE, track->record.id, i);
      VostSpan span = vost_project_cue_span (project, before);
      g_autoptr (VostCue) after = vost_record_copy (before);
      after->pair = VOST_ID_NONE;
      after->start = span.start;
      after->end = span.end;
      vost_edit_change (edit, before, after);
    }
}

static guint
track_position (VostProject *project, const VostTrack *track)
{
  guint n = count_tracks (project);
  for (guint i = 0; i < n; i++)
    if (vost_project_get_nth (project, VOST_KIND_TRACK, VOST_ID_NONE, i) == track)
      return i;
  return n;
}

VostEdit *
vost_cue_edit_remove_track (VostProject *project, VostId track)
{
  const VostTrack *before = vost_track_lookup (project, track);
  if (before == NULL)
    return NULL;
  g_autoptr (VostEdit) edit = vost_edit_new (_ ("Remove subtitles"), NULL);
  g_autoptr (GPtrArray) family = vost_track_family (project, before);
  for (guint i = 1; i < family->len; i++)
    make_independent (project, g_ptr_array_index (family, i), edit);
  for (guint i = vost_project_get_n (project, VOST_KIND_CUE, track); i > 0; i--)
    vost_edit_remove (edit, i - 1, vost_project_get_nth (project, VOST_KIND_CUE, track, i - 1));
  vost_edit_remove (edit, track_position (project, before), before);
  return g_steal_pointer (&edit);
}

typedef struct
{
  guint index;
  VostTime start;
} SortKey;

static int
compare_keys (gconstpointer a, gconstpointer b)
{
  const SortKey *first = a;
  const SortKey *second = b;
  if (first->start != second->start)
    return first->start < second->start ? -1 : 1;
  return (first->index > second->index) - (first->index < second->index);
}

/* Indexes of the track's cues in time order; a cue without a time stays behind the one before it.
 */
static GArray *
time_order (VostProject *project, VostId track)
{
  g_autoptr (GArray) keys = g_array_new (FALSE, FALSE, sizeof (SortKey));
  VostTime last = G_MININT64;
  guint n = vost_project_get_n (project, VOST_KIND_CUE, track);
  for (guint i = 0; i < n; i++)
    {
      const VostCue *cue = vost_project_get_nth (project, VOST_KIND_CUE, track, i);
      VostTime start = vost_project_cue_span (project, cue).start;
      if (start != VOST_TIME_NONE)
        last = start;
      SortKey key = { i, last };
      g_array_append_val (keys, key);
    }
  g_array_sort (keys, compare_keys);
  GArray *order = g_array_sized_new (FALSE, FALSE, sizeof (guint), n);
  for (guint i = 0; i < keys->len; i++)
    g_array_append_val (order, g_array_index (keys, SortKey, i).index);
  return order;
}

static void
sort_track (VostProject *project, VostId track, VostEdit *edit)
{
  g_autoptr (GArray) order = time_order (project, track);
  guint n = order->len;
  g_autofree gboolean *kept = g_new0 (gboolean, n + 1);
  vost_ordering_mark_longest (order, kept);
  guint n_moves = 0;
  for (guint i = 0; i < n; i++)
    n_moves += !kept[i];
  gboolean all = n_moves > MOVES_MAX;
  for (guint i = n; i > 0 && n_moves > 0; i--)
    if (all || !kept[i - 1])
      vost_edit_remove (edit, i - 1, vost_project_get_nth (project, VOST_KIND_CUE, track, i - 1));
  for (guint i = 0; i < n && n_moves > 0; i++)
    {
      guint old = g_array_index (order, guint, i);
      if (all || !kept[old])
        vost_edit_insert (edit, i, vost_project_get_nth (project, VOST_KIND_CUE, track, old));
    }
}

VostEdit *
vost_cue_edit_sort (VostProject *project, VostId track)
{
  const VostTrack *record = vost_track_lookup (project, track);
  if (record == NULL)
    return NULL;
  g_autoptr (VostEdit) edit = vost_edit_new (_ ("Sort by time"), NULL);
  /* Translations are in the order of their master's times, so they go along. */
  g_autoptr (GPtrArray) family = vost_track_family (project, record);
  for (guint i = 0; i < family->len; i++)
    sort_track (project, ((const VostTrack *) g_ptr_array_index (family, i))->record.id, edit);
  return vost_edit_get_n_ops (edit) > 0 ? g_steal_pointer (&edit) : NULL;
}

VostEdit *
vost_cue_edit_set_spoken (VostProject *project, VostId source, const char *language)
{
  const VostSource *before = vost_project_lookup (project, source);
  if (before == NULL || g_str_equal (before->language, language))
    return NULL;

  g_autoptr (VostEdit) edit = vost_edit_new (_ ("Say what is spoken"), NULL);
  g_autoptr (VostSource) after = vost_record_copy (before);
  vost_set_string (&after->language, language);
  vost_edit_change (edit, before, after);
  for (guint i = 0; language[0] != '\0' && i < count_tracks (project); i++)
    {
      const VostTrack *track = vost_project_get_nth (project, VOST_KIND_TRACK, VOST_ID_NONE, i);
      const char *role =
          vost_language_matches (language, track->language) ? "original" : "translation";
      if (track->source != source || track->language[0] == '\0' || g_str_equal (track->role, role))
        continue;
      g_autoptr (VostTrack) changed = vost_record_copy (track);
      vost_set_string (&changed->role, role);
      vost_edit_change (edit, track, changed);
    }
  return g_steal_pointer (&edit);
}
