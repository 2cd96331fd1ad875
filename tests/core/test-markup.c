/* Tokens, escapes, plain text and its measures. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <vostok/core/markup.h>

/* Tokens as "T[…]", "<…>", "{…}" one after the other. */
static char *
tokens_of (const char *text)
{
  GString *out = g_string_new (NULL);
  VostToken token;

  while (vost_markup_next (&text, &token))
    if (token.type == VOST_TOKEN_TEXT)
      g_string_append_printf (out, "T[%.*s]", (int) token.len, token.start);
    else
      g_string_append_printf (out, "%c[%.*s]", token.type == VOST_TOKEN_TAG ? 'M' : 'O',
                              (int) token.len, token.start);

  return g_string_free (out, FALSE);
}

static void
test_tokens (void)
{
  static const char *const cases[][2] = {
    { "", "" },
    { "plain", "T[plain]" },
    { "<i>a</i>", "M[<i>]T[a]M[</i>]" },
    { "a<b", "T[a<b]" },
    { "<5", "T[<5]" },
    { "<b.loud.red>x</b>", "M[<b.loud.red>]T[x]M[</b>]" },
    { "<b and c>", "T[<b and c>]" },
    { "<sub>", "T[<sub>]" },
    { "<I>", "T[<I>]" },
    { "<v Mary Ann>hi", "M[<v Mary Ann>]T[hi]" },
    { "<v>hi</v>", "M[<v>]T[hi]M[</v>]" },
    { "<v a\nb>", "T[<v a\nb>]" },
    { "<lang fr>", "M[<lang fr>]" },
    { "<font color=\"#ff0000\">", "M[<font color=\"#ff0000\">]" },
    { "<font.x>", "T[<font.x>]" },
    { "</v Bob>", "T[</v Bob>]" },
    { "<00:01.500><00:00:01.500><100:00:01.500>",
      "M[<00:01.500>]M[<00:00:01.500>]M[<100:00:01.500>]" },
    { "<0:01.500>", "T[<0:01.500>]" },
    { "<00:01.5>", "T[<00:01.5>]" },
    { "{\\an8}x", "O[{\\an8}]T[x]" },
    { "{note}x", "T[{note}x]" },
    { "{\\*note}x", "O[{\\*note}]T[x]" },
    { "{\\a{\\b}", "T[{\\a]O[{\\b}]" },
    { "{\\unclosed", "T[{\\unclosed]" },
    { "\\<i>", "T[<i>]" },
    { "a\\<i>b", "T[a]T[<i>b]" },
    { "\\\\<i>", "T[\\]M[<i>]" },
    { "\\\\\\<i>", "T[\\]T[<i>]" },
    { "\\\\\\\\<i>", "T[\\\\]M[<i>]" },
    { "\\{\\an8}", "T[{\\an8}]" },
    { "C:\\new\\<5", "T[C:\\new\\<5]" },
    { "<<i>", "T[<]M[<i>]" },
    { "<c.><c.a.>", "T[<c.><c.a.>]" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *tokens = tokens_of (cases[i][0]);

      g_assert_cmpstr (tokens, ==, cases[i][1]);
    }
}

static void
test_tag_parts (void)
{
  const char *text = "<v.loud.big Mary Ann>";
  VostToken token;
  VostTag tag;

  g_assert_true (vost_markup_next (&text, &token));
  g_assert_true (vost_markup_tag (&token, &tag));
  g_assert_true (vost_tag_is (&tag, "v"));
  g_assert_false (vost_tag_is (&tag, "vv"));
  g_assert_false (tag.end);
  g_assert_cmpmem (tag.classes, tag.classes_len, "loud.big", 8);
  g_assert_cmpmem (tag.value, tag.value_len, "Mary Ann", 8);

  text = "</ruby>";
  g_assert_true (vost_markup_next (&text, &token));
  g_assert_true (vost_markup_tag (&token, &tag));
  g_assert_true (tag.end && vost_tag_is (&tag, "ruby"));
  text = "<00:01.500>";
  g_assert_true (vost_markup_next (&text, &token));
  g_assert_true (vost_markup_tag (&token, &tag));
  g_assert_true (vost_tag_is (&tag, ""));
  g_assert_cmpmem (tag.value, tag.value_len, "00:01.500", 9);
  text = "x";
  g_assert_true (vost_markup_next (&text, &token));
  g_assert_false (vost_markup_tag (&token, &tag));
}

static void
test_plain (void)
{
  static const char *const cases[][2] = {
    { "<i>a</i>\n{\\an8}b", "a\nb" },       { "{\\p1}m 0 0 l 1 1{\\p0}after", "after" },
    { "{\\pos(1,2)}here{\\pbo3}", "here" }, { "{\\*p1 \\p1}still text", "still text" },
    { "\\<i> \\\\<b>x", "<i> \\x" },        { "<ruby>a<rt>b</rt></ruby>", "ab" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *plain = vost_markup_to_plain (cases[i][0]);

      g_assert_cmpstr (plain, ==, cases[i][1]);
    }
}

/* Whatever characters go in come out, also before markup. */
static void
test_append_plain (void)
{
  static const char alphabet[] = "<>{}\\/ibvc.0: \n";
  g_autoptr (GRand) rand = g_rand_new_with_seed (7);

  for (guint round = 0; round < 20000; round++)
    {
      g_autoptr (GString) plain = g_string_new (NULL);
      g_autoptr (GString) text = g_string_new (NULL);
      g_autofree char *back = NULL;
      gboolean follows = g_rand_boolean (rand);

      for (gint32 n = g_rand_int_range (rand, 0, 14); n > 0; n--)
        g_string_append_c (plain, alphabet[g_rand_int_range (rand, 0, sizeof alphabet - 1)]);
      vost_markup_append_plain (text, plain->str, plain->len, follows);
      if (follows)
        g_string_append (text, round % 2 != 0 ? "<i>" : "{\\an8}");
      back = vost_markup_to_plain (text->str);
      g_assert_cmpstr (back, ==, plain->str);
    }
}

static void
test_measure (void)
{
  static const struct
  {
    const char *text;
    guint longest;
    guint lines;
    guint characters;
  } cases[] = {
    { "", 0, 0, 0 },
    { "one", 3, 1, 3 },
    { "<i>one</i>\nthree", 5, 2, 8 },
    { "a\n\nb", 1, 3, 2 },
    { "e\314\201te\314\201", 3, 1, 3 },                          /* combining accents */
    { "\360\237\221\251\342\200\215\360\237\232\200", 1, 1, 1 }, /* joined emoji */
    { "\360\237\207\253\360\237\207\267\360\237\207\252\360\237\207\270", 2, 1, 2 }, /* two flags */
    { "\360\237\221\213\360\237\217\275", 1, 1, 1 },                                 /* skin tone */
    { "\340\244\250\340\244\277", 1, 1, 1 }, /* Devanagari vowel sign */
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      guint longest, lines, characters;

      vost_markup_measure (cases[i].text, &longest, &lines, &characters);
      g_test_message ("%s", cases[i].text);
      g_assert_cmpuint (longest, ==, cases[i].longest);
      g_assert_cmpuint (lines, ==, cases[i].lines);
      g_assert_cmpuint (characters, ==, cases[i].characters);
    }
}

/* Texts that would take for ever if anything looked twice. */
static void
test_linear (void)
{
  static const char *const bricks[] = {
    "<", "{\\", "\\", "<v ", "<c.", "{", "<font ", "\\<", "<0"
  };

  for (guint i = 0; i < G_N_ELEMENTS (bricks); i++)
    {
      g_autoptr (GString) text = g_string_new (NULL);
      g_autofree char *plain = NULL;

      while (text->len < 1000000)
        g_string_append (text, bricks[i]);
      plain = vost_markup_to_plain (text->str);
      g_assert_cmpuint (strlen (plain), ==, text->len);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/markup/tokens", test_tokens);
  g_test_add_func ("/markup/tag-parts", test_tag_parts);
  g_test_add_func ("/markup/plain", test_plain);
  g_test_add_func ("/markup/append-plain", test_append_plain);
  g_test_add_func ("/markup/measure", test_measure);
  g_test_add_func ("/markup/linear", test_linear);

  return g_test_run ();
}
