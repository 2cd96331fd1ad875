/* Reading and patching a file at any place, with every access bounded. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Text that one tag may hold; longer ones are somebody's joke. */
#define VOST_MAX_TAG (1024u * 1024)
/* The provenance graph of a film with a thousand works is some 600 KiB. */
#define VOST_MAX_GRAPH (8u * 1024 * 1024)

/**
 * VostFileView:
 * @size: of the file when it was opened; kept up to date by vost_file_view_append() and _truncate()
 */
typedef struct
{
  int fd;
  guint64 size;
  char *path;
} VostFileView;

VostFileView *vost_file_view_open (const char *path, gboolean writable, GError **error);
void vost_file_view_close (VostFileView *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VostFileView, vost_file_view_close)

/* All of @n bytes or FALSE. */
gboolean vost_file_view_read (const VostFileView *self, guint64 at, void *out, gsize n);
/* (transfer full): @n bytes with a NUL after them; NULL when they are not there or more than
 * @limit. */
guint8 *vost_file_view_dup (const VostFileView *self, guint64 at, guint64 n, gsize limit);
gboolean
vost_file_view_write (VostFileView *self, guint64 at, gconstpointer data, gsize n, GError **error);
gboolean vost_file_view_append (VostFileView *self, gconstpointer data, gsize n, GError **error);
gboolean vost_file_view_truncate (VostFileView *self, guint64 size, GError **error);

/* Big-endian numbers in memory. */
guint32 vost_be32 (const guint8 *data);
guint64 vost_be64 (const guint8 *data);
void vost_put_be32 (GByteArray *out, guint32 value);
void vost_put_be64 (GByteArray *out, guint64 value);

G_END_DECLS
