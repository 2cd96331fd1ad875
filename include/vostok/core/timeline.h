/* The remix timeline: which source instant stands where, and edits that change it. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <vostok/core/project.h>

G_BEGIN_DECLS

/* Length on the timeline: (out - in) at the clip's speed. */
VostTime vost_clip_duration (const VostClip *clip);
VostSpan vost_clip_span (const VostClip *clip);

/* Source time shown at timeline time @t (not clamped to the clip). */
VostTime vost_clip_to_source (const VostClip *clip, VostTime t);
VostTime vost_clip_from_source (const VostClip *clip, VostTime source_time);

/**
 * vost_source_frame:
 * @clip: a clip
 * @rate: of its source, 0/1 if variable or unknown (then it is the time itself)
 * @timeline_rate: of the remix
 * @t: timeline time
 *
 * The one function that scrubbing, playing, thumbnails and export ask: which instant of the source
 * is shown in the timeline frame that contains @t. The frame's start is mapped to the source and
 * the source frame on screen then is taken, its start returned. So the paused frame is the exported
 * frame. An instant less than a microsecond before a source frame counts as that frame: it is the
 * rounding of frame starts to nanoseconds.
 */
VostTime
vost_source_frame (const VostClip *clip, VostRate rate, VostRate timeline_rate, VostTime t);

/* End of the last clip in any lane; 0 for an empty timeline. */
VostTime vost_timeline_duration (VostSnapshot *snapshot);
/* End of the last picture or title that is shown. */
VostTime vost_timeline_picture_end (VostSnapshot *snapshot);
/* How long the sound goes on after that, on black; 0 where there is no picture at all. */
VostTime vost_timeline_on_black (VostSnapshot *snapshot);
/* Size and rate of the remix picture: the project's or the first video clip's, else 1280×720, 25.
 */
void vost_timeline_get_picture (VostSnapshot *snapshot,
                                int *ret_width,
                                int *ret_height,
                                VostRate *ret_rate);

/**
 * VostTimelineCue: a cue as it appears in the remix.
 * @span: on the timeline, cut at its clip's ends
 * @cut_start, @cut_end: it lost its beginning or end to a cut
 */
typedef struct
{
  const VostCue *cue; /* borrowed from the snapshot */
  const VostClip *clip;
  VostSpan span;
  gboolean cut_start;
  gboolean cut_end;
} VostTimelineCue;

/**
 * vost_timeline_cues:
 * @language: BCP 47
 *
 * All cues of every source's track in @language, and of remix tracks (source 0), as they follow the
 * cuts, in time order. Left out are cues that a cut leaves shorter than two frames, and those
 * without words. Of each source the track whose tag is @language counts, else the first of a
 * variety of it. Of linked clips of a source the visible one counts, or if none is, the audible
 * one; clips on muted lanes do not. (element-type VostTimelineCue) (transfer full): free with
 * g_array_unref()
 */
GArray *vost_timeline_cues (VostSnapshot *snapshot, const char *language);

/* Languages that have a track of any source used on the timeline, or of the remix; (transfer full)
 * sorted strv. */
char **vost_timeline_languages (VostSnapshot *snapshot);

/* Works on the timeline with the ranges of each that are used. */
typedef struct
{
  const VostSource *source;
  GArray *ranges; /* (element-type VostSpan) source time, merged, sorted */
  gboolean video;
  gboolean audio;
  gboolean reordered; /* something earlier in the work comes after something later */
} VostUse;

/* (element-type VostUse) (transfer full). */
GPtrArray *vost_timeline_uses (VostSnapshot *snapshot);

/*
 * Edits. Each returns (transfer full) an edit that does what its name says and changes nothing
 * itself, or NULL when there is nothing to do. A clip never overlaps more than one neighbour on
 * each side, and an overlap (cross-fade) never covers more than half of either clip. Lanes stay in
 * order of time.
 *
 * Ripple moves everything later on all lanes. Where unlinked clips on another lane have no room to
 * come nearer (music behind music) they come as near as they can; where linked ones have none, the
 * ripple stops there.
 */
VostEdit *vost_timeline_add_lane (VostProject *project, const char *type, const char *name);
/* Makes the usual lanes (2 video, 2 audio, 1 title) if the project has none. */
VostEdit *vost_timeline_ensure_lanes (VostProject *project);
/**
 * vost_timeline_add_span:
 *
 * Appends (@at VOST_TIME_NONE) or inserts with ripple at @at a span of @source on the first video
 * lane and, linked, the first audio lane.
 */
VostEdit *vost_timeline_add_span (VostProject *project, VostId source, VostSpan span, VostTime at);
/**
 * vost_timeline_add_sound:
 * @source: a work that is heard and not seen
 * @at: where it begins; nothing moves
 *
 * Lays it under what is there, on an audio lane that is free for all of @span, or a new one. The
 * first stays with the films' own sound.
 */
VostEdit *vost_timeline_add_sound (VostProject *project, VostId source, VostSpan span, VostTime at);
VostEdit *
vost_timeline_add_title (VostProject *project, const char *text, VostTime at, VostTime duration);
/* Moves the clip and its linked ones by so much. Where all of them are free to be they go, also
 * past others; otherwise they stop at their neighbours. @lane may be NONE, or another lane of the
 * same type if it is free there (linked clips stay on their lanes), else NULL is returned. */
VostEdit *vost_timeline_move (VostProject *project, VostId clip, VostTime start, VostId lane);
/* Lets the clip (and linked) and its predecessor (-1) or successor (+1) change places; a gap or
 * cross-fade between them stays. */
VostEdit *vost_timeline_reorder (VostProject *project, VostId clip, int steps);
/* Moves one edge to timeline time @to; with @ripple everything later on all lanes moves along. */
VostEdit *vost_timeline_trim (VostProject *project,
                              VostId clip,
                              gboolean at_end,
                              VostTime to,
                              gboolean ripple);
/* Splits the clip and what is linked with it, or all clips if @clip is NONE, that contain @t. Not
 * within a frame of an end, nor where a half would be shorter than twice its cross-fade. The right
 * halves get a link of their own. */
VostEdit *vost_timeline_split (VostProject *project, VostId clip, VostTime t);
VostEdit *vost_timeline_remove (VostProject *project, VostId clip, gboolean ripple);
/* Cross-fade of @length with the clip before it on the lane: overlaps them, rippling what follows;
 * 0 removes it. */
VostEdit *vost_timeline_cross_fade (VostProject *project, VostId clip, VostTime length);
/* Of the sound that is linked with the clip, if it is a picture. */
VostEdit *vost_timeline_set_gain (VostProject *project, VostId clip, gint64 millidecibels);
/* 100 to 10000, limited where cross-fades need the clip's length; what follows ripples. */
VostEdit *vost_timeline_set_speed (VostProject *project, VostId clip, gint64 permille);

/**
 * vost_timeline_snap:
 * @ignore: clip that is being dragged
 * @within: how near
 *
 * Returns: the nearest of clip edges, timeline start, cue edges and @playhead within @within of @t;
 * @t itself if none
 */
VostTime vost_timeline_snap (VostProject *project,
                             VostTime t,
                             VostId ignore,
                             VostTime playhead,
                             VostTime within);

G_END_DECLS
