/* Scenarist closed captions (CEA-608). */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "vostok-config.h"

#include <glib/gi18n-lib.h>

#include <vostok/core/bounds.h>

#include "scc-private.h"

#define MAGIC "Scenarist_SCC V1.0"
/* Lines that come so many frames too early begin a new reel. */
#define REEL 300
/* Three digits of hours are read; new files have two. */
#define MAX_HOURS 1001
/* The end is another, and that is told. */
#define LATE (VOST_SCC_NO_TIME | VOST_SCC_CUT_SHORT)

extern const VostFormat vost_format_scc;

static guint
scc_sniff (const char *text, gsize len)
{
  return len >= strlen (MAGIC) && g_ascii_strncasecmp (text, MAGIC, strlen ("Scenarist_SCC")) == 0
             ? 100
             : 0;
}

/**
 * Survey: what the lines of a file are like besides their captions.
 * @high: parity bits that are set somewhere
 * @parity, @odd: lines where the first word of wrong parity, and the first thing that is no word or
 * line of words stands
 * @back: the first line that comes before what was sent
 * @overrun: the first line that comes before the words before it are sent
 */
typedef struct
{
  VostSccStyle style;
  gboolean styled;
  guint high;
  guint wrong;
  guint parity;
  guint parity_column;
  guint odd;
  guint back;
  guint overrun;
} Survey;

static gboolean
parity_is_odd (guint byte)
{
  guint ones = 0;

  for (guint i = 0; i < 8; i++)
    ones += byte >> i & 1;

  return ones % 2 == 1;
}

static void
look_at_word (Survey *self, guint word, const VostLine *line, const char *at, guint number)
{
  for (guint i = 0; i < 4; i++)
    self->style.upper |= g_ascii_isupper (at[i]);
  self->high |= word & 0x8080;
  if (parity_is_odd (word >> 8) && parity_is_odd (word & 0xff))
    return;
  if (self->wrong++ > 0)
    return;
  self->parity = number;
  self->parity_column = vost_line_column (line, at);
}

/* The frame of a line's first word. */
static gint64
line_frame (Survey *self, const VostSccLine *line, gint64 clock, guint number)
{
  if (!self->styled)
    {
      self->style.mark = line->mark;
      self->style.drop = line->mark != ':';
      self->styled = TRUE;
    }
  if (line->frame + REEL < clock)
    {
      self->back = self->back == 0 ? number : self->back;
      return line->frame;
    }
  if (line->frame < clock && self->overrun == 0)
    self->overrun = number;

  return MAX (line->frame, clock);
}

static void
decode (const char *text, gsize len, VostSccDecoder *decoder, Survey *survey)
{
  const char *cursor = text;
  VostLine line;
  guint number = 0;
  gint64 clock = 0;

  while (vost_line_next (&cursor, text + len, &line) && decoder->captions->len <= VOST_MAX_CUES)
    {
      VostSccLine parsed;
      const char *at;
      guint word;
      gboolean odd = FALSE, first = TRUE;

      number++;
      vost_scc_line_parse (&line, &parsed);
      if (parsed.timed)
        clock = line_frame (survey, &parsed, clock, number);
      while (parsed.timed && vost_scc_word_next (&parsed, &word, &at, &odd))
        {
          look_at_word (survey, word, &line, at, number);
          vost_scc_decode_word (decoder, word, clock++, (gsize) ((first ? line.start : at) - text),
                                number);
          first = FALSE;
        }
      if (!parsed.timed && !vost_line_is_blank (&line) && number > 1)
        odd = TRUE;
      if (odd && survey->odd == 0)
        survey->odd = number;
    }
  vost_scc_decoder_finish (decoder);
}

static void
report_survey (VostReading *reading, const Survey *survey, guint ignored)
{
  if (survey->wrong > 0 && survey->high == 0)
    vost_reading_report (reading, VOST_SEVERITY_INFO, 0, 0,
                         _ ("The words have no parity. Subtitles that are changed get it."));
  else if (survey->wrong > 0)
    vost_reading_report (reading, VOST_SEVERITY_WARNING, survey->parity, survey->parity_column,
                         _ ("The parity of a word is wrong: a letter may have been damaged."));
  if (survey->odd > 0)
    vost_reading_report (reading, VOST_SEVERITY_WARNING, survey->odd, 0,
                         _ ("This is no caption. It stays in the file until the subtitle "
                            "beside it is changed."));
  if (survey->back > 0)
    vost_reading_report (reading, VOST_SEVERITY_WARNING, survey->back, 0,
                         _ ("The time goes back here."));
  if (survey->overrun > 0)
    vost_reading_report (reading, VOST_SEVERITY_INFO, survey->overrun, 0,
                         _ ("This line comes before the one above has been sent. Its captions "
                            "are counted as late as players show them."));
  if ((ignored & VOST_SCC_OTHER_CHANNEL) != 0)
    vost_reading_report (reading, VOST_SEVERITY_WARNING, 0, 0,
                         _ ("There are captions of a second channel. They are not read, and "
                            "stay in the file until the subtitles beside them are changed."));
  if ((ignored & (VOST_SCC_XDS | VOST_SCC_TEXT_MODE)) != 0)
    vost_reading_report (reading, VOST_SEVERITY_INFO, 0, 0,
                         _ ("There is data besides the captions. It stays in the file until the "
                            "subtitles beside it are changed."));
}

/* The block of a caption; a note says when its first word is sent if it stands within a line. */
static char *
cut_block (const char *text, gsize from, gsize to, const VostSccStyle *style, gint64 first)
{
  GString *raw = g_string_new (NULL);

  if (from > 0 && strchr ("\r\n", text[from - 1]) == NULL)
    {
      g_string_append (raw, VOST_JOINER);
      (void) vost_scc_append_time (raw, style, first);
      g_string_append (raw, VOST_JOINER);
    }
  g_string_append_len (raw, text + from, (gssize) (to - from));

  return g_string_free (raw, FALSE);
}

/* The writer's result and what it says of it. */
typedef struct
{
  GString *out;
  GArray *starts;
  GArray *frames;
  GArray *outcomes;
} Result;

static void
result_init (Result *self)
{
  self->out = g_string_new (NULL);
  self->starts = g_array_new (FALSE, FALSE, sizeof (gsize));
  self->frames = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->outcomes = g_array_new (FALSE, TRUE, sizeof (guint));
}

static void
result_clear (Result *self)
{
  g_string_free (self->out, TRUE);
  g_array_unref (self->starts);
  g_array_unref (self->frames);
  g_array_unref (self->outcomes);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Result, result_clear)

static void
build (Result *ret,
       const VostConversion *conversion,
       const VostSccStyle *style,
       const GPtrArray *cues,
       const guint8 *verbatim,
       const char *header,
       gsize header_len)
{
  g_string_truncate (ret->out, 0);
  g_array_set_size (ret->starts, 0);
  g_array_set_size (ret->frames, 0);
  g_array_set_size (ret->outcomes, 0);
  g_string_append_len (ret->out, header, (gssize) header_len);
  vost_scc_build (conversion, style, cues, verbatim, vost_track_eol (conversion->subs->track),
                  ret->out, ret->starts, ret->frames, ret->outcomes);
}

/* Forgets the blocks that the writer would write the same. */
static void
forget_blocks (const VostSubtitles *subs,
               const VostSccStyle *style,
               const char *text,
               gsize len,
               gsize header_len)
{
  g_auto (Result) result = { NULL };
  VostConversion conversion = { .subs = subs };
  g_autofree guint8 *verbatim = g_new0 (guint8, subs->cues->len);

  result_init (&result);
  build (&result, &conversion, style, subs->cues, verbatim, text, header_len);
  for (guint i = 0; i < subs->cues->len; i++)
    {
      const VostCue *cue = g_ptr_array_index (subs->cues, i);
      gsize from = g_array_index (result.starts, gsize, i);
      gsize to =
          i + 1 < subs->cues->len ? g_array_index (result.starts, gsize, i + 1) : result.out->len;

      verbatim[i] = strlen (cue->raw) != to - from ||
                    memcmp (cue->raw, result.out->str + from, to - from) != 0;
    }
  build (&result, &conversion, style, subs->cues, verbatim, text, header_len);
  if (result.out->len != len || memcmp (result.out->str, text, len) != 0)
    return;
  for (guint i = 0; i < subs->cues->len; i++)
    if (verbatim[i] == 0)
      vost_set_string (&((VostCue *) g_ptr_array_index (subs->cues, i))->raw, "");
}

static void
take_captions (const VostSccDecoder *decoder,
               const Survey *survey,
               const char *text,
               gsize len,
               VostSubtitles *subs)
{
  for (guint i = 0; i < decoder->captions->len; i++)
    {
      const VostSccCaption *caption = &g_array_index (decoder->captions, VostSccCaption, i);
      VostCue *cue = vost_record_new (VOST_KIND_CUE, VOST_RECORD_ID (subs->track));
      gsize to = i + 1 < decoder->captions->len
                     ? g_array_index (decoder->captions, VostSccCaption, i + 1).offset
                     : len;

      cue->start = MIN (vost_rate_frame_start (VOST_SCC_RATE, caption->start), VOST_MAX_TIME);
      cue->end = MIN (vost_rate_frame_start (VOST_SCC_RATE, caption->end), VOST_MAX_TIME);
      vost_set_string (&cue->text, caption->text);
      vost_set_string (&cue->settings, caption->settings);
      g_free (cue->raw);
      cue->raw = cut_block (text, caption->offset, to, &survey->style, caption->first);
      g_ptr_array_add (subs->cues, cue);
    }
}

/* The text before the first caption, and behind a joiner how words and times are written. */
static char *
make_header (const char *text, gsize len, const VostSccStyle *style)
{
  GString *header = g_string_new_len (text, (gssize) len);

  g_string_append (header, VOST_JOINER);
  g_string_append_c (header, style->mark);
  g_string_append_c (header, style->upper ? 'X' : 'x');

  return g_string_free (header, FALSE);
}

static gboolean
parse_header (const char *header, VostSccStyle *ret, gsize *ret_len)
{
  const char *note = g_strrstr (header, VOST_JOINER);
  const char *p = note != NULL ? note + strlen (VOST_JOINER) : "";

  if (strlen (p) != 2 || strchr (":;.,", *p) == NULL)
    return FALSE;
  *ret = (VostSccStyle){ .mark = *p, .drop = *p != ':', .upper = p[1] == 'X', .hours = MAX_HOURS };
  *ret_len = (gsize) (note - header);

  return TRUE;
}

static gboolean
scc_read (const char *text, gsize len, VostSubtitles *subs, GPtrArray *diagnostics, GError **error)
{
  g_autofree VostSccDecoder *decoder = g_new (VostSccDecoder, 1);
  VostReading reading = { .subs = subs, .diagnostics = diagnostics };
  Survey survey = { .style = { .mark = ':', .hours = MAX_HOURS } };
  guint n;

  vost_scc_decoder_init (decoder);
  decode (text, len, decoder, &survey);
  n = decoder->captions->len;
  if (n > 0 && n <= VOST_MAX_CUES)
    {
      gsize head = g_array_index (decoder->captions, VostSccCaption, 0).offset;

      vost_track_set_eol (subs->track, text, len);
      report_survey (&reading, &survey, decoder->ignored);
      take_captions (decoder, &survey, text, len, subs);
      forget_blocks (subs, &survey.style, text, len, head);
      g_free (subs->track->header);
      subs->track->header = make_header (text, head, &survey.style);
      subs->track->rate = VOST_SCC_RATE;
    }
  else if (n == 0)
    g_set_error_literal (error, VOST_ERROR, VOST_ERROR_BAD_INPUT,
                         _ ("There is not one subtitle in this file."));
  else
    g_set_error (error, VOST_ERROR, VOST_ERROR_TOO_BIG,
                 _ ("The file holds more than %u subtitles."), VOST_MAX_CUES);
  vost_scc_decoder_clear (decoder);

  return n > 0 && n <= VOST_MAX_CUES;
}

static int
compare_starts (gconstpointer a, gconstpointer b)
{
  const VostCue *x = *(const VostCue *const *) a, *y = *(const VostCue *const *) b;

  return (x->start > y->start) - (x->start < y->start);
}

/* Whether a reader finds what was meant in the file. */
static gboolean
is_as_meant (const Result *result, const GPtrArray *cues, const guint8 *verbatim)
{
  g_autofree VostSccDecoder *decoder = g_new (VostSccDecoder, 1);
  Survey survey = { .high = 0 };
  gboolean same = TRUE;
  guint n = 0;

  vost_scc_decoder_init (decoder);
  decode (result->out->str, result->out->len, decoder, &survey);
  for (guint i = 0; i < cues->len && same; i++)
    {
      const VostCue *cue = g_ptr_array_index (cues, i);
      gint64 frame = g_array_index (result->frames, gint64, i);
      const VostSccCaption *caption = &g_array_index (decoder->captions, VostSccCaption, n);

      if (frame < 0)
        continue;
      same = n++ < decoder->captions->len && caption->start == frame &&
             (verbatim[i] == 0 || strcmp (caption->text, cue->text) == 0) &&
             ((g_array_index (result->outcomes, guint, i) & LATE) != 0 ||
              caption->end == vost_rate_frame_nearest (VOST_SCC_RATE, MAX (cue->end, 0)));
    }
  same &= n == decoder->captions->len;
  vost_scc_decoder_clear (decoder);

  return same;
}

/* Which blocks are written as they were: all; those whose neighbours are unchanged too; none. */
static void
choose_blocks (const GPtrArray *cues, guint attempt, guint8 *verbatim)
{
  for (guint i = 0; i < cues->len; i++)
    {
      gboolean whole = attempt < 2;

      for (guint j = attempt == 1 && i > 0 ? i - 1 : i;
           whole && j < cues->len && j <= i + (attempt == 1 ? 1 : 0); j++)
        whole = *((const VostCue *) g_ptr_array_index (cues, j))->raw != '\0';
      verbatim[i] = whole ? 1 : 0;
    }
}

/* Writes the file; returns how much more than the changed cues had to be written anew: 0 to 2.
 * (transfer full): *ret_cues: in the order in which they were written. */
static guint
assemble (const VostSubtitles *subs,
          const VostFormatOptions *options,
          Result *ret,
          GPtrArray **ret_cues)
{
  g_auto (VostConversion) conversion = { NULL };
  gboolean native = vost_is_native (subs, vost_format_scc.id);
  g_autofree guint8 *verbatim = g_new0 (guint8, subs->cues->len);
  g_autofree char *fresh =
      g_strdup_printf ("%s%s%s", MAGIC, vost_track_eol (subs->track), vost_track_eol (subs->track));
  gboolean drop = options->rate.num == 30000 && options->rate.den == 1001;
  VostSccStyle style = { .mark = drop ? ';' : ':', .drop = drop, .hours = 100 };
  const char *header = fresh;
  gsize len = strlen (fresh);
  guint attempt = native ? 0 : 2;

  vost_conversion_init (&conversion, subs);
  if (native && parse_header (subs->track->header, &style, &len))
    header = subs->track->header;
  *ret_cues = g_ptr_array_new ();
  for (guint i = 0; i < subs->cues->len; i++)
    g_ptr_array_add (*ret_cues, g_ptr_array_index (subs->cues, i));
  if (!native)
    g_ptr_array_sort (*ret_cues, compare_starts);
  for (;; attempt++)
    {
      choose_blocks (*ret_cues, attempt, verbatim);
      build (ret, &conversion, &style, *ret_cues, verbatim, header, len);
      if (attempt == 2 || is_as_meant (ret, *ret_cues, verbatim))
        return native ? attempt : 0;
    }
}

static char *
missing_characters (const VostConversion *conversion, const VostCue *cue)
{
  g_autoptr (GArray) words = g_array_new (FALSE, FALSE, sizeof (guint));
  GString *missing = g_string_new (NULL);

  (void) vost_scc_encode (conversion, cue, words, missing);

  return g_string_free (missing, FALSE);
}

/* Whether there are cues, but none with a text. */
static gboolean
is_blank (const Result *result)
{
  for (guint i = 0; i < result->outcomes->len; i++)
    if (g_array_index (result->outcomes, guint, i) != VOST_SCC_EMPTY)
      return FALSE;

  return result->outcomes->len > 0;
}

static gboolean
scc_write (const VostSubtitles *subs,
           const VostFormatOptions *options,
           GString *out,
           GError **error)
{
  g_auto (Result) result = { NULL };
  g_auto (VostConversion) conversion = { NULL };
  g_autoptr (GPtrArray) cues = NULL;

  result_init (&result);
  vost_conversion_init (&conversion, subs);
  (void) assemble (subs, options, &result, &cues);
  for (guint i = 0; i < cues->len; i++)
    {
      guint outcome = g_array_index (result.outcomes, guint, i);

      if ((outcome & VOST_SCC_MISSING) != 0)
        {
          g_autofree char *missing = missing_characters (&conversion, g_ptr_array_index (cues, i));

          g_set_error (error, VOST_ERROR, VOST_ERROR_UNSUPPORTED,
                       _ ("These characters have no place in closed captions: %s"), missing);
        }
      else if ((outcome & VOST_SCC_TOO_LONG) != 0)
        g_set_error_literal (error, VOST_ERROR, VOST_ERROR_UNSUPPORTED,
                             _ ("A subtitle is too long for this format. Split it."));
      else if ((outcome & VOST_SCC_TOO_LATE) != 0)
        g_set_error_literal (error, VOST_ERROR, VOST_ERROR_UNSUPPORTED,
                             _ ("A subtitle is too late for the time codes of this format."));
      else
        continue;
      return FALSE;
    }
  if (is_blank (&result))
    {
      g_set_error_literal (error, VOST_ERROR, VOST_ERROR_UNSUPPORTED,
                           _ ("No subtitle has a text, so there is nothing to write."));
      return FALSE;
    }
  g_string_append_len (out, result.out->str, (gssize) result.out->len);

  return TRUE;
}

static const struct
{
  VostSccOutcome outcome;
  VostSeverity severity;
  const char *message;
} outcomes[] = {
  { VOST_SCC_LOST_BOLD, VOST_SEVERITY_WARNING, N_ ("Bold text cannot be kept.") },
  { VOST_SCC_NEAR_COLOUR, VOST_SEVERITY_WARNING,
    N_ ("A colour becomes the nearest of the seven that the format has.") },
  { VOST_SCC_SPLIT_WORD, VOST_SEVERITY_WARNING,
    N_ ("A change of style within a word becomes a space.") },
  { VOST_SCC_LOST_TAB, VOST_SEVERITY_INFO, N_ ("A tab becomes a space.") },
  { VOST_SCC_LOST_INDENT, VOST_SEVERITY_WARNING,
    N_ ("Spaces at the beginning of a line cannot be kept.") },
  { VOST_SCC_LONG_ROW, VOST_SEVERITY_WARNING,
    N_ ("A line has more than 32 characters and is broken.") },
  { VOST_SCC_EMPTY, VOST_SEVERITY_WARNING, N_ ("A subtitle without a text is left out.") },
  { VOST_SCC_NO_TIME, VOST_SEVERITY_WARNING,
    N_ ("There are too many characters for the time there is: the subtitle comes late or stays "
        "too long. Shorten it or the one beside it.") },
  { VOST_SCC_CUT_SHORT, VOST_SEVERITY_WARNING,
    N_ ("The subtitle ends when the next one begins: only one can be shown at a time.") },
  { VOST_SCC_TOO_LONG, VOST_SEVERITY_ERROR,
    N_ ("The subtitle is too long for this format. Split it.") },
  { VOST_SCC_TOO_LATE, VOST_SEVERITY_ERROR,
    N_ ("The subtitle is too late for the time codes of this format.") },
};

static void
report_cue (const VostCue *cue, VostSeverity severity, const char *message, GPtrArray *diagnostics)
{
  VostDiagnostic *diagnostic = vost_diagnostic_new (severity, 0, 0, "%s", message);

  if (cue != NULL)
    diagnostic->cue = VOST_RECORD_ID (cue);
  g_ptr_array_add (diagnostics, diagnostic);
}

static void
report_outcome (const VostConversion *conversion,
                const VostCue *cue,
                guint outcome,
                GPtrArray *diagnostics)
{
  for (guint i = 0; i < G_N_ELEMENTS (outcomes); i++)
    if ((outcome & outcomes[i].outcome) != 0)
      report_cue (cue, outcomes[i].severity, _ (outcomes[i].message), diagnostics);
  if ((outcome & VOST_SCC_MISSING) != 0)
    {
      g_autofree char *missing = missing_characters (conversion, cue);
      g_autofree char *message =
          g_strdup_printf (_ ("These characters have no place in closed captions: %s"), missing);

      report_cue (cue, VOST_SEVERITY_ERROR, message, diagnostics);
    }
}

static void
scc_losses (const VostSubtitles *subs, GPtrArray *diagnostics)
{
  g_auto (Result) result = { NULL };
  g_auto (VostConversion) conversion = { NULL };
  g_autoptr (GPtrArray) cues = NULL;
  const VostFormatOptions options = { NULL };

  result_init (&result);
  vost_conversion_init (&conversion, subs);
  vost_report_losses (subs, vost_format_scc.id,
                      VOST_HAS_STRIKE | VOST_HAS_FONT | VOST_HAS_CLASSES | VOST_HAS_VOICES |
                          VOST_HAS_LANGUAGES | VOST_HAS_RUBY | VOST_HAS_TIMESTAMPS |
                          VOST_HAS_EXACT_PLACE | VOST_HAS_EFFECTS | VOST_HAS_REMARKS |
                          VOST_HAS_DRAWING | VOST_HAS_SPEAKER | VOST_HAS_STYLE | VOST_HAS_FIELDS |
                          VOST_HAS_LABEL | VOST_HAS_NOTES | VOST_HAS_NEGATIVE_TIME |
                          VOST_HAS_EDITING | VOST_HAS_INNER_BLANK | VOST_HAS_ONLY_SPACES |
                          VOST_HAS_TRAILING_SPACE | VOST_HAS_HEADER,
                      3, diagnostics);
  vost_report_frames (subs, vost_format_scc.id, (VostRate){ 30000, 1001 }, diagnostics);
  if (assemble (subs, &options, &result, &cues) > 0)
    report_cue (NULL, VOST_SEVERITY_INFO,
                _ ("Subtitles beside the changed ones are written anew, as pop-on captions of "
                   "the first channel."),
                diagnostics);
  for (guint i = 0; i < cues->len; i++)
    report_outcome (&conversion, g_ptr_array_index (cues, i),
                    g_array_index (result.outcomes, guint, i), diagnostics);
  if (is_blank (&result))
    report_cue (NULL, VOST_SEVERITY_ERROR,
                _ ("No subtitle has a text, so there is nothing to write."), diagnostics);
}

const VostFormat vost_format_scc = {
  .id = "scc",
  .title = N_ ("Scenarist closed captions"),
  .extensions = "scc",
  .mime_type = "text/x-scc",
  .flags = VOST_FORMAT_FRAMES | VOST_FORMAT_STYLES | VOST_FORMAT_POSITION | VOST_FORMAT_UTF8,
  .sniff = scc_sniff,
  .read = scc_read,
  .write = scc_write,
  .losses = scc_losses,
};
