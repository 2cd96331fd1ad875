/* The engine that plays the remix: pictures of the mixer by the clock of its sound. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine-private.h"

#include <gst/video/video.h>

#include <vostok/core/timeline.h>
#include <vostok/media/media.h>
#include <vostok/media/mixer.h>

#include "remix-sound-private.h"
#include "scaler-private.h"

/* A frame may be shown so much early: threads do not wake to the nanosecond. */
#define EARLY (2 * VOST_MSECOND)

typedef struct
{
  VostEngine base;

  /* Guarded by the base's lock. */
  gboolean news;
  GCancellable *idle_work; /* (nullable) the exact frame after a key frame: any news ends it */
  GCancellable *all_work;  /* ends when the engine does */

  /* The thread's own. */
  VostWanted seen;
  VostMixer *mixer;
  int width;
  int height;
  VostRemixSound *sound;
  VostRate rate;
  VostTime duration;
  VostTime position;
  gboolean dirty;  /* position's picture is to be shown */
  gboolean exact;  /* not just a key frame */
  gboolean refine; /* a key frame is shown, the exact one is to follow */

  gboolean playing;
  double speed;
  VostTime back_start; /* playing backwards: where and when it began */
  gint64 back_stamp;
  gint64 shown;     /* while playing: number of the frame shown last; backwards, of the next one */
  VostFrame *ready; /* (nullable) the next one, not yet due */
  gint64 deadline;  /* when to look again */
} VostRemixEngine;

static void
remix_wake (VostEngine *base)
{
  VostRemixEngine *self = (VostRemixEngine *) base;
  self->news = TRUE;
  if (self->idle_work != NULL)
    g_cancellable_cancel (self->idle_work);
  if (base->wanted.quit)
    g_cancellable_cancel (self->all_work);
}

static void
remix_finalize (VostEngine *base)
{
  VostRemixEngine *self = (VostRemixEngine *) base;
  g_clear_object (&self->all_work);
  g_clear_object (&self->idle_work);
}

static void
remix_init (VostEngine *base, gconstpointer data)
{
  VostRemixEngine *self = (VostRemixEngine *) base;
  self->all_work = g_cancellable_new ();
  self->news = TRUE;
}

/* The size that pictures are mixed at: the remix's, no larger than the viewport. */
static void
get_size (const VostWanted *wanted, int *ret_width, int *ret_height)
{
  int width = 0;
  int height = 0;
  VostRate rate;
  GstVideoInfo info;
  vost_timeline_get_picture (wanted->snapshot, &width, &height, &rate);
  gst_video_info_set_format (&info, GST_VIDEO_FORMAT_BGRA, MAX (width, 2), MAX (height, 2));
  vost_fit_size (&info, VOST_FIT_SHRINK, wanted->width, wanted->height, ret_width, ret_height);
}

static void
take_document (VostRemixEngine *self, const VostWanted *wanted)
{
  int width = 0;
  int height = 0;
  gboolean edited = wanted->snapshot_serial != self->seen.snapshot_serial || self->mixer == NULL;
  get_size (wanted, &width, &height);
  gboolean resized = self->mixer == NULL || width != self->width || height != self->height;
  if (!edited && !resized)
    return;
  if (resized)
    {
      g_clear_pointer (&self->mixer, vost_mixer_free);
      self->mixer = vost_mixer_new (width, height, GST_VIDEO_FORMAT_BGRA);
      self->width = width;
      self->height = height;
    }
  vost_mixer_set_snapshot (self->mixer, wanted->snapshot);
  g_clear_pointer (&self->ready, vost_frame_unref);
  vost_timeline_get_picture (wanted->snapshot, &width, &height, &self->rate);
  if (edited)
    {
      vost_remix_sound_set_snapshot (self->sound, wanted->snapshot);
      self->duration = vost_timeline_duration (wanted->snapshot);
      vost_engine_report_duration (&self->base, self->duration);
    }
  self->dirty = TRUE;
  self->exact = TRUE;
}

/* Where playing stops or turns round. */
static VostTime
end_of (VostRemixEngine *self)
{
  if (self->seen.mode != VOST_STRETCH_ALL)
    return MIN (self->seen.stretch.end, self->duration);
  return self->duration;
}

static VostTime
begin_of (VostRemixEngine *self)
{
  return self->seen.mode != VOST_STRETCH_ALL ? MAX (self->seen.stretch.start, 0) : 0;
}

static void
start_clock (VostRemixEngine *self)
{
  g_clear_pointer (&self->ready, vost_frame_unref);
  self->shown = vost_rate_frame_at (self->rate, self->position) - 1;
  self->deadline = 0;
  if (self->speed > 0)
    {
      VostTime end = self->seen.mode == VOST_STRETCH_ONCE ? self->seen.stretch.end : VOST_TIME_NONE;
      vost_remix_sound_start (self->sound, self->position, end, self->speed);
      return;
    }
  vost_remix_sound_stop (self->sound);
  self->back_start = self->position;
  self->back_stamp = g_get_monotonic_time ();
}

static VostTime
read_clock (VostRemixEngine *self)
{
  if (self->speed > 0)
    return vost_remix_sound_get_position (self->sound);
  gint64 since = g_get_monotonic_time () - self->back_stamp;
  return self->back_start + (VostTime) ((double) since * 1000.0 * self->speed);
}

static void
begin_playing (VostRemixEngine *self)
{
  /* From the end it starts over. */
  if (self->speed > 0 &&
      vost_rate_frame_at (self->rate, self->position) >=
          vost_rate_frame_at (self->rate, MAX (end_of (self) - 1, 0)) &&
      self->position > begin_of (self))
    self->position = begin_of (self);
  self->playing = TRUE;
  self->refine = FALSE;
  start_clock (self);
}

static void
stop_playing (VostRemixEngine *self)
{
  self->position = CLAMP (read_clock (self), 0, MAX (self->duration - 1, 0));
  vost_remix_sound_stop (self->sound);
  g_clear_pointer (&self->ready, vost_frame_unref);
  self->playing = FALSE;
  self->dirty = TRUE;
  self->exact = TRUE;
  vost_engine_report_position (&self->base, self->position, FALSE, self->seen.seek_serial);
}

static void
take_moves (VostRemixEngine *self, const VostWanted *wanted)
{
  if (wanted->seek_serial != self->seen.seek_serial)
    {
      self->position = CLAMP (wanted->seek_time, 0, MAX (self->duration - 1, 0));
      self->dirty = TRUE;
      self->exact = wanted->seek_exact;
    }
  if (wanted->steps != 0)
    {
      gint64 last = vost_rate_frame_at (self->rate, MAX (self->duration - 1, 0));
      gint64 number = vost_rate_frame_at (self->rate, self->position) + wanted->steps;
      self->position = vost_rate_frame_start (self->rate, CLAMP (number, 0, last));
      self->dirty = TRUE;
      self->exact = TRUE;
    }
}

/* Brings everything in line with what is wanted now. */
static void
take_news (VostRemixEngine *self, const VostWanted *wanted)
{
  gboolean sought = wanted->seek_serial != self->seen.seek_serial;
  gboolean turned =
      wanted->rate != self->seen.rate || wanted->stretch_serial != self->seen.stretch_serial;
  if (wanted->volume != self->seen.volume || wanted->muted != self->seen.muted)
    vost_remix_sound_set_volume (self->sound, wanted->volume, wanted->muted);
  if (self->playing && !wanted->playing)
    stop_playing (self);
  take_document (self, wanted);
  if (self->playing && turned && !sought)
    self->position = CLAMP (read_clock (self), 0, MAX (self->duration - 1, 0));
  take_moves (self, wanted);

  gboolean begins = wanted->playing && !self->playing;
  self->seen = *wanted;
  self->speed = wanted->rate;
  if (begins)
    begin_playing (self);
  else if (self->playing && (sought || turned))
    start_clock (self);
}

static VostFrame *
get_picture (VostRemixEngine *self, VostTime t, gboolean exact, GCancellable *cancellable)
{
  g_autoptr (GError) error = NULL;
  VostFrame *frame = vost_mixer_get_picture (self->mixer, t, exact, cancellable, &error);
  if (frame == NULL)
    g_debug ("No picture: %s", error->message);
  return frame;
}

/* Paused: the picture of the position, in one or two goes. */
static void
show (VostRemixEngine *self)
{
  gboolean idle = !self->dirty;
  g_autoptr (VostFrame) frame = get_picture (self, self->position, idle || self->exact,
                                             idle ? self->idle_work : self->all_work);
  if (frame == NULL)
    {
      /* Given up for something newer: then it is asked for again, or not at all. */
      self->refine = self->refine && g_cancellable_is_cancelled (self->idle_work);
      return;
    }
  self->refine = self->dirty && !self->exact;
  self->dirty = FALSE;
  /* A key frame stands for the place that was asked for; the position stays there. */
  vost_engine_report_frame (&self->base, frame, self->refine ? G_MAXUINT : self->seen.seek_serial);
}

static void
stop_at (VostRemixEngine *self, VostTime place, gboolean ended)
{
  vost_remix_sound_stop (self->sound);
  g_clear_pointer (&self->ready, vost_frame_unref);
  self->playing = FALSE;
  self->position = vost_rate_frame_start (self->rate, vost_rate_frame_at (self->rate, place));
  self->dirty = TRUE;
  self->exact = TRUE;
  if (vost_engine_report_stop (&self->base, self->seen.seek_serial, ended))
    self->seen.playing = FALSE;
}

/* Whether playing goes on at @now. */
static gboolean
pass_ends (VostRemixEngine *self, VostTime now)
{
  gboolean over = self->speed > 0 ? now >= end_of (self) : now <= begin_of (self);
  if (!over)
    return TRUE;
  VostTime length = end_of (self) - begin_of (self);
  if (self->seen.mode == VOST_STRETCH_LOOP && length > 0)
    {
      self->position = self->speed > 0 ? begin_of (self) : end_of (self) - 1;
      start_clock (self);
      return TRUE;
    }
  VostTime place = self->speed > 0 ? MAX (end_of (self) - 1, 0) : begin_of (self);
  stop_at (self, place, self->seen.mode == VOST_STRETCH_ALL);
  return FALSE;
}

/* The frame after the one shown, or a later one if we are late. */
static void
get_ready (VostRemixEngine *self, VostTime now)
{
  gint64 number = vost_rate_frame_at (self->rate, now);
  gint64 last = vost_rate_frame_at (self->rate, MAX (end_of (self) - 1, 0));
  gint64 next = self->speed > 0 ? MAX (self->shown + 1, number) : MIN (number, self->shown);
  if (next > last || next < 0)
    return;
  self->ready = get_picture (self, vost_rate_frame_start (self->rate, next), TRUE, self->all_work);
}

/* Timeline time until the ready frame is to be shown. */
static VostTime
until_due (VostRemixEngine *self, VostTime now)
{
  VostSpan span = self->ready->span;
  return self->speed > 0 ? span.start - now - EARLY : now - span.end - EARLY;
}

static void
play_on (VostRemixEngine *self)
{
  if (!pass_ends (self, read_clock (self)))
    return;
  if (self->ready == NULL)
    get_ready (self, read_clock (self));
  VostTime now = read_clock (self);
  VostTime wait =
      self->ready != NULL ? until_due (self, now) : vost_rate_frame_start (self->rate, 1);
  if (self->ready != NULL && wait <= 0)
    {
      gint64 number = vost_rate_frame_at (self->rate, self->ready->span.start);
      vost_engine_report_frame (&self->base, self->ready, self->seen.seek_serial);
      vost_engine_report_position (&self->base, now, TRUE, self->seen.seek_serial);
      g_clear_pointer (&self->ready, vost_frame_unref);
      self->shown = self->speed > 0 ? number : number - 1;
      self->dirty = FALSE;
      vost_mixer_prepare (self->mixer, now);
    }
  double speed = MAX (ABS (self->speed), 0.1);
  self->deadline = g_get_monotonic_time () + (gint64) ((double) wait / 1000.0 / speed);
}

/* With the lock held. FALSE: time to end. */
static gboolean
wait_for_work (VostRemixEngine *self)
{
  while (!self->news && !self->playing && !self->dirty && !self->refine)
    g_cond_wait (&self->base.cond, &self->base.lock);
  while (!self->news && self->playing && g_get_monotonic_time () < self->deadline)
    if (!g_cond_wait_until (&self->base.cond, &self->base.lock, self->deadline))
      break;
  return !self->base.wanted.quit;
}

static void
remix_run (VostEngine *base)
{
  VostRemixEngine *self = (VostRemixEngine *) base;
  vost_media_init ();
  self->sound = vost_remix_sound_new ();
  self->seen.volume = -1;
  self->speed = 1;
  g_mutex_lock (&base->lock);
  while (wait_for_work (self))
    {
      gboolean news = self->news;
      VostWanted wanted = base->wanted;
      g_autoptr (VostSnapshot) snapshot = vost_snapshot_ref (wanted.snapshot);
      wanted.snapshot = snapshot;
      base->wanted.steps = 0;
      self->news = FALSE;
      g_clear_object (&self->idle_work);
      self->idle_work = g_cancellable_new ();
      g_mutex_unlock (&base->lock);

      if (news)
        take_news (self, &wanted);
      if (self->playing)
        play_on (self);
      else if (self->dirty || self->refine)
        show (self);
      g_mutex_lock (&base->lock);
    }
  g_mutex_unlock (&base->lock);

  g_clear_pointer (&self->ready, vost_frame_unref);
  g_clear_pointer (&self->sound, vost_remix_sound_free);
  g_clear_pointer (&self->mixer, vost_mixer_free);
}

static const VostEngineClass remix_class = {
  .name = "remix",
  .size = sizeof (VostRemixEngine),
  .run = remix_run,
  .wake = remix_wake,
  .finalize = remix_finalize,
};

VostEngine *
vost_remix_engine_new (const VostWanted *start, VostReportFunc func, gpointer data)
{
  return vost_engine_new (&remix_class, start, func, data, remix_init, NULL);
}
