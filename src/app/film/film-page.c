/* The Film page. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "film-page.h"

struct _VostFilmPage
{
  AdwBin parent_instance;

  VostSession *session;
};

G_DEFINE_FINAL_TYPE (VostFilmPage, vost_film_page, ADW_TYPE_BIN);

GtkWidget *
vost_film_page_new (VostSession *session)
{
  VostFilmPage *self = g_object_new (VOST_TYPE_FILM_PAGE, NULL);

  g_set_object (&self->session, session);
  return GTK_WIDGET (self);
}

static void
vost_film_page_dispose (GObject *object)
{
  VostFilmPage *self = VOST_FILM_PAGE (object);

  g_clear_object (&self->session);
  G_OBJECT_CLASS (vost_film_page_parent_class)->dispose (object);
}

static void
vost_film_page_class_init (VostFilmPageClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = vost_film_page_dispose;
}

static void
vost_film_page_init (VostFilmPage *self)
{
}
