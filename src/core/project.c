/* The document and its only mutator. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <vostok/core/project.h>

#include "vostok-config.h"

#include <glib/gi18n-lib.h>

#include <vostok/core/diagnostic.h>

#include "record-list-private.h"

struct _VostProject
{
  GObject parent_instance;
  VostDocument document;
  GHashTable *places;     /* (element-type VostId* VostPlace): see VostRows */
  GHashTable *lists;      /* (element-type ListKey VostRecordList) */
  GHashTable *items;      /* see vost_items_new() */
  VostSnapshot *snapshot; /* (nullable): the last one, until the next edit */
  char *folder;
  gboolean busy;
};

G_DEFINE_FINAL_TYPE (VostProject, vost_project, G_TYPE_OBJECT)

enum
{
  SIGNAL_EDITED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

typedef struct
{
  VostId parent;
  VostKind kind;
} ListKey;

static guint
list_key_hash (gconstpointer key)
{
  const ListKey *self = key;
  return g_int64_hash (&self->parent) ^ (guint) self->kind;
}

static gboolean
list_key_equal (gconstpointer a, gconstpointer b)
{
  const ListKey *x = a, *y = b;
  return x->parent == y->parent && x->kind == y->kind;
}

static void
detach_list (gpointer data)
{
  vost_record_list_detach (data);
  g_object_unref (data);
}

static void
vost_project_finalize (GObject *object)
{
  VostProject *self = VOST_PROJECT (object);
  g_hash_table_unref (self->lists);
  g_hash_table_unref (self->items);
  for (int i = 0; i < VOST_N_KINDS; i++)
    vost_rows_free_places (self->document.top[i]);
  GHashTableIter iter;
  gpointer rows;
  g_hash_table_iter_init (&iter, self->document.children->rows);
  while (g_hash_table_iter_next (&iter, NULL, &rows))
    vost_rows_free_places (rows);
  g_hash_table_unref (self->places);
  g_clear_pointer (&self->snapshot, vost_snapshot_unref);
  vost_document_clear (&self->document);
  g_free (self->folder);
  G_OBJECT_CLASS (vost_project_parent_class)->finalize (object);
}

static void
vost_project_class_init (VostProjectClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = vost_project_finalize;
  signals[SIGNAL_EDITED] = g_signal_new ("edited", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                         NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_POINTER);
}

static void
vost_project_init (VostProject *self)
{
  vost_document_init (&self->document);
  self->places = g_hash_table_new (g_int64_hash, g_int64_equal);
  self->lists = g_hash_table_new_full (list_key_hash, list_key_equal, g_free, detach_list);
  self->items = vost_items_new ();
}

VostProject *
vost_project_new (void)
{
  return g_object_new (VOST_TYPE_PROJECT, NULL);
}

static gboolean
conflict (GError **error, const char *message)
{
  g_set_error_literal (error, VOST_ERROR, VOST_ERROR_CONFLICT, message);
  return FALSE;
}

static VostRecord *
lookup (VostProject *self, VostId id)
{
  return vost_record_map_lookup (self->document.index, id);
}

static guint
count_rows (VostProject *self, VostKind kind, VostId parent)
{
  const VostRows *rows = vost_document_get_rows (&self->document, kind, parent);
  return rows != NULL ? rows->n : 0;
}

static gboolean
check_insert (VostProject *self, const VostOp *op, GError **error)
{
  const VostRecord *record = op->after;
  if (op->before != NULL || record == NULL || record->kind == VOST_KIND_PROJECT)
    return conflict (error, _ ("The edit is malformed."));
  if (!vost_record_check (record, error))
    return FALSE;
  if (lookup (self, record->id) != NULL)
    return conflict (error, _ ("What the edit adds is already there."));
  VostKind container = vost_kind_container (record->kind);
  if (container == VOST_KIND_PROJECT && record->parent != VOST_ID_NONE)
    return conflict (error, _ ("The edit adds something to the wrong place."));
  if (container != VOST_KIND_PROJECT)
    {
      const VostRecord *parent = lookup (self, record->parent);
      if (parent == NULL || parent->kind != container)
        return conflict (error, _ ("The track that the edit adds to is not there."));
    }
  if (op->position > count_rows (self, record->kind, record->parent))
    return conflict (error, _ ("The edit’s position is after the end."));
  return TRUE;
}

static gboolean
check_before (VostProject *self, const VostOp *op, GError **error)
{
  const VostRecord *held = lookup (self, op->before->id);
  if (held == NULL)
    return conflict (error, _ ("What the edit changes is not there any more."));
  if (!vost_record_equal (held, op->before))
    return conflict (error, _ ("What the edit changes has been changed by something else."));
  return TRUE;
}

static gboolean
check_remove (VostProject *self, const VostOp *op, GError **error)
{
  const VostRecord *record = op->before;
  if (op->after != NULL || record == NULL || record->kind == VOST_KIND_PROJECT)
    return conflict (error, _ ("The edit is malformed."));
  if (!check_before (self, op, error))
    return FALSE;
  const VostRows *rows = vost_document_get_rows (&self->document, record->kind, record->parent);
  const VostRecord *there = vost_rows_nth (rows, op->position);
  if (there == NULL || there->id != record->id)
    return conflict (error, _ ("What the edit removes stands elsewhere."));
  if (count_rows (self, VOST_KIND_CUE, record->id) > 0 ||
      count_rows (self, VOST_KIND_CLIP, record->id) > 0)
    return conflict (error, _ ("What the edit removes is not empty."));
  return TRUE;
}

static gboolean
check_change (VostProject *self, const VostOp *op, GError **error)
{
  const VostRecord *before = op->before, *after = op->after;
  if (before == NULL || after == NULL || before->id != after->id || before->kind != after->kind ||
      before->parent != after->parent)
    return conflict (error, _ ("The edit is malformed."));
  return check_before (self, op, error) && vost_record_check (after, error);
}

static gboolean
check_op (VostProject *self, const VostOp *op, GError **error)
{
  switch (op->kind)
    {
    case VOST_OP_INSERT:
      return check_insert (self, op, error);
    case VOST_OP_REMOVE:
      return check_remove (self, op, error);
    case VOST_OP_CHANGE:
      return check_change (self, op, error);
    default:
      return conflict (error, _ ("The edit is malformed."));
    }
}

static void
note_rows (VostProject *self, const VostRows *rows, guint index, gboolean insert, GPtrArray *noted)
{
  const ListKey key = { rows->container, rows->kind };
  VostRecordList *list = g_hash_table_lookup (self->lists, &key);
  if (list != NULL && vost_record_list_note (list, rows->n, index, insert))
    g_ptr_array_add (noted, g_object_ref (list));
}

static void
do_insert (VostProject *self, guint position, VostRecord *record, GPtrArray *noted)
{
  VostRows *rows = vost_document_edit_rows (&self->document, record->kind, record->parent);
  note_rows (self, rows, position, TRUE, noted);
  vost_rows_insert (rows, position, record, self->places);
  vost_record_map_set (&self->document.index, record);
}

static void
do_remove (VostProject *self, guint position, const VostRecord *record, GPtrArray *noted)
{
  VostRows *rows = vost_document_edit_rows (&self->document, record->kind, record->parent);
  note_rows (self, rows, position, FALSE, noted);
  vost_record_map_remove (&self->document.index, record->id);
  vost_rows_remove (rows, position, self->places);
  if (rows->n == 0 && record->parent != VOST_ID_NONE)
    vost_document_drop_rows (&self->document, record->parent);
}

static void
do_change (VostProject *self, VostRecord *after)
{
  VostRecord *held = lookup (self, after->id);
  if (held == after)
    return;
  /* The index first: it reads ids through the record that then goes. */
  vost_record_map_set (&self->document.index, after);
  if (after->kind == VOST_KIND_PROJECT)
    {
      self->document.info = vost_record_ref (after);
      vost_record_unref (held);
      return;
    }
  VostRows *rows = vost_document_edit_rows (&self->document, after->kind, after->parent);
  vost_rows_set (rows, vost_rows_index_of (rows, held, self->places), after, self->places);
}

static void
do_op (VostProject *self, const VostOp *op, GPtrArray *noted)
{
  if (op->kind == VOST_OP_INSERT)
    do_insert (self, op->position, op->after, noted);
  else if (op->kind == VOST_OP_REMOVE)
    do_remove (self, op->position, op->before, noted);
  else
    do_change (self, op->after);
}

static void
undo_op (VostProject *self, const VostOp *op, GPtrArray *noted)
{
  if (op->kind == VOST_OP_INSERT)
    do_remove (self, op->position, op->after, noted);
  else if (op->kind == VOST_OP_REMOVE)
    do_insert (self, op->position, op->before, noted);
  else
    do_change (self, op->before);
}

static void
update_items (VostProject *self, const VostEdit *edit)
{
  for (guint i = 0; i < vost_edit_get_n_ops (edit) && g_hash_table_size (self->items) > 0; i++)
    {
      const VostOp *op = vost_edit_get_op (edit, i);
      VostRecord *now = op->after != NULL ? lookup (self, op->after->id) : NULL;
      if (now != NULL)
        vost_items_update (self->items, now);
    }
}

gboolean
vost_project_apply (VostProject *self, const VostEdit *edit, GError **error)
{
  g_return_val_if_fail (VOST_IS_PROJECT (self) && edit != NULL, FALSE);
  if (self->busy)
    return conflict (error, _ ("The document is just being edited."));
  /* Ours would make every array count as shared. */
  g_clear_pointer (&self->snapshot, vost_snapshot_unref);
  g_autoptr (GPtrArray) noted = g_ptr_array_new_with_free_func (g_object_unref);
  guint n_ops = vost_edit_get_n_ops (edit), done = 0;
  while (done < n_ops && check_op (self, vost_edit_get_op (edit, done), error))
    do_op (self, vost_edit_get_op (edit, done++), noted);
  gboolean applied = done == n_ops;
  while (!applied && done > 0)
    undo_op (self, vost_edit_get_op (edit, --done), noted);
  g_object_ref (self);
  self->busy = TRUE;
  for (guint i = 0; i < noted->len; i++)
    vost_record_list_emit (noted->pdata[i], applied);
  if (applied && n_ops > 0)
    {
      update_items (self, edit);
      g_signal_emit (self, signals[SIGNAL_EDITED], 0, edit);
    }
  self->busy = FALSE;
  g_object_unref (self);
  return applied;
}

VostSnapshot *
vost_project_snapshot (VostProject *self)
{
  g_return_val_if_fail (VOST_IS_PROJECT (self), NULL);
  if (self->snapshot == NULL)
    self->snapshot = vost_snapshot_new (&self->document, self->folder);
  return vost_snapshot_ref (self->snapshot);
}

void
vost_project_set_folder (VostProject *self, const char *folder)
{
  g_return_if_fail (VOST_IS_PROJECT (self));
  char *copy = g_strdup (folder);
  g_free (self->folder);
  self->folder = copy;
  g_clear_pointer (&self->snapshot, vost_snapshot_unref);
}

const char *
vost_project_get_folder (VostProject *self)
{
  g_return_val_if_fail (VOST_IS_PROJECT (self), NULL);
  return self->folder;
}

const VostProjectRecord *
vost_project_get_info (VostProject *self)
{
  g_return_val_if_fail (VOST_IS_PROJECT (self), NULL);
  return (const VostProjectRecord *) self->document.info;
}

gconstpointer
vost_project_lookup (VostProject *self, VostId id)
{
  g_return_val_if_fail (VOST_IS_PROJECT (self), NULL);
  return lookup (self, id);
}

guint
vost_project_get_n (VostProject *self, VostKind kind, VostId parent)
{
  g_return_val_if_fail (VOST_IS_PROJECT (self), 0);
  if (kind == VOST_KIND_PROJECT)
    return parent == VOST_ID_NONE ? 1 : 0;
  return count_rows (self, kind, parent);
}

gconstpointer
vost_project_get_nth (VostProject *self, VostKind kind, VostId parent, guint index)
{
  g_return_val_if_fail (VOST_IS_PROJECT (self), NULL);
  if (kind == VOST_KIND_PROJECT)
    return parent == VOST_ID_NONE && index == 0 ? self->document.info : NULL;
  return vost_rows_nth (vost_document_get_rows (&self->document, kind, parent), index);
}

int
vost_project_index_of (VostProject *self, VostId id)
{
  g_return_val_if_fail (VOST_IS_PROJECT (self), -1);
  const VostRecord *record = lookup (self, id);
  if (record == NULL)
    return -1;
  if (record->kind == VOST_KIND_PROJECT)
    return 0;
  const VostRows *rows = vost_document_get_rows (&self->document, record->kind, record->parent);
  return (int) vost_rows_index_of (rows, record, self->places);
}

VostSpan
vost_project_cue_span (VostProject *self, const VostCue *cue)
{
  g_return_val_if_fail (VOST_IS_PROJECT (self) && cue != NULL, ((VostSpan){ 0, 0 }));
  return vost_document_cue_span (&self->document, cue);
}

GListModel *
vost_project_get_list (VostProject *self, VostKind kind, VostId parent)
{
  g_return_val_if_fail (VOST_IS_PROJECT (self), NULL);
  g_return_val_if_fail ((guint) kind < VOST_N_KINDS && kind != VOST_KIND_PROJECT, NULL);
  const ListKey key = { parent, kind };
  VostRecordList *list = g_hash_table_lookup (self->lists, &key);
  if (list == NULL)
    {
      list = vost_record_list_new (&self->document, self->items, kind, parent);
      g_hash_table_insert (self->lists, g_memdup2 (&key, sizeof key), list);
    }
  return G_LIST_MODEL (list);
}

/* How many of a container have been inserted so far, counting this one. */
static guint
next_position (GHashTable *counts, const VostRecord *record)
{
  const ListKey key = { record->parent, record->kind };
  guint position = GPOINTER_TO_UINT (g_hash_table_lookup (counts, &key));
  g_hash_table_replace (counts, g_memdup2 (&key, sizeof key), GUINT_TO_POINTER (position + 1));
  return position;
}

VostEdit *
vost_project_edit_to_load (GPtrArray *records, const char *label)
{
  g_return_val_if_fail (records != NULL, NULL);
  static const VostKind order[] = { VOST_KIND_PROJECT, VOST_KIND_SOURCE, VOST_KIND_TRACK,
                                    VOST_KIND_LANE,    VOST_KIND_CUE,    VOST_KIND_CLIP };
  VostEdit *edit = vost_edit_new (label, NULL);
  g_autoptr (VostAnyRecord) info = vost_record_new (VOST_KIND_PROJECT, VOST_ID_NONE);
  g_autoptr (GHashTable) counts =
      g_hash_table_new_full (list_key_hash, list_key_equal, g_free, NULL);
  for (guint pass = 0; pass < G_N_ELEMENTS (order); pass++)
    for (guint i = 0; i < records->len; i++)
      {
        const VostRecord *record = records->pdata[i];
        if (record->kind != order[pass])
          continue;
        if (record->kind == VOST_KIND_PROJECT)
          vost_edit_change (edit, info, record);
        else
          vost_edit_insert (edit, next_position (counts, record), record);
      }
  return edit;
}
