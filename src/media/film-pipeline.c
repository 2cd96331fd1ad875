/* playbin3 with its pictures scaled and caught, for the film engine. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "film-pipeline-private.h"

#include "vostok-config.h"

#include <glib/gi18n-lib.h>
#include <gst/app/gstappsink.h>
#include <gst/pbutils/pbutils.h>

#include <vostok/media/media.h>

#include "codec-names-private.h"
#include "decoder-private.h"
#include "scaler-private.h"

/* Frames later than this are dropped, and decoders told to hurry. */
#define MAX_LATENESS (40 * GST_MSECOND)
/* Matroska's starts are whole milliseconds. */
#define TOLERANCE (VOST_MSECOND / 2)
#define DEFAULT_LENGTH (VOST_SECOND / 25)

struct _VostFilmPipeline
{
  char *path;
  VostRate rate;
  void (*wake) (gpointer data);
  gpointer data;

  GstElement *playbin;
  GstElement *scaler;
  GstElement *pictures;
  GstElement *sound;

  GMutex lock; /* guards what follows */
  guint events;
  VostFrame *frame;
  VostTime origin; /* start of the first frame; TIME_NONE before it came */
  GError *failure;
  char *missing_detail;
  char *missing_name;
  GstStreamCollection *streams;
};

static void
tell (VostFilmPipeline *self, guint events)
{
  g_mutex_lock (&self->lock);
  self->events |= events;
  g_mutex_unlock (&self->lock);
  self->wake (self->data);
}

/* With the lock held. */
static gint64
frame_number (VostFilmPipeline *self, VostTime t)
{
  VostTime origin = self->origin != VOST_TIME_NONE ? self->origin : 0;
  return MAX (vost_rate_frame_at (self->rate, t - origin + TOLERANCE), 0);
}

/* With the lock held: the span of a picture whose start a seek may have cut off. */
static VostSpan
span_of (VostFilmPipeline *self, VostTime start, GstBuffer *buffer)
{
  VostSpan span = { start, start + DEFAULT_LENGTH };
  if (GST_BUFFER_DURATION_IS_VALID (buffer))
    span.end = start + (VostTime) GST_BUFFER_DURATION (buffer);
  if (vost_rate_is_known (self->rate))
    {
      gint64 number = frame_number (self, start);
      span.start = self->origin + vost_rate_frame_start (self->rate, number);
      span.end = self->origin + vost_rate_frame_start (self->rate, number + 1);
    }
  return span;
}

static void
take_sample (VostFilmPipeline *self, GstSample *sample)
{
  GstBuffer *buffer = gst_sample_get_buffer (sample);
  GstVideoInfo info;
  if (buffer == NULL || !GST_BUFFER_PTS_IS_VALID (buffer) ||
      !gst_video_info_from_caps (&info, gst_sample_get_caps (sample)))
    return;
  guint64 start = gst_segment_to_stream_time (gst_sample_get_segment (sample), GST_FORMAT_TIME,
                                              GST_BUFFER_PTS (buffer));
  if (start == GST_CLOCK_TIME_NONE)
    return;
  g_mutex_lock (&self->lock);
  if (self->origin == VOST_TIME_NONE)
    self->origin = (VostTime) start;
  g_clear_pointer (&self->frame, vost_frame_unref);
  self->frame = vost_frame_new (buffer, &info, span_of (self, (VostTime) start, buffer));
  self->events |= VOST_FILM_FRAME;
  g_mutex_unlock (&self->lock);
  self->wake (self->data);
}

static GstFlowReturn
on_preroll (GstAppSink *sink, gpointer data)
{
  g_autoptr (GstSample) sample = gst_app_sink_try_pull_preroll (sink, 0);
  if (sample != NULL)
    take_sample (data, sample);
  return GST_FLOW_OK;
}

static GstFlowReturn
on_sample (GstAppSink *sink, gpointer data)
{
  g_autoptr (GstSample) sample = gst_app_sink_try_pull_sample (sink, 0);
  if (sample != NULL)
    take_sample (data, sample);
  return GST_FLOW_OK;
}

static void
take_error (VostFilmPipeline *self, GstMessage *message)
{
  GError *failure = NULL;
  gst_message_parse_error (message, &failure, NULL);
  gboolean of_sound =
      GST_MESSAGE_SRC (message) == GST_OBJECT (self->sound) ||
      gst_object_has_as_ancestor (GST_MESSAGE_SRC (message), GST_OBJECT (self->sound));
  g_mutex_lock (&self->lock);
  g_clear_error (&self->failure);
  self->failure = failure;
  g_mutex_unlock (&self->lock);
  tell (self, of_sound ? VOST_FILM_NO_SOUND : VOST_FILM_FAILED);
}

static void
take_missing (VostFilmPipeline *self, GstMessage *message)
{
  g_mutex_lock (&self->lock);
  g_free (self->missing_detail);
  g_free (self->missing_name);
  self->missing_detail = gst_missing_plugin_message_get_installer_detail (message);
  self->missing_name = gst_missing_plugin_message_get_description (message);
  g_mutex_unlock (&self->lock);
}

static void
take_streams (VostFilmPipeline *self, GstMessage *message)
{
  g_autoptr (GstStreamCollection) streams = NULL;
  gst_message_parse_stream_collection (message, &streams);
  g_mutex_lock (&self->lock);
  gst_object_replace ((GstObject **) &self->streams, GST_OBJECT (streams));
  g_mutex_unlock (&self->lock);
  tell (self, VOST_FILM_TRACKS);
}

static GstBusSyncReply
on_message (GstBus *bus, GstMessage *message, gpointer data)
{
  VostFilmPipeline *self = data;
  switch (GST_MESSAGE_TYPE (message))
    {
    case GST_MESSAGE_ERROR:
      take_error (self, message);
      break;
    case GST_MESSAGE_ASYNC_DONE:
      if (GST_MESSAGE_SRC (message) == GST_OBJECT (self->playbin))
        tell (self, VOST_FILM_SETTLED);
      break;
    case GST_MESSAGE_EOS:
      tell (self, VOST_FILM_ENDED);
      break;
    case GST_MESSAGE_STREAM_COLLECTION:
      take_streams (self, message);
      break;
    case GST_MESSAGE_ELEMENT:
      if (gst_is_missing_plugin_message (message))
        take_missing (self, message);
      break;
    default:
      break;
    }
  gst_message_unref (message);
  return GST_BUS_DROP;
}

static GstElement *
make_picture_sink (VostFilmPipeline *self)
{
  self->scaler = vost_scaler_new (GST_VIDEO_FORMAT_BGRA, VOST_FIT_SHRINK, 0, 0);
  self->pictures = gst_element_factory_make ("appsink", NULL);
  if (self->scaler == NULL || self->pictures == NULL)
    {
      g_clear_pointer (&self->scaler, gst_object_unref);
      g_clear_pointer (&self->pictures, gst_object_unref);
      return NULL;
    }
  g_object_set (self->pictures, "max-buffers", 1, "drop", TRUE, "qos", TRUE, "max-lateness",
                (gint64) MAX_LATENESS, "enable-last-sample", FALSE, NULL);
  GstAppSinkCallbacks callbacks = { .new_preroll = on_preroll, .new_sample = on_sample };
  gst_app_sink_set_callbacks (GST_APP_SINK (self->pictures), &callbacks, self, NULL);

  GstElement *bin = gst_bin_new (NULL);
  gst_bin_add_many (GST_BIN (bin), self->scaler, self->pictures, NULL);
  gst_element_link (self->scaler, self->pictures);
  g_autoptr (GstPad) pad = gst_element_get_static_pad (self->scaler, "sink");
  gst_element_add_pad (bin, gst_ghost_pad_new ("sink", pad));
  return bin;
}

static gboolean
build (VostFilmPipeline *self, gboolean silent)
{
  g_autofree char *absolute = g_canonicalize_filename (self->path, NULL);
  g_autofree char *uri = gst_filename_to_uri (absolute, NULL);
  self->playbin = gst_element_factory_make ("playbin3", NULL);
  GstElement *pictures = self->playbin != NULL ? make_picture_sink (self) : NULL;
  if (pictures == NULL || uri == NULL)
    return FALSE;
  /* Ours until the end: playbin3 sinks its floating reference. */
  gst_object_ref_sink (self->playbin);
  if (silent)
    {
      self->sound = gst_element_factory_make ("fakesink", NULL);
      g_object_set (self->sound, "sync", TRUE, NULL);
    }
  else
    self->sound = vost_media_make_audio_sink ();
  /* Native: its own scaler would come before ours and hide from it how large the film is. */
  gst_util_set_object_arg (G_OBJECT (self->playbin), "flags",
                           "video+audio+soft-volume+native-video");
  g_object_set (self->playbin, "uri", uri, "video-sink", pictures, "audio-sink", self->sound, NULL);
  GstElement *tempo = gst_element_factory_make ("scaletempo", NULL);
  if (tempo != NULL)
    g_object_set (self->playbin, "audio-filter", tempo, NULL);
  g_autoptr (GstBus) bus = gst_element_get_bus (self->playbin);
  gst_bus_set_sync_handler (bus, on_message, self, NULL);
  return TRUE;
}

VostFilmPipeline *
vost_film_pipeline_new (const char *path,
                        VostRate rate,
                        gboolean silent,
                        void (*wake) (gpointer data),
                        gpointer data)
{
  vost_media_init ();
  VostFilmPipeline *self = g_new0 (VostFilmPipeline, 1);
  g_mutex_init (&self->lock);
  self->path = g_strdup (path);
  self->rate = rate;
  self->wake = wake;
  self->data = data;
  self->origin = VOST_TIME_NONE;
  if (build (self, silent))
    gst_element_set_state (self->playbin, GST_STATE_PAUSED);
  else
    {
      self->missing_detail = g_strdup ("playbin3");
      self->missing_name = g_strdup ("playbin3");
      tell (self, VOST_FILM_FAILED);
    }
  return self;
}

void
vost_film_pipeline_free (VostFilmPipeline *self)
{
  if (self->playbin != NULL)
    {
      gst_element_set_state (self->playbin, GST_STATE_NULL);
      g_autoptr (GstBus) bus = gst_element_get_bus (self->playbin);
      gst_bus_set_sync_handler (bus, NULL, NULL, NULL);
      gst_object_unref (self->playbin);
    }
  g_clear_pointer (&self->frame, vost_frame_unref);
  gst_clear_object (&self->streams);
  g_clear_error (&self->failure);
  g_free (self->missing_detail);
  g_free (self->missing_name);
  g_free (self->path);
  g_mutex_clear (&self->lock);
  g_free (self);
}

guint
vost_film_pipeline_take (VostFilmPipeline *self)
{
  g_mutex_lock (&self->lock);
  guint events = self->events;
  self->events = 0;
  g_mutex_unlock (&self->lock);
  return events;
}

char *
vost_film_pipeline_take_words (VostFilmPipeline *self)
{
  g_autoptr (GError) error = NULL;
  g_mutex_lock (&self->lock);
  if (self->failure != NULL || self->missing_detail != NULL)
    vost_set_media_error (&error, self->path, self->failure, self->missing_detail,
                          self->missing_name);
  g_clear_error (&self->failure);
  g_clear_pointer (&self->missing_detail, g_free);
  g_clear_pointer (&self->missing_name, g_free);
  g_mutex_unlock (&self->lock);
  return error != NULL ? g_strdup (error->message) : NULL;
}

VostFrame *
vost_film_pipeline_get_frame (VostFilmPipeline *self)
{
  g_mutex_lock (&self->lock);
  VostFrame *frame = self->frame != NULL ? vost_frame_ref (self->frame) : NULL;
  g_mutex_unlock (&self->lock);
  return frame;
}

gboolean
vost_film_pipeline_set_playing (VostFilmPipeline *self, gboolean playing)
{
  GstState state = playing ? GST_STATE_PLAYING : GST_STATE_PAUSED;
  return gst_element_set_state (self->playbin, state) == GST_STATE_CHANGE_ASYNC;
}

gboolean
vost_film_pipeline_seek (VostFilmPipeline *self,
                         VostTime t,
                         VostTime stop,
                         double rate,
                         gboolean key)
{
  GstSeekFlags flags = GST_SEEK_FLAG_FLUSH;
  /* An end from before is no end of what follows. */
  g_mutex_lock (&self->lock);
  self->events &= ~(guint) VOST_FILM_ENDED;
  g_mutex_unlock (&self->lock);
  flags |= key ? GST_SEEK_FLAG_KEY_UNIT | GST_SEEK_FLAG_SNAP_BEFORE : GST_SEEK_FLAG_ACCURATE;
  return gst_element_seek (self->playbin, rate, GST_FORMAT_TIME, flags, GST_SEEK_TYPE_SET,
                           MAX (t, 0), GST_SEEK_TYPE_SET,
                           stop == VOST_TIME_NONE ? (gint64) GST_CLOCK_TIME_NONE : stop);
}

void
vost_film_pipeline_step (VostFilmPipeline *self, guint frames)
{
  gst_element_send_event (self->pictures,
                          gst_event_new_step (GST_FORMAT_BUFFERS, frames, 1.0, TRUE, FALSE));
}

void
vost_film_pipeline_resize (VostFilmPipeline *self, int width, int height)
{
  if (self->scaler != NULL)
    vost_scaler_resize (self->scaler, width, height);
}

void
vost_film_pipeline_set_volume (VostFilmPipeline *self, double volume, gboolean muted)
{
  if (self->playbin != NULL)
    g_object_set (self->playbin, "volume", volume, "mute", muted, NULL);
}

/* With the lock held: the stream that is the @index-th of its type, NULL if there is none. */
static GstStream *
nth_stream (VostFilmPipeline *self, GstStreamType type, guint index)
{
  guint n = self->streams != NULL ? gst_stream_collection_get_size (self->streams) : 0;
  for (guint i = 0; i < n; i++)
    {
      GstStream *stream = gst_stream_collection_get_stream (self->streams, i);
      if ((gst_stream_get_stream_type (stream) & type) && index-- == 0)
        return stream;
    }
  return NULL;
}

void
vost_film_pipeline_select_sound (VostFilmPipeline *self, int index)
{
  GList *ids = NULL;
  g_mutex_lock (&self->lock);
  GstStream *sound = nth_stream (self, GST_STREAM_TYPE_AUDIO, (guint) MAX (index, 0));
  GstStream *pictures = nth_stream (self, GST_STREAM_TYPE_VIDEO, 0);
  if (pictures != NULL)
    ids = g_list_append (ids, g_strdup (gst_stream_get_stream_id (pictures)));
  if (sound != NULL)
    ids = g_list_append (ids, g_strdup (gst_stream_get_stream_id (sound)));
  g_mutex_unlock (&self->lock);
  if (sound != NULL)
    gst_element_send_event (self->playbin, gst_event_new_select_streams (ids));
  g_list_free_full (ids, g_free);
}

VostTime
vost_film_pipeline_get_position (VostFilmPipeline *self)
{
  gint64 position = 0;
  if (!gst_element_query_position (self->playbin, GST_FORMAT_TIME, &position))
    return VOST_TIME_NONE;
  return position;
}

VostTime
vost_film_pipeline_get_duration (VostFilmPipeline *self)
{
  gint64 duration = 0;
  if (!gst_element_query_duration (self->playbin, GST_FORMAT_TIME, &duration))
    return 0;
  return MAX (duration, 0);
}

static char *
title_of (GstStream *stream, guint number)
{
  g_autoptr (GstTagList) tags = gst_stream_get_tags (stream);
  g_autofree char *title = NULL;
  g_autofree char *code = NULL;
  if (tags != NULL)
    {
      gst_tag_list_get_string (tags, GST_TAG_TITLE, &title);
      gst_tag_list_get_string (tags, GST_TAG_LANGUAGE_CODE, &code);
    }
  g_autofree char *named = code != NULL ? vost_language_title (code) : NULL;
  const char *language = named != NULL ? named : code;
  if (title != NULL && language != NULL)
    return g_strdup_printf ("%s (%s)", title, language);
  if (title != NULL || language != NULL)
    return g_strdup (title != NULL ? title : language);
  return g_strdup_printf (_ ("Track %u"), number);
}

char **
vost_film_pipeline_list_sounds (VostFilmPipeline *self)
{
  g_autoptr (GStrvBuilder) titles = g_strv_builder_new ();
  g_mutex_lock (&self->lock);
  GstStream *stream = NULL;
  for (guint i = 0; (stream = nth_stream (self, GST_STREAM_TYPE_AUDIO, i)) != NULL; i++)
    {
      g_autofree char *title = title_of (stream, i + 1);
      g_strv_builder_add (titles, title);
    }
  g_mutex_unlock (&self->lock);
  return g_strv_builder_end (titles);
}

VostTime
vost_film_pipeline_get_origin (VostFilmPipeline *self)
{
  g_mutex_lock (&self->lock);
  VostTime origin = self->origin != VOST_TIME_NONE ? self->origin : 0;
  g_mutex_unlock (&self->lock);
  return origin;
}

gboolean
vost_film_pipeline_has_pictures (VostFilmPipeline *self)
{
  g_mutex_lock (&self->lock);
  gboolean has = nth_stream (self, GST_STREAM_TYPE_VIDEO, 0) != NULL;
  g_mutex_unlock (&self->lock);
  return has;
}

VostTime
vost_film_pipeline_frame_start (VostFilmPipeline *self, VostTime t)
{
  if (!vost_rate_is_known (self->rate))
    return t;
  g_mutex_lock (&self->lock);
  VostTime origin = self->origin != VOST_TIME_NONE ? self->origin : 0;
  VostTime start = origin + vost_rate_frame_start (self->rate, frame_number (self, t));
  g_mutex_unlock (&self->lock);
  return start;
}

VostTime
vost_film_pipeline_frame_middle (VostFilmPipeline *self, VostTime t)
{
  if (!vost_rate_is_known (self->rate))
    return t;
  return vost_film_pipeline_frame_start (self, t) +
         (VostTime) gst_util_uint64_scale_int (VOST_SECOND / 2, self->rate.den, self->rate.num);
}
