/* A pipeline that is fed from outside: room, end, failure and cancel meet in one place. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "release-private.h"

#include <gst/pbutils/missing-plugins.h>

#include "vostok-config.h"
#include <glib/gi18n-lib.h>

#include <vostok/core/diagnostic.h>

#include "rights-private.h"

/* Between two looks at how far a copy has come. */
#define TICK (G_USEC_PER_SEC / 5)

struct _VostFlow
{
  GstElement *pipeline;
  GCancellable *cancellable;
  gulong cancel_id;
  GMutex lock;
  GCond cond;
  GError *error;
  gboolean ended;
  gboolean ready;
};

static void
wake (VostFlow *self)
{
  g_mutex_lock (&self->lock);
  g_cond_broadcast (&self->cond);
  g_mutex_unlock (&self->lock);
}

static void
on_cancelled (GCancellable *cancellable, gpointer data)
{
  wake (data);
}

void
vost_flow_fail (VostFlow *self, GError *error)
{
  g_mutex_lock (&self->lock);
  if (self->error == NULL)
    self->error = error;
  else
    g_error_free (error);
  g_cond_broadcast (&self->cond);
  g_mutex_unlock (&self->lock);
}

static void
take_error (VostFlow *self, GstMessage *message)
{
  g_autoptr (GError) cause = NULL;
  gst_message_parse_error (message, &cause, NULL);
  gboolean full = g_error_matches (cause, GST_RESOURCE_ERROR, GST_RESOURCE_ERROR_NO_SPACE_LEFT);
  vost_flow_fail (self,
                  full ? g_error_new_literal (VOST_ERROR, VOST_ERROR_IO, _ ("The disk is full."))
                       : g_error_new (VOST_ERROR, VOST_ERROR_IO,
                                      _ ("The film could not be written: %s"), cause->message));
}

/* Here, in the thread that posts it: nobody runs a main loop for this pipeline. */
static GstBusSyncReply
on_message (GstBus *bus, GstMessage *message, gpointer data)
{
  VostFlow *self = data;
  if (gst_is_missing_plugin_message (message))
    {
      g_autofree char *what = gst_missing_plugin_message_get_description (message);
      vost_flow_fail (self, g_error_new (VOST_ERROR, VOST_ERROR_UNSUPPORTED,
                                         _ ("This is not installed: %s."), what));
    }
  switch (GST_MESSAGE_TYPE (message))
    {
    case GST_MESSAGE_ERROR:
      take_error (self, message);
      break;
    case GST_MESSAGE_EOS:
      g_mutex_lock (&self->lock);
      self->ended = TRUE;
      g_cond_broadcast (&self->cond);
      g_mutex_unlock (&self->lock);
      break;
    default:
      break;
    }
  gst_message_unref (message);
  return GST_BUS_DROP;
}

VostFlow *
vost_flow_new (GstElement *pipeline, GCancellable *cancellable)
{
  VostFlow *self = g_new0 (VostFlow, 1);
  g_autoptr (GstBus) bus = gst_element_get_bus (pipeline);
  self->pipeline = gst_object_ref_sink (pipeline);
  self->cancellable = g_object_ref (cancellable);
  g_mutex_init (&self->lock);
  g_cond_init (&self->cond);
  gst_bus_set_sync_handler (bus, on_message, self, NULL);
  /* Not while holding the lock: an already cancelled one calls back at once. */
  self->cancel_id = g_cancellable_connect (cancellable, G_CALLBACK (on_cancelled), self, NULL);
  return self;
}

void
vost_flow_free (VostFlow *self)
{
  if (self == NULL)
    return;
  g_cancellable_disconnect (self->cancellable, self->cancel_id);
  gst_element_set_state (self->pipeline, GST_STATE_NULL);
  g_autoptr (GstBus) bus = gst_element_get_bus (self->pipeline);
  gst_bus_set_sync_handler (bus, NULL, NULL, NULL);
  gst_object_unref (self->pipeline);
  g_object_unref (self->cancellable);
  g_clear_error (&self->error);
  g_mutex_clear (&self->lock);
  g_cond_clear (&self->cond);
  g_free (self);
}

GstElement *
vost_flow_get_pipeline (VostFlow *self)
{
  return self->pipeline;
}

static void
on_need_data (GstElement *source, guint length, gpointer data)
{
  wake (data);
}

GstElement *
vost_flow_add_source (VostFlow *self, GstCaps *caps, guint64 max_bytes)
{
  GstElement *source = gst_element_factory_make ("appsrc", NULL);
  if (source == NULL)
    return NULL;
  /* min-percent: the waiting thread is woken when half is gone, not for every buffer. */
  g_object_set (source, "caps", caps, "format", GST_FORMAT_TIME, "max-bytes", max_bytes,
                "min-percent", 50u, NULL);
  g_signal_connect (source, "need-data", G_CALLBACK (on_need_data), self);
  gst_bin_add (GST_BIN (self->pipeline), source);
  return source;
}

static gboolean
is_over (VostFlow *self)
{
  return self->error != NULL || g_cancellable_is_cancelled (self->cancellable);
}

gboolean
vost_flow_push (VostFlow *self, GstElement *source, GstBuffer *buffer)
{
  GstAppSrc *app = GST_APP_SRC (source);
  guint64 limit = gst_app_src_get_max_bytes (app);
  g_mutex_lock (&self->lock);
  while (!is_over (self) && limit > 0 && gst_app_src_get_current_level_bytes (app) >= limit)
    g_cond_wait (&self->cond, &self->lock);
  gboolean over = is_over (self);
  g_mutex_unlock (&self->lock);
  if (over)
    {
      gst_buffer_unref (buffer);
      return FALSE;
    }
  return gst_app_src_push_buffer (app, buffer) == GST_FLOW_OK;
}

gboolean
vost_flow_start (VostFlow *self, GError **error)
{
  if (gst_element_set_state (self->pipeline, GST_STATE_PLAYING) != GST_STATE_CHANGE_FAILURE)
    return TRUE;
  g_mutex_lock (&self->lock);
  if (self->error != NULL)
    g_propagate_error (error, g_steal_pointer (&self->error));
  else
    g_set_error_literal (error, VOST_ERROR, VOST_ERROR_IO, _ ("The film could not be written."));
  g_mutex_unlock (&self->lock);
  return FALSE;
}

void
vost_flow_set_ready (VostFlow *self)
{
  g_mutex_lock (&self->lock);
  self->ready = TRUE;
  g_cond_broadcast (&self->cond);
  g_mutex_unlock (&self->lock);
}

static gboolean
settle (VostFlow *self, gboolean reached, GError **error)
{
  /* A cancel wins: what failed after it failed because of it. */
  if (g_cancellable_is_cancelled (self->cancellable))
    {
      g_set_error_literal (error, VOST_ERROR, VOST_ERROR_CANCELLED,
                           _ ("Stopped. Nothing was written."));
      return FALSE;
    }
  if (self->error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&self->error));
      return FALSE;
    }
  return reached;
}

gboolean
vost_flow_wait_ready (VostFlow *self, GError **error)
{
  g_mutex_lock (&self->lock);
  while (!is_over (self) && !self->ready)
    g_cond_wait (&self->cond, &self->lock);
  gboolean done = settle (self, self->ready, error);
  g_mutex_unlock (&self->lock);
  return done;
}

gboolean
vost_flow_finish (VostFlow *self,
                  void (*tick) (VostFlow *, gpointer),
                  gpointer data,
                  GError **error)
{
  g_mutex_lock (&self->lock);
  while (!is_over (self) && !self->ended)
    {
      gboolean woken = g_cond_wait_until (&self->cond, &self->lock, g_get_monotonic_time () + TICK);
      if (woken || tick == NULL)
        continue;
      g_mutex_unlock (&self->lock);
      tick (self, data);
      g_mutex_lock (&self->lock);
    }
  gboolean done = settle (self, self->ended, error);
  g_mutex_unlock (&self->lock);
  return done;
}

/* Language and name of a track; the muxers take them from the stream's tags. */
static GstEvent *
tags_of (const VostSoftTrack *track, VostSoftKind kind)
{
  g_autofree char *code = g_strndup (track->language, strcspn (track->language, "-_"));
  g_autofree char *name =
      kind == VOST_SOFT_TIMED_TEXT
          ? g_strdup (track->title)
          : vost_matroska_track_name (track->title, track->language, track->shown);
  GstTagList *tags = gst_tag_list_new_empty ();
  gst_tag_list_set_scope (tags, GST_TAG_SCOPE_STREAM);
  if (*code != '\0')
    gst_tag_list_add (tags, GST_TAG_MERGE_REPLACE, GST_TAG_LANGUAGE_CODE, code, NULL);
  if (*name != '\0')
    gst_tag_list_add (tags, GST_TAG_MERGE_REPLACE, GST_TAG_TITLE, name, NULL);
  return gst_event_new_tag (tags);
}

static gboolean
says_language (GstPad *pad)
{
  g_autofree char *code = NULL;
  GstEvent *event;

  for (guint i = 0; code == NULL && (event = gst_pad_get_sticky_event (pad, GST_EVENT_TAG, i)); i++)
    {
      GstTagList *tags = NULL;
      gst_event_parse_tag (event, &tags);
      gst_tag_list_get_string (tags, GST_TAG_LANGUAGE_CODE, &code);
      gst_event_unref (event);
    }
  return code != NULL;
}

/* Before the first buffer, when all that the stream says of itself has gone by. */
static GstPadProbeReturn
on_first_sound (GstPad *pad, GstPadProbeInfo *info, gpointer data)
{
  const char *known = data;
  /* Without a word Matroska means English. */
  const char *code = *known != '\0' ? known : "und";
  if (*known != '\0' || !says_language (pad))
    {
      GstTagList *tags = gst_tag_list_new (GST_TAG_LANGUAGE_CODE, code, NULL);
      gst_tag_list_set_scope (tags, GST_TAG_SCOPE_STREAM);
      gst_pad_push_event (pad, gst_event_new_tag (tags));
    }
  return GST_PAD_PROBE_REMOVE;
}

void
vost_flow_tell_language (GstPad *pad, const char *language)
{
  gst_pad_add_probe (
      pad, GST_PAD_PROBE_TYPE_BUFFER | GST_PAD_PROBE_TYPE_BUFFER_LIST, on_first_sound,
      language != NULL ? g_strndup (language, strcspn (language, "-_")) : g_strdup (""), g_free);
}

gboolean
vost_flow_add_soft (VostFlow *self,
                    GstElement *muxer,
                    const VostSoftTrack *track,
                    VostSoftKind kind,
                    GError **error)
{
  g_autoptr (GstCaps) caps = vost_soft_caps (track, kind);
  GstElement *source = vost_flow_add_source (self, caps, 0);
  if (source == NULL || !gst_element_link_pads (source, "src", muxer, "subtitle_%u"))
    {
      g_set_error (error, VOST_ERROR, VOST_ERROR_UNSUPPORTED,
                   _ ("Subtitles cannot be put into this kind of file."));
      return FALSE;
    }
  gst_element_send_event (source, tags_of (track, kind));
  g_autoptr (GPtrArray) buffers = vost_soft_buffers (track, kind);
  for (guint i = 0; i < buffers->len; i++)
    gst_app_src_push_buffer (GST_APP_SRC (source), gst_buffer_ref (g_ptr_array_index (buffers, i)));
  gst_app_src_end_of_stream (GST_APP_SRC (source));
  return TRUE;
}
