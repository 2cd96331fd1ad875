/* A work of the project as a card: poster, title, authors, licence, length. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "session.h"

G_BEGIN_DECLS

#define VOST_TYPE_WORK_CARD (vost_work_card_get_type ())
G_DECLARE_FINAL_TYPE (VostWorkCard, vost_work_card, VOST, WORK_CARD, GtkBox)

GtkWidget *vost_work_card_new (VostSession *session, VostId source);
VostId vost_work_card_get_source (VostWorkCard *self);
/* Shows the record as it is now. */
void vost_work_card_update (VostWorkCard *self);

G_END_DECLS
