/* Which licence a work has: understands what is pasted, explains what it means. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * VostLicenceEditor:
 *
 * Signal `chosen (const char *spdx)`: a licence was understood or picked; "" for unknown.
 */
#define VOST_TYPE_LICENCE_EDITOR (vost_licence_editor_get_type ())
G_DECLARE_FINAL_TYPE (VostLicenceEditor, vost_licence_editor, VOST, LICENCE_EDITOR, AdwExpanderRow)

GtkWidget *vost_licence_editor_new (void);
/* @spdx: what the work has; @evidence: where that was read. */
void vost_licence_editor_set (VostLicenceEditor *self, const char *spdx, const char *evidence);

G_END_DECLS
