/* Whole TTML documents: kept as they are around what has changed, or written anew. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ttml-private.h"

#include "vostok-config.h"

#include <glib/gi18n-lib.h>

#define FRESH_BODY "  <body>\n    <div>\n      "
#define FRESH_END "\n    </div>\n  </body>\n</tt>\n"

/* Whether all of the paragraph's cues stand here one after the other, none of them touched. */
static gboolean
is_whole_group (const GPtrArray *cues, guint first, guint64 count)
{
  for (guint64 i = 0; i < count; i++)
    {
      VostXmlRaw raw;

      if (first + i >= cues->len)
        return FALSE;
      vost_xml_raw_parse (g_ptr_array_index (cues, first + i), &raw);
      if (raw.index != i + 1 || raw.count != count)
        return FALSE;
    }

  return count > 0;
}

static void
append_cues (GString *out, const VostSubtitles *subs, VostTtmlWriter *writer, const char *separator)
{
  gboolean first = TRUE;

  for (guint i = 0; i < subs->cues->len; i++)
    {
      const VostCue *cue = g_ptr_array_index (subs->cues, i);
      VostXmlRaw raw;

      vost_xml_raw_parse (cue, &raw);
      if (!writer->native && !vost_cue_has_text (cue))
        continue;
      if (!first && writer->native)
        vost_xml_append_before (out, cue, separator);
      else if (!first)
        g_string_append (out, separator);
      first = FALSE;
      if (writer->native && raw.index == 1 && is_whole_group (subs->cues, i, raw.count))
        {
          g_string_append (out, raw.block);
          writer->number += (guint) raw.count;
          i += (guint) raw.count - 1;
        }
      else if (writer->native && *cue->raw != '\0' && raw.count == 0)
        {
          g_string_append (out, raw.block);
          writer->number++;
        }
      else
        vost_ttml_append_cue (out, cue, writer);
    }
}

/* Puts @content in before the end tag of an element, which may be an empty one. */
static void
insert_into (GString *header, const VostTtmlSpot *spot, const char *name, const char *content)
{
  g_autoptr (GString) text = g_string_new (NULL);

  if (spot->end > spot->inside)
    {
      gsize at = spot->close;

      /* In front of the end tag's own indentation. */
      while (at > spot->inside && (header->str[at - 1] == ' ' || header->str[at - 1] == '\t'))
        at--;
      g_string_insert (header, (gssize) at, content);
      return;
    }
  /* "<layout/>" */
  g_string_append_printf (text, ">\n%s    </%s>", content, name);
  g_string_erase (header, (gssize) spot->inside - 2, 2);
  g_string_insert (header, (gssize) spot->inside - 2, text->str);
}

/* A head that something can be put in; FALSE where not even the root is found. */
static gboolean
ensure_head (GString *header)
{
  g_autoptr (VostTtmlHead) head = vost_ttml_head_read (header->str);
  g_autofree char *whole = NULL;

  if (head->root.inside == 0 || (head->head.inside > 0 && head->head.end == 0))
    return FALSE;
  if (head->head.end > head->head.inside)
    return TRUE;
  if (head->head.inside == 0)
    {
      whole = g_strdup_printf ("<%shead></%shead>", head->prefix, head->prefix);
      g_string_insert (header, (gssize) head->root.inside, whole);
      return TRUE;
    }
  /* "<head/>" */
  whole = g_strdup_printf ("></%shead>", head->prefix);
  g_string_erase (header, (gssize) head->head.inside - 2, 2);
  g_string_insert (header, (gssize) head->head.inside - 2, whole);

  return TRUE;
}

/* One of styling, layout and metadata; FALSE when the head has no place for it. */
static gboolean
insert_element (GString *header, const char *name, const char *content)
{
  g_autoptr (VostTtmlHead) head = vost_ttml_head_read (header->str);
  const VostTtmlSpot *spot = strcmp (name, "styling") == 0  ? &head->styling
                             : strcmp (name, "layout") == 0 ? &head->layout
                                                            : &head->metadata;
  g_autofree char *full = g_strconcat (head->prefix, name, NULL);
  g_autofree char *element = g_strdup_printf ("    <%s>\n%s    </%s>\n", full, content, full);

  if (spot->inside > 0)
    insert_into (header, spot, full, content);
  else if (strcmp (name, "metadata") == 0 && head->head.end > head->head.inside)
    {
      g_string_insert (header, (gssize) head->head.inside, element);
      g_string_insert (header, (gssize) head->head.inside, "\n");
    }
  else if (strcmp (name, "styling") == 0 && head->layout.inside > 0)
    g_string_insert (header, (gssize) head->layout.start, element);
  else if (head->head.end > head->head.inside)
    insert_into (header, &head->head, full, element);
  else
    return FALSE;

  return TRUE;
}

static gboolean
insert_content (GString *header, const char *name, const char *content)
{
  return *content == '\0' || (ensure_head (header) && insert_element (header, name, content));
}

/* The licence as a copyright element of the head, in the place of the one that was there. */
static gboolean
insert_rights (GString *header, const char *rights)
{
  g_autoptr (VostTtmlHead) head = NULL;
  g_autoptr (GString) element = g_string_new (NULL);
  const char *ttm;

  if (rights == NULL || *rights == '\0')
    return TRUE;
  if (!ensure_head (header))
    return FALSE;
  head = vost_ttml_head_read (header->str);
  ttm = head->ttm != NULL ? head->ttm : "ttm:";
  g_string_append_printf (element, "<%scopyright", ttm);
  if (head->ttm == NULL)
    g_string_append_printf (element, " xmlns:ttm=\"%s#metadata\"", head->root_uri);
  g_string_append (element, ">Licence\n");
  vost_xml_append_text (element, rights, strlen (rights));
  g_string_append_printf (element, "</%scopyright>", ttm);
  if (head->licence.end > 0)
    {
      g_string_erase (header, (gssize) head->licence.start,
                      (gssize) (head->licence.end - head->licence.start));
      g_string_insert (header, (gssize) head->licence.start, element->str);
    }
  else
    g_string_insert (header, (gssize) head->head.inside, element->str);

  return TRUE;
}

static gboolean
complete_header (GString *header, const VostTtmlWriter *writer)
{
  return insert_content (header, "styling", writer->new_styles->str) &&
         insert_content (header, "layout", writer->new_regions->str) &&
         insert_content (header, "metadata", writer->new_agents->str);
}

static VostTtmlHead *
fresh_head (void)
{
  VostTtmlHead *head = vost_ttml_head_new ();

  head->tts = g_strdup ("tts:");
  head->ttm = g_strdup ("ttm:");

  return head;
}

static void
append_metadata (GString *out,
                 const VostTtmlWriter *writer,
                 const VostFormatOptions *options,
                 const char *title)
{
  if (options->title != NULL && *options->title != '\0')
    title = options->title;
  if (!writer->ebu && writer->new_agents->len == 0 && *title == '\0')
    return;
  g_string_append (out, "    <metadata>\n");
  if (*title != '\0')
    {
      g_string_append (out, "      <ttm:title>");
      vost_xml_append_text (out, title, strlen (title));
      g_string_append (out, "</ttm:title>\n");
    }
  if (writer->ebu)
    g_string_append (out, "      <ebuttm:documentMetadata>\n"
                          "        <ebuttm:conformsToStandard>urn:ebu:tt:distribution:2018-04"
                          "</ebuttm:conformsToStandard>\n"
                          "      </ebuttm:documentMetadata>\n");
  g_string_append_printf (out, "%s    </metadata>\n", writer->new_agents->str);
}

static void
append_fresh_header (GString *out,
                     const VostSubtitles *subs,
                     VostTtmlWriter *writer,
                     const VostFormatOptions *options)
{
  g_string_append (out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                        "<tt xmlns=\"http://www.w3.org/ns/ttml\" "
                        "xmlns:ttp=\"http://www.w3.org/ns/ttml#parameter\"\n"
                        "    xmlns:tts=\"http://www.w3.org/ns/ttml#styling\" "
                        "xmlns:ttm=\"http://www.w3.org/ns/ttml#metadata\"\n");
  g_string_append (out, writer->ebu
                            ? "    xmlns:ebuttm=\"urn:ebu:tt:metadata\" ttp:timeBase=\"media\""
                            : "    ttp:timeBase=\"media\" ttp:contentProfiles="
                              "\"http://www.w3.org/ns/ttml/profile/imsc1.1/text\"");
  vost_xml_append_attribute (out, "xml:lang", subs->track->language);
  g_string_append (out, ">\n  <head>\n");
  append_metadata (out, writer, options, subs->track->title);
  if (writer->new_styles->len > 0)
    g_string_append_printf (out, "    <styling>\n%s    </styling>\n", writer->new_styles->str);
  g_string_append_printf (out, "    <layout>\n%s    </layout>\n  </head>\n",
                          writer->new_regions->str);
}

static void
append_with_eol (GString *out, const char *text, const char *eol)
{
  vost_append_lines (out, text, eol);
}

/* All of it in our own form; @kept: the head of the file that the cues came from, or NULL. */
static void
write_fresh (const VostSubtitles *subs,
             const VostFormatOptions *options,
             const char *id,
             const char *kept,
             GString *out)
{
  const char *eol = vost_track_eol (subs->track);
  g_autofree char *separator = g_strconcat (eol, VOST_TTML_SEPARATOR + 1, NULL);
  g_auto (VostConversion) conversion = { NULL };
  g_auto (VostTtmlWriter) writer = { NULL };
  g_autoptr (VostTtmlHead) head = kept != NULL ? vost_ttml_head_read (kept) : fresh_head ();
  g_autoptr (GString) header = g_string_new (kept);
  g_autoptr (GString) cues = g_string_new (NULL);
  const char *p = head->prefix;

  vost_conversion_init (&conversion, subs);
  vost_ttml_writer_init (&writer, head, &conversion, FALSE, strcmp (id, "ttml") != 0);
  head->preserve = kept != NULL && head->preserve;
  /* Both have a place for text that says nothing about its own. */
  g_free (vost_ttml_writer_region (&writer, ""));
  if (writer.ebu)
    {
      const VostTtmlStyle white = { .set = VOST_TTML_COLOUR, .colour = VOST_TTML_WHITE };

      g_free (vost_ttml_writer_style (&writer, "colorffffff", &white));
    }
  append_cues (cues, subs, &writer, separator);
  if (kept == NULL)
    append_fresh_header (header, subs, &writer, options);
  else
    (void) complete_header (header, &writer);
  (void) insert_rights (header, options->rights);
  if (kept == NULL)
    append_with_eol (out, header->str, eol);
  else
    g_string_append (out, header->str);
  g_string_append_printf (out, "%s<%sbody>%s    <%sdiv>%s      ", kept != NULL ? "" : "  ", p, eol,
                          p, eol);
  g_string_append_len (out, cues->str, (gssize) cues->len);
  g_string_append_printf (out, "%s    </%sdiv>%s  </%sbody>%s</%stt>%s", eol, p, eol, p, eol, p,
                          eol);
}

/* The new document says the same as the cues do: a structure that the file has around its
 * paragraphs may have made something else of them. */
static gboolean
reads_back (const VostSubtitles *subs, const char *id, const GString *out, VostTtmlWriter *writer)
{
  g_autoptr (VostSubtitles) again = vost_subtitles_new ();
  const VostTtmlParams *params = &writer->head->params;
  VostXmlRaw first = { 0 };
  gboolean broken;

  if (subs->cues->len > 0)
    vost_xml_raw_parse (g_ptr_array_index (subs->cues, 0), &first);
  again->track->rate = params->rate;
  return vost_ttml_read (out->str, out->len, again, id, NULL, &broken, NULL) &&
         (!broken || first.broken > 0) &&
         vost_xml_same_cues (
             subs->cues, again->cues,
             params->base == VOST_TTML_SMPTE ? vost_rate_frame_start (params->rate, 1) : 0);
}

/* Nobody has touched the cues: what was read is written. */
static gboolean
write_kept (const VostSubtitles *subs,
            const VostFormatOptions *options,
            const char *id,
            GString *out)
{
  const VostTrack *track = subs->track;
  g_autofree char *separator = g_strconcat (vost_track_eol (track), VOST_TTML_SEPARATOR + 1, NULL);
  g_auto (VostConversion) conversion = { NULL };
  g_auto (VostTtmlWriter) writer = { NULL };
  g_autoptr (VostTtmlHead) head = vost_ttml_head_read (track->header);
  g_autoptr (GString) header = g_string_new (track->header);
  g_autoptr (GString) cues = g_string_new (NULL);

  vost_conversion_init (&conversion, subs);
  vost_ttml_writer_init (&writer, head, &conversion, TRUE, strcmp (id, "ttml") != 0);
  append_cues (cues, subs, &writer, separator);
  if (writer.impossible || !complete_header (header, &writer) ||
      !insert_rights (header, options->rights))
    return FALSE;
  g_string_append_len (out, header->str, (gssize) header->len);
  g_string_append_len (out, cues->str, (gssize) cues->len);
  g_string_append (out, track->footer);

  return vost_xml_is_untouched_wreck (subs->cues) || reads_back (subs, id, out, &writer);
}

/* Up to "<body", if there is one. */
static char *
head_of (const char *header)
{
  g_autoptr (VostTtmlHead) head = vost_ttml_head_read (header);

  if (head->body.inside == 0 || head->head.end == 0 || head->params.base == VOST_TTML_SMPTE)
    return NULL;

  return g_strndup (header, head->body.start);
}

static gboolean
is_broken (const VostSubtitles *subs, const char *id, const char *text)
{
  g_autoptr (VostSubtitles) again = vost_subtitles_new ();
  gboolean broken;

  return !vost_ttml_read (text, strlen (text), again, id, NULL, &broken, NULL) || broken ||
         again->cues->len < subs->cues->len;
}

/* *ret_rebuilt: the structure that the file had around its cues is gone. */
static void
write_any (const VostSubtitles *subs,
           const VostFormatOptions *options,
           const char *id,
           GString *out,
           gboolean *ret_rebuilt)
{
  gsize start = out->len;
  g_autofree char *kept = NULL;

  *ret_rebuilt = FALSE;
  if (vost_is_native (subs, id) && *subs->track->header != '\0')
    {
      if (write_kept (subs, options, id, out))
        return;
      g_string_truncate (out, start);
      kept = head_of (subs->track->header);
      *ret_rebuilt = TRUE;
    }
  write_fresh (subs, options, id, kept, out);
  /* The head may be what is torn. */
  if (kept != NULL && is_broken (subs, id, out->str + start))
    {
      g_string_truncate (out, start);
      write_fresh (subs, options, id, NULL, out);
    }
}

gboolean
vost_ttml_write (const VostSubtitles *subs,
                 const VostFormatOptions *options,
                 const char *id,
                 GString *out,
                 GError **error)
{
  gboolean rebuilt;

  write_any (subs, options, id, out, &rebuilt);

  return TRUE;
}

static void
report_cue (GPtrArray *diagnostics, const VostCue *cue, const char *message)
{
  VostDiagnostic *diagnostic = vost_diagnostic_new (VOST_SEVERITY_WARNING, 0, 0, "%s", message);

  diagnostic->cue = VOST_RECORD_ID (cue);
  g_ptr_array_add (diagnostics, diagnostic);
}

void
vost_ttml_losses (const VostSubtitles *subs, const char *id, GPtrArray *diagnostics)
{
  const VostFormatOptions none = { NULL };
  g_auto (VostConversion) conversion = { NULL };
  guint lost = VOST_HAS_FONT | VOST_HAS_CLASSES | VOST_HAS_TIMESTAMPS | VOST_HAS_EFFECTS |
               VOST_HAS_REMARKS | VOST_HAS_DRAWING | VOST_HAS_STYLE | VOST_HAS_FIELDS |
               VOST_HAS_LABEL | VOST_HAS_NOTES | VOST_HAS_NEGATIVE_TIME | VOST_HAS_EDITING |
               VOST_HAS_HEADER;
  gboolean ebu = strcmp (id, "ttml") != 0;

  vost_report_losses (subs, id, lost | (ebu ? VOST_HAS_STRIKE | VOST_HAS_RUBY : 0), 3, diagnostics);
  if (vost_is_native (subs, id) && *subs->track->header != '\0')
    {
      g_autoptr (GString) out = g_string_new (NULL);
      gboolean rebuilt;

      write_any (subs, &none, id, out, &rebuilt);
      if (rebuilt)
        g_ptr_array_add (diagnostics,
                         vost_diagnostic_new (VOST_SEVERITY_WARNING, 0, 0, "%s",
                                              _ ("The file’s own arrangement (containers, timing "
                                                 "inside timing) cannot hold the changes: all "
                                                 "subtitles will be written anew.")));
      return;
    }
  vost_conversion_init (&conversion, subs);
  for (guint i = 0; i < subs->cues->len; i++)
    {
      const VostCue *cue = g_ptr_array_index (subs->cues, i);
      gboolean exact;

      g_free (vost_ttml_place (cue, &conversion, &exact));
      if (!exact)
        report_cue (diagnostics, cue, _ ("The place on the picture is changed a little."));
      if (vost_xml_lacks (cue->text))
        report_cue (diagnostics, cue,
                    _ ("XML has no way to write a control character of the text."));
    }
}

/* The name of the root element behind declaration, comments and DOCTYPE, or NULL. */
static const char *
find_root (const char *text, const char *end)
{
  while ((text = memchr (text, '<', (gsize) (end - text))) != NULL && end - text > 4)
    {
      const char *close = "?>";

      if (text[1] != '?' && text[1] != '!')
        return text + 1;
      if (text[1] == '!')
        close = text[2] == '-' ? "-->" : ">";
      text = g_strstr_len (text + 2, end - text - 2, close);
      if (text == NULL)
        return NULL;
    }

  return NULL;
}

guint
vost_ttml_sniff (const char *text, gsize len)
{
  const char *end = text + len, *root = find_root (text, end);
  const char *colon, *local;
  gsize name;

  if (root == NULL)
    return 0;
  name = strcspn (root, " \t\r\n>/");
  colon = memchr (root, ':', name);
  local = colon != NULL ? colon + 1 : root;
  if (root + name - local != 2 || memcmp (local, "tt", 2) != 0)
    return 0;

  return g_strstr_len (root, end - root, "urn:ebu:tt:distribution") != NULL ? 2 : 1;
}
