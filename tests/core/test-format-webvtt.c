/* WebVTT: the specification's parser, and the W3C's vectors where they are at hand. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "format-samples.h"

#include <json-glib/json-glib.h>

#include <vostok/core/formats/cue-settings.h>

static VostSubtitles *
read_sample (const char *name, GPtrArray *diagnostics)
{
  g_autofree char *below = g_strdup_printf ("formats/webvtt/%s.vtt", name);
  g_autofree char *path = sample_path (below);
  g_autoptr (GError) error = NULL;
  VostSubtitles *subs = vost_subtitles_load (
      path, &(VostLoadOptions){ .format = vost_format_by_id ("webvtt") }, diagnostics, &error);

  g_assert_no_error (error);

  return subs;
}

static VostSubtitles *
read_payload (const char *payload)
{
  g_autofree char *text =
      g_strdup_printf ("WEBVTT\n\n00:00:01.000 --> 00:00:02.000\n%s\n", payload);

  return read_text_as ("webvtt", text, NULL);
}

static void
test_rich (void)
{
  g_autoptr (GPtrArray) diagnostics = vost_diagnostics_new ();
  g_autoptr (VostSubtitles) subs = read_sample ("rich", diagnostics);

  g_assert_cmpuint (subs->cues->len, ==, 5);
  g_assert_cmpuint (diagnostics->len, ==, 0);
  g_assert_true (g_str_has_prefix (subs->track->header, "WEBVTT - Orbit\n\nSTYLE\n"));
  g_assert_cmpstr (nth_cue (subs, 0)->label, ==, "intro");
  g_assert_cmpstr (nth_cue (subs, 0)->settings, ==, "line:0 position:5% align:left");
  g_assert_cmpstr (nth_cue (subs, 0)->speaker, ==, "Irina");
  g_assert_true (g_str_has_suffix (nth_cue (subs, 0)->text, "\n<i>Никто не отвечает.</i>"));
  g_assert_cmpstr (nth_cue (subs, 1)->before, ==, "\nNOTE The wind is a recording.\n\n");
  g_assert_cmpstr (nth_cue (subs, 1)->speaker, ==, "");
  g_assert_nonnull (strstr (nth_cue (subs, 1)->text, "<v.tired Anne>"));
  g_assert_nonnull (strstr (nth_cue (subs, 1)->text, "…"));
  g_assert_cmpstr (nth_cue (subs, 2)->text, ==, "<ruby>地球<rt>ちきゅう</rt></ruby>はまだ青い。");
  g_assert_true (
      g_str_has_prefix (nth_cue (subs, 3)->text, "1984 < 2001 & x > y \342\200\216\302\240!\n"));
  g_assert_nonnull (strstr (nth_cue (subs, 3)->text, "<00:00:10.000>"));
  g_assert_cmpint (nth_cue (subs, 4)->start, ==,
                   (3600 + 2 * 60 + 3) * VOST_SECOND + 4 * VOST_MSECOND);
  g_assert_nonnull (strstr (nth_cue (subs, 4)->text, "\\{\\an8} \\<i>literal\\</i>"));
}

static void
test_blocks (void)
{
  static const struct
  {
    const char *name;
    guint n;
    guint remarks;
    guint line;
  } cases[] = { { "plain", 2, 0, 0 },   { "header_text", 1, 0, 0 }, { "style", 1, 0, 0 },
                { "notes", 2, 0, 0 },   { "hours100", 1, 0, 0 },    { "minutes99", 1, 1, 3 },
                { "hls", 1, 0, 0 },     { "crlf_bom", 2, 0, 0 },    { "no_signature", 2, 1, 1 },
                { "adjacent", 3, 1, 4 } };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GPtrArray) diagnostics = vost_diagnostics_new ();
      g_autoptr (VostSubtitles) subs = read_sample (cases[i].name, diagnostics);

      g_test_message ("%s", cases[i].name);
      g_assert_cmpuint (subs->cues->len, ==, cases[i].n);
      g_assert_cmpuint (diagnostics->len, ==, cases[i].remarks);
      if (cases[i].remarks > 0)
        g_assert_cmpuint (((VostDiagnostic *) g_ptr_array_index (diagnostics, 0))->line, ==,
                          cases[i].line);
    }
}

/* Editing one cue leaves header, notes and the others alone. */
static void
test_edit_one (void)
{
  g_autoptr (VostSubtitles) subs = read_sample ("notes", NULL);
  g_autofree char *before = write_as (subs, NULL, NULL);
  g_autofree char *after = NULL;
  g_auto (GStrv) parts = g_strsplit (before, "\nA\n", 2);
  g_autofree char *expected = g_strjoinv ("\nB & <i>C</i>\n", parts);
  g_auto (GStrv) escaped = g_strsplit (expected, "&", 2);
  g_autofree char *encoded = g_strjoinv ("&amp;", escaped);

  touch_cue (nth_cue (subs, 0), "B & <i>C</i>");
  after = write_as (subs, NULL, NULL);
  g_assert_cmpstr (after, ==, encoded);
}

static void
test_payloads (void)
{
  static const struct
  {
    const char *payload;
    const char *speaker;
    const char *text;
    const char *written;
  } cases[] = {
    { "a &amp; b &lt; c > d", "", "a & b < c > d", "a &amp; b &lt; c > d" },
    { "AT&T", "", "AT&T", "AT&amp;T" },
    { "--&gt;", "", "-->", "--&gt;" },
    { "<v Ann>x", "Ann", "x", "<v Ann>x" },
    { "<v Ann>x</v>", "Ann", "x", "<v Ann>x" },
    { "<v  Ann\tB &amp; C >x", "Ann B & C", "x", "<v Ann B &amp; C>x" },
    { "<v Ann>x</v> <v Bob>y", "", "<v Ann>x</v> <v Bob>y", "<v Ann>x</v> <v Bob>y" },
    { "<v.loud Ann>x", "Ann", "<v.loud Ann>x", "<v.loud Ann>x" },
    { "<i.a.b note>x</i>", "", "<i.a.b>x</i>", "<i.a.b>x</i>" },
    { "<sub>x</sub>", "", "x", "x" },
    { "a<v Ann -- >x", "", "a<v Ann -->x", "a<v Ann -- >x" },
    { "a\n&nbsp;\nb", "", "a\n\nb", "a\n&nbsp;\nb" },
    { "<c\n.x>y", "", "<c>y", "<c>y" },
    { "<00:01.500>x", "", "<00:00:01.500>x", "<00:00:01.500>x" },
    { "&lt;b&gt;x", "", "\\<b>x", "&lt;b>x" },
    { "\\&lt;b&gt;x", "", "\\\\\\<b>x", "\\&lt;b>x" },
    { "\\<b>x", "", "\\\\<b>x", "\\<b>x" },
    { "{\\an8}x", "", "\\{\\an8}x", "{\\an8}x" },
    { "<font color=\"#ff0000\">x</font>", "", "<font color=\"#ff0000\">x</font>", "<c.red>x</c>" },
    { "&#x4e2d;&#20013&notit;&bogus;", "", "中中¬it;&bogus;", "中中¬it;&amp;bogus;" },
    { "&#0;&#xD800;&#x110000;&#x10fe41;", "", "\357\277\275\357\277\275\357\277\275\357\277\275",
      "\357\277\275\357\277\275\357\277\275\357\277\275" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (VostSubtitles) subs = read_payload (cases[i].payload);
      g_autofree char *out = NULL;
      g_autofree char *expected =
          g_strdup_printf ("WEBVTT\n\n00:00:01.000 --> 00:00:02.000\n%s\n", cases[i].written);

      g_assert_cmpstr (nth_cue (subs, 0)->text, ==, cases[i].text);
      g_assert_cmpstr (nth_cue (subs, 0)->speaker, ==, cases[i].speaker);
      touch_cue (nth_cue (subs, 0), NULL);
      out = write_as (subs, NULL, NULL);
      g_assert_cmpstr (out, ==, expected);
    }
}

/* Texts that would end the cue, or begin another, if they were written as they are. */
static void
test_hostile_texts (void)
{
  static const char *const texts[] = {
    "a\n\nb",  "\n\na",      "a\n\n", "00:00:05.000 --> 00:00:06.000\nx",
    "-->",     "NOTE x",     "STYLE", "",
    "<v A --", "\\<v Ann>x", "\r",    "<i>\n\n</i>"
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (VostSubtitles) subs = read_sample ("plain", NULL);
      g_autoptr (VostSubtitles) again = NULL;
      g_autofree char *out = NULL;
      g_autofree char *twice = NULL;

      touch_cue (nth_cue (subs, 0), texts[i]);
      vost_set_string (&nth_cue (subs, 0)->speaker, i % 2 != 0 ? "A -->\n<b>" : "");
      out = write_as (subs, NULL, NULL);
      again = read_text_as ("webvtt", out, NULL);
      g_test_message ("%s", out);
      g_assert_cmpuint (again->cues->len, ==, 2);
      g_assert_cmpstr (nth_cue (again, 1)->text, ==, "B");
      for (guint j = 0; j < 2; j++)
        touch_cue (nth_cue (again, j), NULL);
      twice = write_as (again, NULL, NULL);
      if (i % 2 == 0)
        g_assert_cmpstr (twice, ==, out);
    }
}

static void
test_placing (void)
{
  for (guint numpad = 1; numpad <= 9; numpad++)
    {
      g_autofree char *srt =
          g_strdup_printf ("1\n00:00:01,000 --> 00:00:02,000\n{\\an%u}A\n\n", numpad);
      g_autoptr (VostSubtitles) subs = read_text_as ("srt", srt, NULL);
      g_autofree char *vtt = write_as (subs, "webvtt", NULL);
      g_autoptr (VostSubtitles) there = read_text_as ("webvtt", vtt, NULL);
      g_autofree char *back = write_as (there, "srt", NULL);
      g_autoptr (GPtrArray) lost = vost_diagnostics_new ();

      g_assert_cmpstr (nth_cue (there, 0)->settings, ==, vost_cue_settings_from_numpad (numpad));
      g_assert_cmpstr (nth_cue (there, 0)->text, ==, "A");
      if (numpad != 2)
        g_assert_cmpstr (back, ==, srt);
      vost_format_by_id ("srt")->losses (there, lost);
      g_assert_cmpuint (lost->len, ==, 0);
    }
}

static void
test_settings (void)
{
  VostCueSettings settings;
  gboolean exact;

  vost_cue_settings_parse ("", &settings);
  g_assert_cmpuint (vost_cue_settings_to_numpad (&settings, &exact), ==, 2);
  g_assert_true (exact);
  vost_cue_settings_parse ("line:85%,start position:50%,middle align:middle", &settings);
  g_assert_cmpuint (settings.invalid, ==, 2);
  g_assert_cmpuint (vost_cue_settings_to_numpad (&settings, &exact), ==, 2);
  g_assert_false (exact);
  vost_cue_settings_parse ("line:-14 align:end", &settings);
  g_assert_cmpuint (vost_cue_settings_to_numpad (&settings, &exact), ==, 9);
  vost_cue_settings_parse ("region:a size:50%", &settings);
  g_assert_null (settings.region);
  vost_cue_settings_parse (" \tregion:abc", &settings);
  g_assert_cmpmem (settings.region, settings.region_len, "abc", 3);
}

static void
test_regions (void)
{
  g_autoptr (VostSubtitles) subs = read_sample ("style", NULL);
  g_autoptr (GPtrArray) regions = vost_regions_parse (subs->track->header);
  VostRegion *region = g_ptr_array_index (regions, 0);

  g_assert_cmpuint (regions->len, ==, 1);
  g_assert_cmpstr (region->id, ==, "top");
  g_assert_cmpfloat (region->width, ==, 60);
  g_assert_cmpfloat (region->viewport_anchor_y, ==, 10);
  g_assert_cmpstr (region->scroll, ==, "up");
}

/* What the vectors say about one cue. */
typedef struct
{
  const VostSubtitles *subs;
  const VostCue *cue;
  VostCueSettings settings;
  const VostRegion *region;
} Found;

static const VostRegion *
find_region (GPtrArray *regions, const VostCueSettings *settings)
{
  for (guint i = regions->len; settings->region != NULL && i > 0; i--)
    {
      const VostRegion *region = g_ptr_array_index (regions, i - 1);

      if (strlen (region->id) == settings->region_len &&
          memcmp (region->id, settings->region, settings->region_len) == 0)
        return region;
    }

  return NULL;
}

/* A NUL of the file is a stray byte with us, a replacement character in the DOM. */
static char *
with_replacements (const char *text)
{
  g_auto (GStrv) parts = g_strsplit (text, "\364\217\270\200", -1);

  return g_strjoinv ("\357\277\275", parts);
}

static void
check_number (JsonNode *node, gboolean has, double value)
{
  if (JSON_NODE_HOLDS_NULL (node) || json_node_get_value_type (node) == G_TYPE_STRING)
    g_assert_false (has);
  else if (value < (double) G_MAXINT64) /* json-glib reads no greater integers */
    {
      double expected = json_node_get_double (node);

      g_assert_cmpfloat (ABS (expected - value), <=, ABS (expected) * 1e-9);
    }
}

static void
check_word (JsonNode *node, const char *value)
{
  g_assert_cmpstr (json_node_get_string (node), ==, value);
}

/* The DOM's text is the payload before it is tokenized. */
static void
check_text (const Found *found, const char *expected)
{
  g_autoptr (VostSubtitles) same = read_payload (expected);
  g_autofree char *text = with_replacements (found->cue->text);

  if (*expected != '\0')
    g_assert_cmpstr (text, ==, nth_cue (same, 0)->text);
  else
    g_assert_cmpstr (text, ==, "");
}

static const char *const aligns[] = { "center", "start", "end", "left", "right" };
static const char *const position_aligns[] = { "auto", "line-left", "center", "line-right" };

static void
check_region_key (const Found *found, const char *key, JsonNode *node)
{
  g_assert_nonnull (found->region);
  if (strcmp (key, "region.id") == 0)
    check_word (node, found->region->id);
  else if (strcmp (key, "region.scroll") == 0)
    check_word (node, found->region->scroll);
  else if (strcmp (key, "region.lines") == 0)
    check_number (node, TRUE, found->region->lines);
  else if (strcmp (key, "region.regionAnchorX") == 0)
    check_number (node, TRUE, found->region->region_anchor_x);
  else if (strcmp (key, "region.regionAnchorY") == 0)
    check_number (node, TRUE, found->region->region_anchor_y);
  else if (strcmp (key, "region.viewportAnchorX") == 0)
    check_number (node, TRUE, found->region->viewport_anchor_x);
  else if (strcmp (key, "region.viewportAnchorY") == 0)
    check_number (node, TRUE, found->region->viewport_anchor_y);
  else
    g_error ("no check for %s", key);
}

static void
check_key (const Found *found, const char *key, JsonNode *node)
{
  const VostCueSettings *settings = &found->settings;
  g_autofree char *label = with_replacements (found->cue->label);

  if (strcmp (key, "cue") == 0 || strcmp (key, "region (not)") == 0)
    return;
  if (strcmp (key, "id") == 0)
    check_word (node, label);
  else if (strcmp (key, "text") == 0)
    check_text (found, json_node_get_string (node));
  else if (strcmp (key, "startTime") == 0)
    check_number (node, TRUE, (double) found->cue->start / VOST_SECOND);
  else if (strcmp (key, "endTime") == 0)
    check_number (node, TRUE, (double) found->cue->end / VOST_SECOND);
  else if (strcmp (key, "line") == 0)
    check_number (node, settings->has_line, settings->line);
  else if (strcmp (key, "snapToLines") == 0)
    g_assert_cmpint (json_node_get_boolean (node), ==, settings->snap_to_lines);
  else if (strcmp (key, "lineAlign") == 0)
    check_word (node, aligns[settings->line_align]);
  else if (strcmp (key, "position") == 0)
    check_number (node, settings->has_position, settings->position);
  else if (strcmp (key, "positionAlign") == 0)
    check_word (node, position_aligns[settings->position_align]);
  else if (strcmp (key, "size") == 0)
    check_number (node, TRUE, settings->size);
  else if (strcmp (key, "align") == 0)
    check_word (node, aligns[settings->align]);
  else if (strcmp (key, "vertical") == 0)
    check_word (node, settings->vertical);
  else if (strcmp (key, "region") == 0)
    /* Which object it is: the test of ids above tells them apart by their lines. */
    g_assert_cmpint (JSON_NODE_HOLDS_NULL (node), ==, found->region == NULL);
  else
    check_region_key (found, key, node);
}

static void
check_cues (const VostSubtitles *subs, JsonArray *expect)
{
  g_autoptr (GPtrArray) regions = vost_regions_parse (subs->track->header);

  for (guint i = 0; i < json_array_get_length (expect); i++)
    {
      JsonObject *object = json_array_get_object_element (expect, i);
      g_autoptr (GList) keys = json_object_get_members (object);
      Found found = { .subs = subs,
                      .cue = nth_cue (subs, (guint) json_object_get_int_member (object, "cue")) };

      vost_cue_settings_parse (found.cue->settings, &found.settings);
      found.region = find_region (regions, &found.settings);
      for (GList *l = keys; l != NULL; l = l->next)
        check_key (&found, l->data, json_object_get_member (object, l->data));
    }
}

/*
 * Two differences on purpose: a file without a signature opens with an error remark instead of
 * being refused, and a file without a cue is refused.
 */
static void
check_vector (const char *folder, JsonObject *entry)
{
  const char *name = json_object_get_string_member (entry, "file");
  g_autofree char *path = g_build_filename (folder, "file-parsing", name, NULL);
  g_autoptr (GPtrArray) diagnostics = vost_diagnostics_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (VostSubtitles) subs = vost_subtitles_load (
      path, &(VostLoadOptions){ .format = vost_format_by_id ("webvtt"), .encoding = "UTF-8" },
      diagnostics, &error);

  begin_case ("webvtt", name);
  if (json_object_has_member (entry, "error"))
    {
      VostDiagnostic *first = subs != NULL ? g_ptr_array_index (diagnostics, 0) : NULL;

      g_assert_true (subs == NULL || first->severity == VOST_SEVERITY_ERROR);
      return;
    }
  if (!json_object_get_null_member (entry, "cues"))
    g_assert_cmpint (subs != NULL ? subs->cues->len : 0, ==,
                     json_object_get_int_member (entry, "cues"));
  if (subs != NULL)
    check_cues (subs, json_object_get_array_member (entry, "expect"));
}

static void
test_vectors (void)
{
  g_autofree char *folder = corpus_path ("formats/webvtt");
  g_autofree char *path =
      folder != NULL ? g_build_filename (folder, "file-parsing.json", NULL) : NULL;
  g_autoptr (JsonParser) parser = json_parser_new ();
  JsonArray *entries;

  if (folder == NULL)
    {
      g_test_skip ("the W3C's files are not here");
      return;
    }
  g_assert_true (json_parser_load_from_file (parser, path, NULL));
  entries = json_node_get_array (json_parser_get_root (parser));
  g_assert_cmpuint (json_array_get_length (entries), >, 40);
  for (guint i = 0; i < json_array_get_length (entries); i++)
    check_vector (folder, json_array_get_object_element (entries, i));
  end_cases ();
}

/* "\u200E", "\n" and "\x00" of the vectors as characters. */
static char *
unescape (const char *text)
{
  GString *out = g_string_new (NULL);

  while (*text != '\0')
    {
      gsize digits = text[0] == '\\' && text[1] == 'u'   ? 4
                     : text[0] == '\\' && text[1] == 'x' ? 2
                                                         : 0;

      if (digits > 0)
        {
          g_autofree char *hex = g_strndup (text + 2, digits);
          gunichar c = (gunichar) g_ascii_strtoull (hex, NULL, 16);

          g_string_append_unichar (out, c != 0 ? c : 0xfffd);
          text += 2 + digits;
        }
      else if (text[0] == '\\' && (text[1] == 'n' || text[1] == 't'))
        {
          g_string_append_c (out, text[1] == 'n' ? '\n' : '\t');
          text += 2;
        }
      else
        g_string_append_c (out, *text++);
    }

  return g_string_free (out, FALSE);
}

/* The text nodes of a tree, one after the other. */
static char *
tree_text (const char *tree)
{
  g_auto (GStrv) lines = g_strsplit (tree, "\n", -1);
  GString *out = g_string_new (NULL);

  for (guint i = 0; lines[i] != NULL; i++)
    {
      char *text = lines[i] + strspn (lines[i], "| ");

      if (*text == '"' && strlen (text) >= 2)
        g_string_append_len (out, text + 1, (gssize) strlen (text) - 2);
    }

  return g_string_free (out, FALSE);
}

static void
check_tree (const char *data, const char *tree)
{
  g_autofree char *payload = unescape (data);
  g_autofree char *expected_escaped = tree_text (tree);
  g_autofree char *expected = unescape (expected_escaped);
  g_autoptr (VostSubtitles) subs = read_payload (payload);
  g_autofree char *plain = vost_markup_to_plain (nth_cue (subs, 0)->text);

  begin_case ("webvtt", data);
  /* Names that came with HTML 5 are not in libxml2's list. */
  if (strstr (data, "ClockwiseContourIntegral") != NULL || strstr (data, "nsubE") != NULL)
    {
      if (strcmp (plain, expected) != 0)
        fail_case ("a character name that came with HTML 5 is not known");
      return;
    }
  g_assert_cmpstr (plain, ==, expected);
}

static void
check_trees (const char *path, gpointer data)
{
  guint *n = data;
  g_autofree char *text = NULL;
  g_auto (GStrv) tests = NULL;

  if (!g_str_has_suffix (path, ".dat"))
    return;
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  tests = g_strsplit (text, "#data\n", -1);
  for (guint i = 1; tests[i] != NULL; i++)
    {
      char *errors = strstr (tests[i], "\n#errors\n#document-fragment");

      g_assert_nonnull (errors);
      *errors = '\0';
      check_tree (tests[i], errors + 1);
      (*n)++;
    }
}

static void
test_trees (void)
{
  g_autofree char *folder = corpus_path ("formats/webvtt/cue-text");
  guint n = 0;

  if (folder == NULL)
    {
      g_test_skip ("the W3C's files are not here");
      return;
    }
  samples_foreach (folder, check_trees, &n);
  end_cases ();
  g_assert_cmpuint (n, >, 60);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/format-webvtt/rich", test_rich);
  g_test_add_func ("/format-webvtt/blocks", test_blocks);
  g_test_add_func ("/format-webvtt/edit-one", test_edit_one);
  g_test_add_func ("/format-webvtt/payloads", test_payloads);
  g_test_add_func ("/format-webvtt/hostile-texts", test_hostile_texts);
  g_test_add_func ("/format-webvtt/placing", test_placing);
  g_test_add_func ("/format-webvtt/settings", test_settings);
  g_test_add_func ("/format-webvtt/regions", test_regions);
  g_test_add_func ("/format-webvtt/vectors", test_vectors);
  g_test_add_func ("/format-webvtt/trees", test_trees);

  return g_test_run ();
}
