/* Cinema subtitles in the old form, Interop. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "dcp-private.h"

#include "vostok-config.h"

#include <glib/gi18n-lib.h>

static guint
dcp_sniff (const char *text, gsize len)
{
  return vost_dcp_sniff (text, len, "DCSubtitle");
}

static gboolean
dcp_read (const char *text, gsize len, VostSubtitles *subs, GPtrArray *diagnostics, GError **error)
{
  return vost_dcp_read (text, len, subs, FALSE, diagnostics, NULL, error);
}

static gboolean
dcp_write (const VostSubtitles *subs,
           const VostFormatOptions *options,
           GString *out,
           GError **error)
{
  return vost_dcp_write (subs, options, FALSE, out, error);
}

static void
dcp_losses (const VostSubtitles *subs, GPtrArray *diagnostics)
{
  vost_dcp_losses (subs, FALSE, diagnostics);
}

const VostFormat vost_format_dcp_interop = {
  .id = "dcp-interop",
  .title = N_ ("Cinema subtitles, Interop"),
  .extensions = "xml",
  .mime_type = "application/xml",
  .flags = VOST_FORMAT_STYLES | VOST_FORMAT_POSITION | VOST_FORMAT_METADATA | VOST_FORMAT_UTF8,
  .sniff = dcp_sniff,
  .read = dcp_read,
  .write = dcp_write,
  .losses = dcp_losses,
};
