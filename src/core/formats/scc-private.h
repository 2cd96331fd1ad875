/* Scenarist closed captions: the codes of CEA-608, and the screen that they draw. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "format-private.h"
#include "stl-look-private.h"

G_BEGIN_DECLS

#define VOST_SCC_COLUMNS 32u
#define VOST_SCC_ROWS 15u
/* One word a frame of television. */
#define VOST_SCC_RATE ((VostRate){ 30000, 1001 })

/* Codes of the first channel, without parity. */
#define VOST_SCC_RCL 0x1420u
#define VOST_SCC_EDM 0x142cu
#define VOST_SCC_ENM 0x142eu
#define VOST_SCC_EOC 0x142fu
#define VOST_SCC_TAB 0x1720u

/**
 * vost_scc_character:
 * @code: 20 to 7F of the standard table, or 11 30 to 13 3F
 *
 * Returns: the character, or 0
 */
gunichar vost_scc_character (guint code);
/* The code of a character, 0 if there is none; *fallback is shown by players that know no extended
 * characters, and is 0 for the others. */
guint vost_scc_code (gunichar c, guint *fallback);

/**
 * VostSccCaption: what is seen on the screen for a while.
 * @start, @end: in frames
 * @offset: where in the file its first code stands
 * @line: of that code
 * @first: its frame
 */
typedef struct
{
  gint64 start;
  gint64 end;
  gsize offset;
  guint line;
  gint64 first;
  char *text;
  char *settings;
} VostSccCaption;

typedef struct
{
  gunichar c;
  VostStlAttributes look;
} VostSccCell;

/* @used: a bit for each row that may hold something. */
typedef struct
{
  VostSccCell cells[VOST_SCC_ROWS][VOST_SCC_COLUMNS];
  guint used;
} VostSccScreen;

typedef enum
{
  VOST_SCC_POP_ON,
  VOST_SCC_PAINT_ON,
  VOST_SCC_ROLL_UP,
  VOST_SCC_TEXT,
} VostSccMode;

/* What was met in a file that is not read. */
typedef enum
{
  VOST_SCC_OTHER_CHANNEL = 1 << 0,
  VOST_SCC_XDS = 1 << 1,
  VOST_SCC_TEXT_MODE = 1 << 2,
} VostSccIgnored;

/**
 * VostSccDecoder:
 * @front: which of the screens is shown
 * @last: a code that is ignored when it comes again
 * @pending: where the next caption's first code stands, G_MAXSIZE for none yet
 * @open: a caption is shown; @adding: it is still being written
 */
typedef struct
{
  VostSccScreen screens[2];
  guint front;
  VostSccMode mode;
  guint row;
  guint column;
  VostStlAttributes look;
  guint last;
  gboolean other;
  gboolean xds;
  gsize pending;
  guint pending_line;
  gint64 pending_first;
  gboolean open;
  gboolean adding;
  VostSccCaption current;
  GArray *captions; /* (element-type VostSccCaption) */
  guint ignored;
} VostSccDecoder;

void vost_scc_decoder_init (VostSccDecoder *self);
void vost_scc_decoder_clear (VostSccDecoder *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (VostSccDecoder, vost_scc_decoder_clear)
void
vost_scc_decode_word (VostSccDecoder *self, guint word, gint64 frame, gsize offset, guint line);
/* The end of the file: what is still shown stays for a while. */
void vost_scc_decoder_finish (VostSccDecoder *self);

/* Text and place of a screen. FALSE if nothing is on it. */
gboolean vost_scc_screen_read (const VostSccScreen *screen, char **ret_text, char **ret_settings);

/* What could not be written as it was; the first ones are EBU STL's. */
typedef enum
{
  VOST_SCC_LOST_BOLD = VOST_STL_LOST_BOLD,
  VOST_SCC_NEAR_COLOUR = VOST_STL_NEAR_COLOUR,
  VOST_SCC_SPLIT_WORD = VOST_STL_SPLIT_WORD,
  VOST_SCC_LONG_ROW = VOST_STL_LONG_ROW,
  VOST_SCC_TOO_LONG = VOST_STL_TOO_LONG,
  VOST_SCC_TOO_LATE = VOST_STL_TOO_LATE,
  VOST_SCC_EMPTY = 1 << 16,
  VOST_SCC_NO_TIME = 1 << 17,
  VOST_SCC_CUT_SHORT = 1 << 18,
  VOST_SCC_MISSING = 1 << 19,
  VOST_SCC_LOST_TAB = 1 << 20,
  VOST_SCC_LOST_INDENT = 1 << 21,
} VostSccOutcome;

/* In an encoded caption: another code may stand before this word. */
#define VOST_SCC_MAY_PART (1u << 16)

/**
 * vost_scc_encode:
 * @words: (element-type guint): gets the codes without parity, from RCL up to before EOC
 * @missing: gets the characters that CEA-608 lacks
 *
 * Returns: VOST_SCC_… bits
 */
guint vost_scc_encode (const VostConversion *conversion,
                       const VostCue *cue,
                       GArray *words,
                       GString *missing);

/**
 * VostSccStyle: how a file writes time codes and words.
 * @mark: before the frames
 * @drop: time codes leave numbers out to keep up with the clock
 * @hours: that are too many
 */
typedef struct
{
  char mark;
  gboolean drop;
  gboolean upper;
  guint hours;
} VostSccStyle;

/**
 * VostSccLine: one line of a file.
 * @timed: it begins with a time code
 * @frame: of its first word
 * @words: where they begin
 */
typedef struct
{
  gboolean timed;
  gint64 frame;
  char mark;
  const char *words;
  const char *end;
} VostSccLine;

void vost_scc_line_parse (const VostLine *line, VostSccLine *ret);
/* Cuts the next word off. FALSE at the end; what is no word is skipped and sets *odd. */
gboolean
vost_scc_word_next (VostSccLine *self, guint *ret_word, const char **ret_at, gboolean *odd);
/* Appends a time code; FALSE if it has too many hours. */
gboolean vost_scc_append_time (GString *out, const VostSccStyle *style, gint64 frame);
void vost_scc_append_word (GString *out, const VostSccStyle *style, guint word);

/**
 * vost_scc_build:
 * @cues: in the order in which they are written
 * @verbatim: for each of @cues whether its raw block is written
 * @starts: (element-type gsize): gets where in @out each cue's block begins
 * @frames: (element-type gint64): gets the frame at which each cue is shown, -1 for none
 * @outcomes: (element-type guint): gets VOST_SCC_… bits of each; made of zeros
 */
void vost_scc_build (const VostConversion *conversion,
                     const VostSccStyle *style,
                     const GPtrArray *cues,
                     const guint8 *verbatim,
                     const char *eol,
                     GString *out,
                     GArray *starts,
                     GArray *frames,
                     GArray *outcomes);

G_END_DECLS
