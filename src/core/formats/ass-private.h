/* SubStation Alpha's text and event lines. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "format-private.h"

G_BEGIN_DECLS

typedef enum
{
  VOST_ASS_LAYER, /* or Marked */
  VOST_ASS_START,
  VOST_ASS_END,
  VOST_ASS_STYLE,
  VOST_ASS_NAME,
  VOST_ASS_MARGIN_L,
  VOST_ASS_MARGIN_R,
  VOST_ASS_MARGIN_V,
  VOST_ASS_EFFECT,
  VOST_ASS_TEXT,
  VOST_ASS_OTHER, /* a column of somebody's own */
} VostAssColumn;

/**
 * VostAssLayout: what a Format line of [Events] says; Text is the last column.
 * @marked: the first column is SSA's "Marked=0"
 * @soft_breaks: "\n" is a line break (WrapStyle 2), else a space
 */
typedef struct
{
  VostAssColumn columns[32];
  guint n;
  gboolean marked;
  gboolean soft_breaks;
} VostAssLayout;

/* The columns of ASS in their usual order. */
void vost_ass_layout_init (VostAssLayout *self);
/* Takes a "Format:" line's names; FALSE, and the layout as it was, without Start, End and Text. */
gboolean vost_ass_layout_parse (VostAssLayout *self, const char *names, gsize len);

/* What a reader or writer looks for in a line. */
typedef enum
{
  VOST_ASS_LINE_OTHER,
  VOST_ASS_LINE_SECTION,
  VOST_ASS_LINE_FORMAT,
  VOST_ASS_LINE_DIALOGUE,
  VOST_ASS_LINE_COMMENT,
} VostAssLineKind;

/**
 * VostAssScanner: which section a line is in. In attachments nothing is looked for but the next
 * section.
 */
typedef struct
{
  gboolean events;
  gboolean attachment;
  VostAssLayout layout;
} VostAssScanner;

void vost_ass_scanner_init (VostAssScanner *self);
/* Kind of the next line; *value is moved behind its keyword. */
VostAssLineKind
vost_ass_scanner_line (VostAssScanner *self, const VostLine *line, const char **value);
/* Runs over a whole text, for the layout that holds at its end. */
void vost_ass_scanner_skip (VostAssScanner *self, const char *text);

/* "0:00:01.50" with any digits; FALSE for anything else. *odd: written in a way that players read
 * differently. */
gboolean vost_ass_parse_time (const char *text, gsize len, VostTime *ret, gboolean *odd);

/* The text of an event in the internal markup. (transfer full). */
char *vost_ass_decode (const char *text, gsize len, gboolean soft_breaks);
/* Appends a text as ASS on one line. */
void vost_ass_encode (GString *out, const char *text, const VostConversion *conversion);

/* Appends the Dialogue line of a cue, without its line end; @style: (nullable): instead of the
 * cue's own. */
void vost_ass_append_event (GString *out,
                            const VostCue *cue,
                            const VostAssLayout *layout,
                            const VostConversion *conversion,
                            const char *style);

G_END_DECLS
