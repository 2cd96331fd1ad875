/* What the reading and the writing of Matroska tags share. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ebml-private.h"

G_BEGIN_DECLS

#define VOST_ATTACHED_GRAPH "licence.json"
#define VOST_ATTACHED_TEXT "ATTRIBUTION.txt"

/* The first segment; FALSE when it is no such file. */
gboolean vost_matroska_open (const VostFileView *view, VostEbml *ret, gboolean *ret_webm);
/* The next element of a segment. */
gboolean vost_matroska_next (const VostFileView *view, guint64 *at, guint64 limit, VostEbml *ret);
/* Whether a Tag speaks of a track, chapter, edition or attachment only. */
gboolean vost_matroska_tag_is_partial (const VostFileView *view, const VostEbml *tag);
/* Consumes and returns a string without GStreamer's quoting. */
char *vost_undo_gstreamer_string (char *value);

G_END_DECLS
