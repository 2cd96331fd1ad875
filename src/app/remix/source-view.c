/* A work as picture, with in and out marks. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "source-view.h"

#include "vostok-config.h"

#include <glib/gi18n.h>

#include "compat.h"
#include "picture-view.h"
#include "remix-text.h"
#include "transport.h"

/* Without a mark. As long as a title. */
#define STILL_DURATION (4 * VOST_SECOND)

struct _VostSourceView
{
  GtkBox parent_instance;

  VostSession *session;
  GtkDropDown *works;
  GtkStringList *names;
  GArray *ids; /* (element-type VostId) as @names */
  VostTransport *transport;
  GtkLabel *range;
  GtkDrawingArea *strip;
  VostId source; /* that the marks are of */
  VostTime in;   /* VOST_TIME_NONE when not set */
  VostTime out;
  gboolean updating;
};

G_DEFINE_FINAL_TYPE (VostSourceView, vost_source_view, GTK_TYPE_BOX)

static guint changed_signal;

gboolean
vost_source_view_get_range (VostSourceView *self, VostSpan *ret)
{
  const VostSource *source = vost_session_source_record (self->session);
  VostSpan span = { self->in, self->out };

  if (source == NULL)
    return FALSE;
  /* Where there is no mark, the rest of the work is meant. */
  if (span.start == VOST_TIME_NONE)
    span.start = 0;
  if (span.end == VOST_TIME_NONE)
    span.end = g_str_equal (source->media, "image") ? STILL_DURATION : source->duration;
  if (span.end == VOST_TIME_NONE || span.end <= span.start)
    return FALSE;
  *ret = span;
  return TRUE;
}

static void
update_range (VostSourceView *self)
{
  g_autofree char *ends = NULL;
  g_autofree char *text = NULL;
  gboolean all = self->in == VOST_TIME_NONE && self->out == VOST_TIME_NONE;
  VostSpan span;

  if (vost_source_view_get_range (self, &span))
    {
      g_autofree char *length = vost_remix_seconds (vost_span_duration (span));

      g_autofree char *both = vost_remix_span (span);
      g_autofree char *start = vost_remix_time (span.start, 1);
      g_autofree char *end = vost_remix_time (span.end, 1);

      /* Two short lines: beside the buttons there is no room for a long one. */
      ends = g_strdup_printf ("%s\n%s", all ? _ ("All of it") : start, end);
      text = g_strdup_printf ("%s · %s", both, length);
    }
  gtk_label_set_text (self->range, ends != NULL ? ends : _ ("Mark start and end"));
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->range),
                               text != NULL ? text : gtk_label_get_text (self->range));
  gtk_widget_queue_draw (GTK_WIDGET (self->strip));
  g_signal_emit (self, changed_signal, 0);
}

void
vost_source_view_mark (VostSourceView *self, gboolean at_end)
{
  VostTime t = vost_player_get_position (vost_session_get_film_player (self->session));

  if (vost_session_source_record (self->session) == NULL)
    return;
  if (at_end)
    {
      self->out = t;
      if (self->in != VOST_TIME_NONE && self->in >= t)
        self->in = VOST_TIME_NONE;
    }
  else
    {
      self->in = t;
      if (self->out != VOST_TIME_NONE && self->out <= t)
        self->out = VOST_TIME_NONE;
    }
  update_range (self);
}

static void
draw_strip (GtkDrawingArea *area, cairo_t *cr, int width, int height, gpointer data)
{
  VostSourceView *self = data;
  const VostSource *source = vost_session_source_record (self->session);
  GdkRGBA color;
  VostSpan span;
  double start, end;

  vost_widget_get_color (GTK_WIDGET (area), &color);
  color.alpha = 0.15f;
  gdk_cairo_set_source_rgba (cr, &color);
  cairo_rectangle (cr, 0, 0, width, height);
  cairo_fill (cr);
  if (source == NULL || source->duration <= 0 || !vost_source_view_get_range (self, &span))
    return;
  start = width * ((double) span.start / (double) source->duration);
  end = width * ((double) span.end / (double) source->duration);
  if (gtk_widget_get_direction (GTK_WIDGET (area)) == GTK_TEXT_DIR_RTL)
    {
      double swap = width - start;

      start = width - end;
      end = swap;
    }
  color.alpha = 1;
  gdk_cairo_set_source_rgba (cr, &color);
  cairo_rectangle (cr, start, 0, MAX (end - start, 2), height);
  cairo_fill (cr);
}

/* --- Following the session --- */

static void
on_source (VostSourceView *self)
{
  VostId id = vost_session_get_source (self->session);
  const VostSource *source = vost_session_source_record (self->session);

  if (id != self->source)
    self->in = self->out = VOST_TIME_NONE;
  self->source = id;
  vost_transport_set_rate (self->transport, source != NULL ? source->rate : (VostRate){ 0, 1 });
  self->updating = TRUE;
  for (guint i = 0; i < self->ids->len; i++)
    if (g_array_index (self->ids, VostId, i) == id)
      gtk_drop_down_set_selected (self->works, i);
  self->updating = FALSE;
  update_range (self);
}

static void
fill_works (VostSourceView *self)
{
  VostProject *project = vost_session_get_project (self->session);
  guint n = vost_project_get_n (project, VOST_KIND_SOURCE, VOST_ID_NONE);

  self->updating = TRUE;
  g_array_set_size (self->ids, 0);
  gtk_string_list_splice (self->names, 0, g_list_model_get_n_items (G_LIST_MODEL (self->names)),
                          NULL);
  for (guint i = 0; i < n; i++)
    {
      const VostSource *source = vost_project_get_nth (project, VOST_KIND_SOURCE, VOST_ID_NONE, i);
      g_autofree char *title = vost_remix_source_title (source);

      gtk_string_list_append (self->names, title);
      g_array_append_val (self->ids, source->record.id);
    }
  self->updating = FALSE;
  on_source (self);
}

static void
on_edited (VostSession *session, VostEdit *edit, VostSourceView *self)
{
  for (guint i = 0; i < vost_edit_get_n_ops (edit); i++)
    {
      const VostOp *op = vost_edit_get_op (edit, i);

      if ((op->after != NULL ? op->after : op->before)->kind == VOST_KIND_SOURCE)
        {
          fill_works (self);
          return;
        }
    }
}

static void
on_work (VostSourceView *self)
{
  guint index = gtk_drop_down_get_selected (self->works);

  if (!self->updating && index < self->ids->len)
    vost_session_set_source (self->session, g_array_index (self->ids, VostId, index));
}

/* --- Building --- */

static GtkWidget *
add_action (GtkWidget *row,
            const char *label,
            const char *icon,
            const char *tip,
            const char *action)
{
  GtkWidget *button = icon != NULL ? gtk_button_new_from_icon_name (icon) : vost_button_new (label);

  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  if (tip != NULL)
    {
      gtk_widget_set_tooltip_text (button, tip);
      vost_set_accessible_label (button, tip);
    }
  gtk_box_append (GTK_BOX (row), button);
  return button;
}

/* Two rows, because in one there is no room for words. */
static GtkWidget *
make_bottom (VostSourceView *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *marks = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *linked = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  GtkWidget *add;

  gtk_widget_add_css_class (box, "toolbar-row");
  gtk_widget_add_css_class (linked, "linked");
  /* Translators: buttons that mark where a clip starts and ends in the film; keep the brackets. */
  add_action (linked, _ ("[ Start"), NULL, _ ("Mark the start here"), "remix.mark-in");
  add_action (linked, _ ("End ]"), NULL, _ ("Mark the end here"), "remix.mark-out");
  gtk_box_append (GTK_BOX (marks), linked);
  self->range = GTK_LABEL (gtk_label_new (""));
  gtk_label_set_xalign (self->range, 1);
  gtk_label_set_ellipsize (self->range, PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (GTK_WIDGET (self->range), TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (self->range), "dim-label");
  gtk_widget_add_css_class (GTK_WIDGET (self->range), "numeric");
  gtk_widget_add_css_class (GTK_WIDGET (self->range), "caption");
  gtk_box_append (GTK_BOX (marks), GTK_WIDGET (self->range));
  gtk_widget_set_halign (row, GTK_ALIGN_END);
  add_action (row, _ ("Play"), NULL, _ ("Play what is marked"), "remix.play-lines");
  add = add_action (row, _ ("_Add to Remix"), NULL, NULL, "remix.add");
  gtk_widget_add_css_class (add, "suggested-action");
  gtk_box_append (GTK_BOX (box), marks);
  gtk_box_append (GTK_BOX (box), row);
  return box;
}

/* The keys of playing belong to the picture that was touched last. */
static void
on_pressed (VostSourceView *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self));
}

static void
build (VostSourceView *self)
{
  GtkGesture *click = gtk_gesture_click_new ();
  VostPlayer *player = vost_session_get_film_player (self->session);
  GtkWidget *top = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *picture = vost_picture_view_new ();

  gtk_widget_add_css_class (top, "toolbar-row");
  self->names = gtk_string_list_new (NULL);
  self->works = GTK_DROP_DOWN (gtk_drop_down_new (G_LIST_MODEL (self->names), NULL));
  gtk_widget_set_hexpand (GTK_WIDGET (self->works), TRUE);
  vost_set_accessible_label (self->works, _ ("Work"));
  g_signal_connect_object (self->works, "notify::selected", G_CALLBACK (on_work), self,
                           G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (top), GTK_WIDGET (self->works));
  add_action (top, NULL, "list-add-symbolic", _ ("Add a work: film, music or image"),
              "win.add-source");
  vost_picture_view_set_player (VOST_PICTURE_VIEW (picture), player);
  gtk_widget_set_vexpand (picture, TRUE);
  g_signal_connect_object (click, "pressed", G_CALLBACK (on_pressed), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (picture, GTK_EVENT_CONTROLLER (click));
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  self->transport = VOST_TRANSPORT (vost_transport_new (player));
  self->strip = GTK_DRAWING_AREA (gtk_drawing_area_new ());
  gtk_drawing_area_set_content_height (self->strip, 4);
  gtk_drawing_area_set_draw_func (self->strip, draw_strip, self, NULL);
  gtk_widget_add_css_class (GTK_WIDGET (self->strip), "marked-range");
  gtk_box_append (GTK_BOX (self), top);
  gtk_box_append (GTK_BOX (self), picture);
  gtk_box_append (GTK_BOX (self), GTK_WIDGET (self->strip));
  gtk_box_append (GTK_BOX (self), GTK_WIDGET (self->transport));
  gtk_box_append (GTK_BOX (self), make_bottom (self));
}

GtkWidget *
vost_source_view_new (VostSession *session)
{
  VostSourceView *self =
      g_object_new (VOST_TYPE_SOURCE_VIEW, "orientation", GTK_ORIENTATION_VERTICAL, NULL);

  g_set_object (&self->session, session);
  build (self);
  g_signal_connect_object (session, "edited", G_CALLBACK (on_edited), self, 0);
  g_signal_connect_object (session, "document-changed", G_CALLBACK (fill_works), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::source", G_CALLBACK (on_source), self,
                           G_CONNECT_SWAPPED);
  fill_works (self);
  return GTK_WIDGET (self);
}

static void
vost_source_view_dispose (GObject *object)
{
  VostSourceView *self = VOST_SOURCE_VIEW (object);

  if (self->strip != NULL)
    gtk_drawing_area_set_draw_func (self->strip, NULL, NULL, NULL);
  self->strip = NULL;
  g_clear_object (&self->session);
  G_OBJECT_CLASS (vost_source_view_parent_class)->dispose (object);
}

static void
vost_source_view_finalize (GObject *object)
{
  g_array_unref (VOST_SOURCE_VIEW (object)->ids);
  G_OBJECT_CLASS (vost_source_view_parent_class)->finalize (object);
}

static void
vost_source_view_class_init (VostSourceViewClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = vost_source_view_dispose;
  G_OBJECT_CLASS (klass)->finalize = vost_source_view_finalize;
  changed_signal = g_signal_new ("range-changed", VOST_TYPE_SOURCE_VIEW, G_SIGNAL_RUN_LAST, 0, NULL,
                                 NULL, NULL, G_TYPE_NONE, 0);
}

static void
vost_source_view_init (VostSourceView *self)
{
  self->ids = g_array_new (FALSE, FALSE, sizeof (VostId));
  self->in = self->out = VOST_TIME_NONE;
}
