/* One release target: switch, description, progress, result. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include <vostok/media/target.h>

G_BEGIN_DECLS

/**
 * VostTargetRow:
 *
 * Signal `cancel`: the button beside the progress bar. Property-free: the page sets what it shows.
 * `switched`: on or off.
 */
#define VOST_TYPE_TARGET_ROW (vost_target_row_get_type ())
G_DECLARE_FINAL_TYPE (VostTargetRow, vost_target_row, VOST, TARGET_ROW, AdwActionRow)

GtkWidget *vost_target_row_new (const VostTarget *target);
const VostTarget *vost_target_row_get_target (VostTargetRow *self);
gboolean vost_target_row_is_on (VostTargetRow *self);
void vost_target_row_set_on (VostTargetRow *self, gboolean on);
void vost_target_row_show_idle (VostTargetRow *self);
void vost_target_row_show_waiting (VostTargetRow *self);
void vost_target_row_show_progress (VostTargetRow *self, double fraction, int remaining);
/* @good: a verified release; else why not. */
void vost_target_row_show_result (VostTargetRow *self, gboolean good, const char *text);
/* By the user: no fault. */
void vost_target_row_show_stopped (VostTargetRow *self);

G_END_DECLS
