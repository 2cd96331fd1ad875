/* How long edits of a timeline of 4,000 clips and of tracks of 100,000 cues take. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <vostok/core/check.h>
#include <vostok/core/cue-edits.h>
#include <vostok/core/timeline.h>

#define N_CLIPS 4000
#define N_CUES 100000

static gint64 started;

static void
start (void)
{
  started = g_get_monotonic_time ();
}

static void
report (const char *what)
{
  g_print ("%-40s %9.2f ms\n", what, (double) (g_get_monotonic_time () - started) / 1000.0);
}

/* Makes the edit's time and that of applying it visible apart. */
static void
apply (VostProject *project, VostEdit *edit, const char *what)
{
  report (what);
  g_autoptr (GError) error = NULL;
  start ();
  if (edit == NULL || !vost_project_apply (project, edit, &error))
    g_error ("%s: %s", what, error != NULL ? error->message : "nothing to do");
  g_autofree char *applied =
      g_strdup_printf ("  applied (%u operations)", vost_edit_get_n_ops (edit));
  report (applied);
  vost_edit_unref (edit);
}

static VostId
add_film (VostProject *project)
{
  g_autoptr (VostSource) film = vost_record_new (VOST_KIND_SOURCE, VOST_ID_NONE);
  film->duration = 40 * 3600 * VOST_SECOND;
  film->rate = (VostRate){ 24000, 1001 };
  film->has_audio = TRUE;
  VostEdit *edit = vost_edit_new ("film", NULL);
  vost_edit_insert (edit, 0, film);
  start ();
  apply (project, edit, "film");
  return film->record.id;
}

static VostId
add_cues (VostProject *project, VostId film)
{
  VostSubtitles *subs = vost_subtitles_new ();
  vost_set_string (&subs->track->language, "en");
  for (guint i = 0; i < N_CUES; i++)
    {
      VostCue *cue = vost_record_new (VOST_KIND_CUE, subs->track->record.id);
      cue->start = (VostTime) i * 1440 * VOST_MSECOND;
      cue->end = cue->start + 1500 * VOST_MSECOND;
      vost_set_string (&cue->text, "Words that are said");
      g_ptr_array_add (subs->cues, cue);
    }
  VostId track = VOST_ID_NONE;
  start ();
  apply (project, vost_cue_edit_add_track (project, subs, film, &track), "add 100,000 cues");
  return track;
}

static void
bench_timeline (VostProject *project, VostId film)
{
  g_autoptr (VostEdit) all = vost_edit_new ("clips", NULL);
  start ();
  apply (project, vost_timeline_ensure_lanes (project), "lanes");
  const VostLane *lanes[] = { vost_project_get_nth (project, VOST_KIND_LANE, VOST_ID_NONE, 0),
                              vost_project_get_nth (project, VOST_KIND_LANE, VOST_ID_NONE, 2) };
  start ();
  for (guint i = 0; i < N_CLIPS / 2; i++)
    {
      VostId link = vost_id_new ();
      for (guint j = 0; j < 2; j++)
        {
          g_autoptr (VostClip) clip = vost_record_new (VOST_KIND_CLIP, lanes[j]->record.id);
          clip->source = film;
          clip->start = (VostTime) i * 2 * VOST_SECOND;
          clip->in = (VostTime) i * 3 * VOST_SECOND;
          clip->out = clip->in + 2 * VOST_SECOND;
          clip->link = link;
          vost_edit_insert (all, i, clip);
        }
    }
  apply (project, vost_edit_ref (all), "make 4,000 clips");

  const VostClip *middle =
      vost_project_get_nth (project, VOST_KIND_CLIP, lanes[0]->record.id, N_CLIPS / 4);
  VostId clip = middle->record.id;
  VostTime edge = middle->start;
  start ();
  apply (project, vost_timeline_trim (project, clip, TRUE, edge + VOST_SECOND, TRUE),
         "ripple trim over 2,000 clips");
  start ();
  apply (project, vost_timeline_split (project, clip, edge + VOST_SECOND / 2), "split");
  start ();
  apply (project, vost_timeline_remove (project, clip, TRUE), "ripple remove");
  start ();
  apply (project, vost_timeline_add_span (project, film, (VostSpan){ 0, VOST_SECOND }, 0),
         "insert at the beginning");
  g_autoptr (VostSnapshot) snapshot = vost_project_snapshot (project);
  start ();
  g_autoptr (GArray) cues = vost_timeline_cues (snapshot, "en");
  report ("cues of the timeline");
  start ();
  g_autoptr (GPtrArray) uses = vost_timeline_uses (snapshot);
  report ("works of the timeline");
  start ();
  vost_timeline_snap (project, edge, VOST_ID_NONE, VOST_TIME_NONE, VOST_SECOND / 10);
  report ("snap");
}

static void
bench_cues (VostProject *project, VostId track)
{
  VostId french = VOST_ID_NONE;
  start ();
  apply (project, vost_cue_edit_translate (project, track, "fr", &french), "translate");
  start ();
  apply (project, vost_cue_edit_shift (project, french, NULL, 0, VOST_SECOND), "shift");
  start ();
  apply (project,
         vost_cue_edit_replace (project, track, "(are) (said)", "\\2 \\1", TRUE, TRUE, NULL, NULL),
         "replace");
  start ();
  VostEdit *same = vost_cue_edit_pair (project, french, track);
  g_assert_null (same);
  report ("pair (with nothing new)");
  VostId middle =
      ((const VostCue *) vost_project_get_nth (project, VOST_KIND_CUE, french, N_CUES / 2))
          ->record.id;
  start ();
  apply (project, vost_cue_edit_split (project, middle, 0, VOST_TIME_NONE), "split");
  start ();
  apply (project, vost_cue_edit_join (project, middle), "join");
  g_autoptr (VostSnapshot) snapshot = vost_project_snapshot (project);
  start ();
  g_autoptr (GPtrArray) findings = vost_check_track (snapshot, track, NULL);
  report ("check");
  guint n = 0;
  start ();
  apply (project, vost_check_fix_track (snapshot, track, vost_profile_by_id ("ted"), &n), "fix");
  start ();
  g_autoptr (VostSubtitles) subs = vost_subtitles_from_track (snapshot, track);
  report ("as a file");
  start ();
  apply (project, vost_cue_edit_remove_track (project, track), "remove");
}

int
main (void)
{
  g_autoptr (VostProject) project = vost_project_new ();
  VostId film = add_film (project);
  VostId track = add_cues (project, film);
  bench_timeline (project, film);
  bench_cues (project, track);
  return 0;
}
