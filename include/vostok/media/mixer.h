/* The programme at an instant: picture and sound of the remix timeline. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <vostok/core/timeline.h>
#include <vostok/media/frame.h>

G_BEGIN_DECLS

/**
 * VostMixer:
 *
 * Pool of readers (least recently used of four is closed) and the composition of lanes: the topmost
 * (last) video lane that has a clip wins, cross-fades blend linearly, fades go to black, sources
 * are letterboxed. Titles are drawn by libass. Used by one thread at a time: the player's and the
 * export's each have their own.
 */
typedef struct _VostMixer VostMixer;

VostMixer *vost_mixer_new (int width, int height, GstVideoFormat format);
void vost_mixer_free (VostMixer *self);
/* From now on this document; readers of sources that stay are kept. */
void vost_mixer_set_snapshot (VostMixer *self, VostSnapshot *snapshot);

/* Export: what cannot be read is an error, not black and silence. */
void vost_mixer_set_strict (VostMixer *self, gboolean strict);

/**
 * vost_mixer_get_picture:
 * @t: timeline time; black beyond the end
 * @exact: FALSE accepts the nearest key frame (scrubbing)
 *
 * A source that cannot be read gives a black picture and sets @error only in export
 * (vost_mixer_set_strict()).
 */
VostFrame *vost_mixer_get_picture (VostMixer *self,
                                   VostTime t,
                                   gboolean exact,
                                   GCancellable *cancellable,
                                   GError **error);
/* Opens and positions the readers that will be needed shortly after @t, in another thread; returns
 * at once. */
void vost_mixer_prepare (VostMixer *self, VostTime t);

/*
 * Sound: @n sample frames of 48 kHz stereo from timeline sample @first: gains, fades, equal-power
 * cross-fades, lanes summed. At another speed than 1000 a clip's pitch changes with it, like a
 * tape's.
 */
gboolean vost_mixer_get_sound (VostMixer *self,
                               gint64 first,
                               guint n,
                               float *out,
                               GCancellable *cancellable,
                               GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VostMixer, vost_mixer_free)

G_END_DECLS
