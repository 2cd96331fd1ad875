/* A few open readers, shared by the clips of the lanes; the least recently used is closed. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <vostok/core/record.h>
#include <vostok/media/reader.h>

G_BEGIN_DECLS

typedef struct _VostReaderPool VostReaderPool;
typedef struct _VostPoolReader VostPoolReader;

/**
 * VostPoolKey: who asks.
 * @place: where in the source it will read first: nanoseconds for pictures, sample frames for sound
 */
typedef struct
{
  const char *path;
  VostId lane;
  VostId clip;
  gint64 place;
} VostPoolKey;

/* A pool of picture readers that fit into that size, or of sound readers. */
VostReaderPool *vost_reader_pool_new_pictures (int width, int height, GstVideoFormat format);
VostReaderPool *vost_reader_pool_new_sounds (void);
void vost_reader_pool_free (VostReaderPool *self);
/* Files that could not be opened are tried again. */
void vost_reader_pool_forget_failures (VostReaderPool *self);

/**
 * vost_reader_pool_take:
 *
 * The reader that @key's clip used before, or that stands where it wants to read, or a new one. It
 * may be at work for vost_reader_pool_prepare(): then this waits, and @cancellable ends that work.
 *
 * Returns: (transfer full): to be given back at once after use
 */
VostPoolReader *
vost_reader_pool_take (VostReaderPool *self, const VostPoolKey *key, GCancellable *cancellable);
void vost_reader_pool_give_back (VostReaderPool *self, VostPoolReader *reader);

VostFrame *vost_pool_reader_get_picture (VostPoolReader *self,
                                         VostTime t,
                                         gboolean exact,
                                         GCancellable *cancellable,
                                         GError **error);
gboolean vost_pool_reader_get_sound (VostPoolReader *self,
                                     gint64 first,
                                     guint n,
                                     float *out,
                                     GCancellable *cancellable,
                                     GError **error);

/* Opens and positions a reader in another thread; returns at once. */
void vost_reader_pool_prepare (VostReaderPool *self, const VostPoolKey *key);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VostReaderPool, vost_reader_pool_free)

G_END_DECLS
