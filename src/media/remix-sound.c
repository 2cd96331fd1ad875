/* The remix's sound on its way to the loudspeaker, and with it the clock that pictures follow. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "remix-sound-private.h"

#include <gst/app/gstappsrc.h>

#include <vostok/media/media.h>
#include <vostok/media/mixer.h>
#include <vostok/media/reader.h>

/* Sample frames mixed at once: 20 ms. */
#define BLOCK 960
#define BLOCK_BYTES (BLOCK * VOST_SOUND_CHANNELS * sizeof (float))
/* How much may wait in the source: enough for a reader to be opened, little enough for an edit to
 * be heard soon. */
#define QUEUE_BLOCKS 10
/* A sink that has not started by then is stuck. */
#define START_LIMIT (3 * GST_SECOND)

struct _VostRemixSound
{
  /* The caller's. */
  GstElement *pipeline;
  GstElement *source;
  GstElement *volume;
  double loudness;
  gboolean muted;
  gboolean silent; /* the real sink failed once */
  gboolean running;
  VostTime start;
  VostTime end;
  double rate;
  VostTime heard; /* last position told */

  GThread *thread;
  gint hungry; /* atomic: the source wants data */

  GMutex lock; /* guards what follows */
  GCond cond;
  gboolean quit;
  gboolean feeding;
  guint stretch; /* counts seeks: a block mixed before one is not for after it */
  gint64 next;   /* sample frame */
  gint64 silent_from;
  VostSnapshot *snapshot;
  gboolean changed;
};

static GstBuffer *
mix_block (VostMixer *mixer, gint64 first, gint64 silent_from)
{
  float *data = g_new0 (float, BLOCK *VOST_SOUND_CHANNELS);
  guint n = (guint) CLAMP (silent_from - first, 0, BLOCK);
  if (n > 0)
    {
      g_autoptr (GError) error = NULL;
      if (!vost_mixer_get_sound (mixer, first, n, data, NULL, &error))
        g_debug ("Silence: %s", error->message);
      vost_mixer_prepare (mixer, gst_util_uint64_scale (first, GST_SECOND, VOST_SOUND_RATE));
    }
  GstBuffer *buffer = gst_buffer_new_wrapped (data, BLOCK_BYTES);
  GST_BUFFER_PTS (buffer) = gst_util_uint64_scale (first, GST_SECOND, VOST_SOUND_RATE);
  GST_BUFFER_DURATION (buffer) = gst_util_uint64_scale (BLOCK, GST_SECOND, VOST_SOUND_RATE);
  return buffer;
}

static gpointer
feed (gpointer data)
{
  VostRemixSound *self = data;
  g_autoptr (VostMixer) mixer = vost_mixer_new (2, 2, GST_VIDEO_FORMAT_BGRA);
  g_mutex_lock (&self->lock);
  while (!self->quit)
    {
      if (self->changed)
        {
          g_autoptr (VostSnapshot) snapshot =
              self->snapshot != NULL ? vost_snapshot_ref (self->snapshot) : NULL;
          self->changed = FALSE;
          g_mutex_unlock (&self->lock);
          vost_mixer_set_snapshot (mixer, snapshot);
          g_mutex_lock (&self->lock);
          continue;
        }
      if (!self->feeding || !g_atomic_int_get (&self->hungry))
        {
          g_cond_wait (&self->cond, &self->lock);
          continue;
        }
      guint stretch = self->stretch;
      gint64 first = self->next;
      gint64 silent_from = self->silent_from;
      g_mutex_unlock (&self->lock);
      GstBuffer *buffer = mix_block (mixer, first, silent_from);
      g_mutex_lock (&self->lock);
      if (stretch == self->stretch && self->feeding)
        {
          self->next = first + BLOCK;
          gst_app_src_push_buffer (GST_APP_SRC (self->source), buffer);
        }
      else
        gst_buffer_unref (buffer);
    }
  g_mutex_unlock (&self->lock);
  return NULL;
}

static void
on_need (GstAppSrc *source, guint length, gpointer data)
{
  VostRemixSound *self = data;
  g_mutex_lock (&self->lock);
  g_atomic_int_set (&self->hungry, TRUE);
  g_cond_broadcast (&self->cond);
  g_mutex_unlock (&self->lock);
}

/* Comes from within a push, that is with the lock held. */
static void
on_enough (GstAppSrc *source, gpointer data)
{
  VostRemixSound *self = data;
  g_atomic_int_set (&self->hungry, FALSE);
}

static gboolean
on_seek (GstAppSrc *source, guint64 offset, gpointer data)
{
  VostRemixSound *self = data;
  g_mutex_lock (&self->lock);
  self->stretch++;
  self->next = (gint64) gst_util_uint64_scale_round (offset, VOST_SOUND_RATE, GST_SECOND);
  g_atomic_int_set (&self->hungry, TRUE);
  g_cond_broadcast (&self->cond);
  g_mutex_unlock (&self->lock);
  return TRUE;
}

VostRemixSound *
vost_remix_sound_new (void)
{
  vost_media_init ();
  VostRemixSound *self = g_new0 (VostRemixSound, 1);
  g_mutex_init (&self->lock);
  g_cond_init (&self->cond);
  self->loudness = 1;
  self->thread = g_thread_new ("remix-sound", feed, self);
  return self;
}

static void
set_feeding (VostRemixSound *self, gboolean feeding)
{
  g_mutex_lock (&self->lock);
  self->feeding = feeding;
  g_cond_broadcast (&self->cond);
  g_mutex_unlock (&self->lock);
}

static void
tear_down (VostRemixSound *self)
{
  set_feeding (self, FALSE);
  if (self->pipeline != NULL)
    gst_element_set_state (self->pipeline, GST_STATE_NULL);
  gst_clear_object (&self->pipeline);
  self->source = NULL;
  self->volume = NULL;
}

void
vost_remix_sound_free (VostRemixSound *self)
{
  tear_down (self);
  g_mutex_lock (&self->lock);
  self->quit = TRUE;
  g_cond_broadcast (&self->cond);
  g_mutex_unlock (&self->lock);
  g_thread_join (self->thread);
  g_clear_pointer (&self->snapshot, vost_snapshot_unref);
  g_mutex_clear (&self->lock);
  g_cond_clear (&self->cond);
  g_free (self);
}

void
vost_remix_sound_set_snapshot (VostRemixSound *self, VostSnapshot *snapshot)
{
  g_mutex_lock (&self->lock);
  if (snapshot != NULL)
    vost_snapshot_ref (snapshot);
  g_clear_pointer (&self->snapshot, vost_snapshot_unref);
  self->snapshot = snapshot;
  self->changed = TRUE;
  g_cond_broadcast (&self->cond);
  g_mutex_unlock (&self->lock);
}

void
vost_remix_sound_set_volume (VostRemixSound *self, double volume, gboolean muted)
{
  self->loudness = volume;
  self->muted = muted;
  if (self->volume != NULL)
    g_object_set (self->volume, "volume", volume, "mute", muted, NULL);
}

static void
set_up_source (VostRemixSound *self)
{
  g_autoptr (GstCaps) caps = gst_caps_from_string (
      "audio/x-raw,format=F32LE,rate=48000,channels=2,layout=interleaved,channel-mask=(bitmask)3");
  g_object_set (self->source, "caps", caps, "format", GST_FORMAT_TIME, "stream-type",
                GST_APP_STREAM_TYPE_SEEKABLE, "max-bytes", (guint64) (QUEUE_BLOCKS * BLOCK_BYTES),
                NULL);
  GstAppSrcCallbacks callbacks = { .need_data = on_need,
                                   .enough_data = on_enough,
                                   .seek_data = on_seek };
  gst_app_src_set_callbacks (GST_APP_SRC (self->source), &callbacks, self, NULL);
}

static gboolean
build (VostRemixSound *self)
{
  GstElement *sink =
      self->silent ? gst_element_factory_make ("fakesink", NULL) : vost_media_make_audio_sink ();
  if (self->silent && sink != NULL)
    g_object_set (sink, "sync", TRUE, NULL);
  GstElement *parts[] = {
    gst_element_factory_make ("appsrc", NULL),
    gst_element_factory_make ("scaletempo", NULL),
    gst_element_factory_make ("volume", NULL),
    gst_element_factory_make ("audioconvert", NULL),
    gst_element_factory_make ("audioresample", NULL),
    sink,
  };
  gboolean whole = TRUE;
  self->pipeline = gst_pipeline_new (NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      whole = whole && parts[i] != NULL;
      if (parts[i] != NULL)
        gst_bin_add (GST_BIN (self->pipeline), parts[i]);
    }
  for (gsize i = 1; i < G_N_ELEMENTS (parts) && whole; i++)
    whole = gst_element_link (parts[i - 1], parts[i]);
  if (!whole)
    {
      tear_down (self);
      return FALSE;
    }
  self->source = parts[0];
  self->volume = parts[2];
  set_up_source (self);
  vost_remix_sound_set_volume (self, self->loudness, self->muted);
  return TRUE;
}

static gboolean
has_failed (VostRemixSound *self)
{
  if (self->pipeline == NULL)
    return TRUE;
  g_autoptr (GstBus) bus = gst_pipeline_get_bus (GST_PIPELINE (self->pipeline));
  g_autoptr (GstMessage) message = gst_bus_pop_filtered (bus, GST_MESSAGE_ERROR);
  /* Nobody else reads this bus: what is not an error goes as well. */
  return message != NULL;
}

static gboolean
wait_for_state (VostRemixSound *self)
{
  GstStateChangeReturn result = gst_element_get_state (self->pipeline, NULL, NULL, START_LIMIT);
  return result != GST_STATE_CHANGE_FAILURE && result != GST_STATE_CHANGE_ASYNC &&
         !has_failed (self);
}

static gboolean
try_start (VostRemixSound *self)
{
  if (self->pipeline == NULL && !build (self))
    return FALSE;
  set_feeding (self, TRUE);
  gst_element_set_state (self->pipeline, GST_STATE_PAUSED);
  if (!wait_for_state (self))
    return FALSE;
  if (!gst_element_seek (self->pipeline, self->rate, GST_FORMAT_TIME,
                         GST_SEEK_FLAG_FLUSH | GST_SEEK_FLAG_ACCURATE, GST_SEEK_TYPE_SET,
                         self->start, GST_SEEK_TYPE_SET, -1))
    return FALSE;
  gst_element_set_state (self->pipeline, GST_STATE_PLAYING);
  return wait_for_state (self);
}

void
vost_remix_sound_start (VostRemixSound *self, VostTime position, VostTime end, double rate)
{
  self->start = MAX (position, 0);
  self->end = end;
  self->rate = rate;
  self->heard = self->start;
  g_mutex_lock (&self->lock);
  self->silent_from =
      end == VOST_TIME_NONE
          ? G_MAXINT64
          : (gint64) gst_util_uint64_scale_round (MAX (end, 0), VOST_SOUND_RATE, GST_SECOND);
  g_mutex_unlock (&self->lock);
  self->running = try_start (self);
  if (!self->running && !self->silent)
    {
      /* A device that opens but does not run: without sound is better than not at all. */
      tear_down (self);
      self->silent = TRUE;
      self->running = try_start (self);
    }
}

void
vost_remix_sound_stop (VostRemixSound *self)
{
  self->running = FALSE;
  if (self->pipeline != NULL)
    gst_element_set_state (self->pipeline, GST_STATE_PAUSED);
}

VostTime
vost_remix_sound_get_position (VostRemixSound *self)
{
  if (self->running && has_failed (self))
    {
      tear_down (self);
      self->silent = TRUE;
      vost_remix_sound_start (self, self->heard, self->end, self->rate);
    }
  gint64 position = 0;
  if (self->running && gst_element_query_position (self->pipeline, GST_FORMAT_TIME, &position))
    self->heard = MAX (self->heard, position);
  return self->heard;
}
