/* CEA-608: text and place of what is on the screen. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "scc-private.h"

/* How far from the middle a centred row may be, because indents come in steps of four. */
#define SLACK 2

/* Kinds of tags of EBU STL that are used: colour, italics, underline. */
#define FIRST_TAG 1u
#define END_TAG 4u

/* Where the text of a row begins and ends; @left is @right of an empty row. */
typedef struct
{
  guint left;
  guint right;
} Extent;

typedef struct
{
  guint top;
  guint bottom;
  Extent rows[VOST_SCC_ROWS];
} Shape;

static gboolean
is_seen (const VostSccCell *cell)
{
  return cell->c != 0 && cell->c != ' ';
}

static gboolean
measure (const VostSccScreen *screen, Shape *ret)
{
  gboolean some = FALSE;

  *ret = (Shape){ 0 };
  for (guint i = 0; i < VOST_SCC_ROWS; i++)
    {
      Extent *row = &ret->rows[i];

      for (guint j = 0; j < VOST_SCC_COLUMNS && (screen->used & 1u << i) != 0; j++)
        if (is_seen (&screen->cells[i][j]))
          {
            row->left = row->right == 0 ? j : row->left;
            row->right = j + 1;
          }
      if (row->right == 0)
        continue;
      ret->top = some ? ret->top : i;
      ret->bottom = i;
      some = TRUE;
    }

  return some;
}

/* Whether all rows are within @slack of the middle. */
static gboolean
is_centred (const Shape *shape, guint slack)
{
  for (guint i = shape->top; i <= shape->bottom; i++)
    {
      const Extent *row = &shape->rows[i];
      int ideal = (int) (VOST_SCC_COLUMNS - (row->right - row->left)) / 2;

      if (row->right > 0 && (guint) ABS ((int) row->left - ideal) > slack)
        return FALSE;
    }

  return TRUE;
}

/* Whether all rows begin, or end, in the same column; that of the first of several. */
static gboolean
is_flush (const Shape *shape, gboolean right)
{
  const Extent *top = &shape->rows[shape->top];

  for (guint i = shape->top; i <= shape->bottom; i++)
    {
      const Extent *row = &shape->rows[i];

      if (row->right > 0 && (right ? row->right != top->right : row->left != top->left))
        return FALSE;
    }

  return shape->bottom > shape->top;
}

/* A single row that ends where the last column does, with room in front of it. */
static gboolean
is_one_at_right (const Shape *shape)
{
  const Extent *top = &shape->rows[shape->top];

  return shape->bottom == shape->top && top->right == VOST_SCC_COLUMNS && top->left > SLACK;
}

/* The column that rows begin at with all of their spaces, or -1. */
static int
left_edge (const Shape *shape)
{
  guint least = VOST_SCC_COLUMNS;

  if (is_centred (shape, 0) || is_one_at_right (shape))
    return -1;
  if (!is_flush (shape, FALSE) && (is_flush (shape, TRUE) || is_centred (shape, SLACK)))
    return -1;
  for (guint i = shape->top; i <= shape->bottom; i++)
    if (shape->rows[i].right > 0)
      least = MIN (least, shape->rows[i].left);

  return (int) least;
}

static void
append_percent (GString *out, const char *name, guint hundredths)
{
  g_string_append_printf (out, "%s%s%u", out->len > 0 ? " " : "", name, hundredths / 100);
  if (hundredths % 100 != 0)
    g_string_append_printf (out, hundredths % 10 == 0 ? ".%u" : ".%02u",
                            hundredths % 10 == 0 ? hundredths % 100 / 10 : hundredths % 100);
  g_string_append_c (out, '%');
}

/* The picture's edges stay free: a tenth above and below, half of it at the sides. */
static char *
make_settings (const Shape *shape, int edge)
{
  GString *out = g_string_new (NULL);

  if (shape->bottom != VOST_SCC_ROWS - 1)
    append_percent (out, "line:", 1000 + 8000 * shape->top / VOST_SCC_ROWS);
  if (edge >= 0)
    {
      append_percent (out, "position:", 500 + 9000 * (guint) edge / VOST_SCC_COLUMNS);
      g_string_append (out, " align:left");
    }
  else if (!is_centred (shape, 0) && (is_flush (shape, TRUE) || is_one_at_right (shape)))
    {
      append_percent (out,
                      "position:", 500 + 9000 * shape->rows[shape->top].right / VOST_SCC_COLUMNS);
      g_string_append (out, " align:right");
    }

  return g_string_free (out, FALSE);
}

/* Text so far: @run is what no tag parts, @gap the spaces after it. */
typedef struct
{
  GString *out;
  GString *run;
  GString *gap;
  VostStlAttributes look;
} Scribe;

static void
change_look (Scribe *self, const VostStlAttributes *to)
{
  guint kind = FIRST_TAG;
  gboolean ends = FALSE;

  while (kind < END_TAG && vost_stl_attribute (&self->look, kind) == vost_stl_attribute (to, kind))
    kind++;
  if (kind == END_TAG)
    {
      g_string_append_len (self->run, self->gap->str, (gssize) self->gap->len);
      g_string_truncate (self->gap, 0);
      return;
    }
  for (guint i = kind; i < END_TAG; i++)
    ends |= vost_stl_attribute (&self->look, i) != 0;
  vost_markup_append_plain (self->out, self->run->str, self->run->len, ends || self->gap->len == 0);
  for (guint i = END_TAG; i-- > kind;)
    if (vost_stl_attribute (&self->look, i) != 0)
      g_string_append (self->out, vost_stl_end_tag (i));
  g_string_append_len (self->out, self->gap->str, (gssize) self->gap->len);
  g_string_truncate (self->run, 0);
  g_string_truncate (self->gap, 0);
  for (guint i = kind; i < END_TAG; i++)
    if (vost_stl_attribute (to, i) != 0)
      vost_stl_append_start_tag (self->out, i, vost_stl_attribute (to, i));
  self->look = *to;
}

gboolean
vost_scc_screen_read (const VostSccScreen *screen, char **ret_text, char **ret_settings)
{
  static const VostStlAttributes plain = { .colour = VOST_STL_WHITE };
  g_autoptr (GString) out = g_string_new (NULL);
  g_autoptr (GString) run = g_string_new (NULL);
  g_autoptr (GString) gap = g_string_new (NULL);
  Scribe scribe = { out, run, gap, plain };
  Shape shape;
  int edge;

  if (!measure (screen, &shape))
    return FALSE;
  edge = left_edge (&shape);
  for (guint i = shape.top; i <= shape.bottom; i++)
    {
      const Extent *row = &shape.rows[i];

      if (i > shape.top)
        g_string_append_c (gap, '\n');
      for (guint j = edge >= 0 ? (guint) edge : row->left; j < row->right; j++)
        {
          const VostSccCell *cell = &screen->cells[i][j];

          if (!is_seen (cell))
            {
              g_string_append_c (gap, ' ');
              continue;
            }
          change_look (&scribe, &cell->look);
          g_string_append_unichar (run, cell->c);
        }
    }
  change_look (&scribe, &plain);
  vost_markup_append_plain (out, run->str, run->len, FALSE);
  *ret_text = g_string_free (g_steal_pointer (&out), FALSE);
  *ret_settings = make_settings (&shape, edge);

  return TRUE;
}
