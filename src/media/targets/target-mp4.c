/* MP4: for everything else that plays films. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "release-private.h"

#include "vostok-config.h"
#include <glib/gi18n-lib.h>

static const char *const needs[] = { "mp4mux",    "x264enc|openh264enc",
                                     "h264parse", "fdkaacenc|avenc_aac|voaacenc",
                                     "aacparse",  NULL };

extern const VostTarget vost_target_mp4;

const VostTarget vost_target_mp4 = {
  .id = "mp4",
  .title = N_ ("Online and devices"),
  .description = N_ ("MP4 · H.264 and AAC"),
  .extension = "mp4",
  .needs = needs,
  .run = vost_release_run_film,
};
