/* XML read with libxml2 so that every element's place in the text is known, and written by hand. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "xml-private.h"

#include <libxml/HTMLparser.h>
#include <libxml/parser.h>
#include <libxml/parserInternals.h>

#include "vostok-config.h"

#include <glib/gi18n-lib.h>

#include <vostok/core/bounds.h>

typedef struct
{
  const char *text;
  gsize len;
  const VostXmlHandler *handler;
  gpointer data;
  VostReading *reading;
  xmlParserCtxt *parser;
  GError *error;
  guint depth;
  gsize starts[VOST_MAX_NESTING];
  gsize floor;      /* no element begins before this place */
  gboolean broken;  /* it is not well-formed */
  xmlEntity entity; /* one of HTML's names */
  xmlChar entity_text[8];
} Parse;

static gsize
place (const Parse *self)
{
  const xmlParserInput *input = self->parser->input;
  gsize at =
      input != NULL ? (gsize) input->consumed + (gsize) (input->cur - input->base) : self->len;

  return CLAMP (at, self->floor, self->len);
}

/* After an error libxml2 leaves out references; text is wanted all the same. */
static void
go_on (Parse *self)
{
  self->broken |= self->parser->wellFormed == 0;
  self->parser->wellFormed = 1;
}

static void
refuse (Parse *self, gint code, const char *message)
{
  if (self->error == NULL)
    g_set_error_literal (&self->error, VOST_ERROR, code, message);
  xmlStopParser (self->parser);
}

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
  Parse *self = data;
  gsize cur = place (self), start = cur;
  VostXmlElement element = { (const char *) prefix, (const char *) name,
                             uri != NULL ? (const char *) uri : "" };

  go_on (self);
  if (self->error != NULL)
    return;
  if (self->depth >= VOST_MAX_NESTING)
    {
      refuse (self, VOST_ERROR_TOO_BIG, _ ("The file’s elements are nested too deeply."));
      return;
    }
  /* No "<" can be inside a tag. */
  while (start > self->floor && self->text[start] != '<')
    start--;
  while (cur < self->len && self->text[cur] != '>' && self->text[cur] != '/')
    cur++;
  element.empty = cur < self->len && self->text[cur] == '/';
  element.start = self->text + start;
  element.inside = self->text + MIN (self->len, cur + (element.empty ? 2 : 1));
  element.line = (guint) xmlSAX2GetLineNumber (self->parser);
  element.n_namespaces = (guint) n_namespaces;
  element.namespaces = namespaces;
  element.n_attributes = (guint) (n_attributes - n_defaulted);
  element.attributes = attributes;
  self->starts[self->depth++] = start;
  self->floor = start;
  self->handler->start (self->data, &element);
}

static void
on_end (void *data, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri)
{
  Parse *self = data;

  go_on (self);
  if (self->error != NULL || self->depth == 0)
    return;
  self->depth--;
  self->floor = place (self);
  self->handler->end (self->data, self->text + self->starts[self->depth], self->text + self->floor);
}

static void
on_text (void *data, const xmlChar *text, int len)
{
  Parse *self = data;

  go_on (self);
  if (self->error == NULL && self->handler->text != NULL)
    self->handler->text (self->data, (const char *) text, (gsize) len);
}

static void
on_entity_declared (void *data,
                    const xmlChar *name,
                    int type,
                    const xmlChar *public_id,
                    const xmlChar *system_id,
                    xmlChar *content)
{
  refuse (data, VOST_ERROR_UNSUPPORTED,
          _ ("The file declares entities of its own, which Vostok does not read for safety’s sake. "
             "Save it without them."));
}

/* "&nbsp;" is in many files although XML does not know it. */
static xmlEntity *
on_entity (void *data, const xmlChar *name)
{
  Parse *self = data;
  const htmlEntityDesc *html = htmlEntityLookup (name);
  gint len;

  if (html == NULL)
    return NULL;
  len = g_unichar_to_utf8 (html->value, (char *) self->entity_text);
  self->entity_text[len] = '\0';
  self->entity = (xmlEntity){ .type = XML_ENTITY_DECL,
                              .name = name,
                              .etype = XML_INTERNAL_PREDEFINED_ENTITY,
                              .content = self->entity_text,
                              .orig = self->entity_text,
                              .length = len };

  return &self->entity;
}

static void
on_error (void *data, xmlErrorPtr error)
{
  Parse *self = data;
  g_autofree char *what = NULL;
  g_autofree char *message = NULL;

  if (self->reading == NULL || self->error != NULL)
    return;
  what = g_strstrip (g_utf8_make_valid (error->message != NULL ? error->message : "", -1));
  /* Translators: what the XML library says, in English */
  message = g_strdup_printf (_ ("The XML is broken here: %s"), what);
  vost_reading_report (self->reading,
                       error->level > XML_ERR_ERROR ? VOST_SEVERITY_ERROR : VOST_SEVERITY_WARNING,
                       (guint) MAX (error->line, 0), (guint) MAX (error->int2, 0), message);
}

static void
set_handlers (xmlSAXHandler *sax)
{
  *sax = (xmlSAXHandler){ .initialized = XML_SAX2_MAGIC,
                          .startElementNs = on_start,
                          .endElementNs = on_end,
                          .characters = on_text,
                          .ignorableWhitespace = on_text,
                          .cdataBlock = on_text,
                          .entityDecl = on_entity_declared,
                          .getEntity = on_entity,
                          .serror = on_error };
}

gboolean
vost_xml_parse (const char *text,
                gsize len,
                const VostXmlHandler *handler,
                gpointer data,
                VostReading *reading,
                gboolean *ret_broken,
                GError **error)
{
  Parse self = { .text = text, .len = len, .handler = handler, .data = data, .reading = reading };

  self.parser = len > 0 && len < G_MAXINT ? xmlCreateMemoryParserCtxt (text, (int) len) : NULL;
  if (ret_broken != NULL)
    *ret_broken = FALSE;
  if (self.parser == NULL)
    return TRUE; /* nothing in it */
  (void) xmlCtxtUseOptions (self.parser,
                            XML_PARSE_RECOVER | XML_PARSE_NONET | XML_PARSE_IGNORE_ENC);
  set_handlers (self.parser->sax);
  self.parser->userData = &self;
  (void) xmlParseDocument (self.parser);
  if (ret_broken != NULL)
    *ret_broken = self.broken || self.parser->wellFormed == 0;
  if (self.parser->myDoc != NULL)
    xmlFreeDoc (self.parser->myDoc);
  self.parser->myDoc = NULL;
  xmlFreeParserCtxt (self.parser);
  if (self.error == NULL)
    /* What was never closed ends with the file. */
    while (self.depth > 0)
      {
        self.depth--;
        handler->end (data, text + self.starts[self.depth], text + len);
      }
  if (self.error != NULL)
    g_propagate_error (error, self.error);

  return self.error == NULL;
}

/* Where entities are not replaced, libxml2 leaves "&" as this in attributes. */
static char *
decode_value (const xmlChar *start, const xmlChar *end)
{
  g_autofree char *value = g_strndup ((const char *) start, (gsize) (end - start));
  g_auto (GStrv) parts = NULL;

  if (strstr (value, "&#38;") == NULL)
    return g_steal_pointer (&value);
  parts = g_strsplit (value, "&#38;", -1);

  return g_strjoinv ("&", parts);
}

void
vost_xml_attribute (const VostXmlElement *element, guint i, VostXmlAttribute *ret)
{
  const xmlChar **five = element->attributes + 5 * (gsize) i;

  ret->name = (const char *) five[0];
  ret->prefix = (const char *) five[1];
  ret->uri = five[2] != NULL ? (const char *) five[2] : "";
  ret->value = decode_value (five[3], five[4]);
}

static char *
get (const VostXmlElement *element, const char *name, gboolean any_case)
{
  for (guint i = 0; i < element->n_attributes; i++)
    {
      const xmlChar **five = element->attributes + 5 * (gsize) i;
      const char *own = (const char *) five[0];

      if (five[1] == NULL &&
          (any_case ? g_ascii_strcasecmp (own, name) == 0 : strcmp (own, name) == 0))
        return decode_value (five[3], five[4]);
    }

  return NULL;
}

char *
vost_xml_get (const VostXmlElement *element, const char *name)
{
  return get (element, name, FALSE);
}

char *
vost_xml_get_any_case (const VostXmlElement *element, const char *name)
{
  return get (element, name, TRUE);
}

static gboolean
is_allowed (gunichar c)
{
  return (c >= 0x20 && c != 0xfffe && c != 0xffff) || c == '\t' || c == '\n';
}

gboolean
vost_xml_lacks (const char *text)
{
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    if (!is_allowed (g_utf8_get_char (p)) && *p != '\r')
      return TRUE;

  return FALSE;
}

static gsize
span_plain (const char *text, const char *end)
{
  const char *p = text;

  while (p < end && (guint8) *p >= 0x20 && *p != '&' && *p != '<' && *p != '>' && *p != '"' &&
         (guint8) *p != 0xef)
    p++;

  return (gsize) (p - text);
}

static void
append_escaped (GString *out, const char *text, gsize len, gboolean attribute)
{
  const char *end = text + len;

  while (text < end)
    {
      gsize run = span_plain (text, end);
      gunichar c;

      g_string_append_len (out, text, (gssize) run);
      text += run;
      if (text == end)
        return;
      c = g_utf8_get_char (text);
      text = g_utf8_next_char (text);
      if (c == '&')
        g_string_append (out, "&amp;");
      else if (c == '<')
        g_string_append (out, "&lt;");
      else if (c == '>')
        g_string_append (out, "&gt;");
      else if (c == '"' && attribute)
        g_string_append (out, "&quot;");
      else if (attribute && (c == '\n' || c == '\t'))
        g_string_append_printf (out, "&#%u;", c);
      else if (is_allowed (c))
        g_string_append_unichar (out, c);
      else if (c != '\r')
        g_string_append_unichar (out, 0xfffd);
    }
}

void
vost_xml_append_text (GString *out, const char *text, gsize len)
{
  append_escaped (out, text, len, FALSE);
}

void
vost_xml_append_attribute (GString *out, const char *name, const char *value)
{
  g_string_append_printf (out, " %s=\"", name);
  append_escaped (out, value, strlen (value), TRUE);
  g_string_append_c (out, '"');
}

void
vost_xml_fit_encoding (GString *out, gsize start, const char *encoding)
{
  g_autofree char *rest = NULL;

  if (*encoding == '\0' || g_ascii_strncasecmp (encoding, "UTF", 3) == 0 ||
      g_str_is_ascii (out->str + start))
    return;
  rest = g_strdup (out->str + start);
  g_string_truncate (out, start);
  for (const char *p = rest; *p != '\0'; p = g_utf8_next_char (p))
    {
      gssize len = g_utf8_next_char (p) - p;
      g_autofree char *converted =
          len > 1 ? g_convert (p, len, encoding, "UTF-8", NULL, NULL, NULL) : NULL;

      if (len > 1 && converted == NULL)
        g_string_append_printf (out, "&#x%x;", g_utf8_get_char (p));
      else
        g_string_append_len (out, p, len);
    }
}

void
vost_xml_take (VostReading *reading,
               VostCue *cue,
               const char *block,
               const char *block_end,
               const char *separator)
{
  const char *between = reading->block_end;
  gsize len = (gsize) (block - between), block_len = (gsize) (block_end - block);

  if (reading->subs->cues->len == 0)
    {
      g_free (reading->subs->track->header);
      reading->subs->track->header = g_strndup (between, len);
    }
  else if (len == 0 || g_str_has_prefix (between, VOST_JOINER))
    {
      /* A joiner in front tells "nothing" from "the usual". */
      g_autofree char *verbatim = g_strndup (between, len);

      g_free (cue->before);
      cue->before = g_strconcat (VOST_JOINER, verbatim, NULL);
    }
  else if (len != strlen (separator) || memcmp (between, separator, len) != 0)
    {
      g_free (cue->before);
      cue->before = g_strndup (between, len);
    }
  if (reading->scratch->len != block_len || memcmp (reading->scratch->str, block, block_len) != 0)
    {
      g_free (cue->raw);
      cue->raw = g_strndup (block, block_len);
    }
  reading->block_end = block_end;
  g_ptr_array_add (reading->subs->cues, cue);
}

void
vost_xml_append_before (GString *out, const VostCue *cue, const char *separator)
{
  if (*cue->before == '\0')
    g_string_append (out, separator);
  else
    g_string_append (out,
                     cue->before +
                         (g_str_has_prefix (cue->before, VOST_JOINER) ? strlen (VOST_JOINER) : 0));
}

void
vost_xml_raw_parse (const VostCue *cue, VostXmlRaw *ret)
{
  const char *p;
  char *end;

  *ret = (VostXmlRaw){ .block = cue->raw };
  if (!g_str_has_prefix (cue->raw, VOST_JOINER))
    return;
  p = cue->raw + strlen (VOST_JOINER);
  if (*p == '!')
    {
      ret->broken = g_ascii_strtoull (p + 1, &end, 10);
      p = end + (*end == '!');
    }
  ret->index = g_ascii_strtoull (p, &end, 10);
  if (*end == '/')
    ret->count = g_ascii_strtoull (end + 1, &end, 10);
  ret->block = end + (g_str_has_prefix (end, VOST_JOINER) ? strlen (VOST_JOINER) : 0);
}

void
vost_xml_raw_set (VostCue *cue, const VostXmlRaw *raw)
{
  GString *text = g_string_new (VOST_JOINER);

  if (raw->broken > 0)
    g_string_append_printf (text, "!%" G_GUINT64_FORMAT "!", raw->broken);
  g_string_append_printf (text, "%" G_GUINT64_FORMAT "/%" G_GUINT64_FORMAT "%s%s", raw->index,
                          raw->count, VOST_JOINER, raw->block);
  g_free (cue->raw);
  cue->raw = g_string_free (text, FALSE);
}

gboolean
vost_xml_is_untouched_wreck (const GPtrArray *cues)
{
  VostXmlRaw first = { 0 };

  if (cues->len > 0)
    vost_xml_raw_parse (g_ptr_array_index (cues, 0), &first);
  if (first.broken == 0 || first.broken != cues->len)
    return FALSE;
  for (guint i = 0; i < cues->len; i++)
    if (*((const VostCue *) g_ptr_array_index (cues, i))->raw == '\0')
      return FALSE;

  return TRUE;
}

static gboolean
same_time (VostTime a, VostTime b, VostTime tolerance)
{
  return ABS (MAX (a, 0) - MAX (b, 0)) <= tolerance;
}

gboolean
vost_xml_same_cues (const GPtrArray *a, const GPtrArray *b, VostTime tolerance)
{
  if (a->len != b->len)
    return FALSE;
  for (guint i = 0; i < a->len; i++)
    {
      const VostCue *x = g_ptr_array_index (a, i), *y = g_ptr_array_index (b, i);

      if (*x->raw != '\0'
              ? x->start != y->start || x->end != y->end || strcmp (x->text, y->text) != 0 ||
                    strcmp (x->settings, y->settings) != 0 || strcmp (x->fields, y->fields) != 0
              : !same_time (x->start, y->start, tolerance) ||
                    !same_time (x->end, y->end, tolerance) ||
                    (*x->text == '\0') != (*y->text == '\0'))
        return FALSE;
    }

  return TRUE;
}
