/* Writes one JSON document, with times as exact decimal seconds. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "json.h"

#include <json-glib/json-glib.h>

#include <vostok/core/formats/record-json.h>

static void
start (VostJson *self, const char *name)
{
  if (self->comma)
    g_string_append (self->out, ", ");
  if (name != NULL)
    {
      vost_json_append_string (self->out, name);
      g_string_append (self->out, ": ");
    }
  self->comma = TRUE;
}

void
vost_json_begin (VostJson *self, const char *name, char bracket)
{
  start (self, name);
  g_string_append_c (self->out, bracket);
  self->comma = FALSE;
}

void
vost_json_end (VostJson *self, char bracket)
{
  g_string_append_c (self->out, bracket);
  self->comma = TRUE;
}

void
vost_json_string (VostJson *self, const char *name, const char *value)
{
  start (self, name);
  vost_json_append_string (self->out, value != NULL ? value : "");
}

void
vost_json_optional (VostJson *self, const char *name, const char *value)
{
  if (value != NULL && value[0] != '\0')
    vost_json_string (self, name, value);
}

void
vost_json_int (VostJson *self, const char *name, gint64 value)
{
  start (self, name);
  g_string_append_printf (self->out, "%" G_GINT64_FORMAT, value);
}

void
vost_json_double (VostJson *self, const char *name, double value)
{
  char text[G_ASCII_DTOSTR_BUF_SIZE];

  start (self, name);
  g_string_append (self->out, g_ascii_formatd (text, sizeof text, "%.6g", value));
}

void
vost_json_bool (VostJson *self, const char *name, gboolean value)
{
  start (self, name);
  g_string_append (self->out, value ? "true" : "false");
}

void
vost_json_raw (VostJson *self, const char *name, const char *text)
{
  g_autoptr (JsonNode) node = *text != '\0' ? json_from_string (text, NULL) : NULL;
  g_autofree char *again = node != NULL ? json_to_string (node, FALSE) : NULL;

  if (again == NULL)
    return;
  start (self, name);
  g_string_append (self->out, again);
}

void
vost_json_null (VostJson *self, const char *name)
{
  start (self, name);
  g_string_append (self->out, "null");
}

void
vost_json_time (VostJson *self, const char *name, VostTime value)
{
  if (value == VOST_TIME_NONE)
    {
      vost_json_null (self, name);
      return;
    }
  start (self, name);
  vost_time_append_seconds (self->out, value);
}

void
vost_json_strv (VostJson *self, const char *name, char *const *values)
{
  vost_json_begin (self, name, '[');
  for (; values != NULL && *values != NULL; values++)
    vost_json_string (self, NULL, *values);
  vost_json_end (self, ']');
}
