/* Finding the journals that a crash left, and rebuilding documents from them. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <vostok/core/journal.h>

#include "vostok-config.h"

#include <fcntl.h>
#include <unistd.h>

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include <vostok/core/diagnostic.h>
#include <vostok/core/formats/project-file.h>

#include "history-private.h"
#include "journal-private.h"
#include "json-private.h"

void
vost_journal_info_free (VostJournalInfo *self)
{
  if (self == NULL)
    return;
  g_free (self->path);
  g_free (self->name);
  g_free (self->folder);
  g_free (self);
}

static void
bad_journal (GError **error)
{
  g_set_error_literal (error, VOST_ERROR, VOST_ERROR_BAD_INPUT, _ ("The safety copy is damaged."));
}

/* The next line as an object, NULL at the end or where it is damaged; *ret_node owns it. */
static JsonObject *
next_object (const char **text, gsize *len, JsonNode **ret_node, GError **error)
{
  gsize line_len;
  const char *line = vost_journal_next_line (text, len, &line_len);
  if (line == NULL)
    {
      bad_journal (error);
      return NULL;
    }
  g_autoptr (JsonNode) node = vost_json_parse (line, line_len, VOST_JSON_NESTING_INSIDE, error);
  if (node == NULL)
    return NULL;
  if (!JSON_NODE_HOLDS_OBJECT (node))
    {
      bad_journal (error);
      return NULL;
    }
  *ret_node = g_steal_pointer (&node);
  return json_node_get_object (*ret_node);
}

static gboolean
check_header (JsonObject *header)
{
  gint64 version = vost_json_get_int (header, "vostok-journal", 0);
  return version >= 1 && version <= VOST_JOURNAL_VERSION;
}

/* The event of a line without parsing it: a journal may hold long edits. */
static int
line_event (const char *line, gsize len)
{
  for (int i = 0; i < VOST_N_HISTORY_EVENTS; i++)
    {
      g_autofree char *start = g_strdup_printf ("{\"e\":\"%s\"", vost_journal_event_names[i]);
      if (len > strlen (start) && memcmp (line, start, strlen (start)) == 0)
        return i;
    }
  return -1;
}

static void
read_saved (VostJournalInfo *info, const char *line, gsize len)
{
  g_autoptr (JsonNode) node = vost_json_parse (line, len, VOST_JSON_NESTING_INSIDE, NULL);
  if (node == NULL || !JSON_NODE_HOLDS_OBJECT (node))
    return;
  const char *folder = vost_json_get_string (json_node_get_object (node), "folder");
  g_free (info->folder);
  info->folder = g_strdup (folder);
}

static void
scan_events (VostJournalInfo *info, const char *text, gsize len)
{
  const char *line;
  gsize line_len;
  while ((line = vost_journal_next_line (&text, &len, &line_len)) != NULL)
    {
      int event = line_event (line, line_len);
      if (event == VOST_HISTORY_SAVED)
        {
          info->unsaved = FALSE;
          read_saved (info, line, line_len);
        }
      else if (event == VOST_HISTORY_EDIT || event == VOST_HISTORY_UNDO ||
               event == VOST_HISTORY_REDO)
        info->unsaved = TRUE;
    }
}

/* NULL if @fd is no journal that holds a document. */
static VostJournalInfo *
read_info (int fd, const char *path)
{
  g_autoptr (GMappedFile) file = g_mapped_file_new_from_fd (fd, FALSE, NULL);
  if (file == NULL)
    return NULL;
  const char *text = g_mapped_file_get_contents (file);
  gsize len = g_mapped_file_get_length (file);
  g_autoptr (JsonNode) node = NULL;
  JsonObject *header = next_object (&text, &len, &node, NULL);
  gsize base_len;
  if (header == NULL || !check_header (header) ||
      vost_journal_next_line (&text, &len, &base_len) == NULL)
    return NULL;
  VostJournalInfo *info = g_new0 (VostJournalInfo, 1);
  info->path = g_strdup (path);
  info->name = g_strdup (vost_json_get_string (header, "name"));
  info->folder = g_strdup (vost_json_get_string (header, "folder"));
  JsonNode *unsaved = json_object_get_member (header, "unsaved");
  info->unsaved = unsaved != NULL && json_node_get_value_type (unsaved) == G_TYPE_BOOLEAN &&
                  json_node_get_boolean (unsaved);
  scan_events (info, text, len);
  GStatBuf status;
  if (g_stat (path, &status) == 0)
    info->modified = (gint64) status.st_mtime;
  return info;
}

static int
newest_first (gconstpointer a, gconstpointer b)
{
  const VostJournalInfo *x = *(VostJournalInfo *const *) a, *y = *(VostJournalInfo *const *) b;
  if (x->modified != y->modified)
    return x->modified > y->modified ? -1 : 1;
  return g_strcmp0 (x->path, y->path);
}

GPtrArray *
vost_journal_find_orphans (const char *folder)
{
  g_return_val_if_fail (folder != NULL, NULL);
  GPtrArray *found = g_ptr_array_new_with_free_func ((GDestroyNotify) vost_journal_info_free);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;
  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      if (!g_str_has_suffix (name, VOST_JOURNAL_SUFFIX))
        continue;
      g_autofree char *path = g_build_filename (folder, name, NULL);
      /* A pipe of that name must not hold us up. */
      int fd = g_open (path, O_RDONLY | O_NONBLOCK | O_NOFOLLOW | O_CLOEXEC, 0);
      if (fd < 0)
        continue;
      VostJournalInfo *info = vost_journal_is_locked (fd) ? NULL : read_info (fd, path);
      if (info != NULL)
        g_ptr_array_add (found, info);
      close (fd);
    }
  g_ptr_array_sort (found, newest_first);
  return found;
}

/* What the lines before the events say. */
typedef struct
{
  VostProject *project;
  GPtrArray *undo; /* (element-type VostEdit) */
  GPtrArray *redo; /* (element-type VostEdit) */
  gint64 saved;
} Base;

static void
base_clear (Base *self)
{
  g_clear_object (&self->project);
  g_clear_pointer (&self->undo, g_ptr_array_unref);
  g_clear_pointer (&self->redo, g_ptr_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Base, base_clear)

static gboolean
read_base (Base *self, const char **text, gsize *len, GPtrArray *diagnostics, GError **error)
{
  g_autoptr (JsonNode) header_node = NULL;
  JsonObject *header = next_object (text, len, &header_node, error);
  if (header == NULL)
    return FALSE;
  if (!check_header (header))
    {
      bad_journal (error);
      return FALSE;
    }
  self->saved = vost_json_get_int (header, "saved", -1);
  g_autoptr (JsonNode) base_node = NULL;
  JsonObject *base = next_object (text, len, &base_node, error);
  const char *document = base != NULL ? vost_json_get_string (base, "base") : NULL;
  if (base != NULL && document == NULL)
    bad_journal (error);
  if (document == NULL)
    return FALSE;
  self->project = vost_project_file_parse (document, strlen (document), diagnostics, error);
  if (self->project == NULL)
    return FALSE;
  vost_project_set_folder (self->project, vost_json_get_string (header, "folder"));
  self->undo = g_ptr_array_new_with_free_func ((GDestroyNotify) vost_edit_unref);
  self->redo = g_ptr_array_new_with_free_func ((GDestroyNotify) vost_edit_unref);
  return TRUE;
}

static VostEdit *
read_edit (JsonObject *object, GError **error)
{
  JsonNode *ops = json_object_get_member (object, "ops");
  const char *label = vost_json_get_string (object, "label");
  const char *coalesce = vost_json_get_string (object, "coalesce");
  if (ops == NULL)
    return vost_edit_new (label, coalesce);
  return vost_edit_from_node (ops, label, coalesce, error);
}

static gboolean
replay_event (VostHistory *history, JsonObject *object, const char *name, GError **error)
{
  int event = 0;
  while (event < VOST_N_HISTORY_EVENTS && !g_str_equal (vost_journal_event_names[event], name))
    event++;
  g_autoptr (VostEdit) edit = read_edit (object, error);
  if (edit == NULL)
    return FALSE;
  if (event == VOST_HISTORY_SAVED)
    vost_project_set_folder (vost_history_get_project (history),
                             vost_json_get_string (object, "folder"));
  return vost_history_replay (history, (VostHistoryEvent) event, edit,
                              vost_json_get_int (object, "t", 0), error);
}

/* One line after the base: an event, or a step from before the journal. */
static gboolean
read_line (VostHistory **history, Base *base, JsonObject *object, GError **error)
{
  const char *step = vost_json_get_string (object, "step");
  const char *event = vost_json_get_string (object, "e");
  if (step != NULL && *history == NULL)
    {
      VostEdit *edit = read_edit (object, error);
      if (edit != NULL)
        g_ptr_array_add (g_str_equal (step, "redo") ? base->redo : base->undo, edit);
      return edit != NULL;
    }
  if (event == NULL)
    {
      bad_journal (error);
      return FALSE;
    }
  if (*history == NULL)
    {
      *history = vost_history_new (base->project);
      vost_history_restore (*history, base->undo, base->redo, (int) base->saved);
    }
  return replay_event (*history, object, event, error);
}

/* Whether @text is what a crash leaves of a line that was just being written. */
static gboolean
is_torn_line (const char *text, gsize len)
{
  return len > 0 && memchr (text, '\n', len) == NULL;
}

static VostHistory *
replay (Base *base, const char *text, gsize len, GPtrArray *diagnostics)
{
  VostHistory *history = NULL;
  g_autoptr (GError) error = NULL;
  for (guint line = 3; len > 0 && !is_torn_line (text, len) && error == NULL; line++)
    {
      g_autoptr (JsonNode) node = NULL;
      JsonObject *object = next_object (&text, &len, &node, &error);
      if ((object == NULL || !read_line (&history, base, object, &error)) && diagnostics != NULL)
        g_ptr_array_add (diagnostics,
                         vost_diagnostic_new (VOST_SEVERITY_WARNING, line, 0,
                                              _ ("The safety copy is damaged here. What came after "
                                                 "it is lost: %s"),
                                              error->message));
    }
  if (history == NULL)
    {
      history = vost_history_new (base->project);
      vost_history_restore (history, base->undo, base->redo, (int) base->saved);
    }
  return history;
}

VostHistory *
vost_journal_recover (const char *path, GPtrArray *diagnostics, GError **error)
{
  g_return_val_if_fail (path != NULL, NULL);
  g_autoptr (GError) local = NULL;
  g_autoptr (GMappedFile) file = g_mapped_file_new (path, FALSE, &local);
  if (file == NULL)
    {
      g_set_error_literal (error, VOST_ERROR, VOST_ERROR_IO, local->message);
      return NULL;
    }
  const char *text = g_mapped_file_get_contents (file);
  gsize len = g_mapped_file_get_length (file);
  g_auto (Base) base = { 0 };
  if (!read_base (&base, &text, &len, diagnostics, error))
    return NULL;
  VostHistory *history = replay (&base, text, len, diagnostics);
  /* The crash may have come in the midst of a group, which nobody will end now. */
  vost_history_close (history);
  return history;
}
