/* The window in which keys are changed: a list of all actions, a press for a new key. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "keys-dialog.h"

#include "vostok-config.h"

#include <glib/gi18n.h>

#include "actions.h"
#include "compat.h"

struct _VostKeysDialog
{
  AdwWindow parent_instance;

  GSettings *settings;
  GtkEditable *search;
  GPtrArray *rows; /* (element-type GtkWidget): borrowed, by the action's number */
  AdwActionRow *listening;
};

G_DEFINE_FINAL_TYPE (VostKeysDialog, vost_keys_dialog, ADW_TYPE_WINDOW)

static const VostAction *
action_of (gpointer row)
{
  return g_object_get_data (G_OBJECT (row), "action");
}

/* "Space, Ctrl+Space" for people. */
static char *
keys_label (const char *keys)
{
  g_auto (GStrv) parts = g_strsplit (keys, "|", -1);
  g_autoptr (GString) label = g_string_new (NULL);

  for (guint i = 0; parts[i] != NULL; i++)
    {
      guint keyval;
      GdkModifierType modifiers;
      g_autofree char *one = NULL;

      if (!gtk_accelerator_parse (parts[i], &keyval, &modifiers) || keyval == 0)
        continue;
      one = gtk_accelerator_get_label (keyval, modifiers);
      g_string_append_printf (label, "%s%s", label->len > 0 ? ", " : "", one);
    }

  return g_string_free (g_steal_pointer (&label), FALSE);
}

static void
show_row (gpointer row)
{
  const VostAction *action = action_of (row);
  g_autofree char *label = keys_label (vost_action_get_keys (action));
  GtkLabel *keys = g_object_get_data (G_OBJECT (row), "keys");
  GtkWidget *reset = g_object_get_data (G_OBJECT (row), "reset");

  gtk_label_set_text (keys, label[0] != '\0' ? label : _ ("none"));
  gtk_widget_set_sensitive (reset, !g_str_equal (vost_action_get_keys (action), action->keys));
}

static void
show_all (VostKeysDialog *self)
{
  for (guint i = 0; i < self->rows->len; i++)
    show_row (self->rows->pdata[i]);
}

static void
stop_listening (VostKeysDialog *self)
{
  if (self->listening != NULL)
    adw_action_row_set_subtitle (self->listening, "");
  self->listening = NULL;
}

static void
on_activated (AdwActionRow *row, VostKeysDialog *self)
{
  stop_listening (self);
  self->listening = row;
  adw_action_row_set_subtitle (row, _ ("Press the new key; Escape leaves it as it is"));
}

static void
on_reset (GtkButton *button, VostKeysDialog *self)
{
  const VostAction *action = action_of (button);

  stop_listening (self);
  vost_action_set_keys (self->settings, action, action->keys);
  show_all (self);
}

static void
on_clear (GtkButton *button, VostKeysDialog *self)
{
  stop_listening (self);
  vost_action_set_keys (self->settings, action_of (button), "");
  show_all (self);
}

/* The key goes to the action that waits, and away from the one that had it. */
static void
take_key (VostKeysDialog *self, guint keyval, GdkModifierType modifiers)
{
  const VostAction *action = action_of (self->listening);
  g_autofree char *key = gtk_accelerator_name (keyval, modifiers);
  const VostAction *loser = vost_action_add_key (self->settings, action, key);
  AdwActionRow *row = self->listening;
  g_autofree char *remark = NULL;

  stop_listening (self);
  show_all (self);
  if (loser == NULL)
    return;
  remark = g_strdup_printf (_ ("Taken from “%s”"), _ (loser->label));
  adw_action_row_set_subtitle (row, remark);
}

static gboolean
on_key (GtkEventControllerKey *controller,
        guint keyval,
        guint keycode,
        GdkModifierType state,
        VostKeysDialog *self)
{
  GdkEvent *event = gtk_event_controller_get_current_event (GTK_EVENT_CONTROLLER (controller));
  GdkModifierType modifiers = state & gtk_accelerator_get_default_mod_mask ();

  if (self->listening == NULL)
    return GDK_EVENT_PROPAGATE;
  /* Shift or Ctrl alone: the key is still to come. */
  if (gdk_key_event_is_modifier (event))
    return GDK_EVENT_STOP;
  if (keyval == GDK_KEY_Escape && modifiers == 0)
    stop_listening (self);
  else
    take_key (self, gdk_keyval_to_lower (keyval), modifiers);

  return GDK_EVENT_STOP;
}

static GtkWidget *
make_button (VostKeysDialog *self,
             const VostAction *action,
             const char *icon,
             const char *tip,
             GCallback clicked)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon);
  g_autofree char *name = g_strdup_printf ("%s: %s", _ (action->label), tip);

  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (button, tip);
  vost_set_accessible_label (button, name);
  g_object_set_data (G_OBJECT (button), "action", (gpointer) action);
  g_signal_connect (button, "clicked", clicked, self);

  return button;
}

static GtkWidget *
make_row (VostKeysDialog *self, const VostAction *action)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *keys = gtk_label_new (NULL);
  GtkWidget *clear =
      make_button (self, action, "edit-clear-symbolic", _ ("No key"), G_CALLBACK (on_clear));
  GtkWidget *reset = make_button (self, action, "edit-undo-symbolic", _ ("Back to the usual key"),
                                  G_CALLBACK (on_reset));

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _ (action->label));
  gtk_widget_add_css_class (keys, "dim-label");
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), keys);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), clear);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), reset);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  g_object_set_data (G_OBJECT (row), "action", (gpointer) action);
  g_object_set_data (G_OBJECT (row), "keys", keys);
  g_object_set_data (G_OBJECT (row), "reset", reset);
  g_signal_connect (row, "activated", G_CALLBACK (on_activated), self);
  g_ptr_array_add (self->rows, row);

  return row;
}

/* A group without a row that fits the search goes away with its title. */
static void
on_search (VostKeysDialog *self)
{
  g_autofree char *wanted = g_utf8_casefold (gtk_editable_get_text (self->search), -1);
  gboolean any[VOST_N_ACTION_GROUPS] = { FALSE };

  for (guint i = 0; i < self->rows->len; i++)
    {
      GtkWidget *row = self->rows->pdata[i];
      const VostAction *action = action_of (row);
      g_autofree char *label = g_utf8_casefold (_ (action->label), -1);
      gboolean fits = strstr (label, wanted) != NULL;

      gtk_widget_set_visible (row, fits);
      any[action->group] |= fits;
    }
  for (guint i = 0; i < self->rows->len; i++)
    gtk_widget_set_visible (
        gtk_widget_get_ancestor (self->rows->pdata[i], ADW_TYPE_PREFERENCES_GROUP),
        any[action_of (self->rows->pdata[i])->group]);
}

static GtkWidget *
make_list (VostKeysDialog *self)
{
  GtkWidget *page = adw_preferences_page_new ();

  for (guint group = 0; group < VOST_N_ACTION_GROUPS; group++)
    {
      GtkWidget *box = adw_preferences_group_new ();

      adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (box),
                                       vost_action_group_title (group));
      for (const VostAction *action = vost_actions; action->name != NULL; action++)
        if (action->group == group)
          adw_preferences_group_add (ADW_PREFERENCES_GROUP (box), make_row (self, action));
      adw_preferences_page_add (ADW_PREFERENCES_PAGE (page), ADW_PREFERENCES_GROUP (box));
    }
  gtk_widget_set_vexpand (page, TRUE);

  return page;
}

GtkWidget *
vost_keys_dialog_new (GtkWindow *parent, GSettings *settings)
{
  VostKeysDialog *self =
      g_object_new (VOST_TYPE_KEYS_DIALOG, "transient-for", parent, "modal", TRUE, "title",
                    _ ("Keys"), "default-width", 560, "default-height", 620, NULL);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *header = adw_header_bar_new ();
  GtkWidget *search = gtk_search_entry_new ();
  GtkEventController *keys = gtk_event_controller_key_new ();

  self->settings = g_object_ref (settings);
  self->search = GTK_EDITABLE (search);
  g_object_set (search, "placeholder-text", _ ("Search"), NULL);
  vost_set_accessible_label (search, _ ("Search"));
  gtk_widget_set_size_request (search, 280, -1);
  adw_header_bar_set_title_widget (ADW_HEADER_BAR (header), search);
  gtk_box_append (GTK_BOX (box), header);
  gtk_box_append (GTK_BOX (box), make_list (self));
  adw_window_set_content (ADW_WINDOW (self), box);
  g_signal_connect_swapped (search, "search-changed", G_CALLBACK (on_search), self);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (on_key), self);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
  show_all (self);

  return GTK_WIDGET (self);
}

static void
vost_keys_dialog_finalize (GObject *object)
{
  VostKeysDialog *self = VOST_KEYS_DIALOG (object);

  g_clear_object (&self->settings);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  G_OBJECT_CLASS (vost_keys_dialog_parent_class)->finalize (object);
}

static void
vost_keys_dialog_class_init (VostKeysDialogClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = vost_keys_dialog_finalize;
  gtk_widget_class_add_binding_action (GTK_WIDGET_CLASS (klass), GDK_KEY_Escape, 0, "window.close",
                                       NULL);
}

static void
vost_keys_dialog_init (VostKeysDialog *self)
{
  self->rows = g_ptr_array_new ();
}
