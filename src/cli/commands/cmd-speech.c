/* vostok-cli speech: where somebody speaks. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli.h"

#include "vostok-config.h"

#include <glib/gi18n.h>

#include <vostok/media/media.h>
#include <vostok/media/speech.h>

#include "job-run.h"

extern const VostCommand vost_command_speech;

static const GOptionEntry options[] = { { NULL } };

static void
print_passages (GArray *passages, gboolean as_json)
{
  VostJson json = { NULL, FALSE };

  for (guint i = 0; !as_json && i < passages->len; i++)
    {
      VostSpan span = g_array_index (passages, VostSpan, i);
      g_autofree char *start = vost_time_format (span.start, 3);
      g_autofree char *end = vost_time_format (span.end, 3);

      g_print ("%s  %s\n", start, end);
    }
  if (!as_json)
    return;
  json.out = g_string_new (NULL);
  vost_json_begin (&json, NULL, '{');
  vost_json_begin (&json, "speech", '[');
  for (guint i = 0; i < passages->len; i++)
    {
      vost_json_begin (&json, NULL, '{');
      vost_json_time (&json, "start", g_array_index (passages, VostSpan, i).start);
      vost_json_time (&json, "end", g_array_index (passages, VostSpan, i).end);
      vost_json_end (&json, '}');
    }
  vost_json_end (&json, ']');
  vost_json_end (&json, '}');
  vost_cli_print_json (&json);
}

static VostExit
run (char **args, gboolean as_json)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (VostJob) job = NULL;
  g_autoptr (GBytes) speech = NULL;
  g_autoptr (GArray) passages = NULL;

  vost_media_init ();
  job = vost_speech_job (args[0], NULL);
  speech = vost_cli_run_job (job, &error);
  if (speech == NULL)
    return vost_cli_error (args[0], error);
  passages = vost_speech_passages (speech);
  print_passages (passages, as_json);
  return VOST_EXIT_DONE;
}

const VostCommand vost_command_speech = {
  .id = "speech",
  .summary = N_ ("Find the passages of a film in which somebody speaks"),
  .about = "Each line has the start and the end of a passage. Singing is taken for speech.",
  .arguments = "FILM",
  .n_arguments = 1,
  .options = options,
  .run = run,
};
