/* What a cue holds, and what a format cannot keep of it. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "format-private.h"

#include "vostok-config.h"

#include <glib/gi18n-lib.h>

typedef struct
{
  guint content;
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
  { VOST_HAS_COMMENT, N_ ("The translator’s note cannot be kept.") },
  { VOST_HAS_STATUS, N_ ("How far the work on the subtitle is cannot be kept.") },
  { VOST_HAS_STYLE_LOOKS, N_ ("Italics or bold of the subtitle’s style cannot be kept.") },
  { VOST_HAS_OUTER_BLANK | VOST_HAS_INNER_BLANK,
    N_ ("Blank lines before or after the text cannot be kept.") },
  { VOST_HAS_ONLY_SPACES, N_ ("A text of nothing but spaces cannot be kept.") },
  { VOST_HAS_LEADING_SPACE, N_ ("Spaces at the beginning of a line cannot be kept.") },
  { VOST_HAS_TRAILING_SPACE, N_ ("Spaces at the end of a line cannot be kept.") },
};

/* Whether a tag has a class that asks for no colour. */
static gboolean
has_other_classes (const VostConversion *conversion, const VostTag *tag)
{
  const char *p = tag->classes, *end = tag->classes + tag->classes_len;

  while (p < end)
    {
      const char *dot = memchr (p, '.', (gsize) (end - p));
      const char *stop = dot != NULL ? dot : end;
      const VostTag one = {
        .name = "c", .name_len = 1, .classes = p, .classes_len = (gsize) (stop - p)
      };
      guint32 colour;

      if (stop > p && !vost_tag_colour (conversion, &one, &colour))
        return TRUE;
      p = stop + 1;
    }

  return FALSE;
}

static guint
tag_content (const VostConversion *conversion, const VostTag *tag)
{
  guint32 colour;
  guint content = 0;

  if (tag->end)
    return 0;
  if (tag->name_len == 0)
    return VOST_HAS_TIMESTAMPS;
  /* Text is white without a word. */
  if (vost_tag_colour (conversion, tag, &colour) && colour != 0xffffff)
    content |= VOST_HAS_COLOUR;
  if (has_other_classes (conversion, tag))
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

/* Whether what follows is the tag's own end. */
static gboolean
is_around_nothing (const VostTag *tag, const char *rest)
{
  VostToken token;
  VostTag next;

  return !tag->end && tag->name_len > 0 && vost_markup_next (&rest, &token) &&
         vost_markup_tag (&token, &next) && next.end && next.name_len == tag->name_len &&
         memcmp (next.name, tag->name, tag->name_len) == 0;
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
        content |= is_around_nothing (&tag, text) ? 0 : tag_content (conversion, &tag);
      else if (token.type == VOST_TOKEN_OVERRIDE && token.start[2] == '*')
        content |= VOST_HAS_REMARKS;
      else if (token.type == VOST_TOKEN_OVERRIDE && is_effect (&token))
        content |= VOST_HAS_EFFECTS;
    }

  return content;
}

static gboolean
is_space (char c)
{
  return c == ' ' || c == '\t';
}

static guint
blank_content (const char *text)
{
  g_autofree char *plain = vost_markup_to_plain (text);
  gsize len = strlen (plain);
  guint content = 0;

  if (g_str_has_prefix (text, "\n") || g_str_has_suffix (text, "\n"))
    content |= VOST_HAS_OUTER_BLANK;
  if (g_str_has_prefix (plain, "\n") || g_str_has_suffix (plain, "\n"))
    content |= VOST_HAS_INNER_BLANK;
  if (len > 0 && strspn (text, " \t\n") == strlen (text))
    content |= VOST_HAS_ONLY_SPACES;
  for (gsize i = 0; i < len; i++)
    if (is_space (plain[i]))
      content |= (i == 0 || plain[i - 1] == '\n' ? VOST_HAS_LEADING_SPACE : 0u) |
                 (i + 1 == len || plain[i + 1] == '\n' ? VOST_HAS_TRAILING_SPACE : 0u);

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

static gboolean
is_negative (VostTime t)
{
  return t < 0 && t != VOST_TIME_NONE;
}

/* What stands beside text, times and place. */
static guint
field_content (const VostConversion *conversion, const VostCue *cue)
{
  /* Numbers are no names. */
  gboolean named = cue->label[strspn (cue->label, "0123456789 \r\n")] != '\0';
  gboolean styled = *cue->style != '\0' && g_ascii_strcasecmp (cue->style, "Default") != 0;
  guint style = vost_cue_style (conversion, cue);

  return (*cue->speaker != '\0' ? VOST_HAS_SPEAKER : 0u) | (styled ? VOST_HAS_STYLE : 0u) |
         ((style & (VOST_STYLE_ITALIC | VOST_STYLE_BOLD)) != 0 ? VOST_HAS_STYLE_LOOKS : 0u) |
         (*cue->fields != '\0' ? VOST_HAS_FIELDS : 0u) |
         (has_notes_before (conversion, cue) ? VOST_HAS_NOTES : 0u) |
         (named ? VOST_HAS_LABEL : 0u) | (*cue->comment != '\0' ? VOST_HAS_COMMENT : 0u) |
         (*cue->status != '\0' ? VOST_HAS_STATUS : 0u);
}

static guint
cue_content (const VostConversion *conversion, const VostCue *cue, guint digits)
{
  guint content = text_content (conversion, cue->text) | blank_content (cue->text) |
                  field_content (conversion, cue);
  gboolean exact;

  if (vost_cue_numpad (conversion, cue, &exact) > 0)
    content |= VOST_HAS_PLACE;
  if (!exact)
    content |= VOST_HAS_EXACT_PLACE;
  if (is_finer (cue->start, digits) || is_finer (cue->end, digits))
    content |= VOST_HAS_FINE_TIME;
  if (is_negative (cue->start) || is_negative (cue->end))
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

static void
report_cue (const VostCue *cue, const char *message, GPtrArray *diagnostics)
{
  VostDiagnostic *diagnostic = vost_diagnostic_new (VOST_SEVERITY_WARNING, 0, 0, "%s", message);

  diagnostic->cue = VOST_RECORD_ID (cue);
  g_ptr_array_add (diagnostics, diagnostic);
}

static void
report_content (const VostConversion *conversion,
                const VostCue *cue,
                guint content,
                GPtrArray *diagnostics)
{
  for (guint i = 0; content != 0 && i < G_N_ELEMENTS (losses); i++)
    if ((content & losses[i].content) != 0)
      report_cue (cue,
                  losses[i].content == VOST_HAS_FIELDS && conversion->xml
                      ? _ ("What the file says about this subtitle’s style and region beyond that "
                           "cannot be kept.")
                      : _ (losses[i].message),
                  diagnostics);
}

static void
report_file (const VostSubtitles *subs, guint lost, GPtrArray *diagnostics)
{
  if ((lost & VOST_HAS_HEADER) != 0 && has_header (subs))
    g_ptr_array_add (diagnostics, vost_diagnostic_new (
                                      VOST_SEVERITY_INFO, 0, 0, "%s",
                                      _ ("The head of the file (styles, notes, information) cannot "
                                         "be kept.")));
  if (subs->more != NULL && subs->more->len > 0)
    g_ptr_array_add (diagnostics,
                     vost_diagnostic_new (VOST_SEVERITY_WARNING, 0, 0, "%s",
                                          _ ("The other languages of the file are not written.")));
}

void
vost_report_losses (const VostSubtitles *subs,
                    const char *id,
                    guint lost,
                    guint digits,
                    GPtrArray *diagnostics)
{
  gboolean native = vost_is_native (subs, id);
  g_auto (VostConversion) conversion = { NULL };

  vost_conversion_init (&conversion, subs);
  conversion.xml = is_xml (subs);
  if (native)
    lost &= VOST_HAS_EDITING | VOST_HAS_FINE_TIME | VOST_HAS_NEGATIVE_TIME;
  else
    report_file (subs, lost, diagnostics);
  for (guint i = 0; i < subs->cues->len; i++)
    {
      const VostCue *cue = g_ptr_array_index (subs->cues, i);
      guint content = cue_content (&conversion, cue, digits) & lost;

      if (native && *cue->raw != '\0')
        content &= VOST_HAS_EDITING;
      /* What is nowhere is not rounded either. */
      if ((content & VOST_HAS_EXACT_PLACE) != 0 && (lost & VOST_HAS_PLACE) != 0)
        content = (content & ~(guint) VOST_HAS_EXACT_PLACE) | VOST_HAS_PLACE;
      report_content (&conversion, cue, content, diagnostics);
    }
}

void
vost_report_frames (const VostSubtitles *subs,
                    const char *id,
                    VostRate rate,
                    GPtrArray *diagnostics)
{
  gboolean native = vost_is_native (subs, id);

  if (!vost_rate_is_known (rate) && !native)
    g_ptr_array_add (diagnostics,
                     vost_diagnostic_new (VOST_SEVERITY_INFO, 0, 0, "%s",
                                          _ ("The times are rounded to whole frames.")));
  for (guint i = 0; vost_rate_is_known (rate) && i < subs->cues->len; i++)
    {
      const VostCue *cue = g_ptr_array_index (subs->cues, i);

      if (native && *cue->raw != '\0')
        continue;
      if (vost_rate_frame_start (rate, vost_rate_frame_nearest (rate, cue->start)) != cue->start ||
          vost_rate_frame_start (rate, vost_rate_frame_nearest (rate, cue->end)) != cue->end)
        report_cue (cue, _ ("The times are rounded to whole frames."), diagnostics);
    }
}

void
vost_report_speakers (const VostSubtitles *subs, const char *characters, GPtrArray *diagnostics)
{
  for (guint i = 0; i < subs->cues->len; i++)
    {
      const VostCue *cue = g_ptr_array_index (subs->cues, i);

      if (strpbrk (cue->speaker, characters) != NULL || strpbrk (cue->speaker, "\r\n") != NULL)
        report_cue (cue, _ ("Some characters of the speaker’s name cannot be kept."), diagnostics);
    }
}
