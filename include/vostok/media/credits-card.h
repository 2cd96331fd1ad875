/* The end card: attribution laid out with Pango, long enough to be read. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <vostok/core/rights/attribution.h>
#include <vostok/media/frame.h>

G_BEGIN_DECLS

/**
 * VostCreditsCard: pages or, when it does not fit on one, a roll. Thread-safe after creation.
 */
typedef struct _VostCreditsCard VostCreditsCard;

VostCreditsCard *vost_credits_card_new (const VostAttribution *attribution, int width, int height);
void vost_credits_card_free (VostCreditsCard *self);
/* From the length of the text: 15 characters a second (addresses count a quarter), at least 4 s, at
 * most 60 s before it rolls faster. */
VostTime vost_credits_card_get_duration (VostCreditsCard *self);
/* The picture at @t of the card in I420 or BGRA. */
VostFrame *vost_credits_card_render (VostCreditsCard *self, VostTime t, GstVideoFormat format);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VostCreditsCard, vost_credits_card_free)

G_END_DECLS
