/* The journal's lines: what its writer and its reader agree on. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <vostok/core/history.h>
#include <vostok/core/journal.h>

G_BEGIN_DECLS

#define VOST_JOURNAL_VERSION 1
#define VOST_JOURNAL_SUFFIX ".vostok-journal"

/* Names of VostHistoryEvent in the file. */
#define VOST_N_HISTORY_EVENTS (VOST_HISTORY_SAVED + 1)
extern const char *const vost_journal_event_names[VOST_N_HISTORY_EVENTS];

/*
 * A line is a JSON object, " #" and sixteen hexadecimal digits that check it, so that half a line
 * can be told from a whole one. In this order:
 *
 *   {"vostok-journal":1,"name":…,"folder":…,"pid":…,"unsaved":…,"saved":…}
 *   {"base":"the project file's text"}
 *   {"step":"undo"|"redo","label":…,"ops":[…]}     steps from before the journal, oldest first
 *   {"e":"edit","t":…,"label":…,"coalesce":…,"ops":[…]}
 *   {"e":"undo"|"redo"|"barrier"|"end"|"begin"|"saved","t":…}
 */
void vost_journal_end_line (GString *out, gsize start);

/**
 * vost_journal_next_line:
 * @text, @len: (inout): the rest of the file
 * @ret_len: (out): length of the JSON
 *
 * Returns: (nullable): the next line's JSON; NULL at the end, or where a line is not whole
 */
const char *vost_journal_next_line (const char **text, gsize *len, gsize *ret_len);

/* Whether another program, or another journal of this one, writes there. */
gboolean vost_journal_is_locked (int fd);

G_END_DECLS
