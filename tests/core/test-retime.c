/* Shifts, frame rates, synchronisation, and guessing them. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <vostok/core/bounds.h>
#include <vostok/core/retime.h>

#include "format-samples.h"

#define MS VOST_MSECOND

static const VostRate pal = { 25, 1 }, film = { 24000, 1001 };

static void
test_shift (void)
{
  VostSpan spans[] = { { 1000 * MS, 2000 * MS },
                       { VOST_TIME_NONE, VOST_TIME_NONE },
                       { -5, VOST_MAX_TIME } };
  VostSpan ret[3] = { { 7, 7 } };
  g_autoptr (GError) error = NULL;

  g_assert_true (vost_retime_shift (spans, 3, -1500 * MS, ret, &error));
  g_assert_no_error (error);
  g_assert_cmpint (ret[0].start, ==, -500 * MS);
  g_assert_cmpint (ret[0].end, ==, 500 * MS);
  g_assert_true (ret[1].start == VOST_TIME_NONE && ret[1].end == VOST_TIME_NONE);
  g_assert_cmpint (ret[2].start, ==, -1500 * MS - 5);

  /* Nothing is filled when one of them cannot be. */
  ret[0].start = 42;
  g_assert_false (vost_retime_shift (spans, 3, 1, ret, &error));
  g_assert_error (error, VOST_ERROR, VOST_ERROR_TOO_BIG);
  g_assert_cmpint (ret[0].start, ==, 42);
  g_clear_error (&error);
  g_assert_false (vost_retime_shift (spans, 1, G_MAXINT64, ret, &error));
  g_assert_error (error, VOST_ERROR, VOST_ERROR_TOO_BIG);
  g_clear_error (&error);
  g_assert_false (vost_retime_shift (spans, 1, G_MININT64, ret, NULL));
  g_assert_true (vost_retime_shift (NULL, 0, 1, NULL, NULL));
}

static void
test_rate (void)
{
  VostSpan spans[] = { { 40 * MS, 24 * VOST_SECOND }, { 3600 * VOST_SECOND, 7200 * VOST_SECOND } };
  VostSpan there[2], back[2];
  g_autoptr (GError) error = NULL;

  g_assert_true (vost_retime_rate (spans, 2, pal, film, there, &error));
  /* One frame of 1/25 s is one of 1001/24000 s: 41 708 333.3 ns. */
  g_assert_cmpint (there[0].start, ==, 41708333);
  g_assert_cmpint (there[0].end, ==, 25025000000);
  g_assert_cmpint (there[1].start, ==, 3753750000000);
  for (gint64 frame = 0; frame < 100000; frame += 997)
    {
      VostSpan span = { vost_rate_frame_start (pal, frame), VOST_TIME_NONE };

      g_assert_true (vost_retime_rate (&span, 1, pal, film, &span, NULL));
      g_assert_cmpint (span.start, ==, vost_rate_frame_start (film, frame));
    }
  g_assert_true (vost_retime_rate (there, 2, film, pal, back, &error));
  for (guint i = 0; i < 2; i++)
    {
      g_assert_cmpint (ABS (back[i].start - spans[i].start), <=, 1);
      g_assert_cmpint (ABS (back[i].end - spans[i].end), <=, 1);
    }
  g_assert_false (vost_retime_rate (spans, 2, pal, (VostRate){ 0, 1 }, there, &error));
  g_assert_error (error, VOST_ERROR, VOST_ERROR_NEEDS_RATE);
  g_clear_error (&error);
  g_assert_false (vost_retime_rate (spans, 2, (VostRate){ G_MAXINT, 1 }, (VostRate){ 1, G_MAXINT },
                                    there, &error));
  g_assert_error (error, VOST_ERROR, VOST_ERROR_TOO_BIG);
}

static void
test_rounding (void)
{
  /* A third and two thirds, and halves of both signs: up. */
  const VostSyncPoint thirds[] = { { 0, 0 }, { 3, 1 } };
  const VostSyncPoint halves[] = { { 0, 0 }, { 2, 1 } };
  VostSpan spans[] = { { 1, 2 }, { -1, -3 } };
  VostSpan ret[2];

  g_assert_true (vost_retime_sync (spans, 2, thirds, 2, ret, NULL));
  g_assert_cmpint (ret[0].start, ==, 0);
  g_assert_cmpint (ret[0].end, ==, 1);
  g_assert_true (vost_retime_sync (spans, 2, halves, 2, ret, NULL));
  g_assert_cmpint (ret[0].start, ==, 1);
  g_assert_cmpint (ret[1].start, ==, 0);
  g_assert_cmpint (ret[1].end, ==, -1);
}

static void
test_sync (void)
{
  const VostSyncPoint points[] = {
    { 300 * VOST_SECOND, 330 * VOST_SECOND },
    { 100 * VOST_SECOND, 110 * VOST_SECOND },
    { 200 * VOST_SECOND, 215 * VOST_SECOND },
  };
  const VostSyncPoint crossed[] = { { 1, 2 }, { 2, 2 } }, twice[] = { { 1, 2 }, { 1, 3 } };
  const VostSyncPoint far[] = { { -VOST_MAX_TIME, -VOST_MAX_TIME }, { VOST_MAX_TIME, 0 } };
  VostSpan spans[] = { { 0, 100 * VOST_SECOND },
                       { 150 * VOST_SECOND, 200 * VOST_SECOND },
                       { 300 * VOST_SECOND, 400 * VOST_SECOND } };
  VostSpan ret[3];
  g_autoptr (GError) error = NULL;

  g_assert_true (vost_retime_sync (spans, 3, points, 3, ret, &error));
  g_assert_cmpint (ret[0].start, ==, 5 * VOST_SECOND);
  g_assert_cmpint (ret[0].end, ==, 110 * VOST_SECOND);
  g_assert_cmpint (ret[1].start, ==, 162500 * MS);
  g_assert_cmpint (ret[1].end, ==, 215 * VOST_SECOND);
  g_assert_cmpint (ret[2].start, ==, 330 * VOST_SECOND);
  g_assert_cmpint (ret[2].end, ==, 445 * VOST_SECOND);

  g_assert_true (vost_retime_sync (spans, 3, points, 1, spans, &error));
  g_assert_cmpint (spans[1].start, ==, 180 * VOST_SECOND);

  g_assert_false (vost_retime_sync (spans, 3, NULL, 0, ret, &error));
  g_assert_error (error, VOST_ERROR, VOST_ERROR_BAD_INPUT);
  g_clear_error (&error);
  g_assert_false (vost_retime_sync (spans, 3, crossed, 2, ret, &error));
  g_assert_error (error, VOST_ERROR, VOST_ERROR_BAD_INPUT);
  g_clear_error (&error);
  g_assert_false (vost_retime_sync (spans, 3, twice, 2, ret, &error));
  g_clear_error (&error);
  g_assert_true (vost_retime_sync (spans, 3, far, 2, ret, &error));
}

/* A film's starts: uneven, always the same. */
static GArray *
make_starts (guint n, guint32 seed)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
  GArray *starts = g_array_new (FALSE, FALSE, sizeof (VostTime));
  VostTime t = 20 * VOST_SECOND;

  for (guint i = 0; i < n; i++)
    {
      g_array_append_val (starts, t);
      t += g_rand_int_range (rand, 900, 8000) * MS;
    }

  return starts;
}

/* The same film as another translator's file has it. */
static GArray *
another_version (GArray *starts, VostRate from, VostRate to, VostTime offset, guint32 seed)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
  GArray *other = g_array_new (FALSE, FALSE, sizeof (VostTime));

  for (guint i = 0; i < starts->len; i++)
    {
      VostSpan span = { g_array_index (starts, VostTime, i), VOST_TIME_NONE };

      /* One in five is missing, one in ten is somewhere else, all are a little off. */
      if (g_rand_int_range (rand, 0, 5) == 0)
        continue;
      g_assert_true (vost_retime_rate (&span, 1, from, to, &span, NULL));
      span.start += offset + g_rand_int_range (rand, -60, 60) * MS;
      if (g_rand_int_range (rand, 0, 10) == 0)
        span.start += g_rand_int_range (rand, -1500, 1500) * MS;
      g_array_append_val (other, span.start);
    }

  return other;
}

static void
check_guess (guint n, VostRate from, VostRate to, VostTime offset)
{
  g_autoptr (GArray) starts = make_starts (n, 5);
  g_autoptr (GArray) reference = another_version (starts, from, to, offset, 6);
  VostRetimeGuess guess;

  g_assert_true (vost_retime_guess ((const VostTime *) (gpointer) starts->data, starts->len,
                                    (const VostTime *) (gpointer) reference->data, reference->len,
                                    &guess));
  g_test_message ("%d/%d to %d/%d, offset %" G_GINT64_FORMAT " ms, %u of %u, %u", guess.from.num,
                  guess.from.den, guess.to.num, guess.to.den, guess.offset / MS, guess.matched,
                  guess.tried, guess.confidence);
  g_assert_cmpint ((gint64) guess.from.num * guess.to.den * from.den * to.num, ==,
                   (gint64) guess.from.den * guess.to.num * from.num * to.den);
  g_assert_cmpint (ABS (guess.offset - offset), <, 50 * MS);
  g_assert_cmpuint (guess.confidence, >=, 500);
}

static void
test_guess (void)
{
  check_guess (1200, pal, pal, 0);
  check_guess (1200, pal, pal, -42123 * MS);
  check_guess (1200, pal, film, 1700 * MS);
  check_guess (1200, film, pal, -95 * VOST_SECOND);
  check_guess (1200, (VostRate){ 24, 1 }, film, 300 * MS);
  check_guess (1200, (VostRate){ 24, 1 }, pal, 0);
  check_guess (800, (VostRate){ 30000, 1001 }, pal, 500 * VOST_SECOND);
  check_guess (60, pal, film, 900 * MS);
}

static void
test_guess_nothing (void)
{
  g_autoptr (GArray) a = make_starts (900, 1);
  g_autoptr (GArray) b = make_starts (900, 2);
  const VostTime *starts = (const VostTime *) (gpointer) a->data;
  VostRetimeGuess guess;

  /* Another film. */
  if (vost_retime_guess (starts, a->len, (const VostTime *) (gpointer) b->data, b->len, &guess))
    g_assert_cmpuint (guess.confidence, <, 150);
  g_assert_false (vost_retime_guess (starts, 4, starts, 4, &guess));
  g_assert_false (vost_retime_guess (NULL, 0, starts, 100, &guess));
  g_assert_false (vost_retime_guess (starts, 100, NULL, 0, &guess));
  /* Times that are none, and all the same. */
  for (guint i = 0; i < a->len; i++)
    g_array_index (a, VostTime, i) = VOST_TIME_NONE;
  g_assert_false (vost_retime_guess (starts, a->len, starts, a->len, &guess));
  for (guint i = 0; i < a->len; i++)
    g_array_index (a, VostTime, i) = VOST_SECOND;
  (void) vost_retime_guess (starts, a->len, starts, a->len, &guess);
}

static void
test_guess_many (void)
{
  g_autoptr (GArray) starts = make_starts (200000, 9);
  VostTime *times = (VostTime *) (gpointer) starts->data;
  VostRetimeGuess guess;

  /* Crowded: a thousand starts a second. */
  for (guint i = 0; i < starts->len; i++)
    times[i] = (VostTime) i * MS;
  (void) vost_retime_guess (times, starts->len, times, starts->len, &guess);
}

static GArray *
starts_of (const char *path)
{
  g_autoptr (VostSubtitles) subs = vost_subtitles_load (path, NULL, NULL, NULL);
  GArray *starts = g_array_new (FALSE, FALSE, sizeof (VostTime));

  for (guint i = 0; subs != NULL && i < subs->cues->len; i++)
    g_array_append_val (starts, nth_cue (subs, i)->start);

  return starts;
}

typedef struct
{
  GArray *reference;
  guint right;
  guint total;
} Corpus;

/* Another language of the same film, played too fast. */
static void
check_language (const char *path, gpointer data)
{
  Corpus *corpus = data;
  g_autoptr (GArray) starts = starts_of (path);
  g_autoptr (GArray) fast = g_array_new (FALSE, FALSE, sizeof (VostTime));
  VostRetimeGuess guess = { 0 };

  if (starts->len < 20)
    return;
  if (corpus->reference == NULL)
    {
      corpus->reference = g_steal_pointer (&starts);
      return;
    }
  for (guint i = 0; i < starts->len; i++)
    {
      VostSpan span = { g_array_index (starts, VostTime, i), VOST_TIME_NONE };

      g_assert_true (vost_retime_rate (&span, 1, film, pal, &span, NULL));
      g_array_append_val (fast, span.start);
    }
  (void) vost_retime_guess ((const VostTime *) (gpointer) fast->data, fast->len,
                            (const VostTime *) (gpointer) corpus->reference->data,
                            corpus->reference->len, &guess);
  corpus->total++;
  corpus->right += guess.from.num == 25 && guess.to.num == 24000 ? 1 : 0;
  /* It may not know, but it must not be sure of what is wrong. */
  if (guess.confidence >= 300)
    g_assert_true (guess.from.num == 25 && guess.to.num == 24000);
  g_test_message ("%s: %d to %d, offset %" G_GINT64_FORMAT " ms, %u of %u, %u", path,
                  guess.from.num, guess.to.num, guess.offset / MS, guess.matched, guess.tried,
                  guess.confidence);
}

static void
test_guess_corpus (void)
{
  g_autofree char *subtitles = corpus_path ("subtitles");
  g_autoptr (GDir) dir = NULL;
  const char *name;

  if (subtitles == NULL)
    {
      g_test_skip ("no third-party files");
      return;
    }
  dir = g_dir_open (subtitles, 0, NULL);
  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *folder = g_build_filename (subtitles, name, NULL);
      Corpus corpus = { NULL };

      if (!g_file_test (folder, G_FILE_TEST_IS_DIR))
        continue;
      samples_foreach (folder, check_language, &corpus);
      g_test_message ("%s: %u/%u", name, corpus.right, corpus.total);
      g_clear_pointer (&corpus.reference, g_array_unref);
    }
}

#define STEP (50 * MS)
#define N_STEPS 12000

/* Ten minutes in which somebody speaks now and then, and cues that are there a little longer. */
static GArray *
make_speech (guint8 *speech, guint seed)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (seed);
  GArray *spans = g_array_new (FALSE, FALSE, sizeof (VostSpan));

  for (guint i = 0; i < N_STEPS; i++)
    speech[i] = (guint8) g_rand_int_range (random, 0, 60);
  for (gint32 at = 200; at < N_STEPS - 400;)
    {
      gint32 length = g_rand_int_range (random, 20, 90);
      VostSpan span = { at * STEP, (at + length + 8) * STEP };

      for (gint32 i = at; i < at + length; i++)
        speech[i] = (guint8) g_rand_int_range (random, 100, 255);
      g_array_append_val (spans, span);
      at += length + g_rand_int_range (random, 15, 120);
    }
  return spans;
}

static void
test_guess_speech (void)
{
  static const struct
  {
    VostRate from;
    VostRate to;
    VostTime shift;
  } cases[] = {
    { { 25, 1 }, { 25, 1 }, 0 },
    { { 25, 1 }, { 25, 1 }, -95 * VOST_SECOND },
    { { 25, 1 }, { 24000, 1001 }, 12345 * MS },
    { { 24000, 1001 }, { 25, 1 }, -7 * VOST_SECOND },
  };

  g_autofree guint8 *speech = g_new (guint8, N_STEPS);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GArray) spans = make_speech (speech, 11 + i);
      VostSpan *array = (VostSpan *) (void *) spans->data;
      g_autofree VostSpan *wrong = g_new (VostSpan, spans->len);
      VostRetimeGuess found;

      g_assert_true (vost_retime_rate (array, spans->len, cases[i].from, cases[i].to, wrong, NULL));
      g_assert_true (
          vost_retime_shift (wrong, spans->len, 100 * VOST_SECOND + cases[i].shift, wrong, NULL));
      g_assert_true (vost_retime_guess_speech (wrong, spans->len, speech, N_STEPS, STEP, &found));
      g_assert_cmpuint (found.confidence, >, 500);
      g_assert_true (vost_retime_rate (wrong, spans->len, found.from, found.to, wrong, NULL));
      g_assert_true (vost_retime_shift (wrong, spans->len, found.offset, wrong, NULL));
      for (guint c = 0; c < spans->len; c += 7)
        g_assert_cmpint (ABS (wrong[c].start - array[c].start), <=, 150 * MS);
    }
}

/* Noise, silence and too few cues are no answer that anybody would believe. */
static void
test_guess_no_speech (void)
{
  g_autofree guint8 *speech = g_new (guint8, N_STEPS);
  g_autofree guint8 *other = g_new (guint8, N_STEPS);
  g_autoptr (GArray) spans = make_speech (speech, 3);
  g_autoptr (GArray) ignored = make_speech (other, 4);
  const VostSpan *array = (const VostSpan *) (void *) spans->data;
  VostRetimeGuess found;

  g_assert_false (vost_retime_guess_speech (array, 4, speech, N_STEPS, STEP, &found));
  g_assert_false (vost_retime_guess_speech (array, spans->len, speech, 10, STEP, &found));
  vost_retime_guess_speech (array, spans->len, other, N_STEPS, STEP, &found);
  g_assert_cmpuint (found.confidence, <, 300);
  memset (other, 0, N_STEPS);
  vost_retime_guess_speech (array, spans->len, other, N_STEPS, STEP, &found);
  g_assert_cmpuint (found.confidence, ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/retime/shift", test_shift);
  g_test_add_func ("/retime/rate", test_rate);
  g_test_add_func ("/retime/rounding", test_rounding);
  g_test_add_func ("/retime/sync", test_sync);
  g_test_add_func ("/retime/guess", test_guess);
  g_test_add_func ("/retime/guess-nothing", test_guess_nothing);
  g_test_add_func ("/retime/guess-speech", test_guess_speech);
  g_test_add_func ("/retime/guess-no-speech", test_guess_no_speech);
  g_test_add_func ("/retime/guess-many", test_guess_many);
  g_test_add_func ("/retime/guess-corpus", test_guess_corpus);

  return g_test_run ();
}
