/* vostok-cli check: quality rules. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli.h"

#include "vostok-config.h"

#include <glib/gi18n.h>

#include <vostok/core/check.h>
#include <vostok/core/cue-edits.h>
#include <vostok/core/subtitle-file.h>
#ifdef VOST_WITH_MEDIA
#include <vostok/media/probe.h>
#endif

extern const VostCommand vost_command_check;

static char *profile_id;
static char *media;
static char *fix;
static gboolean force;

static const GOptionEntry options[] = {
  { "profile", 0, 0, G_OPTION_ARG_STRING, &profile_id, N_ ("Whose thresholds apply"),
    N_ ("PROFILE") },
  { "media", 0, 0, G_OPTION_ARG_FILENAME, &media, N_ ("The film, for its frame rate and length"),
    N_ ("FILM") },
  { "fix", 0, 0, G_OPTION_ARG_FILENAME, &fix, N_ ("Mend what needs no decision and write it there"),
    N_ ("OUT") },
  { "force", 0, 0, G_OPTION_ARG_NONE, &force, N_ ("Replace an existing file"), NULL },
  { NULL },
};

static VostSource *
make_source (GError **error)
{
#ifdef VOST_WITH_MEDIA
  if (media != NULL)
    return vost_source_from_file (media, NULL, NULL, error);
#endif
  return vost_record_new (VOST_KIND_SOURCE, VOST_ID_NONE);
}

static VostProject *
make_project (const char *path, VostId *ret_track, GError **error)
{
  g_autoptr (GPtrArray) diagnostics = vost_diagnostics_new ();
  g_autoptr (VostProject) project = vost_project_new ();
  g_autoptr (VostSource) source = NULL;
  g_autoptr (VostEdit) edit = vost_edit_new ("", NULL);
  g_autoptr (VostEdit) tracks = NULL;
  VostSubtitles *subs = vost_subtitles_load (path, NULL, diagnostics, error);

  if (subs == NULL)
    return NULL;
  source = make_source (error);
  if (source == NULL)
    {
      vost_subtitles_free (subs);
      return NULL;
    }
  vost_edit_insert (edit, 0, source);
  if (!vost_project_apply (project, edit, error))
    {
      vost_subtitles_free (subs);
      return NULL;
    }
  tracks = vost_cue_edit_add_track (project, subs, source->record.id, ret_track);
  if (!vost_project_apply (project, tracks, error))
    return NULL;
  return g_steal_pointer (&project);
}

static const char *
severity_id (VostSeverity severity)
{
  return severity == VOST_SEVERITY_ERROR     ? "error"
         : severity == VOST_SEVERITY_WARNING ? "warning"
                                             : "info";
}

static void
add_issue (VostJson *json, VostProject *project, const VostFinding *finding)
{
  g_autofree char *number =
      g_strdup_printf ("%d", vost_project_index_of (project, finding->cue) + 1);

  vost_json_begin (json, NULL, '{');
  vost_json_string (json, "check", finding->check->id);
  vost_json_string (json, "severity", severity_id (finding->severity));
  vost_json_string (json, "cue", number);
  vost_json_time (json, "start", finding->start);
  vost_json_string (json, "message", finding->message);
  vost_json_double (json, "measured", finding->measured);
  vost_json_double (json, "limit", finding->limit);
  vost_json_bool (json, "fixable", finding->check->fix != NULL);
  vost_json_end (json, '}');
}

static gboolean
write_fixed (VostProject *project, VostId track, const VostProfile *profile, GError **error)
{
  g_autoptr (VostSnapshot) before = vost_project_snapshot (project);
  g_autoptr (VostEdit) edit = vost_check_fix_track (before, track, profile, NULL);
  g_autoptr (VostSnapshot) after = NULL;
  g_autoptr (VostSubtitles) subs = NULL;

  if (!force && g_file_test (fix, G_FILE_TEST_EXISTS))
    {
      g_set_error (error, VOST_ERROR, VOST_ERROR_BAD_INPUT,
                   _ ("“%s” exists already: use --force to replace it."), fix);
      return FALSE;
    }
  if (edit != NULL && !vost_project_apply (project, edit, error))
    return FALSE;
  after = vost_project_snapshot (project);
  subs = vost_subtitles_from_track (after, track);
  return vost_subtitles_save (subs, fix, vost_format_by_path (fix), &(VostFormatOptions){ NULL },
                              error);
}

static VostExit
unknown_profile (void)
{
  g_autoptr (GString) names = g_string_new (NULL);

  for (const VostProfile *profile = vost_profiles; profile->id != NULL; profile++)
    g_string_append_printf (names, "%s%s", names->len > 0 ? ", " : "", profile->id);
  return vost_cli_usage (_ ("“%s” is no profile that this program knows: %s."), profile_id,
                         names->str);
}

static VostExit
run (char **args, gboolean as_json)
{
  const VostProfile *profile =
      profile_id != NULL ? vost_profile_by_id (profile_id) : &vost_profiles[0];
  g_autoptr (GError) error = NULL;
  g_autoptr (VostProject) project = NULL;
  g_autoptr (VostSnapshot) snapshot = NULL;
  g_autoptr (GPtrArray) findings = NULL;
  VostJson json = { NULL, FALSE };
  gboolean bad = FALSE;
  VostId track = VOST_ID_NONE;

  if (profile == NULL)
    return unknown_profile ();
#ifndef VOST_WITH_MEDIA
  if (media != NULL)
    return vost_cli_usage (_ ("This vostok-cli was built without film support."));
#endif
  project = make_project (args[0], &track, &error);
  if (project == NULL)
    return vost_cli_error (args[0], error);
  snapshot = vost_project_snapshot (project);
  findings = vost_check_track (snapshot, track, profile);
  if (fix != NULL && !write_fixed (project, track, profile, &error))
    return vost_cli_error (fix, error);
  json.out = g_string_new (NULL);
  vost_json_begin (&json, NULL, '{');
  vost_json_string (&json, "profile", profile->id);
  vost_json_begin (&json, "issues", '[');
  for (guint i = 0; i < findings->len; i++)
    {
      const VostFinding *finding = findings->pdata[i];

      bad = bad || finding->severity == VOST_SEVERITY_ERROR;
      add_issue (&json, project, finding);
      if (!as_json)
        g_print ("%s:%d: %s: %s\n", args[0], vost_project_index_of (project, finding->cue) + 1,
                 severity_id (finding->severity), finding->message);
    }
  vost_json_end (&json, ']');
  vost_json_end (&json, '}');
  if (as_json)
    vost_cli_print_json (&json);
  else
    g_string_free (json.out, TRUE);
  return bad ? VOST_EXIT_NO : VOST_EXIT_DONE;
}

const VostCommand vost_command_check = {
  .id = "check",
  .summary = N_ ("Check reading speed, line length, durations, gaps and more"),
  .arguments = "FILE",
  .n_arguments = 1,
  .options = options,
  .run = run,
};
