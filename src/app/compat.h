/* Stand-ins for what Debian 12's GTK 4.8 and libadwaita 1.2 lack, and the only place for version
 * guards. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* @path is NULL when the user cancelled. */
typedef void (*VostFileChosen) (const char *path, gpointer data);

/**
 * vost_choose_file:
 * @title: of the dialog
 * @accept: label of the button
 * @name: (nullable): proposed name or path; makes it a save dialog
 * @filters: (nullable): pairs of translated name and patterns "*.srt;*.vtt", NULL-terminated
 *
 * Native file dialog. The patterns "video/" and "audio/" stand for those MIME types.
 */
void vost_choose_file (GtkWindow *parent,
                       const char *title,
                       const char *accept,
                       const char *name,
                       const char *const *filters,
                       VostFileChosen chosen,
                       gpointer data,
                       GDestroyNotify free_data);

void vost_choose_folder (GtkWindow *parent,
                         const char *title,
                         VostFileChosen chosen,
                         gpointer data,
                         GDestroyNotify free_data);

/* Response ids are the strings after each label: label, id, label, id, …, NULL. The first is the
 * safe one (Escape). */
typedef void (*VostAnswered) (const char *response, gpointer data);
void vost_ask (GtkWindow *parent,
               const char *heading,
               const char *body,
               VostAnswered answered,
               gpointer data,
               const char *first_label,
               ...) G_GNUC_NULL_TERMINATED;

/* Scrolls a column view to a row and gives it the keyboard if @focus. */
void vost_column_view_scroll_to (GtkColumnView *view, guint position, gboolean focus);

/**
 * vost_page_switcher_new:
 * @stack: the pages
 * @bar: (at the window's lower edge): takes the switcher when the header bar has no room for it
 *
 * Returns: (transfer floating): the header bar's title: a switcher of pages, or the title alone
 */
GtkWidget *
vost_page_switcher_new (AdwApplicationWindow *window, AdwViewStack *stack, AdwViewSwitcherBar *bar);
void vost_page_switcher_set_title (GtkWidget *switcher, const char *title);
/* Whether there are pages to switch between. */
void vost_page_switcher_show (GtkWidget *switcher, gboolean shown);

void vost_show_about (GtkWindow *parent,
                      const char *version,
                      const char *const *developers,
                      const char *comments,
                      const char *translators);

/**
 * vost_dialog_new:
 * @accept: label of the button that does it, which is the default one too
 * @accepted: called as accepted (data)
 *
 * A window of our own with Cancel and @accept in its header bar; Escape closes it, as GTK's dialogs
 * do.
 */
GtkWindow *vost_dialog_new (GtkWindow *parent,
                            const char *title,
                            const char *accept,
                            GCallback accepted,
                            gpointer data);
/* Below the header bar, with room around it. */
void vost_dialog_set_body (GtkWindow *dialog, GtkWidget *body);

/* The widget's text colour. */
void vost_widget_get_color (GtkWidget *widget, GdkRGBA *ret);

void vost_close_on_escape (GtkWindow *window);

/* Names a widget for screen readers (and tests). */
void vost_set_accessible_label (gpointer widget, const char *label);

/* A button with a mnemonic, whose name screen readers say once. */
GtkWidget *vost_button_new (const char *label);
/* The same for one that came from a template. */
void vost_say_once (GtkButton *button);

/* Its choices are strings that are shown as long as there is room; libadwaita cuts them after
 * twenty characters, where some do not differ yet. */
void vost_combo_row_show_whole (AdwComboRow *row);

G_END_DECLS
