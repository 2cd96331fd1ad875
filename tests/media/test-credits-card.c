/* The end card: long enough to be read, all of it shown, at a size that can be read. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <vostok/media/credits-card.h>

#include <vostok/media/media.h>

#define WIDTH 640
#define HEIGHT 360

static void
free_credit (gpointer data)
{
  VostCredit *credit = data;

  g_free (credit->title);
  g_free (credit->by);
  g_free (credit->url);
  g_free (credit->licence_spdx);
  g_free (credit->licence_url);
  g_free (credit->licence_name);
  g_free (credit->copyright);
  g_free (credit->used);
  g_free (credit->changes);
  g_free (credit->earlier);
  g_free (credit->fingerprint);
  g_free (credit);
}

static VostAttribution *
make_attribution (guint n_credits, const char *title)
{
  VostAttribution *self = g_new0 (VostAttribution, 1);

  self->title = g_strdup ("The Long Way Home");
  self->author = g_strdup ("A Remixer");
  self->author_url = g_strdup ("");
  self->year = 2024;
  self->licence_spdx = g_strdup ("CC-BY-SA-4.0");
  self->licence_url = g_strdup ("https://creativecommons.org/licenses/by-sa/4.0/");
  self->licence_name = g_strdup ("CC BY-SA 4.0");
  self->language = g_strdup ("en");
  self->adaptation = TRUE;
  self->credits = g_ptr_array_new_with_free_func (free_credit);
  self->subtitles = g_ptr_array_new ();
  vost_licence_parse ("CC-BY-SA-4.0", &self->licence);
  for (guint i = 0; i < n_credits; i++)
    {
      VostCredit *credit = g_new0 (VostCredit, 1);

      credit->title = g_strdup (title);
      credit->by = g_strdup ("An Author");
      credit->url = g_strdup ("https://example.org/film");
      credit->licence_spdx = g_strdup ("CC-BY-3.0");
      credit->licence_url = g_strdup ("https://creativecommons.org/licenses/by/3.0/");
      credit->licence_name = g_strdup ("CC BY 3.0");
      credit->copyright = g_strdup ("");
      credit->used = g_strdup ("");
      credit->changes = g_strdup ("shortened");
      credit->earlier = g_strdup ("");
      credit->fingerprint = g_strdup ("");
      vost_licence_parse ("CC-BY-3.0", &credit->licence);
      g_ptr_array_add (self->credits, credit);
    }
  return self;
}

static gint64
count_characters (const VostAttribution *attribution)
{
  g_auto (GStrv) lines = vost_attribution_to_card (attribution);
  gint64 n = 0;

  for (guint i = 0; lines[i] != NULL; i++)
    {
      const char *address = strstr (lines[i], "://");
      gint64 skipped = address != NULL ? (gint64) strcspn (address, " ") : 0;

      n += g_utf8_strlen (lines[i], -1) - skipped + skipped / 4;
    }
  return n;
}

/* Rows of the picture that have light in them; the first plane is enough. */
typedef struct
{
  int first, last;
  guint n_rows;   /* with light */
  guint n_blocks; /* rows of text, with dark between them */
  guint tallest;  /* of the blocks */
  gboolean sides; /* there is light in the margins */
} Lit;

static Lit
look (VostFrame *frame)
{
  Lit lit = { -1, -1, 0, 0, 0, FALSE };
  gboolean rgb = GST_VIDEO_INFO_IS_RGB (&frame->info);
  GstVideoFrame mapped;
  guint run = 0;

  g_assert_true (gst_video_frame_map (&mapped, &frame->info, frame->buffer, GST_MAP_READ));
  for (int y = 0; y < frame->info.height; y++)
    {
      const guint8 *row = (const guint8 *) GST_VIDEO_FRAME_PLANE_DATA (&mapped, 0) +
                          y * GST_VIDEO_FRAME_PLANE_STRIDE (&mapped, 0);
      gboolean light = FALSE;

      for (int x = 0; x < frame->info.width; x++)
        if (row[rgb ? x * 4 + 1 : x] > 100)
          {
            light = TRUE;
            lit.sides |= x < frame->info.width / 40 || x >= frame->info.width * 39 / 40;
          }
      lit.first = light && lit.first < 0 ? y : lit.first;
      lit.last = light ? y : lit.last;
      lit.n_rows += light;
      lit.n_blocks += light && run == 0;
      run = light ? run + 1 : 0;
      lit.tallest = MAX (lit.tallest, run);
    }
  gst_video_frame_unmap (&mapped);
  return lit;
}

static Lit
look_at (VostCreditsCard *card, VostTime t)
{
  g_autoptr (VostFrame) frame = vost_credits_card_render (card, t, GST_VIDEO_FORMAT_BGRA);

  g_assert_nonnull (frame);
  return look (frame);
}

static void
test_page (void)
{
  g_autoptr (VostAttribution) attribution = make_attribution (1, "A Film");
  g_autoptr (VostCreditsCard) card = vost_credits_card_new (attribution, WIDTH, HEIGHT);
  VostTime duration = vost_credits_card_get_duration (card);
  VostTime wanted = MAX (count_characters (attribution) * VOST_SECOND / 40, 4 * VOST_SECOND);
  g_autoptr (VostFrame) first = vost_credits_card_render (card, 0, GST_VIDEO_FORMAT_BGRA);
  g_autoptr (VostFrame) later =
      vost_credits_card_render (card, duration - 1, GST_VIDEO_FORMAT_BGRA);
  Lit lit = look (first);

  g_assert_cmpint (duration, ==, wanted);
  /* A page stands still: the same picture all the time. */
  g_assert_true (first == later);
  g_assert_cmpint (first->info.width, ==, WIDTH);
  g_assert_cmpint (first->info.height, ==, HEIGHT);
  g_assert_cmpuint (lit.n_blocks, >=, 4);
  g_assert_false (lit.sides);
  /* In the middle, with margins. */
  g_assert_cmpint (lit.first, >, HEIGHT / 20);
  g_assert_cmpint (lit.last, <, HEIGHT - HEIGHT / 20);
  g_assert_cmpint (ABS (lit.first + lit.last - HEIGHT), <, HEIGHT / 8);
}

static void
test_shortest (void)
{
  g_autoptr (VostAttribution) attribution = make_attribution (0, "");
  g_autoptr (VostCreditsCard) card = vost_credits_card_new (attribution, WIDTH, HEIGHT);

  g_assert_cmpint (vost_credits_card_get_duration (card), >=, 4 * VOST_SECOND);
  g_assert_cmpuint (look_at (card, 0).n_blocks, >=, 2);
}

static void
test_formats (void)
{
  g_autoptr (VostAttribution) attribution = make_attribution (2, "A Film");
  g_autoptr (VostCreditsCard) card = vost_credits_card_new (attribution, WIDTH + 1, HEIGHT + 1);
  g_autoptr (VostFrame) bgra = vost_credits_card_render (card, 0, GST_VIDEO_FORMAT_BGRA);
  g_autoptr (VostFrame) i420 = vost_credits_card_render (card, 0, GST_VIDEO_FORMAT_I420);
  g_autoptr (VostFrame) again = vost_credits_card_render (card, 0, GST_VIDEO_FORMAT_BGRA);
  GstVideoFrame mapped;
  Lit lit = look (bgra);
  Lit same = look (i420);

  g_assert_cmpint (ABS (lit.first - same.first), <=, 1);
  g_assert_cmpint (ABS (lit.last - same.last), <=, 1);
  g_assert_cmpuint (look (again).n_rows, ==, lit.n_rows);
  /* Black is 16, grey has no colour, nothing is clear. */
  g_assert_true (gst_video_frame_map (&mapped, &i420->info, i420->buffer, GST_MAP_READ));
  g_assert_cmpuint (((guint8 *) GST_VIDEO_FRAME_PLANE_DATA (&mapped, 0))[0], ==, 16);
  g_assert_cmpuint (((guint8 *) GST_VIDEO_FRAME_PLANE_DATA (&mapped, 1))[0], ==, 128);
  g_assert_cmpuint (((guint8 *) GST_VIDEO_FRAME_PLANE_DATA (&mapped, 2))[99], ==, 128);
  gst_video_frame_unmap (&mapped);
  g_assert_true (gst_video_frame_map (&mapped, &bgra->info, bgra->buffer, GST_MAP_READ));
  g_assert_cmpuint (((guint8 *) GST_VIDEO_FRAME_PLANE_DATA (&mapped, 0))[3], ==, 255);
  gst_video_frame_unmap (&mapped);
}

/* Too many for a page: a roll that moves up, rests at both ends and shows every line. */
static void
test_roll (void)
{
  g_autoptr (VostAttribution) attribution = make_attribution (12, "A Film");
  g_autoptr (VostCreditsCard) card = vost_credits_card_new (attribution, WIDTH, HEIGHT);
  VostTime duration = vost_credits_card_get_duration (card);
  Lit begin = look_at (card, 0);
  Lit end = look_at (card, duration);

  g_assert_cmpint (duration, <=, 60 * VOST_SECOND);
  g_assert_cmpint (duration, >, 8 * VOST_SECOND);
  /* Begins with the title below the margin, ends with the last line above it. */
  g_assert_cmpint (begin.first, >, HEIGHT / 20);
  g_assert_cmpint (begin.first, <, HEIGHT / 6);
  g_assert_cmpint (end.last, <, HEIGHT - HEIGHT / 20);
  g_assert_cmpint (end.last, >, HEIGHT * 5 / 6);
  g_assert_cmpint (look_at (card, VOST_SECOND).first, ==, begin.first);
  g_assert_cmpint (look_at (card, duration - VOST_SECOND).last, ==, end.last);
  g_assert_cmpint (look_at (card, duration + VOST_SECOND).last, ==, end.last);
  /* It moves, and there is text all the way. */
  g_assert_cmpint (look_at (card, 2 * VOST_SECOND).first, <, begin.first);
  for (guint i = 1; i < 8; i++)
    g_assert_cmpuint (look_at (card, duration * i / 8).n_blocks, >=, 4);
}

/* A thousand works pass in a minute, and none of them is held in memory as a picture. */
static void
test_many (void)
{
  g_autoptr (VostAttribution) attribution = make_attribution (300, "A Film");
  g_autoptr (VostCreditsCard) card = vost_credits_card_new (attribution, 320, 180);

  g_assert_cmpint (vost_credits_card_get_duration (card), ==, 60 * VOST_SECOND);
  g_assert_cmpuint (look_at (card, 30 * VOST_SECOND).n_blocks, >=, 4);
}

/* Letters are at least a thirtieth of the height: lines a twenty-fifth apart or more. */
static void
test_size (void)
{
  for (guint n = 1; n < 8; n++)
    {
      g_autoptr (VostAttribution) attribution = make_attribution (n, "HHHH");
      g_autoptr (VostCreditsCard) card = vost_credits_card_new (attribution, 1280, 720);
      Lit lit = look_at (card, 0);

      /* Capitals are some seven tenths of the type size. */
      g_assert_cmpuint (lit.tallest, >=, 720 / 30 * 7 / 10);
      g_assert_cmpuint (lit.n_blocks, <=, 30);
    }
}

static void
test_scripts (void)
{
  static const char *const titles[] = {
    "שלום עולם",
    "السلام عليكم",
    "こんにちは世界",
    "नमस्ते दुनिया",
    "A title that is so very long that no picture is wide enough for it and that for this reason "
    "has "
    "to be broken into several lines wherever there is a place between two words to do so",
    "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaftundweiter"
    "undweiterundimmerweiterohneeineneinzigenzwischenraumbiszumende",
  };

  for (guint i = 0; i < G_N_ELEMENTS (titles); i++)
    {
      g_autoptr (VostAttribution) attribution = make_attribution (1, titles[i]);
      g_autoptr (VostAttribution) plain = make_attribution (0, "");
      g_autoptr (VostCreditsCard) card = vost_credits_card_new (attribution, WIDTH, HEIGHT);
      g_autoptr (VostCreditsCard) less = vost_credits_card_new (plain, WIDTH, HEIGHT);
      Lit lit = look_at (card, 0);

      g_assert_cmpuint (lit.n_rows, >, look_at (less, 0).n_rows);
      g_assert_false (lit.sides);
    }
}

/* Pictures of any shape that can be asked for. */
static void
test_shapes (void)
{
  static const int sizes[][2] = { { 16, 16 }, { 360, 640 }, { 1920, 300 }, { 1, 1 } };

  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      g_autoptr (VostAttribution) attribution = make_attribution (3, "A Film");
      g_autoptr (VostCreditsCard) card =
          vost_credits_card_new (attribution, sizes[i][0], sizes[i][1]);
      g_autoptr (VostFrame) frame =
          vost_credits_card_render (card, VOST_SECOND * 2, GST_VIDEO_FORMAT_I420);

      g_assert_nonnull (frame);
      g_assert_cmpint (frame->info.width, ==, sizes[i][0]);
    }
}

static gpointer
render_some (gpointer data)
{
  VostCreditsCard *card = data;

  for (guint i = 0; i < 8; i++)
    {
      g_autoptr (VostFrame) frame = vost_credits_card_render (
          card, i * VOST_SECOND, i % 2 == 0 ? GST_VIDEO_FORMAT_BGRA : GST_VIDEO_FORMAT_I420);

      g_assert_cmpuint (look (frame).n_blocks, >=, 4);
    }
  return NULL;
}

static void
test_threads (void)
{
  for (guint n = 1; n <= 12; n += 11)
    {
      g_autoptr (VostAttribution) attribution = make_attribution (n, "A Film");
      g_autoptr (VostCreditsCard) card = vost_credits_card_new (attribution, 320, 180);
      GThread *threads[3];

      for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
        threads[i] = g_thread_new ("card", render_some, card);
      for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
        g_thread_join (threads[i]);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  vost_media_init ();
  g_test_add_func ("/credits-card/page", test_page);
  g_test_add_func ("/credits-card/shortest", test_shortest);
  g_test_add_func ("/credits-card/formats", test_formats);
  g_test_add_func ("/credits-card/roll", test_roll);
  g_test_add_func ("/credits-card/many", test_many);
  g_test_add_func ("/credits-card/size", test_size);
  g_test_add_func ("/credits-card/scripts", test_scripts);
  g_test_add_func ("/credits-card/shapes", test_shapes);
  g_test_add_func ("/credits-card/threads", test_threads);
  return g_test_run ();
}
