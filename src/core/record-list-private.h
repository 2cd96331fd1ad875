/* The list models of a project and their items. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <vostok/core/project.h>

#include "snapshot-private.h"

G_BEGIN_DECLS

#define VOST_TYPE_RECORD_LIST (vost_record_list_get_type ())
G_DECLARE_FINAL_TYPE (VostRecordList, vost_record_list, VOST, RECORD_LIST, GObject)

/* @document and @items are borrowed until vost_record_list_detach(). */
VostRecordList *vost_record_list_new (const VostDocument *document,
                                      GHashTable *items,
                                      VostKind kind,
                                      VostId parent) G_GNUC_WARN_UNUSED_RESULT;
/* The project goes: the list becomes empty. */
void vost_record_list_detach (VostRecordList *self);

/**
 * vost_record_list_note: an operation at @index happens to the rows, of which there were @n
 *
 * However many there are, views hear of one range, from the first to the last row touched.
 *
 * Returns: whether it is the first since the last vost_record_list_emit()
 */
gboolean vost_record_list_note (VostRecordList *self, guint n, guint index, gboolean insert);
/* Tells views what was noted, or only forgets it. */
void vost_record_list_emit (VostRecordList *self, gboolean tell);

/* (element-type VostId* VostItem): the items that somebody holds, borrowed; lets them go when it is
 * freed. */
GHashTable *vost_items_new (void) G_GNUC_WARN_UNUSED_RESULT;
/* Tells the item of that id, if there is one, that its record is another now. */
void vost_items_update (GHashTable *items, VostRecord *record);

G_END_DECLS
