/* Cutting and joining marked-up text so that every tag stays closed. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cue-edits-private.h"

#include <vostok/core/bounds.h>
#include <vostok/core/markup.h>

/* What a line holds by most guidelines, in characters. */
#define ONE_LINE 42

/* Walks over the left part and remembers what is in force where it ends. */
typedef struct
{
  GArray *open;       /* (element-type VostToken) tags without their end yet */
  GString *overrides; /* SubStation blocks, which stay in force until the end of the cue */
} State;

static void
state_clear (State *self)
{
  g_array_unref (self->open);
  g_string_free (self->overrides, TRUE);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (State, state_clear)

static gboolean
is_end (const VostToken *token)
{
  VostTag tag;
  return token->type == VOST_TOKEN_TAG && vost_markup_tag (token, &tag) && tag.end;
}

static gboolean
same_name (const VostToken *a, const VostToken *b)
{
  VostTag first;
  VostTag second;
  return vost_markup_tag (a, &first) && vost_markup_tag (b, &second) &&
         first.name_len == second.name_len &&
         strncmp (first.name, second.name, first.name_len) == 0;
}

static void
pass_tag (State *self, const VostToken *token)
{
  VostTag tag;
  if (!vost_markup_tag (token, &tag))
    return;
  if (!tag.end)
    {
      /* Timestamps have no name and no end. */
      if (tag.name_len > 0 && self->open->len < VOST_MAX_NESTING)
        g_array_append_val (self->open, *token);
      return;
    }
  for (guint i = self->open->len; i > 0; i--)
    if (same_name (&g_array_index (self->open, VostToken, i - 1), token))
      {
        g_array_remove_index (self->open, i - 1);
        return;
      }
}

/* Karaoke counts on from the syllable before, and drawings and remarks are not styles: only what
 * says how and where text looks is said again. */
static gboolean
is_style (const VostToken *token)
{
  for (gsize i = 0; i + 1 < token->len; i++)
    {
      const char *p = token->start + i;
      if (p[0] != '\\')
        continue;
      gboolean drawing = p[1] == 'p' && i + 2 < token->len && g_ascii_isdigit (p[2]);
      if (drawing || p[1] == 'k' || p[1] == 'K' || p[1] == '*')
        return FALSE;
    }
  return TRUE;
}

static void
pass (State *self, const VostToken *token)
{
  if (token->type == VOST_TOKEN_TAG)
    pass_tag (self, token);
  else if (token->type == VOST_TOKEN_OVERRIDE && is_style (token))
    g_string_append_len (self->overrides, token->start, (gssize) token->len);
}

/* Moves the cut to where no token is torn: ends of tags belong to the left part, beginnings that
 * have no text yet to the right one. */
static const char *
find_cut (const char *text, const char *wanted)
{
  const char *cut = text;
  const char *cursor = text;
  VostToken token;
  while (vost_markup_next (&cursor, &token))
    {
      const char *end = token.start + token.len;
      if (token.type == VOST_TOKEN_TEXT && token.start < wanted && wanted < end)
        {
          /* Not between a backslash and what it protects. */
          gboolean escape = wanted[-1] == '\\' && (wanted[0] == '<' || wanted[0] == '{');
          return escape ? wanted - 1 : wanted;
        }
      if (token.start < wanted ? end > wanted && !is_end (&token) : !is_end (&token))
        break;
      if (token.type == VOST_TOKEN_TEXT || is_end (&token))
        cut = end;
    }
  return cut;
}

static gboolean
is_readable (const char *text)
{
  guint characters = 0;
  vost_markup_measure (text, NULL, NULL, &characters);
  return characters > 0;
}

static char *
finish_part (GString *part)
{
  if (!is_readable (part->str))
    g_string_truncate (part, 0);
  return g_string_free (part, FALSE);
}

void
vost_cue_text_split (const char *text, gsize offset, char **ret_left, char **ret_right)
{
  const char *cut = find_cut (text, text + MIN (offset, strlen (text)));
  g_auto (State) state = { g_array_new (FALSE, FALSE, sizeof (VostToken)), g_string_new (NULL) };
  const char *cursor = text;
  VostToken token;
  while (cursor < cut && vost_markup_next (&cursor, &token))
    pass (&state, &token);

  const char *end = cut;
  const char *rest = cut;
  while (end > text && g_ascii_isspace (end[-1]))
    end--;
  while (g_ascii_isspace (*rest))
    rest++;
  GString *left = g_string_new_len (text, end - text);
  GString *right = g_string_new (state.overrides->str);
  for (guint i = 0; i < state.open->len; i++)
    {
      VostToken *tag = &g_array_index (state.open, VostToken, i);
      g_string_append_len (right, tag->start, (gssize) tag->len);
    }
  for (guint i = state.open->len; i > 0; i--)
    {
      VostTag tag;
      if (vost_markup_tag (&g_array_index (state.open, VostToken, i - 1), &tag))
        g_string_append_printf (left, "</%.*s>", (int) tag.name_len, tag.name);
    }
  g_string_append (right, rest);
  *ret_left = finish_part (left);
  *ret_right = finish_part (right);
}

/* Whether a line may be broken between the two characters: at a space, and in scripts that set
 * none. */
static gboolean
is_border (gunichar before, gunichar after)
{
  if (g_unichar_isspace (after))
    return !g_unichar_isspace (before);
  return g_unichar_iswide (before) && g_unichar_iswide (after) && !g_unichar_ispunct (after);
}

/* Counts the characters that are read, and with @goal finds the border nearest to it on the way. */
typedef struct
{
  guint count;
  guint64 goal;  /* as a part of @whole */
  guint64 whole; /* 0: only count */
  guint64 distance;
  gsize border;
} Walk;

static void
walk_text (Walk *walk, const char *text)
{
  gunichar before = ' ';
  gboolean drawing = FALSE;
  const char *cursor = text;
  VostToken token;
  while (vost_markup_next (&cursor, &token))
    {
      vost_markup_drawing (&token, &drawing);
      if (token.type != VOST_TOKEN_TEXT || drawing)
        continue;
      const char *end = token.start + token.len;
      for (const char *p = token.start; p < end; p = g_utf8_next_char (p))
        {
          gunichar here = g_utf8_get_char (p);
          guint64 at = walk->count * walk->whole;
          guint64 distance = at > walk->goal ? at - walk->goal : walk->goal - at;
          if (walk->whole > 0 && walk->count > 0 && is_border (before, here) &&
              distance < walk->distance)
            {
              walk->distance = distance;
              walk->border = (gsize) (p - text);
            }
          walk->count += here != '\n';
          before = here;
        }
    }
}

gsize
vost_cue_text_border (const char *text, guint part, guint whole)
{
  Walk count = { 0 };
  walk_text (&count, text);
  Walk search = {
    .goal = (guint64) count.count * part,
    .whole = whole,
    .distance = G_MAXUINT64,
    .border = strlen (text),
  };
  walk_text (&search, text);
  return search.border;
}

/* One sentence in two short pieces: a line that was split becomes that line again. */
static gboolean
goes_on (const char *first, const char *second)
{
  g_autofree char *left = vost_markup_to_plain (first);
  g_autofree char *right = vost_markup_to_plain (second);

  return strpbrk (left, "\n") == NULL && strpbrk (right, "\n") == NULL &&
         g_unichar_islower (g_utf8_get_char (right)) &&
         g_utf8_strlen (left, -1) + 1 + g_utf8_strlen (right, -1) <= ONE_LINE;
}

char *
vost_cue_text_join (const char *first, const char *second)
{
  g_autofree char *a = g_strstrip (g_strdup (first));
  g_autofree char *b = g_strstrip (g_strdup (second));
  if (a[0] == '\0' || b[0] == '\0')
    return g_strdup (a[0] != '\0' ? a : b);
  return g_strconcat (a, goes_on (a, b) ? " " : "\n", b, NULL);
}
