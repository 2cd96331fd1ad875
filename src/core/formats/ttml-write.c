/* TTML paragraphs, and the styles, regions and names that they need. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ttml-private.h"

#include <vostok/core/formats/cue-settings.h>

#define INDENT "      "

void
vost_ttml_writer_init (VostTtmlWriter *self,
                       VostTtmlHead *head,
                       const VostConversion *conversion,
                       gboolean native,
                       gboolean ebu)
{
  *self = (VostTtmlWriter){ .head = head,
                            .conversion = conversion,
                            .native = native,
                            .ebu = ebu,
                            .new_styles = g_string_new (NULL),
                            .new_regions = g_string_new (NULL),
                            .new_agents = g_string_new (NULL) };
}

void
vost_ttml_writer_clear (VostTtmlWriter *self)
{
  g_string_free (self->new_styles, TRUE);
  g_string_free (self->new_regions, TRUE);
  g_string_free (self->new_agents, TRUE);
}

/* @wanted, or with a number behind it. */
static char *
free_id (const VostTtmlHead *head, const char *wanted)
{
  char *id = g_strdup (wanted);

  for (guint i = 2; g_hash_table_contains (head->ids, id); i++)
    {
      g_free (id);
      id = g_strdup_printf ("%s-%u", wanted, i);
    }

  return id;
}

/* While reading nothing may be added: what is not in the head cannot be in the file. */
static char *
not_there (VostTtmlWriter *self)
{
  self->impossible = TRUE;

  return g_strdup ("");
}

static void
append_element (GString *out, const VostTtmlWriter *writer, const char *name, const char *id)
{
  g_string_append_printf (out, "%s<%s%s xml:id=\"%s\"", INDENT, writer->head->prefix, name, id);
  if (writer->head->tts == NULL)
    g_string_append_printf (out, " xmlns:tts=\"%s#styling\"", writer->head->root_uri);
}

static const char *
tts (const VostTtmlWriter *writer)
{
  return writer->head->tts != NULL ? writer->head->tts : "tts:";
}

static gboolean
same_style (const VostTtmlStyle *a, const VostTtmlStyle *b)
{
  return a->set == b->set && (a->on & a->set) == (b->on & b->set) &&
         ((a->set & VOST_TTML_COLOUR) == 0 || a->colour == b->colour) &&
         ((a->set & VOST_TTML_ALIGN) == 0 || a->align == b->align);
}

static const char *
align_word (char align)
{
  return align == 'l' ? "left" : align == 'r' ? "right" : "center";
}

char *
vost_ttml_writer_style (VostTtmlWriter *self, const char *name, const VostTtmlStyle *style)
{
  VostTtmlStyle found;
  g_autofree char *id = NULL;

  if (vost_ttml_head_has_style (self->head, name, &found) && same_style (&found, style))
    return g_strdup (name);
  if (self->frozen)
    return not_there (self);
  id = free_id (self->head, name);
  append_element (self->new_styles, self, "style", id);
  if (style->set & VOST_TTML_ITALIC)
    g_string_append_printf (self->new_styles, " %sfontStyle=\"%s\"", tts (self),
                            style->on & VOST_TTML_ITALIC ? "italic" : "normal");
  if (style->set & VOST_TTML_BOLD)
    g_string_append_printf (self->new_styles, " %sfontWeight=\"%s\"", tts (self),
                            style->on & VOST_TTML_BOLD ? "bold" : "normal");
  if (style->set & (VOST_TTML_UNDERLINE | VOST_TTML_STRIKE))
    g_string_append_printf (self->new_styles, " %stextDecoration=\"%s\"", tts (self),
                            style->on & VOST_TTML_UNDERLINE ? "underline"
                            : style->on & VOST_TTML_STRIKE  ? "lineThrough"
                                                            : "none");
  if (style->set & VOST_TTML_COLOUR)
    g_string_append_printf (self->new_styles, " %scolor=\"#%06x\"", tts (self), style->colour);
  if (style->set & VOST_TTML_ALIGN)
    g_string_append_printf (self->new_styles, " %stextAlign=\"%s\"", tts (self),
                            align_word (style->align));
  g_string_append (self->new_styles, "/>\n");
  vost_ttml_head_add_style (self->head, id, style, NULL);

  return g_steal_pointer (&id);
}

static void
append_percent (GString *out, gint64 value)
{
  g_string_append_printf (out, "%d", (int) (value / 1000));
  if (value % 1000 != 0)
    {
      g_string_append_c (out, '.');
      vost_append_number (out, (guint64) (value % 1000), 3);
      while (out->str[out->len - 1] == '0')
        g_string_truncate (out, out->len - 1);
    }
  g_string_append_c (out, '%');
}

static void
append_pair (GString *out, const char *prefix, const char *name, gint64 x, gint64 y)
{
  g_string_append_printf (out, " %s%s=\"", prefix, name);
  append_percent (out, x);
  g_string_append_c (out, ' ');
  append_percent (out, y);
  g_string_append_c (out, '"');
}

static char *
align_style (VostTtmlWriter *self, char align)
{
  VostTtmlStyle style = { .set = VOST_TTML_ALIGN, .align = align };

  return vost_ttml_writer_style (self,
                                 align == 'l'   ? "alignLeft"
                                 : align == 'r' ? "alignRight"
                                                : "alignCenter",
                                 &style);
}

static void
append_region (VostTtmlWriter *self, const VostTtmlRegion *region)
{
  GString *out = self->new_regions;
  const VostTtmlStyle *style = &region->style;

  append_element (out, self, "region", region->id);
  append_pair (out, tts (self), "origin", style->x, style->y);
  append_pair (out, tts (self), "extent", style->w, style->h);
  g_string_append_printf (out, " %sdisplayAlign=\"%s\"", tts (self),
                          style->display_align == 'a'   ? "after"
                          : style->display_align == 'c' ? "center"
                                                        : "before");
  if (self->ebu)
    {
      g_autofree char *id = align_style (self, style->align);

      vost_xml_append_attribute (out, "style", id);
    }
  else
    g_string_append_printf (out, " %stextAlign=\"%s\"", tts (self), align_word (style->align));
  if (style->writing != 'h')
    g_string_append_printf (out, " %swritingMode=\"%s\"", tts (self),
                            style->writing == 'r' ? "tbrl" : "tblr");
  g_string_append (out, "/>\n");
}

/* A name that says where, for the usual places. */
static const char *
region_name (const char *settings)
{
  static const char *const names[] = { "bottomLeft", "bottom",  "bottomRight", "left",    "center",
                                       "right",      "topLeft", "top",         "topRight" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (strcmp (settings, vost_cue_settings_from_numpad (i + 1)) == 0)
      return names[i];

  return "place";
}

char *
vost_ttml_writer_region (VostTtmlWriter *self, const char *settings)
{
  const char *found = g_hash_table_lookup (self->head->places, settings);
  VostTtmlRegion *region;
  VostTtmlStyle style;
  g_autofree char *usual = NULL;
  char *id;

  if (found != NULL)
    return g_strdup (found);
  vost_ttml_style_from_settings (settings, &style);
  usual = vost_ttml_style_to_settings (&style);
  found = g_hash_table_lookup (self->head->places, usual);
  if (found != NULL)
    return g_strdup (found);
  if (self->frozen)
    return not_there (self);
  region = g_new0 (VostTtmlRegion, 1);
  region->id = free_id (self->head, region_name (usual));
  region->style = style;
  region->end = VOST_TTML_NEVER;
  id = g_strdup (region->id);
  append_region (self, region);
  vost_ttml_head_add_region (self->head, region);

  return id;
}

char *
vost_ttml_writer_agent (VostTtmlWriter *self, const char *name)
{
  const char *found = g_hash_table_lookup (self->head->agent_ids, name);
  g_autofree char *id = NULL;
  const char *ttm = self->head->ttm != NULL ? self->head->ttm : "ttm:";
  GString *out = self->new_agents;

  if (found != NULL)
    return g_strdup (found);
  if (self->frozen)
    return not_there (self);
  id = free_id (self->head, "speaker");
  g_string_append_printf (out, "%s<%sagent xml:id=\"%s\" type=\"character\"", INDENT, ttm, id);
  if (self->head->ttm == NULL)
    g_string_append_printf (out, " xmlns:ttm=\"%s#metadata\"", self->head->root_uri);
  g_string_append_printf (out, "><%sname type=\"alias\">", ttm);
  vost_xml_append_text (out, name, strlen (name));
  g_string_append_printf (out, "</%sname></%sagent>\n", ttm, ttm);
  vost_ttml_head_add_agent (self->head, id, name);

  return g_steal_pointer (&id);
}

char *
vost_ttml_place (const VostCue *cue, const VostConversion *conversion, gboolean *exact)
{
  VostCueSettings settings;
  VostTtmlStyle style;
  g_autofree char *ours = NULL;
  guint numpad = vost_cue_numpad (conversion, cue, exact);

  if (*exact)
    return g_strdup (vost_cue_settings_from_numpad (numpad));
  vost_ttml_style_from_settings (cue->settings, &style);
  ours = vost_ttml_style_to_settings (&style);
  vost_cue_settings_parse (cue->settings, &settings);
  *exact = strcmp (ours, cue->settings) == 0;

  return g_steal_pointer (&ours);
}

static gboolean
is_id (const char *text)
{
  if (!g_ascii_isalpha (*text) && *text != '_' && (guint8) *text < 0xc3)
    return FALSE;
  for (; *text != '\0'; text++)
    if (!g_ascii_isalnum (*text) && strchr ("_-.", *text) == NULL && (guint8) *text < 0x80)
      return FALSE;

  return TRUE;
}

static void
append_id (GString *out, const VostCue *cue, const VostTtmlWriter *writer)
{
  if (writer->native && *cue->label != '\0' && is_id (cue->label))
    vost_xml_append_attribute (out, "xml:id", cue->label);
  else if (writer->ebu)
    g_string_append_printf (out, " xml:id=\"sub%u\"", writer->number);
}

/* A place of its own in an element that is in another one's region is no place. */
static void
append_place (GString *out, const VostCue *cue, VostTtmlWriter *writer)
{
  gboolean exact;
  g_autofree char *settings =
      writer->native ? g_strdup (cue->settings) : vost_ttml_place (cue, writer->conversion, &exact);
  g_autofree char *id = NULL;

  if (writer->head->container_region)
    {
      writer->impossible |= *settings != '\0';
      return;
    }
  if (writer->native && *settings == '\0' && g_hash_table_size (writer->head->regions) == 0)
    return;
  id = vost_ttml_writer_region (writer, settings);
  vost_xml_append_attribute (out, "region", id);
}

/* Takes ` region="…"` out of a start tag of ours. */
static void
cut_attribute (GString *tag, const char *name)
{
  g_autofree char *look = g_strdup_printf (" %s=\"", name);
  char *start = strstr (tag->str, look);
  char *end = start != NULL ? strchr (start + strlen (look), '"') : NULL;

  if (end != NULL)
    g_string_erase (tag, start - tag->str, end + 1 - start);
}

/* The user has chosen another place than the file has. */
static void
change_place (GString *tag, const VostCue *cue, VostTtmlWriter *writer)
{
  g_autofree char *align_name = g_strconcat (tts (writer), "textAlign", NULL);
  g_autofree char *id = NULL;
  VostTtmlStyle style;

  if (writer->head->container_region)
    {
      writer->impossible = TRUE;
      return;
    }
  cut_attribute (tag, "region");
  cut_attribute (tag, align_name);
  vost_ttml_style_from_settings (cue->settings, &style);
  id = vost_ttml_writer_region (writer, cue->settings);
  vost_xml_append_attribute (tag, "region", id);
  if (writer->ebu)
    return;
  vost_xml_append_attribute (tag, align_name, align_word (style.align));
  if (writer->head->tts == NULL)
    g_string_append_printf (tag, " xmlns:tts=\"%s#styling\"", writer->head->root_uri);
}

static void
append_times (GString *out, const VostCue *cue, VostTtmlWriter *writer, VostTime offset)
{
  VostTime start = MAX (cue->start, 0), end = MAX (cue->end, 0);

  writer->impossible |= start < offset || (end < offset && end != VOST_TTML_OPEN_END);
  g_string_append (out, " begin=\"");
  vost_ttml_time_append (out, &writer->head->params, start - offset);
  g_string_append_c (out, '"');
  if (end == VOST_TTML_OPEN_END)
    return;
  g_string_append (out, " end=\"");
  vost_ttml_time_append (out, &writer->head->params, end - offset);
  g_string_append_c (out, '"');
}

static void
append_speaker (GString *out, const VostCue *cue, VostTtmlWriter *writer)
{
  const char *ttm = writer->head->ttm != NULL ? writer->head->ttm : "ttm:";
  g_autofree char *id = NULL;
  g_autofree char *name = NULL;

  if (*cue->speaker == '\0')
    return;
  id = vost_ttml_writer_agent (writer, cue->speaker);
  name = g_strconcat (ttm, "agent", NULL);
  vost_xml_append_attribute (out, name, id);
  if (writer->head->ttm == NULL)
    g_string_append_printf (out, " xmlns:ttm=\"%s#metadata\"", writer->head->root_uri);
}

/* "p" of "<p …". */
static char *
tag_name (const char *tag)
{
  return g_strndup (tag + 1, strcspn (tag + 1, " "));
}

void
vost_ttml_append_cue (GString *out, const VostCue *cue, VostTtmlWriter *writer)
{
  g_auto (VostTtmlFields) fields = { 0 };
  gboolean native =
      writer->native && *cue->fields != '\0' && vost_ttml_fields_parse (cue->fields, &fields);
  g_autoptr (GString) tag = NULL;
  g_autofree char *name = NULL;
  g_autofree char *wrapper = NULL;
  gsize text;

  writer->number++;
  if (!native)
    {
      vost_ttml_fields_clear (&fields);
      fields = (VostTtmlFields){ .colour = VOST_TTML_WHITE,
                                 .preserve = writer->head->preserve,
                                 .tag = g_strconcat ("<", writer->head->prefix, "p", NULL),
                                 .wrapper = g_strdup ("") };
    }
  name = tag_name (fields.tag);
  tag = g_string_new (fields.tag);
  append_id (tag, cue, writer);
  if (!native)
    append_place (tag, cue, writer);
  else if (strcmp (cue->settings, fields.settings) != 0)
    change_place (tag, cue, writer);
  append_times (tag, cue, writer, fields.offset);
  append_speaker (tag, cue, writer);
  if (!fields.preserve && vost_ttml_needs_space (cue->text))
    g_string_append (tag, " xml:space=\"preserve\"");
  g_string_append_printf (out, "%s>", tag->str);
  if (*fields.wrapper == '<')
    {
      wrapper = tag_name (fields.wrapper);
      g_string_append_printf (out, "%s>", fields.wrapper);
    }
  text = out->len;
  vost_ttml_append_text (out, cue, writer, fields.face, fields.colour);
  if (writer->native)
    vost_xml_fit_encoding (out, text, writer->conversion->subs->track->encoding);
  if (wrapper != NULL)
    g_string_append_printf (out, "</%s>", wrapper);
  g_string_append_printf (out, "</%s>", name);
}
