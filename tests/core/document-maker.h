/* Random documents and edits, the same for the same seed. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <vostok/core/formats/project-file.h>
#include <vostok/core/history.h>

G_GNUC_UNUSED static char *
project_text (VostProject *project)
{
  g_autoptr (VostSnapshot) snapshot = vost_project_snapshot (project);
  return vost_project_file_to_text (snapshot, NULL);
}

/* Ids come from the seed too, so that a failure can be looked at again. */
static VostId
maker_id (GRand *rand)
{
  return (((VostId) g_rand_int (rand) << 18) ^ g_rand_int (rand)) | 2;
}

static char *
maker_text (GRand *rand)
{
  static const char *const parts[] = { "a",     "the film", "\n",  "\"",        "\\",   "ß",
                                       "日本",  "<i>",      "\t",  "\u2028",    "😀",    "{\\an8}",
                                       "\x01x", "\x7f",     "'#/", "\u0301end", " [x]", "\r" };
  GString *text = g_string_new (NULL);
  for (int i = g_rand_int_range (rand, 0, 6); i > 0; i--)
    g_string_append (text, parts[g_rand_int_range (rand, 0, G_N_ELEMENTS (parts))]);
  return g_string_free (text, FALSE);
}

static VostTime
maker_time (GRand *rand)
{
  gint64 ms = g_rand_int_range (rand, -1000, 10000000);
  return ms * VOST_MSECOND + (g_rand_boolean (rand) ? g_rand_int_range (rand, 0, 1000000) : 0);
}

static void
maker_fill_field (GRand *rand, gpointer record, const VostField *field)
{
  gpointer at = (char *) record + field->offset;
  static const char *const json[] = { "", "{\"@id\":[1,2.5,null]}", "[true,{\"a\":{}}]" };
  switch (field->type)
    {
    case VOST_FIELD_STRING:
      g_free (*(char **) at);
      *(char **) at = maker_text (rand);
      break;
    case VOST_FIELD_JSON:
      vost_set_string (at, json[g_rand_int_range (rand, 0, 3)]);
      break;
    case VOST_FIELD_STRV:
      g_strfreev (*(char ***) at);
      *(char ***) at = g_new0 (char *, 3);
      for (int i = 0, n = g_rand_int_range (rand, 0, 3); i < n; i++)
        (*(char ***) at)[i] = maker_text (rand);
      break;
    case VOST_FIELD_TIME:
      *(VostTime *) at = maker_time (rand);
      break;
    case VOST_FIELD_INT:
      *(gint64 *) at = g_rand_int_range (rand, 100, 10000);
      break;
    case VOST_FIELD_ID:
      *(VostId *) at = g_rand_boolean (rand) ? maker_id (rand) : VOST_ID_NONE;
      break;
    case VOST_FIELD_BOOL:
      *(gboolean *) at = g_rand_boolean (rand);
      break;
    case VOST_FIELD_RATE:
      *(VostRate *) at = (VostRate){ g_rand_int_range (rand, 0, 60000), 1001 };
      break;
    default:
      g_assert_not_reached ();
    }
}

/* Changes about a third of the fields. */
static void
maker_fill (GRand *rand, gpointer record)
{
  const VostKindInfo *info = vost_kind_info (VOST_RECORD_KIND (record));
  for (const VostField *field = info->fields; field->name != NULL; field++)
    if (g_rand_int_range (rand, 0, 3) == 0)
      maker_fill_field (rand, record, field);
}

G_GNUC_UNUSED static gpointer
maker_record (GRand *rand, VostKind kind, VostId parent)
{
  VostRecord *record = vost_record_new (kind, parent);
  if (kind != VOST_KIND_PROJECT)
    record->id = maker_id (rand);
  maker_fill (rand, record);
  if (g_rand_int_range (rand, 0, 8) == 0)
    record->extra = g_strdup ("{\"future\":{\"x\":[1,\"two\"]},\"y\":1.5}");
  return record;
}

static const VostRecord *
maker_pick (GRand *rand, VostProject *project, VostKind kind, VostId parent)
{
  guint n = vost_project_get_n (project, kind, parent);
  if (n == 0)
    return NULL;
  return vost_project_get_nth (project, kind, parent, (guint) g_rand_int_range (rand, 0, (int) n));
}

/* A place for a record of that kind: its container, or FALSE if there is none yet. */
static gboolean
maker_parent (GRand *rand, VostProject *project, VostKind kind, VostId *ret)
{
  *ret = VOST_ID_NONE;
  if (kind != VOST_KIND_CUE && kind != VOST_KIND_CLIP)
    return TRUE;
  VostKind container = kind == VOST_KIND_CUE ? VOST_KIND_TRACK : VOST_KIND_LANE;
  const VostRecord *parent = maker_pick (rand, project, container, VOST_ID_NONE);
  *ret = parent != NULL ? parent->id : VOST_ID_NONE;
  return parent != NULL;
}

/* Removes a container with all that is in it, from the last to the first or the other way. */
static void
maker_remove (GRand *rand, VostProject *project, const VostRecord *record, VostEdit *edit)
{
  VostKind child = record->kind == VOST_KIND_TRACK  ? VOST_KIND_CUE
                   : record->kind == VOST_KIND_LANE ? VOST_KIND_CLIP
                                                    : VOST_KIND_PROJECT;
  guint n = child != VOST_KIND_PROJECT ? vost_project_get_n (project, child, record->id) : 0;
  gboolean forward = g_rand_boolean (rand);
  for (guint i = 0; i < n; i++)
    {
      guint index = forward ? i : n - 1 - i;
      vost_edit_remove (edit, forward ? 0 : index,
                        vost_project_get_nth (project, child, record->id, index));
    }
  vost_edit_remove (edit, (guint) vost_project_index_of (project, record->id), record);
}

static void
maker_insert (GRand *rand, VostProject *project, VostKind kind, VostId parent, VostEdit *edit)
{
  int n = (int) vost_project_get_n (project, kind, parent);
  int position = g_rand_int_range (rand, 0, n + 1);
  int many = g_rand_int_range (rand, 0, 8) == 0 ? g_rand_int_range (rand, 1, 40) : 1;
  for (int i = 0; i < many; i++)
    {
      g_autoptr (VostAnyRecord) record = maker_record (rand, kind, parent);
      vost_edit_insert (edit, (guint) (position + i), record);
    }
}

static void
maker_change (GRand *rand, const VostRecord *record, VostEdit *edit)
{
  g_autoptr (VostAnyRecord) after = vost_record_copy (record);
  maker_fill (rand, after);
  vost_edit_change (edit, record, after);
}

/* The same record elsewhere in its container. */
static void
maker_move (GRand *rand, VostProject *project, const VostRecord *record, VostEdit *edit)
{
  int n = (int) vost_project_get_n (project, record->kind, record->parent);
  vost_edit_remove (edit, (guint) vost_project_index_of (project, record->id), record);
  vost_edit_insert (edit, (guint) g_rand_int_range (rand, 0, n), record);
}

/* An edit that fits @project; it may be empty. */
G_GNUC_UNUSED static VostEdit *
maker_edit (GRand *rand, VostProject *project)
{
  static const char *const keys[] = { NULL, NULL, "type:1", "drag" };
  VostEdit *edit = vost_edit_new ("Edit", keys[g_rand_int_range (rand, 0, 4)]);
  /* Mostly cues and clips, as in life. */
  static const VostKind kinds[] = { VOST_KIND_PROJECT, VOST_KIND_SOURCE, VOST_KIND_TRACK,
                                    VOST_KIND_LANE,    VOST_KIND_CUE,    VOST_KIND_CUE,
                                    VOST_KIND_CUE,     VOST_KIND_CLIP,   VOST_KIND_CLIP };
  VostKind kind = kinds[g_rand_int_range (rand, 0, G_N_ELEMENTS (kinds))];
  VostId parent;
  if (!maker_parent (rand, project, kind, &parent))
    return edit;
  const VostRecord *record = maker_pick (rand, project, kind, parent);
  int what = g_rand_int_range (rand, 0, 10);
  if (kind == VOST_KIND_PROJECT || (record != NULL && what < 4))
    maker_change (rand, record, edit);
  else if (record == NULL || what < 8)
    maker_insert (rand, project, kind, parent, edit);
  else if (what == 8 && kind != VOST_KIND_TRACK && kind != VOST_KIND_LANE)
    maker_move (rand, project, record, edit);
  else
    maker_remove (rand, project, record, edit);
  return edit;
}

/* One event of a session: mostly edits, now and then what else a history does. */
G_GNUC_UNUSED static void
maker_step (GRand *rand, VostHistory *history, gint64 *now, int *depth)
{
  *now += g_rand_int_range (rand, 1, 700000);
  int what = g_rand_int_range (rand, 0, 100);
  if (what < 6)
    vost_history_replay (history, VOST_HISTORY_UNDO, NULL, *now, NULL);
  else if (what < 10)
    vost_history_replay (history, VOST_HISTORY_REDO, NULL, *now, NULL);
  else if (what < 13)
    vost_history_replay (history, VOST_HISTORY_BARRIER, NULL, *now, NULL);
  else if (what < 17 && *depth < 3)
    {
      g_autoptr (VostEdit) named = vost_edit_new ("Group", NULL);
      vost_history_replay (history, VOST_HISTORY_BEGIN, named, *now, NULL);
      ++*depth;
    }
  else if (what < 30 && *depth > 0)
    {
      vost_history_replay (history, VOST_HISTORY_END, NULL, *now, NULL);
      --*depth;
    }
  else if (what < 32)
    vost_history_replay (history, VOST_HISTORY_SAVED, NULL, *now, NULL);
  else
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (VostEdit) edit = maker_edit (rand, vost_history_get_project (history));
      vost_history_replay (history, VOST_HISTORY_EDIT, edit, *now, &error);
      g_assert_no_error (error);
    }
}
