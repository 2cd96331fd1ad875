/* Starting the media room. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gst/gst.h>

G_BEGIN_DECLS

/* Initialises GStreamer once; safe to call again. Every public function of the room needs it. */
void vost_media_init (void);

/**
 * vost_media_missing_package:
 * @what: a GStreamer factory name ("x264enc") or caps ("audio/x-ac3")
 *
 * Returns: (transfer full): one sentence for people with the package to install on this system,
 * e.g. "Install gstreamer1.0-libav."
 */
char *vost_media_missing_package (const char *what);

/* A sink that keeps real time: the system's, or a silent one where there is no sound card or
 * VOSTOK_SOUND=none. (transfer floating). */
GstElement *vost_media_make_audio_sink (void);

G_END_DECLS
