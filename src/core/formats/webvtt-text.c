/* WebVTT's cue text: the specification's tokenizer, and the way back. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "webvtt-text-private.h"

#include <libxml/HTMLparser.h>

#include <vostok/core/bounds.h>

#include "text-encoding-private.h"

/* The longest name of an HTML 4 entity is "thetasym". */
#define MAX_ENTITY 10
#define SPACES " \t\n\f"

typedef struct
{
  GString *out;
  GString *plain; /* characters not yet in out */
  const char *dropped;
} Decoder;

static gboolean
collect_digits (const char **p, const char *end, guint64 *ret, guint *ret_digits)
{
  guint64 number = 0;

  *ret_digits = 0;
  for (; *p < end && g_ascii_isdigit (**p); (*p)++)
    {
      number = MIN (number * 10 + (guint64) (**p - '0'), G_MAXUINT32);
      (*ret_digits)++;
    }
  *ret = number;

  return *ret_digits > 0;
}

static gboolean
collect_part (const char **p, const char *end, char mark, guint digits, guint64 *ret)
{
  guint n;

  if (*p >= end || *(*p)++ != mark)
    return FALSE;

  return collect_digits (p, end, ret, &n) && n == digits;
}

gboolean
vost_webvtt_parse_time (const char **cursor, const char *end, VostTime *ret)
{
  const char *p = *cursor;
  guint64 first, second, third, ms, seconds;
  guint digits;

  if (!collect_digits (&p, end, &first, &digits) || !collect_part (&p, end, ':', 2, &second))
    return FALSE;
  if (digits != 2 || first > 59 || (p < end && *p == ':'))
    {
      if (!collect_part (&p, end, ':', 2, &third))
        return FALSE;
    }
  else
    {
      third = second;
      second = first;
      first = 0;
    }
  if (!collect_part (&p, end, '.', 3, &ms) || second > 59 || third > 59)
    return FALSE;

  seconds = MIN (first * 3600 + second * 60 + third, (guint64) (VOST_MAX_TIME / VOST_SECOND));
  *ret = (VostTime) seconds * VOST_SECOND + (VostTime) ms * VOST_MSECOND;
  *cursor = p;

  return TRUE;
}

/* What a character reference may give: no half characters, nothing that saving would turn into
 * something else. */
static gunichar
safe_character (guint64 c)
{
  if (c == 0 || c > 0x10ffff || (c >= 0xd800 && c <= 0xdfff) ||
      (c >= VOST_STRAY_BYTE && c <= VOST_STRAY_BYTE + 0xff))
    return 0xfffd;

  return c == '\r' ? ' ' : (gunichar) c;
}

/* "&#32;", "&#x20;" at @p; its length or 0. */
static gsize
numeric_reference (const char *p, const char *end, gunichar *ret)
{
  const char *start = p;
  guint64 number = 0;
  gboolean hex;
  const char *digits;

  p += 2;
  hex = p < end && (*p == 'x' || *p == 'X');
  if (hex)
    p++;
  digits = p;
  for (; p < end && (hex ? g_ascii_isxdigit (*p) : g_ascii_isdigit (*p)); p++)
    number = MIN (number * (hex ? 16 : 10) + (guint64) g_ascii_xdigit_value (*p), G_MAXUINT32);
  if (p == digits)
    return 0;
  *ret = safe_character (number);

  return (gsize) (p - start) + (p < end && *p == ';');
}

static gunichar
named_character (const char *name)
{
  static const struct
  {
    const char *name;
    gunichar c;
  } common[] = { { "amp", '&' },    { "lt", '<' },     { "gt", '>' },   { "nbsp", 0xa0 },
                 { "lrm", 0x200e }, { "rlm", 0x200f }, { "quot", '"' }, { "AMP", '&' },
                 { "LT", '<' },     { "GT", '>' },     { "QUOT", '"' }, { "COPY", 0xa9 },
                 { "REG", 0xae },   { "apos", '\'' } };

  const htmlEntityDesc *entity;

  for (guint i = 0; i < G_N_ELEMENTS (common); i++)
    if (strcmp (name, common[i].name) == 0)
      return common[i].c;
  entity = htmlEntityLookup ((const xmlChar *) name);

  return entity != NULL ? entity->value : 0;
}

/* "&lt;" at @p, or "&copy" as old names may be written; its length or 0. */
static gsize
named_reference (const char *p, const char *end, gunichar *ret)
{
  char name[MAX_ENTITY + 1];
  gsize len = 0;

  while (len < MAX_ENTITY && p + 1 + len < end && g_ascii_isalnum (p[1 + len]))
    {
      name[len] = p[1 + len];
      len++;
    }
  name[len] = '\0';
  if (p + 1 + len < end && p[1 + len] == ';')
    {
      *ret = named_character (name);
      if (*ret != 0)
        return len + 2;
    }
  /* Only Latin-1 names do without the semicolon; the longest one counts. */
  for (; len >= 2; len--)
    {
      name[len] = '\0';
      *ret = named_character (name);
      if (*ret != 0 && *ret < 0x100 && strcmp (name, "apos") != 0)
        return len + 1;
    }

  return 0;
}

static gsize
append_reference (GString *out, const char *p, const char *end)
{
  gunichar c = 0;
  gsize len =
      p + 1 < end && p[1] == '#' ? numeric_reference (p, end, &c) : named_reference (p, end, &c);

  if (len == 0)
    {
      g_string_append_c (out, '&');
      return 1;
    }
  g_string_append_unichar (out, c);

  return len;
}

static void
flush_plain (Decoder *self, gboolean tag_follows)
{
  vost_markup_append_plain (self->out, self->plain->str, self->plain->len, tag_follows);
  g_string_truncate (self->plain, 0);
}

static gsize
span_without (const char *text, gsize len, const char *stops)
{
  gsize n = 0;

  while (n < len && strchr (stops, text[n]) == NULL)
    n++;

  return n;
}

/* The words of an annotation with single spaces; what our markup cannot hold in a value is left
 * out. */
static void
append_annotation (GString *out, const char *text, gsize len)
{
  g_autoptr (GString) decoded = g_string_new (NULL);
  const char *end = text + len;
  gboolean space = TRUE;

  while (text < end)
    if (*text == '&')
      text += append_reference (decoded, text, end);
    else
      g_string_append_c (decoded, *text++);
  for (const char *p = decoded->str; *p != '\0'; p++)
    {
      if (strchr ("<>{", *p) != NULL)
        continue;
      if (strchr (SPACES, *p) == NULL)
        {
          if (space)
            g_string_append_c (out, ' ');
          g_string_append_c (out, *p);
        }
      space = strchr (SPACES, *p) != NULL;
    }
}

static void
append_classes (GString *out, const char *text, gsize len)
{
  while (len > 0)
    {
      gsize n = span_without (text, len, ".");

      if (n > 0 && span_without (text, n, "<>{}") == n)
        {
          g_string_append_c (out, '.');
          g_string_append_len (out, text, (gssize) n);
        }
      n = MIN (n + 1, len);
      text += n;
      len -= n;
    }
}

/* strike and font are no WebVTT, but files that were made from SubRip have them: repairing is
 * easier than guessing. */
static gboolean
is_known (const char *name, gsize len)
{
  static const char *const names[] = { "c", "i", "b", "u", "v", "lang", "ruby", "rt", "s", "font" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (strlen (names[i]) == len && memcmp (names[i], name, len) == 0)
      return TRUE;

  return FALSE;
}

static gboolean
takes_value (const char *name, gsize len)
{
  return len == 4 ? memcmp (name, "lang", 4) == 0 || memcmp (name, "font", 4) == 0
                  : len == 1 && *name == 'v';
}

/* A tag without its angle brackets. */
static void
decode_tag (Decoder *self, const char *tag, gsize len)
{
  const char *p = tag;
  gsize name, classes;
  VostTime time;

  if (len > 0 && *tag == '/')
    {
      if (!is_known (tag + 1, len - 1))
        {
          self->dropped = self->dropped != NULL ? self->dropped : tag;
          return;
        }
      flush_plain (self, TRUE);
      g_string_append_printf (self->out, "</%.*s>", (int) len - 1, tag + 1);
      return;
    }
  if (vost_webvtt_parse_time (&p, tag + len, &time) && p == tag + len)
    {
      flush_plain (self, TRUE);
      g_string_append_c (self->out, '<');
      vost_append_time (self->out, time, 2, 3, '.');
      g_string_append_c (self->out, '>');
      return;
    }
  name = span_without (tag, len, SPACES ".");
  if (!is_known (tag, name))
    {
      self->dropped = self->dropped != NULL ? self->dropped : tag;
      return;
    }
  flush_plain (self, TRUE);
  g_string_append_printf (self->out, "<%.*s", (int) name, tag);
  classes = name + span_without (tag + name, len - name, SPACES);
  if (name != 4 || memcmp (tag, "font", 4) != 0)
    append_classes (self->out, tag + name, classes - name);
  if (takes_value (tag, name))
    append_annotation (self->out, tag + classes, len - classes);
  g_string_append_c (self->out, '>');
}

/* Takes a voice that spans the whole cue out of the text. */
static char *
take_speaker (char *text, char **ret_speaker)
{
  const char *p = text, *rest, *last = NULL;
  VostToken token;
  VostTag first, tag;

  *ret_speaker = NULL;
  if (!g_str_has_prefix (text, "<v") || !vost_markup_next (&p, &token) ||
      !vost_markup_tag (&token, &first) || !vost_tag_is (&first, "v") || first.end ||
      first.value_len == 0)
    return text;
  rest = p;
  while (vost_markup_next (&p, &token))
    if (vost_markup_tag (&token, &tag) && vost_tag_is (&tag, "v"))
      {
        if (!tag.end || token.start[token.len] != '\0')
          return text;
        last = token.start;
      }
  *ret_speaker = g_strndup (first.value, first.value_len);
  if (first.classes_len > 0)
    return text;
  {
    char *inside = last != NULL ? g_strndup (rest, (gsize) (last - rest)) : g_strdup (rest);

    g_free (text);
    return inside;
  }
}

/*
 * A line with nothing but &nbsp; stands for an empty one, which WebVTT cannot have inside a cue.
 * Line breaks around the text say nothing.
 */
static char *
tidy_lines (char *text)
{
  GString *out;
  gsize start = strspn (text, "\n"), end = strlen (text);

  while (end > start && text[end - 1] == '\n')
    end--;
  if (start == 0 && text[end] == '\0' && strstr (text, "\n\302\240\n") == NULL)
    return text;

  out = g_string_sized_new (end + 1);
  for (gsize i = start; i < end; i++)
    {
      g_string_append_c (out, text[i]);
      if (text[i] == '\n' && end - i > 3 && memcmp (text + i, "\n\302\240\n", 4) == 0)
        i += 2;
    }
  g_free (text);

  return g_string_free (out, FALSE);
}

char *
vost_webvtt_decode (const char *text, gsize len, char **ret_speaker, const char **ret_dropped)
{
  g_autoptr (GString) plain = g_string_new (NULL);
  Decoder decoder = { g_string_sized_new (len + 1), plain, NULL };
  const char *end = text + len;
  char *decoded;

  while (text < end)
    {
      gsize run = MIN (strcspn (text, "<&"), (gsize) (end - text));

      g_string_append_len (plain, text, (gssize) run);
      text += run;
      if (text == end)
        break;
      if (*text == '&')
        text += append_reference (plain, text, end);
      else
        {
          const char *close = memchr (text, '>', (gsize) (end - text));
          const char *stop = close != NULL ? close : end;

          decode_tag (&decoder, text + 1, (gsize) (stop - text - 1));
          text = close != NULL ? close + 1 : end;
        }
    }
  flush_plain (&decoder, FALSE);
  *ret_dropped = decoder.dropped;
  /* Before, because a voice must come first; and after, because it may have hidden line breaks. */
  decoded = tidy_lines (g_string_free (decoder.out, FALSE));
  decoded = tidy_lines (take_speaker (decoded, ret_speaker));
  if (*ret_speaker == NULL)
    *ret_speaker = g_strdup ("");

  return decoded;
}

typedef struct
{
  const VostConversion *conversion;
  GString *out;
  gsize line; /* where the current line begins in out */
  const char *eol;
  GHashTable *own_colours;
  gboolean drawing;
  gboolean fonts[VOST_MAX_NESTING];
  guint depth;
} Encoder;

static void
append_break (Encoder *self)
{
  /* An empty line would end the cue. */
  if (self->out->len == self->line)
    g_string_append (self->out, "&nbsp;");
  g_string_append (self->out, self->eol);
  self->line = self->out->len;
}

/* "-->" would be taken for a timing line. */
static gboolean
ends_with_dashes (const GString *out)
{
  return out->len >= 2 && out->str[out->len - 1] == '-' && out->str[out->len - 2] == '-';
}

static void
end_tag (GString *out)
{
  g_string_append (out, ends_with_dashes (out) ? " >" : ">");
}

static void
append_greater (GString *out)
{
  g_string_append (out, ends_with_dashes (out) ? "&gt;" : ">");
}

/* Characters before the next one that may need another form. */
static gsize
span_plain (const char *text, const char *end)
{
  const char *p = text;

  while (p < end && *p != '&' && *p != '<' && *p != '>' && *p != '\n' && *p != '\r' &&
         (guint8) *p != 0xc2 && (guint8) *p != 0xe2)
    p++;

  return (gsize) (p - text);
}

static void
append_characters (Encoder *self, const char *text, gsize len)
{
  const char *end = text + len;

  while (text < end)
    {
      gsize run = span_plain (text, end);

      g_string_append_len (self->out, text, (gssize) run);
      text += run;
      if (text == end)
        return;
      if (*text == '\n')
        append_break (self);
      else if (*text == '&')
        g_string_append (self->out, "&amp;");
      else if (*text == '<')
        g_string_append (self->out, "&lt;");
      else if (*text == '>')
        append_greater (self->out);
      else if (*text != '\r')
        {
          gunichar c = g_utf8_get_char (text);

          if (c == 0xa0)
            g_string_append (self->out, "&nbsp;");
          else if (c == 0x200e || c == 0x200f)
            g_string_append (self->out, c == 0x200e ? "&lrm;" : "&rlm;");
          else
            g_string_append_len (self->out, text, g_utf8_next_char (text) - text);
          text = g_utf8_next_char (text) - 1;
        }
      text++;
    }
}

static void
append_value (GString *out, const char *value, gsize len)
{
  for (gsize i = 0; i < len; i++)
    if (value[i] == '&')
      g_string_append (out, "&amp;");
    else if (value[i] == '<')
      g_string_append (out, "&lt;");
    else if (value[i] == '>')
      g_string_append (out, "&gt;");
    else
      g_string_append_c (out, value[i] == '\n' || value[i] == '\r' ? ' ' : value[i]);
}

static void
encode_font (Encoder *self, const VostTag *tag)
{
  gboolean shown = FALSE;
  guint32 colour;

  if (tag->end)
    {
      if (self->depth == 0)
        return;
      self->depth--;
      if (self->depth < VOST_MAX_NESTING && self->fonts[self->depth])
        g_string_append (self->out, "</c>");
      return;
    }
  if (vost_tag_colour (self->conversion, tag, &colour) && self->depth < VOST_MAX_NESTING)
    {
      gboolean own;
      g_autofree char *name = vost_colour_to_class (colour, &own);

      shown = TRUE;
      g_string_append_printf (self->out, "<c.%s>", name);
      if (own && self->own_colours != NULL)
        g_hash_table_add (self->own_colours, g_steal_pointer (&name));
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
  if (vost_tag_is (&tag, "font"))
    encode_font (self, &tag);
  else if (vost_tag_is (&tag, "s"))
    return;
  else if (tag.end || tag.name_len == 0)
    g_string_append_len (self->out, token->start, (gssize) token->len);
  else
    {
      g_string_append_c (self->out, '<');
      g_string_append_len (self->out, tag.name, (gssize) tag.name_len);
      if (tag.classes_len > 0)
        g_string_append_len (self->out, tag.classes - 1, (gssize) tag.classes_len + 1);
      if (tag.value_len > 0)
        {
          g_string_append_c (self->out, ' ');
          append_value (self->out, tag.value, tag.value_len);
        }
      end_tag (self->out);
    }
}

static gboolean
has_voice (const char *text)
{
  VostToken token;
  VostTag tag;

  if (strstr (text, "<v") == NULL)
    return FALSE;
  while (vost_markup_next (&text, &token))
    if (vost_markup_tag (&token, &tag) && !tag.end && vost_tag_is (&tag, "v"))
      return TRUE;

  return FALSE;
}

void
vost_webvtt_encode (GString *out,
                    const VostCue *cue,
                    const VostConversion *conversion,
                    GHashTable *own_colours,
                    const char *eol)
{
  Encoder encoder = { conversion, out, out->len, eol, own_colours };
  const char *p = cue->text + strspn (cue->text, "\r\n");
  gsize start = out->len;
  guint style = vost_cue_style (conversion, cue);
  VostToken token;

  /* The voice is outermost, or it would not be the speaker of all. */
  if (*cue->speaker != '\0' && !has_voice (cue->text))
    {
      g_string_append (out, "<v ");
      append_value (out, cue->speaker, strlen (cue->speaker));
      end_tag (out);
    }
  if (style & VOST_STYLE_BOLD)
    g_string_append (out, "<b>");
  if (style & VOST_STYLE_ITALIC)
    g_string_append (out, "<i>");
  while (vost_markup_next (&p, &token))
    {
      vost_markup_drawing (&token, &encoder.drawing);
      if (token.type == VOST_TOKEN_TAG)
        encode_tag (&encoder, &token);
      else if (token.type == VOST_TOKEN_TEXT && !encoder.drawing)
        append_characters (&encoder, token.start, token.len);
    }
  /* A line break at the end would end the cue, and say nothing. */
  while (out->len > start && (out->str[out->len - 1] == '\n' || out->str[out->len - 1] == '\r'))
    g_string_truncate (out, out->len - 1);
  if (style & VOST_STYLE_ITALIC)
    g_string_append (out, "</i>");
  if (style & VOST_STYLE_BOLD)
    g_string_append (out, "</b>");
}
