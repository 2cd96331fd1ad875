/* The Subtitles page. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "subtitles-page.h"

struct _VostSubtitlesPage
{
  AdwBin parent_instance;

  VostSession *session;
};

G_DEFINE_FINAL_TYPE (VostSubtitlesPage, vost_subtitles_page, ADW_TYPE_BIN);

GtkWidget *
vost_subtitles_page_new (VostSession *session)
{
  VostSubtitlesPage *self = g_object_new (VOST_TYPE_SUBTITLES_PAGE, NULL);

  g_set_object (&self->session, session);
  return GTK_WIDGET (self);
}

static void
vost_subtitles_page_dispose (GObject *object)
{
  VostSubtitlesPage *self = VOST_SUBTITLES_PAGE (object);

  g_clear_object (&self->session);
  G_OBJECT_CLASS (vost_subtitles_page_parent_class)->dispose (object);
}

static void
vost_subtitles_page_class_init (VostSubtitlesPageClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = vost_subtitles_page_dispose;
}

static void
vost_subtitles_page_init (VostSubtitlesPage *self)
{
}
