/* Starts the application, or hands a command-line verb over to vostok-cli. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "vostok-config.h"

#include <locale.h>
#include <unistd.h>

#include <glib/gi18n.h>

#include <vostok/media/player.h>

#include "application.h"

/* From the one list of verbs, src/cli/commands/meson.build. */
static const char *const verbs[] = { VOST_VERBS NULL };

/* The folder of this program, to run from the build folder without installing. */
static char *
program_folder (void)
{
  g_autofree char *self = g_file_read_link ("/proc/self/exe", NULL);

  return self != NULL ? g_path_get_dirname (self) : NULL;
}

static void
use_uninstalled_files (const char *folder)
{
  g_autofree char *schema = g_build_filename (folder, "gschemas.compiled", NULL);
  g_autofree char *po = g_build_filename (folder, "..", "..", "po", NULL);

  if (!g_file_test (schema, G_FILE_TEST_EXISTS))
    return;
  g_setenv ("GSETTINGS_SCHEMA_DIR", folder, FALSE);
  bindtextdomain (GETTEXT_PACKAGE, po);
}

static int
hand_over (const char *folder, char **argv)
{
  g_autofree char *beside = g_build_filename (folder, "..", "cli", "vostok-cli", NULL);

  argv[0] = beside;
  if (g_file_test (beside, G_FILE_TEST_IS_EXECUTABLE))
    execv (beside, argv);
  argv[0] = (char *) "vostok-cli";
  execvp ("vostok-cli", argv);
  g_printerr ("%s\n", _ ("vostok-cli is not installed beside vostok."));
  return 3;
}

int
main (int argc, char **argv)
{
  g_autofree char *folder = program_folder ();
  VostApplication *app;
  int status;

  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, VOST_LOCALE_DIR);
  if (folder != NULL)
    use_uninstalled_files (folder);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
  if (argc > 1 && folder != NULL && g_strv_contains (verbs, argv[1]))
    return hand_over (folder, argv);
  app = vost_application_new ();
  status = g_application_run (G_APPLICATION (app), argc, argv);
  g_object_unref (app);
  vost_player_shut_down ();

  return status;
}
