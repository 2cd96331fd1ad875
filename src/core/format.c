/* The list of formats, and what a subtitle file holds. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <vostok/core/format.h>

/* How much of a text sniffers look at. */
#define SNIFF_BYTES 4096

VostSubtitles *
vost_subtitles_new (void)
{
  VostSubtitles *self = g_new0 (VostSubtitles, 1);

  self->track = vost_record_new (VOST_KIND_TRACK, VOST_ID_NONE);
  self->cues = g_ptr_array_new_with_free_func (vost_record_unref);

  return self;
}

void
vost_subtitles_free (VostSubtitles *self)
{
  if (self == NULL)
    return;

  g_clear_pointer (&self->track, vost_record_unref);
  g_clear_pointer (&self->cues, g_ptr_array_unref);
  g_clear_pointer (&self->more, g_ptr_array_unref);
  g_free (self);
}

const VostFormat *
vost_format_by_id (const char *id)
{
  for (guint i = 0; vost_format_list[i] != NULL; i++)
    if (g_strcmp0 (vost_format_list[i]->id, id) == 0)
      return vost_format_list[i];

  return NULL;
}

const VostFormat *
vost_format_by_path (const char *path)
{
  g_autofree char *base = g_path_get_basename (path);
  const char *dot = strrchr (base, '.');

  if (dot == NULL)
    return NULL;
  for (guint i = 0; vost_format_list[i] != NULL; i++)
    {
      g_auto (GStrv) extensions = g_strsplit (vost_format_list[i]->extensions, ";", -1);

      for (guint j = 0; extensions[j] != NULL; j++)
        if (g_ascii_strcasecmp (extensions[j], dot + 1) == 0)
          return vost_format_list[i];
    }

  return NULL;
}

static const VostFormat *
sniff (const char *data, gsize len, gboolean binary)
{
  const VostFormat *best = NULL;
  guint best_score = 0;

  for (guint i = 0; vost_format_list[i] != NULL; i++)
    {
      gboolean is_binary = (vost_format_list[i]->flags & VOST_FORMAT_BINARY) != 0;
      guint score =
          is_binary == binary ? vost_format_list[i]->sniff (data, MIN (len, SNIFF_BYTES)) : 0;

      if (score > best_score)
        {
          best = vost_format_list[i];
          best_score = score;
        }
    }

  return best;
}

const VostFormat *
vost_format_sniff (const char *text, gsize len)
{
  return sniff (text, len, FALSE);
}

const VostFormat *
vost_format_sniff_bytes (const char *data, gsize len)
{
  return sniff (data, len, TRUE);
}
