/* EBU STL: blocks, characters, codes, places; what is written for other formats. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "format-samples.h"

#include <vostok/core/rate.h>

#define GSI 1024
#define TTI 128
#define FRAME_25 (40 * VOST_MSECOND)

static VostSubtitles *
load (const char *path, GPtrArray *diagnostics)
{
  g_autoptr (GError) error = NULL;
  VostSubtitles *subs = vost_subtitles_load (path, NULL, diagnostics, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (subs->track->format, ==, "ebu-stl");

  return subs;
}

static VostSubtitles *
load_sample (const char *name, GPtrArray *diagnostics)
{
  g_autofree char *relative = g_strconcat ("formats/ebu-stl/", name, NULL);
  g_autofree char *path = sample_path (relative);

  return load (path, diagnostics);
}

static const guint8 *
bytes_of (GBytes *bytes, gsize *len)
{
  return g_bytes_get_data (bytes, len);
}

/* A block of a written file. */
static const guint8 *
nth_block (GBytes *bytes, guint n)
{
  gsize len;
  const guint8 *data = bytes_of (bytes, &len);

  g_assert_cmpuint (GSI + (n + 1) * TTI, <=, len);

  return data + GSI + n * TTI;
}

static void
assert_cue (const VostSubtitles *subs, guint n, const char *text, const char *settings)
{
  g_assert_cmpstr (nth_cue (subs, n)->text, ==, text);
  g_assert_cmpstr (nth_cue (subs, n)->settings, ==, settings);
}

static void
assert_frames (const VostSubtitles *subs, guint n, gint64 start, gint64 end)
{
  g_assert_cmpint (nth_cue (subs, n)->start, ==, vost_rate_frame_start (subs->track->rate, start));
  g_assert_cmpint (nth_cue (subs, n)->end, ==, vost_rate_frame_start (subs->track->rate, end));
}

static gboolean
is_told (const GPtrArray *diagnostics, const char *part)
{
  for (guint i = 0; i < diagnostics->len; i++)
    if (strstr (((const VostDiagnostic *) g_ptr_array_index (diagnostics, i))->message, part))
      return TRUE;

  return FALSE;
}

/* Colours, height, places, and a programme that starts at ten. */
static void
test_teletext (void)
{
  g_autoptr (VostSubtitles) subs = load_sample ("rich.stl", NULL);

  g_assert_cmpstr (subs->track->language, ==, "en");
  g_assert_cmpint (subs->track->rate.num, ==, 25);
  g_assert_cmpuint (subs->cues->len, ==, 8);
  assert_frames (subs, 0, 25, 87);
  assert_cue (subs, 0, "Good evening.", "");
  assert_cue (subs, 1,
              "<font color=\"#ffff00\">Who is there?</font>\n"
              "<font color=\"#00ffff\">It is me.</font>",
              "");
  assert_cue (subs, 2,
              "White <font color=\"#ff0000\">red </font><font color=\"#00ff00\">green </font>"
              "<font color=\"#0000ff\">blue</font>",
              "line:13.48%");
  assert_cue (subs, 3,
              "<c.bg_yellow><font color=\"#000000\">Black on yellow</font></c>\nat the left",
              "position:5% align:left");
  assert_cue (subs, 4, "right", "position:95% align:right");
  assert_cue (subs, 5, "here it stands\n   there", "line:41.3% position:18.5% align:left");
  g_assert_cmpstr (nth_cue (subs, 5)->fields, ==, "");
  g_assert_cmpstr (nth_cue (subs, 6)->fields, ==, "flat");
  g_assert_cmpstr (nth_cue (subs, 7)->fields, ==, "flat unboxed");
}

static void
test_open (void)
{
  g_autoptr (GPtrArray) remarks = vost_diagnostics_new ();
  g_autoptr (VostSubtitles) subs = load_sample ("open.stl", remarks);

  g_assert_cmpint (subs->track->rate.num, ==, 30000);
  g_assert_cmpint (subs->track->rate.den, ==, 1001);
  g_assert_true (is_told (remarks, "1000/1001"));
  g_assert_cmpstr (subs->track->language, ==, "fr");
  assert_frames (subs, 0, 59, 93);
  assert_cue (subs, 0, "<i>Slanted</i> and <u>under</u><c.boxed>box</c>", "");
  assert_cue (subs, 1,
              "Über Études, naïve æØßø “±” $ 5 ♪\n"
              "Português: São João",
              "");
  /* Three blocks are one subtitle. */
  g_assert_cmpuint (subs->cues->len, ==, 5);
  g_assert_cmpuint (strlen (nth_cue (subs, 2)->text), >, 224);
  g_assert_true (g_str_has_prefix (nth_cue (subs, 2)->text, "A very long speech"));
  g_assert_cmpstr (nth_cue (subs, 3)->text, ==, "");
  g_assert_nonnull (strstr (nth_cue (subs, 4)->text, "´¨"));
}

/* The caller may know better what 30 means. */
static void
test_rate (void)
{
  g_autofree char *path = sample_path ("formats/ebu-stl/open.stl");
  g_autoptr (VostSubtitles) subs =
      vost_subtitles_load (path, &(VostLoadOptions){ .rate = { 30, 1 } }, NULL, NULL);
  g_autoptr (GBytes) bytes = NULL;
  g_autofree char *contents = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (VostSubtitles) unknown = NULL;
  gsize len;

  g_assert_cmpint (subs->track->rate.num, ==, 30);
  g_assert_cmpint (nth_cue (subs, 1)->start, ==, 4 * VOST_SECOND);
  g_assert_true (g_file_get_contents (path, &contents, &len, NULL));
  bytes = write_bytes_as (subs, NULL, NULL);
  g_assert_cmpmem (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), contents, len);

  memcpy (contents + 6, "xx", 2);
  unknown = vost_subtitles_load_bytes (
      contents, len, "film.stl", &(VostLoadOptions){ .format = vost_format_by_id ("ebu-stl") },
      NULL, &error);
  g_assert_null (unknown);
  g_assert_error (error, VOST_ERROR, VOST_ERROR_NEEDS_RATE);
  unknown = vost_subtitles_load_bytes (
      contents, len, "film.stl",
      &(VostLoadOptions){ .format = vost_format_by_id ("ebu-stl"), .rate = { 25, 1 } }, NULL, NULL);
  g_assert_cmpint (nth_cue (unknown, 1)->start, ==, 4 * VOST_SECOND);
}

static void
test_tables (void)
{
  g_autoptr (VostSubtitles) cyrillic = load_sample ("cyrillic.stl", NULL);
  g_autoptr (VostSubtitles) greek = load_sample ("greek.stl", NULL);
  g_autoptr (VostSubtitles) hebrew = load_sample ("hebrew.stl", NULL);
  g_autoptr (VostSubtitles) arabic = load_sample ("arabic.stl", NULL);

  g_assert_cmpstr (cyrillic->track->language, ==, "ru");
  assert_cue (cyrillic, 0, "Добрый вечер,\nёлка № 5", "");
  assert_cue (greek, 0, "Καλησπέρα, Άννα", "");
  g_assert_cmpstr (nth_cue (greek, 0)->label, ==, "1 0");
  assert_cue (hebrew, 0, "שלום, עולם!", "");
  assert_cue (hebrew, 1, "<font color=\"#00ff00\">מה?</font>", "position:95% align:right");
  assert_cue (arabic, 0, "السلام عليكم، أهلا؟", "");
}

/* Comments and user data stay where they were when the subtitle around them is edited. */
static void
test_other_blocks (void)
{
  g_autoptr (VostSubtitles) subs = load_sample ("cyrillic.stl", NULL);
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (VostSubtitles) again = NULL;

  g_assert_cmpuint (subs->cues->len, ==, 4);
  assert_cue (subs, 1, "Первая строка", "line:69.13%");
  g_assert_cmpstr (nth_cue (subs, 1)->fields, ==, "cs1");
  g_assert_cmpstr (nth_cue (subs, 3)->fields, ==, "cs3");
  for (guint i = 0; i < 4; i++)
    touch_cue (nth_cue (subs, i), NULL);
  touch_cue (nth_cue (subs, 1), "<font color=\"red\">Другая</font>");
  bytes = write_bytes_as (subs, NULL, NULL);
  g_assert_cmpmem (nth_block (bytes, 0) + 16, 20, "Remark of the editor", 20);
  g_assert_cmpint (nth_block (bytes, 0)[15], ==, 1);
  g_assert_cmpint (nth_block (bytes, 2)[3], ==, 0xfe);
  g_assert_cmpint (nth_block (bytes, 2)[16 + 111], ==, 111);
  g_assert_cmpint (nth_block (bytes, 3)[4], ==, 1);
  g_assert_cmpint (nth_block (bytes, 3)[13], ==, 18);
  g_assert_cmpmem (nth_block (bytes, 3) + 16, 4, "\015\001\013\013", 4);
  g_assert_cmpmem (nth_block (bytes, 6) + 16, 9, "user data", 9);
  /* One block fewer than before. */
  g_assert_cmpmem ((const char *) nth_block (bytes, 0) - GSI + 238, 10, "0000700004", 10);
  again = read_bytes_as ("ebu-stl", bytes, NULL);
  assert_cue (again, 1, "<font color=\"#ff0000\">Другая</font>", "line:69.13%");
}

/* An edited subtitle takes the time code that counts from the programme's start. */
static void
test_edit (void)
{
  g_autoptr (VostSubtitles) subs = load_sample ("rich.stl", NULL);
  g_autoptr (GBytes) before = write_bytes_as (subs, NULL, NULL);
  g_autoptr (GBytes) after = NULL;
  VostCue *cue = nth_cue (subs, 0);
  static const guint8 expected[] = { 0, 1, 0, 0xff, 0, 10, 0, 2, 1, 10, 0, 4, 0, 20, 2, 0 };

  touch_cue (cue, "Two\nlines of caf\303\251");
  cue->start = 51 * FRAME_25;
  cue->end = 100 * FRAME_25;
  after = write_bytes_as (subs, NULL, NULL);
  g_assert_cmpuint (g_bytes_get_size (after), ==, g_bytes_get_size (before));
  g_assert_cmpmem (nth_block (after, 0), 16, expected, 16);
  g_assert_cmpmem (nth_block (after, 0) + 16, 29,
                   "\015\013\013Two\012\012\212\212\015\013\013lines of caf\302e\012\012", 29);
  g_assert_cmpmem (nth_block (after, 1), 7 * TTI, nth_block (before, 1), 7 * TTI);
  /* The time code of the first subtitle is all that changes in the head. */
  g_assert_cmpmem (g_bytes_get_data (after, NULL), 264, g_bytes_get_data (before, NULL), 264);
  g_assert_cmpmem ((const char *) g_bytes_get_data (after, NULL) + 264, 8, "10000201", 8);
  g_assert_cmpmem ((const char *) g_bytes_get_data (after, NULL) + 272, GSI - 272,
                   (const char *) g_bytes_get_data (before, NULL) + 272, GSI - 272);
}

static VostSubtitles *
from_srt (const char *text)
{
  g_autofree char *file = g_strdup_printf ("1\n00:00:01,000 --> 00:00:02,000\n%s\n\n", text);

  return read_text_as ("srt", file, NULL);
}

/* What is written for a text of another format, and what is told about it. */
static void
test_convert (void)
{
  static const struct
  {
    const char *text;
    const char *table;
    char display;
    const char *again; /* (nullable): as it was */
    const char *told;  /* (nullable) */
  } cases[] = {
    { "Plain", "00", '0', NULL, NULL },
    { "<i>Slanted</i> <u>line</u>", "00", '0', NULL, NULL },
    { "<font color=\"#ffff00\">Yellow</font>\nwhite", "00", '1', NULL, NULL },
    { "<font color=\"#f0e010\">Yellow</font>", "00", '1', "<font color=\"#ffff00\">Yellow</font>",
      "nearest" },
    { "Łódź, İstanbul, Ŷ, ǫ", "00", '0', NULL, NULL },
    { "e\314\201", "00", '0', "é", NULL },
    { "Съешь ещё", "01", '0', NULL, NULL },
    { "سلام", "02", '0', NULL, NULL },
    { "Ξεσκεπάζω", "03", '0', NULL, NULL },
    { "שלום", "04", '0', NULL, NULL },
    { "Wait… – “so” „so“", "00", '0', "Wait... - “so” \"so“", "similar" },
    { "ģimene Ģ", "00", '0', NULL, NULL },
    { "și țară", "00", '0', "şi ţară", "similar" },
    { "Ðe", "00", '0', "Đe", "similar" },
    { "<b>Bold</b>", "00", '0', "Bold", "Bold" },
    { "A<font color=\"red\">b</font>", "00", '1', "A <font color=\"#ff0000\">b</font>",
      "within a word" },
    { "{\\an8}Top", "00", '0', "Top", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (VostSubtitles) subs = from_srt (cases[i].text);
      g_autoptr (GPtrArray) lost = vost_diagnostics_new ();
      g_autoptr (GBytes) bytes = write_bytes_as (subs, "ebu-stl", NULL);
      g_autoptr (VostSubtitles) again = read_bytes_as ("ebu-stl", bytes, NULL);
      const char *head = g_bytes_get_data (bytes, NULL);

      g_test_message ("%s", cases[i].text);
      vost_format_by_id ("ebu-stl")->losses (subs, lost);
      g_assert_cmpuint (g_bytes_get_size (bytes), ==, GSI + TTI);
      g_assert_cmpmem (head + 3, 8, "STL25.01", 8);
      g_assert_cmpint (head[11], ==, cases[i].display);
      g_assert_cmpmem (head + 12, 2, cases[i].table, 2);
      g_assert_cmpstr (nth_cue (again, 0)->text, ==,
                       cases[i].again != NULL ? cases[i].again : cases[i].text);
      g_assert_cmpint (nth_cue (again, 0)->start, ==, VOST_SECOND);
      if (cases[i].told != NULL)
        g_assert_true (is_told (lost, cases[i].told));
      else
        g_assert_cmpuint (lost->len, ==, 1); /* whole frames */
    }
}

/* Never a question mark. */
static void
test_refused (void)
{
  static const char *const texts[] = { "漢字", "Я and é", "پ", "x\001y", "🙂", "ǵ" };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (VostSubtitles) subs = from_srt (texts[i]);
      g_autoptr (GPtrArray) lost = vost_diagnostics_new ();
      g_autoptr (GError) error = NULL;
      g_autoptr (GBytes) bytes = try_bytes_as (subs, "ebu-stl", NULL, &error);

      g_assert_null (bytes);
      g_assert_error (error, VOST_ERROR, VOST_ERROR_UNSUPPORTED);
      vost_format_by_id ("ebu-stl")->losses (subs, lost);
      g_assert_true (is_told (lost, "These characters"));
    }
}

static void
test_write_rate (void)
{
  static const struct
  {
    VostRate rate;
    const char *code; /* (nullable): refused */
  } cases[] = {
    { { 25, 1 }, "STL25.01" },       { { 24, 1 }, "STL24.01" }, { { 24000, 1001 }, "STL23.01" },
    { { 30000, 1001 }, "STL30.01" }, { { 50, 1 }, "STL50.01" }, { { 120, 1 }, NULL },
    { { 60000, 1001 }, "STL60.01" },
  };

  g_autoptr (VostSubtitles) subs = from_srt ("x");
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) none =
      vost_subtitles_to_bytes (subs, vost_format_by_id ("ebu-stl"), NULL, &error);

  g_assert_null (none);
  g_assert_error (error, VOST_ERROR, VOST_ERROR_NEEDS_RATE);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const VostFormatOptions options = { .rate = cases[i].rate };
      g_autoptr (GBytes) bytes = try_bytes_as (subs, "ebu-stl", &options, NULL);
      g_autoptr (VostSubtitles) again = NULL;

      g_assert_true ((bytes == NULL) == (cases[i].code == NULL));
      if (bytes == NULL)
        continue;
      g_assert_cmpmem ((const char *) g_bytes_get_data (bytes, NULL) + 3, 8, cases[i].code, 8);
      again = read_bytes_as ("ebu-stl", bytes, NULL);
      g_assert_cmpint (again->track->rate.num, ==, cases[i].rate.num);
      g_assert_cmpint (again->track->rate.den, ==, cases[i].rate.den);
    }
}

/* A text of many blocks comes back whole, and no letter loses its accent at their edges. */
static void
test_long (void)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (VostSubtitles) subs = NULL, again = NULL, too_long = NULL;
  g_autoptr (GBytes) bytes = NULL, refused = NULL;

  for (guint i = 0; i < 2000; i++)
    g_string_append (text, i % 7 == 0 ? " à" : i % 3 == 0 ? "é" : "o");
  subs = from_srt (text->str + 1);
  bytes = write_bytes_as (subs, "ebu-stl", NULL);
  g_assert_cmpuint (g_bytes_get_size (bytes), >, GSI + 20 * TTI);
  g_assert_cmpint (nth_block (bytes, 0)[3], ==, 0);
  g_assert_cmpint (nth_block (bytes, 1)[3], ==, 1);
  again = read_bytes_as ("ebu-stl", bytes, NULL);
  g_assert_cmpuint (again->cues->len, ==, 1);
  g_assert_cmpstr (nth_cue (again, 0)->text, ==, text->str + 1);

  for (guint i = 0; i < 4; i++)
    {
      g_autofree char *copy = g_strdup (text->str);

      g_string_append (text, copy);
    }
  too_long = from_srt (text->str + 1);
  refused = try_bytes_as (too_long, "ebu-stl", NULL, NULL);
  g_assert_null (refused);
}

static void
test_odd (void)
{
  g_autoptr (GPtrArray) remarks = vost_diagnostics_new ();
  g_autoptr (VostSubtitles) subs = load_sample ("odd.stl", remarks);

  g_assert_cmpuint (subs->cues->len, ==, 4);
  g_assert_true (is_told (remarks, "teletext codes"));
  g_assert_true (is_told (remarks, "come before the start of the programme"));
  g_assert_true (is_told (remarks, "no proper time code"));
  g_assert_true (is_told (remarks, "ends within a block"));
  g_assert_cmpint (nth_cue (subs, 0)->start, ==, VOST_SECOND);
  g_assert_cmpstr (nth_cue (subs, 0)->text, ==,
                   "flash <font color=\"#ff00ff\">tall</font>\nnext row low");
  g_assert_cmpstr (nth_cue (subs, 3)->label, ==, "200 65535");
}

/* Text in a file that is called so, and heads without anything. */
static void
test_not_stl (void)
{
  static const char text[] = "$FontName = Arial\n00:00:01:00 , 00:00:02:00 , Text\n";
  g_autofree char *blank = g_strnfill (GSI + TTI, ' ');
  g_autoptr (GError) error = NULL;
  g_autoptr (VostSubtitles) subs = vost_subtitles_load_bytes (
      text, strlen (text), "film.stl",
      &(VostLoadOptions){ .format = vost_format_by_id ("ebu-stl") }, NULL, &error);

  g_assert_null (subs);
  g_assert_error (error, VOST_ERROR, VOST_ERROR_BAD_INPUT);
  memcpy (blank + 3, "STL25.01", 8);
  for (gsize len = 0; len < GSI + TTI; len += 61)
    g_assert_null (vost_subtitles_load_bytes (
        blank, len, "film.stl", &(VostLoadOptions){ .format = vost_format_by_id ("ebu-stl") }, NULL,
        NULL));
}

/**
 * Requirement: what one file of the requirements' tests asks for.
 * @name: number of the requirement
 * @start, @end: frames of the first subtitle
 */
typedef struct
{
  const char *name;
  guint cues;
  gint64 start;
  gint64 end;
  const char *settings;
  const char *text;
} Requirement;

#define DAY (24 * 3600 * 25)
#define LIME "<c.bg_lime><font color=\"#"
#define ON(colour, name)                                                                           \
  LIME colour "\">Alpha" name " on AlphaGreen </font></c><font color=\"#" colour "\">Alpha" name   \
              " on black</font>"
#define BLACK_ON(class, name, black)                                                               \
  "<font color=\"#000000\">Alpha" black                                                            \
  " on black </font><c.bg_" class "><font color=\"#000000\">Alpha" black " on Alpha" name          \
                                  "</font></c>"
#define COLOUR(colour, name) "WhiteOnBlack <font color=\"#" colour "\">" name "OnBlack</font>"
#define SIGNS "^ ! \" §  % & / ( ) = ?   * '\n"

static const Requirement requirements[] = {
  /* groups, times in and out, justification, no codes at all */
  { "0056-001_modified", 4, 0, 50, "line:83.04%", "Subtitle 1 Group 1" },
  { "0061-001", 1, 0, 50, "line:10%", "Test Subtitle" },
  { "0061-004_modified", 1, DAY - 1, DAY - 1, "line:86.52%", "Some text Some text" },
  { "0062-001", 1, 0, 0, "line:10%", "Test Subtitle" },
  { "0062-002_modified", 1, DAY - 2, DAY - 1, "line:86.52%", "Some text Some text" },
  { "0067-001", 1, 0, 50, "line:10% position:16.25% align:left", "Test Text" },
  { "0068-001", 1, 0, 50, "line:10%", "Test Text" },
  { "0069-001", 1, 0, 50, "line:10% position:95% align:right", "Test Text" },
  { "0071-002", 1, 0, 50, "line:10%", "Test1 Test2" },
  { "0074-001", 1, 0, 50, "line:86.52%", SIGNS "< > ° ; : -" },
  /* colours in the text */
  { "0076-001", 1, 0, 25, "", COLOUR ("000000", "Black") },
  { "0076-002", 1, 0, 25, "", "<font color=\"#0000ff\">BlueOnBlack</font> WhiteOnBlack" },
  { "0076-003", 1, 0, 25, "", COLOUR ("ff0000", "Red") },
  { "0076-004", 1, 0, 25, "", COLOUR ("00ff00", "Green") },
  { "0076-005", 1, 0, 25, "", COLOUR ("ffff00", "Yellow") },
  { "0076-006", 1, 0, 25, "", COLOUR ("0000ff", "Blue") },
  { "0076-007", 1, 0, 25, "", COLOUR ("ff00ff", "Magenta") },
  { "0076-008", 1, 0, 25, "", COLOUR ("00ffff", "Cyan") },
  { "0076-009", 1, 0, 25, "", "<c.bg_white>WhiteOnWhite</c> WhiteOnBlack" },
  /* unchanged presentation */
  { "0077-001", 1, 0, 50, "line:10% position:11.75% align:left", SIGNS "         < > ° ; : -" },
  { "0077-002", 1, 0, 50, "line:10% position:11.75% align:left", SIGNS "         < > ° ; : -" },
  /* several boxes in a row */
  { "0086-001", 1, 0, 50, "line:10%", "Test Text Test Text Test Text" },
  { "0087-001", 1, 0, 50, "line:10%", "Test Text Test Text Test Text" },
  /* backgrounds before and within the box */
  { "0090-001", 1, 0, 50, "line:10%", ON ("000000", "Black") },
  { "0090-002", 1, 0, 50, "line:10%", ON ("0000ff", "Blue") },
  { "0090-003", 1, 0, 50, "line:10%", ON ("00ffff", "Cyan") },
  { "0090-004", 1, 0, 50, "line:10%", ON ("00ff00", "Green") },
  { "0090-005", 1, 0, 50, "line:10%", ON ("ff00ff", "White") },
  { "0090-006", 1, 0, 50, "line:10%", ON ("ff0000", "Red") },
  { "0090-007", 1, 0, 50, "line:10%",
    "<c.bg_lime>AlphaWhite on AlphaGreen</c> AlphaWhite on black" },
  { "0090-008", 1, 0, 50, "line:10%", ON ("ffff00", "Yellow") },
  { "0090-009", 1, 0, 50, "line:10%", "AlphaWhite on AlphaBlack AlphaWhite on AlphaBlack" },
  { "0091-001", 1, 0, 50, "line:10%",
    "<c.bg_white><font color=\"#000000\">AlphaBlack on black </font></c>"
    "<font color=\"#000000\">AlphaBlack on AlphaBlack</font>" },
  { "0091-002", 1, 0, 50, "line:10%", BLACK_ON ("blue", "Blue", "Black") },
  { "0091-003", 1, 0, 50, "line:10%", BLACK_ON ("cyan", "cyan", "black") },
  { "0091-004", 1, 0, 50, "line:10%", BLACK_ON ("lime", "Green", "Black") },
  { "0091-005", 1, 0, 50, "line:10%", BLACK_ON ("magenta", "Magenta", "Black") },
  { "0091-006", 1, 0, 50, "line:10%", BLACK_ON ("red", "Red", "Black") },
  { "0091-007", 1, 0, 50, "line:10%", BLACK_ON ("white", "White", "Black") },
  { "0091-008", 1, 0, 50, "line:10%", BLACK_ON ("yellow", "Yellow", "Black") },
  { "0091-009", 1, 0, 50, "line:10%",
    LIME "000000\">AlphaBlack on AlphaGreen AlphaBlack on AlphaGreen</font></c>" },
};

/* Whether the file is read as its requirement says and written back as it was. */
static gboolean
meets (const VostSubtitles *subs, const char *path, const Requirement *requirement)
{
  const VostCue *cue = nth_cue (subs, 0);
  g_autoptr (GBytes) bytes = write_bytes_as (subs, NULL, NULL);
  g_autoptr (GBytes) file = NULL;
  char *contents = NULL;
  gsize len;

  g_assert_true (g_file_get_contents (path, &contents, &len, NULL));
  file = g_bytes_new_take (contents, len);

  return subs->cues->len == requirement->cues &&
         cue->start == vost_rate_frame_start (subs->track->rate, requirement->start) &&
         cue->end == vost_rate_frame_start (subs->track->rate, requirement->end) &&
         strcmp (cue->settings, requirement->settings) == 0 &&
         strcmp (cue->text, requirement->text) == 0 && g_bytes_equal (bytes, file);
}

static void
test_requirements (void)
{
  g_autofree char *folder = corpus_path ("formats/ebu-stl");
  g_autofree char *third = NULL;
  g_autoptr (VostSubtitles) dashes = NULL;
  guint passed = 0;

  if (folder == NULL)
    {
      g_test_skip ("no corpus");
      return;
    }
  for (guint i = 0; i < G_N_ELEMENTS (requirements); i++)
    {
      g_autofree char *name = g_strdup_printf ("requirement-%s.stl", requirements[i].name);
      g_autofree char *path = g_build_filename (folder, name, NULL);
      g_autoptr (VostSubtitles) subs = load (path, NULL);

      begin_case ("ebu-stl", name);
      if (meets (subs, path, &requirements[i]))
        passed++;
      else
        {
          g_autofree char *found =
              g_strdup_printf ("%s | %s", nth_cue (subs, 0)->text, nth_cue (subs, 0)->settings);

          fail_case (found);
        }
    }
  end_cases ();
  g_test_message ("%u/%u", passed, (guint) G_N_ELEMENTS (requirements));
  g_print ("# ebu-stl requirements: %u/%u\n", passed, (guint) G_N_ELEMENTS (requirements));
  g_assert_cmpuint (passed, ==, G_N_ELEMENTS (requirements));

  third = g_build_filename (folder, "test3.stl", NULL);
  dashes = load (third, NULL);
  assert_cue (dashes, 0, "---———$", "line:76.09%");
  assert_frames (dashes, 0, 41 * 24 + 6, 43 * 24 + 5);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ebu-stl/teletext", test_teletext);
  g_test_add_func ("/ebu-stl/open", test_open);
  g_test_add_func ("/ebu-stl/rate", test_rate);
  g_test_add_func ("/ebu-stl/tables", test_tables);
  g_test_add_func ("/ebu-stl/other-blocks", test_other_blocks);
  g_test_add_func ("/ebu-stl/edit", test_edit);
  g_test_add_func ("/ebu-stl/convert", test_convert);
  g_test_add_func ("/ebu-stl/refused", test_refused);
  g_test_add_func ("/ebu-stl/write-rate", test_write_rate);
  g_test_add_func ("/ebu-stl/long", test_long);
  g_test_add_func ("/ebu-stl/odd", test_odd);
  g_test_add_func ("/ebu-stl/not-stl", test_not_stl);
  g_test_add_func ("/ebu-stl/requirements", test_requirements);

  return g_test_run ();
}
