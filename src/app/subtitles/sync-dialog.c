/* Makes subtitles fit the film: by two points, another frame rate, or other subtitles that fit. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sync-dialog.h"

#include "vostok-config.h"

#include <glib/gi18n.h>

#include <vostok/core/cue-edits.h>
#include <vostok/core/markup.h>
#include <vostok/core/retime.h>
#include <vostok/media/speech.h>

#include "compat.h"
#include "session-private.h"

/* Per mille, see VostRetimeGuess. */
#define LEAST_CONFIDENCE 300

typedef enum
{
  BY_POINTS,
  BY_RATE,
  BY_SOUND,
  BY_TRACK,
  N_WAYS,
} Way;

static const VostRate rates[] = { { 24000, 1001 },
                                  { 24, 1 },
                                  { 25, 1 },
                                  { 30000, 1001 },
                                  { 30, 1 } };

/* One of the two places: this cue shall begin there. */
typedef struct
{
  GtkSpinButton *cue;
  GtkEditable *time;
  AdwActionRow *row;
} Point;

typedef struct
{
  GtkWindow *window;
  VostSession *session;
  VostId track;
  AdwComboRow *way;
  GtkWidget *groups[N_WAYS];
  Point points[2];
  AdwComboRow *from;
  AdwComboRow *to;
  AdwComboRow *other;
  GArray *others; /* (element-type VostId) in the order of the combo */
  GtkLabel *problem;
  GtkProgressBar *progress;
  VostJob *job; /* (nullable): listens to the film, then compares */
} Dialog;

/* What a thread compares. */
typedef struct
{
  GBytes *speech;
  GArray *spans;
} Comparison;

static void
comparison_free (Comparison *self)
{
  g_bytes_unref (self->speech);
  g_array_unref (self->spans);
  g_free (self);
}

static void
dialog_free (Dialog *self)
{
  vost_job_abandon (&self->job, self);
  g_array_unref (self->others);
  g_object_unref (self->session);
  g_free (self);
}

static GArray *
spans_of (Dialog *self, VostId track)
{
  VostProject *project = vost_session_get_project (self->session);
  guint n = vost_project_get_n (project, VOST_KIND_CUE, track);
  GArray *spans = g_array_sized_new (FALSE, FALSE, sizeof (VostSpan), n);

  for (guint i = 0; i < n; i++)
    {
      VostSpan span =
          vost_project_cue_span (project, vost_project_get_nth (project, VOST_KIND_CUE, track, i));

      g_array_append_val (spans, span);
    }
  return spans;
}

static GArray *
starts_of (GArray *spans)
{
  GArray *starts = g_array_new (FALSE, FALSE, sizeof (VostTime));

  for (guint i = 0; i < spans->len; i++)
    if (g_array_index (spans, VostSpan, i).start != VOST_TIME_NONE)
      g_array_append_val (starts, g_array_index (spans, VostSpan, i).start);
  return starts;
}

/* --- The ways --- */

static gboolean
by_points (Dialog *self, GArray *spans, GError **error)
{
  VostSpan *array = (VostSpan *) (void *) spans->data;
  VostSyncPoint points[G_N_ELEMENTS (self->points)];
  guint n = 0;

  for (guint i = 0; i < G_N_ELEMENTS (self->points); i++)
    {
      guint cue = (guint) gtk_spin_button_get_value_as_int (self->points[i].cue) - 1;
      VostSyncPoint point;

      if (cue >= spans->len ||
          !vost_time_parse (gtk_editable_get_text (self->points[i].time), &point.to))
        {
          g_set_error (error, VOST_ERROR, VOST_ERROR_BAD_INPUT,
                       _ ("Write a time as hours:minutes:seconds, for example 0:01:02.500"));
          return FALSE;
        }
      point.from = array[cue].start;
      /* The same cue twice is one point, and one point shifts. */
      if (n == 0 || points[0].from != point.from)
        points[n++] = point;
    }
  return vost_retime_sync (array, spans->len, points, n, array, error);
}

static gboolean
by_rate (Dialog *self, GArray *spans, GError **error)
{
  VostSpan *array = (VostSpan *) (void *) spans->data;

  return vost_retime_rate (array, spans->len, rates[adw_combo_row_get_selected (self->from)],
                           rates[adw_combo_row_get_selected (self->to)], array, error);
}

static gboolean
by_track (Dialog *self, GArray *spans, GError **error)
{
  VostSpan *array = (VostSpan *) (void *) spans->data;
  guint index = adw_combo_row_get_selected (self->other);
  g_autoptr (GArray) other = spans_of (
      self, index < self->others->len ? g_array_index (self->others, VostId, index) : VOST_ID_NONE);
  g_autoptr (GArray) starts = starts_of (spans);
  g_autoptr (GArray) wanted = starts_of (other);
  VostRetimeGuess found;

  if (!vost_retime_guess ((const VostTime *) (void *) starts->data, starts->len,
                          (const VostTime *) (void *) wanted->data, wanted->len, &found) ||
      found.confidence < LEAST_CONFIDENCE)
    {
      g_set_error (error, VOST_ERROR, VOST_ERROR_BAD_INPUT,
                   _ ("Their times have too little in common. Synchronise by two points instead."));
      return FALSE;
    }
  return vost_retime_rate (array, spans->len, found.from, found.to, array, error) &&
         vost_retime_shift (array, spans->len, found.offset, array, error);
}

/* Now that the times agree each cue finds its partner. */
static void
pair_with_other (Dialog *self)
{
  VostProject *project = vost_session_get_project (self->session);
  const VostTrack *track = vost_project_lookup (project, self->track);
  guint index = adw_combo_row_get_selected (self->other);

  if (track != NULL && track->master == VOST_ID_NONE && index < self->others->len)
    vost_session_push (
        self->session,
        vost_cue_edit_pair (project, self->track, g_array_index (self->others, VostId, index)));
}

static void
show_problem (Dialog *self, const char *text)
{
  gtk_label_set_text (self->problem, text);
  gtk_widget_set_visible (GTK_WIDGET (self->problem), TRUE);
}

static void
apply (Dialog *self, GArray *spans, Way way)
{
  VostHistory *history = vost_session_get_history (self->session);
  VostEdit *edit = vost_cue_edit_set_spans (vost_session_get_project (self->session), self->track,
                                            (const VostSpan *) (void *) spans->data, spans->len);

  vost_history_begin_group (history, _ ("Synchronise"));
  if (edit == NULL)
    vost_session_message (self->session, _ ("The times fit as they are"));
  if (vost_session_push (self->session, edit))
    vost_session_sort_cues (self->session, self->track, NULL);
  if (way == BY_TRACK)
    pair_with_other (self);
  vost_history_end_group (history);
  gtk_window_destroy (self->window);
}

/* --- By what is heard --- */

static gpointer
compare_thread (VostJob *job, gpointer data, GError **error)
{
  const Comparison *work = data;
  gsize n = 0;
  const guint8 *values = g_bytes_get_data (work->speech, &n);
  VostRetimeGuess *found = g_new0 (VostRetimeGuess, 1);

  if (vost_retime_guess_speech ((const VostSpan *) (void *) work->spans->data, work->spans->len,
                                values, n, VOST_SPEECH_STEP, found) &&
      found->confidence >= LEAST_CONFIDENCE)
    return found;
  g_free (found);
  g_set_error (
      error, VOST_ERROR, VOST_ERROR_BAD_INPUT,
      _ ("What is spoken could not be found for sure. Synchronise by two points instead."));
  return NULL;
}

static void
stop_waiting (Dialog *self)
{
  g_clear_object (&self->job);
  gtk_widget_set_visible (GTK_WIDGET (self->progress), FALSE);
  gtk_widget_set_sensitive (gtk_window_get_default_widget (self->window), TRUE);
}

static void
on_compared (VostJob *job, Dialog *self)
{
  g_autoptr (GError) error = NULL;
  g_autofree VostRetimeGuess *found = NULL;
  g_autoptr (GArray) spans = NULL;
  VostSpan *array;

  if (job != self->job)
    return;
  found = vost_job_take_result (job, &error);
  stop_waiting (self);
  spans = spans_of (self, self->track);
  array = (VostSpan *) (void *) spans->data;
  if (found != NULL &&
      vost_retime_rate (array, spans->len, found->from, found->to, array, &error) &&
      vost_retime_shift (array, spans->len, found->offset, array, &error))
    apply (self, spans, BY_SOUND);
  else if (error != NULL)
    show_problem (self, error->message);
}

static void
on_heard (VostJob *job, Dialog *self)
{
  g_autoptr (GError) error = NULL;
  GBytes *speech;
  Comparison *work;

  if (job != self->job)
    return;
  speech = vost_job_take_result (job, &error);
  if (speech == NULL)
    {
      stop_waiting (self);
      show_problem (self, error != NULL ? error->message : "");
      return;
    }
  work = g_new0 (Comparison, 1);
  work->speech = speech;
  work->spans = spans_of (self, self->track);
  g_clear_object (&self->job);
  self->job = vost_job_new (_ ("Comparing"), compare_thread, work, (GDestroyNotify) comparison_free,
                            g_free);
  g_signal_connect (self->job, "finished", G_CALLBACK (on_compared), self);
  vost_job_start (self->job);
}

static void
listen (Dialog *self)
{
  g_autofree char *film = vost_session_dup_film_path (self->session);
  g_autofree char *cache = vost_session_cache_folder ();

  if (film == NULL)
    {
      show_problem (self, _ ("There is no film to listen to."));
      return;
    }
  self->job = vost_speech_job (film, cache);
  g_object_bind_property (self->job, "fraction", self->progress, "fraction", G_BINDING_DEFAULT);
  g_signal_connect (self->job, "finished", G_CALLBACK (on_heard), self);
  gtk_widget_set_visible (GTK_WIDGET (self->progress), TRUE);
  gtk_widget_set_visible (GTK_WIDGET (self->problem), FALSE);
  gtk_widget_set_sensitive (gtk_window_get_default_widget (self->window), FALSE);
  vost_job_start (self->job);
}

static void
on_accept (Dialog *self)
{
  static gboolean (*const ways[N_WAYS]) (Dialog *, GArray *, GError **) = {
    [BY_POINTS] = by_points, [BY_RATE] = by_rate, [BY_TRACK] = by_track
  };
  guint way = adw_combo_row_get_selected (self->way);
  g_autoptr (GArray) spans = spans_of (self, self->track);
  g_autoptr (GError) error = NULL;

  if (way == BY_SOUND)
    listen (self);
  else if (ways[way](self, spans, &error))
    apply (self, spans, way);
  else
    show_problem (self, error->message);
}

/* --- Building --- */

static void
on_way (Dialog *self)
{
  guint way = adw_combo_row_get_selected (self->way);

  for (guint i = 0; i < N_WAYS; i++)
    gtk_widget_set_visible (self->groups[i], i == way);
  gtk_widget_set_visible (GTK_WIDGET (self->problem), FALSE);
}

/* The row says the words of the cue, so that one knows what to listen for. */
static void
on_cue (GtkSpinButton *spin, Dialog *self)
{
  VostProject *project = vost_session_get_project (self->session);
  Point *point = spin == self->points[0].cue ? &self->points[0] : &self->points[1];
  guint index = (guint) gtk_spin_button_get_value_as_int (spin) - 1;
  const VostCue *cue;
  const VostCue *source;
  g_autofree char *plain = NULL;
  g_autofree char *escaped = NULL;
  g_autofree char *time = NULL;

  if (index >= vost_project_get_n (project, VOST_KIND_CUE, self->track))
    return;
  cue = vost_project_get_nth (project, VOST_KIND_CUE, self->track, index);
  source = cue->pair != VOST_ID_NONE ? vost_project_lookup (project, cue->pair) : NULL;
  plain = vost_markup_to_plain (cue->text[0] == '\0' && source != NULL ? source->text : cue->text);
  g_strdelimit (plain, "\n", ' ');
  escaped = g_markup_escape_text (plain, -1);
  time = vost_time_format (MAX (vost_project_cue_span (project, cue).start, 0), 3);
  adw_action_row_set_subtitle (point->row, escaped);
  gtk_editable_set_text (point->time, time);
}

static void
on_playhead (GtkButton *button, Dialog *self)
{
  Point *point = g_object_get_data (G_OBJECT (button), "point");
  g_autofree char *time =
      vost_time_format (vost_player_get_position (vost_session_get_film_player (self->session)), 3);

  gtk_editable_set_text (point->time, time);
}

static void
add_point (Dialog *self, AdwPreferencesGroup *group, guint index, const char *title, guint cue)
{
  Point *point = &self->points[index];
  guint n =
      vost_project_get_n (vost_session_get_project (self->session), VOST_KIND_CUE, self->track);
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *time = gtk_entry_new ();
  GtkWidget *take = gtk_button_new_from_icon_name ("find-location-symbolic");

  point->row = ADW_ACTION_ROW (row);
  point->cue = GTK_SPIN_BUTTON (gtk_spin_button_new_with_range (1, MAX (n, 1), 1));
  point->time = GTK_EDITABLE (time);
  gtk_editable_set_width_chars (point->time, 12);
  gtk_editable_set_max_width_chars (point->time, 12);
  gtk_widget_add_css_class (time, "numeric");
  gtk_widget_set_valign (GTK_WIDGET (point->cue), GTK_ALIGN_CENTER);
  gtk_widget_set_valign (time, GTK_ALIGN_CENTER);
  gtk_widget_set_valign (take, GTK_ALIGN_CENTER);
  vost_set_accessible_label (point->cue, _ ("Number of the cue"));
  gtk_widget_set_tooltip_text (GTK_WIDGET (point->cue), _ ("Number of the cue"));
  vost_set_accessible_label (time, _ ("When it shall begin"));
  gtk_widget_set_tooltip_text (time, _ ("When it shall begin"));
  vost_set_accessible_label (take, _ ("Where the film stands now"));
  gtk_widget_set_tooltip_text (take, _ ("Where the film stands now"));
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle_lines (point->row, 1);
  adw_action_row_add_suffix (point->row, GTK_WIDGET (point->cue));
  adw_action_row_add_suffix (point->row, time);
  adw_action_row_add_suffix (point->row, take);
  adw_preferences_group_add (group, row);
  g_object_set_data (G_OBJECT (take), "point", point);
  g_signal_connect (take, "clicked", G_CALLBACK (on_playhead), self);
  gtk_spin_button_set_value (point->cue, cue);
  g_signal_connect (point->cue, "value-changed", G_CALLBACK (on_cue), self);
  on_cue (point->cue, self);
}

static GtkWidget *
make_points (Dialog *self)
{
  GtkWidget *group = adw_preferences_group_new ();
  guint n =
      vost_project_get_n (vost_session_get_project (self->session), VOST_KIND_CUE, self->track);

  adw_preferences_group_set_description (
      ADW_PREFERENCES_GROUP (group),
      _ ("Play the film to where each cue is heard, and take the time from there."));
  add_point (self, ADW_PREFERENCES_GROUP (group), 0, _ ("First cue"), 1);
  add_point (self, ADW_PREFERENCES_GROUP (group), 1, _ ("Last cue"), MAX (n, 1));
  return group;
}

static AdwComboRow *
add_combo (GtkWidget *group, const char *title, GListModel *names)
{
  GtkWidget *row = adw_combo_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  vost_combo_row_show_whole (ADW_COMBO_ROW (row));
  adw_combo_row_set_model (ADW_COMBO_ROW (row), names);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), row);
  return ADW_COMBO_ROW (row);
}

static GtkWidget *
make_rates (Dialog *self)
{
  GtkWidget *group = adw_preferences_group_new ();
  const VostSource *source = vost_session_source_record (self->session);
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  guint film = 1;

  for (guint i = 0; i < G_N_ELEMENTS (rates); i++)
    {
      g_autofree char *name = g_strdup_printf ("%.5g", (double) rates[i].num / rates[i].den);

      gtk_string_list_append (names, name);
      if (source != NULL && source->rate.num == rates[i].num && source->rate.den == rates[i].den)
        film = i;
    }
  adw_preferences_group_set_description (
      ADW_PREFERENCES_GROUP (group),
      _ ("For subtitles that run ahead or behind more and more: they were made for a version at "
         "another speed."));
  self->from = add_combo (group, _ ("Made for frames a second"), G_LIST_MODEL (names));
  self->to = add_combo (group, _ ("The film’s frames a second"), G_LIST_MODEL (names));
  adw_combo_row_set_selected (self->from, 2);
  adw_combo_row_set_selected (self->to, film);
  return group;
}

/* Those that have times of their own: a translation made here shares them. */
static GtkWidget *
make_others (Dialog *self)
{
  VostProject *project = vost_session_get_project (self->session);
  GtkWidget *group = adw_preferences_group_new ();
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  guint n = vost_project_get_n (project, VOST_KIND_TRACK, VOST_ID_NONE);

  for (guint i = 0; i < n; i++)
    {
      const VostTrack *track = vost_project_get_nth (project, VOST_KIND_TRACK, VOST_ID_NONE, i);
      g_autofree char *name = vost_language_name (track->language);

      if (track->record.id == self->track ||
          track->source != vost_session_get_source (self->session))
        continue;
      gtk_string_list_append (names, name[0] != '\0' ? name : _ ("Language unknown"));
      g_array_append_val (self->others, track->record.id);
    }
  adw_preferences_group_set_description (
      ADW_PREFERENCES_GROUP (group),
      _ ("Speed and shift are found by comparing when the cues begin."));
  self->other = add_combo (group, _ ("Subtitles that fit"), G_LIST_MODEL (names));
  return group;
}

static GtkWidget *
make_sound (void)
{
  GtkWidget *group = adw_preferences_group_new ();

  adw_preferences_group_set_description (
      ADW_PREFERENCES_GROUP (group),
      _ ("Listens to the whole film for voices, and finds the speed and shift at which the cues "
         "meet them. Loud music or few cues may leave it in doubt; then nothing is changed."));
  return group;
}

static gboolean
is_alone (Dialog *self)
{
  VostProject *project = vost_session_get_project (self->session);
  const VostTrack *track = vost_project_lookup (project, self->track);

  return self->others->len > 0 && track->master == VOST_ID_NONE &&
         vost_project_index_of (project, self->track) >
             vost_project_index_of (project, g_array_index (self->others, VostId, 0));
}

static GtkWidget *
make_body (Dialog *self)
{
  const char *ways[] = { _ ("By two points"), _ ("By frame rate"), _ ("By what is heard"),
                         _ ("Like other subtitles"), NULL };
  g_autoptr (GtkStringList) names = NULL;
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  GtkWidget *top = adw_preferences_group_new ();

  self->groups[BY_POINTS] = make_points (self);
  self->groups[BY_RATE] = make_rates (self);
  self->groups[BY_SOUND] = make_sound ();
  self->groups[BY_TRACK] = make_others (self);
  if (self->others->len == 0)
    ways[BY_TRACK] = NULL;
  names = gtk_string_list_new (ways);
  self->way = add_combo (top, _ ("How"), G_LIST_MODEL (names));
  self->problem = GTK_LABEL (gtk_label_new (""));
  gtk_label_set_wrap (self->problem, TRUE);
  gtk_label_set_xalign (self->problem, 0);
  gtk_widget_add_css_class (GTK_WIDGET (self->problem), "error");
  gtk_box_append (GTK_BOX (box), top);
  for (guint i = 0; i < N_WAYS; i++)
    gtk_box_append (GTK_BOX (box), self->groups[i]);
  self->progress = GTK_PROGRESS_BAR (gtk_progress_bar_new ());
  gtk_widget_set_visible (GTK_WIDGET (self->progress), FALSE);
  vost_set_accessible_label (self->progress, _ ("Progress"));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->progress));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->problem));
  g_signal_connect_swapped (self->way, "notify::selected", G_CALLBACK (on_way), self);
  /* Added beside others, and not paired with them: its times do not fit. */
  if (is_alone (self))
    adw_combo_row_set_selected (self->way, BY_TRACK);
  on_way (self);
  return box;
}

void
vost_synchronise (GtkWindow *parent, VostSession *session, VostId track)
{
  Dialog *self = g_new0 (Dialog, 1);

  self->window =
      vost_dialog_new (parent, _ ("Synchronise"), _ ("_Apply"), G_CALLBACK (on_accept), self);
  gtk_window_set_default_size (self->window, 520, -1);
  self->session = g_object_ref (session);
  self->track = track;
  self->others = g_array_new (FALSE, FALSE, sizeof (VostId));
  g_object_set_data_full (G_OBJECT (self->window), "dialog", self, (GDestroyNotify) dialog_free);
  /* What it is about may go while it is open. */
  g_signal_connect_object (session, "notify::track", G_CALLBACK (gtk_window_destroy), self->window,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "document-changed", G_CALLBACK (gtk_window_destroy),
                           self->window, G_CONNECT_SWAPPED);
  vost_dialog_set_body (self->window, make_body (self));
  gtk_window_present (self->window);
  gtk_widget_grab_focus (GTK_WIDGET (self->way));
}
