/* How a subtitle file was read: its encoding with a preview, garbled letters and their repair, and
 * the problems in it, which lead to their cues. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reading-dialog.h"

#include "vostok-config.h"

#include <glib/gi18n.h>
#include <string.h>

#include <vostok/core/direction.h>
#include <vostok/core/markup.h>
#include <vostok/core/reread.h>
#include <vostok/core/subtitle-file.h>
#include <vostok/media/job.h>

#include "compat.h"

#define WIDTH 560
#define HEIGHT 620
/* Lines of the preview, and problems that are listed; who has more has the wrong file. */
#define PREVIEW_LINES 6
#define PROBLEMS_MAX 200

/* What the field meets, by region; the name as iconv knows it. */
static const struct
{
  const char *name;
  const char *region;
} encodings[] = {
  { "UTF-8", N_ ("All languages") },
  { "UTF-16LE", N_ ("All languages") },
  { "UTF-16BE", N_ ("All languages") },
  { "WINDOWS-1252", N_ ("Western European") },
  { "ISO-8859-15", N_ ("Western European") },
  { "MACINTOSH", N_ ("Western European") },
  { "WINDOWS-1250", N_ ("Central European") },
  { "ISO-8859-2", N_ ("Central European") },
  { "WINDOWS-1251", N_ ("Cyrillic") },
  { "KOI8-R", N_ ("Cyrillic") },
  { "KOI8-U", N_ ("Cyrillic") },
  { "IBM866", N_ ("Cyrillic") },
  { "ISO-8859-5", N_ ("Cyrillic") },
  { "WINDOWS-1253", N_ ("Greek") },
  { "WINDOWS-1254", N_ ("Turkish") },
  { "WINDOWS-1255", N_ ("Hebrew") },
  { "WINDOWS-1256", N_ ("Arabic") },
  { "WINDOWS-1257", N_ ("Baltic") },
  { "WINDOWS-1258", N_ ("Vietnamese") },
  { "TIS-620", N_ ("Thai") },
  { "SHIFT_JIS", N_ ("Japanese") },
  { "EUC-JP", N_ ("Japanese") },
  { "GB18030", N_ ("Chinese, simplified") },
  { "BIG5", N_ ("Chinese, traditional") },
  { "EUC-KR", N_ ("Korean") },
};

typedef struct
{
  GtkWindow *window;
  VostSession *session;
  VostId track;
  AdwComboRow *encoding;
  AdwActionRow *preview;
  AdwPreferencesGroup *garbled;
  AdwPreferencesGroup *reversed;
  AdwActionRow *sample;
  AdwActionRow *reversed_sample;
  AdwPreferencesGroup *problems;
  GPtrArray *names;         /* (element-type utf8) of the encodings, in the order of the list */
  VostJob *job;             /* (nullable): reads the file */
  struct _Reading *reading; /* (nullable): what it found last */
} Dialog;

/* What a thread found in the file. */
typedef struct _Reading
{
  VostSubtitles *before; /* as it was opened */
  VostSubtitles *after;  /* (nullable): in the encoding that is tried */
  GPtrArray *diagnostics;
  GArray *cues; /* (element-type guint): of the diagnostics, counted from 1 */
  VostMojibake garbled;
  char *sample;          /* (nullable): "Ã© → é" */
  char *reversed_sample; /* (nullable): a line with its full stop at the wrong end, and as meant */
  char *problem;
} Reading;

typedef struct
{
  char *path;
  char *opened;
  char *wanted;
  char *language; /* of the track, where the file has several */
  const VostFormat *format;
  VostRate rate;
} Request;

static void
reading_free (Reading *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->before, vost_subtitles_free);
  g_clear_pointer (&self->after, vost_subtitles_free);
  g_ptr_array_unref (self->diagnostics);
  g_array_unref (self->cues);
  vost_mojibake_clear (&self->garbled);
  g_free (self->sample);
  g_free (self->reversed_sample);
  g_free (self->problem);
  g_free (self);
}

static void
request_free (Request *self)
{
  g_free (self->path);
  g_free (self->opened);
  g_free (self->wanted);
  g_free (self->language);
  g_free (self);
}

/* --- In the thread --- */

static char *
repair (const char *line, const Reading *self)
{
  return vost_mojibake_apply (&self->garbled, line);
}

static char *
restore (const char *line, const Reading *self)
{
  return vost_punctuation_restore (line);
}

/* The first line that is changed, before and after. */
static char *
sample_of (const Reading *self,
           const char *before,
           char *(*better) (const char *, const Reading *) )
{
  g_auto (GStrv) lines = g_strsplit (before, "\n", -1);

  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_autofree char *after = better (lines[i], self);

      if (!g_str_equal (after, lines[i]))
        return g_strdup_printf ("%s\n%s", lines[i], after);
    }
  return NULL;
}

static void
find_cues (Reading *self, const char *bytes, gsize len)
{
  g_autoptr (GArray) lines = vost_subtitles_cue_lines (self->before, bytes, len);

  for (guint i = 0; i < MIN (self->diagnostics->len, PROBLEMS_MAX); i++)
    {
      const VostDiagnostic *problem = self->diagnostics->pdata[i];
      guint cue = vost_cue_lines_find (lines, problem->line);

      g_array_append_val (self->cues, cue);
    }
}

static gpointer
read_thread (VostJob *job, gpointer data, GError **error)
{
  const Request *request = data;
  VostLoadOptions options = { request->format, request->opened, request->rate };
  Reading *self = NULL;
  g_autofree char *bytes = NULL;
  g_autofree char *text = NULL;
  g_autoptr (GError) local = NULL;
  g_autoptr (GPtrArray) diagnostics = vost_diagnostics_new ();
  gsize len = 0;
  VostSubtitles *before = vost_subtitles_load (request->path, &options, diagnostics, error);
  const VostSubtitles *part;

  if (before == NULL)
    return NULL;
  self = g_new0 (Reading, 1);
  self->before = before;
  self->diagnostics = g_steal_pointer (&diagnostics);
  self->cues = g_array_new (FALSE, FALSE, sizeof (guint));
  options.encoding = request->wanted;
  self->after = vost_subtitles_load (request->path, &options, NULL, &local);
  self->problem = g_strdup (local != NULL ? local->message : "");
  if (g_file_get_contents (request->path, &bytes, &len, NULL))
    find_cues (self, bytes, len);
  part = vost_subtitles_of_language (before, request->language);
  text = vost_cues_all_text (part != NULL ? part->cues : before->cues);
  if (vost_mojibake_repair (text, &self->garbled))
    self->sample = sample_of (self, text, repair);
  if (vost_punctuation_is_reversed (text))
    self->reversed_sample = sample_of (self, text, restore);
  return self;
}

/* --- What it found --- */

/* Letters tell an encoding: lines with more than ASCII come first. */
static char *
preview_of (const VostSubtitles *subs)
{
  g_autoptr (GString) text = g_string_new (NULL);
  guint n = 0;

  for (guint pass = 0; pass < 2 && n < PREVIEW_LINES; pass++)
    for (guint i = 0; i < subs->cues->len && n < PREVIEW_LINES; i++)
      {
        const VostCue *cue = subs->cues->pdata[i];
        g_autofree char *plain = vost_markup_to_plain (cue->text);

        if (g_str_is_ascii (plain) != (pass == 1) || plain[0] == '\0')
          continue;
        g_strdelimit (plain, "\n", ' ');
        g_string_append_printf (text, "%s%s", n++ > 0 ? "\n" : "", plain);
      }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
go_to (Dialog *self, guint number)
{
  VostSession *session = self->session;
  VostProject *project = vost_session_get_project (session);
  guint n = vost_project_get_n (project, VOST_KIND_CUE, self->track);

  if (n > 0)
    vost_session_set_cue (session,
                          VOST_RECORD_ID (vost_project_get_nth (project, VOST_KIND_CUE, self->track,
                                                                CLAMP (number, 1, n) - 1)),
                          TRUE);
  gtk_window_destroy (self->window);
}

static void
on_problem (AdwActionRow *row, Dialog *self)
{
  go_to (self, GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (row), "cue")));
}

static void
add_problem (Dialog *self, const VostDiagnostic *problem, guint cue)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *message = g_markup_escape_text (problem->message, -1);
  g_autofree char *place = NULL;

  if (problem->line > 0 && problem->column > 0)
    place = g_strdup_printf (_ ("Line %u, column %u"), problem->line, problem->column);
  else if (problem->line > 0)
    place = g_strdup_printf (_ ("Line %u"), problem->line);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), message);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 0);
  if (place != NULL)
    {
      adw_action_row_set_subtitle (ADW_ACTION_ROW (row), place);
      adw_action_row_add_suffix (ADW_ACTION_ROW (row),
                                 gtk_image_new_from_icon_name ("go-next-symbolic"));
      gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
      g_object_set_data (G_OBJECT (row), "cue", GUINT_TO_POINTER (cue));
      g_signal_connect (row, "activated", G_CALLBACK (on_problem), self);
    }
  adw_preferences_group_add (self->problems, row);
}

static void
list_problems (Dialog *self)
{
  const Reading *reading = self->reading;
  guint n = MIN (reading->diagnostics->len, PROBLEMS_MAX);

  for (guint i = 0; i < n; i++)
    add_problem (self, reading->diagnostics->pdata[i],
                 i < reading->cues->len ? g_array_index (reading->cues, guint, i) : 0);
  adw_preferences_group_set_description (
      self->problems, n == 0 ? _ ("No problem was found in this file.")
                             : _ ("What was read in spite of mistakes. Choose one to go there."));
}

static void
show_sample (AdwPreferencesGroup *group, AdwActionRow *row, const char *sample)
{
  g_autofree char *escaped = g_markup_escape_text (sample != NULL ? sample : "", -1);

  gtk_widget_set_visible (GTK_WIDGET (group), sample != NULL);
  adw_action_row_set_subtitle (row, escaped);
}

/* An encoding in which the file falls apart is no choice. */
static gboolean
is_choice (const Reading *reading)
{
  return reading->after != NULL && reading->after->cues->len == reading->before->cues->len;
}

static void
show_reading (Dialog *self)
{
  const Reading *reading = self->reading;
  g_autofree char *preview = is_choice (reading) ? preview_of (reading->after)
                             : reading->after != NULL
                                 ? g_strdup (_ ("In this encoding the file has other cues."))
                                 : g_strdup (reading->problem);
  g_autofree char *escaped = g_markup_escape_text (preview, -1);

  /* The first is the one that it has. */
  gtk_widget_set_sensitive (gtk_window_get_default_widget (self->window),
                            is_choice (reading) && adw_combo_row_get_selected (self->encoding) > 0);
  adw_action_row_set_subtitle (self->preview, escaped);
  show_sample (self->garbled, self->sample, reading->sample);
  show_sample (self->reversed, self->reversed_sample, reading->reversed_sample);
}

static void
on_read (VostJob *job, Dialog *self)
{
  g_autoptr (GError) error = NULL;
  gboolean first = self->reading == NULL;
  Reading *reading;

  if (job != self->job)
    return;
  reading = vost_job_take_result (job, &error);
  g_clear_object (&self->job);
  if (reading == NULL)
    {
      g_autofree char *escaped = g_markup_escape_text (error != NULL ? error->message : "", -1);

      adw_action_row_set_subtitle (self->preview, escaped);
      return;
    }
  reading_free (self->reading);
  self->reading = reading;
  show_reading (self);
  if (first)
    list_problems (self);
}

/* --- The hand --- */

static const VostTrack *
track_of (Dialog *self)
{
  return vost_project_lookup (vost_session_get_project (self->session), self->track);
}

static void
on_encoding (Dialog *self)
{
  const VostTrack *track = track_of (self);
  guint index = adw_combo_row_get_selected (self->encoding);
  Request *request;

  if (track == NULL || index >= self->names->len)
    return;
  /* Until it is known what that would be. */
  gtk_widget_set_sensitive (gtk_window_get_default_widget (self->window), FALSE);
  vost_job_abandon (&self->job, self);
  request = g_new0 (Request, 1);
  request->path = g_canonicalize_filename (
      track->path, vost_project_get_folder (vost_session_get_project (self->session)));
  request->opened = g_strdup (track->encoding[0] != '\0' ? track->encoding : NULL);
  request->wanted = g_strdup (self->names->pdata[index]);
  request->language = g_strdup (track->language);
  request->format = vost_format_by_id (track->format);
  request->rate = track->rate;
  self->job = vost_job_new (_ ("Reading the file"), read_thread, request,
                            (GDestroyNotify) request_free, (GDestroyNotify) reading_free);
  g_signal_connect (self->job, "finished", G_CALLBACK (on_read), self);
  vost_job_start (self->job);
}

static void
on_accept (Dialog *self)
{
  VostProject *project = vost_session_get_project (self->session);
  const Reading *reading = self->reading;

  if (vost_session_push (self->session,
                         vost_track_reread (project, self->track, reading->before, reading->after)))
    vost_session_message (self->session, _ ("Read as %s"), reading->after->track->encoding);
  gtk_window_destroy (self->window);
}

static void
push_repair (Dialog *self, VostEdit *edit)
{
  guint n = edit != NULL ? vost_edit_get_n_ops (edit) : 0;

  if (vost_session_push (self->session, edit))
    vost_session_message (self->session, ngettext ("%u cue repaired", "%u cues repaired", n), n);
  gtk_window_destroy (self->window);
}

static void
on_repair (Dialog *self)
{
  push_repair (self, vost_track_repair (vost_session_get_project (self->session), self->track,
                                        &self->reading->garbled));
}

static void
on_restore (Dialog *self)
{
  push_repair (
      self, vost_track_restore_punctuation (vost_session_get_project (self->session), self->track));
}

/* --- Building --- */

static void
dialog_free (Dialog *self)
{
  vost_job_abandon (&self->job, self);
  reading_free (self->reading);
  g_ptr_array_unref (self->names);
  g_object_unref (self->session);
  g_free (self);
}

static void
add_name (Dialog *self, GtkStringList *list, const char *name, const char *shown)
{
  g_ptr_array_add (self->names, g_strdup (name));
  gtk_string_list_append (list, shown);
}

static GListModel *
make_names (Dialog *self, const char *opened)
{
  GtkStringList *list = gtk_string_list_new (NULL);
  g_autofree char *as_found = g_strdup_printf (_ ("%s (now)"), opened);

  add_name (self, list, opened, as_found);
  for (guint i = 0; i < G_N_ELEMENTS (encodings); i++)
    {
      g_autofree char *shown =
          g_strdup_printf ("%s · %s", _ (encodings[i].region), encodings[i].name);

      if (g_ascii_strcasecmp (encodings[i].name, opened) != 0)
        add_name (self, list, encodings[i].name, shown);
    }
  return G_LIST_MODEL (list);
}

static GtkWidget *
make_encoding (Dialog *self, const VostTrack *track)
{
  GtkWidget *group = adw_preferences_group_new ();
  g_autoptr (GListModel) names = make_names (self, track->encoding);

  adw_preferences_group_set_description (
      ADW_PREFERENCES_GROUP (group),
      _ ("If letters are wrong, try others until they are right. What you have changed yourself "
         "stays."));
  self->encoding = ADW_COMBO_ROW (adw_combo_row_new ());
  vost_combo_row_show_whole (self->encoding);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->encoding), _ ("Encoding"));
  adw_combo_row_set_model (self->encoding, names);
  self->preview = ADW_ACTION_ROW (adw_action_row_new ());
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->preview), _ ("Preview"));
  adw_action_row_set_subtitle_lines (self->preview, PREVIEW_LINES + 2);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), GTK_WIDGET (self->encoding));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), GTK_WIDGET (self->preview));
  g_signal_connect_swapped (self->encoding, "notify::selected", G_CALLBACK (on_encoding), self);
  return group;
}

/* Something that can be repaired, hidden until it is found. */
static AdwPreferencesGroup *
make_repair (Dialog *self,
             const char *title,
             const char *description,
             GCallback repair_it,
             AdwActionRow **ret_sample)
{
  AdwPreferencesGroup *group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
  GtkWidget *button = vost_button_new (_ ("_Repair"));

  adw_preferences_group_set_title (group, title);
  adw_preferences_group_set_description (group, description);
  *ret_sample = ADW_ACTION_ROW (adw_action_row_new ());
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (*ret_sample), _ ("For example"));
  adw_action_row_set_subtitle_lines (*ret_sample, 0);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  g_signal_connect_swapped (button, "clicked", repair_it, self);
  adw_action_row_add_suffix (*ret_sample, button);
  adw_preferences_group_add (group, GTK_WIDGET (*ret_sample));
  gtk_widget_set_visible (GTK_WIDGET (group), FALSE);
  return group;
}

void
vost_show_reading (GtkWindow *parent, VostSession *session, VostId track)
{
  Dialog *self = g_new0 (Dialog, 1);
  AdwPreferencesPage *page = ADW_PREFERENCES_PAGE (adw_preferences_page_new ());

  self->window = vost_dialog_new (parent, _ ("How the File Was Read"), _ ("_Read Again"),
                                  G_CALLBACK (on_accept), self);
  gtk_window_set_default_size (self->window, WIDTH, HEIGHT);
  self->session = g_object_ref (session);
  self->track = track;
  self->names = g_ptr_array_new_with_free_func (g_free);
  g_object_set_data_full (G_OBJECT (self->window), "dialog", self, (GDestroyNotify) dialog_free);
  /* What it is about may go while it is open. */
  g_signal_connect_object (session, "notify::track", G_CALLBACK (gtk_window_destroy), self->window,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "document-changed", G_CALLBACK (gtk_window_destroy),
                           self->window, G_CONNECT_SWAPPED);
  adw_preferences_page_add (page, ADW_PREFERENCES_GROUP (make_encoding (self, track_of (self))));
  self->garbled =
      make_repair (self, _ ("Garbled Letters"),
                   _ ("Somebody has saved these words wrongly before. They can be repaired."),
                   G_CALLBACK (on_repair), &self->sample);
  self->reversed = make_repair (self, _ ("Punctuation at the Wrong End"),
                                _ ("Full stops stand before the first letter, for players that "
                                   "show lines from left to right. "
                                   "Where they belong, every player can show them right."),
                                G_CALLBACK (on_restore), &self->reversed_sample);
  adw_preferences_page_add (page, self->garbled);
  adw_preferences_page_add (page, self->reversed);
  self->problems = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
  adw_preferences_group_set_title (self->problems, _ ("Problems"));
  adw_preferences_page_add (page, self->problems);
  gtk_widget_set_vexpand (GTK_WIDGET (page), TRUE);
  gtk_box_append (GTK_BOX (adw_window_get_content (ADW_WINDOW (self->window))), GTK_WIDGET (page));
  on_encoding (self);
  gtk_window_present (self->window);
  gtk_widget_grab_focus (GTK_WIDGET (self->encoding));
}
