/* Speeds that films are shown at, for those who guess. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <vostok/core/retime.h>

G_BEGIN_DECLS

#define VOST_N_RATE_PAIRS 15

typedef struct
{
  VostRate from;
  VostRate to;
} VostRatePair;

/* In the order of how often they are met, beginning with none; other pairs have the same quotients.
 */
extern const VostRatePair vost_rate_pairs[VOST_N_RATE_PAIRS];

G_END_DECLS
