/* Undoing a wrong decoding: character by character back to bytes, and to characters again. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <vostok/core/formats/mojibake.h>

/* "Ã\u0083Â©" is twice; more than three times has not been met. */
#define MAX_TIMES 3u
/* Below this nothing is said. */
#define LEAST 200u
/* Characters outside ASCII that are enough to be sure. */
#define ENOUGH 12u

typedef enum
{
  PAGE_1252,
  PAGE_1251,
  PAGE_KOI8,
  PAGE_866,
  PAGE_5,
  N_PAGES,
} PageId;

/* A code page's upper half. */
typedef struct
{
  const char *name;
  gunichar to[128]; /* 0: no character */
  GHashTable *from;
} Page;

static Page pages[N_PAGES] = {
  { .name = "WINDOWS-1252" }, { .name = "WINDOWS-1251" }, { .name = "KOI8-R" },
  { .name = "IBM866" },       { .name = "ISO-8859-5" },
};

/* Per mille of Russian text, а to я. */
static const guint8 frequencies[32] = { 80, 16, 45, 17,  30, 85, 9,  16, 74, 12, 35,
                                        44, 32, 67, 110, 28, 47, 55, 63, 26, 3,  10,
                                        5,  14, 7,  4,   1,  19, 17, 3,  6,  20 };

static void
fill_page (Page *page)
{
  page->from = g_hash_table_new (NULL, NULL);
  for (guint i = 0; i < 128; i++)
    {
      const char byte = (char) (0x80 + i);
      g_autofree char *text = g_convert (&byte, 1, "UTF-8", page->name, NULL, NULL, NULL);

      page->to[i] = text != NULL ? g_utf8_get_char (text) : 0;
      if (page->to[i] != 0)
        g_hash_table_insert (page->from, GUINT_TO_POINTER (page->to[i]),
                             GUINT_TO_POINTER (0x80 + i));
    }
}

static const Page *
get_pages (void)
{
  static gsize filled = 0;

  if (g_once_init_enter (&filled))
    {
      for (guint i = 0; i < N_PAGES; i++)
        fill_page (&pages[i]);
      g_once_init_leave (&filled, 1);
    }

  return pages;
}

/* The byte from 0x80 on that a character was, or 0. Bytes that a page lacks come as C1 controls. */
static guint8
byte_of (const Page *page, gunichar c)
{
  guint byte;

  if (c < 0x80)
    return 0;
  byte = GPOINTER_TO_UINT (g_hash_table_lookup (page->from, GUINT_TO_POINTER (c)));
  if (byte == 0 && c < (page == &pages[PAGE_1252] ? 0x100u : 0xa0u))
    byte = c;

  return (guint8) byte;
}

/* Scripts that films are subtitled in, and the punctuation of print. */
static gboolean
is_likely (gunichar c)
{
  static const struct
  {
    gunichar first;
    gunichar last;
  } ranges[] = {
    { 0xa0, 0x24f },    { 0x2bb, 0x2bc },   { 0x300, 0x36f },   { 0x370, 0x52f },
    { 0x531, 0x58a },   { 0x5b0, 0x5f4 },   { 0x600, 0x6ff },   { 0x900, 0xdff },
    { 0xe00, 0xeff },   { 0x1000, 0x10ff }, { 0x1e00, 0x1fff }, { 0x200b, 0x203d },
    { 0x2060, 0x2060 }, { 0x20a0, 0x20bf }, { 0x2100, 0x214f }, { 0x2190, 0x21ff },
    { 0x25a0, 0x27bf }, { 0x3000, 0x30ff }, { 0x4e00, 0x9fff }, { 0xac00, 0xd7a3 },
    { 0xfe0f, 0xfe0f }, { 0xfeff, 0xfeff }, { 0xff00, 0xffef }, { 0x1f300, 0x1faff },
  };

  for (guint i = 0; i < G_N_ELEMENTS (ranges); i++)
    if (c >= ranges[i].first && c <= ranges[i].last)
      return TRUE;

  return FALSE;
}

/* How many bytes follow a lead byte of UTF-8; 0 when it is none. */
static guint
bytes_after (guint8 lead)
{
  if (lead >= 0xc2 && lead <= 0xdf)
    return 1;
  if (lead >= 0xe0 && lead <= 0xef)
    return 2;

  return lead >= 0xf0 && lead <= 0xf4 ? 3 : 0;
}

/* The character whose UTF-8 bytes stand at @p as characters of @page, and where it ends; 0 for
 * none. */
static gunichar
character_at (const Page *page, const char *p, const char **ret_end)
{
  static const gunichar least[] = { 0, 0x80, 0x800, 0x10000 };
  static const guint8 bits[] = { 0, 31, 15, 7 };
  guint8 lead = byte_of (page, g_utf8_get_char (p));
  guint more = bytes_after (lead);
  gunichar c = lead & bits[more];

  if (more == 0)
    return 0;
  for (guint i = 0; i < more; i++)
    {
      guint8 byte;

      p = g_utf8_next_char (p);
      byte = *p != '\0' ? byte_of (page, g_utf8_get_char (p)) : 0;
      if ((byte & 0xc0) != 0x80)
        return 0;
      c = c << 6 | (byte & 0x3fu);
    }
  *ret_end = g_utf8_next_char (p);
  /* The first of two mistakes may have made control characters. */
  if (c >= 0x80 && c < 0xa0 && page == &pages[PAGE_1252])
    return c;

  return c >= least[more] && is_likely (c) ? c : 0;
}

/* Undoes "UTF-8 read as @page" wherever it shows. @share: per mille of what is not ASCII that was
 * repaired; @count: how many. */
static char *
repair_utf8 (const Page *page, const char *text, guint *share, guint *count)
{
  GString *out = g_string_sized_new (strlen (text));
  guint64 repaired = 0, left = 0;

  while (*text != '\0')
    {
      const char *next = g_utf8_next_char (text);
      gunichar c = (guchar) *text < 0x80 ? 0 : character_at (page, text, &next);

      if (c == 0)
        next = g_utf8_next_char (text);
      if (c != 0)
        g_string_append_unichar (out, c);
      else
        g_string_append_len (out, text, next - text);
      repaired += c != 0 ? 1 : 0;
      left += c == 0 && (guchar) *text >= 0x80 ? 1 : 0;
      text = next;
    }
  *share = repaired > 0 ? (guint) (repaired * 1000 / (repaired + left)) : 0;
  *count = (guint) MIN (repaired, G_MAXUINT);

  return g_string_free (out, FALSE);
}

/* Undoes "@written read as @read"; *ret_lost: characters that cannot have come from that. */
static char *
repair_page (const Page *written, const Page *read, const char *text, gsize *ret_lost)
{
  GString *out = g_string_sized_new (strlen (text));

  *ret_lost = 0;
  for (; *text != '\0'; text = g_utf8_next_char (text))
    {
      gunichar c = g_utf8_get_char (text);
      guint8 byte = byte_of (read, c);
      gunichar meant = byte >= 0x80 ? written->to[byte - 0x80] : c;

      if (c >= 0x80 && (byte < 0x80 || meant == 0))
        {
          (*ret_lost)++;
          meant = c;
        }
      g_string_append_unichar (out, meant);
    }

  return g_string_free (out, FALSE);
}

/* How usual a character outside ASCII is in a Cyrillic text. */
static int
usual (gunichar c)
{
  gunichar lower = g_unichar_tolower (c);

  if (lower >= 0x430 && lower <= 0x44f)
    {
      guint frequency = frequencies[lower - 0x430];

      return frequency >= 40 ? 100 : frequency >= 20 ? 60 : frequency >= 10 ? 30 : 0;
    }
  if (lower >= 0x450 && lower <= 0x45f)
    return 30;
  if (g_unichar_isalpha (c))
    return -20;
  if (c == 0xab || c == 0xbb || c == 0xa0 || (c >= 0x2010 && c <= 0x2026) || c == 0x2116)
    return 20;

  return -60;
}

/* That, given the character before it and whether its word has small letters before it: capitals
 * begin words, and words are of one alphabet. */
static int
judge (gunichar before, gboolean after_lower, gunichar c)
{
  int score = usual (c);

  if (!g_unichar_isalpha (c))
    return score;
  if (after_lower && g_unichar_isupper (c))
    score -= 150;
  if (before < 0x80 && g_ascii_isalpha ((char) before))
    score -= 150;

  return score;
}

static int
judge_text (const char *text, guint64 *ret_count)
{
  gunichar before = ' ';
  gboolean lower = FALSE;
  gint64 sum = 0;
  guint64 count = 0;

  for (; *text != '\0'; text = g_utf8_next_char (text))
    {
      gunichar c = g_utf8_get_char (text);

      if (c >= 0x80)
        {
          sum += judge (before, lower, c);
          count++;
        }
      lower = g_unichar_isalpha (c) && (lower || g_unichar_islower (c));
      before = c;
    }
  *ret_count = count;

  return count > 0 ? (int) (sum / (gint64) count) : 0;
}

static guint
weigh (guint confidence, guint64 count)
{
  /* A few characters may be chance. */
  return count >= ENOUGH ? confidence : (guint) (confidence * (count + ENOUGH) / (2 * ENOUGH));
}

static void
try_utf8 (const Page *page, const char *text, VostMojibake *ret)
{
  g_autofree char *at = g_strdup (text);
  VostMojibake found = { NULL, "UTF-8", page->name, 0, 1000 };

  while (found.times < MAX_TIMES)
    {
      guint share, count;
      g_autofree char *next = repair_utf8 (page, at, &share, &count);

      share = weigh (share, count);
      if (share < LEAST)
        break;
      found.times++;
      found.confidence = MIN (found.confidence, share);
      g_free (at);
      at = g_steal_pointer (&next);
    }
  if (found.times == 0 || found.confidence <= ret->confidence)
    return;
  g_free (ret->text);
  found.text = g_steal_pointer (&at);
  *ret = found;
}

static void
try_page (const Page *written,
          const Page *read,
          const char *text,
          int now,
          int *best,
          VostMojibake *ret)
{
  guint64 count;
  gsize lost;
  g_autofree char *repaired = repair_page (written, read, text, &lost);
  int then = judge_text (repaired, &count);
  guint confidence = 0;

  if (count == 0 || lost * 10 > count)
    return;
  /* Much better than it is, and good; fine text of a Slavic language has about 65. */
  if (then >= 35 && then > now + 30)
    confidence = (guint) CLAMP ((then - now) * 12 + (then - 35) * 8, 0, 1000);
  confidence = weigh (confidence, count);
  /* Several may be better than the text; the one that reads best is meant. */
  if (confidence < LEAST || then <= *best)
    return;
  *best = then;
  g_free (ret->text);
  *ret = (VostMojibake){ g_steal_pointer (&repaired), written->name, read->name, 1, confidence };
}

static gboolean
is_ascii (const char *text)
{
  while (*text != '\0' && (guchar) *text < 0x80)
    text++;

  return *text == '\0';
}

gboolean
vost_mojibake_repair (const char *text, VostMojibake *ret)
{
  const Page *all = get_pages ();
  g_auto (VostMojibake) utf8 = { NULL };
  g_auto (VostMojibake) page = { NULL };
  guint64 count;
  int now, best = G_MININT;

  g_return_val_if_fail (text != NULL && ret != NULL, FALSE);

  if (is_ascii (text))
    return FALSE;
  for (guint i = PAGE_1252; i <= PAGE_866; i++)
    try_utf8 (&all[i], text, &utf8);
  now = judge_text (text, &count);
  /* UTF-8 leaves traces that nothing else does; only weak ones are worth a second thought. */
  for (guint read = PAGE_1252; read <= PAGE_866 && utf8.confidence < 600; read++)
    for (guint written = PAGE_1251; written <= PAGE_5; written++)
      if (written != read)
        try_page (&all[written], &all[read], text, now, &best, &page);
  if (utf8.text == NULL && page.text == NULL)
    return FALSE;
  *ret = page.text == NULL || utf8.confidence >= page.confidence ? utf8 : page;
  if (ret->text == utf8.text)
    utf8.text = NULL;
  else
    page.text = NULL;

  return TRUE;
}

static const Page *
page_by_name (const char *name)
{
  const Page *all = get_pages ();

  for (guint i = 0; i < N_PAGES; i++)
    if (g_strcmp0 (all[i].name, name) == 0)
      return &all[i];

  return NULL;
}

char *
vost_mojibake_apply (const VostMojibake *found, const char *text)
{
  const Page *written = page_by_name (found->written), *read = page_by_name (found->read);
  char *at = g_strdup (text);

  for (guint i = 0; i < found->times && read != NULL; i++)
    {
      guint share, count;
      gsize lost;
      char *next = written != NULL ? repair_page (written, read, at, &lost)
                                   : repair_utf8 (read, at, &share, &count);

      g_free (at);
      at = next;
    }

  return at;
}

void
vost_mojibake_clear (VostMojibake *self)
{
  g_clear_pointer (&self->text, g_free);
}
