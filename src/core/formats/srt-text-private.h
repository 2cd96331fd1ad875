/* SubRip's inline markup. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "format-private.h"

G_BEGIN_DECLS

/* A cue's text in the internal markup; there are no entities in SubRip: "&amp;" is five characters.
 * (transfer full). */
char *vost_srt_decode (const char *text, gsize len);

/* Appends the text as SubRip, lines ended by "\n"; @conversion: (nullable): NULL for a cue of
 * SubRip's own. */
void vost_srt_encode (GString *out, const char *text, const VostConversion *conversion);

G_END_DECLS
