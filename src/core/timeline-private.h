/* A changeable copy of the timeline: edits work on it, then it tells what has changed. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <vostok/core/timeline.h>

G_BEGIN_DECLS

/* value × mul ÷ div, rounded down, exact in between and never overflowing; @div > 0. */
gint64 vost_scale (gint64 value, gint64 mul, gint64 div);
/* The same, rounded up. */
gint64 vost_scale_up (gint64 value, gint64 mul, gint64 div);

/* Per mille; a damaged file's zero counts as normal speed. */
static inline gint64
vost_clip_get_speed (const VostClip *clip)
{
  return clip->speed > 0 ? clip->speed : 1000;
}

/* How many nanoseconds shorter than meant a clip may become that is cut: at other speeds than 1 its
 * ends stand at whole nanoseconds of the source. */
static inline VostTime
vost_clip_slack (const VostClip *clip)
{
  gint64 speed = vost_clip_get_speed (clip);
  return speed == 1000 ? 0 : 1000 / speed + 2;
}

static inline VostTime
vost_clip_end (const VostClip *clip)
{
  return vost_clip_span (clip).end;
}

/**
 * VostPiece: a clip in the draft.
 * @before: (nullable): as in the document; NULL for a new one
 * @now: (owned): the same record until vost_piece_touch()
 * @lane, @old_index: where it is in the draft's lanes, where it was in the document's lane
 * @held: the edit is about this clip (or one that is linked with it)
 * @moves_start, @moves_end: which of its edges move along
 */
typedef struct
{
  const VostClip *before;
  VostClip *now;
  guint lane;
  guint old_index;
  gboolean held;
  gboolean moves_start;
  gboolean moves_end;
} VostPiece;

/* @pieces (element-type VostPiece) (owned): in time order. */
typedef struct
{
  VostLane *lane;
  gboolean is_new;
  GPtrArray *pieces;
} VostDraftLane;

/**
 * VostDraft:
 * @fade: held pieces may be moved over the one before them, as far as a cross-fade may reach
 * @n_faults: forbidden overlaps that the document came with; an edit must not make more
 */
typedef struct
{
  VostSnapshot *snapshot;
  GPtrArray *lanes;
  gboolean fade;
  guint n_faults;
} VostDraft;

VostDraft *vost_draft_new (VostProject *project) G_GNUC_WARN_UNUSED_RESULT;
void vost_draft_free (VostDraft *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VostDraft, vost_draft_free)

static inline VostDraftLane *
vost_draft_lane (VostDraft *self, guint index)
{
  return g_ptr_array_index (self->lanes, index);
}

static inline VostPiece *
vost_draft_piece (VostDraftLane *lane, guint index)
{
  return g_ptr_array_index (lane->pieces, index);
}

/* "Video 1", in the user's language; (transfer full). */
char *vost_lane_name (const char *type, guint number);
/* Index of the first lane of @type at or after @from, made if there is none. */
guint vost_draft_need_lane (VostDraft *self, const char *type, guint from);
VostPiece *vost_draft_add (VostDraft *self, guint lane, VostClip *clip);
void vost_draft_drop (VostDraft *self, VostPiece *piece);
void vost_draft_change_lane (VostDraft *self, VostPiece *piece, guint lane);
void vost_draft_sort (VostDraft *self);

/* Finds a clip and marks it and all that are linked with it as held; NULL if there is none. */
VostPiece *vost_draft_hold (VostDraft *self, VostId clip);
/* The held pieces; free with g_ptr_array_unref(). */
GPtrArray *vost_draft_held (VostDraft *self);
VostPiece *vost_draft_neighbour (VostDraft *self, const VostPiece *piece, int step);
/* How much of the piece lies under its neighbour on that side; 0 if nothing. */
VostTime vost_draft_overlap (VostDraft *self, const VostPiece *piece, int step);

/* The record, to be changed. */
VostClip *vost_piece_touch (VostPiece *self);
/* Shortest length in the source's time: one frame. */
VostTime vost_draft_shortest (VostDraft *self, const VostClip *clip);
/* A title or an image: as long as it likes, and every instant of it looks the same. */
gboolean vost_draft_is_still (VostDraft *self, const VostClip *clip);
/* Length of the source, or G_MAXINT64 where a clip may be as long as it likes. */
VostTime vost_draft_source_end (VostDraft *self, const VostClip *clip);

/* Marks what lies behind the held pieces, and behind @pivot on other lanes, as moving along. */
void vost_draft_mark_later (VostDraft *self, VostTime pivot);
/* As much of @delta as the marked edges can move without pushing into what stays. */
VostTime vost_draft_clamp (VostDraft *self, VostTime delta);
/* Moves everything with both edges marked. */
void vost_draft_shift (VostDraft *self, VostTime delta);
/* No overlaps but cross-fades of at most half of either clip, except those that were there before.
 */
gboolean vost_draft_is_legal (VostDraft *self);
/* Cuts the held pieces that contain @t; FALSE, and nothing happens, if that cannot be. */
gboolean vost_draft_split_held (VostDraft *self, VostTime t);
void vost_draft_release (VostDraft *self);

/* What turns the document into the draft, as an edit; NULL if nothing is different. */
VostEdit *vost_draft_finish (VostDraft *self, const char *label, const char *coalesce);

G_END_DECLS
