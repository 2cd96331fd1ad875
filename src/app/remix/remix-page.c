/* The Remix page. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "remix-page.h"

struct _VostRemixPage
{
  AdwBin parent_instance;

  VostSession *session;
};

G_DEFINE_FINAL_TYPE (VostRemixPage, vost_remix_page, ADW_TYPE_BIN);

GtkWidget *
vost_remix_page_new (VostSession *session)
{
  VostRemixPage *self = g_object_new (VOST_TYPE_REMIX_PAGE, NULL);

  g_set_object (&self->session, session);
  return GTK_WIDGET (self);
}

VostPlayer *
vost_remix_page_get_player (VostRemixPage *self)
{
  return vost_session_get_remix_player (self->session);
}

static void
vost_remix_page_dispose (GObject *object)
{
  VostRemixPage *self = VOST_REMIX_PAGE (object);

  g_clear_object (&self->session);
  G_OBJECT_CLASS (vost_remix_page_parent_class)->dispose (object);
}

static void
vost_remix_page_class_init (VostRemixPageClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = vost_remix_page_dispose;
}

static void
vost_remix_page_init (VostRemixPage *self)
{
}
