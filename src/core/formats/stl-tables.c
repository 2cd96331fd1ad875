/* EBU STL: code tables and language codes. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "stl-private.h"

/*
 * Table 00 from A0 on: ISO 6937/2 of 1983 with the addition of 1989, as Tech 3264 has it. 24 was
 * the currency sign then, but whoever has typed that byte meant a dollar; A4 is a dollar for
 * everybody.
 */
static const gunichar latin[96] = {
  0xa0,   0xa1,   0xa2,   0xa3,   '$',    0xa5,   '#',   0xa7,  0xa4,  0x2018, 0x201c, 0xab,
  0x2190, 0x2191, 0x2192, 0x2193, 0xb0,   0xb1,   0xb2,  0xb3,  0xd7,  0xb5,   0xb6,   0xb7,
  0xf7,   0x2019, 0x201d, 0xbb,   0xbc,   0xbd,   0xbe,  0xbf,  0,     0x300,  0x301,  0x302,
  0x303,  0x304,  0x306,  0x307,  0x308,  0x308,  0x30a, 0x327, 0x332, 0x30b,  0x328,  0x30c,
  0x2014, 0xb9,   0xae,   0xa9,   0x2122, 0x266a, 0xac,  0xa6,  0,     0,      0,      0,
  0x215b, 0x215c, 0x215d, 0x215e, 0x3a9,  0xc6,   0x110, 0xaa,  0x126, 0,      0x132,  0x13f,
  0x141,  0xd8,   0x152,  0xba,   0xde,   0x166,  0x14a, 0x149, 0x138, 0xe6,   0x111,  0xf0,
  0x127,  0x131,  0x133,  0x140,  0x142,  0xf8,   0x153, 0xdf,  0xfe,  0x167,  0x14b,  0xad,
};

/* Marks and what they look like over a space. */
static const gunichar spacing[][2] = {
  { 0x301, 0xb4 },  { 0x304, 0xaf }, { 0x306, 0x2d8 }, { 0x307, 0x2d9 }, { 0x308, 0xa8 },
  { 0x30a, 0x2da }, { 0x327, 0xb8 }, { 0x30b, 0x2dd }, { 0x328, 0x2db }, { 0x30c, 0x2c7 },
};

/* What is as good for a reader; an empty string is for what nobody sees. */
static const struct
{
  gunichar c;
  const char *text;
} alike[] = {
  { '\t', " " },         { 0xd0, "\304\220" }, /* capital eth and d with stroke share a place */
  { 0x218, "\305\236" },                       /* Romanian comma below: cedilla */
  { 0x219, "\305\237" }, { 0x21a, "\305\242" },
  { 0x21b, "\305\243" }, { 0xa0, " " },
  { 0xad, "" },          { 0x2002, " " },
  { 0x2003, " " },       { 0x2009, " " },
  { 0x200a, " " },       { 0x200b, "" },
  { 0x200c, "" },        { 0x200d, "" },
  { 0x200e, "" },        { 0x200f, "" },
  { 0x2010, "-" },       { 0x2011, "-" },
  { 0x2012, "-" },       { 0x2013, "-" },
  { 0x2014, "-" },       { 0x2015, "-" },
  { 0x2018, "'" },       { 0x2019, "'" },
  { 0x201a, "," },       { 0x201b, "'" },
  { 0x201c, "\"" },      { 0x201d, "\"" },
  { 0x201e, "\"" },      { 0x201f, "\"" },
  { 0x2026, "..." },     { 0x202a, "" },
  { 0x202b, "" },        { 0x202c, "" },
  { 0x202d, "" },        { 0x202e, "" },
  { 0x202f, " " },       { 0x2032, "'" },
  { 0x2033, "\"" },      { 0x2039, "<" },
  { 0x203a, ">" },       { 0x2060, "" },
  { 0x2066, "" },        { 0x2067, "" },
  { 0x2068, "" },        { 0x2069, "" },
  { 0x2212, "-" },       { 0x266b, "\342\231\252" },
  { 0xfeff, "" },
};

/* The Windows-like second halves come from the system's converter, once. */
static const gunichar *
iso_table (guint table)
{
  static const char *const names[] = { "ISO-8859-5", "ISO-8859-6", "ISO-8859-7", "ISO-8859-8" };
  static gunichar tables[4][96];
  static gsize once = 0;

  if (g_once_init_enter (&once))
    {
      for (guint i = 0; i < 4; i++)
        for (guint j = 0; j < 96; j++)
          {
            const char byte = (char) (0xa0 + j);
            g_autofree char *text = g_convert (&byte, 1, "UTF-8", names[i], NULL, NULL, NULL);

            tables[i][j] = text != NULL ? g_utf8_get_char (text) : 0;
          }
      g_once_init_leave (&once, 1);
    }

  return tables[table - 1];
}

gunichar
vost_stl_character (guint table, guint8 byte)
{
  if (byte < 0xa0)
    return byte >= 0x20 && byte < 0x7f ? byte : 0;

  return table == 0 ? latin[byte - 0xa0] : iso_table (table)[byte - 0xa0];
}

gboolean
vost_stl_is_mark (gunichar c)
{
  return c >= 0x300 && c < 0x370;
}

gunichar
vost_stl_spacing (gunichar mark)
{
  for (guint i = 0; i < G_N_ELEMENTS (spacing); i++)
    if (spacing[i][0] == mark)
      return spacing[i][1];

  return 0;
}

/* The byte of a character, or 0. */
static guint8
find_byte (guint table, gunichar c)
{
  if (c >= 0x20 && c < 0x7f)
    return (guint8) c;
  for (guint i = 0; c >= 0x80 && i < 96; i++)
    if (vost_stl_character (table, (guint8) (0xa0 + i)) == c)
      return (guint8) (0xa0 + i);

  return 0;
}

/* A floating diacritic and its letter. */
static gboolean
append_pair (guint table, GByteArray *out, gunichar mark, gunichar base)
{
  guint8 bytes[2] = { find_byte (table, mark), find_byte (table, base) };

  /* An acute on g is how the table writes the Latvian letter. */
  if (mark == 0x301 && base == 'g')
    return FALSE;
  if (!vost_stl_is_mark (mark) || vost_stl_is_mark (base) || bytes[0] == 0 || bytes[1] == 0)
    return FALSE;
  g_byte_array_append (out, bytes, 2);

  return TRUE;
}

/* A letter with an accent of its own or as the next character; an accent alone. */
static const char *
append_accented (guint table, GByteArray *out, gunichar c, const char *next, const char *end)
{
  gunichar mark = next < end ? g_utf8_get_char (next) : 0;
  gunichar base, whole;

  if (vost_stl_is_mark (mark))
    {
      if (g_unichar_compose (c, mark, &whole) && find_byte (table, whole) != 0)
        {
          guint8 byte = find_byte (table, whole);

          g_byte_array_append (out, &byte, 1);
          return g_utf8_next_char (next);
        }
      return append_pair (table, out, mark, c) ? g_utf8_next_char (next) : NULL;
    }
  if (g_unichar_decompose (c, &base, &mark) && append_pair (table, out, mark, base))
    return next;
  for (guint i = 0; i < G_N_ELEMENTS (spacing); i++)
    if (spacing[i][1] == c && append_pair (table, out, spacing[i][0], ' '))
      return next;

  return NULL;
}

static gboolean
append_alike (guint table, GByteArray *out, gunichar c)
{
  for (guint i = 0; i < G_N_ELEMENTS (alike); i++)
    if (alike[i].c == c)
      {
        const char *p = alike[i].text, *end = p + strlen (p);

        while (p < end)
          {
            guint8 byte = find_byte (table, g_utf8_get_char (p));

            if (byte != 0)
              {
                g_byte_array_append (out, &byte, 1);
                p = g_utf8_next_char (p);
              }
            else
              p = append_accented (table, out, g_utf8_get_char (p), g_utf8_next_char (p), end);
            if (p == NULL)
              return FALSE;
          }
        return TRUE;
      }

  return FALSE;
}

const char *
vost_stl_encode_character (guint table,
                           const char *p,
                           const char *end,
                           GByteArray *out,
                           gboolean *similar)
{
  const char *next = g_utf8_next_char (p), *after;
  gunichar c = g_utf8_get_char (p);
  gboolean followed = next < end && vost_stl_is_mark (g_utf8_get_char (next));
  guint8 byte = 0;

  if (c >= VOST_STL_STRAY_BYTE + 0x7f && c <= VOST_STL_STRAY_BYTE + 0xff)
    byte = (guint8) (c - VOST_STL_STRAY_BYTE);
  else if (!followed && !vost_stl_is_mark (c))
    byte = find_byte (table, c == 0x2126 ? 0x3a9 : c == 0x2015 && table == 0 ? 0x2014 : c);
  if (byte != 0)
    {
      g_byte_array_append (out, &byte, 1);
      return next;
    }
  after = append_accented (table, out, c, next, end);
  if (after != NULL)
    return after;
  if (followed || !append_alike (table, out, c))
    return NULL;
  *similar = TRUE;

  return next;
}

/* Codes 01 to 2B, then 45 to 7F; several codes of one language: the first is written. */
static const char *const languages[128] = {
  [0x01] = "sq",  [0x02] = "br", [0x03] = "ca", [0x04] = "hr", [0x05] = "cy",    [0x06] = "cs",
  [0x07] = "da",  [0x08] = "de", [0x09] = "en", [0x0a] = "es", [0x0b] = "eo",    [0x0c] = "et",
  [0x0d] = "eu",  [0x0e] = "fo", [0x0f] = "fr", [0x10] = "fy", [0x11] = "ga",    [0x12] = "gd",
  [0x13] = "gl",  [0x14] = "is", [0x15] = "it", [0x16] = "se", [0x17] = "la",    [0x18] = "lv",
  [0x19] = "lb",  [0x1a] = "lt", [0x1b] = "hu", [0x1c] = "mt", [0x1d] = "nl",    [0x1e] = "no",
  [0x1f] = "oc",  [0x20] = "pl", [0x21] = "pt", [0x22] = "ro", [0x23] = "rm",    [0x24] = "sr",
  [0x25] = "sk",  [0x26] = "sl", [0x27] = "fi", [0x28] = "sv", [0x29] = "tr",    [0x2a] = "nl-BE",
  [0x2b] = "wa",  [0x45] = "zu", [0x46] = "vi", [0x47] = "uz", [0x48] = "ur",    [0x49] = "uk",
  [0x4a] = "th",  [0x4b] = "te", [0x4c] = "tt", [0x4d] = "ta", [0x4e] = "tg",    [0x4f] = "sw",
  [0x50] = "srn", [0x51] = "so", [0x52] = "si", [0x53] = "sn", [0x54] = "sh",    [0x55] = "rue",
  [0x56] = "ru",  [0x57] = "qu", [0x58] = "ps", [0x59] = "pa", [0x5a] = "fa",    [0x5b] = "pap",
  [0x5c] = "or",  [0x5d] = "ne", [0x5e] = "nd", [0x5f] = "mr", [0x60] = "ro-MD", [0x61] = "ms",
  [0x62] = "mg",  [0x63] = "mk", [0x64] = "lo", [0x65] = "ko", [0x66] = "km",    [0x67] = "kk",
  [0x68] = "kn",  [0x69] = "ja", [0x6a] = "id", [0x6b] = "hi", [0x6c] = "he",    [0x6d] = "ha",
  [0x6e] = "gn",  [0x6f] = "gu", [0x70] = "el", [0x71] = "ka", [0x72] = "ff",    [0x73] = "prs",
  [0x74] = "cv",  [0x75] = "zh", [0x76] = "my", [0x77] = "bg", [0x78] = "bn",    [0x79] = "be",
  [0x7a] = "bm",  [0x7b] = "az", [0x7c] = "as", [0x7d] = "hy", [0x7e] = "ar",    [0x7f] = "am",
};

const char *
vost_stl_language (guint code)
{
  return code < G_N_ELEMENTS (languages) && languages[code] != NULL ? languages[code] : "";
}

guint
vost_stl_language_code (const char *tag)
{
  gsize len = strcspn (tag, "-_");

  for (guint i = 0; i < G_N_ELEMENTS (languages); i++)
    if (languages[i] != NULL && g_ascii_strcasecmp (languages[i], tag) == 0)
      return i;
  /* Both written forms of Norwegian share a code. */
  if (vost_slice_is (tag, len, "nb") || vost_slice_is (tag, len, "nn"))
    return 0x1e;
  for (guint i = 0; i < G_N_ELEMENTS (languages); i++)
    if (languages[i] != NULL && vost_slice_is (tag, len, languages[i]))
      return i;

  return 0;
}
