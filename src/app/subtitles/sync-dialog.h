/* Makes subtitles fit the film: by two points, another frame rate, or other subtitles that fit. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "session.h"

G_BEGIN_DECLS

/* The film can be played meanwhile, to find the places. */
void vost_synchronise (GtkWindow *parent, VostSession *session, VostId track);

G_END_DECLS
