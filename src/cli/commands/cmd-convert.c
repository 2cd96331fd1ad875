/* vostok-cli convert: another subtitle format, other times. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli.h"

#include "vostok-config.h"

#include <glib/gi18n.h>

#include <vostok/core/subtitle-file.h>

extern const VostCommand vost_command_convert;

static char *from_id;
static char *to_id;
static char *fps;
static char *to_fps;
static char *shift;
static char *scale;
static char *language;
static gboolean force;
static gboolean direction_marks;

static const GOptionEntry options[] = {
  { "from", 0, 0, G_OPTION_ARG_STRING, &from_id, N_ ("Read it as this format"), N_ ("FORMAT") },
  { "to", 0, 0, G_OPTION_ARG_STRING, &to_id, N_ ("Write this format"), N_ ("FORMAT") },
  { "fps", 0, 0, G_OPTION_ARG_STRING, &fps, N_ ("Frame rate that the times were made for"),
    N_ ("RATE") },
  { "to-fps", 0, 0, G_OPTION_ARG_STRING, &to_fps, N_ ("Frame rate of the film that they are for"),
    N_ ("RATE") },
  { "shift", 0, 0, G_OPTION_ARG_STRING, &shift, N_ ("Move all cues by so many seconds"),
    N_ ("TIME") },
  { "scale", 0, 0, G_OPTION_ARG_STRING, &scale, N_ ("Stretch all times by this ratio"),
    N_ ("A:B") },
  { "language", 0, 0, G_OPTION_ARG_STRING, &language, N_ ("Language of the subtitles"),
    N_ ("LANGUAGE") },
  { "direction-marks", 0, 0, G_OPTION_ARG_NONE, &direction_marks,
    N_ ("Mark the lines of a right-to-left language, for players that show them wrongly"), NULL },
  { "force", 0, 0, G_OPTION_ARG_NONE, &force, N_ ("Replace an existing file"), NULL },
  { NULL },
};

/**
 * Change: what happens to the times.
 * @from, @to: frame rates, unknown if not given; @from is also what a file that counts frames is
 * read at, and the last of the two that is known what one is written at
 */
typedef struct
{
  gint64 numerator;
  gint64 denominator;
  VostTime shift;
  VostRate from;
  VostRate to;
} Change;

static gboolean
parse_ratio (const char *text, Change *change)
{
  g_auto (GStrv) parts = g_strsplit (text, ":", 2);
  VostRate a, b;

  if (g_strv_length (parts) != 2 || !vost_rate_parse (parts[0], &a) ||
      !vost_rate_parse (parts[1], &b) || a.num <= 0 || b.num <= 0)
    return FALSE;
  change->numerator *= (gint64) a.num * b.den;
  change->denominator *= (gint64) a.den * b.num;
  return TRUE;
}

static gboolean
parse_rate (const char *text, VostRate *ret)
{
  return vost_rate_parse (text, ret) && vost_rate_is_known (*ret);
}

static gboolean
parse_change (Change *change)
{
  *change = (Change){ 1, 1, 0, { 0, 1 }, { 0, 1 } };
  if (shift != NULL && !vost_time_parse (shift, &change->shift))
    return FALSE;
  if (scale != NULL && !parse_ratio (scale, change))
    return FALSE;
  if ((fps != NULL && !parse_rate (fps, &change->from)) ||
      (to_fps != NULL && !parse_rate (to_fps, &change->to)))
    return FALSE;
  if (fps != NULL && to_fps != NULL)
    {
      g_autofree char *ratio = g_strdup_printf ("%s:%s", fps, to_fps);

      return parse_ratio (ratio, change);
    }

  return TRUE;
}

/* One rate alone says at what frames are counted: there must be frames. */
static gboolean
rates_have_use (const Change *change, const VostSubtitles *subs, const VostFormat *to)
{
  const VostFormat *from = vost_format_by_id (subs->track->format);

  if (vost_rate_is_known (change->from) == vost_rate_is_known (change->to))
    return TRUE;

  return ((from->flags | to->flags) & VOST_FORMAT_FRAMES) != 0;
}

static VostTime
changed (const Change *change, VostTime t)
{
  __int128 wide = (__int128) t * change->numerator;

  if (t == VOST_TIME_NONE)
    return t;
  wide += (wide < 0 ? -1 : 1) * (change->denominator / 2);
  return MAX ((VostTime) (wide / change->denominator) + change->shift, 0);
}

static void
apply_change (VostSubtitles *subs, const Change *change)
{
  for (guint i = 0; i < subs->cues->len; i++)
    {
      VostCue *cue = subs->cues->pdata[i];
      VostSpan span = { changed (change, cue->start), changed (change, cue->end) };

      if (span.start == cue->start && span.end == cue->end)
        continue;
      cue->start = span.start;
      cue->end = span.end;
      vost_set_string (&cue->raw, "");
    }
}

/* Each kind of loss once, with the number of cues that it concerns. */
static void
print_lost (GPtrArray *lost)
{
  g_autoptr (GArray) kinds = vost_diagnostics_count (lost);

  for (guint i = 0; i < kinds->len; i++)
    {
      const VostDiagnosticCount *kind = &g_array_index (kinds, VostDiagnosticCount, i);

      g_print (ngettext ("lost in %u cue: %s\n", "lost in %u cues: %s\n", kind->n), kind->n,
               kind->message);
    }
}

static VostExit
report (const char *output, VostSubtitles *subs, const VostFormat *format, gboolean as_json)
{
  g_autoptr (GPtrArray) lost = vost_diagnostics_new ();
  VostJson json = { NULL, FALSE };

  if (format->losses != NULL && g_strcmp0 (format->id, subs->track->format) != 0)
    format->losses (subs, lost);
  if (!as_json)
    {
      g_print (ngettext ("Written %s: %u cue\n", "Written %s: %u cues\n", subs->cues->len), output,
               subs->cues->len);
      print_lost (lost);
      return VOST_EXIT_DONE;
    }
  json.out = g_string_new (NULL);
  vost_json_begin (&json, NULL, '{');
  vost_json_string (&json, "written", output);
  vost_json_int (&json, "cues", subs->cues->len);
  vost_json_begin (&json, "lost", '[');
  for (guint i = 0; i < lost->len; i++)
    {
      const VostDiagnostic *diagnostic = lost->pdata[i];
      g_autofree char *id = vost_id_to_string (diagnostic->cue);

      for (guint c = 0; c < subs->cues->len; c++)
        if (VOST_RECORD_ID (subs->cues->pdata[c]) == diagnostic->cue)
          {
            g_free (id);
            id = g_strdup_printf ("%u", c + 1);
            break;
          }
      vost_json_begin (&json, NULL, '{');
      vost_json_string (&json, "cue", id);
      vost_json_string (&json, "what", diagnostic->message);
      vost_json_end (&json, '}');
    }
  vost_json_end (&json, ']');
  vost_json_end (&json, '}');
  vost_cli_print_json (&json);
  return VOST_EXIT_DONE;
}

/* What cannot be done is said before anything is read. */
static VostExit
check_usage (char **args, const VostFormat *from, const VostFormat *to, Change *change)
{
  if ((from_id != NULL && from == NULL) || to == NULL)
    return vost_cli_usage (_ ("“%s” is no format that this program can write."),
                           to == NULL ? args[1] : from_id);
  if (!parse_change (change))
    return vost_cli_usage (
        _ ("--shift takes a time, --scale a ratio such as 25:24, --fps and --to-fps a rate."));
  if (language != NULL && !vost_cli_is_language (language))
    return vost_cli_usage (_ ("“%s” is no language tag: “fr” or “pt-BR” is one."), language);
  if (!force && g_file_test (args[1], G_FILE_TEST_EXISTS))
    return vost_cli_usage (_ ("“%s” exists already: use --force to replace it."), args[1]);
  return VOST_EXIT_DONE;
}

static VostExit
run (char **args, gboolean as_json)
{
  const VostFormat *from = from_id != NULL ? vost_format_by_id (from_id) : NULL;
  const VostFormat *to = to_id != NULL ? vost_format_by_id (to_id) : vost_format_by_path (args[1]);
  g_autoptr (GPtrArray) diagnostics = vost_diagnostics_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (VostSubtitles) subs = NULL;
  VostFormatOptions format_options = { NULL };
  Change change;

  if (check_usage (args, from, to, &change) != VOST_EXIT_DONE)
    return VOST_EXIT_USAGE;
  subs = vost_subtitles_load (args[0], &(VostLoadOptions){ .format = from, .rate = change.from },
                              diagnostics, &error);
  if (subs == NULL)
    return vost_cli_error (args[0], error);
  if (!rates_have_use (&change, subs, to))
    return vost_cli_usage (_ ("--fps goes with --to-fps: these files count no frames."));
  format_options.rate = vost_rate_is_known (change.to)     ? change.to
                        : vost_rate_is_known (change.from) ? change.from
                                                           : subs->track->rate;
  format_options.direction_marks = direction_marks;
  if (!as_json)
    vost_cli_print_diagnostics (args[0], diagnostics);
  if (language != NULL)
    vost_set_string (&subs->track->language, language);
  apply_change (subs, &change);
  if (!vost_subtitles_save (subs, args[1], to, &format_options, &error))
    return vost_cli_error (args[1], error);
  /* The rate that was written says which times were rounded. */
  if ((to->flags & VOST_FORMAT_FRAMES) != 0)
    subs->track->rate = format_options.rate;

  return report (args[1], subs, to, as_json);
}

const VostCommand vost_command_convert = {
  .id = "convert",
  .summary = N_ ("Convert a subtitle file and say what the new format cannot carry"),
  .arguments = "IN OUT",
  .n_arguments = 2,
  .options = options,
  .run = run,
};
