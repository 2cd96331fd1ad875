/* Maps of times in exact fractions, rounded once. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <vostok/core/retime.h>

#include "vostok-config.h"

#include <glib/gi18n-lib.h>

#include <vostok/core/bounds.h>

/* Products of two times pass 64 bits. */
__extension__ typedef __int128 Wide;

/* Linear: (t - @from) × @num ÷ @den + @to. */
typedef struct
{
  VostTime from;
  VostTime to;
  gint64 num;
  gint64 den;
} Line;

/* The map of a call: lines, each used from its @from on; the first also before that. */
typedef struct
{
  const Line *lines;
  gsize n;
} Map;

static Wide
floor_div (Wide a, Wide b)
{
  Wide quotient = a / b;

  return a % b < 0 ? quotient - 1 : quotient;
}

static gboolean
in_bounds (Wide t)
{
  return t >= -(Wide) VOST_MAX_TIME && t <= (Wide) VOST_MAX_TIME;
}

static const Line *
find_line (const Map *map, VostTime t)
{
  gsize low = 0, high = map->n;

  while (high - low > 1)
    {
      gsize middle = low + (high - low) / 2;

      if (map->lines[middle].from <= t)
        low = middle;
      else
        high = middle;
    }

  return &map->lines[low];
}

/* FALSE when the result is out of bounds. */
static gboolean
map_time (const Map *map, VostTime t, VostTime *ret)
{
  const Line *line = find_line (map, t);
  Wide mapped;

  if (t == VOST_TIME_NONE)
    {
      *ret = t;
      return TRUE;
    }
  if (!in_bounds (t))
    return FALSE;
  mapped = floor_div (2 * ((Wide) t - line->from) * line->num + line->den, 2 * (Wide) line->den) +
           line->to;
  if (!in_bounds (mapped))
    return FALSE;
  *ret = (VostTime) mapped;

  return TRUE;
}

static gboolean
map_spans (const Map *map, const VostSpan *spans, gsize n, VostSpan *ret, GError **error)
{
  VostTime scratch;

  for (gsize i = 0; i < n; i++)
    if (!map_time (map, spans[i].start, &scratch) || !map_time (map, spans[i].end, &scratch))
      {
        g_set_error (error, VOST_ERROR, VOST_ERROR_TOO_BIG,
                     _ ("A subtitle would be more than %u hours from the start; choose a smaller "
                        "change."),
                     (guint) (VOST_MAX_TIME / VOST_SECOND / 3600));
        return FALSE;
      }
  for (gsize i = 0; i < n; i++)
    {
      (void) map_time (map, spans[i].start, &ret[i].start);
      (void) map_time (map, spans[i].end, &ret[i].end);
    }

  return TRUE;
}

gboolean
vost_retime_shift (const VostSpan *spans, gsize n, VostTime by, VostSpan *ret, GError **error)
{
  const Line line = { 0, by, 1, 1 };

  g_return_val_if_fail (n == 0 || (spans != NULL && ret != NULL), FALSE);

  return map_spans (&(Map){ &line, 1 }, spans, n, ret, error);
}

gboolean
vost_retime_rate (const VostSpan *spans,
                  gsize n,
                  VostRate from,
                  VostRate to,
                  VostSpan *ret,
                  GError **error)
{
  Line line;

  g_return_val_if_fail (n == 0 || (spans != NULL && ret != NULL), FALSE);

  if (!vost_rate_is_known (from) || !vost_rate_is_known (to))
    {
      g_set_error_literal (error, VOST_ERROR, VOST_ERROR_NEEDS_RATE,
                           _ ("Say how many frames a second the film had, and how many it has."));
      return FALSE;
    }
  /* Two ints each: 62 bits. */
  line = (Line){ 0, 0, (gint64) from.num * to.den, (gint64) from.den * to.num };

  return map_spans (&(Map){ &line, 1 }, spans, n, ret, error);
}

static int
compare_points (gconstpointer a, gconstpointer b)
{
  const VostSyncPoint *x = a, *y = b;

  return (x->from > y->from) - (x->from < y->from);
}

/* Sorted points to lines; FALSE when they contradict one another. */
static gboolean
lines_from_points (GArray *points, GArray *lines)
{
  for (guint i = 0; i < points->len; i++)
    {
      const VostSyncPoint *point = &g_array_index (points, VostSyncPoint, i);
      Line line = { point->from, point->to, 1, 1 };

      if (!in_bounds (point->from) || !in_bounds (point->to))
        return FALSE;
      if (i + 1 < points->len)
        {
          const VostSyncPoint *next = point + 1;

          if (!in_bounds (next->from) || !in_bounds (next->to) || next->from <= point->from ||
              next->to <= point->to)
            return FALSE;
          line.num = next->to - point->to;
          line.den = next->from - point->from;
        }
      else if (i > 0)
        {
          /* After the last point as before it. */
          const Line *previous = &g_array_index (lines, Line, i - 1);

          line.num = previous->num;
          line.den = previous->den;
        }
      g_array_append_val (lines, line);
    }

  return points->len > 0;
}

gboolean
vost_retime_sync (const VostSpan *spans,
                  gsize n,
                  const VostSyncPoint *points,
                  gsize n_points,
                  VostSpan *ret,
                  GError **error)
{
  g_autoptr (GArray) sorted = g_array_new (FALSE, FALSE, sizeof (VostSyncPoint));
  g_autoptr (GArray) lines = g_array_new (FALSE, FALSE, sizeof (Line));

  g_return_val_if_fail (n == 0 || (spans != NULL && ret != NULL), FALSE);
  g_return_val_if_fail (n_points < G_MAXUINT && (n_points == 0 || points != NULL), FALSE);

  if (n_points > 0)
    g_array_append_vals (sorted, points, (guint) n_points);
  g_array_sort (sorted, compare_points);
  if (!lines_from_points (sorted, lines))
    {
      g_set_error_literal (error, VOST_ERROR, VOST_ERROR_BAD_INPUT,
                           _ ("The points contradict one another: a later place must go to a later "
                              "time. Change or remove one."));
      return FALSE;
    }

  return map_spans (&(Map){ (const Line *) (gpointer) lines->data, lines->len }, spans, n, ret,
                    error);
}
