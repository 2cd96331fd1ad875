/* The end card: a page of credits, or a roll when they are many. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <vostok/media/credits-card.h>

#include <pango/pangocairo.h>

#include <vostok/core/bounds.h>

/* Text sizes as parts of the picture's height. The smallest is what can be read from a chair. */
#define LARGEST_PART 22
#define SMALLEST_PART 30
/* The title's size over the text's. Everyone named stands in the same size as everyone else: no
 * author's credit may be less prominent than that of whoever made the remix. */
#define TITLE_SIZE 1.6
#define GAP_SIZE 0.9
#define LINE_SPACING 1.2
/* Of the picture, left free on each side. */
#define MARGIN 0.06

/* With nothing else to look at people read faster than subtitles: 200 words a minute of six
 * characters are 20 a second, for a roll that nobody can halt with their eyes. A page that stands
 * still is looked over for names, twice as fast, and may be paused: behind an excerpt of ten
 * seconds it must not be longer than that. Addresses are there to be copied from a still picture,
 * nobody reads them letter by letter. */
#define ROLL_CHARACTERS_PER_SECOND 20
#define PAGE_CHARACTERS_PER_SECOND 40
#define ADDRESS_WEIGHT 4
#define SHORTEST (4 * VOST_SECOND)
#define LONGEST (60 * VOST_SECOND)
/* A roll stands still before it starts and when it has ended. */
#define REST (3 * VOST_SECOND / 2)
#define SHORTEST_ROLL (8 * VOST_SECOND)

/**
 * VostCardLine: one paragraph.
 * @text: "" for a gap
 * @y, @height: in pixels from the top of the text
 */
typedef struct
{
  const char *text;
  gboolean title;
  int y;
  int height;
} VostCardLine;

/**
 * VostCreditsCard:
 * @lines: (element-type VostCardLine): their texts belong to @texts
 * @size: of the text, in pixels
 * @roll: it does not fit on one page
 * @lock: for @page
 * @page: (nullable): the one picture of a card that does not roll, as asked for last
 */
struct _VostCreditsCard
{
  char **texts;
  PangoLanguage *language;
  int width;
  int height;
  GArray *lines;
  int size;
  int text_height;
  gboolean roll;
  VostTime duration;
  GMutex lock;
  VostFrame *page;
};

static int
margin (const VostCreditsCard *self)
{
  return (int) (self->height * MARGIN);
}

/* A layout that is as wide as the text may be; Pango's objects stay in the thread that made them.
 */
static PangoLayout *
make_layout (const VostCreditsCard *self, cairo_t *cr)
{
  PangoLayout *layout = pango_cairo_create_layout (cr);
  PangoContext *context = pango_layout_get_context (layout);
  cairo_font_options_t *options = cairo_font_options_create ();

  /* Subpixels are of screens; hinting would make letters hop in a roll. */
  cairo_font_options_set_antialias (options, CAIRO_ANTIALIAS_GRAY);
  cairo_font_options_set_hint_style (options, CAIRO_HINT_STYLE_NONE);
  cairo_font_options_set_hint_metrics (options, CAIRO_HINT_METRICS_OFF);
  pango_cairo_context_set_font_options (context, options);
  cairo_font_options_destroy (options);
  pango_context_set_language (context, self->language);
  pango_layout_set_width (layout, (int) (self->width * (1 - 2 * MARGIN)) * PANGO_SCALE);
  pango_layout_set_alignment (layout, PANGO_ALIGN_CENTER);
  pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
  pango_layout_set_line_spacing (layout, LINE_SPACING);
  return layout;
}

static void
fill_layout (const VostCreditsCard *self, PangoLayout *layout, const VostCardLine *line)
{
  g_autoptr (PangoFontDescription) font = pango_font_description_from_string ("Sans");
  double size = self->size * (line->title ? TITLE_SIZE : 1);

  pango_font_description_set_absolute_size (font, size * PANGO_SCALE);
  if (line->title)
    pango_font_description_set_weight (font, PANGO_WEIGHT_BOLD);
  pango_layout_set_font_description (layout, font);
  pango_layout_set_text (layout, line->text, -1);
}

static cairo_surface_t *
make_surface (int width, int height)
{
  return cairo_image_surface_create (CAIRO_FORMAT_RGB24, width, height);
}

/* Places all lines at text of @size pixels. */
static void
measure (VostCreditsCard *self, int size)
{
  cairo_surface_t *surface = make_surface (1, 1);
  cairo_t *cr = cairo_create (surface);
  g_autoptr (PangoLayout) layout = make_layout (self, cr);
  int y = 0;

  self->size = size;
  for (guint i = 0; i < self->lines->len; i++)
    {
      VostCardLine *line = &g_array_index (self->lines, VostCardLine, i);

      line->y = y;
      line->height = (int) (size * GAP_SIZE);
      if (*line->text != '\0')
        {
          fill_layout (self, layout, line);
          pango_layout_get_pixel_size (layout, NULL, &line->height);
        }
      y += line->height;
    }
  self->text_height = y;
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
}

static gboolean
fits (VostCreditsCard *self, int size)
{
  measure (self, size);
  return self->text_height <= self->height - 2 * margin (self);
}

/* The largest size at which all is on one page, else a roll. */
static void
choose_size (VostCreditsCard *self)
{
  int high = MAX (self->height / LARGEST_PART, 6);
  int low = MAX ((self->height + SMALLEST_PART - 1) / SMALLEST_PART, 6);

  if (fits (self, high))
    return;
  if (!fits (self, low))
    {
      self->roll = !fits (self, (high + low) / 2);
      return;
    }
  while (high - low > 1)
    {
      int middle = (high + low) / 2;

      if (fits (self, middle))
        low = middle;
      else
        high = middle;
    }
  measure (self, low);
}

static gint64
reading_length (const char *text)
{
  const char *address = strstr (text, "://");
  gint64 whole = g_utf8_strlen (text, -1);
  gint64 skipped;

  if (address == NULL)
    return whole;
  skipped = (gint64) strcspn (address, " ");
  return whole - skipped + skipped / ADDRESS_WEIGHT;
}

static void
set_duration (VostCreditsCard *self)
{
  gint64 rate = self->roll ? ROLL_CHARACTERS_PER_SECOND : PAGE_CHARACTERS_PER_SECOND;
  gint64 characters = 0;

  for (guint i = 0; i < self->lines->len; i++)
    characters += reading_length (g_array_index (self->lines, VostCardLine, i).text);
  /* Multiplied before it is divided, and bounded before that: nobody reads for a day. */
  characters = MIN (characters, rate * G_GINT64_CONSTANT (86400));
  self->duration = CLAMP (characters * VOST_SECOND / rate, SHORTEST, LONGEST);
  if (self->roll)
    self->duration = MAX (self->duration, SHORTEST_ROLL);
}

VostCreditsCard *
vost_credits_card_new (const VostAttribution *attribution, int width, int height)
{
  g_return_val_if_fail (attribution != NULL, NULL);
  g_return_val_if_fail (width > 0 && width <= VOST_MAX_PICTURE_SIDE, NULL);
  g_return_val_if_fail (height > 0 && height <= VOST_MAX_PICTURE_SIDE, NULL);

  VostCreditsCard *self = g_new0 (VostCreditsCard, 1);

  g_mutex_init (&self->lock);
  self->width = width;
  self->height = height;
  self->texts = vost_attribution_to_card (attribution);
  self->language = pango_language_from_string (attribution->language);
  self->lines = g_array_new (FALSE, TRUE, sizeof (VostCardLine));
  for (guint i = 0; self->texts != NULL && self->texts[i] != NULL; i++)
    {
      VostCardLine line = { .text = self->texts[i], .title = i == 0 };

      g_array_append_val (self->lines, line);
    }
  choose_size (self);
  set_duration (self);
  return self;
}

void
vost_credits_card_free (VostCreditsCard *self)
{
  if (self == NULL)
    return;
  g_strfreev (self->texts);
  g_array_unref (self->lines);
  g_clear_pointer (&self->page, vost_frame_unref);
  g_mutex_clear (&self->lock);
  g_free (self);
}

VostTime
vost_credits_card_get_duration (VostCreditsCard *self)
{
  g_return_val_if_fail (self != NULL, 0);
  return self->duration;
}

/* Where the top of the text is at @t. */
static int
get_offset (const VostCreditsCard *self, VostTime t)
{
  int first = margin (self);
  int last = self->height - margin (self) - self->text_height;
  VostTime rolling = self->duration - 2 * REST;
  VostTime at = CLAMP (t - REST, 0, rolling);

  if (!self->roll)
    return (self->height - self->text_height) / 2;
  return first + (int) ((gint64) (last - first) * (at / VOST_MSECOND) / (rolling / VOST_MSECOND));
}

static void
draw_lines (const VostCreditsCard *self, cairo_t *cr, int offset)
{
  g_autoptr (PangoLayout) layout = make_layout (self, cr);

  for (guint i = 0; i < self->lines->len; i++)
    {
      const VostCardLine *line = &g_array_index (self->lines, VostCardLine, i);
      int y = offset + line->y;
      double grey = line->title ? 1 : 0.88;

      if (*line->text == '\0' || y + line->height < 0 || y > self->height)
        continue;
      fill_layout (self, layout, line);
      cairo_set_source_rgb (cr, grey, grey, grey);
      cairo_move_to (cr, self->width * MARGIN, y);
      pango_cairo_show_layout (cr, layout);
    }
}

static cairo_surface_t *
draw (const VostCreditsCard *self, VostTime t)
{
  cairo_surface_t *surface = make_surface (self->width, self->height);
  cairo_t *cr = cairo_create (surface);

  cairo_set_source_rgb (cr, 0, 0, 0);
  cairo_paint (cr);
  draw_lines (self, cr, get_offset (self, t));
  cairo_destroy (cr);
  cairo_surface_flush (surface);
  return surface;
}

/* One pixel of cairo's, a native 32 bit number, to blue, green, red and opaque. */
static void
copy_bgra (const guint8 *from, guint8 *to, int width)
{
  for (int x = 0; x < width; x++, from += 4, to += 4)
    {
      guint32 pixel;

      memcpy (&pixel, from, sizeof pixel);
      to[0] = pixel & 0xff;
      to[1] = pixel >> 8 & 0xff;
      to[2] = pixel >> 16 & 0xff;
      to[3] = 0xff;
    }
}

/* Grey text on black: the luma of limited range is all there is. */
static void
copy_luma (const guint8 *from, guint8 *to, int width)
{
  for (int x = 0; x < width; x++, from += 4, to++)
    {
      guint32 pixel;

      memcpy (&pixel, from, sizeof pixel);

      guint red = pixel >> 16 & 0xff;
      guint green = pixel >> 8 & 0xff;
      guint blue = pixel & 0xff;

      *to = (guint8) (16 + (red * 54 + green * 183 + blue * 19) * 219 / (256 * 255));
    }
}

static void
fill_plane (GstVideoFrame *frame, guint plane, guint8 value)
{
  int stride = GST_VIDEO_FRAME_PLANE_STRIDE (frame, plane);
  int height = GST_VIDEO_FRAME_COMP_HEIGHT (frame, plane);

  memset (GST_VIDEO_FRAME_PLANE_DATA (frame, plane), value, (gsize) stride * (gsize) height);
}

static gboolean
copy_pixels (cairo_surface_t *surface, GstVideoFrame *frame)
{
  const guint8 *data = cairo_image_surface_get_data (surface);
  int stride = cairo_image_surface_get_stride (surface);
  gboolean planar = GST_VIDEO_FRAME_FORMAT (frame) == GST_VIDEO_FORMAT_I420;

  if (data == NULL)
    return FALSE;
  for (int y = 0; y < GST_VIDEO_FRAME_HEIGHT (frame); y++)
    {
      guint8 *row = (guint8 *) GST_VIDEO_FRAME_PLANE_DATA (frame, 0) +
                    (gssize) y * GST_VIDEO_FRAME_PLANE_STRIDE (frame, 0);

      (planar ? copy_luma : copy_bgra) (data + (gssize) y * stride, row,
                                        GST_VIDEO_FRAME_WIDTH (frame));
    }
  if (planar)
    {
      fill_plane (frame, 1, 128);
      fill_plane (frame, 2, 128);
    }
  return TRUE;
}

static VostFrame *
make_frame (const VostCreditsCard *self, VostTime t, GstVideoFormat format, VostSpan span)
{
  cairo_surface_t *surface = draw (self, t);
  GstVideoInfo info;
  GstVideoFrame frame;
  VostFrame *made = NULL;

  gst_video_info_set_format (&info, format, (guint) self->width, (guint) self->height);

  g_autoptr (GstBuffer) buffer = gst_buffer_new_allocate (NULL, info.size, NULL);

  if (buffer != NULL && gst_video_frame_map (&frame, &info, buffer, GST_MAP_WRITE))
    {
      gboolean good = copy_pixels (surface, &frame);

      gst_video_frame_unmap (&frame);
      made = good ? vost_frame_new (buffer, &info, span) : NULL;
    }
  cairo_surface_destroy (surface);
  return made;
}

VostFrame *
vost_credits_card_render (VostCreditsCard *self, VostTime t, GstVideoFormat format)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (format == GST_VIDEO_FORMAT_I420 || format == GST_VIDEO_FORMAT_BGRA, NULL);

  if (self->roll)
    return make_frame (self, t, format, (VostSpan){ t, t + 1 });

  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  if (self->page == NULL || GST_VIDEO_INFO_FORMAT (&self->page->info) != format)
    {
      g_clear_pointer (&self->page, vost_frame_unref);
      self->page = make_frame (self, 0, format, (VostSpan){ 0, self->duration });
    }
  return self->page != NULL ? vost_frame_ref (self->page) : NULL;
}
