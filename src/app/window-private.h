/* The window's inside, for window-*.c only. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "publish-page.h"
#include "window.h"

struct _VostWindow
{
  AdwApplicationWindow parent_instance;

  /* Template widgets */
  AdwToastOverlay *toasts;
  GtkStack *screens; /* "welcome", "loading", "main" */
  AdwViewStack *pages;
  AdwViewSwitcherBar *switcher_bar;
  AdwBin *title_slot;
  GtkButton *undo_button;
  GtkButton *redo_button;
  GtkButton *open_button;
  GtkButton *open_film_button;
  GtkButton *sample_button;
  GtkWidget *chip_slot;
  GtkBox *recent_box;
  GtkListBox *recent_list;

  /* Owned */
  VostSession *session;
  GtkWidget *shortcuts;
  VostPublishPage *publish_page;
  gboolean close_when_idle;
  AdwToast *toast;
  char *offer; /* (nullable): action of its button */ /* (nullable) weak: the one on screen */
  guint toast_timer;                                  /* 0 when none is */
  gboolean closing;
  gboolean close_when_saved;
  guint held; /* hardware code of the key that makes a cue as long as it is held; 0 when none is */
};

/* Installs the actions "win.…" on the class. */
void vost_window_install_actions (GtkWidgetClass *widget_class);
/* The player that Space belongs to: the remix's on the Remix page when it has the focus, else the
 * film's. */
VostPlayer *vost_window_get_player (VostWindow *self);
void vost_window_open_dialog (VostWindow *self);
void vost_window_save_as_dialog (VostWindow *self);
/* Opens in this window, or in a new one where a document is open here. */
void vost_window_open (VostWindow *self, const char *path);
void vost_window_open_sample (VostWindow *self);
/* Saves, asking for a name where one is needed. */
void vost_window_save (VostWindow *self);
void vost_window_save_as (VostWindow *self, const char *path);
