/* Frames put on a black canvas and mixed with each other. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <vostok/media/frame.h>

G_BEGIN_DECLS

/* What counts as all of the second picture. */
#define VOST_BLEND_FULL 256u

/* A black picture of that size. */
VostFrame *vost_blend_black (const GstVideoInfo *canvas);

/* The frame in the middle of a black canvas; the frame itself when it is just as large. (transfer
 * full). */
VostFrame *vost_blend_place (VostFrame *frame, const GstVideoInfo *canvas);

/* (1 - weight / 256) × a + weight / 256 × b, for 8-bit formats; both of the same size and format.
 * (transfer full). */
VostFrame *vost_blend_mix (VostFrame *a, VostFrame *b, guint weight);

/* The same pixels at another time, without a copy. (transfer full). */
VostFrame *vost_blend_retime (VostFrame *frame, VostSpan span);

/* Premultiplied BGRA made fainter: weight 0 is invisible. (transfer full). */
VostFrame *vost_blend_dim (VostFrame *frame, guint weight);

G_END_DECLS
