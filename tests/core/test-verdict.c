/* Verdicts: the whole table of pairs, the hard cases, and what must hold for any set of works. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <vostok/core/rights/verdict.h>

#include <string.h>

static VostWork
work (const char *licence)
{
  VostWork made = { .title = "Film" };

  if (!vost_licence_parse (licence, &made.licence) && !g_str_equal (licence, "?"))
    g_error ("“%s” is no licence", licence);
  return made;
}

/* @licences: separated by "|", in this order; "?" is unknown. */
static VostVerdict *
judge (const char *licences, VostMake make, VostUseFor use, const char *wanted)
{
  g_auto (GStrv) parts = g_strsplit (licences, "|", -1);
  g_autoptr (GArray) works = g_array_new (FALSE, TRUE, sizeof (VostWork));
  VostLicence target;

  for (guint i = 0; parts[i] != NULL; i++)
    {
      VostWork one = work (parts[i]);

      g_array_append_val (works, one);
    }
  if (wanted != NULL)
    g_assert_true (vost_licence_parse (wanted, &target));
  return vost_verdict_judge ((const VostWork *) (void *) works->data, works->len, make, use,
                             wanted != NULL ? &target : NULL);
}

static VostVerdict *
judge_mix (const char *a, const char *b)
{
  g_autofree char *both = g_strjoin ("|", a, b, NULL);

  return judge (both, VOST_MAKE_ADAPTATION, VOST_USE_FREE, NULL);
}

static const VostReason *
find_reason (const VostVerdict *verdict, const char *code)
{
  for (guint i = 0; i < verdict->reasons->len; i++)
    {
      const VostReason *reason = verdict->reasons->pdata[i];

      if (g_str_equal (reason->code, code))
        return reason;
    }
  return NULL;
}

static gboolean
offers_licence (const VostVerdict *verdict, const VostLicence *licence)
{
  for (guint i = 0; i < verdict->outputs->len; i++)
    if (vost_licence_equal (&g_array_index (verdict->outputs, VostLicence, i), licence))
      return TRUE;
  return FALSE;
}

static gboolean
offers (const VostVerdict *verdict, const char *spdx)
{
  VostLicence licence;

  g_assert_true (vost_licence_parse (spdx, &licence));
  return offers_licence (verdict, &licence);
}

static void
assert_best (const VostVerdict *verdict, const char *spdx)
{
  g_autofree char *best = vost_licence_to_spdx (&verdict->best);

  g_assert_cmpstr (best, ==, spdx);
}

static int
compare_strings (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/* Level, outputs, best and the codes in no order: what must not depend on the order of works. */
static char *
outcome (const VostVerdict *verdict)
{
  g_autofree char *best = vost_licence_to_spdx (&verdict->best);
  g_autoptr (GPtrArray) codes = g_ptr_array_new ();
  GString *text = g_string_new (vost_verdict_level_id (verdict->level));

  g_string_append_printf (text, " best=%s nc=%d", best, verdict->has_noncommercial);
  for (guint i = 0; i < verdict->outputs->len; i++)
    {
      g_autofree char *spdx =
          vost_licence_to_spdx (&g_array_index (verdict->outputs, VostLicence, i));

      g_string_append_printf (text, " %s", spdx);
    }
  for (guint i = 0; i < verdict->reasons->len; i++)
    g_ptr_array_add (codes, (gpointer) ((const VostReason *) verdict->reasons->pdata[i])->code);
  g_ptr_array_sort (codes, compare_strings);
  for (guint i = 0; i < codes->len; i++)
    g_string_append_printf (text, " %s", (const char *) codes->pdata[i]);
  return g_string_free (text, FALSE);
}

/* --- The table of pairs --- */

#define N_KINDS 16

/* Licences that stand for each row: the first decides, the others must agree. */
static const char *const kinds[N_KINDS] = { "CC0-1.0|CC-PDM-1.0",
                                            "CC-BY-4.0",
                                            "CC-BY-NC-4.0|CC-BY-NC-1.0|CC-BY-NC-2.5",
                                            "CC-BY-SA-1.0",
                                            "CC-BY-SA-2.0",
                                            "CC-BY-SA-2.5",
                                            "CC-BY-SA-3.0",
                                            "CC-BY-SA-4.0",
                                            "CC-BY-NC-SA-1.0",
                                            "CC-BY-NC-SA-2.0",
                                            "CC-BY-NC-SA-2.5",
                                            "CC-BY-NC-SA-3.0",
                                            "CC-BY-NC-SA-4.0",
                                            "CC-BY-ND-3.0|CC-BY-NC-ND-4.0|CC-BY-ND-4.0",
                                            "LAL-1.3",
                                            "GPL-3.0-only|GPL-3.0-or-later" };

/* S2+ is BY-SA 2.0 or later, N is BY-NC-SA, NC any with NonCommercial, F Free Art 1.3, G GPL 3,
 * CC all six in all versions, * those and CC0, F and G; - is none. */
static const char *const table[N_KINDS] = {
  "* CC,G NC S1 S2+ S2.5+ S3+ F,G,S4 N1 N2+ N2.5+ N3+ N4 - F,S4 G",
  "CC,G CC,G NC S1 S2+ S2.5+ S3+ G,S4 N1 N2+ N2.5+ N3+ N4 - S4 G",
  "NC NC NC - - - - - N1 N2+ N2.5+ N3+ N4 - - -",
  "S1 S1 - S1 - - - - - - - - - - - -",
  "S2+ S2+ - - S2+ S2.5+ S3+ S4 - - - - - - S4 -",
  "S2.5+ S2.5+ - - S2.5+ S2.5+ S3+ S4 - - - - - - S4 -",
  "S3+ S3+ - - S3+ S3+ S3+ S4 - - - - - - S4 -",
  "F,G,S4 G,S4 - - S4 S4 S4 F,G,S4 - - - - - - F,S4 G",
  "N1 N1 N1 - - - - - N1 - - - - - - -",
  "N2+ N2+ N2+ - - - - - - N2+ N2.5+ N3+ N4 - - -",
  "N2.5+ N2.5+ N2.5+ - - - - - - N2.5+ N2.5+ N3+ N4 - - -",
  "N3+ N3+ N3+ - - - - - - N3+ N3+ N3+ N4 - - -",
  "N4 N4 N4 - - - - - - N4 N4 N4 N4 - - -",
  "- - - - - - - - - - - - - - - -",
  "F,S4 S4 - - S4 S4 S4 F,S4 - - - - - - F,S4 -",
  "G G - - - - - G - - - - - - - G",
};

static gboolean
term_allows (const char *term, const VostLicence *licence)
{
  gboolean cc = licence->family == VOST_LICENCE_CC;
  VostLicenceElements elements = VOST_LICENCE_BY | VOST_LICENCE_SA;
  int version;

  if (g_str_equal (term, "*"))
    return TRUE;
  if (g_str_equal (term, "CC"))
    return cc;
  if (g_str_equal (term, "NC"))
    return cc && (licence->elements & VOST_LICENCE_NC) != 0;
  if (g_str_equal (term, "F"))
    return licence->family == VOST_LICENCE_FREE_ART;
  if (g_str_equal (term, "G"))
    return licence->family == VOST_LICENCE_GPL;
  if (term[0] == 'N')
    elements |= VOST_LICENCE_NC;
  version = (term[1] - '0') * 10 + (term[2] == '.' ? term[3] - '0' : 0);
  return cc && licence->elements == elements &&
         (licence->version == version ||
          (g_str_has_suffix (term, "+") && licence->version > version));
}

static gboolean
cell_allows (const char *cell, const VostLicence *licence)
{
  g_auto (GStrv) terms = g_strsplit (cell, ",", -1);

  for (guint i = 0; terms[i] != NULL; i++)
    if (!g_str_equal (terms[i], "-") && term_allows (terms[i], licence))
      return TRUE;
  return FALSE;
}

static gboolean
is_in_table (const VostLicence *licence)
{
  return licence->family == VOST_LICENCE_CC || licence->family == VOST_LICENCE_CC0 ||
         licence->family == VOST_LICENCE_GPL ||
         (licence->family == VOST_LICENCE_FREE_ART && licence->version == 13);
}

/* Compares over the licences that the table speaks of: no ports; GPL as one. */
static void
check_cell (const char *cell, const char *a, const char *b)
{
  g_autoptr (GArray) all = vost_licence_all ();
  g_autoptr (VostVerdict) verdict = judge_mix (a, b);
  gboolean gpl = offers (verdict, "GPL-3.0-only") || offers (verdict, "GPL-3.0-or-later");
  guint allowed = 0;

  for (guint i = 0; i < all->len; i++)
    {
      const VostLicence *licence = &g_array_index (all, VostLicence, i);
      gboolean offered;

      if (licence->port[0] != '\0' || !is_in_table (licence))
        continue;
      offered = licence->family == VOST_LICENCE_GPL ? gpl : offers_licence (verdict, licence);
      if (offered != cell_allows (cell, licence))
        {
          g_autofree char *spdx = vost_licence_to_spdx (licence);

          g_error ("%s with %s: %s is %s", a, b, spdx, offered ? "offered" : "not offered");
        }
      allowed += offered;
    }
  g_assert_cmpint (verdict->level, ==,
                   g_str_equal (cell, "-") ? VOST_VERDICT_BLOCK : VOST_VERDICT_ALLOW);
  g_assert_cmpint (allowed == 0, ==, verdict->outputs->len == 0);
  if (allowed == 0)
    g_assert_cmpuint (verdict->reasons->len, >, 0);
}

static void
test_table (void)
{
  for (guint row = 0; row < N_KINDS; row++)
    {
      g_auto (GStrv) cells = g_strsplit (table[row], " ", -1);
      g_auto (GStrv) left = g_strsplit (kinds[row], "|", -1);

      g_assert_cmpuint (g_strv_length (cells), ==, N_KINDS);
      for (guint column = 0; column < N_KINDS; column++)
        {
          g_auto (GStrv) right = g_strsplit (kinds[column], "|", -1);

          for (guint a = 0; left[a] != NULL; a++)
            for (guint b = 0; right[b] != NULL; b++)
              check_cell (cells[column], left[a], right[b]);
        }
    }
}

/* The one cell that differs by version: the step from BY to GPL is for 4.0. */
static void
test_older_by (void)
{
  static const char *const older[] = { "CC-BY-1.0", "CC-BY-2.0", "CC-BY-2.5", "CC-BY-3.0" };

  for (guint i = 0; i < G_N_ELEMENTS (older); i++)
    {
      check_cell ("CC", older[i], "CC0-1.0");
      check_cell ("CC", older[i], "CC-BY-4.0");
      check_cell ("-", older[i], "GPL-3.0-only");
      check_cell ("S4", older[i], "CC-BY-SA-4.0");
      check_cell ("S4", older[i], "LAL-1.3");
    }
}

/* --- Ports --- */

static void
test_ports (void)
{
  static const struct
  {
    const char *source;
    const char *target;
    gboolean allowed;
  } cases[] = {
    { "CC-BY-SA-1.0", "LicenseRef-CC-BY-SA-1.0-NL", FALSE },
    { "LicenseRef-CC-BY-SA-1.0-NL", "CC-BY-SA-1.0", FALSE },
    { "LicenseRef-CC-BY-SA-1.0-NL", "LicenseRef-CC-BY-SA-1.0-NL", TRUE },
    { "CC-BY-SA-2.0", "LicenseRef-CC-BY-SA-2.0-FR", TRUE },
    { "CC-BY-SA-2.0", "LicenseRef-CC-BY-SA-3.0-ES", TRUE },
    { "LicenseRef-CC-BY-SA-2.0-FR", "CC-BY-SA-2.0", FALSE },
    { "LicenseRef-CC-BY-SA-2.0-FR", "CC-BY-SA-2.5", TRUE },
    { "LicenseRef-CC-BY-SA-2.0-FR", "LicenseRef-CC-BY-SA-2.0-JP", TRUE },
    { "CC-BY-SA-2.0-UK", "CC-BY-SA-2.0", TRUE },
    { "CC-BY-SA-2.0-UK", "CC-BY-SA-1.0", FALSE },
    { "CC-BY-SA-2.1-JP", "CC-BY-SA-2.0", TRUE },
    { "CC-BY-SA-2.1-JP", "CC-BY-NC-SA-4.0", FALSE },
    { "LicenseRef-CC-BY-SA-2.1-ES", "CC-BY-SA-2.0", FALSE },
    { "LicenseRef-CC-BY-SA-2.1-ES", "CC-BY-SA-2.5", TRUE },
    { "CC-BY-SA-3.0", "LicenseRef-CC-BY-SA-3.0-ES", TRUE },
    { "CC-BY-SA-3.0", "LicenseRef-CC-BY-SA-2.5-ES", FALSE },
    { "LicenseRef-CC-BY-SA-3.0-US", "CC-BY-SA-3.0", TRUE },
    { "CC-BY-SA-3.0-IGO", "CC-BY-SA-4.0", TRUE },
    { "CC-BY-SA-4.0", "CC-BY-SA-3.0", FALSE },
    { "CC-BY-SA-3.0", "GPL-3.0-only", FALSE },
    { "LAL-1.2", "LAL-1.2", TRUE },
    { "LAL-1.2", "CC-BY-SA-4.0", FALSE },
    { "GPL-3.0-or-later", "GPL-3.0-only", TRUE },
    { "GPL-3.0-only", "GPL-3.0-or-later", FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (VostVerdict) verdict =
          judge (cases[i].source, VOST_MAKE_ADAPTATION, VOST_USE_FREE, NULL);

      if (offers (verdict, cases[i].target) != cases[i].allowed)
        g_error ("%s to %s", cases[i].source, cases[i].target);
    }
}

/* --- Hard cases --- */

static void
test_subtitles (void)
{
  g_autoptr (VostVerdict) spanish =
      judge ("LicenseRef-CC-BY-NC-SA-3.0-ES", VOST_MAKE_SUBTITLES, VOST_USE_FREE, NULL);
  g_autoptr (VostVerdict) fixed = judge ("CC-BY-ND-3.0", VOST_MAKE_SUBTITLES, VOST_USE_FREE, NULL);
  const VostReason *reason = find_reason (fixed, "ND_ADAPTED");

  g_assert_cmpint (spanish->level, ==, VOST_VERDICT_ALLOW);
  g_assert_true (offers (spanish, "CC-BY-NC-SA-3.0"));
  g_assert_true (offers (spanish, "LicenseRef-CC-BY-NC-SA-3.0-ES"));
  g_assert_true (offers (spanish, "LicenseRef-CC-BY-NC-SA-3.0-FR"));
  g_assert_false (offers (spanish, "CC-BY-NC-SA-2.5"));
  g_assert_false (offers (spanish, "CC-BY-NC-4.0"));
  assert_best (spanish, "CC-BY-NC-SA-4.0");
  g_assert_true (spanish->has_noncommercial);
  g_assert_nonnull (find_reason (spanish, "NC_NOTICE"));
  g_assert_cmpint (fixed->level, ==, VOST_VERDICT_BLOCK);
  g_assert_nonnull (reason);
  g_assert_cmpstr (reason->licence, ==, "CC-BY-ND-3.0");
  g_assert_cmpstr (reason->section, ==, "§3");
  g_assert_cmpuint (reason->sources->len, ==, 1);
  g_assert_nonnull (strstr (reason->text, "translation"));
}

static void
test_pairs_explained (void)
{
  g_autoptr (VostVerdict) first = judge_mix ("CC-BY-SA-1.0", "CC-BY-SA-4.0");
  g_autoptr (VostVerdict) money = judge_mix ("CC-BY-SA-4.0", "CC-BY-NC-4.0");
  g_autoptr (VostVerdict) both = judge_mix ("CC-BY-NC-SA-2.0", "CC-BY-NC-4.0");
  g_autoptr (VostVerdict) ported =
      judge_mix ("LicenseRef-CC-BY-NC-SA-3.0-ES", "LicenseRef-CC-BY-NC-SA-3.0-US");
  g_autoptr (VostVerdict) among = judge ("CC0-1.0|CC-BY-SA-3.0|CC-BY-4.0|CC-BY-NC-SA-3.0",
                                         VOST_MAKE_ADAPTATION, VOST_USE_FREE, NULL);
  const VostReason *reason = find_reason (first, "SA1_NO_LATER");

  g_assert_nonnull (reason);
  g_assert_cmpstr (reason->section, ==, "§4(b)");
  g_assert_cmpint (first->level, ==, VOST_VERDICT_BLOCK);
  g_assert_nonnull (find_reason (money, "SA_CONFLICT"));
  g_assert_cmpint (both->level, ==, VOST_VERDICT_ALLOW);
  assert_best (both, "CC-BY-NC-SA-4.0");
  g_assert_cmpint (ported->level, ==, VOST_VERDICT_ALLOW);
  g_assert_true (offers (ported, "CC-BY-NC-SA-3.0"));
  g_assert_true (offers (ported, "LicenseRef-CC-BY-NC-SA-3.0-FR"));
  assert_best (ported, "CC-BY-NC-SA-4.0");
  reason = find_reason (among, "SA_CONFLICT");
  g_assert_nonnull (reason);
  g_assert_cmpuint (reason->sources->len, ==, 2);
  g_assert_cmpuint (g_array_index (reason->sources, guint, 0), ==, 1);
  g_assert_cmpuint (g_array_index (reason->sources, guint, 1), ==, 3);
}

static void
test_wanted (void)
{
  static const struct
  {
    const char *works;
    const char *wanted;
    const char *offered; /* named in the reason; NULL if the wish is granted */
  } cases[] = {
    { "CC-BY-NC-3.0|CC-BY-4.0", "CC-BY-4.0", "CC BY-NC 4.0" },
    { "CC-BY-SA-3.0", "LAL-1.3", "CC BY-SA 4.0" },
    { "CC-BY-SA-3.0", "CC-BY-SA-2.5", "CC BY-SA 4.0" },
    { "GPL-3.0-only", "CC-BY-SA-4.0", "GPL 3.0" },
    { "CC-BY-3.0", "CC-BY-ND-4.0", NULL },
    { "CC-BY-SA-3.0", "CC-BY-SA-3.0", NULL },
    { "CC-BY-SA-4.0", "LAL-1.3", NULL },
    { "CC-BY-4.0|CC0-1.0", "GPL-3.0-or-later", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (VostVerdict) verdict =
          judge (cases[i].works, VOST_MAKE_ADAPTATION, VOST_USE_FREE, cases[i].wanted);
      const VostReason *reason = find_reason (verdict, "OUTPUT_NOT_PERMITTED");

      g_assert_cmpint (reason != NULL, ==, cases[i].offered != NULL);
      g_assert_cmpint (verdict->level, ==,
                       reason != NULL ? VOST_VERDICT_BLOCK : VOST_VERDICT_ALLOW);
      if (reason != NULL)
        g_assert_nonnull (strstr (reason->text, cases[i].offered));
      else
        assert_best (verdict, cases[i].wanted);
    }
}

static void
test_best (void)
{
  static const char *const cases[][2] = {
    { "CC-BY-3.0", "CC-BY-4.0" },
    { "CC0-1.0", "CC-BY-4.0" },
    { "CC-BY-NC-2.0", "CC-BY-NC-4.0" },
    { "CC-BY-NC-2.0|CC-BY-4.0", "CC-BY-NC-4.0" },
    { "CC-BY-SA-1.0", "CC-BY-SA-1.0" },
    { "CC-BY-SA-2.0|CC-BY-4.0", "CC-BY-SA-4.0" },
    { "LAL-1.3", "CC-BY-SA-4.0" },
    { "LAL-1.3|CC-BY-SA-3.0", "CC-BY-SA-4.0" },
    { "GPL-3.0-only|CC-BY-SA-4.0", "GPL-3.0-only" },
    { "CC-BY-NC-3.0|CC-BY-NC-SA-2.5", "CC-BY-NC-SA-4.0" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (VostVerdict) verdict =
          judge (cases[i][0], VOST_MAKE_ADAPTATION, VOST_USE_FREE, NULL);

      assert_best (verdict, cases[i][1]);
    }
}

static void
check_one (const char *licences,
           VostMake make,
           VostUseFor use,
           VostVerdictLevel level,
           const char *code)
{
  g_autoptr (VostVerdict) verdict = judge (licences, make, use, NULL);
  g_autofree char *short_text = vost_verdict_short (verdict);
  g_autofree char *words = vost_verdict_explain (verdict);

  if (verdict->level != level || (code != NULL && find_reason (verdict, code) == NULL))
    g_error ("%s, made %d for %d: %s, %s", licences, (int) make, (int) use,
             vost_verdict_level_id (verdict->level), words);
  if (code != NULL && level > VOST_VERDICT_ALLOW)
    g_assert_cmpint (find_reason (verdict, code)->level, ==, level);
  if (level >= VOST_VERDICT_ASK)
    {
      g_assert_cmpuint (verdict->outputs->len, ==, 0);
      assert_best (verdict, "");
      g_assert_cmpstr (words, !=, "");
    }
  g_assert_cmpstr (short_text, !=, "");
}

static void
test_uses (void)
{
  static const char *const noncommercial[] = { "CC-BY-NC-4.0", "CC-BY-NC-SA-3.0",
                                               "CC-BY-NC-2.5|CC-BY-4.0" };

  for (guint i = 0; i < G_N_ELEMENTS (noncommercial); i++)
    {
      check_one (noncommercial[i], VOST_MAKE_ADAPTATION, VOST_USE_PRIVATE, VOST_VERDICT_ALLOW,
                 NULL);
      check_one (noncommercial[i], VOST_MAKE_ADAPTATION, VOST_USE_CLASS, VOST_VERDICT_ALLOW, NULL);
      check_one (noncommercial[i], VOST_MAKE_ADAPTATION, VOST_USE_FREE, VOST_VERDICT_ALLOW,
                 "NC_NOTICE");
      check_one (noncommercial[i], VOST_MAKE_ADAPTATION, VOST_USE_COST_RECOVERY, VOST_VERDICT_WARN,
                 "NC_COMMERCIAL");
      check_one (noncommercial[i], VOST_MAKE_ADAPTATION, VOST_USE_ADS, VOST_VERDICT_BLOCK,
                 "NC_COMMERCIAL");
      check_one (noncommercial[i], VOST_MAKE_COLLECTION, VOST_USE_SOLD, VOST_VERDICT_BLOCK,
                 "NC_COMMERCIAL");
    }
  check_one ("CC-BY-SA-4.0", VOST_MAKE_ADAPTATION, VOST_USE_SOLD, VOST_VERDICT_ALLOW, NULL);
  check_one ("CC-BY-ND-4.0", VOST_MAKE_COLLECTION, VOST_USE_SOLD, VOST_VERDICT_ALLOW, NULL);
}

static void
test_no_derivatives (void)
{
  check_one ("CC-BY-ND-4.0", VOST_MAKE_ADAPTATION, VOST_USE_FREE, VOST_VERDICT_BLOCK, "ND_ADAPTED");
  check_one ("CC-BY-ND-4.0|CC0-1.0", VOST_MAKE_ADAPTATION, VOST_USE_CLASS, VOST_VERDICT_BLOCK,
             "ND_ADAPTED");
  check_one ("CC-BY-NC-ND-2.5", VOST_MAKE_SUBTITLES, VOST_USE_FREE, VOST_VERDICT_BLOCK,
             "ND_ADAPTED");
  check_one ("CC-BY-ND-4.0", VOST_MAKE_ADAPTATION, VOST_USE_PRIVATE, VOST_VERDICT_ALLOW,
             "ND_PRIVATE");
  check_one ("CC-BY-ND-3.0", VOST_MAKE_ADAPTATION, VOST_USE_PRIVATE, VOST_VERDICT_WARN,
             "ND_PRIVATE_PRE4");
  check_one ("CC-BY-ND-4.0", VOST_MAKE_EXCERPT, VOST_USE_FREE, VOST_VERDICT_ALLOW, "EXCERPT");
  check_one ("CC-BY-ND-2.0", VOST_MAKE_EXCERPT, VOST_USE_FREE, VOST_VERDICT_WARN, "EXCERPT_PRE4");
  check_one ("CC-BY-ND-3.0", VOST_MAKE_VERBATIM, VOST_USE_FREE, VOST_VERDICT_ALLOW, NULL);
  check_one ("CC-BY-NC-ND-3.0", VOST_MAKE_COLLECTION, VOST_USE_FREE, VOST_VERDICT_ALLOW,
             "NC_NOTICE");
}

static void
test_reel (void)
{
  g_autoptr (VostVerdict) verdict =
      judge ("CC-BY-SA-3.0|CC-BY-NC-ND-3.0", VOST_MAKE_COLLECTION, VOST_USE_FREE, NULL);

  g_assert_cmpint (verdict->level, ==, VOST_VERDICT_ALLOW);
  g_assert_cmpuint (verdict->outputs->len, ==, 2);
  g_assert_true (offers (verdict, "CC-BY-SA-3.0"));
  g_assert_true (offers (verdict, "CC-BY-NC-ND-3.0"));
  g_assert_true (verdict->has_noncommercial);
  /* No one name for all of it: each keeps its own. */
  assert_best (verdict, "");
}

static void
test_not_free (void)
{
  static const char *const unknown[] = { "?", "CC BY-SA", "CC-SA-1.0", "CC-BY-4.0|?",
                                         "CC Sampling+ 1.0" };

  for (guint i = 0; i < G_N_ELEMENTS (unknown); i++)
    for (int make = VOST_MAKE_ADAPTATION; make <= VOST_MAKE_SUBTITLES; make++)
      check_one (unknown[i], (VostMake) make, VOST_USE_FREE, VOST_VERDICT_ASK, "LICENCE_UNKNOWN");
  for (int make = VOST_MAKE_ADAPTATION; make <= VOST_MAKE_SUBTITLES; make++)
    check_one ("LicenseRef-AllRightsReserved|CC-BY-4.0", (VostMake) make, VOST_USE_FREE,
               VOST_VERDICT_BLOCK, "ARR_NO_PERMISSION");
  check_one ("?|LicenseRef-AllRightsReserved", VOST_MAKE_ADAPTATION, VOST_USE_FREE,
             VOST_VERDICT_BLOCK, "ARR_NO_PERMISSION");
  check_one ("LicenseRef-PublicDomain-US", VOST_MAKE_ADAPTATION, VOST_USE_FREE, VOST_VERDICT_WARN,
             "PD_TERRITORY");
  check_one ("LicenseRef-Permission|CC-BY-SA-4.0", VOST_MAKE_ADAPTATION, VOST_USE_FREE,
             VOST_VERDICT_WARN, "PERMISSION");
}

/* --- What holds for any set --- */

static const char *const sample[] = { "CC0-1.0",
                                      "CC-BY-4.0",
                                      "CC-BY-2.0",
                                      "CC-BY-NC-3.0",
                                      "CC-BY-SA-1.0",
                                      "CC-BY-SA-2.0",
                                      "CC-BY-SA-2.5",
                                      "CC-BY-SA-3.0",
                                      "CC-BY-SA-4.0",
                                      "CC-BY-NC-SA-1.0",
                                      "CC-BY-NC-SA-2.0",
                                      "CC-BY-NC-SA-3.0",
                                      "CC-BY-NC-SA-4.0",
                                      "CC-BY-ND-4.0",
                                      "LAL-1.2",
                                      "LAL-1.3",
                                      "GPL-3.0-only",
                                      "GPL-3.0-or-later",
                                      "LicenseRef-CC-BY-SA-1.0-NL",
                                      "LicenseRef-CC-BY-SA-2.0-FR",
                                      "CC-BY-SA-2.0-UK",
                                      "CC-BY-SA-2.1-JP",
                                      "LicenseRef-CC-BY-SA-2.1-ES",
                                      "LicenseRef-CC-BY-SA-2.5-SCOTLAND",
                                      "LicenseRef-CC-BY-SA-3.0-ES",
                                      "CC-BY-SA-3.0-IGO" };
#define N_SAMPLE G_N_ELEMENTS (sample)

static void
test_symmetric (void)
{
  for (guint a = 0; a < N_SAMPLE; a++)
    for (guint b = a; b < N_SAMPLE; b++)
      {
        g_autoptr (VostVerdict) one = judge_mix (sample[a], sample[b]);
        g_autoptr (VostVerdict) other = judge_mix (sample[b], sample[a]);
        g_autofree char *left = outcome (one);
        g_autofree char *right = outcome (other);

        g_assert_cmpstr (left, ==, right);
        /* Never let through without saying under what. */
        g_assert_cmpint (one->level<VOST_VERDICT_ASK, ==, one->outputs->len> 0);
      }
}

static void
assert_within (const VostVerdict *small, const VostVerdict *big)
{
  for (guint i = 0; i < small->outputs->len; i++)
    g_assert_true (offers_licence (big, &g_array_index (small->outputs, VostLicence, i)));
}

static void
test_monotone (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (11);

  for (guint round = 0; round < 40; round++)
    {
      g_autoptr (GString) set = g_string_new (sample[g_rand_int_range (rand, 0, N_SAMPLE)]);
      g_autoptr (VostVerdict) last = judge (set->str, VOST_MAKE_ADAPTATION, VOST_USE_FREE, NULL);

      for (guint size = 1; size < 5; size++)
        {
          VostVerdict *next;

          g_string_append_printf (set, "|%s", sample[g_rand_int_range (rand, 0, N_SAMPLE)]);
          next = judge (set->str, VOST_MAKE_ADAPTATION, VOST_USE_FREE, NULL);
          assert_within (next, last);
          g_assert_cmpint (next->level, >=, last->level);
          vost_verdict_free (last);
          last = next;
        }
    }
}

static void
test_idempotent (void)
{
  for (guint a = 0; a < N_SAMPLE; a++)
    {
      g_autoptr (VostVerdict) one = judge (sample[a], VOST_MAKE_ADAPTATION, VOST_USE_FREE, NULL);
      g_autoptr (VostVerdict) two = judge_mix (sample[a], sample[a]);

      g_assert_cmpint (one->level, ==, two->level);
      assert_within (one, two);
      assert_within (two, one);
    }
}

/* The reasons name pairs: that is complete only because pairs that agree make sets that agree. */
static void
test_pairs_suffice (void)
{
  gboolean agree[N_SAMPLE][N_SAMPLE];

  for (guint a = 0; a < N_SAMPLE; a++)
    for (guint b = 0; b < N_SAMPLE; b++)
      {
        g_autoptr (VostVerdict) verdict = judge_mix (sample[a], sample[b]);

        agree[a][b] = verdict->outputs->len > 0;
      }
  for (guint a = 0; a < N_SAMPLE; a++)
    for (guint b = a + 1; b < N_SAMPLE; b++)
      for (guint c = b + 1; c < N_SAMPLE; c++)
        if (agree[a][b] && agree[a][c] && agree[b][c])
          {
            const VostWork works[] = { work (sample[a]), work (sample[b]), work (sample[c]) };
            g_autoptr (VostVerdict) verdict =
                vost_verdict_judge (works, 3, VOST_MAKE_ADAPTATION, VOST_USE_FREE, NULL);

            if (verdict->outputs->len == 0)
              g_error ("%s, %s, %s agree only in pairs", sample[a], sample[b], sample[c]);
          }
}

/* Whatever is let through has a licence to be shared under. */
static void
test_all_licences (void)
{
  g_autoptr (GArray) all = vost_licence_all ();

  for (guint i = 0; i < all->len; i++)
    {
      const VostWork one = { g_array_index (all, VostLicence, i), NULL };
      g_autoptr (VostVerdict) verdict =
          vost_verdict_judge (&one, 1, VOST_MAKE_ADAPTATION, VOST_USE_FREE, NULL);
      g_autofree char *spdx = vost_licence_to_spdx (&one.licence);

      if ((verdict->level < VOST_VERDICT_ASK) != (verdict->outputs->len > 0))
        g_error ("%s: %s with %u outputs", spdx, vost_verdict_level_id (verdict->level),
                 verdict->outputs->len);
      if (one.licence.elements & VOST_LICENCE_ND)
        g_assert_cmpint (verdict->level, ==, VOST_VERDICT_BLOCK);
      g_assert_cmpint (verdict->best.elements & VOST_LICENCE_ND, ==, 0);
    }
}

static void
test_words (void)
{
  VostMake make;
  VostUseFor use;
  g_autoptr (VostVerdict) allowed =
      judge ("CC-BY-NC-SA-3.0", VOST_MAKE_ADAPTATION, VOST_USE_FREE, NULL);
  g_autofree char *shown = vost_verdict_short (allowed);
  g_autofree char *words = vost_verdict_explain (allowed);

  g_assert_cmpstr (shown, ==, "BY-NC-SA 4.0");
  g_assert_nonnull (strstr (words, "CC BY-NC-SA 4.0"));
  g_assert_true (vost_make_parse ("subtitles", &make));
  g_assert_cmpint (make, ==, VOST_MAKE_SUBTITLES);
  g_assert_true (vost_use_parse ("cost-recovery", &use));
  g_assert_cmpint (use, ==, VOST_USE_COST_RECOVERY);
  g_assert_false (vost_make_parse ("Subtitles", &make));
  g_assert_false (vost_make_parse (NULL, &make));
  g_assert_false (vost_use_parse ("", &use));
  g_assert_cmpstr (vost_verdict_level_id (VOST_VERDICT_BLOCK), ==, "block");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/verdict/table", test_table);
  g_test_add_func ("/verdict/older-by", test_older_by);
  g_test_add_func ("/verdict/ports", test_ports);
  g_test_add_func ("/verdict/subtitles", test_subtitles);
  g_test_add_func ("/verdict/pairs-explained", test_pairs_explained);
  g_test_add_func ("/verdict/wanted", test_wanted);
  g_test_add_func ("/verdict/best", test_best);
  g_test_add_func ("/verdict/uses", test_uses);
  g_test_add_func ("/verdict/no-derivatives", test_no_derivatives);
  g_test_add_func ("/verdict/reel", test_reel);
  g_test_add_func ("/verdict/not-free", test_not_free);
  g_test_add_func ("/verdict/symmetric", test_symmetric);
  g_test_add_func ("/verdict/monotone", test_monotone);
  g_test_add_func ("/verdict/idempotent", test_idempotent);
  g_test_add_func ("/verdict/pairs-suffice", test_pairs_suffice);
  g_test_add_func ("/verdict/all-licences", test_all_licences);
  g_test_add_func ("/verdict/words", test_words);
  return g_test_run ();
}
