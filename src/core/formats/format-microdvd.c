/* MicroDVD: a line a cue, times in frames. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "vostok-config.h"

#include <glib/gi18n-lib.h>

#include <vostok/core/bounds.h>

#include "microdvd-text-private.h"
#include "plain-lines-private.h"

/* A rate is looked for in so many lines at the top. */
#define HEAD_LINES 3
/* More digits are no frame number of any film. */
#define MAX_DIGITS 12

extern const VostFormat vost_format_microdvd;

typedef struct
{
  gint64 start;
  gint64 end;
  gboolean open; /* "{100}{}" */
  const char *text;
} Frames;

/* "{100}" at *p; an empty pair of braces gives TRUE and *open. */
static gboolean
parse_braces (const char **p, const char *end, gint64 *ret, gboolean *open)
{
  const char *at = *p;
  gboolean negative;
  guint64 number = 0;

  if (at == end || *at++ != '{')
    return FALSE;
  *open = at < end && *at == '}';
  if (!*open)
    {
      negative = at < end && *at == '-';
      at += negative;
      if (!vost_plain_number (&at, end, MAX_DIGITS, &number) || at == end || *at != '}')
        return FALSE;
      *ret = negative ? -(gint64) number : (gint64) number;
    }
  *p = at + 1;

  return TRUE;
}

static gboolean
parse_frames (const VostLine *line, Frames *ret)
{
  const char *p = line->start, *end = p + line->len;
  gboolean no_start;

  *ret = (Frames){ 0 };
  while (p < end && (*p == ' ' || *p == '\t'))
    p++;
  if (!parse_braces (&p, end, &ret->start, &no_start) || no_start ||
      !parse_braces (&p, end, &ret->end, &ret->open))
    return FALSE;
  ret->text = p;

  return TRUE;
}

/* "25.000", "23,976 a film": a rate as the text of a cue that nobody would see. */
static gboolean
parse_rate (const char *text, gsize len, VostRate *ret)
{
  gsize n = 0;
  g_autofree char *number = NULL;

  while (n < len && (g_ascii_isdigit (text[n]) || text[n] == '.' || text[n] == ','))
    n++;
  if (n == 0 || n > 12 || (n < len && text[n] != ' ' && text[n] != '\t'))
    return FALSE;
  number = g_strdelimit (g_strndup (text, n), ",", '.');
  /* "25.000" is 25. */
  if (!vost_rate_parse (number, ret) || !vost_rate_is_known (*ret))
    return FALSE;

  return ret->num > 3 * (gint64) ret->den && ret->num < 100 * (gint64) ret->den;
}

static gboolean
is_rate_line (const VostLine *line, VostRate *ret)
{
  Frames frames;

  return parse_frames (line, &frames) && (frames.start == 0 || frames.start == 1) &&
         (frames.open || frames.end == 0 || frames.end == 1) &&
         parse_rate (frames.text, (gsize) (line->start + line->len - frames.text), ret);
}

/* The rate that the top of a file gives. */
static gboolean
find_rate (const char *text, const char *end, VostRate *ret)
{
  VostLine line;

  for (guint i = 0; i < HEAD_LINES && vost_line_next (&text, end, &line); i++)
    if (is_rate_line (&line, ret))
      return TRUE;

  return FALSE;
}

static void
append_block (GString *out, const VostPlainWriting *writing, guint index)
{
  const VostCue *cue = g_ptr_array_index (writing->subs->cues, index);
  gint64 start = MAX (vost_rate_frame_nearest (writing->rate, MAX (cue->start, 0)), 0);
  gint64 end = MAX (vost_rate_frame_nearest (writing->rate, MAX (cue->end, 0)), 0);
  gsize before;
  VostRate rate;

  g_string_append_printf (out, "{%" G_GINT64_FORMAT "}{%" G_GINT64_FORMAT "}", start, end);
  before = out->len;
  vost_microdvd_encode (out, cue->text, writing->native, &writing->conversion);
  /* A number in the first frame would be taken for the rate. */
  if (start <= 1 && end <= 1 && parse_rate (out->str + before, out->len - before, &rate))
    g_string_insert (out, (gssize) before, VOST_JOINER);
  g_string_append (out, writing->eol);
}

/* The verbatim line of a cue without an end is right only while the next one is where it was. */
static gboolean
keeps_raw (const VostPlainWriting *writing, guint index)
{
  const VostCue *cue = g_ptr_array_index (writing->subs->cues, index);
  VostLine line = { cue->raw, strcspn (cue->raw, "\r\n"), 0 };
  Frames frames;

  return !parse_frames (&line, &frames) || !frames.open ||
         cue->end == vost_plain_implied_end (writing->subs, index);
}

static const VostPlainFormat blocks = { "microdvd", FALSE, append_block, keeps_raw };

static void
take_cue (VostReading *reading, const VostLine *line, const Frames *frames)
{
  VostRate rate = reading->subs->track->rate;
  VostCue *cue = vost_record_new (VOST_KIND_CUE, VOST_RECORD_ID (reading->subs->track));
  gsize len = (gsize) (line->start + line->len - frames->text);

  cue->start = vost_plain_limit (reading, vost_rate_frame_start (rate, frames->start));
  cue->end = vost_plain_limit (reading, vost_rate_frame_start (rate, frames->end));
  if (frames->open)
    cue->end = VOST_TIME_NONE;
  else if (cue->end < cue->start)
    vost_reading_report (reading, VOST_SEVERITY_WARNING, reading->line, 1,
                         _ ("The subtitle ends before it starts."));
  if (frames->start < 0 || frames->end < 0)
    vost_reading_report (reading, VOST_SEVERITY_WARNING, reading->line, 1,
                         _ ("A time is before zero."));
  g_free (cue->text);
  cue->text = vost_microdvd_decode (frames->text, len);
  vost_plain_take (reading, cue, line->start, line->start + line->full, "");
}

static gboolean
needs_rate (GError **error)
{
  g_set_error_literal (error, VOST_ERROR, VOST_ERROR_NEEDS_RATE,
                       _ ("This format counts frames. Say how many frames a second the film has."));

  return FALSE;
}

static void
read_lines (VostReading *reading, const char *text)
{
  VostLine line;

  while (!reading->too_big && reading->subs->cues->len <= VOST_MAX_CUES &&
         vost_line_next (&text, reading->end, &line))
    {
      Frames frames;
      VostRate rate;

      reading->line++;
      if (reading->line <= HEAD_LINES && is_rate_line (&line, &rate))
        continue;
      if (parse_frames (&line, &frames))
        take_cue (reading, &line, &frames);
      else if (!vost_line_is_blank (&line) && g_ascii_strncasecmp (line.start, "{DEFAULT}", 9) != 0)
        vost_reading_report (reading, VOST_SEVERITY_WARNING, reading->line, 1,
                             _ ("This line is not understood; it is kept as it is."));
    }
}

/* Whether the file has a cue at all: nobody is asked for the rate of a shopping list. */
static gboolean
has_frames (const char *text, const char *end)
{
  Frames frames;
  VostLine line;

  while (vost_line_next (&text, end, &line))
    if (parse_frames (&line, &frames))
      return TRUE;

  return FALSE;
}

static gboolean
microdvd_read (const char *text,
               gsize len,
               VostSubtitles *subs,
               GPtrArray *diagnostics,
               GError **error)
{
  g_auto (VostPlainWriting) writing = { NULL };
  VostReading reading;
  VostRate rate;

  if (find_rate (text, text + len, &rate))
    subs->track->rate = rate;
  else if (!vost_rate_is_known (subs->track->rate) && has_frames (text, text + len))
    return needs_rate (error);
  vost_reading_init (&reading, text, len, subs, diagnostics);
  vost_set_string (&subs->track->format, vost_format_microdvd.id);
  read_lines (&reading, text);
  if (!vost_reading_finish (&reading, error))
    return FALSE;
  vost_plain_fill_ends (subs);
  vost_plain_writing_init (&writing, subs, vost_format_microdvd.id);
  vost_plain_settle (&writing, &blocks);

  return TRUE;
}

static void
append_rate_line (GString *out, VostRate rate, const char *eol)
{
  gint64 thousandths = ((gint64) rate.num * 2000 + rate.den) / (2 * (gint64) rate.den);

  g_string_append (out, "{1}{1}");
  vost_append_number (out, (guint64) thousandths / 1000, 1);
  g_string_append_c (out, '.');
  vost_append_number (out, (guint64) thousandths % 1000, 3);
  g_string_append (out, eol);
}

/* A file's own rate line that says something else than the track now is written anew. */
static void
correct_rate (GString *out, VostRate rate, const char *eol)
{
  const char *p = out->str, *end = out->str + out->len;
  VostLine line;

  for (guint i = 0; i < HEAD_LINES && vost_line_next (&p, end, &line); i++)
    {
      VostRate old;

      if (!is_rate_line (&line, &old))
        continue;
      if (old.num != rate.num || old.den != rate.den)
        {
          g_autoptr (GString) fresh = g_string_new (NULL);
          gssize at = line.start - out->str;

          append_rate_line (fresh, rate, eol);
          g_string_erase (out, at, (gssize) line.full);
          g_string_insert (out, at, fresh->str);
        }
      return;
    }
}

static gboolean
microdvd_write (const VostSubtitles *subs,
                const VostFormatOptions *options,
                GString *out,
                GError **error)
{
  g_auto (VostPlainWriting) writing = { NULL };

  vost_plain_writing_init (&writing, subs, vost_format_microdvd.id);
  if (!writing.native || !vost_rate_is_known (writing.rate))
    writing.rate = options->rate;
  if (!vost_rate_is_known (writing.rate))
    return needs_rate (error);
  if (!writing.native)
    append_rate_line (out, writing.rate, writing.eol);
  vost_plain_write (out, &writing, &blocks);
  if (writing.native)
    correct_rate (out, writing.rate, writing.eol);

  return TRUE;
}

static guint
microdvd_sniff (const char *text, gsize len)
{
  const char *end = text + len;
  VostLine line;
  guint others = 0;

  while (vost_line_next (&text, end, &line))
    {
      Frames frames;

      if (parse_frames (&line, &frames))
        return others == 0 ? 95 : 60;
      if (!vost_line_is_blank (&line) && ++others > 20)
        return 0;
    }

  return 0;
}

static void
microdvd_losses (const VostSubtitles *subs, GPtrArray *diagnostics)
{
  gboolean native = vost_is_native (subs, vost_format_microdvd.id);
  g_auto (VostConversion) conversion = { NULL };
  g_autoptr (GString) scratch = g_string_new (NULL);

  vost_conversion_init (&conversion, subs);
  vost_report_losses (subs, vost_format_microdvd.id,
                      VOST_PLAIN_LOSSES &
                          ~(guint) (VOST_PLAIN_TAGS | VOST_HAS_FONT | VOST_HAS_FINE_TIME),
                      3, diagnostics);
  vost_report_frames (subs, vost_format_microdvd.id, subs->track->rate, diagnostics);
  vost_plain_report_bars (subs, diagnostics);
  for (guint i = 0; i < subs->cues->len; i++)
    {
      const VostCue *cue = g_ptr_array_index (subs->cues, i);

      g_string_truncate (scratch, 0);
      if (vost_microdvd_encode (scratch, cue->text, native, &conversion))
        vost_plain_report_cue (
            cue, _ ("Styles hold for whole lines there; that of a part of a line is left out."),
            diagnostics);
    }
}

const VostFormat vost_format_microdvd = {
  .id = "microdvd",
  .title = N_ ("MicroDVD"),
  .extensions = "sub",
  .mime_type = "text/x-microdvd",
  .flags = VOST_FORMAT_STYLES | VOST_FORMAT_FRAMES,
  .sniff = microdvd_sniff,
  .read = microdvd_read,
  .write = microdvd_write,
  .losses = microdvd_losses,
};
