/* vostok-cli info: what a file is. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli.h"

#include "vostok-config.h"

#include <glib/gi18n.h>

#include <vostok/core/formats/project-file.h>
#include <vostok/core/rights/licence.h>
#include <vostok/core/subtitle-file.h>
#include <vostok/core/timeline.h>
#ifdef VOST_WITH_MEDIA
#include <vostok/media/media.h>
#include <vostok/media/probe.h>
#endif

extern const VostCommand vost_command_info;

static void
print_work_json (VostJson *json, const VostSource *source)
{
  VostLicence licence;
  g_autofree char *spdx = NULL;
  g_autofree char *url = NULL;

  vost_licence_parse (source->licence, &licence);
  spdx = vost_licence_to_spdx (&licence);
  url = vost_licence_to_url (&licence);
  vost_json_begin (json, "work", '{');
  vost_json_string (json, "title", source->title);
  vost_json_strv (json, "creators", source->creators);
  if (source->year > 0)
    vost_json_int (json, "year", source->year);
  vost_json_optional (json, "source", source->url);
  vost_json_begin (json, "licence", '{');
  vost_json_string (json, "id", spdx);
  vost_json_string (json, "url", url);
  vost_json_end (json, '}');
  vost_json_optional (json, "copyright", source->copyright);
  vost_json_raw (json, "provenance", source->works);
  vost_json_end (json, '}');
}

#ifdef VOST_WITH_MEDIA

static void
print_stream_json (VostJson *json, const VostStream *stream)
{
  g_autofree char *rate =
      vost_rate_is_known (stream->rate) ? vost_rate_to_string (stream->rate) : NULL;

  vost_json_begin (json, NULL, '{');
  vost_json_string (json, "type", stream->type);
  vost_json_string (json, "codec", stream->codec);
  if (stream->width > 0)
    {
      vost_json_int (json, "width", stream->width);
      vost_json_int (json, "height", stream->height);
    }
  vost_json_optional (json, "frame_rate", rate);
  vost_json_optional (json, "language", stream->language);
  if (stream->channels > 0)
    vost_json_int (json, "channels", stream->channels);
  if (stream->sample_rate > 0)
    vost_json_int (json, "rate", stream->sample_rate);
  vost_json_end (json, '}');
}

static void
print_stream (const VostStream *stream)
{
  g_print ("  %s: %s", stream->type, stream->codec);
  if (stream->width > 0)
    g_print (", %d × %d", stream->width, stream->height);
  if (vost_rate_is_known (stream->rate))
    {
      g_autofree char *rate = vost_rate_to_string (stream->rate);

      g_print (_ (", %s frames a second"), rate);
    }
  if (stream->sample_rate > 0)
    g_print (", %d Hz", stream->sample_rate);
  if (stream->language[0] != '\0')
    g_print (", %s", stream->language);
  g_print ("%s%s\n", stream->decodable ? "" : " — ", stream->decodable ? "" : stream->missing);
}

static VostExit
info_film (const char *path, gboolean as_json)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (VostProbe) probe = vost_probe_file (path, NULL, &error);
  g_autoptr (VostSource) source =
      probe != NULL ? vost_source_from_file (path, NULL, NULL, &error) : NULL;
  g_autofree char *duration = NULL;
  VostJson json = { g_string_new (NULL), FALSE };

  if (source == NULL)
    {
      g_string_free (json.out, TRUE);
      return vost_cli_error (path, error);
    }
  vost_json_begin (&json, NULL, '{');
  vost_json_string (&json, "kind", source->media);
  vost_json_time (&json, "duration", probe->duration);
  vost_json_begin (&json, "streams", '[');
  for (guint i = 0; i < probe->streams->len; i++)
    print_stream_json (&json, probe->streams->pdata[i]);
  vost_json_end (&json, ']');
  print_work_json (&json, source);
  vost_json_end (&json, '}');
  if (as_json)
    {
      vost_cli_print_json (&json);
      return VOST_EXIT_DONE;
    }
  g_string_free (json.out, TRUE);
  duration = vost_time_format (probe->duration, 3);
  g_print ("%s\n  %s, %s\n", source->title, source->media, duration);
  for (guint i = 0; i < probe->streams->len; i++)
    {
      const VostStream *stream = probe->streams->pdata[i];

      print_stream (stream);
    }
  g_print (_ ("  Licence: %s\n"), source->licence[0] != '\0' ? source->licence : _ ("unknown"));
  return VOST_EXIT_DONE;
}

#else

static VostExit
info_film (const char *path, gboolean as_json)
{
  return vost_cli_usage (_ ("“%s” is no project or subtitle file, and this vostok-cli was built "
                            "without film support."),
                         path);
}

#endif

static guint
count_written (VostSnapshot *snapshot, const VostTrack *track)
{
  guint n = 0;

  for (guint i = 0; i < vost_snapshot_get_n_children (snapshot, track->record.id); i++)
    if (((const VostCue *) vost_snapshot_get_child (snapshot, track->record.id, i))->text[0] !=
        '\0')
      n++;
  return n;
}

static void
print_track_json (VostJson *json, VostSnapshot *snapshot, const VostTrack *track)
{
  vost_json_begin (json, NULL, '{');
  vost_json_string (json, "language", track->language);
  vost_json_string (json, "role", track->role);
  vost_json_optional (json, "path", track->path);
  vost_json_int (json, "cues", vost_snapshot_get_n_children (snapshot, track->record.id));
  vost_json_int (json, "written", count_written (snapshot, track));
  vost_json_end (json, '}');
}

static VostExit
info_project (const char *path, gboolean as_json)
{
  g_autoptr (GPtrArray) diagnostics = vost_diagnostics_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (VostProject) project = vost_cli_open (path, diagnostics, &error);
  g_autoptr (VostSnapshot) snapshot = NULL;
  g_autofree char *duration = NULL;
  VostJson json = { NULL, FALSE };

  if (project == NULL)
    return vost_cli_error (path, error);
  vost_cli_print_diagnostics (path, diagnostics);
  snapshot = vost_project_snapshot (project);
  duration = vost_time_format (vost_timeline_duration (snapshot), 3);
  if (!as_json)
    {
      g_print ("%s\n", vost_snapshot_get_info (snapshot)->title);
      g_print (_ ("  %u works, %u subtitle tracks, remix of %s\n"),
               vost_snapshot_get_n (snapshot, VOST_KIND_SOURCE),
               vost_snapshot_get_n (snapshot, VOST_KIND_TRACK), duration);
      return VOST_EXIT_DONE;
    }
  json.out = g_string_new (NULL);
  vost_json_begin (&json, NULL, '{');
  vost_json_string (&json, "kind", "project");
  vost_json_string (&json, "title", vost_snapshot_get_info (snapshot)->title);
  vost_json_time (&json, "duration", vost_timeline_duration (snapshot));
  vost_json_begin (&json, "sources", '[');
  for (guint i = 0; i < vost_snapshot_get_n (snapshot, VOST_KIND_SOURCE); i++)
    {
      vost_json_begin (&json, NULL, '{');
      vost_json_string (&json, "path", vost_snapshot_source (snapshot, i)->path);
      print_work_json (&json, vost_snapshot_source (snapshot, i));
      vost_json_end (&json, '}');
    }
  vost_json_end (&json, ']');
  vost_json_begin (&json, "tracks", '[');
  for (guint i = 0; i < vost_snapshot_get_n (snapshot, VOST_KIND_TRACK); i++)
    print_track_json (&json, snapshot, vost_snapshot_track (snapshot, i));
  vost_json_end (&json, ']');
  vost_json_end (&json, '}');
  vost_cli_print_json (&json);
  return VOST_EXIT_DONE;
}

static VostExit
info_subtitles (const char *path, gboolean as_json)
{
  g_autoptr (GPtrArray) diagnostics = vost_diagnostics_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (VostSubtitles) subs = vost_subtitles_load (path, NULL, diagnostics, &error);
  const VostCue *last;
  VostJson json = { NULL, FALSE };

  if (subs == NULL)
    return vost_cli_error (path, error);
  last = subs->cues->len > 0 ? subs->cues->pdata[subs->cues->len - 1] : NULL;
  if (!as_json)
    {
      g_print ("%s: %s, %s, %u cues\n", path, subs->track->format, subs->track->encoding,
               subs->cues->len);
      return VOST_EXIT_DONE;
    }
  json.out = g_string_new (NULL);
  vost_json_begin (&json, NULL, '{');
  vost_json_string (&json, "kind", "subtitles");
  vost_json_time (&json, "duration", last != NULL ? last->end : 0);
  vost_json_string (&json, "format", subs->track->format);
  vost_json_string (&json, "encoding", subs->track->encoding);
  vost_json_string (&json, "language", subs->track->language);
  vost_json_int (&json, "cues", subs->cues->len);
  vost_json_end (&json, '}');
  vost_cli_print_json (&json);
  return VOST_EXIT_DONE;
}

static VostExit
run (char **args, gboolean json)
{
  if (vost_cli_is_project (args[0]))
    return info_project (args[0], json);
  if (vost_format_by_path (args[0]) != NULL)
    return info_subtitles (args[0], json);
  return info_film (args[0], json);
}

static const GOptionEntry options[] = { { NULL } };

const VostCommand vost_command_info = {
  .id = "info",
  .summary = N_ ("Say what a film, subtitle file or project is"),
  .arguments = "FILE",
  .n_arguments = 1,
  .options = options,
  .run = run,
};
