/* PO, XLIFF and TMX: out to a translator and back. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "format-samples.h"

#include <vostok/core/cue-edits.h>

#define MS VOST_MSECOND

static VostSubtitles *
load_sample (const char *name, GPtrArray *diagnostics)
{
  g_autofree char *relative = g_strconcat ("formats/", name, NULL);
  g_autofree char *path = sample_path (relative);
  g_autoptr (GError) error = NULL;
  VostSubtitles *subs = vost_subtitles_load (path, NULL, diagnostics, &error);

  g_test_message ("%s", name);
  g_assert_no_error (error);

  return subs;
}

static char *
sample_text (const char *name)
{
  g_autofree char *relative = g_strconcat ("formats/", name, NULL);
  g_autofree char *path = sample_path (relative);
  char *text;

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));

  return text;
}

static VostSubtitles *
language_of (const VostSubtitles *subs, guint n, const char *tag)
{
  VostSubtitles *language;

  g_assert_nonnull (subs->more);
  g_assert_cmpuint (n, <, subs->more->len);
  language = g_ptr_array_index (subs->more, n);
  g_assert_cmpstr (language->track->language, ==, tag);

  return language;
}

static VostCue *
add_target (VostSubtitles *language, const VostCue *source, const char *text)
{
  VostCue *cue = vost_record_new (VOST_KIND_CUE, VOST_RECORD_ID (language->track));

  cue->pair = VOST_RECORD_ID (source);
  vost_set_string (&cue->text, text);
  g_ptr_array_add (language->cues, cue);

  return cue;
}

static VostSubtitles *
add_language (VostSubtitles *subs, const char *tag)
{
  VostSubtitles *language = vost_subtitles_new ();

  if (subs->more == NULL)
    subs->more = g_ptr_array_new_with_free_func ((GDestroyNotify) vost_subtitles_free);
  vost_set_string (&language->track->language, tag);
  g_ptr_array_add (subs->more, language);

  return language;
}

/* The text with the first @old replaced. */
static char *
replaced (const char *text, const char *old, const char *new)
{
  g_autoptr (GString) out = g_string_new (text);

  g_assert_cmpuint (g_string_replace (out, old, new, 1), ==, 1);

  return g_strndup (out->str, out->len);
}

static gboolean
has_remark (GPtrArray *diagnostics, const char *words, guint line)
{
  for (guint i = 0; i < diagnostics->len; i++)
    {
      const VostDiagnostic *diagnostic = g_ptr_array_index (diagnostics, i);

      g_test_message ("%u:%u %s", diagnostic->line, diagnostic->column, diagnostic->message);
      if (strstr (diagnostic->message, words) != NULL && diagnostic->line == line)
        return TRUE;
    }

  return FALSE;
}

static void
test_po (void)
{
  g_autoptr (VostSubtitles) subs = load_sample ("po/rich.po", NULL);
  VostSubtitles *target = language_of (subs, 0, "pt-BR");

  g_assert_cmpstr (subs->track->language, ==, "en");
  g_assert_cmpuint (subs->cues->len, ==, 3);
  g_assert_cmpuint (target->cues->len, ==, 2);
  g_assert_cmpint (nth_cue (subs, 0)->start, ==, 1000 * MS);
  g_assert_cmpint (nth_cue (subs, 1)->end, ==, 4041666667);
  g_assert_cmpstr (nth_cue (subs, 0)->speaker, ==, "Ann");
  g_assert_cmpstr (nth_cue (subs, 0)->comment, ==, "Whispered.");
  g_assert_cmpstr (nth_cue (subs, 0)->raw, ==, "");
  g_assert_cmpstr (nth_cue (subs, 0)->label, ==, "");
  g_assert_cmpstr (nth_cue (subs, 1)->text, ==,
                   "Two lines,\na \"quote\", a tab\tand a \\ backslash.");
  g_assert_cmpstr (nth_cue (target, 0)->text, ==, "Olá <i>aí</i>.");
  g_assert_cmpstr (nth_cue (target, 0)->status, ==, "draft");
  g_assert_cmpstr (nth_cue (target, 0)->comment, ==, "Maybe warmer?");
  g_assert_true (nth_cue (target, 0)->start == VOST_TIME_NONE);
  g_assert_cmpuint (nth_cue (target, 0)->pair, ==, VOST_RECORD_ID (nth_cue (subs, 0)));
  g_assert_cmpuint (nth_cue (target, 1)->pair, ==, VOST_RECORD_ID (nth_cue (subs, 2)));
}

static void
test_po_foreign (void)
{
  g_autoptr (GPtrArray) diagnostics = vost_diagnostics_new ();
  g_autoptr (VostSubtitles) subs = load_sample ("po/foreign.po", diagnostics);
  VostSubtitles *target = language_of (subs, 0, "de");
  g_autofree char *text = sample_text ("po/foreign.po");
  g_autofree char *expected = NULL;
  g_autofree char *unfuzzy = NULL;
  g_autofree char *old = NULL;
  g_autofree char *out = NULL;

  g_assert_cmpuint (subs->cues->len, ==, 3);
  g_assert_cmpint (nth_cue (subs, 0)->start, ==, 20000 * MS);
  g_assert_cmpint (nth_cue (subs, 1)->end, ==, 26000 * MS);
  g_assert_cmpint (nth_cue (subs, 2)->end, ==, 31500 * MS);
  g_assert_cmpstr (nth_cue (subs, 0)->text, ==, "Good evening");
  g_assert_cmpstr (nth_cue (subs, 1)->label, ==, "greeting");
  g_assert_cmpstr (nth_cue (subs, 2)->comment, ==, "Said twice.");
  g_assert_cmpstr (nth_cue (target, 0)->status, ==, "draft");
  g_assert_true (has_remark (diagnostics, "plural", 16));
  g_assert_cmpuint (diagnostics->len, ==, 1);

  /* A changed translation changes its own line, its mark, and nothing else. */
  touch_cue (nth_cue (target, 0), "Guten Abend");
  vost_set_string (&nth_cue (target, 0)->status, "");
  out = write_as (subs, NULL, NULL);
  expected = replaced (text, "\"Guten Tag\"", "\"Guten Abend\"");
  unfuzzy = replaced (expected, "#, c-format, fuzzy", "#, c-format");
  old = replaced (unfuzzy, "#| msgid \"Good day\"\n", "");
  g_assert_cmpstr (out, ==, old);
}

static void
test_po_odd (void)
{
  g_autoptr (GPtrArray) diagnostics = vost_diagnostics_new ();
  g_autoptr (VostSubtitles) subs = load_sample ("po/escapes.po", diagnostics);
  g_autoptr (VostSubtitles) broken = NULL;

  g_assert_cmpstr (nth_cue (subs, 0)->label, ==, "7");
  g_assert_cmpstr (nth_cue (subs, 0)->text, ==, "\\303\\251 AA \\q");
  g_assert_cmpstr (nth_cue (language_of (subs, 0, ""), 0)->text, ==, "A\nB");
  g_assert_cmpint (nth_cue (subs, 1)->start, ==, 0);
  g_assert_true (has_remark (diagnostics, "no times", 7));

  g_ptr_array_set_size (diagnostics, 0);
  broken = load_sample ("po/broken.po", diagnostics);
  g_assert_cmpuint (broken->cues->len, ==, 1);
  g_assert_cmpstr (nth_cue (broken, 0)->text, ==, "");
  g_assert_true (has_remark (diagnostics, "cannot be understood", 1));
}

/* Out without a language, back with one. */
static void
test_out_and_back (void)
{
  static const char *const ids[] = { "po", "xliff", "tmx" };

  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    {
      g_autoptr (VostSubtitles) film =
          read_text_as ("srt",
                        "1\n00:00:01,000 --> 00:00:02,500\nHello <i>you</i>\n{\\an8}and <b>you\n\n"
                        "2\n00:00:03,000 --> 00:00:04,000\nHello <i>you</i>\n{\\an8}and <b>you\n\n"
                        "3\n00:00:05,000 --> 00:00:06,000\n5 < 6 & \"7\" \\<i>\n",
                        NULL);
      g_autofree char *sent = NULL;
      g_autoptr (VostSubtitles) open = NULL;
      g_autofree char *filled = NULL;
      g_autoptr (VostSubtitles) back = NULL;
      VostSubtitles *french;

      vost_set_string (&film->track->language, "en");
      sent = write_as (film, ids[i], NULL);
      open = read_text_as (ids[i], sent, NULL);
      g_assert_cmpuint (open->more != NULL ? open->more->len : 0, ==, 0);
      french = add_language (open, "fr");
      add_target (french, nth_cue (open, 1), "Bonjour <i>toi</i>\net {\\an8}<font size=1>toi");
      vost_set_string (&nth_cue (french, 0)->status, "draft");
      vost_set_string (&nth_cue (french, 0)->comment, "Or “vous”?\nAsk.");
      filled = write_as (open, NULL, NULL);
      back = read_text_as (ids[i], filled, NULL);
      g_assert_cmpstr (back->track->language, ==, "en");
      g_assert_cmpuint (back->cues->len, ==, 3);
      for (guint j = 0; j < 3; j++)
        {
          g_assert_cmpstr (nth_cue (back, j)->text, ==, nth_cue (film, j)->text);
          g_assert_cmpint (nth_cue (back, j)->start, ==, nth_cue (film, j)->start);
          g_assert_cmpint (nth_cue (back, j)->end, ==, nth_cue (film, j)->end);
        }
      french = language_of (back, 0, "fr");
      g_assert_cmpuint (french->cues->len, ==, 1);
      g_assert_cmpuint (nth_cue (french, 0)->pair, ==, VOST_RECORD_ID (nth_cue (back, 1)));
      g_assert_cmpstr (nth_cue (french, 0)->text, ==,
                       "Bonjour <i>toi</i>\net {\\an8}<font size=1>toi");
      g_assert_cmpstr (nth_cue (french, 0)->status, ==, "draft");
      g_assert_cmpstr (nth_cue (french, 0)->comment, ==, "Or “vous”?\nAsk.");
    }
}

static void
test_xliff (void)
{
  g_autoptr (GPtrArray) diagnostics = vost_diagnostics_new ();
  g_autoptr (VostSubtitles) subs = load_sample ("xliff/rich.xlf", diagnostics);
  VostSubtitles *target = language_of (subs, 0, "fr");
  g_autofree char *text = sample_text ("xliff/rich.xlf");
  g_autofree char *expected = NULL;
  g_autofree char *both = NULL;
  g_autofree char *out = NULL;

  g_assert_cmpuint (subs->cues->len, ==, 3);
  g_assert_cmpuint (target->cues->len, ==, 1);
  g_assert_cmpstr (nth_cue (subs, 0)->text, ==, "Hello <i>there</i> & <welcome>.");
  g_assert_cmpstr (nth_cue (subs, 0)->speaker, ==, "Ann");
  g_assert_cmpstr (nth_cue (subs, 1)->text, ==, "{\\an8}Two\nlines");
  g_assert_cmpstr (nth_cue (subs, 1)->comment, ==, "Mind the rhyme.");
  g_assert_cmpstr (nth_cue (subs, 1)->raw, ==, "");
  g_assert_cmpstr (nth_cue (subs, 2)->text, ==, "Foreign \nbreaks and marks");
  g_assert_cmpstr (nth_cue (subs, 2)->label, ==, "intro");
  g_assert_cmpint (nth_cue (subs, 2)->start, ==, 5500 * MS);
  g_assert_cmpstr (nth_cue (target, 0)->status, ==, "draft");
  g_assert_cmpuint (diagnostics->len, ==, 0);

  touch_cue (nth_cue (target, 0), "Salut.");
  vost_set_string (&nth_cue (target, 0)->status, "approved");
  add_target (target, nth_cue (subs, 2), "Neu");
  out = write_as (subs, NULL, NULL);
  expected = replaced (text,
                       "<target state=\"needs-review-translation\">Bonjour <g id=\"1\" "
                       "ctype=\"italic\">toi</g>.</target>",
                       "<target state=\"final\">Salut.</target>");
  both = replaced (expected, "Foreign</seg-source>",
                   "Foreign</seg-source>\n        <target>Neu</target>");
  g_assert_cmpstr (out, ==, both);
}

static void
test_xliff_two (void)
{
  g_autoptr (GPtrArray) diagnostics = vost_diagnostics_new ();
  g_autoptr (VostSubtitles) subs = load_sample ("xliff/two.xlf", diagnostics);
  VostSubtitles *target = language_of (subs, 0, "es");
  g_autofree char *out = NULL;
  g_autoptr (VostSubtitles) again = NULL;

  g_assert_cmpuint (subs->cues->len, ==, 3);
  g_assert_cmpstr (nth_cue (subs, 0)->text, ==, "{\\an8}One <b>bold</b>");
  g_assert_cmpstr (nth_cue (target, 0)->text, ==, "Uno <b>fuerte</b>");
  g_assert_cmpstr (nth_cue (target, 0)->status, ==, "draft");
  g_assert_cmpstr (nth_cue (target, 0)->comment, ==, "dudoso");
  g_assert_cmpint (nth_cue (subs, 0)->end, ==, 2000 * MS);
  g_assert_cmpstr (nth_cue (subs, 1)->text, ==, "Two parts, one cue");
  g_assert_cmpstr (nth_cue (target, 1)->text, ==, "Dos partes,una");
  g_assert_cmpstr (nth_cue (target, 2)->status, ==, "reviewed");

  touch_cue (nth_cue (target, 2), "Tres {\\an8}<i>más</i>");
  vost_set_string (&nth_cue (target, 2)->status, "approved");
  touch_cue (nth_cue (target, 1), "Dos");
  out = write_as (subs, NULL, NULL);
  again = read_text_as ("xliff", out, NULL);
  target = language_of (again, 0, "es");
  g_assert_cmpstr (nth_cue (again, 0)->text, ==, "{\\an8}One <b>bold</b>");
  g_assert_cmpstr (nth_cue (target, 1)->text, ==, "Dos");
  g_assert_cmpstr (nth_cue (target, 2)->text, ==, "Tres {\\an8}<i>más</i>");
  g_assert_cmpstr (nth_cue (target, 2)->status, ==, "approved");
}

static void
test_xliff_files (void)
{
  g_autoptr (GPtrArray) diagnostics = vost_diagnostics_new ();
  g_autoptr (VostSubtitles) subs = load_sample ("xliff/files.xlf", NULL);
  g_autofree char *out = NULL;
  g_autoptr (VostSubtitles) again = NULL;

  g_assert_cmpuint (subs->cues->len, ==, 3);
  g_assert_cmpstr (nth_cue (language_of (subs, 0, "fr"), 0)->status, ==, "approved");
  g_assert_cmpstr (nth_cue (language_of (subs, 1, "de"), 0)->text, ==, "\\<b>Drei\\</b>");
  g_assert_cmpstr (nth_cue (subs, 2)->text, ==, "\\<b>Three\\</b> & more");
  /* The end of a group goes with the cue behind it: what is left must still be a file. */
  g_ptr_array_remove_index (subs->cues, 2);
  out = write_as (subs, NULL, NULL);
  again = read_text_as ("xliff", out, diagnostics);
  g_assert_cmpuint (again->cues->len, ==, 2);
  g_assert_cmpstr (nth_cue (language_of (again, 0, "fr"), 0)->text, ==, "Un");
  g_assert_false (has_remark (diagnostics, "damaged", 15));
  g_assert_true (g_str_has_prefix (out, "<?xml"));
}

static void
test_tmx (void)
{
  g_autoptr (GPtrArray) diagnostics = vost_diagnostics_new ();
  g_autoptr (VostSubtitles) subs = load_sample ("tmx/rich.tmx", diagnostics);
  g_autoptr (VostSubtitles) foreign = NULL;
  g_autofree char *text = sample_text ("tmx/rich.tmx");
  g_autofree char *expected = NULL;
  g_autofree char *out = NULL;

  g_assert_cmpstr (subs->track->language, ==, "en");
  g_assert_cmpstr (nth_cue (subs, 0)->text, ==, "Hello <i>there</i>.");
  g_assert_cmpstr (nth_cue (subs, 0)->speaker, ==, "Ann");
  g_assert_cmpstr (nth_cue (subs, 1)->comment, ==, "Mind the rhyme.");
  g_assert_cmpstr (nth_cue (language_of (subs, 0, "fr"), 0)->comment, ==, "À revoir.");
  g_assert_cmpstr (nth_cue (language_of (subs, 0, "fr"), 0)->status, ==, "draft");
  g_assert_cmpstr (nth_cue (language_of (subs, 1, "de"), 0)->text, ==, "Hallo {\\an8}dort.");
  g_assert_cmpuint (diagnostics->len, ==, 0);
  touch_cue (nth_cue (language_of (subs, 1, "de"), 0), "Hallo.");
  out = write_as (subs, NULL, NULL);
  expected = replaced (text, "Hallo <ph>{\\an8}</ph>dort.", "Hallo.");
  g_assert_cmpstr (out, ==, expected);

  foreign = load_sample ("tmx/foreign.tmx", diagnostics);
  g_assert_cmpuint (foreign->cues->len, ==, 3);
  g_assert_cmpstr (nth_cue (foreign, 0)->text, ==, "He sleeps.");
  g_assert_cmpstr (nth_cue (foreign, 1)->text, ==, "Close enough");
  g_assert_cmpuint (language_of (foreign, 0, "FR-FR")->cues->len, ==, 2);
  g_assert_true (has_remark (diagnostics, "codes of another program", 5));
  g_assert_true (has_remark (diagnostics, "several texts", 7));
}

/* Through the document and back: each language is a track, and the file is still the file. */
static void
test_through_document (void)
{
  g_autofree char *path = sample_path ("formats/tmx/rich.tmx");
  g_autofree char *contents = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (VostProject) project = vost_project_new ();
  g_autoptr (VostSnapshot) snapshot = NULL;
  VostSubtitles *subs = vost_subtitles_load (path, NULL, NULL, &error);
  g_autoptr (GPtrArray) more = g_steal_pointer (&subs->more);
  VostId main_track, track = VOST_ID_NONE;
  gsize len;

  g_assert_no_error (error);
  g_assert_nonnull (more);
  g_ptr_array_set_free_func (more, NULL);
  for (guint i = 0; i <= more->len; i++)
    {
      VostSubtitles *one = i == 0 ? subs : more->pdata[i - 1];
      g_autoptr (VostEdit) add = NULL;

      vost_set_string (&one->track->path, path);
      vost_set_string (&one->track->format, "tmx");
      add = vost_cue_edit_add_track (project, one, VOST_ID_NONE, &track);
      vost_project_apply (project, add, &error);
      g_assert_no_error (error);
      if (i == 0)
        main_track = track;
      else
        {
          g_autoptr (VostEdit) pair = vost_cue_edit_pair (project, track, main_track);

          vost_project_apply (project, pair, &error);
          g_assert_no_error (error);
        }
    }
  snapshot = vost_project_snapshot (project);
  g_assert_true (g_file_get_contents (path, &contents, &len, NULL));
  {
    g_autoptr (VostSubtitles) file = vost_subtitles_from_file (snapshot, track);
    g_autoptr (GBytes) bytes = vost_subtitles_to_bytes (file, NULL, NULL, &error);

    g_assert_no_error (error);
    g_assert_cmpmem (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), contents, len);
  }
}

static VostSubtitles *
read_hostile (const char *id, const char *text, GPtrArray *diagnostics, GError **error)
{
  return vost_subtitles_load_bytes (
      text, strlen (text), "film",
      &(VostLoadOptions){ .format = vost_format_by_id (id), .encoding = "UTF-8" }, diagnostics,
      error);
}

static void
test_hostile (void)
{
  g_autoptr (GPtrArray) diagnostics = vost_diagnostics_new ();
  g_autoptr (VostSubtitles) entities = load_sample ("xliff/entities.xlf", diagnostics);
  g_autoptr (VostSubtitles) truncated = load_sample ("xliff/truncated.xlf", diagnostics);
  g_autoptr (GString) deep = g_string_new ("<xliff version='1.2'><file>");
  g_autoptr (GError) error = NULL;

  g_assert_cmpstr (nth_cue (entities, 0)->text, ==, "&b; &c; A\nB");
  g_assert_true (has_remark (diagnostics, "entities of its own", 3));
  g_assert_cmpuint (truncated->cues->len, ==, 1);
  g_assert_cmpstr (nth_cue (truncated, 0)->text, ==, "Déjà");
  g_assert_true (has_remark (diagnostics, "damaged", 5));

  for (guint i = 0; i < 100000; i++)
    g_string_append (deep, "<group>");
  g_assert_null (read_hostile ("xliff", deep->str, diagnostics, &error));
  g_assert_error (error, VOST_ERROR, VOST_ERROR_BAD_INPUT);
  g_clear_error (&error);
  g_assert_null (read_hostile ("tmx", "<tmx>", NULL, &error));
  g_assert_error (error, VOST_ERROR, VOST_ERROR_BAD_INPUT);
  g_clear_error (&error);
  g_assert_null (read_hostile ("tmx", "", NULL, &error));
  g_assert_error (error, VOST_ERROR, VOST_ERROR_BAD_INPUT);
  g_clear_error (&error);

  g_string_assign (deep, "<tmx><body><tu><tuv><seg>");
  for (guint i = 0; i < 120000; i++)
    g_string_append (deep, "0123456789");
  g_string_append (deep, "</seg></tuv></tu></body></tmx>");
  g_assert_null (read_hostile ("tmx", deep->str, NULL, &error));
  g_assert_nonnull (error);
}

/* Nothing may take longer than its length. */
static void
test_long (void)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (VostSubtitles) po = NULL;
  g_autoptr (VostSubtitles) xliff = NULL;
  g_autoptr (VostSubtitles) tmx = NULL;

  for (guint i = 0; i < 300000; i++)
    g_string_append (text, "# a\n#. b\n#, c, d\n");
  g_string_append (text, "msgctxt \"\001\002\003\"\nmsgid \"a\"\nmsgstr \"b\"\n");
  po = read_text_as ("po", text->str, NULL);
  g_assert_cmpuint (po->cues->len, ==, 1);
  {
    g_autofree char *out = write_as (po, NULL, NULL);

    g_assert_cmpstr (out, ==, text->str);
  }

  g_string_assign (text, "<xliff version='2.0' srcLang='en' trgLang='de'><unit id='1'>");
  for (guint i = 0; i < 200000; i++)
    g_string_append (text, "<note>n</note><segment><source>a</source><target>b</target></segment>");
  g_string_append (text, "</unit></xliff>");
  xliff = read_text_as ("xliff", text->str, NULL);
  g_assert_cmpuint (strlen (nth_cue (xliff, 0)->text), ==, 200000);

  g_string_assign (text, "<tmx><header srclang='l1'/><body><tu>");
  for (guint i = 0; i < 100000; i++)
    g_string_append_printf (text, "<tuv xml:lang='l%u'><seg>a</seg></tuv>", i);
  g_string_append (text, "</tu></body></tmx>");
  tmx = read_text_as ("tmx", text->str, NULL);
  g_assert_cmpuint (tmx->more->len, ==, 64);
}

static void
test_losses (void)
{
  g_autoptr (VostSubtitles) subs = read_text_as (
      "webvtt", "WEBVTT\n\nname\n00:01.000 --> 00:02.000 line:0\n<v Ann><i>Hi</i>\n", NULL);
  g_autoptr (GPtrArray) lost = vost_diagnostics_new ();
  VostSubtitles *first = add_language (subs, "fr"), *second = add_language (subs, "de");

  add_target (first, nth_cue (subs, 0), "Salut");
  add_target (second, nth_cue (subs, 0), "Hallo")->start = 5;
  vost_format_by_id ("tmx")->losses (subs, lost);
  /* The place, the identifier, and the second translation's own times. */
  g_assert_cmpuint (lost->len, ==, 3);
  g_ptr_array_set_size (lost, 0);
  vost_format_by_id ("po")->losses (subs, lost);
  g_assert_true (has_remark (lost, "one translation a file", 0));
  g_assert_cmpuint (lost->len, ==, 3);
  g_ptr_array_set_size (lost, 0);
  vost_set_string (&nth_cue (subs, 0)->text, "bell\a");
  nth_cue (first, 0)->pair = 12345;
  vost_format_by_id ("xliff")->losses (subs, lost);
  g_assert_true (has_remark (lost, "Control characters", 0));
  g_assert_true (has_remark (lost, "belongs to no subtitle", 0));
}

/* Removing, adding and moving cues in files with numbers of their own. */
static void
test_structure (void)
{
  static const char *const samples[] = { "po/foreign.po", "xliff/rich.xlf", "tmx/foreign.tmx" };

  for (guint i = 0; i < G_N_ELEMENTS (samples); i++)
    {
      g_autoptr (VostSubtitles) subs = load_sample (samples[i], NULL);
      VostCue *added = vost_record_new (VOST_KIND_CUE, VOST_RECORD_ID (subs->track));
      g_autofree char *out = NULL;
      g_autoptr (VostSubtitles) again = NULL;

      added->start = added->end = 9 * VOST_SECOND;
      vost_set_string (&added->text, "Added");
      g_ptr_array_insert (subs->cues, 1, added);
      g_ptr_array_remove_index (subs->cues, 0);
      out = write_as (subs, NULL, NULL);
      again = read_text_as (subs->track->format, out, NULL);
      g_assert_cmpuint (again->cues->len, ==, subs->cues->len);
      for (guint j = 0; j < subs->cues->len; j++)
        g_assert_cmpstr (nth_cue (again, j)->text, ==, nth_cue (subs, j)->text);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/format-exchange/po", test_po);
  g_test_add_func ("/format-exchange/po-foreign", test_po_foreign);
  g_test_add_func ("/format-exchange/po-odd", test_po_odd);
  g_test_add_func ("/format-exchange/out-and-back", test_out_and_back);
  g_test_add_func ("/format-exchange/xliff", test_xliff);
  g_test_add_func ("/format-exchange/xliff-two", test_xliff_two);
  g_test_add_func ("/format-exchange/xliff-files", test_xliff_files);
  g_test_add_func ("/format-exchange/tmx", test_tmx);
  g_test_add_func ("/format-exchange/hostile", test_hostile);
  g_test_add_func ("/format-exchange/through-document", test_through_document);
  g_test_add_func ("/format-exchange/long", test_long);
  g_test_add_func ("/format-exchange/losses", test_losses);
  g_test_add_func ("/format-exchange/structure", test_structure);

  return g_test_run ();
}
