/* Frame rates as fractions, and the one rounding rule between times and frames. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <vostok/core/span.h>

G_BEGIN_DECLS

/**
 * VostRate:
 * @num: frames
 * @den: in so many seconds; 0/1 means "unknown or variable"
 */
typedef struct
{
  int num;
  int den;
} VostRate;

/* Start of @frame, rounded half up to the nanosecond. Exact inverse of vost_rate_frame_at(). */
VostTime vost_rate_frame_start (VostRate rate, gint64 frame);

/* The frame that is on screen at @t: the last one whose rounded start is not after @t. */
gint64 vost_rate_frame_at (VostRate rate, VostTime t);

/* The frame whose start is nearest to @t (halves go up). */
gint64 vost_rate_frame_nearest (VostRate rate, VostTime t);

/* "25", "24000/1001"; (transfer full). */
char *vost_rate_to_string (VostRate rate);

/* Understands "25", "24000/1001", "23.976", "29.97", "59.94" (the last three as their NTSC
 * fractions). */
gboolean vost_rate_parse (const char *text, VostRate *ret);

static inline gboolean
vost_rate_is_known (VostRate rate)
{
  return rate.num > 0 && rate.den > 0;
}

G_END_DECLS
