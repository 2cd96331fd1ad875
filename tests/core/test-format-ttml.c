/* TTML and EBU-TT-D: times, styles, places, write-back, hostile files, and other people's
 * documents.
 */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "format-samples.h"

#include <vostok/core/bounds.h>

#define HEAD                                                                                       \
  "<tt xmlns=\"http://www.w3.org/ns/ttml\" xmlns:ttp=\"http://www.w3.org/ns/ttml#parameter\" "     \
  "xmlns:tts=\"http://www.w3.org/ns/ttml#styling\" xmlns:ttm=\"http://www.w3.org/ns/"              \
  "ttml#metadata\" xml:lang=\"en\""

static VostSubtitles *
load_corpus (const char *path, const char *id)
{
  g_autoptr (GError) error = NULL;
  VostSubtitles *subs = vost_subtitles_load (
      path, &(VostLoadOptions){ .format = id != NULL ? vost_format_by_id (id) : NULL }, NULL,
      &error);

  if (subs == NULL)
    g_test_message ("%s: %s", path, error->message);

  return subs;
}

static gboolean
writes_back (const VostSubtitles *subs, const char *path)
{
  g_autoptr (GBytes) bytes = vost_subtitles_to_bytes (subs, NULL, NULL, NULL);
  g_autofree char *contents = NULL;
  gsize len;

  return bytes != NULL && g_file_get_contents (path, &contents, &len, NULL) &&
         g_bytes_get_size (bytes) == len &&
         memcmp (g_bytes_get_data (bytes, NULL), contents, len) == 0;
}

/* Whether a text is seen at @t. */
static gboolean
is_seen (const VostSubtitles *subs, VostTime t)
{
  for (guint i = 0; subs != NULL && i < subs->cues->len; i++)
    {
      const VostCue *cue = nth_cue (subs, i);

      if (cue->start <= t && t < cue->end)
        return TRUE;
    }

  return FALSE;
}

typedef struct
{
  guint passed;
  guint total;
} Score;

/* "5.0 +": from then on there is text. */
static const char *
check_reference (const VostSubtitles *subs, const char *reference)
{
  g_auto (GStrv) lines = g_strsplit (reference, "\n", -1);
  VostTime last = -1;
  gboolean seen = FALSE;

  for (guint i = 0; lines[i] != NULL; i++)
    {
      char *space = strchr (lines[i], ' ');
      VostTime t;

      if (space == NULL)
        continue;
      *space = '\0';
      if (!vost_time_parse (lines[i], &t))
        return "the reference is not understood";
      if (last >= 0 && is_seen (subs, t - VOST_MSECOND) != seen)
        return "something else before a change";
      seen = space[1] == '+';
      if (is_seen (subs, t) != seen)
        return seen ? "no text where there is one" : "text where there is none";
      last = t;
    }

  return NULL;
}

static void
check_one (const char *path, gpointer data)
{
  Score *score = data;
  g_autofree char *base = g_path_get_basename (path);
  g_autofree char *folder = NULL;
  g_autofree char *document = NULL;
  g_autofree char *reference = NULL;
  g_autoptr (VostSubtitles) subs = NULL;
  const char *problem;
  char *test, *dot;

  if (!g_str_has_prefix (base, "imsc1_ttml_"))
    return;
  score->total++;
  begin_case ("ttml", base);
  test = base + strlen ("imsc1_ttml_");
  dot = strrchr (base, '.');
  *dot = '\0';
  *strchr (test, '_') = '/';
  folder = corpus_path ("formats/ttml");
  document = g_strconcat (folder, "/", test, ".ttml", NULL);
  g_assert_true (g_file_get_contents (path, &reference, NULL, NULL));
  subs = load_corpus (document, NULL);
  problem = check_reference (subs, reference);
  if (problem == NULL && subs != NULL && !writes_back (subs, document))
    problem = "it is not written back as it was";
  if (problem == NULL)
    score->passed++;
  else
    fail_case (problem);
}

static void
test_references (void)
{
  g_autofree char *folder = corpus_path ("formats/ttml-text-reference");
  Score score = { 0, 0 };

  if (folder == NULL)
    {
      g_test_skip ("the W3C's files are not here");
      return;
    }
  samples_foreach (folder, check_one, &score);
  end_cases ();
  g_test_message ("ttml-text-reference: %u/%u", score.passed, score.total);
  g_assert_cmpuint (score.passed, ==, score.total);
}

/* Every file of a folder that is no template opens and is written back as it was. */
static void
check_document (const char *path, gpointer data)
{
  Score *score = data;
  g_autofree char *text = NULL;
  g_autoptr (VostSubtitles) subs = NULL;

  if (!g_str_has_suffix (path, ".xml") && !g_str_has_suffix (path, ".ttml"))
    return;
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  if (strstr (text, "{{") != NULL || strstr (text, "{%") != NULL)
    return;
  score->total++;
  begin_case ("ttml", path);
  /* A message to a server, and a document without a paragraph, are no subtitles. */
  if (strstr (text, ":message") != NULL ||
      (strstr (text, "<tt:p ") == NULL && strstr (text, "<p ") == NULL))
    {
      subs = vost_subtitles_load (path, NULL, NULL, NULL);
      score->passed += subs == NULL;
      if (subs != NULL)
        fail_case ("it opens, but holds no subtitles");
      return;
    }
  subs = load_corpus (path, NULL);
  if (subs != NULL && writes_back (subs, path))
    score->passed++;
  else
    fail_case (subs == NULL ? "it does not open" : "it is not written back as it was");
}

static void
test_documents (void)
{
  static const char *const folders[] = { "ebu-tt-live", "pysubs2" };

  for (guint i = 0; i < G_N_ELEMENTS (folders); i++)
    {
      g_autofree char *below = g_strconcat ("formats/", folders[i], NULL);
      g_autofree char *folder = corpus_path (below);
      Score score = { 0, 0 };

      if (folder == NULL)
        {
          g_test_skip ("other people's documents are not here");
          return;
        }
      samples_foreach (folder, check_document, &score);
      end_cases ();
      g_test_message ("%s: %u/%u", folders[i], score.passed, score.total);
      g_assert_cmpuint (score.passed, ==, score.total);
    }
}

/* The references say when; what it looks like is written down here, from the documents' own words.
 */
static void
test_looks (void)
{
  static const struct
  {
    const char *file;
    guint cue;
    const char *text;
    const char *settings;
  } looks[] = {
    { "span/Span003", 0, "<font color=\"#008000\">This text must be green.</font>", "" },
    { "div/Div001", 0, "<font color=\"#ff0000\">This text must be red.</font>", "" },
    { "fontStyle/font-style-normal-001", 0, "<i>One </i>line <i>Subtitle.</i>", "" },
    { "fontStyle/FontStyle002", 0, "The last word must be in <i>italic</i>.", "" },
    { "fontWeight/FontWeight002", 0, "The last word must be <b>bold</b>.", "" },
    { "fontWeight/font-weight-normal-001", 0, "<b>One </b>line <b>Subtitle.</b>", "" },
    { "textDecoration/TextDecoration001", 0, "This text has no decoration.", "" },
    { "textDecoration/TextDecoration007", 0,
      "<u>The last two words in this caption are</u>\nnot underlined<u>.</u>", "" },
    { "textDecoration/TextDecoration009", 0,
      "<s>The last four words have</s>\nno line through them<s>.</s>", "" },
    { "textDecoration/TextDecoration013", 0,
      "<u><s>The first text has an underline, overline and a line through.</s></u>", "" },
    { "color/Color001", 0, "<font color=\"#ff0000\">This text must be red.</font>", "" },
    { "color/Color008", 0,
      "This word must be <font color=\"#ff0000\">red</font>\nand this one <font "
      "color=\"#008000\">green</font>.",
      "" },
    { "styling/styleInheritance-001", 0, "<i>Inherited styles</i>", "" },
    { "styling/Styling001", 1,
      "<font color=\"#0000ff\"><u>This caption is left aligned, has a green background and blue "
      "underlined text.</u></font>",
      "position:5% align:left" },
    { "animation/Animation007", 1,
      "<b>This font of this sentence should go from normal to bold at 5s</b>", "" },
    { "textAlign/TextAlign002", 0, "This caption is on the left.", "position:5% align:left" },
    { "textAlign/TextAlign006", 0, "This caption is aligned\nwith the end edge.",
      "position:95% align:right" },
    { "textAlign/textalign-end-001", 0, NULL, "position:95% align:right" },
    { "displayAlign/DisplayAlign004", 0, NULL, "vertical:rl" },
    { "textAlign/TextAlign004", 0, "This caption is placed\nin the center.", "" },
    { "textAlign/textalign-right-001", 0, NULL, "line:0 position:95% align:right" },
    { "displayAlign/displayalign-before-001", 0, NULL, "line:0" },
    { "animation/Animation012", 0, "This sentence should move right at 5s for 5 seconds",
      "position:5% align:left" },
    { "animation/Animation012", 1, "This sentence should move right at 5s for 5 seconds",
      "position:95% align:right" },
    { "writingMode/writing-mode-tb-001", 0, "first line", "vertical:rl" },
    { "timing/timing-on-span-001", 0, "One line Subtitle.", "" },
    { "misc/cumulative-words-001", 2, "These words appear", "position:5% align:left" },
  };

  g_autofree char *folder = corpus_path ("formats/ttml");
  guint passed = 0;

  if (folder == NULL)
    {
      g_test_skip ("the W3C's files are not here");
      return;
    }
  for (guint i = 0; i < G_N_ELEMENTS (looks); i++)
    {
      g_autofree char *path = g_strconcat (folder, "/", looks[i].file, ".ttml", NULL);
      g_autoptr (VostSubtitles) subs = load_corpus (path, NULL);
      const VostCue *cue = nth_cue (subs, looks[i].cue);
      gboolean same = strcmp (cue->settings, looks[i].settings) == 0 &&
                      (looks[i].text == NULL || strcmp (cue->text, looks[i].text) == 0);

      g_autofree char *found = g_strdup_printf ("“%s” {%s}", cue->text, cue->settings);

      begin_case ("ttml", looks[i].file);
      passed += same;
      if (!same)
        fail_case (found);
    }
  end_cases ();
  g_test_message ("ttml looks: %u/%u", passed, (guint) G_N_ELEMENTS (looks));
  g_assert_cmpuint (passed, ==, G_N_ELEMENTS (looks));
}

static VostSubtitles *
read_body (const char *params, const char *body)
{
  g_autofree char *text = g_strdup_printf ("%s %s><body>%s</body></tt>", HEAD, params, body);

  return read_text_as ("ttml", text, NULL);
}

static void
test_times (void)
{
  static const struct
  {
    const char *params;
    const char *begin;
    VostTime t;
  } times[] = {
    { "", "1.2s", 1200 * VOST_MSECOND },
    { "", "1.2m", 72 * VOST_SECOND },
    { "", "1.2h", 4320 * VOST_SECOND },
    { "", "1.2ms", 1200000 },
    { "", "00:00:01.5", 1500 * VOST_MSECOND },
    { "", "00:00:01.05", 1050 * VOST_MSECOND },
    { "", "00:00:01.0005", 1000500000 },
    { "", "123:00:01", 442801 * VOST_SECOND },
    { "", " 2s ", 2 * VOST_SECOND },
    { "", "4", 4 * VOST_SECOND },
    { "", "1:02.5", 62500 * VOST_MSECOND },
    { "ttp:frameRate=\"24\"", "24f", VOST_SECOND },
    { "ttp:frameRate=\"24\" ttp:frameRateMultiplier=\"1000 1001\"", "24f", 1001 * VOST_MSECOND },
    { "ttp:frameRate=\"30\" ttp:frameRateMultiplier=\"1000:1001\"", "30f", 1001 * VOST_MSECOND },
    { "ttp:frameRate=\"25\"", "00:00:02:05", 2200 * VOST_MSECOND },
    { "ttp:frameRate=\"25\" ttp:subFrameRate=\"2\"", "00:00:02:05.1", 2220 * VOST_MSECOND },
    { "ttp:tickRate=\"10000000\"", "15000000t", 1500 * VOST_MSECOND },
    { "ttp:frameRate=\"25\" ttp:subFrameRate=\"4\"", "150t", 1500 * VOST_MSECOND },
    { "", "3t", 3 * VOST_SECOND },
    { "ttp:timeBase=\"smpte\" ttp:frameRate=\"30\" ttp:frameRateMultiplier=\"1000 1001\"",
      "00:01:00:00", 60060 * VOST_MSECOND },
    { "ttp:timeBase=\"smpte\" ttp:frameRate=\"30\" ttp:frameRateMultiplier=\"1000 1001\" "
      "ttp:dropMode=\"dropNTSC\"",
      "00:10:00:00", 599999400000 },
    { "ttp:timeBase=\"smpte\" ttp:frameRate=\"30\" ttp:frameRateMultiplier=\"1000 1001\" "
      "ttp:dropMode=\"dropNTSC\"",
      "00:01:00:02", 60060000000 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (times); i++)
    {
      g_autofree char *body = g_strdup_printf ("<div><p begin=\"%s\">x</p></div>", times[i].begin);
      g_autoptr (VostSubtitles) subs = read_body (times[i].params, body);

      g_test_message ("%s %s", times[i].params, times[i].begin);
      g_assert_cmpint (nth_cue (subs, 0)->start, ==, times[i].t);
    }
}

/* Each cue of the text as "start-end text" in seconds. */
static char *
describe (const VostSubtitles *subs)
{
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < subs->cues->len; i++)
    {
      const VostCue *cue = nth_cue (subs, i);

      g_string_append (out, i > 0 ? "; " : "");
      vost_time_append_seconds (out, cue->start);
      g_string_append_c (out, '-');
      vost_time_append_seconds (out, cue->end);
      g_string_append_printf (out, " %s", cue->text);
    }

  return g_string_free (out, FALSE);
}

static void
test_bodies (void)
{
  static const struct
  {
    const char *body;
    const char *cues;
  } bodies[] = {
    { "<div begin=\"10s\"><p begin=\"1s\" dur=\"2s\" end=\"9s\">a</p></div>", "11-13 a" },
    { "<div timeContainer=\"seq\"><p dur=\"2s\">a</p><p begin=\"1s\" end=\"2s\">b</p></div>",
      "0-2 a; 3-4 b" },
    { "<div end=\"5s\"><p begin=\"1s\">a</p></div>", "1-5 a" },
    { "<div><p begin=\"1s\" end=\"3s\">  a \n b <br/> c  </p></div>", "1-3 a b\nc" },
    { "<div><p begin=\"1s\" end=\"3s\" xml:space=\"preserve\"> a \nb</p></div>", "1-3  a \nb" },
    { "<div><p begin=\"1s\" end=\"3s\">a<metadata>no</metadata><x xmlns=\"y\">no</x></p></div>",
      "1-3 a" },
    { "<div><p begin=\"0s\" end=\"4s\">a<span begin=\"1s\" end=\"2s\">b</span></p></div>",
      "0-1 a; 1-2 ab; 2-4 a" },
    { "<div><p begin=\"1s\" end=\"2s\"><span tts:fontStyle=\"italic\">a <span "
      "tts:fontStyle=\"normal\">b</span></span> c</p></div>",
      "1-2 <i>a </i>b c" },
    { "<div tts:color=\"#00ffff80\"><p begin=\"1s\" end=\"2s\">a</p></div>",
      "1-2 <font color=\"#00ffff\">a</font>" },
    { "<div><p begin=\"1s\" end=\"2s\">&lt;i> \\&lt;b> {\\an8}</p></div>",
      "1-2 \\<i> \\\\\\<b> \\{\\an8}" },
    { "<div><p begin=\"1s\" end=\"2s\"/></div>", "1-2 " },
    { "<div><p begin=\"1s\" end=\"2s\">a</p><p> </p></div>", "1-2 a" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (bodies); i++)
    {
      g_autoptr (VostSubtitles) subs = read_body ("", bodies[i].body);
      g_autofree char *cues = describe (subs);

      g_assert_cmpstr (cues, ==, bodies[i].cues);
    }
}

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

/* What the whole is when @old has become @new and nothing else. */
static char *
with_change (const char *whole, const char *old, const char *new)
{
  g_auto (GStrv) parts = g_strsplit (whole, old, 2);

  g_assert_nonnull (parts[1]);

  return g_strjoinv (new, parts);
}

/* An edited cue changes itself alone, where its file has put it. */
static void
test_edit_one (void)
{
  g_autoptr (VostSubtitles) subs = load_sample ("ttml/nested.ttml");
  g_autofree char *before = write_as (subs, NULL, NULL);
  g_autofree char *after = NULL;
  g_autofree char *expected =
      with_change (before, "<tt:p begin=\"1s\" dur=\"48f\">Second</tt:p>",
                   "<tt:p begin=\"00:00:01.000\" end=\"00:00:03.002\">2nd <tt:span "
                   "tts:fontStyle=\"italic\">one</tt:span></tt:p>");

  touch_cue (nth_cue (subs, 1), "2nd <i>one</i>");
  after = write_as (subs, NULL, NULL);
  g_assert_cmpstr (after, ==, expected);
}

/* A style that the file has not is added to its head, and so is a place. */
static void
test_edit_adds (void)
{
  g_autoptr (VostSubtitles) subs = load_sample ("ebu-tt-d/rich.xml");
  g_autofree char *after = NULL;
  g_autoptr (VostSubtitles) again = NULL;

  touch_cue (nth_cue (subs, 0), "<font color=\"#00ff00\">Green</font>");
  vost_set_string (&nth_cue (subs, 0)->settings, "position:5% align:left");
  vost_set_string (&nth_cue (subs, 0)->speaker, "Ann & Bob");
  after = write_as (subs, NULL, NULL);
  g_assert_nonnull (strstr (after, "<style xml:id=\"color00ff00\" tts:color=\"#00ff00\"/>"));
  g_assert_nonnull (strstr (after, "<region xml:id=\"bottomLeft\""));
  g_assert_nonnull (strstr (after, "<ttm:name type=\"alias\">Ann &amp; Bob</ttm:name>"));
  g_assert_nonnull (strstr (after, "<p xml:id=\"other\" region=\"bottom\""));
  again = read_text_as ("ebu-tt-d", after, NULL);
  g_assert_cmpstr (nth_cue (again, 0)->text, ==, "<font color=\"#00ff00\">Green</font>");
  g_assert_cmpstr (nth_cue (again, 0)->settings, ==, "position:5% align:left");
  g_assert_cmpstr (nth_cue (again, 0)->speaker, ==, "Ann & Bob");
}

/* In a sequence a longer paragraph would move all that follow: then all are written anew, which is
 * told before. */
static void
test_rebuild (void)
{
  g_autoptr (VostSubtitles) subs = load_sample ("ttml/nested.ttml");
  g_autoptr (VostSubtitles) again = NULL;
  g_autoptr (GPtrArray) lost = vost_diagnostics_new ();
  g_autofree char *after = NULL;

  vost_format_by_id ("ttml")->losses (subs, lost);
  g_assert_cmpuint (lost->len, ==, 0);
  touch_cue (nth_cue (subs, 0), NULL);
  nth_cue (subs, 0)->end += 500 * VOST_MSECOND;
  vost_format_by_id ("ttml")->losses (subs, lost);
  g_assert_cmpuint (lost->len, ==, 1);
  after = write_as (subs, NULL, NULL);
  again = read_text_as ("ttml", after, NULL);
  g_assert_cmpuint (again->cues->len, ==, subs->cues->len);
  for (guint i = 0; i < again->cues->len; i++)
    {
      g_assert_cmpint (nth_cue (again, i)->start, ==, nth_cue (subs, i)->start);
      g_assert_cmpint (nth_cue (again, i)->end, ==, nth_cue (subs, i)->end);
      g_assert_cmpstr (nth_cue (again, i)->text, ==, nth_cue (subs, i)->text);
    }
}

/* A paragraph that became several cues: untouched it is one again, else each is its own. */
static void
test_groups (void)
{
  g_autoptr (VostSubtitles) subs = load_sample ("ttml/animated.ttml");
  g_autoptr (VostSubtitles) again = NULL;
  g_autofree char *after = NULL;

  touch_cue (nth_cue (subs, 1), "Word – by");
  after = write_as (subs, NULL, NULL);
  g_assert_nonnull (strstr (after, "<p begin=\"00:00:04.000\" end=\"00:00:06.000\">Word – by</p>"));
  g_assert_null (strstr (after, "> by</span>"));
  g_assert_nonnull (strstr (after, "<set begin=\"2s\" tts:color=\"lime\"/>Green later</p>"));
  again = read_text_as ("ttml", after, NULL);
  g_assert_cmpuint (again->cues->len, ==, subs->cues->len);
  g_assert_cmpstr (nth_cue (again, 2)->text, ==, "Word by word");
}

/* Removing a cue takes containers with it that others need. */
static void
test_remove (void)
{
  g_autoptr (VostSubtitles) subs = load_sample ("ttml/nested.ttml");
  g_autoptr (VostSubtitles) again = NULL;
  g_autofree char *after = NULL;

  g_ptr_array_remove_index (subs->cues, 3);
  after = write_as (subs, NULL, NULL);
  again = read_text_as ("ttml", after, NULL);
  g_assert_cmpuint (again->cues->len, ==, subs->cues->len);
  for (guint i = 0; i < again->cues->len; i++)
    {
      g_assert_cmpint (nth_cue (again, i)->start, ==, nth_cue (subs, i)->start);
      g_assert_cmpstr (nth_cue (again, i)->text, ==, nth_cue (subs, i)->text);
    }
}

static void
test_metadata (void)
{
  g_autoptr (VostSubtitles) subs = load_sample ("ttml/rich.ttml");
  g_autoptr (VostSubtitles) latin = load_sample ("ttml/latin1.ttml");
  g_autofree char *text = NULL;

  g_assert_cmpstr (subs->track->language, ==, "ja");
  g_assert_cmpstr (subs->track->title, ==, "Orbit & Back");
  g_assert_cmpstr (nth_cue (subs, 4)->speaker, ==, "Ann");
  g_assert_cmpstr (nth_cue (subs, 5)->text, ==, "<ruby>漢<rt>かん</rt></ruby>字");
  g_assert_cmpstr (latin->track->encoding, ==, "ISO-8859-1");
  g_assert_cmpstr (nth_cue (latin, 0)->text, ==, "Été œuvre \302\240!");
  /* What the encoding lacks is a reference. */
  touch_cue (nth_cue (latin, 1), "é œ");
  vost_set_string (&latin->track->encoding, "ISO-8859-1");
  text = write_as (latin, NULL, NULL);
  g_assert_nonnull (strstr (text, ">\351 &#x153;</p>"));
}

static void
assert_refused (const char *id, const char *text, int code)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (VostSubtitles) subs = vost_subtitles_load_bytes (
      text, strlen (text), "film",
      &(VostLoadOptions){ .format = vost_format_by_id (id), .encoding = "UTF-8" }, NULL, &error);

  g_assert_null (subs);
  g_assert_error (error, VOST_ERROR, code);
}

static void
test_hostile (void)
{
  g_autoptr (GString) deep = g_string_new (HEAD "><body><div>");
  g_autoptr (GString) spans = g_string_new (HEAD "><body><div><p begin=\"0s\" end=\"9h\">");
  g_autoptr (GString) styles = g_string_new (HEAD "><head><styling>");
  g_autoptr (VostSubtitles) many = NULL;
  g_autoptr (VostSubtitles) chain = NULL;
  g_autofree char *big = g_strnfill (VOST_MAX_CUE_TEXT + 1, 'x');
  g_autofree char *huge = g_strconcat (HEAD "><body><div><p begin=\"1s\" end=\"2s\">", big,
                                       "</p></div></body></tt>", NULL);

  /* Billion laughs. */
  assert_refused ("ttml",
                  "<!DOCTYPE tt [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;\">"
                  "<!ENTITY c \"&b;&b;&b;&b;&b;&b;&b;&b;\">]>" HEAD
                  "><body><div><p begin=\"1s\" end=\"2s\">&c;</p></div></body></tt>",
                  VOST_ERROR_UNSUPPORTED);
  assert_refused ("ttml",
                  "<!DOCTYPE tt [<!ENTITY a SYSTEM \"file:///etc/passwd\">]>" HEAD
                  "><body><div><p begin=\"1s\" end=\"2s\">&a;</p></div></body></tt>",
                  VOST_ERROR_UNSUPPORTED);
  for (guint i = 0; i < 100; i++)
    g_string_append (deep, "<div>");
  assert_refused ("ttml", deep->str, VOST_ERROR_TOO_BIG);
  assert_refused ("ttml", huge, VOST_ERROR_TOO_BIG);
  assert_refused ("ttml", "", VOST_ERROR_BAD_INPUT);
  assert_refused ("ttml", "no XML", VOST_ERROR_BAD_INPUT);
  assert_refused ("ttml", "<html><body><p>no TTML</p></body></html>", VOST_ERROR_BAD_INPUT);

  /* So many parts with times that taking them apart would be quadratic. */
  for (guint i = 0; i < 20000; i++)
    g_string_append_printf (spans, "<span begin=\"%us\">a</span>", i);
  g_string_append (spans, "</p></div></body></tt>");
  many = read_text_as ("ttml", spans->str, NULL);
  g_assert_cmpuint (many->cues->len, ==, 1);

  /* Styles that refer to each other twice, and to themselves. */
  for (guint i = 0; i < 1000; i++)
    g_string_append_printf (styles, "<style xml:id=\"s%u\" style=\"s%u s%u\"/>", i, i + 1, i + 1);
  g_string_append (styles, "<style xml:id=\"s1000\" style=\"s1000\" tts:fontStyle=\"italic\"/>"
                           "</styling></head><body><div><p begin=\"1s\" end=\"2s\" style=\"s0\">a"
                           "</p></div></body></tt>");
  chain = read_text_as ("ttml", styles->str, NULL);
  g_assert_cmpuint (chain->cues->len, ==, 1);
}

/* One cue is enough for a file to open, wherever it breaks off. */
static void
test_truncated (void)
{
  g_autofree char *path = sample_path ("formats/ttml/rich.ttml");
  g_autofree char *text = NULL;
  gsize len, first;

  g_assert_true (g_file_get_contents (path, &text, &len, NULL));
  first = (gsize) (strstr (text, "Plain") - text) + 5;
  for (gsize at = first; at < len; at += 7)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (VostSubtitles) subs = vost_subtitles_load_bytes (
          text, at, "film", &(VostLoadOptions){ .format = vost_format_by_id ("ttml") }, NULL,
          &error);
      g_autoptr (GBytes) bytes = NULL;

      g_assert_no_error (error);
      bytes = vost_subtitles_to_bytes (subs, NULL, NULL, NULL);
      g_assert_cmpmem (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), text, at);
    }
}

/* Where there is no head yet, or an empty one, it is made. */
static void
test_no_head (void)
{
  static const char *const heads[] = { "", "<head/>", "<head><layout/></head>" };

  for (guint i = 0; i < G_N_ELEMENTS (heads); i++)
    {
      g_autofree char *text = g_strdup_printf (
          "%s>%s<body><div><p begin=\"1s\" end=\"2s\">a</p></div></body></tt>", HEAD, heads[i]);
      g_autoptr (VostSubtitles) subs = read_text_as ("ttml", text, NULL);
      g_autoptr (VostSubtitles) again = NULL;
      g_autofree char *after = NULL;

      touch_cue (nth_cue (subs, 0), NULL);
      vost_set_string (&nth_cue (subs, 0)->settings, "line:0");
      after = write_as (subs, NULL, &(VostFormatOptions){ .rights = "Ours" });
      g_assert_true (g_str_has_prefix (after, HEAD "><head><ttm:copyright>Licence\nOurs</"));
      g_assert_nonnull (strstr (after, "<region xml:id=\"top\""));
      again = read_text_as ("ttml", after, NULL);
      g_assert_cmpstr (nth_cue (again, 0)->settings, ==, "line:0");
    }
}

static const char *
sniffed (const char *text)
{
  const VostFormat *format = vost_format_sniff (text, strlen (text));

  return format != NULL ? format->id : "";
}

static void
test_sniff (void)
{
  g_assert_cmpstr (sniffed ("<?xml version=\"1.0\"?><!-- <a> --><!DOCTYPE tt><x:tt xmlns:x=\"y\">"),
                   ==, "ttml");
  g_assert_cmpstr (sniffed ("<tt>urn:ebu:tt:distribution"), ==, "ebu-tt-d");
  g_assert_cmpstr (sniffed ("<ttx>"), !=, "ttml");
  g_assert_cmpstr (sniffed ("<!-- <tt>"), !=, "ttml");
  g_assert_cmpstr (sniffed ("<DCSubtitle Version=\"1.0\">"), ==, "dcp-interop");
  g_assert_cmpstr (sniffed ("<dcst:SubtitleReel>"), ==, "dcp-smpte");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/format-ttml/references", test_references);
  g_test_add_func ("/format-ttml/documents", test_documents);
  g_test_add_func ("/format-ttml/looks", test_looks);
  g_test_add_func ("/format-ttml/sniff", test_sniff);
  g_test_add_func ("/format-ttml/times", test_times);
  g_test_add_func ("/format-ttml/bodies", test_bodies);
  g_test_add_func ("/format-ttml/edit-one", test_edit_one);
  g_test_add_func ("/format-ttml/edit-adds", test_edit_adds);
  g_test_add_func ("/format-ttml/no-head", test_no_head);
  g_test_add_func ("/format-ttml/rebuild", test_rebuild);
  g_test_add_func ("/format-ttml/groups", test_groups);
  g_test_add_func ("/format-ttml/remove", test_remove);
  g_test_add_func ("/format-ttml/metadata", test_metadata);
  g_test_add_func ("/format-ttml/hostile", test_hostile);
  g_test_add_func ("/format-ttml/truncated", test_truncated);

  return g_test_run ();
}
