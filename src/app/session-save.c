/* Saving: the project file, or each changed subtitle file with its licence. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "session-private.h"

#include "vostok-config.h"

#include <glib/gi18n.h>

#include <vostok/core/formats/project-file.h>
#include <vostok/core/rights/attribution.h>
#include <vostok/core/subtitle-file.h>
#include <vostok/core/timeline.h>

static gboolean
has_unsaved_tracks (VostSession *self)
{
  return g_hash_table_size (self->changed_tracks) > 0;
}

gboolean
vost_session_needs_name (VostSession *self)
{
  VostSnapshot *snapshot = vost_session_get_snapshot (self);

  if (self->path != NULL)
    return FALSE;
  return vost_timeline_duration (snapshot) > 0 ||
         vost_snapshot_get_n (snapshot, VOST_KIND_SOURCE) > 1 || !has_unsaved_tracks (self);
}

/* Where a track is saved when it has no file yet: "film.LANG.ext" beside the film. */
static char *
path_for_track (VostSnapshot *snapshot, const VostTrack *track)
{
  const VostSource *source = vost_snapshot_lookup (snapshot, track->source);
  const VostTrack *master = vost_snapshot_lookup (snapshot, track->master);
  const VostFormat *format = vost_format_by_id (master != NULL ? master->format : track->format);
  g_autofree char *film = NULL;
  g_auto (GStrv) extensions = NULL;
  char *dot;

  if (track->path[0] != '\0')
    return g_strdup (track->path);
  if (source == NULL || source->path[0] == '\0')
    return NULL;
  film = vost_snapshot_source_path (snapshot, source);
  dot = strrchr (film, '.');
  if (dot != NULL && strchr (dot, G_DIR_SEPARATOR) == NULL)
    *dot = '\0';
  extensions = g_strsplit (format != NULL ? format->extensions : "srt", ";", 2);
  return g_strdup_printf ("%s.%s.%s", film, track->language[0] != '\0' ? track->language : "und",
                          extensions[0]);
}

/* --- In the thread --- */

/* What a saving thread writes: a project file, or tracks. */
typedef struct
{
  VostSnapshot *snapshot;
  char *project;  /* (nullable) */
  GArray *tracks; /* (element-type VostId) */
} Work;

static void
work_free (Work *self)
{
  g_clear_pointer (&self->snapshot, vost_snapshot_unref);
  g_clear_pointer (&self->tracks, g_array_unref);
  g_free (self->project);
  g_free (self);
}

/* The licence goes along: in the file where the format has a place, and always as FILE.license. */
static gboolean
write_licence_beside (const VostAttribution *attribution, const char *path, GError **error)
{
  g_autofree char *text = vost_attribution_to_reuse (attribution);
  g_autofree char *beside = g_strconcat (path, ".license", NULL);

  return vost_file_replace (beside, text, strlen (text), error);
}

/* Several formats share an extension (".sub", ".xml"): a file stays what it was. */
static const VostFormat *
format_for (const VostTrack *track, const char *path)
{
  const VostFormat *own = vost_format_by_id (track->format);
  g_auto (GStrv) extensions = g_strsplit (own != NULL ? own->extensions : "", ";", -1);
  const char *dot = strrchr (path, '.');

  if (dot != NULL && g_strv_contains ((const char *const *) extensions, dot + 1))
    return own;

  return vost_format_by_path (path);
}

/* What is written, and the licence and credits that go with a translation; (nullable): what a
 * translation goes under is not what the text that it was made from is under. */
static GBytes *
bytes_of_track (VostSnapshot *snapshot,
                const VostTrack *track,
                const VostFormat *format,
                gboolean marks,
                VostAttribution **ret_attribution,
                GError **error)
{
  const VostSource *source = vost_snapshot_lookup (snapshot, track->source);
  g_autoptr (VostAttribution) attribution =
      g_str_equal (track->role, "translation")
          ? vost_attribution_for_project (snapshot, VOST_MAKING_SUBTITLED, track->source, NULL)
          : NULL;
  g_autofree char *rights =
      attribution != NULL ? vost_attribution_to_header (attribution, track->language) : NULL;
  VostFormatOptions options = { .rights = rights, .direction_marks = marks };
  g_autoptr (VostSubtitles) subs = vost_subtitles_from_file (snapshot, track->record.id);

  if (source != NULL)
    {
      options.title = source->title;
      options.width = (int) source->width;
      options.height = (int) source->height;
      options.rate = source->rate;
    }
  if (ret_attribution != NULL)
    *ret_attribution = g_steal_pointer (&attribution);
  return vost_subtitles_to_bytes (subs, format, &options, error);
}

gboolean
vost_session_write_track (VostSnapshot *snapshot,
                          const VostTrack *track,
                          const char *path,
                          const VostFormat *format,
                          gboolean marks,
                          GError **error)
{
  g_autoptr (VostAttribution) attribution = NULL;
  g_autoptr (GBytes) bytes = bytes_of_track (snapshot, track, format, marks, &attribution, error);

  if (bytes == NULL ||
      !vost_file_replace (path, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), error))
    return FALSE;

  return attribution == NULL || write_licence_beside (attribution, path, error);
}

/* The names of what was written, as a list to read; a thread, because a disk may take its time. */
static gpointer
save_thread (VostJob *job, gpointer data, GError **error)
{
  const Work *work = data;
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) paths = g_ptr_array_new_with_free_func (g_free);

  if (work->project != NULL)
    {
      if (!vost_project_file_save (work->snapshot, work->project, error))
        return NULL;
      return g_path_get_basename (work->project);
    }
  for (guint i = 0; i < work->tracks->len; i++)
    {
      const VostTrack *track =
          vost_snapshot_lookup (work->snapshot, g_array_index (work->tracks, VostId, i));
      g_autofree char *path = path_for_track (work->snapshot, track);

      if (path == NULL)
        {
          g_set_error (error, VOST_ERROR, VOST_ERROR_MISSING,
                       _ ("These subtitles have no file yet and no film beside which to put one: "
                          "save a project."));
          return NULL;
        }
      /* Several languages may live in one file. */
      if (g_ptr_array_find_with_equal_func (paths, path, g_str_equal, NULL))
        continue;
      if (!vost_session_write_track (work->snapshot, track, path, format_for (track, path), FALSE,
                                     error))
        return NULL;
      g_ptr_array_add (names, g_path_get_basename (path));
      g_ptr_array_add (paths, g_steal_pointer (&path));
    }
  g_ptr_array_add (names, NULL);

  return g_strjoinv (", ", (char **) names->pdata);
}

/* --- In the main thread --- */

/* One call of vost_session_save() that has not answered yet. */
typedef struct
{
  char *project;    /* (nullable): of the project file; NULL: the tracks' files */
  GArray *tracks;   /* (element-type VostId) that were taken from changed_tracks */
  gboolean renamed; /* the project file is another one than before */
  VostSaved saved;  /* (nullable) */
  gpointer data;
} Saving;

static void
saving_free (Saving *self)
{
  g_clear_pointer (&self->tracks, g_array_unref);
  g_free (self->project);
  g_free (self);
}

static void start_next (VostSession *self);

/* The tracks whose files will be up to date; edits from now on mark them again. */
static GArray *
take_changed_tracks (VostSession *self)
{
  VostProject *project = vost_session_get_project (self);
  GArray *tracks = g_array_new (FALSE, FALSE, sizeof (VostId));
  guint n = vost_project_get_n (project, VOST_KIND_TRACK, VOST_ID_NONE);

  /* In the document's order, not the table's. */
  for (guint i = 0; i < n; i++)
    {
      const VostTrack *track = vost_project_get_nth (project, VOST_KIND_TRACK, VOST_ID_NONE, i);

      if (g_hash_table_contains (self->changed_tracks, &track->record.id))
        g_array_append_val (tracks, track->record.id);
    }
  g_hash_table_remove_all (self->changed_tracks);

  return tracks;
}

static void
on_written (VostJob *job, VostSession *self)
{
  Saving *saving = g_object_steal_data (G_OBJECT (job), "saving");
  g_autoptr (GError) error = NULL;
  g_autofree char *names = vost_job_take_result (job, &error);
  /* Another document may have been opened meanwhile: its state is not what was written. */
  gboolean same = g_object_get_data (G_OBJECT (job), "history") == self->history;

  g_clear_object (&self->saving);
  if (names != NULL && same)
    {
      vost_history_mark_saved (self->history);
      if (saving->renamed)
        vost_session_rename (self, saving->project);
    }
  else if (same)
    for (guint i = 0; i < saving->tracks->len; i++)
      vost_session_mark_track (self, g_array_index (saving->tracks, VostId, i));
  if (names != NULL)
    vost_session_message (self, _ ("Saved %s"), names);
  else if (g_error_matches (error, VOST_ERROR, VOST_ERROR_ENCODING))
    g_signal_emit_by_name (self, "needs-encoding", error->message);
  else
    vost_session_fail (self,
                       saving->project != NULL ? _ ("The project was not saved")
                                               : _ ("The subtitles were not saved"),
                       error->message);
  if (saving->saved != NULL)
    saving->saved (self, names != NULL, saving->data);
  saving_free (saving);
  start_next (self);
}

/* One after the other, so that the newest state is the one that stays on the disk. */
static void
start_next (VostSession *self)
{
  Saving *saving = self->saving == NULL ? g_queue_pop_head (&self->to_save) : NULL;
  Work *work;

  if (saving == NULL)
    return;
  vost_history_begin_save (self->history);
  saving->tracks = take_changed_tracks (self);
  saving->renamed = saving->project != NULL && g_strcmp0 (saving->project, self->path) != 0;
  work = g_new0 (Work, 1);
  work->snapshot = vost_snapshot_ref (vost_session_get_snapshot (self));
  work->project = g_strdup (saving->project);
  work->tracks = g_array_ref (saving->tracks);
  self->saving = vost_job_new (_ ("Saving"), save_thread, work, (GDestroyNotify) work_free, g_free);
  g_object_set_data (G_OBJECT (self->saving), "saving", saving);
  g_object_set_data_full (G_OBJECT (self->saving), "history", g_object_ref (self->history),
                          g_object_unref);
  /* Whoever closes the window waits for the answer, so the session lives until then. */
  g_signal_connect_data (self->saving, "finished", G_CALLBACK (on_written), g_object_ref (self),
                         (GClosureNotify) (void (*) (void)) g_object_unref, 0);
  vost_job_start (self->saving);
}

void
vost_session_save_as (VostSession *self, const char *path, VostSaved saved, gpointer data)
{
  Saving *saving = g_new0 (Saving, 1);

  saving->project = path != NULL ? g_canonicalize_filename (path, NULL) : NULL;
  saving->saved = saved;
  saving->data = data;
  g_queue_push_tail (&self->to_save, saving);
  start_next (self);
}

void
vost_session_save (VostSession *self, VostSaved saved, gpointer data)
{
  vost_session_save_as (self, self->path, saved, data);
}

/* Whether the track's own encoding cannot hold it, with the credits that it is saved with. */
static gboolean
outgrew_encoding (VostSnapshot *snapshot, const VostTrack *track)
{
  g_autofree char *path = path_for_track (snapshot, track);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes =
      path != NULL && !g_str_has_prefix (track->encoding, "UTF-")
          ? bytes_of_track (snapshot, track, format_for (track, path), FALSE, NULL, &error)
          : NULL;

  return g_error_matches (error, VOST_ERROR, VOST_ERROR_ENCODING);
}

void
vost_session_save_as_utf8 (VostSession *self)
{
  g_autoptr (VostSnapshot) snapshot = vost_snapshot_ref (vost_session_get_snapshot (self));
  VostEdit *edit = vost_edit_new (_ ("Save as UTF-8"), NULL);

  for (guint i = 0; i < vost_snapshot_get_n (snapshot, VOST_KIND_TRACK); i++)
    {
      const VostTrack *track = vost_snapshot_track (snapshot, i);
      g_autoptr (VostTrack) changed = NULL;

      if (!outgrew_encoding (snapshot, track))
        continue;
      changed = vost_record_copy (track);
      vost_set_string (&changed->encoding, "UTF-8");
      changed->bom = FALSE;
      vost_edit_change (edit, track, changed);
    }
  if (vost_session_push (self, edit))
    vost_session_save (self, NULL, NULL);
}

gboolean
vost_session_is_saving (VostSession *self)
{
  return self->saving != NULL;
}
