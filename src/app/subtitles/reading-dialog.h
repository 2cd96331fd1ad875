/* How a subtitle file was read: its encoding, garbled letters, problems. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "session.h"

G_BEGIN_DECLS

/* @track: one that was opened from a file. */
void vost_show_reading (GtkWindow *parent, VostSession *session, VostId track);

G_END_DECLS
