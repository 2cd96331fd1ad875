/* EBU STL: where a subtitle stands, and its blocks. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "stl-private.h"

#include <vostok/core/formats/cue-settings.h>

/* Subtitles stay off the edges of the picture: above and below a tenth, at the sides half of it. */
#define TOP 10
#define HEIGHT 80
#define LEFT 5
#define WIDTH 90

/* A percentage with as few digits as needed. */
static void
append_percent (GString *out, const char *name, double value)
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];
  gsize len;

  g_ascii_formatd (buffer, sizeof buffer, "%.2f", value);
  len = strlen (buffer);
  while (buffer[len - 1] == '0')
    len--;
  if (buffer[len - 1] == '.')
    len--;
  if (out->len > 0)
    g_string_append_c (out, ' ');
  g_string_append (out, name);
  g_string_append_len (out, buffer, (gssize) len);
  g_string_append_c (out, '%');
}

/* Where text of so many rows stands when nothing is said: at the bottom. */
static guint
usual_row (const VostStlFile *file, guint rows)
{
  return rows == 0 ? file->rows : rows > file->rows ? 1 : file->rows - rows + 1;
}

char *
vost_stl_settings (const VostStlFile *file,
                   guint position,
                   guint justification,
                   const VostStlLook *look)
{
  GString *out = g_string_new (NULL);
  guint row = MIN (position + look->rows_above, file->rows);

  if (row != usual_row (file, look->rows))
    append_percent (out, "line:", TOP + HEIGHT * ((double) row - 1) / file->rows);
  if (justification == 3)
    append_percent (out, "position:", LEFT + WIDTH);
  else if (justification < 2)
    append_percent (out, "position:",
                    LEFT + WIDTH * (double) MIN (look->indent, file->columns) / file->columns);
  if (justification == 3)
    g_string_append (out, " align:right");
  else if (justification < 2)
    g_string_append (out, " align:left");

  return g_string_free (out, FALSE);
}

/* @value of a whole of @steps, to the nearest. */
static guint
nearest_step (double value, double whole, guint steps)
{
  double step = value * steps / whole + 0.5;

  return step <= 0 ? 0 : MIN ((guint) step, steps);
}

/* The nine places, 2 for none. */
static guint
numpad_of (const VostConversion *conversion, const VostCue *cue)
{
  gboolean exact;
  guint numpad = vost_cue_numpad (conversion, cue, &exact);

  return numpad == 0 ? 2 : numpad;
}

static guint
justify (const VostStlFile *file,
         const VostConversion *conversion,
         const VostCue *cue,
         VostStlStyle *style)
{
  guint column = (numpad_of (conversion, cue) - 1) % 3;
  VostCueSettings settings;

  vost_cue_settings_parse (cue->settings, &settings);
  if (column == 0 && vost_text_numpad (cue->text) == 0 && settings.has_position &&
      settings.align == VOST_CUE_ALIGN_LEFT)
    style->indent = nearest_step (settings.position - LEFT, WIDTH, file->columns);
  style->keep_indent = column == 0;

  return column == 0 && style->indent > 0 ? 0 : column + 1;
}

static guint
cue_row (const VostStlFile *file,
         const VostConversion *conversion,
         const VostCue *cue,
         gboolean native,
         guint rows)
{
  guint usual = usual_row (file, rows), numpad = numpad_of (conversion, cue);
  VostCueSettings settings;

  vost_cue_settings_parse (cue->settings, &settings);
  if (vost_text_numpad (cue->text) == 0 && settings.has_line && !settings.snap_to_lines &&
      settings.line_align == VOST_CUE_ALIGN_START && *settings.vertical == '\0')
    {
      /* Row 0 exists only in files that have it. */
      guint row =
          nearest_step (settings.line - TOP + (double) HEIGHT / file->rows, HEIGHT, file->rows);

      return native ? row : CLAMP (row, 1, usual);
    }

  return numpad >= 7 ? 1 : numpad >= 4 ? MAX (usual / 2, 1) : usual;
}

/* Words of a cue's fields: what is not as in most files. */
static guint
read_fields (const VostCue *cue, VostStlStyle *style)
{
  g_auto (GStrv) words = g_strsplit (cue->fields, " ", 8);
  guint cumulative = 0;

  for (guint i = 0; words[i] != NULL; i++)
    if (strcmp (words[i], "flat") == 0)
      style->tall = FALSE;
    else if (strcmp (words[i], "tall") == 0)
      style->tall = TRUE;
    else if (strcmp (words[i], "unboxed") == 0)
      style->boxed = FALSE;
    else if (g_str_has_prefix (words[i], "cs"))
      cumulative = (guint) g_ascii_strtoull (words[i] + 2, NULL, 10) & 0xff;

  return cumulative;
}

/* Bytes of the text that go into the next block: a diacritic stays with its letter. */
static guint
cut_text (const GByteArray *text, guint at, guint table)
{
  guint len = MIN (text->len - at, VOST_STL_TEXT);

  if (table == 0 && len == VOST_STL_TEXT && at + len < text->len &&
      vost_stl_is_mark (vost_stl_character (0, text->data[at + len - 1])))
    len--;

  return len;
}

static void
append_blocks (GByteArray *out, guint8 *block, const GByteArray *text, guint table)
{
  guint at = 0, extension = 0;

  do
    {
      guint len = cut_text (text, at, table);

      memset (block + 16, VOST_STL_FILLER, VOST_STL_TEXT);
      if (len > 0)
        memcpy (block + 16, text->data + at, len);
      at += len;
      block[3] = at < text->len ? (guint8) extension++ : 0xff;
      g_byte_array_append (out, block, VOST_STL_TTI);
    }
  while (at < text->len);
}

/* Whether the place will be read as it is. */
static gboolean
is_placed (const VostStlFile *file,
           const VostConversion *conversion,
           const VostCue *cue,
           guint rows,
           guint justification,
           guint indent)
{
  const VostStlLook look = { .rows = rows, .indent = indent };
  g_autofree char *settings = NULL;
  gboolean exact;

  (void) vost_cue_numpad (conversion, cue, &exact);
  if (exact)
    return TRUE;
  settings =
      vost_stl_settings (file, cue_row (file, conversion, cue, FALSE, rows), justification, &look);

  return strcmp (settings, cue->settings) == 0;
}

guint
vost_stl_append_cue (GByteArray *out,
                     const VostStlFile *file,
                     const VostConversion *conversion,
                     const VostCue *cue,
                     gboolean native,
                     const VostStlNumber *number,
                     GString *missing)
{
  g_autoptr (GByteArray) text = g_byte_array_sized_new (2 * VOST_STL_TEXT);
  VostStlStyle style = { .table = file->table,
                         .colours = file->teletext,
                         .slanted = native || !file->teletext,
                         .boxed = file->teletext,
                         .tall = file->teletext };
  guint8 block[VOST_STL_TTI] = { 0 };
  guint rows, outcome, justification = justify (file, conversion, cue, &style);

  if (native)
    block[4] = (guint8) read_fields (cue, &style);
  outcome = vost_stl_encode_text (&style, conversion, cue, text, missing, &rows);
  if (!native && !is_placed (file, conversion, cue, rows, justification, style.indent))
    outcome |= VOST_STL_MOVED;
  if (text->len > VOST_STL_MAX_BLOCKS * (VOST_STL_TEXT - 1))
    outcome |= VOST_STL_TOO_LONG;
  if (!vost_stl_time_code (file, cue->start, block + 5) ||
      !vost_stl_time_code (file, cue->end, block + 9))
    outcome |= VOST_STL_TOO_LATE;
  if (number == NULL || (outcome & (VOST_STL_TOO_LONG | VOST_STL_TOO_LATE)) != 0)
    return outcome;
  block[0] = (guint8) number->group;
  block[1] = (guint8) (number->number & 0xff);
  block[2] = (guint8) (number->number >> 8);
  block[13] = (guint8) cue_row (file, conversion, cue, native, rows);
  block[14] = (guint8) justification;
  append_blocks (out, block, text, file->table);

  return outcome;
}
