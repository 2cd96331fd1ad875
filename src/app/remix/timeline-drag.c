/* The hand on the timeline: selecting, moving, trimming, scrubbing, zooming. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "timeline-view-private.h"

#include "vostok-config.h"

#include <glib/gi18n.h>

#include "remix-text.h"

#define SCROLL_PIXELS 60
/* Less is a click of a hand that is not quite still. */
#define DRAG_PIXELS 4
/* Less, and the clip was meant to go where it was. */
#define SMALL_DRAG 12

/* --- What is there --- */

static const VostTimelineRow *
row_at (VostTimelineView *self, double y)
{
  for (guint i = 0; y >= RULER_HEIGHT && i < self->rows->len; i++)
    {
      const VostTimelineRow *row = self->rows->pdata[i];
      int top = vost_timeline_view_row_y (self, row);

      if (y >= top && y < top + row->height)
        return row;
    }
  return NULL;
}

static VostPart
part_at (VostTimelineView *self, const VostClip *clip, double x)
{
  VostSpan span = vost_clip_span (clip);
  double start = vost_timeline_view_x (self, span.start);
  double end = vost_timeline_view_x (self, span.end);
  /* A short clip can still be taken in its middle. */
  double edge = MIN (EDGE_PIXELS, (end - start) / 4);

  if (x < start - 1 || x > end + 1)
    return VOST_PART_NONE;
  if (x <= start + edge)
    return VOST_PART_START;
  return x >= end - edge ? VOST_PART_END : VOST_PART_BODY;
}

/* Of two that touch or overlap the selected one is meant, else the later one. */
static const VostClip *
clip_at (VostTimelineView *self, double x, double y, VostPart *ret_part)
{
  const VostTimelineRow *row = row_at (self, y);
  guint n = row != NULL && row->lane != VOST_ID_NONE
                ? vost_snapshot_get_n_children (self->shown, row->lane)
                : 0;
  const VostClip *found = NULL;

  *ret_part = VOST_PART_SEEK;
  for (guint i = 0; i < n && x >= HEADER_WIDTH; i++)
    {
      const VostClip *clip = vost_snapshot_get_child (self->shown, row->lane, i);
      VostPart part = part_at (self, clip, x);

      if (part == VOST_PART_NONE)
        continue;
      found = clip;
      *ret_part = part;
      if (clip->record.id == vost_session_get_clip (self->session))
        break;
    }
  return found;
}

/* --- Dragging --- */

/* Cuts lie between frames. */
static VostTime
whole_frame (VostTimelineView *self, VostTime t)
{
  VostRate rate;

  vost_timeline_get_picture (self->shown, NULL, NULL, &rate);
  return vost_rate_frame_start (rate, vost_rate_frame_nearest (rate, MAX (t, 0)));
}

static VostTime
snap (VostTimelineView *self, VostTime t)
{
  VostTime within = (VostTime) (SNAP_PIXELS / self->zoom * VOST_SECOND);

  if (!g_settings_get_boolean (vost_session_get_settings (self->session), "snapping"))
    return t;
  return vost_timeline_snap (vost_session_get_project (self->session), t, self->drag_clip,
                             vost_player_get_position (self->player), within);
}

/* Either end of a moved clip may catch; the nearer one wins. */
static VostTime
snap_move (VostTimelineView *self, VostTime start)
{
  VostTime length = vost_span_duration (self->drag_span);
  VostTime by_start = snap (self, start);
  VostTime by_end = snap (self, start + length) - length;
  gboolean end_wins =
      by_end != start && (by_start == start || ABS (by_end - start) < ABS (by_start - start));
  VostTime result = end_wins ? by_end : by_start;

  self->snapped = result == start ? VOST_TIME_NONE : end_wins ? result + length : result;
  return MAX (result, 0);
}

static VostEdit *
plan_move (VostTimelineView *self, VostTime by, double y)
{
  VostProject *project = vost_session_get_project (self->session);
  const VostTimelineRow *row = row_at (self, y);
  VostTime start = snap_move (self, whole_frame (self, self->drag_span.start + by));
  VostEdit *edit = NULL;

  if (row != NULL && row->lane != VOST_ID_NONE)
    edit = vost_timeline_move (project, self->drag_clip, start, row->lane);
  if (edit == NULL)
    edit = vost_timeline_move (project, self->drag_clip, start, VOST_ID_NONE);
  return edit;
}

static VostEdit *
plan_trim (VostTimelineView *self, VostTime by, gboolean ripple)
{
  gboolean at_end = self->drag == VOST_PART_END;
  VostTime free = whole_frame (self, (at_end ? self->drag_span.end : self->drag_span.start) + by);
  VostTime to = snap (self, free);

  self->snapped = to == free ? VOST_TIME_NONE : to;
  return vost_timeline_trim (vost_session_get_project (self->session), self->drag_clip, at_end, to,
                             ripple);
}

static void
begin_drag (GtkGestureDrag *gesture, double x, double y, VostTimelineView *self)
{
  const VostClip *clip;

  if (x < HEADER_WIDTH || self->shown == NULL)
    {
      gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_DENIED);
      return;
    }
  gtk_widget_grab_focus (GTK_WIDGET (self));
  clip = clip_at (self, x, y, &self->drag);
  self->drag_x = x;
  self->drag_y = y;
  self->dragged = FALSE;
  self->snapped = VOST_TIME_NONE;
  self->drag_clip = clip != NULL ? clip->record.id : VOST_ID_NONE;
  if (clip != NULL)
    self->drag_span = vost_clip_span (clip);
  if (clip != NULL || y >= RULER_HEIGHT)
    vost_session_set_clip (self->session, self->drag_clip);
  if (self->drag == VOST_PART_SEEK)
    vost_player_seek (self->player, MAX (vost_timeline_view_time (self, x), 0), FALSE);
}

static void
update_drag (GtkGestureDrag *gesture, double dx, double dy, VostTimelineView *self)
{
  GdkModifierType state =
      gtk_event_controller_get_current_event_state (GTK_EVENT_CONTROLLER (gesture));
  VostTime by = (VostTime) (dx / self->zoom * VOST_SECOND);

  if (self->drag == VOST_PART_SEEK)
    vost_player_seek (self->player, MAX (vost_timeline_view_time (self, self->drag_x + dx), 0),
                      FALSE);
  if (self->drag == VOST_PART_SEEK || self->drag == VOST_PART_NONE)
    return;
  self->dragged = self->dragged || ABS (dx) > DRAG_PIXELS || ABS (dy) > 2 * DRAG_PIXELS;
  if (!self->dragged)
    return;
  g_clear_pointer (&self->pending, vost_edit_unref);
  self->pending = self->drag == VOST_PART_BODY
                      ? plan_move (self, by, self->drag_y + dy)
                      : plan_trim (self, by, (state & GDK_SHIFT_MASK) != 0);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
stop_drag (VostTimelineView *self)
{
  self->drag = VOST_PART_NONE;
  self->snapped = VOST_TIME_NONE;
  g_clear_pointer (&self->pending, vost_edit_unref);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
end_drag (GtkGestureDrag *gesture, double dx, double dy, VostTimelineView *self)
{
  g_autoptr (VostEdit) edit = g_steal_pointer (&self->pending);
  VostPart drag = self->drag;
  gboolean dragged = self->dragged;

  stop_drag (self);
  if (drag == VOST_PART_NONE)
    return;
  if (drag == VOST_PART_SEEK || !dragged)
    vost_player_seek (self->player,
                      MAX (vost_timeline_view_time (self, self->drag_x + (dragged ? 0 : dx)), 0),
                      TRUE);
  else if (edit != NULL)
    vost_session_push (self->session, g_steal_pointer (&edit));
  else if (drag == VOST_PART_BODY && ABS (dx) > SMALL_DRAG)
    vost_session_message (self->session,
                          _ ("There is no room for the clip. To change the order of clips, choose "
                             "Earlier or Later."));
  vost_history_barrier (vost_session_get_history (self->session));
}

static void
on_cancel (GtkGesture *gesture, GdkEventSequence *sequence, VostTimelineView *self)
{
  stop_drag (self);
}

static void
on_released (GtkGestureClick *gesture, int n_press, double x, double y, VostTimelineView *self)
{
  VostPart part;
  const VostClip *clip = self->shown != NULL ? clip_at (self, x, y, &part) : NULL;

  if (n_press == 2 && clip != NULL && clip->source == VOST_ID_NONE)
    g_signal_emit_by_name (self, "title-activated");
}

/* --- Pointer and wheel --- */

static void
on_motion (GtkEventControllerMotion *controller, double x, double y, VostTimelineView *self)
{
  VostPart part = VOST_PART_SEEK;

  self->pointer = x;
  if (self->drag != VOST_PART_NONE || self->shown == NULL)
    return;
  clip_at (self, x, y, &part);
  gtk_widget_set_cursor_from_name (GTK_WIDGET (self),
                                   part == VOST_PART_START || part == VOST_PART_END ? "ew-resize"
                                   : part == VOST_PART_BODY                         ? "grab"
                                                                                    : NULL);
}

static gboolean
on_scroll (GtkEventControllerScroll *controller, double dx, double dy, VostTimelineView *self)
{
  GdkModifierType state =
      gtk_event_controller_get_current_event_state (GTK_EVENT_CONTROLLER (controller));
  gboolean tall = gtk_adjustment_get_upper (self->down) > gtk_adjustment_get_page_size (self->down);

  if ((state & GDK_CONTROL_MASK) != 0)
    {
      vost_timeline_view_zoom_at (self, dy < 0 ? 1.25 : 0.8, MAX (self->pointer, HEADER_WIDTH));
      return GDK_EVENT_STOP;
    }
  if (tall && dx == 0 && (state & GDK_SHIFT_MASK) == 0)
    gtk_adjustment_set_value (self->down,
                              gtk_adjustment_get_value (self->down) + dy * SCROLL_PIXELS / 2);
  else
    {
      self->fitted = FALSE;
      vost_timeline_view_scroll (
          self, self->left + (VostTime) ((dx + dy) * SCROLL_PIXELS / self->zoom * VOST_SECOND));
    }
  return GDK_EVENT_STOP;
}

void
vost_timeline_view_add_controllers (VostTimelineView *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  GtkGesture *drag = gtk_gesture_drag_new ();
  GtkGesture *click = gtk_gesture_click_new ();
  GtkEventController *motion = gtk_event_controller_motion_new ();
  GtkEventController *scroll =
      gtk_event_controller_scroll_new (GTK_EVENT_CONTROLLER_SCROLL_BOTH_AXES);

  g_signal_connect_object (drag, "drag-begin", G_CALLBACK (begin_drag), self, 0);
  g_signal_connect_object (drag, "drag-update", G_CALLBACK (update_drag), self, 0);
  g_signal_connect_object (drag, "drag-end", G_CALLBACK (end_drag), self, 0);
  g_signal_connect_object (drag, "cancel", G_CALLBACK (on_cancel), self, 0);
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (drag));
  g_signal_connect_object (click, "released", G_CALLBACK (on_released), self, 0);
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (click));
  g_signal_connect_object (motion, "motion", G_CALLBACK (on_motion), self, 0);
  gtk_widget_add_controller (widget, motion);
  g_signal_connect_object (scroll, "scroll", G_CALLBACK (on_scroll), self, 0);
  gtk_widget_add_controller (widget, scroll);
}
