/* Formats of lines that say when a text begins, and with an empty text when it is gone. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "plain-lines-private.h"

G_BEGIN_DECLS

/**
 * VostStarts:
 * @parse_stamp: a time at *p, before the text or another time
 * @many: whether several times may stand before one text
 * @decode: a text in the internal markup; @shift is to be added to times inside it
 * @append_line: stamp, text and line end of a cue
 * @append_clear: a stamp without text, with the line end
 * @unit: of the times that it writes
 * @find_shift: (nullable): what is added to all times, from the head of the file
 */
typedef struct
{
  const char *id;
  gboolean (*parse_stamp) (const char **p, const char *end, VostTime *ret);
  gboolean many;
  char *(*decode) (const char *text, gsize len, VostTime shift);
  void (*append_line) (GString *out, const VostCue *cue, gboolean native, VostTime shift);
  void (*append_clear) (GString *out, VostTime t, VostTime shift);
  VostTime unit;
  VostTime (*find_shift) (const char *text, const char *end);
} VostStarts;

gboolean vost_starts_read (const VostStarts *format,
                           const char *text,
                           gsize len,
                           VostSubtitles *subs,
                           GPtrArray *diagnostics,
                           GError **error);
void vost_starts_write (const VostStarts *format, const VostSubtitles *subs, GString *out);
/* Text lines begin after so many stamps; 0 is a line without any. *ret_text: behind them. */
guint vost_starts_count (const VostStarts *format, const VostLine *line, const char **ret_text);

G_END_DECLS
