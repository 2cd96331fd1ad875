/* The project file: reading what anybody may have made, writing always the same bytes. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <vostok/core/formats/project-file.h>

#include "vostok-config.h"

#include <errno.h>

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include <vostok/core/bounds.h>
#include <vostok/core/subtitle-file.h>

#include "json-private.h"
#include "record-private.h"

/* Member of the project record's extra that holds unknown members of the file itself. */
#define FILE_MEMBERS "file"
/* Beyond this nobody reads on. */
#define MAX_DIAGNOSTICS 1000

static const char *const top_members[] = {
  "vostok", "project", "sources", "tracks", "lanes", NULL
};

/* How the file calls the records of a kind, and where they are. */
typedef struct
{
  VostKind kind;
  const char *list;
  VostKind child;
  const char *children; /* (nullable) */
  const char *title;
} Section;

static const Section sections[] = {
  { VOST_KIND_SOURCE, "sources", VOST_KIND_PROJECT, NULL, N_ ("Source") },
  { VOST_KIND_TRACK, "tracks", VOST_KIND_CUE, "cues", N_ ("Track") },
  { VOST_KIND_LANE, "lanes", VOST_KIND_CLIP, "clips", N_ ("Lane") },
  { VOST_KIND_CUE, NULL, VOST_KIND_PROJECT, NULL, N_ ("Cue") },
  { VOST_KIND_CLIP, NULL, VOST_KIND_PROJECT, NULL, N_ ("Clip") },
};

#define N_LISTS 3

/* A node that is an object, or NULL. */
static JsonObject *
node_object (JsonNode *node)
{
  return node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}

/* The project record's extra without the file's own members, which go to *ret_file. */
static char *
split_extra (const char *extra, GString *ret_file)
{
  g_autoptr (JsonNode) node =
      vost_json_parse (extra, strlen (extra), VOST_JSON_NESTING_INSIDE, NULL);
  JsonObject *object = node_object (node);
  if (object == NULL)
    return NULL;
  GString *rest = g_string_new ("{");
  JsonObjectIter iter;
  const char *name;
  JsonNode *value;
  json_object_iter_init_ordered (&iter, object);
  while (json_object_iter_next_ordered (&iter, &name, &value))
    {
      if (g_str_equal (name, FILE_MEMBERS) && JSON_NODE_HOLDS_OBJECT (value))
        {
          vost_json_append_node (ret_file, value);
          continue;
        }
      if (rest->len > 1)
        g_string_append_c (rest, ',');
      vost_json_append_string (rest, name);
      g_string_append_c (rest, ':');
      vost_json_append_node (rest, value);
    }
  g_string_append_c (rest, '}');
  return g_string_free (rest, rest->len == 2);
}

static void
append_file_members (GString *out, const char *members)
{
  g_autoptr (JsonNode) node =
      vost_json_parse (members, strlen (members), VOST_JSON_NESTING_INSIDE, NULL);
  JsonObject *object = node_object (node);
  if (object == NULL)
    return;
  JsonObjectIter iter;
  const char *name;
  JsonNode *value;
  json_object_iter_init_ordered (&iter, object);
  while (json_object_iter_next_ordered (&iter, &name, &value))
    {
      if (g_strv_contains (top_members, name))
        continue;
      g_string_append (out, ",\n");
      vost_json_append_string (out, name);
      g_string_append (out, ": ");
      vost_json_append_node (out, value);
    }
}

/* @file gets the unknown members of the file. */
static void
append_info (GString *out, const VostProjectRecord *info, GString *file)
{
  if (info->record.extra == NULL)
    {
      vost_record_append_members (&info->record, FALSE, out);
      return;
    }
  g_autoptr (VostAnyRecord) own = vost_record_copy (info);
  g_free (own->extra);
  own->extra = split_extra (info->record.extra, file);
  vost_record_append_members (own, FALSE, out);
}

/* A source whose path is as it must be for a project in @folder: relative below it, so that the
 * folder can be moved and given on; else absolute. */
static VostSource *
rebase_source (VostSnapshot *snapshot, const VostSource *source, const char *folder)
{
  g_autofree char *prefix = g_strconcat (folder, G_DIR_SEPARATOR_S, NULL);
  g_autofree char *full = vost_snapshot_source_path (snapshot, source);
  VostSource *rebased = vost_record_copy (source);

  vost_set_string (&rebased->path, g_str_has_prefix (full, prefix) ? full + strlen (prefix) : full);

  return rebased;
}

static gboolean
needs_rebase (VostSnapshot *snapshot, const VostRecord *record, const char *folder)
{
  if (folder == NULL || record->kind != VOST_KIND_SOURCE ||
      *((const VostSource *) record)->path == '\0')
    return FALSE;

  if (g_path_is_absolute (((const VostSource *) record)->path))
    return TRUE;

  /* Without a folder nobody knows what the path is relative to. */
  return vost_snapshot_get_folder (snapshot) != NULL &&
         strcmp (vost_snapshot_get_folder (snapshot), folder) != 0;
}

/* A container's line and those of its children. */
static void
append_container (GString *out,
                  VostSnapshot *snapshot,
                  const char *folder,
                  const VostRecord *record,
                  const char *children)
{
  g_autoptr (VostSource) rebased = NULL;

  if (needs_rebase (snapshot, record, folder))
    rebased = rebase_source (snapshot, (const VostSource *) record, folder);
  vost_record_append_members (rebased != NULL ? &rebased->record : record, FALSE, out);
  guint n = children != NULL ? vost_snapshot_get_n_children (snapshot, record->id) : 0;
  if (n == 0)
    return;
  g_string_truncate (out, out->len - 1);
  g_string_append_printf (out, ",\"%s\":[\n", children);
  for (guint i = 0; i < n; i++)
    {
      if (i > 0)
        g_string_append (out, ",\n");
      vost_record_append_members (vost_snapshot_get_child (snapshot, record->id, i), FALSE, out);
    }
  g_string_append (out, "\n]}");
}

static void
append_section (GString *out, VostSnapshot *snapshot, const char *folder, const Section *section)
{
  guint n = vost_snapshot_get_n (snapshot, section->kind);
  g_string_append_printf (out, ",\n\"%s\": [", section->list);
  for (guint i = 0; i < n; i++)
    {
      g_string_append (out, i > 0 ? ",\n" : "\n");
      append_container (out, snapshot, folder, vost_snapshot_get_nth (snapshot, section->kind, i),
                        section->children);
    }
  g_string_append (out, n > 0 ? "\n]" : "]");
}

/* @folder: (nullable): where the file will be; NULL leaves the paths as they are. */
static char *
to_text (VostSnapshot *snapshot, const char *folder, gsize *ret_len)
{
  GString *out = g_string_new (NULL);
  g_autoptr (GString) file = g_string_new (NULL);
  g_string_append_printf (out, "{\n\"vostok\": %d,\n\"project\": ", VOST_PROJECT_FILE_VERSION);
  append_info (out, vost_snapshot_get_info (snapshot), file);
  for (guint i = 0; i < N_LISTS; i++)
    append_section (out, snapshot, folder, &sections[i]);
  append_file_members (out, file->str);
  g_string_append (out, "\n}\n");
  if (ret_len != NULL)
    *ret_len = out->len;
  return g_string_free (out, FALSE);
}

char *
vost_project_file_to_text (VostSnapshot *snapshot, gsize *ret_len)
{
  g_return_val_if_fail (snapshot != NULL, NULL);
  return to_text (snapshot, NULL, ret_len);
}

/* What is read so far. */
typedef struct
{
  GPtrArray *records;     /* (element-type VostRecord) */
  GHashTable *ids;        /* (element-type VostId*): of @records, as a set */
  GPtrArray *diagnostics; /* (nullable) (element-type VostDiagnostic) */
  guint n_remarks;
  guint n_cues;
} Reader;

static const char *
kind_title (VostKind kind)
{
  for (guint i = 0; i < G_N_ELEMENTS (sections); i++)
    if (sections[i].kind == kind)
      return _ (sections[i].title);
  return _ ("Project");
}

static void
remark (Reader *self, VostDiagnostic *owned)
{
  g_autoptr (VostDiagnostic) diagnostic = owned;
  self->n_remarks++;
  if (self->diagnostics == NULL || self->n_remarks > MAX_DIAGNOSTICS)
    return;
  if (self->n_remarks == MAX_DIAGNOSTICS)
    g_ptr_array_add (self->diagnostics, vost_diagnostic_new (VOST_SEVERITY_WARNING, 0, 0,
                                                             _ ("There is more like this.")));
  else
    g_ptr_array_add (self->diagnostics, g_steal_pointer (&diagnostic));
}

static void
left_out (Reader *self, VostKind kind, guint number, const char *why)
{
  remark (self, vost_diagnostic_new (VOST_SEVERITY_ERROR, 0, 0,
                                     /* Translators: "Cue 12 was left out: …" */
                                     _ ("%s %u was left out: %s"), kind_title (kind), number, why));
}

/* A record that cannot be told from another by its id gets a new one: better than losing it. */
static void
ensure_id (Reader *self, VostRecord *record, guint number)
{
  if (record->id != VOST_ID_NONE && !g_hash_table_contains (self->ids, &record->id))
    return;
  const char *format = record->id == VOST_ID_NONE
                           ? _ ("%s %u has no valid id and was given a new one.")
                           : _ ("%s %u has the id of another one and was given a new one.");
  do
    record->id = vost_id_new ();
  while (g_hash_table_contains (self->ids, &record->id));
  VostDiagnostic *diagnostic =
      vost_diagnostic_new (VOST_SEVERITY_WARNING, 0, 0, format, kind_title (record->kind), number);
  diagnostic->cue = record->kind == VOST_KIND_CUE ? record->id : VOST_ID_NONE;
  remark (self, diagnostic);
}

/* Returns: (transfer none) (nullable): the record, now in @self */
static VostRecord *
read_record (Reader *self, VostKind kind, VostId parent, JsonNode *node, guint number)
{
  JsonObject *object = node_object (node);
  if (object == NULL)
    {
      left_out (self, kind, number, _ ("It is not a JSON object."));
      return NULL;
    }
  g_autoptr (GError) error = NULL;
  g_autoptr (VostAnyRecord) record = vost_record_from_object (kind, parent, object, &error);
  if (record != NULL)
    ensure_id (self, record, number);
  if (record == NULL || !vost_record_check (record, &error))
    {
      left_out (self, kind, number, error->message);
      return NULL;
    }
  g_hash_table_add (self->ids, &record->id);
  g_ptr_array_add (self->records, record);
  return g_steal_pointer (&record);
}

static gboolean
read_children (Reader *self,
               const Section *section,
               const VostRecord *parent,
               JsonNode *node,
               GError **error)
{
  if (node == NULL)
    return TRUE;
  if (!JSON_NODE_HOLDS_ARRAY (node))
    {
      left_out (self, section->child, 1, _ ("It is not in a JSON array."));
      return TRUE;
    }
  JsonArray *array = json_node_get_array (node);
  guint n = json_array_get_length (array);
  if (n > VOST_MAX_CUES - self->n_cues)
    {
      g_set_error_literal (error, VOST_ERROR, VOST_ERROR_TOO_BIG,
                           _ ("The project has too many cues."));
      return FALSE;
    }
  self->n_cues += n;
  for (guint i = 0; i < n; i++)
    (void) read_record (self, section->child, parent->id, json_array_get_element (array, i), i + 1);
  return TRUE;
}

static gboolean
read_section (Reader *self, const Section *section, JsonNode *node, GError **error)
{
  if (node == NULL)
    return TRUE;
  if (!JSON_NODE_HOLDS_ARRAY (node))
    {
      left_out (self, section->kind, 1, _ ("It is not in a JSON array."));
      return TRUE;
    }
  JsonArray *array = json_node_get_array (node);
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonNode *element = json_array_get_element (array, i);
      const VostRecord *record = read_record (self, section->kind, VOST_ID_NONE, element, i + 1);
      if (record == NULL || section->children == NULL)
        continue;
      JsonNode *children =
          json_object_get_member (json_node_get_object (element), section->children);
      if (!read_children (self, section, record, children, error))
        return FALSE;
    }
  return TRUE;
}

/* Keeps the members of the file that we do not know with the project record. */
static void
keep_file_members (VostRecord *info, JsonObject *root)
{
  g_autoptr (GString) file = g_string_new (NULL);
  JsonObjectIter iter;
  const char *name;
  JsonNode *value;
  json_object_iter_init_ordered (&iter, root);
  while (json_object_iter_next_ordered (&iter, &name, &value))
    {
      if (g_strv_contains (top_members, name))
        continue;
      g_string_append (file, file->len == 0 ? "{" : ",");
      vost_json_append_string (file, name);
      g_string_append_c (file, ':');
      vost_json_append_node (file, value);
    }
  if (file->len == 0)
    return;
  g_string_append_c (file, '}');
  g_autofree char *own = info->extra;
  gsize own_len = own != NULL ? strlen (own) - 1 : 0;
  info->extra = g_strdup_printf ("%.*s%s\"" FILE_MEMBERS "\":%s}", (int) own_len,
                                 own != NULL ? own : "", own != NULL ? "," : "{", file->str);
}

static void
read_info (Reader *self, JsonObject *root)
{
  JsonNode *node = json_object_get_member (root, "project");
  VostRecord *info = NULL;
  if (node != NULL)
    info = read_record (self, VOST_KIND_PROJECT, VOST_ID_NONE, node, 1);
  if (info == NULL)
    {
      info = vost_record_new (VOST_KIND_PROJECT, VOST_ID_NONE);
      g_hash_table_add (self->ids, &info->id);
      g_ptr_array_add (self->records, info);
    }
  keep_file_members (info, root);
}

static gboolean
check_version (Reader *self, JsonObject *root, GError **error)
{
  gint64 version = vost_json_get_int (root, "vostok", 0);
  if (version < 1)
    {
      g_set_error_literal (error, VOST_ERROR, VOST_ERROR_BAD_INPUT,
                           _ ("This is not a Vostok project."));
      return FALSE;
    }
  if (version > VOST_PROJECT_FILE_VERSION)
    remark (self,
            vost_diagnostic_new (VOST_SEVERITY_WARNING, 0, 0,
                                 _ ("The project was made by a newer version of Vostok. What this "
                                    "one does not know is kept, but not shown.")));
  return TRUE;
}

static gboolean
read_file (Reader *self, JsonNode *node, GError **error)
{
  JsonObject *root = node_object (node);
  if (root == NULL)
    {
      g_set_error_literal (error, VOST_ERROR, VOST_ERROR_BAD_INPUT,
                           _ ("This is not a Vostok project."));
      return FALSE;
    }
  if (!check_version (self, root, error))
    return FALSE;
  read_info (self, root);
  for (guint i = 0; i < N_LISTS; i++)
    {
      JsonNode *list = json_object_get_member (root, sections[i].list);
      if (!read_section (self, &sections[i], list, error))
        return FALSE;
    }
  return TRUE;
}

VostProject *
vost_project_file_parse (const char *text, gsize len, GPtrArray *diagnostics, GError **error)
{
  g_return_val_if_fail (text != NULL, NULL);
  if (len >= 3 && memcmp (text, "\xef\xbb\xbf", 3) == 0)
    {
      text += 3;
      len -= 3;
    }
  g_autoptr (JsonNode) node = vost_json_parse (text, len, VOST_MAX_NESTING, error);
  if (node == NULL)
    return NULL;
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func (vost_record_unref);
  g_autoptr (GHashTable) ids = g_hash_table_new (g_int64_hash, g_int64_equal);
  Reader reader = { .records = records, .ids = ids, .diagnostics = diagnostics };
  if (!read_file (&reader, node, error))
    return NULL;
  g_autoptr (VostProject) project = vost_project_new ();
  g_autoptr (VostEdit) edit = vost_project_edit_to_load (records, _ ("Open"));
  if (!vost_project_apply (project, edit, error))
    return NULL;
  return g_steal_pointer (&project);
}

VostProject *
vost_project_file_load (const char *path, GPtrArray *diagnostics, GError **error)
{
  g_return_val_if_fail (path != NULL, NULL);
  GStatBuf info;
  if (g_stat (path, &info) == 0 && info.st_size > (goffset) VOST_MAX_PROJECT_FILE)
    {
      g_set_error_literal (error, VOST_ERROR, VOST_ERROR_TOO_BIG, _ ("The file is too big."));
      return NULL;
    }
  g_autofree char *text = NULL;
  gsize len = 0;
  g_autoptr (GError) local = NULL;
  if (!g_file_get_contents (path, &text, &len, &local))
    {
      int code = g_error_matches (local, G_FILE_ERROR, G_FILE_ERROR_NOENT) ? VOST_ERROR_MISSING
                                                                           : VOST_ERROR_IO;
      g_set_error_literal (error, VOST_ERROR, code, local->message);
      return NULL;
    }
  VostProject *project = vost_project_file_parse (text, len, diagnostics, &local);
  if (project == NULL)
    {
      g_propagate_prefixed_error (error, g_steal_pointer (&local), "%s ",
                                  _ ("This is no project, or it is damaged: open an older copy."));
      return NULL;
    }
  g_autofree char *full = g_canonicalize_filename (path, NULL);
  g_autofree char *folder = g_path_get_dirname (full);
  vost_project_set_folder (project, folder);
  return project;
}

/* Saving what cannot be opened again would lose it. */
static gboolean
check_size (VostSnapshot *snapshot, gsize len, GError **error)
{
  gsize n_cues = 0;
  for (guint i = 0; i < N_LISTS; i++)
    for (guint k = 0; k < vost_snapshot_get_n (snapshot, sections[i].kind); k++)
      {
        const VostRecord *record = vost_snapshot_get_nth (snapshot, sections[i].kind, k);
        n_cues += vost_snapshot_get_n_children (snapshot, record->id);
      }
  if (len <= VOST_MAX_PROJECT_FILE && n_cues <= VOST_MAX_CUES)
    return TRUE;
  g_set_error_literal (error, VOST_ERROR, VOST_ERROR_TOO_BIG, _ ("The project is too big."));
  return FALSE;
}

gboolean
vost_project_file_save (VostSnapshot *snapshot, const char *path, GError **error)
{
  g_return_val_if_fail (snapshot != NULL && path != NULL, FALSE);
  gsize len;
  g_autofree char *full = g_canonicalize_filename (path, NULL);
  g_autofree char *folder = g_path_get_dirname (full);
  g_autofree char *text = to_text (snapshot, folder, &len);
  if (!check_size (snapshot, len, error))
    return FALSE;
  return vost_file_replace (path, text, len, error);
}
