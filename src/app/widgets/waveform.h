/* The sound as a strip with the cues on it: drag, trim, create; shot changes as lines. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "session.h"

G_BEGIN_DECLS

/**
 * VostWaveform:
 *
 * Follows the session's film and track. Reads peaks while they are found, keeps the playhead in
 * sight. Dragging a cue's edge retimes it (snapping to shot changes, neighbours and the playhead;
 * Shift for free), dragging its middle moves it, dragging on an empty place makes a new one, a
 * click seeks. Ctrl+scroll zooms, scroll moves.
 */
#define VOST_TYPE_WAVEFORM (vost_waveform_get_type ())
G_DECLARE_FINAL_TYPE (VostWaveform, vost_waveform, VOST, WAVEFORM, GtkWidget)

GtkWidget *vost_waveform_new (VostSession *session);
/* Pixels a second. */
void vost_waveform_zoom (VostWaveform *self, double factor);

G_END_DECLS
