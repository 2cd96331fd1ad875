/* The verdict for a project: only what is used counts. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <vostok/core/rights/verdict.h>

#include "vostok-config.h"

#include <glib/gi18n-lib.h>

#include <vostok/core/timeline.h>

#include "verdict-private.h"

static void
add_work (GArray *works, GPtrArray *sources, const VostSource *source, const char *licence)
{
  VostWork work = { .title = source->title };

  vost_licence_parse (licence, &work.licence);
  g_array_append_val (works, work);
  g_ptr_array_add (sources, vost_record_ref (source));
}

static gboolean
is_used (GPtrArray *sources, VostId id)
{
  for (guint i = 0; i < sources->len; i++)
    if (VOST_RECORD_ID (sources->pdata[i]) == id)
      return TRUE;
  return FALSE;
}

/* Subtitles may have a licence of their own, e.g. another volunteer's translation. */
static void
add_tracks (VostSnapshot *snapshot, GArray *works, GPtrArray *sources)
{
  guint n = vost_snapshot_get_n (snapshot, VOST_KIND_TRACK);

  for (guint i = 0; i < n; i++)
    {
      const VostTrack *track = vost_snapshot_track (snapshot, i);

      if (track->licence[0] != '\0' && is_used (sources, track->source))
        add_work (works, sources, vost_snapshot_lookup (snapshot, track->source), track->licence);
    }
}

static gboolean
has_translation (VostSnapshot *snapshot, VostId source)
{
  guint n = vost_snapshot_get_n (snapshot, VOST_KIND_TRACK);

  for (guint i = 0; i < n; i++)
    {
      const VostTrack *track = vost_snapshot_track (snapshot, i);

      if (track->source == source &&
          (g_str_equal (track->role, "translation") || track->master != VOST_ID_NONE))
        return TRUE;
    }
  return FALSE;
}

static void
collect (VostSnapshot *snapshot,
         VostMaking making,
         VostId source,
         GArray *works,
         GPtrArray *sources)
{
  const VostRecord *record;

  if (making == VOST_MAKING_REMIX)
    {
      g_autoptr (GPtrArray) uses = vost_timeline_uses (snapshot);

      for (guint i = 0; i < uses->len; i++)
        {
          const VostUse *use = uses->pdata[i];

          add_work (works, sources, use->source, use->source->licence);
        }
    }
  else if ((record = vost_snapshot_lookup (snapshot, source)) != NULL &&
           record->kind == VOST_KIND_SOURCE)
    add_work (works, sources, (const VostSource *) record, ((const VostSource *) record)->licence);
  add_tracks (snapshot, works, sources);
}

static VostMake
make_for (VostSnapshot *snapshot, VostMaking making, VostId source)
{
  if (making == VOST_MAKING_REMIX)
    return VOST_MAKE_ADAPTATION;
  return has_translation (snapshot, source) ? VOST_MAKE_SUBTITLES : VOST_MAKE_VERBATIM;
}

VostVerdict *
vost_verdict_for_project (VostSnapshot *snapshot,
                          VostMaking making,
                          VostId source,
                          GPtrArray **ret_sources)
{
  const VostProjectRecord *info = vost_snapshot_get_info (snapshot);
  g_autoptr (GArray) works = g_array_new (FALSE, TRUE, sizeof (VostWork));
  g_autoptr (GPtrArray) sources = g_ptr_array_new_with_free_func (vost_record_unref);
  VostUseFor use = VOST_USE_FREE;
  VostLicence wanted;
  VostVerdict *verdict;

  collect (snapshot, making, source, works, sources);
  vost_use_parse (info->use, &use);
  vost_licence_parse (info->licence, &wanted);
  verdict = vost_verdict_judge ((const VostWork *) (void *) works->data, works->len,
                                make_for (snapshot, making, source), use, &wanted);
  if (works->len == 0)
    {
      VostJudging judging = { NULL, 0, VOST_MAKE_ADAPTATION, use, verdict };

      g_array_set_size (verdict->outputs, 0);
      verdict->best = (VostLicence){ .family = VOST_LICENCE_UNKNOWN };
      vost_reason_add (&judging, "NOTHING_USED", VOST_VERDICT_ASK, "", -1, -1,
                       g_strdup (_ ("Nothing is used yet: add a clip, and its licence counts.")));
    }
  if (ret_sources != NULL)
    *ret_sources = g_steal_pointer (&sources);
  return verdict;
}
