/* CEA-608's characters, as data. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "scc-private.h"

/* What differs from ASCII in the standard table. */
static const struct
{
  guint8 code;
  gunichar c;
} standard[] = {
  { 0x27, 0x2019 }, { 0x2a, 0xe1 }, { 0x5c, 0xe9 },   { 0x5e, 0xed },
  { 0x5f, 0xf3 },   { 0x60, 0xfa }, { 0x7b, 0xe7 },   { 0x7c, 0xf7 },
  { 0x7d, 0xd1 },   { 0x7e, 0xf1 }, { 0x7f, 0x2588 },
};

/* 11 30 to 11 3F. */
static const gunichar special[16] = {
  0xae, 0xb0, 0xbd, 0xbf, 0x2122, 0xa2, 0xa3, 0x266a,
  0xe0, 0xa0, 0xe8, 0xe2, 0xea,   0xee, 0xf4, 0xfb,
};

/* 12 20 to 12 3F and 13 20 to 13 3F, and what stands before each for players that lack it. */
static const gunichar extended[64] = {
  0xc1,   0xc9,   0xd3,   0xda, 0xdc, 0xfc, 0x2018, 0xa1, '*',    '\'',   0x2014, 0xa9,   0x2120,
  0x2022, 0x201c, 0x201d, 0xc0, 0xc2, 0xc7, 0xc8,   0xca, 0xcb,   0xeb,   0xce,   0xcf,   0xef,
  0xd4,   0xd9,   0xf9,   0xdb, 0xab, 0xbb, 0xc3,   0xe3, 0xcd,   0xcc,   0xec,   0xd2,   0xf2,
  0xd5,   0xf5,   '{',    '}',  '\\', '^',  '_',    '|',  '~',    0xc4,   0xe4,   0xd6,   0xf6,
  0xdf,   0xa5,   0xa4,   0xa6, 0xc5, 0xe5, 0xd8,   0xf8, 0x250c, 0x2510, 0x2514, 0x2518,
};
static const char fallbacks[] = "AEOUUu'!+'-CS.\"\"AACEEEeIIiOUuU<>"
                                "AaIIiOoOo()/'-!-AaOosYx!AaOo++++";

gunichar
vost_scc_character (guint code)
{
  if (code < 0x80)
    {
      for (guint i = 0; i < G_N_ELEMENTS (standard); i++)
        if (standard[i].code == code)
          return standard[i].c;
      return code < 0x20 ? 0 : code;
    }
  if (code >= 0x1130 && code < 0x1140)
    return special[code - 0x1130];
  if (code >= 0x1220 && code < 0x1240)
    return extended[code - 0x1220];
  if (code >= 0x1320 && code < 0x1340)
    return extended[code - 0x1320 + 32];

  return 0;
}

guint
vost_scc_code (gunichar c, guint *fallback)
{
  *fallback = 0;
  for (guint i = 0; i < G_N_ELEMENTS (standard); i++)
    if (standard[i].c == c)
      return standard[i].code;
  if (c < 0x80 && vost_scc_character (c) == c)
    return c;
  for (guint i = 0; i < G_N_ELEMENTS (special); i++)
    if (special[i] == c)
      return 0x1130 + i;
  for (guint i = 0; i < G_N_ELEMENTS (extended); i++)
    if (extended[i] == c)
      {
        *fallback = (guint8) fallbacks[i];
        return i < 32 ? 0x1220 + i : 0x1320 + i - 32;
      }

  return 0;
}
