/* One stream of one file, decoded into samples that a thread can wait for. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "decoder-private.h"

#include "vostok-config.h"

#include <glib/gi18n-lib.h>
#include <gst/app/gstappsink.h>
#include <gst/pbutils/pbutils.h>

#include <vostok/core/diagnostic.h>
#include <vostok/media/media.h>

/* A file that has not answered by then never will (a pipe, a dead network folder). */
#define OPENING_LIMIT (30 * G_TIME_SPAN_SECOND)

/* Decoded pictures or sounds between the decoder's thread and the next. */
#define QUEUE 2

struct _VostDecoder
{
  char *path;
  char *type;
  guint stream;

  GstElement *pipeline;
  GstElement *parser;
  GstElement *decoder;
  GstElement *queue;
  GstElement *sink;

  GMutex lock; /* guards what follows; the streaming thread writes it */
  GCond cond;
  guint seen;  /* streams of the type */
  guint found; /* streams of any type */
  gboolean linked;
  gboolean complete; /* nothing that could still be linked will come */
  gboolean arrived;  /* a sample or the end */
  gboolean ended;
  GError *failure;
  char *missing_detail;
  char *missing_name;
  VostTime key_distance;
  VostTime key_latest;
  GstSegment key_segment;
};

static void
wake (VostDecoder *self)
{
  g_mutex_lock (&self->lock);
  g_cond_broadcast (&self->cond);
  g_mutex_unlock (&self->lock);
}

static void
take_failure (VostDecoder *self, GError *failure)
{
  g_mutex_lock (&self->lock);
  if (self->failure == NULL)
    self->failure = failure;
  else
    g_error_free (failure);
  g_cond_broadcast (&self->cond);
  g_mutex_unlock (&self->lock);
}

/* Messages come for streams that nobody wants here, too: kept only while ours has no decoder. */
static void
take_missing (VostDecoder *self, char *detail, char *name)
{
  g_mutex_lock (&self->lock);
  if (!self->linked)
    {
      g_free (self->missing_detail);
      g_free (self->missing_name);
      self->missing_detail = g_steal_pointer (&detail);
      self->missing_name = g_steal_pointer (&name);
    }
  g_mutex_unlock (&self->lock);
  g_free (detail);
  g_free (name);
}

void
vost_set_media_error (GError **error,
                      const char *path,
                      const GError *cause,
                      const char *missing_detail,
                      const char *missing_name)
{
  g_autofree char *name = g_filename_display_basename (path);
  if (missing_detail != NULL)
    {
      g_autofree char *advice = vost_media_missing_package (missing_detail);
      g_set_error (error, VOST_ERROR, VOST_ERROR_MISSING,
                   _ ("“%s” cannot be played: there is no decoder for %s here. %s"), name,
                   missing_name, advice);
    }
  else if (g_error_matches (cause, GST_RESOURCE_ERROR, GST_RESOURCE_ERROR_NOT_FOUND))
    g_set_error (error, VOST_ERROR, VOST_ERROR_MISSING, _ ("The file “%s” is not there."), name);
  else if (cause != NULL && cause->domain == GST_RESOURCE_ERROR)
    g_set_error (error, VOST_ERROR, VOST_ERROR_IO, _ ("“%s” cannot be read: %s"), name,
                 cause->message);
  else if (g_error_matches (cause, GST_STREAM_ERROR, GST_STREAM_ERROR_WRONG_TYPE) ||
           g_error_matches (cause, GST_STREAM_ERROR, GST_STREAM_ERROR_TYPE_NOT_FOUND) ||
           g_error_matches (cause, GST_STREAM_ERROR, GST_STREAM_ERROR_CODEC_NOT_FOUND))
    g_set_error (error, VOST_ERROR, VOST_ERROR_UNSUPPORTED,
                 _ ("“%s” is not a film or sound that can be played."), name);
  else
    g_set_error (error, VOST_ERROR, VOST_ERROR_BAD_INPUT, _ ("“%s” is damaged: %s"), name,
                 cause != NULL ? cause->message : _ ("it ends too early"));
}

/* What parsebin found, told before any pad: the only word when the stream that we want is not
 * there. */
static void
take_streams (VostDecoder *self, GstMessage *message)
{
  g_autoptr (GstStreamCollection) streams = NULL;
  GstStreamType type =
      g_str_equal (self->type, "video") ? GST_STREAM_TYPE_VIDEO : GST_STREAM_TYPE_AUDIO;
  guint n = 0;
  gst_message_parse_stream_collection (message, &streams);
  for (guint i = 0; streams != NULL && i < gst_stream_collection_get_size (streams); i++)
    if (gst_stream_get_stream_type (gst_stream_collection_get_stream (streams, i)) & type)
      n++;
  g_mutex_lock (&self->lock);
  self->complete = self->complete || n <= self->stream;
  g_cond_broadcast (&self->cond);
  g_mutex_unlock (&self->lock);
}

static GstBusSyncReply
on_message (GstBus *bus, GstMessage *message, gpointer data)
{
  VostDecoder *self = data;
  if (GST_MESSAGE_TYPE (message) == GST_MESSAGE_ERROR)
    {
      GError *failure = NULL;
      gst_message_parse_error (message, &failure, NULL);
      take_failure (self, failure);
    }
  else if (GST_MESSAGE_TYPE (message) == GST_MESSAGE_STREAM_COLLECTION)
    take_streams (self, message);
  else if (gst_is_missing_plugin_message (message))
    take_missing (self, gst_missing_plugin_message_get_installer_detail (message),
                  gst_missing_plugin_message_get_description (message));
  gst_message_unref (message);
  return GST_BUS_DROP;
}

static GstFlowReturn
on_sample (GstAppSink *sink, gpointer data)
{
  VostDecoder *self = data;
  g_mutex_lock (&self->lock);
  self->arrived = TRUE;
  g_cond_broadcast (&self->cond);
  g_mutex_unlock (&self->lock);
  return GST_FLOW_OK;
}

static void
on_end (GstAppSink *sink, gpointer data)
{
  VostDecoder *self = data;
  g_mutex_lock (&self->lock);
  self->arrived = TRUE;
  self->ended = TRUE;
  g_cond_broadcast (&self->cond);
  g_mutex_unlock (&self->lock);
}

/* Learns where key frames are from what goes into the decoder. */
static GstPadProbeReturn
on_coded (GstPad *pad, GstPadProbeInfo *info, gpointer data)
{
  VostDecoder *self = data;
  if (GST_PAD_PROBE_INFO_TYPE (info) & GST_PAD_PROBE_TYPE_EVENT_BOTH)
    {
      GstEvent *event = GST_PAD_PROBE_INFO_EVENT (info);
      g_mutex_lock (&self->lock);
      if (GST_EVENT_TYPE (event) == GST_EVENT_SEGMENT)
        gst_event_copy_segment (event, &self->key_segment);
      else if (GST_EVENT_TYPE (event) == GST_EVENT_FLUSH_STOP)
        self->key_latest = VOST_TIME_NONE;
      g_mutex_unlock (&self->lock);
      return GST_PAD_PROBE_OK;
    }

  GstBuffer *buffer = GST_PAD_PROBE_INFO_BUFFER (info);
  if (GST_BUFFER_FLAG_IS_SET (buffer, GST_BUFFER_FLAG_DELTA_UNIT) ||
      !GST_BUFFER_PTS_IS_VALID (buffer))
    return GST_PAD_PROBE_OK;
  g_mutex_lock (&self->lock);
  guint64 place = 0;
  int sign = gst_segment_to_stream_time_full (&self->key_segment, GST_FORMAT_TIME,
                                              GST_BUFFER_PTS (buffer), &place);
  if (sign != 0)
    {
      VostTime key = sign > 0 ? (VostTime) place : -(VostTime) place;
      if (self->key_latest != VOST_TIME_NONE && key > self->key_latest &&
          (self->key_distance == VOST_TIME_NONE || key - self->key_latest < self->key_distance))
        self->key_distance = key - self->key_latest;
      self->key_latest = key;
    }
  g_mutex_unlock (&self->lock);
  return GST_PAD_PROBE_OK;
}

/* Decoders in GPUs have few output pictures, but readers keep rings of them: those would wait for
 * each other. */
static gboolean
is_wanted_decoder (GstElementFactory *factory)
{
  const char *klass = gst_element_factory_get_metadata (factory, GST_ELEMENT_METADATA_KLASS);
  return klass == NULL || strstr (klass, "Hardware") == NULL;
}

/* A decoder for @caps that works, in the pipeline and running; NULL if none is installed. */
static GstElement *
add_decoder (VostDecoder *self, GstCaps *caps)
{
  GList *all =
      gst_element_factory_list_get_elements (GST_ELEMENT_FACTORY_TYPE_DECODER, GST_RANK_MARGINAL);
  /* All that the parser may give, or the choice may fall on what the decoder lacks (another layer
   * of MPEG sound). From GStreamer 1.26 on it offers packings that no decoder has all of: then any.
   */
  GList *fitting = gst_element_factory_list_filter (all, caps, GST_PAD_SINK, TRUE);
  if (fitting == NULL)
    fitting = gst_element_factory_list_filter (all, caps, GST_PAD_SINK, FALSE);
  gst_plugin_feature_list_free (all);
  fitting = g_list_sort (fitting, gst_plugin_feature_rank_compare_func);

  GstElement *found = NULL;
  for (GList *node = fitting; node != NULL && found == NULL; node = node->next)
    {
      if (!is_wanted_decoder (node->data))
        continue;
      found = gst_element_factory_create (node->data, NULL);
      if (found == NULL)
        continue;
      gst_bin_add (GST_BIN (self->pipeline), found);
      if (gst_element_set_state (found, GST_STATE_READY) == GST_STATE_CHANGE_FAILURE)
        {
          gst_element_set_state (found, GST_STATE_NULL);
          gst_bin_remove (GST_BIN (self->pipeline), found);
          found = NULL;
        }
    }
  gst_plugin_feature_list_free (fitting);
  return found;
}

static gboolean
link_stream (VostDecoder *self, GstPad *pad, GstCaps *caps)
{
  g_autoptr (GstPad) tail = gst_element_get_static_pad (self->queue, "sink");
  if (gst_structure_has_name (gst_caps_get_structure (caps, 0), "video/x-raw") ||
      gst_structure_has_name (gst_caps_get_structure (caps, 0), "audio/x-raw"))
    return gst_pad_link (pad, tail) == GST_PAD_LINK_OK;

  GstElement *decoder = add_decoder (self, caps);
  if (decoder == NULL)
    {
      g_autoptr (GstCaps) one = gst_caps_fixate (gst_caps_copy (caps));

      take_missing (self, gst_missing_decoder_installer_detail_new (one),
                    gst_pb_utils_get_codec_description (one));
      return FALSE;
    }
  self->decoder = decoder;
  g_autoptr (GstPad) in = gst_element_get_static_pad (decoder, "sink");
  g_autoptr (GstPad) out = gst_element_get_static_pad (decoder, "src");
  gboolean ok = in != NULL && out != NULL && gst_pad_link (out, tail) == GST_PAD_LINK_OK &&
                gst_element_sync_state_with_parent (decoder) &&
                gst_pad_link (pad, in) == GST_PAD_LINK_OK;
  if (ok)
    gst_pad_add_probe (in,
                       GST_PAD_PROBE_TYPE_BUFFER | GST_PAD_PROBE_TYPE_EVENT_DOWNSTREAM |
                           GST_PAD_PROBE_TYPE_EVENT_FLUSH,
                       on_coded, self, NULL);
  return ok;
}

static gboolean
is_of_type (VostDecoder *self, GstCaps *caps)
{
  if (caps == NULL || gst_caps_get_size (caps) == 0)
    return FALSE;
  const char *name = gst_structure_get_name (gst_caps_get_structure (caps, 0));
  if (g_str_equal (self->type, "video"))
    return g_str_has_prefix (name, "video/") || g_str_has_prefix (name, "image/");
  return g_str_has_prefix (name, "audio/");
}

static void
on_pad (GstElement *parser, GstPad *pad, gpointer data)
{
  VostDecoder *self = data;
  g_autoptr (GstCaps) caps = gst_pad_get_current_caps (pad);
  if (caps == NULL)
    caps = gst_pad_query_caps (pad, NULL);
  g_mutex_lock (&self->lock);
  self->found++;
  g_mutex_unlock (&self->lock);
  if (self->linked || !is_of_type (self, caps) || self->seen++ != self->stream)
    return;
  gboolean linked = link_stream (self, pad, caps);
  g_mutex_lock (&self->lock);
  self->linked = linked;
  self->complete = self->complete || !linked;
  g_cond_broadcast (&self->cond);
  g_mutex_unlock (&self->lock);
}

/* No more pads, or all that there are have come to their end. */
static void
on_complete (GstElement *parser, gpointer data)
{
  VostDecoder *self = data;
  g_mutex_lock (&self->lock);
  self->complete = TRUE;
  g_cond_broadcast (&self->cond);
  g_mutex_unlock (&self->lock);
}

static gboolean
build (VostDecoder *self, GstElement *tail, guint queue, GError **error)
{
  GstElement *source = gst_element_factory_make ("filesrc", NULL);
  self->pipeline = gst_pipeline_new (NULL);
  self->parser = gst_element_factory_make ("parsebin", NULL);
  self->sink = gst_element_factory_make ("appsink", NULL);
  self->queue = gst_element_factory_make ("queue", NULL);
  if (source == NULL || self->parser == NULL || self->sink == NULL || self->queue == NULL)
    {
      g_autofree char *advice = vost_media_missing_package ("parsebin");
      g_set_error (error, VOST_ERROR, VOST_ERROR_MISSING,
                   _ ("Parts of GStreamer are not installed. %s"), advice);
      g_clear_pointer (&source, gst_object_unref);
      g_clear_pointer (&self->parser, gst_object_unref);
      g_clear_pointer (&self->sink, gst_object_unref);
      g_clear_pointer (&self->queue, gst_object_unref);
      gst_object_unref (gst_object_ref_sink (tail));
      return FALSE;
    }
  g_object_set (source, "location", self->path, NULL);
  g_object_set (self->sink, "sync", FALSE, "async", FALSE, "max-buffers", queue,
                "enable-last-sample", FALSE, "wait-on-eos", FALSE, NULL);
  /* Scaling in a thread of its own, beside decoding. */
  g_object_set (self->queue, "max-size-buffers", QUEUE, "max-size-bytes", 0, "max-size-time",
                (guint64) 0, NULL);
  GstAppSinkCallbacks callbacks = { .eos = on_end, .new_sample = on_sample };
  gst_app_sink_set_callbacks (GST_APP_SINK (self->sink), &callbacks, self, NULL);

  gst_bin_add_many (GST_BIN (self->pipeline), source, self->parser, self->queue, tail, self->sink,
                    NULL);
  gst_element_link (source, self->parser);
  gst_element_link_many (self->queue, tail, self->sink, NULL);
  g_signal_connect (self->parser, "pad-added", G_CALLBACK (on_pad), self);
  g_signal_connect (self->parser, "no-more-pads", G_CALLBACK (on_complete), self);
  g_signal_connect (self->parser, "drained", G_CALLBACK (on_complete), self);
  g_autoptr (GstBus) bus = gst_pipeline_get_bus (GST_PIPELINE (self->pipeline));
  gst_bus_set_sync_handler (bus, on_message, self, NULL);
  return TRUE;
}

/* With the lock held. */
static gboolean
explain_failure (VostDecoder *self, GError **error)
{
  if (!self->linked && self->missing_detail != NULL)
    vost_set_media_error (error, self->path, NULL, self->missing_detail, self->missing_name);
  else if (!self->linked && (self->complete || self->found > 0))
    {
      g_autofree char *name = g_filename_display_basename (self->path);
      g_set_error (error, VOST_ERROR, VOST_ERROR_UNSUPPORTED,
                   g_str_equal (self->type, "video") ? _ ("“%s” has no picture.")
                                                     : _ ("“%s” has no such sound track."),
                   name);
    }
  else if (self->failure != NULL)
    vost_set_media_error (error, self->path, self->failure, NULL, NULL);
  else
    return TRUE;
  return FALSE;
}

static gboolean
wait_for_start (VostDecoder *self, GError **error)
{
  gint64 deadline = g_get_monotonic_time () + OPENING_LIMIT;
  gboolean in_time = TRUE;
  g_mutex_lock (&self->lock);
  while (in_time && !self->arrived && self->failure == NULL && (self->linked || !self->complete))
    in_time = g_cond_wait_until (&self->cond, &self->lock, deadline);
  /* A file that breaks off later is still good for what came. */
  gboolean ok = self->arrived || explain_failure (self, error);
  g_mutex_unlock (&self->lock);
  if (ok && !in_time)
    {
      g_autofree char *name = g_filename_display_basename (self->path);
      g_set_error (error, VOST_ERROR, VOST_ERROR_IO, _ ("“%s” does not answer."), name);
      return FALSE;
    }
  return ok;
}

VostDecoder *
vost_decoder_new (const char *path,
                  const char *type,
                  guint stream,
                  GstElement *tail,
                  guint queue,
                  GError **error)
{
  vost_media_init ();
  g_autoptr (VostDecoder) self = g_new0 (VostDecoder, 1);
  g_mutex_init (&self->lock);
  g_cond_init (&self->cond);
  self->path = g_strdup (path);
  self->type = g_strdup (type);
  self->stream = stream;
  self->key_distance = VOST_TIME_NONE;
  self->key_latest = VOST_TIME_NONE;
  gst_segment_init (&self->key_segment, GST_FORMAT_TIME);

  if (!build (self, tail, queue, error))
    return NULL;
  /* The sink follows no clock, so it runs ahead as far as its queue allows; in PAUSED it would stop
   * at once. */
  gst_element_set_state (self->pipeline, GST_STATE_PLAYING);
  if (!wait_for_start (self, error))
    return NULL;
  return g_steal_pointer (&self);
}

void
vost_decoder_free (VostDecoder *self)
{
  if (self->pipeline != NULL)
    {
      gst_element_set_state (self->pipeline, GST_STATE_NULL);
      g_autoptr (GstBus) bus = gst_pipeline_get_bus (GST_PIPELINE (self->pipeline));
      gst_bus_set_sync_handler (bus, NULL, NULL, NULL);
      gst_object_unref (self->pipeline);
    }
  g_clear_error (&self->failure);
  g_free (self->missing_detail);
  g_free (self->missing_name);
  g_free (self->path);
  g_free (self->type);
  g_mutex_clear (&self->lock);
  g_cond_clear (&self->cond);
  g_free (self);
}

static void
on_cancelled (GCancellable *cancellable, gpointer data)
{
  wake (data);
}

static gboolean
wait_for_sample (VostDecoder *self, GstSample **ret, GCancellable *cancellable, GError **error)
{
  gboolean ok = TRUE;
  *ret = NULL;
  g_mutex_lock (&self->lock);
  while (ok)
    {
      if (g_cancellable_is_cancelled (cancellable))
        {
          g_set_error (error, VOST_ERROR, VOST_ERROR_CANCELLED, _ ("Stopped."));
          ok = FALSE;
          break;
        }
      *ret = gst_app_sink_try_pull_sample (GST_APP_SINK (self->sink), 0);
      if (*ret != NULL)
        break;
      if (self->ended && gst_app_sink_is_eos (GST_APP_SINK (self->sink)))
        break;
      else if (self->failure != NULL)
        {
          vost_set_media_error (error, self->path, self->failure, NULL, NULL);
          ok = FALSE;
        }
      else
        g_cond_wait (&self->cond, &self->lock);
    }
  g_mutex_unlock (&self->lock);
  return ok;
}

gboolean
vost_decoder_pull (VostDecoder *self, GstSample **ret, GCancellable *cancellable, GError **error)
{
  gulong handler = 0;
  if (cancellable != NULL)
    handler = g_cancellable_connect (cancellable, G_CALLBACK (on_cancelled), self, NULL);
  gboolean ok = wait_for_sample (self, ret, cancellable, error);
  if (handler != 0)
    g_cancellable_disconnect (cancellable, handler);
  return ok;
}

gboolean
vost_decoder_seek (VostDecoder *self, VostTime t, GstSeekFlags flags)
{
  /* What broke there may be whole elsewhere. */
  g_mutex_lock (&self->lock);
  self->ended = FALSE;
  g_clear_error (&self->failure);
  g_mutex_unlock (&self->lock);
  return gst_element_seek (self->pipeline, 1.0, GST_FORMAT_TIME, GST_SEEK_FLAG_FLUSH | flags,
                           GST_SEEK_TYPE_SET, MAX (t, 0), GST_SEEK_TYPE_NONE, -1);
}

VostTime
vost_decoder_get_duration (VostDecoder *self)
{
  gint64 duration = -1;
  if (!gst_element_query_duration (self->pipeline, GST_FORMAT_TIME, &duration) || duration <= 0)
    return VOST_TIME_NONE;
  return duration;
}

void
vost_decoder_restart (VostDecoder *self)
{
  gst_element_set_state (self->pipeline, GST_STATE_READY);
  if (self->decoder != NULL)
    {
      gst_element_set_state (self->decoder, GST_STATE_NULL);
      gst_bin_remove (GST_BIN (self->pipeline), self->decoder);
      self->decoder = NULL;
    }
  g_mutex_lock (&self->lock);
  self->ended = FALSE;
  self->linked = FALSE;
  self->seen = 0;
  g_mutex_unlock (&self->lock);
  gst_element_set_state (self->pipeline, GST_STATE_PLAYING);
}

void
vost_decoder_get_keys (VostDecoder *self, VostTime *ret_distance, VostTime *ret_latest)
{
  g_mutex_lock (&self->lock);
  *ret_distance = self->key_distance;
  *ret_latest = self->key_latest;
  g_mutex_unlock (&self->lock);
}
