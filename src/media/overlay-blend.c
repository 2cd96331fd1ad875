/* The overlay over a picture: in the picture's own colours, and only where there is something. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "overlay-private.h"

/* Weights are multiplied by this much, so that whole numbers do. */
#define SHIFT 16

/**
 * VostWeights: premultiplied red, green, blue and alpha to luma and chroma, scaled by 1 << SHIFT.
 * The last column is the offset of black or of grey, which counts as much as the overlay covers.
 */
typedef struct
{
  gint32 luma[4];
  gint32 blue[4];
  gint32 red[4];
} VostWeights;

static gint32
scaled (double value)
{
  return (gint32) (value * (1 << SHIFT) + (value < 0 ? -0.5 : 0.5));
}

static void
get_weights (const GstVideoInfo *info, VostWeights *ret)
{
  double kr, kb;
  gboolean full = info->colorimetry.range == GST_VIDEO_COLOR_RANGE_0_255;
  double y_range = full ? 1 : 219.0 / 255;
  double c_range = full ? 1 : 224.0 / 255;

  if (!gst_video_color_matrix_get_Kr_Kb (info->colorimetry.matrix, &kr, &kb))
    {
      /* Nothing said: by size, as everyone guesses. */
      gboolean large = GST_VIDEO_INFO_HEIGHT (info) > 576;

      kr = large ? 0.2126 : 0.299;
      kb = large ? 0.0722 : 0.114;
    }

  double kg = 1 - kr - kb;
  double to_blue = c_range / (2 * (1 - kb));
  double to_red = c_range / (2 * (1 - kr));

  *ret = (VostWeights){
    .luma = { scaled (kr * y_range), scaled (kg * y_range), scaled (kb * y_range),
              full ? 0 : scaled (16.0 / 255) },
    .blue = { scaled (-kr * to_blue), scaled (-kg * to_blue), scaled ((1 - kb) * to_blue),
              scaled (128.0 / 255) },
    .red = { scaled ((1 - kr) * to_red), scaled (-kg * to_red), scaled (-kb * to_red),
             scaled (128.0 / 255) },
  };
}

/* @colour: red, green, blue, alpha, each up to 255 << @bits. */
static inline guint8
blend (guint8 under, const gint32 *weights, const guint *colour, guint bits)
{
  gint64 full = (gint64) 255 << bits;
  gint64 over = (gint64) weights[0] * colour[0] + (gint64) weights[1] * colour[1] +
                (gint64) weights[2] * colour[2] + (gint64) weights[3] * colour[3];
  gint64 rest = (((gint64) under * (full - colour[3])) << SHIFT) / 255;
  gint64 sum = (over + rest + ((gint64) 1 << (SHIFT + bits - 1))) >> (SHIFT + bits);

  return (guint8) CLAMP (sum, 0, 255);
}

static void
blend_luma (GstVideoFrame *frame,
            const GstVideoFrame *over,
            const GstVideoRectangle *area,
            const VostWeights *weights)
{
  gint stride = GST_VIDEO_FRAME_PLANE_STRIDE (frame, 0);
  gint over_stride = GST_VIDEO_FRAME_PLANE_STRIDE (over, 0);

  for (int y = area->y; y < area->y + area->h; y++)
    {
      const guint8 *in = (const guint8 *) GST_VIDEO_FRAME_PLANE_DATA (over, 0) +
                         (gssize) y * over_stride + (gssize) area->x * 4;
      guint8 *out =
          (guint8 *) GST_VIDEO_FRAME_PLANE_DATA (frame, 0) + (gssize) y * stride + area->x;

      for (int x = 0; x < area->w; x++, in += 4, out++)
        if (in[3] != 0)
          {
            guint colour[] = { (guint) in[2] << 2, (guint) in[1] << 2, (guint) in[0] << 2,
                               (guint) in[3] << 2 };

            *out = blend (*out, weights->luma, colour, 2);
          }
    }
}

/* Sums the two by two pixels that share a chroma sample; a pixel beyond the edge counts as its
 * neighbour does. */
static void
sum_block (const GstVideoFrame *over, int x, int y, guint *ret)
{
  int right = MIN (x + 1, GST_VIDEO_FRAME_WIDTH (over) - 1);
  int below = MIN (y + 1, GST_VIDEO_FRAME_HEIGHT (over) - 1);
  gint stride = GST_VIDEO_FRAME_PLANE_STRIDE (over, 0);
  const guint8 *data = GST_VIDEO_FRAME_PLANE_DATA (over, 0);
  const guint8 *first = data + (gssize) y * stride;
  const guint8 *second = data + (gssize) below * stride;
  static const guint order[] = { 2, 1, 0, 3 };

  for (guint i = 0; i < 4; i++)
    {
      guint c = order[i];

      ret[i] = (guint) first[x * 4 + (int) c] + first[right * 4 + (int) c] +
               second[x * 4 + (int) c] + second[right * 4 + (int) c];
    }
}

static void
blend_chroma (GstVideoFrame *frame,
              const GstVideoFrame *over,
              const GstVideoRectangle *area,
              const VostWeights *weights)
{
  int left = area->x / 2;
  int right = (area->x + area->w + 1) / 2;

  for (int y = area->y / 2; y < (area->y + area->h + 1) / 2; y++)
    {
      guint8 *blue = (guint8 *) GST_VIDEO_FRAME_PLANE_DATA (frame, 1) +
                     (gssize) y * GST_VIDEO_FRAME_PLANE_STRIDE (frame, 1);
      guint8 *red = (guint8 *) GST_VIDEO_FRAME_PLANE_DATA (frame, 2) +
                    (gssize) y * GST_VIDEO_FRAME_PLANE_STRIDE (frame, 2);

      for (int x = left; x < right; x++)
        {
          guint colour[4];

          sum_block (over, x * 2, y * 2, colour);
          if (colour[3] == 0)
            continue;
          blue[x] = blend (blue[x], weights->blue, colour, 2);
          red[x] = blend (red[x], weights->red, colour, 2);
        }
    }
}

static void
blend_i420 (GstVideoFrame *frame, const GstVideoFrame *over, const GstVideoRectangle *area)
{
  VostWeights weights;

  get_weights (&frame->info, &weights);
  blend_luma (frame, over, area, &weights);
  blend_chroma (frame, over, area, &weights);
}

static void
blend_bgra (GstVideoFrame *frame, const GstVideoFrame *over, const GstVideoRectangle *area)
{
  for (int y = area->y; y < area->y + area->h; y++)
    {
      const guint8 *in = (const guint8 *) GST_VIDEO_FRAME_PLANE_DATA (over, 0) +
                         (gssize) y * GST_VIDEO_FRAME_PLANE_STRIDE (over, 0) + (gssize) area->x * 4;
      guint8 *out = (guint8 *) GST_VIDEO_FRAME_PLANE_DATA (frame, 0) +
                    (gssize) y * GST_VIDEO_FRAME_PLANE_STRIDE (frame, 0) + (gssize) area->x * 4;

      for (int x = 0; x < area->w; x++, in += 4, out += 4)
        {
          guint rest = 255u - in[3];

          if (in[3] == 0)
            continue;
          for (guint i = 0; i < 4; i++)
            out[i] = (guint8) MIN (in[i] + (out[i] * rest + 127) / 255, 255);
        }
    }
}

/* Where both pictures are, and the overlay is not clear. */
static gboolean
get_area (const VostFrame *frame, const VostFrame *overlay, GstVideoRectangle *ret)
{
  int right = MIN (GST_VIDEO_INFO_WIDTH (&frame->info), GST_VIDEO_INFO_WIDTH (&overlay->info));
  int bottom = MIN (GST_VIDEO_INFO_HEIGHT (&frame->info), GST_VIDEO_INFO_HEIGHT (&overlay->info));
  gpointer state = NULL;
  GstMeta *meta;

  *ret = (GstVideoRectangle){ 0, 0, right, bottom };
  while ((meta = gst_buffer_iterate_meta_filtered (
              overlay->buffer, &state, GST_VIDEO_REGION_OF_INTEREST_META_API_TYPE)) != NULL)
    {
      const GstVideoRegionOfInterestMeta *region = (const GstVideoRegionOfInterestMeta *) meta;

      if (region->roi_type != g_quark_from_static_string (VOST_OVERLAY_REGION))
        continue;
      ret->x = (int) region->x;
      ret->y = (int) region->y;
      ret->w = MIN ((int) region->w, right - ret->x);
      ret->h = MIN ((int) region->h, bottom - ret->y);
    }
  return ret->w > 0 && ret->h > 0;
}

/* Any other format: GStreamer's own blending, exact in what it does and slower. */
static void
blend_other (GstVideoFrame *frame, GstVideoFrame *over)
{
  gst_video_blend (frame, over, 0, 0, 1.0f);
}

static GstBuffer *
copy_pixels (VostFrame *frame)
{
  g_autoptr (GstBuffer) copy = gst_buffer_copy_deep (frame->buffer);

  return copy != NULL && gst_buffer_is_writable (copy) ? g_steal_pointer (&copy) : NULL;
}

VostFrame *
vost_overlay_blend (VostFrame *frame, VostFrame *overlay)
{
  g_return_val_if_fail (frame != NULL, NULL);

  GstVideoRectangle area;
  GstVideoFrame under, over;

  if (overlay == NULL || GST_VIDEO_INFO_FORMAT (&overlay->info) != GST_VIDEO_FORMAT_BGRA ||
      !get_area (frame, overlay, &area))
    return vost_frame_ref (frame);

  g_autoptr (GstBuffer) buffer = copy_pixels (frame);

  if (buffer == NULL || !gst_video_frame_map (&over, &overlay->info, overlay->buffer, GST_MAP_READ))
    return vost_frame_ref (frame);
  if (!gst_video_frame_map (&under, &frame->info, buffer, GST_MAP_READWRITE))
    {
      gst_video_frame_unmap (&over);
      return vost_frame_ref (frame);
    }
  switch (GST_VIDEO_INFO_FORMAT (&frame->info))
    {
    case GST_VIDEO_FORMAT_I420:
      blend_i420 (&under, &over, &area);
      break;
    case GST_VIDEO_FORMAT_BGRA:
    case GST_VIDEO_FORMAT_BGRx:
      blend_bgra (&under, &over, &area);
      break;
    default:
      blend_other (&under, &over);
    }
  gst_video_frame_unmap (&under);
  gst_video_frame_unmap (&over);
  return vost_frame_new (buffer, &frame->info, frame->span);
}
