/* EBU STL: what a character looks like, and its tags in the markup. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "stl-look-private.h"

/* WebVTT's names of the eight colours of teletext. */
static const char *const names[] = { "black", "red",     "lime", "yellow",
                                     "blue",  "magenta", "cyan", "white" };

/* Bits of red, green and blue as teletext counts them. */
static guint32
colour_value (guint index)
{
  return ((index & 1) != 0 ? 0xff0000u : 0u) | ((index & 2) != 0 ? 0x00ff00u : 0u) |
         ((index & 4) != 0 ? 0x0000ffu : 0u);
}

/* The nearest of the eight. */
static guint8
colour_index (guint32 colour)
{
  return (guint8) (((colour >> 16 & 0xff) >= 0x80 ? 1 : 0) |
                   ((colour >> 8 & 0xff) >= 0x80 ? 2 : 0) | ((colour & 0xff) >= 0x80 ? 4 : 0));
}

gboolean
vost_stl_attributes_equal (const VostStlAttributes *a, const VostStlAttributes *b)
{
  for (guint i = 0; i < VOST_STL_TAGS; i++)
    if (vost_stl_attribute (a, i) != vost_stl_attribute (b, i))
      return FALSE;

  return TRUE;
}

guint
vost_stl_attribute (const VostStlAttributes *self, guint kind)
{
  switch (kind)
    {
    case 0:
      return self->background;
    case 1:
      /* So that white is 0. */
      return self->colour ^ VOST_STL_WHITE;
    case 2:
      return self->italic;
    case 3:
      return self->underline;
    default:
      return self->box;
    }
}

void
vost_stl_set_attribute (VostStlAttributes *self, guint kind, guint value)
{
  switch (kind)
    {
    case 0:
      self->background = (guint8) value;
      break;
    case 1:
      self->colour = (guint8) (value ^ VOST_STL_WHITE);
      break;
    case 2:
      self->italic = value != 0;
      break;
    case 3:
      self->underline = value != 0;
      break;
    default:
      self->box = value != 0;
    }
}

void
vost_stl_append_start_tag (GString *out, guint kind, guint value)
{
  switch (kind)
    {
    case 0:
      g_string_append_printf (out, "<c.bg_%s>", names[value]);
      break;
    case 1:
      g_string_append_printf (out, "<font color=\"#%06x\">", colour_value (value ^ VOST_STL_WHITE));
      break;
    case 2:
      g_string_append (out, "<i>");
      break;
    case 3:
      g_string_append (out, "<u>");
      break;
    default:
      g_string_append (out, "<c.boxed>");
    }
}

const char *
vost_stl_end_tag (guint kind)
{
  static const char *const ends[VOST_STL_TAGS] = { "</c>", "</font>", "</i>", "</u>", "</c>" };

  return ends[kind];
}

static gboolean
is_colour_class (const VostConversion *conversion, const char *name, gsize len)
{
  const VostTag one = { .name = "c", .name_len = 1, .classes = name, .classes_len = len };
  guint32 colour;

  return len == 0 || vost_tag_colour (conversion, &one, &colour);
}

/* Backgrounds and boxes; other classes are colours, or are lost. */
static guint
apply_classes (VostStlAttributes *self, const VostConversion *conversion, const VostTag *tag)
{
  guint lost = 0;
  const char *p = tag->classes, *end = tag->classes + tag->classes_len;

  while (p < end)
    {
      const char *dot = memchr (p, '.', (gsize) (end - p));
      gsize len = (gsize) ((dot != NULL ? dot : end) - p);

      gboolean known = vost_slice_is (p, len, "boxed") || is_colour_class (conversion, p, len);

      if (vost_slice_is (p, len, "boxed"))
        self->box = TRUE;
      for (guint i = 0; len > 3 && memcmp (p, "bg_", 3) == 0 && i < G_N_ELEMENTS (names); i++)
        if (vost_slice_is (p + 3, len - 3, names[i]))
          {
            self->background = (guint8) i;
            known = TRUE;
          }
      if (!known)
        lost |= VOST_STL_LOST_CLASS;
      p += len + 1;
    }

  return lost;
}

guint
vost_stl_apply_tag (VostStlAttributes *self, const VostConversion *conversion, const VostTag *tag)
{
  guint lost = apply_classes (self, conversion, tag);
  guint32 colour;

  if (vost_tag_colour (conversion, tag, &colour))
    {
      self->colour = colour_index (colour);
      if (colour_value (self->colour) != colour)
        lost |= VOST_STL_NEAR_COLOUR;
    }
  if (vost_tag_is (tag, "i"))
    self->italic = TRUE;
  else if (vost_tag_is (tag, "u"))
    self->underline = TRUE;
  else if (vost_tag_is (tag, "b"))
    lost |= VOST_STL_LOST_BOLD;

  return lost;
}
