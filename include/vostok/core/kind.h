/* Kinds of records, their ids, and the tables of their fields. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * VostKind:
 *
 * What a record is. Containers: cues live in a track, clips in a lane; all others in the project.
 */
typedef enum
{
  VOST_KIND_PROJECT, /* exactly one, id VOST_ID_PROJECT */
  VOST_KIND_SOURCE,
  VOST_KIND_TRACK,
  VOST_KIND_CUE,
  VOST_KIND_LANE,
  VOST_KIND_CLIP,
  VOST_N_KINDS
} VostKind;

/* 50 random bits, so that two volunteers' new cues do not collide when they are merged. 0: none. */
typedef guint64 VostId;
#define VOST_ID_NONE ((VostId) 0)
#define VOST_ID_PROJECT ((VostId) 1)

VostId vost_id_new (void);
/* Ten characters of Crockford's base 32; (transfer full). "" for none. */
char *vost_id_to_string (VostId id);
gboolean vost_id_parse (const char *text, VostId *ret);

/**
 * VostFieldType:
 *
 * How a field is held in memory and in JSON.
 */
typedef enum
{
  VOST_FIELD_STRING, /* char *, JSON string */
  VOST_FIELD_STRV,   /* char **, JSON array of strings */
  VOST_FIELD_TIME,   /* VostTime, JSON string of vost_time_format_exact() */
  VOST_FIELD_INT,    /* gint64, JSON number */
  VOST_FIELD_BOOL,   /* gboolean, JSON true/false */
  VOST_FIELD_ID,     /* VostId, JSON string */
  VOST_FIELD_RATE,   /* VostRate, JSON string */
  VOST_FIELD_JSON,   /* char *, JSON text inserted as it is */
} VostFieldType;

typedef struct
{
  const char *name; /* member of the file: "fade-in" */
  VostFieldType type;
  gsize offset;
} VostField;

typedef struct
{
  const char *name; /* "cue" */
  gsize size;
  const VostField *fields; /* ends with name NULL */
} VostKindInfo;

/* Table of a kind: what the file format, copying, comparing and merging iterate. */
const VostKindInfo *vost_kind_info (VostKind kind);

G_END_DECLS
