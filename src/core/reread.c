/* A subtitle file that was read wrong, and the way back. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <vostok/core/reread.h>

#include "vostok-config.h"

#include <glib/gi18n-lib.h>

#include <vostok/core/direction.h>
#include <vostok/core/markup.h>

#include "formats/text-encoding-private.h"

/* How far to look for what comes next, so that the work grows with the size alone: cues that were
 * added or changed one after the other, and bytes between the words of two cues. */
#define AHEAD_CUES 200
#define AHEAD_BYTES 65536

/* What stands in the file, without what the project knows of the cue besides. */
static void
take_words (VostCue *cue, const VostCue *read)
{
  vost_set_string (&cue->text, read->text);
  vost_set_string (&cue->speaker, read->speaker);
  vost_set_string (&cue->style, read->style);
  vost_set_string (&cue->settings, read->settings);
  vost_set_string (&cue->fields, read->fields);
  vost_set_string (&cue->label, read->label);
  vost_set_string (&cue->before, read->before);
  vost_set_string (&cue->raw, read->raw);
}

static void
reread_cues (VostProject *project,
             VostId track,
             const VostSubtitles *before,
             const VostSubtitles *after,
             VostEdit *edit)
{
  guint n = vost_project_get_n (project, VOST_KIND_CUE, track);
  guint at = 0;

  for (guint i = 0; i < n && at < before->cues->len; i++)
    {
      const VostCue *cue = vost_project_get_nth (project, VOST_KIND_CUE, track, i);
      guint end = MIN (at + AHEAD_CUES, before->cues->len);
      guint found = at;

      /* Cues that were added or changed are not found, and those of the file are passed over only
       * when a later one is. */
      while (found < end &&
             !g_str_equal (((const VostCue *) before->cues->pdata[found])->text, cue->text))
        found++;
      if (found == end || cue->text[0] == '\0')
        continue;

      g_autoptr (VostCue) changed = vost_record_copy (cue);

      take_words (changed, after->cues->pdata[found]);
      vost_edit_change (edit, cue, changed);
      at = found + 1;
    }
}

VostEdit *
vost_track_reread (VostProject *project,
                   VostId track,
                   const VostSubtitles *before,
                   const VostSubtitles *after)
{
  const VostTrack *old = vost_project_lookup (project, track);

  if (old == NULL || VOST_RECORD_KIND (old) != VOST_KIND_TRACK ||
      before->cues->len != after->cues->len)
    return NULL;

  g_autoptr (VostEdit) edit = vost_edit_new (_ ("Read in another encoding"), NULL);
  g_autoptr (VostTrack) changed = vost_record_copy (old);

  vost_set_string (&changed->encoding, after->track->encoding);
  vost_set_string (&changed->header, after->track->header);
  vost_set_string (&changed->footer, after->track->footer);
  changed->bom = after->track->bom;
  vost_edit_change (edit, old, changed);
  reread_cues (project, track, before, after, edit);
  return vost_edit_get_n_ops (edit) > 0 ? g_steal_pointer (&edit) : NULL;
}

char *
vost_cues_all_text (const GPtrArray *cues)
{
  g_autoptr (GString) all = g_string_new (NULL);

  for (guint i = 0; i < cues->len; i++)
    {
      g_string_append (all, ((const VostCue *) cues->pdata[i])->text);
      g_string_append_c (all, '\n');
    }
  return g_string_free (g_steal_pointer (&all), FALSE);
}

/* Gives each cue of the track the text that @better makes of its own. */
static VostEdit *
rewrite (VostProject *project,
         VostId track,
         const char *label,
         char *(*better) (const char *text, gconstpointer data),
         gconstpointer data)
{
  g_autoptr (VostEdit) edit = vost_edit_new (label, NULL);
  guint n = vost_project_get_n (project, VOST_KIND_CUE, track);

  for (guint i = 0; i < n; i++)
    {
      const VostCue *cue = vost_project_get_nth (project, VOST_KIND_CUE, track, i);
      g_autofree char *text = better (cue->text, data);
      g_autoptr (VostCue) changed = NULL;

      if (g_str_equal (text, cue->text))
        continue;
      changed = vost_record_copy (cue);
      vost_set_string (&changed->text, text);
      vost_set_string (&changed->raw, "");
      vost_edit_change (edit, cue, changed);
    }
  return vost_edit_get_n_ops (edit) > 0 ? g_steal_pointer (&edit) : NULL;
}

static char *
repair (const char *text, gconstpointer found)
{
  return vost_mojibake_apply (found, text);
}

static char *
restore (const char *text, gconstpointer data)
{
  return vost_punctuation_restore (text);
}

VostEdit *
vost_track_repair (VostProject *project, VostId track, const VostMojibake *found)
{
  return rewrite (project, track, _ ("Repair garbled letters"), repair, found);
}

VostEdit *
vost_track_restore_punctuation (VostProject *project, VostId track)
{
  return rewrite (project, track, _ ("Put punctuation at the end"), restore, NULL);
}

/* Where the line ends, in a text with any line ends. */
static const char *
end_of_line (const char *text, guint line)
{
  while (*text != '\0')
    {
      text += strcspn (text, "\r\n");
      if (--line == 0)
        break;
      if (text[0] == '\r' && text[1] == '\n')
        text++;
      if (*text != '\0')
        text++;
    }
  return text;
}

guint
vost_subtitles_cue_at_line (const VostSubtitles *subs, const char *data, gsize len, guint line)
{
  VostTextEncoding found;
  g_autoptr (GString) text =
      vost_text_decode (data, len, subs->track->encoding, &found, NULL, NULL);
  const char *at = text != NULL ? text->str : NULL;
  const char *end = at != NULL && line > 0 ? end_of_line (at, line) : at;
  guint number = 0;

  if (text != NULL)
    g_free (found.name);
  for (guint i = 0; at != NULL && i < subs->cues->len; i++)
    {
      g_autofree char *plain =
          vost_markup_to_plain (((const VostCue *) subs->cues->pdata[i])->text);
      const char *words;

      plain[strcspn (plain, "\n")] = '\0';
      words = plain[0] != '\0' ? g_strstr_len (at, AHEAD_BYTES, plain) : NULL;
      if (words != NULL && words >= end)
        break;
      number = i + 1;
      if (words != NULL)
        at = words + strlen (plain);
    }
  return number;
}
