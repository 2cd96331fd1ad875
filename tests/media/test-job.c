/* Jobs: one result, one `finished`, in the right context, whatever happens. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <vostok/media/job.h>

#include <vostok/core/diagnostic.h>

typedef struct
{
  GMainLoop *loop;
  GThread *thread;
  guint n_finished;
  guint n_fraction;
  gboolean was_running;
} Seen;

/* What the functions below work with. */
typedef struct
{
  GMutex lock;
  GCond cond;
  gboolean go;
  gboolean started;
  int n_freed_data;
} Gate;

static int n_freed_results;

static void
free_result (gpointer result)
{
  n_freed_results++;
  g_free (result);
}

static void
free_gate_data (gpointer data)
{
  ((Gate *) data)->n_freed_data++;
}

static void
on_finished (VostJob *job, gpointer data)
{
  Seen *seen = data;

  g_assert_true (g_thread_self () == seen->thread);
  g_assert_false (vost_job_get_running (job));
  seen->n_finished++;
  g_main_loop_quit (seen->loop);
}

static void
on_fraction (VostJob *job, GParamSpec *pspec, gpointer data)
{
  Seen *seen = data;

  g_assert_true (g_thread_self () == seen->thread);
  seen->n_fraction++;
}

static void
on_running (VostJob *job, GParamSpec *pspec, gpointer data)
{
  Seen *seen = data;

  seen->was_running |= vost_job_get_running (job);
}

static void
watch (VostJob *job, Seen *seen)
{
  seen->loop = g_main_loop_new (NULL, FALSE);
  seen->thread = g_thread_self ();
  g_signal_connect (job, "finished", G_CALLBACK (on_finished), seen);
  g_signal_connect (job, "notify::fraction", G_CALLBACK (on_fraction), seen);
  g_signal_connect (job, "notify::running", G_CALLBACK (on_running), seen);
}

/* Runs what is left in the context, so that a second `finished` would be seen. */
static void
drain (Seen *seen)
{
  while (g_main_context_iteration (NULL, FALSE))
    continue;
  g_clear_pointer (&seen->loop, g_main_loop_unref);
}

static gpointer
succeed (VostJob *job, gpointer data, GError **error)
{
  for (guint i = 0; i <= 100000; i++)
    vost_job_report (job, i / 100000.0, i == 0 ? "begun" : NULL);
  return g_strdup ("done");
}

static void
test_success (void)
{
  Gate gate = { 0 };
  Seen seen = { 0 };
  g_autoptr (GError) error = NULL;
  VostJob *job = vost_job_new ("Work", succeed, &gate, free_gate_data, free_result);

  n_freed_results = 0;
  watch (job, &seen);
  g_assert_cmpstr (vost_job_get_title (job), ==, "Work");
  g_assert_false (vost_job_get_running (job));
  g_assert_cmpint (vost_job_get_remaining (job), ==, -1);
  vost_job_start (job);
  g_assert_true (vost_job_get_running (job));
  g_main_loop_run (seen.loop);
  drain (&seen);

  g_assert_cmpuint (seen.n_finished, ==, 1);
  g_assert_cmpint (gate.n_freed_data, ==, 1);
  /* A hundred thousand reports, a handful of notifications. */
  g_assert_cmpuint (seen.n_fraction, >=, 1);
  g_assert_cmpuint (seen.n_fraction, <, 1000);
  g_assert_cmpfloat (vost_job_get_fraction (job), ==, 1);
  g_assert_cmpint (vost_job_get_remaining (job), ==, 0);

  g_autofree char *status = vost_job_dup_status (job);
  g_autofree char *result = vost_job_take_result (job, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (status, ==, "begun");
  g_assert_cmpstr (result, ==, "done");
  g_assert_null (vost_job_take_result (job, &error));
  g_assert_error (error, VOST_ERROR, VOST_ERROR_CONFLICT);
  g_object_unref (job);
  g_assert_cmpint (n_freed_results, ==, 0);
}

static void
test_result_not_taken (void)
{
  Gate gate = { 0 };
  Seen seen = { 0 };
  VostJob *job = vost_job_new ("Work", succeed, &gate, free_gate_data, free_result);

  n_freed_results = 0;
  watch (job, &seen);
  vost_job_start (job);
  g_main_loop_run (seen.loop);
  drain (&seen);
  g_object_unref (job);
  g_assert_cmpint (n_freed_results, ==, 1);
}

static gpointer
fail (VostJob *job, gpointer data, GError **error)
{
  g_set_error_literal (error, VOST_ERROR, VOST_ERROR_IO, "The disk is full.");
  return NULL;
}

static void
test_failure (void)
{
  Gate gate = { 0 };
  Seen seen = { 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (VostJob) job = vost_job_new ("Work", fail, &gate, free_gate_data, free_result);

  watch (job, &seen);
  g_assert_null (vost_job_take_result (job, &error));
  g_assert_error (error, VOST_ERROR, VOST_ERROR_CONFLICT);
  g_clear_error (&error);
  vost_job_start (job);
  g_main_loop_run (seen.loop);
  drain (&seen);
  g_assert_cmpuint (seen.n_finished, ==, 1);
  g_assert_null (vost_job_take_result (job, &error));
  g_assert_error (error, VOST_ERROR, VOST_ERROR_IO);
  g_assert_cmpstr (error->message, ==, "The disk is full.");
}

static void
on_cancelled (GCancellable *cancellable, gpointer data)
{
  Gate *gate = data;

  g_mutex_lock (&gate->lock);
  gate->go = TRUE;
  g_cond_broadcast (&gate->cond);
  g_mutex_unlock (&gate->lock);
}

/* Tells that it has begun, then waits until it is cancelled. */
static gpointer
wait_for_cancel (VostJob *job, gpointer data, GError **error)
{
  Gate *gate = data;
  GCancellable *cancellable = vost_job_get_cancellable (job);
  gulong id = g_cancellable_connect (cancellable, G_CALLBACK (on_cancelled), gate, NULL);

  g_mutex_lock (&gate->lock);
  gate->started = TRUE;
  g_cond_broadcast (&gate->cond);
  while (!gate->go)
    g_cond_wait (&gate->cond, &gate->lock);
  g_mutex_unlock (&gate->lock);
  g_cancellable_disconnect (cancellable, id);
  g_assert_true (vost_job_is_cancelled (job));
  g_cancellable_set_error_if_cancelled (cancellable, error);
  return NULL;
}

static void
test_cancel (void)
{
  Gate gate = { 0 };
  Seen seen = { 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (VostJob) job =
      vost_job_new ("Work", wait_for_cancel, &gate, free_gate_data, free_result);

  g_mutex_init (&gate.lock);
  g_cond_init (&gate.cond);
  watch (job, &seen);
  vost_job_start (job);
  g_mutex_lock (&gate.lock);
  while (!gate.started)
    g_cond_wait (&gate.cond, &gate.lock);
  g_mutex_unlock (&gate.lock);
  vost_job_cancel (job);
  vost_job_cancel (job);
  g_main_loop_run (seen.loop);
  drain (&seen);
  g_assert_cmpuint (seen.n_finished, ==, 1);
  g_assert_cmpint (gate.n_freed_data, ==, 1);
  /* GIO's own word for it was translated. */
  g_assert_null (vost_job_take_result (job, &error));
  g_assert_error (error, VOST_ERROR, VOST_ERROR_CANCELLED);
  g_mutex_clear (&gate.lock);
  g_cond_clear (&gate.cond);
}

static gpointer
must_not_run (VostJob *job, gpointer data, GError **error)
{
  g_assert_not_reached ();
}

static void
test_cancel_before_start (void)
{
  Gate gate = { 0 };
  Seen seen = { 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (VostJob) job = vost_job_new ("Work", must_not_run, &gate, free_gate_data, NULL);

  watch (job, &seen);
  vost_job_cancel (job);
  vost_job_start (job);
  g_main_loop_run (seen.loop);
  drain (&seen);
  g_assert_cmpuint (seen.n_finished, ==, 1);
  g_assert_true (seen.was_running || !vost_job_get_running (job));
  g_assert_cmpint (gate.n_freed_data, ==, 1);
  g_assert_null (vost_job_take_result (job, &error));
  g_assert_error (error, VOST_ERROR, VOST_ERROR_CANCELLED);
}

static gpointer
give_nothing (VostJob *job, gpointer data, GError **error)
{
  return NULL;
}

static void
test_run (void)
{
  Gate gate = { 0 };
  Seen seen = { 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (VostJob) job = vost_job_new ("Work", succeed, &gate, free_gate_data, free_result);
  g_autoptr (VostJob) empty = vost_job_new ("Nothing", give_nothing, NULL, NULL, NULL);

  watch (job, &seen);

  g_autofree char *result = vost_job_run (job, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (result, ==, "done");
  g_assert_cmpuint (seen.n_finished, ==, 1);
  g_assert_true (seen.was_running);
  g_assert_cmpint (gate.n_freed_data, ==, 1);
  /* Notified there and then, without a loop. */
  g_assert_cmpuint (seen.n_fraction, >=, 1);
  drain (&seen);
  g_assert_cmpuint (seen.n_finished, ==, 1);

  /* A function that forgot its error still gives one. */
  g_assert_null (vost_job_run (empty, &error));
  g_assert_error (error, VOST_ERROR, VOST_ERROR_IO);
}

/* Never started: its data is freed all the same. */
static void
test_not_started (void)
{
  Gate gate = { 0 };
  VostJob *job = vost_job_new ("Work", must_not_run, &gate, free_gate_data, NULL);

  g_object_unref (job);
  g_assert_cmpint (gate.n_freed_data, ==, 1);
}

/* The caller lets go at once: the job keeps itself until it has finished. */
static void
test_keeps_itself (void)
{
  Gate gate = { 0 };
  Seen seen = { 0 };
  VostJob *job = vost_job_new ("Work", succeed, &gate, free_gate_data, free_result);
  gpointer alive = job;

  n_freed_results = 0;
  watch (job, &seen);
  vost_job_start (job);
  g_object_add_weak_pointer (G_OBJECT (job), &alive);
  g_object_unref (job);
  g_main_loop_run (seen.loop);
  drain (&seen);
  g_assert_null (alive);
  g_assert_cmpint (n_freed_results, ==, 1);
}

static gpointer
report_oddly (VostJob *job, gpointer data, GError **error)
{
  vost_job_report (job, 7, "a");
  g_assert_cmpfloat (vost_job_get_fraction (job), ==, 1);
  vost_job_report (job, -3, NULL);
  g_assert_cmpfloat (vost_job_get_fraction (job), ==, -1);
  g_assert_cmpint (vost_job_get_remaining (job), ==, -1);
  vost_job_report (job, 0.0 / (*(double *) data), "b");
  g_assert_cmpfloat (vost_job_get_fraction (job), ==, -1);
  return g_strdup ("");
}

static void
test_odd_fractions (void)
{
  double zero = 0;
  g_autoptr (VostJob) job = vost_job_new ("Work", report_oddly, &zero, NULL, g_free);
  g_autofree char *result = vost_job_run (job, NULL);
  g_autofree char *status = vost_job_dup_status (job);

  g_assert_nonnull (result);
  g_assert_cmpstr (status, ==, "b");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/job/success", test_success);
  g_test_add_func ("/job/result-not-taken", test_result_not_taken);
  g_test_add_func ("/job/failure", test_failure);
  g_test_add_func ("/job/cancel", test_cancel);
  g_test_add_func ("/job/cancel-before-start", test_cancel_before_start);
  g_test_add_func ("/job/run", test_run);
  g_test_add_func ("/job/not-started", test_not_started);
  g_test_add_func ("/job/keeps-itself", test_keeps_itself);
  g_test_add_func ("/job/odd-fractions", test_odd_fractions);
  return g_test_run ();
}
