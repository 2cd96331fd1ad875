/* What the small line-based formats share: blocks, plain texts, and ends that are nowhere said. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "format-private.h"

G_BEGIN_DECLS

/* How long a cue is shown when neither an end nor a next cue says so. */
#define VOST_PLAIN_LONGEST (5 * VOST_SECOND)
/* What stands for "|" where that is a line break. */
#define VOST_BROKEN_BAR "\302\246"

/**
 * VostPlainText: how a format writes the lines of a text.
 * @line_break: "|" or "[br]"; "" where lines are lines of the file
 * @marks: characters that mean something at the beginning of a line
 * @tags: whether cues of other formats bring their italics and colours along, as SubRip has them
 * @is_syntax: (nullable): whether a line of text would be taken for something else
 */
typedef struct
{
  const char *line_break;
  const char *marks;
  gboolean tags;
  gboolean (*is_syntax) (const VostLine *line);
} VostPlainText;

/**
 * VostPlainWriting: what a block is written from.
 * @ends: (nullable) (element-type VostTime): for formats without ends: where an end mark is needed
 * behind each cue, or VOST_TIME_NONE
 */
typedef struct
{
  const VostSubtitles *subs;
  const char *eol;
  gboolean native;
  VostConversion conversion;
  VostRate rate;
  GArray *ends;
} VostPlainWriting;

/**
 * VostPlainFormat:
 * @blank_lines: whether a blank line parts two blocks
 * @append_block: writes a cue from its fields, with the line end
 * @keeps_raw: (nullable): whether the verbatim block may still be used
 */
typedef struct
{
  const char *id;
  gboolean blank_lines;
  void (*append_block) (GString *out, const VostPlainWriting *writing, guint index);
  gboolean (*keeps_raw) (const VostPlainWriting *writing, guint index);
} VostPlainFormat;

void vost_plain_writing_init (VostPlainWriting *self, const VostSubtitles *subs, const char *id);
void vost_plain_writing_clear (VostPlainWriting *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (VostPlainWriting, vost_plain_writing_clear)

/* Header, cues and footer; cues that only draw are left out of other formats' tracks. */
void
vost_plain_write (GString *out, const VostPlainWriting *writing, const VostPlainFormat *format);

/* Takes a cue with its block, which stays verbatim until vost_plain_settle(). */
void vost_plain_take (VostReading *reading,
                      VostCue *cue,
                      const char *block,
                      const char *block_end,
                      const char *separator);
/* Forgets the verbatim blocks that the writer would write the same. */
void vost_plain_settle (const VostPlainWriting *writing, const VostPlainFormat *format);

/* Digits at *p, at most @most of them; FALSE if there is none or more follow. */
gboolean vost_plain_number (const char **p, const char *end, guint most, guint64 *ret);
/* "H:MM:SS" at *p. */
gboolean vost_plain_clock (const char **p, const char *end, VostTime *ret);
/* A fraction's digits at *p: "5" is half a second. */
gboolean vost_plain_fraction (const char **p, const char *end, VostTime *ret);
/* Limits a time to what a film can have, with a remark. */
VostTime vost_plain_limit (VostReading *reading, VostTime t);

/* The markup of a text as the file has it: breaks, joiners, SubRip's tags. (transfer full). */
char *vost_plain_decode (const char *text, gsize len, const VostPlainText *style);
/* Appends a cue's text without a final line end. */
void vost_plain_append_text (GString *out,
                             const char *text,
                             const VostPlainWriting *writing,
                             const VostPlainText *style);
/* The text without tags and override blocks, as markup; ruby in parentheses. (transfer full). */
char *vost_plain_strip (const char *text);

/* Where a cue without an end ends: at the next one's start, but no longer than it may. */
VostTime vost_plain_implied_end (const VostSubtitles *subs, guint index);
/* Gives all cues without an end that one. */
void vost_plain_fill_ends (const VostSubtitles *subs);

/* "0:00:01.071,0:00:05.658" with nothing behind it. */
typedef struct
{
  VostTime start;
  VostTime end;
  guint hour_digits;
  guint digits; /* after the seconds of the start */
} VostPlainTimes;

gboolean vost_plain_parse_times (const VostLine *line, VostPlainTimes *ret);

/* Where the lines between two timing lines have something in them. FALSE if nowhere. */
gboolean
vost_plain_trim (const char *start, const char *limit, const char **ret_start, VostLine *ret_last);

/* Reads blocks of a timing line and lines of text. */
void vost_plain_read_blocks (VostReading *reading, const char *text, const VostPlainText *style);

/* A time when a text begins, or when the screen is cleared. */
typedef struct
{
  VostTime at;
  gboolean clears;
} VostPlainEvent;

void vost_plain_events_sort (GArray *events);
/* When a text that began at @start is gone: at the next event, but at the next text's start only
 * within VOST_PLAIN_LONGEST. */
VostTime vost_plain_end (const GArray *events, VostTime start);
/* The end marks that the cues of @subs need, in units of @unit. (transfer full). */
GArray *vost_plain_marks (const VostSubtitles *subs, gboolean native, VostTime unit);
VostTime vost_plain_round (VostTime t, VostTime unit);

/* Adds a loss for each cue whose end such a format cannot keep, and whose times are rounded. */
void vost_plain_report_ends (const VostSubtitles *subs,
                             gboolean native,
                             VostTime unit,
                             GPtrArray *diagnostics);
/* Adds a loss for each cue of which @has says so. */
void vost_plain_report (const VostSubtitles *subs,
                        gboolean (*has) (const VostCue *cue),
                        const char *message,
                        GPtrArray *diagnostics);
void vost_plain_report_cue (const VostCue *cue, const char *message, GPtrArray *diagnostics);
/* Whether there is a "|" in what a viewer reads. */
gboolean vost_plain_has_bar (const VostCue *cue);
void vost_plain_report_bars (const VostSubtitles *subs, GPtrArray *diagnostics);

/* Everything that a plain format has no place for. */
#define VOST_PLAIN_LOSSES                                                                          \
  (VOST_HAS_STYLE_TAGS | VOST_HAS_STRIKE | VOST_HAS_COLOUR | VOST_HAS_FONT | VOST_HAS_CLASSES |    \
   VOST_HAS_VOICES | VOST_HAS_LANGUAGES | VOST_HAS_RUBY | VOST_HAS_TIMESTAMPS | VOST_HAS_PLACE |   \
   VOST_HAS_EXACT_PLACE | VOST_HAS_EFFECTS | VOST_HAS_REMARKS | VOST_HAS_DRAWING |                 \
   VOST_HAS_SPEAKER | VOST_HAS_STYLE | VOST_HAS_FIELDS | VOST_HAS_LABEL | VOST_HAS_NOTES |         \
   VOST_HAS_FINE_TIME | VOST_HAS_NEGATIVE_TIME | VOST_HAS_EDITING | VOST_HAS_STYLE_LOOKS |         \
   VOST_HAS_HEADER)
/* The same where SubRip's tags are written. */
#define VOST_PLAIN_TAGS (VOST_HAS_STYLE_TAGS | VOST_HAS_STRIKE | VOST_HAS_COLOUR)

G_END_DECLS
