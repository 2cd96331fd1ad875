/* Cue text for libass: markup becomes override blocks, plain characters stay plain. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "overlay-private.h"

#include <pango/pango.h>

#include <vostok/core/bounds.h>
#include <vostok/core/markup.h>

/* An element that does not set a colour. */
#define NO_COLOUR (-1)

/* An element that is open: what its end takes back. */
typedef struct
{
  char name[8];
  gint64 colour; /* as BBGGRR */
} VostOpenElement;

/**
 * VostTextState:
 * @open: (element-type VostOpenElement)
 * @placed: an override of the text says where it goes
 */
typedef struct
{
  const VostTextPlace *place;
  GString *out;
  GArray *open;
  gboolean placed;
} VostTextState;

static void
append_plain (VostTextState *self, const VostToken *token)
{
  for (const char *p = token->start; p < token->start + token->len; p++)
    {
      gboolean native = self->place->native;

      if (*p == '\n')
        g_string_append (self->out, "\\N");
      else if (*p == '{' && (!native || p[1] == '\\'))
        g_string_append (self->out, "\\{");
      else if (*p == '\\' && !native)
        /* libass has no escape for a backslash; a word joiner keeps what follows from being one. */
        g_string_append (self->out, "\\\u2060");
      else if (*p != '\r')
        g_string_append_c (self->out, *p);
    }
}

static void
append_override (VostTextState *self, const VostToken *token)
{
  g_autofree char *block = g_strndup (token->start, token->len);

  /* A remark, for no viewer. */
  if (g_str_has_prefix (block, "{\\*"))
    return;
  g_string_append (self->out, block);
  if (strstr (block, "\\an") != NULL || strstr (block, "\\pos") != NULL ||
      strstr (block, "\\move") != NULL)
    self->placed = TRUE;
}

static gint64
parse_colour (const char *text)
{
  gboolean bare = strlen (text) == 6 && strspn (text, "0123456789abcdefABCDEF") == 6;
  g_autofree char *name = g_strconcat (bare ? "#" : "", text, NULL);
  PangoColor colour;

  if (!pango_color_parse (&colour, name))
    return NO_COLOUR;
  return (gint64) (colour.blue >> 8) << 16 | (gint64) (colour.green >> 8) << 8 | colour.red >> 8;
}

/* The value of color="…" in a font element. */
static gint64
colour_of_font (const VostTag *tag)
{
  g_autofree char *attributes = g_ascii_strdown (tag->value, (gssize) tag->value_len);
  const char *start = strstr (attributes, "color");

  if (start == NULL)
    return NO_COLOUR;
  start += strlen ("color");
  start += strspn (start, " \t=\"'");

  g_autofree char *value = g_strndup (start, strcspn (start, " \t\"'>"));

  return parse_colour (value);
}

/* WebVTT's eight colour classes: <c.yellow.bg_blue>. Their names mean CSS colours, and X11, which
 * Pango goes by, has another green and no lime. */
static gint64
colour_of_classes (const VostTag *tag)
{
  static const struct
  {
    const char *name;
    gint64 colour;
  } classes[] = {
    { "white", 0xffffff },  { "lime", 0x00ff00 },    { "cyan", 0xffff00 }, { "red", 0x0000ff },
    { "yellow", 0x00ffff }, { "magenta", 0xff00ff }, { "blue", 0xff0000 }, { "black", 0x000000 },
  };

  g_autofree char *list = g_strndup (tag->classes, tag->classes_len);
  g_auto (GStrv) parts = g_strsplit (list, ".", VOST_MAX_NESTING);

  for (guint i = 0; parts[i] != NULL; i++)
    for (guint j = 0; j < G_N_ELEMENTS (classes); j++)
      if (g_str_equal (parts[i], classes[j].name))
        return classes[j].colour;
  return NO_COLOUR;
}

static void
append_colour (VostTextState *self)
{
  for (guint i = self->open->len; i > 0; i--)
    {
      gint64 colour = g_array_index (self->open, VostOpenElement, i - 1).colour;

      if (colour != NO_COLOUR)
        {
          g_string_append_printf (self->out, "{\\c&H%06X&}", (guint) colour);
          return;
        }
    }
  /* Without a value libass goes back to what the style says; so below. */
  g_string_append (self->out, "{\\c}");
}

static guint
count_open (const VostTextState *self, const char *name)
{
  guint n = 0;

  for (guint i = 0; i < self->open->len; i++)
    n += g_str_equal (g_array_index (self->open, VostOpenElement, i).name, name);
  return n;
}

/* Italic, bold, underline, strike-out, or an annotation, when the first of them opens or the last
 * of them ends. */
static void
append_switch (VostTextState *self, const char *name, gboolean on)
{
  if (count_open (self, name) != 0)
    return;
  if (g_str_equal (name, "rt"))
    /* libass cannot stand small text above its word; beside it, it can still be read. */
    g_string_append (self->out, on ? "{\\fscx60\\fscy60}" : "{\\fscx\\fscy}");
  else if (strchr ("ibus", *name) != NULL && name[1] == '\0')
    g_string_append_printf (self->out, on ? "{\\%s1}" : "{\\%s}", name);
}

static void
open_element (VostTextState *self, const VostTag *tag)
{
  VostOpenElement element = { .colour = NO_COLOUR };

  if (self->open->len >= VOST_MAX_NESTING)
    return;
  memcpy (element.name, tag->name, tag->name_len);
  element.colour = vost_tag_is (tag, "font") ? colour_of_font (tag) : colour_of_classes (tag);
  append_switch (self, element.name, TRUE);
  g_array_append_val (self->open, element);
  if (element.colour != NO_COLOUR)
    append_colour (self);
}

static void
close_element (VostTextState *self, const VostTag *tag)
{
  for (guint i = self->open->len; i > 0; i--)
    {
      VostOpenElement element = g_array_index (self->open, VostOpenElement, i - 1);

      if (!vost_tag_is (tag, element.name))
        continue;
      g_array_remove_index (self->open, i - 1);
      append_switch (self, element.name, FALSE);
      if (element.colour != NO_COLOUR)
        append_colour (self);
      return;
    }
}

static void
append_tag (VostTextState *self, const VostToken *token)
{
  VostTag tag;

  if (!vost_markup_tag (token, &tag) || tag.name_len == 0 ||
      tag.name_len >= sizeof (((VostOpenElement *) NULL)->name))
    return;
  if (tag.end)
    close_element (self, &tag);
  else
    open_element (self, &tag);
}

/**
 * VostSettings: WebVTT's, as far as SubStation can follow.
 * @line, @position: in script units, NAN if not said
 * @column: 0 left, 1 centre, 2 right: both of the text and of the point that @position means
 * @row: 0 top, 1 middle, 2 bottom: the edge that @line means
 */
typedef struct
{
  gboolean has_line;
  gboolean has_position;
  double line;
  double position;
  int column;
  int row;
} VostSettings;

static int
index_of (const char *value, const char *const *first, const char *const *second)
{
  for (int i = 0; i < 3; i++)
    if (g_str_equal (value, first[i]) || g_str_equal (value, second[i]))
      return i;
  return -1;
}

static void
read_line (VostSettings *self, const char *value, const VostTextPlace *place)
{
  static const char *const edges[] = { "start", "center", "end" };
  g_auto (GStrv) parts = g_strsplit (value, ",", 2);
  char *end = NULL;
  double number = g_ascii_strtod (parts[0] != NULL ? parts[0] : "", &end);

  if (parts[0] == NULL || end == parts[0] || !(number > -1000 && number < 1000))
    return;
  self->has_line = TRUE;
  if (*end == '%')
    {
      self->row = parts[1] != NULL ? index_of (parts[1], edges, edges) : 0;
      self->row = MAX (self->row, 0);
      self->line = CLAMP (number, 0, 100) / 100 * place->height;
    }
  else if (number >= 0)
    {
      self->row = 0;
      self->line = place->margin + number * place->line;
    }
  else
    {
      self->row = 2;
      self->line = place->height - place->margin + (number + 1) * place->line;
    }
  self->line = CLAMP (self->line, 0, place->height);
}

static void
read_position (VostSettings *self, const char *value, const VostTextPlace *place)
{
  static const char *const edges[] = { "line-left", "center", "line-right" };
  g_auto (GStrv) parts = g_strsplit (value, ",", 2);
  char *end = NULL;
  double number = g_ascii_strtod (parts[0] != NULL ? parts[0] : "", &end);

  if (parts[0] == NULL || end == parts[0] || *end != '%' || !(number >= 0 && number <= 100))
    return;
  self->has_position = TRUE;
  self->position = number / 100 * place->width;
  if (parts[1] != NULL)
    {
      int column = index_of (parts[1], edges, edges);

      self->column = column >= 0 ? column : self->column;
    }
}

/* Vertical writing and regions have no likeness here: such a cue stands where cues usually do. */
static gboolean
read_settings (VostSettings *self, const char *text, const VostTextPlace *place)
{
  static const char *const names[] = { "start", "center", "end" };
  static const char *const old_names[] = { "left", "middle", "right" };
  g_auto (GStrv) words = g_strsplit_set (text, " \t", VOST_MAX_NESTING);
  gboolean any = FALSE;

  *self = (VostSettings){ .column = 1, .row = 2 };
  for (guint i = 0; words[i] != NULL; i++)
    if (g_str_has_prefix (words[i], "align:"))
      {
        int column = index_of (words[i] + strlen ("align:"), names, old_names);

        self->column = column >= 0 ? column : 1;
        any |= column >= 0;
      }
  for (guint i = 0; words[i] != NULL; i++)
    if (g_str_has_prefix (words[i], "line:"))
      read_line (self, words[i] + strlen ("line:"), place);
    else if (g_str_has_prefix (words[i], "position:"))
      read_position (self, words[i] + strlen ("position:"), place);
  return any || self->has_line || self->has_position;
}

static void
append_settings (GString *out, const char *text, const VostTextPlace *place)
{
  static const int rows[] = { 7, 4, 1 };
  VostSettings settings;

  if (text == NULL || *text == '\0' || !read_settings (&settings, text, place))
    return;
  g_string_append_printf (out, "{\\an%d", rows[settings.row] + settings.column);
  if (settings.has_line || settings.has_position)
    {
      double edges[] = { place->margin, place->width / 2.0, place->width - place->margin };
      double x = settings.has_position ? settings.position : edges[settings.column];
      double y = settings.has_line ? settings.line : place->height - place->margin;

      g_string_append_printf (out, "\\pos(%d,%d)", (int) (x + 0.5), (int) (y + 0.5));
    }
  g_string_append_c (out, '}');
}

char *
vost_overlay_text_to_ass (const char *markup, const char *settings, const VostTextPlace *place)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GArray) open = g_array_new (FALSE, FALSE, sizeof (VostOpenElement));
  VostTextState state = { .place = place, .out = text, .open = open };
  VostToken token;

  for (const char *cursor = markup; vost_markup_next (&cursor, &token);)
    switch (token.type)
      {
      case VOST_TOKEN_TEXT:
        append_plain (&state, &token);
        break;
      case VOST_TOKEN_TAG:
        append_tag (&state, &token);
        break;
      case VOST_TOKEN_OVERRIDE:
        append_override (&state, &token);
        break;
      default:
        g_assert_not_reached ();
      }

  if (!state.placed)
    {
      g_autoptr (GString) where = g_string_new (NULL);

      append_settings (where, settings, place);
      g_string_prepend (text, where->str);
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}
