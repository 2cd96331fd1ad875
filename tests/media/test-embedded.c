/* Subtitle tracks taken out of films. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <vostok/media/embedded.h>

#include <vostok/core/markup.h>
#include <vostok/media/media.h>

#include "tiny-media.h"

static const char srt_text[] = "1\n00:00:00,200 --> 00:00:00,800\nHello <i>you</i> & 3 < 4\n\n"
                               "2\n00:00:01,000 --> 00:00:01,700\n{\\an8}Top\nsecond line\n\n"
                               "3\n00:00:01,800 --> 00:00:01,950\nFish & chips, \"3 < 4\"\n\n";

static char *
make (const char *name, const char *codec)
{
  g_autofree char *srt = tiny_write ("in.srt", srt_text, -1);
  g_autofree char *plain =
      tiny_write ("plain.srt", "1\n00:00:00,500 --> 00:00:01,500\nDeuxième\n\n", -1);
  g_autofree char *path = tiny_path (name);
  const char *const arguments[] = { "-f",
                                    "lavfi",
                                    "-i",
                                    "testsrc=s=64x48:r=10:d=2",
                                    "-i",
                                    srt,
                                    "-i",
                                    plain,
                                    "-map",
                                    "0",
                                    "-map",
                                    "1",
                                    "-map",
                                    "2",
                                    "-c:v",
                                    g_str_has_suffix (name, "mp4") ? "mpeg4" : "libvpx",
                                    "-c:s",
                                    codec,
                                    "-metadata:s:s:0",
                                    "language=eng",
                                    "-metadata:s:s:1",
                                    "language=fra",
                                    "-metadata:s:s:1",
                                    "title=Pour tous",
                                    path,
                                    NULL };

  return tiny_ffmpeg (arguments) ? g_steal_pointer (&path) : NULL;
}

static VostSubtitles *
read_track (const char *path, guint index)
{
  g_autoptr (GError) error = NULL;
  VostSubtitles *subs = vost_embedded_read (path, index, NULL, &error);

  g_assert_no_error (error);
  g_assert_nonnull (subs);
  return subs;
}

static const VostCue *
cue_at (VostSubtitles *subs, guint index)
{
  g_assert_cmpuint (index, <, subs->cues->len);

  const VostCue *cue = g_ptr_array_index (subs->cues, index);

  g_assert_cmpuint (VOST_RECORD (cue)->parent, ==, VOST_RECORD_ID (subs->track));
  return cue;
}

static void
assert_cue (VostSubtitles *subs, guint index, VostTime start, VostTime end, const char *plain)
{
  const VostCue *cue = cue_at (subs, index);
  g_autofree char *text = vost_markup_to_plain (cue->text);

  g_assert_cmpint (cue->start, ==, start * VOST_MSECOND);
  g_assert_cmpint (cue->end, ==, end * VOST_MSECOND);
  g_assert_cmpstr (text, ==, plain);
}

static void
test_subrip (void)
{
  g_autofree char *path = make ("srt.mkv", "subrip");

  if (path == NULL)
    return;

  g_autoptr (VostSubtitles) first = read_track (path, 0);
  g_autoptr (VostSubtitles) second = read_track (path, 1);

  g_assert_cmpuint (first->cues->len, ==, 3);
  g_assert_cmpstr (first->track->format, ==, "srt");
  g_assert_cmpstr (first->track->language, ==, "en");
  assert_cue (first, 0, 200, 800, "Hello you & 3 < 4");
  assert_cue (first, 1, 1000, 1700, "Top\nsecond line");
  assert_cue (first, 2, 1800, 1950, "Fish & chips, \"3 < 4\"");
  g_assert_nonnull (strstr (cue_at (first, 0)->text, "<i>you</i>"));
  g_assert_nonnull (strstr (cue_at (first, 1)->text, "{\\an8}"));

  g_assert_cmpuint (second->cues->len, ==, 1);
  g_assert_cmpstr (second->track->language, ==, "fr");
  g_assert_cmpstr (second->track->title, ==, "Pour tous");
  assert_cue (second, 0, 500, 1500, "Deuxième");
}

static void
test_ass (void)
{
  g_autofree char *path = make ("ass.mkv", "ass");

  if (path == NULL)
    return;

  g_autoptr (VostSubtitles) subs = read_track (path, 0);

  g_assert_cmpuint (subs->cues->len, ==, 3);
  g_assert_cmpstr (subs->track->format, ==, "ass");
  assert_cue (subs, 0, 200, 800, "Hello you & 3 < 4");
  assert_cue (subs, 1, 1000, 1700, "Top\nsecond line");
  g_assert_cmpstr (cue_at (subs, 0)->style, ==, "Default");
  /* The styles come along. */
  g_assert_nonnull (strstr (subs->track->header, "[V4+ Styles]"));
  g_assert_nonnull (strstr (subs->track->header, "Style: Default,"));
}

static void
test_webvtt (void)
{
  g_autofree char *path = make ("vtt.webm", "webvtt");

  if (path == NULL)
    return;

  g_autoptr (VostSubtitles) subs = read_track (path, 0);

  g_assert_cmpuint (subs->cues->len, ==, 3);
  g_assert_cmpstr (subs->track->format, ==, "webvtt");
  assert_cue (subs, 1, 1000, 1700, "Top\nsecond line");
}

static void
test_timed_text (void)
{
  g_autofree char *path = make ("tx3g.mp4", "mov_text");

  if (path == NULL)
    return;

  g_autoptr (VostSubtitles) subs = read_track (path, 0);
  g_autoptr (VostSubtitles) second = read_track (path, 1);

  g_assert_cmpuint (subs->cues->len, ==, 3);
  assert_cue (subs, 0, 200, 800, "Hello you & 3 < 4");
  assert_cue (subs, 2, 1800, 1950, "Fish & chips, \"3 < 4\"");
  g_assert_cmpstr (second->track->language, ==, "fr");
  assert_cue (second, 0, 500, 1500, "Deuxième");
}

static void
expect_error (const char *path, guint index, VostError code)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (vost_embedded_read (path, index, NULL, &error));
  g_assert_error (error, VOST_ERROR, (int) code);
}

static void
test_errors (void)
{
  static const char *const needs[] = { "vp8enc", "matroskamux", NULL };
  g_autofree char *missing = tiny_path ("not-there.mkv");
  g_autofree char *noise = tiny_write ("noise.mkv", "This is no film.", -1);
  g_autofree char *head = tiny_write ("head.mkv", "\x1a\x45\xdf\xa3\x9f", -1);
  g_autofree char *box = tiny_write ("box.mp4",
                                     "\0\0\0\x10"
                                     "ftypisom",
                                     12);

  expect_error (missing, 0, VOST_ERROR_MISSING);
  expect_error (noise, 0, VOST_ERROR_UNSUPPORTED);
  expect_error (head, 0, VOST_ERROR_BAD_INPUT);
  expect_error (box, 0, VOST_ERROR_BAD_INPUT);
  if (!tiny_can (needs))
    return;

  g_autofree char *film = tiny_make (
      "film.mkv",
      "videotestsrc num-buffers=5 ! video/x-raw,width=64,height=36,framerate=10/1 ! vp8enc ! "
      "matroskamux");

  expect_error (film, 0, VOST_ERROR_BAD_INPUT);

  g_autoptr (GCancellable) cancelled = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancelled);
  g_assert_null (vost_embedded_read (film, 0, cancelled, &error));
  g_assert_error (error, VOST_ERROR, VOST_ERROR_CANCELLED);
}

/* Pictures of text. */
static void
test_pictures (void)
{
  g_autofree char *path = tiny_corpus ("formats/subtitleedit-files/sample_MKV_VobSub_PGS.mkv");

  if (path == NULL)
    return;
  expect_error (path, 0, VOST_ERROR_UNSUPPORTED);
}

static void
test_others_files (void)
{
  static const char *const names[] = { "sample_MKV_SRT.mkv", "sample_MP4_SRT.mp4" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *relative = g_strconcat ("formats/subtitleedit-files/", names[i], NULL);
      g_autofree char *path = tiny_corpus (relative);

      if (path == NULL)
        return;

      g_autoptr (GError) error = NULL;
      g_autoptr (VostSubtitles) subs = vost_embedded_read (path, 0, NULL, &error);

      g_test_message ("%s: %u cues, %s", names[i], subs != NULL ? subs->cues->len : 0,
                      error != NULL ? error->message : subs->track->language);
      g_assert_no_error (error);
      g_assert_cmpuint (subs->cues->len, ==, 2);
      for (guint j = 0; j < subs->cues->len; j++)
        g_assert_cmpint (cue_at (subs, j)->start, <, cue_at (subs, j)->end);
    }
}

int
main (int argc, char *argv[])
{
  int status;

  g_test_init (&argc, &argv, NULL);
  vost_media_init ();
  g_test_add_func ("/embedded/subrip", test_subrip);
  g_test_add_func ("/embedded/ass", test_ass);
  g_test_add_func ("/embedded/webvtt", test_webvtt);
  g_test_add_func ("/embedded/timed-text", test_timed_text);
  g_test_add_func ("/embedded/errors", test_errors);
  g_test_add_func ("/embedded/pictures", test_pictures);
  g_test_add_func ("/embedded/others-files", test_others_files);
  status = g_test_run ();
  tiny_clean_up ();
  return status;
}
