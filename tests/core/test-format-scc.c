/* Scenarist closed captions: clocks, screens, words, and what is written for other formats. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "format-samples.h"

#include <json-glib/json-glib.h>

#define HEAD "Scenarist_SCC V1.0\n\n"
#define RATE ((VostRate){ 30000, 1001 })

/* All cues as frames, settings and text. */
static char *
dump (const VostSubtitles *subs)
{
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < subs->cues->len; i++)
    {
      const VostCue *cue = nth_cue (subs, i);

      g_string_append_printf (out, "%" G_GINT64_FORMAT "-%" G_GINT64_FORMAT "[%s]%s\n",
                              vost_rate_frame_nearest (RATE, cue->start),
                              vost_rate_frame_nearest (RATE, cue->end), cue->settings, cue->text);
    }

  return g_string_free (out, FALSE);
}

static VostSubtitles *
load_sample (const char *name, GPtrArray *diagnostics)
{
  g_autofree char *file = g_strconcat ("formats/scc/", name, NULL);
  g_autofree char *path = sample_path (file);
  g_autoptr (GError) error = NULL;
  VostSubtitles *subs = vost_subtitles_load (path, NULL, diagnostics, &error);

  g_assert_no_error (error);

  return subs;
}

static void
assert_sample (const char *name, guint remarks, const char *expected)
{
  g_autoptr (GPtrArray) diagnostics = vost_diagnostics_new ();
  g_autoptr (VostSubtitles) subs = load_sample (name, diagnostics);
  g_autofree char *found = dump (subs);

  g_assert_cmpstr (found, ==, expected);
  g_assert_cmpuint (diagnostics->len, ==, remarks);
  g_assert_cmpint (subs->track->rate.num, ==, 30000);
  g_assert_cmpint (subs->track->rate.den, ==, 1001);
}

static void
test_samples (void)
{
  assert_sample ("rich.scc", 0,
                 "107887-107952[position:10.62% align:left]Good evening.\n"
                 "108013-108122[position:5% align:left]<i>Slanted all along</i>\n"
                 "<font color=\"#00ffff\">cyan, then</font>  <font color=\"#ff0000\">red "
                 "one</font>\n"
                 "108122-108177[line:10%]CAF\303\211\342\231\252 at the top\n"
                 "108244-108312[position:5% align:left]ANN: Left,  <i><u>both</u></i> "
                 "<u>lined</u>\nand the second row\n");
  assert_sample ("rollup.scc", 0,
                 "36-92[position:5% align:left]>> First row of three.\n"
                 "96-150[position:5% align:left]The second one rolls up\n"
                 "154-159[position:5% align:left]the first,\n"
                 "161-240[position:5% align:left]and so does a third.\n"
                 "276-330[line:10% position:5% align:left]Two rows at the top\n");
  assert_sample ("painton.scc", 0,
                 "34-90[position:27.5% align:left]Painted at once,\nrow by row\n"
                 "114-150[position:5% align:left]Mistaeke\n"
                 "156-210[position:5% align:left]Half of this is\n");
  assert_sample ("plain-upper.scc", 1,
                 "43-120[position:38.75% align:left]NO PARITY HERE\n159-309[]codes once\n");
  assert_sample ("channels.scc", 4,
                 "51-80[position:27.5% align:left]One\ngoes on\n"
                 "81-100[position:5% align:left]next one\n"
                 "100-106[position:5% align:left]third\n"
                 "130-180[]comes while the line above is st\n");
}

/* Both kinds of time codes count 30000 frames in 1001 seconds. */
static void
test_clocks (void)
{
  static const struct
  {
    const char *code;
    gint64 frame;
  } codes[] = {
    { "00:01:00:00", 1800 },   { "00:01:00;02", 1800 },   { "00:00:59;29", 1799 },
    { "00:10:00;00", 17982 },  { "01:00:00;00", 107892 }, { "01:00:00:00", 108000 },
    { "01:00:00.00", 107892 }, { "01:00:00,00", 107892 }, { "23:59:59;29", 2589407 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (codes); i++)
    {
      g_autofree char *text = g_strconcat (HEAD, codes[i].code, "\t9429 9429 c180\n\n", NULL);
      g_autoptr (VostSubtitles) subs = read_text_as ("scc", text, NULL);
      g_autofree char *again = NULL;
      const VostCue *cue = nth_cue (subs, 0);

      /* Two words come before the letter. */
      g_assert_cmpint (cue->start, ==, vost_rate_frame_start (RATE, codes[i].frame + 2));
      g_assert_cmpstr (cue->text, ==, "A");
      again = write_as (subs, NULL, NULL);
      g_assert_cmpstr (again, ==, text);
    }
}

/* The caption that is changed, and nothing else. */
static void
test_change_one (void)
{
  g_autoptr (VostSubtitles) subs = load_sample ("rich.scc", NULL);
  g_autofree char *before = write_as (subs, NULL, NULL);
  g_autofree char *after = NULL;
  g_autoptr (VostSubtitles) again = NULL;
  const char *third = strstr (before, "01:00:07;00");

  touch_cue (nth_cue (subs, 0), "<u>Good</u> morning.");
  after = write_as (subs, NULL, NULL);
  again = read_text_as ("scc", after, NULL);
  g_assert_true (g_str_has_suffix (after, third));
  g_assert_cmpstr (nth_cue (again, 0)->text, ==, "<u>Good</u> morning.");
  g_assert_cmpstr (nth_cue (again, 0)->settings, ==, nth_cue (subs, 0)->settings);
  for (guint i = 0; i < subs->cues->len; i++)
    {
      g_assert_cmpint (nth_cue (again, i)->start, ==, nth_cue (subs, i)->start);
      g_assert_cmpint (nth_cue (again, i)->end, ==, nth_cue (subs, i)->end);
    }
}

/* A new end while the next one is loaded. */
static void
test_change_end (void)
{
  g_autoptr (VostSubtitles) subs = load_sample ("rich.scc", NULL);
  g_autofree char *after = NULL;
  g_autoptr (VostSubtitles) again = NULL;
  VostCue *cue = nth_cue (subs, 1);

  cue->end = vost_rate_frame_start (RATE, 108115);
  touch_cue (cue, NULL);
  after = write_as (subs, NULL, NULL);
  again = read_text_as ("scc", after, NULL);
  g_assert_cmpint (nth_cue (again, 1)->start, ==, cue->start);
  g_assert_cmpint (nth_cue (again, 1)->end, ==, cue->end);
  g_assert_cmpint (nth_cue (again, 2)->start, ==, nth_cue (subs, 2)->start);
  g_assert_cmpstr (nth_cue (again, 2)->text, ==, nth_cue (subs, 2)->text);
}

/* In each sample each cue alone: what is read again is what was meant. */
static void
check_changes (const char *path, gpointer data)
{
  g_autoptr (VostSubtitles) model = vost_subtitles_load (path, NULL, NULL, NULL);

  for (guint i = 0; i < model->cues->len; i++)
    {
      g_autoptr (VostSubtitles) subs = vost_subtitles_load (path, NULL, NULL, NULL);
      g_autoptr (GBytes) bytes = NULL;
      g_autoptr (VostSubtitles) again = NULL;

      touch_cue (nth_cue (subs, i), "Other words");
      bytes = write_bytes_as (subs, NULL, NULL);
      again = read_bytes_as ("scc", bytes, NULL);
      g_assert_cmpuint (again->cues->len, ==, model->cues->len);
      for (guint j = 0; j < again->cues->len; j++)
        g_assert_cmpstr (nth_cue (again, j)->text, ==, nth_cue (subs, j)->text);
      g_ptr_array_remove_index (subs->cues, i);
      if (subs->cues->len == 0)
        continue;
      g_clear_pointer (&bytes, g_bytes_unref);
      g_clear_pointer (&again, vost_subtitles_free);
      bytes = write_bytes_as (subs, NULL, NULL);
      again = read_bytes_as ("scc", bytes, NULL);
      g_assert_cmpuint (again->cues->len, ==, subs->cues->len);
    }
}

static void
test_changes (void)
{
  g_autofree char *folder = sample_path ("formats/scc");

  samples_foreach (folder, check_changes, NULL);
}

/* Loaded early enough to be shown at its first frame; cleared where no other follows at once. */
static void
test_write_new (void)
{
  const VostFormatOptions drop = { .rate = RATE };
  g_autoptr (VostSubtitles) subs = read_text_as ("srt",
                                                 "1\n00:00:02,002 --> 00:00:03,003\nAB\n\n"
                                                 "2\n00:00:03,003 --> 00:00:04,004\n<i>C</i>\n",
                                                 NULL);
  g_autofree char *plain = write_as (subs, "scc", NULL);
  g_autofree char *dropping = write_as (subs, "scc", &drop);

  g_assert_cmpstr (plain, ==,
                   HEAD "00:00:01:21\t9420 9420 94ae 94ae 9476 9476 9723 9723 c1c2 942f 942f\n\n"
                        "00:00:02:19\t9420 9420 94ae 94ae 9476 9476 97a2 97a2 91ae 91ae 4380 "
                        "942f 942f\n\n"
                        "00:00:04:00\t942c 942c\n\n");
  g_assert_nonnull (strstr (dropping, "\n00:00:01;21\t9420"));
}

static gboolean
is_told_of (const char *id, const char *text, const char *word, VostSeverity severity)
{
  g_autoptr (VostSubtitles) subs = read_text_as (id, text, NULL);
  g_autoptr (GPtrArray) lost = vost_diagnostics_new ();

  vost_format_by_id ("scc")->losses (subs, lost);
  for (guint i = 0; i < lost->len; i++)
    {
      const VostDiagnostic *diagnostic = g_ptr_array_index (lost, i);

      if (diagnostic->severity == severity && strstr (diagnostic->message, word) != NULL)
        return TRUE;
    }

  return FALSE;
}

static gboolean
is_told (const char *srt, const char *word, VostSeverity severity)
{
  return is_told_of ("srt", srt, word, severity);
}

static void
test_losses (void)
{
  const char *foreign = "1\n00:00:02,000 --> 00:00:03,000\nA\320\226B\n\n";
  g_autoptr (VostSubtitles) subs = read_text_as ("srt", foreign, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = try_bytes_as (subs, "scc", NULL, &error);

  g_assert_null (bytes);
  g_assert_error (error, VOST_ERROR, VOST_ERROR_UNSUPPORTED);
  g_assert_nonnull (strstr (error->message, "\320\226"));
  g_assert_true (is_told (foreign, "\320\226", VOST_SEVERITY_ERROR));
  g_assert_true (is_told ("1\n00:00:02,000 --> 00:00:02,300\nThere is no time\n\n"
                          "2\n00:00:02,300 --> 00:00:03,000\nfor so many words\n\n",
                          "too many characters", VOST_SEVERITY_WARNING));
  g_assert_true (is_told ("1\n00:00:02,000 --> 00:00:06,000\nA\n\n"
                          "2\n00:00:04,000 --> 00:00:07,000\nB\n\n",
                          "one can be shown", VOST_SEVERITY_WARNING));
  g_assert_true (is_told ("1\n00:00:09,000 --> 00:00:16,000\n"
                          "A line that is longer than there are columns\n\n",
                          "32", VOST_SEVERITY_WARNING));
  g_assert_true (is_told ("1\n00:00:09,000 --> 00:00:16,000\n"
                          "1\n2\n3\n4\n5\n6\n7\n8\n9\n10\n11\n12\n13\n14\n15\n16\n\n",
                          "too long", VOST_SEVERITY_ERROR));
  g_assert_true (is_told_of (
      "webvtt",
      "WEBVTT\n\n00:09.000 --> 00:16.000\n1\n&nbsp;\n&nbsp;\n&nbsp;\n&nbsp;\n&nbsp;\n&nbsp;\n"
      "&nbsp;\n&nbsp;\n&nbsp;\n&nbsp;\n&nbsp;\n&nbsp;\n&nbsp;\n&nbsp;\n&nbsp;\n&nbsp;\n2\n",
      "too long", VOST_SEVERITY_ERROR));
  g_assert_true (is_told ("1\n00:00:09,000 --> 00:00:16,000\nw<i>or</i>d\n\n", "within a word",
                          VOST_SEVERITY_WARNING));
  g_assert_true (
      is_told ("1\n00:00:09,000 --> 00:00:16,000\n<b>A</b>\n\n", "Bold", VOST_SEVERITY_WARNING));
}

/* All characters of the tables go there and back. */
static void
test_characters (void)
{
  static const char *const texts[] = {
    "!\"#$%&\342\200\231()\303\241+,-./0123456789:;=?@AZ[\303\251]\303\255\303\263\303\272az",
    "\303\247\303\267\303\221\303\261\342\226\210\302\256\302\260\302\275\302\277\342\204\242"
    "\302\242\302\243\342\231\252\303\240\303\250\303\242",
    "\303\201\303\211\303\223\303\232\303\234\303\274\342\200\230\302\241*'\342\200\224\302\251"
    "\342\204\240\342\200\242\342\200\234\342\200\235",
    "{}|~\\^_\303\204\303\244\303\226\303\266\303\237\302\245\302\244\302\246\303\205\303\245"
    "\303\230\303\270\342\224\214\342\224\230",
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autofree char *srt = g_strdup_printf ("1\n00:00:09,000 --> 00:00:16,000\n%s\n\n", texts[i]);
      g_autoptr (VostSubtitles) subs = read_text_as ("srt", srt, NULL);
      g_autofree char *scc = write_as (subs, "scc", NULL);
      g_autoptr (VostSubtitles) again = read_text_as ("scc", scc, NULL);
      g_autofree char *plain = vost_markup_to_plain (nth_cue (again, 0)->text);

      g_strdelimit (plain, "\n", ' ');
      for (char *space; (space = strchr (plain, ' ')) != NULL;)
        memmove (space, space + 1, strlen (space));
      g_assert_cmpstr (plain, ==, texts[i]);
    }
}

/* Letters without spaces; the corpus has circled signs. */
static char *
squeeze (const char *text)
{
  GString *out = g_string_new (NULL);

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (c == 0x24c7 || c == 0x24b8)
        c = c == 0x24c7 ? 0xae : 0xa9;
      /* The bullet and the corners have a fallback in the description. */
      if (c == 0x2022 || (c >= 0x250c && c <= 0x2518))
        c = 'x';
      if (!g_unichar_isspace (c))
        g_string_append_unichar (out, c);
    }

  return g_string_free (out, FALSE);
}

/* The text of a screen in the corpus's description. */
static char *
entry_text (JsonObject *entry, gboolean last_only)
{
  g_autoptr (GString) text = g_string_new (NULL);
  JsonArray *lines = json_object_get_array_member (entry, "lines");
  guint n = json_array_get_length (lines);

  for (guint i = last_only && n > 0 ? n - 1 : 0; i < n; i++)
    {
      JsonArray *chunks =
          json_object_get_array_member (json_array_get_object_element (lines, i), "chunks");

      for (guint j = 0; j < json_array_get_length (chunks); j++)
        g_string_append (text, json_object_get_string_member (
                                   json_array_get_object_element (chunks, j), "text"));
    }

  return squeeze (text->str);
}

/* Each pop-on caption, and each row that rolls up, is a cue in the right order. */
static void
check_against (const VostSubtitles *subs, char **entries)
{
  guint cue = 0, pop_on = 0, rows = 0;

  for (guint i = 0; entries[i] != NULL; i++)
    {
      g_autofree char *json = g_strconcat (i > 0 ? "{\"lines\"" : "", entries[i],
                                           entries[i + 1] != NULL ? "}" : "", NULL);
      g_autoptr (JsonNode) node = json_from_string (json, NULL);
      JsonObject *entry = json_node_get_object (node);
      const char *mode = json_object_get_null_member (entry, "mode")
                             ? ""
                             : json_object_get_string_member (entry, "mode");
      gboolean roll = g_str_has_prefix (mode, "RollUp");
      g_autofree char *text = entry_text (entry, roll);
      guint k = cue;

      if (*text == '\0' || (!roll && strcmp (mode, "PopOn") != 0))
        continue;
      for (; k < subs->cues->len && (!roll || k < cue + 4); k++)
        {
          g_autofree char *plain = vost_markup_to_plain (nth_cue (subs, k)->text);
          g_autofree char *letters = squeeze (plain);

          if (strcmp (letters, text) == 0)
            break;
        }
      /* Of a row there is an entry for each pair of letters. */
      if (roll && k >= MIN (cue + 4, subs->cues->len))
        continue;
      begin_case ("scc", text);
      if (k == subs->cues->len)
        g_test_message ("missing: %s after %s", text, nth_cue (subs, cue)->text);
      g_assert_cmpuint (k, <, subs->cues->len);
      for (; cue < k; cue++)
        g_test_message ("not in the description: %s", nth_cue (subs, cue)->text);
      cue = k + 1;
      *(roll ? &rows : &pop_on) += 1;
    }
  g_test_message ("%u pop-on captions, %u rows, %u cues", pop_on, rows, subs->cues->len);
  /* Paint-on captions are described row by row. */
  g_assert_cmpuint (pop_on, ==, 64);
  g_assert_cmpuint (pop_on + rows + 6, ==, subs->cues->len);
}

static void
test_corpus (void)
{
  g_autofree char *path = corpus_path ("formats/scc/608-all-features.scc");
  g_autofree char *json_path = corpus_path ("formats/scc/608-all-features-unbuffered.json");
  g_autofree char *contents = NULL;
  g_autofree char *json = NULL;
  g_autoptr (VostSubtitles) subs = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_auto (GStrv) entries = NULL;
  gsize len;

  if (path == NULL || json_path == NULL)
    {
      g_test_skip ("The third-party test data is not there.");
      return;
    }
  subs = vost_subtitles_load (path, NULL, NULL, NULL);
  g_assert_nonnull (subs);
  g_assert_true (g_file_get_contents (path, &contents, &len, NULL));
  bytes = write_bytes_as (subs, NULL, NULL);
  g_assert_cmpmem (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), contents, len);
  g_assert_true (g_file_get_contents (json_path, &json, NULL, NULL));
  entries = g_strsplit (json, "}{\"lines\"", -1);
  check_against (subs, entries);
  end_cases ();
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/format-scc/samples", test_samples);
  g_test_add_func ("/format-scc/clocks", test_clocks);
  g_test_add_func ("/format-scc/change-one", test_change_one);
  g_test_add_func ("/format-scc/change-end", test_change_end);
  g_test_add_func ("/format-scc/changes", test_changes);
  g_test_add_func ("/format-scc/write-new", test_write_new);
  g_test_add_func ("/format-scc/losses", test_losses);
  g_test_add_func ("/format-scc/characters", test_characters);
  g_test_add_func ("/format-scc/corpus", test_corpus);

  return g_test_run ();
}
