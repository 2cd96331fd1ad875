/* Release targets: one file each; what this machine needs, how it is made, how it is checked. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <vostok/core/rights/attribution.h>
#include <vostok/core/snapshot.h>
#include <vostok/media/job.h>

G_BEGIN_DECLS

/**
 * VostRelease: what to make.
 * @making: the remix, or @source with its subtitles
 * @soft: languages to put in as subtitle tracks, NULL-terminated; NULL: all
 * @burn: language to draw into the picture, "" for none
 * @in, @out: part of the film or remix; VOST_TIME_NONE for the ends
 * @preset: "small", "balanced", "best"
 * @output: file (or, for subtitle files, the stem) to write
 * @overwrite: an existing file is replaced, unless the release is made from it
 * @own: (nullable): what earlier releases of the same run have written, which is replaced anyway:
 * WebM and the subtitle files both have a "film.fr.vtt"
 */
typedef struct
{
  VostSnapshot *snapshot;
  VostMaking making;
  VostId source;
  char **soft;
  char *burn;
  VostTime in;
  VostTime out;
  char *preset;
  char *output;
  gboolean overwrite;
  char **own;
} VostRelease;

VostRelease *
vost_release_new (VostSnapshot *snapshot, VostMaking making, VostId source, const char *output);
void vost_release_free (VostRelease *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VostRelease, vost_release_free)

/**
 * VostReleaseResult: what was written and what was found when it was opened again.
 * @files: (element-type utf8): all files written
 * @summary: translated: "Verified: licence, 2 credits, 3 languages, 24 fps, 0:00:31.500"
 * @copied: the picture was not re-encoded
 */
typedef struct
{
  char *output;
  GPtrArray *files;
  char *summary;
  double seconds;
  gboolean copied;
  VostTime duration;
  guint n_credits;
  guint n_languages;
} VostReleaseResult;

void vost_release_result_free (VostReleaseResult *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VostReleaseResult, vost_release_result_free)

typedef struct _VostTarget VostTarget;

/**
 * VostTarget:
 * @extension: of the output without a dot
 * @needs: GStreamer elements, alternatives separated by "|", NULL-terminated
 * @run: in a job's thread; returns a VostReleaseResult. Writes beside and renames; leaves nothing
 * on failure or cancel
 */
struct _VostTarget
{
  const char *id;          /* "webm" */
  const char *title;       /* N_("Online, open formats") */
  const char *description; /* N_("WebM · VP9 and Opus") */
  const char *extension;
  const char *const *needs;
  VostReleaseResult *(*run) (const VostTarget *target,
                             const VostRelease *release,
                             VostJob *job,
                             GError **error);
};

extern const VostTarget *const vost_target_list[];
const VostTarget *vost_target_by_id (const char *id);
/* Sentences naming what is missing and the package; empty when available. (element-type utf8)
 * (transfer full). */
GPtrArray *vost_target_missing (const VostTarget *target);

/* A job that makes the release and verifies it; result VostReleaseResult. Refused verdicts fail at
 * once. */
VostJob *vost_release_job (const VostTarget *target, VostRelease *release);

G_END_DECLS
