/* Records of comma- or tab-separated values, and which column holds what. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "csv-records-private.h"

static const char separators[] = "\t;,";

/* Behind the quote that closes what begins at @p, or NULL. A quote inside is doubled; one that
 * closes nothing is a character. */
static const char *
skip_quoted (const char *p, const char *end, char separator)
{
  for (p++; (p = memchr (p, '"', (gsize) (end - p))) != NULL; p++)
    {
      if (p + 1 == end || p[1] == separator || p[1] == '\n' || p[1] == '\r')
        return p + 1;
      if (p[1] == '"')
        p++;
      if (p + 1 >= end)
        return NULL;
    }

  return NULL;
}

/* Behind the cell at @p. A quote that is never closed is a character. */
static const char *
skip_cell (const char *p, const char *end, char separator, gboolean *quotes)
{
  if (*quotes && p < end && *p == '"')
    {
      const char *stop = skip_quoted (p, end, separator);

      if (stop != NULL)
        return stop;
      *quotes = FALSE;
    }
  while (p < end && *p != separator && *p != '\n' && *p != '\r')
    p++;

  return p;
}

void
vost_csv_record (const char *p,
                 const char *end,
                 char separator,
                 gboolean *quotes,
                 VostCsvRecord *ret)
{
  ret->n = 0;
  for (;;)
    {
      const char *start = p;

      p = skip_cell (p, end, separator, quotes);
      if (ret->n < VOST_CSV_MAX_COLUMNS)
        ret->cells[ret->n] = (VostCsvCell){ start, (gsize) (p - start) };
      ret->n++;
      if (p == end || *p != separator)
        break;
      p++;
    }
  ret->end = p;
  if (p < end)
    p += *p == '\r' && p + 1 < end && p[1] == '\n' ? 2 : 1;
  ret->next = p;
}

char *
vost_csv_cell (const VostCsvCell *cell)
{
  GString *out = g_string_sized_new (cell->len + 1);
  const char *p = cell->start, *end = p + cell->len;
  gboolean quoted = cell->len >= 2 && *p == '"' && end[-1] == '"';

  p += quoted;
  end -= quoted;
  for (; p < end; p++)
    {
      if (*p == '\r')
        {
          g_string_append_c (out, '\n');
          p += p + 1 < end && p[1] == '\n';
          continue;
        }
      g_string_append_c (out, *p);
      if (quoted && *p == '"' && p + 1 < end && p[1] == '"')
        p++;
    }

  return g_string_free (out, FALSE);
}

void
vost_csv_append_cell (GString *out, const char *text, char separator, const char *eol)
{
  gsize len = strlen (text);
  gboolean blank_end =
      len > 0 && (strchr (" \t", *text) != NULL || strchr (" \t", text[len - 1]) != NULL);

  if (strpbrk (text, "\"\r\n") == NULL && strchr (text, separator) == NULL && !blank_end)
    {
      g_string_append (out, text);
      return;
    }
  g_string_append_c (out, '"');
  for (const char *p = text; *p != '\0'; p++)
    {
      if (*p == '\n')
        {
          g_string_append (out, eol);
          continue;
        }
      if (*p == '"')
        g_string_append_c (out, '"');
      g_string_append_c (out, *p);
    }
  g_string_append_c (out, '"');
}

static VostCsvRole
role_from_name (const char *name)
{
  static const struct
  {
    const char *name;
    VostCsvRole role;
  } names[] = {
    { "start", VOST_CSV_START },       { "start time", VOST_CSV_START },
    { "start_time", VOST_CSV_START },  { "starttime", VOST_CSV_START },
    { "begin", VOST_CSV_START },       { "from", VOST_CSV_START },
    { "in", VOST_CSV_START },          { "tc in", VOST_CSV_START },
    { "timecode in", VOST_CSV_START }, { "time", VOST_CSV_START },
    { "end", VOST_CSV_END },           { "end time", VOST_CSV_END },
    { "end_time", VOST_CSV_END },      { "endtime", VOST_CSV_END },
    { "stop", VOST_CSV_END },          { "to", VOST_CSV_END },
    { "out", VOST_CSV_END },           { "tc out", VOST_CSV_END },
    { "timecode out", VOST_CSV_END },  { "duration", VOST_CSV_DURATION },
    { "speaker", VOST_CSV_SPEAKER },   { "actor", VOST_CSV_SPEAKER },
    { "character", VOST_CSV_SPEAKER }, { "name", VOST_CSV_SPEAKER },
    { "text", VOST_CSV_TEXT },         { "subtitle", VOST_CSV_TEXT },
    { "subtitles", VOST_CSV_TEXT },    { "caption", VOST_CSV_TEXT },
    { "content", VOST_CSV_TEXT },      { "dialogue", VOST_CSV_TEXT },
    { "transcript", VOST_CSV_TEXT },
  };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (g_ascii_strcasecmp (names[i].name, name) == 0)
      return names[i].role;

  return VOST_CSV_OTHER;
}

gboolean
vost_csv_layout_from_names (VostCsvLayout *self, const VostCsvRecord *record, char separator)
{
  guint seen = 0;

  *self = (VostCsvLayout){ .separator = separator, .named = TRUE };
  if (record->n < 2 || record->n > VOST_CSV_MAX_COLUMNS)
    return FALSE;
  self->n = record->n;
  for (guint i = 0; i < record->n; i++)
    {
      g_autofree char *name = vost_csv_cell (&record->cells[i]);
      VostCsvRole role = role_from_name (g_strstrip (name));

      if ((seen & 1u << role) != 0)
        role = VOST_CSV_OTHER;
      seen |= 1u << role;
      self->roles[i] = role;
    }

  return (seen & 1u << VOST_CSV_START) != 0 && (seen & 1u << VOST_CSV_TEXT) != 0;
}

static gboolean
is_clock (const VostCsvCell *cell)
{
  g_autofree char *text = NULL;
  VostTime t;

  if (cell->len > 32 || memchr (cell->start, ':', cell->len) == NULL)
    return FALSE;
  text = vost_csv_cell (cell);

  return vost_time_parse (g_strstrip (text), &t);
}

static gboolean
is_number (const VostCsvCell *cell)
{
  for (gsize i = 0; i < cell->len; i++)
    if (strchr ("0123456789 \"", cell->start[i]) == NULL)
      return FALSE;

  return TRUE;
}

/* A number perhaps, two times, then anything; the last column is the text. With one time alone
 * SubRip's "00:00:01,500 --> 00:00:02,000" would be a row. */
gboolean
vost_csv_layout_from_times (VostCsvLayout *self, const VostCsvRecord *record, char separator)
{
  guint first;

  *self = (VostCsvLayout){ .separator = separator };
  if (record->n < 2 || record->n > VOST_CSV_MAX_COLUMNS)
    return FALSE;
  self->n = record->n;
  first = is_clock (&record->cells[0]) ? 0 : 1;
  if (first == 1 && (!is_number (&record->cells[0]) || !is_clock (&record->cells[1])))
    return FALSE;
  self->roles[first] = VOST_CSV_START;
  if (first + 2 >= record->n || !is_clock (&record->cells[first + 1]))
    return FALSE;
  self->roles[first + 1] = VOST_CSV_END;
  self->roles[record->n - 1] = VOST_CSV_TEXT;

  return TRUE;
}

gboolean
vost_csv_layout_find (VostCsvLayout *self,
                      const char *text,
                      const char *end,
                      gboolean names_only,
                      const char **ret_first)
{
  VostLine line;

  while (vost_line_next (&text, end, &line))
    for (guint i = 0; separators[i] != '\0'; i++)
      {
        gboolean quotes = TRUE;
        VostCsvRecord record;

        if (memchr (line.start, separators[i], line.len) == NULL)
          continue;
        /* A record of names is one line; the first text may have more. */
        vost_csv_record (line.start, line.start + line.full, separators[i], &quotes, &record);
        *ret_first = line.start + line.full;
        if (vost_csv_layout_from_names (self, &record, separators[i]))
          return TRUE;
        *ret_first = line.start;
        if (!names_only && vost_csv_layout_from_times (self, &record, separators[i]))
          {
            quotes = TRUE;
            vost_csv_record (line.start, end, separators[i], &quotes, &record);
            return vost_csv_layout_from_times (self, &record, separators[i]);
          }
      }
  self->separator = 0;

  return FALSE;
}

const char *
vost_csv_role_mark (VostCsvRole role, gboolean seconds)
{
  static const char *const marks[] = {
    "", "{start}", "{end}", "{duration}", "{speaker}", "{text}"
  };
  static const char *const second_marks[] = { "",          "{start s}", "{end s}", "{duration s}",
                                              "{speaker}", "{text}" };

  return seconds ? second_marks[role] : marks[role];
}

gboolean
vost_csv_layout_from_label (VostCsvLayout *self, const char *label)
{
  const char *end = label + strlen (label);
  const char *mark = strstr (label, "{text}");
  gboolean quotes = TRUE;
  VostCsvRecord record;

  if (mark == NULL || label[1] == '\0')
    return FALSE;
  /* The separator is the first character: it cannot be guessed from cells of any content. */
  *self = (VostCsvLayout){ .separator = *label };
  vost_csv_record (label + 1, end, *label, &quotes, &record);
  if (record.n > VOST_CSV_MAX_COLUMNS)
    return FALSE;
  self->n = record.n;
  for (guint i = 0; i < record.n; i++)
    for (guint role = VOST_CSV_START; role < VOST_CSV_N_ROLES; role++)
      for (guint seconds = 0; seconds < 2; seconds++)
        if (vost_slice_is (record.cells[i].start, record.cells[i].len,
                           vost_csv_role_mark (role, seconds != 0)))
          {
            self->roles[i] = (VostCsvRole) role;
            self->seconds |= seconds != 0 && role < VOST_CSV_SPEAKER;
          }

  return TRUE;
}
