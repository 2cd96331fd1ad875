/* The journal's lines and the checksum at the end of each. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "journal-private.h"

#include <errno.h>
#include <sys/file.h>

const char *const vost_journal_event_names[VOST_N_HISTORY_EVENTS] = {
  [VOST_HISTORY_EDIT] = "edit",       [VOST_HISTORY_UNDO] = "undo",   [VOST_HISTORY_REDO] = "redo",
  [VOST_HISTORY_BARRIER] = "barrier", [VOST_HISTORY_BEGIN] = "begin", [VOST_HISTORY_END] = "end",
  [VOST_HISTORY_SAVED] = "saved",
};

/* " #" and sixteen digits. */
#define MARK_LENGTH 18

/* FNV-1a: it has to notice a torn line, not to withstand an enemy. */
static guint64
checksum (const char *text, gsize len)
{
  guint64 hash = G_GUINT64_CONSTANT (0xcbf29ce484222325);
  for (gsize i = 0; i < len; i++)
    hash = (hash ^ (guchar) text[i]) * G_GUINT64_CONSTANT (0x100000001b3);
  return hash;
}

void
vost_journal_end_line (GString *out, gsize start)
{
  guint64 sum = checksum (out->str + start, out->len - start);
  g_string_append_printf (out, " #%016" G_GINT64_MODIFIER "x\n", sum);
}

const char *
vost_journal_next_line (const char **text, gsize *len, gsize *ret_len)
{
  const char *line = *text;
  const char *end = *len > 0 ? memchr (line, '\n', *len) : NULL;
  if (end == NULL || end - line < MARK_LENGTH)
    return NULL;
  gsize json_len = (gsize) (end - line) - MARK_LENGTH;
  g_autofree char *mark =
      g_strdup_printf (" #%016" G_GINT64_MODIFIER "x", checksum (line, json_len));
  if (memcmp (mark, line + json_len, MARK_LENGTH) != 0)
    return NULL;
  *len -= (gsize) (end + 1 - line);
  *text = end + 1;
  *ret_len = json_len;
  return line;
}

gboolean
vost_journal_is_locked (int fd)
{
  if (flock (fd, LOCK_EX | LOCK_NB) != 0)
    return errno == EWOULDBLOCK;
  flock (fd, LOCK_UN);
  return FALSE;
}
