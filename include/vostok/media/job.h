/* Long work: progress, cancel, result. The one way that threads answer. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * VostJob:
 *
 * Runs a function in a thread. Properties, notified in the main context that made it: `fraction` (0
 * to 1, -1 unknown), `status` (translated text), `remaining` (seconds, -1 unknown), `running`.
 * Signal `finished` once, in that context.
 */
#define VOST_TYPE_JOB (vost_job_get_type ())
G_DECLARE_FINAL_TYPE (VostJob, vost_job, VOST, JOB, GObject)

/* Returns the result, or NULL with @error. Must look at the cancellable of
 * vost_job_get_cancellable() often. */
typedef gpointer (*VostJobFunc) (VostJob *job, gpointer data, GError **error);

/* @data is freed with @free_data after the function has returned, in any case. */
VostJob *vost_job_new (const char *title,
                       VostJobFunc func,
                       gpointer data,
                       GDestroyNotify free_data,
                       GDestroyNotify free_result) G_GNUC_WARN_UNUSED_RESULT;
/* Starts the thread (the job keeps itself alive until finished). */
void vost_job_start (VostJob *self);
/* Runs it here and now; for the command line and tests. */
gpointer vost_job_run (VostJob *self, GError **error);

void vost_job_cancel (VostJob *self);
/* Cancels the job (nullable) that @listener waits for, and lets go of it: @listener hears no more.
 */
void vost_job_abandon (VostJob **self, gpointer listener);
GCancellable *vost_job_get_cancellable (VostJob *self);
gboolean vost_job_is_cancelled (VostJob *self);
/* From any thread. @status may be NULL to keep it. Remaining time is worked out from the fraction.
 */
void vost_job_report (VostJob *self, double fraction, const char *status);

const char *vost_job_get_title (VostJob *self);
double vost_job_get_fraction (VostJob *self);
char *vost_job_dup_status (VostJob *self);
int vost_job_get_remaining (VostJob *self);
gboolean vost_job_get_running (VostJob *self);
/* After `finished`: (transfer full) the result, NULL with @error. Once. */
gpointer vost_job_take_result (VostJob *self, GError **error);

G_END_DECLS
