/* Cutting a text in lines and blocks so that the pieces put together are the text again. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "format-private.h"

#include "vostok-config.h"

#include <glib/gi18n-lib.h>

#include <vostok/core/bounds.h>

/* Remarks about one file; nobody reads more, and a broken file could hold millions. */
#define MAX_REMARKS 1000

/* In steps, so that looking for line feeds in a text of carriage returns does not run to its end
 * each time. */
static const char *
find_line_end (const char *p, const char *end)
{
  while (p < end)
    {
      gsize step = MIN ((gsize) (end - p), 256);
      const char *lf = memchr (p, '\n', step);
      const char *stop = lf != NULL ? lf : p + step;
      const char *cr = memchr (p, '\r', (gsize) (stop - p));

      if (cr != NULL || lf != NULL)
        return cr != NULL ? cr : lf;
      p = stop;
    }

  return end;
}

gboolean
vost_line_next (const char **cursor, const char *end, VostLine *ret)
{
  const char *p = *cursor;

  if (p >= end)
    return FALSE;
  ret->start = p;
  p = find_line_end (p, end);
  ret->len = (gsize) (p - ret->start);
  if (p < end)
    p += *p == '\r' && p + 1 < end && p[1] == '\n' ? 2 : 1;
  ret->full = (gsize) (p - ret->start);
  *cursor = p;

  return TRUE;
}

gboolean
vost_line_is_blank (const VostLine *line)
{
  for (gsize i = 0; i < line->len; i++)
    if (line->start[i] != ' ' && line->start[i] != '\t')
      return FALSE;

  return TRUE;
}

gboolean
vost_line_ends_with (const VostLine *line, const char *eol)
{
  gsize len = strlen (eol);

  return line->full - line->len == len && memcmp (line->start + line->len, eol, len) == 0;
}

gboolean
vost_line_has_arrow (const VostLine *line)
{
  const char *p = line->start, *end = line->start + line->len;

  while ((p = memchr (p, '>', (gsize) (end - p))) != NULL)
    {
      if (p - line->start >= 2 && p[-1] == '-' && p[-2] == '-')
        return TRUE;
      p++;
    }

  return FALSE;
}

void
vost_track_set_eol (VostTrack *track, const char *text, gsize len)
{
  gsize lf = 0, crlf = 0, cr = 0;

  /* Nearly all files: nothing to count. */
  if (memchr (text, '\r', len) == NULL)
    len = 0;
  for (gsize i = 0; i < len; i++)
    if (text[i] == '\n')
      lf++;
    else if (text[i] == '\r' && i + 1 < len && text[i + 1] == '\n')
      {
        crlf++;
        i++;
      }
    else if (text[i] == '\r')
      cr++;

  vost_set_string (&track->eol, crlf > lf && crlf >= cr ? "\r\n" : cr > lf ? "\r" : "\n");
}

const char *
vost_track_eol (const VostTrack *track)
{
  return *track->eol != '\0' ? track->eol : "\n";
}

guint
vost_line_column (const VostLine *line, const char *at)
{
  return 1 + (guint) g_utf8_strlen (line->start, at - line->start);
}

void
vost_reading_init (VostReading *self,
                   const char *text,
                   gsize len,
                   VostSubtitles *subs,
                   GPtrArray *diagnostics)
{
  *self =
      (VostReading){ .text = text, .end = text + len, .subs = subs, .diagnostics = diagnostics };
  self->block_end = text;
  self->scratch = g_string_sized_new (256);
  vost_track_set_eol (subs->track, text, len);
}

gboolean
vost_reading_finish (VostReading *self, GError **error)
{
  VostSubtitles *subs = self->subs;
  gboolean fits = subs->cues->len <= VOST_MAX_CUES;

  g_string_free (g_steal_pointer (&self->scratch), TRUE);
  if (subs->cues->len == 0 && !self->too_big)
    {
      g_set_error_literal (error, VOST_ERROR, VOST_ERROR_BAD_INPUT,
                           _ ("There is not one subtitle in this file."));
      return FALSE;
    }
  if (self->too_big)
    {
      g_set_error (error, VOST_ERROR, VOST_ERROR_TOO_BIG, _ ("A subtitle is longer than %u bytes."),
                   VOST_MAX_CUE_TEXT);
      return FALSE;
    }
  if (!fits)
    {
      g_set_error (error, VOST_ERROR, VOST_ERROR_TOO_BIG,
                   _ ("The file holds more than %u subtitles."), VOST_MAX_CUES);
      return FALSE;
    }
  g_free (subs->track->footer);
  subs->track->footer = g_strndup (self->block_end, (gsize) (self->end - self->block_end));

  return TRUE;
}

void
vost_reading_report (VostReading *self,
                     VostSeverity severity,
                     guint line,
                     guint column,
                     const char *message)
{
  if (self->diagnostics == NULL || self->diagnostics->len > MAX_REMARKS)
    return;
  if (self->diagnostics->len == MAX_REMARKS)
    message = _ ("There are more remarks; these are the first ones.");
  g_ptr_array_add (self->diagnostics, vost_diagnostic_new (severity, line, column, "%s", message));
}

/* Whether the block is what the writer would write, so that nothing verbatim has to be kept. */
static gboolean
is_canonical (const VostReading *self, const char *block, gsize len)
{
  return self->scratch->len == len && memcmp (self->scratch->str, block, len) == 0;
}

static const char *
without_line_end (const char *start, const char *end)
{
  if (end > start && end[-1] == '\n')
    {
      end--;
      return end > start && end[-1] == '\r' ? end - 1 : end;
    }
  if (end > start && end[-1] == '\r')
    end--;

  return end;
}

void
vost_reading_take (VostReading *self,
                   VostCue *cue,
                   const char *lead,
                   const char *block,
                   const char *block_end,
                   const char *separator)
{
  GPtrArray *cues = self->subs->cues;
  VostCue *previous = cues->len > 0 ? g_ptr_array_index (cues, cues->len - 1) : NULL;
  const char *before = self->block_end;

  if (previous == NULL)
    {
      VostTrack *track = self->subs->track;

      g_free (track->header);
      track->header = g_strndup (before, (gsize) (lead - before));
    }
  else if (before == lead && *separator != '\0')
    {
      /*
       * No blank line: the line end of the previous block moves over here. So each block ends where
       * it should whichever of the two is edited, moved or removed.
       */
      const char *start = self->previous_block;
      const char *cut = without_line_end (start, before);

      g_free (previous->raw);
      previous->raw = g_strndup (start, (gsize) (cut - start));
      g_free (cue->before);
      cue->before = g_strndup (cut, (gsize) (before - cut));
    }
  else if ((gsize) (lead - before) != strlen (separator) ||
           memcmp (before, separator, (gsize) (lead - before)) != 0)
    {
      g_free (cue->before);
      cue->before = g_strndup (before, (gsize) (lead - before));
    }

  if (!is_canonical (self, block, (gsize) (block_end - block)))
    {
      g_free (cue->raw);
      cue->raw = g_strndup (block, (gsize) (block_end - block));
    }
  self->previous_block = block;
  self->block_end = block_end;
  g_ptr_array_add (cues, cue);
}

void
vost_append_end_of_line (GString *out, const char *eol)
{
  if (out->len > 0 && out->str[out->len - 1] != '\n' && out->str[out->len - 1] != '\r')
    g_string_append (out, eol);
}

/* "\r" and "\n" of two blocks would be one line end. */
static void
append_verbatim (GString *out, const char *text)
{
  if (*text == '\n' && out->len > 0 && out->str[out->len - 1] == '\r')
    g_string_append_c (out, '\n');
  g_string_append (out, text);
}

void
vost_append_footer (GString *out, const char *footer, const char *eol)
{
  if (*footer == '\0')
    return;
  /* The last block may be one whose line end belonged to a cue that is gone. */
  vost_append_end_of_line (out, eol);
  append_verbatim (out, footer);
}

static gboolean
is_line_end (const char *text)
{
  return strcmp (text, "\n") == 0 || strcmp (text, "\r\n") == 0 || strcmp (text, "\r") == 0;
}

void
vost_append_before (GString *out,
                    const VostCue *cue,
                    gboolean native,
                    const char *separator,
                    const char *eol)
{
  if (native && *cue->before != '\0')
    {
      /* A lone line end is the one that the previous block's raw text lacks; see
       * vost_reading_take(). */
      if (!is_line_end (cue->before))
        vost_append_end_of_line (out, eol);
      append_verbatim (out, cue->before);
      return;
    }
  vost_append_end_of_line (out, eol);
  g_string_append (out, separator);
}

void
vost_append_label (GString *out, const VostCue *cue, const char *eol)
{
  gsize len = strlen (cue->label);

  if (strncmp (cue->raw, cue->label, len) == 0 && (cue->raw[len] == '\n' || cue->raw[len] == '\r'))
    return;
  g_string_append (out, cue->label);
  g_string_append (out, eol);
}

void
vost_append_lines (GString *out, const char *text, const char *eol)
{
  for (;;)
    {
      const char *end = strchr (text, '\n');

      if (end == NULL)
        {
          g_string_append (out, text);
          return;
        }
      g_string_append_len (out, text, end - text);
      g_string_append (out, eol);
      text = end + 1;
    }
}

void
vost_append_number (GString *out, guint64 number, guint digits)
{
  char buffer[24];
  guint at = sizeof buffer;

  do
    {
      buffer[--at] = (char) ('0' + number % 10);
      number /= 10;
    }
  while (number > 0);
  while (sizeof buffer - at < digits)
    buffer[--at] = '0';
  g_string_append_len (out, buffer + at, (gssize) (sizeof buffer - at));
}

void
vost_append_time (GString *out, VostTime t, guint hour_digits, guint digits, char mark)
{
  VostTime unit = digits == 2 ? 10 * VOST_MSECOND : VOST_MSECOND;
  guint64 per_second = (guint64) (VOST_SECOND / unit);
  guint64 units, seconds;

  /* Half up is monotonic: a cue that ends where the next one starts still does after rounding. */
  units = t < 0 ? 0 : ((guint64) t + (guint64) unit / 2) / (guint64) unit;
  seconds = units / per_second;
  vost_append_number (out, seconds / 3600, hour_digits);
  g_string_append_c (out, ':');
  vost_append_number (out, seconds / 60 % 60, 2);
  g_string_append_c (out, ':');
  vost_append_number (out, seconds % 60, 2);
  g_string_append_c (out, mark);
  vost_append_number (out, units % per_second, digits);
}

char *
vost_text_with_plain_line_ends (const char *start, const char *end, gsize *ret_len)
{
  GString *out = g_string_sized_new ((gsize) (end - start) + 1);
  VostLine line;

  while (vost_line_next (&start, end, &line))
    {
      g_string_append_len (out, line.start, (gssize) line.len);
      if (line.full > line.len)
        g_string_append_c (out, '\n');
    }
  *ret_len = out->len;

  return g_string_free (out, FALSE);
}

gboolean
vost_cue_has_text (const VostCue *cue)
{
  g_autofree char *plain = NULL;

  if (strchr (cue->text, '{') == NULL)
    return TRUE;
  plain = vost_markup_to_plain (cue->text);

  return *plain != '\0';
}

gboolean
vost_is_native (const VostSubtitles *subs, const char *id)
{
  return strcmp (subs->track->format, id) == 0;
}
