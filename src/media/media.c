/* Starting the media room, what to install when a part is missing, where sound goes. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <vostok/media/media.h>

#include "vostok-config.h"

#include <glib/gi18n-lib.h>

/* The source packages that distributions split GStreamer's plug-ins into. */
typedef enum
{
  PACKAGE_BASE,
  PACKAGE_GOOD,
  PACKAGE_BAD,
  PACKAGE_UGLY,
  PACKAGE_LIBAV,
  N_PACKAGES
} Package;

typedef struct
{
  const char *system; /* word of ID or ID_LIKE in os-release */
  const char *names[N_PACKAGES];
} Names;

/* The first row is for everybody that no other row fits. */
static const Names names_table[] = {
  { "debian",
    { "gstreamer1.0-plugins-base", "gstreamer1.0-plugins-good", "gstreamer1.0-plugins-bad",
      "gstreamer1.0-plugins-ugly", "gstreamer1.0-libav" } },
  { "fedora",
    { "gstreamer1-plugins-base", "gstreamer1-plugins-good", "gstreamer1-plugins-bad-free",
      "gstreamer1-plugins-ugly", "gstreamer1-plugin-libav" } },
  { "arch",
    { "gst-plugins-base", "gst-plugins-good", "gst-plugins-bad", "gst-plugins-ugly",
      "gst-libav" } },
  { "suse",
    { "gstreamer-plugins-base", "gstreamer-plugins-good", "gstreamer-plugins-bad",
      "gstreamer-plugins-ugly", "gstreamer-plugins-libav" } },
};

typedef struct
{
  const char *prefix; /* of a factory's name or of a media type */
  Package package;
} Holder;

/* Longer prefixes stand before shorter ones that they begin with. */
static const Holder holders[] = {
  { "avenc_", PACKAGE_LIBAV },       { "avdec_", PACKAGE_LIBAV },  { "avmux_", PACKAGE_LIBAV },
  { "avdemux_", PACKAGE_LIBAV },     { "x264enc", PACKAGE_UGLY },  { "a52dec", PACKAGE_UGLY },
  { "mpeg2dec", PACKAGE_UGLY },      { "asfdemux", PACKAGE_UGLY }, { "x265enc", PACKAGE_BAD },
  { "av1enc", PACKAGE_BAD },         { "av1dec", PACKAGE_BAD },    { "av1parse", PACKAGE_BAD },
  { "dav1ddec", PACKAGE_BAD },       { "svtav1enc", PACKAGE_BAD }, { "openh264", PACKAGE_BAD },
  { "fdkaac", PACKAGE_BAD },         { "voaacenc", PACKAGE_BAD },  { "faac", PACKAGE_BAD },
  { "h264parse", PACKAGE_BAD },      { "h265parse", PACKAGE_BAD }, { "vp9parse", PACKAGE_BAD },
  { "mpegts", PACKAGE_BAD },         { "tsdemux", PACKAGE_BAD },   { "mpegpsdemux", PACKAGE_BAD },
  { "vp8", PACKAGE_GOOD },           { "vp9", PACKAGE_GOOD },      { "webmmux", PACKAGE_GOOD },
  { "matroska", PACKAGE_GOOD },      { "mp4mux", PACKAGE_GOOD },   { "qtmux", PACKAGE_GOOD },
  { "qtdemux", PACKAGE_GOOD },       { "avidemux", PACKAGE_GOOD }, { "flvdemux", PACKAGE_GOOD },
  { "flac", PACKAGE_GOOD },          { "lame", PACKAGE_GOOD },     { "mpg123", PACKAGE_GOOD },
  { "wav", PACKAGE_GOOD },           { "aacparse", PACKAGE_GOOD }, { "videoflip", PACKAGE_GOOD },
  { "autoaudiosink", PACKAGE_GOOD }, { "jpeg", PACKAGE_GOOD },     { "png", PACKAGE_GOOD },
  { "scaletempo", PACKAGE_GOOD },    { "opus", PACKAGE_BASE },     { "vorbis", PACKAGE_BASE },
  { "theora", PACKAGE_BASE },        { "ogg", PACKAGE_BASE },      { "audio", PACKAGE_BASE },
  { "video", PACKAGE_BASE },         { "playbin", PACKAGE_BASE },  { "decodebin", PACKAGE_BASE },
  { "parsebin", PACKAGE_BASE },
};

static const Holder media_types[] = {
  { "video/x-vp8", PACKAGE_GOOD },     { "video/x-vp9", PACKAGE_GOOD },
  { "video/x-av1", PACKAGE_BAD },      { "video/x-theora", PACKAGE_BASE },
  { "video/quicktime", PACKAGE_GOOD }, { "video/x-matroska", PACKAGE_GOOD },
  { "video/webm", PACKAGE_GOOD },      { "audio/webm", PACKAGE_GOOD },
  { "video/x-msvideo", PACKAGE_GOOD }, { "video/x-flv", PACKAGE_GOOD },
  { "video/mpegts", PACKAGE_BAD },     { "video/x-ms-asf", PACKAGE_UGLY },
  { "audio/x-opus", PACKAGE_BASE },    { "audio/x-vorbis", PACKAGE_BASE },
  { "audio/x-flac", PACKAGE_GOOD },    { "audio/x-wav", PACKAGE_GOOD },
  { "audio/x-speex", PACKAGE_GOOD },   { "audio/x-wavpack", PACKAGE_GOOD },
  { "application/ogg", PACKAGE_BASE }, { "image/jpeg", PACKAGE_GOOD },
  { "image/png", PACKAGE_GOOD },
};

void
vost_media_init (void)
{
  static gsize once;
  if (g_once_init_enter (&once))
    {
      g_autoptr (GError) error = NULL;
      if (!gst_init_check (NULL, NULL, &error))
        g_debug ("GStreamer does not start: %s", error != NULL ? error->message : "unknown");
      g_once_init_leave (&once, 1);
    }
}

static const Names *
names_for_this_system (void)
{
  g_autofree char *id = g_get_os_info (G_OS_INFO_KEY_ID);
  g_autofree char *like = g_get_os_info ("ID_LIKE");
  g_autofree char *words = g_strconcat (id != NULL ? id : "", " ", like != NULL ? like : "", NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (names_table); i++)
    if (strstr (words, names_table[i].system) != NULL)
      return &names_table[i];
  return &names_table[0];
}

static gboolean
find_holder (const Holder *table, gsize n, const char *what, Package *ret)
{
  for (gsize i = 0; i < n; i++)
    if (g_str_has_prefix (what, table[i].prefix))
      {
        *ret = table[i].package;
        return TRUE;
      }
  return FALSE;
}

/* An installer detail ends in "|decoder-CAPS" or "|element-FACTORY": leaves what follows. */
static const char *
strip_detail (const char *what)
{
  static const char *const kinds[] = { "decoder-", "encoder-", "element-", "urisource-",
                                       "urisink-" };
  const char *bar = strrchr (what, '|');
  if (bar == NULL)
    return what;
  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (g_str_has_prefix (bar + 1, kinds[i]))
      return bar + 1 + strlen (kinds[i]);
  return bar + 1;
}

char *
vost_media_missing_package (const char *what)
{
  const char *thing = strip_detail (what);
  /* libav decodes nearly everything that has no table row. */
  Package package = PACKAGE_LIBAV;
  if (strchr (thing, '/') != NULL)
    find_holder (media_types, G_N_ELEMENTS (media_types), thing, &package);
  else if (!find_holder (holders, G_N_ELEMENTS (holders), thing, &package))
    package = PACKAGE_BAD;
  return g_strdup_printf (_ ("Install %s."), names_for_this_system ()->names[package]);
}

static GstElement *
make_silent_sink (void)
{
  GstElement *sink = gst_element_factory_make ("fakesink", NULL);
  if (sink != NULL)
    g_object_set (sink, "sync", TRUE, NULL);
  return sink;
}

GstElement *
vost_media_make_audio_sink (void)
{
  vost_media_init ();
  if (g_strcmp0 (g_getenv ("VOSTOK_SOUND"), "none") == 0)
    return make_silent_sink ();

  GstElement *sink = gst_element_factory_make ("autoaudiosink", NULL);
  if (sink == NULL)
    return make_silent_sink ();
  /* It looks for a device on the way to READY; without one even that much fails. */
  gst_object_ref_sink (sink);
  if (gst_element_set_state (sink, GST_STATE_READY) == GST_STATE_CHANGE_FAILURE)
    {
      gst_element_set_state (sink, GST_STATE_NULL);
      gst_object_unref (sink);
      return make_silent_sink ();
    }
  gst_element_set_state (sink, GST_STATE_NULL);
  g_object_force_floating (G_OBJECT (sink));
  return sink;
}
