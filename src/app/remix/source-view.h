/* A work as picture, with in and out marks. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "session.h"

G_BEGIN_DECLS

/**
 * VostSourceView:
 *
 * Shows the film player. Signal `range-changed`.
 */
#define VOST_TYPE_SOURCE_VIEW (vost_source_view_get_type ())
G_DECLARE_FINAL_TYPE (VostSourceView, vost_source_view, VOST, SOURCE_VIEW, GtkBox)

GtkWidget *vost_source_view_new (VostSession *session);
/* Puts a mark at the playhead; one that would end before it starts moves the other away. */
void vost_source_view_mark (VostSourceView *self, gboolean at_end);
/* What is marked of the session's source; FALSE when there is nothing. */
gboolean vost_source_view_get_range (VostSourceView *self, VostSpan *ret);

G_END_DECLS
