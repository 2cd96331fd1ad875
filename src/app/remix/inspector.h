/* The selected clip in figures and words: everything that the timeline can do, as fields and
 * buttons. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "session.h"

G_BEGIN_DECLS

#define VOST_TYPE_INSPECTOR (vost_inspector_get_type ())
G_DECLARE_FINAL_TYPE (VostInspector, vost_inspector, VOST, INSPECTOR, GtkBox)

GtkWidget *vost_inspector_new (VostSession *session);
/* Puts the caret into the words of the selected title. */
void vost_inspector_focus_title (VostInspector *self);

G_END_DECLS
