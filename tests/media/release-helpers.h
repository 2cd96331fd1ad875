/* Small media, tools and attributions for the tests of releases. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib/gstdio.h>
#include <gst/app/gstappsrc.h>

#include <vostok/core/diagnostic.h>
#include <vostok/media/media.h>
#include <vostok/media/rights-tags.h>

/* Letters of two bytes, quotes of three, a sign of two: what muxers mangle. */
#define TRICKY_TITLE "El último “cosmonauta” ©, \"otra vez\" — l'été"

static inline void
remove_tree (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  for (const char *name = dir ? g_dir_read_name (dir) : NULL; name != NULL;
       name = g_dir_read_name (dir))
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      g_unlink (path);
    }
  g_rmdir (folder);
}

static inline guint
count_files (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  guint n = 0;
  while (dir != NULL && g_dir_read_name (dir) != NULL)
    n++;
  return n;
}

static inline gboolean
has_elements (const char *names)
{
  g_auto (GStrv) list = g_strsplit (names, " ", -1);
  for (guint i = 0; list[i] != NULL; i++)
    {
      g_autoptr (GstElementFactory) factory = gst_element_factory_find (list[i]);
      if (factory == NULL)
        return FALSE;
    }
  return TRUE;
}

static inline gboolean
finish_pipeline (GstElement *pipeline)
{
  gst_element_set_state (pipeline, GST_STATE_PLAYING);
  g_autoptr (GstBus) bus = gst_element_get_bus (pipeline);
  g_autoptr (GstMessage) message =
      gst_bus_timed_pop_filtered (bus, GST_CLOCK_TIME_NONE, GST_MESSAGE_EOS | GST_MESSAGE_ERROR);
  gboolean done = GST_MESSAGE_TYPE (message) == GST_MESSAGE_EOS;
  gst_element_set_state (pipeline, GST_STATE_NULL);
  return done;
}

/* Runs a pipeline to its end. */
static inline gboolean
run_pipeline (const char *description)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GstElement) pipeline = gst_parse_launch (description, &error);
  g_assert_no_error (error);
  return finish_pipeline (pipeline);
}

/* Runs a program if it is there; NULL when it is not. *ret_status as from g_spawn_sync(). */
static inline char *
run_tool (int *ret_status, char **ret_errors, const char *name, ...)
{
  g_autofree char *program = g_find_program_in_path (name);
  g_autoptr (GPtrArray) argv = g_ptr_array_new ();
  char *out = NULL;
  char *errors = NULL;
  va_list args;
  if (program == NULL)
    return NULL;
  va_start (args, name);
  g_ptr_array_add (argv, program);
  for (char *arg = va_arg (args, char *); arg != NULL; arg = va_arg (args, char *))
    g_ptr_array_add (argv, arg);
  va_end (args);
  g_ptr_array_add (argv, NULL);
  g_autoptr (GError) error = NULL;
  /* The sanitizers' allocator is not for other programs. */
  g_auto (GStrv) envp = g_environ_unsetenv (g_get_environ (), "LD_PRELOAD");
  envp = g_environ_unsetenv (envp, "MALLOC_CHECK_");
  g_spawn_sync (NULL, (char **) argv->pdata, envp, G_SPAWN_DEFAULT, NULL, NULL, &out, &errors,
                ret_status, &error);
  g_assert_no_error (error);
  if (ret_errors != NULL)
    *ret_errors = errors;
  else
    g_free (errors);
  return out;
}

/* ffmpeg decodes picture and sound of it without a word. */
static inline void
assert_decodes (const char *path)
{
  int status = 0;
  g_autofree char *errors = NULL;
  g_autofree char *out = run_tool (&status, &errors, "ffmpeg", "-nostdin", "-v", "error", "-i",
                                   path, "-map", "0:v?", "-map", "0:a?", "-f", "null", "-", NULL);
  if (out == NULL)
    return;
  g_assert_cmpstr (errors, ==, "");
  g_assert_cmpint (status, ==, 0);
}

static inline void
assert_contains (const char *text, const char *part)
{
  if (strstr (text, part) == NULL)
    g_error ("“%s” is not in:\n%s", part, text);
}

static inline VostCredit *
credit_new (const char *title, const char *by, const char *licence)
{
  VostCredit *credit = g_new0 (VostCredit, 1);
  g_assert_true (vost_licence_parse (licence, &credit->licence));
  credit->title = g_strdup (title);
  credit->by = g_strdup (by);
  credit->year = 2013;
  credit->url = g_strdup_printf ("https://example.org/%08x", g_str_hash (title));
  credit->licence_spdx = vost_licence_to_spdx (&credit->licence);
  credit->licence_url = vost_licence_to_url (&credit->licence);
  credit->licence_name = vost_licence_to_name (&credit->licence);
  credit->copyright = g_strdup ("");
  credit->used = g_strdup ("0:19.5–0:24.6");
  credit->changes = g_strdup ("shortened; “été” <subtitled>");
  credit->earlier = g_strdup ("");
  credit->fingerprint = g_strdup ("");
  return credit;
}

static inline void
credit_delete (gpointer data)
{
  VostCredit *self = data;
  g_free (self->title);
  g_free (self->by);
  g_free (self->url);
  g_free (self->licence_spdx);
  g_free (self->licence_url);
  g_free (self->licence_name);
  g_free (self->copyright);
  g_free (self->used);
  g_free (self->changes);
  g_free (self->earlier);
  g_free (self->fingerprint);
  g_free (self);
}

static inline void
subtitle_credit_delete (gpointer data)
{
  VostSubtitleCredit *self = data;
  g_free (self->language);
  g_free (self->names);
  g_free (self->licence_spdx);
  g_free (self);
}

static inline VostAttribution *
attribution_new (void)
{
  VostAttribution *self = g_new0 (VostAttribution, 1);
  VostSubtitleCredit *subtitle = g_new0 (VostSubtitleCredit, 1);
  g_assert_true (vost_licence_parse ("CC-BY-NC-SA-4.0", &self->licence));
  self->title = g_strdup (TRICKY_TITLE);
  self->author = g_strdup ("Zoë Ñandú & Cía.");
  self->author_url = g_strdup ("https://zoe.example/");
  self->year = 2026;
  self->licence_spdx = vost_licence_to_spdx (&self->licence);
  self->licence_url = vost_licence_to_url (&self->licence);
  self->licence_name = vost_licence_to_name (&self->licence);
  self->language = g_strdup ("en");
  self->noncommercial = TRUE;
  self->adaptation = TRUE;
  self->credits = g_ptr_array_new_with_free_func (credit_delete);
  g_ptr_array_add (self->credits, credit_new ("The Cosmonaut", "Riot Cinema", "CC-BY-NC-SA-3.0"));
  g_ptr_array_add (self->credits, credit_new ("Sintel", "Blender Foundation", "CC-BY-3.0"));
  self->subtitles = g_ptr_array_new_with_free_func (subtitle_credit_delete);
  subtitle->language = g_strdup ("pt-BR");
  subtitle->names = g_strdup ("João, Inês");
  subtitle->licence_spdx = g_strdup ("CC-BY-NC-SA-4.0");
  g_ptr_array_add (self->subtitles, subtitle);
  return self;
}
