/* What a viewer gets of a cue, whatever the format: letters with their looks, and a place. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "../../src/core/formats/format-private.h"
#include "format-samples.h"

#include <vostok/core/formats/cue-settings.h>

/* What two cues may differ in. */
typedef enum
{
  PART_TEXT = 1 << 0,
  PART_TIMES = 1 << 1,
  PART_SLANT = 1 << 2, /* italics and underline */
  PART_BOLD = 1 << 3,
  PART_STRIKE = 1 << 4,
  PART_COLOUR = 1 << 5,
  PART_FONT = 1 << 6,
  PART_CLASSES = 1 << 7,
  PART_VOICES = 1 << 8,
  PART_LANGUAGES = 1 << 9,
  PART_RUBY = 1 << 10,
  PART_STAMPS = 1 << 11,
  PART_PLACE = 1 << 12,
  PART_EXACT_PLACE = 1 << 13,
  PART_EFFECTS = 1 << 14,
  PART_REMARKS = 1 << 15,
  PART_DRAWING = 1 << 16,
  PART_SPEAKER = 1 << 17,
  PART_STYLE = 1 << 18,
  PART_FIELDS = 1 << 19,
  PART_LABEL = 1 << 20,
  PART_NOTES = 1 << 21,
  PART_COMMENT = 1 << 22,
  PART_STATUS = 1 << 23,
  PART_GONE = 1 << 24, /* the whole cue */
} Part;

#define PART_LOOKS                                                                                 \
  (PART_SLANT | PART_BOLD | PART_STRIKE | PART_COLOUR | PART_FONT | PART_CLASSES | PART_VOICES |   \
   PART_LANGUAGES | PART_RUBY)

static const char *const part_names[] = {
  "text",         "times",       "italics or underline",
  "bold",         "strike",      "colour",
  "font",         "classes",     "voices",
  "languages",    "ruby",        "stamps",
  "place",        "exact place", "effects",
  "remarks",      "drawing",     "speaker",
  "style",        "fields",      "label",
  "notes",        "comment",     "status",
  "the subtitle",
};

typedef enum
{
  LOOK_ITALIC = 1 << 0,
  LOOK_UNDERLINE = 1 << 1,
  LOOK_BOLD = 1 << 2,
  LOOK_STRIKE = 1 << 3,
  LOOK_RUBY = 1 << 4,
  LOOK_READING = 1 << 5,
} Look;

/**
 * Letter: a character as it is seen.
 * @colour: 1 more than it; 0 for white, which text is without a word
 * @font, @classes, @voice, @language: of all tags around it, as quarks
 */
typedef struct
{
  gunichar character;
  guint looks;
  guint32 colour;
  GQuark font;
  GQuark classes;
  GQuark voice;
  GQuark language;
} Letter;

/**
 * Model:
 * @stamps, @effects, @remarks, @drawing: their words, with the letter before which they stand
 */
typedef struct
{
  GArray *letters;
  GString *stamps;
  GString *effects;
  GString *remarks;
  GString *drawing;
  guint numpad;
  gboolean exact;
} Model;

static inline void
model_clear (Model *self)
{
  g_array_unref (self->letters);
  g_string_free (self->stamps, TRUE);
  g_string_free (self->effects, TRUE);
  g_string_free (self->remarks, TRUE);
  g_string_free (self->drawing, TRUE);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Model, model_clear)

static inline GQuark
add_word (GQuark before, const char *word, gsize len)
{
  g_autofree char *copy = g_strndup (word, len);
  g_autofree char *both =
      before == 0 ? g_strdup (copy) : g_strconcat (g_quark_to_string (before), " ", copy, NULL);

  return g_quark_from_string (both);
}

/* The classes that are no colours. */
static inline GQuark
add_classes (const VostConversion *conversion, GQuark before, const VostTag *tag)
{
  g_autofree char *all = g_strndup (tag->classes, tag->classes_len);
  g_auto (GStrv) names = g_strsplit (all, ".", -1);

  for (guint i = 0; names[i] != NULL; i++)
    {
      const VostTag one = { FALSE, "c", 1, names[i], strlen (names[i]), "", 0 };
      guint32 colour;

      if (*names[i] != '\0' && !vost_tag_colour (conversion, &one, &colour))
        before = add_word (before, names[i], strlen (names[i]));
    }

  return before;
}

/* What a tag makes of the letters inside it. */
static inline Letter
apply_tag (const VostConversion *conversion, Letter look, const VostTag *tag)
{
  static const struct
  {
    const char *name;
    Look look;
  } simple[] = { { "i", LOOK_ITALIC }, { "u", LOOK_UNDERLINE }, { "b", LOOK_BOLD },
                 { "s", LOOK_STRIKE }, { "ruby", LOOK_RUBY },   { "rt", LOOK_READING } };

  guint32 colour;

  for (guint i = 0; i < G_N_ELEMENTS (simple); i++)
    if (vost_tag_is (tag, simple[i].name))
      look.looks |= simple[i].look;
  if (vost_tag_colour (conversion, tag, &colour))
    look.colour = colour == 0xffffff ? 0 : colour + 1;
  look.classes = add_classes (conversion, look.classes, tag);
  if (vost_tag_is (tag, "v"))
    look.voice = add_word (0, tag->value, tag->value_len);
  if (vost_tag_is (tag, "lang"))
    look.language = add_word (0, tag->value, tag->value_len);
  if (vost_tag_is (tag, "font"))
    {
      g_autofree char *value = g_ascii_strdown (tag->value, (gssize) tag->value_len);

      if (strstr (value, "face") != NULL || strstr (value, "size") != NULL)
        look.font = add_word (look.font, value, strlen (value));
    }

  return look;
}

typedef struct
{
  GQuark name;
  Letter outside;
} Open;

/* An end tag closes what was opened inside it too; one without a beginning is nothing. */
static inline Letter
close_tag (GArray *open, const VostTag *tag, Letter look)
{
  GQuark name = add_word (0, tag->name, tag->name_len);

  for (guint i = open->len; i > 0; i--)
    if (g_array_index (open, Open, i - 1).name == name)
      {
        look = g_array_index (open, Open, i - 1).outside;
        g_array_set_size (open, i - 1);
        break;
      }

  return look;
}

static inline void
model_add_override (Model *self, const VostToken *token, guint seen)
{
  gboolean place = token->len == 6 && memcmp (token->start, "{\\an", 4) == 0;

  if (token->start[2] == '*')
    g_string_append_printf (self->remarks, "%u%.*s", seen, (int) token->len, token->start);
  else if (!place && !(token->len == 5 && memcmp (token->start, "{\\a", 3) == 0))
    g_string_append_printf (self->effects, "%u%.*s", seen, (int) token->len, token->start);
}

static inline void
model_add_text (Model *self, const VostToken *token, Letter look, guint *seen)
{
  const char *end = token->start + token->len;

  for (const char *p = token->start; p < end; p = g_utf8_next_char (p))
    {
      look.character = g_utf8_get_char (p);
      /* Joiners only keep a text from being read as syntax. */
      if (look.character == 0x2060)
        continue;
      g_array_append_val (self->letters, look);
      *seen += !g_unichar_isspace (look.character);
    }
}

static inline void
model_init (Model *self, const VostConversion *conversion, const VostCue *cue)
{
  guint style = vost_cue_style (conversion, cue), seen = 0;
  Letter look = { .looks = ((style & VOST_STYLE_ITALIC) != 0 ? LOOK_ITALIC : 0u) |
                           ((style & VOST_STYLE_BOLD) != 0 ? LOOK_BOLD : 0u) };
  g_autoptr (GArray) open = g_array_new (FALSE, FALSE, sizeof (Open));
  const char *text = cue->text;
  gboolean drawing = FALSE;
  VostToken token;
  VostTag tag;

  self->letters = g_array_new (FALSE, TRUE, sizeof (Letter));
  self->stamps = g_string_new (NULL);
  self->effects = g_string_new (NULL);
  self->remarks = g_string_new (NULL);
  self->drawing = g_string_new (NULL);
  self->numpad = vost_cue_numpad (conversion, cue, &self->exact);
  while (vost_markup_next (&text, &token))
    {
      vost_markup_drawing (&token, &drawing);
      if (drawing)
        g_string_append_len (self->drawing, token.start, (gssize) token.len);
      else if (token.type == VOST_TOKEN_OVERRIDE)
        model_add_override (self, &token, seen);
      else if (!vost_markup_tag (&token, &tag))
        model_add_text (self, &token, look, &seen);
      else if (tag.name_len == 0)
        g_string_append_printf (self->stamps, "%u<%.*s>", seen, (int) tag.value_len, tag.value);
      else if (tag.end)
        look = close_tag (open, &tag, look);
      else
        {
          Open one = { add_word (0, tag.name, tag.name_len), look };

          g_array_append_val (open, one);
          look = apply_tag (conversion, look, &tag);
        }
    }
}

/* Where ruby is lost the reading stands in parentheses behind its base. */
static inline GArray *
letters_with_parentheses (const GArray *letters)
{
  GArray *out = g_array_new (FALSE, TRUE, sizeof (Letter));
  gboolean inside = FALSE;

  for (guint i = 0; i <= letters->len; i++)
    {
      Letter letter = i < letters->len ? g_array_index (letters, Letter, i) : (Letter){ 0 };
      gboolean reading = (letter.looks & LOOK_READING) != 0;
      Letter mark = reading ? letter : i > 0 ? g_array_index (letters, Letter, i - 1) : letter;

      mark.character = reading ? '(' : ')';
      if (reading != inside)
        g_array_append_val (out, mark);
      inside = reading;
      if (i < letters->len)
        g_array_append_val (out, letter);
    }

  return out;
}

static inline guint
compare_looks (const Letter *a, const Letter *b)
{
  guint looks = a->looks ^ b->looks;

  return ((looks & (LOOK_ITALIC | LOOK_UNDERLINE)) != 0 ? PART_SLANT : 0u) |
         ((looks & LOOK_BOLD) != 0 ? PART_BOLD : 0u) |
         ((looks & LOOK_STRIKE) != 0 ? PART_STRIKE : 0u) |
         ((looks & (LOOK_RUBY | LOOK_READING)) != 0 ? PART_RUBY : 0u) |
         (a->colour != b->colour ? PART_COLOUR : 0u) | (a->font != b->font ? PART_FONT : 0u) |
         (a->classes != b->classes ? PART_CLASSES : 0u) |
         (a->voice != b->voice ? PART_VOICES : 0u) |
         (a->language != b->language ? PART_LANGUAGES : 0u);
}

static inline guint
next_seen (const GArray *letters, guint i)
{
  while (i < letters->len && g_unichar_isspace (g_array_index (letters, Letter, i).character))
    i++;

  return i;
}

/* Every character counts, but the look of a space is not seen. *ret_unknown: the letters do not
 * correspond, so that nothing can be said about their looks. */
static inline guint
compare_letters (const GArray *a, const GArray *b, gboolean *ret_unknown)
{
  guint differences = a->len != b->len ? PART_TEXT : 0u, i, j;

  for (i = 0; i < MIN (a->len, b->len); i++)
    if (g_array_index (a, Letter, i).character != g_array_index (b, Letter, i).character)
      differences |= PART_TEXT;
  for (i = next_seen (a, 0), j = next_seen (b, 0); i < a->len && j < b->len;
       i = next_seen (a, i + 1), j = next_seen (b, j + 1))
    differences |= compare_looks (&g_array_index (a, Letter, i), &g_array_index (b, Letter, j));
  *ret_unknown = i < a->len || j < b->len;

  return *ret_unknown ? PART_TEXT : differences;
}

static inline gboolean
same_settings (const char *x, const char *y)
{
  VostCueSettings a, b;

  vost_cue_settings_parse (x, &a);
  vost_cue_settings_parse (y, &b);

  return strcmp (a.vertical, b.vertical) == 0 && a.has_line == b.has_line && a.line == b.line &&
         a.snap_to_lines == b.snap_to_lines && a.line_align == b.line_align &&
         a.has_position == b.has_position && a.position == b.position &&
         a.position_align == b.position_align && a.size == b.size && a.align == b.align &&
         a.region_len == b.region_len && (a.region == NULL) == (b.region == NULL) &&
         (a.region == NULL || strncmp (a.region, b.region, a.region_len) == 0);
}

static inline gboolean
is_lost (const char *x, const char *y)
{
  return *x != '\0' && strcmp (x, y) != 0;
}

/* Everything beside letters and times. */
static inline guint
compare_fields (const VostConversion *cx, const VostCue *x, const VostCue *y)
{
  gboolean notes = cx->xml ? strstr (x->before, "<!--") != NULL
                           : x->before[strspn (x->before, " \t\r\n")] != '\0';

  return (strcmp (x->speaker, y->speaker) != 0 ? PART_SPEAKER : 0u) |
         (g_ascii_strcasecmp (x->style, "Default") != 0 && is_lost (x->style, y->style) ? PART_STYLE
                                                                                        : 0u) |
         (is_lost (x->fields, y->fields) ? PART_FIELDS : 0u) |
         (x->label[strspn (x->label, "0123456789 \r\n")] != '\0' && is_lost (x->label, y->label)
              ? PART_LABEL
              : 0u) |
         (notes && strcmp (x->before, y->before) != 0 ? PART_NOTES : 0u) |
         (is_lost (x->comment, y->comment) ? PART_COMMENT : 0u) |
         (is_lost (x->status, y->status) ? PART_STATUS : 0u);
}

static inline guint
compare_cues (const VostConversion *cx,
              const VostCue *x,
              const VostConversion *cy,
              const VostCue *y,
              gboolean *ret_unknown)
{
  g_auto (Model) a = { NULL }, b = { NULL };
  g_autoptr (GArray) parentheses = NULL;
  guint differences;
  gboolean unknown;

  model_init (&a, cx, x);
  model_init (&b, cy, y);
  differences = compare_letters (a.letters, b.letters, ret_unknown);
  if ((differences & PART_TEXT) != 0 && strstr (x->text, "<rt") != NULL)
    {
      guint others;

      parentheses = letters_with_parentheses (a.letters);
      others = compare_letters (parentheses, b.letters, &unknown);
      if (!unknown)
        {
          differences = others;
          *ret_unknown = FALSE;
        }
    }
  differences |= compare_fields (cx, x, y);
  differences |= x->start != y->start || x->end != y->end ? PART_TIMES : 0u;
  differences |= strcmp (a.stamps->str, b.stamps->str) != 0 ? PART_STAMPS : 0u;
  differences |= strcmp (a.effects->str, b.effects->str) != 0 ? PART_EFFECTS : 0u;
  differences |= strcmp (a.remarks->str, b.remarks->str) != 0 ? PART_REMARKS : 0u;
  differences |= strcmp (a.drawing->str, b.drawing->str) != 0 ? PART_DRAWING : 0u;
  differences |= a.numpad != b.numpad ? PART_PLACE : 0u;
  differences |= !a.exact && !same_settings (x->settings, y->settings) ? PART_EXACT_PLACE : 0u;

  return differences;
}
