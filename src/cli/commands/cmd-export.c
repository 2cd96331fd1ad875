/* vostok-cli export: makes a release. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli.h"

#include "vostok-config.h"

#include <glib/gi18n.h>

#include <vostok/core/cue-edits.h>
#include <vostok/core/subtitle-file.h>
#include <vostok/core/timeline.h>
#include <vostok/media/media.h>
#include <vostok/media/probe.h>
#include <vostok/media/target.h>

#include "job-run.h"
#include "verify-json.h"

extern const VostCommand vost_command_export;

static char *target_id;
static char *output;
static char **subtitles;
static char *burn;
static char *in;
static char *out;
static char *preset;
static char *make;
static char *licence;
static char *title;
static char *author;
static char *source_url;
static char *translator;
static char *spoken;
static gboolean force;

static const GOptionEntry options[] = {
  { "target", 0, 0, G_OPTION_ARG_STRING, &target_id,
    N_ ("What to make; “vostok-cli targets” lists them"), N_ ("ID") },
  { "output", 0, 0, G_OPTION_ARG_FILENAME, &output, N_ ("File to write"), N_ ("PATH") },
  { "subtitles", 0, 0, G_OPTION_ARG_STRING_ARRAY, &subtitles,
    N_ ("Add a subtitle file in a language"), N_ ("LANGUAGE=FILE") },
  { "burn", 0, 0, G_OPTION_ARG_STRING, &burn, N_ ("Draw this language into the picture"),
    N_ ("LANGUAGE") },
  { "in", 0, 0, G_OPTION_ARG_STRING, &in, N_ ("Begin there"), N_ ("TIME") },
  { "out", 0, 0, G_OPTION_ARG_STRING, &out, N_ ("End there"), N_ ("TIME") },
  { "preset", 0, 0, G_OPTION_ARG_STRING, &preset, N_ ("small, balanced or best"), N_ ("PRESET") },
  { "make", 0, 0, G_OPTION_ARG_STRING, &make, N_ ("Of a project: the remix or the film"),
    N_ ("remix|film") },
  { "licence", 0, 0, G_OPTION_ARG_STRING, &licence,
    N_ ("Licence of the film, where it does not say so itself"), N_ ("LICENCE") },
  { "title", 0, 0, G_OPTION_ARG_STRING, &title, N_ ("Title of the film"), N_ ("TEXT") },
  { "author", 0, 0, G_OPTION_ARG_STRING, &author, N_ ("Author of the film"), N_ ("NAME") },
  { "source", 0, 0, G_OPTION_ARG_STRING, &source_url, N_ ("Address of the film"), N_ ("URL") },
  { "translator", 0, 0, G_OPTION_ARG_STRING, &translator, N_ ("Who made the subtitles"),
    N_ ("NAME") },
  { "spoken", 0, 0, G_OPTION_ARG_STRING, &spoken,
    N_ ("What is spoken in the film, where it does not say so itself"), N_ ("LANGUAGE") },
  { "force", 0, 0, G_OPTION_ARG_NONE, &force, N_ ("Replace an existing file"), NULL },
  { NULL },
};

/* --- The project --- */

static gboolean
describe_source (VostProject *project, GError **error)
{
  const VostSource *before = vost_project_get_nth (project, VOST_KIND_SOURCE, VOST_ID_NONE, 0);
  g_autoptr (VostSource) after = vost_record_copy (before);
  g_autoptr (VostEdit) edit = vost_edit_new ("", NULL);
  VostLicence parsed;

  if (licence != NULL)
    {
      g_autofree char *spdx = NULL;

      if (!vost_licence_parse (licence, &parsed))
        {
          g_set_error (error, VOST_ERROR, VOST_ERROR_BAD_INPUT,
                       _ ("“%s” is no licence that this program knows."), licence);
          return FALSE;
        }
      spdx = vost_licence_to_spdx (&parsed);
      vost_set_string (&after->licence, spdx);
      vost_set_string (&after->licence_evidence, "user");
    }
  if (title != NULL)
    vost_set_string (&after->title, title);
  if (source_url != NULL)
    vost_set_string (&after->url, source_url);
  if (author != NULL)
    {
      const char *names[] = { author, NULL };

      g_strfreev (after->creators);
      after->creators = g_strdupv ((char **) names);
      vost_set_string (&after->attribution, "");
    }
  vost_edit_change (edit, before, after);
  return vost_project_apply (project, edit, error);
}

/* What is spoken: as --spoken says, else as the file does. */
static gboolean
set_spoken (VostProject *project, GError **error)
{
  const VostSource *source = vost_project_get_nth (project, VOST_KIND_SOURCE, VOST_ID_NONE, 0);
  g_autoptr (VostEdit) edit =
      spoken != NULL ? vost_cue_edit_set_spoken (project, VOST_RECORD_ID (source), spoken) : NULL;

  return edit == NULL || vost_project_apply (project, edit, error);
}

static gboolean
add_subtitles (VostProject *project, const char *argument, GError **error)
{
  const char *equals = strchr (argument, '=');
  g_autoptr (GPtrArray) diagnostics = vost_diagnostics_new ();
  g_autofree char *language =
      equals != NULL ? g_strndup (argument, (gsize) (equals - argument)) : NULL;
  g_autoptr (VostEdit) edit = NULL;
  VostSubtitles *subs;
  VostId track;

  if (equals == NULL)
    {
      g_set_error (error, VOST_ERROR, VOST_ERROR_BAD_INPUT,
                   _ ("--subtitles takes LANGUAGE=FILE, not “%s”."), argument);
      return FALSE;
    }
  if (!vost_cli_is_language (language))
    {
      g_set_error (error, VOST_ERROR, VOST_ERROR_BAD_INPUT,
                   _ ("“%s” is no language tag: “fr” or “pt-BR” is one."), language);
      return FALSE;
    }
  subs = vost_subtitles_load (equals + 1, NULL, diagnostics, error);
  if (subs == NULL)
    return FALSE;
  vost_set_string (&subs->track->language, language);
  if (translator != NULL)
    {
      const char *names[] = { translator, NULL };

      g_strfreev (subs->track->contributors);
      subs->track->contributors = g_strdupv ((char **) names);
    }
  edit = vost_cue_edit_add_track (
      project, subs,
      VOST_RECORD_ID (vost_project_get_nth (project, VOST_KIND_SOURCE, VOST_ID_NONE, 0)), &track);
  return vost_project_apply (project, edit, error);
}

static VostProject *
prepare (const char *path, GError **error)
{
  g_autoptr (GPtrArray) diagnostics = vost_diagnostics_new ();
  g_autoptr (VostProject) project = vost_cli_open (path, diagnostics, error);

  if (project == NULL)
    return NULL;
  vost_cli_print_diagnostics (path, diagnostics);
  if (vost_project_get_n (project, VOST_KIND_SOURCE, VOST_ID_NONE) == 0)
    {
      g_set_error_literal (error, VOST_ERROR, VOST_ERROR_BAD_INPUT,
                           _ ("There is no film in this project."));
      return NULL;
    }
  if (!describe_source (project, error))
    return NULL;
  if (!set_spoken (project, error))
    return NULL;
  for (guint i = 0; subtitles != NULL && subtitles[i] != NULL; i++)
    if (!add_subtitles (project, subtitles[i], error))
      return NULL;
  return g_steal_pointer (&project);
}

static VostRelease *
make_release (VostProject *project)
{
  g_autoptr (VostSnapshot) snapshot = vost_project_snapshot (project);
  gboolean remix =
      make != NULL ? g_str_equal (make, "remix") : vost_timeline_duration (snapshot) > 0;
  VostRelease *release =
      vost_release_new (snapshot, remix ? VOST_MAKING_REMIX : VOST_MAKING_SUBTITLED,
                        vost_cli_first_source (snapshot), output);

  release->overwrite = force;
  if (burn != NULL)
    {
      g_free (release->burn);
      release->burn = g_strdup (burn);
    }
  if (preset != NULL)
    {
      g_free (release->preset);
      release->preset = g_strdup (preset);
    }
  if (in != NULL)
    vost_time_parse (in, &release->in);
  if (out != NULL)
    vost_time_parse (out, &release->out);
  return release;
}

static VostExit
report (const VostReleaseResult *result, gboolean as_json)
{
  VostJson json = { NULL, FALSE };
  g_autoptr (GError) error = NULL;
  g_autoptr (VostFoundRights) found = NULL;

  if (!as_json)
    {
      g_print ("%s\n%s\n", result->output, result->summary);
      return VOST_EXIT_DONE;
    }
  found = vost_rights_read (result->output, &error);
  json.out = g_string_new (NULL);
  vost_json_begin (&json, NULL, '{');
  vost_json_string (&json, "output", result->output);
  vost_json_string (&json, "target", target_id);
  vost_json_double (&json, "seconds", result->seconds);
  vost_json_bool (&json, "copied", result->copied);
  vost_json_string (&json, "summary", result->summary);
  vost_json_begin (&json, "files", '[');
  for (guint i = 0; i < result->files->len; i++)
    vost_json_string (&json, NULL, result->files->pdata[i]);
  vost_json_end (&json, ']');
  if (found != NULL)
    vost_json_found_rights (&json, "verified", found);
  else
    vost_json_null (&json, "verified");
  vost_json_end (&json, '}');
  vost_cli_print_json (&json);
  return VOST_EXIT_DONE;
}

static gboolean
times_are_good (void)
{
  VostTime t;

  return (in == NULL || vost_time_parse (in, &t)) && (out == NULL || vost_time_parse (out, &t));
}

static const char *
wrong_language (void)
{
  if (burn != NULL && !vost_cli_is_language (burn))
    return burn;
  return spoken != NULL && !vost_cli_is_language (spoken) ? spoken : NULL;
}

/* What cannot be done is said before anything is read. */
static VostExit
check_usage (const VostTarget *target)
{
  static const char *const presets[] = { "small", "balanced", "best", NULL };

  if (target == NULL && target_id != NULL)
    return vost_cli_usage (_ ("“%s” is no target; “vostok-cli targets” lists them."), target_id);
  if (target == NULL)
    return vost_cli_usage (_ ("export needs --target ID; “vostok-cli targets” lists them."));
  if (output == NULL)
    return vost_cli_usage (_ ("export needs --output PATH."));
  if (!times_are_good ())
    return vost_cli_usage (_ ("--in and --out take times such as 0:01:02.500."));
  if (wrong_language () != NULL)
    return vost_cli_usage (_ ("“%s” is no language tag: “fr” or “pt-BR” is one."),
                           wrong_language ());
  if (preset != NULL && !g_strv_contains (presets, preset))
    return vost_cli_usage (_ ("--preset takes small, balanced or best."));
  if (make != NULL && !g_str_equal (make, "remix") && !g_str_equal (make, "film"))
    return vost_cli_usage (_ ("--make takes remix or film."));
  /* The target looks again; here it is told which option helps. */
  if (!force && g_file_test (output, G_FILE_TEST_EXISTS))
    return vost_cli_usage (_ ("“%s” exists already: use --force to replace it."), output);
  return VOST_EXIT_DONE;
}

static VostExit
run (char **args, gboolean as_json)
{
  const VostTarget *target = target_id != NULL ? vost_target_by_id (target_id) : NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (VostProject) project = NULL;
  g_autoptr (VostJob) job = NULL;
  g_autoptr (VostReleaseResult) result = NULL;

  if (check_usage (target) != VOST_EXIT_DONE)
    return VOST_EXIT_USAGE;
  vost_media_init ();
  project = prepare (args[0], &error);
  if (project == NULL)
    return vost_cli_error (args[0], error);
  job = vost_release_job (target, make_release (project));
  result = vost_cli_run_job (job, &error);
  if (result == NULL)
    return vost_cli_error (NULL, error);
  return report (result, as_json);
}

const VostCommand vost_command_export = {
  .id = "export",
  .summary = N_ ("Make a release with its licence and credits, and verify it"),
  .about = "Of a project with clips on its timeline the remix is made, else the first film with "
           "its subtitles; --make "
           "decides otherwise. Of a film, what is spoken and what is in the files given with "
           "--subtitles. The release is "
           "written beside and renamed when it was opened again and found whole; Ctrl+C leaves "
           "nothing behind.",
  .arguments = "PROJECT|FILM",
  .n_arguments = 1,
  .options = options,
  .run = run,
};
