/* Texts decoded wrongly on purpose, and texts that must be left alone. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <vostok/core/formats/mojibake.h>

#include "format-samples.h"

static const char *const russian =
    "Привет, дорогая! Как ты сегодня себя чувствуешь? Мы давно не виделись, и я хотел тебе "
    "сказать: «Не бойся». Это было очень давно — ещё до войны.";
static const char *const ukrainian =
    "Привіт! Як ти сьогодні почуваєшся? Ми давно не бачились, і я хотів тобі щось сказати.";
static const char *const bulgarian =
    "Здравей, скъпа! Как си днес? Отдавна не сме се виждали и исках да ти кажа нещо важно.";

/* As a program does that takes @written for @read. */
static char *
misread (const char *text, const char *written, const char *read)
{
  gsize len;
  g_autofree char *bytes = g_convert (text, -1, written, "UTF-8", NULL, &len, NULL);
  GString *out = g_string_new (NULL);

  g_assert_nonnull (bytes);
  for (gsize i = 0; i < len; i++)
    {
      g_autofree char *one = g_convert (bytes + i, 1, "UTF-8", read, NULL, NULL, NULL);

      /* What the page lacks becomes a control character. */
      if (one != NULL)
        g_string_append (out, one);
      else
        g_string_append_unichar (out, (guchar) bytes[i]);
    }

  return g_string_free (out, FALSE);
}

static void
check_repair (const char *text, const char *written, const char *read, guint times, guint least)
{
  g_autofree char *wrong = g_strdup (text);
  g_autofree char *applied = NULL;
  g_auto (VostMojibake) found = { NULL };
  gboolean seen;

  for (guint i = 0; i < times; i++)
    {
      char *next = misread (wrong, written, read);

      g_free (wrong);
      wrong = next;
    }
  seen = vost_mojibake_repair (wrong, &found);
  g_test_message ("%s as %s: %s: %s as %s, %u: %s", written, read, wrong, found.written, found.read,
                  found.confidence, found.text);
  g_assert_true (seen);
  g_assert_cmpstr (found.text, ==, text);
  g_assert_cmpuint (found.confidence, >=, least);
  g_assert_cmpuint (found.times, ==, times);
  applied = vost_mojibake_apply (&found, wrong);
  g_assert_cmpstr (applied, ==, text);
}

static void
test_utf8 (void)
{
  static const char *const texts[] = {
    "L’été à Noël, où naïveté cœur — « garçon » … 5 €",
    "¿Qué pasó, señor? ¡Mañana!",
    "Größe über Straßenbahn – „Spaß“",
    "日本語の字幕です。",
    "مرحبا بالعالم",
    "Zażółć gęślą jaźń",
    "♪ Überall ♪",
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      check_repair (texts[i], "UTF-8", "WINDOWS-1252", 1, 500);
      check_repair (texts[i], "UTF-8", "ISO-8859-1", 1, 500);
      check_repair (texts[i], "UTF-8", "WINDOWS-1252", 2, 500);
    }
  check_repair (russian, "UTF-8", "WINDOWS-1252", 1, 900);
  check_repair (russian, "UTF-8", "WINDOWS-1251", 1, 900);
  check_repair (russian, "UTF-8", "WINDOWS-1251", 2, 900);
  check_repair (russian, "UTF-8", "IBM866", 1, 900);
  check_repair (russian, "UTF-8", "KOI8-R", 1, 900);
  check_repair ("Café", "UTF-8", "WINDOWS-1252", 1, 400);
}

static void
test_cyrillic (void)
{
  static const char *const written[] = { "WINDOWS-1251", "IBM866", "ISO-8859-5" };
  static const char *const read[] = { "WINDOWS-1252", "WINDOWS-1251", "KOI8-R", "IBM866" };
  g_autoptr (GString) plain = g_string_new (russian);

  /* Quotation marks and dashes are not in all pages. */
  g_string_replace (plain, "«", "\"", 0);
  g_string_replace (plain, "»", "\"", 0);
  g_string_replace (plain, "—", "-", 0);
  for (guint j = 0; j < G_N_ELEMENTS (read); j++)
    {
      for (guint i = 0; i < G_N_ELEMENTS (written); i++)
        if (strcmp (written[i], read[j]) != 0)
          check_repair (plain->str, written[i], read[j], 1, 700);
      if (strcmp (read[j], "KOI8-R") != 0)
        check_repair (plain->str, "KOI8-R", read[j], 1, 600);
    }
  check_repair (russian, "WINDOWS-1251", "WINDOWS-1252", 1, 700);
  check_repair (russian, "WINDOWS-1251", "ISO-8859-1", 1, 700);
  check_repair (ukrainian, "WINDOWS-1251", "WINDOWS-1252", 1, 500);
  check_repair (bulgarian, "WINDOWS-1251", "WINDOWS-1252", 1, 700);
  check_repair (bulgarian, "WINDOWS-1251", "KOI8-R", 1, 500);
}

/* Half of a text is wrong, the rest is right: only the half is changed. */
static void
test_mixed (void)
{
  g_auto (VostMojibake) found = { NULL };

  g_assert_true (vost_mojibake_repair (
      "Déjà vu, d\303\203\302\251j\303\203\302\240 vu, naïf, c\303\205\342\200\234ur", &found));
  g_assert_cmpstr (found.text, ==, "Déjà vu, d\303\251j\303\240 vu, naïf, cœur");
  g_assert_cmpuint (found.confidence, <, 800);
}

static void
test_right (void)
{
  static const char *const texts[] = {
    "",
    "Plain ASCII only -- nothing to see.",
    "L’été à Noël, où naïveté, cœur — « garçon » … 5 € touché”…",
    "Größe über Straßenbahn – „Spaß“ und ÄÖÜ",
    "¿Qué pasó, señor? ¡Mañana!",
    "Zażółć gęślą jaźń",
    "Příliš žluťoučký kůň úpěl ďábelské ódy",
    "Þetta er íslenska, ætli það sé ekki svo",
    "Đây là tiếng Việt, có nhiều dấu",
    "日本語の字幕です。",
    "مرحبا بالعالم",
    "Γειά σου, κόσμε! Πώς είσαι σήμερα;",
    "שלום עולם, מה שלומך היום?",
    "สวัสดีชาวโลก",
    "РЁБРА И ЁЛКИ! Рёбра.",
    "♪ ♫ – ©® €",
  };

  for (guint i = 0; i <= G_N_ELEMENTS (texts) + 2; i++)
    {
      const char *text = i < G_N_ELEMENTS (texts)        ? texts[i]
                         : i == G_N_ELEMENTS (texts)     ? russian
                         : i == G_N_ELEMENTS (texts) + 1 ? ukrainian
                                                         : bulgarian;
      g_auto (VostMojibake) found = { NULL };
      gboolean seen = vost_mojibake_repair (text, &found);

      g_test_message ("%s: %s as %s, %u: %s", text, found.written, found.read, found.confidence,
                      found.text);
      g_assert_false (seen);
    }
}

typedef struct
{
  guint total;
  guint suspected;
} Corpus;

static void
check_file (const char *path, gpointer data)
{
  Corpus *corpus = data;
  g_autoptr (VostSubtitles) subs = vost_subtitles_load (path, NULL, NULL, NULL);
  g_autoptr (GString) all = g_string_new (NULL);
  g_auto (VostMojibake) found = { NULL };

  if (subs == NULL)
    return;
  for (guint i = 0; i < subs->cues->len; i++)
    g_string_append_printf (all, "%s\n", nth_cue (subs, i)->text);
  corpus->total++;
  if (!vost_mojibake_repair (all->str, &found))
    return;
  corpus->suspected++;
  g_test_message ("%s: %s as %s, %u", path, found.written, found.read, found.confidence);
}

/* Films' subtitles in many languages are right. */
static void
test_corpus (void)
{
  g_autofree char *folder = corpus_path ("subtitles");
  Corpus corpus = { 0, 0 };

  if (folder == NULL)
    {
      g_test_skip ("no third-party files");
      return;
    }
  samples_foreach (folder, check_file, &corpus);
  g_test_message ("%u of %u suspected", corpus.suspected, corpus.total);
  g_assert_cmpuint (corpus.suspected, ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/mojibake/utf8", test_utf8);
  g_test_add_func ("/mojibake/cyrillic", test_cyrillic);
  g_test_add_func ("/mojibake/mixed", test_mixed);
  g_test_add_func ("/mojibake/right", test_right);
  g_test_add_func ("/mojibake/corpus", test_corpus);

  return g_test_run ();
}
