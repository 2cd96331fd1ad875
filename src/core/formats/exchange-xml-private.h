/* The state of the reader of XLIFF and TMX. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "exchange-private.h"

#include <libxml/parser.h>
#include <libxml/parserInternals.h>

#include <vostok/core/bounds.h>

G_BEGIN_DECLS

typedef enum
{
  KIND_OTHER,
  KIND_FILE,    /* <file>, <xliff>, <header>: names the languages */
  KIND_UNIT,    /* <trans-unit>, <unit>, <tu> */
  KIND_SEGMENT, /* <segment>, <ignorable> */
  KIND_SOURCE,
  KIND_TARGET,
  KIND_AFTER, /* <seg-source>: a target comes after it */
  KIND_NOTES,
  KIND_NOTE,
  KIND_PROP,
  KIND_TUV,
  KIND_SEG,
  KIND_STORE, /* <originalData> */
  KIND_DATA,
  KIND_CODE, /* its content is not text */
  KIND_SPAN, /* around text that stays text */
} Kind;

/**
 * Part: one language of a unit.
 * @start, @end: offsets of its own piece
 */
typedef struct
{
  char *language;
  GString *text;
  char *comment;
  char *status;
  gsize start;
  gsize end;
} Part;

typedef struct
{
  guint8 kind;
  char closing; /* letter of the tag that its end writes, or 0 */
} Level;

typedef struct
{
  VostReading reading;
  const VostExchange *exchange;
  xmlParserCtxtPtr parser;
  gboolean modern;
  gboolean stopped;
  gboolean told_codes;
  gboolean told_times;
  gboolean told_entities;
  gboolean damaged;
  char *source_language;
  char *target_language;

  Level levels[VOST_MAX_NESTING + 1];
  guint depth;

  gboolean in_unit;
  guint unit_depth;
  gsize unit_start;
  VostCue *cue;
  GPtrArray *parts;
  GHashTable *data;
  guint segments;
  gsize insert_at; /* 0: no place for a further target */
  gboolean has_times;

  gboolean capturing; /* text with codes */
  gboolean verbatim;  /* a note, a property, data: characters alone */
  guint code_depth;
  GString *plain;
  GString *text;
  GString *code;
  char *value; /* attribute that says what the captured note is */
  Part *part;
} VostUnitReader;

/* An element begins or ends. */
void
vost_unit_reader_begin (VostUnitReader *self, const char *name, const xmlChar **attributes, int n);
void vost_unit_reader_end (VostUnitReader *self);
/* Forgets a unit that is not complete. */
void vost_unit_reader_clear (VostUnitReader *self);
void vost_unit_reader_report (VostUnitReader *self, VostSeverity severity, const char *message);
void vost_unit_reader_stop (VostUnitReader *self);

G_END_DECLS
