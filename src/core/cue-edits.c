/* Edits of single cues and of all texts: words, times, adding, removing, replacing. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <vostok/core/cue-edits.h>

#include "vostok-config.h"

#include <glib/gi18n-lib.h>

#include <vostok/core/bounds.h>
#include <vostok/core/diagnostic.h>

#include "cue-edits-private.h"

static VostEdit *
edit_or_nothing (VostEdit *edit)
{
  if (vost_edit_get_n_ops (edit) > 0)
    return edit;
  vost_edit_unref (edit);
  return NULL;
}

static char *
coalesce_key (const char *what, VostId id)
{
  g_autofree char *text = vost_id_to_string (id);
  return g_strconcat (what, ":", text, NULL);
}

VostEdit *
vost_cue_edit_set_text (VostProject *project, VostId cue, const char *text)
{
  const VostCue *before = vost_cue_lookup (project, cue);
  if (before == NULL || g_strcmp0 (before->text, text) == 0)
    return NULL;
  g_autofree char *coalesce = coalesce_key ("type", cue);
  g_autoptr (VostEdit) edit = vost_edit_new (_ ("Edit text"), coalesce);
  g_autoptr (VostCue) after = vost_cue_copy_for_change (before);
  vost_set_string (&after->text, text);
  vost_edit_change (edit, before, after);
  return g_steal_pointer (&edit);
}

static const VostField *
find_text_field (const char *name)
{
  /* The raw block is nobody's to edit. */
  if (g_strcmp0 (name, "raw") == 0)
    return NULL;
  const VostKindInfo *info = vost_kind_info (VOST_KIND_CUE);
  for (const VostField *field = info->fields; field->name != NULL; field++)
    if (field->type == VOST_FIELD_STRING && g_strcmp0 (field->name, name) == 0)
      return field;
  return NULL;
}

VostEdit *
vost_cue_edit_set_field (VostProject *project, VostId cue, const char *field, const char *value)
{
  const VostCue *before = vost_cue_lookup (project, cue);
  const VostField *info = find_text_field (field);
  if (before == NULL || info == NULL)
    return NULL;
  if (g_str_equal (field, "text"))
    return vost_cue_edit_set_text (project, cue, value);
  /* No subtitle file holds these two, so what was read of it stays true. */
  gboolean only_ours = g_str_equal (field, "status") || g_str_equal (field, "comment");
  g_autoptr (VostCue) after =
      only_ours ? vost_record_copy (before) : vost_cue_copy_for_change (before);
  char **place = G_STRUCT_MEMBER_P (after, info->offset);
  if (g_strcmp0 (*place, value != NULL ? value : "") == 0)
    return NULL;
  vost_set_string (place, value);

  g_autofree char *coalesce = coalesce_key (field, cue);
  g_autoptr (VostEdit) edit = vost_edit_new (_ ("Edit cue"), coalesce);
  vost_edit_change (edit, before, after);
  return g_steal_pointer (&edit);
}

/* Whose times a cue shows: its own, or those of the cue that it is paired with. */
static const VostCue *
timing_owner (VostProject *project, const VostCue *cue)
{
  return vost_cue_inherits (cue) ? vost_cue_get_master (project, cue) : cue;
}

VostEdit *
vost_cue_edit_set_span (VostProject *project, VostId cue, VostSpan span, const char *coalesce)
{
  const VostCue *shown = vost_cue_lookup (project, cue);
  if (shown == NULL || span.start == VOST_TIME_NONE || span.end < span.start)
    return NULL;
  const VostCue *before = timing_owner (project, shown);
  if (before->start == span.start && before->end == span.end)
    return NULL;
  g_autoptr (VostEdit) edit = vost_edit_new (_ ("Change timing"), coalesce);
  g_autoptr (VostCue) after = vost_cue_copy_for_change (before);
  after->start = span.start;
  after->end = span.end;
  vost_edit_change (edit, before, after);
  return g_steal_pointer (&edit);
}

/* Behind the last cue that begins no later. */
static guint
find_place (VostProject *project, VostId track, VostTime start)
{
  for (guint i = vost_project_get_n (project, VOST_KIND_CUE, track); i > 0; i--)
    {
      const VostCue *cue = vost_project_get_nth (project, VOST_KIND_CUE, track, i - 1);
      VostTime there = vost_project_cue_span (project, cue).start;
      if (there != VOST_TIME_NONE && there <= start)
        return i;
    }
  return 0;
}

VostEdit *
vost_cue_edit_insert (VostProject *project,
                      VostId track,
                      VostSpan span,
                      const char *text,
                      VostId *ret_cue)
{
  const VostTrack *wanted = vost_track_lookup (project, track);
  if (wanted == NULL || span.start == VOST_TIME_NONE || span.end < span.start)
    return NULL;
  g_autoptr (VostEdit) edit = vost_edit_new (_ ("Add cue"), NULL);
  g_autoptr (GPtrArray) tracks =
      vost_track_family (project, vost_track_get_master (project, wanted));
  VostId master_cue = VOST_ID_NONE;
  for (guint i = 0; i < tracks->len; i++)
    {
      VostId id = ((const VostTrack *) g_ptr_array_index (tracks, i))->record.id;
      g_autoptr (VostCue) cue = vost_record_new (VOST_KIND_CUE, id);
      if (i == 0)
        {
          master_cue = cue->record.id;
          cue->start = span.start;
          cue->end = span.end;
        }
      else
        cue->pair = master_cue;
      if (id == track)
        {
          vost_set_string (&cue->text, text);
          if (ret_cue != NULL)
            *ret_cue = cue->record.id;
        }
      vost_edit_insert (edit, find_place (project, id, span.start), cue);
    }
  return g_steal_pointer (&edit);
}

VostEdit *
vost_cue_edit_remove (VostProject *project, const VostId *cues, guint n_cues)
{
  g_autofree char *label =
      g_strdup_printf (ngettext ("Delete %u cue", "Delete %u cues", n_cues), n_cues);
  VostEdit *edit = vost_edit_new (label, NULL);
  g_autoptr (GHashTable) ids = g_hash_table_new (g_int64_hash, g_int64_equal);
  for (guint i = 0; i < n_cues; i++)
    g_hash_table_add (ids, (gpointer) &cues[i]);
  g_autoptr (VostSnapshot) snapshot = vost_project_snapshot (project);
  vost_cue_family_remove (snapshot, ids, NULL, edit);
  return edit_or_nothing (edit);
}

static void
shift_one (VostProject *project, const VostCue *cue, VostTime by, GHashTable *done, VostEdit *edit)
{
  const VostCue *before = timing_owner (project, cue);
  /* Two languages of one cue are shifted once. */
  if (vost_cue_inherits (before) || !g_hash_table_add (done, (gpointer) before))
    return;
  g_autoptr (VostCue) after = vost_cue_copy_for_change (before);
  after->start = CLAMP (before->start + by, -VOST_MAX_TIME, VOST_MAX_TIME);
  after->end = CLAMP (before->end + by, -VOST_MAX_TIME, VOST_MAX_TIME);
  vost_edit_change (edit, before, after);
}

VostEdit *
vost_cue_edit_shift (VostProject *project,
                     VostId track,
                     const VostId *cues,
                     guint n_cues,
                     VostTime by)
{
  gboolean all = cues == NULL || n_cues == 0;
  guint n = all ? vost_project_get_n (project, VOST_KIND_CUE, track) : n_cues;
  if (by == 0 || by < -VOST_MAX_TIME || by > VOST_MAX_TIME)
    return NULL;
  g_autofree char *label = g_strdup_printf (ngettext ("Shift %u cue", "Shift %u cues", n), n);
  VostEdit *edit = vost_edit_new (label, NULL);
  g_autoptr (GHashTable) done = g_hash_table_new (NULL, NULL);
  for (guint i = 0; i < n; i++)
    {
      const VostCue *cue = all ? vost_project_get_nth (project, VOST_KIND_CUE, track, i)
                               : vost_cue_lookup (project, cues[i]);
      if (cue != NULL && cue->record.parent == track)
        shift_one (project, cue, by, done, edit);
    }
  return edit_or_nothing (edit);
}

VostEdit *
vost_cue_edit_set_spans (VostProject *project, VostId track, const VostSpan *spans, guint n_spans)
{
  guint n = MIN (n_spans, vost_project_get_n (project, VOST_KIND_CUE, track));
  VostEdit *edit = vost_edit_new (_ ("Synchronise"), NULL);
  g_autoptr (GHashTable) done = g_hash_table_new (NULL, NULL);
  for (guint i = 0; i < n; i++)
    {
      const VostCue *before =
          timing_owner (project, vost_project_get_nth (project, VOST_KIND_CUE, track, i));
      if (vost_cue_inherits (before) || spans[i].start == VOST_TIME_NONE ||
          spans[i].end < spans[i].start ||
          (before->start == spans[i].start && before->end == spans[i].end) ||
          !g_hash_table_add (done, (gpointer) before))
        continue;
      g_autoptr (VostCue) after = vost_cue_copy_for_change (before);
      after->start = spans[i].start;
      after->end = spans[i].end;
      vost_edit_change (edit, before, after);
    }
  return edit_or_nothing (edit);
}

/* A compiled search, and what is put in the place of what it finds. */
typedef struct
{
  GRegex *regex;
  const char *replacement;
  gboolean literal;
} Replacer;

static GRegex *
compile_pattern (const char *pattern, gboolean regex, gboolean match_case, GError **error)
{
  g_autofree char *escaped = regex ? NULL : g_regex_escape_string (pattern, -1);
  GRegexCompileFlags flags = G_REGEX_OPTIMIZE | G_REGEX_MULTILINE;
  if (!match_case)
    flags |= G_REGEX_CASELESS;
  g_autoptr (GError) reason = NULL;
  GRegex *compiled = g_regex_new (regex ? pattern : escaped, flags, 0, &reason);
  if (compiled == NULL)
    g_set_error (error, VOST_ERROR, VOST_ERROR_BAD_INPUT,
                 _ ("The search pattern cannot be used: %s"), reason->message);
  return compiled;
}

static gboolean
fail_replacing (GError **error, const GError *reason)
{
  g_set_error (error, VOST_ERROR, VOST_ERROR_BAD_INPUT, _ ("The text cannot be replaced: %s"),
               reason->message);
  return FALSE;
}

/* *ret stays NULL where nothing is found. */
static gboolean
replace_in_text (const Replacer *replacer,
                 const char *text,
                 char **ret,
                 guint *count,
                 GError **error)
{
  g_autoptr (GMatchInfo) match = NULL;
  g_autoptr (GError) reason = NULL;
  guint n = 0;
  g_regex_match_full (replacer->regex, text, -1, 0, 0, &match, &reason);
  while (reason == NULL && g_match_info_matches (match))
    {
      n++;
      g_match_info_next (match, &reason);
    }
  if (reason == NULL && n > 0)
    *ret = replacer->literal
               ? g_regex_replace_literal (replacer->regex, text, -1, 0, replacer->replacement, 0,
                                          &reason)
               : g_regex_replace (replacer->regex, text, -1, 0, replacer->replacement, 0, &reason);
  if (reason != NULL)
    {
      g_clear_pointer (ret, g_free);
      return fail_replacing (error, reason);
    }
  if (*ret != NULL && strlen (*ret) > (gsize) VOST_MAX_CUE_TEXT)
    {
      g_clear_pointer (ret, g_free);
      g_set_error (error, VOST_ERROR, VOST_ERROR_TOO_BIG, _ ("The new text would be too long."));
      return FALSE;
    }
  *count += n;
  return TRUE;
}

VostEdit *
vost_cue_edit_replace (VostProject *project,
                       VostId track,
                       const char *pattern,
                       const char *replacement,
                       gboolean regex,
                       gboolean match_case,
                       guint *ret_count,
                       GError **error)
{
  guint count = 0;
  if (ret_count != NULL)
    *ret_count = 0;
  if (pattern == NULL || pattern[0] == '\0')
    return NULL;
  g_autoptr (GRegex) compiled = compile_pattern (pattern, regex, match_case, error);
  if (compiled == NULL)
    return NULL;
  Replacer replacer = { compiled, replacement != NULL ? replacement : "", !regex };
  g_autoptr (GError) reason = NULL;
  if (regex && !g_regex_check_replacement (replacer.replacement, NULL, &reason))
    {
      fail_replacing (error, reason);
      return NULL;
    }

  g_autoptr (VostEdit) edit = vost_edit_new (_ ("Replace"), NULL);
  guint n = vost_project_get_n (project, VOST_KIND_CUE, track);
  for (guint i = 0; i < n; i++)
    {
      const VostCue *before = vost_project_get_nth (project, VOST_KIND_CUE, track, i);
      g_autofree char *text = NULL;
      if (!replace_in_text (&replacer, before->text, &text, &count, error))
        return NULL;
      if (text == NULL || g_str_equal (text, before->text))
        continue;
      g_autoptr (VostCue) after = vost_cue_copy_for_change (before);
      vost_set_string (&after->text, text);
      vost_edit_change (edit, before, after);
    }
  if (ret_count != NULL)
    *ret_count = count;
  g_autofree char *label =
      g_strdup_printf (ngettext ("Replace %u time", "Replace %u times", count), count);
  vost_edit_set_label (edit, label);
  return edit_or_nothing (g_steal_pointer (&edit));
}

/* A translation's empty cues are still to be done, and a file of it is better without them. */
static gboolean
belongs_in_file (const VostTrack *track, const VostCue *cue, VostSpan span)
{
  gboolean untranslated = track->master != VOST_ID_NONE && cue->text[0] == '\0';
  return span.start != VOST_TIME_NONE && span.end != VOST_TIME_NONE && !untranslated;
}

static const VostTrack *
snapshot_track (VostSnapshot *snapshot, VostId id)
{
  const VostTrack *track = vost_snapshot_lookup (snapshot, id);
  return track != NULL && track->record.kind == VOST_KIND_TRACK ? track : NULL;
}

/* Whether @track lives in the file that @first is the first language of. */
static gboolean
shares_file (const VostTrack *first, const VostTrack *track)
{
  return track != first && track->path[0] != '\0' && g_str_equal (track->path, first->path) &&
         g_str_equal (track->format, first->format);
}

/* A further language of a file: its cues say which one they translate, and their verbatim pieces
 * stay, since times are not theirs. */
static VostSubtitles *
further_language (VostSnapshot *snapshot, const VostTrack *track)
{
  VostSubtitles *subs = vost_subtitles_new ();
  vost_record_unref (subs->track);
  subs->track = vost_record_copy (track);
  subs->track->source = VOST_ID_NONE;
  subs->track->master = VOST_ID_NONE;
  guint n = vost_snapshot_get_n_children (snapshot, track->record.id);
  for (guint i = 0; i < n; i++)
    {
      const VostCue *cue = vost_snapshot_get_child (snapshot, track->record.id, i);
      if (cue->text[0] != '\0')
        g_ptr_array_add (subs->cues, vost_record_copy (cue));
    }
  return subs;
}

VostSubtitles *
vost_subtitles_from_file (VostSnapshot *snapshot, VostId id)
{
  const VostTrack *track = snapshot_track (snapshot, id);
  const VostFormat *format = track != NULL ? vost_format_by_id (track->format) : NULL;
  if (format == NULL || (format->flags & VOST_FORMAT_LANGUAGES) == 0 || track->path[0] == '\0')
    return vost_subtitles_from_track (snapshot, id);
  guint n = vost_snapshot_get_n (snapshot, VOST_KIND_TRACK);
  const VostTrack *first = track;
  for (guint i = n; i > 0; i--)
    if (shares_file (track, vost_snapshot_track (snapshot, i - 1)) &&
        vost_snapshot_track (snapshot, i - 1)->master == VOST_ID_NONE)
      first = vost_snapshot_track (snapshot, i - 1);
  if (track->master == VOST_ID_NONE)
    first = track;

  VostSubtitles *subs = vost_subtitles_from_track (snapshot, first->record.id);
  subs->more = g_ptr_array_new_with_free_func ((GDestroyNotify) vost_subtitles_free);
  for (guint i = 0; i < n; i++)
    if (shares_file (first, vost_snapshot_track (snapshot, i)))
      g_ptr_array_add (subs->more, further_language (snapshot, vost_snapshot_track (snapshot, i)));
  return subs;
}

VostSubtitles *
vost_subtitles_from_track (VostSnapshot *snapshot, VostId track)
{
  VostSubtitles *subs = vost_subtitles_new ();
  const VostTrack *record = snapshot_track (snapshot, track);
  if (record == NULL)
    return subs;
  vost_record_unref (subs->track);
  subs->track = vost_record_copy (record);
  subs->track->source = VOST_ID_NONE;
  subs->track->master = VOST_ID_NONE;
  guint n = vost_snapshot_get_n_children (snapshot, track);
  for (guint i = 0; i < n; i++)
    {
      const VostCue *cue = vost_snapshot_get_child (snapshot, track, i);
      VostSpan span = vost_snapshot_cue_span (snapshot, cue);
      if (!belongs_in_file (record, cue, span))
        continue;
      VostCue *copy =
          vost_cue_inherits (cue) ? vost_cue_copy_for_change (cue) : vost_record_copy (cue);
      copy->start = span.start;
      copy->end = span.end;
      copy->pair = VOST_ID_NONE;
      g_ptr_array_add (subs->cues, copy);
    }
  return subs;
}
