/* SubRip: each variant that is met in the wild, one by one. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "format-samples.h"

#define MS VOST_MSECOND

typedef struct
{
  const char *file;
  guint n;
  guint cue; /* that the rest is about */
  gint64 start;
  gint64 end;
  const char *text;
  guint remarks;
} Probe;

static const Probe probes[] = {
  { "ms2digits", 1, 0, 1500, 2500, "A", 1 },
  { "dot", 1, 0, 1500, 2500, "A", 0 },
  { "nohours", 1, 0, 1500, 2500, "A", 0 },
  { "bom_crlf", 2, 1, 3000, 4000, "B", 0 },
  { "cr_only", 2, 1, 3000, 4000, "B", 0 },
  { "noblank", 2, 1, 3000, 4000, "B", 1 },
  { "noblank", 2, 0, 1000, 2000, "A", 1 },
  { "number_text", 2, 0, 1000, 2000, "In the year\n1984", 0 },
  { "blank_inside", 2, 0, 1000, 2000, "A\n\nA2", 1 },
  { "empty_cue", 2, 0, 1000, 2000, "", 1 },
  { "empty_cue", 2, 1, 3000, 4000, "B", 1 },
  { "neg", 1, 0, -1000, 2000, "A", 1 },
  { "outoforder", 2, 0, 5000, 6000, "A", 0 },
  { "an8", 1, 0, 1000, 2000, "{\\an8}Top <i>it</i> <font color=\"#ff0000\">r</font> &amp; a<b", 0 },
  { "coords", 1, 0, 1000, 2000, "A", 0 },
  { "arrow", 1, 0, 1000, 2000, "A", 0 },
  { "h100", 1, 0, 360001000, 360002000, "A", 0 },
  { "endbefore", 1, 0, 5000, 4000, "A", 1 },
  { "no_final_newline", 1, 0, 1000, 2000, "A", 0 },
  { "mixed_eol", 3, 0, 1000, 2000, "A\nA2", 0 },
  { "mixed_eol", 3, 2, 5000, 6000, "C", 0 },
  { "spaces_for_zeros", 1, 0, 26026, 30090, "A", 1 },
  { "commas", 1, 0, 1500, 2500, "A", 0 },
  { "invisible", 1, 0, 1000, 2000, "A", 0 },
  { "numbers", 5, 4, 9000, 10000, "E", 1 },
  { "numbers", 5, 1, 3000, 4000, "B", 1 },
  { "odd_tags", 2, 0, 1000, 2000, "</i>x<i>y</i> <font color=red>z</font> <sub>low</sub> <5 & <b",
    2 },
  { "odd_tags", 2, 1, 3000, 4000,
    "{\\a6}old top {plain braces} \\<v Bob>not ours\\</v> \\\\<i>backslash", 2 },
  { "vtt_settings", 1, 0, 1000, 2000, "A", 0 },
  { "broken", 2, 0, 1000, 2000, "Good.\n\n2\n00:00:xx,000 --> 00:00:04,000\nLost times.", 3 },
  { "broken", 2, 1, 5000, 6000, "Good again.", 3 },
};

static void
test_probes (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (probes); i++)
    {
      const Probe *probe = &probes[i];
      g_autofree char *name = g_strdup_printf ("formats/srt/%s.srt", probe->file);
      g_autofree char *path = sample_path (name);
      g_autoptr (GPtrArray) diagnostics = vost_diagnostics_new ();
      g_autoptr (GError) error = NULL;
      g_autoptr (VostSubtitles) subs = vost_subtitles_load (
          path, &(VostLoadOptions){ .format = vost_format_by_id ("srt") }, diagnostics, &error);

      g_test_message ("%s", probe->file);
      g_assert_no_error (error);
      g_assert_cmpuint (subs->cues->len, ==, probe->n);
      g_assert_cmpint (nth_cue (subs, probe->cue)->start, ==, probe->start * MS);
      g_assert_cmpint (nth_cue (subs, probe->cue)->end, ==, probe->end * MS);
      g_assert_cmpstr (nth_cue (subs, probe->cue)->text, ==, probe->text);
      for (guint j = 0; j < diagnostics->len; j++)
        {
          VostDiagnostic *diagnostic = g_ptr_array_index (diagnostics, j);

          g_test_message ("%u:%u %s", diagnostic->line, diagnostic->column, diagnostic->message);
          g_assert_cmpuint (diagnostic->line, >, 0);
        }
      g_assert_cmpuint (diagnostics->len, ==, probe->remarks);
    }
}

static void
test_fields (void)
{
  g_autoptr (VostSubtitles) subs =
      read_text_as ("srt",
                    "1\n00:00:01,000 --> 00:00:02,000  X1:1 X2:2 Y1:3 Y2:4\nA\n\n"
                    "9\n00:00:03,000 --> 00:00:04,000 line:0\nB\n\n"
                    "00:00:05,000 --> 00:00:06,000 ???\nC\n",
                    NULL);

  g_assert_cmpstr (nth_cue (subs, 0)->settings, ==, "X1:1 X2:2 Y1:3 Y2:4");
  g_assert_cmpstr (nth_cue (subs, 0)->label, ==, "");
  g_assert_cmpstr (nth_cue (subs, 0)->raw, ==, "");
  g_assert_cmpstr (nth_cue (subs, 1)->settings, ==, "line:0");
  g_assert_cmpstr (nth_cue (subs, 1)->label, ==, "9");
  g_assert_cmpstr (nth_cue (subs, 2)->settings, ==, "");
  g_assert_cmpuint (VOST_RECORD (nth_cue (subs, 2))->parent, ==, VOST_RECORD_ID (subs->track));
  touch_cue (nth_cue (subs, 0), "AA");
  {
    g_autofree char *out = write_as (subs, NULL, NULL);

    g_assert_cmpstr (out, ==,
                     "1\n00:00:01,000 --> 00:00:02,000  X1:1 X2:2 Y1:3 Y2:4\nAA\n\n"
                     "9\n00:00:03,000 --> 00:00:04,000 line:0\nB\n\n"
                     "00:00:05,000 --> 00:00:06,000 ???\nC\n");
  }
}

/* What is verbatim must not be glued to what is new. */
static void
test_edits_keep_apart (void)
{
  g_autoptr (VostSubtitles) subs = read_text_as (
      "srt", "1\r\n00:00:01.000 --> 00:00:02.000\r\nA\r\n2\r\n00:00:03,000 --> 00:00:04,000\r\nB",
      NULL);
  VostCue *added = vost_record_new (VOST_KIND_CUE, VOST_RECORD_ID (subs->track));

  added->start = 5 * VOST_SECOND;
  added->end = 6 * VOST_SECOND;
  vost_set_string (&added->text, "New\nline");
  g_ptr_array_add (subs->cues, added);
  {
    g_autofree char *out = write_as (subs, NULL, NULL);

    g_assert_cmpstr (
        out, ==,
        "1\r\n00:00:01.000 --> 00:00:02.000\r\nA\r\n2\r\n00:00:03,000 --> 00:00:04,000\r\nB\r\n\r\n"
        "3\r\n00:00:05,000 --> 00:00:06,000\r\nNew\r\nline\r\n");
  }
  touch_cue (nth_cue (subs, 0), "Edited");
  g_ptr_array_remove_index (subs->cues, 1);
  {
    g_autofree char *out = write_as (subs, NULL, NULL);

    g_assert_cmpstr (out, ==,
                     "1\r\n00:00:01,000 --> 00:00:02,000\r\nEdited\r\n\r\n"
                     "2\r\n00:00:05,000 --> 00:00:06,000\r\nNew\r\nline\r\n");
  }
}

/* Texts that look like syntax stay texts. */
static void
test_hostile_texts (void)
{
  static const char *const texts[] = {
    "00:00:05,000 --> 00:00:06,000",
    "\n\nA\n\n\n",
    "12",
    "A\n13",
    "\\<i>no tag\\</i>",
    "\\{\\an8}no place",
    "<v Bob>voice</v>",
    "a\n \nb",
    "<i>open",
    "\\",
    "x --> y",
    "\302\240",
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (VostSubtitles) subs = read_text_as (
          "srt", "1\n00:00:01,000 --> 00:00:02,000\nA\n\n2\n00:00:03,000 --> 00:00:04,000\nB\n\n",
          NULL);
      g_autoptr (VostSubtitles) again = NULL;
      g_autofree char *out = NULL;
      g_autofree char *twice = NULL;

      touch_cue (nth_cue (subs, 0), texts[i]);
      out = write_as (subs, NULL, NULL);
      again = read_text_as ("srt", out, NULL);
      g_test_message ("%s", out);
      g_assert_cmpuint (again->cues->len, ==, 2);
      g_assert_cmpint (nth_cue (again, 0)->end, ==, 2 * VOST_SECOND);
      g_assert_cmpstr (nth_cue (again, 1)->text, ==, "B");
      g_assert_cmpstr (nth_cue (again, 0)->raw, ==, "");
      twice = write_as (again, NULL, NULL);
      g_assert_cmpstr (twice, ==, out);
    }
}

static void
test_from_others (void)
{
  g_autoptr (VostSubtitles) vtt =
      read_text_as ("webvtt",
                    "WEBVTT\n\nSTYLE\n::cue(.warm) { color: #ff8800 }\n\n"
                    "00:01.000 --> 00:02.000 line:0 align:left\n"
                    "<v Ann>Hi <c.warm>you</c> &amp; <c.plain>me</c>\n\n"
                    "00:03.000 --> 00:04.000 align:middle\n&lt;i&gt;<ruby>a<rt>b</rt></ruby>\n",
                    NULL);
  g_autoptr (VostSubtitles) ass =
      read_text_as ("ass",
                    "[V4+ Styles]\nFormat: Name, Italic, Alignment\nStyle: Sign,-1,8\n"
                    "[Events]\n"
                    "Dialogue: 0,0:00:01.00,0:00:02.00,Sign,,0,0,0,,{\\fad(1,2)}A\\N{note}B\n"
                    "Dialogue: 0,0:00:02.00,0:00:03.00,Default,,0,0,0,,{\\p1}m 0 0{\\p0}\n"
                    "Dialogue: 0,0:00:03.00,0:00:04.00,Default,,0,0,0,,{\\c&H0000FF&}C\\h{\\i1}D\n",
                    NULL);
  g_autofree char *from_vtt = write_as (vtt, "srt", NULL);
  g_autofree char *from_ass = write_as (ass, "srt", NULL);

  g_assert_cmpstr (
      from_vtt, ==,
      "1\n00:00:01,000 --> 00:00:02,000\n{\\an7}Hi <font color=\"#ff8800\">you</font> & me\n\n"
      "2\n00:00:03,000 --> 00:00:04,000\n<"
      "\342\201\240"
      "i>a(b)\n\n");
  g_assert_cmpstr (
      from_ass, ==,
      "1\n00:00:01,000 --> 00:00:02,000\n{\\an8}<i>A\nB</i>\n\n"
      "2\n00:00:03,000 --> 00:00:04,000\n<font color=\"#ff0000\">C\302\240<i>D</i></font>\n\n");
}

static void
test_losses (void)
{
  g_autoptr (VostSubtitles) vtt =
      read_text_as ("webvtt",
                    "WEBVTT\n\n00:01.000 --> 00:02.000\nplain <i>text</i>\n\n"
                    "NOTE x\n\nid\n00:03.000 --> 00:04.000 line:33%\n<v Ann>Hi\n",
                    NULL);
  g_autoptr (GPtrArray) lost = vost_diagnostics_new ();
  g_autoptr (GPtrArray) own = vost_diagnostics_new ();
  const VostFormat *srt = vost_format_by_id ("srt");

  srt->losses (vtt, lost);
  g_assert_cmpuint (lost->len, ==, 4); /* speaker, identifier, notes, exact place */
  for (guint i = 0; i < lost->len; i++)
    g_assert_cmpuint (((VostDiagnostic *) g_ptr_array_index (lost, i))->cue, ==,
                      VOST_RECORD_ID (nth_cue (vtt, 1)));
  vost_format_by_id ("webvtt")->losses (vtt, own);
  g_assert_cmpuint (own->len, ==, 0);
}

static void
test_limits (void)
{
  g_autoptr (GString) text = g_string_new ("1\n00:00:01,000 --> 99999999999:00:02,000\n");
  g_autoptr (GError) error = NULL;
  g_autoptr (VostSubtitles) subs = read_text_as ("srt", text->str, NULL);

  g_assert_cmpint (nth_cue (subs, 0)->end, <=, VOST_SECOND * 3600001);
  while (text->len < 1100000)
    g_string_append (text, "word ");
  g_assert_null (vost_subtitles_load_bytes (
      text->str, text->len, "a.srt", &(VostLoadOptions){ .format = vost_format_by_id ("srt") },
      NULL, &error));
  g_assert_error (error, VOST_ERROR, VOST_ERROR_TOO_BIG);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/format-srt/probes", test_probes);
  g_test_add_func ("/format-srt/fields", test_fields);
  g_test_add_func ("/format-srt/edits-keep-apart", test_edits_keep_apart);
  g_test_add_func ("/format-srt/hostile-texts", test_hostile_texts);
  g_test_add_func ("/format-srt/from-others", test_from_others);
  g_test_add_func ("/format-srt/losses", test_losses);
  g_test_add_func ("/format-srt/limits", test_limits);

  return g_test_run ();
}
