/* Where the marks of a time ruler are. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <vostok/core/span.h>

G_BEGIN_DECLS

/* Time between two marks at @zoom pixels a second: the shortest round one that gives a time as text
 * its room. */
VostTime vost_ruler_step (double zoom);

G_END_DECLS
