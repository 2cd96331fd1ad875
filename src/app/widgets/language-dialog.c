/* Asks for a language. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "language-dialog.h"

#include "vostok-config.h"

#include <glib/gi18n.h>

#include "compat.h"
#include "session.h"

/* The languages that most volunteers write; any other tag can be typed. */
static const char *const common[] = {
  "ar", "bg", "bn", "ca", "cs", "da", "de", "el",      "en",      "eo", "es", "et",
  "eu", "fa", "fi", "fr", "gl", "he", "hi", "hr",      "hu",      "id", "it", "ja",
  "ko", "lt", "lv", "nl", "no", "pl", "pt", "pt-BR",   "ro",      "ru", "sk", "sl",
  "sr", "sv", "th", "tr", "uk", "ur", "vi", "zh-Hans", "zh-Hant",
};

typedef struct
{
  GtkWindow *window;
  GtkDropDown *list;
  GtkEditable *other;
  VostLanguageChosen chosen;
  gpointer data;
} Dialog;

static int
compare_by_name (gconstpointer a, gconstpointer b, gpointer data)
{
  g_autofree char *left = vost_language_name (gtk_string_object_get_string ((gpointer) a));
  g_autofree char *right = vost_language_name (gtk_string_object_get_string ((gpointer) b));

  return g_utf8_collate (left, right);
}

static char *
shown_name (GtkStringObject *object, gpointer data)
{
  return vost_language_name (gtk_string_object_get_string (object));
}

static GtkWidget *
make_list (const char *proposed)
{
  GListStore *store = g_list_store_new (GTK_TYPE_STRING_OBJECT);
  GtkExpression *expression = gtk_cclosure_expression_new (G_TYPE_STRING, NULL, 0, NULL,
                                                           G_CALLBACK (shown_name), NULL, NULL);
  GtkWidget *list;
  guint n;

  for (guint i = 0; i < G_N_ELEMENTS (common); i++)
    {
      g_autoptr (GtkStringObject) object = gtk_string_object_new (common[i]);

      g_list_store_append (store, object);
    }
  g_list_store_sort (store, compare_by_name, NULL);
  n = g_list_model_get_n_items (G_LIST_MODEL (store));
  list = gtk_drop_down_new (G_LIST_MODEL (store), expression);
  gtk_drop_down_set_enable_search (GTK_DROP_DOWN (list), TRUE);
  for (guint i = 0; proposed != NULL && i < n; i++)
    {
      g_autoptr (GtkStringObject) object = g_list_model_get_item (G_LIST_MODEL (store), i);

      if (g_str_equal (gtk_string_object_get_string (object), proposed))
        gtk_drop_down_set_selected (GTK_DROP_DOWN (list), i);
    }
  return list;
}

static gboolean
is_tag (const char *text)
{
  return g_regex_match_simple ("^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$", text, 0, 0);
}

static void
on_accept (GtkButton *button, Dialog *dialog)
{
  const char *other = gtk_editable_get_text (dialog->other);
  g_autofree char *tag = NULL;

  if (other[0] != '\0' && !is_tag (other))
    {
      gtk_widget_add_css_class (GTK_WIDGET (dialog->other), "error");
      return;
    }
  tag = g_strdup (other[0] != '\0' ? other
                                   : gtk_string_object_get_string (
                                         gtk_drop_down_get_selected_item (dialog->list)));
  dialog->chosen (tag, dialog->data);
  gtk_window_destroy (dialog->window);
}

static void
on_cancel (GtkButton *button, Dialog *dialog)
{
  gtk_window_destroy (dialog->window);
}

static GtkWidget *
make_body (Dialog *dialog, const char *body, const char *proposed)
{
  GtkWidget *group = adw_preferences_group_new ();
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *other = adw_entry_row_new ();

  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (group), body);
  dialog->list = GTK_DROP_DOWN (make_list (proposed));
  gtk_widget_set_valign (GTK_WIDGET (dialog->list), GTK_ALIGN_CENTER);
  vost_set_accessible_label (dialog->list, _ ("Language"));
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _ ("Language"));
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), GTK_WIDGET (dialog->list));
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), GTK_WIDGET (dialog->list));
  dialog->other = GTK_EDITABLE (other);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (other),
                                 _ ("Another one, by its code (“oc”, “fr-CA”)"));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), row);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), other);
  gtk_widget_set_margin_start (group, 18);
  gtk_widget_set_margin_end (group, 18);
  gtk_widget_set_margin_top (group, 6);
  gtk_widget_set_margin_bottom (group, 18);
  return group;
}

void
vost_choose_language (GtkWindow *parent,
                      const char *heading,
                      const char *body,
                      const char *button,
                      const char *proposed,
                      VostLanguageChosen chosen,
                      gpointer data)
{
  Dialog *dialog = g_new0 (Dialog, 1);
  GtkWidget *window = g_object_new (ADW_TYPE_WINDOW, "modal", TRUE, "transient-for", parent,
                                    "default-width", 440, "title", heading, NULL);
  GtkWidget *header = adw_header_bar_new ();
  GtkWidget *accept = gtk_button_new_with_mnemonic (button);
  GtkWidget *cancel = gtk_button_new_with_mnemonic (_ ("_Cancel"));
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  dialog->window = GTK_WINDOW (window);
  dialog->chosen = chosen;
  dialog->data = data;
  g_object_set_data_full (G_OBJECT (window), "dialog", dialog, g_free);
  adw_header_bar_set_show_end_title_buttons (ADW_HEADER_BAR (header), FALSE);
  adw_header_bar_set_show_start_title_buttons (ADW_HEADER_BAR (header), FALSE);
  gtk_widget_add_css_class (accept, "suggested-action");
  g_signal_connect (accept, "clicked", G_CALLBACK (on_accept), dialog);
  g_signal_connect (cancel, "clicked", G_CALLBACK (on_cancel), dialog);
  adw_header_bar_pack_start (ADW_HEADER_BAR (header), cancel);
  adw_header_bar_pack_end (ADW_HEADER_BAR (header), accept);
  gtk_box_append (GTK_BOX (box), header);
  gtk_box_append (GTK_BOX (box), make_body (dialog, body, proposed));
  adw_window_set_content (ADW_WINDOW (window), box);
  gtk_window_set_default_widget (GTK_WINDOW (window), accept);
  gtk_window_present (GTK_WINDOW (window));
  gtk_widget_grab_focus (GTK_WIDGET (dialog->list));
}
