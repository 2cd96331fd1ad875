/* The actions of the window: files, undo, pages, playing. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "window-private.h"

#include "vostok-config.h"

#include <glib/gi18n.h>

#include "actions.h"
#include "compat.h"
#include "help-dialog.h"
#include "keys-dialog.h"
#include "licence-chip.h"

#define SHUTTLE_MAX 4.0

static VostWindow *
window_of (gpointer data)
{
  return VOST_WINDOW (data);
}

/* --- Files --- */

static void
on_open_chosen (const char *path, gpointer data)
{
  if (path != NULL)
    vost_window_open (window_of (data), path);
}

static void
on_source_chosen (const char *path, gpointer data)
{
  if (path != NULL)
    vost_session_add_file (window_of (data)->session, path);
}

static void
on_subtitles_chosen (const char *path, gpointer data)
{
  if (path != NULL)
    vost_session_add_file (window_of (data)->session, path);
}

/* "*.srt;*.vtt;…" of all formats. */
static char *
subtitle_patterns (void)
{
  g_autoptr (GString) all = g_string_new (NULL);

  for (guint i = 0; vost_format_list[i] != NULL; i++)
    {
      g_auto (GStrv) extensions = g_strsplit (vost_format_list[i]->extensions, ";", -1);

      for (guint j = 0; extensions[j] != NULL; j++)
        g_string_append_printf (all, "%s*.%s", all->len > 0 ? ";" : "", extensions[j]);
    }

  return g_string_free (g_steal_pointer (&all), FALSE);
}

#define FILM_PATTERNS "video/;*.webm;*.mkv;*.mp4;*.mov;*.ogv;*.avi"

void
vost_window_open_dialog (VostWindow *self)
{
  g_autofree char *subtitles = subtitle_patterns ();
  g_autofree char *all = g_strconcat (FILM_PATTERNS, ";*.vostok;", subtitles, NULL);
  const char *filters[] = {
    _ ("Films, projects and subtitles"),
    all,
    _ ("Films"),
    FILM_PATTERNS,
    _ ("Projects"),
    "*.vostok",
    _ ("Subtitles"),
    subtitles,
    NULL,
  };

  vost_choose_file (GTK_WINDOW (self), _ ("Open"), _ ("_Open"), NULL, filters, on_open_chosen, self,
                    NULL);
}

static void
action_open (GtkWidget *widget, const char *name, GVariant *parameter)
{
  vost_window_open_dialog (window_of (widget));
}

static void
action_open_sample (GtkWidget *widget, const char *name, GVariant *parameter)
{
  vost_window_open_sample (window_of (widget));
}

static void
action_add_source (GtkWidget *widget, const char *name, GVariant *parameter)
{
  const char *filters[] = { _ ("Films, music and images"),
                            FILM_PATTERNS ";audio/;*.ogg;*.opus;*.mp3;*.wav;*.flac", NULL };

  vost_choose_file (GTK_WINDOW (widget), _ ("Add a Work"), _ ("_Add"), NULL, filters,
                    on_source_chosen, widget, NULL);
}

static void
action_add_subtitles (GtkWidget *widget, const char *name, GVariant *parameter)
{
  g_autofree char *subtitles = subtitle_patterns ();
  const char *filters[] = { _ ("Subtitles"), subtitles, NULL };

  vost_choose_file (GTK_WINDOW (widget), _ ("Add Subtitles"), _ ("_Add"), NULL, filters,
                    on_subtitles_chosen, widget, NULL);
}

static void
on_save_chosen (const char *path, gpointer data)
{
  g_autofree char *full = NULL;

  if (path == NULL)
    {
      window_of (data)->close_when_saved = FALSE;
      return;
    }
  full = g_str_has_suffix (path, ".vostok") ? g_strdup (path) : g_strconcat (path, ".vostok", NULL);
  vost_window_save_as (window_of (data), full);
}

void
vost_window_save_as_dialog (VostWindow *self)
{
  const char *filters[] = { _ ("Projects"), "*.vostok", NULL };
  g_autofree char *title = NULL;
  g_autofree char *name = NULL;

  g_object_get (self->session, "title", &title, NULL);
  g_strdelimit (title, "/\\", '-');
  name =
      g_str_has_suffix (title, ".vostok") ? g_strdup (title) : g_strconcat (title, ".vostok", NULL);
  vost_choose_file (GTK_WINDOW (self), _ ("Save Project"), _ ("_Save"), name, filters,
                    on_save_chosen, self, NULL);
}

static void
action_save (GtkWidget *widget, const char *name, GVariant *parameter)
{
  vost_window_save (window_of (widget));
}

static void
action_save_as (GtkWidget *widget, const char *name, GVariant *parameter)
{
  vost_window_save_as_dialog (window_of (widget));
}

static void
action_close (GtkWidget *widget, const char *name, GVariant *parameter)
{
  gtk_window_close (GTK_WINDOW (widget));
}

/* --- Editing --- */

static void
action_undo (GtkWidget *widget, const char *name, GVariant *parameter)
{
  vost_session_undo (window_of (widget)->session);
}

static void
action_redo (GtkWidget *widget, const char *name, GVariant *parameter)
{
  vost_session_redo (window_of (widget)->session);
}

/* --- Who the user is --- */

static void
on_identity_changed (GtkEditable *row, gpointer data)
{
  VostWindow *self = window_of (data);
  const char *key = g_object_get_data (G_OBJECT (row), "key");

  g_settings_set_string (vost_session_get_settings (self->session), key,
                         gtk_editable_get_text (row));
}

static void
add_identity_row (VostWindow *self, AdwPreferencesGroup *group, const char *title, const char *key)
{
  GtkWidget *row = adw_entry_row_new ();
  g_autofree char *value = g_settings_get_string (vost_session_get_settings (self->session), key);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  gtk_editable_set_text (GTK_EDITABLE (row), value);
  g_object_set_data (G_OBJECT (row), "key", (gpointer) key);
  g_signal_connect (row, "changed", G_CALLBACK (on_identity_changed), self);
  adw_preferences_group_add (group, row);
}

static void
action_identity (GtkWidget *widget, const char *name, GVariant *parameter)
{
  VostWindow *self = window_of (widget);
  GtkWidget *window =
      g_object_new (ADW_TYPE_WINDOW, "modal", TRUE, "transient-for", self, "default-width", 440,
                    "title", _ ("Your Name in the Credits"), NULL);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *group = adw_preferences_group_new ();

  adw_preferences_group_set_description (
      ADW_PREFERENCES_GROUP (group),
      _ ("Translations and remixes are credited to this name. A pseudonym will do."));
  add_identity_row (self, ADW_PREFERENCES_GROUP (group), _ ("Name"), "author");
  add_identity_row (self, ADW_PREFERENCES_GROUP (group), _ ("Web page"), "author-url");
  gtk_widget_set_margin_start (group, 18);
  gtk_widget_set_margin_end (group, 18);
  gtk_widget_set_margin_top (group, 12);
  gtk_widget_set_margin_bottom (group, 24);
  gtk_box_append (GTK_BOX (box), adw_header_bar_new ());
  gtk_box_append (GTK_BOX (box), group);
  adw_window_set_content (ADW_WINDOW (window), box);
  gtk_window_present (GTK_WINDOW (window));
}

/* --- Pages and windows --- */

static void
action_page (GtkWidget *widget, const char *name, GVariant *parameter)
{
  if (vost_session_is_open (window_of (widget)->session))
    adw_view_stack_set_visible_child_name (window_of (widget)->pages, name + strlen ("win.page-"));
}

static void
action_licence (GtkWidget *widget, const char *name, GVariant *parameter)
{
  VostWindow *self = window_of (widget);

  if (vost_session_is_open (self->session))
    vost_licence_chip_popup (VOST_LICENCE_CHIP (adw_bin_get_child (ADW_BIN (self->chip_slot))));
}

static void
on_shortcuts_destroyed (VostWindow *self)
{
  self->shortcuts = NULL;
}

static void
action_keys (GtkWidget *widget, const char *name, GVariant *parameter)
{
  GSettings *settings = vost_session_get_settings (window_of (widget)->session);

  gtk_window_present (GTK_WINDOW (vost_keys_dialog_new (GTK_WINDOW (widget), settings)));
}

static void
action_shortcuts (GtkWidget *widget, const char *name, GVariant *parameter)
{
  VostWindow *self = window_of (widget);

  if (self->shortcuts == NULL)
    {
      self->shortcuts = vost_actions_shortcuts_window ();
      gtk_window_set_transient_for (GTK_WINDOW (self->shortcuts), GTK_WINDOW (self));
      g_signal_connect_object (self->shortcuts, "destroy", G_CALLBACK (on_shortcuts_destroyed),
                               self, G_CONNECT_SWAPPED);
    }
  gtk_window_present (GTK_WINDOW (self->shortcuts));
}

static void
action_help (GtkWidget *widget, const char *name, GVariant *parameter)
{
  vost_show_help (GTK_WINDOW (widget));
}

static void
action_fullscreen (GtkWidget *widget, const char *name, GVariant *parameter)
{
  if (gtk_window_is_fullscreen (GTK_WINDOW (widget)))
    gtk_window_unfullscreen (GTK_WINDOW (widget));
  else
    gtk_window_fullscreen (GTK_WINDOW (widget));
}

/* --- Playing --- */

static void
action_play (GtkWidget *widget, const char *name, GVariant *parameter)
{
  VostPlayer *player = vost_window_get_player (window_of (widget));

  if (vost_player_get_playing (player))
    vost_player_pause (player);
  else
    {
      vost_player_clear_loop (player);
      vost_player_set_rate (player, 1.0);
      vost_player_play (player);
    }
}

static void
action_shuttle (GtkWidget *widget, const char *name, GVariant *parameter)
{
  VostPlayer *player = vost_window_get_player (window_of (widget));
  gboolean forward = g_str_has_suffix (name, "forward");
  double rate = vost_player_get_playing (player) ? vost_player_get_rate (player) : 0;

  if (forward)
    rate = rate < 1 ? 1 : MIN (rate * 2, SHUTTLE_MAX);
  else if (rate > 1)
    rate = rate / 2;
  else
    rate = rate > 0 || rate == 0 ? -1 : MAX (rate * 2, -SHUTTLE_MAX);
  vost_player_set_rate (player, rate);
  vost_player_play (player);
}

static void
action_step (GtkWidget *widget, const char *name, GVariant *parameter)
{
  VostPlayer *player = vost_window_get_player (window_of (widget));
  gboolean forward = g_str_has_suffix (name, "forward");

  if (g_str_has_prefix (name, "win.frame"))
    vost_player_step (player, forward ? 1 : -1);
  else
    vost_player_seek (
        player,
        CLAMP (vost_player_get_position (player) + (forward ? VOST_SECOND : -VOST_SECOND), 0,
               vost_player_get_duration (player)),
        TRUE);
}

static void
action_mute (GtkWidget *widget, const char *name, GVariant *parameter)
{
  VostPlayer *player = vost_window_get_player (window_of (widget));
  gboolean muted;

  g_object_get (player, "muted", &muted, NULL);
  vost_player_set_muted (player, !muted);
}

void
vost_window_install_actions (GtkWidgetClass *widget_class)
{
  static const struct
  {
    const char *name;
    GtkWidgetActionActivateFunc activate;
  } entries[] = {
    { "win.open", action_open },
    { "win.open-sample", action_open_sample },
    { "win.add-source", action_add_source },
    { "win.add-subtitles", action_add_subtitles },
    { "win.save", action_save },
    { "win.save-as", action_save_as },
    { "win.close", action_close },
    { "win.undo", action_undo },
    { "win.redo", action_redo },
    { "win.identity", action_identity },
    { "win.page-film", action_page },
    { "win.page-subtitles", action_page },
    { "win.page-remix", action_page },
    { "win.page-publish", action_page },
    { "win.licence", action_licence },
    { "win.show-help-overlay", action_shortcuts },
    { "win.help", action_help },
    { "win.keys", action_keys },
    { "win.fullscreen", action_fullscreen },
    { "win.play", action_play },
    { "win.shuttle-forward", action_shuttle },
    { "win.shuttle-back", action_shuttle },
    { "win.frame-forward", action_step },
    { "win.frame-back", action_step },
    { "win.second-forward", action_step },
    { "win.second-back", action_step },
    { "win.mute", action_mute },
  };

  for (guint i = 0; i < G_N_ELEMENTS (entries); i++)
    gtk_widget_class_install_action (widget_class, entries[i].name, NULL, entries[i].activate);
}
