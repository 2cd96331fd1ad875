/* Records by id, shared between snapshots: a change copies only the path to it. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "snapshot-private.h"

/*
 * A tree of sixteen-way nodes over the id's bits, lowest first: ids are random, so it stays flat,
 * and as they are unique it needs no collisions. Sixteen pointers are quick to copy and wide enough
 * that 100,000 records are five levels deep. A slot is empty, a node, or a record marked by its
 * lowest bit. Records are borrowed: whoever holds the map also holds the rows that own them.
 */
#define BITS 4
#define WIDTH (1 << BITS)
#define LEAF ((gsize) 1)

struct _VostRecordMap
{
  gatomicrefcount refs;
  gpointer slots[WIDTH];
};

static inline gboolean
is_leaf (gpointer slot)
{
  return ((gsize) slot & LEAF) != 0;
}

static inline VostRecord *
leaf_record (gpointer slot)
{
  return (VostRecord *) ((gsize) slot & ~LEAF);
}

static inline gpointer
leaf_new (VostRecord *record)
{
  return (gpointer) ((gsize) record | LEAF);
}

static inline guint
slot_of (VostId id, guint shift)
{
  return (guint) (id >> shift) & (WIDTH - 1);
}

VostRecordMap *
vost_record_map_new (void)
{
  VostRecordMap *self = g_new0 (VostRecordMap, 1);
  g_atomic_ref_count_init (&self->refs);
  return self;
}

VostRecordMap *
vost_record_map_ref (VostRecordMap *self)
{
  g_atomic_ref_count_inc (&self->refs);
  return self;
}

void
vost_record_map_unref (VostRecordMap *self)
{
  if (self == NULL || !g_atomic_ref_count_dec (&self->refs))
    return;
  /* As deep as an id has digits, sixteen at the most. */
  for (guint i = 0; i < WIDTH; i++)
    if (self->slots[i] != NULL && !is_leaf (self->slots[i]))
      vost_record_map_unref (self->slots[i]);
  g_free (self);
}

/* Returns the node itself if nobody shares it, else a copy, which takes its place. */
static VostRecordMap *
node_writable (VostRecordMap *node)
{
  if (g_atomic_ref_count_compare (&node->refs, 1))
    return node;
  VostRecordMap *copy = g_memdup2 (node, sizeof *node);
  g_atomic_ref_count_init (&copy->refs);
  for (guint i = 0; i < WIDTH; i++)
    if (copy->slots[i] != NULL && !is_leaf (copy->slots[i]))
      vost_record_map_ref (copy->slots[i]);
  vost_record_map_unref (node);
  return copy;
}

VostRecord *
vost_record_map_lookup (const VostRecordMap *self, VostId id)
{
  for (guint shift = 0;; shift += BITS)
    {
      gpointer slot = self->slots[slot_of (id, shift)];
      if (slot == NULL)
        return NULL;
      if (is_leaf (slot))
        return leaf_record (slot)->id == id ? leaf_record (slot) : NULL;
      self = slot;
    }
}

void
vost_record_map_set (VostRecordMap **self, VostRecord *record)
{
  gpointer *at = (gpointer *) self;
  for (guint shift = 0;; shift += BITS)
    {
      VostRecordMap *node = node_writable (*at);
      *at = node;
      at = &node->slots[slot_of (record->id, shift)];
      if (*at == NULL || (is_leaf (*at) && leaf_record (*at)->id == record->id))
        break;
      if (is_leaf (*at))
        {
          gpointer other = *at;
          VostRecordMap *below = vost_record_map_new ();
          below->slots[slot_of (leaf_record (other)->id, shift + BITS)] = other;
          *at = below;
        }
    }
  *at = leaf_new (record);
}

static gboolean
node_is_empty (const VostRecordMap *node)
{
  for (guint i = 0; i < WIDTH; i++)
    if (node->slots[i] != NULL)
      return FALSE;
  return TRUE;
}

static void
node_remove (gpointer *at, VostId id, guint shift)
{
  VostRecordMap *node = node_writable (*at);
  *at = node;
  gpointer *slot = &node->slots[slot_of (id, shift)];
  if (is_leaf (*slot))
    {
      *slot = NULL;
      return;
    }
  node_remove (slot, id, shift + BITS);
  if (node_is_empty (*slot))
    g_clear_pointer ((VostRecordMap **) slot, vost_record_map_unref);
}

void
vost_record_map_remove (VostRecordMap **self, VostId id)
{
  if (vost_record_map_lookup (*self, id) != NULL)
    node_remove ((gpointer *) self, id, 0);
}
