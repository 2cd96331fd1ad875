/* The waveform: extremes of the sound for each hundredth of a second. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <vostok/media/peaks.h>

#include "vostok-config.h"

#include <math.h>

#include <glib/gi18n-lib.h>
#include <gst/audio/audio.h>

#include <vostok/media/probe.h>

#include "scan-private.h"

/* Two days of sound; what comes after is not drawn. */
#define MAX_PEAKS (G_GUINT64_CONSTANT (48) * 3600 * VOST_PEAKS_PER_SECOND)
/* Time stamps of containers are rounded; only a larger step is a gap. */
#define GAP (40 * VOST_MSECOND)

/* Floats: a conversion to whole numbers would add noise on purpose. */
static const VostScanKind sound = {
  VOST_SCAN_SOUND,
  "audioconvert ! audio/x-raw,format=" GST_AUDIO_NE (F32) ",channels=1",
};

static const VostCacheKind peaks_kind = { "peaks", "VOSTPK01", 2, MAX_PEAKS };

typedef struct
{
  gint8 min;
  gint8 max;
} VostPeak;

/**
 * VostPeaks:
 * @lock: for @peaks
 * @peaks: (element-type VostPeak)
 */
struct _VostPeaks
{
  gatomicrefcount refs;
  GMutex lock;
  GArray *peaks;
};

/**
 * VostPeaksWork: what the job's thread works on.
 * @position: sample that comes next, counted from the film's start; may be negative
 * @rate: samples a second, 0 before the first buffer
 * @bin: the one being filled
 */
typedef struct
{
  char *path;
  char *cache_folder;
  VostPeaks *peaks;
  gint64 position;
  int rate;
  gint64 bin;
  float min;
  float max;
  gboolean any;
  GArray *done;
} VostPeaksWork;

VostPeaks *
vost_peaks_ref (VostPeaks *self)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_atomic_ref_count_inc (&self->refs);
  return self;
}

void
vost_peaks_unref (VostPeaks *self)
{
  if (self == NULL || !g_atomic_ref_count_dec (&self->refs))
    return;
  g_array_unref (self->peaks);
  g_mutex_clear (&self->lock);
  g_free (self);
}

static VostPeaks *
peaks_new (void)
{
  VostPeaks *self = g_new0 (VostPeaks, 1);

  g_atomic_ref_count_init (&self->refs);
  g_mutex_init (&self->lock);
  self->peaks = g_array_new (FALSE, TRUE, sizeof (VostPeak));
  return self;
}

guint
vost_peaks_get_n (VostPeaks *self)
{
  g_return_val_if_fail (self != NULL, 0);

  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  return self->peaks->len;
}

void
vost_peaks_get (VostPeaks *self, guint index, gint8 *ret_min, gint8 *ret_max)
{
  g_return_if_fail (self != NULL);

  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);
  VostPeak peak = { 0, 0 };

  if (index < self->peaks->len)
    peak = g_array_index (self->peaks, VostPeak, index);
  *ret_min = peak.min;
  *ret_max = peak.max;
}

static void
work_free (gpointer data)
{
  VostPeaksWork *work = data;

  g_free (work->path);
  g_free (work->cache_folder);
  vost_peaks_unref (work->peaks);
  g_array_unref (work->done);
  g_free (work);
}

static gint8
to_peak (float value)
{
  return (gint8) CLAMP (lrintf (value * 127), -127, 127);
}

/* Closes the bin that is being filled, and those without a sound up to @next. */
static void
finish_bins (VostPeaksWork *work, gint64 next)
{
  while (work->bin < next && work->bin < (gint64) MAX_PEAKS)
    {
      VostPeak peak = { 0, 0 };

      if (work->any)
        peak = (VostPeak){ to_peak (work->min), to_peak (work->max) };
      g_array_append_val (work->done, peak);
      work->any = FALSE;
      work->bin++;
    }
}

static gint64
bin_of (const VostPeaksWork *work, gint64 position)
{
  return position * VOST_PEAKS_PER_SECOND / work->rate;
}

/* First sample after the bin. */
static gint64
end_of_bin (const VostPeaksWork *work, gint64 bin)
{
  return ((bin + 1) * work->rate + VOST_PEAKS_PER_SECOND - 1) / VOST_PEAKS_PER_SECOND;
}

static void
add_samples (VostPeaksWork *work, const float *samples, gint64 n)
{
  gint64 i = work->position < 0 ? MIN (-work->position, n) : 0;

  while (i < n)
    {
      gint64 bin = bin_of (work, work->position + i);
      gint64 end = MIN (n, end_of_bin (work, bin) - work->position);

      finish_bins (work, bin);
      if (!work->any)
        work->min = work->max = samples[i];
      work->any = TRUE;
      for (; i < end; i++)
        {
          work->min = MIN (work->min, samples[i]);
          work->max = MAX (work->max, samples[i]);
        }
    }
  work->position += n;
}

/* Readers wait for no more than one copy. */
static void
publish (VostPeaksWork *work)
{
  g_mutex_lock (&work->peaks->lock);
  g_array_append_vals (work->peaks->peaks, work->done->data, work->done->len);
  g_mutex_unlock (&work->peaks->lock);
  g_array_set_size (work->done, 0);
}

static void
on_sound (GstSample *sample, VostTime time, gpointer data)
{
  VostPeaksWork *work = data;
  GstBuffer *buffer = gst_sample_get_buffer (sample);
  GstAudioInfo info;
  GstMapInfo map;

  if (!gst_audio_info_from_caps (&info, gst_sample_get_caps (sample)) || info.rate <= 0 ||
      info.rate > 1000000)
    return;
  if (work->rate != info.rate)
    {
      /* Samples are counted anew at another rate. */
      work->rate = info.rate;
      work->position = G_MININT64;
    }

  gint64 position =
      gst_util_uint64_scale ((guint64) ABS (time), (guint64) work->rate, (guint64) VOST_SECOND);
  gint64 gap = work->rate * (GAP / VOST_MSECOND) / 1000;

  position = time < 0 ? -position : position;
  if (work->position == G_MININT64 || ABS (position - work->position) > gap)
    work->position = position;
  if (!gst_buffer_map (buffer, &map, GST_MAP_READ))
    return;
  add_samples (work, (const float *) map.data, (gint64) (map.size / sizeof (float)));
  gst_buffer_unmap (buffer, &map);
  publish (work);
}

static gboolean
load (VostPeaksWork *work, const char *fingerprint)
{
  g_autoptr (GBytes) bytes = vost_cache_load (&peaks_kind, work->cache_folder, fingerprint);
  gsize size = 0;
  gconstpointer data = bytes != NULL ? g_bytes_get_data (bytes, &size) : NULL;

  if (bytes == NULL)
    return FALSE;
  g_array_append_vals (work->done, data, (guint) (size / sizeof (VostPeak)));
  publish (work);
  return TRUE;
}

static gpointer
run_peaks (VostJob *job, gpointer data, GError **error)
{
  VostPeaksWork *work = data;
  g_autofree char *fingerprint = vost_fingerprint_file (work->path, error);

  if (fingerprint == NULL)
    return NULL;
  if (load (work, fingerprint))
    return vost_peaks_ref (work->peaks);

  vost_job_report (job, 0, _ ("Drawing the sound…"));
  if (!vost_scan_file (work->path, &sound, job, on_sound, work, error))
    return NULL;
  if (work->any)
    finish_bins (work, work->bin + 1);
  publish (work);
  vost_cache_save (&peaks_kind, work->cache_folder, fingerprint, work->peaks->peaks->data,
                   work->peaks->peaks->len);
  return vost_peaks_ref (work->peaks);
}

static void
unref_peaks (gpointer data)
{
  vost_peaks_unref (data);
}

VostJob *
vost_peaks_job (const char *path, const char *cache_folder, VostPeaks **ret_peaks)
{
  g_return_val_if_fail (path != NULL, NULL);

  VostPeaksWork *work = g_new0 (VostPeaksWork, 1);
  g_autofree char *name = g_filename_display_basename (path);
  g_autofree char *title = g_strdup_printf (_ ("Waveform of “%s”"), name);

  work->path = g_strdup (path);
  work->cache_folder = g_strdup (cache_folder);
  work->peaks = peaks_new ();
  work->position = G_MININT64;
  work->done = g_array_new (FALSE, TRUE, sizeof (VostPeak));
  if (ret_peaks != NULL)
    *ret_peaks = vost_peaks_ref (work->peaks);
  return vost_job_new (title, run_peaks, work, work_free, unref_peaks);
}
