/* Asks for a language. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* @tag: BCP 47. */
typedef void (*VostLanguageChosen) (const char *tag, gpointer data);

/* @proposed: (nullable): chosen at first. Nothing is called when the user cancels. */
void vost_choose_language (GtkWindow *parent,
                           const char *heading,
                           const char *body,
                           const char *button,
                           const char *proposed,
                           VostLanguageChosen chosen,
                           gpointer data);

G_END_DECLS
