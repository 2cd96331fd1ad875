/* Bytes of a text file to UTF-8 and back without losing one. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/*
 * A byte that cannot be text (a stray byte in a UTF-8 file, a NUL) is held as the private-use
 * character VOST_STRAY_BYTE + byte, so that strings stay valid and saving gives the byte back.
 */
#define VOST_STRAY_BYTE 0x10fe00u

/**
 * VostTextEncoding: how a file's text is turned into bytes.
 * @name: (owned): as iconv knows it
 * @bom: a byte order mark comes first
 */
typedef struct
{
  char *name;
  gboolean bom;
} VostTextEncoding;

/**
 * vost_text_decode:
 * @forced: (nullable): the encoding; NULL guesses: BOM, UTF-16 without BOM, what an XML declaration
 * says if that can be, UTF-8, what the bytes look like
 * @ret: filled on success; free its name
 *
 * Returns: (transfer full): valid UTF-8 without BOM and without NUL, or NULL with @error
 */
GString *vost_text_decode (const char *data,
                           gsize len,
                           const char *forced,
                           VostTextEncoding *ret,
                           GPtrArray *diagnostics,
                           GError **error);

/* The way back; characters that the encoding lacks are an error that lists them. (transfer full).
 */
GBytes *
vost_text_encode (const char *text, gsize len, const VostTextEncoding *encoding, GError **error);

G_END_DECLS
