/* Where somebody speaks in a film: found in the background, cached by the film's fingerprint. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <vostok/core/span.h>
#include <vostok/media/job.h>

G_BEGIN_DECLS

/* One value for each of these. */
#define VOST_SPEECH_STEP (50 * VOST_MSECOND)

/**
 * vost_speech_job:
 * @cache_folder: (nullable)
 *
 * To be started by the caller. Result: a GBytes with a value for each step of the film: 0 surely
 * not, 255 surely speech (free with g_bytes_unref()). A film without sound gives none.
 *
 * Goes by what stands out of the last half minute in the band of telephones (300 to 3,400 Hz) and
 * rises and falls as syllables do: a voice in noise or over quiet music is found, singing is taken
 * for speech.
 */
VostJob *vost_speech_job (const char *path, const char *cache_folder);

/* The passages in it, at least a fifth of a second long: (element-type VostSpan), free with
 * g_array_unref(). */
GArray *vost_speech_passages (GBytes *speech);

G_END_DECLS
