/* The session's inside, for session-*.c only. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "session.h"

#include <vostok/core/format.h>

#include <vostok/core/journal.h>

struct _VostSession
{
  GObject parent_instance;

  GSettings *settings;
  VostHistory *history; /* with its project */
  VostJournal *journal; /* (nullable) until a document is open, or when it cannot be written */
  VostPlayer *film_player;
  VostPlayer *remix_player;
  VostJob *loading;       /* (nullable) */
  GQueue to_load;         /* paths, of session-open.c: asked for while another one is loaded */
  VostJob *saving;        /* (nullable) */
  GQueue to_save;         /* of session-save.c: asked for while another one runs */
  VostSnapshot *snapshot; /* (nullable) made on demand after an edit */

  VostVerdict *verdicts[2]; /* by VostMaking, (nullable) */
  GPtrArray *verdict_sources[2];
  VostId verdict_source;

  char *path;                 /* (nullable) project file */
  VostId offered;             /* track that an offer is about */
  char *unrated;              /* (nullable) file that waits for its frame rate */
  gboolean unrated_add;       /* how it was to be opened */
  guint n_embedded;           /* subtitle streams in the film that was opened */
  guint next_embedded;        /* to be imported; @n_embedded when none is */
  GHashTable *changed_tracks; /* ids as gint64, of tracks whose file is not up to date */

  VostId source;
  VostId track;
  VostId cue;
  VostTime cue_start; /* of the cue that was chosen last, to find the like of it */
  VostId clip;
  gboolean busy;
  gboolean stepping; /* undoing or redoing */
  gulong edited_handler;
};

/* Makes @history the document: closes the old one, starts a journal, picks source and track. @path
 * may be NULL. */
void
vost_session_adopt (VostSession *self, VostHistory *history, const char *path, gboolean journalled);
/* The document's project file is @path from now on. */
void vost_session_rename (VostSession *self, const char *path);
/* The files of the tracks that the edit touches are not up to date. */
void vost_session_mark_edited (VostSession *self, VostEdit *edit);
/* The track's file is not up to date. */
void vost_session_mark_track (VostSession *self, VostId id);
void vost_session_set_busy (VostSession *self, gboolean busy);
/* Picks source and track that exist, after loading or when the selected ones were removed. */
void vost_session_repair_selection (VostSession *self);
/* In a thread: writes the track's file, and the licence of a translation beside it. @marks: see
 * VostFormatOptions. */
gboolean vost_session_write_track (VostSnapshot *snapshot,
                                   const VostTrack *track,
                                   const char *path,
                                   const VostFormat *format,
                                   gboolean marks,
                                   GError **error);
char *vost_session_journal_folder (void);
char *vost_session_cache_folder (void);
