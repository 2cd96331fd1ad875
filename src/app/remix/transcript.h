/* All that is said in the works: search it, select lines. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "session.h"

G_BEGIN_DECLS

/**
 * VostTranscript:
 *
 * The cues of every work in one language. Signal `selection-changed`.
 */
#define VOST_TYPE_TRANSCRIPT (vost_transcript_get_type ())
G_DECLARE_FINAL_TYPE (VostTranscript, vost_transcript, VOST, TRANSCRIPT, GtkBox)

GtkWidget *vost_transcript_new (VostSession *session);
void vost_transcript_focus_search (VostTranscript *self);

/**
 * VostRun: selected lines that follow one another without a long pause.
 * @span: of the source, with a little breath before and after
 */
typedef struct
{
  VostId source;
  VostSpan span;
  guint lines;
} VostRun;

/* (element-type VostRun) (transfer full), in the order of the list. */
GArray *vost_transcript_get_runs (VostTranscript *self);

G_END_DECLS
