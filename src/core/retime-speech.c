/* Which speed and offset put a track's cues where somebody speaks. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <vostok/core/bounds.h>
#include <vostok/core/retime.h>

#include "retime-private.h"

/* How far off a track may be, and how many cues are looked at: they bound the work. */
#define MAX_OFFSET (180 * VOST_SECOND)
#define MAX_TRIED 2000u
/* Fewer cues, or steps of sound, say nothing. */
#define MIN_TRIED 5u
#define MIN_STEPS 40u
/* A second peak nearer than this is the same. */
#define SAME_PEAK (2 * VOST_SECOND)
/* The sound before and behind a start that is compared, and how far off the best offset may be. */
#define EDGE (400 * VOST_MSECOND)
#define AROUND (500 * VOST_MSECOND)
/* Of two speeds that are as good as this the simpler one is taken. Per cent. */
#define AS_GOOD 97

/* The part of what is said that cues of another film catch, and that is enough to be sure. */
#define BY_CHANCE 0.2
#define ENOUGH 0.5

/* A cue in steps, which may lie outside of the sound. */
typedef struct
{
  gint64 start;
  gint64 end;
} Range;

/**
 * Fitter:
 * @sums: what is said up to each step, less the average: a long cue over noise gains nothing
 * @ranges: (element-type Range)
 * @reach: steps to either side
 * @scores: of each offset at one speed
 */
typedef struct
{
  VostTime step;
  double *sums;
  gint64 n_steps;
  GArray *ranges;
  gint64 reach;
  double *scores;
} Fitter;

static double *
sum_up (const guint8 *activity, gsize n)
{
  double *sums = g_new (double, n + 1);
  guint64 all = 0;

  for (gsize i = 0; i < n; i++)
    all += activity[i];
  sums[0] = 0;
  for (gsize i = 0; i < n; i++)
    sums[i + 1] = sums[i] + activity[i] - (double) all / (double) n;
  return sums;
}

static gboolean
set_ranges (Fitter *self, const GArray *spans, const VostRatePair *pair)
{
  g_array_set_size (self->ranges, 0);
  for (guint i = 0; i < spans->len; i++)
    {
      VostSpan span = g_array_index (spans, VostSpan, i);
      Range range;

      if (!vost_retime_rate (&span, 1, pair->from, pair->to, &span, NULL))
        return FALSE;
      range.start = span.start / self->step;
      range.end = MAX (span.end / self->step, range.start + 1);
      g_array_append_val (self->ranges, range);
    }
  return TRUE;
}

static double
said_between (const Fitter *self, gint64 start, gint64 end)
{
  return self->sums[CLAMP (end, 0, self->n_steps)] - self->sums[CLAMP (start, 0, self->n_steps)];
}

/* Index into the scores of the best offset. */
static gint64
score_all (Fitter *self)
{
  gint64 best = self->reach;

  for (gint64 o = 0; o <= 2 * self->reach; o++)
    {
      double score = 0;

      for (guint i = 0; i < self->ranges->len; i++)
        {
          Range range = g_array_index (self->ranges, Range, i);

          score += said_between (self, range.start + o - self->reach, range.end + o - self->reach);
        }
      self->scores[o] = score;
    }
  for (gint64 o = 0; o <= 2 * self->reach; o++)
    if (self->scores[o] > self->scores[best])
      best = o;
  return best;
}

/* The best offset that is another one. */
static double
second_best (const Fitter *self, gint64 best)
{
  gint64 apart = SAME_PEAK / self->step;
  double second = 0;

  for (gint64 o = 0; o <= 2 * self->reach; o++)
    if (ABS (o - best) > apart)
      second = MAX (second, self->scores[o]);
  return second;
}

/* Cues stay a little after the last word, which draws the best offset to early ones: where they
 * begin tells better. */
static gint64
refine (const Fitter *self, gint64 offset)
{
  gint64 edge = EDGE / self->step;
  gint64 around = AROUND / self->step;
  gint64 found = offset;
  double most = -G_MAXDOUBLE;

  for (gint64 o = offset - around; o <= offset + around; o++)
    {
      double rise = 0;

      for (guint i = 0; i < self->ranges->len; i++)
        {
          gint64 start = g_array_index (self->ranges, Range, i).start + o;

          rise +=
              said_between (self, start, start + edge) - said_between (self, start - edge, start);
        }
      if (rise > most)
        {
          most = rise;
          found = o;
        }
    }
  return found;
}

static guint
count_matched (const Fitter *self, gint64 offset)
{
  guint matched = 0;

  for (guint i = 0; i < self->ranges->len; i++)
    {
      Range range = g_array_index (self->ranges, Range, i);

      matched += said_between (self, range.start + offset, range.end + offset) > 0;
    }
  return matched;
}

/* Evenly spread, at most so many, none without a time. */
static GArray *
usable_spans (const VostSpan *spans, gsize n)
{
  GArray *usable = g_array_new (FALSE, FALSE, sizeof (VostSpan));
  gsize step = MAX (n / MAX_TRIED, 1);

  for (gsize i = 0; i < n; i += step)
    if (spans[i].start >= 0 && spans[i].start <= VOST_MAX_TIME && spans[i].end > spans[i].start &&
        spans[i].end <= VOST_MAX_TIME)
      g_array_append_val (usable, spans[i]);
  return usable;
}

/* Per mille: twice as good as the next best answer is as sure as it gets. */
static guint
how_apart (const Fitter *self, gint64 best)
{
  double top = self->scores[best];

  return top > 0 ? (guint) CLAMP (2000 * (top - second_best (self, best)) / top, 0, 1000) : 0;
}

/* Per mille: of what is said the cues must have a good part; a little is chance. */
static guint
how_much (const Fitter *self, gint64 best)
{
  double all = 0;

  for (gint64 i = 0; i < self->n_steps; i++)
    all += MAX (0, self->sums[i + 1] - self->sums[i]);
  if (all <= 0)
    return 0;
  return (guint) (1000 *
                  CLAMP ((self->scores[best] / all - BY_CHANCE) / (ENOUGH - BY_CHANCE), 0, 1));
}

/* Per mille: half of the cues may find something said by chance, and some music is never wrong. */
static guint
how_many (const VostRetimeGuess *guess)
{
  double share = (double) guess->matched / guess->tried;

  return (guint) (1000 * CLAMP ((share - 0.5) / 0.3, 0, 1));
}

static void
fit (Fitter *self, const GArray *spans, VostRetimeGuess *ret)
{
  double top[VOST_N_RATE_PAIRS] = { 0 };
  double most = 0;
  guint chosen = 0;
  gint64 best;
  gint64 offset;

  for (guint i = 0; i < VOST_N_RATE_PAIRS; i++)
    if (set_ranges (self, spans, &vost_rate_pairs[i]))
      {
        top[i] = self->scores[score_all (self)];
        most = MAX (most, top[i]);
      }
  while (chosen + 1 < VOST_N_RATE_PAIRS && top[chosen] * 100 < most * AS_GOOD)
    chosen++;
  set_ranges (self, spans, &vost_rate_pairs[chosen]);
  best = score_all (self);
  ret->from = vost_rate_pairs[chosen].from;
  ret->to = vost_rate_pairs[chosen].to;
  offset = refine (self, best - self->reach);
  ret->offset = offset * self->step;
  ret->tried = spans->len;
  ret->matched = count_matched (self, offset);
  ret->confidence = MIN (MIN (how_apart (self, best), how_much (self, best)), how_many (ret));
}

gboolean
vost_retime_guess_speech (const VostSpan *spans,
                          gsize n,
                          const guint8 *speech,
                          gsize n_steps,
                          VostTime step,
                          VostRetimeGuess *ret)
{
  g_autoptr (GArray) usable = usable_spans (spans, n);
  g_autoptr (GArray) ranges = g_array_new (FALSE, FALSE, sizeof (Range));
  g_autofree double *sums = NULL;
  g_autofree double *scores = NULL;
  Fitter self = { .step = step, .ranges = ranges, .n_steps = (gint64) n_steps };

  *ret = (VostRetimeGuess){ .from = vost_rate_pairs[0].from, .to = vost_rate_pairs[0].to };
  if (usable->len < MIN_TRIED || n_steps < MIN_STEPS || step <= 0)
    return FALSE;
  self.reach = MAX_OFFSET / step;
  self.sums = sums = sum_up (speech, n_steps);
  self.scores = scores = g_new0 (double, 2 * self.reach + 1);
  fit (&self, usable, ret);
  return TRUE;
}
