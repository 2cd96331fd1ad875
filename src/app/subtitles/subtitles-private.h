/* The inside of the Subtitles page, for subtitles-*.c only. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "subtitles-page.h"

#include "cue-editor.h"
#include "cue-grid.h"
#include "find-bar.h"
#include "picture-view.h"
#include "transport.h"
#include "waveform.h"

struct _VostSubtitlesPage
{
  AdwBin parent_instance;

  VostSession *session;
  GtkStack *screens; /* beside the picture: "empty", "work" */
  GtkWidget *list;   /* toolbar and grid */
  AdwStatusPage *empty;
  GtkWidget *import; /* buttons there: of what is inside the film */
  GtkWidget *write;
  VostPictureView *picture;
  VostTransport *transport;
  VostCueEditor *editor;
  VostWaveform *waveform;
  VostFindBar *find_bar;
  VostCueGrid *grid;
  GtkEditable *search;
  GtkToggleButton *filters[3]; /* by VostCueFilter */
  GtkMenuButton *track_menu;
  GtkLabel *summary;
  GtkButton *fix_all;

  GHashTable *findings; /* cue id (gint64) → GPtrArray of VostFinding */
  guint check_source;   /* idle that checks again */
  guint n_issues;       /* cues with findings */
  VostTime tap_start;   /* F8 is held since, VOST_TIME_NONE when not */
};

/* Installs the actions "subtitles.…" on the class. */
void vost_subtitles_page_install_actions (GtkWidgetClass *widget_class);
/* Goes to the cue @step rows on, or the next one with issues or without text. */
void vost_subtitles_page_go (VostSubtitlesPage *self, int step, VostCueFilter among);
/* Asks for a language and makes an empty translation of the current master track. */
void vost_subtitles_page_translate (VostSubtitlesPage *self);
/* Starts an empty track in a language that is asked for. */
void vost_subtitles_page_write (VostSubtitlesPage *self);
