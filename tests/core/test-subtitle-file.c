/* Opening and saving: bytes, encodings, names, and the promise that nothing changes by itself. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <vostok/core/subtitle-file.h>

#include <errno.h>
#include <sys/stat.h>
#include <unistd.h>

#include <glib/gstdio.h>

#include "format-samples.h"

#define SRT "1\n00:00:01,000 --> 00:00:02,000\n"

static char *folder;

static char *
in_folder (const char *name)
{
  return g_build_filename (folder, name, NULL);
}

static VostSubtitles *
load_bytes (const char *data, gsize len, GPtrArray *diagnostics)
{
  g_autoptr (GError) error = NULL;
  VostSubtitles *subs =
      vost_subtitles_load_bytes (data, len, "film.srt", NULL, diagnostics, &error);

  g_assert_no_error (error);

  return subs;
}

static void
assert_same_bytes (const VostSubtitles *subs, const char *data, gsize len)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = vost_subtitles_to_bytes (subs, NULL, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpmem (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), data, len);
}

static void
test_language (void)
{
  static const char *const cases[][2] = {
    { "film.fr.srt", "fr" },
    { "/a/b/film.pt-BR.vtt", "pt-BR" },
    { "x.zh-Hant.ass", "zh-Hant" },
    { "x.zh-hant-tw.ass", "zh-Hant-TW" },
    { "film.deu.srt", "deu" },
    { "film.PT_br.srt", "pt-BR" },
    { "film.es-419.srt", "es-419" },
    { "film.en.sdh.srt", "en" },
    { "film.720p.srt", "" },
    { "film.srt", "" },
    { "film.x264.srt", "" },
    { "the.end.srt", "" },
    { "fr.srt", "" },
    { "film.web.srt", "" },
    { "film.FR.srt", "fr" },
    { "film.fr-x1.srt", "" },
    { "film", "" },
    { "film.en.", "en" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *language = vost_language_from_path (cases[i][0]);

      g_test_message ("%s", cases[i][0]);
      g_assert_cmpstr (language, ==, cases[i][1]);
    }
}

static void
test_bom (void)
{
  static const char data[] = "\xef\xbb\xbf" SRT "A\r\n";
  g_autoptr (VostSubtitles) subs = load_bytes (data, sizeof data - 1, NULL);

  g_assert_cmpstr (subs->track->encoding, ==, "UTF-8");
  g_assert_true (subs->track->bom);
  g_assert_cmpstr (nth_cue (subs, 0)->text, ==, "A");
  assert_same_bytes (subs, data, sizeof data - 1);
  subs->track->bom = FALSE;
  assert_same_bytes (subs, data + 3, sizeof data - 4);
}

static void
test_utf16 (void)
{
  static const char *const encodings[] = { "UTF-16LE", "UTF-16BE" };
  static const char text[] = SRT "J\303\251 et l\305\223uvre \346\227\245\346\234\254\n";

  for (guint bom = 0; bom < 2; bom++)
    for (guint i = 0; i < G_N_ELEMENTS (encodings); i++)
      {
        g_autofree char *with_bom = g_strconcat (bom != 0 ? "\xef\xbb\xbf" : "", text, NULL);
        gsize len;
        g_autofree char *data = g_convert (with_bom, -1, encodings[i], "UTF-8", NULL, &len, NULL);
        g_autoptr (VostSubtitles) subs = load_bytes (data, len, NULL);

        g_assert_cmpstr (subs->track->encoding, ==, encodings[i]);
        g_assert_cmpint (subs->track->bom, ==, bom);
        g_assert_cmpstr (nth_cue (subs, 0)->text, ==,
                         "J\303\251 et l\305\223uvre \346\227\245\346\234\254");
        assert_same_bytes (subs, data, len);
      }
}

/* One bad byte in a file full of good UTF-8 changes nothing about the rest. */
static void
test_stray_bytes (void)
{
  static const char data[] =
      SRT "\303\251t\303\251 \303\240 No\303\253l, \303\247a\377va\0 \364\217\271\201!\n";
  g_autoptr (GPtrArray) diagnostics = vost_diagnostics_new ();
  g_autoptr (VostSubtitles) subs = load_bytes (data, sizeof data - 1, diagnostics);
  VostDiagnostic *first = g_ptr_array_index (diagnostics, 0);
  g_autofree char *text = NULL;

  g_assert_cmpstr (subs->track->encoding, ==, "UTF-8");
  g_assert_true (g_str_has_prefix (nth_cue (subs, 0)->text,
                                   "\303\251t\303\251 \303\240 No\303\253l, \303\247a"));
  g_assert_cmpuint (first->line, ==, 3);
  assert_same_bytes (subs, data, sizeof data - 1);

  /* They also survive when the text around them is edited. */
  text = g_strconcat (nth_cue (subs, 0)->text, "?", NULL);
  touch_cue (nth_cue (subs, 0), text);
  {
    g_autoptr (GBytes) bytes = vost_subtitles_to_bytes (subs, NULL, NULL, NULL);
    gsize len;
    const char *after = g_bytes_get_data (bytes, &len);

    g_assert_cmpuint (len, ==, sizeof data);
    g_assert_cmpmem (after + len - 12, 12, "\377va\0 \364\217\271\201!?\n", 12);
  }
}

typedef struct
{
  const char *bytes;
  const char *encoding; /* (nullable): any */
  const char *text;
} Legacy;

static void
test_legacy (void)
{
  static const Legacy cases[] = {
    /* Typographic quotes and the oe ligature are C1 controls in ISO-8859-1. */
    { "\x93L'\x9cuvre\x94 \xe9tait d\xe9j\xe0 l\xe0, c'\xe9tait tr\xe8s \xe9tonnant \x85",
      "WINDOWS-1252",
      "\342\200\234L'\305\223uvre\342\200\235 \303\251tait d\303\251j\303\240 l\303\240, "
      "c'\303\251tait tr\303\250s "
      "\303\251tonnant \342\200\246" },
    { "Schon sp\xe4t, f\xfcr mich sch\xf6n gr\xfc\xdf"
      "en, \xfc"
      "ber alles.",
      NULL,
      "Schon sp\303\244t, f\303\274r mich sch\303\266n gr\303\274\303\237en, \303\274ber alles." },
    { "\xcf\xf0\xe8\xe2\xe5\xf2, \xea\xe0\xea \xe4\xe5\xeb\xe0? \xd1\xe5\xe3\xee\xe4\xed\xff "
      "\xf5\xee\xf0\xee\xf8\xe8\xe9 \xe4\xe5\xed\xfc.",
      "WINDOWS-1251",
      "\320\237\321\200\320\270\320\262\320\265\321\202, \320\272\320\260\320\272 "
      "\320\264\320\265\320\273\320\260? "
      "\320\241\320\265\320\263\320\276\320\264\320\275\321\217 "
      "\321\205\320\276\321\200\320\276\321\210\320\270\320\271 "
      "\320\264\320\265\320\275\321\214." },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *data = g_strconcat (SRT, cases[i].bytes, "\n", NULL);
      g_autoptr (VostSubtitles) subs = load_bytes (data, strlen (data), NULL);

      g_test_message ("read as %s", subs->track->encoding);
      if (cases[i].encoding != NULL)
        g_assert_cmpstr (subs->track->encoding, ==, cases[i].encoding);
      g_assert_cmpstr (nth_cue (subs, 0)->text, ==, cases[i].text);
      assert_same_bytes (subs, data, strlen (data));
    }
}

/* What the encoding lacks is named, and the file on disk stays as it was. */
static void
test_unmappable (void)
{
  static const char data[] = SRT "d\xe9j\xe0\n";
  g_autofree char *path = in_folder ("latin.srt");
  g_autoptr (GError) error = NULL;
  g_autoptr (VostSubtitles) subs = NULL;
  g_autofree char *after = NULL;

  g_assert_true (g_file_set_contents (path, data, sizeof data - 1, NULL));
  subs = vost_subtitles_load (path, &(VostLoadOptions){ .encoding = "ISO-8859-1" }, NULL, &error);
  g_assert_no_error (error);
  touch_cue (nth_cue (subs, 0), "\305\223uf \346\227\245 \305\223");
  g_assert_false (vost_subtitles_save (subs, path, NULL, NULL, &error));
  g_assert_error (error, VOST_ERROR, VOST_ERROR_ENCODING);
  g_assert_nonnull (strstr (error->message, "\305\223 (U+0153), \346\227\245 (U+65E5)"));
  g_assert_true (g_file_get_contents (path, &after, NULL, NULL));
  g_assert_cmpstr (after, ==, data);
}

static void
test_forced_encoding (void)
{
  static const char data[] = SRT "\xe9\n";
  g_autoptr (GError) error = NULL;
  g_autoptr (VostSubtitles) subs = vost_subtitles_load_bytes (
      data, sizeof data - 1, "a.srt", &(VostLoadOptions){ .encoding = "ISO-8859-2" }, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (subs->track->encoding, ==, "ISO-8859-2");
  g_assert_cmpstr (nth_cue (subs, 0)->text, ==, "\303\251");
  g_assert_null (vost_subtitles_load_bytes (data, sizeof data - 1, "a.srt",
                                            &(VostLoadOptions){ .encoding = "no-such-charset" },
                                            NULL, &error));
  g_assert_error (error, VOST_ERROR, VOST_ERROR_UNSUPPORTED);
}

static void
test_save (void)
{
  g_autofree char *path = in_folder ("film.nb.srt");
  g_autofree char *link = in_folder ("link.srt");
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (VostSubtitles) subs = NULL;
  GStatBuf info;

  g_assert_true (g_file_set_contents (path, SRT "A\n", -1, NULL));
  g_assert_cmpint (g_chmod (path, 0640), ==, 0);
  g_assert_cmpint (symlink ("film.nb.srt", link), ==, 0);
  subs = vost_subtitles_load (path, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (subs->track->language, ==, "nb");
  g_assert_cmpstr (subs->track->path, ==, path);
  touch_cue (nth_cue (subs, 0), "B");
  g_assert_true (vost_subtitles_save (subs, link, NULL, NULL, &error));
  g_assert_no_error (error);

  g_assert_true (g_file_test (link, G_FILE_TEST_IS_SYMLINK));
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_cmpstr (text, ==, SRT "B\n");
  g_assert_cmpint (g_stat (path, &info), ==, 0);
  g_assert_cmpuint (info.st_mode & 07777, ==, 0640);
}

static void
test_replace_errors (void)
{
  g_autofree char *loop = in_folder ("loop");
  g_autofree char *missing = g_build_filename (folder, "no-such-folder", "x.srt", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GDir) dir = NULL;
  const char *name;

  g_assert_false (vost_file_replace (folder, "x", 1, &error));
  g_assert_error (error, VOST_ERROR, VOST_ERROR_IO);
  g_clear_error (&error);
  g_assert_false (vost_file_replace (missing, "x", 1, &error));
  g_assert_error (error, VOST_ERROR, VOST_ERROR_IO);
  g_clear_error (&error);
  g_assert_cmpint (symlink ("loop", loop), ==, 0);
  g_assert_false (vost_file_replace (loop, "x", 1, &error));
  g_assert_error (error, VOST_ERROR, VOST_ERROR_IO);

  /* Nothing half-written is left behind. */
  dir = g_dir_open (folder, 0, NULL);
  while ((name = g_dir_read_name (dir)) != NULL)
    g_assert_false (g_str_has_prefix (name, ".vostok-"));
}

static void
test_load_errors (void)
{
  g_autofree char *missing = in_folder ("no-such-file.srt");
  const char *const paths[] = { missing, folder };

  for (guint i = 0; i < G_N_ELEMENTS (paths); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (vost_subtitles_load (paths[i], NULL, NULL, &error));
      g_assert_error (error, VOST_ERROR, VOST_ERROR_IO);
    }
}

static void
test_no_cue (void)
{
  static const char *const texts[] = { "", "WEBVTT\n", "hello\n\nworld\n", "[Script Info]\n",
                                       "1\n\n2\n" };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (
          vost_subtitles_load_bytes (texts[i], strlen (texts[i]), "a.srt", NULL, NULL, &error));
      g_assert_error (error, VOST_ERROR, VOST_ERROR_BAD_INPUT);
    }
}

/* The content decides, not the name; and a header of one format over cues of another still opens.
 */
static void
test_sniffing (void)
{
  static const char *const cases[][3] = {
    { "a.srt", "WEBVTT\n\n00:01.000 --> 00:02.000\nA\n", "webvtt" },
    { "a.vtt", SRT "A\n", "srt" },
    { "a.vtt", "00:00:01.000 --> 00:00:02.000\nA\n", "webvtt" },
    { "a.srt", "00:00:01.000 --> 00:00:02.000\nA\n", "srt" },
    { "a.txt", "[Script Info]\n[Events]\nDialogue: 0,0:00:01.00,0:00:02.00,Default,,0,0,0,,A\n",
      "ass" },
    { "a.vtt", "WEBVTT\n\n" SRT "A\n", "srt" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (VostSubtitles) subs = vost_subtitles_load_bytes (cases[i][1], strlen (cases[i][1]),
                                                                  cases[i][0], NULL, NULL, &error);

      g_assert_no_error (error);
      g_test_message ("%u", i);
      g_assert_cmpstr (subs->track->format, ==, cases[i][2]);
      assert_same_bytes (subs, cases[i][1], strlen (cases[i][1]));
    }
}

static void
round_trip (const char *path, gpointer data)
{
  guint *opened = data;
  g_autofree char *contents = NULL;
  gsize len;
  g_autoptr (VostSubtitles) subs = NULL;

  if (!g_str_has_suffix (path, ".srt") && !g_str_has_suffix (path, ".vtt") &&
      !g_str_has_suffix (path, ".webvtt") && !g_str_has_suffix (path, ".ass") &&
      !g_str_has_suffix (path, ".ssa") && !g_str_has_suffix (path, ".msrt"))
    return;
  g_assert_true (g_file_get_contents (path, &contents, &len, NULL));
  subs = vost_subtitles_load (path, NULL, NULL, NULL);
  if (subs == NULL)
    return;
  begin_case (subs->track->format, path);
  g_test_message ("%u cues, %s", subs->cues->len, subs->track->encoding);
  (*opened)++;
  assert_same_bytes (subs, contents, len);
}

static void
test_corpus (void)
{
  g_autofree char *subtitles = corpus_path ("subtitles");
  g_autofree char *formats = corpus_path ("formats");
  guint opened = 0;

  if (subtitles == NULL || formats == NULL)
    {
      g_test_skip ("the third-party files are not here");
      return;
    }
  samples_foreach (subtitles, round_trip, &opened);
  samples_foreach (formats, round_trip, &opened);
  end_cases ();
  g_assert_cmpuint (opened, >=, 85);
}

/* The encodings that these files were kept for. */
static void
test_corpus_encodings (void)
{
  static const char *const cases[][3] = {
    { "auto_detect_windows-1250.srt", "WINDOWS-1250", "Ne\304\207e da iza\304\221e odatle." },
    { "auto_detect_windows-1251.srt", "WINDOWS-1251", NULL },
    { "auto_detect_Danish.srt", "UTF-8", NULL },
    { "auto_detect_Russian.srt", "UTF-8", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *name = g_build_filename ("formats", "subtitleedit-files", cases[i][0], NULL);
      g_autofree char *path = corpus_path (name);
      g_autoptr (VostSubtitles) subs =
          path != NULL ? vost_subtitles_load (path, NULL, NULL, NULL) : NULL;

      if (path == NULL)
        {
          g_test_skip ("the third-party files are not here");
          return;
        }
      g_assert_nonnull (subs);
      g_assert_cmpstr (subs->track->encoding, ==, cases[i][1]);
      if (cases[i][2] != NULL)
        g_assert_cmpstr (nth_cue (subs, 3)->text, ==, cases[i][2]);
    }
}

int
main (int argc, char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  folder = g_dir_make_tmp ("vostok-XXXXXX", NULL);
  g_test_add_func ("/subtitle-file/language", test_language);
  g_test_add_func ("/subtitle-file/bom", test_bom);
  g_test_add_func ("/subtitle-file/utf-16", test_utf16);
  g_test_add_func ("/subtitle-file/stray-bytes", test_stray_bytes);
  g_test_add_func ("/subtitle-file/legacy", test_legacy);
  g_test_add_func ("/subtitle-file/unmappable", test_unmappable);
  g_test_add_func ("/subtitle-file/forced-encoding", test_forced_encoding);
  g_test_add_func ("/subtitle-file/save", test_save);
  g_test_add_func ("/subtitle-file/replace-errors", test_replace_errors);
  g_test_add_func ("/subtitle-file/load-errors", test_load_errors);
  g_test_add_func ("/subtitle-file/no-cue", test_no_cue);
  g_test_add_func ("/subtitle-file/sniffing", test_sniffing);
  g_test_add_func ("/subtitle-file/corpus", test_corpus);
  g_test_add_func ("/subtitle-file/corpus-encodings", test_corpus_encodings);
  status = g_test_run ();

  {
    g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
    const char *name;

    while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
      {
        g_autofree char *path = in_folder (name);

        g_unlink (path);
      }
  }
  g_rmdir (folder);
  g_free (folder);

  return status;
}
