/* What is open in a window: document, selection, players. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "session-private.h"

#include "vostok-config.h"

#include <glib/gi18n.h>

#include <vostok/core/cue-edits.h>
#include <vostok/core/formats/project-file.h>
#include <vostok/core/timeline.h>
#include <vostok/media/media.h>

G_DEFINE_FINAL_TYPE (VostSession, vost_session, G_TYPE_OBJECT)

enum
{
  PROP_0,
  PROP_SOURCE,
  PROP_TRACK,
  PROP_REFERENCE,
  PROP_CUE,
  PROP_CLIP,
  PROP_TITLE,
  PROP_MODIFIED,
  PROP_BUSY,
  N_PROPS
};

enum
{
  DOCUMENT_CHANGED,
  EDITED,
  MESSAGE,
  OFFER,
  NEEDS_ENCODING,
  FAILED,
  NEEDS_RATE,
  N_SIGNALS
};

static GParamSpec *props[N_PROPS];
static guint signals[N_SIGNALS];

VostSession *
vost_session_new (void)
{
  return g_object_new (VOST_TYPE_SESSION, NULL);
}

char *
vost_session_journal_folder (void)
{
  return g_build_filename (g_get_user_data_dir (), "vostok", "journal", NULL);
}

char *
vost_session_cache_folder (void)
{
  return g_build_filename (g_get_user_cache_dir (), "vostok", NULL);
}

VostProject *
vost_session_get_project (VostSession *self)
{
  return vost_history_get_project (self->history);
}

VostHistory *
vost_session_get_history (VostSession *self)
{
  return self->history;
}

GSettings *
vost_session_get_settings (VostSession *self)
{
  return self->settings;
}

gboolean
vost_session_is_open (VostSession *self)
{
  return vost_project_get_n (vost_session_get_project (self), VOST_KIND_SOURCE, VOST_ID_NONE) > 0;
}

VostSnapshot *
vost_session_get_snapshot (VostSession *self)
{
  if (self->snapshot == NULL)
    self->snapshot = vost_project_snapshot (vost_session_get_project (self));
  return self->snapshot;
}

VostPlayer *
vost_session_get_film_player (VostSession *self)
{
  return self->film_player;
}

VostPlayer *
vost_session_get_remix_player (VostSession *self)
{
  return self->remix_player;
}

void
vost_session_message (VostSession *self, const char *format, ...)
{
  g_autofree char *text = NULL;
  va_list args;

  va_start (args, format);
  text = g_strdup_vprintf (format, args);
  va_end (args);
  g_signal_emit (self, signals[MESSAGE], 0, text);
}

void
vost_session_fail (VostSession *self, const char *title, const char *text)
{
  g_signal_emit (self, signals[FAILED], 0, title, text);
}

void
vost_session_set_busy (VostSession *self, gboolean busy)
{
  if (self->busy == busy)
    return;
  self->busy = busy;
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_BUSY]);
}

/* --- Editing --- */

gboolean
vost_session_push (VostSession *self, VostEdit *edit)
{
  g_autoptr (VostEdit) owned = edit;
  g_autoptr (GError) error = NULL;

  if (edit == NULL || vost_edit_get_n_ops (edit) == 0)
    return FALSE;
  if (vost_history_push (self->history, edit, &error))
    return TRUE;
  vost_session_fail (self, _ ("This change could not be made"), error->message);
  return FALSE;
}

gboolean
vost_session_sort_cues (VostSession *self, VostId track, const char *coalesce)
{
  g_autoptr (VostEdit) sort = vost_cue_edit_sort (vost_session_get_project (self), track);
  VostEdit *edit;

  if (sort == NULL)
    return FALSE;
  edit = vost_edit_new (vost_edit_get_label (sort), coalesce);
  vost_edit_append (edit, sort);
  return vost_session_push (self, edit);
}

void
vost_session_retime_cue (VostSession *self, VostId cue, VostSpan span, const char *coalesce)
{
  VostProject *project = vost_session_get_project (self);
  const VostRecord *record = vost_project_lookup (project, cue);

  if (record == NULL)
    return;
  /* A group is a step of its own: what shall join the one before goes without. */
  if (coalesce == NULL)
    vost_history_begin_group (self->history, _ ("Change timing"));
  if (vost_session_push (self, vost_cue_edit_set_span (project, cue, span, coalesce)))
    vost_session_sort_cues (self, record->parent, coalesce);
  if (coalesce == NULL)
    vost_history_end_group (self->history);
}

void
vost_session_undo (VostSession *self)
{
  g_autofree char *label = g_strdup (vost_history_get_undo_label (self->history));
  gboolean done;

  self->stepping = TRUE;
  done = vost_history_undo (self->history);
  self->stepping = FALSE;
  if (done && label != NULL)
    vost_session_message (self, _ ("Undone: %s"), label);
}

void
vost_session_redo (VostSession *self)
{
  g_autofree char *label = g_strdup (vost_history_get_redo_label (self->history));
  gboolean done;

  self->stepping = TRUE;
  done = vost_history_redo (self->history);
  self->stepping = FALSE;
  if (done && label != NULL)
    vost_session_message (self, _ ("Redone: %s"), label);
}

void
vost_session_mark_track (VostSession *self, VostId id)
{
  gint64 *key;

  if (id == VOST_ID_NONE || g_hash_table_contains (self->changed_tracks, &id))
    return;
  key = g_new (gint64, 1);
  *key = (gint64) id;
  g_hash_table_add (self->changed_tracks, key);
}

/* A cue's times are shared with the translations of its track: their files change too. */
void
vost_session_mark_edited (VostSession *self, VostEdit *edit)
{
  VostProject *project = vost_session_get_project (self);
  VostId last = VOST_ID_NONE;

  for (guint i = 0; i < vost_edit_get_n_ops (edit); i++)
    {
      const VostOp *op = vost_edit_get_op (edit, i);
      const VostRecord *record = op->after != NULL ? op->after : op->before;
      guint n;

      if (record->kind != VOST_KIND_CUE || record->parent == last)
        continue;
      last = record->parent;
      vost_session_mark_track (self, last);
      n = vost_project_get_n (project, VOST_KIND_TRACK, VOST_ID_NONE);
      for (guint j = 0; j < n; j++)
        {
          const VostTrack *track = vost_project_get_nth (project, VOST_KIND_TRACK, VOST_ID_NONE, j);

          if (track->master == last)
            vost_session_mark_track (self, track->record.id);
        }
    }
}

static void
forget_derived (VostSession *self)
{
  g_clear_pointer (&self->snapshot, vost_snapshot_unref);
  for (guint i = 0; i < 2; i++)
    {
      g_clear_pointer (&self->verdicts[i], vost_verdict_free);
      g_clear_pointer (&self->verdict_sources[i], g_ptr_array_unref);
    }
}

static gboolean
edit_touches_timeline (VostEdit *edit)
{
  for (guint i = 0; i < vost_edit_get_n_ops (edit); i++)
    {
      const VostOp *op = vost_edit_get_op (edit, i);
      const VostRecord *record = op->after != NULL ? op->after : op->before;

      if (record->kind == VOST_KIND_CLIP || record->kind == VOST_KIND_LANE ||
          record->kind == VOST_KIND_SOURCE || record->kind == VOST_KIND_PROJECT)
        return TRUE;
    }
  return FALSE;
}

/* A language that undo or redo brings back is what one looks at next. */
static void
show_added_track (VostSession *self, VostEdit *edit)
{
  for (guint i = 0; i < vost_edit_get_n_ops (edit); i++)
    {
      const VostOp *op = vost_edit_get_op (edit, i);

      if (op->before == NULL && op->after->kind == VOST_KIND_TRACK &&
          ((const VostTrack *) op->after)->source == self->source)
        vost_session_set_track (self, op->after->id);
    }
}

static void
on_project_edited (VostProject *project, VostEdit *edit, VostSession *self)
{
  forget_derived (self);
  vost_session_mark_edited (self, edit);
  if (self->stepping)
    show_added_track (self, edit);
  vost_session_repair_selection (self);
  if (edit_touches_timeline (edit))
    vost_player_set_timeline (self->remix_player, vost_session_get_snapshot (self));
  g_signal_emit (self, signals[EDITED], 0, edit);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_TITLE]);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_MODIFIED]);
}

/* --- Which document --- */

static void
start_journal (VostSession *self)
{
  g_autofree char *folder = vost_session_journal_folder ();
  g_autoptr (GError) error = NULL;
  const VostSource *source = vost_session_source_record (self);
  const char *name = self->path != NULL ? self->path : source != NULL ? source->path : NULL;

  self->journal = vost_journal_new (folder, self->history, name, &error);
  if (self->journal == NULL)
    vost_session_fail (self, _ ("Your work is not being journalled"),
                       error != NULL ? error->message
                                     : _ ("Save often: a crash would lose unsaved work."));
}

/* The journal says which file it belongs to, so there is a new one. */
void
vost_session_rename (VostSession *self, const char *path)
{
  g_autoptr (VostJournal) old = g_steal_pointer (&self->journal);

  g_free (self->path);
  self->path = g_strdup (path);
  start_journal (self);
  if (old != NULL)
    vost_journal_discard (old);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_TITLE]);
}

static void
on_modified (VostSession *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_MODIFIED]);
}

static void
follow_history (VostSession *self, VostHistory *history)
{
  self->history = g_object_ref (history);
  self->edited_handler = g_signal_connect (vost_session_get_project (self), "edited",
                                           G_CALLBACK (on_project_edited), self);
  g_signal_connect_object (history, "notify::modified", G_CALLBACK (on_modified), self,
                           G_CONNECT_SWAPPED);
}

void
vost_session_adopt (VostSession *self, VostHistory *history, const char *path, gboolean journalled)
{
  g_autoptr (VostHistory) old = self->history;

  if (self->journal != NULL)
    vost_journal_discard (self->journal);
  g_clear_object (&self->journal);
  g_clear_signal_handler (&self->edited_handler, vost_history_get_project (old));
  forget_derived (self);
  g_hash_table_remove_all (self->changed_tracks);
  g_free (self->path);
  self->path = g_strdup (path);
  self->source = self->track = self->cue = self->clip = VOST_ID_NONE;
  self->cue_start = 0;
  vost_player_pause (self->film_player);
  vost_player_pause (self->remix_player);

  follow_history (self, history);
  vost_session_repair_selection (self);
  if (journalled)
    start_journal (self);
  vost_player_set_timeline (self->remix_player, vost_session_get_snapshot (self));
  g_signal_emit (self, signals[DOCUMENT_CHANGED], 0);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_TITLE]);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_MODIFIED]);
}

void
vost_session_close (VostSession *self)
{
  g_autoptr (VostProject) project = vost_project_new ();
  g_autoptr (VostHistory) history = vost_history_new (project);

  vost_session_adopt (self, history, NULL, FALSE);
}

const char *
vost_session_get_path (VostSession *self)
{
  return self->path;
}

static char *
dup_title (VostSession *self)
{
  const VostProjectRecord *info = vost_project_get_info (vost_session_get_project (self));
  const VostSource *source = vost_session_source_record (self);

  if (info->title[0] != '\0')
    return g_strdup (info->title);
  if (self->path != NULL)
    return g_path_get_basename (self->path);
  if (source != NULL && source->title[0] != '\0')
    return g_strdup (source->title);
  return g_strdup (_ ("Vostok"));
}

/* --- Selection --- */

static gconstpointer
lookup_kind (VostSession *self, VostId id, VostKind kind)
{
  const VostRecord *record =
      id == VOST_ID_NONE ? NULL : vost_project_lookup (vost_session_get_project (self), id);

  return record != NULL && record->kind == kind ? record : NULL;
}

const VostSource *
vost_session_source_record (VostSession *self)
{
  return lookup_kind (self, self->source, VOST_KIND_SOURCE);
}

const VostTrack *
vost_session_track_record (VostSession *self)
{
  return lookup_kind (self, self->track, VOST_KIND_TRACK);
}

const VostCue *
vost_session_cue_record (VostSession *self)
{
  return lookup_kind (self, self->cue, VOST_KIND_CUE);
}

const VostCue *
vost_session_reference_cue (VostSession *self)
{
  const VostCue *cue = vost_session_cue_record (self);

  return cue == NULL ? NULL : lookup_kind (self, cue->pair, VOST_KIND_CUE);
}

VostId
vost_session_get_source (VostSession *self)
{
  return self->source;
}

VostId
vost_session_get_track (VostSession *self)
{
  return self->track;
}

VostId
vost_session_get_reference (VostSession *self)
{
  const VostTrack *track = vost_session_track_record (self);

  return track != NULL ? track->master : VOST_ID_NONE;
}

VostId
vost_session_get_clip (VostSession *self)
{
  return self->clip;
}

char *
vost_session_dup_film_path (VostSession *self)
{
  const VostSource *source = vost_session_source_record (self);
  g_autofree char *path = NULL;

  if (source == NULL || source->path[0] == '\0')
    return NULL;
  path = vost_snapshot_source_path (vost_session_get_snapshot (self), source);
  return g_file_test (path, G_FILE_TEST_IS_REGULAR) ? g_steal_pointer (&path) : NULL;
}

void
vost_session_set_source (VostSession *self, VostId id)
{
  const VostSource *source = lookup_kind (self, id, VOST_KIND_SOURCE);
  g_autofree char *path = NULL;

  if (id == self->source)
    return;
  self->source = id;
  path = vost_session_dup_film_path (self);
  vost_player_set_film (self->film_player, path,
                        source != NULL ? source->rate : (VostRate){ 0, 1 });
  vost_player_set_volume (self->film_player, g_settings_get_double (self->settings, "volume"));
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_SOURCE]);
  vost_session_repair_selection (self);
}

/* Where one was: in another language, or when the cue has gone. */
static VostId
nearest_cue (VostSession *self)
{
  VostProject *project = vost_session_get_project (self);
  guint n =
      self->track != VOST_ID_NONE ? vost_project_get_n (project, VOST_KIND_CUE, self->track) : 0;
  VostId nearest = VOST_ID_NONE;
  VostTime distance = G_MAXINT64;

  for (guint i = 0; i < n; i++)
    {
      const VostCue *cue = vost_project_get_nth (project, VOST_KIND_CUE, self->track, i);
      VostTime start = vost_project_cue_span (project, cue).start;

      if (start != VOST_TIME_NONE && ABS (start - self->cue_start) < distance)
        {
          distance = ABS (start - self->cue_start);
          nearest = cue->record.id;
        }
    }
  return nearest;
}

void
vost_session_set_track (VostSession *self, VostId track)
{
  if (track == self->track)
    return;
  self->track = track;
  self->cue = nearest_cue (self);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_TRACK]);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_REFERENCE]);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_CUE]);
}

VostId
vost_session_get_cue (VostSession *self)
{
  return self->cue;
}

/* The first picture that shows the cue: one that began before it does not yet. */
static VostTime
first_frame_of (VostSession *self, const VostCue *cue)
{
  const VostSource *source = vost_session_source_record (self);
  VostTime start = vost_project_cue_span (vost_session_get_project (self), cue).start;

  if (source == NULL || !vost_rate_is_known (source->rate) || start <= 0)
    return MAX (start, 0);
  return vost_rate_frame_start (source->rate, vost_rate_frame_at (source->rate, start - 1) + 1);
}

void
vost_session_set_cue (VostSession *self, VostId id, gboolean seek)
{
  const VostCue *cue;

  if (id != self->cue)
    {
      self->cue = id;
      vost_history_barrier (self->history);
      g_object_notify_by_pspec (G_OBJECT (self), props[PROP_CUE]);
    }
  cue = vost_session_cue_record (self);
  if (cue != NULL)
    self->cue_start = MAX (vost_project_cue_span (vost_session_get_project (self), cue).start, 0);
  if (seek && cue != NULL)
    vost_player_seek (self->film_player, first_frame_of (self, cue), TRUE);
}

void
vost_session_set_clip (VostSession *self, VostId clip)
{
  if (clip == self->clip)
    return;
  self->clip = clip;
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_CLIP]);
}

/* The track to start with: a translation that is being made, else the first of the source. */
static VostId
best_track (VostSession *self)
{
  VostProject *project = vost_session_get_project (self);
  guint n = vost_project_get_n (project, VOST_KIND_TRACK, VOST_ID_NONE);
  VostId best = VOST_ID_NONE;

  for (guint i = 0; i < n; i++)
    {
      const VostTrack *track = vost_project_get_nth (project, VOST_KIND_TRACK, VOST_ID_NONE, i);

      if (track->source != self->source)
        continue;
      if (track->master != VOST_ID_NONE)
        return track->record.id;
      if (best == VOST_ID_NONE)
        best = track->record.id;
    }
  return best;
}

void
vost_session_repair_selection (VostSession *self)
{
  VostProject *project = vost_session_get_project (self);
  const VostTrack *track;

  if (vost_session_source_record (self) == NULL)
    {
      const VostSource *first =
          vost_project_get_n (project, VOST_KIND_SOURCE, VOST_ID_NONE) > 0
              ? vost_project_get_nth (project, VOST_KIND_SOURCE, VOST_ID_NONE, 0)
              : NULL;

      self->source = (VostId) -1;
      vost_session_set_source (self, first != NULL ? first->record.id : VOST_ID_NONE);
      return;
    }
  track = vost_session_track_record (self);
  if (track == NULL || track->source != self->source)
    vost_session_set_track (self, best_track (self));
  if (self->cue != VOST_ID_NONE && vost_session_cue_record (self) == NULL)
    vost_session_set_cue (self, nearest_cue (self), FALSE);
  if (self->clip != VOST_ID_NONE && lookup_kind (self, self->clip, VOST_KIND_CLIP) == NULL)
    vost_session_set_clip (self, VOST_ID_NONE);
}

/* --- Rules --- */

const VostProfile *
vost_session_get_profile (VostSession *self)
{
  g_autofree char *id = g_settings_get_string (self->settings, "profile");
  const VostProfile *profile = vost_profile_by_id (id);

  return profile != NULL ? profile : &vost_profiles[0];
}

VostMaking
vost_session_get_making (VostSession *self)
{
  return vost_timeline_duration (vost_session_get_snapshot (self)) > 0 ? VOST_MAKING_REMIX
                                                                       : VOST_MAKING_SUBTITLED;
}

const VostVerdict *
vost_session_get_verdict (VostSession *self, VostMaking making, GPtrArray **ret_sources)
{
  if (making == VOST_MAKING_SUBTITLED && self->verdict_source != self->source)
    {
      g_clear_pointer (&self->verdicts[making], vost_verdict_free);
      g_clear_pointer (&self->verdict_sources[making], g_ptr_array_unref);
      self->verdict_source = self->source;
    }
  if (self->verdicts[making] == NULL)
    self->verdicts[making] = vost_verdict_for_project (
        vost_session_get_snapshot (self), making, self->source, &self->verdict_sources[making]);
  if (ret_sources != NULL)
    *ret_sources = self->verdict_sources[making];
  return self->verdicts[making];
}

/* --- GObject --- */

static gboolean
is_modified (VostSession *self)
{
  return vost_history_get_modified (self->history);
}

static void
vost_session_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  VostSession *self = VOST_SESSION (object);

  switch (id)
    {
    case PROP_SOURCE:
      g_value_set_uint64 (value, self->source);
      break;
    case PROP_TRACK:
      g_value_set_uint64 (value, self->track);
      break;
    case PROP_REFERENCE:
      g_value_set_uint64 (value, vost_session_get_reference (self));
      break;
    case PROP_CUE:
      g_value_set_uint64 (value, self->cue);
      break;
    case PROP_CLIP:
      g_value_set_uint64 (value, self->clip);
      break;
    case PROP_TITLE:
      g_value_take_string (value, dup_title (self));
      break;
    case PROP_MODIFIED:
      g_value_set_boolean (value, is_modified (self));
      break;
    case PROP_BUSY:
      g_value_set_boolean (value, self->busy);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
on_player_failed (VostPlayer *player, const char *text, VostSession *self)
{
  vost_session_fail (self, _ ("This film cannot be played"), text);
}

static void
vost_session_dispose (GObject *object)
{
  VostSession *self = VOST_SESSION (object);

  if (self->history != NULL)
    g_clear_signal_handler (&self->edited_handler, vost_history_get_project (self->history));
  if (self->loading != NULL)
    vost_job_cancel (self->loading);
  g_clear_object (&self->loading);
  g_queue_clear_full (&self->to_load, g_free);
  if (self->journal != NULL)
    vost_journal_discard (self->journal);
  g_clear_object (&self->journal);
  forget_derived (self);
  g_clear_object (&self->film_player);
  g_clear_object (&self->remix_player);
  g_clear_object (&self->history);
  g_clear_object (&self->settings);
  g_clear_pointer (&self->changed_tracks, g_hash_table_unref);
  g_clear_pointer (&self->path, g_free);
  g_clear_pointer (&self->unrated, g_free);
  G_OBJECT_CLASS (vost_session_parent_class)->dispose (object);
}

static void
vost_session_class_init (VostSessionClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  static const char *const ids[] = { "source", "track", "reference", "cue", "clip" };

  object_class->get_property = vost_session_get_property;
  object_class->dispose = vost_session_dispose;
  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    props[PROP_SOURCE + i] = g_param_spec_uint64 (ids[i], NULL, NULL, 0, G_MAXUINT64, 0,
                                                  G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  props[PROP_TITLE] =
      g_param_spec_string ("title", NULL, NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  props[PROP_MODIFIED] = g_param_spec_boolean ("modified", NULL, NULL, FALSE,
                                               G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  props[PROP_BUSY] =
      g_param_spec_boolean ("busy", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, props);

  signals[DOCUMENT_CHANGED] = g_signal_new ("document-changed", VOST_TYPE_SESSION,
                                            G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[EDITED] = g_signal_new ("edited", VOST_TYPE_SESSION, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                  NULL, G_TYPE_NONE, 1, G_TYPE_POINTER);
  signals[MESSAGE] = g_signal_new ("message", VOST_TYPE_SESSION, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[OFFER] = g_signal_new ("offer", VOST_TYPE_SESSION, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 3, G_TYPE_STRING, G_TYPE_STRING, G_TYPE_STRING);
  signals[NEEDS_ENCODING] = g_signal_new ("needs-encoding", VOST_TYPE_SESSION, G_SIGNAL_RUN_LAST, 0,
                                          NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[NEEDS_RATE] = g_signal_new ("needs-rate", VOST_TYPE_SESSION, G_SIGNAL_RUN_LAST, 0, NULL,
                                      NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[FAILED] = g_signal_new ("failed", VOST_TYPE_SESSION, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                  NULL, G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_STRING);
}

static void
vost_session_init (VostSession *self)
{
  g_autoptr (VostProject) project = vost_project_new ();
  g_autoptr (VostHistory) history = NULL;

  vost_media_init ();
  self->settings = g_settings_new (VOST_APP_ID);
  self->changed_tracks = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  self->film_player = vost_player_new ();
  self->remix_player = vost_player_new ();
  g_signal_connect_object (self->film_player, "failed", G_CALLBACK (on_player_failed), self, 0);
  g_signal_connect_object (self->remix_player, "failed", G_CALLBACK (on_player_failed), self, 0);
  history = vost_history_new (project);
  follow_history (self, history);
}
