/* Quality rule: a cue has words. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "check-private.h"

#include "vostok-config.h"

#include <glib/gi18n-lib.h>

static gboolean
is_empty (const VostCheckContext *ctx)
{
  /* A paired cue that is empty is the master's matter, or not translated. */
  gboolean paired = ctx->track->master != VOST_ID_NONE && ctx->master != NULL;
  return !paired && vost_check_is_blank (ctx->cue->text);
}

/* Drawings have no words and are seen all the same. */
static gboolean
is_drawing (const VostCheckContext *ctx)
{
  return strstr (ctx->cue->text, "\\p1") != NULL || strstr (ctx->cue->text, "\\p2") != NULL ||
         strstr (ctx->cue->text, "\\p4") != NULL;
}

static void
run (const VostCheck *check, const VostCheckContext *ctx, GPtrArray *findings)
{
  if (is_empty (ctx) && !is_drawing (ctx))
    vost_finding_add (findings, check, ctx, 0.0, 1.0, "%s", _ ("A cue without words"));
}

static void
fix (const VostCheckContext *ctx, VostEdit *edit)
{
  if (is_empty (ctx) && !is_drawing (ctx) && !vost_check_is_translated (ctx))
    vost_edit_remove (edit, ctx->index, ctx->cue);
}

const VostCheck vost_check_empty = {
  .id = "empty",
  .title = N_ ("Empty cue"),
  .rationale = N_ ("It shows nothing, and some players stop reading the file there."),
  .severity = VOST_SEVERITY_WARNING,
  .run = run,
  .fix = fix,
};
