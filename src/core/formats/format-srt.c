/* SubRip: numbers, times, text; and everything that is called so in the wild. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "srt-text-private.h"

#include "vostok-config.h"

#include <glib/gi18n-lib.h>

#include <vostok/core/bounds.h>
#include <vostok/core/formats/cue-settings.h>

/* VostCue.label of a cue without a number line. */
#define NO_NUMBER " "
/* A timing line is short; what is longer is text. */
#define MAX_TIMING 512

extern const VostFormat vost_format_srt;

/**
 * Timing: what a timing line says.
 * @tail: (nullable): what stands behind the times, in the line
 */
typedef struct
{
  VostTime start;
  VostTime end;
  const char *tail;
  gsize tail_len;
  gboolean unusual; /* digits that programs read differently */
  gboolean negative;
  gboolean too_late; /* clamped to VOST_MAX_TIME */
} Timing;

/* What is known of the lines before the current one. */
typedef enum
{
  LINE_NONE, /* before the file */
  LINE_TIMING,
  LINE_BLANK,
  LINE_NUMBER,
  LINE_NUMBER_AND_MORE, /* "12 junk" */
  LINE_TEXT,
} LineKind;

typedef struct
{
  VostLine line;
  LineKind kind;
} SeenLine;

/* The three lines before the current one, nearest first. */
typedef SeenLine History[3];

/* Three digits at @p, or -1. */
static int
digits_at (const char *p, guint count)
{
  int number = 0;

  for (guint i = 0; i < count; i++)
    {
      if (!g_ascii_isdigit (p[i]))
        return -1;
      number = number * 10 + (p[i] - '0');
    }

  return number;
}

/* "00:00:00,000" at @p. */
static gboolean
parse_plain_clock (const char *p, VostTime *ret)
{
  int h = digits_at (p, 2), m = digits_at (p + 3, 2), s = digits_at (p + 6, 2),
      ms = digits_at (p + 9, 3);

  if (h < 0 || m < 0 || s < 0 || ms < 0 || p[2] != ':' || p[5] != ':' || p[8] != ',')
    return FALSE;
  *ret = (((VostTime) h * 60 + m) * 60 + s) * VOST_SECOND + ms * VOST_MSECOND;

  return TRUE;
}

static gboolean
is_invisible (gunichar c)
{
  return c == 0x200b || c == 0xfeff || c == 0x200e || c == 0x200f || (c >= 0x202a && c <= 0x202e);
}

/* What a look-alike stands for. */
static gunichar
plain_character (gunichar c)
{
  if (c >= 0x2010 && c <= 0x2015)
    return '-';
  switch (c)
    {
    case 0xa0:
    case '\t':
      return ' ';
    case 0x060c: /* Arabic comma */
    case 0xff0c: /* fullwidth comma */
      return ',';
    case 0xff1a: /* fullwidth colon */
      return ':';
    case 0x2212: /* minus sign */
      return '-';
    default:
      return c;
    }
}

/*
 * The line without invisible characters, with the look-alikes of ":", ",", "-" and ">" as
 * themselves. Editors and right-to-left programs leave them in time lines.
 */
static char *
plain_timing (const VostLine *line)
{
  GString *out = g_string_sized_new (line->len + 1);
  const char *end = line->start + line->len;

  for (const char *p = line->start; p < end; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (c == 0x2192 || c == 0x21d2) /* arrows */
        g_string_append (out, "->");
      else if (!is_invisible (c))
        g_string_append_unichar (out, plain_character (c));
    }

  return g_string_free (out, FALSE);
}

static const char *
skip_spaces (const char *p)
{
  while (*p == ' ')
    p++;

  return p;
}

/* One number of a clock; spaces before it stand for zeros: " 0: 0:26, 26". */
static gboolean
parse_part (const char **p, guint64 *ret, guint *digits)
{
  const char *start = *p;
  guint64 number = 0;

  *digits = 0;
  while (**p == ' ' && *p - start < 8)
    {
      (*p)++;
      (*digits)++;
    }
  if (!g_ascii_isdigit (**p))
    return FALSE;
  for (; g_ascii_isdigit (**p); (*p)++)
    {
      if (*digits < 9)
        number = number * 10 + (guint64) (**p - '0');
      (*digits)++;
    }
  *ret = number;

  return TRUE;
}

/* Digits after the seconds are a decimal fraction, however many there are. */
static VostTime
fraction_time (guint64 number, guint digits)
{
  for (guint i = digits; i < 9; i++)
    number *= 10;

  return (VostTime) number;
}

static gboolean
parse_clock (const char **cursor, VostTime *ret, Timing *timing)
{
  const char *p = skip_spaces (*cursor);
  gboolean negative = *p == '-';
  guint64 parts[4], fraction = 0, seconds = 0;
  guint n = 0, digits = 0, fraction_digits = 0;

  if (negative)
    p++;
  for (;;)
    {
      const char *next;

      if (n == G_N_ELEMENTS (parts) || !parse_part (&p, &parts[n], &digits))
        return FALSE;
      n++;
      next = skip_spaces (p);
      if (*next != ':')
        break;
      p = next + 1;
    }
  if (n == 4)
    {
      /* "00:00:01:500" */
      if (digits != 3)
        return FALSE;
      fraction = parts[--n];
      fraction_digits = digits;
    }
  else if (*skip_spaces (p) == ',' || *skip_spaces (p) == '.')
    {
      p = skip_spaces (p) + 1;
      if (!parse_part (&p, &fraction, &fraction_digits))
        return FALSE;
    }
  if (n < 2)
    return FALSE;

  for (guint i = 0; i < n; i++)
    seconds = seconds * 60 + parts[i];
  timing->unusual |= fraction_digits != 3;
  timing->negative |= negative;
  if (seconds > (guint64) (VOST_MAX_TIME / VOST_SECOND))
    {
      timing->too_late = TRUE;
      seconds = (guint64) (VOST_MAX_TIME / VOST_SECOND);
    }
  *ret = (VostTime) seconds * VOST_SECOND + fraction_time (fraction, MIN (fraction_digits, 9));
  if (negative)
    *ret = -*ret;
  *cursor = p;

  return TRUE;
}

/* "-->", "->", "-- >", "=>" */
static gboolean
skip_arrow (const char **cursor)
{
  const char *p = skip_spaces (*cursor);

  if (*p != '-' && *p != '=')
    return FALSE;
  while (*p == '-' || *p == '=' || *p == ' ')
    p++;
  if (*p != '>')
    return FALSE;
  while (*p == '>')
    p++;
  *cursor = p;

  return TRUE;
}

/* The slow way, for everything but the plain form. */
static gboolean
parse_odd_timing (const VostLine *line, Timing *ret)
{
  g_autofree char *plain = NULL;
  const char *p;

  if (line->len > MAX_TIMING)
    return FALSE;
  plain = plain_timing (line);
  p = plain;
  if (!parse_clock (&p, &ret->start, ret) || !skip_arrow (&p) || !parse_clock (&p, &ret->end, ret))
    return FALSE;
  if (*p != '\0' && *p != ' ')
    return FALSE;

  p = g_strstrip ((char *) p);
  ret->tail_len = strlen (p);
  /* Only what was not replaced above can be told verbatim. */
  for (gsize end = line->len; ret->tail_len > 0 && ret->tail_len <= end; end--)
    {
      if (memcmp (line->start + end - ret->tail_len, p, ret->tail_len) == 0)
        {
          ret->tail = line->start + end - ret->tail_len;
          break;
        }
      if (line->start[end - 1] != ' ' && line->start[end - 1] != '\t')
        break;
    }

  return TRUE;
}

/* A quick look, because each line of text has to be refused. */
static gboolean
may_be_timing (const VostLine *line)
{
  gsize i = 0;

  while (i < line->len && (line->start[i] == ' ' || line->start[i] == '\t'))
    i++;

  /* Invisible characters and minus signs begin above ASCII. */
  return i < line->len && (g_ascii_isdigit (line->start[i]) || line->start[i] == '-' ||
                           (guint8) line->start[i] >= 0x80);
}

static gboolean
parse_timing (const VostLine *line, Timing *ret)
{
  *ret = (Timing){ 0 };
  if (line->len == 29 && memcmp (line->start + 12, " --> ", 5) == 0 &&
      parse_plain_clock (line->start, &ret->start) &&
      parse_plain_clock (line->start + 17, &ret->end))
    return TRUE;
  if (!may_be_timing (line))
    return FALSE;
  if (memchr (line->start, '>', line->len) == NULL &&
      g_strstr_len (line->start, (gssize) MIN (line->len, MAX_TIMING), "\342\206\222") == NULL)
    return FALSE;

  return parse_odd_timing (line, ret);
}

static LineKind
line_kind (const VostLine *line)
{
  gsize digits = 0, start = 0;
  VostLine rest;

  while (start < line->len && (line->start[start] == ' ' || line->start[start] == '\t'))
    start++;
  if (line->len - start >= 3 && memcmp (line->start + start, "\357\273\277", 3) == 0)
    start += 3;
  if (start == line->len)
    return LINE_BLANK;
  while (start + digits < line->len && g_ascii_isdigit (line->start[start + digits]))
    digits++;
  if (digits == 0)
    return LINE_TEXT;
  rest = (VostLine){ line->start + start + digits, line->len - start - digits, 0 };

  return vost_line_is_blank (&rest) ? LINE_NUMBER : LINE_NUMBER_AND_MORE;
}

static gboolean
line_is_number (const VostLine *line, guint expected)
{
  g_autofree char *text = g_strndup (line->start, MIN (line->len, 16));

  return g_ascii_strtoull (text, NULL, 10) == expected;
}

/* Where the cue of a timing line begins: at its number, if it has one. */
static const char *
find_lead (const History seen, const char *timing, guint number)
{
  gboolean free_before = seen[1].kind == LINE_BLANK || seen[1].kind == LINE_NONE;

  if (seen[0].kind == LINE_NUMBER)
    return seen[0].line.start;
  if (seen[0].kind == LINE_NUMBER_AND_MORE && free_before)
    return seen[0].line.start;
  if (seen[0].kind == LINE_BLANK && seen[1].kind == LINE_NUMBER &&
      (seen[2].kind == LINE_BLANK || seen[2].kind == LINE_NONE) &&
      line_is_number (&seen[1].line, number))
    return seen[1].line.start;

  return timing;
}

/* What the file has behind the times that is worth keeping: "X1:…" or WebVTT settings. */
static gboolean
is_placing (const char *text, gsize len)
{
  g_autofree char *copy = g_strndup (text, len);
  VostCueSettings settings;

  if (len > 3 && g_ascii_toupper (*text) == 'X' && text[1] == '1' && text[2] == ':')
    return TRUE;
  vost_cue_settings_parse (copy, &settings);

  return settings.invalid == 0 && len > 0;
}

static void
append_timing (GString *out, const VostCue *cue, gboolean native)
{
  vost_append_time (out, cue->start, 2, 3, ',');
  g_string_append (out, " --> ");
  vost_append_time (out, cue->end, 2, 3, ',');
  if (native && *cue->settings != '\0')
    g_string_append_printf (out, "%s%s", g_ascii_toupper (*cue->settings) == 'X' ? "  " : " ",
                            cue->settings);
}

/* Leaves blank lines at both ends out. */
static void
trim_blank_lines (const char **start, const char **end)
{
  const char *p = *start;
  VostLine line;

  while (vost_line_next (&p, *end, &line) && vost_line_is_blank (&line))
    *start = p;
  while (*end > *start)
    {
      const char *last = *end;

      while (last > *start && last[-1] != '\n' && last[-1] != '\r')
        last--;
      line = (VostLine){ last, (gsize) (*end - last), 0 };
      if (!vost_line_is_blank (&line) || last == *start)
        break;
      *end = last - (last - *start >= 2 && last[-1] == '\n' && last[-2] == '\r' ? 2 : 1);
    }
}

/* Lines of a text; one that looks like a timing line is parted by a joiner, or it would be one. */
static void
append_text_lines (GString *out, const GString *text, const char *eol)
{
  const char *start = text->str, *end = text->str + text->len;
  VostLine line;

  trim_blank_lines (&start, &end);
  while (vost_line_next (&start, end, &line))
    {
      Timing timing;
      gssize split = 0;

      if (parse_timing (&line, &timing))
        {
          const char *arrow = memchr (line.start, '>', line.len);

          split = arrow != NULL ? arrow - line.start : 0;
          g_string_append_len (out, line.start, split);
          g_string_append (out, VOST_JOINER);
        }
      g_string_append_len (out, line.start + split, (gssize) line.len - split);
      g_string_append (out, eol);
    }
}

static void
append_converted (GString *out, const VostCue *cue, const VostConversion *conversion)
{
  gboolean exact;
  guint numpad = vost_cue_numpad (conversion, cue, &exact);
  guint style = vost_cue_style (conversion, cue);

  if (numpad > 0)
    g_string_append_printf (out, "{\\an%u}", numpad);
  if (style & VOST_STYLE_BOLD)
    g_string_append (out, "<b>");
  if (style & VOST_STYLE_ITALIC)
    g_string_append (out, "<i>");
  vost_srt_encode (out, cue->text, conversion);
  if (style & VOST_STYLE_ITALIC)
    g_string_append (out, "</i>");
  if (style & VOST_STYLE_BOLD)
    g_string_append (out, "</b>");
}

static void
append_block (GString *out, const VostCue *cue, const VostConversion *conversion, const char *eol)
{
  g_autoptr (GString) text = g_string_sized_new (128);

  append_timing (out, cue, conversion == NULL);
  g_string_append (out, eol);
  if (conversion != NULL)
    append_converted (text, cue, conversion);
  else
    vost_srt_encode (text, cue->text, NULL);
  append_text_lines (out, text, eol);
}

/* A timing line whose cue ends where the next one begins. */
typedef struct
{
  gboolean active;
  VostLine line;
  guint number; /* of the line */
  Timing timing;
  const char *lead;
} Pending;

static void
report_timing (VostReading *reading, const Pending *pending)
{
  const Timing *timing = &pending->timing;
  guint number = pending->number;

  if (timing->unusual)
    vost_reading_report (
        reading, VOST_SEVERITY_WARNING, number, 1,
        _ ("The times are written unusually; programs read them differently. Digits after the "
           "seconds were read as a decimal fraction."));
  if (timing->negative)
    vost_reading_report (reading, VOST_SEVERITY_WARNING, number, 1, _ ("A time is before zero."));
  if (timing->too_late)
    vost_reading_report (reading, VOST_SEVERITY_ERROR, number, 1,
                         _ ("A time is too late for any film; it was limited."));
  if (timing->end < timing->start)
    vost_reading_report (reading, VOST_SEVERITY_WARNING, number, 1,
                         _ ("The subtitle ends before it starts."));
}

static void
take_tail (VostReading *reading, const Pending *pending, VostCue *cue)
{
  const Timing *timing = &pending->timing;

  if (timing->tail_len == 0)
    return;
  if (timing->tail != NULL && is_placing (timing->tail, timing->tail_len))
    {
      g_free (cue->settings);
      cue->settings = g_strndup (timing->tail, timing->tail_len);
      return;
    }
  vost_reading_report (reading, VOST_SEVERITY_WARNING, pending->number,
                       timing->tail != NULL ? vost_line_column (&pending->line, timing->tail) : 0,
                       _ ("What stands behind the times is not understood."));
}

/*
 * The number line, when it is not just the cue's running number. Returns where the verbatim block
 * begins: at the times, or at the number when something about its line end is unusual.
 */
static const char *
take_label (VostReading *reading, const Pending *pending, VostCue *cue)
{
  const char *eol = reading->subs->track->eol;
  const char *p = pending->lead;
  GString *plain = reading->scratch;
  gsize len = (gsize) (pending->line.start - p);
  gboolean usual;
  VostLine line;

  if (len == 0)
    {
      vost_set_string (&cue->label, NO_NUMBER);
      vost_reading_report (reading, VOST_SEVERITY_INFO, pending->number, 1,
                           _ ("The subtitle has no number."));
      return pending->line.start;
    }
  (void) vost_line_next (&p, pending->line.start, &line);
  g_string_truncate (plain, 0);
  vost_append_number (plain, reading->subs->cues->len + 1, 1);
  usual = line.full == len && vost_line_ends_with (&line, eol);
  if (usual && line.len == plain->len && memcmp (line.start, plain->str, line.len) == 0)
    return pending->line.start;
  g_free (cue->label);
  cue->label = g_strndup (line.start, line.len);

  return usual ? pending->line.start : pending->lead;
}

/* Whether each of the tags that SubRip has is closed, and none closed that was not open. */
static gboolean
is_balanced (const char *text)
{
  static const char letters[] = "ibusf";
  int open[5] = { 0 };
  VostToken token;
  VostTag tag;

  if (strchr (text, '<') == NULL)
    return TRUE;
  while (vost_markup_next (&text, &token))
    if (vost_markup_tag (&token, &tag))
      {
        const char *name = strchr (letters, *tag.name);

        if (name != NULL && (open[name - letters] += tag.end ? -1 : 1) < 0)
          return FALSE;
      }

  return open[0] == 0 && open[1] == 0 && open[2] == 0 && open[3] == 0 && open[4] == 0;
}

static void
report_text (VostReading *reading, const Pending *pending, const char *text, gboolean joined)
{
  const char *end = text + strlen (text);
  guint number = pending->number;
  VostLine line;

  if (*text == '\0')
    vost_reading_report (reading, VOST_SEVERITY_INFO, number, 1, _ ("The subtitle is empty."));
  while (vost_line_next (&text, end, &line))
    {
      number++;
      if (vost_line_is_blank (&line))
        vost_reading_report (
            reading, VOST_SEVERITY_INFO, number, 1,
            _ ("A blank line inside a text: some players leave out what follows it."));
    }
  if (joined)
    vost_reading_report (reading, VOST_SEVERITY_WARNING, number + 1, 1,
                         _ ("The blank line before the next subtitle is missing."));
}

/* @limit: where the next cue's number begins */
static void
finish_cue (VostReading *reading, const Pending *pending, const char *limit)
{
  const char *start = pending->line.start + pending->line.full, *end = limit;
  const char *block_end = start, *block;
  VostCue *cue = vost_record_new (VOST_KIND_CUE, VOST_RECORD_ID (reading->subs->track));
  g_autofree char *text = NULL;
  gsize len;

  trim_blank_lines (&start, &end);
  if (start < end)
    {
      VostLine last;
      const char *p = end;

      block_end = end;
      if (end < limit && vost_line_next (&p, limit, &last))
        block_end = p;
    }
  reading->too_big |= (gsize) (end - start) > (gsize) VOST_MAX_CUE_TEXT;
  text = vost_text_with_plain_line_ends (start, end, &len);
  cue->start = pending->timing.start;
  cue->end = pending->timing.end;
  g_free (cue->text);
  cue->text = vost_srt_decode (text, len);
  report_timing (reading, pending);
  take_tail (reading, pending, cue);
  block = take_label (reading, pending, cue);
  if (!is_balanced (cue->text))
    vost_reading_report (reading, VOST_SEVERITY_INFO, pending->number + 1, 1,
                         _ ("A tag is opened and not closed, or closed and not opened."));
  report_text (reading, pending, text, limit == block_end && limit < reading->end);

  g_string_truncate (reading->scratch, 0);
  append_block (reading->scratch, cue, NULL, reading->subs->track->eol);
  vost_reading_take (reading, cue, pending->lead, block, block_end, reading->subs->track->eol);
}

static void
report_broken_timing (VostReading *reading, const VostLine *line)
{
  if (line->len < MAX_TIMING && line->len > 4 && g_ascii_isdigit (*line->start) &&
      g_strstr_len (line->start, (gssize) line->len, "-->") != NULL)
    vost_reading_report (
        reading, VOST_SEVERITY_ERROR, reading->line, 1,
        _ ("This looks like a timing, but cannot be understood; it was taken for text."));
}

static gboolean
srt_read (const char *text, gsize len, VostSubtitles *subs, GPtrArray *diagnostics, GError **error)
{
  VostReading reading;
  Pending pending = { 0 };
  History seen = { { { NULL, 0, 0 }, LINE_NONE } };
  const char *cursor = text;
  VostLine line;

  vost_reading_init (&reading, text, len, subs, diagnostics);
  vost_set_string (&subs->track->format, vost_format_srt.id);
  while (!reading.too_big && subs->cues->len <= VOST_MAX_CUES &&
         vost_line_next (&cursor, reading.end, &line))
    {
      Timing timing;
      LineKind kind = LINE_TIMING;

      reading.line++;
      if (parse_timing (&line, &timing))
        {
          const char *lead =
              find_lead (seen, line.start, subs->cues->len + (pending.active ? 2 : 1));

          if (pending.active)
            finish_cue (&reading, &pending, lead);
          pending = (Pending){ TRUE, line, reading.line, timing, lead };
        }
      else
        {
          kind = line_kind (&line);
          report_broken_timing (&reading, &line);
        }
      seen[2] = seen[1];
      seen[1] = seen[0];
      seen[0] = (SeenLine){ line, kind };
    }
  if (pending.active)
    finish_cue (&reading, &pending, reading.end);

  return vost_reading_finish (&reading, error);
}

static void
append_number (GString *out, const VostCue *cue, gboolean native, guint number, const char *eol)
{
  if (!native || *cue->label == '\0')
    {
      vost_append_number (out, number, 1);
      g_string_append (out, eol);
    }
  else if (strcmp (cue->label, NO_NUMBER) != 0)
    vost_append_label (out, cue, eol);
}

static gboolean
srt_write (const VostSubtitles *subs,
           const VostFormatOptions *options,
           GString *out,
           GError **error)
{
  gboolean native = vost_is_native (subs, vost_format_srt.id);
  const char *eol = vost_track_eol (subs->track);
  g_auto (VostConversion) conversion = { NULL };
  guint number = 0;

  vost_conversion_init (&conversion, subs);
  if (native)
    g_string_append (out, subs->track->header);
  for (guint i = 0; i < subs->cues->len; i++)
    {
      const VostCue *cue = g_ptr_array_index (subs->cues, i);

      if (!native && !vost_cue_has_text (cue))
        continue;
      if (number > 0)
        vost_append_before (out, cue, native, eol, eol);
      else if (native)
        g_string_append (out, cue->before);
      append_number (out, cue, native, ++number, eol);
      if (native && *cue->raw != '\0')
        g_string_append (out, cue->raw);
      else
        append_block (out, cue, native ? NULL : &conversion, eol);
    }
  if (native)
    vost_append_footer (out, subs->track->footer, eol);
  else
    g_string_append (out, eol);

  return TRUE;
}

static guint
srt_sniff (const char *text, gsize len)
{
  const char *end = text + len;
  LineKind before = LINE_NONE;
  VostLine line;

  while (vost_line_next (&text, end, &line))
    {
      Timing timing;

      if (parse_timing (&line, &timing))
        {
          if (timing.unusual || memchr (line.start, ',', line.len) == NULL)
            return before == LINE_NUMBER ? 45 : 40;
          return before == LINE_NUMBER ? 90 : 70;
        }
      before = line_kind (&line);
    }

  return 0;
}

static void
srt_losses (const VostSubtitles *subs, GPtrArray *diagnostics)
{
  vost_report_losses (
      subs, vost_format_srt.id,
      VOST_HAS_FONT | VOST_HAS_CLASSES | VOST_HAS_VOICES | VOST_HAS_LANGUAGES | VOST_HAS_RUBY |
          VOST_HAS_TIMESTAMPS | VOST_HAS_EXACT_PLACE | VOST_HAS_EFFECTS | VOST_HAS_REMARKS |
          VOST_HAS_DRAWING | VOST_HAS_SPEAKER | VOST_HAS_STYLE | VOST_HAS_OUTER_BLANK |
          VOST_HAS_ONLY_SPACES | VOST_HAS_FIELDS | VOST_HAS_LABEL | VOST_HAS_NOTES |
          VOST_HAS_FINE_TIME | VOST_HAS_NEGATIVE_TIME | VOST_HAS_EDITING | VOST_HAS_HEADER,
      3, diagnostics);
}

const VostFormat vost_format_srt = {
  .id = "srt",
  .title = N_ ("SubRip"),
  .extensions = "srt",
  .mime_type = "application/x-subrip",
  .flags = VOST_FORMAT_STYLES | VOST_FORMAT_POSITION,
  .sniff = srt_sniff,
  .read = srt_read,
  .write = srt_write,
  .losses = srt_losses,
};
