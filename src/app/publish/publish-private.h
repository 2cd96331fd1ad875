/* The inside of the Publish page, for publish-*.c only. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "publish-page.h"

#include <vostok/core/rights/attribution.h>
#include <vostok/media/target.h>

#include "target-row.h"

struct _VostPublishPage
{
  AdwBin parent_instance;

  VostSession *session;
  GtkLabel *heading;
  GtkLabel *facts;
  GtkLabel *black;     /* what the sound is longer than the picture */
  AdwComboRow *making; /* film or remix; only when there are both */
  AdwComboRow *burn;
  AdwComboRow *quality;
  AdwComboRow *use;
  GtkLabel *folder;
  AdwPreferencesGroup *credits;
  GtkWidget *remix_title;
  GtkWidget *remix_author;
  GArray *credit_tracks;  /* (element-type VostId) whose writers are asked for */
  GPtrArray *credit_rows; /* (element-type AdwEntryRow) borrowed, in the same order */
  GtkButton *publish;
  AdwBin *verdict_slot;
  GtkWidget *card_heading;
  GtkBox *card;
  GtkLabel *card_note;
  GPtrArray *rows;   /* (element-type VostTargetRow) borrowed */
  char **languages;  /* that can be burnt in, in the order of the combo after "none" */
  gboolean updating; /* widgets follow the document, not the hand */
  guint update_source;

  GQueue queue;           /* (element-type VostTargetRow) borrowed, waiting */
  VostTargetRow *running; /* (nullable) borrowed */
  VostJob *job;           /* (nullable) */
  gboolean replace;       /* existing files may be replaced in this run */
  GPtrArray *written;     /* (element-type filename) in this run */
};

VostMaking vost_publish_page_get_making (VostPublishPage *self);
/* What the release is called; (transfer full). @attribution: (nullable): of it. */
char *vost_publish_page_dup_title (VostPublishPage *self, const VostAttribution *attribution);
/* Folder that releases go to; (transfer full). */
char *vost_publish_page_get_folder (VostPublishPage *self);
/* File that this target would write; (transfer full). */
char *vost_publish_page_get_output (VostPublishPage *self, const VostTarget *target);
/* Puts the switched-on targets in the queue and starts. */
void vost_publish_page_start (VostPublishPage *self);
/* The rows that ask who made it, and what the document says in them. */
GtkWidget *vost_publish_page_make_credits (VostPublishPage *self);
void vost_publish_page_update_credits (VostPublishPage *self);
void vost_publish_page_update_button (VostPublishPage *self);
