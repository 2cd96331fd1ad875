/* Sample files for the tests of the formats. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <vostok/core/markup.h>
#include <vostok/core/subtitle-file.h>

typedef void (*SampleFunc) (const char *path, gpointer data);

static inline int
samples_compare (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/* Calls @func for each file below the folder, in order of their names; how many there were. */
static inline guint
samples_foreach (const char *folder, SampleFunc func, gpointer data)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  const char *name;
  guint n = 0;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    g_ptr_array_add (names, g_build_filename (folder, name, NULL));
  g_ptr_array_sort (names, samples_compare);
  for (guint i = 0; i < names->len; i++)
    {
      const char *path = g_ptr_array_index (names, i);

      if (g_file_test (path, G_FILE_TEST_IS_DIR))
        n += samples_foreach (path, func, data);
      else
        {
          func (path, data);
          n++;
        }
    }

  return n;
}

/* For tests/conformance: what follows is about this case of a format, until the next one begins. It
 * passes unless an assertion fails or fail_case() says so. */
static inline void
begin_case (const char *format, const char *name)
{
  g_autofree char *line = g_strdelimit (g_strdup (name), "\r\n", ' ');

  g_test_message ("case %s: %s", format, line);
}

/* Also for a known failure, for which the test itself does not fail. */
static inline void
fail_case (const char *reason)
{
  g_autofree char *line = g_strdelimit (g_strdup (reason), "\r\n", ' ');

  g_test_message ("case failed: %s", line);
}

static inline void
end_cases (void)
{
  g_test_message ("cases end");
}

/* Path below tests/data; (transfer full). */
static inline char *
sample_path (const char *name)
{
  return g_build_filename (g_test_get_dir (G_TEST_DIST), "data", name, NULL);
}

/* Path of a folder of third-party files, or NULL. */
static inline char *
corpus_path (const char *name)
{
  g_autofree char *path =
      g_build_filename (g_test_get_dir (G_TEST_DIST), "..", "..", "shared", "corpus", name, NULL);

  return g_file_test (path, G_FILE_TEST_EXISTS) ? g_steal_pointer (&path) : NULL;
}

/* What a format that counts frames is given where the test is not about rates. */
#define SAMPLE_RATE ((VostRate){ 25, 1 })

static inline VostSubtitles *
read_text_as (const char *id, const char *text, GPtrArray *diagnostics)
{
  g_autoptr (GError) error = NULL;
  VostSubtitles *subs = vost_subtitles_load_bytes (
      text, strlen (text), "film",
      &(VostLoadOptions){
          .format = vost_format_by_id (id), .encoding = "UTF-8", .rate = SAMPLE_RATE },
      diagnostics, &error);

  g_assert_no_error (error);

  return subs;
}

/* How far a time may be from what it was: 5 ms of rounding, or half a frame of the film's and of
 * the file's. */
static inline VostTime
time_tolerance (const VostFormat *format)
{
  static const struct
  {
    const char *id;
    VostTime most;
  } coarse[] = {
    { "subviewer1", VOST_SECOND / 2 },
    { "mpl2", VOST_SECOND / 20 },
    { "tmplayer", VOST_SECOND / 2 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (coarse); i++)
    if (strcmp (coarse[i].id, format->id) == 0)
      return coarse[i].most;

  return (format->flags & VOST_FORMAT_FRAMES) != 0 ? VOST_SECOND / 47 : 5 * VOST_MSECOND;
}

/* Formats that count frames get 25 a second. */
static inline char *
write_as (const VostSubtitles *subs, const char *id, const VostFormatOptions *options)
{
  g_autoptr (GError) error = NULL;
  VostFormatOptions all = options != NULL ? *options : (VostFormatOptions){ NULL };
  g_autoptr (GBytes) bytes = NULL;

  if (!vost_rate_is_known (all.rate))
    all.rate = SAMPLE_RATE;
  bytes = vost_subtitles_to_bytes (subs, id != NULL ? vost_format_by_id (id) : NULL, &all, &error);

  g_assert_no_error (error);

  return g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
}

/* As any format, bytes or text. */
static inline GBytes *
try_bytes_as (const VostSubtitles *subs,
              const char *id,
              const VostFormatOptions *options,
              GError **error)
{
  VostFormatOptions with_rate = options != NULL ? *options : (VostFormatOptions){ NULL };

  if (!vost_rate_is_known (with_rate.rate))
    with_rate.rate = SAMPLE_RATE;

  return vost_subtitles_to_bytes (subs, id != NULL ? vost_format_by_id (id) : NULL, &with_rate,
                                  error);
}

static inline GBytes *
write_bytes_as (const VostSubtitles *subs, const char *id, const VostFormatOptions *options)
{
  g_autoptr (GError) error = NULL;
  GBytes *bytes = try_bytes_as (subs, id, options, &error);

  g_assert_no_error (error);

  return bytes;
}

static inline VostSubtitles *
read_bytes_as (const char *id, GBytes *bytes, GPtrArray *diagnostics)
{
  g_autoptr (GError) error = NULL;
  VostSubtitles *subs = vost_subtitles_load_bytes (
      g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), "film",
      &(VostLoadOptions){
          .format = vost_format_by_id (id), .encoding = "UTF-8", .rate = SAMPLE_RATE },
      diagnostics, &error);

  g_assert_no_error (error);

  return subs;
}

static inline VostCue *
nth_cue (const VostSubtitles *subs, guint n)
{
  g_assert_cmpuint (n, <, subs->cues->len);

  return g_ptr_array_index (subs->cues, n);
}

/* As the edit tools do: what was verbatim is no longer. */
static inline void
touch_cue (VostCue *cue, const char *text)
{
  vost_set_string (&cue->raw, "");
  if (text != NULL)
    vost_set_string (&cue->text, text);
}
