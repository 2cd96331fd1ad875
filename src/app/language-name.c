/* Names of languages for people, from ICU. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "session.h"

#include <unicode/uloc.h>
#include <unicode/ustring.h>

#define NAME_MAX_UNITS 128

char *
vost_language_name (const char *tag)
{
  UChar wide[NAME_MAX_UNITS];
  char name[NAME_MAX_UNITS * 4];
  UErrorCode status = U_ZERO_ERROR;
  int32_t length;

  if (tag == NULL || tag[0] == '\0')
    return g_strdup ("");
  uloc_getDisplayName (tag, uloc_getDefault (), wide, NAME_MAX_UNITS, &status);
  if (U_FAILURE (status))
    return g_strdup (tag);
  u_strToUTF8 (name, sizeof name, &length, wide, -1, &status);
  return U_FAILURE (status) || length >= (int32_t) sizeof name ? g_strdup (tag)
                                                               : g_strndup (name, (gsize) length);
}
