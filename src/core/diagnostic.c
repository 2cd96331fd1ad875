/* Remarks on what happened, and the errors of core. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <vostok/core/diagnostic.h>

G_DEFINE_QUARK (vost - error - quark, vost_error)

VostDiagnostic *
vost_diagnostic_new (VostSeverity severity, guint line, guint column, const char *format, ...)
{
  VostDiagnostic *self = g_new0 (VostDiagnostic, 1);
  self->severity = severity;
  self->line = line;
  self->column = column;
  va_list args;
  va_start (args, format);
  self->message = g_strdup_vprintf (format, args);
  va_end (args);
  return self;
}

void
vost_diagnostic_free (VostDiagnostic *self)
{
  if (self == NULL)
    return;
  g_free (self->message);
  g_free (self);
}

GPtrArray *
vost_diagnostics_new (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) vost_diagnostic_free);
}
