/* Licence and credits in subtitle files: WebVTT notes, ASS headers, SubRip's closing cue. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rights-private.h"

#include <vostok/core/bounds.h>
#include <vostok/core/subtitle-file.h>

/* Headers stand at the beginning, a closing cue at the end. */
#define HEAD_BYTES (256u * 1024)
#define TAIL_CUES 3u

static gboolean
has_extension (const char *path, const char *const *extensions)
{
  const char *dot = strrchr (path, '.');
  g_autofree char *lower = g_ascii_strdown (dot != NULL ? dot + 1 : "", -1);
  return g_strv_contains (extensions, lower);
}

/* Everything between "WEBVTT" and the first cue; notes after it are no header, but at the end many
 * put credits. */
static void
read_webvtt (const char *text, VostRightsReading *reading)
{
  g_auto (GStrv) blocks = NULL;
  g_autoptr (GRegex) gap =
      g_regex_new ("(?:\\r\\n|\\n|\\r)(?:[ \\t]*(?:\\r\\n|\\n|\\r))+", 0, 0, NULL);
  blocks = g_regex_split_full (gap, text, -1, 0, 0, 100000, NULL);
  for (guint i = 0; blocks != NULL && blocks[i] != NULL; i++)
    if (i == 0 || (g_str_has_prefix (blocks[i], "NOTE") && strstr (blocks[i], "-->") == NULL))
      {
        gsize skip = i == 0 ? MIN (strlen (blocks[i]), strlen ("WEBVTT")) : strlen ("NOTE");
        vost_rights_reading_text (reading, "vtt-note", blocks[i] + skip);
      }
}

static void
read_ass (const char *text, VostRightsReading *reading)
{
  const char *end = strstr (text, "\n[V4");
  if (end == NULL)
    end = strstr (text, "\n[Events]");
  g_autofree char *head = end != NULL ? g_strndup (text, (gsize) (end - text)) : g_strdup (text);
  g_auto (GStrv) lines = g_strsplit_set (head, "\r\n", -1);
  g_autoptr (GString) plain = g_string_new (NULL);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      const char *line = lines[i];
      while (*line == ';' || *line == ' ')
        line++;
      g_string_append_printf (plain, "%s\n", line);
    }
  vost_rights_reading_text (reading, "ass-header", plain->str);
}

/* "French subtitles: names – CC BY 3.0 / “Title”, Author – address": the address or the licence's
 * name tells. */
static void
read_cues (const VostSubtitles *subs, VostRightsReading *reading)
{
  for (guint i = 0; i < MIN (subs->cues->len, TAIL_CUES); i++)
    {
      const VostCue *cue = g_ptr_array_index (subs->cues, subs->cues->len - 1 - i);
      vost_rights_reading_text (reading, "cue", cue->text);
      vost_rights_reading_closing_cue (reading, cue->text);
    }
}

gboolean
vost_text_read_rights (const VostFileView *view, VostRightsReading *reading)
{
  static const char *const extensions[] = { "srt", "vtt", "webvtt", "ass", "ssa",
                                            "sub", "sbv", "txt",    NULL };
  if (!has_extension (view->path, extensions) || view->size > VOST_MAX_TEXT_FILE)
    return FALSE;
  gsize n = (gsize) MIN (view->size, HEAD_BYTES);
  g_autofree guint8 *bytes = vost_file_view_dup (view, 0, n, HEAD_BYTES);
  g_autofree char *text =
      bytes != NULL ? g_utf8_make_valid ((const char *) bytes, -1) : g_strdup ("");
  const char *start = g_str_has_prefix (text, "\xEF\xBB\xBF") ? text + 3 : text;
  if (g_str_has_prefix (start, "[Script Info]"))
    read_ass (start, reading);
  else if (g_str_has_prefix (start, "WEBVTT"))
    read_webvtt (start, reading);
  g_autoptr (GPtrArray) diagnostics = vost_diagnostics_new ();
  g_autoptr (VostSubtitles) subs = vost_subtitles_load (view->path, NULL, diagnostics, NULL);
  if (subs == NULL)
    return TRUE;
  read_cues (subs, reading);
  vost_rights_reading_language (reading, subs->track->language);
  return TRUE;
}
