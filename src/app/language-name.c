/* Names of languages for people, from ICU. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "session.h"

#include <unicode/uldnames.h>
#include <unicode/ustring.h>

#define NAME_MAX_UNITS 128

char *
vost_language_name (const char *tag)
{
  UChar wide[NAME_MAX_UNITS];
  char name[NAME_MAX_UNITS * 4];
  UDisplayContext contexts[] = { UDISPCTX_CAPITALIZATION_FOR_UI_LIST_OR_MENU };
  UErrorCode status = U_ZERO_ERROR;
  ULocaleDisplayNames *names;
  int32_t length;

  if (tag == NULL || tag[0] == '\0')
    return g_strdup ("");
  /* As an entry of a list: “Français”, where the middle of a sentence has “français”. */
  names = uldn_openForContext (NULL, contexts, G_N_ELEMENTS (contexts), &status);
  uldn_localeDisplayName (names, tag, wide, NAME_MAX_UNITS, &status);
  uldn_close (names);
  if (U_FAILURE (status))
    return g_strdup (tag);
  u_strToUTF8 (name, sizeof name, &length, wide, -1, &status);
  return U_FAILURE (status) || length >= (int32_t) sizeof name ? g_strdup (tag)
                                                               : g_strndup (name, (gsize) length);
}
