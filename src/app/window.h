/* The window: header bar, the four pages, welcome, licence chip. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "session.h"

G_BEGIN_DECLS

#define VOST_TYPE_WINDOW (vost_window_get_type ())
G_DECLARE_FINAL_TYPE (VostWindow, vost_window, VOST, WINDOW, AdwApplicationWindow)

VostWindow *vost_window_new (GtkApplication *app);
VostSession *vost_window_get_session (VostWindow *self);

G_END_DECLS
