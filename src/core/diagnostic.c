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

GArray *
vost_diagnostics_count (GPtrArray *diagnostics)
{
  GArray *kinds = g_array_new (FALSE, FALSE, sizeof (VostDiagnosticCount));
  /* Message to 1 + its place. */
  g_autoptr (GHashTable) places = g_hash_table_new (g_str_hash, g_str_equal);
  for (guint i = 0; i < diagnostics->len; i++)
    {
      char *message = ((const VostDiagnostic *) diagnostics->pdata[i])->message;
      guint place = GPOINTER_TO_UINT (g_hash_table_lookup (places, message));
      if (place == 0)
        {
          VostDiagnosticCount kind = { message, 0 };
          g_array_append_val (kinds, kind);
          place = kinds->len;
          g_hash_table_insert (places, message, GUINT_TO_POINTER (place));
        }
      g_array_index (kinds, VostDiagnosticCount, place - 1).n++;
    }
  return kinds;
}
