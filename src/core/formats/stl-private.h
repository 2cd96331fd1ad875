/* EBU STL (Tech 3264): characters, text fields, and the two kinds of blocks. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "format-private.h"

G_BEGIN_DECLS

#define VOST_STL_GSI 1024
#define VOST_STL_TTI 128
#define VOST_STL_TEXT 112
/* Extension blocks are numbered 00 to EF, and the last one is FF. */
#define VOST_STL_MAX_BLOCKS 241u

/*
 * A byte that is no character of its table is held as this private-use character + byte. Not
 * VOST_STRAY_BYTE: in other files it would be the byte again, where it means something else.
 */
#define VOST_STL_STRAY_BYTE 0x10fd00u

/* Codes of a text field. */
#define VOST_STL_END_BOX 0x0a
#define VOST_STL_START_BOX 0x0b
#define VOST_STL_NORMAL_HEIGHT 0x0c
#define VOST_STL_DOUBLE_HEIGHT 0x0d
#define VOST_STL_BLACK_BACKGROUND 0x1c
#define VOST_STL_NEW_BACKGROUND 0x1d
#define VOST_STL_NEWLINE 0x8a
#define VOST_STL_FILLER 0x8f

/* Code tables: Latin with floating diacritics, Cyrillic, Arabic, Greek, Hebrew. */
#define VOST_STL_TABLES 5u

/* The character of a byte from 20 to FF; combining marks for floating diacritics; 0 for none. */
gunichar vost_stl_character (guint table, guint8 byte);
gboolean vost_stl_is_mark (gunichar c);
/* The spacing form of a combining mark, or 0. */
gunichar vost_stl_spacing (gunichar mark);

/**
 * vost_stl_encode_character:
 * @p: at a character, before @end
 * @out: gets its bytes
 * @similar: set when it is written as something like it
 *
 * Returns: where the next character begins, or NULL when the table has nothing for it
 */
const char *vost_stl_encode_character (guint table,
                                       const char *p,
                                       const char *end,
                                       GByteArray *out,
                                       gboolean *similar);

/* The language of a two-digit code as a BCP 47 tag, "" if unknown; and back: the code or 0. */
const char *vost_stl_language (guint code);
guint vost_stl_language_code (const char *tag);

/**
 * VostStlLook: what a text field says besides its text.
 * @boxed: there is a start of a box
 * @tall: double height
 * @rows_above: empty rows before the first line
 * @rows: that the lines take
 * @indent: spaces that all lines begin with
 * @odd: where the first code stands that means nothing here, or 0
 */
typedef struct
{
  gboolean boxed;
  gboolean tall;
  guint rows_above;
  guint rows;
  guint indent;
  guint odd;
} VostStlLook;

/* The text of a cue; @keep_indent: lines may begin with more spaces than others. (transfer full).
 */
char *vost_stl_decode_text (guint table,
                            const guint8 *field,
                            gsize len,
                            gboolean keep_indent,
                            VostStlLook *ret);

/**
 * VostStlStyle: how text is written.
 * @colours, @slanted: codes for colours, for italics and underline may be used
 * @boxed, @tall: each row begins with the codes for it
 * @indent: spaces before each line
 * @keep_indent: lines may have further ones
 */
typedef struct
{
  guint table;
  gboolean colours;
  gboolean slanted;
  gboolean boxed;
  gboolean tall;
  guint indent;
  gboolean keep_indent;
} VostStlStyle;

/* What could not be written as it was. */
typedef enum
{
  VOST_STL_LOST_BOLD = 1 << 0,
  VOST_STL_LOST_SLANT = 1 << 1,
  VOST_STL_LOST_COLOUR = 1 << 2,
  VOST_STL_NEAR_COLOUR = 1 << 3,
  VOST_STL_NEAR_CHARACTER = 1 << 4,
  VOST_STL_SPLIT_WORD = 1 << 5,
  VOST_STL_LONG_ROW = 1 << 6,
  VOST_STL_TOO_LONG = 1 << 7,
  VOST_STL_HAS_COLOUR = 1 << 8,
  VOST_STL_HAS_SLANT = 1 << 9,
  VOST_STL_TOO_LATE = 1 << 10,
  VOST_STL_MOVED = 1 << 11,
  VOST_STL_LOST_INDENT = 1 << 12,
  VOST_STL_LOST_CLASS = 1 << 13,
} VostStlOutcome;

/**
 * vost_stl_encode_text:
 * @missing: (nullable): gets the characters that the table lacks
 * @ret_rows: rows that it takes
 *
 * Returns: VOST_STL_… bits; @out is whole unless characters are missing
 */
guint vost_stl_encode_text (const VostStlStyle *style,
                            const VostConversion *conversion,
                            const VostCue *cue,
                            GByteArray *out,
                            GString *missing,
                            guint *ret_rows);

/**
 * VostStlFile: what the head of a file says.
 * @gsi: the block itself
 * @digits: of the frame rate
 * @zero: frames of the programme's start
 * @teletext: codes for colours and boxes are used
 * @rows, @columns: of the picture
 * @first: time code of the first subtitle, @written_first: when it is written; @blocks, @subtitles:
 * how many there were
 * @no_start: the programme's start does not fit the subtitles and counts for nothing
 * @fresh: there was no head
 */
typedef struct
{
  guint8 gsi[VOST_STL_GSI];
  VostRate rate;
  int digits;
  gint64 zero;
  gboolean teletext;
  guint table;
  guint rows;
  guint columns;
  guint8 first[4];
  guint8 written_first[4];
  guint blocks;
  guint subtitles;
  gboolean no_start;
  gboolean fresh;
} VostStlFile;

/* What is in the head, but for the rate. */
void vost_stl_file_parse (VostStlFile *self);
/* The rate: the head's digits, made exact by what is @known; FALSE if neither is any use. */
gboolean vost_stl_file_set_rate (VostStlFile *self, VostRate known);
/* The rate of the track or of the film, whatever the head says; FALSE if no time code has it. */
gboolean vost_stl_file_force_rate (VostStlFile *self, VostRate rate);
/* The head as text for a track; (transfer full). */
char *vost_stl_file_to_header (const VostStlFile *self);
gboolean vost_stl_file_from_header (VostStlFile *self, const char *header);
/* A head for subtitles of another format. */
void vost_stl_file_init (VostStlFile *self,
                         const VostSubtitles *subs,
                         const VostFormatOptions *options,
                         guint table,
                         gboolean teletext);
/* Puts the numbers of a written file into the head. */
void
vost_stl_file_finish (VostStlFile *self, const VostSubtitles *subs, guint blocks, guint subtitles);
/* There are teletext codes, whatever the head says. */
void vost_stl_file_set_teletext (VostStlFile *self);
/* BCP 47, or "". */
const char *vost_stl_file_language (const VostStlFile *self);

/* Frames of a time code, without the programme's start. */
gint64 vost_stl_frames (int digits, const guint8 code[4]);
VostTime vost_stl_time (const VostStlFile *self, const guint8 code[4]);
/* FALSE if the time is too late for a time code. */
gboolean vost_stl_time_code (const VostStlFile *self, VostTime t, guint8 ret[4]);

/**
 * VostStlNumber: the subtitle number and its group; they run on where a cue has no label.
 */
typedef struct
{
  guint group;
  guint number;
} VostStlNumber;

void vost_stl_number_next (VostStlNumber *self, const char *label);

/* The settings of a vertical position and a justification; (transfer full). */
char *vost_stl_settings (const VostStlFile *file,
                         guint position,
                         guint justification,
                         const VostStlLook *look);

/**
 * vost_stl_append_cue:
 * @number: (nullable): NULL to try only what would be lost
 * @missing: (nullable): gets the characters that the table lacks
 *
 * Returns: VOST_STL_… bits of what was lost
 */
guint vost_stl_append_cue (GByteArray *out,
                           const VostStlFile *file,
                           const VostConversion *conversion,
                           const VostCue *cue,
                           gboolean native,
                           const VostStlNumber *number,
                           GString *missing);

G_END_DECLS
