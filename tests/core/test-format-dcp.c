/* Cinema subtitles in XML: times in ticks and frames, places, fonts, and other people's files. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "format-samples.h"

static VostSubtitles *
load_sample (const char *name)
{
  g_autofree char *below = g_strconcat ("formats/", name, NULL);
  g_autofree char *path = sample_path (below);
  g_autoptr (GError) error = NULL;
  VostSubtitles *subs = vost_subtitles_load (path, NULL, NULL, &error);

  g_assert_no_error (error);

  return subs;
}

static void
test_interop (void)
{
  g_autoptr (VostSubtitles) subs = load_sample ("dcp-interop/rich.xml");
  g_autoptr (VostSubtitles) other = load_sample ("dcp-interop/crlf_bom.xml");

  g_assert_cmpstr (subs->track->format, ==, "dcp-interop");
  g_assert_cmpstr (subs->track->title, ==, "Orbit");
  g_assert_cmpstr (subs->track->language, ==, "en");
  g_assert_cmpint (nth_cue (subs, 0)->end, ==, 2500 * VOST_MSECOND);
  g_assert_cmpint (nth_cue (subs, 1)->end, ==, 4996 * VOST_MSECOND);
  g_assert_cmpstr (nth_cue (subs, 1)->text, ==,
                   "Two lines,\none <i>slanted</i> & <font color=\"#ffff00\">yellow</font>");
  /* By position, not by order in the file. */
  g_assert_cmpstr (nth_cue (subs, 2)->text, ==, "<b>above\n<i>below</i></b>");
  g_assert_cmpstr (nth_cue (subs, 2)->settings, ==, "line:0");
  g_assert_cmpint (nth_cue (subs, 3)->start, ==, 7500 * VOST_MSECOND);
  g_assert_cmpstr (nth_cue (subs, 4)->text, ==, "<ruby>漢<rt>かん</rt></ruby>字");
  g_assert_cmpstr (nth_cue (other, 0)->settings, ==, "position:95% align:right");
  g_assert_cmpstr (nth_cue (other, 0)->text, ==, "<font color=\"#00ff00\"><i>À droite</i></font>");
}

static void
test_smpte (void)
{
  g_autoptr (VostSubtitles) subs = load_sample ("dcp-smpte/rich.xml");
  g_autoptr (VostSubtitles) ntsc = load_sample ("dcp-smpte/ntsc.xml");
  g_autoptr (VostSubtitles) half = load_sample ("dcp-smpte/high_rate.xml");

  g_assert_cmpstr (subs->track->format, ==, "dcp-smpte");
  g_assert_cmpint (subs->track->rate.num, ==, 24);
  g_assert_cmpint (nth_cue (subs, 0)->end, ==, 5500 * VOST_MSECOND);
  g_assert_cmpstr (nth_cue (subs, 0)->text, ==, "¿Quién <i>es</i>?");
  g_assert_cmpstr (nth_cue (subs, 1)->text, ==, "Nadie,\nnadie <u>sabe</u>.");
  /* ":24" of 24 is the next second. */
  g_assert_cmpint (nth_cue (subs, 2)->start, ==, 9 * VOST_SECOND);
  g_assert_cmpint (ntsc->track->rate.den, ==, 1001);
  g_assert_cmpint (nth_cue (ntsc, 0)->start, ==, 3613610 * VOST_MSECOND);
  g_assert_cmpint (half->track->rate.num, ==, 24);
  g_assert_cmpint (nth_cue (half, 0)->start, ==, 1500 * VOST_MSECOND);
}

static void
test_needs_rate (void)
{
  const char *text = "<SubtitleReel><SubtitleList><Subtitle TimeIn=\"00:00:01:05\" "
                     "TimeOut=\"00:00:02:00\"><Text>a</Text></Subtitle></SubtitleList>"
                     "</SubtitleReel>";
  VostLoadOptions options = { .format = vost_format_by_id ("dcp-smpte") };
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) write_error = NULL;
  g_autoptr (VostSubtitles) none =
      vost_subtitles_load_bytes (text, strlen (text), "film", &options, NULL, &error);
  g_autoptr (VostSubtitles) srt =
      read_text_as ("srt", "1\n00:00:01,000 --> 00:00:02,000\na\n", NULL);
  g_autoptr (VostSubtitles) subs = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autofree char *at_25 = NULL;

  g_assert_null (none);
  g_assert_error (error, VOST_ERROR, VOST_ERROR_NEEDS_RATE);
  options.rate = (VostRate){ 25, 1 };
  subs = vost_subtitles_load_bytes (text, strlen (text), "film", &options, NULL, NULL);
  g_assert_cmpint (nth_cue (subs, 0)->start, ==, 1200 * VOST_MSECOND);
  g_assert_cmpint (subs->track->rate.num, ==, 25);

  bytes = vost_subtitles_to_bytes (srt, options.format, NULL, &write_error);
  g_assert_null (bytes);
  g_assert_error (write_error, VOST_ERROR, VOST_ERROR_NEEDS_RATE);
  at_25 = write_as (srt, "dcp-smpte", &(VostFormatOptions){ .rate = { 25, 1 } });
  g_assert_nonnull (strstr (at_25, "<TimeCodeRate>25</TimeCodeRate>"));
  g_assert_nonnull (strstr (at_25, "TimeIn=\"00:00:01:00\" TimeOut=\"00:00:02:00\""));
}

/* The edited subtitle keeps its place, its fades and what is around it. */
static void
test_edit_one (void)
{
  g_autoptr (VostSubtitles) subs = load_sample ("dcp-interop/rich.xml");
  g_autofree char *before = write_as (subs, NULL, NULL);
  g_autofree char *after = NULL;
  const char *at;

  touch_cue (nth_cue (subs, 2), "<b>up\n<i>down</i></b>");
  after = write_as (subs, NULL, NULL);
  at =
      strstr (after, "<Subtitle SpotNumber=\"3\" FadeUpTime=\"20\" FadeDownTime=\"20\" "
                     "TimeIn=\"00:00:05:010\" TimeOut=\"00:00:06:020\">\n"
                     "      <Text HAlign=\"center\" VAlign=\"top\" VPosition=\"8.5\"><Font "
                     "Italic=\"no\">up</Font></Text>\n"
                     "      <Text HAlign=\"center\" VAlign=\"top\" VPosition=\"15.5\">down</Text>\n"
                     "    </Subtitle>");
  g_assert_nonnull (at);
  g_assert_cmpint (strncmp (before, after, (gsize) (at - after)), ==, 0);
  g_assert_true (g_str_has_suffix (after, strstr (before, "    <Subtitle SpotNumber=\"4\"")));
}

/* Without the subtitle the end tag of a font is gone too: then all are written anew. */
static void
test_remove (void)
{
  g_autoptr (VostSubtitles) subs = load_sample ("dcp-smpte/fonts.xml");
  g_autoptr (VostSubtitles) again = NULL;
  g_autofree char *after = NULL;

  g_ptr_array_remove_index (subs->cues, 1);
  after = write_as (subs, NULL, NULL);
  again = read_text_as ("dcp-smpte", after, NULL);
  g_assert_cmpuint (again->cues->len, ==, 2);
  g_assert_cmpstr (nth_cue (again, 0)->text, ==, "<i>Slanted</i>");
  g_assert_cmpstr (nth_cue (again, 1)->text, ==, "");
}

static void
check_file (const char *path, gpointer data)
{
  guint *score = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (VostSubtitles) subs = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autofree char *contents = NULL;
  gsize len;

  if (!g_str_has_suffix (path, ".xml"))
    return;
  score[1]++;
  begin_case (strstr (path, "smpte") != NULL ? "dcp-smpte" : "dcp-interop", path);
  g_assert_true (g_file_get_contents (path, &contents, &len, NULL));
  subs = vost_subtitles_load (path, NULL, NULL, &error);
  /* One has no subtitle in it on purpose. */
  if (subs == NULL && strstr (contents, "<Subtitle ") == NULL)
    {
      score[0]++;
      return;
    }
  g_assert_no_error (error);
  bytes = vost_subtitles_to_bytes (subs, NULL, NULL, NULL);
  if (bytes != NULL && g_bytes_get_size (bytes) == len &&
      memcmp (g_bytes_get_data (bytes, NULL), contents, len) == 0)
    score[0]++;
  else
    fail_case ("it is not written back as it was");
}

static void
test_files (void)
{
  g_autofree char *folder = corpus_path ("formats/dcp-xml");
  g_autofree char *path = folder != NULL ? g_build_filename (folder, "subs1.xml", NULL) : NULL;
  g_autoptr (VostSubtitles) subs = NULL;
  guint score[2] = { 0, 0 };

  if (folder == NULL)
    {
      g_test_skip ("other people's files are not here");
      return;
    }
  samples_foreach (folder, check_file, score);
  end_cases ();
  g_test_message ("dcp-xml: %u/%u", score[0], score[1]);
  g_assert_cmpuint (score[0], ==, score[1]);
  subs = vost_subtitles_load (path, NULL, NULL, NULL);
  g_assert_cmpstr (nth_cue (subs, 1)->text, ==,
                   "<i>My corset was H.M. The Queen's</i>\nMy large wonderbra");
  g_assert_cmpstr (nth_cue (subs, 3)->text, ==,
                   "<b><u>And these are Roy Hattersley's jeans</u></b>");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/format-dcp/interop", test_interop);
  g_test_add_func ("/format-dcp/smpte", test_smpte);
  g_test_add_func ("/format-dcp/needs-rate", test_needs_rate);
  g_test_add_func ("/format-dcp/edit-one", test_edit_one);
  g_test_add_func ("/format-dcp/remove", test_remove);
  g_test_add_func ("/format-dcp/files", test_files);

  return g_test_run ();
}
