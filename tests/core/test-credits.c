/* Credits at the edges: translations, what is missing, what is hostile, and works of works. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <vostok/core/rights/attribution.h>

#include <string.h>

#include "rights-maker.h"

static void
assert_holds (const char *text, const char *part)
{
  if (strstr (text, part) == NULL)
    g_error ("“%s” is not in:\n%s", part, text);
}

static void
assert_lacks (const char *text, const char *part)
{
  if (strstr (text, part) != NULL)
    g_error ("“%s” is in:\n%s", part, text);
}

static void
set_up_info (Maker *f, const char *title, const char *author, const char *language)
{
  VostProjectRecord *info = maker_info (f);

  vost_set_string (&info->title, title);
  vost_set_string (&info->author, author);
  vost_set_string (&info->language, language);
  info->year = 2026;
  maker_set_info (f, info);
}

static VostAttribution *
attribution_of (Maker *f, VostMaking making, VostId source)
{
  g_autoptr (VostSnapshot) snapshot = vost_project_snapshot (f->project);
  g_autoptr (GError) error = NULL;
  VostAttribution *made = vost_attribution_for_project (snapshot, making, source, &error);

  g_assert_no_error (error);
  return made;
}

static VostId
add_track (Maker *f, VostId source, const char *language, const char *role, const char *names)
{
  VostTrack *track = track_new (source, language, role);

  g_strfreev (track->contributors);
  track->contributors = g_strsplit (names, ";", -1);
  return maker_add (f, track);
}

/* --- Translations --- */

static void
test_translations (Maker *f, gconstpointer data)
{
  static const char *const said[][3] = {
    { "en", "fr",
      "French translation of “Órbita” by Ana. Translated from English to French by Chloé. "
      "Subtitles © 2026 Chloé, CC BY-NC-SA 4.0, "
      "https://creativecommons.org/licenses/by-nc-sa/4.0/." },
    { "fr", "fr",
      "Traduction française de « Órbita » de Ana. Œuvre originale traduite de l'anglais vers le "
      "français par Chloé. Sous-titres © 2026 Chloé, CC BY-NC-SA 4.0, "
      "https://creativecommons.org/licenses/by-nc-sa/4.0/." },
    { "es", "de",
      "Traducción alemana de la obra «Órbita» de Ana. La obra original se ha traducido del inglés "
      "al alemán por Otto. Subtítulos © 2026 Otto, CC BY-NC-SA 4.0, "
      "https://creativecommons.org/licenses/by-nc-sa/4.0/." },
    { "en", "eo",
      "Translation (eo) of “Órbita” by Ana. Translated by Zam. Subtitles © 2026 Zam, " },
  };
  VostId film = maker_add (f, source_new ("Órbita", "Ana", "CC-BY-NC-SA-3.0"));

  add_track (f, film, "en", "original", "Ben");
  add_track (f, film, "fr", "translation", "Chloé");
  add_track (f, film, "de-AT", "translation", "Otto");
  add_track (f, film, "eo", "translation", "Zam");
  for (guint i = 0; i < G_N_ELEMENTS (said); i++)
    {
      g_autoptr (VostAttribution) a = NULL;
      g_autofree char *text = NULL;

      set_up_info (f, "Órbita", "Eva", said[i][0]);
      a = attribution_of (f, VOST_MAKING_SUBTITLED, film);
      text = vost_attribution_to_text (a);
      assert_holds (text, said[i][2]);
      assert_lacks (text, "Translated by Ben");
    }
}

/* A remix has several films: each translation is of its own. */
static void
test_translation_in_remix (Maker *f, gconstpointer data)
{
  VostId first = maker_add (f, source_new ("Aurora", "Zoë", "CC-BY-4.0"));
  VostId second = maker_add (f, source_new ("Órbita", "Ana", "CC-BY-4.0"));
  g_autoptr (VostAttribution) a = NULL;
  g_autoptr (VostAttribution) b = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *json = NULL;
  g_autofree char *text = NULL;
  g_autofree char *again = NULL;

  maker_clip (f, first, 0, 0, 10);
  maker_clip (f, second, 10, 0, 10);
  add_track (f, second, "es", "original", "Ana");
  add_track (f, second, "fr", "translation", "Chloé");
  add_track (f, VOST_ID_NONE, "de", "translation", "Otto");
  set_up_info (f, "Remix", "Eva", "en");
  a = attribution_of (f, VOST_MAKING_REMIX, VOST_ID_NONE);
  text = vost_attribution_to_text (a);
  assert_holds (text, "French translation of “Órbita” by Ana. Translated from Spanish to French by "
                      "Chloé.");
  assert_holds (text, "Subtitles, German: Otto\n");
  assert_lacks (text, "translation of “Aurora”");
  assert_lacks (text, "German translation");
  json = vost_attribution_to_json_ld (a);
  b = vost_attribution_from_json_ld (json, strlen (json), &error);
  g_assert_no_error (error);
  again = vost_attribution_to_text (b);
  g_assert_cmpstr (again, ==, text);
}

static void
test_header (Maker *f, gconstpointer data)
{
  VostId film = maker_add (f, source_new ("Órbita", "Ana", "CC-BY-SA-3.0"));
  g_autoptr (VostAttribution) a = NULL;
  g_autofree char *french = NULL;
  g_autofree char *english = NULL;

  add_track (f, film, "en", "original", "Ben");
  add_track (f, film, "fr", "translation", "Chloé");
  set_up_info (f, "Órbita", "Eva", "en");
  a = attribution_of (f, VOST_MAKING_SUBTITLED, film);
  french = vost_attribution_to_header (a, "fr");
  english = vost_attribution_to_header (a, "en");
  assert_holds (french, "License: CC-BY-SA-4.0\n");
  assert_holds (french, "Traduction française de « Órbita » de Ana. Œuvre originale traduite de "
                        "l'anglais vers le français par Chloé.");
  assert_lacks (english, "translation of");
}

/* --- What is missing --- */

static void
test_nothing_supplied (Maker *f, gconstpointer data)
{
  VostId film = maker_add (f, source_new ("", "", "CC-BY-4.0"));
  g_autoptr (VostAttribution) a = NULL;
  g_autofree char *text = NULL;
  g_autofree char *line = NULL;
  g_autofree char *cue = NULL;
  g_auto (GStrv) card = NULL;
  g_autofree char *joined = NULL;

  maker_clip (f, film, 0, 0, 10);
  set_up_info (f, "Remix", "", "en");
  a = attribution_of (f, VOST_MAKING_REMIX, VOST_ID_NONE);
  text = vost_attribution_to_text (a);
  line = vost_attribution_to_line (a);
  cue = vost_attribution_to_cue (a, "en");
  card = vost_attribution_to_card (a);
  joined = g_strjoinv ("\n", card);
  assert_holds (line,
                "This film contains an untitled work (author not supplied), used under CC BY 4.0 "
                "(https://creativecommons.org/licenses/by/4.0/). Changes: shortened. This "
                "adaptation is licensed under CC BY 4.0: "
                "https://creativecommons.org/licenses/by/4.0/.");
  assert_holds (text, "By: author not supplied\n");
  assert_holds (joined, "an untitled work author not supplied\n");
  assert_lacks (text, "“”");
  assert_lacks (joined, "“”");
  assert_lacks (joined, "©");
  assert_lacks (cue, "“”");
}

static void
test_public_domain (Maker *f, gconstpointer data)
{
  static const char *const said[][2] = {
    { "en", "This film contains “Night” by George (https://night.example/): public domain (US)." },
    { "fr",
      "Ce film contient « Night » de George (https://night.example/) : domaine public (US)." },
    { "es", "Esta película contiene «Night» de George (https://night.example/): dominio público "
            "(US)." },
  };
  VostSource *source = source_new ("Night", "George", "LicenseRef-PublicDomain-US");
  VostId film;

  vost_set_string (&source->url, "https://night.example/");
  film = maker_add (f, source);
  maker_clip (f, film, 0, 0, 10);
  for (guint i = 0; i < G_N_ELEMENTS (said); i++)
    {
      g_autoptr (VostAttribution) a = NULL;
      g_autofree char *line = NULL;

      set_up_info (f, "Remix", "Eva", said[i][0]);
      a = attribution_of (f, VOST_MAKING_REMIX, VOST_ID_NONE);
      line = vost_attribution_to_line (a);
      assert_holds (line, said[i][1]);
      assert_lacks (line, "()");
    }
}

static void
test_unmodified_film (Maker *f, gconstpointer data)
{
  VostSource *source = source_new ("Órbita", "Ana", "CC-BY-ND-4.0");
  g_autoptr (VostAttribution) a = NULL;
  g_autofree char *text = NULL;
  VostId film;

  vost_set_string (&source->language, "en");
  film = maker_add (f, source);
  add_track (f, film, "en", "original", "Ben");
  set_up_info (f, "Órbita", "Eva", "fr");
  a = attribution_of (f, VOST_MAKING_SUBTITLED, film);
  text = vost_attribution_to_text (a);
  g_assert_cmpstr (a->licence_spdx, ==, "CC-BY-ND-4.0");
  assert_holds (text, "Ces sous-titres © 2026 Eva sont diffusés sous licence CC BY-ND 4.0 : "
                      "https://creativecommons.org/licenses/by-nd/4.0/.");
  assert_lacks (text, "Cette adaptation ©");
}

/* The sign stands there once. */
static void
test_own_notice (Maker *f, gconstpointer data)
{
  VostSource *source = source_new ("Sintel", "Colin", "CC-BY-3.0");
  VostId film;
  g_autoptr (VostAttribution) a = NULL;
  g_auto (GStrv) card = NULL;
  g_autofree char *joined = NULL;

  vost_set_string (&source->attribution, "© copyright Blender Foundation");
  source->year = 2010;
  film = maker_add (f, source);
  maker_clip (f, film, 0, 0, 10);
  set_up_info (f, "Remix", "Eva", "es");
  a = attribution_of (f, VOST_MAKING_REMIX, VOST_ID_NONE);
  card = vost_attribution_to_card (a);
  joined = g_strjoinv ("\n", card);
  assert_holds (joined, "«Sintel» © copyright Blender Foundation\n");
  assert_holds (joined, "CC BY 3.0 · https://creativecommons.org/licenses/by/3.0/\n");
}

/* --- The closing cue --- */

static void
test_cue_fits (Maker *f, gconstpointer data)
{
  VostSource *source = source_new ("Sintel", "C. Levy", "CC-BY-3.0");
  VostId film;
  g_autoptr (VostAttribution) a = NULL;
  g_autofree char *cue = NULL;
  g_auto (GStrv) lines = NULL;

  vost_set_string (&source->url, "https://durian.blender.org/about/the/whole/film/");
  film = maker_add (f, source);
  add_track (f, film, "fr", "translation", "Chloé");
  set_up_info (f, "Sintel", "Eva", "en");
  a = attribution_of (f, VOST_MAKING_SUBTITLED, film);
  cue = vost_attribution_to_cue (a, "fr");
  lines = g_strsplit (cue, "\n", -1);
  g_assert_cmpuint (g_strv_length (lines), ==, 2);
  g_assert_cmpstr (lines[0], ==, "Sous-titres : Chloé – CC BY 4.0");
  g_assert_cmpstr (lines[1], ==, "« Sintel », C. Levy – durian.blender.org");
  for (guint i = 0; i < 2; i++)
    g_assert_cmpint (g_utf8_strlen (lines[i], -1), <=, 42);
}

/* --- Hostile values --- */

static void
test_line_breaks (Maker *f, gconstpointer data)
{
  VostSource *source = source_new ("A\nLicense: CC0-1.0\r\nB", "X\nY", "CC-BY-4.0");
  VostId film;
  g_autoptr (VostAttribution) a = NULL;
  g_autofree char *text = NULL;
  g_autofree char *header = NULL;
  g_autofree char *reuse = NULL;
  g_autofree char *cue = NULL;
  g_auto (GStrv) card = NULL;

  vost_set_string (&source->copyright, "© X\nSPDX-License-Identifier: CC0-1.0");
  vost_set_string (&source->changes, "cut\n\n00:00:01.000 --> 00:00:02.000\nforged");
  film = maker_add (f, source);
  add_track (f, film, "fr", "translation", "C\nD");
  maker_clip (f, film, 0, 0, 10);
  set_up_info (f, "T\nU", "E\nSPDX-License-Identifier: MIT", "en");
  a = attribution_of (f, VOST_MAKING_REMIX, VOST_ID_NONE);
  text = vost_attribution_to_text (a);
  header = vost_attribution_to_header (a, "fr");
  reuse = vost_attribution_to_reuse (a);
  cue = vost_attribution_to_cue (a, "fr");
  card = vost_attribution_to_card (a);
  assert_lacks (text, "\nLicense: CC0");
  assert_lacks (text, "\n00:00:01.000");
  assert_lacks (header, "\nLicense: CC0");
  assert_lacks (reuse, "\nSPDX-License-Identifier: CC0");
  assert_lacks (reuse, "\nSPDX-License-Identifier: MIT");
  assert_holds (reuse, "\nSPDX-License-Identifier: CC-BY-4.0\n");
  for (guint i = 0; card[i] != NULL; i++)
    g_assert_null (strpbrk (card[i], "\r\n"));
  g_assert_true (strchr (cue, '\n') == strrchr (cue, '\n'));
}

static void
test_html_links (Maker *f, gconstpointer data)
{
  VostSource *source = source_new ("<b>A</b>", "\"X\"", "CC-BY-4.0");
  VostProjectRecord *info;
  VostId film;
  g_autoptr (VostAttribution) a = NULL;
  g_autofree char *html = NULL;

  vost_set_string (&source->url, "javascript:alert(1)");
  film = maker_add (f, source);
  maker_clip (f, film, 0, 0, 10);
  set_up_info (f, "T", "<script>", "en");
  info = maker_info (f);
  vost_set_string (&info->author_url, "JavaScript:alert(2)");
  maker_set_info (f, info);
  a = attribution_of (f, VOST_MAKING_REMIX, VOST_ID_NONE);
  html = vost_attribution_to_html (a);
  assert_lacks (html, "alert");
  assert_lacks (html, "<script>");
  assert_lacks (html, "<b>");
  assert_holds (html, "<cite property=\"dct:title\">&lt;b&gt;A&lt;/b&gt;</cite>");
  assert_lacks (html, "href=\"\"");
  assert_holds (html, "Used in this file: 00:00.0–00:10.0.");
}

/* --- Works of works --- */

/* The remix of @works as the source of the next one. */
static char *
next_generation (const char *works, guint generation)
{
  Maker f;
  g_autofree char *title = g_strdup_printf ("Generation %u", generation);
  g_autofree char *author = g_strdup_printf ("Author %u", generation);
  VostSource *source = source_new (title, author, "CC-BY-SA-4.0");
  g_autoptr (VostAttribution) a = NULL;
  g_autofree char *json = NULL;

  vost_set_string (&source->works, works);
  maker_setup (&f, NULL);
  maker_clip (&f, maker_add (&f, source), 0, 0, 10);
  set_up_info (&f, "Next", "Eva", "en");
  a = attribution_of (&f, VOST_MAKING_REMIX, VOST_ID_NONE);
  json = vost_attribution_to_json_ld (a);
  maker_teardown (&f, NULL);
  return g_strdup_printf ("[%s]", json);
}

static void
test_ancestors (void)
{
  g_autofree char *works = g_strdup ("");
  g_autoptr (VostAttribution) a = NULL;
  g_autoptr (VostAttribution) b = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *again = NULL;
  const VostCredit *credit;
  const VostCredit *other;

  for (guint i = 0; i < 3; i++)
    {
      char *next = next_generation (works, i);

      g_free (works);
      works = next;
    }
  a = vost_attribution_from_json_ld (works + 1, strlen (works) - 2, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (a->credits->len, ==, 1);
  credit = a->credits->pdata[0];
  g_assert_cmpstr (credit->title, ==, "Generation 2");
  assert_holds (credit->earlier, "“Generation 1”, Author 1, CC BY-SA 4.0 "
                                 "(https://creativecommons.org/licenses/by-sa/4.0/), shortened");
  assert_holds (credit->earlier, "“Generation 0”, Author 0");
  g_assert_true (g_str_has_prefix (credit->works, "[{"));
  again = vost_attribution_to_json_ld (a);
  b = vost_attribution_from_json_ld (again, strlen (again), &error);
  g_assert_no_error (error);
  other = b->credits->pdata[0];
  g_assert_cmpstr (other->works, ==, credit->works);
  g_assert_cmpstr (other->earlier, ==, credit->earlier);
}

/* However long the chain, every author stays named and the graph stays readable. */
static void
test_long_ancestry (void)
{
  g_autofree char *works = g_strdup ("");
  g_autoptr (VostAttribution) a = NULL;
  g_autoptr (GError) error = NULL;
  const VostCredit *credit;

  for (guint i = 0; i < 40; i++)
    {
      char *next = next_generation (works, i);

      g_free (works);
      works = next;
    }
  a = vost_attribution_from_json_ld (works + 1, strlen (works) - 2, &error);
  g_assert_no_error (error);
  credit = a->credits->pdata[0];
  for (guint i = 0; i < 39; i++)
    {
      g_autofree char *author = g_strdup_printf ("“Generation %u”, Author %u,", i, i);

      assert_holds (credit->earlier, author);
    }
}

static void
test_damaged_works (Maker *f, gconstpointer data)
{
  static const char *const damaged[] = {
    "[",
    "{}",
    "[1,null,[],\"a\"]",
    "[{\"isBasedOn\":3}]",
    "[{\"isBasedOn\":[{}]}]",
    "[{\"isBasedOn\":[{\"isBasedOn\":[[]]}]}]",
  };

  for (guint i = 0; i < G_N_ELEMENTS (damaged); i++)
    {
      VostSource *source = source_new ("Film", "Ana", "CC-BY-4.0");
      g_autoptr (VostAttribution) a = NULL;
      g_autoptr (VostAttribution) b = NULL;
      g_autoptr (GError) error = NULL;
      g_autofree char *json = NULL;
      VostId film;

      vost_set_string (&source->works, damaged[i]);
      film = maker_add (f, source);
      a = attribution_of (f, VOST_MAKING_SUBTITLED, film);
      json = vost_attribution_to_json_ld (a);
      b = vost_attribution_from_json_ld (json, strlen (json), &error);
      g_assert_no_error (error);
      g_assert_cmpuint (b->credits->len, ==, 1);
    }
}

static void
add_test (const char *path, void (*test) (Maker *, gconstpointer))
{
  g_test_add (path, Maker, NULL, maker_setup, test, maker_teardown);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add_test ("/credits/translations", test_translations);
  add_test ("/credits/translation-in-remix", test_translation_in_remix);
  add_test ("/credits/header", test_header);
  add_test ("/credits/nothing-supplied", test_nothing_supplied);
  add_test ("/credits/public-domain", test_public_domain);
  add_test ("/credits/unmodified-film", test_unmodified_film);
  add_test ("/credits/own-notice", test_own_notice);
  add_test ("/credits/cue-fits", test_cue_fits);
  add_test ("/credits/line-breaks", test_line_breaks);
  add_test ("/credits/html-links", test_html_links);
  g_test_add_func ("/credits/ancestors", test_ancestors);
  g_test_add_func ("/credits/long-ancestry", test_long_ancestry);
  add_test ("/credits/damaged-works", test_damaged_works);
  return g_test_run ();
}
