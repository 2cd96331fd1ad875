/* The draft timeline: lanes to be changed freely, and the smallest edit that leads there. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "timeline-private.h"

#include "ordering-private.h"

/* Shortest clip where the frame rate is not known. */
#define SHORTEST_CLIP (20 * VOST_MSECOND)

static void
piece_free (gpointer data)
{
  VostPiece *self = data;
  vost_record_unref (self->now);
  g_free (self);
}

static void
lane_free (gpointer data)
{
  VostDraftLane *self = data;
  g_clear_pointer (&self->pieces, g_ptr_array_unref);
  vost_record_unref (self->lane);
  g_free (self);
}

static VostDraftLane *
lane_new (const VostLane *record, gboolean is_new)
{
  VostDraftLane *self = g_new0 (VostDraftLane, 1);
  self->lane = vost_record_ref (record);
  self->is_new = is_new;
  self->pieces = g_ptr_array_new_with_free_func (piece_free);
  return self;
}

static int
compare_pieces (gconstpointer a, gconstpointer b)
{
  const VostPiece *first = *(VostPiece *const *) a;
  const VostPiece *second = *(VostPiece *const *) b;
  if (first->now->start != second->now->start)
    return first->now->start < second->now->start ? -1 : 1;
  /* New ones come behind what was there. */
  guint first_index = first->before != NULL ? first->old_index : G_MAXUINT;
  guint second_index = second->before != NULL ? second->old_index : G_MAXUINT;
  return (first_index > second_index) - (first_index < second_index);
}

void
vost_draft_sort (VostDraft *self)
{
  for (guint i = 0; i < self->lanes->len; i++)
    g_ptr_array_sort (vost_draft_lane (self, i)->pieces, compare_pieces);
}

static VostTime
common_length (const VostPiece *earlier, const VostPiece *later)
{
  return MAX (0, vost_clip_end (earlier->now) - later->now->start);
}

static guint
count_faults (VostDraft *self)
{
  guint n = 0;
  for (guint i = 0; i < self->lanes->len; i++)
    {
      VostDraftLane *lane = vost_draft_lane (self, i);
      g_ptr_array_sort (lane->pieces, compare_pieces);
      for (guint j = 0; j < lane->pieces->len; j++)
        {
          const VostPiece *piece = vost_draft_piece (lane, j);
          if (piece->now->start < 0)
            n++;
          if (j == 0)
            continue;
          const VostPiece *left = vost_draft_piece (lane, j - 1);
          VostTime half = MIN (vost_clip_duration (left->now), vost_clip_duration (piece->now)) / 2;
          if (common_length (left, piece) > half)
            n++;
        }
    }
  return n;
}

VostDraft *
vost_draft_new (VostProject *project)
{
  VostDraft *self = g_new0 (VostDraft, 1);
  self->snapshot = vost_project_snapshot (project);
  self->lanes = g_ptr_array_new_with_free_func (lane_free);
  for (guint i = 0; i < vost_snapshot_get_n (self->snapshot, VOST_KIND_LANE); i++)
    {
      const VostLane *record = vost_snapshot_lane (self->snapshot, i);
      VostDraftLane *lane = lane_new (record, FALSE);
      g_ptr_array_add (self->lanes, lane);
      guint n = vost_snapshot_get_n_children (self->snapshot, record->record.id);
      for (guint j = 0; j < n; j++)
        {
          const VostClip *clip = vost_snapshot_get_child (self->snapshot, record->record.id, j);
          VostPiece *piece = g_new0 (VostPiece, 1);
          piece->before = clip;
          piece->now = vost_record_ref (clip);
          piece->lane = i;
          piece->old_index = j;
          g_ptr_array_add (lane->pieces, piece);
        }
    }
  /* Documents keep lanes in order; this is for those that others have written. */
  vost_draft_sort (self);
  self->n_faults = count_faults (self);
  return self;
}

void
vost_draft_free (VostDraft *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->lanes);
  vost_snapshot_unref (self->snapshot);
  g_free (self);
}

guint
vost_draft_need_lane (VostDraft *self, const char *type, guint from)
{
  guint position = self->lanes->len;
  guint n_same = 0;
  for (guint i = 0; i < self->lanes->len; i++)
    if (g_str_equal (vost_draft_lane (self, i)->lane->type, type))
      {
        if (i >= from)
          return i;
        position = i + 1;
        n_same++;
      }
  g_autoptr (VostLane) record = vost_record_new (VOST_KIND_LANE, VOST_ID_NONE);
  vost_set_string (&record->type, type);
  g_autofree char *name = vost_lane_name (type, n_same + 1);
  vost_set_string (&record->name, name);
  g_ptr_array_insert (self->lanes, (int) position, lane_new (record, TRUE));
  for (guint i = position + 1; i < self->lanes->len; i++)
    for (guint j = 0; j < vost_draft_lane (self, i)->pieces->len; j++)
      vost_draft_piece (vost_draft_lane (self, i), j)->lane = i;
  return position;
}

VostPiece *
vost_draft_add (VostDraft *self, guint lane, VostClip *clip)
{
  VostPiece *piece = g_new0 (VostPiece, 1);
  piece->now = vost_record_ref (clip);
  piece->now->record.parent = vost_draft_lane (self, lane)->lane->record.id;
  piece->lane = lane;
  g_ptr_array_add (vost_draft_lane (self, lane)->pieces, piece);
  g_ptr_array_sort (vost_draft_lane (self, lane)->pieces, compare_pieces);
  return piece;
}

void
vost_draft_drop (VostDraft *self, VostPiece *piece)
{
  g_ptr_array_remove (vost_draft_lane (self, piece->lane)->pieces, piece);
}

void
vost_draft_change_lane (VostDraft *self, VostPiece *piece, guint lane)
{
  GPtrArray *from = vost_draft_lane (self, piece->lane)->pieces;
  guint index = 0;
  if (!g_ptr_array_find (from, piece, &index))
    return;
  g_ptr_array_steal_index (from, index);
  piece->lane = lane;
  vost_piece_touch (piece)->record.parent = vost_draft_lane (self, lane)->lane->record.id;
  g_ptr_array_add (vost_draft_lane (self, lane)->pieces, piece);
}

VostClip *
vost_piece_touch (VostPiece *self)
{
  if (self->now == self->before)
    {
      vost_record_unref (self->now);
      self->now = vost_record_copy (self->before);
    }
  return self->now;
}

VostPiece *
vost_draft_hold (VostDraft *self, VostId clip)
{
  VostPiece *found = NULL;
  for (guint i = 0; i < self->lanes->len && found == NULL; i++)
    {
      VostDraftLane *lane = vost_draft_lane (self, i);
      for (guint j = 0; j < lane->pieces->len && found == NULL; j++)
        if (vost_draft_piece (lane, j)->now->record.id == clip)
          found = vost_draft_piece (lane, j);
    }
  if (found == NULL)
    return NULL;
  found->held = TRUE;
  for (guint i = 0; i < self->lanes->len && found->now->link != VOST_ID_NONE; i++)
    {
      VostDraftLane *lane = vost_draft_lane (self, i);
      for (guint j = 0; j < lane->pieces->len; j++)
        if (vost_draft_piece (lane, j)->now->link == found->now->link)
          vost_draft_piece (lane, j)->held = TRUE;
    }
  return found;
}

void
vost_draft_release (VostDraft *self)
{
  for (guint i = 0; i < self->lanes->len; i++)
    {
      VostDraftLane *lane = vost_draft_lane (self, i);
      for (guint j = 0; j < lane->pieces->len; j++)
        {
          VostPiece *piece = vost_draft_piece (lane, j);
          piece->held = piece->moves_start = piece->moves_end = FALSE;
        }
    }
}

GPtrArray *
vost_draft_held (VostDraft *self)
{
  GPtrArray *held = g_ptr_array_new ();
  for (guint i = 0; i < self->lanes->len; i++)
    {
      VostDraftLane *lane = vost_draft_lane (self, i);
      for (guint j = 0; j < lane->pieces->len; j++)
        if (vost_draft_piece (lane, j)->held)
          g_ptr_array_add (held, vost_draft_piece (lane, j));
    }
  return held;
}

VostPiece *
vost_draft_neighbour (VostDraft *self, const VostPiece *piece, int step)
{
  VostDraftLane *lane = vost_draft_lane (self, piece->lane);
  guint index = 0;
  if (!g_ptr_array_find (lane->pieces, piece, &index))
    return NULL;
  gint64 other = (gint64) index + step;
  return other >= 0 && other < lane->pieces->len ? vost_draft_piece (lane, (guint) other) : NULL;
}

VostTime
vost_draft_overlap (VostDraft *self, const VostPiece *piece, int step)
{
  const VostPiece *other = vost_draft_neighbour (self, piece, step);
  if (other == NULL)
    return 0;
  return step < 0 ? common_length (other, piece) : common_length (piece, other);
}

static const VostSource *
source_of (VostDraft *self, const VostClip *clip)
{
  const VostSource *source = vost_snapshot_lookup (self->snapshot, clip->source);
  return source != NULL && source->record.kind == VOST_KIND_SOURCE ? source : NULL;
}

VostTime
vost_draft_shortest (VostDraft *self, const VostClip *clip)
{
  const VostSource *source = source_of (self, clip);
  if (source == NULL || !vost_rate_is_known (source->rate))
    return SHORTEST_CLIP;
  /* Rounded down: frame starts are rounded, and between some of them lies a nanosecond less. */
  return MAX (1, vost_scale (VOST_SECOND, source->rate.den, source->rate.num));
}

gboolean
vost_draft_is_still (VostDraft *self, const VostClip *clip)
{
  const VostSource *source = source_of (self, clip);
  return clip->source == VOST_ID_NONE || (source != NULL && g_str_equal (source->media, "image"));
}

VostTime
vost_draft_source_end (VostDraft *self, const VostClip *clip)
{
  const VostSource *source = source_of (self, clip);
  if (source == NULL || source->duration == VOST_TIME_NONE || vost_draft_is_still (self, clip))
    return G_MAXINT64;
  return source->duration;
}

/* Linked clips that begin before the pivot must not lose those that lie behind it. */
static void
mark_linked (VostDraft *self)
{
  g_autoptr (GHashTable) links = g_hash_table_new (g_int64_hash, g_int64_equal);
  for (int pass = 0; pass < 2; pass++)
    for (guint i = 0; i < self->lanes->len; i++)
      {
        VostDraftLane *lane = vost_draft_lane (self, i);
        for (guint j = 0; j < lane->pieces->len; j++)
          {
            VostPiece *piece = vost_draft_piece (lane, j);
            if (piece->held || piece->now->link == VOST_ID_NONE)
              continue;
            if (pass == 0 && piece->moves_start)
              g_hash_table_add (links, &piece->now->link);
            else if (pass == 1 && g_hash_table_contains (links, &piece->now->link))
              piece->moves_start = piece->moves_end = TRUE;
          }
      }
}

void
vost_draft_mark_later (VostDraft *self, VostTime pivot)
{
  for (guint i = 0; i < self->lanes->len; i++)
    {
      VostDraftLane *lane = vost_draft_lane (self, i);
      gboolean has_held = FALSE;
      for (guint j = 0; j < lane->pieces->len; j++)
        has_held = has_held || vost_draft_piece (lane, j)->held;
      gboolean behind = FALSE;
      for (guint j = 0; j < lane->pieces->len; j++)
        {
          VostPiece *piece = vost_draft_piece (lane, j);
          behind = behind || piece->held || (!has_held && piece->now->start >= pivot);
          if (behind && !piece->held)
            piece->moves_start = piece->moves_end = TRUE;
        }
    }
  mark_linked (self);
}

typedef struct
{
  VostTime low;
  VostTime high;
} Limit;

/* How far the marked edges of a lane can go before they meet an edge that stays. */
static Limit
lane_limit (VostDraft *self, VostDraftLane *lane)
{
  Limit limit = { -G_MAXINT64, G_MAXINT64 };
  for (guint i = 0; i < lane->pieces->len; i++)
    {
      const VostPiece *piece = vost_draft_piece (lane, i);
      const VostPiece *left = i > 0 ? vost_draft_piece (lane, i - 1) : NULL;
      if (left == NULL)
        {
          if (piece->moves_start)
            limit.low = MAX (limit.low, MIN (0, -piece->now->start));
          continue;
        }
      VostTime gap = piece->now->start - vost_clip_end (left->now);
      VostTime room = MAX (0, gap);
      if (self->fade && piece->held)
        room = MAX (0, gap + MIN (vost_clip_duration (left->now), vost_clip_duration (piece->now)) /
                                 2);
      if (piece->moves_start && !left->moves_end)
        limit.low = MAX (limit.low, -room);
      else if (!piece->moves_start && left->moves_end)
        limit.high = MIN (limit.high, MAX (0, gap));
    }
  return limit;
}

/* Nothing that moves on the lane belongs to anything on another lane: music that runs on its own.
 * It goes as far as it can, and does not hold up the others. */
static gboolean
lane_is_loose (VostDraftLane *lane)
{
  for (guint i = 0; i < lane->pieces->len; i++)
    {
      const VostPiece *piece = vost_draft_piece (lane, i);
      gboolean moves = piece->moves_start || piece->moves_end;
      if (piece->held || (moves && piece->now->link != VOST_ID_NONE))
        return FALSE;
    }
  return TRUE;
}

VostTime
vost_draft_clamp (VostDraft *self, VostTime delta)
{
  for (guint i = 0; i < self->lanes->len; i++)
    {
      VostDraftLane *lane = vost_draft_lane (self, i);
      if (lane_is_loose (lane))
        continue;
      Limit limit = lane_limit (self, lane);
      delta = CLAMP (delta, limit.low, limit.high);
    }
  return delta;
}

void
vost_draft_shift (VostDraft *self, VostTime delta)
{
  for (guint i = 0; i < self->lanes->len; i++)
    {
      VostDraftLane *lane = vost_draft_lane (self, i);
      VostTime by = delta;
      if (lane_is_loose (lane))
        {
          Limit limit = lane_limit (self, lane);
          by = CLAMP (delta, limit.low, limit.high);
        }
      for (guint j = 0; j < lane->pieces->len && by != 0; j++)
        {
          VostPiece *piece = vost_draft_piece (lane, j);
          if (piece->moves_start && piece->moves_end)
            vost_piece_touch (piece)->start += by;
        }
    }
}

gboolean
vost_draft_is_legal (VostDraft *self)
{
  return count_faults (self) <= self->n_faults;
}

/* Both halves keep a frame and at least twice the cross-fade at their outer side. */
static gboolean
can_split (VostDraft *self, const VostPiece *piece, VostTime t)
{
  VostSpan span = vost_clip_span (piece->now);
  VostTime shortest = vost_scale_up (vost_draft_shortest (self, piece->now), 1000,
                                     vost_clip_get_speed (piece->now));
  VostTime left = MAX (shortest, 2 * vost_draft_overlap (self, piece, -1));
  VostTime right = MAX (shortest, 2 * vost_draft_overlap (self, piece, 1));
  left += vost_clip_slack (piece->now);
  right += vost_clip_slack (piece->now);
  return t - span.start >= left && span.end - t >= right;
}

static void
split_piece (VostDraft *self, VostPiece *piece, VostTime t, VostId link)
{
  g_autoptr (VostClip) right = vost_record_copy (piece->now);
  VostClip *left = vost_piece_touch (piece);
  gint64 speed = vost_clip_get_speed (left);
  VostTime offset = t - left->start;
  VostTime length = vost_scale (offset, speed, 1000);
  /* Up for the right half, so that it never ends later than the whole clip did. */
  VostTime rest = vost_scale_up (offset, speed, 1000);

  right->record.id = vost_id_new ();
  right->start = t;
  right->link = link;
  right->fade_in = 0;
  left->fade_out = 0;
  left->out = left->in + length;
  if (vost_draft_is_still (self, right))
    right->out -= rest;
  else
    right->in += rest;
  left->fade_in = MIN (left->fade_in, vost_clip_duration (left));
  right->fade_out = MIN (right->fade_out, vost_clip_duration (right));
  vost_draft_add (self, piece->lane, right);
}

gboolean
vost_draft_split_held (VostDraft *self, VostTime t)
{
  g_autoptr (GPtrArray) held = vost_draft_held (self);
  gboolean any = FALSE;
  for (guint i = 0; i < held->len; i++)
    {
      const VostPiece *piece = g_ptr_array_index (held, i);
      VostSpan span = vost_clip_span (piece->now);
      if (span.start >= t || span.end <= t)
        continue;
      if (!can_split (self, piece, t))
        return FALSE;
      any = TRUE;
    }
  if (!any)
    return FALSE;

  VostId link = VOST_ID_NONE;
  if (((VostPiece *) g_ptr_array_index (held, 0))->now->link != VOST_ID_NONE)
    link = vost_id_new ();
  for (guint i = 0; i < held->len; i++)
    {
      VostPiece *piece = g_ptr_array_index (held, i);
      VostSpan span = vost_clip_span (piece->now);
      if (span.start >= t)
        vost_piece_touch (piece)->link = link;
      else if (span.end > t)
        split_piece (self, piece, t, link);
    }
  return TRUE;
}

/* Takes out what is gone or must change its place; @kept tells which children stay where they are.
 */
static void
finish_removals (VostDraft *self, VostDraftLane *lane, const gboolean *kept, VostEdit *edit)
{
  VostId id = lane->lane->record.id;
  for (guint i = vost_snapshot_get_n_children (self->snapshot, id); i > 0; i--)
    if (!kept[i - 1])
      vost_edit_remove (edit, i - 1, vost_snapshot_get_child (self->snapshot, id, i - 1));
}

/* Which children of the lane can stay: the longest run of pieces whose order has not changed. */
static gboolean *
find_kept (VostDraft *self, VostDraftLane *lane)
{
  VostId id = lane->lane->record.id;
  g_autoptr (GArray) order = g_array_new (FALSE, FALSE, sizeof (guint));
  for (guint i = 0; i < lane->pieces->len; i++)
    {
      const VostPiece *piece = vost_draft_piece (lane, i);
      if (piece->before != NULL && piece->before->record.parent == id)
        g_array_append_val (order, piece->old_index);
    }
  guint n_old = lane->is_new ? 0 : vost_snapshot_get_n_children (self->snapshot, id);
  gboolean *kept = g_new0 (gboolean, n_old + 1);
  vost_ordering_mark_longest (order, kept);
  return kept;
}

static void
finish_lane (VostDraftLane *lane, const gboolean *kept, VostEdit *edit)
{
  for (guint i = 0; i < lane->pieces->len; i++)
    {
      VostPiece *piece = vost_draft_piece (lane, i);
      gboolean stays = piece->before != NULL &&
                       piece->before->record.parent == lane->lane->record.id &&
                       kept[piece->old_index];
      if (stays && piece->now != piece->before)
        vost_edit_change (edit, piece->before, piece->now);
      else if (!stays)
        vost_edit_insert (edit, i, piece->now);
    }
}

VostEdit *
vost_draft_finish (VostDraft *self, const char *label, const char *coalesce)
{
  g_autoptr (VostEdit) edit = vost_edit_new (label, coalesce);
  g_autoptr (GPtrArray) kept = g_ptr_array_new_with_free_func (g_free);
  vost_draft_sort (self);
  for (guint i = 0; i < self->lanes->len; i++)
    if (vost_draft_lane (self, i)->is_new)
      vost_edit_insert (edit, i, vost_draft_lane (self, i)->lane);
  /* All removals first: a clip that changes its lane must be gone before it comes back. */
  for (guint i = 0; i < self->lanes->len; i++)
    {
      VostDraftLane *lane = vost_draft_lane (self, i);
      g_ptr_array_add (kept, find_kept (self, lane));
      if (!lane->is_new)
        finish_removals (self, lane, g_ptr_array_index (kept, i), edit);
    }
  for (guint i = 0; i < self->lanes->len; i++)
    finish_lane (vost_draft_lane (self, i), g_ptr_array_index (kept, i), edit);
  return vost_edit_get_n_ops (edit) > 0 ? g_steal_pointer (&edit) : NULL;
}
