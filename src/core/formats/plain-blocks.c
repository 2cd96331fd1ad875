/* Blocks of a timing line and lines of text, as SubViewer and YouTube have them. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "plain-lines-private.h"

#include "vostok-config.h"

#include <glib/gi18n-lib.h>

#include <vostok/core/bounds.h>

static const char *
skip_blanks (const char *p, const char *end)
{
  while (p < end && (*p == ' ' || *p == '\t'))
    p++;

  return p;
}

/* "0:00:01.071" at *p */
static gboolean
parse_time (const char **p, const char *end, VostTime *ret, guint *hour_digits, guint *digits)
{
  const char *start = *p;
  VostTime fraction = 0;

  if (!vost_plain_clock (p, end, ret))
    return FALSE;
  *hour_digits = (guint) ((const char *) memchr (start, ':', (gsize) (end - start)) - start);
  *digits = 0;
  if (*p < end && **p == '.')
    {
      start = ++*p;
      if (!vost_plain_fraction (p, end, &fraction))
        return FALSE;
      *digits = (guint) MIN (*p - start, 100);
    }
  *ret += fraction;

  return TRUE;
}

gboolean
vost_plain_parse_times (const VostLine *line, VostPlainTimes *ret)
{
  const char *end = line->start + line->len, *p = skip_blanks (line->start, end);
  guint hours, digits;

  if (p == end || !g_ascii_isdigit (*p) ||
      !parse_time (&p, end, &ret->start, &ret->hour_digits, &ret->digits))
    return FALSE;
  p = skip_blanks (p, end);
  if (p == end || *p++ != ',')
    return FALSE;
  p = skip_blanks (p, end);
  if (!parse_time (&p, end, &ret->end, &hours, &digits))
    return FALSE;

  return skip_blanks (p, end) == end;
}

gboolean
vost_plain_trim (const char *start, const char *limit, const char **ret_start, VostLine *ret_last)
{
  gboolean found = FALSE;
  VostLine line;

  while (vost_line_next (&start, limit, &line))
    {
      if (vost_line_is_blank (&line))
        continue;
      if (!found)
        *ret_start = line.start;
      found = TRUE;
      *ret_last = line;
    }

  return found;
}

/* A timing line whose text ends where the next one begins. */
typedef struct
{
  gboolean active;
  VostLine line;
  guint number;
  VostPlainTimes times;
} Pending;

static void
finish_cue (VostReading *reading,
            const Pending *pending,
            const char *limit,
            const VostPlainText *style)
{
  const char *start = pending->line.start + pending->line.full, *block_end = start;
  VostCue *cue = vost_record_new (VOST_KIND_CUE, VOST_RECORD_ID (reading->subs->track));
  guint line = reading->line;
  const char *text;
  VostLine last;

  reading->line = pending->number;
  cue->start = vost_plain_limit (reading, pending->times.start);
  cue->end = vost_plain_limit (reading, pending->times.end);
  if (cue->end < cue->start)
    vost_reading_report (reading, VOST_SEVERITY_WARNING, reading->line, 1,
                         _ ("The subtitle ends before it starts."));
  if (vost_plain_trim (start, limit, &text, &last))
    {
      block_end = last.start + last.full;
      g_free (cue->text);
      cue->text = vost_plain_decode (text, (gsize) (last.start + last.len - text), style);
    }
  else
    vost_reading_report (reading, VOST_SEVERITY_INFO, reading->line, 1,
                         _ ("The subtitle is empty."));
  if (block_end == limit && limit < reading->end)
    vost_reading_report (reading, VOST_SEVERITY_WARNING, reading->line + 1, 1,
                         _ ("The blank line before the next subtitle is missing."));
  vost_plain_take (reading, cue, pending->line.start, block_end, reading->subs->track->eol);
  reading->line = line;
}

void
vost_plain_read_blocks (VostReading *reading, const char *text, const VostPlainText *style)
{
  Pending pending = { 0 };
  VostLine line;

  while (!reading->too_big && reading->subs->cues->len <= VOST_MAX_CUES &&
         vost_line_next (&text, reading->end, &line))
    {
      VostPlainTimes times;

      reading->line++;
      if (!vost_plain_parse_times (&line, &times))
        continue;
      if (pending.active)
        finish_cue (reading, &pending, line.start, style);
      pending = (Pending){ TRUE, line, reading->line, times };
    }
  if (pending.active)
    finish_cue (reading, &pending, reading->end, style);
}
