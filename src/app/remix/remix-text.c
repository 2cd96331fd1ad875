/* Short words for the Remix page: times, names of works and clips. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "remix-text.h"

#include "vostok-config.h"

#include <glib/gi18n.h>

#include <vostok/core/markup.h>

char *
vost_remix_time (VostTime t, int digits)
{
  g_autofree char *full = vost_time_format (MAX (t, 0), digits);
  const char *shown = full;

  if (g_str_has_prefix (shown, "00:"))
    shown += 3;
  if (shown[0] == '0' && shown[1] != ':')
    shown++;
  return g_strdup (shown);
}

char *
vost_remix_span (VostSpan span)
{
  g_autofree char *start = vost_remix_time (span.start, 1);
  g_autofree char *end = vost_remix_time (span.end, 1);

  return g_strdup_printf (_ ("%s – %s"), start, end);
}

char *
vost_remix_seconds (VostTime t)
{
  return g_strdup_printf (_ ("%.1f s"), (double) t / VOST_SECOND);
}

char *
vost_remix_source_title (const VostSource *source)
{
  if (source == NULL)
    return g_strdup (_ ("Unknown work"));
  if (source->title[0] != '\0')
    return g_strdup (source->title);
  return g_filename_display_basename (source->path);
}

char *
vost_remix_clip_name (VostSnapshot *snapshot, const VostClip *clip)
{
  if (clip->source == VOST_ID_NONE)
    return clip->title[0] != '\0' ? vost_remix_line (clip->title) : g_strdup (_ ("Title"));
  return vost_remix_source_title (vost_snapshot_lookup (snapshot, clip->source));
}

char *
vost_remix_line (const char *markup)
{
  char *plain = vost_markup_to_plain (markup);

  return g_strdelimit (plain, "\n", ' ');
}

const VostClip *
vost_remix_clip_at (VostSnapshot *snapshot, VostId lane, VostTime t)
{
  const VostClip *found = NULL;

  for (guint i = 0; i < vost_snapshot_get_n_children (snapshot, lane); i++)
    {
      const VostClip *clip = vost_snapshot_get_child (snapshot, lane, i);

      if (vost_span_contains (vost_clip_span (clip), t))
        found = clip;
    }
  return found;
}

const VostClip *
vost_remix_previous (VostSnapshot *snapshot, const VostClip *clip)
{
  const VostClip *previous = NULL;

  for (guint i = 0; i < vost_snapshot_get_n_children (snapshot, clip->record.parent); i++)
    {
      const VostClip *each = vost_snapshot_get_child (snapshot, clip->record.parent, i);

      if (each->record.id == clip->record.id)
        return previous;
      previous = each;
    }
  return NULL;
}
