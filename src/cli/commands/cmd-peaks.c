/* vostok-cli peaks: the waveform, in the form that audiowaveform writes. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli.h"

#include "vostok-config.h"

#include <glib/gi18n.h>

#include <vostok/media/media.h>
#include <vostok/media/peaks.h>
#include <vostok/media/probe.h>

#include "job-run.h"

extern const VostCommand vost_command_peaks;

static const GOptionEntry options[] = { { NULL } };

static void
print_peaks (VostPeaks *peaks, int sample_rate)
{
  guint n = vost_peaks_get_n (peaks);
  VostJson json = { g_string_new (NULL), FALSE };

  vost_json_begin (&json, NULL, '{');
  vost_json_int (&json, "version", 2);
  vost_json_int (&json, "channels", 1);
  vost_json_int (&json, "sample_rate", sample_rate);
  vost_json_int (&json, "samples_per_pixel", sample_rate / VOST_PEAKS_PER_SECOND);
  vost_json_int (&json, "bits", 8);
  vost_json_int (&json, "length", n);
  vost_json_begin (&json, "data", '[');
  for (guint i = 0; i < n; i++)
    {
      gint8 low, high;

      vost_peaks_get (peaks, i, &low, &high);
      vost_json_int (&json, NULL, low);
      vost_json_int (&json, NULL, high);
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
  g_autoptr (VostPeaks) early = NULL;
  g_autoptr (VostPeaks) peaks = NULL;
  const VostStream *audio;

  vost_media_init ();
  probe = vost_probe_file (args[0], NULL, &error);
  if (probe == NULL)
    return vost_cli_error (args[0], error);
  audio = vost_probe_first (probe, "audio");
  if (audio == NULL)
    return vost_cli_usage (_ ("“%s” has no sound."), args[0]);
  job = vost_peaks_job (args[0], NULL, &early);
  peaks = vost_cli_run_job (job, &error);
  if (peaks == NULL)
    return vost_cli_error (args[0], error);
  print_peaks (peaks, audio->sample_rate);
  return VOST_EXIT_DONE;
}

const VostCommand vost_command_peaks = {
  .id = "peaks",
  .summary = N_ ("Print the waveform of a film’s sound as JSON"),
  .about = "The document is that of audiowaveform, with one pair of minimum and maximum for each "
           "hundredth of a second; "
           "it is JSON also without --json.",
  .arguments = "FILM",
  .n_arguments = 1,
  .options = options,
  .run = run,
};
