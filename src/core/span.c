/* Times as text. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <vostok/core/span.h>

static const guint64 powers_of_ten[] = { 1,      10,      100,      1000,      10000,
                                         100000, 1000000, 10000000, 100000000, 1000000000 };

/* The distance from zero, also of the lowest number, which has no positive twin. */
static guint64
magnitude (VostTime t)
{
  return t < 0 ? -(guint64) t : (guint64) t;
}

char *
vost_time_format (VostTime t, int digits)
{
  if (t == VOST_TIME_NONE)
    return g_strdup ("");
  digits = CLAMP (digits, 0, 9);
  guint64 unit = powers_of_ten[9 - digits];
  guint64 ns = magnitude (t);
  /* Half up means towards later, so a negative half comes nearer to zero. */
  guint64 ticks = t < 0 ? (ns + (unit - 1) / 2) / unit : (ns + unit / 2) / unit;
  guint64 per_second = powers_of_ten[digits];
  guint64 seconds = ticks / per_second;
  GString *out = g_string_new (t < 0 && ticks > 0 ? "-" : "");
  g_string_append_printf (out, "%02" G_GUINT64_FORMAT ":%02u:%02u", seconds / 3600,
                          (guint) (seconds / 60 % 60), (guint) (seconds % 60));
  if (digits > 0)
    g_string_append_printf (out, ".%0*u", digits, (guint) (ticks % per_second));
  return g_string_free (out, FALSE);
}

static int
exact_digits (guint64 ns, int least)
{
  int digits = 9;
  guint64 rest = ns % powers_of_ten[9];
  while (digits > least && rest % 10 == 0)
    {
      rest /= 10;
      digits--;
    }
  return digits;
}

char *
vost_time_format_exact (VostTime t)
{
  if (t == VOST_TIME_NONE)
    return g_strdup ("");
  return vost_time_format (t, exact_digits (magnitude (t), 3));
}

/* Reads digits at *p into *ret; refuses what overflows. */
static gboolean
parse_digits (const char **p, guint64 *ret)
{
  if (!g_ascii_isdigit (**p))
    return FALSE;
  guint64 value = 0;
  for (; g_ascii_isdigit (**p); (*p)++)
    {
      if (value > G_MAXINT64 / 10 - 1)
        return FALSE;
      value = value * 10 + (guint64) (**p - '0');
    }
  *ret = value;
  return TRUE;
}

/* Digits after the point; those below a nanosecond are read and rounded away. */
static gboolean
parse_fraction (const char **p, guint64 *ret)
{
  if (!g_ascii_isdigit (**p))
    return FALSE;
  guint64 ns = 0;
  int digits = 0;
  gboolean up = FALSE;
  for (; g_ascii_isdigit (**p); (*p)++, digits++)
    {
      if (digits < 9)
        ns = ns * 10 + (guint64) (**p - '0');
      else if (digits == 9)
        up = **p >= '5';
    }
  for (; digits < 9; digits++)
    ns *= 10;
  *ret = ns + (up ? 1 : 0);
  return TRUE;
}

gboolean
vost_time_parse (const char *text, VostTime *ret)
{
  g_return_val_if_fail (text != NULL && ret != NULL, FALSE);
  const char *p = text;
  gboolean negative = *p == '-';
  if (negative)
    p++;
  guint64 seconds = 0;
  for (int part = 0; part < 3; part++)
    {
      guint64 value;
      if (!parse_digits (&p, &value) || seconds > G_MAXINT64 / 60 - 1)
        return FALSE;
      seconds = seconds * 60 + value;
      if (*p != ':')
        break;
      if (part == 2)
        return FALSE;
      p++;
    }
  guint64 fraction = 0;
  if (*p == '.' || *p == ',')
    {
      p++;
      if (!parse_fraction (&p, &fraction))
        return FALSE;
    }
  if (*p != '\0' || seconds >= G_MAXINT64 / VOST_SECOND - 1)
    return FALSE;
  VostTime t = (VostTime) (seconds * VOST_SECOND + fraction);
  *ret = negative ? -t : t;
  return TRUE;
}

void
vost_time_append_seconds (GString *out, VostTime t)
{
  g_return_if_fail (out != NULL);
  guint64 ns = magnitude (t);
  if (t < 0)
    g_string_append_c (out, '-');
  g_string_append_printf (out, "%" G_GUINT64_FORMAT, ns / VOST_SECOND);
  int digits = exact_digits (ns, 0);
  if (digits > 0)
    {
      guint fraction = (guint) (ns % VOST_SECOND / powers_of_ten[9 - digits]);
      g_string_append_printf (out, ".%0*u", digits, fraction);
    }
}
