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

/* Text for a man page: a hyphen that is typed, no line that troff takes for a request. */
static char *
man_text (const char *text)
{
  g_autoptr (GString) out = g_string_new (NULL);

  for (const char *p = text; *p != '\0'; p++)
    {
      gboolean first = p == text || p[-1] == '\n';

      if (first && (*p == '.' || *p == '\''))
        g_string_append (out, "\\&");
      if (*p == '\\')
        g_string_append (out, "\\e");
      else if (*p == '-')
        g_string_append (out, "\\-");
      else
        g_string_append_c (out, *p);
    }
  return g_string_free (g_steal_pointer (&out), FALSE);
}

static void man_line (const char *format, ...) G_GNUC_PRINTF (1, 2);

static void
man_line (const char *format, ...)
{
  g_autofree char *text = NULL;
  va_list args;

  va_start (args, format);
  text = g_strdup_vprintf (format, args);
  va_end (args);
  vost_cli_write (text);
}

static void
man_head (const char *name, const char *summary)
{
  g_autofree char *upper = g_ascii_strup (name, -1);
  g_autofree char *plain = man_text (name);
  g_autofree char *about = man_text (summary);

  man_line (".TH %s 1 \"\" \"Vostok %s\"\n.SH NAME\n%s \\- %s\n.SH SYNOPSIS\n", upper, VOST_VERSION,
            plain, about);
}

static void
man_option (const char *name, const char *argument, const char *description)
{
  g_autofree char *option = man_text (name);
  g_autofree char *text = man_text (description);

  man_line (".TP\n\\fB\\-\\-%s\\fR%s%s%s\n%s\n", option, argument != NULL ? "=\\fI" : "",
            argument != NULL ? argument : "", argument != NULL ? "\\fR" : "", text);
}

static void
man_status (void)
{
  man_line (".SH EXIT STATUS\n.TP\n0\ndone\n.TP\n1\nthe answer is no: a check found errors, the "
            "licences do not "
            "allow it, a verification fails\n.TP\n2\nbad usage or input\n.TP\n3\nreading or "
            "writing failed, or "
            "it was stopped\n");
}

/* A man page of a verb from the same table as its help, so that they agree. */
static void
print_man (const VostCommand *command)
{
  g_autofree char *name = g_strconcat ("vostok-cli-", command->id, NULL);
  g_autofree char *about = man_text (command->about != NULL ? command->about : "");

  man_head (name, command->summary);
  man_line (".B vostok\\-cli %s\n[\\fIOPTION\\fR...] %s\n", command->id, command->arguments);
  if (*about != '\0')
    man_line (".SH DESCRIPTION\n%s\n", about);
  man_line (".SH OPTIONS\n");
  for (const GOptionEntry *option = command->options; option->long_name != NULL; option++)
    man_option (option->long_name, option->arg_description, option->description);
  man_option ("json", NULL, "Print one JSON document on standard output and nothing else there");
  man_option ("help", NULL, "Explain the verb");
  man_status ();
  man_line (".SH SEE ALSO\n.BR vostok\\-cli (1)\n");
}

static void
print_overview_man (void)
{
  man_head ("vostok-cli", "subtitle, remix and share freely licensed films, without a window");
  man_line (".B vostok\\-cli\n\\fIVERB\\fR [\\fIOPTION\\fR...] [\\fIFILE\\fR...]\n.SH VERBS\n");
  for (guint i = 0; vost_command_list[i] != NULL; i++)
    {
      g_autofree char *summary = man_text (vost_command_list[i]->summary);

      man_line (".TP\n\\fB%s\\fR %s\n%s\n", vost_command_list[i]->id,
                vost_command_list[i]->arguments, summary);
    }
  man_line (".SH DESCRIPTION\nTimes are hours:minutes:seconds with decimals, or seconds. Languages "
            "are BCP 47 tags: fr, "
            "pt\\-BR. Licences are given as an SPDX identifier, an address or a short form such as "
            "\\(dqby\\-nc\\-sa "
            "4.0\\(dq. A file is only replaced with \\fB\\-\\-force\\fR.\n");
  man_status ();
  man_line (".SH SEE ALSO\n");
  for (guint i = 0; vost_command_list[i] != NULL; i++)
    man_line (".BR vostok\\-cli\\-%s (1)%s\n", vost_command_list[i]->id,
              vost_command_list[i + 1] != NULL ? "," : "");
}

static VostExit
run_command (const VostCommand *command, int argc, char **argv)
{
  gboolean json = FALSE;
  gboolean man = FALSE;
  guint given;
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
  given = rest != NULL ? g_strv_length (rest) : 0;
  if (given < command->n_arguments)
    return vost_cli_usage (_ ("%s needs %s. “vostok-cli %s --help” explains."), command->id,
                           command->arguments, command->id);
  if (given > command->n_arguments && !command->more)
    return vost_cli_usage (
        _ ("%s does not know what to do with “%s”. “vostok-cli %s --help” explains."), command->id,
        rest[command->n_arguments], command->id);
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
  if (g_str_equal (argv[1], "--man"))
    {
      print_overview_man ();
      return VOST_EXIT_DONE;
    }
  command = find_command (argv[1]);
  if (command == NULL)
    return vost_cli_usage (_ ("“%s” is no verb. “vostok-cli --help” lists them."), argv[1]);
  return run_command (command, argc - 1, argv + 1);
}
