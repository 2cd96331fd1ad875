/* SubStation Alpha: layouts, times, escapes, and everything that must stay. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "format-samples.h"

#define CS (10 * VOST_MSECOND)
#define EVENTS                                                                                     \
  "[Events]\nFormat: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text\n"

static VostSubtitles *
read_sample (const char *name, GPtrArray *diagnostics)
{
  g_autofree char *below = g_build_filename ("formats", "ass", name, NULL);
  g_autofree char *path = sample_path (below);
  g_autoptr (GError) error = NULL;
  VostSubtitles *subs = vost_subtitles_load (path, NULL, diagnostics, &error);

  g_assert_no_error (error);

  return subs;
}

static void
test_probe (void)
{
  static const gint64 starts[] = { 150, 300, -500, 700, 3600000, 1000 };
  g_autoptr (GPtrArray) diagnostics = vost_diagnostics_new ();
  g_autoptr (VostSubtitles) subs = read_sample ("probe.ass", diagnostics);
  g_autofree char *out = NULL;

  g_assert_cmpuint (subs->cues->len, ==, 6);
  for (guint i = 0; i < 5; i++)
    g_assert_cmpint (nth_cue (subs, i)->start, ==, starts[i] * CS);
  g_assert_cmpint (nth_cue (subs, 5)->start, ==, 9996 * VOST_MSECOND);
  g_assert_cmpstr (nth_cue (subs, 3)->text, ==, "{\\an8}One, two, three\nx y\302\240z");
  g_assert_cmpuint (diagnostics->len, ==, 5); /* four odd times, one before zero */
  g_assert_cmpuint (((VostDiagnostic *) g_ptr_array_index (diagnostics, 0))->line, ==, 21);
  g_assert_cmpuint (((VostDiagnostic *) g_ptr_array_index (diagnostics, 0))->column, ==, 13);

  for (guint i = 0; i < 6; i++)
    touch_cue (nth_cue (subs, i), NULL);
  out = write_as (subs, NULL, NULL);
  g_assert_nonnull (
      strstr (out, "\nDialogue: 0,0:00:01.50,0:00:02.50,Default,,0,0,0,,Three digits\n"));
  g_assert_nonnull (
      strstr (out, "\nDialogue: 0,0:00:10.00,0:00:10.00,Default,,0,0,0,,Nearly ten\n"));
  g_assert_nonnull (strstr (out, "\nDialogue: 0,10:00:00.00,10:00:01.00,"));
  g_assert_nonnull (strstr (out, "\nX-Custom: keepme\n"));
  g_assert_nonnull (strstr (out, "\n[Custom Section]\nAnything: goes\n"));
  g_assert_nonnull (strstr (out, "\n; a comment of the translators\n"));
}

static void
test_layouts (void)
{
  g_autoptr (VostSubtitles) reordered = read_sample ("reordered.ass", NULL);
  g_autoptr (VostSubtitles) ssa = read_sample ("ssa4.ssa", NULL);
  g_autoptr (VostSubtitles) brief = read_sample ("short_format.ass", NULL);
  g_autofree char *out = NULL;
  g_autofree char *ssa_out = NULL;
  g_autofree char *from_ssa = NULL;

  g_assert_cmpstr (nth_cue (reordered, 0)->fields, ==, "3,0,0,0,");
  g_assert_cmpstr (nth_cue (reordered, 0)->style, ==, "Sign");
  g_assert_cmpstr (nth_cue (reordered, 0)->speaker, ==, "Irina");
  g_assert_cmpstr (nth_cue (reordered, 0)->text, ==, "Turned, around");
  g_assert_cmpstr (nth_cue (reordered, 0)->raw, ==, "");
  touch_cue (nth_cue (reordered, 0), "New");
  out = write_as (reordered, NULL, NULL);
  g_assert_nonnull (strstr (out, "\nDialogue: 0:00:01.00,0:00:02.00,3,Sign,Irina,0,0,0,,New\n"));

  g_assert_cmpstr (nth_cue (ssa, 0)->fields, ==, "Marked=0,0000,0000,0000,");
  g_assert_cmpstr (nth_cue (ssa, 1)->fields, ==, "Marked=1,0000,0000,0000,!Effect");
  touch_cue (nth_cue (ssa, 1), "New");
  ssa_out = write_as (ssa, NULL, NULL);
  g_assert_nonnull (strstr (
      ssa_out, "\nDialogue: Marked=1,0:00:07.00,0:00:08.00,Top,NTP,0000,0000,0000,!Effect,New\n"));
  /* SSA's 6 is top centre, and the style is bold or italic. */
  from_ssa = write_as (ssa, "srt", NULL);
  g_assert_nonnull (strstr (from_ssa, "\n<b>Here is the ground station</b>\n"));
  g_assert_nonnull (strstr (from_ssa, "\n{\\an8}<i>New</i>\n"));

  g_assert_cmpstr (nth_cue (brief, 0)->text, ==, "Short, but enough");
  g_assert_cmpstr (nth_cue (brief, 0)->raw, ==, "");
}

static void
test_attachments (void)
{
  g_autoptr (VostSubtitles) subs = read_sample ("fonts_after.ass", NULL);

  g_assert_cmpuint (subs->cues->len, ==, 2);
  g_assert_true (g_str_has_suffix (subs->track->header, "A note, for the next line\n"));
  g_assert_cmpstr (nth_cue (subs, 1)->before, ==, "\n; between the lines\n");
  g_assert_cmpstr (nth_cue (subs, 1)->text, ==, "{\\*translators talk here}B<b>old</b>");
  g_assert_true (g_str_has_prefix (subs->track->footer, "Comment: "));
  g_assert_true (g_str_has_suffix (subs->track->footer, "Data: 1,key,value\n"));
}

static void
test_texts (void)
{
  static const struct
  {
    const char *ass;
    const char *text;
    const char *plain;
    const char *written; /* (nullable): as read */
  } cases[] = {
    { "{\\i1}a{\\i0}b", "<i>a</i>b", "ab", NULL },
    { "{\\i1}a", "<i>a</i>", "a", "{\\i1}a{\\i0}" },
    { "{\\i1\\b1}a{\\i0}b{\\b0}", "<i><b>a</b></i><b>b</b>", "ab",
      "{\\i1\\b1}a{\\b0\\i0\\b1}b{\\b0}" },
    { "{\\i0}a", "{\\i0}a", "a", NULL },
    { "{\\i1}a{\\i}b", "<i>a</i>b", "ab", "{\\i1}a{\\i0}b" },
    { "{\\b700}a", "{\\b700}a", "a", NULL },
    { "{\\an8\\i1\\pos(1,2)}a{\\i0}", "{\\an8}<i>{\\pos(1,2)}a</i>", "a", NULL },
    { "{\\t(0,500,\\i1)}a", "{\\t(0,500,\\i1)}a", "a", NULL },
    { "{\\c&H0000FF&}a{\\c&H00FF00&}b{\\c}c",
      "<font color=\"#ff0000\">a</font><font color=\"#00ff00\">b</font>c", "abc", NULL },
    { "{\\1c&HFF&}a", "<font color=\"#ff0000\">a</font>", "a", "{\\c&H0000FF&}a{\\c}" },
    { "{\\i1}a{\\rSign}b", "<i>a</i>{\\rSign}b", "ab", "{\\i1}a{\\i0\\rSign}b" },
    { "{note}a{}b", "{\\*note}a{\\*}b", "ab", NULL },
    { "{\\p1}m 0 0{\\p0}a", "{\\p1}m 0 0{\\p0}a", "a", NULL },
    { "a\\Nb\\hc", "a\nb\302\240c", "a\nb\302\240c", NULL },
    { "\\{a\\}", "{a}", "{a}", "\\{a}" },
    { "\\{\\an8}", "\\{\\an8}", "{\\an8}", NULL },
    { "<i>a", "\\<i>a", "<i>a", NULL },
    { "{open", "{open", "{open", "\\{open" },
    { "C:\\\342\201\240New", "C:\\New", "C:\\New", NULL },
    { "a\\b", "a\\b", "a\\b", NULL },
    { "a\\\342\201\240{\\an8}b", "a\\\\{\\an8}b", "a\\b", NULL },
    { "  two spaces  ", "  two spaces  ", "  two spaces  ", NULL },
    { "{\\pos(1}{\\i1}a{\\i0}", "{\\pos(1}<i>a</i>", "a", NULL },
    { "{\\k20}la{\\k30}la", "{\\k20}la{\\k30}la", "lala", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *file = g_strdup_printf (
          EVENTS "Dialogue: 0,0:00:01.00,0:00:02.00,Default,,0,0,0,,%s\n", cases[i].ass);
      g_autofree char *expected =
          g_strdup_printf (EVENTS "Dialogue: 0,0:00:01.00,0:00:02.00,Default,,0,0,0,,%s\n",
                           cases[i].written != NULL ? cases[i].written : cases[i].ass);
      g_autoptr (VostSubtitles) subs = read_text_as ("ass", file, NULL);
      g_autofree char *plain = vost_markup_to_plain (nth_cue (subs, 0)->text);
      g_autofree char *out = NULL;

      g_assert_cmpstr (nth_cue (subs, 0)->text, ==, cases[i].text);
      g_assert_cmpstr (plain, ==, cases[i].plain);
      g_assert_cmpint (*nth_cue (subs, 0)->raw == '\0', ==, cases[i].written == NULL);
      touch_cue (nth_cue (subs, 0), NULL);
      out = write_as (subs, NULL, NULL);
      g_assert_cmpstr (out, ==, expected);
    }
}

static void
test_soft_breaks (void)
{
  g_autoptr (VostSubtitles) subs =
      read_text_as ("ass",
                    "[Script Info]\nWrapStyle: 2\n" EVENTS
                    "Dialogue: 0,0:00:01.00,0:00:02.00,Default,,0,0,0,,a\\nb\n",
                    NULL);

  g_assert_cmpstr (nth_cue (subs, 0)->text, ==, "a\nb");
}

/* Names of other formats may hold what this one has no escape for. */
static void
test_fresh_file (void)
{
  const VostFormatOptions options = { .title = "Orbit", .width = 1280, .height = 720 };
  g_autoptr (VostSubtitles) subs = read_text_as (
      "webvtt", "WEBVTT\n\n00:01.006 --> 00:02.004 line:0\n<v Ann, the pilot>Hi\n", NULL);
  g_autofree char *out = write_as (subs, "ass", &options);
  g_autoptr (VostSubtitles) again = read_text_as ("ass", out, NULL);

  g_assert_true (g_str_has_prefix (out, "[Script Info]\nTitle: Orbit\nScriptType: v4.00+\n"));
  g_assert_nonnull (strstr (out, "\nPlayResX: 1280\nPlayResY: 720\n"));
  g_assert_nonnull (strstr (out, "\nScaledBorderAndShadow: yes\n"));
  g_assert_nonnull (strstr (
      out, "\nDialogue: 0,0:00:01.01,0:00:02.00,Default,Ann; the pilot,0,0,0,,{\\an8}Hi\n"));
  g_assert_cmpstr (nth_cue (again, 0)->speaker, ==, "Ann; the pilot");
  g_assert_cmpuint (again->cues->len, ==, 1);
}

static void
test_broken_lines (void)
{
  g_autoptr (GPtrArray) diagnostics = vost_diagnostics_new ();
  g_autoptr (VostSubtitles) subs = read_text_as (
      "ass",
      EVENTS "Dialogue: 0,0:00:01.00\nDialogue: 0,x,0:00:02.00,Default,,0,0,0,,a\nFormat: Nothing\n"
             "Dialogue: 0,0:00:01.00,0:00:02.00,Default,,0,0,0,,b",
      diagnostics);
  VostCue *added = vost_record_new (VOST_KIND_CUE, VOST_RECORD_ID (subs->track));
  g_autofree char *out = NULL;

  g_assert_cmpuint (subs->cues->len, ==, 1);
  g_assert_cmpuint (diagnostics->len, ==, 3);
  for (guint i = 0; i < 3; i++)
    g_assert_cmpuint (((VostDiagnostic *) g_ptr_array_index (diagnostics, i))->line, ==, i + 3);
  added->start = 0;
  added->end = VOST_SECOND;
  vost_set_string (&added->text, "c");
  g_ptr_array_add (subs->cues, added);
  out = write_as (subs, NULL, NULL);
  g_assert_true (
      g_str_has_suffix (out, ",b\nDialogue: 0,0:00:00.00,0:00:01.00,Default,,0,0,0,,c\n"));
}

static void
test_losses (void)
{
  g_autoptr (VostSubtitles) srt =
      read_text_as ("srt", "1\n00:00:01,005 --> 00:00:02,000\n<font size=5>a</font>\n", NULL);
  g_autoptr (VostSubtitles) ass = read_sample ("rich.ass", NULL);
  g_autoptr (GPtrArray) lost = vost_diagnostics_new ();
  g_autoptr (GPtrArray) to_srt = vost_diagnostics_new ();

  vost_format_by_id ("ass")->losses (srt, lost);
  g_assert_cmpuint (lost->len, ==, 2); /* size, rounding */
  vost_format_by_id ("srt")->losses (ass, to_srt);
  /* head; speaker; fields; style and remark; drawing and effects; effects */
  g_assert_cmpuint (to_srt->len, ==, 8);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/format-ass/probe", test_probe);
  g_test_add_func ("/format-ass/layouts", test_layouts);
  g_test_add_func ("/format-ass/attachments", test_attachments);
  g_test_add_func ("/format-ass/texts", test_texts);
  g_test_add_func ("/format-ass/soft-breaks", test_soft_breaks);
  g_test_add_func ("/format-ass/fresh-file", test_fresh_file);
  g_test_add_func ("/format-ass/broken-lines", test_broken_lines);
  g_test_add_func ("/format-ass/losses", test_losses);

  return g_test_run ();
}
