/* Between the parts of the overlay: cue text for libass, and pixels over pixels. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <vostok/media/overlay.h>

G_BEGIN_DECLS

/**
 * VostTextPlace: what cue settings are worked out against, in script units.
 * @native: the text is SubStation's own: its braces and backslashes mean what they say
 * @width, @height: of the script (PlayResX, PlayResY)
 * @line: height of a line of the default style
 * @margin: between text and the picture's edge
 */
typedef struct
{
  gboolean native;
  int width;
  int height;
  double line;
  double margin;
} VostTextPlace;

/* Markup and WebVTT settings as the text of one SubStation event; (transfer full). */
char *
vost_overlay_text_to_ass (const char *markup, const char *settings, const VostTextPlace *place);

/* Name of the region that the overlay's buffer carries: outside of it everything is clear. */
#define VOST_OVERLAY_REGION "vostok-overlay"

G_END_DECLS
