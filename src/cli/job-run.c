/* Runs a job in the foreground: progress on a terminal, Ctrl+C stops it. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "job-run.h"

#include "vostok-config.h"

#include <unistd.h>

#include <glib-unix.h>
#include <glib/gi18n.h>

static void
on_progress (VostJob *job)
{
  int remaining = vost_job_get_remaining (job);

  if (!isatty (STDERR_FILENO) || vost_job_get_fraction (job) < 0)
    return;
  g_printerr ("\r%3.0f %%", vost_job_get_fraction (job) * 100);
  if (remaining >= 0)
    g_printerr (_ (", %d s left  "), remaining);
}

static gboolean
on_interrupt (gpointer data)
{
  vost_job_cancel (data);
  return G_SOURCE_CONTINUE;
}

gpointer
vost_cli_run_job (VostJob *job, GError **error)
{
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  guint interrupt = g_unix_signal_add (SIGINT, on_interrupt, job);
  guint terminate = g_unix_signal_add (SIGTERM, on_interrupt, job);

  g_signal_connect (job, "notify::fraction", G_CALLBACK (on_progress), NULL);
  g_signal_connect_swapped (job, "finished", G_CALLBACK (g_main_loop_quit), loop);
  vost_job_start (job);
  g_main_loop_run (loop);
  g_source_remove (interrupt);
  g_source_remove (terminate);
  if (isatty (STDERR_FILENO))
    g_printerr ("\r%24s\r", "");
  return vost_job_take_result (job, error);
}
