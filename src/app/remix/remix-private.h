/* The inside of the Remix page, for remix-*.c only. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "remix-page.h"

#include "inspector.h"
#include "picture-view.h"
#include "source-view.h"
#include "timeline-view.h"
#include "transcript.h"
#include "transport.h"

struct _VostRemixPage
{
  AdwBin parent_instance;

  VostSession *session;
  GtkWidget *source_pane;
  GtkStack *sources; /* "transcript", "picture" */
  VostTranscript *transcript;
  VostSourceView *source_view;
  GtkStack *monitors; /* "programme", "source" */
  VostPictureView *programme;
  VostTransport *programme_transport;
  VostTransport *preview_transport;
  GtkDropDown *language; /* of the programme's subtitles; the first is none */
  GtkStringList *language_names;
  GStrv languages;
  VostInspector *inspector;
  GtkRevealer *banner;
  GtkLabel *banner_text;
  GtkLabel *summary;
  VostTimelineView *timeline;

  guint update_source;
  gboolean updating;
  gboolean placed; /* the divider was put where it belongs, once */
};

/* Installs the actions "remix.…" on the class. */
void vost_remix_page_install_actions (GtkWidgetClass *widget_class);
/* Which of them can be done now. */
void vost_remix_page_update_actions (VostRemixPage *self);
gboolean vost_remix_page_shows_transcript (VostRemixPage *self);
