/* What the small line-based formats share: blocks, numbers and plain texts. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "plain-lines-private.h"

#include "vostok-config.h"

#include <glib/gi18n-lib.h>

#include <vostok/core/bounds.h>

#include "srt-text-private.h"

#define JOINER_LEN (sizeof VOST_JOINER - 1)

void
vost_plain_writing_init (VostPlainWriting *self, const VostSubtitles *subs, const char *id)
{
  *self = (VostPlainWriting){ .subs = subs, .eol = vost_track_eol (subs->track) };
  self->native = vost_is_native (subs, id);
  self->rate = subs->track->rate;
  vost_conversion_init (&self->conversion, subs);
}

void
vost_plain_writing_clear (VostPlainWriting *self)
{
  vost_conversion_clear (&self->conversion);
  g_clear_pointer (&self->ends, g_array_unref);
}

void
vost_plain_write (GString *out, const VostPlainWriting *writing, const VostPlainFormat *format)
{
  const VostSubtitles *subs = writing->subs;
  const char *eol = writing->eol, *separator = format->blank_lines ? eol : "";
  gboolean first = TRUE;

  if (writing->native)
    g_string_append (out, subs->track->header);
  for (guint i = 0; i < subs->cues->len; i++)
    {
      const VostCue *cue = g_ptr_array_index (subs->cues, i);

      if (!writing->native && !vost_cue_has_text (cue))
        continue;
      if (!first)
        vost_append_before (out, cue, writing->native, separator, eol);
      else if (writing->native)
        g_string_append (out, cue->before);
      first = FALSE;
      if (writing->native && *cue->raw != '\0' &&
          (format->keeps_raw == NULL || format->keeps_raw (writing, i)))
        g_string_append (out, cue->raw);
      else
        format->append_block (out, writing, i);
    }
  if (writing->native)
    vost_append_footer (out, subs->track->footer, eol);
}

void
vost_plain_take (VostReading *reading,
                 VostCue *cue,
                 const char *block,
                 const char *block_end,
                 const char *separator)
{
  /* Nothing is like an empty scratch, so the block is kept. */
  g_string_truncate (reading->scratch, 0);
  reading->too_big |= (gsize) (block_end - block) > (gsize) VOST_MAX_CUE_TEXT;
  vost_reading_take (reading, cue, block, block, block_end, separator);
}

void
vost_plain_settle (const VostPlainWriting *writing, const VostPlainFormat *format)
{
  g_autoptr (GString) scratch = g_string_sized_new (256);

  for (guint i = 0; i < writing->subs->cues->len; i++)
    {
      VostCue *cue = g_ptr_array_index (writing->subs->cues, i);

      g_string_truncate (scratch, 0);
      format->append_block (scratch, writing, i);
      if (strcmp (scratch->str, cue->raw) == 0)
        vost_set_string (&cue->raw, "");
    }
}

gboolean
vost_plain_number (const char **p, const char *end, guint most, guint64 *ret)
{
  const char *start = *p;

  *ret = 0;
  while (*p < end && g_ascii_isdigit (**p) && *p - start < (gssize) most)
    *ret = *ret * 10 + (guint64) (*(*p)++ - '0');

  return *p > start && (*p == end || !g_ascii_isdigit (**p));
}

gboolean
vost_plain_clock (const char **p, const char *end, VostTime *ret)
{
  const char *at = *p;
  guint64 hours, minutes, seconds;

  if (!vost_plain_number (&at, end, 6, &hours) || at == end || *at++ != ':' ||
      !vost_plain_number (&at, end, 2, &minutes) || at == end || *at++ != ':' ||
      !vost_plain_number (&at, end, 2, &seconds))
    return FALSE;
  *ret = (VostTime) (hours * 3600 + minutes * 60 + seconds) * VOST_SECOND;
  *p = at;

  return TRUE;
}

gboolean
vost_plain_fraction (const char **p, const char *end, VostTime *ret)
{
  const char *start = *p;
  VostTime unit = VOST_SECOND;

  *ret = 0;
  for (; *p < end && g_ascii_isdigit (**p); (*p)++)
    {
      unit /= 10;
      *ret += unit * (**p - '0');
    }

  return *p > start;
}

VostTime
vost_plain_limit (VostReading *reading, VostTime t)
{
  if (t <= VOST_MAX_TIME)
    return t;
  vost_reading_report (reading, VOST_SEVERITY_ERROR, reading->line, 1,
                       _ ("A time is too late for any film; it was limited."));

  return VOST_MAX_TIME;
}

static gboolean
has_joiner (const char *p, const char *end)
{
  return end - p >= (gssize) JOINER_LEN && memcmp (p, VOST_JOINER, JOINER_LEN) == 0;
}

/* Length of "[br]" at @p, with any number of joiners behind the bracket; 0 for anything else. */
static gsize
break_length (const char *p, const char *end, gboolean *ret_joined)
{
  const char *start = p++;

  *ret_joined = FALSE;
  for (; has_joiner (p, end); p += JOINER_LEN)
    *ret_joined = TRUE;

  return end - p >= 3 && g_ascii_strncasecmp (p, "br]", 3) == 0 ? (gsize) (p + 3 - start) : 0;
}

/* Joiners at the beginning of a line are ours; those inside a "[br]" too. */
static void
append_decoded_line (GString *out, const char *p, const char *end, gboolean bar)
{
  gboolean at_start = TRUE;

  while (p < end)
    {
      gboolean joined;
      gsize len;

      if (at_start && has_joiner (p, end))
        p += JOINER_LEN;
      at_start = FALSE;
      if (p == end)
        return;
      len = !bar && *p == '[' ? break_length (p, end, &joined) : 0;
      if (bar ? *p == '|' : len > 0 && !joined)
        {
          g_string_append_c (out, '\n');
          p += bar ? 1 : len;
          at_start = TRUE;
        }
      else if (len > 0)
        {
          g_string_append_c (out, '[');
          g_string_append_len (out, p + 1 + JOINER_LEN, (gssize) (len - 1 - JOINER_LEN));
          p += len;
        }
      else
        {
          g_string_append_c (out, *p);
          p++;
        }
    }
}

char *
vost_plain_decode (const char *text, gsize len, const VostPlainText *style)
{
  g_autoptr (GString) plain = g_string_sized_new (len + 1);
  const char *end = text + len;
  gboolean first = TRUE;
  VostLine line;

  while (vost_line_next (&text, end, &line))
    {
      if (!first)
        g_string_append_c (plain, '\n');
      first = FALSE;
      append_decoded_line (plain, line.start, line.start + line.len, *style->line_break == '|');
    }

  return vost_srt_decode (plain->str, plain->len);
}

char *
vost_plain_strip (const char *text)
{
  g_autoptr (GString) plain = g_string_new (NULL);
  GString *out = g_string_new (NULL);
  gboolean drawing = FALSE;
  VostToken token;
  VostTag tag;

  while (vost_markup_next (&text, &token))
    {
      vost_markup_drawing (&token, &drawing);
      if (token.type == VOST_TOKEN_TEXT && !drawing)
        g_string_append_len (plain, token.start, (gssize) token.len);
      else if (vost_markup_tag (&token, &tag) && vost_tag_is (&tag, "rt"))
        g_string_append_c (plain, tag.end ? ')' : '(');
    }
  vost_markup_append_plain (out, plain->str, plain->len, FALSE);

  return g_string_free (out, FALSE);
}

/* One line of text, with joiners where it would be read as something else. */
static void
append_encoded_line (GString *out, const VostLine *line, const VostPlainText *style)
{
  const char *p = line->start, *end = p + line->len;
  gboolean bar = *style->line_break == '|';

  if (line->len > 0 && (strchr (style->marks, *p) != NULL || has_joiner (p, end) ||
                        (style->is_syntax != NULL && style->is_syntax (line))))
    g_string_append (out, VOST_JOINER);
  for (; p < end; p++)
    {
      gboolean joined;

      if (bar && *p == '|')
        g_string_append (out, VOST_BROKEN_BAR);
      else
        g_string_append_c (out, *p);
      if (!bar && *p == '[' && break_length (p, end, &joined) > 0)
        g_string_append (out, VOST_JOINER);
    }
}

/* The tags that the cue may keep, as SubRip has them. */
static void
encode_tags (GString *out,
             const char *text,
             const VostPlainWriting *writing,
             const VostPlainText *style)
{
  g_autofree char *stripped = NULL;

  if (writing->native)
    vost_srt_encode (out, text, NULL);
  else if (style->tags)
    vost_srt_encode (out, text, &writing->conversion);
  else
    {
      stripped = vost_plain_strip (text);
      vost_srt_encode (out, stripped, &writing->conversion);
    }
}

void
vost_plain_append_text (GString *out,
                        const char *text,
                        const VostPlainWriting *writing,
                        const VostPlainText *style)
{
  g_autoptr (GString) encoded = g_string_sized_new (128);
  gboolean bar = *style->line_break == '|', lines = *style->line_break == '\0';
  /* A file's blank line would end the text: there a break is written out. */
  const char *written = lines ? "[br]" : style->line_break;
  const char *plain = lines ? writing->eol : style->line_break;
  const char *p, *end;
  gboolean blank = TRUE, first = TRUE;
  VostLine line;

  encode_tags (encoded, text, writing, style);
  p = encoded->str;
  end = p + encoded->len;
  while (vost_line_next (&p, end, &line))
    {
      gboolean now_blank = vost_line_is_blank (&line);

      if (!first)
        g_string_append (out, blank || now_blank ? written : plain);
      first = FALSE;
      blank = now_blank;
      if (blank && line.len > 0 && !bar)
        g_string_append (out, VOST_JOINER);
      append_encoded_line (out, &line, style);
    }
  if (encoded->len > 0 && strchr ("\r\n", end[-1]) != NULL)
    g_string_append (out, written);
}

void
vost_plain_report_cue (const VostCue *cue, const char *message, GPtrArray *diagnostics)
{
  VostDiagnostic *diagnostic = vost_diagnostic_new (VOST_SEVERITY_WARNING, 0, 0, "%s", message);

  diagnostic->cue = VOST_RECORD_ID (cue);
  g_ptr_array_add (diagnostics, diagnostic);
}

void
vost_plain_report (const VostSubtitles *subs,
                   gboolean (*has) (const VostCue *cue),
                   const char *message,
                   GPtrArray *diagnostics)
{
  for (guint i = 0; i < subs->cues->len; i++)
    {
      const VostCue *cue = g_ptr_array_index (subs->cues, i);

      if (has (cue))
        vost_plain_report_cue (cue, message, diagnostics);
    }
}

gboolean
vost_plain_has_bar (const VostCue *cue)
{
  g_autofree char *plain = NULL;

  if (strchr (cue->text, '|') == NULL)
    return FALSE;
  plain = vost_markup_to_plain (cue->text);

  return strchr (plain, '|') != NULL;
}

void
vost_plain_report_bars (const VostSubtitles *subs, GPtrArray *diagnostics)
{
  vost_plain_report (subs, vost_plain_has_bar,
                     _ ("The character “|” means a line break there; “¦” is written instead."),
                     diagnostics);
}
