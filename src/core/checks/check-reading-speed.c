/* Quality rule: a cue must be on screen long enough to be read. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "check-private.h"

#include "vostok-config.h"

#include <glib/gi18n-lib.h>

/* Nobody feels a twentieth of a character, and a message of "17; at most 17" would be silly. */
#define TOLERANCE 0.05

static void
run (const VostCheck *check, const VostCheckContext *ctx, GPtrArray *findings)
{
  if (!vost_check_has_span (ctx))
    return;
  double speed = vost_reading_speed (ctx->cue->text, vost_span_duration (ctx->span));
  if (speed < ctx->profile->cps_max + TOLERANCE)
    return;
  g_autofree char *measured = vost_check_number (speed);
  g_autofree char *limit = vost_check_number (ctx->profile->cps_max);
  vost_finding_add (findings, check, ctx, speed, ctx->profile->cps_max,
                    _ ("%s characters a second; at most %s can be read"), measured, limit);
}

const VostCheck vost_check_reading_speed = {
  .id = "reading-speed",
  .title = N_ ("Reading speed"),
  .rationale = N_ ("Who must read faster than this sees words and no film. Publishers allow 12 to "
                   "25 characters a second, spaces counted, line breaks not."),
  .severity = VOST_SEVERITY_WARNING,
  .run = run,
};
