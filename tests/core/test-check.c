/* Quality rules: what they find, in which words, and that mending never makes the same trouble
 * again. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <vostok/core/check.h>
#include <vostok/core/cue-edits.h>
#include <vostok/core/project.h>

#define S VOST_SECOND
#define MS VOST_MSECOND
#define NONE VOST_TIME_NONE

typedef struct
{
  VostProject *project;
  VostId film;
  VostId track;
} Fixture;

static void
push (Fixture *f, VostEdit *edit)
{
  g_assert_nonnull (edit);
  GError *error = NULL;
  vost_project_apply (f->project, edit, &error);
  g_assert_no_error (error);
  vost_edit_unref (edit);
}

static void
fixture_init (Fixture *f, VostRate rate)
{
  f->project = vost_project_new ();
  g_autoptr (VostSource) film = vost_record_new (VOST_KIND_SOURCE, VOST_ID_NONE);
  film->duration = 100 * S;
  film->rate = rate;
  f->film = film->record.id;
  VostEdit *edit = vost_edit_new ("film", NULL);
  vost_edit_insert (edit, 0, film);
  push (f, edit);
  VostSubtitles *subs = vost_subtitles_new ();
  push (f, vost_cue_edit_add_track (f->project, subs, f->film, &f->track));
}

static void
setup (Fixture *f, gconstpointer data)
{
  fixture_init (f, (VostRate){ 25, 1 });
}

static void
teardown (Fixture *f, gconstpointer data)
{
  g_object_unref (f->project);
}

/* In document order, which may be any. */
static void
add_cue (Fixture *f, VostId track, VostTime start, VostTime end, const char *text)
{
  g_autoptr (VostCue) cue = vost_record_new (VOST_KIND_CUE, track);
  cue->start = start;
  cue->end = end;
  vost_set_string (&cue->text, text);
  vost_set_string (&cue->raw, "raw");
  VostEdit *edit = vost_edit_new ("cue", NULL);
  vost_edit_insert (edit, vost_project_get_n (f->project, VOST_KIND_CUE, track), cue);
  push (f, edit);
}

static const VostCue *
nth (Fixture *f, VostId track, guint index)
{
  return vost_project_get_nth (f->project, VOST_KIND_CUE, track, index);
}

static GPtrArray *
check (Fixture *f, VostId track, const char *profile)
{
  g_autoptr (VostSnapshot) snapshot = vost_project_snapshot (f->project);
  return vost_check_track (snapshot, track, vost_profile_by_id (profile));
}

static VostEdit *
fix (Fixture *f, VostId track, const char *profile, guint *ret_fixed)
{
  g_autoptr (VostSnapshot) snapshot = vost_project_snapshot (f->project);
  return vost_check_fix_track (snapshot, track, vost_profile_by_id (profile), ret_fixed);
}

/* "0 gap, 1 lines": index of the cue and id of the rule. */
static void
assert_findings (Fixture *f, VostId track, const char *profile, const char *expected)
{
  g_autoptr (GPtrArray) findings = check (f, track, profile);
  g_autoptr (GString) found = g_string_new (NULL);
  for (guint i = 0; i < findings->len; i++)
    {
      const VostFinding *finding = g_ptr_array_index (findings, i);
      g_string_append_printf (found, "%s%d %s", i > 0 ? ", " : "",
                              vost_project_index_of (f->project, finding->cue), finding->check->id);
    }
  g_assert_cmpstr (found->str, ==, expected);
}

static void
test_lists (void)
{
  static const char *const ids[] = { "reading-speed", "line-length",  "lines",
                                     "duration",      "gap",          "overlap",
                                     "order",         "untranslated", "empty" };
  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    {
      const VostCheck *found = vost_check_by_id (ids[i]);
      g_assert_nonnull (found);
      g_assert_true (vost_check_list[i] == found);
      g_assert_cmpstr (found->title, !=, "");
      g_assert_cmpuint (strlen (found->rationale), >, 20);
    }
  g_assert_null (vost_check_list[G_N_ELEMENTS (ids)]);
  g_assert_null (vost_check_by_id ("smell"));

  static const char *const profiles[] = { "default", "netflix-en", "netflix", "ted",
                                          "amara",   "bbc",        "arte",    "learners" };
  for (guint i = 0; i < G_N_ELEMENTS (profiles); i++)
    {
      const VostProfile *profile = vost_profile_by_id (profiles[i]);
      g_assert_true (profile == &vost_profiles[i]);
      g_assert_cmpuint (strlen (profile->source), >, 10);
      g_assert_cmpint (profile->duration_min, <, profile->duration_max);
      g_assert_cmpuint (profile->lines_max, ==, 2);
    }
  g_assert_cmpfloat (vost_profiles[0].cps_max, ==, 17.0);
  g_assert_cmpuint (vost_profiles[0].cpl_max, ==, 42);
  g_assert_null (vost_profile_by_id ("smell"));
}

static void
test_reading_speed (void)
{
  g_assert_cmpfloat (vost_reading_speed ("", S), ==, 0.0);
  g_assert_cmpfloat (vost_reading_speed ("abc", 0), ==, 0.0);
  g_assert_cmpfloat (vost_reading_speed ("abc", -S), ==, 0.0);
  g_assert_cmpfloat (vost_reading_speed ("ab cd", S), ==, 5.0);
  g_assert_cmpfloat (vost_reading_speed ("<i>ab</i>\n{\\an8}cd", 2 * S), ==, 2.0);
}

static void
test_messages (Fixture *f, gconstpointer data)
{
  /* 46 characters in two lines in two seconds. */
  add_cue (f, f->track, 0, 2 * S, "<i>Twenty-three characters</i>\ntwenty-three characters");
  add_cue (f, f->track, 3 * S, 5 * S, "A line that is a good deal longer than 42 letters");
  add_cue (f, f->track, 10 * S, 12 * S, "a\nb\nc");
  add_cue (f, f->track, 13 * S, 13 * S + 500 * MS, "short");
  add_cue (f, f->track, 20 * S, 27500 * MS, "long");
  add_cue (f, f->track, 27540 * MS, 30 * S, "near");
  add_cue (f, f->track, 29 * S, 31 * S, "over");
  add_cue (f, f->track, 40 * S, 41 * S, " <i> </i>");

  static const struct
  {
    const char *id;
    double measured;
    double limit;
    const char *message;
  } expected[] = {
    { "reading-speed", 23, 17, "23 characters a second; at most 17 can be read" },
    { "reading-speed", 24.5, 17, "24.5 characters a second; at most 17 can be read" },
    { "line-length", 49, 42, "A line of 49 characters; at most 42 are allowed" },
    { "lines", 3, 2, "3 lines; at most 2 are allowed" },
    { "duration", 0.5, 0.833, "On screen for 0.5 seconds; at least 0.833 are needed" },
    { "duration", 7.5, 7.007, "On screen for 7.5 seconds; at most 7.007 are allowed" },
    { "gap", 1, 2, "1 frame to the next cue; at least 2 are needed" },
    { "overlap", 1, 0, "Still on screen for 1 seconds when the next cue comes" },
    { "empty", 0, 1, "A cue without words" },
  };

  g_autoptr (GPtrArray) findings = check (f, f->track, "default");
  g_assert_cmpuint (findings->len, ==, G_N_ELEMENTS (expected));
  for (guint i = 0; i < findings->len; i++)
    {
      const VostFinding *finding = g_ptr_array_index (findings, i);
      g_assert_cmpstr (finding->check->id, ==, expected[i].id);
      g_assert_cmpfloat_with_epsilon (finding->measured, expected[i].measured, 1e-9);
      g_assert_cmpfloat_with_epsilon (finding->limit, expected[i].limit, 1e-9);
      g_assert_cmpstr (finding->message, ==, expected[i].message);
      g_assert_cmpint (finding->severity, ==, finding->check->severity);
    }
  /* One cue alone says the same. */
  g_autoptr (VostSnapshot) snapshot = vost_project_snapshot (f->project);
  g_autoptr (GPtrArray) one = vost_check_cue (snapshot, f->track, 6, NULL);
  g_assert_cmpuint (one->len, ==, 0);
  g_autoptr (GPtrArray) two = vost_check_cue (snapshot, f->track, 4, NULL);
  g_assert_cmpuint (two->len, ==, 2);
  g_autoptr (GPtrArray) none = vost_check_cue (snapshot, f->track, 99, NULL);
  g_assert_cmpuint (none->len, ==, 0);
  g_autoptr (GPtrArray) no_track = vost_check_track (snapshot, 12345, NULL);
  g_assert_cmpuint (no_track->len, ==, 0);
}

/* At the limit is allowed; one more is not. */
static void
test_edges (Fixture *f, gconstpointer data)
{
  add_cue (f, f->track, 0, 833 * MS, "x");
  add_cue (f, f->track, 1 * S, 1 * S + 832 * MS, "x");
  add_cue (f, f->track, 2 * S, 9007 * MS, "123456789 123456789 123456789 123456789 12");
  add_cue (f, f->track, 10 * S, 17 * S + 8 * MS, "123456789 123456789 123456789 123456789 123");
  add_cue (f, f->track, 20 * S, 21 * S, "1234567890 234567");
  add_cue (f, f->track, 22 * S, 23 * S, "1234567890 2345678");
  assert_findings (f, f->track, "default",
                   "1 duration, 3 line-length, 3 duration, 5 reading-speed");
  assert_findings (f, f->track, "amara",
                   "0 duration, 1 duration, 2 duration, 3 line-length, 3 duration");
}

static void
test_gap_frames (void)
{
  Fixture f;
  fixture_init (&f, (VostRate){ 24000, 1001 });
  /* 24 and 26 frames, as a SubRip file has them: 83 ms between, which is two frames and not less.
   */
  add_cue (&f, f.track, 0, 1001 * MS, "x");
  add_cue (&f, f.track, 1084 * MS, 3 * S, "x");
  add_cue (&f, f.track, 3042 * MS, 5 * S, "x");
  assert_findings (&f, f.track, "default", "1 gap");
  assert_findings (&f, f.track, "ted", "");
  teardown (&f, NULL);

  fixture_init (&f, (VostRate){ 0, 1 });
  add_cue (&f, f.track, 0, 1 * S, "x");
  add_cue (&f, f.track, 1083 * MS, 3 * S, "x");
  add_cue (&f, f.track, 3082 * MS, 5 * S, "x");
  g_autoptr (GPtrArray) findings = check (&f, f.track, "default");
  g_assert_cmpuint (findings->len, ==, 1);
  const VostFinding *finding = g_ptr_array_index (findings, 0);
  g_assert_cmpstr (finding->message, ==, "82 milliseconds to the next cue; at least 83 are needed");
  teardown (&f, NULL);
}

static void
test_fix_times (Fixture *f, gconstpointer data)
{
  add_cue (f, f->track, 0, 500 * MS, "room");
  add_cue (f, f->track, 1 * S, 1200 * MS, "ab");
  add_cue (f, f->track, 1600 * MS, 4 * S, "overlaps");
  add_cue (f, f->track, 3 * S, 5 * S, "near");
  add_cue (f, f->track, 5040 * MS, 7 * S, "together");
  add_cue (f, f->track, 7 * S, 9 * S, "ok");
  add_cue (f, f->track, 99800 * MS, 99900 * MS, "x");
  guint n = 0;
  push (f, fix (f, f->track, "default", &n));
  g_assert_cmpuint (n, ==, 6);
  static const VostSpan expected[] = {
    { 0, 833 * MS },
    /* Two frames before the next one, which is all the room there is. */
    { 1 * S, 1520 * MS },
    { 1600 * MS, 2920 * MS },
    { 3 * S, 4960 * MS },
    { 5040 * MS, 6920 * MS },
    { 7 * S, 9 * S },
    { 99800 * MS, 100 * S },
  };
  for (guint i = 0; i < G_N_ELEMENTS (expected); i++)
    {
      const VostCue *cue = nth (f, f->track, i);
      g_assert_cmpint (cue->start, ==, expected[i].start);
      g_assert_cmpint (cue->end, ==, expected[i].end);
      g_assert_cmpstr (cue->raw, ==, i == 5 ? "raw" : "");
    }
  assert_findings (f, f->track, "default", "1 duration, 6 duration");
  /* There is nothing more to be had. */
  g_assert_null (fix (f, f->track, "default", &n));
  g_assert_cmpuint (n, ==, 0);
}

static void
test_fix_nothing (Fixture *f, gconstpointer data)
{
  /* At once with the next; so near that nothing would be left; a gap that costs the shortest time.
   */
  add_cue (f, f->track, 1 * S, 3 * S, "left");
  add_cue (f, f->track, 1 * S, 3 * S, "right");
  add_cue (f, f->track, 3200 * MS, 6 * S, "x");
  add_cue (f, f->track, 3300 * MS, 4133 * MS, "x");
  add_cue (f, f->track, 4133 * MS, 6 * S, "x");
  add_cue (f, f->track, 10 * S, 19 * S, "too long");
  guint n = 0;
  g_assert_null (fix (f, f->track, "default", &n));
  assert_findings (f, f->track, "default", "0 overlap, 2 overlap, 3 gap, 5 duration");
}

static void
test_order (Fixture *f, gconstpointer data)
{
  add_cue (f, f->track, 5 * S, 7 * S, "late");
  add_cue (f, f->track, 1 * S, 3 * S, "early");
  add_cue (f, f->track, 1 * S, 3 * S, "at once");
  assert_findings (f, f->track, "default", "0 order, 1 overlap");
  g_autoptr (GPtrArray) findings = check (f, f->track, "default");
  const VostFinding *finding = g_ptr_array_index (findings, 0);
  g_assert_cmpstr (finding->message, ==,
                   "The next cue begins 4 seconds before this one; sort by time");
}

static void
test_next_start (void)
{
  const VostProfile *profile = vost_profile_by_id ("default");
  VostRate film = { 24, 1 };
  /* Two frames on from the one that is nearest, or two of 24 where frames are not known. */
  g_assert_cmpint (vost_profile_next_start (profile, film, S + 10 * MS), ==,
                   vost_rate_frame_start (film, 26));
  g_assert_cmpint (vost_profile_next_start (profile, (VostRate){ 0, 1 }, S), ==, S + profile->gap);
}

static void
test_fix_unsorted (Fixture *f, gconstpointer data)
{
  add_cue (f, f->track, 0, 100 * MS, "x");
  add_cue (f, f->track, 5 * S, 5100 * MS, "x");
  add_cue (f, f->track, 500 * MS, 1400 * MS, "x");
  add_cue (f, f->track, 6 * S, 6100 * MS, "x");
  guint n = 0;
  push (f, fix (f, f->track, "default", &n));
  g_assert_cmpuint (n, ==, 1);
  g_assert_cmpint (nth (f, f->track, 0)->end, ==, 100 * MS);
  g_assert_cmpint (nth (f, f->track, 3)->end, ==, 6833 * MS);
}

static void
test_fix_one (Fixture *f, gconstpointer data)
{
  add_cue (f, f->track, 0, 2 * S, "");
  add_cue (f, f->track, 3 * S, 3100 * MS, "x");
  add_cue (f, f->track, 5 * S, 5100 * MS, "x");
  g_autoptr (VostSnapshot) snapshot = vost_project_snapshot (f->project);
  g_assert_null (vost_check_fix_cue (snapshot, f->track, 1, NULL, vost_check_by_id ("gap")));
  push (f, vost_check_fix_cue (snapshot, f->track, 1, NULL, vost_check_by_id ("duration")));
  g_assert_cmpint (nth (f, f->track, 1)->end, ==, 3833 * MS);
  g_assert_cmpint (nth (f, f->track, 2)->end, ==, 5100 * MS);
  g_assert_cmpuint (vost_project_get_n (f->project, VOST_KIND_CUE, f->track), ==, 3);
  g_assert_null (vost_check_fix_cue (snapshot, f->track, 99, NULL, NULL));
}

static VostId
translate (Fixture *f, const char *language)
{
  VostId track = VOST_ID_NONE;
  push (f, vost_cue_edit_translate (f->project, f->track, language, &track));
  return track;
}

static void
test_translation (Fixture *f, gconstpointer data)
{
  add_cue (f, f->track, 0, 500 * MS, "one");
  add_cue (f, f->track, 2 * S, 4 * S, "");
  add_cue (f, f->track, 3 * S, 5 * S, "three");
  VostId french = translate (f, "fr");
  VostId german = translate (f, "de");
  /* Times are the master's; what has no words in the original needs no translation. */
  assert_findings (f, french, "default", "0 duration, 0 untranslated, 1 overlap, 2 untranslated");
  assert_findings (f, f->track, "default", "0 duration, 1 overlap, 1 empty");
  push (f, vost_cue_edit_set_text (f->project, nth (f, french, 0)->record.id, "un"));
  push (f, vost_cue_edit_set_text (f->project, nth (f, german, 1)->record.id, "zwei"));

  guint n = 0;
  push (f, fix (f, french, "default", &n));
  g_assert_cmpuint (n, ==, 2);
  g_assert_cmpint (nth (f, f->track, 0)->end, ==, 833 * MS);
  g_assert_cmpstr (nth (f, f->track, 0)->raw, ==, "");
  g_assert_cmpint (nth (f, f->track, 1)->end, ==, 2920 * MS);
  g_assert_cmpint (nth (f, french, 0)->end, ==, NONE);
  /* Somebody has translated what is empty: it is not thrown away. */
  g_assert_null (fix (f, f->track, "default", &n));
  push (f, vost_cue_edit_set_text (f->project, nth (f, german, 1)->record.id, ""));
  push (f, fix (f, f->track, "default", &n));
  g_assert_cmpuint (n, ==, 1);
  g_assert_cmpuint (vost_project_get_n (f->project, VOST_KIND_CUE, f->track), ==, 2);
  g_assert_cmpuint (vost_project_get_n (f->project, VOST_KIND_CUE, french), ==, 2);
  g_assert_cmpuint (vost_project_get_n (f->project, VOST_KIND_CUE, german), ==, 2);
  assert_findings (f, french, "default", "1 untranslated");
}

/* A translation that lacks the cue behind: its time is the master's, where there is no room. */
static void
test_translation_with_hole (Fixture *f, gconstpointer data)
{
  add_cue (f, f->track, 0, 300 * MS, "one");
  add_cue (f, f->track, 400 * MS, 1300 * MS, "two");
  add_cue (f, f->track, 3 * S, 5 * S, "three");
  VostId french = translate (f, "fr");
  const VostCue *second = nth (f, french, 1);
  VostEdit *edit = vost_edit_new ("hole", NULL);
  vost_edit_remove (edit, 1, second);
  push (f, edit);
  guint n = 0;
  push (f, fix (f, french, "default", &n));
  g_assert_cmpint (nth (f, f->track, 0)->end, ==, 320 * MS);
}

/* Both an overlap and a removal in one edit, several of each. */
static void
test_fix_many (Fixture *f, gconstpointer data)
{
  for (guint i = 0; i < 50; i++)
    add_cue (f, f->track, i * 2 * S, (i * 2 + 3) * S, i % 3 == 1 ? "" : "words");
  VostId french = translate (f, "fr");
  guint n = 0;
  push (f, fix (f, f->track, "default", &n));
  g_assert_cmpuint (vost_project_get_n (f->project, VOST_KIND_CUE, f->track), ==, 33);
  g_assert_cmpuint (vost_project_get_n (f->project, VOST_KIND_CUE, french), ==, 33);
  assert_findings (f, f->track, "default", "");
}

static guint
count_of (const GPtrArray *findings, const char *id)
{
  guint n = 0;
  for (guint i = 0; i < findings->len; i++)
    n += g_str_equal (((const VostFinding *) g_ptr_array_index (findings, i))->check->id, id);
  return n;
}

/* Random tracks, mostly in order, in every profile: no kind of trouble is more frequent after
 * mending, and mending again changes nothing. */
static void
test_fix_random (void)
{
  static const char *const ids[] = { "gap", "overlap", "empty", "lines" };
  for (guint32 seed = 1; seed <= 40; seed++)
    {
      static const VostRate rates[] = { { 25, 1 }, { 24000, 1001 }, { 0, 1 } };
      g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
      const char *profile = vost_profiles[seed % 8].id;
      Fixture f;
      fixture_init (&f, rates[seed % 3]);
      VostTime t = 0;
      for (guint i = 0; i < 40; i++)
        {
          t += (VostTime) g_rand_int_range (rand, seed % 5 == 0 ? -1000 : 0, 2500) * MS;
          t = MAX (t, 0);
          add_cue (&f, f.track, t, t + (VostTime) g_rand_int_range (rand, 100, 3000) * MS,
                   g_rand_int_range (rand, 0, 10) == 0 ? "" : "some words");
        }
      g_autoptr (GPtrArray) before = check (&f, f.track, profile);
      VostEdit *edit = fix (&f, f.track, profile, NULL);
      if (edit != NULL)
        push (&f, edit);
      g_autoptr (GPtrArray) after = check (&f, f.track, profile);
      for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
        g_assert_cmpuint (count_of (after, ids[i]), <=, count_of (before, ids[i]));
      g_assert_cmpuint (count_of (after, "empty"), ==, 0);
      g_assert_null (fix (&f, f.track, profile, NULL));
      teardown (&f, NULL);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/check/lists", test_lists);
  g_test_add_func ("/check/reading-speed", test_reading_speed);
  g_test_add_func ("/check/gap-frames", test_gap_frames);
  g_test_add_func ("/check/fix-random", test_fix_random);
#define ADD(name, function) g_test_add ("/check/" name, Fixture, NULL, setup, function, teardown)
  ADD ("messages", test_messages);
  ADD ("edges", test_edges);
  ADD ("fix-times", test_fix_times);
  ADD ("fix-nothing", test_fix_nothing);
  ADD ("order", test_order);
  g_test_add_func ("/check/next-start", test_next_start);
  ADD ("fix-unsorted", test_fix_unsorted);
  ADD ("fix-one", test_fix_one);
  ADD ("translation", test_translation);
  ADD ("translation-with-hole", test_translation_with_hole);
  ADD ("fix-many", test_fix_many);
  return g_test_run ();
}
