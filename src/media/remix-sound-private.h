/* The remix's sound on its way to the loudspeaker, and with it the clock that pictures follow. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <vostok/core/snapshot.h>

G_BEGIN_DECLS

/**
 * VostRemixSound:
 *
 * `appsrc ! scaletempo ! volume ! sink`, fed by a thread with a mixer of its own. For one caller's
 * thread; calls may block.
 */
typedef struct _VostRemixSound VostRemixSound;

VostRemixSound *vost_remix_sound_new (void);
void vost_remix_sound_free (VostRemixSound *self);
void vost_remix_sound_set_snapshot (VostRemixSound *self, VostSnapshot *snapshot);
void vost_remix_sound_set_volume (VostRemixSound *self, double volume, gboolean muted);

/* Plays from there; silent from @end on (TIME_NONE: never). @rate is above 0; the pitch stays. */
void vost_remix_sound_start (VostRemixSound *self, VostTime position, VostTime end, double rate);
void vost_remix_sound_stop (VostRemixSound *self);
/* What is heard now, in timeline time. */
VostTime vost_remix_sound_get_position (VostRemixSound *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VostRemixSound, vost_remix_sound_free)

G_END_DECLS
