/* MicroDVD's control codes: styles of a line (lower case) or of the whole cue (upper case). */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "microdvd-text-private.h"

#include <vostok/core/bounds.h>

#include "plain-lines-private.h"

/* Bits of Style.set: the four letters of {y:…} first. */
#define LETTERS "ibus"
#define HAS_COLOUR (1u << 4)
#define HAS_FACE (1u << 5)
#define HAS_SIZE (1u << 6)
#define N_ATTRIBUTES 7
/* MPL2's way to say the first three. */
#define MARKS "/\\_"

/* How characters look; the words are interned, so that they compare as pointers. */
typedef struct
{
  guint set;
  guint32 colour;
  const char *face;
  const char *size;
} Style;

typedef struct
{
  Style style;
  gboolean seen;  /* there is a character to be seen in it */
  GString *codes; /* other control codes, without braces, each ended by a line break */
  GString *text;
} Line;

typedef struct
{
  GArray *lines;
  GStringChunk *words;
  gboolean partial;
  gboolean marks; /* MPL2: "/", "\\" and "_" before a line instead of codes */
} Cue;

static void
line_clear (gpointer data)
{
  Line *line = data;

  g_string_free (line->codes, TRUE);
  g_string_free (line->text, TRUE);
}

static Line *
cue_add_line (Cue *self)
{
  Line line = { .codes = g_string_new (NULL), .text = g_string_new (NULL) };

  g_array_append_val (self->lines, line);

  return &g_array_index (self->lines, Line, self->lines->len - 1);
}

static void
cue_init (Cue *self)
{
  *self =
      (Cue){ .lines = g_array_new (FALSE, FALSE, sizeof (Line)), .words = g_string_chunk_new (64) };
  g_array_set_clear_func (self->lines, line_clear);
}

static void
cue_clear (Cue *self)
{
  g_array_unref (self->lines);
  g_string_chunk_free (self->words);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Cue, cue_clear)

/* The attributes of @mask in which the two look different. */
static guint
style_difference (const Style *a, const Style *b)
{
  guint difference = a->set ^ b->set, both = a->set & b->set;

  if ((both & HAS_COLOUR) != 0 && a->colour != b->colour)
    difference |= HAS_COLOUR;
  if ((both & HAS_FACE) != 0 && a->face != b->face)
    difference |= HAS_FACE;
  if ((both & HAS_SIZE) != 0 && a->size != b->size)
    difference |= HAS_SIZE;

  return difference;
}

/* What all lines that show anything have in common; nothing where there is one line alone. */
static Style
common_style (const Cue *cue)
{
  Style common = { 0 };
  gboolean first = TRUE;

  if (cue->lines->len < 2)
    return common;
  for (guint i = 0; i < cue->lines->len; i++)
    {
      const Line *line = &g_array_index (cue->lines, Line, i);

      if (!line->seen)
        continue;
      if (first)
        common = line->style;
      else
        common.set &= ~style_difference (&common, &line->style);
      first = FALSE;
    }

  return common;
}

/* Length of "{y:i}" at @p, or 0. */
static gsize
code_length (const char *p, const char *end)
{
  const char *start = p;

  if (end - p < 4 || *p != '{' || !g_ascii_isalpha (p[1]) || p[2] != ':')
    return 0;
  for (p += 3; p < end && strchr ("{}\r\n", *p) == NULL; p++)
    ;

  return p < end && *p == '}' ? (gsize) (p + 1 - start) : 0;
}

/* Whether a font's name or size can stand between quotes in a tag and between colon and brace. */
static gboolean
is_word (const char *value, gsize len)
{
  if (len == 0 || value[len - 1] == '\\')
    return FALSE;
  for (gsize i = 0; i < len; i++)
    if (strchr ("\"'<>{}|\r\n\\", value[i]) != NULL)
      return FALSE;

  return TRUE;
}

static const char *
intern (Cue *cue, const char *value, gsize len)
{
  g_autofree char *word = g_strndup (value, len);

  return g_string_chunk_insert_const (cue->words, word);
}

static gboolean
take_letters (const char *value, gsize len, Style *style)
{
  guint set = 0;

  for (gsize i = 0; i < len; i++)
    {
      const char *letter = strchr (LETTERS, g_ascii_tolower (value[i]));

      if (letter != NULL)
        set |= 1u << (letter - LETTERS);
      else if (value[i] != ',' && value[i] != ' ')
        return FALSE;
    }
  style->set |= set;

  return set != 0;
}

/* "$BBGGRR" */
static gboolean
take_colour (const char *value, gsize len, Style *style)
{
  guint32 colour = 0;

  if (len != 7 || *value != '$')
    return FALSE;
  for (gsize i = 1; i < len; i++)
    {
      if (!g_ascii_isxdigit (value[i]))
        return FALSE;
      colour = colour << 4 | (guint32) g_ascii_xdigit_value (value[i]);
    }
  style->colour = (colour & 0xff) << 16 | (colour & 0xff00) | colour >> 16;
  style->set |= HAS_COLOUR;

  return TRUE;
}

/* A code that is modelled changes @style; FALSE for any other. */
static gboolean
take_code (Cue *cue, const char *code, gsize len, Style *style)
{
  const char *value = code + 3;
  gsize n = len - 4;

  switch (g_ascii_tolower (code[1]))
    {
    case 'y':
      return take_letters (value, n, style);
    case 'c':
      return take_colour (value, n, style);
    case 'f':
      if (!is_word (value, n))
        return FALSE;
      style->face = intern (cue, value, n);
      style->set |= HAS_FACE;
      return TRUE;
    case 's':
      if (!is_word (value, n))
        return FALSE;
      style->size = intern (cue, value, n);
      style->set |= HAS_SIZE;
      return TRUE;
    default:
      return FALSE;
    }
}

/* @over on top of @style. */
static void
style_overlay (Style *style, const Style *over)
{
  style->set |= over->set;
  if ((over->set & HAS_COLOUR) != 0)
    style->colour = over->colour;
  if ((over->set & HAS_FACE) != 0)
    style->face = over->face;
  if ((over->set & HAS_SIZE) != 0)
    style->size = over->size;
}

static gboolean
is_seen (const char *p, gsize len)
{
  for (gsize i = 0; i < len; i++)
    if (!g_ascii_isspace (p[i]))
      return TRUE;

  return FALSE;
}

/* MPL2's marks; each is one once. */
static const char *
take_marks (const char *p, const char *end, Style *own)
{
  const char *mark;

  for (; p < end && (mark = strchr (MARKS, *p)) != NULL; p++)
    {
      guint bit = 1u << (mark - MARKS);

      if ((own->set & bit) != 0)
        break;
      own->set |= bit;
    }

  return p;
}

/* MicroDVD's codes. */
static const char *
take_codes (Cue *cue, Line *line, const char *p, const char *end, Style *whole, Style *own)
{
  gboolean slash = FALSE;
  gsize len;

  for (;;)
    {
      if (p < end && *p == '/' && !slash)
        {
          slash = TRUE;
          own->set |= 1; /* "/" is an old way to say {y:i} */
          p++;
          continue;
        }
      len = code_length (p, end);
      if (len == 0)
        return p;
      if (!take_code (cue, p, len, g_ascii_isupper (p[1]) ? whole : own))
        {
          g_string_append_len (line->codes, p + 1, (gssize) len - 2);
          g_string_append_c (line->codes, '\n');
        }
      p += len;
    }
}

/* Codes or marks at the beginning of a line, then its text. */
static void
decode_line (Cue *cue, const char *p, const char *end, Style *whole)
{
  Line *line = cue_add_line (cue);
  Style own = { 0 };

  p = cue->marks ? take_marks (p, end, &own) : take_codes (cue, line, p, end, whole, &own);
  line->style = *whole;
  style_overlay (&line->style, &own);
  if (end - p >= 3 && memcmp (p, VOST_JOINER, 3) == 0)
    p += 3;
  g_string_append_len (line->text, p, end - p);
  line->seen = is_seen (p, (gsize) (end - p));
}

static void
append_opening (GString *out, const Style *style, guint set)
{
  for (guint i = 0; i < 4; i++)
    if ((set & 1u << i) != 0)
      g_string_append_printf (out, "<%c>", LETTERS[i]);
  if ((set & HAS_COLOUR) != 0)
    g_string_append_printf (out, "<font color=\"#%06x\">", style->colour);
  if ((set & HAS_FACE) != 0)
    g_string_append_printf (out, "<font face=\"%s\">", style->face);
  if ((set & HAS_SIZE) != 0)
    g_string_append_printf (out, "<font size=\"%s\">", style->size);
}

static void
append_closing (GString *out, guint set)
{
  for (guint i = N_ATTRIBUTES; i > 0; i--)
    if ((set & 1u << (i - 1)) != 0)
      {
        if (i > 4)
          g_string_append (out, "</font>");
        else
          g_string_append_printf (out, "</%c>", LETTERS[i - 1]);
      }
}

static void
append_remarks (GString *out, const char *codes)
{
  for (const char *stop; (stop = strchr (codes, '\n')) != NULL; codes = stop + 1)
    {
      g_string_append (out, "{\\*");
      g_string_append_len (out, codes, stop - codes);
      g_string_append_c (out, '}');
    }
}

static char *
cue_to_markup (const Cue *cue)
{
  GString *out = g_string_new (NULL);
  Style common = common_style (cue);

  append_opening (out, &common, common.set);
  for (guint i = 0; i < cue->lines->len; i++)
    {
      const Line *line = &g_array_index (cue->lines, Line, i);
      guint set = line->seen ? style_difference (&line->style, &common) & line->style.set : 0;
      gboolean last = i + 1 == cue->lines->len;

      append_remarks (out, line->codes->str);
      append_opening (out, &line->style, set);
      vost_markup_append_plain (out, line->text->str, line->text->len,
                                set != 0 || (last && common.set != 0) ||
                                    (!last && line[1].codes->len > 0));
      append_closing (out, set);
      if (!last)
        g_string_append_c (out, '\n');
    }
  append_closing (out, common.set);

  return g_string_free (out, FALSE);
}

static char *
decode (const char *text, gsize len, gboolean marks)
{
  g_auto (Cue) cue = { NULL };
  const char *end = text + len;
  Style whole = { 0 };

  cue_init (&cue);
  cue.marks = marks;
  for (;;)
    {
      const char *bar = memchr (text, '|', (gsize) (end - text));

      decode_line (&cue, text, bar != NULL ? bar : end, &whole);
      if (bar == NULL)
        break;
      text = bar + 1;
    }

  return cue_to_markup (&cue);
}

char *
vost_microdvd_decode (const char *text, gsize len)
{
  return decode (text, len, FALSE);
}

char *
vost_mpl2_decode (const char *text, gsize len)
{
  return decode (text, len, TRUE);
}

/* The state of walking over the markup. */
typedef struct
{
  Cue *cue;
  const VostConversion *conversion;
  gboolean native;
  gboolean drawing;
  guint open[4];
  Style fonts[VOST_MAX_NESTING + 1]; /* [0] is none */
  guint depth;
} Walk;

/* The value of face="…" in a font tag; NULL if there is none. */
static const char *
font_value (Walk *self, const VostTag *tag, const char *name)
{
  g_autofree char *value = g_strndup (tag->value, tag->value_len);
  g_autofree char *lower = g_ascii_strdown (value, -1);
  const char *p = strstr (lower, name);
  const char *at;
  gsize len;

  if (p == NULL)
    return NULL;
  at = value + (p - lower) + strlen (name);
  at += strspn (at, " =");
  if (*at == '"' || *at == '\'')
    {
      const char quote[] = { *at, '\0' };

      len = strcspn (++at, quote);
    }
  else
    len = strcspn (at, " ");
  if (!is_word (at, len))
    {
      self->cue->partial = TRUE;
      return NULL;
    }

  return intern (self->cue, at, len);
}

static void
walk_font (Walk *self, const VostTag *tag)
{
  Style style = self->fonts[MIN (self->depth, VOST_MAX_NESTING)];
  const char *word;

  if (tag->end)
    {
      if (self->depth > 0)
        self->depth--;
      return;
    }
  if (vost_tag_colour (self->conversion, tag, &style.colour))
    style.set |= HAS_COLOUR;
  if (vost_tag_is (tag, "font") && (word = font_value (self, tag, "face")) != NULL)
    {
      style.face = word;
      style.set |= HAS_FACE;
    }
  if (vost_tag_is (tag, "font") && (word = font_value (self, tag, "size")) != NULL)
    {
      style.size = word;
      style.set |= HAS_SIZE;
    }
  self->depth++;
  if (self->depth <= VOST_MAX_NESTING)
    self->fonts[self->depth] = style;
}

/* Text is white without a word. */
static gboolean
is_plain_white (const Style *style)
{
  return (style->set & HAS_COLOUR) == 0 || style->colour == 0xffffff;
}

/* A line keeps what all that is seen of it has. */
static void
take_look (Cue *cue, Line *line, const Style *style)
{
  guint difference = line->seen ? style_difference (&line->style, style) : 0;
  guint lost = difference;

  if (is_plain_white (&line->style) && is_plain_white (style))
    lost &= ~(guint) HAS_COLOUR;
  if (!line->seen)
    line->style = *style;
  line->style.set &= ~difference;
  cue->partial |= lost != 0;
}

static void
walk_text (Walk *self, const char *text, gsize len)
{
  Style style = self->fonts[MIN (self->depth, VOST_MAX_NESTING)];

  for (guint i = 0; i < 4; i++)
    if (self->open[i] > 0)
      style.set |= 1u << i;
  while (len > 0)
    {
      Line *line = &g_array_index (self->cue->lines, Line, self->cue->lines->len - 1);
      gsize n = 0;

      while (n < len && text[n] != '\n' && text[n] != '\r')
        n++;
      g_string_append_len (line->text, text, (gssize) n);
      if (is_seen (text, n))
        {
          take_look (self->cue, line, &style);
          line->seen = TRUE;
        }
      if (n < len)
        {
          if (text[n] == '\r' && n + 1 < len && text[n + 1] == '\n')
            n++;
          n++;
          cue_add_line (self->cue);
        }
      text += n;
      len -= n;
    }
}

static void
walk_override (Walk *self, const VostToken *token)
{
  Line *line = &g_array_index (self->cue->lines, Line, self->cue->lines->len - 1);
  g_autofree char *code = NULL;

  vost_markup_drawing (token, &self->drawing);
  if (!self->native || token->len < 6 || token->start[2] != '*')
    return;
  code = g_strdup_printf ("{%.*s", (int) token->len - 3, token->start + 3);
  if (code_length (code, code + strlen (code)) != strlen (code) || strchr (code, '|') != NULL)
    return;
  g_string_append_len (line->codes, code + 1, (gssize) strlen (code) - 2);
  g_string_append_c (line->codes, '\n');
}

static void
walk_tag (Walk *self, const VostToken *token)
{
  VostTag tag;
  const char *letter;

  if (!vost_markup_tag (token, &tag))
    return;
  letter = tag.name_len == 1 ? strchr (LETTERS, *tag.name) : NULL;
  if (letter != NULL)
    {
      guint *open = &self->open[letter - LETTERS];

      *open = tag.end ? (*open > 0 ? *open - 1 : 0) : *open + 1;
    }
  else if (vost_tag_is (&tag, "font") || vost_tag_is (&tag, "c"))
    walk_font (self, &tag);
  else if (vost_tag_is (&tag, "rt"))
    walk_text (self, tag.end ? ")" : "(", 1);
}

/* "{Y:i}{C:$…}", or in lower case. */
static void
append_codes (GString *out, const Style *style, guint set, gboolean upper)
{
  const char *mark = upper ? "YCFS" : "ycfs";
  gboolean first = TRUE;

  for (guint i = 0; i < 4; i++)
    if ((set & 1u << i) != 0)
      {
        if (first)
          g_string_append_printf (out, "{%c:%c", mark[0], LETTERS[i]);
        else
          g_string_append_printf (out, ",%c", LETTERS[i]);
        first = FALSE;
      }
  if (!first)
    g_string_append_c (out, '}');
  if ((set & HAS_COLOUR) != 0)
    g_string_append_printf (out, "{%c:$%02X%02X%02X}", mark[1], style->colour & 0xff,
                            style->colour >> 8 & 0xff, style->colour >> 16);
  if ((set & HAS_FACE) != 0)
    g_string_append_printf (out, "{%c:%s}", mark[2], style->face);
  if ((set & HAS_SIZE) != 0)
    g_string_append_printf (out, "{%c:%s}", mark[3], style->size);
}

static void
append_line (GString *out, const Line *line, gboolean marks)
{
  const char *p = line->text->str, *end = p + line->text->len;

  if ((p < end && (marks ? strchr (MARKS, *p) != NULL : *p == '/')) ||
      (!marks && code_length (p, end) > 0) || g_str_has_prefix (p, VOST_JOINER))
    g_string_append (out, VOST_JOINER);
  for (; p < end; p++)
    if (*p == '|')
      g_string_append (out, VOST_BROKEN_BAR);
    else
      g_string_append_c (out, *p);
}

static void
append_marks (GString *out, const Line *line)
{
  for (guint i = 0; line->seen && MARKS[i] != '\0'; i++)
    if ((line->style.set & 1u << i) != 0)
      g_string_append_c (out, MARKS[i]);
}

static void
cue_to_mpl2 (GString *out, const Cue *cue)
{
  for (guint i = 0; i < cue->lines->len; i++)
    {
      const Line *line = &g_array_index (cue->lines, Line, i);

      if (i > 0)
        g_string_append_c (out, '|');
      append_marks (out, line);
      append_line (out, line, TRUE);
    }
}

static void
cue_to_file (GString *out, const Cue *cue)
{
  Style common = common_style (cue);

  append_codes (out, &common, common.set, TRUE);
  for (guint i = 0; i < cue->lines->len; i++)
    {
      const Line *line = &g_array_index (cue->lines, Line, i);
      const char *codes = line->codes->str;
      guint set = line->seen ? style_difference (&line->style, &common) & line->style.set : 0;

      if (i > 0)
        g_string_append_c (out, '|');
      for (const char *stop; (stop = strchr (codes, '\n')) != NULL; codes = stop + 1)
        g_string_append_printf (out, "{%.*s}", (int) (stop - codes), codes);
      append_codes (out, &line->style, set, FALSE);
      append_line (out, line, FALSE);
    }
}

static void
walk_markup (Cue *cue, const char *text, gboolean native, const VostConversion *conversion)
{
  Walk walk = { .cue = cue, .conversion = conversion, .native = native };
  VostToken token;

  cue_add_line (cue);
  while (vost_markup_next (&text, &token))
    if (token.type == VOST_TOKEN_TAG)
      walk_tag (&walk, &token);
    else if (token.type == VOST_TOKEN_OVERRIDE)
      walk_override (&walk, &token);
    else if (!walk.drawing)
      walk_text (&walk, token.start, token.len);
}

gboolean
vost_microdvd_encode (GString *out,
                      const char *text,
                      gboolean native,
                      const VostConversion *conversion)
{
  g_auto (Cue) cue = { NULL };

  cue_init (&cue);
  walk_markup (&cue, text, native, conversion);
  cue_to_file (out, &cue);

  return cue.partial;
}

gboolean
vost_mpl2_encode (GString *out, const char *text, const VostConversion *conversion)
{
  g_auto (Cue) cue = { NULL };

  cue_init (&cue);
  walk_markup (&cue, text, FALSE, conversion);
  cue_to_mpl2 (out, &cue);

  return cue.partial;
}
