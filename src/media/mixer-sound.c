/* The programme at an instant: its sound. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mixer-private.h"

#include <math.h>

#include <vostok/core/diagnostic.h>

/* Above this a sum bends towards 1, which it never passes. */
#define KNEE 0.9f
#define MILLI 1000

/* The ramps of a clip in samples from its start; 0 length for none. */
typedef struct
{
  gint64 fade_in;
  gint64 fade_out;
  gint64 cross_in;
  gint64 cross_out;
  gint64 length;
  float gain;
} Envelope;

/* One call of vost_mixer_get_sound(). */
typedef struct
{
  VostMixer *mixer;
  gint64 first;
  guint n;
  float *out;
  guint loud; /* sounds that are summed; one made louder counts twice */
  GCancellable *cancellable;
} Work;

/* The part of a clip that falls into it. */
typedef struct
{
  const VostMixClip *mix;
  Envelope env;
  gint64 first; /* in samples from the clip's start */
  guint n;
  float *out;
} Piece;

gint64
vost_mixer_sample_at (VostTime t)
{
  guint64 size = (guint64) ABS (t);
  gint64 sample = (gint64) gst_util_uint64_scale_round (size, VOST_SOUND_RATE, GST_SECOND);
  return t < 0 ? -sample : sample;
}

static float
factor (gint64 millidecibels)
{
  return millidecibels == 0 ? 1.0f : (float) pow (10.0, (double) millidecibels / 20000.0);
}

static Envelope
envelope_of (const VostMixLane *lane, guint index)
{
  const VostMixClip *mix = &g_array_index (lane->clips, VostMixClip, index);
  gint64 start = vost_mixer_sample_at (mix->span.start);
  Envelope env = { 0 };
  env.length = vost_mixer_sample_at (mix->span.end) - start;
  env.fade_in = vost_mixer_sample_at (mix->clip->fade_in);
  env.fade_out = vost_mixer_sample_at (mix->clip->fade_out);
  env.gain = factor (mix->clip->gain + lane->lane->gain);
  if (index > 0)
    {
      const VostMixClip *before = &g_array_index (lane->clips, VostMixClip, index - 1);
      env.cross_in = MAX (vost_mixer_sample_at (before->span.end) - start, 0);
    }
  if (index + 1 < lane->clips->len)
    {
      const VostMixClip *after = &g_array_index (lane->clips, VostMixClip, index + 1);
      env.cross_out = MAX (start + env.length - vost_mixer_sample_at (after->span.start), 0);
    }
  return env;
}

/* Cross-fades keep the power (sine and cosine), as the two sounds have nothing to do with each
 * other; fades are linear. */
static float
envelope_at (const Envelope *env, gint64 i)
{
  float gain = env->gain;
  gint64 left = env->length - i;
  if (i < env->fade_in)
    gain *= (float) i / (float) env->fade_in;
  if (left < env->fade_out)
    gain *= (float) left / (float) env->fade_out;
  if (i < env->cross_in)
    gain *= sinf ((float) G_PI_2 * (float) i / (float) env->cross_in);
  if (left < env->cross_out)
    gain *= sinf ((float) G_PI_2 * (float) left / (float) env->cross_out);
  return gain;
}

static float *
scratch_of (VostMixer *self, gsize floats)
{
  if (self->scratch_size < floats)
    {
      g_free (self->scratch);
      self->scratch = g_new (float, floats);
      self->scratch_size = floats;
    }
  return self->scratch;
}

static gboolean
read_source (Work *work, const VostMixClip *mix, gint64 first, guint n, GError **error)
{
  VostMixer *self = work->mixer;
  VostPoolKey key = { mix->path, mix->clip->record.parent, VOST_RECORD_ID (mix->clip), first };
  float *out = scratch_of (self, (gsize) n * VOST_SOUND_CHANNELS);
  g_autoptr (GError) failure = NULL;
  VostPoolReader *reader = vost_reader_pool_take (self->sounds, &key, work->cancellable);
  gboolean ok = vost_pool_reader_get_sound (reader, first, n, out, work->cancellable, &failure);
  vost_reader_pool_give_back (self->sounds, reader);
  if (ok)
    return TRUE;
  if (self->strict || g_error_matches (failure, VOST_ERROR, VOST_ERROR_CANCELLED))
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  memset (out, 0, (gsize) n * VOST_SOUND_CHANNELS * sizeof (float));
  return TRUE;
}

/* The piece at its own speed. */
static gboolean
add_plain (Work *work, const Piece *piece, GError **error)
{
  gint64 first = vost_mixer_sample_at (piece->mix->clip->in) + piece->first;
  if (!read_source (work, piece->mix, first, piece->n, error))
    return FALSE;
  const float *at = work->mixer->scratch;
  for (guint k = 0; k < piece->n; k++)
    {
      float gain = envelope_at (&piece->env, piece->first + k);
      piece->out[2 * k] += gain * at[2 * k];
      piece->out[2 * k + 1] += gain * at[2 * k + 1];
    }
  return TRUE;
}

/* The same at another speed: straight lines between samples, so the pitch changes with the speed
 * like that of a tape. */
static gboolean
add_resampled (Work *work, const Piece *piece, GError **error)
{
  gint64 speed = piece->mix->clip->speed;
  gint64 from = piece->first * speed / MILLI;
  gint64 to = (piece->first + piece->n - 1) * speed / MILLI + 1;
  gint64 first = vost_mixer_sample_at (piece->mix->clip->in) + from;
  if (!read_source (work, piece->mix, first, (guint) (to - from + 1), error))
    return FALSE;
  for (guint k = 0; k < piece->n; k++)
    {
      gint64 place = (piece->first + k) * speed;
      const float *at = work->mixer->scratch + 2 * (place / MILLI - from);
      float part = (float) (place % MILLI) / MILLI;
      float gain = envelope_at (&piece->env, piece->first + k);
      piece->out[2 * k] += gain * (at[0] + part * (at[2] - at[0]));
      piece->out[2 * k + 1] += gain * (at[1] + part * (at[3] - at[1]));
    }
  return TRUE;
}

static gboolean
has_sound (const VostMixClip *mix)
{
  return mix->path != NULL && (mix->source->has_audio || g_str_equal (mix->source->media, "audio"));
}

/* Adds what the lane has. */
static gboolean
add_lane (Work *work, const VostMixLane *lane, GError **error)
{
  gint64 end = work->first + (gint64) work->n;
  VostTime t = gst_util_uint64_scale (MAX (work->first, 0), GST_SECOND, VOST_SOUND_RATE);
  guint index = vost_mix_lane_first_after (lane, t);
  /* Rounding to samples may let the one before reach in by one. */
  for (guint i = index > 0 ? index - 1 : 0; i < lane->clips->len; i++)
    {
      const VostMixClip *mix = &g_array_index (lane->clips, VostMixClip, i);
      gint64 start = vost_mixer_sample_at (mix->span.start);
      gint64 from = MAX (start, work->first);
      gint64 to = MIN (vost_mixer_sample_at (mix->span.end), end);
      if (start >= end)
        break;
      if (from >= to || !has_sound (mix))
        continue;
      Piece piece = { mix, envelope_of (lane, i), from - start, (guint) (to - from),
                      work->out + (from - work->first) * VOST_SOUND_CHANNELS };
      work->loud += piece.env.gain > 1.0f ? 2 : 1;
      if (!(mix->clip->speed == MILLI ? add_plain : add_resampled) (work, &piece, error))
        return FALSE;
    }
  return TRUE;
}

static float
bend (float value)
{
  float size = fabsf (value);
  if (size <= KNEE)
    return value;
  float bent = KNEE + (1.0f - KNEE) * tanhf ((size - KNEE) / (1.0f - KNEE));
  return copysignf (bent, value);
}

gboolean
vost_mixer_get_sound (VostMixer *self,
                      gint64 first,
                      guint n,
                      float *out,
                      GCancellable *cancellable,
                      GError **error)
{
  Work work = { self, first, n, out, 0, cancellable };
  gsize floats = (gsize) n * VOST_SOUND_CHANNELS;
  self->used_sounds = TRUE;
  memset (out, 0, floats * sizeof (float));
  for (guint i = 0; i < self->audio->len; i++)
    if (!add_lane (&work, self->audio->pdata[i], error))
      return FALSE;
  /* One sound that is not made louder goes through as it is; only sums can be too loud. */
  for (gsize i = 0; i < floats && work.loud > 1; i++)
    out[i] = bend (out[i]);
  return TRUE;
}

void
vost_mixer_prepare_sound (VostMixer *self, VostSpan span)
{
  for (guint i = 0; i < self->audio->len; i++)
    {
      const VostMixLane *lane = self->audio->pdata[i];
      for (guint j = vost_mix_lane_first_after (lane, span.start); j < lane->clips->len; j++)
        {
          const VostMixClip *mix = &g_array_index (lane->clips, VostMixClip, j);
          if (mix->span.start >= span.end)
            break;
          if (mix->span.start <= span.start || !has_sound (mix))
            continue;
          VostPoolKey key = { mix->path, mix->clip->record.parent, VOST_RECORD_ID (mix->clip),
                              vost_mixer_sample_at (mix->clip->in) };
          vost_reader_pool_prepare (self->sounds, &key);
          break;
        }
    }
}
