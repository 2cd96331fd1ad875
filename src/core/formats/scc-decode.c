/* CEA-608: codes to captions. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "scc-private.h"

/* What nobody clears is shown for five seconds, as in formats without ends. */
#define NO_END 150

static const VostStlAttributes plain_look = { .colour = VOST_STL_WHITE };
/* Teletext's numbers of 608's colours: white, green, blue, cyan, red, yellow, magenta. */
static const guint8 colours[7] = { 7, 2, 4, 6, 1, 3, 5 };

static void
caption_clear (gpointer data)
{
  VostSccCaption *caption = data;

  g_free (caption->text);
  g_free (caption->settings);
}

void
vost_scc_decoder_init (VostSccDecoder *self)
{
  *self = (VostSccDecoder){ .look = plain_look, .row = VOST_SCC_ROWS - 1, .pending = G_MAXSIZE };
  self->captions = g_array_new (FALSE, FALSE, sizeof (VostSccCaption));
  g_array_set_clear_func (self->captions, caption_clear);
}

void
vost_scc_decoder_clear (VostSccDecoder *self)
{
  g_clear_pointer (&self->captions, g_array_unref);
}

static void
clear_screen (VostSccScreen *screen)
{
  for (guint i = 0; i < VOST_SCC_ROWS && screen->used != 0; i++)
    if ((screen->used & 1u << i) != 0)
      memset (screen->cells[i], 0, sizeof screen->cells[i]);
  screen->used = 0;
}

/* The screen that is written to. */
static VostSccScreen *
target (VostSccDecoder *self)
{
  return &self->screens[self->mode == VOST_SCC_POP_ON ? 1 - self->front : self->front];
}

static void
begin (VostSccDecoder *self, gint64 frame, gsize offset, guint line)
{
  if (self->pending != G_MAXSIZE)
    return;
  self->pending = offset;
  self->pending_line = line;
  self->pending_first = frame;
}

static void
open_caption (VostSccDecoder *self, gint64 frame)
{
  self->current = (VostSccCaption){ .start = frame,
                                    .offset = self->pending,
                                    .line = self->pending_line,
                                    .first = self->pending_first };
  self->open = TRUE;
  self->pending = G_MAXSIZE;
}

static void
close_caption (VostSccDecoder *self, gint64 frame)
{
  if (!self->open)
    return;
  self->open = FALSE;
  self->adding = FALSE;
  if (!vost_scc_screen_read (&self->screens[self->front], &self->current.text,
                             &self->current.settings))
    {
      self->pending = self->current.offset;
      self->pending_line = self->current.line;
      self->pending_first = self->current.first;
      return;
    }
  self->current.end = frame;
  g_array_append_val (self->captions, self->current);
}

static void
put_cell (VostSccDecoder *self, gunichar c)
{
  VostSccScreen *screen = target (self);

  screen->cells[self->row][MIN (self->column, VOST_SCC_COLUMNS - 1)] =
      (VostSccCell){ c, self->look };
  screen->used |= 1u << self->row;
  self->column = MIN (self->column + 1, VOST_SCC_COLUMNS);
}

static void
put_character (VostSccDecoder *self, gunichar c, gint64 frame, gsize offset, guint line)
{
  if (self->mode == VOST_SCC_TEXT || c == 0)
    return;
  if (self->mode != VOST_SCC_POP_ON && c != ' ' && !self->adding)
    {
      close_caption (self, frame);
      begin (self, frame, offset, line);
      open_caption (self, frame);
      self->adding = TRUE;
    }
  else if (self->adding && self->mode != VOST_SCC_POP_ON)
    self->pending = G_MAXSIZE;
  else
    begin (self, frame, offset, line);
  put_cell (self, c);
}

/* Rows of roll-up captions move with their base. */
static void
move_row (VostSccDecoder *self, guint row)
{
  VostSccScreen *screen = target (self);

  if (self->mode == VOST_SCC_ROLL_UP && row != self->row)
    {
      memcpy (screen->cells[row], screen->cells[self->row], sizeof screen->cells[row]);
      memset (screen->cells[self->row], 0, sizeof screen->cells[row]);
      screen->used = 1u << row;
    }
  self->row = row;
}

static void
preamble (VostSccDecoder *self, guint first, guint second)
{
  static const guint8 rows[8] = { 11, 1, 3, 12, 14, 5, 7, 9 };
  guint row = rows[first & 7] - 1, attribute = second >> 1 & 15;

  if ((second & 0x20) != 0 && (first & 7) != 0)
    row++;
  move_row (self, row);
  self->look = plain_look;
  self->look.underline = (second & 1) != 0;
  self->column = 0;
  if (attribute < 7)
    self->look.colour = colours[attribute];
  else if (attribute == 7)
    self->look.italic = TRUE;
  else
    self->column = 4 * (attribute - 8);
}

static void
mid_row (VostSccDecoder *self, guint second)
{
  guint attribute = second >> 1 & 7;

  self->look.underline = (second & 1) != 0;
  self->look.italic = attribute == 7;
  if (attribute < 7)
    self->look.colour = colours[attribute];
  put_cell (self, ' ');
}

static void
erase (VostSccDecoder *self, guint from, guint to)
{
  VostSccScreen *screen = target (self);

  for (guint i = from; i < to; i++)
    screen->cells[self->row][i].c = 0;
}

/* Codes that change what is shown. */
static void
flip (VostSccDecoder *self, guint code, gint64 frame)
{
  close_caption (self, frame);
  switch (code)
    {
    case VOST_SCC_EDM:
      clear_screen (&self->screens[self->front]);
      break;
    case VOST_SCC_EOC:
      self->front = 1 - self->front;
      self->mode = VOST_SCC_POP_ON;
      if (self->screens[self->front].used != 0)
        open_caption (self, frame);
      break;
    default:
      /* The row above stays for players; here each row is a caption of its own. */
      clear_screen (&self->screens[self->front]);
      self->column = 0;
      self->look = plain_look;
    }
}

static void
set_mode (VostSccDecoder *self, VostSccMode mode, gint64 frame)
{
  if (mode == VOST_SCC_ROLL_UP && self->mode != mode)
    {
      close_caption (self, frame);
      clear_screen (&self->screens[0]);
      clear_screen (&self->screens[1]);
      self->row = VOST_SCC_ROWS - 1;
      self->column = 0;
      self->look = plain_look;
    }
  if (mode == VOST_SCC_TEXT)
    self->ignored |= VOST_SCC_TEXT_MODE;
  if (mode != VOST_SCC_ROLL_UP || self->mode != mode)
    self->adding = FALSE;
  self->mode = mode;
}

static void
change_mode (VostSccDecoder *self, guint code, gint64 frame)
{
  set_mode (self,
            code == VOST_SCC_RCL ? VOST_SCC_POP_ON
            : code == 0x1429     ? VOST_SCC_PAINT_ON
            : code >= 0x142a     ? VOST_SCC_TEXT
                                 : VOST_SCC_ROLL_UP,
            frame);
}

static void
command (VostSccDecoder *self, guint code, gint64 frame)
{
  switch (code)
    {
    case 0x1421:
      self->column -= self->column > 0 ? 1 : 0;
      erase (self, self->column, self->column + 1);
      break;
    case 0x1424:
      erase (self, self->column, VOST_SCC_COLUMNS);
      break;
    case 0x1428:
      put_cell (self, ' ');
      break;
    case 0x142d:
      if (self->mode == VOST_SCC_ROLL_UP)
        flip (self, code, frame);
      break;
    case VOST_SCC_ENM:
      clear_screen (&self->screens[1 - self->front]);
      break;
    case VOST_SCC_EDM:
    case VOST_SCC_EOC:
      flip (self, code, frame);
      break;
    default:
      if (code == VOST_SCC_RCL || (code >= 0x1425 && code < 0x142c))
        change_mode (self, code, frame);
      break;
    }
}

/* Codes of characters, looks and places. */
static void
draw (VostSccDecoder *self, guint code, gint64 frame, gsize offset, guint line)
{
  guint first = code >> 8, second = code & 0x7f;

  if (second >= 0x40)
    preamble (self, first, second);
  else if (first == 0x11 && second < 0x30)
    mid_row (self, second);
  else if (first == 0x17 && second > 0x20 && second < 0x24)
    self->column = MIN (self->column + (second & 3), VOST_SCC_COLUMNS - 1);
  else if (first >= 0x11 && first <= 0x13)
    {
      /* Extended characters take the place of the one before. */
      if (first > 0x11)
        self->column -= self->column > 0 ? 1 : 0;
      put_character (self, vost_scc_character (code), frame, offset, line);
    }
}

static void
control (VostSccDecoder *self, guint code, gint64 frame, gsize offset, guint line)
{
  /* The second field has its commands one row further. */
  if (code >= 0x1520 && code < 0x1530)
    code -= 0x100;
  if (code != VOST_SCC_EDM)
    begin (self, frame, offset, line);
  if (code >= 0x1420 && code < 0x1430)
    command (self, code, frame);
  else if (self->mode != VOST_SCC_TEXT)
    draw (self, code, frame, offset, line);
}

void
vost_scc_decode_word (VostSccDecoder *self, guint word, gint64 frame, gsize offset, guint line)
{
  guint first = word >> 8 & 0x7f, second = word & 0x7f;
  guint code = first << 8 | second;
  gboolean again = code == self->last;

  if (code == 0)
    return;
  self->last = 0;
  if (first >= 0x10 && first < 0x20)
    {
      self->xds = FALSE;
      self->other = (first & 8) != 0;
      if (self->other)
        self->ignored |= VOST_SCC_OTHER_CHANNEL;
      if (again)
        return;
      self->last = code;
      if (!self->other && second >= 0x20)
        control (self, code, frame, offset, line);
      return;
    }
  if (first > 0 && first < 0x10)
    {
      self->ignored |= VOST_SCC_XDS;
      self->xds = first != 0x0f;
      return;
    }
  if (self->xds || self->other)
    return;
  put_character (self, vost_scc_character (first), frame, offset, line);
  put_character (self, vost_scc_character (second), frame, offset, line);
}

void
vost_scc_decoder_finish (VostSccDecoder *self)
{
  close_caption (self, self->current.start + NO_END);
}
