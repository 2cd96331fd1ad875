/* What the text formats share: lines, separators, placing and colours. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <vostok/core/format.h>
#include <vostok/core/markup.h>

G_BEGIN_DECLS

/* Stands in track->header for "the file began with its first cue", where "" would ask for a header
 * of our own. */
#define VOST_NO_HEADER "\342\201\240"
/* U+2060 WORD JOINER: parts characters that would be syntax where a format has no escape. */
#define VOST_JOINER "\342\201\240"

/**
 * VostLine: one line of a file.
 * @len: without its end
 * @full: with it; the same at the end of a file without a final line end
 */
typedef struct
{
  const char *start;
  gsize len;
  gsize full;
} VostLine;

/* Cuts the next line off; "\n", "\r\n" and "\r" end one. FALSE at the end. */
gboolean vost_line_next (const char **cursor, const char *end, VostLine *ret);
/* Whether there is nothing but spaces and tabs. */
gboolean vost_line_is_blank (const VostLine *line);
/* Whether "-->" is in it. */
gboolean vost_line_has_arrow (const VostLine *line);
/* Whether the line's end is @eol. */
gboolean vost_line_ends_with (const VostLine *line, const char *eol);
/* The track's line end, "\n" for a new track. */
const char *vost_track_eol (const VostTrack *track);
/* Sets track->eol to what most lines of the text end with ("\n" if none does). */
void vost_track_set_eol (VostTrack *track, const char *text, gsize len);

/**
 * VostReading: the state of a reader that cuts a file in blocks.
 * @blocks: end of the last cue's block, from which the next one's `before` runs
 * @scratch: for what the writer would have written
 */
typedef struct
{
  const char *text;
  const char *end;
  VostSubtitles *subs;
  GPtrArray *diagnostics;
  guint line;
  const char *block_end;
  const char *previous_block;
  gboolean too_big; /* a cue over VOST_MAX_CUE_TEXT */
  GString *scratch;
} VostReading;

void vost_reading_init (VostReading *self,
                        const char *text,
                        gsize len,
                        VostSubtitles *subs,
                        GPtrArray *diagnostics);
/* The rest is the footer. FALSE with an error when there was no cue, or too many. */
gboolean vost_reading_finish (VostReading *self, GError **error);
/* Adds a remark about the line that is being read. @column 0: the whole line. */
void vost_reading_report (VostReading *self,
                          VostSeverity severity,
                          guint line,
                          guint column,
                          const char *message);
/* Column of @at in @line, in characters. */
guint vost_line_column (const VostLine *line, const char *at);

/**
 * vost_reading_take:
 * @cue: (transfer full): the cue
 * @lead: where its own lines begin (number, identifier)
 * @block: verbatim block from the timing line to the end of its last line
 * @scratch (in self): what the writer would write for the block
 *
 * Sets header or `before`, and `raw` if the block is not what the writer would write; appends the
 * cue.
 */
void vost_reading_take (VostReading *self,
                        VostCue *cue,
                        const char *lead,
                        const char *block,
                        const char *block_end,
                        const char *separator);

/* Writes what stands between two blocks: the cue's own `before`, else @separator after a complete
 * line. */
void vost_append_before (GString *out,
                         const VostCue *cue,
                         gboolean native,
                         const char *separator,
                         const char *eol);
/* Writes what followed the last block, after a complete line. */
void vost_append_footer (GString *out, const char *footer, const char *eol);
/* Writes the line of the cue's label, unless its raw block begins with it because its line end is
 * unusual. */
void vost_append_label (GString *out, const VostCue *cue, const char *eol);
void vost_append_end_of_line (GString *out, const char *eol);
/* Appends @text with "\n" as @eol. */
void vost_append_lines (GString *out, const char *text, const char *eol);
/* A number with at least so many digits. */
void vost_append_number (GString *out, guint64 number, guint digits);
/* As vost_time_format(), negative times and VOST_TIME_NONE as 0. */
void vost_append_time (GString *out, VostTime t, guint hour_digits, guint digits, char mark);

/* The lines from @start on, each ended by "\n"; the last one as in the file. (transfer full). */
char *vost_text_with_plain_line_ends (const char *start, const char *end, gsize *ret_len);
/* A cue that is only a drawing has nothing to say in a format without drawings. */
gboolean vost_cue_has_text (const VostCue *cue);

/* Whether @subs came from the format with this id, so that verbatim parts may be used. */
gboolean vost_is_native (const VostSubtitles *subs, const char *id);

/* A short word in a text, ASCII case ignored. */
gboolean vost_slice_is (const char *text, gsize len, const char *word);

/* Red, green and blue of "#ff0000", "red", "rgb(1,2,3)".
 */
gboolean vost_colour_parse (const char *text, gsize len, guint32 *ret);

/**
 * VostConversion: what the header of the file that cues came from says about them.
 * @colours: class name to colour + 1, from the style sheet of a WebVTT header
 * @styles: style name to VOST_STYLE_… bits and numpad position, from an ASS header
 * @xml: the file is of an XML format
 */
typedef struct
{
  const VostSubtitles *subs;
  GHashTable *colours;
  GHashTable *styles;
  gboolean xml;
} VostConversion;

#define VOST_STYLE_NUMPAD 0xfu
#define VOST_STYLE_ITALIC (1u << 4)
#define VOST_STYLE_BOLD (1u << 5)

void vost_conversion_init (VostConversion *self, const VostSubtitles *subs);
void vost_conversion_clear (VostConversion *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (VostConversion, vost_conversion_clear)

/* The colour that a font tag or the classes of any tag ask for. */
gboolean vost_tag_colour (const VostConversion *self, const VostTag *tag, guint32 *ret);
/* "red", or "color1a2b3c"; *ret_own: whether it is none of WebVTT's eight. (transfer full). */
char *vost_colour_to_class (guint32 colour, gboolean *ret_own);
/* VOST_STYLE_… of the cue's ASS style; 0 for none. */
guint vost_cue_style (const VostConversion *self, const VostCue *cue);

/* N of the first {\anN} or {\aN} in @text, or 0. */
guint vost_text_numpad (const char *text);
/* The place that a cue of any format asks for, 0 for none; *exact as in cue-settings.h. */
guint vost_cue_numpad (const VostConversion *self, const VostCue *cue, gboolean *exact);

/* Bits of what a cue holds, for telling losses. */
typedef enum
{
  VOST_HAS_STYLE_TAGS = 1 << 0, /* i b u */
  VOST_HAS_STRIKE = 1 << 1,     /* s */
  VOST_HAS_COLOUR = 1 << 2,     /* colours that other formats know */
  VOST_HAS_FONT = 1 << 3,       /* face or size */
  VOST_HAS_CLASSES = 1 << 4,    /* classes that are no colours */
  VOST_HAS_VOICES = 1 << 5,     /* inline <v> */
  VOST_HAS_LANGUAGES = 1 << 6,  /* <lang> */
  VOST_HAS_RUBY = 1 << 7,
  VOST_HAS_TIMESTAMPS = 1 << 8,
  VOST_HAS_PLACE = 1 << 9, /* one of nine */
  VOST_HAS_EXACT_PLACE = 1 << 10,
  VOST_HAS_EFFECTS = 1 << 11, /* other override blocks */
  VOST_HAS_REMARKS = 1 << 12, /* {\*…} */
  VOST_HAS_DRAWING = 1 << 13,
  VOST_HAS_SPEAKER = 1 << 14,
  VOST_HAS_STYLE = 1 << 15,
  VOST_HAS_FIELDS = 1 << 16, /* layer, margins, effect */
  VOST_HAS_LABEL = 1 << 17,
  VOST_HAS_NOTES = 1 << 18, /* text between the cues */
  VOST_HAS_BLANK_LINE = 1 << 19,
  VOST_HAS_FINE_TIME = 1 << 20, /* finer than @digits */
  VOST_HAS_NEGATIVE_TIME = 1 << 21,
  VOST_HAS_HEADER = 1 << 22, /* style sheet, script info: told once */
  VOST_HAS_COMMENT = 1 << 23,
  VOST_HAS_STATUS = 1 << 24,
  VOST_HAS_STYLE_LOOKS = 1 << 25, /* italics or bold of the ASS style */
  VOST_HAS_OUTER_BLANK = 1 << 26, /* blank lines around text and tags */
  VOST_HAS_LEADING_SPACE = 1 << 27,
  VOST_HAS_TRAILING_SPACE = 1 << 28,
  VOST_HAS_INNER_BLANK = 1 << 29, /* blank lines around the text, inside tags too */
  VOST_HAS_ONLY_SPACES = 1 << 30,
} VostContent;

/* What an editor adds, and most formats have no place for. */
#define VOST_HAS_EDITING (VOST_HAS_COMMENT | VOST_HAS_STATUS)

/**
 * vost_report_losses:
 * @id: of the format that is to be written. One that writes its own file loses of @lost only what
 * an editor added: notes, and times of changed cues that are finer than it has
 * @lost: VOST_HAS_… that the format cannot keep
 * @digits: of seconds that the format writes
 *
 * Adds a diagnostic for each of @lost that a cue has.
 */
void vost_report_losses (const VostSubtitles *subs,
                         const char *id,
                         guint lost,
                         guint digits,
                         GPtrArray *diagnostics);
/* Adds a diagnostic for each cue whose times are not those of frames; one for all when @rate is not
 * known. */
void vost_report_frames (const VostSubtitles *subs,
                         const char *id,
                         VostRate rate,
                         GPtrArray *diagnostics);
/* Adds a diagnostic for each speaker whose name has one of @characters or a line break. */
void
vost_report_speakers (const VostSubtitles *subs, const char *characters, GPtrArray *diagnostics);

G_END_DECLS
