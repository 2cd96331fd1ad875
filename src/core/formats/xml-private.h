/* XML read with libxml2 so that every element's place in the text is known, and written by hand. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libxml/tree.h>

#include "format-private.h"

G_BEGIN_DECLS

/**
 * VostXmlElement: a start tag, valid during the call only.
 * @start: its "<" in the text given
 * @inside: what follows its ">"
 * @empty: it was "<…/>"
 */
typedef struct
{
  const char *prefix; /* NULL: none */
  const char *name;
  const char *uri; /* "": none */
  const char *start;
  const char *inside;
  gboolean empty;
  guint line;
  guint n_namespaces;
  guint n_attributes;
  const xmlChar **namespaces;
  const xmlChar **attributes;
} VostXmlElement;

/* @data is what was given to vost_xml_parse(); @end is behind the end tag. A handler that has seen
 * enough calls vost_xml_stop(). */
typedef struct
{
  void (*start) (gpointer data, const VostXmlElement *element);
  void (*end) (gpointer data, const char *start, const char *end);
  void (*text) (gpointer data, const char *text, gsize len);
} VostXmlHandler;

/* One attribute, its value decoded. (owned) */
typedef struct
{
  const char *prefix; /* NULL: none */
  const char *name;
  const char *uri; /* "": none */
  char *value;
} VostXmlAttribute;

/**
 * vost_xml_parse:
 * @reading: (nullable): where remarks go
 * @ret_broken: (out) (optional): it is not well-formed
 *
 * No network, no entities but XML's and HTML's own, no deep nesting. What is not well-formed is
 * told, and reading goes on as far as that makes sense.
 *
 * Returns: FALSE with @error for a document that must not be read at all
 */
gboolean vost_xml_parse (const char *text,
                         gsize len,
                         const VostXmlHandler *handler,
                         gpointer data,
                         VostReading *reading,
                         gboolean *ret_broken,
                         GError **error);

/* Attribute @i of the element; clear it. */
void vost_xml_attribute (const VostXmlElement *element, guint i, VostXmlAttribute *ret);
/* Value of the attribute with this local name and no namespace; (transfer full) (nullable). */
char *vost_xml_get (const VostXmlElement *element, const char *name);

/* As above, but ASCII case ignored. */
char *vost_xml_get_any_case (const VostXmlElement *element, const char *name);

/* Appends as character data; what XML cannot hold becomes U+FFFD. */
void vost_xml_append_text (GString *out, const char *text, gsize len);
/* Appends ` name="value"`. */
void vost_xml_append_attribute (GString *out, const char *name, const char *value);
/* Characters from @start on that @encoding lacks become references. */
void vost_xml_fit_encoding (GString *out, gsize start, const char *encoding);
/* Whether XML has no way to hold one of the characters. */
gboolean vost_xml_lacks (const char *text);

/* Whether @c is white space of XML. */
static inline gboolean
vost_xml_is_space (char c)
{
  return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/**
 * vost_xml_take:
 * @scratch (in reading): what the writer would write for the block
 * @separator: what usually stands between two blocks
 *
 * As vost_reading_take(), for blocks that are elements and not lines. Sets header or `before`, and
 * `raw` unless the block is what the writer would write.
 */
void vost_xml_take (VostReading *reading,
                    VostCue *cue,
                    const char *block,
                    const char *block_end,
                    const char *separator);

/**
 * VostXmlRaw: VostCue.raw of an XML format. Between two joiners in front of the block may stand
 * what else has to be known for writing the file back.
 * @broken: 0, or how many cues a file has that was not well-formed; then each has its raw block,
 * and while they all do, the file is written back as it was
 * @index, @count: of cues that the block became together; 0 when it is one
 */
typedef struct
{
  guint64 broken;
  guint64 index;
  guint64 count;
  const char *block;
} VostXmlRaw;

void vost_xml_raw_parse (const VostCue *cue, VostXmlRaw *ret);
void vost_xml_raw_set (VostCue *cue, const VostXmlRaw *raw);
/* Whether the file was broken when it was read and nobody has touched it since. */
gboolean vost_xml_is_untouched_wreck (const GPtrArray *cues);
/* Whether the cues say the same: all their times, to within @tolerance, and everything of those
 * that nobody has touched. */
gboolean vost_xml_same_cues (const GPtrArray *a, const GPtrArray *b, VostTime tolerance);
/* What vost_xml_take() put in `before`, or @separator. */
void vost_xml_append_before (GString *out, const VostCue *cue, const char *separator);

G_END_DECLS
