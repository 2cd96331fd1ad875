/* Edits: what they hold, inverting and appending. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <vostok/core/edit.h>

static void
test_ops (void)
{
  g_autoptr (VostCue) cue = vost_record_new (VOST_KIND_CUE, 5);
  g_autoptr (VostCue) changed = vost_record_copy (cue);
  g_autoptr (VostEdit) edit = vost_edit_new ("Do it", "type:1");
  vost_edit_change (edit, cue, changed);
  g_assert_cmpuint (vost_edit_get_n_ops (edit), ==, 0);
  vost_set_string (&changed->text, "x");
  vost_edit_insert (edit, 3, cue);
  vost_edit_change (edit, cue, changed);
  vost_edit_remove (edit, 4, changed);
  g_assert_cmpuint (vost_edit_get_n_ops (edit), ==, 3);
  const VostOp *op = vost_edit_get_op (edit, 0);
  g_assert_cmpint (op->kind, ==, VOST_OP_INSERT);
  g_assert_cmpuint (op->position, ==, 3);
  g_assert_null (op->before);
  g_assert_true (op->after == &cue->record);
  op = vost_edit_get_op (edit, 2);
  g_assert_cmpint (op->kind, ==, VOST_OP_REMOVE);
  g_assert_cmpuint (op->position, ==, 4);
  g_assert_null (op->after);
  g_assert_cmpstr (vost_edit_get_label (edit), ==, "Do it");
  g_assert_cmpstr (vost_edit_get_coalesce (edit), ==, "type:1");
  vost_edit_set_label (edit, "Other");
  g_assert_cmpstr (vost_edit_get_label (edit), ==, "Other");
}

static void
test_invert (void)
{
  g_autoptr (VostCue) cue = vost_record_new (VOST_KIND_CUE, 5);
  g_autoptr (VostCue) changed = vost_record_copy (cue);
  vost_set_string (&changed->text, "x");
  g_autoptr (VostEdit) edit = vost_edit_new ("Do it", NULL);
  vost_edit_insert (edit, 3, cue);
  vost_edit_change (edit, cue, changed);
  g_autoptr (VostEdit) inverse = vost_edit_invert (edit);
  g_assert_cmpstr (vost_edit_get_label (inverse), ==, "Do it");
  g_assert_cmpuint (vost_edit_get_n_ops (inverse), ==, 2);
  const VostOp *op = vost_edit_get_op (inverse, 0);
  g_assert_cmpint (op->kind, ==, VOST_OP_CHANGE);
  g_assert_true (op->before == &changed->record);
  g_assert_true (op->after == &cue->record);
  op = vost_edit_get_op (inverse, 1);
  g_assert_cmpint (op->kind, ==, VOST_OP_REMOVE);
  g_assert_cmpuint (op->position, ==, 3);
  g_assert_true (op->before == &cue->record);
  g_assert_null (op->after);
}

static void
test_append (void)
{
  g_autoptr (VostCue) cue = vost_record_new (VOST_KIND_CUE, 5);
  g_autoptr (VostEdit) a = vost_edit_new (NULL, NULL);
  g_assert_cmpstr (vost_edit_get_label (a), ==, "");
  g_assert_null (vost_edit_get_coalesce (a));
  VostEdit *b = vost_edit_new ("b", NULL);
  vost_edit_insert (b, 0, cue);
  vost_edit_remove (b, 0, cue);
  vost_edit_append (a, b);
  vost_edit_append (a, b);
  vost_edit_unref (b);
  g_assert_cmpuint (vost_edit_get_n_ops (a), ==, 4);
  g_assert_true (vost_edit_get_op (a, 3)->before == &cue->record);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/edit/ops", test_ops);
  g_test_add_func ("/edit/invert", test_invert);
  g_test_add_func ("/edit/append", test_append);
  return g_test_run ();
}
