/* Containers, encoders and muxers of releases, and how they are set. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "release-private.h"

#include <gst/tag/tag.h>

#include "vostok-config.h"
#include <glib/gi18n-lib.h>

#include <vostok/core/diagnostic.h>
#include <vostok/media/media.h>

static const char *const webm_copies[] = { "vp8", "vp9", "av1", "opus", "vorbis", NULL };
/* AV1 is left out: muxers before 1.24 write its configuration record wrongly. */
static const char *const mp4_copies[] = { "h264", "hevc", "h265", "aac", "mp3",
                                          "ac3",  "eac3", "opus", NULL };

static const VostContainer containers[] = {
  { "webm", "webmmux", "vp9enc|vp8enc", "opusenc|vorbisenc", webm_copies, VOST_SOFT_WEBVTT },
  { "mp4", "mp4mux", "x264enc|openh264enc", "fdkaacenc|avenc_aac|voaacenc", mp4_copies,
    VOST_SOFT_TIMED_TEXT },
  { "matroska", "matroskamux", "x264enc|vp9enc|vp8enc", "opusenc|vorbisenc|avenc_aac", NULL,
    VOST_SOFT_MATROSKA },
};

/**
 * Quality: what the words mean. The constant-quality numbers are each encoder's own scale; chosen
 * so that "balanced" looks clean on a film at 1080p and "small" is about half its size.
 * @speed: x264 preset; @cpu: libvpx speed
 */
typedef struct
{
  const char *id;
  guint crf;
  int speed;
  guint cq;
  int cpu;
  int audio_kbits;
} Quality;

static const Quality qualities[] = {
  { "balanced", 21, 6, 30, 5, 128 },
  { "small", 26, 6, 38, 4, 80 },
  { "best", 17, 7, 20, 2, 192 },
};

static const Quality *
quality_of (const char *preset)
{
  for (guint i = 0; i < G_N_ELEMENTS (qualities); i++)
    if (g_strcmp0 (preset, qualities[i].id) == 0)
      return &qualities[i];
  return &qualities[0];
}

const VostContainer *
vost_container_for (const char *target)
{
  for (guint i = 0; i < G_N_ELEMENTS (containers); i++)
    if (g_str_equal (containers[i].id, target))
      return &containers[i];
  return NULL;
}

gboolean
vost_container_fits (const VostContainer *self, const VostProbe *probe)
{
  gboolean any = FALSE;
  for (guint i = 0; i < probe->streams->len; i++)
    {
      const VostStream *stream = g_ptr_array_index (probe->streams, i);
      gboolean carried = g_str_equal (stream->type, "video") || g_str_equal (stream->type, "audio");
      any |= g_str_equal (stream->type, "video");
      if (carried && self->copies != NULL && !g_strv_contains (self->copies, stream->codec))
        return FALSE;
    }
  return any;
}

char *
vost_element_choose (const char *alternatives)
{
  g_auto (GStrv) names = g_strsplit (alternatives, "|", -1);
  for (guint i = 0; names[i] != NULL; i++)
    {
      g_autoptr (GstElementFactory) factory = gst_element_factory_find (names[i]);
      if (factory != NULL)
        return g_strdup (names[i]);
    }
  return NULL;
}

GstElement *
vost_element_new (const char *factory, GError **error)
{
  g_autofree char *name = vost_element_choose (factory);
  GstElement *element = name != NULL ? gst_element_factory_make (name, NULL) : NULL;
  if (element != NULL)
    return element;
  g_auto (GStrv) names = g_strsplit (factory, "|", 2);
  g_autofree char *advice = vost_media_missing_package (names[0]);
  g_set_error (error, VOST_ERROR, VOST_ERROR_MISSING,
               _ ("“%s” is not installed, which this needs. %s"), names[0], advice);
  return NULL;
}

static void set (GstElement *element, const char *property, const char *format, ...)
    G_GNUC_PRINTF (3, 4);

/* By text, so that enumerations and versions without the property are no trouble. */
static void
set (GstElement *element, const char *property, const char *format, ...)
{
  if (g_object_class_find_property (G_OBJECT_GET_CLASS (element), property) == NULL)
    return;
  va_list args;
  va_start (args, format);
  g_autofree char *value = g_strdup_vprintf (format, args);
  va_end (args);
  gst_util_set_object_arg (G_OBJECT (element), property, value);
}

static void
set_x264 (GstElement *encoder, const Quality *quality, int key_frames)
{
  set (encoder, "pass", "qual");
  set (encoder, "quantizer", "%u", quality->crf);
  set (encoder, "speed-preset", "%d", quality->speed);
  set (encoder, "key-int-max", "%d", key_frames);
  /* The element's defaults undo what the preset says of these. */
  set (encoder, "bframes", "3");
  set (encoder, "b-adapt", "true");
  set (encoder, "mb-tree", "true");
  set (encoder, "threads", "0");
}

static void
set_vpx (GstElement *encoder,
         const Quality *quality,
         int key_frames,
         gint64 pixels_a_second,
         gboolean vp9)
{
  /* A ceiling that a hard scene needs; the quality level decides below it. */
  gint64 ceiling = CLAMP (pixels_a_second / 6, 400000, 60000000);
  set (encoder, "end-usage", "cq");
  set (encoder, "cq-level", "%u", quality->cq);
  set (encoder, "target-bitrate", "%" G_GINT64_FORMAT, ceiling);
  set (encoder, "deadline", "1000000");
  set (encoder, "cpu-used", "%d", quality->cpu);
  set (encoder, "threads", "%u", MIN (g_get_num_processors (), 16));
  set (encoder, "keyframe-max-dist", "%d", key_frames);
  set (encoder, "lag-in-frames", "16");
  set (encoder, "min-quantizer", "0");
  set (encoder, "max-quantizer", "63");
  if (!vp9)
    return;
  set (encoder, "auto-alt-ref", "true");
  /* Rows in parallel: without it two thirds of the cores idle on small pictures. */
  set (encoder, "row-mt", "true");
  set (encoder, "tile-columns", "2");
}

GstElement *
vost_encoder_new_video (const VostContainer *self,
                        const char *preset,
                        int width,
                        int height,
                        VostRate rate,
                        GError **error)
{
  GstElement *encoder = vost_element_new (self->video, error);
  if (encoder == NULL)
    return NULL;
  const Quality *quality = quality_of (preset);
  const char *factory = GST_OBJECT_NAME (gst_element_get_factory (encoder));
  int frames =
      MAX (1, (int) gst_util_uint64_scale_round ((guint64) rate.num, 1, (guint64) rate.den));
  /* Seeking wants a key frame every few seconds; quality wants few. */
  int key_frames = frames * 5;
  if (g_str_equal (factory, "x264enc"))
    set_x264 (encoder, quality, key_frames);
  else if (g_str_equal (factory, "openh264enc"))
    set (encoder, "gop-size", "%d", key_frames);
  else
    set_vpx (encoder, quality, key_frames, (gint64) width * height * frames,
             g_str_equal (factory, "vp9enc"));
  return encoder;
}

GstElement *
vost_encoder_new_audio (const VostContainer *self, const char *preset, GError **error)
{
  GstElement *encoder = vost_element_new (self->audio, error);
  if (encoder == NULL)
    return NULL;
  const char *factory = GST_OBJECT_NAME (gst_element_get_factory (encoder));
  int kbits = quality_of (preset)->audio_kbits;
  if (g_str_equal (factory, "vorbisenc"))
    set (encoder, "bitrate", "%d", kbits * 1000);
  else if (g_str_equal (factory, "opusenc"))
    set (encoder, "bitrate", "%d", kbits * 1000);
  else
    /* AAC needs about a quarter more for the same sound. */
    set (encoder, "bitrate", "%d", kbits * 1250);
  return encoder;
}

GstElement *
vost_muxer_new (const VostContainer *self, GError **error)
{
  GstElement *muxer = vost_element_new (self->muxer, error);
  if (muxer == NULL)
    return NULL;
  set (muxer, "writing-app", "Vostok %s", VOST_VERSION);
  /* Its own packet has no licence, and would stand before ours. */
  if (GST_IS_TAG_XMP_WRITER (muxer))
    gst_tag_xmp_writer_remove_all_schemas (GST_TAG_XMP_WRITER (muxer));
  return muxer;
}

GstElement *
vost_parser_for (const GstCaps *caps)
{
  static const struct
  {
    const char *media;
    const char *parser;
  } parsers[] = {
    { "video/x-h264", "h264parse" }, { "video/x-h265", "h265parse" },
    { "video/x-av1", "av1parse" },   { "audio/x-ac3", "ac3parse" },
    { "audio/x-eac3", "ac3parse" },  { "audio/x-flac", "flacparse" },
    { "video/x-vp9", "vp9parse" },
  };

  const GstStructure *structure = gst_caps_get_structure (caps, 0);
  int version = 0;
  if (gst_structure_has_name (structure, "audio/mpeg") &&
      gst_structure_get_int (structure, "mpegversion", &version))
    return gst_element_factory_make (version == 1 ? "mpegaudioparse" : "aacparse", NULL);
  for (guint i = 0; i < G_N_ELEMENTS (parsers); i++)
    if (gst_structure_has_name (structure, parsers[i].media))
      return gst_element_factory_make (parsers[i].parser, NULL);
  return NULL;
}
