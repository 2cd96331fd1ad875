/* Long random sessions: undo, redo, recovery and files must give back the same document. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gstdio.h>

#include <vostok/core/journal.h>

#include "document-maker.h"

#define STEPS 400
#define SNAPSHOTS 12

typedef struct
{
  VostSnapshot *snapshot;
  char *text;
} Kept;

static void
keep (Kept *kept, VostProject *project)
{
  kept->snapshot = vost_project_snapshot (project);
  kept->text = vost_project_file_to_text (kept->snapshot, NULL);
}

/* A snapshot is what it was, and its index agrees with its rows. */
static void
check_kept (Kept *kept)
{
  g_autofree char *text = vost_project_file_to_text (kept->snapshot, NULL);
  g_assert_cmpstr (text, ==, kept->text);
  for (guint t = 0; t < vost_snapshot_get_n (kept->snapshot, VOST_KIND_TRACK); t++)
    {
      VostId track = vost_snapshot_track (kept->snapshot, t)->record.id;
      for (guint i = 0; i < vost_snapshot_get_n_children (kept->snapshot, track); i++)
        {
          gconstpointer cue = vost_snapshot_get_child (kept->snapshot, track, i);
          g_assert_true (vost_snapshot_lookup (kept->snapshot, VOST_RECORD_ID (cue)) == cue);
        }
    }
  g_clear_pointer (&kept->snapshot, vost_snapshot_unref);
  g_clear_pointer (&kept->text, g_free);
}

static void
check_indices (VostProject *project, VostKind kind, VostId parent)
{
  for (guint i = 0; i < vost_project_get_n (project, kind, parent); i++)
    {
      const VostRecord *record = vost_project_get_nth (project, kind, parent, i);
      g_assert_true (vost_project_lookup (project, record->id) == record);
      g_assert_cmpint (vost_project_index_of (project, record->id), ==, i);
      if (kind == VOST_KIND_TRACK || kind == VOST_KIND_LANE)
        check_indices (project, kind == VOST_KIND_TRACK ? VOST_KIND_CUE : VOST_KIND_CLIP,
                       record->id);
    }
}

static void
check_file (VostProject *project)
{
  g_autofree char *text = project_text (project);
  g_autoptr (GPtrArray) diagnostics = vost_diagnostics_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (VostProject) again =
      vost_project_file_parse (text, strlen (text), diagnostics, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (diagnostics->len, ==, 0);
  g_autofree char *text_again = project_text (again);
  g_assert_cmpstr (text, ==, text_again);
}

/* Undoes and redoes everything; returns how many steps there were. */
static guint
check_undo_redo (VostHistory *history, const char *start)
{
  VostProject *project = vost_history_get_project (history);
  g_autofree char *end = project_text (project);
  guint undone = 0, redone = 0;
  while (vost_history_undo (history))
    undone++;
  g_assert_false (vost_history_can_undo (history));
  g_autofree char *first = project_text (project);
  g_assert_cmpstr (first, ==, start);
  while (vost_history_redo (history))
    redone++;
  g_autofree char *last = project_text (project);
  g_assert_true (g_str_has_prefix (last, "{"));
  g_assert_cmpuint (redone, >=, undone);
  for (guint i = redone; i > undone; i--)
    g_assert_true (vost_history_undo (history));
  g_autofree char *back = project_text (project);
  g_assert_cmpstr (back, ==, end);
  return undone;
}

static void
check_same_history (VostHistory *a, VostHistory *b)
{
  VostProject *project_a = vost_history_get_project (a), *project_b = vost_history_get_project (b);
  g_assert_cmpint (vost_history_get_modified (a), ==, vost_history_get_modified (b));
  do
    {
      g_autofree char *text_a = project_text (project_a);
      g_autofree char *text_b = project_text (project_b);
      g_assert_cmpstr (text_a, ==, text_b);
      g_assert_cmpstr (vost_history_get_undo_label (a), ==, vost_history_get_undo_label (b));
      g_assert_cmpstr (vost_history_get_redo_label (a), ==, vost_history_get_redo_label (b));
      g_assert_true (vost_history_undo (a) == vost_history_undo (b));
    }
  while (vost_history_can_undo (a));
  while (vost_history_redo (a))
    g_assert_true (vost_history_redo (b));
  g_assert_false (vost_history_can_redo (b));
}

static void
test_session (gconstpointer data)
{
  guint seed = GPOINTER_TO_UINT (data);
  g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
  g_autoptr (VostProject) project = vost_project_new ();
  g_autoptr (VostHistory) history = vost_history_new (project);
  g_autofree char *folder = g_dir_make_tmp ("vostok-random-XXXXXX", NULL);
  gint64 now = 1;
  int depth = 0;
  Kept kept[SNAPSHOTS];
  g_autofree char *start = project_text (project);
  g_autoptr (VostJournal) journal = NULL;
  for (int i = 0; i < STEPS; i++)
    {
      /* Not at the start: steps from before the journal must come back too. */
      if (i == STEPS / 4)
        {
          for (; depth > 0; depth--)
            vost_history_replay (history, VOST_HISTORY_END, NULL, now, NULL);
          journal = vost_journal_new (folder, history, "random", NULL);
          g_assert_nonnull (journal);
        }
      if (i % (STEPS / SNAPSHOTS + 1) == 0)
        keep (&kept[i / (STEPS / SNAPSHOTS + 1)], project);
      maker_step (rand, history, &now, &depth);
    }
  for (; depth > 0; depth--)
    vost_history_replay (history, VOST_HISTORY_END, NULL, now, NULL);
  check_indices (project, VOST_KIND_SOURCE, VOST_ID_NONE);
  check_indices (project, VOST_KIND_TRACK, VOST_ID_NONE);
  check_indices (project, VOST_KIND_LANE, VOST_ID_NONE);
  g_assert_true (vost_journal_flush (journal, NULL));
  g_autoptr (GPtrArray) diagnostics = vost_diagnostics_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (VostHistory) recovered =
      vost_journal_recover (vost_journal_get_path (journal), diagnostics, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (diagnostics->len, ==, 0);
  vost_journal_discard (journal);
  g_rmdir (folder);
  check_same_history (history, recovered);
  check_file (project);
  guint n_steps = check_undo_redo (history, start);
  g_assert_cmpuint (n_steps, >, 20);
  for (int i = 0; i < SNAPSHOTS; i++)
    check_kept (&kept[i]);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint seed = 1; seed <= 6; seed++)
    {
      g_autofree char *name = g_strdup_printf ("/document/random/%u", seed);
      g_test_add_data_func (name, GUINT_TO_POINTER (seed), test_session);
    }
  return g_test_run ();
}
