/* vostok-cli rights: may it be published, under what. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli.h"

#include "vostok-config.h"

#include <glib/gi18n.h>

#include <vostok/core/rights/verdict.h>

extern const VostCommand vost_command_rights;

static char **sources;
static char *make_name;
static char *as_licence;
static char *use_name;

static const GOptionEntry options[] = {
  { "source", 0, 0, G_OPTION_ARG_STRING_ARRAY, &sources,
    N_ ("Licence of a work that is used; once for each"), N_ ("LICENCE") },
  { "make", 0, 0, G_OPTION_ARG_STRING, &make_name,
    N_ ("What is made: adaptation, collection, verbatim, excerpt, subtitles"), N_ ("KIND") },
  { "as", 0, 0, G_OPTION_ARG_STRING, &as_licence, N_ ("The licence that it should have"),
    N_ ("LICENCE") },
  { "use", 0, 0, G_OPTION_ARG_STRING, &use_name,
    N_ ("What for: private, class, free, cost-recovery, ads, sold"), N_ ("USE") },
  { NULL },
};

static const char *
fix_of (const VostReason *reason)
{
  static const char *const names[] = {
    "",           "replace",       "remove",  "ask-author",   "set-licence",
    "collection", "noncommercial", "private", "other-licence"
  };

  return names[reason->remedies[0]];
}

static void
add_reason (VostJson *json, const VostReason *reason)
{
  vost_json_begin (json, NULL, '{');
  vost_json_string (json, "code", reason->code);
  vost_json_string (json, "licence", reason->licence);
  vost_json_string (json, "section", reason->section);
  vost_json_string (json, "text", reason->text);
  vost_json_begin (json, "sources", '[');
  for (guint i = 0; i < reason->sources->len; i++)
    vost_json_int (json, NULL, g_array_index (reason->sources, guint, i));
  vost_json_end (json, ']');
  vost_json_string (json, "fix", fix_of (reason));
  vost_json_end (json, '}');
}

static void
print_json (const VostVerdict *verdict)
{
  VostJson json = { g_string_new (NULL), FALSE };
  g_autofree char *best = vost_licence_to_spdx (&verdict->best);

  vost_json_begin (&json, NULL, '{');
  vost_json_string (&json, "verdict", vost_verdict_level_id (verdict->level));
  vost_json_begin (&json, "outputs", '[');
  for (guint i = 0; i < verdict->outputs->len; i++)
    {
      g_autofree char *id =
          vost_licence_to_spdx (&g_array_index (verdict->outputs, VostLicence, i));

      vost_json_string (&json, NULL, id);
    }
  vost_json_end (&json, ']');
  vost_json_string (&json, "best", best);
  vost_json_begin (&json, "reasons", '[');
  for (guint i = 0; i < verdict->reasons->len; i++)
    add_reason (&json, verdict->reasons->pdata[i]);
  vost_json_end (&json, ']');
  vost_json_end (&json, '}');
  vost_cli_print_json (&json);
}

static void
add_works (GArray *works, char **licences)
{
  for (guint i = 0; licences != NULL && licences[i] != NULL; i++)
    {
      VostWork work = { .title = licences[i] };

      vost_licence_parse (licences[i], &work.licence);
      g_array_append_val (works, work);
    }
}

static VostExit
run (char **args, gboolean as_json)
{
  g_autoptr (GArray) works = g_array_new (FALSE, TRUE, sizeof (VostWork));
  g_autoptr (VostVerdict) verdict = NULL;
  VostMake make = VOST_MAKE_ADAPTATION;
  VostUseFor use = VOST_USE_FREE;
  VostLicence wanted = { .family = VOST_LICENCE_UNKNOWN };

  if (sources == NULL && args[0] == NULL)
    return vost_cli_usage (_ ("rights needs --source LICENCE, once for each work."));
  if (make_name != NULL && !vost_make_parse (make_name, &make))
    return vost_cli_usage (_ ("“%s” is nothing that can be made; --help lists what can."),
                           make_name);
  if (use_name != NULL && !vost_use_parse (use_name, &use))
    return vost_cli_usage (_ ("“%s” is no use; --help lists them."), use_name);
  if (as_licence != NULL && !vost_licence_parse (as_licence, &wanted))
    return vost_cli_usage (_ ("“%s” is no licence that this program knows."), as_licence);
  add_works (works, sources);
  add_works (works, args);
  verdict = vost_verdict_judge ((const VostWork *) (void *) works->data, works->len, make, use,
                                as_licence != NULL ? &wanted : NULL);
  if (as_json)
    print_json (verdict);
  else
    {
      g_autofree char *head = vost_verdict_short (verdict);
      g_autofree char *text = vost_verdict_explain (verdict);

      g_print ("%s\n%s\n", head, text);
    }
  return verdict->level >= VOST_VERDICT_ASK ? VOST_EXIT_NO : VOST_EXIT_DONE;
}

const VostCommand vost_command_rights = {
  .id = "rights",
  .summary = N_ ("Say whether works may be combined and published, and under which licence"),
  .about = "A licence is an SPDX identifier, an address or a short form; what stands behind the "
           "options is one more work.",
  .arguments = "[LICENCE...]",
  .n_arguments = 0,
  .more = TRUE,
  .options = options,
  .run = run,
};
