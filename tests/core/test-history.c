/* Undo and redo: steps, coalescing, groups, the saved state. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <vostok/core/diagnostic.h>

#include "document-maker.h"

#define MS G_GINT64_CONSTANT (1000)

typedef struct
{
  VostProject *project;
  VostHistory *history;
  gint64 now;
} Fixture;

static void
set_up (Fixture *f, gconstpointer data)
{
  f->project = vost_project_new ();
  f->history = vost_history_new (f->project);
  f->now = 1000 * MS;
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  g_object_unref (f->project);
  g_assert_finalize_object (f->history);
}

static const char *
title (Fixture *f)
{
  return vost_project_get_info (f->project)->title;
}

static VostEdit *
title_edit (Fixture *f, const char *text, const char *label, const char *key)
{
  const VostProjectRecord *before = vost_project_get_info (f->project);
  g_autoptr (VostProjectRecord) after = vost_record_copy (before);
  vost_set_string (&after->title, text);
  VostEdit *edit = vost_edit_new (label, key);
  vost_edit_change (edit, before, after);
  return edit;
}

/* Types @text @after milliseconds later. */
static void
type (Fixture *f, gint64 after, const char *text, const char *key)
{
  f->now += after * MS;
  g_autoptr (VostEdit) edit = title_edit (f, text, text, key);
  g_autoptr (GError) error = NULL;
  vost_history_replay (f->history, VOST_HISTORY_EDIT, edit, f->now, &error);
  g_assert_no_error (error);
}

static guint
undo_all (Fixture *f)
{
  guint n = 0;
  while (vost_history_undo (f->history))
    n++;
  return n;
}

static void
test_undo_redo (Fixture *f, gconstpointer data)
{
  g_assert_false (vost_history_undo (f->history));
  g_assert_false (vost_history_redo (f->history));
  g_assert_null (vost_history_get_undo_label (f->history));
  type (f, 0, "a", NULL);
  type (f, 1, "b", NULL);
  g_assert_cmpstr (vost_history_get_undo_label (f->history), ==, "b");
  g_assert_true (vost_history_undo (f->history));
  g_assert_cmpstr (title (f), ==, "a");
  g_assert_cmpstr (vost_history_get_undo_label (f->history), ==, "a");
  g_assert_cmpstr (vost_history_get_redo_label (f->history), ==, "b");
  g_assert_true (vost_history_redo (f->history));
  g_assert_cmpstr (title (f), ==, "b");
  g_assert_cmpuint (undo_all (f), ==, 2);
  g_assert_cmpstr (title (f), ==, "");
  g_assert_true (vost_history_redo (f->history));
  g_assert_cmpstr (title (f), ==, "a");
  type (f, 1, "c", NULL);
  g_assert_false (vost_history_can_redo (f->history));
  g_assert_null (vost_history_get_redo_label (f->history));
  g_assert_cmpuint (undo_all (f), ==, 2);
}

static void
test_coalesce (Fixture *f, gconstpointer data)
{
  type (f, 0, "a", "type:1");
  type (f, 999, "ab", "type:1");
  type (f, 999, "abc", "type:1");
  /* A whole second is too long, another key is another step, and no key never merges. */
  type (f, 1000, "abcd", "type:1");
  type (f, 1, "x", "type:2");
  type (f, 1, "y", NULL);
  type (f, 1, "z", NULL);
  g_assert_true (vost_history_undo (f->history));
  g_assert_cmpstr (title (f), ==, "y");
  g_assert_true (vost_history_undo (f->history));
  g_assert_true (vost_history_undo (f->history));
  g_assert_cmpstr (title (f), ==, "abcd");
  g_assert_true (vost_history_undo (f->history));
  g_assert_cmpstr (title (f), ==, "abc");
  g_assert_cmpstr (vost_history_get_undo_label (f->history), ==, "abc");
  g_assert_true (vost_history_undo (f->history));
  g_assert_cmpstr (title (f), ==, "");
}

static void
test_no_coalesce (Fixture *f, gconstpointer data)
{
  type (f, 0, "a", "k");
  vost_history_barrier (f->history);
  type (f, 1, "b", "k");
  g_assert_true (vost_history_undo (f->history));
  g_assert_true (vost_history_redo (f->history));
  type (f, 1, "c", "k");
  vost_history_mark_saved (f->history);
  type (f, 1, "d", "k");
  g_assert_cmpuint (undo_all (f), ==, 4);
}

/* A pushed edit stays what it is when others are merged into its step. */
static void
test_pushed_is_immutable (Fixture *f, gconstpointer data)
{
  g_autoptr (VostEdit) edit = title_edit (f, "a", "First", "k");
  g_assert_true (vost_history_replay (f->history, VOST_HISTORY_EDIT, edit, f->now, NULL));
  type (f, 1, "b", "k");
  g_assert_cmpstr (vost_edit_get_label (edit), ==, "First");
  g_assert_cmpuint (vost_edit_get_n_ops (edit), ==, 1);
  const VostProjectRecord *after = (VostProjectRecord *) vost_edit_get_op (edit, 0)->after;
  g_assert_cmpstr (after->title, ==, "a");
}

static void
count_edited (VostProject *project, VostEdit *edit, guint *n_ops)
{
  *n_ops = vost_edit_get_n_ops (edit);
}

/* Dragging for a while is one change of a record, not one a frame. */
static void
test_merge_is_compact (Fixture *f, gconstpointer data)
{
  for (int i = 0; i < 50; i++)
    {
      g_autofree char *text = g_strdup_printf ("%d", i);
      type (f, 16, text, "drag");
    }
  guint n_ops = 0;
  g_signal_connect (f->project, "edited", G_CALLBACK (count_edited), &n_ops);
  g_assert_true (vost_history_undo (f->history));
  g_assert_cmpuint (n_ops, ==, 1);
  g_assert_cmpstr (title (f), ==, "");
  g_assert_true (vost_history_redo (f->history));
  g_assert_cmpstr (title (f), ==, "49");
}

static void
test_group (Fixture *f, gconstpointer data)
{
  type (f, 0, "before", "k");
  vost_history_begin_group (f->history, "Outer");
  g_assert_false (vost_history_can_undo (f->history));
  type (f, 1, "a", "k");
  vost_history_begin_group (f->history, "Inner");
  type (f, 5000, "b", NULL);
  vost_history_end_group (f->history);
  type (f, 5000, "c", NULL);
  g_assert_false (vost_history_undo (f->history));
  vost_history_end_group (f->history);
  type (f, 1, "after", "k");
  g_assert_true (vost_history_undo (f->history));
  g_assert_cmpstr (vost_history_get_undo_label (f->history), ==, "Outer");
  g_assert_true (vost_history_undo (f->history));
  g_assert_cmpstr (title (f), ==, "before");
  vost_history_begin_group (f->history, "Nothing");
  vost_history_end_group (f->history);
  g_assert_cmpstr (vost_history_get_redo_label (f->history), ==, "Outer");
  g_assert_cmpuint (undo_all (f), ==, 1);
}

static void
test_refused (Fixture *f, gconstpointer data)
{
  type (f, 0, "a", NULL);
  type (f, 0, "b", NULL);
  g_assert_true (vost_history_undo (f->history));
  g_autoptr (VostCue) orphan = vost_record_new (VOST_KIND_CUE, 999);
  g_autoptr (VostEdit) edit = vost_edit_new ("Bad", NULL);
  vost_edit_insert (edit, 0, orphan);
  g_autoptr (GError) error = NULL;
  g_assert_false (vost_history_push (f->history, edit, &error));
  g_assert_error (error, VOST_ERROR, VOST_ERROR_CONFLICT);
  /* What was refused has not cost the redo. */
  g_assert_true (vost_history_can_redo (f->history));
  g_autoptr (VostEdit) empty = vost_edit_new ("Nothing", NULL);
  g_assert_true (vost_history_push (f->history, empty, NULL));
  g_assert_true (vost_history_can_redo (f->history));
}

static void
test_modified (Fixture *f, gconstpointer data)
{
  g_assert_false (vost_history_get_modified (f->history));
  type (f, 0, "a", NULL);
  g_assert_true (vost_history_get_modified (f->history));
  vost_history_mark_saved (f->history);
  g_assert_false (vost_history_get_modified (f->history));
  type (f, 0, "b", NULL);
  vost_history_undo (f->history);
  g_assert_false (vost_history_get_modified (f->history));
  vost_history_undo (f->history);
  g_assert_true (vost_history_get_modified (f->history));
  vost_history_redo (f->history);
  g_assert_false (vost_history_get_modified (f->history));
  /* The saved state can be out of reach. */
  vost_history_undo (f->history);
  type (f, 0, "c", NULL);
  g_assert_true (vost_history_get_modified (f->history));
  undo_all (f);
  g_assert_true (vost_history_get_modified (f->history));
}

/* Edits made while a thread writes are not taken for written. */
static void
test_saved_meanwhile (Fixture *f, gconstpointer data)
{
  type (f, 1, "first", NULL);
  vost_history_begin_save (f->history);
  vost_history_mark_saved (f->history);
  g_assert_false (vost_history_get_modified (f->history));

  vost_history_begin_save (f->history);
  type (f, 1, "second", NULL);
  vost_history_mark_saved (f->history);
  g_assert_true (vost_history_get_modified (f->history));
  {
    g_autoptr (GPtrArray) unsaved = vost_history_get_unsaved (f->history);

    g_assert_cmpuint (unsaved->len, ==, 1);
  }
  g_assert_true (vost_history_undo (f->history));
  g_assert_false (vost_history_get_modified (f->history));

  /* What is being written is undone and replaced: no state is the saved one. */
  type (f, 1, "third", NULL);
  vost_history_begin_save (f->history);
  g_assert_true (vost_history_undo (f->history));
  type (f, 1, "fourth", NULL);
  vost_history_mark_saved (f->history);
  g_assert_true (vost_history_get_modified (f->history));
}

static void
test_saved_in_group (Fixture *f, gconstpointer data)
{
  vost_history_begin_group (f->history, "Group");
  type (f, 0, "a", NULL);
  vost_history_mark_saved (f->history);
  g_assert_false (vost_history_get_modified (f->history));
  type (f, 0, "b", NULL);
  vost_history_end_group (f->history);
  g_assert_true (vost_history_get_modified (f->history));
  undo_all (f);
  g_assert_true (vost_history_get_modified (f->history));
}

static void
on_notify (GObject *object, GParamSpec *pspec, GString *log)
{
  if (g_str_equal (pspec->name, "can-undo") || g_str_equal (pspec->name, "can-redo") ||
      g_str_equal (pspec->name, "modified"))
    {
      gboolean value;
      g_object_get (object, pspec->name, &value, NULL);
      g_string_append_printf (log, "%s%c ", value ? "+" : "-", pspec->name[4]);
    }
}

static void
test_properties (Fixture *f, gconstpointer data)
{
  g_autoptr (GString) log = g_string_new (NULL);
  g_signal_connect (f->history, "notify", G_CALLBACK (on_notify), log);
  type (f, 0, "a", NULL);
  g_assert_nonnull (strstr (log->str, "+u "));
  g_assert_nonnull (strstr (log->str, "+f "));
  g_string_truncate (log, 0);
  type (f, 0, "b", NULL);
  g_assert_cmpstr (log->str, ==, "");
  vost_history_undo (f->history);
  g_assert_cmpstr (log->str, ==, "+r ");
  g_string_truncate (log, 0);
  vost_history_undo (f->history);
  g_assert_nonnull (strstr (log->str, "-u "));
  g_autofree char *label = NULL;
  g_object_get (f->history, "redo-label", &label, NULL);
  g_assert_cmpstr (label, ==, "a");
}

typedef struct
{
  VostHistory *copy;
  guint n;
} Follower;

static void
on_recorded (VostHistory *history, int event, VostEdit *edit, gint64 time, Follower *follower)
{
  follower->n++;
  g_autoptr (GError) error = NULL;
  vost_history_replay (follower->copy, (VostHistoryEvent) event, edit, time, &error);
  g_assert_no_error (error);
}

/* What is recorded, replayed elsewhere, gives the same history. */
static void
test_replay (Fixture *f, gconstpointer data)
{
  g_autoptr (VostProject) project = vost_project_new ();
  Follower follower = { vost_history_new (project), 0 };
  g_signal_connect (f->history, "recorded", G_CALLBACK (on_recorded), &follower);
  type (f, 0, "a", "k");
  type (f, 999, "b", "k");
  type (f, 1001, "c", "k");
  vost_history_begin_group (f->history, "Group");
  type (f, 0, "d", NULL);
  type (f, 0, "e", NULL);
  vost_history_end_group (f->history);
  vost_history_undo (f->history);
  vost_history_mark_saved (f->history);
  vost_history_redo (f->history);
  g_assert_cmpuint (follower.n, ==, 10);
  g_assert_cmpstr (vost_project_get_info (project)->title, ==, "e");
  g_assert_true (vost_history_get_modified (follower.copy));
  g_assert_true (vost_history_undo (follower.copy));
  g_assert_false (vost_history_get_modified (follower.copy));
  g_assert_true (vost_history_undo (follower.copy));
  g_assert_cmpstr (vost_project_get_info (project)->title, ==, "b");
  g_assert_true (vost_history_undo (follower.copy));
  g_assert_false (vost_history_can_undo (follower.copy));
  g_object_unref (follower.copy);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, test) g_test_add ("/history/" name, Fixture, NULL, set_up, test, tear_down)
  ADD ("undo-redo", test_undo_redo);
  ADD ("coalesce", test_coalesce);
  ADD ("no-coalesce", test_no_coalesce);
  ADD ("pushed-is-immutable", test_pushed_is_immutable);
  ADD ("merge-is-compact", test_merge_is_compact);
  ADD ("group", test_group);
  ADD ("refused", test_refused);
  ADD ("modified", test_modified);
  ADD ("saved-meanwhile", test_saved_meanwhile);
  ADD ("saved-in-group", test_saved_in_group);
  ADD ("properties", test_properties);
  ADD ("replay", test_replay);
  return g_test_run ();
}
