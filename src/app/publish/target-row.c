/* One release target: switch, description, progress, result. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "target-row.h"

#include "vostok-config.h"

#include <glib/gi18n.h>

#include "compat.h"

struct _VostTargetRow
{
  AdwActionRow parent_instance;

  const VostTarget *target;
  GtkSwitch *enabled;
  GtkBox *progress_box;
  GtkWidget *cancel;
  GtkProgressBar *progress;
  GtkLabel *remaining;
  GtkLabel *waiting;
};

enum
{
  CANCEL,
  SWITCHED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (VostTargetRow, vost_target_row, ADW_TYPE_ACTION_ROW);

const VostTarget *
vost_target_row_get_target (VostTargetRow *self)
{
  return self->target;
}

gboolean
vost_target_row_is_on (VostTargetRow *self)
{
  return gtk_switch_get_active (self->enabled);
}

void
vost_target_row_set_on (VostTargetRow *self, gboolean on)
{
  gtk_switch_set_active (self->enabled,
                         on && gtk_widget_get_sensitive (GTK_WIDGET (self->enabled)));
}

static void
set_subtitle (VostTargetRow *self, const char *text, const char *css_class)
{
  g_autofree char *escaped = g_markup_escape_text (text, -1);

  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), escaped);
  gtk_widget_remove_css_class (GTK_WIDGET (self), "target-good");
  gtk_widget_remove_css_class (GTK_WIDGET (self), "target-bad");
  if (css_class != NULL)
    gtk_widget_add_css_class (GTK_WIDGET (self), css_class);
}

void
vost_target_row_show_idle (VostTargetRow *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self->progress_box), FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->waiting), FALSE);
  set_subtitle (self, _ (self->target->description), NULL);
}

void
vost_target_row_show_waiting (VostTargetRow *self)
{
  vost_target_row_show_idle (self);
  gtk_widget_set_visible (GTK_WIDGET (self->waiting), TRUE);
}

void
vost_target_row_show_progress (VostTargetRow *self, double fraction, int remaining)
{
  g_autofree char *text = NULL;

  gtk_widget_set_visible (GTK_WIDGET (self->progress_box), TRUE);
  gtk_widget_set_visible (GTK_WIDGET (self->waiting), FALSE);
  if (fraction >= 0)
    gtk_progress_bar_set_fraction (self->progress, CLAMP (fraction, 0, 1));
  else
    gtk_progress_bar_pulse (self->progress);
  if (remaining >= 0)
    text = g_strdup_printf (_ ("%d:%02d left"), remaining / 60, remaining % 60);
  gtk_label_set_text (self->remaining, text != NULL ? text : "");
}

void
vost_target_row_show_result (VostTargetRow *self, gboolean good, const char *text)
{
  g_autofree char *shown = g_strconcat (good ? "✓ " : "", text, NULL);

  vost_target_row_show_idle (self);
  set_subtitle (self, shown, good ? "target-good" : "target-bad");
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (self), 0);
}

void
vost_target_row_show_stopped (VostTargetRow *self)
{
  vost_target_row_show_idle (self);
  set_subtitle (self, _ ("Stopped. Nothing was left behind."), NULL);
}

static void
on_cancel (VostTargetRow *self)
{
  g_signal_emit (self, signals[CANCEL], 0);
}

static void
on_switched (VostTargetRow *self)
{
  g_signal_emit (self, signals[SWITCHED], 0);
}

static void
build_progress (VostTargetRow *self)
{
  GtkWidget *cancel = gtk_button_new_from_icon_name ("process-stop-symbolic");

  self->progress_box = GTK_BOX (gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8));
  self->progress = GTK_PROGRESS_BAR (gtk_progress_bar_new ());
  self->remaining = GTK_LABEL (gtk_label_new (""));
  gtk_widget_set_size_request (GTK_WIDGET (self->progress), 120, -1);
  gtk_widget_set_valign (GTK_WIDGET (self->progress), GTK_ALIGN_CENTER);
  vost_set_accessible_label (self->progress, _ ("Progress"));
  gtk_widget_add_css_class (GTK_WIDGET (self->remaining), "numeric");
  gtk_widget_add_css_class (GTK_WIDGET (self->remaining), "dim-label");
  gtk_label_set_width_chars (self->remaining, 9);
  gtk_widget_add_css_class (cancel, "flat");
  gtk_widget_set_valign (cancel, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (cancel, _ ("Stop; nothing half written is left behind"));
  self->cancel = cancel;
  g_signal_connect_swapped (cancel, "clicked", G_CALLBACK (on_cancel), self);
  gtk_box_append (self->progress_box, GTK_WIDGET (self->progress));
  gtk_box_append (self->progress_box, GTK_WIDGET (self->remaining));
  gtk_box_append (self->progress_box, cancel);
  adw_action_row_add_suffix (ADW_ACTION_ROW (self), GTK_WIDGET (self->progress_box));
}

GtkWidget *
vost_target_row_new (const VostTarget *target)
{
  VostTargetRow *self = g_object_new (VOST_TYPE_TARGET_ROW, NULL);
  g_autoptr (GPtrArray) missing = vost_target_missing (target);
  g_autofree char *title = g_markup_escape_text (_ (target->title), -1);
  g_autofree char *stop = NULL;

  self->target = target;
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), title);
  vost_set_accessible_label (self->enabled, _ (target->title));
  /* Translators: %s is a kind of file: "Stop WebM". */
  stop = g_strdup_printf (_ ("Stop %s"), _ (target->title));
  vost_set_accessible_label (self->cancel, stop);
  vost_target_row_show_idle (self);
  if (missing->len > 0)
    {
      gtk_widget_set_sensitive (GTK_WIDGET (self->enabled), FALSE);
      set_subtitle (self, missing->pdata[0], NULL);
    }
  return GTK_WIDGET (self);
}

static void
vost_target_row_class_init (VostTargetRowClass *klass)
{
  signals[CANCEL] = g_signal_new ("cancel", VOST_TYPE_TARGET_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                  NULL, G_TYPE_NONE, 0);
  signals[SWITCHED] = g_signal_new ("switched", VOST_TYPE_TARGET_ROW, G_SIGNAL_RUN_LAST, 0, NULL,
                                    NULL, NULL, G_TYPE_NONE, 0);
}

static void
vost_target_row_init (VostTargetRow *self)
{
  self->enabled = GTK_SWITCH (gtk_switch_new ());
  gtk_widget_set_valign (GTK_WIDGET (self->enabled), GTK_ALIGN_CENTER);
  g_signal_connect_swapped (self->enabled, "notify::active", G_CALLBACK (on_switched), self);
  adw_action_row_add_prefix (ADW_ACTION_ROW (self), GTK_WIDGET (self->enabled));
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (self), GTK_WIDGET (self->enabled));
  self->waiting = GTK_LABEL (gtk_label_new (_ ("waiting")));
  gtk_widget_add_css_class (GTK_WIDGET (self->waiting), "dim-label");
  adw_action_row_add_suffix (ADW_ACTION_ROW (self), GTK_WIDGET (self->waiting));
  build_progress (self);
}
