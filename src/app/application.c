/* The application: its windows, command line and what concerns all of them. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "application.h"

#include "vostok-config.h"

#include <glib/gi18n.h>

#include <vostok/core/format.h>

#include "actions.h"
#include "compat.h"
#include "window.h"

struct _VostApplication
{
  AdwApplication parent_instance;
  GSettings *settings;
};

G_DEFINE_FINAL_TYPE (VostApplication, vost_application, ADW_TYPE_APPLICATION);

VostApplication *
vost_application_new (void)
{
  return g_object_new (VOST_TYPE_APPLICATION, "application-id", VOST_APP_ID, "flags",
                       G_APPLICATION_HANDLES_COMMAND_LINE | G_APPLICATION_NON_UNIQUE,
                       "resource-base-path", "/org/freefilm/Vostok", NULL);
}

static void
on_quit (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  /* Each window asks about its unsaved work; the last one to go ends the program. */
  g_autoptr (GList) windows = g_list_copy (gtk_application_get_windows (GTK_APPLICATION (data)));

  for (GList *l = windows; l != NULL; l = l->next)
    gtk_window_close (l->data);
}

static void
on_new_window (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  gtk_window_present (GTK_WINDOW (vost_window_new (GTK_APPLICATION (data))));
}

static void
on_about (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  static const char *const developers[] = { "Vostok contributors", NULL };

  vost_show_about (
      gtk_application_get_active_window (GTK_APPLICATION (data)), VOST_VERSION, developers,
      _ ("Subtitle, remix and share freely licensed films, with the licence done right."),
      _ ("translator-credits"));
}

/* Subtitles need their film: it is opened first, wherever it stands. */
static void
take_files (VostWindow *window, GApplicationCommandLine *line, char **args)
{
  VostWindow *first = window;
  guint taken = 0;

  for (guint pass = 0; pass < 2; pass++)
    for (guint i = 1; args[i] != NULL; i++)
      {
        g_autoptr (GFile) file = g_application_command_line_create_file_for_arg (line, args[i]);
        g_autofree char *path = g_file_get_path (file);

        if (path == NULL || (vost_format_by_path (path) != NULL) != (pass == 1))
          continue;
        /* A window holds one project. */
        if (g_str_has_suffix (path, ".vostok") && taken > 0)
          {
            window = vost_window_new (gtk_window_get_application (GTK_WINDOW (first)));
            gtk_window_present (GTK_WINDOW (window));
          }
        taken++;
        vost_session_add_file (vost_window_get_session (window), path);
      }
}

static int
vost_application_command_line (GApplication *app, GApplicationCommandLine *line)
{
  GVariantDict *options = g_application_command_line_get_options_dict (line);
  VostWindow *window = vost_window_new (GTK_APPLICATION (app));
  VostSession *session = vost_window_get_session (window);
  g_auto (GStrv) args = g_application_command_line_get_arguments (line, NULL);

  gtk_window_present (GTK_WINDOW (window));
  if (g_variant_dict_contains (options, "sample"))
    vost_session_open_sample (session);
  else if (args[0] == NULL || args[1] == NULL)
    vost_session_restore (session);
  else
    take_files (window, line, args);
  return 0;
}

static void
update_keys (VostApplication *self)
{
  vost_actions_load_keys (self->settings);
  vost_actions_set_accels (GTK_APPLICATION (self));
}

static void
vost_application_startup (GApplication *app)
{
  static const GActionEntry entries[] = {
    { .name = "quit", .activate = on_quit },
    { .name = "new-window", .activate = on_new_window },
    { .name = "about", .activate = on_about },
  };

  G_APPLICATION_CLASS (vost_application_parent_class)->startup (app);
  g_action_map_add_action_entries (G_ACTION_MAP (app), entries, G_N_ELEMENTS (entries), app);
  VOST_APPLICATION (app)->settings = g_settings_new (VOST_APP_ID);
  g_signal_connect_object (VOST_APPLICATION (app)->settings, "changed::keys",
                           G_CALLBACK (update_keys), app, G_CONNECT_SWAPPED);
  update_keys (VOST_APPLICATION (app));
  gtk_window_set_default_icon_name (VOST_APP_ID);
}

static void
vost_application_dispose (GObject *object)
{
  g_clear_object (&VOST_APPLICATION (object)->settings);
  G_OBJECT_CLASS (vost_application_parent_class)->dispose (object);
}

static void
vost_application_class_init (VostApplicationClass *klass)
{
  GApplicationClass *app_class = G_APPLICATION_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vost_application_dispose;
  app_class->startup = vost_application_startup;
  app_class->command_line = vost_application_command_line;
}

static void
vost_application_init (VostApplication *self)
{
  static const GOptionEntry options[] = {
    { "sample", 0, 0, G_OPTION_ARG_NONE, NULL, N_ ("Open the sample film"), NULL },
    { NULL },
  };

  g_application_add_main_option_entries (G_APPLICATION (self), options);
}
