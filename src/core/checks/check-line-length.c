/* Quality rule: a line must fit the picture. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "check-private.h"

#include "vostok-config.h"

#include <glib/gi18n-lib.h>

#include <vostok/core/markup.h>

static void
run (const VostCheck *check, const VostCheckContext *ctx, GPtrArray *findings)
{
  guint longest = 0;
  guint limit = ctx->profile->cpl_max;
  vost_markup_measure (ctx->cue->text, &longest, NULL, NULL);
  if (longest > limit)
    vost_finding_add (findings, check, ctx, longest, limit,
                      ngettext ("A line of %u character; at most %u are allowed",
                                "A line of %u characters; at most %u are allowed", longest),
                      longest, limit);
}

const VostCheck vost_check_line_length = {
  .id = "line-length",
  .title = N_ ("Line length"),
  .rationale = N_ ("Longer lines are broken by the player at a place of its choice, or reach into "
                   "the edges of the picture. 37 to 42 characters are common."),
  .severity = VOST_SEVERITY_WARNING,
  .run = run,
};
