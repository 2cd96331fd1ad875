/* Draws subtitles in a thread of its own; the newest request wins. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include <vostok/media/overlay.h>

G_BEGIN_DECLS

typedef struct _VostOverlayThread VostOverlayThread;

/* In the main context. @overlay: (nullable): what to show. */
typedef void (*VostOverlayDrawn) (VostFrame *overlay, guint64 serial, gpointer data);

VostOverlayThread *vost_overlay_thread_new (VostOverlayDrawn drawn, gpointer data);
/* No more answers after this; the thread ends by itself. */
void vost_overlay_thread_free (VostOverlayThread *self);
/* Copies what it needs. @cues: (element-type VostOverlayCue). */
void vost_overlay_thread_request (VostOverlayThread *self,
                                  GArray *cues,
                                  const char *header,
                                  VostTime t,
                                  int width,
                                  int height,
                                  guint64 serial);

G_END_DECLS
