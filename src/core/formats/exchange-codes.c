/* A cue's text as XML with inline codes. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exchange-private.h"

#include <vostok/core/bounds.h>

/* Codes inside one another; our own reader allows VOST_MAX_NESTING with what is around them. */
#define MAX_OPEN 24

/* Pairs: which token closes which; 0 is "alone". */
typedef struct
{
  VostToken token;
  guint pair; /* number of its pair, from 1 on */
  gboolean opens;
} Code;

void
vost_xml_append (GString *out, const char *text, gssize len, const char *eol)
{
  const char *end = text + (len < 0 ? (gssize) strlen (text) : len);

  while (text < end)
    {
      gunichar c = g_utf8_get_char (text);
      const char *next = g_utf8_next_char (text);

      if (c == '&')
        g_string_append (out, "&amp;");
      else if (c == '<')
        g_string_append (out, "&lt;");
      else if (c == '>')
        g_string_append (out, "&gt;");
      else if (c == '\n')
        g_string_append (out, eol);
      else if (c == '\r')
        g_string_append (out, "&#13;");
      else if ((c < 0x20 && c != '\t') || c == 0xfffe || c == 0xffff)
        g_string_append (out, "\357\277\275");
      else
        g_string_append_len (out, text, next - text);
      text = next;
    }
}

void
vost_exchange_append_attribute (GString *out, const char *name, const char *value)
{
  g_autoptr (GString) escaped = g_string_new (NULL);

  vost_xml_append (escaped, value, -1, "&#10;");
  g_string_replace (escaped, "\"", "&quot;", 0);
  g_string_replace (escaped, "\t", "&#9;", 0);
  g_string_append_printf (out, " %s=\"%s\"", name, escaped->str);
}

/* "i", "b", "u" or "s" when the tag is one of these without anything more. */
static const char *
simple_name (const VostToken *token)
{
  static const char *const names[] = { "i", "b", "u", "s" };
  VostTag tag;

  if (vost_markup_tag (token, &tag) && tag.classes_len == 0)
    for (guint i = 0; i < G_N_ELEMENTS (names); i++)
      if (vost_tag_is (&tag, names[i]))
        return names[i];

  return NULL;
}

/* All tokens; simple tags that close one another properly are pairs. */
static GArray *
collect_codes (const char *text)
{
  GArray *codes = g_array_new (FALSE, FALSE, sizeof (Code));
  g_autoptr (GArray) open = g_array_new (FALSE, FALSE, sizeof (guint));
  guint pairs = 0;
  VostToken token;

  while (vost_markup_next (&text, &token))
    {
      Code code = { token, 0, FALSE };
      const char *name = simple_name (&token);

      if (name != NULL && token.start[1] != '/' && open->len < MAX_OPEN)
        g_array_append_val (open, codes->len);
      else if (name != NULL && token.start[1] == '/' && open->len > 0)
        {
          Code *start = &g_array_index (codes, Code, g_array_index (open, guint, open->len - 1));

          if (g_strcmp0 (simple_name (&start->token), name) == 0)
            {
              start->pair = code.pair = ++pairs;
              start->opens = TRUE;
              g_array_set_size (open, open->len - 1);
            }
        }
      g_array_append_val (codes, code);
    }

  return codes;
}

static const char *
code_type (VostCodes codes, char letter)
{
  gboolean second = codes == VOST_CODES_XLIFF_2;

  switch (letter)
    {
    case 'i':
      return second ? "xlf:i" : "italic";
    case 'b':
      return second ? "xlf:b" : "bold";
    case 'u':
      return second ? "xlf:u" : "underlined";
    default:
      return second ? "vostok:s" : "x-strikethrough";
    }
}

static void
append_native (GString *out, const char *name, const char *attributes, const VostToken *token)
{
  g_string_append_printf (out, "<%s%s>", name, attributes);
  vost_xml_append (out, token->start, (gssize) token->len, " ");
  g_string_append_printf (out, "</%s>", name);
}

static void
append_pair (GString *out, const Code *code, VostCodes codes)
{
  const char *type = code_type (codes, code->token.start[1]);
  g_autofree char *attributes = NULL;

  switch (codes)
    {
    case VOST_CODES_XLIFF_1:
      if (code->opens)
        g_string_append_printf (out, "<g id=\"%u\" ctype=\"%s\">", code->pair, type);
      else
        g_string_append (out, "</g>");
      break;
    case VOST_CODES_XLIFF_2:
      if (code->opens)
        g_string_append_printf (out, "<pc id=\"%u\" type=\"fmt\" subType=\"%s\">", code->pair,
                                type);
      else
        g_string_append (out, "</pc>");
      break;
    case VOST_CODES_TMX:
    default:
      attributes = code->opens ? g_strdup_printf (" i=\"%u\" type=\"%s\"", code->pair, type)
                               : g_strdup_printf (" i=\"%u\"", code->pair);
      append_native (out, code->opens ? "bpt" : "ept", attributes, &code->token);
      break;
    }
}

static void
append_alone (GString *out, const VostToken *token, VostCodes codes, guint id)
{
  g_autofree char *attributes = g_strdup_printf (" id=\"%u\"", id);
  g_autofree char *value = NULL;

  switch (codes)
    {
    case VOST_CODES_XLIFF_2:
      value = g_strndup (token->start, token->len);
      g_string_append_printf (out, "<ph%s", attributes);
      vost_exchange_append_attribute (out, "equiv", value);
      g_string_append (out, "/>");
      break;
    case VOST_CODES_XLIFF_1:
      append_native (out, "ph", attributes, token);
      break;
    case VOST_CODES_TMX:
    default:
      append_native (out, "ph", "", token);
      break;
    }
}

void
vost_exchange_append_text (GString *out, const char *text, VostCodes codes, const char *eol)
{
  g_autoptr (GArray) all = collect_codes (text);
  guint last = 0, alone = 0;

  for (guint i = 0; i < all->len; i++)
    last = MAX (last, g_array_index (all, Code, i).pair);
  for (guint i = 0; i < all->len; i++)
    {
      const Code *code = &g_array_index (all, Code, i);

      if (code->token.type == VOST_TOKEN_TEXT)
        vost_xml_append (out, code->token.start, (gssize) code->token.len, eol);
      else if (code->pair > 0)
        append_pair (out, code, codes);
      else
        append_alone (out, &code->token, codes, last + ++alone);
    }
}

gboolean
vost_xml_has_root (const char *text, gsize len, const char *name)
{
  const char *end = text + len;

  while (text < end && g_ascii_isspace (*text))
    text++;
  if (text >= end || *text != '<')
    return FALSE;
  for (; text < end && (text = memchr (text, '<', (gsize) (end - text))) != NULL; text++)
    {
      gsize n = strlen (name);

      if ((gsize) (end - text) > n + 1 && memcmp (text + 1, name, n) == 0 &&
          strchr (" \t\r\n>", text[n + 1]) != NULL)
        return TRUE;
    }

  return FALSE;
}
