/* Times as text: rounding, signs, limits. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <vostok/core/span.h>

static void
check_format (VostTime t, int digits, const char *expected)
{
  g_autofree char *text = vost_time_format (t, digits);
  g_assert_cmpstr (text, ==, expected);
}

static void
test_format (void)
{
  check_format (0, 3, "00:00:00.000");
  check_format (0, 0, "00:00:00");
  check_format (3723 * VOST_SECOND + 45 * VOST_MSECOND, 3, "01:02:03.045");
  check_format (360000 * VOST_SECOND, 2, "100:00:00.00");
  check_format (-1500 * VOST_MSECOND, 3, "-00:00:01.500");
  check_format (VOST_TIME_NONE, 3, "");
  check_format (1, 9, "00:00:00.000000001");
  check_format (G_MAXINT64, 9, "2562047:47:16.854775807");
  check_format (G_MININT64 + 1, 9, "-2562047:47:16.854775807");
}

static void
test_format_rounds (void)
{
  check_format (499999, 3, "00:00:00.000");
  check_format (500000, 3, "00:00:00.001");
  check_format (59999500000, 3, "00:01:00.000");
  check_format (59 * VOST_SECOND + 995 * VOST_MSECOND, 2, "00:01:00.00");
  /* Up is towards later, and what rounds to nothing has no sign. */
  check_format (-500000, 3, "00:00:00.000");
  check_format (-500001, 3, "-00:00:00.001");
  check_format (-1500000, 3, "-00:00:00.001");
}

static void
check_exact (VostTime t, const char *expected)
{
  g_autofree char *text = vost_time_format_exact (t);
  g_assert_cmpstr (text, ==, expected);
  VostTime back = -7;
  g_assert_true (vost_time_parse (text, &back));
  g_assert_cmpint (back, ==, t);
}

static void
test_exact (void)
{
  check_exact (0, "00:00:00.000");
  check_exact (VOST_SECOND, "00:00:01.000");
  check_exact (1234567, "00:00:00.001234567");
  check_exact (1234500, "00:00:00.0012345");
  check_exact (-41708333, "-00:00:00.041708333");
  check_exact (3599999999999, "00:59:59.999999999");
  g_autofree char *none = vost_time_format_exact (VOST_TIME_NONE);
  g_assert_cmpstr (none, ==, "");
}

static void
check_parse (const char *text, VostTime expected)
{
  VostTime t = -7;
  g_assert_true (vost_time_parse (text, &t));
  g_assert_cmpint (t, ==, expected);
}

static void
test_parse (void)
{
  check_parse ("5", 5 * VOST_SECOND);
  check_parse ("1:05", 65 * VOST_SECOND);
  check_parse ("1:02:03,045", 3723 * VOST_SECOND + 45 * VOST_MSECOND);
  check_parse ("01:02:03.5", 3723 * VOST_SECOND + 500 * VOST_MSECOND);
  check_parse ("-0:01.5", -1500 * VOST_MSECOND);
  check_parse ("90:00", 5400 * VOST_SECOND);
  check_parse ("0.0000000014", 1);
  check_parse ("0.0000000015", 2);
  check_parse ("0.9999999999", VOST_SECOND);
}

static void
test_parse_refuses (void)
{
  static const char *const bad[] = { "",
                                     "-",
                                     "x",
                                     "1:",
                                     ":1",
                                     "1.",
                                     ".5",
                                     "1:2:3:4",
                                     "1 ",
                                     " 1",
                                     "1.5.5",
                                     "--1",
                                     "1-1",
                                     "1.5s",
                                     "1:-2",
                                     "+1",
                                     "1:2:.5",
                                     "1,5,",
                                     "0x10",
                                     "１",
                                     "99999999999999999999",
                                     "9999999999:00:00" };
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      VostTime t = -7;
      if (vost_time_parse (bad[i], &t))
        g_error ("\"%s\" was taken for a time", bad[i]);
      g_assert_cmpint (t, ==, -7);
    }
}

static void
check_seconds (VostTime t, const char *expected)
{
  g_autoptr (GString) out = g_string_new (NULL);
  vost_time_append_seconds (out, t);
  g_assert_cmpstr (out->str, ==, expected);
}

static void
test_seconds (void)
{
  check_seconds (0, "0");
  check_seconds (12345 * VOST_MSECOND, "12.345");
  check_seconds (-1, "-0.000000001");
  check_seconds (100 * VOST_SECOND, "100");
  check_seconds (VOST_SECOND + 10, "1.00000001");
}

static void
test_spans (void)
{
  VostSpan a = { 10, 20 };
  g_assert_true (vost_span_contains (a, 10));
  g_assert_false (vost_span_contains (a, 20));
  g_assert_false (vost_span_overlaps (a, (VostSpan){ 20, 30 }));
  g_assert_true (vost_span_overlaps (a, (VostSpan){ 19, 30 }));
  g_assert_cmpint (vost_span_duration (a), ==, 10);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/span/format", test_format);
  g_test_add_func ("/span/format-rounds", test_format_rounds);
  g_test_add_func ("/span/exact", test_exact);
  g_test_add_func ("/span/parse", test_parse);
  g_test_add_func ("/span/parse-refuses", test_parse_refuses);
  g_test_add_func ("/span/seconds", test_seconds);
  g_test_add_func ("/span/spans", test_spans);
  return g_test_run ();
}
