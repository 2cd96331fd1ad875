/* Cinema subtitles of SMPTE ST 428-7. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "dcp-private.h"

#include "vostok-config.h"

#include <glib/gi18n-lib.h>

static guint
dcp_sniff (const char *text, gsize len)
{
  return vost_dcp_sniff (text, len, "SubtitleReel");
}

static gboolean
dcp_read (const char *text, gsize len, VostSubtitles *subs, GPtrArray *diagnostics, GError **error)
{
  return vost_dcp_read (text, len, subs, TRUE, diagnostics, NULL, error);
}

static gboolean
dcp_write (const VostSubtitles *subs,
           const VostFormatOptions *options,
           GString *out,
           GError **error)
{
  return vost_dcp_write (subs, options, TRUE, out, error);
}

static void
dcp_losses (const VostSubtitles *subs, GPtrArray *diagnostics)
{
  vost_dcp_losses (subs, TRUE, diagnostics);
}

const VostFormat vost_format_dcp_smpte = {
  .id = "dcp-smpte",
  .title = N_ ("Cinema subtitles, SMPTE"),
  .extensions = "xml",
  .mime_type = "application/xml",
  .flags = VOST_FORMAT_STYLES | VOST_FORMAT_POSITION | VOST_FORMAT_METADATA | VOST_FORMAT_UTF8 |
           VOST_FORMAT_FRAMES,
  .sniff = dcp_sniff,
  .read = dcp_read,
  .write = dcp_write,
  .losses = dcp_losses,
};
