/* Styled pieces of a TTML paragraph as internal markup. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ttml-private.h"

/* Order of nesting, outermost first. */
typedef enum
{
  SLOT_RUBY,
  SLOT_RUBY_TEXT,
  SLOT_VOICE,
  SLOT_LANGUAGE,
  SLOT_COLOUR,
  SLOT_BOLD,
  SLOT_ITALIC,
  SLOT_UNDERLINE,
  SLOT_STRIKE,
  N_SLOTS,
} Slot;

static const char *const names[N_SLOTS] = { "ruby", "rt", "v", "lang", "font", "b", "i", "u", "s" };

/**
 * Composer:
 * @plain: characters that are not in @out yet
 * @open: what is open in each slot; NULL: nothing. Ruby containers go by their address
 * @space: a space is due before the next character of the line, looking like this
 * @breaks: line breaks that are due: inside the tags when they go on behind them, else between
 * @fresh: nothing but spaces stands in the line
 */
typedef struct
{
  GString *out;
  GString *plain;
  gconstpointer open[N_SLOTS];
  guint32 colour;
  const VostTtmlPiece *space;
  guint breaks;
  gboolean fresh;
} Composer;

static void
flush (Composer *self, gboolean tag_follows)
{
  vost_markup_append_plain (self->out, self->plain->str, self->plain->len, tag_follows);
  g_string_truncate (self->plain, 0);
}

static void
append_breaks (Composer *self, GString *out)
{
  for (; self->breaks > 0; self->breaks--)
    g_string_append_c (out, '\n');
}

static gboolean
same_slot (const Composer *self, const gconstpointer *wanted, guint32 colour, Slot slot)
{
  if (slot == SLOT_COLOUR)
    return (self->open[slot] != NULL) == (wanted[slot] != NULL) &&
           (wanted[slot] == NULL || self->colour == colour);
  if (slot == SLOT_VOICE || slot == SLOT_LANGUAGE)
    return g_strcmp0 (self->open[slot], wanted[slot]) == 0;

  return self->open[slot] == wanted[slot];
}

static void
append_value (GString *out, const char *value)
{
  for (; *value != '\0'; value++)
    if (strchr ("<>{}\n\r", *value) == NULL)
      g_string_append_c (out, *value);
}

static void
open_slot (Composer *self, Slot slot, gconstpointer value)
{
  g_string_append_printf (self->out, "<%s", names[slot]);
  if (slot == SLOT_COLOUR)
    g_string_append_printf (self->out, " color=\"#%06x\"", self->colour);
  else if (slot == SLOT_VOICE || slot == SLOT_LANGUAGE)
    {
      g_string_append_c (self->out, ' ');
      append_value (self->out, value);
    }
  g_string_append_c (self->out, '>');
}

static void
fill_slots (const VostTtmlPiece *piece, gconstpointer *wanted)
{
  gboolean text = piece->ruby == VOST_TTML_RUBY_TEXT;

  wanted[SLOT_RUBY] = text || piece->ruby == VOST_TTML_RUBY_BASE ? piece->ruby_container : NULL;
  wanted[SLOT_RUBY_TEXT] = text ? "" : NULL;
  wanted[SLOT_VOICE] = piece->speaker;
  wanted[SLOT_LANGUAGE] = piece->language;
  wanted[SLOT_COLOUR] = piece->colour != VOST_TTML_WHITE ? "" : NULL;
  wanted[SLOT_BOLD] = piece->face & VOST_TTML_BOLD ? "" : NULL;
  wanted[SLOT_ITALIC] = piece->face & VOST_TTML_ITALIC ? "" : NULL;
  wanted[SLOT_UNDERLINE] = piece->face & VOST_TTML_UNDERLINE ? "" : NULL;
  wanted[SLOT_STRIKE] = piece->face & VOST_TTML_STRIKE ? "" : NULL;
}

/* Closes what the piece does not want, opens what it does; NULL: closes all. */
static void
look_like (Composer *self, const VostTtmlPiece *piece)
{
  gconstpointer wanted[N_SLOTS] = { NULL };
  guint32 colour = piece != NULL ? piece->colour : 0;
  Slot from = 0;

  if (piece != NULL)
    fill_slots (piece, wanted);
  while (from < N_SLOTS && same_slot (self, wanted, colour, from))
    from++;
  if (from == N_SLOTS)
    {
      append_breaks (self, self->plain);
      return;
    }
  flush (self, TRUE);
  for (Slot i = N_SLOTS; i > from; i--)
    if (self->open[i - 1] != NULL)
      g_string_append_printf (self->out, "</%s>", names[i - 1]);
  append_breaks (self, self->out);
  self->colour = colour;
  for (Slot i = from; i < N_SLOTS; i++)
    {
      self->open[i] = wanted[i];
      if (wanted[i] != NULL)
        open_slot (self, i, wanted[i]);
    }
}

static void
append_run (Composer *self, const VostTtmlPiece *piece, const char *text, gsize len)
{
  if (len == 0)
    return;
  if (self->space != NULL)
    {
      look_like (self, self->space);
      self->space = NULL;
      g_string_append_c (self->plain, ' ');
    }
  look_like (self, piece);
  g_string_append_len (self->plain, text, (gssize) len);
  self->fresh = FALSE;
}

static void
append_break (Composer *self)
{
  self->space = NULL;
  self->fresh = TRUE;
  self->breaks++;
}

static void
append_piece (Composer *self, const VostTtmlPiece *piece)
{
  const char *p = piece->text, *end = piece->text + piece->len;

  while (p < end)
    {
      const char *start = p;

      while (p < end && (piece->preserve ? *p != '\n' && *p != '\r' : !vost_xml_is_space (*p)))
        p++;
      append_run (self, piece, start, (gsize) (p - start));
      if (p == end)
        return;
      if (piece->preserve)
        append_break (self);
      else if (!self->fresh && self->space == NULL)
        self->space = piece;
      p += *p == '\r' && p + 1 < end && p[1] == '\n' ? 2 : 1;
    }
}

char *
vost_ttml_compose (const VostTtmlPiece *pieces, guint n)
{
  Composer self = { .out = g_string_new (NULL), .plain = g_string_new (NULL), .fresh = TRUE };

  for (guint i = 0; i < n; i++)
    if (pieces[i].ruby == VOST_TTML_RUBY_DELIMITER)
      continue;
    else if (pieces[i].text == NULL)
      append_break (&self);
    else
      append_piece (&self, &pieces[i]);
  look_like (&self, NULL);
  flush (&self, FALSE);
  g_string_free (self.plain, TRUE);

  return g_string_free (self.out, FALSE);
}
