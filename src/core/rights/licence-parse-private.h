/* What the two halves of the licence parser share. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <vostok/core/rights/licence.h>

typedef enum
{
  VOST_WORDS_NOTHING,  /* no licence is named */
  VOST_WORDS_LICENCE,  /* one, and nothing against it */
  VOST_WORDS_CONFLICT, /* several, a choice, an exception, or one that was never published */
} VostWordsResult;

void vost_licence_set (VostLicence *ret, VostLicenceFamily family, int version, const char *unit);
/* FALSE for what Creative Commons never published; @version 0 is "not said". */
gboolean
vost_licence_set_cc (VostLicence *ret, VostLicenceElements elements, int version, const char *port);
gboolean
vost_licence_set_retired (VostLicence *ret, const char *unit, int version, const char *port);
/* "3.0" → 30; 0 when it is no version that Creative Commons has. */
int vost_licence_version (const char *text);

/* SPDX ids, short forms and long names, without addresses. */
VostWordsResult vost_licence_read_words (const char *text, VostLicence *ret);
