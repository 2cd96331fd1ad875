/* XLIFF 1.2 and 2.0. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exchange-private.h"

#include "vostok-config.h"

#include <glib/gi18n-lib.h>

extern const VostFormat vost_format_xliff;

#define INDENT "      "

static const char *
state_of (const char *status, gboolean modern)
{
  if (strcmp (status, "draft") == 0)
    return modern ? "initial" : "needs-review-translation";
  if (strcmp (status, "reviewed") == 0)
    return modern ? "reviewed" : "signed-off";
  if (strcmp (status, "approved") == 0)
    return "final";

  return modern ? "translated" : NULL;
}

static void
append_target (GString *out, const VostUnit *unit, guint language, const VostCue *target)
{
  const char *state = unit->modern ? NULL : state_of (target->status, FALSE);

  g_string_append (out, "<target");
  if (state != NULL)
    vost_exchange_append_attribute (out, "state", state);
  g_string_append_c (out, '>');
  vost_exchange_append_text (out, target->text,
                             unit->modern ? VOST_CODES_XLIFF_2 : VOST_CODES_XLIFF_1, unit->eol);
  g_string_append (out, "</target>");
}

static void
append_texts (GString *out, const VostUnit *unit, const char *indent)
{
  const VostCue *target = vost_unit_target (unit);

  g_string_append_printf (out, "%s<source>", indent);
  vost_exchange_append_text (out, unit->cue->text,
                             unit->modern ? VOST_CODES_XLIFF_2 : VOST_CODES_XLIFF_1, unit->eol);
  g_string_append_printf (out, "</source>%s%s", unit->eol, indent);
  if (target == NULL)
    g_string_append (out, "<target/>");
  else if (unit->native && g_str_has_prefix (target->raw, "<"))
    g_string_append (out, target->raw);
  else
    append_target (out, unit, 0, target);
  g_string_append (out, unit->eol);
}

static void
append_note (GString *out,
             const VostUnit *unit,
             const char *name,
             const char *kind,
             const char *text,
             const char *indent)
{
  if (*text == '\0')
    return;
  g_string_append_printf (out, "%s<note", indent);
  vost_exchange_append_attribute (out, name, kind);
  g_string_append_c (out, '>');
  vost_xml_append (out, text, -1, unit->eol);
  g_string_append_printf (out, "</note>%s", unit->eol);
}

static void
append_notes (GString *out, const VostUnit *unit, const char *indent)
{
  g_autoptr (GString) times = g_string_new (NULL);
  const VostCue *target = vost_unit_target (unit);
  const char *from = unit->modern ? "category" : "from";
  const char *about = unit->modern ? "appliesTo" : "annotates";

  vost_exchange_append_times (times, unit->cue);
  append_note (out, unit, from, "times", times->str, indent);
  append_note (out, unit, from, "speaker", unit->cue->speaker, indent);
  append_note (out, unit, about, "source", unit->cue->comment, indent);
  if (target != NULL)
    append_note (out, unit, about, "target", target->comment, indent);
}

static void
append_modern (GString *out, const VostUnit *unit)
{
  const VostCue *target = vost_unit_target (unit);

  g_string_append (out, "<unit");
  vost_exchange_append_attribute (out, "id", unit->id);
  g_string_append_printf (out, " xml:space=\"preserve\">%s%s  <notes>%s", unit->eol, INDENT,
                          unit->eol);
  append_notes (out, unit, INDENT "    ");
  g_string_append_printf (out, "%s  </notes>%s%s  <segment", INDENT, unit->eol, INDENT);
  if (target != NULL)
    vost_exchange_append_attribute (out, "state", state_of (target->status, TRUE));
  g_string_append_printf (out, ">%s", unit->eol);
  append_texts (out, unit, INDENT "    ");
  g_string_append_printf (out, "%s  </segment>%s%s</unit>", INDENT, unit->eol, INDENT);
}

static void
append_unit (GString *out, const VostUnit *unit)
{
  if (unit->modern)
    {
      append_modern (out, unit);
      return;
    }
  g_string_append (out, "<trans-unit");
  vost_exchange_append_attribute (out, "id", unit->id);
  g_string_append_printf (out, " xml:space=\"preserve\">%s", unit->eol);
  append_texts (out, unit, INDENT "  ");
  append_notes (out, unit, INDENT "  ");
  g_string_append_printf (out, "%s</trans-unit>", INDENT);
}

/* A state stands in version 1's target, unless "approved" says it for the unit. */
static gboolean
patch (GString *raw, const char *status)
{
  return strstr (raw->str, "<trans-unit") != NULL && strstr (raw->str, "approved") == NULL;
}

static const VostExchange xliff = {
  .id = "xliff",
  .separator = INDENT,
  .lead = INDENT "  ",
  .outside = TRUE,
  .append_unit = append_unit,
  .append_target = append_target,
  .patch = patch,
};

static gboolean
xliff_read (const char *text,
            gsize len,
            VostSubtitles *subs,
            GPtrArray *diagnostics,
            GError **error)
{
  return vost_exchange_read_xml (text, len, subs, &xliff, diagnostics, error);
}

static void
append_new (GString *out, const VostSubtitles *subs)
{
  const char *eol = vost_track_eol (subs->track);
  const char *language = *subs->track->language != '\0' ? subs->track->language : "und";

  g_string_append_printf (out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>%s", eol);
  g_string_append_printf (
      out, "<xliff version=\"1.2\" xmlns=\"urn:oasis:names:tc:xliff:document:1.2\">%s", eol);
  g_string_append (out, "  <file original=\"subtitles\" datatype=\"plaintext\"");
  vost_exchange_append_attribute (out, "source-language", language);
  if (subs->more != NULL && subs->more->len > 0)
    {
      const VostSubtitles *target = g_ptr_array_index (subs->more, 0);

      if (*target->track->language != '\0')
        vost_exchange_append_attribute (out, "target-language", target->track->language);
    }
  g_string_append_printf (out, ">%s    <body>%s%s", eol, eol, INDENT);
  vost_exchange_append_units (out, subs, &xliff, FALSE);
  g_string_append_printf (out, "%s    </body>%s  </file>%s</xliff>%s", eol, eol, eol, eol);
}

/* The language of the first translation in a file that was sent out without one. */
static void
append_own (GString *out, const VostSubtitles *subs)
{
  const char *header = strcmp (subs->track->header, VOST_NO_HEADER) != 0 ? subs->track->header : "";
  gboolean modern = vost_xliff_is_modern (header);
  const VostSubtitles *target =
      subs->more != NULL && subs->more->len > 0 ? g_ptr_array_index (subs->more, 0) : NULL;
  const char *at = strstr (header, modern ? " srcLang=\"" : " source-language=\"");

  if (at != NULL && target != NULL && *target->track->language != '\0' &&
      *target->track->header == '\0' &&
      strstr (header, modern ? "trgLang" : "target-language") == NULL)
    {
      g_string_append_len (out, header, at - header);
      vost_exchange_append_attribute (out, modern ? "trgLang" : "target-language",
                                      target->track->language);
      header = at;
    }
  g_string_append (out, header);
  vost_exchange_append_units (out, subs, &xliff, modern);
}

static gboolean
xliff_write (const VostSubtitles *subs,
             const VostFormatOptions *options,
             GString *out,
             GError **error)
{
  vost_exchange_write_xml (out, subs, xliff.id, append_own, append_new);

  return TRUE;
}

static guint
xliff_sniff (const char *text, gsize len)
{
  return vost_xml_has_root (text, len, "xliff") ? 100 : 0;
}

static void
xliff_losses (const VostSubtitles *subs, GPtrArray *diagnostics)
{
  vost_exchange_losses (subs, vost_format_xliff.id, FALSE, TRUE, diagnostics);
}

const VostFormat vost_format_xliff = {
  .id = "xliff",
  .title = N_ ("XLIFF"),
  .extensions = "xlf;xliff",
  .mime_type = "application/xliff+xml",
  .flags = VOST_FORMAT_STYLES | VOST_FORMAT_UTF8 | VOST_FORMAT_LANGUAGES,
  .sniff = xliff_sniff,
  .read = xliff_read,
  .write = xliff_write,
  .losses = xliff_losses,
};
