/* The cue that is being written: source above, target below, times, counters, issues. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "session.h"

G_BEGIN_DECLS

/**
 * VostCueEditor:
 *
 * Edits the session's cue. Signal `next`: Enter was pressed in the text.
 */
#define VOST_TYPE_CUE_EDITOR (vost_cue_editor_get_type ())
G_DECLARE_FINAL_TYPE (VostCueEditor, vost_cue_editor, VOST, CUE_EDITOR, GtkBox)

GtkWidget *vost_cue_editor_new (VostSession *session);
/* Puts the caret at the end of the text. */
void vost_cue_editor_focus_text (VostCueEditor *self);
/* Whether the caret is in the text. */
gboolean vost_cue_editor_is_writing (VostCueEditor *self);
/* Its offset in characters. */
guint vost_cue_editor_get_caret (VostCueEditor *self);
/* Puts <i> round the selection, or takes it away. */
void vost_cue_editor_toggle_italic (VostCueEditor *self);
/* Findings of the current cue, (nullable) (element-type VostFinding): shown with their fixes. */
void vost_cue_editor_set_findings (VostCueEditor *self, GPtrArray *findings);

G_END_DECLS
