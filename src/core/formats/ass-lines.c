/* The lines of an ASS file: sections, the Format line, times, events. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ass-private.h"

#include <vostok/core/bounds.h>

/* In the order of VostAssColumn. */
static const char *const column_names[] = { "Layer",   "Start",   "End",     "Style",  "Name",
                                            "MarginL", "MarginR", "MarginV", "Effect", "Text" };

void
vost_ass_layout_init (VostAssLayout *self)
{
  *self = (VostAssLayout){ .n = 0 };
  for (guint i = 0; i <= VOST_ASS_TEXT; i++)
    self->columns[self->n++] = (VostAssColumn) i;
}

static VostAssColumn
find_column (const char *name, gsize len, gboolean *marked)
{
  if (vost_slice_is (name, len, "Marked"))
    {
      *marked = TRUE;
      return VOST_ASS_LAYER;
    }
  if (vost_slice_is (name, len, "Actor"))
    return VOST_ASS_NAME;
  for (guint i = 0; i < G_N_ELEMENTS (column_names); i++)
    if (vost_slice_is (name, len, column_names[i]))
      return (VostAssColumn) i;

  return VOST_ASS_OTHER;
}

static void
trim_spaces (const char **text, gsize *len)
{
  while (*len > 0 && (**text == ' ' || **text == '\t'))
    {
      (*text)++;
      (*len)--;
    }
  while (*len > 0 && ((*text)[*len - 1] == ' ' || (*text)[*len - 1] == '\t'))
    (*len)--;
}

gboolean
vost_ass_layout_parse (VostAssLayout *self, const char *names, gsize len)
{
  VostAssLayout layout = { .soft_breaks = self->soft_breaks };
  guint seen = 0;

  while (layout.n < G_N_ELEMENTS (layout.columns))
    {
      const char *comma = memchr (names, ',', len);
      gsize part = comma != NULL ? (gsize) (comma - names) : len;
      const char *name = names;
      gsize name_len = part;
      VostAssColumn column;

      trim_spaces (&name, &name_len);
      column = find_column (name, name_len, &layout.marked);
      layout.columns[layout.n++] = column;
      seen |= 1u << column;
      /* The text has commas, so nothing can follow it. */
      if (column == VOST_ASS_TEXT || comma == NULL)
        break;
      names += part + 1;
      len -= part + 1;
    }
  if ((~seen & (1u << VOST_ASS_START | 1u << VOST_ASS_END | 1u << VOST_ASS_TEXT)) != 0)
    return FALSE;
  *self = layout;

  return TRUE;
}

void
vost_ass_scanner_init (VostAssScanner *self)
{
  *self = (VostAssScanner){ .events = FALSE };
  vost_ass_layout_init (&self->layout);
}

/*
 * Lines of attachments are made of the characters from "!" to "`", so "[" may begin one. Names of
 * sections that could be data, being all capitals, are taken for data unless they are known.
 */
static gboolean
is_section (const VostAssScanner *self, const char *text, gsize len)
{
  if (len < 2 || text[0] != '[' || text[len - 1] != ']')
    return FALSE;
  if (!self->attachment || vost_slice_is (text, len, "[Events]"))
    return TRUE;
  for (gsize i = 0; i < len; i++)
    if (text[i] < '!' || text[i] > '`')
      return TRUE;

  return FALSE;
}

static gboolean
take_keyword (const char *text, gsize len, const char *keyword, const char **value)
{
  gsize n = strlen (keyword);

  if (len < n || g_ascii_strncasecmp (text, keyword, n) != 0)
    return FALSE;
  *value = text + n;

  return TRUE;
}

static void
enter_section (VostAssScanner *self, const char *text, gsize len)
{
  self->events = vost_slice_is (text, len, "[Events]");
  self->attachment =
      vost_slice_is (text, len, "[Fonts]") || vost_slice_is (text, len, "[Graphics]");
}

VostAssLineKind
vost_ass_scanner_line (VostAssScanner *self, const VostLine *line, const char **value)
{
  const char *text = line->start, *end = line->start + line->len;
  gsize len = line->len;

  trim_spaces (&text, &len);
  if (is_section (self, text, len))
    {
      enter_section (self, text, len);
      return VOST_ASS_LINE_SECTION;
    }
  if (self->attachment || len == 0)
    return VOST_ASS_LINE_OTHER;
  if (self->events && take_keyword (text, len, "Format:", value))
    {
      (void) vost_ass_layout_parse (&self->layout, *value, (gsize) (end - *value));
      return VOST_ASS_LINE_FORMAT;
    }
  if (take_keyword (text, len, "Dialogue:", value))
    return VOST_ASS_LINE_DIALOGUE;
  if (take_keyword (text, len, "Comment:", value))
    return VOST_ASS_LINE_COMMENT;
  if (take_keyword (text, len, "WrapStyle:", value))
    {
      const char *style = *value;
      gsize style_len = (gsize) (end - style);

      trim_spaces (&style, &style_len);
      self->layout.soft_breaks = vost_slice_is (style, style_len, "2");
    }

  return VOST_ASS_LINE_OTHER;
}

void
vost_ass_scanner_skip (VostAssScanner *self, const char *text)
{
  const char *end = text + strlen (text), *value;
  VostLine line;

  while (vost_line_next (&text, end, &line))
    (void) vost_ass_scanner_line (self, &line, &value);
}

/* Digits at *p; how many there were. */
static guint
take_digits (const char **p, const char *end, guint64 *ret)
{
  guint n = 0;

  *ret = 0;
  for (; *p < end && g_ascii_isdigit (**p); (*p)++, n++)
    if (n < 9)
      *ret = *ret * 10 + (guint64) (**p - '0');

  return n;
}

gboolean
vost_ass_parse_time (const char *text, gsize len, VostTime *ret, gboolean *odd)
{
  const char *p, *end;
  gboolean negative;
  guint64 part, seconds = 0, fraction = 0;
  guint parts = 0, digits = 0;

  trim_spaces (&text, &len);
  p = text;
  end = text + len;
  negative = p < end && *p == '-';
  p += negative;
  do
    {
      p += parts > 0;
      if (take_digits (&p, end, &part) == 0)
        return FALSE;
      seconds = seconds * 60 + part;
    }
  while (++parts < 3 && p < end && *p == ':');
  if (p < end && (*p == '.' || *p == ','))
    {
      p++;
      digits = take_digits (&p, end, &fraction);
    }
  if (p != end)
    return FALSE;

  /* However many digits there are, they are a decimal fraction. */
  for (guint i = MIN (digits, 9); i < 9; i++)
    fraction *= 10;
  seconds = MIN (seconds, (guint64) (VOST_MAX_TIME / VOST_SECOND));
  *ret = (VostTime) seconds * VOST_SECOND + (VostTime) fraction;
  if (negative)
    *ret = -*ret;
  *odd = digits != 2 || parts != 3 || negative;

  return TRUE;
}

/* The five fields that a cue keeps as they are. */
static void
split_fields (const char *text, const VostAssLayout *layout, char *ret[5])
{
  g_auto (GStrv) parts = g_strsplit (*text != '\0' ? text : "0,0,0,0,", ",", 5);
  guint n = g_strv_length (parts);

  for (guint i = 0; i < 5; i++)
    ret[i] = g_strdup (i < n ? parts[i] : i < 4 ? "0" : "");
  if (layout->marked != g_str_has_prefix (ret[0], "Marked"))
    {
      gboolean on = layout->marked && strcmp (ret[0], "1") == 0;

      g_free (ret[0]);
      ret[0] = g_strdup (layout->marked ? (on ? "Marked=1" : "Marked=0") : "0");
    }
}

/* Names may hold anything in other formats, but no comma here. */
static void
append_field (GString *out, const char *text)
{
  for (; *text != '\0'; text++)
    if (*text == ',')
      g_string_append_c (out, ';');
    else
      g_string_append_c (out, *text == '\n' || *text == '\r' ? ' ' : *text);
}

static void
append_text (GString *out, const VostCue *cue, const VostConversion *conversion)
{
  gboolean native = vost_is_native (conversion->subs, "ass"), exact;
  guint numpad =
      native || vost_text_numpad (cue->text) > 0 ? 0 : vost_cue_numpad (conversion, cue, &exact);
  gsize start;

  if (numpad > 0)
    g_string_append_printf (out, "{\\an%u}", numpad);
  start = out->len;
  vost_ass_encode (out, cue->text, conversion);
  /* One block for the place and what else the text begins with. */
  if (numpad > 0 && g_str_has_prefix (out->str + start, "{\\"))
    g_string_erase (out, (gssize) start - 1, 2);
}

void
vost_ass_append_event (GString *out,
                       const VostCue *cue,
                       const VostAssLayout *layout,
                       const VostConversion *conversion,
                       const char *style)
{
  char *fields[5];

  /* Other formats keep something else there. */
  split_fields (style == NULL ? cue->fields : "", layout, fields);
  g_string_append (out, "Dialogue: ");
  for (guint i = 0; i < layout->n; i++)
    {
      VostAssColumn column = layout->columns[i];

      if (i > 0)
        g_string_append_c (out, ',');
      switch (column)
        {
        case VOST_ASS_START:
        case VOST_ASS_END:
          vost_append_time (out, column == VOST_ASS_START ? cue->start : cue->end, 1, 2, '.');
          break;
        case VOST_ASS_STYLE:
          append_field (out, style != NULL ? style : *cue->style != '\0' ? cue->style : "Default");
          break;
        case VOST_ASS_NAME:
          append_field (out, cue->speaker);
          break;
        case VOST_ASS_TEXT:
          append_text (out, cue, conversion);
          break;
        case VOST_ASS_LAYER:
          append_field (out, fields[0]);
          break;
        case VOST_ASS_OTHER:
          break;
        default:
          append_field (out, fields[column - VOST_ASS_MARGIN_L + 1]);
          break;
        }
    }
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    g_free (fields[i]);
}
