/* What a subtitler does to cues, each as one edit. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <vostok/core/project.h>
#include <vostok/core/format.h>

G_BEGIN_DECLS

/*
 * Each returns (transfer full) an edit, or NULL when there is nothing to do; nothing is changed
 * until it is pushed. Where tracks are paired (a translation and its master), the pair stays
 * paired.
 */

/* Loads a file's cues as a new track of @source. @subs is consumed. The edit's first op inserts the
 * track. */
VostEdit *vost_cue_edit_add_track (VostProject *project,
                                   VostSubtitles *subs,
                                   VostId source,
                                   VostId *ret_track);
/**
 * vost_cue_edit_translate:
 *
 * A new empty translation of @master: one paired cue with empty text and inherited times for each
 * of its cues, with the same speaker, style and place. If @master is itself a translation, of that
 * one's master.
 */
VostEdit *vost_cue_edit_translate (VostProject *project,
                                   VostId master,
                                   const char *language,
                                   VostId *ret_track);
/* Pairs the cues of @track with those of @master by time (most overlap; one to one); times that
 * agree within 1 ms become inherited. What has no partner stays unpaired with its own times; a cue
 * of @master without a partner gets an empty one, which no file shows until it has text. NULL also
 * where other tracks take their times from @track. */
VostEdit *vost_cue_edit_pair (VostProject *project, VostId track, VostId master);
/* What is spoken in a film; its tracks become transcripts or translations by it. NULL: it is so
 * already. */
VostEdit *vost_cue_edit_set_spoken (VostProject *project, VostId source, const char *language);
/* Its translations get times of their own. */
VostEdit *vost_cue_edit_remove_track (VostProject *project, VostId track);

VostEdit *vost_cue_edit_set_text (VostProject *project, VostId cue, const char *text);
/* Sets a string field by its name ("speaker", "style", "status", "comment"). The last two are in no
 * subtitle file, so they leave the verbatim block as it is. */
VostEdit *
vost_cue_edit_set_field (VostProject *project, VostId cue, const char *field, const char *value);
/* On a paired cue with inherited times the master's cue changes, so all languages follow. */
VostEdit *
vost_cue_edit_set_span (VostProject *project, VostId cue, VostSpan span, const char *coalesce);
/* A new cue in @track (and an empty partner in each track that has it as master) where it belongs
 * in time. */
VostEdit *vost_cue_edit_insert (VostProject *project,
                                VostId track,
                                VostSpan span,
                                const char *text,
                                VostId *ret_cue);
/* The pair goes with it. */
VostEdit *vost_cue_edit_remove (VostProject *project, const VostId *cues, guint n_cues);
/* At the caret (character offset in the text); time is shared by the length of the texts, or split
 * at @at. The other language is split at the word border nearest to the same share. */
VostEdit *vost_cue_edit_split (VostProject *project, VostId cue, guint offset, VostTime at);
/* With the next one in its track; texts joined by a line break, both languages. */
VostEdit *vost_cue_edit_join (VostProject *project, VostId cue);
/* @cues NULL: the whole track. Inherited times move in the master, each once. */
VostEdit *vost_cue_edit_shift (VostProject *project,
                               VostId track,
                               const VostId *cues,
                               guint n_cues,
                               VostTime by);
/* All cues of @track, in its order; VOST_TIME_NONE leaves one as it is. Inherited times change in
 * the master. */
VostEdit *
vost_cue_edit_set_spans (VostProject *project, VostId track, const VostSpan *spans, guint n_spans);
/* Replaces in all texts of @track; @regex as GRegex. *ret_count: replacements. */
VostEdit *vost_cue_edit_replace (VostProject *project,
                                 VostId track,
                                 const char *pattern,
                                 const char *replacement,
                                 gboolean regex,
                                 gboolean match_case,
                                 guint *ret_count,
                                 GError **error);
/* Puts the cues of @track, and of its translations, in time order; NULL if they are. */
VostEdit *vost_cue_edit_sort (VostProject *project, VostId track);

/* The track as a file would hold it: copies with times filled in; (transfer full). Cues of a
 * translation that have no text yet are left out; where times were inherited there is no verbatim
 * block. */
VostSubtitles *vost_subtitles_from_track (VostSnapshot *snapshot,
                                          VostId track) G_GNUC_WARN_UNUSED_RESULT;

/* As above, with the further tracks that the same file holds as `more`, where its format can hold
 * them; whichever of them is asked for. */
VostSubtitles *vost_subtitles_from_file (VostSnapshot *snapshot,
                                         VostId track) G_GNUC_WARN_UNUSED_RESULT;

/* The cue of @track that translates @master_cue, or NULL. */
const VostCue *vost_project_find_partner (VostProject *project, VostId track, VostId master_cue);

G_END_DECLS
