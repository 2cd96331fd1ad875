/* What is in a media file: streams by GStreamer's discoverer, in plain words when it cannot. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <vostok/media/probe.h>

#include "vostok-config.h"

#include <glib/gi18n-lib.h>
#include <gst/pbutils/pbutils.h>

#include <vostok/core/diagnostic.h>
#include <vostok/media/media.h>

#include "codec-names-private.h"

/* Local files answer in a fraction of this; a network share that sleeps may need it. */
#define TIMEOUT (15 * GST_SECOND)

static void
free_stream (gpointer data)
{
  VostStream *stream = data;

  g_free (stream->type);
  g_free (stream->codec);
  g_free (stream->language);
  g_free (stream->title);
  g_free (stream->missing);
  g_free (stream);
}

void
vost_probe_free (VostProbe *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->streams);
  g_free (self->container);
  g_free (self->title);
  g_strfreev (self->creators);
  g_free (self->copyright);
  g_free (self->licence);
  g_free (self->url);
  g_free (self);
}

const VostStream *
vost_probe_first (const VostProbe *self, const char *type)
{
  for (guint i = 0; i < self->streams->len; i++)
    {
      const VostStream *stream = g_ptr_array_index (self->streams, i);

      if (g_str_equal (stream->type, type))
        return stream;
    }
  return NULL;
}

/* Only what tells codecs apart: the rest of the caps would make decoders seem not to fit. */
static GstCaps *
essential_caps (const GstCaps *caps)
{
  static const char *const fields[] = { "mpegversion", "layer",  "systemstream", "wmvversion",
                                        "wmaversion",  "format", "variant" };
  const GstStructure *from = gst_caps_get_structure (caps, 0);
  GstStructure *to = gst_structure_new_empty (gst_structure_get_name (from));

  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      const GValue *value = gst_structure_get_value (from, fields[i]);

      if (value != NULL)
        gst_structure_set_value (to, fields[i], value);
    }
  return gst_caps_new_full (to, NULL);
}

static gboolean
has_decoder (const GstCaps *caps)
{
  g_autoptr (GstCaps) essential = essential_caps (caps);
  GList *decoders =
      gst_element_factory_list_get_elements (GST_ELEMENT_FACTORY_TYPE_DECODER, GST_RANK_MARGINAL);
  GList *fitting = gst_element_factory_list_filter (decoders, essential, GST_PAD_SINK, FALSE);
  gboolean found = fitting != NULL;

  gst_plugin_feature_list_free (fitting);
  gst_plugin_feature_list_free (decoders);
  return found;
}

/* Raw samples are what decoders give. */
static gboolean
is_decodable (const GstCaps *caps)
{
  const GstStructure *structure = gst_caps_get_structure (caps, 0);

  return g_str_has_suffix (gst_structure_get_name (structure), "/x-raw") || has_decoder (caps);
}

static char *
describe_missing (const VostStream *stream, const GstCaps *caps)
{
  g_autoptr (GstCaps) essential = essential_caps (caps);
  g_autofree char *wanted = gst_caps_to_string (essential);
  g_autofree char *advice = vost_media_missing_package (wanted);
  g_autofree char *name = gst_pb_utils_get_codec_description (essential);
  const char *codec = name != NULL ? name : stream->codec;

  if (g_str_equal (stream->type, "video"))
    return g_strdup_printf (_ ("The picture is %s, for which no decoder is installed. %s"), codec,
                            advice);
  return g_strdup_printf (_ ("The sound is %s, for which no decoder is installed. %s"), codec,
                          advice);
}

/* Subtitles are read by ourselves: no decoder would help with those that we do not read. */
static void
judge_subtitles (VostStream *stream)
{
  static const char *const texts[] = { "subrip", "ass", "webvtt", "tx3g" };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    stream->decodable |= g_str_equal (stream->codec, texts[i]);
  g_free (stream->missing);
  stream->missing =
      stream->decodable
          ? g_strdup ("")
          : g_strdup_printf (_ ("The subtitles are pictures or of a kind without text (%s). They "
                                "cannot be edited here: open a text version instead."),
                             stream->codec);
}

static void
read_video (VostStream *stream, GstDiscovererVideoInfo *info)
{
  stream->width = (int) gst_discoverer_video_info_get_width (info);
  stream->height = (int) gst_discoverer_video_info_get_height (info);
  stream->rate.num = (int) gst_discoverer_video_info_get_framerate_num (info);
  stream->rate.den = (int) gst_discoverer_video_info_get_framerate_denom (info);
  stream->still = gst_discoverer_video_info_is_image (info);
  if (stream->rate.num <= 0 || stream->rate.den <= 0)
    stream->rate = (VostRate){ 0, 1 };
}

static void
read_audio (VostStream *stream, GstDiscovererAudioInfo *info)
{
  stream->channels = (int) gst_discoverer_audio_info_get_channels (info);
  stream->sample_rate = (int) gst_discoverer_audio_info_get_sample_rate (info);
  stream->language = vost_language_from_code (gst_discoverer_audio_info_get_language (info));
}

/* What the discoverer could not look into any further: by the family of its caps. */
static const char *
type_of_caps (const GstCaps *caps)
{
  const char *name = gst_structure_get_name (gst_caps_get_structure (caps, 0));

  if (g_str_has_prefix (name, "video/") || g_str_has_prefix (name, "image/"))
    return "video";
  if (g_str_has_prefix (name, "audio/"))
    return "audio";
  if (g_str_has_prefix (name, "text/") || g_str_has_prefix (name, "subpicture/") ||
      g_str_has_prefix (name, "subtitle/") || g_str_has_prefix (name, "closedcaption/") ||
      g_str_has_prefix (name, "application/x-subtitle") ||
      g_str_has_prefix (name, "application/x-ass") ||
      g_str_has_prefix (name, "application/x-ssa") || g_str_has_prefix (name, "application/x-usf"))
    return "subtitle";
  return NULL;
}

static const char *
type_of_info (GstDiscovererStreamInfo *info, const GstCaps *caps)
{
  if (GST_IS_DISCOVERER_VIDEO_INFO (info))
    return "video";
  if (GST_IS_DISCOVERER_AUDIO_INFO (info))
    return "audio";
  if (GST_IS_DISCOVERER_SUBTITLE_INFO (info))
    return "subtitle";
  return type_of_caps (caps);
}

static char *
dup_tag (const GstTagList *tags, const char *name)
{
  char *value = NULL;

  if (tags == NULL || !gst_tag_list_get_string (tags, name, &value))
    return g_strdup ("");
  return value;
}

static void
add_stream (VostProbe *self, GstDiscovererStreamInfo *info)
{
  g_autoptr (GstCaps) caps = gst_discoverer_stream_info_get_caps (info);

  if (caps == NULL || gst_caps_is_any (caps) || gst_caps_is_empty (caps))
    return;

  const char *type = type_of_info (info, caps);

  if (type == NULL)
    return;

  const GstTagList *tags = gst_discoverer_stream_info_get_tags (info);
  VostStream *stream = g_new0 (VostStream, 1);

  g_ptr_array_add (self->streams, stream);
  stream->type = g_strdup (type);
  stream->codec = vost_codec_name (caps);
  /* The text of an MP4 is 3GPP timed text, whatever the demuxer makes of it. */
  if (g_str_equal (stream->codec, "subrip") &&
      (g_str_equal (self->container, "mp4") || g_str_equal (self->container, "mov")))
    vost_set_string (&stream->codec, "tx3g");
  stream->title = dup_tag (tags, GST_TAG_TITLE);
  stream->rate = (VostRate){ 0, 1 };
  if (GST_IS_DISCOVERER_VIDEO_INFO (info))
    read_video (stream, GST_DISCOVERER_VIDEO_INFO (info));
  else if (GST_IS_DISCOVERER_AUDIO_INFO (info))
    read_audio (stream, GST_DISCOVERER_AUDIO_INFO (info));
  else if (GST_IS_DISCOVERER_SUBTITLE_INFO (info))
    stream->language = vost_language_from_code (
        gst_discoverer_subtitle_info_get_language (GST_DISCOVERER_SUBTITLE_INFO (info)));
  if (stream->language == NULL)
    {
      g_autofree char *code = dup_tag (tags, GST_TAG_LANGUAGE_CODE);

      stream->language = vost_language_from_code (code);
    }
  if (g_str_equal (type, "subtitle"))
    {
      judge_subtitles (stream);
      return;
    }
  stream->decodable = is_decodable (caps);
  stream->missing = stream->decodable ? g_strdup ("") : describe_missing (stream, caps);
}

/* The discoverer gives the subtitles of a Matroska file in any order, and those that it does not
 * know without a name; the file itself has all that is needed. */
static void
read_matroska_subtitles (VostProbe *self, const char *path)
{
  g_autoptr (GPtrArray) tracks = vost_matroska_subtitles (path);

  if (tracks == NULL)
    return;
  for (guint i = self->streams->len; i > 0; i--)
    if (g_str_equal (((VostStream *) self->streams->pdata[i - 1])->type, "subtitle"))
      g_ptr_array_remove_index (self->streams, i - 1);
  for (guint i = 0; i < tracks->len; i++)
    {
      const VostMatroskaTrack *track = g_ptr_array_index (tracks, i);
      const char *codec = vost_codec_of_matroska_id (track->id);
      VostStream *stream = g_new0 (VostStream, 1);

      stream->type = g_strdup ("subtitle");
      stream->codec = g_strdup (*codec != '\0' ? codec : "unknown");
      stream->language = g_strdup (track->language);
      stream->title = g_strdup (track->title);
      stream->rate = (VostRate){ 0, 1 };
      judge_subtitles (stream);
      g_ptr_array_add (self->streams, stream);
    }
}

static int
compare_stream_ids (gconstpointer a, gconstpointer b)
{
  const char *first = gst_discoverer_stream_info_get_stream_id ((gpointer) a);
  const char *second = gst_discoverer_stream_info_get_stream_id ((gpointer) b);

  return g_strcmp0 (first, second);
}

static void
add_streams (VostProbe *self, GstDiscovererInfo *info)
{
  /* Their ids end in the number of the track: the order that subtitles are counted in. */
  GList *streams = g_list_sort (gst_discoverer_info_get_stream_list (info), compare_stream_ids);

  for (GList *l = streams; l != NULL; l = l->next)
    if (!GST_IS_DISCOVERER_CONTAINER_INFO (l->data))
      add_stream (self, l->data);
  gst_discoverer_stream_info_list_free (streams);
}

static void
fill_string (char **field, const GstTagList *tags, const char *const *names)
{
  for (guint i = 0; names[i] != NULL && **field == '\0'; i++)
    {
      g_free (*field);
      *field = g_strstrip (dup_tag (tags, names[i]));
    }
}

static void
fill_creators (VostProbe *self, const GstTagList *tags)
{
  static const char *const names[] = { GST_TAG_ARTIST, GST_TAG_ALBUM_ARTIST, GST_TAG_PERFORMER };
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  guint n = 0;

  if (*self->creators != NULL)
    return;
  for (guint i = 0; i < G_N_ELEMENTS (names) && n == 0; i++)
    {
      const char *value;

      while (gst_tag_list_peek_string_index (tags, names[i], n, &value))
        {
          g_strv_builder_add (builder, value);
          n++;
        }
    }
  g_strfreev (self->creators);
  self->creators = g_strv_builder_end (builder);
}

static void
fill_url (VostProbe *self, const GstTagList *tags)
{
  static const char *const names[] = { GST_TAG_LOCATION, GST_TAG_HOMEPAGE, GST_TAG_CONTACT };

  for (guint i = 0; i < G_N_ELEMENTS (names) && *self->url == '\0'; i++)
    {
      g_autofree char *value = dup_tag (tags, names[i]);

      if (g_str_has_prefix (value, "http://") || g_str_has_prefix (value, "https://"))
        vost_set_string (&self->url, value);
    }
}

/* Whether the tags of a stream speak of the work: in Matroska and MP4 they name the track. */
static gboolean
tags_are_of_streams (const VostProbe *self)
{
  static const char *const with_own[] = { "matroska", "webm", "mp4", "mov" };

  for (guint i = 0; i < G_N_ELEMENTS (with_own); i++)
    if (g_str_equal (self->container, with_own[i]))
      return FALSE;
  return TRUE;
}

/* MP4 counts from 1904 and other clocks from 1970: on their first day it means "not set". */
static int
year_of_date_time (GstDateTime *time)
{
  int year = gst_date_time_has_year (time) ? gst_date_time_get_year (time) : 0;
  gboolean first_day = !gst_date_time_has_day (time) ||
                       (gst_date_time_get_month (time) == 1 && gst_date_time_get_day (time) == 1);

  return (year == 1904 || year == 1970) && first_day ? 0 : year;
}

static void
fill_year (VostProbe *self, const GstTagList *tags)
{
  g_autoptr (GstDateTime) time = NULL;
  GDate *date = NULL;

  if (self->year == 0 && gst_tag_list_get_date (tags, GST_TAG_DATE, &date))
    {
      self->year = g_date_valid (date) ? g_date_get_year (date) : 0;
      g_date_free (date);
    }
  /* Matroska and MP4 say by date and time when the file was written, not the film made. */
  if (self->year == 0 && tags_are_of_streams (self) &&
      gst_tag_list_get_date_time (tags, GST_TAG_DATE_TIME, &time))
    self->year = year_of_date_time (time);
}

static void
fill_tags (VostProbe *self, const GstTagList *tags)
{
  static const char *const titles[] = { GST_TAG_TITLE, NULL };
  static const char *const licences[] = { GST_TAG_LICENSE_URI, GST_TAG_LICENSE, NULL };
  static const char *const notices[] = { GST_TAG_COPYRIGHT, GST_TAG_COPYRIGHT_URI, NULL };

  if (tags == NULL)
    return;
  fill_string (&self->title, tags, titles);
  fill_string (&self->licence, tags, licences);
  fill_string (&self->copyright, tags, notices);
  fill_creators (self, tags);
  fill_url (self, tags);
  fill_year (self, tags);
}

static void
read_container (VostProbe *self, GstDiscovererInfo *info)
{
  g_autoptr (GstDiscovererStreamInfo) top = gst_discoverer_info_get_stream_info (info);
  GList *streams;

  if (GST_IS_DISCOVERER_CONTAINER_INFO (top))
    {
      g_autoptr (GstCaps) caps = gst_discoverer_stream_info_get_caps (top);
      GstDiscovererContainerInfo *container = GST_DISCOVERER_CONTAINER_INFO (top);

      g_free (self->container);
      self->container = vost_container_name (caps);
      fill_tags (self, gst_discoverer_container_info_get_tags (container));
    }
  if (!tags_are_of_streams (self))
    return;
  streams = gst_discoverer_info_get_stream_list (info);
  for (GList *l = streams; l != NULL; l = l->next)
    fill_tags (self, gst_discoverer_stream_info_get_tags (l->data));
  gst_discoverer_stream_info_list_free (streams);
}

static VostProbe *
make_probe (GstDiscovererInfo *info, const char *path)
{
  VostProbe *self = g_new0 (VostProbe, 1);
  GstClockTime duration = gst_discoverer_info_get_duration (info);

  self->streams = g_ptr_array_new_with_free_func (free_stream);
  self->container = g_strdup ("");
  self->title = g_strdup ("");
  self->creators = g_new0 (char *, 1);
  self->copyright = g_strdup ("");
  self->licence = g_strdup ("");
  self->url = g_strdup ("");
  self->seekable = gst_discoverer_info_get_seekable (info);
  self->duration = VOST_TIME_NONE;
  if (GST_CLOCK_TIME_IS_VALID (duration) && duration > 0 && duration <= G_MAXINT64)
    self->duration = (VostTime) duration;
  read_container (self, info);
  add_streams (self, info);
  read_matroska_subtitles (self, path);
  return self;
}

/* Nobody waits at a pipe or reads a folder; an empty file needs no looking into. */
static gboolean
check_kind (GFileInfo *info, const char *name, GError **error)
{
  GFileType type = g_file_info_get_file_type (info);

  if (type == G_FILE_TYPE_DIRECTORY)
    g_set_error (error, VOST_ERROR, VOST_ERROR_BAD_INPUT,
                 _ ("“%s” is a folder. Choose one of the films in it."), name);
  else if (type != G_FILE_TYPE_REGULAR)
    g_set_error (error, VOST_ERROR, VOST_ERROR_BAD_INPUT,
                 _ ("“%s” is no ordinary file. Choose another one."), name);
  else if (g_file_info_get_size (info) == 0)
    g_set_error (error, VOST_ERROR, VOST_ERROR_BAD_INPUT,
                 _ ("“%s” is empty. Copy or download it again."), name);
  else
    return TRUE;
  return FALSE;
}

static void
set_file_error (const GError *cause, const char *name, GError **error)
{
  if (g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_set_error (error, VOST_ERROR, VOST_ERROR_CANCELLED, _ ("Reading “%s” was stopped."), name);
  else if (g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_NOT_FOUND))
    g_set_error (error, VOST_ERROR, VOST_ERROR_MISSING,
                 _ ("“%s” is not there. It may have been moved or renamed: choose it again."),
                 name);
  else
    g_set_error (error, VOST_ERROR, VOST_ERROR_IO,
                 _ ("“%s” cannot be read: %s. Check its permissions and the disk."), name,
                 cause->message);
}

gboolean
vost_check_media_file (const char *path, GCancellable *cancellable, GError **error)
{
  g_autofree char *name = g_filename_display_basename (path);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GError) cause = NULL;
  g_autoptr (GFileInfo) info =
      g_file_query_info (file, G_FILE_ATTRIBUTE_STANDARD_TYPE "," G_FILE_ATTRIBUTE_STANDARD_SIZE,
                         G_FILE_QUERY_INFO_NONE, cancellable, &cause);

  if (info != NULL && !check_kind (info, name, error))
    return FALSE;

  g_autoptr (GFileInputStream) stream =
      info != NULL ? g_file_read (file, cancellable, &cause) : NULL;

  if (stream == NULL)
    set_file_error (cause, name, error);
  return stream != NULL;
}

/* When not one stream can be decoded the discoverer tells only what it missed:
 * "gstreamer|1.0|program|VP8 video decoder|decoder-video/x-vp8". */
static void
set_missing_error (GstDiscovererInfo *info, const char *name, GError **error)
{
  const char **details =
      info != NULL ? gst_discoverer_info_get_missing_elements_installer_details (info) : NULL;
  g_auto (GStrv) parts =
      details != NULL && details[0] != NULL ? g_strsplit (details[0], "|", 5) : NULL;
  gboolean known = parts != NULL && g_strv_length (parts) == 5;
  const char *dash = known ? strchr (parts[4], '-') : NULL;
  g_autofree char *advice = vost_media_missing_package (dash != NULL ? dash + 1 : "decodebin");

  if (known)
    g_set_error (error, VOST_ERROR, VOST_ERROR_MISSING,
                 _ ("“%s” cannot be opened: a part of GStreamer is not installed (%s). %s"), name,
                 parts[3], advice);
  else
    g_set_error (error, VOST_ERROR, VOST_ERROR_MISSING,
                 _ ("“%s” cannot be opened: a part of GStreamer is not installed. %s"), name,
                 advice);
}

/* Why the discoverer gave nothing to work with. */
static void
set_probe_error (GstDiscovererInfo *info, const GError *cause, const char *name, GError **error)
{
  GstDiscovererResult result =
      info != NULL ? gst_discoverer_info_get_result (info) : GST_DISCOVERER_ERROR;

  if (result == GST_DISCOVERER_MISSING_PLUGINS ||
      g_error_matches (cause, GST_CORE_ERROR, GST_CORE_ERROR_MISSING_PLUGIN) ||
      g_error_matches (cause, GST_STREAM_ERROR, GST_STREAM_ERROR_CODEC_NOT_FOUND))
    set_missing_error (info, name, error);
  else if (result == GST_DISCOVERER_TIMEOUT)
    g_set_error (error, VOST_ERROR, VOST_ERROR_IO,
                 _ ("“%s” could not be looked through in 15 seconds. Copy it to a faster disk, or "
                    "check that it plays elsewhere."),
                 name);
  else if (cause == NULL ||
           g_error_matches (cause, GST_STREAM_ERROR, GST_STREAM_ERROR_TYPE_NOT_FOUND) ||
           g_error_matches (cause, GST_STREAM_ERROR, GST_STREAM_ERROR_WRONG_TYPE))
    g_set_error (error, VOST_ERROR, VOST_ERROR_BAD_INPUT,
                 _ ("“%s” is no film, sound or image. Choose another file."), name);
  else
    g_set_error (
        error, VOST_ERROR, VOST_ERROR_BAD_INPUT,
        _ ("“%s” cannot be understood: %s It may be damaged or cut short: copy or download "
           "it again."),
        name, cause->message);
}

VostProbe *
vost_probe_file (const char *path, GCancellable *cancellable, GError **error)
{
  g_return_val_if_fail (path != NULL, NULL);

  g_autofree char *name = g_filename_display_basename (path);
  g_autoptr (GError) cause = NULL;

  vost_media_init ();
  if (!vost_check_media_file (path, cancellable, error))
    return NULL;

  if (vost_matroska_is_cut_short (path))
    {
      g_set_error (error, VOST_ERROR, VOST_ERROR_BAD_INPUT,
                   _ ("“%s” ends before its first picture. Copy or download it again."), name);
      return NULL;
    }

  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autofree char *uri = g_file_get_uri (file);
  g_autoptr (GstDiscoverer) discoverer = gst_discoverer_new (TIMEOUT, &cause);
  g_autoptr (GstDiscovererInfo) info =
      discoverer != NULL ? gst_discoverer_discover_uri (discoverer, uri, &cause) : NULL;
  g_autoptr (VostProbe) self = info != NULL ? make_probe (info, path) : NULL;

  if (g_cancellable_is_cancelled (cancellable))
    {
      g_set_error (error, VOST_ERROR, VOST_ERROR_CANCELLED, _ ("Reading “%s” was stopped."), name);
      return NULL;
    }
  /* A file whose sound has no decoder still has a picture: what was found counts, not the verdict.
   */
  if (self == NULL || self->streams->len == 0)
    {
      set_probe_error (info, cause, name, error);
      return NULL;
    }
  return g_steal_pointer (&self);
}
