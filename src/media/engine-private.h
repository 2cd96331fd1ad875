/* What both engines of VostPlayer share: a thread, what is wanted of it, its reports. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <vostok/core/snapshot.h>
#include <vostok/media/frame.h>

G_BEGIN_DECLS

typedef struct _VostEngine VostEngine;

typedef enum
{
  VOST_STRETCH_ALL,  /* plays to the end */
  VOST_STRETCH_LOOP, /* over and over */
  VOST_STRETCH_ONCE, /* and pauses at its end */
} VostStretchMode;

/**
 * VostWanted: what the main thread asks for. The newest wins; an engine compares serials with those
 * it has dealt with.
 * @steps: frames still to go, added up while the engine is busy
 */
typedef struct
{
  gboolean quit;
  gboolean playing;
  double rate;
  double volume;
  gboolean muted;
  int width;
  int height;
  guint seek_serial;
  VostTime seek_time;
  gboolean seek_exact;
  int steps;
  VostStretchMode mode;
  VostSpan stretch;
  guint stretch_serial;
  int sound_track;
  VostSnapshot *snapshot; /* (nullable) (owned) */
  guint snapshot_serial;
} VostWanted;

/**
 * VostEngineClass:
 * @run: the thread's body; returns after wanted.quit
 * @wake: (nullable): with the lock held, when something new is wanted: gives up work that is now
 * idle
 * @finalize: (nullable): frees what @run has not
 */
typedef struct
{
  const char *name;
  gsize size;
  void (*run) (VostEngine *self);
  void (*wake) (VostEngine *self);
  void (*finalize) (VostEngine *self);
} VostEngineClass;

/* What happened, for the player; in the main context. */
typedef enum
{
  VOST_REPORT_FRAME = 1 << 0,
  VOST_REPORT_POSITION = 1 << 1,
  VOST_REPORT_STATE = 1 << 2,
  VOST_REPORT_ENDED = 1 << 3,
  VOST_REPORT_FAILED = 1 << 4,
  VOST_REPORT_DURATION = 1 << 5,
} VostReport;

typedef void (*VostReportFunc) (guint reports, VostFrame *frame, const char *words, gpointer data);

struct _VostEngine
{
  const VostEngineClass *klass;
  gatomicrefcount refs;

  GMutex lock; /* guards everything below but the last block */
  GCond cond;
  VostWanted wanted;

  /* Reports that wait for the main context; only the newest frame does. */
  guint reports;
  VostFrame *frame;
  char *words;
  gboolean scheduled;

  /* Answers to the main thread without asking the engine's. */
  VostTime position;
  gint64 position_stamp; /* monotonic, when position was right */
  gboolean moving;
  VostTime duration;
  char **sound_tracks;

  /* The main thread's own. */
  GMainContext *context;
  VostReportFunc func;
  gpointer data;
};

/* Starts the thread. @start: what is wanted from the first; its snapshot is referenced. */
VostEngine *vost_engine_new (const VostEngineClass *klass,
                             const VostWanted *start,
                             VostReportFunc func,
                             gpointer data,
                             void (*init) (VostEngine *self, gconstpointer init_data),
                             gconstpointer init_data);
/* No report comes any more; the thread takes itself and its pipelines down in its own time. */
void vost_engine_let_go (VostEngine *self);
/* Waits until all engines that were let go are gone. */
void vost_engine_wait_for_all (void);

/* The two kinds. */
VostEngine *vost_film_engine_new (const char *path,
                                  VostRate rate,
                                  const VostWanted *start,
                                  VostReportFunc func,
                                  gpointer data);
VostEngine *vost_remix_engine_new (const VostWanted *start, VostReportFunc func, gpointer data);

/*
 * For the main thread. Changes of wanted are made between lock and unlock; unlock wakes the engine.
 */
VostWanted *vost_engine_lock (VostEngine *self);
void vost_engine_unlock (VostEngine *self);
VostTime vost_engine_get_position (VostEngine *self);

/*
 * For the engine's thread, without the lock.
 */
/* A picture to show. @serial: the seek that it answers; an older one does not move the position. */
void vost_engine_report_frame (VostEngine *self, VostFrame *frame, guint serial);
void
vost_engine_report_position (VostEngine *self, VostTime position, gboolean moving, guint serial);
/* Titles for the menu; takes the vector. */
void vost_engine_report_sound_tracks (VostEngine *self, char **titles);
void vost_engine_report_duration (VostEngine *self, VostTime duration);
void vost_engine_report_failure (VostEngine *self, const char *words);
/* Playing has come to an end by itself. @serial as above: a seek that came meanwhile keeps it
 * playing. */
gboolean vost_engine_report_stop (VostEngine *self, guint serial, gboolean ended);

G_END_DECLS
