/* The small formats of lines: MicroDVD and its kin. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "format-samples.h"

/* Reads a text, forgets the verbatim parts, writes it. */
static char *
rewrite (const char *id, const char *text)
{
  g_autoptr (VostSubtitles) subs = read_text_as (id, text, NULL);

  for (guint i = 0; i < subs->cues->len; i++)
    touch_cue (nth_cue (subs, i), NULL);

  return write_as (subs, NULL, NULL);
}

/* An SRT file of one cue in another format. */
static char *
convert_one (const char *id, const char *text, guint *ret_losses)
{
  g_autofree char *srt = g_strdup_printf ("1\n00:00:01,000 --> 00:00:03,000\n%s\n\n", text);
  g_autoptr (VostSubtitles) subs = read_text_as ("srt", srt, NULL);
  g_autoptr (GPtrArray) lost = vost_diagnostics_new ();

  subs->track->rate = SAMPLE_RATE;
  vost_format_by_id (id)->losses (subs, lost);
  *ret_losses = lost->len;

  return write_as (subs, id, NULL);
}

static void
test_microdvd_rate (void)
{
  static const struct
  {
    const char *text;
    int num;
    int den;
    guint n;
    VostTime start;
  } cases[] = {
    { "{1}{1}25.000\n{25}{50}a\n", 25, 1, 1, VOST_SECOND },
    { "{0}{0}23,976 my film\n{24}{50}a\n", 24000, 1001, 1, 1001 * VOST_MSECOND },
    { "{1}{}50\n{50}{100}a\n", 50, 1, 1, VOST_SECOND },
    { "{1}{1}hello\n{30}{60}a\n", 30, 1, 2, 33333333 },
    { "{1}{1}250\n{30}{60}a\n", 30, 1, 2, 33333333 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (VostSubtitles) subs =
          vost_subtitles_load_bytes (cases[i].text, strlen (cases[i].text), "film.sub",
                                     &(VostLoadOptions){ .rate = { 30, 1 } }, NULL, &error);

      g_assert_no_error (error);
      g_assert_cmpstr (subs->track->format, ==, "microdvd");
      g_assert_cmpint (subs->track->rate.num, ==, cases[i].num);
      g_assert_cmpint (subs->track->rate.den, ==, cases[i].den);
      g_assert_cmpuint (subs->cues->len, ==, cases[i].n);
      g_assert_cmpint (nth_cue (subs, 0)->start, ==, cases[i].start);
    }
}

/* No rate is ever assumed, neither in reading nor in writing. */
static void
test_microdvd_needs_rate (void)
{
  static const char text[] = "{25}{50}a\n";
  g_autoptr (GError) error = NULL;
  g_autoptr (VostSubtitles) subs =
      vost_subtitles_load_bytes (text, strlen (text), "film.sub", NULL, NULL, &error);
  g_autoptr (VostSubtitles) srt =
      read_text_as ("srt", "1\n00:00:01,000 --> 00:00:02,000\na\n\n", NULL);
  g_autoptr (GBytes) bytes = NULL;

  g_assert_error (error, VOST_ERROR, VOST_ERROR_NEEDS_RATE);
  g_assert_null (subs);
  g_clear_error (&error);
  bytes = vost_subtitles_to_bytes (srt, vost_format_by_id ("microdvd"), NULL, &error);
  g_assert_error (error, VOST_ERROR, VOST_ERROR_NEEDS_RATE);
  g_assert_null (bytes);
}

/* Another rate for the same times: the head of the file says so. */
static void
test_microdvd_other_rate (void)
{
  g_autoptr (VostSubtitles) subs =
      read_text_as ("microdvd", "{1}{1}25.000\n{25}{50}a\n{75}{100}b|c\n", NULL);
  g_autofree char *out = NULL;

  subs->track->rate = (VostRate){ 24000, 1001 };
  out = write_as (subs, NULL, NULL);
  g_assert_cmpstr (out, ==, "{1}{1}23.976\n{24}{48}a\n{72}{96}b|c\n");
}

static void
test_microdvd_texts (void)
{
  static const struct
  {
    const char *text;
    const char *markup;
    const char *written;
  } cases[] = {
    { "a|b", "a\nb", "a|b" },
    { "{y:i}a|b", "<i>a</i>\nb", "{y:i}a|b" },
    { "{Y:i}a|b", "<i>a\nb</i>", "{Y:i}a|b" },
    { "{y:i}a|{y:i}b", "<i>a\nb</i>", "{Y:i}a|b" },
    { "{Y:bi}a|{y:u}b", "<i><b>a\n<u>b</u></b></i>", "{Y:i,b}a|{y:u}b" },
    { "{c:$0000FF}a", "<font color=\"#ff0000\">a</font>", "{c:$0000FF}a" },
    { "{C:$ff0000}a|b", "<font color=\"#0000ff\">a\nb</font>", "{C:$FF0000}a|b" },
    { "{f:My Font}{s:12}a", "<font face=\"My Font\"><font size=\"12\">a</font></font>",
      "{f:My Font}{s:12}a" },
    { "{P:0}{H:x}a", "{\\*P:0}{\\*H:x}a", "{P:0}{H:x}a" },
    { "/a|/b", "<i>a\nb</i>", "{Y:i}a|b" },
    { "a {y:i}b", "a {y:i}b", "a {y:i}b" },
    { "<i>a</i>", "\\<i>a\\</i>", "<i>a</i>" },
    { "{y:i}", "", "" },
    { "", "", "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *file = g_strdup_printf ("{25}{50}%s\n", cases[i].text);
      g_autofree char *expected = g_strdup_printf ("{25}{50}%s\n", cases[i].written);
      g_autoptr (VostSubtitles) subs = read_text_as ("microdvd", file, NULL);
      g_autofree char *written = rewrite ("microdvd", file);

      g_assert_cmpstr (nth_cue (subs, 0)->text, ==, cases[i].markup);
      g_assert_cmpstr (written, ==, expected);
    }
}

static void
test_microdvd_converted (void)
{
  static const struct
  {
    const char *text;
    const char *written;
    guint losses;
  } cases[] = {
    { "plain\ntext", "plain|text", 0 },
    { "<i>all</i>", "{y:i}all", 0 },
    { "<i>a\nb</i>", "{Y:i}a|b", 0 },
    { "<i>a</i> b", "a b", 1 },
    { "a|b", "a\302\246b", 1 },
    { "/root", "\342\201\240/root", 0 },
    { "{y:i}", "\342\201\240{y:i}", 0 },
    { "<font color=\"red\" face=\"Arial\">a</font>", "{c:$0000FF}{f:Arial}a", 0 },
    { "{\\an8}a", "a", 1 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      guint losses;
      g_autofree char *out = convert_one ("microdvd", cases[i].text, &losses);
      g_autofree char *expected = g_strdup_printf ("{1}{1}25.000\n{25}{75}%s\n", cases[i].written);

      g_assert_cmpstr (out, ==, expected);
      g_assert_cmpuint (losses, ==, cases[i].losses);
    }
}

/* An end that is nowhere said moves with the next cue, and is written once it differs. */
static void
test_microdvd_open_end (void)
{
  g_autoptr (VostSubtitles) subs =
      read_text_as ("microdvd", "{25}{}a\n{50}{}b\n{500}{525}c\n", NULL);
  g_autofree char *out = NULL;

  g_assert_cmpint (nth_cue (subs, 0)->end, ==, 2 * VOST_SECOND);
  g_assert_cmpint (nth_cue (subs, 1)->end, ==, 7 * VOST_SECOND);
  nth_cue (subs, 1)->start = 3 * VOST_SECOND;
  touch_cue (nth_cue (subs, 1), NULL);
  out = write_as (subs, NULL, NULL);
  g_assert_cmpstr (out, ==, "{25}{50}a\n{75}{175}b\n{500}{525}c\n");
}

/* What is at hand of other people's files. */
static void
check_corpus (const char *name, const char *id, guint n, const char *first)
{
  g_autofree char *path = corpus_path (name);
  g_autofree char *contents = NULL;
  gsize len;
  g_autoptr (GError) error = NULL;
  g_autoptr (VostSubtitles) subs = NULL;
  g_autoptr (GBytes) bytes = NULL;

  if (path == NULL)
    {
      g_test_skip ("the corpus is not here");
      return;
    }
  begin_case (id, name);
  subs = vost_subtitles_load (path, &(VostLoadOptions){ .rate = SAMPLE_RATE }, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (subs->track->format, ==, id);
  g_assert_cmpuint (subs->cues->len, ==, n);
  g_assert_cmpstr (nth_cue (subs, 0)->text, ==, first);
  bytes = vost_subtitles_to_bytes (subs, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (g_file_get_contents (path, &contents, &len, NULL));
  g_assert_cmpmem (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), contents, len);
  end_cases ();
}

static void
test_microdvd_corpus (void)
{
  check_corpus ("formats/samples/sample.sub", "microdvd", 5,
                "Hi, my name is Alice Miller and this is John Brown");
}

/* Texts that would be something else if they were written as they are. */
static void
test_hostile_texts (void)
{
  static const char *const ids[] = { "microdvd", "subviewer2", "subviewer1",
                                     "sbv",      "mpl2",       "tmplayer" };
  static const char *const texts[] = { "a\n\nb",
                                       "\n\na",
                                       "a\n\n",
                                       "",
                                       " ",
                                       "\342\201\240",
                                       "[br]",
                                       "[BR]x\n[br]",
                                       "[\342\201\240br]",
                                       "00:00:05.00,00:00:06.00",
                                       "  0:00:05.000,0:00:06.000",
                                       "[00:00:05]",
                                       "[END]\n[end]",
                                       "**** x",
                                       "{25}{50}x",
                                       "{y:i}",
                                       "/x\n/y",
                                       "25.000",
                                       "\\<i>x\\</i>",
                                       "\\{\\an8}" };

  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    for (guint j = 0; j < G_N_ELEMENTS (texts); j++)
      {
        g_autoptr (VostSubtitles) subs = read_text_as (
            "srt", "1\n00:00:00,000 --> 00:00:00,000\nA\n\n2\n00:00:02,000 --> 00:00:03,000\nB\n\n",
            NULL);
        g_autofree char *out = NULL;
        g_autofree char *twice = NULL;
        g_autofree char *before = NULL;
        g_autofree char *after = NULL;
        g_autoptr (VostSubtitles) again = NULL;

        touch_cue (nth_cue (subs, 0), texts[j]);
        out = write_as (subs, ids[i], NULL);
        g_test_message ("%s", out);
        again = read_text_as (ids[i], out, NULL);
        g_assert_cmpuint (again->cues->len, ==, 2);
        g_assert_cmpstr (nth_cue (again, 1)->text, ==, "B");
        before = vost_markup_to_plain (texts[j]);
        after = vost_markup_to_plain (nth_cue (again, 0)->text);
        if (strcmp (texts[j], "a\n\n") != 0)
          g_assert_cmpstr (after, ==, before);
        twice = rewrite (ids[i], out);
        g_assert_cmpstr (twice, ==, out);
      }
}

static void
test_subviewer (void)
{
  g_autoptr (GPtrArray) diagnostics = vost_diagnostics_new ();
  g_autoptr (VostSubtitles) two = read_text_as (
      "subviewer2", "[SUBTITLE]\n00:00:01.5,00:00:02.25\na[br]b\nc\n00:00:03.00,00:00:04.00\nd\n",
      diagnostics);
  g_autoptr (VostSubtitles) one = read_text_as (
      "subviewer1", "[00:00:01]\na|b\n[00:00:02]\nc\n[00:00:30]\n\n[00:00:31]\nd\n[END]\n", NULL);
  g_autofree char *written = rewrite (
      "subviewer2", "[SUBTITLE]\n00:00:01.5,00:00:02.25\na[br]b\nc\n00:00:03.00,00:00:04.00\nd\n");
  g_autofree char *edited = NULL;

  g_assert_cmpint (nth_cue (two, 0)->start, ==, 1500 * VOST_MSECOND);
  g_assert_cmpstr (nth_cue (two, 0)->text, ==, "a\nb\nc");
  g_assert_cmpuint (diagnostics->len, ==, 1);
  g_assert_cmpstr (
      written, ==,
      "[SUBTITLE]\n00:00:01.50,00:00:02.25\na[br]b[br]c\n\n00:00:03.00,00:00:04.00\nd\n");

  g_assert_cmpuint (one->cues->len, ==, 3);
  g_assert_cmpint (nth_cue (one, 0)->end, ==, 2 * VOST_SECOND);
  g_assert_cmpint (nth_cue (one, 1)->end, ==, 30 * VOST_SECOND);
  g_assert_cmpint (nth_cue (one, 2)->end, ==, 36 * VOST_SECOND);
  g_assert_cmpstr (one->track->footer, ==, "[END]\n");
  touch_cue (nth_cue (one, 0), "x\ny");
  edited = write_as (one, NULL, NULL);
  g_assert_cmpstr (
      edited, ==,
      "[00:00:01]\nx|y\n[00:00:02]\n\n[00:00:02]\nc\n[00:00:30]\n\n[00:00:31]\nd\n[END]\n");
}

static void
test_sbv (void)
{
  static const char text[] =
      "0:00:01.5,0:00:02.000\n<i>a</i>[br]b\n\nc\n\n10:00:00.000,10:00:01.000\n\n";
  g_autoptr (VostSubtitles) subs = read_text_as ("sbv", text, NULL);
  g_autofree char *written = rewrite ("sbv", text);
  g_autofree char *converted = NULL;
  guint losses;

  g_assert_cmpuint (subs->cues->len, ==, 2);
  g_assert_cmpint (nth_cue (subs, 0)->start, ==, 1500 * VOST_MSECOND);
  g_assert_cmpstr (nth_cue (subs, 0)->text, ==, "<i>a</i>\nb\n\nc");
  g_assert_cmpstr (
      written, ==,
      "0:00:01.500,0:00:02.000\n<i>a</i>\nb[br][br]c\n\n10:00:00.000,10:00:01.000\n\n");
  converted = convert_one ("sbv", "{\\an8}<i>a</i>\nb", &losses);
  g_assert_cmpstr (converted, ==, "0:00:01.000,0:00:03.000\na\nb\n\n");
  g_assert_cmpuint (losses, ==, 2);
}

static void
test_sbv_corpus (void)
{
  check_corpus ("formats/samples/sample.sbv", "sbv", 5,
                ">> ALICE: Hi, my name is Alice Miller\nand this is John Brown");
}

static void
test_lrc (void)
{
  static const char text[] = "[ti:x]\n[offset:+500]\n[00:12.00][00:20.00]Chorus\n[00:13.00]B\n"
                             "[00:14.50]\n[00:21.00]<00:21.00>C <00:21.123>d\n[00:40.00]E\n";
  g_autoptr (VostSubtitles) subs = read_text_as ("lrc", text, NULL);
  g_autofree char *same = write_as (subs, NULL, NULL);
  g_autofree char *edited = NULL;
  g_autofree char *all = rewrite ("lrc", text);

  g_assert_cmpuint (subs->cues->len, ==, 5);
  g_assert_cmpint (nth_cue (subs, 0)->start, ==, 11500 * VOST_MSECOND);
  g_assert_cmpint (nth_cue (subs, 0)->end, ==, 12500 * VOST_MSECOND);
  g_assert_cmpint (nth_cue (subs, 1)->start, ==, 19500 * VOST_MSECOND);
  g_assert_cmpstr (nth_cue (subs, 1)->text, ==, "Chorus");
  g_assert_cmpint (nth_cue (subs, 2)->end, ==, 14 * VOST_SECOND);
  g_assert_cmpstr (nth_cue (subs, 3)->text, ==, "<00:00:20.500>C <00:00:20.623>d");
  g_assert_cmpint (nth_cue (subs, 3)->end, ==, 25500 * VOST_MSECOND);
  g_assert_cmpint (nth_cue (subs, 4)->end, ==, 44500 * VOST_MSECOND);
  g_assert_cmpstr (same, ==, text);
  touch_cue (nth_cue (subs, 1), "Refrain");
  edited = write_as (subs, NULL, NULL);
  g_assert_cmpstr (edited, ==,
                   "[ti:x]\n[offset:+500]\n[00:12.00]Chorus\n[00:20.00]Refrain\n[00:13.00]B\n"
                   "[00:14.50]\n[00:21.00]<00:21.00>C <00:21.123>d\n[00:40.00]E\n");
  g_assert_cmpstr (all, ==,
                   "[ti:x]\n[offset:+500]\n[00:12.00]Chorus\n[00:20.00]Chorus\n[00:13.00]B\n"
                   "[00:14.50]\n[00:21.00]<00:21.00>C <00:21.123>d\n[00:40.00]E\n");
}

/* A text that moves takes the marks of others' ends along only where they are still right. */
static void
test_lrc_moved (void)
{
  g_autoptr (VostSubtitles) subs =
      read_text_as ("lrc", "[00:01.00]A\n[00:05.00]\n[00:06.00]B\n", NULL);
  g_autofree char *out = NULL;
  g_autoptr (VostSubtitles) again = NULL;

  nth_cue (subs, 1)->start = 4 * VOST_SECOND;
  nth_cue (subs, 1)->end = 8 * VOST_SECOND;
  touch_cue (nth_cue (subs, 1), NULL);
  out = write_as (subs, NULL, NULL);
  again = read_text_as ("lrc", out, NULL);
  g_assert_cmpstr (out, ==, "[00:01.00]A\n[00:04.00]B\n[00:08.00]\n");
  g_assert_cmpint (nth_cue (again, 1)->end, ==, 8 * VOST_SECOND);
}

static void
test_lrc_corpus (void)
{
  check_corpus ("formats/samples/sample.lrc", "lrc", 6, "Line 1 lyrics");
}

static void
test_mpl2 (void)
{
  static const char text[] = "[10][25]/a|\\_b|c\n[30][]d\n[40][50]e\n";
  g_autoptr (VostSubtitles) subs = read_text_as ("mpl2", text, NULL);
  g_autofree char *written = rewrite ("mpl2", text);
  g_autofree char *converted = NULL;
  guint losses;

  g_assert_cmpint (nth_cue (subs, 0)->start, ==, VOST_SECOND);
  g_assert_cmpint (nth_cue (subs, 0)->end, ==, 2500 * VOST_MSECOND);
  g_assert_cmpstr (nth_cue (subs, 0)->text, ==, "<i>a</i>\n<b><u>b</u></b>\nc");
  g_assert_cmpint (nth_cue (subs, 1)->end, ==, 4 * VOST_SECOND);
  g_assert_cmpstr (written, ==, "[10][25]/a|\\_b|c\n[30][40]d\n[40][50]e\n");
  converted = convert_one ("mpl2", "<i>a\nb</i>\n<b>c</b> d|/", &losses);
  g_assert_cmpstr (converted, ==, "[10][30]/a|/b|c d\302\246/\n");
  g_assert_cmpuint (losses, ==, 2);
}

static void
test_tmplayer (void)
{
  static const char text[] = "00:00:01:a|b\n0:00:03=c\n00:00:20:d\n00:00:21:\n";
  g_autoptr (VostSubtitles) subs = read_text_as ("tmplayer", text, NULL);
  g_autofree char *written = rewrite ("tmplayer", text);
  g_autoptr (GPtrArray) lost = vost_diagnostics_new ();
  g_autoptr (VostSubtitles) overlapping = read_text_as (
      "srt", "1\n00:00:01,000 --> 00:00:09,000\na\n\n2\n00:00:03,000 --> 00:00:04,000\nb\n\n",
      NULL);
  g_autofree char *converted = write_as (overlapping, "tmplayer", NULL);

  g_assert_cmpuint (subs->cues->len, ==, 3);
  g_assert_cmpint (nth_cue (subs, 0)->end, ==, 3 * VOST_SECOND);
  g_assert_cmpint (nth_cue (subs, 1)->end, ==, 8 * VOST_SECOND);
  g_assert_cmpint (nth_cue (subs, 2)->end, ==, 21 * VOST_SECOND);
  g_assert_cmpstr (written, ==, "00:00:01:a|b\n00:00:03:c\n00:00:20:d\n00:00:21:\n");

  vost_format_by_id ("tmplayer")->losses (overlapping, lost);
  g_assert_cmpuint (lost->len, ==, 1);
  g_assert_cmpuint (((VostDiagnostic *) g_ptr_array_index (lost, 0))->cue, ==,
                    VOST_RECORD_ID (nth_cue (overlapping, 0)));
  g_assert_cmpstr (converted, ==, "00:00:01:a\n00:00:03:b\n00:00:04:\n");
}

/* Columns that mean nothing to us, the order of the others and the way of the times stay. */
static void
test_csv_columns (void)
{
  static const struct
  {
    const char *text;
    const char *written;
  } cases[] = {
    { "start,end,speaker,text\n00:00:01.000,00:00:02.000,Ann,a\n",
      "start,end,speaker,text\n00:00:01.000,00:00:02.000,Ann,\"x, \"\"y\"\"\nz\"\n" },
    { "Nr;Text;Out;In;Note\n7;a;00:00:02,5;0:0:1;\"k;\"\"\"\n",
      "Nr;Text;Out;In;Note\n7;\"x, \"\"y\"\"\nz\";00:00:02.500;00:00:01.000;\"k;\"\"\"\n" },
    { "1\t00:00:01.0\t00:00:02.0\tAnn\ta\n",
      "1\t00:00:01.000\t00:00:02.000\tAnn\t\"x, \"\"y\"\"\nz\"\n" },
    { "id,start,duration,content\nx1,12.5,2.25,a\n",
      "id,start,duration,content\nx1,12.5,2.25,\"x, \"\"y\"\"\nz\"\n" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (VostSubtitles) subs = read_text_as ("csv", cases[i].text, NULL);
      g_autofree char *out = NULL;

      g_assert_cmpuint (subs->cues->len, ==, 1);
      g_assert_cmpstr (nth_cue (subs, 0)->text, ==, "a");
      touch_cue (nth_cue (subs, 0), "x, \"y\"\nz");
      out = write_as (subs, NULL, NULL);
      g_assert_cmpstr (out, ==, cases[i].written);
    }
}

static void
test_csv (void)
{
  g_autoptr (GPtrArray) diagnostics = vost_diagnostics_new ();
  g_autoptr (VostSubtitles) subs = read_text_as (
      "csv", "start,text\n00:00:01.000,a\n1:02.5,b\n,c\n00:01:10.000,\"d\n", diagnostics);
  g_autofree char *converted = NULL;
  guint losses;

  g_assert_cmpuint (subs->cues->len, ==, 2);
  g_assert_cmpint (nth_cue (subs, 0)->end, ==, 6 * VOST_SECOND);
  g_assert_cmpint (nth_cue (subs, 1)->start, ==, 62500 * VOST_MSECOND);
  g_assert_cmpstr (subs->track->footer, ==, ",c\n00:01:10.000,\"d\n");
  g_assert_cmpuint (diagnostics->len, ==, 2);
  g_assert_cmpuint (((VostDiagnostic *) g_ptr_array_index (diagnostics, 1))->line, ==, 5);
  converted = convert_one ("csv", "<i>a</i>, b", &losses);
  g_assert_cmpstr (converted, ==,
                   "start,end,speaker,text\n00:00:01.000,00:00:03.000,,\"<i>a</i>, b\"\n");
  g_assert_cmpuint (losses, ==, 0);
}

static VostSubtitles *
nth_language (const VostSubtitles *subs, guint n)
{
  g_assert_nonnull (subs->more);
  g_assert_cmpuint (n, <, subs->more->len);

  return g_ptr_array_index (subs->more, n);
}

static void
test_msrt (void)
{
  static const char text[] =
      "[*] head\n\n1\n00:00:01,000 --> 00:00:02,000\n[rus] \320\260\nb\n[zhtw] c\n\n"
      "2\n00:00:03,000 --> 00:00:04,000\n[eng] d\n[zhtw] [e]\n\n";
  g_autoptr (VostSubtitles) subs = read_text_as ("msrt", text, NULL);
  g_autofree char *same = write_as (subs, NULL, NULL);
  g_autofree char *edited = NULL;
  g_autoptr (GPtrArray) lost = vost_diagnostics_new ();
  VostSubtitles *chinese = nth_language (subs, 0), *english = nth_language (subs, 1);

  g_assert_cmpstr (same, ==, text);
  g_assert_cmpstr (subs->track->language, ==, "ru");
  g_assert_cmpstr (chinese->track->language, ==, "zh-TW");
  g_assert_cmpstr (english->track->language, ==, "en");
  g_assert_cmpuint (subs->cues->len, ==, 2);
  g_assert_cmpstr (nth_cue (subs, 0)->text, ==, "\320\260\nb");
  g_assert_cmpstr (nth_cue (subs, 1)->text, ==, "");
  g_assert_cmpuint (chinese->cues->len, ==, 2);
  g_assert_cmpstr (nth_cue (chinese, 1)->text, ==, "[e]");
  g_assert_cmpuint (nth_cue (chinese, 1)->pair, ==, VOST_RECORD_ID (nth_cue (subs, 1)));
  g_assert_cmpuint (english->cues->len, ==, 1);
  /* The second block had its languages in another order than the file: it is verbatim until one of
   * them changes. */
  vost_set_string (&nth_cue (english, 0)->text, "D");
  edited = write_as (subs, NULL, NULL);
  g_assert_cmpstr (edited, ==,
                   "[*] head\n\n1\n00:00:01,000 --> 00:00:02,000\n[rus] \320\260\nb\n[zhtw] c\n\n"
                   "2\n00:00:03,000 --> 00:00:04,000\n[zhtw] [e]\n[eng] D\n\n");
  vost_format_by_id ("sbv")->losses (subs, lost);
  g_assert_cmpuint (lost->len, ==, 2); /* the head, the other languages */
}

static void
test_msrt_corpus (void)
{
  static const struct
  {
    const char *name;
    guint cues;
    guint languages;
  } files[] = {
    { "subtitles/morevna-ep3/morevna-ep03.msrt", 59, 10 },
    { "subtitles/pepper-and-carrot-ep6/pepper-and-carrot-ep06.msrt", 98, 12 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autofree char *path = corpus_path (files[i].name);
      g_autofree char *contents = NULL;
      g_autofree char *same = NULL;
      g_autofree char *again = NULL;
      g_autofree char *twice = NULL;
      g_autoptr (VostSubtitles) subs = NULL;
      g_autoptr (VostSubtitles) second = NULL;

      if (path == NULL)
        {
          g_test_skip ("the corpus is not here");
          return;
        }
      begin_case ("msrt", files[i].name);
      subs = vost_subtitles_load (path, NULL, NULL, NULL);
      g_assert_nonnull (subs);
      g_assert_cmpstr (subs->track->format, ==, "msrt");
      g_assert_cmpuint (subs->cues->len, ==, files[i].cues);
      g_assert_cmpuint (subs->more->len + 1, ==, files[i].languages);
      same = write_as (subs, NULL, NULL);
      g_assert_true (g_file_get_contents (path, &contents, NULL, NULL));
      g_assert_cmpstr (same, ==, contents);
      /* Written from the fields, all languages still say the same. */
      again = rewrite ("msrt", contents);
      second = read_text_as ("msrt", again, NULL);
      for (guint j = 0; j + 1 < files[i].languages; j++)
        {
          VostSubtitles *x = nth_language (subs, j), *y = NULL;

          for (guint k = 0; k < second->more->len; k++)
            if (strcmp (nth_language (second, k)->track->language, x->track->language) == 0)
              y = nth_language (second, k);
          g_assert_nonnull (y);
          g_assert_cmpuint (x->cues->len, ==, y->cues->len);
          for (guint k = 0; k < x->cues->len; k++)
            g_assert_cmpstr (nth_cue (x, k)->text, ==, nth_cue (y, k)->text);
        }
      twice = rewrite ("msrt", again);
      g_assert_cmpstr (twice, ==, again);
      end_cases ();
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/format-plain/microdvd/rate", test_microdvd_rate);
  g_test_add_func ("/format-plain/microdvd/needs-rate", test_microdvd_needs_rate);
  g_test_add_func ("/format-plain/microdvd/other-rate", test_microdvd_other_rate);
  g_test_add_func ("/format-plain/microdvd/texts", test_microdvd_texts);
  g_test_add_func ("/format-plain/microdvd/converted", test_microdvd_converted);
  g_test_add_func ("/format-plain/microdvd/open-end", test_microdvd_open_end);
  g_test_add_func ("/format-plain/microdvd/corpus", test_microdvd_corpus);
  g_test_add_func ("/format-plain/subviewer", test_subviewer);
  g_test_add_func ("/format-plain/sbv", test_sbv);
  g_test_add_func ("/format-plain/sbv-corpus", test_sbv_corpus);
  g_test_add_func ("/format-plain/lrc", test_lrc);
  g_test_add_func ("/format-plain/lrc-moved", test_lrc_moved);
  g_test_add_func ("/format-plain/lrc-corpus", test_lrc_corpus);
  g_test_add_func ("/format-plain/mpl2", test_mpl2);
  g_test_add_func ("/format-plain/tmplayer", test_tmplayer);
  g_test_add_func ("/format-plain/csv", test_csv);
  g_test_add_func ("/format-plain/csv-columns", test_csv_columns);
  g_test_add_func ("/format-plain/msrt", test_msrt);
  g_test_add_func ("/format-plain/msrt-corpus", test_msrt_corpus);
  g_test_add_func ("/format-plain/hostile-texts", test_hostile_texts);

  return g_test_run ();
}
