/* MicroDVD's control codes, and MPL2's marks. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "format-private.h"

G_BEGIN_DECLS

/* What follows the frame numbers, in the internal markup. (transfer full). */
char *vost_microdvd_decode (const char *text, gsize len);

/* Appends a text as MicroDVD has it. @native: remarks are control codes of the file. Whether styles
 * of a part of a line were left out. */
gboolean vost_microdvd_encode (GString *out,
                               const char *text,
                               gboolean native,
                               const VostConversion *conversion);

/* The same for MPL2's marks before a line. (transfer full). */
char *vost_mpl2_decode (const char *text, gsize len);
gboolean vost_mpl2_encode (GString *out, const char *text, const VostConversion *conversion);

G_END_DECLS
