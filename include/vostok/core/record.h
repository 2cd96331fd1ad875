/* The document's parts: immutable, reference-counted values with stable ids. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

#include <vostok/core/kind.h>
#include <vostok/core/rate.h>
#include <vostok/core/span.h>

G_BEGIN_DECLS

/**
 * VostRecord:
 * @kind: which struct this is the head of
 * @id: stable identity; never changes, never reused
 * @parent: the container (track of a cue, lane of a clip), VOST_ID_NONE for the others
 * @extra: (nullable) (owned): members of a newer version's file as a JSON object text: they survive
 *
 * Once it has been handed to an edit a record never changes; threads may read it freely.
 * Every pointer in the structs below is owned; strings are never NULL after
 * vost_record_new() ("" is "not set"), string lists are never NULL.
 */
typedef struct
{
  gatomicrefcount refs;
  VostKind kind;
  VostId id;
  VostId parent;
  char *extra;
} VostRecord;

/**
 * VostProjectRecord:
 * @title: of the remix or release
 * @author: who makes it (the name in the credits), may be a pseudonym
 * @author_url: where to find them
 * @language: BCP 47, language of credits and metadata
 * @year: of release, 0 if unset
 * @use: "private", "class", "free", "cost-recovery", "ads", "sold" (RIGHTS: the NonCommercial test)
 * @licence: chosen output licence (SPDX id), "" for the best allowed
 * @width, @height: of the remix picture in pixels, 0: from the first clip
 * @rate: of the remix, 0/1: from the first clip
 */
typedef struct
{
  VostRecord record;
  char *title;
  char *author;
  char *author_url;
  char *language;
  gint64 year;
  char *use;
  char *licence;
  gint64 width;
  gint64 height;
  VostRate rate;
} VostProjectRecord;

/**
 * VostSource: a work that the project uses: a film, a piece of music, an image.
 * @path: file name relative to the project's folder if inside it, else absolute
 * @media: "film", "audio", "image"
 * @title, @creators, @year, @url: of the work, as known
 * @licence: SPDX id as printed by vost_licence_to_spdx(), "" for unknown
 * @licence_evidence: where the licence was read ("file metadata", "catalogue", "user", a URL)
 * @permission: for "LicenseRef-Permission…": by whom, for what, until when
 * @copyright: notice to be kept verbatim
 * @attribution: the credit line that the authors ask for; wins over @creators
 * @changes: what was done to the work before it came here
 * @language: BCP 47, of what is spoken; "" for unknown
 * @works: JSON array text: provenance of a file that was itself made from works (JSON-LD), or ""
 * @origin_of_values: JSON object text: field name → where its value came from
 * @fingerprint: "sha256:…" of size and three parts of the file
 * @duration: VOST_TIME_NONE if unknown; @rate, @width, @height, @has_audio likewise
 */
typedef struct
{
  VostRecord record;
  char *path;
  char *media;
  char *title;
  char **creators;
  gint64 year;
  char *url;
  char *licence;
  char *licence_evidence;
  char *permission;
  char *copyright;
  char *attribution;
  char *changes;
  char *language;
  char *works;
  char *origin_of_values;
  char *fingerprint;
  VostTime duration;
  VostRate rate;
  gint64 width;
  gint64 height;
  gboolean has_audio;
} VostSource;

/**
 * VostTrack: subtitles in one language, anchored to a source's time (or to the remix: source 0).
 * @source: whose time its cues are in
 * @master: (track id) timing comes from there, cue by cue through VostCue.pair; 0 for a master
 * @language: BCP 47
 * @title: shown name, may be ""
 * @role: "original" (same-language transcript) or "translation"
 * @contributors: names of those who wrote it
 * @licence: of the text, SPDX id, "" for the best allowed
 * @path: file that it was opened from or saved to, "" if only in the project
 * @format, @encoding, @bom, @eol: as read; @eol is "\n", "\r\n" or "\r"
 * @rate: in a format that counts frames, the rate that they are counted at; else unknown
 * @header, @footer: verbatim text before the first and after the last cue (without the licence
 * block)
 */
typedef struct
{
  VostRecord record;
  VostId source;
  VostId master;
  char *language;
  char *title;
  char *role;
  char **contributors;
  char *licence;
  char *path;
  char *format;
  char *encoding;
  gboolean bom;
  char *eol;
  VostRate rate;
  char *header;
  char *footer;
} VostTrack;

/**
 * VostCue:
 * @start, @end: VOST_TIME_NONE (both) takes the paired cue's times of the master track
 * @pair: the cue of the master track that this one translates, 0 for none
 * @text: lines separated by "\n", with inline tags as <vostok/core/markup.h> describes
 * @speaker, @style: as the format has them (ASS Name and Style)
 * @settings: WebVTT cue settings, verbatim
 * @fields: ASS: "Layer,MarginL,MarginR,MarginV,Effect" verbatim when not "0,0,0,0,"
 * @label: SubRip number line or WebVTT identifier when not the plain running number
 * @before: verbatim text of the file that stands before the cue (notes, comments)
 * @raw: verbatim block as read, kept only if writing would give other bytes; every change of
 *   the cue through vost_cue_… clears it
 * @comment: a translator's note
 * @status: "", "draft", "reviewed", "approved"
 */
typedef struct
{
  VostRecord record;
  VostTime start;
  VostTime end;
  VostId pair;
  char *text;
  char *speaker;
  char *style;
  char *settings;
  char *fields;
  char *label;
  char *before;
  char *raw;
  char *comment;
  char *status;
} VostCue;

/**
 * VostLane:
 * @type: "video", "audio", "title"
 * @muted: not heard (audio) or not shown (video, title)
 * @gain: milli-decibels
 */
typedef struct
{
  VostRecord record;
  char *type;
  char *name;
  gboolean muted;
  gint64 gain;
} VostLane;

/**
 * VostClip: [in, out) of a source, laid at start of its lane.
 * @source: VOST_ID_NONE for titles
 * @start: on the timeline
 * @in, @out: in the source's time; for titles in is 0 and out the duration
 * @speed: per mille, 1000 is as shot; 100 to 10000
 * @fade_in, @fade_out: length; where a clip starts before its predecessor on the lane ends, the
 *   overlap is a cross-fade
 * @gain: milli-decibels of the sound
 * @link: clips with the same non-zero link are moved, trimmed and split together
 * @title: text of a title clip; @style: "title", "lower-third", "credits"
 */
typedef struct
{
  VostRecord record;
  VostId source;
  VostTime start;
  VostTime in;
  VostTime out;
  gint64 speed;
  VostTime fade_in;
  VostTime fade_out;
  gint64 gain;
  VostId link;
  char *title;
  char *style;
} VostClip;

/**
 * vost_record_new: a record with a new id and every field at its default (times VOST_TIME_NONE for
 * cues, 0 for clips; speed 1000).
 *
 * Returns: (transfer full): to be filled before anyone else sees it
 */
gpointer vost_record_new (VostKind kind, VostId parent) G_GNUC_WARN_UNUSED_RESULT;

/* A deep copy with the same id, to be changed and given to an edit; (transfer full). */
gpointer vost_record_copy (gconstpointer record) G_GNUC_WARN_UNUSED_RESULT;
gpointer vost_record_ref (gconstpointer record);
void vost_record_unref (gpointer record);
gboolean vost_record_equal (gconstpointer a, gconstpointer b);

/* Replaces an owned string field (NULL becomes ""). Only on a record nobody else has seen. */
void vost_set_string (char **field, const char *value);

/* Whether its words are not those of the film's own language; a paired track in doubt is one. */
gboolean vost_track_is_translation (const VostTrack *track);

#define VOST_RECORD(r) ((VostRecord *) (r))
#define VOST_RECORD_ID(r) (VOST_RECORD (r)->id)
#define VOST_RECORD_KIND(r) (VOST_RECORD (r)->kind)

typedef VostRecord VostAnyRecord;
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VostAnyRecord, vost_record_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VostProjectRecord, vost_record_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VostSource, vost_record_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VostTrack, vost_record_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VostCue, vost_record_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VostLane, vost_record_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VostClip, vost_record_unref)

G_END_DECLS
