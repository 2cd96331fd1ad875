/* How long the document takes with 100,000 cues; prints, judges nothing. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <vostok/core/formats/project-file.h>
#include <vostok/core/history.h>

#define N_CUES 100000
#define N_EDITS 200

/* Microseconds of processor time: what else the machine does must not count. */
static gint64
now_usec (void)
{
  struct timespec now;
  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &now);
  return (gint64) now.tv_sec * G_USEC_PER_SEC + now.tv_nsec / 1000;
}

static gint64
report (const char *what, gint64 since, guint times)
{
  gint64 now = now_usec ();
  g_print ("%-44s %9.3f ms\n", what, (double) (now - since) / 1000.0 / times);
  return now_usec ();
}

static VostEdit *
load_edit (VostId *ret_track)
{
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func (vost_record_unref);
  VostTrack *track = vost_record_new (VOST_KIND_TRACK, VOST_ID_NONE);
  g_ptr_array_add (records, track);
  for (guint i = 0; i < N_CUES; i++)
    {
      VostCue *cue = vost_record_new (VOST_KIND_CUE, track->record.id);
      cue->start = i * 3 * VOST_SECOND;
      cue->end = cue->start + 2 * VOST_SECOND + 40 * VOST_MSECOND;
      vost_set_string (&cue->text, "Two lines of text,\nas <i>long</i> as they usually are.");
      g_ptr_array_add (records, cue);
    }
  *ret_track = track->record.id;
  return vost_project_edit_to_load (records, "Load");
}

static void
apply (VostProject *project, VostEdit *edit)
{
  g_autoptr (GError) error = NULL;
  if (!vost_project_apply (project, edit, &error))
    g_error ("%s", error->message);
}

static void
shift (VostEdit *edit, const VostCue *before)
{
  g_autoptr (VostCue) after = vost_record_copy (before);
  after->start += VOST_MSECOND;
  after->end += VOST_MSECOND;
  vost_edit_change (edit, before, after);
}

/* Typing: a snapshot is held by the player while each edit comes. */
static void
bench_typing (VostProject *project, VostId track)
{
  gint64 worst = 0, sum = 0;
  g_autoptr (VostSnapshot) held = vost_project_snapshot (project);
  for (guint i = 0; i < N_EDITS; i++)
    {
      guint index = (i * 7919) % N_CUES;
      gint64 start = now_usec ();
      g_autoptr (VostEdit) edit = vost_edit_new ("Shift", NULL);
      shift (edit, vost_project_get_nth (project, VOST_KIND_CUE, track, index));
      apply (project, edit);
      g_clear_pointer (&held, vost_snapshot_unref);
      held = vost_project_snapshot (project);
      gint64 took = now_usec () - start;
      worst = MAX (worst, took);
      sum += took;
    }
  g_print ("%-44s %9.3f ms, worst %.3f ms\n", "one cue, with a snapshot before and after",
           (double) sum / 1000.0 / N_EDITS, (double) worst / 1000.0);
}

static void
bench_inserts (VostProject *project, VostId track)
{
  gint64 start = now_usec ();
  for (guint i = 0; i < N_EDITS; i++)
    {
      g_autoptr (VostSnapshot) held = vost_project_snapshot (project);
      g_autoptr (VostCue) cue = vost_record_new (VOST_KIND_CUE, track);
      g_autoptr (VostEdit) edit = vost_edit_new ("Insert", NULL);
      vost_edit_insert (edit, (i * 7919) % N_CUES, cue);
      apply (project, edit);
    }
  report ("insert a cue, with a snapshot before", start, N_EDITS);
}

static void
bench_all (VostProject *project, VostId track)
{
  g_autoptr (VostSnapshot) held = vost_project_snapshot (project);
  gint64 start = now_usec ();
  g_autoptr (VostEdit) edit = vost_edit_new ("Shift", NULL);
  for (guint i = 0; i < N_CUES; i++)
    shift (edit, vost_project_get_nth (project, VOST_KIND_CUE, track, i));
  start = report ("shift all: build the edit", start, 1);
  apply (project, edit);
  start = report ("shift all: apply", start, 1);
  g_autoptr (VostEdit) inverse = vost_edit_invert (edit);
  apply (project, inverse);
  report ("shift all: undo", start, 1);
}

static void
bench_reading (VostProject *project, VostId track)
{
  g_autoptr (VostSnapshot) snapshot = vost_project_snapshot (project);
  gint64 start = now_usec ();
  guint found = 0;
  for (guint i = 0; i < N_CUES; i++)
    {
      const VostCue *cue = vost_snapshot_get_child (snapshot, track, i);
      found += vost_snapshot_lookup (snapshot, cue->record.id) == cue;
    }
  start = report ("walk a snapshot, looking each id up", start, 1);
  for (guint i = 0; i < N_CUES; i++)
    {
      guint index = (guint) ((guint64) i * 48271 % N_CUES);
      const VostCue *cue = vost_snapshot_get_child (snapshot, track, index);
      found += vost_project_index_of (project, cue->record.id) == (int) index;
    }
  report ("index of every cue, in no order", start, 1);
  if (found != 2 * N_CUES)
    g_error ("%u found", found);
}

static void
bench_file (VostProject *project)
{
  g_autoptr (VostSnapshot) snapshot = vost_project_snapshot (project);
  gint64 start = now_usec ();
  gsize len;
  g_autofree char *text = vost_project_file_to_text (snapshot, &len);
  g_autofree char *title = g_strdup_printf ("write a project file of %.1f MB", (double) len / 1e6);
  start = report (title, start, 1);
  g_autoptr (VostProject) again = vost_project_file_parse (text, len, NULL, NULL);
  report ("parse it", start, 1);
  g_assert_nonnull (again);
}

int
main (void)
{
  gint64 start = now_usec ();
  VostId track;
  g_autoptr (VostEdit) edit = load_edit (&track);
  start = report ("100,000 cues: make the edit", start, 1);
  g_autoptr (VostProject) project = vost_project_new ();
  apply (project, edit);
  report ("load them", start, 1);
  bench_typing (project, track);
  bench_all (project, track);
  bench_reading (project, track);
  bench_file (project);
  bench_inserts (project, track);
  return 0;
}
