/* The licence of what is being made, always in sight; a click explains it. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "session.h"

G_BEGIN_DECLS

#define VOST_TYPE_LICENCE_CHIP (vost_licence_chip_get_type ())
G_DECLARE_FINAL_TYPE (VostLicenceChip, vost_licence_chip, VOST, LICENCE_CHIP, GtkWidget)

GtkWidget *vost_licence_chip_new (VostSession *session);
void vost_licence_chip_popup (VostLicenceChip *self);

/* CSS class of a verdict level: "success", "warning", "error". */
const char *vost_verdict_css_class (VostVerdictLevel level);
/* A box with the verdict in words, reason by reason, and buttons for what can be done about each.
 * (transfer floating). */
GtkWidget *vost_verdict_view_new (VostSession *session, VostMaking making);

G_END_DECLS
