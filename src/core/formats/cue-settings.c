/* The grammar of WebVTT cue settings and regions, as the specification's parser has it. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <vostok/core/formats/cue-settings.h>

#include "format-private.h"

#define SPACES " \t\n\f\r"

/* A name and a value without spaces: "line:10%,end". */
typedef struct
{
  const char *name;
  gsize name_len;
  const char *value;
  gsize value_len;
} Setting;

/* Cuts the next "name:value" off; *invalid counts the words that are none. */
static gboolean
next_setting (const char **cursor, Setting *ret, guint *invalid)
{
  for (;;)
    {
      const char *p = *cursor + strspn (*cursor, SPACES);
      gsize len = strcspn (p, SPACES);
      const char *colon = memchr (p, ':', len);

      *cursor = p + len;
      if (len == 0)
        return FALSE;
      if (colon != NULL && colon > p && colon + 1 < p + len)
        {
          *ret = (Setting){ p, (gsize) (colon - p), colon + 1, (gsize) (p + len - colon - 1) };
          return TRUE;
        }
      (*invalid)++;
    }
}

static gboolean
is_word (const char *text, gsize len, const char *word)
{
  return strlen (word) == len && memcmp (text, word, len) == 0;
}

/* FALSE for a number that no double can hold. */
static gboolean
number_from (const char *text, gsize len, double *ret)
{
  g_autofree char *copy = g_strndup (text, len);

  *ret = g_ascii_strtod (copy, NULL);

  return *ret <= G_MAXDOUBLE && *ret >= -G_MAXDOUBLE;
}

/* Digits with an optional fraction that has digits too, from @text on; returns its end or NULL. */
static const char *
skip_decimal (const char *text, const char *end)
{
  const char *p = text;

  while (p < end && g_ascii_isdigit (*p))
    p++;
  if (p == text)
    return NULL;
  if (p < end && *p == '.')
    {
      const char *fraction = ++p;

      while (p < end && g_ascii_isdigit (*p))
        p++;
      if (p == fraction)
        return NULL;
    }

  return p;
}

/* "12.5%", 0 to 100. */
static gboolean
parse_percentage (const char *text, gsize len, double *ret)
{
  const char *end = len > 0 && text[len - 1] == '%' ? skip_decimal (text, text + len - 1) : NULL;
  double number;

  if (end != text + len - 1 || end == NULL)
    return FALSE;
  if (!number_from (text, len - 1, &number) || number > 100)
    return FALSE;
  *ret = number;

  return TRUE;
}

/* "12", "-1", "1.5" of lines, or per cent. */
static gboolean
parse_line_number (const char *value, gsize len, gboolean *percent, double *ret)
{
  gsize sign = len > 0 && value[0] == '-';

  *percent = len > 0 && value[len - 1] == '%';
  if (*percent)
    return parse_percentage (value, len, ret);

  return skip_decimal (value + sign, value + len) == value + len && number_from (value, len, ret);
}

static gboolean
set_line (VostCueSettings *self, const char *value, gsize len)
{
  const char *comma = memchr (value, ',', len);
  gsize number_len = comma != NULL ? (gsize) (comma - value) : len;
  gsize align_len = comma != NULL ? len - number_len - 1 : 0;
  VostCueAlign align = VOST_CUE_ALIGN_START;
  gboolean percent;
  double number;

  if (!parse_line_number (value, number_len, &percent, &number))
    return FALSE;
  if (comma != NULL && is_word (comma + 1, align_len, "center"))
    align = VOST_CUE_ALIGN_CENTER;
  else if (comma != NULL && is_word (comma + 1, align_len, "end"))
    align = VOST_CUE_ALIGN_END;
  else if (comma != NULL && !is_word (comma + 1, align_len, "start"))
    return FALSE;

  self->has_line = TRUE;
  self->line = number;
  self->snap_to_lines = !percent;
  self->line_align = align;

  return TRUE;
}

static gboolean
set_position (VostCueSettings *self, const char *value, gsize len)
{
  const char *comma = memchr (value, ',', len);
  gsize number_len = comma != NULL ? (gsize) (comma - value) : len;
  gsize align_len = comma != NULL ? len - number_len - 1 : 0;
  VostPositionAlign align = VOST_POSITION_AUTO;
  double number;

  if (!parse_percentage (value, number_len, &number))
    return FALSE;
  if (comma != NULL && is_word (comma + 1, align_len, "line-left"))
    align = VOST_POSITION_LINE_LEFT;
  else if (comma != NULL && is_word (comma + 1, align_len, "center"))
    align = VOST_POSITION_CENTER;
  else if (comma != NULL && is_word (comma + 1, align_len, "line-right"))
    align = VOST_POSITION_LINE_RIGHT;
  else if (comma != NULL)
    return FALSE;

  self->has_position = TRUE;
  self->position = number;
  self->position_align = align;

  return TRUE;
}

static gboolean
set_align (VostCueSettings *self, const char *value, gsize len)
{
  static const struct
  {
    const char *word;
    VostCueAlign align;
  } aligns[] = { { "start", VOST_CUE_ALIGN_START },
                 { "center", VOST_CUE_ALIGN_CENTER },
                 { "end", VOST_CUE_ALIGN_END },
                 { "left", VOST_CUE_ALIGN_LEFT },
                 { "right", VOST_CUE_ALIGN_RIGHT } };

  for (guint i = 0; i < G_N_ELEMENTS (aligns); i++)
    if (is_word (value, len, aligns[i].word))
      {
        self->align = aligns[i].align;
        return TRUE;
      }

  return FALSE;
}

static gboolean
set_vertical (VostCueSettings *self, const char *value, gsize len)
{
  if (is_word (value, len, "rl"))
    self->vertical = "rl";
  else if (is_word (value, len, "lr"))
    self->vertical = "lr";
  else
    return FALSE;

  return TRUE;
}

static gboolean
set_one (VostCueSettings *self, const Setting *setting)
{
  if (is_word (setting->name, setting->name_len, "line"))
    return set_line (self, setting->value, setting->value_len);
  if (is_word (setting->name, setting->name_len, "position"))
    return set_position (self, setting->value, setting->value_len);
  if (is_word (setting->name, setting->name_len, "size"))
    return parse_percentage (setting->value, setting->value_len, &self->size);
  if (is_word (setting->name, setting->name_len, "align"))
    return set_align (self, setting->value, setting->value_len);
  if (is_word (setting->name, setting->name_len, "vertical"))
    return set_vertical (self, setting->value, setting->value_len);
  if (is_word (setting->name, setting->name_len, "region"))
    {
      self->region = setting->value;
      self->region_len = setting->value_len;
      return TRUE;
    }

  return FALSE;
}

void
vost_cue_settings_parse (const char *text, VostCueSettings *ret)
{
  Setting setting;

  *ret = (VostCueSettings){
    .vertical = "", .snap_to_lines = TRUE, .line_align = VOST_CUE_ALIGN_START, .size = 100
  };
  while (next_setting (&text, &setting, &ret->invalid))
    if (!set_one (ret, &setting))
      ret->invalid++;

  /* A region is for cues that leave their place to it. */
  if (ret->has_line || ret->size != 100 || *ret->vertical != '\0')
    ret->region = NULL;
}

/* 0 bottom, 1 middle, 2 top. About 15 lines fit on a picture. */
static guint
row_of (const VostCueSettings *settings)
{
  if (!settings->has_line)
    return 0;
  if (!settings->snap_to_lines)
    return settings->line < 34 ? 2 : settings->line < 67 ? 1 : 0;
  if (settings->line < 0)
    return settings->line >= -5 ? 0 : settings->line >= -10 ? 1 : 2;

  return settings->line < 5 ? 2 : settings->line < 10 ? 1 : 0;
}

/* 0 left, 1 centre, 2 right. */
static guint
column_of (const VostCueSettings *settings)
{
  if (settings->align == VOST_CUE_ALIGN_LEFT || settings->align == VOST_CUE_ALIGN_START)
    return 0;
  if (settings->align == VOST_CUE_ALIGN_RIGHT || settings->align == VOST_CUE_ALIGN_END)
    return 2;
  if (!settings->has_position)
    return 1;

  return settings->position < 34 ? 0 : settings->position > 66 ? 2 : 1;
}

static gboolean
same_place (const VostCueSettings *a, const VostCueSettings *b)
{
  return strcmp (a->vertical, b->vertical) == 0 && a->has_line == b->has_line &&
         a->line == b->line && a->snap_to_lines == b->snap_to_lines &&
         a->line_align == b->line_align && a->has_position == b->has_position &&
         a->position == b->position && a->position_align == b->position_align &&
         a->size == b->size && a->align == b->align && a->region == NULL && b->region == NULL;
}

guint
vost_cue_settings_to_numpad (const VostCueSettings *settings, gboolean *exact)
{
  guint numpad = 1 + 3 * row_of (settings) + column_of (settings);
  VostCueSettings round;

  vost_cue_settings_parse (vost_cue_settings_from_numpad (numpad), &round);
  if (exact != NULL)
    *exact = same_place (settings, &round);

  return numpad;
}

const char *
vost_cue_settings_from_numpad (guint numpad)
{
  static const char *const places[] = {
    "position:5% align:left",
    "",
    "position:95% align:right",
    "line:50%,center position:5% align:left",
    "line:50%,center",
    "line:50%,center position:95% align:right",
    "line:0 position:5% align:left",
    "line:0",
    "line:0 position:95% align:right",
  };

  return numpad >= 1 && numpad <= 9 ? places[numpad - 1] : "";
}

void
vost_region_free (VostRegion *self)
{
  if (self == NULL)
    return;

  g_free (self->id);
  g_free (self);
}

/* "12%,34.5%". */
static void
parse_anchor (const Setting *setting, double *x, double *y)
{
  const char *comma = memchr (setting->value, ',', setting->value_len);
  gsize x_len = comma != NULL ? (gsize) (comma - setting->value) : 0;
  double new_x, new_y;

  if (comma != NULL && parse_percentage (setting->value, x_len, &new_x) &&
      parse_percentage (comma + 1, setting->value_len - x_len - 1, &new_y))
    {
      *x = new_x;
      *y = new_y;
    }
}

static void
set_region (VostRegion *self, const Setting *setting)
{
  const char *end = setting->value + setting->value_len;

  if (is_word (setting->name, setting->name_len, "id"))
    {
      g_free (self->id);
      self->id = g_strndup (setting->value, setting->value_len);
    }
  else if (is_word (setting->name, setting->name_len, "width"))
    (void) parse_percentage (setting->value, setting->value_len, &self->width);
  else if (is_word (setting->name, setting->name_len, "lines"))
    {
      if (memchr (setting->value, '.', setting->value_len) == NULL &&
          skip_decimal (setting->value, end) == end)
        (void) number_from (setting->value, setting->value_len, &self->lines);
    }
  else if (is_word (setting->name, setting->name_len, "regionanchor"))
    parse_anchor (setting, &self->region_anchor_x, &self->region_anchor_y);
  else if (is_word (setting->name, setting->name_len, "viewportanchor"))
    parse_anchor (setting, &self->viewport_anchor_x, &self->viewport_anchor_y);
  else if (is_word (setting->name, setting->name_len, "scroll") &&
           is_word (setting->value, setting->value_len, "up"))
    self->scroll = "up";
}

/* The lines of one REGION block up to its end; NULL if the first one makes it a cue's or there is
 * none. */
static VostRegion *
parse_region (const char **cursor, const char *end, VostLine *last)
{
  VostRegion *self = NULL;
  guint invalid = 0;

  while (vost_line_next (cursor, end, last) && last->len > 0 && !vost_line_has_arrow (last))
    {
      g_autofree char *text = g_strndup (last->start, last->len);
      const char *p = text;
      Setting setting;

      if (self == NULL)
        {
          self = g_new0 (VostRegion, 1);
          *self = (VostRegion){ g_strdup (""), 100, 3, 0, 100, 0, 100, "" };
        }
      while (next_setting (&p, &setting, &invalid))
        set_region (self, &setting);
    }

  return self;
}

GPtrArray *
vost_regions_parse (const char *header)
{
  GPtrArray *regions = g_ptr_array_new_with_free_func ((GDestroyNotify) vost_region_free);
  const char *end = header + strlen (header);
  gboolean after_blank = FALSE;
  VostLine line;

  while (vost_line_next (&header, end, &line))
    {
      if (after_blank && line.len >= 6 && memcmp (line.start, "REGION", 6) == 0 &&
          strspn (line.start + 6, " \t\f") >= line.len - 6)
        {
          VostRegion *region = parse_region (&header, end, &line);

          if (region != NULL)
            g_ptr_array_add (regions, region);
        }
      after_blank = line.len == 0;
    }

  return regions;
}
