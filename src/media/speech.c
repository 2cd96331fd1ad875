/* Where somebody speaks: loudness in the band of voices against what is there all the time. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <vostok/media/speech.h>

#include "vostok-config.h"

#include <math.h>

#include <glib/gi18n-lib.h>
#include <gst/audio/audio.h>

#include <vostok/media/probe.h>

#include "scan-private.h"

#define RATE 8000
#define STEP_SAMPLES (RATE / 20)
/* Two days. */
#define MAX_STEPS (G_GUINT64_CONSTANT (48) * 3600 * 20)
/* Telephone band: hum, rumble and most of a bass stay out; the rate ends it above. */
#define LOWEST 300.0
/* Quieter than this is silence, in decibels below full scale. */
#define SILENCE (-70.0)
/* Steps to either side that the level of the surroundings is taken from. */
#define SURROUNDINGS 300
/* Their lowest part, in per cent: what is there all the time. */
#define FLOOR_PART 20
/* So many decibels above the floor are speech for sure, if they rise and fall. */
#define SURE 18.0
/* Half a second to either side: syllables make the level go up and down by so many decibels. */
#define SYLLABLES 6
#define LIVELY 5.0
/* Of the values that are given: begins, goes on. */
#define ON 120
#define GOES_ON 60
/* Steps: shorter pauses do not part, shorter passages are noises. */
#define PAUSE 6
#define SHORTEST 4

#define LEVELS 128

/* At one rate, so that the filter is the same for every film; one channel, because what is spoken
 * is mostly in the middle. */
static const VostScanKind sound = {
  VOST_SCAN_SOUND,
  "audioconvert ! audioresample ! audio/x-raw,format=" GST_AUDIO_NE (F32) ",channels=1,rate=8000",
};

static const VostCacheKind speech_kind = { "speech", "VOSTSP01", 1, MAX_STEPS };

/**
 * VostSpeechWork:
 * @levels: (element-type float): in decibels, of the steps so far
 * @position: sample that comes next, counted from the film's start; may be negative
 * @sum: of the squares in the step that is being filled
 * @x, @y: what the high-pass filter remembers
 */
typedef struct
{
  char *path;
  char *cache_folder;
  GArray *levels;
  gint64 position;
  double sum;
  double b[3];
  double a[3];
  double x[2];
  double y[2];
} VostSpeechWork;

static void
work_free (gpointer data)
{
  VostSpeechWork *work = data;

  g_free (work->path);
  g_free (work->cache_folder);
  g_array_unref (work->levels);
  g_free (work);
}

/* Second-order Butterworth high-pass by the bilinear transform. */
static void
set_filter (VostSpeechWork *work)
{
  double w = tan (G_PI * LOWEST / RATE);
  double norm = 1 / (1 + G_SQRT2 * w + w * w);

  work->b[0] = work->b[2] = norm;
  work->b[1] = -2 * norm;
  work->a[1] = 2 * (w * w - 1) * norm;
  work->a[2] = (1 - G_SQRT2 * w + w * w) * norm;
}

static double
filter (VostSpeechWork *work, double x)
{
  double y = work->b[0] * x + work->b[1] * work->x[0] + work->b[2] * work->x[1] -
             work->a[1] * work->y[0] - work->a[2] * work->y[1];

  work->x[1] = work->x[0];
  work->x[0] = x;
  work->y[1] = work->y[0];
  work->y[0] = y;
  return y;
}

static void
finish_step (VostSpeechWork *work)
{
  double power = work->sum / STEP_SAMPLES;
  float level = (float) MAX (SILENCE, power > 0 ? 10 * log10 (power) : SILENCE);

  if (work->levels->len < MAX_STEPS)
    g_array_append_val (work->levels, level);
  work->sum = 0;
}

static void
on_sound (GstSample *sample, VostTime time, gpointer data)
{
  VostSpeechWork *work = data;
  GstBuffer *buffer = gst_sample_get_buffer (sample);
  GstMapInfo map;
  gint64 position = (time < 0 ? -1 : 1) *
                    (gint64) gst_util_uint64_scale ((guint64) ABS (time), RATE, VOST_SECOND);

  if (!gst_buffer_map (buffer, &map, GST_MAP_READ))
    return;
  if (work->position == G_MININT64)
    work->position = MIN (position, 0);
  /* A hole in the sound is silent. */
  for (; work->position < position && work->levels->len < MAX_STEPS; work->position++)
    if (work->position >= 0 && work->position % STEP_SAMPLES == STEP_SAMPLES - 1)
      finish_step (work);
  for (gsize i = 0; i < map.size / sizeof (float); i++)
    {
      double value = filter (work, ((const float *) map.data)[i]);

      if (work->position >= 0)
        work->sum += value * value;
      if (work->position >= 0 && work->position % STEP_SAMPLES == STEP_SAMPLES - 1)
        finish_step (work);
      work->position++;
    }
  gst_buffer_unmap (buffer, &map);
}

/* --- From levels to values --- */

static guint
bin_of (float level)
{
  return (guint) CLAMP ((level - SILENCE) * (LEVELS - 1) / -SILENCE, 0, LEVELS - 1);
}

/* The level that @part per cent of the counted steps stay below. */
static double
percentile (const guint *bins, guint n, guint part)
{
  guint below = 0;
  guint bin = 0;

  while (bin < LEVELS - 1 && (below + bins[bin]) * 100 <= n * part)
    below += bins[bin++];
  return SILENCE + bin * -SILENCE / (LEVELS - 1);
}

/* How much the level goes up and down around a step, in decibels. */
static double
liveliness (const float *levels, guint n, guint at)
{
  guint first = at > SYLLABLES ? at - SYLLABLES : 0;
  guint last = MIN (at + SYLLABLES, n - 1);
  double sum = 0;
  double squares = 0;
  guint count = last - first + 1;

  for (guint i = first; i <= last; i++)
    {
      sum += levels[i];
      squares += levels[i] * levels[i];
    }
  return sqrt (MAX (0, squares / count - (sum / count) * (sum / count)));
}

/* Each step against its surroundings, which slide along. */
static GByteArray *
judge (const float *levels, guint n)
{
  GByteArray *values = g_byte_array_sized_new (n);
  guint bins[LEVELS] = { 0 };
  guint counted = 0;

  for (guint i = 0; i < MIN (n, SURROUNDINGS); i++, counted++)
    bins[bin_of (levels[i])]++;
  for (guint i = 0; i < n; i++)
    {
      if (i + SURROUNDINGS < n)
        {
          bins[bin_of (levels[i + SURROUNDINGS])]++;
          counted++;
        }
      if (i > SURROUNDINGS)
        {
          bins[bin_of (levels[i - SURROUNDINGS - 1])]--;
          counted--;
        }

      double above = (levels[i] - percentile (bins, counted, FLOOR_PART)) / SURE;
      double lively = liveliness (levels, n, i) / LIVELY;
      guint8 value = (guint8) (255 * CLAMP (above, 0, 1) * CLAMP (lively, 0, 1));

      g_byte_array_append (values, &value, 1);
    }
  return values;
}

GArray *
vost_speech_passages (GBytes *speech)
{
  gsize n = 0;
  const guint8 *values = g_bytes_get_data (speech, &n);
  GArray *passages = g_array_new (FALSE, FALSE, sizeof (VostSpan));

  for (gsize i = 0; i < n; i++)
    {
      gsize end = i;
      gsize first = i;
      guint pause = 0;

      if (values[i] < ON)
        continue;
      while (first > 0 && values[first - 1] >= GOES_ON)
        first--;
      for (gsize at = i; at < n && pause <= PAUSE; at++)
        {
          pause = values[at] >= GOES_ON ? 0 : pause + 1;
          if (pause == 0)
            end = at + 1;
        }
      i = end;
      if (end - first < SHORTEST)
        continue;

      VostSpan span = { (VostTime) first * VOST_SPEECH_STEP, (VostTime) end * VOST_SPEECH_STEP };
      VostSpan *last =
          passages->len > 0 ? &g_array_index (passages, VostSpan, passages->len - 1) : NULL;

      if (last != NULL && span.start <= last->end)
        last->end = span.end;
      else
        g_array_append_val (passages, span);
    }
  return passages;
}

static gpointer
run_speech (VostJob *job, gpointer data, GError **error)
{
  VostSpeechWork *work = data;
  g_autofree char *fingerprint = vost_fingerprint_file (work->path, error);
  GBytes *found = NULL;

  if (fingerprint == NULL)
    return NULL;
  found = vost_cache_load (&speech_kind, work->cache_folder, fingerprint);
  if (found != NULL)
    return found;
  vost_job_report (job, 0, _ ("Listening for speech…"));
  if (!vost_scan_file (work->path, &sound, job, on_sound, work, error))
    return NULL;
  found = g_byte_array_free_to_bytes (
      judge ((const float *) (void *) work->levels->data, work->levels->len));
  vost_cache_save (&speech_kind, work->cache_folder, fingerprint, g_bytes_get_data (found, NULL),
                   g_bytes_get_size (found));
  return found;
}

VostJob *
vost_speech_job (const char *path, const char *cache_folder)
{
  g_return_val_if_fail (path != NULL, NULL);

  VostSpeechWork *work = g_new0 (VostSpeechWork, 1);
  g_autofree char *name = g_filename_display_basename (path);
  g_autofree char *title = g_strdup_printf (_ ("Speech in “%s”"), name);

  work->path = g_strdup (path);
  work->cache_folder = g_strdup (cache_folder);
  work->levels = g_array_new (FALSE, FALSE, sizeof (float));
  work->position = G_MININT64;
  set_filter (work);
  return vost_job_new (title, run_speech, work, work_free, (GDestroyNotify) g_bytes_unref);
}
