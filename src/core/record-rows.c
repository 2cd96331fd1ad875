/* The records of one container in order: chunks that snapshots share. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "snapshot-private.h"

/* Rows a chunk: copying one is what the first edit after a snapshot costs. */
#define CHUNK_ROWS 512
#define CHUNK_ROWS_FIRST 8

struct _VostChunk
{
  gatomicrefcount refs;
  guint n;
  guint capacity;
  VostPlace *place; /* for the project only; a snapshot's may be gone */
  VostRecord *rows[];
};

/*
 * Where the project finds a record: its chunk's number. It outlives the copies of the chunk, so
 * that copying needs no new entry for each row.
 */
struct _VostPlace
{
  guint ordinal;
  guint hint; /* where in the chunk the next record asked for may be */
};

static gsize
chunk_size (guint capacity)
{
  return sizeof (VostChunk) + capacity * sizeof (VostRecord *);
}

static VostChunk *
chunk_new (guint capacity)
{
  VostChunk *chunk = g_malloc0 (chunk_size (capacity));
  g_atomic_ref_count_init (&chunk->refs);
  chunk->capacity = capacity;
  return chunk;
}

static void
chunk_unref (VostChunk *chunk)
{
  if (!g_atomic_ref_count_dec (&chunk->refs))
    return;
  for (guint i = 0; i < chunk->n; i++)
    vost_record_unref (chunk->rows[i]);
  g_free (chunk);
}

static VostChunk *
chunk_copy (const VostChunk *from)
{
  VostChunk *chunk = chunk_new (from->capacity);
  chunk->place = from->place;
  chunk->n = from->n;
  for (guint i = 0; i < from->n; i++)
    chunk->rows[i] = vost_record_ref (from->rows[i]);
  return chunk;
}

VostRows *
vost_rows_new (VostKind kind, VostId container)
{
  VostRows *self = g_new0 (VostRows, 1);
  g_atomic_ref_count_init (&self->refs);
  self->kind = kind;
  self->container = container;
  self->chunks = g_ptr_array_new_with_free_func ((GDestroyNotify) chunk_unref);
  self->starts = g_array_new (FALSE, FALSE, sizeof (guint));
  return self;
}

VostRows *
vost_rows_ref (VostRows *self)
{
  g_atomic_ref_count_inc (&self->refs);
  return self;
}

void
vost_rows_unref (VostRows *self)
{
  if (self == NULL || !g_atomic_ref_count_dec (&self->refs))
    return;
  g_ptr_array_unref (self->chunks);
  g_array_unref (self->starts);
  g_free (self);
}

static VostRows *
rows_copy (const VostRows *from)
{
  VostRows *self = vost_rows_new (from->kind, from->container);
  self->n = from->n;
  for (guint i = 0; i < from->chunks->len; i++)
    {
      VostChunk *chunk = from->chunks->pdata[i];
      g_atomic_ref_count_inc (&chunk->refs);
      g_ptr_array_add (self->chunks, chunk);
    }
  g_array_append_vals (self->starts, from->starts->data, from->starts->len);
  return self;
}

VostRows *
vost_rows_writable (VostRows *self)
{
  if (g_atomic_ref_count_compare (&self->refs, 1))
    return self;
  VostRows *copy = rows_copy (self);
  vost_rows_unref (self);
  return copy;
}

static VostChunk *
chunk_at (const VostRows *self, guint ordinal)
{
  return self->chunks->pdata[ordinal];
}

static guint
start_of (const VostRows *self, guint ordinal)
{
  return g_array_index (self->starts, guint, ordinal);
}

/* The chunk that holds @index; the last one for an index at or after the end. */
static guint
chunk_of (const VostRows *self, guint index)
{
  guint low = 0, high = self->chunks->len;
  while (high - low > 1)
    {
      guint middle = low + (high - low) / 2;
      if (start_of (self, middle) <= index)
        low = middle;
      else
        high = middle;
    }
  return low;
}

VostRecord *
vost_rows_nth (const VostRows *self, guint index)
{
  if (self == NULL || index >= self->n)
    return NULL;
  guint ordinal = chunk_of (self, index);
  return chunk_at (self, ordinal)->rows[index - start_of (self, ordinal)];
}

static void
add_chunk (VostRows *self, guint ordinal, VostChunk *chunk)
{
  guint start = ordinal < self->chunks->len ? start_of (self, ordinal) : self->n;
  chunk->place = g_new0 (VostPlace, 1);
  g_ptr_array_insert (self->chunks, (gint) ordinal, chunk);
  g_array_insert_val (self->starts, ordinal, start);
  for (guint i = ordinal; i < self->chunks->len; i++)
    chunk_at (self, i)->place->ordinal = i;
}

static void
drop_chunk (VostRows *self, guint ordinal)
{
  g_free (chunk_at (self, ordinal)->place);
  g_ptr_array_remove_index (self->chunks, ordinal);
  g_array_remove_index (self->starts, ordinal);
  for (guint i = ordinal; i < self->chunks->len; i++)
    chunk_at (self, i)->place->ordinal = i;
}

/* Makes the chunk ours, with room for @n rows. */
static VostChunk *
chunk_writable (VostRows *self, guint ordinal, guint n)
{
  VostChunk *chunk = chunk_at (self, ordinal);
  if (!g_atomic_ref_count_compare (&chunk->refs, 1))
    {
      VostChunk *copy = chunk_copy (chunk);
      chunk_unref (chunk);
      chunk = copy;
    }
  if (n > chunk->capacity)
    {
      guint capacity = MIN (CHUNK_ROWS, MAX (n, chunk->capacity * 2));
      chunk = g_realloc (chunk, chunk_size (capacity));
      chunk->capacity = capacity;
    }
  self->chunks->pdata[ordinal] = chunk;
  return chunk;
}

/* Makes room in a full chunk: its upper half moves to a new one. */
static void
split_chunk (VostRows *self, guint ordinal, GHashTable *places)
{
  VostChunk *from = chunk_writable (self, ordinal, 0);
  VostChunk *to = chunk_new (CHUNK_ROWS);
  guint keep = from->n / 2;
  to->n = from->n - keep;
  memcpy (to->rows, from->rows + keep, to->n * sizeof (VostRecord *));
  from->n = keep;
  add_chunk (self, ordinal + 1, to);
  g_array_index (self->starts, guint, ordinal + 1) = start_of (self, ordinal) + keep;
  for (guint i = 0; i < to->n; i++)
    g_hash_table_insert (places, &to->rows[i]->id, to->place);
}

void
vost_rows_insert (VostRows *self, guint index, VostRecord *record, GHashTable *places)
{
  if (self->chunks->len == 0)
    add_chunk (self, 0, chunk_new (CHUNK_ROWS_FIRST));
  guint ordinal = chunk_of (self, index);
  if (chunk_at (self, ordinal)->n == CHUNK_ROWS)
    {
      /* Loading appends: then full chunks stay full. */
      if (index == self->n)
        add_chunk (self, ++ordinal, chunk_new (CHUNK_ROWS));
      else
        {
          split_chunk (self, ordinal, places);
          ordinal = chunk_of (self, index);
        }
    }
  VostChunk *chunk = chunk_writable (self, ordinal, chunk_at (self, ordinal)->n + 1);
  guint within = index - start_of (self, ordinal);
  memmove (chunk->rows + within + 1, chunk->rows + within,
           (chunk->n - within) * sizeof (VostRecord *));
  chunk->rows[within] = vost_record_ref (record);
  chunk->n++;
  self->n++;
  for (guint i = ordinal + 1; i < self->starts->len; i++)
    g_array_index (self->starts, guint, i)++;
  g_hash_table_insert (places, &record->id, chunk->place);
}

void
vost_rows_remove (VostRows *self, guint index, GHashTable *places)
{
  guint ordinal = chunk_of (self, index);
  guint within = index - start_of (self, ordinal);
  VostChunk *chunk = chunk_writable (self, ordinal, 0);
  VostRecord *record = chunk->rows[within];
  g_hash_table_remove (places, &record->id);
  chunk->n--;
  memmove (chunk->rows + within, chunk->rows + within + 1,
           (chunk->n - within) * sizeof (VostRecord *));
  self->n--;
  for (guint i = ordinal + 1; i < self->starts->len; i++)
    g_array_index (self->starts, guint, i)--;
  if (chunk->n == 0)
    drop_chunk (self, ordinal);
  vost_record_unref (record);
}

void
vost_rows_set (VostRows *self, guint index, VostRecord *record, GHashTable *places)
{
  guint ordinal = chunk_of (self, index);
  VostChunk *chunk = chunk_writable (self, ordinal, 0);
  VostRecord **row = &chunk->rows[index - start_of (self, ordinal)];
  VostRecord *old = *row;
  *row = vost_record_ref (record);
  /* The key is the id inside the record that goes. */
  g_hash_table_replace (places, &record->id, chunk->place);
  vost_record_unref (old);
}

guint
vost_rows_index_of (const VostRows *self, const VostRecord *record, GHashTable *places)
{
  VostPlace *place = g_hash_table_lookup (places, &record->id);
  const VostChunk *chunk = chunk_at (self, place->ordinal);
  guint within = place->hint;
  if (within >= chunk->n || chunk->rows[within] != record)
    for (within = 0; within < chunk->n && chunk->rows[within] != record;)
      within++;
  g_assert (within < chunk->n);
  /* Most who ask for one ask for the next one then. */
  place->hint = within + 1;
  return start_of (self, place->ordinal) + within;
}

void
vost_rows_free_places (VostRows *self)
{
  for (guint i = 0; self != NULL && i < self->chunks->len; i++)
    g_free (chunk_at (self, i)->place);
}
