/* MPL2: a line a cue, times in tenths of a second. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "vostok-config.h"

#include <glib/gi18n-lib.h>

#include <vostok/core/bounds.h>

#include "microdvd-text-private.h"
#include "plain-lines-private.h"

#define TENTH (VOST_SECOND / 10)
/* More digits are no time of any film. */
#define MAX_DIGITS 10

extern const VostFormat vost_format_mpl2;

typedef struct
{
  VostTime start;
  VostTime end; /* VOST_TIME_NONE in "[100][]" */
  const char *text;
} Times;

/* "[100]" at *p; VOST_TIME_NONE where nothing is in the brackets. */
static gboolean
parse_brackets (const char **p, const char *end, VostTime *ret)
{
  const char *at = *p;
  guint64 number;

  *ret = VOST_TIME_NONE;
  if (at == end || *at++ != '[')
    return FALSE;
  if (at < end && *at != ']')
    {
      if (!vost_plain_number (&at, end, MAX_DIGITS, &number))
        return FALSE;
      *ret = (VostTime) MIN (number, (guint64) (VOST_MAX_TIME / TENTH) + 1) * TENTH;
    }
  if (at == end || *at != ']')
    return FALSE;
  *p = at + 1;

  return TRUE;
}

static gboolean
parse_times (const VostLine *line, Times *ret)
{
  const char *p = line->start, *end = p + line->len;

  while (p < end && (*p == ' ' || *p == '\t'))
    p++;
  if (!parse_brackets (&p, end, &ret->start) || ret->start == VOST_TIME_NONE ||
      !parse_brackets (&p, end, &ret->end))
    return FALSE;
  ret->text = p;

  return TRUE;
}

static void
append_block (GString *out, const VostPlainWriting *writing, guint index)
{
  const VostCue *cue = g_ptr_array_index (writing->subs->cues, index);

  g_string_append_c (out, '[');
  vost_append_number (out, (guint64) (vost_plain_round (cue->start, TENTH) / TENTH), 1);
  g_string_append (out, "][");
  vost_append_number (out, (guint64) (vost_plain_round (cue->end, TENTH) / TENTH), 1);
  g_string_append_c (out, ']');
  (void) vost_mpl2_encode (out, cue->text, &writing->conversion);
  g_string_append (out, writing->eol);
}

/* The verbatim line of a cue without an end is right only while the next one is where it was. */
static gboolean
keeps_raw (const VostPlainWriting *writing, guint index)
{
  const VostCue *cue = g_ptr_array_index (writing->subs->cues, index);
  VostLine line = { cue->raw, strcspn (cue->raw, "\r\n"), 0 };
  Times times;

  return !parse_times (&line, &times) || times.end != VOST_TIME_NONE ||
         cue->end == vost_plain_implied_end (writing->subs, index);
}

static const VostPlainFormat blocks = { "mpl2", FALSE, append_block, keeps_raw };

static void
take_cue (VostReading *reading, const VostLine *line, const Times *times)
{
  VostCue *cue = vost_record_new (VOST_KIND_CUE, VOST_RECORD_ID (reading->subs->track));

  cue->start = vost_plain_limit (reading, times->start);
  cue->end = vost_plain_limit (reading, times->end);
  if (cue->end != VOST_TIME_NONE && cue->end < cue->start)
    vost_reading_report (reading, VOST_SEVERITY_WARNING, reading->line, 1,
                         _ ("The subtitle ends before it starts."));
  g_free (cue->text);
  cue->text = vost_mpl2_decode (times->text, (gsize) (line->start + line->len - times->text));
  vost_plain_take (reading, cue, line->start, line->start + line->full, "");
}

static gboolean
mpl2_read (const char *text, gsize len, VostSubtitles *subs, GPtrArray *diagnostics, GError **error)
{
  g_auto (VostPlainWriting) writing = { NULL };
  VostReading reading;
  VostLine line;

  vost_reading_init (&reading, text, len, subs, diagnostics);
  vost_set_string (&subs->track->format, vost_format_mpl2.id);
  while (!reading.too_big && subs->cues->len <= VOST_MAX_CUES &&
         vost_line_next (&text, reading.end, &line))
    {
      Times times;

      reading.line++;
      if (parse_times (&line, &times))
        take_cue (&reading, &line, &times);
      else if (!vost_line_is_blank (&line))
        vost_reading_report (&reading, VOST_SEVERITY_WARNING, reading.line, 1,
                             _ ("This line is not understood; it is kept as it is."));
    }
  if (!vost_reading_finish (&reading, error))
    return FALSE;
  vost_plain_fill_ends (subs);
  vost_plain_writing_init (&writing, subs, vost_format_mpl2.id);
  vost_plain_settle (&writing, &blocks);

  return TRUE;
}

static gboolean
mpl2_write (const VostSubtitles *subs,
            const VostFormatOptions *options,
            GString *out,
            GError **error)
{
  g_auto (VostPlainWriting) writing = { NULL };

  vost_plain_writing_init (&writing, subs, vost_format_mpl2.id);
  vost_plain_write (out, &writing, &blocks);

  return TRUE;
}

static guint
mpl2_sniff (const char *text, gsize len)
{
  const char *end = text + len;
  VostLine line;
  guint others = 0;

  while (vost_line_next (&text, end, &line))
    {
      Times times;

      if (parse_times (&line, &times))
        return others == 0 ? 95 : 60;
      if (!vost_line_is_blank (&line) && ++others > 20)
        return 0;
    }

  return 0;
}

static void
mpl2_losses (const VostSubtitles *subs, GPtrArray *diagnostics)
{
  g_auto (VostConversion) conversion = { NULL };
  g_autoptr (GString) scratch = g_string_new (NULL);

  vost_conversion_init (&conversion, subs);
  vost_report_losses (subs, vost_format_mpl2.id,
                      VOST_PLAIN_LOSSES & ~(guint) (VOST_HAS_STYLE_TAGS | VOST_HAS_BLANK_LINE), 1,
                      diagnostics);
  vost_plain_report_bars (subs, diagnostics);
  for (guint i = 0; i < subs->cues->len; i++)
    {
      const VostCue *cue = g_ptr_array_index (subs->cues, i);

      g_string_truncate (scratch, 0);
      if (vost_mpl2_encode (scratch, cue->text, &conversion))
        vost_plain_report_cue (
            cue, _ ("Styles hold for whole lines there; that of a part of a line is left out."),
            diagnostics);
    }
}

const VostFormat vost_format_mpl2 = {
  .id = "mpl2",
  .title = N_ ("MPL2"),
  .extensions = "mpl;txt",
  .mime_type = "text/x-mpl2",
  .flags = VOST_FORMAT_STYLES,
  .sniff = mpl2_sniff,
  .read = mpl2_read,
  .write = mpl2_write,
  .losses = mpl2_losses,
};
