/* vostok-cli targets: what this machine can make. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli.h"

#include "vostok-config.h"

#include <glib/gi18n.h>

#include <vostok/media/media.h>
#include <vostok/media/target.h>

extern const VostCommand vost_command_targets;

static const GOptionEntry options[] = { { NULL } };

static VostExit
run (char **args, gboolean as_json)
{
  VostJson json = { g_string_new (NULL), FALSE };

  vost_media_init ();
  vost_json_begin (&json, NULL, '{');
  vost_json_begin (&json, "targets", '[');
  for (guint i = 0; vost_target_list[i] != NULL; i++)
    {
      const VostTarget *target = vost_target_list[i];
      g_autoptr (GPtrArray) missing = vost_target_missing (target);

      vost_json_begin (&json, NULL, '{');
      vost_json_string (&json, "id", target->id);
      vost_json_string (&json, "title", _ (target->title));
      vost_json_bool (&json, "available", missing->len == 0);
      vost_json_begin (&json, "missing", '[');
      for (guint m = 0; m < missing->len; m++)
        vost_json_string (&json, NULL, missing->pdata[m]);
      vost_json_end (&json, ']');
      vost_json_end (&json, '}');
      if (!as_json)
        {
          g_print ("%-10s %s (%s)\n", target->id, _ (target->title), _ (target->description));
          for (guint m = 0; m < missing->len; m++)
            g_print ("           %s\n", (const char *) missing->pdata[m]);
        }
    }
  vost_json_end (&json, ']');
  vost_json_end (&json, '}');
  if (as_json)
    vost_cli_print_json (&json);
  else
    g_string_free (json.out, TRUE);
  return VOST_EXIT_DONE;
}

const VostCommand vost_command_targets = {
  .id = "targets",
  .summary = N_ ("List the targets that this machine can make, and what is missing for the others"),
  .arguments = "",
  .n_arguments = 0,
  .options = options,
  .run = run,
};
