/* A work of the project as a card: poster, title, authors, licence, length. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "work-card.h"

#include "vostok-config.h"

#include <glib/gi18n.h>

#include <vostok/media/reader.h>

#include "compat.h"
#include "picture-paintable.h"

#define POSTER_WIDTH 160
#define POSTER_HEIGHT 90

struct _VostWorkCard
{
  GtkBox parent_instance;

  VostSession *session;
  VostId source;
  GtkPicture *poster;
  GtkLabel *title;
  GtkLabel *facts;
  GtkLabel *licence;
  VostJob *job; /* (nullable) reads the poster */
  char *path;   /* (nullable) that the poster is of */
};

G_DEFINE_FINAL_TYPE (VostWorkCard, vost_work_card, GTK_TYPE_BOX);

/* A picture from a quarter into the film: the first ones are often black. */
static gpointer
read_poster (VostJob *job, gpointer data, GError **error)
{
  const VostSource *source = data;
  g_autoptr (VostPictureReader) reader = vost_picture_reader_new (
      source->path, POSTER_WIDTH * 2, POSTER_HEIGHT * 2, GST_VIDEO_FORMAT_BGRA, error);
  VostTime t = source->duration != VOST_TIME_NONE ? source->duration / 4 : 0;

  return reader != NULL
             ? vost_picture_reader_get_key (reader, t, vost_job_get_cancellable (job), error)
             : NULL;
}

static void
on_poster (VostJob *job, VostWorkCard *self)
{
  g_autoptr (VostFrame) frame = vost_job_take_result (job, NULL);
  g_autoptr (VostPicturePaintable) paintable = NULL;

  if (job != self->job)
    return;
  g_clear_object (&self->job);
  if (frame == NULL)
    return;
  paintable = vost_picture_paintable_new ();
  vost_picture_paintable_set_frame (paintable, frame);
  gtk_picture_set_paintable (self->poster, GDK_PAINTABLE (paintable));
}

static void
load_poster (VostWorkCard *self, const VostSource *source)
{
  g_autofree char *path =
      vost_snapshot_source_path (vost_session_get_snapshot (self->session), source);
  VostSource *copy;

  if (g_strcmp0 (path, self->path) == 0 || source->width == 0 ||
      !g_file_test (path, G_FILE_TEST_IS_REGULAR))
    return;
  g_free (self->path);
  self->path = g_strdup (path);
  copy = vost_record_copy (source);
  vost_set_string (&copy->path, path);
  if (self->job != NULL)
    vost_job_cancel (self->job);
  g_clear_object (&self->job);
  self->job = vost_job_new (_ ("Reading a picture"), read_poster, copy, vost_record_unref,
                            (GDestroyNotify) vost_frame_unref);
  g_signal_connect_object (self->job, "finished", G_CALLBACK (on_poster), self, 0);
  vost_job_start (self->job);
}

static void
update_licence (VostWorkCard *self, const VostSource *source)
{
  VostLicence licence;
  g_autofree char *name = NULL;

  vost_licence_parse (source->licence, &licence);
  name = vost_licence_to_name (&licence);
  gtk_label_set_text (self->licence, name[0] != '\0' ? name : _ ("Licence unknown"));
  gtk_widget_remove_css_class (GTK_WIDGET (self->licence), "warning");
  if (name[0] == '\0')
    gtk_widget_add_css_class (GTK_WIDGET (self->licence), "warning");
}

void
vost_work_card_update (VostWorkCard *self)
{
  const VostSource *source =
      vost_project_lookup (vost_session_get_project (self->session), self->source);
  g_autofree char *creators = NULL;
  g_autofree char *duration = NULL;
  g_autofree char *path = NULL;
  g_autofree char *facts = NULL;

  if (source == NULL)
    return;
  creators = g_strjoinv (", ", source->creators);
  duration =
      source->duration != VOST_TIME_NONE ? vost_time_format (source->duration, 0) : g_strdup ("");
  path = vost_snapshot_source_path (vost_session_get_snapshot (self->session), source);
  if (!g_file_test (path, G_FILE_TEST_IS_REGULAR))
    facts = g_strdup (_ ("The file is missing"));
  else
    /* What does not fit is cut at the end: names bear that better than a length does. */
    facts = g_strconcat (g_str_has_prefix (duration, "00:") ? duration + 3 : duration,
                         creators[0] != '\0' && duration[0] != '\0' ? " · " : "", creators, NULL);
  gtk_label_set_text (self->title, source->title[0] != '\0' ? source->title : _ ("Untitled"));
  gtk_label_set_text (self->facts, facts);
  update_licence (self, source);
  load_poster (self, source);
}

VostId
vost_work_card_get_source (VostWorkCard *self)
{
  return self->source;
}

GtkWidget *
vost_work_card_new (VostSession *session, VostId source)
{
  VostWorkCard *self = g_object_new (VOST_TYPE_WORK_CARD, NULL);

  g_set_object (&self->session, session);
  self->source = source;
  vost_work_card_update (self);
  return GTK_WIDGET (self);
}

static void
vost_work_card_dispose (GObject *object)
{
  VostWorkCard *self = VOST_WORK_CARD (object);

  if (self->job != NULL)
    vost_job_cancel (self->job);
  g_clear_object (&self->job);
  g_clear_object (&self->session);
  g_clear_pointer (&self->path, g_free);
  G_OBJECT_CLASS (vost_work_card_parent_class)->dispose (object);
}

static void
vost_work_card_class_init (VostWorkCardClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = vost_work_card_dispose;
}

static GtkLabel *
add_label (GtkBox *box, const char *css_class)
{
  GtkWidget *label = gtk_label_new ("");

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (label, css_class);
  gtk_box_append (box, label);
  return GTK_LABEL (label);
}

static void
vost_work_card_init (VostWorkCard *self)
{
  GtkBox *text = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 3));

  gtk_box_set_spacing (GTK_BOX (self), 12);
  gtk_widget_set_margin_top (GTK_WIDGET (self), 9);
  gtk_widget_set_margin_bottom (GTK_WIDGET (self), 9);
  self->poster = GTK_PICTURE (gtk_picture_new ());
  gtk_widget_set_size_request (GTK_WIDGET (self->poster), POSTER_WIDTH * 3 / 4,
                               POSTER_HEIGHT * 3 / 4);
  gtk_widget_set_valign (GTK_WIDGET (self->poster), GTK_ALIGN_CENTER);
  gtk_widget_set_overflow (GTK_WIDGET (self->poster), GTK_OVERFLOW_HIDDEN);
  gtk_widget_add_css_class (GTK_WIDGET (self->poster), "poster");
  gtk_picture_set_can_shrink (self->poster, TRUE);
  gtk_box_append (GTK_BOX (self), GTK_WIDGET (self->poster));
  gtk_widget_set_valign (GTK_WIDGET (text), GTK_ALIGN_CENTER);
  gtk_widget_set_hexpand (GTK_WIDGET (text), TRUE);
  self->title = add_label (text, "heading");
  self->facts = add_label (text, "dim-label");
  self->licence = add_label (text, "pill-label");
  gtk_widget_set_halign (GTK_WIDGET (self->licence), GTK_ALIGN_START);
  gtk_box_append (GTK_BOX (self), GTK_WIDGET (text));
}
