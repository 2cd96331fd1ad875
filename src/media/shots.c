/* Shot changes of a film, in one pass over its small grey pictures. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <vostok/media/peaks.h>

#include "vostok-config.h"

#include <glib/gi18n-lib.h>
#include <gst/video/video.h>

#include <vostok/core/bounds.h>
#include <vostok/media/probe.h>

#include "scan-private.h"
#include "shot-finder-private.h"

/* Scaled first: converting the large pictures would take as long as decoding them. */
static const VostScanKind pictures = {
  VOST_SCAN_PICTURE,
  "videoscale add-borders=false ! videoconvert ! "
  "video/x-raw,format=GRAY8,width=" G_STRINGIFY (VOST_SHOT_WIDTH) ",height=" G_STRINGIFY (
      VOST_SHOT_HEIGHT) ",pixel-aspect-ratio=[1/1000,1000/1]",
};

static const VostCacheKind shots_kind = { "shots", "VOSTSH01", sizeof (gint64), 10000000 };

typedef struct
{
  char *path;
  char *cache_folder;
  VostShotFinder *finder;
} VostShotsWork;

static void
work_free (gpointer data)
{
  VostShotsWork *work = data;

  g_free (work->path);
  g_free (work->cache_folder);
  vost_shot_finder_free (work->finder);
  g_free (work);
}

static void
on_picture (GstSample *sample, VostTime time, gpointer data)
{
  VostShotsWork *work = data;
  GstVideoInfo info;
  GstVideoFrame frame;

  if (time < 0 || !gst_video_info_from_caps (&info, gst_sample_get_caps (sample)) ||
      info.width != VOST_SHOT_WIDTH || info.height != VOST_SHOT_HEIGHT ||
      !gst_video_frame_map (&frame, &info, gst_sample_get_buffer (sample), GST_MAP_READ))
    return;
  vost_shot_finder_add (work->finder, time, GST_VIDEO_FRAME_PLANE_DATA (&frame, 0),
                        (gsize) GST_VIDEO_FRAME_PLANE_STRIDE (&frame, 0));
  gst_video_frame_unmap (&frame);
}

/* Stored times in order, or NULL. */
static GArray *
load (VostShotsWork *work, const char *fingerprint)
{
  g_autoptr (GBytes) bytes = vost_cache_load (&shots_kind, work->cache_folder, fingerprint);
  g_autoptr (GArray) cuts = g_array_new (FALSE, FALSE, sizeof (VostTime));
  gsize size = 0;
  const guint8 *data = bytes != NULL ? g_bytes_get_data (bytes, &size) : NULL;
  VostTime last = -1;

  if (bytes == NULL)
    return NULL;
  for (gsize i = 0; i + sizeof (gint64) <= size; i += sizeof (gint64))
    {
      gint64 time;

      memcpy (&time, data + i, sizeof time);
      time = GINT64_FROM_LE (time);
      if (time <= last || time > VOST_MAX_TIME)
        return NULL;
      last = time;
      g_array_append_val (cuts, time);
    }
  return g_steal_pointer (&cuts);
}

static void
save (VostShotsWork *work, const char *fingerprint, GArray *cuts)
{
  g_autofree gint64 *items = g_new (gint64, cuts->len + 1);

  for (guint i = 0; i < cuts->len; i++)
    items[i] = GINT64_TO_LE (g_array_index (cuts, VostTime, i));
  vost_cache_save (&shots_kind, work->cache_folder, fingerprint, items, cuts->len);
}

static gpointer
run_shots (VostJob *job, gpointer data, GError **error)
{
  VostShotsWork *work = data;
  g_autofree char *fingerprint = vost_fingerprint_file (work->path, error);
  GArray *cuts = fingerprint != NULL ? load (work, fingerprint) : NULL;

  if (fingerprint == NULL || cuts != NULL)
    return cuts;

  vost_job_report (job, 0, _ ("Looking for cuts…"));
  if (!vost_scan_file (work->path, &pictures, job, on_picture, work, error))
    return NULL;
  cuts = vost_shot_finder_finish (work->finder);
  save (work, fingerprint, cuts);
  return cuts;
}

static void
unref_array (gpointer data)
{
  g_array_unref (data);
}

VostJob *
vost_shots_job (const char *path, const char *cache_folder)
{
  g_return_val_if_fail (path != NULL, NULL);

  VostShotsWork *work = g_new0 (VostShotsWork, 1);
  g_autofree char *name = g_filename_display_basename (path);
  g_autofree char *title = g_strdup_printf (_ ("Shot changes of “%s”"), name);

  work->path = g_strdup (path);
  work->cache_folder = g_strdup (cache_folder);
  work->finder = vost_shot_finder_new ();
  return vost_job_new (title, run_shots, work, work_free, unref_array);
}
