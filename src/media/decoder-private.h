/* One stream of one file, decoded into samples that a thread can wait for. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include <gst/gst.h>

#include <vostok/core/span.h>

G_BEGIN_DECLS

/**
 * VostDecoder:
 *
 * `filesrc ! parsebin ! decoder ! queue ! tail ! appsink`, running ahead by a few samples. Only the
 * wanted stream gets a decoder.
 *
 * Why parsebin and one decoder of our own choice, not decodebin3 or uridecodebin3: there is no
 * multiqueue and nothing but one stream, so a flushing seek is over when it returns and no stream
 * can wait for another one; un-waited seeks on decodebin3 of GStreamer 1.22 race with its stream
 * selection. And nothing else gets decoded.
 */
typedef struct _VostDecoder VostDecoder;

/**
 * vost_decoder_new:
 * @type: "video" or "audio"
 * @stream: how many streams of that type are passed over
 * @tail: (transfer floating): what comes between decoder and appsink, with pads "sink" and "src"
 * @queue: how many samples may wait
 *
 * Returns when the first sample is there, or why there is none.
 */
VostDecoder *vost_decoder_new (const char *path,
                               const char *type,
                               guint stream,
                               GstElement *tail,
                               guint queue,
                               GError **error);
void vost_decoder_free (VostDecoder *self);

/* The next sample. At the end of the stream *ret is NULL and the result TRUE. */
gboolean
vost_decoder_pull (VostDecoder *self, GstSample **ret, GCancellable *cancellable, GError **error);

/* The next vost_decoder_pull() is from there. FALSE: this file cannot be seeked in; nothing has
 * changed. */
gboolean vost_decoder_seek (VostDecoder *self, VostTime t, GstSeekFlags flags);

/* Starts over from the first sample, for files that cannot be seeked in. */
void vost_decoder_restart (VostDecoder *self);

/* As the container tells it; TIME_NONE if it does not. */
VostTime vost_decoder_get_duration (VostDecoder *self);

/* Shortest distance between two key frames seen so far and the place of the latest one; TIME_NONE
 * if not known. */
void vost_decoder_get_keys (VostDecoder *self, VostTime *ret_distance, VostTime *ret_latest);

/* Sets @error to words for @path from a GStreamer error and the missing plug-in, if there was one.
 */
void vost_set_media_error (GError **error,
                           const char *path,
                           const GError *cause,
                           const char *missing_detail,
                           const char *missing_name);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VostDecoder, vost_decoder_free)

G_END_DECLS
