/* The Film page: the works of the project and what is known of each. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "film-page.h"

#include "vostok-config.h"

#include <glib/gi18n.h>

#include <vostok/core/cue-edits.h>
#include <vostok/core/formats/origins.h>
#include <vostok/media/probe.h>

#include "compat.h"
#include "language-dialog.h"
#include "licence-editor.h"
#include "work-card.h"

/* Text fields of a source that are edited as they are. */
typedef enum
{
  FIELD_TITLE,
  FIELD_CREATORS,
  FIELD_YEAR,
  FIELD_URL,
  FIELD_ATTRIBUTION,
  FIELD_COPYRIGHT,
  FIELD_CHANGES,
  N_FIELDS
} Field;

struct _VostFilmPage
{
  AdwBin parent_instance;

  VostSession *session;
  GtkListBox *list;
  AdwEntryRow *fields[N_FIELDS];
  VostLicenceEditor *licence;
  AdwActionRow *spoken;
  AdwActionRow *file;
  AdwPreferencesGroup *embedded;
  GPtrArray *embedded_rows; /* borrowed */
  VostJob *probing;         /* (nullable) */
  gboolean updating;        /* widgets follow the document, not the hand */
};

G_DEFINE_FINAL_TYPE (VostFilmPage, vost_film_page, ADW_TYPE_BIN);

/* How the fields are called here, and in origin_of_values. */
static const struct
{
  const char *title;
  const char *member;
} field_names[N_FIELDS] = {
  { N_ ("Title"), "title" },
  { N_ ("Authors, separated by commas"), "creators" },
  { N_ ("Year"), "year" },
  { N_ ("Address of its page"), "url" },
  { N_ ("Credit line that the authors ask for"), "attribution" },
  { N_ ("Copyright notice, word for word"), "copyright" },
  { N_ ("What was changed before it came here"), "changes" },
};

/* --- From the document --- */

static char *
field_text (const VostSource *source, Field field)
{
  switch (field)
    {
    case FIELD_TITLE:
      return g_strdup (source->title);
    case FIELD_CREATORS:
      return g_strjoinv (", ", source->creators);
    case FIELD_YEAR:
      return source->year > 0 ? g_strdup_printf ("%" G_GINT64_FORMAT, source->year) : g_strdup ("");
    case FIELD_URL:
      return g_strdup (source->url);
    case FIELD_ATTRIBUTION:
      return g_strdup (source->attribution);
    case FIELD_COPYRIGHT:
      return g_strdup (source->copyright);
    case FIELD_CHANGES:
    default:
      return g_strdup (source->changes);
    }
}

static void
update_file (VostFilmPage *self, const VostSource *source)
{
  g_autofree char *path =
      vost_snapshot_source_path (vost_session_get_snapshot (self->session), source);
  g_autofree char *escaped = g_markup_escape_text (path, -1);
  gboolean missing = !g_file_test (path, G_FILE_TEST_IS_REGULAR);

  adw_action_row_set_subtitle (self->file, escaped);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->file),
                                 missing ? _ ("The file is missing") : _ ("File"));
}

/* The field's title, with where its value came from. */
static void
update_title (VostFilmPage *self, const VostSource *source, Field field, const char *text)
{
  g_autofree char *origin = vost_source_origin (source, field_names[field].member);
  const char *title = _ (field_names[field].title);
  g_autofree char *shown = NULL;

  if (*text != '\0' && *origin != '\0' && !g_str_equal (origin, VOST_ORIGIN_USER))
    shown = g_strdup_printf (_ ("%s (from: %s)"), title, vost_origin_words (origin));
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->fields[field]),
                                 shown != NULL ? shown : title);
}

static void
update_details (VostFilmPage *self)
{
  const VostSource *source = vost_session_source_record (self->session);
  g_autofree char *spoken = NULL;

  if (source == NULL)
    return;
  self->updating = TRUE;
  for (guint i = 0; i < N_FIELDS; i++)
    {
      g_autofree char *text = field_text (source, i);

      if (!g_str_equal (gtk_editable_get_text (GTK_EDITABLE (self->fields[i])), text))
        gtk_editable_set_text (GTK_EDITABLE (self->fields[i]), text);
      update_title (self, source, i, text);
    }
  vost_licence_editor_set (self->licence, source->licence, source->licence_evidence);
  spoken = vost_language_name (source->language);
  gtk_widget_set_visible (GTK_WIDGET (self->spoken), source->has_audio);
  adw_action_row_set_subtitle (self->spoken, spoken[0] != '\0' ? spoken : _ ("Not known yet"));
  update_file (self, source);
  self->updating = FALSE;
}

static VostWorkCard *
card_of (GtkListBoxRow *row)
{
  return VOST_WORK_CARD (gtk_list_box_row_get_child (row));
}

/* Cards are kept as long as the works are the same, so that posters do not flicker. */
static void
update_list (VostFilmPage *self)
{
  VostProject *project = vost_session_get_project (self->session);
  guint n = vost_project_get_n (project, VOST_KIND_SOURCE, VOST_ID_NONE);
  GtkListBoxRow *row;

  for (guint i = 0; i < n; i++)
    {
      VostId id =
          VOST_RECORD_ID (vost_project_get_nth (project, VOST_KIND_SOURCE, VOST_ID_NONE, i));

      row = gtk_list_box_get_row_at_index (self->list, (int) i);
      if (row == NULL || vost_work_card_get_source (card_of (row)) != id)
        {
          gtk_list_box_insert (self->list, vost_work_card_new (self->session, id), (int) i);
          row = gtk_list_box_get_row_at_index (self->list, (int) i);
        }
      vost_work_card_update (card_of (row));
      if (id == vost_session_get_source (self->session))
        gtk_list_box_select_row (self->list, row);
    }
  while ((row = gtk_list_box_get_row_at_index (self->list, (int) n)) != NULL)
    gtk_list_box_remove (self->list, GTK_WIDGET (row));
}

static void
update (VostFilmPage *self)
{
  update_list (self);
  update_details (self);
}

/* --- Embedded subtitles --- */

static gpointer
probe_thread (VostJob *job, gpointer data, GError **error)
{
  return vost_probe_file (data, vost_job_get_cancellable (job), error);
}

static void
on_import (GtkButton *button, VostFilmPage *self)
{
  vost_session_import_embedded (self->session,
                                GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (button), "index")));
}

static void
add_embedded (VostFilmPage *self, const VostStream *stream, guint index)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *button = vost_button_new (_ ("_Import"));
  g_autofree char *language = vost_language_name (stream->language);
  g_autofree char *title =
      g_markup_escape_text (language[0] != '\0' ? language : _ ("Language unknown"), -1);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), stream->codec);
  g_object_set_data (G_OBJECT (button), "index", GUINT_TO_POINTER (index));
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  g_signal_connect_object (button, "clicked", G_CALLBACK (on_import), self, 0);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
  adw_preferences_group_add (self->embedded, row);
  g_ptr_array_add (self->embedded_rows, row);
}

static void
on_probed (VostJob *job, VostFilmPage *self)
{
  g_autoptr (VostProbe) probe = vost_job_take_result (job, NULL);
  guint index = 0;

  if (job != self->probing)
    return;
  g_clear_object (&self->probing);
  for (guint i = 0; probe != NULL && i < probe->streams->len; i++)
    {
      const VostStream *stream = probe->streams->pdata[i];

      if (g_str_equal (stream->type, "subtitle"))
        add_embedded (self, stream, index++);
      else if (!stream->decodable)
        vost_session_message (self->session, "%s", stream->missing);
    }
  gtk_widget_set_visible (GTK_WIDGET (self->embedded), index > 0);
}

static void
on_source (VostFilmPage *self)
{
  g_autofree char *path = vost_session_dup_film_path (self->session);

  update (self);
  if (self->probing != NULL)
    vost_job_cancel (self->probing);
  g_clear_object (&self->probing);
  for (guint i = 0; i < self->embedded_rows->len; i++)
    adw_preferences_group_remove (self->embedded, self->embedded_rows->pdata[i]);
  g_ptr_array_set_size (self->embedded_rows, 0);
  gtk_widget_set_visible (GTK_WIDGET (self->embedded), FALSE);
  if (path == NULL)
    return;
  self->probing = vost_job_new (_ ("Looking into the file"), probe_thread, g_steal_pointer (&path),
                                g_free, (GDestroyNotify) vost_probe_free);
  g_signal_connect_object (self->probing, "finished", G_CALLBACK (on_probed), self, 0);
  vost_job_start (self->probing);
}

/* --- To the document --- */

static void
push_source (VostFilmPage *self, const VostSource *before, VostSource *after, const char *coalesce)
{
  VostEdit *edit = vost_edit_new (_ ("Describe the work"), coalesce);

  vost_edit_change (edit, before, after);
  vost_record_unref (after);
  vost_session_push (self->session, edit);
}

static void
set_creators (VostSource *source, const char *text)
{
  g_auto (GStrv) parts = g_strsplit_set (text, ",;", -1);
  g_autoptr (GPtrArray) names = g_ptr_array_new ();

  for (guint i = 0; parts[i] != NULL; i++)
    if (g_strstrip (parts[i])[0] != '\0')
      g_ptr_array_add (names, g_strdup (parts[i]));
  g_ptr_array_add (names, NULL);
  g_strfreev (source->creators);
  source->creators = (char **) g_ptr_array_free (g_steal_pointer (&names), FALSE);
}

static void
on_field_changed (GtkEditable *entry, VostFilmPage *self)
{
  Field field = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (entry), "field"));
  const VostSource *before = vost_session_source_record (self->session);
  const char *text = gtk_editable_get_text (entry);
  g_autofree char *key = NULL;
  VostSource *after;

  if (self->updating || before == NULL)
    return;
  after = vost_record_copy (before);
  if (field == FIELD_TITLE)
    vost_set_string (&after->title, text);
  else if (field == FIELD_CREATORS)
    set_creators (after, text);
  else if (field == FIELD_YEAR)
    after->year = CLAMP (g_ascii_strtoll (text, NULL, 10), 0, 9999);
  else if (field == FIELD_URL)
    vost_set_string (&after->url, text);
  else if (field == FIELD_ATTRIBUTION)
    vost_set_string (&after->attribution, text);
  else if (field == FIELD_COPYRIGHT)
    vost_set_string (&after->copyright, text);
  else
    vost_set_string (&after->changes, text);
  vost_source_set_origin (after, field_names[field].member, VOST_ORIGIN_USER);
  key = g_strdup_printf ("source-field:%u", field);
  /* What is typed stays as it is typed: "A, " is on its way to "A, B". */
  self->updating = TRUE;
  push_source (self, before, after, key);
  self->updating = FALSE;
  update_title (self, vost_session_source_record (self->session), field, text);
}

static void
on_licence (VostLicenceEditor *editor, const char *spdx, VostFilmPage *self)
{
  const VostSource *before = vost_session_source_record (self->session);
  VostSource *after;

  if (self->updating || before == NULL || g_str_equal (before->licence, spdx))
    return;
  after = vost_record_copy (before);
  vost_set_string (&after->licence, spdx);
  vost_set_string (&after->licence_evidence, spdx[0] != '\0' ? VOST_ORIGIN_USER : "");
  push_source (self, before, after, NULL);
}

static void
on_spoken_chosen (const char *tag, gpointer data)
{
  VostFilmPage *self = data;
  VostEdit *edit = vost_cue_edit_set_spoken (vost_session_get_project (self->session),
                                             vost_session_get_source (self->session), tag);

  if (edit != NULL)
    vost_session_push (self->session, edit);
}

static void
on_choose_spoken (VostFilmPage *self)
{
  const VostSource *source = vost_session_source_record (self->session);

  if (source != NULL)
    vost_choose_language (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))),
                          _ ("What Is Spoken"),
                          _ ("Subtitles in this language write down what is said; those in others "
                             "are translations."),
                          _ ("_Choose"), source->language[0] != '\0' ? source->language : NULL,
                          on_spoken_chosen, self);
}

static void
on_file_chosen (const char *path, gpointer data)
{
  VostFilmPage *self = data;
  const VostSource *before = vost_session_source_record (self->session);
  VostId id = vost_session_get_source (self->session);
  VostSource *after;

  if (path == NULL || before == NULL)
    return;
  after = vost_record_copy (before);
  vost_set_string (&after->path, path);
  push_source (self, before, after, NULL);
  /* Loads the film anew. */
  vost_session_set_source (self->session, VOST_ID_NONE);
  vost_session_set_source (self->session, id);
}

static void
on_replace_file (VostFilmPage *self)
{
  vost_choose_file (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), _ ("Find the File"),
                    _ ("_Use"), NULL, NULL, on_file_chosen, self, NULL);
}

static gboolean
is_used (VostFilmPage *self, VostId source)
{
  VostSnapshot *snapshot = vost_session_get_snapshot (self->session);

  for (guint i = 0; i < vost_snapshot_get_n (snapshot, VOST_KIND_LANE); i++)
    {
      VostId lane = vost_snapshot_lane (snapshot, i)->record.id;

      for (guint c = 0; c < vost_snapshot_get_n_children (snapshot, lane); c++)
        if (((const VostClip *) vost_snapshot_get_child (snapshot, lane, c))->source == source)
          return TRUE;
    }
  for (guint i = 0; i < vost_snapshot_get_n (snapshot, VOST_KIND_TRACK); i++)
    if (vost_snapshot_track (snapshot, i)->source == source)
      return TRUE;
  return FALSE;
}

static void
on_remove (VostFilmPage *self)
{
  const VostSource *source = vost_session_source_record (self->session);
  int index = vost_project_index_of (vost_session_get_project (self->session),
                                     vost_session_get_source (self->session));
  VostEdit *edit;

  if (source == NULL || index < 0)
    return;
  if (is_used (self, source->record.id))
    {
      vost_session_fail (self->session, _ ("This work is in use"),
                         _ ("Remove its clips from the remix and its subtitles first."));
      return;
    }
  edit = vost_edit_new (_ ("Remove a work"), NULL);
  vost_edit_remove (edit, (guint) index, source);
  vost_session_push (self->session, edit);
}

static void
on_row_selected (GtkListBox *list, GtkListBoxRow *row, VostFilmPage *self)
{
  if (row != NULL && !self->updating)
    vost_session_set_source (self->session, vost_work_card_get_source (card_of (row)));
}

/* --- Building --- */

static GtkWidget *
make_list (VostFilmPage *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  GtkWidget *add = vost_button_new (_ ("_Add a Work…"));

  self->list = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_widget_add_css_class (GTK_WIDGET (self->list), "navigation-sidebar");
  vost_set_accessible_label (self->list, _ ("Works"));
  g_signal_connect (self->list, "row-selected", G_CALLBACK (on_row_selected), self);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), GTK_WIDGET (self->list));
  gtk_widget_set_vexpand (scrolled, TRUE);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (add), "win.add-source");
  gtk_widget_set_margin_start (add, 12);
  gtk_widget_set_margin_end (add, 12);
  gtk_widget_set_margin_bottom (add, 12);
  gtk_box_append (GTK_BOX (box), scrolled);
  gtk_box_append (GTK_BOX (box), add);
  gtk_widget_set_size_request (box, 320, -1);
  return box;
}

static GtkWidget *
make_fields (VostFilmPage *self)
{
  GtkWidget *group = adw_preferences_group_new ();

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), _ ("The Work"));
  adw_preferences_group_set_description (
      ADW_PREFERENCES_GROUP (group),
      _ ("This is what the credits will say. What the file or the list of known free "
         "films tells is filled in already."));
  self->licence = VOST_LICENCE_EDITOR (vost_licence_editor_new ());
  g_signal_connect (self->licence, "chosen", G_CALLBACK (on_licence), self);
  for (guint i = 0; i < N_FIELDS; i++)
    {
      self->fields[i] = ADW_ENTRY_ROW (adw_entry_row_new ());
      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->fields[i]),
                                     _ (field_names[i].title));
      g_object_set_data (G_OBJECT (self->fields[i]), "field", GUINT_TO_POINTER (i));
      g_signal_connect (self->fields[i], "changed", G_CALLBACK (on_field_changed), self);
      adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), GTK_WIDGET (self->fields[i]));
      if (i == FIELD_CREATORS)
        adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), GTK_WIDGET (self->licence));
    }
  return group;
}

static GtkWidget *
make_spoken (VostFilmPage *self)
{
  GtkWidget *choose = vost_button_new (_ ("_Choose…"));

  self->spoken = ADW_ACTION_ROW (adw_action_row_new ());
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->spoken), _ ("Spoken language"));
  gtk_widget_set_valign (choose, GTK_ALIGN_CENTER);
  vost_set_accessible_label (choose, _ ("Choose what is spoken"));
  g_signal_connect_swapped (choose, "clicked", G_CALLBACK (on_choose_spoken), self);
  adw_action_row_add_suffix (self->spoken, choose);
  return GTK_WIDGET (self->spoken);
}

static GtkWidget *
make_file (VostFilmPage *self)
{
  GtkWidget *group = adw_preferences_group_new ();
  GtkWidget *replace = vost_button_new (_ ("_Find…"));
  GtkWidget *remove = vost_button_new (_ ("_Remove This Work"));

  self->file = ADW_ACTION_ROW (adw_action_row_new ());
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->file), _ ("File"));
  adw_action_row_set_subtitle_lines (self->file, 1);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), make_spoken (self));
  gtk_widget_set_valign (replace, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (replace, _ ("Use another file for this work"));
  g_signal_connect_swapped (replace, "clicked", G_CALLBACK (on_replace_file), self);
  adw_action_row_add_suffix (self->file, replace);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), GTK_WIDGET (self->file));
  gtk_widget_add_css_class (remove, "destructive-action");
  gtk_widget_set_halign (remove, GTK_ALIGN_END);
  gtk_widget_set_margin_top (remove, 12);
  g_signal_connect_swapped (remove, "clicked", G_CALLBACK (on_remove), self);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), remove);
  return group;
}

static GtkWidget *
make_details (VostFilmPage *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 18);
  GtkWidget *clamp = adw_clamp_new ();
  GtkWidget *scrolled = gtk_scrolled_window_new ();

  self->embedded = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
  adw_preferences_group_set_title (self->embedded, _ ("Subtitles Inside the File"));
  gtk_box_append (GTK_BOX (box), make_fields (self));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->embedded));
  gtk_box_append (GTK_BOX (box), make_file (self));
  gtk_widget_set_margin_top (box, 24);
  gtk_widget_set_margin_bottom (box, 24);
  gtk_widget_set_margin_start (box, 18);
  gtk_widget_set_margin_end (box, 18);
  adw_clamp_set_child (ADW_CLAMP (clamp), box);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), clamp);
  gtk_widget_set_hexpand (scrolled, TRUE);
  return scrolled;
}

static void
on_edited (VostFilmPage *self)
{
  gboolean typing = self->updating;

  self->updating = TRUE;
  update_list (self);
  self->updating = typing;
  if (!typing)
    update_details (self);
}

GtkWidget *
vost_film_page_new (VostSession *session)
{
  VostFilmPage *self = g_object_new (VOST_TYPE_FILM_PAGE, NULL);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

  g_set_object (&self->session, session);
  gtk_box_append (GTK_BOX (box), make_list (self));
  gtk_box_append (GTK_BOX (box), gtk_separator_new (GTK_ORIENTATION_VERTICAL));
  gtk_box_append (GTK_BOX (box), make_details (self));
  adw_bin_set_child (ADW_BIN (self), box);
  g_signal_connect_object (session, "edited", G_CALLBACK (on_edited), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "document-changed", G_CALLBACK (on_source), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::source", G_CALLBACK (on_source), self,
                           G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}

static void
vost_film_page_dispose (GObject *object)
{
  VostFilmPage *self = VOST_FILM_PAGE (object);

  if (self->probing != NULL)
    vost_job_cancel (self->probing);
  g_clear_object (&self->probing);
  g_clear_pointer (&self->embedded_rows, g_ptr_array_unref);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (vost_film_page_parent_class)->dispose (object);
}

static gboolean
vost_film_page_grab_focus (GtkWidget *widget)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (VOST_FILM_PAGE (widget)->list);

  return row != NULL && gtk_widget_grab_focus (GTK_WIDGET (row));
}

static void
vost_film_page_class_init (VostFilmPageClass *klass)
{
  GTK_WIDGET_CLASS (klass)->grab_focus = vost_film_page_grab_focus;
  G_OBJECT_CLASS (klass)->dispose = vost_film_page_dispose;
}

static void
vost_film_page_init (VostFilmPage *self)
{
  self->embedded_rows = g_ptr_array_new ();
}
