/* The project file (.vostok): JSON, stable order, one cue a line. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <vostok/core/diagnostic.h>
#include <vostok/core/project.h>

G_BEGIN_DECLS

/* Version that this program writes; newer files open with a warning and keep what we do not know.
 */
#define VOST_PROJECT_FILE_VERSION 1

/* The file's text; the same document always gives the same bytes. (transfer full). */
char *vost_project_file_to_text (VostSnapshot *snapshot, gsize *ret_len);

/**
 * vost_project_file_parse:
 *
 * Returns: (transfer full): a new project; broken records are left out with a diagnostic each
 */
VostProject *
vost_project_file_parse (const char *text, gsize len, GPtrArray *diagnostics, GError **error);

/* From and to a file; loading sets the project's folder; saving is atomic, and writes the paths of
 * works below the file's folder relative to it, all others absolute. */
VostProject *vost_project_file_load (const char *path, GPtrArray *diagnostics, GError **error);
gboolean vost_project_file_save (VostSnapshot *snapshot, const char *path, GError **error);

G_END_DECLS
