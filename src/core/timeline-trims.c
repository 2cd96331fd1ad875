/* Edits of the timeline that change clips themselves: edges, cross-fades, sound and speed. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <vostok/core/timeline.h>

#include "vostok-config.h"

#include <glib/gi18n-lib.h>

#include <vostok/core/bounds.h>

#include "timeline-private.h"

#define SPEED_MIN 100
#define SPEED_MAX 10000

typedef struct
{
  gboolean at_end;
  gboolean ripple;
} Trim;

static void
limit_fades (VostClip *clip)
{
  VostTime duration = vost_clip_duration (clip);
  clip->fade_in = CLAMP (clip->fade_in, 0, duration);
  clip->fade_out = CLAMP (clip->fade_out, 0, duration - clip->fade_in);
}

/* How far the edge of one clip can go, for its own sake: source, shortest length, cross-fades. */
static VostTime
limit_edge (VostDraft *draft, const VostPiece *piece, Trim trim, VostTime delta)
{
  const VostClip *clip = piece->now;
  gint64 speed = vost_clip_get_speed (clip);
  VostTime need = vost_scale_up (vost_draft_shortest (draft, clip), 1000, speed);
  /* Without ripple the cross-fade at the moving edge changes with it and needs no room. */
  if (trim.at_end || trim.ripple)
    need = MAX (need, 2 * vost_draft_overlap (draft, piece, -1));
  if (!trim.at_end || trim.ripple)
    need = MAX (need, 2 * vost_draft_overlap (draft, piece, 1));
  VostTime shrink = MAX (0, vost_clip_duration (clip) - need - vost_clip_slack (clip));

  VostTime room = trim.at_end ? vost_draft_source_end (draft, clip) : clip->in;
  if (trim.at_end && room != G_MAXINT64)
    room -= clip->out;
  if (vost_draft_is_still (draft, clip))
    room = VOST_MAX_TIME;
  VostTime grow = vost_scale (CLAMP (room, 0, VOST_MAX_TIME), 1000, speed);
  return trim.at_end ? CLAMP (delta, -shrink, grow) : CLAMP (delta, -grow, shrink);
}

/* Rounds towards the shorter clip, so that it never reaches over the place it was given. */
static void
trim_piece (VostDraft *draft, VostPiece *piece, Trim trim, VostTime delta)
{
  VostTime old_end = vost_clip_end (piece->now);
  VostTime duration = vost_clip_duration (piece->now) + (trim.at_end ? delta : -delta);
  gboolean still = vost_draft_is_still (draft, piece->now);
  VostTime source_end = vost_draft_source_end (draft, piece->now);
  VostClip *clip = vost_piece_touch (piece);
  gint64 speed = vost_clip_get_speed (clip);

  if (trim.at_end || still)
    {
      VostTime out = clip->in + vost_scale (duration, speed, 1000);
      clip->out = MIN (out, MAX (source_end, clip->out));
    }
  else
    clip->in += vost_scale_up (delta, speed, 1000);
  if (!trim.at_end && !trim.ripple)
    clip->start = old_end - vost_clip_duration (clip);
  limit_fades (clip);
}

VostEdit *
vost_timeline_trim (VostProject *project,
                    VostId clip,
                    gboolean at_end,
                    VostTime to,
                    gboolean ripple)
{
  g_autoptr (VostDraft) draft = vost_draft_new (project);
  VostPiece *primary = vost_draft_hold (draft, clip);
  if (primary == NULL)
    return NULL;
  Trim trim = { at_end, ripple };
  VostSpan span = vost_clip_span (primary->now);
  VostTime pivot = span.end - vost_draft_overlap (draft, primary, 1);
  VostTime delta = CLAMP (to, -VOST_MAX_TIME, VOST_MAX_TIME) - (at_end ? span.end : span.start);

  g_autoptr (GPtrArray) held = vost_draft_held (draft);
  for (guint i = 0; i < held->len; i++)
    {
      VostPiece *piece = g_ptr_array_index (held, i);
      delta = limit_edge (draft, piece, trim, delta);
      /* With ripple the beginning stays where it is, and the end comes nearer. */
      piece->moves_end = at_end || ripple;
      piece->moves_start = !piece->moves_end;
    }
  if (ripple)
    vost_draft_mark_later (draft, pivot);
  gboolean backwards = !at_end && ripple;
  VostTime move = vost_draft_clamp (draft, backwards ? -delta : delta);
  if (move == 0)
    return NULL;
  delta = backwards ? -move : move;
  vost_draft_shift (draft, move);
  for (guint i = 0; i < held->len; i++)
    trim_piece (draft, g_ptr_array_index (held, i), trim, delta);
  return vost_draft_finish (draft, _ ("Trim clip"), NULL);
}

/* No longer than @length, so that the clips stay on the frames of the remix. */
static VostTime
whole_frames (VostProject *project, VostTime length)
{
  g_autoptr (VostSnapshot) snapshot = vost_project_snapshot (project);
  VostRate rate;
  vost_timeline_get_picture (snapshot, NULL, NULL, &rate);
  return vost_rate_frame_start (rate, vost_rate_frame_at (rate, length));
}

VostEdit *
vost_timeline_cross_fade (VostProject *project, VostId clip, VostTime length)
{
  g_autoptr (VostDraft) draft = vost_draft_new (project);
  VostPiece *piece = vost_draft_hold (draft, clip);
  const VostPiece *left = piece != NULL ? vost_draft_neighbour (draft, piece, -1) : NULL;
  if (left == NULL || left->held)
    return NULL;
  VostTime half = MIN (vost_clip_duration (left->now), vost_clip_duration (piece->now)) / 2;
  VostTime left_end = vost_clip_end (left->now);
  length = whole_frames (project, CLAMP (length, 0, half));
  VostTime delta = left_end - length - piece->now->start;
  if (length == 0 && delta < 0)
    return NULL;

  g_autoptr (GPtrArray) held = vost_draft_held (draft);
  for (guint i = 0; i < held->len; i++)
    {
      VostPiece *each = g_ptr_array_index (held, i);
      each->moves_start = each->moves_end = TRUE;
    }
  draft->fade = TRUE;
  vost_draft_mark_later (draft, piece->now->start);
  vost_draft_shift (draft, vost_draft_clamp (draft, delta));
  if ((length > 0 && piece->now->start >= left_end) || !vost_draft_is_legal (draft))
    return NULL;
  return vost_draft_finish (draft, length > 0 ? _ ("Cross-fade") : _ ("Remove cross-fade"), NULL);
}

static gboolean
is_sound (VostDraft *draft, const VostPiece *piece)
{
  return g_str_equal (vost_draft_lane (draft, piece->lane)->lane->type, "audio");
}

VostEdit *
vost_timeline_set_gain (VostProject *project, VostId clip, gint64 millidecibels)
{
  g_autoptr (VostDraft) draft = vost_draft_new (project);
  VostPiece *piece = vost_draft_hold (draft, clip);
  if (piece == NULL)
    return NULL;
  g_autoptr (GPtrArray) held = vost_draft_held (draft);
  gboolean any = FALSE;
  /* What is heard of a picture is the sound that is linked with it. */
  for (guint i = 0; i < held->len && !is_sound (draft, piece); i++)
    {
      VostPiece *other = g_ptr_array_index (held, i);
      if (!is_sound (draft, other))
        continue;
      vost_piece_touch (other)->gain = millidecibels;
      any = TRUE;
    }
  if (!any)
    vost_piece_touch (piece)->gain = millidecibels;
  g_autofree char *id = vost_id_to_string (clip);
  g_autofree char *coalesce = g_strdup_printf ("gain:%s", id);
  return vost_draft_finish (draft, _ ("Change volume"), coalesce);
}

/* The nearest speed at which the clip is still twice as long as its cross-fades. */
static gint64
limit_speed (VostDraft *draft, const VostPiece *piece, gint64 speed)
{
  VostTime left = vost_draft_overlap (draft, piece, -1);
  VostTime right = vost_draft_overlap (draft, piece, 1);
  VostTime need = MAX (1, 2 * MAX (left, right));
  VostTime length = piece->now->out - piece->now->in;
  return MIN (speed, MAX (SPEED_MIN, vost_scale (length, 1000, need)));
}

/* All that is linked must turn around the same instant to stay in step; it is the one edge from
 * which the others move away from their neighbours and not towards them. */
static VostTime
find_anchor (const GPtrArray *held, gboolean slower)
{
  VostTime anchor = ((const VostPiece *) g_ptr_array_index (held, 0))->now->start;
  for (guint i = 1; i < held->len; i++)
    {
      VostTime start = ((const VostPiece *) g_ptr_array_index (held, i))->now->start;
      anchor = slower ? MIN (anchor, start) : MAX (anchor, start);
    }
  return anchor;
}

static void
apply_speed (VostPiece *piece, VostTime anchor, gint64 speed)
{
  VostClip *clip = vost_piece_touch (piece);
  clip->start = anchor + vost_scale (clip->start - anchor, vost_clip_get_speed (clip), speed);
  clip->speed = speed;
  limit_fades (clip);
}

static VostTime
end_at_speed (const VostClip *clip, VostTime anchor, gint64 speed)
{
  gint64 old = vost_clip_get_speed (clip);
  return anchor + vost_scale (clip->start - anchor, old, speed) +
         vost_scale (clip->out - clip->in, 1000, speed);
}

VostEdit *
vost_timeline_set_speed (VostProject *project, VostId clip, gint64 permille)
{
  g_autoptr (VostDraft) draft = vost_draft_new (project);
  const VostPiece *primary = vost_draft_hold (draft, clip);
  if (primary == NULL)
    return NULL;
  g_autoptr (GPtrArray) held = vost_draft_held (draft);
  gint64 speed = CLAMP (permille, SPEED_MIN, SPEED_MAX);
  for (guint i = 0; i < held->len; i++)
    speed = limit_speed (draft, g_ptr_array_index (held, i), speed);

  VostTime anchor = find_anchor (held, speed < vost_clip_get_speed (primary->now));
  VostTime growth = -G_MAXINT64;
  for (guint i = 0; i < held->len; i++)
    {
      VostPiece *piece = g_ptr_array_index (held, i);
      VostTime end = end_at_speed (piece->now, anchor, speed);
      growth = MAX (growth, end - vost_clip_end (piece->now));
      piece->moves_end = TRUE;
    }
  VostTime pivot = vost_clip_end (primary->now) - vost_draft_overlap (draft, primary, 1);
  vost_draft_mark_later (draft, pivot);
  vost_draft_shift (draft, vost_draft_clamp (draft, growth));
  for (guint i = 0; i < held->len; i++)
    apply_speed (g_ptr_array_index (held, i), anchor, speed);
  if (!vost_draft_is_legal (draft))
    return NULL;
  g_autofree char *id = vost_id_to_string (clip);
  g_autofree char *coalesce = g_strdup_printf ("speed:%s", id);
  return vost_draft_finish (draft, _ ("Change speed"), coalesce);
}
