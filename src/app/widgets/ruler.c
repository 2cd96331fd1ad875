/* Where the marks of a time ruler are. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ruler.h"

/* Pixels. */
#define LEAST_DISTANCE 82

VostTime
vost_ruler_step (double zoom)
{
  static const VostTime steps[] = {
    100 * VOST_MSECOND, 500 * VOST_MSECOND, 1 * VOST_SECOND,    2 * VOST_SECOND,
    5 * VOST_SECOND,    10 * VOST_SECOND,   30 * VOST_SECOND,   60 * VOST_SECOND,
    300 * VOST_SECOND,  600 * VOST_SECOND,  3600 * VOST_SECOND,
  };

  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    if ((double) steps[i] / VOST_SECOND * zoom >= LEAST_DISTANCE)
      return steps[i];
  return steps[G_N_ELEMENTS (steps) - 1];
}
