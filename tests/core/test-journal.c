/* The crash journal: killed programs, torn lines, orphans. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <signal.h>
#include <unistd.h>

#include <glib/gstdio.h>

#include <vostok/core/diagnostic.h>
#include <vostok/core/journal.h>

#include "document-maker.h"

/* Set in the program that is to be killed: the folder for its journal. */
#define CHILD_FOLDER "VOSTOK_TEST_JOURNAL"
/* Set for one that never asks for a flush. */
#define CHILD_LAZY "VOSTOK_TEST_LAZY"
#define CHILD_STEPS 120

typedef struct
{
  char *folder;
  VostProject *project;
  VostHistory *history;
  VostJournal *journal;
} Fixture;

static void
set_up (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  f->folder = g_dir_make_tmp ("vostok-journal-XXXXXX", &error);
  g_assert_no_error (error);
  f->project = vost_project_new ();
  f->history = vost_history_new (f->project);
  f->journal = vost_journal_new (f->folder, f->history, "/films/a.vostok", &error);
  g_assert_no_error (error);
}

static void
remove_folder (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      g_unlink (path);
    }
  g_rmdir (folder);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  g_clear_object (&f->journal);
  g_clear_object (&f->history);
  g_clear_object (&f->project);
  remove_folder (f->folder);
  g_free (f->folder);
}

static void
set_title (VostHistory *history, const char *text)
{
  const VostProjectRecord *before = vost_project_get_info (vost_history_get_project (history));
  g_autoptr (VostProjectRecord) after = vost_record_copy (before);
  vost_set_string (&after->title, text);
  g_autoptr (VostEdit) edit = vost_edit_new (text, NULL);
  vost_edit_change (edit, before, after);
  g_assert_true (vost_history_push (history, edit, NULL));
}

/* Leaves the file as a crash would, all written. */
static char *
leave (Fixture *f)
{
  g_assert_true (vost_journal_flush (f->journal, NULL));
  char *path = g_strdup (vost_journal_get_path (f->journal));
  g_clear_object (&f->journal);
  return path;
}

static const char *
title (VostHistory *history)
{
  return vost_project_get_info (vost_history_get_project (history))->title;
}

static void
test_recover (Fixture *f, gconstpointer data)
{
  vost_project_set_folder (f->project, "/films");
  set_title (f->history, "a");
  set_title (f->history, "b\n\"é\"");
  vost_history_mark_saved (f->history);
  set_title (f->history, "c");
  vost_history_undo (f->history);
  g_autofree char *path = leave (f);
  g_autoptr (GPtrArray) diagnostics = vost_diagnostics_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (VostHistory) history = vost_journal_recover (path, diagnostics, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (diagnostics->len, ==, 0);
  g_assert_cmpstr (title (history), ==, "b\n\"é\"");
  g_assert_false (vost_history_get_modified (history));
  g_assert_cmpstr (vost_history_get_redo_label (history), ==, "c");
  g_assert_cmpstr (vost_project_get_folder (vost_history_get_project (history)), ==, "/films");
  g_assert_true (vost_history_undo (history));
  g_assert_true (vost_history_undo (history));
  g_assert_false (vost_history_undo (history));
}

/* A second crash, after the first was recovered from, loses no step either. */
static void
test_recover_twice (Fixture *f, gconstpointer data)
{
  set_title (f->history, "a");
  set_title (f->history, "b");
  vost_history_mark_saved (f->history);
  set_title (f->history, "c");
  vost_history_undo (f->history);
  g_autofree char *first = leave (f);
  g_autoptr (VostHistory) history = vost_journal_recover (first, NULL, NULL);
  f->journal = vost_journal_new (f->folder, history, NULL, NULL);
  vost_history_undo (history);
  g_autofree char *second = leave (f);
  g_autoptr (VostHistory) again = vost_journal_recover (second, NULL, NULL);
  g_assert_cmpstr (title (again), ==, "a");
  g_assert_true (vost_history_get_modified (again));
  g_assert_true (vost_history_redo (again));
  g_assert_false (vost_history_get_modified (again));
  g_assert_true (vost_history_redo (again));
  g_assert_cmpstr (title (again), ==, "c");
  g_assert_false (vost_history_redo (again));
  while (vost_history_undo (again))
    ;
  g_assert_cmpstr (title (again), ==, "");
}

/* A group that the crash cut through is one step, and ended. */
static void
test_open_group (Fixture *f, gconstpointer data)
{
  set_title (f->history, "a");
  vost_history_begin_group (f->history, "Group");
  set_title (f->history, "b");
  set_title (f->history, "c");
  g_autofree char *path = leave (f);
  g_autoptr (VostHistory) history = vost_journal_recover (path, NULL, NULL);
  g_assert_cmpstr (vost_history_get_undo_label (history), ==, "Group");
  g_assert_true (vost_history_undo (history));
  g_assert_cmpstr (title (history), ==, "a");
}

static void
test_orphans (Fixture *f, gconstpointer data)
{
  g_autoptr (GPtrArray) held = vost_journal_find_orphans (f->folder);
  g_assert_cmpuint (held->len, ==, 0);
  g_autofree char *noise = g_build_filename (f->folder, "x.vostok-journal", NULL);
  g_assert_true (g_file_set_contents (noise, "{\"vostok-journal\":1}\n", -1, NULL));
  g_autofree char *empty = g_build_filename (f->folder, "y.vostok-journal", NULL);
  g_assert_true (g_file_set_contents (empty, "", -1, NULL));
  g_autofree char *path = leave (f);
  g_autoptr (GPtrArray) clean = vost_journal_find_orphans (f->folder);
  g_assert_cmpuint (clean->len, ==, 1);
  const VostJournalInfo *info = clean->pdata[0];
  g_assert_cmpstr (info->path, ==, path);
  g_assert_cmpstr (info->name, ==, "/films/a.vostok");
  g_assert_null (info->folder);
  g_assert_false (info->unsaved);
  g_assert_cmpint (info->modified, >, 1500000000);
  g_autoptr (GPtrArray) nowhere = vost_journal_find_orphans ("/nonexistent/vostok");
  g_assert_cmpuint (nowhere->len, ==, 0);
}

static gboolean
leave_and_see_unsaved (Fixture *f, char **folder)
{
  g_autofree char *path = leave (f);
  g_autoptr (GPtrArray) orphans = vost_journal_find_orphans (f->folder);
  g_assert_cmpuint (orphans->len, ==, 1);
  const VostJournalInfo *info = orphans->pdata[0];
  gboolean unsaved = info->unsaved;
  *folder = g_strdup (info->folder);
  g_unlink (path);
  f->journal = vost_journal_new (f->folder, f->history, NULL, NULL);
  return unsaved;
}

static void
test_unsaved (Fixture *f, gconstpointer data)
{
  char *got[4] = { NULL };
  set_title (f->history, "a");
  g_assert_true (leave_and_see_unsaved (f, &got[0]));
  /* Unsaved from before this journal. */
  g_assert_true (leave_and_see_unsaved (f, &got[1]));
  vost_project_set_folder (f->project, "/later");
  vost_history_mark_saved (f->history);
  g_assert_false (leave_and_see_unsaved (f, &got[2]));
  g_assert_cmpstr (got[2], ==, "/later");
  vost_history_undo (f->history);
  g_assert_true (leave_and_see_unsaved (f, &got[3]));
  for (guint i = 0; i < G_N_ELEMENTS (got); i++)
    g_free (got[i]);
}

static void
test_discard (Fixture *f, gconstpointer data)
{
  set_title (f->history, "a");
  g_autofree char *path = g_strdup (vost_journal_get_path (f->journal));
  g_assert_true (g_file_test (path, G_FILE_TEST_EXISTS));
  vost_journal_discard (f->journal);
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
  set_title (f->history, "b");
  g_assert_true (vost_journal_flush (f->journal, NULL));
  vost_journal_discard (f->journal);
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
}

/* Cut anywhere, the journal gives a state that there was, and never an error after the base. */
static void
test_torn (Fixture *f, gconstpointer data)
{
  for (int i = 0; i < 5; i++)
    {
      g_autofree char *text = g_strdup_printf ("%d", i);
      set_title (f->history, text);
    }
  g_autofree char *path = leave (f);
  g_autofree char *text = NULL;
  gsize len;
  g_assert_true (g_file_get_contents (path, &text, &len, NULL));
  const char *events = strstr (text, "{\"e\":");
  g_assert_nonnull (events);
  int last = 4;
  for (gsize cut = len; cut >= (gsize) (events - text); cut--)
    {
      g_assert_cmpint (truncate (path, (off_t) cut), ==, 0);
      g_autoptr (GPtrArray) diagnostics = vost_diagnostics_new ();
      g_autoptr (VostHistory) history = vost_journal_recover (path, diagnostics, NULL);
      g_assert_nonnull (history);
      g_assert_cmpuint (diagnostics->len, ==, 0);
      int now = *title (history) != '\0' ? *title (history) - '0' : -1;
      g_assert_true (now == last || now == last - 1);
      last = now;
    }
  g_assert_cmpint (last, ==, -1);
}

static void
test_damaged (Fixture *f, gconstpointer data)
{
  for (int i = 0; i < 5; i++)
    {
      g_autofree char *text = g_strdup_printf ("title %d", i);
      set_title (f->history, text);
    }
  g_autofree char *path = leave (f);
  g_autofree char *text = NULL;
  gsize len;
  g_assert_true (g_file_get_contents (path, &text, &len, NULL));
  char *third = strstr (text, "title 2");
  third[6] = '9';
  g_assert_true (g_file_set_contents (path, text, (gssize) len, NULL));
  g_autoptr (GPtrArray) diagnostics = vost_diagnostics_new ();
  g_autoptr (VostHistory) history = vost_journal_recover (path, diagnostics, NULL);
  g_assert_cmpstr (title (history), ==, "title 1");
  g_assert_cmpuint (diagnostics->len, ==, 1);
  g_assert_cmpuint (((VostDiagnostic *) diagnostics->pdata[0])->line, ==, 5);
  /* Without a base there is nothing. */
  char *base = strstr (text, "\"base\"");
  base[1] = 'x';
  g_assert_true (g_file_set_contents (path, text, (gssize) len, NULL));
  g_autoptr (GError) error = NULL;
  g_assert_null (vost_journal_recover (path, NULL, &error));
  g_assert_error (error, VOST_ERROR, VOST_ERROR_BAD_INPUT);
  g_clear_error (&error);
  g_assert_null (vost_journal_recover ("/nonexistent/vostok", NULL, &error));
  g_assert_error (error, VOST_ERROR, VOST_ERROR_IO);
}

static void
test_no_folder (void)
{
  g_autoptr (VostProject) project = vost_project_new ();
  g_autoptr (VostHistory) history = vost_history_new (project);
  g_autoptr (GError) error = NULL;
  g_assert_null (vost_journal_new ("/proc/vostok", history, NULL, &error));
  g_assert_error (error, VOST_ERROR, VOST_ERROR_IO);
}

/* The program that will be killed: says what its document is, then waits for the end. */
static int
run_child (const char *folder)
{
  g_autoptr (VostProject) project = vost_project_new ();
  g_autoptr (VostHistory) history = vost_history_new (project);
  g_autoptr (VostJournal) journal = vost_journal_new (folder, history, "child", NULL);
  g_autoptr (GRand) rand = g_rand_new_with_seed (77);
  gint64 now = 1;
  int depth = 0;
  for (int i = 0; i < CHILD_STEPS; i++)
    maker_step (rand, history, &now, &depth);
  for (; depth > 0; depth--)
    vost_history_replay (history, VOST_HISTORY_END, NULL, now, NULL);
  set_title (history, "end");
  if (g_getenv (CHILD_LAZY) == NULL)
    vost_journal_flush (journal, NULL);
  g_autofree char *text = project_text (project);
  g_autofree char *path = g_build_filename (folder, "expected", NULL);
  g_file_set_contents (path, text, -1, NULL);
  g_print ("ready\n");
  for (;;)
    pause ();
  return 1;
}

/* Starts this program again as the child and returns when it has done its edits. */
static GSubprocess *
start_child (const char *folder, const char *program, gboolean lazy)
{
  g_autoptr (GSubprocessLauncher) launcher =
      g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE);
  g_subprocess_launcher_setenv (launcher, CHILD_FOLDER, folder, TRUE);
  if (lazy)
    g_subprocess_launcher_setenv (launcher, CHILD_LAZY, "1", TRUE);
  g_autoptr (GError) error = NULL;
  GSubprocess *child = g_subprocess_launcher_spawn (launcher, &error, program, NULL);
  g_assert_no_error (error);
  g_autoptr (GDataInputStream) out = g_data_input_stream_new (g_subprocess_get_stdout_pipe (child));
  g_autofree char *line = g_data_input_stream_read_line (out, NULL, NULL, NULL);
  g_assert_cmpstr (line, ==, "ready");
  return child;
}

static char *
find_journal (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;
  while ((name = g_dir_read_name (dir)) != NULL)
    if (g_str_has_suffix (name, ".vostok-journal"))
      return g_build_filename (folder, name, NULL);
  return NULL;
}

static gboolean
recovers_to (const char *path, const char *expected)
{
  g_autoptr (VostHistory) history = vost_journal_recover (path, NULL, NULL);
  if (history == NULL)
    return FALSE;
  g_autofree char *text = project_text (vost_history_get_project (history));
  return g_str_equal (text, expected);
}

static void
test_killed (gconstpointer data)
{
  gboolean lazy = g_test_get_path () != NULL && g_str_has_suffix (g_test_get_path (), "lazy");
  g_autofree char *folder = g_dir_make_tmp ("vostok-journal-XXXXXX", NULL);
  g_autoptr (GSubprocess) child = start_child (folder, data, lazy);
  g_autofree char *expected_path = g_build_filename (folder, "expected", NULL);
  g_autofree char *expected = NULL;
  g_assert_true (g_file_get_contents (expected_path, &expected, NULL, NULL));
  g_autofree char *path = find_journal (folder);
  /* It runs, so it is no orphan. */
  g_autoptr (GPtrArray) held = vost_journal_find_orphans (folder);
  g_assert_cmpuint (held->len, ==, 0);
  /* Nobody asked it to write: it comes to the disk by itself. */
  while (lazy && !recovers_to (path, expected))
    g_thread_yield ();
  g_subprocess_send_signal (child, SIGKILL);
  g_assert_true (g_subprocess_wait (child, NULL, NULL));
  g_assert_true (g_subprocess_get_if_signaled (child));
  g_autoptr (GPtrArray) orphans = vost_journal_find_orphans (folder);
  g_assert_cmpuint (orphans->len, ==, 1);
  const VostJournalInfo *info = orphans->pdata[0];
  g_assert_cmpstr (info->name, ==, "child");
  g_assert_true (info->unsaved);
  g_autoptr (GPtrArray) diagnostics = vost_diagnostics_new ();
  g_autoptr (VostHistory) history = vost_journal_recover (info->path, diagnostics, NULL);
  g_assert_cmpuint (diagnostics->len, ==, 0);
  g_autofree char *text = project_text (vost_history_get_project (history));
  g_assert_cmpstr (text, ==, expected);
  remove_folder (folder);
}

int
main (int argc, char **argv)
{
  const char *child_folder = g_getenv (CHILD_FOLDER);
  if (child_folder != NULL)
    return run_child (child_folder);
  g_test_init (&argc, &argv, NULL);
#define ADD(name, test) g_test_add ("/journal/" name, Fixture, NULL, set_up, test, tear_down)
  ADD ("recover", test_recover);
  ADD ("recover-twice", test_recover_twice);
  ADD ("open-group", test_open_group);
  ADD ("orphans", test_orphans);
  ADD ("unsaved", test_unsaved);
  ADD ("discard", test_discard);
  ADD ("torn", test_torn);
  ADD ("damaged", test_damaged);
  g_test_add_func ("/journal/no-folder", test_no_folder);
  g_test_add_data_func ("/journal/killed", argv[0], test_killed);
  g_test_add_data_func ("/journal/killed-lazy", argv[0], test_killed);
  return g_test_run ();
}
