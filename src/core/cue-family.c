/* Which cues belong together across languages. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cue-edits-private.h"

const VostCue *
vost_cue_lookup (VostProject *project, VostId id)
{
  const VostRecord *record = vost_project_lookup (project, id);
  return record != NULL && record->kind == VOST_KIND_CUE ? (const VostCue *) record : NULL;
}

const VostTrack *
vost_track_lookup (VostProject *project, VostId id)
{
  const VostRecord *record = vost_project_lookup (project, id);
  return record != NULL && record->kind == VOST_KIND_TRACK ? (const VostTrack *) record : NULL;
}

VostCue *
vost_cue_copy_for_change (const VostCue *cue)
{
  VostCue *copy = vost_record_copy (cue);
  vost_set_string (&copy->raw, "");
  return copy;
}

const VostCue *
vost_cue_get_master (VostProject *project, const VostCue *cue)
{
  const VostCue *master = vost_cue_lookup (project, cue->pair);
  return master != NULL ? master : cue;
}

const VostTrack *
vost_track_get_master (VostProject *project, const VostTrack *track)
{
  const VostTrack *master = vost_track_lookup (project, track->master);
  return master != NULL ? master : track;
}

GPtrArray *
vost_track_family (VostProject *project, const VostTrack *master)
{
  GPtrArray *tracks = g_ptr_array_new ();
  g_ptr_array_add (tracks, (gpointer) master);
  guint n = vost_project_get_n (project, VOST_KIND_TRACK, VOST_ID_NONE);
  for (guint i = 0; i < n; i++)
    {
      const VostTrack *track = vost_project_get_nth (project, VOST_KIND_TRACK, VOST_ID_NONE, i);
      if (track->master == master->record.id && track != master)
        g_ptr_array_add (tracks, (gpointer) track);
    }
  return tracks;
}

/* A translation mostly has its cues in its master's order, so the search begins at the master's
 * place and goes outwards from there. */
const VostCue *
vost_project_find_partner (VostProject *project, VostId track, VostId master_cue)
{
  int index = vost_project_index_of (project, master_cue);
  gint64 n = vost_project_get_n (project, VOST_KIND_CUE, track);
  if (index < 0 || n == 0)
    return NULL;
  gint64 middle = MIN (index, n - 1);
  for (gint64 step = 0; step < n; step++)
    for (int side = -1; side <= 1; side += 2)
      {
        gint64 i = middle + side * step;
        if (i < 0 || i >= n || (step == 0 && side > 0))
          continue;
        const VostCue *cue = vost_project_get_nth (project, VOST_KIND_CUE, track, (guint) i);
        if (cue->pair == master_cue)
          return cue;
      }
  return NULL;
}

GPtrArray *
vost_cue_family (VostProject *project, const VostCue *cue)
{
  const VostCue *master = vost_cue_get_master (project, cue);
  const VostTrack *master_track = vost_track_lookup (project, master->record.parent);
  GPtrArray *cues = g_ptr_array_new ();
  g_ptr_array_add (cues, (gpointer) master);
  if (master_track == NULL)
    return cues;
  g_autoptr (GPtrArray) tracks = vost_track_family (project, master_track);
  for (guint i = 1; i < tracks->len; i++)
    {
      const VostTrack *track = g_ptr_array_index (tracks, i);
      const VostCue *partner =
          vost_project_find_partner (project, track->record.id, master->record.id);
      if (partner != NULL)
        g_ptr_array_add (cues, (gpointer) partner);
    }
  return cues;
}

static gconstpointer
newest (GHashTable *latest, const VostCue *cue)
{
  gconstpointer found = latest != NULL ? g_hash_table_lookup (latest, &cue->record.id) : NULL;
  return found != NULL ? found : cue;
}

static void
remove_from_track (VostSnapshot *snapshot,
                   VostId track,
                   GHashTable *gone,
                   GHashTable *latest,
                   VostEdit *edit)
{
  /* From the end, so that the positions of those before stay as they are. */
  for (guint i = vost_snapshot_get_n_children (snapshot, track); i > 0; i--)
    {
      const VostCue *cue = vost_snapshot_get_child (snapshot, track, i - 1);
      if (g_hash_table_contains (gone, &cue->record.id) ||
          (cue->pair != VOST_ID_NONE && g_hash_table_contains (gone, &cue->pair)))
        vost_edit_remove (edit, i - 1, newest (latest, cue));
    }
}

void
vost_cue_family_remove (VostSnapshot *snapshot, GHashTable *ids, GHashTable *latest, VostEdit *edit)
{
  g_autoptr (GHashTable) gone = g_hash_table_new (g_int64_hash, g_int64_equal);
  g_autoptr (GHashTable) tracks = g_hash_table_new (g_int64_hash, g_int64_equal);
  GHashTableIter iter;
  gpointer key;
  g_hash_table_iter_init (&iter, ids);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    {
      const VostCue *cue = vost_snapshot_lookup (snapshot, *(const VostId *) key);
      if (cue == NULL || cue->record.kind != VOST_KIND_CUE)
        continue;
      const VostCue *master = vost_snapshot_lookup (snapshot, cue->pair);
      if (master == NULL || master->record.kind != VOST_KIND_CUE)
        master = cue;
      g_hash_table_add (gone, (gpointer) &master->record.id);
      g_hash_table_add (tracks, (gpointer) &master->record.parent);
    }
  for (guint i = 0; i < vost_snapshot_get_n (snapshot, VOST_KIND_TRACK); i++)
    {
      const VostTrack *track = vost_snapshot_track (snapshot, i);
      if (g_hash_table_contains (tracks, &track->record.id) ||
          g_hash_table_contains (tracks, &track->master))
        remove_from_track (snapshot, track->record.id, gone, latest, edit);
    }
}
