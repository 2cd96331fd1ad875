/* The longest rising subsequence, by piles as in the card game patience. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ordering-private.h"

#define NOWHERE G_MAXUINT

/* The first pile whose top is larger than @number. */
static guint
find_pile (const GArray *piles, const GArray *order, guint number)
{
  guint low = 0;
  guint high = piles->len;
  /* Mostly the list is in order, and the number goes on a new pile. */
  if (high > 0 && g_array_index (order, guint, g_array_index (piles, guint, high - 1)) < number)
    return high;
  while (low < high)
    {
      guint middle = low + (high - low) / 2;
      if (g_array_index (order, guint, g_array_index (piles, guint, middle)) < number)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

void
vost_ordering_mark_longest (const GArray *order, gboolean *kept)
{
  /* Each pile holds the index in @order of its top; @before links down the piles. */
  g_autoptr (GArray) piles = g_array_new (FALSE, FALSE, sizeof (guint));
  g_autofree guint *before = g_new (guint, order->len + 1);
  for (guint i = 0; i < order->len; i++)
    {
      guint pile = find_pile (piles, order, g_array_index (order, guint, i));
      before[i] = pile > 0 ? g_array_index (piles, guint, pile - 1) : NOWHERE;
      if (pile == piles->len)
        g_array_append_val (piles, i);
      else
        g_array_index (piles, guint, pile) = i;
    }
  if (piles->len == 0)
    return;
  for (guint i = g_array_index (piles, guint, piles->len - 1); i != NOWHERE; i = before[i])
    kept[g_array_index (order, guint, i)] = TRUE;
}
