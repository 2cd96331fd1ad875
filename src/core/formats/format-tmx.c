/* TMX 1.4b: one unit a cue, one variant a language. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exchange-private.h"

#include "vostok-config.h"

#include <glib/gi18n-lib.h>

extern const VostFormat vost_format_tmx;

#define INDENT "    "

static void
append_element (GString *out,
                const VostUnit *unit,
                const char *indent,
                const char *start,
                const char *text,
                const char *end)
{
  if (*text == '\0')
    return;
  g_string_append_printf (out, "%s<%s>", indent, start);
  vost_xml_append (out, text, -1, unit->eol);
  g_string_append_printf (out, "</%s>%s", end, unit->eol);
}

static void
append_variant (GString *out,
                const VostUnit *unit,
                const char *language,
                const VostCue *cue,
                gboolean comment)
{
  const char *deep = INDENT "    ";

  g_string_append (out, "<tuv");
  vost_exchange_append_attribute (out, "xml:lang", language);
  g_string_append_printf (out, ">%s", unit->eol);
  if (comment)
    append_element (out, unit, deep, "note", cue->comment, "note");
  append_element (out, unit, deep, "prop type=\"x-status\"", cue->status, "prop");
  g_string_append_printf (out, "%s<seg>", deep);
  vost_exchange_append_text (out, cue->text, VOST_CODES_TMX, unit->eol);
  g_string_append_printf (out, "</seg>%s%s  </tuv>", unit->eol, INDENT);
}

static void
append_target (GString *out, const VostUnit *unit, guint language, const VostCue *target)
{
  g_autofree char *tag = vost_exchange_tag (unit->subs, language);

  append_variant (out, unit, tag, target, TRUE);
}

static void
append_unit (GString *out, const VostUnit *unit)
{
  g_autoptr (GString) times = g_string_new (NULL);
  const char *source = unit->subs->track->language;
  const char *shallow = INDENT "  ";

  vost_exchange_append_times (times, unit->cue);
  g_string_append (out, "<tu");
  vost_exchange_append_attribute (out, "tuid", unit->id);
  g_string_append_printf (out, ">%s", unit->eol);
  append_element (out, unit, shallow, "note", unit->cue->comment, "note");
  append_element (out, unit, shallow, "prop type=\"x-times\"", times->str, "prop");
  append_element (out, unit, shallow, "prop type=\"x-speaker\"", unit->cue->speaker, "prop");
  g_string_append (out, shallow);
  append_variant (out, unit, *source != '\0' ? source : "und", unit->cue, FALSE);
  g_string_append (out, unit->eol);
  for (guint i = 0; unit->subs->more != NULL && i < unit->subs->more->len; i++)
    if (unit->targets[i] != NULL)
      {
        const VostCue *target = unit->targets[i];

        g_string_append (out, shallow);
        if (unit->native && g_str_has_prefix (target->raw, "<"))
          g_string_append (out, target->raw);
        else
          append_target (out, unit, i, target);
        g_string_append (out, unit->eol);
      }
  g_string_append (out, INDENT "</tu>");
}

static const VostExchange tmx = {
  .id = "tmx",
  .separator = INDENT,
  .lead = INDENT "  ",
  .append_unit = append_unit,
  .append_target = append_target,
};

static gboolean
tmx_read (const char *text, gsize len, VostSubtitles *subs, GPtrArray *diagnostics, GError **error)
{
  return vost_exchange_read_xml (text, len, subs, &tmx, diagnostics, error);
}

static void
append_new (GString *out, const VostSubtitles *subs)
{
  const char *eol = vost_track_eol (subs->track);

  g_string_append_printf (
      out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>%s<tmx version=\"1.4\">%s", eol, eol);
  g_string_append_printf (out,
                          "  <header creationtool=\"Vostok\" creationtoolversion=\"%s\" "
                          "segtype=\"block\" o-tmf=\"subtitles\" adminlang=\"en\"",
                          VOST_VERSION);
  vost_exchange_append_attribute (out, "srclang",
                                  *subs->track->language != '\0' ? subs->track->language : "und");
  g_string_append_printf (out, " datatype=\"plaintext\"/>%s  <body>%s%s", eol, eol, INDENT);
  vost_exchange_append_units (out, subs, &tmx, FALSE);
  g_string_append_printf (out, "%s  </body>%s</tmx>%s", eol, eol, eol);
}

static void
append_own (GString *out, const VostSubtitles *subs)
{
  if (strcmp (subs->track->header, VOST_NO_HEADER) != 0)
    g_string_append (out, subs->track->header);
  vost_exchange_append_units (out, subs, &tmx, FALSE);
}

static gboolean
tmx_write (const VostSubtitles *subs,
           const VostFormatOptions *options,
           GString *out,
           GError **error)
{
  vost_exchange_write_xml (out, subs, tmx.id, append_own, append_new);

  return TRUE;
}

static guint
tmx_sniff (const char *text, gsize len)
{
  return vost_xml_has_root (text, len, "tmx") ? 100 : 0;
}

static void
tmx_losses (const VostSubtitles *subs, GPtrArray *diagnostics)
{
  vost_exchange_losses (subs, vost_format_tmx.id, TRUE, TRUE, diagnostics);
}

const VostFormat vost_format_tmx = {
  .id = "tmx",
  .title = N_ ("TMX (translation memory)"),
  .extensions = "tmx",
  .mime_type = "application/x-tmx+xml",
  .flags = VOST_FORMAT_STYLES | VOST_FORMAT_UTF8 | VOST_FORMAT_LANGUAGES,
  .sniff = tmx_sniff,
  .read = tmx_read,
  .write = tmx_write,
  .losses = tmx_losses,
};
