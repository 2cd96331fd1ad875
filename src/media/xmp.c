/* XMP, the rights packet of MP4 and MOV files: written from one template, read with libxml2. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rights-private.h"

#include <libxml/parser.h>
#include <libxml/tree.h>

#include "vostok-config.h"
#include <glib/gi18n-lib.h>

#include <vostok/core/bounds.h>

#define NS_RDF "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
#define NS_DC "http://purl.org/dc/elements/1.1/"
#define NS_RIGHTS "http://ns.adobe.com/xap/1.0/rights/"
#define NS_CC "http://creativecommons.org/ns#"
#define NS_XMP "http://ns.adobe.com/xap/1.0/"
#define NS_OURS "urn:vostok:provenance#"

static void G_GNUC_PRINTF (2, 3) put (GString *out, const char *format, ...)
{
  va_list args;
  va_start (args, format);
  g_autofree char *text = g_markup_vprintf_escaped (format, args);
  va_end (args);
  for (const char *p = text; *p != '\0'; p++)
    {
      /* A control character has no place in XML, not even as a reference. */
      gsize n = g_str_has_prefix (p, "&#x") ? strcspn (p, ";") : 0;
      if (n > 0)
        p += n;
      else
        g_string_append_c (out, *p);
    }
}

/* A property in the language-alternative form that Dublin Core asks for. */
static void
put_alt (GString *out, const char *name, const char *value)
{
  if (value != NULL && *value != '\0')
    put (out, "   <%s><rdf:Alt><rdf:li xml:lang=\"x-default\">%s</rdf:li></rdf:Alt></%s>\n", name,
         value, name);
}

static void
put_plain (GString *out, const char *name, const char *value)
{
  if (value != NULL && *value != '\0')
    put (out, "   <%s>%s</%s>\n", name, value, name);
}

static void
put_resource (GString *out, const char *name, const char *url)
{
  if (url != NULL && *url != '\0')
    put (out, "   <%s rdf:resource=\"%s\"/>\n", name, url);
}

static char *
usage_terms (const VostAttribution *attribution)
{
  if (*attribution->licence_url == '\0')
    return g_strdup (attribution->licence_name);
  /* The sentence that Creative Commons asks for, which other programs look for: never translated.
   */
  return g_strdup_printf (
      "This work is licensed to the public under the %s license. To view a copy of this "
      "license, visit %s",
      attribution->licence_name, attribution->licence_url);
}

static char *
sources_of (const VostAttribution *attribution, gboolean changes)
{
  g_autoptr (GString) out = g_string_new (NULL);
  for (guint i = 0; i < attribution->credits->len; i++)
    {
      const VostCredit *credit = g_ptr_array_index (attribution->credits, i);
      const char *source =
          credit->url != NULL && *credit->url != '\0' ? credit->url : credit->title;
      const char *value = changes ? credit->changes : source;
      if (value == NULL || *value == '\0')
        continue;
      if (out->len > 0)
        g_string_append (out, changes ? "\n" : ", ");
      if (changes && attribution->credits->len > 1)
        g_string_append_printf (out, "%s: ", credit->title);
      g_string_append (out, value);
    }
  return g_string_free (g_steal_pointer (&out), FALSE);
}

static void
put_properties (GString *out, const VostAttribution *attribution)
{
  g_autofree char *maker = vost_attribution_maker (attribution);
  g_autofree char *notice = vost_attribution_notice (attribution);
  g_autofree char *terms = usage_terms (attribution);
  g_autofree char *source = sources_of (attribution, FALSE);
  g_autofree char *changes = sources_of (attribution, TRUE);
  g_autofree char *line = vost_attribution_to_line (attribution);
  g_autofree char *graph = vost_attribution_to_json_ld (attribution);
  const VostCredit *first =
      attribution->credits->len > 0 ? g_ptr_array_index (attribution->credits, 0) : NULL;
  const char *page = *attribution->author_url != '\0' ? attribution->author_url
                     : first != NULL                  ? first->url
                                                      : "";
  gboolean free_of_rights = attribution->licence.family == VOST_LICENCE_PUBLIC_DOMAIN ||
                            attribution->licence.family == VOST_LICENCE_CC0;
  put_alt (out, "dc:title", attribution->title);
  if (*maker != '\0')
    put (out, "   <dc:creator><rdf:Seq><rdf:li>%s</rdf:li></rdf:Seq></dc:creator>\n", maker);
  put_alt (out, "dc:rights", notice);
  put_alt (out, "dc:description", changes);
  put_plain (out, "dc:source", source);
  put_plain (out, "xmpRights:Marked", free_of_rights ? "False" : "True");
  put_plain (out, "xmpRights:WebStatement", page);
  put_alt (out, "xmpRights:UsageTerms", terms);
  put_resource (out, "cc:license", attribution->licence_url);
  put_plain (out, "cc:attributionName", maker);
  put_resource (out, "cc:attributionURL", page);
  put_plain (out, "vostok:attribution", line);
  put_plain (out, "vostok:provenance", graph);
}

char *
vost_xmp_write (const VostAttribution *attribution)
{
  g_autoptr (GString) out =
      g_string_new ("<?xpacket begin=\"\xEF\xBB\xBF\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n"
                    "<x:xmpmeta xmlns:x=\"adobe:ns:meta/\">\n <rdf:RDF xmlns:rdf=\"" NS_RDF "\">\n"
                    "  <rdf:Description rdf:about=\"\"\n    xmlns:dc=\"" NS_DC
                    "\"\n    xmlns:xmpRights=\"" NS_RIGHTS "\"\n    xmlns:cc=\"" NS_CC
                    "\"\n    xmlns:xmp=\"" NS_XMP "\"\n    xmlns:vostok=\"" NS_OURS "\">\n"
                    "   <xmp:CreatorTool>Vostok " VOST_VERSION "</xmp:CreatorTool>\n");
  put_properties (out, attribution);
  g_string_append (out, "  </rdf:Description>\n </rdf:RDF>\n</x:xmpmeta>\n<?xpacket end=\"w\"?>");
  return g_string_free (g_steal_pointer (&out), FALSE);
}

/* What a property of a namespace is called among our tags; NULL: says nothing of rights. */
static const char *
tag_name (const char *ns, const char *name)
{
  static const struct
  {
    const char *ns;
    const char *name;
    const char *tag;
  } table[] = {
    { NS_DC, "title", "TITLE" },
    { NS_DC, "creator", "ARTIST" },
    { NS_DC, "rights", "COPYRIGHT" },
    { NS_DC, "source", "SOURCE" },
    { NS_DC, "description", "CHANGES" },
    { NS_RIGHTS, "UsageTerms", "LICENSE" },
    { NS_RIGHTS, "WebStatement", "URL" },
    { NS_CC, "license", "LICENSE_URL" },
    { NS_CC, "attributionName", "ARTIST" },
    { NS_CC, "attributionURL", "URL" },
    { NS_OURS, "attribution", "ATTRIBUTION" },
    { NS_OURS, "provenance", "PROVENANCE" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    if (g_str_equal (ns, table[i].ns) && g_str_equal (name, table[i].name))
      return table[i].tag;
  return NULL;
}

static void
take (VostRightsReading *reading, const xmlNs *ns, const xmlChar *name, const xmlChar *value)
{
  const char *tag = ns != NULL && ns->href != NULL
                        ? tag_name ((const char *) ns->href, (const char *) name)
                        : NULL;
  if (tag != NULL && value != NULL && strlen ((const char *) value) <= VOST_MAX_GRAPH)
    vost_rights_reading_tag (reading, "xmp", tag, (const char *) value);
}

/* The items of a container (Seq, Bag, Alt), or the text, or the address. */
static void
take_property (VostRightsReading *reading, xmlNode *property)
{
  xmlChar *resource =
      xmlGetNsProp (property, (const xmlChar *) "resource", (const xmlChar *) NS_RDF);
  xmlNode *container = xmlFirstElementChild (property);
  if (resource != NULL)
    take (reading, property->ns, property->name, resource);
  xmlFree (resource);
  if (container == NULL)
    {
      xmlChar *text = xmlNodeGetContent (property);
      take (reading, property->ns, property->name, text);
      xmlFree (text);
      return;
    }
  guint budget = 1000;
  for (xmlNode *item = xmlFirstElementChild (container); item != NULL && budget > 0;
       item = xmlNextElementSibling (item), budget--)
    {
      xmlChar *text = xmlNodeGetContent (item);
      take (reading, property->ns, property->name, text);
      xmlFree (text);
    }
}

static void
take_description (VostRightsReading *reading, xmlNode *description)
{
  for (xmlAttr *attr = description->properties; attr != NULL; attr = attr->next)
    {
      xmlChar *value = xmlNodeListGetString (description->doc, attr->children, 1);
      take (reading, attr->ns, attr->name, value);
      xmlFree (value);
    }
  for (xmlNode *property = xmlFirstElementChild (description); property != NULL;
       property = xmlNextElementSibling (property))
    take_property (reading, property);
}

static void
find_descriptions (VostRightsReading *reading, xmlNode *node, guint depth)
{
  for (; node != NULL && depth < VOST_MAX_NESTING; node = xmlNextElementSibling (node))
    if (node->ns != NULL && xmlStrEqual (node->ns->href, (const xmlChar *) NS_RDF) &&
        xmlStrEqual (node->name, (const xmlChar *) "Description"))
      take_description (reading, node);
    else
      find_descriptions (reading, xmlFirstElementChild (node), depth + 1);
}

void
vost_xmp_read (VostRightsReading *reading, const char *xml, gsize len)
{
  if (len > VOST_MAX_GRAPH)
    return;
  /* No network, no entities substituted, libxml2's own limits on depth and size stay on. */
  xmlDoc *doc =
      xmlReadMemory (xml, (int) len, "xmp", NULL,
                     XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING | XML_PARSE_NOCDATA);
  if (doc == NULL)
    return;
  xmlNode *root = xmlDocGetRootElement (doc);
  if (root != NULL)
    find_descriptions (reading, root, 0);
  xmlFreeDoc (doc);
}
