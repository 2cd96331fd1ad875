/* Tests of the mixer: which picture and which sample the programme has at an instant. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <vostok/media/mixer.h>

#include <math.h>

#include <vostok/core/diagnostic.h>
#include <vostok/media/media.h>
#include <vostok/media/reader.h>

#include "made-remix.h"

#define X264                                                                                       \
  "x264enc key-int-max=50 bframes=2 b-adapt=false quantizer=20 pass=qual speed-preset=veryfast ! " \
  "h264parse"

static const MadeFilm pal = { "pal.mp4", "x264enc", X264, "mp4mux", NULL, 25, 1, 150, 128, 64, 0 };
static const MadeFilm ntsc = { "ntsc.mkv", "x264enc", X264, "matroskamux", NULL, 30000, 1001, 180,
                               128,        64,        0 };
static const MadeFilm cinema = { "cinema.mp4", "x264enc", X264, "mp4mux", NULL, 24000,
                                 1001,         150,       128,  64,       0 };

static VostMixer *
mixer_for (MadeRemix *remix, int width, int height, GstVideoFormat format)
{
  g_autoptr (VostSnapshot) snapshot = vost_project_snapshot (remix->project);
  VostMixer *mixer = vost_mixer_new (width, height, format);
  vost_mixer_set_snapshot (mixer, snapshot);
  return mixer;
}

static VostFrame *
picture_at (VostMixer *mixer, VostTime t)
{
  g_autoptr (GError) error = NULL;
  VostFrame *frame = vost_mixer_get_picture (mixer, t, TRUE, NULL, &error);
  g_assert_no_error (error);
  g_assert_nonnull (frame);
  return frame;
}

/* The number of the source frame that the contract wants at timeline frame @n. */
static int
wanted_number (const VostClip *clip, VostRate rate, VostRate timeline, gint64 n)
{
  VostTime t = vost_source_frame (clip, rate, timeline, vost_rate_frame_start (timeline, n));
  return (int) vost_rate_frame_nearest (rate, t);
}

static guint32
checksum (VostFrame *frame)
{
  GstMapInfo map;
  guint32 sum = 5381;
  gst_buffer_map (frame->buffer, &map, GST_MAP_READ);
  for (gsize i = 0; i < map.size; i++)
    sum = sum * 33 + map.data[i];
  gst_buffer_unmap (frame->buffer, &map);
  return sum;
}

/* Scrubbed at random, played through, and read straight from the source: always the same picture.
 */
static void
test_parity (gconstpointer data)
{
  const VostRate timeline = *(const VostRate *) data;
  static const MadeFilm *const films[] = { &pal, &ntsc, &cinema };
  static const char *const lanes[] = { "video", NULL };
  if (!made_can (&pal) || !made_can (&ntsc))
    return;
  MadeRemix remix = made_remix (128, 64, timeline, lanes);
  char *paths[3];
  g_autoptr (GPtrArray) clips = g_ptr_array_new_with_free_func (vost_record_unref);
  VostTime at = 0;
  for (int i = 0; i < 9; i++)
    {
      const MadeFilm *film = films[i % 3];
      VostRate rate = { film->num, film->den };
      if (i < 3)
        paths[i] = made_film (film);
      VostId source = made_source (&remix, paths[i % 3], "film", rate);
      VostTime in = vost_rate_frame_start (rate, 11 * i);
      VostClip *clip =
          made_clip (remix.lanes[0], source, at, in, in + vost_rate_frame_start (rate, 17 + i));
      clip->speed = i == 7 ? 2000 : i == 8 ? 500 : 1000;
      g_ptr_array_add (clips, vost_record_ref (clip));
      at = vost_clip_span (clip).end;
      made_insert (remix.project, clip);
    }

  gint64 n = vost_rate_frame_at (timeline, at - 1) + 1;
  g_autofree guint32 *sums = g_new0 (guint32, n);
  g_autoptr (VostMixer) scrubbed = mixer_for (&remix, 128, 64, GST_VIDEO_FORMAT_I420);
  g_autoptr (GRand) rand = g_rand_new_with_seed (11);
  for (int i = 0; i < 150; i++)
    {
      gint64 frame = g_rand_int_range (rand, 0, (gint32) n);
      VostTime length = vost_rate_frame_start (timeline, 1);
      VostTime t = vost_rate_frame_start (timeline, frame) + g_rand_int_range (rand, 0, length - 1);
      g_autoptr (VostFrame) picture = picture_at (scrubbed, t);
      sums[frame] = checksum (picture);
    }

  g_autoptr (VostMixer) played = mixer_for (&remix, 128, 64, GST_VIDEO_FORMAT_I420);
  vost_mixer_set_strict (played, TRUE);
  guint clip = 0;
  for (gint64 i = 0; i < n; i++)
    {
      VostTime start = vost_rate_frame_start (timeline, i);
      g_autoptr (VostFrame) picture = picture_at (played, start);
      g_assert_cmpint (picture->span.start, ==, start);
      g_assert_cmpint (picture->span.end, ==, vost_rate_frame_start (timeline, i + 1));
      while (clip + 1 < clips->len && vost_clip_span (clips->pdata[clip]).end <= start)
        clip++;
      VostRate rate = { films[clip % 3]->num, films[clip % 3]->den };
      g_assert_cmpint (made_read (picture), ==,
                       wanted_number (clips->pdata[clip], rate, timeline, i));
      if (sums[i] != 0)
        g_assert_cmpuint (checksum (picture), ==, sums[i]);
      vost_mixer_prepare (played, start);
    }
  for (int i = 0; i < 3; i++)
    {
      made_remove (paths[i]);
      g_free (paths[i]);
    }
  g_object_unref (remix.project);
}

/* One clip of the right size is the reader's very picture. */
static void
test_untouched (void)
{
  static const char *const lanes[] = { "video", NULL };
  if (!made_can (&pal))
    return;
  g_autofree char *path = made_film (&pal);
  MadeRemix remix = made_remix (128, 64, (VostRate){ 25, 1 }, lanes);
  VostId source = made_source (&remix, path, "film", (VostRate){ 25, 1 });
  made_insert (remix.project, made_clip (remix.lanes[0], source, 0, 0, 4 * VOST_SECOND));
  g_autoptr (VostMixer) mixer = mixer_for (&remix, 128, 64, GST_VIDEO_FORMAT_BGRA);
  g_autoptr (VostPictureReader) reader =
      vost_picture_reader_new (path, 128, 64, GST_VIDEO_FORMAT_BGRA, NULL);
  for (int i = 99; i > 0; i -= 7)
    {
      VostTime t =
          vost_rate_frame_start (pal.num == 25 ? (VostRate){ 25, 1 } : (VostRate){ 1, 1 }, i);
      g_autoptr (VostFrame) mixed = picture_at (mixer, t);
      g_autoptr (VostFrame) read = vost_picture_reader_get (reader, t, NULL, NULL);
      g_assert_cmpint (made_read (mixed), ==, i);
      g_assert_cmpuint (checksum (mixed), ==, checksum (read));
    }
  /* Key frame first. */
  g_autoptr (VostFrame) key = vost_mixer_get_picture (mixer, 3 * VOST_SECOND, FALSE, NULL, NULL);
  g_assert_cmpint (made_read (key), <=, 75);
  g_autoptr (VostFrame) after = picture_at (mixer, 10 * VOST_SECOND);
  g_autoptr (GBytes) bytes = vost_frame_get_bytes (after, NULL);
  const guint8 *black = g_bytes_get_data (bytes, NULL);
  g_assert_cmpint (black[0] + black[1] + black[2], ==, 0);
  g_assert_cmpint (black[3], ==, 255);
  made_remove (path);
  g_object_unref (remix.project);
}

static char *
made_still (const char *name, guint32 argb, int width, int height)
{
  g_autofree char *path = made_path (name);
  g_autofree char *line = g_strdup_printf (
      "videotestsrc num-buffers=1 pattern=solid-color foreground-color=0x%08x ! "
      "video/x-raw,format=RGB,width=%d,height=%d ! pngenc snapshot=true ! filesink location=\"%s\"",
      argb, width, height, path);
  g_autoptr (GstElement) pipeline = gst_parse_launch (line, NULL);
  gst_element_set_state (pipeline, GST_STATE_PLAYING);
  made_wait (pipeline);
  return g_steal_pointer (&path);
}

/* Blue, green, red and alpha at a place. */
static void
assert_pixel (VostFrame *frame, int x, int y, guint8 b, guint8 g, guint8 r)
{
  gsize stride = 0;
  g_autoptr (GBytes) bytes = vost_frame_get_bytes (frame, &stride);
  const guint8 *at = (const guint8 *) g_bytes_get_data (bytes, NULL) + y * stride + x * 4;
  g_assert_cmpint (at[0], ==, b);
  g_assert_cmpint (at[1], ==, g);
  g_assert_cmpint (at[2], ==, r);
  g_assert_cmpint (at[3], ==, 255);
}

static guint8
blended (int a, int b, int weight)
{
  return (guint8) ((a * (256 - weight) + b * weight + 128) / 256);
}

static void
test_blends (void)
{
  static const char *const lanes[] = { "video", "video", NULL };
  if (!made_has ("pngenc") || !made_has ("pngdec"))
    {
      g_test_skip ("PNG is not installed");
      return;
    }
  g_autofree char *one = made_still ("one.png", 0xff64c80a, 64, 32);
  g_autofree char *two = made_still ("two.png", 0xff0032fa, 64, 32);
  g_autofree char *square = made_still ("square.png", 0xffffffff, 32, 32);
  MadeRemix remix = made_remix (64, 32, (VostRate){ 25, 1 }, lanes);
  VostId ids[3] = { made_source (&remix, one, "image", (VostRate){ 0, 1 }),
                    made_source (&remix, two, "image", (VostRate){ 0, 1 }),
                    made_source (&remix, square, "image", (VostRate){ 0, 1 }) };
  /* one: 0 to 3 s, fading in for 1 s; two: 2 to 5 s with 1 s of cross-fade; square above at 6 s,
   * fading out. */
  VostClip *first = made_clip (remix.lanes[0], ids[0], 0, 0, 3 * VOST_SECOND);
  first->fade_in = VOST_SECOND;
  made_insert (remix.project, first);
  made_insert (remix.project,
               made_clip (remix.lanes[0], ids[1], 2 * VOST_SECOND, 0, 6 * VOST_SECOND));
  VostClip *above = made_clip (remix.lanes[1], ids[2], 6 * VOST_SECOND, 0, VOST_SECOND);
  above->fade_out = VOST_SECOND / 2;
  made_insert (remix.project, above);
  g_autoptr (VostMixer) mixer = mixer_for (&remix, 64, 32, GST_VIDEO_FORMAT_BGRA);

  for (int i = 0; i < 25; i++)
    {
      g_autoptr (VostFrame) frame = picture_at (mixer, i * VOST_SECOND / 25);
      int w = 256 * i / 25;
      assert_pixel (frame, 5, 5, blended (0, 0x0a, w), blended (0, 0xc8, w), blended (0, 0x64, w));
    }
  g_autoptr (VostFrame) whole = picture_at (mixer, 3 * VOST_SECOND / 2);
  assert_pixel (whole, 63, 31, 0x0a, 0xc8, 0x64);
  for (int i = 0; i < 25; i++)
    {
      g_autoptr (VostFrame) frame = picture_at (mixer, 2 * VOST_SECOND + i * VOST_SECOND / 25);
      int w = 256 * i / 25;
      assert_pixel (frame, 9, 3, blended (0x0a, 0xfa, w), blended (0xc8, 0x32, w),
                    blended (0x64, 0x00, w));
    }
  g_autoptr (VostFrame) second = picture_at (mixer, 3 * VOST_SECOND);
  assert_pixel (second, 0, 0, 0xfa, 0x32, 0x00);

  /* The upper lane covers the lower one, black borders and all. */
  g_autoptr (VostFrame) boxed = picture_at (mixer, 6 * VOST_SECOND);
  assert_pixel (boxed, 32, 16, 255, 255, 255);
  assert_pixel (boxed, 17, 16, 255, 255, 255);
  assert_pixel (boxed, 14, 16, 0, 0, 0);
  assert_pixel (boxed, 50, 16, 0, 0, 0);
  g_autoptr (VostFrame) fading = picture_at (mixer, 6 * VOST_SECOND + 19 * VOST_SECOND / 25);
  int left = 256 * 6 * 2 / 25;
  assert_pixel (fading, 32, 16, blended (0, 255, left), blended (0, 255, left),
                blended (0, 255, left));
  g_autoptr (VostFrame) below = picture_at (mixer, 7 * VOST_SECOND);
  assert_pixel (below, 32, 16, 0xfa, 0x32, 0x00);

  made_remove (one);
  made_remove (two);
  made_remove (square);
  g_object_unref (remix.project);
}

/* The same in planes: Y, U and V of a fade from black. */
static void
test_planes (void)
{
  static const char *const lanes[] = { "video", NULL };
  if (!made_has ("pngenc") || !made_has ("pngdec"))
    {
      g_test_skip ("PNG is not installed");
      return;
    }
  g_autofree char *white = made_still ("white.png", 0xffffffff, 64, 32);
  MadeRemix remix = made_remix (64, 48, (VostRate){ 25, 1 }, lanes);
  VostId id = made_source (&remix, white, "image", (VostRate){ 0, 1 });
  VostClip *clip = made_clip (remix.lanes[0], id, 0, 0, 2 * VOST_SECOND);
  clip->fade_in = VOST_SECOND;
  made_insert (remix.project, clip);
  g_autoptr (VostMixer) mixer = mixer_for (&remix, 64, 48, GST_VIDEO_FORMAT_I420);
  for (int i = 0; i <= 25; i += 5)
    {
      g_autoptr (VostFrame) frame = picture_at (mixer, i * VOST_SECOND / 25);
      GstVideoFrame mapped;
      g_assert_true (gst_video_frame_map (&mapped, &frame->info, frame->buffer, GST_MAP_READ));
      const guint8 *luma = GST_VIDEO_FRAME_PLANE_DATA (&mapped, 0);
      const guint8 *chroma = GST_VIDEO_FRAME_PLANE_DATA (&mapped, 1);
      int stride = GST_VIDEO_FRAME_PLANE_STRIDE (&mapped, 0);
      g_assert_cmpint (luma[24 * stride + 30], ==, blended (16, 235, 256 * i / 25));
      g_assert_cmpint (luma[3 * stride + 30], ==, 16);
      g_assert_cmpint (luma[44 * stride + 30], ==, 16);
      g_assert_cmpint (chroma[12 * GST_VIDEO_FRAME_PLANE_STRIDE (&mapped, 1) + 15], ==, 128);
      gst_video_frame_unmap (&mapped);
    }
  made_remove (white);
  g_object_unref (remix.project);
}

static void
test_titles (void)
{
  static const char *const lanes[] = { "video", "title", NULL };
  MadeRemix remix = made_remix (320, 180, (VostRate){ 25, 1 }, lanes);
  VostClip *title = made_clip (remix.lanes[1], VOST_ID_NONE, VOST_SECOND, 0, 2 * VOST_SECOND);
  vost_set_string (&title->title, "Hello");
  vost_set_string (&title->style, "title");
  made_insert (remix.project, title);
  g_autoptr (VostMixer) mixer = mixer_for (&remix, 320, 180, GST_VIDEO_FORMAT_BGRA);
  g_autoptr (VostFrame) before = picture_at (mixer, 0);
  g_autoptr (VostFrame) during = picture_at (mixer, 3 * VOST_SECOND / 2);
  g_autoptr (VostFrame) after = picture_at (mixer, 3 * VOST_SECOND);
  g_assert_cmpuint (checksum (before), ==, checksum (after));
  g_assert_cmpuint (checksum (before), !=, checksum (during));
  g_object_unref (remix.project);
}

static void
test_unreadable (void)
{
  static const char *const lanes[] = { "video", "audio", NULL };
  MadeRemix remix = made_remix (64, 32, (VostRate){ 25, 1 }, lanes);
  VostId gone = made_source (&remix, "/nowhere/gone.mkv", "film", (VostRate){ 25, 1 });
  made_insert (remix.project, made_clip (remix.lanes[0], gone, 0, 0, VOST_SECOND));
  made_insert (remix.project, made_clip (remix.lanes[1], gone, 0, 0, VOST_SECOND));
  g_autoptr (VostMixer) mixer = mixer_for (&remix, 64, 32, GST_VIDEO_FORMAT_BGRA);
  g_autoptr (VostFrame) black = picture_at (mixer, 0);
  assert_pixel (black, 0, 0, 0, 0, 0);
  float out[200];
  g_assert_true (vost_mixer_get_sound (mixer, 0, 100, out, NULL, NULL));
  g_assert_cmpfloat (out[150], ==, 0);

  g_autoptr (GError) error = NULL;
  vost_mixer_set_strict (mixer, TRUE);
  g_assert_null (vost_mixer_get_picture (mixer, VOST_SECOND / 2, TRUE, NULL, &error));
  g_assert_error (error, VOST_ERROR, VOST_ERROR_MISSING);
  g_clear_error (&error);
  g_assert_false (vost_mixer_get_sound (mixer, 0, 100, out, NULL, &error));
  g_assert_error (error, VOST_ERROR, VOST_ERROR_MISSING);
  g_object_unref (remix.project);
}

/* A slow ramp, small enough never to be bent. */
static float
ramp (gint64 index, int channel)
{
  float value = (float) (index + 1) / 1048576.0f;
  return channel == 0 ? value : -value;
}

static float
ones (gint64 index, int channel)
{
  return 0.5f;
}

static void
get_sound (VostMixer *mixer, gint64 first, guint n, float *out)
{
  g_autoptr (GError) error = NULL;
  memset (out, 0xff, n * 2 * sizeof (float));
  g_assert_true (vost_mixer_get_sound (mixer, first, n, out, NULL, &error));
  g_assert_no_error (error);
}

static void
test_sound_places (void)
{
  static const char *const lanes[] = { "audio", NULL };
  g_autofree char *path = made_sound ("ramp.wav", "wavenc", 48000 * 4, ramp);
  MadeRemix remix = made_remix (64, 32, (VostRate){ 25, 1 }, lanes);
  VostId source = made_source (&remix, path, "audio", (VostRate){ 0, 1 });
  /* Three pieces: at 0.5 s from 1 s on; straight on; at double speed. */
  made_insert (remix.project, made_clip (remix.lanes[0], source, VOST_SECOND / 2, VOST_SECOND,
                                         3 * VOST_SECOND / 2));
  made_insert (remix.project, made_clip (remix.lanes[0], source, VOST_SECOND, 3 * VOST_SECOND / 2,
                                         2 * VOST_SECOND));
  VostClip *fast = made_clip (remix.lanes[0], source, 2 * VOST_SECOND, 0, 2 * VOST_SECOND);
  fast->speed = 2000;
  made_insert (remix.project, fast);
  g_autoptr (VostMixer) mixer = mixer_for (&remix, 2, 2, GST_VIDEO_FORMAT_BGRA);

  float out[2000];
  for (gint64 first = 23000; first < 73000; first += 1000)
    {
      get_sound (mixer, first, 1000, out);
      for (int i = 0; i < 2000; i++)
        {
          gint64 at = first + i / 2;
          gboolean heard = at >= 24000 && at < 72000;
          g_assert_cmpfloat (out[i], ==, heard ? ramp (at + 24000, i % 2) : 0);
        }
    }
  get_sound (mixer, 96000, 1000, out);
  for (int i = 0; i < 1000; i++)
    g_assert_cmpfloat_with_epsilon (out[2 * i], ramp (2 * i, 0), 1e-6);
  /* Backwards and across an edge. */
  get_sound (mixer, 23990, 20, out);
  g_assert_cmpfloat (out[18], ==, 0);
  g_assert_cmpfloat (out[20], ==, ramp (48000, 0));
  made_remove (path);
  g_object_unref (remix.project);
}

static void
test_sound_levels (void)
{
  static const char *const lanes[] = { "audio", "audio", "audio", NULL };
  g_autofree char *path = made_sound ("ones.wav", "wavenc", 48000 * 4, ones);
  MadeRemix remix = made_remix (64, 32, (VostRate){ 25, 1 }, lanes);
  VostId source = made_source (&remix, path, "audio", (VostRate){ 0, 1 });
  VostClip *first = made_clip (remix.lanes[0], source, 0, 0, 2 * VOST_SECOND);
  first->gain = -6000;
  first->fade_in = VOST_SECOND / 10;
  made_insert (remix.project, first);
  VostClip *second = made_clip (remix.lanes[0], source, VOST_SECOND, 0, 2 * VOST_SECOND);
  second->gain = -6000;
  second->fade_out = VOST_SECOND / 10;
  made_insert (remix.project, second);
  /* On two other lanes, together far too loud. */
  for (int i = 1; i < 3; i++)
    made_insert (remix.project,
                 made_clip (remix.lanes[i], source, 4 * VOST_SECOND, 0, VOST_SECOND));
  g_autoptr (VostMixer) mixer = mixer_for (&remix, 2, 2, GST_VIDEO_FORMAT_BGRA);
  float full = 0.5f * powf (10, -0.3f);
  float out[2];
  get_sound (mixer, 0, 1, out);
  g_assert_cmpfloat (out[0], ==, 0);
  get_sound (mixer, 2400, 1, out);
  g_assert_cmpfloat_with_epsilon (out[0], full / 2, 1e-5);
  get_sound (mixer, 24000, 1, out);
  g_assert_cmpfloat_with_epsilon (out[0], full, 1e-5);
  /* A quarter of the cross-fade: sine and cosine of 22.5 degrees. */
  get_sound (mixer, 60000, 1, out);
  g_assert_cmpfloat_with_epsilon (out[1], full * (cosf (G_PI / 8) + sinf (G_PI / 8)), 1e-4);
  get_sound (mixer, 3 * 48000 - 1200, 1, out);
  g_assert_cmpfloat_with_epsilon (out[0], full / 4, 1e-4);
  get_sound (mixer, 3 * 48000 + 10, 1, out);
  g_assert_cmpfloat (out[0], ==, 0);
  get_sound (mixer, 4 * 48000 + 100, 1, out);
  g_assert_cmpfloat (out[0], >, 0.95);
  g_assert_cmpfloat (out[0], <, 1);
  made_remove (path);
  g_object_unref (remix.project);
}

static void
test_cancel (void)
{
  static const char *const lanes[] = { "video", "audio", NULL };
  if (!made_can (&pal))
    return;
  g_autofree char *path = made_film (&pal);
  MadeRemix remix = made_remix (128, 64, (VostRate){ 25, 1 }, lanes);
  VostId source = made_source (&remix, path, "film", (VostRate){ 25, 1 });
  made_insert (remix.project, made_clip (remix.lanes[0], source, 0, 0, 4 * VOST_SECOND));
  g_autoptr (VostMixer) mixer = mixer_for (&remix, 128, 64, GST_VIDEO_FORMAT_BGRA);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_cancellable_cancel (cancellable);
  g_autoptr (GError) error = NULL;
  g_assert_null (vost_mixer_get_picture (mixer, 2 * VOST_SECOND, TRUE, cancellable, &error));
  g_assert_error (error, VOST_ERROR, VOST_ERROR_CANCELLED);
  g_autoptr (VostFrame) frame = picture_at (mixer, 2 * VOST_SECOND);
  g_assert_cmpint (made_read (frame), ==, 50);
  made_remove (path);
  g_object_unref (remix.project);
}

int
main (int argc, char **argv)
{
  static const VostRate rates[] = { { 25, 1 }, { 30000, 1001 }, { 24, 1 } };
  g_test_init (&argc, &argv, NULL);
  vost_media_init ();
  g_test_add_data_func ("/mixer/parity/25", &rates[0], test_parity);
  g_test_add_data_func ("/mixer/parity/29.97", &rates[1], test_parity);
  g_test_add_data_func ("/mixer/parity/24", &rates[2], test_parity);
  g_test_add_func ("/mixer/untouched", test_untouched);
  g_test_add_func ("/mixer/blends", test_blends);
  g_test_add_func ("/mixer/planes", test_planes);
  g_test_add_func ("/mixer/titles", test_titles);
  g_test_add_func ("/mixer/unreadable", test_unreadable);
  g_test_add_func ("/mixer/sound/places", test_sound_places);
  g_test_add_func ("/mixer/sound/levels", test_sound_levels);
  g_test_add_func ("/mixer/cancel", test_cancel);
  return g_test_run ();
}
