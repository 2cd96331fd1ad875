/* What the mixer and the players ask of a picture reader beyond its public face. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <vostok/media/reader.h>

#include "scaler-private.h"

G_BEGIN_DECLS

/* Pictures fitted into @width × @height with their aspect kept, instead of stretched to it. */
VostPictureReader *vost_picture_reader_new_fitted (const char *path,
                                                   int width,
                                                   int height,
                                                   GstVideoFormat format,
                                                   VostFit fit,
                                                   GError **error);

G_END_DECLS
