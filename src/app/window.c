/* The window: header bar, the four pages, welcome, licence chip. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "window-private.h"

#include "vostok-config.h"

#include <glib/gi18n.h>

#include "actions.h"
#include "compat.h"
#include "film-page.h"
#include "licence-chip.h"
#include "publish-page.h"
#include "remix-page.h"
#include "subtitles-page.h"

#include <vostok/core/format.h>

G_DEFINE_FINAL_TYPE (VostWindow, vost_window, ADW_TYPE_APPLICATION_WINDOW);

#define MAX_RECENT 8

VostWindow *
vost_window_new (GtkApplication *app)
{
  return g_object_new (VOST_TYPE_WINDOW, "application", app, NULL);
}

VostSession *
vost_window_get_session (VostWindow *self)
{
  return self->session;
}

VostPlayer *
vost_window_get_player (VostWindow *self)
{
  GtkWidget *page = adw_view_stack_get_visible_child (self->pages);

  if (page != NULL && VOST_IS_REMIX_PAGE (page))
    return vost_remix_page_get_player (VOST_REMIX_PAGE (page));
  return vost_session_get_film_player (self->session);
}

/* --- Messages --- */

/* Seconds a message stays, from its last change. */
#define MESSAGE_SECONDS 4
/* With a button to be reached. */
#define OFFER_SECONDS 12

static gboolean
on_message_over (gpointer data)
{
  VostWindow *self = data;

  self->toast_timer = 0;
  if (self->toast != NULL)
    adw_toast_dismiss (self->toast);
  return G_SOURCE_REMOVE;
}

static void
on_toast_dismissed (AdwToast *toast, VostWindow *self)
{
  g_clear_weak_pointer (&self->toast);
  g_clear_handle_id (&self->toast_timer, g_source_remove);
}

static void
on_toast_button (VostWindow *self)
{
  if (self->offer == NULL)
    return;
  adw_view_stack_set_visible_child_name (self->pages, "subtitles");
  vost_session_take_offer (self->session);
  gtk_widget_activate_action (adw_view_stack_get_visible_child (self->pages), self->offer, NULL);
}

/* Old news would wait in a queue, and be told when it is true no more: a message takes the place of
 * the one that is on the screen. Its words are changed, instead of dismissing one toast for
 * another, because libadwaita (1.2 at least) frees a toast that is dismissed while it still comes
 * in under the running animation, and crashes. */
static void
show_toast (VostWindow *self, const char *text, const char *label, const char *action)
{
  g_autofree char *escaped = g_markup_escape_text (text, -1);

  g_clear_handle_id (&self->toast_timer, g_source_remove);
  self->toast_timer = g_timeout_add_seconds (label != NULL ? OFFER_SECONDS : MESSAGE_SECONDS,
                                             on_message_over, self);
  g_free (self->offer);
  self->offer = g_strdup (action);
  if (self->toast == NULL)
    {
      AdwToast *toast = adw_toast_new (escaped);

      adw_toast_set_timeout (toast, 0);
      adw_toast_set_button_label (toast, label);
      g_set_weak_pointer (&self->toast, toast);
      g_signal_connect_object (toast, "dismissed", G_CALLBACK (on_toast_dismissed), self, 0);
      g_signal_connect_object (toast, "button-clicked", G_CALLBACK (on_toast_button), self,
                               G_CONNECT_SWAPPED);
      adw_toast_overlay_add_toast (self->toasts, toast);
    }
  else
    {
      adw_toast_set_title (self->toast, escaped);
      adw_toast_set_button_label (self->toast, label);
    }
}

static void
on_message (VostSession *session, const char *text, VostWindow *self)
{
  show_toast (self, text, NULL, NULL);
}

static void
on_offer (VostSession *session,
          const char *text,
          const char *label,
          const char *action,
          VostWindow *self)
{
  show_toast (self, text, label, action);
}

static void
on_failed (VostSession *session, const char *title, const char *text, VostWindow *self)
{
  vost_ask (GTK_WINDOW (self), title, text, NULL, NULL, _ ("Close"), "close", NULL);
}

static void
on_encoding_answer (const char *response, gpointer data)
{
  if (g_strcmp0 (response, "utf-8") == 0)
    vost_session_save_as_utf8 (VOST_WINDOW (data)->session);
}

static void
on_needs_encoding (VostSession *session, const char *text, VostWindow *self)
{
  vost_ask (GTK_WINDOW (self), _ ("The subtitles were not saved"), text, on_encoding_answer, self,
            _ ("_Cancel"), "cancel", _ ("_Save as UTF-8"), "utf-8", NULL);
}

static void
on_rate_answer (const char *response, gpointer data)
{
  VostWindow *self = data;
  VostRate rate;

  if (!vost_rate_parse (response, &rate))
    rate = (VostRate){ 0, 1 };
  vost_session_open_at_rate (self->session, rate);
}

/* The file counts frames and does not say of how many a second; guessing would shift every cue. */
static void
on_needs_rate (VostSession *session, const char *path, VostWindow *self)
{
  g_autofree char *name = g_path_get_basename (path);
  g_autofree char *title = g_strdup_printf (_ ("Frame Rate of “%s”"), name);

  vost_ask (GTK_WINDOW (self), title,
            _ ("This file counts frames instead of seconds. How many frames a second has the film "
               "that it was made for?"),
            on_rate_answer, self, _ ("_Cancel"), "cancel", "23.976", "24000/1001", "24", "24", "25",
            "25", "29.97", "30000/1001", "30", "30", NULL);
}

/* --- What is shown --- */

static void
update_screen (VostWindow *self)
{
  gboolean open = vost_session_is_open (self->session);
  gboolean busy;

  g_object_get (self->session, "busy", &busy, NULL);
  gtk_stack_set_visible_child_name (self->screens, open ? "main" : busy ? "loading" : "welcome");
  gtk_widget_set_visible (self->chip_slot, open);
  vost_page_switcher_show (adw_bin_get_child (self->title_slot), open);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.save", open);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.save-as", open);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.add-source", open);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.add-subtitles", open);
}

static void
update_title (VostWindow *self)
{
  g_autofree char *title = NULL;
  g_autofree char *shown = NULL;
  gboolean modified;

  g_object_get (self->session, "title", &title, "modified", &modified, NULL);
  shown = g_strconcat (modified && vost_session_is_open (self->session) ? "• " : "", title, NULL);
  gtk_window_set_title (GTK_WINDOW (self), shown);
  vost_page_switcher_set_title (adw_bin_get_child (self->title_slot), shown);
}

static void
set_undo_tooltip (GtkButton *button, const char *plain, const char *format, const char *label)
{
  g_autofree char *text = label != NULL ? g_strdup_printf (format, label) : g_strdup (plain);

  gtk_widget_set_tooltip_text (GTK_WIDGET (button), text);
}

static void
update_undo (VostWindow *self)
{
  VostHistory *history = vost_session_get_history (self->session);

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.undo", vost_history_can_undo (history));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.redo", vost_history_can_redo (history));
  set_undo_tooltip (self->undo_button, _ ("Undo"), _ ("Undo: %s"),
                    vost_history_get_undo_label (history));
  set_undo_tooltip (self->redo_button, _ ("Redo"), _ ("Redo: %s"),
                    vost_history_get_redo_label (history));
}

static void
on_edited (VostSession *session, gpointer edit, VostWindow *self)
{
  update_undo (self);
  update_screen (self);
}

/* --- Recent documents --- */

static void
remember_recent (VostWindow *self)
{
  GSettings *settings = vost_session_get_settings (self->session);
  g_auto (GStrv) old = g_settings_get_strv (settings, "recent");
  g_autoptr (GPtrArray) all = g_ptr_array_new ();
  g_autofree char *film = vost_session_dup_film_path (self->session);
  const char *path = vost_session_get_path (self->session);

  if (path == NULL)
    path = film;
  if (path == NULL)
    return;
  g_ptr_array_add (all, (char *) path);
  for (guint i = 0; old[i] != NULL && all->len < MAX_RECENT; i++)
    if (!g_str_equal (old[i], path))
      g_ptr_array_add (all, old[i]);
  g_ptr_array_add (all, NULL);
  g_settings_set_strv (settings, "recent", (const char *const *) all->pdata);
}

static void
on_recent_activated (GtkListBox *list, GtkListBoxRow *row, VostWindow *self)
{
  vost_window_open (self, g_object_get_data (G_OBJECT (row), "path"));
}

static void
fill_recent (VostWindow *self)
{
  GSettings *settings = vost_session_get_settings (self->session);
  g_auto (GStrv) paths = g_settings_get_strv (settings, "recent");
  GtkWidget *child;
  guint n = 0;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->recent_list))) != NULL)
    gtk_list_box_remove (self->recent_list, child);
  for (guint i = 0; paths[i] != NULL; i++)
    {
      g_autofree char *name = g_path_get_basename (paths[i]);
      g_autofree char *folder = g_path_get_dirname (paths[i]);
      g_autofree char *title = g_markup_escape_text (name, -1);
      g_autofree char *subtitle = g_markup_escape_text (folder, -1);
      GtkWidget *row;

      if (!g_file_test (paths[i], G_FILE_TEST_EXISTS))
        continue;
      row = adw_action_row_new ();
      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
      adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
      adw_action_row_add_suffix (ADW_ACTION_ROW (row),
                                 gtk_image_new_from_icon_name ("go-next-symbolic"));
      gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
      g_object_set_data_full (G_OBJECT (row), "path", g_strdup (paths[i]), g_free);
      gtk_list_box_append (self->recent_list, row);
      n++;
    }
  gtk_widget_set_visible (GTK_WIDGET (self->recent_box), n > 0);
}

/* Not only after edits: closing a group makes a step of them. */
static void
follow_history (VostWindow *self)
{
  VostHistory *history = vost_session_get_history (self->session);
  static const char *const names[] = { "notify::can-undo", "notify::can-redo", "notify::undo-label",
                                       "notify::redo-label" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    g_signal_connect_object (history, names[i], G_CALLBACK (update_undo), self, G_CONNECT_SWAPPED);
}

/* Into the page, or Space would press the first button of the header bar. */
static void
focus_page (VostWindow *self)
{
  GtkWidget *page = adw_view_stack_get_visible_child (self->pages);
  GtkWidget *focus = gtk_root_get_focus (GTK_ROOT (self));

  if (page == NULL || !vost_session_is_open (self->session) ||
      (focus != NULL && gtk_widget_is_ancestor (focus, page)))
    return;
  if (!gtk_widget_grab_focus (page))
    gtk_widget_child_focus (page, GTK_DIR_TAB_FORWARD);
}

static void
on_document_changed (VostSession *session, VostWindow *self)
{
  follow_history (self);
  update_screen (self);
  update_title (self);
  update_undo (self);
  if (vost_session_is_open (session))
    remember_recent (self);
  else
    fill_recent (self);
  focus_page (self);
}

/* --- Keys --- */

/* Whether the focus takes this key for itself: text is typed, a button is pressed, a slider moved.
 */
static gboolean
focus_wants_key (GtkWidget *focus, guint keyval, GdkModifierType state)
{
  if (focus == NULL || (state & (GDK_CONTROL_MASK | GDK_ALT_MASK)) != 0)
    return FALSE;
  if (GTK_IS_BUTTON (focus) || GTK_IS_SWITCH (focus) || GTK_IS_CHECK_BUTTON (focus) ||
      GTK_IS_LIST_BOX_ROW (focus) || GTK_IS_DROP_DOWN (focus))
    return keyval == GDK_KEY_space || keyval == GDK_KEY_Return || keyval == GDK_KEY_KP_Enter;
  if (GTK_IS_RANGE (focus))
    return keyval == GDK_KEY_Left || keyval == GDK_KEY_Right;
  return FALSE;
}

static gboolean
on_key (GtkEventControllerKey *controller,
        guint keyval,
        guint keycode,
        GdkModifierType state,
        VostWindow *self)
{
  GtkWidget *focus = gtk_root_get_focus (GTK_ROOT (self));
  gboolean typing = focus != NULL && (GTK_IS_EDITABLE (focus) || GTK_IS_TEXT_VIEW (focus));
  GtkWidget *page = NULL;
  gboolean heard;

  if (!vost_session_is_open (self->session) || (!typing && focus_wants_key (focus, keyval, state)))
    return GDK_EVENT_PROPAGATE;
  /* A popover or menu that is open has the keys to itself. */
  if (focus != NULL && gtk_widget_get_ancestor (focus, GTK_TYPE_POPOVER) != NULL)
    return GDK_EVENT_PROPAGATE;
  page = adw_view_stack_get_visible_child (self->pages);
  heard = vost_actions_handle_key (
      GTK_WIDGET (self), page,
      gtk_event_controller_get_current_event (GTK_EVENT_CONTROLLER (controller)), typing);
  if (heard && self->held == 0 && VOST_IS_SUBTITLES_PAGE (page) &&
      vost_subtitles_page_is_tapping (VOST_SUBTITLES_PAGE (page)))
    self->held = keycode;
  return heard;
}

/* Also when the window is left, where nobody hears the key go up. */
static void
end_tap (VostWindow *self, gboolean may_write)
{
  GtkWidget *page = adw_view_stack_get_child_by_name (self->pages, "subtitles");

  self->held = 0;
  vost_subtitles_page_end_tap (VOST_SUBTITLES_PAGE (page), may_write);
}

static void
on_key_up (GtkEventControllerKey *controller,
           guint keyval,
           guint keycode,
           GdkModifierType state,
           VostWindow *self)
{
  /* Where the user's key for it is a letter, the next one would be written. */
  if (keycode == self->held)
    end_tap (self, gdk_keyval_to_unicode (keyval) == 0);
}

static void
on_active (VostWindow *self)
{
  if (self->held != 0 && !gtk_window_is_active (GTK_WINDOW (self)))
    end_tap (self, FALSE);
}

/* --- Opening --- */

/* A window holds one document, and opening another one must not cost what is not saved. */
static VostWindow *
window_for_another (VostWindow *self)
{
  VostWindow *other;

  if (!vost_session_is_open (self->session))
    return self;
  other = vost_window_new (gtk_window_get_application (GTK_WINDOW (self)));
  gtk_window_present (GTK_WINDOW (other));

  return other;
}

void
vost_window_open (VostWindow *self, const char *path)
{
  GList *windows = gtk_application_get_windows (gtk_window_get_application (GTK_WINDOW (self)));

  for (GList *l = windows; l != NULL; l = l->next)
    if (VOST_IS_WINDOW (l->data) &&
        g_strcmp0 (vost_session_get_path (VOST_WINDOW (l->data)->session), path) == 0)
      {
        gtk_window_present (l->data);
        return;
      }
  vost_session_open (window_for_another (self)->session, path);
}

void
vost_window_open_sample (VostWindow *self)
{
  vost_session_open_sample (window_for_another (self)->session);
}

/* --- Dropped files --- */

static void
take_file (VostWindow *self, const char *path)
{
  if (vost_session_is_open (self->session) && g_str_has_suffix (path, ".vostok"))
    vost_window_open (self, path);
  else
    vost_session_add_file (self->session, path);
}

static gboolean
on_drop (GtkDropTarget *target, const GValue *value, double x, double y, VostWindow *self)
{
  GSList *files = g_value_get_boxed (value);

  /* Subtitles need their film: it is opened first, wherever it stands. */
  for (guint subtitles = 0; subtitles < 2; subtitles++)
    for (GSList *l = files; l != NULL; l = l->next)
      {
        g_autofree char *path = g_file_get_path (l->data);

        if (path != NULL && (vost_format_by_path (path) != NULL) == (subtitles == 1))
          take_file (self, path);
      }
  return files != NULL;
}

/* --- Closing --- */

static void
really_close (VostWindow *self)
{
  self->closing = TRUE;
  gtk_window_destroy (GTK_WINDOW (self));
}

static void
on_close_answer (const char *response, gpointer data)
{
  VostWindow *self = data;

  if (g_str_equal (response, "discard"))
    really_close (self);
  else if (g_str_equal (response, "save"))
    {
      self->close_when_saved = TRUE;
      vost_window_save (self);
    }
}

static void
on_saved (VostSession *session, gboolean saved, gpointer data)
{
  g_autoptr (VostWindow) self = data;
  gboolean close = saved && self->close_when_saved;

  self->close_when_saved = FALSE;
  /* Asks again when there have been edits meanwhile. */
  if (close)
    gtk_window_close (GTK_WINDOW (self));
}

void
vost_window_save_as (VostWindow *self, const char *path)
{
  vost_session_save_as (self->session, path, on_saved, g_object_ref (self));
}

void
vost_window_save (VostWindow *self)
{
  if (vost_session_needs_name (self->session))
    vost_window_save_as_dialog (self);
  else
    vost_session_save (self->session, on_saved, g_object_ref (self));
}

static void
on_stop_answer (const char *response, gpointer data)
{
  VostWindow *self = data;

  if (g_strcmp0 (response, "stop") != 0)
    return;
  /* It may have ended while the question stood there. */
  if (!vost_publish_page_is_busy (self->publish_page))
    {
      gtk_window_close (GTK_WINDOW (self));
      return;
    }
  self->close_when_idle = TRUE;
  vost_publish_page_cancel_all (self->publish_page);
}

static void
on_publish_idle (VostWindow *self)
{
  if (self->close_when_idle)
    gtk_window_close (GTK_WINDOW (self));
  self->close_when_idle = FALSE;
}

static gboolean
vost_window_close_request (GtkWindow *window)
{
  VostWindow *self = VOST_WINDOW (window);
  GSettings *settings = vost_session_get_settings (self->session);
  gboolean modified;
  int width, height;

  gtk_window_get_default_size (window, &width, &height);
  g_settings_set_int (settings, "window-width", width);
  g_settings_set_int (settings, "window-height", height);
  g_settings_set_boolean (settings, "window-maximized", gtk_window_is_maximized (window));
  g_object_get (self->session, "modified", &modified, NULL);
  if (vost_session_is_saving (self->session) && !self->closing)
    {
      self->close_when_saved = TRUE;
      return TRUE;
    }
  if (vost_publish_page_is_busy (self->publish_page))
    {
      vost_ask (window, _ ("A release is being written"),
                _ ("Closing stops it. Nothing half written is left behind."), on_stop_answer, self,
                _ ("_Go On"), "go-on", _ ("_Stop and Close"), "stop", NULL);
      return TRUE;
    }
  if (!modified || self->closing)
    return GTK_WINDOW_CLASS (vost_window_parent_class)->close_request (window);
  vost_ask (window, _ ("Save your changes?"), _ ("What is not saved is thrown away."),
            on_close_answer, self, _ ("_Cancel"), "cancel", _ ("_Discard"), "discard", _ ("_Save"),
            "save", NULL);
  return TRUE;
}

static void
on_page_changed (VostWindow *self)
{
  const char *name = adw_view_stack_get_visible_child_name (self->pages);

  if (name != NULL)
    g_settings_set_string (vost_session_get_settings (self->session), "page", name);
  focus_page (self);
}

/* --- Building --- */

static void
add_page (VostWindow *self, GtkWidget *page, const char *name, const char *title, const char *icon)
{
  AdwViewStackPage *stack_page = adw_view_stack_add_titled (self->pages, page, name, title);

  adw_view_stack_page_set_icon_name (stack_page, icon);
}

static void
build_pages (VostWindow *self)
{
  g_autofree char *page = g_settings_get_string (vost_session_get_settings (self->session), "page");

  add_page (self, vost_film_page_new (self->session), "film", _ ("Film"),
            "video-x-generic-symbolic");
  add_page (self, vost_subtitles_page_new (self->session), "subtitles", _ ("Subtitles"),
            "media-view-subtitles-symbolic");
  add_page (self, vost_remix_page_new (self->session), "remix", _ ("Remix"), "edit-cut-symbolic");
  self->publish_page = VOST_PUBLISH_PAGE (vost_publish_page_new (self->session));
  g_signal_connect_object (self->publish_page, "idle", G_CALLBACK (on_publish_idle), self,
                           G_CONNECT_SWAPPED);
  add_page (self, GTK_WIDGET (self->publish_page), "publish", _ ("Publish"), "send-to-symbolic");
  if (adw_view_stack_get_child_by_name (self->pages, page) != NULL)
    adw_view_stack_set_visible_child_name (self->pages, page);
  g_signal_connect_object (self->pages, "notify::visible-child", G_CALLBACK (on_page_changed), self,
                           G_CONNECT_SWAPPED);
}

static void
follow_session (VostWindow *self)
{
  g_signal_connect_object (self->session, "message", G_CALLBACK (on_message), self, 0);
  g_signal_connect_object (self->session, "offer", G_CALLBACK (on_offer), self, 0);
  g_signal_connect_object (self->session, "failed", G_CALLBACK (on_failed), self, 0);
  g_signal_connect_object (self->session, "needs-encoding", G_CALLBACK (on_needs_encoding), self,
                           0);
  g_signal_connect_object (self->session, "needs-rate", G_CALLBACK (on_needs_rate), self, 0);
  g_signal_connect_object (self->session, "edited", G_CALLBACK (on_edited), self, 0);
  g_signal_connect_object (self->session, "document-changed", G_CALLBACK (on_document_changed),
                           self, 0);
  g_signal_connect_object (self->session, "notify::title", G_CALLBACK (update_title), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->session, "notify::modified", G_CALLBACK (update_title), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->session, "notify::busy", G_CALLBACK (update_screen), self,
                           G_CONNECT_SWAPPED);
}

static void
add_controllers (VostWindow *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkDropTarget *drop = gtk_drop_target_new (GDK_TYPE_FILE_LIST, GDK_ACTION_COPY);

  /* In the capture phase, so that lists and buttons do not eat the player's keys; see on_key(). */
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (on_key), self);
  g_signal_connect (keys, "key-released", G_CALLBACK (on_key_up), self);
  g_signal_connect (self, "notify::is-active", G_CALLBACK (on_active), NULL);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
  g_signal_connect (drop, "drop", G_CALLBACK (on_drop), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (drop));
}

static void
vost_window_dispose (GObject *object)
{
  VostWindow *self = VOST_WINDOW (object);

  g_clear_weak_pointer (&self->toast);
  g_clear_handle_id (&self->toast_timer, g_source_remove);
  g_clear_pointer (&self->offer, g_free);
  g_clear_pointer ((GtkWindow **) &self->shortcuts, gtk_window_destroy);
  gtk_widget_dispose_template (GTK_WIDGET (self), VOST_TYPE_WINDOW);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (vost_window_parent_class)->dispose (object);
}

static void
vost_window_class_init (VostWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vost_window_dispose;
  GTK_WINDOW_CLASS (klass)->close_request = vost_window_close_request;
  vost_window_install_actions (widget_class);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/freefilm/Vostok/window.ui");
  gtk_widget_class_bind_template_child (widget_class, VostWindow, toasts);
  gtk_widget_class_bind_template_child (widget_class, VostWindow, screens);
  gtk_widget_class_bind_template_child (widget_class, VostWindow, pages);
  gtk_widget_class_bind_template_child (widget_class, VostWindow, switcher_bar);
  gtk_widget_class_bind_template_child (widget_class, VostWindow, title_slot);
  gtk_widget_class_bind_template_child (widget_class, VostWindow, undo_button);
  gtk_widget_class_bind_template_child (widget_class, VostWindow, redo_button);
  gtk_widget_class_bind_template_child (widget_class, VostWindow, open_button);
  gtk_widget_class_bind_template_child (widget_class, VostWindow, open_film_button);
  gtk_widget_class_bind_template_child (widget_class, VostWindow, sample_button);
  gtk_widget_class_bind_template_child (widget_class, VostWindow, chip_slot);
  gtk_widget_class_bind_template_child (widget_class, VostWindow, recent_box);
  gtk_widget_class_bind_template_child (widget_class, VostWindow, recent_list);
}

static void
vost_window_init (VostWindow *self)
{
  GSettings *settings;

  self->session = vost_session_new ();
  settings = vost_session_get_settings (self->session);
  gtk_widget_init_template (GTK_WIDGET (self));
  vost_say_once (self->open_button);
  vost_say_once (self->open_film_button);
  vost_say_once (self->sample_button);
  gtk_window_set_default_size (GTK_WINDOW (self), g_settings_get_int (settings, "window-width"),
                               g_settings_get_int (settings, "window-height"));
  if (g_settings_get_boolean (settings, "window-maximized"))
    gtk_window_maximize (GTK_WINDOW (self));
  adw_bin_set_child (ADW_BIN (self->chip_slot), vost_licence_chip_new (self->session));
  adw_bin_set_child (self->title_slot, vost_page_switcher_new (ADW_APPLICATION_WINDOW (self),
                                                               self->pages, self->switcher_bar));
  build_pages (self);
  follow_session (self);
  add_controllers (self);
  g_signal_connect (self->recent_list, "row-activated", G_CALLBACK (on_recent_activated), self);
  follow_history (self);
  fill_recent (self);
  update_screen (self);
  update_title (self);
  update_undo (self);
}
