/* What is in a file: streams, tags, and words for what is wrong with it. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <vostok/media/probe.h>

#include <json-glib/json-glib.h>

#include <vostok/core/diagnostic.h>
#include <vostok/media/media.h>

#include "tiny-media.h"

static const char *const film_needs[] = { "vp8enc", "vorbisenc", "matroskamux", "taginject", NULL };

#define PICTURE                                                                                    \
  "videotestsrc num-buffers=20 ! video/x-raw,width=64,height=36,framerate=10/1 ! vp8enc"
#define SOUND                                                                                      \
  "audiotestsrc num-buffers=20 samplesperbuffer=4410 ! audio/x-raw,rate=44100,channels=1 ! "       \
  "audioconvert ! vorbisenc"

static char *
make_film (const char *name)
{
  return tiny_make_tagged (
      name,
      PICTURE " ! mux. " SOUND
              " ! taginject tags=\"language-code=(string)fr\" ! mux. matroskamux name=mux",
      "title=(string)\"The Moon\",artist=(string)\"A Maker\"");
}

static VostProbe *
probe (const char *path)
{
  g_autoptr (GError) error = NULL;
  VostProbe *found = vost_probe_file (path, NULL, &error);

  g_assert_no_error (error);
  g_assert_nonnull (found);
  return found;
}

static void
test_film (void)
{
  if (!tiny_can (film_needs))
    return;

  g_autofree char *path = make_film ("film.mkv");
  g_autoptr (VostProbe) found = probe (path);
  const VostStream *video = vost_probe_first (found, "video");
  const VostStream *audio = vost_probe_first (found, "audio");

  g_assert_cmpstr (found->container, ==, "matroska");
  g_assert_cmpuint (found->streams->len, ==, 2);
  g_assert_cmpint (ABS (found->duration - 2 * VOST_SECOND), <, 100 * VOST_MSECOND);
  g_assert_true (found->seekable);
  g_assert_nonnull (video);
  g_assert_cmpstr (video->codec, ==, "vp8");
  g_assert_cmpint (video->width, ==, 64);
  g_assert_cmpint (video->height, ==, 36);
  g_assert_cmpint (video->rate.num, ==, 10 * video->rate.den);
  g_assert_true (video->decodable);
  g_assert_cmpstr (video->missing, ==, "");
  g_assert_false (video->still);
  g_assert_nonnull (audio);
  g_assert_cmpstr (audio->codec, ==, "vorbis");
  g_assert_cmpint (audio->channels, ==, 1);
  g_assert_cmpint (audio->sample_rate, ==, 44100);
  g_assert_cmpstr (audio->language, ==, "fr");
  g_assert_null (vost_probe_first (found, "subtitle"));
  g_assert_cmpstr (found->title, ==, "The Moon");
  g_assert_cmpuint (g_strv_length (found->creators), ==, 1);
  g_assert_cmpstr (found->creators[0], ==, "A Maker");
}

static void
test_ogg_tags (void)
{
  static const char *const needs[] = { "vorbisenc", "vorbistag", "oggmux", NULL };

  if (!tiny_can (needs))
    return;

  g_autofree char *path = tiny_make_tagged (
      "sound.ogg",
      "audiotestsrc num-buffers=10 samplesperbuffer=4800 ! audio/x-raw,rate=48000,channels=2 ! "
      "audioconvert ! vorbisenc ! vorbistag name=mux ! oggmux",
      "title=(string)Song,artist=(string)B,copyright=(string)\"Copyright B\","
      "license-uri=(string)\"http://creativecommons.org/licenses/by/3.0/\","
      "datetime=(datetime)2011-03-04");
  g_autoptr (VostProbe) found = probe (path);
  g_autoptr (GError) error = NULL;
  g_autoptr (VostSource) source = vost_source_from_file (path, tiny_folder (), NULL, &error);

  g_assert_cmpstr (found->container, ==, "ogg");
  g_assert_cmpstr (found->title, ==, "Song");
  g_assert_cmpstr (found->creators[0], ==, "B");
  g_assert_cmpstr (found->licence, ==, "http://creativecommons.org/licenses/by/3.0/");
  g_assert_cmpstr (found->copyright, ==, "Copyright B");
  g_assert_cmpint (found->year, ==, 2011);

  g_assert_no_error (error);
  g_assert_cmpstr (source->media, ==, "audio");
  g_assert_cmpstr (source->path, ==, "sound.ogg");
  g_assert_cmpstr (source->title, ==, "Song");
  g_assert_cmpstr (source->creators[0], ==, "B");
  g_assert_cmpstr (source->licence, ==, "CC-BY-3.0");
  g_assert_cmpstr (source->licence_evidence, ==, "file metadata");
  g_assert_cmpstr (source->copyright, ==, "Copyright B");
  g_assert_cmpint (source->year, ==, 2011);
  g_assert_true (source->has_audio);
  g_assert_cmpint (source->width, ==, 0);
}

static void
test_image (void)
{
  static const char *const needs[] = { "pngenc", NULL };

  if (!tiny_can (needs))
    return;

  g_autofree char *path = tiny_make (
      "my_photo-hd.png", "videotestsrc num-buffers=1 ! video/x-raw,width=40,height=30 ! pngenc");
  g_autoptr (VostProbe) found = probe (path);
  const VostStream *video = vost_probe_first (found, "video");
  g_autoptr (GError) error = NULL;
  g_autoptr (VostSource) source = vost_source_from_file (path, NULL, NULL, &error);

  g_assert_nonnull (video);
  g_assert_cmpstr (video->codec, ==, "png");
  g_assert_true (video->still);
  g_assert_no_error (error);
  g_assert_cmpstr (source->media, ==, "image");
  g_assert_cmpint (source->width, ==, 40);
  g_assert_cmpint (source->duration, ==, VOST_TIME_NONE);
  g_assert_false (source->has_audio);
  /* Without a folder the name is whole. */
  g_assert_cmpstr (source->path, ==, path);
  /* Nothing but its name says what it is called; nothing says how it is licensed. */
  g_assert_cmpstr (source->title, ==, "My photo");
  g_assert_cmpstr (source->licence, ==, "");
  g_assert_cmpstr (source->licence_evidence, ==, "");
}

static const char *
get_origin (const VostSource *source, const char *field)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (GError) error = NULL;

  json_parser_load_from_data (parser, source->origin_of_values, -1, &error);
  g_assert_no_error (error);

  JsonObject *object = json_node_get_object (json_parser_get_root (parser));

  return json_object_has_member (object, field)
             ? g_intern_string (json_object_get_string_member (object, field))
             : NULL;
}

static void
test_source (void)
{
  if (!tiny_can (film_needs))
    return;

  g_autofree char *path = make_film ("source.mkv");
  g_autoptr (GError) error = NULL;
  g_autoptr (VostSource) source = vost_source_from_file (path, tiny_folder (), NULL, &error);
  g_autofree char *elsewhere = g_build_filename (tiny_folder (), "project", NULL);
  g_autoptr (VostSource) outside = vost_source_from_file (path, elsewhere, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (source->path, ==, "source.mkv");
  g_assert_cmpstr (outside->path, ==, path);
  g_assert_cmpstr (source->media, ==, "film");
  g_assert_cmpstr (source->title, ==, "The Moon");
  g_assert_cmpstr (get_origin (source, "title"), ==, "file metadata");
  g_assert_cmpint (source->width, ==, 64);
  g_assert_cmpint (source->height, ==, 36);
  g_assert_true (source->has_audio);
  g_assert_true (g_str_has_prefix (source->fingerprint, "sha256:"));
  g_assert_cmpuint (strlen (source->fingerprint), ==, 7 + 64);
  g_assert_cmpstr (source->fingerprint, ==, outside->fingerprint);
}

/* A name that the catalogue knows, on a file that says nothing of itself. */
static void
test_catalogue (void)
{
  static const char *const needs[] = { "vp8enc", "matroskamux", NULL };

  if (!tiny_can (needs))
    return;

  g_autofree char *path = tiny_make ("big_buck_bunny_720p.mkv", PICTURE " ! matroskamux");
  g_autofree char *other = tiny_make ("holiday_in_spain.mkv", PICTURE " ! matroskamux");
  g_autoptr (GError) error = NULL;
  g_autoptr (VostSource) known = vost_source_from_file (path, NULL, NULL, &error);
  g_autoptr (VostSource) unknown = vost_source_from_file (other, NULL, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (known->title, ==, "Big Buck Bunny");
  g_assert_cmpstr (get_origin (known, "title"), ==, "catalogue");
  g_assert_cmpstr (known->licence, ==, "CC-BY-3.0");
  g_assert_cmpstr (known->licence_evidence, ==, "catalogue");
  g_assert_cmpint (known->year, ==, 2008);

  g_assert_cmpstr (unknown->title, ==, "Holiday in spain");
  g_assert_cmpstr (get_origin (unknown, "title"), ==, "file name");
  g_assert_cmpstr (unknown->licence, ==, "");
  g_assert_null (get_origin (unknown, "licence"));
}

static void
expect_error (const char *path, VostError code)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *name = g_path_get_basename (path);

  g_assert_null (vost_probe_file (path, NULL, &error));
  g_assert_error (error, VOST_ERROR, (int) code);
  /* The file's name, and a sentence. */
  g_assert_nonnull (strstr (error->message, name));
  g_assert_true (g_str_has_suffix (error->message, "."));
}

static void
test_errors (void)
{
  g_autofree char *missing = tiny_path ("not-there.mkv");
  g_autofree char *empty = tiny_write ("empty.mkv", "", 0);
  g_autofree char *binary = tiny_write ("noise.mkv", "\x01\x02\x03\x04 nothing known", -1);
  g_autoptr (GCancellable) cancelled = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  expect_error (missing, VOST_ERROR_MISSING);
  expect_error (empty, VOST_ERROR_BAD_INPUT);
  expect_error (binary, VOST_ERROR_BAD_INPUT);
  expect_error (tiny_folder (), VOST_ERROR_BAD_INPUT);
  g_cancellable_cancel (cancelled);
  g_assert_null (vost_probe_file (binary, cancelled, &error));
  g_assert_error (error, VOST_ERROR, VOST_ERROR_CANCELLED);
}

/* Films cut short anywhere: an answer or an error, nothing else. */
static void
test_truncated (void)
{
  if (!tiny_can (film_needs))
    return;

  g_autofree char *path = make_film ("whole.mkv");
  g_autofree char *data = NULL;
  gsize len;

  g_assert_true (g_file_get_contents (path, &data, &len, NULL));
  /* Cut within its head GStreamer might wait for more: not for fifteen seconds. */
  g_autofree char *head = tiny_write ("head.mkv", data, 700);

  expect_error (head, VOST_ERROR_BAD_INPUT);
  for (guint i = 1; i < 8; i++)
    {
      g_autofree char *part = tiny_write ("part.mkv", data, (gssize) (len * i / 8));
      g_autoptr (GError) error = NULL;
      g_autoptr (VostProbe) found = vost_probe_file (part, NULL, &error);

      g_assert_true ((found != NULL) != (error != NULL));
      if (found != NULL)
        g_assert_cmpuint (found->streams->len, >, 0);
    }
}

static void
test_subtitles (void)
{
  g_autofree char *srt = tiny_write ("a.srt", "1\n00:00:00,200 --> 00:00:00,900\nHello\n\n", -1);
  g_autofree char *mkv = tiny_path ("subtitles.mkv");
  g_autofree char *mp4 = tiny_path ("subtitles.mp4");
  const char *const make_mkv[] = { "-f",
                                   "lavfi",
                                   "-i",
                                   "testsrc=s=64x48:r=10:d=1",
                                   "-i",
                                   srt,
                                   "-map",
                                   "0",
                                   "-map",
                                   "1",
                                   "-map",
                                   "1",
                                   "-map",
                                   "1",
                                   "-c:v",
                                   "libvpx",
                                   "-c:s:0",
                                   "subrip",
                                   "-c:s:1",
                                   "ass",
                                   "-c:s:2",
                                   "webvtt",
                                   "-metadata:s:s:0",
                                   "language=fre",
                                   "-metadata:s:s:1",
                                   "language=ger",
                                   "-metadata:s:s:1",
                                   "title=Deutsch",
                                   mkv,
                                   NULL };
  const char *const make_mp4[] = { "-i",   mkv,     "-map", "0:0",      "-map", "0:1",
                                   "-c:v", "mpeg4", "-c:s", "mov_text", mp4,    NULL };

  if (!tiny_ffmpeg (make_mkv) || !tiny_ffmpeg (make_mp4))
    return;

  static const char *const codecs[] = { "subrip", "ass", "webvtt" };
  static const char *const languages[] = { "fr", "de", "" };
  g_autoptr (VostProbe) found = probe (mkv);
  g_autoptr (VostProbe) other = probe (mp4);
  guint n = 0;

  for (guint i = 0; i < found->streams->len; i++)
    {
      const VostStream *stream = g_ptr_array_index (found->streams, i);

      if (!g_str_equal (stream->type, "subtitle"))
        continue;
      g_assert_cmpuint (n, <, 3);
      g_assert_cmpstr (stream->codec, ==, codecs[n]);
      g_assert_cmpstr (stream->language, ==, languages[n]);
      g_assert_true (stream->decodable);
      n++;
    }
  g_assert_cmpuint (n, ==, 3);
  g_assert_cmpstr (other->container, ==, "mp4");
  g_assert_nonnull (vost_probe_first (other, "subtitle"));
  g_assert_cmpstr (vost_probe_first (other, "subtitle")->codec, ==, "tx3g");
  g_assert_cmpstr (vost_probe_first (other, "video")->codec, ==, "mpeg4");

  /* A subtitle file is no film. */
  g_autoptr (GError) error = NULL;

  g_assert_null (vost_source_from_file (srt, NULL, NULL, &error));
  g_assert_nonnull (error);
  g_assert_true (error->domain == VOST_ERROR);
}

static void
test_fingerprint (void)
{
  g_autofree char *data = g_malloc0 (400000);
  g_autoptr (GError) error = NULL;
  g_autofree char *path = tiny_write ("print", data, 400000);
  g_autofree char *first = vost_fingerprint_file (path, &error);
  /* Size, beginning, middle and end count; what lies between does not. */
  static const gsize places[] = { 0, 65535, 200000, 399999, 100000 };

  g_assert_no_error (error);
  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    {
      data[places[i]] = 1;

      g_autofree char *again = tiny_write ("print", data, 400000);
      g_autofree char *changed = vost_fingerprint_file (again, &error);

      g_assert_cmpint (g_str_equal (first, changed), ==, places[i] == 100000);
      data[places[i]] = 0;
    }

  g_autofree char *shorter = tiny_write ("print", data, 399999);
  g_autofree char *small = tiny_write ("small", "x", 1);
  g_autofree char *of_shorter = vost_fingerprint_file (shorter, &error);
  g_autofree char *of_small = vost_fingerprint_file (small, &error);
  g_autofree char *missing = tiny_path ("missing");

  g_assert_no_error (error);
  g_assert_cmpstr (first, !=, of_shorter);
  g_assert_cmpuint (strlen (of_small), ==, 71);
  g_assert_null (vost_fingerprint_file (missing, &error));
  g_assert_error (error, VOST_ERROR, VOST_ERROR_MISSING);
}

static void
remove_decoders (const char *media)
{
  GstRegistry *registry = gst_registry_get ();
  g_autoptr (GstCaps) caps = gst_caps_new_empty_simple (media);
  GList *all =
      gst_element_factory_list_get_elements (GST_ELEMENT_FACTORY_TYPE_DECODER, GST_RANK_MARGINAL);
  GList *fitting = gst_element_factory_list_filter (all, caps, GST_PAD_SINK, FALSE);

  for (GList *l = fitting; l != NULL; l = l->next)
    gst_registry_remove_feature (registry, l->data);
  gst_plugin_feature_list_free (fitting);
  gst_plugin_feature_list_free (all);
}

/* Last: the decoders are gone for the rest of the program. */
static void
test_missing_decoder (void)
{
  if (!tiny_can (film_needs))
    return;

  g_autofree char *path = make_film ("undecodable.mkv");

  remove_decoders ("audio/x-vorbis");

  g_autoptr (VostProbe) found = probe (path);
  const VostStream *video = vost_probe_first (found, "video");
  const VostStream *audio = vost_probe_first (found, "audio");

  g_assert_true (video->decodable);
  g_assert_nonnull (audio);
  g_assert_cmpstr (audio->codec, ==, "vorbis");
  g_assert_false (audio->decodable);
  g_assert_nonnull (strstr (audio->missing, "Vorbis"));
  g_assert_nonnull (strstr (audio->missing, "base"));

  remove_decoders ("video/x-vp8");

  g_autoptr (GError) error = NULL;

  g_assert_null (vost_probe_file (path, NULL, &error));
  g_assert_error (error, VOST_ERROR, VOST_ERROR_MISSING);
  g_assert_nonnull (strstr (error->message, "undecodable.mkv"));
  g_assert_nonnull (strstr (error->message, "decoder"));
  g_assert_true (g_str_has_suffix (error->message, "."));
}

int
main (int argc, char *argv[])
{
  int status;

  g_test_init (&argc, &argv, NULL);
  vost_media_init ();
  g_test_add_func ("/probe/film", test_film);
  g_test_add_func ("/probe/ogg-tags", test_ogg_tags);
  g_test_add_func ("/probe/image", test_image);
  g_test_add_func ("/probe/source", test_source);
  g_test_add_func ("/probe/catalogue", test_catalogue);
  g_test_add_func ("/probe/errors", test_errors);
  g_test_add_func ("/probe/truncated", test_truncated);
  g_test_add_func ("/probe/subtitles", test_subtitles);
  g_test_add_func ("/probe/fingerprint", test_fingerprint);
  g_test_add_func ("/probe/missing-decoder", test_missing_decoder);
  status = g_test_run ();
  tiny_clean_up ();
  return status;
}
