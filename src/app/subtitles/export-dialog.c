/* Writes a copy of the subtitles in another format, and says before what that cannot hold. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "export-dialog.h"

#include "vostok-config.h"

#include <glib/gi18n.h>

#include <vostok/core/direction.h>
#include <vostok/core/subtitle-file.h>
#include <vostok/media/job.h>

#include "compat.h"
#include "session-private.h"

typedef struct
{
  GtkWindow *window;
  VostSession *session;
  VostId track;
  GPtrArray *formats; /* (element-type VostFormat) borrowed, in the order of the list */
  AdwComboRow *format;
  GtkLabel *losses;
  GtkSwitch *marks;
  VostJob *job; /* (nullable): looks for losses */
} Dialog;

/* What a thread needs to know. */
typedef struct
{
  VostSnapshot *snapshot;
  VostId track;
  const VostFormat *format;
  gboolean marks;
  char *path; /* (nullable) */
} Work;

static void
work_free (Work *self)
{
  vost_snapshot_unref (self->snapshot);
  g_free (self->path);
  g_free (self);
}

static Work *
work_new (VostSession *session,
          VostId track,
          const VostFormat *format,
          gboolean marks,
          const char *path)
{
  Work *self = g_new0 (Work, 1);

  self->snapshot = vost_snapshot_ref (vost_session_get_snapshot (session));
  self->track = track;
  self->format = format;
  self->marks = marks;
  self->path = g_strdup (path);
  return self;
}

/* --- What would be lost --- */

/* A line for each kind of loss; "" when nothing is lost. A thread, because a film may have
 * thousands of cues. */
static gpointer
losses_thread (VostJob *job, gpointer data, GError **error)
{
  const Work *work = data;
  g_autoptr (VostSubtitles) subs = vost_subtitles_from_file (work->snapshot, work->track);
  g_autoptr (GPtrArray) lost = vost_diagnostics_new ();
  g_autoptr (GArray) kinds = NULL;
  g_autoptr (GString) text = g_string_new (NULL);
  const VostTrack *track = vost_snapshot_lookup (work->snapshot, work->track);
  const VostSource *source =
      track != NULL ? vost_snapshot_lookup (work->snapshot, track->source) : NULL;

  /* Frames are counted at the film's rate. */
  if ((work->format->flags & VOST_FORMAT_FRAMES) != 0 && source != NULL &&
      !g_str_equal (work->format->id, subs->track->format))
    subs->track->rate = source->rate;
  if (work->format->losses != NULL && !g_str_equal (work->format->id, subs->track->format))
    work->format->losses (subs, lost);
  kinds = vost_diagnostics_count (lost);
  for (guint i = 0; i < kinds->len; i++)
    {
      const VostDiagnosticCount *kind = &g_array_index (kinds, VostDiagnosticCount, i);

      g_string_append_printf (text, "%s%s ", i > 0 ? "\n" : "", kind->message);
      g_string_append_printf (text, ngettext ("(%u cue)", "(%u cues)", kind->n), kind->n);
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
on_losses (VostJob *job, Dialog *dialog)
{
  g_autofree char *text = NULL;

  if (job != dialog->job)
    return;
  text = vost_job_take_result (job, NULL);
  g_clear_object (&dialog->job);
  if (text == NULL)
    return;
  gtk_label_set_text (dialog->losses,
                      text[0] != '\0' ? text : _ ("This format holds everything that is in them."));
  if (text[0] != '\0')
    gtk_widget_add_css_class (GTK_WIDGET (dialog->losses), "warning");
}

static const VostFormat *
chosen_format (Dialog *dialog)
{
  guint index = adw_combo_row_get_selected (dialog->format);

  return index < dialog->formats->len ? dialog->formats->pdata[index] : NULL;
}

static void
on_format (Dialog *dialog)
{
  const VostFormat *format = chosen_format (dialog);

  vost_job_abandon (&dialog->job, dialog);
  gtk_label_set_text (dialog->losses, "");
  gtk_widget_remove_css_class (GTK_WIDGET (dialog->losses), "warning");
  if (format == NULL)
    return;
  dialog->job = vost_job_new (_ ("Looking for what is lost"), losses_thread,
                              work_new (dialog->session, dialog->track, format, FALSE, NULL),
                              (GDestroyNotify) work_free, g_free);
  g_signal_connect (dialog->job, "finished", G_CALLBACK (on_losses), dialog);
  vost_job_start (dialog->job);
}

/* --- Writing --- */

/* What the file dialog's answer is for: the dialog has gone by then. */
typedef struct
{
  VostSession *session;
  VostId track;
  const VostFormat *format;
  gboolean marks;
} Export;

static void
export_free (Export *self)
{
  g_object_unref (self->session);
  g_free (self);
}

static gpointer
write_thread (VostJob *job, gpointer data, GError **error)
{
  const Work *work = data;
  const VostTrack *track = vost_snapshot_lookup (work->snapshot, work->track);

  if (!vost_session_write_track (work->snapshot, track, work->path, work->format, work->marks,
                                 error))
    return NULL;
  return g_path_get_basename (work->path);
}

static void
on_written (VostJob *job, VostSession *session)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *name = vost_job_take_result (job, &error);

  if (name != NULL)
    vost_session_message (session, _ ("Saved %s"), name);
  else
    vost_session_fail (session, _ ("The subtitles were not saved"), error->message);
}

static void
on_file (const char *path, gpointer data)
{
  const Export *self = data;
  g_autoptr (VostJob) job = NULL;

  if (path == NULL ||
      vost_snapshot_lookup (vost_session_get_snapshot (self->session), self->track) == NULL)
    return;
  job = vost_job_new (_ ("Saving"), write_thread,
                      work_new (self->session, self->track, self->format, self->marks, path),
                      (GDestroyNotify) work_free, g_free);
  g_signal_connect_data (job, "finished", G_CALLBACK (on_written), g_object_ref (self->session),
                         (GClosureNotify) (void (*) (void)) g_object_unref, 0);
  vost_job_start (job);
}

/* "film.fr.vtt" beside the film. */
static char *
propose_name (VostSession *session, VostId track, const VostFormat *format)
{
  VostSnapshot *snapshot = vost_session_get_snapshot (session);
  const VostTrack *record = vost_snapshot_lookup (snapshot, track);
  g_autofree char *film = vost_session_dup_film_path (session);
  g_auto (GStrv) extensions = g_strsplit (format->extensions, ";", 2);
  char *dot = film != NULL ? strrchr (film, '.') : NULL;

  if (dot != NULL && strchr (dot, G_DIR_SEPARATOR) == NULL)
    *dot = '\0';
  return g_strdup_printf ("%s.%s.%s", film != NULL ? film : _ ("subtitles"),
                          record->language[0] != '\0' ? record->language : "und", extensions[0]);
}

static void
on_accept (Dialog *dialog)
{
  const VostFormat *format = chosen_format (dialog);
  GtkWindow *parent = gtk_window_get_transient_for (dialog->window);
  g_autofree char *name = NULL;
  g_autofree char *patterns = NULL;
  g_auto (GStrv) extensions = NULL;
  Export *export = NULL;

  if (format == NULL)
    return;
  name = propose_name (dialog->session, dialog->track, format);
  extensions = g_strsplit (format->extensions, ";", -1);
  patterns = g_strjoinv (";*.", extensions);
  g_autofree char *pattern = g_strconcat ("*.", patterns, NULL);
  const char *filters[] = { _ (format->title), pattern, NULL };

  export = g_new0 (Export, 1);
  export->session = g_object_ref (dialog->session);
  export->track = dialog->track;
  export->format = format;
  export->marks = gtk_switch_get_active (dialog->marks);
  gtk_window_destroy (dialog->window);
  vost_choose_file (parent, _ ("Export Subtitles"), _ ("_Save"), name, filters, on_file, export,
                    (GDestroyNotify) export_free);
}

/* --- Building --- */

static void
dialog_free (Dialog *self)
{
  vost_job_abandon (&self->job, self);
  g_ptr_array_unref (self->formats);
  g_object_unref (self->session);
  g_free (self);
}

static int
compare_titles (gconstpointer a, gconstpointer b)
{
  const VostFormat *const *left = a;
  const VostFormat *const *right = b;

  return g_utf8_collate (_ ((*left)->title), _ ((*right)->title));
}

static GtkWidget *
make_marks (Dialog *dialog, const VostTrack *track)
{
  GtkWidget *row = adw_action_row_new ();

  dialog->marks = GTK_SWITCH (gtk_switch_new ());
  gtk_widget_set_valign (GTK_WIDGET (dialog->marks), GTK_ALIGN_CENTER);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _ ("Direction marks"));
  adw_action_row_set_subtitle (
      ADW_ACTION_ROW (row),
      _ ("For players that show the punctuation of these lines at the wrong end"));
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 0);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), GTK_WIDGET (dialog->marks));
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), GTK_WIDGET (dialog->marks));
  gtk_widget_set_visible (row, vost_language_is_rtl (track->language));
  return row;
}

static GtkWidget *
make_body (Dialog *dialog)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  GtkWidget *group = adw_preferences_group_new ();
  const VostTrack *track =
      vost_snapshot_lookup (vost_session_get_snapshot (dialog->session), dialog->track);
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  guint selected = 0;

  for (guint i = 0; vost_format_list[i] != NULL; i++)
    g_ptr_array_add (dialog->formats, (gpointer) vost_format_list[i]);
  g_ptr_array_sort (dialog->formats, compare_titles);
  for (guint i = 0; i < dialog->formats->len; i++)
    {
      const VostFormat *format = dialog->formats->pdata[i];

      gtk_string_list_append (names, _ (format->title));
      if (g_str_equal (format->id, track->format))
        selected = i;
    }
  dialog->format = ADW_COMBO_ROW (adw_combo_row_new ());
  vost_combo_row_show_whole (dialog->format);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (dialog->format), _ ("Format"));
  adw_combo_row_set_model (dialog->format, G_LIST_MODEL (names));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), GTK_WIDGET (dialog->format));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), make_marks (dialog, track));
  dialog->losses = GTK_LABEL (gtk_label_new (""));
  gtk_label_set_wrap (dialog->losses, TRUE);
  gtk_label_set_xalign (dialog->losses, 0);
  gtk_label_set_yalign (dialog->losses, 0);
  gtk_widget_set_vexpand (GTK_WIDGET (dialog->losses), TRUE);
  gtk_box_append (GTK_BOX (box), group);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (dialog->losses));
  g_signal_connect_swapped (dialog->format, "notify::selected", G_CALLBACK (on_format), dialog);
  adw_combo_row_set_selected (dialog->format, selected);
  on_format (dialog);
  return box;
}

void
vost_export_subtitles (GtkWindow *parent, VostSession *session, VostId track)
{
  Dialog *dialog = g_new0 (Dialog, 1);

  dialog->window = vost_dialog_new (parent, _ ("Export Subtitles"), _ ("_Export…"),
                                    G_CALLBACK (on_accept), dialog);
  gtk_window_set_modal (dialog->window, TRUE);
  gtk_window_set_default_size (dialog->window, 460, 280);
  dialog->session = g_object_ref (session);
  dialog->track = track;
  dialog->formats = g_ptr_array_new ();
  g_object_set_data_full (G_OBJECT (dialog->window), "dialog", dialog,
                          (GDestroyNotify) dialog_free);
  vost_dialog_set_body (dialog->window, make_body (dialog));
  gtk_window_present (dialog->window);
  gtk_widget_grab_focus (GTK_WIDGET (dialog->format));
}
