/* WebVTT: blocks as the specification collects them. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "webvtt-text-private.h"

#include "vostok-config.h"

#include <glib/gi18n-lib.h>

#include <vostok/core/bounds.h>
#include <vostok/core/formats/cue-settings.h>

/* First line of the licence block that we write, by which it is found again. */
#define LICENCE_NOTE "NOTE Licence"

extern const VostFormat vost_format_webvtt;

/**
 * Block: lines up to a blank one, or to a timing line that belongs to the next block.
 * @first: identifier, or the first word of a note
 * @timing: the line with "-->", start NULL if there is none
 * @last: last line that belongs to it
 */
typedef struct
{
  guint number; /* of its first line */
  guint timing_number;
  VostLine first;
  VostLine timing;
  VostLine last;
  gboolean has_id;
} Block;

typedef struct
{
  VostTime start;
  VostTime end;
  const char *settings;
  gsize settings_len;
} Timing;

static gboolean
has_signature (const char *text, gsize len)
{
  return len >= 6 && memcmp (text, "WEBVTT", 6) == 0 &&
         (len == 6 || strchr (" \t\n\r", text[6]) != NULL);
}

static const char *
skip_spaces (const char *p, const char *end)
{
  while (p < end && (*p == ' ' || *p == '\t' || *p == '\f'))
    p++;

  return p;
}

static gboolean
parse_timing (const VostLine *line, Timing *ret)
{
  const char *end = line->start + line->len;
  const char *p = skip_spaces (line->start, end);

  if (!vost_webvtt_parse_time (&p, end, &ret->start))
    return FALSE;
  p = skip_spaces (p, end);
  if (end - p < 3 || memcmp (p, "-->", 3) != 0)
    return FALSE;
  p = skip_spaces (p + 3, end);
  if (!vost_webvtt_parse_time (&p, end, &ret->end))
    return FALSE;
  p = skip_spaces (p, end);
  while (end > p && (end[-1] == ' ' || end[-1] == '\t' || end[-1] == '\f'))
    end--;
  ret->settings = p;
  ret->settings_len = (gsize) (end - p);

  return TRUE;
}

/* Collects the next block; FALSE at the end of the file. */
static gboolean
next_block (VostReading *reading, const char **cursor, Block *ret)
{
  guint count = 0;
  VostLine line;

  *ret = (Block){ 0 };
  for (;;)
    {
      const char *start = *cursor;

      if (!vost_line_next (cursor, reading->end, &line))
        return count > 0;
      reading->line++;
      if (line.len == 0 && count == 0)
        continue;
      if (line.len == 0)
        return TRUE;
      count++;
      if (vost_line_has_arrow (&line))
        {
          if (count > 2 || ret->timing.start != NULL)
            {
              *cursor = start;
              reading->line--;
              return TRUE;
            }
          ret->timing = line;
          ret->timing_number = reading->line;
          ret->has_id = count == 2;
        }
      if (count == 1)
        {
          ret->first = line;
          ret->number = reading->line;
        }
      ret->last = line;
    }
}

static gboolean
block_is (const Block *block, const char *word)
{
  gsize len = strlen (word);

  return block->first.start != NULL && block->first.len >= len &&
         memcmp (block->first.start, word, len) == 0 &&
         (block->first.len == len || block->first.start[len] == ' ' ||
          block->first.start[len] == '\t');
}

static void
report_other_block (VostReading *reading, const Block *block)
{
  if (block->timing.start != NULL)
    vost_reading_report (
        reading, VOST_SEVERITY_ERROR, block->timing_number, 1,
        _ ("These times cannot be understood (00:00:00.000 --> 00:00:00.000 is wanted); players "
           "leave the subtitle out. It stays in the file."));
  else if (block_is (block, "STYLE") || block_is (block, "REGION"))
    {
      if (reading->subs->cues->len > 0)
        vost_reading_report (reading, VOST_SEVERITY_WARNING, block->number, 1,
                             _ ("Styles and regions count only before the first subtitle."));
    }
  else if (!block_is (block, "NOTE"))
    vost_reading_report (
        reading, VOST_SEVERITY_WARNING, block->number, 1,
        _ ("This text belongs to no subtitle; players do not show it. It stays in the file."));
}

static void
append_timing (GString *out, const VostCue *cue, const VostConversion *conversion)
{
  gboolean native = vost_is_native (conversion->subs, vost_format_webvtt.id);
  VostCueSettings settings;
  const char *place = cue->settings;

  vost_cue_settings_parse (cue->settings, &settings);
  if (*place == '\0' || (!native && settings.invalid > 0))
    {
      gboolean exact;

      place = vost_cue_settings_from_numpad (vost_cue_numpad (conversion, cue, &exact));
    }
  vost_append_time (out, cue->start, 2, 3, '.');
  g_string_append (out, " --> ");
  vost_append_time (out, cue->end, 2, 3, '.');
  if (*place != '\0')
    g_string_append_printf (out, " %s", place);
}

static void
append_block (GString *out,
              const VostCue *cue,
              const VostConversion *conversion,
              GHashTable *own_colours,
              const char *eol)
{
  gsize start;

  append_timing (out, cue, conversion);
  g_string_append (out, eol);
  start = out->len;
  vost_webvtt_encode (out, cue, conversion, own_colours, eol);
  if (out->len > start)
    g_string_append (out, eol);
}

static void
report_cue (VostReading *reading, const Block *block, const VostCue *cue, const Timing *timing)
{
  VostCueSettings settings;

  if (cue->end < cue->start)
    vost_reading_report (reading, VOST_SEVERITY_WARNING, block->timing_number, 1,
                         _ ("The subtitle ends before it starts."));
  if (*cue->text == '\0')
    vost_reading_report (reading, VOST_SEVERITY_INFO, block->timing_number, 1,
                         _ ("The subtitle is empty."));
  vost_cue_settings_parse (cue->settings, &settings);
  if (settings.invalid > 0)
    vost_reading_report (
        reading, VOST_SEVERITY_WARNING, block->timing_number,
        vost_line_column (&block->timing, timing->settings),
        _ ("Some of the subtitle’s settings are not understood; players skip them."));
}

/* Where in the file a place of the cue's text is. */
static void
report_dropped (VostReading *reading, const Block *block, const char *text, const char *dropped)
{
  guint line = block->timing_number + 1;
  const char *start = text;

  for (const char *p = text; p < dropped; p++)
    if (*p == '\n')
      {
        line++;
        start = p + 1;
      }
  vost_reading_report (
      reading, VOST_SEVERITY_WARNING, line, (guint) g_utf8_strlen (start, dropped - start),
      _ ("A tag that WebVTT does not know: players leave it out. Write &lt; for “<”."));
}

static void
take_cue (VostReading *reading,
          const Block *block,
          const Timing *timing,
          const VostConversion *conversion)
{
  VostCue *cue = vost_record_new (VOST_KIND_CUE, VOST_RECORD_ID (reading->subs->track));
  const char *eol = reading->subs->track->eol;
  const char *start = block->timing.start + block->timing.full;
  const char *end = block->last.start + block->last.len;
  const char *verbatim = block->timing.start;
  const char *dropped;
  gsize len;
  g_autofree char *text = vost_text_with_plain_line_ends (start, MAX (start, end), &len);

  reading->too_big |= len > (gsize) VOST_MAX_CUE_TEXT;
  cue->start = timing->start;
  cue->end = timing->end;
  g_free (cue->settings);
  cue->settings = g_strndup (timing->settings, timing->settings_len);
  if (block->has_id)
    {
      g_free (cue->label);
      cue->label = g_strndup (block->first.start, block->first.len);
      if (!vost_line_ends_with (&block->first, eol))
        verbatim = block->first.start;
    }
  g_free (cue->text);
  g_free (cue->speaker);
  cue->text = vost_webvtt_decode (text, len, &cue->speaker, &dropped);
  report_cue (reading, block, cue, timing);
  if (dropped != NULL)
    report_dropped (reading, block, text, dropped);

  g_string_truncate (reading->scratch, 0);
  append_block (reading->scratch, cue, conversion, NULL, eol);
  vost_reading_take (reading, cue, block->first.start, verbatim,
                     block->last.start + block->last.full, eol);
}

/* The first line, and what follows it directly. */
static void
read_signature (VostReading *reading, const char **cursor)
{
  gsize len = (gsize) (reading->end - reading->text);
  VostLine line;

  if (!has_signature (reading->text, len))
    {
      vost_reading_report (reading, VOST_SEVERITY_ERROR, 1, 1,
                           _ ("The file does not begin with “WEBVTT”; players will refuse it."));
      return;
    }
  (void) vost_line_next (cursor, reading->end, &line);
  reading->line++;
  for (;;)
    {
      const char *start = *cursor;

      if (!vost_line_next (cursor, reading->end, &line) || vost_line_has_arrow (&line) ||
          line.len == 0)
        {
          *cursor = start;
          return;
        }
      reading->line++;
    }
}

static gboolean
webvtt_read (const char *text,
             gsize len,
             VostSubtitles *subs,
             GPtrArray *diagnostics,
             GError **error)
{
  VostConversion own = { subs, NULL, NULL };
  VostReading reading;
  const char *cursor = text;
  Block block;

  vost_reading_init (&reading, text, len, subs, diagnostics);
  vost_set_string (&subs->track->format, vost_format_webvtt.id);
  read_signature (&reading, &cursor);
  while (!reading.too_big && subs->cues->len <= VOST_MAX_CUES &&
         next_block (&reading, &cursor, &block))
    {
      Timing timing;

      if (block.timing.start != NULL && parse_timing (&block.timing, &timing))
        take_cue (&reading, &block, &timing, &own);
      else
        report_other_block (&reading, &block);
    }
  if (!vost_reading_finish (&reading, error))
    return FALSE;
  if (*subs->track->header == '\0')
    vost_set_string (&subs->track->header, VOST_NO_HEADER);

  return TRUE;
}

/* Our licence block in a header: from its NOTE to behind the blank line, or NULL. */
static const char *
find_licence (const char *header, const char **ret_end)
{
  const char *end = header + strlen (header), *found = NULL;
  VostLine line;

  while (vost_line_next (&header, end, &line))
    {
      if (found == NULL && line.len == strlen (LICENCE_NOTE) &&
          memcmp (line.start, LICENCE_NOTE, line.len) == 0)
        found = line.start;
      else if (found != NULL && line.len == 0)
        {
          *ret_end = line.start + line.full;
          return found;
        }
    }
  *ret_end = end;

  return found;
}

static void
append_licence (GString *out, const char *rights, const char *eol)
{
  const char *end = rights + strlen (rights);
  VostLine line;

  g_string_append_printf (out, "%s%s", LICENCE_NOTE, eol);
  while (vost_line_next (&rights, end, &line))
    {
      /* A blank line would end the note, an arrow would begin a subtitle. */
      if (vost_line_is_blank (&line))
        continue;
      for (gsize i = 0; i < line.len; i++)
        if (line.start[i] == '>' && vost_line_has_arrow (&(VostLine){ line.start, i + 1, 0 }))
          g_string_append (out, "\302\273");
        else
          g_string_append_c (out, line.start[i]);
      g_string_append (out, eol);
    }
  g_string_append (out, eol);
}

/* Ends the header with a blank line, so that a block may follow. */
static void
end_header (GString *out, const char *eol)
{
  g_autofree char *blank = g_strconcat (eol, eol, NULL);

  vost_append_end_of_line (out, eol);
  if (!g_str_has_suffix (out->str, blank) && !g_str_has_suffix (out->str, "\n\n"))
    g_string_append (out, eol);
}

static void
append_header (GString *out,
               const VostSubtitles *subs,
               const VostFormatOptions *options,
               const char *eol)
{
  const char *header = subs->track->header;
  gboolean native = vost_is_native (subs, vost_format_webvtt.id) && *header != '\0';
  const char *old, *old_end;

  if (!native)
    {
      g_string_append (out, "WEBVTT");
      if (options->title != NULL && *options->title != '\0' &&
          strstr (options->title, "-->") == NULL)
        g_string_append_printf (out, " - %.*s", (int) strcspn (options->title, "\r\n"),
                                options->title);
      g_string_append_printf (out, "%s%s", eol, eol);
      header = "";
    }
  if (options->rights == NULL || *options->rights == '\0')
    {
      g_string_append (out, strcmp (header, VOST_NO_HEADER) != 0 ? header : "");
      return;
    }

  if (strcmp (header, VOST_NO_HEADER) == 0)
    {
      /* A note needs a file that players open. */
      g_string_append_printf (out, "WEBVTT%s%s", eol, eol);
      header = "";
    }
  old = find_licence (header, &old_end);
  if (old == NULL)
    old = old_end = header + strlen (header);
  g_string_append_len (out, header, old - header);
  end_header (out, eol);
  append_licence (out, options->rights, eol);
  g_string_append (out, old_end);
}

/* Rules for the colours that are no standard classes. */
static void
append_colours (GString *out, GHashTable *own_colours, const char *header, const char *eol)
{
  g_autoptr (GList) names =
      g_list_sort (g_hash_table_get_keys (own_colours), (GCompareFunc) strcmp);
  gboolean open = FALSE;

  for (GList *l = names; l != NULL; l = l->next)
    {
      const char *name = l->data;
      g_autofree char *selector = g_strdup_printf ("::cue(.%s)", name);

      if (strstr (header, selector) != NULL)
        continue;
      if (!open)
        {
          end_header (out, eol);
          g_string_append_printf (out, "STYLE%s", eol);
        }
      open = TRUE;
      g_string_append_printf (out, "%s { color: #%s; }%s", selector, name + strlen ("color"), eol);
    }
  if (open)
    g_string_append (out, eol);
}

static void
append_cues (GString *out, const VostSubtitles *subs, GHashTable *own_colours, const char *eol)
{
  gboolean native = vost_is_native (subs, vost_format_webvtt.id);
  g_auto (VostConversion) conversion = { NULL };
  guint number = 0;

  vost_conversion_init (&conversion, subs);
  for (guint i = 0; i < subs->cues->len; i++)
    {
      const VostCue *cue = g_ptr_array_index (subs->cues, i);

      if (!native && !vost_cue_has_text (cue))
        continue;
      if (number++ > 0)
        vost_append_before (out, cue, native, eol, eol);
      else if (native)
        g_string_append (out, cue->before);
      if (native && *cue->label != '\0')
        vost_append_label (out, cue, eol);
      if (native && *cue->raw != '\0')
        g_string_append (out, cue->raw);
      else
        append_block (out, cue, &conversion, own_colours, eol);
    }
}

static gboolean
webvtt_write (const VostSubtitles *subs,
              const VostFormatOptions *options,
              GString *out,
              GError **error)
{
  const char *eol = vost_track_eol (subs->track);
  g_autoptr (GHashTable) own_colours =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GString) cues = g_string_new (NULL);

  /* The cues first: only then is it known which colours need a rule. */
  append_cues (cues, subs, own_colours, eol);
  append_header (out, subs, options, eol);
  append_colours (out, own_colours, vost_is_native (subs, "webvtt") ? subs->track->header : "",
                  eol);
  g_string_append_len (out, cues->str, (gssize) cues->len);
  if (vost_is_native (subs, vost_format_webvtt.id))
    vost_append_footer (out, subs->track->footer, eol);

  return TRUE;
}

static guint
webvtt_sniff (const char *text, gsize len)
{
  return has_signature (text, len) ? 100 : 0;
}

static void
webvtt_losses (const VostSubtitles *subs, GPtrArray *diagnostics)
{
  vost_report_losses (subs, vost_format_webvtt.id,
                      VOST_HAS_STRIKE | VOST_HAS_FONT | VOST_HAS_EFFECTS | VOST_HAS_REMARKS |
                          VOST_HAS_DRAWING | VOST_HAS_STYLE | VOST_HAS_FIELDS | VOST_HAS_NOTES |
                          VOST_HAS_LABEL | VOST_HAS_OUTER_BLANK | VOST_HAS_FINE_TIME |
                          VOST_HAS_NEGATIVE_TIME | VOST_HAS_EDITING | VOST_HAS_HEADER,
                      3, diagnostics);
  vost_report_speakers (subs, "<>{", diagnostics);
}

const VostFormat vost_format_webvtt = {
  .id = "webvtt",
  .title = N_ ("WebVTT"),
  .extensions = "vtt;webvtt",
  .mime_type = "text/vtt",
  .flags = VOST_FORMAT_STYLES | VOST_FORMAT_POSITION | VOST_FORMAT_METADATA | VOST_FORMAT_UTF8,
  .sniff = webvtt_sniff,
  .read = webvtt_read,
  .write = webvtt_write,
  .losses = webvtt_losses,
};
