/* The Remix page. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "session.h"

G_BEGIN_DECLS

#define VOST_TYPE_REMIX_PAGE (vost_remix_page_get_type ())
G_DECLARE_FINAL_TYPE (VostRemixPage, vost_remix_page, VOST, REMIX_PAGE, AdwBin)

/* Keeps a reference on the session. */
GtkWidget *vost_remix_page_new (VostSession *session);

/* The player that Space belongs to at the moment: the programme's, or the source's when the focus
 * is there. */
VostPlayer *vost_remix_page_get_player (VostRemixPage *self);

G_END_DECLS
