/* Matroska: the archive copy with all languages and attachments. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "release-private.h"

#include "vostok-config.h"
#include <glib/gi18n-lib.h>

static const char *const needs[] = { "matroskamux", "x264enc|vp9enc|vp8enc",
                                     "opusenc|vorbisenc|avenc_aac", NULL };

extern const VostTarget vost_target_matroska;

const VostTarget vost_target_matroska = {
  .id = "matroska",
  .title = N_ ("Archive, all languages"),
  .description = N_ ("Matroska · all subtitles, credits attached"),
  .extension = "mkv",
  .needs = needs,
  .run = vost_release_run_film,
};
