/* The waveform of known sounds, and cuts where they were put. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <vostok/media/peaks.h>

#include <vostok/core/diagnostic.h>
#include <vostok/media/media.h>
#include <vostok/media/probe.h>

#include <json-glib/json-glib.h>

#include "tiny-media.h"

static VostPeaks *
get_peaks (const char *path, const char *cache)
{
  VostPeaks *peaks = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (VostJob) job = vost_peaks_job (path, cache, &peaks);
  VostPeaks *result = vost_job_run (job, &error);

  g_assert_no_error (error);
  g_assert_true (result == peaks);
  vost_peaks_unref (result);
  return peaks;
}

static int
get_max (VostPeaks *peaks, guint index)
{
  gint8 min, max;

  vost_peaks_get (peaks, index, &min, &max);
  g_assert_cmpint (min, <=, max);
  return max;
}

static int
get_min (VostPeaks *peaks, guint index)
{
  gint8 min, max;

  vost_peaks_get (peaks, index, &min, &max);
  return min;
}

/* Sixteen bit mono at 8 kHz with its head: silence, a square wave of half the volume, silence. */
static char *
make_burst (const char *name, guint n, guint first, guint end)
{
  g_autoptr (GByteArray) file = g_byte_array_new ();

  struct
  {
    char riff[4];
    guint32 size;
    char wave[8];
    guint32 fmt_size;
    guint16 format, channels;
    guint32 rate, bytes_a_second;
    guint16 align, bits;
    char data[4];
    guint32 data_size;
  } head = { "RIFF",
             GUINT32_TO_LE (36 + n * 2),
             "WAVEfmt ",
             GUINT32_TO_LE (16),
             GUINT16_TO_LE (1),
             GUINT16_TO_LE (1),
             GUINT32_TO_LE (8000),
             GUINT32_TO_LE (16000),
             GUINT16_TO_LE (2),
             GUINT16_TO_LE (16),
             "data",
             GUINT32_TO_LE (n * 2) };

  memcpy (head.riff, "RIFF", 4);
  g_byte_array_append (file, (const guint8 *) &head, sizeof head);
  for (guint i = 0; i < n; i++)
    {
      gint16 value = i >= first && i < end ? (i / 8 % 2 == 0 ? 16384 : -16384) : 0;

      value = GINT16_TO_LE (value);
      g_byte_array_append (file, (const guint8 *) &value, 2);
    }
  return tiny_write (name, (const char *) file->data, (gssize) file->len);
}

static void
test_burst (void)
{
  /* 1.005 s, loud from 0.30 to 0.62 s. */
  g_autofree char *path = make_burst ("burst.wav", 8040, 2400, 4960);
  g_autoptr (VostPeaks) peaks = get_peaks (path, NULL);

  g_assert_cmpuint (vost_peaks_get_n (peaks), ==, 101);
  for (guint i = 0; i < 101; i++)
    {
      gboolean loud = i >= 30 && i < 62;

      g_assert_cmpint (get_max (peaks, i), ==, loud ? 64 : 0);
      g_assert_cmpint (get_min (peaks, i), ==, loud ? -64 : 0);
    }
  /* Silence beyond the end. */
  g_assert_cmpint (get_max (peaks, 101), ==, 0);
  g_assert_cmpint (get_max (peaks, G_MAXUINT), ==, 0);
}

/* Sound of a film, whose picture is not needed: one that no decoder would take does no harm. */
static void
test_film (void)
{
  static const char *const needs[] = { "vp8enc", "vorbisenc", "matroskamux", NULL };

  if (!tiny_can (needs))
    return;

  g_autofree char *path = tiny_make (
      "film.mkv",
      "videotestsrc num-buffers=10 ! video/x-raw,width=64,height=36,framerate=10/1 ! vp8enc ! mux. "
      "audiotestsrc wave=sine freq=440 volume=0.5 samplesperbuffer=4410 num-buffers=10 ! "
      "audio/x-raw,rate=44100,channels=2 ! audioconvert ! vorbisenc ! mux. matroskamux name=mux");
  g_autoptr (VostPeaks) peaks = get_peaks (path, NULL);

  g_assert_cmpuint (vost_peaks_get_n (peaks), >=, 99);
  g_assert_cmpuint (vost_peaks_get_n (peaks), <=, 103);
  for (guint i = 5; i < 95; i++)
    {
      g_assert_cmpint (get_max (peaks, i), >, 56);
      g_assert_cmpint (get_max (peaks, i), <, 72);
      g_assert_cmpint (get_min (peaks, i), <, -56);
    }
}

static void
test_silent_film (void)
{
  static const char *const needs[] = { "vp8enc", "matroskamux", NULL };

  if (!tiny_can (needs))
    return;

  g_autofree char *path = tiny_make (
      "silent.mkv", "videotestsrc num-buffers=5 ! video/x-raw,width=64,height=36,framerate=10/1 ! "
                    "vp8enc ! matroskamux");
  g_autoptr (VostPeaks) peaks = get_peaks (path, NULL);

  g_assert_cmpuint (vost_peaks_get_n (peaks), ==, 0);
}

static char *
make_cache (void)
{
  g_autofree char *path = tiny_path ("cache");

  return g_steal_pointer (&path);
}

static void
remove_cache (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      g_remove (path);
    }
  g_rmdir (folder);
}

/* The one file in the cache; (transfer full). */
static char *
find_cached (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);

  g_assert_nonnull (dir);

  const char *name = g_dir_read_name (dir);
  char *path = g_build_filename (folder, name, NULL);

  g_assert_null (g_dir_read_name (dir));
  return path;
}

static void
test_cache (void)
{
  g_autofree char *path = make_burst ("cached.wav", 8000, 800, 1600);
  g_autofree char *folder = make_cache ();
  g_autoptr (VostPeaks) peaks = get_peaks (path, folder);
  g_autofree char *cached = find_cached (folder);
  g_autofree char *data = NULL;
  gsize len;

  g_assert_cmpuint (vost_peaks_get_n (peaks), ==, 100);
  g_assert_true (g_file_get_contents (cached, &data, &len, NULL));
  g_assert_cmpuint (len, ==, 48 + 200);

  /* What comes back is what is in the cache: a made-up but sound file shows that it was used. */
  guint8 sum[32];
  gsize sum_len = sizeof sum;
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);

  memset (data + 48, 7, 200);
  g_checksum_update (checksum, (const guchar *) data + 48, 200);
  g_checksum_get_digest (checksum, sum, &sum_len);
  memcpy (data + 16, sum, 32);
  g_assert_true (g_file_set_contents (cached, data, (gssize) len, NULL));

  g_autoptr (VostPeaks) again = get_peaks (path, folder);

  g_assert_cmpuint (vost_peaks_get_n (again), ==, 100);
  g_assert_cmpint (get_max (again, 50), ==, 7);

  /* Any other is not believed, and written anew. */
  for (guint i = 0; i < 5; i++)
    {
      g_autofree char *bad = g_memdup2 (data, len);
      gsize bad_len = len;

      if (i == 0)
        bad[0] ^= 1;
      else if (i == 1)
        bad[8] ^= 1;
      else if (i == 2)
        memset (bad + 8, 0xff, 8);
      else if (i == 3)
        bad[60] ^= 1;
      else
        bad_len = 20;
      g_assert_true (g_file_set_contents (cached, bad, (gssize) bad_len, NULL));

      g_autoptr (VostPeaks) fresh = get_peaks (path, folder);

      g_assert_cmpuint (vost_peaks_get_n (fresh), ==, 100);
      g_assert_cmpint (get_max (fresh, 15), ==, 64);
      g_assert_cmpint (get_max (fresh, 50), ==, 0);
    }
  remove_cache (folder);
}

/* A folder that cannot be written to only costs time later. */
static void
test_cache_unwritable (void)
{
  g_autofree char *path = make_burst ("uncached.wav", 8000, 0, 8000);
  g_autofree char *file = tiny_write ("no-folder", "", 0);
  g_autofree char *folder = g_build_filename (file, "cache", NULL);
  g_autoptr (VostPeaks) peaks = get_peaks (path, folder);

  g_assert_cmpuint (vost_peaks_get_n (peaks), ==, 100);
}

static void
test_errors (void)
{
  g_autofree char *path = tiny_path ("not-there.wav");
  g_autofree char *noise = tiny_write ("noise.bin", "This is no film. It is a text.\n", -1);
  g_autoptr (GError) error = NULL;
  g_autoptr (VostPeaks) peaks = NULL;
  g_autoptr (VostJob) missing = vost_peaks_job (path, NULL, &peaks);
  g_autoptr (VostJob) odd = vost_peaks_job (noise, NULL, NULL);
  g_autoptr (VostJob) shots = vost_shots_job (noise, NULL);

  g_assert_null (vost_job_run (missing, &error));
  g_assert_error (error, VOST_ERROR, VOST_ERROR_MISSING);
  g_assert_nonnull (strstr (error->message, "not-there.wav"));
  g_clear_error (&error);
  g_assert_null (vost_job_run (odd, &error));
  g_assert_nonnull (error);
  g_assert_true (error->domain == VOST_ERROR);
  g_clear_error (&error);
  g_assert_null (vost_job_run (shots, &error));
  g_assert_nonnull (error);
}

static void
cancel_when_growing (VostJob *job, GParamSpec *pspec, gpointer data)
{
  vost_job_cancel (job);
}

static void
test_cancel (void)
{
  g_autofree char *path = make_burst ("long.wav", 8000 * 60, 0, 8000);
  g_autofree char *folder = make_cache ();
  g_autoptr (GError) error = NULL;
  g_autoptr (VostPeaks) peaks = NULL;
  g_autoptr (VostJob) job = vost_peaks_job (path, folder, &peaks);

  g_signal_connect (job, "notify::status", G_CALLBACK (cancel_when_growing), NULL);
  g_signal_connect (job, "notify::fraction", G_CALLBACK (cancel_when_growing), NULL);
  g_signal_connect (job, "notify::running", G_CALLBACK (cancel_when_growing), NULL);
  g_assert_null (vost_job_run (job, &error));
  g_assert_error (error, VOST_ERROR, VOST_ERROR_CANCELLED);
  /* Half a waveform is not kept. */
  g_assert_false (g_file_test (folder, G_FILE_TEST_EXISTS));
}

/* The extremes that audiowaveform finds in the same file: pairs for each 64 samples, mixed down. */
static void
test_against_audiowaveform (void)
{
  g_autofree char *path = tiny_corpus ("audio/test_file_stereo.wav");
  g_autofree char *expected =
      path != NULL ? tiny_corpus ("audio/test_file_stereo_8bit_64spp_wav.json") : NULL;

  if (expected == NULL)
    return;

  g_autoptr (JsonParser) parser = json_parser_new ();

  g_assert_true (json_parser_load_from_file (parser, expected, NULL));

  JsonObject *object = json_node_get_object (json_parser_get_root (parser));
  JsonArray *values = json_object_get_array_member (object, "data");
  gint64 rate = json_object_get_int_member (object, "sample_rate");
  guint n_points = json_array_get_length (values) / 2;
  g_autoptr (VostPeaks) peaks = get_peaks (path, NULL);
  guint n = vost_peaks_get_n (peaks);
  guint n_near = 0;

  g_assert_cmpint (ABS ((gint64) n - (gint64) n_points * 64 * 100 / rate), <=, 1);
  for (guint i = 0; i < n; i++)
    {
      gint64 first = (gint64) i * rate / 100 / 64;
      gint64 end = MIN (((gint64) i + 1) * rate / 100 / 64 + 1, n_points);
      gint64 max = -128;

      for (gint64 j = first; j < end; j++)
        max = MAX (max, json_array_get_int_element (values, (guint) j * 2 + 1));
      /* Theirs is of bins that only overlap ours. */
      n_near += ABS (max - get_max (peaks, i)) <= 6;
    }
  g_test_message ("%u of %u bins agree", n_near, n);
  g_assert_cmpuint (n_near * 100, >=, n * 90);
}

static GArray *
get_shots (const char *path, const char *cache)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (VostJob) job = vost_shots_job (path, cache);
  GArray *shots = vost_job_run (job, &error);

  g_assert_no_error (error);
  g_assert_nonnull (shots);
  return shots;
}

/* Three shots of 20, 15 and 25 pictures at 25 a second: still, moving, and noise of film grain. */
static char *
make_three_shots (void)
{
  return tiny_make (
      "shots.mkv",
      "concat name=c ! vp8enc deadline=1 target-bitrate=2000000 ! matroskamux name=mux "
      "videotestsrc pattern=smpte num-buffers=20 ! "
      "video/x-raw,format=I420,width=320,height=180,framerate=25/1 ! c. "
      "videotestsrc pattern=circular num-buffers=15 ! "
      "video/x-raw,format=I420,width=320,height=180,framerate=25/1 ! c. "
      "videotestsrc pattern=ball num-buffers=25 ! "
      "video/x-raw,format=I420,width=320,height=180,framerate=25/1 ! c. mux.");
}

static void
test_shots (void)
{
  static const char *const needs[] = { "vp8enc", "matroskamux", "concat", NULL };

  if (!tiny_can (needs))
    return;

  g_autofree char *path = make_three_shots ();
  g_autofree char *folder = make_cache ();
  g_autoptr (GArray) shots = get_shots (path, folder);
  static const VostTime expected[] = { 800 * VOST_MSECOND, 1400 * VOST_MSECOND };

  for (guint turn = 0; turn < 2; turn++)
    {
      g_assert_cmpuint (shots->len, ==, 2);
      for (guint i = 0; i < 2; i++)
        g_assert_cmpint (ABS (g_array_index (shots, VostTime, i) - expected[i]), <=,
                         2 * VOST_MSECOND);
      g_array_unref (shots);
      /* The second time from the cache. */
      shots = get_shots (path, folder);
    }

  /* Times that go backwards are nobody's: found anew. */
  g_autofree char *cached = find_cached (folder);
  g_autofree char *data = NULL;
  gsize len;

  g_assert_true (g_file_get_contents (cached, &data, &len, NULL));
  g_assert_cmpuint (len, ==, 48 + 16);

  guint8 sum[32];
  gsize sum_len = sizeof sum;
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);

  memset (data + 48, 0x80, 16);
  g_checksum_update (checksum, (const guchar *) data + 48, 16);
  g_checksum_get_digest (checksum, sum, &sum_len);
  memcpy (data + 16, sum, 32);
  g_assert_true (g_file_set_contents (cached, data, (gssize) len, NULL));
  g_array_unref (shots);
  shots = get_shots (path, folder);
  g_assert_cmpuint (shots->len, ==, 2);
  remove_cache (folder);
}

/* No cut: a flash of white, and a sound without a picture. */
static void
test_no_shots (void)
{
  static const char *const needs[] = { "vp8enc", "matroskamux", "concat", NULL };

  if (!tiny_can (needs))
    return;

  g_autofree char *flash =
      tiny_make ("flash.mkv",
                 "concat name=c ! vp8enc deadline=1 target-bitrate=2000000 ! matroskamux name=mux "
                 "videotestsrc pattern=smpte num-buffers=20 ! "
                 "video/x-raw,format=I420,width=320,height=180,framerate=25/1 ! c. "
                 "videotestsrc pattern=white num-buffers=2 ! "
                 "video/x-raw,format=I420,width=320,height=180,framerate=25/1 ! c. "
                 "videotestsrc pattern=smpte num-buffers=20 ! "
                 "video/x-raw,format=I420,width=320,height=180,framerate=25/1 ! c. mux.");
  g_autofree char *sound = make_burst ("only-sound.wav", 8000, 0, 100);
  g_autoptr (GArray) of_flash = get_shots (flash, NULL);
  g_autoptr (GArray) of_sound = get_shots (sound, NULL);

  g_assert_cmpuint (of_flash->len, ==, 0);
  g_assert_cmpuint (of_sound->len, ==, 0);
}

/* One line of the list of known cuts. */
typedef struct
{
  gboolean hard;
  VostTime start;
  VostTime end;
} Known;

static GArray *
read_known (const char *path, const char *film)
{
  g_autofree char *text = NULL;
  GArray *known = g_array_new (FALSE, FALSE, sizeof (Known));

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));

  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);

  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_auto (GStrv) fields = g_strsplit (lines[i], "\t", -1);
      Known entry;

      if (g_strv_length (fields) < 5 || !g_str_equal (fields[0], film))
        continue;
      entry.hard = g_str_has_prefix (fields[1], "cut");
      entry.start = (VostTime) (g_ascii_strtod (fields[3], NULL) * 1e9);
      entry.end = entry.hard ? entry.start : (VostTime) (g_ascii_strtod (fields[4], NULL) * 1e9);
      g_array_append_val (known, entry);
    }
  return known;
}

static void
check_film (const char *name)
{
  g_autofree char *relative = g_strconcat ("films/", name, NULL);
  g_autofree char *path = tiny_corpus (relative);
  g_autofree char *list = path != NULL ? tiny_corpus ("films/shots.tsv") : NULL;

  if (list == NULL)
    return;

  g_autoptr (GArray) known = read_known (list, name);
  g_autoptr (GArray) shots = get_shots (path, NULL);
  const VostTime frame = VOST_SECOND / 24 + VOST_MSECOND;
  guint n_hard = 0, n_found = 0, n_false = 0;

  for (guint i = 0; i < known->len; i++)
    {
      const Known *entry = &g_array_index (known, Known, i);
      gboolean found = FALSE;

      if (!entry->hard)
        continue;
      for (guint j = 0; j < shots->len; j++)
        found |= ABS (g_array_index (shots, VostTime, j) - entry->start) <= frame;
      n_hard++;
      n_found += found;
    }
  for (guint j = 0; j < shots->len; j++)
    {
      VostTime time = g_array_index (shots, VostTime, j);
      gboolean right = FALSE;

      /* Within a dissolve, or where the list does not count: neither right nor wrong. */
      for (guint i = 0; i < known->len; i++)
        {
          const Known *entry = &g_array_index (known, Known, i);

          right |= time >= entry->start - frame && time <= entry->end + frame;
        }
      n_false += !right;
    }
  g_test_message ("%s: %u of %u hard cuts, %u false", name, n_found, n_hard, n_false);
  g_assert_cmpuint (n_hard, >, 0);
  g_assert_cmpuint (n_found * 100, >=, n_hard * 90);
  g_assert_cmpuint (n_false, <=, 1);
}

static void
test_sintel (void)
{
  check_film ("sintel_trailer-720p.mp4");
}

static void
test_bunny (void)
{
  check_film ("big_buck_bunny_0_30.webm");
}

int
main (int argc, char *argv[])
{
  int status;

  g_test_init (&argc, &argv, NULL);
  vost_media_init ();
  g_test_add_func ("/peaks/burst", test_burst);
  g_test_add_func ("/peaks/film", test_film);
  g_test_add_func ("/peaks/silent-film", test_silent_film);
  g_test_add_func ("/peaks/cache", test_cache);
  g_test_add_func ("/peaks/cache-unwritable", test_cache_unwritable);
  g_test_add_func ("/peaks/errors", test_errors);
  g_test_add_func ("/peaks/cancel", test_cancel);
  g_test_add_func ("/peaks/against-audiowaveform", test_against_audiowaveform);
  g_test_add_func ("/shots/three", test_shots);
  g_test_add_func ("/shots/none", test_no_shots);
  g_test_add_func ("/shots/sintel", test_sintel);
  g_test_add_func ("/shots/bunny", test_bunny);
  status = g_test_run ();
  tiny_clean_up ();
  return status;
}
