/* One decoded picture with its time. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include <gst/video/video.h>

#include <vostok/core/span.h>

G_BEGIN_DECLS

/**
 * VostFrame: reference-counted, immutable, thread-safe.
 * @buffer: (owned): the pixels; @info says how they lie
 * @span: source or timeline time that it is on screen
 */
typedef struct
{
  gatomicrefcount refs;
  GstBuffer *buffer;
  GstVideoInfo info;
  VostSpan span;
} VostFrame;

/* Takes its own reference on @buffer. */
VostFrame *vost_frame_new (GstBuffer *buffer, const GstVideoInfo *info, VostSpan span);
VostFrame *vost_frame_ref (VostFrame *self);
void vost_frame_unref (VostFrame *self);
/* The pixels as GBytes without a copy, row stride in *ret_stride; for single-plane formats (BGRA,
 * RGBA). */
GBytes *vost_frame_get_bytes (VostFrame *self, gsize *ret_stride);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VostFrame, vost_frame_unref)

G_END_DECLS
