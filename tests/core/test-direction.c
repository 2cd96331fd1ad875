/* Right-to-left: languages, marks, punctuation at the wrong end. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <vostok/core/direction.h>

static void
test_languages (void)
{
  static const char *const rtl[] = { "ar", "he", "fa-IR", "ur", "ku-Arab", "AR-eg", "uz-arab-AF" };
  static const char *const ltr[] = {
    "", "en", "fr-CA", "az-Latn", "ar-Latn", "arn", "heb", "x", "-"
  };

  for (guint i = 0; i < G_N_ELEMENTS (rtl); i++)
    g_assert_true (vost_language_is_rtl (rtl[i]));
  for (guint i = 0; i < G_N_ELEMENTS (ltr); i++)
    g_assert_false (vost_language_is_rtl (ltr[i]));
}

static void
test_marks (void)
{
  g_autofree char *shown = vost_text_show_rtl ("NASA שלחה\n\nאותה.");
  g_autofree char *marked = vost_text_mark_rtl ("<i>שלום.</i>\nכן");
  g_autofree char *twice = vost_text_mark_rtl (marked);

  g_assert_cmpstr (shown, ==, "\u200fNASA שלחה\n\n\u200fאותה.");
  g_assert_cmpstr (marked, ==, "\u202b<i>שלום.</i>\u202c\n\u202bכן\u202c");
  g_assert_cmpstr (twice, ==, marked);
}

static void
test_reversed (void)
{
  static const char wrong[] = ".שלום לכולם\n?מי שם\n!בוא הנה\nכן\nHello.\n...אולי -";
  static const char right[] = "שלום לכולם.\nמי שם?\nבוא הנה!\nכן\nHello.";
  g_autofree char *restored = vost_punctuation_restore (wrong);
  g_autofree char *same = vost_punctuation_restore (right);

  g_assert_true (vost_punctuation_is_reversed (wrong));
  g_assert_false (vost_punctuation_is_reversed (right));
  g_assert_false (vost_punctuation_is_reversed (restored));
  g_assert_false (vost_punctuation_is_reversed ("...and then\n...he said\n...no\n...never"));
  /* Two dots at the beginning of a line are not enough to go by. */
  g_assert_false (vost_punctuation_is_reversed ("...שלום\n...כן\nמי שם?"));
  g_assert_false (vost_punctuation_is_reversed (""));
  g_assert_cmpstr (restored, ==, "שלום לכולם.\nמי שם?\nבוא הנה!\nכן\nHello.\n- אולי...");
  g_assert_cmpstr (same, ==, right);
}

static void
test_arabic (void)
{
  g_autofree char *restored = vost_punctuation_restore ("؟من هناك\n، تعال");

  g_assert_true (vost_punctuation_is_reversed ("؟من هناك\n.تعال\n!نعم"));
  g_assert_cmpstr (restored, ==, "من هناك؟\nتعال،");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/direction/languages", test_languages);
  g_test_add_func ("/direction/marks", test_marks);
  g_test_add_func ("/direction/reversed", test_reversed);
  g_test_add_func ("/direction/arabic", test_arabic);
  return g_test_run ();
}
