/* Writes one JSON document, with times as exact decimal seconds. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

#include <vostok/core/span.h>

G_BEGIN_DECLS

/* json-glib would print 11.2 as 11.199999999999999: scripts and people read these numbers. */
typedef struct
{
  GString *out;
  gboolean comma; /* the next member or element needs one before it */
} VostJson;

void vost_json_begin (VostJson *self,
                      const char *name,
                      char bracket); /* @name NULL in arrays; '{' or '[' */
void vost_json_end (VostJson *self, char bracket);
void vost_json_string (VostJson *self, const char *name, const char *value);
/* Left out when @value is NULL or "". */
void vost_json_optional (VostJson *self, const char *name, const char *value);
void vost_json_int (VostJson *self, const char *name, gint64 value);
void vost_json_double (VostJson *self, const char *name, double value);
void vost_json_bool (VostJson *self, const char *name, gboolean value);
/* null for VOST_TIME_NONE. */
void vost_json_time (VostJson *self, const char *name, VostTime value);
/* @text: a JSON value of someone else; left out when it is none. */
void vost_json_raw (VostJson *self, const char *name, const char *text);
void vost_json_null (VostJson *self, const char *name);
/* @values: (nullable) (array zero-terminated=1) */
void vost_json_strv (VostJson *self, const char *name, char *const *values);

G_END_DECLS
