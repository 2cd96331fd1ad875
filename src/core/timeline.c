/* Where source instants stand on the timeline, and the one function that says which frame is shown.
 */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <vostok/core/timeline.h>

#include "timeline-private.h"

/* Frame starts are rounded to nanoseconds once for the timeline and once for the source, so an
 * instant may lie a few nanoseconds before the frame that it means. A microsecond is far above the
 * sum of those errors and far below any frame. */
#define FRAME_TOLERANCE G_GINT64_CONSTANT (1000)

#define DEFAULT_WIDTH 1280
#define DEFAULT_HEIGHT 720
#define DEFAULT_RATE 25

static gint64
saturate (__int128 value)
{
  if (value > G_MAXINT64)
    return G_MAXINT64;
  /* G_MININT64 is VOST_TIME_NONE. */
  if (value <= G_MININT64)
    return G_MININT64 + 1;
  return (gint64) value;
}

gint64
vost_scale (gint64 value, gint64 mul, gint64 div)
{
  __int128 product = (__int128) value * mul;
  __int128 quotient = product / div;
  if (product % div != 0 && product < 0)
    quotient--;
  return saturate (quotient);
}

gint64
vost_scale_up (gint64 value, gint64 mul, gint64 div)
{
  __int128 product = (__int128) value * mul;
  __int128 quotient = product / div;
  if (product % div != 0 && product > 0)
    quotient++;
  return saturate (quotient);
}

/* Rounded down, so that the parts of a clip that was cut are never longer than the whole. */
VostTime
vost_clip_duration (const VostClip *clip)
{
  if (clip->out <= clip->in)
    return 0;
  return vost_scale (saturate ((__int128) clip->out - clip->in), 1000, vost_clip_get_speed (clip));
}

VostSpan
vost_clip_span (const VostClip *clip)
{
  __int128 end = (__int128) clip->start + vost_clip_duration (clip);
  return (VostSpan){ clip->start, saturate (end) };
}

VostTime
vost_clip_to_source (const VostClip *clip, VostTime t)
{
  VostTime offset = saturate ((__int128) t - clip->start);
  return saturate ((__int128) clip->in + vost_scale (offset, vost_clip_get_speed (clip), 1000));
}

VostTime
vost_clip_from_source (const VostClip *clip, VostTime source_time)
{
  VostTime offset = saturate ((__int128) source_time - clip->in);
  return saturate ((__int128) clip->start + vost_scale (offset, 1000, vost_clip_get_speed (clip)));
}

VostTime
vost_source_frame (const VostClip *clip, VostRate rate, VostRate timeline_rate, VostTime t)
{
  VostTime instant = t;
  if (vost_rate_is_known (timeline_rate))
    instant = vost_rate_frame_start (timeline_rate, vost_rate_frame_at (timeline_rate, t));
  /* A clip may begin in the middle of a timeline frame; nothing before its cut is ever shown. */
  if (instant < clip->start)
    instant = clip->start;

  VostTime source = vost_clip_to_source (clip, instant);
  if (!vost_rate_is_known (rate))
    return source;
  return vost_rate_frame_start (rate, vost_rate_frame_at (rate, source + FRAME_TOLERANCE));
}

static VostTime
lane_end (VostSnapshot *snapshot, const VostLane *lane)
{
  VostTime end = 0;
  guint n = vost_snapshot_get_n_children (snapshot, lane->record.id);
  for (guint i = 0; i < n; i++)
    {
      VostTime clip_end = vost_clip_end (vost_snapshot_get_child (snapshot, lane->record.id, i));
      end = MAX (end, clip_end);
    }
  return end;
}

VostTime
vost_timeline_duration (VostSnapshot *snapshot)
{
  VostTime end = 0;
  for (guint i = 0; i < vost_snapshot_get_n (snapshot, VOST_KIND_LANE); i++)
    {
      VostTime last = lane_end (snapshot, vost_snapshot_lane (snapshot, i));
      end = MAX (end, last);
    }
  return end;
}

VostTime
vost_timeline_picture_end (VostSnapshot *snapshot)
{
  VostTime end = 0;
  for (guint i = 0; i < vost_snapshot_get_n (snapshot, VOST_KIND_LANE); i++)
    {
      const VostLane *lane = vost_snapshot_lane (snapshot, i);
      VostTime last =
          lane->muted || g_str_equal (lane->type, "audio") ? 0 : lane_end (snapshot, lane);
      end = MAX (end, last);
    }
  return end;
}

VostTime
vost_timeline_on_black (VostSnapshot *snapshot)
{
  VostTime end = vost_timeline_picture_end (snapshot);
  return end > 0 ? vost_timeline_duration (snapshot) - end : 0;
}

/* What the earliest clips on the video lanes say about the picture. */
typedef struct
{
  VostTime sized_at;
  VostTime rated_at;
  const VostSource *sized;
  const VostSource *rated;
} FirstPicture;

static void
look_at_clip (FirstPicture *first, const VostClip *clip, const VostSource *source)
{
  gboolean has_size =
      source->width > 0 && source->height > 0 && MAX (source->width, source->height) <= G_MAXINT;
  if (has_size && (first->sized == NULL || clip->start < first->sized_at))
    {
      first->sized = source;
      first->sized_at = clip->start;
    }
  if (vost_rate_is_known (source->rate) && (first->rated == NULL || clip->start < first->rated_at))
    {
      first->rated = source;
      first->rated_at = clip->start;
    }
}

static FirstPicture
find_first_picture (VostSnapshot *snapshot)
{
  FirstPicture first = { 0 };
  for (guint i = 0; i < vost_snapshot_get_n (snapshot, VOST_KIND_LANE); i++)
    {
      const VostLane *lane = vost_snapshot_lane (snapshot, i);
      if (!g_str_equal (lane->type, "video"))
        continue;
      guint n = vost_snapshot_get_n_children (snapshot, lane->record.id);
      for (guint j = 0; j < n; j++)
        {
          const VostClip *clip = vost_snapshot_get_child (snapshot, lane->record.id, j);
          const VostSource *source = vost_snapshot_lookup (snapshot, clip->source);
          if (source != NULL && source->record.kind == VOST_KIND_SOURCE)
            look_at_clip (&first, clip, source);
        }
    }
  /* Before there is a clip: as the first film has it, of which the first clip will most likely be.
   */
  for (guint i = 0; i < vost_snapshot_get_n (snapshot, VOST_KIND_SOURCE); i++)
    {
      const VostClip later = { .start = G_MAXINT64 };
      look_at_clip (&first, &later, vost_snapshot_source (snapshot, i));
    }
  return first;
}

void
vost_timeline_get_picture (VostSnapshot *snapshot,
                           int *ret_width,
                           int *ret_height,
                           VostRate *ret_rate)
{
  const VostProjectRecord *info = vost_snapshot_get_info (snapshot);
  FirstPicture first = find_first_picture (snapshot);
  gint64 width = DEFAULT_WIDTH;
  gint64 height = DEFAULT_HEIGHT;
  VostRate rate = { DEFAULT_RATE, 1 };

  if (info->width > 0 && info->height > 0 && MAX (info->width, info->height) <= G_MAXINT)
    {
      width = info->width;
      height = info->height;
    }
  else if (first.sized != NULL)
    {
      width = first.sized->width;
      height = first.sized->height;
    }
  if (vost_rate_is_known (info->rate))
    rate = info->rate;
  else if (first.rated != NULL)
    rate = first.rated->rate;

  if (ret_width != NULL)
    *ret_width = (int) width;
  if (ret_height != NULL)
    *ret_height = (int) height;
  if (ret_rate != NULL)
    *ret_rate = rate;
}
