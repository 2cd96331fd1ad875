/* WebVTT's cue text. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "format-private.h"

G_BEGIN_DECLS

/**
 * vost_webvtt_decode:
 * @text: the payload, lines ended by "\n"
 * @ret_speaker: (out) (transfer full): name of a voice that spans the whole cue, or ""
 * @ret_dropped: (out): (nullable): the first tag that means nothing to WebVTT, in @text
 *
 * Returns: (transfer full): the text in the internal markup
 */
char *
vost_webvtt_decode (const char *text, gsize len, char **ret_speaker, const char **ret_dropped);

/* Appends speaker and text as a payload, lines ended by @eol, without a final one. @own_colours:
 * (nullable): colours that need a rule in the style sheet are added. */
void vost_webvtt_encode (GString *out,
                         const VostCue *cue,
                         const VostConversion *conversion,
                         GHashTable *own_colours,
                         const char *eol);

/* A timestamp of the specification at *cursor; FALSE for anything else. */
gboolean vost_webvtt_parse_time (const char **cursor, const char *end, VostTime *ret);

G_END_DECLS
