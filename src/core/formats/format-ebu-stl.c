/* EBU STL (Tech 3264): blocks of 128 bytes with teletext codes. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "stl-private.h"

#include "vostok-config.h"

#include <glib/gi18n-lib.h>

#include <vostok/core/bounds.h>

/* Marks a raw block that holds what stands before it as well. */
#define WITH_BEFORE '!'
/* Blocks between the two halves of a subtitle that are still looked over. */
#define MAX_BETWEEN 300u

extern const VostFormat vost_format_ebu_stl;

typedef struct
{
  const guint8 *data;
  guint blocks;
  gsize len;
  VostStlFile file;
  VostConversion conversion;
  VostSubtitles *subs;
  VostReading reading;
  VostStlNumber number;
} Reader;

/* Field names of a block. */
enum
{
  SGN = 0,
  SN = 1,
  EBN = 3,
  CS = 4,
  TCI = 5,
  TCO = 9,
  VP = 13,
  JC = 14,
  CF = 15,
  TF = 16,
};

static guint
stl_sniff (const char *text, gsize len)
{
  if (len < VOST_STL_GSI || memcmp (text + 3, "STL", 3) != 0)
    return 0;

  return g_ascii_isdigit (text[6]) && g_ascii_isdigit (text[7]) && text[8] == '.' ? 100 : 0;
}

static const guint8 *
block_at (const Reader *self, guint i)
{
  return self->data + VOST_STL_GSI + (gsize) i * VOST_STL_TTI;
}

/* Comments, user data and reserved blocks are none. */
static gboolean
is_subtitle (const guint8 *block)
{
  return block[CF] != 1 && (block[EBN] < 0xf0 || block[EBN] == 0xff);
}

static gboolean
same_subtitle (const guint8 *a, const guint8 *b)
{
  return memcmp (a, b, 3) == 0;
}

/* Where the last block of the subtitle that begins at @i stands. */
static guint
find_last (const Reader *self, guint i)
{
  const guint8 *last = block_at (self, i);
  guint found = i;

  for (guint k = i + 1; k < self->blocks && k - i < MAX_BETWEEN && last[EBN] != 0xff; k++)
    {
      const guint8 *block = block_at (self, k);

      if (!same_subtitle (block, last))
        break;
      if (!is_subtitle (block))
        continue;
      if (block[EBN] <= last[EBN] || memcmp (block + TCI, last + TCI, 8) != 0)
        break;
      last = block;
      found = k;
    }

  return found;
}

static char *
encode_bytes (const GByteArray *bytes, gboolean with_before)
{
  g_autofree char *base64 = g_base64_encode (bytes->data, bytes->len);

  return g_strdup_printf ("%s%s", with_before ? "!" : "", base64);
}

static void
take_text (Reader *self, VostCue *cue, const GByteArray *text, guint first)
{
  const guint8 *block = block_at (self, first);
  gboolean teletext = self->file.teletext;
  g_autoptr (GString) fields = g_string_new (NULL);
  VostStlLook look;

  g_free (cue->text);
  cue->text = vost_stl_decode_text (self->file.table, text->data, text->len, block[JC] < 2, &look);
  g_free (cue->settings);
  cue->settings = vost_stl_settings (&self->file, block[VP], block[JC], &look);
  if (*cue->text != '\0' && look.tall != teletext)
    g_string_append (fields, teletext ? "flat " : "tall ");
  if (*cue->text != '\0' && teletext && !look.boxed)
    g_string_append (fields, "unboxed ");
  if (block[CS] != 0)
    g_string_append_printf (fields, "cs%u ", block[CS]);
  if (fields->len > 0)
    g_string_truncate (fields, fields->len - 1);
  vost_set_string (&cue->fields, fields->str);
  if (look.odd > 0)
    vost_reading_report (&self->reading, VOST_SEVERITY_WARNING, first + 1, look.odd,
                         _ ("A code in the text means nothing here; it is left out when the "
                            "subtitle is edited."));
}

static gboolean
is_time_code (const VostStlFile *file, const guint8 *code)
{
  return code[0] < 24 && code[1] < 60 && code[2] < 60 && code[3] < file->digits;
}

static void
take_times (Reader *self, VostCue *cue, guint first)
{
  const guint8 *block = block_at (self, first);

  cue->start = vost_stl_time (&self->file, block + TCI);
  cue->end = vost_stl_time (&self->file, block + TCO);
  if (!is_time_code (&self->file, block + TCI) || !is_time_code (&self->file, block + TCO))
    vost_reading_report (&self->reading, VOST_SEVERITY_WARNING, first + 1, 1,
                         _ ("This is no proper time code."));
  else if (cue->start < 0)
    vost_reading_report (&self->reading, VOST_SEVERITY_WARNING, first + 1, 1,
                         _ ("The subtitle comes before the programme starts."));
  if (cue->end < cue->start)
    vost_reading_report (&self->reading, VOST_SEVERITY_WARNING, first + 1, 1,
                         _ ("The subtitle ends before it starts."));
}

/* The number, where it is not the one after the last. */
static void
take_number (Reader *self, VostCue *cue, const guint8 *block)
{
  guint group = block[SGN], number = block[SN] | (guint) block[SN + 1] << 8;

  vost_stl_number_next (&self->number, "");
  if (group == self->number.group && number == self->number.number)
    return;
  g_free (cue->label);
  cue->label = g_strdup_printf ("%u %u", group, number);
  vost_stl_number_next (&self->number, cue->label);
}

/* Keeps the bytes as they are, unless the writer would give the same. */
static void
take_bytes (Reader *self, VostCue *cue, guint before, guint first, guint last)
{
  g_autoptr (GByteArray) lead = g_byte_array_new ();
  g_autoptr (GByteArray) written = g_byte_array_sized_new (2 * VOST_STL_TTI);
  gsize len = (gsize) (last + 1 - first) * VOST_STL_TTI;
  const guint8 *block = block_at (self, first);
  gboolean mixed = FALSE;

  g_byte_array_append (lead, block_at (self, before), (first - before) * VOST_STL_TTI);
  for (guint i = first; i <= last; i++)
    if (!is_subtitle (block_at (self, i)))
      {
        g_byte_array_append (lead, block_at (self, i), VOST_STL_TTI);
        mixed = TRUE;
      }
  if (lead->len > 0)
    {
      g_free (cue->before);
      cue->before = encode_bytes (lead, FALSE);
    }
  if (mixed)
    {
      g_byte_array_append (written, block_at (self, before), (last + 1 - before) * VOST_STL_TTI);
      g_free (cue->raw);
      cue->raw = encode_bytes (written, TRUE);
      return;
    }
  (void) vost_stl_append_cue (written, &self->file, &self->conversion, cue, TRUE, &self->number,
                              NULL);
  if (written->len == len && memcmp (written->data, block, len) == 0)
    return;
  g_free (cue->raw);
  cue->raw = g_base64_encode (block, len);
}

static void
take_cue (Reader *self, guint before, guint first, guint last)
{
  g_autoptr (GByteArray) text = g_byte_array_sized_new (2 * VOST_STL_TTI);
  VostCue *cue = vost_record_new (VOST_KIND_CUE, VOST_RECORD_ID (self->subs->track));

  for (guint i = first; i <= last; i++)
    if (is_subtitle (block_at (self, i)))
      g_byte_array_append (text, block_at (self, i) + TF, VOST_STL_TEXT);
  take_times (self, cue, first);
  take_text (self, cue, text, first);
  take_number (self, cue, block_at (self, first));
  take_bytes (self, cue, before, first, last);
  g_ptr_array_add (self->subs->cues, cue);
  self->file.subtitles++;
}

/*
 * What can only be known from the blocks: whether there are teletext codes where the head says
 * "open", and whether the programme's start is any use.
 */
static void
survey (Reader *self)
{
  gboolean some = FALSE, late = FALSE, codes = FALSE;

  for (guint i = 0; i < self->blocks; i++)
    {
      const guint8 *block = block_at (self, i);

      if (!is_subtitle (block))
        continue;
      if (!some)
        memcpy (self->file.first, block + TCI, 4);
      some = TRUE;
      late |= vost_stl_frames (self->file.digits, block + TCI) >= self->file.zero;
      for (guint j = 0; !codes && j < VOST_STL_TEXT; j++)
        codes = block[TF + j] < 0x20;
    }
  if (codes && !self->file.teletext)
    vost_reading_report (&self->reading, VOST_SEVERITY_INFO, 0, 0,
                         _ ("The head of the file says open subtitles, but there are teletext "
                            "codes in it; they were read as such."));
  self->file.blocks = self->blocks;
  if (some && !late)
    {
      vost_reading_report (&self->reading, VOST_SEVERITY_WARNING, 0, 0,
                           _ ("All subtitles come before the start of the programme that the "
                              "file names; it was taken to be zero."));
      self->file.no_start = TRUE;
      self->file.zero = 0;
    }
  if (codes && !self->file.teletext)
    vost_stl_file_set_teletext (&self->file);
}

static void
read_blocks (Reader *self)
{
  guint before = 0;

  for (guint i = 0; i < self->blocks && self->subs->cues->len <= VOST_MAX_CUES; i++)
    {
      guint last;

      if (!is_subtitle (block_at (self, i)))
        continue;
      last = find_last (self, i);
      take_cue (self, before, i, last);
      before = last + 1;
      i = last;
    }
  if (before < self->blocks || self->len % VOST_STL_TTI != 0)
    {
      const guint8 *rest = block_at (self, before);

      g_free (self->subs->track->footer);
      self->subs->track->footer = g_base64_encode (rest, self->len - (gsize) (rest - self->data));
    }
  if (self->len % VOST_STL_TTI != 0)
    vost_reading_report (&self->reading, VOST_SEVERITY_WARNING, self->blocks + 1, 1,
                         _ ("The file ends within a block."));
}

static gboolean
take_head (Reader *self, GError **error)
{
  VostRate known = self->subs->track->rate;

  memcpy (self->file.gsi, self->data, VOST_STL_GSI);
  vost_stl_file_parse (&self->file);
  if (!vost_stl_file_set_rate (&self->file, known))
    {
      g_set_error_literal (error, VOST_ERROR, VOST_ERROR_NEEDS_RATE,
                           _ ("The file counts frames and does not say how many a second has. "
                              "Say the frame rate of the film."));
      return FALSE;
    }
  if (self->file.rate.den == 1001 && self->file.rate.num != known.num)
    vost_reading_report (&self->reading, VOST_SEVERITY_INFO, 0, 0,
                         _ ("The frames were counted at 1000/1001 of the rate that the file "
                            "names, as television has it. If the subtitles drift, say the rate "
                            "when you open the file."));
  self->subs->track->rate = self->file.rate;

  return TRUE;
}

static gboolean
check_cues (const VostSubtitles *subs, GError **error)
{
  if (subs->cues->len == 0)
    {
      g_set_error_literal (error, VOST_ERROR, VOST_ERROR_BAD_INPUT,
                           _ ("There is not one subtitle in this file."));
      return FALSE;
    }
  if (subs->cues->len > VOST_MAX_CUES)
    {
      g_set_error (error, VOST_ERROR, VOST_ERROR_TOO_BIG,
                   _ ("The file holds more than %u subtitles."), VOST_MAX_CUES);
      return FALSE;
    }

  return TRUE;
}

static gboolean
stl_read (const char *text, gsize len, VostSubtitles *subs, GPtrArray *diagnostics, GError **error)
{
  g_autofree Reader *self = g_new0 (Reader, 1);
  const char *language;

  if (len < VOST_STL_GSI + VOST_STL_TTI || memcmp (text + 3, "STL", 3) != 0)
    {
      g_set_error_literal (error, VOST_ERROR, VOST_ERROR_BAD_INPUT,
                           _ ("This is no EBU STL file: its head is missing."));
      return FALSE;
    }
  self->data = (const guint8 *) text;
  self->len = len;
  self->blocks = (guint) ((len - VOST_STL_GSI) / VOST_STL_TTI);
  self->subs = subs;
  self->reading = (VostReading){ .subs = subs, .diagnostics = diagnostics };
  self->conversion.subs = subs;
  if (!take_head (self, error))
    return FALSE;
  survey (self);
  read_blocks (self);
  if (!check_cues (subs, error))
    return FALSE;

  g_free (subs->track->header);
  subs->track->header = vost_stl_file_to_header (&self->file);
  language = vost_stl_file_language (&self->file);
  if (*language != '\0')
    vost_set_string (&subs->track->language, language);

  return TRUE;
}

/* What the characters and the colours of other formats ask for. */
static void
choose_kind (const VostSubtitles *subs,
             const VostConversion *conversion,
             guint *ret_table,
             gboolean *ret_teletext)
{
  /* Latin first; then what most need. */
  VostStlStyle style = { .colours = TRUE, .slanted = TRUE };
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  guint best = G_MAXUINT, coloured = 0, slanted = 0;

  for (guint table = 0; table < VOST_STL_TABLES && best > 0; table++)
    {
      guint bad = 0;

      style.table = table;
      for (guint i = 0; i < subs->cues->len; i++)
        {
          g_autoptr (GString) missing = g_string_new (NULL);
          guint rows, outcome;

          g_byte_array_set_size (bytes, 0);
          outcome = vost_stl_encode_text (&style, conversion, g_ptr_array_index (subs->cues, i),
                                          bytes, missing, &rows);
          bad += missing->len > 0 ? 1 : 0;
          coloured += table == 0 && (outcome & VOST_STL_HAS_COLOUR) != 0 ? 1 : 0;
          slanted += table == 0 && (outcome & VOST_STL_HAS_SLANT) != 0 ? 1 : 0;
        }
      if (bad < best)
        {
          best = bad;
          *ret_table = table;
        }
    }
  *ret_teletext = coloured > slanted;
}

/* The head to write with; FALSE with an error if there is no rate. */
static gboolean
prepare_file (VostStlFile *file,
              const VostSubtitles *subs,
              const VostConversion *conversion,
              const VostFormatOptions *options,
              GError **error)
{
  gboolean native = vost_is_native (subs, vost_format_ebu_stl.id);
  VostRate rate =
      native && vost_rate_is_known (subs->track->rate) ? subs->track->rate : options->rate;
  guint table = 0;
  gboolean teletext = FALSE;

  if (!native || !vost_stl_file_from_header (file, subs->track->header))
    {
      choose_kind (subs, conversion, &table, &teletext);
      vost_stl_file_init (file, subs, options, table, teletext);
    }
  if (!vost_rate_is_known (rate))
    {
      g_set_error_literal (error, VOST_ERROR, VOST_ERROR_NEEDS_RATE,
                           _ ("This format counts frames. Say the frame rate of the film."));
      return FALSE;
    }
  if (!vost_stl_file_force_rate (file, rate))
    {
      g_set_error_literal (
          error, VOST_ERROR, VOST_ERROR_UNSUPPORTED,
          _ ("This format cannot count so many frames a second. Choose 25 or 30."));
      return FALSE;
    }

  return TRUE;
}

static void
append_base64 (GByteArray *out, const char *base64)
{
  gsize len;
  g_autofree guchar *bytes = g_base64_decode (base64, &len);

  g_byte_array_append (out, bytes, (guint) len);
}

/* FALSE with an error if the cue has something that cannot be written. */
static gboolean
write_cue (GByteArray *out,
           const VostStlFile *file,
           const VostConversion *conversion,
           const VostCue *cue,
           gboolean native,
           const VostStlNumber *number,
           GError **error)
{
  g_autoptr (GString) missing = g_string_new (NULL);
  guint outcome;

  if (native && *cue->before != '\0' && *cue->raw != WITH_BEFORE)
    append_base64 (out, cue->before);
  if (native && *cue->raw != '\0')
    {
      append_base64 (out, cue->raw + (*cue->raw == WITH_BEFORE ? 1 : 0));
      return TRUE;
    }
  outcome = vost_stl_append_cue (out, file, conversion, cue, native, number, missing);
  if (missing->len > 0)
    g_set_error (error, VOST_ERROR, VOST_ERROR_UNSUPPORTED,
                 _ ("These characters have no place in an EBU STL file: %s"), missing->str);
  else if ((outcome & VOST_STL_TOO_LONG) != 0)
    g_set_error_literal (error, VOST_ERROR, VOST_ERROR_UNSUPPORTED,
                         _ ("A subtitle is too long for this format. Split it."));
  else if ((outcome & VOST_STL_TOO_LATE) != 0)
    g_set_error_literal (error, VOST_ERROR, VOST_ERROR_UNSUPPORTED,
                         _ ("A subtitle is too late for the time codes of this format."));
  else
    return TRUE;

  return FALSE;
}

/* The time code that the first subtitle has in the end. */
static void
note_first (VostStlFile *file, const GByteArray *bytes)
{
  for (guint at = 0; at + VOST_STL_TTI <= bytes->len; at += VOST_STL_TTI)
    if (is_subtitle (bytes->data + at))
      {
        memcpy (file->written_first, bytes->data + at + TCI, 4);
        return;
      }
}

static gboolean
stl_write (const VostSubtitles *subs,
           const VostFormatOptions *options,
           GString *out,
           GError **error)
{
  g_auto (VostConversion) conversion = { NULL };
  g_autofree VostStlFile *file = g_new0 (VostStlFile, 1);
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  gboolean native = vost_is_native (subs, vost_format_ebu_stl.id);
  VostStlNumber number = { 0, 0 };
  guint blocks;

  vost_conversion_init (&conversion, subs);
  if (!prepare_file (file, subs, &conversion, options, error))
    return FALSE;
  for (guint i = 0; i < subs->cues->len; i++)
    {
      const VostCue *cue = g_ptr_array_index (subs->cues, i);

      vost_stl_number_next (&number, native ? cue->label : "");
      if (!write_cue (bytes, file, &conversion, cue, native, &number, error))
        return FALSE;
      if (i == 0)
        note_first (file, bytes);
    }
  if (native && *subs->track->footer != '\0')
    append_base64 (bytes, subs->track->footer);
  blocks = bytes->len / VOST_STL_TTI;
  vost_stl_file_finish (file, subs, blocks, subs->cues->len);
  g_string_append_len (out, (const char *) file->gsi, VOST_STL_GSI);
  g_string_append_len (out, (const char *) bytes->data, bytes->len);

  return TRUE;
}

static const struct
{
  VostStlOutcome outcome;
  VostSeverity severity;
  const char *message;
} outcomes[] = {
  { VOST_STL_LOST_BOLD, VOST_SEVERITY_WARNING, N_ ("Bold text cannot be kept.") },
  { VOST_STL_LOST_SLANT, VOST_SEVERITY_WARNING,
    N_ ("Italics and underline cannot be kept in a file with colours.") },
  { VOST_STL_LOST_COLOUR, VOST_SEVERITY_WARNING,
    N_ ("Colours cannot be kept in a file of open subtitles.") },
  { VOST_STL_NEAR_COLOUR, VOST_SEVERITY_WARNING,
    N_ ("A colour becomes the nearest of the eight that the format has.") },
  { VOST_STL_NEAR_CHARACTER, VOST_SEVERITY_WARNING,
    N_ ("A character becomes a similar one that the format has.") },
  { VOST_STL_SPLIT_WORD, VOST_SEVERITY_WARNING,
    N_ ("A change of colour within a word becomes a space.") },
  { VOST_STL_MOVED, VOST_SEVERITY_WARNING, N_ ("The place on the picture is changed a little.") },
  { VOST_STL_LOST_INDENT, VOST_SEVERITY_WARNING,
    N_ ("Spaces at the beginning of a line cannot be kept.") },
  { VOST_STL_LOST_CLASS, VOST_SEVERITY_WARNING, N_ ("Style classes cannot be kept.") },
  { VOST_STL_LONG_ROW, VOST_SEVERITY_WARNING,
    N_ ("A line is longer than a row of teletext. Break it.") },
  { VOST_STL_TOO_LONG, VOST_SEVERITY_ERROR,
    N_ ("The subtitle is too long for this format. Split it.") },
  { VOST_STL_TOO_LATE, VOST_SEVERITY_ERROR,
    N_ ("The subtitle is too late for the time codes of this format.") },
};

static void
report_cue (const VostCue *cue, VostSeverity severity, const char *message, GPtrArray *diagnostics)
{
  VostDiagnostic *diagnostic = vost_diagnostic_new (severity, 0, 0, "%s", message);

  diagnostic->cue = VOST_RECORD_ID (cue);
  g_ptr_array_add (diagnostics, diagnostic);
}

static void
report_outcome (const VostCue *cue, guint outcome, const GString *missing, GPtrArray *diagnostics)
{
  for (guint i = 0; i < G_N_ELEMENTS (outcomes); i++)
    if ((outcome & outcomes[i].outcome) != 0)
      report_cue (cue, outcomes[i].severity, _ (outcomes[i].message), diagnostics);
  if (missing->len > 0)
    {
      g_autofree char *message = g_strdup_printf (
          _ ("These characters have no place in an EBU STL file: %s"), missing->str);

      report_cue (cue, VOST_SEVERITY_ERROR, message, diagnostics);
    }
}

static void
stl_losses (const VostSubtitles *subs, GPtrArray *diagnostics)
{
  g_auto (VostConversion) conversion = { NULL };
  g_autofree VostStlFile *file = g_new0 (VostStlFile, 1);
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  gboolean native = vost_is_native (subs, vost_format_ebu_stl.id);
  /* Without a rate only the hours can be too many, and those are the same at any rate. */
  const VostFormatOptions options = { .rate = { 25, 1 } };

  vost_conversion_init (&conversion, subs);
  if (!prepare_file (file, subs, &conversion, &options, NULL))
    return;
  vost_report_losses (subs, vost_format_ebu_stl.id,
                      VOST_HAS_STRIKE | VOST_HAS_FONT | VOST_HAS_VOICES | VOST_HAS_LANGUAGES |
                          VOST_HAS_RUBY | VOST_HAS_TIMESTAMPS | VOST_HAS_EFFECTS |
                          VOST_HAS_REMARKS | VOST_HAS_DRAWING | VOST_HAS_SPEAKER | VOST_HAS_STYLE |
                          VOST_HAS_FIELDS | VOST_HAS_LABEL | VOST_HAS_NOTES |
                          VOST_HAS_NEGATIVE_TIME | VOST_HAS_EDITING | VOST_HAS_INNER_BLANK |
                          VOST_HAS_ONLY_SPACES | VOST_HAS_TRAILING_SPACE | VOST_HAS_HEADER,
                      3, diagnostics);
  vost_report_frames (subs, vost_format_ebu_stl.id, subs->track->rate, diagnostics);
  for (guint i = 0; i < subs->cues->len; i++)
    {
      const VostCue *cue = g_ptr_array_index (subs->cues, i);
      g_autoptr (GString) missing = g_string_new (NULL);
      guint outcome;

      if (native && *cue->raw != '\0')
        continue;
      outcome = vost_stl_append_cue (bytes, file, &conversion, cue, native, NULL, missing);
      report_outcome (cue, outcome, missing, diagnostics);
    }
}

const VostFormat vost_format_ebu_stl = {
  .id = "ebu-stl",
  .title = N_ ("EBU STL"),
  .extensions = "stl",
  .mime_type = "application/x-ebu-stl",
  .flags = VOST_FORMAT_BINARY | VOST_FORMAT_FRAMES | VOST_FORMAT_STYLES | VOST_FORMAT_POSITION,
  .sniff = stl_sniff,
  .read = stl_read,
  .write = stl_write,
  .losses = stl_losses,
};
