/* Hard cuts: where a picture can no longer be put together from parts of the one before it. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "shot-finder-private.h"

/*
 * Plain differences of pixels or histograms jump as much in a pan, a flash or an explosion as at a
 * cut. So each block of a picture is looked for near its place in the picture before; what remains
 * is what movement cannot explain. A cut is where that is far above what is usual around it, and
 * where the texture of the blocks (their mean taken off, so that a change of light does not count)
 * was not found either.
 */

#define WIDTH VOST_SHOT_WIDTH
#define HEIGHT VOST_SHOT_HEIGHT
#define N_PIXELS (WIDTH * HEIGHT)
#define BLOCK_WIDTH 16
#define BLOCK_HEIGHT 10
#define BLOCK_PIXELS (BLOCK_WIDTH * BLOCK_HEIGHT)
/* How far a block may have moved, in pixels of the small picture. */
#define REACH_X 8
#define REACH_Y 6
#define STEP 2

/* Pictures on each side that tell what is usual. */
#define AROUND 4
/* Pictures that a flash of light may last. */
#define FLASH 3
/* Pictures that are kept: those around a candidate and what a flash may hide. */
#define KEPT (2 * AROUND + 2)

/* Mean difference a pixel, of 255: below it nobody sees a cut. */
#define MIN_RESIDUE 4.0
/* Repeated pictures say nothing of what is usual. */
#define REPEATED 0.5
/* Times what is usual. */
#define MIN_RATIO 1.7
/* Per cent of the texture that was not found. */
#define MIN_NOVELTY 58.0
/* The two multiplied: one may make up for the other. */
#define MIN_SCORE 160.0

typedef struct
{
  VostTime time;
  double residue; /* against the picture before it */
  guint8 pixels[N_PIXELS];
} VostPicture;

/**
 * VostShotFinder:
 * @kept: ring of the latest pictures
 * @n: pictures so far
 * @decided: pictures about which it is known whether they begin a shot
 */
struct _VostShotFinder
{
  VostPicture *kept;
  guint64 n;
  guint64 decided;
  GArray *cuts;
};

VostShotFinder *
vost_shot_finder_new (void)
{
  VostShotFinder *self = g_new0 (VostShotFinder, 1);

  self->kept = g_new0 (VostPicture, KEPT);
  self->cuts = g_array_new (FALSE, FALSE, sizeof (VostTime));
  /* The first picture begins the first shot, which is no cut. */
  self->decided = 1;
  return self;
}

void
vost_shot_finder_free (VostShotFinder *self)
{
  if (self == NULL)
    return;
  g_free (self->kept);
  g_array_unref (self->cuts);
  g_free (self);
}

static VostPicture *
picture_at (VostShotFinder *self, guint64 index)
{
  return &self->kept[index % KEPT];
}

static const guint8 *
block_at (const guint8 *pixels, int x, int y)
{
  return pixels + (gssize) y * WIDTH + x;
}

static guint
block_difference (const guint8 *a, const guint8 *b)
{
  guint sum = 0;

  for (guint y = 0; y < BLOCK_HEIGHT; y++, a += WIDTH, b += WIDTH)
    for (guint x = 0; x < BLOCK_WIDTH; x++)
      sum += (guint) ABS (a[x] - b[x]);
  return sum;
}

static int
block_mean (const guint8 *a)
{
  int sum = 0;

  for (guint y = 0; y < BLOCK_HEIGHT; y++, a += WIDTH)
    for (guint x = 0; x < BLOCK_WIDTH; x++)
      sum += a[x];
  return (sum + BLOCK_PIXELS / 2) / BLOCK_PIXELS;
}

/* Difference of two blocks when @offset is taken off the first. */
static guint
texture_difference (const guint8 *a, const guint8 *b, int offset)
{
  guint sum = 0;

  for (guint y = 0; y < BLOCK_HEIGHT; y++, a += WIDTH, b += WIDTH)
    for (guint x = 0; x < BLOCK_WIDTH; x++)
      sum += (guint) ABS (a[x] - b[x] - offset);
  return sum;
}

/* How much a block differs from its own mean. */
static guint
texture (const guint8 *a, int mean)
{
  guint sum = 0;

  for (guint y = 0; y < BLOCK_HEIGHT; y++, a += WIDTH)
    for (guint x = 0; x < BLOCK_WIDTH; x++)
      sum += (guint) ABS (a[x] - mean);
  return sum;
}

/* The least difference of the block at @x, @y of @now to any near that place in @before. */
static guint
search_block (const guint8 *before, const guint8 *now, int x, int y, gboolean of_texture)
{
  const guint8 *block = block_at (now, x, y);
  int mean = of_texture ? block_mean (block) : 0;
  guint best = G_MAXUINT;

  for (int v = MAX (y - REACH_Y, y % STEP); v <= MIN (y + REACH_Y, HEIGHT - BLOCK_HEIGHT);
       v += STEP)
    for (int u = MAX (x - REACH_X, x % STEP); u <= MIN (x + REACH_X, WIDTH - BLOCK_WIDTH);
         u += STEP)
      {
        const guint8 *other = block_at (before, u, v);
        guint difference = of_texture ? texture_difference (block, other, mean - block_mean (other))
                                      : block_difference (block, other);

        best = MIN (best, difference);
      }
  return best;
}

static double
get_residue (const guint8 *before, const guint8 *now)
{
  guint64 sum = 0;
  guint64 still = 0;

  for (int y = 0; y < HEIGHT; y += BLOCK_HEIGHT)
    for (int x = 0; x < WIDTH; x += BLOCK_WIDTH)
      still += block_difference (block_at (before, x, y), block_at (now, x, y));
  /* Most pictures of most films: the search would only find still less. */
  if (still < (guint64) (REPEATED * N_PIXELS))
    return (double) still / N_PIXELS;

  for (int y = 0; y < HEIGHT; y += BLOCK_HEIGHT)
    for (int x = 0; x < WIDTH; x += BLOCK_WIDTH)
      sum += search_block (before, now, x, y, FALSE);
  return (double) sum / N_PIXELS;
}

/* Per cent of the texture of @now that @before does not have; may exceed 100. */
static double
get_novelty (const guint8 *before, const guint8 *now)
{
  double missing = 0;
  double all = 0;

  for (int y = 0; y < HEIGHT; y += BLOCK_HEIGHT)
    for (int x = 0; x < WIDTH; x += BLOCK_WIDTH)
      {
        const guint8 *a = block_at (before, x, y);
        const guint8 *b = block_at (now, x, y);

        missing += search_block (before, now, x, y, TRUE);
        all += (texture (a, block_mean (a)) + texture (b, block_mean (b))) / 2.0;
      }
  /* Flat pictures have hardly any texture, only noise of the coder: one step a pixel is none. */
  return 100 * missing / (all + N_PIXELS);
}

static int
compare_doubles (gconstpointer a, gconstpointer b)
{
  double first = *(const double *) a;
  double second = *(const double *) b;

  return (first > second) - (first < second);
}

/* The median residue of the pictures around @index, without repeated ones. */
static double
get_usual (VostShotFinder *self, guint64 index)
{
  double values[2 * AROUND];
  guint n = 0;
  guint64 first = index > AROUND + 1 ? index - AROUND : 1;

  for (guint64 i = first; i < self->n && i <= index + AROUND; i++)
    if (i != index && picture_at (self, i)->residue >= REPEATED)
      values[n++] = picture_at (self, i)->residue;
  if (n == 0)
    return 0;
  qsort (values, n, sizeof *values, compare_doubles);
  return values[n / 2];
}

/* Whether the view comes back after, or was there before, some pictures of light or dark. */
static gboolean
is_flash (VostShotFinder *self, guint64 index)
{
  const guint8 *before = picture_at (self, index - 1)->pixels;
  const guint8 *now = picture_at (self, index)->pixels;

  for (guint i = 1; i <= FLASH; i++)
    {
      if (index + i < self->n &&
          get_novelty (before, picture_at (self, index + i)->pixels) < MIN_NOVELTY / 2)
        return TRUE;
      if (index > i &&
          get_novelty (picture_at (self, index - 1 - i)->pixels, now) < MIN_NOVELTY / 2)
        return TRUE;
    }
  return FALSE;
}

static gboolean
is_cut (VostShotFinder *self, guint64 index)
{
  const VostPicture *now = picture_at (self, index);
  const VostPicture *before = picture_at (self, index - 1);
  double ratio = now->residue / (get_usual (self, index) + REPEATED);
  double novelty;

  if (now->residue < MIN_RESIDUE || ratio < MIN_RATIO)
    return FALSE;
  if ((index > 1 && before->residue > now->residue) ||
      (index + 1 < self->n && picture_at (self, index + 1)->residue > now->residue))
    return FALSE;
  novelty = get_novelty (before->pixels, now->pixels);
  return novelty >= MIN_NOVELTY && ratio * novelty >= MIN_SCORE && !is_flash (self, index);
}

static void
decide (VostShotFinder *self)
{
  if (is_cut (self, self->decided))
    g_array_append_val (self->cuts, picture_at (self, self->decided)->time);
  self->decided++;
}

void
vost_shot_finder_add (VostShotFinder *self, VostTime time, const guint8 *pixels, gsize stride)
{
  VostPicture *picture = picture_at (self, self->n);

  picture->time = time;
  picture->residue = 0;
  for (guint y = 0; y < HEIGHT; y++)
    memcpy (picture->pixels + y * WIDTH, pixels + y * stride, WIDTH);
  if (self->n > 0)
    picture->residue = get_residue (picture_at (self, self->n - 1)->pixels, picture->pixels);
  self->n++;
  if (self->n > self->decided + AROUND)
    decide (self);
}

GArray *
vost_shot_finder_finish (VostShotFinder *self)
{
  while (self->decided < self->n)
    decide (self);
  return g_array_ref (self->cuts);
}
