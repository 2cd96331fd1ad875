/* Quality rule: neither a flash nor a text that stays and is read twice. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "check-private.h"

#include "vostok-config.h"

#include <glib/gi18n-lib.h>

static double
seconds (VostTime t)
{
  return (double) t / (double) VOST_SECOND;
}

/* In milliseconds: a tenth of a second is too coarse for the shortest cues. */
static char *
describe (VostTime t)
{
  g_autoptr (GString) text = g_string_new (NULL);
  vost_time_append_seconds (text, (t + VOST_MSECOND / 2) / VOST_MSECOND * VOST_MSECOND);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
run (const VostCheck *check, const VostCheckContext *ctx, GPtrArray *findings)
{
  if (!vost_check_has_span (ctx))
    return;
  VostTime duration = vost_span_duration (ctx->span);
  gboolean is_short = duration < ctx->profile->duration_min;
  if (!is_short && duration <= ctx->profile->duration_max)
    return;
  VostTime limit = is_short ? ctx->profile->duration_min : ctx->profile->duration_max;
  g_autofree char *measured = describe (duration);
  g_autofree char *bound = describe (limit);
  vost_finding_add (findings, check, ctx, seconds (duration), seconds (limit),
                    is_short ? _ ("On screen for %s seconds; at least %s are needed")
                             : _ ("On screen for %s seconds; at most %s are allowed"),
                    measured, bound);
}

/* Gives the cue as much of what it lacks as there is room for. One that is too long is for people
 * to mend: it may have to be split. */
static void
fix (const VostCheckContext *ctx, VostEdit *edit)
{
  if (!vost_check_has_span (ctx) || vost_span_duration (ctx->span) >= ctx->profile->duration_min)
    return;
  VostTime wanted = ctx->span.start + ctx->profile->duration_min;
  VostTime latest = vost_check_latest_end (ctx);
  VostTime end = MIN (wanted, latest);
  if (end > ctx->span.end)
    vost_check_set_end (ctx, end, edit);
}

const VostCheck vost_check_duration = {
  .id = "duration",
  .title = N_ ("Duration"),
  .rationale = N_ ("Less than five sixths of a second is a flash that nobody can read; after seven "
                   "seconds people begin to read it again."),
  .severity = VOST_SEVERITY_WARNING,
  .run = run,
  .fix = fix,
};
