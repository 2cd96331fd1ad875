/* Takes one subtitle track's packets out of a container. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <vostok/media/embedded.h>

#include "vostok-config.h"

#include <glib/gi18n-lib.h>
#include <gst/app/gstappsink.h>

#include <vostok/core/bounds.h>
#include <vostok/media/media.h>

#include "codec-names-private.h"
#include "embedded-private.h"

/* How soon a cancel is noticed. */
#define POLL (50 * GST_MSECOND)

/**
 * VostCollector: what the streaming thread gathers. It belongs to that thread until the end of the
 * stream has been seen on the bus.
 */
typedef struct
{
  GstElement *pipeline;
  GstElement *sink;
  guint index;
  char *pad_name;
  GstCaps *caps;
  GstTagList *tags;
  GArray *packets;
  gsize n_bytes;
  gboolean too_big;
} VostCollector;

static void
clear_packet (gpointer data)
{
  g_free (((VostPacket *) data)->text);
}

static void
collector_free (VostCollector *self)
{
  if (self->pipeline != NULL)
    {
      gst_element_set_state (self->pipeline, GST_STATE_NULL);
      gst_object_unref (self->pipeline);
    }
  g_array_unref (self->packets);
  gst_clear_caps (&self->caps);
  g_clear_pointer (&self->tags, gst_tag_list_unref);
  g_free (self->pad_name);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VostCollector, collector_free)

/* Stream time, as the player counts; outside of the segment the bare stamp is all there is. */
static VostTime
stream_time (const GstSegment *segment, GstClockTime stamp)
{
  if (!GST_CLOCK_TIME_IS_VALID (stamp))
    return VOST_TIME_NONE;

  guint64 time = segment != NULL && segment->format == GST_FORMAT_TIME
                     ? gst_segment_to_stream_time (segment, GST_FORMAT_TIME, stamp)
                     : GST_CLOCK_TIME_NONE;

  time = time == GST_CLOCK_TIME_NONE ? stamp : time;
  return time <= (guint64) VOST_MAX_TIME ? (VostTime) time : VOST_TIME_NONE;
}

static void
add_packet (VostCollector *self, GstSample *sample)
{
  GstBuffer *buffer = gst_sample_get_buffer (sample);
  VostPacket packet = { { VOST_TIME_NONE, VOST_TIME_NONE }, NULL };
  GstMapInfo map;

  if (buffer == NULL)
    return;
  packet.span.start = stream_time (gst_sample_get_segment (sample), GST_BUFFER_PTS (buffer));
  if (packet.span.start == VOST_TIME_NONE || !gst_buffer_map (buffer, &map, GST_MAP_READ))
    return;
  if (GST_BUFFER_DURATION_IS_VALID (buffer) &&
      GST_BUFFER_DURATION (buffer) <= (guint64) VOST_MAX_TIME)
    packet.span.end = packet.span.start + (VostTime) GST_BUFFER_DURATION (buffer);
  self->n_bytes += map.size;
  if (map.size > VOST_MAX_CUE_TEXT || self->n_bytes > VOST_MAX_TEXT_FILE ||
      self->packets->len >= VOST_MAX_CUES)
    self->too_big = TRUE;
  else
    {
      g_autofree char *text = g_strndup ((const char *) map.data, map.size);

      packet.text = g_utf8_make_valid (text, -1);
      g_array_append_val (self->packets, packet);
    }
  gst_buffer_unmap (buffer, &map);
}

static GstFlowReturn
on_sample (GstAppSink *sink, gpointer data)
{
  VostCollector *self = data;
  GstSample *sample = gst_app_sink_pull_sample (sink);

  if (sample != NULL)
    {
      add_packet (self, sample);
      gst_sample_unref (sample);
    }
  return self->too_big ? GST_FLOW_ERROR : GST_FLOW_OK;
}

static GstPadProbeReturn
on_event (GstPad *pad, GstPadProbeInfo *info, gpointer data)
{
  VostCollector *self = data;
  GstEvent *event = GST_PAD_PROBE_INFO_EVENT (info);

  if (GST_EVENT_TYPE (event) == GST_EVENT_CAPS)
    {
      GstCaps *caps;

      gst_event_parse_caps (event, &caps);
      gst_caps_replace (&self->caps, caps);
    }
  else if (GST_EVENT_TYPE (event) == GST_EVENT_TAG)
    {
      GstTagList *tags;
      GstTagList *merged;

      gst_event_parse_tag (event, &tags);
      merged = gst_tag_list_merge (self->tags, tags, GST_TAG_MERGE_KEEP);
      g_clear_pointer (&self->tags, gst_tag_list_unref);
      self->tags = merged;
    }
  return GST_PAD_PROBE_OK;
}

static void
on_pad_added (GstElement *demuxer, GstPad *pad, gpointer data)
{
  VostCollector *self = data;
  g_autofree char *name = gst_pad_get_name (pad);
  GstAppSinkCallbacks callbacks = { .new_sample = on_sample };

  if (self->sink != NULL || !g_str_equal (name, self->pad_name))
    return;
  self->sink = gst_element_factory_make ("appsink", NULL);
  if (self->sink == NULL)
    return;
  /* Packets come when they come: nothing may wait for the first one, or for the clock. */
  g_object_set (self->sink, "sync", FALSE, "async", FALSE, "max-buffers", 0u, NULL);
  gst_app_sink_set_callbacks (GST_APP_SINK (self->sink), &callbacks, self, NULL);
  gst_bin_add (GST_BIN (self->pipeline), self->sink);

  g_autoptr (GstPad) target = gst_element_get_static_pad (self->sink, "sink");

  gst_pad_add_probe (target, GST_PAD_PROBE_TYPE_EVENT_DOWNSTREAM, on_event, self, NULL);
  gst_pad_link (pad, target);
  gst_element_sync_state_with_parent (self->sink);
}

static void
on_no_more_pads (GstElement *demuxer, gpointer data)
{
  VostCollector *self = data;

  if (self->sink == NULL)
    gst_element_post_message (
        self->pipeline, gst_message_new_application (GST_OBJECT (self->pipeline),
                                                     gst_structure_new_empty ("no-such-track")));
}

/* By the first bytes, as both demuxers would; other containers have no text that we read. */
static const char *
find_demuxer (const char *path, GError **error)
{
  g_autofree char *name = g_filename_display_basename (path);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GError) cause = NULL;
  g_autoptr (GFileInputStream) stream = g_file_read (file, NULL, &cause);
  guint8 head[8] = { 0 };
  gsize n_read;

  if (stream == NULL ||
      !g_input_stream_read_all (G_INPUT_STREAM (stream), head, sizeof head, &n_read, NULL, &cause))
    {
      g_set_error (error, VOST_ERROR, VOST_ERROR_IO,
                   _ ("“%s” cannot be read: %s. Check that it is still there."), name,
                   cause->message);
      return NULL;
    }
  if (memcmp (head, "\x1a\x45\xdf\xa3", 4) == 0)
    return "matroskademux";
  if (memcmp (head + 4, "ftyp", 4) == 0 || memcmp (head + 4, "moov", 4) == 0 ||
      memcmp (head + 4, "mdat", 4) == 0 || memcmp (head + 4, "free", 4) == 0 ||
      memcmp (head + 4, "wide", 4) == 0)
    return "qtdemux";
  g_set_error (error, VOST_ERROR, VOST_ERROR_UNSUPPORTED,
               _ ("“%s” is no Matroska, WebM or MP4 file, so its subtitles cannot be taken out. "
                  "Open a subtitle file instead."),
               name);
  return NULL;
}

static VostCollector *
collector_new (const char *path, guint index, GError **error)
{
  const char *factory = find_demuxer (path, error);

  if (factory == NULL)
    return NULL;

  g_autoptr (VostCollector) self = g_new0 (VostCollector, 1);

  self->index = index;
  self->pad_name = g_strdup_printf ("subtitle_%u", index);
  self->packets = g_array_new (FALSE, FALSE, sizeof (VostPacket));
  g_array_set_clear_func (self->packets, clear_packet);
  self->pipeline = gst_object_ref_sink (gst_pipeline_new (NULL));

  GstElement *source = gst_element_factory_make ("filesrc", NULL);
  GstElement *demuxer = gst_element_factory_make (factory, NULL);

  if (source == NULL || demuxer == NULL)
    {
      g_autofree char *advice = vost_media_missing_package (source == NULL ? "filesrc" : factory);

      gst_clear_object (&source);
      gst_clear_object (&demuxer);
      g_set_error (error, VOST_ERROR, VOST_ERROR_MISSING,
                   _ ("The part that takes films apart is not installed. %s"), advice);
      return NULL;
    }
  g_object_set (source, "location", path, NULL);
  gst_bin_add_many (GST_BIN (self->pipeline), source, demuxer, NULL);
  gst_element_link (source, demuxer);
  g_signal_connect (demuxer, "pad-added", G_CALLBACK (on_pad_added), self);
  g_signal_connect (demuxer, "no-more-pads", G_CALLBACK (on_no_more_pads), self);
  return g_steal_pointer (&self);
}

static void
set_message_error (VostCollector *self, GstMessage *message, const char *name, GError **error)
{
  g_autoptr (GError) cause = NULL;

  if (GST_MESSAGE_TYPE (message) == GST_MESSAGE_APPLICATION ||
      (self->sink == NULL && !self->too_big))
    {
      g_set_error (error, VOST_ERROR, VOST_ERROR_BAD_INPUT,
                   _ ("“%s” has no subtitle track number %u. Choose another one."), name,
                   self->index + 1);
      return;
    }
  if (self->too_big)
    {
      g_set_error (error, VOST_ERROR, VOST_ERROR_TOO_BIG,
                   _ ("The subtitles in “%s” are larger than any film's. They are not read."),
                   name);
      return;
    }
  gst_message_parse_error (message, &cause, NULL);
  g_set_error (error, VOST_ERROR, VOST_ERROR_BAD_INPUT,
               _ ("“%s” cannot be read to its end: %s Copy or download it again."), name,
               cause->message);
}

static gboolean
collect (VostCollector *self, const char *name, GCancellable *cancellable, GError **error)
{
  g_autoptr (GstBus) bus = gst_element_get_bus (self->pipeline);

  gst_element_set_state (self->pipeline, GST_STATE_PLAYING);
  while (!g_cancellable_is_cancelled (cancellable))
    {
      g_autoptr (GstMessage) message = gst_bus_timed_pop_filtered (
          bus, POLL, GST_MESSAGE_EOS | GST_MESSAGE_ERROR | GST_MESSAGE_APPLICATION);

      if (message == NULL)
        continue;
      gst_element_set_state (self->pipeline, GST_STATE_NULL);
      if (GST_MESSAGE_TYPE (message) == GST_MESSAGE_EOS && self->sink != NULL)
        return TRUE;
      set_message_error (self, message, name, error);
      return FALSE;
    }
  gst_element_set_state (self->pipeline, GST_STATE_NULL);
  g_set_error (error, VOST_ERROR, VOST_ERROR_CANCELLED, _ ("Reading “%s” was stopped."), name);
  return FALSE;
}

static gboolean
type_for_codec (VostCollector *self,
                const char *path,
                const char *name,
                VostPacketType *ret,
                GError **error)
{
  g_autofree char *codec = vost_codec_name (self->caps);
  const GstStructure *structure =
      self->caps != NULL ? gst_caps_get_structure (self->caps, 0) : NULL;
  const char *format = structure != NULL ? gst_structure_get_string (structure, "format") : NULL;

  g_autoptr (GPtrArray) tracks =
      g_str_equal (codec, "subtitle-unknown") ? vost_matroska_subtitles (path) : NULL;
  const VostMatroskaTrack *track =
      tracks != NULL && self->index < tracks->len ? g_ptr_array_index (tracks, self->index) : NULL;

  if (track != NULL)
    vost_set_string (&codec, vost_codec_of_matroska_id (track->id));
  if (g_str_equal (codec, "subrip") || g_str_equal (codec, "tx3g"))
    *ret = g_strcmp0 (format, "pango-markup") == 0 ? VOST_PACKETS_ESCAPED : VOST_PACKETS_PLAIN;
  else if (g_str_equal (codec, "ass"))
    *ret = VOST_PACKETS_ASS;
  else if (g_str_equal (codec, "webvtt"))
    *ret = track != NULL && g_str_has_prefix (track->id, "D_") ? VOST_PACKETS_D_WEBVTT
                                                               : VOST_PACKETS_WEBVTT;
  else
    {
      g_set_error (error, VOST_ERROR, VOST_ERROR_UNSUPPORTED,
                   _ ("The subtitles in “%s” are pictures or of a kind without text (%s). They can "
                      "be shown by players, but not edited: open a text version instead."),
                   name, *codec != '\0' ? codec : "?");
      return FALSE;
    }
  return TRUE;
}

/* The codec's private data as text: an ASS header; (nullable) (transfer full). */
static char *
dup_header (VostCollector *self)
{
  const GValue *value =
      self->caps != NULL
          ? gst_structure_get_value (gst_caps_get_structure (self->caps, 0), "codec_data")
          : NULL;
  GstBuffer *buffer =
      value != NULL && GST_VALUE_HOLDS_BUFFER (value) ? gst_value_get_buffer (value) : NULL;
  GstMapInfo map;

  if (buffer == NULL || gst_buffer_get_size (buffer) > VOST_MAX_TEXT_FILE ||
      !gst_buffer_map (buffer, &map, GST_MAP_READ))
    return NULL;

  g_autofree char *text = g_strndup ((const char *) map.data, map.size);

  gst_buffer_unmap (buffer, &map);
  return g_utf8_make_valid (text, -1);
}

static void
name_track (VostCollector *self, VostTrack *track)
{
  g_autofree char *code = NULL;
  g_autofree char *title = NULL;

  if (self->tags == NULL)
    return;
  if (gst_tag_list_get_string (self->tags, GST_TAG_LANGUAGE_CODE, &code))
    {
      g_free (track->language);
      track->language = vost_language_from_code (code);
    }
  if (gst_tag_list_get_string (self->tags, GST_TAG_TITLE, &title))
    vost_set_string (&track->title, title);
}

VostSubtitles *
vost_embedded_read (const char *path, guint index, GCancellable *cancellable, GError **error)
{
  g_return_val_if_fail (path != NULL, NULL);

  g_autofree char *name = g_filename_display_basename (path);
  VostPacketType type;

  vost_media_init ();

  if (!vost_check_media_file (path, cancellable, error))
    return NULL;

  g_autoptr (VostCollector) collector = collector_new (path, index, error);

  if (collector == NULL || !collect (collector, name, cancellable, error) ||
      !type_for_codec (collector, path, name, &type, error))
    return NULL;

  g_autofree char *header = dup_header (collector);
  g_autoptr (VostSubtitles) subs =
      vost_subtitles_from_packets (type, collector->packets, header, error);

  if (subs == NULL)
    return NULL;
  name_track (collector, subs->track);
  return g_steal_pointer (&subs);
}
