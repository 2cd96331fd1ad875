/* Frames and times: exact inverses at every rate. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <vostok/core/rate.h>

static const VostRate rates[] = { { 24, 1 },       { 25, 1 },       { 30, 1 },    { 24000, 1001 },
                                  { 30000, 1001 }, { 60000, 1001 }, { 15, 1 },    { 16, 1 },
                                  { 18, 1 },       { 1, 1 },        { 1, 7 },     { 120, 1 },
                                  { 999, 17 },     { 12288, 1 },    { 2997, 125 } };

static void
check_frame (VostRate rate, gint64 frame)
{
  VostTime start = vost_rate_frame_start (rate, frame);
  VostTime next = vost_rate_frame_start (rate, frame + 1);
  g_assert_cmpint (vost_rate_frame_at (rate, start), ==, frame);
  g_assert_cmpint (vost_rate_frame_at (rate, start - 1), ==, frame - 1);
  g_assert_cmpint (vost_rate_frame_at (rate, next - 1), ==, frame);
  g_assert_cmpint (vost_rate_frame_nearest (rate, start), ==, frame);
  VostTime middle = start + (next - start) / 2;
  g_assert_cmpint (vost_rate_frame_nearest (rate, middle - 1), ==, frame);
  g_assert_cmpint (vost_rate_frame_nearest (rate, middle + 1), ==, frame + 1);
}

static void
test_inverse (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (rates); i++)
    {
      for (gint64 frame = -50; frame < 400; frame++)
        check_frame (rates[i], frame);
      for (gint64 frame = 1000; frame < 4000000; frame = frame * 3 + 1)
        check_frame (rates[i], frame);
    }
}

static void
test_known_values (void)
{
  VostRate ntsc = { 24000, 1001 };
  g_assert_cmpint (vost_rate_frame_start (ntsc, 1), ==, 41708333);
  g_assert_cmpint (vost_rate_frame_start (ntsc, 2), ==, 83416667);
  g_assert_cmpint (vost_rate_frame_start (ntsc, 24000), ==, 1001 * VOST_SECOND);
  g_assert_cmpint (vost_rate_frame_start (ntsc, -1), ==, -41708333);

  g_assert_cmpint (vost_rate_frame_start ((VostRate){ 3, 1 }, 1), ==, 333333333);
  g_assert_cmpint (vost_rate_frame_start ((VostRate){ 3, 1 }, 2), ==, 666666667);
  g_assert_cmpint (vost_rate_frame_nearest ((VostRate){ 25, 1 }, 20 * VOST_MSECOND), ==, 1);
  g_assert_cmpint (vost_rate_frame_nearest ((VostRate){ 25, 1 }, -20 * VOST_MSECOND), ==, 0);
}

static void
test_unknown_and_huge (void)
{
  g_assert_cmpint (vost_rate_frame_at ((VostRate){ 0, 1 }, VOST_SECOND), ==, 0);
  g_assert_cmpint (vost_rate_frame_start ((VostRate){ 0, 1 }, 5), ==, 0);
  g_assert_cmpint (vost_rate_frame_nearest ((VostRate){ -1, 1 }, 5), ==, 0);
  VostRate slow = { 1, G_MAXINT };
  g_assert_cmpint (vost_rate_frame_start (slow, G_MAXINT64), ==, G_MAXINT64);
  g_assert_cmpint (vost_rate_frame_at (slow, G_MAXINT64), ==, 4);
  g_assert_cmpint (vost_rate_frame_at (slow, VOST_TIME_NONE), ==, -5);
}

static void
check_parse (const char *text, int num, int den, const char *printed)
{
  VostRate rate = { -1, -1 };
  g_assert_true (vost_rate_parse (text, &rate));
  g_assert_cmpint (rate.num, ==, num);
  g_assert_cmpint (rate.den, ==, den);
  g_autofree char *back = vost_rate_to_string (rate);
  g_assert_cmpstr (back, ==, printed);
}

static void
test_text (void)
{
  check_parse ("25", 25, 1, "25");
  check_parse ("24000/1001", 24000, 1001, "24000/1001");
  check_parse ("23.976", 24000, 1001, "24000/1001");
  check_parse ("23.98", 24000, 1001, "24000/1001");
  check_parse ("29.97", 30000, 1001, "30000/1001");
  check_parse ("59.94", 60000, 1001, "60000/1001");
  check_parse ("25.000", 25, 1, "25");
  check_parse ("12.5", 25, 2, "25/2");
  check_parse ("0/1", 0, 1, "0/1");
}

static void
test_refuses (void)
{
  static const char *const bad[] = { "",        "0",       "-25",   "25/0", "25/",  "/1",
                                     "25/-1",   "x",       "25fps", "1:2",  "-1.5", "1/2/3",
                                     "0.00001", "99999.5", " 25",   "1e3",  "25 ",  "3000000000" };
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      VostRate rate = { 7, 7 };
      if (vost_rate_parse (bad[i], &rate))
        g_error ("\"%s\" was taken for a rate", bad[i]);
      g_assert_cmpint (rate.num, ==, 7);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/rate/inverse", test_inverse);
  g_test_add_func ("/rate/known-values", test_known_values);
  g_test_add_func ("/rate/unknown-and-huge", test_unknown_and_huge);
  g_test_add_func ("/rate/text", test_text);
  g_test_add_func ("/rate/refuses", test_refuses);
  return g_test_run ();
}
