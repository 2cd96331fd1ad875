/* The selected clip in figures and words: everything that the timeline can do, as fields and
 * buttons. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "inspector.h"

#include "vostok-config.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include <vostok/core/rights/licence.h>
#include <vostok/core/timeline.h>

#include "compat.h"
#include "remix-text.h"

typedef enum
{
  FIELD_SPEED,
  FIELD_VOLUME,
  FIELD_FADE_IN,
  FIELD_FADE_OUT,
  FIELD_CROSS_FADE,
  N_FIELDS
} Field;

struct _VostInspector
{
  GtkBox parent_instance;

  VostSession *session;
  GtkStack *screens; /* "none", "clip" */
  GtkLabel *name;
  GtkLabel *span;
  GtkWidget *words; /* box with the title's text */
  GtkTextView *title;
  GtkDropDown *style;
  GtkEditable *start;
  GtkEditable *duration;
  GtkSpinButton *fields[N_FIELDS];
  GtkWidget *rows[N_FIELDS];
  GtkWidget *work; /* box with the work and its licence */
  GtkLabel *work_title;
  GtkLabel *authors;
  GtkLabel *licence;
  gboolean updating; /* the fields follow the clip, not the hand */
};

G_DEFINE_FINAL_TYPE (VostInspector, vost_inspector, GTK_TYPE_BOX)

static const char *const styles[] = { "title", "lower-third", "credits" };

static const VostClip *
current (VostInspector *self)
{
  VostId id = vost_session_get_clip (self->session);
  const VostRecord *record =
      id != VOST_ID_NONE ? vost_project_lookup (vost_session_get_project (self->session), id)
                         : NULL;

  return record != NULL && record->kind == VOST_KIND_CLIP ? (const VostClip *) record : NULL;
}

/* The clip that carries the sound of @clip: itself, or the linked one on a sound lane. */
static const VostClip *
sound_of (VostInspector *self, const VostClip *clip)
{
  VostSnapshot *snapshot = vost_session_get_snapshot (self->session);

  for (guint i = 0; i < vost_snapshot_get_n (snapshot, VOST_KIND_LANE); i++)
    {
      const VostLane *lane = vost_snapshot_lane (snapshot, i);
      guint n = g_str_equal (lane->type, "audio")
                    ? vost_snapshot_get_n_children (snapshot, lane->record.id)
                    : 0;

      for (guint j = 0; j < n; j++)
        {
          const VostClip *each = vost_snapshot_get_child (snapshot, lane->record.id, j);

          if (each->record.id == clip->record.id ||
              (clip->link != VOST_ID_NONE && each->link == clip->link))
            return each;
        }
    }
  return NULL;
}

static VostTime
overlap_before (VostInspector *self, const VostClip *clip)
{
  const VostClip *previous = vost_remix_previous (vost_session_get_snapshot (self->session), clip);

  return previous != NULL ? MAX (vost_clip_span (previous).end - clip->start, 0) : 0;
}

/* --- What the fields do --- */

static void
set_fade (VostInspector *self, const VostClip *clip, gboolean out, VostTime length)
{
  VostSnapshot *snapshot = vost_session_get_snapshot (self->session);
  g_autofree char *id = vost_id_to_string (clip->record.id);
  g_autofree char *key = g_strdup_printf ("fade-%s:%s", out ? "out" : "in", id);
  VostEdit *edit = vost_edit_new (_ ("Change fade"), key);

  /* Picture and sound that belong together fade together. */
  for (guint i = 0; i < vost_snapshot_get_n (snapshot, VOST_KIND_LANE); i++)
    {
      VostId lane = vost_snapshot_lane (snapshot, i)->record.id;

      for (guint j = 0; j < vost_snapshot_get_n_children (snapshot, lane); j++)
        {
          const VostClip *each = vost_snapshot_get_child (snapshot, lane, j);
          g_autoptr (VostClip) changed = NULL;

          if (each->record.id != clip->record.id &&
              (clip->link == VOST_ID_NONE || each->link != clip->link))
            continue;
          changed = vost_record_copy (each);
          if (out)
            changed->fade_out =
                CLAMP (length, 0, MAX (vost_clip_duration (each) - each->fade_in, 0));
          else
            changed->fade_in =
                CLAMP (length, 0, MAX (vost_clip_duration (each) - each->fade_out, 0));
          vost_edit_change (edit, each, changed);
        }
    }
  vost_session_push (self->session, edit);
}

static void update (VostInspector *self);

static void
on_field (GtkSpinButton *spin, VostInspector *self)
{
  VostProject *project = vost_session_get_project (self->session);
  Field field = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (spin), "field"));
  const VostClip *clip = current (self);
  double value = gtk_spin_button_get_value (spin);
  VostTime length = (VostTime) (value * 1000 + 0.5) * VOST_MSECOND;
  gint64 thousandths = (gint64) (value * 1000 + (value < 0 ? -0.5 : 0.5));

  if (self->updating || clip == NULL)
    return;
  switch (field)
    {
    case FIELD_SPEED:
      vost_session_push (self->session,
                         vost_timeline_set_speed (project, clip->record.id, thousandths));
      break;
    case FIELD_VOLUME:
      vost_session_push (self->session,
                         vost_timeline_set_gain (project, clip->record.id, thousandths));
      break;
    case FIELD_CROSS_FADE:
      vost_session_push (self->session,
                         vost_timeline_cross_fade (project, clip->record.id, length));
      break;
    default:
      set_fade (self, clip, field == FIELD_FADE_OUT, length);
    }
  /* What was limited shows its limit. */
  update (self);
}

static void
apply_time (VostInspector *self, GtkEditable *entry)
{
  VostProject *project = vost_session_get_project (self->session);
  const VostClip *clip = current (self);
  VostTime t;

  if (clip == NULL || self->updating)
    return;
  if (vost_time_parse (gtk_editable_get_text (entry), &t) && t >= 0)
    {
      gboolean start = entry == self->start;
      VostTime now = start ? clip->start : vost_clip_duration (clip);

      /* The field shows thousandths: leaving it as it is must change nothing. */
      if (ABS (t - now) >= VOST_MSECOND)
        vost_session_push (
            self->session,
            start ? vost_timeline_move (project, clip->record.id, t, VOST_ID_NONE)
                  : vost_timeline_trim (project, clip->record.id, TRUE, clip->start + t, TRUE));
    }
  else
    vost_session_message (self->session, _ ("Write a time as 0:12.5"));
  update (self);
}

static void
on_time (GtkEditable *entry, VostInspector *self)
{
  apply_time (self, entry);
}

static void
on_time_left (GtkEventController *controller, VostInspector *self)
{
  apply_time (self, GTK_EDITABLE (gtk_event_controller_get_widget (controller)));
}

static void
push_title (VostInspector *self, const char *text, const char *style)
{
  const VostClip *clip = current (self);
  g_autoptr (VostClip) changed = NULL;
  g_autofree char *id = NULL;
  g_autofree char *key = NULL;
  VostEdit *edit;

  if (clip == NULL || clip->source != VOST_ID_NONE)
    return;
  id = vost_id_to_string (clip->record.id);
  key = g_strdup_printf ("title:%s", id);
  changed = vost_record_copy (clip);
  vost_set_string (&changed->title, text != NULL ? text : clip->title);
  vost_set_string (&changed->style, style != NULL ? style : clip->style);
  edit = vost_edit_new (_ ("Change title"), text != NULL ? key : NULL);
  vost_edit_change (edit, clip, changed);
  vost_session_push (self->session, edit);
}

static void
on_title (GtkTextBuffer *buffer, VostInspector *self)
{
  GtkTextIter start, end;
  g_autofree char *text = NULL;

  if (self->updating)
    return;
  gtk_text_buffer_get_bounds (buffer, &start, &end);
  text = gtk_text_buffer_get_text (buffer, &start, &end, FALSE);
  push_title (self, text, NULL);
}

static void
on_style (VostInspector *self)
{
  guint index = gtk_drop_down_get_selected (self->style);

  if (!self->updating && index < G_N_ELEMENTS (styles))
    push_title (self, NULL, styles[index]);
}

/* --- What is shown --- */

static void
show_title (VostInspector *self, const VostClip *clip)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->title);
  GtkTextIter start, end;
  g_autofree char *text = NULL;

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  text = gtk_text_buffer_get_text (buffer, &start, &end, FALSE);
  /* Setting what is there already would move the caret. */
  if (!g_str_equal (text, clip->title))
    gtk_text_buffer_set_text (buffer, clip->title, -1);
  for (guint i = 0; i < G_N_ELEMENTS (styles); i++)
    if (g_str_equal (clip->style, styles[i]))
      gtk_drop_down_set_selected (self->style, i);
}

static void
show_work (VostInspector *self, const VostSource *source)
{
  g_autofree char *title = vost_remix_source_title (source);
  g_autofree char *authors = g_strjoinv (", ", source->creators);
  g_autofree char *name = NULL;
  VostLicence licence;

  if (source->licence[0] != '\0' && vost_licence_parse (source->licence, &licence))
    name = vost_licence_to_name (&licence);
  gtk_label_set_text (self->work_title, title);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->work_title), title);
  gtk_label_set_text (self->authors, authors);
  gtk_widget_set_visible (GTK_WIDGET (self->authors), authors[0] != '\0');
  gtk_label_set_text (self->licence, name != NULL ? name : _ ("Licence not known yet"));
}

static void
set_time (GtkEditable *entry, VostTime t)
{
  g_autofree char *text = vost_remix_time (t, 3);

  if (!g_str_equal (text, gtk_editable_get_text (entry)))
    gtk_editable_set_text (entry, text);
}

static void
show_fields (VostInspector *self, const VostClip *clip)
{
  const VostClip *sound = sound_of (self, clip);
  const VostClip *previous = vost_remix_previous (vost_session_get_snapshot (self->session), clip);
  gboolean words = clip->source == VOST_ID_NONE;

  set_time (self->start, clip->start);
  set_time (self->duration, vost_clip_duration (clip));
  gtk_spin_button_set_value (self->fields[FIELD_SPEED], (double) clip->speed / 1000);
  gtk_spin_button_set_value (self->fields[FIELD_VOLUME],
                             sound != NULL ? (double) sound->gain / 1000 : 0);
  gtk_spin_button_set_value (self->fields[FIELD_FADE_IN], (double) clip->fade_in / VOST_SECOND);
  gtk_spin_button_set_value (self->fields[FIELD_FADE_OUT], (double) clip->fade_out / VOST_SECOND);
  gtk_spin_button_set_value (self->fields[FIELD_CROSS_FADE],
                             (double) overlap_before (self, clip) / VOST_SECOND);
  gtk_widget_set_visible (self->rows[FIELD_SPEED], !words);
  gtk_widget_set_visible (self->rows[FIELD_VOLUME], sound != NULL);
  gtk_widget_set_visible (self->rows[FIELD_CROSS_FADE], previous != NULL && !words);
}

static void
update (VostInspector *self)
{
  const VostClip *clip = current (self);
  const VostSource *source;
  g_autofree char *name = NULL;
  g_autofree char *span = NULL;

  gtk_stack_set_visible_child_name (self->screens, clip != NULL ? "clip" : "none");
  if (clip == NULL)
    return;
  self->updating = TRUE;
  source = clip->source != VOST_ID_NONE
               ? vost_project_lookup (vost_session_get_project (self->session), clip->source)
               : NULL;
  name = vost_remix_clip_name (vost_session_get_snapshot (self->session), clip);
  gtk_label_set_text (self->name, name);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->name), name);
  span =
      vost_remix_span (source != NULL ? (VostSpan){ clip->in, clip->out } : vost_clip_span (clip));
  gtk_label_set_text (self->span, span);
  gtk_widget_set_visible (self->words, source == NULL);
  gtk_widget_set_visible (self->work, source != NULL);
  if (source != NULL)
    show_work (self, source);
  else
    show_title (self, clip);
  show_fields (self, clip);
  self->updating = FALSE;
}

/* A new clip: what was typed for the last one is a step of its own. */
static void
on_clip (VostInspector *self)
{
  vost_history_barrier (vost_session_get_history (self->session));
  update (self);
}

/* --- Building --- */

static GtkLabel *
add_label (GtkWidget *box, const char *text, const char *css_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);
  gtk_box_append (GTK_BOX (box), label);
  return GTK_LABEL (label);
}

static GtkWidget *
add_row (GtkWidget *box, const char *text, GtkWidget *widget)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkLabel *label = add_label (row, text, NULL);

  gtk_widget_set_hexpand (GTK_WIDGET (label), TRUE);
  gtk_widget_set_tooltip_text (GTK_WIDGET (label), text);
  gtk_label_set_mnemonic_widget (label, widget);
  vost_set_accessible_label (widget, text);
  gtk_box_append (GTK_BOX (row), widget);
  gtk_box_append (GTK_BOX (box), row);
  return row;
}

static void
add_field (VostInspector *self,
           GtkWidget *box,
           Field field,
           const char *text,
           const double *limits,
           guint digits)
{
  GtkWidget *spin = gtk_spin_button_new_with_range (limits[0], limits[1], limits[2]);

  gtk_spin_button_set_digits (GTK_SPIN_BUTTON (spin), digits);
  gtk_editable_set_width_chars (GTK_EDITABLE (spin), 5);
  gtk_editable_set_max_width_chars (GTK_EDITABLE (spin), 5);
  g_object_set_data (G_OBJECT (spin), "field", GUINT_TO_POINTER (field));
  self->fields[field] = GTK_SPIN_BUTTON (spin);
  self->rows[field] = add_row (box, text, spin);
  g_signal_connect_object (spin, "value-changed", G_CALLBACK (on_field), self, 0);
}

static GtkEditable *
add_time (VostInspector *self, GtkWidget *box, const char *text)
{
  GtkWidget *entry = gtk_entry_new ();
  GtkEventController *focus = gtk_event_controller_focus_new ();

  gtk_editable_set_width_chars (GTK_EDITABLE (entry), 10);
  gtk_editable_set_max_width_chars (GTK_EDITABLE (entry), 10);
  gtk_widget_add_css_class (entry, "numeric");
  add_row (box, text, entry);
  g_signal_connect_object (entry, "activate", G_CALLBACK (on_time), self, 0);
  g_signal_connect_object (focus, "leave", G_CALLBACK (on_time_left), self, 0);
  gtk_widget_add_controller (entry, focus);
  return GTK_EDITABLE (entry);
}

static GtkWidget *
make_words (VostInspector *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *frame = gtk_scrolled_window_new ();
  const char *names[] = { _ ("Title"), _ ("Lower third"), _ ("Credits"), NULL };

  self->title = GTK_TEXT_VIEW (gtk_text_view_new ());
  gtk_text_view_set_wrap_mode (self->title, GTK_WRAP_WORD_CHAR);
  gtk_text_view_set_accepts_tab (self->title, FALSE);
  gtk_text_view_set_left_margin (self->title, 8);
  gtk_text_view_set_right_margin (self->title, 8);
  gtk_text_view_set_top_margin (self->title, 6);
  gtk_text_view_set_bottom_margin (self->title, 6);
  vost_set_accessible_label (self->title, _ ("Words of the title"));
  g_signal_connect_object (gtk_text_view_get_buffer (self->title), "changed", G_CALLBACK (on_title),
                           self, 0);
  gtk_widget_set_size_request (frame, -1, 64);
  gtk_widget_add_css_class (frame, "cue-target");
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (frame), GTK_WIDGET (self->title));
  gtk_box_append (GTK_BOX (box), frame);
  self->style = GTK_DROP_DOWN (gtk_drop_down_new_from_strings (names));
  g_signal_connect_object (self->style, "notify::selected", G_CALLBACK (on_style), self,
                           G_CONNECT_SWAPPED);
  add_row (box, _ ("Place"), GTK_WIDGET (self->style));
  return box;
}

static GtkWidget *
make_button (const char *label, const char *tip, const char *action)
{
  GtkWidget *button = gtk_button_new ();
  GtkWidget *text = gtk_label_new (label);

  gtk_label_set_ellipsize (GTK_LABEL (text), PANGO_ELLIPSIZE_END);
  gtk_button_set_child (GTK_BUTTON (button), text);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  gtk_widget_set_tooltip_text (button, tip);
  vost_set_accessible_label (button, label);
  return button;
}

static GtkWidget *
make_buttons (void)
{
  GtkWidget *grid = gtk_grid_new ();

  gtk_grid_set_row_spacing (GTK_GRID (grid), 6);
  gtk_grid_set_column_spacing (GTK_GRID (grid), 6);
  gtk_grid_set_column_homogeneous (GTK_GRID (grid), TRUE);
  gtk_grid_attach (
      GTK_GRID (grid),
      make_button (_ ("Earlier"), _ ("Move the clip before the previous one"), "remix.earlier"), 0,
      0, 1, 1);
  gtk_grid_attach (GTK_GRID (grid),
                   make_button (_ ("Later"), _ ("Move the clip after the next one"), "remix.later"),
                   1, 0, 1, 1);
  gtk_grid_attach (GTK_GRID (grid),
                   make_button (_ ("Split"), _ ("Split at the playhead"), "remix.split"), 0, 1, 1,
                   1);
  gtk_grid_attach (
      GTK_GRID (grid),
      make_button (_ ("Remove"), _ ("Remove the clip and close the gap"), "remix.ripple-delete"), 1,
      1, 1, 1);
  return grid;
}

static GtkWidget *
make_work (VostInspector *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 4);
  GtkWidget *why = make_button (_ ("Licence…"), _ ("Explain the licence"), "win.licence");

  add_label (box, _ ("Work"), "heading");
  self->work_title = add_label (box, "", NULL);
  self->authors = add_label (box, "", "dim-label");
  self->licence = add_label (box, "", NULL);
  gtk_widget_add_css_class (GTK_WIDGET (self->licence), "pill-label");
  gtk_widget_set_halign (GTK_WIDGET (self->licence), GTK_ALIGN_START);
  gtk_widget_set_halign (why, GTK_ALIGN_START);
  gtk_widget_add_css_class (why, "flat");
  gtk_box_append (GTK_BOX (box), why);
  return box;
}

static GtkWidget *
make_clip (VostInspector *self)
{
  static const double speed[] = { 0.1, 10, 0.05 };
  static const double volume[] = { -60, 24, 0.5 };
  static const double fade[] = { 0, 60, 0.1 };
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *scrolled = gtk_scrolled_window_new ();

  gtk_widget_add_css_class (box, "inspector");
  self->name = add_label (box, "", "heading");
  self->span = add_label (box, "", "dim-label");
  gtk_widget_add_css_class (GTK_WIDGET (self->span), "numeric");
  self->words = make_words (self);
  gtk_box_append (GTK_BOX (box), self->words);
  gtk_box_append (GTK_BOX (box), make_buttons ());
  self->start = add_time (self, box, _ ("Start"));
  self->duration = add_time (self, box, _ ("Length"));
  add_field (self, box, FIELD_SPEED, _ ("Speed (×)"), speed, 2);
  add_field (self, box, FIELD_VOLUME, _ ("Volume (dB)"), volume, 1);
  add_field (self, box, FIELD_FADE_IN, _ ("Fade in (s)"), fade, 1);
  add_field (self, box, FIELD_FADE_OUT, _ ("Fade out (s)"), fade, 1);
  add_field (self, box, FIELD_CROSS_FADE, _ ("Cross-fade (s)"), fade, 1);
  self->work = make_work (self);
  gtk_box_append (GTK_BOX (box), self->work);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), box);
  return scrolled;
}

static GtkWidget *
make_none (void)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  GtkWidget *label = gtk_label_new (_ ("Click a clip of the timeline to change it"));

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_justify (GTK_LABEL (label), GTK_JUSTIFY_CENTER);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 20);
  gtk_widget_add_css_class (label, "dim-label");
  gtk_widget_set_valign (box, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (box, "inspector");
  gtk_box_append (GTK_BOX (box), label);
  return box;
}

GtkWidget *
vost_inspector_new (VostSession *session)
{
  VostInspector *self = g_object_new (VOST_TYPE_INSPECTOR, NULL);

  g_set_object (&self->session, session);
  self->screens = GTK_STACK (gtk_stack_new ());
  gtk_widget_set_hexpand (GTK_WIDGET (self->screens), TRUE);
  gtk_stack_add_named (self->screens, make_none (), "none");
  gtk_stack_add_named (self->screens, make_clip (self), "clip");
  gtk_box_append (GTK_BOX (self), GTK_WIDGET (self->screens));
  g_signal_connect_object (session, "notify::clip", G_CALLBACK (on_clip), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "edited", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "document-changed", G_CALLBACK (update), self,
                           G_CONNECT_SWAPPED);
  update (self);
  return GTK_WIDGET (self);
}

void
vost_inspector_focus_title (VostInspector *self)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->title);
  GtkTextIter start, end;

  gtk_widget_grab_focus (GTK_WIDGET (self->title));
  gtk_text_buffer_get_bounds (buffer, &start, &end);
  gtk_text_buffer_select_range (buffer, &start, &end);
}

static void
vost_inspector_dispose (GObject *object)
{
  VostInspector *self = VOST_INSPECTOR (object);

  /* Fields that lose the focus while they go away must change nothing. */
  self->updating = TRUE;
  if (self->session != NULL)
    g_signal_handlers_disconnect_by_data (self->session, self);
  G_OBJECT_CLASS (vost_inspector_parent_class)->dispose (object);
}

static void
vost_inspector_finalize (GObject *object)
{
  g_clear_object (&VOST_INSPECTOR (object)->session);
  G_OBJECT_CLASS (vost_inspector_parent_class)->finalize (object);
}

static void
vost_inspector_class_init (VostInspectorClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = vost_inspector_dispose;
  G_OBJECT_CLASS (klass)->finalize = vost_inspector_finalize;
}

static void
vost_inspector_init (VostInspector *self)
{
}
