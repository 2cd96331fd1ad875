/* Attribution: what every output must say, and its provenance graph read back. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <vostok/core/rights/attribution.h>

#include <string.h>

#include <vostok/core/diagnostic.h>
#include <vostok/core/project.h>

#define NOTICE "© 2010 Foundation & Friends <all of them>"

static const char *const no_one[] = { NULL };
static const char *const maker[] = { "Ana García", "Bo Li", NULL };
static const char *const translators[] = { "Chloé", "Dmitri", NULL };

static void
set_list (char ***field, const char *const *values)
{
  g_strfreev (*field);
  *field = g_strdupv ((char **) values);
}

static VostSource *
new_source (const char *title, const char *url, const char *licence)
{
  VostSource *source = vost_record_new (VOST_KIND_SOURCE, VOST_ID_NONE);

  vost_set_string (&source->path, title);
  vost_set_string (&source->media, "film");
  vost_set_string (&source->title, title);
  vost_set_string (&source->url, url);
  vost_set_string (&source->licence, licence);
  source->duration = 100 * VOST_SECOND;
  return source;
}

static VostClip *
new_clip (VostId lane, VostId source, int start, int in, int out)
{
  VostClip *clip = vost_record_new (VOST_KIND_CLIP, lane);

  clip->source = source;
  clip->start = start * VOST_SECOND;
  clip->in = in * VOST_SECOND;
  clip->out = out * VOST_SECOND;
  return clip;
}

static VostTrack *
new_track (VostId source, const char *language, const char *role, const char *const *names)
{
  VostTrack *track = vost_record_new (VOST_KIND_TRACK, VOST_ID_NONE);

  track->source = source;
  vost_set_string (&track->language, language);
  vost_set_string (&track->role, role);
  set_list (&track->contributors, names);
  return track;
}

typedef struct
{
  VostSnapshot *snapshot;
  VostId film;
  VostId other;
} Fixture;

static void
add_timeline (GPtrArray *records, const Fixture *f)
{
  VostLane *lane = vost_record_new (VOST_KIND_LANE, VOST_ID_NONE);

  vost_set_string (&lane->type, "video");
  g_ptr_array_add (records, lane);
  g_ptr_array_add (records, new_clip (lane->record.id, f->film, 0, 70, 72));
  g_ptr_array_add (records, new_clip (lane->record.id, f->other, 5, 0, 4));
  g_ptr_array_add (records, new_clip (lane->record.id, f->film, 9, 10, 15));
}

static void
add_info (GPtrArray *records, const char *language)
{
  VostProjectRecord *info = vost_record_new (VOST_KIND_PROJECT, VOST_ID_NONE);

  vost_set_string (&info->title, "Meeting <Point>");
  vost_set_string (&info->author, "Eva & Co");
  vost_set_string (&info->author_url, "https://eva.example/?a=1&b=2");
  vost_set_string (&info->language, language);
  vost_set_string (&info->use, "free");
  info->year = 2026;
  g_ptr_array_add (records, info);
}

/* Two films on a timeline, one with all that a licence can ask to keep, and subtitles. */
static Fixture
fixture_new (const char *language, const char *first_licence, const char *second_licence)
{
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func (vost_record_unref);
  g_autoptr (VostProject) project = vost_project_new ();
  g_autoptr (VostEdit) edit = NULL;
  g_autoptr (GError) error = NULL;
  VostSource *film = new_source ("First “Film”", "https://first.example/", first_licence);
  VostSource *other = new_source ("Second", "", second_licence);
  Fixture f = { NULL, film->record.id, other->record.id };

  set_list (&film->creators, maker);
  film->year = 2010;
  vost_set_string (&film->attribution, "Foundation | first.example");
  vost_set_string (&film->copyright, NOTICE);
  vost_set_string (&film->changes, "cut from the series");
  vost_set_string (&film->fingerprint, "sha256:00ff");
  set_list (&other->creators, maker);
  add_info (records, language);
  g_ptr_array_add (records, film);
  g_ptr_array_add (records, other);
  g_ptr_array_add (records, new_track (f.film, "en", "original", no_one));
  g_ptr_array_add (records, new_track (f.film, "fr", "translation", translators));
  add_timeline (records, &f);
  edit = vost_project_edit_to_load (records, "Load");
  vost_project_apply (project, edit, &error);
  g_assert_no_error (error);
  f.snapshot = vost_project_snapshot (project);
  return f;
}

static VostAttribution *
make_attribution (const char *language, VostMaking making)
{
  Fixture f = fixture_new (language, "LicenseRef-CC-BY-NC-SA-3.0-ES", "CC-BY-4.0");
  g_autoptr (GError) error = NULL;
  VostAttribution *made = vost_attribution_for_project (f.snapshot, making, f.film, &error);

  g_assert_no_error (error);
  vost_snapshot_unref (f.snapshot);
  return made;
}

static void
assert_holds (const char *what, const char *text, const char *part)
{
  if (strstr (text, part) == NULL)
    g_error ("the %s lacks “%s”:\n%s", what, part, text);
}

/* --- Gathering --- */

static void
test_gathers (void)
{
  g_autoptr (VostAttribution) a = make_attribution ("fr", VOST_MAKING_REMIX);
  const VostCredit *first = NULL;
  const VostCredit *second = NULL;

  g_assert_cmpstr (a->title, ==, "Meeting <Point>");
  g_assert_cmpstr (a->author, ==, "Eva & Co");
  g_assert_cmpstr (a->language, ==, "fr");
  g_assert_cmpint (a->year, ==, 2026);
  g_assert_cmpstr (a->licence_spdx, ==, "CC-BY-NC-SA-4.0");
  g_assert_cmpstr (a->licence_url, ==, "https://creativecommons.org/licenses/by-nc-sa/4.0/");
  g_assert_true (a->noncommercial);
  g_assert_true (a->adaptation);
  g_assert_cmpuint (a->credits->len, ==, 2);
  first = a->credits->pdata[0];
  second = a->credits->pdata[1];
  g_assert_cmpstr (first->by, ==, "Foundation | first.example");
  g_assert_cmpstr (first->used, ==, "00:10.0–00:15.0, 01:10.0–01:12.0");
  g_assert_cmpstr (first->copyright, ==, NOTICE);
  g_assert_cmpstr (first->earlier, ==, "cut from the series");
  g_assert_cmpstr (second->by, ==, "Ana García, Bo Li");
  g_assert_cmpstr (second->licence_name, ==, "CC BY 4.0");
  g_assert_cmpuint (a->subtitles->len, ==, 2);
  g_assert_cmpstr (((VostSubtitleCredit *) a->subtitles->pdata[1])->names, ==, "Chloé, Dmitri");
}

static void
test_refused (void)
{
  static const char *const refused[][2] = { { "CC-BY-ND-4.0", "Film" },
                                            { "", "Film" },
                                            { "CC-BY-SA-4.0", "Second" },
                                            { "LicenseRef-AllRightsReserved", "Film" } };

  for (guint i = 0; i < G_N_ELEMENTS (refused); i++)
    {
      Fixture f = fixture_new ("en", refused[i][0], "CC-BY-NC-SA-4.0");
      g_autoptr (GError) error = NULL;

      g_assert_null (
          vost_attribution_for_project (f.snapshot, VOST_MAKING_REMIX, VOST_ID_NONE, &error));
      g_assert_error (error, VOST_ERROR, VOST_ERROR_REFUSED);
      assert_holds ("reason", error->message, refused[i][1]);
      vost_snapshot_unref (f.snapshot);
    }
}

static void
test_nothing_used (void)
{
  g_autoptr (VostProject) project = vost_project_new ();
  g_autoptr (VostSnapshot) snapshot = vost_project_snapshot (project);
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) no_film = NULL;

  g_assert_null (vost_attribution_for_project (snapshot, VOST_MAKING_REMIX, 0, &error));
  g_assert_error (error, VOST_ERROR, VOST_ERROR_REFUSED);
  g_assert_null (vost_attribution_for_project (snapshot, VOST_MAKING_SUBTITLED, 999, &no_film));
  g_assert_error (no_film, VOST_ERROR, VOST_ERROR_REFUSED);
}

/* --- What every output says --- */

static const struct
{
  const char *language;
  const char *contains;
  const char *closing;
  const char *rest;
  const char *noncommercial;
  const char *changes;
  const char *warranty;
} said[] = {
  { "en", "This film contains “First “Film”” by Foundation | first.example",
    "This adaptation © 2026 Eva & Co is licensed under CC BY-NC-SA 4.0",
    "Original works remain under their own licences. No endorsement by the authors is implied.",
    "Not for commercial use.", "shortened, reordered", "without warranties" },
  { "fr", "Ce film contient « First “Film” » de Foundation | first.example",
    "Cette adaptation © 2026 Eva & Co est diffusée sous licence CC BY-NC-SA 4.0",
    "Les œuvres d'origine restent sous leur propre licence. Leurs auteurs ne cautionnent pas cette "
    "adaptation.",
    "Pas d'utilisation commerciale.", "raccourci, remonté", "sans garantie" },
  { "es", "Esta película contiene «First “Film”» de Foundation | first.example",
    "Esta adaptación © 2026 Eva & Co se publica bajo licencia CC BY-NC-SA 4.0",
    "Las obras originales conservan su propia licencia. Sus autores no avalan esta adaptación.",
    "Prohibido el uso comercial.", "acortada, reordenada", "sin garantías" },
};

/* Title, credit, licence and its address of each work, and the same of the whole. */
static void
assert_works (const char *what, const char *text)
{
  static const char *const parts[] = { "First “Film”",
                                       "Foundation | first.example",
                                       "https://first.example/",
                                       "CC BY-NC-SA 3.0 ES",
                                       "https://creativecommons.org/licenses/by-nc-sa/3.0/es/",
                                       "Second",
                                       "Ana García, Bo Li",
                                       "CC BY 4.0",
                                       "https://creativecommons.org/licenses/by/4.0/" };

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    assert_holds (what, text, parts[i]);
}

static void
check_text (const VostAttribution *a, guint i)
{
  g_autofree char *text = vost_attribution_to_text (a);
  g_autofree char *line = vost_attribution_to_line (a);

  assert_works ("text", text);
  assert_works ("line", line);
  assert_holds ("text", text, NOTICE);
  assert_holds ("text", text, "cut from the series");
  assert_holds ("text", text, "00:10.0–00:15.0, 01:10.0–01:12.0");
  assert_holds ("text", text, said[i].warranty);
  assert_holds ("text", text, said[i].changes);
  assert_holds ("text", text, said[i].closing);
  assert_holds ("text", text, said[i].rest);
  assert_holds ("text", text, said[i].noncommercial);
  assert_holds ("text", text, "Chloé, Dmitri");
  assert_holds ("line", line, said[i].contains);
  assert_holds ("line", line, said[i].changes);
  assert_holds ("line", line, said[i].closing);
  assert_holds ("line", line, said[i].rest);
  assert_holds ("line", line, said[i].noncommercial);
  g_assert_null (strchr (line, '\n'));
  g_assert_null (strstr (line, "  "));
}

static void
check_card (const VostAttribution *a, guint i)
{
  g_auto (GStrv) lines = vost_attribution_to_card (a);
  g_autofree char *card = g_strjoinv ("\n", lines);

  g_assert_cmpstr (lines[0], ==, "Meeting <Point>");
  assert_works ("card", card);
  assert_holds ("card", card, "Eva & Co, 2026");
  assert_holds ("card", card, NOTICE);
  assert_holds ("card", card, said[i].changes);
  assert_holds ("card", card, said[i].rest);
  assert_holds ("card", card, said[i].noncommercial);
  assert_holds ("card", card, "https://creativecommons.org/licenses/by-nc-sa/4.0/");
  g_assert_null (strstr (card, "\n\n\n"));
}

static void
check_subtitle_file (const VostAttribution *a, guint i)
{
  g_autofree char *header = vost_attribution_to_header (a, said[i].language);
  g_autofree char *cue = vost_attribution_to_cue (a, said[i].language);
  g_auto (GStrv) lines = g_strsplit (cue, "\n", -1);

  assert_works ("header", header);
  assert_holds ("header", header, "License: CC-BY-NC-SA-4.0\n");
  assert_holds ("header", header,
                "License URL: https://creativecommons.org/licenses/by-nc-sa/4.0/\n");
  assert_holds ("header", header, said[i].contains);
  assert_holds ("header", header, said[i].noncommercial);
  g_assert_cmpuint (g_strv_length (lines), <=, 2);
  assert_holds ("cue", cue, "CC BY-NC-SA 4.0");
  assert_holds ("cue", cue, "First “Film”");
  assert_holds ("cue", cue, "Foundation | first.example");
  if (g_str_equal (said[i].language, "fr"))
    {
      assert_holds ("cue", cue, "Sous-titres : Chloé, Dmitri");
      assert_holds ("header", header, "De : Chloé, Dmitri\n");
    }
}

static void
check_html (const VostAttribution *a, guint i)
{
  g_autofree char *html = vost_attribution_to_html (a);
  g_autofree char *lang = g_strdup_printf ("lang=\"%s\"", said[i].language);

  assert_works ("HTML", html);
  assert_holds ("HTML", html, lang);
  assert_holds ("HTML", html, "Meeting &lt;Point&gt;");
  assert_holds ("HTML", html, "Eva &amp; Co");
  assert_holds ("HTML", html, "href=\"https://eva.example/?a=1&amp;b=2\"");
  assert_holds ("HTML", html,
                "rel=\"license\" href=\"https://creativecommons.org/licenses/by-nc-sa/4.0/\"");
  assert_holds ("HTML", html, said[i].changes);
  assert_holds ("HTML", html, said[i].noncommercial + 20);
  g_assert_null (strstr (html, "<Point>"));
  g_assert_null (strstr (html, "<all of them>"));
}

static void
test_says (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  g_autoptr (VostAttribution) a = make_attribution (said[i].language, VOST_MAKING_REMIX);

  check_text (a, i);
  check_card (a, i);
  check_subtitle_file (a, i);
  check_html (a, i);
}

static void
test_reuse (void)
{
  g_autoptr (VostAttribution) a = make_attribution ("en", VOST_MAKING_REMIX);
  g_autofree char *reuse = vost_attribution_to_reuse (a);

  assert_holds ("REUSE file", reuse, "SPDX-FileCopyrightText: 2026 Eva & Co\n");
  assert_holds ("REUSE file", reuse, "SPDX-FileCopyrightText: " NOTICE "\n");
  assert_holds ("REUSE file", reuse, "SPDX-FileCopyrightText: Ana García, Bo Li\n");
  assert_holds ("REUSE file", reuse, "SPDX-License-Identifier: CC-BY-NC-SA-4.0\n");
}

static void
test_subtitled (void)
{
  g_autoptr (VostAttribution) a = make_attribution ("es", VOST_MAKING_SUBTITLED);
  g_autofree char *header = vost_attribution_to_header (a, "fr");
  g_autofree char *text = vost_attribution_to_text (a);

  g_assert_false (a->adaptation);
  g_assert_cmpstr (a->title, ==, "First “Film”");
  g_assert_cmpuint (a->credits->len, ==, 1);
  g_assert_null (strstr (text, "Second"));
  assert_holds ("text", text, "subtítulos añadidos");
  assert_holds ("header", header, "sous-titres ajoutés");
  assert_holds ("header", header, "Titre : First");
  assert_holds ("header", header, "License: ");
  assert_holds ("text", text, "Título: First");
}

static void
test_empty (void)
{
  g_autoptr (VostAttribution) a = vost_attribution_new ();
  g_auto (GStrv) card = vost_attribution_to_card (a);
  g_autofree char *text = vost_attribution_to_text (a);
  g_autofree char *html = vost_attribution_to_html (a);
  g_autofree char *cue = vost_attribution_to_cue (a, NULL);
  g_autofree char *header = vost_attribution_to_header (a, NULL);
  g_autofree char *line = vost_attribution_to_line (a);
  g_autofree char *reuse = vost_attribution_to_reuse (a);

  g_assert_nonnull (card);
  g_assert_nonnull (text);
  g_assert_nonnull (html);
  g_assert_nonnull (cue);
  g_assert_nonnull (header);
  g_assert_nonnull (line);
  g_assert_nonnull (reuse);
}

/* --- Read back --- */

static void
assert_same_credit (const VostCredit *a, const VostCredit *b)
{
  g_assert_cmpstr (a->title, ==, b->title);
  g_assert_cmpstr (a->by, ==, b->by);
  g_assert_cmpint (a->year, ==, b->year);
  g_assert_cmpstr (a->url, ==, b->url);
  g_assert_true (vost_licence_equal (&a->licence, &b->licence));
  g_assert_cmpstr (a->licence_spdx, ==, b->licence_spdx);
  g_assert_cmpstr (a->licence_url, ==, b->licence_url);
  g_assert_cmpstr (a->licence_name, ==, b->licence_name);
  g_assert_cmpstr (a->copyright, ==, b->copyright);
  g_assert_cmpstr (a->used, ==, b->used);
  g_assert_cmpstr (a->changes, ==, b->changes);
  g_assert_cmpstr (a->earlier, ==, b->earlier);
  g_assert_cmpstr (a->fingerprint, ==, b->fingerprint);
}

static void
assert_same (const VostAttribution *a, const VostAttribution *b)
{
  g_assert_cmpstr (a->title, ==, b->title);
  g_assert_cmpstr (a->author, ==, b->author);
  g_assert_cmpstr (a->author_url, ==, b->author_url);
  g_assert_cmpint (a->year, ==, b->year);
  g_assert_true (vost_licence_equal (&a->licence, &b->licence));
  g_assert_cmpstr (a->licence_spdx, ==, b->licence_spdx);
  g_assert_cmpstr (a->licence_url, ==, b->licence_url);
  g_assert_cmpstr (a->licence_name, ==, b->licence_name);
  g_assert_cmpstr (a->language, ==, b->language);
  g_assert_cmpint (a->noncommercial, ==, b->noncommercial);
  g_assert_cmpint (a->adaptation, ==, b->adaptation);
  g_assert_cmpuint (a->credits->len, ==, b->credits->len);
  for (guint i = 0; i < a->credits->len; i++)
    assert_same_credit (a->credits->pdata[i], b->credits->pdata[i]);
  g_assert_cmpuint (a->subtitles->len, ==, b->subtitles->len);
  for (guint i = 0; i < a->subtitles->len; i++)
    {
      const VostSubtitleCredit *left = a->subtitles->pdata[i];
      const VostSubtitleCredit *right = b->subtitles->pdata[i];

      g_assert_cmpstr (left->language, ==, right->language);
      g_assert_cmpstr (left->names, ==, right->names);
      g_assert_cmpstr (left->licence_spdx, ==, right->licence_spdx);
    }
}

static void
assert_comes_back (const VostAttribution *a)
{
  g_autofree char *json = vost_attribution_to_json_ld (a);
  g_autoptr (GError) error = NULL;
  g_autoptr (VostAttribution) b = vost_attribution_from_json_ld (json, strlen (json), &error);
  g_autofree char *again = NULL;

  g_assert_no_error (error);
  assert_same (a, b);
  again = vost_attribution_to_json_ld (b);
  g_assert_cmpstr (json, ==, again);
}

static void
test_round_trip (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (said); i++)
    {
      g_autoptr (VostAttribution) remix = make_attribution (said[i].language, VOST_MAKING_REMIX);
      g_autoptr (VostAttribution) film = make_attribution (said[i].language, VOST_MAKING_SUBTITLED);

      assert_comes_back (remix);
      assert_comes_back (film);
    }
}

static void
test_round_trip_odd (void)
{
  g_autoptr (VostAttribution) a = vost_attribution_new ();

  assert_comes_back (a);
  vost_set_string (&a->title, "\"\\\n\t\x01 [{]} /* ' \u2028 😀");
  vost_set_string (&a->author,
                   "[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[");
  a->year = G_MININT64;
  /* Whole works beside each other: the notice is there without such a licence. */
  a->noncommercial = TRUE;
  assert_comes_back (a);
}

/* --- Hostile input --- */

static void
read_any (const char *text, gsize len)
{
  /* A copy of just this size, so that a read past it is seen. */
  g_autofree char *copy = g_memdup2 (text, MAX (len, 1));
  g_autoptr (GError) error = NULL;
  g_autoptr (VostAttribution) a = vost_attribution_from_json_ld (copy, len, &error);

  g_assert_true ((a == NULL) == (error != NULL));
  if (a != NULL)
    {
      g_autofree char *again = vost_attribution_to_json_ld (a);
      g_autofree char *shown = vost_attribution_to_text (a);

      g_assert_nonnull (again);
      g_assert_nonnull (shown);
    }
}

static void
assert_bad (const char *text)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (vost_attribution_from_json_ld (text, strlen (text), &error));
  g_assert_error (error, VOST_ERROR, VOST_ERROR_BAD_INPUT);
  g_assert_cmpstr (error->message, !=, "");
}

static void
test_truncated (void)
{
  g_autoptr (VostAttribution) a = make_attribution ("fr", VOST_MAKING_REMIX);
  g_autofree char *json = vost_attribution_to_json_ld (a);
  gsize len = strlen (json);

  for (gsize cut = 0; cut < len; cut++)
    read_any (json, cut);
  for (gsize at = 0; at < len; at++)
    {
      char kept = json[at];

      json[at] = "{[\"}]:,0\xff"[at % 9];
      read_any (json, len);
      json[at] = kept;
    }
}

static void
test_nesting (void)
{
  static const char *const before[] = { "",        "/*\"*/", "//\"\n",    "'\"'",
                                        "{\"a\":", "{'\"':", "{\"\\\"\":" };
  g_autofree char *deep = g_strnfill (200000, '[');
  g_autofree char *objects = NULL;
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < 50000; i++)
    g_string_append (text, "{\"isBasedOn\":[");
  objects = g_strdup (text->str);
  for (guint i = 0; i < G_N_ELEMENTS (before); i++)
    {
      g_autofree char *arrays = g_strconcat (before[i], deep, NULL);
      g_autofree char *mixed = g_strconcat (before[i], objects, NULL);

      assert_bad (arrays);
      assert_bad (mixed);
    }
}

static void
test_wrong_types (void)
{
  static const char *const bad[] = { "",     " ",        "[]",   "1",
                                     "null", "\"text\"", "true", "{\"a\":1,",
                                     "{,}",  "{]}",      "\xff", "{\"name\":\"\xc3\"}" };
  static const char *const odd[] = {
    "{}",
    "{\"name\":1,\"creditText\":[],\"url\":{},\"license\":null,\"spdx\":true}",
    "{\"copyrightYear\":\"x\",\"adaptation\":\"yes\",\"isBasedOn\":{},\"hasPart\":3}",
    "{\"copyrightYear\":1e300,\"adaptation\":2.5}",
    "{\"copyrightYear\":[1],\"cc:prohibits\":[\"cc:CommercialUse\"]}",
    "{\"isBasedOn\":[1,\"a\",null,[],{\"name\":{}},{\"copyrightYear\":\"1\"}]}",
    "{\"hasPart\":[{\"inLanguage\":7},{\"creditText\":[[]]},null,{}]}",
    "{\"isBasedOn\":[{\"isBasedOn\":[{\"isBasedOn\":[]}]}]}",
    "{\"name\":\"a\\u0000b\",\"spdx\":\"CC-BY-ND-SA-9.9\",\"inLanguage\":\"\"}",
  };

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    assert_bad (bad[i]);
  for (guint i = 0; i < G_N_ELEMENTS (odd); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (VostAttribution) a =
          vost_attribution_from_json_ld (odd[i], strlen (odd[i]), &error);

      read_any (odd[i], strlen (odd[i]));
      if (a != NULL)
        {
          g_assert_cmpint (a->licence.family, ==, VOST_LICENCE_UNKNOWN);
          g_assert_cmpint (a->year, ==, 0);
          g_assert_false (a->adaptation);
        }
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/attribution/gathers", test_gathers);
  g_test_add_func ("/attribution/refused", test_refused);
  g_test_add_func ("/attribution/nothing-used", test_nothing_used);
  g_test_add_data_func ("/attribution/says/en", GUINT_TO_POINTER (0), test_says);
  g_test_add_data_func ("/attribution/says/fr", GUINT_TO_POINTER (1), test_says);
  g_test_add_data_func ("/attribution/says/es", GUINT_TO_POINTER (2), test_says);
  g_test_add_func ("/attribution/reuse", test_reuse);
  g_test_add_func ("/attribution/subtitled", test_subtitled);
  g_test_add_func ("/attribution/empty", test_empty);
  g_test_add_func ("/attribution/round-trip", test_round_trip);
  g_test_add_func ("/attribution/round-trip-odd", test_round_trip_odd);
  g_test_add_func ("/attribution/truncated", test_truncated);
  g_test_add_func ("/attribution/nesting", test_nesting);
  g_test_add_func ("/attribution/wrong-types", test_wrong_types);
  return g_test_run ();
}
