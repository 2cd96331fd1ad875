/* TMPlayer: a line a cue, with the second in which it begins. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "vostok-config.h"

#include <glib/gi18n-lib.h>

#include "plain-starts-private.h"

extern const VostFormat vost_format_tmplayer;

/* "00:01:02:", "0:01:02=", "00:01:02,1=" (the first line of several) */
static gboolean
parse_stamp (const char **p, const char *end, VostTime *ret)
{
  const char *at = *p;

  if (!vost_plain_clock (&at, end, ret) || at == end)
    return FALSE;
  if (end - at >= 3 && *at == ',' && g_ascii_isdigit (at[1]))
    at += 2;
  if (*at != ':' && *at != '=')
    return FALSE;
  *p = at + 1;

  return TRUE;
}

static const VostPlainText text_style = { "|", "", FALSE, NULL };

static char *
decode (const char *text, gsize len, VostTime shift)
{
  return vost_plain_decode (text, len, &text_style);
}

static void
append_clear (GString *out, VostTime t, VostTime shift)
{
  guint64 seconds = (guint64) (vost_plain_round (t, VOST_SECOND) / VOST_SECOND);

  vost_append_number (out, seconds / 3600, 2);
  g_string_append_c (out, ':');
  vost_append_number (out, seconds / 60 % 60, 2);
  g_string_append_c (out, ':');
  vost_append_number (out, seconds % 60, 2);
  g_string_append_c (out, ':');
}

static void
append_line (GString *out, const VostCue *cue, gboolean native, VostTime shift)
{
  const VostPlainWriting writing = { .native = native, .eol = "\n" };
  gsize before;

  append_clear (out, cue->start, shift);
  before = out->len;
  vost_plain_append_text (out, cue->text, &writing, &text_style);
  /* A time without text would end the one before; nobody sees a joiner. */
  if (strspn (out->str + before, " \t") == out->len - before)
    g_string_insert (out, (gssize) before, VOST_JOINER);
}

static const VostStarts lines = { "tmplayer",  parse_stamp,  FALSE,       decode,
                                  append_line, append_clear, VOST_SECOND, NULL };

static gboolean
tmplayer_read (const char *text,
               gsize len,
               VostSubtitles *subs,
               GPtrArray *diagnostics,
               GError **error)
{
  return vost_starts_read (&lines, text, len, subs, diagnostics, error);
}

static gboolean
tmplayer_write (const VostSubtitles *subs,
                const VostFormatOptions *options,
                GString *out,
                GError **error)
{
  vost_starts_write (&lines, subs, out);

  return TRUE;
}

/* "00:00:01:12 …" is a time with frames rather than a text. */
static guint
tmplayer_sniff (const char *text, gsize len)
{
  const char *end = text + len;
  VostLine line;
  guint others = 0;

  while (vost_line_next (&text, end, &line))
    {
      const char *words, *stop = line.start + line.len;
      guint64 number;

      if (vost_starts_count (&lines, &line, &words) > 0)
        {
          if (vost_plain_number (&words, stop, 2, &number) && words[-2] != ':' &&
              words[-2] != '=' && (words == stop || strchr (" \t,;", *words) != NULL))
            return 20;
          return others == 0 ? 75 : 45;
        }
      if (!vost_line_is_blank (&line) && ++others > 20)
        return 0;
    }

  return 0;
}

static void
tmplayer_losses (const VostSubtitles *subs, GPtrArray *diagnostics)
{
  vost_report_losses (subs, vost_format_tmplayer.id, VOST_PLAIN_LOSSES, 0, diagnostics);
  vost_plain_report_bars (subs, diagnostics);
  vost_plain_report_ends (subs, vost_is_native (subs, vost_format_tmplayer.id), VOST_SECOND,
                          diagnostics);
}

const VostFormat vost_format_tmplayer = {
  .id = "tmplayer",
  .title = N_ ("TMPlayer"),
  .extensions = "txt",
  .mime_type = "text/x-tmplayer",
  .sniff = tmplayer_sniff,
  .read = tmplayer_read,
  .write = tmplayer_write,
  .losses = tmplayer_losses,
};
