/* Shows its child whole or not at all. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "shy.h"

struct _VostShy
{
  GtkWidget parent_instance;

  GtkWidget *child;
};

G_DEFINE_FINAL_TYPE (VostShy, vost_shy, GTK_TYPE_WIDGET);

static void
vost_shy_measure (GtkWidget *widget,
                  GtkOrientation orientation,
                  int for_size,
                  int *minimum,
                  int *natural,
                  int *minimum_baseline,
                  int *natural_baseline)
{
  VostShy *self = VOST_SHY (widget);

  gtk_widget_measure (self->child, orientation, -1, minimum, natural, minimum_baseline,
                      natural_baseline);
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    *minimum = 0;
}

static void
vost_shy_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  VostShy *self = VOST_SHY (widget);
  int natural = 0;

  gtk_widget_measure (self->child, GTK_ORIENTATION_HORIZONTAL, -1, NULL, &natural, NULL, NULL);
  gtk_widget_set_child_visible (self->child, width >= natural);
  if (width >= natural)
    gtk_widget_allocate (self->child, width, height, baseline, NULL);
}

GtkWidget *
vost_shy_new (GtkWidget *child)
{
  VostShy *self = g_object_new (VOST_TYPE_SHY, NULL);

  self->child = child;
  gtk_widget_set_parent (child, GTK_WIDGET (self));
  return GTK_WIDGET (self);
}

static void
vost_shy_dispose (GObject *object)
{
  g_clear_pointer (&VOST_SHY (object)->child, gtk_widget_unparent);
  G_OBJECT_CLASS (vost_shy_parent_class)->dispose (object);
}

static void
vost_shy_class_init (VostShyClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = vost_shy_dispose;
  GTK_WIDGET_CLASS (klass)->measure = vost_shy_measure;
  GTK_WIDGET_CLASS (klass)->size_allocate = vost_shy_size_allocate;
}

static void
vost_shy_init (VostShy *self)
{
}
