/* How the history makes several edits one step. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <vostok/core/edit.h>

G_BEGIN_DECLS

/**
 * vost_edit_merge:
 * @self: seen by nobody else
 * @last: (element-type VostId* guint): the last operation of each record in @self; kept up to date
 *
 * Like vost_edit_append(), but several changes of a record become one.
 */
void vost_edit_merge (VostEdit *self, const VostEdit *other, GHashTable *last);

/* The table for vost_edit_merge(). */
GHashTable *vost_edit_merge_table_new (void) G_GNUC_WARN_UNUSED_RESULT;

/* Adds an operation as it is, however little sense it makes: applying judges. */
void vost_edit_add_op (VostEdit *self,
                       VostOpKind kind,
                       guint position,
                       gconstpointer before,
                       gconstpointer after);

G_END_DECLS
