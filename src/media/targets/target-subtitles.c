/* Subtitle files: SubRip and WebVTT in each language, with the licence in them and beside them. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "release-private.h"

#include "vostok-config.h"
#include <glib/gi18n-lib.h>

#include <vostok/core/diagnostic.h>
#include <vostok/core/subtitle-file.h>

/* Half a hundredth is what ASS rounds, half a thousandth the others. */
#define SLACK (6 * VOST_MSECOND)

/**
 * Piece: one file to be written.
 * @temp: (unowned): where it stands until all are right
 */
typedef struct
{
  const VostSoftTrack *track;
  const VostFormat *format;
  char *path;
  const char *temp;
} Piece;

static void
piece_free (gpointer data)
{
  Piece *self = data;
  g_free (self->path);
  g_free (self);
}

static void
add_piece (GPtrArray *pieces,
           const VostPlan *plan,
           const VostSoftTrack *track,
           const char *extension)
{
  Piece *piece = g_new0 (Piece, 1);
  piece->track = track;
  piece->path = vost_plan_track_path (plan, track, extension);
  piece->format = vost_format_by_path (piece->path);
  g_ptr_array_add (pieces, piece);
}

static GPtrArray *
list_pieces (const VostPlan *plan)
{
  GPtrArray *pieces = g_ptr_array_new_with_free_func (piece_free);
  for (guint i = 0; i < plan->soft->len; i++)
    {
      const VostSoftTrack *track = g_ptr_array_index (plan->soft, i);
      add_piece (pieces, plan, track, "srt");
      add_piece (pieces, plan, track, "vtt");
      if (g_str_equal (track->format, "ass"))
        add_piece (pieces, plan, track, "ass");
    }
  return pieces;
}

static VostSubtitles *
subtitles_of (const VostPlan *plan, const Piece *piece)
{
  VostSubtitles *subs = vost_soft_track_to_subtitles (piece->track, piece->format->id);
  /* SubRip has no other place for a licence. */
  if (piece->format->flags & VOST_FORMAT_METADATA)
    return subs;
  VostSoftTrack closing = { .language = piece->track->language,
                            .track = piece->track->track,
                            .cues = subs->cues };
  /* A remix ends with its end card: there is room behind the last words. */
  VostTime end = plan->out != VOST_TIME_NONE && plan->release->making != VOST_MAKING_REMIX
                     ? plan->out - plan->in
                     : VOST_TIME_NONE;
  vost_soft_track_close (&closing, plan->attribution, end);
  return subs;
}

static gboolean
verify (const VostPlan *plan, const Piece *piece, const VostSubtitles *wanted, GError **error)
{
  g_autoptr (GPtrArray) diagnostics = vost_diagnostics_new ();
  g_autoptr (VostSubtitles) found = vost_subtitles_load (
      piece->temp, &(VostLoadOptions){ .format = piece->format, .encoding = "UTF-8" }, diagnostics,
      error);
  g_autoptr (VostFoundRights) rights = found != NULL ? vost_rights_read (piece->temp, error) : NULL;
  if (rights == NULL)
    return FALSE;
  gboolean equal = found->cues->len == wanted->cues->len;
  for (guint i = 0; equal && i < wanted->cues->len; i++)
    {
      const VostCue *left = g_ptr_array_index (found->cues, i);
      const VostCue *right = g_ptr_array_index (wanted->cues, i);
      equal = ABS (left->start - right->start) <= SLACK && ABS (left->end - right->end) <= SLACK;
    }
  if (equal)
    return vost_release_compare_rights (rights, plan->attribution, error);
  g_set_error (error, VOST_ERROR, VOST_ERROR_VERIFY,
               _ ("“%s” was written, but did not read back as it was meant."), piece->path);
  return FALSE;
}

static gboolean
write_piece (VostPlan *plan, Piece *piece, GError **error)
{
  g_autoptr (VostSubtitles) subs = subtitles_of (plan, piece);
  g_autofree char *rights = vost_attribution_to_header (plan->attribution, piece->track->language);
  VostFormatOptions options = { .rights = rights,
                                .title = plan->attribution->title,
                                .width = plan->width,
                                .height = plan->height };
  piece->temp = vost_plan_stage (plan, piece->path);
  return vost_subtitles_save (subs, piece->temp, piece->format, &options, error) &&
         vost_release_put_sidecars (plan, piece->temp, piece->path, error) &&
         verify (plan, piece, subs, error);
}

static gboolean
write_all (VostPlan *plan, GPtrArray *pieces, GError **error)
{
  for (guint i = 0; i < pieces->len; i++)
    if (!vost_plan_may_write (plan, ((Piece *) g_ptr_array_index (pieces, i))->path, error))
      return FALSE;
  for (guint i = 0; i < pieces->len; i++)
    {
      vost_job_report (plan->job, (double) i / pieces->len, _ ("Writing subtitles"));
      if (vost_plan_check_cancelled (plan, error) ||
          !write_piece (plan, g_ptr_array_index (pieces, i), error))
        return FALSE;
    }
  return vost_release_publish (plan, error);
}

static VostReleaseResult *
run (const VostTarget *target, const VostRelease *release, VostJob *job, GError **error)
{
  g_autoptr (VostPlan) plan = vost_plan_new (target, release, job, error);
  if (plan == NULL)
    return NULL;
  g_autoptr (GPtrArray) pieces = list_pieces (plan);
  if (pieces->len == 0)
    {
      g_set_error_literal (error, VOST_ERROR, VOST_ERROR_BAD_INPUT,
                           _ ("There are no subtitles to write."));
      return NULL;
    }
  if (!write_all (plan, pieces, error))
    return NULL;
  char *summary = vost_release_summary (plan->attribution->credits->len, plan->soft->len,
                                        (VostRate){ 0, 1 }, VOST_TIME_NONE);
  return vost_release_result_new (plan, summary);
}

static const char *const needs[] = { NULL };

extern const VostTarget vost_target_subtitles;

const VostTarget vost_target_subtitles = {
  .id = "subtitles",
  .title = N_ ("Subtitle files"),
  .description = N_ ("SubRip and WebVTT · a file for each language"),
  .extension = "srt",
  .needs = needs,
  .run = run,
};
