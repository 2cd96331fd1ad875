/* The overlay's renderer: events for libass, its bitmaps as one premultiplied picture. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <vostok/media/overlay.h>

#include <ass/ass.h>

#include <vostok/core/direction.h>
#include <vostok/core/bounds.h>

#include "overlay-private.h"

/* SubRip files with \pos and \fs in them are written against players that lay out on 288 lines. */
#define SCRIPT_HEIGHT 288
/* Letters of a twentieth of the picture's shorter side; libass counts the line with its leading. */
#define TEXT_SIZE 16.8
#define TITLE_SIZE 34.0
#define LOWER_THIRD_SIZE 20.0
#define CREDITS_SIZE 15.0
#define MARGIN 14.4
#define OUTLINE 0.9
/* libass colours: red, green, blue and how clear it is. */
#define WHITE 0xffffff00u
#define BLACK 0x00000000u

/* A cue as it was when it was last given to libass. */
typedef struct
{
  VostSpan span;
  char *text;
  char *style;
  char *settings;
  char *fields;
  gboolean rtl;
} VostShownCue;

/**
 * VostOverlay:
 * @header: (nullable): of an ASS file, NULL for our styles
 * @track: (nullable): made anew after a change of header or of the picture's shape
 * @shown: (element-type VostShownCue): what @track holds now
 * @last: (nullable): the picture given last
 */
struct _VostOverlay
{
  ASS_Library *library;
  ASS_Renderer *renderer;
  ASS_Track *track;
  char *header;
  gboolean native;
  int width;
  int height;
  GArray *shown;
  VostFrame *last;
};

static void
be_silent (int level, const char *format, va_list args, void *data)
{
  /* A font that lacks a letter is no news for a terminal. */
}

static void
clear_shown_cue (gpointer data)
{
  VostShownCue *cue = data;

  g_free (cue->text);
  g_free (cue->style);
  g_free (cue->settings);
  g_free (cue->fields);
}

VostOverlay *
vost_overlay_new (void)
{
  VostOverlay *self = g_new0 (VostOverlay, 1);

  self->shown = g_array_new (FALSE, TRUE, sizeof (VostShownCue));
  g_array_set_clear_func (self->shown, clear_shown_cue);
  self->library = ass_library_init ();
  if (self->library == NULL)
    return self;
  ass_set_message_cb (self->library, be_silent, NULL);
  ass_set_extract_fonts (self->library, TRUE);
  self->renderer = ass_renderer_init (self->library);
  if (self->renderer == NULL)
    return self;
  ass_set_fonts (self->renderer, NULL, "sans-serif", ASS_FONTPROVIDER_AUTODETECT, NULL, TRUE);
  ass_set_pixel_aspect (self->renderer, 1);
  return self;
}

static void
drop_track (VostOverlay *self)
{
  g_clear_pointer (&self->track, ass_free_track);
  g_array_set_size (self->shown, 0);
}

void
vost_overlay_free (VostOverlay *self)
{
  if (self == NULL)
    return;
  drop_track (self);
  g_clear_pointer (&self->renderer, ass_renderer_done);
  g_clear_pointer (&self->library, ass_library_done);
  g_clear_pointer (&self->last, vost_frame_unref);
  g_array_unref (self->shown);
  g_free (self->header);
  g_free (self);
}

void
vost_overlay_set_header (VostOverlay *self, const char *ass_header)
{
  g_return_if_fail (self != NULL);

  /* What is no SubStation header (a WebVTT file has one, too) leaves our styles in place. */
  if (ass_header != NULL && strstr (ass_header, "Styles") == NULL)
    ass_header = NULL;
  if (g_strcmp0 (ass_header, self->header) == 0)
    return;
  g_free (self->header);
  self->header = g_strdup (ass_header);
  drop_track (self);
}

static int
find_style (const ASS_Track *track, const char *name)
{
  /* SubStation marks a style that is the program's own with a star. */
  name += strspn (name, "*");
  for (int i = 0; i < track->n_styles; i++)
    if (g_ascii_strcasecmp (track->styles[i].Name, name) == 0)
      return i;
  return -1;
}

/* libass frees these with free(). */
static void
take_string (char **field, const char *value)
{
  free (*field);
  *field = strdup (value);
}

static ASS_Style *
ensure_style (ASS_Track *track, const char *name, double size, int alignment)
{
  int index = find_style (track, name);

  if (index < 0)
    index = ass_alloc_style (track);
  if (index < 0)
    return NULL;

  ASS_Style *style = &track->styles[index];
  double scale = (double) track->PlayResY / SCRIPT_HEIGHT;
  /* On a tall picture the width is what text has to fit into. */
  double base = scale * MIN (1.0, (double) track->PlayResX / track->PlayResY);

  take_string (&style->Name, name);
  take_string (&style->FontName, "sans-serif");
  style->FontSize = size * base;
  style->PrimaryColour = WHITE;
  style->SecondaryColour = WHITE;
  style->OutlineColour = BLACK;
  style->BackColour = BLACK;
  style->Bold = 0;
  style->ScaleX = 1;
  style->ScaleY = 1;
  style->Spacing = 0;
  style->BorderStyle = 1;
  style->Outline = OUTLINE * base * size / TEXT_SIZE;
  style->Shadow = 0;
  style->Alignment = alignment;
  style->MarginL = style->MarginR = style->MarginV = (int) (MARGIN * scale + 0.5);
  /* The base direction of each line is that of its text. */
  style->Encoding = -1;
  return style;
}

static void
add_title_styles (ASS_Track *track)
{
  ASS_Style *style;

  if (find_style (track, "title") < 0)
    {
      style = ensure_style (track, "title", TITLE_SIZE, VALIGN_CENTER | HALIGN_CENTER);
      if (style != NULL)
        style->Bold = 1;
    }
  if (find_style (track, "lower-third") < 0)
    {
      style = ensure_style (track, "lower-third", LOWER_THIRD_SIZE, VALIGN_SUB | HALIGN_LEFT);
      if (style != NULL)
        {
          style->MarginL = track->PlayResX / 12;
          style->MarginV = track->PlayResY / 8;
        }
    }
  if (find_style (track, "credits") < 0)
    ensure_style (track, "credits", CREDITS_SIZE, VALIGN_CENTER | HALIGN_CENTER);
}

static ASS_Track *
make_plain_track (VostOverlay *self)
{
  ASS_Track *track = ass_new_track (self->library);

  if (track == NULL)
    return NULL;
  track->track_type = TRACK_TYPE_ASS;
  track->PlayResY = SCRIPT_HEIGHT;
  track->PlayResX = (int) ((gint64) SCRIPT_HEIGHT * self->width / self->height);
  track->PlayResX = MAX (track->PlayResX, 1);
  track->ScaledBorderAndShadow = 1;
  track->Kerning = 1;
  ass_track_set_feature (track, ASS_FEATURE_BIDI_BRACKETS, 1);
  ass_track_set_feature (track, ASS_FEATURE_WHOLE_TEXT_LAYOUT, 1);
  ass_track_set_feature (track, ASS_FEATURE_WRAP_UNICODE, 1);
  ensure_style (track, "Default", TEXT_SIZE, VALIGN_SUB | HALIGN_CENTER);
  return track;
}

static ASS_Track *
make_native_track (VostOverlay *self)
{
  gsize len = strlen (self->header);

  if (len > VOST_MAX_TEXT_FILE)
    return NULL;

  ASS_Track *track = ass_read_memory (self->library, self->header, len, NULL);

  if (track == NULL)
    return NULL;
  ass_flush_events (track);
  if (track->PlayResY <= 0 || track->PlayResX <= 0)
    {
      /* What the format says of files without a resolution. */
      track->PlayResX = track->PlayResX > 0 ? track->PlayResX : 384;
      track->PlayResY = track->PlayResY > 0 ? track->PlayResY : 288;
    }
  return track;
}

static gboolean
ensure_track (VostOverlay *self)
{
  if (self->track != NULL)
    return TRUE;
  if (self->header != NULL)
    self->track = make_native_track (self);
  self->native = self->track != NULL;
  if (self->track == NULL)
    self->track = make_plain_track (self);
  if (self->track == NULL)
    return FALSE;
  add_title_styles (self->track);
  return TRUE;
}

static void
set_size (VostOverlay *self, int width, int height)
{
  if (width == self->width && height == self->height)
    return;
  self->width = width;
  self->height = height;
  ass_set_frame_size (self->renderer, width, height);
  ass_set_storage_size (self->renderer, width, height);
  /* Our script is as wide as the picture is. */
  if (!self->native)
    drop_track (self);
}

static gboolean
is_shown (const VostShownCue *shown, const VostOverlayCue *cue)
{
  return shown->rtl == cue->rtl && shown->span.start == cue->span.start &&
         shown->span.end == cue->span.end && g_strcmp0 (shown->text, cue->text) == 0 &&
         g_strcmp0 (shown->style, cue->style) == 0 &&
         g_strcmp0 (shown->settings, cue->settings) == 0 &&
         g_strcmp0 (shown->fields, cue->fields) == 0;
}

static gboolean
are_shown (VostOverlay *self, const VostOverlayCue *cues, guint n_cues)
{
  if (n_cues != self->shown->len)
    return FALSE;
  for (guint i = 0; i < n_cues; i++)
    if (!is_shown (&g_array_index (self->shown, VostShownCue, i), &cues[i]))
      return FALSE;
  return TRUE;
}

static int
parse_field (const char *text)
{
  return (int) CLAMP (g_ascii_strtoll (text, NULL, 10), -100000, 100000);
}

static void
set_fields (ASS_Event *event, const char *fields)
{
  g_auto (GStrv) parts = g_strsplit (fields != NULL ? fields : "", ",", 5);
  gboolean whole = g_strv_length (parts) == 5;

  event->Layer = whole ? parse_field (parts[0]) : 0;
  event->MarginL = whole ? MAX (parse_field (parts[1]), 0) : 0;
  event->MarginR = whole ? MAX (parse_field (parts[2]), 0) : 0;
  event->MarginV = whole ? MAX (parse_field (parts[3]), 0) : 0;
  event->Name = strdup ("");
  event->Effect = strdup (whole ? parts[4] : "");
}

static VostTime
floor_ms (VostTime t)
{
  return t / VOST_MSECOND - (t % VOST_MSECOND < 0);
}

static void
set_times (ASS_Event *event, VostSpan span)
{
  if (span.start == VOST_TIME_NONE || span.end <= span.start || span.start < -VOST_MAX_TIME ||
      span.end > 2 * VOST_MAX_TIME)
    {
      /* Whoever asks for it without a time wants to see it now. */
      event->Start = -VOST_MAX_TIME / VOST_MSECOND;
      event->Duration = 4 * VOST_MAX_TIME / VOST_MSECOND;
      return;
    }
  /* libass counts in milliseconds: rounded so that no instant of the cue is lost. */
  event->Start = floor_ms (span.start);
  event->Duration = floor_ms (span.end + VOST_MSECOND - 1) - event->Start;
}

static void
add_event (VostOverlay *self, const VostOverlayCue *cue, int order)
{
  ASS_Track *track = self->track;
  int index = ass_alloc_event (track);

  if (index < 0)
    return;

  int normal = find_style (track, "Default");

  if (normal < 0)
    normal = track->default_style;

  int style = cue->style != NULL && *cue->style != '\0' ? find_style (track, cue->style) : normal;
  VostTextPlace place = {
    .native = self->native,
    .width = track->PlayResX,
    .height = track->PlayResY,
    .line = normal < track->n_styles ? track->styles[normal].FontSize : TEXT_SIZE,
    .margin = MARGIN * track->PlayResY / SCRIPT_HEIGHT,
  };
  g_autofree char *markup =
      cue->rtl && cue->text != NULL ? vost_text_show_rtl (cue->text) : g_strdup (cue->text);
  g_autofree char *text =
      vost_overlay_text_to_ass (markup != NULL ? markup : "", cue->settings, &place);
  ASS_Event *event = &track->events[index];

  set_times (event, cue->span);
  set_fields (event, cue->fields);
  event->ReadOrder = order;
  event->Style = style >= 0 ? style : normal;
  event->Text = strdup (text);
}

static void
show (VostOverlay *self, const VostOverlayCue *cues, guint n_cues)
{
  ass_flush_events (self->track);
  g_array_set_size (self->shown, 0);
  for (guint i = 0; i < n_cues; i++)
    {
      VostShownCue shown = {
        .span = cues[i].span,
        .text = g_strdup (cues[i].text),
        .style = g_strdup (cues[i].style),
        .settings = g_strdup (cues[i].settings),
        .fields = g_strdup (cues[i].fields),
        .rtl = cues[i].rtl,
      };

      g_array_append_val (self->shown, shown);
      add_event (self, &cues[i], (int) i);
    }
}

/* The part of @image that is inside the picture; FALSE if there is none. */
static gboolean
clip_image (const VostOverlay *self, const ASS_Image *image, GstVideoRectangle *ret)
{
  int left = MAX (image->dst_x, 0);
  int top = MAX (image->dst_y, 0);
  int right = MIN (image->dst_x + image->w, self->width);
  int bottom = MIN (image->dst_y + image->h, self->height);

  *ret = (GstVideoRectangle){ left, top, right - left, bottom - top };
  return ret->w > 0 && ret->h > 0;
}

/* a * b / 255, rounded, for a and b up to 255. */
static inline guint
multiply (guint a, guint b)
{
  guint product = a * b + 128;

  return (product + (product >> 8)) >> 8;
}

static void
composite_image (const VostOverlay *self, const ASS_Image *image, guint8 *pixels, gsize stride)
{
  GstVideoRectangle area;
  guint red = image->color >> 24;
  guint green = image->color >> 16 & 0xff;
  guint blue = image->color >> 8 & 0xff;
  guint opacity = 255 - (image->color & 0xff);

  if (opacity == 0 || !clip_image (self, image, &area))
    return;
  for (int y = 0; y < area.h; y++)
    {
      const guint8 *mask = image->bitmap + (gssize) (area.y + y - image->dst_y) * image->stride +
                           (area.x - image->dst_x);
      guint8 *out = pixels + (gsize) (area.y + y) * stride + (gsize) area.x * 4;

      for (int x = 0; x < area.w; x++, out += 4)
        {
          guint alpha = multiply (mask[x], opacity);
          guint rest = 255 - alpha;

          if (alpha == 0)
            continue;
          out[0] = (guint8) (multiply (blue, alpha) + multiply (out[0], rest));
          out[1] = (guint8) (multiply (green, alpha) + multiply (out[1], rest));
          out[2] = (guint8) (multiply (red, alpha) + multiply (out[2], rest));
          out[3] = (guint8) (alpha + multiply (out[3], rest));
        }
    }
}

static gboolean
get_bounds (const VostOverlay *self, const ASS_Image *images, GstVideoRectangle *ret)
{
  int left = G_MAXINT, top = G_MAXINT, right = 0, bottom = 0;
  GstVideoRectangle area;

  for (const ASS_Image *image = images; image != NULL; image = image->next)
    if (clip_image (self, image, &area) && (image->color & 0xff) != 0xff)
      {
        left = MIN (left, area.x);
        top = MIN (top, area.y);
        right = MAX (right, area.x + area.w);
        bottom = MAX (bottom, area.y + area.h);
      }
  *ret = (GstVideoRectangle){ left, top, right - left, bottom - top };
  return right > left;
}

static VostFrame *
composite (VostOverlay *self, const ASS_Image *images, VostSpan span)
{
  GstVideoRectangle bounds;
  GstVideoInfo info;
  GstMapInfo map;

  if (!get_bounds (self, images, &bounds))
    return NULL;
  gst_video_info_set_format (&info, GST_VIDEO_FORMAT_BGRA, (guint) self->width,
                             (guint) self->height);
  GST_VIDEO_INFO_FLAGS (&info) |= GST_VIDEO_FLAG_PREMULTIPLIED_ALPHA;

  g_autoptr (GstBuffer) buffer = gst_buffer_new_allocate (NULL, info.size, NULL);

  if (buffer == NULL || !gst_buffer_map (buffer, &map, GST_MAP_WRITE))
    return NULL;
  memset (map.data, 0, map.size);
  for (const ASS_Image *image = images; image != NULL; image = image->next)
    composite_image (self, image, map.data, (gsize) info.stride[0]);
  gst_buffer_unmap (buffer, &map);
  /* Blending has to look at this part only. */
  gst_buffer_add_video_region_of_interest_meta (buffer, VOST_OVERLAY_REGION, (guint) bounds.x,
                                                (guint) bounds.y, (guint) bounds.w,
                                                (guint) bounds.h);
  return vost_frame_new (buffer, &info, span);
}

/* From the time that the first of the cues came to the time that the first of them goes. */
static VostSpan
common_span (const VostOverlayCue *cues, guint n_cues, VostTime t)
{
  VostSpan span = { G_MININT64 + 1, G_MAXINT64 };

  for (guint i = 0; i < n_cues; i++)
    if (vost_span_contains (cues[i].span, t))
      {
        span.start = MAX (span.start, cues[i].span.start);
        span.end = MIN (span.end, cues[i].span.end);
      }
  return span;
}

static gboolean
fits (const VostFrame *frame, int width, int height)
{
  return frame != NULL && GST_VIDEO_INFO_WIDTH (&frame->info) == width &&
         GST_VIDEO_INFO_HEIGHT (&frame->info) == height;
}

static void
keep_frame (VostOverlay *self, VostFrame *frame)
{
  g_clear_pointer (&self->last, vost_frame_unref);
  self->last = frame;
}

VostFrame *
vost_overlay_render (VostOverlay *self,
                     const VostOverlayCue *cues,
                     guint n_cues,
                     VostTime t,
                     int width,
                     int height,
                     gboolean *ret_changed)
{
  g_return_val_if_fail (self != NULL, NULL);

  gboolean changed = self->last != NULL;
  gboolean usable = self->renderer != NULL && width > 0 && height > 0 &&
                    width <= VOST_MAX_PICTURE_SIDE && height <= VOST_MAX_PICTURE_SIDE;
  const ASS_Image *images = NULL;
  int difference = 2;

  if (usable && n_cues > 0)
    {
      set_size (self, width, height);
      if (ensure_track (self))
        {
          if (!are_shown (self, cues, n_cues))
            show (self, cues, n_cues);
          images = ass_render_frame (self->renderer, self->track, floor_ms (t), &difference);
        }
    }

  if (images == NULL)
    keep_frame (self, NULL);
  else if (difference != 0 || !fits (self->last, width, height))
    {
      keep_frame (self, composite (self, images, common_span (cues, n_cues, t)));
      changed |= self->last != NULL;
    }
  else
    changed = FALSE;
  if (ret_changed != NULL)
    *ret_changed = changed;
  return self->last != NULL ? vost_frame_ref (self->last) : NULL;
}
