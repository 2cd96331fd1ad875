/* What a cue holds, and what a format cannot keep of it. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "format-private.h"

#include "vostok-config.h"

#include <glib/gi18n-lib.h>

typedef struct
{
  VostContent content;
  const char *message;
} Loss;

static const Loss losses[] = {
  { VOST_HAS_STYLE_TAGS, N_ ("Italics, bold and underline cannot be kept.") },
  { VOST_HAS_STRIKE, N_ ("Struck-out text cannot be kept.") },
  { VOST_HAS_COLOUR, N_ ("Colours cannot be kept.") },
  { VOST_HAS_FONT, N_ ("The typeface or its size cannot be kept.") },
  { VOST_HAS_CLASSES, N_ ("Style classes cannot be kept.") },
  { VOST_HAS_VOICES, N_ ("Who speaks which part cannot be kept.") },
  { VOST_HAS_LANGUAGES, N_ ("The mark of a passage in another language cannot be kept.") },
  { VOST_HAS_RUBY, N_ ("Reading aids above the text (ruby) cannot be kept as such.") },
  { VOST_HAS_TIMESTAMPS, N_ ("Times inside the text (karaoke) cannot be kept.") },
  { VOST_HAS_PLACE, N_ ("The place on the picture cannot be kept.") },
  { VOST_HAS_EXACT_PLACE, N_ ("The place on the picture is rounded to one of nine.") },
  { VOST_HAS_EFFECTS, N_ ("Effects cannot be kept.") },
  { VOST_HAS_REMARKS, N_ ("Remarks inside the text cannot be kept.") },
  { VOST_HAS_DRAWING, N_ ("A drawing cannot be kept.") },
  { VOST_HAS_SPEAKER, N_ ("The speaker’s name cannot be kept.") },
  { VOST_HAS_STYLE, N_ ("The style cannot be kept.") },
  { VOST_HAS_FIELDS, N_ ("Layer, margins or effect cannot be kept.") },
  { VOST_HAS_LABEL, N_ ("The identifier cannot be kept.") },
  { VOST_HAS_NOTES, N_ ("The notes before this subtitle cannot be kept.") },
  { VOST_HAS_BLANK_LINE, N_ ("A blank line inside the text becomes a line with a space.") },
  { VOST_HAS_FINE_TIME, N_ ("The times are rounded.") },
  { VOST_HAS_NEGATIVE_TIME, N_ ("A time before zero becomes zero.") },
};

static guint
tag_content (const VostConversion *conversion, const VostTag *tag)
{
  guint32 colour;
  guint content = 0;

  if (tag->end)
    return 0;
  if (tag->name_len == 0)
    return VOST_HAS_TIMESTAMPS;
  if (vost_tag_colour (conversion, tag, &colour))
    content |= VOST_HAS_COLOUR;
  else if (tag->classes_len > 0)
    content |= VOST_HAS_CLASSES;
  if (vost_tag_is (tag, "font"))
    {
      g_autofree char *value = g_ascii_strdown (tag->value, (gssize) tag->value_len);

      return content |
             (strstr (value, "face") != NULL || strstr (value, "size") != NULL ? VOST_HAS_FONT : 0);
    }
  if (vost_tag_is (tag, "s"))
    return content | VOST_HAS_STRIKE;
  if (vost_tag_is (tag, "v"))
    return content | VOST_HAS_VOICES;
  if (vost_tag_is (tag, "lang"))
    return content | VOST_HAS_LANGUAGES;
  if (vost_tag_is (tag, "ruby") || vost_tag_is (tag, "rt"))
    return content | VOST_HAS_RUBY;

  return vost_tag_is (tag, "c") ? content : content | VOST_HAS_STYLE_TAGS;
}

/* Whether anything but {\anN} is in the block. */
static gboolean
is_effect (const VostToken *token)
{
  const char *p = token->start + 1;

  if (token->len == 6 && p[1] == 'a' && p[2] == 'n')
    return FALSE;

  return !(p[1] == 'a' && g_ascii_isdigit (p[2]) && strspn (p + 2, "0123456789") == token->len - 4);
}

static guint
text_content (const VostConversion *conversion, const char *text)
{
  guint content = strstr (text, "\n\n") != NULL ? VOST_HAS_BLANK_LINE : 0;
  gboolean drawing = FALSE;
  VostToken token;
  VostTag tag;

  while (vost_markup_next (&text, &token))
    {
      vost_markup_drawing (&token, &drawing);
      if (drawing)
        content |= VOST_HAS_DRAWING;
      if (vost_markup_tag (&token, &tag))
        content |= tag_content (conversion, &tag);
      else if (token.type == VOST_TOKEN_OVERRIDE && token.start[2] == '*')
        content |= VOST_HAS_REMARKS;
      else if (token.type == VOST_TOKEN_OVERRIDE && is_effect (&token))
        content |= VOST_HAS_EFFECTS;
    }

  return content;
}

static gboolean
is_finer (VostTime t, guint digits)
{
  VostTime unit = VOST_SECOND;

  for (guint i = 0; i < digits; i++)
    unit /= 10;

  return t != VOST_TIME_NONE && t % unit != 0;
}

/* Between two elements there are others, and only comments are notes. */
static gboolean
is_xml (const VostSubtitles *subs)
{
  const VostFormat *format = vost_format_by_id (subs->track->format);

  return format != NULL && strstr (format->mime_type, "xml") != NULL;
}

static gboolean
has_notes (const char *before)
{
  return before[strspn (before, " \t\r\n")] != '\0';
}

static gboolean
has_notes_before (const VostConversion *conversion, const VostCue *cue)
{
  return conversion->xml ? strstr (cue->before, "<!--") != NULL : has_notes (cue->before);
}

static guint
cue_content (const VostConversion *conversion, const VostCue *cue, guint digits)
{
  guint content = text_content (conversion, cue->text);
  gboolean exact;

  if (vost_cue_numpad (conversion, cue, &exact) > 0)
    content |= VOST_HAS_PLACE;
  if (!exact)
    content |= VOST_HAS_EXACT_PLACE;
  if (*cue->speaker != '\0')
    content |= VOST_HAS_SPEAKER;
  if (*cue->style != '\0' && g_ascii_strcasecmp (cue->style, "Default") != 0)
    content |= VOST_HAS_STYLE;
  if (*cue->fields != '\0')
    content |= VOST_HAS_FIELDS;
  if (has_notes_before (conversion, cue))
    content |= VOST_HAS_NOTES;
  /* Numbers are no names. */
  if (cue->label[strspn (cue->label, "0123456789 \r\n")] != '\0')
    content |= VOST_HAS_LABEL;
  if (is_finer (cue->start, digits) || is_finer (cue->end, digits))
    content |= VOST_HAS_FINE_TIME;
  if ((cue->start < 0 && cue->start != VOST_TIME_NONE) ||
      (cue->end < 0 && cue->end != VOST_TIME_NONE))
    content |= VOST_HAS_NEGATIVE_TIME;

  return content;
}

/* A bare "WEBVTT" or a list of one default style is nothing that anybody would miss. */
static gboolean
has_header (const VostSubtitles *subs)
{
  const char *header = subs->track->header;

  if (vost_is_native (subs, "webvtt"))
    {
      const char *rest = header + strcspn (header, "\r\n");

      return rest[strspn (rest, "\r\n")] != '\0';
    }

  return has_notes (header) && strcmp (header, VOST_NO_HEADER) != 0;
}

void
vost_report_losses (const VostSubtitles *subs, guint lost, guint digits, GPtrArray *diagnostics)
{
  g_auto (VostConversion) conversion = { NULL };

  vost_conversion_init (&conversion, subs);
  conversion.xml = is_xml (subs);
  if ((lost & VOST_HAS_HEADER) != 0 && has_header (subs))
    g_ptr_array_add (diagnostics, vost_diagnostic_new (
                                      VOST_SEVERITY_INFO, 0, 0, "%s",
                                      _ ("The head of the file (styles, notes, information) cannot "
                                         "be kept.")));
  if (subs->more != NULL && subs->more->len > 0)
    g_ptr_array_add (diagnostics,
                     vost_diagnostic_new (VOST_SEVERITY_WARNING, 0, 0, "%s",
                                          _ ("The other languages of the file are not written.")));
  for (guint i = 0; i < subs->cues->len; i++)
    {
      const VostCue *cue = g_ptr_array_index (subs->cues, i);
      guint content = cue_content (&conversion, cue, digits) & lost;

      for (guint j = 0; content != 0 && j < G_N_ELEMENTS (losses); j++)
        if ((content & losses[j].content) != 0)
          {
            const char *message =
                losses[j].content == VOST_HAS_FIELDS && conversion.xml
                    ? N_ ("What the file says about this subtitle’s style and region "
                          "beyond that cannot be kept.")
                    : losses[j].message;
            VostDiagnostic *diagnostic =
                vost_diagnostic_new (VOST_SEVERITY_WARNING, 0, 0, "%s", _ (message));

            diagnostic->cue = VOST_RECORD_ID (cue);
            g_ptr_array_add (diagnostics, diagnostic);
          }
    }
}
