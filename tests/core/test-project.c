/* The document: applying, refusing, snapshots and live lists. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <vostok/core/bounds.h>
#include <vostok/core/diagnostic.h>

#include "document-maker.h"

/* A project with one track of @n cues a second apart. */
typedef struct
{
  VostProject *project;
  VostId track;
} Fixture;

static VostCue *
new_cue (VostId track, VostTime start)
{
  VostCue *cue = vost_record_new (VOST_KIND_CUE, track);
  cue->start = start;
  cue->end = start + VOST_SECOND;
  return cue;
}

static void
apply (VostProject *project, VostEdit *edit)
{
  g_autoptr (GError) error = NULL;
  vost_project_apply (project, edit, &error);
  g_assert_no_error (error);
}

static Fixture
fixture_new (guint n)
{
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func (vost_record_unref);
  VostTrack *track = vost_record_new (VOST_KIND_TRACK, VOST_ID_NONE);
  /* Children before their container: loading sorts them. */
  for (guint i = 0; i < n; i++)
    g_ptr_array_add (records, new_cue (track->record.id, i * VOST_SECOND));
  g_ptr_array_add (records, track);
  g_autoptr (VostEdit) edit = vost_project_edit_to_load (records, "Load");
  Fixture fixture = { vost_project_new (), track->record.id };
  apply (fixture.project, edit);
  return fixture;
}

static const VostCue *
nth_cue (const Fixture *f, guint index)
{
  return vost_project_get_nth (f->project, VOST_KIND_CUE, f->track, index);
}

static guint
n_cues (const Fixture *f)
{
  return vost_project_get_n (f->project, VOST_KIND_CUE, f->track);
}

static void
set_text (const Fixture *f, guint index, const char *text)
{
  const VostCue *before = nth_cue (f, index);
  g_autoptr (VostCue) after = vost_record_copy (before);
  vost_set_string (&after->text, text);
  g_autoptr (VostEdit) edit = vost_edit_new ("Text", NULL);
  vost_edit_change (edit, before, after);
  apply (f->project, edit);
}

static void
insert_cue (const Fixture *f, guint index)
{
  g_autoptr (VostCue) cue = new_cue (f->track, 0);
  g_autoptr (VostEdit) edit = vost_edit_new ("Insert", NULL);
  vost_edit_insert (edit, index, cue);
  apply (f->project, edit);
}

static void
remove_cue (const Fixture *f, guint index)
{
  g_autoptr (VostEdit) edit = vost_edit_new ("Remove", NULL);
  vost_edit_remove (edit, index, nth_cue (f, index));
  apply (f->project, edit);
}

static void
test_load (void)
{
  Fixture f = fixture_new (3);
  g_assert_cmpuint (n_cues (&f), ==, 3);
  g_assert_cmpuint (vost_project_get_n (f.project, VOST_KIND_TRACK, VOST_ID_NONE), ==, 1);
  g_assert_cmpuint (vost_project_get_n (f.project, VOST_KIND_CLIP, f.track), ==, 0);
  g_assert_cmpuint (vost_project_get_n (f.project, VOST_KIND_TRACK, f.track), ==, 0);
  g_assert_cmpuint (vost_project_get_n (f.project, VOST_KIND_PROJECT, VOST_ID_NONE), ==, 1);
  g_assert_cmpint (nth_cue (&f, 2)->start, ==, 2 * VOST_SECOND);
  g_assert_null (nth_cue (&f, 3));
  g_assert_true (vost_project_lookup (f.project, f.track) ==
                 vost_project_get_nth (f.project, VOST_KIND_TRACK, VOST_ID_NONE, 0));
  g_assert_null (vost_project_lookup (f.project, 999));
  g_assert_cmpint (vost_project_index_of (f.project, 999), ==, -1);
  g_assert_cmpint (vost_project_index_of (f.project, VOST_ID_PROJECT), ==, 0);
  g_object_unref (f.project);
}

static void
test_load_changes_info (void)
{
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func (vost_record_unref);
  VostProjectRecord *info = vost_record_new (VOST_KIND_PROJECT, VOST_ID_NONE);
  vost_set_string (&info->title, "Film");
  g_ptr_array_add (records, info);
  g_autoptr (VostEdit) edit = vost_project_edit_to_load (records, "Load");
  g_autoptr (VostProject) project = vost_project_new ();
  apply (project, edit);
  g_assert_cmpstr (vost_project_get_info (project)->title, ==, "Film");
  g_autoptr (VostEdit) inverse = vost_edit_invert (edit);
  apply (project, inverse);
  g_assert_cmpstr (vost_project_get_info (project)->title, ==, "");
}

/* Applies after a valid first operation: refused, and nothing of either remains. */
static void
check_refused (const Fixture *f, VostOpKind kind, guint position, gpointer before, gpointer after)
{
  g_autofree char *text = project_text (f->project);
  g_autoptr (VostSource) source = vost_record_new (VOST_KIND_SOURCE, VOST_ID_NONE);
  g_autoptr (VostEdit) edit = vost_edit_new ("Bad", NULL);
  vost_edit_insert (edit, 0, source);
  if (n_cues (f) > 0)
    vost_edit_remove (edit, 0, nth_cue (f, 0));
  if (kind == VOST_OP_INSERT)
    vost_edit_insert (edit, position, after);
  else if (kind == VOST_OP_REMOVE)
    vost_edit_remove (edit, position, before);
  else
    vost_edit_change (edit, before, after);
  g_autoptr (GError) error = NULL;
  g_assert_false (vost_project_apply (f->project, edit, &error));
  g_assert_error (error, VOST_ERROR, VOST_ERROR_CONFLICT);
  g_autofree char *now = project_text (f->project);
  g_assert_cmpstr (text, ==, now);
  g_assert_null (vost_project_lookup (f->project, source->record.id));
}

static void
test_refuses_inserts (void)
{
  Fixture f = fixture_new (3);
  g_autoptr (VostCue) cue = new_cue (f.track, 0);
  g_autoptr (VostCue) twin = vost_record_copy (nth_cue (&f, 1));
  g_autoptr (VostCue) orphan = new_cue (999, 0);
  g_autoptr (VostCue) in_cue = new_cue (nth_cue (&f, 1)->record.id, 0);
  g_autoptr (VostClip) clip = vost_record_new (VOST_KIND_CLIP, f.track);
  g_autoptr (VostSource) nested = vost_record_new (VOST_KIND_SOURCE, f.track);
  g_autoptr (VostProjectRecord) info = vost_record_new (VOST_KIND_PROJECT, VOST_ID_NONE);
  /* Two are left when these come. */
  check_refused (&f, VOST_OP_INSERT, 3, NULL, cue);
  check_refused (&f, VOST_OP_INSERT, 0, NULL, twin);
  check_refused (&f, VOST_OP_INSERT, 0, NULL, orphan);
  check_refused (&f, VOST_OP_INSERT, 0, NULL, in_cue);
  check_refused (&f, VOST_OP_INSERT, 0, NULL, clip);
  check_refused (&f, VOST_OP_INSERT, 0, NULL, nested);
  check_refused (&f, VOST_OP_INSERT, 0, NULL, info);
  cue->record.id = VOST_ID_NONE;
  check_refused (&f, VOST_OP_INSERT, 0, NULL, cue);
  cue->record.id = G_GUINT64_CONSTANT (1) << 50;
  check_refused (&f, VOST_OP_INSERT, 0, NULL, cue);
  g_object_unref (f.project);
}

static void
test_refuses_others (void)
{
  Fixture f = fixture_new (3);
  g_autoptr (VostCue) stale = vost_record_copy (nth_cue (&f, 1));
  g_autoptr (VostCue) other = vost_record_copy (stale);
  vost_set_string (&stale->text, "not what is held");
  vost_set_string (&other->text, "new");
  g_autoptr (VostCue) moved = vost_record_copy (nth_cue (&f, 1));
  moved->record.parent = 5;
  g_autoptr (VostCue) gone = new_cue (f.track, 0);
  g_autoptr (VostCue) gone_too = vost_record_copy (gone);
  vost_set_string (&gone_too->text, "x");
  gpointer held = VOST_RECORD (nth_cue (&f, 1));
  gpointer track = VOST_RECORD (vost_project_lookup (f.project, f.track));
  check_refused (&f, VOST_OP_CHANGE, 0, stale, other);
  check_refused (&f, VOST_OP_CHANGE, 0, held, moved);
  check_refused (&f, VOST_OP_CHANGE, 0, gone, gone_too);
  check_refused (&f, VOST_OP_REMOVE, 0, stale, NULL);
  check_refused (&f, VOST_OP_REMOVE, 1, held, NULL);
  check_refused (&f, VOST_OP_REMOVE, 9, held, NULL);
  check_refused (&f, VOST_OP_REMOVE, 0, gone, NULL);
  check_refused (&f, VOST_OP_REMOVE, 0, track, NULL);
  gpointer info = VOST_RECORD (vost_project_get_info (f.project));
  check_refused (&f, VOST_OP_REMOVE, 0, info, NULL);
  g_object_unref (f.project);
}

static void
test_refuses_bounds (void)
{
  Fixture f = fixture_new (1);
  g_autoptr (VostCue) late = new_cue (f.track, VOST_MAX_TIME);
  check_refused (&f, VOST_OP_INSERT, 0, NULL, late);
  g_autoptr (VostLane) lane = vost_record_new (VOST_KIND_LANE, VOST_ID_NONE);
  g_autoptr (VostEdit) edit = vost_edit_new ("Lane", NULL);
  vost_edit_insert (edit, 0, lane);
  apply (f.project, edit);
  g_autoptr (VostClip) frozen = vost_record_new (VOST_KIND_CLIP, lane->record.id);
  frozen->speed = 0;
  check_refused (&f, VOST_OP_INSERT, 0, NULL, frozen);
  g_object_unref (f.project);
}

/* A container can go when what is in it goes first, in one edit, and comes back with it. */
static void
test_remove_container (void)
{
  Fixture f = fixture_new (1000);
  g_autofree char *text = project_text (f.project);
  g_autoptr (VostEdit) edit = vost_edit_new ("Remove", NULL);
  for (guint i = 0; i < 1000; i++)
    vost_edit_remove (edit, 0, nth_cue (&f, i));
  vost_edit_remove (edit, 0, vost_project_lookup (f.project, f.track));
  apply (f.project, edit);
  g_assert_cmpuint (n_cues (&f), ==, 0);
  g_assert_null (vost_project_lookup (f.project, f.track));
  g_autoptr (VostEdit) inverse = vost_edit_invert (edit);
  apply (f.project, inverse);
  g_autofree char *now = project_text (f.project);
  g_assert_cmpstr (text, ==, now);
  g_object_unref (f.project);
}

static void
test_snapshot (void)
{
  Fixture f = fixture_new (2000);
  g_autoptr (VostSnapshot) before = vost_project_snapshot (f.project);
  g_autoptr (VostSnapshot) again = vost_project_snapshot (f.project);
  g_assert_true (before == again);
  const VostCue *cue = nth_cue (&f, 700);
  VostId id = cue->record.id;
  g_assert_true (vost_snapshot_get_child (before, f.track, 700) == cue);
  set_text (&f, 700, "new");
  remove_cue (&f, 0);
  insert_cue (&f, 1500);
  g_autoptr (VostSnapshot) after = vost_project_snapshot (f.project);
  g_assert_true (vost_snapshot_get_child (before, f.track, 700) == cue);
  g_assert_true (vost_snapshot_lookup (before, id) == cue);
  g_assert_cmpuint (vost_snapshot_get_n_children (before, f.track), ==, 2000);
  g_assert_cmpstr (((const VostCue *) vost_snapshot_lookup (after, id))->text, ==, "new");
  g_assert_true (vost_snapshot_get_child (after, f.track, 699) == vost_snapshot_lookup (after, id));
  g_assert_null (vost_snapshot_get_child (after, f.track, 2000));
  g_assert_null (vost_snapshot_get_child (after, 999, 0));
  /* A snapshot outlives its project. */
  g_object_unref (f.project);
  g_assert_cmpstr (((const VostCue *) vost_snapshot_get_child (after, f.track, 699))->text, ==,
                   "new");
  g_assert_cmpuint (vost_snapshot_get_n (after, VOST_KIND_TRACK), ==, 1);
  g_assert_cmpuint (vost_snapshot_get_n (after, VOST_KIND_CUE), ==, 0);
}

static gpointer
read_snapshot (gpointer data)
{
  VostSnapshot *snapshot = data;
  g_autoptr (GString) texts = g_string_new (NULL);
  VostId track = vost_snapshot_track (snapshot, 0)->record.id;
  for (guint i = 0; i < vost_snapshot_get_n_children (snapshot, track); i++)
    {
      const VostCue *cue = vost_snapshot_get_child (snapshot, track, i);
      g_assert_true (vost_snapshot_lookup (snapshot, cue->record.id) == cue);
      g_string_append (texts, cue->text);
    }
  vost_snapshot_unref (snapshot);
  return g_string_free (g_steal_pointer (&texts), FALSE);
}

/* Threads read while the main thread types; each sees its own moment. */
static void
test_snapshot_in_threads (void)
{
  Fixture f = fixture_new (1500);
  GThread *threads[40];
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    {
      g_autofree char *text = g_strdup_printf ("%u.", i);
      set_text (&f, 600, text);
      threads[i] = g_thread_new ("reader", read_snapshot, vost_project_snapshot (f.project));
    }
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    {
      g_autofree char *expected = g_strdup_printf ("%u.", i);
      g_autofree char *text = g_thread_join (threads[i]);
      g_assert_cmpstr (text, ==, expected);
    }
  g_object_unref (f.project);
}

static void
test_index_of (void)
{
  Fixture f = fixture_new (1200);
  for (guint i = 0; i < 700; i++)
    {
      insert_cue (&f, i * 37 % (n_cues (&f) + 1));
      if (i % 3 == 0)
        remove_cue (&f, i * 101 % n_cues (&f));
    }
  for (guint i = 0; i < n_cues (&f); i++)
    g_assert_cmpint (vost_project_index_of (f.project, nth_cue (&f, i)->record.id), ==, i);
  for (guint i = n_cues (&f); i >= 5; i -= 5)
    g_assert_cmpint (vost_project_index_of (f.project, nth_cue (&f, i - 1)->record.id), ==, i - 1);
  g_object_unref (f.project);
}

static void
test_cue_span (void)
{
  Fixture f = fixture_new (1);
  VostId master = nth_cue (&f, 0)->record.id;
  g_autoptr (VostTrack) track = vost_record_new (VOST_KIND_TRACK, VOST_ID_NONE);
  g_autoptr (VostCue) a = vost_record_new (VOST_KIND_CUE, track->record.id);
  g_autoptr (VostCue) b = vost_record_new (VOST_KIND_CUE, track->record.id);
  g_autoptr (VostCue) c = vost_record_new (VOST_KIND_CUE, track->record.id);
  g_autoptr (VostCue) d = vost_record_new (VOST_KIND_CUE, track->record.id);
  a->pair = master;
  b->pair = c->record.id;
  c->pair = b->record.id;
  d->pair = 999;
  g_autoptr (VostEdit) edit = vost_edit_new ("Pairs", NULL);
  vost_edit_insert (edit, 0, track);
  vost_edit_insert (edit, 0, a);
  vost_edit_insert (edit, 1, b);
  vost_edit_insert (edit, 2, c);
  vost_edit_insert (edit, 3, d);
  apply (f.project, edit);
  g_autoptr (VostSnapshot) snapshot = vost_project_snapshot (f.project);
  g_assert_cmpint (vost_project_cue_span (f.project, a).end, ==, VOST_SECOND);
  g_assert_cmpint (vost_snapshot_cue_span (snapshot, a).start, ==, 0);
  g_assert_cmpint (vost_snapshot_cue_span (snapshot, b).start, ==, VOST_TIME_NONE);
  g_assert_cmpint (vost_snapshot_cue_span (snapshot, d).end, ==, VOST_TIME_NONE);
  g_object_unref (f.project);
}

static void
check_path (VostProject *project, const char *path, const char *expected)
{
  g_autoptr (VostSource) source = vost_record_new (VOST_KIND_SOURCE, VOST_ID_NONE);
  vost_set_string (&source->path, path);
  g_autoptr (VostSnapshot) snapshot = vost_project_snapshot (project);
  g_autofree char *full = vost_snapshot_source_path (snapshot, source);
  g_assert_cmpstr (full, ==, expected);
}

static void
test_source_path (void)
{
  g_autoptr (VostProject) project = vost_project_new ();
  vost_project_set_folder (project, "/home/ada/film");
  g_autoptr (VostSnapshot) snapshot = vost_project_snapshot (project);
  g_assert_cmpstr (vost_snapshot_get_folder (snapshot), ==, "/home/ada/film");
  check_path (project, "a.mkv", "/home/ada/film/a.mkv");
  check_path (project, "sub/../b/./a.mkv", "/home/ada/film/b/a.mkv");
  check_path (project, "/data/a.mkv", "/data/a.mkv");
  check_path (project, "/data/../a.mkv", "/a.mkv");
  check_path (project, "../../../etc/passwd", "/home/ada/film/etc/passwd");
  check_path (project, "sub/../../x", "/home/ada/film/x");
  check_path (project, "", "");
  vost_project_set_folder (project, NULL);
  g_assert_null (vost_project_get_folder (project));
  g_autofree char *here = g_get_current_dir ();
  g_autofree char *expected = g_build_filename (here, "a.mkv", NULL);
  check_path (project, "a.mkv", expected);
}

typedef struct
{
  guint n;
  guint position;
  guint removed;
  guint added;
} Change;

static void
on_items_changed (GListModel *list, guint position, guint removed, guint added, Change *change)
{
  change->n++;
  change->position = position;
  change->removed = removed;
  change->added = added;
}

static void
check_change (Change *change, guint position, guint removed, guint added)
{
  g_assert_cmpuint (change->n, ==, 1);
  g_assert_cmpuint (change->position, ==, position);
  g_assert_cmpuint (change->removed, ==, removed);
  g_assert_cmpuint (change->added, ==, added);
  change->n = 0;
}

static void
test_list_signals (void)
{
  Fixture f = fixture_new (10);
  GListModel *list = vost_project_get_list (f.project, VOST_KIND_CUE, f.track);
  Change change = { 0 };
  g_signal_connect (list, "items-changed", G_CALLBACK (on_items_changed), &change);
  g_assert_cmpuint (g_list_model_get_n_items (list), ==, 10);
  insert_cue (&f, 4);
  check_change (&change, 4, 0, 1);
  remove_cue (&f, 10);
  check_change (&change, 10, 1, 0);
  set_text (&f, 3, "x");
  g_assert_cmpuint (change.n, ==, 0);
  /* Many operations are one range. */
  g_autoptr (VostEdit) edit = vost_edit_new ("Many", NULL);
  vost_edit_remove (edit, 2, nth_cue (&f, 2));
  vost_edit_remove (edit, 5, nth_cue (&f, 6));
  for (guint i = 0; i < 3; i++)
    {
      g_autoptr (VostCue) cue = new_cue (f.track, 0);
      vost_edit_insert (edit, 4 + i, cue);
    }
  apply (f.project, edit);
  check_change (&change, 2, 5, 6);
  g_assert_cmpuint (g_list_model_get_n_items (list), ==, 11);
  g_autoptr (VostEdit) inverse = vost_edit_invert (edit);
  apply (f.project, inverse);
  check_change (&change, 2, 6, 5);
  g_object_unref (f.project);
}

static void
test_list_refused (void)
{
  Fixture f = fixture_new (3);
  GListModel *list = vost_project_get_list (f.project, VOST_KIND_CUE, f.track);
  Change change = { 0 };
  g_signal_connect (list, "items-changed", G_CALLBACK (on_items_changed), &change);
  g_autoptr (VostCue) orphan = new_cue (999, 0);
  check_refused (&f, VOST_OP_INSERT, 0, NULL, orphan);
  g_assert_cmpuint (change.n, ==, 0);
  insert_cue (&f, 1);
  check_change (&change, 1, 0, 1);
  g_object_unref (f.project);
}

static void
count_notify (GObject *item, GParamSpec *pspec, guint *n)
{
  ++*n;
}

static void
test_items (void)
{
  Fixture f = fixture_new (5);
  GListModel *list = vost_project_get_list (f.project, VOST_KIND_CUE, f.track);
  g_assert_true (list == vost_project_get_list (f.project, VOST_KIND_CUE, f.track));
  g_autoptr (VostItem) item = g_list_model_get_item (list, 2);
  g_assert_true (VOST_IS_ITEM (item));
  g_assert_true (vost_item_get_record (item) == nth_cue (&f, 2));
  VostId id = vost_item_get_id (item);
  guint n_notified = 0;
  g_signal_connect (item, "notify::record", G_CALLBACK (count_notify), &n_notified);
  set_text (&f, 2, "x");
  g_assert_cmpuint (n_notified, ==, 1);
  g_assert_cmpstr (((const VostCue *) vost_item_get_record (item))->text, ==, "x");
  set_text (&f, 1, "y");
  g_assert_cmpuint (n_notified, ==, 1);
  insert_cue (&f, 0);
  g_autoptr (VostItem) same = g_list_model_get_item (list, 3);
  g_assert_true (same == item);
  gpointer record = NULL;
  guint64 read_id = 0;
  g_object_get (item, "record", &record, "id", &read_id, NULL);
  g_assert_true (record == nth_cue (&f, 3));
  g_assert_cmpuint (read_id, ==, id);
  g_assert_null (g_list_model_get_item (list, 6));
  /* What is removed and comes back is the same item for who held it. */
  g_autoptr (VostEdit) edit = vost_edit_new ("Remove", NULL);
  vost_edit_remove (edit, 3, nth_cue (&f, 3));
  apply (f.project, edit);
  g_assert_cmpuint (vost_item_get_id (item), ==, id);
  g_autoptr (VostEdit) inverse = vost_edit_invert (edit);
  apply (f.project, inverse);
  g_autoptr (VostItem) back = g_list_model_get_item (list, 3);
  g_assert_true (back == item);
  g_object_unref (f.project);
}

/* Lists and items that outlive the project are empty and harmless. */
static void
test_outlive (void)
{
  Fixture f = fixture_new (3);
  g_autoptr (GListModel) list = vost_project_get_list (f.project, VOST_KIND_CUE, f.track);
  g_object_ref (list);
  g_autoptr (VostItem) item = g_list_model_get_item (list, 0);
  GListModel *none = vost_project_get_list (f.project, VOST_KIND_CUE, 999);
  g_assert_cmpuint (g_list_model_get_n_items (none), ==, 0);
  Change change = { 0 };
  g_signal_connect (list, "items-changed", G_CALLBACK (on_items_changed), &change);
  g_object_unref (f.project);
  check_change (&change, 0, 3, 0);
  g_assert_cmpuint (g_list_model_get_n_items (list), ==, 0);
  g_assert_null (g_list_model_get_item (list, 0));
  g_assert_nonnull (vost_item_get_record (item));
}

static void
on_edited_nested (VostProject *project, VostEdit *edit, guint *n)
{
  ++*n;
  g_autoptr (VostSource) source = vost_record_new (VOST_KIND_SOURCE, VOST_ID_NONE);
  g_autoptr (VostEdit) nested = vost_edit_new ("Nested", NULL);
  vost_edit_insert (nested, 0, source);
  g_autoptr (GError) error = NULL;
  g_assert_false (vost_project_apply (project, nested, &error));
  g_assert_error (error, VOST_ERROR, VOST_ERROR_CONFLICT);
}

static void
test_edited (void)
{
  Fixture f = fixture_new (1);
  guint n = 0;
  g_signal_connect (f.project, "edited", G_CALLBACK (on_edited_nested), &n);
  set_text (&f, 0, "x");
  g_assert_cmpuint (n, ==, 1);
  g_autoptr (VostEdit) empty = vost_edit_new ("Nothing", NULL);
  apply (f.project, empty);
  g_assert_cmpuint (n, ==, 1);
  set_text (&f, 0, "y");
  g_assert_cmpuint (n, ==, 2);
  g_object_unref (f.project);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/project/load", test_load);
  g_test_add_func ("/project/load-changes-info", test_load_changes_info);
  g_test_add_func ("/project/refuses-inserts", test_refuses_inserts);
  g_test_add_func ("/project/refuses-others", test_refuses_others);
  g_test_add_func ("/project/refuses-bounds", test_refuses_bounds);
  g_test_add_func ("/project/remove-container", test_remove_container);
  g_test_add_func ("/project/snapshot", test_snapshot);
  g_test_add_func ("/project/snapshot-in-threads", test_snapshot_in_threads);
  g_test_add_func ("/project/index-of", test_index_of);
  g_test_add_func ("/project/cue-span", test_cue_span);
  g_test_add_func ("/project/source-path", test_source_path);
  g_test_add_func ("/project/list-signals", test_list_signals);
  g_test_add_func ("/project/list-refused", test_list_refused);
  g_test_add_func ("/project/items", test_items);
  g_test_add_func ("/project/outlive", test_outlive);
  g_test_add_func ("/project/edited", test_edited);
  return g_test_run ();
}
