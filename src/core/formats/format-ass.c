/* SubStation Alpha, both generations: all but the events is kept verbatim. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ass-private.h"

#include "vostok-config.h"

#include <glib/gi18n-lib.h>

#include <vostok/core/bounds.h>

/* First line of the licence block that we write, by which it is found again. */
#define LICENCE_COMMENT "; Licence"
#define DEFAULT_WIDTH 1920
#define DEFAULT_HEIGHT 1080

extern const VostFormat vost_format_ass;

/* A field of an event line. */
typedef struct
{
  const char *start;
  gsize len;
} Field;

typedef struct
{
  Field fields[VOST_ASS_OTHER + 1];
  guint n; /* columns that the line has */
} Event;

static void
split_event (const VostAssLayout *layout, const char *value, const char *end, Event *ret)
{
  *ret = (Event){ 0 };
  while (value < end && *value == ' ')
    value++;
  for (guint i = 0; i < layout->n; i++)
    {
      const char *comma = i + 1 < layout->n ? memchr (value, ',', (gsize) (end - value)) : NULL;
      const char *stop = comma != NULL ? comma : end;

      ret->fields[layout->columns[i]] = (Field){ value, (gsize) (stop - value) };
      ret->n++;
      if (comma == NULL)
        return;
      value = comma + 1;
    }
}

static void
set_field (char **target, Field field)
{
  /* Spaces before a name are for the eye, those behind it may count. */
  while (field.len > 0 && *field.start == ' ')
    {
      field.start++;
      field.len--;
    }
  g_free (*target);
  *target = g_strndup (field.len > 0 ? field.start : "", field.len);
}

/* "Layer,MarginL,MarginR,MarginV,Effect", "" when nothing is special about them. */
static void
set_fields (VostCue *cue, const VostAssLayout *layout, const Event *event)
{
  static const VostAssColumn order[] = { VOST_ASS_LAYER, VOST_ASS_MARGIN_L, VOST_ASS_MARGIN_R,
                                         VOST_ASS_MARGIN_V, VOST_ASS_EFFECT };
  g_autoptr (GString) fields = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (order); i++)
    {
      Field field = event->fields[order[i]];

      if (i > 0)
        g_string_append_c (fields, ',');
      if (field.start != NULL)
        g_string_append_len (fields, field.start, (gssize) field.len);
      else if (order[i] != VOST_ASS_EFFECT)
        g_string_append_c (fields, '0');
    }
  if (strcmp (fields->str, layout->marked ? "Marked=0,0,0,0," : "0,0,0,0,") != 0)
    vost_set_string (&cue->fields, fields->str);
}

static void
report_event (VostReading *reading,
              const VostLine *line,
              const VostCue *cue,
              gboolean odd,
              const char *start)
{
  if (odd)
    vost_reading_report (
        reading, VOST_SEVERITY_WARNING, reading->line, vost_line_column (line, start),
        _ ("The times are written unusually (0:00:00.00 is usual); programs read them differently. "
           "Digits after the dot were read as a decimal fraction."));
  if (cue->start < 0 || cue->end < 0)
    vost_reading_report (reading, VOST_SEVERITY_WARNING, reading->line,
                         vost_line_column (line, start), _ ("A time is before zero."));
  if (cue->end < cue->start)
    vost_reading_report (reading, VOST_SEVERITY_WARNING, reading->line,
                         vost_line_column (line, start), _ ("The subtitle ends before it starts."));
}

static void
take_event (VostReading *reading,
            const VostAssLayout *layout,
            const VostLine *line,
            const char *value)
{
  const char *eol = reading->subs->track->eol;
  VostConversion own = { reading->subs, NULL, NULL };
  gboolean odd_start = FALSE, odd_end = FALSE;
  VostTime start, end;
  VostCue *cue;
  Event event;

  split_event (layout, value, line->start + line->len, &event);
  if (event.n < layout->n ||
      !vost_ass_parse_time (event.fields[VOST_ASS_START].start, event.fields[VOST_ASS_START].len,
                            &start, &odd_start) ||
      !vost_ass_parse_time (event.fields[VOST_ASS_END].start, event.fields[VOST_ASS_END].len, &end,
                            &odd_end))
    {
      vost_reading_report (reading, VOST_SEVERITY_ERROR, reading->line, 1,
                           _ ("This event cannot be understood; it stays in the file."));
      return;
    }

  cue = vost_record_new (VOST_KIND_CUE, VOST_RECORD_ID (reading->subs->track));
  cue->start = start;
  cue->end = end;
  set_field (&cue->style, event.fields[VOST_ASS_STYLE]);
  set_field (&cue->speaker, event.fields[VOST_ASS_NAME]);
  set_fields (cue, layout, &event);
  g_free (cue->text);
  cue->text = vost_ass_decode (event.fields[VOST_ASS_TEXT].start, event.fields[VOST_ASS_TEXT].len,
                               layout->soft_breaks);
  reading->too_big |= event.fields[VOST_ASS_TEXT].len > (gsize) VOST_MAX_CUE_TEXT;
  report_event (reading, line, cue, odd_start || odd_end, event.fields[VOST_ASS_START].start);

  g_string_truncate (reading->scratch, 0);
  vost_ass_append_event (reading->scratch, cue, layout, &own, NULL);
  g_string_append (reading->scratch, eol);
  vost_reading_take (reading, cue, line->start, line->start, line->start + line->full, "");
}

static gboolean
ass_read (const char *text, gsize len, VostSubtitles *subs, GPtrArray *diagnostics, GError **error)
{
  VostReading reading;
  VostAssScanner scanner;
  const char *cursor = text, *value;
  VostLine line;

  vost_reading_init (&reading, text, len, subs, diagnostics);
  vost_set_string (&subs->track->format, vost_format_ass.id);
  vost_ass_scanner_init (&scanner);
  while (!reading.too_big && subs->cues->len <= VOST_MAX_CUES &&
         vost_line_next (&cursor, reading.end, &line))
    {
      reading.line++;
      switch (vost_ass_scanner_line (&scanner, &line, &value))
        {
        case VOST_ASS_LINE_DIALOGUE:
          take_event (&reading, &scanner.layout, &line, value);
          break;
        case VOST_ASS_LINE_FORMAT:
          {
            VostAssLayout layout = scanner.layout;

            if (!vost_ass_layout_parse (&layout, value, (gsize) (line.start + line.len - value)))
              vost_reading_report (
                  &reading, VOST_SEVERITY_ERROR, reading.line, 1,
                  _ ("The order of the fields cannot be understood; the usual one was taken."));
            break;
          }
        default:
          break;
        }
    }
  if (!vost_reading_finish (&reading, error))
    return FALSE;
  if (*subs->track->header == '\0')
    vost_set_string (&subs->track->header, VOST_NO_HEADER);

  return TRUE;
}

static void
append_default_header (GString *out, const VostFormatOptions *options, const char *eol)
{
  int width = options->width > 0 ? options->width : DEFAULT_WIDTH;
  int height = options->height > 0 ? options->height : DEFAULT_HEIGHT;
  int margin = MAX (width / 16, 1);
  g_autoptr (GString) text = g_string_new ("[Script Info]\n");

  if (options->title != NULL && *options->title != '\0')
    g_string_append_printf (text, "Title: %.*s\n", (int) strcspn (options->title, "\r\n"),
                            options->title);
  g_string_append_printf (text,
                          "ScriptType: v4.00+\n"
                          "WrapStyle: 0\n"
                          "ScaledBorderAndShadow: yes\n"
                          "YCbCr Matrix: TV.709\n"
                          "PlayResX: %d\n"
                          "PlayResY: %d\n\n",
                          width, height);
  /* Letters of about a twentieth of the height, and the margins of a television: a choice that fits
   * every film. */
  g_string_append_printf (
      text,
      "[V4+ Styles]\n"
      "Format: Name, Fontname, Fontsize, PrimaryColour, SecondaryColour, OutlineColour, "
      "BackColour, Bold, Italic, "
      "Underline, StrikeOut, ScaleX, ScaleY, Spacing, Angle, BorderStyle, Outline, Shadow, "
      "Alignment, MarginL, "
      "MarginR, MarginV, Encoding\n"
      "Style: Default,DejaVu "
      "Sans,%d,&H00FFFFFF,&H000000FF,&H00000000,&H80000000,0,0,0,0,100,100,0,0,1,%d,%d,2,%d,%d,"
      "%d,1\n\n",
      MAX (height * 5 / 108, 1), MAX (height / 360, 1), MAX (height / 1080, 1), margin, margin,
      MAX (height / 18, 1));
  g_string_append (
      text, "[Events]\n"
            "Format: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text\n");
  vost_append_lines (out, text->str, eol);
}

/* Keys of Script Info that tell rights; see find_licence(). */
static gboolean
is_licence_key (const VostLine *line)
{
  return (line->len >= 8 && memcmp (line->start, "License:", 8) == 0) ||
         (line->len >= 12 && memcmp (line->start, "License URL:", 12) == 0) ||
         (line->len >= 10 && memcmp (line->start, "Copyright:", 10) == 0);
}

/* Our licence block, or else the end of Script Info's lines: where one belongs. */
static const char *
find_licence (const char *header, const char **ret_end)
{
  const char *end = header + strlen (header), *place = NULL;
  gboolean info = FALSE, found = FALSE;
  VostLine line;

  while (vost_line_next (&header, end, &line))
    {
      if (found && *line.start != ';' && !is_licence_key (&line))
        {
          *ret_end = line.start;
          return place;
        }
      if (*line.start == '[')
        info = vost_slice_is (line.start, line.len, "[Script Info]");
      else if (info && !found && line.len == strlen (LICENCE_COMMENT) &&
               memcmp (line.start, LICENCE_COMMENT, line.len) == 0)
        {
          found = TRUE;
          place = line.start;
        }
      if (info && !found && !vost_line_is_blank (&line))
        place = line.start + line.full;
    }
  *ret_end = found ? end : place;

  return place;
}

/* The address of a licence among the words of the block. */
static const char *
find_url (const char *rights, gsize *ret_len)
{
  static const char *const places[] = { "https://creativecommons.org/",
                                        "http://creativecommons.org/" };

  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    {
      const char *url = strstr (rights, places[i]);

      if (url == NULL)
        continue;
      *ret_len = strcspn (url, " \t\r\n<>\"()");
      while (*ret_len > 0 && strchr (".,;", url[*ret_len - 1]) != NULL)
        (*ret_len)--;
      return url;
    }

  return NULL;
}

static void
append_licence (GString *out, const char *rights, const char *eol)
{
  const char *p = rights, *end = rights + strlen (rights);
  gsize url_len = 0;
  const char *url = find_url (rights, &url_len);
  VostLine line;

  g_string_append_printf (out, "%s%s", LICENCE_COMMENT, eol);
  while (vost_line_next (&p, end, &line))
    if (!vost_line_is_blank (&line))
      g_string_append_printf (out, "; %.*s%s", (int) line.len, line.start, eol);
  for (p = rights; vost_line_next (&p, end, &line);)
    if (g_str_has_prefix (line.start, "©"))
      {
        g_string_append_printf (out, "Copyright: %.*s%s", (int) line.len, line.start, eol);
        break;
      }
  if (url != NULL)
    g_string_append_printf (out, "License URL: %.*s%s", (int) url_len, url, eol);
}

static void
append_header (GString *out,
               const VostSubtitles *subs,
               const VostFormatOptions *options,
               const char *eol)
{
  g_autoptr (GString) fresh = g_string_new (NULL);
  const char *header = subs->track->header;
  const char *place, *place_end;

  if (!vost_is_native (subs, vost_format_ass.id) || *header == '\0')
    {
      append_default_header (fresh, options, eol);
      header = fresh->str;
    }
  else if (strcmp (header, VOST_NO_HEADER) == 0)
    header = "";
  if (options->rights == NULL || *options->rights == '\0')
    {
      g_string_append (out, header);
      return;
    }

  place = find_licence (header, &place_end);
  if (place == NULL)
    {
      g_string_append_printf (out, "[Script Info]%s", eol);
      append_licence (out, options->rights, eol);
      g_string_append (out, eol);
      g_string_append (out, header);
      return;
    }
  g_string_append_len (out, header, place - header);
  vost_append_end_of_line (out, eol);
  append_licence (out, options->rights, eol);
  g_string_append (out, place_end);
}

static void
append_cues (GString *out, const VostSubtitles *subs, const char *eol)
{
  gboolean native = vost_is_native (subs, vost_format_ass.id);
  g_auto (VostConversion) conversion = { NULL };
  VostAssScanner scanner;

  vost_conversion_init (&conversion, subs);
  vost_ass_scanner_init (&scanner);
  if (native)
    vost_ass_scanner_skip (&scanner, subs->track->header);
  for (guint i = 0; i < subs->cues->len; i++)
    {
      const VostCue *cue = g_ptr_array_index (subs->cues, i);

      if (native && *cue->before != '\0')
        vost_ass_scanner_skip (&scanner, cue->before);
      vost_append_before (out, cue, native, "", eol);
      if (native && *cue->raw != '\0')
        {
          g_string_append (out, cue->raw);
          continue;
        }
      vost_ass_append_event (out, cue, &scanner.layout, &conversion, native ? NULL : "Default");
      g_string_append (out, eol);
    }
}

static gboolean
ass_write (const VostSubtitles *subs,
           const VostFormatOptions *options,
           GString *out,
           GError **error)
{
  const char *eol = vost_track_eol (subs->track);

  append_header (out, subs, options, eol);
  append_cues (out, subs, eol);
  if (vost_is_native (subs, vost_format_ass.id))
    vost_append_footer (out, subs->track->footer, eol);

  return TRUE;
}

static guint
ass_sniff (const char *text, gsize len)
{
  const char *end = text + len;
  guint score = 0;
  VostLine line;

  while (vost_line_next (&text, end, &line))
    {
      const char *p = line.start;
      gsize n = line.len;

      while (n > 0 && *p == ' ')
        {
          p++;
          n--;
        }
      if (vost_slice_is (p, n, "[Script Info]"))
        return 100;
      if (vost_slice_is (p, n, "[Events]") || vost_slice_is (p, n, "[V4+ Styles]") ||
          vost_slice_is (p, n, "[V4 Styles]"))
        score = MAX (score, 80);
      if (n > 9 && g_ascii_strncasecmp (p, "Dialogue:", 9) == 0)
        score = MAX (score, 55);
    }

  return score;
}

static void
ass_losses (const VostSubtitles *subs, GPtrArray *diagnostics)
{
  vost_report_losses (subs, vost_format_ass.id,
                      VOST_HAS_FONT | VOST_HAS_CLASSES | VOST_HAS_VOICES | VOST_HAS_LANGUAGES |
                          VOST_HAS_RUBY | VOST_HAS_TIMESTAMPS | VOST_HAS_EXACT_PLACE |
                          VOST_HAS_STYLE | VOST_HAS_FIELDS | VOST_HAS_LABEL | VOST_HAS_NOTES |
                          VOST_HAS_FINE_TIME | VOST_HAS_NEGATIVE_TIME | VOST_HAS_EDITING |
                          VOST_HAS_HEADER,
                      2, diagnostics);
  vost_report_speakers (subs, ",", diagnostics);
}

const VostFormat vost_format_ass = {
  .id = "ass",
  .title = N_ ("SubStation Alpha"),
  .extensions = "ass;ssa",
  .mime_type = "text/x-ssa",
  .flags = VOST_FORMAT_STYLES | VOST_FORMAT_POSITION | VOST_FORMAT_METADATA,
  .sniff = ass_sniff,
  .read = ass_read,
  .write = ass_write,
  .losses = ass_losses,
};
