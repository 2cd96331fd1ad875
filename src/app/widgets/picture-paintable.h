/* A picture with an overlay as a GdkPaintable: contents change, the paintable stays. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include <vostok/media/frame.h>

G_BEGIN_DECLS

#define VOST_TYPE_PICTURE_PAINTABLE (vost_picture_paintable_get_type ())
G_DECLARE_FINAL_TYPE (VostPicturePaintable,
                      vost_picture_paintable,
                      VOST,
                      PICTURE_PAINTABLE,
                      GObject)

VostPicturePaintable *vost_picture_paintable_new (void);
/* @frame: (nullable): BGRA; its memory is shown without a copy. */
void vost_picture_paintable_set_frame (VostPicturePaintable *self, VostFrame *frame);
/* @overlay: (nullable): premultiplied BGRA of any size, stretched over the picture. */
void vost_picture_paintable_set_overlay (VostPicturePaintable *self, VostFrame *overlay);

G_END_DECLS
