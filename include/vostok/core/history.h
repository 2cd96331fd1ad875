/* Undo and redo over a project's edits. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <vostok/core/project.h>

G_BEGIN_DECLS

/**
 * VostHistory:
 *
 * Properties: `can-undo`, `can-redo`, `undo-label`, `redo-label`, `modified` (since the last
 * vost_history_mark_saved()). Signal `recorded (int event, VostEdit *edit, gint64 time)`:
 * what the journal writes; the event is a VostHistoryEvent, the edit NULL but for edits and for the
 * begin of a group, whose label it carries.
 */
#define VOST_TYPE_HISTORY (vost_history_get_type ())
G_DECLARE_FINAL_TYPE (VostHistory, vost_history, VOST, HISTORY, GObject)

VostHistory *vost_history_new (VostProject *project);
VostProject *vost_history_get_project (VostHistory *self);

/**
 * vost_history_push:
 * @edit: (transfer none): empty edits are ignored
 *
 * Applies the edit and records it. Merges it into the last step when both have the same coalesce
 * key, the last one is less than a second old and no barrier lies between.
 */
gboolean vost_history_push (VostHistory *self, VostEdit *edit, GError **error);

/* Everything pushed until the matching end is one step named @label. Groups nest; the outermost
 * counts. */
void vost_history_begin_group (VostHistory *self, const char *label);
void vost_history_end_group (VostHistory *self);

/* The next edit starts a step of its own (focus left the field, file saved). */
void vost_history_barrier (VostHistory *self);

gboolean vost_history_undo (VostHistory *self);
gboolean vost_history_redo (VostHistory *self);
gboolean vost_history_can_undo (VostHistory *self);
gboolean vost_history_can_redo (VostHistory *self);
const char *vost_history_get_undo_label (VostHistory *self); /* (nullable) */
const char *vost_history_get_redo_label (VostHistory *self); /* (nullable) */
gboolean vost_history_get_modified (VostHistory *self);
/**
 * vost_history_begin_save:
 *
 * What is written now in another thread is the present state: vost_history_mark_saved() then means
 * this state, whatever has been edited until it is called.
 */
void vost_history_begin_save (VostHistory *self);
void vost_history_mark_saved (VostHistory *self);

/* (transfer full) (element-type VostEdit): what may set the document apart from what was saved:
 * the steps since then, and those that were undone. */
GPtrArray *vost_history_get_unsaved (VostHistory *self);

typedef enum
{
  VOST_HISTORY_EDIT,
  VOST_HISTORY_UNDO,
  VOST_HISTORY_REDO,
  VOST_HISTORY_BARRIER,
  VOST_HISTORY_BEGIN,
  VOST_HISTORY_END,
  VOST_HISTORY_SAVED,
} VostHistoryEvent;

/* Replays one recorded event at its recorded time (microseconds), so that coalescing falls the same
 * way. */
gboolean vost_history_replay (VostHistory *self,
                              VostHistoryEvent event,
                              VostEdit *edit,
                              gint64 time_us,
                              GError **error);

G_END_DECLS
