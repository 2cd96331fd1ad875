/* What the readers and writers of rights share. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <vostok/media/rights-tags.h>

#include "file-view-private.h"

G_BEGIN_DECLS

/**
 * VostRightsReading: statements gathered from all places of a file, the first one of each sort
 * wins.
 * @statement: words that name the licence; @url: the licence's address, as written
 * @notice: copyright line; @credit: the attribution line
 * @guess, @guess_source: title and source that are only guessed, for want of better ones
 * @works: titles or addresses of works that it was made from
 */
typedef struct
{
  VostFoundRights *found;
  char *statement;
  char *url;
  char *notice;
  char *credit;
  char *source;
  char *guess;
  char *guess_source;
  GPtrArray *works;
  VostAttribution *graph;
} VostRightsReading;

VostRightsReading *vost_rights_reading_new (void);
void vost_rights_reading_free (VostRightsReading *self);
/* Settles licence, what is missing and whether it is complete; (transfer full). */
VostFoundRights *vost_rights_reading_finish (VostRightsReading *self);

/* A named value of any container's metadata. @where goes to `found_in` when the name says something
 * of rights. */
void vost_rights_reading_tag (VostRightsReading *self,
                              const char *where,
                              const char *name,
                              const char *value);
/* A whole text: comment block, header, closing cue. Looks for "Key: value" lines and licence
 * addresses. */
void vost_rights_reading_text (VostRightsReading *self, const char *where, const char *text);
/* A cue that ends a subtitle file: 'Words: names – licence' and '“Title”, author – address'. */
void vost_rights_reading_closing_cue (VostRightsReading *self, const char *text);
/* Our provenance graph. */
void
vost_rights_reading_graph (VostRightsReading *self, const char *where, const char *json, gsize len);
/* A work that it was made from. Strings may be NULL. */
void vost_rights_reading_work (VostRightsReading *self,
                               const char *title,
                               const char *by,
                               const char *url);
void vost_rights_reading_language (VostRightsReading *self, const char *language);
void vost_rights_reading_in (VostRightsReading *self, const char *where);

/* One reader a format; FALSE: not such a file. Damage is not an error: what was read so far counts.
 */
gboolean vost_matroska_read_rights (const VostFileView *view, VostRightsReading *reading);
gboolean vost_mp4_read_rights (const VostFileView *view, VostRightsReading *reading);
gboolean vost_ogg_read_rights (const VostFileView *view, VostRightsReading *reading);
gboolean vost_text_read_rights (const VostFileView *view, VostRightsReading *reading);
void vost_sidecars_read_rights (const char *path, VostRightsReading *reading);

gboolean
vost_matroska_write_rights (VostFileView *view, const VostAttribution *attribution, GError **error);
gboolean
vost_mp4_write_rights (VostFileView *view, const VostAttribution *attribution, GError **error);
/* Which writer: by the first bytes. */
gboolean vost_is_matroska (const VostFileView *view);
gboolean vost_is_mp4 (const VostFileView *view);

/**
 * vost_matroska_settle_tracks:
 *
 * A muxer of GStreamer cannot write a whole language tag, nor WebM's own kind of subtitles. So a
 * track is muxed with the name from vost_matroska_track_name(), which holds the tag and room; here
 * it is taken apart and, in WebM, the codec is put right (the blocks must have been written as
 * WebVTT has them).
 */
gboolean vost_matroska_settle_tracks (const char *path, GError **error);
/* Fonts and covers of the film, if it is Matroska, go into the copy; before the rights are written.
 */
gboolean vost_matroska_copy_attachments (const char *from, const char *to, GError **error);
/* @shown: players show it without being asked. */
char *vost_matroska_track_name (const char *title, const char *language, gboolean shown);

/* XMP packet; (transfer full). */
char *vost_xmp_write (const VostAttribution *attribution);
void vost_xmp_read (VostRightsReading *reading, const char *xml, gsize len);

/* Who made what is released: the remixer; of a film that is only subtitled, its authors. (transfer
 * full). */
char *vost_attribution_maker (const VostAttribution *attribution);
/* "© 2013 Someone"; "" when nobody is named. (transfer full). */
char *vost_attribution_notice (const VostAttribution *attribution);
char *vost_credit_notice (const VostCredit *credit);

/* Whether two tags or codes ("pt-BR", "pt", "por") mean the same language. */
gboolean vost_same_language (const char *a, const char *b);

/* Puts the bytes on disk, file or folder. */
gboolean vost_sync_path (const char *path, GError **error);

G_END_DECLS
