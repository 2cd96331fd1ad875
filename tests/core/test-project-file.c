/* The project file: stable bytes, what is kept, and what damage costs. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <sys/stat.h>
#include <unistd.h>

#include <glib/gstdio.h>

#include <vostok/core/bounds.h>
#include <vostok/core/diagnostic.h>
#include <vostok/core/formats/record-json.h>

#include "document-maker.h"

/* As this program writes it. */
static const char whole[] =
    "{\n"
    "\"vostok\": 1,\n"
    "\"project\": {\"id\":\"0000000001\",\"title\":\"Ä "
    "\\\"film\\\"\",\"year\":2024,\"soon\":[1,2.5,null]},\n"
    "\"sources\": [\n"
    "{\"id\":\"00000000s1\",\"path\":\"a.mkv\",\"media\":\"film\",\"creators\":[\"A\",\"B\"],"
    "\"works\":[{\"@id\":\"x\"}],\"duration\":\"00:10:00.000\",\"rate\":\"24000/"
    "1001\",\"has-audio\":true}\n"
    "],\n"
    "\"tracks\": [\n"
    "{\"id\":\"00000000t1\",\"source\":\"00000000s1\",\"language\":\"de\",\"shade\":\"red\","
    "\"cues\":[\n"
    "{\"id\":\"00000000c1\",\"start\":\"00:00:01.000\",\"end\":\"00:00:02.5005\",\"text\":"
    "\"one\\ntwo\"},\n"
    "{\"id\":\"00000000c2\",\"pair\":\"00000000c1\",\"text\":\"<i>eins</i>\",\"mood\":{\"a\":{}}}\n"
    "]},\n"
    "{\"id\":\"00000000t2\"}\n"
    "],\n"
    "\"lanes\": [\n"
    "{\"id\":\"0000000001z\",\"type\":\"video\",\"clips\":[\n"
    "{\"id\":\"00000000p1\",\"source\":\"00000000s1\",\"out\":\"00:00:03.000\",\"speed\":2000}\n"
    "]}\n"
    "],\n"
    "\"plans\": {\"more\":[\"later\"]}\n"
    "}\n";

static VostProject *
parse (const char *text, GPtrArray *diagnostics)
{
  g_autoptr (GError) error = NULL;
  VostProject *project = vost_project_file_parse (text, strlen (text), diagnostics, &error);
  g_assert_no_error (error);
  g_assert_nonnull (project);
  return project;
}

static void
test_bytes (void)
{
  /* Only the lane's id is too long; everything else is our own form. */
  g_autofree char *text = g_strdup (whole);
  char *lane = strstr (text, "0000000001z");
  memmove (lane, lane + 1, strlen (lane));
  g_autoptr (GPtrArray) diagnostics = vost_diagnostics_new ();
  g_autoptr (VostProject) project = parse (text, diagnostics);
  g_assert_cmpuint (diagnostics->len, ==, 0);
  g_autofree char *written = project_text (project);
  g_assert_cmpstr (written, ==, text);
  g_autoptr (VostSnapshot) snapshot = vost_project_snapshot (project);
  gsize len;
  g_autofree char *again = vost_project_file_to_text (snapshot, &len);
  g_assert_cmpuint (len, ==, strlen (text));
  const VostProjectRecord *info = vost_project_get_info (project);
  g_assert_cmpstr (info->title, ==, "Ä \"film\"");
  g_assert_cmpint (info->year, ==, 2024);
}

static void
test_values (void)
{
  g_autoptr (GPtrArray) diagnostics = vost_diagnostics_new ();
  g_autoptr (VostProject) project = parse (whole, diagnostics);
  g_assert_cmpuint (diagnostics->len, ==, 1);
  VostId track, source, cue;
  g_assert_true (vost_id_parse ("00000000t1", &track));
  g_assert_true (vost_id_parse ("00000000s1", &source));
  g_assert_true (vost_id_parse ("00000000c2", &cue));
  const VostSource *s = vost_project_lookup (project, source);
  g_assert_cmpint (s->duration, ==, 600 * VOST_SECOND);
  g_assert_cmpint (s->rate.den, ==, 1001);
  g_assert_cmpstr (s->creators[1], ==, "B");
  g_assert_true (s->has_audio);
  g_assert_cmpuint (vost_project_get_n (project, VOST_KIND_CUE, track), ==, 2);
  const VostCue *c = vost_project_lookup (project, cue);
  g_assert_cmpint (vost_project_cue_span (project, c).end, ==, 2500500000);
  g_assert_cmpstr (c->record.extra, ==, "{\"mood\":{\"a\":{}}}");
  /* The lane whose id is damaged has a new one, and its clip. */
  const VostRecord *lane = vost_project_get_nth (project, VOST_KIND_LANE, VOST_ID_NONE, 0);
  const VostClip *clip = vost_project_get_nth (project, VOST_KIND_CLIP, lane->id, 0);
  g_assert_cmpint (clip->speed, ==, 2000);
}

static void
test_empty (void)
{
  g_autoptr (VostProject) project = vost_project_new ();
  g_autofree char *text = project_text (project);
  g_assert_cmpstr (text, ==,
                   "{\n\"vostok\": 1,\n\"project\": {\"id\":\"0000000001\"},\n"
                   "\"sources\": [],\n\"tracks\": [],\n\"lanes\": []\n}\n");
  g_autoptr (VostProject) least = parse ("\xef\xbb\xbf{\"vostok\":1}", NULL);
  g_autofree char *text_of_least = project_text (least);
  g_assert_cmpstr (text_of_least, ==, text);
}

static const VostDiagnostic *
only_diagnostic (GPtrArray *diagnostics)
{
  g_assert_cmpuint (diagnostics->len, ==, 1);
  return diagnostics->pdata[0];
}

static void
test_newer (void)
{
  g_autoptr (GPtrArray) diagnostics = vost_diagnostics_new ();
  g_autoptr (VostProject) project = parse ("{\"vostok\":7,\"holograms\":[{}]}", diagnostics);
  g_assert_cmpint (only_diagnostic (diagnostics)->severity, ==, VOST_SEVERITY_WARNING);
  g_autofree char *text = project_text (project);
  g_assert_nonnull (strstr (text, "\"lanes\": [],\n\"holograms\": [{}]\n}"));
}

/* Unknown members survive editing the record that they hang on. */
static void
test_unknown_survives (void)
{
  g_autoptr (VostProject) project = parse (whole, NULL);
  g_autoptr (VostProjectRecord) after = vost_record_copy (vost_project_get_info (project));
  vost_set_string (&after->title, "New");
  g_autoptr (VostEdit) edit = vost_edit_new ("Title", NULL);
  vost_edit_change (edit, vost_project_get_info (project), after);
  g_assert_true (vost_project_apply (project, edit, NULL));
  g_autofree char *text = project_text (project);
  g_assert_nonnull (strstr (text, "\"soon\":[1,2.5,null]}"));
  g_assert_nonnull (strstr (text, ",\n\"plans\": {\"more\":[\"later\"]}\n}"));
  g_assert_null (strstr (text, "\"file\""));
}

/* As deep as can be read is not too deep to be kept, nor for the journal's edits. */
static void
test_nesting (void)
{
  g_autofree char *open = g_strnfill (VOST_MAX_NESTING - 1, '[');
  g_autofree char *close = g_strnfill (VOST_MAX_NESTING - 1, ']');
  g_autofree char *text = g_strdup_printf ("{\"vostok\":1,\"deep\":%s%s}", open, close);
  g_autofree char *deeper = g_strdup_printf ("{\"vostok\":1,\"deep\":[%s%s]}", open, close);
  g_autoptr (VostProject) project = parse (text, NULL);
  g_autofree char *written = project_text (project);
  g_assert_nonnull (strstr (written, open));
  g_autoptr (VostProject) again = parse (written, NULL);
  g_autofree char *written_again = project_text (again);
  g_assert_cmpstr (written, ==, written_again);
  g_autoptr (VostEdit) edit = vost_edit_new ("All", NULL);
  g_autoptr (VostAnyRecord) blank = vost_record_new (VOST_KIND_PROJECT, VOST_ID_NONE);
  vost_edit_change (edit, blank, vost_project_get_info (project));
  g_autoptr (GString) ops = g_string_new (NULL);
  vost_edit_append_json (edit, ops);
  g_autoptr (GError) error = NULL;
  g_autoptr (VostEdit) back = vost_edit_from_json (ops->str, &error);
  g_assert_no_error (error);
  g_assert_true (
      vost_record_equal (vost_edit_get_op (back, 0)->after, vost_project_get_info (project)));
  g_assert_null (vost_project_file_parse (deeper, strlen (deeper), NULL, &error));
  g_assert_error (error, VOST_ERROR, VOST_ERROR_BAD_INPUT);
}

/* A film may bring provenance that is deeper than a project file can be. */
static void
test_deep_field (void)
{
  g_autofree char *open = g_strnfill (VOST_MAX_NESTING, '[');
  g_autofree char *close = g_strnfill (VOST_MAX_NESTING, ']');
  g_autoptr (VostSource) source = vost_record_new (VOST_KIND_SOURCE, VOST_ID_NONE);
  g_free (source->works);
  source->works = g_strconcat (open, close, NULL);
  g_autoptr (VostEdit) edit = vost_edit_new ("Source", NULL);
  vost_edit_insert (edit, 0, source);
  g_autoptr (VostProject) project = vost_project_new ();
  g_assert_true (vost_project_apply (project, edit, NULL));
  g_autofree char *text = project_text (project);
  g_autoptr (VostProject) again = parse (text, NULL);
  const VostSource *back = vost_project_lookup (again, source->record.id);
  g_assert_cmpstr (back->works, ==, source->works);
}

static void
test_duplicates (void)
{
  g_autoptr (GPtrArray) diagnostics = vost_diagnostics_new ();
  g_autoptr (VostProject) project =
      parse ("{\"vostok\":1,\"tracks\":[{\"id\":\"00000000t1\",\"cues\":["
             "{\"id\":\"00000000c1\",\"text\":\"a\"},{\"id\":\"00000000c1\",\"text\":\"b\"},"
             "{\"id\":\"00000000t1\",\"text\":\"c\"},{\"id\":\"0000000001\",\"text\":\"d\"}]},"
             "{\"id\":\"00000000c1\",\"cues\":[{\"text\":\"e\"}]}]}",
             diagnostics);
  g_assert_cmpuint (diagnostics->len, ==, 5);
  VostId track;
  g_assert_true (vost_id_parse ("00000000t1", &track));
  g_assert_cmpuint (vost_project_get_n (project, VOST_KIND_CUE, track), ==, 4);
  const VostCue *second = vost_project_get_nth (project, VOST_KIND_CUE, track, 1);
  g_assert_cmpstr (second->text, ==, "b");
  const VostDiagnostic *first = diagnostics->pdata[0];
  g_assert_cmpint (first->severity, ==, VOST_SEVERITY_WARNING);
  g_assert_cmpuint (first->cue, ==, second->record.id);
  const VostRecord *other = vost_project_get_nth (project, VOST_KIND_TRACK, VOST_ID_NONE, 1);
  const VostCue *last = vost_project_get_nth (project, VOST_KIND_CUE, other->id, 0);
  g_assert_cmpstr (last->text, ==, "e");
}

static void
test_left_out (void)
{
  g_autoptr (GPtrArray) diagnostics = vost_diagnostics_new ();
  g_autoptr (VostProject) project =
      parse ("{\"vostok\":1,\"project\":[],\"sources\":{},\"tracks\":["
             "{\"id\":\"00000000t1\",\"bom\":\"no\",\"cues\":[{\"id\":\"00000000c1\"}]},7,"
             "{\"id\":\"00000000t2\",\"cues\":[{\"id\":\"00000000c2\",\"start\":5},"
             "{\"id\":\"00000000c3\",\"text\":\"kept\"},null,[]]},"
             "{\"id\":\"00000000t3\",\"cues\":\"none\"}]}",
             diagnostics);
  g_assert_cmpuint (diagnostics->len, ==, 8);
  for (guint i = 0; i < diagnostics->len; i++)
    g_assert_cmpint (((VostDiagnostic *) diagnostics->pdata[i])->severity, ==, VOST_SEVERITY_ERROR);
  g_assert_cmpuint (vost_project_get_n (project, VOST_KIND_TRACK, VOST_ID_NONE), ==, 2);
  VostId track;
  g_assert_true (vost_id_parse ("00000000t2", &track));
  g_assert_cmpuint (vost_project_get_n (project, VOST_KIND_CUE, track), ==, 1);
}

static void
test_many_remarks (void)
{
  g_autoptr (GString) text = g_string_new ("{\"vostok\":1,\"sources\":[0");
  for (int i = 0; i < 5000; i++)
    g_string_append (text, ",0");
  g_string_append (text, "]}");
  g_autoptr (GPtrArray) diagnostics = vost_diagnostics_new ();
  g_autoptr (VostProject) project = parse (text->str, diagnostics);
  g_assert_cmpuint (diagnostics->len, ==, 1000);
}

static void
test_too_long_text (void)
{
  g_autofree char *filler = g_strnfill (VOST_MAX_CUE_TEXT + 1, 'x');
  g_autofree char *text =
      g_strdup_printf ("{\"vostok\":1,\"tracks\":[{\"id\":\"00000000t1\",\"cues\":["
                       "{\"id\":\"00000000c1\",\"text\":\"%s\"},"
                       "{\"id\":\"00000000c2\",\"text\":\"%s\"}]}]}",
                       filler, filler + 1);
  g_autoptr (GPtrArray) diagnostics = vost_diagnostics_new ();
  g_autoptr (VostProject) project = parse (text, diagnostics);
  g_assert_cmpint (only_diagnostic (diagnostics)->severity, ==, VOST_SEVERITY_ERROR);
  VostId id;
  g_assert_true (vost_id_parse ("00000000c2", &id));
  g_assert_nonnull (vost_project_lookup (project, id));
}

static void
check_bad (const char *text, gsize len)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (VostProject) project = vost_project_file_parse (text, len, NULL, &error);
  if (project != NULL)
    g_error ("taken: %s", text);
  g_assert_error (error, VOST_ERROR, VOST_ERROR_BAD_INPUT);
  g_assert_cmpstr (error->message, !=, "");
}

static void
test_bad_files (void)
{
  static const char *const bad[] = { "",
                                     " ",
                                     "1",
                                     "[]",
                                     "{}",
                                     "{\"vostok\":0}",
                                     "{\"vostok\":\"1\"}",
                                     "{\"vostok\":1.5}",
                                     "{\"vostok\":1",
                                     "{\"vostok\":1}}",
                                     "{\"vostok\":1}\xff",
                                     "1\n00:00:01,000 --> 00:00:02,000\nHello\n" };
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    check_bad (bad[i], strlen (bad[i]));
  check_bad ("{\"vostok\":1}\0", 13);
  g_autofree char *deep = g_strnfill (3000000, '[');
  check_bad (deep, 3000000);
}

/* Cut anywhere, a file is refused in plain words or read, never more. */
static void
test_cut_files (void)
{
  for (gsize len = 0; len < sizeof whole - 3; len++)
    {
      g_autofree char *cut = g_strndup (whole, len);
      check_bad (cut, len);
    }
}

static void
test_damaged_files (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (11);
  for (int i = 0; i < 1500; i++)
    {
      g_autofree char *text = g_strdup (whole);
      for (int n = g_rand_int_range (rand, 1, 4); n > 0; n--)
        text[g_rand_int_range (rand, 0, (int) strlen (text))] =
            "{}[]\",:0x\\'\n"[g_rand_int_range (rand, 0, 12)];
      g_autoptr (GPtrArray) diagnostics = vost_diagnostics_new ();
      g_autoptr (GError) error = NULL;
      g_autoptr (VostProject) project =
          vost_project_file_parse (text, strlen (text), diagnostics, &error);
      g_assert_true ((project != NULL) == (error == NULL));
      if (project == NULL)
        continue;
      /* What was read is sound: it can be written and read again, to the same bytes. */
      g_autofree char *written = project_text (project);
      g_autoptr (GPtrArray) none = vost_diagnostics_new ();
      g_autoptr (VostProject) again = parse (written, none);
      g_autofree char *written_again = project_text (again);
      g_assert_cmpuint (none->len, ==, 0);
      g_assert_cmpstr (written, ==, written_again);
    }
}

/* Saved elsewhere, the project still finds its film: from below the film's folder by the whole
 * path, above it by a relative one. */
static void
save_moved (VostProject *project, const char *path, const char *expected)
{
  g_autoptr (VostSnapshot) snapshot = vost_project_snapshot (project);
  g_autoptr (GError) error = NULL;
  vost_project_file_save (snapshot, path, &error);
  g_assert_no_error (error);
  g_autoptr (VostProject) loaded = vost_project_file_load (path, NULL, &error);
  g_assert_no_error (error);
  const VostSource *source = vost_project_get_nth (loaded, VOST_KIND_SOURCE, VOST_ID_NONE, 0);
  g_assert_cmpstr (source->path, ==, expected);
  g_autoptr (VostSnapshot) again = vost_project_snapshot (loaded);
  g_autofree char *before = vost_snapshot_source_path (
      snapshot, vost_project_get_nth (project, VOST_KIND_SOURCE, VOST_ID_NONE, 0));
  g_autofree char *after = vost_snapshot_source_path (again, source);
  g_assert_cmpstr (before, ==, after);
}

/* Where it is broken, and what to do next. */
static void
test_damaged (void)
{
  g_autofree char *path = g_build_filename (g_get_tmp_dir (), "damaged.vostok", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_set_contents (path, "{\n\"vostok\": 1,\n\"project\": }\n", -1, NULL));
  g_assert_null (vost_project_file_load (path, NULL, &error));
  g_assert_error (error, VOST_ERROR, VOST_ERROR_BAD_INPUT);
  g_assert_nonnull (strstr (error->message, "older copy"));
  g_assert_nonnull (strstr (error->message, "line 3"));
  g_unlink (path);
}

static void
test_save_and_load (void)
{
  g_autofree char *folder = g_dir_make_tmp ("vostok-file-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "a.vostok", NULL);
  g_autoptr (GError) error = NULL;
  g_assert_null (vost_project_file_load (path, NULL, &error));
  g_assert_error (error, VOST_ERROR, VOST_ERROR_MISSING);
  g_clear_error (&error);
  g_autoptr (VostProject) project = parse (whole, NULL);
  g_autoptr (VostSnapshot) snapshot = vost_project_snapshot (project);
  g_assert_true (g_file_set_contents (path, "old", -1, NULL));
  g_assert_cmpint (g_chmod (path, 0640), ==, 0);
  vost_project_file_save (snapshot, path, &error);
  g_assert_no_error (error);
  GStatBuf status;
  g_assert_cmpint (g_stat (path, &status), ==, 0);
  g_assert_cmpint (status.st_mode & 0777, ==, 0640);
  g_autoptr (VostProject) loaded = vost_project_file_load (path, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (vost_project_get_folder (loaded), ==, folder);
  g_autofree char *before = project_text (project);
  g_autofree char *after = project_text (loaded);
  g_assert_cmpstr (before, ==, after);
  g_autofree char *below = g_build_filename (folder, "below", NULL);
  g_autofree char *moved = g_build_filename (below, "b.vostok", NULL);
  g_autofree char *film = g_build_filename (folder, "a.mkv", NULL);
  g_assert_cmpint (g_mkdir (below, 0700), ==, 0);
  save_moved (loaded, moved, film);
  save_moved (loaded, path, "a.mkv");
  g_unlink (moved);
  g_rmdir (below);
  g_autofree char *nowhere = g_build_filename (folder, "none", "a.vostok", NULL);
  g_assert_false (vost_project_file_save (snapshot, nowhere, &error));
  g_assert_error (error, VOST_ERROR, VOST_ERROR_IO);
  g_unlink (path);
  g_assert_cmpint (g_rmdir (folder), ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/project-file/bytes", test_bytes);
  g_test_add_func ("/project-file/values", test_values);
  g_test_add_func ("/project-file/empty", test_empty);
  g_test_add_func ("/project-file/newer", test_newer);
  g_test_add_func ("/project-file/unknown-survives", test_unknown_survives);
  g_test_add_func ("/project-file/nesting", test_nesting);
  g_test_add_func ("/project-file/deep-field", test_deep_field);
  g_test_add_func ("/project-file/duplicates", test_duplicates);
  g_test_add_func ("/project-file/left-out", test_left_out);
  g_test_add_func ("/project-file/many-remarks", test_many_remarks);
  g_test_add_func ("/project-file/too-long-text", test_too_long_text);
  g_test_add_func ("/project-file/bad-files", test_bad_files);
  g_test_add_func ("/project-file/cut-files", test_cut_files);
  g_test_add_func ("/project-file/damaged-files", test_damaged_files);
  g_test_add_func ("/project-file/save-and-load", test_save_and_load);
  g_test_add_func ("/project-file/damaged", test_damaged);
  return g_test_run ();
}
