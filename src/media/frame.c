/* One decoded picture with its time. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <vostok/media/frame.h>

VostFrame *
vost_frame_new (GstBuffer *buffer, const GstVideoInfo *info, VostSpan span)
{
  VostFrame *self = g_new0 (VostFrame, 1);
  g_atomic_ref_count_init (&self->refs);
  self->buffer = gst_buffer_ref (buffer);
  self->info = *info;
  self->span = span;
  return self;
}

VostFrame *
vost_frame_ref (VostFrame *self)
{
  g_atomic_ref_count_inc (&self->refs);
  return self;
}

void
vost_frame_unref (VostFrame *self)
{
  if (!g_atomic_ref_count_dec (&self->refs))
    return;
  gst_buffer_unref (self->buffer);
  g_free (self);
}

static void
unmap_frame (gpointer data)
{
  GstVideoFrame *mapped = data;
  gst_video_frame_unmap (mapped);
  g_free (mapped);
}

GBytes *
vost_frame_get_bytes (VostFrame *self, gsize *ret_stride)
{
  GstVideoFrame *mapped = g_new0 (GstVideoFrame, 1);
  /* The mapping holds its own reference on the buffer, so the bytes may outlive the frame. */
  if (!gst_video_frame_map (mapped, &self->info, self->buffer, GST_MAP_READ))
    {
      g_free (mapped);
      if (ret_stride != NULL)
        *ret_stride = 0;
      return g_bytes_new (NULL, 0);
    }
  gsize stride = GST_VIDEO_FRAME_PLANE_STRIDE (mapped, 0);
  gsize size = stride * GST_VIDEO_FRAME_HEIGHT (mapped);
  if (ret_stride != NULL)
    *ret_stride = stride;
  return g_bytes_new_with_free_func (GST_VIDEO_FRAME_PLANE_DATA (mapped, 0), size, unmap_frame,
                                     mapped);
}
