/* Decoding a whole file once, as fast as it goes, for what is found out in the background. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gst/gst.h>

#include <vostok/core/span.h>
#include <vostok/media/job.h>

G_BEGIN_DECLS

typedef enum
{
  VOST_SCAN_PICTURE,
  VOST_SCAN_SOUND,
} VostScanWhat;

/**
 * VostScanKind:
 * @filter: elements and caps in GStreamer's launch syntax that the decoded stream goes through
 */
typedef struct
{
  VostScanWhat what;
  const char *filter;
} VostScanKind;

/**
 * VostScanFunc: called in the thread of the scan.
 * @time: of the buffer in the film; may be below zero
 */
typedef void (*VostScanFunc) (GstSample *sample, VostTime time, gpointer data);

/**
 * vost_scan_file:
 *
 * Decodes the first stream of that kind and nothing else. Reports its fraction to @job and stops
 * when that is cancelled.
 *
 * Returns: FALSE with @error; a file without such a stream is no error, then @func is never called
 */
gboolean vost_scan_file (const char *path,
                         const VostScanKind *kind,
                         VostJob *job,
                         VostScanFunc func,
                         gpointer data,
                         GError **error);

/**
 * VostCacheKind: one sort of cached findings: a file a film, named after its fingerprint.
 * @magic: eight characters, with the version of what is found
 * @item_size: bytes
 * @max_items: more than any film has: a larger file is not read
 */
typedef struct
{
  const char *name;
  const char *magic;
  gsize item_size;
  guint64 max_items;
} VostCacheKind;

/* What was stored for the film, checked; NULL if nothing or nothing sound; (transfer full). */
GBytes *vost_cache_load (const VostCacheKind *kind, const char *folder, const char *fingerprint);
/* A folder that cannot be written to only costs time later: nothing is said. */
void vost_cache_save (const VostCacheKind *kind,
                      const char *folder,
                      const char *fingerprint,
                      gconstpointer items,
                      guint64 n_items);

G_END_DECLS
