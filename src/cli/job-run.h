/* Runs a job in the foreground: progress on a terminal, Ctrl+C stops it. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <vostok/media/job.h>

G_BEGIN_DECLS

/* Starts @job and waits; its result, or NULL with @error (VOST_ERROR_CANCELLED when stopped). */
gpointer vost_cli_run_job (VostJob *job, GError **error);

G_END_DECLS
