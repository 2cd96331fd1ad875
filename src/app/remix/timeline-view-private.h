/* The inside of the timeline, for timeline-*.c only. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "timeline-view.h"

#include <vostok/core/timeline.h>
#include <vostok/media/peaks.h>

#define RULER_HEIGHT 22
#define HEADER_WIDTH 132
#define EDGE_PIXELS 7
#define SNAP_PIXELS 9

/**
 * VostTimelineRow: a strip of the timeline.
 * @lane: VOST_ID_NONE for subtitles
 * @type: "title", "video", "audio", "subtitles"
 * @name: of the lane, or of the language
 * @cues: (nullable) (element-type VostTimelineCue): of subtitles; lives with the snapshot
 * @y: from the first row's top
 */
typedef struct
{
  VostId lane;
  char *type;
  char *name;
  gboolean muted;
  GArray *cues;
  int y;
  int height;
} VostTimelineRow;

/* The sound of a source: read once, in the background. */
typedef struct
{
  VostId source;
  VostJob *job;     /* (nullable) while it is read */
  VostPeaks *peaks; /* (nullable) */
} VostTimelineSound;

typedef enum
{
  VOST_PART_NONE,
  VOST_PART_START,
  VOST_PART_END,
  VOST_PART_BODY,
  VOST_PART_SEEK, /* the ruler, or an empty place */
} VostPart;

typedef enum
{
  VOST_SWATCH_ACCENT,
  VOST_SWATCH_PLAYHEAD,
  VOST_SWATCH_WARNING,
  VOST_SWATCH_TITLE,
  VOST_SWATCH_PICTURE,
  VOST_SWATCH_PAPER, /* what lies under the clips */
  VOST_N_SWATCHES
} VostSwatch;

struct _VostTimelineView
{
  GtkWidget parent_instance;

  VostSession *session;
  VostPlayer *player;
  GtkScrolledWindow *headers;
  GtkBox *header_box;
  GtkWidget *horizontal; /* scrollbars */
  GtkWidget *vertical;
  GtkAdjustment *across;                /* seconds */
  GtkAdjustment *down;                  /* pixels, shared with the headers */
  GtkWidget *swatches[VOST_N_SWATCHES]; /* never shown: they carry the style's named colours */

  VostSnapshot *shown;  /* what rows and cues belong to */
  GPtrArray *rows;      /* (element-type VostTimelineRow) */
  char *header_key;     /* what the headers were made from */
  GPtrArray *sounds;    /* (element-type VostTimelineSound) */
  GHashTable *troubled; /* ids of sources that the verdict blocks */
  VostTime duration;
  guint update_source;

  double zoom; /* pixels a second */
  VostTime left;
  gboolean fitted;
  gboolean scrolling;   /* the adjustment follows, it does not lead */
  GskRenderNode *scene; /* (nullable) all but playhead and ghosts */

  double pointer; /* where it was last: zooming keeps the time under it */
  VostPart drag;
  VostId drag_clip;
  VostSpan drag_span; /* of the clip before the drag */
  double drag_x;
  double drag_y;
  gboolean dragged;  /* far enough to be meant */
  VostEdit *pending; /* (nullable) what letting go would do: the ghosts */
  VostTime snapped;  /* where it snapped to, VOST_TIME_NONE */
};

double vost_timeline_view_x (VostTimelineView *self, VostTime t);
VostTime vost_timeline_view_time (VostTimelineView *self, double x);
/* Top of a row in the widget. */
int vost_timeline_view_row_y (VostTimelineView *self, const VostTimelineRow *row);
/* Draws again, from the document. */
void vost_timeline_view_redraw (VostTimelineView *self);
void vost_timeline_view_zoom_at (VostTimelineView *self, double factor, double x);
void vost_timeline_view_scroll (VostTimelineView *self, VostTime left);
VostTimelineSound *vost_timeline_view_sound (VostTimelineView *self, VostId source);

/* timeline-draw.c */
void vost_timeline_view_draw (VostTimelineView *self, GtkSnapshot *snapshot);
/* timeline-drag.c */
void vost_timeline_view_add_controllers (VostTimelineView *self);
