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
  GtkListBox *list;
  GtkEditable *search;
  GtkWidget *hint; /* what a typed code would give */
  VostLanguageChosen chosen;
  gpointer data;
} Dialog;

static gboolean
is_tag (const char *text)
{
  return g_regex_match_simple ("^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$", text, 0, 0);
}

static void
choose (Dialog *dialog, const char *tag)
{
  g_autofree char *kept = g_strdup (tag);
  VostLanguageChosen chosen = dialog->chosen;
  gpointer data = dialog->data;

  /* The window goes first: what is chosen may move the focus in the one behind it. */
  gtk_window_destroy (dialog->window);
  chosen (kept, data);
}

static const char *
tag_of (GtkListBoxRow *row)
{
  return g_object_get_data (G_OBJECT (row), "tag");
}

static gboolean
is_shown (GtkListBoxRow *row, gpointer data)
{
  Dialog *dialog = data;
  g_autofree char *wanted = g_utf8_casefold (gtk_editable_get_text (dialog->search), -1);
  g_autofree char *name = vost_language_name (tag_of (row));
  g_autofree char *folded = g_utf8_casefold (name, -1);
  g_autofree char *tag = g_utf8_casefold (tag_of (row), -1);

  return strstr (folded, wanted) != NULL || g_str_has_prefix (tag, wanted);
}

static int
compare_rows (GtkListBoxRow *a, GtkListBoxRow *b, gpointer data)
{
  g_autofree char *left = vost_language_name (tag_of (a));
  g_autofree char *right = vost_language_name (tag_of (b));

  return g_utf8_collate (left, right);
}

static GtkListBoxRow *
first_shown (Dialog *dialog)
{
  GtkListBoxRow *row;

  for (int i = 0; (row = gtk_list_box_get_row_at_index (dialog->list, i)) != NULL; i++)
    if (gtk_widget_get_child_visible (GTK_WIDGET (row)))
      return row;
  return NULL;
}

static void
on_search_changed (Dialog *dialog)
{
  GtkListBoxRow *row;

  gtk_list_box_invalidate_filter (dialog->list);
  row = first_shown (dialog);
  if (row != NULL)
    gtk_list_box_select_row (dialog->list, row);
  gtk_widget_set_visible (dialog->hint, row == NULL);
}

static void
on_accept (Dialog *dialog)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (dialog->list);
  const char *typed = gtk_editable_get_text (dialog->search);

  if (row != NULL && gtk_widget_get_child_visible (GTK_WIDGET (row)))
    choose (dialog, tag_of (row));
  else if (is_tag (typed))
    choose (dialog, typed);
  else
    gtk_widget_add_css_class (GTK_WIDGET (dialog->search), "error");
}

static void
on_row_activated (GtkListBox *list, GtkListBoxRow *row, Dialog *dialog)
{
  choose (dialog, tag_of (row));
}

static void
on_cancel (Dialog *dialog)
{
  gtk_window_destroy (dialog->window);
}

static void
fill_list (Dialog *dialog, const char *proposed)
{
  for (guint i = 0; i < G_N_ELEMENTS (common); i++)
    {
      g_autofree char *name = vost_language_name (common[i]);
      GtkWidget *label = gtk_label_new (name);
      GtkWidget *row = gtk_list_box_row_new ();

      gtk_label_set_xalign (GTK_LABEL (label), 0);
      gtk_widget_set_margin_start (label, 12);
      gtk_widget_set_margin_top (label, 8);
      gtk_widget_set_margin_bottom (label, 8);
      gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), label);
      vost_set_accessible_label (row, name);
      g_object_set_data (G_OBJECT (row), "tag", (gpointer) common[i]);
      gtk_list_box_append (dialog->list, row);
      if (g_strcmp0 (common[i], proposed) == 0)
        gtk_list_box_select_row (dialog->list, GTK_LIST_BOX_ROW (row));
    }
  gtk_list_box_set_sort_func (dialog->list, compare_rows, NULL, NULL);
  gtk_list_box_set_filter_func (dialog->list, is_shown, dialog, NULL);
}

static GtkWidget *
make_body (Dialog *dialog, const char *body, const char *proposed)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  GtkWidget *text = gtk_label_new (body);
  GtkWidget *search = gtk_search_entry_new ();

  gtk_label_set_wrap (GTK_LABEL (text), TRUE);
  gtk_label_set_xalign (GTK_LABEL (text), 0);
  dialog->search = GTK_EDITABLE (search);
  g_object_set (search, "placeholder-text", _ ("Language, or its code (“oc”, “fr-CA”)"), NULL);
  vost_set_accessible_label (search, _ ("Language"));
  g_signal_connect_swapped (search, "changed", G_CALLBACK (on_search_changed), dialog);
  g_signal_connect_swapped (search, "activate", G_CALLBACK (on_accept), dialog);
  g_signal_connect_swapped (search, "stop-search", G_CALLBACK (on_cancel), dialog);
  dialog->hint = gtk_label_new (_ ("Not in the list: Enter takes it as a language code."));
  gtk_widget_add_css_class (dialog->hint, "dim-label");
  gtk_label_set_wrap (GTK_LABEL (dialog->hint), TRUE);
  gtk_widget_set_visible (dialog->hint, FALSE);
  dialog->list = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_list_box_set_activate_on_single_click (dialog->list, FALSE);
  gtk_widget_add_css_class (GTK_WIDGET (dialog->list), "boxed-list");
  vost_set_accessible_label (dialog->list, _ ("Languages"));
  g_signal_connect (dialog->list, "row-activated", G_CALLBACK (on_row_activated), dialog);
  fill_list (dialog, proposed);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), GTK_WIDGET (dialog->list));
  gtk_widget_set_vexpand (scrolled, TRUE);
  gtk_box_append (GTK_BOX (box), text);
  gtk_box_append (GTK_BOX (box), search);
  gtk_box_append (GTK_BOX (box), dialog->hint);
  gtk_box_append (GTK_BOX (box), scrolled);
  return box;
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

  dialog->window = vost_dialog_new (parent, heading, button, G_CALLBACK (on_accept), dialog);
  gtk_window_set_modal (dialog->window, TRUE);
  gtk_window_set_default_size (dialog->window, 440, 520);
  dialog->chosen = chosen;
  dialog->data = data;
  g_object_set_data_full (G_OBJECT (dialog->window), "dialog", dialog, g_free);
  vost_dialog_set_body (dialog->window, make_body (dialog, body, proposed));
  gtk_window_present (dialog->window);
  gtk_widget_grab_focus (GTK_WIDGET (dialog->search));
}
