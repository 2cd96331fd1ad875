/* EBU STL: a text field to markup. A row of teletext is a row of cells; codes take a cell too. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "stl-private.h"

#include "stl-look-private.h"

/**
 * Cell: a character, or a code that shows as a space.
 * @mark: a combining mark that has no place in @c
 */
typedef struct
{
  gunichar c;
  gunichar mark;
  gboolean code;
  VostStlAttributes look;
} Cell;

typedef struct
{
  guint first; /* cells of the row */
  guint end;
  guint visible; /* first and one after the last that is seen; equal if none is */
  guint visible_end;
  guint indent;
  gboolean tall;
} Row;

typedef struct
{
  guint table;
  GArray *cells;
  GArray *rows;
  VostStlAttributes state;
  VostStlLook *look;
} Decoder;

static void
add_cell (Decoder *self, gunichar c, gunichar mark, gboolean code)
{
  Cell cell = { c, mark, code, self->state };

  g_array_append_val (self->cells, cell);
}

static void
note_odd (Decoder *self, gsize at)
{
  if (self->look->odd == 0)
    self->look->odd = (guint) at + 1;
}

/* Codes from 00 to 1F. */
static void
take_code (Decoder *self, guint8 code, gsize at)
{
  Row *row = &g_array_index (self->rows, Row, self->rows->len - 1);

  add_cell (self, ' ', 0, TRUE);
  if (code < 8)
    self->state.colour = code;
  else if (code == VOST_STL_START_BOX)
    self->look->boxed = TRUE;
  else if (code == VOST_STL_DOUBLE_HEIGHT)
    row->tall = TRUE;
  else if (code == VOST_STL_BLACK_BACKGROUND)
    self->state.background = 0;
  else if (code == VOST_STL_NEW_BACKGROUND)
    self->state.background = self->state.colour;
  else if (code != VOST_STL_END_BOX && code != VOST_STL_NORMAL_HEIGHT)
    note_odd (self, at);
}

/* Codes from 80 to 9F, which take no cell. */
static void
take_switch (Decoder *self, guint8 code, gsize at)
{
  switch (code)
    {
    case 0x80:
    case 0x81:
      self->state.italic = code == 0x80;
      break;
    case 0x82:
    case 0x83:
      self->state.underline = code == 0x82;
      break;
    case 0x84:
    case 0x85:
      self->state.box = code == 0x84;
      break;
    case VOST_STL_FILLER:
      break;
    default:
      note_odd (self, at);
    }
}

static void
begin_row (Decoder *self)
{
  Row row = { .first = self->cells->len };

  if (self->rows->len > 0)
    g_array_index (self->rows, Row, self->rows->len - 1).end = self->cells->len;
  self->state.colour = VOST_STL_WHITE;
  self->state.background = 0;
  g_array_append_val (self->rows, row);
}

/* A character, of which the diacritic may come first. */
static gsize
take_character (Decoder *self, const guint8 *field, gsize len, gsize at)
{
  gunichar c = vost_stl_character (self->table, field[at]);
  gunichar base = 0, whole;

  if (c == 0)
    {
      add_cell (self, VOST_STL_STRAY_BYTE + field[at], 0, FALSE);
      return 1;
    }
  if (!vost_stl_is_mark (c))
    {
      add_cell (self, c, 0, FALSE);
      return 1;
    }
  if (at + 1 < len && (field[at + 1] < 0x80 || field[at + 1] >= 0xa0))
    base = vost_stl_character (self->table, field[at + 1]);
  if (base == 0 || vost_stl_is_mark (base) || (base == ' ' && vost_stl_spacing (c) == 0))
    {
      add_cell (self, VOST_STL_STRAY_BYTE + field[at], 0, FALSE);
      return 1;
    }
  if (base == 'g' && c == 0x301)
    add_cell (self, 0x123, 0, FALSE); /* the Latvian letter, whose cedilla is above it */
  else if (base == ' ')
    add_cell (self, vost_stl_spacing (c), 0, FALSE);
  else if (g_unichar_compose (base, c, &whole))
    add_cell (self, whole, 0, FALSE);
  else
    add_cell (self, base, c, FALSE);

  return 2;
}

static void
split_cells (Decoder *self, const guint8 *field, gsize len)
{
  gsize at = 0;

  begin_row (self);
  while (at < len)
    if (field[at] == VOST_STL_NEWLINE)
      {
        begin_row (self);
        at++;
      }
    else if (field[at] < 0x20)
      {
        take_code (self, field[at], at);
        at++;
      }
    else if (field[at] >= 0x80 && field[at] < 0xa0)
      {
        take_switch (self, field[at], at);
        at++;
      }
    else
      at += take_character (self, field, len, at);
  g_array_index (self->rows, Row, self->rows->len - 1).end = self->cells->len;
}

static const Cell *
cell_at (const Decoder *self, guint i)
{
  return &g_array_index (self->cells, Cell, i);
}

static void
measure_row (const Decoder *self, Row *row)
{
  row->visible = row->first;
  row->visible_end = row->end;
  while (row->visible < row->end && cell_at (self, row->visible)->c == ' ')
    {
      if (!cell_at (self, row->visible)->code)
        row->indent++;
      row->visible++;
    }
  while (row->visible_end > row->visible && cell_at (self, row->visible_end - 1)->c == ' ')
    row->visible_end--;
}

static gboolean
row_is_empty (const Row *row)
{
  return row->visible == row->visible_end;
}

/* Leaves out the rows that the lower halves of tall characters cover. */
static void
uncover_rows (Decoder *self)
{
  GArray *rows = self->rows;
  guint kept = 0;
  gboolean covered = FALSE;

  for (guint i = 0; i < rows->len; i++)
    {
      Row row = g_array_index (rows, Row, i);

      measure_row (self, &row);
      if (covered && row_is_empty (&row) && !row.tall)
        {
          covered = FALSE;
          continue;
        }
      covered = row.tall;
      g_array_index (rows, Row, kept++) = row;
    }
  g_array_set_size (rows, kept);
}

/* Leaves out the empty rows at both ends. */
static void
trim_rows (Decoder *self)
{
  GArray *rows = self->rows;
  guint kept = rows->len, first = 0;

  while (kept > 0 && row_is_empty (&g_array_index (rows, Row, kept - 1)))
    kept--;
  g_array_set_size (rows, kept);
  while (first < kept && row_is_empty (&g_array_index (rows, Row, first)))
    self->look->rows_above += g_array_index (rows, Row, first++).tall ? 2 : 1;
  if (first > 0)
    g_array_remove_range (rows, 0, first);
}

static void
arrange_rows (Decoder *self)
{
  const GArray *rows = self->rows;
  guint indent = G_MAXUINT;

  uncover_rows (self);
  trim_rows (self);
  for (guint i = 0; i < rows->len; i++)
    {
      const Row *row = &g_array_index (rows, Row, i);

      self->look->tall |= row->tall;
      if (!row_is_empty (row))
        indent = MIN (indent, row->indent);
    }
  self->look->rows = rows->len * (self->look->tall ? 2 : 1);
  self->look->indent = rows->len > 0 ? indent : 0;
}

/* The text that is put together, with the tags that are open. */
typedef struct
{
  GString *out;
  GString *plain;
  VostStlAttributes open;
} Markup;

static void
flush_plain (Markup *self, gboolean tag_follows)
{
  vost_markup_append_plain (self->out, self->plain->str, self->plain->len, tag_follows);
  g_string_truncate (self->plain, 0);
}

/* Ends the tags from the first one on that is to be another. */
static void
close_tags (Markup *self, const VostStlAttributes *next)
{
  guint keep = 0;

  while (keep < VOST_STL_TAGS &&
         vost_stl_attribute (&self->open, keep) == vost_stl_attribute (next, keep))
    keep++;
  if (keep == VOST_STL_TAGS)
    return;
  flush_plain (self, TRUE);
  for (guint i = VOST_STL_TAGS; i-- > keep;)
    {
      if (vost_stl_attribute (&self->open, i) != 0)
        g_string_append (self->out, vost_stl_end_tag (i));
      vost_stl_set_attribute (&self->open, i, 0);
    }
}

static void
open_tags (Markup *self, const VostStlAttributes *next)
{
  close_tags (self, next);
  for (guint i = 0; i < VOST_STL_TAGS; i++)
    {
      guint value = vost_stl_attribute (next, i);

      if (vost_stl_attribute (&self->open, i) == value)
        continue;
      flush_plain (self, TRUE);
      vost_stl_append_start_tag (self->out, i, value);
      vost_stl_set_attribute (&self->open, i, value);
    }
}

/* One space for a run of spaces with a code among them; it takes the plainer look of both sides. */
static guint
skip_gap (const Decoder *self, guint i, Markup *markup)
{
  static const VostStlAttributes none = { .colour = VOST_STL_WHITE };
  guint end = i;
  gboolean code = FALSE;

  while (cell_at (self, end)->c == ' ')
    code |= cell_at (self, end++)->code;
  if (code)
    open_tags (markup, vost_stl_attributes_equal (&cell_at (self, end)->look, &none)
                           ? &none
                           : &cell_at (self, i - 1)->look);
  for (guint j = i; j < end; j++)
    if (!code)
      {
        open_tags (markup, &cell_at (self, j)->look);
        g_string_append_c (markup->plain, ' ');
      }
  if (code)
    g_string_append_c (markup->plain, ' ');

  return end;
}

static void
append_row (const Decoder *self, const Row *row, guint spaces, Markup *markup)
{
  for (guint i = row->visible; i < row->visible_end;)
    {
      const Cell *cell = cell_at (self, i);

      if (cell->c == ' ')
        {
          i = skip_gap (self, i, markup);
          continue;
        }
      open_tags (markup, &cell->look);
      for (; spaces > 0; spaces--)
        g_string_append_c (markup->plain, ' ');
      g_string_append_unichar (markup->plain, cell->c);
      if (cell->mark != 0)
        g_string_append_unichar (markup->plain, cell->mark);
      i++;
    }
}

char *
vost_stl_decode_text (guint table,
                      const guint8 *field,
                      gsize len,
                      gboolean keep_indent,
                      VostStlLook *ret)
{
  g_autoptr (GArray) cells = g_array_sized_new (FALSE, FALSE, sizeof (Cell), (guint) len);
  g_autoptr (GArray) rows = g_array_sized_new (FALSE, FALSE, sizeof (Row), 16);
  g_autoptr (GString) plain = g_string_new (NULL);
  static const VostStlAttributes none = { .colour = VOST_STL_WHITE };
  Decoder decoder = { table, cells, rows, none, ret };
  Markup markup = { g_string_new (NULL), plain, none };

  *ret = (VostStlLook){ 0 };
  split_cells (&decoder, field, len);
  arrange_rows (&decoder);
  for (guint i = 0; i < rows->len; i++)
    {
      const Row *row = &g_array_index (rows, Row, i);

      if (i > 0 && row_is_empty (row))
        close_tags (&markup, &none);
      else if (i > 0)
        close_tags (&markup, &cell_at (&decoder, row->visible)->look);
      if (i > 0)
        g_string_append_c (plain, '\n');
      append_row (&decoder, row, keep_indent ? row->indent - ret->indent : 0, &markup);
    }
  close_tags (&markup, &none);
  flush_plain (&markup, FALSE);

  return g_string_free (markup.out, FALSE);
}
