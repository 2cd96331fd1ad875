/* WebM: for web pages and free archives. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "release-private.h"

#include "vostok-config.h"
#include <glib/gi18n-lib.h>

static const char *const needs[] = { "webmmux", "vp9enc|vp8enc", "opusenc|vorbisenc", NULL };

extern const VostTarget vost_target_webm;

const VostTarget vost_target_webm = {
  .id = "webm",
  .title = N_ ("Online, open formats"),
  .description = N_ ("WebM · VP9 and Opus"),
  .extension = "webm",
  .needs = needs,
  .run = vost_release_run_film,
};
