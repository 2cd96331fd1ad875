/* What the two halves of the mixer share. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <vostok/core/snapshot.h>
#include <vostok/media/mixer.h>
#include <vostok/media/overlay.h>

#include "reader-pool-private.h"

G_BEGIN_DECLS

/* A clip with what is asked of it for every picture, looked up once per snapshot. All borrowed. */
typedef struct
{
  const VostClip *clip;
  const VostSource *source; /* (nullable): a title, or a source that is gone */
  const char *path;         /* (nullable): likewise */
  VostSpan span;
} VostMixClip;

typedef struct
{
  const VostLane *lane;
  GArray *clips; /* (element-type VostMixClip) by start */
} VostMixLane;

struct _VostMixer
{
  GstVideoInfo canvas;
  gboolean strict;

  VostSnapshot *snapshot;
  VostRate rate;
  GHashTable *paths; /* source id → absolute path */
  GPtrArray
      *video; /* (element-type VostMixLane) the lowest first; muted ones are left out, as below */
  GPtrArray *audio;  /* (element-type VostMixLane) */
  GPtrArray *titles; /* (element-type VostMixLane) */

  VostReaderPool *pictures;
  VostReaderPool *sounds;
  gboolean used_pictures;
  gboolean used_sounds;

  VostFrame *black;
  VostOverlay *overlay; /* (nullable): made when the first title comes */
  VostFrame *latest;    /* (nullable) exact picture given last, for asking twice */

  float *scratch;
  gsize scratch_size; /* in floats */
};

/**
 * vost_mix_lane_find:
 *
 * Fills @ret with the clips at @t in order of their start: none, one, or the two of a cross-fade.
 *
 * Returns: how many
 */
guint vost_mix_lane_find (const VostMixLane *lane, VostTime t, const VostMixClip *ret[2]);

/* Index of the first clip that ends after @t; the number of clips if none does. */
guint vost_mix_lane_first_after (const VostMixLane *lane, VostTime t);

/* Starts work on the sound readers of clips that begin in @span. */
void vost_mixer_prepare_sound (VostMixer *self, VostSpan span);

/* Sample frame that time is in, rounded to the nearest. */
gint64 vost_mixer_sample_at (VostTime t);

G_END_DECLS
