/* The table of actions with their keys: shortcuts window, menus and key handling read it. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

typedef enum
{
  VOST_ACTIONS_FILE,
  VOST_ACTIONS_EDIT,
  VOST_ACTIONS_WINDOW,
  VOST_ACTIONS_PLAY,
  VOST_ACTIONS_SUBTITLES,
  VOST_ACTIONS_REMIX,
  VOST_ACTIONS_PUBLISH,
  VOST_N_ACTION_GROUPS
} VostActionGroup;

typedef struct
{
  const char *name;
  const char *keys;  /* separated by "|" */
  const char *label; /* N_() */
  VostActionGroup group;
} VostAction;

extern const VostAction vost_actions[]; /* ends with name NULL */

const char *vost_action_group_title (VostActionGroup group);

/* The user's keys, which the settings hold where they differ from the table. */
void vost_actions_load_keys (GSettings *settings);
const char *vost_action_get_keys (const VostAction *action);
/* Its first key in the words of the desktop, "Ctrl+N"; (transfer full): "" if it has none. */
char *vost_action_key_label (const char *name);
void vost_action_set_keys (GSettings *settings, const VostAction *action, const char *keys);
/* Puts @key before the action's others. Returns: (nullable): the action that it was taken from. */
const VostAction *
vost_action_add_key (GSettings *settings, const VostAction *action, const char *key);

/* Sets the accelerators that menus show, for actions of the window and the application. */
void vost_actions_set_accels (GtkApplication *app);

/**
 * vost_actions_handle_key:
 * @root: the window
 * @page: the page on screen, whose own actions come first
 * @typing: text is being typed: plain keys are characters
 *
 * Returns: whether the key was an action's
 */
gboolean
vost_actions_handle_key (GtkWidget *root, GtkWidget *page, GdkEvent *event, gboolean typing);

/* The window that lists them all; (transfer full). */
GtkWidget *vost_actions_shortcuts_window (void);

G_END_DECLS
