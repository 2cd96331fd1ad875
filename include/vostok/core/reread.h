/* A subtitle file that was read wrong: in another encoding, or with letters that were garbled
 * before it came here. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <vostok/core/edit.h>
#include <vostok/core/format.h>
#include <vostok/core/formats/mojibake.h>
#include <vostok/core/project.h>

G_BEGIN_DECLS

/**
 * vost_track_reread:
 * @before: the track's file as it was read when it was opened
 * @after: the same file read in the encoding that it is to have; must have as many cues
 *
 * What nobody has changed since becomes as @after has it, in all languages of the file; cues that
 * were written anew, fields that were changed, and times, notes and states of all, stay.
 *
 * Returns: (transfer full) (nullable): NULL when nothing changes, or the two do not go together
 */
VostEdit *vost_track_reread (VostProject *project,
                             VostId track,
                             const VostSubtitles *before,
                             const VostSubtitles *after);

/* All texts of a track, one behind the other, for vost_mojibake_repair(); (transfer full). */
char *vost_cues_all_text (const GPtrArray *cues);

/**
 * vost_track_repair:
 * @found: what happened to the texts of the track
 *
 * Returns: (transfer full) (nullable): repairs every cue, NULL when none changes
 */
VostEdit *vost_track_repair (VostProject *project, VostId track, const VostMojibake *found);

/* Puts the punctuation of right-to-left lines at their ends, see vost_punctuation_restore();
 * (transfer full) (nullable): NULL when none changes. */
VostEdit *vost_track_restore_punctuation (VostProject *project, VostId track);

/* The part of a file in that language: itself where it has but one; (nullable): none. */
const VostSubtitles *vost_subtitles_of_language (const VostSubtitles *subs, const char *language);

/**
 * vost_subtitles_cue_lines:
 * @subs: what was read of the file
 * @data: its bytes
 *
 * Looks for the words of the cues in the text, one after the other. Linear in the size of the file.
 *
 * Returns: (transfer full) (element-type guint): for each cue the line in which its words begin,
 * counted from 1 as diagnostics have it; never less than that of the cue before
 */
GArray *vost_subtitles_cue_lines (const VostSubtitles *subs, const char *data, gsize len);

/* The number, counted from 1, of the cue that a line belongs to or stands behind; 0 when it stands
 * before the first. */
guint vost_cue_lines_find (const GArray *lines, guint line);

G_END_DECLS
