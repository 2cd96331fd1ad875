/* The film's picture with subtitles drawn over it at the display's resolution. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "picture-view.h"

#include "vostok-config.h"

#include <glib/gi18n.h>

#include "compat.h"
#include "overlay-thread.h"
#include "picture-paintable.h"

struct _VostPictureView
{
  GtkWidget parent_instance;

  VostPlayer *player;
  VostPicturePaintable *paintable;
  VostOverlayThread *thread;
  VostCueIndex *index; /* (nullable) */
  char *header;        /* (nullable) */
  GArray *on_screen;   /* scratch, (element-type VostOverlayCue) */

  int frame_width; /* of the last frame: gives the aspect */
  int frame_height;
  VostTime time; /* of the last frame */
  guint64 asked;
  guint64 answered;
  gboolean painted;  /* a frame */
  guint64 changed;   /* what was asked for when the cues last changed */
  gint64 changed_at; /* then, 0 when it has been painted */
};

G_DEFINE_FINAL_TYPE (VostPictureView, vost_picture_view, GTK_TYPE_WIDGET);

GtkWidget *
vost_picture_view_new (void)
{
  return g_object_new (VOST_TYPE_PICTURE_VIEW, NULL);
}

/* For tests/bench: `G_MESSAGES_DEBUG=vostok-times` tells when the first frame and changed subtitles
 * are painted. */
static void
tell_times (VostPictureView *self)
{
  if (!self->painted && self->frame_width > 0)
    g_log ("vostok-times", G_LOG_LEVEL_DEBUG, "first frame at %" G_GINT64_FORMAT " us",
           g_get_real_time ());
  self->painted = self->painted || self->frame_width > 0;
  if (self->changed_at == 0 || self->answered < self->changed)
    return;
  g_log ("vostok-times", G_LOG_LEVEL_DEBUG, "overlay after %" G_GINT64_FORMAT " us",
         g_get_monotonic_time () - self->changed_at);
  self->changed_at = 0;
}

/* The largest rectangle of the picture's aspect that fits. */
static void
fitted (VostPictureView *self, double width, double height, graphene_rect_t *ret)
{
  double scale;

  if (self->frame_width == 0 || self->frame_height == 0)
    {
      graphene_rect_init (ret, 0, 0, (float) width, (float) height);
      return;
    }
  scale = MIN (width / self->frame_width, height / self->frame_height);
  graphene_rect_init (ret, (float) ((width - self->frame_width * scale) / 2),
                      (float) ((height - self->frame_height * scale) / 2),
                      (float) (self->frame_width * scale), (float) (self->frame_height * scale));
}

static void
request_overlay (VostPictureView *self)
{
  int factor = gtk_widget_get_scale_factor (GTK_WIDGET (self));
  graphene_rect_t rect;

  if (self->frame_width == 0)
    return;
  fitted (self, gtk_widget_get_width (GTK_WIDGET (self)), gtk_widget_get_height (GTK_WIDGET (self)),
          &rect);
  g_array_set_size (self->on_screen, 0);
  if (self->index != NULL)
    vost_cue_index_at (self->index, self->time, self->on_screen);
  vost_overlay_thread_request (self->thread, self->on_screen, self->header, self->time,
                               MAX ((int) rect.size.width * factor, 1),
                               MAX ((int) rect.size.height * factor, 1), ++self->asked);
}

static void
on_overlay_drawn (VostFrame *overlay, guint64 serial, gpointer data)
{
  VostPictureView *self = data;

  self->answered = serial;
  if (self->frame_width > 0)
    vost_picture_paintable_set_overlay (self->paintable, overlay);
}

static void
on_frame (VostPlayer *player, VostFrame *frame, VostPictureView *self)
{
  self->frame_width = frame != NULL ? GST_VIDEO_INFO_WIDTH (&frame->info) : 0;
  self->frame_height = frame != NULL ? GST_VIDEO_INFO_HEIGHT (&frame->info) : 0;
  self->time = frame != NULL ? frame->span.start : 0;
  vost_picture_paintable_set_frame (self->paintable, frame);
  if (frame != NULL)
    request_overlay (self);
  else
    vost_picture_paintable_set_overlay (self->paintable, NULL);
}

void
vost_picture_view_set_player (VostPictureView *self, VostPlayer *player)
{
  if (self->player == player)
    return;
  if (self->player != NULL)
    g_signal_handlers_disconnect_by_data (self->player, self);
  g_set_object (&self->player, player);
  if (player == NULL)
    return;
  g_signal_connect_object (player, "frame", G_CALLBACK (on_frame), self, 0);
  if (vost_player_get_frame (player) != NULL)
    on_frame (player, vost_player_get_frame (player), self);
}

void
vost_picture_view_set_cues (VostPictureView *self, VostCueIndex *index, const char *ass_header)
{
  g_clear_pointer (&self->index, vost_cue_index_free);
  self->index = index;
  if (g_strcmp0 (self->header, ass_header) != 0)
    {
      g_free (self->header);
      self->header = g_strdup (ass_header);
    }
  request_overlay (self);
  self->changed = self->asked;
  self->changed_at = g_get_monotonic_time ();
}

guint64
vost_picture_view_get_overlay_serial (VostPictureView *self)
{
  return self->answered;
}

static void
vost_picture_view_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  VostPictureView *self = VOST_PICTURE_VIEW (widget);
  double width = gtk_widget_get_width (widget);
  double height = gtk_widget_get_height (widget);
  graphene_rect_t rect;

  gtk_snapshot_append_color (snapshot, &(GdkRGBA){ 0, 0, 0, 1 },
                             &GRAPHENE_RECT_INIT (0, 0, (float) width, (float) height));
  fitted (self, width, height, &rect);
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &rect.origin);
  gdk_paintable_snapshot (GDK_PAINTABLE (self->paintable), snapshot, rect.size.width,
                          rect.size.height);
  gtk_snapshot_restore (snapshot);
  tell_times (self);
}

static void
vost_picture_view_measure (GtkWidget *widget,
                           GtkOrientation orientation,
                           int for_size,
                           int *minimum,
                           int *natural,
                           int *minimum_baseline,
                           int *natural_baseline)
{
  *minimum = orientation == GTK_ORIENTATION_HORIZONTAL ? 240 : 135;
  *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? 480 : 270;
}

static void
vost_picture_view_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  VostPictureView *self = VOST_PICTURE_VIEW (widget);
  int factor = gtk_widget_get_scale_factor (widget);

  if (self->player != NULL && gtk_widget_get_mapped (widget))
    vost_player_set_viewport (self->player, width * factor, height * factor);
  request_overlay (self);
}

static void
vost_picture_view_map (GtkWidget *widget)
{
  VostPictureView *self = VOST_PICTURE_VIEW (widget);
  int factor = gtk_widget_get_scale_factor (widget);

  GTK_WIDGET_CLASS (vost_picture_view_parent_class)->map (widget);
  if (self->player != NULL && gtk_widget_get_width (widget) > 0)
    vost_player_set_viewport (self->player, gtk_widget_get_width (widget) * factor,
                              gtk_widget_get_height (widget) * factor);
}

static void
vost_picture_view_dispose (GObject *object)
{
  VostPictureView *self = VOST_PICTURE_VIEW (object);

  if (self->paintable != NULL)
    g_signal_handlers_disconnect_by_data (self->paintable, self);
  g_clear_pointer (&self->thread, vost_overlay_thread_free);
  g_clear_object (&self->player);
  g_clear_object (&self->paintable);
  g_clear_pointer (&self->index, vost_cue_index_free);
  g_clear_pointer (&self->header, g_free);
  g_clear_pointer (&self->on_screen, g_array_unref);
  G_OBJECT_CLASS (vost_picture_view_parent_class)->dispose (object);
}

static void
vost_picture_view_class_init (VostPictureViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vost_picture_view_dispose;
  widget_class->snapshot = vost_picture_view_snapshot;
  widget_class->measure = vost_picture_view_measure;
  widget_class->size_allocate = vost_picture_view_size_allocate;
  widget_class->map = vost_picture_view_map;
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
vost_picture_view_init (VostPictureView *self)
{
  self->on_screen = g_array_new (FALSE, FALSE, sizeof (VostOverlayCue));
  self->paintable = vost_picture_paintable_new ();
  self->thread = vost_overlay_thread_new (on_overlay_drawn, self);
  g_signal_connect_swapped (self->paintable, "invalidate-contents",
                            G_CALLBACK (gtk_widget_queue_draw), self);
  g_signal_connect_swapped (self->paintable, "invalidate-size", G_CALLBACK (gtk_widget_queue_draw),
                            self);
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
  vost_set_accessible_label (self, _ ("Picture"));
}
