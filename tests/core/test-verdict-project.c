/* Verdicts of projects, and the ShareAlike rule version by version. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <vostok/core/cue-edits.h>
#include <vostok/core/rights/verdict.h>

#include <string.h>

#include "rights-maker.h"

static VostVerdict *
judge (VostMake make, VostUseFor use, const char *wanted, const char *const *licences)
{
  VostWork works[8] = { { { 0 }, NULL } };
  VostLicence output;
  guint n = 0;

  for (; licences[n] != NULL; n++)
    works[n].licence = licence_of (licences[n]);
  if (wanted != NULL)
    output = licence_of (wanted);
  return vost_verdict_judge (works, n, make, use, wanted != NULL ? &output : NULL);
}

#define JUDGE(make, use, wanted, ...)                                                              \
  judge (make, use, wanted, (const char *const[]){ __VA_ARGS__, NULL })
#define ADAPT(...) JUDGE (VOST_MAKE_ADAPTATION, VOST_USE_FREE, NULL, __VA_ARGS__)

static gboolean
has_output (const VostVerdict *verdict, const char *spdx)
{
  for (guint i = 0; i < verdict->outputs->len; i++)
    {
      g_autofree char *id =
          vost_licence_to_spdx (&g_array_index (verdict->outputs, VostLicence, i));

      if (g_str_equal (id, spdx))
        return TRUE;
    }
  return FALSE;
}

static const VostReason *
reason_of (const VostVerdict *verdict, const char *code)
{
  for (guint i = 0; i < verdict->reasons->len; i++)
    {
      const VostReason *reason = verdict->reasons->pdata[i];

      if (g_str_equal (reason->code, code))
        return reason;
    }
  return NULL;
}

static const VostReason *
assert_reason (const VostVerdict *verdict, const char *code, VostVerdictLevel level)
{
  const VostReason *reason = reason_of (verdict, code);

  if (reason == NULL)
    {
      g_autofree char *text = vost_verdict_explain (verdict);

      g_error ("there is no %s in: %s", code, text);
    }
  g_assert_cmpint (reason->level, ==, level);
  g_assert_cmpstr (reason->text, !=, "");
  return reason;
}

static void
assert_best (const VostVerdict *verdict, const char *spdx)
{
  g_autofree char *best = vost_licence_to_spdx (&verdict->best);

  g_assert_cmpstr (best, ==, spdx);
}

/* --- One work --- */

static void
test_share_alike_versions (void)
{
  static const struct
  {
    const char *source;
    const char *target;
    gboolean allowed;
  } cases[] = {
    { "CC-BY-SA-1.0", "CC-BY-SA-1.0", TRUE },
    { "CC-BY-SA-1.0", "LicenseRef-CC-BY-SA-1.0-FI", FALSE },
    { "LicenseRef-CC-BY-SA-1.0-FI", "CC-BY-SA-1.0", FALSE },
    { "LicenseRef-CC-BY-SA-1.0-FI", "LicenseRef-CC-BY-SA-1.0-FI", TRUE },
    { "LicenseRef-CC-BY-SA-1.0-FI", "CC-BY-SA-4.0", FALSE },
    { "CC-BY-SA-2.0", "LicenseRef-CC-BY-SA-2.0-FR", TRUE },
    { "CC-BY-SA-2.0", "CC-BY-SA-2.1-JP", TRUE },
    { "CC-BY-SA-2.5", "CC-BY-SA-2.0", FALSE },
    { "CC-BY-SA-2.5", "LicenseRef-CC-BY-SA-2.0-FR", FALSE },
    { "LicenseRef-CC-BY-SA-2.0-FR", "CC-BY-SA-2.0", FALSE },
    { "LicenseRef-CC-BY-SA-2.0-FR", "LicenseRef-CC-BY-SA-2.0-FR", TRUE },
    { "LicenseRef-CC-BY-SA-2.0-FR", "LicenseRef-CC-BY-SA-2.0-ES", TRUE },
    { "LicenseRef-CC-BY-SA-2.0-FR", "CC-BY-SA-2.5", TRUE },
    { "LicenseRef-CC-BY-SA-2.5-ES", "CC-BY-SA-2.5", FALSE },
    { "LicenseRef-CC-BY-SA-2.5-ES", "CC-BY-SA-3.0", TRUE },
    { "CC-BY-SA-2.0-UK", "CC-BY-SA-2.0", TRUE },
    { "CC-BY-SA-2.0-UK", "LicenseRef-CC-BY-SA-2.0-FR", TRUE },
    { "CC-BY-SA-2.1-JP", "CC-BY-SA-2.0", TRUE },
    { "CC-BY-SA-2.1-JP", "CC-BY-SA-1.0", FALSE },
    { "LicenseRef-CC-BY-SA-2.1-ES", "CC-BY-SA-2.0", FALSE },
    { "LicenseRef-CC-BY-SA-2.1-ES", "CC-BY-SA-2.5", TRUE },
    { "CC-BY-SA-3.0", "LicenseRef-CC-BY-SA-3.0-US", TRUE },
    { "CC-BY-SA-3.0", "CC-BY-SA-2.5", FALSE },
    { "LicenseRef-CC-BY-SA-3.0-US", "CC-BY-SA-3.0", TRUE },
    { "LicenseRef-CC-BY-NC-SA-3.0-ES", "CC-BY-NC-SA-3.0", TRUE },
    { "LicenseRef-CC-BY-NC-SA-3.0-ES", "LicenseRef-CC-BY-NC-SA-3.0-FR", TRUE },
    { "LicenseRef-CC-BY-NC-SA-3.0-ES", "CC-BY-SA-3.0", FALSE },
    { "CC-BY-NC-SA-3.0-IGO", "CC-BY-NC-SA-3.0", TRUE },
    { "CC-BY-NC-SA-4.0", "CC-BY-NC-SA-3.0", FALSE },
    { "CC-BY-NC-SA-4.0", "LAL-1.3", FALSE },
    { "CC-BY-NC-SA-4.0", "GPL-3.0-only", FALSE },
    { "CC-BY-SA-4.0", "LAL-1.3", TRUE },
    { "CC-BY-SA-4.0", "LAL-1.2", FALSE },
    { "CC-BY-SA-4.0", "GPL-3.0-only", TRUE },
    { "CC-BY-SA-4.0", "GPL-3.0-or-later", FALSE },
    { "CC-BY-SA-3.0", "LAL-1.3", FALSE },
    { "CC-BY-SA-3.0", "GPL-3.0-only", FALSE },
    { "LAL-1.3", "CC-BY-SA-4.0", TRUE },
    { "LAL-1.3", "CC-BY-SA-3.0", FALSE },
    { "LAL-1.2", "LAL-1.3", TRUE },
    { "LAL-1.2", "CC-BY-SA-4.0", FALSE },
    { "GPL-3.0-only", "GPL-3.0-or-later", FALSE },
    { "GPL-3.0-or-later", "GPL-3.0-only", TRUE },
    { "GPL-3.0-or-later", "GPL-3.0-or-later", TRUE },
    { "GPL-3.0-only", "CC-BY-SA-4.0", FALSE },
    { "CC-BY-3.0", "GPL-3.0-only", FALSE },
    { "CC-BY-3.0", "CC0-1.0", FALSE },
    { "CC-BY-2.5", "CC-BY-NC-ND-4.0", TRUE },
    { "CC-BY-NC-3.0", "CC-BY-4.0", FALSE },
    { "CC-BY-NC-3.0", "CC-BY-ND-4.0", FALSE },
    { "CC-BY-NC-3.0", "CC-BY-NC-SA-2.0", TRUE },
    { "CC-PDM-1.0", "CC0-1.0", TRUE },
    { "CC-BY-ND-3.0", "CC-BY-ND-3.0", FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (VostVerdict) verdict = ADAPT (cases[i].source);

      if (has_output (verdict, cases[i].target) != cases[i].allowed)
        g_error ("%s → %s should be %d", cases[i].source, cases[i].target, cases[i].allowed);
    }
}

static void
test_reserved_and_permission (void)
{
  g_autoptr (VostVerdict) reserved = ADAPT ("LicenseRef-AllRightsReserved", "CC-BY-4.0");
  g_autoptr (VostVerdict) permitted = ADAPT ("LicenseRef-Permission", "CC-BY-SA-3.0");

  g_assert_cmpint (reserved->level, ==, VOST_VERDICT_BLOCK);
  assert_reason (reserved, "ARR_NO_PERMISSION", VOST_VERDICT_BLOCK);
  g_assert_cmpuint (reserved->outputs->len, ==, 0);
  g_assert_cmpint (permitted->level, ==, VOST_VERDICT_WARN);
  assert_reason (permitted, "PERMISSION", VOST_VERDICT_WARN);
  assert_best (permitted, "CC-BY-SA-4.0");
}

/* --- Uses and kinds --- */

static void
test_private (void)
{
  g_autoptr (VostVerdict) four =
      JUDGE (VOST_MAKE_ADAPTATION, VOST_USE_PRIVATE, NULL, "CC-BY-ND-4.0");
  g_autoptr (VostVerdict) three =
      JUDGE (VOST_MAKE_ADAPTATION, VOST_USE_PRIVATE, NULL, "CC-BY-ND-3.0");
  g_autoptr (VostVerdict) mixed =
      JUDGE (VOST_MAKE_ADAPTATION, VOST_USE_PRIVATE, NULL, "CC-BY-SA-4.0", "CC-BY-NC-4.0");
  g_autofree char *chip = vost_verdict_short (mixed);
  g_autofree char *text = vost_verdict_explain (four);

  g_assert_cmpint (four->level, ==, VOST_VERDICT_ALLOW);
  assert_reason (four, "ND_PRIVATE", VOST_VERDICT_ALLOW);
  assert_reason (three, "ND_PRIVATE_PRE4", VOST_VERDICT_WARN);
  g_assert_cmpint (mixed->level, ==, VOST_VERDICT_ALLOW);
  g_assert_cmpuint (mixed->outputs->len, ==, 0);
  assert_reason (mixed, "SA_CONFLICT", VOST_VERDICT_ALLOW);
  g_assert_cmpstr (chip, ==, "For yourself only");
  g_assert_true (g_str_has_prefix (text, "The licence texts do not allow it to be shared."));
}

static void
test_collection (void)
{
  g_autoptr (VostVerdict) reel =
      JUDGE (VOST_MAKE_COLLECTION, VOST_USE_FREE, NULL, "CC-BY-SA-3.0", "CC-BY-NC-ND-3.0");
  g_autoptr (VostVerdict) alike =
      JUDGE (VOST_MAKE_COLLECTION, VOST_USE_SOLD, NULL, "CC-BY-ND-4.0", "CC-BY-ND-4.0");
  g_autofree char *chip = vost_verdict_short (reel);

  g_assert_cmpint (reel->level, ==, VOST_VERDICT_ALLOW);
  g_assert_cmpuint (reel->outputs->len, ==, 2);
  g_assert_true (has_output (reel, "CC-BY-NC-ND-3.0"));
  g_assert_true (has_output (reel, "CC-BY-SA-3.0"));
  assert_best (reel, "");
  g_assert_true (reel->has_noncommercial);
  assert_reason (reel, "NC_NOTICE", VOST_VERDICT_ALLOW);
  g_assert_cmpstr (chip, ==, "Each under its own");
  g_assert_cmpint (alike->level, ==, VOST_VERDICT_ALLOW);
  assert_best (alike, "CC-BY-ND-4.0");
}

/* An unchanged film keeps its licence whatever is wanted. */
static void
test_wanted_unchanged (void)
{
  g_autoptr (VostVerdict) other =
      JUDGE (VOST_MAKE_VERBATIM, VOST_USE_FREE, "CC-BY-4.0", "CC-BY-SA-4.0");
  g_autoptr (VostVerdict) same =
      JUDGE (VOST_MAKE_VERBATIM, VOST_USE_FREE, "CC-BY-SA-4.0", "CC-BY-SA-4.0");

  assert_reason (other, "OUTPUT_NOT_PERMITTED", VOST_VERDICT_BLOCK);
  g_assert_cmpint (same->level, ==, VOST_VERDICT_ALLOW);
}

static void
test_conflict_words (void)
{
  VostWork works[] = { { licence_of ("CC-BY-SA-4.0"), "Night Drive" },
                       { licence_of ("CC-BY-NC-SA-4.0"), "The Film" },
                       { licence_of ("CC-BY-NC-3.0"), "Waltz" } };
  g_autoptr (VostVerdict) verdict =
      vost_verdict_judge (works, 3, VOST_MAKE_ADAPTATION, VOST_USE_FREE, NULL);
  g_autofree char *chip = vost_verdict_short (verdict);
  g_autofree char *text = vost_verdict_explain (verdict);
  guint conflicts = 0;

  for (guint i = 0; i < verdict->reasons->len; i++)
    {
      const VostReason *reason = verdict->reasons->pdata[i];

      if (!g_str_equal (reason->code, "SA_CONFLICT"))
        continue;
      conflicts++;
      g_assert_cmpuint (reason->sources->len, ==, 2);
      g_assert_cmpuint (g_array_index (reason->sources, guint, 0), ==, 0);
      g_assert_cmpstr (reason->section, ==, "§3(b)(1)");
      g_assert_cmpstr (reason->licence, ==, "CC-BY-SA-4.0");
      g_assert_cmpint (reason->remedies[0], ==, VOST_REMEDY_REPLACE);
    }
  g_assert_cmpuint (conflicts, ==, 2);
  g_assert_cmpstr (chip, ==, "Cannot be shared");
  g_assert_cmpstr (text, ==,
                   "“Night Drive” is CC BY-SA 4.0, “The Film” is CC BY-NC-SA 4.0. Each asks that "
                   "the whole be under its own licence, so one adaptation of both cannot be "
                   "published. Replace one of them, or ask its author.\n"
                   "“Night Drive” is CC BY-SA 4.0, “Waltz” is CC BY-NC 3.0. “Waltz” allows no "
                   "commercial use, and “Night Drive” asks for a licence that allows it, so one "
                   "adaptation of both cannot be published. Replace one of them, or ask its "
                   "author.");
}

static void
test_chip (void)
{
  static const char *const cases[][2] = { { "CC-BY-NC-SA-4.0", "BY-NC-SA 4.0" },
                                          { "LicenseRef-CC-BY-SA-1.0-FI", "BY-SA 1.0 FI" },
                                          { "GPL-3.0-only", "GPL 3.0" },
                                          { "CC-BY-ND-4.0", "Cannot be shared" },
                                          { "?", "Licence unknown" } };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (VostVerdict) verdict = ADAPT (cases[i][0]);
      g_autofree char *chip = vost_verdict_short (verdict);

      g_assert_cmpstr (chip, ==, cases[i][1]);
    }
}

static void
test_port_to_be_read (void)
{
  g_autoptr (VostVerdict) swedish = ADAPT ("LicenseRef-CC-BY-SA-2.5-SE");
  g_autoptr (VostVerdict) plain = ADAPT ("LicenseRef-CC-BY-2.5-SE");
  const VostReason *reason = assert_reason (swedish, "PORT_READ_TEXT", VOST_VERDICT_ALLOW);

  g_assert_nonnull (strstr (reason->text, "https://creativecommons.org/licenses/by-sa/2.5/se/"));
  g_assert_null (reason_of (plain, "PORT_READ_TEXT"));
}

static void
test_ids (void)
{
  VostMake make = VOST_MAKE_ADAPTATION;
  VostUseFor use = VOST_USE_PRIVATE;

  g_assert_true (vost_make_parse ("subtitles", &make));
  g_assert_cmpint (make, ==, VOST_MAKE_SUBTITLES);
  g_assert_false (vost_make_parse ("film", &make));
  g_assert_false (vost_make_parse (NULL, &make));
  g_assert_true (vost_use_parse ("cost-recovery", &use));
  g_assert_cmpint (use, ==, VOST_USE_COST_RECOVERY);
  g_assert_false (vost_use_parse ("", &use));
  g_assert_cmpstr (vost_verdict_level_id (VOST_VERDICT_ASK), ==, "ask");
}

/* A hundred clips under one licence and a hundred under another. */
static void
test_many_works (void)
{
  g_autofree VostWork *works = g_new0 (VostWork, 2000);
  g_autoptr (VostVerdict) verdict = NULL;

  for (guint i = 0; i < 2000; i++)
    works[i].licence = licence_of (i % 2 == 0 ? "CC-BY-SA-4.0" : "CC-BY-NC-SA-4.0");
  verdict = vost_verdict_judge (works, 2000, VOST_MAKE_ADAPTATION, VOST_USE_FREE, NULL);
  g_assert_cmpint (verdict->level, ==, VOST_VERDICT_BLOCK);
  g_assert_cmpuint (verdict->reasons->len, <=, 100);
}

/* --- Projects --- */

static VostVerdict *
judge_project (Maker *f, VostMaking making, VostId source, GPtrArray **sources)
{
  g_autoptr (VostSnapshot) snapshot = vost_project_snapshot (f->project);

  return vost_verdict_for_project (snapshot, making, source, sources);
}

static void
test_project_empty (Maker *f, gconstpointer data)
{
  g_autoptr (GPtrArray) sources = NULL;
  g_autoptr (VostVerdict) verdict = NULL;
  g_autofree char *chip = NULL;

  maker_source (f, "Not used", "LicenseRef-AllRightsReserved");
  verdict = judge_project (f, VOST_MAKING_REMIX, VOST_ID_NONE, &sources);
  chip = vost_verdict_short (verdict);
  g_assert_cmpint (verdict->level, ==, VOST_VERDICT_ASK);
  assert_reason (verdict, "NOTHING_USED", VOST_VERDICT_ASK);
  g_assert_cmpuint (verdict->reasons->len, ==, 1);
  g_assert_cmpuint (sources->len, ==, 0);
  assert_best (verdict, "");
  g_assert_cmpstr (chip, ==, "Nothing used yet");
}

static void
test_project_remix (Maker *f, gconstpointer data)
{
  VostId film = maker_source (f, "Film", "CC-BY-NC-SA-3.0");
  VostId music = maker_source (f, "Music", "");
  const VostSource *before;
  VostSource *after;
  VostProjectRecord *info;
  g_autoptr (GPtrArray) sources = NULL;

  maker_source (f, "Not used", "LicenseRef-AllRightsReserved");
  maker_clip (f, film, 0, 10, 20);
  maker_clip (f, music, 10, 0, 5);
  {
    g_autoptr (VostVerdict) verdict = judge_project (f, VOST_MAKING_REMIX, 0, &sources);
    const VostReason *reason = assert_reason (verdict, "LICENCE_UNKNOWN", VOST_VERDICT_ASK);
    guint index = g_array_index (reason->sources, guint, 0);

    g_assert_cmpuint (sources->len, ==, 2);
    g_assert_cmpstr (((VostSource *) sources->pdata[index])->title, ==, "Music");
    g_assert_cmpint (reason->remedies[0], ==, VOST_REMEDY_SET_LICENCE);
  }
  before = vost_project_lookup (f->project, music);
  after = vost_record_copy (before);
  vost_set_string (&after->licence, "CC-BY-4.0");
  maker_change (f, before, after);
  {
    g_autoptr (VostVerdict) verdict = judge_project (f, VOST_MAKING_REMIX, 0, NULL);

    g_assert_cmpint (verdict->level, ==, VOST_VERDICT_ALLOW);
    assert_best (verdict, "CC-BY-NC-SA-4.0");
  }
  info = maker_info (f);
  vost_set_string (&info->licence, "CC-BY-NC-SA-3.0");
  vost_set_string (&info->use, "sold");
  maker_set_info (f, info);
  {
    g_autoptr (VostVerdict) verdict = judge_project (f, VOST_MAKING_REMIX, 0, NULL);

    assert_reason (verdict, "NC_COMMERCIAL", VOST_VERDICT_BLOCK);
  }
  info = maker_info (f);
  vost_set_string (&info->use, "free");
  maker_set_info (f, info);
  {
    g_autoptr (VostVerdict) verdict = judge_project (f, VOST_MAKING_REMIX, 0, NULL);

    g_assert_cmpint (verdict->level, ==, VOST_VERDICT_ALLOW);
    assert_best (verdict, "CC-BY-NC-SA-3.0");
  }
}

static void
test_project_tracks (Maker *f, gconstpointer data)
{
  VostId film = maker_source (f, "Film", "CC-BY-4.0");
  VostTrack *track = track_new (film, "fr", "translation");
  VostTrack *own = track_new (VOST_ID_NONE, "es", "original");
  g_autoptr (GPtrArray) sources = NULL;
  g_autoptr (VostVerdict) verdict = NULL;
  const VostReason *reason;

  vost_set_string (&track->licence, "CC-BY-SA-4.0");
  vost_set_string (&own->licence, "CC-BY-NC-4.0");
  maker_add (f, track);
  maker_add (f, own);
  maker_clip (f, film, 0, 0, 10);
  verdict = judge_project (f, VOST_MAKING_REMIX, VOST_ID_NONE, &sources);
  reason = assert_reason (verdict, "SA_CONFLICT", VOST_VERDICT_BLOCK);
  g_assert_cmpuint (sources->len, ==, 3);
  g_assert_cmpuint (g_array_index (reason->sources, guint, 0), ==, 1);
  g_assert_cmpuint (g_array_index (reason->sources, guint, 1), ==, 2);
  g_assert_nonnull (strstr (reason->text, "“Film, subtitles (fr)”"));
  g_assert_nonnull (strstr (reason->text, "“Subtitles (es)”"));
}

static void
test_project_subtitled (Maker *f, gconstpointer data)
{
  VostId film = maker_source (f, "Film", "CC-BY-ND-3.0");
  VostId free_film = maker_source (f, "Other", "CC-BY-NC-SA-3.0");
  g_autoptr (VostVerdict) bare = judge_project (f, VOST_MAKING_SUBTITLED, film, NULL);
  g_autoptr (VostVerdict) unsure = NULL;
  g_autoptr (VostEdit) spoken = NULL;
  g_autoptr (VostVerdict) captions = NULL;
  g_autoptr (VostVerdict) languages = NULL;
  g_autoptr (VostVerdict) translated = NULL;
  g_autoptr (VostVerdict) free_one = NULL;
  g_autoptr (VostVerdict) nothing = judge_project (f, VOST_MAKING_SUBTITLED, f->video, NULL);
  VostProjectRecord *info = maker_info (f);

  /* The licence of an unchanged film is not the user's to choose. */
  vost_set_string (&info->licence, "CC-BY-NC-SA-4.0");
  maker_set_info (f, info);
  g_assert_cmpint (bare->level, ==, VOST_VERDICT_ALLOW);
  assert_best (bare, "CC-BY-ND-3.0");
  assert_reason (nothing, "NOTHING_USED", VOST_VERDICT_ASK);
  maker_add (f, track_new (film, "en", "original"));
  unsure = judge_project (f, VOST_MAKING_SUBTITLED, film, NULL);
  assert_reason (unsure, "CAPTIONS_ND_UNSURE", VOST_VERDICT_ASK);
  g_assert_cmpint (unsure->level, ==, VOST_VERDICT_ASK);
  spoken = vost_cue_edit_set_spoken (f->project, film, "en-US");
  g_assert_true (vost_project_apply (f->project, spoken, NULL));
  captions = judge_project (f, VOST_MAKING_SUBTITLED, film, NULL);
  assert_reason (captions, "CAPTIONS_ND", VOST_VERDICT_WARN);
  assert_best (captions, "CC-BY-ND-3.0");
  maker_add (f, track_new (film, "en-GB", "original"));
  maker_add (f, track_new (film, "fr", "original"));
  languages = judge_project (f, VOST_MAKING_SUBTITLED, film, NULL);
  assert_reason (languages, "ND_ADAPTED", VOST_VERDICT_BLOCK);
  maker_add (f, track_new (film, "fr", "translation"));
  translated = judge_project (f, VOST_MAKING_SUBTITLED, film, NULL);
  g_assert_nonnull (
      strstr (assert_reason (translated, "ND_ADAPTED", VOST_VERDICT_BLOCK)->text, "translation"));
  maker_add (f, track_new (free_film, "fr", "translation"));
  free_one = judge_project (f, VOST_MAKING_SUBTITLED, free_film, NULL);
  g_assert_cmpint (free_one->level, ==, VOST_VERDICT_ALLOW);
  assert_best (free_one, "CC-BY-NC-SA-4.0");
}

static void
test_project_credit (Maker *f, gconstpointer data)
{
  VostId three = maker_add (f, source_new ("", "Somebody", "CC-BY-3.0"));
  VostId four = maker_add (f, source_new ("", "Somebody", "CC-BY-4.0"));
  VostId nameless = maker_add (f, source_new ("Film", "", "CC-BY-4.0"));
  g_autoptr (VostVerdict) untitled = judge_project (f, VOST_MAKING_SUBTITLED, three, NULL);
  g_autoptr (VostVerdict) fine = judge_project (f, VOST_MAKING_SUBTITLED, four, NULL);
  g_autoptr (VostVerdict) noted = judge_project (f, VOST_MAKING_SUBTITLED, nameless, NULL);

  assert_reason (untitled, "ATTRIBUTION_INCOMPLETE", VOST_VERDICT_WARN);
  g_assert_null (reason_of (fine, "ATTRIBUTION_INCOMPLETE"));
  assert_reason (noted, "ATTRIBUTION_INCOMPLETE", VOST_VERDICT_ALLOW);
}

static void
add_project_test (const char *path, void (*test) (Maker *, gconstpointer))
{
  g_test_add (path, Maker, NULL, maker_setup, test, maker_teardown);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/verdict-project/share-alike-versions", test_share_alike_versions);
  g_test_add_func ("/verdict-project/reserved-and-permission", test_reserved_and_permission);
  g_test_add_func ("/verdict-project/private", test_private);
  g_test_add_func ("/verdict-project/collection", test_collection);
  g_test_add_func ("/verdict-project/wanted-unchanged", test_wanted_unchanged);
  g_test_add_func ("/verdict-project/conflict-words", test_conflict_words);
  g_test_add_func ("/verdict-project/chip", test_chip);
  g_test_add_func ("/verdict-project/port-to-be-read", test_port_to_be_read);
  g_test_add_func ("/verdict-project/ids", test_ids);
  g_test_add_func ("/verdict-project/many-works", test_many_works);
  add_project_test ("/verdict-project/empty", test_project_empty);
  add_project_test ("/verdict-project/remix", test_project_remix);
  add_project_test ("/verdict-project/tracks", test_project_tracks);
  add_project_test ("/verdict-project/subtitled", test_project_subtitled);
  add_project_test ("/verdict-project/credit", test_project_credit);
  return g_test_run ();
}
