/* What is open in a window: the one object that every view holds. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include <vostok/core/check.h>
#include <vostok/core/cue-edits.h>
#include <vostok/core/history.h>
#include <vostok/core/rights/verdict.h>
#include <vostok/media/job.h>
#include <vostok/media/player.h>

G_BEGIN_DECLS

/**
 * VostSession:
 *
 * Document, history, journal, players, selection. Views talk to it, never to each other. Main
 * thread only.
 *
 * Properties (uint64 ids, VOST_ID_NONE for none; all notify): `source` the film that is looked at,
 * `track` the subtitles that are written, `reference` the track shown beside it (its master, or 0),
 * `cue` the selected cue of `track`, `clip` the selected clip of the remix, `title` (string),
 * `modified` (boolean), `busy` (boolean).
 *
 * Signals: `document-changed`: another document is open, ask for everything again;
 * `edited (VostEdit *)`: after an edit, undo or redo; `message (const char *)`: a short remark for
 * a toast; `offer (const char *text, const char *label, const char *action)`: the same with a
 * button for an action of the Subtitles page; `failed (const char *title, const char *text)`:
 * something that was asked for did not happen; `needs-encoding (const char *text)`: a file's
 * encoding cannot hold what was written, see vost_session_save_as_utf8(); `needs-rate (const char
 * *path)`: a file counts frames, see vost_session_open_at_rate().
 */
#define VOST_TYPE_SESSION (vost_session_get_type ())
G_DECLARE_FINAL_TYPE (VostSession, vost_session, VOST, SESSION, GObject)

VostSession *vost_session_new (void);

gboolean
vost_session_is_open (VostSession *self); /* whether a document with at least one source is open */
VostProject *vost_session_get_project (VostSession *self);
VostHistory *vost_session_get_history (VostSession *self);
GSettings *vost_session_get_settings (VostSession *self);
/* The document as it is now, made once an edit: borrowed until the next edit. */
VostSnapshot *vost_session_get_snapshot (VostSession *self);
/* The films' player (Film, Subtitles, and sources on Remix) and the programme's. Borrowed. */
VostPlayer *vost_session_get_film_player (VostSession *self);
VostPlayer *vost_session_get_remix_player (VostSession *self);

/* Applies and records. @edit: (transfer full) (nullable): NULL does nothing. Returns whether
 * something changed. */
gboolean vost_session_push (VostSession *self, VostEdit *edit);
void vost_session_undo (VostSession *self);
void vost_session_redo (VostSession *self);

/* Opens a project, film or subtitle file in place of what is open. Answers by signals. */
void vost_session_open (VostSession *self, const char *path);
/* Adds a film, music, an image or a subtitle file to the open document, undoably; one after the
 * other when several are asked for. Subtitles become a track of the current source, paired with its
 * first track by time; those that are open already are shown. With nothing open, opens the file. */
void vost_session_add_file (VostSession *self, const char *path);
/* Gives a cue these times and puts it where they belong among the others, as one step. @coalesce:
 * see vost_edit_new().
 */
void vost_session_retime_cue (VostSession *self, VostId cue, VostSpan span, const char *coalesce);
/* Puts the cues of a track in the order of their times; FALSE if they were. */
gboolean vost_session_sort_cues (VostSession *self, VostId track, const char *coalesce);
/* After `needs-rate`: opens the file that waits at this rate; at an unknown one, leaves it. */
void vost_session_open_at_rate (VostSession *self, VostRate rate);
/* Adds embedded subtitle stream @index of the current source as a track. */
void vost_session_import_embedded (VostSession *self, guint index);
/* How many of them the film has that was opened by itself, and all of them one after another. */
guint vost_session_get_n_embedded (VostSession *self);
void vost_session_import_all_embedded (VostSession *self);
/* Opens the sample project: a copy in the user's data folder, so that it can be changed. */
void vost_session_open_sample (VostSession *self);
/* The file that the last offer was about becomes the one that is written. */
void vost_session_take_offer (VostSession *self);
void vost_session_close (VostSession *self);

/* The project file's path; NULL when the document is a film with subtitle files only. */
const char *vost_session_get_path (VostSession *self);
/* Whether saving needs a name first: there is something that only a project file can hold, and no
 * project file. */
gboolean vost_session_needs_name (VostSession *self);
/**
 * VostSaved: what a saving that was asked for came to; failures have been shown already.
 */
typedef void (*VostSaved) (VostSession *self, gboolean saved, gpointer data);

/* Saves what changed where it belongs, in a thread: the project file, or each changed subtitle file
 * with its licence. @saved (nullable) is called when it is on the disk, or not. */
void vost_session_save (VostSession *self, VostSaved saved, gpointer data);
void vost_session_save_as (VostSession *self, const char *path, VostSaved saved, gpointer data);

/* After `needs-encoding`: the files that it concerns become UTF-8, undoably, and are saved. */
void vost_session_save_as_utf8 (VostSession *self);

gboolean vost_session_is_saving (VostSession *self);

/* Opens the newest document that a crash left behind, if there is one. */
void vost_session_restore (VostSession *self);

VostId vost_session_get_source (VostSession *self);
void vost_session_set_source (VostSession *self, VostId source);
VostId vost_session_get_track (VostSession *self);
void vost_session_set_track (VostSession *self, VostId track);
VostId vost_session_get_reference (VostSession *self);
VostId vost_session_get_cue (VostSession *self);
/* Selects a cue of the current track; @seek also goes to its start. */
void vost_session_set_cue (VostSession *self, VostId cue, gboolean seek);
VostId vost_session_get_clip (VostSession *self);
void vost_session_set_clip (VostSession *self, VostId clip);

/* The record of the current source, track, cue; NULL if there is none. Borrowed until the next
 * edit. */
const VostSource *vost_session_source_record (VostSession *self);
const VostTrack *vost_session_track_record (VostSession *self);
const VostCue *vost_session_cue_record (VostSession *self);
/* The cue of the reference track that the current cue translates, or NULL. */
const VostCue *vost_session_reference_cue (VostSession *self);

/* Absolute path of the current source; (transfer full) (nullable) when there is none or the file is
 * missing. */
char *vost_session_dup_film_path (VostSession *self);

/* Quality thresholds in force. */
const VostProfile *vost_session_get_profile (VostSession *self);
/* Is the remix or the subtitled film what is being made? The remix as soon as its timeline has a
 * clip. */
VostMaking vost_session_get_making (VostSession *self);
/* Judged once an edit; borrowed until the next. @ret_sources: (optional): what the reasons' indices
 * count. */
const VostVerdict *
vost_session_get_verdict (VostSession *self, VostMaking making, GPtrArray **ret_sources);

/* "English" for "en", in the user's language; (transfer full). */
char *vost_language_name (const char *tag);

/* For views: emits `message` / `failed`. */
void vost_session_message (VostSession *self, const char *format, ...) G_GNUC_PRINTF (2, 3);
void vost_session_fail (VostSession *self, const char *title, const char *text);

G_END_DECLS
