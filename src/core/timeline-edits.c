/* Edits of the timeline that put clips in, take them out and move them. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <vostok/core/timeline.h>

#include "vostok-config.h"

#include <glib/gi18n-lib.h>

#include <vostok/core/bounds.h>

#include "timeline-private.h"

/* How long a title is shown that nobody gave a length. */
#define TITLE_DURATION (4 * VOST_SECOND)

/* As @from of vost_draft_need_lane(): a new lane in any case. */
#define ANOTHER G_MAXUINT

char *
vost_lane_name (const char *type, guint number)
{
  if (g_str_equal (type, "audio"))
    return g_strdup_printf (_ ("Sound %u"), number);
  if (g_str_equal (type, "title"))
    return g_strdup_printf (_ ("Titles %u"), number);
  return g_strdup_printf (_ ("Picture %u"), number);
}

static void
add_usual_lanes (VostDraft *draft)
{
  static const char *const types[] = { "video", "video", "audio", "audio", "title" };
  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    vost_draft_need_lane (draft, types[i], ANOTHER);
}

VostEdit *
vost_timeline_add_lane (VostProject *project, const char *type, const char *name)
{
  static const char *const types[] = { "video", "audio", "title", NULL };
  if (!g_strv_contains (types, type))
    return NULL;
  g_autoptr (VostDraft) draft = vost_draft_new (project);
  guint index = vost_draft_need_lane (draft, type, ANOTHER);
  if (name != NULL && name[0] != '\0')
    vost_set_string (&vost_draft_lane (draft, index)->lane->name, name);
  return vost_draft_finish (draft, _ ("Add lane"), NULL);
}

VostEdit *
vost_timeline_ensure_lanes (VostProject *project)
{
  g_autoptr (VostDraft) draft = vost_draft_new (project);
  if (draft->lanes->len > 0)
    return NULL;
  add_usual_lanes (draft);
  return vost_draft_finish (draft, _ ("Add lanes"), NULL);
}

/* The clip on the lane that begins before @at and ends after it. */
static VostPiece *
piece_across (VostDraft *draft, guint lane, VostTime at)
{
  GPtrArray *pieces = vost_draft_lane (draft, lane)->pieces;
  for (guint i = 0; i < pieces->len; i++)
    {
      VostPiece *piece = g_ptr_array_index (pieces, i);
      if (piece->now->start < at && vost_clip_end (piece->now) > at)
        return piece;
    }
  return NULL;
}

/* Makes a cut in both lanes at @at or, where that would leave less than a frame or tear a
 * cross-fade apart, after the clip that stands there. */
static VostTime
open_lanes (VostDraft *draft, guint first_lane, guint second_lane, VostTime at)
{
  for (;;)
    {
      VostPiece *piece = piece_across (draft, first_lane, at);
      if (piece == NULL)
        piece = piece_across (draft, second_lane, at);
      if (piece == NULL)
        return at;
      VostTime end = vost_clip_end (piece->now);
      vost_draft_hold (draft, piece->now->record.id);
      if (!vost_draft_split_held (draft, at))
        at = end;
      vost_draft_release (draft);
    }
}

static VostTime
lane_end (VostDraft *draft, guint lane)
{
  VostTime end = 0;
  GPtrArray *pieces = vost_draft_lane (draft, lane)->pieces;
  for (guint i = 0; i < pieces->len; i++)
    end = MAX (end, vost_clip_end (((VostPiece *) g_ptr_array_index (pieces, i))->now));
  return end;
}

static VostSpan
limit_to_source (const VostSource *source, VostSpan span)
{
  gboolean has_end = source->duration != VOST_TIME_NONE && !g_str_equal (source->media, "image");
  span.start = MAX (0, span.start);
  if (has_end && (span.end == VOST_TIME_NONE || span.end > source->duration))
    span.end = source->duration;
  return span;
}

static void
place_span (VostDraft *draft, const VostClip *model, const guint *lanes, guint n_lanes)
{
  VostId link = n_lanes > 1 ? vost_id_new () : VOST_ID_NONE;
  for (guint i = 0; i < n_lanes; i++)
    {
      g_autoptr (VostClip) clip = vost_record_copy (model);
      clip->record.id = vost_id_new ();
      clip->link = link;
      vost_draft_add (draft, lanes[i], clip);
    }
}

/* NULL where there is nothing to show or hear. */
static VostClip *
clip_of_span (VostDraft *draft, const VostSource *work, VostSpan span)
{
  g_autoptr (VostClip) clip = vost_record_new (VOST_KIND_CLIP, VOST_ID_NONE);
  span = limit_to_source (work, span);
  clip->source = work->record.id;
  clip->in = span.start;
  clip->out = span.end;
  if (span.end == VOST_TIME_NONE || vost_span_duration (span) < vost_draft_shortest (draft, clip))
    return NULL;
  return g_steal_pointer (&clip);
}

VostEdit *
vost_timeline_add_span (VostProject *project, VostId source, VostSpan span, VostTime at)
{
  const VostSource *work = vost_project_lookup (project, source);
  if (work == NULL || work->record.kind != VOST_KIND_SOURCE)
    return NULL;
  g_autoptr (VostDraft) draft = vost_draft_new (project);
  g_autoptr (VostClip) clip = clip_of_span (draft, work, span);
  if (clip == NULL)
    return NULL;

  if (draft->lanes->len == 0)
    add_usual_lanes (draft);
  guint lanes[2];
  guint n_lanes = 0;
  gboolean only_sound = g_str_equal (work->media, "audio");
  if (!only_sound)
    lanes[n_lanes++] = vost_draft_need_lane (draft, "video", 0);
  if (only_sound || (work->has_audio && !g_str_equal (work->media, "image")))
    lanes[n_lanes++] = vost_draft_need_lane (draft, "audio", 0);
  guint last = lanes[n_lanes - 1];

  if (at == VOST_TIME_NONE)
    {
      VostTime first_end = lane_end (draft, lanes[0]);
      VostTime last_end = lane_end (draft, last);
      clip->start = MAX (first_end, last_end);
    }
  else
    {
      clip->start = open_lanes (draft, lanes[0], last, MAX (0, at));
      vost_draft_mark_later (draft, clip->start);
      vost_draft_shift (draft, vost_clip_duration (clip));
    }
  place_span (draft, clip, lanes, n_lanes);
  if (!vost_draft_is_legal (draft))
    return NULL;
  return vost_draft_finish (draft, _ ("Add to remix"), NULL);
}

static gboolean
lane_is_free (VostDraft *draft, guint lane, VostSpan span)
{
  GPtrArray *pieces = vost_draft_lane (draft, lane)->pieces;
  for (guint i = 0; i < pieces->len; i++)
    {
      const VostPiece *piece = g_ptr_array_index (pieces, i);
      if (!piece->held && vost_span_overlaps (vost_clip_span (piece->now), span))
        return FALSE;
    }
  return TRUE;
}

static guint
free_lane (VostDraft *draft, const char *type, guint from, VostSpan span)
{
  guint lane = vost_draft_need_lane (draft, type, from);
  while (!lane_is_free (draft, lane, span))
    lane = vost_draft_need_lane (draft, type, lane + 1);
  return lane;
}

VostEdit *
vost_timeline_add_sound (VostProject *project, VostId source, VostSpan span, VostTime at)
{
  const VostSource *work = vost_project_lookup (project, source);
  if (work == NULL || work->record.kind != VOST_KIND_SOURCE)
    return NULL;
  g_autoptr (VostDraft) draft = vost_draft_new (project);
  g_autoptr (VostClip) clip = clip_of_span (draft, work, span);
  if (clip == NULL)
    return NULL;

  if (draft->lanes->len == 0)
    add_usual_lanes (draft);
  clip->start = MAX (0, at);
  guint own = vost_draft_need_lane (draft, "audio", 0);
  vost_draft_add (draft, free_lane (draft, "audio", own + 1, vost_clip_span (clip)), clip);
  return vost_draft_finish (draft, _ ("Add sound"), NULL);
}

VostEdit *
vost_timeline_add_title (VostProject *project, const char *text, VostTime at, VostTime duration)
{
  g_autoptr (VostDraft) draft = vost_draft_new (project);
  g_autoptr (VostClip) clip = vost_record_new (VOST_KIND_CLIP, VOST_ID_NONE);
  if (draft->lanes->len == 0)
    add_usual_lanes (draft);
  vost_set_string (&clip->title, text);
  vost_set_string (&clip->style, "title");
  clip->in = 0;
  clip->out = duration > 0 ? MAX (duration, vost_draft_shortest (draft, clip)) : TITLE_DURATION;
  clip->start = at == VOST_TIME_NONE ? vost_timeline_duration (draft->snapshot) : MAX (0, at);

  vost_draft_add (draft, free_lane (draft, "title", 0, vost_clip_span (clip)), clip);
  return vost_draft_finish (draft, _ ("Add title"), NULL);
}

static VostTime
overlap_of (VostSpan a, VostSpan b)
{
  return MAX (0, MIN (a.end, b.end) - MAX (a.start, b.start));
}

/* Whether nothing but a cross-fade that is there already would lie under the piece. */
static gboolean
fits (VostDraft *draft, const VostPiece *piece, guint lane, VostTime delta)
{
  VostSpan old = vost_clip_span (piece->now);
  VostSpan span = { old.start + delta, old.end + delta };
  if (lane != piece->lane)
    return lane_is_free (draft, lane, span);
  GPtrArray *pieces = vost_draft_lane (draft, lane)->pieces;
  for (guint i = 0; i < pieces->len; i++)
    {
      const VostPiece *other = g_ptr_array_index (pieces, i);
      VostSpan there = vost_clip_span (other->now);
      if (!other->held && overlap_of (span, there) > overlap_of (old, there))
        return FALSE;
    }
  return TRUE;
}

static gboolean
find_lane (VostDraft *draft, VostId id, const char *type, guint *ret)
{
  for (guint i = 0; i < draft->lanes->len; i++)
    {
      const VostLane *lane = vost_draft_lane (draft, i)->lane;
      if (lane->record.id == id && g_str_equal (lane->type, type))
        {
          *ret = i;
          return TRUE;
        }
    }
  return FALSE;
}

VostEdit *
vost_timeline_move (VostProject *project, VostId clip, VostTime start, VostId lane)
{
  g_autoptr (VostDraft) draft = vost_draft_new (project);
  VostPiece *primary = vost_draft_hold (draft, clip);
  if (primary == NULL)
    return NULL;
  guint target = primary->lane;
  const char *type = vost_draft_lane (draft, primary->lane)->lane->type;
  if (lane != VOST_ID_NONE && !find_lane (draft, lane, type, &target))
    return NULL;

  g_autoptr (GPtrArray) held = vost_draft_held (draft);
  VostTime delta = CLAMP (start, 0, VOST_MAX_TIME) - primary->now->start;
  for (guint i = 0; i < held->len; i++)
    {
      VostPiece *piece = g_ptr_array_index (held, i);
      delta = MAX (delta, -piece->now->start);
      piece->moves_start = piece->moves_end = TRUE;
    }
  gboolean free_there = TRUE;
  for (guint i = 0; i < held->len; i++)
    {
      const VostPiece *piece = g_ptr_array_index (held, i);
      free_there =
          free_there && fits (draft, piece, piece == primary ? target : piece->lane, delta);
    }
  if (!free_there && target != primary->lane)
    return NULL;
  if (!free_there)
    delta = vost_draft_clamp (draft, delta);
  vost_draft_shift (draft, delta);
  if (target != primary->lane)
    vost_draft_change_lane (draft, primary, target);
  return vost_draft_finish (draft, _ ("Move clip"), NULL);
}

static void
shift_group (VostDraft *draft, VostId clip, VostTime delta)
{
  vost_draft_hold (draft, clip);
  g_autoptr (GPtrArray) held = vost_draft_held (draft);
  for (guint i = 0; i < held->len; i++)
    vost_piece_touch (g_ptr_array_index (held, i))->start += delta;
  vost_draft_release (draft);
}

VostEdit *
vost_timeline_reorder (VostProject *project, VostId clip, int steps)
{
  g_autoptr (VostDraft) draft = vost_draft_new (project);
  VostPiece *piece = vost_draft_hold (draft, clip);
  if (piece == NULL || steps == 0)
    return NULL;
  VostPiece *other = vost_draft_neighbour (draft, piece, steps < 0 ? -1 : 1);
  if (other == NULL || other->held)
    return NULL;
  vost_draft_release (draft);

  /* The two change places; what lies between them, gap or cross-fade, stays between them. */
  const VostClip *first = steps < 0 ? other->now : piece->now;
  const VostClip *second = steps < 0 ? piece->now : other->now;
  VostTime between = second->start - vost_clip_end (first);
  VostTime first_delta = vost_clip_duration (second) + between;
  VostTime second_delta = first->start - second->start;
  VostId first_id = first->record.id;
  VostId second_id = second->record.id;
  shift_group (draft, first_id, first_delta);
  shift_group (draft, second_id, second_delta);
  if (!vost_draft_is_legal (draft))
    return NULL;
  return vost_draft_finish (draft, _ ("Reorder clips"), NULL);
}

VostEdit *
vost_timeline_split (VostProject *project, VostId clip, VostTime t)
{
  g_autoptr (VostDraft) draft = vost_draft_new (project);
  if (clip != VOST_ID_NONE)
    {
      if (vost_draft_hold (draft, clip) == NULL)
        return NULL;
      vost_draft_split_held (draft, t);
      return vost_draft_finish (draft, _ ("Split clip"), NULL);
    }
  for (guint i = 0; i < draft->lanes->len; i++)
    {
      const VostPiece *piece = piece_across (draft, i, t);
      if (piece == NULL)
        continue;
      /* One that is linked with an earlier lane's clip has been split with it. */
      vost_draft_hold (draft, piece->now->record.id);
      vost_draft_split_held (draft, t);
      vost_draft_release (draft);
    }
  return vost_draft_finish (draft, _ ("Split clips"), NULL);
}

VostEdit *
vost_timeline_remove (VostProject *project, VostId clip, gboolean ripple)
{
  g_autoptr (VostDraft) draft = vost_draft_new (project);
  VostPiece *piece = vost_draft_hold (draft, clip);
  if (piece == NULL)
    return NULL;
  /* The gap that it leaves: its span without what its neighbours cover of it. */
  VostSpan gap = vost_clip_span (piece->now);
  gap.start += vost_draft_overlap (draft, piece, -1);
  gap.end -= vost_draft_overlap (draft, piece, 1);
  if (ripple)
    vost_draft_mark_later (draft, gap.end);

  g_autoptr (GPtrArray) held = vost_draft_held (draft);
  for (guint i = 0; i < held->len; i++)
    vost_draft_drop (draft, g_ptr_array_index (held, i));
  if (ripple)
    vost_draft_shift (draft, vost_draft_clamp (draft, -vost_span_duration (gap)));
  return vost_draft_finish (draft, ripple ? _ ("Remove clip and close gap") : _ ("Remove clip"),
                            NULL);
}
