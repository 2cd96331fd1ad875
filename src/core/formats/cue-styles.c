/* Colours and places in the notations of the formats. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "format-private.h"

#include <vostok/core/formats/cue-settings.h>

typedef struct
{
  const char *name;
  guint32 colour;
  gboolean vtt; /* a class that every WebVTT player knows */
} NamedColour;

/* The eight of WebVTT first; then HTML 4's and those that are met in SubRip files. */
static const NamedColour named_colours[] = {
  { "white", 0xffffff, TRUE },        { "lime", 0x00ff00, TRUE },
  { "cyan", 0x00ffff, TRUE },         { "red", 0xff0000, TRUE },
  { "yellow", 0xffff00, TRUE },       { "magenta", 0xff00ff, TRUE },
  { "blue", 0x0000ff, TRUE },         { "black", 0x000000, TRUE },
  { "aqua", 0x00ffff, FALSE },        { "fuchsia", 0xff00ff, FALSE },
  { "gray", 0x808080, FALSE },        { "grey", 0x808080, FALSE },
  { "green", 0x008000, FALSE },       { "maroon", 0x800000, FALSE },
  { "navy", 0x000080, FALSE },        { "olive", 0x808000, FALSE },
  { "orange", 0xffa500, FALSE },      { "pink", 0xffc0cb, FALSE },
  { "purple", 0x800080, FALSE },      { "silver", 0xc0c0c0, FALSE },
  { "teal", 0x008080, FALSE },        { "brown", 0xa52a2a, FALSE },
  { "gold", 0xffd700, FALSE },        { "violet", 0xee82ee, FALSE },
  { "lightblue", 0xadd8e6, FALSE },   { "lightgreen", 0x90ee90, FALSE },
  { "lightyellow", 0xffffe0, FALSE }, { "papayawhip", 0xffefd5, FALSE },
  { "tomato", 0xff6347, FALSE },      { "lightgray", 0xd3d3d3, FALSE },
};

gboolean
vost_slice_is (const char *text, gsize len, const char *word)
{
  return strlen (word) == len && g_ascii_strncasecmp (text, word, len) == 0;
}

static gsize
count_hex (const char *text, gsize len)
{
  gsize n = 0;

  while (n < len && g_ascii_isxdigit (text[n]))
    n++;

  return n;
}

/* "ff0000", "f00"; of eight digits the last two are the opacity, which subtitles do not use. */
static gboolean
parse_hex (const char *text, gsize len, guint32 *ret)
{
  gsize n = count_hex (text, len);
  guint32 colour = 0;

  if (n != len || (n != 3 && n != 6 && n != 8))
    return FALSE;
  for (gsize i = 0; i < MIN (n, 6); i++)
    {
      guint32 digit = (guint32) g_ascii_xdigit_value (text[i]);

      colour = n == 3 ? colour << 8 | digit << 4 | digit : colour << 4 | digit;
    }
  *ret = colour;

  return TRUE;
}

/* "rgb(255, 0, 0)" */
static gboolean
parse_rgb (const char *text, gsize len, guint32 *ret)
{
  const char *p = text + 4, *end = text + len;
  guint32 colour = 0;

  if (len < 4 || g_ascii_strncasecmp (text, "rgb(", 4) != 0)
    return FALSE;
  for (guint i = 0; i < 3; i++)
    {
      guint32 part = 0;

      while (p < end && (*p == ' ' || *p == ','))
        p++;
      if (p == end || !g_ascii_isdigit (*p))
        return FALSE;
      for (; p < end && g_ascii_isdigit (*p); p++)
        part = MIN (part * 10 + (guint32) g_ascii_digit_value (*p), 255);
      colour = colour << 8 | part;
    }
  *ret = colour;

  return TRUE;
}

gboolean
vost_colour_parse (const char *text, gsize len, guint32 *ret)
{
  if (len > 0 && *text == '#')
    return parse_hex (text + 1, len - 1, ret);
  for (guint i = 0; i < G_N_ELEMENTS (named_colours); i++)
    if (vost_slice_is (text, len, named_colours[i].name))
      {
        *ret = named_colours[i].colour;
        return TRUE;
      }

  return parse_rgb (text, len, ret) || parse_hex (text, len, ret);
}

/* The value of color="…", color='…', color=…, or a lone "#…" as some programs write it. */
static gboolean
colour_from_font (const VostTag *tag, guint32 *ret)
{
  g_autofree char *value = g_ascii_strdown (tag->value, (gssize) tag->value_len);
  const char *p = strstr (value, "color");
  gsize len;

  if (p != NULL)
    {
      p += strlen ("color");
      p += strspn (p, " =");
    }
  else
    p = value + strspn (value, " ");
  if (*p == '"' || *p == '\'')
    {
      len = strcspn (p + 1, "\"'");
      return vost_colour_parse (p + 1, len, ret);
    }
  len = *p == 'r' && p[1] == 'g' && strchr (p, ')') != NULL ? (gsize) (strchr (p, ')') + 1 - p)
                                                            : strcspn (p, " ");

  return vost_colour_parse (p, len, ret);
}

static gboolean
class_colour (const VostConversion *self, const char *name, gsize len, guint32 *ret)
{
  g_autofree char *copy = g_strndup (name, len);
  gpointer rule = self->colours != NULL ? g_hash_table_lookup (self->colours, copy) : NULL;

  if (rule != NULL)
    {
      *ret = GPOINTER_TO_UINT (rule) - 1;
      return TRUE;
    }
  for (guint i = 0; i < G_N_ELEMENTS (named_colours) && named_colours[i].vtt; i++)
    if (strcmp (copy, named_colours[i].name) == 0)
      {
        *ret = named_colours[i].colour;
        return TRUE;
      }

  /* The convention of YouTube's files, and ours. */
  return len == 11 && strncmp (copy, "color", 5) == 0 && parse_hex (copy + 5, 6, ret);
}

gboolean
vost_tag_colour (const VostConversion *self, const VostTag *tag, guint32 *ret)
{
  const char *p = tag->classes, *end = tag->classes + tag->classes_len;

  if (vost_tag_is (tag, "font"))
    return colour_from_font (tag, ret);
  while (p < end)
    {
      const char *dot = memchr (p, '.', (gsize) (end - p));
      const char *stop = dot != NULL ? dot : end;

      if (class_colour (self, p, (gsize) (stop - p), ret))
        return TRUE;
      p = stop + 1;
    }

  return FALSE;
}

char *
vost_colour_to_class (guint32 colour, gboolean *ret_own)
{
  for (guint i = 0; i < G_N_ELEMENTS (named_colours) && named_colours[i].vtt; i++)
    if (named_colours[i].colour == colour)
      {
        *ret_own = FALSE;
        return g_strdup (named_colours[i].name);
      }
  *ret_own = TRUE;

  return g_strdup_printf ("color%06x", colour);
}

/* The value of "color" among a rule's declarations. */
static gboolean
declared_colour (const char *declarations, guint32 *ret)
{
  g_auto (GStrv) parts = g_strsplit (declarations, ";", 64);

  for (guint i = 0; parts[i] != NULL; i++)
    {
      char *colon = strchr (parts[i], ':');

      if (colon == NULL)
        continue;
      *colon = '\0';
      if (g_ascii_strcasecmp (g_strstrip (parts[i]), "color") == 0)
        {
          char *value = g_strstrip (colon + 1);

          return vost_colour_parse (value, strlen (value), ret);
        }
    }

  return FALSE;
}

/*
 * Rules of the form "::cue(.name) { color: … }". Other selectors stay in the header, where every
 * player that understands CSS finds them; here it is only about what can be told to formats without
 * style sheets.
 */
static GHashTable *
parse_colour_rules (const char *header)
{
  GHashTable *rules = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  while ((header = strstr (header, "::cue(")) != NULL)
    {
      const char *name, *close, *open, *stop;
      guint32 colour;

      header += strlen ("::cue(");
      name = header + strcspn (header, ".){");
      close = name + strcspn (name, "){");
      if (*name != '.' || *close != ')')
        continue;
      open = close + 1 + strspn (close + 1, " \t\r\n");
      stop = *open == '{' ? strchr (open, '}') : NULL;
      if (stop == NULL)
        continue;
      {
        g_autofree char *declarations = g_strndup (open + 1, (gsize) (stop - open - 1));

        if (declared_colour (declarations, &colour))
          g_hash_table_replace (rules, g_strndup (name + 1, (gsize) (close - name - 1)),
                                GUINT_TO_POINTER (colour + 1));
      }
      header = stop;
    }

  return rules;
}

/* SSA counted bottom 1 to 3, top 5 to 7, middle 9 to 11. */
static guint
numpad_from_ssa (guint64 alignment)
{
  if (alignment >= 9 && alignment <= 11)
    return (guint) alignment - 5;
  if (alignment >= 5 && alignment <= 7)
    return (guint) alignment + 2;

  return alignment >= 1 && alignment <= 3 ? (guint) alignment : 0;
}

static int
find_column (char **columns, const char *name)
{
  for (guint i = 0; columns[i] != NULL; i++)
    if (g_ascii_strcasecmp (g_strstrip (columns[i]), name) == 0)
      return (int) i;

  return -1;
}

static void
take_style (GHashTable *styles, char **columns, const char *values, gboolean ssa)
{
  g_auto (GStrv) parts = g_strsplit (values, ",", -1);
  guint n = g_strv_length (parts);
  int name = find_column (columns, "Name"), alignment = find_column (columns, "Alignment");
  int italic = find_column (columns, "Italic"), bold = find_column (columns, "Bold");
  guint bits = 0;

  if (name < 0 || (guint) name >= n)
    return;
  if (alignment >= 0 && (guint) alignment < n)
    {
      guint64 number = g_ascii_strtoull (parts[alignment], NULL, 10);

      bits = ssa ? numpad_from_ssa (number) : number >= 1 && number <= 9 ? (guint) number : 0;
    }
  if (italic >= 0 && (guint) italic < n && g_ascii_strtoll (parts[italic], NULL, 10) != 0)
    bits |= VOST_STYLE_ITALIC;
  if (bold >= 0 && (guint) bold < n && g_ascii_strtoll (parts[bold], NULL, 10) != 0)
    bits |= VOST_STYLE_BOLD;
  g_hash_table_replace (styles, g_strdup (g_strstrip (parts[name])), GUINT_TO_POINTER (bits));
}

static GHashTable *
parse_styles (const char *header)
{
  GHashTable *styles = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  const char *end = header + strlen (header);
  g_auto (GStrv) columns = NULL;
  gboolean ssa = FALSE, inside = FALSE;
  VostLine line;

  while (vost_line_next (&header, end, &line))
    {
      g_autofree char *copy = g_strndup (line.start, line.len);
      char *text = g_strstrip (copy);

      if (*text == '[')
        {
          inside = g_str_has_prefix (text, "[V4");
          ssa = g_str_has_prefix (text, "[V4 ");
        }
      else if (inside && g_ascii_strncasecmp (text, "Format:", 7) == 0)
        {
          g_strfreev (columns);
          columns = g_strsplit (text + 7, ",", -1);
        }
      else if (inside && columns != NULL && g_ascii_strncasecmp (text, "Style:", 6) == 0)
        take_style (styles, columns, text + 6, ssa);
    }

  return styles;
}

void
vost_conversion_init (VostConversion *self, const VostSubtitles *subs)
{
  *self = (VostConversion){ subs, NULL, NULL };
  if (vost_is_native (subs, "webvtt"))
    self->colours = parse_colour_rules (subs->track->header);
  if (vost_is_native (subs, "ass"))
    self->styles = parse_styles (subs->track->header);
}

void
vost_conversion_clear (VostConversion *self)
{
  g_clear_pointer (&self->colours, g_hash_table_unref);
  g_clear_pointer (&self->styles, g_hash_table_unref);
}

guint
vost_cue_style (const VostConversion *self, const VostCue *cue)
{
  if (self->styles == NULL)
    return 0;

  return GPOINTER_TO_UINT (g_hash_table_lookup (self->styles, cue->style));
}

guint
vost_text_numpad (const char *text)
{
  VostToken token;

  if (strchr (text, '{') == NULL)
    return 0;
  while (vost_markup_next (&text, &token))
    {
      if (token.type != VOST_TOKEN_OVERRIDE)
        continue;
      for (gsize i = 1; i + 2 < token.len; i++)
        {
          const char *p = token.start + i;

          if (p[0] != '\\' || p[1] != 'a')
            continue;
          if (p[2] == 'n' && p[3] >= '1' && p[3] <= '9')
            return (guint) (p[3] - '0');
          if (g_ascii_isdigit (p[2]))
            return numpad_from_ssa (g_ascii_strtoull (p + 2, NULL, 10));
        }
    }

  return 0;
}

guint
vost_cue_numpad (const VostConversion *self, const VostCue *cue, gboolean *exact)
{
  guint numpad = vost_text_numpad (cue->text);

  *exact = TRUE;
  if (numpad == 0 && *cue->settings != '\0')
    {
      VostCueSettings settings;

      vost_cue_settings_parse (cue->settings, &settings);
      numpad = vost_cue_settings_to_numpad (&settings, exact);
    }
  if (numpad == 0)
    numpad = vost_cue_style (self, cue) & VOST_STYLE_NUMPAD;

  return numpad == 2 ? 0 : numpad;
}
