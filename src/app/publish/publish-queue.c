/* Making the releases one after the other, in the background. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "publish-private.h"

#include "vostok-config.h"

#include <glib/gi18n.h>

#include <vostok/core/timeline.h>

#include "compat.h"

static void run_next (VostPublishPage *self);

char *
vost_publish_page_get_folder (VostPublishPage *self)
{
  g_autofree char *chosen =
      g_settings_get_string (vost_session_get_settings (self->session), "publish-folder");
  const char *videos = g_get_user_special_dir (G_USER_DIRECTORY_VIDEOS);
  g_autofree char *title = NULL;

  if (chosen[0] != '\0' && g_file_test (chosen, G_FILE_TEST_IS_DIR))
    return g_steal_pointer (&chosen);
  return g_build_filename (videos != NULL ? videos : g_get_home_dir (), "Vostok", NULL);
}

/* A file name that every system and web server takes. */
static char *
make_stem (const char *title)
{
  g_autofree char *safe = g_strdup (title);

  for (char *p = safe; *p != '\0'; p++)
    if (strchr ("/\\:*?\"<>|", *p) != NULL || g_ascii_iscntrl (*p))
      *p = '-';
  g_strstrip (safe);
  return g_strdup (safe[0] != '\0' && safe[0] != '.' ? safe : "vostok");
}

char *
vost_publish_page_get_output (VostPublishPage *self, const VostTarget *target)
{
  g_autofree char *title = vost_publish_page_dup_title (self, NULL);
  g_autofree char *folder = vost_publish_page_get_folder (self);
  g_autofree char *stem = NULL;
  g_autofree char *name = NULL;

  stem = make_stem (title);
  name = target->extension[0] != '\0' ? g_strdup_printf ("%s.%s", stem, target->extension)
                                      : g_strdup (stem);
  return g_build_filename (folder, name, NULL);
}

static char **
dup_written (VostPublishPage *self)
{
  char **paths = g_new0 (char *, self->written->len + 1);

  for (guint i = 0; i < self->written->len; i++)
    paths[i] = g_strdup (self->written->pdata[i]);
  return paths;
}

static VostRelease *
make_release (VostPublishPage *self, const VostTarget *target)
{
  static const char *const presets[] = { "small", "balanced", "best" };
  g_autofree char *output = vost_publish_page_get_output (self, target);
  VostRelease *release = vost_release_new (vost_session_get_snapshot (self->session),
                                           vost_publish_page_get_making (self),
                                           vost_session_get_source (self->session), output);
  guint burn = adw_combo_row_get_selected (self->burn);
  guint quality = adw_combo_row_get_selected (self->quality);

  g_free (release->preset);
  release->preset = g_strdup (presets[MIN (quality, G_N_ELEMENTS (presets) - 1)]);
  g_free (release->burn);
  release->burn = g_strdup (
      burn > 0 && burn <= g_strv_length (self->languages) ? self->languages[burn - 1] : "");
  release->overwrite = self->replace;
  release->own = dup_written (self);
  return release;
}

static void
on_progress (VostJob *job, GParamSpec *pspec, VostPublishPage *self)
{
  if (job == self->job && self->running != NULL)
    vost_target_row_show_progress (self->running, vost_job_get_fraction (job),
                                   vost_job_get_remaining (job));
}

static void
on_finished (VostJob *job, VostPublishPage *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (VostReleaseResult) result = NULL;
  VostTargetRow *row = self->running;

  if (job != self->job)
    return;
  result = vost_job_take_result (job, &error);
  if (result != NULL)
    {
      for (guint i = 0; i < result->files->len; i++)
        g_ptr_array_add (self->written, g_strdup (result->files->pdata[i]));
      vost_target_row_show_result (row, TRUE, result->summary);
      vost_target_row_set_on (row, FALSE);
    }
  else if (g_error_matches (error, VOST_ERROR, VOST_ERROR_CANCELLED))
    vost_target_row_show_stopped (row);
  else
    vost_target_row_show_result (row, FALSE, error->message);
  self->running = NULL;
  g_clear_object (&self->job);
  run_next (self);
}

static void
run_next (VostPublishPage *self)
{
  VostTargetRow *row = g_queue_pop_head (&self->queue);

  vost_publish_page_update_button (self);
  if (row == NULL)
    {
      g_signal_emit_by_name (self, "idle");
      return;
    }
  self->running = row;
  self->job = vost_release_job (vost_target_row_get_target (row),
                                make_release (self, vost_target_row_get_target (row)));
  vost_target_row_show_progress (row, -1, -1);
  g_signal_connect_object (self->job, "notify::fraction", G_CALLBACK (on_progress), self, 0);
  g_signal_connect_object (self->job, "finished", G_CALLBACK (on_finished), self, 0);
  vost_job_start (self->job);
  vost_publish_page_update_button (self);
}

static void
start_now (VostPublishPage *self)
{
  for (guint i = 0; i < self->rows->len; i++)
    if (vost_target_row_is_on (self->rows->pdata[i]))
      {
        vost_target_row_show_waiting (self->rows->pdata[i]);
        g_queue_push_tail (&self->queue, self->rows->pdata[i]);
      }
  run_next (self);
}

static void
on_replace_answer (const char *response, gpointer data)
{
  VostPublishPage *self = data;

  if (!g_str_equal (response, "replace"))
    return;
  self->replace = TRUE;
  start_now (self);
}

/* The first file that the target would replace, with those of the languages beside it. */
static char *
find_existing_of (VostPublishPage *self, const VostTarget *target)
{
  static const char *const extensions[] = { "vtt", "srt", "ass" };
  gboolean files = g_str_equal (target->id, "subtitles");
  g_autofree char *output = vost_publish_page_get_output (self, target);
  const char *dot = strrchr (output, '.');
  gsize stem =
      target->extension[0] != '\0' && dot != NULL ? (gsize) (dot - output) : strlen (output);
  /* A web page wants WebVTT beside its film. */
  gsize n_extensions = files ? G_N_ELEMENTS (extensions) : g_str_equal (target->id, "webm") ? 1 : 0;

  if (!files && g_file_test (output, G_FILE_TEST_EXISTS))
    return g_path_get_basename (output);
  for (guint i = 0; self->languages != NULL && self->languages[i] != NULL; i++)
    for (gsize j = 0; j < n_extensions; j++)
      {
        g_autofree char *path =
            g_strdup_printf ("%.*s.%s.%s", (int) stem, output, self->languages[i], extensions[j]);
        if (g_file_test (path, G_FILE_TEST_EXISTS))
          return g_path_get_basename (path);
      }
  return NULL;
}

static char *
find_existing (VostPublishPage *self)
{
  char *existing = NULL;

  for (guint i = 0; i < self->rows->len && existing == NULL; i++)
    if (vost_target_row_is_on (self->rows->pdata[i]))
      existing = find_existing_of (self, vost_target_row_get_target (self->rows->pdata[i]));
  return existing;
}

void
vost_publish_page_start (VostPublishPage *self)
{
  g_autofree char *folder = vost_publish_page_get_folder (self);
  g_autofree char *existing = find_existing (self);
  const VostVerdict *verdict =
      vost_session_get_verdict (self->session, vost_publish_page_get_making (self), NULL);

  if (verdict->level >= VOST_VERDICT_ASK)
    {
      g_autofree char *why = vost_verdict_explain (verdict);

      vost_session_fail (self->session, _ ("This cannot be published yet"), why);
      return;
    }
  if (g_mkdir_with_parents (folder, 0755) != 0)
    {
      vost_session_fail (self->session, _ ("The folder could not be made"), folder);
      return;
    }
  self->replace = FALSE;
  g_ptr_array_set_size (self->written, 0);
  if (existing != NULL)
    {
      g_autofree char *body = g_strdup_printf (
          _ ("“%s” is there already. A release replaces it only when it is finished "
             "and verified."),
          existing);

      vost_ask (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))),
                _ ("Replace the earlier release?"), body, on_replace_answer, self, _ ("_Cancel"),
                "cancel", _ ("_Replace"), "replace", NULL);
      return;
    }
  start_now (self);
}

void
vost_publish_page_cancel_all (VostPublishPage *self)
{
  VostTargetRow *row;

  while ((row = g_queue_pop_head (&self->queue)) != NULL)
    vost_target_row_show_idle (row);
  if (self->job != NULL)
    vost_job_cancel (self->job);
}

gboolean
vost_publish_page_is_busy (VostPublishPage *self)
{
  return self->job != NULL || !g_queue_is_empty (&self->queue);
}
