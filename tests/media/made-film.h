/* Tiny films made at test time: every picture carries its number as light and dark blocks. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include <glib/gstdio.h>
#include <gst/app/gstappsrc.h>
#include <gst/gst.h>
#include <gst/video/video.h>

#include <vostok/media/frame.h>

/* Sixteen bits in two rows of eight blocks. */
#define MADE_BITS 16
#define MADE_COLUMNS 8

/**
 * MadeFilm:
 * @coder: gst-launch text of encoder and what follows up to the muxer
 * @muxer: factory name
 * @sound: gst-launch text of a sound branch that ends in "mux.", or NULL
 * @first: time of the first picture
 * @times: (nullable): milliseconds of each picture, for a film without a rate
 */
typedef struct
{
  const char *name;
  const char *needs; /* factory, beside the muxer */
  const char *coder;
  const char *muxer;
  const char *sound;
  int num;
  int den;
  int frames;
  int width;
  int height;
  gint64 first;
  const int *times;
} MadeFilm;

static inline void
made_paint (guint8 *data, const GstVideoInfo *info, guint number)
{
  int width = GST_VIDEO_INFO_WIDTH (info);
  int height = GST_VIDEO_INFO_HEIGHT (info);
  int stride = GST_VIDEO_INFO_PLANE_STRIDE (info, 0);
  memset (data, 128, GST_VIDEO_INFO_SIZE (info));
  for (int y = 0; y < height; y++)
    for (int x = 0; x < width; x++)
      {
        int bit = (y * 2 / height) * MADE_COLUMNS + x * MADE_COLUMNS / width;
        data[y * stride + x] = (number >> bit) & 1 ? 200 : 50;
      }
}

/* Reads the number back from the middle of each block: green is as good as luma. */
static inline int
made_read (VostFrame *frame)
{
  GstVideoFrame mapped;
  g_assert_true (gst_video_frame_map (&mapped, &frame->info, frame->buffer, GST_MAP_READ));
  gboolean rgb = GST_VIDEO_INFO_IS_RGB (&frame->info);
  int number = 0;
  for (int bit = 0; bit < MADE_BITS; bit++)
    {
      int x = (bit % MADE_COLUMNS * 2 + 1) * frame->info.width / (2 * MADE_COLUMNS);
      int y = (bit / MADE_COLUMNS * 2 + 1) * frame->info.height / 4;
      const guint8 *row = (const guint8 *) GST_VIDEO_FRAME_PLANE_DATA (&mapped, 0) +
                          y * GST_VIDEO_FRAME_PLANE_STRIDE (&mapped, 0);
      if (row[rgb ? x * 4 + 1 : x] > 128)
        number |= 1 << bit;
    }
  gst_video_frame_unmap (&mapped);
  return number;
}

static inline gboolean
made_has (const char *factory)
{
  g_autoptr (GstElementFactory) found = gst_element_factory_find (factory);
  return found != NULL;
}

/* FALSE, and the test is skipped, when an element is not installed. */
static inline gboolean
made_can (const MadeFilm *film)
{
  const char *const needed[] = { film->needs, film->muxer };
  for (gsize i = 0; i < G_N_ELEMENTS (needed); i++)
    if (!made_has (needed[i]))
      {
        g_autofree char *why = g_strdup_printf ("the element %s is not installed", needed[i]);
        g_test_skip (why);
        return FALSE;
      }
  return TRUE;
}

static inline void
made_wait (GstElement *pipeline)
{
  g_autoptr (GstBus) bus = gst_element_get_bus (pipeline);
  g_autoptr (GstMessage) message =
      gst_bus_timed_pop_filtered (bus, GST_CLOCK_TIME_NONE, GST_MESSAGE_EOS | GST_MESSAGE_ERROR);
  if (GST_MESSAGE_TYPE (message) == GST_MESSAGE_ERROR)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *more = NULL;
      gst_message_parse_error (message, &error, &more);
      g_error ("making a film: %s (%s)", error->message, more);
    }
  gst_element_set_state (pipeline, GST_STATE_NULL);
}

static inline char *
made_path (const char *name)
{
  static char *folder;
  if (folder == NULL)
    folder = g_dir_make_tmp ("vostok-made-XXXXXX", NULL);
  g_mkdir (folder, 0700);
  return g_build_filename (folder, name, NULL);
}

/* (transfer full): the file's name. */
static inline char *
made_film (const MadeFilm *film)
{
  g_autofree char *path = made_path (film->name);
  g_autofree char *line = g_strdup_printf (
      "appsrc name=src format=time ! %s ! mux. %s %s name=mux ! filesink location=\"%s\"",
      film->coder, film->sound != NULL ? film->sound : "", film->muxer, path);
  g_autoptr (GError) error = NULL;
  g_autoptr (GstElement) pipeline = gst_parse_launch (line, &error);
  g_assert_no_error (error);
  g_autoptr (GstElement) source = gst_bin_get_by_name (GST_BIN (pipeline), "src");

  GstVideoInfo info;
  gst_video_info_set_format (&info, GST_VIDEO_FORMAT_I420, film->width, film->height);
  info.fps_n = film->num;
  info.fps_d = film->den;
  if (film->times != NULL)
    info.fps_n = 0;
  g_autoptr (GstCaps) caps = gst_video_info_to_caps (&info);
  g_object_set (source, "caps", caps, NULL);
  gst_element_set_state (pipeline, GST_STATE_PLAYING);
  VostRate rate = { film->num, film->den };
  for (int i = 0; i < film->frames; i++)
    {
      GstBuffer *buffer = gst_buffer_new_allocate (NULL, GST_VIDEO_INFO_SIZE (&info), NULL);
      GstMapInfo map;
      gst_buffer_map (buffer, &map, GST_MAP_WRITE);
      made_paint (map.data, &info, i);
      gst_buffer_unmap (buffer, &map);
      GST_BUFFER_PTS (buffer) =
          film->first + gst_util_uint64_scale (i, rate.den * GST_SECOND, rate.num);
      GST_BUFFER_DURATION (buffer) = gst_util_uint64_scale (1, rate.den * GST_SECOND, rate.num);
      if (film->times != NULL)
        {
          GST_BUFFER_PTS (buffer) = film->times[i] * GST_MSECOND;
          /* Only the last one's is told, or else the container would end where it begins. */
          if (i + 1 < film->frames)
            GST_BUFFER_DURATION (buffer) = GST_CLOCK_TIME_NONE;
        }
      gst_app_src_push_buffer (GST_APP_SRC (source), buffer);
    }
  gst_app_src_end_of_stream (GST_APP_SRC (source));
  made_wait (pipeline);
  return g_steal_pointer (&path);
}

typedef float (*MadeSound) (gint64 index, int channel);

/* Sound as 48 kHz float; @chain is what follows the source, up to the file sink. (transfer full).
 */
static inline char *
made_sound (const char *name, const char *chain, gint64 n, MadeSound sound)
{
  g_autofree char *path = made_path (name);
  g_autofree char *line = g_strdup_printf (
      "appsrc name=src format=time caps=audio/x-raw,format=F32LE,rate=48000,channels=2,"
      "layout=interleaved ! %s ! filesink location=\"%s\"",
      chain, path);
  g_autoptr (GError) error = NULL;
  g_autoptr (GstElement) pipeline = gst_parse_launch (line, &error);
  g_assert_no_error (error);
  g_autoptr (GstElement) source = gst_bin_get_by_name (GST_BIN (pipeline), "src");
  gst_element_set_state (pipeline, GST_STATE_PLAYING);
  for (gint64 at = 0; at < n; at += 1024)
    {
      gint64 some = MIN (1024, n - at);
      float *data = g_new (float, some * 2);
      for (gint64 i = 0; i < some * 2; i++)
        data[i] = sound (at + i / 2, i % 2);
      GstBuffer *buffer = gst_buffer_new_wrapped (data, some * 2 * sizeof (float));
      GST_BUFFER_PTS (buffer) = gst_util_uint64_scale (at, GST_SECOND, 48000);
      GST_BUFFER_DURATION (buffer) = gst_util_uint64_scale (some, GST_SECOND, 48000);
      gst_app_src_push_buffer (GST_APP_SRC (source), buffer);
    }
  gst_app_src_end_of_stream (GST_APP_SRC (source));
  made_wait (pipeline);
  return g_steal_pointer (&path);
}

/* Removes a made file and, when it was the last, its folder. */
static inline void
made_remove (const char *path)
{
  g_autofree char *folder = g_path_get_dirname (path);
  g_unlink (path);
  g_rmdir (folder);
}
