/* What the verbs of the command line share. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli.h"

#include "vostok-config.h"

#include <stdio.h>

#include <glib/gi18n.h>

#include <vostok/core/cue-edits.h>
#include <vostok/core/formats/project-file.h>
#include <vostok/core/subtitle-file.h>
#ifdef VOST_WITH_MEDIA
#include <vostok/media/probe.h>
#endif

VostExit
vost_cli_error (const char *file, const GError *error)
{
  const char *message = error != NULL ? error->message : _ ("it did not work");

  if (file != NULL && strstr (message, file) == NULL)
    g_printerr ("vostok-cli: %s: %s\n", file, message);
  else
    g_printerr ("vostok-cli: %s\n", message);
  if (error == NULL)
    return VOST_EXIT_FAILED;
  if (error->domain == VOST_ERROR)
    switch ((VostError) error->code)
      {
      case VOST_ERROR_REFUSED:
      case VOST_ERROR_VERIFY:
        return VOST_EXIT_NO;
      case VOST_ERROR_BAD_INPUT:
      case VOST_ERROR_ENCODING:
      case VOST_ERROR_TOO_BIG:
      case VOST_ERROR_UNSUPPORTED:
      case VOST_ERROR_CONFLICT:
        return VOST_EXIT_USAGE;
      default:
        return VOST_EXIT_FAILED;
      }
  return VOST_EXIT_FAILED;
}

VostExit
vost_cli_usage (const char *format, ...)
{
  g_autofree char *text = NULL;
  va_list args;

  va_start (args, format);
  text = g_strdup_vprintf (format, args);
  va_end (args);
  g_printerr ("vostok-cli: %s\n", text);
  return VOST_EXIT_USAGE;
}

void
vost_cli_write (const char *text)
{
  fputs (text, stdout);
}

void
vost_cli_print_json (VostJson *json)
{
  g_string_append_c (json->out, '\n');
  vost_cli_write (json->out->str);
  g_string_free (json->out, TRUE);
}

void
vost_cli_print_diagnostics (const char *file, GPtrArray *diagnostics)
{
  static const char *const names[] = { N_ ("note"), N_ ("warning"), N_ ("error") };

  for (guint i = 0; i < diagnostics->len; i++)
    {
      const VostDiagnostic *diagnostic = diagnostics->pdata[i];

      g_printerr ("%s:%u:%u: %s: %s\n", file, diagnostic->line, diagnostic->column,
                  _ (names[diagnostic->severity]), diagnostic->message);
    }
}

gboolean
vost_cli_is_language (const char *tag)
{
  /* RFC 5646, section 2.1, without the grandfathered tags. */
  return g_regex_match_simple (
      "^[a-z]{2,3}(-[a-z]{3}){0,3}(-[a-z]{4})?(-([a-z]{2}|[0-9]{3}))?"
      "(-([a-z0-9]{5,8}|[0-9][a-z0-9]{3}))*(-[a-wy-z0-9](-[a-z0-9]{2,8})+)*"
      "(-x(-[a-z0-9]{1,8})+)?$",
      tag, G_REGEX_CASELESS, 0);
}

gboolean
vost_cli_is_project (const char *path)
{
  g_autofree char *lower = g_ascii_strdown (path, -1);

  return g_str_has_suffix (lower, ".vostok");
}

VostId
vost_cli_first_source (VostSnapshot *snapshot)
{
  return vost_snapshot_get_n (snapshot, VOST_KIND_SOURCE) > 0
             ? vost_snapshot_source (snapshot, 0)->record.id
             : VOST_ID_NONE;
}

#ifdef VOST_WITH_MEDIA

static VostProject *
open_film (const char *path, GError **error)
{
  g_autoptr (VostProject) project = vost_project_new ();
  g_autoptr (VostSource) source = vost_source_from_file (path, NULL, NULL, error);
  g_autoptr (VostEdit) edit = vost_edit_new ("", NULL);

  if (source == NULL)
    return NULL;
  vost_edit_insert (edit, 0, source);
  if (!vost_project_apply (project, edit, error))
    return NULL;
  return g_steal_pointer (&project);
}

#else

static VostProject *
open_film (const char *path, GError **error)
{
  g_set_error (error, VOST_ERROR, VOST_ERROR_UNSUPPORTED,
               _ ("This vostok-cli was built without film support."));
  return NULL;
}

#endif

VostProject *
vost_cli_open (const char *path, GPtrArray *diagnostics, GError **error)
{
  g_autofree char *full = g_canonicalize_filename (path, NULL);

  if (!g_file_test (full, G_FILE_TEST_EXISTS))
    {
      g_set_error (error, VOST_ERROR, VOST_ERROR_MISSING,
                   _ ("There is no file “%s”: check its name."), path);
      return NULL;
    }
  if (vost_cli_is_project (path))
    return vost_project_file_load (full, diagnostics, error);
  return open_film (full, error);
}
