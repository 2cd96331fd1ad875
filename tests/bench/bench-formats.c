/* Converts long subtitle files and tells how long it takes, next to ffmpeg. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <vostok/core/subtitle-file.h>

#include <glib/gstdio.h>

/* A feature film has 1,500; a season in one file may have this many. */
#define DEFAULT_CUES 100000
/* The best of so many runs: the others were disturbed. */
#define RUNS 5

static const char *const ids[] = { "srt", "webvtt", "ass", "ttml" };

static char *
in_folder (const char *folder, const char *format)
{
  g_autofree char *name =
      g_strconcat ("cues.", strcmp (format, "webvtt") == 0 ? "vtt" : format, NULL);

  return g_build_filename (folder, name, NULL);
}

static void
write_source (const char *folder, guint n)
{
  g_autoptr (VostSubtitles) subs = vost_subtitles_new ();

  for (guint i = 0; i < n; i++)
    {
      VostCue *cue = vost_record_new (VOST_KIND_CUE, VOST_RECORD_ID (subs->track));

      cue->start = (VostTime) i * 2 * VOST_SECOND;
      cue->end = cue->start + 1500 * VOST_MSECOND;
      g_free (cue->text);
      cue->text = g_strdup_printf (
          "Cue number %u of this file,\n<i>in italics</i> & with a second line.", i);
      g_ptr_array_add (subs->cues, cue);
    }
  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    {
      g_autofree char *path = in_folder (folder, ids[i]);
      g_autoptr (GError) error = NULL;

      if (!vost_subtitles_save (subs, path, vost_format_by_id (ids[i]), NULL, &error))
        g_error ("%s", error->message);
    }
}

static double
convert_here (const char *from, const char *to, const VostFormat *format)
{
  gint64 start = g_get_monotonic_time ();
  g_autoptr (GError) error = NULL;
  g_autoptr (VostSubtitles) subs = vost_subtitles_load (from, NULL, NULL, &error);

  if (subs == NULL || !vost_subtitles_save (subs, to, format, NULL, &error))
    g_error ("%s", error->message);
  g_clear_pointer (&subs, vost_subtitles_free);

  return (double) (g_get_monotonic_time () - start) / 1000;
}

static double
convert_with_ffmpeg (const char *from, const char *to)
{
  const char *argv[] = { "ffmpeg", "-v", "quiet", "-nostdin", "-y", "-i", from, to, NULL };
  gint64 start = g_get_monotonic_time ();
  int status = -1;

  if (!g_spawn_sync (NULL, (char **) argv, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL, NULL,
                     &status, NULL) ||
      status != 0)
    return -1;

  return (double) (g_get_monotonic_time () - start) / 1000;
}

static void
run (const char *folder, const char *from_id, const char *to_id)
{
  const VostFormat *to = vost_format_by_id (to_id);
  g_autofree char *from = in_folder (folder, from_id);
  g_autofree char *name = g_strconcat ("out.", strcmp (to_id, "webvtt") == 0 ? "vtt" : to_id, NULL);
  g_autofree char *out = g_build_filename (folder, name, NULL);
  double ours = G_MAXDOUBLE, theirs = G_MAXDOUBLE;

  for (guint i = 0; i < RUNS; i++)
    {
      ours = MIN (ours, convert_here (from, out, to));
      theirs = MIN (theirs, convert_with_ffmpeg (from, out));
    }
  if (theirs < 0)
    g_print ("%-6s → %-6s  %8.1f ms  (no ffmpeg)\n", from_id, to_id, ours);
  else
    g_print ("%-6s → %-6s  %8.1f ms  ffmpeg %8.1f ms  ratio %.2f\n", from_id, to_id, ours, theirs,
             ours / theirs);
  g_unlink (out);
}

int
main (int argc, char **argv)
{
  guint n = argc > 1 ? (guint) g_ascii_strtoull (argv[1], NULL, 10) : DEFAULT_CUES;
  g_autofree char *folder = g_dir_make_tmp ("vostok-bench-XXXXXX", NULL);

  write_source (folder, n);
  g_print ("%u cues, best of %u:\n", n, RUNS);
  run (folder, "srt", "webvtt");
  run (folder, "webvtt", "ass");
  run (folder, "ass", "srt");
  run (folder, "srt", "srt");
  run (folder, "ttml", "webvtt");
  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    {
      g_autofree char *path = in_folder (folder, ids[i]);

      g_unlink (path);
    }
  g_rmdir (folder);

  return 0;
}
