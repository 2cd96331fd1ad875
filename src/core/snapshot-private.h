/* What project and snapshot share: the document's arrays and index, copied only when changed. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <vostok/core/snapshot.h>

#include "record-private.h"

G_BEGIN_DECLS

/* Where a record of the project is; private to the rows. */
typedef struct _VostPlace VostPlace;
typedef struct _VostChunk VostChunk;

/**
 * VostRows: records of one container in order.
 * @kind: of the rows
 * @container: id of the track or lane, VOST_ID_NONE for the project
 * @chunks: (element-type VostChunk)
 * @starts: (element-type guint): index of each chunk's first row
 *
 * Only the project's main thread changes rows, and only after vost_rows_writable(). @places: where
 * each record of the project is (element-type VostId* VostPlace), with the ids inside the records
 * as keys.
 */
typedef struct
{
  gatomicrefcount refs;
  VostKind kind;
  VostId container;
  guint n;
  GPtrArray *chunks;
  GArray *starts;
} VostRows;

VostRows *vost_rows_new (VostKind kind, VostId container) G_GNUC_WARN_UNUSED_RESULT;
VostRows *vost_rows_ref (VostRows *self);
void vost_rows_unref (VostRows *self);
/* Consumes @self and returns it, or a copy if it is shared. */
VostRows *vost_rows_writable (VostRows *self) G_GNUC_WARN_UNUSED_RESULT;
/* @self may be NULL: no rows. NULL if out of range. */
VostRecord *vost_rows_nth (const VostRows *self, guint index);
void vost_rows_insert (VostRows *self, guint index, VostRecord *record, GHashTable *places);
void vost_rows_remove (VostRows *self, guint index, GHashTable *places);
void vost_rows_set (VostRows *self, guint index, VostRecord *record, GHashTable *places);
/* @record must be in @self. */
guint vost_rows_index_of (const VostRows *self, const VostRecord *record, GHashTable *places);
/* Before the project's own rows go. */
void vost_rows_free_places (VostRows *self);

/* Records by id, borrowed. */
typedef struct _VostRecordMap VostRecordMap;

VostRecordMap *vost_record_map_new (void) G_GNUC_WARN_UNUSED_RESULT;
VostRecordMap *vost_record_map_ref (VostRecordMap *self);
void vost_record_map_unref (VostRecordMap *self);
VostRecord *vost_record_map_lookup (const VostRecordMap *self, VostId id);
/* Both put a copy in place of what is shared. */
void vost_record_map_set (VostRecordMap **self, VostRecord *record);
void vost_record_map_remove (VostRecordMap **self, VostId id);

/* Rows of each container that has children. */
typedef struct
{
  gatomicrefcount refs;
  GHashTable *rows; /* (element-type VostId* VostRows), the key is inside the rows */
} VostChildren;

/**
 * VostDocument: one state of the document.
 * @info: (owned): the project record
 * @top: (owned): sources, tracks and lanes; NULL for kinds that live in containers
 */
typedef struct
{
  VostRecord *info;
  VostRows *top[VOST_N_KINDS];
  VostChildren *children;
  VostRecordMap *index;
} VostDocument;

void vost_document_init (VostDocument *self);
void vost_document_clear (VostDocument *self);
/* References to everything in @from. */
void vost_document_share (VostDocument *self, const VostDocument *from);

/* NULL if there are none. */
VostRows *vost_document_get_rows (const VostDocument *self, VostKind kind, VostId parent);
/* The same to be changed, made if missing. */
VostRows *vost_document_edit_rows (VostDocument *self, VostKind kind, VostId parent);
/* A container without children keeps no rows. */
void vost_document_drop_rows (VostDocument *self, VostId parent);

VostSpan vost_document_cue_span (const VostDocument *self, const VostCue *cue);

/* @folder: (nullable); shares the arrays of @document. */
VostSnapshot *vost_snapshot_new (const VostDocument *document,
                                 const char *folder) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
