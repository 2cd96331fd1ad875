/* SubViewer 2: a head in brackets, times with hundredths, "[br]". */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "vostok-config.h"

#include <glib/gi18n-lib.h>

#include "plain-lines-private.h"

extern const VostFormat vost_format_subviewer2;

static gboolean
is_times (const VostLine *line)
{
  VostPlainTimes times;

  return vost_plain_parse_times (line, &times);
}

static const VostPlainText text_style = { "[br]", "", FALSE, is_times };

static void
append_block (GString *out, const VostPlainWriting *writing, guint index)
{
  const VostCue *cue = g_ptr_array_index (writing->subs->cues, index);

  vost_append_time (out, cue->start, 2, 2, '.');
  g_string_append_c (out, ',');
  vost_append_time (out, cue->end, 2, 2, '.');
  g_string_append (out, writing->eol);
  vost_plain_append_text (out, cue->text, writing, &text_style);
  vost_append_end_of_line (out, writing->eol);
}

static const VostPlainFormat blocks = { "subviewer2", TRUE, append_block, NULL };

static gboolean
subviewer2_read (const char *text,
                 gsize len,
                 VostSubtitles *subs,
                 GPtrArray *diagnostics,
                 GError **error)
{
  g_auto (VostPlainWriting) writing = { NULL };
  VostReading reading;

  vost_reading_init (&reading, text, len, subs, diagnostics);
  vost_set_string (&subs->track->format, vost_format_subviewer2.id);
  vost_plain_read_blocks (&reading, text, &text_style);
  if (!vost_reading_finish (&reading, error))
    return FALSE;
  vost_plain_writing_init (&writing, subs, vost_format_subviewer2.id);
  vost_plain_settle (&writing, &blocks);

  return TRUE;
}

/* Players want these lines, whatever is in them. */
static void
append_header (GString *out, const char *title, const char *eol)
{
  static const char *const lines[] = {
    "[AUTHOR]",   "[SOURCE]",
    "[PRG]",      "[FILEPATH]",
    "[DELAY]0",   "[CD TRACK]0",
    "[COMMENT]",  "[END INFORMATION]",
    "[SUBTITLE]", "[COLF]&HFFFFFF,[STYLE]no,[SIZE]18,[FONT]Arial"
  };
  g_autofree char *line = g_strdelimit (g_strdup (title != NULL ? title : ""), "\r\n", ' ');

  g_string_append_printf (out, "[INFORMATION]%s[TITLE]%s%s", eol, line, eol);
  for (guint i = 0; i < G_N_ELEMENTS (lines); i++)
    g_string_append_printf (out, "%s%s", lines[i], eol);
}

static gboolean
subviewer2_write (const VostSubtitles *subs,
                  const VostFormatOptions *options,
                  GString *out,
                  GError **error)
{
  g_auto (VostPlainWriting) writing = { NULL };

  vost_plain_writing_init (&writing, subs, vost_format_subviewer2.id);
  if (!writing.native)
    append_header (out, options->title, writing.eol);
  vost_plain_write (out, &writing, &blocks);

  return TRUE;
}

static guint
subviewer2_sniff (const char *text, gsize len)
{
  const char *end = text + len;
  gboolean head = FALSE;
  VostLine line;

  while (vost_line_next (&text, end, &line))
    {
      VostPlainTimes times;

      head |= vost_slice_is (line.start, line.len, "[INFORMATION]") ||
              vost_slice_is (line.start, line.len, "[SUBTITLE]");
      if (vost_plain_parse_times (&line, &times))
        return head ? 95 : times.digits == 2 ? 80 : 40;
    }

  return 0;
}

static void
subviewer2_losses (const VostSubtitles *subs, GPtrArray *diagnostics)
{
  vost_report_losses (subs, vost_format_subviewer2.id, VOST_PLAIN_LOSSES, 2, diagnostics);
}

const VostFormat vost_format_subviewer2 = {
  .id = "subviewer2",
  .title = N_ ("SubViewer 2"),
  .extensions = "sub",
  .mime_type = "text/x-subviewer",
  .sniff = subviewer2_sniff,
  .read = subviewer2_read,
  .write = subviewer2_write,
  .losses = subviewer2_losses,
};
