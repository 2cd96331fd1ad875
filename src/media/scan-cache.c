/* Findings kept from one time to the next: a small checked file a film. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "scan-private.h"

#include <errno.h>

#include <gio/gio.h>
#include <glib/gstdio.h>

#include <vostok/core/subtitle-file.h>

/*
 * The file: eight characters of magic, the number of items (64 bit, little endian), SHA-256 of the
 * items, the items.
 */
#define DIGEST_SIZE 32
#define HEADER_SIZE (8 + 8 + DIGEST_SIZE)

/* "sha256:0123…" becomes part of a file name, so it has to be just that. */
static char *
cache_path (const VostCacheKind *kind, const char *folder, const char *fingerprint)
{
  const char *hex = fingerprint + strlen ("sha256:");

  if (folder == NULL || !g_str_has_prefix (fingerprint, "sha256:") || strlen (hex) != 64 ||
      strspn (hex, "0123456789abcdef") != 64)
    return NULL;

  g_autofree char *name = g_strconcat (hex, ".", kind->name, NULL);

  return g_build_filename (folder, name, NULL);
}

static void
digest (gconstpointer items, gsize size, guint8 *ret)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  gsize len = DIGEST_SIZE;

  g_checksum_update (checksum, items, (gssize) size);
  g_checksum_get_digest (checksum, ret, &len);
}

static gboolean
is_sound (const VostCacheKind *kind, const guint8 *data, gsize size)
{
  guint8 sum[DIGEST_SIZE];
  guint64 n_items;

  if (size < HEADER_SIZE || memcmp (data, kind->magic, 8) != 0)
    return FALSE;
  memcpy (&n_items, data + 8, 8);
  n_items = GUINT64_FROM_LE (n_items);
  if (n_items > kind->max_items || size - HEADER_SIZE != n_items * kind->item_size)
    return FALSE;
  digest (data + HEADER_SIZE, size - HEADER_SIZE, sum);
  return memcmp (sum, data + 16, DIGEST_SIZE) == 0;
}

GBytes *
vost_cache_load (const VostCacheKind *kind, const char *folder, const char *fingerprint)
{
  g_autofree char *path = cache_path (kind, folder, fingerprint);
  GStatBuf info;
  char *data = NULL;
  gsize size = 0;

  if (path == NULL || g_stat (path, &info) != 0 || !S_ISREG (info.st_mode) ||
      (guint64) info.st_size > HEADER_SIZE + kind->max_items * kind->item_size ||
      !g_file_get_contents (path, &data, &size, NULL))
    return NULL;

  g_autoptr (GBytes) bytes = g_bytes_new_take (data, size);

  if (!is_sound (kind, (const guint8 *) data, size))
    return NULL;
  return g_bytes_new_from_bytes (bytes, HEADER_SIZE, size - HEADER_SIZE);
}

void
vost_cache_save (const VostCacheKind *kind,
                 const char *folder,
                 const char *fingerprint,
                 gconstpointer items,
                 guint64 n_items)
{
  g_autofree char *path = cache_path (kind, folder, fingerprint);
  gsize size = (gsize) n_items * kind->item_size;
  guint64 count = GUINT64_TO_LE (n_items);
  guint8 sum[DIGEST_SIZE];

  if (path == NULL || n_items > kind->max_items || g_mkdir_with_parents (folder, 0700) != 0)
    return;

  g_autoptr (GByteArray) file = g_byte_array_sized_new ((guint) (HEADER_SIZE + size));

  digest (items, size, sum);
  g_byte_array_append (file, (const guint8 *) kind->magic, 8);
  g_byte_array_append (file, (const guint8 *) &count, 8);
  g_byte_array_append (file, sum, DIGEST_SIZE);
  g_byte_array_append (file, items, (guint) size);
  vost_file_replace (path, (const char *) file->data, file->len, NULL);
}
