/* TTML's time expressions, in every time base. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ttml-private.h"

#include <vostok/core/bounds.h>

#define DEFAULT_RATE 30

/* Decimals of nanoseconds times a rate's fraction pass 64 bits. */
__extension__ typedef __int128 Wide;

/* A number as whole / scale. */
typedef struct
{
  gint64 value;
  gint64 scale;
} Decimal;

static VostTime
divide (Wide a, Wide b)
{
  Wide result = b > 0 ? (2 * a + b) / (2 * b) : 0;

  return (VostTime) MIN (result, (Wide) VOST_MAX_TIME);
}

/* Digits with an optional fraction; more digits than count are passed over. */
static gboolean
parse_decimal (const char **p, gboolean fraction, Decimal *ret)
{
  const char *start = *p;

  *ret = (Decimal){ 0, 1 };
  for (; g_ascii_isdigit (**p); (*p)++)
    ret->value = MIN (ret->value * 10 + (**p - '0'), G_GINT64_CONSTANT (10000000000000));
  if (*p == start)
    return FALSE;
  if (!fraction || (**p != '.' && **p != ',') || !g_ascii_isdigit ((*p)[1]))
    return TRUE;
  for ((*p)++; g_ascii_isdigit (**p); (*p)++)
    if (ret->scale < 1000000000 && ret->value < G_MAXINT64 / 100)
      {
        ret->value = ret->value * 10 + (**p - '0');
        ret->scale *= 10;
      }

  return TRUE;
}

static int
int_attribute (const char *text, int fallback)
{
  guint64 value;

  return g_ascii_string_to_unsigned (text, 10, 1, 1000000, &value, NULL) ? (int) value : fallback;
}

/* "1000 1001"; drafts had "1000:1001", and some write "1001" only by mistake. */
static void
take_multiplier (const char *text, int *num, int *den)
{
  g_auto (GStrv) parts = g_strsplit_set (text, " :", 2);

  if (parts[0] == NULL || parts[1] == NULL)
    return;
  *num = int_attribute (g_strstrip (parts[0]), 1);
  *den = int_attribute (g_strstrip (parts[1]), 1);
}

static void
take_pair (const char *text, double *x, double *y)
{
  char *rest;
  double first = g_ascii_strtod (text, &rest);
  double second;

  rest += strspn (rest, "px ");
  second = g_ascii_strtod (rest, NULL);
  if (first >= 1 && first < 1e6 && second >= 1 && second < 1e6)
    {
      *x = first;
      *y = second;
    }
}

static void
take_param (VostTtmlParams *self, const VostXmlAttribute *attribute, int *num, int *den)
{
  const char *name = attribute->name, *value = attribute->value;

  if (strcmp (name, "timeBase") == 0)
    self->base = strcmp (value, "smpte") == 0   ? VOST_TTML_SMPTE
                 : strcmp (value, "clock") == 0 ? VOST_TTML_CLOCK
                                                : VOST_TTML_MEDIA;
  else if (strcmp (name, "frameRate") == 0)
    {
      self->nominal = int_attribute (value, 0);
      self->has_rate = self->nominal > 0;
    }
  else if (strcmp (name, "frameRateMultiplier") == 0)
    take_multiplier (value, num, den);
  else if (strcmp (name, "subFrameRate") == 0)
    self->sub_frames = int_attribute (value, 1);
  else if (strcmp (name, "tickRate") == 0)
    (void) g_ascii_string_to_unsigned (value, 10, 1, G_MAXUINT32, &self->ticks, NULL);
  else if (strcmp (name, "dropMode") == 0)
    self->drop = strcmp (value, "dropNTSC") == 0  ? VOST_TTML_DROP_NTSC
                 : strcmp (value, "dropPAL") == 0 ? VOST_TTML_DROP_PAL
                                                  : VOST_TTML_NON_DROP;
  else if (strcmp (name, "cellResolution") == 0)
    take_pair (value, &self->columns, &self->rows);
  else if (strcmp (name, "extent") == 0)
    take_pair (value, &self->width, &self->height);
}

void
vost_ttml_params_init (VostTtmlParams *self, const VostXmlElement *root, VostRate known)
{
  int num = 1, den = 1;

  *self = (VostTtmlParams){ .sub_frames = 1, .columns = 32, .rows = 15 };
  for (guint i = 0; root != NULL && i < root->n_attributes; i++)
    {
      VostXmlAttribute attribute;

      vost_xml_attribute (root, i, &attribute);
      take_param (self, &attribute, &num, &den);
      g_free (attribute.value);
    }
  if (self->has_rate)
    self->rate = (VostRate){ self->nominal * MIN (num, 2000), MIN (den, 2000) };
  else if (vost_rate_is_known (known))
    {
      self->rate = known;
      self->nominal = (known.num + known.den - 1) / known.den;
    }
  else
    {
      self->nominal = DEFAULT_RATE;
      self->rate = (VostRate){ DEFAULT_RATE * MIN (num, 2000), MIN (den, 2000) };
    }
  if (self->ticks == 0)
    self->ticks = self->has_rate ? (guint64) self->nominal * (guint64) self->sub_frames : 1;
}

/* Frame numbers that a time code leaves out before this minute. */
static gint64
dropped_frames (const VostTtmlParams *self, gint64 minutes)
{
  if (self->drop == VOST_TTML_DROP_NTSC)
    return 2 * (minutes - minutes / 10);
  /* M/PAL: four frames at every second minute but each twentieth. */
  if (self->drop == VOST_TTML_DROP_PAL)
    return 4 * (minutes / 2 - minutes / 20);

  return 0;
}

/* Seconds and frames, subs of which make a frame. */
static VostTime
from_frames (VostTtmlParams *self, gint64 seconds, gint64 frames, gint64 subs)
{
  Wide per = self->sub_frames;
  Wide counted = (Wide) frames * per + subs;

  self->guessed |= !self->has_rate;
  if (self->base != VOST_TTML_SMPTE)
    return divide (((Wide) seconds * per * self->rate.num + counted * self->rate.den) * VOST_SECOND,
                   per * self->rate.num);
  counted += ((Wide) seconds * self->nominal - dropped_frames (self, seconds / 60)) * per;

  return divide (counted * self->rate.den * VOST_SECOND, per * self->rate.num);
}

/* What follows "hh:mm:ss". */
static gboolean
parse_clock_rest (VostTtmlParams *self, const char *p, gint64 seconds, VostTime *ret)
{
  Decimal frames, subs = { 0, 1 };

  if (*p == '\0')
    {
      *ret =
          self->base == VOST_TTML_SMPTE ? from_frames (self, seconds, 0, 0) : seconds * VOST_SECOND;
      return TRUE;
    }
  if (*p != ':' && *p != ';')
    return FALSE;
  p++;
  if (!parse_decimal (&p, FALSE, &frames))
    return FALSE;
  if (*p == '.')
    {
      p++;
      if (!parse_decimal (&p, FALSE, &subs))
        return FALSE;
    }
  *ret = from_frames (self, seconds, MIN (frames.value, 1000000), MIN (subs.value, 1000000));

  return *p == '\0';
}

/* "hh:mm:ss…" after the hours; minutes alone ("mm:ss") are in the wild. */
static gboolean
parse_clock (VostTtmlParams *self, const char *p, const Decimal *first, VostTime *ret)
{
  Decimal minutes, seconds;
  gint64 whole;

  p++;
  if (!parse_decimal (&p, TRUE, &minutes))
    return FALSE;
  if (*p == '\0')
    {
      /* "mm:ss" */
      *ret = MIN (first->value, 60000) * 60 * VOST_SECOND +
             divide ((Wide) minutes.value * VOST_SECOND, minutes.scale);
      return TRUE;
    }
  if (minutes.scale != 1 || *p++ != ':' || !parse_decimal (&p, TRUE, &seconds))
    return FALSE;
  whole = MIN (first->value, 1000) * 3600 + MIN (minutes.value, 60000) * 60 +
          MIN (seconds.value / seconds.scale, 3600000);
  if (seconds.scale == 1)
    return parse_clock_rest (self, p, whole, ret);
  *ret = whole * VOST_SECOND +
         divide ((Wide) (seconds.value % seconds.scale) * VOST_SECOND, seconds.scale);

  return *p == '\0';
}

gboolean
vost_ttml_time_parse (VostTtmlParams *self, const char *text, VostTime *ret)
{
  g_autofree char *copy = g_strstrip (g_strdup (text));
  const char *p = copy;
  VostTime unit = VOST_SECOND;
  Decimal number;

  if (!parse_decimal (&p, TRUE, &number))
    return FALSE;
  if (*p == ':' && number.scale == 1)
    {
      if (!parse_clock (self, p, &number, ret))
        return FALSE;
      *ret = MIN (*ret, VOST_MAX_TIME);
      return TRUE;
    }
  if (strcmp (p, "h") == 0)
    unit = 3600 * VOST_SECOND;
  else if (strcmp (p, "m") == 0)
    unit = 60 * VOST_SECOND;
  else if (strcmp (p, "ms") == 0)
    unit = VOST_MSECOND;
  else if (strcmp (p, "f") == 0)
    {
      self->guessed |= !self->has_rate;
      *ret = divide ((Wide) number.value * self->rate.den * VOST_SECOND,
                     (Wide) number.scale * self->rate.num);
      return TRUE;
    }
  else if (strcmp (p, "t") == 0)
    {
      *ret = divide ((Wide) number.value * VOST_SECOND, (Wide) number.scale * (Wide) self->ticks);
      return TRUE;
    }
  /* A bare number is not TTML, but met in files, as seconds. */
  else if (strcmp (p, "s") != 0 && *p != '\0')
    return FALSE;
  *ret = divide ((Wide) number.value * unit, number.scale);

  return TRUE;
}

static void
append_frames (GString *out, const VostTtmlParams *self, VostTime t)
{
  gint64 frame = vost_rate_frame_nearest (self->rate, t);
  gint64 seconds = frame / self->nominal;

  /* Count the left out numbers in, until nothing changes. */
  for (guint i = 0; i < 4; i++)
    seconds = (frame + dropped_frames (self, seconds / 60)) / self->nominal;
  frame += dropped_frames (self, seconds / 60) - seconds * self->nominal;
  vost_append_number (out, (guint64) seconds / 3600, 2);
  g_string_append_c (out, ':');
  vost_append_number (out, (guint64) seconds / 60 % 60, 2);
  g_string_append_c (out, ':');
  vost_append_number (out, (guint64) seconds % 60, 2);
  g_string_append_c (out, ':');
  vost_append_number (out, (guint64) MAX (frame, 0), 2);
}

void
vost_ttml_time_append (GString *out, const VostTtmlParams *self, VostTime t)
{
  VostTime rest;
  guint digits = 9;

  t = MAX (t, 0);
  if (self->base == VOST_TTML_SMPTE)
    {
      append_frames (out, self, t);
      return;
    }
  vost_append_time (out, t - t % VOST_SECOND, 2, 3, '.');
  rest = t % VOST_SECOND;
  if (rest == 0)
    return;
  g_string_truncate (out, out->len - 3);
  for (; digits > 3 && rest % 10 == 0; digits--)
    rest /= 10;
  vost_append_number (out, (guint64) rest, digits);
}
