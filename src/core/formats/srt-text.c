/* SubRip's inline markup: the few tags that players agree on, and override blocks. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "srt-text-private.h"

#include <vostok/core/bounds.h>

static const char *
skip_any (const char *p, const char *end, const char *set)
{
  while (p < end && strchr (set, *p) != NULL)
    p++;

  return p;
}

/* Where the attributes of a font tag end, or NULL if it is none. */
static const char *
skip_font (const char *p, const char *end)
{
  if (end - p < 5 || g_ascii_strncasecmp (p, "font", 4) != 0 || strchr (" >\t", p[4]) == NULL)
    return NULL;
  for (p += 4; p < end && strchr ("<>{\n", *p) == NULL; p++)
    ;

  return p;
}

/* Length of "<i>", "< / i >", "<font …>" at @p, or 0; *ret_name is a letter, 'f' for font. */
static gsize
srt_tag_length (const char *p, const char *end, char *ret_name, gboolean *ret_close)
{
  const char *name = skip_any (p + 1, end, " /");
  const char *stop;

  *ret_close = memchr (p, '/', (gsize) (name - p)) != NULL;
  if (name == end)
    return 0;
  *ret_name = g_ascii_tolower (*name);
  stop = *ret_name == 'f' ? skip_font (name, end) : NULL;
  if (strchr ("ibus", *ret_name) != NULL)
    stop = skip_any (name + 1, end, " /");

  return stop != NULL && stop < end && *stop == '>' ? (gsize) (stop + 1 - p) : 0;
}

static void
append_letter_tag (GString *out, char name, gboolean close)
{
  g_string_append (out, close ? "</" : "<");
  g_string_append_c (out, name);
  g_string_append_c (out, '>');
}

static void
append_tag (GString *out, const char *tag, gsize len, char name, gboolean close)
{
  const char *value;

  if (name != 'f')
    {
      append_letter_tag (out, name, close);
      return;
    }
  if (close)
    {
      g_string_append (out, "</font>");
      return;
    }
  value = tag + 1;
  while (g_ascii_tolower (*value) != 't')
    value++;
  value++;
  g_string_append (out, "<font");
  if (*value != '>')
    {
      g_string_append_c (out, ' ');
      g_string_append_len (out, value + 1, tag + len - value - 1);
    }
  else
    g_string_append_c (out, '>');
}

static void
flush_plain (GString *out, GString *plain, gboolean tag_follows)
{
  vost_markup_append_plain (out, plain->str, plain->len, tag_follows);
  g_string_truncate (plain, 0);
}

/* Length of "{\an8}" at @p, or 0. */
static gsize
srt_override_length (const char *p, const char *end)
{
  const char *start = p;

  if (end - p < 4 || p[1] != '\\' || strchr ("\\<{}\n", p[2]) != NULL)
    return 0;
  for (p += 2; p < end && *p != '}' && *p != '{' && *p != '\n'; p++)
    ;

  return p < end && *p == '}' ? (gsize) (p + 1 - start) : 0;
}

/* Characters before the next place where markup may begin. */
static gsize
span_plain (const char *p, const char *end)
{
  const char *start = p;

  while (p < end && *p != '<' && *p != '{')
    p++;

  return (gsize) (p - start);
}

/* What stands at "<" or "{"; how long it is. */
static gsize
decode_markup (GString *out, GString *plain, const char *p, const char *end)
{
  char name = 0;
  gboolean close = FALSE;
  gsize tag = *p == '<' ? srt_tag_length (p, end, &name, &close) : 0;
  gsize block = *p == '{' ? srt_override_length (p, end) : 0;

  if (tag + block == 0)
    {
      g_string_append_c (plain, *p);
      return end - p > 3 && memcmp (p + 1, VOST_JOINER, 3) == 0 ? 4 : 1;
    }
  flush_plain (out, plain, TRUE);
  if (tag > 0)
    append_tag (out, p, tag, name, close);
  else
    g_string_append_len (out, p, (gssize) block);

  return tag + block;
}

char *
vost_srt_decode (const char *text, gsize len)
{
  GString *out = g_string_sized_new (len + 1);
  const char *end = text + len;
  GString *plain;

  if (span_plain (text, end) == len)
    {
      g_string_append_len (out, text, (gssize) len);
      return g_string_free (out, FALSE);
    }
  plain = g_string_sized_new (len + 1);
  while (text < end)
    {
      gsize run = span_plain (text, end);

      g_string_append_len (plain, text, (gssize) run);
      text += run;
      if (text < end)
        text += decode_markup (out, plain, text, end);
    }
  flush_plain (out, plain, FALSE);
  g_string_free (plain, TRUE);

  return g_string_free (out, FALSE);
}

/* Characters that would be read as a tag are parted by a joiner; nobody sees it. */
static void
append_characters (GString *out, const char *text, gsize len)
{
  const char *end = text + len;

  while (text < end)
    {
      gsize run = span_plain (text, end);
      char name;
      gboolean close;

      g_string_append_len (out, text, (gssize) run);
      text += run;
      if (text == end)
        return;
      g_string_append_c (out, *text);
      if ((*text == '<' && srt_tag_length (text, end, &name, &close) > 0) ||
          (*text == '{' && text + 1 < end && text[1] == '\\'))
        g_string_append (out, VOST_JOINER);
      text++;
    }
}

typedef struct
{
  const VostConversion *conversion; /* (nullable): the cue is SubRip's own */
  GString *out;
  GString *plain;
  gboolean drawing;
  gboolean fonts[VOST_MAX_NESTING]; /* whether the open tag of that depth gave a <font> */
  guint depth;
} Encoder;

static void
flush_encoder (Encoder *self)
{
  append_characters (self->out, self->plain->str, self->plain->len);
  g_string_truncate (self->plain, 0);
}

static void
encode_coloured (Encoder *self, const VostTag *tag, const VostToken *token)
{
  guint32 colour = 0;
  gboolean font = vost_tag_is (tag, "font");
  gboolean shown = FALSE;

  if (tag->end)
    {
      shown = self->depth > 0 && self->depth <= VOST_MAX_NESTING && self->fonts[self->depth - 1];
      if (self->depth > 0)
        self->depth--;
      else
        shown = font && self->conversion == NULL;
      if (shown)
        g_string_append (self->out, "</font>");
      return;
    }
  if (font && self->conversion == NULL)
    {
      shown = TRUE;
      g_string_append_len (self->out, token->start, (gssize) token->len);
    }
  else if (self->conversion != NULL && vost_tag_colour (self->conversion, tag, &colour))
    {
      shown = TRUE;
      g_string_append_printf (self->out, "<font color=\"#%06x\">", colour);
    }
  if (self->depth < VOST_MAX_NESTING)
    self->fonts[self->depth] = shown;
  self->depth++;
}

static void
encode_tag (Encoder *self, const VostToken *token)
{
  VostTag tag;

  if (!vost_markup_tag (token, &tag))
    return;
  flush_encoder (self);
  if (vost_tag_is (&tag, "font") || vost_tag_is (&tag, "c"))
    encode_coloured (self, &tag, token);
  else if (tag.name_len == 1 && strchr ("ibus", *tag.name) != NULL)
    append_letter_tag (self->out, *tag.name, tag.end);
  else if (vost_tag_is (&tag, "rt"))
    g_string_append_c (self->out, tag.end ? ')' : '(');
}

static void
encode_override (Encoder *self, const VostToken *token)
{
  vost_markup_drawing (token, &self->drawing);
  if (self->conversion != NULL)
    return;
  flush_encoder (self);
  g_string_append_len (self->out, token->start, (gssize) token->len);
}

void
vost_srt_encode (GString *out, const char *text, const VostConversion *conversion)
{
  g_autoptr (GString) plain = g_string_new (NULL);
  Encoder encoder = { .conversion = conversion, .out = out, .plain = plain };
  VostToken token;

  if (strpbrk (text, "<{\\") == NULL)
    {
      g_string_append (out, text);
      return;
    }
  while (vost_markup_next (&text, &token))
    if (token.type == VOST_TOKEN_TAG)
      encode_tag (&encoder, &token);
    else if (token.type == VOST_TOKEN_OVERRIDE)
      encode_override (&encoder, &token);
    else if (!encoder.drawing || conversion == NULL)
      g_string_append_len (plain, token.start, (gssize) token.len);
  flush_encoder (&encoder);
}
