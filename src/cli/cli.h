/* Verbs of the command line and what they share. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include <vostok/core/diagnostic.h>
#include <vostok/core/project.h>

#include "json.h"

G_BEGIN_DECLS

typedef enum
{
  VOST_EXIT_DONE = 0,
  VOST_EXIT_NO = 1,     /* the answer is "no": a check, a verdict, a verification */
  VOST_EXIT_USAGE = 2,  /* bad usage or input */
  VOST_EXIT_FAILED = 3, /* input/output failed */
} VostExit;

typedef struct _VostCommand VostCommand;

/**
 * VostCommand:
 * @id: the verb
 * @summary: N_(): one line
 * @arguments: "FILE", for the usage line
 * @n_arguments: how many it takes
 * @more: it takes any number beyond those
 * @about: N_(): for the man page, what the options do not say; may be NULL
 * @options: ends with { NULL }; their variables are the file's own
 * @run: @args are what is left after the options, NULL-terminated
 */
struct _VostCommand
{
  const char *id;
  const char *summary;
  const char *arguments;
  guint n_arguments;
  gboolean more;
  const char *about;
  const GOptionEntry *options;
  VostExit (*run) (char **args, gboolean json);
};

extern const VostCommand *const vost_command_list[];

/* Prints "vostok-cli: MESSAGE" on standard error; the exit status that fits the error. */
VostExit vost_cli_error (const char *file, const GError *error);
VostExit vost_cli_usage (const char *format, ...) G_GNUC_PRINTF (1, 2);
/* Data on standard output, as UTF-8 whatever the locale is: g_print() would put question marks. */
void vost_cli_write (const char *text);
/* Prints the document that was begun with vost_json_begin() and frees it. */
void vost_cli_print_json (VostJson *json);
/* Remarks on standard error, "FILE:LINE:COLUMN: severity: text". */
void vost_cli_print_diagnostics (const char *file, GPtrArray *diagnostics);

/* A well-formed BCP 47 tag: "fr", "pt-BR", "zh-Hant-TW". */
gboolean vost_cli_is_language (const char *tag);
gboolean vost_cli_is_project (const char *path);
/* A project from a .vostok file, or made of a film and the subtitles beside it; NULL with @error.
 */
VostProject *vost_cli_open (const char *path, GPtrArray *diagnostics, GError **error);
/* The first film; VOST_ID_NONE if there is none. */
VostId vost_cli_first_source (VostSnapshot *snapshot);

G_END_DECLS
