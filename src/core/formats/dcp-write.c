/* Subtitle elements of cinema XML. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "dcp-private.h"

#include <vostok/core/bounds.h>

/* From one line to the next, in thousandths of a per cent of the picture's height. */
#define LINE_STEP 7000
#define TICK (4 * VOST_MSECOND)
#define INDENT "      "

/* Names of attributes: SMPTE spells them otherwise than Interop. */
typedef struct
{
  const char *halign;
  const char *hposition;
  const char *valign;
  const char *vposition;
  const char *underline;
} Names;

static const Names interop_names = { "HAlign", "HPosition", "VAlign", "VPosition", "Underlined" };
static const Names smpte_names = { "Halign", "Hposition", "Valign", "Vposition", "Underline" };

/* face|colour|settings|<Subtitle …|<Text …|<Text … */
gboolean
vost_dcp_fields_parse (const char *text, VostDcpFields *ret)
{
  g_auto (GStrv) parts = g_strsplit (text, "|", -1);
  guint64 face, colour;

  *ret = (VostDcpFields){ .colour = VOST_TTML_WHITE };
  if (g_strv_length (parts) < 4 || *parts[3] != '<' ||
      !g_ascii_string_to_unsigned (parts[0], 10, 0, 15, &face, NULL) ||
      !g_ascii_string_to_unsigned (parts[1], 16, 0, VOST_TTML_WHITE, &colour, NULL))
    return FALSE;
  ret->face = (guint) face;
  ret->colour = (guint32) colour;
  ret->settings = g_strdup (parts[2]);
  ret->tag = g_strdup (parts[3]);
  ret->lines = g_strdupv (parts + 4);

  return TRUE;
}

static void
append_safe (GString *out, const char *tag)
{
  g_string_append_c (out, '|');
  for (; *tag != '\0'; tag++)
    if (*tag == '|')
      g_string_append (out, "&#124;");
    else
      g_string_append_c (out, *tag);
}

char *
vost_dcp_fields_to_string (const VostDcpFields *self)
{
  GString *out = g_string_new (NULL);

  g_string_append_printf (out, "%u|%06x|%s", self->face, self->colour, self->settings);
  append_safe (out, self->tag);
  for (guint i = 0; self->lines[i] != NULL; i++)
    append_safe (out, self->lines[i]);

  return g_string_free (out, FALSE);
}

void
vost_dcp_fields_clear (VostDcpFields *self)
{
  g_clear_pointer (&self->settings, g_free);
  g_clear_pointer (&self->tag, g_free);
  g_clear_pointer (&self->lines, g_strfreev);
}

static void
append_time (GString *out, const VostDcpHead *head, VostTime t)
{
  gint64 units, per_second = head->smpte ? MAX (head->nominal, 1) : VOST_SECOND / TICK;

  t = MAX (t, 0);
  units = head->smpte ? vost_rate_frame_nearest (head->rate, t) : (t + TICK / 2) / TICK;
  vost_append_number (out, (guint64) (units / per_second / 3600), 2);
  g_string_append_c (out, ':');
  vost_append_number (out, (guint64) (units / per_second / 60 % 60), 2);
  g_string_append_c (out, ':');
  vost_append_number (out, (guint64) (units / per_second % 60), 2);
  g_string_append_c (out, ':');
  vost_append_number (out, (guint64) (units % per_second), head->smpte ? 2 : 3);
}

typedef struct
{
  guint face;
  guint32 colour;
} Look;

typedef struct
{
  const char *name;
  gsize name_len;
  guint face;
  gboolean has_colour;
  guint32 colour;
} Open;

/**
 * Encoder:
 * @line: what is in the Text element that is being written
 * @lines: the finished ones
 */
typedef struct
{
  const VostDcpWriter *writer;
  GArray *open;
  Look base;
  Look now;
  gboolean font;
  VostTtmlRuby ruby, wanted_ruby;
  gboolean drawing;
  GString *line;
  GPtrArray *lines;
} Encoder;

static const char *
prefix (const Encoder *self)
{
  return self->writer->head->prefix;
}

static void
close_font (Encoder *self)
{
  if (self->font)
    g_string_append_printf (self->line, "</%sFont>", prefix (self));
  self->font = FALSE;
  self->now = self->base;
}

static void
change_ruby (Encoder *self, VostTtmlRuby ruby)
{
  const char *p = prefix (self);

  if (ruby == self->ruby)
    return;
  close_font (self);
  /* The order in the element is fixed: base, then text. */
  if (self->ruby == VOST_TTML_RUBY_BASE)
    g_string_append_printf (self->line, "</%sRb>", p);
  if (self->ruby == VOST_TTML_RUBY_BASE && ruby != VOST_TTML_RUBY_TEXT)
    g_string_append_printf (self->line, "<%sRt></%sRt></%sRuby>", p, p, p);
  if (self->ruby == VOST_TTML_RUBY_TEXT)
    g_string_append_printf (self->line, "</%sRt></%sRuby>", p, p);
  if (ruby == VOST_TTML_RUBY_BASE)
    g_string_append_printf (self->line, "<%sRuby><%sRb>", p, p);
  if (ruby == VOST_TTML_RUBY_TEXT && self->ruby != VOST_TTML_RUBY_BASE)
    g_string_append_printf (self->line, "<%sRuby><%sRb></%sRb>", p, p, p);
  if (ruby == VOST_TTML_RUBY_TEXT)
    g_string_append_printf (self->line, "<%sRt>", p);
  self->ruby = ruby;
}

static void
open_font (Encoder *self, const Look *look)
{
  const Names *names = self->writer->head->smpte ? &smpte_names : &interop_names;
  guint change = look->face ^ self->base.face;
  GString *out = self->line;

  g_string_append_printf (out, "<%sFont", prefix (self));
  if (change & VOST_TTML_ITALIC)
    vost_xml_append_attribute (out, "Italic", look->face & VOST_TTML_ITALIC ? "yes" : "no");
  if (change & VOST_TTML_BOLD)
    vost_xml_append_attribute (out, "Weight", look->face & VOST_TTML_BOLD ? "bold" : "normal");
  if (change & VOST_TTML_UNDERLINE)
    vost_xml_append_attribute (out, names->underline,
                               look->face & VOST_TTML_UNDERLINE ? "yes" : "no");
  if (look->colour != self->base.colour)
    g_string_append_printf (out, " Color=\"FF%06X\"", look->colour);
  g_string_append_c (out, '>');
  self->font = TRUE;
}

static void
append_words (Encoder *self, const char *text, gsize len)
{
  Look look = { 0, VOST_TTML_WHITE };

  for (guint i = 0; i < self->open->len; i++)
    {
      const Open *open = &g_array_index (self->open, Open, i);

      look.face |= open->face;
      if (open->has_colour)
        look.colour = open->colour;
    }
  change_ruby (self, self->wanted_ruby);
  if (look.face != self->now.face || look.colour != self->now.colour)
    {
      close_font (self);
      if (look.face != self->base.face || look.colour != self->base.colour)
        open_font (self, &look);
      self->now = look;
    }
  vost_xml_append_text (self->line, text, len);
}

static void
end_line (Encoder *self)
{
  VostTtmlRuby wanted = self->wanted_ruby;

  change_ruby (self, VOST_TTML_RUBY_NONE);
  close_font (self);
  self->wanted_ruby = wanted;
  g_ptr_array_add (self->lines, g_string_free (self->line, FALSE));
  self->line = g_string_new (NULL);
}

static void
append_text (Encoder *self, const char *text, gsize len)
{
  const char *end = text + len;

  while (text < end)
    {
      const char *stop = memchr (text, '\n', (gsize) (end - text));

      if (stop != text)
        append_words (self, text, (gsize) ((stop != NULL ? stop : end) - text));
      if (stop == NULL)
        return;
      end_line (self);
      text = stop + 1;
    }
}

static void
open_tag (Encoder *self, const VostTag *tag)
{
  Open open = { .name = tag->name, .name_len = tag->name_len };

  if (vost_tag_is (tag, "ruby"))
    self->wanted_ruby = VOST_TTML_RUBY_BASE;
  else if (vost_tag_is (tag, "rt"))
    self->wanted_ruby = VOST_TTML_RUBY_TEXT;
  open.face = vost_tag_is (tag, "i")   ? VOST_TTML_ITALIC
              : vost_tag_is (tag, "b") ? VOST_TTML_BOLD
              : vost_tag_is (tag, "u") ? VOST_TTML_UNDERLINE
                                       : 0;
  open.has_colour = vost_tag_colour (self->writer->conversion, tag, &open.colour);
  if (tag->name_len > 0 && self->open->len < VOST_MAX_NESTING)
    g_array_append_val (self->open, open);
}

static void
close_tag (Encoder *self, const VostTag *tag)
{
  if (vost_tag_is (tag, "ruby"))
    {
      self->wanted_ruby = VOST_TTML_RUBY_NONE;
      change_ruby (self, VOST_TTML_RUBY_NONE);
    }
  else if (vost_tag_is (tag, "rt") && self->wanted_ruby == VOST_TTML_RUBY_TEXT)
    self->wanted_ruby = VOST_TTML_RUBY_BASE;
  for (guint i = self->open->len; i > 0; i--)
    {
      const Open *open = &g_array_index (self->open, Open, i - 1);

      if (open->name_len == tag->name_len && memcmp (open->name, tag->name, tag->name_len) == 0)
        {
          g_array_remove_index (self->open, i - 1);
          return;
        }
    }
}

/* The content of each Text element; (transfer full). */
static GPtrArray *
encode (const VostCue *cue, const VostDcpWriter *writer, const Look *base)
{
  guint style = vost_cue_style (writer->conversion, cue);
  Encoder self = { .writer = writer, .base = *base, .now = *base };
  Open whole = { .name = "" };
  const char *p = cue->text;
  VostToken token;
  VostTag tag;

  self.open = g_array_new (FALSE, FALSE, sizeof (Open));
  self.lines = g_ptr_array_new_with_free_func (g_free);
  self.line = g_string_new (NULL);
  whole.face = (style & VOST_STYLE_ITALIC ? VOST_TTML_ITALIC : 0) |
               (style & VOST_STYLE_BOLD ? VOST_TTML_BOLD : 0);
  g_array_append_val (self.open, whole);
  while (vost_markup_next (&p, &token))
    {
      vost_markup_drawing (&token, &self.drawing);
      if (token.type == VOST_TOKEN_TEXT && !self.drawing)
        append_text (&self, token.start, token.len);
      else if (vost_markup_tag (&token, &tag) && tag.end)
        close_tag (&self, &tag);
      else if (token.type == VOST_TOKEN_TAG)
        open_tag (&self, &tag);
    }
  end_line (&self);
  g_string_free (self.line, TRUE);
  g_array_unref (self.open);

  return self.lines;
}

/* Thousandths of a per cent. */
static void
append_percent (GString *out, const char *name, gint64 value)
{
  g_string_append_printf (out, " %s=\"%s", name, value < 0 ? "-" : "");
  value = ABS (value);
  vost_append_number (out, (guint64) (value / 1000), 1);
  if (value % 1000 != 0)
    {
      g_string_append_c (out, '.');
      vost_append_number (out, (guint64) (value % 1000), 3);
      while (out->str[out->len - 1] == '0')
        g_string_truncate (out, out->len - 1);
    }
  g_string_append_c (out, '"');
}

/* "<Text …" of line @i of @n at this place. */
static void
append_line_tag (GString *out,
                 const VostDcpWriter *writer,
                 const VostTtmlStyle *style,
                 guint i,
                 guint n)
{
  const Names *names = writer->head->smpte ? &smpte_names : &interop_names;
  gint64 v, h = style->align == 'l'   ? style->x
                : style->align == 'r' ? 100000 - style->x - style->w
                                      : style->x + style->w / 2 - 50000;

  if (style->display_align == 'a')
    v = 100000 - style->y - style->h + (gint64) (n - 1 - i) * LINE_STEP;
  else if (style->display_align == 'b')
    v = style->y + (gint64) i * LINE_STEP;
  else
    v = style->y + style->h / 2 - 50000 + (2 * (gint64) i - (gint64) n + 1) * LINE_STEP / 2;
  g_string_append_printf (out, "<%sText", writer->head->prefix);
  vost_xml_append_attribute (out, names->halign,
                             style->align == 'l'   ? "left"
                             : style->align == 'r' ? "right"
                                                   : "center");
  append_percent (out, names->hposition, h);
  vost_xml_append_attribute (out, names->valign,
                             style->display_align == 'a'   ? "bottom"
                             : style->display_align == 'b' ? "top"
                                                           : "center");
  append_percent (out, names->vposition, CLAMP (v, -100000, 100000));
}

static void
append_start (GString *out, const VostCue *cue, const VostDcpWriter *writer, const char *tag)
{
  const char *fade = writer->head->smpte ? "00:00:00:00" : "0";

  if (tag != NULL)
    g_string_append (out, tag);
  else
    g_string_append_printf (out, "<%sSubtitle SpotNumber=\"%u\"", writer->head->prefix,
                            writer->number);
  g_string_append (out, " TimeIn=\"");
  append_time (out, writer->head, cue->start);
  g_string_append (out, "\" TimeOut=\"");
  append_time (out, writer->head, cue->end);
  g_string_append_c (out, '"');
  if (tag == NULL)
    g_string_append_printf (out, " FadeUpTime=\"%s\" FadeDownTime=\"%s\"", fade, fade);
  g_string_append_c (out, '>');
}

/* "Subtitle" of "<Subtitle …". */
static char *
tag_name (const char *tag)
{
  return g_strndup (tag + 1, strcspn (tag + 1, " "));
}

/* The Text elements; where the file's own lines were, if there are as many as before. */
static void
append_lines (GString *out,
              const VostDcpWriter *writer,
              const GPtrArray *lines,
              const char *settings,
              const VostDcpFields *fields,
              gboolean wanted)
{
  gboolean same = fields != NULL && g_strv_length (fields->lines) == lines->len &&
                  strcmp (fields->settings, settings) == 0;
  VostTtmlStyle style;

  vost_ttml_style_from_settings (settings, &style);
  for (guint i = 0; wanted && i < lines->len; i++)
    {
      g_autofree char *name =
          same ? tag_name (fields->lines[i]) : g_strconcat (writer->head->prefix, "Text", NULL);

      g_string_append_printf (out, "\n%s", INDENT);
      if (same)
        g_string_append (out, fields->lines[i]);
      else
        append_line_tag (out, writer, &style, i, lines->len);
      g_string_append_printf (out, ">%s</%s>", (char *) g_ptr_array_index (lines, i), name);
    }
}

void
vost_dcp_append_cue (GString *out, const VostCue *cue, VostDcpWriter *writer)
{
  g_auto (VostDcpFields) fields = { 0 };
  gboolean exact, native = writer->native && *cue->fields != '\0' &&
                           vost_dcp_fields_parse (cue->fields, &fields);
  g_autofree char *settings =
      writer->native ? g_strdup (cue->settings) : vost_ttml_place (cue, writer->conversion, &exact);
  Look base = { native ? fields.face : 0, native ? fields.colour : VOST_TTML_WHITE };
  g_autofree char *name =
      native ? tag_name (fields.tag) : g_strconcat (writer->head->prefix, "Subtitle", NULL);
  g_autoptr (GPtrArray) lines = NULL;
  gsize content = 0;

  writer->number++;
  lines = encode (cue, writer, &base);
  append_start (out, cue, writer, native ? fields.tag : NULL);
  content = out->len;
  append_lines (out, writer, lines, settings, native ? &fields : NULL,
                *cue->text != '\0' || *settings != '\0');
  g_string_append_printf (out, "\n    </%s>", name);
  if (writer->native)
    vost_xml_fit_encoding (out, content, writer->conversion->subs->track->encoding);
}
