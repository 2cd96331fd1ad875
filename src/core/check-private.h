/* What the quality rules share. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <vostok/core/check.h>

G_BEGIN_DECLS

/* "17", "17.5": at most one decimal, as the user's language writes it; (transfer full). */
char *vost_check_number (double value);
/* Whether nothing is to be read: no text, or only white space and tags. */
gboolean vost_check_is_blank (const char *text);

gboolean vost_check_has_span (const VostCheckContext *ctx);
/* The instant that is the profile's smallest gap before @start. */
VostTime vost_check_gap_before (const VostCheckContext *ctx, VostTime start);
/* The latest end that the cue may be given, for what follows in its track and in its master's. */
VostTime vost_check_latest_end (const VostCheckContext *ctx);
/* Changes when the cue ends, in the record that holds its times. */
void vost_check_set_end (const VostCheckContext *ctx, VostTime end, VostEdit *edit);
/* Whether the cue has a translation with words in it. */
gboolean vost_check_is_translated (const VostCheckContext *ctx);

G_END_DECLS
