/* Tests of the player: what is on screen after seeks, steps and edits in any haste. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <vostok/media/player.h>

#include <vostok/media/media.h>

#include "made-remix.h"

/* What is waited for so long does not come. */
#define WATCHDOG_SECONDS 60

#define X264                                                                                       \
  "x264enc key-int-max=50 bframes=2 b-adapt=false quantizer=20 pass=qual speed-preset=veryfast ! " \
  "h264parse"
#define SOUND                                                                                      \
  "audiotestsrc num-buffers=258 samplesperbuffer=1024 volume=0.1 ! audioconvert ! vorbisenc ! "    \
  "mux. "
#define SPANISH                                                                                    \
  "audiotestsrc num-buffers=258 samplesperbuffer=1024 volume=0.1 ! audioconvert ! "                \
  "taginject tags=language-code=es ! vorbisenc ! mux. "

static const MadeFilm pal = { "pal.mp4", "x264enc", X264, "mp4mux", NULL, 25, 1, 150, 128, 64, 0 };
static const MadeFilm ntsc = { "ntsc.mkv", "x264enc", X264, "matroskamux", SOUND, 30000, 1001, 180,
                               128,        64,        0 };
static const MadeFilm vp8 = { "vp8.webm",
                              "vp8enc",
                              "vp8enc keyframe-max-dist=40 target-bitrate=400000 deadline=1",
                              "webmmux",
                              SOUND SPANISH,
                              25,
                              1,
                              150,
                              128,
                              64,
                              0 };

typedef struct
{
  VostPlayer *player;
  GMainContext *context;
  int number; /* on screen; -1 for none or black */
  int frames;
  int cleared; /* how often there was nothing to show */
  int backs;   /* how often the number went down */
  int ends;
  int stops;
  char *failure;
  guint watchdog;
} Stage;

static void
on_frame (VostPlayer *player, VostFrame *frame, Stage *stage)
{
  if (frame == NULL)
    {
      stage->cleared++;
      return;
    }

  int number = made_read (frame);
  stage->backs += number < stage->number;
  stage->number = number;
  stage->frames++;
  g_assert_true (vost_player_get_frame (player) == frame);
}

static void
on_state (VostPlayer *player, Stage *stage)
{
  stage->stops += !vost_player_get_playing (player);
}

static void
on_ended (VostPlayer *player, Stage *stage)
{
  stage->ends++;
}

static void
on_failed (VostPlayer *player, const char *words, Stage *stage)
{
  g_free (stage->failure);
  stage->failure = g_strdup (words);
}

/* When the wait that goes on began. */
static gint64 waits_since;

static gboolean
on_watchdog (gpointer data)
{
  Stage *stage = data;
  if (g_get_monotonic_time () - waits_since < WATCHDOG_SECONDS * G_TIME_SPAN_SECOND)
    return G_SOURCE_CONTINUE;
  g_error ("the player hangs: frame %d, position %" G_GINT64_FORMAT ", %s", stage->number,
           vost_player_get_position (stage->player),
           vost_player_get_playing (stage->player) ? "playing" : "paused");
  return G_SOURCE_REMOVE;
}

static void
stage_init (Stage *stage)
{
  *stage = (Stage){ .player = vost_player_new (), .number = -1 };
  g_signal_connect (stage->player, "frame", G_CALLBACK (on_frame), stage);
  g_signal_connect (stage->player, "state-changed", G_CALLBACK (on_state), stage);
  g_signal_connect (stage->player, "ended", G_CALLBACK (on_ended), stage);
  g_signal_connect (stage->player, "failed", G_CALLBACK (on_failed), stage);
  stage->watchdog = g_timeout_add_seconds (1, on_watchdog, stage);
}

static void
stage_clear (Stage *stage)
{
  g_object_unref (stage->player);
  g_source_remove (stage->watchdog);
  g_free (stage->failure);
  vost_player_shut_down ();
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

#define WAIT_FOR(condition)                                                                        \
  for (waits_since = g_get_monotonic_time (); !(condition);)                                       \
  g_main_context_iteration (NULL, TRUE)

static VostTime
start_of (const MadeFilm *film, int frame)
{
  return vost_rate_frame_start ((VostRate){ film->num, film->den }, frame);
}

/* Whether the paused player shows frame @n and says so. */
static gboolean
shows (Stage *stage, const MadeFilm *film, int n)
{
  VostTime position = vost_player_get_position (stage->player);
  return stage->number == n && ABS (position - start_of (film, n)) < VOST_MSECOND;
}

static char *
open_film (Stage *stage, const MadeFilm *film)
{
  char *path = made_film (film);
  stage_init (stage);
  vost_player_set_film (stage->player, path, (VostRate){ film->num, film->den });
  WAIT_FOR (stage->number == 0 && vost_player_get_duration (stage->player) > 0);
  VostTime wrong = vost_player_get_duration (stage->player) - start_of (film, film->frames);
  g_assert_cmpint (ABS (wrong), <, 200 * VOST_MSECOND);
  return path;
}

static void
close_film (Stage *stage, char *path)
{
  stage_clear (stage);
  made_remove (path);
  g_free (path);
}

static void
test_film_seek (gconstpointer data)
{
  const MadeFilm *film = data;
  Stage stage;
  if (!made_can (film))
    return;
  char *path = open_film (&stage, film);
  g_autoptr (GRand) rand = g_rand_new_with_seed (5);
  for (int i = 0; i < 40; i++)
    {
      int n = g_rand_int_range (rand, 0, film->frames);
      VostTime inside = i % 2 ? 0 : 15 * VOST_MSECOND;
      vost_player_seek (stage.player, start_of (film, n) + inside, i % 3 != 0);
      WAIT_FOR (shows (&stage, film, n));
    }
  /* Beyond the end is the last frame. */
  vost_player_seek (stage.player, 3600 * VOST_SECOND, TRUE);
  WAIT_FOR (stage.number == film->frames - 1);
  close_film (&stage, path);
}

static void
test_film_steps (gconstpointer data)
{
  const MadeFilm *film = data;
  Stage stage;
  if (!made_can (film))
    return;
  char *path = open_film (&stage, film);
  static const int steps[] = { 1, 1, 1, 10, -1, -1, 1, 1, -5, 3, 60, -30, -1, 1, -200, 1, 2 };
  int n = 0;
  for (gsize i = 0; i < G_N_ELEMENTS (steps); i++)
    {
      n = MAX (n + steps[i], 0);
      vost_player_step (stage.player, steps[i]);
      WAIT_FOR (shows (&stage, film, n));
    }
  /* Hasty ones add up. */
  vost_player_seek (stage.player, start_of (film, 70), TRUE);
  WAIT_FOR (shows (&stage, film, 70));
  for (int i = 0; i < 12; i++)
    vost_player_step (stage.player, i % 3 == 2 ? -1 : 1);
  WAIT_FOR (shows (&stage, film, 74));
  vost_player_step (stage.player, -4);
  WAIT_FOR (shows (&stage, film, 70));
  close_film (&stage, path);
}

/* Two hundred seeks, none waited for, with playing, pausing, stepping and resizing in between. */
static void
test_film_storm (gconstpointer data)
{
  const MadeFilm *film = data;
  Stage stage;
  if (!made_can (film))
    return;
  char *path = open_film (&stage, film);
  g_autoptr (GRand) rand = g_rand_new_with_seed (17);
  for (int i = 0; i < 200; i++)
    {
      int n = g_rand_int_range (rand, 0, film->frames);
      vost_player_seek (stage.player, start_of (film, n), g_rand_boolean (rand));
      int what = g_rand_int_range (rand, 0, 12);
      if (what == 0)
        vost_player_play (stage.player);
      else if (what == 1)
        vost_player_pause (stage.player);
      else if (what == 2)
        vost_player_set_viewport (stage.player, 32 + 2 * (i % 40), 400);
      else if (what == 3)
        vost_player_step (stage.player, g_rand_int_range (rand, -3, 4));
      else if (what == 4)
        vost_player_set_rate (stage.player, g_rand_boolean (rand) ? 2 : -1);
      for (int j = g_rand_int_range (rand, 0, 30); j > 0; j--)
        {
          g_main_context_iteration (NULL, FALSE);
          g_thread_yield ();
        }
    }
  vost_player_set_rate (stage.player, 1);
  vost_player_pause (stage.player);
  vost_player_set_viewport (stage.player, 128, 64);
  vost_player_seek (stage.player, start_of (film, 93), TRUE);
  WAIT_FOR (shows (&stage, film, 93));
  vost_player_play (stage.player);
  WAIT_FOR (stage.number > 97);
  g_assert_null (stage.failure);
  close_film (&stage, path);
}

static void
test_film_span (gconstpointer data)
{
  const MadeFilm *film = data;
  Stage stage;
  if (!made_can (film))
    return;
  char *path = open_film (&stage, film);
  VostSpan span = { start_of (film, 50), start_of (film, 60) };
  for (int i = 0; i < 3; i++)
    {
      vost_player_play_span (stage.player, span);
      g_assert_true (vost_player_get_playing (stage.player));
      WAIT_FOR (!vost_player_get_playing (stage.player));
      g_assert_cmpint (stage.number, >=, 50);
      g_assert_cmpint (stage.number, <=, 60);
      g_assert_cmpint (vost_player_get_position (stage.player), <=, span.end);
    }
  g_assert_cmpint (stage.ends, ==, 0);

  /* After it playing goes on beyond. */
  vost_player_play (stage.player);
  WAIT_FOR (stage.number > 65);
  vost_player_pause (stage.player);
  WAIT_FOR (!vost_player_get_playing (stage.player));

  stage.backs = 0;
  vost_player_set_loop (stage.player, span);
  WAIT_FOR (stage.backs >= 3);
  g_assert_true (vost_player_get_playing (stage.player));
  vost_player_clear_loop (stage.player);
  WAIT_FOR (stage.number > 65);
  close_film (&stage, path);
}

static void
test_film_rates (gconstpointer data)
{
  const MadeFilm *film = data;
  Stage stage;
  if (!made_can (film))
    return;
  char *path = open_film (&stage, film);
  vost_player_seek (stage.player, start_of (film, 60), TRUE);
  vost_player_set_rate (stage.player, 2);
  vost_player_play (stage.player);
  WAIT_FOR (stage.ends == 1);
  g_assert_false (vost_player_get_playing (stage.player));
  g_assert_cmpint (stage.number, >, film->frames - 8);

  /* From the end it starts over. */
  vost_player_set_rate (stage.player, 4);
  stage.backs = 0;
  vost_player_play (stage.player);
  WAIT_FOR (stage.backs > 0);
  /* A busy machine may have come to the end again by now. */
  vost_player_set_rate (stage.player, 0.5);
  vost_player_seek (stage.player, start_of (film, 10), TRUE);
  vost_player_play (stage.player);
  WAIT_FOR (stage.number >= 10 && stage.number < 20);
  WAIT_FOR (stage.number > 13);

  vost_player_set_rate (stage.player, -2);
  vost_player_seek (stage.player, start_of (film, 30), TRUE);
  vost_player_play (stage.player);
  WAIT_FOR (stage.number < 20);
  WAIT_FOR (!vost_player_get_playing (stage.player));
  g_assert_cmpint (stage.number, ==, 0);

  vost_player_set_rate (stage.player, 1);
  vost_player_set_volume (stage.player, 0.5);
  vost_player_set_muted (stage.player, TRUE);
  vost_player_play (stage.player);
  WAIT_FOR (stage.number > 5);
  g_assert_cmpfloat (vost_player_get_volume (stage.player), ==, 0.5);
  close_film (&stage, path);
}

static void
test_film_tracks (void)
{
  Stage stage;
  if (!made_can (&vp8))
    return;
  char *path = open_film (&stage, &vp8);
  char **titles = vost_player_list_sound_tracks (stage.player);
  g_assert_cmpuint (g_strv_length (titles), ==, 2);
  /* As the language is called, not its code. */
  g_assert_nonnull (strstr (titles[1], "Spanish"));
  g_strfreev (titles);
  vost_player_set_sound_track (stage.player, 1);
  g_assert_cmpint (vost_player_get_sound_track (stage.player), ==, 1);
  vost_player_play (stage.player);
  WAIT_FOR (stage.number > 10);
  vost_player_set_sound_track (stage.player, 0);
  WAIT_FOR (stage.number > 20);
  vost_player_pause (stage.player);
  vost_player_seek (stage.player, start_of (&vp8, 33), TRUE);
  WAIT_FOR (shows (&stage, &vp8, 33));
  close_film (&stage, path);
}

/* A film without a rate: long frames, sought in their middle, stepped through both ways. */
static void
test_film_uneven (void)
{
  static const int times[] = { 0, 40, 80, 500, 520, 2520, 2560, 2600, 4600, 4640, 5000 };
  static const MadeFilm uneven = { "uneven.mkv",
                                   "vp8enc",
                                   "vp8enc keyframe-max-dist=9 deadline=1 target-bitrate=400000",
                                   "matroskamux",
                                   NULL,
                                   25,
                                   1,
                                   G_N_ELEMENTS (times),
                                   128,
                                   64,
                                   0,
                                   times };
  static const int asked[] = { 1500, 300, 4000, 10, 530, 2590, 3500, 4620 };
  static const int frames[] = { 4, 2, 7, 0, 4, 6, 7, 8 };
  Stage stage;
  if (!made_can (&uneven))
    return;
  g_autofree char *path = made_film (&uneven);
  stage_init (&stage);
  vost_player_set_film (stage.player, path, (VostRate){ 0, 1 });
  WAIT_FOR (stage.number == 0);
  for (gsize i = 0; i < G_N_ELEMENTS (asked); i++)
    {
      vost_player_seek (stage.player, asked[i] * VOST_MSECOND, TRUE);
      WAIT_FOR (stage.number == frames[i]);
    }
  for (int n = 7; n > 1; n--)
    {
      vost_player_step (stage.player, -1);
      WAIT_FOR (stage.number == n);
    }
  vost_player_step (stage.player, 1);
  WAIT_FOR (stage.number == 3);
  stage_clear (&stage);
  made_remove (path);
}

/* Pictures are scaled down to the viewport, never up. */
static void
test_film_viewport (void)
{
  Stage stage;
  if (!made_can (&pal))
    return;
  char *path = open_film (&stage, &pal);
  vost_player_set_viewport (stage.player, 64, 64);
  WAIT_FOR (vost_player_get_frame (stage.player)->info.width == 64);
  g_assert_cmpint (vost_player_get_frame (stage.player)->info.height, ==, 32);
  vost_player_set_viewport (stage.player, 640, 480);
  WAIT_FOR (vost_player_get_frame (stage.player)->info.width == 128);
  close_film (&stage, path);
}

static void
test_film_failures (void)
{
  Stage stage;
  stage_init (&stage);
  g_autofree char *path = made_path ("words.mkv");
  g_assert_true (g_file_set_contents (path, "Only words, and no film at all.\n", -1, NULL));
  vost_player_set_film (stage.player, path, (VostRate){ 25, 1 });
  vost_player_play (stage.player);
  WAIT_FOR (stage.failure != NULL);
  g_assert_nonnull (strstr (stage.failure, "words.mkv"));
  WAIT_FOR (!vost_player_get_playing (stage.player));
  g_clear_pointer (&stage.failure, g_free);

  vost_player_set_film (stage.player, "/nowhere/gone.mkv", (VostRate){ 25, 1 });
  WAIT_FOR (stage.failure != NULL);
  g_assert_nonnull (strstr (stage.failure, "gone.mkv"));

  /* And then a good one. */
  if (made_can (&pal))
    {
      g_autofree char *good = made_film (&pal);
      vost_player_set_film (stage.player, good, (VostRate){ 25, 1 });
      WAIT_FOR (stage.number == 0);
      vost_player_set_film (stage.player, NULL, (VostRate){ 0, 1 });
      g_assert_null (vost_player_get_frame (stage.player));
      g_assert_cmpint (stage.cleared, ==, 1);
      made_remove (good);
    }
  stage_clear (&stage);
  made_remove (path);
}

/* Without any decoder for H.264 the failure names a package. */
static void
test_film_no_decoder (void)
{
  Stage stage;
  if (!made_can (&pal))
    return;
  g_autofree char *path = made_film (&pal);
  GList *all =
      gst_element_factory_list_get_elements (GST_ELEMENT_FACTORY_TYPE_DECODER, GST_RANK_MARGINAL);
  g_autoptr (GstCaps) caps = gst_caps_from_string ("video/x-h264");
  GList *found = gst_element_factory_list_filter (all, caps, GST_PAD_SINK, FALSE);
  GArray *ranks = g_array_new (FALSE, FALSE, sizeof (guint));
  for (GList *node = found; node != NULL; node = node->next)
    {
      guint rank = gst_plugin_feature_get_rank (node->data);
      g_array_append_val (ranks, rank);
      gst_plugin_feature_set_rank (node->data, GST_RANK_NONE);
    }
  stage_init (&stage);
  vost_player_set_film (stage.player, path, (VostRate){ 25, 1 });
  WAIT_FOR (stage.failure != NULL);
  g_assert_nonnull (strstr (stage.failure, "H.264"));
  g_assert_nonnull (strstr (stage.failure, "libav"));
  stage_clear (&stage);
  guint i = 0;
  for (GList *node = found; node != NULL; node = node->next)
    gst_plugin_feature_set_rank (node->data, g_array_index (ranks, guint, i++));
  g_array_unref (ranks);
  gst_plugin_feature_list_free (found);
  gst_plugin_feature_list_free (all);
  made_remove (path);
}

typedef struct
{
  Stage stage;
  MadeRemix remix;
  char *paths[2];
  VostId sources[2];
  gint64 frames; /* of the timeline */
} Show;

static const VostRate remix_rate = { 25, 1 };

/* Twelve clips of half a second, in turn from two films, on a picture and a sound lane. */
static gboolean
open_remix (Show *show)
{
  static const char *const lanes[] = { "video", "audio", NULL };
  static const MadeFilm *const films[] = { &pal, &ntsc };
  if (!made_can (&pal) || !made_can (&ntsc))
    return FALSE;
  show->remix = made_remix (128, 64, remix_rate, lanes);
  for (int i = 0; i < 2; i++)
    {
      show->paths[i] = made_film (films[i]);
      show->sources[i] = made_source (&show->remix, show->paths[i], "film",
                                      (VostRate){ films[i]->num, films[i]->den });
    }
  for (int i = 0; i < 12; i++)
    for (int lane = 0; lane < 2; lane++)
      made_insert (show->remix.project, made_clip (show->remix.lanes[lane], show->sources[i % 2],
                                                   i * VOST_SECOND / 2, (11 - i) * VOST_SECOND / 3,
                                                   (11 - i) * VOST_SECOND / 3 + VOST_SECOND / 2));
  show->frames = 150;
  stage_init (&show->stage);
  g_autoptr (VostSnapshot) snapshot = vost_project_snapshot (show->remix.project);
  vost_player_set_timeline (show->stage.player, snapshot);
  WAIT_FOR (show->stage.frames > 0 && vost_player_get_duration (show->stage.player) > 0);
  g_assert_cmpint (vost_player_get_duration (show->stage.player), ==, 6 * VOST_SECOND);
  return TRUE;
}

static void
close_remix (Show *show)
{
  stage_clear (&show->stage);
  g_object_unref (show->remix.project);
  for (int i = 0; i < 2; i++)
    {
      made_remove (show->paths[i]);
      g_free (show->paths[i]);
    }
}

/* What the timeline has at frame @n. */
static int
remix_number (Show *show, gint64 n)
{
  VostTime t = vost_rate_frame_start (remix_rate, n);
  guint count = vost_project_get_n (show->remix.project, VOST_KIND_CLIP, show->remix.lanes[0]);
  for (guint i = 0; i < count; i++)
    {
      const VostClip *clip =
          vost_project_get_nth (show->remix.project, VOST_KIND_CLIP, show->remix.lanes[0], i);
      const VostSource *source = vost_project_lookup (show->remix.project, clip->source);
      if (vost_span_contains (vost_clip_span (clip), t))
        return (int) vost_rate_frame_nearest (
            source->rate, vost_source_frame (clip, source->rate, remix_rate, t));
    }
  return 0;
}

static gboolean
remix_shows (Show *show, gint64 n)
{
  return show->stage.number == remix_number (show, n) &&
         vost_player_get_position (show->stage.player) == vost_rate_frame_start (remix_rate, n);
}

static void
test_remix_seek (void)
{
  Show show = { 0 };
  if (!open_remix (&show))
    return;
  g_autoptr (GRand) rand = g_rand_new_with_seed (23);
  for (int i = 0; i < 40; i++)
    {
      gint64 n = g_rand_int_range (rand, 0, (gint32) show.frames);
      vost_player_seek (show.stage.player, vost_rate_frame_start (remix_rate, n) + i * 100,
                        i % 3 != 0);
      WAIT_FOR (remix_shows (&show, n));
    }
  static const int steps[] = { 1, 1, -1, -1, -1, 10, -12, 30, 1 };
  vost_player_seek (show.stage.player, 2 * VOST_SECOND, TRUE);
  gint64 n = 50;
  for (gsize i = 0; i < G_N_ELEMENTS (steps); i++)
    {
      n += steps[i];
      vost_player_step (show.stage.player, steps[i]);
      WAIT_FOR (remix_shows (&show, n));
    }
  close_remix (&show);
}

/* Moves the first picture clip's beginning in the source about, or mutes a lane: an edit. */
static void
edit_remix (Show *show, GRand *rand)
{
  guint n = vost_project_get_n (show->remix.project, VOST_KIND_CLIP, show->remix.lanes[0]);
  const VostClip *before =
      vost_project_get_nth (show->remix.project, VOST_KIND_CLIP, show->remix.lanes[0],
                            g_rand_int_range (rand, 0, (gint32) n));
  VostClip *after = vost_record_copy (before);
  VostTime by = g_rand_int_range (rand, 0, 50) * VOST_SECOND / 25;
  after->in = by;
  after->out = by + vost_clip_duration (before);
  VostEdit *edit = vost_edit_new ("test", NULL);
  vost_edit_change (edit, before, after);
  vost_record_unref (after);
  made_apply (show->remix.project, edit);
  g_autoptr (VostSnapshot) snapshot = vost_project_snapshot (show->remix.project);
  vost_player_set_timeline (show->stage.player, snapshot);
}

static void
test_remix_storm (void)
{
  Show show = { 0 };
  if (!open_remix (&show))
    return;
  g_autoptr (GRand) rand = g_rand_new_with_seed (31);
  for (int i = 0; i < 200; i++)
    {
      gint64 n = g_rand_int_range (rand, 0, (gint32) show.frames);
      vost_player_seek (show.stage.player, vost_rate_frame_start (remix_rate, n),
                        g_rand_boolean (rand));
      int what = g_rand_int_range (rand, 0, 12);
      if (what < 3)
        edit_remix (&show, rand);
      else if (what == 3)
        vost_player_play (show.stage.player);
      else if (what == 4)
        vost_player_pause (show.stage.player);
      else if (what == 5)
        vost_player_set_viewport (show.stage.player, 64 + i % 64, 64);
      else if (what == 6)
        vost_player_set_rate (show.stage.player, g_rand_boolean (rand) ? 1.5 : -1);
      for (int j = g_rand_int_range (rand, 0, 30); j > 0; j--)
        {
          g_main_context_iteration (NULL, FALSE);
          g_thread_yield ();
        }
    }
  vost_player_set_rate (show.stage.player, 1);
  vost_player_pause (show.stage.player);
  vost_player_set_viewport (show.stage.player, 128, 64);
  edit_remix (&show, rand);
  vost_player_seek (show.stage.player, vost_rate_frame_start (remix_rate, 77), TRUE);
  WAIT_FOR (remix_shows (&show, 77));
  g_assert_null (show.stage.failure);
  close_remix (&show);
}

static void
test_remix_play (void)
{
  Show show = { 0 };
  if (!open_remix (&show))
    return;
  Stage *stage = &show.stage;
  g_autoptr (GRand) rand = g_rand_new_with_seed (2);
  VostSpan span = { VOST_SECOND, 3 * VOST_SECOND / 2 };
  vost_player_play_span (stage->player, span);
  WAIT_FOR (!vost_player_get_playing (stage->player));
  WAIT_FOR (remix_shows (&show, 37));
  g_assert_cmpint (stage->ends, ==, 0);

  stage->backs = 0;
  vost_player_set_loop (stage->player, span);
  WAIT_FOR (stage->backs >= 3);
  g_assert_true (vost_player_get_playing (stage->player));
  vost_player_clear_loop (stage->player);

  /* An edit while it plays neither stops it nor throws it back. */
  VostTime before = vost_player_get_position (stage->player);
  edit_remix (&show, rand);
  int frames = stage->frames;
  WAIT_FOR (stage->frames > frames + 5);
  g_assert_true (vost_player_get_playing (stage->player));
  g_assert_cmpint (vost_player_get_position (stage->player), >=, before - VOST_SECOND);

  vost_player_seek (stage->player, 5 * VOST_SECOND, TRUE);
  vost_player_set_rate (stage->player, 2);
  WAIT_FOR (stage->ends == 1);
  g_assert_false (vost_player_get_playing (stage->player));
  WAIT_FOR (remix_shows (&show, 149));

  vost_player_set_rate (stage->player, -2);
  vost_player_play (stage->player);
  WAIT_FOR (vost_player_get_position (stage->player) < 4 * VOST_SECOND);
  /* A busy machine may have come to the beginning before, and stands still. */
  vost_player_seek (stage->player, VOST_SECOND / 2, TRUE);
  vost_player_play (stage->player);
  WAIT_FOR (!vost_player_get_playing (stage->player));
  WAIT_FOR (remix_shows (&show, 0));
  vost_player_set_rate (stage->player, 1);
  vost_player_play (stage->player);
  WAIT_FOR (vost_player_get_position (stage->player) > VOST_SECOND / 2);
  vost_player_pause (stage->player);
  gint64 n = 0;
  WAIT_FOR ((n = vost_rate_frame_at (remix_rate, vost_player_get_position (stage->player))) > 10 &&
            remix_shows (&show, n));
  close_remix (&show);
}

static void
test_remix_empty (void)
{
  static const char *const lanes[] = { NULL };
  Stage stage;
  MadeRemix remix = made_remix (64, 32, remix_rate, lanes);
  stage_init (&stage);
  g_autoptr (VostSnapshot) snapshot = vost_project_snapshot (remix.project);
  vost_player_set_timeline (stage.player, snapshot);
  WAIT_FOR (stage.frames > 0);
  vost_player_play (stage.player);
  WAIT_FOR (!vost_player_get_playing (stage.player));
  vost_player_seek (stage.player, VOST_SECOND, FALSE);
  vost_player_step (stage.player, -3);
  vost_player_set_timeline (stage.player, NULL);
  g_assert_null (vost_player_get_frame (stage.player));
  stage_clear (&stage);
  g_object_unref (remix.project);
}

/* Gone in the middle of everything. */
static void
test_let_go (void)
{
  if (!made_can (&ntsc))
    return;
  g_autofree char *path = made_film (&ntsc);
  for (int i = 0; i < 12; i++)
    {
      VostPlayer *player = vost_player_new ();
      vost_player_set_film (player, path, (VostRate){ 30000, 1001 });
      if (i % 3 > 0)
        vost_player_play (player);
      vost_player_seek (player, i * VOST_SECOND / 4, i % 2);
      for (int j = 0; j < i * 20; j++)
        g_main_context_iteration (NULL, FALSE);
      g_object_unref (player);
    }
  vost_player_shut_down ();
  while (g_main_context_iteration (NULL, FALSE))
    ;
  made_remove (path);
}

static void
add_film_tests (const MadeFilm *film)
{
  static const struct
  {
    const char *name;
    GTestDataFunc func;
  } tests[] = {
    { "seek", test_film_seek }, { "steps", test_film_steps }, { "storm", test_film_storm },
    { "span", test_film_span }, { "rates", test_film_rates },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (tests); i++)
    {
      g_autofree char *name = g_strdup_printf ("/player/film/%s/%s", film->name, tests[i].name);
      g_test_add_data_func (name, film, tests[i].func);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  vost_media_init ();
  add_film_tests (&pal);
  add_film_tests (&ntsc);
  add_film_tests (&vp8);
  g_test_add_func ("/player/film/tracks", test_film_tracks);
  g_test_add_func ("/player/film/uneven", test_film_uneven);
  g_test_add_func ("/player/film/viewport", test_film_viewport);
  g_test_add_func ("/player/film/failures", test_film_failures);
  g_test_add_func ("/player/film/no-decoder", test_film_no_decoder);
  g_test_add_func ("/player/remix/seek", test_remix_seek);
  g_test_add_func ("/player/remix/storm", test_remix_storm);
  g_test_add_func ("/player/remix/play", test_remix_play);
  g_test_add_func ("/player/remix/empty", test_remix_empty);
  g_test_add_func ("/player/let-go", test_let_go);
  return g_test_run ();
}
