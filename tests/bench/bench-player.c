/* How fast frames come: opening, exact seeks, steps, and how long calls hold the main thread. */
/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * Usage: bench-player FILM [WIDTH HEIGHT]. Prints milliseconds; mpv and ffmpeg do the same
 * afterwards if they are installed: compare within one run only, machines are noisy.
 */
#include <vostok/media/media.h>
#include <vostok/media/player.h>
#include <vostok/media/probe.h>
#include <vostok/media/reader.h>

#define SEEKS 40

typedef struct
{
  VostPlayer *player;
  gint64 slowest_call; /* microseconds */
  int frames;
} Bench;

static gint64
now (void)
{
  return g_get_monotonic_time ();
}

static int
compare (gconstpointer a, gconstpointer b)
{
  gint64 x = *(const gint64 *) a;
  gint64 y = *(const gint64 *) b;
  return (x > y) - (x < y);
}

static void
print_times (const char *what, GArray *times)
{
  if (times->len == 0)
    return;
  g_array_sort (times, compare);
  double median = (double) g_array_index (times, gint64, times->len / 2) / 1000;
  double late = (double) g_array_index (times, gint64, times->len * 95 / 100) / 1000;
  g_print ("%-44s median %8.2f ms   95 %% %8.2f ms\n", what, median, late);
  g_array_set_size (times, 0);
}

static void
on_frame (VostPlayer *player, VostFrame *frame, Bench *bench)
{
  bench->frames += frame != NULL;
}

#define CALL(bench, call)                                                                          \
  do                                                                                               \
    {                                                                                              \
      gint64 called = now ();                                                                      \
      call;                                                                                        \
      (bench)->slowest_call = MAX ((bench)->slowest_call, now () - called);                        \
    }                                                                                              \
  while (0)

static void
wait_for_frame (Bench *bench, VostTime t)
{
  while (TRUE)
    {
      VostFrame *frame = vost_player_get_frame (bench->player);
      if (bench->frames > 0 && frame != NULL && frame->span.start <= t && t < frame->span.end)
        return;
      g_main_context_iteration (NULL, TRUE);
    }
}

static void
bench_player (const char *path, VostRate rate, VostTime duration, int width, int height)
{
  g_autoptr (GArray) times = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GRand) rand = g_rand_new_with_seed (1);
  Bench bench = { .player = vost_player_new () };
  g_signal_connect (bench.player, "frame", G_CALLBACK (on_frame), &bench);
  gint64 begun = now ();
  CALL (&bench, vost_player_set_viewport (bench.player, width, height));
  CALL (&bench, vost_player_set_film (bench.player, path, rate));
  wait_for_frame (&bench, 0);
  g_print ("%-44s %15.2f ms\n", "player: first frame", (double) (now () - begun) / 1000);

  gint64 n = vost_rate_frame_at (rate, duration) - 2;
  for (int i = 0; i < SEEKS; i++)
    {
      gint64 frame = g_rand_int_range (rand, 0, (gint32) n);
      VostTime t = vost_rate_frame_start (rate, frame) + VOST_MSECOND;
      bench.frames = 0;
      begun = now ();
      CALL (&bench, vost_player_seek (bench.player, t, TRUE));
      wait_for_frame (&bench, t);
      gint64 took = now () - begun;
      g_array_append_val (times, took);
    }
  print_times ("player: exact seek", times);

  for (int direction = 1; direction >= -1; direction -= 2)
    {
      VostTime t = vost_rate_frame_start (rate, n / 2);
      bench.frames = 0;
      vost_player_seek (bench.player, t, TRUE);
      wait_for_frame (&bench, t + VOST_MSECOND);
      for (int i = 1; i <= SEEKS; i++)
        {
          t = vost_rate_frame_start (rate, n / 2 + direction * i) + VOST_MSECOND;
          bench.frames = 0;
          begun = now ();
          CALL (&bench, vost_player_step (bench.player, direction));
          wait_for_frame (&bench, t);
          gint64 took = now () - begun;
          g_array_append_val (times, took);
        }
      print_times (direction > 0 ? "player: step forward" : "player: step back", times);
    }
  CALL (&bench, g_object_unref (bench.player));
  g_print ("%-44s %15.2f ms\n", "player: slowest call", (double) bench.slowest_call / 1000);
  vost_player_shut_down ();
}

static void
bench_reader (const char *path, VostRate rate, VostTime duration, int width, int height)
{
  g_autoptr (GArray) times = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GRand) rand = g_rand_new_with_seed (1);
  gint64 begun = now ();
  g_autoptr (VostPictureReader) reader =
      vost_picture_reader_new (path, width, height, GST_VIDEO_FORMAT_BGRA, NULL);
  g_print ("%-44s %15.2f ms\n", "reader: open", (double) (now () - begun) / 1000);
  gint64 n = vost_rate_frame_at (rate, duration) - 2;
  for (int exact = 1; exact >= 0; exact--)
    {
      for (int i = 0; i < SEEKS; i++)
        {
          VostTime t = vost_rate_frame_start (rate, g_rand_int_range (rand, 0, (gint32) n));
          begun = now ();
          g_autoptr (VostFrame) frame = exact ? vost_picture_reader_get (reader, t, NULL, NULL)
                                              : vost_picture_reader_get_key (reader, t, NULL, NULL);
          gint64 took = now () - begun;
          if (frame != NULL)
            g_array_append_val (times, took);
        }
      print_times (exact ? "reader: exact seek" : "reader: key frame", times);
    }
  for (int direction = 1; direction >= -1; direction -= 2)
    {
      for (int i = 0; i <= SEEKS; i++)
        {
          VostTime t = vost_rate_frame_start (rate, n / 2 + direction * i);
          begun = now ();
          g_autoptr (VostFrame) frame = vost_picture_reader_get (reader, t, NULL, NULL);
          gint64 took = now () - begun;
          if (i > 0)
            g_array_append_val (times, took);
        }
      print_times (direction > 0 ? "reader: step forward" : "reader: step back", times);
    }
}

/* Another program's time for one exact frame, its start included. */
static void
bench_other (const char *name, const char *line)
{
  g_autofree char *program = g_find_program_in_path (name);
  g_autoptr (GArray) times = g_array_new (FALSE, FALSE, sizeof (gint64));
  if (program == NULL)
    return;
  for (int i = 0; i < 5; i++)
    {
      g_autoptr (GError) error = NULL;
      gint64 begun = now ();
      if (!g_spawn_command_line_sync (line, NULL, NULL, NULL, &error))
        {
          g_printerr ("%s: %s\n", name, error->message);
          return;
        }
      gint64 took = now () - begun;
      g_array_append_val (times, took);
    }
  g_autofree char *what = g_strdup_printf ("%s: start, exact seek, one frame", name);
  print_times (what, times);
}

int
main (int argc, char **argv)
{
  if (argc != 2 && argc != 4)
    {
      g_printerr ("Usage: bench-player FILM [WIDTH HEIGHT]\n");
      return 2;
    }
  g_autoptr (GError) error = NULL;
  g_autoptr (VostProbe) probe = vost_probe_file (argv[1], NULL, &error);
  const VostStream *stream = probe != NULL ? vost_probe_first (probe, "video") : NULL;
  if (stream == NULL)
    {
      g_printerr ("%s\n", error != NULL ? error->message : "No picture.");
      return 1;
    }
  int width = argc > 2 ? (int) g_ascii_strtoll (argv[2], NULL, 10) : 960;
  int height = argc > 2 ? (int) g_ascii_strtoll (argv[3], NULL, 10) : 540;
  VostRate rate = vost_rate_is_known (stream->rate) ? stream->rate : (VostRate){ 25, 1 };
  g_print ("%s: %d × %d, %s, at %d × %d\n", argv[1], stream->width, stream->height, stream->codec,
           width, height);
  bench_player (argv[1], rate, probe->duration, width, height);
  bench_reader (argv[1], rate, probe->duration, width, height);

  g_autofree char *quoted = g_shell_quote (argv[1]);
  double middle = (double) probe->duration / VOST_SECOND / 2;
  g_autofree char *ffmpeg =
      g_strdup_printf ("ffmpeg -v error -ss %.3f -i %s -frames:v 1 -vf scale=%d:%d -f rawvideo "
                       "-pix_fmt bgra -y /dev/null",
                       middle, quoted, width, height);
  g_autofree char *mpv =
      g_strdup_printf ("mpv --no-config --really-quiet --no-audio --vo=null --hr-seek=yes "
                       "--start=%.3f --frames=1 %s",
                       middle, quoted);
  bench_other ("ffmpeg", ffmpeg);
  bench_other ("mpv", mpv);
  return 0;
}
