/* Any text of a cue: tokens cover it, its characters survive being escaped. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <vostok/core/markup.h>

int LLVMFuzzerTestOneInput (const guint8 *data, gsize size);

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autofree char *bytes = g_strndup ((const char *) data, size);
  g_autofree char *text = g_utf8_make_valid (bytes, -1);
  g_autoptr (GString) escaped = g_string_new (NULL);
  g_autofree char *plain = vost_markup_to_plain (text);
  g_autofree char *back = NULL;
  const char *cursor = text, *before = text;
  guint longest, lines, characters;
  VostToken token;
  VostTag tag;

  while (vost_markup_next (&cursor, &token))
    {
      g_assert_true (token.start >= before && token.start + token.len <= cursor && cursor > before);
      g_assert_cmpint (vost_markup_tag (&token, &tag), ==, token.type == VOST_TOKEN_TAG);
      before = cursor;
    }
  g_assert_cmpint (*before, ==, '\0');
  vost_markup_measure (text, &longest, &lines, &characters);
  g_assert_cmpuint (longest, <=, characters);
  g_assert_cmpuint (strlen (plain), <=, strlen (text));

  vost_markup_append_plain (escaped, text, strlen (text), size % 2 != 0);
  if (size % 2 != 0)
    g_string_append (escaped, size % 4 == 1 ? "<i>" : "{\\b1}");
  back = vost_markup_to_plain (escaped->str);
  g_assert_cmpstr (back, ==, text);

  return 0;
}
