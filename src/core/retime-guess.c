/* Which speed and offset make one track's starts meet another's. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <vostok/core/retime.h>

#include <vostok/core/bounds.h>

#include "retime-private.h"

/* Starts of the track that are looked at, and starts of the other for each: they bound the work. */
#define MAX_TRIED 3000u
#define MAX_NEAR 400u
/* How far off a track may be. */
#define MAX_OFFSET (600 * VOST_SECOND)
#define BIN (100 * VOST_MSECOND)
#define N_BINS ((gsize) (2 * MAX_OFFSET / BIN) + 1)
/* Translators place a start by ear: three frames. */
#define TOLERANCE (125 * VOST_MSECOND)
/* Fewer starts that agree are chance. */
#define MIN_MATCHED 5u

const VostRatePair vost_rate_pairs[VOST_N_RATE_PAIRS] = {
  { { 25, 1 }, { 25, 1 } },
  { { 25, 1 }, { 24000, 1001 } },
  { { 24000, 1001 }, { 25, 1 } },
  { { 25, 1 }, { 24, 1 } },
  { { 24, 1 }, { 25, 1 } },
  { { 24, 1 }, { 24000, 1001 } },
  { { 24000, 1001 }, { 24, 1 } },
  { { 30000, 1001 }, { 25, 1 } },
  { { 25, 1 }, { 30000, 1001 } },
  { { 30000, 1001 }, { 24000, 1001 } },
  { { 24000, 1001 }, { 30000, 1001 } },
  { { 30, 1 }, { 25, 1 } },
  { { 25, 1 }, { 30, 1 } },
  { { 30, 1 }, { 24000, 1001 } },
  { { 24000, 1001 }, { 30, 1 } },
};

typedef struct
{
  GArray *starts;    /* sorted, at most MAX_TRIED */
  GArray *reference; /* sorted */
  GArray *scaled;
  GArray *rests; /* of the starts that match */
  guint *bins;
} Guesser;

typedef struct
{
  guint matched;
  VostTime offset;
} Score;

static int
compare_times (gconstpointer a, gconstpointer b)
{
  VostTime x = *(const VostTime *) a, y = *(const VostTime *) b;

  return (x > y) - (x < y);
}

static VostTime
nth (const GArray *times, gsize n)
{
  return g_array_index (times, VostTime, n);
}

/* Sorted, without times that are none. */
static GArray *
sorted_times (const VostTime *times, gsize n)
{
  GArray *sorted = g_array_new (FALSE, FALSE, sizeof (VostTime));

  for (gsize i = 0; i < n; i++)
    if (times[i] >= -VOST_MAX_TIME && times[i] <= VOST_MAX_TIME)
      g_array_append_val (sorted, times[i]);
  g_array_sort (sorted, compare_times);

  return sorted;
}

/* Evenly spread, at most so many. */
static GArray *
thinned (GArray *times, guint most)
{
  GArray *thin = g_array_new (FALSE, FALSE, sizeof (VostTime));
  guint n = MIN (times->len, most);

  for (guint i = 0; i < n; i++)
    {
      VostTime t = nth (times, (gsize) i * times->len / n);

      g_array_append_val (thin, t);
    }
  g_array_unref (times);

  return thin;
}

/* First index whose time is not before @t. */
static gsize
lower_bound (const GArray *times, VostTime t)
{
  gsize low = 0, high = times->len;

  while (low < high)
    {
      gsize middle = low + (high - low) / 2;

      if (nth (times, middle) < t)
        low = middle + 1;
      else
        high = middle;
    }

  return low;
}

static gboolean
scale_starts (Guesser *self, VostRate from, VostRate to)
{
  g_array_set_size (self->scaled, 0);
  for (guint i = 0; i < self->starts->len; i++)
    {
      VostSpan span = { nth (self->starts, i), VOST_TIME_NONE };

      if (!vost_retime_rate (&span, 1, from, to, &span, NULL))
        return FALSE;
      g_array_append_val (self->scaled, span.start);
    }

  return TRUE;
}

/* Middle of the offsets that most pairs of starts agree on. */
static VostTime
vote (Guesser *self)
{
  gsize best = 0;
  guint most = 0;

  memset (self->bins, 0, N_BINS * sizeof *self->bins);
  for (guint i = 0; i < self->scaled->len; i++)
    {
      VostTime start = nth (self->scaled, i);
      gsize low = lower_bound (self->reference, start - MAX_OFFSET);
      gsize high = lower_bound (self->reference, start + MAX_OFFSET);
      gsize step = MAX ((high - low + MAX_NEAR - 1) / MAX_NEAR, 1);

      for (gsize j = low; j < high; j += step)
        self->bins[(nth (self->reference, j) - start + MAX_OFFSET) / BIN]++;
    }
  for (gsize i = 1; i + 1 < N_BINS; i++)
    {
      guint votes = self->bins[i - 1] + 2 * self->bins[i] + self->bins[i + 1];

      if (votes > most)
        {
          most = votes;
          best = i;
        }
    }

  return (VostTime) best * BIN - MAX_OFFSET + BIN / 2;
}

/* Distance to the nearest start of the reference, later ones positive. */
static VostTime
nearest_rest (const Guesser *self, VostTime t)
{
  gsize at = lower_bound (self->reference, t);
  VostTime after = at < self->reference->len ? nth (self->reference, at) - t : G_MAXINT64;
  VostTime before = at > 0 ? nth (self->reference, at - 1) - t : G_MININT64;

  return after <= -(before + 1) ? after : before;
}

static Score
match (Guesser *self, VostTime offset, VostTime tolerance)
{
  Score score = { 0, offset };

  g_array_set_size (self->rests, 0);
  for (guint i = 0; i < self->scaled->len; i++)
    {
      VostTime rest = nearest_rest (self, nth (self->scaled, i) + offset);

      if (rest >= -tolerance && rest <= tolerance)
        g_array_append_val (self->rests, rest);
    }
  score.matched = self->rests->len;
  if (score.matched > 0)
    {
      g_array_sort (self->rests, compare_times);
      score.offset += nth (self->rests, score.matched / 2);
    }

  return score;
}

static Score
score_pair (Guesser *self, gsize pair)
{
  Score score;

  if (!scale_starts (self, vost_rate_pairs[pair].from, vost_rate_pairs[pair].to))
    return (Score){ 0, 0 };
  /* The median draws the offset to where most are, and the second look counts there. */
  score = match (self, vote (self), 2 * TOLERANCE);
  score = match (self, score.offset, TOLERANCE);

  return score;
}

/* Whether two speeds part the track's ends by more than the tolerance can tell. */
static gboolean
are_apart (const Guesser *self, gsize a, gsize b)
{
  VostTime length = nth (self->starts, self->starts->len - 1) - nth (self->starts, 0);
  VostSpan x = { length, VOST_TIME_NONE }, y = x;

  return vost_retime_rate (&x, 1, vost_rate_pairs[a].from, vost_rate_pairs[a].to, &x, NULL) &&
         vost_retime_rate (&y, 1, vost_rate_pairs[b].from, vost_rate_pairs[b].to, &y, NULL) &&
         ABS (x.start - y.start) > 4 * TOLERANCE;
}

/*
 * Which part of the starts would match anyhow: the part of the time that is near a start of the
 * reference. Per mille.
 */
static guint
chance (const Guesser *self)
{
  VostTime covered = 0, until = G_MININT64;
  VostTime length =
      nth (self->reference, self->reference->len - 1) - nth (self->reference, 0) + 2 * TOLERANCE;

  for (guint i = 0; i < self->reference->len; i++)
    {
      VostTime t = nth (self->reference, i);

      covered += t + TOLERANCE - MAX (until, t - TOLERANCE);
      until = t + TOLERANCE;
    }

  return (guint) (covered / (length / 1000));
}

static guint
confidence (const Guesser *self, guint best, guint second)
{
  guint possible = MIN (self->starts->len, self->reference->len);
  guint share = (guint) ((guint64) 1000 * MIN (best, possible) / possible);
  guint anyhow = MIN (chance (self), 999);
  guint above = share > anyhow ? (share - anyhow) * 1000 / (1000 - anyhow) : 0;
  /* Twice as many as the next best answer is as sure as it gets. */
  guint apart = (guint) MIN ((guint64) 2000 * (best - MIN (second, best)) / best, 1000);

  return above * apart / 1000;
}

static gboolean
guess (Guesser *self, VostRetimeGuess *ret)
{
  Score scores[VOST_N_RATE_PAIRS];
  gsize best = 0;
  guint second = 0;

  for (gsize i = 0; i < VOST_N_RATE_PAIRS; i++)
    {
      scores[i] = score_pair (self, i);
      /* A rarer pair must explain clearly more. */
      if (scores[i].matched > scores[best].matched + scores[best].matched / 32 + 1)
        best = i;
    }
  for (gsize i = 0; i < VOST_N_RATE_PAIRS; i++)
    if (i != best && are_apart (self, i, best))
      second = MAX (second, scores[i].matched);
  if (scores[best].matched < MIN_MATCHED)
    return FALSE;
  *ret = (VostRetimeGuess){ .from = vost_rate_pairs[best].from,
                            .to = vost_rate_pairs[best].to,
                            .offset = scores[best].offset,
                            .matched = scores[best].matched,
                            .tried = self->starts->len,
                            .confidence = confidence (self, scores[best].matched, second) };

  return TRUE;
}

gboolean
vost_retime_guess (const VostTime *starts,
                   gsize n,
                   const VostTime *reference,
                   gsize n_reference,
                   VostRetimeGuess *ret)
{
  Guesser self = { NULL };
  gboolean enough;

  g_return_val_if_fail (ret != NULL, FALSE);

  self.starts = thinned (sorted_times (starts, n), MAX_TRIED);
  self.reference = sorted_times (reference, n_reference);
  self.scaled = g_array_new (FALSE, FALSE, sizeof (VostTime));
  self.rests = g_array_new (FALSE, FALSE, sizeof (VostTime));
  self.bins = g_new0 (guint, N_BINS);
  enough =
      self.starts->len >= MIN_MATCHED && self.reference->len >= MIN_MATCHED && guess (&self, ret);
  g_array_unref (self.starts);
  g_array_unref (self.reference);
  g_array_unref (self.scaled);
  g_array_unref (self.rests);
  g_free (self.bins);

  return enough;
}
