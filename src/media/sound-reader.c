/* Sound of one file as 48 kHz stereo, sample by sample. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <vostok/media/reader.h>

#include "vostok-config.h"

#include <glib/gi18n-lib.h>
#include <gst/audio/audio.h>

#include <vostok/core/diagnostic.h>
#include <vostok/media/media.h>

#include "decoder-private.h"

/* Decoded on through up to here instead of seeking: decoding sound is far cheaper than a flush. */
#define FORWARD_LIMIT (2 * VOST_SOUND_RATE)
/* A seek goes this far ahead of its target: lossy decoders and the resampler need some packets to
 * be right again. */
#define PREROLL (VOST_SOUND_RATE / 4)
/* Timestamps this near to where the last buffer ended mean "goes on": Matroska rounds them to
 * milliseconds. */
#define JITTER (VOST_SOUND_RATE / 200)
#define QUEUE 16

struct _VostSoundReader
{
  VostDecoder *decoder;
  gboolean unseekable;
  gboolean ended;

  /* The decoded piece at hand: sample frames [first, first + n). */
  GstBuffer *piece;
  GstMapInfo map;
  gint64 first;
  gint64 n;

  gint64 expected; /* where the next piece should start; G_MININT64 after a seek */
  gint64 begin;    /* earliest place that a pull can still reach without a seek */
};

static void
drop_piece (VostSoundReader *self)
{
  if (self->piece != NULL)
    gst_buffer_unmap (self->piece, &self->map);
  gst_clear_buffer (&self->piece);
  self->n = 0;
}

static gboolean
sample_place (GstSample *sample, gint64 *ret)
{
  GstBuffer *buffer = gst_sample_get_buffer (sample);
  guint64 place = 0;
  if (buffer == NULL || !GST_BUFFER_PTS_IS_VALID (buffer))
    return FALSE;
  int sign = gst_segment_to_stream_time_full (gst_sample_get_segment (sample), GST_FORMAT_TIME,
                                              GST_BUFFER_PTS (buffer), &place);
  guint64 index = gst_util_uint64_scale_round (place, VOST_SOUND_RATE, GST_SECOND);
  *ret = sign >= 0 ? (gint64) index : -(gint64) index;
  return sign != 0;
}

/* The next decoded piece; none at the end. */
static gboolean
pull_piece (VostSoundReader *self, GCancellable *cancellable, GError **error)
{
  while (TRUE)
    {
      g_autoptr (GstSample) sample = NULL;
      if (!vost_decoder_pull (self->decoder, &sample, cancellable, error))
        return FALSE;
      drop_piece (self);
      if (sample == NULL)
        {
          self->ended = TRUE;
          if (self->expected != G_MININT64)
            self->begin = self->expected;
          return TRUE;
        }
      gint64 place = 0;
      gboolean known = sample_place (sample, &place);
      gboolean goes_on =
          self->expected != G_MININT64 && (!known || ABS (place - self->expected) <= JITTER);
      if (goes_on)
        place = self->expected;
      else if (!known)
        continue;
      GstBuffer *buffer = gst_sample_get_buffer (sample);
      if (!gst_buffer_map (buffer, &self->map, GST_MAP_READ))
        continue;
      self->piece = gst_buffer_ref (buffer);
      self->first = place;
      self->n = (gint64) (self->map.size / (VOST_SOUND_CHANNELS * sizeof (float)));
      /* What lies between the last piece and this one is a hole, known to be silent. */
      if (self->expected != G_MININT64)
        self->begin = MIN (self->expected, place);
      self->expected = place + self->n;
      return TRUE;
    }
}

static void
go_to (VostSoundReader *self, gint64 first)
{
  gint64 from = MAX (first - PREROLL, 0);
  VostTime t = gst_util_uint64_scale (from, GST_SECOND, VOST_SOUND_RATE);
  drop_piece (self);
  self->ended = FALSE;
  self->expected = G_MININT64;
  self->begin = from;
  if (self->unseekable || !vost_decoder_seek (self->decoder, t, GST_SEEK_FLAG_ACCURATE))
    {
      self->unseekable = TRUE;
      vost_decoder_restart (self->decoder);
      self->begin = 0;
    }
}

/* Copies what the piece has of [first, first + n) and returns how many frames from @first on are
 * done. */
static guint
use_piece (VostSoundReader *self, gint64 first, guint n, float *out)
{
  /* A hole in the stream, or before its first sample. */
  if (first < self->first)
    {
      guint hole = (guint) MIN ((gint64) n, self->first - first);
      memset (out, 0, hole * VOST_SOUND_CHANNELS * sizeof (float));
      return hole;
    }
  gint64 skip = first - self->first;
  guint some = (guint) CLAMP (self->n - skip, 0, (gint64) n);
  if (some > 0)
    memcpy (out, (const float *) (gconstpointer) self->map.data + skip * VOST_SOUND_CHANNELS,
            some * VOST_SOUND_CHANNELS * sizeof (float));
  return some;
}

static gboolean
is_near (VostSoundReader *self, gint64 first)
{
  if (first < self->begin)
    return FALSE;
  if (self->unseekable)
    return TRUE;
  gint64 at = self->piece != NULL ? self->first : self->begin;
  return first - at <= FORWARD_LIMIT || self->ended;
}

gboolean
vost_sound_reader_get (VostSoundReader *self,
                       gint64 first,
                       guint n,
                       float *out,
                       GCancellable *cancellable,
                       GError **error)
{
  guint done = 0;
  if (first < 0)
    {
      done = (guint) MIN ((gint64) n, -first);
      memset (out, 0, done * VOST_SOUND_CHANNELS * sizeof (float));
    }
  if (done < n && !is_near (self, first + done))
    go_to (self, first + done);
  while (done < n)
    {
      if (self->piece != NULL && first + done < self->first + self->n)
        done += use_piece (self, first + done, n - done, out + done * VOST_SOUND_CHANNELS);
      else if (self->ended)
        {
          memset (out + done * VOST_SOUND_CHANNELS, 0,
                  (n - done) * VOST_SOUND_CHANNELS * sizeof (float));
          done = n;
        }
      else if (!pull_piece (self, cancellable, error))
        return FALSE;
    }
  return TRUE;
}

static GstElement *
make_tail (void)
{
  g_autoptr (GError) error = NULL;
  GstElement *bin = gst_parse_bin_from_description (
      "audioconvert ! audioresample ! "
      "capsfilter caps=audio/x-raw,format=F32LE,rate=48000,channels=2,layout=interleaved",
      TRUE, &error);
  if (bin == NULL)
    g_debug ("No sound conversion: %s", error->message);
  return bin;
}

VostSoundReader *
vost_sound_reader_new (const char *path, guint stream, GError **error)
{
  vost_media_init ();
  GstElement *tail = make_tail ();
  if (tail == NULL)
    {
      g_autofree char *advice = vost_media_missing_package ("audioconvert");
      g_set_error (error, VOST_ERROR, VOST_ERROR_MISSING,
                   _ ("Parts of GStreamer are not installed. %s"), advice);
      return NULL;
    }
  g_autoptr (VostSoundReader) self = g_new0 (VostSoundReader, 1);
  self->expected = G_MININT64;
  self->decoder = vost_decoder_new (path, "audio", stream, tail, QUEUE, error);
  if (self->decoder == NULL)
    return NULL;
  return g_steal_pointer (&self);
}

void
vost_sound_reader_free (VostSoundReader *self)
{
  drop_piece (self);
  g_clear_pointer (&self->decoder, vost_decoder_free);
  g_free (self);
}
