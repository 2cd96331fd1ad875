/* The whole document at one moment, immutable: what threads, targets and rules read. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <vostok/core/record.h>

G_BEGIN_DECLS

/**
 * VostSnapshot:
 *
 * Reference-counted, thread-safe, shares the records and (until the next edit) the arrays with the
 * project. Getters return borrowed pointers that live as long as the snapshot.
 */
typedef struct _VostSnapshot VostSnapshot;

VostSnapshot *vost_snapshot_ref (VostSnapshot *self);
void vost_snapshot_unref (VostSnapshot *self);

const VostProjectRecord *vost_snapshot_get_info (VostSnapshot *self);
/* Folder that relative source paths start from; (nullable). */
const char *vost_snapshot_get_folder (VostSnapshot *self);

/* @kind: SOURCE, TRACK or LANE. */
guint vost_snapshot_get_n (VostSnapshot *self, VostKind kind);
gconstpointer vost_snapshot_get_nth (VostSnapshot *self, VostKind kind, guint index);
/* Children of a track (cues) or lane (clips), in document order. */
guint vost_snapshot_get_n_children (VostSnapshot *self, VostId container);
gconstpointer vost_snapshot_get_child (VostSnapshot *self, VostId container, guint index);
/* Any record by id; NULL if there is none. */
gconstpointer vost_snapshot_lookup (VostSnapshot *self, VostId id);

static inline const VostSource *
vost_snapshot_source (VostSnapshot *self, guint index)
{
  return (const VostSource *) vost_snapshot_get_nth (self, VOST_KIND_SOURCE, index);
}

static inline const VostTrack *
vost_snapshot_track (VostSnapshot *self, guint index)
{
  return (const VostTrack *) vost_snapshot_get_nth (self, VOST_KIND_TRACK, index);
}

static inline const VostLane *
vost_snapshot_lane (VostSnapshot *self, guint index)
{
  return (const VostLane *) vost_snapshot_get_nth (self, VOST_KIND_LANE, index);
}

/* When the cue is on screen, in its track's source time: its own times or its pair's (or that one's
 * pair's …). Both ends are VOST_TIME_NONE when there are none. */
VostSpan vost_snapshot_cue_span (VostSnapshot *self, const VostCue *cue);

/* Absolute file name of a source; (transfer full). A relative path counts as if the folder were the
 * root: one that would leave it by ".." stays inside, where there is usually no such file. "" for a
 * source without path. */
char *vost_snapshot_source_path (VostSnapshot *self, const VostSource *source);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VostSnapshot, vost_snapshot_unref)

G_END_DECLS
