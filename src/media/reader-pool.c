/* A few open readers, shared by the clips of the lanes; the least recently used is closed. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reader-pool-private.h"

#include "picture-reader-private.h"

/* Each costs a decoder with its threads and up to 64 MB of frames. */
#define MAX_READERS 4u
/* Two for one file and lane: the clip that is shown and the one that comes, or the two of a
 * cross-fade. */
#define MAX_FOR_ONE 2u
/* A reader that stands this near serves another clip without a seek. */
#define NEAR_PICTURES (VOST_SECOND / 10)

struct _VostPoolReader
{
  gatomicrefcount refs;
  VostReaderPool *pool;
  char *path;
  VostId lane;

  /* Guarded by the pool's lock. */
  VostId clip;
  gint64 place; /* where it will be after its present work */
  guint64 used;
  guint users;
  gboolean preparing;
  GCancellable *stop; /* of the preparation */

  /* Guarded by the reader's own lock, held while it works. */
  GMutex work;
  VostPictureReader *pictures;
  VostSoundReader *sounds;
  GError *failure;
};

struct _VostReaderPool
{
  gboolean for_sound;
  int width;
  int height;
  GstVideoFormat format;

  GMutex lock;
  GPtrArray *readers; /* (element-type VostPoolReader) */
  guint64 clock;
  GThreadPool *threads;
};

static VostPoolReader *
reader_new (VostReaderPool *pool, const VostPoolKey *key)
{
  VostPoolReader *self = g_new0 (VostPoolReader, 1);
  g_atomic_ref_count_init (&self->refs);
  g_mutex_init (&self->work);
  self->pool = pool;
  self->path = g_strdup (key->path);
  self->lane = key->lane;
  self->clip = key->clip;
  self->place = key->place;
  self->stop = g_cancellable_new ();
  return self;
}

static void
reader_unref (gpointer data)
{
  VostPoolReader *self = data;
  if (!g_atomic_ref_count_dec (&self->refs))
    return;
  g_clear_pointer (&self->pictures, vost_picture_reader_free);
  g_clear_pointer (&self->sounds, vost_sound_reader_free);
  g_clear_error (&self->failure);
  g_object_unref (self->stop);
  g_free (self->path);
  g_mutex_clear (&self->work);
  g_free (self);
}

static VostPoolReader *
reader_ref (VostPoolReader *self)
{
  g_atomic_ref_count_inc (&self->refs);
  return self;
}

/* With the reader's work lock held. */
static gboolean
open_reader (VostPoolReader *self, GError **error)
{
  VostReaderPool *pool = self->pool;
  if (self->pictures == NULL && self->sounds == NULL && self->failure == NULL)
    {
      if (pool->for_sound)
        self->sounds = vost_sound_reader_new (self->path, 0, &self->failure);
      else
        self->pictures = vost_picture_reader_new_fitted (
            self->path, pool->width, pool->height, pool->format, VOST_FIT_BOX, &self->failure);
    }
  if (self->failure == NULL)
    return TRUE;
  if (error != NULL)
    *error = g_error_copy (self->failure);
  return FALSE;
}

static void
prepare_in_thread (gpointer data, gpointer user_data)
{
  VostReaderPool *pool = user_data;
  VostPoolReader *self = data;
  g_mutex_lock (&pool->lock);
  gint64 place = self->place;
  g_mutex_unlock (&pool->lock);

  g_mutex_lock (&self->work);
  if (!g_cancellable_is_cancelled (self->stop) && open_reader (self, NULL))
    {
      if (self->pictures != NULL)
        {
          g_autoptr (VostFrame) frame =
              vost_picture_reader_get (self->pictures, place, self->stop, NULL);
          g_debug ("prepared %s at %" G_GINT64_FORMAT "%s", self->path, place,
                   frame == NULL ? " in vain" : "");
        }
      else
        {
          float out[VOST_SOUND_CHANNELS];
          vost_sound_reader_get (self->sounds, place, 1, out, self->stop, NULL);
        }
    }
  g_mutex_unlock (&self->work);

  g_mutex_lock (&pool->lock);
  self->preparing = FALSE;
  self->users--;
  g_mutex_unlock (&pool->lock);
  reader_unref (self);
}

static VostReaderPool *
pool_new (void)
{
  VostReaderPool *self = g_new0 (VostReaderPool, 1);
  g_mutex_init (&self->lock);
  self->readers = g_ptr_array_new_with_free_func (reader_unref);
  self->threads = g_thread_pool_new (prepare_in_thread, self, 1, FALSE, NULL);
  return self;
}

VostReaderPool *
vost_reader_pool_new_pictures (int width, int height, GstVideoFormat format)
{
  VostReaderPool *self = pool_new ();
  self->width = width;
  self->height = height;
  self->format = format;
  return self;
}

VostReaderPool *
vost_reader_pool_new_sounds (void)
{
  VostReaderPool *self = pool_new ();
  self->for_sound = TRUE;
  return self;
}

void
vost_reader_pool_free (VostReaderPool *self)
{
  g_mutex_lock (&self->lock);
  for (guint i = 0; i < self->readers->len; i++)
    g_cancellable_cancel (((VostPoolReader *) self->readers->pdata[i])->stop);
  g_mutex_unlock (&self->lock);
  g_thread_pool_free (self->threads, FALSE, TRUE);
  g_ptr_array_unref (self->readers);
  g_mutex_clear (&self->lock);
  g_free (self);
}

void
vost_reader_pool_forget_failures (VostReaderPool *self)
{
  g_mutex_lock (&self->lock);
  for (guint i = self->readers->len; i > 0; i--)
    {
      VostPoolReader *reader = self->readers->pdata[i - 1];
      /* Idle under the pool's lock means that nobody holds the work lock. */
      if (reader->users == 0 && reader->failure != NULL)
        g_ptr_array_remove_index (self->readers, i - 1);
    }
  g_mutex_unlock (&self->lock);
}

static gboolean
is_near (VostReaderPool *self, const VostPoolReader *reader, gint64 place)
{
  return self->for_sound ? reader->place == place : ABS (reader->place - place) <= NEAR_PICTURES;
}

/* With the lock held: the best open reader for @key, NULL if a new one is better. */
static VostPoolReader *
choose (VostReaderPool *self, const VostPoolKey *key)
{
  VostPoolReader *near = NULL;
  VostPoolReader *oldest = NULL;
  guint n = 0;
  for (guint i = 0; i < self->readers->len; i++)
    {
      VostPoolReader *reader = self->readers->pdata[i];
      if (reader->lane != key->lane || !g_str_equal (reader->path, key->path))
        continue;
      if (reader->clip == key->clip)
        return reader;
      n++;
      if (is_near (self, reader, key->place))
        near = reader;
      if (reader->users == 0 && (oldest == NULL || reader->used < oldest->used))
        oldest = reader;
    }
  if (near != NULL)
    return near;
  return n >= MAX_FOR_ONE ? oldest : NULL;
}

/* With the lock held: takes the least recently used one out until there is room; they are closed
 * without the lock. */
static void
make_room (VostReaderPool *self, GPtrArray *closing)
{
  while (self->readers->len >= MAX_READERS)
    {
      guint oldest = G_MAXUINT;
      guint64 used = G_MAXUINT64;
      for (guint i = 0; i < self->readers->len; i++)
        {
          VostPoolReader *reader = self->readers->pdata[i];
          if (reader->users == 0 && reader->used < used)
            {
              oldest = i;
              used = reader->used;
            }
        }
      if (oldest == G_MAXUINT)
        return;
      g_ptr_array_add (closing, g_ptr_array_steal_index (self->readers, oldest));
    }
}

/* With the lock held: (transfer full). */
static VostPoolReader *
find_or_add (VostReaderPool *self, const VostPoolKey *key, GPtrArray *closing)
{
  VostPoolReader *reader = choose (self, key);
  if (reader == NULL)
    {
      make_room (self, closing);
      reader = reader_new (self, key);
      g_ptr_array_add (self->readers, reader);
    }
  reader->clip = key->clip;
  reader->used = ++self->clock;
  reader->users++;
  return reader_ref (reader);
}

static void
on_stop (GCancellable *cancellable, gpointer data)
{
  g_cancellable_cancel (data);
}

VostPoolReader *
vost_reader_pool_take (VostReaderPool *self, const VostPoolKey *key, GCancellable *cancellable)
{
  g_autoptr (GPtrArray) closing = g_ptr_array_new_with_free_func (reader_unref);
  g_mutex_lock (&self->lock);
  VostPoolReader *reader = find_or_add (self, key, closing);
  gboolean preparing = reader->preparing;
  g_autoptr (GCancellable) stop = g_object_ref (reader->stop);
  /* Prepared for somewhere else: that work is of no use any more. */
  if (preparing && !is_near (self, reader, key->place))
    g_cancellable_cancel (stop);
  g_mutex_unlock (&self->lock);

  gulong handler = 0;
  if (preparing && cancellable != NULL)
    handler = g_cancellable_connect (cancellable, G_CALLBACK (on_stop), g_object_ref (stop),
                                     g_object_unref);
  g_mutex_lock (&reader->work);
  if (handler != 0)
    g_cancellable_disconnect (cancellable, handler);
  return reader;
}

void
vost_reader_pool_give_back (VostReaderPool *self, VostPoolReader *reader)
{
  g_mutex_unlock (&reader->work);
  g_mutex_lock (&self->lock);
  reader->users--;
  g_mutex_unlock (&self->lock);
  reader_unref (reader);
}

static void
set_place (VostPoolReader *self, gint64 place)
{
  g_mutex_lock (&self->pool->lock);
  self->place = place;
  g_mutex_unlock (&self->pool->lock);
}

VostFrame *
vost_pool_reader_get_picture (VostPoolReader *self,
                              VostTime t,
                              gboolean exact,
                              GCancellable *cancellable,
                              GError **error)
{
  if (!open_reader (self, error))
    return NULL;
  VostFrame *frame = exact ? vost_picture_reader_get (self->pictures, t, cancellable, error)
                           : vost_picture_reader_get_key (self->pictures, t, cancellable, error);
  if (frame != NULL)
    set_place (self, frame->span.end);
  return frame;
}

gboolean
vost_pool_reader_get_sound (VostPoolReader *self,
                            gint64 first,
                            guint n,
                            float *out,
                            GCancellable *cancellable,
                            GError **error)
{
  if (!open_reader (self, error))
    return FALSE;
  set_place (self, first + n);
  return vost_sound_reader_get (self->sounds, first, n, out, cancellable, error);
}

void
vost_reader_pool_prepare (VostReaderPool *self, const VostPoolKey *key)
{
  g_autoptr (GPtrArray) closing = g_ptr_array_new_with_free_func (reader_unref);
  g_mutex_lock (&self->lock);
  VostPoolReader *reader = find_or_add (self, key, closing);
  /* At work, or standing there already. */
  gboolean needed = reader->users == 1 && (!is_near (self, reader, key->place) ||
                                           (reader->pictures == NULL && reader->sounds == NULL));
  if (needed)
    {
      reader->preparing = TRUE;
      reader->place = key->place;
      g_object_unref (reader->stop);
      reader->stop = g_cancellable_new ();
    }
  else
    reader->users--;
  g_mutex_unlock (&self->lock);
  if (needed)
    g_thread_pool_push (self->threads, reader, NULL);
  else
    reader_unref (reader);
}
