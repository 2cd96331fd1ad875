/* The Subtitles page. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "session.h"

G_BEGIN_DECLS

#define VOST_TYPE_SUBTITLES_PAGE (vost_subtitles_page_get_type ())
G_DECLARE_FINAL_TYPE (VostSubtitlesPage, vost_subtitles_page, VOST, SUBTITLES_PAGE, AdwBin)

/* Keeps a reference on the session. */
GtkWidget *vost_subtitles_page_new (VostSession *session);

G_END_DECLS
