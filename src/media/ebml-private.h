/* EBML, the binary tree of Matroska and WebM: bounded reading, and writing to memory. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "file-view-private.h"

G_BEGIN_DECLS

enum
{
  EBML_HEADER = 0x1A45DFA3,
  EBML_DOC_TYPE = 0x4282,
  EBML_DOC_TYPE_VERSION = 0x4287,
  EBML_VOID = 0xEC,
  EBML_CRC32 = 0xBF,
  MKV_SEGMENT = 0x18538067,
  MKV_SEEK_HEAD = 0x114D9B74,
  MKV_SEEK = 0x4DBB,
  MKV_SEEK_ID = 0x53AB,
  MKV_SEEK_POSITION = 0x53AC,
  MKV_INFO = 0x1549A966,
  MKV_TITLE = 0x7BA9,
  MKV_TRACKS = 0x1654AE6B,
  MKV_TRACK_ENTRY = 0xAE,
  MKV_TRACK_UID = 0x73C5,
  MKV_TRACK_TYPE = 0x83,
  MKV_LANGUAGE = 0x22B59C,
  MKV_LANGUAGE_BCP47 = 0x22B59D,
  MKV_NAME = 0x536E,
  MKV_CODEC_ID = 0x86,
  MKV_CLUSTER = 0x1F43B675,
  MKV_CUES = 0x1C53BB6B,
  MKV_CHAPTERS = 0x1043A770,
  MKV_ATTACHMENTS = 0x1941A469,
  MKV_ATTACHED_FILE = 0x61A7,
  MKV_FILE_NAME = 0x466E,
  MKV_FILE_DESCRIPTION = 0x467E,
  MKV_FILE_MEDIA_TYPE = 0x4660,
  MKV_FILE_DATA = 0x465C,
  MKV_FILE_UID = 0x46AE,
  MKV_TAGS = 0x1254C367,
  MKV_TAG = 0x7373,
  MKV_TARGETS = 0x63C0,
  MKV_TARGET_TYPE_VALUE = 0x68CA,
  MKV_TAG_TRACK_UID = 0x63C5,
  MKV_TAG_EDITION_UID = 0x63C9,
  MKV_TAG_CHAPTER_UID = 0x63C4,
  MKV_TAG_ATTACHMENT_UID = 0x63C6,
  MKV_SIMPLE_TAG = 0x67C8,
  MKV_TAG_NAME = 0x45A3,
  MKV_TAG_STRING = 0x4487,
  MKV_TAG_LANGUAGE = 0x447A,
};

#define MKV_TRACK_TYPE_SUBTITLE 0x11

/**
 * VostEbml: one element.
 * @start: of its head; @data: of its content; @end: first byte after it
 * @unknown: its head does not say how long it is; then @end is the parent's
 */
typedef struct
{
  guint32 id;
  guint64 start;
  guint64 data;
  guint64 end;
  gboolean unknown;
} VostEbml;

/**
 * vost_ebml_next:
 * @at: (inout): where the element starts; moved behind it
 * @limit: end of the parent
 *
 * Returns: FALSE at the end, or where the bytes are no element that fits in the parent (*@at stays
 * there)
 */
gboolean vost_ebml_next (const VostFileView *view, guint64 *at, guint64 limit, VostEbml *ret);
/* First child with that id. */
gboolean
vost_ebml_find (const VostFileView *view, const VostEbml *parent, guint32 id, VostEbml *ret);
guint64 vost_ebml_get_uint (const VostFileView *view, const VostEbml *element);
/* (transfer full): valid UTF-8 up to the first NUL, NULL when it is too long or not there. */
char *vost_ebml_dup_string (const VostFileView *view, const VostEbml *element);
char *vost_ebml_dup_child (const VostFileView *view, const VostEbml *parent, guint32 id);

/* Writing. An element with children is begun, filled and ended; its size always takes eight bytes.
 */
gsize vost_ebml_begin (GByteArray *out, guint32 id);
void vost_ebml_end (GByteArray *out, gsize mark);
void vost_ebml_put_uint (GByteArray *out, guint32 id, guint64 value);
void vost_ebml_put_string (GByteArray *out, guint32 id, const char *text);
void vost_ebml_put_binary (GByteArray *out, guint32 id, gconstpointer data, gsize n);
/* The head alone, for content that is copied after it. */
void vost_ebml_put_head (GByteArray *out, guint32 id, guint64 size);
/* A Void that takes exactly @n bytes, 0 or at least 2, head and all, its content zeroed when @n is
 * small. */
void vost_ebml_put_void (GByteArray *out, gsize n);
/* Turns an element of the file into a Void of the same length without touching its content. */
gboolean vost_ebml_blank (VostFileView *view, const VostEbml *element, GError **error);

G_END_DECLS
