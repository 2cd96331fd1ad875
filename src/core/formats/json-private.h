/* Reading hostile JSON and writing it in one form. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include <vostok/core/bounds.h>
#include <vostok/core/edit.h>
#include <vostok/core/formats/record-json.h>

G_BEGIN_DECLS

/**
 * vost_json_parse:
 * @nesting: how deep it may go
 *
 * Returns: (transfer full): the root of UTF-8 text
 */
JsonNode *vost_json_parse (const char *text, gsize len, guint nesting, GError **error);

/* What a project file held at its deepest must fit where we put it: in extra, in an edit, in the
 * journal. */
#define VOST_JSON_NESTING_INSIDE (VOST_MAX_NESTING + 8)

/* On one line, without spaces. */
void vost_json_append_node (GString *out, JsonNode *node);

/* A string member, NULL if it is missing or something else. */
const char *vost_json_get_string (JsonObject *object, const char *name);

/* A whole number, @missing if it is missing or something else. */
gint64 vost_json_get_int (JsonObject *object, const char *name, gint64 missing);

/* vost_record_append_json(), with the member "parent" or without. */
void vost_record_append_members (const VostRecord *record, gboolean with_parent, GString *out);

/**
 * vost_record_from_object:
 * Like vost_record_from_json(), but a missing or damaged id is left VOST_ID_NONE, and bounds are
 * not checked.
 */
gpointer vost_record_from_object (VostKind kind, VostId parent, JsonObject *object, GError **error);

/* Of the array that vost_edit_append_json() writes. */
VostEdit *
vost_edit_from_node (JsonNode *ops, const char *label, const char *coalesce, GError **error);

G_END_DECLS
