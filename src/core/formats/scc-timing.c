/* Scenarist closed captions: lines, time codes, and when the words of a caption are sent. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "scc-private.h"

/* A caption that comes so many frames before what was sent last begins a new reel. */
#define REEL 300
/* Frames that a doubled code takes. */
#define CODE 2
/* Hours of a time code that is read: non-drop hours are longer, and times have a limit. */
#define MAX_HOURS 990

static gboolean
parse_number (const char **p, const char *end, gint64 *ret)
{
  const char *start = *p;

  *ret = 0;
  while (*p < end && *p - start < 3 && g_ascii_isdigit (**p))
    *ret = *ret * 10 + g_ascii_digit_value (*(*p)++);

  return *p > start;
}

/* Hours, minutes, seconds and frames; *mark: what stands before the frames. */
static gboolean
parse_time_code (const char **p, const char *end, gint64 ret[4], char *mark)
{
  for (guint i = 0; i < 4; i++)
    {
      if (i > 0)
        {
          if (*p == end || strchr (i == 3 ? ":;.," : ":;", **p) == NULL)
            return FALSE;
          *mark = *(*p)++;
        }
      if (!parse_number (p, end, &ret[i]))
        return FALSE;
    }

  return ret[0] < MAX_HOURS && ret[1] < 60 && ret[2] < 60;
}

void
vost_scc_line_parse (const VostLine *line, VostSccLine *ret)
{
  const char *p = line->start;
  gint64 n[4];
  gint64 minutes;

  *ret = (VostSccLine){ .end = line->start + line->len };
  while (p < ret->end && (*p == ' ' || *p == '\t'))
    p++;
  if (!parse_time_code (&p, ret->end, n, &ret->mark))
    return;
  if (p < ret->end && *p != ' ' && *p != '\t')
    return;
  minutes = n[0] * 60 + n[1];
  ret->frame = (minutes * 60 + n[2]) * 30 + n[3];
  if (ret->mark != ':')
    ret->frame -= 2 * (minutes - minutes / 10);
  ret->frame = MAX (ret->frame, 0);
  ret->timed = TRUE;
  ret->words = p;
}

gboolean
vost_scc_word_next (VostSccLine *self, guint *ret_word, const char **ret_at, gboolean *odd)
{
  const char *p = self->words;

  while (p < self->end)
    {
      guint n = 0;

      while (p < self->end && (*p == ' ' || *p == '\t'))
        p++;
      *ret_at = p;
      *ret_word = 0;
      for (; p < self->end && *p != ' ' && *p != '\t'; p++, n++)
        if (g_ascii_isxdigit (*p) && n < 4)
          *ret_word = *ret_word << 4 | (guint) g_ascii_xdigit_value (*p);
        else
          n = 4;
      self->words = p;
      if (n == 4)
        return TRUE;
      *odd |= n > 0;
    }

  return FALSE;
}

gboolean
vost_scc_append_time (GString *out, const VostSccStyle *style, gint64 frame)
{
  if (style->drop)
    {
      /* Frames of ten minutes and of a minute, without the numbers that are left out. */
      gint64 tens = frame / 17982, rest = frame % 17982;

      frame += 18 * tens + (rest < 2 ? 0 : 2 * ((rest - 2) / 1798));
    }
  vost_append_number (out, (guint64) (frame / 108000), 2);
  g_string_append_c (out, ':');
  vost_append_number (out, (guint64) (frame / 1800 % 60), 2);
  g_string_append_c (out, ':');
  vost_append_number (out, (guint64) (frame / 30 % 60), 2);
  g_string_append_c (out, style->mark);
  vost_append_number (out, (guint64) (frame % 30), 2);

  return frame / 108000 < style->hours;
}

static guint
with_parity (guint byte)
{
  guint ones = 0;

  for (guint i = 0; i < 7; i++)
    ones += byte >> i & 1;

  return byte | (ones % 2 == 0 ? 0x80u : 0u);
}

void
vost_scc_append_word (GString *out, const VostSccStyle *style, guint word)
{
  g_string_append_printf (out, style->upper ? "%02X%02X" : "%02x%02x",
                          with_parity (word >> 8 & 0x7f), with_parity (word & 0x7f));
}

/**
 * Builder:
 * @free: the first frame in which a word may be sent
 * @clear: when the screen is to be cleared, -1 for nothing to clear
 * @last: the cue that is cleared
 */
typedef struct
{
  const VostConversion *conversion;
  const VostSccStyle *style;
  const char *eol;
  GString *out;
  GArray *outcomes;
  gint64 free;
  gint64 clear;
  guint last;
} Builder;

static void
tell (Builder *self, guint cue, guint outcome)
{
  g_array_index (self->outcomes, guint, cue) |= outcome;
}

static gboolean
ends_line (const GString *out)
{
  return out->len == 0 || strchr ("\r\n", out->str[out->len - 1]) != NULL;
}

static void
end_line (Builder *self)
{
  if (ends_line (self->out))
    return;
  g_string_append (self->out, self->eol);
  g_string_append (self->out, self->eol);
}

static void
start_line (Builder *self, gint64 frame, guint cue)
{
  end_line (self);
  if (!vost_scc_append_time (self->out, self->style, frame))
    tell (self, cue, VOST_SCC_TOO_LATE);
  g_string_append_c (self->out, '\t');
}

static void
append_code (Builder *self, guint code)
{
  vost_scc_append_word (self->out, self->style, code);
  g_string_append_c (self->out, ' ');
  vost_scc_append_word (self->out, self->style, code);
}

static void
clear_screen (Builder *self)
{
  start_line (self, self->clear, self->last);
  append_code (self, VOST_SCC_EDM);
  end_line (self);
  self->free = self->clear + CODE;
  self->clear = -1;
}

/* How many words go before the code that clears the screen, so that the others are sent in time. */
static guint
find_part (const GArray *words, gint64 room)
{
  for (guint k = 0; k <= words->len; k++)
    if ((k == words->len || (g_array_index (words, guint, k) & VOST_SCC_MAY_PART) != 0) &&
        (gint64) (words->len - k) <= room)
      return k;

  return G_MAXUINT;
}

/* The words, with the code that clears the screen in between. Returns the frame after. */
static gint64
append_words (Builder *self, const GArray *words, gint64 frame, guint part)
{
  for (guint k = 0; k <= words->len; k++)
    {
      if (k == part)
        {
          append_code (self, VOST_SCC_EDM);
          g_string_append_c (self->out, ' ');
          frame += CODE;
        }
      if (k == words->len)
        break;
      vost_scc_append_word (self->out, self->style, g_array_index (words, guint, k));
      g_string_append_c (self->out, ' ');
      frame++;
    }

  return frame;
}

/* Returns the frame in which the caption is shown. */
static gint64
send_caption (Builder *self, guint cue, const GArray *words, gint64 wanted, gsize *ret_start)
{
  guint part = G_MAXUINT;
  gint64 start, frame;

  if (wanted + REEL < self->free)
    {
      if (self->clear >= 0)
        clear_screen (self);
      self->free = 0;
    }
  if (self->clear >= 0 && self->clear + CODE + words->len <= wanted)
    clear_screen (self);
  start = wanted - words->len;
  if (self->clear >= 0 && self->clear < wanted)
    {
      part = find_part (words, wanted - self->clear - CODE);
      if (part != G_MAXUINT && self->clear - part >= self->free)
        start = self->clear - part;
      else
        {
          part = G_MAXUINT;
          tell (self, self->last, VOST_SCC_NO_TIME);
        }
    }
  else if (self->clear > wanted)
    tell (self, self->last, VOST_SCC_CUT_SHORT);
  start = MAX (start, self->free);
  end_line (self);
  *ret_start = self->out->len;
  start_line (self, start, cue);
  frame = append_words (self, words, start, part);
  if (frame > wanted)
    {
      tell (self, cue, VOST_SCC_NO_TIME);
      /* What this one should follow at once stays too long. */
      if (self->clear >= 0 && part == G_MAXUINT)
        tell (self, self->last, VOST_SCC_NO_TIME);
    }
  for (; frame < wanted; frame++)
    {
      vost_scc_append_word (self->out, self->style, 0);
      g_string_append_c (self->out, ' ');
    }
  append_code (self, VOST_SCC_EOC);
  end_line (self);

  return frame;
}

/* Skips a note of where the block's first line was cut: two joiners with a time code. */
static const char *
parse_note (const char *raw, const char **ret_end)
{
  const char *end;

  if (!g_str_has_prefix (raw, VOST_JOINER))
    return NULL;
  end = strstr (raw + strlen (VOST_JOINER), VOST_JOINER);
  *ret_end = end;

  return end != NULL ? raw + strlen (VOST_JOINER) : NULL;
}

/* The first frame of a block, and the one after its last. */
static void
measure_block (const char *block, gsize len, gint64 *ret_first, gint64 *ret_free)
{
  const char *cursor = block;
  VostLine line;
  gboolean some = FALSE, odd = FALSE;

  *ret_first = 0;
  *ret_free = 0;
  while (vost_line_next (&cursor, block + len, &line))
    {
      VostSccLine parsed;
      const char *at;
      guint word;

      vost_scc_line_parse (&line, &parsed);
      if (!parsed.timed)
        continue;
      if (!some)
        *ret_first = parsed.frame;
      some = TRUE;
      *ret_free = parsed.frame + REEL < *ret_free ? parsed.frame : MAX (parsed.frame, *ret_free);
      while (vost_scc_word_next (&parsed, &word, &at, &odd))
        (*ret_free)++;
    }
}

static void
send_block (Builder *self, const char *raw, gint64 frame, gsize *ret_start)
{
  g_autofree char *whole = NULL;
  const char *rest = NULL, *note = parse_note (raw, &rest);
  gint64 first, next;

  if (note != NULL)
    {
      const char *after = rest + strlen (VOST_JOINER);

      whole = g_strdup_printf ("%.*s\t%s", (int) (rest - note), note, after);
      measure_block (whole, strlen (whole), &first, &next);
      if (!ends_line (self->out))
        {
          *ret_start = self->out->len;
          g_string_append (self->out, after);
          self->free = next;
          self->clear = -1;
          return;
        }
      raw = whole;
    }
  else
    measure_block (raw, strlen (raw), &first, &next);
  if (self->clear > frame)
    tell (self, self->last, VOST_SCC_CUT_SHORT);
  else if (self->clear >= 0 && self->clear + CODE <= first)
    clear_screen (self);
  end_line (self);
  *ret_start = self->out->len;
  g_string_append (self->out, raw);
  self->free = next;
  self->clear = -1;
}

static void
send_cue (Builder *self, const VostCue *cue, guint i, gsize *ret_start, gint64 *ret_frame)
{
  g_autoptr (GArray) words = g_array_new (FALSE, FALSE, sizeof (guint));
  gint64 end;
  g_autoptr (GString) missing = g_string_new (NULL);

  tell (self, i, vost_scc_encode (self->conversion, cue, words, missing));
  if (missing->len > 0)
    tell (self, i, VOST_SCC_MISSING);
  *ret_start = self->out->len;
  if (words->len == 0)
    return;
  *ret_frame = send_caption (
      self, i, words, vost_rate_frame_nearest (VOST_SCC_RATE, MAX (cue->start, 0)), ret_start);
  self->free = *ret_frame + CODE;
  end = vost_rate_frame_nearest (VOST_SCC_RATE, MAX (cue->end, 0));
  if (end < self->free)
    tell (self, i, VOST_SCC_NO_TIME);
  self->clear = MAX (end, self->free);
  self->last = i;
}

void
vost_scc_build (const VostConversion *conversion,
                const VostSccStyle *style,
                const GPtrArray *cues,
                const guint8 *verbatim,
                const char *eol,
                GString *out,
                GArray *starts,
                GArray *frames,
                GArray *outcomes)
{
  Builder builder = { .conversion = conversion,
                      .style = style,
                      .eol = eol,
                      .out = out,
                      .outcomes = outcomes,
                      .clear = -1 };

  g_array_set_size (outcomes, cues->len);
  for (guint i = 0; i < cues->len; i++)
    {
      const VostCue *cue = g_ptr_array_index (cues, i);
      gsize start = out->len;
      gint64 frame = -1;

      if (verbatim[i] != 0)
        {
          frame = vost_rate_frame_nearest (VOST_SCC_RATE, cue->start);
          send_block (&builder, cue->raw, frame, &start);
        }
      else
        send_cue (&builder, cue, i, &start, &frame);
      g_array_append_val (starts, start);
      g_array_append_val (frames, frame);
    }
  if (builder.clear >= 0)
    clear_screen (&builder);
}
