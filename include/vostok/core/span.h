/* Time in whole nanoseconds, and spans of it. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * VostTime:
 *
 * Signed nanoseconds, GStreamer's unit; signed so that a shift may go below zero.
 * No double ever holds a time.
 */
typedef gint64 VostTime;

/* "No time": an open end, or "as the master track says". */
#define VOST_TIME_NONE G_MININT64
#define VOST_SECOND G_GINT64_CONSTANT (1000000000)
#define VOST_MSECOND G_GINT64_CONSTANT (1000000)

/**
 * VostSpan:
 * @start: first instant that belongs to it
 * @end: first instant that does not (exclusive, as players have it)
 */
typedef struct
{
  VostTime start;
  VostTime end;
} VostSpan;

static inline VostTime
vost_span_duration (VostSpan span)
{
  return span.end - span.start;
}

static inline gboolean
vost_span_contains (VostSpan span, VostTime t)
{
  return span.start <= t && t < span.end;
}

static inline gboolean
vost_span_overlaps (VostSpan a, VostSpan b)
{
  return a.start < b.end && b.start < a.end;
}

/**
 * vost_time_format:
 * @t: a time, or VOST_TIME_NONE
 * @digits: digits after the seconds, 0 to 9; the rest is rounded half up
 *
 * Returns: (transfer full): "H:MM:SS.fff" with at least two digits of hours, a leading "-" if
 *   negative; "" for VOST_TIME_NONE
 */
char *vost_time_format (VostTime t, int digits);

/**
 * vost_time_format_exact:
 *
 * Like vost_time_format() with as many digits as needed to be exact, at least three; the form that
 * project files hold.
 *
 * Returns: (transfer full): the text
 */
char *vost_time_format_exact (VostTime t);

/**
 * vost_time_parse:
 * @text: "[-][[H:]M:]S[.,]fff", any number of digits in each part
 * @ret: (out): filled only on success
 *
 * Returns: whether all of @text was a time
 */
gboolean vost_time_parse (const char *text, VostTime *ret);

/**
 * vost_time_append_seconds:
 *
 * Appends @t as exact decimal seconds ("12.345"), the form of the command line's JSON.
 */
void vost_time_append_seconds (GString *out, VostTime t);

G_END_DECLS
