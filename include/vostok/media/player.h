/* Plays a film or the remix and hands out its pictures. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <vostok/core/snapshot.h>
#include <vostok/media/frame.h>

G_BEGIN_DECLS

/**
 * VostPlayer:
 *
 * Belongs to the main thread. Two engines behind one face: a film goes through playbin3 with an
 * appsink, the remix through the mixer.
 *
 * Signals, all in the main context: `frame (VostFrame *)`: a new picture to show (already scaled to
 * the viewport), NULL when there is none; `position-changed`; `state-changed` (playing or not,
 * rate); `ended`; `failed (const char *message)`: words for people. Properties: `playing`,
 * `position` (ns), `duration` (ns), `rate`, `volume` (0 to 1), `muted`.
 */
#define VOST_TYPE_PLAYER (vost_player_get_type ())
G_DECLARE_FINAL_TYPE (VostPlayer, vost_player, VOST, PLAYER, GObject)

VostPlayer *vost_player_new (void);
/* Loads a film; NULL unloads. The first picture arrives by itself. */
void vost_player_set_film (VostPlayer *self, const char *path, VostRate rate);
/* Plays the document's timeline; called again after every edit with the new snapshot: keeps
 * position and state. */
void vost_player_set_timeline (VostPlayer *self, VostSnapshot *snapshot);
/* Largest size in pixels that pictures are delivered at; aspect is kept. 0: the film's own size. */
void vost_player_set_viewport (VostPlayer *self, int width, int height);

void vost_player_play (VostPlayer *self);
void vost_player_pause (VostPlayer *self);
gboolean vost_player_get_playing (VostPlayer *self);
/* Exact seek; un-waited seeks are fine, the newest wins. @exact FALSE: key frame first, exact when
 * the hand rests. */
void vost_player_seek (VostPlayer *self, VostTime t, gboolean exact);
/* Steps by frames, either direction; pauses. */
void vost_player_step (VostPlayer *self, int frames);
/* 0.25 to 4, pitch kept; negative plays backwards silently. */
void vost_player_set_rate (VostPlayer *self, double rate);
double vost_player_get_rate (VostPlayer *self);
/* Plays [start, end) over and over until vost_player_clear_loop(). */
void vost_player_set_loop (VostPlayer *self, VostSpan span);
void vost_player_clear_loop (VostPlayer *self);
/* Plays [start, end) once and pauses at the end. */
void vost_player_play_span (VostPlayer *self, VostSpan span);
void vost_player_set_volume (VostPlayer *self, double volume);
double vost_player_get_volume (VostPlayer *self);
void vost_player_set_muted (VostPlayer *self, gboolean muted);
/* Start of the picture on screen when paused; the sound clock's position when playing. */
VostTime vost_player_get_position (VostPlayer *self);
VostTime vost_player_get_duration (VostPlayer *self);
VostFrame *vost_player_get_frame (VostPlayer *self); /* (transfer none) (nullable): the last one */
/* Sound tracks: titles for a menu (transfer full strv), and the choice. */
char **vost_player_list_sound_tracks (VostPlayer *self);
void vost_player_set_sound_track (VostPlayer *self, int index);
int vost_player_get_sound_track (VostPlayer *self);

/* Pipelines are taken down in their own threads; at the end of main(), after the last player is
 * gone, waits for that. */
void vost_player_shut_down (void);

G_END_DECLS
