/* Draws the timeline: ruler, clips, sound, subtitles, playhead, and what a drag would do. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "timeline-view-private.h"

#include "vostok-config.h"

#include <glib/gi18n.h>

#include "compat.h"
#include "remix-text.h"
#include "ruler.h"

#define RADIUS 6
/* Room for a time on the ruler: half of one says something wrong. */
#define RULER_TEXT 44
/* A pixel can stand for minutes of sound: so many of its peaks are looked at. */
#define PEAKS_A_PIXEL 16

typedef struct
{
  VostTimelineView *view;
  GtkSnapshot *snapshot;
  int width;
  int height;
  GdkRGBA text;
  GdkRGBA colors[VOST_N_SWATCHES];
  VostId selected;
  VostId link; /* of the selected clip */
  gboolean in_scene;
} Pen;

static GdkRGBA
with_alpha (GdkRGBA color, float alpha)
{
  color.alpha *= alpha;
  return color;
}

static void
draw_text (Pen *pen, const char *text, graphene_rect_t area, double scale, const GdkRGBA *color)
{
  g_autoptr (PangoLayout) layout = gtk_widget_create_pango_layout (GTK_WIDGET (pen->view), text);
  PangoAttrList *attributes = pango_attr_list_new ();
  int height;

  pango_attr_list_insert (attributes, pango_attr_scale_new (scale));
  pango_attr_list_insert (attributes, pango_attr_font_features_new ("tnum"));
  pango_layout_set_attributes (layout, attributes);
  pango_attr_list_unref (attributes);
  if (area.size.width > 0)
    {
      pango_layout_set_width (layout, (int) (area.size.width * PANGO_SCALE));
      pango_layout_set_height (layout, -1);
      pango_layout_set_ellipsize (layout, PANGO_ELLIPSIZE_END);
      /* A name in Arabic keeps its own direction, but stays at the clip's beginning. */
      pango_layout_set_auto_dir (layout, FALSE);
    }
  pango_layout_get_pixel_size (layout, NULL, &height);
  gtk_snapshot_save (pen->snapshot);
  gtk_snapshot_translate (
      pen->snapshot,
      &GRAPHENE_POINT_INIT (area.origin.x,
                            area.origin.y + MAX ((area.size.height - (float) height) / 2, 0)));
  gtk_snapshot_append_layout (pen->snapshot, layout, color);
  gtk_snapshot_restore (pen->snapshot);
}

/* Clips hide the ruler's lines; ghosts must not hide the clips. */
static void
draw_block (Pen *pen, graphene_rect_t area, const GdkRGBA *fill, const GdkRGBA *edge, float border)
{
  gboolean opaque = pen->in_scene;
  GskRoundedRect shape;
  float radius = MIN (RADIUS, area.size.width / 2);

  gsk_rounded_rect_init_from_rect (&shape, &area, radius);
  gtk_snapshot_push_rounded_clip (pen->snapshot, &shape);
  if (opaque)
    gtk_snapshot_append_color (pen->snapshot, &pen->colors[VOST_SWATCH_PAPER], &area);
  gtk_snapshot_append_color (pen->snapshot, fill, &area);
  gtk_snapshot_pop (pen->snapshot);
  gtk_snapshot_append_border (pen->snapshot, &shape, (float[4]){ border, border, border, border },
                              (GdkRGBA[4]){ *edge, *edge, *edge, *edge });
}

/* --- Ruler --- */

static void
draw_ruler (Pen *pen)
{
  VostTimelineView *self = pen->view;
  VostTime step = vost_ruler_step (self->zoom);
  GdkRGBA faint = with_alpha (pen->text, 0.6f);
  GdkRGBA line = with_alpha (pen->text, 0.12f);
  VostTime end = vost_timeline_view_time (self, pen->width);

  for (VostTime t = self->left / step * step; t < end; t += step)
    {
      g_autofree char *text = vost_remix_time (t, step < VOST_SECOND ? 1 : 0);
      float x = (float) vost_timeline_view_x (self, t);

      gtk_snapshot_append_color (
          pen->snapshot, &line,
          &GRAPHENE_RECT_INIT (x, RULER_HEIGHT - 6, 1, (float) (pen->height - RULER_HEIGHT + 6)));
      if (x + RULER_TEXT < (float) pen->width)
        draw_text (pen, text, GRAPHENE_RECT_INIT (x + 4, 0, 0, RULER_HEIGHT - 2), 0.8, &faint);
    }
  gtk_snapshot_append_color (pen->snapshot, &line,
                             &GRAPHENE_RECT_INIT (0, RULER_HEIGHT - 1, (float) pen->width, 1));
}

/* --- Sound --- */

static void
paint_wave (Pen *pen, const VostClip *clip, VostPeaks *peaks, graphene_rect_t area)
{
  VostTimelineView *self = pen->view;
  int first = (int) MAX (area.origin.x, HEADER_WIDTH);
  int last = (int) MIN (area.origin.x + area.size.width, (float) pen->width);
  graphene_rect_t seen = GRAPHENE_RECT_INIT ((float) first, area.origin.y,
                                             (float) MAX (last - first, 1), area.size.height);
  double middle = area.origin.y + area.size.height / 2.0;
  double half = area.size.height / 2.0 - 2;
  cairo_t *cr = gtk_snapshot_append_cairo (pen->snapshot, &seen);
  GdkRGBA color = with_alpha (pen->colors[VOST_SWATCH_ACCENT], 0.8f);
  gint64 n = vost_peaks_get_n (peaks);

  gdk_cairo_set_source_rgba (cr, &color);
  for (int x = first; x < last; x++)
    {
      VostTime start = vost_clip_to_source (clip, vost_timeline_view_time (self, x));
      VostTime end = vost_clip_to_source (clip, vost_timeline_view_time (self, x + 1));
      gint64 from = MAX (start, 0) * VOST_PEAKS_PER_SECOND / VOST_SECOND;
      gint64 to = MAX (end * VOST_PEAKS_PER_SECOND / VOST_SECOND, from + 1);
      int low = 127, high = -127;

      for (gint64 i = from; i < to && i < n; i += MAX ((to - from) / PEAKS_A_PIXEL, 1))
        {
          gint8 min, max;

          vost_peaks_get (peaks, (guint) i, &min, &max);
          low = MIN (low, min);
          high = MAX (high, max);
        }
      if (high >= low)
        cairo_rectangle (cr, x, middle - high * half / 127, 1, MAX ((high - low) * half / 127, 1));
    }
  cairo_fill (cr);
  cairo_destroy (cr);
}

/* --- Clips --- */

static void
draw_fades (Pen *pen, const VostClip *clip, graphene_rect_t area)
{
  float in = (float) ((double) clip->fade_in * pen->view->zoom / VOST_SECOND);
  float out = (float) ((double) clip->fade_out * pen->view->zoom / VOST_SECOND);
  GdkRGBA color = with_alpha (pen->text, 0.55f);
  cairo_t *cr;

  if (in < 1 && out < 1)
    return;
  cr = gtk_snapshot_append_cairo (pen->snapshot, &area);
  gdk_cairo_set_source_rgba (cr, &color);
  cairo_set_line_width (cr, 1.5);
  if (in >= 1)
    {
      cairo_move_to (cr, area.origin.x, area.origin.y + area.size.height);
      cairo_line_to (cr, area.origin.x + in, area.origin.y);
    }
  if (out >= 1)
    {
      cairo_move_to (cr, area.origin.x + area.size.width - out, area.origin.y);
      cairo_line_to (cr, area.origin.x + area.size.width, area.origin.y + area.size.height);
    }
  cairo_stroke (cr);
  cairo_destroy (cr);
}

static void
draw_clip_text (Pen *pen, const VostTimelineRow *row, const VostClip *clip, graphene_rect_t area)
{
  g_autofree char *name = vost_remix_clip_name (pen->view->shown, clip);
  GdkRGBA faint = with_alpha (pen->text, 0.65f);
  /* A long clip's name stays in sight while its beginning is not. */
  float left = MAX (area.origin.x, HEADER_WIDTH) + 8;
  float width = area.origin.x + area.size.width - left - 6;
  gboolean two_lines = row->height >= 40;

  if (width < 18)
    return;
  if (g_str_equal (row->type, "audio") && clip->link != VOST_ID_NONE)
    return;
  draw_text (pen, name,
             GRAPHENE_RECT_INIT (left, area.origin.y + (two_lines ? 3 : 0), width,
                                 two_lines ? 18 : area.size.height),
             0.88, &pen->text);
  if (two_lines && g_str_equal (row->type, "video"))
    {
      g_autofree char *span = vost_remix_span ((VostSpan){ clip->in, clip->out });

      draw_text (pen, span,
                 GRAPHENE_RECT_INIT (left, area.origin.y + 20, width, area.size.height - 22), 0.8,
                 &faint);
    }
}

static graphene_rect_t
clip_area (VostTimelineView *self, const VostTimelineRow *row, VostSpan span)
{
  double start = vost_timeline_view_x (self, span.start);
  double end = vost_timeline_view_x (self, span.end);

  return GRAPHENE_RECT_INIT ((float) start + 0.5f, (float) vost_timeline_view_row_y (self, row) + 2,
                             (float) MAX (end - start - 1, 2), (float) row->height - 4);
}

static VostSwatch
clip_swatch (VostTimelineView *self, const VostTimelineRow *row, const VostClip *clip)
{
  if (g_hash_table_contains (self->troubled, &clip->source))
    return VOST_SWATCH_WARNING;
  if (g_str_equal (row->type, "title"))
    return VOST_SWATCH_TITLE;
  return g_str_equal (row->type, "audio") ? VOST_SWATCH_ACCENT : VOST_SWATCH_PICTURE;
}

static void
draw_clip_sound (Pen *pen, const VostClip *clip, graphene_rect_t area)
{
  VostTimelineSound *wave = vost_timeline_view_sound (pen->view, clip->source);

  if (wave != NULL && wave->peaks != NULL && vost_peaks_get_n (wave->peaks) > 0)
    paint_wave (pen, clip, wave->peaks, area);
}

static void
draw_clip (Pen *pen, const VostTimelineRow *row, const VostClip *clip)
{
  VostTimelineView *self = pen->view;
  graphene_rect_t area = clip_area (self, row, vost_clip_span (clip));
  gboolean sound = g_str_equal (row->type, "audio");
  gboolean selected = clip->record.id == pen->selected;
  gboolean linked = clip->link != VOST_ID_NONE && clip->link == pen->link;
  VostSwatch swatch = clip_swatch (self, row, clip);
  GdkRGBA fill = with_alpha (pen->colors[swatch], sound ? 0.14f : 0.26f);
  GdkRGBA edge = with_alpha (pen->colors[swatch], 0.6f);

  if (area.origin.x > (float) pen->width || area.origin.x + area.size.width < HEADER_WIDTH)
    return;
  if (row->muted)
    gtk_snapshot_push_opacity (pen->snapshot, 0.4);
  if (selected || linked)
    edge = pen->colors[VOST_SWATCH_ACCENT];
  draw_block (pen, area, &fill, &edge, selected ? 2.5f : linked ? 1.5f : 1);
  if (sound)
    draw_clip_sound (pen, clip, area);
  draw_fades (pen, clip, area);
  draw_clip_text (pen, row, clip, area);
  if (row->muted)
    gtk_snapshot_pop (pen->snapshot);
}

static void
draw_cue (Pen *pen, const VostTimelineRow *row, const VostTimelineCue *cue)
{
  graphene_rect_t area = clip_area (pen->view, row, cue->span);
  GdkRGBA fill = with_alpha (pen->text, 0.07f);
  GdkRGBA edge = with_alpha (pen->text, 0.22f);
  GdkRGBA cut = pen->colors[VOST_SWATCH_WARNING];
  g_autofree char *line = NULL;

  if (area.origin.x > (float) pen->width || area.origin.x + area.size.width < HEADER_WIDTH)
    return;
  draw_block (pen, area, &fill, &edge, 1);
  /* Words that a cut takes away. */
  if (cue->cut_start)
    gtk_snapshot_append_color (
        pen->snapshot, &cut,
        &GRAPHENE_RECT_INIT (area.origin.x, area.origin.y, 3, area.size.height));
  if (cue->cut_end)
    gtk_snapshot_append_color (pen->snapshot, &cut,
                               &GRAPHENE_RECT_INIT (area.origin.x + area.size.width - 3,
                                                    area.origin.y, 3, area.size.height));
  if (area.size.width < 24)
    return;
  line = vost_remix_line (cue->cue->text);
  draw_text (
      pen, line,
      GRAPHENE_RECT_INIT (area.origin.x + 7, area.origin.y, area.size.width - 12, area.size.height),
      0.82, &pen->text);
}

static void
draw_row (Pen *pen, const VostTimelineRow *row)
{
  VostTimelineView *self = pen->view;
  int y = vost_timeline_view_row_y (self, row);
  GdkRGBA line = with_alpha (pen->text, 0.08f);
  guint n = row->lane != VOST_ID_NONE ? vost_snapshot_get_n_children (self->shown, row->lane) : 0;

  if (y > pen->height || y + row->height < RULER_HEIGHT)
    return;
  gtk_snapshot_append_color (
      pen->snapshot, &line,
      &GRAPHENE_RECT_INIT (0, (float) (y + row->height - 1), (float) pen->width, 1));
  for (guint i = 0; i < n; i++)
    draw_clip (pen, row, vost_snapshot_get_child (self->shown, row->lane, i));
  for (guint i = 0; row->cues != NULL && i < row->cues->len; i++)
    draw_cue (pen, row, &g_array_index (row->cues, VostTimelineCue, i));
}

static void
draw_hint (Pen *pen)
{
  GdkRGBA faint = with_alpha (pen->text, 0.6f);
  const char *text = _ ("Select lines of the transcript and press Add to Remix");

  draw_text (pen, text,
             GRAPHENE_RECT_INIT (HEADER_WIDTH + 24, RULER_HEIGHT,
                                 (float) pen->width - HEADER_WIDTH - 48,
                                 (float) MIN (pen->height - RULER_HEIGHT, 130)),
             1.05, &faint);
}

static GskRenderNode *
make_scene (Pen *pen)
{
  GtkSnapshot *snapshot = gtk_snapshot_new ();
  VostTimelineView *self = pen->view;

  pen->snapshot = snapshot;
  pen->in_scene = TRUE;
  if (self->duration > 0)
    draw_ruler (pen);
  gtk_snapshot_push_clip (snapshot,
                          &GRAPHENE_RECT_INIT (0, RULER_HEIGHT, (float) pen->width,
                                               (float) MAX (pen->height - RULER_HEIGHT, 0)));
  for (guint i = 0; i < self->rows->len; i++)
    draw_row (pen, self->rows->pdata[i]);
  if (self->duration == 0)
    draw_hint (pen);
  gtk_snapshot_pop (snapshot);
  pen->in_scene = FALSE;
  return gtk_snapshot_free_to_node (snapshot);
}

/* --- What moves --- */

static const VostTimelineRow *
row_of_lane (VostTimelineView *self, VostId lane)
{
  for (guint i = 0; i < self->rows->len; i++)
    {
      const VostTimelineRow *row = self->rows->pdata[i];

      if (row->lane == lane)
        return row;
    }
  return NULL;
}

/* The very clips that the edit would make: what is seen is what letting go does. */
static void
draw_ghosts (Pen *pen)
{
  VostTimelineView *self = pen->view;
  GdkRGBA accent = pen->colors[VOST_SWATCH_ACCENT];
  GdkRGBA fill = with_alpha (accent, 0.28f);

  for (guint i = 0; i < vost_edit_get_n_ops (self->pending); i++)
    {
      const VostOp *op = vost_edit_get_op (self->pending, i);
      const VostTimelineRow *row;

      if (op->after == NULL || op->after->kind != VOST_KIND_CLIP)
        continue;
      row = row_of_lane (self, op->after->parent);
      if (row != NULL)
        draw_block (pen, clip_area (self, row, vost_clip_span ((const VostClip *) op->after)),
                    &fill, &accent, 2);
    }
}

static void
draw_line (Pen *pen, VostTime t, const GdkRGBA *color, float width)
{
  float x = (float) vost_timeline_view_x (pen->view, t);

  if (x >= HEADER_WIDTH - 1)
    gtk_snapshot_append_color (pen->snapshot, color,
                               &GRAPHENE_RECT_INIT (x - width / 2, 0, width, (float) pen->height));
}

static void
draw_playhead (Pen *pen)
{
  VostTime t = MAX (vost_player_get_position (pen->view->player), 0);
  float x = (float) vost_timeline_view_x (pen->view, t);
  GskRoundedRect head;

  if (x < HEADER_WIDTH - 1)
    return;
  draw_line (pen, t, &pen->colors[VOST_SWATCH_PLAYHEAD], 2);
  gsk_rounded_rect_init_from_rect (&head, &GRAPHENE_RECT_INIT (x - 5, 2, 10, 10), 5);
  gtk_snapshot_push_rounded_clip (pen->snapshot, &head);
  gtk_snapshot_append_color (pen->snapshot, &pen->colors[VOST_SWATCH_PLAYHEAD], &head.bounds);
  gtk_snapshot_pop (pen->snapshot);
}

static void
prepare (Pen *pen)
{
  VostTimelineView *self = pen->view;
  const VostClip *clip;

  pen->width = gtk_widget_get_width (GTK_WIDGET (self));
  pen->height = gtk_widget_get_height (GTK_WIDGET (self));
  vost_widget_get_color (GTK_WIDGET (self), &pen->text);
  for (guint i = 0; i < VOST_N_SWATCHES; i++)
    vost_widget_get_color (self->swatches[i], &pen->colors[i]);
  pen->selected = vost_session_get_clip (self->session);
  clip = self->shown != NULL && pen->selected != VOST_ID_NONE
             ? vost_snapshot_lookup (self->shown, pen->selected)
             : NULL;
  pen->link = clip != NULL ? clip->link : VOST_ID_NONE;
}

void
vost_timeline_view_draw (VostTimelineView *self, GtkSnapshot *snapshot)
{
  Pen pen = { .view = self };

  prepare (&pen);
  if (self->scene == NULL)
    self->scene = make_scene (&pen);
  pen.snapshot = snapshot;
  if (self->scene != NULL)
    gtk_snapshot_append_node (snapshot, self->scene);
  if (self->pending != NULL)
    draw_ghosts (&pen);
  if (self->snapped != VOST_TIME_NONE)
    draw_line (&pen, self->snapped, &pen.colors[VOST_SWATCH_ACCENT], 1);
  if (self->duration > 0)
    draw_playhead (&pen);
}
