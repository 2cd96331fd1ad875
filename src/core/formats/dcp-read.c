/* Reading cinema subtitles in XML. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "dcp-private.h"

#include "vostok-config.h"

#include <glib/gi18n-lib.h>

#include <vostok/core/bounds.h>

#define TICK (4 * VOST_MSECOND)
#define TICKS 250
/* A line at the bottom that is placed from the top reaches about so far down, in thousandths of a
 * per cent of the picture's height. */
#define LINE_HEIGHT 6000

typedef enum
{
  DCP_OTHER,
  DCP_ROOT,
  DCP_WORDS, /* an element of the head that matters */
  DCP_FONT,
  DCP_SUBTITLE,
  DCP_TEXT,
  DCP_INSIDE, /* of a text: ruby, rotation */
  DCP_IMAGE,
} DcpKind;

typedef struct
{
  DcpKind kind;
  guint face;
  guint32 colour;
  VostTtmlRuby ruby;
  gsize container; /* number of the ruby element */
} DcpNode;

/**
 * DcpLine: one Text element.
 * @y: where it is from the top, in thousandths of a per cent
 * @from, @to: its pieces
 */
typedef struct
{
  gint64 y;
  gint64 x;
  char valign;
  char halign;
  gint64 v;
  char *tag;
  guint from;
  guint to;
} DcpLine;

/* Text of a line, a slice of DcpReader.text. */
typedef struct
{
  DcpNode node;
  gsize at;
  gsize len;
} DcpItem;

typedef struct
{
  VostReading reading;
  VostDcpHead head;
  VostDcpWriter writer;
  gboolean head_only;
  DcpNode stack[VOST_MAX_NESTING];
  guint depth;
  char *word; /* name of the head's element that is being read */
  GString *words;
  GString *text;
  GArray *items;
  GArray *lines;
  gboolean inside; /* of a Subtitle */
  gboolean in_line;
  gboolean image;
  VostTime start;
  VostTime end;
  char *tag;
  guint line; /* in the file */
  gsize rubies;
  char *separator;
  GString *first_block;
} DcpReader;

static void
line_clear (gpointer data)
{
  g_free (((DcpLine *) data)->tag);
}

int
vost_dcp_nominal (VostRate rate)
{
  return rate.den > 0 ? (rate.num + rate.den - 1) / rate.den : 0;
}

static void
report (DcpReader *self, VostSeverity severity, const char *message)
{
  vost_reading_report (&self->reading, severity, self->line, 0, message);
}

/* The last part of "HH:MM:SS:…". */
static VostTime
from_units (DcpReader *self, guint64 seconds, guint64 units)
{
  VostDcpHead *head = &self->head;

  if (!head->smpte)
    {
      if (units >= TICKS)
        report (self, VOST_SEVERITY_WARNING,
                _ ("The last part of a time counts 0 to 249; 250 make a second."));
      return (VostTime) seconds * VOST_SECOND + (VostTime) MIN (units, 1000000) * TICK;
    }
  if (!vost_rate_is_known (head->rate))
    {
      head->needs_rate = TRUE;
      return 0;
    }
  if (head->nominal == 0)
    head->nominal = vost_dcp_nominal (head->rate);
  if (units >= (guint64) head->nominal)
    report (self, VOST_SEVERITY_WARNING,
            _ ("A second has fewer frames than this time says; the next second is meant."));

  return vost_rate_frame_start (
      head->rate, (gint64) (seconds * (guint64) head->nominal + MIN (units, 1000000)));
}

static gboolean
parse_time (DcpReader *self, const char *text, VostTime *ret)
{
  g_autofree char *copy = g_strstrip (g_strdup (text));
  g_auto (GStrv) parts = g_strsplit (copy, ":", -1);
  guint n = g_strv_length (parts);
  guint64 numbers[4] = { 0 };

  for (guint i = 0; i < n && i < 4; i++)
    {
      char *rest;

      if (!g_ascii_isdigit (*parts[i]))
        return FALSE;
      numbers[i] = MIN (g_ascii_strtoull (parts[i], &rest, 10), 1000000);
      if (*rest != '\0' && !(i == 2 && n == 3 && (*rest == '.' || *rest == ',')))
        return FALSE;
    }
  if (n == 3)
    return vost_time_parse (copy, ret) && *ret <= VOST_MAX_TIME;
  if (n != 4)
    return FALSE;
  *ret = from_units (self,
                     MIN (numbers[0], 1000) * 3600 + MIN (numbers[1], 60000) * 60 +
                         MIN (numbers[2], 3600000),
                     numbers[3]);

  return TRUE;
}

static gboolean
is_yes (const char *value)
{
  return g_ascii_strcasecmp (value, "yes") == 0 || g_ascii_strcasecmp (value, "true") == 0 ||
         strcmp (value, "1") == 0;
}

static void
set_face (DcpNode *node, guint face, gboolean on)
{
  node->face = on ? node->face | face : node->face & ~face;
}

static void
take_font (DcpNode *node, const VostXmlElement *element)
{
  g_autofree char *italic = vost_xml_get_any_case (element, "Italic");
  g_autofree char *weight = vost_xml_get_any_case (element, "Weight");
  g_autofree char *underline = vost_xml_get_any_case (element, "Underline");
  g_autofree char *underlined = vost_xml_get_any_case (element, "Underlined");
  g_autofree char *colour = vost_xml_get_any_case (element, "Color");
  const char *under = underline != NULL ? underline : underlined;

  if (italic != NULL)
    set_face (node, VOST_TTML_ITALIC, is_yes (italic));
  if (weight != NULL)
    set_face (node, VOST_TTML_BOLD, g_ascii_strcasecmp (weight, "bold") == 0);
  if (under != NULL)
    set_face (node, VOST_TTML_UNDERLINE, is_yes (under));
  /* Opacity first. */
  if (colour != NULL && strlen (colour) == 8 && strspn (colour, "0123456789abcdefABCDEF") == 8)
    node->colour = (guint32) g_ascii_strtoull (colour + 2, NULL, 16);
  else if (colour != NULL)
    (void) vost_colour_parse (colour, strlen (colour), &node->colour);
}

/* The start tag, without the attributes that the cue's own fields say. */
static char *
describe_tag (const VostXmlElement *element)
{
  GString *out = g_string_new ("<");

  if (element->prefix != NULL)
    g_string_append_printf (out, "%s:", element->prefix);
  g_string_append (out, element->name);
  for (guint i = 0; i < element->n_attributes; i++)
    {
      VostXmlAttribute attribute;

      vost_xml_attribute (element, i, &attribute);
      if (attribute.prefix == NULL && g_ascii_strcasecmp (attribute.name, "TimeIn") != 0 &&
          g_ascii_strcasecmp (attribute.name, "TimeOut") != 0)
        vost_xml_append_attribute (out, attribute.name, attribute.value);
      g_free (attribute.value);
    }

  return g_string_free (out, FALSE);
}

/* Per cent as thousandths. */
static gint64
percent_of (const char *value)
{
  double number = value != NULL ? g_ascii_strtod (value, NULL) : 0;

  return number >= -100 && number <= 100 ? (gint64) (number * 1000 + (number < 0 ? -0.5 : 0.5)) : 0;
}

static void
start_line (DcpReader *self, const VostXmlElement *element)
{
  g_autofree char *valign = vost_xml_get_any_case (element, "VAlign");
  g_autofree char *halign = vost_xml_get_any_case (element, "HAlign");
  g_autofree char *v = vost_xml_get_any_case (element, "VPosition");
  g_autofree char *h = vost_xml_get_any_case (element, "HPosition");
  DcpLine line = { .valign = valign != NULL ? g_ascii_tolower (*valign) : 'c',
                   .halign = halign != NULL ? g_ascii_tolower (*halign) : 'c',
                   .v = percent_of (v),
                   .x = percent_of (h),
                   .tag = describe_tag (element),
                   .from = self->items->len };

  line.y = line.valign == 't' ? line.v : line.valign == 'b' ? 100000 - line.v : 50000 + line.v;
  g_array_append_val (self->lines, line);
  self->in_line = TRUE;
}

static void
start_subtitle (DcpReader *self, const VostXmlElement *element)
{
  g_autofree char *in = vost_xml_get_any_case (element, "TimeIn");
  g_autofree char *out = vost_xml_get_any_case (element, "TimeOut");

  self->inside = TRUE;
  self->image = FALSE;
  self->line = element->line;
  self->start = self->end = 0;
  g_free (self->tag);
  self->tag = describe_tag (element);
  if (in == NULL || !parse_time (self, in, &self->start) || out == NULL ||
      !parse_time (self, out, &self->end))
    report (self, VOST_SEVERITY_WARNING, _ ("The times of this subtitle cannot be understood."));
}

static DcpKind
kind_of (const DcpReader *self, const VostXmlElement *element)
{
  static const char *const words[] = { "MovieTitle", "ContentTitleText", "Language", "TimeCodeRate",
                                       "EditRate",   "StartTime",        NULL };
  const char *name = element->name;

  if (self->depth == 0)
    return strcmp (name, self->head.smpte ? "SubtitleReel" : "DCSubtitle") == 0 ? DCP_ROOT
                                                                                : DCP_OTHER;
  if (self->stack[0].kind != DCP_ROOT)
    return DCP_OTHER;
  if (strcmp (name, "Font") == 0)
    return DCP_FONT;
  if (self->in_line)
    return DCP_INSIDE;
  if (strcmp (name, "Subtitle") == 0 && !self->inside)
    return DCP_SUBTITLE;
  if (strcmp (name, "Text") == 0 && self->inside)
    return DCP_TEXT;
  if (strcmp (name, "Image") == 0 && self->inside)
    return DCP_IMAGE;

  return self->depth == 1 && g_strv_contains (words, name) ? DCP_WORDS : DCP_OTHER;
}

static void
add_item (DcpReader *self, const char *text, gsize len)
{
  DcpItem item = { self->stack[self->depth - 1], self->text->len, len };

  self->reading.too_big |= self->text->len + len > (gsize) VOST_MAX_CUE_TEXT;
  if (self->reading.too_big || len == 0)
    return;
  g_string_append_len (self->text, text, (gssize) len);
  g_array_append_val (self->items, item);
}

static void
start_inside (DcpReader *self, DcpNode *node, const char *name)
{
  if (strcmp (name, "Ruby") == 0)
    {
      node->ruby = VOST_TTML_RUBY_BASE;
      node->container = ++self->rubies;
    }
  else if (strcmp (name, "Rt") == 0 && node->ruby != VOST_TTML_RUBY_NONE)
    node->ruby = VOST_TTML_RUBY_TEXT;
}

/* Where in the file its parts are. */
static void
note_place (DcpReader *self, const VostXmlElement *element, DcpKind kind)
{
  VostDcpHead *head = &self->head;
  gsize at = (gsize) (element->start - self->reading.text);

  if (kind == DCP_ROOT)
    {
      head->root = at;
      head->prefix =
          element->prefix != NULL ? g_strconcat (element->prefix, ":", NULL) : g_strdup ("");
    }
  else if (head->body == 0 && self->depth == 1 &&
           (kind == DCP_FONT || kind == DCP_SUBTITLE ||
            strcmp (element->name, "SubtitleList") == 0))
    head->body = at;
}

static void
on_start (gpointer data, const VostXmlElement *element)
{
  DcpReader *self = data;
  DcpNode node = { DCP_OTHER, 0, VOST_TTML_WHITE };

  if (self->depth > 0)
    node = self->stack[self->depth - 1];
  node.kind = kind_of (self, element);
  note_place (self, element, node.kind);
  if (node.kind == DCP_FONT)
    take_font (&node, element);
  else if (node.kind == DCP_SUBTITLE && !self->head_only)
    start_subtitle (self, element);
  else if (node.kind == DCP_TEXT)
    start_line (self, element);
  else if (node.kind == DCP_INSIDE)
    start_inside (self, &node, element->name);
  else if (node.kind == DCP_WORDS)
    {
      vost_set_string (&self->word, element->name);
      g_string_truncate (self->words, 0);
    }
  self->image |= node.kind == DCP_IMAGE;
  self->stack[self->depth++] = node;
  if (node.kind == DCP_INSIDE && strcmp (element->name, "Space") == 0 &&
      !(self->text->len > 0 && self->text->str[self->text->len - 1] == ' '))
    add_item (self, " ", 1);
}

static void
take_rates (VostDcpHead *head, const char *word, const char *value)
{
  guint64 number;

  if (strcmp (word, "TimeCodeRate") == 0 &&
      g_ascii_string_to_unsigned (value, 10, 1, 1000, &number, NULL))
    {
      head->nominal = (int) number;
      if (vost_dcp_nominal (head->rate) != head->nominal)
        head->rate = (VostRate){ (int) number, 1 };
    }
  else if (strcmp (word, "EditRate") == 0)
    {
      g_auto (GStrv) parts = g_strsplit (value, " ", 2);
      g_autofree char *text = parts[0] != NULL && parts[1] != NULL
                                  ? g_strdup_printf ("%s/%s", parts[0], g_strstrip (parts[1]))
                                  : g_strdup (value);
      VostRate rate;

      /* High frame rates are often counted at half of them. */
      if (vost_rate_parse (text, &rate) && rate.num <= 1000000 && rate.den <= 100000 &&
          (head->nominal == 0 || vost_dcp_nominal (rate) == head->nominal))
        {
          head->rate = rate;
          head->nominal = vost_dcp_nominal (rate);
        }
    }
}

static void
end_words (DcpReader *self)
{
  VostDcpHead *head = &self->head;
  const char *value = g_strstrip (self->words->str);

  if (strcmp (self->word, "MovieTitle") == 0 || strcmp (self->word, "ContentTitleText") == 0)
    vost_set_string (&head->title, value);
  else if (strcmp (self->word, "Language") == 0)
    vost_set_string (&head->language, value);
  else if (strcmp (self->word, "StartTime") == 0)
    head->late_start = value[strspn (value, "0:. ")] != '\0';
  else
    take_rates (head, self->word, value);
}

static int
compare_lines (gconstpointer a, gconstpointer b)
{
  const DcpLine *x = a, *y = b;

  if (x->y != y->y)
    return x->y < y->y ? -1 : 1;

  return x->from < y->from ? -1 : x->from > y->from;
}

/* From the place of the lowest line, or of the highest where they hang from the top. */
static char *
settings_of (const DcpReader *self)
{
  const DcpLine *top, *low;
  VostTtmlStyle style = { .set = VOST_TTML_ALIGN, .writing = 'h', .w = 100000, .h = 100000 };

  if (self->lines->len == 0)
    return g_strdup ("");
  top = &g_array_index (self->lines, DcpLine, 0);
  low = &g_array_index (self->lines, DcpLine, self->lines->len - 1);
  if (low->valign == 'b')
    {
      style.display_align = 'a';
      style.h = low->y;
    }
  else if (low->valign == 't' && low->y > 60000)
    {
      style.display_align = 'a';
      style.h = low->y + LINE_HEIGHT;
    }
  else if (low->valign == 't')
    {
      style.display_align = 'b';
      style.y = top->y;
      style.h = 100000 - top->y;
    }
  else
    {
      gint64 middle = (top->y + low->y) / 2;

      style.display_align = 'c';
      style.h = 2 * MIN (middle, 100000 - middle);
      style.y = middle - style.h / 2;
    }
  style.align = low->halign == 'l' ? 'l' : low->halign == 'r' ? 'r' : 'c';
  /* There is no width: as much as there is room for. */
  if (style.align == 'c')
    {
      style.x = MAX (2 * low->x, 0);
      style.w -= 2 * ABS (low->x);
    }
  else
    {
      style.x = style.align == 'l' ? low->x : 0;
      style.w -= low->x;
    }

  return vost_ttml_style_to_settings (&style);
}

static char *
text_of (const DcpReader *self)
{
  g_autoptr (GArray) pieces = g_array_new (FALSE, TRUE, sizeof (VostTtmlPiece));

  for (guint i = 0; i < self->lines->len; i++)
    {
      const DcpLine *line = &g_array_index (self->lines, DcpLine, i);

      if (i > 0)
        g_array_set_size (pieces, pieces->len + 1); /* a line break */
      for (guint j = line->from; j < line->to; j++)
        {
          const DcpItem *item = &g_array_index (self->items, DcpItem, j);
          VostTtmlPiece piece = { .text = self->text->str + item->at,
                                  .len = item->len,
                                  .preserve = TRUE,
                                  .face = item->node.face,
                                  .colour = item->node.colour,
                                  .ruby = item->node.ruby,
                                  .ruby_container = GSIZE_TO_POINTER (item->node.container) };

          g_array_append_val (pieces, piece);
        }
    }

  return vost_ttml_compose (pieces->len > 0 ? &g_array_index (pieces, VostTtmlPiece, 0) : NULL,
                            pieces->len);
}

static char *
fields_of (const DcpReader *self, const char *settings)
{
  const DcpNode *outside = &self->stack[self->depth - 1];
  g_autoptr (GPtrArray) tags = g_ptr_array_new ();
  VostDcpFields fields = { outside->face, outside->colour, (char *) settings, self->tag };

  for (guint i = 0; i < self->lines->len; i++)
    g_ptr_array_add (tags, g_array_index (self->lines, DcpLine, i).tag);
  g_ptr_array_add (tags, NULL);
  fields.lines = (char **) tags->pdata;

  return vost_dcp_fields_to_string (&fields);
}

static gboolean
is_block (const DcpReader *self, const char *start, const char *end)
{
  return self->reading.scratch->len == (gsize) (end - start) &&
         memcmp (self->reading.scratch->str, start, (gsize) (end - start)) == 0;
}

static void
end_subtitle (DcpReader *self, const char *start, const char *end)
{
  VostCue *cue = vost_record_new (VOST_KIND_CUE, VOST_RECORD_ID (self->reading.subs->track));
  const DcpNode *outside = &self->stack[self->depth - 1];

  g_array_sort (self->lines, compare_lines);
  cue->start = self->start;
  cue->end = self->end;
  g_free (cue->settings);
  g_free (cue->text);
  cue->settings = settings_of (self);
  cue->text = text_of (self);
  if (self->end < self->start)
    report (self, VOST_SEVERITY_WARNING, _ ("The subtitle ends before it starts."));
  if (self->image)
    report (self, VOST_SEVERITY_INFO, _ ("The subtitle is a picture; it stays as it is."));
  g_string_truncate (self->reading.scratch, 0);
  vost_dcp_append_cue (self->reading.scratch, cue, &self->writer);
  if (outside->face != 0 || outside->colour != VOST_TTML_WHITE || !is_block (self, start, end))
    {
      g_free (cue->fields);
      cue->fields = fields_of (self, cue->settings);
      self->writer.number--;
      g_string_truncate (self->reading.scratch, 0);
      vost_dcp_append_cue (self->reading.scratch, cue, &self->writer);
    }
  if (self->reading.subs->cues->len == 0)
    g_string_append_len (self->first_block, start, end - start);
  vost_xml_take (&self->reading, cue, start, end, self->separator);
  g_array_set_size (self->lines, 0);
  g_array_set_size (self->items, 0);
  g_string_truncate (self->text, 0);
  self->inside = FALSE;
}

static void
on_end (gpointer data, const char *start, const char *end)
{
  DcpReader *self = data;
  DcpKind kind;

  if (self->depth == 0)
    return;
  kind = self->stack[--self->depth].kind;
  if (kind == DCP_WORDS)
    end_words (self);
  else if (kind == DCP_TEXT && self->in_line)
    {
      g_array_index (self->lines, DcpLine, self->lines->len - 1).to = self->items->len;
      self->in_line = FALSE;
    }
  else if (kind == DCP_SUBTITLE && self->inside && !self->reading.too_big && end > start &&
           self->reading.subs->cues->len <= VOST_MAX_CUES)
    end_subtitle (self, start, end);
}

/* Spaces count, but those with line breaks among them are only the file's layout. */
static void
add_text (DcpReader *self, const char *text, gsize len)
{
  const char *end = text + len;

  while (text < end)
    {
      const char *p = text, *stop;

      while (p < end && !vost_xml_is_space (*p))
        p++;
      add_item (self, text, (gsize) (p - text));
      for (stop = p; stop < end && vost_xml_is_space (*stop);)
        stop++;
      if (memchr (p, '\n', (gsize) (stop - p)) == NULL &&
          memchr (p, '\r', (gsize) (stop - p)) == NULL)
        add_item (self, p, (gsize) (stop - p));
      else if (p > text && stop < end)
        add_item (self, " ", 1);
      text = stop;
    }
}

static void
on_text (gpointer data, const char *text, gsize len)
{
  DcpReader *self = data;

  if (self->depth == 0)
    return;
  if (self->stack[self->depth - 1].kind == DCP_WORDS)
    g_string_append_len (self->words, text, (gssize) len);
  else if (self->in_line)
    add_text (self, text, len);
}

static const VostXmlHandler handler = { on_start, on_end, on_text };

static void
reader_init (DcpReader *self, VostRate known, gboolean smpte)
{
  self->head = (VostDcpHead){
    .smpte = smpte, .rate = known, .language = g_strdup (""), .title = g_strdup ("")
  };
  self->words = g_string_new (NULL);
  self->text = g_string_new (NULL);
  self->first_block = g_string_new (NULL);
  self->items = g_array_new (FALSE, FALSE, sizeof (DcpItem));
  self->lines = g_array_new (FALSE, FALSE, sizeof (DcpLine));
  g_array_set_clear_func (self->lines, line_clear);
  self->word = g_strdup ("");
}

static void
reader_clear (DcpReader *self)
{
  g_string_free (self->words, TRUE);
  g_string_free (self->text, TRUE);
  g_string_free (self->first_block, TRUE);
  g_array_unref (self->items);
  g_array_unref (self->lines);
  g_free (self->word);
  g_free (self->tag);
  g_free (self->separator);
}

void
vost_dcp_head_clear (VostDcpHead *self)
{
  g_clear_pointer (&self->prefix, g_free);
  g_clear_pointer (&self->language, g_free);
  g_clear_pointer (&self->title, g_free);
}

void
vost_dcp_head_read (const char *header, VostRate known, gboolean smpte, VostDcpHead *ret)
{
  DcpReader self = { .reading = { .text = header }, .head_only = TRUE };

  reader_init (&self, known, smpte);
  (void) vost_xml_parse (header, strlen (header), &handler, &self, NULL, NULL, NULL);
  *ret = self.head;
  if (ret->nominal == 0)
    ret->nominal = vost_dcp_nominal (ret->rate);
  if (ret->prefix == NULL)
    ret->prefix = g_strdup ("");
  reader_clear (&self);
}

/* The first cue remembers it, and nothing is left to the writer. */
static void
mark_broken (DcpReader *self)
{
  const GPtrArray *cues = self->reading.subs->cues;
  VostXmlRaw raw = { .broken = cues->len, .block = self->first_block->str };

  self->writer.number = 0;
  for (guint i = 0; i < cues->len; i++)
    {
      VostCue *cue = g_ptr_array_index (cues, i);

      g_string_truncate (self->reading.scratch, 0);
      vost_dcp_append_cue (self->reading.scratch, cue, &self->writer);
      if (*cue->raw == '\0')
        vost_set_string (&cue->raw, self->reading.scratch->str);
    }
  vost_xml_raw_set (g_ptr_array_index (cues, 0), &raw);
}

static void
finish_track (DcpReader *self, gboolean broken)
{
  VostTrack *track = self->reading.subs->track;
  const VostDcpHead *head = &self->head;
  gsize letters = strcspn (head->language, "-");

  if (head->late_start)
    vost_reading_report (&self->reading, VOST_SEVERITY_WARNING, 0, 0,
                         _ ("The file’s StartTime is not zero; its times were taken as they are."));
  if (head->smpte)
    track->rate = head->rate;
  /* "French" is a name and no code. */
  if (letters >= 2 && letters <= 3)
    vost_set_string (&track->language, head->language);
  if (*track->title == '\0')
    vost_set_string (&track->title, head->title);
  if (broken && self->reading.subs->cues->len > 0)
    mark_broken (self);
}

gboolean
vost_dcp_read (const char *text,
               gsize len,
               VostSubtitles *subs,
               gboolean smpte,
               GPtrArray *diagnostics,
               gboolean *ret_broken,
               GError **error)
{
  g_auto (VostConversion) conversion = { .subs = subs };
  DcpReader self = { .depth = 0 };
  gboolean done, broken = FALSE;

  vost_set_string (&subs->track->format,
                   smpte ? vost_format_dcp_smpte.id : vost_format_dcp_interop.id);
  vost_reading_init (&self.reading, text, len, subs, diagnostics);
  reader_init (&self, subs->track->rate, smpte);
  self.separator = g_strconcat (subs->track->eol, &VOST_DCP_SEPARATOR[1], NULL);
  self.writer = (VostDcpWriter){ &self.head, &conversion, TRUE, 0 };
  done = vost_xml_parse (text, len, &handler, &self, &self.reading, &broken, error);
  if (ret_broken != NULL)
    *ret_broken = broken;
  if (done && self.head.needs_rate)
    {
      done = FALSE;
      g_set_error_literal (error, VOST_ERROR, VOST_ERROR_NEEDS_RATE,
                           _ ("The file counts frames and does not say how many a second has."));
    }
  if (done)
    {
      finish_track (&self, broken);
      done = vost_reading_finish (&self.reading, error);
    }
  else
    g_string_free (g_steal_pointer (&self.reading.scratch), TRUE);
  vost_dcp_head_clear (&self.head);
  reader_clear (&self);

  return done;
}
