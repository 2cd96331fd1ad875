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

/* The parts of a cue that an encoding may change; where each is in the record. */
static const gsize word_fields[] = {
  G_STRUCT_OFFSET (VostCue, text),   G_STRUCT_OFFSET (VostCue, speaker),
  G_STRUCT_OFFSET (VostCue, style),  G_STRUCT_OFFSET (VostCue, settings),
  G_STRUCT_OFFSET (VostCue, fields), G_STRUCT_OFFSET (VostCue, label),
  G_STRUCT_OFFSET (VostCue, before),
};

static char **
field_of (const VostCue *cue, gsize offset)
{
  return (char **) G_STRUCT_MEMBER_P (cue, offset);
}

/* What nobody has changed becomes what the file says. Its verbatim block, with its times, only
 * where the cue is the file's altogether. */
static void
take_words (VostCue *cue, VostSpan span, const VostCue *before, const VostCue *after)
{
  gboolean whole =
      span.start == before->start && span.end == before->end && g_str_equal (cue->raw, before->raw);

  for (gsize i = 0; i < G_N_ELEMENTS (word_fields); i++)
    {
      char **own = field_of (cue, word_fields[i]);

      if (g_str_equal (*own, *field_of (before, word_fields[i])))
        vost_set_string (own, *field_of (after, word_fields[i]));
      else
        whole = FALSE;
    }
  vost_set_string (&cue->raw, whole ? after->raw : "");
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

      take_words (changed, vost_project_cue_span (project, cue), before->cues->pdata[found],
                  after->cues->pdata[found]);
      vost_edit_change (edit, cue, changed);
      at = found + 1;
    }
}

static gboolean
reread_track (VostProject *project,
              const VostTrack *old,
              const VostSubtitles *before,
              const VostSubtitles *after,
              VostEdit *edit)
{
  g_autoptr (VostTrack) changed = NULL;

  if (before == NULL || after == NULL || before->cues->len != after->cues->len)
    return FALSE;
  changed = vost_record_copy (old);
  vost_set_string (&changed->encoding, after->track->encoding);
  vost_set_string (&changed->header, after->track->header);
  vost_set_string (&changed->footer, after->track->footer);
  changed->bom = after->track->bom;
  vost_edit_change (edit, old, changed);
  reread_cues (project, VOST_RECORD_ID (old), before, after, edit);
  return TRUE;
}

const VostSubtitles *
vost_subtitles_of_language (const VostSubtitles *subs, const char *language)
{
  if (subs->more == NULL || g_str_equal (subs->track->language, language))
    return subs;
  for (guint i = 0; i < subs->more->len; i++)
    {
      const VostSubtitles *other = subs->more->pdata[i];

      if (g_str_equal (other->track->language, language))
        return other;
    }
  return NULL;
}

VostEdit *
vost_track_reread (VostProject *project,
                   VostId track,
                   const VostSubtitles *before,
                   const VostSubtitles *after)
{
  const VostTrack *asked = vost_project_lookup (project, track);
  g_autoptr (VostEdit) edit = vost_edit_new (_ ("Read in another encoding"), NULL);
  gboolean fits = asked != NULL && VOST_RECORD_KIND (asked) == VOST_KIND_TRACK;

  /* Languages that live in one file are saved in one encoding. */
  for (guint i = 0; fits && i < vost_project_get_n (project, VOST_KIND_TRACK, VOST_ID_NONE); i++)
    {
      const VostTrack *old = vost_project_get_nth (project, VOST_KIND_TRACK, VOST_ID_NONE, i);
      gboolean same_file =
          before->more != NULL && asked->path[0] != '\0' && g_str_equal (old->path, asked->path);

      if (old == asked || same_file)
        fits = reread_track (project, old, vost_subtitles_of_language (before, old->language),
                             vost_subtitles_of_language (after, old->language), edit);
    }
  return fits && vost_edit_get_n_ops (edit) > 0 ? g_steal_pointer (&edit) : NULL;
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

/* How many lines end between the two. */
static guint
count_lines (const char *from, const char *to)
{
  guint n = 0;

  for (; from < to; from++)
    n += *from == '\n' || (*from == '\r' && from[1] != '\n');
  return n;
}

GArray *
vost_subtitles_cue_lines (const VostSubtitles *subs, const char *data, gsize len)
{
  VostTextEncoding found = { NULL, FALSE };
  g_autoptr (GString) text =
      vost_text_decode (data, len, subs->track->encoding, &found, NULL, NULL);
  GArray *lines = g_array_sized_new (FALSE, FALSE, sizeof (guint), subs->cues->len);
  const char *at = text != NULL ? text->str : "";
  guint line = 1;

  g_free (found.name);
  for (guint i = 0; i < subs->cues->len; i++)
    {
      g_autofree char *plain =
          vost_markup_to_plain (((const VostCue *) subs->cues->pdata[i])->text);
      const char *words;

      plain[strcspn (plain, "\n")] = '\0';
      words = plain[0] != '\0' ? g_strstr_len (at, AHEAD_BYTES, plain) : NULL;
      if (words != NULL)
        {
          line += count_lines (at, words);
          at = words + strlen (plain);
        }
      g_array_append_val (lines, line);
    }
  return lines;
}

guint
vost_cue_lines_find (const GArray *lines, guint line)
{
  guint low = 0;
  guint high = lines->len;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (g_array_index (lines, guint, middle) > line)
        high = middle;
      else
        low = middle + 1;
    }
  return low;
}
