/* A source record from a file: its own metadata first, then what is known of the film. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <vostok/media/probe.h>

#include "vostok-config.h"

#include <glib/gi18n-lib.h>

#include <vostok/core/bounds.h>
#include <vostok/core/diagnostic.h>
#include <vostok/core/formats/origins.h>
#include <vostok/core/formats/record-json.h>
#include <vostok/core/rights/catalogue.h>
#include <vostok/core/rights/licence.h>
#include <vostok/media/rights-tags.h>

/**
 * VostFilling: a record that is being filled, the best origin first.
 * @origins: JSON object that is being written
 */
typedef struct
{
  VostSource *source;
  GString *origins;
} VostFilling;

static void
note_origin (VostFilling *self, const char *field, const char *origin)
{
  g_string_append_c (self->origins, self->origins->len == 0 ? '{' : ',');
  vost_json_append_string (self->origins, field);
  g_string_append_c (self->origins, ':');
  vost_json_append_string (self->origins, origin);
}

/* A field that has a value keeps it: who is asked first counts most. */
static void
fill (VostFilling *self, char **field, const char *name, const char *value, const char *origin)
{
  if (**field != '\0' || value == NULL || *value == '\0')
    return;
  vost_set_string (field, value);
  note_origin (self, name, origin);
}

static void
fill_creators (VostFilling *self, char **creators, const char *origin)
{
  if (*self->source->creators != NULL || creators == NULL || *creators == NULL)
    return;
  g_strfreev (self->source->creators);
  self->source->creators = g_strdupv (creators);
  note_origin (self, "creators", origin);
}

static void
fill_year (VostFilling *self, int year, const char *origin)
{
  if (self->source->year != 0 || year <= 0)
    return;
  self->source->year = year;
  note_origin (self, "year", origin);
}

static void
fill_licence (VostFilling *self, const VostLicence *licence, const char *origin)
{
  g_autofree char *spdx = vost_licence_to_spdx (licence);

  if (*self->source->licence != '\0' || *spdx == '\0')
    return;
  vost_set_string (&self->source->licence, spdx);
  vost_set_string (&self->source->licence_evidence, origin);
  note_origin (self, "licence", origin);
}

/* The licence that words of the file state, if they do: the whole text, or an address in it. */
static gboolean
parse_statement (const char *text, VostLicence *ret)
{
  if (*text == '\0')
    return FALSE;
  if (vost_licence_parse (text, ret))
    return TRUE;

  g_auto (GStrv) words = g_strsplit_set (text, " \t\n,;()<>\"", -1);

  for (guint i = 0; words[i] != NULL; i++)
    if (strstr (words[i], "creativecommons.org/") != NULL && vost_licence_parse (words[i], ret))
      return TRUE;
  return FALSE;
}

/* A film that was only subtitled keeps the credit line that its authors ask for. */
static void
fill_credit_line (VostFilling *self, const VostAttribution *graph)
{
  const VostCredit *only =
      graph->credits->len == 1 && !graph->adaptation ? graph->credits->pdata[0] : NULL;

  if (only != NULL && only->creators[0] != '\0' && !g_str_equal (only->by, only->creators))
    fill (self, &self->source->attribution, "attribution", only->by, VOST_ORIGIN_FILE);
}

/* What our own readers found; they see more of the tags than the demuxers tell. */
static void
fill_from_rights (VostFilling *self, const VostFoundRights *found)
{
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();

  if (found->licence.family != VOST_LICENCE_UNKNOWN)
    fill_licence (self, &found->licence, VOST_ORIGIN_FILE);
  fill (self, &self->source->title, "title", found->title, VOST_ORIGIN_FILE);
  fill (self, &self->source->url, "url", found->source, VOST_ORIGIN_FILE);
  fill (self, &self->source->changes, "changes", found->changes, VOST_ORIGIN_FILE);
  for (guint i = 0; found->creators != NULL && i < found->creators->len; i++)
    g_strv_builder_add (names, g_ptr_array_index (found->creators, i));

  g_auto (GStrv) creators = g_strv_builder_end (names);

  fill_creators (self, creators, VOST_ORIGIN_FILE);
  if (found->attribution != NULL)
    {
      g_autofree char *graph = vost_attribution_to_json_ld (found->attribution);
      g_autofree char *works = g_strdup_printf ("[%s]", graph);

      fill (self, &self->source->works, "works", works, VOST_ORIGIN_FILE);
      fill_credit_line (self, found->attribution);
      fill_year (self, (int) found->attribution->year, VOST_ORIGIN_FILE);
    }
}

static void
fill_from_probe (VostFilling *self, const VostProbe *probe)
{
  VostSource *source = self->source;
  VostLicence licence;

  fill (self, &source->title, "title", probe->title, VOST_ORIGIN_FILE);
  fill_creators (self, probe->creators, VOST_ORIGIN_FILE);
  fill (self, &source->url, "url", probe->url, VOST_ORIGIN_FILE);
  fill (self, &source->copyright, "copyright", probe->copyright, VOST_ORIGIN_FILE);
  fill_year (self, probe->year, VOST_ORIGIN_FILE);
  if (parse_statement (probe->licence, &licence) || parse_statement (probe->copyright, &licence))
    fill_licence (self, &licence, VOST_ORIGIN_FILE);
}

static void
fill_from_catalogue (VostFilling *self, const VostProbe *probe, const char *name)
{
  const VostFilm *film = vost_catalogue_find (name, probe->title);
  VostLicence licence;

  if (film == NULL)
    return;

  g_auto (GStrv) creators = g_strsplit (film->creators != NULL ? film->creators : "", ";", -1);

  for (guint i = 0; creators[i] != NULL; i++)
    g_strstrip (creators[i]);
  fill (self, &self->source->title, "title", film->title, VOST_ORIGIN_CATALOGUE);
  if (creators[0] != NULL && *creators[0] != '\0')
    fill_creators (self, creators, VOST_ORIGIN_CATALOGUE);
  fill (self, &self->source->attribution, "attribution", film->attribution, VOST_ORIGIN_CATALOGUE);
  fill (self, &self->source->url, "url", film->url, VOST_ORIGIN_CATALOGUE);
  fill_year (self, film->year, VOST_ORIGIN_CATALOGUE);
  /* Words of the file that were not understood are still its own: nothing overrides them. */
  if (*probe->licence == '\0' && film->licence != NULL && *film->licence != '\0' &&
      vost_licence_parse (film->licence, &licence))
    fill_licence (self, &licence, VOST_ORIGIN_CATALOGUE);
  if (*probe->licence != '\0' && *self->source->licence == '\0')
    vost_set_string (&self->source->licence_evidence, probe->licence);
}

/* Words that name files and say nothing of the work. */
static gboolean
is_noise (const char *word)
{
  static const char *const noise[] = { "480p",     "576p",  "720p",   "1080p", "1440p",  "2160p",
                                       "4k",       "8k",    "uhd",    "hd",    "sd",     "x264",
                                       "x265",     "h264",  "h265",   "hevc",  "avc",    "vp8",
                                       "vp9",      "av1",   "aac",    "mp3",   "opus",   "webrip",
                                       "web",      "dl",    "bluray", "brrip", "dvdrip", "hdtv",
                                       "surround", "stereo" };

  for (guint i = 0; i < G_N_ELEMENTS (noise); i++)
    if (g_ascii_strcasecmp (word, noise[i]) == 0)
      return TRUE;
  return FALSE;
}

/* "tears_of_steel-1080p.webm" is called "Tears of steel". */
static char *
title_from_name (const char *name)
{
  const char *dot = strrchr (name, '.');
  g_autofree char *stem =
      dot != NULL && dot > name ? g_strndup (name, (gsize) (dot - name)) : g_strdup (name);
  /* Where there are spaces, dots and hyphens are meant. */
  g_auto (GStrv) words = g_strsplit_set (stem, strchr (stem, ' ') != NULL ? " _" : "_.- ", -1);
  g_autoptr (GString) title = g_string_new (NULL);

  for (guint i = 0; words[i] != NULL; i++)
    {
      if (*words[i] == '\0' || is_noise (words[i]))
        continue;
      if (title->len > 0)
        g_string_append_c (title, ' ');
      g_string_append (title, words[i]);
    }
  if (title->len == 0)
    return g_steal_pointer (&stem);

  gunichar first = g_utf8_get_char (title->str);
  g_autofree char *rest = g_strdup (g_utf8_next_char (title->str));

  g_string_truncate (title, 0);
  g_string_append_unichar (title, g_unichar_toupper (first));
  g_string_append (title, rest);
  return g_string_free (g_steal_pointer (&title), FALSE);
}

static char *
path_for_project (const char *path, const char *folder)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GFile) root = folder != NULL && *folder != '\0' ? g_file_new_for_path (folder) : NULL;
  char *relative = root != NULL ? g_file_get_relative_path (root, file) : NULL;

  return relative != NULL ? relative : g_file_get_path (file);
}

/* Codes of ISO 639-2 for none, several, uncoded and unknown languages. */
static gboolean
says_nothing (const char *language)
{
  static const char *const codes[] = { "zxx", "mul", "mis", "und", NULL };

  return g_strv_contains (codes, language);
}

static gboolean
fill_streams (VostSource *source, const VostProbe *probe, const char *name, GError **error)
{
  const VostStream *video = vost_probe_first (probe, "video");
  const VostStream *audio = vost_probe_first (probe, "audio");
  const char *media = audio != NULL ? "audio" : "image";

  if (video == NULL && audio == NULL)
    {
      g_set_error (error, VOST_ERROR, VOST_ERROR_UNSUPPORTED,
                   _ ("“%s” has neither picture nor sound. If it holds subtitles, open it as "
                      "subtitles of a film."),
                   name);
      return FALSE;
    }
  /* A cover picture does not make a song a film. */
  if (video != NULL && !video->still)
    media = "film";
  vost_set_string (&source->media, media);
  source->duration = probe->duration;
  source->has_audio = audio != NULL;
  if (audio != NULL && !says_nothing (audio->language))
    vost_set_string (&source->language, audio->language);
  if (video == NULL)
    return TRUE;
  source->width = video->width;
  source->height = video->height;
  source->rate = video->rate;
  if (g_str_equal (media, "image"))
    {
      source->duration = VOST_TIME_NONE;
      source->rate = (VostRate){ 0, 1 };
    }
  return TRUE;
}

static void
fill_words (VostSource *source, const VostProbe *probe, const char *path, const char *name)
{
  g_autoptr (GString) origins = g_string_new (NULL);
  VostFilling filling = { source, origins };
  /* A file that says nothing of itself, or nothing that can be read, is no failure here. */
  g_autoptr (VostFoundRights) found = vost_rights_read (path, NULL);
  g_autofree char *title = title_from_name (name);

  if (found != NULL)
    fill_from_rights (&filling, found);
  fill_from_probe (&filling, probe);
  fill_from_catalogue (&filling, probe, name);
  fill (&filling, &source->title, "title", title, VOST_ORIGIN_NAME);
  if (origins->len > 0)
    {
      g_string_append_c (origins, '}');
      vost_set_string (&source->origin_of_values, origins->str);
    }
}

VostSource *
vost_source_from_file (const char *path,
                       const char *project_folder,
                       GCancellable *cancellable,
                       GError **error)
{
  g_return_val_if_fail (path != NULL, NULL);

  g_autofree char *name = g_filename_display_basename (path);
  g_autoptr (VostProbe) probe = vost_probe_file (path, cancellable, error);

  if (probe == NULL)
    return NULL;

  g_autoptr (VostSource) source = vost_record_new (VOST_KIND_SOURCE, VOST_ID_NONE);

  if (!fill_streams (source, probe, name, error))
    return NULL;
  g_free (source->path);
  source->path = path_for_project (path, project_folder);
  g_free (source->fingerprint);
  source->fingerprint = vost_fingerprint_file (path, error);
  if (source->fingerprint == NULL)
    {
      source->fingerprint = g_strdup ("");
      return NULL;
    }
  fill_words (source, probe, path, name);
  if (g_cancellable_is_cancelled (cancellable))
    {
      g_set_error (error, VOST_ERROR, VOST_ERROR_CANCELLED, _ ("Reading “%s” was stopped."), name);
      return NULL;
    }
  return g_steal_pointer (&source);
}
