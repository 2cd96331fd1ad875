/* What the makers of a release share: the plan, subtitle tracks, encoders, flow of data. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gst/app/gstappsrc.h>

#include <vostok/core/format.h>
#include <vostok/media/probe.h>
#include <vostok/media/rights-tags.h>
#include <vostok/media/target.h>

G_BEGIN_DECLS

/* --- encoders.c --- */

/* How a container has its subtitles. */
typedef enum
{
  VOST_SOFT_MATROSKA, /* SubRip and ASS */
  VOST_SOFT_WEBVTT,
  VOST_SOFT_TIMED_TEXT, /* plain, one cue at a time */
} VostSoftKind;

/**
 * VostContainer:
 * @id: of the target
 * @muxer, @video, @audio: factories; "|" between alternatives, best first
 * @copies: codec names (as VostStream has them) that may be copied into it; NULL: anything its
 * muxer takes
 */
typedef struct
{
  const char *id;
  const char *muxer;
  const char *video;
  const char *audio;
  const char *const *copies;
  VostSoftKind soft;
} VostContainer;

const VostContainer *vost_container_for (const char *target);
gboolean vost_container_fits (const VostContainer *self, const VostProbe *probe);
/* First factory of "a|b|c" that this machine has; (transfer full), NULL. */
char *vost_element_choose (const char *alternatives);
/* New elements with everything set for "small", "balanced" or "best". (transfer floating). */
GstElement *vost_encoder_new_video (const VostContainer *self,
                                    const char *preset,
                                    int width,
                                    int height,
                                    VostRate rate,
                                    GError **error);
GstElement *vost_encoder_new_audio (const VostContainer *self, const char *preset, GError **error);
GstElement *vost_muxer_new (const VostContainer *self, GError **error);
/* Parser between a stream of those caps and a muxer; NULL when it needs none. */
GstElement *vost_parser_for (const GstCaps *caps);
/* gst_element_factory_make() with the package to install in @error. */
GstElement *vost_element_new (const char *factory, GError **error);

/* --- soft-text.c --- */

/**
 * VostSoftTrack: subtitles as they go into the release.
 * @shown: whether players should show it without being asked: only a translation into the language
 *   of the release, not what is spoken anyway
 * @cues: (element-type VostCue): with times of the release, sorted, none empty
 * @header: of an ASS track; "" for the others
 */
typedef struct
{
  char *language;
  char *title;
  VostId track;
  char *format;
  char *header;
  gboolean shown;
  GPtrArray *cues;
} VostSoftTrack;

void vost_soft_track_free (VostSoftTrack *self);
/* One text of a soft track in the container's own form; (transfer full). */
char *
vost_soft_text (const VostSoftTrack *track, const VostCue *cue, VostSoftKind kind, guint number);
/* Buffers for a muxer in time order; (element-type GstBuffer). (transfer full). */
GPtrArray *vost_soft_buffers (const VostSoftTrack *track, VostSoftKind kind);
GstCaps *vost_soft_caps (const VostSoftTrack *track, VostSoftKind kind);
/* Puts the closing cue at the end of @film (VOST_TIME_NONE: behind the last cue). */
void vost_soft_track_close (VostSoftTrack *self, const VostAttribution *attribution, VostTime film);
/* The track as a file of @format would hold it; (transfer full). */
VostSubtitles *vost_soft_track_to_subtitles (const VostSoftTrack *track, const char *format);

/* --- release-plan.c --- */

/* A file that has been written beside the place where it belongs. */
typedef struct
{
  char *temp;
  char *path;
} VostStaged;

/**
 * VostPlan: everything decided before the first picture is made.
 * @source, @path, @probe: of the film; NULL for a remix
 * @in, @out: resolved, on the film's or the remix's time
 * @whole: nothing is cut off
 * @soft: (element-type VostSoftTrack)
 * @burn: track that is drawn into the picture, VOST_ID_NONE for none or for a remix
 * @spoken: (nullable): BCP 47, of the sound; "mul" for several, NULL when nobody said
 * @frames: of the film or remix; @card_frames: of the end card
 * @duration: that the finished file must have
 * @temp: (unowned): hidden file beside the output
 * @staged: (element-type VostStaged): everything written so far, under hidden names
 */
typedef struct
{
  const VostTarget *target;
  const VostRelease *release;
  VostJob *job;
  GCancellable *cancellable;
  const VostContainer *container;
  VostSnapshot *snapshot;
  const VostSource *source;
  char *path;
  VostProbe *probe;
  VostAttribution *attribution;
  GPtrArray *soft;
  VostId burn;
  VostTime in;
  VostTime out;
  gboolean whole;
  int width;
  int height;
  VostRate rate;
  gboolean has_sound;
  char *spoken;
  gint64 frames;
  gint64 card_frames;
  VostTime duration;
  const char *temp;
  GPtrArray *staged;
  gboolean copied;
  gint64 started;
} VostPlan;

VostPlan *
vost_plan_new (const VostTarget *target, const VostRelease *release, VostJob *job, GError **error);
/* Removes what is left of the temporary file. */
void vost_plan_free (VostPlan *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VostPlan, vost_plan_free)
gboolean vost_plan_can_copy (const VostPlan *self);
gboolean vost_plan_check_cancelled (const VostPlan *self, GError **error);
/* FALSE with words when @path is there and may not be replaced. */
gboolean vost_plan_may_write (const VostPlan *self, const char *path, GError **error);
/* Where the track goes as a file of its own: "film.fr.vtt" beside "film.webm"; (transfer full). */
char *
vost_plan_track_path (const VostPlan *self, const VostSoftTrack *track, const char *extension);
/* A hidden name beside @path, with its extension; what is there when the plan is freed is removed.
 */
const char *vost_plan_stage (VostPlan *self, const char *path);

/* --- render-feed.c --- */

/**
 * VostFlow: a running pipeline that is fed from outside: waits for room, its end, its failure or a
 * cancel.
 */
typedef struct _VostFlow VostFlow;

/* Takes over the pipeline. */
VostFlow *vost_flow_new (GstElement *pipeline, GCancellable *cancellable);
/* Stops the pipeline; safe at any time. */
void vost_flow_free (VostFlow *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VostFlow, vost_flow_free)
GstElement *vost_flow_get_pipeline (VostFlow *self);
/* An appsrc in the pipeline that holds at most so many bytes, 0 for all. */
GstElement *vost_flow_add_source (VostFlow *self, GstCaps *caps, guint64 max_bytes);
/* Takes @buffer; waits while the source is full. FALSE: over, ask vost_flow_finish(). From any
 * thread. */
gboolean vost_flow_push (VostFlow *self, GstElement *source, GstBuffer *buffer);
/* Ends it with an error of our own, once; takes @error. From any thread. */
void vost_flow_fail (VostFlow *self, GError *error);
/* Something that vost_flow_wait_ready() waits for has happened. */
void vost_flow_set_ready (VostFlow *self);
gboolean vost_flow_wait_ready (VostFlow *self, GError **error);
gboolean vost_flow_start (VostFlow *self, GError **error);
/* Waits for the end; @tick is called some times a second. */
gboolean vost_flow_finish (VostFlow *self,
                           void (*tick) (VostFlow *self, gpointer data),
                           gpointer data,
                           GError **error);
/* Says in which language a sound track is that is about to go through @pad. @language: (nullable):
 * not known: as the track says itself. */
void vost_flow_tell_language (GstPad *pad, const char *language);
/* A subtitle track, all of its cues and its end, linked to @muxer. */
gboolean vost_flow_add_soft (VostFlow *self,
                             GstElement *muxer,
                             const VostSoftTrack *track,
                             VostSoftKind kind,
                             GError **error);

/* --- render.c, remux.c --- */

gboolean vost_render (VostPlan *plan, GError **error);
/* VOST_ERROR_UNSUPPORTED: must be encoded instead. */
gboolean vost_remux (VostPlan *plan, GError **error);

/* --- release-verify.c --- */

/* Opens the finished file again and compares; a difference is VOST_ERROR_VERIFY. Sets @ret_summary.
 */
gboolean
vost_release_verify (const VostPlan *plan, const char *path, char **ret_summary, GError **error);
/* Compares what was found with what had to be there. */
gboolean vost_release_compare_rights (const VostFoundRights *found,
                                      const VostAttribution *wanted,
                                      GError **error);
/* "Verified: …" from parts that may be NULL or VOST_TIME_NONE; (transfer full). */
char *vost_release_summary (guint credits, guint languages, VostRate rate, VostTime duration);

/* --- target.c --- */

/* The run function of the film targets. */
VostReleaseResult *vost_release_run_film (const VostTarget *target,
                                          const VostRelease *release,
                                          VostJob *job,
                                          GError **error);
/* Moves all that is staged to its place and puts it on disk: all or nothing. */
gboolean vost_release_publish (VostPlan *plan, GError **error);
/* Stages the sidecars of a staged file. */
gboolean
vost_release_put_sidecars (VostPlan *plan, const char *temp, const char *path, GError **error);
VostReleaseResult *vost_release_result_new (VostPlan *plan, char *summary);

G_END_DECLS
