/* Frames of one file at any instant. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "picture-reader-private.h"

#include "vostok-config.h"

#include <glib/gi18n-lib.h>

#include <vostok/core/diagnostic.h>
#include <vostok/media/media.h>

#include "decoder-private.h"

/* Matroska and FLV hold whole milliseconds: a start counts as reached half of one early. */
#define TOLERANCE (VOST_MSECOND / 2)
/* Decoding this far on costs no more than a seek into the middle of a group of pictures. */
#define FORWARD_LIMIT VOST_SECOND
/* A step back beyond the ring starts this much earlier, so that the next steps are free. */
#define BACK_FILL (VOST_SECOND / 2)
/* How far behind the last frame a target may be and still be a step back, not a jump. */
#define BACK_STEP VOST_SECOND
/* What the ring of recent frames may hold: a second at 960×540 in BGRA. */
#define RING_BYTES (64u * 1024 * 1024)
#define RING_FRAMES 512u
/* Samples that the decoder may be ahead by. */
#define QUEUE 2
/* A frame's length when neither the stream nor its neighbour tells. */
#define DEFAULT_LENGTH (VOST_SECOND / 25)
/* Tries of one request to seek further back, each four times as far as the last. */
#define MAX_TRIES 8

struct _VostPictureReader
{
  VostDecoder *decoder;
  gboolean unseekable;

  GQueue ring; /* (element-type VostFrame) oldest decoded first; each knows its exact span */
  gsize ring_bytes;
  gsize frame_bytes;

  /* The frame decoded last: its end is known only when the next one is there. */
  GstBuffer *pending;
  GstVideoInfo info;
  VostTime pending_start;
  gboolean pending_clipped; /* a seek cut its beginning off, so its start is not its own */

  VostTime first_start;
  VostTime duration;  /* TIME_NONE if the file does not tell */
  VostFrame *last;    /* (nullable) of the film, once it was met */
  VostFrame *current; /* (nullable) given last */

  VostFrame
      *key; /* (nullable) answer of the latest key request, right for any time up to key_reach */
  VostTime key_reach;
};

static void
forget_pending (VostPictureReader *self)
{
  gst_clear_buffer (&self->pending);
  self->pending_start = VOST_TIME_NONE;
  self->pending_clipped = FALSE;
}

static gboolean
sample_start (GstSample *sample, VostTime *ret, gboolean *ret_clipped)
{
  GstBuffer *buffer = gst_sample_get_buffer (sample);
  GstSegment *segment = gst_sample_get_segment (sample);
  guint64 place = 0;
  if (buffer == NULL || !GST_BUFFER_PTS_IS_VALID (buffer))
    return FALSE;
  int sign =
      gst_segment_to_stream_time_full (segment, GST_FORMAT_TIME, GST_BUFFER_PTS (buffer), &place);
  if (sign == 0)
    return FALSE;
  *ret = sign > 0 ? (VostTime) place : -(VostTime) place;
  *ret_clipped = segment->start > 0 && GST_BUFFER_PTS (buffer) == segment->start;
  return TRUE;
}

/* Takes the next decoded frame into pending; at the end pending is empty. */
static gboolean
decode_one (VostPictureReader *self, GCancellable *cancellable, GError **error)
{
  while (TRUE)
    {
      g_autoptr (GstSample) sample = NULL;
      if (!vost_decoder_pull (self->decoder, &sample, cancellable, error))
        return FALSE;
      forget_pending (self);
      if (sample == NULL)
        return TRUE;
      VostTime start = 0;
      gboolean clipped = FALSE;
      if (!sample_start (sample, &start, &clipped) ||
          !gst_video_info_from_caps (&self->info, gst_sample_get_caps (sample)))
        continue;
      self->pending = gst_buffer_ref (gst_sample_get_buffer (sample));
      self->pending_start = start;
      self->pending_clipped = clipped;
      self->frame_bytes = gst_buffer_get_size (self->pending);
      return TRUE;
    }
}

static void
remember (VostPictureReader *self, VostFrame *frame)
{
  /* The same stretch may be decoded again after a seek. */
  for (GList *node = self->ring.head; node != NULL; node = node->next)
    if (((VostFrame *) node->data)->span.start == frame->span.start)
      {
        g_autoptr (VostFrame) old = node->data;
        self->ring_bytes -= MIN (self->ring_bytes, gst_buffer_get_size (old->buffer));
        g_queue_delete_link (&self->ring, node);
        break;
      }
  g_queue_push_tail (&self->ring, vost_frame_ref (frame));
  self->ring_bytes += gst_buffer_get_size (frame->buffer);
  while (self->ring.length > 1 &&
         (self->ring_bytes > RING_BYTES || self->ring.length > RING_FRAMES))
    {
      g_autoptr (VostFrame) oldest = g_queue_pop_head (&self->ring);
      self->ring_bytes -= MIN (self->ring_bytes, gst_buffer_get_size (oldest->buffer));
    }
}

static VostTime
pending_length (VostPictureReader *self, const VostFrame *before)
{
  if (GST_BUFFER_DURATION_IS_VALID (self->pending) && GST_BUFFER_DURATION (self->pending) > 0)
    return (VostTime) GST_BUFFER_DURATION (self->pending);
  if (before != NULL)
    return vost_span_duration (before->span);
  return DEFAULT_LENGTH;
}

/* Decodes one further and returns the frame that was pending, now that its end is known; NULL after
 * the last. */
static VostFrame *
finish_pending (VostPictureReader *self, GCancellable *cancellable, GError **error)
{
  g_autoptr (GstBuffer) buffer = gst_buffer_ref (self->pending);
  GstVideoInfo info = self->info;
  VostSpan span = { self->pending_start, 0 };
  gboolean clipped = self->pending_clipped;
  VostTime length = pending_length (self, self->current);

  if (!decode_one (self, cancellable, error))
    return NULL;
  span.end = self->pending != NULL ? self->pending_start : span.start + length;
  span.end = MAX (span.end, span.start + 1);

  g_autoptr (VostFrame) frame = vost_frame_new (buffer, &info, span);
  if (!clipped)
    remember (self, frame);
  if (self->pending == NULL && !clipped)
    {
      g_clear_pointer (&self->last, vost_frame_unref);
      self->last = vost_frame_ref (frame);
    }
  return g_steal_pointer (&frame);
}

static gboolean
starts_by (const VostFrame *frame, VostTime t)
{
  return frame->span.start <= t + TOLERANCE;
}

static VostFrame *
look_up (VostPictureReader *self, VostTime t)
{
  for (GList *node = self->ring.tail; node != NULL; node = node->prev)
    {
      VostFrame *frame = node->data;
      if (starts_by (frame, t) && t + TOLERANCE < frame->span.end)
        return vost_frame_ref (frame);
    }
  if (self->last != NULL && starts_by (self->last, t))
    return vost_frame_ref (self->last);
  return NULL;
}

static void
set_current (VostPictureReader *self, VostFrame *frame)
{
  if (frame != self->current)
    {
      g_clear_pointer (&self->current, vost_frame_unref);
      self->current = vost_frame_ref (frame);
    }
}

/* Brings the decoder to @from or earlier. Files that cannot be seeked in start over. */
static gboolean
go_to (VostPictureReader *self,
       VostTime from,
       GstSeekFlags flags,
       GCancellable *cancellable,
       GError **error)
{
  forget_pending (self);
  if (self->unseekable || !vost_decoder_seek (self->decoder, MAX (from, 0), flags))
    {
      self->unseekable = TRUE;
      vost_decoder_restart (self->decoder);
    }
  return decode_one (self, cancellable, error);
}

static VostTime
usual_length (VostPictureReader *self)
{
  if (GST_VIDEO_INFO_FPS_N (&self->info) > 0)
    return gst_util_uint64_scale_int (VOST_SECOND, GST_VIDEO_INFO_FPS_D (&self->info),
                                      GST_VIDEO_INFO_FPS_N (&self->info));
  return self->current != NULL ? vost_span_duration (self->current->span) : 5 * DEFAULT_LENGTH;
}

/* Whether decoding on from where we are is the cheapest way to @t. */
static gboolean
is_ahead (VostPictureReader *self, VostTime t)
{
  if (self->pending == NULL || self->pending_clipped || t + TOLERANCE < self->pending_start)
    return FALSE;
  if (self->unseekable || t - self->pending_start <= FORWARD_LIMIT)
    return TRUE;
  /* No key frame stands between as far as we know: a seek would decode the same frames and more. */
  VostTime distance = VOST_TIME_NONE;
  VostTime latest = VOST_TIME_NONE;
  vost_decoder_get_keys (self->decoder, &distance, &latest);
  return distance != VOST_TIME_NONE && latest != VOST_TIME_NONE && t < latest + distance;
}

/* Where to seek to for @t: a frame and a bit earlier, as decoders cut the first frame's start; half
 * a second to step back. */
static VostTime
seek_place (VostPictureReader *self, VostTime t)
{
  VostTime margin = usual_length (self) + 2 * TOLERANCE;
  gboolean back = self->current != NULL && t < self->current->span.start &&
                  t >= self->current->span.start - BACK_STEP;
  if (back && self->frame_bytes > 0)
    {
      /* No more than half of what the ring can hold. */
      VostTime room = (VostTime) (RING_BYTES / 2 / self->frame_bytes) * usual_length (self);
      margin = MAX (margin, MIN (BACK_FILL, room));
    }
  return t - margin;
}

/* Decodes on until the frame at @t is complete. NULL without error: the decoder began after @t. */
static VostFrame *
decode_to (VostPictureReader *self, VostTime t, GCancellable *cancellable, GError **error)
{
  while (self->pending != NULL)
    {
      if (self->pending_start > t + TOLERANCE)
        return NULL;
      gboolean clipped = self->pending_clipped;
      g_autoptr (VostFrame) frame = finish_pending (self, cancellable, error);
      if (frame == NULL)
        return NULL;
      if (t + TOLERANCE >= frame->span.end && self->pending != NULL)
        continue;
      /* A frame whose beginning a seek cut off is right as a picture, but its span would not be. */
      if (clipped && frame->span.start > self->first_start && !self->unseekable)
        return NULL;
      return g_steal_pointer (&frame);
    }
  return NULL;
}

static VostFrame *
seek_and_decode (VostPictureReader *self, VostTime t, GCancellable *cancellable, GError **error)
{
  if (self->duration != VOST_TIME_NONE)
    t = MIN (t, MAX (self->duration, self->first_start));
  VostTime from = seek_place (self, t);
  for (int i = 0; i < MAX_TRIES; i++)
    {
      from = i == MAX_TRIES - 1 ? 0 : MAX (from, 0);
      GError *failure = NULL;
      if (!go_to (self, from, GST_SEEK_FLAG_ACCURATE, cancellable, error))
        return NULL;
      g_autoptr (VostFrame) frame = decode_to (self, t, cancellable, &failure);
      if (frame != NULL)
        return g_steal_pointer (&frame);
      if (failure != NULL)
        {
          g_propagate_error (error, failure);
          return NULL;
        }
      /* Long frames, or a decoder that starts late: from further back. */
      if (from == 0 || self->unseekable)
        break;
      from = t - (t - from) * 4;
    }
  return NULL;
}

/* Nothing starts at or before @t although we looked from the start: give what there is. */
static VostFrame *
nearest (VostPictureReader *self, GCancellable *cancellable, GError **error)
{
  GError *failure = NULL;
  g_autoptr (VostFrame) frame = NULL;
  if (self->pending != NULL)
    frame = finish_pending (self, cancellable, &failure);
  else if (self->last != NULL)
    frame = vost_frame_ref (self->last);
  if (frame == NULL && failure == NULL)
    g_set_error (error, VOST_ERROR, VOST_ERROR_BAD_INPUT, _ ("There is no picture at this place."));
  else if (failure != NULL)
    g_propagate_error (error, failure);
  return g_steal_pointer (&frame);
}

VostFrame *
vost_picture_reader_get (VostPictureReader *self,
                         VostTime t,
                         GCancellable *cancellable,
                         GError **error)
{
  t = MAX (t, self->first_start);
  g_autoptr (VostFrame) frame = look_up (self, t);
  GError *failure = NULL;
  if (frame == NULL && is_ahead (self, t))
    frame = decode_to (self, t, cancellable, &failure);
  if (frame == NULL && failure == NULL)
    frame = seek_and_decode (self, t, cancellable, &failure);
  if (frame == NULL && failure == NULL)
    frame = nearest (self, cancellable, &failure);
  if (frame == NULL)
    {
      g_propagate_error (error, failure);
      return NULL;
    }
  set_current (self, frame);
  return g_steal_pointer (&frame);
}

static VostFrame *
seek_key (VostPictureReader *self, VostTime t, GCancellable *cancellable, GError **error)
{
  if (!go_to (self, t, GST_SEEK_FLAG_KEY_UNIT | GST_SEEK_FLAG_SNAP_BEFORE, cancellable, error))
    return NULL;
  /* A key frame is never cut: the segment begins at it. */
  self->pending_clipped = FALSE;
  if (self->pending == NULL || self->pending_start > t + TOLERANCE)
    return NULL;
  return finish_pending (self, cancellable, error);
}

VostFrame *
vost_picture_reader_get_key (VostPictureReader *self,
                             VostTime t,
                             GCancellable *cancellable,
                             GError **error)
{
  t = MAX (t, self->first_start);
  g_autoptr (VostFrame) frame = look_up (self, t);
  if (frame == NULL && self->key != NULL && starts_by (self->key, t) && t <= self->key_reach)
    frame = vost_frame_ref (self->key);
  if (frame == NULL)
    {
      GError *failure = NULL;
      if (!self->unseekable)
        frame = seek_key (self, t, cancellable, &failure);
      if (failure != NULL)
        {
          g_propagate_error (error, failure);
          return NULL;
        }
      if (frame == NULL)
        return vost_picture_reader_get (self, t, cancellable, error);
      g_clear_pointer (&self->key, vost_frame_unref);
      self->key = vost_frame_ref (frame);
      self->key_reach = t;
    }
  set_current (self, frame);
  return g_steal_pointer (&frame);
}

VostFrame *
vost_picture_reader_next (VostPictureReader *self, GCancellable *cancellable, GError **error)
{
  if (self->current == NULL)
    return vost_picture_reader_get (self, self->first_start, cancellable, error);
  if (self->last != NULL && self->current->span.start >= self->last->span.start)
    return NULL;
  VostTime start = self->current->span.end;
  for (GList *node = self->ring.tail; node != NULL; node = node->prev)
    if (((VostFrame *) node->data)->span.start == start)
      {
        set_current (self, node->data);
        return vost_frame_ref (node->data);
      }
  return vost_picture_reader_get (self, start, cancellable, error);
}

VostPictureReader *
vost_picture_reader_new_fitted (const char *path,
                                int width,
                                int height,
                                GstVideoFormat format,
                                VostFit fit,
                                GError **error)
{
  vost_media_init ();
  GstElement *scaler = vost_scaler_new (format, fit, width, height);
  if (scaler == NULL)
    {
      g_autofree char *advice = vost_media_missing_package ("videoconvertscale");
      g_set_error (error, VOST_ERROR, VOST_ERROR_MISSING,
                   _ ("Parts of GStreamer are not installed. %s"), advice);
      return NULL;
    }
  g_autoptr (VostPictureReader) self = g_new0 (VostPictureReader, 1);
  g_queue_init (&self->ring);
  self->pending_start = VOST_TIME_NONE;
  self->decoder = vost_decoder_new (path, "video", 0, scaler, QUEUE, error);
  if (self->decoder == NULL || !decode_one (self, NULL, error))
    return NULL;
  if (self->pending == NULL)
    {
      vost_set_media_error (error, path, NULL, NULL, NULL);
      return NULL;
    }
  self->first_start = self->pending_start;
  self->duration = vost_decoder_get_duration (self->decoder);
  return g_steal_pointer (&self);
}

VostPictureReader *
vost_picture_reader_new (const char *path,
                         int width,
                         int height,
                         GstVideoFormat format,
                         GError **error)
{
  return vost_picture_reader_new_fitted (path, width, height, format, VOST_FIT_STRETCH, error);
}

void
vost_picture_reader_free (VostPictureReader *self)
{
  forget_pending (self);
  while (self->ring.length > 0)
    vost_frame_unref (g_queue_pop_head (&self->ring));
  g_clear_pointer (&self->last, vost_frame_unref);
  g_clear_pointer (&self->current, vost_frame_unref);
  g_clear_pointer (&self->key, vost_frame_unref);
  g_clear_pointer (&self->decoder, vost_decoder_free);
  g_free (self);
}
