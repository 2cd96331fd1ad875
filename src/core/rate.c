/* Frame rates and the one rounding rule between times and frames. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <vostok/core/rate.h>

/* Nanoseconds times a rate's fraction pass 64 bits within the limits of times. */
__extension__ typedef __int128 Wide;

static Wide
floor_div (Wide a, Wide b)
{
  Wide quotient = a / b;
  return a % b < 0 ? quotient - 1 : quotient;
}

static gint64
to_int64 (Wide value)
{
  return (gint64) CLAMP (value, (Wide) G_MININT64 + 1, (Wide) G_MAXINT64);
}

static Wide
frame_start (VostRate rate, Wide frame)
{
  /* floor (x + 1/2) with x = frame * second * den / num. */
  return floor_div (2 * frame * VOST_SECOND * rate.den + rate.num, 2 * (Wide) rate.num);
}

VostTime
vost_rate_frame_start (VostRate rate, gint64 frame)
{
  if (!vost_rate_is_known (rate))
    return 0;
  return to_int64 (frame_start (rate, frame));
}

gint64
vost_rate_frame_at (VostRate rate, VostTime t)
{
  if (!vost_rate_is_known (rate))
    return 0;
  /* Where starts are rounded, the plain quotient is at most one frame off. */
  Wide frame = floor_div ((Wide) t * rate.num, (Wide) VOST_SECOND * rate.den);
  while (frame_start (rate, frame + 1) <= t)
    frame++;
  while (frame_start (rate, frame) > t)
    frame--;
  return to_int64 (frame);
}

gint64
vost_rate_frame_nearest (VostRate rate, VostTime t)
{
  if (!vost_rate_is_known (rate))
    return 0;
  gint64 frame = vost_rate_frame_at (rate, t);
  Wide since = t - frame_start (rate, frame);
  Wide until = frame_start (rate, (Wide) frame + 1) - t;
  return until <= since ? to_int64 ((Wide) frame + 1) : frame;
}

char *
vost_rate_to_string (VostRate rate)
{
  if (rate.den == 1 && rate.num != 0)
    return g_strdup_printf ("%d", rate.num);
  return g_strdup_printf ("%d/%d", rate.num, rate.den);
}

static gboolean
parse_int (const char *text, int min, int *ret)
{
  gint64 value;
  if (!g_ascii_string_to_signed (text, 10, min, G_MAXINT, &value, NULL))
    return FALSE;
  *ret = (int) value;
  return TRUE;
}

/* "23.976": the fraction that NTSC means by it, else the decimal itself. */
static gboolean
parse_decimal (const char *text, VostRate *ret)
{
  VostTime per_second;
  if (strchr (text, ':') != NULL || text[0] == '-' || !vost_time_parse (text, &per_second))
    return FALSE;
  if (per_second <= 0 || per_second > 1000 * VOST_SECOND)
    return FALSE;
  gint64 whole = (per_second + VOST_SECOND / 2) / VOST_SECOND;
  gint64 ntsc = whole * VOST_SECOND * 1000 / 1001;
  if (whole >= 12 && ABS (per_second - ntsc) <= 4 * VOST_MSECOND && per_second % VOST_SECOND != 0)
    {
      *ret = (VostRate){ (int) whole * 1000, 1001 };
      return TRUE;
    }
  gint64 num = (per_second + VOST_MSECOND / 2) / VOST_MSECOND;
  gint64 den = 1000;
  for (gint64 divisor = 10; divisor > 1; divisor = divisor == 10 ? 5 : divisor == 5 ? 2 : 1)
    while (num % divisor == 0 && den % divisor == 0)
      {
        num /= divisor;
        den /= divisor;
      }
  if (num == 0)
    return FALSE;
  *ret = (VostRate){ (int) num, (int) den };
  return TRUE;
}

gboolean
vost_rate_parse (const char *text, VostRate *ret)
{
  g_return_val_if_fail (text != NULL && ret != NULL, FALSE);
  const char *slash = strchr (text, '/');
  if (slash == NULL)
    {
      int whole;
      if (!parse_int (text, 1, &whole))
        return parse_decimal (text, ret);
      *ret = (VostRate){ whole, 1 };
      return TRUE;
    }
  g_autofree char *num_text = g_strndup (text, (gsize) (slash - text));
  VostRate rate;
  if (!parse_int (num_text, 0, &rate.num) || !parse_int (slash + 1, 1, &rate.den))
    return FALSE;
  *ret = rate;
  return TRUE;
}
