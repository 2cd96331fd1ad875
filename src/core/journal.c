/* The crash journal's writer: a thread that puts every event on the disk. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <vostok/core/journal.h>

#include "vostok-config.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include <vostok/core/diagnostic.h>
#include <vostok/core/formats/project-file.h>
#include <vostok/core/formats/record-json.h>

#include "history-private.h"
#include "journal-private.h"

/* From the first event that is not on the disk to its being there. */
#define SYNC_USEC (G_USEC_PER_SEC / 2)
#define NAME_TRIES 100

/* What the thread is asked to do; the records in it never change, so it needs no copy of them. */
typedef enum
{
  TASK_BASE,
  TASK_EVENT,
  TASK_FLUSH,
  TASK_STOP,
} TaskKind;

typedef struct
{
  TaskKind kind;
  VostHistoryEvent event;
  VostEdit *edit;         /* (nullable) */
  gint64 time;            /* microseconds */
  char *folder;           /* (nullable): when saved */
  char *name;             /* (nullable): base */
  VostSnapshot *snapshot; /* base */
  GPtrArray *undo;        /* base */
  GPtrArray *redo;        /* base */
  int saved;              /* base */
  gboolean unsaved;       /* base */
  guint ticket;           /* flush */
} Task;

struct _VostJournal
{
  GObject parent_instance;
  VostHistory *history;
  gulong handler;
  char *path;
  GThread *thread;
  GAsyncQueue *queue; /* (element-type Task) */
  /* The thread's own. */
  int fd;
  gint64 sync_at; /* when to sync, 0: nothing written */
  gboolean failed;
  /* Shared. */
  GMutex lock;
  GCond flushed;
  guint tickets; /* flushes asked for */
  guint done;    /* the last one answered */
  int code;      /* errno of the first failure, 0 */
};

G_DEFINE_FINAL_TYPE (VostJournal, vost_journal, G_TYPE_OBJECT)

static void
task_free (Task *task)
{
  g_clear_pointer (&task->edit, vost_edit_unref);
  g_clear_pointer (&task->snapshot, vost_snapshot_unref);
  g_clear_pointer (&task->undo, g_ptr_array_unref);
  g_clear_pointer (&task->redo, g_ptr_array_unref);
  g_free (task->folder);
  g_free (task->name);
  g_free (task);
}

static void
append_member (GString *out, const char *name, const char *value)
{
  if (value == NULL)
    return;
  g_string_append_printf (out, ",\"%s\":", name);
  vost_json_append_string (out, value);
}

static void
append_steps (GString *out, const char *which, GPtrArray *steps)
{
  for (guint i = 0; i < steps->len; i++)
    {
      gsize start = out->len;
      g_string_append_printf (out, "{\"step\":\"%s\"", which);
      append_member (out, "label", vost_edit_get_label (steps->pdata[i]));
      g_string_append (out, ",\"ops\":");
      vost_edit_append_json (steps->pdata[i], out);
      g_string_append_c (out, '}');
      vost_journal_end_line (out, start);
    }
}

static void
append_base (GString *out, const Task *task)
{
  g_string_append_printf (out, "{\"vostok-journal\":%d", VOST_JOURNAL_VERSION);
  append_member (out, "name", task->name);
  append_member (out, "folder", task->folder);
  g_string_append_printf (out, ",\"pid\":%d,\"unsaved\":%s,\"saved\":%d}", (int) getpid (),
                          task->unsaved ? "true" : "false", task->saved);
  vost_journal_end_line (out, 0);
  gsize start = out->len;
  g_autofree char *text = vost_project_file_to_text (task->snapshot, NULL);
  g_string_append (out, "{\"base\":");
  vost_json_append_string (out, text);
  g_string_append_c (out, '}');
  vost_journal_end_line (out, start);
  append_steps (out, "undo", task->undo);
  append_steps (out, "redo", task->redo);
}

static void
append_event (GString *out, const Task *task)
{
  g_string_append_printf (out, "{\"e\":\"%s\",\"t\":%" G_GINT64_FORMAT,
                          vost_journal_event_names[task->event], task->time);
  append_member (out, "folder", task->folder);
  if (task->edit != NULL)
    {
      append_member (out, "label", vost_edit_get_label (task->edit));
      append_member (out, "coalesce", vost_edit_get_coalesce (task->edit));
    }
  if (task->edit != NULL && task->event == VOST_HISTORY_EDIT)
    {
      g_string_append (out, ",\"ops\":");
      vost_edit_append_json (task->edit, out);
    }
  g_string_append_c (out, '}');
  vost_journal_end_line (out, 0);
}

/* After a failure nothing more is written: a reader would stop at the hole anyway. */
static void
fail (VostJournal *self, int code)
{
  self->failed = TRUE;
  g_mutex_lock (&self->lock);
  if (self->code == 0)
    self->code = code;
  g_mutex_unlock (&self->lock);
}

static void
write_all (VostJournal *self, const char *text, gsize len)
{
  while (len > 0)
    {
      gssize written = write (self->fd, text, len);
      if (written < 0 && errno == EINTR)
        continue;
      if (written < 0)
        {
          fail (self, errno);
          return;
        }
      text += written;
      len -= (gsize) written;
    }
}

static void
sync_now (VostJournal *self)
{
  if (self->sync_at != 0 && fdatasync (self->fd) != 0)
    fail (self, errno);
  self->sync_at = 0;
}

static void
write_task (VostJournal *self, const Task *task)
{
  if (self->failed)
    return;
  g_autoptr (GString) out = g_string_new (NULL);
  if (task->kind == TASK_BASE)
    append_base (out, task);
  else
    append_event (out, task);
  write_all (self, out->str, out->len);
  if (self->sync_at == 0)
    self->sync_at = g_get_monotonic_time () + SYNC_USEC;
}

static void
answer_flush (VostJournal *self, guint ticket)
{
  sync_now (self);
  g_mutex_lock (&self->lock);
  self->done = ticket;
  g_cond_broadcast (&self->flushed);
  g_mutex_unlock (&self->lock);
}

static Task *
wait_for_task (VostJournal *self)
{
  if (self->sync_at == 0)
    return g_async_queue_pop (self->queue);
  gint64 left = self->sync_at - g_get_monotonic_time ();
  return left > 0 ? g_async_queue_timeout_pop (self->queue, (guint64) left) : NULL;
}

static gpointer
journal_thread (gpointer data)
{
  VostJournal *self = data;
  for (gboolean stop = FALSE; !stop;)
    {
      Task *task = wait_for_task (self);
      if (task == NULL)
        {
          sync_now (self);
          continue;
        }
      if (task->kind == TASK_FLUSH)
        answer_flush (self, task->ticket);
      else if (task->kind == TASK_STOP)
        stop = TRUE;
      else
        write_task (self, task);
      task_free (task);
    }
  sync_now (self);
  return NULL;
}

static void
push_task (VostJournal *self, Task *task)
{
  g_async_queue_push (self->queue, task);
}

static void
on_recorded (VostHistory *history, int event, VostEdit *edit, gint64 time, VostJournal *self)
{
  Task *task = g_new0 (Task, 1);
  task->kind = TASK_EVENT;
  task->event = (VostHistoryEvent) event;
  task->edit = edit != NULL ? vost_edit_ref (edit) : NULL;
  task->time = time;
  if (event == VOST_HISTORY_SAVED)
    task->folder = g_strdup (vost_project_get_folder (vost_history_get_project (history)));
  push_task (self, task);
}

static void
push_base (VostJournal *self, const char *name)
{
  VostProject *project = vost_history_get_project (self->history);
  Task *task = g_new0 (Task, 1);
  task->kind = TASK_BASE;
  task->name = g_strdup (name);
  task->folder = g_strdup (vost_project_get_folder (project));
  task->snapshot = vost_project_snapshot (project);
  task->undo = vost_history_get_steps (self->history, FALSE);
  task->redo = vost_history_get_steps (self->history, TRUE);
  task->saved = vost_history_get_saved (self->history);
  task->unsaved = vost_history_get_modified (self->history);
  push_task (self, task);
}

/* After this nothing writes any more. */
static void
stop (VostJournal *self)
{
  g_clear_signal_handler (&self->handler, self->history);
  if (self->thread != NULL)
    {
      Task *task = g_new0 (Task, 1);
      task->kind = TASK_STOP;
      push_task (self, task);
      g_thread_join (g_steal_pointer (&self->thread));
    }
}

static void
vost_journal_finalize (GObject *object)
{
  VostJournal *self = VOST_JOURNAL (object);
  stop (self);
  /* Closing lets the lock go. */
  if (self->fd >= 0)
    close (self->fd);
  g_clear_object (&self->history);
  g_async_queue_unref (self->queue);
  g_mutex_clear (&self->lock);
  g_cond_clear (&self->flushed);
  g_free (self->path);
  G_OBJECT_CLASS (vost_journal_parent_class)->finalize (object);
}

static void
vost_journal_class_init (VostJournalClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = vost_journal_finalize;
}

static void
vost_journal_init (VostJournal *self)
{
  self->fd = -1;
  self->queue = g_async_queue_new_full ((GDestroyNotify) task_free);
  g_mutex_init (&self->lock);
  g_cond_init (&self->flushed);
}

static gboolean
io_error (GError **error, const char *path, int code)
{
  g_set_error (error, VOST_ERROR, VOST_ERROR_IO, _ ("The safety copy “%s” cannot be written: %s"),
               path, g_strerror (code));
  return FALSE;
}

/* Makes a file of a name that nobody has, and locks it before anything is in it. */
static gboolean
create_file (VostJournal *self, const char *folder, GError **error)
{
  int code = EEXIST;
  for (int i = 0; i < NAME_TRIES && code == EEXIST; i++)
    {
      g_autofree char *id = vost_id_to_string (vost_id_new ());
      g_autofree char *base = g_strconcat (id, VOST_JOURNAL_SUFFIX, NULL);
      g_autofree char *path = g_build_filename (folder, base, NULL);
      self->fd = g_open (path, O_WRONLY | O_CREAT | O_EXCL | O_APPEND | O_CLOEXEC, 0600);
      code = self->fd >= 0 ? 0 : errno;
      if (self->fd >= 0)
        self->path = g_steal_pointer (&path);
    }
  if (code != 0)
    return io_error (error, folder, code);
  /* Some network folders have no locks; the journal is worth having all the same. */
  (void) flock (self->fd, LOCK_EX | LOCK_NB);
  return TRUE;
}

VostJournal *
vost_journal_new (const char *folder, VostHistory *history, const char *name, GError **error)
{
  g_return_val_if_fail (folder != NULL && VOST_IS_HISTORY (history), NULL);
  if (g_mkdir_with_parents (folder, 0700) != 0)
    {
      io_error (error, folder, errno);
      return NULL;
    }
  g_autoptr (VostJournal) self = g_object_new (VOST_TYPE_JOURNAL, NULL);
  self->history = g_object_ref (history);
  if (!create_file (self, folder, error))
    return NULL;
  push_base (self, name);
  self->handler = g_signal_connect (history, "recorded", G_CALLBACK (on_recorded), self);
  self->thread = g_thread_new ("journal", journal_thread, self);
  return g_steal_pointer (&self);
}

gboolean
vost_journal_flush (VostJournal *self, GError **error)
{
  g_return_val_if_fail (VOST_IS_JOURNAL (self), FALSE);
  if (self->thread != NULL)
    {
      Task *task = g_new0 (Task, 1);
      task->kind = TASK_FLUSH;
      guint ticket = task->ticket = ++self->tickets;
      push_task (self, task);
      g_mutex_lock (&self->lock);
      while (self->done < ticket)
        g_cond_wait (&self->flushed, &self->lock);
      g_mutex_unlock (&self->lock);
    }
  g_mutex_lock (&self->lock);
  int code = self->code;
  g_mutex_unlock (&self->lock);
  return code == 0 || io_error (error, self->path, code);
}

void
vost_journal_discard (VostJournal *self)
{
  g_return_if_fail (VOST_IS_JOURNAL (self));
  stop (self);
  if (self->fd < 0)
    return;
  /* Deleted while still locked, so that nobody takes it for an orphan. */
  (void) g_unlink (self->path);
  close (self->fd);
  self->fd = -1;
}

const char *
vost_journal_get_path (VostJournal *self)
{
  g_return_val_if_fail (VOST_IS_JOURNAL (self), NULL);
  return self->path;
}
