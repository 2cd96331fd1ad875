/* Every change to a document: a list of reversible operations on stable ids. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <vostok/core/record.h>

G_BEGIN_DECLS

typedef enum
{
  VOST_OP_INSERT, /* after at position of its container */
  VOST_OP_REMOVE, /* before, which stands at position */
  VOST_OP_CHANGE, /* before becomes after: same kind, id and parent */
} VostOpKind;

/**
 * VostOp:
 *
 * Carries both sides, so inverting it swaps them. An INSERT has no @before, a REMOVE no @after.
 * @position counts within the container (the track, the lane, or all of that kind in the project)
 * at the moment the operation is applied, that is after the edit's earlier operations.
 */
typedef struct
{
  VostOpKind kind;
  guint position;
  VostRecord *before; /* (nullable) (owned) */
  VostRecord *after;  /* (nullable) (owned) */
} VostOp;

/**
 * VostEdit: what one user action did. Built by tools, applied by vost_history_push(), then
 * immutable.
 */
typedef struct _VostEdit VostEdit;

/**
 * vost_edit_new:
 * @label: translated, for the undo menu: "Shift 12 cues"
 * @coalesce: (nullable): edits with the same key within a second become one undo step
 *   ("type:ID"), NULL never
 */
VostEdit *vost_edit_new (const char *label, const char *coalesce) G_GNUC_WARN_UNUSED_RESULT;
VostEdit *vost_edit_ref (VostEdit *self);
void vost_edit_unref (VostEdit *self);

/* Each takes its own reference on the records. Positions: see VostOp. */
void vost_edit_insert (VostEdit *self, guint position, gconstpointer after);
void vost_edit_remove (VostEdit *self, guint position, gconstpointer before);
/* Nothing is added if both are equal. */
void vost_edit_change (VostEdit *self, gconstpointer before, gconstpointer after);
/* Appends references to all operations of @other. */
void vost_edit_append (VostEdit *self, const VostEdit *other);

guint vost_edit_get_n_ops (const VostEdit *self);
const VostOp *vost_edit_get_op (const VostEdit *self, guint index);
const char *vost_edit_get_label (const VostEdit *self);
const char *vost_edit_get_coalesce (const VostEdit *self); /* (nullable) */
void vost_edit_set_label (VostEdit *self, const char *label);

/* The edit that takes it back: operations inverted, in reverse order; (transfer full). */
VostEdit *vost_edit_invert (const VostEdit *self) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VostEdit, vost_edit_unref)

G_END_DECLS
