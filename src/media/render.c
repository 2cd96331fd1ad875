/* Makes a release by encoding: burnt-in subtitles, the end card, sound, subtitle tracks. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "release-private.h"

#include <gst/audio/audio.h>
#include <gst/video/video.h>

#include "vostok-config.h"
#include <glib/gi18n-lib.h>

#include <vostok/core/diagnostic.h>
#include <vostok/media/credits-card.h>
#include <vostok/media/mixer.h>
#include <vostok/media/overlay.h>
#include <vostok/media/reader.h>

/* Sound is made in tenths of a second. */
#define SOUND_CHUNK (VOST_SOUND_RATE / 10)
/* Pictures that may wait for the encoder: enough to keep it busy while a cut is sought. */
#define WAITING_PICTURES 8
/* How often the mixer is told to look ahead, in pictures. */
#define LOOK_AHEAD 10
/* What the pictures are of the whole work; the rest is finishing and checking. */
#define SHARE_OF_PICTURES 0.96

/**
 * Render: one export. Pictures are made in the job's thread, sound in one of its own with its own
 * readers.
 * @mixer, @sound_mixer: of a remix; @reader, @sound_reader: of a film
 */
typedef struct
{
  VostPlan *plan;
  VostFlow *flow;
  GstElement *video;
  GstElement *audio;
  GstVideoInfo info;
  VostMixer *mixer;
  VostPictureReader *reader;
  VostMixer *sound_mixer;
  VostSoundReader *sound_reader;
  VostOverlay *overlay;
  VostCueIndex *cues;
  GArray *on_screen;
  VostCreditsCard *card;
} Render;

static void
render_clear (Render *self)
{
  g_clear_pointer (&self->flow, vost_flow_free);
  g_clear_pointer (&self->mixer, vost_mixer_free);
  g_clear_pointer (&self->reader, vost_picture_reader_free);
  g_clear_pointer (&self->sound_mixer, vost_mixer_free);
  g_clear_pointer (&self->sound_reader, vost_sound_reader_free);
  g_clear_pointer (&self->overlay, vost_overlay_free);
  g_clear_pointer (&self->cues, vost_cue_index_free);
  g_clear_pointer (&self->on_screen, g_array_unref);
  g_clear_pointer (&self->card, vost_credits_card_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Render, render_clear)

static gboolean
open_inputs (Render *self, GError **error)
{
  VostPlan *plan = self->plan;
  if (plan->release->making == VOST_MAKING_REMIX)
    {
      self->mixer = vost_mixer_new (plan->width, plan->height, GST_VIDEO_FORMAT_I420);
      vost_mixer_set_strict (self->mixer, TRUE);
      vost_mixer_set_snapshot (self->mixer, plan->snapshot);
      if (plan->has_sound)
        {
          self->sound_mixer = vost_mixer_new (plan->width, plan->height, GST_VIDEO_FORMAT_I420);
          vost_mixer_set_strict (self->sound_mixer, TRUE);
          vost_mixer_set_snapshot (self->sound_mixer, plan->snapshot);
        }
      return TRUE;
    }
  self->reader =
      vost_picture_reader_new (plan->path, plan->width, plan->height, GST_VIDEO_FORMAT_I420, error);
  if (self->reader == NULL)
    return FALSE;
  if (plan->has_sound)
    self->sound_reader = vost_sound_reader_new (plan->path, 0, error);
  return !plan->has_sound || self->sound_reader != NULL;
}

static void
open_burn (Render *self)
{
  const VostRelease *release = self->plan->release;
  if (*release->burn == '\0')
    return;
  self->overlay = vost_overlay_new ();
  self->on_screen = g_array_new (FALSE, FALSE, sizeof (VostOverlayCue));
  self->cues = vost_cue_index_new (self->plan->snapshot, self->plan->burn, release->burn);
  const VostTrack *track = vost_snapshot_lookup (self->plan->snapshot, self->plan->burn);
  if (track != NULL && strstr (track->header, "[V4") != NULL)
    vost_overlay_set_header (self->overlay, track->header);
}

static void
open_card (Render *self)
{
  VostPlan *plan = self->plan;
  self->card = vost_credits_card_new (plan->attribution, plan->width, plan->height);
  VostTime length = vost_credits_card_get_duration (self->card);
  plan->card_frames = MAX (1, vost_rate_frame_nearest (plan->rate, length));
  plan->duration = vost_rate_frame_start (plan->rate, plan->frames + plan->card_frames);
}

/* Puts elements into the pipeline and links them in a row, the last one to a new pad of the muxer.
 */
static gboolean
chain (Render *self,
       GstElement *source,
       GstElement *const *elements,
       GstElement *muxer,
       const char *pad,
       GError **error)
{
  GstElement *last = source;
  gboolean linked = TRUE;
  for (guint i = 0; elements[i] != NULL; i++)
    {
      gst_bin_add (GST_BIN (vost_flow_get_pipeline (self->flow)), elements[i]);
      linked = linked && gst_element_link (last, elements[i]);
      last = elements[i];
    }
  if (linked && gst_element_link_pads (last, "src", muxer, pad))
    return TRUE;
  g_set_error_literal (error, VOST_ERROR, VOST_ERROR_UNSUPPORTED,
                       _ ("The encoder and the file format do not fit."));
  return FALSE;
}

static gboolean
build_video (Render *self, GstElement *muxer, GError **error)
{
  VostPlan *plan = self->plan;
  if (!gst_video_info_set_format (&self->info, GST_VIDEO_FORMAT_I420, (guint) plan->width,
                                  (guint) plan->height))
    {
      g_set_error_literal (error, VOST_ERROR, VOST_ERROR_UNSUPPORTED,
                           _ ("This size of picture cannot be made."));
      return FALSE;
    }
  self->info.fps_n = plan->rate.num;
  self->info.fps_d = plan->rate.den;
  g_autoptr (GstCaps) caps = gst_video_info_to_caps (&self->info);
  GstElement *encoder = vost_encoder_new_video (plan->container, plan->release->preset, plan->width,
                                                plan->height, plan->rate, error);
  if (encoder == NULL)
    return FALSE;
  self->video =
      vost_flow_add_source (self->flow, caps, (guint64) WAITING_PICTURES * self->info.size);
  GstElement *queue = gst_element_factory_make ("queue", NULL);
  const char *factory = GST_OBJECT_NAME (gst_element_get_factory (encoder));
  GstElement *parser =
      strstr (factory, "264") != NULL ? vost_element_new ("h264parse", error) : NULL;
  if (strstr (factory, "264") != NULL && parser == NULL)
    return FALSE;
  GstElement *row[] = { encoder, parser != NULL ? parser : queue, parser != NULL ? queue : NULL,
                        NULL };
  return chain (self, self->video, row, muxer, "video_%u", error);
}

static gboolean
build_audio (Render *self, GstElement *muxer, GError **error)
{
  if (!self->plan->has_sound)
    return TRUE;
  g_autoptr (GstCaps) caps = gst_caps_new_simple (
      "audio/x-raw", "format", G_TYPE_STRING, GST_AUDIO_NE (F32), "layout", G_TYPE_STRING,
      "interleaved", "rate", G_TYPE_INT, VOST_SOUND_RATE, "channels", G_TYPE_INT,
      VOST_SOUND_CHANNELS, "channel-mask", GST_TYPE_BITMASK, (guint64) 3, NULL);
  GstElement *convert = vost_element_new ("audioconvert", error);
  GstElement *encoder =
      vost_encoder_new_audio (self->plan->container, self->plan->release->preset, error);
  if (convert == NULL || encoder == NULL)
    return FALSE;
  self->audio = vost_flow_add_source (
      self->flow, caps, (guint64) VOST_SOUND_RATE * VOST_SOUND_CHANNELS * sizeof (float));
  const char *factory = GST_OBJECT_NAME (gst_element_get_factory (encoder));
  gboolean aac = strstr (factory, "aac") != NULL;
  GstElement *row[] = { convert, encoder,
                        gst_element_factory_make (aac ? "aacparse" : "queue", NULL),
                        aac ? gst_element_factory_make ("queue", NULL) : NULL, NULL };
  g_autoptr (GstPad) pad = gst_element_get_static_pad (encoder, "src");
  vost_flow_tell_language (pad, self->plan->spoken);
  return chain (self, self->audio, row, muxer, "audio_%u", error);
}

static gboolean
build (Render *self, GError **error)
{
  VostPlan *plan = self->plan;
  GstElement *pipeline = gst_pipeline_new (NULL);
  self->flow = vost_flow_new (pipeline, plan->cancellable);
  GstElement *muxer = vost_muxer_new (plan->container, error);
  GstElement *sink = muxer != NULL ? vost_element_new ("filesink", error) : NULL;
  if (sink == NULL)
    return FALSE;
  g_object_set (sink, "location", plan->temp, NULL);
  gst_bin_add_many (GST_BIN (pipeline), muxer, sink, NULL);
  gst_element_link (muxer, sink);
  if (!build_video (self, muxer, error) || !build_audio (self, muxer, error))
    return FALSE;
  for (guint i = 0; i < plan->soft->len; i++)
    if (!vost_flow_add_soft (self->flow, muxer, g_ptr_array_index (plan->soft, i),
                             plan->container->soft, error))
      return FALSE;
  return TRUE;
}

/* @n sample frames of the film or remix from @first of its own time. */
static gboolean
get_sound (Render *self, gint64 first, guint n, float *out, GError **error)
{
  GCancellable *cancellable = self->plan->cancellable;
  if (self->sound_mixer != NULL)
    return vost_mixer_get_sound (self->sound_mixer, first, n, out, cancellable, error);
  return vost_sound_reader_get (self->sound_reader, first, n, out, cancellable, error);
}

static gint64
samples_at (VostTime t)
{
  return (gint64) gst_util_uint64_scale_round ((guint64) t, VOST_SOUND_RATE, VOST_SECOND);
}

static gpointer
feed_sound (gpointer data)
{
  Render *self = data;
  const VostPlan *plan = self->plan;
  gint64 origin = samples_at (plan->in);
  gint64 film = samples_at (vost_rate_frame_start (plan->rate, plan->frames));
  gint64 total = samples_at (plan->duration);
  for (gint64 at = 0; at < total; at += SOUND_CHUNK)
    {
      guint n = (guint) MIN (SOUND_CHUNK, total - at);
      guint heard = at < film ? (guint) MIN (n, film - at) : 0;
      gsize size = (gsize) n * VOST_SOUND_CHANNELS * sizeof (float);
      /* The end card is silent. */
      float *samples = g_malloc0 (size);
      GstBuffer *buffer = gst_buffer_new_wrapped (samples, size);
      GError *error = NULL;
      if (heard > 0 && !get_sound (self, origin + at, heard, samples, &error))
        {
          gst_buffer_unref (buffer);
          vost_flow_fail (self->flow, error);
          return NULL;
        }
      GST_BUFFER_PTS (buffer) = gst_util_uint64_scale ((guint64) at, VOST_SECOND, VOST_SOUND_RATE);
      GST_BUFFER_DURATION (buffer) =
          gst_util_uint64_scale ((guint64) (at + n), VOST_SECOND, VOST_SOUND_RATE) -
          GST_BUFFER_PTS (buffer);
      if (!vost_flow_push (self->flow, self->audio, buffer))
        return NULL;
    }
  gst_app_src_end_of_stream (GST_APP_SRC (self->audio));
  return NULL;
}

static VostFrame *
with_subtitles (Render *self, VostFrame *frame, VostTime t)
{
  if (self->overlay == NULL)
    return frame;
  vost_cue_index_at (self->cues, t, self->on_screen);
  if (self->on_screen->len == 0)
    return frame;
  g_autoptr (VostFrame) clean = frame;
  g_autoptr (VostFrame) drawn =
      vost_overlay_render (self->overlay, (VostOverlayCue *) (void *) self->on_screen->data,
                           self->on_screen->len, t, self->plan->width, self->plan->height, NULL);
  return vost_overlay_blend (clean, drawn);
}

static VostFrame *
get_picture (Render *self, gint64 frame, GError **error)
{
  VostPlan *plan = self->plan;
  if (frame >= plan->frames)
    {
      VostTime t = vost_rate_frame_start (plan->rate, frame - plan->frames);
      return vost_credits_card_render (self->card, t, GST_VIDEO_FORMAT_I420);
    }
  gint64 first = vost_rate_frame_nearest (plan->rate, plan->in);
  VostTime t = vost_rate_frame_start (plan->rate, first + frame);
  VostFrame *picture = self->mixer != NULL
                           ? vost_mixer_get_picture (self->mixer, t, TRUE, plan->cancellable, error)
                           : vost_picture_reader_get (self->reader, t, plan->cancellable, error);
  return picture != NULL ? with_subtitles (self, picture, t) : NULL;
}

/* The same pixels with the release's times. Where the rows lie differently from the encoder's idea,
 * a note says so. */
static GstBuffer *
buffer_of (Render *self, VostFrame *picture, gint64 frame)
{
  const VostRate rate = self->plan->rate;
  GstBuffer *buffer = gst_buffer_copy (picture->buffer);
  GST_BUFFER_PTS (buffer) = (GstClockTime) vost_rate_frame_start (rate, frame);
  GST_BUFFER_DTS (buffer) = GST_CLOCK_TIME_NONE;
  GST_BUFFER_DURATION (buffer) =
      (GstClockTime) vost_rate_frame_start (rate, frame + 1) - GST_BUFFER_PTS (buffer);
  if (gst_buffer_get_video_meta (buffer) == NULL)
    gst_buffer_add_video_meta_full (buffer, GST_VIDEO_FRAME_FLAG_NONE, GST_VIDEO_FORMAT_I420,
                                    (guint) self->plan->width, (guint) self->plan->height, 3,
                                    picture->info.offset, picture->info.stride);
  return buffer;
}

static gboolean
fits (Render *self, const VostFrame *picture)
{
  return GST_VIDEO_INFO_FORMAT (&picture->info) == GST_VIDEO_FORMAT_I420 &&
         GST_VIDEO_INFO_WIDTH (&picture->info) == self->plan->width &&
         GST_VIDEO_INFO_HEIGHT (&picture->info) == self->plan->height;
}

static void
report (Render *self, gint64 done)
{
  gint64 total = self->plan->frames + self->plan->card_frames;
  g_autofree char *position = vost_time_format (vost_rate_frame_start (self->plan->rate, done), 0);
  g_autofree char *status = g_strdup_printf (_ ("Making the film: %s"), position);
  vost_job_report (self->plan->job, SHARE_OF_PICTURES * (double) done / (double) total, status);
}

static void
feed_pictures (Render *self)
{
  gint64 total = self->plan->frames + self->plan->card_frames;
  for (gint64 frame = 0; frame < total; frame++)
    {
      GError *error = NULL;
      g_autoptr (VostFrame) picture = get_picture (self, frame, &error);
      if (picture != NULL && !fits (self, picture))
        error = g_error_new_literal (VOST_ERROR, VOST_ERROR_UNSUPPORTED,
                                     _ ("A picture came in the wrong size."));
      if (error == NULL && picture == NULL)
        error = g_error_new_literal (VOST_ERROR, VOST_ERROR_IO, _ ("A picture is missing."));
      if (error != NULL)
        {
          vost_flow_fail (self->flow, error);
          return;
        }
      if (!vost_flow_push (self->flow, self->video, buffer_of (self, picture, frame)))
        return;
      report (self, frame);
    }
  gst_app_src_end_of_stream (GST_APP_SRC (self->video));
}

gboolean
vost_render (VostPlan *plan, GError **error)
{
  g_auto (Render) self = { .plan = plan };
  if (!open_inputs (&self, error))
    return FALSE;
  open_burn (&self);
  open_card (&self);
  if (!build (&self, error) || !vost_flow_start (self.flow, error))
    return FALSE;
  GThread *sound = plan->has_sound ? g_thread_new ("export-sound", feed_sound, &self) : NULL;
  feed_pictures (&self);
  gboolean done = vost_flow_finish (self.flow, NULL, NULL, error);
  /* It has ended with the flow: its pushes are refused from then on. */
  if (sound != NULL)
    g_thread_join (sound);
  return done;
}
