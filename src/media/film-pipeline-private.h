/* playbin3 with its pictures scaled and caught, for the film engine. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <vostok/core/rate.h>
#include <vostok/media/frame.h>

G_BEGIN_DECLS

/**
 * VostFilmPipeline:
 *
 * For one thread; what GStreamer's threads tell is kept until vost_film_pipeline_take() fetches it.
 * Calls may block.
 */
typedef struct _VostFilmPipeline VostFilmPipeline;

typedef enum
{
  VOST_FILM_SETTLED = 1 << 0, /* loaded, or the last seek or step is done */
  VOST_FILM_ENDED = 1 << 1,
  VOST_FILM_FRAME = 1 << 2, /* a new picture is there */
  VOST_FILM_FAILED = 1 << 3,
  VOST_FILM_NO_SOUND = 1 << 4, /* the sound card failed: make a new pipeline with @silent */
  VOST_FILM_TRACKS = 1 << 5,
} VostFilmEvent;

/**
 * vost_film_pipeline_new:
 * @rate: of the film, 0/1 if it varies: then frames start where the decoder says
 * @silent: no sound card
 * @wake: called from any thread when there is something to take
 */
VostFilmPipeline *vost_film_pipeline_new (const char *path,
                                          VostRate rate,
                                          gboolean silent,
                                          void (*wake) (gpointer data),
                                          gpointer data);
void vost_film_pipeline_free (VostFilmPipeline *self);

guint vost_film_pipeline_take (VostFilmPipeline *self);
/* Words for people, after FAILED or when a stream has no decoder; (transfer full) (nullable), once.
 */
char *vost_film_pipeline_take_words (VostFilmPipeline *self);
/* The newest picture; (transfer full) (nullable). */
VostFrame *vost_film_pipeline_get_frame (VostFilmPipeline *self);

/* TRUE: SETTLED will tell when it has happened. */
gboolean vost_film_pipeline_set_playing (VostFilmPipeline *self, gboolean playing);
/* @stop: where it ends, or TIME_NONE. With @key the nearest key frame before @t, else exactly @t.
 */
gboolean vost_film_pipeline_seek (VostFilmPipeline *self,
                                  VostTime t,
                                  VostTime stop,
                                  double rate,
                                  gboolean key);
/* Frames onward while paused. Only the picture moves. */
void vost_film_pipeline_step (VostFilmPipeline *self, guint frames);
void vost_film_pipeline_resize (VostFilmPipeline *self, int width, int height);
void vost_film_pipeline_set_volume (VostFilmPipeline *self, double volume, gboolean muted);
void vost_film_pipeline_select_sound (VostFilmPipeline *self, int index);

VostTime vost_film_pipeline_get_position (VostFilmPipeline *self); /* TIME_NONE if not known */
VostTime vost_film_pipeline_get_duration (VostFilmPipeline *self); /* 0 if not known */
char **vost_film_pipeline_list_sounds (VostFilmPipeline *self);    /* (transfer full) */
VostTime vost_film_pipeline_get_origin (VostFilmPipeline *self);   /* start of the first frame */
gboolean vost_film_pipeline_has_pictures (VostFilmPipeline *self);
/* Start of the film's frame that is on screen at @t, and its middle: the safe place to seek to. */
VostTime vost_film_pipeline_frame_start (VostFilmPipeline *self, VostTime t);
VostTime vost_film_pipeline_frame_middle (VostFilmPipeline *self, VostTime t);

G_END_DECLS
