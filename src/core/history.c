/* Undo and redo: steps of edits, merged as people think of them. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <vostok/core/history.h>

#include "vostok-config.h"

#include <glib/gi18n-lib.h>

#include <vostok/core/diagnostic.h>

#include "edit-private.h"
#include "history-private.h"

#define COALESCE_USEC G_USEC_PER_SEC

/**
 * Step:
 * @edit: what it did
 * @last: (nullable): see vost_edit_merge(); @edit is our own when this is set, else the pusher's
 * @time: of the last edit in it
 */
typedef struct
{
  VostEdit *edit;
  GHashTable *last;
  gint64 time;
} Step;

struct _VostHistory
{
  GObject parent_instance;
  VostProject *project;
  GPtrArray *undo; /* (element-type Step), the newest last */
  GPtrArray *redo; /* (element-type Step), the one to redo first last */
  gboolean open;   /* whether the newest step may take more */
  guint depth;     /* of groups */
  char *group_label;
  gboolean group_started; /* whether the newest step is the group's */
  int saved;              /* length of @undo when the document was saved, or -1 */
  int saving;        /* length of @undo when saving began, -1 if that is no more, or NOT_SAVING */
  gboolean shown[3]; /* what the boolean properties last told */
};

/* What is saved is the newest state. */
#define NOT_SAVING -2

G_DEFINE_FINAL_TYPE (VostHistory, vost_history, G_TYPE_OBJECT)

enum
{
  PROP_0,
  PROP_CAN_UNDO,
  PROP_CAN_REDO,
  PROP_MODIFIED,
  PROP_UNDO_LABEL,
  PROP_REDO_LABEL,
  N_PROPS
};

enum
{
  SIGNAL_RECORDED,
  N_SIGNALS
};

static GParamSpec *props[N_PROPS];
static guint signals[N_SIGNALS];

static Step *
step_new (VostEdit *edit, gint64 time)
{
  Step *step = g_new0 (Step, 1);
  step->edit = vost_edit_ref (edit);
  step->time = time;
  return step;
}

static void
step_free (gpointer data)
{
  Step *step = data;
  vost_edit_unref (step->edit);
  g_clear_pointer (&step->last, g_hash_table_unref);
  g_free (step);
}

/* The edit that was pushed is everybody's, so the first merge makes one of our own. */
static void
step_make_own (Step *step)
{
  if (step->last != NULL)
    return;
  VostEdit *own =
      vost_edit_new (vost_edit_get_label (step->edit), vost_edit_get_coalesce (step->edit));
  step->last = vost_edit_merge_table_new ();
  vost_edit_merge (own, step->edit, step->last);
  vost_edit_unref (step->edit);
  step->edit = own;
}

static Step *
newest (GPtrArray *steps)
{
  return steps->len > 0 ? steps->pdata[steps->len - 1] : NULL;
}

static gboolean
bool_property (VostHistory *self, guint id)
{
  if (id == PROP_CAN_UNDO)
    return vost_history_can_undo (self);
  return id == PROP_CAN_REDO ? vost_history_can_redo (self) : vost_history_get_modified (self);
}

static void
vost_history_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  VostHistory *self = VOST_HISTORY (object);
  if (id >= PROP_CAN_UNDO && id <= PROP_MODIFIED)
    g_value_set_boolean (value, bool_property (self, id));
  else if (id == PROP_UNDO_LABEL)
    g_value_set_string (value, vost_history_get_undo_label (self));
  else if (id == PROP_REDO_LABEL)
    g_value_set_string (value, vost_history_get_redo_label (self));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
vost_history_finalize (GObject *object)
{
  VostHistory *self = VOST_HISTORY (object);
  g_ptr_array_unref (self->undo);
  g_ptr_array_unref (self->redo);
  g_free (self->group_label);
  g_clear_object (&self->project);
  G_OBJECT_CLASS (vost_history_parent_class)->finalize (object);
}

static void
vost_history_class_init (VostHistoryClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;
  object_class->get_property = vost_history_get_property;
  object_class->finalize = vost_history_finalize;
  props[PROP_CAN_UNDO] = g_param_spec_boolean ("can-undo", NULL, NULL, FALSE, flags);
  props[PROP_CAN_REDO] = g_param_spec_boolean ("can-redo", NULL, NULL, FALSE, flags);
  props[PROP_MODIFIED] = g_param_spec_boolean ("modified", NULL, NULL, FALSE, flags);
  props[PROP_UNDO_LABEL] = g_param_spec_string ("undo-label", NULL, NULL, NULL, flags);
  props[PROP_REDO_LABEL] = g_param_spec_string ("redo-label", NULL, NULL, NULL, flags);
  g_object_class_install_properties (object_class, N_PROPS, props);
  signals[SIGNAL_RECORDED] =
      g_signal_new ("recorded", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                    G_TYPE_NONE, 3, G_TYPE_INT, G_TYPE_POINTER, G_TYPE_INT64);
}

static void
vost_history_init (VostHistory *self)
{
  self->undo = g_ptr_array_new_with_free_func (step_free);
  self->redo = g_ptr_array_new_with_free_func (step_free);
  self->saving = NOT_SAVING;
}

VostHistory *
vost_history_new (VostProject *project)
{
  g_return_val_if_fail (VOST_IS_PROJECT (project), NULL);
  VostHistory *self = g_object_new (VOST_TYPE_HISTORY, NULL);
  self->project = g_object_ref (project);
  return self;
}

VostProject *
vost_history_get_project (VostHistory *self)
{
  g_return_val_if_fail (VOST_IS_HISTORY (self), NULL);
  return self->project;
}

/* Tells listeners what was done, then views what is different. */
static void
show_booleans (VostHistory *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (self->shown); i++)
    if (self->shown[i] != bool_property (self, PROP_CAN_UNDO + i))
      {
        self->shown[i] = !self->shown[i];
        g_object_notify_by_pspec (G_OBJECT (self), props[PROP_CAN_UNDO + i]);
      }
}

static void
recorded (VostHistory *self, VostHistoryEvent event, VostEdit *edit, gint64 time)
{
  g_object_ref (self);
  g_signal_emit (self, signals[SIGNAL_RECORDED], 0, (int) event, edit, time);
  g_object_freeze_notify (G_OBJECT (self));
  show_booleans (self);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_UNDO_LABEL]);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_REDO_LABEL]);
  g_object_thaw_notify (G_OBJECT (self));
  g_object_unref (self);
}

static gboolean
belongs_to (VostHistory *self, const Step *step, const VostEdit *edit, gint64 time)
{
  if (self->depth > 0)
    return self->group_started;
  const char *key = vost_edit_get_coalesce (edit);
  return self->open && step != NULL && key != NULL &&
         g_strcmp0 (key, vost_edit_get_coalesce (step->edit)) == 0 && time >= step->time &&
         time - step->time < COALESCE_USEC;
}

static void
merge_into (VostHistory *self, Step *step, const VostEdit *edit, gint64 time)
{
  step_make_own (step);
  vost_edit_merge (step->edit, edit, step->last);
  if (self->depth == 0)
    vost_edit_set_label (step->edit, vost_edit_get_label (edit));
  step->time = time;
  /* What was saved was only a part of this step. */
  if (self->saved == (int) self->undo->len)
    self->saved = -1;
  if (self->saving == (int) self->undo->len)
    self->saving = -1;
}

static void
add_step (VostHistory *self, VostEdit *edit, gint64 time)
{
  Step *step = step_new (edit, time);
  g_ptr_array_add (self->undo, step);
  if (self->depth == 0)
    return;
  step_make_own (step);
  vost_edit_set_label (step->edit, self->group_label);
  self->group_started = TRUE;
}

static gboolean
push_at (VostHistory *self, VostEdit *edit, gint64 time, GError **error)
{
  if (vost_edit_get_n_ops (edit) == 0)
    return TRUE;
  if (!vost_project_apply (self->project, edit, error))
    return FALSE;
  if (self->saved > (int) self->undo->len)
    self->saved = -1;
  if (self->saving > (int) self->undo->len)
    self->saving = -1;
  g_ptr_array_set_size (self->redo, 0);
  Step *step = newest (self->undo);
  if (belongs_to (self, step, edit, time))
    merge_into (self, step, edit, time);
  else
    add_step (self, edit, time);
  self->open = self->depth == 0;
  recorded (self, VOST_HISTORY_EDIT, edit, time);
  return TRUE;
}

gboolean
vost_history_push (VostHistory *self, VostEdit *edit, GError **error)
{
  g_return_val_if_fail (VOST_IS_HISTORY (self) && edit != NULL, FALSE);
  return push_at (self, edit, g_get_monotonic_time (), error);
}

static void
begin_at (VostHistory *self, const char *label, gint64 time)
{
  if (self->depth++ > 0)
    return;
  vost_set_string (&self->group_label, label);
  self->group_started = FALSE;
  self->open = FALSE;
  g_autoptr (VostEdit) named = vost_edit_new (label, NULL);
  recorded (self, VOST_HISTORY_BEGIN, named, time);
}

void
vost_history_begin_group (VostHistory *self, const char *label)
{
  g_return_if_fail (VOST_IS_HISTORY (self));
  begin_at (self, label, g_get_monotonic_time ());
}

static void
end_at (VostHistory *self, gint64 time)
{
  if (--self->depth > 0)
    return;
  self->group_started = FALSE;
  self->open = FALSE;
  recorded (self, VOST_HISTORY_END, NULL, time);
}

void
vost_history_end_group (VostHistory *self)
{
  g_return_if_fail (VOST_IS_HISTORY (self));
  g_return_if_fail (self->depth > 0);
  end_at (self, g_get_monotonic_time ());
}

static void
barrier_at (VostHistory *self, gint64 time)
{
  if (!self->open)
    return;
  self->open = FALSE;
  recorded (self, VOST_HISTORY_BARRIER, NULL, time);
}

void
vost_history_barrier (VostHistory *self)
{
  g_return_if_fail (VOST_IS_HISTORY (self));
  barrier_at (self, g_get_monotonic_time ());
}

static void
move_newest (GPtrArray *from, GPtrArray *to)
{
  g_ptr_array_add (to, g_ptr_array_steal_index (from, from->len - 1));
}

static gboolean
undo_at (VostHistory *self, gint64 time, GError **error)
{
  if (!vost_history_can_undo (self))
    {
      g_set_error_literal (error, VOST_ERROR, VOST_ERROR_CONFLICT, _ ("Nothing to undo."));
      return FALSE;
    }
  g_autoptr (VostEdit) inverse = vost_edit_invert (newest (self->undo)->edit);
  if (!vost_project_apply (self->project, inverse, error))
    return FALSE;
  move_newest (self->undo, self->redo);
  self->open = FALSE;
  recorded (self, VOST_HISTORY_UNDO, NULL, time);
  return TRUE;
}

gboolean
vost_history_undo (VostHistory *self)
{
  g_return_val_if_fail (VOST_IS_HISTORY (self), FALSE);
  return undo_at (self, g_get_monotonic_time (), NULL);
}

static gboolean
redo_at (VostHistory *self, gint64 time, GError **error)
{
  if (!vost_history_can_redo (self))
    {
      g_set_error_literal (error, VOST_ERROR, VOST_ERROR_CONFLICT, _ ("Nothing to redo."));
      return FALSE;
    }
  g_autoptr (VostEdit) edit = vost_edit_ref (newest (self->redo)->edit);
  if (!vost_project_apply (self->project, edit, error))
    return FALSE;
  move_newest (self->redo, self->undo);
  self->open = FALSE;
  recorded (self, VOST_HISTORY_REDO, NULL, time);
  return TRUE;
}

gboolean
vost_history_redo (VostHistory *self)
{
  g_return_val_if_fail (VOST_IS_HISTORY (self), FALSE);
  return redo_at (self, g_get_monotonic_time (), NULL);
}

gboolean
vost_history_can_undo (VostHistory *self)
{
  g_return_val_if_fail (VOST_IS_HISTORY (self), FALSE);
  return self->undo->len > 0 && self->depth == 0;
}

gboolean
vost_history_can_redo (VostHistory *self)
{
  g_return_val_if_fail (VOST_IS_HISTORY (self), FALSE);
  return self->redo->len > 0 && self->depth == 0;
}

const char *
vost_history_get_undo_label (VostHistory *self)
{
  g_return_val_if_fail (VOST_IS_HISTORY (self), NULL);
  Step *step = newest (self->undo);
  return step != NULL ? vost_edit_get_label (step->edit) : NULL;
}

const char *
vost_history_get_redo_label (VostHistory *self)
{
  g_return_val_if_fail (VOST_IS_HISTORY (self), NULL);
  Step *step = newest (self->redo);
  return step != NULL ? vost_edit_get_label (step->edit) : NULL;
}

gboolean
vost_history_get_modified (VostHistory *self)
{
  g_return_val_if_fail (VOST_IS_HISTORY (self), FALSE);
  return self->saved != (int) self->undo->len;
}

static void
mark_saved_at (VostHistory *self, gint64 time)
{
  self->saved = (int) self->undo->len;
  self->open = FALSE;
  recorded (self, VOST_HISTORY_SAVED, NULL, time);
}

void
vost_history_begin_save (VostHistory *self)
{
  g_return_if_fail (VOST_IS_HISTORY (self));
  vost_history_barrier (self);
  self->saving = (int) self->undo->len;
}

void
vost_history_mark_saved (VostHistory *self)
{
  g_return_if_fail (VOST_IS_HISTORY (self));
  int saving = self->saving;
  self->saving = NOT_SAVING;
  if (saving == NOT_SAVING || saving == (int) self->undo->len)
    {
      mark_saved_at (self, g_get_monotonic_time ());
      return;
    }
  /* The journal is not told: it could only say "all until here", and that would lose the edits
   * made meanwhile. */
  self->saved = saving;
  show_booleans (self);
}

static gboolean
misplaced (GError **error)
{
  g_set_error_literal (error, VOST_ERROR, VOST_ERROR_BAD_INPUT,
                       _ ("An event stands where it cannot happen."));
  return FALSE;
}

gboolean
vost_history_replay (VostHistory *self,
                     VostHistoryEvent event,
                     VostEdit *edit,
                     gint64 time_us,
                     GError **error)
{
  g_return_val_if_fail (VOST_IS_HISTORY (self), FALSE);
  switch (event)
    {
    case VOST_HISTORY_EDIT:
      return edit != NULL ? push_at (self, edit, time_us, error) : misplaced (error);
    case VOST_HISTORY_UNDO:
      return undo_at (self, time_us, error);
    case VOST_HISTORY_REDO:
      return redo_at (self, time_us, error);
    case VOST_HISTORY_BARRIER:
      barrier_at (self, time_us);
      return TRUE;
    case VOST_HISTORY_BEGIN:
      begin_at (self, edit != NULL ? vost_edit_get_label (edit) : NULL, time_us);
      return TRUE;
    case VOST_HISTORY_END:
      /* Of a group that began before the journal did. */
      if (self->depth > 0)
        end_at (self, time_us);
      return TRUE;
    case VOST_HISTORY_SAVED:
      mark_saved_at (self, time_us);
      return TRUE;
    default:
      return misplaced (error);
    }
}

GPtrArray *
vost_history_get_steps (VostHistory *self, gboolean redo)
{
  g_return_val_if_fail (VOST_IS_HISTORY (self), NULL);
  vost_history_barrier (self);
  GPtrArray *steps = redo ? self->redo : self->undo;
  GPtrArray *edits = g_ptr_array_new_with_free_func ((GDestroyNotify) vost_edit_unref);
  for (guint i = 0; i < steps->len; i++)
    {
      Step *step = steps->pdata[i];
      /* What is handed out must not change: an open group goes on with a copy. */
      g_clear_pointer (&step->last, g_hash_table_unref);
      g_ptr_array_add (edits, vost_edit_ref (step->edit));
    }
  return edits;
}

int
vost_history_get_saved (VostHistory *self)
{
  g_return_val_if_fail (VOST_IS_HISTORY (self), -1);
  return self->saved;
}

GPtrArray *
vost_history_get_unsaved (VostHistory *self)
{
  g_return_val_if_fail (VOST_IS_HISTORY (self), NULL);
  g_autoptr (GPtrArray) undone = vost_history_get_steps (self, TRUE);
  GPtrArray *edits = vost_history_get_steps (self, FALSE);
  g_ptr_array_remove_range (edits, 0, (guint) CLAMP (self->saved, 0, (int) edits->len));
  g_ptr_array_extend_and_steal (edits, g_steal_pointer (&undone));
  return edits;
}

void
vost_history_restore (VostHistory *self, GPtrArray *undo, GPtrArray *redo, int saved)
{
  g_return_if_fail (VOST_IS_HISTORY (self));
  g_return_if_fail (self->undo->len == 0 && self->redo->len == 0);
  for (guint i = 0; i < undo->len; i++)
    g_ptr_array_add (self->undo, step_new (undo->pdata[i], 0));
  for (guint i = 0; i < redo->len; i++)
    g_ptr_array_add (self->redo, step_new (redo->pdata[i], 0));
  self->saved = saved;
  self->open = FALSE;
}

void
vost_history_close (VostHistory *self)
{
  g_return_if_fail (VOST_IS_HISTORY (self));
  while (self->depth > 0)
    vost_history_end_group (self);
  vost_history_barrier (self);
}
