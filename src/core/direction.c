/* Right-to-left text: whose languages are so, marks for players, punctuation at the wrong end. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <vostok/core/direction.h>

#include <string.h>

#define RLM "\u200f"
#define RLE "\u202b"
#define PDF "\u202c"

/* Lines that must say so before punctuation is taken for reversed, and how many times more often
 * than the contrary. */
#define LEAST_LINES 3
#define CLEARLY 4

static gboolean
is_one_of (const char *word, gsize len, const char *const *list)
{
  for (guint i = 0; list[i] != NULL; i++)
    if (strlen (list[i]) == len && g_ascii_strncasecmp (word, list[i], len) == 0)
      return TRUE;
  return FALSE;
}

gboolean
vost_language_is_rtl (const char *tag)
{
  /* Languages that are written so unless a script says otherwise (CLDR, likely subtags). */
  static const char *const languages[] = { "ar",  "arc", "ckb", "dv",  "fa",  "he", "iw",
                                           "ks",  "lrc", "mzn", "nqo", "pnb", "ps", "sd",
                                           "syr", "ug",  "ur",  "yi",  NULL };
  static const char *const scripts[] = { "Adlm", "Arab", "Aran", "Hebr", "Mand", "Nkoo",
                                         "Rohg", "Samr", "Syrc", "Thaa", NULL };
  gsize len = strcspn (tag, "-_");
  const char *script = tag[len] != '\0' ? tag + len + 1 : "";
  gsize script_len = strcspn (script, "-_");

  if (script_len == 4 && g_ascii_isalpha (script[0]))
    return is_one_of (script, script_len, scripts);
  return is_one_of (tag, len, languages);
}

static char *
around_lines (const char *text, const char *before, const char *after)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  g_autoptr (GString) out = g_string_new (NULL);

  for (guint i = 0; lines[i] != NULL; i++)
    {
      if (i > 0)
        g_string_append_c (out, '\n');
      if (lines[i][0] == '\0' || g_str_has_prefix (lines[i], before))
        g_string_append (out, lines[i]);
      else
        g_string_append_printf (out, "%s%s%s", before, lines[i], after);
    }
  return g_string_free (g_steal_pointer (&out), FALSE);
}

char *
vost_text_show_rtl (const char *text)
{
  return around_lines (text, RLM, "");
}

char *
vost_text_mark_rtl (const char *text)
{
  return around_lines (text, RLE, PDF);
}

/* --- Punctuation --- */

static gboolean
is_rtl_letter (gunichar c)
{
  return (c >= 0x0590 && c <= 0x08ff && g_unichar_isalpha (c)) ||
         (c >= 0xfb1d && c <= 0xfefc && g_unichar_isalpha (c));
}

/* What ends a sentence or a part of one; Arabic has some of its own. */
static gboolean
is_stop (gunichar c)
{
  return (c < 0x80 && strchr (".,!?:;", (int) c) != NULL && c != 0) || c == 0x2026 || c == 0x061f ||
         c == 0x060c || c == 0x061b;
}

/* Bytes of stops, and of white space between them, at the beginning. */
static gsize
leading_stops (const char *line)
{
  const char *p = line;
  const char *end = line;

  while (*p != '\0' && (is_stop (g_utf8_get_char (p)) || *p == ' '))
    {
      gboolean stop = *p != ' ';

      p = g_utf8_next_char (p);
      if (stop)
        end = p;
    }
  return (gsize) (end - line);
}

static gboolean
begins_reversed (const char *line)
{
  gsize n = leading_stops (line);
  const char *rest = line + n + strspn (line + n, " ");

  return n > 0 && is_rtl_letter (g_utf8_get_char (rest));
}

static gboolean
has_rtl_letter (const char *line)
{
  for (const char *p = line; *p != '\0'; p = g_utf8_next_char (p))
    if (is_rtl_letter (g_utf8_get_char (p)))
      return TRUE;
  return FALSE;
}

static gboolean
ends_with_stop (const char *line)
{
  const char *end = line + strlen (line);
  const char *last = g_utf8_find_prev_char (line, end);

  return last != NULL && is_stop (g_utf8_get_char (last));
}

gboolean
vost_punctuation_is_reversed (const char *text)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  guint reversed = 0;
  guint right = 0;

  for (guint i = 0; lines[i] != NULL; i++)
    {
      if (!has_rtl_letter (lines[i]))
        continue;
      if (begins_reversed (lines[i]))
        reversed++;
      else if (ends_with_stop (lines[i]))
        right++;
    }
  return reversed >= LEAST_LINES && reversed > CLEARLY * right;
}

/* "- " of a speaker, which was put behind the line: " -", "-". */
static gsize
trailing_dash (const char *line)
{
  gsize len = strlen (line);

  if (len < 2 || line[len - 1] != '-' || line[len - 2] == '-')
    return 0;
  return line[len - 2] == ' ' ? 2 : 1;
}

static void
restore_line (GString *out, const char *line)
{
  gsize n = begins_reversed (line) ? leading_stops (line) : 0;
  const char *rest = line + n + (n > 0 ? strspn (line + n, " ") : 0);
  gsize dash = has_rtl_letter (line) ? trailing_dash (rest) : 0;

  if (dash > 0)
    g_string_append (out, "- ");
  g_string_append_len (out, rest, (gssize) (strlen (rest) - dash));
  g_string_append_len (out, line, (gssize) n);
}

char *
vost_punctuation_restore (const char *text)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  g_autoptr (GString) out = g_string_new (NULL);

  for (guint i = 0; lines[i] != NULL; i++)
    {
      if (i > 0)
        g_string_append_c (out, '\n');
      restore_line (out, lines[i]);
    }
  return g_string_free (g_steal_pointer (&out), FALSE);
}
