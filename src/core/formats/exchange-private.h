/* What the translators' exchange formats (PO, XLIFF, TMX) share: units of a source and targets. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "format-private.h"

G_BEGIN_DECLS

/* Languages that a file may hold; a lookup goes through all of them. */
#define VOST_MAX_LANGUAGES 64

/**
 * VostUnit: one cue with its translations, as one place of the file holds them.
 * @targets: (array): of subs->more, NULL where a language has none
 * @id: to be written
 */
typedef struct
{
  const VostSubtitles *subs;
  const VostCue *cue;
  const VostCue *const *targets;
  const char *id;
  const char *eol;
  gboolean modern; /* XLIFF 2 */
  gboolean native; /* what is raw is this format's */
} VostUnit;

/**
 * VostExchange: what differs between the formats.
 * @separator: between two units
 * @lead: before a target that is put in a unit that had none
 * @outside: status and comment of a target are written outside of its own piece
 * @append_unit: all of a unit
 * @append_target: the piece of the unit that is the target's own
 * @patch: (nullable): a verbatim unit whose target has another status now; FALSE: cannot be done
 */
typedef struct
{
  const char *id;
  const char *separator;
  const char *lead;
  gboolean outside;
  void (*append_unit) (GString *out, const VostUnit *unit);
  void (*append_target) (GString *out, const VostUnit *unit, guint language, const VostCue *target);
  gboolean (*patch) (GString *raw, const char *status);
} VostExchange;

/**
 * VostUnitPiece: where in a unit's text a language's own part is.
 * @language: the language's subtitles, NULL for the place where new languages go
 * @target: (nullable): the cue, NULL when the piece is empty
 */
typedef struct
{
  const char *start;
  const char *end;
  VostSubtitles *language;
  VostCue *target;
} VostUnitPiece;

/* "00:00:01.000 --> 00:00:02.500", exact. */
void vost_exchange_append_times (GString *out, const VostCue *cue);
gboolean vost_exchange_parse_times (const char *text, gsize len, VostTime *start, VostTime *end);

/* The subtitles of a language in subs->more, made when there are none; NULL when there are too
 * many. */
VostSubtitles *vost_exchange_language (VostSubtitles *subs, const char *tag);
/* A target in @language for @source, which it is added to. */
VostCue *
vost_exchange_add_target (VostSubtitles *language, const VostCue *source, const char *text);
/* Carriage returns, alone or not, become "\n"; (transfer full). */
char *vost_exchange_plain_lines (const char *text);
/* One line: line breaks become spaces; (transfer full). */
char *vost_exchange_one_line (const char *text);
/* Appends a line to a field. */
void vost_exchange_add_line (char **field, const char *line);

/**
 * vost_exchange_take:
 * @cue: (transfer full): filled from the unit; its targets are in the languages already
 * @pieces: (element-type VostUnitPiece): in the order of the file
 *
 * Keeps what is verbatim and adds the cue: when writing would not give the unit's bytes, the cue's
 * raw is the unit with marks in the place of the targets' pieces, and each target's raw its piece.
 */
void vost_exchange_take (VostReading *reading,
                         const VostExchange *exchange,
                         gboolean modern,
                         VostCue *cue,
                         const char *start,
                         const char *end,
                         GArray *pieces);

/* After reading: a unit that has the number of its place, which another has too, keeps it. */
void vost_exchange_settle (VostSubtitles *subs);

/* Writes all units with what stands between them. */
void vost_exchange_append_units (GString *out,
                                 const VostSubtitles *subs,
                                 const VostExchange *exchange,
                                 gboolean modern);

/* What all exchange formats lose; @several: the format holds several translations. @xml: some
 * characters cannot be written. */
void vost_exchange_losses (const VostSubtitles *subs,
                           const char *id,
                           gboolean several,
                           gboolean xml,
                           GPtrArray *lost);

/* The first translation that the unit has, or NULL. */
const VostCue *vost_unit_target (const VostUnit *unit);

/* The name of a language in a file, "und" for none; (transfer full). */
char *vost_exchange_tag (const VostSubtitles *subs, guint language);

/* Escaped characters of XML; those that XML lacks become U+FFFD. */
void vost_xml_append (GString *out, const char *text, gssize len, const char *eol);
void vost_exchange_append_attribute (GString *out, const char *name, const char *value);

typedef enum
{
  VOST_CODES_XLIFF_1,
  VOST_CODES_XLIFF_2,
  VOST_CODES_TMX,
} VostCodes;

/* A cue's text with its tags as the format's inline codes. */
void vost_exchange_append_text (GString *out, const char *text, VostCodes codes, const char *eol);

/* Reads XLIFF or TMX. */
gboolean vost_exchange_read_xml (const char *text,
                                 gsize len,
                                 VostSubtitles *subs,
                                 const VostExchange *exchange,
                                 GPtrArray *diagnostics,
                                 GError **error);

/**
 * vost_exchange_write_xml:
 * @append_own: the file's own header and units
 * @append_new: a file of our own making
 *
 * Writes what came from @id with its own head and foot, unless cues were taken away that the
 * file's groups hung on: what is no XML any more is written anew.
 */
void vost_exchange_write_xml (GString *out,
                              const VostSubtitles *subs,
                              const char *id,
                              void (*append_own) (GString *out, const VostSubtitles *subs),
                              void (*append_new) (GString *out, const VostSubtitles *subs));
/* Whether the root element that a header begins is XLIFF of version 2. */
gboolean vost_xliff_is_modern (const char *header);
/* Whether a text begins as an XML file with this root. */
gboolean vost_xml_has_root (const char *text, gsize len, const char *name);

G_END_DECLS
