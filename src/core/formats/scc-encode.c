/* CEA-608: cues to the codes of a pop-on caption. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <vostok/core/bounds.h>
#include <vostok/core/formats/cue-settings.h>

#include "scc-private.h"

static const VostStlAttributes plain_look = { .colour = VOST_STL_WHITE };

/**
 * Parser: markup to cells.
 * @cells: (element-type VostSccCell): "\n" ends a line
 */
typedef struct
{
  const VostConversion *conversion;
  GArray *cells;
  GString *missing;
  VostStlAttributes base;
  VostStlAttributes look;
  VostTag open[VOST_MAX_NESTING];
  guint depth;
  gboolean drawing;
  guint outcome;
} Parser;

static void
parse_text (Parser *self, const char *start, gsize len)
{
  g_autofree char *text = g_utf8_normalize (start, (gssize) len, G_NORMALIZE_NFC);

  for (const char *p = text != NULL ? text : ""; *p != '\0'; p = g_utf8_next_char (p))
    {
      VostSccCell cell = { g_utf8_get_char (p), self->look };
      guint fallback;

      if (cell.c == 0x2060)
        continue;
      if (cell.c == '\t')
        {
          cell.c = ' ';
          self->outcome |= VOST_SCC_LOST_TAB;
        }
      if (cell.c == '\n' || vost_scc_code (cell.c, &fallback) != 0)
        g_array_append_val (self->cells, cell);
      else if (self->missing->len < 64 && g_utf8_strchr (self->missing->str, -1, cell.c) == NULL)
        g_string_append_unichar (self->missing, cell.c);
    }
}

static void
close_tag (Parser *self, const VostTag *tag)
{
  for (guint i = self->depth; i-- > 0;)
    {
      const VostTag *open = &self->open[i];

      if (open->name_len != tag->name_len || memcmp (open->name, tag->name, tag->name_len) != 0)
        continue;
      self->depth--;
      for (guint j = i; j < self->depth; j++)
        self->open[j] = self->open[j + 1];
      return;
    }
}

static void
parse_tag (Parser *self, const VostToken *token)
{
  VostTag tag;

  if (!vost_markup_tag (token, &tag))
    return;
  if (vost_tag_is (&tag, "rt"))
    parse_text (self, tag.end ? ")" : "(", 1);
  if (tag.end)
    close_tag (self, &tag);
  else if (self->depth < VOST_MAX_NESTING && tag.name_len > 0)
    self->open[self->depth++] = tag;
  self->look = self->base;
  for (guint i = 0; i < self->depth; i++)
    self->outcome |= vost_stl_apply_tag (&self->look, self->conversion, &self->open[i]);
  if (self->look.colour == 0)
    {
      self->look.colour = VOST_STL_WHITE;
      self->outcome |= VOST_SCC_NEAR_COLOUR;
    }
}

static void
parse_cue (Parser *self, const VostCue *cue)
{
  guint style = vost_cue_style (self->conversion, cue);
  const char *text = cue->text;
  VostToken token;

  self->base = plain_look;
  self->base.italic = (style & VOST_STYLE_ITALIC) != 0;
  self->look = self->base;
  if ((style & VOST_STYLE_BOLD) != 0)
    self->outcome |= VOST_SCC_LOST_BOLD;
  while (vost_markup_next (&text, &token))
    if (token.type == VOST_TOKEN_TAG)
      parse_tag (self, &token);
    else if (token.type == VOST_TOKEN_OVERRIDE)
      vost_markup_drawing (&token, &self->drawing);
    else if (!self->drawing)
      parse_text (self, token.start, token.len);
}

/**
 * Row: a row of the screen.
 * @codes: what stands in its cells: codes of characters, or of looks (11 20 to 11 2F)
 * @lead: codes of looks before the text
 * @look: what the preamble sets when the row begins at the left
 */
typedef struct
{
  guint codes[VOST_SCC_COLUMNS + 8];
  guint width;
  guint lead;
  guint spaces;
  guint look;
} Row;

static guint
colour_code (guint8 colour)
{
  /* White, green, blue, cyan, red, yellow, magenta. */
  static const guint8 codes[8] = { 0, 4, 1, 5, 2, 6, 3, 0 };

  return codes[colour & 7];
}

/* The codes from one look to another: at most two. */
static guint
look_codes (const VostStlAttributes *from, const VostStlAttributes *to, guint ret[2])
{
  guint n = 0, underline = to->underline ? 1 : 0;

  if (from->colour == to->colour && from->italic == to->italic && from->underline == to->underline)
    return 0;
  if (!to->italic || from->colour != to->colour)
    ret[n++] = 0x1120 | colour_code (to->colour) << 1 | underline;
  if (to->italic)
    ret[n++] = 0x112e | underline;

  return n;
}

/* Lays out @n cells; FALSE if they do not fit. */
static gboolean
lay_row (const VostSccCell *cells, guint n, Row *row, guint *outcome)
{
  VostStlAttributes look = plain_look;
  guint gap = 0, indent = row->spaces;

  *row = (Row){ .spaces = indent };
  for (guint i = 0; i < n; i++)
    {
      guint codes[2], count, fallback;

      if (cells[i].c == ' ')
        {
          gap++;
          continue;
        }
      count = look_codes (&look, &cells[i].look, codes);
      if (row->width == 0 && gap == 0 && count == 1)
        row->look = codes[0];
      if (row->width > 0 && count > gap)
        *outcome |= VOST_SCC_SPLIT_WORD;
      for (; gap > count && row->width < VOST_SCC_COLUMNS; gap--)
        row->codes[row->width++] = ' ';
      for (guint j = 0; j < count; j++)
        row->codes[row->width++] = codes[j];
      row->lead = row->width == count ? count : row->lead;
      gap = 0;
      look = cells[i].look;
      row->codes[row->width++] = vost_scc_code (cells[i].c, &fallback);
      if (row->width > VOST_SCC_COLUMNS + (row->look != 0 ? 1 : 0))
        return FALSE;
    }

  return TRUE;
}

/* The longest part of the line that fits a row; *ret_n cells of it are done with. */
static void
take_row (const VostSccCell *cells, guint n, Row *row, guint *ret_n, guint *outcome)
{
  guint most = MIN (n, VOST_SCC_COLUMNS), cut, ignored = 0;

  while (most > 1 && !lay_row (cells, most, row, &ignored))
    most--;
  cut = most;
  if (most < n)
    {
      while (cut > 0 && cells[cut].c != ' ')
        cut--;
      cut = cut == 0 ? most : cut;
      *outcome |= VOST_SCC_LONG_ROW;
    }
  (void) lay_row (cells, cut, row, outcome);
  while (cut < n && cells[cut].c == ' ')
    cut++;
  *ret_n = cut;
}

/* One line of the text, as many rows as it takes. */
static void
lay_line (GArray *rows, const VostSccCell *cells, guint n, guint *outcome)
{
  guint spaces = 0;

  while (n > 0 && cells[n - 1].c == ' ')
    n--;
  while (spaces < n && cells[spaces].c == ' ')
    spaces++;
  cells += spaces;
  n -= spaces;
  do
    {
      Row row = { .spaces = MIN (spaces, VOST_SCC_COLUMNS) };
      guint taken = 0;

      if (n > 0)
        take_row (cells, n, &row, &taken, outcome);
      g_array_append_val (rows, row);
      cells += taken;
      n -= taken;
    }
  while (n > 0 && rows->len <= VOST_SCC_ROWS);
  if (n > 0)
    *outcome |= VOST_SCC_TOO_LONG;
}

/**
 * Place:
 * @top: the first row
 * @column: of the left edge, or behind the right one
 * @align: 0 left, 1 centre, 2 right
 */
typedef struct
{
  guint top;
  guint column;
  guint align;
} Place;

static guint
nearest_step (double value, double whole, guint steps)
{
  double step = value * steps / whole + 0.5;

  return step <= 0 ? 0 : MIN ((guint) step, steps);
}

/* One of the nine places. */
static Place
numpad_place (guint numpad, guint usual)
{
  Place place = { .align = (numpad - 1) % 3 };

  place.column = place.align == 2 ? VOST_SCC_COLUMNS : 0;
  place.top = numpad >= 7 ? 0 : numpad >= 4 ? usual / 2 : usual;

  return place;
}

static Place
find_place (const VostConversion *conversion, const VostCue *cue, guint rows)
{
  gboolean exact;
  guint numpad = vost_cue_numpad (conversion, cue, &exact);
  guint usual = VOST_SCC_ROWS - MIN (rows, VOST_SCC_ROWS);
  VostCueSettings settings;
  Place place = numpad_place (numpad == 0 ? 2 : numpad, usual);

  if (vost_text_numpad (cue->text) != 0)
    return place;
  vost_cue_settings_parse (cue->settings, &settings);
  if (settings.has_position &&
      (settings.align == VOST_CUE_ALIGN_LEFT || settings.align == VOST_CUE_ALIGN_RIGHT))
    {
      place.align = settings.align == VOST_CUE_ALIGN_LEFT ? 0 : 2;
      place.column = nearest_step (settings.position - 5, 90, VOST_SCC_COLUMNS);
    }
  if (settings.has_line && !settings.snap_to_lines && settings.line_align == VOST_CUE_ALIGN_START &&
      *settings.vertical == '\0')
    place.top = MIN (nearest_step (settings.line - 10, 80, VOST_SCC_ROWS), usual);

  return place;
}

/* Spaces count from a left edge, and that of all rows is read as the place. */
static gboolean
loses_indent (const GArray *rows, const Place *place)
{
  guint least = G_MAXUINT, most = 0;

  for (guint i = 0; i < rows->len; i++)
    if (g_array_index (rows, Row, i).width > 0)
      {
        least = MIN (least, g_array_index (rows, Row, i).spaces);
        most = MAX (most, g_array_index (rows, Row, i).spaces);
      }

  return most > 0 && (place->align != 0 || least > 0);
}

/* The column of a row's first cell. */
static guint
row_column (const Row *row, const Place *place, guint *lead)
{
  guint width = row->width - row->lead, column;

  column = place->align == 0   ? place->column + row->spaces
           : place->align == 1 ? (VOST_SCC_COLUMNS - MIN (width, VOST_SCC_COLUMNS)) / 2
                               : place->column - MIN (width, place->column);
  /* At the left edge the preamble may do what needs a cell elsewhere. */
  if (column + width > VOST_SCC_COLUMNS)
    column = VOST_SCC_COLUMNS - MIN (width, VOST_SCC_COLUMNS);
  *lead = row->lead;
  if (row->look != 0 && (column == 0 || (row->look & 0xe) == 0))
    *lead = 0;
  column -= MIN (column, *lead);
  if (column + width + *lead > VOST_SCC_COLUMNS)
    column = VOST_SCC_COLUMNS - MIN (width + *lead, VOST_SCC_COLUMNS);

  return column;
}

/* @half: a character that waits for the second one of its word. */
typedef struct
{
  GArray *words;
  guint half;
} Emitter;

static void
emit (Emitter *self, guint word)
{
  g_array_append_val (self->words, word);
}

static void
emit_half (Emitter *self, guint code)
{
  if (self->half == 0)
    {
      self->half = code;
      return;
    }
  emit (self, VOST_SCC_MAY_PART | self->half << 8 | code);
  self->half = 0;
}

/* Codes are sent twice, so that one may get lost. */
static void
emit_control (Emitter *self, guint code, gboolean may_part)
{
  if (self->half != 0)
    emit_half (self, 0);
  emit (self, (may_part ? VOST_SCC_MAY_PART : 0u) | code);
  emit (self, code);
}

static void
emit_character (Emitter *self, guint code)
{
  gunichar c = vost_scc_character (code);
  guint fallback;

  if (code < 0x80)
    {
      emit_half (self, code);
      return;
    }
  (void) vost_scc_code (c, &fallback);
  if (code >= 0x1200 && fallback != 0)
    emit_half (self, fallback);
  emit_control (self, code, code < 0x1200);
}

static guint
preamble_code (guint row, guint column, guint look)
{
  static const guint codes[VOST_SCC_ROWS] = { 0x1140, 0x1160, 0x1240, 0x1260, 0x1540,
                                              0x1560, 0x1640, 0x1660, 0x1740, 0x1760,
                                              0x1040, 0x1340, 0x1360, 0x1440, 0x1460 };

  if ((look & 0xe) != 0)
    return codes[row] | (look & 0xf);

  return codes[row] | (column < 4 ? 0 : (8 + column / 4) << 1) | (look & 1);
}

static void
emit_row (Emitter *self, const Row *row, const Place *place, guint number)
{
  guint lead, column = row_column (row, place, &lead);
  gboolean look = row->lead > lead;

  emit_control (self, preamble_code (number, column, look ? row->look : 0), TRUE);
  if (column % 4 != 0)
    emit_control (self, VOST_SCC_TAB | column % 4, TRUE);
  for (guint i = row->lead - lead; i < row->width; i++)
    if (row->codes[i] >= 0x1120 && row->codes[i] < 0x1130)
      emit_control (self, row->codes[i], TRUE);
    else
      emit_character (self, row->codes[i]);
}

static gboolean
has_text (const GArray *cells, guint from)
{
  for (guint i = from; i < cells->len; i++)
    {
      gunichar c = g_array_index (cells, VostSccCell, i).c;

      if (c != ' ' && c != '\n')
        return TRUE;
    }

  return FALSE;
}

/* All lines, without empty ones above and below. */
static void
lay_lines (GArray *rows, const GArray *cells, guint *outcome)
{
  guint from = 0;

  for (guint i = 0; i <= cells->len && rows->len <= VOST_SCC_ROWS; i++)
    {
      Row empty = { .width = 0 };

      if (i < cells->len && g_array_index (cells, VostSccCell, i).c != '\n')
        continue;
      if (from < i)
        lay_line (rows, &g_array_index (cells, VostSccCell, from), i - from, outcome);
      else if (rows->len > 0)
        g_array_append_val (rows, empty);
      from = i + 1;
    }
  if (rows->len > VOST_SCC_ROWS && has_text (cells, from))
    *outcome |= VOST_SCC_TOO_LONG;
  while (rows->len > 0 && g_array_index (rows, Row, rows->len - 1).width == 0)
    g_array_set_size (rows, rows->len - 1);
  while (rows->len > 0 && g_array_index (rows, Row, 0).width == 0)
    g_array_remove_index (rows, 0);
}

guint
vost_scc_encode (const VostConversion *conversion,
                 const VostCue *cue,
                 GArray *words,
                 GString *missing)
{
  g_autoptr (GArray) cells = g_array_new (FALSE, FALSE, sizeof (VostSccCell));
  g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (Row));
  g_autofree Parser *parser = g_new0 (Parser, 1);
  Emitter emitter = { words, 0 };
  guint outcome;
  Place place;

  parser->conversion = conversion;
  parser->cells = cells;
  parser->missing = missing;
  parse_cue (parser, cue);
  outcome = parser->outcome;
  if (!has_text (cells, 0))
    return missing->len > 0 ? outcome : VOST_SCC_EMPTY;
  lay_lines (rows, cells, &outcome);
  if (rows->len > VOST_SCC_ROWS)
    outcome |= VOST_SCC_TOO_LONG;
  place = find_place (conversion, cue, rows->len);
  if (loses_indent (rows, &place))
    outcome |= VOST_SCC_LOST_INDENT;
  emit_control (&emitter, VOST_SCC_RCL, TRUE);
  emit_control (&emitter, VOST_SCC_ENM, TRUE);
  for (guint i = 0; i < MIN (rows->len, VOST_SCC_ROWS); i++)
    if (g_array_index (rows, Row, i).width > 0)
      emit_row (&emitter, &g_array_index (rows, Row, i), &place, place.top + i);
  if (emitter.half != 0)
    emit_half (&emitter, 0);

  return outcome;
}
