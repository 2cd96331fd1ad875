/* What the Subtitles page does: moving among cues, timing, splitting, translating. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "subtitles-private.h"

#include "vostok-config.h"

#include <glib/gi18n.h>

#include "compat.h"
#include "export-dialog.h"
#include "language-dialog.h"
#include "reading-dialog.h"
#include "sync-dialog.h"

#define NEW_CUE_LENGTH (2 * VOST_SECOND)
#define SHORTEST_TAP (150 * VOST_MSECOND)
#define FAR_START VOST_SECOND

static VostProject *
project_of (VostSubtitlesPage *self)
{
  return vost_session_get_project (self->session);
}

static VostTime
playhead (VostSubtitlesPage *self)
{
  return vost_player_get_position (vost_session_get_film_player (self->session));
}

/* --- Moving --- */

static gboolean
is_among (VostSubtitlesPage *self, const VostCue *cue, VostCueFilter among)
{
  if (among == VOST_CUES_UNTRANSLATED)
    return cue->text[0] == '\0';
  if (among == VOST_CUES_ISSUES)
    return self->findings != NULL && g_hash_table_contains (self->findings, &cue->record.id);
  return TRUE;
}

void
vost_subtitles_page_go (VostSubtitlesPage *self, int step, VostCueFilter among)
{
  VostProject *project = project_of (self);
  VostId track = vost_session_get_track (self->session);
  int n = track != VOST_ID_NONE ? (int) vost_project_get_n (project, VOST_KIND_CUE, track) : 0;
  int at = vost_project_index_of (project, vost_session_get_cue (self->session));

  if (at < 0)
    at = step > 0 ? -1 : n;
  for (int index = at + step; index >= 0 && index < n; index += step)
    {
      const VostCue *cue = vost_project_get_nth (project, VOST_KIND_CUE, track, (guint) index);

      if (is_among (self, cue, among))
        {
          vost_session_set_cue (self->session, cue->record.id, TRUE);
          return;
        }
    }
  if (among == VOST_CUES_UNTRANSLATED)
    vost_session_message (self->session, _ ("Nothing more to translate from here on"));
  else if (among == VOST_CUES_ISSUES)
    vost_session_message (self->session, _ ("No more issues from here on"));
}

static void
action_go (GtkWidget *widget, const char *name, GVariant *parameter)
{
  VostSubtitlesPage *self = VOST_SUBTITLES_PAGE (widget);
  int step = strstr (name, "previous") != NULL ? -1 : 1;
  VostCueFilter among = g_str_has_suffix (name, "issue")          ? VOST_CUES_ISSUES
                        : g_str_has_suffix (name, "untranslated") ? VOST_CUES_UNTRANSLATED
                                                                  : VOST_CUES_ALL;

  vost_subtitles_page_go (self, step, among);
}

/* --- Timing --- */

static void
set_edge (VostSubtitlesPage *self, gboolean end)
{
  const VostCue *cue = vost_session_cue_record (self->session);
  VostSpan span;
  VostTime t = playhead (self);

  if (cue == NULL)
    return;
  span = vost_project_cue_span (project_of (self), cue);
  if (end)
    span.end = t;
  else
    {
      /* A start put after the end takes the cue along at its length. */
      if (t >= span.end)
        span.end = t + vost_span_duration (span);
      span.start = t;
    }
  if (span.end <= span.start)
    vost_session_message (self->session, _ ("A cue must end after it starts"));
  else
    vost_session_retime_cue (self->session, cue->record.id, span, NULL);
}

static void
action_set_start (GtkWidget *widget, const char *name, GVariant *parameter)
{
  set_edge (VOST_SUBTITLES_PAGE (widget), FALSE);
}

static void
action_set_end (GtkWidget *widget, const char *name, GVariant *parameter)
{
  set_edge (VOST_SUBTITLES_PAGE (widget), TRUE);
}

static VostId
insert_cue (VostSubtitlesPage *self, VostSpan span)
{
  VostId cue = VOST_ID_NONE;
  VostId track = vost_session_get_track (self->session);

  if (track == VOST_ID_NONE)
    return VOST_ID_NONE;
  vost_session_push (self->session,
                     vost_cue_edit_insert (project_of (self), track, span, "", &cue));
  if (cue != VOST_ID_NONE)
    vost_session_set_cue (self->session, cue, FALSE);
  return cue;
}

/* The next cue's times when the one before ends at @end. Its end stays where it is, unless the
 * start moves so far that the cue is another moment's: then it keeps its length. */
static VostSpan
start_next (VostSubtitlesPage *self, VostSpan span, VostTime start)
{
  VostTime length = vost_span_duration (span);

  if (span.start == VOST_TIME_NONE || span.end - start < SHORTEST_TAP ||
      ABS (span.start - start) > FAR_START)
    span.end = start + (span.start != VOST_TIME_NONE && length > 0 ? length : NEW_CUE_LENGTH);
  span.start = start;
  return span;
}

/* Through a text whose times are not right yet: a press where each line begins. */
static void
action_set_start_next (GtkWidget *widget, const char *name, GVariant *parameter)
{
  VostSubtitlesPage *self = VOST_SUBTITLES_PAGE (widget);
  VostProject *project = project_of (self);
  const VostCue *cue = vost_session_cue_record (self->session);
  VostId next = VOST_ID_NONE;
  int at = vost_project_index_of (project, vost_session_get_cue (self->session));

  if (cue == NULL)
    return;
  if ((guint) at + 1 < vost_project_get_n (project, VOST_KIND_CUE, cue->record.parent))
    next = VOST_RECORD_ID (
        vost_project_get_nth (project, VOST_KIND_CUE, cue->record.parent, (guint) at + 1));
  vost_session_retime_cue (self->session, cue->record.id,
                           start_next (self, vost_project_cue_span (project, cue), playhead (self)),
                           NULL);
  if (next != VOST_ID_NONE)
    vost_session_set_cue (self->session, next, FALSE);
}

static void
action_set_end_next (GtkWidget *widget, const char *name, GVariant *parameter)
{
  VostSubtitlesPage *self = VOST_SUBTITLES_PAGE (widget);
  VostProject *project = project_of (self);
  VostHistory *history = vost_session_get_history (self->session);
  VostId track = vost_session_get_track (self->session);
  int at = vost_project_index_of (project, vost_session_get_cue (self->session));
  const VostSource *source = vost_session_source_record (self->session);
  VostRate rate = source != NULL ? source->rate : (VostRate){ 0, 1 };
  VostTime start = vost_profile_next_start (vost_profiles, rate, playhead (self));
  VostId next_id = VOST_ID_NONE;

  if (at >= 0 && (guint) at + 1 < vost_project_get_n (project, VOST_KIND_CUE, track))
    next_id =
        ((const VostCue *) vost_project_get_nth (project, VOST_KIND_CUE, track, (guint) at + 1))
            ->record.id;
  /* One key, one step to undo. */
  vost_history_begin_group (history, _ ("Change timing"));
  set_edge (self, TRUE);
  if (next_id == VOST_ID_NONE)
    insert_cue (self, (VostSpan){ start, start + NEW_CUE_LENGTH });
  else
    {
      const VostCue *next = vost_project_lookup (project, next_id);

      vost_session_retime_cue (self->session, next_id,
                               start_next (self, vost_project_cue_span (project, next), start),
                               NULL);
      vost_session_set_cue (self->session, next_id, FALSE);
    }
  vost_history_end_group (history);
}

static void
action_tap (GtkWidget *widget, const char *name, GVariant *parameter)
{
  VostSubtitlesPage *self = VOST_SUBTITLES_PAGE (widget);

  /* The key repeats while it is held: only the first press counts. */
  if (self->tap_start == VOST_TIME_NONE)
    self->tap_start = playhead (self);
}

void
vost_subtitles_page_end_tap (VostSubtitlesPage *self, gboolean may_write)
{
  VostSpan span = { self->tap_start, playhead (self) };

  if (self->tap_start == VOST_TIME_NONE)
    return;
  self->tap_start = VOST_TIME_NONE;
  if (vost_span_duration (span) < SHORTEST_TAP)
    vost_session_message (self->session,
                          _ ("Hold the key as long as someone speaks, while the film plays"));
  else if (insert_cue (self, span) != VOST_ID_NONE && may_write)
    vost_cue_editor_focus_text (self->editor);
}

static void
action_play_cue (GtkWidget *widget, const char *name, GVariant *parameter)
{
  VostSubtitlesPage *self = VOST_SUBTITLES_PAGE (widget);
  VostPlayer *player = vost_session_get_film_player (self->session);
  const VostCue *cue = vost_session_cue_record (self->session);

  if (cue == NULL)
    return;
  if (g_str_has_suffix (name, "loop"))
    {
      vost_player_set_loop (player, vost_project_cue_span (project_of (self), cue));
      vost_player_play (player);
    }
  else
    vost_player_play_span (player, vost_project_cue_span (project_of (self), cue));
}

/* --- Cues --- */

static void
action_insert (GtkWidget *widget, const char *name, GVariant *parameter)
{
  VostSubtitlesPage *self = VOST_SUBTITLES_PAGE (widget);
  VostTime t = playhead (self);

  if (insert_cue (self, (VostSpan){ t, t + NEW_CUE_LENGTH }) != VOST_ID_NONE)
    vost_cue_editor_focus_text (self->editor);
}

static void
action_split (GtkWidget *widget, const char *name, GVariant *parameter)
{
  VostSubtitlesPage *self = VOST_SUBTITLES_PAGE (widget);
  VostId cue = vost_session_get_cue (self->session);

  /* Elsewhere nobody sees where the caret is. */
  if (cue != VOST_ID_NONE && !vost_cue_editor_is_writing (self->editor))
    vost_session_message (self->session, _ ("Put the caret where the text shall be split"));
  else if (cue != VOST_ID_NONE)
    vost_session_push (self->session, vost_cue_edit_split (project_of (self), cue,
                                                           vost_cue_editor_get_caret (self->editor),
                                                           VOST_TIME_NONE));
}

static void
action_join (GtkWidget *widget, const char *name, GVariant *parameter)
{
  VostSubtitlesPage *self = VOST_SUBTITLES_PAGE (widget);
  VostId cue = vost_session_get_cue (self->session);

  if (cue != VOST_ID_NONE)
    vost_session_push (self->session, vost_cue_edit_join (project_of (self), cue));
}

static void
action_delete (GtkWidget *widget, const char *name, GVariant *parameter)
{
  VostSubtitlesPage *self = VOST_SUBTITLES_PAGE (widget);
  g_autoptr (GArray) ids = vost_cue_grid_get_selection (self->grid);
  VostId track = vost_session_get_track (self->session);
  int at = vost_project_index_of (project_of (self), vost_session_get_cue (self->session));

  if (ids->len == 0)
    return;
  vost_session_push (
      self->session,
      vost_cue_edit_remove (project_of (self), (const VostId *) (void *) ids->data, ids->len));
  if (at >= 0 && (guint) at < vost_project_get_n (project_of (self), VOST_KIND_CUE, track))
    {
      const VostCue *next =
          vost_project_get_nth (project_of (self), VOST_KIND_CUE, track, (guint) at);

      vost_session_set_cue (self->session, next->record.id, FALSE);
    }
}

static void
action_copy_source (GtkWidget *widget, const char *name, GVariant *parameter)
{
  VostSubtitlesPage *self = VOST_SUBTITLES_PAGE (widget);
  const VostCue *cue = vost_session_cue_record (self->session);
  const VostCue *source = vost_session_reference_cue (self->session);

  if (cue != NULL && source != NULL)
    vost_session_push (self->session,
                       vost_cue_edit_set_text (project_of (self), cue->record.id, source->text));
}

static void
action_italic (GtkWidget *widget, const char *name, GVariant *parameter)
{
  vost_cue_editor_toggle_italic (VOST_SUBTITLES_PAGE (widget)->editor);
}

static void
action_find (GtkWidget *widget, const char *name, GVariant *parameter)
{
  vost_find_bar_open (VOST_SUBTITLES_PAGE (widget)->find_bar, g_str_has_suffix (name, "replace"));
}

/* --- Shifting --- */

typedef struct
{
  VostSubtitlesPage *page;
  GtkWindow *window;
  GtkSpinButton *seconds;
  GtkCheckButton *all;
} ShiftDialog;

static void
on_shift (ShiftDialog *dialog)
{
  VostSubtitlesPage *self = dialog->page;
  VostTime by = (VostTime) (gtk_spin_button_get_value (dialog->seconds) * 1000) * VOST_MSECOND;
  g_autoptr (GArray) ids = vost_cue_grid_get_selection (self->grid);
  gboolean all = gtk_check_button_get_active (dialog->all) || ids->len == 0;

  vost_history_begin_group (vost_session_get_history (self->session), _ ("Shift cues"));
  if (vost_session_push (self->session,
                         vost_cue_edit_shift (project_of (self),
                                              vost_session_get_track (self->session),
                                              all ? NULL : (const VostId *) (void *) ids->data,
                                              all ? 0 : ids->len, by)))
    vost_session_sort_cues (self->session, vost_session_get_track (self->session), NULL);
  vost_history_end_group (vost_session_get_history (self->session));
  gtk_window_destroy (dialog->window);
}

static void
action_sort (GtkWidget *widget, const char *name, GVariant *parameter)
{
  VostSubtitlesPage *self = VOST_SUBTITLES_PAGE (widget);

  if (!vost_session_sort_cues (self->session, vost_session_get_track (self->session), NULL))
    vost_session_message (self->session, _ ("The cues are in order"));
}

static GtkWidget *
make_shift_body (ShiftDialog *dialog)
{
  GtkWidget *group = adw_preferences_group_new ();
  GtkWidget *seconds_row = adw_action_row_new ();
  GtkWidget *all_row = adw_action_row_new ();

  dialog->seconds = GTK_SPIN_BUTTON (gtk_spin_button_new_with_range (-36000, 36000, 0.1));
  gtk_spin_button_set_digits (dialog->seconds, 3);
  /* Else it starts at the smallest. */
  gtk_spin_button_set_value (dialog->seconds, 0);
  gtk_widget_set_valign (GTK_WIDGET (dialog->seconds), GTK_ALIGN_CENTER);
  vost_set_accessible_label (dialog->seconds, _ ("Seconds"));
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (seconds_row), _ ("Seconds"));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (seconds_row),
                               _ ("Negative numbers show the cues earlier"));
  adw_action_row_add_suffix (ADW_ACTION_ROW (seconds_row), GTK_WIDGET (dialog->seconds));
  dialog->all = GTK_CHECK_BUTTON (gtk_check_button_new ());
  gtk_check_button_set_active (dialog->all, TRUE);
  gtk_widget_set_valign (GTK_WIDGET (dialog->all), GTK_ALIGN_CENTER);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (all_row), _ ("All cues"));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (all_row),
                               _ ("Otherwise those that are selected in the list"));
  adw_action_row_add_suffix (ADW_ACTION_ROW (all_row), GTK_WIDGET (dialog->all));
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (all_row), GTK_WIDGET (dialog->all));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), seconds_row);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), all_row);
  return group;
}

static void
action_shift (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ShiftDialog *dialog = g_new0 (ShiftDialog, 1);

  dialog->page = VOST_SUBTITLES_PAGE (widget);
  dialog->window = vost_dialog_new (GTK_WINDOW (gtk_widget_get_root (widget)), _ ("Shift Cues"),
                                    _ ("_Shift"), G_CALLBACK (on_shift), dialog);
  gtk_window_set_modal (dialog->window, TRUE);
  gtk_window_set_default_size (dialog->window, 420, -1);
  g_object_set_data_full (G_OBJECT (dialog->window), "dialog", dialog, g_free);
  vost_dialog_set_body (dialog->window, make_shift_body (dialog));
  gtk_window_present (dialog->window);
  gtk_widget_grab_focus (GTK_WIDGET (dialog->seconds));
}

/* --- Tracks --- */

static void
credit_author (VostSubtitlesPage *self, VostId id)
{
  g_autofree char *author =
      g_settings_get_string (vost_session_get_settings (self->session), "author");
  const VostTrack *track = vost_project_lookup (project_of (self), id);
  const char *names[] = { author, NULL };
  g_autoptr (VostTrack) after = NULL;
  VostEdit *edit;

  if (track == NULL || author[0] == '\0')
    return;
  after = vost_record_copy (track);
  g_strfreev (after->contributors);
  after->contributors = g_strdupv ((char **) names);
  edit = vost_edit_new (_ ("Credit the translator"), NULL);
  vost_edit_change (edit, track, after);
  vost_session_push (self->session, edit);
}

static void
on_translate_into (const char *tag, gpointer data)
{
  VostSubtitlesPage *self = data;
  const VostTrack *track = vost_session_track_record (self->session);
  VostHistory *history = vost_session_get_history (self->session);
  VostId made = VOST_ID_NONE;

  if (track == NULL)
    return;
  g_settings_set_string (vost_session_get_settings (self->session), "recent-language", tag);
  vost_history_begin_group (history, _ ("Translate"));
  vost_session_push (
      self->session,
      vost_cue_edit_translate (project_of (self),
                               track->master != VOST_ID_NONE ? track->master : track->record.id,
                               tag, &made));
  credit_author (self, made);
  vost_history_end_group (history);
  if (made == VOST_ID_NONE)
    return;
  vost_session_set_track (self->session, made);
  vost_session_set_cue (self->session, VOST_ID_NONE, FALSE);
  vost_subtitles_page_go (self, 1, VOST_CUES_UNTRANSLATED);
  vost_cue_editor_focus_text (self->editor);
}

void
vost_subtitles_page_translate (VostSubtitlesPage *self)
{
  g_autofree char *recent =
      g_settings_get_string (vost_session_get_settings (self->session), "recent-language");

  if (vost_session_get_track (self->session) == VOST_ID_NONE)
    return;
  vost_choose_language (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), _ ("Translate"),
                        _ ("Each line gets an empty one beside it, with the same times."),
                        _ ("_Translate"), recent[0] != '\0' ? recent : NULL, on_translate_into,
                        self);
}

static void
on_write_in (const char *tag, gpointer data)
{
  VostSubtitlesPage *self = data;
  VostSubtitles *subs = vost_subtitles_new ();
  VostHistory *history = vost_session_get_history (self->session);
  const VostSource *film = vost_session_source_record (self->session);
  VostId made = VOST_ID_NONE;

  vost_set_string (&subs->track->language, tag);
  vost_set_string (&subs->track->role, "original");
  vost_set_string (&subs->track->format, "srt");
  vost_history_begin_group (history, _ ("Write subtitles"));
  /* The dialog asked for the language that is spoken. */
  if (film != NULL && film->language[0] == '\0')
    vost_session_push (self->session,
                       vost_cue_edit_set_spoken (project_of (self), VOST_RECORD_ID (film), tag));
  vost_session_push (self->session,
                     vost_cue_edit_add_track (project_of (self), subs,
                                              vost_session_get_source (self->session), &made));
  credit_author (self, made);
  vost_history_end_group (history);
  if (made != VOST_ID_NONE)
    vost_session_set_track (self->session, made);
}

void
vost_subtitles_page_write (VostSubtitlesPage *self)
{
  vost_choose_language (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), _ ("Write Subtitles"),
                        _ ("In the language that is spoken in the film. Hold F8 while someone "
                           "speaks: that makes a cue."),
                        _ ("_Start"), NULL, on_write_in, self);
}

static void
action_translate (GtkWidget *widget, const char *name, GVariant *parameter)
{
  vost_subtitles_page_translate (VOST_SUBTITLES_PAGE (widget));
}

static void
action_write (GtkWidget *widget, const char *name, GVariant *parameter)
{
  vost_subtitles_page_write (VOST_SUBTITLES_PAGE (widget));
}

static void
action_remove_track (GtkWidget *widget, const char *name, GVariant *parameter)
{
  VostSubtitlesPage *self = VOST_SUBTITLES_PAGE (widget);

  if (vost_session_get_track (self->session) != VOST_ID_NONE)
    vost_session_push (
        self->session,
        vost_cue_edit_remove_track (project_of (self), vost_session_get_track (self->session)));
}

static void
action_track (GtkWidget *widget, const char *name, GVariant *parameter)
{
  vost_session_set_track (VOST_SUBTITLES_PAGE (widget)->session, g_variant_get_uint64 (parameter));
}

static void
action_export (GtkWidget *widget, const char *name, GVariant *parameter)
{
  VostSubtitlesPage *self = VOST_SUBTITLES_PAGE (widget);

  if (vost_session_get_track (self->session) != VOST_ID_NONE)
    vost_export_subtitles (GTK_WINDOW (gtk_widget_get_root (widget)), self->session,
                           vost_session_get_track (self->session));
}

static void
action_synchronise (GtkWidget *widget, const char *name, GVariant *parameter)
{
  VostSubtitlesPage *self = VOST_SUBTITLES_PAGE (widget);
  VostId track = vost_session_get_track (self->session);

  if (track != VOST_ID_NONE && vost_project_get_n (project_of (self), VOST_KIND_CUE, track) > 0)
    vost_synchronise (GTK_WINDOW (gtk_widget_get_root (widget)), self->session, track);
}

static void
action_reading (GtkWidget *widget, const char *name, GVariant *parameter)
{
  VostSubtitlesPage *self = VOST_SUBTITLES_PAGE (widget);
  const VostTrack *track = vost_session_track_record (self->session);

  if (track != NULL && track->path[0] != '\0')
    vost_show_reading (GTK_WINDOW (gtk_widget_get_root (widget)), self->session,
                       VOST_RECORD_ID (track));
  else if (track != NULL)
    vost_session_message (self->session, _ ("These subtitles were not read from a file"));
}

static void
action_fix_all (GtkWidget *widget, const char *name, GVariant *parameter)
{
  VostSubtitlesPage *self = VOST_SUBTITLES_PAGE (widget);
  guint fixed = 0;
  VostEdit *edit = vost_check_fix_track (vost_session_get_snapshot (self->session),
                                         vost_session_get_track (self->session),
                                         vost_session_get_profile (self->session), &fixed);

  if (vost_session_push (self->session, edit))
    vost_session_message (self->session,
                          ngettext ("%u cue was mended", "%u cues were mended", fixed), fixed);
  else
    vost_session_message (self->session, _ ("None of the issues can be mended without you"));
}

static void
action_import (GtkWidget *widget, const char *name, GVariant *parameter)
{
  vost_session_import_all_embedded (VOST_SUBTITLES_PAGE (widget)->session);
}

void
vost_subtitles_page_install_actions (GtkWidgetClass *widget_class)
{
  static const struct
  {
    const char *name;
    const char *parameter;
    GtkWidgetActionActivateFunc activate;
  } entries[] = {
    { "subtitles.next", NULL, action_go },
    { "subtitles.previous", NULL, action_go },
    { "subtitles.next-issue", NULL, action_go },
    { "subtitles.previous-issue", NULL, action_go },
    { "subtitles.next-untranslated", NULL, action_go },
    { "subtitles.set-start", NULL, action_set_start },
    { "subtitles.set-end", NULL, action_set_end },
    { "subtitles.set-start-next", NULL, action_set_start_next },
    { "subtitles.set-end-next", NULL, action_set_end_next },
    { "subtitles.tap", NULL, action_tap },
    { "subtitles.play-cue", NULL, action_play_cue },
    { "subtitles.loop", NULL, action_play_cue },
    { "subtitles.insert", NULL, action_insert },
    { "subtitles.split", NULL, action_split },
    { "subtitles.join", NULL, action_join },
    { "subtitles.delete", NULL, action_delete },
    { "subtitles.shift", NULL, action_shift },
    { "subtitles.sort", NULL, action_sort },
    { "subtitles.find", NULL, action_find },
    { "subtitles.replace", NULL, action_find },
    { "subtitles.copy-source", NULL, action_copy_source },
    { "subtitles.italic", NULL, action_italic },
    { "subtitles.translate", NULL, action_translate },
    { "subtitles.reading", NULL, action_reading },
    { "subtitles.export", NULL, action_export },
    { "subtitles.synchronise", NULL, action_synchronise },
    { "subtitles.write", NULL, action_write },
    { "subtitles.import", NULL, action_import },
    { "subtitles.remove-track", NULL, action_remove_track },
    { "subtitles.track", "t", action_track },
    { "subtitles.fix-all", NULL, action_fix_all },
  };

  for (guint i = 0; i < G_N_ELEMENTS (entries); i++)
    gtk_widget_class_install_action (widget_class, entries[i].name, entries[i].parameter,
                                     entries[i].activate);
}
