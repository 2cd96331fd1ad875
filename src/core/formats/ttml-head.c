/* What a TTML file says before its first subtitle: styles, regions, names. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ttml-private.h"

/* A style definition, resolved when it is first asked for. */
typedef struct
{
  VostTtmlStyle style;
  char *refs;

  enum
  {
    PLAIN,
    BUSY,
    RESOLVED,
  } state;
} Style;

static void
style_free (gpointer data)
{
  Style *self = data;

  g_free (self->refs);
  g_free (self);
}

void
vost_ttml_region_free (VostTtmlRegion *self)
{
  if (self == NULL)
    return;

  g_free (self->id);
  g_free (self->settings);
  g_clear_pointer (&self->sets, g_array_unref);
  g_free (self);
}

VostTtmlHead *
vost_ttml_head_new (void)
{
  VostTtmlHead *self = g_new0 (VostTtmlHead, 1);

  vost_ttml_params_init (&self->params, NULL, (VostRate){ 0, 0 });
  self->prefix = g_strdup ("");
  self->root_uri = g_strdup ("http://www.w3.org/ns/ttml");
  self->language = g_strdup ("");
  self->title = g_strdup ("");
  self->styles = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, style_free);
  self->regions =
      g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) vost_ttml_region_free);
  self->places = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->agents = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->agent_ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  return self;
}

void
vost_ttml_head_free (VostTtmlHead *self)
{
  if (self == NULL)
    return;

  g_free (self->prefix);
  g_free (self->tts);
  g_free (self->ttm);
  g_free (self->root_uri);
  g_free (self->language);
  g_free (self->title);
  g_hash_table_unref (self->styles);
  g_hash_table_unref (self->regions);
  g_hash_table_unref (self->places);
  g_hash_table_unref (self->agents);
  g_hash_table_unref (self->agent_ids);
  g_hash_table_unref (self->ids);
  g_free (self);
}

void
vost_ttml_head_add_style (VostTtmlHead *self,
                          const char *id,
                          const VostTtmlStyle *own,
                          const char *refs)
{
  Style *style;

  if (g_hash_table_contains (self->styles, id))
    return;
  style = g_new0 (Style, 1);
  style->style = *own;
  style->refs = g_strdup (refs);
  g_hash_table_insert (self->styles, g_strdup (id), style);
  g_hash_table_add (self->ids, g_strdup (id));
}

/* Each style once, so that chains of references cost no more than their length; one that refers to
 * itself ends there, and so does a chain that is longer than any sense. */
static void
resolve (VostTtmlHead *self, const char *refs, VostTtmlStyle *ret, guint depth)
{
  g_auto (GStrv) ids = refs != NULL ? g_strsplit_set (refs, " \t\r\n", -1) : NULL;

  for (guint i = 0; ids != NULL && ids[i] != NULL; i++)
    {
      Style *style = g_hash_table_lookup (self->styles, ids[i]);

      if (style == NULL || style->state == BUSY)
        continue;
      if (style->state == PLAIN && style->refs != NULL && depth < 100)
        {
          VostTtmlStyle base = { 0 };

          style->state = BUSY;
          resolve (self, style->refs, &base, depth + 1);
          vost_ttml_style_merge (&base, &style->style);
          style->style = base;
        }
      style->state = RESOLVED;
      vost_ttml_style_merge (ret, &style->style);
    }
}

void
vost_ttml_head_resolve (VostTtmlHead *self, const char *refs, VostTtmlStyle *ret)
{
  resolve (self, refs, ret, 0);
}

gboolean
vost_ttml_head_has_style (VostTtmlHead *self, const char *id, VostTtmlStyle *ret)
{
  *ret = (VostTtmlStyle){ 0 };
  if (!g_hash_table_contains (self->styles, id))
    return FALSE;
  resolve (self, id, ret, 0);

  return TRUE;
}

void
vost_ttml_head_add_region (VostTtmlHead *self, VostTtmlRegion *region)
{
  if (g_hash_table_contains (self->regions, region->id))
    {
      vost_ttml_region_free (region);
      return;
    }
  region->settings = vost_ttml_style_to_settings (&region->style);
  g_hash_table_insert (self->regions, region->id, region);
  g_hash_table_add (self->ids, g_strdup (region->id));
  if (!g_hash_table_contains (self->places, region->settings))
    g_hash_table_insert (self->places, g_strdup (region->settings), g_strdup (region->id));
}

void
vost_ttml_head_add_agent (VostTtmlHead *self, const char *id, const char *name)
{
  g_hash_table_add (self->ids, g_strdup (id));
  if (!g_hash_table_contains (self->agents, id))
    g_hash_table_insert (self->agents, g_strdup (id), g_strdup (name));
  if (!g_hash_table_contains (self->agent_ids, name))
    g_hash_table_insert (self->agent_ids, g_strdup (name), g_strdup (id));
}

/* offset|face|colour|preserve|settings|<p …|<span …; a "|" inside a tag is a reference. */
gboolean
vost_ttml_fields_parse (const char *text, VostTtmlFields *ret)
{
  g_auto (GStrv) parts = g_strsplit (text, "|", 7);
  guint64 face = 0, colour = 0;
  gint64 offset = 0;

  *ret = (VostTtmlFields){ .colour = VOST_TTML_WHITE };
  if (g_strv_length (parts) != 7 || *parts[5] != '<' ||
      !g_ascii_string_to_signed (parts[0], 10, 0, G_MAXINT64, &offset, NULL) ||
      !g_ascii_string_to_unsigned (parts[1], 10, 0, 15, &face, NULL) ||
      !g_ascii_string_to_unsigned (parts[2], 16, 0, VOST_TTML_WHITE, &colour, NULL))
    return FALSE;
  ret->offset = offset;
  ret->face = (guint) face;
  ret->colour = (guint32) colour;
  ret->preserve = *parts[3] == '1';
  ret->settings = g_strdup (parts[4]);
  ret->tag = g_strdup (parts[5]);
  ret->wrapper = g_strdup (parts[6]);

  return TRUE;
}

char *
vost_ttml_fields_to_string (const VostTtmlFields *self)
{
  /* "|" parts the fields. */
  g_auto (GStrv) tag = g_strsplit (self->tag, "|", -1);
  g_auto (GStrv) wrapper = g_strsplit (self->wrapper, "|", -1);
  g_autofree char *safe_tag = g_strjoinv ("&#124;", tag);
  g_autofree char *safe_wrapper = g_strjoinv ("&#124;", wrapper);

  return g_strdup_printf ("%" G_GINT64_FORMAT "|%u|%06x|%d|%s|%s|%s", self->offset, self->face,
                          self->colour, self->preserve, self->settings, safe_tag, safe_wrapper);
}

void
vost_ttml_fields_clear (VostTtmlFields *self)
{
  g_clear_pointer (&self->settings, g_free);
  g_clear_pointer (&self->tag, g_free);
  g_clear_pointer (&self->wrapper, g_free);
}
