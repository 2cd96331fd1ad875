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
path_for_track (VostSession *self, const VostTrack *track)
{
  VostSnapshot *snapshot = vost_session_get_snapshot (self);
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

/* The licence goes along: in the file where the format has a place, and always as FILE.license. */
static gboolean
write_licence_beside (const VostAttribution *attribution, const char *path, GError **error)
{
  g_autofree char *text = vost_attribution_to_reuse (attribution);
  g_autofree char *beside = g_strconcat (path, ".license", NULL);

  return vost_file_replace (beside, text, strlen (text), error);
}

static gboolean
save_track (VostSession *self, const VostTrack *track, GError **error)
{
  VostSnapshot *snapshot = vost_session_get_snapshot (self);
  g_autofree char *path = path_for_track (self, track);
  const VostFormat *format = path != NULL ? vost_format_by_path (path) : NULL;
  g_autoptr (VostAttribution) attribution =
      vost_attribution_for_project (snapshot, VOST_MAKING_SUBTITLED, track->source, NULL);
  g_autofree char *rights =
      attribution != NULL ? vost_attribution_to_header (attribution, track->language) : NULL;
  const VostSource *source = vost_snapshot_lookup (snapshot, track->source);
  VostFormatOptions options = { .rights = rights, .title = source != NULL ? source->title : NULL };
  g_autoptr (VostSubtitles) subs = vost_subtitles_from_track (snapshot, track->record.id);

  if (path == NULL)
    {
      g_set_error (error, VOST_ERROR, VOST_ERROR_MISSING,
                   _ ("These subtitles have no file yet and no film beside which to put one: save "
                      "a project."));
      return FALSE;
    }
  if (source != NULL)
    {
      options.width = (int) source->width;
      options.height = (int) source->height;
    }
  if (!vost_subtitles_save (subs, path, format, &options, error))
    return FALSE;
  if (attribution != NULL && g_str_equal (track->role, "translation") &&
      !write_licence_beside (attribution, path, error))
    return FALSE;
  if (track->path[0] == '\0')
    {
      VostTrack *after = vost_record_copy (track);
      g_autoptr (VostEdit) edit = vost_edit_new (_ ("Save"), NULL);

      vost_set_string (&after->path, path);
      vost_set_string (&after->format, format != NULL ? format->id : "srt");
      vost_edit_change (edit, track, after);
      vost_record_unref (after);
      vost_history_push (self->history, edit, NULL);
    }
  return TRUE;
}

static gboolean
save_tracks (VostSession *self, GPtrArray *names, GError **error)
{
  g_autofree gint64 **keys = NULL;
  guint n;

  keys = (gint64 **) g_hash_table_get_keys_as_array (self->changed_tracks, &n);
  for (guint i = 0; i < n; i++)
    {
      VostId id = (VostId) *keys[i];
      const VostTrack *track = vost_project_lookup (vost_session_get_project (self), id);

      if (track == NULL)
        continue;
      if (!save_track (self, track, error))
        return FALSE;
      track = vost_project_lookup (vost_session_get_project (self), id);
      g_ptr_array_add (names, g_path_get_basename (track->path));
    }
  g_hash_table_remove_all (self->changed_tracks);
  return TRUE;
}

static gboolean
save_as_files (VostSession *self)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) error = NULL;
  g_autofree char *list = NULL;

  if (!save_tracks (self, names, &error))
    {
      vost_session_fail (self, _ ("The subtitles were not saved"), error->message);
      return FALSE;
    }
  g_ptr_array_add (names, NULL);
  list = g_strjoinv (", ", (char **) names->pdata);
  vost_history_mark_saved (self->history);
  vost_session_message (self, _ ("Saved %s"), list);
  return TRUE;
}

gboolean
vost_session_save (VostSession *self)
{
  if (self->path != NULL)
    return vost_session_save_as (self, self->path);
  return save_as_files (self);
}

/* Paths inside the project's folder become relative, so that the folder can be moved and given on.
 */
static void
rebase_sources (VostSession *self, const char *folder)
{
  VostProject *project = vost_session_get_project (self);
  g_autofree char *prefix = g_strconcat (folder, G_DIR_SEPARATOR_S, NULL);
  g_autoptr (VostEdit) edit = vost_edit_new (_ ("Save"), NULL);
  guint n = vost_project_get_n (project, VOST_KIND_SOURCE, VOST_ID_NONE);

  for (guint i = 0; i < n; i++)
    {
      const VostSource *source = vost_project_get_nth (project, VOST_KIND_SOURCE, VOST_ID_NONE, i);
      g_autofree char *full = vost_snapshot_source_path (vost_session_get_snapshot (self), source);
      VostSource *after;

      if (source->path[0] == '\0')
        continue;
      after = vost_record_copy (source);
      vost_set_string (&after->path,
                       g_str_has_prefix (full, prefix) ? full + strlen (prefix) : full);
      vost_edit_change (edit, source, after);
      vost_record_unref (after);
    }
  vost_project_set_folder (project, folder);
  if (vost_edit_get_n_ops (edit) > 0)
    vost_history_push (self->history, edit, NULL);
}

gboolean
vost_session_save_as (VostSession *self, const char *path)
{
  g_autofree char *full = g_canonicalize_filename (path, NULL);
  g_autofree char *folder = g_path_get_dirname (full);
  g_autofree char *name = g_path_get_basename (full);
  g_autoptr (GError) error = NULL;
  gboolean renamed = g_strcmp0 (full, self->path) != 0;

  if (renamed)
    rebase_sources (self, folder);
  if (!vost_project_file_save (vost_session_get_snapshot (self), full, &error))
    {
      vost_session_fail (self, _ ("The project was not saved"), error->message);
      return FALSE;
    }
  if (renamed)
    {
      g_free (self->path);
      self->path = g_steal_pointer (&full);
      g_object_notify (G_OBJECT (self), "title");
    }
  vost_history_mark_saved (self->history);
  vost_session_message (self, _ ("Saved %s"), name);
  return TRUE;
}
