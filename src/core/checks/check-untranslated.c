/* Quality rule: everything that was said is translated. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "check-private.h"

#include "vostok-config.h"

#include <glib/gi18n-lib.h>

static void
run (const VostCheck *check, const VostCheckContext *ctx, GPtrArray *findings)
{
  if (ctx->track->master == VOST_ID_NONE || ctx->master == NULL ||
      !vost_check_is_blank (ctx->cue->text) || vost_check_is_blank (ctx->master->text))
    return;
  vost_finding_add (findings, check, ctx, 0.0, 1.0, "%s", _ ("Not translated yet"));
}

const VostCheck vost_check_untranslated = {
  .id = "untranslated",
  .title = N_ ("Not translated"),
  .rationale = N_ ("A viewer cannot know that something was said here. What is empty is left out "
                   "of the file."),
  .severity = VOST_SEVERITY_WARNING,
  .run = run,
};
