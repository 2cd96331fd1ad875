/* Formats of lines that say when a text begins, and with an empty text when it is gone. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "plain-starts-private.h"

#include "vostok-config.h"

#include <glib/gi18n-lib.h>

#include <vostok/core/bounds.h>

/* Times before one text; what is more is text. A long text many times over would not end. */
#define MAX_STAMPS 32

static const char *
skip_blanks (const char *p, const char *end)
{
  while (p < end && (*p == ' ' || *p == '\t'))
    p++;

  return p;
}

/* The next stamp of a line; *p moves behind it and the blanks that follow, if another comes. */
static gboolean
next_stamp (const VostStarts *format, const char **p, const char *end, VostTime *ret)
{
  const char *at = skip_blanks (*p, end);

  if (!format->parse_stamp (&at, end, ret))
    return FALSE;
  *ret = MIN (*ret, VOST_MAX_TIME);
  *p = at;

  return TRUE;
}

guint
vost_starts_count (const VostStarts *format, const VostLine *line, const char **ret_text)
{
  const char *p = line->start, *end = p + line->len;
  guint n = 0;
  VostTime t;

  while (n < (format->many ? MAX_STAMPS : 1) && next_stamp (format, &p, end, &t))
    n++;
  *ret_text = p;

  return n;
}

static gboolean
is_clear (const VostStarts *format, const VostLine *line)
{
  const char *text, *end = line->start + line->len;

  return vost_starts_count (format, line, &text) > 0 && skip_blanks (text, end) == end;
}

/* Adds the events of a line without text. */
static void
add_clears (const VostStarts *format, const VostLine *line, VostTime shift, GArray *events)
{
  const char *p = line->start, *end = p + line->len;
  VostTime t;
  guint n = 0;

  while (n++ < (format->many ? MAX_STAMPS : 1) && next_stamp (format, &p, end, &t))
    {
      VostPlainEvent event = { t + shift, TRUE };

      g_array_append_val (events, event);
    }
}

static void
scan_clears (const VostStarts *format, const char *text, VostTime shift, GArray *events)
{
  const char *end = text + strlen (text);
  VostLine line;

  while (vost_line_next (&text, end, &line))
    if (is_clear (format, &line))
      add_clears (format, &line, shift, events);
}

static void
add_start (GArray *events, VostTime at)
{
  VostPlainEvent event = { at, FALSE };

  g_array_append_val (events, event);
}

/* The state of a reader. */
typedef struct
{
  const VostStarts *format;
  VostReading *reading;
  GArray *events;
  VostTime shift;
} Reader;

/* A line with a text: a cue for each of its times. The pieces of the line together are the line. */
static void
take_line (Reader *self, const VostLine *line, const char *text, guint n)
{
  VostReading *reading = self->reading;
  const char *p = line->start, *end = p + line->len;
  g_autofree char *markup = self->format->decode (text, (gsize) (end - text), self->shift);

  for (guint i = 0; i < n && !reading->too_big && reading->subs->cues->len <= VOST_MAX_CUES; i++)
    {
      VostCue *cue = vost_record_new (VOST_KIND_CUE, VOST_RECORD_ID (reading->subs->track));
      const char *start = p;
      VostTime t = 0;

      (void) next_stamp (self->format, &p, end, &t);
      cue->start = t + self->shift;
      add_start (self->events, cue->start);
      vost_set_string (&cue->text, markup);
      vost_plain_take (reading, cue, start, i + 1 < n ? p : line->start + line->full, "");
    }
}

/* A line that ends a text belongs to the block of the text before it. */
static void
take_clear (Reader *self, const VostLine *line)
{
  VostReading *reading = self->reading;
  GPtrArray *cues = reading->subs->cues;
  const char *p = reading->block_end;
  VostLine between;
  VostCue *cue;

  add_clears (self->format, line, self->shift, self->events);
  if (cues->len == 0)
    return;
  while (vost_line_next (&p, line->start, &between))
    if (!vost_line_is_blank (&between))
      return;
  cue = g_ptr_array_index (cues, cues->len - 1);
  reading->block_end = line->start + line->full;
  g_free (cue->raw);
  cue->raw =
      g_strndup (reading->previous_block, (gsize) (reading->block_end - reading->previous_block));
}

static void
read_lines (Reader *self, const char *text)
{
  VostReading *reading = self->reading;
  VostLine line;

  while (!reading->too_big && reading->subs->cues->len <= VOST_MAX_CUES &&
         vost_line_next (&text, reading->end, &line))
    {
      const char *words;
      guint n = vost_starts_count (self->format, &line, &words);

      reading->line++;
      if (n > 0 && skip_blanks (words, line.start + line.len) == line.start + line.len)
        take_clear (self, &line);
      else if (n > 0)
        take_line (self, &line, words, n);
      else if (!vost_line_is_blank (&line) && *line.start != '[')
        vost_reading_report (reading, VOST_SEVERITY_WARNING, reading->line, 1,
                             _ ("This line is not understood; it is kept as it is."));
    }
}

/* A time before a text that stands after other times: no line of its own. */
static gboolean
is_piece (const VostStarts *format, const char *raw)
{
  VostLine line = { raw, strlen (raw), 0 };

  return *raw != '\0' && strpbrk (raw, "\r\n") == NULL && is_clear (format, &line);
}

static void
append_block (GString *out,
              const VostStarts *format,
              const VostCue *cue,
              gboolean native,
              VostTime shift,
              VostTime mark,
              const char *eol)
{
  format->append_line (out, cue, native, shift);
  g_string_append (out, eol);
  if (mark != VOST_TIME_NONE)
    {
      format->append_clear (out, mark, shift);
      g_string_append (out, eol);
    }
}

/* Forgets the verbatim blocks that would be written the same, but for pieces of one line. */
static void
settle (const VostStarts *format, const VostSubtitles *subs, VostTime shift)
{
  g_autoptr (GArray) marks = vost_plain_marks (subs, TRUE, format->unit);
  g_autoptr (GString) scratch = g_string_new (NULL);
  gboolean after_piece = FALSE;

  for (guint i = 0; i < subs->cues->len; i++)
    {
      VostCue *cue = g_ptr_array_index (subs->cues, i);
      gboolean piece = is_piece (format, cue->raw);

      g_string_truncate (scratch, 0);
      append_block (scratch, format, cue, TRUE, shift, g_array_index (marks, VostTime, i),
                    subs->track->eol);
      if (!piece && !after_piece && strcmp (scratch->str, cue->raw) == 0)
        vost_set_string (&cue->raw, "");
      after_piece = piece;
    }
}

gboolean
vost_starts_read (const VostStarts *format,
                  const char *text,
                  gsize len,
                  VostSubtitles *subs,
                  GPtrArray *diagnostics,
                  GError **error)
{
  g_autoptr (GArray) events = g_array_new (FALSE, FALSE, sizeof (VostPlainEvent));
  VostReading reading;
  Reader reader = { format, &reading, events, 0 };

  if (format->find_shift != NULL)
    reader.shift = format->find_shift (text, text + len);
  vost_reading_init (&reading, text, len, subs, diagnostics);
  vost_set_string (&subs->track->format, format->id);
  read_lines (&reader, text);
  if (!vost_reading_finish (&reading, error))
    return FALSE;
  vost_plain_events_sort (events);
  for (guint i = 0; i < subs->cues->len; i++)
    {
      VostCue *cue = g_ptr_array_index (subs->cues, i);

      cue->end = vost_plain_end (events, cue->start);
    }
  settle (format, subs, reader.shift);

  return TRUE;
}

/* The state of a writer. */
typedef struct
{
  const VostStarts *format;
  const VostSubtitles *subs;
  gboolean native;
  VostTime shift;
  GArray *marks;
  gboolean *keeps; /* whether the verbatim block of each cue is used */
} Writer;

/* A piece of a line is right before its other pieces and with their text. */
static void
choose_blocks (Writer *self, gboolean with_clears)
{
  guint n = self->subs->cues->len;

  for (guint i = n; i > 0; i--)
    {
      const VostCue *cue = g_ptr_array_index (self->subs->cues, i - 1);
      const VostCue *next = i < n ? g_ptr_array_index (self->subs->cues, i) : NULL;
      gboolean keeps = self->native && *cue->raw != '\0';

      if (keeps && is_piece (self->format, cue->raw))
        keeps = next != NULL && self->keeps[i] && *next->before == '\0' &&
                strcmp (cue->text, next->text) == 0;
      else if (keeps && !with_clears)
        {
          g_autoptr (GArray) clears = g_array_new (FALSE, FALSE, sizeof (VostPlainEvent));

          scan_clears (self->format, cue->raw, 0, clears);
          keeps = clears->len == 0;
        }
      self->keeps[i - 1] = keeps;
    }
}

/* Whether who reads the verbatim blocks finds the ends that the cues have. */
static gboolean
ends_are_right (const Writer *self)
{
  const VostStarts *format = self->format;
  const VostTrack *track = self->subs->track;
  g_autoptr (GArray) events = g_array_new (FALSE, FALSE, sizeof (VostPlainEvent));
  guint n = self->subs->cues->len;

  scan_clears (format, track->header, self->shift, events);
  scan_clears (format, track->footer, self->shift, events);
  for (guint i = 0; i < n; i++)
    {
      const VostCue *cue = g_ptr_array_index (self->subs->cues, i);
      VostPlainEvent mark = { g_array_index (self->marks, VostTime, i), TRUE };

      scan_clears (format, cue->before, self->shift, events);
      add_start (events, self->keeps[i] ? cue->start : vost_plain_round (cue->start, format->unit));
      if (self->keeps[i] && !is_piece (format, cue->raw))
        scan_clears (format, cue->raw, self->shift, events);
      else if (!self->keeps[i] && mark.at != VOST_TIME_NONE)
        g_array_append_val (events, mark);
    }
  vost_plain_events_sort (events);
  for (guint i = 0; i < n; i++)
    {
      const VostCue *cue = g_ptr_array_index (self->subs->cues, i);

      if (self->keeps[i] && vost_plain_end (events, cue->start) != cue->end)
        return FALSE;
    }

  return TRUE;
}

/* @all_marks: the verbatim lines without an end get one where they need it. */
static void
write_cues (const Writer *self, GString *out, gboolean all_marks)
{
  const char *eol = vost_track_eol (self->subs->track);
  gboolean joined = FALSE, first = TRUE;

  for (guint i = 0; i < self->subs->cues->len; i++)
    {
      const VostCue *cue = g_ptr_array_index (self->subs->cues, i);
      VostTime mark = g_array_index (self->marks, VostTime, i);

      if (!self->native && !vost_cue_has_text (cue))
        continue;
      if (!first && !joined)
        vost_append_before (out, cue, self->native, "", eol);
      else if (first && self->native)
        g_string_append (out, cue->before);
      first = FALSE;
      joined = self->keeps[i] && is_piece (self->format, cue->raw);
      if (!self->keeps[i])
        append_block (out, self->format, cue, self->native, self->shift, mark, eol);
      else
        g_string_append (out, cue->raw);
      if (self->keeps[i] && all_marks && !joined && mark != VOST_TIME_NONE)
        {
          vost_append_end_of_line (out, eol);
          self->format->append_clear (out, mark, self->shift);
          g_string_append (out, eol);
        }
    }
}

void
vost_starts_write (const VostStarts *format, const VostSubtitles *subs, GString *out)
{
  g_autoptr (GArray) marks =
      vost_plain_marks (subs, vost_is_native (subs, format->id), format->unit);
  g_autofree gboolean *keeps = g_new0 (gboolean, subs->cues->len + 1);
  Writer writer = { format, subs, vost_is_native (subs, format->id), 0, marks, keeps };
  gboolean right;

  if (writer.native && format->find_shift != NULL)
    writer.shift = format->find_shift (subs->track->header,
                                       subs->track->header + strlen (subs->track->header));
  choose_blocks (&writer, TRUE);
  right = !writer.native || ends_are_right (&writer);
  if (!right)
    choose_blocks (&writer, FALSE);
  if (writer.native)
    g_string_append (out, subs->track->header);
  write_cues (&writer, out, !right);
  if (writer.native)
    vost_append_footer (out, subs->track->footer, vost_track_eol (subs->track));
}
