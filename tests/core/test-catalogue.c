/* The catalogue: films are found by name, and only they. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <vostok/core/rights/catalogue.h>
#include <vostok/core/rights/licence.h>

static void
assert_found (const char *file_name, const char *title, const char *expected)
{
  const VostFilm *film = vost_catalogue_find (file_name, title);
  const char *found = film != NULL ? film->title : NULL;

  if (g_strcmp0 (found, expected) != 0)
    g_error ("“%s”, “%s” is taken for “%s”", file_name, title, found);
}

static void
test_finds (void)
{
  assert_found ("sintel-1024-surround.mp4", NULL, "Sintel");
  assert_found ("Sintel.2010.1080p.mkv", "", "Sintel");
  assert_found ("/home/someone/Films/SINTEL.webm", NULL, "Sintel");
  assert_found ("film.mkv", "Sintel", "Sintel");
  assert_found (NULL, "Sintel", "Sintel");
  assert_found ("big_buck_bunny_720p_h264.mov", NULL, "Big Buck Bunny");
  assert_found ("Big.Buck.Bunny.ogv", NULL, "Big Buck Bunny");
  assert_found ("tears_of_steel_1080p.webm", NULL, "Tears of Steel");
  assert_found ("The Cosmonaut (2013).mkv", NULL, "The Cosmonaut");
  assert_found ("Sita_Sings_the_Blues_1080p.mp4", NULL, "Sita Sings the Blues");
  assert_found ("rip-a-remix-manifesto.avi", NULL, "RiP!: A Remix Manifesto");
}

static void
test_does_not_find (void)
{
  static const char *const names[] = { "holiday.mkv",       "spring.mp4",      "sintelligence.mkv",
                                       "big bunny.mkv",     "steel.mkv",       "dream.webm",
                                       "cosmonauts.mkv",    "manifesto.ogv",   "The Blues.mp4",
                                       "buckbunnybig.webm", "elephant man.mp4" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      assert_found (names[i], NULL, NULL);
      assert_found (NULL, names[i], NULL);
    }
  assert_found (NULL, NULL, NULL);
  assert_found ("", "", NULL);
  assert_found ("\xc3\xa9t\xc3\xa9.mkv", "\xe6\x98\xa5", NULL);
  assert_found ("\xff\xfe.mkv", "\xc3", NULL);
}

static void
test_entries (void)
{
  guint n = 0;

  for (const VostFilm *film = vost_films; film->title != NULL; film++, n++)
    {
      VostLicence licence;
      g_autofree char *spdx = NULL;

      assert_found (NULL, film->title, g_str_equal (film->title, "Spring") ? NULL : film->title);
      assert_found (film->pattern, NULL, film->title);
      g_assert_cmpstr (film->creators, !=, "");
      g_assert_cmpstr (film->attribution, !=, "");
      g_assert_cmpint (film->year, >, 1895);
      g_assert_true (film->url[0] == '\0' || g_str_has_prefix (film->url, "http"));
      if (film->licence[0] == '\0')
        {
          /* Where nothing is stated, it says why. */
          g_assert_cmpstr (film->caveat, !=, "");
          continue;
        }
      g_assert_true (vost_licence_parse (film->licence, &licence));
      g_assert_true (licence.family != VOST_LICENCE_CC || licence.version > 0);
      spdx = vost_licence_to_spdx (&licence);
      g_assert_cmpstr (spdx, ==, film->licence);
    }
  g_assert_cmpuint (n, >=, 10);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/catalogue/finds", test_finds);
  g_test_add_func ("/catalogue/does-not-find", test_does_not_find);
  g_test_add_func ("/catalogue/entries", test_entries);
  return g_test_run ();
}
