/* The provenance graph as JSON-LD, written and read back. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <vostok/core/rights/attribution.h>

#include "vostok-config.h"

#include <glib/gi18n-lib.h>
/* The one use of json-glib outside formats: the graph is a document of its own, hostile when it is
 * read. */
#include <json-glib/json-glib.h>

#include <vostok/core/bounds.h>
#include <vostok/core/diagnostic.h>
#include <vostok/core/formats/record-json.h>
#include <vostok/core/record.h>

#include "attribution-private.h"

#define MAX_GRAPH (8 * 1024 * 1024)
/* Of what came before one work: with what is around it the whole stays within the bounds. */
#define MAX_WORKS (1024 * 1024)
#define WORKS_NESTING (VOST_MAX_NESTING - 8)
#define MOST_ANCESTORS 1000u

static void
append_member (GString *out, const char *name, const char *value)
{
  if (value == NULL || value[0] == '\0')
    return;
  vost_json_append_string (out, name);
  g_string_append (out, ": ");
  vost_json_append_string (out, value);
  g_string_append (out, ",\n   ");
}

/* What is not known is not said. */
static void
append_year (GString *out, gint64 year)
{
  if (year != 0)
    g_string_append_printf (out, "\"copyrightYear\": %" G_GINT64_FORMAT ",\n   ", year);
}

/* Takes the comma behind the last member away. */
static void
end_object (GString *out)
{
  g_string_truncate (out, out->len - strlen (",\n   "));
  g_string_append_c (out, '}');
}

static void
append_credit (GString *out, const VostCredit *credit)
{
  g_string_append (out, "  {\"@type\": \"CreativeWork\",\n   ");
  append_member (out, "name", credit->title);
  append_member (out, "creditText", credit->by);
  append_member (out, "author", credit->creators);
  append_member (out, "url", credit->url);
  append_member (out, "license", credit->licence_url);
  append_member (out, "spdx", credit->licence_spdx);
  append_member (out, "copyrightNotice", credit->copyright);
  append_member (out, "usedRanges", credit->used);
  append_member (out, "changes", credit->changes);
  append_member (out, "earlierChanges", credit->earlier);
  append_member (out, "identifier", credit->fingerprint);
  if (credit->works != NULL && credit->works[0] != '\0')
    g_string_append_printf (out, "\"isBasedOn\": %s,\n   ", credit->works);
  append_year (out, credit->year);
  end_object (out);
}

static void
append_subtitle (GString *out, const VostSubtitleCredit *credit)
{
  g_string_append (out, "  {\"@type\": \"CreativeWork\",\n   ");
  append_member (out, "inLanguage", credit->language);
  append_member (out, "creditText", credit->names);
  append_member (out, "spdx", credit->licence_spdx);
  append_member (out, "translatedFrom", credit->from);
  g_string_append_printf (out,
                          "\"translation\": %s,\n   \"work\": %u,\n   \"genre\": \"subtitles\"}",
                          credit->translation ? "true" : "false", credit->work);
}

char *
vost_attribution_to_json_ld (const VostAttribution *self)
{
  GString *out = g_string_new (
      "{\n   \"@context\": [\"https://schema.org\", {\"cc\": \"http://creativecommons.org/ns#\", "
      "\"spdx\": \"https://spdx.org/licenses/\"}],\n   \"@type\": \"CreativeWork\",\n   ");

  append_member (out, "name", self->title);
  append_member (out, "creditText", self->author);
  append_member (out, "url", self->author_url);
  append_member (out, "license", self->licence_url);
  append_member (out, "spdx", self->licence_spdx);
  append_member (out, "inLanguage", self->language);
  append_year (out, self->year);
  if (self->noncommercial)
    append_member (out, "cc:prohibits", "cc:CommercialUse");
  g_string_append_printf (out, "\"adaptation\": %s,\n   ", self->adaptation ? "true" : "false");
  if (self->shortened)
    g_string_append (out, "\"shortened\": true,\n   ");
  g_string_append (out, "\"isBasedOn\": [");
  for (guint i = 0; i < self->credits->len; i++)
    {
      g_string_append (out, i > 0 ? ",\n" : "\n");
      append_credit (out, self->credits->pdata[i]);
    }
  g_string_append (out, "],\n   \"hasPart\": [");
  for (guint i = 0; i < self->subtitles->len; i++)
    {
      g_string_append (out, i > 0 ? ",\n" : "\n");
      append_subtitle (out, self->subtitles->pdata[i]);
    }
  g_string_append (out, "]\n}\n");
  return g_string_free (out, FALSE);
}

/* --- Reading --- */

static char *
get_string (JsonObject *object, const char *name)
{
  JsonNode *node = json_object_get_member (object, name);

  if (node == NULL || !JSON_NODE_HOLDS_VALUE (node) ||
      json_node_get_value_type (node) != G_TYPE_STRING)
    return g_strdup ("");
  return g_strdup (json_node_get_string (node));
}

static gint64
get_int (JsonObject *object, const char *name)
{
  JsonNode *node = json_object_get_member (object, name);

  /* Of a number that is no integer the conversion is undefined. */
  if (node == NULL || !JSON_NODE_HOLDS_VALUE (node) ||
      json_node_get_value_type (node) != G_TYPE_INT64)
    return 0;
  return json_node_get_int (node);
}

static gboolean
get_bool (JsonObject *object, const char *name)
{
  JsonNode *node = json_object_get_member (object, name);

  return node != NULL && JSON_NODE_HOLDS_VALUE (node) &&
         json_node_get_value_type (node) == G_TYPE_BOOLEAN && json_node_get_boolean (node);
}

static void
read_licence (JsonObject *object, VostLicence *ret)
{
  g_autofree char *spdx = get_string (object, "spdx");
  g_autofree char *url = get_string (object, "license");

  if (!vost_licence_parse (spdx, ret))
    vost_licence_parse (url, ret);
}

/* The graphs that a credit itself is based on, as they stand. */
static char *
get_works (JsonObject *object)
{
  JsonNode *node = json_object_get_member (object, "isBasedOn");

  if (node == NULL || !JSON_NODE_HOLDS_ARRAY (node))
    return g_strdup ("");
  return json_to_string (node, FALSE);
}

static void
read_credit (VostAttribution *self, JsonObject *object)
{
  VostCredit *credit = g_new0 (VostCredit, 1);

  credit->title = get_string (object, "name");
  credit->by = get_string (object, "creditText");
  credit->creators = get_string (object, "author");
  credit->url = get_string (object, "url");
  read_licence (object, &credit->licence);
  credit->licence_spdx = vost_licence_to_spdx (&credit->licence);
  credit->licence_url = vost_licence_to_url (&credit->licence);
  credit->licence_name =
      vost_words_licence_name (vost_words_for (self->language), &credit->licence);
  credit->copyright = get_string (object, "copyrightNotice");
  credit->used = get_string (object, "usedRanges");
  credit->changes = get_string (object, "changes");
  credit->earlier = get_string (object, "earlierChanges");
  credit->fingerprint = get_string (object, "identifier");
  credit->works = get_works (object);
  credit->year = get_int (object, "copyrightYear");
  g_ptr_array_add (self->credits, credit);
}

static void
read_subtitle (VostAttribution *self, JsonObject *object)
{
  VostSubtitleCredit *credit = g_new0 (VostSubtitleCredit, 1);
  gint64 work = get_int (object, "work");

  credit->language = get_string (object, "inLanguage");
  credit->names = get_string (object, "creditText");
  credit->licence_spdx = get_string (object, "spdx");
  credit->translation = get_bool (object, "translation");
  credit->from = get_string (object, "translatedFrom");
  /* The credits were read before. */
  credit->work = work > 0 && work <= self->credits->len ? (guint) work : 0;
  g_ptr_array_add (self->subtitles, credit);
}

static void
read_list (VostAttribution *self,
           JsonObject *object,
           const char *name,
           void (*read) (VostAttribution *, JsonObject *))
{
  JsonNode *node = json_object_get_member (object, name);
  JsonArray *array =
      node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;

  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    {
      JsonNode *element = json_array_get_element (array, i);

      if (JSON_NODE_HOLDS_OBJECT (element))
        read (self, json_node_get_object (element));
    }
}

/* json-glib descends recursively: too deep is refused before it starts. It also takes comments and
 * single quotes, which JSON has not and which would hide brackets from the count. */
static gboolean
is_shallow (const char *text, gsize len, guint limit)
{
  guint depth = 0;
  gboolean quoted = FALSE;

  for (gsize i = 0; i < len; i++)
    {
      if (quoted && text[i] == '\\')
        i++;
      else if (text[i] == '"')
        quoted = !quoted;
      else if (!quoted && strchr ("/'#", text[i]) != NULL)
        return FALSE;
      else if (!quoted && (text[i] == '{' || text[i] == '['))
        depth++;
      else if (!quoted && (text[i] == '}' || text[i] == ']') && depth > 0)
        depth--;
      if (depth > limit)
        return FALSE;
    }
  return TRUE;
}

VostAttribution *
vost_attribution_from_json_ld (const char *text, gsize len, GError **error)
{
  g_autoptr (JsonParser) parser = json_parser_new_immutable ();
  g_autoptr (VostAttribution) self = NULL;
  g_autofree char *prohibits = NULL;
  JsonObject *object;

  if (len > MAX_GRAPH || !g_utf8_validate_len (text, len, NULL) ||
      !is_shallow (text, len, VOST_MAX_NESTING) ||
      !json_parser_load_from_data (parser, text, (gssize) len, NULL) ||
      json_parser_get_root (parser) == NULL ||
      !JSON_NODE_HOLDS_OBJECT (json_parser_get_root (parser)))
    {
      g_set_error_literal (error, VOST_ERROR, VOST_ERROR_BAD_INPUT,
                           _ ("The provenance in this file is damaged and was not read."));
      return NULL;
    }
  object = json_node_get_object (json_parser_get_root (parser));
  self = vost_attribution_new ();
  g_free (self->title);
  self->title = get_string (object, "name");
  g_free (self->author);
  self->author = get_string (object, "creditText");
  g_free (self->author_url);
  self->author_url = get_string (object, "url");
  g_free (self->language);
  self->language = get_string (object, "inLanguage");
  self->year = get_int (object, "copyrightYear");
  read_licence (object, &self->licence);
  g_free (self->licence_spdx);
  self->licence_spdx = vost_licence_to_spdx (&self->licence);
  g_free (self->licence_url);
  self->licence_url = vost_licence_to_url (&self->licence);
  g_free (self->licence_name);
  self->licence_name = vost_words_licence_name (vost_words_for (self->language), &self->licence);
  prohibits = get_string (object, "cc:prohibits");
  self->noncommercial = (self->licence.elements & VOST_LICENCE_NC) != 0 ||
                        g_str_equal (prohibits, "cc:CommercialUse");
  self->adaptation = get_bool (object, "adaptation");
  self->shortened = get_bool (object, "shortened");
  read_list (self, object, "isBasedOn", read_credit);
  read_list (self, object, "hasPart", read_subtitle);
  return g_steal_pointer (&self);
}

/* --- What came before a work --- */

static JsonNode *
parse_works (const char *works, guint nesting)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  gsize len = works != NULL ? strlen (works) : 0;

  if (len == 0 || len > MAX_WORKS || !g_utf8_validate (works, (gssize) len, NULL) ||
      !is_shallow (works, len, nesting) ||
      !json_parser_load_from_data (parser, works, (gssize) len, NULL) ||
      json_parser_get_root (parser) == NULL ||
      !JSON_NODE_HOLDS_ARRAY (json_parser_get_root (parser)))
    return NULL;
  return json_parser_steal_root (parser);
}

char *
vost_attribution_works (const char *works)
{
  g_autoptr (JsonNode) root = parse_works (works, WORKS_NESTING);

  return root != NULL ? json_to_string (root, FALSE) : g_strdup ("");
}

/* “Title”, author, licence (address), changes */
static char *
ancestor_phrase (JsonObject *object)
{
  g_autofree char *title = get_string (object, "name");
  g_autofree char *by = get_string (object, "creditText");
  g_autofree char *changes = get_string (object, "changes");
  VostLicence licence;
  g_autofree char *name = NULL;
  g_autofree char *url = NULL;
  GString *out = g_string_new (NULL);

  read_licence (object, &licence);
  name = vost_licence_to_name (&licence);
  url = vost_licence_to_url (&licence);
  if (title[0] != '\0')
    g_string_append_printf (out, "“%s”, ", title);
  if (by[0] != '\0')
    g_string_append_printf (out, "%s, ", by);
  g_string_append (out, name);
  if (url[0] != '\0')
    g_string_append_printf (out, " (%s)", url);
  if (changes[0] != '\0')
    g_string_append_printf (out, ", %s", changes);
  return g_string_free (out, FALSE);
}

static void
add_phrase (GPtrArray *phrases, char *phrase)
{
  if (phrase[0] == '\0' || phrases->len >= MOST_ANCESTORS ||
      g_ptr_array_find_with_equal_func (phrases, phrase, g_str_equal, NULL))
    g_free (phrase);
  else
    g_ptr_array_add (phrases, phrase);
}

/* Credits and graphs take turns, each in the other's "isBasedOn". The depth was bounded before the
 * text was parsed. */
static void
collect_ancestors (JsonNode *node, gboolean credits, GPtrArray *phrases)
{
  JsonArray *array =
      node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;

  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    {
      JsonNode *element = json_array_get_element (array, i);
      JsonObject *object;

      if (!JSON_NODE_HOLDS_OBJECT (element))
        continue;
      object = json_node_get_object (element);
      if (credits)
        add_phrase (phrases, ancestor_phrase (object));
      /* Where the graph was left behind its words were kept. */
      if (credits && !json_object_has_member (object, "isBasedOn"))
        add_phrase (phrases, get_string (object, "earlierChanges"));
      collect_ancestors (json_object_get_member (object, "isBasedOn"), !credits, phrases);
    }
}

char *
vost_attribution_ancestors (const char *works)
{
  g_autoptr (JsonNode) root = parse_works (works, VOST_MAX_NESTING);
  g_autoptr (GPtrArray) phrases = g_ptr_array_new_with_free_func (g_free);

  collect_ancestors (root, FALSE, phrases);
  g_ptr_array_add (phrases, NULL);
  return g_strjoinv ("; ", (char **) phrases->pdata);
}
