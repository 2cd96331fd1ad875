/* Small projects with works, tracks and clips, for the tests of the rights room. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <vostok/core/project.h>
#include <vostok/core/rights/attribution.h>
#include <vostok/core/timeline.h>

typedef struct
{
  VostProject *project;
  VostId video;
} Maker;

G_GNUC_UNUSED static VostLicence
licence_of (const char *text)
{
  VostLicence licence;

  if (!vost_licence_parse (text, &licence) && text[0] != '\0' && text[0] != '?')
    g_error ("“%s” is no licence", text);
  return licence;
}

G_GNUC_UNUSED static VostId
maker_add (Maker *self, gpointer record)
{
  VostRecord *head = record;
  VostId id = head->id;
  g_autoptr (VostEdit) edit = vost_edit_new ("add", NULL);
  g_autoptr (GError) error = NULL;

  vost_edit_insert (edit, vost_project_get_n (self->project, head->kind, head->parent), record);
  vost_project_apply (self->project, edit, &error);
  g_assert_no_error (error);
  vost_record_unref (record);
  return id;
}

G_GNUC_UNUSED static void
maker_change (Maker *self, gconstpointer before, gpointer after)
{
  g_autoptr (VostEdit) edit = vost_edit_new ("change", NULL);
  g_autoptr (GError) error = NULL;

  vost_edit_change (edit, before, after);
  vost_project_apply (self->project, edit, &error);
  g_assert_no_error (error);
  vost_record_unref (after);
}

G_GNUC_UNUSED static void
maker_setup (Maker *self, gconstpointer data)
{
  VostLane *lane = vost_record_new (VOST_KIND_LANE, VOST_ID_NONE);

  self->project = vost_project_new ();
  vost_set_string (&lane->type, "video");
  self->video = maker_add (self, lane);
}

G_GNUC_UNUSED static void
maker_teardown (Maker *self, gconstpointer data)
{
  g_object_unref (self->project);
}

/* The project record, to be changed and given to maker_set_info(). */
G_GNUC_UNUSED static VostProjectRecord *
maker_info (Maker *self)
{
  return vost_record_copy (vost_project_get_info (self->project));
}

G_GNUC_UNUSED static void
maker_set_info (Maker *self, VostProjectRecord *info)
{
  maker_change (self, vost_project_get_info (self->project), info);
}

G_GNUC_UNUSED static VostSource *
source_new (const char *title, const char *creator, const char *licence)
{
  VostSource *source = vost_record_new (VOST_KIND_SOURCE, VOST_ID_NONE);

  vost_set_string (&source->media, "film");
  vost_set_string (&source->title, title);
  if (creator[0] != '\0')
    {
      g_strfreev (source->creators);
      source->creators = g_strsplit (creator, ";", -1);
    }
  vost_set_string (&source->licence, licence);
  source->duration = 100 * VOST_SECOND;
  return source;
}

G_GNUC_UNUSED static VostId
maker_source (Maker *self, const char *title, const char *licence)
{
  return maker_add (self, source_new (title, "Somebody", licence));
}

/* Seconds of the source, laid at a second of the timeline. */
G_GNUC_UNUSED static VostId
maker_clip (Maker *self, VostId source, int at, int in, int out)
{
  VostClip *clip = vost_record_new (VOST_KIND_CLIP, self->video);

  clip->source = source;
  clip->start = at * VOST_SECOND;
  clip->in = in * VOST_SECOND;
  clip->out = out * VOST_SECOND;
  return maker_add (self, clip);
}

G_GNUC_UNUSED static VostTrack *
track_new (VostId source, const char *language, const char *role)
{
  VostTrack *track = vost_record_new (VOST_KIND_TRACK, VOST_ID_NONE);

  track->source = source;
  vost_set_string (&track->language, language);
  vost_set_string (&track->role, role);
  return track;
}
