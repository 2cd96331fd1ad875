/* The sound as a strip with the cues on it: drag, trim, create; shot changes as lines. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "waveform.h"

#include "vostok-config.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include <vostok/core/markup.h>
#include <vostok/media/peaks.h>

#include "compat.h"
#include "ruler.h"
#include "session-private.h"

#define TEXT_ROW 16 /* pixels */
#define RULER_HEIGHT 20
#define EDGE_PIXELS 6
#define SNAP_PIXELS 8
#define MIN_ZOOM 0.5
#define MAX_ZOOM 2000.0
#define SHORTEST_CUE (100 * VOST_MSECOND)

typedef enum
{
  DRAG_NONE,
  DRAG_START,
  DRAG_END,
  DRAG_MOVE,
  DRAG_CREATE,
  DRAG_SEEK,
} Drag;

struct _VostWaveform
{
  GtkWidget parent_instance;

  VostSession *session;
  VostPlayer *player;
  char *film; /* (nullable) what peaks and shots are of */
  VostJob *peaks_job;
  VostPeaks *peaks;
  VostJob *shots_job;
  GArray *shots; /* (nullable) (element-type VostTime) */

  double zoom; /* pixels a second */
  VostTime left;

  GskRenderNode *wave; /* (nullable) cached strip for wave_left, wave_zoom, wave_width */
  VostTime wave_left;
  double wave_zoom;
  int wave_width;
  int wave_height;
  guint wave_peaks;

  Drag drag;
  VostId drag_cue;
  VostSpan drag_span; /* as it was */
  VostTime drag_at;
  gboolean grouped; /* the whole drag is one step of undo, however slow the hand */
  gboolean free;    /* Shift: no snapping */
};

G_DEFINE_FINAL_TYPE (VostWaveform, vost_waveform, GTK_TYPE_WIDGET);

static double
x_of (VostWaveform *self, VostTime t)
{
  return (double) (t - self->left) * self->zoom / VOST_SECOND;
}

static VostTime
time_at (VostWaveform *self, double x)
{
  return self->left + (VostTime) (x / self->zoom * VOST_SECOND);
}

static VostTime
visible_length (VostWaveform *self)
{
  return (VostTime) (gtk_widget_get_width (GTK_WIDGET (self)) / self->zoom * VOST_SECOND);
}

static void
set_left (VostWaveform *self, VostTime left)
{
  VostTime last = MAX (vost_player_get_duration (self->player) - visible_length (self) / 2, 0);

  self->left = CLAMP (left, 0, last);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
show_time (VostWaveform *self, VostTime t)
{
  VostTime length = visible_length (self);

  /* A page at a time: the strip is drawn once a page, not once a frame. */
  if (t < self->left || t > self->left + length * 19 / 20)
    set_left (self, t - length / 10);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
vost_waveform_zoom (VostWaveform *self, double factor)
{
  VostTime center = vost_player_get_position (self->player);
  double x = x_of (self, center);

  if (x < 0 || x > gtk_widget_get_width (GTK_WIDGET (self)))
    {
      x = gtk_widget_get_width (GTK_WIDGET (self)) / 2.0;
      center = time_at (self, x);
    }
  self->zoom = CLAMP (self->zoom * factor, MIN_ZOOM, MAX_ZOOM);
  set_left (self, center - (VostTime) (x / self->zoom * VOST_SECOND));
}

/* --- Drawing --- */

static void
paint_wave (VostWaveform *self, cairo_t *cr, int width, int height, const GdkRGBA *color)
{
  double middle = height / 2.0;
  guint n = vost_peaks_get_n (self->peaks);

  gdk_cairo_set_source_rgba (cr, color);
  for (int x = 0; x < width; x++)
    {
      gint64 from = time_at (self, x) * VOST_PEAKS_PER_SECOND / VOST_SECOND;
      gint64 to = MAX (time_at (self, x + 1) * VOST_PEAKS_PER_SECOND / VOST_SECOND, from + 1);
      int low = 127, high = -127;

      /* Zoomed far out a pixel holds minutes: every so many peaks is enough for the eye. */
      for (gint64 i = from; i < to && i < n; i += MAX ((to - from) / 64, 1))
        {
          gint8 min, max;

          vost_peaks_get (self->peaks, (guint) i, &min, &max);
          low = MIN (low, min);
          high = MAX (high, max);
        }
      if (high < low)
        continue;
      cairo_rectangle (cr, x, middle - high * middle / 127, 1,
                       MAX ((high - low) * middle / 127, 1));
    }
  cairo_fill (cr);
}

static void
draw_wave (VostWaveform *self, GtkSnapshot *snapshot, int width, int height)
{
  guint n = self->peaks != NULL ? vost_peaks_get_n (self->peaks) : 0;
  GdkRGBA color = { 0.21f, 0.52f, 0.89f, 0.75f };

  if (n == 0)
    return;
  if (self->wave == NULL || self->wave_left != self->left || self->wave_zoom != self->zoom ||
      self->wave_width != width || self->wave_height != height || self->wave_peaks != n)
    {
      GtkSnapshot *strip = gtk_snapshot_new ();
      cairo_t *cr =
          gtk_snapshot_append_cairo (strip, &GRAPHENE_RECT_INIT (0, RULER_HEIGHT, (float) width,
                                                                 (float) (height - RULER_HEIGHT)));

      cairo_translate (cr, 0, RULER_HEIGHT);
      paint_wave (self, cr, width, height - RULER_HEIGHT, &color);
      cairo_destroy (cr);
      g_clear_pointer (&self->wave, gsk_render_node_unref);
      self->wave = gtk_snapshot_free_to_node (strip);
      self->wave_left = self->left;
      self->wave_zoom = self->zoom;
      self->wave_width = width;
      self->wave_height = height;
      self->wave_peaks = n;
    }
  if (self->wave != NULL)
    gtk_snapshot_append_node (snapshot, self->wave);
}

static void
draw_text (VostWaveform *self,
           GtkSnapshot *snapshot,
           const char *text,
           double x,
           double y,
           double width,
           const GdkRGBA *color,
           double size)
{
  g_autoptr (PangoLayout) layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), text);
  PangoAttrList *attributes = pango_attr_list_new ();

  pango_attr_list_insert (attributes, pango_attr_scale_new (size));
  pango_layout_set_attributes (layout, attributes);
  pango_attr_list_unref (attributes);
  if (width > 0)
    {
      pango_layout_set_width (layout, (int) (width * PANGO_SCALE));
      pango_layout_set_height (layout, -1);
      pango_layout_set_ellipsize (layout, PANGO_ELLIPSIZE_END);
    }
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT ((float) x, (float) y));
  gtk_snapshot_append_layout (snapshot, layout, color);
  gtk_snapshot_restore (snapshot);
}

static void
draw_ruler (VostWaveform *self, GtkSnapshot *snapshot, int width, const GdkRGBA *color)
{
  VostTime step = vost_ruler_step (self->zoom);
  GdkRGBA faint = *color;

  faint.alpha *= 0.6f;
  for (VostTime t = self->left / step * step; t < time_at (self, width); t += step)
    {
      g_autofree char *text = vost_time_format (t, step < VOST_SECOND ? 1 : 0);
      double x = x_of (self, t);

      gtk_snapshot_append_color (snapshot, &faint,
                                 &GRAPHENE_RECT_INIT ((float) x, RULER_HEIGHT - 5, 1, 5));
      draw_text (self, snapshot, g_str_has_prefix (text, "00:") ? text + 3 : text, x + 4, 1, 0,
                 &faint, 0.8);
    }
}

static void
draw_cue (VostWaveform *self,
          GtkSnapshot *snapshot,
          const VostCue *cue,
          VostSpan span,
          int height,
          guint row,
          const GdkRGBA *text_color)
{
  gboolean selected = cue->record.id == vost_session_get_cue (self->session);
  double x = x_of (self, span.start);
  double width = MAX (x_of (self, span.end) - x, 2);
  double speed = vost_reading_speed (cue->text, vost_span_duration (span));
  gboolean bad = speed > vost_session_get_profile (self->session)->cps_max;
  GdkRGBA fill =
      bad ? (GdkRGBA){ 0.88f, 0.11f, 0.14f, 0.13f } : (GdkRGBA){ 0.21f, 0.52f, 0.89f, 0.16f };
  GdkRGBA edge = bad ? (GdkRGBA){ 0.75f, 0.11f, 0.16f, 1 } : (GdkRGBA){ 0.21f, 0.52f, 0.89f, 1 };
  g_autofree char *plain = vost_markup_to_plain (cue->text);

  if (selected)
    fill.alpha = 0.34f;
  gtk_snapshot_append_color (snapshot, &fill,
                             &GRAPHENE_RECT_INIT ((float) x, RULER_HEIGHT + 2, (float) width,
                                                  (float) (height - RULER_HEIGHT - 4)));
  gtk_snapshot_append_color (
      snapshot, &edge,
      &GRAPHENE_RECT_INIT ((float) x, RULER_HEIGHT + 2, 2, (float) (height - RULER_HEIGHT - 4)));
  gtk_snapshot_append_color (snapshot, &edge,
                             &GRAPHENE_RECT_INIT ((float) (x + width - 2), RULER_HEIGHT + 2, 2,
                                                  (float) (height - RULER_HEIGHT - 4)));
  if (width > 24)
    draw_text (self, snapshot, g_strdelimit (plain, "\n", ' '), x + 6,
               RULER_HEIGHT + 4 + (int) row * TEXT_ROW, width - 12, text_color, 0.85);
}

static void
draw_cues (VostWaveform *self, GtkSnapshot *snapshot, int width, int height, const GdkRGBA *color)
{
  VostProject *project = vost_session_get_project (self->session);
  VostId track = vost_session_get_track (self->session);
  guint n = track != VOST_ID_NONE ? vost_project_get_n (project, VOST_KIND_CUE, track) : 0;
  VostSpan visible = { self->left, time_at (self, width) };
  VostTime taken = 0;
  guint row = 0;

  for (guint i = 0; i < n; i++)
    {
      const VostCue *cue = vost_project_get_nth (project, VOST_KIND_CUE, track, i);
      VostSpan span = vost_project_cue_span (project, cue);

      if (!vost_span_overlaps (span, visible))
        continue;
      /* Where cues overlap, their words do not. */
      row = span.start < taken ? !row : 0;
      taken = MAX (taken, span.end);
      draw_cue (self, snapshot, cue, span, height, row, color);
    }
}

static void
draw_shots (VostWaveform *self, GtkSnapshot *snapshot, int width, int height)
{
  GdkRGBA color = { 0.63f, 0.32f, 0.18f, 0.9f };

  for (guint i = 0; self->shots != NULL && i < self->shots->len; i++)
    {
      double x = x_of (self, g_array_index (self->shots, VostTime, i));

      if (x < 0 || x > width)
        continue;
      for (int y = RULER_HEIGHT; y < height; y += 7)
        gtk_snapshot_append_color (snapshot, &color,
                                   &GRAPHENE_RECT_INIT ((float) x, (float) y, 1.5f, 4));
    }
}

static void
draw_progress (VostWaveform *self, GtkSnapshot *snapshot, int height, const GdkRGBA *color)
{
  const char *text = NULL;

  if (self->film == NULL)
    text = _ ("No film: its sound would be here");
  else if (self->peaks_job != NULL && vost_job_get_running (self->peaks_job) &&
           (self->peaks == NULL || vost_peaks_get_n (self->peaks) == 0))
    text = _ ("Reading the sound…");
  if (text != NULL)
    draw_text (self, snapshot, text, 12, height / 2.0, 0, color, 1);
}

static void
vost_waveform_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  VostWaveform *self = VOST_WAVEFORM (widget);
  int width = gtk_widget_get_width (widget);
  int height = gtk_widget_get_height (widget);
  GdkRGBA color;
  GdkRGBA red = { 0.88f, 0.11f, 0.14f, 1 };
  double playhead = x_of (self, vost_player_get_position (self->player));

  vost_widget_get_color (widget, &color);
  gtk_snapshot_push_clip (snapshot, &GRAPHENE_RECT_INIT (0, 0, (float) width, (float) height));
  draw_ruler (self, snapshot, width, &color);
  draw_wave (self, snapshot, width, height);
  draw_cues (self, snapshot, width, height, &color);
  draw_shots (self, snapshot, width, height);
  draw_progress (self, snapshot, height, &color);
  gtk_snapshot_append_color (snapshot, &red,
                             &GRAPHENE_RECT_INIT ((float) playhead, 0, 2, (float) height));
  gtk_snapshot_pop (snapshot);
}

/* --- Finding and snapping --- */

static const VostCue *
cue_at (VostWaveform *self, double x, Drag *ret_part)
{
  VostProject *project = vost_session_get_project (self->session);
  VostId track = vost_session_get_track (self->session);
  guint n = track != VOST_ID_NONE ? vost_project_get_n (project, VOST_KIND_CUE, track) : 0;
  const VostCue *inside = NULL;

  for (guint i = 0; i < n; i++)
    {
      const VostCue *cue = vost_project_get_nth (project, VOST_KIND_CUE, track, i);
      VostSpan span = vost_project_cue_span (project, cue);
      double start = x_of (self, span.start);
      double end = x_of (self, span.end);

      if (end - start > 3 * EDGE_PIXELS || cue->record.id == vost_session_get_cue (self->session))
        {
          if (ABS (x - start) <= EDGE_PIXELS || ABS (x - end) <= EDGE_PIXELS)
            {
              *ret_part = ABS (x - start) <= ABS (x - end) ? DRAG_START : DRAG_END;
              return cue;
            }
        }
      if (start <= x && x < end)
        inside = cue;
    }
  *ret_part = inside != NULL ? DRAG_MOVE : DRAG_CREATE;
  return inside;
}

static void
consider (VostTime candidate, VostTime t, VostTime *best, VostTime *distance)
{
  if (ABS (candidate - t) < *distance)
    {
      *best = candidate;
      *distance = ABS (candidate - t);
    }
}

static VostTime
snap (VostWaveform *self, VostTime t)
{
  VostProject *project = vost_session_get_project (self->session);
  VostId track = vost_session_get_track (self->session);
  VostTime distance = (VostTime) (SNAP_PIXELS / self->zoom * VOST_SECOND);
  VostTime best = t;
  guint n = vost_project_get_n (project, VOST_KIND_CUE, track);

  if (self->free)
    return t;
  for (guint i = 0; self->shots != NULL && i < self->shots->len; i++)
    consider (g_array_index (self->shots, VostTime, i), t, &best, &distance);
  for (guint i = 0; i < n; i++)
    {
      const VostCue *cue = vost_project_get_nth (project, VOST_KIND_CUE, track, i);
      VostSpan span = vost_project_cue_span (project, cue);

      if (cue->record.id == self->drag_cue)
        continue;
      consider (span.start, t, &best, &distance);
      consider (span.end, t, &best, &distance);
    }
  consider (vost_player_get_position (self->player), t, &best, &distance);
  return best;
}

/* --- The hand --- */

static void
begin_drag (GtkGestureDrag *gesture, double x, double y, VostWaveform *self)
{
  VostProject *project = vost_session_get_project (self->session);
  const VostCue *cue = NULL;

  gtk_widget_grab_focus (GTK_WIDGET (self));
  self->drag = DRAG_SEEK;
  self->drag_at = time_at (self, x);
  self->drag_cue = VOST_ID_NONE;
  if (y > RULER_HEIGHT && vost_session_get_track (self->session) != VOST_ID_NONE)
    cue = cue_at (self, x, &self->drag);
  if (cue != NULL)
    {
      self->drag_cue = cue->record.id;
      self->drag_span = vost_project_cue_span (project, cue);
      vost_session_set_cue (self->session, cue->record.id, FALSE);
    }
  if (self->drag == DRAG_SEEK)
    vost_player_seek (self->player, self->drag_at, FALSE);
}

static VostSpan
dragged_span (VostWaveform *self, VostTime by)
{
  VostSpan span = self->drag_span;
  VostTime length = vost_span_duration (span);

  switch (self->drag)
    {
    case DRAG_START:
      span.start = CLAMP (snap (self, span.start + by), 0, span.end - SHORTEST_CUE);
      break;
    case DRAG_END:
      span.end = MAX (snap (self, span.end + by), span.start + SHORTEST_CUE);
      break;
    default:
      span.start = MAX (snap (self, span.start + by), 0);
      span.end = span.start + length;
    }
  return span;
}

static void
update_drag (GtkGestureDrag *gesture, double dx, double dy, VostWaveform *self)
{
  VostTime by = (VostTime) (dx / self->zoom * VOST_SECOND);
  GdkModifierType state =
      gtk_event_controller_get_current_event_state (GTK_EVENT_CONTROLLER (gesture));

  self->free = (state & GDK_SHIFT_MASK) != 0;
  if (self->drag == DRAG_SEEK)
    vost_player_seek (self->player, MAX (self->drag_at + by, 0), FALSE);
  else if (self->drag == DRAG_CREATE)
    {
      self->drag_span.start = MIN (self->drag_at, self->drag_at + by);
      self->drag_span.end = MAX (self->drag_at, self->drag_at + by);
    }
  else if (self->drag != DRAG_NONE && (self->grouped || ABS (dx) > 2))
    {
      if (!self->grouped)
        vost_history_begin_group (vost_session_get_history (self->session), _ ("Retime a cue"));
      self->grouped = TRUE;
      vost_session_push (self->session,
                         vost_cue_edit_set_span (vost_session_get_project (self->session),
                                                 self->drag_cue, dragged_span (self, by), NULL));
    }
}

/* While it is dragged a cue keeps its row; where it is dropped it gets the one that is due. */
static void
end_group (VostWaveform *self)
{
  const VostRecord *cue =
      vost_project_lookup (vost_session_get_project (self->session), self->drag_cue);

  if (!self->grouped)
    return;
  self->grouped = FALSE;
  if (cue != NULL)
    vost_session_sort_cues (self->session, cue->parent, NULL);
  vost_history_end_group (vost_session_get_history (self->session));
}

static void
end_drag (GtkGestureDrag *gesture, double dx, double dy, VostWaveform *self)
{
  VostProject *project = vost_session_get_project (self->session);

  if (ABS (dx) <= 2 && self->drag != DRAG_SEEK)
    vost_player_seek (self->player, self->drag_at, TRUE);
  else if (self->drag == DRAG_SEEK)
    vost_player_seek (self->player,
                      MAX (self->drag_at + (VostTime) (dx / self->zoom * VOST_SECOND), 0), TRUE);
  else if (self->drag == DRAG_CREATE && vost_span_duration (self->drag_span) >= SHORTEST_CUE)
    {
      VostId cue = VOST_ID_NONE;

      if (vost_session_push (self->session,
                             vost_cue_edit_insert (project, vost_session_get_track (self->session),
                                                   self->drag_span, "", &cue)))
        vost_session_set_cue (self->session, cue, FALSE);
    }
  end_group (self);
  self->drag = DRAG_NONE;
  vost_history_barrier (vost_session_get_history (self->session));
}

/* The pointer was taken away: what was done so far is one step. */
static void
cancel_drag (VostWaveform *self)
{
  end_group (self);
  self->drag = DRAG_NONE;
}

static void
on_motion (GtkEventControllerMotion *controller, double x, double y, VostWaveform *self)
{
  Drag part = DRAG_CREATE;

  if (self->drag != DRAG_NONE || !vost_session_is_open (self->session))
    return;
  if (y > RULER_HEIGHT)
    cue_at (self, x, &part);
  gtk_widget_set_cursor_from_name (GTK_WIDGET (self), part == DRAG_START || part == DRAG_END
                                                          ? "ew-resize"
                                                      : part == DRAG_MOVE ? "grab"
                                                                          : NULL);
}

static gboolean
on_scroll (GtkEventControllerScroll *controller, double dx, double dy, VostWaveform *self)
{
  GdkModifierType state =
      gtk_event_controller_get_current_event_state (GTK_EVENT_CONTROLLER (controller));

  if ((state & GDK_CONTROL_MASK) != 0)
    vost_waveform_zoom (self, dy < 0 ? 1.25 : 0.8);
  else
    set_left (self, self->left + (VostTime) ((dx + dy) * 60 / self->zoom * VOST_SECOND));
  return GDK_EVENT_STOP;
}

/* --- What is shown --- */

static void
on_shots (VostJob *job, VostWaveform *self)
{
  if (job != self->shots_job)
    return;
  g_clear_pointer (&self->shots, g_array_unref);
  self->shots = vost_job_take_result (job, NULL);
  g_clear_object (&self->shots_job);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
forget_jobs (VostWaveform *self)
{
  if (self->peaks_job != NULL)
    vost_job_cancel (self->peaks_job);
  if (self->shots_job != NULL)
    vost_job_cancel (self->shots_job);
  g_clear_object (&self->peaks_job);
  g_clear_object (&self->shots_job);
  g_clear_pointer (&self->peaks, vost_peaks_unref);
  g_clear_pointer (&self->shots, g_array_unref);
}

static void
on_peaks (VostJob *job, VostWaveform *self)
{
  g_autofree char *cache = vost_session_cache_folder ();

  gtk_widget_queue_draw (GTK_WIDGET (self));
  if (job != self->peaks_job || self->shots_job != NULL || self->film == NULL)
    return;
  /* One after the other: both decode the film, and the picture comes first. */
  self->shots_job = vost_shots_job (self->film, cache);
  g_signal_connect_object (self->shots_job, "finished", G_CALLBACK (on_shots), self, 0);
  vost_job_start (self->shots_job);
}

static void
on_source (VostWaveform *self)
{
  g_autofree char *film = vost_session_dup_film_path (self->session);
  g_autofree char *cache = vost_session_cache_folder ();

  if (g_strcmp0 (film, self->film) == 0)
    return;
  forget_jobs (self);
  g_free (self->film);
  self->film = g_steal_pointer (&film);
  self->left = 0;
  gtk_widget_queue_draw (GTK_WIDGET (self));
  if (self->film == NULL)
    return;
  self->peaks_job = vost_peaks_job (self->film, cache, &self->peaks);
  g_signal_connect_object (self->peaks_job, "notify::fraction", G_CALLBACK (gtk_widget_queue_draw),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->peaks_job, "finished", G_CALLBACK (on_peaks), self, 0);
  vost_job_start (self->peaks_job);
}

/* The cue that is chosen comes into sight, unless the film plays somewhere else. */
static void
on_cue (VostWaveform *self)
{
  const VostCue *cue = vost_session_cue_record (self->session);
  VostTime start;

  gtk_widget_queue_draw (GTK_WIDGET (self));
  if (cue == NULL || self->drag != DRAG_NONE || vost_player_get_playing (self->player))
    return;
  start = vost_project_cue_span (vost_session_get_project (self->session), cue).start;
  if (start != VOST_TIME_NONE)
    show_time (self, start);
}

static void
on_position (VostWaveform *self)
{
  if (self->drag == DRAG_NONE)
    show_time (self, vost_player_get_position (self->player));
  else
    gtk_widget_queue_draw (GTK_WIDGET (self));
}

GtkWidget *
vost_waveform_new (VostSession *session)
{
  VostWaveform *self = g_object_new (VOST_TYPE_WAVEFORM, NULL);

  g_set_object (&self->session, session);
  g_set_object (&self->player, vost_session_get_film_player (session));
  g_signal_connect_object (session, "notify::source", G_CALLBACK (on_source), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "document-changed", G_CALLBACK (on_source), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::cue", G_CALLBACK (on_cue), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::track", G_CALLBACK (gtk_widget_queue_draw), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "edited", G_CALLBACK (gtk_widget_queue_draw), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->player, "position-changed", G_CALLBACK (on_position), self,
                           G_CONNECT_SWAPPED);
  on_source (self);
  return GTK_WIDGET (self);
}

static void
vost_waveform_measure (GtkWidget *widget,
                       GtkOrientation orientation,
                       int for_size,
                       int *minimum,
                       int *natural,
                       int *minimum_baseline,
                       int *natural_baseline)
{
  *minimum = orientation == GTK_ORIENTATION_HORIZONTAL ? 120 : 84;
  *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? 600 : 132;
}

static void
vost_waveform_dispose (GObject *object)
{
  VostWaveform *self = VOST_WAVEFORM (object);

  forget_jobs (self);
  if (self->grouped)
    vost_history_end_group (vost_session_get_history (self->session));
  self->grouped = FALSE;
  g_clear_pointer (&self->wave, gsk_render_node_unref);
  g_clear_pointer (&self->film, g_free);
  g_clear_object (&self->player);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (vost_waveform_parent_class)->dispose (object);
}

static void
vost_waveform_class_init (VostWaveformClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vost_waveform_dispose;
  widget_class->snapshot = vost_waveform_snapshot;
  widget_class->measure = vost_waveform_measure;
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_widget_class_set_css_name (widget_class, "waveform");
}

static void
vost_waveform_init (VostWaveform *self)
{
  GtkGesture *drag = gtk_gesture_drag_new ();
  GtkEventController *motion = gtk_event_controller_motion_new ();
  GtkEventController *scroll =
      gtk_event_controller_scroll_new (GTK_EVENT_CONTROLLER_SCROLL_BOTH_AXES);

  self->zoom = 110;
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
  vost_set_accessible_label (self, _ ("Waveform with cues"));
  g_signal_connect (drag, "drag-begin", G_CALLBACK (begin_drag), self);
  g_signal_connect (drag, "drag-update", G_CALLBACK (update_drag), self);
  g_signal_connect (drag, "drag-end", G_CALLBACK (end_drag), self);
  g_signal_connect_swapped (drag, "cancel", G_CALLBACK (cancel_drag), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (drag));
  g_signal_connect (motion, "motion", G_CALLBACK (on_motion), self);
  gtk_widget_add_controller (GTK_WIDGET (self), motion);
  g_signal_connect (scroll, "scroll", G_CALLBACK (on_scroll), self);
  gtk_widget_add_controller (GTK_WIDGET (self), scroll);
}
