/* Moving times: shift, other frame rate, synchronisation; and seeing that it is needed. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <vostok/core/diagnostic.h>
#include <vostok/core/rate.h>

G_BEGIN_DECLS

/*
 * All functions are pure: they read @spans and fill @ret, which may be the same array, only on
 * success. Times are nanoseconds. Start and end are mapped each by itself, exactly, and rounded
 * once (halves go up), so what touched still touches and the order stays. VOST_TIME_NONE stays
 * VOST_TIME_NONE. A result beyond VOST_MAX_TIME, on either side of zero, is VOST_ERROR_TOO_BIG;
 * below zero is none: who calls decides.
 */

/* Adds @by to each time. */
gboolean
vost_retime_shift (const VostSpan *spans, gsize n, VostTime by, VostSpan *ret, GError **error);

/**
 * vost_retime_rate:
 * @from: rate of the film that the times fit now
 * @to: rate of the same film, frame by frame, that they shall fit
 *
 * Keeps frame numbers: a time becomes time × @from ÷ @to. VOST_ERROR_NEEDS_RATE if one of them is
 * unknown.
 */
gboolean vost_retime_rate (const VostSpan *spans,
                           gsize n,
                           VostRate from,
                           VostRate to,
                           VostSpan *ret,
                           GError **error);

/**
 * VostSyncPoint: what is at @from now shall be at @to.
 */
typedef struct
{
  VostTime from;
  VostTime to;
} VostSyncPoint;

/**
 * vost_retime_sync:
 * @points: one or more, in any order
 *
 * One point shifts. Two or more: between two of them the map is linear, before the first and after
 * the last it goes on as in the nearest pair; points are met exactly. VOST_ERROR_BAD_INPUT when
 * there is none, when two have the same @from, or when a later one does not go to a later time.
 * n log(points).
 */
gboolean vost_retime_sync (const VostSpan *spans,
                           gsize n,
                           const VostSyncPoint *points,
                           gsize n_points,
                           VostSpan *ret,
                           GError **error);

/**
 * VostRetimeGuess: how a track could be made to fit another one.
 * @from, @to: for vost_retime_rate(); the same when the speed is right
 * @offset: for vost_retime_shift(), after that
 * @matched: starts that then meet a start of the other track within an eighth of a second, of
 * @tried, those looked at
 * @confidence: per mille; 0 is chance. Above 500 it is worth telling the user, 300 worth a question
 */
typedef struct
{
  VostRate from;
  VostRate to;
  VostTime offset;
  guint matched;
  guint tried;
  guint confidence;
} VostRetimeGuess;

/**
 * vost_retime_guess:
 * @starts: of the cues, in any order
 * @reference: starts in another track of the same film that fits it (another language will do)
 *
 * Tries each pair of known film rates, looks for the offset within ten minutes that most pairs of
 * starts agree on, and takes the median of what they say; cues that only one track has do not
 * disturb. Of two answers that differ by less than can be heard the simpler one wins.
 * n log(n).
 *
 * Returns: whether there was enough to say anything
 */
gboolean vost_retime_guess (const VostTime *starts,
                            gsize n,
                            const VostTime *reference,
                            gsize n_reference,
                            VostRetimeGuess *ret);

/**
 * vost_retime_guess_speech:
 * @spans: of the cues
 * @speech: how surely somebody speaks, 0 to 255, a value for each @step of the film
 *
 * As vost_retime_guess(), against the sound of the film itself: tries the same speeds, and offsets
 * within three minutes. @matched counts the cues in which more is said than on average; the
 * confidence says how much better the answer is than the next best one. Linear in the number of
 * cues.
 *
 * Returns: whether there was enough to say anything
 */
gboolean vost_retime_guess_speech (const VostSpan *spans,
                                   gsize n,
                                   const guint8 *speech,
                                   gsize n_steps,
                                   VostTime step,
                                   VostRetimeGuess *ret);

G_END_DECLS
