/* EBU STL: what a character looks like, and its tags in the markup. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "stl-private.h"

G_BEGIN_DECLS

#define VOST_STL_WHITE 7u

/**
 * VostStlAttributes: the look of one character.
 * @colour, @background: 0 black, 1 red, 2 green, 4 blue and their sums
 */
typedef struct
{
  guint8 colour;
  guint8 background;
  gboolean italic;
  gboolean underline;
  gboolean box;
} VostStlAttributes;

/* Kinds of tags, outermost first: background, colour, italics, underline, box. */
#define VOST_STL_TAGS 5u

gboolean vost_stl_attributes_equal (const VostStlAttributes *a, const VostStlAttributes *b);
/* 0 is for what needs no tag: white, no background. */
guint vost_stl_attribute (const VostStlAttributes *self, guint kind);
void vost_stl_set_attribute (VostStlAttributes *self, guint kind, guint value);
void vost_stl_append_start_tag (GString *out, guint kind, guint value);
const char *vost_stl_end_tag (guint kind);

/* What a start tag asks for, on top of what is there; VOST_STL_… bits of what it asks in vain. */
guint
vost_stl_apply_tag (VostStlAttributes *self, const VostConversion *conversion, const VostTag *tag);

G_END_DECLS
