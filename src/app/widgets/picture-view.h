/* The film's picture with subtitles drawn over it at the display's resolution. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include <vostok/media/overlay.h>
#include <vostok/media/player.h>

G_BEGIN_DECLS

/**
 * VostPictureView:
 *
 * Shows a player's frames. What is on screen at the frame's time comes from an index; libass draws
 * it in a thread of this widget, so that neither font loading nor a long line ever holds up the
 * main loop.
 */
#define VOST_TYPE_PICTURE_VIEW (vost_picture_view_get_type ())
G_DECLARE_FINAL_TYPE (VostPictureView, vost_picture_view, VOST, PICTURE_VIEW, GtkWidget)

GtkWidget *vost_picture_view_new (void);
void vost_picture_view_set_player (VostPictureView *self, VostPlayer *player);
/* @index: (transfer full) (nullable): what to draw; @ass_header: (nullable): styles of an ASS track
 */
void
vost_picture_view_set_cues (VostPictureView *self, VostCueIndex *index, const char *ass_header);
/* How many times an overlay was asked for and came back; for measuring. */
guint64 vost_picture_view_get_overlay_serial (VostPictureView *self);

G_END_DECLS
