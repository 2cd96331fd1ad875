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

typedef struct
{
  const VostWork *works;
  guint n_works;
  VostMake make;
  VostUseFor use;
  VostVerdict *verdict;
} VostJudging;

static inline gboolean
vost_make_is_adaptation (VostMake make)
{
  return make == VOST_MAKE_ADAPTATION || make == VOST_MAKE_SUBTITLES;
}

/* “Title” or "A work"; (transfer full). */
char *vost_work_title (const VostWork *work);
/* Appends a reason about one or two works (@second < 0: one; @first < 0: none) and raises the
 * level. Takes @text. Returns it for its remedies. */
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
