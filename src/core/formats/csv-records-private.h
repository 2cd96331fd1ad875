/* Records of comma- or tab-separated values, and which column holds what. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "plain-lines-private.h"

G_BEGIN_DECLS

#define VOST_CSV_MAX_COLUMNS 64

/* A cell with its quotes, without the separators. */
typedef struct
{
  const char *start;
  gsize len;
} VostCsvCell;

typedef struct
{
  VostCsvCell cells[VOST_CSV_MAX_COLUMNS];
  guint n;          /* more than VOST_CSV_MAX_COLUMNS: cells are missing here */
  const char *end;  /* of the last cell */
  const char *next; /* behind the line end */
} VostCsvRecord;

typedef enum
{
  VOST_CSV_OTHER,
  VOST_CSV_START,
  VOST_CSV_END,
  VOST_CSV_DURATION,
  VOST_CSV_SPEAKER,
  VOST_CSV_TEXT,
  VOST_CSV_N_ROLES,
} VostCsvRole;

/**
 * VostCsvLayout:
 * @separator: "\t", ";" or ","; 0 for no layout
 * @named: the first record has names
 * @seconds: times are decimal seconds
 */
typedef struct
{
  char separator;
  gboolean named;
  gboolean seconds;
  guint n;
  VostCsvRole roles[VOST_CSV_MAX_COLUMNS];
} VostCsvLayout;

/* Cuts a record off. *quotes: whether quotes mean anything; one that is never closed ends that. */
void vost_csv_record (const char *p,
                      const char *end,
                      char separator,
                      gboolean *quotes,
                      VostCsvRecord *ret);
/* What a cell says, without quotes; line ends as "\n". (transfer full). */
char *vost_csv_cell (const VostCsvCell *cell);
void vost_csv_append_cell (GString *out, const char *text, char separator, const char *eol);

/* From a record of names, or one of times and a text; FALSE if it is neither. */
gboolean
vost_csv_layout_from_names (VostCsvLayout *self, const VostCsvRecord *record, char separator);
gboolean
vost_csv_layout_from_times (VostCsvLayout *self, const VostCsvRecord *record, char separator);
/* The first record of @text that gives a layout; *ret_first: behind it if it has names. */
gboolean vost_csv_layout_find (VostCsvLayout *self,
                               const char *text,
                               const char *end,
                               gboolean names_only,
                               const char **ret_first);
/* "{text}": what stands for a role in VostCue.label. */
const char *vost_csv_role_mark (VostCsvRole role, gboolean seconds);
/* From a label; FALSE if it is none. */
gboolean vost_csv_layout_from_label (VostCsvLayout *self, const char *label);

G_END_DECLS
