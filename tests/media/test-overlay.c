/* Subtitles as pixels: where they are, what colour they have, and when they change. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <vostok/media/overlay.h>

#include <vostok/core/project.h>
#include <vostok/media/media.h>

#define WIDTH 640
#define HEIGHT 360

/* What is drawn: bounds, and how much of each colour. */
typedef struct
{
  int left, top, right, bottom;
  guint n;      /* pixels that are not clear */
  guint n_red;  /* more red than anything else */
  guint n_blue; /* likewise */
  guint n_bad;  /* brighter than their alpha: not premultiplied */
} Ink;

static Ink
look (VostFrame *frame)
{
  Ink ink = { G_MAXINT, G_MAXINT, -1, -1, 0, 0, 0, 0 };
  GstVideoFrame mapped;

  if (frame == NULL)
    return ink;
  g_assert_cmpint (GST_VIDEO_INFO_FORMAT (&frame->info), ==, GST_VIDEO_FORMAT_BGRA);
  g_assert_true (gst_video_frame_map (&mapped, &frame->info, frame->buffer, GST_MAP_READ));
  for (int y = 0; y < frame->info.height; y++)
    {
      const guint8 *p = (const guint8 *) GST_VIDEO_FRAME_PLANE_DATA (&mapped, 0) +
                        y * GST_VIDEO_FRAME_PLANE_STRIDE (&mapped, 0);

      for (int x = 0; x < frame->info.width; x++, p += 4)
        {
          if (p[3] == 0)
            continue;
          ink.left = MIN (ink.left, x);
          ink.right = MAX (ink.right, x);
          ink.top = MIN (ink.top, y);
          ink.bottom = MAX (ink.bottom, y);
          ink.n++;
          ink.n_red += p[2] > 180 && p[1] < 60 && p[0] < 60;
          ink.n_blue += p[0] > 180 && p[1] < 60 && p[2] < 60;
          ink.n_bad += p[0] > p[3] || p[1] > p[3] || p[2] > p[3];
        }
    }
  gst_video_frame_unmap (&mapped);
  g_assert_cmpuint (ink.n_bad, ==, 0);
  return ink;
}

static VostOverlayCue
cue (const char *text)
{
  return (VostOverlayCue){ { 0, VOST_SECOND }, text, "", "", "" };
}

static Ink
draw_cue (VostOverlayCue shown)
{
  g_autoptr (VostOverlay) overlay = vost_overlay_new ();
  g_autoptr (VostFrame) frame =
      vost_overlay_render (overlay, &shown, 1, VOST_SECOND / 2, WIDTH, HEIGHT, NULL);

  return look (frame);
}

static Ink
draw (const char *text)
{
  return draw_cue (cue (text));
}

static GBytes *
pixels (const char *text, gboolean rtl)
{
  g_autoptr (VostOverlay) overlay = vost_overlay_new ();
  VostOverlayCue shown = cue (text);
  g_autoptr (VostFrame) frame = NULL;
  gsize stride;

  shown.rtl = rtl;
  frame = vost_overlay_render (overlay, &shown, 1, VOST_SECOND / 2, WIDTH, HEIGHT, NULL);
  return vost_frame_get_bytes (frame, &stride);
}

/* In a right-to-left language a line that begins with a Latin name ends on the left. */
static void
test_base_direction (void)
{
  g_autoptr (GBytes) left = pixels ("NASA\nB.", FALSE);
  g_autoptr (GBytes) right = pixels ("NASA\nB.", TRUE);
  g_autoptr (GBytes) by_hand = pixels (".NASA\n.B", FALSE);
  g_autoptr (GBytes) mixed = pixels ("NASA.\nB.", TRUE);

  g_assert_false (g_bytes_equal (left, right));
  /* Each line has its own: its stop is where a line from left to right would have it first. */
  g_assert_true (g_bytes_equal (mixed, by_hand));
}

static void
test_place (void)
{
  Ink ink = draw ("Hello there");

  g_assert_cmpuint (ink.n, >, 300);
  /* In the bottom third, clear of the edge, centred. */
  g_assert_cmpint (ink.top, >, HEIGHT * 2 / 3);
  g_assert_cmpint (ink.bottom, <, HEIGHT - HEIGHT / 40);
  g_assert_cmpint (ABS (ink.left + ink.right - WIDTH), <, WIDTH / 20);
  /* Letters of about a twentieth of the height. */
  g_assert_cmpint (ink.bottom - ink.top, >, HEIGHT / 40);
  g_assert_cmpint (ink.bottom - ink.top, <, HEIGHT / 9);

  ink = draw ("{\\an8}Hello there");
  g_assert_cmpuint (ink.n, >, 300);
  g_assert_cmpint (ink.bottom, <, HEIGHT / 3);

  Ink two = draw ("Hello\nthere");

  g_assert_cmpint (two.bottom - two.top, >, HEIGHT / 15);
}

static void
test_settings (void)
{
  VostOverlayCue shown = cue ("Hello there");
  Ink ink;

  shown.settings = "line:0";
  ink = draw_cue (shown);
  g_assert_cmpint (ink.top, >, 0);
  g_assert_cmpint (ink.bottom, <, HEIGHT / 4);

  shown.settings = "line:50%,center";
  ink = draw_cue (shown);
  g_assert_cmpint (ABS (ink.top + ink.bottom - HEIGHT), <, HEIGHT / 15);

  shown.settings = "align:start";
  ink = draw_cue (shown);
  g_assert_cmpint (ink.left, <, WIDTH / 10);
  g_assert_cmpint (ink.top, >, HEIGHT * 2 / 3);

  shown.settings = "position:90%,line-right align:end line:-1";
  ink = draw_cue (shown);
  g_assert_cmpint (ABS (ink.right - WIDTH * 9 / 10), <, WIDTH / 50);
  g_assert_cmpint (ink.top, >, HEIGHT * 2 / 3);

  /* What makes no sense leaves it where it would be. */
  shown.settings = "line:nan position:-5% align:sideways region:x vertical:rl line:1e400";
  ink = draw_cue (shown);
  g_assert_cmpint (ink.top, >, HEIGHT * 2 / 3);
  g_assert_cmpint (ABS (ink.left + ink.right - WIDTH), <, WIDTH / 20);

  /* The text's own place wins. */
  shown.text = "{\\an8}Hello";
  shown.settings = "line:50%";
  ink = draw_cue (shown);
  g_assert_cmpint (ink.bottom, <, HEIGHT / 3);
}

static void
test_colours (void)
{
  Ink ink = draw ("<font color=\"#ff0000\">MMMM</font>");

  g_assert_cmpuint (ink.n_red, >, 50);
  g_assert_cmpuint (ink.n_blue, ==, 0);
  ink = draw ("<font color=\"blue\">MMMM</font>");
  g_assert_cmpuint (ink.n_blue, >, 50);
  ink = draw ("<c.blue>MMMM</c>");
  g_assert_cmpuint (ink.n_blue, >, 50);
  /* An inner colour ends where it ends: the outer one comes back. */
  ink = draw ("<font color=\"#ff0000\">MM<font color=\"#0000ff\">MM</font>MM</font>");
  g_assert_cmpuint (ink.n_red, >, 50);
  g_assert_cmpuint (ink.n_blue, >, 20);
  g_assert_cmpuint (ink.n_red, >, ink.n_blue);
  ink = draw ("MMMM");
  g_assert_cmpuint (ink.n_red + ink.n_blue, ==, 0);
}

/* Plain characters do nothing but stand there. */
static void
test_plain_characters (void)
{
  Ink brace = draw ("{an8}MMM");
  Ink backslash = draw ("C:\\Name\\hello");
  Ink same_line = draw ("C:/Name/hello");

  g_assert_cmpint (brace.top, >, HEIGHT * 2 / 3);
  /* The braces are drawn. */
  g_assert_cmpint (brace.right - brace.left, >, draw ("MMM").right - draw ("MMM").left);
  /* \N is no line break here. */
  g_assert_cmpint (ABS ((backslash.bottom - backslash.top) - (same_line.bottom - same_line.top)),
                   <=, 4);
  g_assert_cmpint (backslash.right - backslash.left, >,
                   (same_line.right - same_line.left) * 9 / 10);
  /* An escaped override is text. */
  g_assert_cmpint (draw ("\\{\\an8}MMM").top, >, HEIGHT * 2 / 3);
  g_assert_cmpint (draw ("a < b").n, >, draw ("a b").n);
}

static void
test_changes (void)
{
  g_autoptr (VostOverlay) overlay = vost_overlay_new ();
  VostOverlayCue cues[] = { cue ("First"), cue ("Second") };
  gboolean changed = FALSE;
  g_autoptr (VostFrame) first = vost_overlay_render (overlay, cues, 1, 0, WIDTH, HEIGHT, &changed);

  g_assert_nonnull (first);
  g_assert_true (changed);

  g_autoptr (VostFrame) same =
      vost_overlay_render (overlay, cues, 1, VOST_SECOND / 3, WIDTH, HEIGHT, &changed);

  g_assert_false (changed);
  g_assert_true (same == first);

  /* Another string with the same words is the same cue. */
  g_autofree char *copy = g_strdup ("First");
  VostOverlayCue again = cue (copy);
  g_autoptr (VostFrame) equal =
      vost_overlay_render (overlay, &again, 1, VOST_SECOND / 3, WIDTH, HEIGHT, &changed);

  g_assert_false (changed);
  g_assert_true (equal == first);

  g_autoptr (VostFrame) both =
      vost_overlay_render (overlay, cues, 2, VOST_SECOND / 3, WIDTH, HEIGHT, &changed);

  g_assert_true (changed);
  g_assert_cmpuint (look (both).n, >, look (first).n);
  /* They do not cover one another. */
  g_assert_cmpint (look (both).top, <, look (first).top);

  g_autoptr (VostFrame) none = vost_overlay_render (overlay, NULL, 0, 0, WIDTH, HEIGHT, &changed);

  g_assert_null (none);
  g_assert_true (changed);
  none = vost_overlay_render (overlay, NULL, 0, 0, WIDTH, HEIGHT, &changed);
  g_assert_null (none);
  g_assert_false (changed);

  /* The same cue after a pause: libass sees no difference to what it drew last, we do. */
  g_autoptr (VostFrame) back =
      vost_overlay_render (overlay, cues, 2, VOST_SECOND / 3, WIDTH, HEIGHT, &changed);

  g_assert_true (changed);
  g_assert_cmpuint (look (back).n, ==, look (both).n);

  g_autoptr (VostFrame) large =
      vost_overlay_render (overlay, cues, 2, VOST_SECOND / 3, WIDTH * 2, HEIGHT * 2, &changed);

  g_assert_true (changed);
  g_assert_cmpint (large->info.width, ==, WIDTH * 2);
  g_assert_cmpuint (look (large).n, >, look (both).n * 2);
}

/* Out of its time a cue is not drawn; without a time it always is. */
static void
test_times (void)
{
  g_autoptr (VostOverlay) overlay = vost_overlay_new ();
  VostOverlayCue shown = cue ("Now");

  shown.span = (VostSpan){ 1234567891, 2000000001 };

  VostFrame *frame = vost_overlay_render (overlay, &shown, 1, 1234567891, WIDTH, HEIGHT, NULL);

  g_assert_nonnull (frame);
  vost_frame_unref (frame);
  frame = vost_overlay_render (overlay, &shown, 1, 2000000000, WIDTH, HEIGHT, NULL);
  g_assert_nonnull (frame);
  vost_frame_unref (frame);
  frame = vost_overlay_render (overlay, &shown, 1, 3 * VOST_SECOND, WIDTH, HEIGHT, NULL);
  g_assert_null (frame);

  shown.span = (VostSpan){ VOST_TIME_NONE, VOST_TIME_NONE };
  frame = vost_overlay_render (overlay, &shown, 1, 3 * VOST_SECOND, WIDTH, HEIGHT, NULL);
  g_assert_nonnull (frame);
  vost_frame_unref (frame);
}

static void
test_titles (void)
{
  VostOverlayCue shown = cue ("A Title");
  Ink title, third, plain = draw ("A Title");

  shown.style = "title";
  title = draw_cue (shown);
  g_assert_cmpint (ABS (title.top + title.bottom - HEIGHT), <, HEIGHT / 10);
  g_assert_cmpint (title.bottom - title.top, >, (plain.bottom - plain.top) * 3 / 2);

  shown.style = "lower-third";
  third = draw_cue (shown);
  g_assert_cmpint (third.top, >, HEIGHT / 2);
  g_assert_cmpint (third.right, <, WIDTH / 2);

  shown.style = "no such style";
  g_assert_cmpuint (draw_cue (shown).n, ==, plain.n);
}

#define ASS_HEADER                                                                                 \
  "[Script Info]\nScriptType: v4.00+\nPlayResX: 640\nPlayResY: 360\n\n[V4+ Styles]\n"              \
  "Format: Name, Fontname, Fontsize, PrimaryColour, SecondaryColour, OutlineColour, BackColour, "  \
  "Bold, Italic, Underline, StrikeOut, ScaleX, ScaleY, Spacing, Angle, BorderStyle, Outline, "     \
  "Shadow, Alignment, MarginL, MarginR, MarginV, Encoding\n"                                       \
  "Style: Default,sans-serif,20,&H00FFFFFF,&H000000FF,&H00000000,&H00000000,0,0,0,0,100,100,0,0,"  \
  "1,1,0,2,10,10,10,1\n"                                                                           \
  "Style: Sign,sans-serif,40,&H000000FF,&H000000FF,&H00000000,&H00000000,0,0,0,0,100,100,0,0,1,0," \
  "0,7,20,10,30,1\n\n[Events]\n"                                                                   \
  "Format: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text\n"              \
  "Dialogue: 0,0:00:00.00,9:00:00.00,Default,,0,0,0,,A line that must not show\n"

static void
test_native_header (void)
{
  g_autoptr (VostOverlay) overlay = vost_overlay_new ();
  VostOverlayCue shown = cue ("MMMM");
  g_autoptr (VostFrame) plain = NULL;
  g_autoptr (VostFrame) sign = NULL;
  g_autoptr (VostFrame) moved = NULL;
  g_autoptr (VostFrame) remark = NULL;
  Ink ink;

  vost_overlay_set_header (overlay, ASS_HEADER);
  plain = vost_overlay_render (overlay, &shown, 1, 0, WIDTH, HEIGHT, NULL);
  ink = look (plain);
  g_assert_cmpint (ink.top, >, HEIGHT * 2 / 3);
  g_assert_cmpint (ink.right - ink.left, <, WIDTH / 3);

  shown.style = "Sign";
  sign = vost_overlay_render (overlay, &shown, 1, 0, WIDTH, HEIGHT, NULL);
  ink = look (sign);
  g_assert_cmpint (ink.bottom, <, HEIGHT / 3);
  g_assert_cmpint (ink.left, <, 40);
  g_assert_cmpuint (ink.n_red, >, 100);

  /* Layer, margins and effect of the event. */
  shown.fields = "0,200,0,100,";
  moved = vost_overlay_render (overlay, &shown, 1, 0, WIDTH, HEIGHT, NULL);
  g_assert_cmpint (ABS (look (moved).left - ink.left - 180), <=, 2);
  g_assert_cmpint (ABS (look (moved).top - ink.top - 70), <=, 2);

  /* What stands in braces without a backslash is a remark in this format. */
  shown.text = "MMMM{a remark}";
  remark = vost_overlay_render (overlay, &shown, 1, 0, WIDTH, HEIGHT, NULL);
  g_assert_cmpuint (look (remark).n, ==, look (moved).n);
}

static void
test_hostile (void)
{
  static const char *const headers[] = {
    "[V4+ Styles]",
    "[Script Info]\nPlayResX: -1\nPlayResY: 0\n[V4+ Styles]\nStyle: ,,,,,,\n",
    "[Script Info]\nPlayResX: 2147483647\nPlayResY: 1\n[V4+ Styles]\nFormat: Name\nStyle: x\n",
    "WEBVTT\n\nSTYLE\n::cue { color: red }",
    "Styles \x01\xff\xfe",
  };
  static const char *const texts[] = {
    "{\\fs99999999}M",
    "{\\p1}m 0 0 l 100 0 100 100{\\p0}",
    "{\\",
    "<font color=",
    "</i></b>",
    "<i><i><i></i>",
    "{\\t(0,1,\\fscx100000)}M",
    "\xe2\x80\xae reversed",
    "",
  };

  for (guint i = 0; i < G_N_ELEMENTS (headers); i++)
    {
      g_autoptr (VostOverlay) overlay = vost_overlay_new ();

      vost_overlay_set_header (overlay, headers[i]);
      for (guint j = 0; j < G_N_ELEMENTS (texts); j++)
        {
          VostOverlayCue shown = cue (texts[j]);
          VostFrame *frame = vost_overlay_render (overlay, &shown, 1, 0, 160, 90, NULL);

          look (frame);
          g_clear_pointer (&frame, vost_frame_unref);
        }
    }

  g_autoptr (VostOverlay) overlay = vost_overlay_new ();
  VostOverlayCue shown = cue ("M");

  g_assert_null (vost_overlay_render (overlay, &shown, 1, 0, 0, 90, NULL));
  g_assert_null (vost_overlay_render (overlay, &shown, 1, 0, 100000, 100000, NULL));
}

/* Right-to-left text: the full stop at its end stands on the left. */
static void
test_direction (void)
{
  Ink hebrew = draw ("שלום");
  Ink mixed = draw ("سلام.");

  g_assert_cmpuint (hebrew.n, >, 50);
  g_assert_cmpuint (mixed.n, >, 50);
  g_assert_cmpint (mixed.top, >, HEIGHT / 2);
}

static VostFrame *
make_frame (GstVideoFormat format, int width, int height, guint8 first, guint8 others)
{
  GstVideoInfo info;
  GstVideoFrame mapped;

  gst_video_info_set_format (&info, format, (guint) width, (guint) height);

  g_autoptr (GstBuffer) buffer = gst_buffer_new_allocate (NULL, info.size, NULL);

  g_assert_true (gst_video_frame_map (&mapped, &info, buffer, GST_MAP_WRITE));
  for (guint i = 0; i < GST_VIDEO_FRAME_N_PLANES (&mapped); i++)
    memset (GST_VIDEO_FRAME_PLANE_DATA (&mapped, i), i == 0 ? first : others,
            (gsize) GST_VIDEO_FRAME_PLANE_STRIDE (&mapped, i) *
                (gsize) GST_VIDEO_FRAME_COMP_HEIGHT (&mapped, i));
  gst_video_frame_unmap (&mapped);
  return vost_frame_new (buffer, &info, (VostSpan){ 3, 5 });
}

/* A picture of one premultiplied colour in the left half. */
static VostFrame *
make_overlay (int width, int height, const guint8 *bgra)
{
  VostFrame *frame = make_frame (GST_VIDEO_FORMAT_BGRA, width, height, 0, 0);
  GstMapInfo map;

  g_assert_true (gst_buffer_map (frame->buffer, &map, GST_MAP_WRITE));
  for (int y = 0; y < height; y++)
    for (int x = 0; x < width / 2; x++)
      memcpy (map.data + (y * width + x) * 4, bgra, 4);
  gst_buffer_unmap (frame->buffer, &map);
  return frame;
}

static guint8
sample (VostFrame *frame, guint plane, int x, int y)
{
  GstVideoFrame mapped;
  guint8 value;

  g_assert_true (gst_video_frame_map (&mapped, &frame->info, frame->buffer, GST_MAP_READ));
  value = ((const guint8 *) GST_VIDEO_FRAME_PLANE_DATA (
      &mapped, plane))[y * GST_VIDEO_FRAME_PLANE_STRIDE (&mapped, plane) + x];
  gst_video_frame_unmap (&mapped);
  return value;
}

#define assert_near(a, b) g_assert_cmpint (ABS ((int) (a) - (int) (b)), <=, 1)

static void
test_blend_i420 (void)
{
  static const guint8 red[] = { 0, 0, 255, 255 };
  static const guint8 half_white[] = { 128, 128, 128, 128 };
  g_autoptr (VostFrame) small = make_frame (GST_VIDEO_FORMAT_I420, 64, 36, 16, 128);
  g_autoptr (VostFrame) large = make_frame (GST_VIDEO_FORMAT_I420, 1280, 720, 16, 128);
  g_autoptr (VostFrame) over_small = make_overlay (64, 36, red);
  g_autoptr (VostFrame) over_large = make_overlay (1280, 720, red);
  g_autoptr (VostFrame) over_half = make_overlay (64, 36, half_white);
  g_autoptr (VostFrame) blended = vost_overlay_blend (small, over_small);

  /* Red in BT.601 and BT.709, limited range: figures of the recommendations. */
  g_assert_cmpint (small->info.colorimetry.matrix, ==, GST_VIDEO_COLOR_MATRIX_BT601);
  assert_near (sample (blended, 0, 4, 4), 81);
  assert_near (sample (blended, 1, 4, 4), 90);
  assert_near (sample (blended, 2, 4, 4), 240);
  /* Where it is clear nothing changes; nor does the original. */
  g_assert_cmpuint (sample (blended, 0, 40, 4), ==, 16);
  g_assert_cmpuint (sample (blended, 1, 20, 4), ==, 128);
  g_assert_cmpuint (sample (small, 0, 4, 4), ==, 16);
  g_assert_true (blended != small);
  g_assert_cmpint (blended->span.start, ==, 3);

  g_autoptr (VostFrame) high = vost_overlay_blend (large, over_large);

  g_assert_cmpint (large->info.colorimetry.matrix, ==, GST_VIDEO_COLOR_MATRIX_BT709);
  assert_near (sample (high, 0, 4, 4), 63);
  assert_near (sample (high, 1, 4, 4), 102);
  assert_near (sample (high, 2, 4, 4), 240);

  g_autoptr (VostFrame) grey = vost_overlay_blend (small, over_half);

  /* Half white on black: in the middle between 16 and 235. */
  assert_near (sample (grey, 0, 4, 4), 126);
  assert_near (sample (grey, 1, 4, 4), 128);

  small->info.colorimetry.range = GST_VIDEO_COLOR_RANGE_0_255;

  g_autoptr (VostFrame) full = vost_overlay_blend (small, over_small);

  assert_near (sample (full, 0, 4, 4), 76);
  assert_near (sample (full, 2, 4, 4), 255);
}

static void
test_blend_bgra (void)
{
  static const guint8 half_red[] = { 0, 0, 128, 128 };
  g_autoptr (VostFrame) frame = make_frame (GST_VIDEO_FORMAT_BGRA, 33, 17, 255, 255);
  g_autoptr (VostFrame) overlay = make_overlay (33, 17, half_red);
  g_autoptr (VostFrame) blended = vost_overlay_blend (frame, overlay);
  g_autoptr (VostFrame) same = vost_overlay_blend (frame, NULL);

  assert_near (sample (blended, 0, 0, 2), 127);
  assert_near (sample (blended, 0, 2, 2), 255);
  assert_near (sample (blended, 0, 3, 2), 255);
  g_assert_cmpuint (sample (blended, 0, 20 * 4, 2), ==, 255);
  g_assert_true (same == frame);
}

/* Odd sizes, and an overlay of another size than the picture: only the common part. */
static void
test_blend_sizes (void)
{
  static const guint8 white[] = { 255, 255, 255, 255 };
  static const int sizes[][2] = { { 1, 1 }, { 33, 17 }, { 7, 200 }, { 64, 36 } };

  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    for (guint j = 0; j < G_N_ELEMENTS (sizes); j++)
      {
        g_autoptr (VostFrame) frame =
            make_frame (GST_VIDEO_FORMAT_I420, sizes[i][0], sizes[i][1], 16, 128);
        g_autoptr (VostFrame) overlay = make_overlay (sizes[j][0], sizes[j][1], white);
        g_autoptr (VostFrame) blended = vost_overlay_blend (frame, overlay);

        g_assert_nonnull (blended);
        if (sizes[j][0] > 1)
          assert_near (sample (blended, 0, 0, 0), 235);
      }
}

/* The text that is rendered, over a picture: the same pixels wherever it is drawn. */
static void
test_render_and_blend (void)
{
  g_autoptr (VostOverlay) overlay = vost_overlay_new ();
  VostOverlayCue shown = cue ("Hello");
  g_autoptr (VostFrame) text = vost_overlay_render (overlay, &shown, 1, 0, WIDTH, HEIGHT, NULL);
  g_autoptr (VostFrame) grey = make_frame (GST_VIDEO_FORMAT_I420, WIDTH, HEIGHT, 100, 128);
  g_autoptr (VostFrame) blended = vost_overlay_blend (grey, text);
  guint light = 0, dark = 0;

  for (int y = 0; y < HEIGHT; y++)
    for (int x = 0; x < WIDTH; x++)
      {
        guint8 value = sample (blended, 0, x, y);

        light += value > 230;
        dark += value < 20;
        if (y < HEIGHT / 2)
          g_assert_cmpuint (value, ==, 100);
      }
  g_assert_cmpuint (light, >, 20);
  g_assert_cmpuint (dark, >, 20);
}

/* A project with one track: its cues are called after their place in it. */
static VostId
add_track (VostProject *project, const VostSpan *spans, guint n)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (VostEdit) edit = vost_edit_new ("Track", NULL);
  g_autoptr (VostTrack) track = vost_record_new (VOST_KIND_TRACK, VOST_ID_NONE);

  vost_edit_insert (edit, 0, track);
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (VostCue) record = vost_record_new (VOST_KIND_CUE, VOST_RECORD_ID (track));
      g_autofree char *text = g_strdup_printf ("%u", i);

      record->start = spans[i].start;
      record->end = spans[i].end;
      vost_set_string (&record->text, text);
      vost_edit_insert (edit, i, record);
    }
  g_assert_true (vost_project_apply (project, edit, &error));
  g_assert_no_error (error);
  return VOST_RECORD_ID (track);
}

static void
test_index (void)
{
  static const VostSpan spans[] = {
    { 0, 100 }, { 10, 20 }, { 10, 15 }, { 30, 40 }, { 5, 12 }, { 40, 50 }, { 200, 300 },
  };
  g_autoptr (VostProject) project = vost_project_new ();
  VostId track = add_track (project, spans, G_N_ELEMENTS (spans));
  g_autoptr (VostSnapshot) snapshot = vost_project_snapshot (project);
  g_autoptr (VostCueIndex) index = vost_cue_index_new (snapshot, track, NULL);
  g_autoptr (GArray) found = g_array_new (FALSE, FALSE, sizeof (VostOverlayCue));

  for (VostTime t = -5; t < 310; t++)
    {
      guint n = 0;

      vost_cue_index_at (index, t, found);
      for (guint i = 0; i < G_N_ELEMENTS (spans); i++)
        n += vost_span_contains (spans[i], t);
      g_assert_cmpuint (found->len, ==, n);
      for (guint i = 0; i < found->len; i++)
        g_assert_true (vost_span_contains (g_array_index (found, VostOverlayCue, i).span, t));
    }
  vost_cue_index_at (index, 11, found);
  g_assert_cmpstr (g_array_index (found, VostOverlayCue, 0).text, ==, "0");
  g_assert_cmpstr (g_array_index (found, VostOverlayCue, 1).text, ==, "4");
  g_assert_cmpstr (g_array_index (found, VostOverlayCue, 2).text, ==, "1");
  g_assert_cmpstr (g_array_index (found, VostOverlayCue, 3).text, ==, "2");

  g_assert_cmpint (vost_cue_index_next_change (index, -1), ==, 0);
  g_assert_cmpint (vost_cue_index_next_change (index, 0), ==, 5);
  g_assert_cmpint (vost_cue_index_next_change (index, 40), ==, 50);
  g_assert_cmpint (vost_cue_index_next_change (index, 100), ==, 200);
  g_assert_cmpint (vost_cue_index_next_change (index, 299), ==, 300);
  g_assert_cmpint (vost_cue_index_next_change (index, 300), ==, VOST_TIME_NONE);
}

static void
test_empty_index (void)
{
  g_autoptr (VostProject) project = vost_project_new ();
  g_autoptr (VostSnapshot) snapshot = vost_project_snapshot (project);
  g_autoptr (VostCueIndex) index = vost_cue_index_new (snapshot, VOST_ID_NONE, "fr");
  g_autoptr (GArray) found = g_array_new (FALSE, FALSE, sizeof (VostOverlayCue));

  g_array_set_size (found, 3);
  vost_cue_index_at (index, 0, found);
  g_assert_cmpuint (found->len, ==, 0);
  g_assert_cmpint (vost_cue_index_next_change (index, 0), ==, VOST_TIME_NONE);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  vost_media_init ();
  g_test_add_func ("/overlay/place", test_place);
  g_test_add_func ("/overlay/settings", test_settings);
  g_test_add_func ("/overlay/colours", test_colours);
  g_test_add_func ("/overlay/plain-characters", test_plain_characters);
  g_test_add_func ("/overlay/changes", test_changes);
  g_test_add_func ("/overlay/times", test_times);
  g_test_add_func ("/overlay/titles", test_titles);
  g_test_add_func ("/overlay/native-header", test_native_header);
  g_test_add_func ("/overlay/hostile", test_hostile);
  g_test_add_func ("/overlay/direction", test_direction);
  g_test_add_func ("/overlay/blend-i420", test_blend_i420);
  g_test_add_func ("/overlay/blend-bgra", test_blend_bgra);
  g_test_add_func ("/overlay/blend-sizes", test_blend_sizes);
  g_test_add_func ("/overlay/render-and-blend", test_render_and_blend);
  g_test_add_func ("/overlay/base-direction", test_base_direction);
  g_test_add_func ("/overlay/index", test_index);
  g_test_add_func ("/overlay/empty-index", test_empty_index);
  return g_test_run ();
}
