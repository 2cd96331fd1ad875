/* The verdict for a project: only what is used counts. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <vostok/core/rights/verdict.h>

#include "vostok-config.h"

#include <glib/gi18n-lib.h>

#include <vostok/core/subtitle-file.h>
#include <vostok/core/timeline.h>

#include "verdict-private.h"

/**
 * VostGathering: what is judged.
 * @works: (element-type VostWork)
 * @sources: (element-type VostSource): of each work
 * @titles: (element-type utf8): keeps titles that no record has
 * @films: how many of the works are sources; subtitles follow
 */
typedef struct
{
  VostSnapshot *snapshot;
  GArray *works;
  GPtrArray *sources;
  GPtrArray *titles;
  guint films;
} VostGathering;

static void
add_work (VostGathering *self, const VostSource *source, const char *title, const char *licence)
{
  VostWork work = { .title = title };

  vost_licence_parse (licence, &work.licence);
  g_array_append_val (self->works, work);
  g_ptr_array_add (self->sources, vost_record_ref (source));
}

static gboolean
is_film (const VostGathering *self, VostId id)
{
  for (guint i = 0; i < self->films; i++)
    if (VOST_RECORD_ID (self->sources->pdata[i]) == id)
      return TRUE;
  return FALSE;
}

static char *
track_title (const VostTrack *track, const VostSource *source)
{
  if (source != NULL && source->title[0] != '\0')
    return g_strdup_printf (_ ("%s, subtitles (%s)"), source->title, track->language);
  return g_strdup_printf (_ ("Subtitles (%s)"), track->language);
}

/* Subtitles of the remix itself stand for a work of their own. */
static VostSource *
work_of_track (const VostTrack *track, const char *title)
{
  VostSource *source = vost_record_new (VOST_KIND_SOURCE, VOST_ID_NONE);

  vost_set_string (&source->title, title);
  vost_set_string (&source->licence, track->licence);
  return source;
}

/* Subtitles may have a licence of their own, e.g. another volunteer's translation. */
static void
add_tracks (VostGathering *self, VostMaking making)
{
  guint n = vost_snapshot_get_n (self->snapshot, VOST_KIND_TRACK);

  for (guint i = 0; i < n; i++)
    {
      const VostTrack *track = vost_snapshot_track (self->snapshot, i);
      gboolean of_remix = track->source == VOST_ID_NONE && making == VOST_MAKING_REMIX;
      const VostSource *source = NULL;
      char *title;

      if (track->licence[0] == '\0' || !(of_remix || is_film (self, track->source)))
        continue;
      if (!of_remix)
        source = vost_snapshot_lookup (self->snapshot, track->source);
      title = track_title (track, source);
      g_ptr_array_add (self->titles, title);
      if (source != NULL)
        add_work (self, source, title, track->licence);
      else
        {
          g_autoptr (VostSource) made = work_of_track (track, title);

          add_work (self, made, title, track->licence);
        }
    }
}

static void
gather (VostGathering *self, VostMaking making, VostId id)
{
  const VostSource *source = vost_snapshot_lookup (self->snapshot, id);

  if (making == VOST_MAKING_REMIX)
    {
      g_autoptr (GPtrArray) uses = vost_timeline_uses (self->snapshot);

      for (guint i = 0; i < uses->len; i++)
        {
          const VostUse *use = uses->pdata[i];

          add_work (self, use->source, use->source->title, use->source->licence);
        }
    }
  else if (source != NULL && source->record.kind == VOST_KIND_SOURCE)
    add_work (self, source, source->title, source->licence);
  self->films = self->works->len;
  if (making == VOST_MAKING_REMIX || self->films > 0)
    add_tracks (self, making);
}

/* What is made of a film and its tracks: a translation, or only its words written down. */
static VostMake
make_of_tracks (VostSnapshot *snapshot, VostId source, gboolean *ret_any)
{
  guint n = vost_snapshot_get_n (snapshot, VOST_KIND_TRACK);
  const VostTrack *first = NULL;

  *ret_any = FALSE;
  for (guint i = 0; i < n; i++)
    {
      const VostTrack *track = vost_snapshot_track (snapshot, i);

      if (track->source != source)
        continue;
      /* Of two languages one at least is not the film's. */
      if (vost_track_is_translation (track) ||
          (first != NULL && !vost_language_matches (first->language, track->language)))
        return VOST_MAKE_SUBTITLES;
      first = track;
      *ret_any = TRUE;
    }
  return VOST_MAKE_VERBATIM;
}

/* Up to 3.0 the title has to be named if it is known; the authors always. */
static void
judge_credit (VostJudging *judging, const VostSource *source, guint index)
{
  const VostLicence *licence = &judging->works[index].licence;
  gboolean untitled = source->title[0] == '\0' && licence->version < 40;
  gboolean nameless = source->creators[0] == NULL && source->attribution[0] == '\0';
  g_autofree char *title = vost_work_title (&judging->works[index]);

  if (licence->family != VOST_LICENCE_CC || licence->version == 0)
    return;
  if (untitled)
    vost_reason_add (judging, "ATTRIBUTION_INCOMPLETE", VOST_VERDICT_WARN, "§4", (int) index, -1,
                     g_strdup (_ ("A work has no title yet: its licence asks that it be named.")));
  if (nameless)
    vost_reason_add (
        judging, "ATTRIBUTION_INCOMPLETE", VOST_VERDICT_ALLOW,
        licence->version == 40 ? "§3(a)(1)(A)" : "§4", (int) index, -1,
        g_strdup_printf (_ ("The authors of %s are not named yet: its licence asks for "
                            "it if they are known."),
                         title));
}

static void
judge_captions (VostJudging *judging, VostVerdict *verdict, const VostSource *source)
{
  g_autofree char *title = vost_work_title (&judging->works[0]);

  gboolean fixed = (judging->works[0].licence.elements & VOST_LICENCE_ND) != 0;
  const char *section = judging->works[0].licence.version == 40 ? "§2(a)(4)" : "§3";

  /* In doubt they count as a translation. */
  if (fixed && source->language[0] == '\0')
    vost_reason_add (
        judging, "CAPTIONS_ND_UNSURE", VOST_VERDICT_ASK, section, 0, -1,
        g_strdup_printf (_ ("%s may not be changed, so it may not be translated. Say which "
                            "language is spoken in it: subtitles in that one only write down "
                            "what is said."),
                         title));
  else if (fixed)
    vost_reason_add (
        judging, "CAPTIONS_ND", VOST_VERDICT_WARN, section, 0, -1,
        g_strdup_printf (_ ("%s may not be changed. Subtitles that only write down what "
                            "is said change nothing; other words would."),
                         title));
  /* Its words stay under its licence, whoever wrote them down. */
  if (verdict->level < VOST_VERDICT_ASK)
    verdict->best = judging->works[0].licence;
}

static VostVerdict *
judge_nothing (VostUseFor use)
{
  VostVerdict *verdict = vost_verdict_judge (NULL, 0, VOST_MAKE_COLLECTION, use, NULL);
  VostJudging judging = { NULL, 0, VOST_MAKE_COLLECTION, use, verdict };

  vost_reason_add (&judging, "NOTHING_USED", VOST_VERDICT_ASK, "", -1, -1,
                   g_strdup (_ ("Nothing is used yet: add a clip, and its licence counts.")));
  return verdict;
}

static VostVerdict *
judge_gathered (const VostGathering *self, VostMaking making, VostId source, VostUseFor use)
{
  const VostProjectRecord *info = vost_snapshot_get_info (self->snapshot);
  const VostWork *works = (const VostWork *) (void *) self->works->data;
  gboolean captioned = FALSE;
  VostMake make = making == VOST_MAKING_REMIX ? VOST_MAKE_ADAPTATION
                                              : make_of_tracks (self->snapshot, source, &captioned);
  gboolean verbatim = make == VOST_MAKE_VERBATIM;
  VostJudging judging = { works, self->works->len, make, use, NULL };
  VostLicence wanted;

  vost_licence_parse (info->licence, &wanted);
  /* The licence of a film that is not changed is not the user's to choose. */
  judging.verdict =
      vost_verdict_judge (works, self->works->len, make, use, verbatim ? NULL : &wanted);
  /* Credits are owed where something is shared. */
  for (guint i = 0; use != VOST_USE_PRIVATE && i < self->films; i++)
    judge_credit (&judging, self->sources->pdata[i], i);
  if (verbatim && captioned)
    judge_captions (&judging, judging.verdict, self->sources->pdata[0]);
  return judging.verdict;
}

VostVerdict *
vost_verdict_for_project (VostSnapshot *snapshot,
                          VostMaking making,
                          VostId source,
                          GPtrArray **ret_sources)
{
  g_autoptr (GArray) works = g_array_new (FALSE, TRUE, sizeof (VostWork));
  g_autoptr (GPtrArray) sources = g_ptr_array_new_with_free_func (vost_record_unref);
  g_autoptr (GPtrArray) titles = g_ptr_array_new_with_free_func (g_free);
  VostGathering gathering = { snapshot, works, sources, titles, 0 };
  VostUseFor use = VOST_USE_FREE;
  VostVerdict *verdict;

  vost_use_parse (vost_snapshot_get_info (snapshot)->use, &use);
  gather (&gathering, making, source);
  verdict =
      gathering.films > 0 ? judge_gathered (&gathering, making, source, use) : judge_nothing (use);
  if (ret_sources != NULL)
    *ret_sources = g_steal_pointer (&sources);
  return verdict;
}
