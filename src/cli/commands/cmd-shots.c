/* vostok-cli shots: where the picture changes. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli.h"

#include "vostok-config.h"

#include <glib/gi18n.h>

#include <vostok/media/media.h>
#include <vostok/media/peaks.h>
#include <vostok/media/probe.h>

#include "job-run.h"

extern const VostCommand vost_command_shots;

static const GOptionEntry options[] = { { NULL } };

static void
print_shots (GArray *shots, VostRate rate, gboolean as_json)
{
  VostJson json = { NULL, FALSE };

  if (!as_json)
    {
      for (guint i = 0; i < shots->len; i++)
        {
          g_autofree char *time = vost_time_format (g_array_index (shots, VostTime, i), 3);

          g_print ("%s\n", time);
        }
      return;
    }
  json.out = g_string_new (NULL);
  vost_json_begin (&json, NULL, '{');
  vost_json_begin (&json, "shots", '[');
  for (guint i = 0; i < shots->len; i++)
    {
      VostTime time = g_array_index (shots, VostTime, i);

      vost_json_begin (&json, NULL, '{');
      vost_json_time (&json, "time", time);
      /* Half a millisecond: files round the times of their pictures. */
      if (vost_rate_is_known (rate))
        vost_json_int (&json, "frame", vost_rate_frame_at (rate, time + VOST_MSECOND / 2));
      vost_json_string (&json, "kind", "cut");
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
  g_autoptr (VostProbe) probe = NULL;
  g_autoptr (VostJob) job = NULL;
  g_autoptr (GArray) shots = NULL;
  const VostStream *video;

  vost_media_init ();
  probe = vost_probe_file (args[0], NULL, &error);
  if (probe == NULL)
    return vost_cli_error (args[0], error);
  video = vost_probe_first (probe, "video");
  if (video == NULL)
    return vost_cli_usage (_ ("“%s” has no picture."), args[0]);
  job = vost_shots_job (args[0], NULL);
  shots = vost_cli_run_job (job, &error);
  if (shots == NULL)
    return vost_cli_error (args[0], error);
  print_shots (shots, video->rate, as_json);
  return VOST_EXIT_DONE;
}

const VostCommand vost_command_shots = {
  .id = "shots",
  .summary = N_ ("Find the shot changes of a film"),
  .about = "Each line is the time of the first picture of a new shot. Only hard cuts are found.",
  .arguments = "FILM",
  .n_arguments = 1,
  .options = options,
  .run = run,
};
