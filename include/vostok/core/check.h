/* Quality rules: a snapshot in, findings out, fixes as edits. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <vostok/core/diagnostic.h>
#include <vostok/core/edit.h>
#include <vostok/core/snapshot.h>

G_BEGIN_DECLS

/**
 * VostProfile: thresholds, each with its source in the table of check.c.
 * @gap_frames: smallest gap in frames, used when the rate is known, else @gap
 */
typedef struct
{
  const char *id;
  const char *title;
  const char *source; /* who published the numbers */
  double cps_max;     /* characters a second, spaces counted, line breaks not */
  guint cpl_max;      /* characters a line */
  guint lines_max;
  VostTime duration_min;
  VostTime duration_max;
  VostTime gap;
  guint gap_frames;
} VostProfile;

extern const VostProfile vost_profiles[]; /* ends with id NULL; the first is the default */
const VostProfile *vost_profile_by_id (const char *id);

/* When the next cue may begin after one that ends at @end: the profile's gap later, in frames where
 * the rate is known.
 */
VostTime vost_profile_next_start (const VostProfile *profile, VostRate rate, VostTime end);

typedef struct _VostCheck VostCheck;

/**
 * VostFinding:
 * @measured, @limit: in the check's own unit ("21.4", "17")
 * @message: (owned): translated sentence for people
 */
typedef struct
{
  const VostCheck *check;
  VostSeverity severity;
  VostId cue;
  VostTime start;
  double measured;
  double limit;
  char *message;
} VostFinding;

/**
 * VostCheckContext:
 * @index: of the cue that is looked at, in document order of the track
 * @span: of the cue; both times VOST_TIME_NONE if it has none
 * @next, @next_span: the cue behind it in document order, NULL at the end
 * @master: (nullable): the paired source cue
 */
typedef struct
{
  VostSnapshot *snapshot;
  const VostProfile *profile;
  const VostTrack *track;
  VostRate rate;
  VostTime film_duration; /* VOST_TIME_NONE if unknown */
  guint index;
  const VostCue *cue;
  VostSpan span;
  const VostCue *next;
  VostSpan next_span;
  const VostCue *master;
} VostCheckContext;

struct _VostCheck
{
  const char *id;
  const char *title;     /* N_() */
  const char *rationale; /* N_(): why, and whose rule */
  VostSeverity severity;
  void (*run) (const VostCheck *check, const VostCheckContext *ctx, GPtrArray *findings);
  /* Adds to @edit what mends the cue; optional. */
  void (*fix) (const VostCheckContext *ctx, VostEdit *edit);
};

extern const VostCheck *const vost_check_list[];
const VostCheck *vost_check_by_id (const char *id);

/* All checks on all cues of a track; linear; (element-type VostFinding) (transfer full). */
GPtrArray *vost_check_track (VostSnapshot *snapshot, VostId track, const VostProfile *profile);
/* All checks on one cue, for the editor. */
GPtrArray *
vost_check_cue (VostSnapshot *snapshot, VostId track, guint index, const VostProfile *profile);
/* One edit that mends everything that can be; NULL if nothing. */
VostEdit *vost_check_fix_track (VostSnapshot *snapshot,
                                VostId track,
                                const VostProfile *profile,
                                guint *ret_fixed);

/* What mends one cue, for a button beside a finding: @check NULL for all that can be. NULL if
 * nothing. Timing is left alone where the cue is not in time order with those around it: sort
 * first. */
VostEdit *vost_check_fix_cue (VostSnapshot *snapshot,
                              VostId track,
                              guint index,
                              const VostProfile *profile,
                              const VostCheck *check);

void vost_finding_free (VostFinding *self);
/* For check-*.c: appends a finding. */
void vost_finding_add (GPtrArray *findings,
                       const VostCheck *check,
                       const VostCheckContext *ctx,
                       double measured,
                       double limit,
                       const char *format,
                       ...) G_GNUC_PRINTF (6, 7);

/* Reading speed in characters a second of a text shown so long; 0 for an empty one or no time. */
double vost_reading_speed (const char *text, VostTime duration);

G_END_DECLS
