/* Reading every dialect of TTML: elements to nodes, paragraphs to cues. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ttml-read-private.h"

#include "vostok-config.h"

#include <glib/gi18n-lib.h>

#include <vostok/core/bounds.h>

/* First line of the copyright element that we write. */
#define LICENCE_LINE "Licence\n"

static gboolean
is_tt_uri (const char *uri)
{
  return *uri == '\0' || strstr (uri, "ttml") != NULL || strstr (uri, "ttaf") != NULL;
}

static TtmlKind
kind_of (const TtmlReader *self, const VostXmlElement *element)
{
  static const struct
  {
    const char *name;
    TtmlKind kind;
  } kinds[] = {
    { "head", TTML_HEAD },
    { "styling", TTML_STYLING },
    { "style", TTML_STYLE },
    { "layout", TTML_LAYOUT },
    { "region", TTML_REGION },
    { "metadata", TTML_METADATA },
    { "title", TTML_TITLE },
    { "agent", TTML_AGENT },
    { "name", TTML_AGENT_NAME },
    { "copyright", TTML_LICENCE },
    { "body", TTML_BODY },
    { "div", TTML_DIV },
    { "p", TTML_P },
    { "span", TTML_SPAN },
    { "br", TTML_BR },
    { "set", TTML_SET },
  };

  const TtmlNode *parent = self->depth > 0 ? self->stack[self->depth - 1] : NULL;

  if (parent == NULL)
    return strcmp (element->name, "tt") == 0 ? TTML_ROOT : TTML_FOREIGN;
  if (parent->kind == TTML_FOREIGN || !is_tt_uri (element->uri))
    return TTML_FOREIGN;
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (strcmp (element->name, kinds[i].name) == 0)
      {
        TtmlKind kind = kinds[i].kind;
        gboolean inside = self->paragraph != NULL && kind != TTML_P;

        /* Paragraphs hold spans, and only they do. */
        if ((kind == TTML_SPAN || kind == TTML_BR) != inside && kind >= TTML_BODY &&
            kind != TTML_SET)
          return TTML_FOREIGN;

        return kind;
      }

  /* HTML's "<b>", and whatever else surrounds text. */
  return self->paragraph != NULL ? TTML_SPAN : TTML_FOREIGN;
}

/* What the name of an HTML element says about the text in it. */
static void
take_html (TtmlNode *node, const char *name)
{
  guint face = strcmp (name, "b") == 0   ? VOST_TTML_BOLD
               : strcmp (name, "i") == 0 ? VOST_TTML_ITALIC
               : strcmp (name, "u") == 0 ? VOST_TTML_UNDERLINE
                                         : 0;

  node->own.set |= face;
  node->own.on |= face;
}

static void
take_root (TtmlReader *self, const VostXmlElement *element)
{
  VostTtmlHead *head = self->head;

  vost_ttml_params_init (&head->params, element, self->known);
  g_free (head->prefix);
  head->prefix = element->prefix != NULL ? g_strconcat (element->prefix, ":", NULL) : g_strdup ("");
  if (*element->uri != '\0')
    {
      g_free (head->root_uri);
      head->root_uri = g_strdup (element->uri);
    }
  for (guint i = 0; i < element->n_namespaces; i++)
    {
      const char *prefix = (const char *) element->namespaces[2 * i];
      const char *uri = (const char *) element->namespaces[2 * i + 1];

      if (prefix == NULL || uri == NULL || !is_tt_uri (uri))
        continue;
      if (strstr (uri, "#sty") != NULL && head->tts == NULL)
        head->tts = g_strconcat (prefix, ":", NULL);
      if (strstr (uri, "#meta") != NULL && head->ttm == NULL)
        head->ttm = g_strconcat (prefix, ":", NULL);
    }
}

/* Attributes that are written from the cue's own fields, or mean nothing once the paragraph is
 * written anew. */
static gboolean
is_rewritten (const TtmlReader *self, const VostXmlAttribute *attribute)
{
  static const char *const plain[] = { "begin", "end", "dur", "timeContainer", "region", NULL };
  const char *prefix = attribute->prefix != NULL ? attribute->prefix : "";

  if (*prefix == '\0')
    return g_strv_contains (plain, attribute->name);
  if (strcmp (prefix, "xml") == 0)
    return strcmp (attribute->name, "id") == 0 || strcmp (attribute->name, "space") == 0;
  if (strcmp (attribute->name, "agent") == 0)
    return g_hash_table_contains (self->head->agents, attribute->value);

  return strcmp (attribute->name, "display") == 0 || strcmp (attribute->name, "visibility") == 0;
}

static char *
describe_tag (const TtmlReader *self, const VostXmlElement *element)
{
  GString *out = g_string_new ("<");

  if (element->prefix != NULL)
    g_string_append_printf (out, "%s:", element->prefix);
  g_string_append (out, element->name);
  for (guint i = 0; i < element->n_namespaces; i++)
    {
      const char *prefix = (const char *) element->namespaces[2 * i];
      const char *uri = (const char *) element->namespaces[2 * i + 1];
      g_autofree char *name =
          prefix != NULL ? g_strconcat ("xmlns:", prefix, NULL) : g_strdup ("xmlns");

      vost_xml_append_attribute (out, name, uri != NULL ? uri : "");
    }
  for (guint i = 0; i < element->n_attributes; i++)
    {
      VostXmlAttribute attribute;
      g_autofree char *name = NULL;

      vost_xml_attribute (element, i, &attribute);
      name = attribute.prefix != NULL ? g_strconcat (attribute.prefix, ":", attribute.name, NULL)
                                      : g_strdup (attribute.name);
      if (!is_rewritten (self, &attribute))
        vost_xml_append_attribute (out, name, attribute.value);
      g_free (attribute.value);
    }

  return g_string_free (out, FALSE);
}

static void
report_time (TtmlReader *self, const VostXmlElement *element)
{
  vost_reading_report (&self->reading, VOST_SEVERITY_WARNING, element->line, 0,
                       _ ("This time cannot be understood; write 00:00:00.000."));
}

static VostTime
add_time (VostTime a, VostTime b)
{
  return a == VOST_TTML_NEVER || b == VOST_TTML_NEVER ? VOST_TTML_NEVER
                                                      : MIN (a + b, VOST_MAX_TIME);
}

/* One of the attributes; FALSE if it is not there or means nothing. */
static gboolean
take_time (TtmlReader *self,
           TtmlNode *node,
           const VostXmlElement *element,
           const char *name,
           VostTime *ret)
{
  g_autofree char *value = vost_xml_get (element, name);

  if (value == NULL || strcmp (value, "indefinite") == 0 || node->kind == TTML_FOREIGN)
    return FALSE;
  node->timed = TRUE;
  if (vost_ttml_time_parse (&self->head->params, value, ret))
    return TRUE;
  report_time (self, element);

  return FALSE;
}

/* begin, end and dur of an element that counts from @base. */
static void
take_times (TtmlReader *self, TtmlNode *node, const VostXmlElement *element, const TtmlNode *parent)
{
  VostTime t;

  node->base = parent == NULL                          ? 0
               : parent->seq && node->kind != TTML_SET ? parent->cursor
                                                       : parent->begin;
  node->begin = node->base;
  node->end = VOST_TTML_NEVER;
  if (take_time (self, node, element, "begin", &t))
    node->begin = add_time (node->base, t);
  if (take_time (self, node, element, "end", &t))
    node->end = add_time (node->base, t);
  if (take_time (self, node, element, "dur", &t))
    node->end = MIN (node->end, add_time (node->begin, t));
  node->clip = MIN (node->end, parent != NULL ? parent->clip : VOST_TTML_NEVER);
  node->cursor = node->latest = node->begin;
}

static void
take_attribute (TtmlReader *self, TtmlNode *node, VostXmlAttribute *attribute)
{
  const char *name = attribute->name;
  gboolean xml = g_strcmp0 (attribute->prefix, "xml") == 0;

  if (xml && strcmp (name, "space") == 0)
    node->preserve = strcmp (attribute->value, "preserve") == 0;
  else if (xml && strcmp (name, "lang") == 0)
    vost_set_string (&node->language, attribute->value);
  else if (strcmp (name, "id") == 0)
    vost_set_string (&node->id, attribute->value);
  else if (attribute->prefix == NULL && strcmp (name, "style") == 0)
    vost_set_string (&node->refs, attribute->value);
  else if (attribute->prefix == NULL && strcmp (name, "region") == 0)
    node->region = g_hash_table_lookup (self->head->regions, attribute->value);
  else if (attribute->prefix == NULL && strcmp (name, "timeContainer") == 0)
    node->seq = strcmp (attribute->value, "seq") == 0;
  else if (strcmp (name, "agent") == 0 && attribute->prefix != NULL)
    vost_set_string (&node->agent, attribute->value);
  else
    (void) vost_ttml_style_take (&node->own, &self->head->params, attribute);
}

static TtmlNode *
new_node (TtmlReader *self, const VostXmlElement *element, TtmlKind kind, TtmlNode *parent)
{
  TtmlNode *node = g_new0 (TtmlNode, 1);

  node->kind = kind;
  node->parent = parent;
  node->line = element->line;
  node->start = element->start;
  if (parent != NULL)
    {
      node->preserve = parent->preserve;
      node->region = parent->region;
    }
  for (guint i = 0; kind != TTML_FOREIGN && i < element->n_attributes; i++)
    {
      VostXmlAttribute attribute;

      vost_xml_attribute (element, i, &attribute);
      take_attribute (self, node, &attribute);
      g_free (attribute.value);
    }
  if (node->refs != NULL && kind != TTML_STYLE)
    {
      VostTtmlStyle style = { 0 };

      vost_ttml_head_resolve (self->head, node->refs, &style);
      vost_ttml_style_merge (&style, &node->own);
      node->own = style;
    }
  if (kind == TTML_SPAN)
    take_html (node, element->name);
  take_times (self, node, element, parent);

  return node;
}

void
vost_ttml_node_free (TtmlNode *node)
{
  g_clear_pointer (&node->sets, g_array_unref);
  g_free (node->language);
  g_free (node->agent);
  g_free (node->refs);
  g_free (node->tag);
  g_free (node->id);
  g_free (node);
}

/* An animation belongs to what it is in. */
static void
take_set (TtmlNode *node)
{
  TtmlNode *parent = node->parent;
  VostTtmlSet set = { node->begin, node->clip, node->own };

  if (parent->sets == NULL)
    parent->sets = g_array_new (FALSE, FALSE, sizeof (VostTtmlSet));
  g_array_append_val (parent->sets, set);
}

static void
start_spot (const TtmlReader *self, VostTtmlSpot *spot, const VostXmlElement *element)
{
  if (spot->inside == 0)
    *spot = (VostTtmlSpot){ .start = (gsize) (element->start - self->reading.text),
                            .inside = (gsize) (element->inside - self->reading.text) };
}

static VostTtmlSpot *
spot_of (const TtmlReader *self, const TtmlNode *node)
{
  switch ((int) node->kind)
    {
    case TTML_ROOT:
      return &self->head->root;
    case TTML_HEAD:
      return &self->head->head;
    case TTML_METADATA:
      return node->parent->kind == TTML_HEAD ? &self->head->metadata : NULL;
    case TTML_STYLING:
      return &self->head->styling;
    case TTML_LAYOUT:
      return &self->head->layout;
    case TTML_BODY:
      return &self->head->body;
    default:
      return NULL;
    }
}

static void
start_container (TtmlReader *self, const TtmlNode *node, const VostXmlElement *element)
{
  TtmlKind kind = node->kind;
  VostTtmlSpot *spot = node->parent != NULL || kind == TTML_ROOT ? spot_of (self, node) : NULL;

  if (spot != NULL)
    start_spot (self, spot, element);
  if (kind == TTML_ROOT)
    {
      take_root (self, element);
      self->head->preserve = node->preserve;
      vost_set_string (&self->head->language, node->language != NULL ? node->language : "");
    }
  if ((kind == TTML_BODY || kind == TTML_DIV) && node->region != NULL && !self->head_done)
    self->head->container_region = TRUE;
}

static void
on_node (TtmlReader *self, TtmlNode *node, const VostXmlElement *element)
{
  TtmlKind kind = node->kind;

  start_container (self, node, element);
  if (kind == TTML_P || (kind == TTML_SPAN && node->parent == self->paragraph))
    node->tag = describe_tag (self, element);
  if (kind == TTML_P)
    {
      g_autofree char *region = vost_xml_get (element, "region");

      node->own_region = region != NULL;
      self->head_done = TRUE;
      self->paragraph = node;
    }
  if (kind == TTML_BR)
    vost_ttml_add_item (self, node, NULL, 0);
  if (kind == TTML_TITLE || kind == TTML_AGENT_NAME || kind == TTML_LICENCE)
    g_string_truncate (self->words, 0);
  self->stack[self->depth++] = node;
}

static void
end_region (TtmlReader *self, TtmlNode *node)
{
  VostTtmlRegion *region;

  if (node->id == NULL || self->head_done)
    return;
  region = g_new0 (VostTtmlRegion, 1);
  region->id = g_strdup (node->id);
  region->style = (VostTtmlStyle){
    .align = 's', .display_align = 'b', .writing = 'h', .w = 100000, .h = 100000
  };
  vost_ttml_style_merge (&region->style, &node->own);
  region->begin = node->begin;
  region->end = node->end;
  region->sets = g_steal_pointer (&node->sets);
  vost_ttml_head_add_region (self->head, region);
}

static void
end_style (TtmlReader *self, TtmlNode *node)
{
  if (node->parent->kind == TTML_REGION)
    {
      VostTtmlStyle style = { 0 };

      /* A style inside a region: weaker than the region's own attributes. */
      vost_ttml_head_resolve (self->head, node->refs, &style);
      vost_ttml_style_merge (&style, &node->own);
      vost_ttml_style_merge (&style, &node->parent->own);
      node->parent->own = style;
    }
  else if (node->id != NULL && !self->head_done)
    vost_ttml_head_add_style (self->head, node->id, &node->own, node->refs);
}

/* Words of the head that are wanted. */
static void
end_words (TtmlReader *self, const TtmlNode *node, const char *end)
{
  VostTtmlHead *head = self->head;

  if (node->kind == TTML_LICENCE && g_str_has_prefix (self->words->str, LICENCE_LINE) &&
      head->licence.end == 0)
    head->licence = (VostTtmlSpot){ .start = (gsize) (node->start - self->reading.text),
                                    .end = (gsize) (end - self->reading.text) };
  else if (node->kind == TTML_TITLE && *head->title == '\0')
    {
      g_free (head->title);
      head->title = g_strstrip (g_strdup (self->words->str));
    }
  else if (node->kind == TTML_AGENT_NAME && node->parent->kind == TTML_AGENT &&
           node->parent->id != NULL && !self->head_done)
    {
      g_autofree char *name = g_strstrip (g_strdup (self->words->str));

      vost_ttml_head_add_agent (head, node->parent->id, name);
    }
}

/* When the element is over, for what follows it. */
static void
end_times (TtmlNode *node)
{
  TtmlNode *parent = node->parent;
  VostTime end = node->end;

  if (end == VOST_TTML_NEVER)
    end = node->seq ? node->cursor : node->endless ? VOST_TTML_NEVER : node->latest;
  node->over = MIN (end, node->clip);
  if (parent == NULL || node->kind < TTML_BODY || node->kind == TTML_SET || node->kind == TTML_BR)
    return;
  parent->cursor = end;
  parent->latest = MAX (parent->latest, end);
}

static void
end_node (TtmlReader *self, TtmlNode *node, const char *end)
{
  switch ((int) node->kind)
    {
    case TTML_STYLE:
      end_style (self, node);
      break;
    case TTML_REGION:
      end_region (self, node);
      break;
    case TTML_TITLE:
    case TTML_AGENT_NAME:
    case TTML_LICENCE:
      end_words (self, node, end);
      break;
    case TTML_SET:
      take_set (node);
      break;
    case TTML_P:
      vost_ttml_end_paragraph (self, node, end);
      self->paragraph = NULL;
      break;
    default:
      break;
    }
}

/* Nothing of its own is left for what it holds. */
static void
make_container (TtmlNode *node, const TtmlNode *outside)
{
  node->kind = TTML_DIV;
  node->own = (VostTtmlStyle){ 0 };
  node->seq = FALSE;
  node->preserve = outside->preserve;
  node->region = outside->region;
  node->begin = outside->begin;
  node->clip = outside->clip;
  g_clear_pointer (&node->sets, g_array_unref);
  g_clear_pointer (&node->agent, g_free);
  g_clear_pointer (&node->language, g_free);
}

/* A paragraph begins in another one: an end tag was forgotten. What is still open is no more than a
 * container from now on. */
static void
end_forgotten (TtmlReader *self, const char *end)
{
  TtmlNode *forgotten = self->paragraph;
  guint i = self->depth;

  end_times (forgotten);
  vost_ttml_end_paragraph (self, forgotten, end);
  while (i > 0 && self->stack[i - 1] != forgotten)
    make_container (self->stack[--i], forgotten->parent);
  make_container (forgotten, forgotten->parent);
  self->paragraph = NULL;
}

static void
on_start (gpointer data, const VostXmlElement *element)
{
  TtmlReader *self = data;
  TtmlKind kind = kind_of (self, element);
  TtmlNode *node;

  if (kind == TTML_P && self->paragraph != NULL)
    {
      TtmlNode *container = self->paragraph;

      end_forgotten (self, element->start);
      node = new_node (self, element, kind, container);
    }
  else
    node = new_node (self, element, kind, self->depth > 0 ? self->stack[self->depth - 1] : NULL);
  on_node (self, node, element);
}

static void
on_end (gpointer data, const char *start, const char *end)
{
  TtmlReader *self = data;
  TtmlNode *node;
  VostTtmlSpot *spot;

  if (self->depth == 0)
    return;
  node = self->stack[--self->depth];
  spot = node->parent != NULL || node->kind == TTML_ROOT ? spot_of (self, node) : NULL;
  if (spot != NULL && spot->end == 0)
    {
      const char *close = end;

      while (close > start && *(close - 1) != '<')
        close--;
      spot->end = (gsize) (end - self->reading.text);
      spot->close =
          spot->end == spot->inside ? spot->inside : (gsize) (close - 1 - self->reading.text);
    }
  end_times (node);
  end_node (self, node, end);
  /* The parts of a paragraph are needed until it is over. */
  if (self->paragraph != NULL)
    g_ptr_array_add (self->kept, node);
  else
    {
      g_ptr_array_set_size (self->kept, 0);
      vost_ttml_node_free (node);
    }
}

static void
on_text (gpointer data, const char *text, gsize len)
{
  TtmlReader *self = data;
  TtmlNode *node = self->depth > 0 ? self->stack[self->depth - 1] : NULL;

  if (node == NULL)
    return;
  if (node->kind == TTML_P || node->kind == TTML_SPAN)
    vost_ttml_add_item (self, node, text, len);
  else if (node->kind == TTML_TITLE || node->kind == TTML_AGENT_NAME || node->kind == TTML_LICENCE)
    g_string_append_len (self->words, text, (gssize) len);
}

static const VostXmlHandler handler = { on_start, on_end, on_text };

static void
reader_init (TtmlReader *self)
{
  self->head = vost_ttml_head_new ();
  self->kept = g_ptr_array_new_with_free_func ((GDestroyNotify) vost_ttml_node_free);
  self->items = g_array_new (FALSE, FALSE, sizeof (TtmlItem));
  self->text = g_string_new (NULL);
  self->words = g_string_new (NULL);
  self->first_block = g_string_new (NULL);
  self->budget = TTML_BUDGET;
}

static void
reader_clear (TtmlReader *self)
{
  while (self->depth > 0)
    vost_ttml_node_free (self->stack[--self->depth]);
  g_clear_pointer (&self->head, vost_ttml_head_free);
  g_ptr_array_unref (self->kept);
  g_array_unref (self->items);
  g_string_free (self->text, TRUE);
  g_string_free (self->words, TRUE);
  g_string_free (self->first_block, TRUE);
}

VostTtmlHead *
vost_ttml_head_read (const char *header)
{
  TtmlReader self = { .reading = { .text = header }, .head_only = TRUE };
  VostTtmlHead *head;

  reader_init (&self);
  (void) vost_xml_parse (header, strlen (header), &handler, &self, NULL, NULL, NULL);
  head = g_steal_pointer (&self.head);
  reader_clear (&self);

  return head;
}

static void
finish_track (TtmlReader *self, VostTrack *track)
{
  const VostTtmlHead *head = self->head;

  if (head->params.guessed)
    vost_reading_report (&self->reading, VOST_SEVERITY_WARNING, 0, 0,
                         vost_rate_is_known (self->known)
                             ? _ ("The file counts frames without saying how many a second has; "
                                  "the film’s rate was taken.")
                             : _ ("The file counts frames without saying how many a second has; "
                                  "30 was taken, as TTML says."));
  if (*head->language != '\0')
    vost_set_string (&track->language, head->language);
  if (*track->title == '\0')
    vost_set_string (&track->title, head->title);
}

/* The first cue remembers it, and nothing is left to the writer. */
static void
mark_broken (TtmlReader *self)
{
  const GPtrArray *cues = self->reading.subs->cues;
  VostXmlRaw raw;

  self->writer.number = 0;
  for (guint i = 0; i < cues->len; i++)
    {
      VostCue *cue = g_ptr_array_index (cues, i);

      g_string_truncate (self->reading.scratch, 0);
      vost_ttml_append_cue (self->reading.scratch, cue, &self->writer);
      if (*cue->raw == '\0')
        vost_set_string (&cue->raw, self->reading.scratch->str);
    }
  vost_xml_raw_parse (g_ptr_array_index (cues, 0), &raw);
  raw.broken = cues->len;
  raw.block = self->first_block->str;
  vost_xml_raw_set (g_ptr_array_index (cues, 0), &raw);
}

gboolean
vost_ttml_read (const char *text,
                gsize len,
                VostSubtitles *subs,
                const char *id,
                GPtrArray *diagnostics,
                gboolean *ret_broken,
                GError **error)
{
  TtmlReader self = { .known = subs->track->rate };
  g_auto (VostConversion) conversion = { .subs = subs };
  gboolean done, broken;

  vost_set_string (&subs->track->format, id);
  vost_reading_init (&self.reading, text, len, subs, diagnostics);
  reader_init (&self);
  self.separator = g_strconcat (subs->track->eol, VOST_TTML_SEPARATOR + 1, NULL);
  vost_ttml_writer_init (&self.writer, self.head, &conversion, TRUE, strcmp (id, "ttml") != 0);
  self.writer.frozen = TRUE;
  done = vost_xml_parse (text, len, &handler, &self, &self.reading, &broken, error);
  if (ret_broken != NULL)
    *ret_broken = broken;
  if (done && broken && subs->cues->len > 0)
    mark_broken (&self);
  if (done)
    finish_track (&self, subs->track);
  if (done)
    done = vost_reading_finish (&self.reading, error);
  else
    g_string_free (g_steal_pointer (&self.reading.scratch), TRUE);
  vost_ttml_writer_clear (&self.writer);
  reader_clear (&self);
  g_free (self.separator);

  return done;
}
