/* Find and replace in the texts of a track. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "find-bar.h"

#include "vostok-config.h"

#include <glib/gi18n.h>

#include "compat.h"

struct _VostFindBar
{
  GtkWidget parent_instance;

  VostSession *session;
  GtkRevealer *revealer;
  GtkEditable *find;
  GtkEditable *replace;
  GtkBox *replace_box;
  GtkToggleButton *regex;
  GtkToggleButton *match_case;
  GtkLabel *result;
};

G_DEFINE_FINAL_TYPE (VostFindBar, vost_find_bar, GTK_TYPE_WIDGET);

static GRegex *
make_regex (VostFindBar *self, GError **error)
{
  const char *text = gtk_editable_get_text (self->find);
  g_autofree char *escaped = gtk_toggle_button_get_active (self->regex)
                                 ? g_strdup (text)
                                 : g_regex_escape_string (text, -1);
  GRegexCompileFlags flags = gtk_toggle_button_get_active (self->match_case) ? 0 : G_REGEX_CASELESS;

  return g_regex_new (escaped, flags | G_REGEX_MULTILINE, 0, error);
}

/* Looks onwards from the current cue and round once, in both languages. */
static void
find (VostFindBar *self, int direction)
{
  VostProject *project = vost_session_get_project (self->session);
  VostId track = vost_session_get_track (self->session);
  guint n = track != VOST_ID_NONE ? vost_project_get_n (project, VOST_KIND_CUE, track) : 0;
  int at = vost_project_index_of (project, vost_session_get_cue (self->session));
  g_autoptr (GError) error = NULL;
  g_autoptr (GRegex) regex = make_regex (self, &error);

  gtk_label_set_text (self->result, "");
  if (regex == NULL)
    {
      gtk_label_set_text (self->result, error->message);
      return;
    }
  if (gtk_editable_get_text (self->find)[0] == '\0')
    return;
  for (guint step = 1; step <= n; step++)
    {
      guint index = (guint) ((at + direction * (int) step + 2 * (int) n) % (int) n);
      const VostCue *cue = vost_project_get_nth (project, VOST_KIND_CUE, track, index);
      const VostCue *pair =
          cue->pair != VOST_ID_NONE ? vost_project_lookup (project, cue->pair) : NULL;

      if (g_regex_match (regex, cue->text, 0, NULL) ||
          (pair != NULL && g_regex_match (regex, pair->text, 0, NULL)))
        {
          vost_session_set_cue (self->session, cue->record.id, TRUE);
          return;
        }
    }
  gtk_label_set_text (self->result, _ ("Not found"));
}

static void
on_next (VostFindBar *self)
{
  find (self, 1);
}

static void
on_previous (VostFindBar *self)
{
  find (self, -1);
}

static void
on_replace_all (VostFindBar *self)
{
  g_autoptr (GError) error = NULL;
  guint count = 0;
  g_autofree char *text = NULL;
  VostEdit *edit;

  if (vost_session_get_track (self->session) == VOST_ID_NONE ||
      gtk_editable_get_text (self->find)[0] == '\0')
    return;
  edit = vost_cue_edit_replace (
      vost_session_get_project (self->session), vost_session_get_track (self->session),
      gtk_editable_get_text (self->find), gtk_editable_get_text (self->replace),
      gtk_toggle_button_get_active (self->regex), gtk_toggle_button_get_active (self->match_case),
      &count, &error);
  if (error != NULL)
    {
      gtk_label_set_text (self->result, error->message);
      return;
    }
  vost_session_push (self->session, edit);
  text = g_strdup_printf (ngettext ("%u replaced", "%u replaced", count), count);
  gtk_label_set_text (self->result, text);
}

static void
on_close (VostFindBar *self)
{
  gtk_revealer_set_reveal_child (self->revealer, FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

void
vost_find_bar_open (VostFindBar *self, gboolean replace)
{
  gtk_widget_set_visible (GTK_WIDGET (self), TRUE);
  gtk_widget_set_visible (GTK_WIDGET (self->replace_box), replace);
  gtk_revealer_set_reveal_child (self->revealer, TRUE);
  gtk_widget_grab_focus (GTK_WIDGET (self->find));
  gtk_editable_select_region (self->find, 0, -1);
}

static gboolean
on_key (GtkEventControllerKey *controller,
        guint keyval,
        guint keycode,
        GdkModifierType state,
        VostFindBar *self)
{
  if (keyval != GDK_KEY_Escape)
    return GDK_EVENT_PROPAGATE;
  on_close (self);
  return GDK_EVENT_STOP;
}

static GtkWidget *
add_button (VostFindBar *self, GtkBox *box, const char *icon, const char *label, GCallback clicked)
{
  GtkWidget *button = icon != NULL ? gtk_button_new_from_icon_name (icon) : vost_button_new (label);

  if (icon != NULL)
    {
      gtk_widget_set_tooltip_text (button, label);
      vost_set_accessible_label (button, label);
      gtk_widget_add_css_class (button, "flat");
    }
  g_signal_connect_swapped (button, "clicked", clicked, self);
  gtk_box_append (box, button);
  return button;
}

static GtkToggleButton *
add_toggle (GtkBox *box, const char *text, const char *label)
{
  GtkWidget *toggle = gtk_toggle_button_new_with_label (text);

  gtk_widget_add_css_class (toggle, "flat");
  gtk_widget_set_tooltip_text (toggle, label);
  vost_set_accessible_label (toggle, label);
  gtk_box_append (box, toggle);
  return GTK_TOGGLE_BUTTON (toggle);
}

GtkWidget *
vost_find_bar_new (VostSession *session)
{
  VostFindBar *self = g_object_new (VOST_TYPE_FIND_BAR, NULL);

  g_set_object (&self->session, session);
  return GTK_WIDGET (self);
}

static void
vost_find_bar_dispose (GObject *object)
{
  VostFindBar *self = VOST_FIND_BAR (object);

  g_clear_pointer ((GtkWidget **) &self->revealer, gtk_widget_unparent);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (vost_find_bar_parent_class)->dispose (object);
}

static void
vost_find_bar_class_init (VostFindBarClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = vost_find_bar_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
vost_find_bar_init (VostFindBar *self)
{
  GtkBox *box = GTK_BOX (gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6));
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkWidget *find_entry = gtk_search_entry_new ();
  GtkWidget *replace_entry = gtk_entry_new ();

  self->revealer = GTK_REVEALER (gtk_revealer_new ());
  self->find = GTK_EDITABLE (find_entry);
  self->replace = GTK_EDITABLE (replace_entry);
  gtk_widget_add_css_class (GTK_WIDGET (box), "toolbar-row");
  gtk_widget_set_hexpand (find_entry, TRUE);
  vost_set_accessible_label (find_entry, _ ("Find"));
  g_signal_connect_swapped (find_entry, "activate", G_CALLBACK (on_next), self);
  g_signal_connect_swapped (find_entry, "stop-search", G_CALLBACK (on_close), self);
  gtk_box_append (box, find_entry);
  self->match_case = add_toggle (box, "Aa", _ ("Match case"));
  self->regex = add_toggle (box, ".*", _ ("Regular expression"));
  add_button (self, box, "go-up-symbolic", _ ("Previous"), G_CALLBACK (on_previous));
  add_button (self, box, "go-down-symbolic", _ ("Next"), G_CALLBACK (on_next));
  self->replace_box = GTK_BOX (gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6));
  gtk_entry_set_placeholder_text (GTK_ENTRY (replace_entry), _ ("Replace with"));
  vost_set_accessible_label (replace_entry, _ ("Replace with"));
  gtk_box_append (self->replace_box, replace_entry);
  add_button (self, self->replace_box, NULL, _ ("Replace _All"), G_CALLBACK (on_replace_all));
  gtk_box_append (box, GTK_WIDGET (self->replace_box));
  self->result = GTK_LABEL (gtk_label_new (""));
  gtk_widget_add_css_class (GTK_WIDGET (self->result), "dim-label");
  gtk_box_append (box, GTK_WIDGET (self->result));
  add_button (self, box, "window-close-symbolic", _ ("Close the search"), G_CALLBACK (on_close));
  g_signal_connect (keys, "key-pressed", G_CALLBACK (on_key), self);
  gtk_widget_add_controller (GTK_WIDGET (box), keys);
  gtk_revealer_set_child (self->revealer, GTK_WIDGET (box));
  gtk_widget_set_parent (GTK_WIDGET (self->revealer), GTK_WIDGET (self));
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}
