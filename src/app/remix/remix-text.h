/* Short words for the Remix page: times, names of works and clips. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <vostok/core/timeline.h>

G_BEGIN_DECLS

/* "0:12.0": no leading zeros, as on a ruler; (transfer full). */
char *vost_remix_time (VostTime t, int digits);
/* "0:12.0 – 0:15.0"; (transfer full). */
char *vost_remix_span (VostSpan span);
/* "5.1 s"; (transfer full). */
char *vost_remix_seconds (VostTime t);
/* Title of the work, else its file's name; @source may be NULL; (transfer full). */
char *vost_remix_source_title (const VostSource *source);
/* What a clip is called: its words or its work; (transfer full). */
char *vost_remix_clip_name (VostSnapshot *snapshot, const VostClip *clip);
/* A cue's words on one line; (transfer full). */
char *vost_remix_line (const char *markup);
/* The lane's clip that begins at @t or contains it, the later one of two; NULL if none. */
const VostClip *vost_remix_clip_at (VostSnapshot *snapshot, VostId lane, VostTime t);
/* The clip before it on its lane; NULL if none. */
const VostClip *vost_remix_previous (VostSnapshot *snapshot, const VostClip *clip);

G_END_DECLS
