/* The document. vost_project_apply() is its only mutator. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include <vostok/core/edit.h>
#include <vostok/core/snapshot.h>

G_BEGIN_DECLS

/**
 * VostProject:
 *
 * Sources, subtitle tracks with their cues, remix lanes with their clips. Belongs to the main
 * thread; threads take vost_project_snapshot().
 *
 * Signal `edited (VostEdit *edit)`: after an edit was applied as a whole. Views that want rows
 * listen to the list models instead.
 */
#define VOST_TYPE_PROJECT (vost_project_get_type ())
G_DECLARE_FINAL_TYPE (VostProject, vost_project, VOST, PROJECT, GObject)

/* An empty document with one project record. */
VostProject *vost_project_new (void);

/**
 * vost_project_apply:
 *
 * Applies all operations or none. Refused (VOST_ERROR_CONFLICT) when an operation does not fit: an
 * id that exists or does not, a position out of range, a `before` that is not what the document
 * holds, a container that still has children, a time or number out of bounds. Also refused while
 * the last edit is still being told to views.
 *
 * Returns: whether it was applied
 */
gboolean vost_project_apply (VostProject *self, const VostEdit *edit, GError **error);

/* The document as it is now; cheap: arrays are shared until the next edit. (transfer full). */
VostSnapshot *vost_project_snapshot (VostProject *self) G_GNUC_WARN_UNUSED_RESULT;

/* Folder that relative paths start from (the project file's); NULL for none. Not part of the
 * document. */
void vost_project_set_folder (VostProject *self, const char *folder);
const char *vost_project_get_folder (VostProject *self);

const VostProjectRecord *vost_project_get_info (VostProject *self);
/* Borrowed; NULL if there is none. */
gconstpointer vost_project_lookup (VostProject *self, VostId id);
guint vost_project_get_n (VostProject *self, VostKind kind, VostId parent);
gconstpointer vost_project_get_nth (VostProject *self, VostKind kind, VostId parent, guint index);
/* Index of the record in its container, or -1. Constant time on average for cues next to the last
 * hit. */
int vost_project_index_of (VostProject *self, VostId id);
VostSpan vost_project_cue_span (VostProject *self, const VostCue *cue);

/**
 * vost_project_get_list:
 * @kind: what the list holds
 * @parent: the track or lane, VOST_ID_NONE for sources, tracks and lanes
 *
 * A live list of #VostItem (one per record, made on demand, with stable identity while it is held).
 * Emits `items-changed` for inserts and removals; a changed record makes its item emit
 * `notify::record`.
 *
 * Returns: (transfer none): lives as long as the project; for a container that is gone it is empty
 */
GListModel *vost_project_get_list (VostProject *self, VostKind kind, VostId parent);

/**
 * VostItem:
 *
 * The GObject face of one record, for list views: read-only properties `record` (pointer), `id`
 * (uint64).
 */
#define VOST_TYPE_ITEM (vost_item_get_type ())
G_DECLARE_FINAL_TYPE (VostItem, vost_item, VOST, ITEM, GObject)
gconstpointer vost_item_get_record (VostItem *self);
VostId vost_item_get_id (VostItem *self);

/* The newest of many: moves whole documents in, as one edit, e.g. from a file; (transfer full). */
VostEdit *vost_project_edit_to_load (GPtrArray *records,
                                     const char *label) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
