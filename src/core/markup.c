/* Tokens of a cue's text, and what a viewer reads of it. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <vostok/core/markup.h>

typedef struct
{
  const char *name;
  gboolean takes_classes;
  gboolean takes_value;
} TagKind;

static const TagKind tag_kinds[] = {
  { "i", TRUE, FALSE },  { "b", TRUE, FALSE },    { "u", TRUE, FALSE },   { "s", TRUE, FALSE },
  { "c", TRUE, FALSE },  { "v", TRUE, TRUE },     { "lang", TRUE, TRUE }, { "ruby", TRUE, FALSE },
  { "rt", TRUE, FALSE }, { "font", FALSE, TRUE },
};

static const TagKind *
find_kind (const char *name, gsize len)
{
  for (guint i = 0; i < G_N_ELEMENTS (tag_kinds); i++)
    if (strlen (tag_kinds[i].name) == len && memcmp (tag_kinds[i].name, name, len) == 0)
      return &tag_kinds[i];

  return NULL;
}

static gboolean
is_class_char (char c)
{
  return c != '\0' && strchr (" \t\n\f.<>{}", c) == NULL;
}

/* Digits at *p, or FALSE; exactly @count of them unless that is 0. */
static gboolean
skip_digits (const char **p, guint count)
{
  guint n = 0;

  while (g_ascii_isdigit ((*p)[n]))
    n++;
  *p += n;

  return count == 0 ? n >= 2 : n == count;
}

/* Length of "<00:01.500>" or "<00:00:01.500>" at @p, or 0. */
static gsize
timestamp_length (const char *p)
{
  const char *start = p++;

  if (!skip_digits (&p, 0) || *p++ != ':' || !skip_digits (&p, 2))
    return 0;
  if (*p == ':')
    {
      p++;
      if (!skip_digits (&p, 2))
        return 0;
    }
  if (*p++ != '.' || !skip_digits (&p, 3) || *p != '>')
    return 0;

  return (gsize) (p + 1 - start);
}

static const char *
skip_classes (const char *p)
{
  while (*p == '.' && is_class_char (p[1]))
    {
      p++;
      while (is_class_char (*p))
        p++;
    }

  return p;
}

/* Length of the tag that "<" at @p starts, or 0. */
static gsize
tag_length (const char *p)
{
  const char *start = p++;
  gboolean end = *p == '/';
  const char *name;
  const TagKind *kind;

  if (g_ascii_isdigit (*p))
    return timestamp_length (start);
  if (end)
    p++;
  name = p;
  while (g_ascii_islower (*p))
    p++;
  kind = find_kind (name, (gsize) (p - name));
  if (kind == NULL)
    return 0;
  if (!end && kind->takes_classes)
    p = skip_classes (p);
  if (!end && kind->takes_value && *p == ' ')
    p += strcspn (p, "<>{\n");

  return *p == '>' ? (gsize) (p + 1 - start) : 0;
}

/* Length of the override block that "{" at @p starts, or 0. */
static gsize
override_length (const char *p)
{
  gsize len;

  /* "{\<" and "{\\" are a plain brace and an escape after it. */
  if (p[1] != '\\' || p[2] == '\0' || strchr ("\\<{}\n", p[2]) != NULL)
    return 0;
  len = 2 + strcspn (p + 2, "{}\n");

  return p[len] == '}' ? len + 1 : 0;
}

static gsize
markup_length (const char *p, VostTokenType *type)
{
  if (*p == '<')
    {
      *type = VOST_TOKEN_TAG;
      return tag_length (p);
    }
  if (*p == '{')
    {
      *type = VOST_TOKEN_OVERRIDE;
      return override_length (p);
    }

  return 0;
}

/* First place from @p on where markup starts, or backslashes that belong to such a place. */
static const char *
find_markup (const char *p)
{
  VostTokenType type;

  for (;;)
    {
      gsize run;

      p += strcspn (p, "\\<{");
      if (*p == '\0')
        return p;
      run = strspn (p, "\\");
      if (markup_length (p + run, &type) > 0)
        return p;
      p += MAX (run, 1);
    }
}

gboolean
vost_markup_next (const char **cursor, VostToken *ret)
{
  const char *p = *cursor;
  gsize run = strspn (p, "\\");
  gsize len = markup_length (p + run, &ret->type);

  if (*p == '\0')
    return FALSE;
  if (run == 0 && len > 0)
    {
      *ret = (VostToken){ ret->type, p, len };
      *cursor = p + len;
      return TRUE;
    }

  ret->type = VOST_TOKEN_TEXT;
  ret->start = p;
  if (run >= 2 && len > 0)
    {
      /* Each pair is one backslash; an odd last one is the escape, left for the next call. */
      ret->len = run / 2;
      *cursor = p + run - run % 2;
      return TRUE;
    }
  if (len > 0)
    {
      ret->start = p + 1;
      *cursor = find_markup (p + 2);
    }
  else
    *cursor = find_markup (p);
  ret->len = (gsize) (*cursor - ret->start);

  return TRUE;
}

gboolean
vost_markup_tag (const VostToken *token, VostTag *ret)
{
  const char *p = token->start + 1;
  const char *limit = token->start + token->len - 1;

  if (token->type != VOST_TOKEN_TAG)
    return FALSE;

  *ret = (VostTag){ .end = *p == '/', .classes = limit, .value = limit };
  if (ret->end)
    p++;
  ret->name = p;
  while (g_ascii_islower (*p))
    p++;
  ret->name_len = (gsize) (p - ret->name);
  if (*p == '.')
    {
      ret->classes = p + 1;
      p = skip_classes (p);
      ret->classes_len = (gsize) (p - ret->classes);
    }
  if (*p == ' ' && ret->name_len > 0)
    p++;
  ret->value = p;
  ret->value_len = (gsize) (limit - p);

  return TRUE;
}

gboolean
vost_tag_is (const VostTag *tag, const char *name)
{
  return strlen (name) == tag->name_len && memcmp (name, tag->name, tag->name_len) == 0;
}

void
vost_markup_drawing (const VostToken *token, gboolean *drawing)
{
  if (token->type != VOST_TOKEN_OVERRIDE || token->start[2] == '*')
    return;

  for (gsize i = 1; i + 2 < token->len; i++)
    if (token->start[i] == '\\' && token->start[i + 1] == 'p' &&
        g_ascii_isdigit (token->start[i + 2]))
      *drawing = token->start[i + 2] != '0';
}

void
vost_markup_append_plain (GString *out, const char *plain, gsize len, gboolean tag_follows)
{
  g_autofree char *copy = NULL;
  const char *p;

  if (memchr (plain, '<', len) == NULL && memchr (plain, '{', len) == NULL)
    {
      g_string_append_len (out, plain, (gssize) len);
      len = tag_follows ? len : 0;
    }
  else
    copy = g_strndup (plain, len);
  p = copy != NULL ? copy : "";

  while (*p != '\0')
    {
      const char *next = find_markup (p);
      gsize run = strspn (next, "\\");

      g_string_append_len (out, p, next - p);
      p = next;
      if (*p == '\0')
        break;
      /* Doubled, so that the reader halves them again; then the escape itself. */
      g_string_append_len (out, p, (gssize) run);
      g_string_append_len (out, p, (gssize) run);
      g_string_append_c (out, '\\');
      g_string_append_c (out, p[run]);
      p += run + 1;
    }

  if (tag_follows)
    for (gsize run = 0; run < len && plain[len - 1 - run] == '\\'; run++)
      g_string_append_c (out, '\\');
}

char *
vost_markup_to_plain (const char *text)
{
  GString *plain = g_string_sized_new (strlen (text) + 1);
  gboolean drawing = FALSE;
  VostToken token;

  while (vost_markup_next (&text, &token))
    {
      vost_markup_drawing (&token, &drawing);
      if (token.type == VOST_TOKEN_TEXT && !drawing)
        g_string_append_len (plain, token.start, (gssize) token.len);
    }

  return g_string_free (plain, FALSE);
}

static gboolean
is_hangul_part (gunichar c)
{
  return (c >= 0x1160 && c <= 0x11ff) || (c >= 0xd7b0 && c <= 0xd7fb);
}

/*
 * Whether @c begins what a reader counts as a character. The rules that matter for subtitles of
 * Unicode's grapheme clusters; Pango knows them all, but core draws nothing and has no Pango.
 */
static gboolean
starts_grapheme (gunichar c, gunichar previous, guint *flags)
{
  if (c >= 0x1f1e6 && c <= 0x1f1ff)
    return (*flags)++ % 2 == 0; /* two regional indicators are one flag */
  *flags = 0;

  return !(g_unichar_ismark (c) || g_unichar_iszerowidth (c) || previous == 0x200d ||
           is_hangul_part (c) || (c >= 0x1f3fb && c <= 0x1f3ff) || g_unichar_iscntrl (c));
}

void
vost_markup_measure (const char *text, guint *ret_longest, guint *ret_lines, guint *ret_characters)
{
  g_autofree char *plain = vost_markup_to_plain (text);
  guint longest = 0, lines = *plain != '\0' ? 1 : 0, characters = 0, width = 0, flags = 0;
  gunichar previous = 0;

  for (const char *p = plain; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (c == '\n')
        {
          width = 0;
          lines++;
        }
      else if (starts_grapheme (c, previous, &flags))
        {
          width++;
          characters++;
        }
      longest = MAX (longest, width);
      previous = c;
    }

  if (ret_longest != NULL)
    *ret_longest = longest;
  if (ret_lines != NULL)
    *ret_lines = lines;
  if (ret_characters != NULL)
    *ret_characters = characters;
}
