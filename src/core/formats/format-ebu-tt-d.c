/* EBU-TT-D: the TTML of European broadcasters. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ttml-private.h"

#include "vostok-config.h"

#include <glib/gi18n-lib.h>

extern const VostFormat vost_format_ebu_tt_d;

static guint
ebu_tt_d_sniff (const char *text, gsize len)
{
  return vost_ttml_sniff (text, len) > 1 ? 95 : 0;
}

static gboolean
ebu_tt_d_read (const char *text,
               gsize len,
               VostSubtitles *subs,
               GPtrArray *diagnostics,
               GError **error)
{
  return vost_ttml_read (text, len, subs, vost_format_ebu_tt_d.id, diagnostics, NULL, error);
}

static gboolean
ebu_tt_d_write (const VostSubtitles *subs,
                const VostFormatOptions *options,
                GString *out,
                GError **error)
{
  return vost_ttml_write (subs, options, vost_format_ebu_tt_d.id, out, error);
}

static void
ebu_tt_d_losses (const VostSubtitles *subs, GPtrArray *diagnostics)
{
  vost_ttml_losses (subs, vost_format_ebu_tt_d.id, diagnostics);
}

const VostFormat vost_format_ebu_tt_d = {
  .id = "ebu-tt-d",
  .title = N_ ("EBU-TT-D"),
  .extensions = "xml",
  .mime_type = "application/ttml+xml",
  .flags = VOST_FORMAT_STYLES | VOST_FORMAT_POSITION | VOST_FORMAT_METADATA | VOST_FORMAT_UTF8,
  .sniff = ebu_tt_d_sniff,
  .read = ebu_tt_d_read,
  .write = ebu_tt_d_write,
  .losses = ebu_tt_d_losses,
};
