/* Tests of the picture and the sound reader: which frame, which sample, at which instant. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <vostok/media/reader.h>

#include <vostok/core/diagnostic.h>
#include <vostok/core/rate.h>
#include <vostok/media/media.h>

#include "made-film.h"

#define X264                                                                                       \
  "x264enc key-int-max=50 bframes=2 b-adapt=false quantizer=20 pass=qual speed-preset=veryfast"

static const MadeFilm mp4_25 = {
  "h264-25.mp4", "x264enc", X264 " ! h264parse", "mp4mux", NULL, 25, 1, 150, 128, 64, 0
};
static const MadeFilm mkv_ntsc = {
  "h264-2997.mkv", "x264enc", X264 " ! h264parse", "matroskamux", NULL, 30000, 1001, 150, 128, 64, 0
};
static const MadeFilm webm_25 = { "vp8-25.webm",
                                  "vp8enc",
                                  "vp8enc keyframe-max-dist=50 target-bitrate=400000 deadline=1",
                                  "webmmux",
                                  NULL,
                                  25,
                                  1,
                                  150,
                                  128,
                                  64,
                                  0 };
static const MadeFilm mkv_late = {
  "h264-late.mkv", "x264enc", X264 " ! h264parse", "matroskamux", NULL, 25, 1, 60, 128, 64,
  3 * GST_SECOND
};
static const MadeFilm mp4_ntsc = {
  "h264-2997.mp4", "x264enc", X264 " ! h264parse", "mp4mux", NULL, 30000, 1001, 150, 128, 64, 0
};

/* Time zero is the first picture, wherever the container's own clock begins. */
static VostTime
start_of (const MadeFilm *film, int frame)
{
  return vost_rate_frame_start ((VostRate){ film->num, film->den }, frame);
}

static int
number_at (VostPictureReader *reader, VostTime t)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (VostFrame) frame = vost_picture_reader_get (reader, t, NULL, &error);
  g_assert_no_error (error);
  g_assert_nonnull (frame);
  return made_read (frame);
}

static VostPictureReader *
open_reader (const char *path, GstVideoFormat format)
{
  g_autoptr (GError) error = NULL;
  VostPictureReader *reader = vost_picture_reader_new (path, 0, 0, format, &error);
  g_assert_no_error (error);
  g_assert_nonnull (reader);
  return reader;
}

static void
test_random (gconstpointer data)
{
  const MadeFilm *film = data;
  if (!made_can (film))
    return;
  g_autofree char *path = made_film (film);
  g_autoptr (VostPictureReader) reader = open_reader (path, GST_VIDEO_FORMAT_I420);
  g_autoptr (GRand) rand = g_rand_new_with_seed (7);
  VostTime length = start_of (film, 1) - start_of (film, 0);
  for (int i = 0; i < 80; i++)
    {
      int n = g_rand_int_range (rand, 0, film->frames);
      VostTime t = start_of (film, n) + (i % 2 ? 0 : g_rand_int_range (rand, 0, length / 2));
      g_assert_cmpint (number_at (reader, t), ==, n);
    }
  made_remove (path);
}

static void
test_walk (gconstpointer data)
{
  const MadeFilm *film = data;
  if (!made_can (film))
    return;
  g_autofree char *path = made_film (film);
  g_autoptr (VostPictureReader) reader = open_reader (path, GST_VIDEO_FORMAT_BGRA);
  g_autoptr (GError) error = NULL;

  /* Without a request next() begins at the beginning and ends after the last frame. */
  VostTime end = 0;
  for (int i = 0; i < film->frames; i++)
    {
      g_autoptr (VostFrame) frame = vost_picture_reader_next (reader, NULL, &error);
      g_assert_no_error (error);
      g_assert_nonnull (frame);
      g_assert_cmpint (made_read (frame), ==, i);
      if (i > 0)
        g_assert_cmpint (frame->span.start, ==, end);
      end = frame->span.end;
    }
  g_assert_null (vost_picture_reader_next (reader, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpint (ABS (end - start_of (film, film->frames)), <, 2 * VOST_MSECOND);

  for (int i = film->frames - 1; i >= 0; i--)
    g_assert_cmpint (number_at (reader, start_of (film, i)), ==, i);

  /* Both directions from the middle, then on. */
  int middle = film->frames / 2;
  g_assert_cmpint (number_at (reader, start_of (film, middle)), ==, middle);
  for (int i = 1; i < 20; i++)
    g_assert_cmpint (number_at (reader, start_of (film, middle - i)), ==, middle - i);
  g_autoptr (VostFrame) next = vost_picture_reader_next (reader, NULL, &error);
  g_assert_cmpint (made_read (next), ==, middle - 18);
  made_remove (path);
}

static void
test_ends (gconstpointer data)
{
  const MadeFilm *film = data;
  if (!made_can (film))
    return;
  g_autofree char *path = made_film (film);
  g_autoptr (VostPictureReader) reader = open_reader (path, GST_VIDEO_FORMAT_I420);
  g_assert_cmpint (number_at (reader, G_MAXINT64 / 4), ==, film->frames - 1);
  g_assert_cmpint (number_at (reader, -VOST_SECOND), ==, 0);
  g_assert_cmpint (number_at (reader, start_of (film, film->frames) + VOST_SECOND), ==,
                   film->frames - 1);
  g_assert_cmpint (number_at (reader, start_of (film, film->frames - 1)), ==, film->frames - 1);
  g_assert_cmpint (number_at (reader, start_of (film, 0)), ==, 0);
  made_remove (path);
}

static void
test_key (gconstpointer data)
{
  const MadeFilm *film = data;
  if (!made_can (film))
    return;
  g_autofree char *path = made_film (film);
  g_autoptr (VostPictureReader) reader = open_reader (path, GST_VIDEO_FORMAT_I420);
  static const int asked[] = { 30, 70, 49, 51, 140, 101, 99, 3 };
  for (gsize i = 0; i < G_N_ELEMENTS (asked); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (VostFrame) frame = vost_picture_reader_get_key (
          reader, start_of (film, asked[i]) + VOST_MSECOND, NULL, &error);
      g_assert_no_error (error);
      int n = made_read (frame);
      g_assert_cmpint (n, <=, asked[i]);
      g_assert_cmpint (n, >, asked[i] - 55);
      /* What it says of its span is true. */
      g_assert_cmpint (ABS (frame->span.start - start_of (film, n)), <, VOST_MSECOND);
      g_assert_cmpint (ABS (frame->span.end - start_of (film, n + 1)), <, VOST_MSECOND);
    }
  g_assert_cmpint (number_at (reader, start_of (film, 77)), ==, 77);
  made_remove (path);
}

static gpointer
cancel_soon (gpointer data)
{
  g_usleep (3000);
  g_cancellable_cancel (data);
  return NULL;
}

static void
test_cancel (void)
{
  if (!made_can (&mp4_25))
    return;
  g_autofree char *path = made_film (&mp4_25);
  g_autoptr (VostPictureReader) reader = open_reader (path, GST_VIDEO_FORMAT_I420);

  g_autoptr (GCancellable) before = g_cancellable_new ();
  g_cancellable_cancel (before);
  g_autoptr (GError) error = NULL;
  g_assert_null (vost_picture_reader_get (reader, 4 * VOST_SECOND, before, &error));
  g_assert_error (error, VOST_ERROR, VOST_ERROR_CANCELLED);

  /* In the middle of work it may or may not come too late, but never a wrong frame, then or later.
   */
  for (int i = 0; i < 30; i++)
    {
      int n = (i * 61) % 150;
      g_autoptr (GCancellable) cancellable = g_cancellable_new ();
      GThread *thread = g_thread_new ("cancel", cancel_soon, cancellable);
      g_autoptr (GError) failure = NULL;
      g_autoptr (VostFrame) frame =
          vost_picture_reader_get (reader, start_of (&mp4_25, n), cancellable, &failure);
      if (frame == NULL)
        g_assert_error (failure, VOST_ERROR, VOST_ERROR_CANCELLED);
      else
        g_assert_cmpint (made_read (frame), ==, n);
      g_thread_join (thread);
      int other = (n + 13 * i) % 150;
      if (i % 3 == 0)
        g_assert_cmpint (number_at (reader, start_of (&mp4_25, other)), ==, other);
    }
  made_remove (path);
}

static void
test_scaled (void)
{
  if (!made_can (&mp4_25))
    return;
  g_autofree char *path = made_film (&mp4_25);
  g_autoptr (GError) error = NULL;
  g_autoptr (VostPictureReader) reader =
      vost_picture_reader_new (path, 64, 48, GST_VIDEO_FORMAT_BGRA, &error);
  g_assert_no_error (error);
  g_autoptr (VostFrame) frame = vost_picture_reader_get (reader, 2 * VOST_SECOND, NULL, &error);
  g_assert_cmpint (GST_VIDEO_INFO_WIDTH (&frame->info), ==, 64);
  g_assert_cmpint (GST_VIDEO_INFO_HEIGHT (&frame->info), ==, 48);
  g_assert_cmpint (made_read (frame), ==, 50);

  gsize stride = 0;
  g_autoptr (GBytes) bytes = vost_frame_get_bytes (frame, &stride);
  g_assert_cmpuint (stride, >=, 64 * 4);
  g_assert_cmpuint (g_bytes_get_size (bytes), ==, stride * 48);
  const guint8 *pixels = g_bytes_get_data (bytes, NULL);
  g_assert_cmpint (pixels[3], ==, 255);
  made_remove (path);
}

/* Frames of very different lengths, one of them longer than a group of pictures elsewhere. */
static const int uneven_times[] = { 0,    40,   80,   500,  520,  540,  2540, 2580,
                                    2600, 2700, 6700, 6720, 6740, 6780, 7000, 7500 };
static const MadeFilm uneven = { "uneven.mkv",
                                 "vp8enc",
                                 "vp8enc keyframe-max-dist=9 deadline=1 target-bitrate=400000",
                                 "matroskamux",
                                 NULL,
                                 25,
                                 1,
                                 G_N_ELEMENTS (uneven_times),
                                 128,
                                 64,
                                 0,
                                 uneven_times };

static void
test_uneven (void)
{
  if (!made_can (&uneven))
    return;
  g_autofree char *path = made_film (&uneven);
  g_autoptr (GRand) rand = g_rand_new_with_seed (41);
  for (int i = 0; i < 40; i++)
    {
      /* A new reader has nothing in its ring; every other one is asked three times. */
      g_autoptr (VostPictureReader) reader = open_reader (path, GST_VIDEO_FORMAT_I420);
      for (int j = i % 2 ? 3 : 1; j > 0; j--)
        {
          int n = g_rand_int_range (rand, 0, uneven.frames - 1);
          int inside = g_rand_int_range (rand, uneven_times[n], uneven_times[n + 1]);
          g_autoptr (VostFrame) frame =
              vost_picture_reader_get (reader, inside * VOST_MSECOND, NULL, NULL);
          g_assert_cmpint (made_read (frame), ==, n);
          g_assert_cmpint (frame->span.start, ==, uneven_times[n] * VOST_MSECOND);
          g_assert_cmpint (frame->span.end, ==, uneven_times[n + 1] * VOST_MSECOND);
        }
    }
  made_remove (path);
}

/* A phone held upright: the track header of the file says "a quarter to the right". */
static void
test_rotated (void)
{
  static const guint8 quarter[36] = { 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0xff, 0xff, 0, 0,   0,
                                      0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,    0,    0, 0x40 };
  if (!made_can (&mp4_25))
    return;
  g_autofree char *path = made_film (&mp4_25);
  g_autofree char *contents = NULL;
  gsize size = 0;
  g_assert_true (g_file_get_contents (path, &contents, &size, NULL));
  gsize at = 0;
  while (at + 80 < size && memcmp (contents + at, "tkhd", 4) != 0)
    at++;
  g_assert_cmpuint (at + 80, <, size);
  memcpy (contents + at + 44, quarter, sizeof quarter);
  g_assert_true (g_file_set_contents (path, contents, (gssize) size, NULL));

  g_autoptr (VostPictureReader) reader = open_reader (path, GST_VIDEO_FORMAT_BGRA);
  g_autoptr (VostFrame) frame = vost_picture_reader_get (reader, VOST_SECOND / 2, NULL, NULL);
  g_assert_cmpint (GST_VIDEO_INFO_WIDTH (&frame->info), ==, 64);
  g_assert_cmpint (GST_VIDEO_INFO_HEIGHT (&frame->info), ==, 128);
  made_remove (path);
}

/* A film that nobody here made: the picture itself says when it turns green. */
static void
test_corpus (void)
{
  g_autofree char *path =
      g_build_filename (g_getenv ("G_TEST_SRCDIR") != NULL ? g_getenv ("G_TEST_SRCDIR") : ".", "..",
                        "..", "shared", "corpus", "synthetic", "wpt-green-at-15.mp4", NULL);
  if (!g_file_test (path, G_FILE_TEST_EXISTS))
    {
      g_test_skip ("the folder of third-party films is not there");
      return;
    }
  g_autoptr (VostPictureReader) reader = open_reader (path, GST_VIDEO_FORMAT_BGRA);
  static const int milliseconds[] = {
    14999, 15000, 14900, 15033, 14966, 15001, 14967, 3000, 15000
  };
  for (gsize i = 0; i < G_N_ELEMENTS (milliseconds); i++)
    {
      g_autoptr (VostFrame) frame =
          vost_picture_reader_get (reader, milliseconds[i] * VOST_MSECOND, NULL, NULL);
      gsize stride = 0;
      g_autoptr (GBytes) bytes = vost_frame_get_bytes (frame, &stride);
      const guint8 *at = (const guint8 *) g_bytes_get_data (bytes, NULL) +
                         frame->info.height / 2 * stride + frame->info.width / 2 * 4;
      gboolean green = at[0] < 30 && at[1] > 100 && at[2] < 30;
      g_assert_cmpint (green, ==, milliseconds[i] >= 15000);
    }
}

static void
test_failures (void)
{
  g_autoptr (GError) error = NULL;
  g_assert_null (
      vost_picture_reader_new ("/nowhere/at all.mkv", 0, 0, GST_VIDEO_FORMAT_I420, &error));
  g_assert_error (error, VOST_ERROR, VOST_ERROR_MISSING);
  g_assert_nonnull (strstr (error->message, "at all.mkv"));
  g_clear_error (&error);

  g_autofree char *path = made_path ("words.mkv");
  g_assert_true (g_file_set_contents (path, "These are only words, no film at all.\n", -1, NULL));
  g_assert_null (vost_picture_reader_new (path, 0, 0, GST_VIDEO_FORMAT_I420, &error));
  g_assert_nonnull (error);
  g_assert_true (error->domain == VOST_ERROR);
  g_assert_nonnull (strstr (error->message, "words.mkv"));
  g_clear_error (&error);
  g_assert_true (g_file_set_contents (path, "", 0, NULL));
  g_assert_null (vost_picture_reader_new (path, 0, 0, GST_VIDEO_FORMAT_I420, &error));
  g_assert_true (error != NULL && error->domain == VOST_ERROR);
  g_clear_error (&error);

  /* A film without sound. */
  if (made_can (&mp4_25))
    {
      g_autofree char *film = made_film (&mp4_25);
      g_assert_null (vost_sound_reader_new (film, 0, &error));
      g_assert_error (error, VOST_ERROR, VOST_ERROR_UNSUPPORTED);
      made_remove (film);
    }
  made_remove (path);
}

/* Half a film: what is there can be read, what is not gives an error or the last frame, never a
 * wrong one. */
static void
test_truncated (void)
{
  if (!made_can (&webm_25))
    return;
  g_autofree char *path = made_film (&webm_25);
  g_autofree char *contents = NULL;
  gsize size = 0;
  g_assert_true (g_file_get_contents (path, &contents, &size, NULL));
  g_assert_true (g_file_set_contents (path, contents, size / 2, NULL));
  g_autoptr (VostPictureReader) reader = open_reader (path, GST_VIDEO_FORMAT_I420);
  g_assert_cmpint (number_at (reader, start_of (&webm_25, 10)), ==, 10);
  g_autoptr (VostFrame) late = vost_picture_reader_get (reader, 5 * VOST_SECOND, NULL, NULL);
  if (late != NULL)
    g_assert_cmpint (made_read (late), <, 150);
  g_assert_cmpint (number_at (reader, start_of (&webm_25, 20)), ==, 20);
  made_remove (path);
}

static void
test_image (void)
{
  if (!made_has ("pngenc"))
    {
      g_test_skip ("the element pngenc is not installed");
      return;
    }
  g_autofree char *path = made_path ("still.png");
  g_autofree char *line =
      g_strdup_printf ("videotestsrc num-buffers=1 pattern=red ! video/x-raw,width=64,height=32 ! "
                       "pngenc snapshot=true ! filesink location=\"%s\"",
                       path);
  g_autoptr (GstElement) pipeline = gst_parse_launch (line, NULL);
  gst_element_set_state (pipeline, GST_STATE_PLAYING);
  made_wait (pipeline);
  g_autoptr (VostPictureReader) reader = open_reader (path, GST_VIDEO_FORMAT_BGRA);
  static const VostTime times[] = { 0, 5 * VOST_SECOND, VOST_SECOND, 3600 * VOST_SECOND, 0 };
  for (gsize i = 0; i < G_N_ELEMENTS (times); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (VostFrame) frame = vost_picture_reader_get (reader, times[i], NULL, &error);
      g_assert_no_error (error);
      g_autoptr (GBytes) bytes = vost_frame_get_bytes (frame, NULL);
      const guint8 *pixels = g_bytes_get_data (bytes, NULL);
      g_assert_cmpint (pixels[0], <, 30);
      g_assert_cmpint (pixels[2], >, 225);
    }
  made_remove (path);
}

#define SOUND_LENGTH (48000 * 6)

/* Every sample tells its own place, up to what 24 bits of a float can hold. */
static float
ramp (gint64 index, int channel)
{
  float value = (float) (index + 1) / 524288.0f;
  return channel == 0 ? value : -value;
}

/* @slack: how many samples the place may be off. */
static void
assert_ramp (VostSoundReader *reader, gint64 first, guint n, int slack)
{
  g_autoptr (GError) error = NULL;
  g_autofree float *out = g_new (float, n * 2);
  memset (out, 0xff, n * 2 * sizeof (float));
  g_assert_true (vost_sound_reader_get (reader, first, n, out, NULL, &error));
  g_assert_no_error (error);
  for (guint i = 0; i < n * 2; i++)
    {
      gint64 at = first + i / 2;
      float wanted = at < 0 || at >= SOUND_LENGTH ? 0 : ramp (at, i % 2);
      if (slack > 0 && (at < slack || at >= SOUND_LENGTH - slack))
        continue;
      g_assert_cmpfloat_with_epsilon (out[i], wanted, (slack + 0.5) / 524288.0);
    }
}

static void
test_sound (gconstpointer data)
{
  const char *const *spec = data; /* name, chain, factory needed, slack */
  int slack = (int) g_ascii_strtoll (spec[3], NULL, 10);
  if (!made_has (spec[2]))
    {
      g_test_skip ("its encoder is not installed");
      return;
    }
  g_autofree char *path = made_sound (spec[0], spec[1], SOUND_LENGTH, ramp);
  g_autoptr (GError) error = NULL;
  g_autoptr (VostSoundReader) reader = vost_sound_reader_new (path, 0, &error);
  g_assert_no_error (error);
  assert_ramp (reader, 0, 1000, slack);
  for (int i = 0; i < 50; i++)
    assert_ramp (reader, 1000 + i * 777, 777, slack);
  g_autoptr (GRand) rand = g_rand_new_with_seed (3);
  for (int i = 0; i < 40; i++)
    assert_ramp (reader, g_rand_int_range (rand, 0, SOUND_LENGTH - 3000), 3000, slack);
  assert_ramp (reader, -500, 1000, slack);
  assert_ramp (reader, -500, 300, slack);
  assert_ramp (reader, SOUND_LENGTH - 500, 1000, slack);
  assert_ramp (reader, SOUND_LENGTH - 700, 1000, slack);
  assert_ramp (reader, SOUND_LENGTH + 5000, 100, slack);
  assert_ramp (reader, 3, 1, slack);

  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_cancellable_cancel (cancellable);
  float out[200];
  g_assert_false (vost_sound_reader_get (reader, 200000, 100, out, cancellable, &error));
  g_assert_error (error, VOST_ERROR, VOST_ERROR_CANCELLED);
  assert_ramp (reader, 200000, 100, slack);
  made_remove (path);
}

static void
test_packages (void)
{
  static const char *const whats[][2] = { { "x264enc", "ugly" },        { "avdec_h264", "libav" },
                                          { "avenc_aac", "libav" },     { "vp8enc", "good" },
                                          { "matroskamux", "good" },    { "opusenc", "base" },
                                          { "video/x-vp9", "good" },    { "audio/x-ac3", "libav" },
                                          { "audio/x-opus", "base" },   { "autoaudiosink", "good" },
                                          { "x265enc, quality", "bad" } };
  for (gsize i = 0; i < G_N_ELEMENTS (whats); i++)
    {
      g_autofree char *words = vost_media_missing_package (whats[i][0]);
      g_assert_nonnull (strstr (words, whats[i][1]));
      g_assert_true (g_str_has_suffix (words, "."));
    }
  g_autofree char *detail = vost_media_missing_package (
      "gstreamer|1.0|vostok|H.264 decoder|decoder-video/x-h264, level=(string)3");
  g_assert_nonnull (strstr (detail, "libav"));
  g_autoptr (GstElement) sink = gst_object_ref_sink (vost_media_make_audio_sink ());
  g_assert_true (GST_IS_ELEMENT (sink));
}

int
main (int argc, char **argv)
{
  static const char *const wav[] = { "ramp.wav", "wavenc", "wavenc", "0" };
  /* It holds whole milliseconds: half of one is 24 samples. */
  static const char *const matroska[] = { "ramp.mkv", "audioconvert ! matroskamux", "matroskamux",
                                          "24" };
  g_test_init (&argc, &argv, NULL);
  vost_media_init ();
  static const MadeFilm *const films[] = { &mp4_25, &mkv_ntsc, &webm_25, &mkv_late, &mp4_ntsc };
  for (gsize i = 0; i < G_N_ELEMENTS (films); i++)
    {
      g_autofree char *random = g_strdup_printf ("/reader/random/%s", films[i]->name);
      g_autofree char *walk = g_strdup_printf ("/reader/walk/%s", films[i]->name);
      g_autofree char *ends = g_strdup_printf ("/reader/ends/%s", films[i]->name);
      g_test_add_data_func (random, films[i], test_random);
      g_test_add_data_func (walk, films[i], test_walk);
      g_test_add_data_func (ends, films[i], test_ends);
    }
  g_test_add_data_func ("/reader/key/mp4", &mp4_25, test_key);
  g_test_add_data_func ("/reader/key/mkv", &mkv_ntsc, test_key);
  g_test_add_data_func ("/reader/key/webm", &webm_25, test_key);
  g_test_add_func ("/reader/cancel", test_cancel);
  g_test_add_func ("/reader/uneven", test_uneven);
  g_test_add_func ("/reader/rotated", test_rotated);
  g_test_add_func ("/reader/corpus", test_corpus);
  g_test_add_func ("/reader/scaled", test_scaled);
  g_test_add_func ("/reader/failures", test_failures);
  g_test_add_func ("/reader/truncated", test_truncated);
  g_test_add_func ("/reader/image", test_image);
  g_test_add_data_func ("/sound/wav", wav, test_sound);
  g_test_add_data_func ("/sound/matroska", matroska, test_sound);
  g_test_add_func ("/media/packages", test_packages);
  return g_test_run ();
}
