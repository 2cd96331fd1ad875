/* Any bytes as a project file: what is read is sound, and writing it is stable. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <vostok/core/formats/project-file.h>

int LLVMFuzzerTestOneInput (const guint8 *data, gsize size);

static char *
write_text (VostProject *project, gsize *ret_len)
{
  g_autoptr (VostSnapshot) snapshot = vost_project_snapshot (project);
  return vost_project_file_to_text (snapshot, ret_len);
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autoptr (GPtrArray) diagnostics = vost_diagnostics_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (VostProject) project =
      vost_project_file_parse ((const char *) data, size, diagnostics, &error);
  g_assert_true ((project == NULL) == (error != NULL));
  if (project == NULL)
    return 0;
  gsize len;
  g_autofree char *text = write_text (project, &len);
  g_autoptr (GPtrArray) none = vost_diagnostics_new ();
  g_autoptr (VostProject) again = vost_project_file_parse (text, len, none, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (none->len, ==, 0);
  g_autofree char *text_again = write_text (again, NULL);
  g_assert_cmpstr (text, ==, text_again);
  return 0;
}
