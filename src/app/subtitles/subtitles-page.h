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
/* A key is held since a cue's start, whichever the user chose for it. */
gboolean vost_subtitles_page_is_tapping (VostSubtitlesPage *self);
/* It went up: the cue ends there. @may_write: its words may be typed at once. */
void vost_subtitles_page_end_tap (VostSubtitlesPage *self, gboolean may_write);

G_END_DECLS
