/* Draws subtitles in a thread of its own; the newest request wins. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "overlay-thread.h"

/* Why a thread: libass loads fonts on first use (100 ms and more) and draws a long line in some
 * milliseconds. */

typedef struct
{
  GArray *cues; /* (element-type VostOverlayCue) with strings in `strings` */
  GStringChunk *strings;
  char *header;
  VostTime t;
  int width;
  int height;
  guint64 serial;
} Request;

struct _VostOverlayThread
{
  gatomicrefcount refs; /* the owner, the thread, and each answer under way */
  GMutex mutex;
  GCond cond;
  Request *next; /* (nullable) guarded by mutex */
  gboolean quit; /* guarded by mutex */
  VostOverlayDrawn drawn;
  gpointer data;
};

typedef struct
{
  VostOverlayThread *thread;
  VostFrame *overlay;
  guint64 serial;
} Answer;

static void
request_free (Request *request)
{
  g_array_unref (request->cues);
  g_string_chunk_free (request->strings);
  g_free (request->header);
  g_free (request);
}

static void
unref (VostOverlayThread *self)
{
  if (!g_atomic_ref_count_dec (&self->refs))
    return;
  g_clear_pointer (&self->next, request_free);
  g_mutex_clear (&self->mutex);
  g_cond_clear (&self->cond);
  g_free (self);
}

static gboolean
deliver (gpointer data)
{
  Answer *answer = data;

  /* Only the main thread sets and reads `drawn`. */
  if (answer->thread->drawn != NULL)
    answer->thread->drawn (answer->overlay, answer->serial, answer->thread->data);
  return G_SOURCE_REMOVE;
}

static void
answer_free (gpointer data)
{
  Answer *answer = data;

  g_clear_pointer (&answer->overlay, vost_frame_unref);
  unref (answer->thread);
  g_free (answer);
}

static Request *
wait_for_request (VostOverlayThread *self)
{
  Request *request;

  g_mutex_lock (&self->mutex);
  while (self->next == NULL && !self->quit)
    g_cond_wait (&self->cond, &self->mutex);
  request = self->quit ? NULL : g_steal_pointer (&self->next);
  g_mutex_unlock (&self->mutex);
  return request;
}

static gpointer
run (gpointer data)
{
  VostOverlayThread *self = data;
  g_autoptr (VostOverlay) overlay = vost_overlay_new ();
  g_autofree char *header = NULL;
  Request *request;

  while ((request = wait_for_request (self)) != NULL)
    {
      Answer *answer = g_new0 (Answer, 1);

      if (g_strcmp0 (header, request->header) != 0)
        {
          g_free (header);
          header = g_strdup (request->header);
          vost_overlay_set_header (overlay, header);
        }
      g_atomic_ref_count_inc (&self->refs);
      answer->thread = self;
      answer->serial = request->serial;
      answer->overlay = vost_overlay_render (
          overlay, (VostOverlayCue *) (void *) request->cues->data, request->cues->len, request->t,
          request->width, request->height, NULL);
      g_idle_add_full (G_PRIORITY_HIGH_IDLE, deliver, answer, answer_free);
      request_free (request);
    }
  unref (self);
  return NULL;
}

VostOverlayThread *
vost_overlay_thread_new (VostOverlayDrawn drawn, gpointer data)
{
  VostOverlayThread *self = g_new0 (VostOverlayThread, 1);

  g_atomic_ref_count_init (&self->refs);
  g_atomic_ref_count_inc (&self->refs);
  g_mutex_init (&self->mutex);
  g_cond_init (&self->cond);
  self->drawn = drawn;
  self->data = data;
  g_thread_unref (g_thread_new ("vostok-overlay", run, self));
  return self;
}

void
vost_overlay_thread_free (VostOverlayThread *self)
{
  self->drawn = NULL;
  g_mutex_lock (&self->mutex);
  self->quit = TRUE;
  g_cond_signal (&self->cond);
  g_mutex_unlock (&self->mutex);
  unref (self);
}

void
vost_overlay_thread_request (VostOverlayThread *self,
                             GArray *cues,
                             const char *header,
                             VostTime t,
                             int width,
                             int height,
                             guint64 serial)
{
  Request *request = g_new0 (Request, 1);

  request->strings = g_string_chunk_new (256);
  request->cues = g_array_sized_new (FALSE, FALSE, sizeof (VostOverlayCue), cues->len);
  for (guint i = 0; i < cues->len; i++)
    {
      VostOverlayCue cue = g_array_index (cues, VostOverlayCue, i);

      cue.text = g_string_chunk_insert (request->strings, cue.text);
      cue.style = g_string_chunk_insert (request->strings, cue.style);
      cue.settings = g_string_chunk_insert (request->strings, cue.settings);
      cue.fields = g_string_chunk_insert (request->strings, cue.fields);
      g_array_append_val (request->cues, cue);
    }
  request->header = g_strdup (header);
  request->t = t;
  request->width = width;
  request->height = height;
  request->serial = serial;
  g_mutex_lock (&self->mutex);
  g_clear_pointer (&self->next, request_free);
  self->next = request;
  g_cond_signal (&self->cond);
  g_mutex_unlock (&self->mutex);
}
