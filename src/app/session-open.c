/* Opening: projects, films with the subtitles beside them, subtitle files, what a crash left. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "session-private.h"

#include "vostok-config.h"

#include <glib/gi18n.h>
#include <glib/gstdio.h>

#include <vostok/core/direction.h>
#include <vostok/core/formats/project-file.h>
#include <vostok/core/reread.h>
#include <vostok/core/retime.h>
#include <vostok/core/subtitle-file.h>
#include <vostok/core/timeline.h>
#include <vostok/media/embedded.h>
#include <vostok/media/probe.h>

/* Per mille, see VostRetimeGuess; and what nobody would hear. */
#define SURE_MISFIT 500
#define LEAST_MISFIT (500 * VOST_MSECOND)

/* What a loading thread found; exactly one of restored, project and source is set, or none where
 * only a restoring was asked for. */
typedef struct
{
  VostHistory *restored;   /* unsaved work that a crash left */
  VostJournalInfo *orphan; /* where it was */
  VostProject *project;
  VostSource *source;
  GPtrArray *subtitles; /* (element-type VostSubtitles) */
  guint n_embedded;
  GPtrArray *diagnostics;
  char *doubtful;    /* (nullable): first subtitle file that was not read without a remark */
  gboolean garbled;  /* because its letters were saved wrongly before */
  gboolean reversed; /* because its full stops stand before the first letter */
  gboolean misfit;   /* what is added seems to fit another version of the film */
} Loaded;

typedef struct
{
  char *path;      /* (nullable): only look for unsaved work */
  char *folder;    /* (nullable) of the project that a source is added to */
  char *sample;    /* (nullable): folder of the sample, to be copied to where @path is first */
  int embedded;    /* stream to import, -1 none */
  VostRate rate;   /* of a subtitle file that counts frames */
  GArray *fitting; /* (nullable) (element-type VostTime): starts of cues that fit the film */
  gboolean add;
} Request;

static void
loaded_free (Loaded *self)
{
  g_clear_object (&self->restored);
  g_clear_pointer (&self->orphan, vost_journal_info_free);
  g_clear_object (&self->project);
  g_clear_pointer ((gpointer *) &self->source, vost_record_unref);
  g_clear_pointer (&self->subtitles, g_ptr_array_unref);
  g_clear_pointer (&self->diagnostics, g_ptr_array_unref);
  g_free (self->doubtful);
  g_free (self);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Loaded, loaded_free)

static void
request_free (Request *self)
{
  g_free (self->path);
  g_free (self->folder);
  g_free (self->sample);
  g_clear_pointer (&self->fitting, g_array_unref);
  g_free (self);
}

static gboolean
is_project (const char *path)
{
  g_autofree char *lower = g_ascii_strdown (path, -1);

  return g_str_has_suffix (lower, ".vostok");
}

/* --- In the thread --- */

/* Opens a file, and notes what the user should hear about it. */
static gboolean
load_subtitles (Loaded *loaded, const char *path, VostRate rate, GError **error)
{
  const VostLoadOptions options = { .rate = rate };
  guint said = loaded->diagnostics->len;
  VostSubtitles *subs = vost_subtitles_load (path, &options, loaded->diagnostics, error);
  g_autofree char *text = NULL;
  g_auto (VostMojibake) found = { 0 };
  gboolean garbled;
  gboolean reversed;

  if (subs == NULL)
    return FALSE;
  vost_set_string (&subs->track->path, path);
  g_ptr_array_add (loaded->subtitles, subs);
  text = vost_cues_all_text (subs->cues);
  garbled = vost_mojibake_repair (text, &found);
  reversed = vost_punctuation_is_reversed (text);
  if (loaded->doubtful != NULL || (!garbled && !reversed && loaded->diagnostics->len == said))
    return TRUE;
  loaded->doubtful = g_strdup (path);
  loaded->garbled = garbled;
  loaded->reversed = reversed;
  return TRUE;
}

static GArray *
starts_of (const GPtrArray *cues)
{
  GArray *starts = g_array_new (FALSE, FALSE, sizeof (VostTime));

  for (guint i = 0; i < cues->len; i++)
    {
      VostTime start = ((const VostCue *) cues->pdata[i])->start;

      if (start != VOST_TIME_NONE)
        g_array_append_val (starts, start);
    }
  return starts;
}

/* Subtitles of another release of the film run ahead, behind or at another speed. */
static gboolean
fits_another (const VostSubtitles *subs, GArray *fitting)
{
  g_autoptr (GArray) starts = starts_of (subs->cues);
  VostRetimeGuess found;

  return fitting != NULL &&
         vost_retime_guess ((const VostTime *) (void *) starts->data, starts->len,
                            (const VostTime *) (void *) fitting->data, fitting->len, &found) &&
         found.confidence > SURE_MISFIT &&
         (found.from.num != found.to.num || found.from.den != found.to.den ||
          ABS (found.offset) > LEAST_MISFIT);
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return g_strcmp0 (*(const char *const *) a, *(const char *const *) b);
}

/* "film.srt", "film.fr.srt", "film.pt-BR.vtt" beside "film.webm". */
static void
load_siblings (Loaded *loaded, const char *film)
{
  g_autofree char *folder = g_path_get_dirname (film);
  g_autofree char *base = g_path_get_basename (film);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  char *dot = strrchr (base, '.');
  const char *name;

  if (dot != NULL)
    *dot = '\0';
  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    if (g_str_has_prefix (name, base) && name[strlen (base)] == '.' &&
        vost_format_by_path (name) != NULL)
      g_ptr_array_add (names, g_strdup (name));
  g_ptr_array_sort (names, compare_names);
  for (guint i = 0; i < names->len; i++)
    {
      g_autofree char *path = g_build_filename (folder, names->pdata[i], NULL);

      load_subtitles (loaded, path, loaded->source->rate, NULL);
    }
}

/* The film that a subtitle file belongs to: same name up to the language. */
static char *
find_film (const char *subtitle_path)
{
  static const char *const extensions[] = { "webm", "mkv", "mp4", "mov", "m4v", "ogv", "avi" };
  g_autofree char *stem = g_strdup (subtitle_path);

  for (int cut = 0; cut < 2; cut++)
    {
      char *dot = strrchr (stem, '.');

      if (dot == NULL || dot == stem || strchr (dot, G_DIR_SEPARATOR) != NULL)
        return NULL;
      *dot = '\0';
      for (guint i = 0; i < G_N_ELEMENTS (extensions); i++)
        {
          g_autofree char *film = g_strdup_printf ("%s.%s", stem, extensions[i]);

          if (g_file_test (film, G_FILE_TEST_IS_REGULAR))
            return g_steal_pointer (&film);
        }
    }
  return NULL;
}

static guint
count_embedded (const char *path, GCancellable *cancellable)
{
  g_autoptr (VostProbe) probe = vost_probe_file (path, cancellable, NULL);
  guint n = 0;

  for (guint i = 0; probe != NULL && i < probe->streams->len; i++)
    n += g_str_equal (((VostStream *) probe->streams->pdata[i])->type, "subtitle");
  return n;
}

static gboolean
load_film (Loaded *loaded,
           const Request *request,
           const char *path,
           GCancellable *cancellable,
           GError **error)
{
  loaded->source = vost_source_from_file (path, request->folder, cancellable, error);
  if (loaded->source == NULL)
    return FALSE;
  if (!request->add)
    load_siblings (loaded, path);
  loaded->n_embedded = count_embedded (path, cancellable);
  return TRUE;
}

static gboolean
load_subtitle_file (Loaded *loaded,
                    const Request *request,
                    GCancellable *cancellable,
                    GError **error)
{
  g_autofree char *film = request->add ? NULL : find_film (request->path);

  if (film != NULL)
    return load_film (loaded, request, film, cancellable, error);
  if (!load_subtitles (loaded, request->path, request->rate, error))
    return FALSE;
  loaded->misfit = fits_another (loaded->subtitles->pdata[0], request->fitting);
  if (!request->add)
    {
      g_autofree char *name = g_path_get_basename (request->path);

      loaded->source = vost_record_new (VOST_KIND_SOURCE, VOST_ID_NONE);
      vost_set_string (&loaded->source->title, name);
      vost_set_string (&loaded->source->media, "film");
    }
  return TRUE;
}

static gboolean
copy_file (const char *from, const char *to, GError **error)
{
  g_autoptr (GFile) source = g_file_new_for_path (from);
  g_autoptr (GFile) target = g_file_new_for_path (to);

  if (g_file_test (to, G_FILE_TEST_EXISTS))
    return TRUE;
  return g_file_copy (source, target, G_FILE_COPY_NONE, NULL, NULL, NULL, error);
}

/* The sample is worked on as a copy of the user's own. */
static gboolean
copy_sample (const char *from, const char *project, GError **error)
{
  g_autofree char *to = g_path_get_dirname (project);
  static const char *const files[] = { "orbita.vostok", "media/orbita.webm", "media/aurora.webm" };
  g_autofree char *media = g_build_filename (to, "media", NULL);

  if (g_mkdir_with_parents (media, 0755) != 0)
    {
      g_set_error (error, VOST_ERROR, VOST_ERROR_IO, _ ("The folder “%s” could not be made."),
                   media);
      return FALSE;
    }
  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autofree char *source = g_build_filename (from, files[i], NULL);
      g_autofree char *target = g_build_filename (to, files[i], NULL);

      if (!copy_file (source, target, error))
        return FALSE;
    }
  return TRUE;
}

/* A crash left unsaved work on just this file (or any, without a path): it is what the user wants
 * to go on with. */
static gboolean
load_orphan (Loaded *loaded, const char *path)
{
  g_autofree char *folder = vost_session_journal_folder ();
  g_autoptr (GPtrArray) orphans = vost_journal_find_orphans (folder);

  for (guint i = 0; i < orphans->len && loaded->restored == NULL; i++)
    {
      const VostJournalInfo *info = orphans->pdata[i];

      if (!info->unsaved || (path != NULL && g_strcmp0 (info->name, path) != 0))
        continue;
      loaded->restored = vost_journal_recover (info->path, loaded->diagnostics, NULL);
      if (loaded->restored != NULL)
        loaded->orphan = g_ptr_array_steal_index (orphans, i);
    }

  return loaded->restored != NULL;
}

static gpointer
load_thread (VostJob *job, gpointer data, GError **error)
{
  const Request *request = data;
  GCancellable *cancellable = vost_job_get_cancellable (job);
  g_autoptr (Loaded) loaded = g_new0 (Loaded, 1);
  gboolean ok;

  loaded->subtitles = g_ptr_array_new_with_free_func ((GDestroyNotify) vost_subtitles_free);
  loaded->diagnostics = vost_diagnostics_new ();
  if (request->sample != NULL && !copy_sample (request->sample, request->path, error))
    ok = FALSE;
  else if (!request->add && request->embedded < 0 &&
           (load_orphan (loaded, request->path) || request->path == NULL))
    ok = TRUE;
  else if (is_project (request->path))
    ok = (loaded->project = vost_project_file_load (request->path, loaded->diagnostics, error)) !=
         NULL;
  else if (request->embedded >= 0)
    {
      VostSubtitles *subs =
          vost_embedded_read (request->path, (guint) request->embedded, cancellable, error);

      ok = subs != NULL;
      if (ok)
        g_ptr_array_add (loaded->subtitles, subs);
    }
  else if (vost_format_by_path (request->path) != NULL)
    ok = load_subtitle_file (loaded, request, cancellable, error);
  else
    ok = load_film (loaded, request, request->path, cancellable, error);
  return ok ? g_steal_pointer (&loaded) : NULL;
}

/* --- Back in the main thread --- */

static VostId
first_track_of (VostProject *project, VostId source)
{
  guint n = vost_project_get_n (project, VOST_KIND_TRACK, VOST_ID_NONE);

  for (guint i = 0; i < n; i++)
    {
      const VostTrack *track = vost_project_get_nth (project, VOST_KIND_TRACK, VOST_ID_NONE, i);

      if (track->source == source && track->master == VOST_ID_NONE)
        return track->record.id;
    }
  return VOST_ID_NONE;
}

/* Further languages of one file become tracks of their own, behind the file's first. */
static void
unfold_languages (GPtrArray *subtitles)
{
  for (guint i = 0; i < subtitles->len; i++)
    {
      VostSubtitles *subs = subtitles->pdata[i];
      g_autoptr (GPtrArray) more = g_steal_pointer (&subs->more);

      for (guint j = 0; more != NULL && j < more->len; j++)
        vost_set_string (&((VostSubtitles *) more->pdata[j])->track->path, subs->track->path);
      if (more != NULL)
        g_ptr_array_extend_and_steal (subtitles, g_steal_pointer (&more));
    }
}

/* What is spoken comes first, for the others take their times from it. */
static void
put_spoken_first (GPtrArray *subtitles, const VostSource *film)
{
  for (guint i = 1; film != NULL && i < subtitles->len; i++)
    {
      const VostSubtitles *subs = subtitles->pdata[i];

      if (vost_language_matches (film->language, subs->track->language))
        {
          g_ptr_array_insert (subtitles, 0, g_ptr_array_steal_index (subtitles, i));
          return;
        }
    }
}

/* Adds the tracks of a file; a second language is paired with the first by time. */
static VostId
push_tracks (VostHistory *history, Loaded *loaded, VostId source)
{
  GPtrArray *subtitles = loaded->subtitles;
  VostProject *project = vost_history_get_project (history);
  VostId track = VOST_ID_NONE;

  /* Files as a whole: the languages of one keep their order, which is that of its lines. */
  put_spoken_first (subtitles, vost_project_lookup (project, source));
  unfold_languages (subtitles);
  while (subtitles->len > 0)
    {
      VostSubtitles *subs = g_ptr_array_steal_index (subtitles, 0);
      VostId master = first_track_of (project, source);
      g_autoptr (VostEdit) add = vost_cue_edit_add_track (project, subs, source, &track);
      g_autoptr (VostEdit) pair = NULL;
      g_autoptr (GError) error = NULL;

      if (!vost_history_push (history, add, &error))
        {
          g_ptr_array_add (loaded->diagnostics,
                           vost_diagnostic_new (VOST_SEVERITY_ERROR, 0, 0, "%s", error->message));
          continue;
        }
      /* Pairing by times that do not fit would pair the wrong ones. */
      if (master == VOST_ID_NONE || loaded->misfit)
        continue;
      pair = vost_cue_edit_pair (project, track, master);
      if (pair != NULL)
        vost_history_push (history, pair, NULL);
    }
  return track;
}

static VostHistory *
history_for_film (Loaded *loaded)
{
  g_autoptr (VostProject) project = vost_project_new ();
  g_autoptr (VostEdit) edit = vost_edit_new (_ ("Open"), NULL);
  g_autoptr (VostHistory) building = vost_history_new (project);

  vost_edit_insert (edit, 0, loaded->source);
  vost_history_push (building, edit, NULL);
  push_tracks (building, loaded, VOST_RECORD_ID (loaded->source));
  /* A fresh history: opening is not something to undo. */
  return vost_history_new (project);
}

static VostId
track_of_file (VostSession *self, const char *path)
{
  VostSnapshot *snapshot = vost_session_get_snapshot (self);
  const char *folder = vost_project_get_folder (vost_session_get_project (self));

  for (guint i = 0; i < vost_snapshot_get_n (snapshot, VOST_KIND_TRACK); i++)
    {
      const VostTrack *track = vost_snapshot_track (snapshot, i);
      g_autofree char *own =
          track->path[0] != '\0' ? g_canonicalize_filename (track->path, folder) : NULL;

      if (g_strcmp0 (own, path) == 0)
        return VOST_RECORD_ID (track);
    }
  return VOST_ID_NONE;
}

static void
offer (VostSession *self, VostId track, const char *text, const char *label, const char *action)
{
  self->offered = track;
  g_signal_emit_by_name (self, "offer", text, label, action);
}

void
vost_session_take_offer (VostSession *self)
{
  if (vost_project_lookup (vost_session_get_project (self), self->offered) != NULL)
    vost_session_set_track (self, self->offered);
}

/* The weightiest of what there is to say; the rest is where its button leads. */
static void
report_reading (VostSession *self, const Loaded *loaded)
{
  VostId track = loaded->doubtful != NULL ? track_of_file (self, loaded->doubtful) : VOST_ID_NONE;
  const VostDiagnostic *first = loaded->diagnostics->len > 0 ? loaded->diagnostics->pdata[0] : NULL;

  if (loaded->misfit)
    offer (self, self->track, _ ("These subtitles seem to fit another version of the film"),
           _ ("Synchronise…"), "subtitles.synchronise");
  else if (track != VOST_ID_NONE && loaded->garbled)
    offer (self, track, _ ("Some letters of these subtitles are garbled"), _ ("Repair…"),
           "subtitles.reading");
  else if (track != VOST_ID_NONE && loaded->reversed)
    offer (self, track, _ ("The punctuation of these subtitles stands at the wrong end"),
           _ ("Repair…"), "subtitles.reading");
  else if (track != VOST_ID_NONE && first != NULL)
    offer (self, track, first->message, _ ("Details…"), "subtitles.reading");
  else if (first != NULL && loaded->diagnostics->len == 1)
    vost_session_message (self, "%s", first->message);
  else if (first != NULL)
    vost_session_message (self,
                          ngettext ("%s (and %u more remark)", "%s (and %u more remarks)",
                                    loaded->diagnostics->len - 1),
                          first->message, loaded->diagnostics->len - 1);
}

static void
add_loaded (VostSession *self, Loaded *loaded)
{
  VostProject *project = vost_session_get_project (self);
  VostId source = self->source;
  VostId track;

  vost_history_begin_group (self->history,
                            loaded->source != NULL ? _ ("Add a work") : _ ("Add subtitles"));
  if (loaded->source != NULL)
    {
      g_autoptr (VostEdit) edit = vost_edit_new (_ ("Add a work"), NULL);

      vost_edit_insert (edit, vost_project_get_n (project, VOST_KIND_SOURCE, VOST_ID_NONE),
                        loaded->source);
      vost_history_push (self->history, edit, NULL);
      source = VOST_RECORD_ID (loaded->source);
    }
  track = push_tracks (self->history, loaded, source);
  vost_history_end_group (self->history);
  if (loaded->source != NULL)
    vost_session_message (self, _ ("“%s” was added"), loaded->source->title);
  else if (track != VOST_ID_NONE)
    vost_session_set_track (self, track);
}

static void
adopt_loaded (VostSession *self, Loaded *loaded, const char *path)
{
  g_autoptr (VostHistory) history =
      loaded->project != NULL ? vost_history_new (loaded->project) : history_for_film (loaded);

  self->n_embedded = self->next_embedded = loaded->project == NULL ? loaded->n_embedded : 0;
  vost_session_adopt (self, history, loaded->project != NULL ? path : NULL, TRUE);
}

/* Which subtitle files the restored edits have not reached. */
static void
mark_restored (VostSession *self)
{
  g_autoptr (GPtrArray) unsaved = vost_history_get_unsaved (self->history);

  for (guint i = 0; i < unsaved->len; i++)
    vost_session_mark_edited (self, unsaved->pdata[i]);
}

/* The new journal holds it all once it is on the disk; then the orphan has done its work. */
static void
drop_orphan (GTask *task, gpointer journal, gpointer path, GCancellable *cancellable)
{
  if (vost_journal_flush (journal, NULL))
    g_unlink (path);
  g_task_return_boolean (task, TRUE);
}

static void
adopt_restored (VostSession *self, Loaded *loaded)
{
  const VostJournalInfo *info = loaded->orphan;

  if (info->folder != NULL)
    vost_project_set_folder (vost_history_get_project (loaded->restored), info->folder);
  vost_session_adopt (self, loaded->restored,
                      info->name != NULL && is_project (info->name) ? info->name : NULL, TRUE);
  mark_restored (self);
  if (self->journal != NULL)
    {
      g_autoptr (GTask) task = g_task_new (self->journal, NULL, NULL, NULL);

      g_task_set_task_data (task, g_strdup (info->path), g_free);
      g_task_run_in_thread (task, drop_orphan);
    }
  vost_session_message (self, _ ("Your unsaved work was restored"));
}

static void load_next (VostSession *self);

static void
fail_to_open (VostSession *self, const char *path, const GError *error)
{
  g_autofree char *name = path != NULL ? g_filename_display_basename (path) : NULL;
  g_autofree char *title =
      name != NULL ? g_strdup_printf (_ ("“%s” could not be opened"), name) : NULL;

  vost_session_fail (self, title != NULL ? title : _ ("This file could not be opened"),
                     error->message);
}

static void
on_loaded (VostJob *job, VostSession *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (Loaded) loaded = vost_job_take_result (job, &error);
  const Request *request = g_object_get_data (G_OBJECT (job), "request");

  if (self->loading == job)
    g_clear_object (&self->loading);
  vost_session_set_busy (self, FALSE);
  if (g_error_matches (error, VOST_ERROR, VOST_ERROR_NEEDS_RATE))
    {
      g_free (self->unrated);
      self->unrated = g_strdup (request->path);
      self->unrated_add = request->add;
      g_signal_emit_by_name (self, "needs-rate", request->path);
      return;
    }
  if (loaded == NULL)
    {
      if (!g_error_matches (error, VOST_ERROR, VOST_ERROR_CANCELLED))
        fail_to_open (self, request->path, error);
      load_next (self);
      return;
    }
  if (request->add)
    add_loaded (self, loaded);
  else if (loaded->restored != NULL)
    adopt_restored (self, loaded);
  else if (loaded->project != NULL || loaded->source != NULL)
    adopt_loaded (self, loaded, request->path);
  report_reading (self, loaded);
  load_next (self);
}

/* When the cues begin that fit the film already; (nullable). */
static GArray *
fitting_starts (VostSession *self)
{
  VostProject *project = vost_session_get_project (self);
  VostId track = first_track_of (project, self->source);
  guint n = track != VOST_ID_NONE ? vost_project_get_n (project, VOST_KIND_CUE, track) : 0;
  GArray *starts = n > 0 ? g_array_sized_new (FALSE, FALSE, sizeof (VostTime), n) : NULL;

  for (guint i = 0; i < n; i++)
    {
      VostSpan span =
          vost_project_cue_span (project, vost_project_get_nth (project, VOST_KIND_CUE, track, i));

      g_array_append_val (starts, span.start);
    }
  return starts;
}

static void
start_request (VostSession *self,
               const char *path,
               const char *sample,
               gboolean add,
               int embedded,
               VostRate rate)
{
  Request *request = g_new0 (Request, 1);
  Request *kept = g_new0 (Request, 1);

  if (self->loading != NULL)
    vost_job_cancel (self->loading);
  g_clear_object (&self->loading);
  request->path = path != NULL ? g_canonicalize_filename (path, NULL) : NULL;
  request->folder =
      add ? g_strdup (vost_project_get_folder (vost_session_get_project (self))) : NULL;
  request->sample = g_strdup (sample);
  request->embedded = embedded;
  request->rate = rate;
  request->add = add;
  if (add && embedded < 0 && vost_format_by_path (request->path) != NULL)
    request->fitting = fitting_starts (self);
  *kept = *request;
  kept->path = g_strdup (request->path);
  kept->folder = kept->sample = NULL;
  kept->fitting = NULL;
  self->loading = vost_job_new (_ ("Opening"), load_thread, request, (GDestroyNotify) request_free,
                                (GDestroyNotify) loaded_free);
  g_object_set_data_full (G_OBJECT (self->loading), "request", kept, (GDestroyNotify) request_free);
  g_signal_connect_object (self->loading, "finished", G_CALLBACK (on_loaded), self, 0);
  vost_session_set_busy (self, TRUE);
  vost_job_start (self->loading);
}

static void
start_loading (VostSession *self, const char *path, gboolean add, int embedded)
{
  const VostSource *source = vost_session_source_record (self);
  const VostRate unknown = { 0, 1 };

  /* What is added to a film counts that film's frames. */
  start_request (self, path, NULL, add, embedded, add && source != NULL ? source->rate : unknown);
}

static void
load_next (VostSession *self)
{
  while (self->loading == NULL && self->unrated == NULL && !g_queue_is_empty (&self->to_load))
    {
      g_autofree char *path = g_queue_pop_head (&self->to_load);
      gboolean open = vost_session_is_open (self);
      /* A film brings the subtitles beside it: asked for by name as well they are not opened
       * twice. */
      VostId track = open ? track_of_file (self, path) : VOST_ID_NONE;

      if (track != VOST_ID_NONE)
        vost_session_set_track (self, track);
      else
        start_loading (self, path, open, -1);
    }
  if (self->loading == NULL && self->unrated == NULL && self->next_embedded < self->n_embedded)
    vost_session_import_embedded (self, self->next_embedded++);
}

void
vost_session_open_at_rate (VostSession *self, VostRate rate)
{
  g_autofree char *path = g_steal_pointer (&self->unrated);

  if (path != NULL && vost_rate_is_known (rate))
    start_request (self, path, NULL, self->unrated_add, -1, rate);
  else
    load_next (self);
}

void
vost_session_restore (VostSession *self)
{
  start_loading (self, NULL, FALSE, -1);
}

void
vost_session_open (VostSession *self, const char *path)
{
  g_queue_clear_full (&self->to_load, g_free);
  start_loading (self, path, FALSE, -1);
}

void
vost_session_add_file (VostSession *self, const char *path)
{
  g_queue_push_tail (&self->to_load, g_canonicalize_filename (path, NULL));
  load_next (self);
}

void
vost_session_import_embedded (VostSession *self, guint index)
{
  g_autofree char *film = vost_session_dup_film_path (self);

  if (film != NULL)
    start_loading (self, film, TRUE, (int) index);
}

guint
vost_session_get_n_embedded (VostSession *self)
{
  return self->n_embedded;
}

void
vost_session_import_all_embedded (VostSession *self)
{
  self->next_embedded = 0;
  load_next (self);
}

void
vost_session_open_sample (VostSession *self)
{
  const char *data = g_getenv ("VOSTOK_DATA_DIR");
  g_autofree char *from = g_build_filename (data != NULL ? data : VOST_DATA_DIR, "sample", NULL);
  g_autofree char *to = g_build_filename (g_get_user_data_dir (), "vostok", "sample", NULL);
  g_autofree char *project = g_build_filename (to, "orbita.vostok", NULL);

  start_request (self, project, from, FALSE, -1, (VostRate){ 0, 1 });
}
