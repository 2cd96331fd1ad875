/* Frames and sound of one file at any instant. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <vostok/media/frame.h>

G_BEGIN_DECLS

/**
 * VostPictureReader:
 *
 * One decoder over one file, not thread-safe (one thread at a time), never touches the main loop.
 * Decodes forward when the target is shortly ahead, else does a flushing accurate seek. Remembers a
 * ring of recent frames, so stepping back is cheap.
 */
typedef struct _VostPictureReader VostPictureReader;

/**
 * vost_picture_reader_new:
 * @width, @height: size to scale to inside the decoder's pipeline (letterboxing is the mixer's), 0
 * for the file's own
 * @format: GST_VIDEO_FORMAT_I420 for export, BGRA for display
 */
VostPictureReader *vost_picture_reader_new (const char *path,
                                            int width,
                                            int height,
                                            GstVideoFormat format,
                                            GError **error);
void vost_picture_reader_free (VostPictureReader *self);
/**
 * vost_picture_reader_get:
 * @t: source time
 * @cancellable: (nullable): returns with VOST_ERROR_CANCELLED within some milliseconds of being
 * cancelled
 *
 * Returns: (transfer full): the frame on screen at @t: the last one that starts at or before it
 * (the first or last one of the film beyond its ends). A start counts as reached half a millisecond
 *   early, as Matroska and FLV round starts to whole milliseconds. Time zero is the start of the
 *   film as it is presented, whatever number the container gives to its first frame
 */
VostFrame *vost_picture_reader_get (VostPictureReader *self,
                                    VostTime t,
                                    GCancellable *cancellable,
                                    GError **error);
/* The nearest key frame at or before @t, fast; for scrubbing. */
VostFrame *vost_picture_reader_get_key (VostPictureReader *self,
                                        VostTime t,
                                        GCancellable *cancellable,
                                        GError **error);
/* The frame after the last one given: decoding straight on. NULL without error at the end of the
 * film. */
VostFrame *
vost_picture_reader_next (VostPictureReader *self, GCancellable *cancellable, GError **error);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VostPictureReader, vost_picture_reader_free)

/**
 * VostSoundReader: 48 kHz stereo float of one file; like the picture reader.
 */
#define VOST_SOUND_RATE 48000
#define VOST_SOUND_CHANNELS 2

typedef struct _VostSoundReader VostSoundReader;
/* @stream: which sound track, 0 the first. */
VostSoundReader *vost_sound_reader_new (const char *path, guint stream, GError **error);
void vost_sound_reader_free (VostSoundReader *self);
/**
 * vost_sound_reader_get:
 * @first: index of the first sample frame from the film's start; may be negative (silence)
 * @out: (array) n × 2 floats, filled whole; silence beyond the ends
 */
gboolean vost_sound_reader_get (VostSoundReader *self,
                                gint64 first,
                                guint n,
                                float *out,
                                GCancellable *cancellable,
                                GError **error);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VostSoundReader, vost_sound_reader_free)

G_END_DECLS
