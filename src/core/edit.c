/* Lists of reversible operations. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <vostok/core/edit.h>

#include "edit-private.h"

struct _VostEdit
{
  gatomicrefcount refs;
  char *label;
  char *coalesce;
  GArray *ops; /* (element-type VostOp) */
};

static void
clear_op (gpointer data)
{
  VostOp *op = data;
  g_clear_pointer (&op->before, vost_record_unref);
  g_clear_pointer (&op->after, vost_record_unref);
}

VostEdit *
vost_edit_new (const char *label, const char *coalesce)
{
  VostEdit *self = g_new0 (VostEdit, 1);
  g_atomic_ref_count_init (&self->refs);
  self->label = g_strdup (label != NULL ? label : "");
  self->coalesce = g_strdup (coalesce);
  self->ops = g_array_new (FALSE, FALSE, sizeof (VostOp));
  g_array_set_clear_func (self->ops, clear_op);
  return self;
}

VostEdit *
vost_edit_ref (VostEdit *self)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_atomic_ref_count_inc (&self->refs);
  return self;
}

void
vost_edit_unref (VostEdit *self)
{
  if (self == NULL || !g_atomic_ref_count_dec (&self->refs))
    return;
  g_array_unref (self->ops);
  g_free (self->label);
  g_free (self->coalesce);
  g_free (self);
}

void
vost_edit_add_op (VostEdit *self,
                  VostOpKind kind,
                  guint position,
                  gconstpointer before,
                  gconstpointer after)
{
  VostOp op = { .kind = kind, .position = position };
  op.before = before != NULL ? vost_record_ref (before) : NULL;
  op.after = after != NULL ? vost_record_ref (after) : NULL;
  g_array_append_val (self->ops, op);
}

void
vost_edit_insert (VostEdit *self, guint position, gconstpointer after)
{
  g_return_if_fail (self != NULL && after != NULL);
  vost_edit_add_op (self, VOST_OP_INSERT, position, NULL, after);
}

void
vost_edit_remove (VostEdit *self, guint position, gconstpointer before)
{
  g_return_if_fail (self != NULL && before != NULL);
  vost_edit_add_op (self, VOST_OP_REMOVE, position, before, NULL);
}

void
vost_edit_change (VostEdit *self, gconstpointer before, gconstpointer after)
{
  g_return_if_fail (self != NULL && before != NULL && after != NULL);
  if (!vost_record_equal (before, after))
    vost_edit_add_op (self, VOST_OP_CHANGE, 0, before, after);
}

void
vost_edit_append (VostEdit *self, const VostEdit *other)
{
  g_return_if_fail (self != NULL && other != NULL && self != other);
  for (guint i = 0; i < other->ops->len; i++)
    {
      const VostOp *op = vost_edit_get_op (other, i);
      vost_edit_add_op (self, op->kind, op->position, op->before, op->after);
    }
}

GHashTable *
vost_edit_merge_table_new (void)
{
  return g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
}

void
vost_edit_merge (VostEdit *self, const VostEdit *other, GHashTable *last)
{
  for (guint i = 0; i < other->ops->len; i++)
    {
      const VostOp *op = vost_edit_get_op (other, i);
      VostId id = (op->after != NULL ? op->after : op->before)->id;
      gpointer found;
      if (op->kind == VOST_OP_CHANGE && g_hash_table_lookup_extended (last, &id, NULL, &found))
        {
          /* A change moves nothing, so it may be done as early as its record's last operation. */
          VostOp *earlier = &g_array_index (self->ops, VostOp, GPOINTER_TO_UINT (found));
          VostRecord *after = vost_record_ref (op->after);
          vost_record_unref (earlier->after);
          earlier->after = after;
          continue;
        }
      vost_edit_add_op (self, op->kind, op->position, op->before, op->after);
      g_hash_table_replace (last, g_memdup2 (&id, sizeof id),
                            GUINT_TO_POINTER (self->ops->len - 1));
    }
}

guint
vost_edit_get_n_ops (const VostEdit *self)
{
  g_return_val_if_fail (self != NULL, 0);
  return self->ops->len;
}

const VostOp *
vost_edit_get_op (const VostEdit *self, guint index)
{
  g_return_val_if_fail (self != NULL && index < self->ops->len, NULL);
  return &g_array_index (self->ops, VostOp, index);
}

const char *
vost_edit_get_label (const VostEdit *self)
{
  g_return_val_if_fail (self != NULL, NULL);
  return self->label;
}

const char *
vost_edit_get_coalesce (const VostEdit *self)
{
  g_return_val_if_fail (self != NULL, NULL);
  return self->coalesce;
}

void
vost_edit_set_label (VostEdit *self, const char *label)
{
  g_return_if_fail (self != NULL);
  vost_set_string (&self->label, label);
}

VostEdit *
vost_edit_invert (const VostEdit *self)
{
  g_return_val_if_fail (self != NULL, NULL);
  static const VostOpKind inverse[] = {
    [VOST_OP_INSERT] = VOST_OP_REMOVE,
    [VOST_OP_REMOVE] = VOST_OP_INSERT,
    [VOST_OP_CHANGE] = VOST_OP_CHANGE,
  };
  VostEdit *edit = vost_edit_new (self->label, self->coalesce);
  for (guint i = self->ops->len; i > 0; i--)
    {
      const VostOp *op = vost_edit_get_op (self, i - 1);
      vost_edit_add_op (edit, inverse[op->kind], op->position, op->after, op->before);
    }
  return edit;
}
