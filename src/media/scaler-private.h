/* The part of a pipeline that turns decoded pictures into the size and pixels wanted. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gst/gst.h>
#include <gst/video/video.h>

G_BEGIN_DECLS

/**
 * VostFit:
 *
 * What to make of the width and height wanted: exactly that, the largest that fits in with the
 * picture's aspect, or like that but never larger than the picture itself.
 */
typedef enum
{
  VOST_FIT_STRETCH,
  VOST_FIT_BOX,
  VOST_FIT_SHRINK,
} VostFit;

/* Width 0: the picture's own size, pixels made square. What is fitted has even sides, so that
 * chroma planes are whole. */
void vost_fit_size (const GstVideoInfo *info,
                    VostFit fit,
                    int width,
                    int height,
                    int *ret_width,
                    int *ret_height);

/**
 * vost_scaler_new:
 *
 * A bin with pads "sink" and "src": turns by the rotation tag, scales, converts. With FIT_BOX the
 * colours are those that are usual at @width × @height, so that all clips of a remix agree.
 *
 * Returns: (transfer floating) (nullable): NULL when GStreamer lacks an element for it
 */
GstElement *vost_scaler_new (GstVideoFormat format, VostFit fit, int width, int height);

/* From any thread; holds from the next picture on. */
void vost_scaler_resize (GstElement *scaler, int width, int height);

G_END_DECLS
