/* vostok-cli: does the job without a display. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "vostok-config.h"

#include <locale.h>

#include <glib/gi18n.h>

#include "cli.h"

static void
print_verbs (void)
{
  g_print (_ ("Usage: vostok-cli VERB [OPTION…] [FILE…]\n\n"));
  for (guint i = 0; vost_command_list[i] != NULL; i++)
    g_print ("  %-10s %s\n", vost_command_list[i]->id, _ (vost_command_list[i]->summary));
  g_print ("\n%s\n", _ ("“vostok-cli VERB --help” explains a verb. Exit status: 0 done, 1 the "
                        "answer is no, 2 bad usage "
                        "or input, 3 input or output failed."));
}

static const VostCommand *
find_command (const char *id)
{
  for (guint i = 0; vost_command_list[i] != NULL; i++)
    if (g_str_equal (vost_command_list[i]->id, id))
      return vost_command_list[i];
  return NULL;
}

/* A man page of a verb from the same table as its help, so that they agree. */
static void
print_man (const VostCommand *command)
{
  g_print (".TH VOSTOK-CLI-%s 1 \"\" \"Vostok %s\"\n.SH NAME\nvostok-cli-%s \\- %s\n.SH "
           "SYNOPSIS\n.B vostok-cli %s\n"
           "[OPTION...] %s\n.SH OPTIONS\n",
           command->id, VOST_VERSION, command->id, _ (command->summary), command->id,
           command->arguments);
  for (const GOptionEntry *option = command->options; option->long_name != NULL; option++)
    g_print (".TP\n.B \\-\\-%s%s%s\n%s\n", option->long_name,
             option->arg_description != NULL ? "=" : "",
             option->arg_description != NULL ? _ (option->arg_description) : "",
             _ (option->description));
  g_print (".TP\n.B \\-\\-json\n%s\n.SH EXIT STATUS\n0 done, 1 the answer is no, 2 bad usage or "
           "input, 3 input or "
           "output failed.\n",
           _ ("Print one JSON document"));
}

static VostExit
run_command (const VostCommand *command, int argc, char **argv)
{
  gboolean json = FALSE;
  gboolean man = FALSE;
  g_auto (GStrv) rest = NULL;
  const GOptionEntry common[] = {
    { "json", 0, 0, G_OPTION_ARG_NONE, &json, N_ ("Print one JSON document"), NULL },
    { "man", 0, G_OPTION_FLAG_HIDDEN, G_OPTION_ARG_NONE, &man, NULL, NULL },
    { G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &rest, NULL, NULL },
    { NULL },
  };
  g_autoptr (GOptionContext) context = g_option_context_new (command->arguments);
  g_autoptr (GError) error = NULL;
  char *none[] = { NULL };
  g_autofree char *program = g_strconcat ("vostok-cli ", command->id, NULL);

  g_set_prgname (program);
  g_option_context_set_summary (context, _ (command->summary));
  g_option_context_set_translation_domain (context, GETTEXT_PACKAGE);
  g_option_context_add_main_entries (context, command->options, GETTEXT_PACKAGE);
  g_option_context_add_main_entries (context, common, GETTEXT_PACKAGE);
  if (!g_option_context_parse (context, &argc, &argv, &error))
    return vost_cli_usage (_ ("%s. “vostok-cli %s --help” explains."), error->message, command->id);
  if (man)
    {
      print_man (command);
      return VOST_EXIT_DONE;
    }
  if ((rest != NULL ? g_strv_length (rest) : 0) < command->n_arguments)
    return vost_cli_usage (_ ("%s needs %s. “vostok-cli %s --help” explains."), command->id,
                           command->arguments, command->id);
  return command->run (rest != NULL ? rest : none, json);
}

int
main (int argc, char **argv)
{
  const VostCommand *command;

  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, VOST_LOCALE_DIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
  if (argc < 2 || g_str_equal (argv[1], "--help") || g_str_equal (argv[1], "-h"))
    {
      print_verbs ();
      return argc < 2 ? VOST_EXIT_USAGE : VOST_EXIT_DONE;
    }
  if (g_str_equal (argv[1], "--version"))
    {
      g_print ("vostok-cli %s\n", VOST_VERSION);
      return VOST_EXIT_DONE;
    }
  command = find_command (argv[1]);
  if (command == NULL)
    return vost_cli_usage (_ ("“%s” is no verb. “vostok-cli --help” lists them."), argv[1]);
  return run_command (command, argc - 1, argv + 1);
}
