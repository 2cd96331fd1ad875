/* Where the values of a work came from, as a JSON object in its record. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <vostok/core/formats/origins.h>

#include "vostok-config.h"

#include <glib/gi18n-lib.h>

#include "json-private.h"

#include <vostok/core/formats/record-json.h>

/* An object of strings needs no more. */
#define NESTING 4

static JsonNode *
parse (const VostSource *source)
{
  const char *text = source->origin_of_values;
  JsonNode *node = *text != '\0' ? vost_json_parse (text, strlen (text), NESTING, NULL) : NULL;

  if (node != NULL && !JSON_NODE_HOLDS_OBJECT (node))
    g_clear_pointer (&node, json_node_unref);

  return node;
}

char *
vost_source_origin (const VostSource *source, const char *field)
{
  g_autoptr (JsonNode) node = parse (source);
  const char *origin =
      node != NULL ? vost_json_get_string (json_node_get_object (node), field) : NULL;

  return g_strdup (origin != NULL ? origin : "");
}

void
vost_source_set_origin (VostSource *source, const char *field, const char *origin)
{
  g_autoptr (JsonNode) node = parse (source);
  g_autoptr (GString) text = g_string_new (NULL);

  if (node == NULL)
    node = json_node_init_object (json_node_alloc (), json_object_new ());
  json_object_set_string_member (json_node_get_object (node), field, origin);
  vost_json_append_node (text, node);
  vost_set_string (&source->origin_of_values, text->str);
}

const char *
vost_origin_words (const char *origin)
{
  static const struct
  {
    const char *origin;
    const char *words;
  } known[] = {
    { VOST_ORIGIN_FILE, N_ ("the file itself") },
    { VOST_ORIGIN_CATALOGUE, N_ ("the list of known free films") },
    { VOST_ORIGIN_NAME, N_ ("the file’s name") },
    { VOST_ORIGIN_USER, N_ ("you") },
  };

  for (guint i = 0; i < G_N_ELEMENTS (known); i++)
    if (g_str_equal (known[i].origin, origin))
      return _ (known[i].words);

  return origin;
}
