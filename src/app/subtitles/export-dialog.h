/* Writes a copy of the subtitles in another format. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "session.h"

G_BEGIN_DECLS

/* Asks for the format, says what it cannot hold, then asks for the file and writes it. */
void vost_export_subtitles (GtkWindow *parent, VostSession *session, VostId track);

G_END_DECLS
