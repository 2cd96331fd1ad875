/* Quality rule: text must not cover the picture. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "check-private.h"

#include "vostok-config.h"

#include <glib/gi18n-lib.h>

#include <vostok/core/markup.h>

static void
run (const VostCheck *check, const VostCheckContext *ctx, GPtrArray *findings)
{
  guint lines = 0;
  guint limit = ctx->profile->lines_max;
  vost_markup_measure (ctx->cue->text, NULL, &lines, NULL);
  if (lines > limit)
    vost_finding_add (
        findings, check, ctx, lines, limit,
        ngettext ("%u line; at most %u are allowed", "%u lines; at most %u are allowed", lines),
        lines, limit);
}

const VostCheck vost_check_lines = {
  .id = "lines",
  .title = N_ ("Number of lines"),
  .rationale = N_ ("A third line covers faces. All publishers ask for two at most."),
  .severity = VOST_SEVERITY_WARNING,
  .run = run,
};
