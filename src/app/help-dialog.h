/* First steps, in plain words. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

void vost_show_help (GtkWindow *parent);

G_END_DECLS
