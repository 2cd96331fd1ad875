/* The list models of a project: items are made when a view asks for them. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "record-list-private.h"

struct _VostItem
{
  GObject parent_instance;
  VostRecord *record;
  GHashTable *items; /* the table that knows it, NULL when the project is gone */
};

G_DEFINE_FINAL_TYPE (VostItem, vost_item, G_TYPE_OBJECT)

enum
{
  PROP_0,
  PROP_RECORD,
  PROP_ID,
  N_PROPS
};

static GParamSpec *item_props[N_PROPS];

static void
item_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  VostItem *self = VOST_ITEM (object);
  switch (id)
    {
    case PROP_RECORD:
      g_value_set_pointer (value, self->record);
      break;
    case PROP_ID:
      g_value_set_uint64 (value, self->record->id);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
item_dispose (GObject *object)
{
  VostItem *self = VOST_ITEM (object);
  if (self->items != NULL)
    g_hash_table_steal (self->items, &self->record->id);
  self->items = NULL;
  G_OBJECT_CLASS (vost_item_parent_class)->dispose (object);
}

static void
item_finalize (GObject *object)
{
  vost_record_unref (VOST_ITEM (object)->record);
  G_OBJECT_CLASS (vost_item_parent_class)->finalize (object);
}

static void
vost_item_class_init (VostItemClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  object_class->get_property = item_get_property;
  object_class->dispose = item_dispose;
  object_class->finalize = item_finalize;
  item_props[PROP_RECORD] =
      g_param_spec_pointer ("record", NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  item_props[PROP_ID] = g_param_spec_uint64 ("id", NULL, NULL, 0, G_MAXUINT64, 0,
                                             G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, item_props);
}

static void
vost_item_init (VostItem *self)
{
}

gconstpointer
vost_item_get_record (VostItem *self)
{
  g_return_val_if_fail (VOST_IS_ITEM (self), NULL);
  return self->record;
}

VostId
vost_item_get_id (VostItem *self)
{
  g_return_val_if_fail (VOST_IS_ITEM (self), VOST_ID_NONE);
  return self->record->id;
}

static void
forget_item (gpointer data)
{
  VOST_ITEM (data)->items = NULL;
}

GHashTable *
vost_items_new (void)
{
  return g_hash_table_new_full (g_int64_hash, g_int64_equal, NULL, forget_item);
}

static VostItem *
items_get (GHashTable *items, VostRecord *record)
{
  VostItem *item = g_hash_table_lookup (items, &record->id);
  if (item != NULL)
    return g_object_ref (item);
  item = g_object_new (VOST_TYPE_ITEM, NULL);
  item->record = vost_record_ref (record);
  item->items = items;
  g_hash_table_insert (items, &item->record->id, item);
  return item;
}

void
vost_items_update (GHashTable *items, VostRecord *record)
{
  VostItem *item = g_hash_table_lookup (items, &record->id);
  if (item == NULL || item->record == record)
    return;
  g_object_ref (item);
  /* The key is inside the record, so the entry moves with it. */
  g_hash_table_steal (items, &record->id);
  VostRecord *old = item->record;
  item->record = vost_record_ref (record);
  g_hash_table_insert (items, &item->record->id, item);
  vost_record_unref (old);
  g_object_notify_by_pspec (G_OBJECT (item), item_props[PROP_RECORD]);
  g_object_unref (item);
}

struct _VostRecordList
{
  GObject parent_instance;
  const VostDocument *document; /* NULL when the project is gone */
  GHashTable *items;
  VostKind kind;
  VostId parent;
  /* What was noted since views heard last: rows before, and those untouched at either end. */
  gboolean noted;
  guint n_before;
  guint n_head;
  guint n_tail;
};

static GType
list_get_item_type (GListModel *model)
{
  return VOST_TYPE_ITEM;
}

static const VostRows *
list_rows (VostRecordList *self)
{
  if (self->document == NULL)
    return NULL;
  return vost_document_get_rows (self->document, self->kind, self->parent);
}

static guint
list_get_n_items (GListModel *model)
{
  const VostRows *rows = list_rows (VOST_RECORD_LIST (model));
  return rows != NULL ? rows->n : 0;
}

static gpointer
list_get_item (GListModel *model, guint position)
{
  VostRecordList *self = VOST_RECORD_LIST (model);
  VostRecord *record = vost_rows_nth (list_rows (self), position);
  return record != NULL ? items_get (self->items, record) : NULL;
}

static void
list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = list_get_item_type;
  iface->get_n_items = list_get_n_items;
  iface->get_item = list_get_item;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (VostRecordList,
                               vost_record_list,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init))

static void
vost_record_list_class_init (VostRecordListClass *klass)
{
}

static void
vost_record_list_init (VostRecordList *self)
{
}

VostRecordList *
vost_record_list_new (const VostDocument *document, GHashTable *items, VostKind kind, VostId parent)
{
  VostRecordList *self = g_object_new (VOST_TYPE_RECORD_LIST, NULL);
  self->document = document;
  self->items = items;
  self->kind = kind;
  self->parent = parent;
  return self;
}

void
vost_record_list_detach (VostRecordList *self)
{
  guint n = list_get_n_items (G_LIST_MODEL (self));
  self->document = NULL;
  self->items = NULL;
  if (n > 0)
    g_list_model_items_changed (G_LIST_MODEL (self), 0, n, 0);
}

gboolean
vost_record_list_note (VostRecordList *self, guint n, guint index, gboolean insert)
{
  guint tail = n - index - (insert ? 0 : 1);
  if (self->noted)
    {
      self->n_head = MIN (self->n_head, index);
      self->n_tail = MIN (self->n_tail, tail);
      return FALSE;
    }
  self->noted = TRUE;
  self->n_before = n;
  self->n_head = index;
  self->n_tail = tail;
  return TRUE;
}

void
vost_record_list_emit (VostRecordList *self, gboolean tell)
{
  self->noted = FALSE;
  if (!tell)
    return;
  guint ends = self->n_head + self->n_tail;
  guint removed = self->n_before - ends;
  guint added = list_get_n_items (G_LIST_MODEL (self)) - ends;
  if (removed > 0 || added > 0)
    g_list_model_items_changed (G_LIST_MODEL (self), self->n_head, removed, added);
}
