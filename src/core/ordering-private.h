/* Finding the few elements of a list that must move for it to be in order. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * vost_ordering_mark_longest:
 * @order: (element-type guint): distinct numbers in their new order
 * @kept: room for the largest of them
 *
 * Sets @kept[number] for a longest rising subsequence: all others must be taken out and put back.
 * O(n log n), and O(n) for a list that is in order.
 */
void vost_ordering_mark_longest (const GArray *order, gboolean *kept);

G_END_DECLS
