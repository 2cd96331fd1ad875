/* Any text as an edit of the journal: what is read is written in one form. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <vostok/core/formats/record-json.h>

int LLVMFuzzerTestOneInput (const guint8 *data, gsize size);

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autofree char *text = g_strndup ((const char *) data, size);
  g_autoptr (GError) error = NULL;
  g_autoptr (VostEdit) edit = vost_edit_from_json (text, &error);
  g_assert_true ((edit == NULL) == (error != NULL));
  if (edit == NULL)
    return 0;
  g_autoptr (GString) written = g_string_new (NULL);
  vost_edit_append_json (edit, written);
  g_autoptr (VostEdit) again = vost_edit_from_json (written->str, &error);
  g_assert_no_error (error);
  g_autoptr (GString) written_again = g_string_new (NULL);
  vost_edit_append_json (again, written_again);
  g_assert_cmpstr (written->str, ==, written_again->str);
  return 0;
}
