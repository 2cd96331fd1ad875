/* The programme at an instant: its picture. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mixer-private.h"

#include "vostok-config.h"

#include <glib/gi18n-lib.h>

#include <vostok/core/diagnostic.h>
#include <vostok/media/media.h>

#include "blend-private.h"

/* How long before its cut a clip's reader is opened and put in place. */
#define PREPARE_AHEAD (VOST_SECOND * 3 / 2)

/* What is asked of the mixer at once. */
typedef struct
{
  VostTime t;
  gboolean exact;
  GCancellable *cancellable;
} Wish;

static void
lane_free (gpointer data)
{
  VostMixLane *self = data;
  g_array_unref (self->clips);
  g_free (self);
}

VostMixer *
vost_mixer_new (int width, int height, GstVideoFormat format)
{
  vost_media_init ();
  VostMixer *self = g_new0 (VostMixer, 1);
  gst_video_info_set_format (&self->canvas, format, MAX (width, 2), MAX (height, 2));
  self->rate = (VostRate){ 25, 1 };
  self->paths = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
  self->video = g_ptr_array_new_with_free_func (lane_free);
  self->audio = g_ptr_array_new_with_free_func (lane_free);
  self->titles = g_ptr_array_new_with_free_func (lane_free);
  self->pictures = vost_reader_pool_new_pictures (self->canvas.width, self->canvas.height, format);
  self->sounds = vost_reader_pool_new_sounds ();
  self->black = vost_blend_black (&self->canvas);
  return self;
}

void
vost_mixer_free (VostMixer *self)
{
  g_clear_pointer (&self->latest, vost_frame_unref);
  g_clear_pointer (&self->black, vost_frame_unref);
  g_clear_pointer (&self->overlay, vost_overlay_free);
  g_clear_pointer (&self->pictures, vost_reader_pool_free);
  g_clear_pointer (&self->sounds, vost_reader_pool_free);
  g_ptr_array_unref (self->video);
  g_ptr_array_unref (self->audio);
  g_ptr_array_unref (self->titles);
  g_hash_table_unref (self->paths);
  g_clear_pointer (&self->snapshot, vost_snapshot_unref);
  g_free (self->scratch);
  g_free (self);
}

void
vost_mixer_set_strict (VostMixer *self, gboolean strict)
{
  self->strict = strict;
}

static const char *
path_of (VostMixer *self, const VostSource *source)
{
  gint64 id = (gint64) VOST_RECORD_ID (source);
  const char *known = g_hash_table_lookup (self->paths, &id);
  if (known != NULL)
    return known;
  char *path = vost_snapshot_source_path (self->snapshot, source);
  if (path != NULL)
    g_hash_table_insert (self->paths, g_memdup2 (&id, sizeof id), path);
  return path;
}

static int
compare_starts (gconstpointer a, gconstpointer b)
{
  const VostMixClip *x = a;
  const VostMixClip *y = b;
  return (x->span.start > y->span.start) - (x->span.start < y->span.start);
}

static VostMixLane *
lane_new (VostMixer *self, const VostLane *record)
{
  VostMixLane *lane = g_new0 (VostMixLane, 1);
  guint n = vost_snapshot_get_n_children (self->snapshot, VOST_RECORD_ID (record));
  lane->lane = record;
  lane->clips = g_array_sized_new (FALSE, FALSE, sizeof (VostMixClip), n);
  for (guint i = 0; i < n; i++)
    {
      VostMixClip mix = { 0 };
      mix.clip = vost_snapshot_get_child (self->snapshot, VOST_RECORD_ID (record), i);
      mix.span = vost_clip_span (mix.clip);
      if (mix.clip->source != VOST_ID_NONE)
        mix.source = vost_snapshot_lookup (self->snapshot, mix.clip->source);
      if (mix.source != NULL)
        mix.path = path_of (self, mix.source);
      if (vost_span_duration (mix.span) > 0)
        g_array_append_val (lane->clips, mix);
    }
  g_array_sort (lane->clips, compare_starts);
  return lane;
}

void
vost_mixer_set_snapshot (VostMixer *self, VostSnapshot *snapshot)
{
  if (snapshot != NULL)
    vost_snapshot_ref (snapshot);
  g_ptr_array_set_size (self->video, 0);
  g_ptr_array_set_size (self->audio, 0);
  g_ptr_array_set_size (self->titles, 0);
  g_hash_table_remove_all (self->paths);
  g_clear_pointer (&self->latest, vost_frame_unref);
  g_clear_pointer (&self->snapshot, vost_snapshot_unref);
  self->snapshot = snapshot;
  vost_reader_pool_forget_failures (self->pictures);
  vost_reader_pool_forget_failures (self->sounds);
  if (snapshot == NULL)
    return;

  int width = 0;
  int height = 0;
  vost_timeline_get_picture (snapshot, &width, &height, &self->rate);
  for (guint i = 0; i < vost_snapshot_get_n (snapshot, VOST_KIND_LANE); i++)
    {
      const VostLane *lane = vost_snapshot_lane (snapshot, i);
      GPtrArray *lanes = g_str_equal (lane->type, "video")   ? self->video
                         : g_str_equal (lane->type, "audio") ? self->audio
                                                             : self->titles;
      if (!lane->muted)
        g_ptr_array_add (lanes, lane_new (self, lane));
    }
}

guint
vost_mix_lane_first_after (const VostMixLane *lane, VostTime t)
{
  /* Ends rise with starts, as no clip reaches beyond its neighbour's end. */
  guint low = 0;
  guint high = lane->clips->len;
  while (low < high)
    {
      guint middle = low + (high - low) / 2;
      if (g_array_index (lane->clips, VostMixClip, middle).span.end <= t)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

guint
vost_mix_lane_find (const VostMixLane *lane, VostTime t, const VostMixClip *ret[2])
{
  guint n = 0;
  for (guint i = vost_mix_lane_first_after (lane, t); i < lane->clips->len && n < 2; i++)
    {
      const VostMixClip *clip = &g_array_index (lane->clips, VostMixClip, i);
      if (clip->span.start > t)
        break;
      ret[n++] = clip;
    }
  return n;
}

/* Which instant to ask the reader for. */
static VostTime
place_in_source (VostMixer *self, const VostMixClip *mix, VostTime t)
{
  if (g_str_equal (mix->source->media, "image"))
    return 0;
  VostTime place = vost_source_frame (mix->clip, mix->source->rate, self->rate, t);
  /* The middle of the frame: containers round starts, to whole milliseconds at worst. */
  if (vost_rate_is_known (mix->source->rate))
    place +=
        gst_util_uint64_scale_int (VOST_SECOND / 2, mix->source->rate.den, mix->source->rate.num);
  return MAX (place, 0);
}

static gboolean
is_fatal (VostMixer *self, const GError *error)
{
  return self->strict || g_error_matches (error, VOST_ERROR, VOST_ERROR_CANCELLED);
}

/* The source's picture on the canvas, before fades. */
static VostFrame *
source_picture (VostMixer *self, const VostMixClip *mix, const Wish *wish, GError **error)
{
  g_autoptr (GError) failure = NULL;
  g_autoptr (VostFrame) frame = NULL;
  if (mix->path == NULL)
    g_set_error (&failure, VOST_ERROR, VOST_ERROR_MISSING, _ ("A clip's source is missing."));
  else
    {
      VostPoolKey key = { mix->path, mix->clip->record.parent, VOST_RECORD_ID (mix->clip),
                          place_in_source (self, mix, wish->t) };
      VostPoolReader *reader = vost_reader_pool_take (self->pictures, &key, wish->cancellable);
      frame = vost_pool_reader_get_picture (reader, key.place, wish->exact, wish->cancellable,
                                            &failure);
      vost_reader_pool_give_back (self->pictures, reader);
    }
  if (frame != NULL)
    return vost_blend_place (frame, &self->canvas);
  if (failure == NULL || !is_fatal (self, failure))
    return vost_frame_ref (self->black);
  g_propagate_error (error, g_steal_pointer (&failure));
  return NULL;
}

/* How much of the clip is there at @t, of VOST_BLEND_FULL. */
static guint
fade_at (const VostMixClip *mix, VostTime t)
{
  gint64 weight = VOST_BLEND_FULL;
  VostTime since = t - mix->span.start;
  VostTime left = mix->span.end - t;
  if (mix->clip->fade_in > 0 && since < mix->clip->fade_in)
    weight = weight * since / mix->clip->fade_in;
  if (mix->clip->fade_out > 0 && left < mix->clip->fade_out)
    weight = weight * left / mix->clip->fade_out;
  return (guint) CLAMP (weight, 0, VOST_BLEND_FULL);
}

static VostFrame *
clip_picture (VostMixer *self, const VostMixClip *mix, const Wish *wish, GError **error)
{
  guint weight = fade_at (mix, wish->t);
  if (weight == 0)
    return vost_frame_ref (self->black);
  g_autoptr (VostFrame) frame = source_picture (self, mix, wish, error);
  return frame != NULL ? vost_blend_mix (self->black, frame, weight) : NULL;
}

static VostFrame *
lane_picture (VostMixer *self,
              const VostMixClip *clips[2],
              guint n,
              const Wish *wish,
              GError **error)
{
  g_autoptr (VostFrame) first = clip_picture (self, clips[0], wish, error);
  if (first == NULL || n < 2)
    return g_steal_pointer (&first);
  g_autoptr (VostFrame) second = clip_picture (self, clips[1], wish, error);
  if (second == NULL)
    return NULL;
  VostTime overlap = MAX (clips[0]->span.end - clips[1]->span.start, 1);
  gint64 weight = VOST_BLEND_FULL * (wish->t - clips[1]->span.start) / overlap;
  return vost_blend_mix (first, second, (guint) CLAMP (weight, 0, VOST_BLEND_FULL));
}

static VostFrame *
draw_titles (VostMixer *self, VostFrame *frame, VostTime t)
{
  g_autoptr (VostFrame) result = vost_frame_ref (frame);
  for (guint i = 0; i < self->titles->len; i++)
    {
      const VostMixClip *clips[2];
      guint n = vost_mix_lane_find (self->titles->pdata[i], t, clips);
      for (guint j = 0; j < n; j++)
        {
          const VostClip *clip = clips[j]->clip;
          VostOverlayCue cue = { clips[j]->span, clip->title, clip->style, "", "" };
          if (self->overlay == NULL)
            self->overlay = vost_overlay_new ();
          /* One by one, as each has its own fade. */
          g_autoptr (VostFrame) drawn = vost_overlay_render (
              self->overlay, &cue, 1, t, self->canvas.width, self->canvas.height, NULL);
          g_autoptr (VostFrame) dimmed =
              drawn != NULL ? vost_blend_dim (drawn, fade_at (clips[j], t)) : NULL;
          VostFrame *blended = vost_overlay_blend (result, dimmed);
          vost_frame_unref (result);
          result = blended;
        }
    }
  return g_steal_pointer (&result);
}

/* The topmost lane with a clip at @t wins. */
static VostFrame *
compose (VostMixer *self, const Wish *wish, GError **error)
{
  for (guint i = self->video->len; i > 0; i--)
    {
      const VostMixClip *clips[2];
      guint n = vost_mix_lane_find (self->video->pdata[i - 1], wish->t, clips);
      if (n > 0)
        return lane_picture (self, clips, n, wish, error);
    }
  return vost_frame_ref (self->black);
}

VostFrame *
vost_mixer_get_picture (VostMixer *self,
                        VostTime t,
                        gboolean exact,
                        GCancellable *cancellable,
                        GError **error)
{
  self->used_pictures = TRUE;
  gint64 number = vost_rate_frame_at (self->rate, MAX (t, 0));
  VostSpan span = { vost_rate_frame_start (self->rate, number),
                    vost_rate_frame_start (self->rate, number + 1) };
  if (self->latest != NULL && self->latest->span.start == span.start)
    return vost_frame_ref (self->latest);

  /* Everything is asked at the frame's start, wherever in it @t is. */
  Wish wish = { span.start, exact, cancellable };
  g_autoptr (VostFrame) picture = compose (self, &wish, error);
  if (picture == NULL)
    return NULL;
  g_autoptr (VostFrame) whole = draw_titles (self, picture, span.start);
  g_autoptr (VostFrame) frame = vost_blend_retime (whole, span);
  if (exact)
    {
      g_clear_pointer (&self->latest, vost_frame_unref);
      self->latest = vost_frame_ref (frame);
    }
  return g_steal_pointer (&frame);
}

/* Whether the clip goes on where the one before it stops: then that one's reader is there already.
 */
static gboolean
goes_on (const VostMixLane *lane, guint index)
{
  if (index == 0)
    return FALSE;
  const VostMixClip *before = &g_array_index (lane->clips, VostMixClip, index - 1);
  const VostMixClip *mix = &g_array_index (lane->clips, VostMixClip, index);
  return before->span.end == mix->span.start && before->source == mix->source &&
         before->clip->out == mix->clip->in;
}

/* One clip a lane: more would push the present one's reader out. */
static void
prepare_lane (VostMixer *self, const VostMixLane *lane, VostSpan span)
{
  const VostMixClip *now[2];
  /* A cross-fade has both readers of its file at work. */
  if (vost_mix_lane_find (lane, span.start, now) == 2)
    return;
  for (guint i = vost_mix_lane_first_after (lane, span.start); i < lane->clips->len; i++)
    {
      const VostMixClip *mix = &g_array_index (lane->clips, VostMixClip, i);
      if (mix->span.start >= span.end)
        return;
      if (mix->path == NULL || (mix->span.start <= span.start && self->used_pictures) ||
          goes_on (lane, i))
        continue;
      VostPoolKey key = { mix->path, mix->clip->record.parent, VOST_RECORD_ID (mix->clip),
                          place_in_source (self, mix, MAX (mix->span.start, span.start)) };
      vost_reader_pool_prepare (self->pictures, &key);
      return;
    }
}

void
vost_mixer_prepare (VostMixer *self, VostTime t)
{
  VostSpan ahead = { t, t + PREPARE_AHEAD };
  gboolean unused = !self->used_pictures && !self->used_sounds;
  for (guint i = 0; i < self->video->len && (self->used_pictures || unused); i++)
    prepare_lane (self, self->video->pdata[i], ahead);
  if (self->used_sounds || unused)
    vost_mixer_prepare_sound (self, ahead);
}
