/* The cue that is being written: source above, target below, times, counters, issues. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cue-editor.h"

#include "vostok-config.h"

#include <glib/gi18n.h>

#include <vostok/core/direction.h>
#include <vostok/core/markup.h>

#include "compat.h"

typedef enum
{
  FIELD_START,
  FIELD_END,
  FIELD_DURATION,
  N_FIELDS
} TimeField;

struct _VostCueEditor
{
  GtkBox parent_instance;

  VostSession *session;
  GtkLabel *languages;
  GtkLabel *position;
  GtkDropDown *status;
  GtkLabel *source;
  GtkTextView *text;
  GtkTextBuffer *buffer;
  GtkLabel *speed;
  GtkLabel *lines;
  GtkBox *issues;
  GtkEntry *times[N_FIELDS];
  GtkEntry *speaker;
  gboolean updating; /* widgets follow the document, not the hand */
};

enum
{
  NEXT,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (VostCueEditor, vost_cue_editor, GTK_TYPE_BOX);

static const char *const status_ids[] = { "", "draft", "reviewed", "approved" };

/* --- From the document --- */

static VostSpan
current_span (VostCueEditor *self)
{
  const VostCue *cue = vost_session_cue_record (self->session);

  return cue != NULL ? vost_project_cue_span (vost_session_get_project (self->session), cue)
                     : (VostSpan){ 0, 0 };
}

static void
set_pill (GtkLabel *label, const char *text, gboolean good, gboolean known)
{
  gtk_label_set_text (label, text);
  gtk_widget_remove_css_class (GTK_WIDGET (label), "success");
  gtk_widget_remove_css_class (GTK_WIDGET (label), "error");
  if (known)
    gtk_widget_add_css_class (GTK_WIDGET (label), good ? "success" : "error");
}

static void
update_counters (VostCueEditor *self)
{
  const VostCue *cue = vost_session_cue_record (self->session);
  const VostProfile *profile = vost_session_get_profile (self->session);
  guint longest = 0, lines = 0, characters = 0;
  double speed;
  g_autofree char *speed_text = NULL;
  g_autofree char *lines_text = NULL;

  if (cue == NULL)
    return;
  vost_markup_measure (cue->text, &longest, &lines, &characters);
  speed = vost_reading_speed (cue->text, vost_span_duration (current_span (self)));
  speed_text = g_strdup_printf (_ ("%.1f characters/s"), speed);
  lines_text = g_strdup_printf (
      ngettext ("%u line · longest %u of %u", "%u lines · longest %u of %u", lines), lines, longest,
      profile->cpl_max);
  set_pill (self->speed, speed_text, speed <= profile->cps_max, characters > 0);
  set_pill (self->lines, lines_text, longest <= profile->cpl_max && lines <= profile->lines_max,
            characters > 0);
}

static void
update_times (VostCueEditor *self)
{
  const VostCue *cue = vost_session_cue_record (self->session);
  VostSpan span = current_span (self);
  VostTime values[N_FIELDS] = { span.start, span.end, vost_span_duration (span) };

  for (guint i = 0; i < N_FIELDS; i++)
    {
      g_autofree char *text = cue != NULL ? vost_time_format (values[i], 3) : g_strdup ("");

      if (!g_str_equal (gtk_editable_get_text (GTK_EDITABLE (self->times[i])), text))
        gtk_editable_set_text (GTK_EDITABLE (self->times[i]), text);
    }
}

/* Only what differs is replaced, so that the caret and an input method's pre-edit are left in
 * peace. */
static void
update_text (VostCueEditor *self, const char *text)
{
  GtkTextIter start, end;
  g_autofree char *now = NULL;

  gtk_text_buffer_get_bounds (self->buffer, &start, &end);
  now = gtk_text_buffer_get_text (self->buffer, &start, &end, TRUE);
  if (g_str_equal (now, text))
    return;
  gtk_text_buffer_set_text (self->buffer, text, -1);
  gtk_text_buffer_get_end_iter (self->buffer, &end);
  gtk_text_buffer_place_cursor (self->buffer, &end);
}

static void
update_head (VostCueEditor *self)
{
  VostProject *project = vost_session_get_project (self->session);
  const VostTrack *track = vost_session_track_record (self->session);
  const VostTrack *master = track != NULL ? vost_project_lookup (project, track->master) : NULL;
  const VostCue *cue = vost_session_cue_record (self->session);
  g_autofree char *to = vost_language_name (track != NULL ? track->language : "");
  g_autofree char *from = vost_language_name (master != NULL ? master->language : "");
  g_autofree char *head = master != NULL ? g_strdup_printf ("%s → %s", from, to) : g_strdup (to);
  g_autofree char *position = NULL;

  gtk_label_set_text (self->languages, head);
  gtk_widget_set_direction (GTK_WIDGET (self->text),
                            track != NULL && vost_language_is_rtl (track->language)
                                ? GTK_TEXT_DIR_RTL
                                : GTK_TEXT_DIR_LTR);
  if (cue != NULL && track != NULL)
    position =
        g_strdup_printf (_ ("cue %d of %u"), vost_project_index_of (project, cue->record.id) + 1,
                         vost_project_get_n (project, VOST_KIND_CUE, track->record.id));
  gtk_label_set_text (self->position, position != NULL ? position : _ ("no cue"));
}

static void
show_source (VostCueEditor *self, const VostCue *source)
{
  const VostTrack *track =
      source != NULL
          ? vost_project_lookup (vost_session_get_project (self->session), source->record.parent)
          : NULL;
  gboolean rtl = track != NULL && vost_language_is_rtl (track->language);
  g_autofree char *text = rtl ? vost_text_show_rtl (source->text) : NULL;

  gtk_label_set_text (self->source, rtl ? text : source != NULL ? source->text : "");
  gtk_label_set_xalign (self->source, rtl ? 1 : 0);
}

static void
update (VostCueEditor *self)
{
  const VostCue *cue = vost_session_cue_record (self->session);
  const VostCue *source = vost_session_reference_cue (self->session);
  guint status = 0;

  self->updating = TRUE;
  update_head (self);
  update_times (self);
  update_text (self, cue != NULL ? cue->text : "");
  if (!g_str_equal (gtk_editable_get_text (GTK_EDITABLE (self->speaker)),
                    cue != NULL ? cue->speaker : ""))
    gtk_editable_set_text (GTK_EDITABLE (self->speaker), cue != NULL ? cue->speaker : "");
  for (guint i = 0; cue != NULL && i < G_N_ELEMENTS (status_ids); i++)
    if (g_str_equal (cue->status, status_ids[i]))
      status = i;
  gtk_drop_down_set_selected (self->status, status);
  gtk_widget_set_visible (GTK_WIDGET (self->source),
                          vost_session_get_reference (self->session) != VOST_ID_NONE);
  show_source (self, source);
  gtk_widget_set_sensitive (GTK_WIDGET (self), cue != NULL);
  self->updating = FALSE;
  update_counters (self);
}

/* --- To the document --- */

static void
on_text_changed (VostCueEditor *self)
{
  const VostCue *cue = vost_session_cue_record (self->session);
  GtkTextIter start, end;
  g_autofree char *text = NULL;

  if (self->updating || cue == NULL)
    return;
  gtk_text_buffer_get_bounds (self->buffer, &start, &end);
  text = gtk_text_buffer_get_text (self->buffer, &start, &end, TRUE);
  vost_session_push (
      self->session,
      vost_cue_edit_set_text (vost_session_get_project (self->session), cue->record.id, text));
}

static void
apply_time (VostCueEditor *self, TimeField field, VostTime value, const char *coalesce)
{
  const VostCue *cue = vost_session_cue_record (self->session);
  VostSpan span = current_span (self);

  if (cue == NULL)
    return;
  if (field == FIELD_START)
    span.start = value;
  else
    span.end = field == FIELD_END ? value : span.start + value;
  if (span.start < 0 || span.end <= span.start)
    {
      vost_session_message (self->session, _ ("A cue must end after it starts"));
      update_times (self);
      return;
    }
  vost_session_retime_cue (self->session, cue->record.id, span, coalesce);
}

static void
on_time_activated (GtkEntry *entry, VostCueEditor *self)
{
  TimeField field = GPOINTER_TO_INT (g_object_get_data (G_OBJECT (entry), "field"));
  VostTime value;

  if (vost_time_parse (gtk_editable_get_text (GTK_EDITABLE (entry)), &value))
    apply_time (self, field, value, NULL);
  else
    vost_session_message (self->session,
                          _ ("Write a time as hours:minutes:seconds, for example 0:01:02.500"));
  update_times (self);
}

static void
on_time_left (GtkEventControllerFocus *controller, VostCueEditor *self)
{
  GtkEntry *entry = GTK_ENTRY (gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (controller)));
  TimeField field = GPOINTER_TO_INT (g_object_get_data (G_OBJECT (entry), "field"));
  VostSpan span = current_span (self);
  VostTime values[N_FIELDS] = { span.start, span.end, vost_span_duration (span) };
  g_autofree char *shown = vost_time_format (values[field], 3);

  if (!g_str_equal (gtk_editable_get_text (GTK_EDITABLE (entry)), shown))
    on_time_activated (entry, self);
}

/* Up and Down move a time by one frame. */
static gboolean
on_time_key (GtkEventControllerKey *controller,
             guint keyval,
             guint keycode,
             GdkModifierType state,
             VostCueEditor *self)
{
  GtkWidget *entry = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (controller));
  TimeField field = GPOINTER_TO_INT (g_object_get_data (G_OBJECT (entry), "field"));
  const VostSource *source = vost_session_source_record (self->session);
  VostRate rate =
      source != NULL && vost_rate_is_known (source->rate) ? source->rate : (VostRate){ 25, 1 };
  VostTime frame = vost_rate_frame_start (rate, 1);
  VostSpan span = current_span (self);
  VostTime values[N_FIELDS] = { span.start, span.end, vost_span_duration (span) };

  g_autofree char *step =
      g_strdup_printf ("nudge:%" G_GINT64_FORMAT, (gint64) vost_session_get_cue (self->session));

  if (keyval != GDK_KEY_Up && keyval != GDK_KEY_Down)
    return GDK_EVENT_PROPAGATE;
  apply_time (self, field, values[field] + (keyval == GDK_KEY_Up ? frame : -frame), step);
  return GDK_EVENT_STOP;
}

static void
on_status (VostCueEditor *self)
{
  const VostCue *cue = vost_session_cue_record (self->session);
  guint index = gtk_drop_down_get_selected (self->status);

  if (self->updating || cue == NULL || index >= G_N_ELEMENTS (status_ids))
    return;
  vost_session_push (self->session,
                     vost_cue_edit_set_field (vost_session_get_project (self->session),
                                              cue->record.id, "status", status_ids[index]));
}

static void
on_speaker (VostCueEditor *self)
{
  const VostCue *cue = vost_session_cue_record (self->session);

  if (self->updating || cue == NULL)
    return;
  vost_session_push (
      self->session,
      vost_cue_edit_set_field (vost_session_get_project (self->session), cue->record.id, "speaker",
                               gtk_editable_get_text (GTK_EDITABLE (self->speaker))));
}

/* Enter goes on; Shift+Enter breaks the line. */
static gboolean
on_text_key (GtkEventControllerKey *controller,
             guint keyval,
             guint keycode,
             GdkModifierType state,
             VostCueEditor *self)
{
  if (keyval != GDK_KEY_Return && keyval != GDK_KEY_KP_Enter)
    return GDK_EVENT_PROPAGATE;
  if ((state & (GDK_SHIFT_MASK | GDK_CONTROL_MASK | GDK_ALT_MASK)) != 0)
    return GDK_EVENT_PROPAGATE;
  g_signal_emit (self, signals[NEXT], 0);
  return GDK_EVENT_STOP;
}

void
vost_cue_editor_focus_text (VostCueEditor *self)
{
  GtkTextIter end;

  gtk_text_buffer_get_end_iter (self->buffer, &end);
  gtk_text_buffer_place_cursor (self->buffer, &end);
  gtk_widget_grab_focus (GTK_WIDGET (self->text));
}

gboolean
vost_cue_editor_is_writing (VostCueEditor *self)
{
  return gtk_widget_has_focus (GTK_WIDGET (self->text));
}

guint
vost_cue_editor_get_caret (VostCueEditor *self)
{
  GtkTextIter iter;

  gtk_text_buffer_get_iter_at_mark (self->buffer, &iter, gtk_text_buffer_get_insert (self->buffer));
  return (guint) gtk_text_iter_get_offset (&iter);
}

void
vost_cue_editor_toggle_italic (VostCueEditor *self)
{
  GtkTextIter start, end;
  g_autofree char *text = NULL;
  g_autofree char *result = NULL;
  gsize length;

  if (!gtk_text_buffer_get_selection_bounds (self->buffer, &start, &end))
    gtk_text_buffer_get_bounds (self->buffer, &start, &end);
  text = gtk_text_buffer_get_text (self->buffer, &start, &end, TRUE);
  length = strlen (text);
  if (g_str_has_prefix (text, "<i>") && g_str_has_suffix (text, "</i>") && length >= 7)
    result = g_strndup (text + 3, length - 7);
  else
    result = g_strconcat ("<i>", text, "</i>", NULL);
  gtk_text_buffer_begin_user_action (self->buffer);
  gtk_text_buffer_delete (self->buffer, &start, &end);
  gtk_text_buffer_insert (self->buffer, &start, result, -1);
  gtk_text_buffer_end_user_action (self->buffer);
}

/* --- Issues --- */

static void
on_fix (GtkButton *button, VostCueEditor *self)
{
  const VostCheck *check = g_object_get_data (G_OBJECT (button), "check");
  VostSnapshot *snapshot = vost_session_get_snapshot (self->session);
  VostId track = vost_session_get_track (self->session);
  int index = vost_project_index_of (vost_session_get_project (self->session),
                                     vost_session_get_cue (self->session));
  VostEdit *edit;

  if (index < 0)
    return;
  edit = vost_check_fix_cue (snapshot, track, (guint) index,
                             vost_session_get_profile (self->session), check);
  vost_session_push (self->session, edit);
}

void
vost_cue_editor_set_findings (VostCueEditor *self, GPtrArray *findings)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->issues))) != NULL)
    gtk_box_remove (self->issues, child);
  for (guint i = 0; findings != NULL && i < findings->len; i++)
    {
      const VostFinding *finding = findings->pdata[i];
      GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
      GtkWidget *label = gtk_label_new (finding->message);

      gtk_label_set_wrap (GTK_LABEL (label), TRUE);
      gtk_label_set_xalign (GTK_LABEL (label), 0);
      gtk_widget_set_hexpand (label, TRUE);
      gtk_widget_add_css_class (label,
                                finding->severity == VOST_SEVERITY_ERROR ? "error" : "warning");
      gtk_widget_set_tooltip_text (label, _ (finding->check->rationale));
      gtk_box_append (GTK_BOX (row), label);
      if (finding->check->fix != NULL)
        {
          GtkWidget *fix = gtk_button_new_with_label (_ ("Fix"));

          g_object_set_data (G_OBJECT (fix), "check", (gpointer) finding->check);
          g_signal_connect_object (fix, "clicked", G_CALLBACK (on_fix), self, 0);
          gtk_widget_set_valign (fix, GTK_ALIGN_CENTER);
          gtk_box_append (GTK_BOX (row), fix);
        }
      gtk_box_append (self->issues, row);
    }
}

/* --- Building --- */

static GtkWidget *
make_status (VostCueEditor *self)
{
  const char *names[] = { _ ("to do"), _ ("draft"), _ ("reviewed"), _ ("approved"), NULL };

  self->status = GTK_DROP_DOWN (gtk_drop_down_new_from_strings (names));
  vost_set_accessible_label (self->status, _ ("Status"));
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->status), _ ("How far this cue is"));
  g_signal_connect_swapped (self->status, "notify::selected", G_CALLBACK (on_status), self);
  return GTK_WIDGET (self->status);
}

static GtkWidget *
make_head (VostCueEditor *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);

  self->languages = GTK_LABEL (gtk_label_new (""));
  gtk_widget_add_css_class (GTK_WIDGET (self->languages), "heading");
  gtk_label_set_ellipsize (self->languages, PANGO_ELLIPSIZE_END);
  self->position = GTK_LABEL (gtk_label_new (""));
  gtk_widget_add_css_class (GTK_WIDGET (self->position), "pill-label");
  gtk_widget_set_valign (GTK_WIDGET (self->position), GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->languages));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->position));
  make_status (self);
  gtk_widget_set_hexpand (GTK_WIDGET (self->status), TRUE);
  gtk_widget_set_halign (GTK_WIDGET (self->status), GTK_ALIGN_END);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->status));
  return box;
}

static GtkWidget *
make_text (VostCueEditor *self)
{
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  GtkEventController *keys = gtk_event_controller_key_new ();

  self->text = GTK_TEXT_VIEW (gtk_text_view_new ());
  self->buffer = gtk_text_view_get_buffer (self->text);
  /* The document has the undo: one history for everything. */
  gtk_text_buffer_set_enable_undo (self->buffer, FALSE);
  gtk_text_view_set_wrap_mode (self->text, GTK_WRAP_WORD_CHAR);
  gtk_text_view_set_accepts_tab (self->text, FALSE);
  gtk_text_view_set_left_margin (self->text, 12);
  gtk_text_view_set_right_margin (self->text, 12);
  gtk_text_view_set_top_margin (self->text, 9);
  gtk_text_view_set_bottom_margin (self->text, 9);
  vost_set_accessible_label (self->text, _ ("Subtitle text"));
  g_signal_connect_swapped (self->buffer, "changed", G_CALLBACK (on_text_changed), self);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (on_text_key), self);
  gtk_widget_add_controller (GTK_WIDGET (self->text), keys);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), GTK_WIDGET (self->text));
  gtk_scrolled_window_set_min_content_height (GTK_SCROLLED_WINDOW (scrolled), 72);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_widget_add_css_class (scrolled, "cue-target");
  return scrolled;
}

static GtkWidget *
make_counters (VostCueEditor *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);

  self->speed = GTK_LABEL (gtk_label_new (""));
  self->lines = GTK_LABEL (gtk_label_new (""));
  gtk_widget_add_css_class (GTK_WIDGET (self->speed), "pill-label");
  gtk_widget_add_css_class (GTK_WIDGET (self->lines), "pill-label");
  gtk_label_set_ellipsize (self->lines, PANGO_ELLIPSIZE_END);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->speed));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->lines));
  return box;
}

static GtkWidget *
labelled (const char *title, GtkWidget *widget)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  GtkWidget *label = gtk_label_new (title);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "caption");
  gtk_widget_add_css_class (label, "dim-label");
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), widget);
  vost_set_accessible_label (widget, title);
  return box;
}

static GtkWidget *
make_fields (VostCueEditor *self)
{
  const char *titles[N_FIELDS] = { _ ("Start"), _ ("End"), _ ("Duration") };
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);

  for (guint i = 0; i < N_FIELDS; i++)
    {
      GtkEventController *focus = gtk_event_controller_focus_new ();
      GtkEventController *keys = gtk_event_controller_key_new ();

      self->times[i] = GTK_ENTRY (gtk_entry_new ());
      gtk_editable_set_width_chars (GTK_EDITABLE (self->times[i]), 11);
      gtk_editable_set_max_width_chars (GTK_EDITABLE (self->times[i]), 11);
      gtk_widget_add_css_class (GTK_WIDGET (self->times[i]), "numeric");
      g_object_set_data (G_OBJECT (self->times[i]), "field", GINT_TO_POINTER (i));
      g_signal_connect (self->times[i], "activate", G_CALLBACK (on_time_activated), self);
      g_signal_connect (focus, "leave", G_CALLBACK (on_time_left), self);
      gtk_widget_add_controller (GTK_WIDGET (self->times[i]), focus);
      gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
      g_signal_connect (keys, "key-pressed", G_CALLBACK (on_time_key), self);
      gtk_widget_add_controller (GTK_WIDGET (self->times[i]), keys);
      gtk_box_append (GTK_BOX (box), labelled (titles[i], GTK_WIDGET (self->times[i])));
    }
  self->speaker = GTK_ENTRY (gtk_entry_new ());
  gtk_editable_set_width_chars (GTK_EDITABLE (self->speaker), 8);
  g_signal_connect_swapped (self->speaker, "changed", G_CALLBACK (on_speaker), self);
  gtk_widget_set_hexpand (GTK_WIDGET (self->speaker), TRUE);
  gtk_box_append (GTK_BOX (box), labelled (_ ("Speaker"), GTK_WIDGET (self->speaker)));
  return box;
}

static void
on_track_changed (VostCueEditor *self)
{
  update (self);
}

GtkWidget *
vost_cue_editor_new (VostSession *session)
{
  VostCueEditor *self = g_object_new (VOST_TYPE_CUE_EDITOR, NULL);

  g_set_object (&self->session, session);
  g_signal_connect_object (session, "notify::cue", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::track", G_CALLBACK (on_track_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "edited", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "document-changed", G_CALLBACK (update), self,
                           G_CONNECT_SWAPPED);
  update (self);
  return GTK_WIDGET (self);
}

static void
vost_cue_editor_dispose (GObject *object)
{
  VostCueEditor *self = VOST_CUE_EDITOR (object);

  g_clear_object (&self->session);
  G_OBJECT_CLASS (vost_cue_editor_parent_class)->dispose (object);
}

static void
vost_cue_editor_class_init (VostCueEditorClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = vost_cue_editor_dispose;
  signals[NEXT] = g_signal_new ("next", VOST_TYPE_CUE_EDITOR, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                NULL, G_TYPE_NONE, 0);
}

static void
vost_cue_editor_init (VostCueEditor *self)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_box_set_spacing (GTK_BOX (self), 10);
  gtk_widget_set_margin_start (GTK_WIDGET (self), 12);
  gtk_widget_set_margin_end (GTK_WIDGET (self), 12);
  gtk_widget_set_margin_top (GTK_WIDGET (self), 9);
  gtk_widget_set_margin_bottom (GTK_WIDGET (self), 9);
  gtk_box_append (GTK_BOX (self), make_head (self));
  self->source = GTK_LABEL (gtk_label_new (""));
  gtk_label_set_wrap (self->source, TRUE);
  gtk_label_set_xalign (self->source, 0);
  gtk_label_set_selectable (self->source, TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (self->source), "cue-source");
  gtk_box_append (GTK_BOX (self), GTK_WIDGET (self->source));
  gtk_box_append (GTK_BOX (self), make_text (self));
  gtk_box_append (GTK_BOX (self), make_counters (self));
  gtk_box_append (GTK_BOX (self), make_fields (self));
  self->issues = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 4));
  gtk_box_append (GTK_BOX (self), GTK_WIDGET (self->issues));
}
