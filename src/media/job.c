/* Runs a function in a thread and tells the main context how far it is. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <vostok/media/job.h>

#include "vostok-config.h"

#include <math.h>

#include <glib/gi18n-lib.h>

#include <vostok/core/diagnostic.h>

/* More than some twenty notifications a second only costs redraws. */
#define NOTIFY_INTERVAL_US (50 * G_TIME_SPAN_MILLISECOND)
/* An estimate from less than this would jump about. */
#define ESTIMATE_AFTER_US G_TIME_SPAN_SECOND
#define ESTIMATE_FROM_FRACTION 0.002
/* Weight of the newest speed against what was measured before. */
#define SPEED_WEIGHT 0.2
/* How far apart two reports must be to measure a speed between them. */
#define SPEED_INTERVAL_US (200 * G_TIME_SPAN_MILLISECOND)

/**
 * VostEstimate: how long it will still take.
 * @speed: fraction a second, smoothed; 0 not measured yet
 */
typedef struct
{
  gint64 begin;
  gint64 last;
  double last_fraction;
  double speed;
} VostEstimate;

/**
 * VostJob:
 *
 * The members after @lock belong to it; the others are set once, before the thread is there. The
 * thread, the progress source and the finish source each hold a reference.
 */
struct _VostJob
{
  GObject parent_instance;

  char *title;
  VostJobFunc func;
  gpointer data;
  GDestroyNotify free_data;
  GDestroyNotify free_result;
  GCancellable *cancellable;
  GMainContext *context;
  GThread *thread;
  GThread *runner; /* of vost_job_run(): notifies there and then */

  GMutex lock;
  double fraction;
  char *status;
  int remaining;
  gboolean running;
  gboolean started;
  gboolean finished;
  gboolean taken;
  gboolean changed[4];
  VostEstimate estimate;
  gint64 last_notify;
  GSource *progress;
  gpointer result;
  GError *error;
};

enum
{
  PROP_FRACTION = 1,
  PROP_STATUS,
  PROP_REMAINING,
  PROP_RUNNING,
  PROP_TITLE,
  N_PROPS
};

static GParamSpec *props[N_PROPS];
static guint finished_signal;

G_DEFINE_FINAL_TYPE (VostJob, vost_job, G_TYPE_OBJECT)

static void
free_data_once (VostJob *self)
{
  gpointer data = g_steal_pointer (&self->data);

  if (data != NULL && self->free_data != NULL)
    self->free_data (data);
}

static void
vost_job_finalize (GObject *object)
{
  VostJob *self = VOST_JOB (object);

  free_data_once (self);
  if (self->result != NULL && self->free_result != NULL)
    self->free_result (self->result);
  g_clear_error (&self->error);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->context, g_main_context_unref);
  g_clear_pointer (&self->progress, g_source_unref);
  g_free (self->title);
  g_free (self->status);
  g_mutex_clear (&self->lock);
  G_OBJECT_CLASS (vost_job_parent_class)->finalize (object);
}

static void
vost_job_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  VostJob *self = VOST_JOB (object);

  switch (id)
    {
    case PROP_FRACTION:
      g_value_set_double (value, vost_job_get_fraction (self));
      break;
    case PROP_STATUS:
      g_value_take_string (value, vost_job_dup_status (self));
      break;
    case PROP_REMAINING:
      g_value_set_int (value, vost_job_get_remaining (self));
      break;
    case PROP_RUNNING:
      g_value_set_boolean (value, vost_job_get_running (self));
      break;
    case PROP_TITLE:
      g_value_set_string (value, self->title);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
vost_job_class_init (VostJobClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->finalize = vost_job_finalize;
  object_class->get_property = vost_job_get_property;
  props[PROP_FRACTION] = g_param_spec_double ("fraction", NULL, NULL, -1, 1, 0, flags);
  props[PROP_STATUS] = g_param_spec_string ("status", NULL, NULL, "", flags);
  props[PROP_REMAINING] = g_param_spec_int ("remaining", NULL, NULL, -1, G_MAXINT, -1, flags);
  props[PROP_RUNNING] = g_param_spec_boolean ("running", NULL, NULL, FALSE, flags);
  props[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, "", flags);
  g_object_class_install_properties (object_class, N_PROPS, props);
  finished_signal = g_signal_new ("finished", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 0);
}

static void
vost_job_init (VostJob *self)
{
  g_mutex_init (&self->lock);
  self->cancellable = g_cancellable_new ();
  self->context = g_main_context_ref_thread_default ();
  self->status = g_strdup ("");
  self->remaining = -1;
}

VostJob *
vost_job_new (const char *title,
              VostJobFunc func,
              gpointer data,
              GDestroyNotify free_data,
              GDestroyNotify free_result)
{
  g_return_val_if_fail (func != NULL, NULL);

  VostJob *self = g_object_new (VOST_TYPE_JOB, NULL);

  self->title = g_strdup (title != NULL ? title : "");
  self->func = func;
  self->data = data;
  self->free_data = free_data;
  self->free_result = free_result;
  return self;
}

/* Seconds left at @now, -1 unknown. A moving average of the speed: the first minutes of a film say
 * little about its end, and the last report alone jumps. */
static int
estimate_remaining (VostEstimate *self, double fraction, gint64 now)
{
  if (fraction < 0)
    return -1;
  if (fraction >= 1)
    return 0;
  if (fraction < self->last_fraction)
    *self = (VostEstimate){ now, now, fraction, 0 };
  if (now - self->last >= SPEED_INTERVAL_US)
    {
      double step = (double) G_USEC_PER_SEC / (double) (now - self->last);
      double speed = (fraction - self->last_fraction) * step;

      self->speed = self->speed > 0 ? self->speed + SPEED_WEIGHT * (speed - self->speed) : speed;
      self->last = now;
      self->last_fraction = fraction;
    }
  if (now - self->begin < ESTIMATE_AFTER_US || fraction < ESTIMATE_FROM_FRACTION ||
      self->speed <= 0)
    return -1;

  double left = ceil ((1 - fraction) / self->speed);

  return left < G_MAXINT ? (int) left : -1;
}

/* Tells what has changed since the last time; in the context's thread, without the lock. */
static void
notify_changes (VostJob *self)
{
  static const int ids[] = { PROP_FRACTION, PROP_STATUS, PROP_REMAINING, PROP_RUNNING };
  gboolean changed[G_N_ELEMENTS (ids)];

  g_mutex_lock (&self->lock);
  memcpy (changed, self->changed, sizeof changed);
  memset (self->changed, 0, sizeof self->changed);
  self->last_notify = g_get_monotonic_time ();
  g_mutex_unlock (&self->lock);

  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    if (changed[i])
      g_object_notify_by_pspec (G_OBJECT (self), props[ids[i]]);
}

static gboolean
on_progress (gpointer data)
{
  VostJob *self = data;

  g_mutex_lock (&self->lock);
  g_clear_pointer (&self->progress, g_source_unref);
  g_mutex_unlock (&self->lock);
  notify_changes (self);
  return G_SOURCE_REMOVE;
}

/* With the lock held: one pending notification at most. */
static void
schedule_progress (VostJob *self, gint64 now)
{
  if (self->progress != NULL || self->finished)
    return;

  gint64 wait = CLAMP (self->last_notify + NOTIFY_INTERVAL_US - now, 0, NOTIFY_INTERVAL_US);

  self->progress = g_timeout_source_new ((guint) (wait / G_TIME_SPAN_MILLISECOND));
  g_source_set_callback (self->progress, on_progress, g_object_ref (self), g_object_unref);
  g_source_set_static_name (self->progress, "vost-job-progress");
  g_source_attach (self->progress, self->context);
}

void
vost_job_report (VostJob *self, double fraction, const char *status)
{
  g_return_if_fail (VOST_IS_JOB (self));

  gboolean notify_here = FALSE;

  fraction = fraction >= 0 ? MIN (fraction, 1) : -1; /* not a number is unknown, too */
  g_mutex_lock (&self->lock);

  gint64 now = g_get_monotonic_time ();
  int remaining = estimate_remaining (&self->estimate, fraction, now);

  self->changed[0] |= fraction != self->fraction;
  self->changed[2] |= remaining != self->remaining;
  self->fraction = fraction;
  self->remaining = remaining;
  if (status != NULL && !g_str_equal (status, self->status))
    {
      g_free (self->status);
      self->status = g_strdup (status);
      self->changed[1] = TRUE;
    }
  if (self->runner == NULL)
    schedule_progress (self, now);
  else
    notify_here = self->runner == g_thread_self () && now - self->last_notify >= NOTIFY_INTERVAL_US;
  g_mutex_unlock (&self->lock);

  if (notify_here)
    notify_changes (self);
}

/* GIO and others have their own word for being stopped, and a pipeline that is torn down complains
 * of all sorts of things; VOST_ERROR_CANCELLED is what callers look for. */
static GError *
translate_error (VostJob *self, GError *error)
{
  gboolean stopped =
      vost_job_is_cancelled (self) || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);

  if (error != NULL && (error->domain == VOST_ERROR || !stopped))
    return error;
  g_clear_error (&error);
  if (stopped)
    return g_error_new (VOST_ERROR, VOST_ERROR_CANCELLED, _ ("“%s” was stopped."), self->title);
  return g_error_new (VOST_ERROR, VOST_ERROR_IO, _ ("“%s” ended without a result."), self->title);
}

/* Calls the function, in whichever thread, and keeps what it gave. */
static void
do_work (VostJob *self)
{
  g_autoptr (GError) error = NULL;
  gpointer result = NULL;

  if (!vost_job_is_cancelled (self))
    result = self->func (self, self->data, &error);
  free_data_once (self);

  g_mutex_lock (&self->lock);
  self->result = result;
  if (result == NULL)
    self->error = translate_error (self, g_steal_pointer (&error));
  g_mutex_unlock (&self->lock);
}

static void
begin (VostJob *self)
{
  gint64 now = g_get_monotonic_time ();

  self->started = TRUE;
  self->running = TRUE;
  self->changed[3] = TRUE;
  self->estimate = (VostEstimate){ now, now, 0, 0 };
}

static void
finish (VostJob *self)
{
  g_mutex_lock (&self->lock);
  if (self->progress != NULL)
    g_source_destroy (self->progress);
  g_clear_pointer (&self->progress, g_source_unref);
  self->changed[0] |= self->error == NULL && self->fraction != 1;
  self->changed[2] |= self->remaining != 0;
  if (self->error == NULL)
    self->fraction = 1;
  self->remaining = 0;
  self->running = FALSE;
  self->changed[3] = TRUE;
  self->finished = TRUE;
  g_mutex_unlock (&self->lock);

  notify_changes (self);
  g_signal_emit (self, finished_signal, 0);
}

static gboolean
on_finished (gpointer data)
{
  VostJob *self = data;

  /* It has nothing left to do but return; afterwards no thread of ours touches the job. */
  g_mutex_lock (&self->lock);
  GThread *thread = g_steal_pointer (&self->thread);
  g_mutex_unlock (&self->lock);
  g_thread_join (thread);
  finish (self);
  return G_SOURCE_REMOVE;
}

static gpointer
thread_main (gpointer data)
{
  VostJob *self = data;

  do_work (self);

  g_autoptr (GSource) source = g_idle_source_new ();

  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_static_name (source, "vost-job-finished");
  /* The thread's reference goes on to the source, so the last one falls in the context's thread. */
  g_source_set_callback (source, on_finished, self, g_object_unref);
  g_source_attach (source, self->context);
  return NULL;
}

void
vost_job_start (VostJob *self)
{
  g_return_if_fail (VOST_IS_JOB (self));
  g_return_if_fail (!self->started);

  g_mutex_lock (&self->lock);
  begin (self);
  schedule_progress (self, g_get_monotonic_time ());
  /* A thread of its own: jobs wait for pipelines, and a shared pool of few would starve. */
  self->thread = g_thread_new ("vost-job", thread_main, g_object_ref (self));
  g_mutex_unlock (&self->lock);
}

gpointer
vost_job_run (VostJob *self, GError **error)
{
  g_return_val_if_fail (VOST_IS_JOB (self), NULL);
  g_return_val_if_fail (!self->started, NULL);

  g_autoptr (VostJob) keep = g_object_ref (self);

  self->runner = g_thread_self ();
  g_mutex_lock (&self->lock);
  begin (self);
  g_mutex_unlock (&self->lock);
  notify_changes (self);
  do_work (self);

  gpointer result = g_steal_pointer (&self->result);
  GError *failure = self->error != NULL ? g_error_copy (self->error) : NULL;

  self->taken = TRUE;
  finish (self);
  if (failure != NULL)
    g_propagate_error (error, failure);
  return result;
}

void
vost_job_cancel (VostJob *self)
{
  g_return_if_fail (VOST_IS_JOB (self));
  g_cancellable_cancel (self->cancellable);
}

void
vost_job_abandon (VostJob **self, gpointer listener)
{
  if (*self == NULL)
    return;
  g_signal_handlers_disconnect_by_data (*self, listener);
  vost_job_cancel (*self);
  g_clear_object (self);
}

GCancellable *
vost_job_get_cancellable (VostJob *self)
{
  g_return_val_if_fail (VOST_IS_JOB (self), NULL);
  return self->cancellable;
}

gboolean
vost_job_is_cancelled (VostJob *self)
{
  g_return_val_if_fail (VOST_IS_JOB (self), FALSE);
  return g_cancellable_is_cancelled (self->cancellable);
}

const char *
vost_job_get_title (VostJob *self)
{
  g_return_val_if_fail (VOST_IS_JOB (self), NULL);
  return self->title;
}

double
vost_job_get_fraction (VostJob *self)
{
  g_return_val_if_fail (VOST_IS_JOB (self), -1);

  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  return self->fraction;
}

char *
vost_job_dup_status (VostJob *self)
{
  g_return_val_if_fail (VOST_IS_JOB (self), NULL);

  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  return g_strdup (self->status);
}

int
vost_job_get_remaining (VostJob *self)
{
  g_return_val_if_fail (VOST_IS_JOB (self), -1);

  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  return self->remaining;
}

gboolean
vost_job_get_running (VostJob *self)
{
  g_return_val_if_fail (VOST_IS_JOB (self), FALSE);

  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  return self->running;
}

gpointer
vost_job_take_result (VostJob *self, GError **error)
{
  g_return_val_if_fail (VOST_IS_JOB (self), NULL);

  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  if (!self->finished || self->taken)
    {
      g_set_error (error, VOST_ERROR, VOST_ERROR_CONFLICT, _ ("“%s” has no result to give now."),
                   self->title);
      return NULL;
    }
  self->taken = TRUE;
  if (self->error != NULL)
    g_propagate_error (error, g_error_copy (self->error));
  return g_steal_pointer (&self->result);
}
