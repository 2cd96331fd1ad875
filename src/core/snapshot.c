/* The whole document at one moment. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <vostok/core/snapshot.h>

#include <vostok/core/bounds.h>

#include "snapshot-private.h"

struct _VostSnapshot
{
  gatomicrefcount refs;
  VostDocument document;
  char *folder;
};

static VostChildren *
children_new (void)
{
  VostChildren *self = g_new0 (VostChildren, 1);
  g_atomic_ref_count_init (&self->refs);
  self->rows =
      g_hash_table_new_full (g_int64_hash, g_int64_equal, NULL, (GDestroyNotify) vost_rows_unref);
  return self;
}

static void
children_unref (VostChildren *self)
{
  if (!g_atomic_ref_count_dec (&self->refs))
    return;
  g_hash_table_unref (self->rows);
  g_free (self);
}

static VostChildren *
children_writable (VostChildren *self)
{
  if (g_atomic_ref_count_compare (&self->refs, 1))
    return self;
  VostChildren *copy = children_new ();
  GHashTableIter iter;
  gpointer rows;
  g_hash_table_iter_init (&iter, self->rows);
  while (g_hash_table_iter_next (&iter, NULL, &rows))
    g_hash_table_insert (copy->rows, &((VostRows *) rows)->container, vost_rows_ref (rows));
  children_unref (self);
  return copy;
}

void
vost_document_init (VostDocument *self)
{
  *self = (VostDocument){ 0 };
  self->info = vost_record_new (VOST_KIND_PROJECT, VOST_ID_NONE);
  self->top[VOST_KIND_SOURCE] = vost_rows_new (VOST_KIND_SOURCE, VOST_ID_NONE);
  self->top[VOST_KIND_TRACK] = vost_rows_new (VOST_KIND_TRACK, VOST_ID_NONE);
  self->top[VOST_KIND_LANE] = vost_rows_new (VOST_KIND_LANE, VOST_ID_NONE);
  self->children = children_new ();
  self->index = vost_record_map_new ();
  vost_record_map_set (&self->index, self->info);
}

void
vost_document_clear (VostDocument *self)
{
  g_clear_pointer (&self->index, vost_record_map_unref);
  g_clear_pointer (&self->children, children_unref);
  for (int i = 0; i < VOST_N_KINDS; i++)
    g_clear_pointer (&self->top[i], vost_rows_unref);
  g_clear_pointer (&self->info, vost_record_unref);
}

void
vost_document_share (VostDocument *self, const VostDocument *from)
{
  self->info = vost_record_ref (from->info);
  for (int i = 0; i < VOST_N_KINDS; i++)
    self->top[i] = from->top[i] != NULL ? vost_rows_ref (from->top[i]) : NULL;
  g_atomic_ref_count_inc (&from->children->refs);
  self->children = from->children;
  self->index = vost_record_map_ref (from->index);
}

VostRows *
vost_document_get_rows (const VostDocument *self, VostKind kind, VostId parent)
{
  if ((guint) kind >= VOST_N_KINDS)
    return NULL;
  if (self->top[kind] != NULL)
    return parent == VOST_ID_NONE ? self->top[kind] : NULL;
  VostRows *rows = g_hash_table_lookup (self->children->rows, &parent);
  return rows != NULL && rows->kind == kind ? rows : NULL;
}

VostRows *
vost_document_edit_rows (VostDocument *self, VostKind kind, VostId parent)
{
  if (self->top[kind] != NULL)
    return self->top[kind] = vost_rows_writable (self->top[kind]);
  self->children = children_writable (self->children);
  VostRows *held = g_hash_table_lookup (self->children->rows, &parent);
  if (held != NULL && g_atomic_ref_count_compare (&held->refs, 1))
    return held;
  VostRows *rows =
      held != NULL ? vost_rows_writable (vost_rows_ref (held)) : vost_rows_new (kind, parent);
  g_hash_table_replace (self->children->rows, &rows->container, rows);
  return rows;
}

void
vost_document_drop_rows (VostDocument *self, VostId parent)
{
  self->children = children_writable (self->children);
  g_hash_table_remove (self->children->rows, &parent);
}

VostSpan
vost_document_cue_span (const VostDocument *self, const VostCue *cue)
{
  /* A damaged file may pair cues in a circle. */
  for (int hops = 0; cue != NULL && hops < VOST_MAX_NESTING; hops++)
    {
      if (cue->start != VOST_TIME_NONE && cue->end != VOST_TIME_NONE)
        return (VostSpan){ cue->start, cue->end };
      if (cue->pair == VOST_ID_NONE)
        break;
      const VostRecord *pair = vost_record_map_lookup (self->index, cue->pair);
      cue = pair != NULL && pair->kind == VOST_KIND_CUE ? (const VostCue *) pair : NULL;
    }
  return (VostSpan){ VOST_TIME_NONE, VOST_TIME_NONE };
}

VostSnapshot *
vost_snapshot_new (const VostDocument *document, const char *folder)
{
  VostSnapshot *self = g_new0 (VostSnapshot, 1);
  g_atomic_ref_count_init (&self->refs);
  vost_document_share (&self->document, document);
  self->folder = g_strdup (folder);
  return self;
}

VostSnapshot *
vost_snapshot_ref (VostSnapshot *self)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_atomic_ref_count_inc (&self->refs);
  return self;
}

void
vost_snapshot_unref (VostSnapshot *self)
{
  if (self == NULL || !g_atomic_ref_count_dec (&self->refs))
    return;
  vost_document_clear (&self->document);
  g_free (self->folder);
  g_free (self);
}

const VostProjectRecord *
vost_snapshot_get_info (VostSnapshot *self)
{
  g_return_val_if_fail (self != NULL, NULL);
  return (const VostProjectRecord *) self->document.info;
}

const char *
vost_snapshot_get_folder (VostSnapshot *self)
{
  g_return_val_if_fail (self != NULL, NULL);
  return self->folder;
}

guint
vost_snapshot_get_n (VostSnapshot *self, VostKind kind)
{
  g_return_val_if_fail (self != NULL, 0);
  const VostRows *rows = vost_document_get_rows (&self->document, kind, VOST_ID_NONE);
  return rows != NULL ? rows->n : 0;
}

gconstpointer
vost_snapshot_get_nth (VostSnapshot *self, VostKind kind, guint index)
{
  g_return_val_if_fail (self != NULL, NULL);
  return vost_rows_nth (vost_document_get_rows (&self->document, kind, VOST_ID_NONE), index);
}

guint
vost_snapshot_get_n_children (VostSnapshot *self, VostId container)
{
  g_return_val_if_fail (self != NULL, 0);
  const VostRows *rows = g_hash_table_lookup (self->document.children->rows, &container);
  return rows != NULL ? rows->n : 0;
}

gconstpointer
vost_snapshot_get_child (VostSnapshot *self, VostId container, guint index)
{
  g_return_val_if_fail (self != NULL, NULL);
  return vost_rows_nth (g_hash_table_lookup (self->document.children->rows, &container), index);
}

gconstpointer
vost_snapshot_lookup (VostSnapshot *self, VostId id)
{
  g_return_val_if_fail (self != NULL, NULL);
  return vost_record_map_lookup (self->document.index, id);
}

VostSpan
vost_snapshot_cue_span (VostSnapshot *self, const VostCue *cue)
{
  g_return_val_if_fail (self != NULL && cue != NULL, ((VostSpan){ 0, 0 }));
  return vost_document_cue_span (&self->document, cue);
}

char *
vost_snapshot_source_path (VostSnapshot *self, const VostSource *source)
{
  g_return_val_if_fail (self != NULL && source != NULL, NULL);
  if (source->path[0] == '\0')
    return g_strdup ("");
  if (g_path_is_absolute (source->path))
    return g_canonicalize_filename (source->path, NULL);
  /* As if the folder were the root: "../../x" of somebody else's project cannot leave it. */
  g_autofree char *rooted = g_canonicalize_filename (source->path, G_DIR_SEPARATOR_S);
  g_autofree char *folder =
      g_canonicalize_filename (self->folder != NULL ? self->folder : ".", NULL);
  return g_build_filename (folder, rooted, NULL);
}
