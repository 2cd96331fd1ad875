/* Finds hard cuts in a row of small grey pictures. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <vostok/core/span.h>

G_BEGIN_DECLS

/* Of the pictures that it looks at; small is enough to tell one view from another. */
#define VOST_SHOT_WIDTH 160
#define VOST_SHOT_HEIGHT 90

typedef struct _VostShotFinder VostShotFinder;

VostShotFinder *vost_shot_finder_new (void);
void vost_shot_finder_free (VostShotFinder *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VostShotFinder, vost_shot_finder_free)

/* The next picture, that is on screen from @time on; rows are @stride bytes apart. */
void vost_shot_finder_add (VostShotFinder *self, VostTime time, const guint8 *pixels, gsize stride);

/* After the last picture: (element-type VostTime) (transfer full). */
GArray *vost_shot_finder_finish (VostShotFinder *self);

G_END_DECLS
