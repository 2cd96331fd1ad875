/* Release targets: what this machine can make; a release is made as a whole or not at all. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "release-private.h"

#include <errno.h>
#include <glib/gstdio.h>

#include "vostok-config.h"
#include <glib/gi18n-lib.h>

#include <vostok/core/diagnostic.h>
#include <vostok/core/subtitle-file.h>
#include <vostok/media/media.h>

#include "rights-private.h"

VostRelease *
vost_release_new (VostSnapshot *snapshot, VostMaking making, VostId source, const char *output)
{
  VostRelease *self = g_new0 (VostRelease, 1);
  self->snapshot = vost_snapshot_ref (snapshot);
  self->making = making;
  self->source = source;
  self->burn = g_strdup ("");
  self->in = VOST_TIME_NONE;
  self->out = VOST_TIME_NONE;
  self->preset = g_strdup ("balanced");
  self->output = g_canonicalize_filename (output, NULL);
  return self;
}

void
vost_release_free (VostRelease *self)
{
  if (self == NULL)
    return;
  vost_snapshot_unref (self->snapshot);
  g_strfreev (self->soft);
  g_strfreev (self->own);
  g_free (self->burn);
  g_free (self->preset);
  g_free (self->output);
  g_free (self);
}

void
vost_release_result_free (VostReleaseResult *self)
{
  if (self == NULL)
    return;
  g_free (self->output);
  g_free (self->summary);
  g_clear_pointer (&self->files, g_ptr_array_unref);
  g_free (self);
}

const VostTarget *
vost_target_by_id (const char *id)
{
  for (guint i = 0; vost_target_list[i] != NULL; i++)
    if (g_strcmp0 (vost_target_list[i]->id, id) == 0)
      return vost_target_list[i];
  return NULL;
}

GPtrArray *
vost_target_missing (const VostTarget *target)
{
  GPtrArray *missing = g_ptr_array_new_with_free_func (g_free);
  vost_media_init ();
  for (guint i = 0; target->needs[i] != NULL; i++)
    {
      g_autofree char *found = vost_element_choose (target->needs[i]);
      if (found != NULL)
        continue;
      g_auto (GStrv) names = g_strsplit (target->needs[i], "|", 2);
      g_autofree char *advice = vost_media_missing_package (names[0]);
      g_ptr_array_add (missing,
                       g_strdup_printf (_ ("“%s” is not installed. %s"), names[0], advice));
    }
  return missing;
}

static gboolean
move_all (VostPlan *plan, guint *ret_moved, GError **error)
{
  for (guint i = 0; i < plan->staged->len; i++)
    {
      const VostStaged *staged = g_ptr_array_index (plan->staged, i);
      g_autofree char *folder = g_path_get_dirname (staged->path);
      if (g_rename (staged->temp, staged->path) < 0)
        {
          g_autofree char *name = g_path_get_basename (staged->path);
          g_set_error (error, VOST_ERROR, VOST_ERROR_IO, _ ("“%s” cannot be written: %s."), name,
                       g_strerror (errno));
          return FALSE;
        }
      *ret_moved = i + 1;
      if (!vost_sync_path (folder, error))
        return FALSE;
    }
  return TRUE;
}

gboolean
vost_release_publish (VostPlan *plan, GError **error)
{
  guint moved = 0;
  for (guint i = 0; i < plan->staged->len; i++)
    if (!vost_sync_path (((VostStaged *) g_ptr_array_index (plan->staged, i))->temp, error))
      return FALSE;
  if (move_all (plan, &moved, error))
    return TRUE;
  for (guint i = 0; i < moved; i++)
    g_unlink (((VostStaged *) g_ptr_array_index (plan->staged, i))->path);
  return FALSE;
}

gboolean
vost_release_put_sidecars (VostPlan *plan, const char *temp, const char *path, GError **error)
{
  static const char *const suffixes[] = { ".ATTRIBUTION.txt", ".license", ".licence.json" };
  for (guint i = 0; i < G_N_ELEMENTS (suffixes); i++)
    {
      g_autofree char *name = g_strconcat (path, suffixes[i], NULL);
      vost_plan_stage (plan, name);
    }
  return vost_rights_write_sidecars (temp, plan->attribution, error);
}

VostReleaseResult *
vost_release_result_new (VostPlan *plan, char *summary)
{
  VostReleaseResult *result = g_new0 (VostReleaseResult, 1);
  result->files = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < plan->staged->len; i++)
    g_ptr_array_add (result->files,
                     g_strdup (((VostStaged *) g_ptr_array_index (plan->staged, i))->path));
  result->output = g_strdup (g_ptr_array_index (result->files, 0));
  result->summary = summary;
  result->seconds = (double) (g_get_monotonic_time () - plan->started) / G_USEC_PER_SEC;
  result->copied = plan->copied;
  result->duration = plan->duration;
  result->n_credits = plan->attribution->credits->len;
  result->n_languages = plan->soft->len;
  return result;
}

/* Copies where that is possible; encodes where it is not or turns out not to be. */
static gboolean
make (VostPlan **plan, GError **error)
{
  g_autoptr (GError) cause = NULL;
  if (!vost_plan_can_copy (*plan))
    return vost_render (*plan, error);
  if (vost_remux (*plan, &cause))
    return TRUE;
  if (!g_error_matches (cause, VOST_ERROR, VOST_ERROR_UNSUPPORTED))
    {
      g_propagate_error (error, g_steal_pointer (&cause));
      return FALSE;
    }
  /* Copying has put closing cues into the tracks: start afresh. */
  VostPlan *again = vost_plan_new ((*plan)->target, (*plan)->release, (*plan)->job, error);
  if (again == NULL)
    return FALSE;
  vost_plan_free (*plan);
  *plan = again;
  return vost_render (again, error);
}

/* WebM's own subtitles are understood by few players: web pages want them as files. */
static gboolean
put_web_tracks (VostPlan *plan, GError **error)
{
  const VostFormat *format = vost_format_by_path ("x.vtt");
  for (guint i = 0; format != NULL && i < plan->soft->len; i++)
    {
      const VostSoftTrack *track = g_ptr_array_index (plan->soft, i);
      g_autofree char *path = vost_plan_track_path (plan, track, "vtt");
      g_autofree char *rights = vost_attribution_to_header (plan->attribution, track->language);
      g_autoptr (VostSubtitles) subs = vost_soft_track_to_subtitles (track, format->id);
      VostFormatOptions options = { .rights = rights, .title = plan->attribution->title };
      if (!vost_subtitles_save (subs, vost_plan_stage (plan, path), format, &options, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
finish (VostPlan *plan, char **ret_summary, GError **error)
{
  const char *output = plan->release->output;
  gboolean boxes = g_str_equal (plan->container->id, "mp4");
  vost_job_report (plan->job, 0.97, _ ("Writing licence and credits"));
  gboolean attach = plan->copied && plan->container->soft == VOST_SOFT_MATROSKA;
  if ((!boxes && !vost_matroska_settle_tracks (plan->temp, error)) ||
      (attach && !vost_matroska_copy_attachments (plan->path, plan->temp, error)) ||
      !vost_rights_write (plan->temp, plan->attribution, error))
    return FALSE;
  vost_job_report (plan->job, 0.98, _ ("Checking"));
  if (!vost_release_verify (plan, plan->temp, ret_summary, error) ||
      vost_plan_check_cancelled (plan, error))
    return FALSE;
  return vost_release_put_sidecars (plan, plan->temp, output, error) &&
         (plan->container->soft != VOST_SOFT_WEBVTT || put_web_tracks (plan, error)) &&
         vost_release_publish (plan, error);
}

VostReleaseResult *
vost_release_run_film (const VostTarget *target,
                       const VostRelease *release,
                       VostJob *job,
                       GError **error)
{
  g_autoptr (VostPlan) plan = vost_plan_new (target, release, job, error);
  g_autofree char *summary = NULL;
  if (plan == NULL)
    return NULL;
  if (!make (&plan, error) || !finish (plan, &summary, error))
    return NULL;
  vost_job_report (job, 1, summary);
  return vost_release_result_new (plan, g_steal_pointer (&summary));
}

typedef struct
{
  const VostTarget *target;
  VostRelease *release;
} Order;

static void
order_free (gpointer data)
{
  Order *self = data;
  vost_release_free (self->release);
  g_free (self);
}

static gpointer
run_order (VostJob *job, gpointer data, GError **error)
{
  const Order *self = data;
  g_autoptr (GPtrArray) missing = vost_target_missing (self->target);
  if (missing->len > 0)
    {
      g_ptr_array_add (missing, NULL);
      g_autofree char *text = g_strjoinv (" ", (char **) missing->pdata);
      g_set_error_literal (error, VOST_ERROR, VOST_ERROR_MISSING, text);
      return NULL;
    }
  return self->target->run (self->target, self->release, job, error);
}

VostJob *
vost_release_job (const VostTarget *target, VostRelease *release)
{
  Order *order = g_new0 (Order, 1);
  g_autofree char *name = g_path_get_basename (release->output);
  g_autofree char *title = g_strdup_printf (_ ("Making “%s”"), name);
  order->target = target;
  order->release = release;
  return vost_job_new (title, run_order, order, order_free,
                       (GDestroyNotify) vost_release_result_free);
}
