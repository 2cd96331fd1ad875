/* JSON with limits, through json-glib, and the one form that we write it in. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "json-private.h"

#include "vostok-config.h"

#include <math.h>

#include <glib/gi18n-lib.h>

#include <vostok/core/bounds.h>
#include <vostok/core/diagnostic.h>

static gboolean
bad_input (GError **error, const char *message)
{
  g_set_error_literal (error, VOST_ERROR, VOST_ERROR_BAD_INPUT, message);
  return FALSE;
}

/*
 * json-glib descends by recursion, so the nesting must be known before. It also takes things that
 * JSON does not have, comments and other quotes, in which a bracket would not count: outside of
 * strings these are refused, so that both of us see the same strings.
 */
static gboolean
check_nesting (const char *text, gsize len, guint nesting, GError **error)
{
  guint depth = 0;
  gboolean in_string = FALSE;
  for (gsize i = 0; i < len; i++)
    {
      char c = text[i];
      if (c == '"')
        in_string = !in_string;
      else if (in_string)
        i += c == '\\' ? 1 : 0;
      else if ((c == '{' || c == '[') && ++depth > nesting)
        return bad_input (error, _ ("The file is nested too deeply."));
      else if ((c == '}' || c == ']') && depth > 0)
        depth--;
      else if (c == '\'' || c == '/' || c == '#')
        return bad_input (error, _ ("The file is not valid JSON."));
    }
  return TRUE;
}

JsonNode *
vost_json_parse (const char *text, gsize len, guint nesting, GError **error)
{
  if (len > VOST_MAX_PROJECT_FILE)
    {
      g_set_error_literal (error, VOST_ERROR, VOST_ERROR_TOO_BIG, _ ("The file is too big."));
      return NULL;
    }
  if (!g_utf8_validate_len (text, len, NULL))
    {
      bad_input (error, _ ("The file is not valid UTF-8 text."));
      return NULL;
    }
  if (!check_nesting (text, len, nesting, error))
    return NULL;
  g_autoptr (JsonParser) parser = json_parser_new_immutable ();
  g_autoptr (GError) local = NULL;
  if (!json_parser_load_from_data (parser, text, (gssize) len, &local))
    {
      guint64 line = 0;
      guint64 column = 0;

      /* "<data>:3:14: Parse error: …"; the parser has forgotten where it was by now. */
      g_auto (GStrv) parts = g_strsplit (local->message, ":", 4);
      if (g_strv_length (parts) == 4 &&
          g_ascii_string_to_unsigned (parts[1], 10, 1, G_MAXUINT, &line, NULL) &&
          g_ascii_string_to_unsigned (parts[2], 10, 0, G_MAXUINT, &column, NULL))
        g_set_error (error, VOST_ERROR, VOST_ERROR_BAD_INPUT,
                     _ ("The file is not valid JSON: line %u, character %u."), (guint) line,
                     (guint) column);
      else
        bad_input (error, _ ("The file is not valid JSON."));
      return NULL;
    }
  JsonNode *root = json_parser_steal_root (parser);
  if (root == NULL)
    bad_input (error, _ ("The file is empty."));
  return root;
}

static void
append_escaped (GString *out, const char *text)
{
  const char *run = text;
  for (const char *p = text;; p++)
    {
      guchar c = (guchar) *p;
      if (c >= 0x20 && c != '"' && c != '\\' && c != 0x7f)
        continue;
      g_string_append_len (out, run, p - run);
      run = p + 1;
      if (c == '\0')
        return;
      if (c == '"' || c == '\\')
        g_string_append_printf (out, "\\%c", c);
      else if (c == '\n')
        g_string_append (out, "\\n");
      else if (c == '\r')
        g_string_append (out, "\\r");
      else if (c == '\t')
        g_string_append (out, "\\t");
      else
        g_string_append_printf (out, "\\u%04x", c);
    }
}

void
vost_json_append_string (GString *out, const char *text)
{
  g_return_if_fail (out != NULL && text != NULL);
  g_string_append_c (out, '"');
  if (g_utf8_validate (text, -1, NULL))
    append_escaped (out, text);
  else
    {
      /* A file name may be any bytes; JSON may not. */
      g_autofree char *valid = g_utf8_make_valid (text, -1);
      append_escaped (out, valid);
    }
  g_string_append_c (out, '"');
}

static void
append_double (GString *out, double value)
{
  char text[G_ASCII_DTOSTR_BUF_SIZE];
  /* What a file gave as too big a number must stay a number. */
  if (!isfinite (value))
    g_string_append (out, value < 0 ? "-1e999" : "1e999");
  else
    g_string_append (out, g_ascii_dtostr (text, sizeof text, value));
}

static void
append_value (GString *out, JsonNode *node)
{
  switch (json_node_get_value_type (node))
    {
    case G_TYPE_INT64:
      g_string_append_printf (out, "%" G_GINT64_FORMAT, json_node_get_int (node));
      break;
    case G_TYPE_DOUBLE:
      append_double (out, json_node_get_double (node));
      break;
    case G_TYPE_BOOLEAN:
      g_string_append (out, json_node_get_boolean (node) ? "true" : "false");
      break;
    default:
      vost_json_append_string (out, json_node_get_string (node));
    }
}

static void
append_array (GString *out, JsonArray *array)
{
  g_string_append_c (out, '[');
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      if (i > 0)
        g_string_append_c (out, ',');
      vost_json_append_node (out, json_array_get_element (array, i));
    }
  g_string_append_c (out, ']');
}

static void
append_object (GString *out, JsonObject *object)
{
  JsonObjectIter iter;
  const char *name, *comma = "";
  JsonNode *value;
  g_string_append_c (out, '{');
  json_object_iter_init_ordered (&iter, object);
  while (json_object_iter_next_ordered (&iter, &name, &value))
    {
      g_string_append (out, comma);
      vost_json_append_string (out, name);
      g_string_append_c (out, ':');
      vost_json_append_node (out, value);
      comma = ",";
    }
  g_string_append_c (out, '}');
}

/* As deep as the parsed text was. */
void
vost_json_append_node (GString *out, JsonNode *node)
{
  switch (json_node_get_node_type (node))
    {
    case JSON_NODE_OBJECT:
      append_object (out, json_node_get_object (node));
      break;
    case JSON_NODE_ARRAY:
      append_array (out, json_node_get_array (node));
      break;
    case JSON_NODE_VALUE:
      append_value (out, node);
      break;
    case JSON_NODE_NULL:
    default:
      g_string_append (out, "null");
    }
}

const char *
vost_json_get_string (JsonObject *object, const char *name)
{
  JsonNode *node = json_object_get_member (object, name);
  if (node == NULL || json_node_get_value_type (node) != G_TYPE_STRING)
    return NULL;
  return json_node_get_string (node);
}

gint64
vost_json_get_int (JsonObject *object, const char *name, gint64 missing)
{
  JsonNode *node = json_object_get_member (object, name);
  if (node == NULL || json_node_get_value_type (node) != G_TYPE_INT64)
    return missing;
  return json_node_get_int (node);
}
