/* Tiny media files for tests, made on the spot. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include <glib/gstdio.h>
#include <gst/gst.h>

/* A folder of its own for each test program. */
static inline const char *
tiny_folder (void)
{
  static char *folder;

  if (folder == NULL)
    {
      g_autoptr (GError) error = NULL;

      folder = g_dir_make_tmp ("vostok-tiny-XXXXXX", &error);
      g_assert_no_error (error);
    }
  return folder;
}

static inline char *
tiny_path (const char *name)
{
  return g_build_filename (tiny_folder (), name, NULL);
}

static inline void
tiny_clean_up (void)
{
  g_autoptr (GDir) dir = g_dir_open (tiny_folder (), 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = tiny_path (name);

      g_remove (path);
    }
  g_rmdir (tiny_folder ());
}

static inline gboolean
tiny_has (const char *factory)
{
  g_autoptr (GstElementFactory) found = gst_element_factory_find (factory);

  return found != NULL;
}

/* FALSE, and the test is skipped, when one of the elements (ends with NULL) is not installed. */
static inline gboolean
tiny_can (const char *const *factories)
{
  for (guint i = 0; factories[i] != NULL; i++)
    if (!tiny_has (factories[i]))
      {
        g_autofree char *why = g_strdup_printf ("GStreamer's %s is not installed", factories[i]);

        g_test_skip (why);
        return FALSE;
      }
  return TRUE;
}

/* Runs a pipeline in launch syntax to its end. @tags: (nullable): of the whole file, for "mux". */
static inline void
tiny_run (const char *line, const char *tags)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GstElement) pipeline = gst_parse_launch (line, &error);

  g_assert_no_error (error);
  if (tags != NULL)
    {
      g_autoptr (GstElement) muxer = gst_bin_get_by_name (GST_BIN (pipeline), "mux");
      g_autofree char *text = g_strconcat ("taglist,", tags, NULL);
      g_autoptr (GstTagList) list = gst_tag_list_new_from_string (text);

      g_assert_nonnull (list);
      gst_tag_setter_merge_tags (GST_TAG_SETTER (muxer), list, GST_TAG_MERGE_REPLACE);
    }

  g_autoptr (GstBus) bus = gst_element_get_bus (pipeline);

  gst_element_set_state (pipeline, GST_STATE_PLAYING);

  g_autoptr (GstMessage) message =
      gst_bus_timed_pop_filtered (bus, GST_CLOCK_TIME_NONE, GST_MESSAGE_EOS | GST_MESSAGE_ERROR);

  if (GST_MESSAGE_TYPE (message) == GST_MESSAGE_ERROR)
    {
      gst_message_parse_error (message, &error, NULL);
      g_error ("%s: %s", line, error->message);
    }
  gst_element_set_state (pipeline, GST_STATE_NULL);
}

/* Runs a pipeline that writes @name; (transfer full): its path. */
static inline char *
tiny_make_tagged (const char *name, const char *line, const char *tags)
{
  g_autofree char *path = tiny_path (name);
  g_autofree char *whole = g_strdup_printf ("%s ! filesink location=\"%s\"", line, path);

  tiny_run (whole, tags);
  return g_steal_pointer (&path);
}

static inline char *
tiny_make (const char *name, const char *line)
{
  return tiny_make_tagged (name, line, NULL);
}

static inline char *
tiny_write (const char *name, const char *data, gssize len)
{
  g_autofree char *path = tiny_path (name);
  g_autoptr (GError) error = NULL;

  g_file_set_contents (path, data, len, &error);
  g_assert_no_error (error);
  return g_steal_pointer (&path);
}

/* A file of the third-party test data, or NULL and the test is skipped. */
static inline char *
tiny_corpus (const char *name)
{
  const char *source = g_getenv ("G_TEST_SRCDIR");
  g_autofree char *path =
      g_build_filename (source != NULL ? source : ".", "..", "..", "shared", "corpus", name, NULL);

  if (g_file_test (path, G_FILE_TEST_EXISTS))
    return g_steal_pointer (&path);
  g_test_skip ("the third-party test data is not here");
  return NULL;
}

/* Runs ffmpeg with these arguments; FALSE, and the test is skipped, when it is not installed. */
static inline gboolean
tiny_ffmpeg (const char *const *arguments)
{
  g_autofree char *program = g_find_program_in_path ("ffmpeg");
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_autoptr (GError) error = NULL;
  int status = 0;

  if (program == NULL)
    {
      g_test_skip ("ffmpeg is not installed");
      return FALSE;
    }
  g_strv_builder_add_many (builder, program, "-v", "error", "-y", "-nostdin", NULL);
  g_strv_builder_addv (builder, (const char **) arguments);

  g_auto (GStrv) argv = g_strv_builder_end (builder);

  g_spawn_sync (NULL, argv, NULL, G_SPAWN_DEFAULT, NULL, NULL, NULL, NULL, &status, &error);
  g_assert_no_error (error);
  g_assert_true (g_spawn_check_wait_status (status, NULL));
  return TRUE;
}
