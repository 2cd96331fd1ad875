/* Buttons, time, speed and volume under a picture. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include <vostok/media/player.h>

G_BEGIN_DECLS

#define VOST_TYPE_TRANSPORT (vost_transport_get_type ())
G_DECLARE_FINAL_TYPE (VostTransport, vost_transport, VOST, TRANSPORT, GtkBox)

GtkWidget *vost_transport_new (VostPlayer *player);
/* For frame numbers and the length of a step; 0/1 hides the number. */
void vost_transport_set_rate (VostTransport *self, VostRate rate);
/* Something of the page's own at the end of the row (a language menu, a loop switch). */
void vost_transport_append (VostTransport *self, GtkWidget *widget);

G_END_DECLS
