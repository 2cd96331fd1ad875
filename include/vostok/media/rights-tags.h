/* The licence and credits inside a media file: written after muxing, read back from any file. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <vostok/core/rights/attribution.h>

G_BEGIN_DECLS

/**
 * vost_rights_write:
 * @path: a finished Matroska, WebM, MP4 or MOV file, changed in place (call it before the final
 * rename)
 *
 * Matroska: LICENSE with URL, nested ORIGINAL/SAMPLE, per-track licences, attachments
 * (ATTRIBUTION.txt, licence.json); WebM: flat tags; MP4/MOV: freeform atoms and XMP. (RIGHTS.md
 * section 3.)
 */
gboolean vost_rights_write (const char *path, const VostAttribution *attribution, GError **error);

/* Writes PATH.ATTRIBUTION.txt, PATH.license (REUSE) and PATH.licence.json beside it. */
gboolean
vost_rights_write_sidecars (const char *path, const VostAttribution *attribution, GError **error);

/**
 * VostFoundRights: what a file says of itself.
 * @found_in: (element-type utf8): "matroska-tags", "webm-tags", "mp4-tags", "xmp", "attachment",
 * "sidecar", "ogg-comments", "vtt-note", "ass-header", "cue"
 * @missing: (element-type utf8): what ought to be there and is not: "licence", "licence-url",
 * "title", "creators", "source", "changes"
 * @languages: (element-type utf8): of its subtitle streams
 * @attribution: (nullable): the whole provenance, when the file carries our graph
 */
typedef struct
{
  gboolean complete;
  VostLicence licence;
  char *title;
  GPtrArray *creators;
  char *source;
  char *changes;
  GPtrArray *languages;
  GPtrArray *found_in;
  GPtrArray *missing;
  VostAttribution *attribution;
} VostFoundRights;

/* Reads with our own parsers (not GStreamer's demuxers, which drop most of it). Blocks. */
VostFoundRights *vost_rights_read (const char *path, GError **error);
void vost_found_rights_free (VostFoundRights *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VostFoundRights, vost_found_rights_free)

G_END_DECLS
