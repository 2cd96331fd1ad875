/* Subtitles and titles as pixels: libass, the same for preview and burn-in. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <vostok/core/snapshot.h>
#include <vostok/media/frame.h>

G_BEGIN_DECLS

/**
 * VostOverlay: one libass renderer; one thread at a time.
 */
typedef struct _VostOverlay VostOverlay;

VostOverlay *vost_overlay_new (void);
void vost_overlay_free (VostOverlay *self);

/**
 * VostOverlayCue: what is to be drawn at a moment.
 * @style: "" for the default, else an ASS style of @header, "title" and "lower-third" for titles
 */
typedef struct
{
  VostSpan span;
  const char *text; /* markup */
  const char *style;
  const char *settings; /* WebVTT cue settings or "" */
  const char *fields;   /* as VostCue.fields or "" */
  gboolean rtl; /* of a right-to-left language: so are its lines, whatever they begin with */
} VostOverlayCue;

/* Styles for what follows: header of an ASS file, or NULL for ours. */
void vost_overlay_set_header (VostOverlay *self, const char *ass_header);

/**
 * vost_overlay_render:
 * @cues: those on screen at @t, in drawing order
 * @width, @height: of the picture, in pixels of the display or the export
 * @ret_changed: (out) (optional): FALSE when the pixels are the same as last time (then the last
 * frame is returned again)
 *
 * Returns: (transfer full) (nullable): premultiplied BGRA of the whole picture's size, NULL when
 * nothing is to be drawn
 */
VostFrame *vost_overlay_render (VostOverlay *self,
                                const VostOverlayCue *cues,
                                guint n_cues,
                                VostTime t,
                                int width,
                                int height,
                                gboolean *ret_changed);

/* Blends @overlay over @frame (I420 or BGRA); returns a new frame, or @frame itself with a
 * reference if @overlay is NULL. */
VostFrame *vost_overlay_blend (VostFrame *frame, VostFrame *overlay);

/**
 * VostCueIndex: time-sorted view of a track's cues, built once per snapshot; finds what is on at t
 * in O(log n).
 */
typedef struct _VostCueIndex VostCueIndex;
/* @language picks the timeline's cues when @track is VOST_ID_NONE. Keeps a reference on @snapshot.
 */
VostCueIndex *vost_cue_index_new (VostSnapshot *snapshot, VostId track, const char *language);
void vost_cue_index_free (VostCueIndex *self);
/* Fills @ret (GArray of VostOverlayCue, emptied first) with the cues at @t. */
void vost_cue_index_at (VostCueIndex *self, VostTime t, GArray *ret);
/* Start or end of a cue next after @t; VOST_TIME_NONE if none. */
VostTime vost_cue_index_next_change (VostCueIndex *self, VostTime t);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VostOverlay, vost_overlay_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VostCueIndex, vost_cue_index_free)

G_END_DECLS
