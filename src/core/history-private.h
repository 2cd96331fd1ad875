/* What the journal needs to keep the steps that a history has before the journal begins. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <vostok/core/history.h>

G_BEGIN_DECLS

/* The steps that can be undone or redone, oldest first in both; (element-type VostEdit) (transfer
 * full). */
GPtrArray *vost_history_get_steps (VostHistory *self, gboolean redo);

/* How many steps were done when the document was saved, -1 if undo and redo cannot get there. */
int vost_history_get_saved (VostHistory *self);

/* Gives a fresh history the steps of another one. */
void vost_history_restore (VostHistory *self, GPtrArray *undo, GPtrArray *redo, int saved);

/* Ends groups that are still open and the newest step. */
void vost_history_close (VostHistory *self);

G_END_DECLS
