/* Whole documents of cinema subtitles. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "dcp-private.h"

#include "vostok-config.h"

#include <glib/gi18n-lib.h>

/* By which the licence is found again. */
#define LICENCE_START "<!-- Licence\n"
#define LICENCE_END "-->"

static const char *
id_of (gboolean smpte)
{
  return smpte ? vost_format_dcp_smpte.id : vost_format_dcp_interop.id;
}

static void
append_cues (GString *out, const VostSubtitles *subs, VostDcpWriter *writer, const char *separator)
{
  gboolean first = TRUE;

  for (guint i = 0; i < subs->cues->len; i++)
    {
      const VostCue *cue = g_ptr_array_index (subs->cues, i);
      VostXmlRaw raw;

      if (!writer->native && !vost_cue_has_text (cue))
        continue;
      if (!first && writer->native)
        vost_xml_append_before (out, cue, separator);
      else if (!first)
        g_string_append (out, separator);
      first = FALSE;
      vost_xml_raw_parse (cue, &raw);
      if (writer->native && *cue->raw != '\0')
        {
          g_string_append (out, raw.block);
          writer->number++;
        }
      else
        vost_dcp_append_cue (out, cue, writer);
    }
}

/* A comment before the root: neither dialect has an element for it. */
static void
insert_rights (GString *header, const VostDcpHead *head, const char *rights)
{
  g_autoptr (GString) comment = g_string_new (NULL);
  g_autoptr (GString) safe = g_string_new (NULL);
  char *old = strstr (header->str, LICENCE_START);
  char *end = old != NULL ? strstr (old, LICENCE_END) : NULL;
  gsize at = head->root;

  if (rights == NULL || *rights == '\0')
    return;
  if (end != NULL)
    {
      at = (gsize) (old - header->str);
      end += strlen (LICENCE_END) + (end[strlen (LICENCE_END)] == '\n');
      g_string_erase (header, (gssize) at, end - old);
    }
  g_string_append (comment, LICENCE_START);
  /* Two hyphens would end a comment. */
  for (const char *p = rights; *p != '\0'; p++)
    {
      g_string_append_len (safe, p, 1);
      if (*p == '-' && (p[1] == '-' || p[1] == '\0'))
        g_string_append_c (safe, ' ');
    }
  vost_xml_append_text (comment, safe->str, safe->len);
  g_string_append (comment, "\n" LICENCE_END "\n");
  g_string_insert (header, (gssize) at, comment->str);
}

/* An id that is always the same for the same subtitles. */
static char *
make_uuid (const GString *cues)
{
  g_autofree char *sum =
      g_compute_checksum_for_data (G_CHECKSUM_SHA1, (const guchar *) cues->str, cues->len);

  return g_strdup_printf ("%.8s-%.4s-5%.3s-8%.3s-%.12s", sum, sum + 8, sum + 13, sum + 17,
                          sum + 20);
}

static void
append_word (GString *out, const char *name, const char *value)
{
  g_string_append_printf (out, "  <%s>", name);
  vost_xml_append_text (out, value, strlen (value));
  g_string_append_printf (out, "</%s>\n", name);
}

static const char *
title_of (const VostSubtitles *subs, const VostFormatOptions *options)
{
  return options->title != NULL && *options->title != '\0' ? options->title : subs->track->title;
}

static void
append_interop_head (GString *out,
                     const VostSubtitles *subs,
                     const VostFormatOptions *options,
                     const char *uuid)
{
  g_string_append (out,
                   "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<DCSubtitle Version=\"1.0\">\n");
  append_word (out, "SubtitleID", uuid);
  append_word (out, "MovieTitle", title_of (subs, options));
  append_word (out, "ReelNumber", "1");
  append_word (out, "Language", *subs->track->language != '\0' ? subs->track->language : "und");
  g_string_append (out, "  <Font Color=\"FFFFFFFF\" Effect=\"border\" EffectColor=\"FF000000\" "
                        "Size=\"42\">\n    ");
}

static void
append_smpte_head (GString *out,
                   const VostSubtitles *subs,
                   const VostFormatOptions *options,
                   const VostDcpHead *head,
                   const char *uuid)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();
  g_autofree char *date = g_date_time_format (now, "%Y-%m-%dT%H:%M:%S.000+00:00");
  g_autofree char *urn = g_strconcat ("urn:uuid:", uuid, NULL);
  g_autofree char *edit = g_strdup_printf ("%d %d", head->rate.num, head->rate.den);
  g_autofree char *code = g_strdup_printf ("%d", head->nominal);

  g_string_append (out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<SubtitleReel "
                        "xmlns=\"http://www.smpte-ra.org/schemas/428-7/2014/DCST\">\n");
  append_word (out, "Id", urn);
  append_word (out, "ContentTitleText", title_of (subs, options));
  append_word (out, "IssueDate", date);
  append_word (out, "ReelNumber", "1");
  append_word (out, "Language", *subs->track->language != '\0' ? subs->track->language : "und");
  append_word (out, "EditRate", edit);
  append_word (out, "TimeCodeRate", code);
  append_word (out, "StartTime", "00:00:00:00");
  g_string_append (out, "  <SubtitleList>\n    <Font Color=\"FFFFFFFF\" Effect=\"border\" "
                        "EffectColor=\"FF000000\" Size=\"42\">\n    ");
}

/* @kept: the head of the file that the cues came from, up to its first font or subtitle; or NULL */
static void
write_fresh (const VostSubtitles *subs,
             const VostFormatOptions *options,
             const VostDcpHead *file,
             const char *kept,
             GString *out)
{
  const char *eol = vost_track_eol (subs->track);
  g_autofree char *separator = g_strconcat (eol, &VOST_DCP_SEPARATOR[1], NULL);
  g_auto (VostConversion) conversion = { NULL };
  char none[] = "";
  VostDcpHead head = *file;
  VostDcpWriter writer = { &head, &conversion, FALSE, 0 };
  g_autoptr (GString) header = g_string_new (kept);
  g_autoptr (GString) cues = g_string_new (NULL);
  g_autofree char *uuid = NULL;

  if (kept == NULL)
    head.prefix = none;
  vost_conversion_init (&conversion, subs);
  append_cues (cues, subs, &writer, separator);
  uuid = make_uuid (cues);
  if (kept != NULL)
    g_string_append_printf (header,
                            head.smpte ? "<%sSubtitleList><%sFont>\n    " : "<%sFont>\n    ",
                            head.prefix, head.prefix);
  else if (head.smpte)
    append_smpte_head (header, subs, options, &head, uuid);
  else
    append_interop_head (header, subs, options, uuid);
  if (kept == NULL)
    head.root = (gsize) (strchr (header->str, '\n') + 1 - header->str);
  insert_rights (header, &head, options->rights);
  vost_append_lines (out, header->str, eol);
  g_string_append_len (out, cues->str, (gssize) cues->len);
  g_string_append_printf (out, "%s  </%sFont>%s", eol, head.prefix, eol);
  if (head.smpte)
    g_string_append_printf (out, "  </%sSubtitleList>%s</%sSubtitleReel>%s", head.prefix, eol,
                            head.prefix, eol);
  else
    g_string_append_printf (out, "</%sDCSubtitle>%s", head.prefix, eol);
}

static gboolean
reads_back (const VostSubtitles *subs, const VostDcpHead *head, const GString *out)
{
  g_autoptr (VostSubtitles) again = vost_subtitles_new ();
  VostXmlRaw first = { 0 };
  gboolean broken;

  if (subs->cues->len > 0)
    vost_xml_raw_parse (g_ptr_array_index (subs->cues, 0), &first);
  again->track->rate = head->rate;
  return vost_dcp_read (out->str, out->len, again, head->smpte, NULL, &broken, NULL) &&
         (!broken || first.broken > 0) &&
         vost_xml_same_cues (subs->cues, again->cues,
                             head->smpte ? vost_rate_frame_start (head->rate, 1)
                                         : 4 * VOST_MSECOND);
}

static gboolean
write_kept (const VostSubtitles *subs,
            const VostFormatOptions *options,
            const VostDcpHead *head,
            GString *out)
{
  const VostTrack *track = subs->track;
  g_autofree char *separator = g_strconcat (vost_track_eol (track), &VOST_DCP_SEPARATOR[1], NULL);
  g_auto (VostConversion) conversion = { NULL };
  VostDcpWriter writer = { head, &conversion, TRUE, 0 };
  g_autoptr (GString) header = g_string_new (track->header);

  vost_conversion_init (&conversion, subs);
  insert_rights (header, head, options->rights);
  g_string_append_len (out, header->str, (gssize) header->len);
  append_cues (out, subs, &writer, separator);
  g_string_append (out, track->footer);

  return vost_xml_is_untouched_wreck (subs->cues) || reads_back (subs, head, out);
}

static gboolean
is_broken (const VostSubtitles *subs, const VostDcpHead *head, const char *text)
{
  g_autoptr (VostSubtitles) again = vost_subtitles_new ();
  gboolean broken;

  again->track->rate = head->rate;
  return !vost_dcp_read (text, strlen (text), again, head->smpte, NULL, &broken, NULL) || broken ||
         again->cues->len < subs->cues->len;
}

/* Whether changed times can be written into the file: Interop always knows how, SMPTE by a rate. */
static gboolean
has_times (const VostSubtitles *subs, gboolean smpte)
{
  g_auto (VostDcpHead) head = { 0 };

  if (!smpte || vost_rate_is_known (subs->track->rate))
    return TRUE;
  vost_dcp_head_read (subs->track->header, subs->track->rate, smpte, &head);
  if (vost_rate_is_known (head.rate))
    return TRUE;
  /* Read without one, for its times were none: only as it is. */
  for (guint i = 0; i < subs->cues->len; i++)
    if (*((const VostCue *) g_ptr_array_index (subs->cues, i))->raw == '\0')
      return FALSE;

  return TRUE;
}

/* All of it anew behind the file's own head, if that is sound. */
static void
rebuild (const VostSubtitles *subs,
         const VostFormatOptions *options,
         const VostDcpHead *head,
         gboolean keep,
         GString *out)
{
  gsize start = out->len;
  g_autofree char *kept =
      keep && head->body > 0 ? g_strndup (subs->track->header, head->body) : NULL;

  write_fresh (subs, options, head, kept, out);
  if (kept != NULL && is_broken (subs, head, out->str + start))
    {
      g_string_truncate (out, start);
      write_fresh (subs, options, head, NULL, out);
    }
}

static gboolean
write_any (const VostSubtitles *subs,
           const VostFormatOptions *options,
           gboolean smpte,
           GString *out,
           gboolean *ret_rebuilt,
           GError **error)
{
  gboolean native = vost_is_native (subs, id_of (smpte)) && *subs->track->header != '\0';
  gboolean timed = native && has_times (subs, smpte);
  g_auto (VostDcpHead) head = { 0 };
  VostRate rate = vost_is_native (subs, id_of (smpte)) && vost_rate_is_known (subs->track->rate)
                      ? subs->track->rate
                      : options->rate;
  gsize start = out->len;

  *ret_rebuilt = FALSE;
  vost_dcp_head_read (native ? subs->track->header : "", rate, smpte, &head);
  if (timed && write_kept (subs, options, &head, out))
    return TRUE;
  g_string_truncate (out, start);
  if (smpte && !vost_rate_is_known (head.rate))
    {
      g_set_error_literal (error, VOST_ERROR, VOST_ERROR_NEEDS_RATE,
                           _ ("Cinema subtitles count frames: say how many a second has."));
      return FALSE;
    }
  *ret_rebuilt = native;
  rebuild (subs, options, &head, timed, out);

  return TRUE;
}

gboolean
vost_dcp_write (const VostSubtitles *subs,
                const VostFormatOptions *options,
                gboolean smpte,
                GString *out,
                GError **error)
{
  gboolean rebuilt;

  return write_any (subs, options, smpte, out, &rebuilt, error);
}

static void
report_cue (GPtrArray *diagnostics, const VostCue *cue, const char *message)
{
  VostDiagnostic *diagnostic = vost_diagnostic_new (VOST_SEVERITY_WARNING, 0, 0, "%s", message);

  diagnostic->cue = VOST_RECORD_ID (cue);
  g_ptr_array_add (diagnostics, diagnostic);
}

/* Interop counts ticks of 4 ms. */
static void
report_ticks (const VostSubtitles *subs, GPtrArray *diagnostics)
{
  gboolean native = vost_is_native (subs, id_of (FALSE));

  for (guint i = 0; i < subs->cues->len; i++)
    {
      const VostCue *cue = g_ptr_array_index (subs->cues, i);

      if ((!native || *cue->raw == '\0') &&
          (cue->start % (4 * VOST_MSECOND) != 0 || cue->end % (4 * VOST_MSECOND) != 0))
        report_cue (diagnostics, cue, _ ("The times are rounded."));
    }
}

static void
report_details (const VostSubtitles *subs, GPtrArray *diagnostics)
{
  g_auto (VostConversion) conversion = { NULL };

  vost_conversion_init (&conversion, subs);
  for (guint i = 0; i < subs->cues->len; i++)
    {
      const VostCue *cue = g_ptr_array_index (subs->cues, i);
      gboolean exact;

      g_free (vost_ttml_place (cue, &conversion, &exact));
      if (!exact)
        report_cue (diagnostics, cue, _ ("The place on the picture is changed a little."));
      if (strstr (cue->settings, "vertical:") != NULL)
        report_cue (diagnostics, cue, _ ("Lines from top to bottom cannot be kept."));
      if (vost_xml_lacks (cue->text))
        report_cue (diagnostics, cue,
                    _ ("XML has no way to write a control character of the text."));
    }
}

void
vost_dcp_losses (const VostSubtitles *subs, gboolean smpte, GPtrArray *diagnostics)
{
  const VostFormatOptions options = { .rate = subs->track->rate };

  vost_report_losses (subs, id_of (smpte),
                      VOST_HAS_STRIKE | VOST_HAS_FONT | VOST_HAS_CLASSES | VOST_HAS_VOICES |
                          VOST_HAS_LANGUAGES | VOST_HAS_TIMESTAMPS | VOST_HAS_EFFECTS |
                          VOST_HAS_REMARKS | VOST_HAS_DRAWING | VOST_HAS_SPEAKER | VOST_HAS_STYLE |
                          VOST_HAS_FIELDS | VOST_HAS_LABEL | VOST_HAS_NOTES |
                          VOST_HAS_NEGATIVE_TIME | VOST_HAS_EDITING | VOST_HAS_HEADER,
                      3, diagnostics);
  if (smpte)
    vost_report_frames (subs, id_of (smpte), subs->track->rate, diagnostics);
  else
    report_ticks (subs, diagnostics);
  if (vost_is_native (subs, id_of (smpte)) && *subs->track->header != '\0')
    {
      g_autoptr (GString) out = g_string_new (NULL);
      gboolean rebuilt;

      if (write_any (subs, &options, smpte, out, &rebuilt, NULL) && rebuilt)
        g_ptr_array_add (diagnostics,
                         vost_diagnostic_new (VOST_SEVERITY_WARNING, 0, 0, "%s",
                                              _ ("The file’s own arrangement of fonts cannot hold "
                                                 "the changes: all subtitles will be written "
                                                 "anew.")));
      return;
    }
  report_details (subs, diagnostics);
}

guint
vost_dcp_sniff (const char *text, gsize len, const char *root)
{
  const char *p = g_strstr_len (text, (gssize) len, root);

  /* "<DCSubtitle" or "<dcst:SubtitleReel" */
  while (p != NULL && p > text && (p[-1] == ':' || g_ascii_isalnum (p[-1])))
    p--;

  return p != NULL && p > text && p[-1] == '<' ? 95 : 0;
}
