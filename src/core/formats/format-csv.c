/* Tables with a cue a row, as spreadsheets and translators have them. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "vostok-config.h"

#include <glib/gi18n-lib.h>

#include <vostok/core/bounds.h>

#include "csv-records-private.h"
#include "srt-text-private.h"

extern const VostFormat vost_format_csv;

/* What a new file has. */
static const VostCsvLayout usual = {
  .separator = ',',
  .named = TRUE,
  .n = 4,
  .roles = { VOST_CSV_START, VOST_CSV_END, VOST_CSV_SPEAKER, VOST_CSV_TEXT },
};

static gboolean
is_separator (char c)
{
  return c == '\t' || c == ';' || c == ',';
}

static void
append_role (GString *out,
             VostCsvRole role,
             const VostPlainWriting *writing,
             const VostCue *cue,
             const VostCsvLayout *layout)
{
  g_autoptr (GString) text = g_string_new (NULL);
  VostTime t = role == VOST_CSV_START ? cue->start
               : role == VOST_CSV_END ? cue->end
                                      : MAX (cue->end, 0) - MAX (cue->start, 0);

  switch (role)
    {
    case VOST_CSV_START:
    case VOST_CSV_END:
    case VOST_CSV_DURATION:
      t = vost_plain_round (t, VOST_MSECOND);
      if (layout->seconds)
        vost_time_append_seconds (text, t);
      else
        vost_append_time (text, t, 2, 3, '.');
      break;
    case VOST_CSV_SPEAKER:
      g_string_append (text, cue->speaker);
      break;
    case VOST_CSV_TEXT:
      vost_srt_encode (text, cue->text, writing->native ? NULL : &writing->conversion);
      break;
    default:
      return;
    }
  vost_csv_append_cell (out, text->str, layout->separator, writing->eol);
}

/* The layout of the file, from any of its rows or its names. */
static VostCsvLayout
file_layout (const VostPlainWriting *writing)
{
  const VostSubtitles *subs = writing->subs;
  const char *header = subs->track->header, *first;
  VostCsvLayout layout;

  if (!writing->native)
    return usual;
  if (vost_csv_layout_find (&layout, header, header + strlen (header), TRUE, &first))
    return layout;
  for (guint i = 0; i < subs->cues->len; i++)
    {
      const VostCue *cue = g_ptr_array_index (subs->cues, i);

      if (is_separator (*cue->label) && vost_csv_layout_from_label (&layout, cue->label))
        return layout;
    }

  return usual;
}

static void
append_row (GString *out,
            const VostPlainWriting *writing,
            const VostCue *cue,
            const VostCsvLayout *layout)
{
  gboolean labelled = FALSE, quotes = TRUE;
  VostCsvLayout own = *layout;
  VostCsvRecord record = { .n = 0 };

  if (writing->native && is_separator (*cue->label))
    {
      const char *label = cue->label + 1;

      labelled = vost_csv_layout_from_label (&own, cue->label);
      vost_csv_record (label, label + strlen (label), *cue->label, &quotes, &record);
    }
  for (guint i = 0; i < own.n; i++)
    {
      if (i > 0)
        g_string_append_c (out, own.separator);
      if (own.roles[i] != VOST_CSV_OTHER)
        append_role (out, own.roles[i], writing, cue, &own);
      else if (labelled)
        g_string_append_len (out, record.cells[i].start, (gssize) record.cells[i].len);
    }
  g_string_append (out, writing->eol);
}

/* Finding the layout for each row would take the square of the rows. */
typedef struct
{
  VostPlainWriting writing; /* first: blocks are given this */
  VostCsvLayout layout;
} Writing;

static void
append_block (GString *out, const VostPlainWriting *writing, guint index)
{
  const Writing *self = (const Writing *) (gconstpointer) writing;

  append_row (out, writing, g_ptr_array_index (writing->subs->cues, index), &self->layout);
}

static const VostPlainFormat blocks = { "csv", FALSE, append_block, NULL };

static gboolean
parse_time (const VostCsvCell *cell, VostTime *ret, gboolean *seconds)
{
  g_autofree char *text = NULL;

  if (cell->len == 0 || cell->len > 32)
    return FALSE;
  text = vost_csv_cell (cell);
  if (!vost_time_parse (g_strstrip (text), ret))
    return FALSE;
  *seconds |= strchr (text, ':') == NULL;

  return TRUE;
}

/* The cells that are nobody's, kept for the day when the row is edited. */
static char *
make_label (const VostCsvRecord *record, const VostCsvLayout *layout, gboolean seconds)
{
  GString *label = g_string_new (NULL);
  gboolean needed = !layout->named || seconds || record->n != layout->n;

  g_string_append_c (label, layout->separator);
  for (guint i = 0; i < record->n; i++)
    {
      VostCsvRole role = i < layout->n ? layout->roles[i] : VOST_CSV_OTHER;

      if (i > 0)
        g_string_append_c (label, layout->separator);
      if (role != VOST_CSV_OTHER)
        g_string_append (label, vost_csv_role_mark (role, seconds));
      else
        g_string_append_len (label, record->cells[i].start, (gssize) record->cells[i].len);
      needed |= role == VOST_CSV_OTHER && record->cells[i].len > 0;
    }
  if (!needed)
    g_string_truncate (label, 0);

  return g_string_free (label, FALSE);
}

/* Fills a cue from a row; FALSE if there is no time in it. */
static gboolean
fill_cue (VostCue *cue, const VostCsvRecord *record, const VostCsvLayout *layout)
{
  VostTime start = VOST_TIME_NONE, end = VOST_TIME_NONE, duration = VOST_TIME_NONE;
  gboolean seconds = FALSE, text = FALSE;

  if (record->n > VOST_CSV_MAX_COLUMNS)
    return FALSE;
  for (guint i = 0; i < MIN (record->n, layout->n); i++)
    {
      const VostCsvCell *cell = &record->cells[i];
      g_autofree char *value = NULL;

      if (layout->roles[i] == VOST_CSV_START)
        (void) parse_time (cell, &start, &seconds);
      else if (layout->roles[i] == VOST_CSV_END)
        (void) parse_time (cell, &end, &seconds);
      else if (layout->roles[i] == VOST_CSV_DURATION)
        (void) parse_time (cell, &duration, &seconds);
      else if (layout->roles[i] == VOST_CSV_SPEAKER)
        {
          value = vost_csv_cell (cell);
          vost_set_string (&cue->speaker, value);
        }
      else if (layout->roles[i] == VOST_CSV_TEXT)
        {
          value = vost_csv_cell (cell);
          g_free (cue->text);
          cue->text = vost_srt_decode (value, strlen (value));
          text = TRUE;
        }
    }
  if (start == VOST_TIME_NONE || !text)
    return FALSE;
  cue->start = start;
  if (end == VOST_TIME_NONE && duration != VOST_TIME_NONE && duration <= VOST_MAX_TIME)
    end = MIN (start, VOST_MAX_TIME) + duration;
  cue->end = end;
  g_free (cue->label);
  cue->label = make_label (record, layout, seconds);

  return TRUE;
}

static void
take_row (VostReading *reading,
          const char *start,
          const VostCsvRecord *record,
          const VostCsvLayout *layout)
{
  VostCue *cue = vost_record_new (VOST_KIND_CUE, VOST_RECORD_ID (reading->subs->track));

  if (!fill_cue (cue, record, layout))
    {
      vost_record_unref (cue);
      if (record->n > 1 || record->cells[0].len > 0)
        vost_reading_report (reading, VOST_SEVERITY_WARNING, reading->line, 1,
                             _ ("This row has no time and text; it is kept as it is."));
      return;
    }
  cue->start = vost_plain_limit (reading, cue->start);
  cue->end = vost_plain_limit (reading, cue->end);
  if (cue->end != VOST_TIME_NONE && cue->end < cue->start)
    vost_reading_report (reading, VOST_SEVERITY_WARNING, reading->line, 1,
                         _ ("The subtitle ends before it starts."));
  vost_plain_take (reading, cue, start, record->next, "");
}

static guint
count_lines (const char *start, const char *end)
{
  guint n = 0;
  VostLine line;

  while (vost_line_next (&start, end, &line))
    n++;

  return n;
}

static gboolean
csv_read (const char *text, gsize len, VostSubtitles *subs, GPtrArray *diagnostics, GError **error)
{
  g_auto (VostPlainWriting) plain = { NULL };
  const char *p = text + len;
  gboolean quotes = TRUE;
  VostCsvLayout layout;
  VostReading reading;
  Writing writing;

  vost_reading_init (&reading, text, len, subs, diagnostics);
  vost_set_string (&subs->track->format, vost_format_csv.id);
  if (vost_csv_layout_find (&layout, text, reading.end, FALSE, &p))
    reading.line = count_lines (text, p);
  else
    p = reading.end;
  while (p < reading.end && !reading.too_big && subs->cues->len <= VOST_MAX_CUES)
    {
      VostCsvRecord record;

      vost_csv_record (p, reading.end, layout.separator, &quotes, &record);
      reading.line++;
      if (!quotes)
        {
          /* What a row is cannot be told any more; as the footer nothing of it is lost. */
          vost_reading_report (
              &reading, VOST_SEVERITY_ERROR, reading.line, 1,
              _ ("A quote is never closed. The rows from here on are kept, but not shown: close "
                 "the quote and open the file again."));
          break;
        }
      take_row (&reading, p, &record, &layout);
      reading.line += count_lines (p, record.next) - 1;
      p = record.next;
    }
  if (!vost_reading_finish (&reading, error))
    return FALSE;
  vost_plain_fill_ends (subs);
  vost_plain_writing_init (&plain, subs, vost_format_csv.id);
  writing = (Writing){ plain, file_layout (&plain) };
  vost_plain_settle (&writing.writing, &blocks);

  return TRUE;
}

static gboolean
csv_write (const VostSubtitles *subs,
           const VostFormatOptions *options,
           GString *out,
           GError **error)
{
  g_auto (VostPlainWriting) plain = { NULL };
  Writing writing;

  vost_plain_writing_init (&plain, subs, vost_format_csv.id);
  writing = (Writing){ plain, file_layout (&plain) };
  if (!plain.native)
    g_string_append_printf (out, "start,end,speaker,text%s", plain.eol);
  vost_plain_write (out, &writing.writing, &blocks);

  return TRUE;
}

static guint
csv_sniff (const char *text, gsize len)
{
  VostCsvLayout layout;
  const char *first;

  if (!vost_csv_layout_find (&layout, text, text + len, FALSE, &first))
    return 0;

  return layout.named ? 85 : 60;
}

static void
csv_losses (const VostSubtitles *subs, GPtrArray *diagnostics)
{
  vost_report_losses (subs, vost_format_csv.id,
                      VOST_PLAIN_LOSSES & ~(guint) (VOST_PLAIN_TAGS | VOST_HAS_SPEAKER), 3,
                      diagnostics);
}

const VostFormat vost_format_csv = {
  .id = "csv",
  .title = N_ ("Table (CSV, TSV)"),
  .extensions = "csv;tsv",
  .mime_type = "text/csv",
  .flags = VOST_FORMAT_STYLES,
  .sniff = csv_sniff,
  .read = csv_read,
  .write = csv_write,
  .losses = csv_losses,
};
