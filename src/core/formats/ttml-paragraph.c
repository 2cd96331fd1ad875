/* A TTML paragraph to cues: one for each stretch of time in which the same text is seen. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ttml-read-private.h"

#include "vostok-config.h"

#include <glib/gi18n-lib.h>

/* What is seen in a stretch of time. */
typedef struct
{
  VostTime start;
  VostTime end;
  char *text;
  char *settings;
} Scene;

static void
scene_clear (gpointer data)
{
  Scene *self = data;

  g_free (self->text);
  g_free (self->settings);
}

static gboolean
is_blank (const char *text, gsize len)
{
  for (gsize i = 0; i < len; i++)
    if (!vost_xml_is_space (text[i]))
      return FALSE;

  return TRUE;
}

void
vost_ttml_add_item (TtmlReader *self, TtmlNode *node, const char *text, gsize len)
{
  gboolean line_break = text == NULL;
  /* A line break belongs to what it is in. */
  TtmlNode *owner = line_break && node->parent != NULL ? node->parent : node;
  TtmlItem item = { owner, line_break, self->text->len, len, owner->begin, owner->clip };

  if (self->head_only || self->paragraph == NULL || self->reading.too_big)
    return;
  if (!line_break && !is_blank (text, len))
    {
      if (owner->seq)
        item.end = item.begin;
      else
        owner->endless = TRUE;
    }
  self->reading.too_big |=
      self->text->len + len > (gsize) VOST_MAX_CUE_TEXT || self->items->len > VOST_MAX_CUE_TEXT;
  if (!line_break)
    g_string_append_len (self->text, text, (gssize) len);
  g_array_append_val (self->items, item);
}

static gboolean
is_active (VostTime begin, VostTime end, VostTime t)
{
  return t == VOST_TIME_NONE || (begin <= t && t < end);
}

static void
merge_sets (VostTtmlStyle *style, const GArray *sets, VostTime t)
{
  for (guint i = 0; sets != NULL && t != VOST_TIME_NONE && i < sets->len; i++)
    {
      const VostTtmlSet *set = &g_array_index (sets, VostTtmlSet, i);

      if (is_active (set->begin, set->end, t))
        vost_ttml_style_merge (style, &set->style);
    }
}

/* The style in force in a node at @t (VOST_TIME_NONE: without animations). *shown becomes FALSE
 * where something around it is not displayed. */
static VostTtmlStyle
style_at (const TtmlNode *node, const VostTtmlRegion *region, VostTime t, gboolean *shown)
{
  VostTtmlStyle style, own;

  if (node->kind < TTML_BODY)
    {
      style = (VostTtmlStyle){ .colour = VOST_TTML_WHITE,
                               .align = 'c',
                               .display_align = 'a',
                               .writing = 'h',
                               .on = VOST_TTML_VISIBILITY };
      own = region != NULL ? region->style : style;
      if (region != NULL)
        merge_sets (&own, region->sets, t);
      else
        own.set = 0;
      /* Initial values of a region count although nobody has set them. */
      if (region != NULL)
        own.set |= VOST_TTML_ALIGN | VOST_TTML_WRITING;
    }
  else
    {
      style = style_at (node->parent, region, t, shown);
      own = node->own;
      merge_sets (&own, node->sets, t);
    }
  if ((own.set & VOST_TTML_DISPLAY) != 0 && (own.on & VOST_TTML_DISPLAY) == 0)
    *shown = FALSE;
  own.set &= ~(VOST_TTML_OWN & ~(guint) VOST_TTML_RUBY);
  if ((own.set & VOST_TTML_RUBY) == 0)
    own.ruby = VOST_TTML_RUBY_NONE;
  own.set |= VOST_TTML_RUBY;
  vost_ttml_style_merge (&style, &own);

  return style;
}

static char *
settings_at (const TtmlNode *p, VostTime t)
{
  gboolean shown = TRUE;
  VostTtmlStyle style = style_at (p, p->region, t, &shown);
  VostTtmlStyle box = { .x = 10000, .y = 10000, .w = 80000, .h = 80000, .display_align = 'a' };

  if (p->region != NULL)
    {
      box = p->region->style;
      merge_sets (&box, p->region->sets, t);
    }
  style.x = box.x;
  style.y = box.y;
  style.w = box.w;
  style.h = box.h;
  style.display_align = box.display_align;

  return vost_ttml_style_to_settings (&style);
}

/* The nearest one around @node up to and without the paragraph that says something. */
static const char *
inner (const TtmlNode *node, const TtmlNode *p, gboolean language)
{
  for (; node != p && node != NULL; node = node->parent)
    if ((language ? node->language : node->agent) != NULL)
      return language ? node->language : node->agent;

  return NULL;
}

static const TtmlNode *
ruby_container (const TtmlNode *node, const TtmlNode *p)
{
  for (; node != p && node != NULL; node = node->parent)
    if (node->own.ruby == VOST_TTML_RUBY_CONTAINER)
      return node;

  return NULL;
}

static VostTtmlRuby
ruby_role (const TtmlNode *node, const TtmlNode *p)
{
  for (; node != p && node != NULL; node = node->parent)
    if (node->own.ruby >= VOST_TTML_RUBY_BASE)
      return node->own.ruby;

  return VOST_TTML_RUBY_NONE;
}

static VostTtmlPiece
piece_of (const TtmlReader *self,
          const TtmlNode *p,
          const TtmlItem *item,
          const VostTtmlStyle *style)
{
  const char *agent = inner (item->node, p, FALSE);
  VostTtmlPiece piece = { .text = item->line_break ? NULL : self->text->str + item->at,
                          .len = item->len,
                          .preserve = item->node->preserve,
                          .face = style->on & VOST_TTML_FACE,
                          .colour = style->colour,
                          .ruby_container = ruby_container (item->node, p),
                          .language = inner (item->node, p, TRUE) };

  if (piece.ruby_container != NULL)
    piece.ruby = ruby_role (item->node, p);
  if (agent != NULL)
    {
      const char *name = g_hash_table_lookup (self->head->agents, agent);

      piece.speaker = name != NULL ? name : agent;
    }

  return piece;
}

/* What is seen at @t; VOST_TIME_NONE: all there is. */
static char *
text_at (TtmlReader *self, const TtmlNode *p, VostTime t)
{
  g_autoptr (GArray) pieces = g_array_new (FALSE, FALSE, sizeof (VostTtmlPiece));

  self->budget -= self->items->len + self->text->len / 16 + 1;
  for (guint i = 0; i < self->items->len; i++)
    {
      const TtmlItem *item = &g_array_index (self->items, TtmlItem, i);
      gboolean shown = TRUE;
      VostTtmlStyle style;
      VostTtmlPiece piece;

      if (!is_active (item->begin, item->end, t))
        continue;
      style = style_at (item->node, p->region, t, &shown);
      if (t != VOST_TIME_NONE && (!shown || (style.on & VOST_TTML_VISIBILITY) == 0))
        continue;
      piece = piece_of (self, p, item, &style);
      g_array_append_val (pieces, piece);
    }

  return vost_ttml_compose (pieces->len > 0 ? &g_array_index (pieces, VostTtmlPiece, 0) : NULL,
                            pieces->len);
}

static int
compare_times (gconstpointer a, gconstpointer b)
{
  VostTime x = *(const VostTime *) a, y = *(const VostTime *) b;

  return x < y ? -1 : x > y;
}

static void
add_boundary (GArray *times, VostTime t)
{
  VostTime first = g_array_index (times, VostTime, 0), last = g_array_index (times, VostTime, 1);

  if (t > first && t < last && times->len < VOST_MAX_CUE_TEXT)
    g_array_append_val (times, t);
}

static void
add_set_boundaries (GArray *times, const GArray *sets)
{
  for (guint i = 0; sets != NULL && i < sets->len; i++)
    {
      add_boundary (times, g_array_index (sets, VostTtmlSet, i).begin);
      add_boundary (times, g_array_index (sets, VostTtmlSet, i).end);
    }
}

/* Every instant at which something may change, from @start to @end. */
static GArray *
boundaries (const TtmlReader *self, const TtmlNode *p, VostTime start, VostTime end)
{
  GArray *times = g_array_new (FALSE, FALSE, sizeof (VostTime));

  g_array_append_val (times, start);
  g_array_append_val (times, end);
  for (guint i = 0; i < self->items->len; i++)
    {
      const TtmlItem *item = &g_array_index (self->items, TtmlItem, i);

      add_boundary (times, item->begin);
      add_boundary (times, item->end);
    }
  for (guint i = 0; i < self->kept->len; i++)
    add_set_boundaries (times, ((const TtmlNode *) g_ptr_array_index (self->kept, i))->sets);
  for (const TtmlNode *node = p; node != NULL; node = node->parent)
    add_set_boundaries (times, node->sets);
  if (p->region != NULL)
    add_set_boundaries (times, p->region->sets);
  g_array_sort (times, compare_times);

  return times;
}

/* Line breaks alone are nothing to see. */
static gboolean
is_empty (const char *text)
{
  return text[strspn (text, "\n")] == '\0';
}

static void
add_scene (GArray *scenes, VostTime start, VostTime end, char *text, char *settings)
{
  Scene *last = scenes->len > 0 ? &g_array_index (scenes, Scene, scenes->len - 1) : NULL;
  Scene scene = { start, end, text, settings };

  if (last != NULL && last->end == start && strcmp (last->text, text) == 0 &&
      strcmp (last->settings, settings) == 0)
    {
      last->end = end;
      scene_clear (&scene);
    }
  else if (is_empty (text))
    scene_clear (&scene);
  else
    g_array_append_val (scenes, scene);
}

static GArray *
find_scenes (TtmlReader *self, const TtmlNode *p)
{
  GArray *scenes = g_array_new (FALSE, FALSE, sizeof (Scene));
  VostTime start = p->begin, end = p->over;
  g_autoptr (GArray) times = NULL;

  g_array_set_clear_func (scenes, scene_clear);
  if (p->region != NULL)
    {
      start = MAX (start, p->region->begin);
      end = MIN (end, p->region->end);
    }
  if (start >= end)
    return scenes;
  times = boundaries (self, p, start, end);
  if ((gint64) (times->len * (self->items->len + self->text->len / 16 + 1)) > self->budget)
    {
      vost_reading_report (&self->reading, VOST_SEVERITY_WARNING, p->line, 0,
                           _ ("The parts of this text come and go too often; it is shown whole."));
      add_scene (scenes, start, end, text_at (self, p, VOST_TIME_NONE),
                 settings_at (p, VOST_TIME_NONE));
      return scenes;
    }
  for (guint i = 0; i + 1 < times->len; i++)
    {
      VostTime from = g_array_index (times, VostTime, i);
      VostTime to = g_array_index (times, VostTime, i + 1);

      if (from < to)
        add_scene (scenes, from, to, text_at (self, p, from), settings_at (p, from));
    }

  return scenes;
}

/* A start tag with unmodelled styles that all of the text stands in, or NULL. */
static const TtmlNode *
find_wrapper (const TtmlReader *self, const TtmlNode *p)
{
  const TtmlNode *wrapper = NULL;

  for (guint i = 0; i < self->items->len; i++)
    {
      const TtmlItem *item = &g_array_index (self->items, TtmlItem, i);

      if (item->line_break || is_blank (self->text->str + item->at, item->len))
        continue;
      if (item->node->parent != p || item->node->language != NULL || item->node->agent != NULL ||
          item->node->preserve != p->preserve || item->node->own.ruby != VOST_TTML_RUBY_NONE ||
          (wrapper != NULL && strcmp (wrapper->tag, item->node->tag) != 0))
        return NULL;
      wrapper = item->node;
    }

  /* What is modelled the writer can say itself. */
  return wrapper != NULL && (wrapper->own.set & VOST_TTML_OTHER) != 0 ? wrapper : NULL;
}

/* How the paragraph stands in the file; "" when it stands there as the writer would have it. */
static char *
describe (const TtmlReader *self, const TtmlNode *p)
{
  const TtmlNode *wrapper = find_wrapper (self, p);
  gboolean shown = TRUE;
  VostTtmlStyle style = style_at (wrapper != NULL ? wrapper : p, p->region, VOST_TIME_NONE, &shown);
  g_autofree char *settings = settings_at (p, VOST_TIME_NONE);
  g_autofree char *usual_tag = g_strconcat ("<", self->head->prefix, "p", NULL);
  const char *usual_region = g_hash_table_lookup (self->head->places, settings);
  const char *region = p->own_region && p->region != NULL ? p->region->id : NULL;
  g_autoptr (GString) tag = g_string_new (p->tag);
  VostTtmlFields fields = { .offset = MIN (p->base, VOST_MAX_TIME),
                            .face = style.on & VOST_TTML_FACE,
                            .colour = style.colour,
                            .preserve = p->parent->preserve,
                            .settings = settings,
                            .wrapper = wrapper != NULL ? wrapper->tag : (char[]){ "" } };

  if (fields.offset == 0 && fields.face == 0 && fields.colour == VOST_TTML_WHITE &&
      !fields.preserve && wrapper == NULL && strcmp (tag->str, usual_tag) == 0 &&
      g_strcmp0 (region, usual_region) == 0 && !self->head->container_region)
    return g_strdup ("");
  if (region != NULL)
    vost_xml_append_attribute (tag, "region", region);
  fields.tag = tag->str;

  return vost_ttml_fields_to_string (&fields);
}

static const char *
speaker_of (const TtmlReader *self, const TtmlNode *p)
{
  for (const TtmlNode *node = p; node != NULL; node = node->parent)
    if (node->agent != NULL)
      {
        const char *name = g_hash_table_lookup (self->head->agents, node->agent);

        return name != NULL ? name : "";
      }

  return "";
}

static VostCue *
new_cue (const TtmlReader *self, const TtmlNode *p, const Scene *scene, const char *fields)
{
  VostCue *cue = vost_record_new (VOST_KIND_CUE, VOST_RECORD_ID (self->reading.subs->track));

  cue->start = scene->start == VOST_TTML_NEVER ? VOST_TTML_OPEN_END : scene->start;
  cue->end = scene->end == VOST_TTML_NEVER ? MAX (VOST_TTML_OPEN_END, cue->start) : scene->end;
  vost_set_string (&cue->text, scene->text);
  vost_set_string (&cue->settings, scene->settings);
  vost_set_string (&cue->fields, fields);
  vost_set_string (&cue->speaker, speaker_of (self, p));

  return cue;
}

/* "sub7" of the seventh is what the writer would count itself; the plain "id" of drafts stays in
 * the tag. */
static void
take_label (TtmlReader *self, const TtmlNode *p, VostCue *cue)
{
  g_autofree char *usual = g_strdup_printf ("sub%u", self->writer.number + 1);

  if (p->id != NULL && strstr (p->tag, " id=\"") == NULL &&
      (!self->writer.ebu || strcmp (p->id, usual) != 0))
    vost_set_string (&cue->label, p->id);
}

static void
report_scene (TtmlReader *self, const TtmlNode *p, const Scene *scene)
{
  if (scene->end == VOST_TTML_NEVER)
    vost_reading_report (&self->reading, VOST_SEVERITY_WARNING, p->line, 0,
                         _ ("The subtitle has no end; it stays to the end of the film."));
  else if (scene->end < scene->start)
    vost_reading_report (&self->reading, VOST_SEVERITY_WARNING, p->line, 0,
                         _ ("The subtitle ends before it starts."));
  else if (scene->end == scene->start)
    vost_reading_report (&self->reading, VOST_SEVERITY_WARNING, p->line, 0,
                         _ ("Players never show this subtitle."));
}

/* One paragraph of which players show nothing at all is a subtitle all the same. */
static void
add_unseen (TtmlReader *self, const TtmlNode *p, GArray *scenes)
{
  g_autofree char *text = text_at (self, p, VOST_TIME_NONE);
  Scene scene = { p->begin, p->begin, NULL, NULL };

  if (is_empty (text) && !p->timed)
    return;
  if (p->end != VOST_TTML_NEVER && (is_empty (text) || p->end < p->begin))
    scene.end = p->end;
  scene.text = g_steal_pointer (&text);
  scene.settings = settings_at (p, VOST_TIME_NONE);
  g_array_append_val (scenes, scene);
}

static void
take_scenes (TtmlReader *self, const TtmlNode *p, GArray *scenes, const char *end)
{
  g_autofree char *fields = describe (self, p);

  for (guint i = 0; i < scenes->len; i++)
    {
      const Scene *scene = &g_array_index (scenes, Scene, i);
      VostCue *cue = new_cue (self, p, scene, fields);

      report_scene (self, p, scene);
      if (i == 0)
        take_label (self, p, cue);
      g_string_truncate (self->reading.scratch, 0);
      self->writer.impossible = FALSE;
      if (scenes->len == 1)
        vost_ttml_append_cue (self->reading.scratch, cue, &self->writer);
      else
        self->writer.number++;
      if (self->writer.impossible)
        g_string_truncate (self->reading.scratch, 0);
      if (self->reading.subs->cues->len == 0)
        g_string_append_len (self->first_block, p->start, end - p->start);
      if (i == 0)
        vost_xml_take (&self->reading, cue, p->start, end, self->separator);
      else
        g_ptr_array_add (self->reading.subs->cues, cue);
      if (scenes->len > 1)
        {
          g_autofree char *block = g_strdup (i == 0 ? cue->raw : "");

          vost_xml_raw_set (cue, &(VostXmlRaw){ 0, i + 1, scenes->len, block });
        }
    }
}

void
vost_ttml_end_paragraph (TtmlReader *self, TtmlNode *node, const char *end)
{
  g_autoptr (GArray) scenes = NULL;

  /* A broken tag may leave nothing of it. */
  if (!self->head_only && !self->reading.too_big && end > node->start &&
      self->reading.subs->cues->len <= VOST_MAX_CUES)
    {
      scenes = find_scenes (self, node);
      if (scenes->len == 0)
        add_unseen (self, node, scenes);
      take_scenes (self, node, scenes, end);
    }
  g_array_set_size (self->items, 0);
  g_string_truncate (self->text, 0);
}
