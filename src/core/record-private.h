/* What only the document's own files need of records. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <vostok/core/record.h>

G_BEGIN_DECLS

#define VOST_ID_BITS 50

/* The shared record of @kind that holds every default; for comparing with. */
const VostRecord *vost_record_default (VostKind kind);

/* A record with every field at its default and no id; (transfer full). */
gpointer vost_record_new_blank (VostKind kind, VostId parent) G_GNUC_WARN_UNUSED_RESULT;

gboolean vost_field_equal (const VostField *field, gconstpointer a, gconstpointer b);

/* Whether ids, times and numbers keep the bounds that the rest of the program counts on. */
gboolean vost_record_check (gconstpointer record, GError **error);

/* The kind of a kind's container, VOST_KIND_PROJECT for those that live in the project. */
VostKind vost_kind_container (VostKind kind);

#define VOST_FIELD(record, field, type) (*(type *) ((char *) (record) + (field)->offset))

G_END_DECLS
