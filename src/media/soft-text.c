/* Subtitle tracks as they go into a release. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "release-private.h"

#include <vostok/core/markup.h>

/* Long enough to read two lines, and not run into by the last line of the film. */
#define CLOSING_LENGTH (5 * VOST_SECOND)
#define CLOSING_GAP (2 * VOST_SECOND)
#define CLOSING_LEAST (2 * VOST_SECOND)

void
vost_soft_track_free (VostSoftTrack *self)
{
  if (self == NULL)
    return;
  g_free (self->language);
  g_free (self->title);
  g_free (self->format);
  g_free (self->header);
  g_clear_pointer (&self->cues, g_ptr_array_unref);
  g_free (self);
}

static gboolean
is_ass (const VostSoftTrack *track)
{
  return g_strcmp0 (track->format, "ass") == 0 && strstr (track->header, "[Events]") != NULL;
}

/* The name of a tag: "i" of "<i>" and "</i>", "c" of "<c.yellow>". */
static char *
tag_name (const VostToken *token)
{
  const char *start = token->start + 1;
  const char *end = token->start + token->len - 1;
  if (start < end && *start == '/')
    start++;
  const char *p = start;
  while (p < end && g_ascii_isalpha (*p))
    p++;
  return g_ascii_strdown (start, p - start);
}

static void
append_text (GString *out, const VostToken *token, VostSoftKind kind)
{
  for (gsize i = 0; i < token->len; i++)
    {
      char c = token->start[i];
      if (c == '\\' && i + 1 < token->len && token->start[i + 1] == '<')
        c = token->start[++i];
      if (kind == VOST_SOFT_WEBVTT && c == '&')
        g_string_append (out, "&amp;");
      else if (kind == VOST_SOFT_WEBVTT && c == '<')
        g_string_append (out, "&lt;");
      else if (kind == VOST_SOFT_WEBVTT && c == '>')
        g_string_append (out, "&gt;");
      else
        g_string_append_c (out, c);
    }
}

static char *
to_rich (const char *text, VostSoftKind kind)
{
  static const char *const subrip[] = { "i", "b", "u", "s", "font", NULL };
  static const char *const webvtt[] = { "i", "b", "u", "c", "v", "lang", "ruby", "rt", NULL };
  const char *const *kept = kind == VOST_SOFT_WEBVTT ? webvtt : subrip;
  g_autoptr (GString) out = g_string_new (NULL);
  const char *cursor = text;
  VostToken token;
  while (vost_markup_next (&cursor, &token))
    {
      g_autofree char *name = token.type == VOST_TOKEN_TAG ? tag_name (&token) : NULL;
      if (token.type == VOST_TOKEN_TEXT)
        append_text (out, &token, kind);
      else if (name != NULL && g_strv_contains (kept, name))
        g_string_append_len (out, token.start, (gssize) token.len);
      else if (token.type == VOST_TOKEN_OVERRIDE && kind == VOST_SOFT_MATROSKA && token.len == 6 &&
               g_str_has_prefix (token.start, "{\\an"))
        g_string_append_len (out, token.start, (gssize) token.len);
    }
  return g_string_free (g_steal_pointer (&out), FALSE);
}

/* Inline tags become overrides, line breaks "\\N". */
static char *
to_ass_text (const char *markup)
{
  g_autoptr (GString) text = g_string_new (NULL);
  const char *cursor = markup;
  VostToken token;
  while (vost_markup_next (&cursor, &token))
    {
      g_autofree char *name = token.type == VOST_TOKEN_TAG ? tag_name (&token) : NULL;
      gboolean off = name != NULL && token.len > 1 && token.start[1] == '/';
      if (token.type == VOST_TOKEN_TEXT)
        append_text (text, &token, VOST_SOFT_MATROSKA);
      else if (token.type == VOST_TOKEN_OVERRIDE)
        g_string_append_len (text, token.start, (gssize) token.len);
      else if (strlen (name) == 1 && strchr ("ibus", *name) != NULL)
        g_string_append_printf (text, "{\\%s%d}", name, off ? 0 : 1);
    }
  g_string_replace (text, "\n", "\\N", 0);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* Event without its times: "ReadOrder,Layer,Style,Name,MarginL,MarginR,MarginV,Effect,Text". */
static char *
to_ass (const VostCue *cue, guint number)
{
  g_auto (GStrv) fields = g_strsplit (*cue->fields != '\0' ? cue->fields : "0,0,0,0,", ",", 5);
  g_autofree char *text = to_ass_text (cue->text);
  const char *style = *cue->style != '\0' ? cue->style : "Default";
  if (g_strv_length (fields) != 5)
    return g_strdup_printf ("%u,0,%s,%s,0,0,0,,%s", number, style, cue->speaker, text);
  return g_strdup_printf ("%u,%s,%s,%s,%s,%s,%s,%s,%s", number, fields[0], style, cue->speaker,
                          fields[1], fields[2], fields[3], fields[4], text);
}

char *
vost_soft_text (const VostSoftTrack *track, const VostCue *cue, VostSoftKind kind, guint number)
{
  if (kind == VOST_SOFT_TIMED_TEXT)
    return vost_markup_to_plain (cue->text);
  if (kind == VOST_SOFT_MATROSKA && is_ass (track))
    return to_ass (cue, number);
  g_autofree char *text = to_rich (cue->text, kind);
  if (kind == VOST_SOFT_MATROSKA)
    return g_steal_pointer (&text);
  /* WebM's block: identifier, settings, payload, a line each. */
  return g_strdup_printf ("%s\n%s\n%s", cue->label, cue->settings, text);
}

GstCaps *
vost_soft_caps (const VostSoftTrack *track, VostSoftKind kind)
{
  if (kind != VOST_SOFT_MATROSKA || !is_ass (track))
    return gst_caps_new_simple ("text/x-raw", "format", G_TYPE_STRING, "utf8", NULL);
  g_autoptr (GstBuffer) header = gst_buffer_new_memdup (track->header, strlen (track->header));
  return gst_caps_new_simple ("application/x-ass", "codec_data", GST_TYPE_BUFFER, header, NULL);
}

static GstBuffer *
buffer_of (const char *text, VostTime start, VostTime end)
{
  GstBuffer *buffer = gst_buffer_new_memdup (text, strlen (text));
  GST_BUFFER_PTS (buffer) = (GstClockTime) start;
  GST_BUFFER_DTS (buffer) = (GstClockTime) start;
  GST_BUFFER_DURATION (buffer) = (GstClockTime) (end - start);
  return buffer;
}

static int
compare_times (gconstpointer a, gconstpointer b)
{
  VostTime left = *(const VostTime *) a;
  VostTime right = *(const VostTime *) b;
  return (left > right) - (left < right);
}

/* Some players show the last sample for no time at all unless another one follows. */
static void
close_flat (GPtrArray *buffers)
{
  if (buffers->len == 0)
    return;
  GstBuffer *last = g_ptr_array_index (buffers, buffers->len - 1);
  VostTime end = (VostTime) (GST_BUFFER_PTS (last) + GST_BUFFER_DURATION (last));
  if (GST_BUFFER_DURATION (last) <= 2 * VOST_MSECOND)
    return;
  GST_BUFFER_DURATION (last) -= VOST_MSECOND;
  g_ptr_array_add (buffers, buffer_of (" ", end - VOST_MSECOND, end));
}

/* Timed text shows one sample at a time: where cues overlap, the stretch shows all of them. */
static GPtrArray *
flat_buffers (const VostSoftTrack *track)
{
  g_autoptr (GPtrArray) out = g_ptr_array_new_with_free_func ((GDestroyNotify) gst_buffer_unref);
  g_autoptr (GArray) times = g_array_new (FALSE, FALSE, sizeof (VostTime));
  guint first = 0;
  for (guint i = 0; i < track->cues->len; i++)
    {
      const VostCue *cue = g_ptr_array_index (track->cues, i);
      g_array_append_val (times, cue->start);
      g_array_append_val (times, cue->end);
    }
  g_array_sort (times, compare_times);
  for (guint t = 0; t + 1 < times->len; t++)
    {
      VostTime start = g_array_index (times, VostTime, t);
      VostTime end = g_array_index (times, VostTime, t + 1);
      g_autoptr (GString) text = g_string_new (NULL);
      if (start == end)
        continue;
      while (first < track->cues->len &&
             ((VostCue *) g_ptr_array_index (track->cues, first))->end <= start)
        first++;
      for (guint i = first; i < track->cues->len; i++)
        {
          const VostCue *cue = g_ptr_array_index (track->cues, i);
          if (cue->start > start)
            break;
          if (cue->end <= start)
            continue;
          g_autofree char *plain = vost_markup_to_plain (cue->text);
          g_string_append_printf (text, "%s%s", text->len > 0 ? "\n" : "", plain);
        }
      if (text->len > 0)
        g_ptr_array_add (out, buffer_of (text->str, start, end));
    }
  close_flat (out);
  return g_steal_pointer (&out);
}

GPtrArray *
vost_soft_buffers (const VostSoftTrack *track, VostSoftKind kind)
{
  if (kind == VOST_SOFT_TIMED_TEXT)
    return flat_buffers (track);
  g_autoptr (GPtrArray) out = g_ptr_array_new_with_free_func ((GDestroyNotify) gst_buffer_unref);
  for (guint i = 0; i < track->cues->len; i++)
    {
      const VostCue *cue = g_ptr_array_index (track->cues, i);
      g_autofree char *text = vost_soft_text (track, cue, kind, i);
      g_ptr_array_add (out, buffer_of (text, cue->start, cue->end));
    }
  return g_steal_pointer (&out);
}

void
vost_soft_track_close (VostSoftTrack *self, const VostAttribution *attribution, VostTime film)
{
  VostTime last = 0;
  for (guint i = 0; i < self->cues->len; i++)
    last = MAX (last, ((VostCue *) g_ptr_array_index (self->cues, i))->end);
  VostTime end = film != VOST_TIME_NONE ? film : last + CLOSING_GAP + CLOSING_LENGTH;
  VostTime start = MAX (end - CLOSING_LENGTH, last + CLOSING_GAP);
  if (end - start < CLOSING_LEAST)
    start = MAX (last, end - CLOSING_LENGTH);
  /* The last words run to the end of the film: then both are on screen. */
  if (end - start < CLOSING_LEAST / 2)
    start = MAX (0, end - CLOSING_LEAST);
  VostCue *cue = vost_record_new (VOST_KIND_CUE, self->track);
  g_autofree char *text = vost_attribution_to_cue (attribution, self->language);
  vost_set_string (&cue->text, text);
  cue->start = start;
  cue->end = MAX (end, start + VOST_MSECOND);
  guint at = self->cues->len;
  while (at > 0 && ((VostCue *) g_ptr_array_index (self->cues, at - 1))->start > start)
    at--;
  g_ptr_array_insert (self->cues, (int) at, cue);
}

VostSubtitles *
vost_soft_track_to_subtitles (const VostSoftTrack *track, const char *format)
{
  VostSubtitles *subs = vost_subtitles_new ();
  gboolean same = g_strcmp0 (format, track->format) == 0;
  vost_set_string (&subs->track->language, track->language);
  vost_set_string (&subs->track->title, track->title);
  vost_set_string (&subs->track->format, format);
  vost_set_string (&subs->track->encoding, "UTF-8");
  vost_set_string (&subs->track->eol, "\n");
  if (same)
    vost_set_string (&subs->track->header, track->header);
  for (guint i = 0; i < track->cues->len; i++)
    {
      VostCue *cue = vost_record_copy (g_ptr_array_index (track->cues, i));
      vost_set_string (&cue->raw, "");
      /* A remix, or a part, is counted from one. */
      if (g_str_equal (format, "srt"))
        vost_set_string (&cue->label, "");
      /* Notes between cues belong to the file that they stood in. */
      vost_set_string (&cue->before, "");
      g_ptr_array_add (subs->cues, cue);
    }
  return subs;
}
