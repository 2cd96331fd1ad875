/* What happened, but with remarks: a broken third cue is a diagnostic, not a failed open. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

typedef enum
{
  VOST_SEVERITY_INFO,
  VOST_SEVERITY_WARNING,
  VOST_SEVERITY_ERROR,
} VostSeverity;

/**
 * VostDiagnostic:
 * @severity: how bad
 * @line: 1-based line in the file, or 0
 * @column: 1-based column in characters, or 0
 * @cue: id of the cue it is about, or 0
 * @message: (owned): one translated sentence
 */
typedef struct
{
  VostSeverity severity;
  guint line;
  guint column;
  guint64 cue;
  char *message;
} VostDiagnostic;

VostDiagnostic *
vost_diagnostic_new (VostSeverity severity, guint line, guint column, const char *format, ...)
    G_GNUC_PRINTF (4, 5) G_GNUC_WARN_UNUSED_RESULT;
void vost_diagnostic_free (VostDiagnostic *self);

/* A GPtrArray that owns VostDiagnostic; (transfer full). */
GPtrArray *vost_diagnostics_new (void);

/**
 * VostDiagnosticCount: how often the same is said.
 * @message: borrowed from the first that says it
 */
typedef struct
{
  const char *message;
  guint n;
} VostDiagnosticCount;

/* Each message once, in the order of the first: (element-type VostDiagnosticCount) (transfer full).
 */
GArray *vost_diagnostics_count (GPtrArray *diagnostics);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VostDiagnostic, vost_diagnostic_free)

/* Errors of core: the operation did not happen. */
#define VOST_ERROR (vost_error_quark ())
GQuark vost_error_quark (void);

typedef enum
{
  VOST_ERROR_BAD_INPUT,   /* the file or argument is not what it should be */
  VOST_ERROR_TOO_BIG,     /* over a limit of limits.h */
  VOST_ERROR_UNSUPPORTED, /* a known thing that cannot be done here */
  VOST_ERROR_IO,          /* reading or writing failed */
  VOST_ERROR_REFUSED,     /* the licences forbid it */
  VOST_ERROR_CANCELLED,   /* the user stopped it */
  VOST_ERROR_CONFLICT,    /* an edit does not fit the document it is applied to */
  VOST_ERROR_MISSING,     /* a file, plug-in or program that is needed is not there */
  VOST_ERROR_NEEDS_RATE,  /* the file counts frames, and nobody has said how many a second has */
  VOST_ERROR_ENCODING,    /* the file's encoding has no code for some characters */
  VOST_ERROR_VERIFY,      /* it was written, but did not read back as meant */
} VostError;

G_END_DECLS
