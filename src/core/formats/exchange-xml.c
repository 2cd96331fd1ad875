/* Driving libxml2 over XLIFF and TMX, and writing them so that they stay XML. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exchange-xml-private.h"

#include "vostok-config.h"

#include <glib/gi18n-lib.h>

static void
on_start (void *data,
          const xmlChar *name,
          const xmlChar *prefix,
          const xmlChar *uri,
          int n_namespaces,
          const xmlChar **namespaces,
          int n_attributes,
          int n_defaulted,
          const xmlChar **attributes)
{
  VostUnitReader *self = data;

  if (self->stopped)
    return;
  if (self->depth >= VOST_MAX_NESTING)
    {
      vost_unit_reader_report (self, VOST_SEVERITY_ERROR,
                               _ ("The file is nested too deeply to be read on."));
      vost_unit_reader_stop (self);
      return;
    }
  self->depth++;
  vost_unit_reader_begin (self, (const char *) name, attributes, n_attributes);
}

static void
on_end (void *data, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri)
{
  VostUnitReader *self = data;

  if (self->stopped || self->depth == 0)
    return;
  vost_unit_reader_end (self);
  self->depth--;
}

static void
on_characters (void *data, const xmlChar *characters, int len)
{
  VostUnitReader *self = data;
  GString *into = self->capturing && self->code_depth > 0 ? self->code : self->plain;

  if (self->stopped || (!self->capturing && !self->verbatim))
    return;
  g_string_append_len (into, (const char *) characters, len);
  if (into->len + self->text->len > VOST_MAX_CUE_TEXT)
    {
      self->reading.too_big = TRUE;
      vost_unit_reader_stop (self);
    }
}

/* Only the predefined entities and numbers are characters; others are shown as they are written. */
static void
on_reference (void *data, const xmlChar *name)
{
  VostUnitReader *self = data;
  g_autofree char *written = g_strdup_printf ("&%s;", (const char *) name);

  if (!self->told_entities && !self->stopped)
    {
      self->told_entities = TRUE;
      vost_unit_reader_report (
          self, VOST_SEVERITY_WARNING,
          _ ("The file uses entities of its own; Vostok does not follow them."));
    }
  on_characters (data, (const xmlChar *) written, (int) strlen (written));
}

/* With a document type unknown entities are no error of the file; none is ever looked up. */
static void
on_document_type (void *data, const xmlChar *name, const xmlChar *id, const xmlChar *uri)
{
  VostUnitReader *self = data;

  self->parser->hasExternalSubset = 1;
}

static void
report_error (VostUnitReader *self, GError **error)
{
  const xmlError *problem = xmlCtxtGetLastError (self->parser);
  g_autofree char *message = NULL;
  g_autofree char *first = NULL;

  if (problem == NULL || problem->level != XML_ERR_FATAL || self->stopped)
    return;
  first = g_strchomp (g_utf8_make_valid (problem->message != NULL ? problem->message : "", -1));
  message = g_strdup_printf (
      _ ("The file is damaged here (%s). What comes after it is kept, but not shown."), first);
  if (self->reading.subs->cues->len > 0)
    vost_reading_report (&self->reading, VOST_SEVERITY_ERROR, (guint) MAX (problem->line, 0), 0,
                         message);
  else
    g_set_error (error, VOST_ERROR, VOST_ERROR_BAD_INPUT,
                 _ ("The file is no proper XML: line %d, %s"), problem->line, first);
}

static void
parse (VostUnitReader *self, GError **error)
{
  xmlSAXHandler *sax;

  self->parser = xmlCreateMemoryParserCtxt (self->reading.text,
                                            (int) (self->reading.end - self->reading.text));
  if (self->parser == NULL)
    return;
  sax = self->parser->sax;
  *sax = (xmlSAXHandler){ .initialized = XML_SAX2_MAGIC,
                          .internalSubset = on_document_type,
                          .startElementNs = on_start,
                          .endElementNs = on_end,
                          .characters = on_characters,
                          .ignorableWhitespace = on_characters,
                          .cdataBlock = on_characters,
                          .reference = on_reference };
  self->parser->userData = self;
  (void) xmlCtxtUseOptions (self->parser, XML_PARSE_NONET | XML_PARSE_IGNORE_ENC |
                                              XML_PARSE_NOERROR | XML_PARSE_NOWARNING);
  (void) xmlParseDocument (self->parser);
  self->damaged = !self->parser->wellFormed || self->stopped;
  report_error (self, error);
  vost_unit_reader_clear (self);
  if (self->parser->myDoc != NULL)
    xmlFreeDoc (self->parser->myDoc);
  self->parser->myDoc = NULL;
  xmlFreeParserCtxt (self->parser);
}

gboolean
vost_exchange_read_xml (const char *text,
                        gsize len,
                        VostSubtitles *subs,
                        const VostExchange *exchange,
                        GPtrArray *diagnostics,
                        GError **error)
{
  VostUnitReader self = { .exchange = exchange };
  GError *local = NULL;
  gboolean ok;

  vost_set_string (&subs->track->format, exchange->id);
  vost_reading_init (&self.reading, text, len, subs, diagnostics);
  self.plain = g_string_new (NULL);
  self.text = g_string_new (NULL);
  self.code = g_string_new (NULL);
  if (len > 0 && len < G_MAXINT)
    parse (&self, &local);
  g_string_free (self.plain, TRUE);
  g_string_free (self.text, TRUE);
  g_string_free (self.code, TRUE);
  g_free (self.value);
  g_free (self.source_language);
  g_free (self.target_language);
  ok = vost_reading_finish (&self.reading, local != NULL ? NULL : error);
  if (local != NULL)
    g_propagate_error (error, local);
  vost_exchange_settle (subs);
  /* A file that was no XML before may stay so; see vost_exchange_write_xml(). */
  if (ok && (self.damaged || g_str_has_prefix (subs->track->footer, VOST_JOINER)))
    {
      g_autofree char *footer = g_steal_pointer (&subs->track->footer);

      subs->track->footer = g_strconcat (VOST_JOINER, footer, NULL);
    }

  return ok;
}

typedef struct
{
  xmlParserCtxtPtr parser;
  gboolean modern;
} Root;

static void
on_root (void *data,
         const xmlChar *name,
         const xmlChar *prefix,
         const xmlChar *uri,
         int n_namespaces,
         const xmlChar **namespaces,
         int n_attributes,
         int n_defaulted,
         const xmlChar **attributes)
{
  Root *root = data;

  for (int i = 0; i < n_attributes && strcmp ((const char *) name, "xliff") == 0; i++)
    if (strcmp ((const char *) attributes[i * 5], "version") == 0)
      {
        root->modern = *attributes[i * 5 + 3] == '2';
        break;
      }
  xmlStopParser (root->parser);
}

gboolean
vost_xliff_is_modern (const char *header)
{
  gsize len = strlen (header);
  Root root = { len > 0 && len < G_MAXINT ? xmlCreateMemoryParserCtxt (header, (int) len) : NULL };

  if (root.parser == NULL)
    return FALSE;
  *root.parser->sax = (xmlSAXHandler){ .initialized = XML_SAX2_MAGIC, .startElementNs = on_root };
  root.parser->userData = &root;
  (void) xmlCtxtUseOptions (root.parser, XML_PARSE_NONET | XML_PARSE_IGNORE_ENC |
                                             XML_PARSE_NOERROR | XML_PARSE_NOWARNING);
  (void) xmlParseDocument (root.parser);
  xmlFreeDoc (g_steal_pointer (&root.parser->myDoc));
  xmlFreeParserCtxt (root.parser);

  return root.modern;
}

static void
allow_entities (void *data, const xmlChar *name, const xmlChar *id, const xmlChar *uri)
{
  xmlParserCtxtPtr parser = *(xmlParserCtxtPtr *) data;

  parser->hasExternalSubset = 1;
}

static gboolean
is_well_formed (const char *text, gsize len)
{
  xmlParserCtxtPtr parser =
      len > 0 && len < G_MAXINT ? xmlCreateMemoryParserCtxt (text, (int) len) : NULL;
  gboolean well = FALSE;

  if (parser == NULL)
    return FALSE;
  *parser->sax = (xmlSAXHandler){ .initialized = XML_SAX2_MAGIC, .internalSubset = allow_entities };
  /* Were it the parser itself, libxml2 would keep entities of its own. */
  parser->userData = &parser;
  (void) xmlCtxtUseOptions (parser, XML_PARSE_NONET | XML_PARSE_IGNORE_ENC | XML_PARSE_NOERROR |
                                        XML_PARSE_NOWARNING);
  (void) xmlParseDocument (parser);
  well = parser->wellFormed != 0;
  xmlFreeDoc (g_steal_pointer (&parser->myDoc));
  xmlFreeParserCtxt (parser);

  return well;
}

void
vost_exchange_write_xml (GString *out,
                         const VostSubtitles *subs,
                         const char *id,
                         void (*append_own) (GString *out, const VostSubtitles *subs),
                         void (*append_new) (GString *out, const VostSubtitles *subs))
{
  gboolean native = vost_is_native (subs, id) && *subs->track->header != '\0';
  const char *footer = subs->track->footer;
  gsize start = out->len;
  VostSubtitles fresh = *subs;

  if (native)
    {
      append_own (out, subs);
      if (g_str_has_prefix (footer, VOST_JOINER))
        {
          g_string_append (out, footer + strlen (VOST_JOINER));
          return;
        }
      g_string_append (out, footer);
      if (is_well_formed (out->str + start, out->len - start))
        return;
    }
  g_string_truncate (out, start);
  fresh.track = vost_record_copy (subs->track);
  vost_set_string (&fresh.track->format, "");
  append_new (out, &fresh);
  vost_record_unref (fresh.track);
}
