/* Tests licence and credits inside files: written, read back, and read by other programs. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "release-helpers.h"

#define VIDEO                                                                                      \
  "videotestsrc num-buffers=10 ! video/x-raw,format=I420,width=64,height=48,framerate=25/1 ! "
#define CC_URL "https://creativecommons.org/licenses/by-nc-sa/4.0/"

typedef struct
{
  char *folder;
  VostAttribution *attribution;
} Fixture;

static void
set_up (Fixture *fix, gconstpointer data)
{
  fix->folder = g_dir_make_tmp ("vostok-tags-XXXXXX", NULL);
  fix->attribution = attribution_new ();
}

static void
tear_down (Fixture *fix, gconstpointer data)
{
  vost_attribution_free (fix->attribution);
  remove_tree (fix->folder);
  g_free (fix->folder);
}

static char *
in_folder (const Fixture *fix, const char *name)
{
  return g_build_filename (fix->folder, name, NULL);
}

/* Film of ten pictures; NULL and a skip when its elements are not installed. */
static char *
make_film (const Fixture *fix, const char *name, const char *needs, const char *rest)
{
  if (!has_elements (needs))
    {
      g_autofree char *reason =
          g_strdup_printf ("one of these GStreamer elements is missing: %s", needs);
      g_test_skip (reason);
      return NULL;
    }
  char *path = in_folder (fix, name);
  g_autofree char *description =
      g_strdup_printf ("%s %s ! filesink location=%s", VIDEO, rest, path);
  g_assert_true (run_pipeline (description));
  return path;
}

static gboolean
contains (GPtrArray *array, const char *value)
{
  return g_ptr_array_find_with_equal_func (array, value, g_str_equal, NULL);
}

static void
assert_found (const Fixture *fix, const char *path, const char *where)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (VostFoundRights) found = vost_rights_read (path, &error);
  g_assert_no_error (error);
  g_assert_true (vost_licence_equal (&found->licence, &fix->attribution->licence));
  g_assert_cmpstr (found->title, ==, TRICKY_TITLE);
  g_assert_true (contains (found->creators, "Zoë Ñandú & Cía."));
  g_assert_true (contains (found->found_in, where));
  g_assert_cmpuint (found->missing->len, ==, 0);
  g_assert_true (found->complete);
  g_assert_cmpstr (found->source, !=, "");
  assert_contains (found->changes, "“été” <subtitled>");
  g_assert_nonnull (found->attribution);
  g_assert_cmpuint (found->attribution->credits->len, ==, 2);
  const VostCredit *credit = g_ptr_array_index (found->attribution->credits, 1);
  g_assert_cmpstr (credit->title, ==, "Sintel");
  g_assert_cmpstr (credit->licence_spdx, ==, "CC-BY-3.0");
}

static char *
ffprobe (const char *path)
{
  int status = 0;
  char *out = run_tool (&status, NULL, "ffprobe", "-v", "error", "-show_format", "-show_streams",
                        "-of", "json", path, NULL);
  if (out == NULL)
    g_test_message ("ffprobe is not installed: not asked");
  return out;
}

static void
write_rights (const Fixture *fix, const char *path)
{
  g_autoptr (GError) error = NULL;
  g_assert_true (vost_rights_write (path, fix->attribution, &error));
  g_assert_no_error (error);
}

static void
test_matroska (Fixture *fix, gconstpointer data)
{
  g_autofree char *path = make_film (fix, "film.mkv", "vp8enc matroskamux", "vp8enc ! matroskamux");
  if (path == NULL)
    return;
  write_rights (fix, path);
  assert_found (fix, path, "matroska-tags");
  assert_found (fix, path, "attachment");
  assert_decodes (path);
  g_autofree char *probe = ffprobe (path);
  if (probe != NULL)
    {
      assert_contains (probe, "El último “cosmonauta” ©, \\\"otra vez\\\" — l'été");
      assert_contains (probe, CC_URL);
      assert_contains (probe, "ATTRIBUTION.txt");
      assert_contains (probe, "licence.json");
    }
}

static void
test_matroska_other_reader (Fixture *fix, gconstpointer data)
{
  g_autofree char *path = make_film (fix, "film.mkv", "vp8enc matroskamux", "vp8enc ! matroskamux");
  int status = 0;
  if (path == NULL)
    return;
  write_rights (fix, path);
  g_autofree char *info =
      run_tool (&status, NULL, "mkvinfo", "-a", "--ui-language", "en_US", path, NULL);
  if (info == NULL)
    {
      g_test_skip ("mkvinfo is not installed");
      return;
    }
  g_assert_cmpint (status, ==, 0);
  assert_contains (info, "Name: SAMPLE");
  assert_contains (info, "String: Blender Foundation");
  assert_contains (info, "Target type value: 50");
  assert_contains (info, "File name: licence.json");
  /* Every entry of the index at the front leads to what it names. */
  g_autofree char *copy = in_folder (fix, "copy.mkv");
  g_autofree char *merged = run_tool (&status, NULL, "mkvmerge", "-q", "-o", copy, path, NULL);
  g_assert_true (merged == NULL || status == 0);
}

static void
test_matroska_again (Fixture *fix, gconstpointer data)
{
  g_autofree char *path = make_film (fix, "film.mkv", "vp8enc matroskamux", "vp8enc ! matroskamux");
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;
  gsize n_first = 0;
  gsize n_second = 0;
  if (path == NULL)
    return;
  write_rights (fix, path);
  g_assert_true (g_file_get_contents (path, &first, &n_first, NULL));
  write_rights (fix, path);
  g_assert_true (g_file_get_contents (path, &second, &n_second, NULL));
  g_assert_cmpmem (first, n_first, second, n_second);
}

/* mkvmerge puts tags and attachments in front: they become empty space, fonts stay. */
static void
test_matroska_other_layout (Fixture *fix, gconstpointer data)
{
  g_autofree char *path = make_film (fix, "film.mkv", "vp8enc matroskamux", "vp8enc ! matroskamux");
  g_autofree char *merged = in_folder (fix, "merged.mkv");
  g_autofree char *font = in_folder (fix, "font.ttf");
  int status = 0;
  if (path == NULL)
    return;
  g_assert_true (g_file_set_contents (font, "not really a font", -1, NULL));
  g_autofree char *out = run_tool (&status, NULL, "mkvmerge", "-q", "-o", merged, "--title", "Old",
                                   "--attach-file", font, path, NULL);
  if (out == NULL)
    {
      g_test_skip ("mkvmerge is not installed");
      return;
    }
  write_rights (fix, merged);
  write_rights (fix, merged);
  assert_decodes (merged);
  g_autofree char *probe = ffprobe (merged);
  if (probe != NULL)
    assert_contains (probe, "font.ttf");
  g_autoptr (VostFoundRights) found = vost_rights_read (merged, NULL);
  g_assert_true (vost_licence_equal (&found->licence, &fix->attribution->licence));
  g_assert_cmpuint (found->attribution->credits->len, ==, 2);
}

static void
test_webm (Fixture *fix, gconstpointer data)
{
  g_autofree char *path = make_film (fix, "film.webm", "vp8enc webmmux", "vp8enc ! webmmux");
  if (path == NULL)
    return;
  write_rights (fix, path);
  assert_found (fix, path, "webm-tags");
  assert_decodes (path);
  g_autoptr (VostFoundRights) found = vost_rights_read (path, NULL);
  g_assert_false (contains (found->found_in, "attachment"));
  g_autofree char *probe = ffprobe (path);
  if (probe == NULL)
    return;
  assert_contains (probe, CC_URL);
  assert_contains (probe, "_PROVENANCE");
  g_assert_null (strstr (probe, "licence.json\""));
}

static void
check_mp4 (const Fixture *fix, const char *path)
{
  int status = 0;
  write_rights (fix, path);
  assert_found (fix, path, "mp4-tags");
  assert_found (fix, path, "xmp");
  assert_decodes (path);
  g_autofree char *probe = ffprobe (path);
  if (probe != NULL)
    {
      assert_contains (probe, "\"LICENSE_URI\": \"" CC_URL "\"");
      assert_contains (probe, "El último “cosmonauta” ©");
      assert_contains (probe, "© 2026 Zoë Ñandú & Cía.");
    }
  g_autofree char *exif =
      run_tool (&status, NULL, "exiftool", "-charset", "UTF8", "-a", "-G1", path, NULL);
  if (exif == NULL)
    return;
  g_assert_null (strstr (exif, "Warning"));
  assert_contains (exif, "[XMP-cc]");
  assert_contains (exif, CC_URL);
  assert_contains (exif, "Zoë Ñandú & Cía.");
}

static void
test_mp4 (Fixture *fix, gconstpointer data)
{
  g_autofree char *path =
      make_film (fix, "film.mp4", "x264enc h264parse mp4mux", "x264enc ! h264parse ! mp4mux");
  if (path == NULL)
    return;
  check_mp4 (fix, path);
  g_autofree char *once = NULL;
  g_autofree char *twice = NULL;
  gsize n_once = 0;
  gsize n_twice = 0;
  g_assert_true (g_file_get_contents (path, &once, &n_once, NULL));
  check_mp4 (fix, path);
  g_assert_true (g_file_get_contents (path, &twice, &n_twice, NULL));
  g_assert_cmpmem (once, n_once, twice, n_twice);
}

static void
test_mp4_index_first (Fixture *fix, gconstpointer data)
{
  g_autofree char *path = make_film (fix, "film.mp4", "x264enc h264parse mp4mux",
                                     "x264enc ! h264parse ! mp4mux faststart=true");
  if (path != NULL)
    check_mp4 (fix, path);
}

static void
test_mp4_fragmented (Fixture *fix, gconstpointer data)
{
  g_autofree char *path = make_film (fix, "film.mp4", "x264enc h264parse mp4mux",
                                     "x264enc ! h264parse ! mp4mux fragment-duration=100");
  g_autoptr (GError) error = NULL;
  if (path == NULL)
    return;
  g_assert_false (vost_rights_write (path, fix->attribution, &error));
  g_assert_error (error, VOST_ERROR, VOST_ERROR_UNSUPPORTED);
}

static void
test_ogg (Fixture *fix, gconstpointer data)
{
  g_autofree char *path = in_folder (fix, "sound.ogg");
  if (!has_elements ("vorbisenc oggmux"))
    {
      g_test_skip ("vorbisenc or oggmux is missing");
      return;
    }
  g_autofree char *description =
      g_strdup_printf ("audiotestsrc num-buffers=5 ! audioconvert ! vorbisenc name=encoder ! "
                       "oggmux ! filesink location=%s",
                       path);
  g_autoptr (GstElement) pipeline = gst_parse_launch (description, NULL);
  g_autoptr (GstElement) encoder = gst_bin_get_by_name (GST_BIN (pipeline), "encoder");
  gst_tag_setter_add_tags (GST_TAG_SETTER (encoder), GST_TAG_MERGE_REPLACE_ALL, GST_TAG_TITLE,
                           "Música", GST_TAG_ARTIST, "Inês", GST_TAG_LICENSE, CC_URL, NULL);
  g_assert_true (finish_pipeline (pipeline));
  g_autoptr (VostFoundRights) found = vost_rights_read (path, NULL);
  g_assert_true (vost_licence_equal (&found->licence, &fix->attribution->licence));
  g_assert_cmpstr (found->title, ==, "Música");
  g_assert_true (contains (found->creators, "Inês"));
  g_assert_true (contains (found->found_in, "ogg-comments"));
  g_assert_true (contains (found->missing, "source"));
  g_assert_false (found->complete);
}

static void
test_foreign (Fixture *fix, gconstpointer data)
{
  const char *name = data;
  g_autofree char *path = in_folder (fix, name);
  int status = 0;
  g_autofree char *out = run_tool (
      &status, NULL, "ffmpeg", "-nostdin", "-v", "error", "-f", "lavfi", "-i",
      "color=s=64x48:d=0.2", "-metadata", "title=Otra película", "-metadata", "artist=Alguien",
      "-metadata",
      "copyright=© 2020 Alguien, CC BY-SA 3.0, https://creativecommons.org/licenses/by-sa/3.0/",
      path, NULL);
  if (out == NULL || status != 0)
    {
      g_test_skip ("ffmpeg is not installed or cannot encode this");
      return;
    }
  g_autoptr (VostFoundRights) found = vost_rights_read (path, NULL);
  g_autofree char *spdx = vost_licence_to_spdx (&found->licence);
  g_assert_cmpstr (spdx, ==, "CC-BY-SA-3.0");
  g_assert_cmpstr (found->title, ==, "Otra película");
  g_assert_true (contains (found->creators, "Alguien"));
  g_assert_null (found->attribution);
}

static void
assert_text (const Fixture *fix,
             const char *name,
             const char *text,
             const char *where,
             const char *licence)
{
  g_autofree char *path = in_folder (fix, name);
  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  g_autoptr (GError) error = NULL;
  g_autoptr (VostFoundRights) found = vost_rights_read (path, &error);
  g_assert_no_error (error);
  g_autofree char *spdx = vost_licence_to_spdx (&found->licence);
  g_assert_cmpstr (spdx, ==, licence);
  g_assert_true (*licence == '\0' || contains (found->found_in, where));
}

static void
test_texts (Fixture *fix, gconstpointer data)
{
  assert_text (fix, "a.vtt",
               "WEBVTT\n\nNOTE\nTitle: Été\nLicense: CC BY-SA 4.0\nLicense URL: "
               "https://creativecommons.org/licenses/by-sa/4.0/\n\n00:01.000 --> 00:02.000\nHi\n",
               "vtt-note", "CC-BY-SA-4.0");
  assert_text (fix, "b.ass",
               "[Script Info]\nTitle: Été\nLicense URL: "
               "https://creativecommons.org/licenses/by/3.0/\n\n[V4+ "
               "Styles]\n\n[Events]\nFormat: Layer, Start, End, Style, Name, MarginL, MarginR, "
               "MarginV, Effect, "
               "Text\nDialogue: 0,0:00:01.00,0:00:02.00,Default,,0,0,0,,Hi\n",
               "ass-header", "CC-BY-3.0");
  assert_text (fix, "c.fr.srt",
               "1\n00:00:01,000 --> 00:00:02,000\nBonjour\n\n2\n00:00:05,000 --> "
               "00:00:09,000\nSous-titres français : "
               "Inês – CC BY-NC-SA 3.0\n“Film”, Quelqu'un – https://film.example/\n",
               "cue", "CC-BY-NC-SA-3.0");
  assert_text (fix, "d.srt", "1\n00:00:01,000 --> 00:00:02,000\nNothing here\n", "", "");
}

static void
test_sidecars (Fixture *fix, gconstpointer data)
{
  g_autofree char *path = in_folder (fix, "film.avi");
  g_autoptr (GError) error = NULL;
  g_assert_true (g_file_set_contents (path, "RIFF", -1, NULL));
  g_assert_false (vost_rights_write (path, fix->attribution, &error));
  g_assert_error (error, VOST_ERROR, VOST_ERROR_UNSUPPORTED);
  g_clear_error (&error);
  g_assert_true (vost_rights_write_sidecars (path, fix->attribution, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (count_files (fix->folder), ==, 4);
  assert_found (fix, path, "sidecar");
  g_autofree char *missing = in_folder (fix, "no.mkv");
  g_assert_null (vost_rights_read (missing, &error));
  g_assert_error (error, VOST_ERROR, VOST_ERROR_IO);
}

/* Cut at every place and flipped bit by bit: an answer or an error, never a crash. */
static void
torture (const Fixture *fix, const char *path)
{
  g_autofree char *data = NULL;
  g_autofree char *hurt = in_folder (fix, "hurt.bin");
  g_autoptr (GRand) rand = g_rand_new_with_seed (7);
  gsize n = 0;
  g_assert_true (g_file_get_contents (path, &data, &n, NULL));
  gsize step = MAX (1, n / 400);
  for (gsize cut = 0; cut < n; cut += step)
    {
      g_assert_true (g_file_set_contents (hurt, data, (gssize) cut, NULL));
      g_autoptr (VostFoundRights) found = vost_rights_read (hurt, NULL);
      g_assert_nonnull (found);
      g_autoptr (GError) error = NULL;
      g_assert_true (vost_rights_write (hurt, fix->attribution, &error) || error != NULL);
    }
  for (guint i = 0; i < 400; i++)
    {
      g_autofree char *flipped = g_memdup2 (data, n);
      for (guint k = 0; k < 4; k++)
        flipped[g_rand_int_range (rand, 0, (gint32) n)] ^=
            (char) (1 << g_rand_int_range (rand, 0, 8));
      g_assert_true (g_file_set_contents (hurt, flipped, (gssize) n, NULL));
      g_autoptr (VostFoundRights) found = vost_rights_read (hurt, NULL);
      g_assert_nonnull (found);
      g_autoptr (GError) error = NULL;
      g_assert_true (vost_rights_write (hurt, fix->attribution, &error) || error != NULL);
    }
}

static void
test_hostile (Fixture *fix, gconstpointer data)
{
  gboolean mp4 = g_str_has_suffix (data, "mp4");
  g_autofree char *path =
      mp4 ? make_film (fix, data, "x264enc h264parse mp4mux", "x264enc ! h264parse ! mp4mux")
          : make_film (fix, data, "vp8enc matroskamux webmmux",
                       g_str_has_suffix (data, "mkv") ? "vp8enc ! matroskamux"
                                                      : "vp8enc ! webmmux");
  if (path == NULL)
    return;
  write_rights (fix, path);
  torture (fix, path);
}

/* Sizes of 2^56 and boxes of size 0 and 1 in each other. */
static void
test_lies (Fixture *fix, gconstpointer data)
{
  static const guint8 ebml[] = { 0x1A, 0x45, 0xDF, 0xA3, 0x80, 0x18, 0x53, 0x80, 0x67, 0x01,
                                 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x12, 0x54, 0xC3,
                                 0x67, 0x01, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF };
  static const guint8 box[] = { 0,    0,    0,    8,    'f', 't', 'y',  'p',  0,    0,
                                0,    1,    'm',  'o',  'o', 'v', 0xFF, 0xFF, 0xFF, 0xFF,
                                0xFF, 0xFF, 0xFF, 0xFF, 0,   0,   0,    0,    'u',  'd',
                                't',  'a',  0,    0,    0,   0,   'm',  'e',  't',  'a' };

  static const struct
  {
    const guint8 *bytes;
    gsize n;
  } files[] = { { ebml, sizeof ebml }, { box, sizeof box } };

  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autofree char *path = in_folder (fix, "lie.bin");
      g_assert_true (
          g_file_set_contents (path, (const char *) files[i].bytes, (gssize) files[i].n, NULL));
      g_autoptr (VostFoundRights) found = vost_rights_read (path, NULL);
      g_assert_nonnull (found);
      g_assert_cmpint (found->licence.family, ==, VOST_LICENCE_UNKNOWN);
      g_assert_true (contains (found->missing, "licence"));
      g_assert_false (vost_rights_write (path, fix->attribution, NULL));
    }
}

#define ADD(path, data, function) g_test_add (path, Fixture, data, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  vost_media_init ();
  ADD ("/rights-tags/matroska", NULL, test_matroska);
  ADD ("/rights-tags/matroska/other-reader", NULL, test_matroska_other_reader);
  ADD ("/rights-tags/matroska/again", NULL, test_matroska_again);
  ADD ("/rights-tags/matroska/other-layout", NULL, test_matroska_other_layout);
  ADD ("/rights-tags/webm", NULL, test_webm);
  ADD ("/rights-tags/mp4", NULL, test_mp4);
  ADD ("/rights-tags/mp4/index-first", NULL, test_mp4_index_first);
  ADD ("/rights-tags/mp4/fragmented", NULL, test_mp4_fragmented);
  ADD ("/rights-tags/ogg", NULL, test_ogg);
  ADD ("/rights-tags/foreign/matroska", "foreign.mkv", test_foreign);
  ADD ("/rights-tags/foreign/mp4", "foreign.mp4", test_foreign);
  ADD ("/rights-tags/foreign/webm", "foreign.webm", test_foreign);
  ADD ("/rights-tags/texts", NULL, test_texts);
  ADD ("/rights-tags/sidecars", NULL, test_sidecars);
  ADD ("/rights-tags/hostile/matroska", "film.mkv", test_hostile);
  ADD ("/rights-tags/hostile/webm", "film.webm", test_hostile);
  ADD ("/rights-tags/hostile/mp4", "film.mp4", test_hostile);
  ADD ("/rights-tags/lies", NULL, test_lies);
  return g_test_run ();
}
