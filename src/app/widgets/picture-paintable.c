/* A picture with an overlay as a GdkPaintable: contents change, the paintable stays. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Why not gtk4paintablesink, where it is installed (GStreamer 1.26): it shows frames when it likes
 * and does not say which, but stepping, marks and subtitles need the very frame on the screen; a
 * remix is mixed in memory anyway; and it costs no less. Measured on Debian 13 without a GPU, with
 * a film of 1280×720 at 24 fps, in processor time a second of playing: the sink alone in a window
 * 0.28 s (cairo) and 0.23 s (ngl), this whole window with its waveform 0.26 s and 0.33 s.
 */
#include "picture-paintable.h"

struct _VostPicturePaintable
{
  GObject parent_instance;

  GdkTexture *frame;   /* (nullable) (owned) */
  GdkTexture *overlay; /* (nullable) (owned) */
};

static void
vost_picture_paintable_snapshot (GdkPaintable *paintable,
                                 GdkSnapshot *snapshot,
                                 double width,
                                 double height)
{
  VostPicturePaintable *self = VOST_PICTURE_PAINTABLE (paintable);

  if (self->frame != NULL)
    gdk_paintable_snapshot (GDK_PAINTABLE (self->frame), snapshot, width, height);
  if (self->overlay != NULL)
    gdk_paintable_snapshot (GDK_PAINTABLE (self->overlay), snapshot, width, height);
}

static int
vost_picture_paintable_get_intrinsic_width (GdkPaintable *paintable)
{
  VostPicturePaintable *self = VOST_PICTURE_PAINTABLE (paintable);

  return self->frame != NULL ? gdk_texture_get_width (self->frame) : 0;
}

static int
vost_picture_paintable_get_intrinsic_height (GdkPaintable *paintable)
{
  VostPicturePaintable *self = VOST_PICTURE_PAINTABLE (paintable);

  return self->frame != NULL ? gdk_texture_get_height (self->frame) : 0;
}

static void
paintable_init (GdkPaintableInterface *iface)
{
  iface->snapshot = vost_picture_paintable_snapshot;
  iface->get_intrinsic_width = vost_picture_paintable_get_intrinsic_width;
  iface->get_intrinsic_height = vost_picture_paintable_get_intrinsic_height;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (VostPicturePaintable,
                               vost_picture_paintable,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (GDK_TYPE_PAINTABLE, paintable_init));

VostPicturePaintable *
vost_picture_paintable_new (void)
{
  return g_object_new (VOST_TYPE_PICTURE_PAINTABLE, NULL);
}

/* The premultiplied format is right for opaque frames too (alpha is 255) and needs no conversion on
 * upload. */
static GdkTexture *
texture_of (VostFrame *frame)
{
  gsize stride;
  g_autoptr (GBytes) bytes = NULL;

  if (frame == NULL)
    return NULL;
  bytes = vost_frame_get_bytes (frame, &stride);
  if (bytes == NULL)
    return NULL;
  return gdk_memory_texture_new (GST_VIDEO_INFO_WIDTH (&frame->info),
                                 GST_VIDEO_INFO_HEIGHT (&frame->info),
                                 GDK_MEMORY_B8G8R8A8_PREMULTIPLIED, bytes, stride);
}

void
vost_picture_paintable_set_frame (VostPicturePaintable *self, VostFrame *frame)
{
  int width = vost_picture_paintable_get_intrinsic_width (GDK_PAINTABLE (self));
  int height = vost_picture_paintable_get_intrinsic_height (GDK_PAINTABLE (self));

  g_clear_object (&self->frame);
  self->frame = texture_of (frame);
  if (width != vost_picture_paintable_get_intrinsic_width (GDK_PAINTABLE (self)) ||
      height != vost_picture_paintable_get_intrinsic_height (GDK_PAINTABLE (self)))
    gdk_paintable_invalidate_size (GDK_PAINTABLE (self));
  gdk_paintable_invalidate_contents (GDK_PAINTABLE (self));
}

void
vost_picture_paintable_set_overlay (VostPicturePaintable *self, VostFrame *overlay)
{
  if (self->overlay == NULL && overlay == NULL)
    return;
  g_clear_object (&self->overlay);
  self->overlay = texture_of (overlay);
  gdk_paintable_invalidate_contents (GDK_PAINTABLE (self));
}

static void
vost_picture_paintable_finalize (GObject *object)
{
  VostPicturePaintable *self = VOST_PICTURE_PAINTABLE (object);

  g_clear_object (&self->frame);
  g_clear_object (&self->overlay);
  G_OBJECT_CLASS (vost_picture_paintable_parent_class)->finalize (object);
}

static void
vost_picture_paintable_class_init (VostPicturePaintableClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = vost_picture_paintable_finalize;
}

static void
vost_picture_paintable_init (VostPicturePaintable *self)
{
}
