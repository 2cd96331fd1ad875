/* What the files of cue edits share: pairs, positions, and cutting marked-up text. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <vostok/core/cue-edits.h>

G_BEGIN_DECLS

/* NULL if there is no such cue or track. */
const VostCue *vost_cue_lookup (VostProject *project, VostId id);
const VostTrack *vost_track_lookup (VostProject *project, VostId id);

static inline gboolean
vost_cue_inherits (const VostCue *cue)
{
  return cue->start == VOST_TIME_NONE || cue->end == VOST_TIME_NONE;
}

/* A copy to be changed, whose text or time will no longer be that of the file; (transfer full). */
VostCue *vost_cue_copy_for_change (const VostCue *cue) G_GNUC_WARN_UNUSED_RESULT;

/* The cue that all languages of @cue are paired with: its pair, or itself. */
const VostCue *vost_cue_get_master (VostProject *project, const VostCue *cue);
/* The track that holds the masters: the track's master, or itself. */
const VostTrack *vost_track_get_master (VostProject *project, const VostTrack *track);
/* The master track and all that are translations of it; (element-type VostTrack), borrowed. */
GPtrArray *vost_track_family (VostProject *project, const VostTrack *master);
/* The master cue and those that are paired with it; (element-type VostCue), borrowed. */
GPtrArray *vost_cue_family (VostProject *project, const VostCue *cue);

/* Adds the removal of the cues in @ids (set of guint64) and of those that are paired with them.
 * @latest (nullable): id → record, of cues that earlier operations of the edit have changed. */
void vost_cue_family_remove (VostSnapshot *snapshot,
                             GHashTable *ids,
                             GHashTable *latest,
                             VostEdit *edit);

/* Cuts at a byte offset: white space at the cut goes, open tags are closed and opened again. */
void vost_cue_text_split (const char *text, gsize offset, char **ret_left, char **ret_right);
/* Byte offset of the word border that is nearest to @part of @whole of what is read. */
gsize vost_cue_text_border (const char *text, guint part, guint whole);
/* Both in lines one after the other, or in one where the second goes on in the middle of a short
 * sentence; (transfer full). */
char *vost_cue_text_join (const char *first, const char *second);

G_END_DECLS
