/* Decides everything about a release before the first picture is made. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "release-private.h"

#include <glib/gstdio.h>

#include "vostok-config.h"
#include <glib/gi18n-lib.h>

#include <vostok/core/cue-edits.h>
#include <vostok/core/diagnostic.h>
#include <vostok/core/subtitle-file.h>
#include <vostok/core/timeline.h>

#include "codec-names-private.h"
#include "rights-private.h"

/* A container that says 1,000 pictures a second means its clock, not its pictures. */
#define MAX_RATE 240

static gboolean
fail (VostError code, const char *message, const char *name, GError **error)
{
  g_set_error (error, VOST_ERROR, (int) code, message, name);
  return FALSE;
}

gboolean
vost_plan_check_cancelled (const VostPlan *self, GError **error)
{
  if (!vost_job_is_cancelled (self->job))
    return FALSE;
  g_set_error_literal (error, VOST_ERROR, VOST_ERROR_CANCELLED,
                       _ ("Stopped. Nothing was written."));
  return TRUE;
}

/* Whether the file is a film or a subtitle file that the release is made from, or that somebody
 * works on. */
static gboolean
is_of_project (const VostPlan *self, const char *path)
{
  const char *folder = vost_snapshot_get_folder (self->snapshot);
  for (guint i = 0; i < vost_snapshot_get_n (self->snapshot, VOST_KIND_SOURCE); i++)
    {
      g_autofree char *own =
          vost_snapshot_source_path (self->snapshot, vost_snapshot_source (self->snapshot, i));
      if (g_strcmp0 (own, path) == 0)
        return TRUE;
    }
  for (guint i = 0; i < vost_snapshot_get_n (self->snapshot, VOST_KIND_TRACK); i++)
    {
      const VostTrack *track = vost_snapshot_track (self->snapshot, i);
      g_autofree char *own =
          *track->path != '\0' ? g_canonicalize_filename (track->path, folder) : NULL;
      if (g_strcmp0 (own, path) == 0)
        return TRUE;
    }
  return FALSE;
}

gboolean
vost_plan_may_write (const VostPlan *self, const char *path, GError **error)
{
  g_autofree char *name = g_path_get_basename (path);
  g_autofree char *folder = g_path_get_dirname (path);
  if (!g_file_test (folder, G_FILE_TEST_IS_DIR))
    return fail (VOST_ERROR_IO, _ ("The folder “%s” does not exist."), folder, error);
  if (g_file_test (path, G_FILE_TEST_IS_DIR))
    return fail (VOST_ERROR_IO, _ ("“%s” is a folder."), name, error);
  if (!g_file_test (path, G_FILE_TEST_EXISTS))
    return TRUE;
  if (is_of_project (self, path))
    return fail (VOST_ERROR_IO,
                 _ ("“%s” is a file that this is made from: choose another name or folder."), name,
                 error);
  if (!self->release->overwrite &&
      (self->release->own == NULL ||
       !g_strv_contains ((const char *const *) self->release->own, path)))
    return fail (VOST_ERROR_IO, _ ("“%s” exists already: choose another name, or replace it."),
                 name, error);
  return TRUE;
}

static void
staged_free (gpointer data)
{
  VostStaged *self = data;
  g_unlink (self->temp);
  g_free (self->temp);
  g_free (self->path);
  g_free (self);
}

const char *
vost_plan_stage (VostPlan *self, const char *path)
{
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *name = g_path_get_basename (path);
  /* The extension stays at the end: readers go by it. */
  g_autofree char *hidden = g_strconcat (".part-", name, NULL);
  VostStaged *staged = g_new0 (VostStaged, 1);
  staged->temp = g_build_filename (folder, hidden, NULL);
  staged->path = g_strdup (path);
  g_ptr_array_add (self->staged, staged);
  return staged->temp;
}

/* One more language that is heard in it. */
static void
note_spoken (VostPlan *self, const char *language)
{
  if (language == NULL || *language == '\0')
    return;
  if (self->spoken != NULL && !vost_language_matches (self->spoken, language))
    language = "mul";
  g_free (self->spoken);
  self->spoken = g_strdup (language);
}

static gboolean
open_film (VostPlan *self, GError **error)
{
  self->source = vost_snapshot_lookup (self->snapshot, self->release->source);
  if (self->source == NULL || VOST_RECORD_KIND (self->source) != VOST_KIND_SOURCE)
    return fail (VOST_ERROR_BAD_INPUT, _ ("There is no film to make a release of%s."), "", error);
  self->path = vost_snapshot_source_path (self->snapshot, self->source);
  self->duration = self->source->duration;
  self->rate = self->source->rate;
  if (self->container == NULL)
    return TRUE;
  if (g_strcmp0 (self->path, self->release->output) == 0)
    return fail (VOST_ERROR_BAD_INPUT, _ ("“%s” cannot be made from itself: choose another name."),
                 self->path, error);
  self->probe = vost_probe_file (self->path, self->cancellable, error);
  if (self->probe == NULL)
    return FALSE;
  const VostStream *video = vost_probe_first (self->probe, "video");
  const VostStream *audio = vost_probe_first (self->probe, "audio");
  if (video == NULL)
    return fail (VOST_ERROR_UNSUPPORTED, _ ("“%s” has no picture."), self->path, error);
  /* Encoders for 4:2:0 want even sides. */
  self->width = video->width & ~1;
  self->height = video->height & ~1;
  if (vost_rate_is_known (video->rate))
    self->rate = video->rate;
  self->has_sound = audio != NULL && audio->decodable;
  /* What somebody said of the film counts more than what its file says. */
  note_spoken (self, self->source->language);
  if (self->spoken == NULL && audio != NULL)
    note_spoken (self, audio->language);
  self->duration = self->probe->duration;
  return TRUE;
}

static gboolean
open_remix (VostPlan *self, GError **error)
{
  self->duration = vost_timeline_duration (self->snapshot);
  if (self->duration <= 0)
    return fail (VOST_ERROR_BAD_INPUT, _ ("There is nothing on the timeline yet%s."), "", error);
  vost_timeline_get_picture (self->snapshot, &self->width, &self->height, &self->rate);
  self->width &= ~1;
  self->height &= ~1;
  g_autoptr (GPtrArray) uses = vost_timeline_uses (self->snapshot);
  for (guint i = 0; i < uses->len; i++)
    {
      const VostUse *use = g_ptr_array_index (uses, i);
      self->has_sound |= use->audio;
      if (use->audio)
        note_spoken (self, use->source->language);
    }
  return TRUE;
}

static gboolean
resolve_part (VostPlan *self, GError **error)
{
  const VostRelease *release = self->release;
  VostTime end = self->duration;
  if (!vost_rate_is_known (self->rate) || self->rate.num / self->rate.den > MAX_RATE)
    self->rate = (VostRate){ 25, 1 };
  self->in = release->in == VOST_TIME_NONE ? 0 : MAX (0, release->in);
  self->out = release->out == VOST_TIME_NONE ? end : release->out;
  if (end != VOST_TIME_NONE && self->out > end)
    self->out = end;
  self->whole = self->in == 0 && self->out == end;
  if (self->container == NULL)
    return TRUE;
  gint64 first = vost_rate_frame_nearest (self->rate, self->in);
  self->frames = vost_rate_frame_nearest (self->rate, self->out) - first;
  if (end == VOST_TIME_NONE || self->out <= self->in || self->frames <= 0)
    return fail (VOST_ERROR_BAD_INPUT, _ ("There is nothing between in and out%s."), "", error);
  self->in = vost_rate_frame_start (self->rate, first);
  return TRUE;
}

static gboolean
is_wanted (const VostPlan *self, const char *language)
{
  return self->release->soft == NULL ||
         g_strv_contains ((const char *const *) self->release->soft, language);
}

/* Takes @cue with new times if something of it is seen between in and out. */
static void
take_cue (const VostPlan *self, VostSoftTrack *track, const VostCue *cue, VostSpan span)
{
  VostTime start = MAX (span.start, self->in);
  VostTime end = self->out != VOST_TIME_NONE ? MIN (span.end, self->out) : span.end;
  g_autofree char *plain = g_strstrip (g_strdup (cue->text));
  if (start >= end || *plain == '\0')
    return;
  VostCue *copy = vost_record_copy (cue);
  copy->start = start - self->in;
  copy->end = end - self->in;
  g_ptr_array_add (track->cues, copy);
}

static int
compare_cues (gconstpointer a, gconstpointer b)
{
  const VostCue *left = *(const VostCue *const *) a;
  const VostCue *right = *(const VostCue *const *) b;
  return (left->start > right->start) - (left->start < right->start);
}

static VostSoftTrack *
soft_track_new (const char *language, const char *title, VostId id)
{
  VostSoftTrack *track = g_new0 (VostSoftTrack, 1);
  g_autofree char *name = *title == '\0' ? vost_language_title (language) : NULL;
  track->language = g_strdup (language);
  track->title = g_strdup (name != NULL ? name : title);
  track->track = id;
  track->format = g_strdup ("srt");
  track->header = g_strdup ("");
  track->cues = g_ptr_array_new_with_free_func (vost_record_unref);
  return track;
}

/* Where nobody has said what is spoken, the track has a role. */
static gboolean
is_spoken (const VostPlan *self, const VostSoftTrack *track)
{
  const VostTrack *record = vost_snapshot_lookup (self->snapshot, track->track);

  if (self->spoken != NULL)
    return vost_language_matches (track->language, self->spoken);
  return record != NULL && !vost_track_is_translation (record);
}

static void
add_soft (VostPlan *self, VostSoftTrack *track)
{
  g_ptr_array_sort (track->cues, compare_cues);
  track->shown = vost_language_matches (track->language, self->attribution->language) &&
                 !is_spoken (self, track);
  if (track->cues->len > 0)
    g_ptr_array_add (self->soft, track);
  else
    vost_soft_track_free (track);
}

static void
add_film_tracks (VostPlan *self)
{
  guint n = vost_snapshot_get_n (self->snapshot, VOST_KIND_TRACK);
  for (guint i = 0; i < n; i++)
    {
      const VostTrack *track = vost_snapshot_track (self->snapshot, i);
      if (track->source != self->release->source || !is_wanted (self, track->language))
        continue;
      VostSoftTrack *soft = soft_track_new (track->language, track->title, VOST_RECORD_ID (track));
      g_autoptr (VostSubtitles) subs =
          vost_subtitles_from_track (self->snapshot, VOST_RECORD_ID (track));
      for (guint c = 0; subs != NULL && c < subs->cues->len; c++)
        {
          const VostCue *cue = g_ptr_array_index (subs->cues, c);
          take_cue (self, soft, cue, (VostSpan){ cue->start, cue->end });
        }
      g_free (soft->format);
      g_free (soft->header);
      soft->format = g_strdup (*track->format != '\0' ? track->format : "srt");
      soft->header = g_strdup (track->header);
      add_soft (self, soft);
    }
}

static void
add_remix_tracks (VostPlan *self)
{
  g_auto (GStrv) languages = vost_timeline_languages (self->snapshot);
  for (guint i = 0; languages[i] != NULL; i++)
    {
      if (!is_wanted (self, languages[i]))
        continue;
      VostSoftTrack *soft = soft_track_new (languages[i], "", VOST_ID_NONE);
      g_autoptr (GArray) cues = vost_timeline_cues (self->snapshot, languages[i]);
      for (guint c = 0; c < cues->len; c++)
        {
          const VostTimelineCue *cue = &g_array_index (cues, VostTimelineCue, c);
          take_cue (self, soft, cue->cue, cue->span);
        }
      add_soft (self, soft);
    }
}

static gboolean
has_language (const VostPlan *self, const char *language)
{
  for (guint i = 0; i < self->soft->len; i++)
    if (g_str_equal (((VostSoftTrack *) g_ptr_array_index (self->soft, i))->language, language))
      return TRUE;
  return FALSE;
}

static gboolean
find_burn (VostPlan *self, GError **error)
{
  const char *language = self->release->burn;
  if (*language == '\0' || self->container == NULL)
    return TRUE;
  if (self->release->making == VOST_MAKING_REMIX)
    {
      g_auto (GStrv) languages = vost_timeline_languages (self->snapshot);
      if (g_strv_contains ((const char *const *) languages, language))
        return TRUE;
    }
  guint n = vost_snapshot_get_n (self->snapshot, VOST_KIND_TRACK);
  for (guint i = 0; i < n && self->release->making == VOST_MAKING_SUBTITLED; i++)
    {
      const VostTrack *track = vost_snapshot_track (self->snapshot, i);
      if (track->source != self->release->source || !g_str_equal (track->language, language))
        continue;
      self->burn = VOST_RECORD_ID (track);
      return TRUE;
    }
  return fail (VOST_ERROR_BAD_INPUT, _ ("There are no subtitles in “%s” to draw into the picture."),
               language, error);
}

/* What is drawn into the picture would be shown twice, unless it was asked for by name. */
static void
leave_out_burnt (VostPlan *self)
{
  const VostRelease *release = self->release;
  if (*release->burn == '\0' || self->container == NULL ||
      (release->soft != NULL &&
       g_strv_contains ((const char *const *) release->soft, release->burn)))
    return;
  for (guint i = self->soft->len; i > 0; i--)
    if (g_str_equal (((VostSoftTrack *) g_ptr_array_index (self->soft, i - 1))->language,
                     release->burn))
      g_ptr_array_remove_index (self->soft, i - 1);
}

static gboolean
collect_subtitles (VostPlan *self, GError **error)
{
  if (self->release->making == VOST_MAKING_REMIX)
    add_remix_tracks (self);
  else
    add_film_tracks (self);
  for (guint i = 0; self->release->soft != NULL && self->release->soft[i] != NULL; i++)
    if (!has_language (self, self->release->soft[i]))
      return fail (VOST_ERROR_BAD_INPUT, _ ("There are no subtitles in “%s”."),
                   self->release->soft[i], error);
  if (!find_burn (self, error))
    return FALSE;
  leave_out_burnt (self);
  /* Who translated what is not in here is not credited here. */
  GPtrArray *credits = self->attribution->subtitles;
  for (guint i = credits->len; i > 0; i--)
    {
      const VostSubtitleCredit *credit = g_ptr_array_index (credits, i - 1);
      if (!has_language (self, credit->language) &&
          g_strcmp0 (credit->language, self->release->burn) != 0)
        g_ptr_array_remove_index (credits, i - 1);
    }
  return TRUE;
}

char *
vost_plan_track_path (const VostPlan *self, const VostSoftTrack *track, const char *extension)
{
  static const char *const known[] = { ".webm", ".srt", ".vtt", ".ass" };
  const char *language = *track->language != '\0' ? track->language : "und";
  const char *output = self->release->output;
  gsize base = strlen (output);
  guint same = 0;
  for (guint i = 0; i < G_N_ELEMENTS (known); i++)
    if (g_str_has_suffix (output, known[i]))
      base = strlen (output) - strlen (known[i]);
  for (guint i = 0; i < self->soft->len && self->soft->pdata[i] != track; i++)
    same += g_str_equal (((const VostSoftTrack *) self->soft->pdata[i])->language, track->language);
  /* Two tracks of one language: "film.fr.srt" and "film.2.fr.srt". */
  return same == 0
             ? g_strdup_printf ("%.*s.%s.%s", (int) base, output, language, extension)
             : g_strdup_printf ("%.*s.%u.%s.%s", (int) base, output, same + 1, language, extension);
}

/* Before hours of encoding, not after them. */
static gboolean
may_write_all (const VostPlan *self, GError **error)
{
  if (self->container == NULL)
    return TRUE;
  if (!vost_plan_may_write (self, self->release->output, error))
    return FALSE;
  for (guint i = 0; self->container->soft == VOST_SOFT_WEBVTT && i < self->soft->len; i++)
    {
      g_autofree char *path = vost_plan_track_path (self, self->soft->pdata[i], "vtt");
      if (!vost_plan_may_write (self, path, error))
        return FALSE;
    }
  return TRUE;
}

VostPlan *
vost_plan_new (const VostTarget *target, const VostRelease *release, VostJob *job, GError **error)
{
  g_autoptr (VostPlan) self = g_new0 (VostPlan, 1);
  self->target = target;
  self->release = release;
  self->job = job;
  self->cancellable = vost_job_get_cancellable (job);
  self->snapshot = release->snapshot;
  self->container = vost_container_for (target->id);
  self->started = g_get_monotonic_time ();
  self->soft = g_ptr_array_new_with_free_func ((GDestroyNotify) vost_soft_track_free);
  self->staged = g_ptr_array_new_with_free_func (staged_free);
  self->attribution =
      vost_attribution_for_project (release->snapshot, release->making, release->source, error);
  if (self->attribution == NULL)
    return NULL;
  gboolean opened =
      release->making == VOST_MAKING_REMIX ? open_remix (self, error) : open_film (self, error);
  if (!opened || !resolve_part (self, error) || !collect_subtitles (self, error) ||
      !may_write_all (self, error))
    return NULL;
  if (release->making != VOST_MAKING_REMIX)
    vost_attribution_set_film_changes (self->attribution,
                                       self->whole ? NULL : &(VostSpan){ self->in, self->out });
  if (self->container != NULL)
    self->temp = vost_plan_stage (self, release->output);
  return g_steal_pointer (&self);
}

void
vost_plan_free (VostPlan *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->staged, g_ptr_array_unref);
  g_free (self->path);
  g_free (self->spoken);
  g_clear_pointer (&self->probe, vost_probe_free);
  g_clear_pointer (&self->attribution, vost_attribution_free);
  g_clear_pointer (&self->soft, g_ptr_array_unref);
  g_free (self);
}

gboolean
vost_plan_can_copy (const VostPlan *self)
{
  return self->release->making == VOST_MAKING_SUBTITLED && self->whole &&
         *self->release->burn == '\0' && vost_container_fits (self->container, self->probe);
}
