/* Quality rule: one cue at a time. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "check-private.h"

#include "vostok-config.h"

#include <glib/gi18n-lib.h>

static gboolean
overlaps (const VostCheckContext *ctx)
{
  return vost_check_has_span (ctx) && ctx->next != NULL && ctx->next_span.start != VOST_TIME_NONE &&
         vost_span_overlaps (ctx->span, ctx->next_span);
}

static void
run (const VostCheck *check, const VostCheckContext *ctx, GPtrArray *findings)
{
  if (!overlaps (ctx))
    return;
  VostTime length =
      MIN (ctx->span.end, ctx->next_span.end) - MAX (ctx->span.start, ctx->next_span.start);
  g_autoptr (GString) seconds = g_string_new (NULL);
  vost_time_append_seconds (seconds, (length + VOST_MSECOND - 1) / VOST_MSECOND * VOST_MSECOND);
  vost_finding_add (findings, check, ctx, (double) length / (double) VOST_SECOND, 0.0,
                    _ ("Still on screen for %s seconds when the next cue comes"), seconds->str);
}

/* The cue ends before the next one, unless next to nothing would be left of it: then they are meant
 * to be seen together, and one has to be placed elsewhere. */
static void
fix (const VostCheckContext *ctx, VostEdit *edit)
{
  if (!overlaps (ctx) || ctx->next_span.start <= ctx->span.start)
    return;
  VostTime end = vost_check_latest_end (ctx);
  if (end < ctx->span.end && end - ctx->span.start >= ctx->profile->duration_min / 2)
    vost_check_set_end (ctx, end, edit);
}

const VostCheck vost_check_overlap = {
  .id = "overlap",
  .title = N_ ("Overlap"),
  .rationale =
      N_ ("Players show overlapping cues in different ways: above each other, in the wrong "
          "order, or only one of them."),
  .severity = VOST_SEVERITY_ERROR,
  .run = run,
  .fix = fix,
};
