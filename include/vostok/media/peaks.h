/* Waveform peaks and shot changes, found in the background and cached by the file's fingerprint. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <vostok/core/span.h>
#include <vostok/media/job.h>

G_BEGIN_DECLS

/* Pairs of minimum and maximum for each 10 ms. */
#define VOST_PEAKS_PER_SECOND 100

/**
 * VostPeaks: grows while the job runs; thread-safe.
 */
typedef struct _VostPeaks VostPeaks;
VostPeaks *vost_peaks_ref (VostPeaks *self);
void vost_peaks_unref (VostPeaks *self);
guint vost_peaks_get_n (VostPeaks *self);
/* -127 to 127; silence beyond the end. */
void vost_peaks_get (VostPeaks *self, guint index, gint8 *ret_min, gint8 *ret_max);

/* To be started by the caller; begins with what the cache has. *ret_peaks can be read while it
 * grows; job `fraction` tells. The result is the same VostPeaks. A file without sound gives none.
 * @cache_folder may be NULL. */
VostJob *vost_peaks_job (const char *path, const char *cache_folder, VostPeaks **ret_peaks);

/* To be started by the caller. Hard cuts at ±1 frame, the time of each new shot's first frame:
 * result is a GArray of VostTime (free with g_array_unref). */
VostJob *vost_shots_job (const char *path, const char *cache_folder);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VostPeaks, vost_peaks_unref)

G_END_DECLS
