/* Quality rule: between two cues the screen is empty long enough to be noticed. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "check-private.h"

#include "vostok-config.h"

#include <glib/gi18n-lib.h>

/* Frames (or milliseconds, where the rate is not known) between the cue and the next. Files round
 * times to milliseconds, so what counts is the frame that is nearest. */
static gboolean
measure (const VostCheckContext *ctx, gint64 *ret_gap, gint64 *ret_limit)
{
  if (!vost_check_has_span (ctx) || ctx->next == NULL || ctx->next_span.start == VOST_TIME_NONE ||
      ctx->next_span.start < ctx->span.end || ctx->span.end < ctx->span.start)
    return FALSE;
  if (vost_rate_is_known (ctx->rate) && ctx->profile->gap_frames > 0)
    {
      *ret_gap = vost_rate_frame_nearest (ctx->rate, ctx->next_span.start) -
                 vost_rate_frame_nearest (ctx->rate, ctx->span.end);
      *ret_limit = ctx->profile->gap_frames;
    }
  else
    {
      *ret_gap = (ctx->next_span.start - ctx->span.end) / VOST_MSECOND;
      *ret_limit = ctx->profile->gap / VOST_MSECOND;
    }
  return *ret_gap < *ret_limit;
}

static void
run (const VostCheck *check, const VostCheckContext *ctx, GPtrArray *findings)
{
  gint64 gap = 0;
  gint64 limit = 0;
  if (!measure (ctx, &gap, &limit))
    return;
  gboolean frames = vost_rate_is_known (ctx->rate) && ctx->profile->gap_frames > 0;
  gulong n = (gulong) gap;
  vost_finding_add (findings, check, ctx, (double) gap, (double) limit,
                    frames
                        ? ngettext ("%lu frame to the next cue; at least %lu are needed",
                                    "%lu frames to the next cue; at least %lu are needed", n)
                        : ngettext ("%lu millisecond to the next cue; at least %lu are needed",
                                    "%lu milliseconds to the next cue; at least %lu are needed", n),
                    n, (gulong) limit);
}

/* The cue ends earlier, as long as that leaves it long enough to be read. */
static void
fix (const VostCheckContext *ctx, VostEdit *edit)
{
  gint64 gap = 0;
  gint64 limit = 0;
  if (!measure (ctx, &gap, &limit))
    return;
  VostTime end = vost_check_latest_end (ctx);
  if (end < ctx->span.end && end - ctx->span.start >= ctx->profile->duration_min)
    vost_check_set_end (ctx, end, edit);
}

const VostCheck vost_check_gap = {
  .id = "gap",
  .title = N_ ("Gap"),
  .rationale =
      N_ ("Without an empty moment between them, the eye does not notice that a new text has "
          "come. Two frames are the rule."),
  .severity = VOST_SEVERITY_INFO,
  .run = run,
  .fix = fix,
};
