/* LRC: words of songs; a time before each line, in the enhanced form before each word. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "vostok-config.h"

#include <glib/gi18n-lib.h>

#include <vostok/core/bounds.h>

#include "plain-starts-private.h"

#define JOINER_LEN (sizeof VOST_JOINER - 1)

extern const VostFormat vost_format_lrc;

/* Behind "1:02": ".34", ":34" (hundredths), ":03.45" (then the first number was hours). */
static gboolean
parse_rest (const char **p, const char *end, guint64 first, guint64 second, VostTime *ret)
{
  const char *at = *p;
  VostTime fraction = 0;
  guint64 third;

  *ret = (VostTime) (first * 60 + second) * VOST_SECOND;
  if (*at == ':')
    {
      const char *digits = ++at;

      if (!vost_plain_number (&at, end, 3, &third) || at == end)
        return FALSE;
      if (*at == '.')
        *ret = (VostTime) (first * 3600 + second * 60 + third) * VOST_SECOND;
      else
        (void) vost_plain_fraction (&digits, end, &fraction);
    }
  if (*at == '.')
    {
      at++;
      if (!vost_plain_fraction (&at, end, &fraction))
        return FALSE;
    }
  *ret += fraction;
  *p = at;

  return TRUE;
}

/* "[mm:ss.xx]", "[mm:ss]", "[mm:ss:xx]", "[h:mm:ss.xx]", in any pair of brackets. */
static gboolean
parse_brackets (const char **p, const char *end, char open, char close, VostTime *ret)
{
  const char *at = *p;
  guint64 first, second;

  if (at == end || *at++ != open || !vost_plain_number (&at, end, 6, &first) || at == end ||
      *at++ != ':' || !vost_plain_number (&at, end, 2, &second) || at == end)
    return FALSE;
  if (!parse_rest (&at, end, first, second, ret))
    return FALSE;
  if (at == end || *at != close)
    return FALSE;
  *p = at + 1;

  return TRUE;
}

static gboolean
parse_stamp (const char **p, const char *end, VostTime *ret)
{
  return parse_brackets (p, end, '[', ']', ret);
}

static gboolean
has_joiner (const char *p, const char *end)
{
  return end - p >= (gssize) JOINER_LEN && memcmp (p, VOST_JOINER, JOINER_LEN) == 0;
}

/* Whether "<", any number of joiners and a time stand at @p. */
static gboolean
is_word_stamp (const char *p,
               const char *end,
               gboolean *ret_joined,
               const char **ret_stop,
               VostTime *ret)
{
  g_autofree char *plain = NULL;
  const char *start = p++, *inner, *stop;

  *ret_joined = has_joiner (p, end);
  if (!*ret_joined)
    {
      *ret_stop = start;
      return parse_brackets (ret_stop, end, '<', '>', ret);
    }
  while (has_joiner (p, end))
    p += JOINER_LEN;
  stop = p;
  while (stop < end && stop - p < 32 && *stop != '>')
    stop++;
  plain = g_strdup_printf ("<%.*s>", (int) (stop - p), p);
  inner = plain;

  return stop < end && *stop == '>' &&
         parse_brackets (&inner, plain + strlen (plain), '<', '>', ret);
}

static void
append_inner_stamp (GString *out, VostTime t)
{
  g_string_append_c (out, '<');
  vost_append_time (out, t, 2, 3, '.');
  g_string_append_c (out, '>');
}

static char *
decode (const char *text, gsize len, VostTime shift)
{
  GString *out = g_string_sized_new (len + 1);
  g_autoptr (GString) plain = g_string_sized_new (len + 1);
  const char *p = text, *end = text + len;

  if (has_joiner (p, end))
    p += JOINER_LEN;
  while (p < end)
    {
      gboolean joined;
      const char *stop;
      VostTime t;

      if (*p == '<' && is_word_stamp (p, end, &joined, &stop, &t))
        {
          if (!joined)
            {
              vost_markup_append_plain (out, plain->str, plain->len, TRUE);
              g_string_truncate (plain, 0);
              append_inner_stamp (out, MIN (t, VOST_MAX_TIME) + shift);
              p = stop;
              continue;
            }
          g_string_append_c (plain, '<');
          p += 1 + JOINER_LEN;
          while (p < end && *p != '>')
            g_string_append_c (plain, *p++);
          continue;
        }
      g_string_append_c (plain, *p++);
    }
  vost_markup_append_plain (out, plain->str, plain->len, FALSE);

  return g_string_free (out, FALSE);
}

/* "mm:ss.xx"; a third digit only where it is needed. */
static void
append_stamp (GString *out, VostTime t, char open, char close)
{
  guint64 ms = (guint64) (vost_plain_round (t, VOST_MSECOND) / VOST_MSECOND);

  g_string_append_c (out, open);
  vost_append_number (out, ms / 60000, 2);
  g_string_append_c (out, ':');
  vost_append_number (out, ms / 1000 % 60, 2);
  g_string_append_c (out, '.');
  if (ms % 10 == 0)
    vost_append_number (out, ms % 1000 / 10, 2);
  else
    vost_append_number (out, ms % 1000, 3);
  g_string_append_c (out, close);
}

static void
append_clear (GString *out, VostTime t, VostTime shift)
{
  append_stamp (out, t - shift, '[', ']');
}

/* The time inside a markup's "<00:00:01.000>". */
static gboolean
tag_time (const VostTag *tag, VostTime *ret)
{
  g_autofree char *value = g_strndup (tag->value, tag->value_len);

  return vost_time_parse (value, ret);
}

static void
append_plain (GString *out, const char *text, gsize len)
{
  for (const char *p = text, *end = text + len; p < end; p++)
    {
      gboolean joined;
      const char *stop;
      VostTime t;

      g_string_append_c (out, *p == '\n' || *p == '\r' ? ' ' : *p);
      if (*p == '<' && is_word_stamp (p, end, &joined, &stop, &t))
        g_string_append (out, VOST_JOINER);
    }
}

static void
append_words (GString *out, const char *text, VostTime shift)
{
  g_autoptr (GString) plain = g_string_new (NULL);
  gboolean drawing = FALSE;
  VostToken token;
  VostTag tag;
  VostTime t;

  while (vost_markup_next (&text, &token))
    {
      vost_markup_drawing (&token, &drawing);
      if (token.type == VOST_TOKEN_TEXT && !drawing)
        g_string_append_len (plain, token.start, (gssize) token.len);
      else if (vost_markup_tag (&token, &tag) && tag.name_len == 0 && tag_time (&tag, &t))
        {
          append_plain (out, plain->str, plain->len);
          g_string_truncate (plain, 0);
          append_stamp (out, t - shift, '<', '>');
        }
      else if (vost_markup_tag (&token, &tag) && vost_tag_is (&tag, "rt"))
        g_string_append_c (plain, tag.end ? ')' : '(');
    }
  append_plain (out, plain->str, plain->len);
}

static void
append_line (GString *out, const VostCue *cue, gboolean native, VostTime shift)
{
  gsize before;
  const char *p;
  VostTime t;

  append_stamp (out, cue->start - shift, '[', ']');
  before = out->len;
  append_words (out, cue->text, shift);
  p = out->str + before;
  /* No text would end the one before, and a time would be another one of this. */
  while (*p == ' ' || *p == '\t')
    p++;
  if (*p == '\0' || has_joiner (out->str + before, out->str + out->len) ||
      parse_stamp (&p, out->str + out->len, &t))
    g_string_insert (out, (gssize) before, VOST_JOINER);
}

static VostTime find_shift (const char *text, const char *end);

static const VostStarts lines = { "lrc",       parse_stamp,  TRUE,         decode,
                                  append_line, append_clear, VOST_MSECOND, find_shift };

/* "[offset:+500]": so many milliseconds earlier. */
static VostTime
find_shift (const char *text, const char *end)
{
  VostLine line;

  while (vost_line_next (&text, end, &line))
    {
      const char *words;
      g_autofree char *number = NULL;
      gint64 ms;

      if (vost_starts_count (&lines, &line, &words) > 0 &&
          words + strspn (words, " \t") < line.start + line.len)
        return 0;
      if (line.len < 10 || line.len > 32 || g_ascii_strncasecmp (line.start, "[offset:", 8) != 0)
        continue;
      number = g_strndup (line.start + 8, line.len - 8);
      number[strcspn (number, "]")] = '\0';
      g_strstrip (number);
      if (g_ascii_string_to_signed (*number == '+' ? number + 1 : number, 10, -G_MAXINT, G_MAXINT,
                                    &ms, NULL))
        return -ms * VOST_MSECOND;
    }

  return 0;
}

static gboolean
lrc_read (const char *text, gsize len, VostSubtitles *subs, GPtrArray *diagnostics, GError **error)
{
  return vost_starts_read (&lines, text, len, subs, diagnostics, error);
}

static gboolean
lrc_write (const VostSubtitles *subs,
           const VostFormatOptions *options,
           GString *out,
           GError **error)
{
  if (!vost_is_native (subs, vost_format_lrc.id) && options->title != NULL)
    {
      g_autofree char *title = g_strdelimit (g_strdup (options->title), "[]\r\n", ' ');

      g_string_append_printf (out, "[ti:%s]%s", title, vost_track_eol (subs->track));
    }
  vost_starts_write (&lines, subs, out);

  return TRUE;
}

/* A time in brackets, alone in its line, is SubViewer's. */
static guint
lrc_sniff (const char *text, gsize len)
{
  const char *end = text + len;
  gboolean tags = FALSE;
  VostLine line;

  while (vost_line_next (&text, end, &line))
    {
      const char *words;

      tags |= line.len > 5 && line.start[0] == '[' && g_ascii_isalpha (line.start[1]) &&
              line.start[3] == ':';
      if (vost_starts_count (&lines, &line, &words) > 0 && words < line.start + line.len)
        return tags ? 90 : 80;
    }

  return 0;
}

static gboolean
has_breaks (const VostCue *cue)
{
  return strpbrk (cue->text, "\r\n") != NULL;
}

static gboolean
is_rounded (const VostCue *line, VostTime t)
{
  return *line->raw == '\0' && t % VOST_MSECOND != 0;
}

/* Of the lines that will be written anew. */
static void
report_fine_times (const VostSubtitles *subs, GPtrArray *diagnostics)
{
  for (guint i = 0; i < subs->cues->len; i++)
    {
      const VostCue *cue = g_ptr_array_index (subs->cues, i);
      const VostCue *next = i + 1 < subs->cues->len ? g_ptr_array_index (subs->cues, i + 1) : cue;

      if (is_rounded (cue, cue->start) || is_rounded (next, cue->end))
        vost_plain_report_cue (cue, _ ("The times are rounded."), diagnostics);
    }
}

static void
lrc_losses (const VostSubtitles *subs, GPtrArray *diagnostics)
{
  gboolean native = vost_is_native (subs, vost_format_lrc.id);

  /* The end is the time of another line, which may still be there as it was. */
  vost_report_losses (subs, vost_format_lrc.id,
                      VOST_PLAIN_LOSSES & ~(guint) (VOST_HAS_TIMESTAMPS | VOST_HAS_BLANK_LINE |
                                                    (native ? VOST_HAS_FINE_TIME : 0)),
                      3, diagnostics);
  if (native)
    report_fine_times (subs, diagnostics);
  vost_plain_report (subs, has_breaks, _ ("Line breaks become spaces."), diagnostics);
  vost_plain_report_ends (subs, native, VOST_MSECOND, diagnostics);
}

const VostFormat vost_format_lrc = {
  .id = "lrc",
  .title = N_ ("LRC (song texts)"),
  .extensions = "lrc",
  .mime_type = "application/x-lrc",
  .sniff = lrc_sniff,
  .read = lrc_read,
  .write = lrc_write,
  .losses = lrc_losses,
};
