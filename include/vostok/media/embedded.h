/* Subtitle tracks inside media files. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include <vostok/core/format.h>

G_BEGIN_DECLS

/**
 * vost_embedded_read:
 * @index: of the subtitle stream, 0 the first
 *
 * Blocks. Understands SubRip, ASS/SSA, WebVTT and 3GPP timed text; pictures (VobSub, PGS) give
 * VOST_ERROR_UNSUPPORTED.
 */
VostSubtitles *
vost_embedded_read (const char *path, guint index, GCancellable *cancellable, GError **error);

G_END_DECLS
