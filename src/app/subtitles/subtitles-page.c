/* The Subtitles page: picture, editor, waveform and the list of cues. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "subtitles-private.h"

#include "vostok-config.h"

#include <glib/gi18n.h>

#include "compat.h"

G_DEFINE_FINAL_TYPE (VostSubtitlesPage, vost_subtitles_page, ADW_TYPE_BIN);

/* --- What the picture shows --- */

static void
update_overlay (VostSubtitlesPage *self)
{
  const VostTrack *track = vost_session_track_record (self->session);
  VostCueIndex *index =
      track != NULL
          ? vost_cue_index_new (vost_session_get_snapshot (self->session), track->record.id, NULL)
          : NULL;

  vost_picture_view_set_cues (self->picture, index,
                              track != NULL && g_str_equal (track->format, "ass") ? track->header
                                                                                  : NULL);
}

/* --- Checks --- */

static void
add_finding (GHashTable *table, VostFinding *finding)
{
  GPtrArray *list = g_hash_table_lookup (table, &finding->cue);

  if (list == NULL)
    {
      gint64 *key = g_new (gint64, 1);

      *key = (gint64) finding->cue;
      list = g_ptr_array_new_with_free_func ((GDestroyNotify) vost_finding_free);
      g_hash_table_insert (table, key, list);
    }
  g_ptr_array_add (list, finding);
}

static guint
count_untranslated (VostSubtitlesPage *self, guint *ret_all)
{
  VostProject *project = vost_session_get_project (self->session);
  VostId track = vost_session_get_track (self->session);
  guint n = track != VOST_ID_NONE ? vost_project_get_n (project, VOST_KIND_CUE, track) : 0;
  guint empty = 0;

  for (guint i = 0; i < n; i++)
    empty += ((const VostCue *) vost_project_get_nth (project, VOST_KIND_CUE, track, i))->text[0] ==
             '\0';
  *ret_all = n;
  return empty;
}

static void
update_counts (VostSubtitlesPage *self)
{
  guint all;
  guint empty = count_untranslated (self, &all);
  gboolean translation = vost_session_get_reference (self->session) != VOST_ID_NONE;
  g_autofree char *all_text = g_strdup_printf (_ ("All %u"), all);
  g_autofree char *empty_text =
      g_strdup_printf (translation ? _ ("Untranslated %u") : _ ("Empty %u"), empty);
  g_autofree char *issue_text = g_strdup_printf (_ ("Issues %u"), self->n_issues);
  g_autofree char *summary = NULL;

  gtk_button_set_label (GTK_BUTTON (self->filters[VOST_CUES_ALL]), all_text);
  gtk_button_set_label (GTK_BUTTON (self->filters[VOST_CUES_UNTRANSLATED]), empty_text);
  gtk_button_set_label (GTK_BUTTON (self->filters[VOST_CUES_ISSUES]), issue_text);
  gtk_widget_set_visible (GTK_WIDGET (self->fix_all), self->n_issues > 0);
  if (translation && all > 0)
    summary = g_strdup_printf (_ ("%u %% translated"), (all - empty) * 100 / all);
  gtk_label_set_text (self->summary, summary != NULL ? summary : "");
}

static gboolean
check_now (gpointer data)
{
  VostSubtitlesPage *self = data;
  VostId track = vost_session_get_track (self->session);
  g_autoptr (GPtrArray) findings = NULL;
  GHashTable *table = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free,
                                             (GDestroyNotify) g_ptr_array_unref);

  self->check_source = 0;
  if (track != VOST_ID_NONE)
    {
      findings = vost_check_track (vost_session_get_snapshot (self->session), track,
                                   vost_session_get_profile (self->session));
      g_ptr_array_set_free_func (findings, NULL);
      for (guint i = 0; i < findings->len; i++)
        add_finding (table, findings->pdata[i]);
    }
  vost_cue_grid_set_findings (self->grid, table);
  g_clear_pointer (&self->findings, g_hash_table_unref);
  self->findings = table;
  self->n_issues = g_hash_table_size (table);
  vost_cue_editor_set_findings (
      self->editor,
      g_hash_table_lookup (table, &(gint64){ (gint64) vost_session_get_cue (self->session) }));
  update_counts (self);
  return G_SOURCE_REMOVE;
}

/* After the paint: checking a feature's cues takes longer than a keystroke may. */
static void
check_soon (VostSubtitlesPage *self)
{
  if (self->check_source == 0)
    self->check_source = g_idle_add_full (G_PRIORITY_LOW, check_now, self, NULL);
}

/* --- Following the session --- */

static void
on_cue (VostSubtitlesPage *self)
{
  gint64 id = (gint64) vost_session_get_cue (self->session);

  vost_cue_editor_set_findings (
      self->editor, self->findings != NULL ? g_hash_table_lookup (self->findings, &id) : NULL);
}

static void
fill_track_menu (VostSubtitlesPage *self)
{
  VostProject *project = vost_session_get_project (self->session);
  g_autoptr (GMenu) menu = g_menu_new ();
  g_autoptr (GMenu) tracks = g_menu_new ();
  g_autoptr (GMenu) more = g_menu_new ();
  guint n = vost_project_get_n (project, VOST_KIND_TRACK, VOST_ID_NONE);
  const VostTrack *current = vost_session_track_record (self->session);
  g_autofree char *label = vost_language_name (current != NULL ? current->language : "");

  for (guint i = 0; i < n; i++)
    {
      const VostTrack *track = vost_project_get_nth (project, VOST_KIND_TRACK, VOST_ID_NONE, i);
      g_autofree char *name = vost_language_name (track->language);
      g_autofree char *shown =
          g_strconcat (name[0] != '\0' ? name : _ ("Language unknown"),
                       track->title[0] != '\0' ? " · " : "", track->title, NULL);
      g_autoptr (GMenuItem) item = g_menu_item_new (shown, NULL);

      if (track->source != vost_session_get_source (self->session))
        continue;
      g_menu_item_set_action_and_target (item, "subtitles.track", "t", track->record.id);
      g_menu_append_item (tracks, item);
    }
  g_menu_append (more, _ ("_Translate into…"), "subtitles.translate");
  g_menu_append (more, _ ("_Write New Subtitles…"), "subtitles.write");
  g_menu_append (more, _ ("_Add a File…"), "win.add-subtitles");
  g_menu_append (more, _ ("_How the File Was Read…"), "subtitles.reading");
  g_menu_append (more, _ ("_Export to Another Format…"), "subtitles.export");
  g_menu_append (more, _ ("_Shift in Time…"), "subtitles.shift");
  g_menu_append (more, _ ("S_ynchronise…"), "subtitles.synchronise");
  g_menu_append (more, _ ("S_ort by Time"), "subtitles.sort");
  g_menu_append (more, _ ("_Delete These Subtitles"), "subtitles.remove-track");
  g_menu_append_section (menu, NULL, G_MENU_MODEL (tracks));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (more));
  gtk_menu_button_set_menu_model (self->track_menu, G_MENU_MODEL (menu));
  gtk_menu_button_set_label (self->track_menu, label[0] != '\0' ? label : _ ("Subtitles"));
}

static void
update_empty (VostSubtitlesPage *self)
{
  guint n = vost_session_get_n_embedded (self->session);
  g_autofree char *inside = g_strdup_printf (
      ngettext ("This film holds %u subtitle track. Import it, write what is said, "
                "or add a file that someone has made.",
                "This film holds %u subtitle tracks. Import them, write what is "
                "said, or add a file that someone has made.",
                n),
      n);

  gtk_widget_set_visible (self->import, n > 0);
  /* One button is what most people want. */
  if (n > 0)
    gtk_widget_remove_css_class (self->write, "suggested-action");
  else
    gtk_widget_add_css_class (self->write, "suggested-action");
  adw_status_page_set_description (
      self->empty, n > 0
                       ? inside
                       : _ ("Write what is said, or add a file that someone has made: SRT, WebVTT, "
                            "ASS and many more."));
}

static void
update_screen (VostSubtitlesPage *self)
{
  const VostSource *source = vost_session_source_record (self->session);
  gboolean has_track = vost_session_get_track (self->session) != VOST_ID_NONE;

  gtk_stack_set_visible_child_name (self->screens, has_track ? "work" : "empty");
  gtk_widget_set_visible (self->list, has_track);
  update_empty (self);
  gtk_widget_set_vexpand (GTK_WIDGET (self->waveform), !has_track);
  vost_transport_set_rate (self->transport, source != NULL ? source->rate : (VostRate){ 0, 1 });
}

static void
on_track (VostSubtitlesPage *self)
{
  VostId track = vost_session_get_track (self->session);
  VostProject *project = vost_session_get_project (self->session);

  fill_track_menu (self);
  update_screen (self);
  update_overlay (self);
  check_soon (self);
  if (track != VOST_ID_NONE && vost_session_get_cue (self->session) == VOST_ID_NONE &&
      vost_project_get_n (project, VOST_KIND_CUE, track) > 0)
    vost_session_set_cue (self->session,
                          VOST_RECORD_ID (vost_project_get_nth (project, VOST_KIND_CUE, track, 0)),
                          FALSE);
}

static void
on_edited (VostSession *session, VostEdit *edit, VostSubtitlesPage *self)
{
  const VostOp *first = vost_edit_get_n_ops (edit) > 0 ? vost_edit_get_op (edit, 0) : NULL;
  const VostRecord *record = first == NULL          ? NULL
                             : first->after != NULL ? first->after
                                                    : first->before;

  update_overlay (self);
  if (record != NULL && record->kind != VOST_KIND_CUE)
    {
      fill_track_menu (self);
      update_screen (self);
    }
  check_soon (self);
}

static void
on_document (VostSubtitlesPage *self)
{
  g_clear_pointer (&self->findings, g_hash_table_unref);
  vost_cue_grid_set_findings (self->grid, NULL);
  on_track (self);
}

/* --- The hand --- */

static void
on_filter (GtkToggleButton *button, VostSubtitlesPage *self)
{
  VostCueFilter which = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (button), "filter"));

  if (gtk_toggle_button_get_active (button))
    vost_cue_grid_set_filter (self->grid, which, gtk_editable_get_text (self->search));
}

static void
on_search (VostSubtitlesPage *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (self->filters); i++)
    if (gtk_toggle_button_get_active (self->filters[i]))
      on_filter (self->filters[i], self);
}

/* Enter in the text: the next cue, played; after the last one a new one. */
static void
on_next (VostCueEditor *editor, VostSubtitlesPage *self)
{
  VostProject *project = vost_session_get_project (self->session);
  VostId track = vost_session_get_track (self->session);
  int at = vost_project_index_of (project, vost_session_get_cue (self->session));
  guint n = track != VOST_ID_NONE ? vost_project_get_n (project, VOST_KIND_CUE, track) : 0;

  if (at >= 0 && (guint) at + 1 >= n)
    {
      gtk_widget_activate_action (GTK_WIDGET (self), "subtitles.insert", NULL);
      return;
    }
  vost_subtitles_page_go (self, 1, VOST_CUES_ALL);
  gtk_widget_activate_action (GTK_WIDGET (self), "subtitles.play-cue", NULL);
}

gboolean
vost_subtitles_page_is_tapping (VostSubtitlesPage *self)
{
  return self->tap_start != VOST_TIME_NONE;
}

/* --- Building --- */

static GtkWidget *
make_picture (VostSubtitlesPage *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  VostPlayer *player = vost_session_get_film_player (self->session);

  self->picture = VOST_PICTURE_VIEW (vost_picture_view_new ());
  vost_picture_view_set_player (self->picture, player);
  gtk_widget_set_vexpand (GTK_WIDGET (self->picture), TRUE);
  self->transport = VOST_TRANSPORT (vost_transport_new (player));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->picture));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->transport));
  return box;
}

static GtkWidget *
make_editor (VostSubtitlesPage *self)
{
  GtkWidget *scrolled = gtk_scrolled_window_new ();

  self->editor = VOST_CUE_EDITOR (vost_cue_editor_new (self->session));
  g_signal_connect (self->editor, "next", G_CALLBACK (on_next), self);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), GTK_WIDGET (self->editor));
  return scrolled;
}

static GtkWidget *
make_filters (VostSubtitlesPage *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

  for (guint i = 0; i < G_N_ELEMENTS (self->filters); i++)
    {
      self->filters[i] = GTK_TOGGLE_BUTTON (gtk_toggle_button_new ());
      g_object_set_data (G_OBJECT (self->filters[i]), "filter", GUINT_TO_POINTER (i));
      if (i > 0)
        gtk_toggle_button_set_group (self->filters[i], self->filters[0]);
      g_signal_connect (self->filters[i], "toggled", G_CALLBACK (on_filter), self);
      gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->filters[i]));
    }
  gtk_widget_add_css_class (box, "linked");
  return box;
}

static GtkWidget *
make_toolbar (VostSubtitlesPage *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *search = gtk_search_entry_new ();

  gtk_widget_add_css_class (box, "toolbar-row");
  self->track_menu = GTK_MENU_BUTTON (gtk_menu_button_new ());
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->track_menu), _ ("Languages"));
  vost_set_accessible_label (self->track_menu, _ ("Languages"));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->track_menu));
  self->search = GTK_EDITABLE (search);
  gtk_editable_set_width_chars (self->search, 16);
  g_object_set (search, "placeholder-text", _ ("Search or filter"), NULL);
  vost_set_accessible_label (search, _ ("Search or filter"));
  g_signal_connect_swapped (search, "search-changed", G_CALLBACK (on_search), self);
  gtk_box_append (GTK_BOX (box), search);
  gtk_box_append (GTK_BOX (box), make_filters (self));
  self->fix_all = GTK_BUTTON (gtk_button_new_with_label (_ ("Fix All")));
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->fix_all),
                               _ ("Mend all issues that need no decision, in one undoable step"));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->fix_all), "subtitles.fix-all");
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->fix_all));
  self->summary = GTK_LABEL (gtk_label_new (""));
  gtk_widget_add_css_class (GTK_WIDGET (self->summary), "dim-label");
  gtk_widget_set_hexpand (GTK_WIDGET (self->summary), TRUE);
  gtk_widget_set_halign (GTK_WIDGET (self->summary), GTK_ALIGN_END);
  gtk_label_set_ellipsize (self->summary, PANGO_ELLIPSIZE_END);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->summary));
  return box;
}

static GtkWidget *
make_lower (VostSubtitlesPage *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *list = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  self->waveform = VOST_WAVEFORM (vost_waveform_new (self->session));
  self->grid = VOST_CUE_GRID (vost_cue_grid_new (self->session));
  self->find_bar = VOST_FIND_BAR (vost_find_bar_new (self->session));
  gtk_widget_set_vexpand (GTK_WIDGET (self->grid), TRUE);
  gtk_box_append (GTK_BOX (list), gtk_separator_new (GTK_ORIENTATION_HORIZONTAL));
  gtk_box_append (GTK_BOX (list), make_toolbar (self));
  gtk_box_append (GTK_BOX (list), GTK_WIDGET (self->find_bar));
  gtk_box_append (GTK_BOX (list), GTK_WIDGET (self->grid));
  self->list = list;
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->waveform));
  gtk_box_append (GTK_BOX (box), list);
  return box;
}

static GtkWidget *
make_empty_button (const char *label, const char *action)
{
  GtkWidget *button = vost_button_new (label);

  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  gtk_widget_add_css_class (button, "pill");
  return button;
}

static GtkWidget *
make_empty (VostSubtitlesPage *self)
{
  GtkWidget *column = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  GtkWidget *buttons = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);

  self->empty = ADW_STATUS_PAGE (adw_status_page_new ());
  gtk_widget_add_css_class (GTK_WIDGET (self->empty), "compact");
  adw_status_page_set_icon_name (self->empty, "media-view-subtitles-symbolic");
  adw_status_page_set_title (self->empty, _ ("No Subtitles Yet"));
  gtk_widget_set_halign (column, GTK_ALIGN_CENTER);
  self->import = make_empty_button (_ ("_Import Subtitles"), "subtitles.import");
  gtk_widget_add_css_class (self->import, "suggested-action");
  gtk_box_append (GTK_BOX (column), self->import);
  self->write = make_empty_button (_ ("_Write Subtitles…"), "subtitles.write");
  gtk_box_append (GTK_BOX (buttons), self->write);
  gtk_box_append (GTK_BOX (buttons), make_empty_button (_ ("_Add a File…"), "win.add-subtitles"));
  gtk_box_append (GTK_BOX (column), buttons);
  adw_status_page_set_child (self->empty, column);
  return GTK_WIDGET (self->empty);
}

static GtkWidget *
make_work (VostSubtitlesPage *self)
{
  GtkWidget *upper = gtk_paned_new (GTK_ORIENTATION_HORIZONTAL);
  GtkWidget *whole = gtk_paned_new (GTK_ORIENTATION_VERTICAL);

  gtk_paned_set_start_child (GTK_PANED (upper), make_picture (self));
  /* The film plays whether or not there are subtitles. */
  self->screens = GTK_STACK (gtk_stack_new ());
  gtk_stack_add_named (self->screens, make_empty (self), "empty");
  gtk_stack_add_named (self->screens, make_editor (self), "work");
  gtk_paned_set_end_child (GTK_PANED (upper), GTK_WIDGET (self->screens));
  gtk_paned_set_shrink_start_child (GTK_PANED (upper), FALSE);
  gtk_paned_set_shrink_end_child (GTK_PANED (upper), FALSE);
  gtk_paned_set_start_child (GTK_PANED (whole), upper);
  gtk_paned_set_end_child (GTK_PANED (whole), make_lower (self));
  gtk_paned_set_shrink_start_child (GTK_PANED (whole), FALSE);
  gtk_paned_set_shrink_end_child (GTK_PANED (whole), FALSE);
  gtk_paned_set_resize_start_child (GTK_PANED (whole), TRUE);
  gtk_paned_set_resize_end_child (GTK_PANED (whole), TRUE);
  return whole;
}

static void
follow_session (VostSubtitlesPage *self)
{
  g_signal_connect_object (self->session, "notify::cue", G_CALLBACK (on_cue), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->session, "notify::track", G_CALLBACK (on_track), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->session, "notify::source", G_CALLBACK (on_track), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->session, "edited", G_CALLBACK (on_edited), self, 0);
  g_signal_connect_object (self->session, "document-changed", G_CALLBACK (on_document), self,
                           G_CONNECT_SWAPPED);
}

GtkWidget *
vost_subtitles_page_new (VostSession *session)
{
  VostSubtitlesPage *self = g_object_new (VOST_TYPE_SUBTITLES_PAGE, NULL);

  g_set_object (&self->session, session);
  adw_bin_set_child (ADW_BIN (self), make_work (self));
  gtk_toggle_button_set_active (self->filters[VOST_CUES_ALL], TRUE);
  follow_session (self);
  on_track (self);
  return GTK_WIDGET (self);
}

static void
vost_subtitles_page_dispose (GObject *object)
{
  VostSubtitlesPage *self = VOST_SUBTITLES_PAGE (object);

  g_clear_handle_id (&self->check_source, g_source_remove);
  if (self->grid != NULL)
    vost_cue_grid_set_findings (self->grid, NULL);
  self->grid = NULL;
  g_clear_pointer (&self->findings, g_hash_table_unref);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (vost_subtitles_page_parent_class)->dispose (object);
}

/* Where the keys are those of the page, and Space plays. */
static gboolean
vost_subtitles_page_grab_focus (GtkWidget *widget)
{
  VostSubtitlesPage *self = VOST_SUBTITLES_PAGE (widget);

  if (!gtk_widget_get_visible (self->list))
    return gtk_widget_grab_focus (GTK_WIDGET (self->waveform));
  vost_cue_grid_grab_focus (self->grid);

  return TRUE;
}

static void
vost_subtitles_page_class_init (VostSubtitlesPageClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = vost_subtitles_page_dispose;
  GTK_WIDGET_CLASS (klass)->grab_focus = vost_subtitles_page_grab_focus;
  vost_subtitles_page_install_actions (GTK_WIDGET_CLASS (klass));
}

static void
vost_subtitles_page_init (VostSubtitlesPage *self)
{
  self->tap_start = VOST_TIME_NONE;
}
