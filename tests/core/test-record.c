/* Records: ids, defaults, copies, and the field tables they iterate. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <vostok/core/record.h>

static void
test_ids (void)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  for (int i = 0; i < 5000; i++)
    {
      VostId id = vost_id_new ();
      g_assert_cmpuint (id, >, VOST_ID_PROJECT);
      g_assert_cmpuint (id >> 50, ==, 0);
      g_assert_true (g_hash_table_add (seen, g_memdup2 (&id, sizeof id)));
      g_autofree char *text = vost_id_to_string (id);
      g_assert_cmpuint (strlen (text), ==, 10);
      VostId back = 0;
      g_assert_true (vost_id_parse (text, &back));
      g_assert_cmpuint (back, ==, id);
    }
}

static void
test_id_text (void)
{
  g_autofree char *none = vost_id_to_string (VOST_ID_NONE);
  g_autofree char *one = vost_id_to_string (VOST_ID_PROJECT);
  g_assert_cmpstr (none, ==, "");
  g_assert_cmpstr (one, ==, "0000000001");
  VostId id = 7;
  g_assert_true (vost_id_parse ("ZZZZZZZZZZ", &id));
  g_assert_cmpuint (id, ==, (G_GUINT64_CONSTANT (1) << 50) - 1);
  g_assert_true (vost_id_parse ("OooooIiLl0", &id));
  g_assert_cmpuint (id, ==, (1 << 20) + (1 << 15) + (1 << 10) + (1 << 5));
  static const char *const bad[] = { "",           "0000000000", "000000000",  "00000000001",
                                     "000000000u", "000000000 ", "000000000-", "é00000000" };
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      id = 7;
      g_assert_false (vost_id_parse (bad[i], &id));
      g_assert_cmpuint (id, ==, 7);
    }
}

static void
test_defaults (void)
{
  g_autoptr (VostProjectRecord) project = vost_record_new (VOST_KIND_PROJECT, VOST_ID_NONE);
  g_autoptr (VostSource) source = vost_record_new (VOST_KIND_SOURCE, VOST_ID_NONE);
  g_autoptr (VostCue) cue = vost_record_new (VOST_KIND_CUE, 5);
  g_autoptr (VostClip) clip = vost_record_new (VOST_KIND_CLIP, 6);
  g_assert_cmpuint (project->record.id, ==, VOST_ID_PROJECT);
  g_assert_cmpint (project->rate.num, ==, 0);
  g_assert_cmpint (project->rate.den, ==, 1);
  g_assert_cmpint (source->duration, ==, VOST_TIME_NONE);
  g_assert_nonnull (source->creators);
  g_assert_null (source->creators[0]);
  g_assert_cmpstr (source->works, ==, "");
  g_assert_cmpint (cue->start, ==, VOST_TIME_NONE);
  g_assert_cmpint (cue->end, ==, VOST_TIME_NONE);
  g_assert_cmpuint (cue->record.parent, ==, 5);
  g_assert_cmpstr (cue->text, ==, "");
  g_assert_cmpint (clip->speed, ==, 1000);
  g_assert_cmpint (clip->start, ==, 0);
  g_assert_null (clip->record.extra);
}

/* Another value than @field has in a new record. */
static void
change_field (gpointer record, const VostField *field)
{
  gpointer at = (char *) record + field->offset;
  switch (field->type)
    {
    case VOST_FIELD_STRING:
    case VOST_FIELD_JSON:
      vost_set_string (at, "[\"other\"]");
      break;
    case VOST_FIELD_STRV:
      g_strfreev (*(char ***) at);
      *(char ***) at = g_strsplit ("a,b", ",", -1);
      break;
    case VOST_FIELD_TIME:
    case VOST_FIELD_INT:
    case VOST_FIELD_ID:
      *(gint64 *) at = 12345;
      break;
    case VOST_FIELD_BOOL:
      *(gboolean *) at = TRUE;
      break;
    case VOST_FIELD_RATE:
      *(VostRate *) at = (VostRate){ 25, 1 };
      break;
    default:
      g_assert_not_reached ();
    }
}

/* Every field of every kind takes part in copying and comparing, and none overlaps another. */
static void
test_every_field (void)
{
  for (int kind = 0; kind < VOST_N_KINDS; kind++)
    {
      const VostKindInfo *info = vost_kind_info ((VostKind) kind);
      gsize bytes = sizeof (VostRecord);
      g_autoptr (VostAnyRecord) all = vost_record_new ((VostKind) kind, 9);
      for (const VostField *field = info->fields; field->name != NULL; field++)
        {
          g_autoptr (VostAnyRecord) before = vost_record_copy (all);
          g_assert_true (vost_record_equal (all, before));
          change_field (all, field);
          if (vost_record_equal (all, before))
            g_error ("%s of %s is not compared", field->name, info->name);
          g_autoptr (VostAnyRecord) copy = vost_record_copy (all);
          if (!vost_record_equal (all, copy))
            g_error ("%s of %s is not copied", field->name, info->name);
          g_assert_cmpuint (field->offset, >=, bytes);
          bytes = field->offset + (field->type == VOST_FIELD_BOOL ? sizeof (gboolean) : 8);
        }
      g_assert_cmpuint (info->size - bytes, <, 8);
    }
}

static void
test_heads (void)
{
  g_autoptr (VostCue) cue = vost_record_new (VOST_KIND_CUE, 5);
  g_autoptr (VostCue) same = vost_record_copy (cue);
  g_assert_cmpuint (same->record.id, ==, cue->record.id);
  same->record.extra = g_strdup ("{\"a\":1}");
  g_assert_false (vost_record_equal (cue, same));
  g_autoptr (VostCue) extra = vost_record_copy (same);
  g_assert_true (vost_record_equal (extra, same));
  extra->record.parent = 6;
  g_assert_false (vost_record_equal (extra, same));
  g_autoptr (VostCue) other = vost_record_new (VOST_KIND_CUE, 5);
  g_assert_false (vost_record_equal (cue, other));
  g_assert_false (vost_record_equal (cue, NULL));
  g_assert_true (vost_record_equal (NULL, NULL));
}

static void
test_set_string (void)
{
  g_autoptr (VostCue) cue = vost_record_new (VOST_KIND_CUE, 5);
  vost_set_string (&cue->text, "abc");
  vost_set_string (&cue->text, cue->text + 1);
  g_assert_cmpstr (cue->text, ==, "bc");
  vost_set_string (&cue->text, NULL);
  g_assert_cmpstr (cue->text, ==, "");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/record/ids", test_ids);
  g_test_add_func ("/record/id-text", test_id_text);
  g_test_add_func ("/record/defaults", test_defaults);
  g_test_add_func ("/record/every-field", test_every_field);
  g_test_add_func ("/record/heads", test_heads);
  g_test_add_func ("/record/set-string", test_set_string);
  return g_test_run ();
}
