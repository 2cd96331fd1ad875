/* The engine that plays a film: playbin3 onward, a picture reader backward. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine-private.h"

#include <vostok/media/media.h>

#include "blend-private.h"
#include "film-pipeline-private.h"
#include "picture-reader-private.h"

/* How often the position is told while playing. */
#define TICK (40 * G_TIME_SPAN_MILLISECOND)
/* Longer than any seek takes; a pipeline that has not answered by then is asked again. */
#define SEEK_LIMIT (5 * G_TIME_SPAN_SECOND)
#define STEP_LIMIT (1 * G_TIME_SPAN_SECOND)
#define LOAD_LIMIT (60 * G_TIME_SPAN_SECOND)
/*
 * From when the streams are known, until there is a picture: decodebin3 of GStreamer 1.26.2 now and
 * then leaves its inputs blocked for ever, waiting for streams that are all there (seen once in
 * twenty loadings on a busy machine). A new pipeline does it right.
 */
#define STALL_LIMIT (3 * G_TIME_SPAN_SECOND)
#define RESTARTS_MAX 4

/* No seek has it. */
#define NO_SERIAL G_MAXUINT

/* What the pipeline is at; only when it rests it is asked for the next thing. */
typedef enum
{
  RESTING,
  LOADING,
  SEEKING,
  STEPPING,
  PAUSING,
} Work;

typedef struct
{
  VostEngine base;
  char *path;
  VostRate rate;

  gboolean news; /* guarded by the base's lock */

  /* The thread's own. */
  VostWanted wanted; /* copy of the base's */
  VostWanted done;   /* as far as it has been dealt with */
  VostFilmPipeline *pipeline;
  gboolean broken; /* has failed: the next seek tries again */
  gboolean listed; /* the streams are known, so there is no reading from a slow disk left */
  guint restarts;  /* since something was last shown */
  gboolean silent;
  Work work;
  gint64 work_limit;
  gboolean fresh; /* a picture came since the work began */

  VostFrame *shown;
  VostTime place;  /* start of the picture, or the clock's while playing */
  VostTime target; /* of the latest seek */
  gboolean key;    /* only a key frame is shown: the exact frame is to follow */
  gboolean astray; /* the pipeline's picture is not the one shown */
  gboolean resync; /* its sound is not where the picture is */
  gboolean redraw; /* the picture shown has a wrong size */
  gboolean ended;  /* the end was reached, not yet dealt with */
  gboolean at_end;
  gboolean running;
  double speed;  /* of the pipeline's segment */
  VostTime stop; /* likewise */

  VostPictureReader *reader; /* (nullable): opened at the first step back */
  int reader_width;
  int reader_height;
  gboolean backwards;
  VostTime back_start;
  gint64 back_stamp;
} VostFilmEngine;

static void
on_wake (gpointer data)
{
  VostFilmEngine *self = data;
  g_mutex_lock (&self->base.lock);
  self->news = TRUE;
  g_cond_broadcast (&self->base.cond);
  g_mutex_unlock (&self->base.lock);
}

static void
film_wake (VostEngine *base)
{
  ((VostFilmEngine *) base)->news = TRUE;
}

static void
begin_work (VostFilmEngine *self, Work work, gint64 limit)
{
  self->work = work;
  self->work_limit = g_get_monotonic_time () + limit;
  self->fresh = FALSE;
}

static void
show (VostFilmEngine *self, VostFrame *frame)
{
  g_clear_pointer (&self->shown, vost_frame_unref);
  self->shown = vost_frame_ref (frame);
  if (!self->running)
    self->place = frame->span.start;
  /* A key frame stands for the place that was asked for; its own is of no interest. */
  guint serial = self->key && self->work == SEEKING ? NO_SERIAL : self->done.seek_serial;
  vost_engine_report_frame (&self->base, frame, serial);
}

static void
load (VostFilmEngine *self)
{
  g_clear_pointer (&self->pipeline, vost_film_pipeline_free);
  self->pipeline = vost_film_pipeline_new (self->path, self->rate, self->silent, on_wake, self);
  vost_film_pipeline_resize (self->pipeline, self->wanted.width, self->wanted.height);
  vost_film_pipeline_set_volume (self->pipeline, self->wanted.volume, self->wanted.muted);
  self->done.width = self->wanted.width;
  self->done.height = self->wanted.height;
  self->speed = 1;
  self->stop = VOST_TIME_NONE;
  self->running = FALSE;
  self->listed = FALSE;
  begin_work (self, LOADING, LOAD_LIMIT);
}

/* Where the pipeline's segment should end when it is played from @t. */
static VostTime
stop_for (VostFilmEngine *self, VostTime t)
{
  gboolean inside = self->wanted.mode != VOST_STRETCH_ALL && t < self->wanted.stretch.end;
  return inside ? self->wanted.stretch.end : VOST_TIME_NONE;
}

static double
forward_rate (VostFilmEngine *self)
{
  return self->wanted.rate > 0 ? self->wanted.rate : 1;
}

static gboolean
open_reader (VostFilmEngine *self)
{
  if (self->reader != NULL && self->reader_width == self->wanted.width &&
      self->reader_height == self->wanted.height)
    return TRUE;
  g_autoptr (GError) error = NULL;
  g_clear_pointer (&self->reader, vost_picture_reader_free);
  self->reader_width = self->wanted.width;
  self->reader_height = self->wanted.height;
  self->reader =
      vost_picture_reader_new_fitted (self->path, self->reader_width, self->reader_height,
                                      GST_VIDEO_FORMAT_BGRA, VOST_FIT_SHRINK, &error);
  if (self->reader == NULL)
    g_debug ("No pictures: %s", error->message);
  return self->reader != NULL;
}

/* Shows the reader's frame at @t; the pipeline stays where it is. */
static gboolean
show_from_reader (VostFilmEngine *self, VostTime t)
{
  if (!open_reader (self))
    return FALSE;
  g_autoptr (VostFrame) frame = vost_picture_reader_get (
      self->reader, vost_film_pipeline_frame_middle (self->pipeline, t), NULL, NULL);
  if (frame == NULL)
    return FALSE;
  VostSpan span = frame->span;
  span.start = vost_film_pipeline_frame_start (self->pipeline, span.start);
  span.end = MAX (span.end, span.start + 1);
  g_autoptr (VostFrame) timed = vost_blend_retime (frame, span);
  self->astray = TRUE;
  if (self->shown == NULL || self->shown->span.start != span.start ||
      self->shown->info.width != frame->info.width)
    show (self, timed);
  return TRUE;
}

static void
send_seek (VostFilmEngine *self, VostTime t, gboolean exact)
{
  VostTime duration = vost_film_pipeline_get_duration (self->pipeline);
  if (duration > 0)
    t = MIN (t, duration - 1);
  self->target = MAX (t, 0);
  self->place = self->target;
  self->speed = forward_rate (self);
  self->stop = stop_for (self, self->target);
  self->astray = FALSE;
  self->resync = FALSE;
  self->redraw = FALSE;
  self->ended = FALSE;
  self->at_end = FALSE;
  self->done.stretch_serial = self->wanted.stretch_serial;
  /* Without a rate a decoder can only guess how long frames last; the reader looks at the next one.
   */
  if (!self->wanted.playing && exact && !vost_rate_is_known (self->rate) &&
      vost_film_pipeline_has_pictures (self->pipeline) && show_from_reader (self, self->target))
    return;
  /* Playing starts exactly there, sound and all; a still picture is safest asked for by its middle.
   */
  VostTime to = self->wanted.playing || !exact
                    ? self->target
                    : vost_film_pipeline_frame_middle (self->pipeline, self->target);
  if (self->stop != VOST_TIME_NONE)
    to = MIN (to, self->stop - 1);
  if (vost_film_pipeline_seek (self->pipeline, to, self->stop, self->speed, !exact))
    begin_work (self, SEEKING, SEEK_LIMIT);
  else if (!self->wanted.playing)
    show_from_reader (self, self->target);
}

static void
fail (VostFilmEngine *self)
{
  g_autofree char *words = vost_film_pipeline_take_words (self->pipeline);
  if (words != NULL)
    vost_engine_report_failure (&self->base, words);
  self->broken = TRUE;
  self->running = FALSE;
  self->work = RESTING;
  vost_engine_report_stop (&self->base, self->wanted.seek_serial, FALSE);
}

/* Whether a seek has left something else on screen than what is there in the film. */
static gboolean
is_wrong (VostFilmEngine *self)
{
  if (!vost_film_pipeline_has_pictures (self->pipeline))
    return FALSE;
  /* Nothing came: the picture's stream is shorter than the sound's, the last frame stays. */
  if (!self->fresh || self->shown == NULL)
    return TRUE;
  /* The next one came: where frames are long, decoders take the one before for over. */
  VostTime first = vost_film_pipeline_get_origin (self->pipeline);
  VostTime wanted = vost_film_pipeline_frame_start (self->pipeline, self->target);
  return self->shown->span.start > MAX (wanted, first) + VOST_MSECOND;
}

static void
finish_work (VostFilmEngine *self)
{
  Work work = self->work;
  self->work = RESTING;
  VostTime duration = vost_film_pipeline_get_duration (self->pipeline);
  if (duration > 0)
    vost_engine_report_duration (&self->base, duration);
  self->restarts = 0;
  if (work == LOADING)
    {
      /* A stream that cannot be decoded while the others can. */
      g_autofree char *words = vost_film_pipeline_take_words (self->pipeline);
      if (words != NULL)
        vost_engine_report_failure (&self->base, words);
      if (self->place > 0)
        send_seek (self, self->place, TRUE);
      return;
    }
  if (work != SEEKING || self->wanted.playing)
    return;
  if (!self->key && is_wrong (self))
    show_from_reader (self, self->target);
  else if (self->fresh && !self->key)
    vost_engine_report_frame (&self->base, self->shown, self->done.seek_serial);
  else
    vost_engine_report_position (&self->base, self->target, FALSE, self->done.seek_serial);
}

static void
reach_end (VostFilmEngine *self)
{
  self->ended = FALSE;
  if (self->wanted.mode == VOST_STRETCH_LOOP)
    {
      send_seek (self, self->wanted.stretch.start, TRUE);
      return;
    }
  gboolean ended = self->stop == VOST_TIME_NONE;
  if (vost_film_pipeline_set_playing (self->pipeline, FALSE))
    begin_work (self, PAUSING, STEP_LIMIT);
  self->running = FALSE;
  self->at_end = ended;
  if (self->shown != NULL)
    self->place = self->shown->span.start;
  if (vost_engine_report_stop (&self->base, self->done.seek_serial, ended))
    {
      self->wanted.playing = FALSE;
      vost_engine_report_position (&self->base, self->place, FALSE, self->done.seek_serial);
    }
}

static void
take_frame (VostFilmEngine *self, VostFrame *frame)
{
  /* A pipeline that was late to pause has gone on by one; what was asked for stays on the screen.
   */
  if (self->work == RESTING && !self->running && !self->wanted.playing && self->shown != NULL)
    {
      self->astray = TRUE;
      self->resync = TRUE;
      return;
    }
  self->fresh = TRUE;
  show (self, frame);
}

static void
take_tracks (VostFilmEngine *self)
{
  vost_engine_report_sound_tracks (&self->base, vost_film_pipeline_list_sounds (self->pipeline));
  if (self->work == LOADING && !self->listed)
    self->work_limit = g_get_monotonic_time () + (STALL_LIMIT << self->restarts);
  self->listed = TRUE;
}

static void
take_events (VostFilmEngine *self)
{
  guint events = vost_film_pipeline_take (self->pipeline);
  if (events & VOST_FILM_NO_SOUND)
    {
      self->silent = TRUE;
      load (self);
      return;
    }
  if (events & VOST_FILM_FAILED)
    {
      fail (self);
      return;
    }
  if ((events & VOST_FILM_FRAME) && !self->backwards)
    {
      g_autoptr (VostFrame) frame = vost_film_pipeline_get_frame (self->pipeline);
      take_frame (self, frame);
    }
  if (events & VOST_FILM_TRACKS)
    take_tracks (self);
  gboolean stepped = self->work == STEPPING && (events & VOST_FILM_FRAME);
  if (((events & VOST_FILM_SETTLED) && self->work != STEPPING) || stepped)
    finish_work (self);
  if (events & VOST_FILM_ENDED)
    self->ended = TRUE;
  if (self->ended && self->running && self->work == RESTING)
    reach_end (self);
}

/* Work that was never answered. */
static void
check_limit (VostFilmEngine *self)
{
  if (self->work == RESTING || g_get_monotonic_time () < self->work_limit)
    return;
  Work work = self->work;
  self->work = RESTING;
  if (work == STEPPING && self->shown != NULL)
    show_from_reader (self, self->shown->span.end);
  else if (self->listed && self->restarts < RESTARTS_MAX && (work == LOADING || work == SEEKING))
    {
      self->restarts++;
      self->place = work == SEEKING ? self->target : self->place;
      g_debug ("The pipeline does not answer: a new one (%u)", self->restarts);
      load (self);
    }
  else if (work == LOADING)
    fail (self);
  else if (work == SEEKING && !self->wanted.playing)
    show_from_reader (self, self->target);
}

static VostTime
frame_length (VostFilmEngine *self)
{
  if (vost_rate_is_known (self->rate))
    return vost_rate_frame_start (self->rate, 1);
  return self->shown != NULL ? vost_span_duration (self->shown->span) : VOST_SECOND / 25;
}

static void
step (VostFilmEngine *self)
{
  int steps = self->wanted.steps;
  self->wanted.steps = 0;
  self->key = FALSE;
  if (self->shown == NULL)
    return;
  if (steps > 0 && !self->astray && !self->at_end)
    {
      vost_film_pipeline_step (self->pipeline, (guint) steps);
      begin_work (self, STEPPING, STEP_LIMIT);
      /* Only the picture went on: the sound has to be brought along before it plays. */
      self->resync = TRUE;
      return;
    }
  VostTime start = self->shown->span.start;
  if (vost_rate_is_known (self->rate) || steps > 0)
    show_from_reader (self, start + steps * frame_length (self));
  else
    for (; steps < 0; steps++)
      /* A millisecond before a frame is in the one before it, as starts may be rounded. */
      show_from_reader (self, self->shown->span.start - VOST_MSECOND);
  self->at_end = FALSE;
}

static void
start_backwards (VostFilmEngine *self)
{
  if (self->running)
    {
      self->running = FALSE;
      if (vost_film_pipeline_set_playing (self->pipeline, FALSE))
        begin_work (self, PAUSING, STEP_LIMIT);
    }
  self->backwards = TRUE;
  self->astray = TRUE;
  self->at_end = FALSE;
  self->back_start = self->place;
  self->back_stamp = g_get_monotonic_time ();
}

static VostTime
back_clock (VostFilmEngine *self)
{
  gint64 since = g_get_monotonic_time () - self->back_stamp;
  return self->back_start + (VostTime) ((double) since * 1000.0 * self->done.rate);
}

static void
play_back (VostFilmEngine *self)
{
  VostTime t = back_clock (self);
  gboolean loop = self->wanted.mode == VOST_STRETCH_LOOP;
  VostTime begin = self->wanted.mode != VOST_STRETCH_ALL ? self->wanted.stretch.start : 0;
  if (t <= begin && loop)
    {
      self->back_start = t = self->wanted.stretch.end - 1;
      self->back_stamp = g_get_monotonic_time ();
    }
  gboolean over = t <= begin;
  gboolean ok = show_from_reader (self, MAX (t, begin));
  self->place = MAX (t, begin);
  if (ok && !over)
    {
      vost_engine_report_position (&self->base, t, TRUE, self->done.seek_serial);
      return;
    }
  self->backwards = FALSE;
  if (self->shown != NULL)
    self->place = self->shown->span.start;
  if (vost_engine_report_stop (&self->base, self->done.seek_serial, TRUE))
    {
      self->wanted.playing = FALSE;
      vost_engine_report_position (&self->base, self->place, FALSE, self->done.seek_serial);
    }
}

static void
stop_running (VostFilmEngine *self)
{
  if (self->running && vost_film_pipeline_set_playing (self->pipeline, FALSE))
    begin_work (self, PAUSING, STEP_LIMIT);
  self->running = FALSE;
  self->backwards = FALSE;
  if (self->shown != NULL)
    self->place = self->shown->span.start;
  vost_engine_report_position (&self->base, self->place, FALSE, self->done.seek_serial);
}

/* Onward: seeks first if the pipeline is not where, or not how, it should be. FALSE: all is well
 * already. */
static gboolean
run_on (VostFilmEngine *self)
{
  gboolean differs = self->astray || self->resync || self->speed != self->wanted.rate;
  /* The clock may pass the end of a stretch a moment before the end is told: compare only when it
   * changes. */
  if (self->running)
    differs |= self->done.stretch_serial != self->wanted.stretch_serial;
  else
    differs |= self->stop != stop_for (self, self->place);
  self->backwards = FALSE;
  if (self->at_end)
    send_seek (self, 0, TRUE);
  else if (differs)
    send_seek (self, self->place, TRUE);
  else if (self->running)
    return FALSE;
  else
    {
      vost_film_pipeline_set_playing (self->pipeline, TRUE);
      self->running = TRUE;
    }
  return TRUE;
}

static void
take_seek (VostFilmEngine *self)
{
  self->done.seek_serial = self->wanted.seek_serial;
  if (self->backwards && self->wanted.playing && self->wanted.rate < 0)
    {
      self->back_start = self->wanted.seek_time;
      self->back_stamp = g_get_monotonic_time ();
      return;
    }
  gboolean exact = self->wanted.seek_exact || self->wanted.playing;
  self->key = !exact;
  send_seek (self, self->wanted.seek_time, exact);
}

static void
take_settings (VostFilmEngine *self)
{
  const VostWanted *wanted = &self->wanted;
  if (wanted->width != self->done.width || wanted->height != self->done.height)
    {
      vost_film_pipeline_resize (self->pipeline, wanted->width, wanted->height);
      self->done.width = wanted->width;
      self->done.height = wanted->height;
      self->redraw = TRUE;
    }
  if (wanted->sound_track != self->done.sound_track)
    {
      vost_film_pipeline_select_sound (self->pipeline, wanted->sound_track);
      self->done.sound_track = wanted->sound_track;
    }
  if (wanted->rate != self->done.rate && self->backwards)
    {
      self->back_start = back_clock (self);
      self->back_stamp = g_get_monotonic_time ();
    }
  self->done.rate = wanted->rate;
}

/* Paused: the exact frame after a key frame, or the same one in a new size. FALSE: neither is due.
 */
static gboolean
look_again (VostFilmEngine *self)
{
  if (!self->key && (!self->redraw || self->shown == NULL))
    return FALSE;
  VostTime t = self->key ? self->target : self->place;
  self->key = FALSE;
  send_seek (self, t, TRUE);
  return TRUE;
}

/* The next thing that is wanted and not yet so, one at a time. FALSE: there is none. */
static gboolean
do_next (VostFilmEngine *self)
{
  const VostWanted *wanted = &self->wanted;
  if ((self->running || self->backwards) && !wanted->playing)
    stop_running (self);
  else if (wanted->seek_serial != self->done.seek_serial)
    take_seek (self);
  else if (wanted->steps != 0)
    step (self);
  else if (!wanted->playing)
    return look_again (self);
  else if (wanted->rate > 0)
    return run_on (self);
  else if (!self->backwards)
    start_backwards (self);
  else
    return FALSE;
  return TRUE;
}

static void
take_sound_settings (VostFilmEngine *self)
{
  if (self->wanted.volume == self->done.volume && self->wanted.muted == self->done.muted)
    return;
  vost_film_pipeline_set_volume (self->pipeline, self->wanted.volume, self->wanted.muted);
  self->done.volume = self->wanted.volume;
  self->done.muted = self->wanted.muted;
}

static void
tick (VostFilmEngine *self)
{
  if (self->backwards)
    play_back (self);
  else if (self->running && self->work == RESTING)
    {
      VostTime position = vost_film_pipeline_get_position (self->pipeline);
      if (position != VOST_TIME_NONE)
        {
          self->place = position;
          vost_engine_report_position (&self->base, position, TRUE, self->done.seek_serial);
        }
    }
}

/* With the lock held. FALSE: time to end. */
static gboolean
wait_for_work (VostFilmEngine *self)
{
  gint64 limit = G_MAXINT64;
  if (self->work != RESTING)
    limit = self->work_limit;
  if (self->running || self->backwards)
    limit = MIN (limit, g_get_monotonic_time () + TICK);
  while (!self->news && !self->base.wanted.quit)
    if (limit == G_MAXINT64)
      g_cond_wait (&self->base.cond, &self->base.lock);
    else if (!g_cond_wait_until (&self->base.cond, &self->base.lock, limit))
      break;
  return !self->base.wanted.quit;
}

static void
work_on (VostFilmEngine *self)
{
  if (self->broken && self->wanted.seek_serial == self->done.seek_serial)
    return;
  if (self->broken)
    {
      self->broken = FALSE;
      load (self);
    }
  take_events (self);
  check_limit (self);
  if (self->broken)
    return;
  take_sound_settings (self);
  tick (self);
  if (self->work == RESTING)
    take_settings (self);
  while (self->work == RESTING && do_next (self))
    ;
}

/* Until it is loaded or has failed: parsebin of GStreamer 1.22 locks up when it is stopped while it
 * finds the type. */
static void
let_load (VostFilmEngine *self)
{
  guint over = VOST_FILM_SETTLED | VOST_FILM_FAILED | VOST_FILM_NO_SOUND;
  gboolean in_time = TRUE;
  while (in_time && self->work == LOADING && !(vost_film_pipeline_take (self->pipeline) & over))
    {
      g_mutex_lock (&self->base.lock);
      while (in_time && !self->news)
        in_time = g_cond_wait_until (&self->base.cond, &self->base.lock, self->work_limit);
      self->news = FALSE;
      g_mutex_unlock (&self->base.lock);
    }
}

static void
film_run (VostEngine *base)
{
  VostFilmEngine *self = (VostFilmEngine *) base;
  vost_media_init ();
  g_mutex_lock (&base->lock);
  self->wanted = base->wanted;
  g_mutex_unlock (&base->lock);
  self->done = self->wanted;
  self->done.seek_serial = 0;
  self->done.sound_track = 0;
  load (self);

  g_mutex_lock (&base->lock);
  while (wait_for_work (self))
    {
      /* Steps wait for the pipeline to rest; a seek that came after them does away with them. */
      int steps = self->wanted.seek_serial == base->wanted.seek_serial ? self->wanted.steps : 0;
      self->wanted = base->wanted;
      self->wanted.steps += steps;
      base->wanted.steps = 0;
      self->news = FALSE;
      g_mutex_unlock (&base->lock);

      work_on (self);
      g_mutex_lock (&base->lock);
    }
  g_mutex_unlock (&base->lock);

  let_load (self);
  g_clear_pointer (&self->pipeline, vost_film_pipeline_free);
  g_clear_pointer (&self->reader, vost_picture_reader_free);
  g_clear_pointer (&self->shown, vost_frame_unref);
}

static void
film_finalize (VostEngine *base)
{
  g_free (((VostFilmEngine *) base)->path);
}

static const VostEngineClass film_class = {
  .name = "film",
  .size = sizeof (VostFilmEngine),
  .run = film_run,
  .wake = film_wake,
  .finalize = film_finalize,
};

typedef struct
{
  const char *path;
  VostRate rate;
} FilmInit;

static void
film_init (VostEngine *base, gconstpointer data)
{
  VostFilmEngine *self = (VostFilmEngine *) base;
  const FilmInit *init = data;
  self->path = g_strdup (init->path);
  self->rate = init->rate;
  self->stop = VOST_TIME_NONE;
}

VostEngine *
vost_film_engine_new (const char *path,
                      VostRate rate,
                      const VostWanted *start,
                      VostReportFunc func,
                      gpointer data)
{
  FilmInit init = { path, rate };
  return vost_engine_new (&film_class, start, func, data, film_init, &init);
}
