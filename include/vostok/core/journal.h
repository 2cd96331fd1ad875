/* The crash journal: every edit on disk within a second. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <vostok/core/history.h>

G_BEGIN_DECLS

/**
 * VostJournal:
 *
 * Writes the base document once and then every event of a history, in a thread of its own, and
 * flushes to the disk at most half a second later. A journal whose program still runs is locked.
 */
#define VOST_TYPE_JOURNAL (vost_journal_get_type ())
G_DECLARE_FINAL_TYPE (VostJournal, vost_journal, VOST, JOURNAL, GObject)

/**
 * vost_journal_new:
 * @folder: where journals live; made if missing
 * @history: followed from now on
 * @name: (nullable): what the user knows the document as: project path or film path
 */
VostJournal *
vost_journal_new (const char *folder, VostHistory *history, const char *name, GError **error);
/* Blocks until everything recorded so far is on the disk. */
gboolean vost_journal_flush (VostJournal *self, GError **error);
/* Ends normally: the file is deleted. Dropping the last reference without this keeps the file. */
void vost_journal_discard (VostJournal *self);
const char *vost_journal_get_path (VostJournal *self);

typedef struct
{
  char *path;
  char *name;       /* as given to vost_journal_new() */
  char *folder;     /* the project's folder, may be NULL */
  gint64 modified;  /* seconds since 1970 */
  gboolean unsaved; /* whether it holds edits after the last save */
} VostJournalInfo;

void vost_journal_info_free (VostJournalInfo *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VostJournalInfo, vost_journal_info_free)

/* Journals in @folder that no running program holds, newest first; (element-type VostJournalInfo)
 * (transfer full). */
GPtrArray *vost_journal_find_orphans (const char *folder);

/**
 * vost_journal_recover:
 *
 * Rebuilds project and history. A last line that was cut off by the crash is left out; damage
 * before that stops the replay there and adds a diagnostic.
 *
 * Returns: (transfer full): a history with its project, NULL if the base cannot be read
 */
VostHistory *vost_journal_recover (const char *path, GPtrArray *diagnostics, GError **error);

G_END_DECLS
