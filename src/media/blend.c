/* Frames put on a black canvas and mixed with each other. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "blend-private.h"

/* Every other byte of a word, so that a product with 256 has room. */
#define EVEN_BYTES G_GUINT64_CONSTANT (0x00ff00ff00ff00ff)
#define HALVES G_GUINT64_CONSTANT (0x0080008000800080)

static guint
plane_bytes (const GstVideoFrame *frame, guint plane)
{
  /* The first component of a plane tells its width: true for planar, half-planar and packed 8-bit
   * formats. */
  gint components[GST_VIDEO_MAX_COMPONENTS];
  gst_video_format_info_component (frame->info.finfo, plane, components);
  return (guint) (GST_VIDEO_FRAME_COMP_WIDTH (frame, components[0]) *
                  GST_VIDEO_FRAME_COMP_PSTRIDE (frame, components[0]));
}

static guint
plane_rows (const GstVideoFrame *frame, guint plane)
{
  gint components[GST_VIDEO_MAX_COMPONENTS];
  gst_video_format_info_component (frame->info.finfo, plane, components);
  return (guint) GST_VIDEO_FRAME_COMP_HEIGHT (frame, components[0]);
}

static guint8 *
row_of (const GstVideoFrame *frame, guint plane, guint row)
{
  return (guint8 *) GST_VIDEO_FRAME_PLANE_DATA (frame, plane) +
         (gsize) row * GST_VIDEO_FRAME_PLANE_STRIDE (frame, plane);
}

static void
blacken (GstVideoFrame *frame)
{
  gboolean rgb = GST_VIDEO_INFO_IS_RGB (&frame->info);
  for (guint plane = 0; plane < GST_VIDEO_FRAME_N_PLANES (frame); plane++)
    for (guint y = 0; y < plane_rows (frame, plane); y++)
      {
        guint8 *row = row_of (frame, plane, y);
        guint n = plane_bytes (frame, plane);
        if (!rgb)
          memset (row, plane == 0 ? 16 : 128, n);
        else
          for (guint x = 0; x < n; x++)
            row[x] = x % 4 == 3 ? 255 : 0;
      }
}

VostFrame *
vost_blend_black (const GstVideoInfo *canvas)
{
  g_autoptr (GstBuffer) buffer = gst_buffer_new_allocate (NULL, GST_VIDEO_INFO_SIZE (canvas), NULL);
  GstVideoFrame mapped;
  if (gst_video_frame_map (&mapped, canvas, buffer, GST_MAP_WRITE))
    {
      blacken (&mapped);
      gst_video_frame_unmap (&mapped);
    }
  return vost_frame_new (buffer, canvas, (VostSpan){ 0, 0 });
}

static void
copy_to_middle (GstVideoFrame *to, const GstVideoFrame *from)
{
  for (guint plane = 0; plane < GST_VIDEO_FRAME_N_PLANES (to); plane++)
    {
      guint rows = MIN (plane_rows (from, plane), plane_rows (to, plane));
      guint bytes = MIN (plane_bytes (from, plane), plane_bytes (to, plane));
      guint unit = GST_VIDEO_FRAME_N_PLANES (to) == 1 ? 4 : 1;
      guint top = (plane_rows (to, plane) - rows) / 2;
      guint left = (plane_bytes (to, plane) - bytes) / 2 / unit * unit;
      for (guint y = 0; y < rows; y++)
        memcpy (row_of (to, plane, top + y) + left, row_of (from, plane, y), bytes);
    }
}

VostFrame *
vost_blend_place (VostFrame *frame, const GstVideoInfo *canvas)
{
  if (GST_VIDEO_INFO_WIDTH (&frame->info) == GST_VIDEO_INFO_WIDTH (canvas) &&
      GST_VIDEO_INFO_HEIGHT (&frame->info) == GST_VIDEO_INFO_HEIGHT (canvas) &&
      GST_VIDEO_INFO_FORMAT (&frame->info) == GST_VIDEO_INFO_FORMAT (canvas))
    return vost_frame_ref (frame);

  g_autoptr (VostFrame) result = vost_blend_black (canvas);
  GstVideoFrame from;
  GstVideoFrame to;
  if (!gst_video_frame_map (&from, &frame->info, frame->buffer, GST_MAP_READ))
    return g_steal_pointer (&result);
  if (gst_video_frame_map (&to, canvas, result->buffer, GST_MAP_WRITE))
    {
      copy_to_middle (&to, &from);
      gst_video_frame_unmap (&to);
    }
  gst_video_frame_unmap (&from);
  return g_steal_pointer (&result);
}

/* Eight bytes at a time in plain integers: the compiler is not asked for vectors at -O2. */
static void
mix_row (guint8 *out, const guint8 *a, const guint8 *b, guint n, guint weight)
{
  guint64 other = VOST_BLEND_FULL - weight;
  guint i = 0;
  for (; i + 8 <= n; i += 8)
    {
      guint64 x = 0;
      guint64 y = 0;
      memcpy (&x, a + i, 8);
      memcpy (&y, b + i, 8);
      guint64 even = (x & EVEN_BYTES) * other + (y & EVEN_BYTES) * weight + HALVES;
      guint64 odd = (x >> 8 & EVEN_BYTES) * other + (y >> 8 & EVEN_BYTES) * weight + HALVES;
      guint64 both = (even >> 8 & EVEN_BYTES) | (odd & ~EVEN_BYTES);
      memcpy (out + i, &both, 8);
    }
  for (; i < n; i++)
    out[i] = (guint8) ((a[i] * other + b[i] * weight + 128) >> 8);
}

static void
mix_frames (GstVideoFrame *out, const GstVideoFrame *a, const GstVideoFrame *b, guint weight)
{
  for (guint plane = 0; plane < GST_VIDEO_FRAME_N_PLANES (out); plane++)
    for (guint y = 0; y < plane_rows (out, plane); y++)
      mix_row (row_of (out, plane, y), row_of (a, plane, y), row_of (b, plane, y),
               plane_bytes (out, plane), weight);
}

VostFrame *
vost_blend_mix (VostFrame *a, VostFrame *b, guint weight)
{
  if (weight == 0)
    return vost_frame_ref (a);
  if (weight >= VOST_BLEND_FULL)
    return vost_frame_ref (b);

  GstVideoInfo info;
  gst_video_info_set_format (&info, GST_VIDEO_INFO_FORMAT (&a->info), a->info.width,
                             a->info.height);
  info.colorimetry = a->info.colorimetry;
  g_autoptr (GstBuffer) buffer = gst_buffer_new_allocate (NULL, GST_VIDEO_INFO_SIZE (&info), NULL);
  GstVideoFrame frames[3];
  const GstVideoInfo *infos[3] = { &a->info, &b->info, &info };
  GstBuffer *buffers[3] = { a->buffer, b->buffer, buffer };
  guint mapped = 0;
  while (mapped < 3 && gst_video_frame_map (&frames[mapped], infos[mapped], buffers[mapped],
                                            mapped < 2 ? GST_MAP_READ : GST_MAP_WRITE))
    mapped++;
  if (mapped == 3)
    mix_frames (&frames[2], &frames[0], &frames[1], weight);
  for (guint i = 0; i < mapped; i++)
    gst_video_frame_unmap (&frames[i]);
  return mapped == 3 ? vost_frame_new (buffer, &info, a->span) : vost_frame_ref (a);
}

VostFrame *
vost_blend_retime (VostFrame *frame, VostSpan span)
{
  return vost_frame_new (frame->buffer, &frame->info, span);
}

VostFrame *
vost_blend_dim (VostFrame *frame, guint weight)
{
  if (weight >= VOST_BLEND_FULL)
    return vost_frame_ref (frame);
  g_autoptr (GstBuffer) nothing =
      gst_buffer_new_allocate (NULL, GST_VIDEO_INFO_SIZE (&frame->info), NULL);
  gst_buffer_memset (nothing, 0, 0, GST_VIDEO_INFO_SIZE (&frame->info));
  g_autoptr (VostFrame) clear = vost_frame_new (nothing, &frame->info, frame->span);
  g_autoptr (VostFrame) mixed =
      vost_blend_mix (frame, clear, MIN (VOST_BLEND_FULL - weight, VOST_BLEND_FULL - 1));
  return g_steal_pointer (&mixed);
}
