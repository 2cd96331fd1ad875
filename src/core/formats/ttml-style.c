/* TTML's style properties, as far as they are modelled, and places as WebVTT settings. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include <vostok/core/formats/cue-settings.h>

#include "ttml-private.h"

/* Thousandths of a per cent. */
#define WHOLE 100000
#define NARROWEST 1000
/* How far a region may be from one of the nine usual places and still be taken for it. */
#define NEAR_EDGE 20000
#define NEAR_MIDDLE 5000

static gboolean
is_word (const char *text, const char *word)
{
  return g_ascii_strcasecmp (text, word) == 0;
}

/* One length of a pair, in thousandths of a per cent of the picture's width or height. */
static gboolean
parse_length (const VostTtmlParams *params, const char *text, gboolean vertical, gint64 *ret)
{
  char *unit;
  double value = g_ascii_strtod (text, &unit);
  double whole;

  if (unit == text || !isfinite (value) || fabs (value) > 1e6)
    return FALSE;
  if (is_word (unit, "%") || is_word (unit, "rw") || is_word (unit, "rh"))
    whole = 100;
  else if (is_word (unit, "px"))
    whole = vertical ? params->height : params->width;
  else if (is_word (unit, "c"))
    whole = vertical ? params->rows : params->columns;
  else
    return FALSE;
  if (whole <= 0)
    return FALSE;
  *ret = (gint64) lround (value * WHOLE / whole);

  return TRUE;
}

static gboolean
parse_pair (const VostTtmlParams *params, const char *text, gint64 *x, gint64 *y)
{
  g_autofree char *copy = g_strstrip (g_strdup (text));
  char *second = copy + strcspn (copy, " \t\n");

  if (*second == '\0')
    return FALSE;
  *second++ = '\0';
  g_strchug (second);

  return parse_length (params, copy, FALSE, x) && parse_length (params, second, TRUE, y);
}

static void
set_flag (VostTtmlStyle *self, guint property, gboolean on)
{
  self->set |= property;
  self->on = on ? self->on | property : self->on & ~property;
}

static void
take_decoration (VostTtmlStyle *self, const char *value)
{
  g_auto (GStrv) words = g_strsplit_set (value, " \t\n", -1);

  for (guint i = 0; words[i] != NULL; i++)
    if (is_word (words[i], "none"))
      {
        set_flag (self, VOST_TTML_UNDERLINE, FALSE);
        set_flag (self, VOST_TTML_STRIKE, FALSE);
      }
    else if (is_word (words[i], "underline") || is_word (words[i], "noUnderline"))
      set_flag (self, VOST_TTML_UNDERLINE, is_word (words[i], "underline"));
    else if (is_word (words[i], "lineThrough") || is_word (words[i], "noLineThrough"))
      set_flag (self, VOST_TTML_STRIKE, is_word (words[i], "lineThrough"));
}

/* "rgba(…)" and colours with an opacity: the opacity is not modelled. */
static void
take_colour (VostTtmlStyle *self, const char *value)
{
  g_autofree char *copy = g_strstrip (g_strdup (value));
  guint32 colour;

  if (g_ascii_strncasecmp (copy, "rgba(", 5) == 0)
    memmove (copy + 3, copy + 4, strlen (copy + 4) + 1);
  if (is_word (copy, "transparent"))
    return;
  if (vost_colour_parse (copy, strlen (copy), &colour))
    {
      self->set |= VOST_TTML_COLOUR;
      self->colour = colour;
    }
}

static void
take_align (VostTtmlStyle *self, const char *value)
{
  static const struct
  {
    const char *word;
    char align;
  } aligns[] = { { "left", 'l' },  { "right", 'r' }, { "center", 'c' },
                 { "start", 's' }, { "end", 'e' },   { "justify", 's' } };

  for (guint i = 0; i < G_N_ELEMENTS (aligns); i++)
    if (is_word (value, aligns[i].word))
      {
        self->set |= VOST_TTML_ALIGN;
        self->align = aligns[i].align;
      }
}

static void
take_ruby (VostTtmlStyle *self, const char *value)
{
  self->set |= VOST_TTML_RUBY;
  self->ruby = is_word (value, "container")   ? VOST_TTML_RUBY_CONTAINER
               : is_word (value, "base")      ? VOST_TTML_RUBY_BASE
               : is_word (value, "text")      ? VOST_TTML_RUBY_TEXT
               : is_word (value, "delimiter") ? VOST_TTML_RUBY_DELIMITER
                                              : VOST_TTML_RUBY_NONE;
}

static void
take_place (VostTtmlStyle *self, const VostTtmlParams *params, const char *name, const char *value)
{
  if (strcmp (name, "origin") == 0 && parse_pair (params, value, &self->x, &self->y))
    self->set |= VOST_TTML_ORIGIN;
  else if (strcmp (name, "extent") == 0 && parse_pair (params, value, &self->w, &self->h))
    self->set |= VOST_TTML_EXTENT;
  else if (strcmp (name, "displayAlign") == 0)
    {
      self->set |= VOST_TTML_DISPLAY_ALIGN;
      self->display_align = is_word (value, "after") ? 'a' : is_word (value, "center") ? 'c' : 'b';
    }
  else if (strcmp (name, "writingMode") == 0)
    {
      self->set |= VOST_TTML_WRITING;
      self->writing = is_word (value, "tblr")                            ? 'l'
                      : is_word (value, "tbrl") || is_word (value, "tb") ? 'r'
                                                                         : 'h';
    }
}

/* Properties with two values; FALSE: none of them. */
static gboolean
take_flag (VostTtmlStyle *self, const char *name, const char *value)
{
  static const struct
  {
    const char *name;
    guint property;
    const char *word;
    gboolean on; /* with this word, else with any other */
  } flags[] = { { "fontStyle", VOST_TTML_ITALIC, "normal", FALSE },
                { "fontWeight", VOST_TTML_BOLD, "bold", TRUE },
                { "display", VOST_TTML_DISPLAY, "none", FALSE },
                { "visibility", VOST_TTML_VISIBILITY, "hidden", FALSE },
                { "direction", VOST_TTML_RTL, "rtl", TRUE } };

  for (guint i = 0; i < G_N_ELEMENTS (flags); i++)
    if (strcmp (name, flags[i].name) == 0)
      {
        set_flag (self, flags[i].property, is_word (value, flags[i].word) == flags[i].on);
        return TRUE;
      }

  return FALSE;
}

gboolean
vost_ttml_style_take (VostTtmlStyle *self,
                      const VostTtmlParams *params,
                      const VostXmlAttribute *attribute)
{
  static const char *const places[] = { "origin", "extent", "displayAlign", "writingMode", NULL };
  const char *name = attribute->name, *value = attribute->value;

  if (strstr (attribute->uri, "#sty") == NULL && *attribute->uri != '\0' &&
      strstr (attribute->uri, ":style") == NULL)
    return FALSE;
  if (take_flag (self, name, value))
    return TRUE;
  if (strcmp (name, "textDecoration") == 0)
    take_decoration (self, value);
  else if (strcmp (name, "color") == 0)
    take_colour (self, value);
  else if (strcmp (name, "textAlign") == 0)
    take_align (self, value);
  else if (strcmp (name, "ruby") == 0)
    take_ruby (self, value);
  else if (g_strv_contains (places, name))
    take_place (self, params, name, value);
  else if (*attribute->uri != '\0')
    self->set |= VOST_TTML_OTHER;
  else
    return FALSE;

  return TRUE;
}

void
vost_ttml_style_merge (VostTtmlStyle *self, const VostTtmlStyle *over)
{
  self->on = (self->on & ~over->set) | (over->on & over->set);
  if (over->set & VOST_TTML_COLOUR)
    self->colour = over->colour;
  if (over->set & VOST_TTML_ALIGN)
    self->align = over->align;
  if (over->set & VOST_TTML_DISPLAY_ALIGN)
    self->display_align = over->display_align;
  if (over->set & VOST_TTML_WRITING)
    self->writing = over->writing;
  if (over->set & VOST_TTML_RUBY)
    self->ruby = over->ruby;
  if (over->set & VOST_TTML_ORIGIN)
    {
      self->x = over->x;
      self->y = over->y;
    }
  if (over->set & VOST_TTML_EXTENT)
    {
      self->w = over->w;
      self->h = over->h;
    }
  self->set |= over->set;
}

/* Thousandths as per cent with two decimals at most. */
static void
append_percent (GString *out, gint64 value)
{
  gint64 hundredths = (value + 5) / 10;

  g_string_append_printf (out, "%d", (int) (hundredths / 100));
  if (hundredths % 100 != 0)
    {
      g_string_append_c (out, '.');
      vost_append_number (out, (guint64) (hundredths % 100), 2);
      if (hundredths % 10 == 0)
        g_string_truncate (out, out->len - 1);
    }
  g_string_append_c (out, '%');
}

/* The row of the nine places that a region is near to: 0 bottom, 1 middle, 2 top, 3 none. */
static guint
row_of (const VostTtmlStyle *style)
{
  if (style->display_align == 'a')
    return style->y + style->h >= WHOLE - NEAR_EDGE ? 0 : 3;
  if (style->display_align == 'b')
    return style->y <= NEAR_EDGE ? 2 : 3;

  return ABS (2 * style->y + style->h - WHOLE) <= 2 * NEAR_MIDDLE ? 1 : 3;
}

static guint
column_of (const VostTtmlStyle *style, char align)
{
  if (align == 'l')
    return style->x <= NEAR_EDGE ? 0 : 3;
  if (align == 'r')
    return style->x + style->w >= WHOLE - NEAR_EDGE ? 2 : 3;

  return ABS (2 * style->x + style->w - WHOLE) <= 2 * NEAR_MIDDLE ? 1 : 3;
}

static void
append_line (GString *out, const VostTtmlStyle *style)
{
  g_string_append (out, "line:");
  if (style->display_align == 'a')
    {
      append_percent (out, style->y + style->h);
      g_string_append (out, ",end");
    }
  else if (style->display_align == 'c')
    {
      append_percent (out, (2 * style->y + style->h + 1) / 2);
      g_string_append (out, ",center");
    }
  else
    append_percent (out, style->y);
}

static void
append_position (GString *out, const VostTtmlStyle *style, char align)
{
  g_string_append (out, " position:");
  append_percent (out, align == 'l'   ? style->x
                       : align == 'r' ? style->x + style->w
                                      : (2 * style->x + style->w + 1) / 2);
  g_string_append (out, align == 'l' ? ",line-left" : align == 'r' ? ",line-right" : ",center");
  g_string_append (out, " size:");
  append_percent (out, style->w);
  if (align != 'c')
    g_string_append (out, align == 'l' ? " align:left" : " align:right");
}

char *
vost_ttml_style_to_settings (const VostTtmlStyle *style)
{
  VostTtmlStyle at = *style;
  gboolean rtl = (style->on & VOST_TTML_RTL) != 0;
  char align = at.align == 's' ? (rtl ? 'r' : 'l') : at.align == 'e' ? (rtl ? 'l' : 'r') : at.align;
  GString *out = g_string_new (NULL);
  guint row, column;

  if (at.writing == 'r' || at.writing == 'l')
    return g_string_free (g_string_append (out, at.writing == 'r' ? "vertical:rl" : "vertical:lr"),
                          FALSE);
  at.x = CLAMP (at.x, 0, WHOLE - NARROWEST);
  at.y = CLAMP (at.y, 0, WHOLE);
  at.w = CLAMP (at.w, NARROWEST, WHOLE - at.x);
  at.h = CLAMP (at.h, 0, WHOLE - at.y);
  row = row_of (&at);
  column = column_of (&at, align);
  if (row < 3 && column < 3)
    g_string_append (out, vost_cue_settings_from_numpad (1 + 3 * row + column));
  else
    {
      append_line (out, &at);
      append_position (out, &at, align);
    }

  return g_string_free (out, FALSE);
}

/* What is left of the picture at a place that lies so far from its left. */
static void
set_box (VostTtmlStyle *self, const VostCueSettings *settings)
{
  gint64 position = lround (settings->position * 1000), size = lround (settings->size * 1000);
  VostPositionAlign anchor = settings->position_align;

  if (anchor == VOST_POSITION_AUTO)
    anchor = self->align == 'l'   ? VOST_POSITION_LINE_LEFT
             : self->align == 'r' ? VOST_POSITION_LINE_RIGHT
                                  : VOST_POSITION_CENTER;
  if (!settings->has_position)
    position = anchor == VOST_POSITION_CENTER      ? WHOLE / 2
               : anchor == VOST_POSITION_LINE_LEFT ? 0
                                                   : WHOLE;
  self->x = anchor == VOST_POSITION_LINE_LEFT ? position
            : anchor == VOST_POSITION_CENTER  ? position - size / 2
                                              : position - size;
  if (self->x < 0)
    {
      size += anchor == VOST_POSITION_CENTER ? 2 * self->x : self->x;
      self->x = 0;
    }
  self->x = MIN (self->x, WHOLE - NARROWEST);
  self->w = CLAMP (size, NARROWEST, WHOLE - self->x);
}

void
vost_ttml_style_from_settings (const char *settings, VostTtmlStyle *ret)
{
  VostCueSettings parsed;
  gboolean exact;
  guint numpad;

  vost_cue_settings_parse (settings, &parsed);
  numpad = vost_cue_settings_to_numpad (&parsed, &exact);
  *ret = (VostTtmlStyle){ .set = VOST_TTML_ORIGIN | VOST_TTML_EXTENT | VOST_TTML_DISPLAY_ALIGN |
                                 VOST_TTML_ALIGN,
                          .writing = 'h',
                          .x = 10000,
                          .y = 10000,
                          .w = 80000,
                          .h = 80000 };
  ret->align = "lcr"[(numpad - 1) % 3];
  ret->display_align = "acb"[(numpad - 1) / 3];
  if (*parsed.vertical != '\0')
    {
      ret->set |= VOST_TTML_WRITING;
      ret->writing = strcmp (parsed.vertical, "rl") == 0 ? 'r' : 'l';
      ret->display_align = 'b';
      return;
    }
  if (exact || !parsed.has_line || parsed.snap_to_lines)
    return;
  ret->align = parsed.align == VOST_CUE_ALIGN_CENTER                                         ? 'c'
               : parsed.align == VOST_CUE_ALIGN_LEFT || parsed.align == VOST_CUE_ALIGN_START ? 'l'
                                                                                             : 'r';
  set_box (ret, &parsed);
  ret->y = lround (parsed.line * 1000);
  if (parsed.line_align == VOST_CUE_ALIGN_END)
    {
      ret->display_align = 'a';
      ret->h = ret->y;
      ret->y = 0;
    }
  else if (parsed.line_align == VOST_CUE_ALIGN_CENTER)
    {
      ret->display_align = 'c';
      ret->h = 2 * MIN (ret->y, WHOLE - ret->y);
      ret->y -= ret->h / 2;
    }
  else
    {
      ret->display_align = 'b';
      ret->h = WHOLE - ret->y;
    }
}
