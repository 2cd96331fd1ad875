/* The Publish page. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "publish-page.h"

struct _VostPublishPage
{
  AdwBin parent_instance;

  VostSession *session;
};

G_DEFINE_FINAL_TYPE (VostPublishPage, vost_publish_page, ADW_TYPE_BIN);

GtkWidget *
vost_publish_page_new (VostSession *session)
{
  VostPublishPage *self = g_object_new (VOST_TYPE_PUBLISH_PAGE, NULL);

  g_set_object (&self->session, session);
  return GTK_WIDGET (self);
}

static void
vost_publish_page_dispose (GObject *object)
{
  VostPublishPage *self = VOST_PUBLISH_PAGE (object);

  g_clear_object (&self->session);
  G_OBJECT_CLASS (vost_publish_page_parent_class)->dispose (object);
}

static void
vost_publish_page_class_init (VostPublishPageClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = vost_publish_page_dispose;
}

static void
vost_publish_page_init (VostPublishPage *self)
{
}
