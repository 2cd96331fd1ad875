/* Quality rule: cues stand in the order in which they come. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "check-private.h"

#include "vostok-config.h"

#include <glib/gi18n-lib.h>

static void
run (const VostCheck *check, const VostCheckContext *ctx, GPtrArray *findings)
{
  if (!vost_check_has_span (ctx) || ctx->next == NULL || ctx->next_span.start == VOST_TIME_NONE ||
      ctx->next_span.start >= ctx->span.start)
    return;
  VostTime early = ctx->span.start - ctx->next_span.start;
  g_autoptr (GString) seconds = g_string_new (NULL);
  vost_time_append_seconds (seconds, (early + VOST_MSECOND - 1) / VOST_MSECOND * VOST_MSECOND);
  vost_finding_add (findings, check, ctx, (double) early / (double) VOST_SECOND, 0.0,
                    _ ("The next cue begins %s seconds before this one; sort by time"),
                    seconds->str);
}

const VostCheck vost_check_order = {
  .id = "order",
  .title = N_ ("Order"),
  .rationale = N_ ("Some players show nothing of a cue that stands behind a later one."),
  .severity = VOST_SEVERITY_WARNING,
  .run = run,
};
