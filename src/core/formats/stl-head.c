/* EBU STL: the general block at the head of a file, its numbers, and time codes. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "stl-private.h"

/* Where things stand in the block, and how many characters they have. */
#define CPN 0
#define DFC 3
#define DSC 11
#define CCT 12
#define LC 14
#define OPT 16
#define TN 144
#define CD 224
#define RD 230
#define RN 236
#define TNB 238
#define TNS 243
#define TNG 248
#define MNC 251
#define MNR 253
#define TCS 255
#define TCP 256
#define TCF 264
#define TND 272
#define DSN 273
#define CO 274
#define TITLE_LEN 32

/* A teletext picture. */
#define TELETEXT_ROWS 23u
#define TELETEXT_COLUMNS 40u
/* With fewer of them row 0 would be above the picture. */
#define FEWEST_ROWS 8

/* Digits at @p, or -1; spaces around them are nothing. */
static int
number_at (const guint8 *p, guint len)
{
  int number = -1;

  for (guint i = 0; i < len; i++)
    if (g_ascii_isdigit ((char) p[i]))
      number = MAX (number, 0) * 10 + (p[i] - '0');
    else if (p[i] != ' ')
      return -1;

  return number;
}

static void
put_number (guint8 *p, guint len, guint number)
{
  for (guint i = len; i-- > 0; number /= 10)
    p[i] = (guint8) ('0' + number % 10);
}

gint64
vost_stl_frames (int digits, const guint8 code[4])
{
  return ((code[0] * G_GINT64_CONSTANT (60) + code[1]) * 60 + code[2]) * digits + code[3];
}

VostTime
vost_stl_time (const VostStlFile *self, const guint8 code[4])
{
  /* Minutes and seconds that are too many may lead beyond what can be written. */
  gint64 frame =
      MIN (vost_stl_frames (self->digits, code), G_GINT64_CONSTANT (256) * 3600 * self->digits - 1);

  return vost_rate_frame_start (self->rate, frame - self->zero);
}

gboolean
vost_stl_time_code (const VostStlFile *self, VostTime t, guint8 ret[4])
{
  gint64 frame, seconds;

  if (t == VOST_TIME_NONE)
    t = 0;
  frame = MAX (vost_rate_frame_nearest (self->rate, t) + self->zero, 0);
  seconds = frame / self->digits;
  ret[0] = (guint8) MIN (seconds / 3600, 255);
  ret[1] = (guint8) (seconds / 60 % 60);
  ret[2] = (guint8) (seconds % 60);
  ret[3] = (guint8) (frame % self->digits);

  return seconds / 3600 <= 255;
}

/* The programme's start as a time code; zeros if there is none. */
static void
start_code (const VostStlFile *self, guint8 ret[4])
{
  for (guint i = 0; i < 4; i++)
    ret[i] = (guint8) MAX (number_at (self->gsi + TCP + 2 * i, 2), 0);
}

void
vost_stl_file_parse (VostStlFile *self)
{
  int table = number_at (self->gsi + CCT, 2);
  int rows = number_at (self->gsi + MNR, 2), columns = number_at (self->gsi + MNC, 2);

  self->teletext = self->gsi[DSC] == '1' || self->gsi[DSC] == '2';
  self->table = table > 0 && table < (int) VOST_STL_TABLES ? (guint) table : 0;
  self->rows = self->teletext || rows < FEWEST_ROWS ? TELETEXT_ROWS : (guint) rows;
  self->columns = columns < 1 ? TELETEXT_COLUMNS : (guint) columns;
}

void
vost_stl_file_set_teletext (VostStlFile *self)
{
  self->teletext = TRUE;
}

const char *
vost_stl_file_language (const VostStlFile *self)
{
  g_autofree char *code = g_strndup ((const char *) self->gsi + LC, 2);

  return vost_stl_language ((guint) g_ascii_strtoull (code, NULL, 16));
}

/* The whole frames that a time code counts in a second, or 0. */
static int
digits_of (VostRate rate)
{
  gint64 digits = vost_rate_is_known (rate) ? ((gint64) rate.num + rate.den / 2) / rate.den : 0;

  return digits <= 99 ? (int) digits : 0;
}

static void
use_rate (VostStlFile *self, int digits, VostRate rate)
{
  guint8 code[4];

  self->digits = digits;
  self->rate = rate;
  start_code (self, code);
  self->zero = self->no_start ? 0 : vost_stl_frames (digits, code);
}

gboolean
vost_stl_file_set_rate (VostStlFile *self, VostRate known)
{
  int digits = memcmp (self->gsi + DFC, "STL", 3) == 0 ? number_at (self->gsi + DFC + 3, 2) : 0;
  gboolean ntsc = digits == 23 || digits == 29 || digits == 30 || digits == 59 || digits == 60;

  /* 23, 29 and 59 are names for what is counted as 24, 30 and 60. */
  if (digits == 23 || digits == 29 || digits == 59)
    digits++;
  if (digits <= 0)
    digits = digits_of (known);
  if (digits <= 0)
    return FALSE;
  if (digits_of (known) == digits)
    use_rate (self, digits, known);
  else
    use_rate (self, digits, ntsc ? (VostRate){ digits * 1000, 1001 } : (VostRate){ digits, 1 });

  return TRUE;
}

gboolean
vost_stl_file_force_rate (VostStlFile *self, VostRate rate)
{
  int digits = digits_of (rate);

  if (digits <= 0)
    return FALSE;
  use_rate (self, digits, rate);

  return TRUE;
}

char *
vost_stl_file_to_header (const VostStlFile *self)
{
  g_autofree char *base64 = g_base64_encode (self->gsi, VOST_STL_GSI);

  return g_strdup_printf ("%s %02x%02x%02x%02x %u %u%s%s", base64, self->first[0], self->first[1],
                          self->first[2], self->first[3], self->blocks, self->subtitles,
                          self->no_start ? " nostart" : "", self->teletext ? " teletext" : "");
}

gboolean
vost_stl_file_from_header (VostStlFile *self, const char *header)
{
  g_auto (GStrv) words = g_strsplit (header, " ", 8);
  g_autofree guchar *gsi = NULL;
  guint64 first;
  gsize len;

  if (g_strv_length (words) < 4 || *words[0] == '\0')
    return FALSE;
  gsi = g_base64_decode (words[0], &len);
  if (len != VOST_STL_GSI)
    return FALSE;
  memcpy (self->gsi, gsi, len);
  vost_stl_file_parse (self);
  first = g_ascii_strtoull (words[1], NULL, 16);
  for (guint i = 0; i < 4; i++)
    self->first[i] = (guint8) (first >> (24 - 8 * i));
  self->blocks = (guint) g_ascii_strtoull (words[2], NULL, 10);
  self->subtitles = (guint) g_ascii_strtoull (words[3], NULL, 10);
  self->no_start = g_strv_contains ((const char *const *) words, "nostart");
  if (g_strv_contains ((const char *const *) words, "teletext"))
    vost_stl_file_set_teletext (self);

  return TRUE;
}

/* The code page that holds the names, and the names in it; nothing that has no place there. */
static void
put_names (VostStlFile *self, const char *title, const char *translator)
{
  static const char *const pages[] = { "850", "437", "860", "863", "865" };
  const char *const names[] = { title, translator };
  const guint places[] = { OPT, TN };

  for (guint page = 0; page < G_N_ELEMENTS (pages); page++)
    {
      gboolean fits = TRUE;

      memcpy (self->gsi + CPN, pages[page], 3);
      for (guint i = 0; i < G_N_ELEMENTS (names); i++)
        {
          g_autofree char *encoding = g_strconcat ("CP", pages[page], NULL);
          gsize len = 0;
          g_autofree char *text =
              names[i] != NULL ? g_convert (names[i], -1, encoding, "UTF-8", NULL, &len, NULL)
                               : NULL;

          memset (self->gsi + places[i], ' ', TITLE_LEN);
          if (text != NULL)
            memcpy (self->gsi + places[i], text, MIN (len, TITLE_LEN));
          fits = fits && (names[i] == NULL || text != NULL);
        }
      if (fits)
        return;
    }
  memcpy (self->gsi + CPN, pages[0], 3);
}

void
vost_stl_file_init (VostStlFile *self,
                    const VostSubtitles *subs,
                    const VostFormatOptions *options,
                    guint table,
                    gboolean teletext)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();
  const VostTrack *track = subs->track;
  const char *title = options->title != NULL ? options->title : track->title;

  memset (self->gsi, ' ', VOST_STL_GSI);
  put_names (self, title, track->contributors[0]);
  self->gsi[DSC] = teletext ? '1' : '0';
  put_number (self->gsi + CCT, 2, table);
  put_number (self->gsi + CD, 2, (guint) g_date_time_get_year (now) % 100);
  put_number (self->gsi + CD + 2, 2, (guint) g_date_time_get_month (now));
  put_number (self->gsi + CD + 4, 2, (guint) g_date_time_get_day_of_month (now));
  memcpy (self->gsi + RD, self->gsi + CD, 6);
  put_number (self->gsi + RN, 2, 0);
  put_number (self->gsi + MNC, 2, TELETEXT_COLUMNS);
  put_number (self->gsi + MNR, 2, TELETEXT_ROWS);
  self->gsi[TCS] = '1';
  put_number (self->gsi + TCP, 8, 0);
  self->gsi[TND] = '1';
  self->gsi[DSN] = '1';
  memcpy (self->gsi + CO, "   ", 3);
  vost_stl_file_parse (self);
  self->fresh = TRUE;
}

/* The language of the track, unless the file does not care. */
static void
put_language (VostStlFile *self, const VostTrack *track)
{
  g_autofree char *word = NULL;
  guint code = vost_stl_language_code (track->language);

  if (!self->fresh)
    {
      const char *known = vost_stl_file_language (self);

      if (*known == '\0' || strcmp (known, track->language) == 0 || code == 0)
        return;
    }
  word = g_strdup_printf ("%02X", code);
  memcpy (self->gsi + LC, word, 2);
}

/* The digits of the rate, when they are no longer right. */
static void
put_rate (VostStlFile *self)
{
  g_autofree char *word = NULL;
  int digits = number_at (self->gsi + DFC + 3, 2);
  gboolean ntsc = self->rate.den == 1001;

  if (digits == 23 || digits == 29 || digits == 59)
    digits++;
  if (!self->fresh && (digits <= 0 || digits == self->digits))
    return;
  /* 30 is the standard's own name for 29.97; 24 could be both. */
  word = g_strdup_printf ("STL%02d.01", self->digits == 24 && ntsc ? 23 : self->digits);
  memcpy (self->gsi + DFC, word, 8);
}

void
vost_stl_file_finish (VostStlFile *self, const VostSubtitles *subs, guint blocks, guint subtitles)
{
  put_language (self, subs->track);
  put_rate (self);
  if (self->fresh || blocks != self->blocks)
    put_number (self->gsi + TNB, 5, MIN (blocks, 99999));
  if (self->fresh || subtitles != self->subtitles)
    put_number (self->gsi + TNS, 5, MIN (subtitles, 99999));
  if (self->fresh)
    put_number (self->gsi + TNG, 3, 1);
  if (self->fresh || memcmp (self->written_first, self->first, 4) != 0)
    for (guint i = 0; i < 4; i++)
      put_number (self->gsi + TCF + 2 * i, 2, MIN (self->written_first[i], 99));
}

void
vost_stl_number_next (VostStlNumber *self, const char *label)
{
  g_auto (GStrv) words = g_strsplit (label, " ", 2);
  guint64 group, number;

  self->number = (self->number + 1) & 0xffff;
  if (g_strv_length (words) == 2 &&
      g_ascii_string_to_unsigned (words[0], 10, 0, 255, &group, NULL) &&
      g_ascii_string_to_unsigned (words[1], 10, 0, 0xffff, &number, NULL))
    {
      self->group = (guint) group;
      self->number = (guint) number;
    }
}
