/* Records and edits as JSON: every field, every character, hostile text. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <json-glib/json-glib.h>

#include <vostok/core/bounds.h>
#include <vostok/core/diagnostic.h>
#include <vostok/core/formats/record-json.h>

#include "document-maker.h"

static char *
record_text (gconstpointer record)
{
  GString *out = g_string_new (NULL);
  vost_record_append_json (record, out);
  return g_string_free (out, FALSE);
}

static void
test_round_trip (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (5);
  for (int i = 0; i < 600; i++)
    {
      VostKind kind = (VostKind) (i % VOST_N_KINDS);
      VostId parent = kind == VOST_KIND_CUE || kind == VOST_KIND_CLIP ? 77 : VOST_ID_NONE;
      g_autoptr (VostAnyRecord) record = maker_record (rand, kind, parent);
      g_autofree char *text = record_text (record);
      g_assert_null (strchr (text, '\n'));
      g_autoptr (GError) error = NULL;
      g_autoptr (VostAnyRecord) back = vost_record_from_json (kind, VOST_ID_NONE, text, &error);
      g_assert_no_error (error);
      if (!vost_record_equal (record, back))
        g_error ("not the same: %s", text);
      g_autofree char *again = record_text (back);
      g_assert_cmpstr (text, ==, again);
    }
}

static void
test_form (void)
{
  g_autoptr (VostCue) cue = vost_record_new (VOST_KIND_CUE, 33);
  cue->record.id = 32;
  g_autofree char *empty = record_text (cue);
  g_assert_cmpstr (empty, ==, "{\"id\":\"0000000010\",\"parent\":\"0000000011\"}");
  cue->start = VOST_SECOND;
  cue->end = 2 * VOST_SECOND + 1;
  vost_set_string (&cue->text, "a\n\"b\"\\\x01/é");
  cue->record.extra = g_strdup ("{\"b\":1,\"a\":{\"z\":[]},\"text\":\"not this\"}");
  g_autofree char *full = record_text (cue);
  g_assert_cmpstr (full, ==,
                   "{\"id\":\"0000000010\",\"parent\":\"0000000011\",\"start\":\"00:00:01.000\","
                   "\"end\":\"00:00:02.000000001\",\"text\":\"a\\n\\\"b\\\"\\\\\\u0001/é\","
                   "\"b\":1,\"a\":{\"z\":[]}}");
}

/* Every character comes back through the reader that we use. */
static void
test_characters (void)
{
  g_autoptr (GString) text = g_string_new (NULL);
  for (gunichar c = 1; c <= 0x10ffff; c = c < 0x3000 ? c + 1 : c + 61)
    if (g_unichar_validate (c))
      g_string_append_unichar (text, c);
  g_autoptr (GString) json = g_string_new ("[");
  vost_json_append_string (json, text->str);
  g_string_append_c (json, ']');
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (GError) error = NULL;
  json_parser_load_from_data (parser, json->str, (gssize) json->len, &error);
  g_assert_no_error (error);
  JsonArray *array = json_node_get_array (json_parser_get_root (parser));
  g_assert_cmpstr (json_array_get_string_element (array, 0), ==, text->str);
}

static void
test_invalid_utf8 (void)
{
  g_autoptr (VostSource) source = vost_record_new (VOST_KIND_SOURCE, VOST_ID_NONE);
  vost_set_string (&source->path, "f\xfflm.mkv");
  g_autofree char *text = record_text (source);
  g_assert_true (g_utf8_validate (text, -1, NULL));
  g_autoptr (VostSource) back = vost_record_from_json (VOST_KIND_SOURCE, VOST_ID_NONE, text, NULL);
  g_assert_cmpstr (back->path, ==, "f\xef\xbf\xbdlm.mkv");
  /* An escape can name half a character; json-glib's versions differ in what they make of it. */
  g_autoptr (VostSource) lone = vost_record_from_json (
      VOST_KIND_SOURCE, VOST_ID_NONE, "{\"id\":\"0000000010\",\"path\":\"\\ud800xyz\"}", NULL);
  g_assert_true (lone == NULL || g_utf8_validate (lone->path, -1, NULL));
}

static void
test_json_fields (void)
{
  g_autoptr (VostSource) source = vost_record_new (VOST_KIND_SOURCE, VOST_ID_NONE);
  vost_set_string (&source->works, " [ 1,\n {\"a\" : true} ]");
  vost_set_string (&source->origin_of_values, "not json {");
  g_autofree char *text = record_text (source);
  g_assert_nonnull (strstr (text, ",\"works\":[1,{\"a\":true}],"));
  g_assert_nonnull (strstr (text, ",\"origin-of-values\":\"not json {\"}"));
  g_autoptr (VostSource) back = vost_record_from_json (VOST_KIND_SOURCE, VOST_ID_NONE, text, NULL);
  g_assert_cmpstr (back->works, ==, "[1,{\"a\":true}]");
  g_assert_cmpstr (back->origin_of_values, ==, "not json {");
}

static void
check_bad (VostKind kind, const char *text)
{
  g_autoptr (GError) error = NULL;
  if (vost_record_from_json (kind, 77, text, &error) != NULL)
    g_error ("taken: %s", text);
  g_assert_error (error, VOST_ERROR, VOST_ERROR_BAD_INPUT);
}

static void
test_bad_records (void)
{
  static const char *const cues[] = {
    "",
    "null",
    "[]",
    "\"x\"",
    "{",
    "{}",
    "{\"id\":5}",
    "{\"id\":\"\"}",
    "{\"id\":\"0000000010\",\"start\":1}",
    "{\"id\":\"0000000010\",\"start\":\"soon\"}",
    "{\"id\":\"0000000010\",\"start\":\"1001:00:00:00\"}",
    "{\"id\":\"0000000010\",\"start\":\"1000:00:00.000000001\"}",
    "{\"id\":\"0000000010\",\"text\":null}",
    "{\"id\":\"0000000010\",\"text\":[\"a\"]}",
    "{\"id\":\"0000000010\",\"pair\":\"x\"}",
    "{\"id\":\"0000000010\"} //",
    "{'id':\"0000000010\"}",
    "{\"id\":\"0000000010\xff\"}",
  };
  for (guint i = 0; i < G_N_ELEMENTS (cues); i++)
    check_bad (VOST_KIND_CUE, cues[i]);
  check_bad (VOST_KIND_CLIP, "{\"id\":\"0000000010\",\"speed\":0}");
  check_bad (VOST_KIND_CLIP, "{\"id\":\"0000000010\",\"speed\":1000.5}");
  check_bad (VOST_KIND_CLIP, "{\"id\":\"0000000010\",\"gain\":9000000000}");
  check_bad (VOST_KIND_LANE, "{\"id\":\"0000000010\",\"muted\":1}");
  check_bad (VOST_KIND_SOURCE, "{\"id\":\"0000000010\",\"creators\":\"A\"}");
  check_bad (VOST_KIND_SOURCE, "{\"id\":\"0000000010\",\"creators\":[1]}");
  check_bad (VOST_KIND_SOURCE, "{\"id\":\"0000000010\",\"rate\":\"25/0\"}");
}

/* As deep as a project file may be is fine, much more is refused, and very deep does not crash. */
static void
check_depth (guint depth, gboolean good)
{
  g_autoptr (GString) text = g_string_new ("{\"id\":\"0000000010\",\"deep\":");
  for (guint i = 1; i < depth; i++)
    g_string_append_c (text, '[');
  for (guint i = 1; i < depth; i++)
    g_string_append_c (text, ']');
  g_string_append_c (text, '}');
  g_autoptr (GError) error = NULL;
  g_autoptr (VostCue) cue = vost_record_from_json (VOST_KIND_CUE, 77, text->str, &error);
  g_assert_cmpint (cue != NULL, ==, good);
  if (!good)
    g_assert_error (error, VOST_ERROR, VOST_ERROR_BAD_INPUT);
}

static void
test_nesting (void)
{
  check_depth (VOST_MAX_NESTING, TRUE);
  check_depth (VOST_MAX_NESTING * 2, FALSE);
  check_depth (1000000, FALSE);
  /* Brackets in a string do not count, whatever quotes stand before it. */
  g_autoptr (GString) text = g_string_new ("{\"id\":\"0000000010\",\"text\":\"\\\\\\\"");
  for (int i = 0; i < 200; i++)
    g_string_append_c (text, '[');
  g_string_append (text, "\"}");
  g_autoptr (VostCue) cue = vost_record_from_json (VOST_KIND_CUE, 77, text->str, NULL);
  g_assert_nonnull (cue);
  g_assert_cmpuint (strlen (cue->text), ==, 202);
}

static void
test_edit (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (6);
  g_autoptr (VostAnyRecord) cue = maker_record (rand, VOST_KIND_CUE, 77);
  g_autoptr (VostAnyRecord) track = maker_record (rand, VOST_KIND_TRACK, VOST_ID_NONE);
  g_autoptr (VostAnyRecord) changed = maker_record (rand, VOST_KIND_CUE, 77);
  changed->id = cue->id;
  g_autoptr (VostEdit) edit = vost_edit_new ("x", NULL);
  vost_edit_insert (edit, 3, track);
  vost_edit_change (edit, cue, changed);
  vost_edit_remove (edit, 4, changed);
  g_autoptr (GString) text = g_string_new (NULL);
  vost_edit_append_json (edit, text);
  g_assert_null (strchr (text->str, '\n'));
  g_assert_true (g_str_has_prefix (
      text->str, "[{\"op\":\"insert\",\"kind\":\"track\",\"at\":3,\"after\":{\"id\":\""));
  g_autoptr (GError) error = NULL;
  g_autoptr (VostEdit) back = vost_edit_from_json (text->str, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (vost_edit_get_n_ops (back), ==, 3);
  for (guint i = 0; i < 3; i++)
    {
      const VostOp *a = vost_edit_get_op (edit, i), *b = vost_edit_get_op (back, i);
      g_assert_cmpint (a->kind, ==, b->kind);
      g_assert_cmpuint (a->position, ==, b->position);
      g_assert_true (vost_record_equal (a->before, b->before));
      g_assert_true (vost_record_equal (a->after, b->after));
    }
}

static void
test_bad_edits (void)
{
  static const char *const bad[] = {
    "",
    "{}",
    "[1]",
    "[{}]",
    "[{\"op\":\"insert\",\"kind\":\"cue\",\"at\":0}]",
    "[{\"op\":\"insert\",\"kind\":\"cue\",\"at\":-1,\"after\":{\"id\":\"0000000010\"}}]",
    "[{\"op\":\"insert\",\"kind\":\"cue\",\"at\":9999999999,\"after\":{\"id\":\"0000000010\"}}]",
    "[{\"op\":\"insert\",\"kind\":\"cue\",\"after\":{\"id\":\"0000000010\"}}]",
    "[{\"op\":\"insert\",\"kind\":\"cue\",\"at\":\"x\",\"after\":{\"id\":\"0000000010\"}}]",
    "[{\"op\":\"insert\",\"kind\":\"cue\",\"at\":[],\"after\":{\"id\":\"0000000010\"}}]",
    "[{\"op\":\"insert\",\"kind\":\"cue\",\"at\":0,\"after\":[]}]",
    "[{\"op\":\"insert\",\"kind\":\"what\",\"at\":0,\"after\":{\"id\":\"0000000010\"}}]",
    "[{\"op\":\"burn\",\"kind\":\"cue\",\"at\":0,\"after\":{\"id\":\"0000000010\"}}]",
    "[{\"op\":7,\"kind\":\"cue\",\"at\":0,\"after\":{\"id\":\"0000000010\"}}]",
    "[{\"op\":\"remove\",\"kind\":\"cue\",\"at\":0,\"after\":{\"id\":\"0000000010\"}}]",
    "[{\"op\":\"change\",\"kind\":\"cue\",\"after\":{\"id\":\"0000000010\"}}]",
  };
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (VostEdit) edit = vost_edit_from_json (bad[i], &error);
      if (edit != NULL)
        g_error ("taken: %s", bad[i]);
      g_assert_error (error, VOST_ERROR, VOST_ERROR_BAD_INPUT);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/record-json/round-trip", test_round_trip);
  g_test_add_func ("/record-json/form", test_form);
  g_test_add_func ("/record-json/characters", test_characters);
  g_test_add_func ("/record-json/invalid-utf8", test_invalid_utf8);
  g_test_add_func ("/record-json/json-fields", test_json_fields);
  g_test_add_func ("/record-json/bad-records", test_bad_records);
  g_test_add_func ("/record-json/nesting", test_nesting);
  g_test_add_func ("/record-json/edit", test_edit);
  g_test_add_func ("/record-json/bad-edits", test_bad_edits);
  return g_test_run ();
}
