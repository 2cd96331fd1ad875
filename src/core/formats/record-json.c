/* Records and edits as JSON. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <vostok/core/formats/record-json.h>

#include "vostok-config.h"

#include <glib/gi18n-lib.h>

#include <vostok/core/bounds.h>

#include "edit-private.h"
#include "json-private.h"
#include "record-private.h"

static const char *const op_names[] = {
  [VOST_OP_INSERT] = "insert",
  [VOST_OP_REMOVE] = "remove",
  [VOST_OP_CHANGE] = "change",
};

/* Of a field that is JSON itself. */
#define FIELD_NESTING (VOST_MAX_NESTING - 8)

/* Members that are never a field nor unknown. */
static const char *const reserved[] = { "id", "parent", "cues", "clips", NULL };

static void
append_text (GString *out, const char *owned)
{
  g_autofree const char *text = owned;
  vost_json_append_string (out, text);
}

static void
append_strv (GString *out, char *const *strings)
{
  g_string_append_c (out, '[');
  for (gsize i = 0; strings[i] != NULL; i++)
    {
      if (i > 0)
        g_string_append_c (out, ',');
      vost_json_append_string (out, strings[i]);
    }
  g_string_append_c (out, ']');
}

/*
 * The text may come from anywhere, as from a film's metadata. What is no JSON, or so deep that the
 * project file around it could not be opened again, goes as a string, which reading takes back.
 */
static void
append_json_text (GString *out, const char *text)
{
  g_autoptr (JsonNode) node = vost_json_parse (text, strlen (text), FIELD_NESTING, NULL);
  if (node != NULL && !JSON_NODE_HOLDS_VALUE (node) && !JSON_NODE_HOLDS_NULL (node))
    vost_json_append_node (out, node);
  else
    vost_json_append_string (out, text);
}

static void
append_field (GString *out, const VostField *field, gconstpointer record)
{
  switch (field->type)
    {
    case VOST_FIELD_STRING:
      vost_json_append_string (out, VOST_FIELD (record, field, char *));
      break;
    case VOST_FIELD_STRV:
      append_strv (out, VOST_FIELD (record, field, char **));
      break;
    case VOST_FIELD_TIME:
      append_text (out, vost_time_format_exact (VOST_FIELD (record, field, VostTime)));
      break;
    case VOST_FIELD_INT:
      g_string_append_printf (out, "%" G_GINT64_FORMAT, VOST_FIELD (record, field, gint64));
      break;
    case VOST_FIELD_BOOL:
      g_string_append (out, VOST_FIELD (record, field, gboolean) ? "true" : "false");
      break;
    case VOST_FIELD_ID:
      append_text (out, vost_id_to_string (VOST_FIELD (record, field, VostId)));
      break;
    case VOST_FIELD_RATE:
      append_text (out, vost_rate_to_string (VOST_FIELD (record, field, VostRate)));
      break;
    case VOST_FIELD_JSON:
      append_json_text (out, VOST_FIELD (record, field, char *));
      break;
    default:
      g_assert_not_reached ();
    }
}

static const VostField *
find_field (VostKind kind, const char *name)
{
  for (const VostField *field = vost_kind_info (kind)->fields; field->name != NULL; field++)
    if (g_str_equal (field->name, name))
      return field;
  return NULL;
}

static void
append_extra (GString *out, const VostRecord *record)
{
  g_autoptr (JsonNode) node =
      vost_json_parse (record->extra, strlen (record->extra), VOST_JSON_NESTING_INSIDE, NULL);
  if (node == NULL || !JSON_NODE_HOLDS_OBJECT (node))
    return;
  JsonObjectIter iter;
  const char *name;
  JsonNode *value;
  json_object_iter_init_ordered (&iter, json_node_get_object (node));
  while (json_object_iter_next_ordered (&iter, &name, &value))
    {
      if (g_strv_contains (reserved, name) || find_field (record->kind, name) != NULL)
        continue;
      g_string_append_c (out, ',');
      vost_json_append_string (out, name);
      g_string_append_c (out, ':');
      vost_json_append_node (out, value);
    }
}

void
vost_record_append_members (const VostRecord *record, gboolean with_parent, GString *out)
{
  const VostRecord *defaults = vost_record_default (record->kind);
  g_string_append (out, "{\"id\":");
  append_text (out, vost_id_to_string (record->id));
  if (with_parent && record->parent != VOST_ID_NONE)
    {
      g_string_append (out, ",\"parent\":");
      append_text (out, vost_id_to_string (record->parent));
    }
  for (const VostField *field = vost_kind_info (record->kind)->fields; field->name != NULL; field++)
    {
      if (vost_field_equal (field, record, defaults))
        continue;
      g_string_append_printf (out, ",\"%s\":", field->name);
      append_field (out, field, record);
    }
  if (record->extra != NULL)
    append_extra (out, record);
  g_string_append_c (out, '}');
}

void
vost_record_append_json (const VostRecord *record, GString *out)
{
  g_return_if_fail (record != NULL && out != NULL);
  vost_record_append_members (record, TRUE, out);
}

/* A string that is valid whatever escapes made it. */
static char *
dup_string (JsonNode *node)
{
  const char *text = json_node_get_string (node);
  return g_utf8_validate (text, -1, NULL) ? g_strdup (text) : g_utf8_make_valid (text, -1);
}

static gboolean
read_strv (JsonNode *node, char ***ret)
{
  if (!JSON_NODE_HOLDS_ARRAY (node))
    return FALSE;
  JsonArray *array = json_node_get_array (node);
  guint n = json_array_get_length (array);
  g_auto (GStrv) strings = g_new0 (char *, n + 1);
  for (guint i = 0; i < n; i++)
    {
      JsonNode *element = json_array_get_element (array, i);
      if (json_node_get_value_type (element) != G_TYPE_STRING)
        return FALSE;
      strings[i] = dup_string (element);
    }
  g_strfreev (*ret);
  *ret = g_steal_pointer (&strings);
  return TRUE;
}

static void
read_json_text (JsonNode *node, char **ret)
{
  GString *text = g_string_new (NULL);
  vost_json_append_node (text, node);
  g_free (*ret);
  *ret = g_string_free (text, FALSE);
}

/* Fields that are held as a JSON string. */
static gboolean
read_text_field (gpointer record, const VostField *field, JsonNode *node)
{
  g_autofree char *text = dup_string (node);
  switch (field->type)
    {
    case VOST_FIELD_STRING:
    case VOST_FIELD_JSON:
      g_free (VOST_FIELD (record, field, char *));
      VOST_FIELD (record, field, char *) = g_steal_pointer (&text);
      return TRUE;
    case VOST_FIELD_TIME:
      if (*text == '\0')
        VOST_FIELD (record, field, VostTime) = VOST_TIME_NONE;
      return *text == '\0' || vost_time_parse (text, &VOST_FIELD (record, field, VostTime));
    case VOST_FIELD_ID:
      if (*text == '\0')
        VOST_FIELD (record, field, VostId) = VOST_ID_NONE;
      return *text == '\0' || vost_id_parse (text, &VOST_FIELD (record, field, VostId));
    case VOST_FIELD_RATE:
      return vost_rate_parse (text, &VOST_FIELD (record, field, VostRate));
    case VOST_FIELD_STRV:
    case VOST_FIELD_INT:
    case VOST_FIELD_BOOL:
    default:
      return FALSE;
    }
}

static gboolean
read_field (gpointer record, const VostField *field, JsonNode *node)
{
  GType type = json_node_get_value_type (node);
  if (JSON_NODE_HOLDS_VALUE (node) && type == G_TYPE_STRING)
    return read_text_field (record, field, node);
  if (field->type == VOST_FIELD_STRV)
    return read_strv (node, &VOST_FIELD (record, field, char **));
  if (field->type == VOST_FIELD_JSON)
    {
      read_json_text (node, &VOST_FIELD (record, field, char *));
      return TRUE;
    }
  if (field->type == VOST_FIELD_INT && JSON_NODE_HOLDS_VALUE (node) && type == G_TYPE_INT64)
    {
      VOST_FIELD (record, field, gint64) = json_node_get_int (node);
      return TRUE;
    }
  if (field->type == VOST_FIELD_BOOL && JSON_NODE_HOLDS_VALUE (node) && type == G_TYPE_BOOLEAN)
    {
      VOST_FIELD (record, field, gboolean) = json_node_get_boolean (node);
      return TRUE;
    }
  return FALSE;
}

static void
add_extra (GString **extra, const char *name, JsonNode *value)
{
  if (*extra == NULL)
    *extra = g_string_new ("{");
  else
    g_string_append_c (*extra, ',');
  vost_json_append_string (*extra, name);
  g_string_append_c (*extra, ':');
  vost_json_append_node (*extra, value);
}

static VostId
read_id (JsonObject *object, const char *name)
{
  const char *text = vost_json_get_string (object, name);
  VostId id = VOST_ID_NONE;
  return text != NULL && vost_id_parse (text, &id) ? id : VOST_ID_NONE;
}

gpointer
vost_record_from_object (VostKind kind, VostId parent, JsonObject *object, GError **error)
{
  VostId container = parent;
  if (parent == VOST_ID_NONE && vost_kind_container (kind) != VOST_KIND_PROJECT)
    container = read_id (object, "parent");
  g_autoptr (VostAnyRecord) record = vost_record_new_blank (kind, container);
  record->id = kind == VOST_KIND_PROJECT ? VOST_ID_PROJECT : read_id (object, "id");
  GString *extra = NULL;
  const char *bad = NULL;
  JsonObjectIter iter;
  const char *name;
  JsonNode *value;
  json_object_iter_init_ordered (&iter, object);
  while (bad == NULL && json_object_iter_next_ordered (&iter, &name, &value))
    {
      const VostField *field = find_field (kind, name);
      if (field != NULL && !read_field (record, field, value))
        bad = field->name;
      else if (field == NULL && !g_strv_contains (reserved, name))
        add_extra (&extra, name, value);
    }
  if (extra != NULL)
    record->extra = g_string_free (g_string_append_c (extra, '}'), FALSE);
  if (bad != NULL)
    {
      g_set_error (error, VOST_ERROR, VOST_ERROR_BAD_INPUT,
                   /* Translators: %s is the name of a member of the project file, as "start". */
                   _ ("“%s” has a value that it cannot have."), bad);
      return NULL;
    }
  return g_steal_pointer (&record);
}

/* What a document takes: reading must not give records that no edit could insert. */
static gboolean
check_read (const VostRecord *record, GError **error)
{
  g_autoptr (GError) local = NULL;
  if (vost_record_check (record, &local))
    return TRUE;
  g_set_error_literal (error, VOST_ERROR, VOST_ERROR_BAD_INPUT, local->message);
  return FALSE;
}

static gpointer
record_from_node (VostKind kind, VostId parent, JsonNode *node, GError **error)
{
  if (!JSON_NODE_HOLDS_OBJECT (node))
    {
      g_set_error_literal (error, VOST_ERROR, VOST_ERROR_BAD_INPUT, _ ("It is not a JSON object."));
      return NULL;
    }
  g_autoptr (VostAnyRecord) record =
      vost_record_from_object (kind, parent, json_node_get_object (node), error);
  if (record == NULL || !check_read (record, error))
    return NULL;
  return g_steal_pointer (&record);
}

gpointer
vost_record_from_json (VostKind kind, VostId parent, const char *text, GError **error)
{
  g_return_val_if_fail ((guint) kind < VOST_N_KINDS && text != NULL, NULL);
  g_autoptr (JsonNode) node =
      vost_json_parse (text, strlen (text), VOST_JSON_NESTING_INSIDE, error);
  return node != NULL ? record_from_node (kind, parent, node, error) : NULL;
}

static void
append_op (GString *out, const VostOp *op)
{
  const VostRecord *any = op->after != NULL ? op->after : op->before;
  g_string_append_printf (out, "{\"op\":\"%s\",\"kind\":\"%s\"", op_names[op->kind],
                          vost_kind_info (any->kind)->name);
  if (op->kind != VOST_OP_CHANGE)
    g_string_append_printf (out, ",\"at\":%u", op->position);
  if (op->before != NULL)
    {
      g_string_append (out, ",\"before\":");
      vost_record_append_members (op->before, TRUE, out);
    }
  if (op->after != NULL)
    {
      g_string_append (out, ",\"after\":");
      vost_record_append_members (op->after, TRUE, out);
    }
  g_string_append_c (out, '}');
}

void
vost_edit_append_json (const VostEdit *edit, GString *out)
{
  g_return_if_fail (edit != NULL && out != NULL);
  g_string_append_c (out, '[');
  for (guint i = 0; i < vost_edit_get_n_ops (edit); i++)
    {
      if (i > 0)
        g_string_append_c (out, ',');
      append_op (out, vost_edit_get_op (edit, i));
    }
  g_string_append_c (out, ']');
}

/* Index of @name among @n names, or -1. */
static int
find_name (const char *name, const char *(*nth) (guint), guint n)
{
  for (guint i = 0; name != NULL && i < n; i++)
    if (g_str_equal (nth (i), name))
      return (int) i;
  return -1;
}

static const char *
nth_op_name (guint i)
{
  return op_names[i];
}

static const char *
nth_kind_name (guint i)
{
  return vost_kind_info ((VostKind) i)->name;
}

static gboolean
read_side (JsonObject *object, const char *name, gboolean wanted, VostRecord **ret, GError **error)
{
  JsonNode *node = json_object_get_member (object, name);
  if ((node != NULL) != wanted)
    {
      g_set_error_literal (error, VOST_ERROR, VOST_ERROR_BAD_INPUT, _ ("The edit is malformed."));
      return FALSE;
    }
  if (!wanted)
    return TRUE;
  int kind = find_name (vost_json_get_string (object, "kind"), nth_kind_name, VOST_N_KINDS);
  *ret = record_from_node ((VostKind) kind, VOST_ID_NONE, node, error);
  return *ret != NULL;
}

static gboolean
read_op (VostEdit *edit, JsonNode *node, GError **error)
{
  JsonObject *object = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  int op = -1, kind = -1;
  if (object != NULL)
    {
      op = find_name (vost_json_get_string (object, "op"), nth_op_name, G_N_ELEMENTS (op_names));
      kind = find_name (vost_json_get_string (object, "kind"), nth_kind_name, VOST_N_KINDS);
    }
  gint64 at = 0;
  if (op >= 0 && op != VOST_OP_CHANGE)
    at = vost_json_get_int (object, "at", -1);
  if (op < 0 || kind < 0 || at < 0 || at > G_MAXINT)
    {
      g_set_error_literal (error, VOST_ERROR, VOST_ERROR_BAD_INPUT, _ ("The edit is malformed."));
      return FALSE;
    }
  g_autoptr (VostAnyRecord) before = NULL;
  g_autoptr (VostAnyRecord) after = NULL;
  if (!read_side (object, "before", op != VOST_OP_INSERT, &before, error) ||
      !read_side (object, "after", op != VOST_OP_REMOVE, &after, error))
    return FALSE;
  vost_edit_add_op (edit, (VostOpKind) op, (guint) at, before, after);
  return TRUE;
}

VostEdit *
vost_edit_from_node (JsonNode *ops, const char *label, const char *coalesce, GError **error)
{
  if (!JSON_NODE_HOLDS_ARRAY (ops))
    {
      g_set_error_literal (error, VOST_ERROR, VOST_ERROR_BAD_INPUT, _ ("The edit is malformed."));
      return NULL;
    }
  JsonArray *array = json_node_get_array (ops);
  g_autoptr (VostEdit) edit = vost_edit_new (label, coalesce);
  for (guint i = 0; i < json_array_get_length (array); i++)
    if (!read_op (edit, json_array_get_element (array, i), error))
      return NULL;
  return g_steal_pointer (&edit);
}

VostEdit *
vost_edit_from_json (const char *text, GError **error)
{
  g_return_val_if_fail (text != NULL, NULL);
  g_autoptr (JsonNode) node =
      vost_json_parse (text, strlen (text), VOST_JSON_NESTING_INSIDE, error);
  return node != NULL ? vost_edit_from_node (node, NULL, NULL, error) : NULL;
}
