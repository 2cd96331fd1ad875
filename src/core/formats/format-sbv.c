/* SBV: YouTube's form, times with thousandths and lines of text. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "vostok-config.h"

#include <glib/gi18n-lib.h>

#include "plain-lines-private.h"

extern const VostFormat vost_format_sbv;

static gboolean
is_times (const VostLine *line)
{
  VostPlainTimes times;

  return vost_plain_parse_times (line, &times);
}

static const VostPlainText text_style = { "", "", FALSE, is_times };

static void
append_block (GString *out, const VostPlainWriting *writing, guint index)
{
  const VostCue *cue = g_ptr_array_index (writing->subs->cues, index);

  vost_append_time (out, cue->start, 1, 3, '.');
  g_string_append_c (out, ',');
  vost_append_time (out, cue->end, 1, 3, '.');
  g_string_append (out, writing->eol);
  vost_plain_append_text (out, cue->text, writing, &text_style);
  vost_append_end_of_line (out, writing->eol);
}

static const VostPlainFormat blocks = { "sbv", TRUE, append_block, NULL };

static gboolean
sbv_read (const char *text, gsize len, VostSubtitles *subs, GPtrArray *diagnostics, GError **error)
{
  g_auto (VostPlainWriting) writing = { NULL };
  VostReading reading;

  vost_reading_init (&reading, text, len, subs, diagnostics);
  vost_set_string (&subs->track->format, vost_format_sbv.id);
  vost_plain_read_blocks (&reading, text, &text_style);
  if (!vost_reading_finish (&reading, error))
    return FALSE;
  vost_plain_writing_init (&writing, subs, vost_format_sbv.id);
  vost_plain_settle (&writing, &blocks);

  return TRUE;
}

static gboolean
sbv_write (const VostSubtitles *subs,
           const VostFormatOptions *options,
           GString *out,
           GError **error)
{
  g_auto (VostPlainWriting) writing = { NULL };

  vost_plain_writing_init (&writing, subs, vost_format_sbv.id);
  vost_plain_write (out, &writing, &blocks);
  if (!writing.native)
    g_string_append (out, writing.eol);

  return TRUE;
}

static guint
sbv_sniff (const char *text, gsize len)
{
  const char *end = text + len;
  VostLine line;

  while (vost_line_next (&text, end, &line))
    {
      VostPlainTimes times;

      if (vost_slice_is (line.start, line.len, "[INFORMATION]"))
        return 0;
      if (vost_plain_parse_times (&line, &times))
        return times.digits == 3 ? 90 : 35;
    }

  return 0;
}

static void
sbv_losses (const VostSubtitles *subs, GPtrArray *diagnostics)
{
  vost_report_losses (subs, vost_format_sbv.id, VOST_PLAIN_LOSSES, 3, diagnostics);
}

const VostFormat vost_format_sbv = {
  .id = "sbv",
  .title = N_ ("SBV (YouTube)"),
  .extensions = "sbv",
  .mime_type = "text/x-sbv",
  .sniff = sbv_sniff,
  .read = sbv_read,
  .write = sbv_write,
  .losses = sbv_losses,
};
