/* The pipeline that decodes one stream of a file as fast as it can. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "scan-private.h"

#include "vostok-config.h"

#include <glib/gi18n-lib.h>
#include <gst/app/gstappsink.h>
#include <gst/pbutils/pbutils.h>

#include <vostok/core/bounds.h>
#include <vostok/core/diagnostic.h>
#include <vostok/media/media.h>

/* How soon a cancel or an error is noticed. */
#define POLL (50 * GST_MSECOND)
/* Decoded buffers that may wait: enough to keep the decoder's threads busy. */
#define MAX_WAITING 16

/* What a handler of "autoplug-select" answers; GStreamer's header for it is not installed. */
enum
{
  SELECT_TRY,
  SELECT_EXPOSE,
  SELECT_SKIP,
};

typedef struct
{
  VostScanWhat what;
  GstElement *pipeline;
  GstElement *bin; /* filter and sink; linked when the stream turns up */
  GstElement *sink;
  char *missing; /* caps that no decoder was found for */
  VostTime duration;
} VostScan;

static void
scan_free (VostScan *self)
{
  if (self->pipeline != NULL)
    {
      gst_element_set_state (self->pipeline, GST_STATE_NULL);
      gst_object_unref (self->pipeline);
    }
  gst_clear_object (&self->sink);
  g_free (self->missing);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VostScan, scan_free)

/* Of a film with picture and sound only one is wanted; the other stays encoded and is not linked.
 */
static int
on_autoplug_select (GstElement *decoder,
                    GstPad *pad,
                    GstCaps *caps,
                    GstElementFactory *factory,
                    gpointer data)
{
  VostScan *self = data;
  GstElementFactoryListType unwanted =
      self->what == VOST_SCAN_SOUND
          ? GST_ELEMENT_FACTORY_TYPE_MEDIA_VIDEO | GST_ELEMENT_FACTORY_TYPE_MEDIA_IMAGE
          : GST_ELEMENT_FACTORY_TYPE_MEDIA_AUDIO;
  gboolean decodes = gst_element_factory_list_is_type (factory, GST_ELEMENT_FACTORY_TYPE_DECODER);

  return decodes && gst_element_factory_list_is_type (factory, unwanted) ? SELECT_EXPOSE
                                                                         : SELECT_TRY;
}

static gboolean
is_wanted (const VostScan *self, const GstCaps *caps)
{
  const char *name = gst_structure_get_name (gst_caps_get_structure (caps, 0));

  return g_str_equal (name, self->what == VOST_SCAN_SOUND ? "audio/x-raw" : "video/x-raw");
}

/* A stream that nobody takes would be an error if it were the only one. */
static void
discard (VostScan *self, GstPad *pad)
{
  GstElement *sink = gst_element_factory_make ("fakesink", NULL);

  if (sink == NULL)
    return;
  g_object_set (sink, "sync", FALSE, "async", FALSE, NULL);
  gst_bin_add (GST_BIN (self->pipeline), sink);

  g_autoptr (GstPad) target = gst_element_get_static_pad (sink, "sink");

  gst_element_sync_state_with_parent (sink);
  gst_pad_link (pad, target);
}

static void
on_pad_added (GstElement *decoder, GstPad *pad, gpointer data)
{
  VostScan *self = data;
  g_autoptr (GstCaps) caps = gst_pad_get_current_caps (pad);
  g_autoptr (GstPad) target = gst_element_get_static_pad (self->bin, "sink");

  if (caps != NULL && is_wanted (self, caps) && !gst_pad_is_linked (target))
    gst_pad_link (pad, target);
  else
    discard (self, pad);
}

static void
on_no_more_pads (GstElement *decoder, gpointer data)
{
  VostScan *self = data;
  g_autoptr (GstPad) target = gst_element_get_static_pad (self->bin, "sink");

  if (!gst_pad_is_linked (target))
    gst_element_post_message (
        self->pipeline, gst_message_new_application (GST_OBJECT (self->pipeline),
                                                     gst_structure_new_empty ("no-such-stream")));
}

static void
set_missing_error (const char *what, const char *name, GError **error)
{
  g_autofree char *advice = vost_media_missing_package (what);

  g_set_error (error, VOST_ERROR, VOST_ERROR_MISSING,
               _ ("“%s” cannot be decoded: a part of GStreamer is not installed. %s"), name,
               advice);
}

static VostScan *
scan_new (const char *path, const VostScanKind *kind, const char *name, GError **error)
{
  g_autoptr (VostScan) self = g_new0 (VostScan, 1);
  g_autofree char *description = g_strdup_printf (
      "%s ! appsink name=sink sync=false max-buffers=%d", kind->filter, MAX_WAITING);
  g_autoptr (GError) cause = NULL;
  GstElement *source = gst_element_factory_make ("filesrc", NULL);
  GstElement *decoder = gst_element_factory_make ("decodebin", NULL);

  self->what = kind->what;
  self->duration = VOST_TIME_NONE;
  self->pipeline = gst_object_ref_sink (gst_pipeline_new (NULL));
  self->bin = gst_parse_bin_from_description_full (description, TRUE, NULL,
                                                   GST_PARSE_FLAG_FATAL_ERRORS, &cause);
  if (source == NULL || decoder == NULL || self->bin == NULL)
    {
      gst_clear_object (&source);
      gst_clear_object (&decoder);
      set_missing_error ("decodebin", name, error);
      return NULL;
    }
  self->sink = gst_bin_get_by_name (GST_BIN (self->bin), "sink");
  g_object_set (source, "location", path, NULL);
  gst_bin_add_many (GST_BIN (self->pipeline), source, decoder, self->bin, NULL);
  gst_element_link (source, decoder);
  g_signal_connect (decoder, "autoplug-select", G_CALLBACK (on_autoplug_select), self);
  g_signal_connect (decoder, "pad-added", G_CALLBACK (on_pad_added), self);
  g_signal_connect (decoder, "no-more-pads", G_CALLBACK (on_no_more_pads), self);
  return g_steal_pointer (&self);
}

/* A decoder that is not there for a stream that nobody asked for is no loss. */
static void
note_missing (VostScan *self, GstMessage *message)
{
  const GValue *detail = gst_structure_get_value (gst_message_get_structure (message), "detail");

  if (detail == NULL || !GST_VALUE_HOLDS_CAPS (detail))
    return;

  const GstCaps *caps = gst_value_get_caps (detail);
  const char *media = gst_structure_get_name (gst_caps_get_structure (caps, 0));

  if (!g_str_has_prefix (media, self->what == VOST_SCAN_SOUND ? "audio/" : "video/"))
    return;
  g_free (self->missing);
  self->missing = gst_caps_to_string (caps);
}

/**
 * check_bus:
 * @ret_done: (out): there is nothing more to come
 *
 * Returns: FALSE with @error
 */
static gboolean
check_bus (VostScan *self, GstBus *bus, const char *name, gboolean *ret_done, GError **error)
{
  g_autoptr (GstMessage) message = NULL;

  while ((message = gst_bus_pop (bus)) != NULL)
    {
      if (gst_is_missing_plugin_message (message))
        note_missing (self, message);
      else if (GST_MESSAGE_TYPE (message) == GST_MESSAGE_APPLICATION)
        {
          *ret_done = TRUE;
          break;
        }
      else if (GST_MESSAGE_TYPE (message) == GST_MESSAGE_ERROR && self->missing == NULL)
        {
          g_autoptr (GError) cause = NULL;

          gst_message_parse_error (message, &cause, NULL);
          g_set_error (error, VOST_ERROR, VOST_ERROR_BAD_INPUT,
                       _ ("“%s” cannot be decoded: %s Copy or download it again."), name,
                       cause->message);
          return FALSE;
        }
      g_clear_pointer (&message, gst_message_unref);
    }
  if (self->missing != NULL)
    {
      set_missing_error (self->missing, name, error);
      return FALSE;
    }
  return TRUE;
}

/* Stream time, also of what lies before its segment. */
static VostTime
get_time (GstSample *sample)
{
  const GstSegment *segment = gst_sample_get_segment (sample);
  GstBuffer *buffer = gst_sample_get_buffer (sample);
  guint64 time = 0;

  if (buffer == NULL || !GST_BUFFER_PTS_IS_VALID (buffer) || segment->format != GST_FORMAT_TIME)
    return VOST_TIME_NONE;

  int sign =
      gst_segment_to_stream_time_full (segment, GST_FORMAT_TIME, GST_BUFFER_PTS (buffer), &time);

  if (sign == 0 || time > (guint64) VOST_MAX_TIME)
    return VOST_TIME_NONE;
  return sign > 0 ? (VostTime) time : -(VostTime) time;
}

static void
report (VostScan *self, VostJob *job, VostTime time)
{
  gint64 duration;

  if (self->duration == VOST_TIME_NONE &&
      gst_element_query_duration (self->pipeline, GST_FORMAT_TIME, &duration) && duration > 0)
    self->duration = duration;
  if (self->duration > 0)
    vost_job_report (job, (double) MAX (time, 0) / (double) self->duration, NULL);
}

gboolean
vost_scan_file (const char *path,
                const VostScanKind *kind,
                VostJob *job,
                VostScanFunc func,
                gpointer data,
                GError **error)
{
  g_autofree char *name = g_filename_display_basename (path);
  gboolean done = FALSE;

  vost_media_init ();

  g_autoptr (VostScan) self = scan_new (path, kind, name, error);

  if (self == NULL)
    return FALSE;

  g_autoptr (GstBus) bus = gst_element_get_bus (self->pipeline);

  gst_element_set_state (self->pipeline, GST_STATE_PLAYING);
  while (!done && !vost_job_is_cancelled (job))
    {
      g_autoptr (GstSample) sample = gst_app_sink_try_pull_sample (GST_APP_SINK (self->sink), POLL);
      VostTime time = sample != NULL ? get_time (sample) : VOST_TIME_NONE;

      if (time != VOST_TIME_NONE)
        {
          func (sample, time, data);
          report (self, job, time);
        }
      /* An error ends the stream, too: the bus has the last word. */
      if (sample == NULL && gst_app_sink_is_eos (GST_APP_SINK (self->sink)))
        done = TRUE;
      if (sample == NULL && !check_bus (self, bus, name, &done, error))
        return FALSE;
    }
  if (!vost_job_is_cancelled (job))
    return TRUE;
  g_set_error (error, VOST_ERROR, VOST_ERROR_CANCELLED, _ ("Reading “%s” was stopped."), name);
  return FALSE;
}
