/* Splitting and joining cues in all their languages. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <vostok/core/cue-edits.h>

#include "vostok-config.h"

#include <glib/gi18n-lib.h>

#include <vostok/core/markup.h>

#include "cue-edits-private.h"
#include "timeline-private.h"

/* More cues than this between two that are to be joined is a mistake in the pairing. */
#define JOIN_MAX 16

/**
 * Cut: where a cue is split.
 * @cue: whose caret it is
 * @master: the one that the others are paired with; may be @cue
 * @left, @right: (owned): its text
 * @part, @whole: share of the characters that comes first
 * @at: the time asked for, or NONE
 * @master_right: new cue that the right halves of the translations are paired with
 */
typedef struct
{
  const VostCue *cue;
  const VostCue *master;
  char *left;
  char *right;
  guint part;
  guint whole;
  VostTime at;
  VostId master_right;
} Cut;

static void
cut_clear (Cut *self)
{
  g_free (self->left);
  g_free (self->right);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Cut, cut_clear)

static guint
count_characters (const char *text)
{
  guint characters = 0;
  vost_markup_measure (text, NULL, NULL, &characters);
  return characters;
}

static void
cut_text (Cut *cut, guint offset)
{
  const char *text = cut->cue->text;
  glong length = g_utf8_strlen (text, -1);
  const char *place = g_utf8_offset_to_pointer (text, MIN ((glong) offset, length));
  vost_cue_text_split (text, (gsize) (place - text), &cut->left, &cut->right);
  cut->part = count_characters (cut->left);
  cut->whole = cut->part + count_characters (cut->right);
  /* At either end of the text there is no share to go by: half of the time for each. */
  if (cut->part == 0 || cut->part == cut->whole)
    {
      cut->part = 1;
      cut->whole = 2;
    }
}

static gboolean
find_middle (const Cut *cut, VostSpan span, VostTime *ret)
{
  if (span.start == VOST_TIME_NONE || span.end == VOST_TIME_NONE)
    return FALSE;
  VostTime middle = cut->at != VOST_TIME_NONE ? cut->at
                                              : span.start + vost_scale (vost_span_duration (span),
                                                                         cut->part, cut->whole);
  if (middle <= span.start || middle >= span.end)
    return FALSE;
  *ret = middle;
  return TRUE;
}

/* Notes and comments stay with the left half. */
static void
clean_right (VostCue *right)
{
  vost_set_string (&right->label, "");
  vost_set_string (&right->before, "");
  vost_set_string (&right->comment, "");
}

static gboolean
split_one (VostProject *project, const Cut *cut, const VostCue *before, VostEdit *edit)
{
  g_autoptr (VostCue) left = vost_cue_copy_for_change (before);
  g_autoptr (VostCue) right = vost_cue_copy_for_change (before);
  right->record.id = vost_id_new ();
  if (before == cut->master)
    right->record.id = cut->master_right;
  else
    right->pair = cut->master_right;
  clean_right (right);

  if (before == cut->cue)
    {
      vost_set_string (&left->text, cut->left);
      vost_set_string (&right->text, cut->right);
    }
  else
    {
      g_autofree char *first = NULL;
      g_autofree char *second = NULL;
      gsize border = vost_cue_text_border (before->text, cut->part, cut->whole);
      vost_cue_text_split (before->text, border, &first, &second);
      vost_set_string (&left->text, first);
      vost_set_string (&right->text, second);
    }

  if (!vost_cue_inherits (before))
    {
      VostSpan span = { before->start, before->end };
      Cut by_share = *cut;
      by_share.at = VOST_TIME_NONE;
      VostTime middle = 0;
      if (!find_middle (cut, span, &middle) &&
          (before == cut->cue || !find_middle (&by_share, span, &middle)))
        return FALSE;
      left->end = middle;
      right->start = middle;
    }
  vost_edit_change (edit, before, left);
  vost_edit_insert (edit, (guint) vost_project_index_of (project, before->record.id) + 1, right);
  return TRUE;
}

VostEdit *
vost_cue_edit_split (VostProject *project, VostId cue, guint offset, VostTime at)
{
  const VostCue *before = vost_cue_lookup (project, cue);
  if (before == NULL)
    return NULL;
  g_auto (Cut) cut = { .cue = before, .at = at, .master_right = vost_id_new () };
  cut_text (&cut, offset);
  VostTime middle = 0;
  VostSpan span = vost_project_cue_span (project, before);
  if (!find_middle (&cut, span, &middle))
    return NULL;
  /* All languages change at one instant, also those with times of their own. */
  cut.at = middle;
  g_autoptr (VostEdit) edit = vost_edit_new (_ ("Split cue"), NULL);
  g_autoptr (GPtrArray) family = vost_cue_family (project, before);
  cut.master = g_ptr_array_index (family, 0);
  for (guint i = 0; i < family->len; i++)
    if (!split_one (project, &cut, g_ptr_array_index (family, i), edit))
      return NULL;
  return g_steal_pointer (&edit);
}

/* The one that is less far: what has been joined is as good as its worse half. */
static const char *
lesser_status (const char *a, const char *b)
{
  static const char *const order[] = { "", "draft", "reviewed", "approved" };
  for (guint i = 0; i < G_N_ELEMENTS (order); i++)
    if (g_str_equal (a, order[i]) || g_str_equal (b, order[i]))
      return order[i];
  return a;
}

static void
set_joined (char **field, const char *first, const char *second, const char *between)
{
  gboolean both = first[0] != '\0' && second[0] != '\0';
  g_autofree char *joined = g_strconcat (first, both ? between : "", second, NULL);
  vost_set_string (field, joined);
}

static void
take_in (VostCue *self, const VostCue *other)
{
  g_autofree char *text = vost_cue_text_join (self->text, other->text);
  vost_set_string (&self->text, text);
  vost_set_string (&self->status, lesser_status (self->status, other->status));
  if (self->speaker[0] == '\0')
    vost_set_string (&self->speaker, other->speaker);
  set_joined (&self->comment, self->comment, other->comment, "\n");
  set_joined (&self->before, self->before, other->before, "");
}

/* Joins the cues (in order, (element-type VostCue)) into the first one. */
static void
join_cues (VostProject *project, const GPtrArray *cues, VostId pair, VostEdit *edit)
{
  if (cues->len == 0)
    return;
  const VostCue *before = g_ptr_array_index (cues, 0);
  gboolean alone = cues->len == 1;
  /* Another pair alone does not change the words or the times that its file had. */
  g_autoptr (VostCue) first = alone ? vost_record_copy (before) : vost_cue_copy_for_change (before);
  VostSpan span = vost_project_cue_span (project, before);
  gboolean own = !vost_cue_inherits (before);
  for (guint i = 1; i < cues->len; i++)
    {
      const VostCue *other = g_ptr_array_index (cues, i);
      VostSpan there = vost_project_cue_span (project, other);
      take_in (first, other);
      span.end = MAX (span.end, there.end);
      /* Without a common pair to inherit from, the joined cue needs times of its own. */
      own = own || other->pair == VOST_ID_NONE || pair == VOST_ID_NONE;
    }
  if (own)
    {
      first->start = span.start;
      first->end = span.end;
    }
  first->pair = pair;
  vost_edit_change (edit, before, first);
  for (guint i = cues->len - 1; i > 0; i--)
    {
      const VostCue *other = g_ptr_array_index (cues, i);
      vost_edit_remove (edit, (guint) vost_project_index_of (project, other->record.id), other);
    }
}

/* The cues of a track that are, or are paired with, one of @masters, in the track's order. */
static GPtrArray *
find_members (VostProject *project, VostId track, const GPtrArray *masters)
{
  GPtrArray *members = g_ptr_array_new ();
  guint n = vost_project_get_n (project, VOST_KIND_CUE, track);
  for (guint i = 0; i < n; i++)
    {
      const VostCue *cue = vost_project_get_nth (project, VOST_KIND_CUE, track, i);
      for (guint j = 0; j < masters->len; j++)
        {
          const VostCue *master = g_ptr_array_index (masters, j);
          if (cue == master || (cue->pair != VOST_ID_NONE && cue->pair == master->record.id))
            {
              g_ptr_array_add (members, (gpointer) cue);
              break;
            }
        }
    }
  return members;
}

/* From @first to @last in the master's track: what lies between has no partner in the track where
 * the two are neighbours, and goes with them. Empty if they are in another order there. */
static GPtrArray *
masters_between (VostProject *project, const VostCue *first, const VostCue *last)
{
  GPtrArray *masters = g_ptr_array_new ();
  int from = vost_project_index_of (project, first->record.id);
  int to = vost_project_index_of (project, last->record.id);
  for (int i = from; from >= 0 && i <= to && to - from < JOIN_MAX; i++)
    g_ptr_array_add (masters, (gpointer) vost_project_get_nth (project, VOST_KIND_CUE,
                                                               first->record.parent, (guint) i));
  return masters;
}

VostEdit *
vost_cue_edit_join (VostProject *project, VostId cue)
{
  const VostCue *first = vost_cue_lookup (project, cue);
  int index = first != NULL ? vost_project_index_of (project, cue) : -1;
  if (index < 0)
    return NULL;
  guint n = vost_project_get_n (project, VOST_KIND_CUE, first->record.parent);
  if ((guint) index + 1 >= n)
    return NULL;
  const VostCue *second =
      vost_project_get_nth (project, VOST_KIND_CUE, first->record.parent, (guint) index + 1);
  g_autoptr (VostEdit) edit = vost_edit_new (_ ("Join cues"), NULL);

  const VostCue *first_master = vost_cue_get_master (project, first);
  const VostCue *second_master = vost_cue_get_master (project, second);
  if (first_master->record.parent != second_master->record.parent || first_master == second_master)
    {
      /* Only one of the two is paired (or both with the same): the others have nothing to join. */
      g_autoptr (GPtrArray) both = g_ptr_array_new ();
      g_ptr_array_add (both, (gpointer) first);
      g_ptr_array_add (both, (gpointer) second);
      join_cues (project, both, first->pair != VOST_ID_NONE ? first->pair : second->pair, edit);
      return g_steal_pointer (&edit);
    }

  g_autoptr (GPtrArray) masters = masters_between (project, first_master, second_master);
  const VostTrack *track = vost_track_lookup (project, first_master->record.parent);
  if (masters->len == 0 || track == NULL)
    return NULL;
  g_autoptr (GPtrArray) tracks = vost_track_family (project, track);
  for (guint i = 0; i < tracks->len; i++)
    {
      const VostTrack *each = g_ptr_array_index (tracks, i);
      g_autoptr (GPtrArray) members = find_members (project, each->record.id, masters);
      join_cues (project, members, i == 0 ? first_master->pair : first_master->record.id, edit);
    }
  return g_steal_pointer (&edit);
}
