/* Plays a film or the remix and hands out its pictures. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <vostok/media/player.h>

#include <vostok/core/timeline.h>
#include <vostok/media/media.h>

#include "engine-private.h"

#define MIN_RATE 0.25
#define MAX_RATE 4.0

struct _VostPlayer
{
  GObject parent;

  VostEngine *engine; /* (nullable) */
  gboolean of_remix;  /* which kind it is */
  VostWanted wanted;  /* what the next engine starts with; the present one's is newer */
  VostFrame *frame;   /* (nullable) */
};

G_DEFINE_FINAL_TYPE (VostPlayer, vost_player, G_TYPE_OBJECT)

enum
{
  PROP_0,
  PROP_PLAYING,
  PROP_POSITION,
  PROP_DURATION,
  PROP_RATE,
  PROP_VOLUME,
  PROP_MUTED,
  N_PROPS
};

enum
{
  FRAME,
  POSITION_CHANGED,
  STATE_CHANGED,
  ENDED,
  FAILED,
  N_SIGNALS
};

static GParamSpec *props[N_PROPS];
static guint signals[N_SIGNALS];

/* Changes of what is wanted go to the engine if there is one, else they wait for the next. */
static VostWanted *
begin (VostPlayer *self)
{
  return self->engine != NULL ? vost_engine_lock (self->engine) : &self->wanted;
}

static void
end (VostPlayer *self)
{
  if (self->engine != NULL)
    vost_engine_unlock (self->engine);
}

/* Nothing was changed: the engine is not woken. */
static void
end_quietly (VostPlayer *self)
{
  if (self->engine != NULL)
    g_mutex_unlock (&self->engine->lock);
}

static void
tell_state (VostPlayer *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_PLAYING]);
  g_signal_emit (self, signals[STATE_CHANGED], 0);
}

static void
tell_position (VostPlayer *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_POSITION]);
  g_signal_emit (self, signals[POSITION_CHANGED], 0);
}

static void
on_report (guint reports, VostFrame *frame, const char *words, gpointer data)
{
  VostPlayer *self = data;
  /* A listener may let go of the player. */
  g_object_ref (self);
  if (frame != NULL)
    {
      g_clear_pointer (&self->frame, vost_frame_unref);
      self->frame = vost_frame_ref (frame);
      g_signal_emit (self, signals[FRAME], 0, frame);
    }
  if (reports & VOST_REPORT_DURATION)
    g_object_notify_by_pspec (G_OBJECT (self), props[PROP_DURATION]);
  if (reports & VOST_REPORT_POSITION)
    tell_position (self);
  if (reports & VOST_REPORT_STATE)
    tell_state (self);
  if (reports & VOST_REPORT_ENDED)
    g_signal_emit (self, signals[ENDED], 0);
  if (reports & VOST_REPORT_FAILED)
    g_signal_emit (self, signals[FAILED], 0, words);
  g_object_unref (self);
}

/* What the next engine takes over from this one: how it plays, not what. */
static void
let_go (VostPlayer *self)
{
  if (self->engine != NULL)
    {
      VostEngine *engine = self->engine;
      VostWanted old = *vost_engine_lock (engine);
      vost_engine_unlock (engine);
      self->wanted.rate = old.rate;
      self->wanted.volume = old.volume;
      self->wanted.muted = old.muted;
      self->wanted.width = old.width;
      self->wanted.height = old.height;
      self->engine = NULL;
      vost_engine_let_go (engine);
    }
  self->wanted.playing = FALSE;
  self->wanted.seek_serial = 0;
  self->wanted.seek_time = 0;
  self->wanted.steps = 0;
  self->wanted.mode = VOST_STRETCH_ALL;
  self->wanted.sound_track = 0;
  self->wanted.snapshot = NULL;
}

/* The picture of the last film is not that of a song. */
static void
show_nothing (VostPlayer *self)
{
  if (self->frame == NULL)
    return;
  g_clear_pointer (&self->frame, vost_frame_unref);
  g_signal_emit (self, signals[FRAME], 0, NULL);
}

static void
vost_player_finalize (GObject *object)
{
  VostPlayer *self = VOST_PLAYER (object);
  let_go (self);
  g_clear_pointer (&self->frame, vost_frame_unref);
  G_OBJECT_CLASS (vost_player_parent_class)->finalize (object);
}

static void
vost_player_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  VostPlayer *self = VOST_PLAYER (object);
  switch (id)
    {
    case PROP_PLAYING:
      g_value_set_boolean (value, vost_player_get_playing (self));
      break;
    case PROP_POSITION:
      g_value_set_int64 (value, vost_player_get_position (self));
      break;
    case PROP_DURATION:
      g_value_set_int64 (value, vost_player_get_duration (self));
      break;
    case PROP_RATE:
      g_value_set_double (value, vost_player_get_rate (self));
      break;
    case PROP_VOLUME:
      g_value_set_double (value, vost_player_get_volume (self));
      break;
    case PROP_MUTED:
      g_value_set_boolean (value, begin (self)->muted);
      end_quietly (self);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
vost_player_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  VostPlayer *self = VOST_PLAYER (object);
  switch (id)
    {
    case PROP_PLAYING:
      (g_value_get_boolean (value) ? vost_player_play : vost_player_pause) (self);
      break;
    case PROP_RATE:
      vost_player_set_rate (self, g_value_get_double (value));
      break;
    case PROP_VOLUME:
      vost_player_set_volume (self, g_value_get_double (value));
      break;
    case PROP_MUTED:
      vost_player_set_muted (self, g_value_get_boolean (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
vost_player_class_init (VostPlayerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags read_only = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;
  GParamFlags both = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;
  object_class->finalize = vost_player_finalize;
  object_class->get_property = vost_player_get_property;
  object_class->set_property = vost_player_set_property;

  props[PROP_PLAYING] = g_param_spec_boolean ("playing", NULL, NULL, FALSE, both);
  props[PROP_POSITION] = g_param_spec_int64 ("position", NULL, NULL, 0, G_MAXINT64, 0, read_only);
  props[PROP_DURATION] = g_param_spec_int64 ("duration", NULL, NULL, 0, G_MAXINT64, 0, read_only);
  props[PROP_RATE] = g_param_spec_double ("rate", NULL, NULL, -MAX_RATE, MAX_RATE, 1, both);
  props[PROP_VOLUME] = g_param_spec_double ("volume", NULL, NULL, 0, 1, 1, both);
  props[PROP_MUTED] = g_param_spec_boolean ("muted", NULL, NULL, FALSE, both);
  g_object_class_install_properties (object_class, N_PROPS, props);

  GType type = G_TYPE_FROM_CLASS (klass);
  signals[FRAME] = g_signal_new ("frame", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                                 1, G_TYPE_POINTER);
  signals[POSITION_CHANGED] = g_signal_new ("position-changed", type, G_SIGNAL_RUN_LAST, 0, NULL,
                                            NULL, NULL, G_TYPE_NONE, 0);
  signals[STATE_CHANGED] =
      g_signal_new ("state-changed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[ENDED] =
      g_signal_new ("ended", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[FAILED] = g_signal_new ("failed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
vost_player_init (VostPlayer *self)
{
  self->wanted.rate = 1;
  self->wanted.volume = 1;
}

VostPlayer *
vost_player_new (void)
{
  vost_media_init ();
  return g_object_new (VOST_TYPE_PLAYER, NULL);
}

void
vost_player_set_film (VostPlayer *self, const char *path, VostRate rate)
{
  g_return_if_fail (VOST_IS_PLAYER (self));
  let_go (self);
  show_nothing (self);
  if (path != NULL)
    self->engine = vost_film_engine_new (path, rate, &self->wanted, on_report, self);
  self->of_remix = FALSE;
  tell_state (self);
}

void
vost_player_set_timeline (VostPlayer *self, VostSnapshot *snapshot)
{
  g_return_if_fail (VOST_IS_PLAYER (self));
  if (snapshot != NULL && self->engine != NULL && self->of_remix)
    {
      VostWanted *wanted = begin (self);
      vost_snapshot_unref (wanted->snapshot);
      wanted->snapshot = vost_snapshot_ref (snapshot);
      wanted->snapshot_serial++;
      end (self);
      return;
    }
  let_go (self);
  show_nothing (self);
  if (snapshot != NULL)
    {
      VostWanted wanted = self->wanted;
      wanted.snapshot = snapshot;
      self->engine = vost_remix_engine_new (&wanted, on_report, self);
    }
  self->of_remix = snapshot != NULL;
  tell_state (self);
}

void
vost_player_set_viewport (VostPlayer *self, int width, int height)
{
  g_return_if_fail (VOST_IS_PLAYER (self));
  VostWanted *wanted = begin (self);
  wanted->width = MAX (width, 0);
  wanted->height = MAX (height, 0);
  end (self);
}

/* A span that plays once is over as soon as the user does anything else. */
static void
leave_span (VostWanted *wanted)
{
  if (wanted->mode == VOST_STRETCH_ONCE)
    {
      wanted->mode = VOST_STRETCH_ALL;
      wanted->stretch_serial++;
    }
}

/* Between begin() and end(). */
static void
ask_for (VostPlayer *self, VostWanted *wanted, VostTime t, gboolean exact)
{
  wanted->seek_time = MAX (t, 0);
  wanted->seek_exact = exact;
  wanted->seek_serial++;
  wanted->steps = 0;
  if (self->engine != NULL)
    {
      self->engine->position = wanted->seek_time;
      self->engine->moving = FALSE;
    }
}

static void
set_playing (VostPlayer *self, gboolean playing)
{
  VostWanted *wanted = begin (self);
  gboolean changes = wanted->playing != playing && self->engine != NULL;
  leave_span (wanted);
  wanted->playing = playing && self->engine != NULL;
  end (self);
  if (changes)
    tell_state (self);
}

void
vost_player_play (VostPlayer *self)
{
  g_return_if_fail (VOST_IS_PLAYER (self));
  set_playing (self, TRUE);
}

void
vost_player_pause (VostPlayer *self)
{
  g_return_if_fail (VOST_IS_PLAYER (self));
  set_playing (self, FALSE);
}

gboolean
vost_player_get_playing (VostPlayer *self)
{
  g_return_val_if_fail (VOST_IS_PLAYER (self), FALSE);
  gboolean playing = begin (self)->playing;
  end_quietly (self);
  return playing;
}

void
vost_player_seek (VostPlayer *self, VostTime t, gboolean exact)
{
  g_return_if_fail (VOST_IS_PLAYER (self));
  VostWanted *wanted = begin (self);
  leave_span (wanted);
  ask_for (self, wanted, t, exact);
  end (self);
  tell_position (self);
}

void
vost_player_step (VostPlayer *self, int frames)
{
  g_return_if_fail (VOST_IS_PLAYER (self));
  set_playing (self, FALSE);
  VostWanted *wanted = begin (self);
  wanted->steps += frames;
  end (self);
}

void
vost_player_set_rate (VostPlayer *self, double rate)
{
  g_return_if_fail (VOST_IS_PLAYER (self));
  double size = CLAMP (ABS (rate), MIN_RATE, MAX_RATE);
  VostWanted *wanted = begin (self);
  gboolean changes = wanted->rate != (rate < 0 ? -size : size);
  wanted->rate = rate < 0 ? -size : size;
  end (self);
  if (changes)
    {
      g_object_notify_by_pspec (G_OBJECT (self), props[PROP_RATE]);
      tell_state (self);
    }
}

double
vost_player_get_rate (VostPlayer *self)
{
  g_return_val_if_fail (VOST_IS_PLAYER (self), 1);
  double rate = begin (self)->rate;
  end_quietly (self);
  return rate;
}

static void
play_stretch (VostPlayer *self, VostSpan span, VostStretchMode mode)
{
  if (span.end <= span.start || self->engine == NULL)
    return;
  VostWanted *wanted = begin (self);
  wanted->mode = mode;
  wanted->stretch = span;
  wanted->stretch_serial++;
  wanted->playing = TRUE;
  ask_for (self, wanted, wanted->rate > 0 ? span.start : span.end - 1, TRUE);
  end (self);
  tell_state (self);
}

void
vost_player_set_loop (VostPlayer *self, VostSpan span)
{
  g_return_if_fail (VOST_IS_PLAYER (self));
  play_stretch (self, span, VOST_STRETCH_LOOP);
}

void
vost_player_clear_loop (VostPlayer *self)
{
  g_return_if_fail (VOST_IS_PLAYER (self));
  VostWanted *wanted = begin (self);
  wanted->mode = VOST_STRETCH_ALL;
  wanted->stretch_serial++;
  end (self);
}

void
vost_player_play_span (VostPlayer *self, VostSpan span)
{
  g_return_if_fail (VOST_IS_PLAYER (self));
  play_stretch (self, span, VOST_STRETCH_ONCE);
}

void
vost_player_set_volume (VostPlayer *self, double volume)
{
  g_return_if_fail (VOST_IS_PLAYER (self));
  begin (self)->volume = CLAMP (volume, 0, 1);
  end (self);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_VOLUME]);
}

double
vost_player_get_volume (VostPlayer *self)
{
  g_return_val_if_fail (VOST_IS_PLAYER (self), 0);
  double volume = begin (self)->volume;
  end_quietly (self);
  return volume;
}

void
vost_player_set_muted (VostPlayer *self, gboolean muted)
{
  g_return_if_fail (VOST_IS_PLAYER (self));
  begin (self)->muted = muted;
  end (self);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_MUTED]);
}

VostTime
vost_player_get_position (VostPlayer *self)
{
  g_return_val_if_fail (VOST_IS_PLAYER (self), 0);
  return self->engine != NULL ? vost_engine_get_position (self->engine) : 0;
}

VostTime
vost_player_get_duration (VostPlayer *self)
{
  g_return_val_if_fail (VOST_IS_PLAYER (self), 0);
  begin (self);
  VostTime duration = self->engine != NULL ? self->engine->duration : 0;
  end_quietly (self);
  return duration;
}

VostFrame *
vost_player_get_frame (VostPlayer *self)
{
  g_return_val_if_fail (VOST_IS_PLAYER (self), NULL);
  return self->frame;
}

char **
vost_player_list_sound_tracks (VostPlayer *self)
{
  g_return_val_if_fail (VOST_IS_PLAYER (self), NULL);
  begin (self);
  char **titles = self->engine != NULL ? g_strdupv (self->engine->sound_tracks) : NULL;
  end_quietly (self);
  return titles != NULL ? titles : g_new0 (char *, 1);
}

void
vost_player_set_sound_track (VostPlayer *self, int index)
{
  g_return_if_fail (VOST_IS_PLAYER (self));
  begin (self)->sound_track = MAX (index, 0);
  end (self);
}

int
vost_player_get_sound_track (VostPlayer *self)
{
  g_return_val_if_fail (VOST_IS_PLAYER (self), 0);
  int track = begin (self)->sound_track;
  end_quietly (self);
  return track;
}

void
vost_player_shut_down (void)
{
  vost_engine_wait_for_all ();
}
