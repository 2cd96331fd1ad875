/* The part of a pipeline that turns decoded pictures into the size and pixels wanted. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "scaler-private.h"

#include <vostok/core/bounds.h>

/* More threads than this gain nothing at the sizes of a window. */
#define MAX_THREADS 2

typedef struct
{
  GMutex lock;
  GstVideoFormat format;
  VostFit fit;
  int width;
  int height;
  GstVideoInfo input; /* width 0: not known yet */
  GstElement *convert;
  GstElement *filter;
} Shape;

static void
shape_free (gpointer data)
{
  Shape *self = data;
  g_mutex_clear (&self->lock);
  g_free (self);
}

static int
to_even (gint64 side)
{
  return (int) CLAMP ((side + 1) / 2 * 2, 2, VOST_MAX_PICTURE_SIDE);
}

void
vost_fit_size (const GstVideoInfo *info,
               VostFit fit,
               int width,
               int height,
               int *ret_width,
               int *ret_height)
{
  /* As many columns as there are when the pixels are square. */
  gint64 own_height = MAX (GST_VIDEO_INFO_HEIGHT (info), 1);
  gint64 own_width = gst_util_uint64_scale_int (MAX (GST_VIDEO_INFO_WIDTH (info), 1),
                                                MAX (GST_VIDEO_INFO_PAR_N (info), 1),
                                                MAX (GST_VIDEO_INFO_PAR_D (info), 1));
  own_width = CLAMP (own_width, 1, VOST_MAX_PICTURE_SIDE);
  gboolean as_is = width <= 0 || height <= 0 ||
                   (fit == VOST_FIT_SHRINK && own_width <= width && own_height <= height);
  if (as_is)
    {
      gboolean exact = fit == VOST_FIT_STRETCH;
      *ret_width = exact ? (int) own_width : to_even (own_width);
      *ret_height = exact ? (int) own_height : to_even (own_height);
      return;
    }
  *ret_width = width;
  *ret_height = height;
  if (fit == VOST_FIT_STRETCH)
    return;
  /* Rounded to the nearest even number; a remainder of one pixel is not worth a black line. */
  gint64 by_width = (own_height * width + own_width / 2) / own_width;
  gint64 by_height = (own_width * height + own_height / 2) / own_height;
  if (by_width < height - 1)
    *ret_height = MIN (to_even (by_width - (by_width % 2)), height);
  else if (by_height < width - 1)
    *ret_width = MIN (to_even (by_height - (by_height % 2)), width);
}

/* With the lock held, or before anybody else knows the shape. */
static GstCaps *
make_caps (Shape *self)
{
  g_autoptr (GstCaps) caps = gst_caps_new_simple (
      "video/x-raw", "format", G_TYPE_STRING, gst_video_format_to_string (self->format),
      "pixel-aspect-ratio", GST_TYPE_FRACTION, 1, 1, NULL);
  if (self->input.finfo == NULL || GST_VIDEO_INFO_WIDTH (&self->input) == 0)
    return g_steal_pointer (&caps);

  int width = 0;
  int height = 0;
  vost_fit_size (&self->input, self->fit, self->width, self->height, &width, &height);
  gst_caps_set_simple (caps, "width", G_TYPE_INT, width, "height", G_TYPE_INT, height, NULL);
  GstVideoInfo usual;
  if (self->fit == VOST_FIT_BOX && self->format == GST_VIDEO_FORMAT_I420 &&
      gst_video_info_set_format (&usual, self->format, self->width, self->height))
    {
      g_autofree char *colours = gst_video_colorimetry_to_string (&usual.colorimetry);
      if (colours != NULL)
        gst_caps_set_simple (caps, "colorimetry", G_TYPE_STRING, colours, NULL);
    }
  return g_steal_pointer (&caps);
}

static void
apply (Shape *self)
{
  g_mutex_lock (&self->lock);
  g_autoptr (GstCaps) caps = make_caps (self);
  g_mutex_unlock (&self->lock);
  g_object_set (self->filter, "caps", caps, NULL);
}

/* Size and aspect are known only here, after decoding and turning; the filter must know before the
 * scaler negotiates. */
static GstPadProbeReturn
on_event (GstPad *pad, GstPadProbeInfo *info, gpointer data)
{
  Shape *self = data;
  GstEvent *event = GST_PAD_PROBE_INFO_EVENT (info);
  if (GST_EVENT_TYPE (event) != GST_EVENT_CAPS)
    return GST_PAD_PROBE_OK;
  GstCaps *caps = NULL;
  GstVideoInfo input;
  gst_event_parse_caps (event, &caps);
  if (!gst_video_info_from_caps (&input, caps))
    return GST_PAD_PROBE_OK;
  /* Pictures are opaque here, whatever a PNG says. */
  if (GST_VIDEO_INFO_HAS_ALPHA (&input))
    gst_util_set_object_arg (G_OBJECT (self->convert), "alpha-mode", "set");
  g_mutex_lock (&self->lock);
  self->input = input;
  g_mutex_unlock (&self->lock);
  apply (self);
  return GST_PAD_PROBE_OK;
}

static void
add_ghost (GstElement *bin, GstElement *element, const char *name)
{
  g_autoptr (GstPad) pad = gst_element_get_static_pad (element, name);
  gst_element_add_pad (bin, gst_ghost_pad_new (name, pad));
}

GstElement *
vost_scaler_new (GstVideoFormat format, VostFit fit, int width, int height)
{
  GstElement *bin = gst_bin_new (NULL);
  GstElement *before = gst_element_factory_make ("videoconvert", NULL);
  GstElement *flip = gst_element_factory_make ("videoflip", NULL);
  GstElement *convert = gst_element_factory_make ("videoconvertscale", NULL);
  GstElement *filter = gst_element_factory_make ("capsfilter", NULL);
  GstElement *parts[] = { before, flip, convert, filter };
  gboolean whole = TRUE;
  for (gsize i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      whole = whole && parts[i] != NULL;
      if (parts[i] != NULL)
        gst_bin_add (GST_BIN (bin), parts[i]);
    }
  if (!whole)
    {
      gst_object_unref (gst_object_ref_sink (bin));
      return NULL;
    }
  gst_element_link_many (before, flip, convert, filter, NULL);
  gst_util_set_object_arg (G_OBJECT (flip), "video-direction", "auto");
  g_object_set (convert, "n-threads", MIN (g_get_num_processors (), MAX_THREADS), "add-borders",
                FALSE, NULL);

  Shape *shape = g_new0 (Shape, 1);
  g_mutex_init (&shape->lock);
  shape->format = format;
  shape->fit = fit;
  shape->width = width;
  shape->height = height;
  shape->convert = convert;
  shape->filter = filter;
  g_object_set_data_full (G_OBJECT (bin), "vost-shape", shape, shape_free);
  apply (shape);

  g_autoptr (GstPad) pad = gst_element_get_static_pad (convert, "sink");
  gst_pad_add_probe (pad, GST_PAD_PROBE_TYPE_EVENT_DOWNSTREAM, on_event, shape, NULL);
  add_ghost (bin, before, "sink");
  add_ghost (bin, filter, "src");
  return bin;
}

void
vost_scaler_resize (GstElement *scaler, int width, int height)
{
  Shape *shape = g_object_get_data (G_OBJECT (scaler), "vost-shape");
  g_mutex_lock (&shape->lock);
  shape->width = width;
  shape->height = height;
  g_mutex_unlock (&shape->lock);
  apply (shape);
}
