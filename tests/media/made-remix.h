/* Small documents made at test time. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <vostok/core/project.h>
#include <vostok/core/timeline.h>

#include "made-film.h"

typedef struct
{
  VostProject *project;
  VostId lanes[8];
} MadeRemix;

static inline void
made_apply (VostProject *project, VostEdit *edit)
{
  g_autoptr (GError) error = NULL;
  g_assert_true (vost_project_apply (project, edit, &error));
  g_assert_no_error (error);
  vost_edit_unref (edit);
}

static inline void
made_insert (VostProject *project, gpointer record)
{
  VostRecord *head = record;
  VostEdit *edit = vost_edit_new ("test", NULL);
  guint n = vost_project_get_n (project, head->kind, head->parent);
  vost_edit_insert (edit, n, record);
  vost_record_unref (record);
  made_apply (project, edit);
}

/* @lanes: types, NULL-terminated. */
static inline MadeRemix
made_remix (int width, int height, VostRate rate, const char *const *lanes)
{
  MadeRemix remix = { vost_project_new (), { 0 } };
  VostProjectRecord *info = vost_record_copy (vost_project_get_info (remix.project));
  info->width = width;
  info->height = height;
  info->rate = rate;
  VostEdit *edit = vost_edit_new ("test", NULL);
  vost_edit_change (edit, vost_project_get_info (remix.project), info);
  made_apply (remix.project, edit);
  vost_record_unref (info);
  for (guint i = 0; lanes[i] != NULL; i++)
    {
      VostLane *lane = vost_record_new (VOST_KIND_LANE, VOST_ID_NONE);
      vost_set_string (&lane->type, lanes[i]);
      remix.lanes[i] = lane->record.id;
      made_insert (remix.project, lane);
    }
  return remix;
}

static inline VostId
made_source (MadeRemix *remix, const char *path, const char *media, VostRate rate)
{
  VostSource *source = vost_record_new (VOST_KIND_SOURCE, VOST_ID_NONE);
  VostId id = source->record.id;
  vost_set_string (&source->path, path);
  vost_set_string (&source->media, media);
  source->rate = rate;
  source->has_audio = TRUE;
  made_insert (remix->project, source);
  return id;
}

/* A clip to be changed before it goes in with made_insert(). */
static inline VostClip *
made_clip (VostId lane, VostId source, VostTime start, VostTime in, VostTime out)
{
  VostClip *clip = vost_record_new (VOST_KIND_CLIP, lane);
  clip->source = source;
  clip->start = start;
  clip->in = in;
  clip->out = out;
  return clip;
}
