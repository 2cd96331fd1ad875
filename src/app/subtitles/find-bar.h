/* Find and replace in the texts of a track. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "session.h"

G_BEGIN_DECLS

#define VOST_TYPE_FIND_BAR (vost_find_bar_get_type ())
G_DECLARE_FINAL_TYPE (VostFindBar, vost_find_bar, VOST, FIND_BAR, GtkWidget)

GtkWidget *vost_find_bar_new (VostSession *session);
void vost_find_bar_open (VostFindBar *self, gboolean replace);

G_END_DECLS
