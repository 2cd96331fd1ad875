/* What the reading and the writing of MP4 metadata share. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "file-view-private.h"

G_BEGIN_DECLS

#define VOST_FOURCC(a, b, c, d)                                                                    \
  (((guint32) (guchar) (a) << 24) | ((guint32) (guchar) (b) << 16) |                               \
   ((guint32) (guchar) (c) << 8) | (guchar) (d))

extern const guint8 vost_xmp_uuid[16];

/**
 * VostBox: one box ("atom").
 * @start: of its head; @data: of its content; @end: first byte after it
 */
typedef struct
{
  guint32 type;
  guint64 start;
  guint64 data;
  guint64 end;
} VostBox;

/* FALSE at the end of the parent and where the bytes are no box that fits in it. */
gboolean vost_box_next (const VostFileView *view, guint64 *at, guint64 limit, VostBox *ret);
gboolean
vost_box_find (const VostFileView *view, const VostBox *parent, guint32 type, VostBox *ret);

G_END_DECLS
