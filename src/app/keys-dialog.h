/* The window in which keys are changed. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define VOST_TYPE_KEYS_DIALOG (vost_keys_dialog_get_type ())
G_DECLARE_FINAL_TYPE (VostKeysDialog, vost_keys_dialog, VOST, KEYS_DIALOG, AdwWindow)

GtkWidget *vost_keys_dialog_new (GtkWindow *parent, GSettings *settings);

G_END_DECLS
