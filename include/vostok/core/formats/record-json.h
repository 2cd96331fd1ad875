/* Records as JSON, one line each: the project file's and the journal's common form. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <vostok/core/diagnostic.h>
#include <vostok/core/edit.h>

G_BEGIN_DECLS

/* Appends {"id":…,…} without a line break; fields at their default are left out, `extra` members
 * last. */
void vost_record_append_json (const VostRecord *record, GString *out);

/**
 * vost_record_from_json:
 * @text: one JSON object
 * @parent: container, VOST_ID_NONE to read it from the member "parent" (journal lines have one)
 *
 * Members that the kind does not have go into `extra`. Returns: (transfer full): the record
 */
gpointer vost_record_from_json (VostKind kind, VostId parent, const char *text, GError **error);

/* [{"op":"insert","kind":"cue","at":3,"after":{…}},…] on one line. */
void vost_edit_append_json (const VostEdit *edit, GString *out);
VostEdit *vost_edit_from_json (const char *text, GError **error);

/* A JSON string with quotes, escaped so that json-glib and every other reader gives back the same
 * bytes. */
void vost_json_append_string (GString *out, const char *text);

G_END_DECLS
