/* vostok-cli verify: licence, credits and provenance read back. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli.h"

#include "vostok-config.h"

#include <glib/gi18n.h>

#include <vostok/media/media.h>

#include "verify-json.h"

extern const VostCommand vost_command_verify;

static const GOptionEntry options[] = { { NULL } };

static void
add_strings (VostJson *json, const char *name, GPtrArray *values)
{
  vost_json_begin (json, name, '[');
  for (guint i = 0; values != NULL && i < values->len; i++)
    vost_json_string (json, NULL, values->pdata[i]);
  vost_json_end (json, ']');
}

static void
add_works (VostJson *json, const VostAttribution *attribution)
{
  vost_json_begin (json, "works", '[');
  for (guint i = 0; attribution != NULL && i < attribution->credits->len; i++)
    {
      const VostCredit *credit = attribution->credits->pdata[i];

      vost_json_begin (json, NULL, '{');
      vost_json_string (json, "title", credit->title);
      vost_json_string (json, "by", credit->by);
      vost_json_optional (json, "source", credit->url);
      vost_json_begin (json, "licence", '{');
      vost_json_string (json, "id", credit->licence_spdx);
      vost_json_string (json, "url", credit->licence_url);
      vost_json_end (json, '}');
      vost_json_optional (json, "changes", credit->changes);
      vost_json_optional (json, "used", credit->used);
      vost_json_end (json, '}');
    }
  vost_json_end (json, ']');
}

void
vost_json_found_rights (VostJson *json, const char *name, const VostFoundRights *found)
{
  g_autofree char *id = vost_licence_to_spdx (&found->licence);
  g_autofree char *url = vost_licence_to_url (&found->licence);

  vost_json_begin (json, name, '{');
  vost_json_bool (json, "complete", found->complete);
  vost_json_begin (json, "licence", '{');
  vost_json_string (json, "id", id);
  vost_json_string (json, "url", url);
  vost_json_end (json, '}');
  vost_json_string (json, "title", found->title);
  add_strings (json, "creators", found->creators);
  vost_json_string (json, "source", found->source);
  vost_json_string (json, "changes", found->changes);
  add_works (json, found->attribution);
  add_strings (json, "languages", found->languages);
  add_strings (json, "found_in", found->found_in);
  add_strings (json, "missing", found->missing);
  vost_json_end (json, '}');
}

static void
print_text (const char *path, const VostFoundRights *found)
{
  g_autofree char *name = vost_licence_to_name (&found->licence);
  g_autofree char *url = vost_licence_to_url (&found->licence);

  g_print ("%s\n  %s %s\n", path, name[0] != '\0' ? name : _ ("no licence found"), url);
  g_print ("  %s\n", found->title != NULL ? found->title : "");
  for (guint i = 0; found->attribution != NULL && i < found->attribution->credits->len; i++)
    {
      const VostCredit *credit = found->attribution->credits->pdata[i];

      g_print ("  · %s — %s, %s\n", credit->title, credit->by, credit->licence_name);
    }
  for (guint i = 0; i < found->missing->len; i++)
    g_print (_ ("  missing: %s\n"), (const char *) found->missing->pdata[i]);
  g_print ("  %s\n", found->complete ? _ ("Licence and credits are complete.")
                                     : _ ("Licence and credits are not complete."));
}

static VostExit
run (char **args, gboolean as_json)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (VostFoundRights) found = NULL;

  vost_media_init ();
  found = vost_rights_read (args[0], &error);
  if (found == NULL)
    return vost_cli_error (args[0], error);
  if (as_json)
    {
      VostJson json = { g_string_new (NULL), FALSE };

      vost_json_found_rights (&json, NULL, found);
      vost_cli_print_json (&json);
    }
  else
    print_text (args[0], found);
  return found->complete ? VOST_EXIT_DONE : VOST_EXIT_NO;
}

const VostCommand vost_command_verify = {
  .id = "verify",
  .summary = N_ ("Read licence, credits and provenance back out of a file"),
  .arguments = "FILE",
  .n_arguments = 1,
  .options = options,
  .run = run,
};
