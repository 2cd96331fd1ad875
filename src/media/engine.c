/* What both engines of VostPlayer share: a thread, what is wanted of it, its reports. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine-private.h"

/* The main thread may run the clock on for so long between two reports. */
#define EXTRAPOLATION (100 * G_TIME_SPAN_MILLISECOND)

static GMutex alive_lock;
static GCond alive_cond;
static guint n_alive;

static void
engine_unref (gpointer data)
{
  VostEngine *self = data;
  if (!g_atomic_ref_count_dec (&self->refs))
    return;
  if (self->klass->finalize != NULL)
    self->klass->finalize (self);
  g_clear_pointer (&self->wanted.snapshot, vost_snapshot_unref);
  g_clear_pointer (&self->frame, vost_frame_unref);
  g_free (self->words);
  g_strfreev (self->sound_tracks);
  g_main_context_unref (self->context);
  g_mutex_clear (&self->lock);
  g_cond_clear (&self->cond);
  g_free (self);
}

static gpointer
run_thread (gpointer data)
{
  VostEngine *self = data;
  self->klass->run (self);
  engine_unref (self);
  g_mutex_lock (&alive_lock);
  n_alive--;
  g_cond_broadcast (&alive_cond);
  g_mutex_unlock (&alive_lock);
  return NULL;
}

VostEngine *
vost_engine_new (const VostEngineClass *klass,
                 const VostWanted *start,
                 VostReportFunc func,
                 gpointer data,
                 void (*init) (VostEngine *self, gconstpointer init_data),
                 gconstpointer init_data)
{
  VostEngine *self = g_malloc0 (klass->size);
  self->klass = klass;
  g_atomic_ref_count_init (&self->refs);
  g_mutex_init (&self->lock);
  g_cond_init (&self->cond);
  self->wanted = *start;
  if (start->snapshot != NULL)
    vost_snapshot_ref (start->snapshot);
  self->context = g_main_context_ref_thread_default ();
  self->func = func;
  self->data = data;
  if (init != NULL)
    init (self, init_data);

  g_mutex_lock (&alive_lock);
  n_alive++;
  g_mutex_unlock (&alive_lock);
  g_atomic_ref_count_inc (&self->refs);
  g_thread_unref (g_thread_new (klass->name, run_thread, self));
  return self;
}

void
vost_engine_let_go (VostEngine *self)
{
  self->func = NULL;
  VostWanted *wanted = vost_engine_lock (self);
  wanted->quit = TRUE;
  vost_engine_unlock (self);
  engine_unref (self);
}

void
vost_engine_wait_for_all (void)
{
  g_mutex_lock (&alive_lock);
  while (n_alive > 0)
    g_cond_wait (&alive_cond, &alive_lock);
  g_mutex_unlock (&alive_lock);
}

VostWanted *
vost_engine_lock (VostEngine *self)
{
  g_mutex_lock (&self->lock);
  return &self->wanted;
}

void
vost_engine_unlock (VostEngine *self)
{
  if (self->klass->wake != NULL)
    self->klass->wake (self);
  g_cond_broadcast (&self->cond);
  g_mutex_unlock (&self->lock);
}

VostTime
vost_engine_get_position (VostEngine *self)
{
  g_mutex_lock (&self->lock);
  VostTime position = self->position;
  if (self->moving)
    {
      gint64 since = g_get_monotonic_time () - self->position_stamp;
      position +=
          (VostTime) ((double) CLAMP (since, 0, EXTRAPOLATION) * 1000.0 * self->wanted.rate);
    }
  if (self->duration > 0)
    position = MIN (position, self->duration);
  g_mutex_unlock (&self->lock);
  return MAX (position, 0);
}

static gboolean
deliver (gpointer data)
{
  VostEngine *self = data;
  g_mutex_lock (&self->lock);
  guint reports = self->reports;
  g_autoptr (VostFrame) frame = g_steal_pointer (&self->frame);
  g_autofree char *words = g_steal_pointer (&self->words);
  self->reports = 0;
  self->scheduled = FALSE;
  g_mutex_unlock (&self->lock);
  /* Let go meanwhile: nobody listens. */
  if (self->func != NULL)
    self->func (reports, frame, words, self->data);
  return G_SOURCE_REMOVE;
}

/* With the lock held. */
static void
schedule (VostEngine *self, guint reports)
{
  self->reports |= reports;
  if (self->scheduled || self->wanted.quit)
    return;
  self->scheduled = TRUE;
  g_autoptr (GSource) source = g_idle_source_new ();
  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_atomic_ref_count_inc (&self->refs);
  g_source_set_callback (source, deliver, self, engine_unref);
  g_source_attach (source, self->context);
}

/* With the lock held. */
static void
set_position (VostEngine *self, VostTime position, gboolean moving)
{
  self->position = position;
  self->position_stamp = g_get_monotonic_time ();
  self->moving = moving;
}

void
vost_engine_report_frame (VostEngine *self, VostFrame *frame, guint serial)
{
  g_mutex_lock (&self->lock);
  g_clear_pointer (&self->frame, vost_frame_unref);
  self->frame = vost_frame_ref (frame);
  guint reports = VOST_REPORT_FRAME;
  if (serial == self->wanted.seek_serial && !self->moving)
    {
      set_position (self, frame->span.start, FALSE);
      reports |= VOST_REPORT_POSITION;
    }
  schedule (self, reports);
  g_mutex_unlock (&self->lock);
}

void
vost_engine_report_position (VostEngine *self, VostTime position, gboolean moving, guint serial)
{
  g_mutex_lock (&self->lock);
  if (serial == self->wanted.seek_serial)
    {
      set_position (self, position, moving && self->wanted.playing);
      schedule (self, VOST_REPORT_POSITION);
    }
  g_mutex_unlock (&self->lock);
}

void
vost_engine_report_sound_tracks (VostEngine *self, char **titles)
{
  g_mutex_lock (&self->lock);
  g_strfreev (self->sound_tracks);
  self->sound_tracks = titles;
  schedule (self, VOST_REPORT_STATE);
  g_mutex_unlock (&self->lock);
}

void
vost_engine_report_duration (VostEngine *self, VostTime duration)
{
  g_mutex_lock (&self->lock);
  if (self->duration != duration)
    {
      self->duration = duration;
      schedule (self, VOST_REPORT_DURATION);
    }
  g_mutex_unlock (&self->lock);
}

void
vost_engine_report_failure (VostEngine *self, const char *words)
{
  g_mutex_lock (&self->lock);
  g_free (self->words);
  self->words = g_strdup (words);
  schedule (self, VOST_REPORT_FAILED);
  g_mutex_unlock (&self->lock);
}

gboolean
vost_engine_report_stop (VostEngine *self, guint serial, gboolean ended)
{
  g_mutex_lock (&self->lock);
  gboolean stops = serial == self->wanted.seek_serial;
  if (stops)
    {
      self->wanted.playing = FALSE;
      self->moving = FALSE;
      schedule (self, VOST_REPORT_STATE | (ended ? VOST_REPORT_ENDED : 0));
    }
  g_mutex_unlock (&self->lock);
  return stops;
}
