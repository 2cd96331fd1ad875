/* The remix timeline: exact frames, cues that follow the cuts, and edits that keep it in order. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <vostok/core/formats/project-file.h>
#include <vostok/core/history.h>
#include <vostok/core/timeline.h>

#define S VOST_SECOND
#define MS VOST_MSECOND

/* A project with the usual lanes and one film of 100 seconds at 25 frames, 640×360, with sound. */
typedef struct
{
  VostProject *project;
  VostHistory *history;
  VostId film;
  VostId lanes[5]; /* video, video, audio, audio, title */
} Fixture;

enum
{
  V1,
  V2,
  A1,
  A2,
  T1
};

static void
push (Fixture *f, VostEdit *edit)
{
  g_assert_nonnull (edit);
  GError *error = NULL;
  vost_history_push (f->history, edit, &error);
  g_assert_no_error (error);
  vost_edit_unref (edit);
}

static VostId
add_record (Fixture *f, gpointer record)
{
  VostRecord *head = record;
  VostEdit *edit = vost_edit_new ("add", NULL);
  vost_edit_insert (edit, vost_project_get_n (f->project, head->kind, head->parent), record);
  VostId id = head->id;
  push (f, edit);
  vost_record_unref (record);
  return id;
}

static VostId
add_film (Fixture *f, const char *media, VostTime duration, VostRate rate, gboolean has_audio)
{
  VostSource *source = vost_record_new (VOST_KIND_SOURCE, VOST_ID_NONE);
  vost_set_string (&source->media, media);
  source->duration = duration;
  source->rate = rate;
  source->width = g_str_equal (media, "audio") ? 0 : 640;
  source->height = g_str_equal (media, "audio") ? 0 : 360;
  source->has_audio = has_audio;
  return add_record (f, source);
}

static void
setup (Fixture *f, gconstpointer data)
{
  f->project = vost_project_new ();
  f->history = vost_history_new (f->project);
  f->film = add_film (f, "film", 100 * S, (VostRate){ 25, 1 }, TRUE);
  push (f, vost_timeline_ensure_lanes (f->project));
  for (guint i = 0; i < G_N_ELEMENTS (f->lanes); i++)
    {
      const VostLane *lane = vost_project_get_nth (f->project, VOST_KIND_LANE, VOST_ID_NONE, i);
      f->lanes[i] = lane->record.id;
    }
}

static void
teardown (Fixture *f, gconstpointer data)
{
  g_object_unref (f->history);
  g_object_unref (f->project);
}

static const VostClip *
nth (Fixture *f, guint lane, guint index)
{
  return vost_project_get_nth (f->project, VOST_KIND_CLIP, f->lanes[lane], index);
}

static guint
count (Fixture *f, guint lane)
{
  return vost_project_get_n (f->project, VOST_KIND_CLIP, f->lanes[lane]);
}

static void
append (Fixture *f, VostTime in, VostTime out)
{
  push (f, vost_timeline_add_span (f->project, f->film, (VostSpan){ in, out }, VOST_TIME_NONE));
}

static VostId
add_clip (Fixture *f, guint lane, VostId source, VostTime start, VostTime in, VostTime out)
{
  VostClip *clip = vost_record_new (VOST_KIND_CLIP, f->lanes[lane]);
  clip->source = source;
  clip->start = start;
  clip->in = in;
  clip->out = out;
  return add_record (f, clip);
}

/* "0-2:10-12 2-5:…": timeline and source time of all clips on a lane, in milliseconds. */
static char *
describe (Fixture *f, guint lane)
{
  GString *out = g_string_new (NULL);
  for (guint i = 0; i < count (f, lane); i++)
    {
      const VostClip *clip = nth (f, lane, i);
      VostSpan span = vost_clip_span (clip);
      g_string_append_printf (
          out, "%s%" G_GINT64_FORMAT "-%" G_GINT64_FORMAT ":%" G_GINT64_FORMAT "-%" G_GINT64_FORMAT,
          i > 0 ? " " : "", span.start / MS, span.end / MS, clip->in / MS, clip->out / MS);
    }
  return g_string_free (out, FALSE);
}

static void
assert_lane (Fixture *f, guint lane, const char *expected)
{
  g_autofree char *found = describe (f, lane);
  g_assert_cmpstr (found, ==, expected);
}

/* Both lanes of what was appended with its sound. */
static void
assert_both (Fixture *f, const char *expected)
{
  assert_lane (f, V1, expected);
  assert_lane (f, A1, expected);
}

static char *
document_text (Fixture *f)
{
  g_autoptr (VostSnapshot) snapshot = vost_project_snapshot (f->project);
  return vost_project_file_to_text (snapshot, NULL);
}

/* -- Mapping -- */

static void
test_mapping (void)
{
  g_autoptr (VostClip) clip = vost_record_new (VOST_KIND_CLIP, 2);
  clip->start = 10 * S;
  clip->in = 3 * S;
  clip->out = 7 * S;
  g_assert_cmpint (vost_clip_duration (clip), ==, 4 * S);
  g_assert_cmpint (vost_clip_to_source (clip, 11 * S), ==, 4 * S);
  g_assert_cmpint (vost_clip_from_source (clip, 4 * S), ==, 11 * S);
  clip->speed = 2000;
  g_assert_cmpint (vost_clip_span (clip).end, ==, 12 * S);
  g_assert_cmpint (vost_clip_to_source (clip, 11 * S), ==, 5 * S);
  g_assert_cmpint (vost_clip_to_source (clip, 9 * S), ==, 1 * S);
  clip->speed = 300;
  /* 4 s ÷ 0.3, rounded down. */
  g_assert_cmpint (vost_clip_duration (clip), ==, G_GINT64_CONSTANT (13333333333));
  g_assert_cmpint (vost_clip_to_source (clip, 10 * S + 1), ==, 3 * S);
  clip->speed = 1000;
  clip->out = 2 * S;
  g_assert_cmpint (vost_clip_duration (clip), ==, 0);
  /* Far out: saturates instead of wrapping. */
  clip->speed = 10000;
  g_assert_cmpint (vost_clip_to_source (clip, G_MAXINT64), ==, G_MAXINT64);
  g_assert_cmpint (vost_clip_to_source (clip, -G_MAXINT64), ==, G_MININT64 + 1 + 3 * S);
}

static void
test_source_frame_same_rate (void)
{
  static const VostRate rates[] = { { 25, 1 },       { 24, 1 }, { 24000, 1001 }, { 30000, 1001 },
                                    { 60000, 1001 }, { 30, 1 }, { 60, 1 } };
  static const gint64 offsets[][2] = { { 0, 0 }, { 7, 1001 }, { 12345, 3 }, { 1, 86399 } };
  for (guint r = 0; r < G_N_ELEMENTS (rates); r++)
    for (guint o = 0; o < G_N_ELEMENTS (offsets); o++)
      {
        VostRate rate = rates[r];
        g_autoptr (VostClip) clip = vost_record_new (VOST_KIND_CLIP, 2);
        clip->start = vost_rate_frame_start (rate, offsets[o][0]);
        clip->in = vost_rate_frame_start (rate, offsets[o][1]);
        clip->out = clip->in + 1000 * S;
        for (gint64 n = 0; n < 10000; n++)
          {
            VostTime expected = vost_rate_frame_start (rate, offsets[o][1] + n);
            VostTime first = vost_rate_frame_start (rate, offsets[o][0] + n);
            VostTime last = vost_rate_frame_start (rate, offsets[o][0] + n + 1) - 1;
            g_assert_cmpint (vost_source_frame (clip, rate, rate, first), ==, expected);
            g_assert_cmpint (vost_source_frame (clip, rate, rate, last), ==, expected);
          }
      }
}

static void
test_source_frame_mixed (void)
{
  g_autoptr (VostClip) clip = vost_record_new (VOST_KIND_CLIP, 2);
  clip->out = 100 * S;
  VostRate pal = { 25, 1 };
  VostRate ntsc = { 30000, 1001 };
  VostRate none = { 0, 1 };
  /* Timeline frame 1 starts at 40 ms, when source frame 1 (33.4 ms) is on screen. */
  static const gint64 shown[] = { 0, 1, 2, 3, 4, 5, 7, 8, 9, 10, 11, 13 };
  for (gint64 n = 0; n < (gint64) G_N_ELEMENTS (shown); n++)
    for (VostTime within = 0; within < 40 * MS; within += 13 * MS)
      g_assert_cmpint (vost_source_frame (clip, ntsc, pal, n * 40 * MS + within), ==,
                       vost_rate_frame_start (ntsc, shown[n]));
  /* Double speed skips every other frame. */
  clip->speed = 2000;
  for (gint64 n = 0; n < 1000; n++)
    g_assert_cmpint (vost_source_frame (clip, pal, pal, n * 40 * MS + 1), ==, n * 80 * MS);
  /* Variable rate: the time itself, of the timeline frame's start. */
  g_assert_cmpint (vost_source_frame (clip, none, pal, 41 * MS), ==, 80 * MS);
  g_assert_cmpint (vost_source_frame (clip, none, none, 41 * MS), ==, 82 * MS);
  /* Never what lies before the in-point, also where the clip begins within a timeline frame. */
  clip->speed = 1000;
  clip->start = 50 * MS;
  clip->in = 10 * S;
  g_assert_cmpint (vost_source_frame (clip, pal, pal, 51 * MS), ==, 10 * S);
}

/* -- Reading -- */

static void
test_empty (Fixture *f, gconstpointer data)
{
  g_autoptr (VostSnapshot) snapshot = vost_project_snapshot (f->project);
  int width = 0, height = 0;
  VostRate rate = { 0, 1 };
  g_assert_cmpint (vost_timeline_duration (snapshot), ==, 0);
  /* With nothing on it, as the first film is. */
  vost_timeline_get_picture (snapshot, &width, &height, &rate);
  g_assert_cmpint (width, ==, 640);
  g_assert_cmpint (rate.num, ==, 25);
  g_autoptr (VostProject) blank = vost_project_new ();
  g_autoptr (VostSnapshot) nothing = vost_project_snapshot (blank);
  vost_timeline_get_picture (nothing, &width, &height, &rate);
  g_assert_cmpint (width, ==, 1280);
  g_assert_cmpint (height, ==, 720);
  g_assert_cmpint (rate.num, ==, 25);
  g_assert_cmpint (rate.den, ==, 1);
  g_autoptr (GArray) cues = vost_timeline_cues (snapshot, "en");
  g_assert_cmpuint (cues->len, ==, 0);
  g_auto (GStrv) languages = vost_timeline_languages (snapshot);
  g_assert_cmpuint (g_strv_length (languages), ==, 0);
  g_autoptr (GPtrArray) uses = vost_timeline_uses (snapshot);
  g_assert_cmpuint (uses->len, ==, 0);
  g_assert_null (vost_timeline_ensure_lanes (f->project));
}

static void
test_picture (Fixture *f, gconstpointer data)
{
  VostId still = add_film (f, "image", VOST_TIME_NONE, (VostRate){ 0, 1 }, FALSE);
  VostId late = add_film (f, "film", 9 * S, (VostRate){ 24, 1 }, FALSE);
  add_clip (f, V1, late, 5 * S, 0, 1 * S);
  add_clip (f, V2, still, 0, 0, 2 * S);
  int width = 0, height = 0;
  VostRate rate = { 0, 1 };
  g_autoptr (VostSnapshot) snapshot = vost_project_snapshot (f->project);
  vost_timeline_get_picture (snapshot, &width, &height, &rate);
  g_assert_cmpint (width, ==, 640);
  g_assert_cmpint (height, ==, 360);
  g_assert_cmpint (rate.num, ==, 24);
  g_assert_cmpint (vost_timeline_duration (snapshot), ==, 6 * S);

  const VostProjectRecord *before = vost_project_get_info (f->project);
  g_autoptr (VostProjectRecord) after = vost_record_copy (before);
  after->width = 1920;
  after->height = 1080;
  after->rate = (VostRate){ 30000, 1001 };
  VostEdit *edit = vost_edit_new ("picture", NULL);
  vost_edit_change (edit, before, after);
  push (f, edit);
  g_autoptr (VostSnapshot) changed = vost_project_snapshot (f->project);
  vost_timeline_get_picture (changed, &width, &height, &rate);
  g_assert_cmpint (width, ==, 1920);
  g_assert_cmpint (rate.den, ==, 1001);
}

static VostId
add_track (Fixture *f, VostId source, const char *language)
{
  VostTrack *track = vost_record_new (VOST_KIND_TRACK, VOST_ID_NONE);
  track->source = source;
  vost_set_string (&track->language, language);
  return add_record (f, track);
}

static VostId
add_cue (Fixture *f, VostId track, VostTime start, VostTime end, const char *text)
{
  VostCue *cue = vost_record_new (VOST_KIND_CUE, track);
  cue->start = start;
  cue->end = end;
  vost_set_string (&cue->text, text);
  return add_record (f, cue);
}

static char *
describe_cues (Fixture *f, const char *language)
{
  g_autoptr (VostSnapshot) snapshot = vost_project_snapshot (f->project);
  g_autoptr (GArray) cues = vost_timeline_cues (snapshot, language);
  GString *out = g_string_new (NULL);
  for (guint i = 0; i < cues->len; i++)
    {
      const VostTimelineCue *cue = &g_array_index (cues, VostTimelineCue, i);
      g_string_append_printf (out, "%s%s%" G_GINT64_FORMAT "-%" G_GINT64_FORMAT "%s %s",
                              i > 0 ? " " : "", cue->cut_start ? "<" : "", cue->span.start / MS,
                              cue->span.end / MS, cue->cut_end ? ">" : "", cue->cue->text);
    }
  return g_string_free (out, FALSE);
}

static void
assert_cues (Fixture *f, const char *language, const char *expected)
{
  g_autofree char *found = describe_cues (f, language);
  g_assert_cmpstr (found, ==, expected);
}

static void
test_cues (Fixture *f, gconstpointer data)
{
  VostId english = add_track (f, f->film, "en");
  VostId french = add_track (f, f->film, "fr-CA");
  VostId remix = add_track (f, VOST_ID_NONE, "en");
  /* Not in order, and one that lasts over all others. */
  add_cue (f, english, 14 * S, 16 * S, "c");
  add_cue (f, english, 10 * S, 12 * S, "a");
  add_cue (f, english, 12500 * MS, 13 * S, "b");
  add_cue (f, english, 1 * S, 90 * S, "all");
  add_cue (f, english, 20 * S, 20 * S + 79 * MS, "");
  add_cue (f, french, 10 * S, 12 * S, "A");
  add_cue (f, remix, 500 * MS, 900 * MS, "remix");

  append (f, 11 * S, 15 * S);
  append (f, 9 * S, 10080 * MS);
  assert_both (f, "0-4000:11000-15000 4000-5080:9000-10080");
  assert_cues (f, "en",
               "<0-1000 a <0-4000> all 500-900 remix 1500-2000 b 3000-4000> c <4000-5080> all "
               "5000-5080> a");
  /* No Canadian French was asked for, but it is French; the remix has none. */
  assert_cues (f, "fr", "<0-1000 A 5000-5080> A");
  assert_cues (f, "de", "");

  /* Less than two frames of a cue is nothing. */
  push (f, vost_timeline_trim (f->project, nth (f, V1, 1)->record.id, TRUE, 5079 * MS, FALSE));
  assert_cues (f, "fr", "<0-1000 A");

  /* An exact tag wins over the first variety, in any case of letters. */
  VostId exact = add_track (f, f->film, "FR");
  add_cue (f, exact, 11 * S, 12 * S, "exact");
  assert_cues (f, "fr", "0-1000 exact");

  g_autoptr (VostSnapshot) snapshot = vost_project_snapshot (f->project);
  g_auto (GStrv) languages = vost_timeline_languages (snapshot);
  g_autofree char *joined = g_strjoinv (" ", languages);
  g_assert_cmpstr (joined, ==, "FR en fr-CA");
}

static void
set_muted (Fixture *f, guint lane, gboolean muted)
{
  const VostLane *before = vost_project_lookup (f->project, f->lanes[lane]);
  g_autoptr (VostLane) after = vost_record_copy (before);
  after->muted = muted;
  VostEdit *edit = vost_edit_new ("mute", NULL);
  vost_edit_change (edit, before, after);
  push (f, edit);
}

static void
test_cues_once (Fixture *f, gconstpointer data)
{
  VostId track = add_track (f, f->film, "en");
  add_cue (f, track, 1 * S, 2 * S, "x");
  append (f, 0, 4 * S);
  assert_cues (f, "en", "1000-2000 x");
  set_muted (f, V1, TRUE);
  assert_cues (f, "en", "1000-2000 x");
  set_muted (f, A1, TRUE);
  assert_cues (f, "en", "");
  set_muted (f, V1, FALSE);
  assert_cues (f, "en", "1000-2000 x");
  /* Sound of its own is heard as well. */
  add_clip (f, A2, f->film, 10 * S, 0, 4 * S);
  assert_cues (f, "en", "1000-2000 x 11000-12000 x");
  /* At double speed it comes earlier, and so does everything behind. */
  push (f, vost_timeline_set_speed (f->project, nth (f, V1, 0)->record.id, 2000));
  assert_cues (f, "en", "500-1000 x 9000-10000 x");
}

static void
test_uses (Fixture *f, gconstpointer data)
{
  VostId music = add_film (f, "audio", 60 * S, (VostRate){ 0, 1 }, TRUE);
  VostId muted = add_film (f, "film", 60 * S, (VostRate){ 25, 1 }, FALSE);
  add_clip (f, V1, f->film, 0, 10 * S, 20 * S);
  add_clip (f, V1, f->film, 10 * S, 40 * S, 50 * S);
  add_clip (f, V1, f->film, 20 * S, 20 * S, 25 * S);
  add_clip (f, V1, f->film, 25 * S, 15 * S, 17 * S);
  add_clip (f, A2, music, 1 * S, 5 * S, 30 * S);
  add_clip (f, V2, muted, 0, 0, 1 * S);
  set_muted (f, V2, TRUE);
  g_autoptr (VostSnapshot) snapshot = vost_project_snapshot (f->project);
  g_autoptr (GPtrArray) uses = vost_timeline_uses (snapshot);
  g_assert_cmpuint (uses->len, ==, 2);
  const VostUse *film = g_ptr_array_index (uses, 0);
  g_assert_cmpuint (film->source->record.id, ==, f->film);
  g_assert_true (film->video);
  g_assert_false (film->audio);
  g_assert_true (film->reordered);
  g_assert_cmpuint (film->ranges->len, ==, 2);
  g_assert_cmpint (g_array_index (film->ranges, VostSpan, 0).start, ==, 10 * S);
  g_assert_cmpint (g_array_index (film->ranges, VostSpan, 0).end, ==, 25 * S);
  g_assert_cmpint (g_array_index (film->ranges, VostSpan, 1).start, ==, 40 * S);
  g_assert_cmpint (g_array_index (film->ranges, VostSpan, 1).end, ==, 50 * S);
  const VostUse *song = g_ptr_array_index (uses, 1);
  g_assert_false (song->reordered);
  g_assert_cmpuint (song->source->record.id, ==, music);
  g_assert_false (song->video);
  g_assert_true (song->audio);
}

/* -- Edits -- */

static void
test_lanes (Fixture *f, gconstpointer data)
{
  static const char *const types[] = { "video", "video", "audio", "audio", "title" };
  for (guint i = 0; i < 5; i++)
    {
      const VostLane *lane = vost_project_get_nth (f->project, VOST_KIND_LANE, VOST_ID_NONE, i);
      g_assert_cmpstr (lane->type, ==, types[i]);
    }
  push (f, vost_timeline_add_lane (f->project, "video", "Inset"));
  const VostLane *lane = vost_project_get_nth (f->project, VOST_KIND_LANE, VOST_ID_NONE, 2);
  g_assert_cmpstr (lane->name, ==, "Inset");
  g_assert_cmpstr (lane->type, ==, "video");
  g_assert_null (vost_timeline_add_lane (f->project, "smell", NULL));
}

static void
test_add_span (Fixture *f, gconstpointer data)
{
  append (f, 10 * S, 12 * S);
  append (f, 20 * S, 23 * S);
  assert_both (f, "0-2000:10000-12000 2000-5000:20000-23000");
  g_assert_cmpuint (nth (f, V1, 0)->link, !=, VOST_ID_NONE);
  g_assert_cmpuint (nth (f, V1, 0)->link, ==, nth (f, A1, 0)->link);
  g_assert_cmpuint (nth (f, V1, 0)->link, !=, nth (f, V1, 1)->link);

  /* Between two clips: the second moves, and so does what lies later elsewhere. */
  add_clip (f, A2, f->film, 1 * S, 0, 2 * S);
  add_clip (f, T1, VOST_ID_NONE, 3 * S, 0, 1 * S);
  push (f, vost_timeline_add_span (f->project, f->film, (VostSpan){ 0, 1 * S }, 2 * S));
  assert_both (f, "0-2000:10000-12000 2000-3000:0-1000 3000-6000:20000-23000");
  assert_lane (f, A2, "1000-3000:0-2000");
  assert_lane (f, T1, "4000-5000:0-1000");

  /* Within a clip: it is split. */
  push (f, vost_timeline_add_span (f->project, f->film, (VostSpan){ 50 * S, 51 * S }, 4 * S));
  assert_both (f, "0-2000:10000-12000 2000-3000:0-1000 3000-4000:20000-21000 4000-5000:50000-51000 "
                  "5000-7000:21000-23000");
  /* Less than a frame before the end of a clip is its end. */
  push (f, vost_timeline_add_span (f->project, f->film, (VostSpan){ 0, 1 * S }, 7 * S - 10 * MS));
  g_assert_cmpint (nth (f, V1, 5)->start, ==, 7 * S);

  /* Beyond the film there is nothing. */
  push (f, vost_timeline_add_span (f->project, f->film, (VostSpan){ 99 * S, 200 * S }, 100 * S));
  g_assert_cmpint (nth (f, V1, 6)->start, ==, 100 * S);
  g_assert_cmpint (nth (f, V1, 6)->out, ==, 100 * S);
  g_assert_null (
      vost_timeline_add_span (f->project, f->film, (VostSpan){ 100 * S, 101 * S }, VOST_TIME_NONE));
  g_assert_null (vost_timeline_add_span (f->project, 12345, (VostSpan){ 0, S }, VOST_TIME_NONE));
}

static void
test_add_other (Fixture *f, gconstpointer data)
{
  VostId music = add_film (f, "audio", 60 * S, (VostRate){ 0, 1 }, TRUE);
  VostId still = add_film (f, "image", VOST_TIME_NONE, (VostRate){ 0, 1 }, FALSE);
  push (f, vost_timeline_add_span (f->project, music, (VostSpan){ 0, 9 * S }, VOST_TIME_NONE));
  push (f, vost_timeline_add_span (f->project, still, (VostSpan){ 0, 3 * S }, VOST_TIME_NONE));
  assert_lane (f, A1, "0-9000:0-9000");
  assert_lane (f, V1, "0-3000:0-3000");
  g_assert_cmpuint (nth (f, V1, 0)->link, ==, VOST_ID_NONE);
  /* Images last as long as one likes, at both ends. */
  push (f, vost_timeline_trim (f->project, nth (f, V1, 0)->record.id, TRUE, 500 * S, FALSE));
  push (f, vost_timeline_trim (f->project, nth (f, V1, 0)->record.id, FALSE, 1 * S, FALSE));
  assert_lane (f, V1, "1000-500000:0-499000");

  push (f, vost_timeline_add_title (f->project, "One", 1 * S, 2 * S));
  push (f, vost_timeline_add_title (f->project, "Two", 2 * S, 0));
  assert_lane (f, T1, "1000-3000:0-2000");
  g_assert_cmpuint (vost_project_get_n (f->project, VOST_KIND_LANE, VOST_ID_NONE), ==, 6);
  const VostLane *lane = vost_project_get_nth (f->project, VOST_KIND_LANE, VOST_ID_NONE, 5);
  g_assert_cmpstr (lane->type, ==, "title");
  const VostClip *two = vost_project_get_nth (f->project, VOST_KIND_CLIP, lane->record.id, 0);
  g_assert_cmpstr (two->title, ==, "Two");
  g_assert_cmpstr (two->style, ==, "title");
  g_assert_cmpint (vost_clip_duration (two), ==, 4 * S);
}

/* Music goes under what is seen, and nothing gives way to it. */
static void
test_add_sound (Fixture *f, gconstpointer data)
{
  VostId music = add_film (f, "audio", 60 * S, (VostRate){ 0, 1 }, TRUE);
  append (f, 10 * S, 14 * S);
  push (f, vost_timeline_add_sound (f->project, music, (VostSpan){ 0, 9 * S }, 1 * S));
  assert_both (f, "0-4000:10000-14000");
  assert_lane (f, A2, "1000-10000:0-9000");
  g_assert_cmpuint (nth (f, A2, 0)->link, ==, VOST_ID_NONE);
  g_autoptr (VostSnapshot) snapshot = vost_project_snapshot (f->project);
  g_assert_cmpint (vost_timeline_picture_end (snapshot), ==, 4 * S);
  g_assert_cmpint (vost_timeline_on_black (snapshot), ==, 6 * S);

  /* More of the film comes next to the film, not behind the music. */
  append (f, 20 * S, 24 * S);
  assert_both (f, "0-4000:10000-14000 4000-8000:20000-24000");

  /* No room: a lane of its own. */
  push (f, vost_timeline_add_sound (f->project, music, (VostSpan){ 50 * S, 99 * S }, 9 * S));
  const VostLane *lane = vost_project_get_nth (f->project, VOST_KIND_LANE, VOST_ID_NONE, 4);
  g_assert_cmpstr (lane->type, ==, "audio");
  const VostClip *clip = vost_project_get_nth (f->project, VOST_KIND_CLIP, lane->record.id, 0);
  g_assert_cmpint (clip->start, ==, 9 * S);
  g_assert_cmpint (clip->out, ==, 60 * S);
  g_assert_null (vost_timeline_add_sound (f->project, music, (VostSpan){ 60 * S, 61 * S }, 0));
  g_assert_null (vost_timeline_add_sound (f->project, 12345, (VostSpan){ 0, S }, 0));
}

static void
test_no_lanes (void)
{
  Fixture f = { .project = vost_project_new () };
  f.history = vost_history_new (f.project);
  f.film = add_film (&f, "film", 10 * S, (VostRate){ 25, 1 }, TRUE);
  append (&f, 0, 2 * S);
  g_assert_cmpuint (vost_project_get_n (f.project, VOST_KIND_LANE, VOST_ID_NONE), ==, 5);
  g_assert_true (vost_history_undo (f.history));
  g_assert_cmpuint (vost_project_get_n (f.project, VOST_KIND_LANE, VOST_ID_NONE), ==, 0);
  teardown (&f, NULL);
}

static void
test_move (Fixture *f, gconstpointer data)
{
  append (f, 0, 2 * S);
  append (f, 10 * S, 12 * S);
  VostId first = nth (f, V1, 0)->record.id;
  VostId second = nth (f, V1, 1)->record.id;
  g_assert_null (vost_timeline_move (f->project, second, 2 * S, VOST_ID_NONE));
  push (f, vost_timeline_move (f->project, second, 6 * S, VOST_ID_NONE));
  assert_both (f, "0-2000:0-2000 6000-8000:10000-12000");
  /* Stops at the neighbour, and at the beginning. */
  push (f, vost_timeline_move (f->project, second, 1 * S, VOST_ID_NONE));
  assert_both (f, "0-2000:0-2000 2000-4000:10000-12000");
  push (f, vost_timeline_move (f->project, second, 6 * S, VOST_ID_NONE));
  push (f, vost_timeline_move (f->project, first, 5 * S, VOST_ID_NONE));
  assert_both (f, "4000-6000:0-2000 6000-8000:10000-12000");
  push (f, vost_timeline_move (f->project, first, -5 * S, VOST_ID_NONE));
  assert_both (f, "0-2000:0-2000 6000-8000:10000-12000");
  /* Where all of it is free it may go, also past others. */
  push (f, vost_timeline_move (f->project, first, 9 * S, VOST_ID_NONE));
  assert_both (f, "6000-8000:10000-12000 9000-11000:0-2000");
  /* Sound stands in the way of its picture. */
  add_clip (f, A1, f->film, 3 * S, 0, 1 * S);
  push (f, vost_timeline_move (f->project, second, 3500 * MS, VOST_ID_NONE));
  assert_lane (f, V1, "4000-6000:10000-12000 9000-11000:0-2000");
  g_assert_null (vost_timeline_move (f->project, 12345, 0, VOST_ID_NONE));
}

static void
test_move_lane (Fixture *f, gconstpointer data)
{
  append (f, 0, 2 * S);
  append (f, 10 * S, 12 * S);
  VostId first = nth (f, V1, 0)->record.id;
  VostId second = nth (f, V1, 1)->record.id;
  g_assert_null (vost_timeline_move (f->project, second, 2 * S, f->lanes[A1]));
  push (f, vost_timeline_move (f->project, second, 3 * S, f->lanes[V2]));
  assert_lane (f, V1, "0-2000:0-2000");
  assert_lane (f, V2, "3000-5000:10000-12000");
  assert_lane (f, A1, "0-2000:0-2000 3000-5000:10000-12000");
  /* Not where there is something already, nor where the sound cannot follow. */
  add_clip (f, V2, f->film, 0, 0, 1 * S);
  g_assert_null (vost_timeline_move (f->project, first, 0, f->lanes[V2]));
  g_assert_null (vost_timeline_move (f->project, first, 2 * S, f->lanes[V2]));
  g_assert_true (vost_history_undo (f->history));
  g_assert_true (vost_history_undo (f->history));
  assert_both (f, "0-2000:0-2000 2000-4000:10000-12000");
}

static void
test_reorder (Fixture *f, gconstpointer data)
{
  append (f, 0, 1 * S);
  append (f, 10 * S, 12 * S);
  append (f, 20 * S, 23 * S);
  VostId second = nth (f, V1, 1)->record.id;
  VostId third = nth (f, V1, 2)->record.id;
  push (f, vost_timeline_reorder (f->project, third, -1));
  assert_both (f, "0-1000:0-1000 1000-4000:20000-23000 4000-6000:10000-12000");
  push (f, vost_timeline_reorder (f->project, third, -1));
  assert_both (f, "0-3000:20000-23000 3000-4000:0-1000 4000-6000:10000-12000");
  g_assert_null (vost_timeline_reorder (f->project, third, -1));
  g_assert_null (vost_timeline_reorder (f->project, second, 1));
  push (f, vost_timeline_reorder (f->project, third, 1));
  assert_both (f, "0-1000:0-1000 1000-4000:20000-23000 4000-6000:10000-12000");
  /* A gap stays between the two. */
  push (f, vost_timeline_move (f->project, second, 6 * S, VOST_ID_NONE));
  push (f, vost_timeline_reorder (f->project, second, -1));
  assert_both (f, "0-1000:0-1000 1000-3000:10000-12000 5000-8000:20000-23000");
}

static void
test_trim (Fixture *f, gconstpointer data)
{
  append (f, 10 * S, 14 * S);
  append (f, 20 * S, 24 * S);
  VostId first = nth (f, V1, 0)->record.id;
  VostId second = nth (f, V1, 1)->record.id;
  g_assert_null (vost_timeline_trim (f->project, first, TRUE, 4 * S, FALSE));
  push (f, vost_timeline_trim (f->project, first, TRUE, 3 * S, FALSE));
  assert_both (f, "0-3000:10000-13000 4000-8000:20000-24000");
  /* Not over the neighbour. */
  push (f, vost_timeline_trim (f->project, second, FALSE, 1 * S, FALSE));
  assert_both (f, "0-3000:10000-13000 3000-8000:19000-24000");
  push (f, vost_timeline_trim (f->project, first, FALSE, 1 * S, FALSE));
  assert_both (f, "1000-3000:11000-13000 3000-8000:19000-24000");
  /* Not under one frame. */
  push (f, vost_timeline_trim (f->project, first, FALSE, 9 * S, FALSE));
  assert_both (f, "2960-3000:12960-13000 3000-8000:19000-24000");
  /* Not beyond the source. */
  push (f, vost_timeline_trim (f->project, second, TRUE, 500 * S, FALSE));
  assert_both (f, "2960-3000:12960-13000 3000-84000:19000-100000");
  push (f, vost_timeline_trim (f->project, first, FALSE, -5 * S, FALSE));
  assert_both (f, "0-3000:10000-13000 3000-84000:19000-100000");
}

static void
test_trim_ripple (Fixture *f, gconstpointer data)
{
  append (f, 10 * S, 14 * S);
  append (f, 20 * S, 24 * S);
  add_clip (f, A2, f->film, 1 * S, 0, 5 * S);
  add_clip (f, T1, VOST_ID_NONE, 5 * S, 0, 1 * S);
  VostId first = nth (f, V1, 0)->record.id;
  push (f, vost_timeline_trim (f->project, first, TRUE, 3 * S, TRUE));
  assert_both (f, "0-3000:10000-13000 3000-7000:20000-24000");
  assert_lane (f, A2, "1000-6000:0-5000");
  assert_lane (f, T1, "4000-5000:0-1000");
  push (f, vost_timeline_trim (f->project, first, TRUE, 6 * S, TRUE));
  assert_both (f, "0-6000:10000-16000 6000-10000:20000-24000");
  assert_lane (f, T1, "7000-8000:0-1000");
  /* At the beginning the clip stays where it is and the later ones come nearer. */
  push (f, vost_timeline_trim (f->project, first, FALSE, 2 * S, TRUE));
  assert_both (f, "0-4000:12000-16000 4000-8000:20000-24000");
  assert_lane (f, T1, "5000-6000:0-1000");
  push (f, vost_timeline_trim (f->project, first, FALSE, -20 * S, TRUE));
  assert_both (f, "0-16000:0-16000 16000-20000:20000-24000");
  assert_lane (f, T1, "17000-18000:0-1000");
  /* Music that stands behind other music moves only as far as there is room, the rest goes on. */
  add_clip (f, A2, f->film, 17 * S, 0, 5 * S);
  push (f, vost_timeline_trim (f->project, first, TRUE, 1 * S, TRUE));
  assert_both (f, "0-1000:0-1000 1000-5000:20000-24000");
  assert_lane (f, A2, "1000-6000:0-5000 6000-11000:0-5000");
}

static void
test_split (Fixture *f, gconstpointer data)
{
  append (f, 10 * S, 14 * S);
  VostId clip = nth (f, V1, 0)->record.id;
  VostId link = nth (f, V1, 0)->link;
  g_assert_null (vost_timeline_split (f->project, clip, 4 * S));
  g_assert_null (vost_timeline_split (f->project, clip, 0));
  g_assert_null (vost_timeline_split (f->project, clip, 39 * MS));
  push (f, vost_timeline_split (f->project, clip, 1 * S));
  assert_both (f, "0-1000:10000-11000 1000-4000:11000-14000");
  g_assert_cmpuint (nth (f, V1, 0)->record.id, ==, clip);
  g_assert_cmpuint (nth (f, V1, 0)->link, ==, link);
  g_assert_cmpuint (nth (f, V1, 1)->link, !=, link);
  g_assert_cmpuint (nth (f, V1, 1)->link, !=, VOST_ID_NONE);
  g_assert_cmpuint (nth (f, V1, 1)->link, ==, nth (f, A1, 1)->link);

  /* All that stand there. */
  add_clip (f, A2, f->film, 0, 50 * S, 60 * S);
  VostId title = add_clip (f, T1, VOST_ID_NONE, 1 * S, 0, 4 * S);
  push (f, vost_timeline_split (f->project, VOST_ID_NONE, 2 * S));
  assert_both (f, "0-1000:10000-11000 1000-2000:11000-12000 2000-4000:12000-14000");
  assert_lane (f, A2, "0-2000:50000-52000 2000-10000:52000-60000");
  assert_lane (f, T1, "1000-2000:0-1000 2000-5000:0-3000");
  g_assert_cmpuint (nth (f, T1, 0)->record.id, ==, title);

  /* At 0.3 of the speed the parts are not longer than the whole. */
  VostId slow = nth (f, V1, 2)->record.id;
  push (f, vost_timeline_set_speed (f->project, slow, 300));
  VostTime end = vost_clip_span (nth (f, V1, 2)).end;
  push (f, vost_timeline_split (f->project, slow, 3 * S + 1));
  g_assert_cmpint (nth (f, V1, 3)->start, ==, 3 * S + 1);
  g_assert_cmpint (vost_clip_span (nth (f, V1, 2)).end, <=, 3 * S + 1);
  g_assert_cmpint (vost_clip_span (nth (f, V1, 3)).end, <=, end);
  g_assert_cmpint (end - vost_clip_span (nth (f, V1, 3)).end, <=, 4);
}

/* The sound begins before the picture: both right halves belong together. */
static void
test_split_early_sound (Fixture *f, gconstpointer data)
{
  append (f, 10 * S, 14 * S);
  const VostClip *picture = nth (f, V1, 0);
  g_autoptr (VostClip) later = vost_record_copy (picture);
  later->start = 1 * S;
  later->in = 11 * S;
  VostEdit *edit = vost_edit_new ("late picture", NULL);
  vost_edit_change (edit, picture, later);
  push (f, edit);
  push (f, vost_timeline_split (f->project, later->record.id, 500 * MS));
  assert_lane (f, V1, "1000-4000:11000-14000");
  assert_lane (f, A1, "0-500:10000-10500 500-4000:10500-14000");
  g_assert_cmpuint (nth (f, V1, 0)->link, ==, nth (f, A1, 1)->link);
  g_assert_cmpuint (nth (f, V1, 0)->link, !=, nth (f, A1, 0)->link);
}

static void
test_remove (Fixture *f, gconstpointer data)
{
  append (f, 0, 1 * S);
  append (f, 10 * S, 12 * S);
  append (f, 20 * S, 23 * S);
  add_clip (f, T1, VOST_ID_NONE, 4 * S, 0, 1 * S);
  push (f, vost_timeline_remove (f->project, nth (f, A1, 1)->record.id, FALSE));
  assert_both (f, "0-1000:0-1000 3000-6000:20000-23000");
  g_assert_true (vost_history_undo (f->history));
  push (f, vost_timeline_remove (f->project, nth (f, V1, 1)->record.id, TRUE));
  assert_both (f, "0-1000:0-1000 1000-4000:20000-23000");
  assert_lane (f, T1, "2000-3000:0-1000");
}

static void
test_cross_fade (Fixture *f, gconstpointer data)
{
  append (f, 0, 4 * S);
  append (f, 10 * S, 12 * S);
  append (f, 20 * S, 23 * S);
  VostId second = nth (f, V1, 1)->record.id;
  g_assert_null (vost_timeline_cross_fade (f->project, nth (f, V1, 0)->record.id, 1 * S));
  g_assert_null (vost_timeline_cross_fade (f->project, second, 0));
  push (f, vost_timeline_cross_fade (f->project, second, 500 * MS));
  assert_both (f, "0-4000:0-4000 3520-5520:10000-12000 5520-8520:20000-23000");
  /* At most half of either. */
  push (f, vost_timeline_cross_fade (f->project, second, 5 * S));
  assert_both (f, "0-4000:0-4000 3000-5000:10000-12000 5000-8000:20000-23000");
  push (f, vost_timeline_cross_fade (f->project, nth (f, V1, 2)->record.id, 1 * S));
  assert_both (f, "0-4000:0-4000 3000-5000:10000-12000 4000-7000:20000-23000");
  /* It has no second left that is not in a cross-fade: it can be neither cut nor made shorter. */
  g_assert_null (vost_timeline_split (f->project, second, 3900 * MS));
  g_assert_null (vost_timeline_trim (f->project, second, TRUE, 4500 * MS, TRUE));
  /* Trimming the end alone shortens the cross-fade, but not below twice the other one. */
  g_assert_null (vost_timeline_trim (f->project, second, TRUE, 4500 * MS, FALSE));
  /* A clip of half the length would have longer cross-fades than half. */
  g_assert_null (vost_timeline_set_speed (f->project, second, 2000));
  push (f, vost_timeline_cross_fade (f->project, second, 0));
  assert_both (f, "0-4000:0-4000 4000-6000:10000-12000 5000-8000:20000-23000");
  /* Removing it closes what it alone covered. */
  push (f, vost_timeline_remove (f->project, second, TRUE));
  assert_both (f, "0-4000:0-4000 4000-7000:20000-23000");
  /* Over a gap it pulls. */
  VostId third = nth (f, V1, 1)->record.id;
  push (f, vost_timeline_move (f->project, third, 9 * S, VOST_ID_NONE));
  push (f, vost_timeline_cross_fade (f->project, third, 1 * S));
  assert_both (f, "0-4000:0-4000 3000-6000:20000-23000");
}

/* Half of an odd number of frames is no whole number of them. */
static void
test_cross_fade_on_frames (Fixture *f, gconstpointer data)
{
  append (f, 0, 41 * 40 * MS);
  append (f, 10 * S, 10 * S + 41 * 40 * MS);
  push (f, vost_timeline_cross_fade (f->project, nth (f, V1, 1)->record.id, 1 * S));
  assert_both (f, "0-1640:0-1640 840-2480:10000-11640");
}

static void
test_speed_and_gain (Fixture *f, gconstpointer data)
{
  append (f, 0, 4 * S);
  append (f, 10 * S, 12 * S);
  VostId first = nth (f, V1, 0)->record.id;
  push (f, vost_timeline_set_speed (f->project, first, 500));
  assert_both (f, "0-8000:0-4000 8000-10000:10000-12000");
  g_assert_cmpint (nth (f, A1, 0)->speed, ==, 500);
  push (f, vost_timeline_set_speed (f->project, first, 2000));
  assert_both (f, "0-2000:0-4000 2000-4000:10000-12000");
  g_assert_null (vost_timeline_set_speed (f->project, first, 2000));
  push (f, vost_timeline_set_speed (f->project, first, 1000000));
  g_assert_cmpint (nth (f, V1, 0)->speed, ==, 10000);

  g_autoptr (VostEdit) edit = vost_timeline_set_gain (f->project, first, -6000);
  g_assert_nonnull (vost_edit_get_coalesce (edit));
  push (f, vost_edit_ref (edit));
  g_assert_cmpint (nth (f, V1, 0)->gain, ==, 0);
  g_assert_cmpint (nth (f, A1, 0)->gain, ==, -6000);
  VostId alone = add_clip (f, A2, f->film, 0, 0, 1 * S);
  push (f, vost_timeline_set_gain (f->project, alone, 3000));
  g_assert_cmpint (nth (f, A2, 0)->gain, ==, 3000);
}

/* Sound that begins earlier keeps in step when the speed changes. */
static void
test_speed_in_step (Fixture *f, gconstpointer data)
{
  append (f, 10 * S, 18 * S);
  const VostClip *picture = nth (f, V1, 0);
  g_autoptr (VostClip) later = vost_record_copy (picture);
  later->start = 2 * S;
  later->in = 12 * S;
  VostEdit *edit = vost_edit_new ("late picture", NULL);
  vost_edit_change (edit, picture, later);
  push (f, edit);
  append (f, 30 * S, 31 * S);
  push (f, vost_timeline_set_speed (f->project, later->record.id, 2000));
  assert_lane (f, V1, "2000-5000:12000-18000 5000-6000:30000-31000");
  assert_lane (f, A1, "1000-5000:10000-18000 5000-6000:30000-31000");
  push (f, vost_timeline_set_speed (f->project, later->record.id, 500));
  assert_lane (f, V1, "5000-17000:12000-18000 17000-18000:30000-31000");
  assert_lane (f, A1, "1000-17000:10000-18000 17000-18000:30000-31000");
}

static void
test_snap (Fixture *f, gconstpointer data)
{
  VostId track = add_track (f, f->film, "en");
  add_cue (f, track, 11500 * MS, 50 * S, "x");
  append (f, 10 * S, 14 * S);
  VostId clip = add_clip (f, V2, f->film, 20 * S, 60 * S, 65 * S);
  VostTime none = VOST_TIME_NONE;
  VostId no = VOST_ID_NONE;
  g_assert_cmpint (vost_timeline_snap (f->project, 4090 * MS, no, none, 100 * MS), ==, 4 * S);
  g_assert_cmpint (vost_timeline_snap (f->project, 4110 * MS, no, none, 100 * MS), ==, 4110 * MS);
  g_assert_cmpint (vost_timeline_snap (f->project, 4090 * MS, no, 4100 * MS, 100 * MS), ==,
                   4100 * MS);
  g_assert_cmpint (vost_timeline_snap (f->project, 1450 * MS, no, none, 100 * MS), ==, 1500 * MS);
  g_assert_cmpint (vost_timeline_snap (f->project, 60 * MS, no, none, 100 * MS), ==, 0);
  g_assert_cmpint (vost_timeline_snap (f->project, 20050 * MS, no, none, 100 * MS), ==, 20 * S);
  g_assert_cmpint (vost_timeline_snap (f->project, 20050 * MS, clip, none, 100 * MS), ==,
                   20050 * MS);
  /* What is linked with the dragged clip moves along, so it is nothing to snap to. */
  VostId linked = nth (f, V1, 0)->record.id;
  g_assert_cmpint (vost_timeline_snap (f->project, 4050 * MS, linked, none, 100 * MS), ==,
                   4050 * MS);
}

/* -- Random -- */

static VostClip const *
random_clip (Fixture *f, GRand *rand)
{
  guint lane = (guint) g_rand_int_range (rand, 0, 5);
  for (guint i = 0; i < 5; i++, lane = (lane + 1) % 5)
    if (count (f, lane) > 0)
      return nth (f, lane, (guint) g_rand_int_range (rand, 0, (gint32) count (f, lane)));
  return NULL;
}

static VostTime
random_time (GRand *rand, int max_seconds)
{
  /* Frames of 25 and odd nanoseconds. */
  VostTime t = (VostTime) g_rand_int_range (rand, 0, max_seconds * 25) * 40 * MS;
  return g_rand_boolean (rand) ? t : t + g_rand_int_range (rand, 0, 40000000);
}

static VostEdit *
random_edit (Fixture *f, GRand *rand)
{
  const VostClip *clip = random_clip (f, rand);
  int kind = clip == NULL ? 0 : g_rand_int_range (rand, 0, 12);
  VostTime t = random_time (rand, 60);
  VostId id = clip != NULL ? clip->record.id : VOST_ID_NONE;
  switch (kind)
    {
    case 0:
    case 1:
      return vost_timeline_add_span (
          f->project, f->film, (VostSpan){ t, t + random_time (rand, 9) },
          g_rand_boolean (rand) ? VOST_TIME_NONE : random_time (rand, 60));
    case 2:
      return vost_timeline_add_title (f->project, "t", t, random_time (rand, 5));
    case 3:
      return vost_timeline_move (f->project, id, t,
                                 g_rand_boolean (rand) ? VOST_ID_NONE
                                                       : f->lanes[g_rand_int_range (rand, 0, 5)]);
    case 4:
      return vost_timeline_reorder (f->project, id, g_rand_boolean (rand) ? 1 : -1);
    case 5:
    case 6:
      return vost_timeline_trim (f->project, id, g_rand_boolean (rand),
                                 clip->start + random_time (rand, 6) - 2 * S,
                                 g_rand_boolean (rand));
    case 7:
      return vost_timeline_split (f->project, id, clip->start + random_time (rand, 5));
    case 8:
      return vost_timeline_split (f->project, VOST_ID_NONE, t);
    case 9:
      return vost_timeline_remove (f->project, id, g_rand_boolean (rand));
    case 10:
      return vost_timeline_cross_fade (f->project, id, random_time (rand, 3));
    default:
      return vost_timeline_set_speed (f->project, id, g_rand_int_range (rand, 50, 4000));
    }
}

typedef struct
{
  VostId link;
  VostTime shift; /* where the source's zero would stand */
  gint64 speed;
} Step;

/* Clips of one link show and sound the same instant at the same time. */
static void
check_in_step (GHashTable *links, const VostClip *clip)
{
  if (clip->link == VOST_ID_NONE)
    return;
  Step *step = g_hash_table_lookup (links, &clip->link);
  VostTime shift = clip->start - clip->in * 1000 / clip->speed;
  if (step == NULL)
    {
      step = g_new (Step, 1);
      *step = (Step){ clip->link, shift, clip->speed };
      g_hash_table_insert (links, &step->link, step);
      return;
    }
  g_assert_cmpint (step->speed, ==, clip->speed);
  /* Roundings at changed speeds add up to a few microseconds at most, far less than a frame. */
  g_assert_cmpint (ABS (step->shift - shift), <, 10000);
}

static void
check_timeline (Fixture *f)
{
  g_autoptr (GHashTable) links = g_hash_table_new_full (g_int64_hash, g_int64_equal, NULL, g_free);
  guint n_lanes = vost_project_get_n (f->project, VOST_KIND_LANE, VOST_ID_NONE);
  for (guint i = 0; i < n_lanes; i++)
    {
      const VostLane *lane = vost_project_get_nth (f->project, VOST_KIND_LANE, VOST_ID_NONE, i);
      guint n = vost_project_get_n (f->project, VOST_KIND_CLIP, lane->record.id);
      VostTime end_before_last = 0;
      const VostClip *last = NULL;
      for (guint j = 0; j < n; j++)
        {
          const VostClip *clip =
              vost_project_get_nth (f->project, VOST_KIND_CLIP, lane->record.id, j);
          g_assert_cmpint (clip->start, >=, 0);
          g_assert_cmpint (clip->in, >=, 0);
          g_assert_cmpint (clip->out - clip->in, >=, 20 * MS);
          g_assert_cmpint (clip->fade_in + clip->fade_out, <=, vost_clip_duration (clip));
          if (clip->source == f->film)
            g_assert_cmpint (clip->out, <=, 100 * S);
          if (last != NULL)
            {
              VostTime overlap = vost_clip_span (last).end - clip->start;
              g_assert_cmpint (last->start, <=, clip->start);
              g_assert_cmpint (overlap, <=, vost_clip_duration (last) / 2);
              g_assert_cmpint (overlap, <=, vost_clip_duration (clip) / 2);
              g_assert_cmpint (end_before_last, <=, clip->start);
              end_before_last = vost_clip_span (last).end;
            }
          last = clip;
          check_in_step (links, clip);
        }
    }
}

static void
run_random (Fixture *f, guint32 seed)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);
  g_ptr_array_add (texts, document_text (f));
  for (guint i = 0; i < 300; i++)
    {
      g_autoptr (VostEdit) edit = random_edit (f, rand);
      if (edit == NULL)
        continue;
      vost_history_barrier (f->history);
      push (f, g_steal_pointer (&edit));
      check_timeline (f);
      g_ptr_array_add (texts, document_text (f));
    }
  g_assert_cmpuint (texts->len, >, 100);
  for (guint i = texts->len - 1; i > 0; i--)
    {
      g_autofree char *text = NULL;
      g_assert_true (vost_history_undo (f->history));
      text = document_text (f);
      g_assert_cmpstr (text, ==, g_ptr_array_index (texts, i - 1));
    }
  for (guint i = 1; i < texts->len; i++)
    g_assert_true (vost_history_redo (f->history));
  g_autofree char *text = document_text (f);
  g_assert_cmpstr (text, ==, g_ptr_array_index (texts, texts->len - 1));
}

static void
test_random (Fixture *f, gconstpointer data)
{
  run_random (f, GPOINTER_TO_UINT (data));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/timeline/mapping", test_mapping);
  g_test_add_func ("/timeline/source-frame/same-rate", test_source_frame_same_rate);
  g_test_add_func ("/timeline/source-frame/mixed", test_source_frame_mixed);
  g_test_add_func ("/timeline/no-lanes", test_no_lanes);
#define ADD(name, function) g_test_add ("/timeline/" name, Fixture, NULL, setup, function, teardown)
  ADD ("empty", test_empty);
  ADD ("picture", test_picture);
  ADD ("cues", test_cues);
  ADD ("cues-once", test_cues_once);
  ADD ("uses", test_uses);
  ADD ("lanes", test_lanes);
  ADD ("add-span", test_add_span);
  ADD ("add-other", test_add_other);
  ADD ("add-sound", test_add_sound);
  ADD ("move", test_move);
  ADD ("move-lane", test_move_lane);
  ADD ("reorder", test_reorder);
  ADD ("trim", test_trim);
  ADD ("trim-ripple", test_trim_ripple);
  ADD ("split", test_split);
  ADD ("split-early-sound", test_split_early_sound);
  ADD ("remove", test_remove);
  ADD ("cross-fade", test_cross_fade);
  ADD ("cross-fade-on-frames", test_cross_fade_on_frames);
  ADD ("speed-and-gain", test_speed_and_gain);
  ADD ("speed-in-step", test_speed_in_step);
  ADD ("snap", test_snap);
  for (guint seed = 1; seed <= 6; seed++)
    {
      g_autofree char *name = g_strdup_printf ("/timeline/random/%u", seed);
      g_test_add (name, Fixture, GUINT_TO_POINTER (seed), setup, test_random, teardown);
    }
  return g_test_run ();
}
