/* Who made what, under which licence, with which changes: gathered once from a project. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <vostok/core/rights/attribution.h>

#include "vostok-config.h"

#include <glib/gi18n-lib.h>

#include <vostok/core/diagnostic.h>
#include <vostok/core/timeline.h>

#include "attribution-private.h"

void
vost_credit_free (VostCredit *self)
{
  if (self == NULL)
    return;
  g_free (self->title);
  g_free (self->by);
  g_free (self->creators);
  g_free (self->url);
  g_free (self->licence_spdx);
  g_free (self->licence_url);
  g_free (self->licence_name);
  g_free (self->copyright);
  g_free (self->used);
  g_free (self->changes);
  g_free (self->earlier);
  g_free (self->fingerprint);
  g_free (self->works);
  g_free (self);
}

void
vost_subtitle_credit_free (VostSubtitleCredit *self)
{
  if (self == NULL)
    return;
  g_free (self->language);
  g_free (self->names);
  g_free (self->licence_spdx);
  g_free (self->from);
  g_free (self);
}

VostAttribution *
vost_attribution_new (void)
{
  VostAttribution *self = g_new0 (VostAttribution, 1);
  char **strings[] = { &self->title,        &self->author,      &self->author_url,
                       &self->licence_spdx, &self->licence_url, &self->licence_name,
                       &self->language };

  for (guint i = 0; i < G_N_ELEMENTS (strings); i++)
    *strings[i] = g_strdup ("");
  self->credits = g_ptr_array_new_with_free_func ((GDestroyNotify) vost_credit_free);
  self->subtitles = g_ptr_array_new_with_free_func ((GDestroyNotify) vost_subtitle_credit_free);
  return self;
}

void
vost_attribution_free (VostAttribution *self)
{
  if (self == NULL)
    return;
  g_free (self->title);
  g_free (self->author);
  g_free (self->author_url);
  g_free (self->licence_spdx);
  g_free (self->licence_url);
  g_free (self->licence_name);
  g_free (self->language);
  g_ptr_array_unref (self->credits);
  g_ptr_array_unref (self->subtitles);
  g_free (self);
}

/* --- Gathering --- */

static char *
short_time (VostTime t)
{
  g_autofree char *full = vost_time_format (t, 1);

  return g_strdup (g_str_has_prefix (full, "00:") ? full + 3 : full);
}

static char *
ranges_text (GArray *ranges)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < ranges->len; i++)
    {
      VostSpan span = g_array_index (ranges, VostSpan, i);
      g_autofree char *start = short_time (span.start);
      g_autofree char *end = short_time (span.end);

      g_string_append_printf (text, "%s%s–%s", i > 0 ? ", " : "", start, end);
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static char *
earlier_text (const VostSource *source, const char *works)
{
  g_autofree char *ancestors = vost_attribution_ancestors (works);

  return g_strconcat (source->changes,
                      source->changes[0] != '\0' && ancestors[0] != '\0' ? "; " : "", ancestors,
                      NULL);
}

static VostCredit *
credit_for (const VostSource *source, const VostWords *words)
{
  VostCredit *credit = g_new0 (VostCredit, 1);

  vost_licence_parse (source->licence, &credit->licence);
  credit->title = g_strdup (source->title);
  credit->creators = g_strjoinv (", ", source->creators);
  credit->by = g_strdup (source->attribution[0] != '\0' ? source->attribution : credit->creators);
  credit->year = source->year;
  credit->url = g_strdup (source->url);
  credit->licence_spdx = vost_licence_to_spdx (&credit->licence);
  credit->licence_url = vost_licence_to_url (&credit->licence);
  credit->licence_name = vost_words_licence_name (words, &credit->licence);
  credit->copyright = g_strdup (source->copyright);
  credit->used = g_strdup ("");
  credit->changes = g_strdup ("");
  credit->works = vost_attribution_works (source->works);
  /* The words may go on where the graph has become too deep. */
  credit->earlier = earlier_text (source, source->works);
  credit->fingerprint = g_strdup (source->fingerprint);
  credit->source = source->record.id;
  return credit;
}

static void
add_remix_credits (VostAttribution *self, VostSnapshot *snapshot, const VostWords *words)
{
  g_autoptr (GPtrArray) uses = vost_timeline_uses (snapshot);

  for (guint i = 0; i < uses->len; i++)
    {
      const VostUse *use = uses->pdata[i];
      VostCredit *credit = credit_for (use->source, words);

      g_free (credit->used);
      credit->used = ranges_text (use->ranges);
      g_free (credit->changes);
      credit->changes = g_strdup (use->reordered ? words->shortened_reordered : words->shortened);
      g_ptr_array_add (self->credits, credit);
    }
}

/* Its place among the credits, counted from 1; 0 if it is not there. */
static guint
place_of (const VostAttribution *self, VostId source)
{
  for (guint i = 0; i < self->credits->len; i++)
    if (((const VostCredit *) self->credits->pdata[i])->source == source)
      return i + 1;
  return 0;
}

/* The language of the track that it follows, or of the one that writes down what is said. */
static const char *
translated_from (VostSnapshot *snapshot, const VostTrack *track)
{
  const VostTrack *master = vost_snapshot_lookup (snapshot, track->master);
  guint n = vost_snapshot_get_n (snapshot, VOST_KIND_TRACK);

  if (!vost_track_is_translation (track))
    return "";
  if (master != NULL && master->record.kind == VOST_KIND_TRACK)
    return master->language;
  for (guint i = 0; i < n; i++)
    {
      const VostTrack *other = vost_snapshot_track (snapshot, i);

      if (other != track && other->source == track->source && !vost_track_is_translation (other))
        return other->language;
    }
  return "";
}

static void
add_subtitle_credits (VostAttribution *self, VostSnapshot *snapshot)
{
  guint n = vost_snapshot_get_n (snapshot, VOST_KIND_TRACK);

  for (guint i = 0; i < n; i++)
    {
      const VostTrack *track = vost_snapshot_track (snapshot, i);
      VostSubtitleCredit *credit;
      VostLicence licence;

      if (track->source != VOST_ID_NONE && place_of (self, track->source) == 0)
        continue;
      credit = g_new0 (VostSubtitleCredit, 1);
      vost_licence_parse (track->licence, &licence);
      credit->language = g_strdup (track->language);
      credit->names = g_strjoinv (", ", track->contributors);
      credit->work = track->source != VOST_ID_NONE ? place_of (self, track->source) : 0;
      credit->translation = vost_track_is_translation (track);
      credit->from = g_strdup (translated_from (snapshot, track));
      credit->licence_spdx = track->licence[0] != '\0' ? vost_licence_to_spdx (&licence)
                                                       : g_strdup (self->licence_spdx);
      g_ptr_array_add (self->subtitles, credit);
    }
}

static void
set_licence (VostAttribution *self, const VostLicence *licence, const VostWords *words)
{
  g_free (self->licence_spdx);
  g_free (self->licence_url);
  g_free (self->licence_name);
  self->licence = *licence;
  self->licence_spdx = vost_licence_to_spdx (licence);
  self->licence_url = vost_licence_to_url (licence);
  self->licence_name = vost_words_licence_name (words, licence);
}

static void
fill_film (VostAttribution *self, VostSnapshot *snapshot, VostId id, const VostWords *words)
{
  const VostRecord *record = vost_snapshot_lookup (snapshot, id);
  const VostSource *source = (const VostSource *) record;
  VostCredit *credit;

  if (record == NULL || record->kind != VOST_KIND_SOURCE)
    return;
  credit = credit_for (source, words);
  g_ptr_array_add (self->credits, credit);
  if (self->title[0] == '\0')
    vost_set_string (&self->title, source->title);
}

char *
vost_attribution_film_changes (const VostAttribution *self, const VostWords *words)
{
  const char *shortened = self->shortened ? words->shortened : "";
  const char *subtitled = self->subtitles->len > 0 ? words->subtitled : "";

  return g_strconcat (shortened, *shortened != '\0' && *subtitled != '\0' ? ", " : "", subtitled,
                      NULL);
}

void
vost_attribution_set_film_changes (VostAttribution *self, const VostSpan *part)
{
  self->shortened = part != NULL;
  for (guint i = 0; i < self->credits->len && !self->adaptation; i++)
    {
      VostCredit *credit = self->credits->pdata[i];

      g_free (credit->changes);
      credit->changes = vost_attribution_film_changes (self, vost_words_for (self->language));
      if (part != NULL)
        {
          g_autoptr (GArray) ranges = g_array_new (FALSE, FALSE, sizeof (VostSpan));

          g_array_append_val (ranges, *part);
          g_free (credit->used);
          credit->used = ranges_text (ranges);
        }
    }
}

VostAttribution *
vost_attribution_for_project (VostSnapshot *snapshot,
                              VostMaking making,
                              VostId source,
                              GError **error)
{
  const VostProjectRecord *info = vost_snapshot_get_info (snapshot);
  g_autoptr (VostVerdict) verdict = vost_verdict_for_project (snapshot, making, source, NULL);
  const VostWords *words = vost_words_for (info->language);
  VostAttribution *self;

  if (verdict->level >= VOST_VERDICT_ASK)
    {
      g_autofree char *why = vost_verdict_explain (verdict);

      g_set_error_literal (error, VOST_ERROR, VOST_ERROR_REFUSED, why);
      return NULL;
    }
  self = vost_attribution_new ();
  vost_set_string (&self->title, making == VOST_MAKING_REMIX ? info->title : "");
  vost_set_string (&self->author, info->author);
  vost_set_string (&self->author_url, info->author_url);
  vost_set_string (&self->language, words->language);
  self->year = info->year;
  set_licence (self, &verdict->best, words);
  self->noncommercial = verdict->has_noncommercial;
  self->adaptation = making == VOST_MAKING_REMIX;
  if (making == VOST_MAKING_REMIX)
    add_remix_credits (self, snapshot, words);
  else
    fill_film (self, snapshot, source, words);
  add_subtitle_credits (self, snapshot);
  if (making != VOST_MAKING_REMIX)
    vost_attribution_set_film_changes (self, NULL);
  if (self->title[0] == '\0' && self->credits->len > 0)
    vost_set_string (&self->title, ((const VostCredit *) self->credits->pdata[0])->title);
  return self;
}
