/* vostok-cli sync: makes the times of a subtitle file fit those of another one. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli.h"

#include "vostok-config.h"

#include <glib/gi18n.h>

#include <vostok/core/retime.h>
#include <vostok/core/subtitle-file.h>
#ifdef VOST_WITH_MEDIA
#include <vostok/media/media.h>
#include <vostok/media/probe.h>
#include <vostok/media/speech.h>

#include "job-run.h"
#endif

extern const VostCommand vost_command_sync;

/* Per mille: see VostRetimeGuess. Below, two files have most likely nothing to do with each other.
 */
#define LEAST_CONFIDENCE 300

static char *reference;
static char *output;
static gboolean force;

static const GOptionEntry options[] = {
  { "to", 0, 0, G_OPTION_ARG_FILENAME, &reference,
    N_ ("The film itself, or subtitles of it that fit, in any language"), N_ ("REFERENCE") },
  { "output", 'o', 0, G_OPTION_ARG_FILENAME, &output, N_ ("Where to write"), N_ ("OUT") },
  { "force", 0, 0, G_OPTION_ARG_NONE, &force, N_ ("Replace an existing file"), NULL },
  { NULL },
};

static GArray *
spans_of (const VostSubtitles *subs)
{
  GArray *spans = g_array_sized_new (FALSE, FALSE, sizeof (VostSpan), subs->cues->len);

  for (guint i = 0; i < subs->cues->len; i++)
    {
      const VostCue *cue = subs->cues->pdata[i];
      VostSpan span = { cue->start, cue->end };

      g_array_append_val (spans, span);
    }
  return spans;
}

#ifdef VOST_WITH_MEDIA

static gboolean
guess_speech (const VostSubtitles *subs, VostRetimeGuess *ret, GError **error)
{
  g_autoptr (VostJob) job = vost_speech_job (reference, NULL);
  g_autoptr (GBytes) speech = vost_cli_run_job (job, error);
  g_autoptr (GArray) spans = spans_of (subs);
  gsize n = 0;
  const guint8 *values = speech != NULL ? g_bytes_get_data (speech, &n) : NULL;

  return speech != NULL &&
         vost_retime_guess_speech ((const VostSpan *) (void *) spans->data, spans->len, values, n,
                                   VOST_SPEECH_STEP, ret) &&
         ret->confidence >= LEAST_CONFIDENCE;
}

/* What is no subtitle file may be the film. */
static gboolean
is_film (const char *path)
{
  g_autoptr (VostProbe) probe = NULL;

  if (vost_format_by_path (path) != NULL)
    return FALSE;
  vost_media_init ();
  probe = vost_probe_file (path, NULL, NULL);
  return probe != NULL && vost_probe_first (probe, "audio") != NULL;
}

#else

static gboolean
guess_speech (const VostSubtitles *subs, VostRetimeGuess *ret, GError **error)
{
  return FALSE;
}

static gboolean
is_film (const char *path)
{
  return FALSE;
}

#endif

static GArray *
starts_of (const VostSubtitles *subs)
{
  GArray *starts = g_array_new (FALSE, FALSE, sizeof (VostTime));

  for (guint i = 0; i < subs->cues->len; i++)
    {
      VostTime start = ((const VostCue *) subs->cues->pdata[i])->start;

      if (start != VOST_TIME_NONE)
        g_array_append_val (starts, start);
    }
  return starts;
}

static gboolean
guess (const VostSubtitles *subs, const VostSubtitles *other, VostRetimeGuess *ret)
{
  g_autoptr (GArray) starts = starts_of (subs);
  g_autoptr (GArray) wanted = starts_of (other);

  return vost_retime_guess ((const VostTime *) (void *) starts->data, starts->len,
                            (const VostTime *) (void *) wanted->data, wanted->len, ret) &&
         ret->confidence >= LEAST_CONFIDENCE;
}

/* What would begin before the film does begins with it. */
static gboolean
apply (VostSubtitles *subs, const VostRetimeGuess *found, GError **error)
{
  g_autoptr (GArray) spans = spans_of (subs);
  VostSpan *array = (VostSpan *) (void *) spans->data;

  if (!vost_retime_rate (array, spans->len, found->from, found->to, array, error) ||
      !vost_retime_shift (array, spans->len, found->offset, array, error))
    return FALSE;
  for (guint i = 0; i < spans->len; i++)
    {
      VostCue *cue = subs->cues->pdata[i];

      if (array[i].start == cue->start && array[i].end == cue->end)
        continue;
      cue->start = array[i].start == VOST_TIME_NONE ? VOST_TIME_NONE : MAX (array[i].start, 0);
      cue->end = array[i].end == VOST_TIME_NONE ? VOST_TIME_NONE : MAX (array[i].end, 0);
      vost_set_string (&cue->raw, "");
    }
  return TRUE;
}

static void
print_result (const VostRetimeGuess *found, gboolean as_json)
{
  g_autofree char *from = vost_rate_to_string (found->from);
  g_autofree char *to = vost_rate_to_string (found->to);
  g_autofree char *scale = g_strdup_printf ("%s:%s", from, to);
  g_autoptr (GString) offset = g_string_new (NULL);
  VostJson json = { NULL, FALSE };

  if (!as_json)
    {
      vost_time_append_seconds (offset, found->offset);
      g_print (_ ("Written %s: speed %s, then %s seconds; %u of %u cues fit then\n"), output, scale,
               offset->str, found->matched, found->tried);
      return;
    }
  json.out = g_string_new (NULL);
  vost_json_begin (&json, NULL, '{');
  vost_json_time (&json, "offset", found->offset);
  vost_json_string (&json, "scale", scale);
  vost_json_begin (&json, "segments", '[');
  vost_json_begin (&json, NULL, '{');
  vost_json_time (&json, "start", 0);
  vost_json_time (&json, "offset", found->offset);
  vost_json_end (&json, '}');
  vost_json_end (&json, ']');
  vost_json_double (&json, "score", found->confidence / 1000.0);
  vost_json_end (&json, '}');
  vost_cli_print_json (&json);
}

static VostExit
run (char **args, gboolean as_json)
{
  g_autoptr (GPtrArray) diagnostics = vost_diagnostics_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (VostSubtitles) subs = NULL;
  g_autoptr (VostSubtitles) other = NULL;
  VostFormatOptions format_options = { NULL };
  VostRetimeGuess found = { 0 };
  gboolean fits = FALSE;

  if (reference == NULL || output == NULL)
    return vost_cli_usage (
        _ ("Say with --to what it shall fit, and with --output where to write."));
  if (!force && g_file_test (output, G_FILE_TEST_EXISTS))
    return vost_cli_usage (_ ("“%s” exists already: use --force to replace it."), output);
  subs = vost_subtitles_load (args[0], NULL, diagnostics, &error);
  if (subs == NULL)
    return vost_cli_error (args[0], error);
  if (is_film (reference))
    fits = guess_speech (subs, &found, &error);
  else if ((other = vost_subtitles_load (reference, NULL, diagnostics, &error)) != NULL)
    fits = guess (subs, other, &found);
  if (error != NULL)
    return vost_cli_error (reference, error);
  if (!fits)
    {
      g_printerr (_ ("vostok-cli: %s: its times have too little in common with %s. Nothing was "
                     "written.\n"),
                  args[0], reference);
      return VOST_EXIT_NO;
    }
  if (!apply (subs, &found, &error) ||
      !vost_subtitles_save (subs, output, vost_format_by_path (output), &format_options, &error))
    return vost_cli_error (output, error);
  print_result (&found, as_json);
  return VOST_EXIT_DONE;
}

const VostCommand vost_command_sync = {
  .id = "sync",
  .summary = N_ ("Make the times of a subtitle file fit those of another one"),
  .arguments = "FILE",
  .n_arguments = 1,
  .about =
      N_ ("Finds the change of speed between film rates (25 to 23.976 and the like) and the shift "
          "that make most cues begin with one of the other file."),
  .options = options,
  .run = run,
};
