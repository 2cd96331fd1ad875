/* vostok-cli cues: what was understood of a subtitle file. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli.h"

#include "vostok-config.h"

#include <glib/gi18n.h>

#include <vostok/core/formats/cue-settings.h>
#include <vostok/core/markup.h>
#include <vostok/core/subtitle-file.h>

extern const VostCommand vost_command_cues;

static char *format_id;
static char *encoding;
static char *fps;

static const GOptionEntry options[] = {
  { "format", 0, 0, G_OPTION_ARG_STRING, &format_id, N_ ("Read it as this format"), N_ ("FORMAT") },
  { "encoding", 0, 0, G_OPTION_ARG_STRING, &encoding, N_ ("Read it in this encoding"),
    N_ ("ENCODING") },
  { "fps", 0, 0, G_OPTION_ARG_STRING, &fps, N_ ("Frame rate of a file that counts frames"),
    N_ ("RATE") },
  { NULL },
};

/* The value of one setting of a WebVTT cue, "line:10%" → "10%". */
static void
add_setting (VostJson *json, const VostCue *cue, const char *name)
{
  g_auto (GStrv) settings = g_strsplit_set (cue->settings, " \t", -1);

  for (guint i = 0; settings[i] != NULL; i++)
    if (g_str_has_prefix (settings[i], name) && settings[i][strlen (name)] == ':')
      vost_json_optional (json, name, settings[i] + strlen (name) + 1);
}

static void
add_cue (VostJson *json, const VostCue *cue, guint index)
{
  static const char *const settings[] = {
    "line", "position", "size", "align", "vertical", "region"
  };
  g_autofree char *plain = vost_markup_to_plain (cue->text);
  g_autofree char *number = g_strdup_printf ("%u", index + 1);

  vost_json_begin (json, NULL, '{');
  vost_json_string (json, "id", cue->label[0] != '\0' ? cue->label : number);
  vost_json_time (json, "start", cue->start);
  vost_json_time (json, "end", cue->end);
  vost_json_string (json, "text", plain);
  vost_json_string (json, "markup", cue->text);
  vost_json_optional (json, "speaker", cue->speaker);
  for (guint i = 0; i < G_N_ELEMENTS (settings); i++)
    add_setting (json, cue, settings[i]);
  vost_json_optional (json, "style", cue->style);
  if (cue->fields[0] != '\0')
    vost_json_int (json, "layer", g_ascii_strtoll (cue->fields, NULL, 10));
  vost_json_end (json, '}');
}

static void
add_percent (VostJson *json, const char *name, double value)
{
  char number[G_ASCII_DTOSTR_BUF_SIZE];
  g_autofree char *text =
      g_strconcat (g_ascii_formatd (number, sizeof number, "%.6g", value), "%", NULL);

  vost_json_string (json, name, text);
}

static void
add_anchor (VostJson *json, const char *name, double x, double y)
{
  char left[G_ASCII_DTOSTR_BUF_SIZE];
  char right[G_ASCII_DTOSTR_BUF_SIZE];
  g_autofree char *text =
      g_strdup_printf ("%s%%,%s%%", g_ascii_formatd (left, sizeof left, "%.6g", x),
                       g_ascii_formatd (right, sizeof right, "%.6g", y));

  vost_json_string (json, name, text);
}

static void
add_regions (VostJson *json, const VostTrack *track)
{
  g_autoptr (GPtrArray) regions = vost_regions_parse (track->header);

  vost_json_begin (json, "regions", '[');
  for (guint i = 0; i < regions->len; i++)
    {
      const VostRegion *region = regions->pdata[i];

      vost_json_begin (json, NULL, '{');
      vost_json_string (json, "id", region->id);
      add_percent (json, "width", region->width);
      vost_json_double (json, "lines", region->lines);
      add_anchor (json, "regionanchor", region->region_anchor_x, region->region_anchor_y);
      add_anchor (json, "viewportanchor", region->viewport_anchor_x, region->viewport_anchor_y);
      vost_json_optional (json, "scroll", region->scroll);
      vost_json_end (json, '}');
    }
  vost_json_end (json, ']');
}

/* WebVTT: {"css"} of each STYLE block; ASS: {"name", "definition"} of each Style line. */
static void
add_styles (VostJson *json, const VostTrack *track)
{
  g_auto (GStrv) lines = g_regex_split_simple ("\\r\\n|\\n|\\r", track->header, 0, 0);
  g_autoptr (GString) css = NULL;

  vost_json_begin (json, "styles", '[');
  for (guint i = 0; lines[i] != NULL; i++)
    {
      if (css != NULL && lines[i][0] != '\0')
        g_string_append_printf (css, "%s%s", css->len > 0 ? "\n" : "", lines[i]);
      if (css != NULL && (lines[i][0] == '\0' || lines[i + 1] == NULL))
        {
          vost_json_begin (json, NULL, '{');
          vost_json_string (json, "css", css->str);
          vost_json_end (json, '}');
          g_string_free (g_steal_pointer (&css), TRUE);
        }
      if (g_str_has_prefix (lines[i], "STYLE") && g_strstrip (lines[i])[5] == '\0')
        css = g_string_new (NULL);
      if (g_ascii_strncasecmp (lines[i], "Style:", 6) == 0)
        {
          g_auto (GStrv) parts = g_strsplit (lines[i] + 6, ",", 2);

          vost_json_begin (json, NULL, '{');
          vost_json_string (json, "name", g_strstrip (parts[0]));
          vost_json_string (json, "definition", g_strstrip (lines[i] + 6));
          vost_json_end (json, '}');
        }
    }
  vost_json_end (json, ']');
}

static void
print_json (const VostSubtitles *subs, GPtrArray *diagnostics)
{
  VostJson json = { g_string_new (NULL), FALSE };

  vost_json_begin (&json, NULL, '{');
  vost_json_string (&json, "format", subs->track->format);
  vost_json_string (&json, "encoding", subs->track->encoding);
  vost_json_string (&json, "language", subs->track->language);
  vost_json_begin (&json, "cues", '[');
  for (guint i = 0; i < subs->cues->len; i++)
    add_cue (&json, subs->cues->pdata[i], i);
  vost_json_end (&json, ']');
  add_regions (&json, subs->track);
  add_styles (&json, subs->track);
  vost_json_begin (&json, "problems", '[');
  for (guint i = 0; i < diagnostics->len; i++)
    {
      const VostDiagnostic *diagnostic = diagnostics->pdata[i];

      vost_json_begin (&json, NULL, '{');
      vost_json_int (&json, "line", diagnostic->line);
      vost_json_string (&json, "message", diagnostic->message);
      vost_json_end (&json, '}');
    }
  vost_json_end (&json, ']');
  vost_json_end (&json, '}');
  vost_cli_print_json (&json);
}

static void
print_text (const VostSubtitles *subs)
{
  for (guint i = 0; i < subs->cues->len; i++)
    {
      const VostCue *cue = subs->cues->pdata[i];
      g_autofree char *start = vost_time_format (cue->start, 3);
      g_autofree char *end = vost_time_format (cue->end, 3);
      g_autofree char *text = g_strdup_printf ("%s – %s\n%s\n\n", start, end, cue->text);

      vost_cli_write (text);
    }
}

static VostExit
run (char **args, gboolean as_json)
{
  g_autoptr (GPtrArray) diagnostics = vost_diagnostics_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (VostSubtitles) subs = NULL;
  const VostFormat *format = format_id != NULL ? vost_format_by_id (format_id) : NULL;
  VostRate rate = { 0, 1 };

  if (format_id != NULL && format == NULL)
    return vost_cli_usage (_ ("“%s” is no format that this program knows."), format_id);
  if (fps != NULL && !vost_rate_parse (fps, &rate))
    return vost_cli_usage (_ ("“%s” is no frame rate: 25 or 24000/1001 is one."), fps);
  subs = vost_subtitles_load (
      args[0], &(VostLoadOptions){ .format = format, .encoding = encoding, .rate = rate },
      diagnostics, &error);
  if (subs == NULL)
    return vost_cli_error (args[0], error);
  if (as_json)
    print_json (subs, diagnostics);
  else
    {
      vost_cli_print_diagnostics (args[0], diagnostics);
      print_text (subs);
    }
  return VOST_EXIT_DONE;
}

const VostCommand vost_command_cues = {
  .id = "cues",
  .summary = N_ ("Print what was understood of a subtitle file"),
  .arguments = "FILE",
  .n_arguments = 1,
  .options = options,
  .run = run,
};
