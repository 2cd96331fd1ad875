/* Shows its child whole or not at all. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * VostShy:
 *
 * For what is good to know but not worth room: it asks for none, and where it gets less than its
 * child's natural width the child is not drawn. A half word with dots would help nobody.
 */
#define VOST_TYPE_SHY (vost_shy_get_type ())
G_DECLARE_FINAL_TYPE (VostShy, vost_shy, VOST, SHY, GtkWidget)

GtkWidget *vost_shy_new (GtkWidget *child);

G_END_DECLS
