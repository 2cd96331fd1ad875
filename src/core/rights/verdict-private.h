/* The rules behind the verdict, for the rights room only. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <vostok/core/rights/verdict.h>

/* May an adaptation of @source be licensed under @target? (the adapter's licence chart, "green"
 * only) */
gboolean vost_may_adapt (const VostLicence *source, const VostLicence *target);
/* Licences that can be put on something: no public-domain labels, no retired ones. (transfer full).
 */
GArray *vost_output_candidates (void);
/* Whether the works of this licence ask nothing of what is made of them. */
gboolean vost_licence_is_free_of_duties (const VostLicence *licence);

typedef struct
{
  const VostWork *works;
  guint n_works;
  VostMake make;
  VostUseFor use;
  VostVerdict *verdict;
} VostJudging;

/* Appends a reason about one or two works (@second < 0: one) and raises the level. Returns it for
 * its remedies. */
VostReason *vost_reason_add (VostJudging *judging,
                             const char *code,
                             VostVerdictLevel level,
                             const char *section,
                             int first,
                             int second,
                             char *text);
/* Reasons that two works cannot meet in one adaptation. */
void vost_explain_conflict (VostJudging *judging, guint a, guint b);
/* Reasons about one work alone: not known, reserved, ND, NC … */
void vost_judge_work (VostJudging *judging, guint index);
