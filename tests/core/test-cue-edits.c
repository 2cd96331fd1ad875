/* What a subtitler does to cues: pairs stay pairs, tags stay closed, untouched cues keep their
 * bytes. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <vostok/core/cue-edits.h>
#include <vostok/core/history.h>

#define S VOST_SECOND
#define MS VOST_MSECOND
#define NONE VOST_TIME_NONE

typedef struct
{
  VostProject *project;
  VostHistory *history;
  VostId master;
  VostId french;
  VostId german;
} Fixture;

static void
push (Fixture *f, VostEdit *edit)
{
  g_assert_nonnull (edit);
  GError *error = NULL;
  vost_history_push (f->history, edit, &error);
  g_assert_no_error (error);
  vost_history_barrier (f->history);
  vost_edit_unref (edit);
}

static VostSubtitles *
make_subs (const char *language, const char *const *texts, const VostSpan *spans, guint n)
{
  VostSubtitles *subs = vost_subtitles_new ();
  vost_set_string (&subs->track->language, language);
  vost_set_string (&subs->track->format, "srt");
  vost_set_string (&subs->track->eol, "\r\n");
  for (guint i = 0; i < n; i++)
    {
      VostCue *cue = vost_record_new (VOST_KIND_CUE, subs->track->record.id);
      cue->start = spans[i].start;
      cue->end = spans[i].end;
      vost_set_string (&cue->text, texts[i]);
      vost_set_string (&cue->raw, "as it was read");
      g_ptr_array_add (subs->cues, cue);
    }
  return subs;
}

static VostId
add_track (Fixture *f,
           const char *language,
           const char *const *texts,
           const VostSpan *spans,
           guint n)
{
  VostId track = VOST_ID_NONE;
  push (f, vost_cue_edit_add_track (f->project, make_subs (language, texts, spans, n), VOST_ID_NONE,
                                    &track));
  return track;
}

static const VostCue *
nth (Fixture *f, VostId track, guint index)
{
  return vost_project_get_nth (f->project, VOST_KIND_CUE, track, index);
}

static guint
count (Fixture *f, VostId track)
{
  return vost_project_get_n (f->project, VOST_KIND_CUE, track);
}

static void
set_text (Fixture *f, VostId track, guint index, const char *text)
{
  push (f, vost_cue_edit_set_text (f->project, nth (f, track, index)->record.id, text));
}

/* English with two translations: French complete, German without words. */
static void
setup (Fixture *f, gconstpointer data)
{
  static const char *const texts[] = { "One two", "<i>Three</i> four", "Five" };
  static const VostSpan spans[] = { { 1 * S, 3 * S }, { 4 * S, 6 * S }, { 7 * S, 8 * S } };
  f->project = vost_project_new ();
  f->history = vost_history_new (f->project);
  f->master = add_track (f, "en", texts, spans, 3);
  push (f, vost_cue_edit_translate (f->project, f->master, "fr", &f->french));
  push (f, vost_cue_edit_translate (f->project, f->french, "de", &f->german));
  set_text (f, f->french, 0, "Un deux");
  set_text (f, f->french, 1, "Trois <b>quatre</b>");
  set_text (f, f->french, 2, "Cinq");
}

static void
teardown (Fixture *f, gconstpointer data)
{
  g_object_unref (f->history);
  g_object_unref (f->project);
}

/* "1000-3000 One two|4000-…" in milliseconds; "~" before inherited times. */
static char *
describe (Fixture *f, VostId track)
{
  GString *out = g_string_new (NULL);
  for (guint i = 0; i < count (f, track); i++)
    {
      const VostCue *cue = nth (f, track, i);
      VostSpan span = vost_project_cue_span (f->project, cue);
      g_string_append_printf (out, "%s%s%" G_GINT64_FORMAT "-%" G_GINT64_FORMAT " %s",
                              i > 0 ? "|" : "", cue->start == NONE ? "~" : "", span.start / MS,
                              span.end / MS, cue->text);
    }
  return g_string_free (out, FALSE);
}

static void
assert_track (Fixture *f, VostId track, const char *expected)
{
  g_autofree char *found = describe (f, track);
  g_assert_cmpstr (found, ==, expected);
}

/* Every cue of a translation has the pair that stands at the same place. */
static void
assert_paired (Fixture *f)
{
  VostId tracks[] = { f->french, f->german };
  for (guint t = 0; t < G_N_ELEMENTS (tracks); t++)
    {
      g_assert_cmpuint (count (f, tracks[t]), ==, count (f, f->master));
      for (guint i = 0; i < count (f, f->master); i++)
        {
          VostId id = nth (f, f->master, i)->record.id;
          g_assert_cmpuint (nth (f, tracks[t], i)->pair, ==, id);
          g_assert_true (vost_project_find_partner (f->project, tracks[t], id) ==
                         nth (f, tracks[t], i));
        }
    }
}

static void
undo_all_of (Fixture *f, const char *expected)
{
  g_assert_true (vost_history_undo (f->history));
  assert_track (f, f->master, expected);
  assert_paired (f);
}

#define ENGLISH "1000-3000 One two|4000-6000 <i>Three</i> four|7000-8000 Five"
#define FRENCH "~1000-3000 Un deux|~4000-6000 Trois <b>quatre</b>|~7000-8000 Cinq"

static void
test_tracks (Fixture *f, gconstpointer data)
{
  assert_track (f, f->master, ENGLISH);
  assert_track (f, f->french, FRENCH);
  assert_track (f, f->german, "~1000-3000 |~4000-6000 |~7000-8000 ");
  assert_paired (f);
  const VostTrack *german = vost_project_lookup (f->project, f->german);
  /* A translation of a translation takes its times from where those come from. */
  g_assert_cmpuint (german->master, ==, f->master);
  g_assert_cmpstr (german->role, ==, "translation");
  g_assert_cmpstr (german->format, ==, "srt");
  g_assert_cmpstr (german->eol, ==, "\r\n");
  g_assert_cmpstr (german->path, ==, "");
  const VostTrack *english = vost_project_lookup (f->project, f->master);
  g_assert_cmpstr (english->role, ==, "original");
  g_assert_null (vost_project_find_partner (f->project, f->german, 12345));

  push (f, vost_cue_edit_remove_track (f->project, f->master));
  g_assert_null (vost_project_lookup (f->project, f->master));
  assert_track (f, f->french, "1000-3000 Un deux|4000-6000 Trois <b>quatre</b>|7000-8000 Cinq");
  g_assert_cmpuint (nth (f, f->french, 0)->pair, ==, VOST_ID_NONE);
  undo_all_of (f, ENGLISH);
  push (f, vost_cue_edit_remove_track (f->project, f->german));
  assert_track (f, f->master, ENGLISH);
  g_assert_cmpstr (nth (f, f->master, 0)->raw, ==, "as it was read");
}

static void
test_set_text (Fixture *f, gconstpointer data)
{
  VostId id = nth (f, f->master, 0)->record.id;
  g_assert_null (vost_cue_edit_set_text (f->project, id, "One two"));
  g_assert_null (vost_cue_edit_set_text (f->project, f->master, "no cue"));
  g_autoptr (VostEdit) edit = vost_cue_edit_set_text (f->project, id, "Ones");
  g_autoptr (VostEdit) other =
      vost_cue_edit_set_text (f->project, nth (f, f->master, 1)->record.id, "Ones");
  g_assert_cmpstr (vost_edit_get_coalesce (edit), !=, vost_edit_get_coalesce (other));
  push (f, g_steal_pointer (&edit));
  g_assert_cmpstr (nth (f, f->master, 0)->text, ==, "Ones");
  g_assert_cmpstr (nth (f, f->master, 0)->raw, ==, "");
  g_assert_cmpstr (nth (f, f->master, 1)->raw, ==, "as it was read");
}

static void
test_set_field (Fixture *f, gconstpointer data)
{
  VostId id = nth (f, f->master, 0)->record.id;
  push (f, vost_cue_edit_set_field (f->project, id, "status", "draft"));
  push (f, vost_cue_edit_set_field (f->project, id, "comment", "Really?"));
  const VostCue *cue = nth (f, f->master, 0);
  g_assert_cmpstr (cue->status, ==, "draft");
  g_assert_cmpstr (cue->comment, ==, "Really?");
  /* Only we know these, so the file's bytes are still true. */
  g_assert_cmpstr (cue->raw, ==, "as it was read");
  push (f, vost_cue_edit_set_field (f->project, id, "speaker", "Ann"));
  g_assert_cmpstr (nth (f, f->master, 0)->speaker, ==, "Ann");
  g_assert_cmpstr (nth (f, f->master, 0)->raw, ==, "");
  g_assert_null (vost_cue_edit_set_field (f->project, id, "speaker", "Ann"));
  g_assert_null (vost_cue_edit_set_field (f->project, id, "raw", "x"));
  g_assert_null (vost_cue_edit_set_field (f->project, id, "start", "x"));
  g_assert_null (vost_cue_edit_set_field (f->project, id, "nonsense", "x"));
}

static void
test_set_span (Fixture *f, gconstpointer data)
{
  VostId german = nth (f, f->german, 1)->record.id;
  push (f, vost_cue_edit_set_span (f->project, german, (VostSpan){ 4500 * MS, 6500 * MS }, NULL));
  assert_track (f, f->master, "1000-3000 One two|4500-6500 <i>Three</i> four|7000-8000 Five");
  assert_track (f, f->french, "~1000-3000 Un deux|~4500-6500 Trois <b>quatre</b>|~7000-8000 Cinq");
  g_assert_cmpstr (nth (f, f->master, 1)->raw, ==, "");
  g_assert_cmpstr (nth (f, f->master, 0)->raw, ==, "as it was read");
  g_assert_null (
      vost_cue_edit_set_span (f->project, german, (VostSpan){ 4500 * MS, 6500 * MS }, NULL));
  g_assert_null (vost_cue_edit_set_span (f->project, german, (VostSpan){ 5 * S, 4 * S }, NULL));
  g_assert_null (vost_cue_edit_set_span (f->project, german, (VostSpan){ NONE, NONE }, NULL));
}

static void
test_insert (Fixture *f, gconstpointer data)
{
  VostId id = VOST_ID_NONE;
  push (f, vost_cue_edit_insert (f->project, f->french, (VostSpan){ 6500 * MS, 6800 * MS }, "Oh",
                                 &id));
  assert_track (f, f->master,
                "1000-3000 One two|4000-6000 <i>Three</i> four|6500-6800 |7000-8000 Five");
  assert_track (f, f->french,
                "~1000-3000 Un deux|~4000-6000 Trois <b>quatre</b>|~6500-6800 Oh|~7000-8000 Cinq");
  g_assert_cmpuint (nth (f, f->french, 2)->record.id, ==, id);
  assert_paired (f);
  push (f, vost_cue_edit_insert (f->project, f->master, (VostSpan){ 0, 500 * MS }, "Hey", &id));
  g_assert_cmpuint (nth (f, f->master, 0)->record.id, ==, id);
  g_assert_cmpstr (nth (f, f->german, 0)->text, ==, "");
  assert_paired (f);
  push (f, vost_cue_edit_insert (f->project, f->master, (VostSpan){ 9 * S, 10 * S }, "End", NULL));
  g_assert_cmpstr (nth (f, f->master, 5)->text, ==, "End");
  assert_paired (f);
  g_assert_null (vost_cue_edit_insert (f->project, 12345, (VostSpan){ 0, 1 }, "", NULL));
}

static void
test_remove (Fixture *f, gconstpointer data)
{
  VostId ids[] = { nth (f, f->german, 2)->record.id, nth (f, f->master, 0)->record.id };
  push (f, vost_cue_edit_remove (f->project, ids, 2));
  assert_track (f, f->master, "4000-6000 <i>Three</i> four");
  assert_paired (f);
  undo_all_of (f, ENGLISH);
  g_assert_null (vost_cue_edit_remove (f->project, &f->master, 1));
}

static void
test_split (Fixture *f, gconstpointer data)
{
  /* "One| two": three of seven characters, of which one was the space. */
  push (f, vost_cue_edit_split (f->project, nth (f, f->master, 0)->record.id, 3, NONE));
  assert_track (f, f->master,
                "1000-2000 One|2000-3000 two|4000-6000 <i>Three</i> four|7000-8000 Five");
  assert_track (f, f->french,
                "~1000-2000 Un|~2000-3000 deux|~4000-6000 Trois <b>quatre</b>|~7000-8000 Cinq");
  assert_paired (f);
  g_assert_cmpstr (nth (f, f->master, 0)->raw, ==, "");
  undo_all_of (f, ENGLISH);

  /* From a translation, within a tag, at a given time. */
  push (f, vost_cue_edit_split (f->project, nth (f, f->french, 1)->record.id, 11, 4300 * MS));
  assert_track (f, f->french,
                "~1000-3000 Un deux|~4000-4300 Trois <b>qu</b>|~4300-6000 <b>atre</b>|~7000-8000 "
                "Cinq");
  assert_track (f, f->master,
                "1000-3000 One two|4000-4300 <i>Three</i>|4300-6000 four|7000-8000 Five");
  assert_paired (f);
  undo_all_of (f, ENGLISH);

  /* At the end: an empty cue in the second half of the time. */
  push (f, vost_cue_edit_split (f->project, nth (f, f->master, 2)->record.id, 99, NONE));
  assert_track (f, f->master,
                "1000-3000 One two|4000-6000 <i>Three</i> four|7000-7500 Five|7500-8000 ");
  assert_paired (f);
  undo_all_of (f, ENGLISH);

  VostId id = nth (f, f->master, 0)->record.id;
  g_assert_null (vost_cue_edit_split (f->project, id, 3, 1 * S));
  g_assert_null (vost_cue_edit_split (f->project, id, 3, 3 * S));
  g_assert_null (vost_cue_edit_split (f->project, f->master, 3, 3 * S));
}

typedef struct
{
  const char *text;
  guint offset;
  const char *left;
  const char *right;
} SplitCase;

static void
test_split_texts (void)
{
  static const SplitCase cases[] = {
    { "ab cd", 2, "ab", "cd" },
    { "ab cd", 3, "ab", "cd" },
    { "ab\ncd", 2, "ab", "cd" },
    { "ab cd", 0, "", "ab cd" },
    { "ab cd", 5, "ab cd", "" },
    { "<i>ab cd</i>", 5, "<i>ab</i>", "<i>cd</i>" },
    { "<i>a <b>b c</b> d</i>", 9, "<i>a <b>b</b></i>", "<i><b>c</b> d</i>" },
    { "<font color=\"red\">ab cd</font>", 20, "<font color=\"red\">ab</font>",
      "<font color=\"red\">cd</font>" },
    { "<v Ann>ab cd", 9, "<v Ann>ab</v>", "<v Ann>cd" },
    /* An end right behind the caret belongs to the left, a beginning before it to the right. */
    { "<i>ab</i> cd", 5, "<i>ab</i>", "cd" },
    { "ab <i>cd</i>", 6, "ab", "<i>cd</i>" },
    /* The caret stands in a tag. */
    { "ab <i>cd</i>", 4, "ab", "<i>cd</i>" },
    { "<i>ab</i> cd", 7, "<i>ab</i>", "cd" },
    { "{\\an8}ab cd", 8, "{\\an8}ab", "{\\an8}cd" },
    { "{\\k20}ab {\\i1}cd ef", 16, "{\\k20}ab {\\i1}cd", "{\\i1}ef" },
    { "<i></i>ab cd", 9, "<i></i>ab", "cd" },
    { "\xc3\xa9t\xc3\xa9 \xc3\xa0", 3, "\xc3\xa9t\xc3\xa9", "\xc3\xa0" },
    { "1 < 2 > 0", 3, "1 <", "2 > 0" },
    { "<i>ab</b> cd</i>", 9, "<i>ab</b></i>", "<i>cd</i>" },
  };
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      static const VostSpan span = { 0, 2 * S };
      Fixture f = { .project = vost_project_new () };
      f.history = vost_history_new (f.project);
      f.master = add_track (&f, "en", &cases[i].text, &span, 1);
      push (&f, vost_cue_edit_split (f.project, nth (&f, f.master, 0)->record.id, cases[i].offset,
                                     1 * S));
      g_test_message ("%s at %u", cases[i].text, cases[i].offset);
      g_assert_cmpstr (nth (&f, f.master, 0)->text, ==, cases[i].left);
      g_assert_cmpstr (nth (&f, f.master, 1)->text, ==, cases[i].right);
      teardown (&f, NULL);
    }
}

typedef struct
{
  const char *text;
  const char *left;
  const char *right;
} BorderCase;

/* Where the other language is split: the caret is in the middle of "abcd efgh". */
static void
test_split_borders (void)
{
  static const BorderCase cases[] = {
    { "a bb cccccc d", "a bb", "cccccc d" },
    { "aaa bbb ccc", "aaa bbb", "ccc" },
    { "<i>aaa bbb</i>", "<i>aaa</i>", "<i>bbb</i>" },
    { "Donaudampfschiff", "Donaudampfschiff", "" },
    { "aa\nbb", "aa", "bb" },
    { "", "", "" },
    /* Scripts without spaces. */
    { "\xe4\xb8\x80\xe4\xba\x8c\xe4\xb8\x89\xe5\x9b\x9b", "\xe4\xb8\x80\xe4\xba\x8c",
      "\xe4\xb8\x89\xe5\x9b\x9b" },
  };
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      static const char *const text = "abcd efgh";
      static const VostSpan span = { 0, 2 * S };
      Fixture f = { .project = vost_project_new () };
      f.history = vost_history_new (f.project);
      f.master = add_track (&f, "en", &text, &span, 1);
      push (&f, vost_cue_edit_translate (f.project, f.master, "fr", &f.french));
      if (cases[i].text[0] != '\0')
        set_text (&f, f.french, 0, cases[i].text);
      push (&f, vost_cue_edit_split (f.project, nth (&f, f.master, 0)->record.id, 4, NONE));
      g_assert_cmpint (nth (&f, f.master, 0)->end, ==, 1 * S);
      g_assert_cmpstr (nth (&f, f.french, 0)->text, ==, cases[i].left);
      g_assert_cmpstr (nth (&f, f.french, 1)->text, ==, cases[i].right);
      teardown (&f, NULL);
    }
}

static void
test_join (Fixture *f, gconstpointer data)
{
  push (f, vost_cue_edit_set_field (f->project, nth (f, f->master, 0)->record.id, "status",
                                    "approved"));
  push (f,
        vost_cue_edit_set_field (f->project, nth (f, f->master, 1)->record.id, "comment", "note"));
  push (f, vost_cue_edit_join (f->project, nth (f, f->french, 0)->record.id));
  assert_track (f, f->master, "1000-6000 One two\n<i>Three</i> four|7000-8000 Five");
  assert_track (f, f->french, "~1000-6000 Un deux\nTrois <b>quatre</b>|~7000-8000 Cinq");
  assert_track (f, f->german, "~1000-6000 |~7000-8000 ");
  assert_paired (f);
  g_assert_cmpstr (nth (f, f->master, 0)->status, ==, "");
  g_assert_cmpstr (nth (f, f->master, 0)->comment, ==, "note");
  undo_all_of (f, ENGLISH);
  g_assert_null (vost_cue_edit_join (f->project, nth (f, f->master, 2)->record.id));
}

/* What was split inside a line is that line again; sentences and long lines stay apart. */
static void
test_join_words (Fixture *f, gconstpointer data)
{
  static const char *const texts[] = { "We were", "<i>seventeen</i> times round",
                                       "and nobody on the ground had seen us go" };
  static const VostSpan spans[] = { { S, 2 * S }, { 2 * S, 3 * S }, { 3 * S, 4 * S } };
  VostId track = add_track (f, "sv", texts, spans, 3);
  push (f, vost_cue_edit_join (f->project, nth (f, track, 0)->record.id));
  g_assert_cmpstr (nth (f, track, 0)->text, ==, "We were <i>seventeen</i> times round");
  push (f, vost_cue_edit_join (f->project, nth (f, track, 0)->record.id));
  g_assert_cmpstr (nth (f, track, 0)->text, ==,
                   "We were <i>seventeen</i> times round\nand nobody on the ground had seen us go");
}

/* A translation that lacks cues: what lies between goes along; where only the second has a partner,
 * that becomes the partner of both. */
static void
test_join_with_holes (void)
{
  static const char *const texts[] = { "a", "b", "c" };
  static const char *const others[] = { "A", "C" };
  static const VostSpan spans[] = { { 0, 1 * S }, { 1 * S, 2 * S }, { 2 * S, 3 * S } };
  static const VostSpan other_spans[] = { { 0, 1 * S }, { 2 * S, 3 * S } };
  Fixture f = { .project = vost_project_new () };
  f.history = vost_history_new (f.project);
  f.master = add_track (&f, "en", texts, spans, 3);
  f.french = add_track (&f, "fr", others, other_spans, 2);
  push (&f, vost_cue_edit_pair (f.project, f.french, f.master));
  /* What is still to translate is there as an empty cue. */
  assert_track (&f, f.french, "~0-1000 A|~1000-2000 |~2000-3000 C");
  g_assert_cmpuint (nth (&f, f.french, 1)->pair, ==, nth (&f, f.master, 1)->record.id);
  /* Somebody else's project may lack it. */
  VostEdit *hole = vost_edit_new ("Hole", NULL);
  vost_edit_remove (hole, 1, nth (&f, f.french, 1));
  push (&f, hole);

  push (&f, vost_cue_edit_join (f.project, nth (&f, f.master, 1)->record.id));
  assert_track (&f, f.master, "0-1000 a|1000-3000 b c");
  assert_track (&f, f.french, "~0-1000 A|~1000-3000 C");
  g_assert_cmpuint (nth (&f, f.french, 1)->pair, ==, nth (&f, f.master, 1)->record.id);
  g_assert_true (vost_history_undo (f.history));

  push (&f, vost_cue_edit_join (f.project, nth (&f, f.french, 0)->record.id));
  assert_track (&f, f.master, "0-3000 a b c");
  assert_track (&f, f.french, "~0-3000 A\nC");
  teardown (&f, NULL);
}

static void
test_shift (Fixture *f, gconstpointer data)
{
  VostId ids[] = { nth (f, f->french, 0)->record.id, nth (f, f->french, 2)->record.id };
  push (f, vost_cue_edit_shift (f->project, f->french, ids, 2, -1500 * MS));
  assert_track (f, f->master, "-500-1500 One two|4000-6000 <i>Three</i> four|5500-6500 Five");
  g_assert_cmpstr (nth (f, f->master, 0)->raw, ==, "");
  g_assert_cmpstr (nth (f, f->master, 1)->raw, ==, "as it was read");
  undo_all_of (f, ENGLISH);
  push (f, vost_cue_edit_shift (f->project, f->master, NULL, 0, 1));
  g_assert_cmpint (nth (f, f->master, 2)->end, ==, 8 * S + 1);
  g_assert_null (vost_cue_edit_shift (f->project, f->master, NULL, 0, 0));
}

static void
test_set_spans (Fixture *f, gconstpointer data)
{
  const VostSpan spans[] = {
    { 1 * S, 2 * S }, { NONE, NONE }, { 9 * S, 10 * S }, { 11 * S, 12 * S }
  };
  const VostSpan same[] = { { 1 * S, 2 * S } };
  /* The times of the translation are the master's; one is left alone, one is too many. */
  push (f, vost_cue_edit_set_spans (f->project, f->french, spans, G_N_ELEMENTS (spans)));
  g_assert_cmpint (nth (f, f->master, 0)->start, ==, 1 * S);
  g_assert_cmpstr (nth (f, f->master, 0)->raw, ==, "");
  g_assert_cmpstr (nth (f, f->master, 1)->raw, ==, "as it was read");
  g_assert_cmpint (nth (f, f->master, 2)->end, ==, 10 * S);
  g_assert_null (vost_cue_edit_set_spans (f->project, f->french, same, 1));
  g_assert_null (vost_cue_edit_set_spans (f->project, f->french, spans, 0));
  undo_all_of (f, ENGLISH);
}

static void
test_sort (Fixture *f, gconstpointer data)
{
  g_assert_null (vost_cue_edit_sort (f->project, f->master));
  VostId id = nth (f, f->master, 0)->record.id;
  push (f, vost_cue_edit_set_span (f->project, id, (VostSpan){ 6 * S, 7 * S }, NULL));
  g_autoptr (VostEdit) edit = vost_cue_edit_sort (f->project, f->master);
  /* One cue is taken out and put back, in each of three languages. */
  g_assert_cmpuint (vost_edit_get_n_ops (edit), ==, 6);
  push (f, g_steal_pointer (&edit));
  assert_track (f, f->master, "4000-6000 <i>Three</i> four|6000-7000 One two|7000-8000 Five");
  assert_paired (f);
}

static void
test_sort_many (void)
{
  enum
  {
    N = 2000
  };

  g_autofree const char **texts = g_new (const char *, N);
  g_autofree VostSpan *spans = g_new (VostSpan, N);
  for (guint i = 0; i < N; i++)
    {
      texts[i] = "x";
      spans[i] = (VostSpan){ (N - i) * S, (N - i + 1) * S };
    }
  Fixture f = { .project = vost_project_new () };
  f.history = vost_history_new (f.project);
  f.master = add_track (&f, "en", texts, spans, N);
  push (&f, vost_cue_edit_sort (f.project, f.master));
  for (guint i = 0; i < N; i++)
    g_assert_cmpint (nth (&f, f.master, i)->start, ==, (i + 1) * S);
  g_assert_true (vost_history_undo (f.history));
  g_assert_cmpint (nth (&f, f.master, 0)->start, ==, N * S);
  teardown (&f, NULL);
}

static void
test_replace (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  guint n = 99;
  push (f, vost_cue_edit_replace (f->project, f->master, "E", "x", FALSE, FALSE, &n, &error));
  g_assert_cmpuint (n, ==, 4);
  assert_track (f, f->master, "1000-3000 Onx two|4000-6000 <i>Thrxx</i> four|7000-8000 Fivx");
  undo_all_of (f, ENGLISH);
  push (f, vost_cue_edit_replace (f->project, f->master, "(\\w+) (t\\w+)", "\\2 \\1", TRUE, TRUE,
                                  &n, &error));
  g_assert_cmpuint (n, ==, 1);
  g_assert_cmpstr (nth (f, f->master, 0)->text, ==, "two One");
  g_assert_cmpstr (nth (f, f->master, 1)->raw, ==, "as it was read");
  undo_all_of (f, ENGLISH);
  /* Not a pattern, so nothing is special. */
  g_assert_null (vost_cue_edit_replace (f->project, f->master, ".", "x", FALSE, TRUE, &n, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (n, ==, 0);
  g_assert_null (vost_cue_edit_replace (f->project, f->master, "", "x", FALSE, TRUE, &n, &error));
  g_assert_no_error (error);
  g_assert_null (vost_cue_edit_replace (f->project, f->master, "(", "x", TRUE, TRUE, &n, &error));
  g_assert_error (error, VOST_ERROR, VOST_ERROR_BAD_INPUT);
  g_clear_error (&error);
  g_assert_null (vost_cue_edit_replace (f->project, f->master, "a", "\\", TRUE, TRUE, &n, &error));
  g_assert_error (error, VOST_ERROR, VOST_ERROR_BAD_INPUT);
}

static void
test_pair (void)
{
  static const char *const texts[] = { "a", "b", "c", "d" };
  static const VostSpan spans[] = {
    { 0, 60 * S }, { 1 * S, 3 * S }, { 4 * S, 6 * S }, { 7 * S, 8 * S }
  };
  static const char *const others[] = { "B", "B2", "C", "E" };
  static const VostSpan other_spans[] = { { 1 * S + 1 * MS, 3 * S - 1 * MS },
                                          { 2500 * MS, 4100 * MS },
                                          { 4 * S, 6 * S + 2 * MS },
                                          { 70 * S, 71 * S } };
  Fixture f = { .project = vost_project_new () };
  f.history = vost_history_new (f.project);
  f.master = add_track (&f, "en", texts, spans, 4);
  f.french = add_track (&f, "fr", others, other_spans, 4);
  push (&f, vost_cue_edit_pair (f.project, f.french, f.master));
  /* "c" and C share 2 s, "b" and B all but 2 ms; B2 gets what is left for it, E nothing. */
  assert_track (&f, f.french, "~1000-3000 B|2500-4100 B2|4000-6002 C|~7000-8000 |70000-71000 E");
  g_assert_cmpuint (nth (&f, f.french, 0)->pair, ==, nth (&f, f.master, 1)->record.id);
  g_assert_cmpuint (nth (&f, f.french, 1)->pair, ==, nth (&f, f.master, 0)->record.id);
  g_assert_cmpuint (nth (&f, f.french, 2)->pair, ==, nth (&f, f.master, 2)->record.id);
  g_assert_cmpuint (nth (&f, f.french, 3)->pair, ==, nth (&f, f.master, 3)->record.id);
  g_assert_cmpuint (nth (&f, f.french, 4)->pair, ==, VOST_ID_NONE);
  /* Bytes stay true only where the times are still the cue's own. */
  g_assert_cmpstr (nth (&f, f.french, 0)->raw, ==, "");
  g_assert_cmpstr (nth (&f, f.french, 2)->raw, ==, "as it was read");
  const VostTrack *french = vost_project_lookup (f.project, f.french);
  g_assert_cmpuint (french->master, ==, f.master);
  g_assert_null (vost_cue_edit_pair (f.project, f.master, f.french));
  g_assert_null (vost_cue_edit_pair (f.project, f.master, f.master));
  teardown (&f, NULL);
}

static void
test_from_track (Fixture *f, gconstpointer data)
{
  push (f, vost_cue_edit_set_text (f->project, nth (f, f->french, 1)->record.id, ""));
  g_autoptr (VostSnapshot) snapshot = vost_project_snapshot (f->project);
  g_autoptr (VostSubtitles) english = vost_subtitles_from_track (snapshot, f->master);
  g_assert_cmpuint (english->cues->len, ==, 3);
  const VostCue *one = g_ptr_array_index (english->cues, 0);
  g_assert_cmpstr (one->raw, ==, "as it was read");
  g_assert_cmpstr (english->track->eol, ==, "\r\n");

  /* What is not translated is left out, and times are filled in. */
  g_autoptr (VostSubtitles) french = vost_subtitles_from_track (snapshot, f->french);
  g_assert_cmpuint (french->cues->len, ==, 2);
  const VostCue *five = g_ptr_array_index (french->cues, 1);
  g_assert_cmpint (five->start, ==, 7 * S);
  g_assert_cmpint (five->end, ==, 8 * S);
  g_assert_cmpstr (five->text, ==, "Cinq");
  g_assert_cmpstr (five->raw, ==, "");
  g_assert_cmpuint (five->record.parent, ==, french->track->record.id);
  g_assert_cmpuint (french->track->master, ==, VOST_ID_NONE);

  g_autoptr (VostSubtitles) nothing = vost_subtitles_from_track (snapshot, 12345);
  g_assert_cmpuint (nothing->cues->len, ==, 0);
}

static VostEdit *
random_edit (Fixture *f, GRand *rand)
{
  VostId tracks[] = { f->master, f->french, f->german };
  VostId track = tracks[g_rand_int_range (rand, 0, 3)];
  VostTime t = (VostTime) g_rand_int_range (rand, 0, 60000) * MS;
  guint n = count (f, track);
  if (n == 0)
    return vost_cue_edit_insert (f->project, track, (VostSpan){ t, t + 2 * S }, "new cue", NULL);
  VostId id = nth (f, track, (guint) g_rand_int_range (rand, 0, (gint32) n))->record.id;
  switch (g_rand_int_range (rand, 0, 9))
    {
    case 0:
    case 1:
      return vost_cue_edit_insert (f->project, track, (VostSpan){ t, t + 2 * S },
                                   "a <i>new cue</i>", NULL);
    case 2:
      return vost_cue_edit_remove (f->project, &id, 1);
    case 3:
    case 4:
      return vost_cue_edit_split (f->project, id, (guint) g_rand_int_range (rand, 0, 20), NONE);
    case 5:
      return vost_cue_edit_join (f->project, id);
    case 6:
      return vost_cue_edit_set_span (f->project, id, (VostSpan){ t, t + 1 * S }, NULL);
    case 7:
      return vost_cue_edit_sort (f->project, track);
    default:
      return vost_cue_edit_set_text (f->project, id, "<b>some other</b> words");
    }
}

/* Whatever is done in whichever language: the same number of cues, each with its pair, in the
 * master's order; and all of it can be taken back. */
static void
test_random (Fixture *f, gconstpointer data)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (GPOINTER_TO_UINT (data));
  g_autoptr (GPtrArray) states = g_ptr_array_new_with_free_func (g_free);
  g_ptr_array_add (states, describe (f, f->french));
  for (guint i = 0; i < 400; i++)
    {
      VostEdit *edit = random_edit (f, rand);
      if (edit == NULL)
        continue;
      push (f, edit);
      VostEdit *sort = vost_cue_edit_sort (f->project, f->master);
      if (sort != NULL)
        {
          g_ptr_array_add (states, describe (f, f->french));
          push (f, sort);
        }
      assert_paired (f);
      g_ptr_array_add (states, describe (f, f->french));
    }
  g_assert_cmpuint (states->len, >, 100);
  for (guint i = states->len - 1; i > 0; i--)
    {
      g_assert_true (vost_history_undo (f->history));
      assert_track (f, f->french, g_ptr_array_index (states, i - 1));
    }
}

static const VostTrack *
track_of (Fixture *f, VostId track)
{
  return vost_project_lookup (f->project, track);
}

static VostId
add_subs_of (Fixture *f, VostId film, const char *language)
{
  static const char *const texts[] = { "a", "b" };
  static const VostSpan spans[] = { { S, 2 * S }, { 3 * S, 4 * S } };
  VostId track = VOST_ID_NONE;
  push (f,
        vost_cue_edit_add_track (f->project, make_subs (language, texts, spans, 2), film, &track));
  return track;
}

static void
test_spoken (Fixture *f, gconstpointer data)
{
  g_autoptr (VostSource) film = vost_record_new (VOST_KIND_SOURCE, VOST_ID_NONE);
  g_autoptr (VostEdit) add = vost_edit_new ("Add", NULL);
  VostId id = VOST_RECORD_ID (film);
  vost_edit_insert (add, 0, film);
  g_assert_true (vost_history_push (f->history, add, NULL));
  /* Nobody knows: the first is taken for what is spoken. */
  VostId first = add_subs_of (f, id, "fr");
  VostId second = add_subs_of (f, id, "es-MX");
  g_assert_cmpstr (track_of (f, first)->role, ==, "original");
  g_assert_cmpstr (track_of (f, second)->role, ==, "translation");
  push (f, vost_cue_edit_set_spoken (f->project, id, "es"));
  g_assert_cmpstr (track_of (f, first)->role, ==, "translation");
  g_assert_cmpstr (track_of (f, second)->role, ==, "original");
  g_assert_null (vost_cue_edit_set_spoken (f->project, id, "es"));
  VostId third = add_subs_of (f, id, "de");
  VostId fourth = add_subs_of (f, id, "es");
  g_assert_cmpstr (track_of (f, third)->role, ==, "translation");
  g_assert_cmpstr (track_of (f, fourth)->role, ==, "original");
  /* Its times come from a translation, its words do not. */
  push (f, vost_cue_edit_pair (f->project, fourth, third));
  g_assert_cmpstr (track_of (f, fourth)->role, ==, "original");
  g_assert_false (vost_track_is_translation (track_of (f, fourth)));
  for (guint i = 0; i < 4; i++)
    g_assert_true (vost_history_undo (f->history));
  g_assert_cmpstr (track_of (f, first)->role, ==, "original");
  g_assert_cmpstr (track_of (f, second)->role, ==, "translation");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/cue-edits/split-texts", test_split_texts);
  g_test_add_func ("/cue-edits/split-borders", test_split_borders);
  g_test_add_func ("/cue-edits/join-with-holes", test_join_with_holes);
  g_test_add_func ("/cue-edits/sort-many", test_sort_many);
  g_test_add_func ("/cue-edits/pair", test_pair);
#define ADD(name, function)                                                                        \
  g_test_add ("/cue-edits/" name, Fixture, NULL, setup, function, teardown)
  ADD ("tracks", test_tracks);
  ADD ("set-text", test_set_text);
  ADD ("set-field", test_set_field);
  ADD ("set-span", test_set_span);
  ADD ("insert", test_insert);
  ADD ("remove", test_remove);
  ADD ("split", test_split);
  ADD ("join", test_join);
  ADD ("join-words", test_join_words);
  ADD ("shift", test_shift);
  ADD ("set-spans", test_set_spans);
  ADD ("sort", test_sort);
  ADD ("replace", test_replace);
  ADD ("from-track", test_from_track);
  ADD ("spoken", test_spoken);
  for (guint seed = 1; seed <= 4; seed++)
    {
      g_autofree char *name = g_strdup_printf ("/cue-edits/random/%u", seed);
      g_test_add (name, Fixture, GUINT_TO_POINTER (seed), setup, test_random, teardown);
    }
  return g_test_run ();
}
