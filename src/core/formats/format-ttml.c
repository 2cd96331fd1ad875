/* TTML in all its dialects, written as IMSC 1.1 text profile. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ttml-private.h"

#include "vostok-config.h"

#include <glib/gi18n-lib.h>

extern const VostFormat vost_format_ttml;

static guint
ttml_sniff (const char *text, gsize len)
{
  return vost_ttml_sniff (text, len) > 0 ? 90 : 0;
}

static gboolean
ttml_read (const char *text, gsize len, VostSubtitles *subs, GPtrArray *diagnostics, GError **error)
{
  return vost_ttml_read (text, len, subs, vost_format_ttml.id, diagnostics, NULL, error);
}

static gboolean
ttml_write (const VostSubtitles *subs,
            const VostFormatOptions *options,
            GString *out,
            GError **error)
{
  return vost_ttml_write (subs, options, vost_format_ttml.id, out, error);
}

static void
ttml_losses (const VostSubtitles *subs, GPtrArray *diagnostics)
{
  vost_ttml_losses (subs, vost_format_ttml.id, diagnostics);
}

const VostFormat vost_format_ttml = {
  .id = "ttml",
  .title = N_ ("TTML, IMSC"),
  .extensions = "ttml;dfxp;itt;xml",
  .mime_type = "application/ttml+xml",
  .flags = VOST_FORMAT_STYLES | VOST_FORMAT_POSITION | VOST_FORMAT_METADATA | VOST_FORMAT_UTF8,
  .sniff = ttml_sniff,
  .read = ttml_read,
  .write = ttml_write,
  .losses = ttml_losses,
};
