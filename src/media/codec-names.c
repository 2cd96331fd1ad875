/* Names of codecs and containers by their caps. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "codec-names-private.h"

#include <gst/tag/tag.h>

#include "tags-matroska-private.h"

/* A hostile file has more elements than anyone wants to walk. */
#define MAX_ELEMENTS 100000
#define MAX_TRACKS 1000

/* @field: has to have @value when it is not NULL. First match wins. */
typedef struct
{
  const char *media;
  const char *field;
  const char *value;
  const char *name;
} VostCodecRow;

static const VostCodecRow codecs[] = {
  { "video/x-h264", NULL, NULL, "h264" },
  { "video/x-h265", NULL, NULL, "hevc" },
  { "video/x-h266", NULL, NULL, "vvc" },
  { "video/x-vp8", NULL, NULL, "vp8" },
  { "video/x-vp9", NULL, NULL, "vp9" },
  { "video/x-av1", NULL, NULL, "av1" },
  { "video/mpeg", "mpegversion", "1", "mpeg1video" },
  { "video/mpeg", "mpegversion", "2", "mpeg2video" },
  { "video/mpeg", NULL, NULL, "mpeg4" },
  { "video/x-divx", NULL, NULL, "mpeg4" },
  { "video/x-xvid", NULL, NULL, "mpeg4" },
  { "video/x-theora", NULL, NULL, "theora" },
  { "video/x-prores", NULL, NULL, "prores" },
  { "video/x-dnxhd", NULL, NULL, "dnxhd" },
  { "video/x-dirac", NULL, NULL, "dirac" },
  { "video/x-ffv", NULL, NULL, "ffv1" },
  { "video/x-h263", NULL, NULL, "h263" },
  { "video/x-flash-video", NULL, NULL, "flv1" },
  { "video/x-wmv", "wmvversion", "1", "wmv1" },
  { "video/x-wmv", "wmvversion", "2", "wmv2" },
  { "video/x-wmv", NULL, NULL, "wmv3" },
  { "video/x-raw", NULL, NULL, "rawvideo" },
  { "image/jpeg", NULL, NULL, "mjpeg" },
  { "image/png", NULL, NULL, "png" },
  { "image/gif", NULL, NULL, "gif" },
  { "image/webp", NULL, NULL, "webp" },
  { "image/tiff", NULL, NULL, "tiff" },
  { "image/svg+xml", NULL, NULL, "svg" },
  { "audio/mpeg", "layer", "1", "mp1" },
  { "audio/mpeg", "layer", "2", "mp2" },
  { "audio/mpeg", "mpegversion", "1", "mp3" },
  { "audio/mpeg", NULL, NULL, "aac" },
  { "audio/x-vorbis", NULL, NULL, "vorbis" },
  { "audio/x-opus", NULL, NULL, "opus" },
  { "audio/x-flac", NULL, NULL, "flac" },
  { "audio/x-ac3", NULL, NULL, "ac3" },
  { "audio/x-eac3", NULL, NULL, "eac3" },
  { "audio/x-dts", NULL, NULL, "dts" },
  { "audio/x-true-hd", NULL, NULL, "truehd" },
  { "audio/x-alac", NULL, NULL, "alac" },
  { "audio/x-speex", NULL, NULL, "speex" },
  { "audio/x-wavpack", NULL, NULL, "wavpack" },
  { "audio/x-wma", "wmaversion", "1", "wmav1" },
  { "audio/x-wma", NULL, NULL, "wmav2" },
  { "audio/x-raw", "format", "U8", "pcm_u8" },
  { "audio/x-raw", "format", "S16LE", "pcm_s16le" },
  { "audio/x-raw", "format", "S16BE", "pcm_s16be" },
  { "audio/x-raw", "format", "S24LE", "pcm_s24le" },
  { "audio/x-raw", "format", "S24BE", "pcm_s24be" },
  { "audio/x-raw", "format", "S32LE", "pcm_s32le" },
  { "audio/x-raw", "format", "F32LE", "pcm_f32le" },
  { "audio/x-raw", NULL, NULL, "pcm" },
  { "text/x-raw", NULL, NULL, "subrip" },
  { "application/x-subtitle", NULL, NULL, "subrip" },
  { "application/x-ass", NULL, NULL, "ass" },
  { "application/x-ssa", NULL, NULL, "ass" },
  { "application/x-subtitle-vtt", NULL, NULL, "webvtt" },
  { "text/vtt", NULL, NULL, "webvtt" },
  { "text/x-tx3g", NULL, NULL, "tx3g" },
  { "application/x-quicktime-tx3g", NULL, NULL, "tx3g" },
  { "application/ttml+xml", NULL, NULL, "ttml" },
  { "application/x-usf", NULL, NULL, "usf" },
  { "application/x-kate", NULL, NULL, "kate" },
  { "subtitle/x-kate", NULL, NULL, "kate" },
  { "subpicture/x-dvd", NULL, NULL, "dvd_subtitle" },
  { "subpicture/x-pgs", NULL, NULL, "hdmv_pgs_subtitle" },
  { "subpicture/x-dvb", NULL, NULL, "dvb_subtitle" },
  { "subpicture/x-xsub", NULL, NULL, "xsub" },
  { "closedcaption/x-cea-608", NULL, NULL, "eia_608" },
  { "closedcaption/x-cea-708", NULL, NULL, "eia_708" },
};

static const VostCodecRow containers[] = {
  { "video/x-matroska", NULL, NULL, "matroska" },
  { "audio/x-matroska", NULL, NULL, "matroska" },
  { "application/x-matroska", NULL, NULL, "matroska" },
  { "video/webm", NULL, NULL, "webm" },
  { "audio/webm", NULL, NULL, "webm" },
  { "video/quicktime", "variant", "apple", "mov" },
  { "video/quicktime", NULL, NULL, "mp4" },
  { "audio/x-m4a", NULL, NULL, "mp4" },
  { "application/x-3gp", NULL, NULL, "mp4" },
  { "application/ogg", NULL, NULL, "ogg" },
  { "audio/ogg", NULL, NULL, "ogg" },
  { "video/ogg", NULL, NULL, "ogg" },
  { "video/x-msvideo", NULL, NULL, "avi" },
  { "video/mpegts", NULL, NULL, "mpegts" },
  { "video/mpeg", NULL, NULL, "mpeg" },
  { "video/x-flv", NULL, NULL, "flv" },
  { "video/x-ms-asf", NULL, NULL, "asf" },
  { "audio/x-wav", NULL, NULL, "wav" },
  { "audio/x-aiff", NULL, NULL, "aiff" },
  { "application/mxf", NULL, NULL, "mxf" },
  /* A label in front of the bare stream, no container in ffprobe's sense. */
  { "application/x-id3", NULL, NULL, "mp3" },
  { "application/x-apetag", NULL, NULL, "mp3" },
};

static gboolean
row_fits (const VostCodecRow *row, const GstStructure *structure)
{
  if (!gst_structure_has_name (structure, row->media))
    return FALSE;
  if (row->field == NULL)
    return TRUE;

  const GValue *value = gst_structure_get_value (structure, row->field);

  if (value == NULL)
    return FALSE;
  if (G_VALUE_HOLDS_STRING (value))
    return g_strcmp0 (g_value_get_string (value), row->value) == 0;
  return G_VALUE_HOLDS_INT (value) &&
         g_value_get_int (value) == (int) g_ascii_strtoll (row->value, NULL, 10);
}

static const char *
look_up (const VostCodecRow *rows, guint n_rows, const GstStructure *structure)
{
  for (guint i = 0; i < n_rows; i++)
    if (row_fits (&rows[i], structure))
      return rows[i].name;
  return NULL;
}

/* "audio/x-thing" is "thing". */
static char *
bare_name (const GstStructure *structure)
{
  const char *name = gst_structure_get_name (structure);
  const char *slash = strchr (name, '/');

  name = slash != NULL ? slash + 1 : name;
  return g_strdup (g_str_has_prefix (name, "x-") ? name + 2 : name);
}

char *
vost_codec_name (const GstCaps *caps)
{
  if (caps == NULL || gst_caps_is_any (caps) || gst_caps_get_size (caps) == 0)
    return g_strdup ("");

  const GstStructure *structure = gst_caps_get_structure (caps, 0);
  const char *name = look_up (codecs, G_N_ELEMENTS (codecs), structure);

  return name != NULL ? g_strdup (name) : bare_name (structure);
}

char *
vost_container_name (const GstCaps *caps)
{
  if (caps == NULL || gst_caps_is_any (caps) || gst_caps_get_size (caps) == 0)
    return g_strdup ("");

  const GstStructure *structure = gst_caps_get_structure (caps, 0);
  const char *name = look_up (containers, G_N_ELEMENTS (containers), structure);

  return name != NULL ? g_strdup (name) : bare_name (structure);
}

gboolean
vost_matroska_is_cut_short (const char *path)
{
  g_autoptr (VostFileView) view = vost_file_view_open (path, FALSE, NULL);
  gboolean webm;
  guint8 head[4];
  VostEbml segment, child;

  if (view == NULL || !vost_file_view_read (view, 0, head, sizeof head) ||
      vost_be32 (head) != EBML_HEADER)
    return FALSE;
  if (!vost_matroska_open (view, &segment, &webm))
    return TRUE;

  guint64 at = segment.data;

  for (guint i = 0; i < MAX_ELEMENTS && vost_matroska_next (view, &at, segment.end, &child); i++)
    if (child.id == MKV_CLUSTER)
      return FALSE;
  /* A cluster that is longer than what is left of the file has some pictures all the same. */
  return !vost_file_view_read (view, at, head, sizeof head) || vost_be32 (head) != MKV_CLUSTER;
}

const char *
vost_codec_of_matroska_id (const char *id)
{
  static const struct
  {
    const char *prefix;
    const char *name;
  } ids[] = {
    { "S_TEXT/WEBVTT", "webvtt" },
    { "D_WEBVTT", "webvtt" },
    { "S_TEXT/UTF8", "subrip" },
    { "S_TEXT/ASCII", "subrip" },
    { "S_TEXT/ASS", "ass" },
    { "S_ASS", "ass" },
    { "S_TEXT/SSA", "ass" },
    { "S_SSA", "ass" },
    { "S_TEXT/USF", "usf" },
    { "S_KATE", "kate" },
    { "S_VOBSUB", "dvd_subtitle" },
    { "S_HDMV/PGS", "hdmv_pgs_subtitle" },
    { "S_HDMV/TEXTST", "hdmv_text_subtitle" },
    { "S_DVBSUB", "dvb_subtitle" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    if (g_str_has_prefix (id, ids[i].prefix))
      return ids[i].name;
  return "";
}

static char *
dup_child (const VostFileView *view, const VostEbml *parent, guint32 id, const char *without)
{
  char *value = vost_ebml_dup_child (view, parent, id);

  return value != NULL ? value : g_strdup (without);
}

static VostMatroskaTrack *
read_track (const VostFileView *view, const VostEbml *entry)
{
  VostMatroskaTrack *track = g_new0 (VostMatroskaTrack, 1);
  /* A file that does not say means English: so the format's specification has it. */
  g_autofree char *old = dup_child (view, entry, MKV_LANGUAGE, "eng");
  g_autofree char *code = dup_child (view, entry, MKV_LANGUAGE_BCP47, old);

  track->id = dup_child (view, entry, MKV_CODEC_ID, "");
  track->title = dup_child (view, entry, MKV_NAME, "");
  track->language = vost_language_from_code (code);
  return track;
}

static void
add_tracks (const VostFileView *view, const VostEbml *list, GPtrArray *tracks)
{
  guint64 at = list->data;
  VostEbml entry, type;

  for (guint i = 0; i < MAX_ELEMENTS && tracks->len < MAX_TRACKS &&
                    vost_ebml_next (view, &at, list->end, &entry);
       i++)
    if (entry.id == MKV_TRACK_ENTRY && vost_ebml_find (view, &entry, MKV_TRACK_TYPE, &type) &&
        vost_ebml_get_uint (view, &type) == MKV_TRACK_TYPE_SUBTITLE)
      g_ptr_array_add (tracks, read_track (view, &entry));
}

static void
free_track (gpointer data)
{
  VostMatroskaTrack *self = data;

  g_free (self->id);
  g_free (self->language);
  g_free (self->title);
  g_free (self);
}

GPtrArray *
vost_matroska_subtitles (const char *path)
{
  g_autoptr (VostFileView) view = vost_file_view_open (path, FALSE, NULL);
  gboolean webm;
  VostEbml segment, child;

  if (view == NULL || !vost_matroska_open (view, &segment, &webm))
    return NULL;

  GPtrArray *tracks = g_ptr_array_new_with_free_func (free_track);
  guint64 at = segment.data;

  for (guint i = 0; i < MAX_ELEMENTS && vost_matroska_next (view, &at, segment.end, &child); i++)
    if (child.id == MKV_TRACKS)
      add_tracks (view, &child, tracks);
  return tracks;
}

char *
vost_language_from_code (const char *code)
{
  static const char *const none[] = { "", "und", "mis", "zxx", "mul" };

  if (code == NULL)
    return g_strdup ("");
  for (guint i = 0; i < G_N_ELEMENTS (none); i++)
    if (g_str_equal (code, none[i]))
      return g_strdup ("");

  /* Two letters where there are two. */
  const char *two = strlen (code) == 3 ? gst_tag_get_language_code_iso_639_1 (code) : NULL;

  return g_strdup (two != NULL ? two : code);
}

char *
vost_language_title (const char *tag)
{
  g_autofree char *code = g_strndup (tag, strcspn (tag, "-_"));
  const char *name = gst_tag_get_language_name (code);

  /* "Spanish; Castilian": one name is enough. */
  return name != NULL ? g_strndup (name, strcspn (name, ";")) : NULL;
}
