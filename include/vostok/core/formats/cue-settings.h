/* WebVTT cue settings and regions: what VostCue.settings and a track's header say. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  VOST_CUE_ALIGN_CENTER,
  VOST_CUE_ALIGN_START,
  VOST_CUE_ALIGN_END,
  VOST_CUE_ALIGN_LEFT,
  VOST_CUE_ALIGN_RIGHT,
} VostCueAlign;

typedef enum
{
  VOST_POSITION_AUTO,
  VOST_POSITION_LINE_LEFT,
  VOST_POSITION_CENTER,
  VOST_POSITION_LINE_RIGHT,
} VostPositionAlign;

/**
 * VostCueSettings: as the WebVTT specification parses them; bad settings are skipped one by one,
 * the last one wins.
 * @vertical: "", "rl" or "lr"
 * @line: counts only if @has_line; of lines if @snap_to_lines, else per cent
 * @line_align: START, CENTER or END
 * @position: per cent; counts only if @has_position
 * @size: per cent
 * @region: (nullable): id, a slice of the text given
 * @invalid: how many settings were skipped
 */
typedef struct
{
  const char *vertical;
  gboolean has_line;
  double line;
  gboolean snap_to_lines;
  VostCueAlign line_align;
  gboolean has_position;
  double position;
  VostPositionAlign position_align;
  double size;
  VostCueAlign align;
  const char *region;
  gsize region_len;
  guint invalid;
} VostCueSettings;

/* Never fails: what is no setting is skipped. */
void vost_cue_settings_parse (const char *text, VostCueSettings *ret);

/* The numpad position (1 to 9, 2 is bottom centre) nearest to the settings; *exact: whether nothing
 * was rounded. */
guint vost_cue_settings_to_numpad (const VostCueSettings *settings, gboolean *exact);

/* Settings that place a cue at a numpad position; "" for 2. */
const char *vost_cue_settings_from_numpad (guint numpad);

/**
 * VostRegion: a REGION block.
 * @scroll: "" or "up"
 */
typedef struct
{
  char *id;
  double width;
  double lines;
  double region_anchor_x;
  double region_anchor_y;
  double viewport_anchor_x;
  double viewport_anchor_y;
  const char *scroll;
} VostRegion;

void vost_region_free (VostRegion *self);

/* The regions of a WebVTT header, in order; ids may repeat: the last one counts. (element-type
 * VostRegion) (transfer full). */
GPtrArray *vost_regions_parse (const char *header);

G_END_DECLS
