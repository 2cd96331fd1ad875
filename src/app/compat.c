/* Stand-ins for what Debian 12's GTK 4.8 and libadwaita 1.2 lack, and the only place for version
 * guards. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "compat.h"

#include "vostok-config.h"

#include <glib/gi18n.h>

typedef struct
{
  VostFileChosen chosen;
  gpointer data;
  GDestroyNotify free_data;
} Choice;

static void
choice_free (Choice *choice)
{
  if (choice->free_data != NULL)
    choice->free_data (choice->data);
  g_free (choice);
}

static void
answer_choice (Choice *choice, GFile *file)
{
  g_autofree char *path = file != NULL ? g_file_get_path (file) : NULL;

  choice->chosen (path, choice->data);
  choice_free (choice);
}

static void
add_patterns (GtkFileFilter *filter, const char *patterns)
{
  g_auto (GStrv) parts = g_strsplit (patterns, ";", -1);

  for (guint i = 0; parts[i] != NULL; i++)
    {
      if (g_str_has_suffix (parts[i], "/"))
        {
          g_autofree char *type = g_strconcat (parts[i], "*", NULL);

          gtk_file_filter_add_mime_type (filter, type);
        }
      else if (g_str_has_prefix (parts[i], "*."))
        gtk_file_filter_add_suffix (filter, parts[i] + 2);
    }
}

static GListStore *
make_filters (const char *const *filters)
{
  GListStore *store = g_list_store_new (GTK_TYPE_FILE_FILTER);

  for (guint i = 0; filters != NULL && filters[i] != NULL; i += 2)
    {
      g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();

      gtk_file_filter_set_name (filter, filters[i]);
      add_patterns (filter, filters[i + 1]);
      g_list_store_append (store, filter);
    }
  return store;
}

#if GTK_CHECK_VERSION(4, 10, 0)

static void
on_opened (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GFile) file = gtk_file_dialog_open_finish (GTK_FILE_DIALOG (source), result, NULL);

  answer_choice (data, file);
}

static void
on_saved (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GFile) file = gtk_file_dialog_save_finish (GTK_FILE_DIALOG (source), result, NULL);

  answer_choice (data, file);
}

static void
on_folder (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GFile) file =
      gtk_file_dialog_select_folder_finish (GTK_FILE_DIALOG (source), result, NULL);

  answer_choice (data, file);
}

static void
choose (GtkWindow *parent,
        const char *title,
        const char *accept,
        const char *name,
        const char *const *filters,
        gboolean folder,
        Choice *choice)
{
  g_autoptr (GtkFileDialog) dialog = gtk_file_dialog_new ();
  g_autoptr (GListStore) store = make_filters (filters);

  gtk_file_dialog_set_title (dialog, title);
  if (accept != NULL)
    gtk_file_dialog_set_accept_label (dialog, accept);
  if (g_list_model_get_n_items (G_LIST_MODEL (store)) > 0)
    gtk_file_dialog_set_filters (dialog, G_LIST_MODEL (store));
  if (name != NULL && g_path_is_absolute (name))
    {
      g_autoptr (GFile) file = g_file_new_for_path (name);

      gtk_file_dialog_set_initial_file (dialog, file);
    }
  else if (name != NULL)
    gtk_file_dialog_set_initial_name (dialog, name);
  if (folder)
    gtk_file_dialog_select_folder (dialog, parent, NULL, on_folder, choice);
  else if (name != NULL)
    gtk_file_dialog_save (dialog, parent, NULL, on_saved, choice);
  else
    gtk_file_dialog_open (dialog, parent, NULL, on_opened, choice);
}

#else

static void
on_response (GtkNativeDialog *dialog, int response, gpointer data)
{
  g_autoptr (GFile) file = response == GTK_RESPONSE_ACCEPT
                               ? gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog))
                               : NULL;

  answer_choice (data, file);
  g_object_unref (dialog);
}

static void
choose (GtkWindow *parent,
        const char *title,
        const char *accept,
        const char *name,
        const char *const *filters,
        gboolean folder,
        Choice *choice)
{
  GtkFileChooserAction action = folder         ? GTK_FILE_CHOOSER_ACTION_SELECT_FOLDER
                                : name != NULL ? GTK_FILE_CHOOSER_ACTION_SAVE
                                               : GTK_FILE_CHOOSER_ACTION_OPEN;
  GtkFileChooserNative *dialog = gtk_file_chooser_native_new (title, parent, action, accept, NULL);
  g_autoptr (GListStore) store = make_filters (filters);

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (store)); i++)
    {
      g_autoptr (GtkFileFilter) filter = g_list_model_get_item (G_LIST_MODEL (store), i);

      gtk_file_chooser_add_filter (GTK_FILE_CHOOSER (dialog), filter);
    }
  if (name != NULL && g_path_is_absolute (name))
    {
      g_autofree char *folder_path = g_path_get_dirname (name);
      g_autofree char *base = g_path_get_basename (name);
      g_autoptr (GFile) folder_file = g_file_new_for_path (folder_path);

      gtk_file_chooser_set_current_folder (GTK_FILE_CHOOSER (dialog), folder_file, NULL);
      gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (dialog), base);
    }
  else if (name != NULL)
    gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (dialog), name);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (dialog), TRUE);
  g_signal_connect (dialog, "response", G_CALLBACK (on_response), choice);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (dialog));
}

#endif

static Choice *
choice_new (VostFileChosen chosen, gpointer data, GDestroyNotify free_data)
{
  Choice *choice = g_new0 (Choice, 1);

  choice->chosen = chosen;
  choice->data = data;
  choice->free_data = free_data;
  return choice;
}

void
vost_choose_file (GtkWindow *parent,
                  const char *title,
                  const char *accept,
                  const char *name,
                  const char *const *filters,
                  VostFileChosen chosen,
                  gpointer data,
                  GDestroyNotify free_data)
{
  choose (parent, title, accept, name, filters, FALSE, choice_new (chosen, data, free_data));
}

void
vost_choose_folder (GtkWindow *parent,
                    const char *title,
                    VostFileChosen chosen,
                    gpointer data,
                    GDestroyNotify free_data)
{
  choose (parent, title, _ ("Choose"), NULL, NULL, TRUE, choice_new (chosen, data, free_data));
}

/* --- Questions --- */

typedef struct
{
  VostAnswered answered;
  gpointer data;
} Question;

static void
on_answer (GtkWindow *dialog, const char *response, gpointer data)
{
  Question *question = data;

  question->answered (response, question->data);
}

static void
free_question (gpointer data, GClosure *closure)
{
  g_free (data);
}

/* AdwMessageDialog is deprecated from 1.6, where AdwAlertDialog (1.5) takes its place. */
#if ADW_CHECK_VERSION(1, 5, 0)
#define DIALOG_NEW(parent, heading, body) GTK_WIDGET (adw_alert_dialog_new (heading, body))
#define DIALOG(d) ADW_ALERT_DIALOG (d)
#define dialog_add_response adw_alert_dialog_add_response
#define dialog_set_close adw_alert_dialog_set_close_response
#define dialog_set_default adw_alert_dialog_set_default_response
#define dialog_set_appearance adw_alert_dialog_set_response_appearance
#define dialog_show(d, parent) adw_dialog_present (ADW_DIALOG (d), GTK_WIDGET (parent))
#else
#define DIALOG_NEW(parent, heading, body) adw_message_dialog_new (parent, heading, body)
#define DIALOG(d) ADW_MESSAGE_DIALOG (d)
#define dialog_add_response adw_message_dialog_add_response
#define dialog_set_close adw_message_dialog_set_close_response
#define dialog_set_default adw_message_dialog_set_default_response
#define dialog_set_appearance adw_message_dialog_set_response_appearance
#define dialog_show(d, parent) gtk_window_present (GTK_WINDOW (d))
#endif

void
vost_ask (GtkWindow *parent,
          const char *heading,
          const char *body,
          VostAnswered answered,
          gpointer data,
          const char *first_label,
          ...)
{
  GtkWidget *dialog = DIALOG_NEW (parent, heading, body);
  Question *question = g_new0 (Question, 1);
  const char *label = first_label;
  const char *last = NULL;
  gboolean first = TRUE;
  va_list args;

  question->answered = answered;
  question->data = data;
  va_start (args, first_label);
  while (label != NULL)
    {
      const char *id = va_arg (args, const char *);

      dialog_add_response (DIALOG (dialog), id, label);
      if (first)
        dialog_set_close (DIALOG (dialog), id);
      if (g_str_has_prefix (id, "discard") || g_str_has_prefix (id, "delete"))
        dialog_set_appearance (DIALOG (dialog), id, ADW_RESPONSE_DESTRUCTIVE);
      first = FALSE;
      last = id;
      label = va_arg (args, const char *);
    }
  va_end (args);
  if (last != NULL && !g_str_has_prefix (last, "discard") && !g_str_has_prefix (last, "delete"))
    {
      dialog_set_default (DIALOG (dialog), last);
      dialog_set_appearance (DIALOG (dialog), last, ADW_RESPONSE_SUGGESTED);
    }
  if (answered != NULL)
    g_signal_connect_data (dialog, "response", G_CALLBACK (on_answer), question, free_question, 0);
  else
    g_free (question);
  dialog_show (dialog, parent);
}

/* --- The pages in the header bar --- */

/* AdwViewSwitcherTitle is deprecated from 1.4, where breakpoints (1.4) take its place. */
#if ADW_CHECK_VERSION(1, 4, 0)

/* Narrower than this the switcher, the buttons and the licence do not fit beside each other. */
#define NARROW "max-width: 900sp"

typedef struct
{
  AdwViewSwitcherBar *bar;
  GtkStack *stack; /* "pages" or "title" */
  AdwWindowTitle *title;
  gboolean shown;
  gboolean narrow;
} Switcher;

static void
update_switcher (Switcher *self)
{
  gtk_stack_set_visible_child_name (self->stack, self->shown && !self->narrow ? "pages" : "title");
  adw_view_switcher_bar_set_reveal (self->bar, self->shown && self->narrow);
}

static Switcher *
get_switcher (GtkWidget *switcher)
{
  return g_object_get_data (G_OBJECT (switcher), "vost-switcher");
}

static void
on_narrow (GtkWidget *switcher)
{
  get_switcher (switcher)->narrow = TRUE;
  update_switcher (get_switcher (switcher));
}

static void
on_wide (GtkWidget *switcher)
{
  get_switcher (switcher)->narrow = FALSE;
  update_switcher (get_switcher (switcher));
}

GtkWidget *
vost_page_switcher_new (AdwApplicationWindow *window, AdwViewStack *stack, AdwViewSwitcherBar *bar)
{
  Switcher *self = g_new0 (Switcher, 1);
  GtkWidget *both = gtk_stack_new ();
  GtkWidget *pages = adw_view_switcher_new ();
  AdwBreakpoint *breakpoint = adw_breakpoint_new (adw_breakpoint_condition_parse (NARROW));

  self->bar = bar;
  self->stack = GTK_STACK (both);
  self->title = ADW_WINDOW_TITLE (adw_window_title_new ("", ""));
  adw_view_switcher_set_stack (ADW_VIEW_SWITCHER (pages), stack);
  adw_view_switcher_set_policy (ADW_VIEW_SWITCHER (pages), ADW_VIEW_SWITCHER_POLICY_WIDE);
  /* Not as wide as the switcher where only the title is shown. */
  gtk_stack_set_hhomogeneous (self->stack, FALSE);
  gtk_stack_add_named (self->stack, pages, "pages");
  gtk_stack_add_named (self->stack, GTK_WIDGET (self->title), "title");
  g_object_set_data_full (G_OBJECT (both), "vost-switcher", self, g_free);
  g_signal_connect_object (breakpoint, "apply", G_CALLBACK (on_narrow), both, G_CONNECT_SWAPPED);
  g_signal_connect_object (breakpoint, "unapply", G_CALLBACK (on_wide), both, G_CONNECT_SWAPPED);
  adw_application_window_add_breakpoint (window, breakpoint);

  return both;
}

void
vost_page_switcher_set_title (GtkWidget *switcher, const char *title)
{
  adw_window_title_set_title (get_switcher (switcher)->title, title);
}

void
vost_page_switcher_show (GtkWidget *switcher, gboolean shown)
{
  get_switcher (switcher)->shown = shown;
  update_switcher (get_switcher (switcher));
}

#else

static void
update_bar (AdwViewSwitcherTitle *title)
{
  AdwViewSwitcherBar *bar = g_object_get_data (G_OBJECT (title), "vost-bar");

  adw_view_switcher_bar_set_reveal (bar,
                                    adw_view_switcher_title_get_view_switcher_enabled (title) &&
                                        adw_view_switcher_title_get_title_visible (title));
}

GtkWidget *
vost_page_switcher_new (AdwApplicationWindow *window, AdwViewStack *stack, AdwViewSwitcherBar *bar)
{
  GtkWidget *title = adw_view_switcher_title_new ();

  adw_view_switcher_title_set_stack (ADW_VIEW_SWITCHER_TITLE (title), stack);
  g_object_set_data (G_OBJECT (title), "vost-bar", bar);
  g_signal_connect (title, "notify::title-visible", G_CALLBACK (update_bar), NULL);

  return title;
}

void
vost_page_switcher_set_title (GtkWidget *switcher, const char *title)
{
  adw_view_switcher_title_set_title (ADW_VIEW_SWITCHER_TITLE (switcher), title);
}

void
vost_page_switcher_show (GtkWidget *switcher, gboolean shown)
{
  adw_view_switcher_title_set_view_switcher_enabled (ADW_VIEW_SWITCHER_TITLE (switcher), shown);
  update_bar (ADW_VIEW_SWITCHER_TITLE (switcher));
}

#endif

/* --- About --- */

/* AdwAboutWindow is deprecated from 1.6, where AdwAboutDialog (1.5) takes its place. */
#if ADW_CHECK_VERSION(1, 5, 0)
#define show_about(parent, ...) adw_show_about_dialog (GTK_WIDGET (parent), __VA_ARGS__)
#else
#define show_about adw_show_about_window
#endif

void
vost_show_about (GtkWindow *parent,
                 const char *version,
                 const char *const *developers,
                 const char *comments,
                 const char *translators)
{
  show_about (parent, "application-name", "Vostok", "application-icon", VOST_APP_ID, "version",
              version, "license-type", GTK_LICENSE_GPL_3_0, "developers", developers, "comments",
              comments, "translator-credits", translators, NULL);
}

void
vost_column_view_scroll_to (GtkColumnView *view, guint position, gboolean focus)
{
#if GTK_CHECK_VERSION(4, 12, 0)
  gtk_column_view_scroll_to (view, position, NULL,
                             focus ? GTK_LIST_SCROLL_FOCUS : GTK_LIST_SCROLL_NONE, NULL);
#else
  /* The inner list has the action (the column view does not); it is the child that is a list base.
   */
  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (view)); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (g_str_equal (G_OBJECT_TYPE_NAME (child), "GtkColumnListView"))
      {
        gtk_widget_activate_action (child, "list.scroll-to-item", "u", position);
        if (focus)
          gtk_widget_grab_focus (child);
      }
#endif
}

void
vost_set_accessible_label (gpointer widget, const char *label)
{
  GtkWidget *inner = gtk_widget_get_first_child (widget);

  /* What stands on a button would be read after its name. */
  gtk_accessible_reset_relation (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_RELATION_LABELLED_BY);
  gtk_accessible_update_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL, label,
                                  -1);
  /* The part of these that takes the focus has no name of its own. */
  if (GTK_IS_DROP_DOWN (widget) || GTK_IS_MENU_BUTTON (widget) || GTK_IS_SCALE_BUTTON (widget))
    {
      gtk_accessible_reset_relation (GTK_ACCESSIBLE (inner), GTK_ACCESSIBLE_RELATION_LABELLED_BY);
      gtk_accessible_update_property (GTK_ACCESSIBLE (inner), GTK_ACCESSIBLE_PROPERTY_LABEL, label,
                                      -1);
    }
}

void
vost_say_once (GtkButton *button)
{
  /* GTK tells the words with their underscore, and then those of the label inside. */
  gtk_accessible_reset_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL);
}

GtkWidget *
vost_button_new (const char *label)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (label);

  vost_say_once (GTK_BUTTON (button));
  return button;
}

void
vost_widget_get_color (GtkWidget *widget, GdkRGBA *ret)
{
#if GTK_CHECK_VERSION(4, 10, 0)
  gtk_widget_get_color (widget, ret);
#else
  gtk_style_context_get_color (gtk_widget_get_style_context (widget), ret);
#endif
}

void
vost_close_on_escape (GtkWindow *window)
{
  GtkEventController *keys = gtk_shortcut_controller_new ();

  gtk_shortcut_controller_add_shortcut (
      GTK_SHORTCUT_CONTROLLER (keys), gtk_shortcut_new (gtk_keyval_trigger_new (GDK_KEY_Escape, 0),
                                                        gtk_named_action_new ("window.close")));
  gtk_widget_add_controller (GTK_WIDGET (window), keys);
}

GtkWindow *
vost_dialog_new (GtkWindow *parent,
                 const char *title,
                 const char *accept,
                 GCallback accepted,
                 gpointer data)
{
  GtkWidget *window = g_object_new (ADW_TYPE_WINDOW, "transient-for", parent, "title", title, NULL);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *header = adw_header_bar_new ();
  GtkWidget *button = vost_button_new (accept);
  GtkWidget *cancel = vost_button_new (_ ("_Cancel"));

  adw_header_bar_set_show_end_title_buttons (ADW_HEADER_BAR (header), FALSE);
  adw_header_bar_set_show_start_title_buttons (ADW_HEADER_BAR (header), FALSE);
  gtk_widget_add_css_class (button, "suggested-action");
  g_signal_connect_swapped (button, "clicked", accepted, data);
  g_signal_connect_swapped (cancel, "clicked", G_CALLBACK (gtk_window_destroy), window);
  adw_header_bar_pack_start (ADW_HEADER_BAR (header), cancel);
  adw_header_bar_pack_end (ADW_HEADER_BAR (header), button);
  gtk_box_append (GTK_BOX (box), header);
  adw_window_set_content (ADW_WINDOW (window), box);
  gtk_window_set_default_widget (GTK_WINDOW (window), button);
  vost_close_on_escape (GTK_WINDOW (window));
  return GTK_WINDOW (window);
}

void
vost_dialog_set_body (GtkWindow *dialog, GtkWidget *body)
{
  gtk_widget_set_margin_start (body, 18);
  gtk_widget_set_margin_end (body, 18);
  gtk_widget_set_margin_top (body, 6);
  gtk_widget_set_margin_bottom (body, 18);
  gtk_box_append (GTK_BOX (adw_window_get_content (ADW_WINDOW (dialog))), body);
}

/* --- Choices whose words do not fit into twenty characters --- */

static void
on_choice_setup (GtkSignalListItemFactory *factory, GtkListItem *item, AdwComboRow *row)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *label = gtk_label_new ("");
  GtkWidget *check = gtk_image_new_from_icon_name ("object-select-symbolic");

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), check);
  gtk_list_item_set_child (item, box);
}

/* The check is in the list only, not in the row. */
static void
show_check (AdwComboRow *row, GParamSpec *pspec, GtkListItem *item)
{
  GtkWidget *box = gtk_list_item_get_child (item);
  GtkWidget *check = gtk_widget_get_last_child (box);

  gtk_widget_set_visible (check, gtk_widget_get_ancestor (box, GTK_TYPE_POPOVER) != NULL);
  gtk_widget_set_opacity (
      check, adw_combo_row_get_selected_item (row) == gtk_list_item_get_item (item) ? 1 : 0);
}

static void
on_choice_root (GtkWidget *box, GParamSpec *pspec, GtkListItem *item)
{
  show_check (g_object_get_data (G_OBJECT (item), "row"), NULL, item);
}

static void
on_choice_bind (GtkSignalListItemFactory *factory, GtkListItem *item, AdwComboRow *row)
{
  GtkWidget *box = gtk_list_item_get_child (item);
  const char *text = gtk_string_object_get_string (gtk_list_item_get_item (item));

  gtk_label_set_text (GTK_LABEL (gtk_widget_get_first_child (box)), text);
  g_object_set_data (G_OBJECT (item), "row", row);
  g_signal_connect (row, "notify::selected-item", G_CALLBACK (show_check), item);
  g_signal_connect (box, "notify::root", G_CALLBACK (on_choice_root), item);
  show_check (row, NULL, item);
}

static void
on_choice_unbind (GtkSignalListItemFactory *factory, GtkListItem *item, AdwComboRow *row)
{
  g_signal_handlers_disconnect_by_data (row, item);
  g_signal_handlers_disconnect_by_data (gtk_list_item_get_child (item), item);
}

void
vost_combo_row_show_whole (AdwComboRow *row)
{
  g_autoptr (GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();

  g_signal_connect_object (factory, "setup", G_CALLBACK (on_choice_setup), row, 0);
  g_signal_connect_object (factory, "bind", G_CALLBACK (on_choice_bind), row, 0);
  g_signal_connect_object (factory, "unbind", G_CALLBACK (on_choice_unbind), row, 0);
  adw_combo_row_set_factory (row, factory);
}
