/* vostok-cli credits: the attribution that an export must carry. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli.h"

#include "vostok-config.h"

#include <glib/gi18n.h>

#include <vostok/core/rights/attribution.h>
#include <vostok/core/timeline.h>

extern const VostCommand vost_command_credits;

static char *form;
static char *language;

static const GOptionEntry options[] = {
  { "form", 0, 0, G_OPTION_ARG_STRING, &form,
    N_ ("As text, html, srt or card; text if it is not given"), N_ ("FORM") },
  { "language", 0, 0, G_OPTION_ARG_STRING, &language, N_ ("In this language: en, fr, es"),
    N_ ("LANGUAGE") },
  { NULL },
};

static char *
card_text (const VostAttribution *attribution)
{
  g_auto (GStrv) lines = vost_attribution_to_card (attribution);

  return g_strjoinv ("\n", lines);
}

static char *
srt_text (const VostAttribution *attribution)
{
  g_autofree char *cue = vost_attribution_to_cue (attribution, attribution->language);

  return g_strdup_printf ("1\n00:00:00,000 --> 00:00:05,000\n%s\n", cue);
}

static gboolean
set_language (VostProject *project, GError **error)
{
  const VostProjectRecord *before = vost_project_get_info (project);
  g_autoptr (VostProjectRecord) after = vost_record_copy (before);
  g_autoptr (VostEdit) edit = vost_edit_new ("", NULL);

  vost_set_string (&after->language, language);
  vost_edit_change (edit, before, after);
  return vost_project_apply (project, edit, error);
}

static VostExit
run (char **args, gboolean as_json)
{
  g_autoptr (GPtrArray) diagnostics = vost_diagnostics_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (VostProject) project = vost_cli_open (args[0], diagnostics, &error);
  g_autoptr (VostSnapshot) snapshot = NULL;
  g_autoptr (VostAttribution) attribution = NULL;
  g_autofree char *text = NULL;

  if (language != NULL && !vost_cli_is_language (language))
    return vost_cli_usage (_ ("“%s” is no language tag: “fr” or “pt-BR” is one."), language);
  if (project == NULL || (language != NULL && !set_language (project, &error)))
    return vost_cli_error (args[0], error);
  snapshot = vost_project_snapshot (project);
  attribution = vost_attribution_for_project (
      snapshot, vost_timeline_duration (snapshot) > 0 ? VOST_MAKING_REMIX : VOST_MAKING_SUBTITLED,
      vost_cli_first_source (snapshot), &error);
  if (attribution == NULL)
    return vost_cli_error (args[0], error);
  if (as_json)
    text = vost_attribution_to_json_ld (attribution);
  else if (form == NULL || g_str_equal (form, "text"))
    text = vost_attribution_to_text (attribution);
  else if (g_str_equal (form, "html"))
    text = vost_attribution_to_html (attribution);
  else if (g_str_equal (form, "srt"))
    text = srt_text (attribution);
  else if (g_str_equal (form, "card"))
    text = card_text (attribution);
  else
    return vost_cli_usage (_ ("“%s” is no form: text, html, srt or card."), form);
  vost_cli_write (text);
  if (!g_str_has_suffix (text, "\n"))
    vost_cli_write ("\n");
  return VOST_EXIT_DONE;
}

const VostCommand vost_command_credits = {
  .id = "credits",
  .summary = N_ ("Print the attribution that an export must carry"),
  .arguments = "PROJECT|FILM",
  .n_arguments = 1,
  .options = options,
  .run = run,
};
