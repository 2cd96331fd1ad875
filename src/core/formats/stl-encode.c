/* EBU STL: markup to a text field. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "stl-private.h"

#include <vostok/core/bounds.h>

#include "stl-look-private.h"

/* Cells of a teletext row. */
#define TELETEXT_COLUMNS 40u

static const VostStlAttributes plain_look = { .colour = VOST_STL_WHITE };

/* An open tag and what it changes. */
typedef struct
{
  VostTag tag;
} OpenTag;

/**
 * Encoder: writes one row after the other.
 * @shown: what the codes in the row have set
 * @wanted: what the next character is to look like
 * @gap: what the spaces look like that were read but not yet written
 * @cells: of this row
 */
typedef struct
{
  const VostStlStyle *style;
  const VostConversion *conversion;
  GByteArray *out;
  GString *missing;
  VostStlAttributes shown;
  VostStlAttributes wanted;
  VostStlAttributes base;
  GArray *gap; /* (element-type VostStlAttributes) */
  guint cells;
  guint rows;
  guint least_indent; /* of the rows that have a text */
  gboolean started;
  gboolean drawing;
  guint outcome;
  OpenTag open[VOST_MAX_NESTING];
  guint depth;
} Encoder;

static void
put (Encoder *self, guint8 byte)
{
  g_byte_array_append (self->out, &byte, 1);
  if (byte < 0x20)
    self->cells++;
}

/* How many cells the change of colours takes; writes them if asked to. */
static guint
put_colours (Encoder *self, gboolean write)
{
  guint8 codes[4];
  guint n = 0;
  guint8 colour = self->shown.colour;

  if (!self->style->colours)
    return 0;
  if (self->wanted.background != self->shown.background)
    {
      if (self->wanted.background == 0)
        codes[n++] = VOST_STL_BLACK_BACKGROUND;
      else
        {
          if (colour != self->wanted.background)
            codes[n++] = self->wanted.background;
          codes[n++] = VOST_STL_NEW_BACKGROUND;
          colour = self->wanted.background;
        }
    }
  if (colour != self->wanted.colour)
    codes[n++] = self->wanted.colour;
  for (guint i = 0; write && i < n; i++)
    put (self, codes[i]);
  if (write)
    {
      self->shown.colour = self->wanted.colour;
      self->shown.background = self->wanted.background;
    }

  return n;
}

/* Italics, underline and boxes; they take no cell. */
static void
put_switches (Encoder *self, const VostStlAttributes *look)
{
  if (self->style->slanted && look->italic != self->shown.italic)
    put (self, look->italic ? 0x80 : 0x81);
  if (self->style->slanted && look->underline != self->shown.underline)
    put (self, look->underline ? 0x82 : 0x83);
  if (self->style->slanted && look->box != self->shown.box)
    put (self, look->box ? 0x84 : 0x85);
  self->shown.italic = look->italic;
  self->shown.underline = look->underline;
  self->shown.box = look->box;
}

static void
put_spaces (Encoder *self, guint n)
{
  for (; n > 0; n--)
    {
      put (self, ' ');
      self->cells++;
    }
}

/* Height and colours come before the box, so that they do not widen it. */
static void
start_row (Encoder *self)
{
  guint spaces = self->style->indent + (self->style->keep_indent ? self->gap->len : 0);

  if (self->gap->len > 0 && !self->style->keep_indent)
    self->outcome |= VOST_STL_LOST_INDENT;
  self->least_indent = MIN (self->least_indent, self->gap->len);
  self->started = TRUE;
  g_array_set_size (self->gap, 0);
  if (self->style->tall)
    put (self, VOST_STL_DOUBLE_HEIGHT);
  (void) put_colours (self, TRUE);
  put_spaces (self, spaces);
  if (self->style->boxed)
    {
      put (self, VOST_STL_START_BOX);
      put (self, VOST_STL_START_BOX);
    }
}

static void
end_row (Encoder *self)
{
  if (!self->started && self->style->tall)
    put (self, VOST_STL_DOUBLE_HEIGHT);
  put_switches (self, &plain_look);
  if (self->started && self->cells > TELETEXT_COLUMNS && self->style->colours)
    self->outcome |= VOST_STL_LONG_ROW;
  if (self->started && self->style->boxed)
    {
      put (self, VOST_STL_END_BOX);
      put (self, VOST_STL_END_BOX);
    }
  self->rows++;
  self->started = FALSE;
  g_array_set_size (self->gap, 0);
  self->cells = 0;
  self->shown = plain_look;
}

static void
break_row (Encoder *self)
{
  end_row (self);
  put (self, VOST_STL_NEWLINE);
  if (self->style->tall)
    put (self, VOST_STL_NEWLINE);
}

static void
note_look (Encoder *self)
{
  if (self->wanted.colour != VOST_STL_WHITE || self->wanted.background != 0)
    self->outcome |= VOST_STL_HAS_COLOUR | (self->style->colours ? 0u : VOST_STL_LOST_COLOUR);
  if (self->wanted.italic || self->wanted.underline || self->wanted.box)
    self->outcome |= VOST_STL_HAS_SLANT | (self->style->slanted ? 0u : VOST_STL_LOST_SLANT);
}

/* Puts what the spaces before a character become: codes show as spaces too. */
static void
put_gap (Encoder *self)
{
  guint codes;

  if (!self->started)
    {
      start_row (self);
      return;
    }
  codes = put_colours (self, FALSE);
  if (codes > 0 && self->gap->len == 0)
    self->outcome |= VOST_STL_SPLIT_WORD;
  for (guint i = 0; codes == 0 && i < self->gap->len; i++)
    {
      put_switches (self, &g_array_index (self->gap, VostStlAttributes, i));
      put_spaces (self, 1);
    }
  if (codes > 0)
    (void) put_colours (self, TRUE);
  g_array_set_size (self->gap, 0);
}

static const char *
put_character (Encoder *self, const char *p, const char *end)
{
  g_autoptr (GByteArray) bytes = g_byte_array_sized_new (8);
  gboolean similar = FALSE;
  const char *next = vost_stl_encode_character (self->style->table, p, end, bytes, &similar);
  guint8 space = ' ';

  if (next == NULL)
    {
      next = g_utf8_next_char (p);
      if (self->missing != NULL && self->missing->len < 64 &&
          g_utf8_strchr (self->missing->str, -1, g_utf8_get_char (p)) == NULL)
        g_string_append_len (self->missing, p, next - p);
      return next;
    }
  if (similar)
    self->outcome |= VOST_STL_NEAR_CHARACTER;
  if (bytes->len == 1 && bytes->data[0] == space)
    {
      g_array_append_val (self->gap, self->wanted);
      return next;
    }
  if (bytes->len == 0)
    return next;
  note_look (self);
  put_gap (self);
  put_switches (self, &self->wanted);
  g_byte_array_append (self->out, bytes->data, bytes->len);
  self->cells += bytes->len == 2 && bytes->data[0] >= 0xc0 ? 1 : bytes->len;

  return next;
}

static void
put_text (Encoder *self, const char *p, const char *end)
{
  while (p < end)
    if (*p == '\n')
      {
        break_row (self);
        p++;
      }
    else
      p = put_character (self, p, end);
}

/* What all open tags ask for. */
static void
apply_open_tags (Encoder *self)
{
  self->wanted = self->base;
  for (guint i = 0; i < self->depth; i++)
    self->outcome |= vost_stl_apply_tag (&self->wanted, self->conversion, &self->open[i].tag);
}

static void
close_tag (Encoder *self, const VostTag *tag)
{
  for (guint i = self->depth; i-- > 0;)
    {
      const VostTag *open = &self->open[i].tag;

      if (open->name_len != tag->name_len || memcmp (open->name, tag->name, tag->name_len) != 0)
        continue;
      self->depth--;
      for (guint j = i; j < self->depth; j++)
        self->open[j] = self->open[j + 1];
      return;
    }
}

static void
take_tag (Encoder *self, const VostToken *token)
{
  static const char bracket[] = "()";
  VostTag tag;

  if (!vost_markup_tag (token, &tag))
    return;
  if (vost_tag_is (&tag, "rt"))
    put_text (self, bracket + (tag.end ? 1 : 0), bracket + (tag.end ? 2 : 1));
  if (tag.end)
    close_tag (self, &tag);
  else if (self->depth < VOST_MAX_NESTING && tag.name_len > 0)
    self->open[self->depth++].tag = tag;
  apply_open_tags (self);
}

guint
vost_stl_encode_text (const VostStlStyle *style,
                      const VostConversion *conversion,
                      const VostCue *cue,
                      GByteArray *out,
                      GString *missing,
                      guint *ret_rows)
{
  g_autoptr (GArray) gap = g_array_new (FALSE, FALSE, sizeof (VostStlAttributes));
  Encoder encoder = { .style = style,
                      .conversion = conversion,
                      .out = out,
                      .missing = missing,
                      .gap = gap,
                      .least_indent = G_MAXUINT,
                      .shown = plain_look,
                      .base = plain_look };
  guint ass_style = vost_cue_style (conversion, cue);
  const char *text = cue->text;
  VostToken token;

  encoder.base.italic = (ass_style & VOST_STYLE_ITALIC) != 0;
  encoder.wanted = encoder.base;
  if ((ass_style & VOST_STYLE_BOLD) != 0)
    encoder.outcome |= VOST_STL_LOST_BOLD;
  *ret_rows = 0;
  if (*text == '\0')
    return 0;
  while (vost_markup_next (&text, &token))
    if (token.type == VOST_TOKEN_TAG)
      take_tag (&encoder, &token);
    else if (token.type == VOST_TOKEN_OVERRIDE)
      vost_markup_drawing (&token, &encoder.drawing);
    else if (!encoder.drawing)
      put_text (&encoder, token.start, token.start + token.len);
  end_row (&encoder);
  /* Spaces before all rows are read as the place. */
  if (encoder.least_indent > 0 && encoder.least_indent < G_MAXUINT)
    encoder.outcome |= VOST_STL_LOST_INDENT;
  *ret_rows = encoder.rows * (style->tall ? 2 : 1);

  return encoder.outcome;
}
