/* A cue's text as content of a TTML paragraph. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ttml-private.h"

#include <vostok/core/bounds.h>

/* What one open tag of the markup asks for. */
typedef struct
{
  const char *name; /* into the text */
  gsize name_len;
  guint face;
  gboolean has_colour;
  guint32 colour;
  char *speaker;
  char *language;
  VostTtmlRuby ruby;
} Open;

static void
open_clear (gpointer data)
{
  Open *self = data;

  g_free (self->speaker);
  g_free (self->language);
}

/* What text looks like. Strings belong to the tags that are open. */
typedef struct
{
  guint face;
  guint32 colour;
  const char *speaker;
  const char *language;
  VostTtmlRuby ruby;
} Look;

typedef struct
{
  GString *out;
  VostTtmlWriter *writer;
  GArray *open;
  Look base;
  GString *span;     /* attributes of the span that is open in the file, "" for none */
  VostTtmlRuby ruby; /* what is open in the file */
  gboolean container;
  guint breaks; /* due, inside the span if it goes on */
  gboolean drawing;
} Encoder;

static Look
current_look (const Encoder *self)
{
  Look look = { .colour = VOST_TTML_WHITE };

  for (guint i = 0; i < self->open->len; i++)
    {
      const Open *open = &g_array_index (self->open, Open, i);

      look.face |= open->face;
      if (open->has_colour)
        look.colour = open->colour;
      if (open->speaker != NULL)
        look.speaker = open->speaker;
      if (open->language != NULL)
        look.language = open->language;
      if (open->ruby != VOST_TTML_RUBY_NONE)
        look.ruby = open->ruby;
    }

  return look;
}

static void
close_span (Encoder *self)
{
  if (self->span->len > 0)
    g_string_append_printf (self->out, "</%sspan>", self->writer->head->prefix);
  g_string_truncate (self->span, 0);
}

static void
append_prefixed (GString *out, const char *prefix, const char *name, const char *value)
{
  g_autofree char *full = g_strconcat (prefix, name, NULL);

  vost_xml_append_attribute (out, full, value);
}

static void
append_namespace (GString *out, const VostTtmlHead *head, const char *prefix, const char *kind)
{
  g_autofree char *uri = g_strconcat (head->root_uri, kind, NULL);

  append_prefixed (out, "xmlns:", prefix, uri);
}

typedef struct
{
  guint face;
  const char *attribute;
  const char *on;
  const char *off;
  const char *on_id;
  const char *off_id;
} FaceName;

static const FaceName faces[] = {
  { VOST_TTML_ITALIC, "fontStyle", "italic", "normal", "italic", "upright" },
  { VOST_TTML_BOLD, "fontWeight", "bold", "normal", "bold", "regular" },
  { VOST_TTML_UNDERLINE, "textDecoration", "underline", "noUnderline", "underline", "plain" },
  { VOST_TTML_STRIKE, "textDecoration", "lineThrough", "noLineThrough", "lineThrough", "plain" },
};

static void
append_word (GString *out, const char *word)
{
  g_string_append_printf (out, "%s%s", out->len > 0 ? " " : "", word);
}

/* What differs from the paragraph, as ids of styles. */
static void
append_references (GString *out, VostTtmlWriter *writer, const Look *look, const Look *base)
{
  g_autoptr (GString) ids = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (faces); i++)
    {
      gboolean on = (look->face & faces[i].face) != 0;
      VostTtmlStyle style = { .set = faces[i].face, .on = on ? faces[i].face : 0 };
      g_autofree char *id = NULL;

      if (((look->face ^ base->face) & faces[i].face) == 0)
        continue;
      if (!on && i >= 2)
        style.set = VOST_TTML_UNDERLINE | VOST_TTML_STRIKE;
      id = vost_ttml_writer_style (writer, on ? faces[i].on_id : faces[i].off_id, &style);
      append_word (ids, id);
    }
  if (look->colour != base->colour)
    {
      VostTtmlStyle style = { .set = VOST_TTML_COLOUR, .colour = look->colour };
      g_autofree char *name = g_strdup_printf ("color%06x", look->colour);
      g_autofree char *id = vost_ttml_writer_style (writer, name, &style);

      append_word (ids, id);
    }
  if (ids->len > 0)
    vost_xml_append_attribute (out, "style", ids->str);
}

/* The same as attributes. */
static void
append_style (GString *out, const char *tts, const Look *look, const Look *base)
{
  g_autoptr (GString) decoration = g_string_new (NULL);
  g_autofree char *colour = g_strdup_printf ("#%06x", look->colour);

  for (guint i = 0; i < G_N_ELEMENTS (faces); i++)
    {
      const char *value = (look->face & faces[i].face) != 0 ? faces[i].on : faces[i].off;

      if (((look->face ^ base->face) & faces[i].face) == 0)
        continue;
      if (i >= 2)
        append_word (decoration, value);
      else
        append_prefixed (out, tts, faces[i].attribute, value);
    }
  if (decoration->len > 0)
    append_prefixed (out, tts, "textDecoration", decoration->str);
  if (look->colour != base->colour)
    append_prefixed (out, tts, "color", colour);
}

/* Attributes of the span that text of this look needs. */
static void
describe_span (Encoder *self, const Look *look, GString *out)
{
  VostTtmlWriter *writer = self->writer;
  const VostTtmlHead *head = writer->head;

  if (writer->ebu)
    append_references (out, writer, look, &self->base);
  else
    {
      const char *tts = head->tts != NULL ? head->tts : "tts:";

      if (look->ruby != VOST_TTML_RUBY_NONE)
        append_prefixed (out, tts, "ruby", look->ruby == VOST_TTML_RUBY_TEXT ? "text" : "base");
      append_style (out, tts, look, &self->base);
      if (out->len > 0 && head->tts == NULL)
        append_namespace (out, head, "tts", "#styling");
    }
  if (look->language != NULL)
    vost_xml_append_attribute (out, "xml:lang", look->language);
  if (look->speaker != NULL)
    {
      g_autofree char *id = vost_ttml_writer_agent (writer, look->speaker);

      append_prefixed (out, head->ttm != NULL ? head->ttm : "ttm:", "agent", id);
      if (head->ttm == NULL)
        append_namespace (out, head, "ttm", "#metadata");
    }
}

/* Ruby needs a container around base and text; where there is no ruby, parentheses do. */
static void
change_ruby (Encoder *self, VostTtmlRuby ruby)
{
  VostTtmlHead *head = self->writer->head;

  if (self->ruby == ruby)
    return;
  close_span (self);
  if (self->writer->ebu)
    {
      if (self->ruby == VOST_TTML_RUBY_TEXT)
        g_string_append_c (self->out, ')');
      if (ruby == VOST_TTML_RUBY_TEXT)
        g_string_append_c (self->out, '(');
      self->ruby = ruby;
      return;
    }
  if (self->container && ruby != VOST_TTML_RUBY_TEXT)
    {
      g_string_append_printf (self->out, "</%sspan>", head->prefix);
      self->container = FALSE;
    }
  if (!self->container && ruby != VOST_TTML_RUBY_NONE)
    {
      g_string_append_printf (self->out, "<%sspan", head->prefix);
      append_prefixed (self->out, head->tts != NULL ? head->tts : "tts:", "ruby", "container");
      if (head->tts == NULL)
        append_namespace (self->out, head, "tts", "#styling");
      g_string_append_c (self->out, '>');
      self->container = TRUE;
    }
  self->ruby = ruby;
}

static void
append_breaks (Encoder *self)
{
  for (; self->breaks > 0; self->breaks--)
    g_string_append_printf (self->out, "<%sbr/>", self->writer->head->prefix);
}

static void
append_line (Encoder *self, const char *text, gsize len)
{
  Look look = current_look (self);
  g_autoptr (GString) span = g_string_new (NULL);

  describe_span (self, &look, span);
  if (look.ruby != self->ruby || strcmp (span->str, self->span->str) != 0)
    {
      close_span (self);
      if (look.ruby != VOST_TTML_RUBY_NONE)
        append_breaks (self);
      change_ruby (self, look.ruby);
      append_breaks (self);
      if (span->len > 0)
        g_string_append_printf (self->out, "<%sspan%s>", self->writer->head->prefix, span->str);
      g_string_assign (self->span, span->str);
    }
  append_breaks (self);
  vost_xml_append_text (self->out, text, len);
}

static void
append_characters (Encoder *self, const char *text, gsize len)
{
  const char *end = text + len;

  while (text < end)
    {
      const char *stop = memchr (text, '\n', (gsize) (end - text));

      if (stop != text)
        append_line (self, text, (gsize) ((stop != NULL ? stop : end) - text));
      if (stop == NULL)
        return;
      self->breaks++;
      text = stop + 1;
    }
}

static void
open_tag (Encoder *self, const VostTag *tag)
{
  Open open = { .name = tag->name, .name_len = tag->name_len };

  if (tag->name_len == 0 || self->open->len >= VOST_MAX_NESTING)
    return;
  open.face = vost_tag_is (tag, "i")                         ? VOST_TTML_ITALIC
              : vost_tag_is (tag, "b")                       ? VOST_TTML_BOLD
              : vost_tag_is (tag, "u")                       ? VOST_TTML_UNDERLINE
              : vost_tag_is (tag, "s") && !self->writer->ebu ? VOST_TTML_STRIKE
                                                             : 0;
  open.has_colour = vost_tag_colour (self->writer->conversion, tag, &open.colour);
  if (vost_tag_is (tag, "v") && tag->value_len > 0)
    open.speaker = g_strndup (tag->value, tag->value_len);
  if (vost_tag_is (tag, "lang") && tag->value_len > 0)
    open.language = g_strndup (tag->value, tag->value_len);
  if (vost_tag_is (tag, "ruby"))
    open.ruby = VOST_TTML_RUBY_BASE;
  if (vost_tag_is (tag, "rt"))
    open.ruby = VOST_TTML_RUBY_TEXT;
  g_array_append_val (self->open, open);
}

static void
close_tag (Encoder *self, const VostTag *tag)
{
  for (guint i = self->open->len; i > 0; i--)
    {
      const Open *open = &g_array_index (self->open, Open, i - 1);

      if (open->name_len == tag->name_len && memcmp (open->name, tag->name, tag->name_len) == 0)
        {
          /* Two pieces of ruby side by side must not become one. */
          if (vost_tag_is (tag, "ruby"))
            change_ruby (self, VOST_TTML_RUBY_NONE);
          g_array_remove_index (self->open, i - 1);
          return;
        }
    }
}

void
vost_ttml_append_text (GString *out,
                       const VostCue *cue,
                       VostTtmlWriter *writer,
                       guint face,
                       guint32 colour)
{
  guint style = vost_cue_style (writer->conversion, cue);
  Encoder self = { .out = out, .writer = writer, .base = { .face = face, .colour = colour } };
  Open whole = { .name = "" };
  const char *p = cue->text;
  VostToken token;
  VostTag tag;

  self.open = g_array_new (FALSE, FALSE, sizeof (Open));
  g_array_set_clear_func (self.open, open_clear);
  self.span = g_string_new (NULL);
  /* The markup says all: what the paragraph has and the text has not must be taken back. */
  if (style & VOST_STYLE_ITALIC)
    whole.face |= VOST_TTML_ITALIC;
  if (style & VOST_STYLE_BOLD)
    whole.face |= VOST_TTML_BOLD;
  g_array_append_val (self.open, whole);
  while (vost_markup_next (&p, &token))
    {
      vost_markup_drawing (&token, &self.drawing);
      if (token.type == VOST_TOKEN_TEXT && !self.drawing)
        append_characters (&self, token.start, token.len);
      else if (vost_markup_tag (&token, &tag))
        {
          if (tag.end)
            close_tag (&self, &tag);
          else
            open_tag (&self, &tag);
        }
    }
  change_ruby (&self, VOST_TTML_RUBY_NONE);
  close_span (&self);
  append_breaks (&self);
  g_array_unref (self.open);
  g_string_free (self.span, TRUE);
}

gboolean
vost_ttml_needs_space (const char *text)
{
  g_autofree char *plain = vost_markup_to_plain (text);
  gboolean space = TRUE; /* a space here would be lost */

  for (const char *p = plain; *p != '\0'; p++)
    if (*p == '\t' || (*p == ' ' && space))
      return TRUE;
    else if (*p == '\n' && p > plain && p[-1] == ' ')
      return TRUE;
    else
      space = *p == ' ' || *p == '\n';

  return *plain != '\0' && plain[strlen (plain) - 1] == ' ';
}
