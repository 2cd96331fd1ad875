/* The list of cues: number, times, speed, source, target, state; filtered and searched. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "session.h"

G_BEGIN_DECLS

typedef enum
{
  VOST_CUES_ALL,
  VOST_CUES_UNTRANSLATED,
  VOST_CUES_ISSUES,
} VostCueFilter;

/**
 * VostCueGrid:
 *
 * Shows the session's track; follows and sets its cue. Rows are made on demand.
 */
#define VOST_TYPE_CUE_GRID (vost_cue_grid_get_type ())
G_DECLARE_FINAL_TYPE (VostCueGrid, vost_cue_grid, VOST, CUE_GRID, GtkWidget)

GtkWidget *vost_cue_grid_new (VostSession *session);
void vost_cue_grid_set_filter (VostCueGrid *self, VostCueFilter filter, const char *search);
/* Findings by cue id, borrowed: (key gint64, value GPtrArray of VostFinding). */
void vost_cue_grid_set_findings (VostCueGrid *self, GHashTable *findings);
/* Ids of the selected rows, in row order; (transfer full) (element-type VostId). */
GArray *vost_cue_grid_get_selection (VostCueGrid *self);
void vost_cue_grid_grab_focus (VostCueGrid *self);

G_END_DECLS
