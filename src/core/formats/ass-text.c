/* The text of an ASS event: escapes, override blocks, and their twins among our tags. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ass-private.h"

#include <vostok/core/bounds.h>

/* Tags that have a name of their own with us. */
static const char toggles[] = "ibus";

typedef struct
{
  GString *out;
  GString *plain;              /* characters not yet in out */
  GString *pending;            /* override tags not yet in out, without braces */
  char open[VOST_MAX_NESTING]; /* toggles, 'f' for font, from the outside in */
  guint depth;
  guint32 colours[VOST_MAX_NESTING];
  gboolean soft_breaks;
} Decoder;

static void
flush_pending (Decoder *self)
{
  if (self->pending->len == 0)
    return;
  g_string_append_printf (self->out, "{%s}", self->pending->str);
  g_string_truncate (self->pending, 0);
}

static void
flush_plain (Decoder *self, gboolean tag_follows)
{
  vost_markup_append_plain (self->out, self->plain->str, self->plain->len, tag_follows);
  g_string_truncate (self->plain, 0);
}

static void
append_end (GString *out, char name)
{
  if (name == 'f')
    g_string_append (out, "</font>");
  else
    g_string_append_printf (out, "</%c>", name);
}

static void
append_start (Decoder *self, guint at)
{
  if (self->open[at] == 'f')
    g_string_append_printf (self->out, "<font color=\"#%06x\">", self->colours[at]);
  else
    g_string_append_printf (self->out, "<%c>", self->open[at]);
}

static int
find_open (const Decoder *self, char name)
{
  for (guint i = self->depth; i > 0; i--)
    if (self->open[i - 1] == name)
      return (int) i - 1;

  return -1;
}

/* ASS switches cross each other freely; our tags are nested, so what is inside is closed and opened
 * again. */
static void
close_tag (Decoder *self, guint at)
{
  flush_pending (self);
  for (guint i = self->depth; i > at; i--)
    append_end (self->out, self->open[i - 1]);
  for (guint i = at; i + 1 < self->depth; i++)
    {
      self->open[i] = self->open[i + 1];
      self->colours[i] = self->colours[i + 1];
      append_start (self, i);
    }
  self->depth--;
}

static void
close_all (Decoder *self)
{
  while (self->depth > 0)
    close_tag (self, self->depth - 1);
}

static gboolean
open_tag (Decoder *self, char name, guint32 colour)
{
  if (self->depth == VOST_MAX_NESTING)
    return FALSE;
  flush_pending (self);
  self->open[self->depth] = name;
  self->colours[self->depth] = colour;
  append_start (self, self->depth++);

  return TRUE;
}

/* "&H0000FF&", blue first. */
static gboolean
parse_colour (const char *text, gsize len, guint32 *ret)
{
  guint64 bgr = 0;
  gsize n = 0;

  if (len < 3 || text[0] != '&' || g_ascii_toupper (text[1]) != 'H')
    return FALSE;
  text += 2;
  len -= 2;
  if (len > 0 && text[len - 1] == '&')
    len--;
  for (; n < len && g_ascii_isxdigit (text[n]); n++)
    bgr = (bgr << 4 | (guint64) g_ascii_xdigit_value (text[n])) & 0xffffffff;
  if (n == 0 || n != len)
    return FALSE;
  *ret = (guint32) ((bgr & 0xff) << 16 | (bgr & 0xff00) | (bgr >> 16 & 0xff));

  return TRUE;
}

/* A colour tag, without its backslash, that is one of ours; FALSE to keep it verbatim. */
static gboolean
decode_colour (Decoder *self, const char *tag, gsize len)
{
  gsize name = tag[0] == '1' ? 2 : 1;
  int open = find_open (self, 'f');
  guint32 colour;

  if (len < name || tag[name - 1] != 'c')
    return FALSE;
  if (len == name)
    {
      if (open < 0)
        return FALSE;
      close_tag (self, (guint) open);
      return TRUE;
    }
  if (!parse_colour (tag + name, len - name, &colour))
    return FALSE;
  if (open >= 0)
    close_tag (self, (guint) open);

  return open_tag (self, 'f', colour);
}

/* "i1", "i0", "i": a switch that is one of our tags; FALSE to keep it verbatim. */
static gboolean
decode_toggle (Decoder *self, const char *tag, gsize len)
{
  int open = find_open (self, *tag);

  if (strchr (toggles, *tag) == NULL || len > 2)
    return FALSE;
  if (len == 2 && tag[1] == '1')
    return open >= 0 || open_tag (self, *tag, 0);
  if (open < 0 || (len == 2 && tag[1] != '0'))
    return FALSE;
  close_tag (self, (guint) open);

  return TRUE;
}

/* One override tag without its backslash. */
static void
decode_override (Decoder *self, const char *tag, gsize len)
{
  if (len == 0 || *tag == '<')
    return; /* nothing that a player would do anything about */
  if (decode_toggle (self, tag, len))
    return;
  if ((*tag == 'c' || *tag == '1') && decode_colour (self, tag, len))
    return;
  /* A reset ends all that is open, but "\rnd" is something else. */
  if (*tag == 'r' && (len < 3 || memcmp (tag, "rnd", 3) != 0))
    close_all (self);
  g_string_append_c (self->pending, '\\');
  g_string_append_len (self->pending, tag, (gssize) len);
}

/* The inside of a block, from its first backslash on. Tags inside parentheses belong to the one
 * before them. */
static void
decode_overrides (Decoder *self, const char *text, gsize len)
{
  const char *end = text + len;

  while (text < end)
    {
      const char *tag = ++text;
      guint depth = 0;

      for (; text < end && (*text != '\\' || depth > 0); text++)
        {
          if (*text == '(')
            depth++;
          else if (*text == ')' && depth > 0)
            depth--;
        }
      decode_override (self, tag, (gsize) (text - tag));
    }
}

/* Whether a parenthesis is open at the end: it would swallow the tags that are put behind it in the
 * same block. */
static gboolean
is_open (const char *text, gsize len)
{
  guint depth = 0;

  for (gsize i = 0; i < len; i++)
    if (text[i] == '(')
      depth++;
    else if (text[i] == ')' && depth > 0)
      depth--;

  return depth > 0;
}

static void
decode_block (Decoder *self, const char *text, gsize len)
{
  g_autoptr (GString) inside = g_string_sized_new (len);

  /* Our blocks cannot hold an opening brace; players ignore it there. */
  for (gsize i = 0; i < len; i++)
    if (text[i] != '{')
      g_string_append_c (inside, text[i]);
  flush_plain (self, TRUE);
  if (*inside->str == '\\' && inside->str[1] != '*')
    {
      decode_overrides (self, inside->str, inside->len);
      if (is_open (self->pending->str, self->pending->len))
        flush_pending (self);
      return;
    }
  flush_pending (self);
  g_string_append_printf (self->out, "{%s%s}", *inside->str == '\\' ? "" : "\\*", inside->str);
}

static gsize
decode_escape (Decoder *self, const char *p, const char *end)
{
  if (end - p >= 2)
    switch (p[1])
      {
      case 'N':
        g_string_append_c (self->plain, '\n');
        return 2;
      case 'n':
        g_string_append_c (self->plain, self->soft_breaks ? '\n' : ' ');
        return 2;
      case 'h':
        g_string_append (self->plain, "\302\240");
        return 2;
      case '{':
      case '}':
        g_string_append_c (self->plain, p[1]);
        return 2;
      default:
        break;
      }
  g_string_append_c (self->plain, '\\');

  return end - p >= 4 && memcmp (p + 1, VOST_JOINER, 3) == 0 ? 4 : 1;
}

char *
vost_ass_decode (const char *text, gsize len, gboolean soft_breaks)
{
  g_autoptr (GString) plain = g_string_new (NULL);
  g_autoptr (GString) pending = g_string_new (NULL);
  Decoder decoder = { g_string_sized_new (len + 1), plain, pending, { 0 }, 0, { 0 }, soft_breaks };
  const char *end = text + len;
  const char *last_close = g_strrstr_len (text, (gssize) len, "}");

  while (text < end)
    {
      /* Only looked for where there is one, or a text of opening braces would take for ever. */
      gboolean closed = *text == '{' && last_close != NULL && text < last_close;
      const char *close = closed ? memchr (text, '}', (gsize) (end - text)) : NULL;

      if (close != NULL)
        {
          decode_block (&decoder, text + 1, (gsize) (close - text - 1));
          text = close + 1;
          continue;
        }
      flush_pending (&decoder);
      if (*text == '\\')
        text += decode_escape (&decoder, text, end);
      else
        g_string_append_c (plain, *text++);
    }
  flush_plain (&decoder, decoder.depth > 0 || pending->len > 0);
  flush_pending (&decoder);
  close_all (&decoder);

  return g_string_free (decoder.out, FALSE);
}

typedef struct
{
  const VostConversion *conversion;
  GString *out;
  GString *block; /* override tags not yet in out */
  guint toggled[4];
  guint depth;
  gboolean shown[VOST_MAX_NESTING]; /* whether the tag of that depth set a colour */
  guint32 colours[VOST_MAX_NESTING];
} Encoder;

static void
flush_block (Encoder *self)
{
  if (self->block->len == 0)
    return;
  /* A backslash before the brace would take it for a character. */
  if (self->out->len > 0 && self->out->str[self->out->len - 1] == '\\')
    g_string_append (self->out, VOST_JOINER);
  g_string_append_c (self->out, '{');
  g_string_append_len (self->out, self->block->str, (gssize) self->block->len);
  g_string_append_c (self->out, '}');
  g_string_truncate (self->block, 0);
}

static void
append_characters (GString *out, const char *text, gsize len)
{
  for (gsize i = 0; i < len; i++)
    {
      /* What was a character before must not become an escape now. */
      if (i == 0 && out->len > 0 && out->str[out->len - 1] == '\\' &&
          strchr ("Nnh{}\342", text[i]) != NULL)
        g_string_append (out, VOST_JOINER);
      if (text[i] == '\n')
        g_string_append (out, "\\N");
      else if (text[i] == '{')
        g_string_append (out, "\\{");
      else if ((guint8) text[i] == 0xc2 && i + 1 < len && (guint8) text[i + 1] == 0xa0)
        {
          g_string_append (out, "\\h");
          i++;
        }
      else if (text[i] != '\r')
        g_string_append_c (out, text[i]);
      if (text[i] == '\\' && i + 1 < len && strchr ("Nnh{}\n\302\342", text[i + 1]) != NULL)
        g_string_append (out, VOST_JOINER);
    }
}

static void
set_colour (Encoder *self, gboolean shown, guint32 colour)
{
  /* "\c" directly before another colour says nothing. */
  if (g_str_has_suffix (self->block->str, "\\c"))
    g_string_truncate (self->block, self->block->len - 2);
  if (shown)
    g_string_append_printf (self->block, "\\c&H%02X%02X%02X&", colour & 0xff, colour >> 8 & 0xff,
                            colour >> 16 & 0xff);
  else
    g_string_append (self->block, "\\c");
}

static void
encode_coloured (Encoder *self, const VostTag *tag)
{
  guint32 colour = 0;
  gboolean shown;

  if (!tag->end)
    {
      shown = vost_tag_colour (self->conversion, tag, &colour) && self->depth < VOST_MAX_NESTING;
      if (self->depth < VOST_MAX_NESTING)
        {
          self->shown[self->depth] = shown;
          self->colours[self->depth] = colour;
        }
      self->depth++;
      if (shown)
        set_colour (self, TRUE, colour);
      return;
    }
  if (self->depth == 0 || self->depth-- > VOST_MAX_NESTING || !self->shown[self->depth])
    return;
  for (guint i = self->depth; i > 0; i--)
    if (self->shown[i - 1])
      {
        set_colour (self, TRUE, self->colours[i - 1]);
        return;
      }
  set_colour (self, FALSE, 0);
}

static void
append_toggle (GString *block, char name, char state)
{
  g_string_append_c (block, '\\');
  g_string_append_c (block, name);
  g_string_append_c (block, state);
}

static void
encode_tag (Encoder *self, const VostToken *token)
{
  VostTag tag;
  const char *toggle;

  if (!vost_markup_tag (token, &tag))
    return;
  if (vost_tag_is (&tag, "font") || vost_tag_is (&tag, "c"))
    {
      encode_coloured (self, &tag);
      return;
    }
  toggle = tag.name_len == 1 ? strchr (toggles, *tag.name) : NULL;
  if (toggle == NULL)
    {
      if (vost_tag_is (&tag, "rt"))
        {
          flush_block (self);
          g_string_append_c (self->out, tag.end ? ')' : '(');
        }
      return;
    }
  if (tag.end && self->toggled[toggle - toggles] > 0 && --self->toggled[toggle - toggles] == 0)
    append_toggle (self->block, *toggle, '0');
  else if (!tag.end && self->toggled[toggle - toggles]++ == 0)
    append_toggle (self->block, *toggle, '1');
}

static void
encode_block (Encoder *self, const VostToken *token)
{
  if (token->start[2] != '*')
    {
      g_string_append_len (self->block, token->start + 1, (gssize) token->len - 2);
      if (is_open (token->start, token->len))
        flush_block (self);
      return;
    }
  flush_block (self);
  if (self->out->len > 0 && self->out->str[self->out->len - 1] == '\\')
    g_string_append (self->out, VOST_JOINER);
  g_string_append_c (self->out, '{');
  g_string_append_len (self->out, token->start + 3, (gssize) token->len - 3);
}

/* What is open at the end is ended, as the reader does it. */
static void
close_open (Encoder *self)
{
  gboolean colour = FALSE;

  for (guint i = 0; i < MIN (self->depth, VOST_MAX_NESTING); i++)
    colour |= self->shown[i];
  if (colour)
    set_colour (self, FALSE, 0);
  for (guint i = 0; toggles[i] != '\0'; i++)
    if (self->toggled[i] > 0)
      append_toggle (self->block, toggles[i], '0');
}

void
vost_ass_encode (GString *out, const char *text, const VostConversion *conversion)
{
  g_autoptr (GString) block = g_string_new (NULL);
  g_autoptr (GString) own = g_string_sized_new (strlen (text) + 16);
  Encoder encoder = { conversion, own, block };
  VostToken token;

  while (vost_markup_next (&text, &token))
    if (token.type == VOST_TOKEN_TAG)
      encode_tag (&encoder, &token);
    else if (token.type == VOST_TOKEN_OVERRIDE)
      encode_block (&encoder, &token);
    else
      {
        flush_block (&encoder);
        append_characters (own, token.start, token.len);
      }
  close_open (&encoder);
  flush_block (&encoder);
  g_string_append_len (out, own->str, (gssize) own->len);
}
