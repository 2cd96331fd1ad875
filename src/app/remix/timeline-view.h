/* The remix as a timeline: lanes of clips, their sound, and the subtitles that follow them. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "session.h"

G_BEGIN_DECLS

/**
 * VostTimelineView:
 *
 * A click selects a clip and goes there; dragging moves it, dragging an edge trims it (Shift closes
 * or opens the gap), dragging on the ruler scrubs. Ctrl+scroll zooms, scroll moves. Time runs from
 * left to right in every language, as on every player.
 *
 * Signal `title-activated`: a title was double-clicked.
 */
#define VOST_TYPE_TIMELINE_VIEW (vost_timeline_view_get_type ())
G_DECLARE_FINAL_TYPE (VostTimelineView, vost_timeline_view, VOST, TIMELINE_VIEW, GtkWidget)

GtkWidget *vost_timeline_view_new (VostSession *session);
void vost_timeline_view_zoom (VostTimelineView *self, double factor);
/* Shows all of the remix, and goes on doing so until someone zooms. */
void vost_timeline_view_fit (VostTimelineView *self);

G_END_DECLS
