/* Which words are language codes. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* Whether @word is a code of ISO 639-1 or 639-2, in any case. */
gboolean vost_is_language_code (const char *word);
