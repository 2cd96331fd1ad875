/* SubViewer 1: a line with a time, a line of text, a line with the time when it goes. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "vostok-config.h"

#include <glib/gi18n-lib.h>

#include <vostok/core/bounds.h>

#include "plain-lines-private.h"

extern const VostFormat vost_format_subviewer1;

/* "[00:02:14]" alone in a line */
static gboolean
parse_stamp (const VostLine *line, VostTime *ret)
{
  const char *p = line->start, *end = p + line->len;

  while (p < end && (*p == ' ' || *p == '\t'))
    p++;
  if (p == end || *p++ != '[' || !vost_plain_clock (&p, end, ret) || p == end || *p++ != ']')
    return FALSE;
  while (p < end && (*p == ' ' || *p == '\t'))
    p++;

  return p == end;
}

/* What ends the script: "[END]" and a line of stars. */
static gboolean
is_end_mark (const VostLine *line)
{
  const char *p = line->start;
  gsize n = line->len;

  return (n >= 4 && g_ascii_strncasecmp (p, "[END", 4) == 0) ||
         (n >= 4 && memcmp (p, "****", 4) == 0);
}

static gboolean
is_syntax (const VostLine *line)
{
  VostTime t;

  return parse_stamp (line, &t) || is_end_mark (line);
}

static const VostPlainText text_style = { "|", "", FALSE, is_syntax };

static void
append_stamp (GString *out, VostTime t, const char *eol)
{
  guint64 seconds = (guint64) (vost_plain_round (t, VOST_SECOND) / VOST_SECOND);

  g_string_append_c (out, '[');
  vost_append_number (out, seconds / 3600, 2);
  g_string_append_c (out, ':');
  vost_append_number (out, seconds / 60 % 60, 2);
  g_string_append_c (out, ':');
  vost_append_number (out, seconds % 60, 2);
  g_string_append_c (out, ']');
  g_string_append (out, eol);
}

static void
append_block (GString *out, const VostPlainWriting *writing, guint index)
{
  const VostCue *cue = g_ptr_array_index (writing->subs->cues, index);
  gsize before;

  append_stamp (out, cue->start, writing->eol);
  before = out->len;
  vost_plain_append_text (out, cue->text, writing, &text_style);
  /* A time without text would be an end; nobody sees a joiner. */
  if (strspn (out->str + before, " \t") == out->len - before)
    g_string_insert (out, (gssize) before, VOST_JOINER);
  g_string_append (out, writing->eol);
  append_stamp (out, cue->end, writing->eol);
}

/* A verbatim block without the time of its end is right only while the next cue is where it was. */
static gboolean
keeps_raw (const VostPlainWriting *writing, guint index)
{
  const VostCue *cue = g_ptr_array_index (writing->subs->cues, index);
  const char *p = cue->raw, *end = p + strlen (p);
  guint stamps = 0;
  VostLine line;
  VostTime t;

  while (vost_line_next (&p, end, &line))
    stamps += parse_stamp (&line, &t) ? 1 : 0;

  return stamps > 1 || cue->end == vost_plain_implied_end (writing->subs, index);
}

static const VostPlainFormat blocks = { "subviewer1", TRUE, append_block, keeps_raw };

/* A time with a text, which waits for the next time. */
typedef struct
{
  gboolean active;
  VostLine line;
  guint number;
  VostTime start;
  const char *text; /* (nullable) */
  VostLine last;    /* of the text */
} Pending;

/* @stamp: (nullable): the line with the end, if the cue has one */
static void
finish_cue (VostReading *reading, const Pending *pending, const VostLine *stamp, VostTime end)
{
  VostCue *cue = vost_record_new (VOST_KIND_CUE, VOST_RECORD_ID (reading->subs->track));
  const VostLine *last = stamp != NULL ? stamp : &pending->last;
  const char *text_end = pending->last.start + pending->last.len;
  guint line = reading->line;

  reading->line = pending->number;
  cue->start = vost_plain_limit (reading, pending->start);
  cue->end = vost_plain_limit (reading, end);
  if (stamp != NULL && cue->end < cue->start)
    vost_reading_report (reading, VOST_SEVERITY_WARNING, reading->line, 1,
                         _ ("The subtitle ends before it starts."));
  g_free (cue->text);
  cue->text = vost_plain_decode (pending->text, (gsize) (text_end - pending->text), &text_style);
  vost_plain_take (reading, cue, pending->line.start, last->start + last->full,
                   reading->subs->track->eol);
  reading->line = line;
}

/* Lines between two times; those of the end of the script are no text. */
static void
take_text (Pending *pending, const VostLine *line, gboolean *over)
{
  *over |= is_end_mark (line);
  if (*over || vost_line_is_blank (line))
    return;
  if (pending->text == NULL)
    pending->text = line->start;
  pending->last = *line;
}

/* Whether there is a text after the time at @text, before the next one. */
static gboolean
has_text (const char *text, const char *end)
{
  VostLine line;

  while (vost_line_next (&text, end, &line))
    if (!vost_line_is_blank (&line))
      return !is_syntax (&line);

  return FALSE;
}

static void
read_lines (VostReading *reading, const char *text)
{
  Pending pending = { 0 };
  gboolean over = FALSE;
  VostLine line;

  while (!reading->too_big && reading->subs->cues->len <= VOST_MAX_CUES &&
         vost_line_next (&text, reading->end, &line))
    {
      VostTime t;

      reading->line++;
      if (!parse_stamp (&line, &t))
        {
          if (pending.active)
            take_text (&pending, &line, &over);
          continue;
        }
      if (pending.active && pending.text != NULL)
        {
          gboolean own = !has_text (text, reading->end);

          finish_cue (reading, &pending, own ? &line : NULL, own ? t : VOST_TIME_NONE);
        }
      pending = (Pending){ TRUE, line, reading->line, t, NULL, line };
      over = FALSE;
    }
  if (pending.active && pending.text != NULL)
    finish_cue (reading, &pending, NULL, VOST_TIME_NONE);
}

static gboolean
subviewer1_read (const char *text,
                 gsize len,
                 VostSubtitles *subs,
                 GPtrArray *diagnostics,
                 GError **error)
{
  g_auto (VostPlainWriting) writing = { NULL };
  VostReading reading;

  vost_reading_init (&reading, text, len, subs, diagnostics);
  vost_set_string (&subs->track->format, vost_format_subviewer1.id);
  read_lines (&reading, text);
  if (!vost_reading_finish (&reading, error))
    return FALSE;
  vost_plain_fill_ends (subs);
  vost_plain_writing_init (&writing, subs, vost_format_subviewer1.id);
  vost_plain_settle (&writing, &blocks);

  return TRUE;
}

static void
append_header (GString *out, const char *title, const char *eol)
{
  static const char *const lines[] = { "[AUTHOR]",   "",
                                       "[SOURCE]",   "",
                                       "[PRG]",      "",
                                       "[FILEPATH]", "",
                                       "[DELAY]",    "0",
                                       "[CD TRACK]", "0",
                                       "[BEGIN]",    "******** START SCRIPT ********" };
  g_autofree char *line = g_strdelimit (g_strdup (title != NULL ? title : ""), "\r\n", ' ');

  g_string_append_printf (out, "[TITLE]%s%s%s", eol, line, eol);
  for (guint i = 0; i < G_N_ELEMENTS (lines); i++)
    g_string_append_printf (out, "%s%s", lines[i], eol);
}

static gboolean
subviewer1_write (const VostSubtitles *subs,
                  const VostFormatOptions *options,
                  GString *out,
                  GError **error)
{
  g_auto (VostPlainWriting) writing = { NULL };

  vost_plain_writing_init (&writing, subs, vost_format_subviewer1.id);
  if (!writing.native)
    append_header (out, options->title, writing.eol);
  vost_plain_write (out, &writing, &blocks);
  if (!writing.native)
    g_string_append_printf (out, "[END]%s******** END SCRIPT ********%s", writing.eol, writing.eol);

  return TRUE;
}

static guint
subviewer1_sniff (const char *text, gsize len)
{
  const char *end = text + len;
  gboolean head = FALSE;
  VostLine line;

  while (vost_line_next (&text, end, &line))
    {
      VostTime t;

      head |= vost_slice_is (line.start, line.len, "[BEGIN]") || is_end_mark (&line);
      if (parse_stamp (&line, &t) && has_text (text, end))
        return head ? 95 : 75;
    }

  return 0;
}

static void
subviewer1_losses (const VostSubtitles *subs, GPtrArray *diagnostics)
{
  vost_report_losses (subs, vost_format_subviewer1.id, VOST_PLAIN_LOSSES, 0, diagnostics);
  vost_plain_report_bars (subs, diagnostics);
}

const VostFormat vost_format_subviewer1 = {
  .id = "subviewer1",
  .title = N_ ("SubViewer 1"),
  .extensions = "sub",
  .mime_type = "text/x-subviewer1",
  .sniff = subviewer1_sniff,
  .read = subviewer1_read,
  .write = subviewer1_write,
  .losses = subviewer1_losses,
};
