/* The document's parts: what iterates the tables of their fields. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <vostok/core/record.h>

#include "vostok-config.h"

#include <glib/gi18n-lib.h>

#include <vostok/core/bounds.h>
#include <vostok/core/diagnostic.h>

#include "record-private.h"

static void
init_field (gpointer record, const VostField *field)
{
  switch (field->type)
    {
    case VOST_FIELD_STRING:
    case VOST_FIELD_JSON:
      VOST_FIELD (record, field, char *) = g_strdup ("");
      break;
    case VOST_FIELD_STRV:
      VOST_FIELD (record, field, char **) = g_new0 (char *, 1);
      break;
    case VOST_FIELD_RATE:
      VOST_FIELD (record, field, VostRate) = (VostRate){ 0, 1 };
      break;
    case VOST_FIELD_TIME:
    case VOST_FIELD_INT:
    case VOST_FIELD_BOOL:
    case VOST_FIELD_ID:
    default:
      break;
    }
}

gpointer
vost_record_new_blank (VostKind kind, VostId parent)
{
  const VostKindInfo *info = vost_kind_info (kind);
  VostRecord *record = g_malloc0 (info->size);
  g_atomic_ref_count_init (&record->refs);
  record->kind = kind;
  record->parent = parent;
  for (const VostField *field = info->fields; field->name != NULL; field++)
    init_field (record, field);
  if (kind == VOST_KIND_CUE)
    ((VostCue *) record)->start = ((VostCue *) record)->end = VOST_TIME_NONE;
  else if (kind == VOST_KIND_SOURCE)
    ((VostSource *) record)->duration = VOST_TIME_NONE;
  else if (kind == VOST_KIND_CLIP)
    ((VostClip *) record)->speed = 1000;
  return record;
}

gpointer
vost_record_new (VostKind kind, VostId parent)
{
  g_return_val_if_fail ((guint) kind < VOST_N_KINDS, NULL);
  VostRecord *record = vost_record_new_blank (kind, parent);
  record->id = kind == VOST_KIND_PROJECT ? VOST_ID_PROJECT : vost_id_new ();
  return record;
}

const VostRecord *
vost_record_default (VostKind kind)
{
  static gsize ready = 0;
  static VostRecord *defaults[VOST_N_KINDS];
  if (g_once_init_enter (&ready))
    {
      for (int i = 0; i < VOST_N_KINDS; i++)
        defaults[i] = vost_record_new_blank ((VostKind) i, VOST_ID_NONE);
      g_once_init_leave (&ready, 1);
    }
  return defaults[kind];
}

static void
copy_field (gpointer to, gconstpointer from, const VostField *field)
{
  switch (field->type)
    {
    case VOST_FIELD_STRING:
    case VOST_FIELD_JSON:
      VOST_FIELD (to, field, char *) = g_strdup (VOST_FIELD (from, field, char *));
      break;
    case VOST_FIELD_STRV:
      VOST_FIELD (to, field, char **) = g_strdupv (VOST_FIELD (from, field, char **));
      break;
    case VOST_FIELD_TIME:
    case VOST_FIELD_INT:
    case VOST_FIELD_ID:
      VOST_FIELD (to, field, gint64) = VOST_FIELD (from, field, gint64);
      break;
    case VOST_FIELD_BOOL:
      VOST_FIELD (to, field, gboolean) = VOST_FIELD (from, field, gboolean);
      break;
    case VOST_FIELD_RATE:
      VOST_FIELD (to, field, VostRate) = VOST_FIELD (from, field, VostRate);
      break;
    default:
      g_assert_not_reached ();
    }
}

gpointer
vost_record_copy (gconstpointer record)
{
  g_return_val_if_fail (record != NULL, NULL);
  const VostRecord *from = record;
  const VostKindInfo *info = vost_kind_info (from->kind);
  VostRecord *copy = g_malloc0 (info->size);
  g_atomic_ref_count_init (&copy->refs);
  copy->kind = from->kind;
  copy->id = from->id;
  copy->parent = from->parent;
  copy->extra = g_strdup (from->extra);
  for (const VostField *field = info->fields; field->name != NULL; field++)
    copy_field (copy, from, field);
  return copy;
}

gpointer
vost_record_ref (gconstpointer record)
{
  g_return_val_if_fail (record != NULL, NULL);
  g_atomic_ref_count_inc (&VOST_RECORD (record)->refs);
  return VOST_RECORD (record);
}

void
vost_record_unref (gpointer record)
{
  if (record == NULL || !g_atomic_ref_count_dec (&VOST_RECORD (record)->refs))
    return;
  const VostKindInfo *info = vost_kind_info (VOST_RECORD_KIND (record));
  for (const VostField *field = info->fields; field->name != NULL; field++)
    {
      if (field->type == VOST_FIELD_STRING || field->type == VOST_FIELD_JSON)
        g_free (VOST_FIELD (record, field, char *));
      else if (field->type == VOST_FIELD_STRV)
        g_strfreev (VOST_FIELD (record, field, char **));
    }
  g_free (VOST_RECORD (record)->extra);
  g_free (record);
}

static gboolean
strv_equal (char *const *a, char *const *b)
{
  if (a == NULL || b == NULL)
    return a == b;
  return g_strv_equal ((const char *const *) a, (const char *const *) b);
}

gboolean
vost_field_equal (const VostField *field, gconstpointer a, gconstpointer b)
{
  switch (field->type)
    {
    case VOST_FIELD_STRING:
    case VOST_FIELD_JSON:
      return g_strcmp0 (VOST_FIELD (a, field, char *), VOST_FIELD (b, field, char *)) == 0;
    case VOST_FIELD_STRV:
      return strv_equal (VOST_FIELD (a, field, char **), VOST_FIELD (b, field, char **));
    case VOST_FIELD_TIME:
    case VOST_FIELD_INT:
    case VOST_FIELD_ID:
      return VOST_FIELD (a, field, gint64) == VOST_FIELD (b, field, gint64);
    case VOST_FIELD_BOOL:
      return !VOST_FIELD (a, field, gboolean) == !VOST_FIELD (b, field, gboolean);
    case VOST_FIELD_RATE:
      return VOST_FIELD (a, field, VostRate).num == VOST_FIELD (b, field, VostRate).num &&
             VOST_FIELD (a, field, VostRate).den == VOST_FIELD (b, field, VostRate).den;
    default:
      g_return_val_if_reached (FALSE);
    }
}

gboolean
vost_record_equal (gconstpointer a, gconstpointer b)
{
  const VostRecord *x = a, *y = b;
  if (x == y)
    return TRUE;
  if (x == NULL || y == NULL || x->kind != y->kind || x->id != y->id || x->parent != y->parent)
    return FALSE;
  if (g_strcmp0 (x->extra, y->extra) != 0)
    return FALSE;
  for (const VostField *field = vost_kind_info (x->kind)->fields; field->name != NULL; field++)
    if (!vost_field_equal (field, x, y))
      return FALSE;
  return TRUE;
}

void
vost_set_string (char **field, const char *value)
{
  g_return_if_fail (field != NULL);
  char *copy = g_strdup (value != NULL ? value : "");
  g_free (*field);
  *field = copy;
}

static gboolean
field_in_bounds (gconstpointer record, const VostField *field)
{
  gint64 value;
  VostRate rate;
  switch (field->type)
    {
    case VOST_FIELD_TIME:
      value = VOST_FIELD (record, field, gint64);
      return value == VOST_TIME_NONE || (value >= -VOST_MAX_TIME && value <= VOST_MAX_TIME);
    case VOST_FIELD_INT:
      value = VOST_FIELD (record, field, gint64);
      return value >= -G_MAXINT32 && value <= G_MAXINT32;
    case VOST_FIELD_ID:
      return VOST_FIELD (record, field, VostId) >> VOST_ID_BITS == 0;
    case VOST_FIELD_RATE:
      rate = VOST_FIELD (record, field, VostRate);
      return rate.num >= 0 && rate.den > 0;
    case VOST_FIELD_STRING:
    case VOST_FIELD_JSON:
      return VOST_FIELD (record, field, char *) != NULL;
    case VOST_FIELD_STRV:
      return VOST_FIELD (record, field, char **) != NULL;
    case VOST_FIELD_BOOL:
    default:
      return TRUE;
    }
}

/* A clip that gives no time, or infinitely much of it, would trip every reader of the timeline. */
static gboolean
clip_in_bounds (const VostClip *clip)
{
  return clip->speed >= 100 && clip->speed <= 10000 && clip->start != VOST_TIME_NONE &&
         clip->in != VOST_TIME_NONE && clip->out != VOST_TIME_NONE &&
         clip->fade_in != VOST_TIME_NONE && clip->fade_out != VOST_TIME_NONE;
}

gboolean
vost_record_check (gconstpointer record, GError **error)
{
  const VostKindInfo *info = vost_kind_info (VOST_RECORD_KIND (record));
  const char *bad = NULL;
  if (VOST_RECORD_ID (record) == VOST_ID_NONE || VOST_RECORD_ID (record) >> VOST_ID_BITS != 0)
    bad = "id";
  for (const VostField *field = info->fields; bad == NULL && field->name != NULL; field++)
    if (!field_in_bounds (record, field))
      bad = field->name;
  if (bad == NULL && VOST_RECORD_KIND (record) == VOST_KIND_CUE &&
      strlen (((const VostCue *) record)->text) > VOST_MAX_CUE_TEXT)
    bad = "text";
  if (bad == NULL && VOST_RECORD_KIND (record) == VOST_KIND_CLIP && !clip_in_bounds (record))
    bad = "speed";
  if (bad == NULL)
    return TRUE;
  g_set_error (error, VOST_ERROR, VOST_ERROR_CONFLICT,
               /* Translators: the first %s is "cue" or "clip", the second a field as "start". */
               _ ("The %s has a “%s” out of bounds."), info->name, bad);
  return FALSE;
}

gboolean
vost_track_is_translation (const VostTrack *track)
{
  return g_str_equal (track->role, "translation") ||
         (track->role[0] == '\0' && track->master != VOST_ID_NONE);
}
