/* The list of cues: number, times, speed, source, target, state; filtered and searched. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cue-grid.h"

#include "vostok-config.h"

#include <glib/gi18n.h>

#include <vostok/core/direction.h>
#include <vostok/core/markup.h>

#include "actions.h"
#include "compat.h"

struct _VostCueGrid
{
  GtkWidget parent_instance;

  GtkWidget *overlay;
  GtkLabel *hint; /* in place of rows */
  GtkColumnView *view;
  GtkColumnViewColumn *source_column;
  GtkColumnViewColumn *target_column;

  VostSession *session;
  GtkFilterListModel *filtered;
  GtkCustomFilter *filter;
  GtkMultiSelection *selection;
  GHashTable *bound;    /* GtkListItem* on screen: an edit refreshes just these */
  GHashTable *findings; /* (nullable) borrowed from the page */
  VostCueFilter which;
  char *search;       /* (nullable) case-folded */
  gboolean selecting; /* the session's choice is being shown, not made */
};

G_DEFINE_FINAL_TYPE (VostCueGrid, vost_cue_grid, GTK_TYPE_WIDGET);

typedef enum
{
  COLUMN_NUMBER,
  COLUMN_START,
  COLUMN_END,
  COLUMN_SPEED,
  COLUMN_SOURCE,
  COLUMN_TARGET,
  COLUMN_STATE,
  N_COLUMNS
} Column;

/* --- What a cell says --- */

static const VostCue *
paired (VostCueGrid *self, const VostCue *cue)
{
  return cue->pair == VOST_ID_NONE
             ? NULL
             : vost_project_lookup (vost_session_get_project (self->session), cue->pair);
}

static GPtrArray *
findings_of (VostCueGrid *self, const VostCue *cue)
{
  return self->findings == NULL ? NULL : g_hash_table_lookup (self->findings, &cue->record.id);
}

/* As it is read in its language, on the side where that begins. */
static char *
one_line (GtkLabel *label, const VostTrack *track, const char *markup)
{
  char *plain = g_strdelimit (vost_markup_to_plain (markup), "\n", ' ');
  gboolean rtl = track != NULL && vost_language_is_rtl (track->language);
  g_autofree char *logical = rtl ? plain : NULL;

  gtk_label_set_xalign (label, rtl ? 1 : 0);
  return rtl ? vost_text_show_rtl (logical) : plain;
}

static void
set_speed (VostCueGrid *self, GtkLabel *label, const VostCue *cue, VostSpan span)
{
  double speed = vost_reading_speed (cue->text, vost_span_duration (span));
  g_autofree char *text = speed > 0 ? g_strdup_printf ("%.1f", speed) : g_strdup ("–");

  gtk_label_set_text (label, text);
  if (speed > vost_session_get_profile (self->session)->cps_max)
    gtk_widget_add_css_class (GTK_WIDGET (label), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (label), "error");
}

static void
set_target (VostCueGrid *self, GtkLabel *label, const VostCue *cue)
{
  const VostTrack *track = vost_session_track_record (self->session);
  g_autofree char *text = cue->text[0] != '\0' ? one_line (label, track, cue->text) : NULL;
  gboolean empty = text == NULL;

  gtk_label_set_text (label, empty ? cue->pair != VOST_ID_NONE ? _ ("not translated") : _ ("empty")
                                   : text);
  if (empty)
    gtk_widget_add_css_class (GTK_WIDGET (label), "untranslated");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (label), "untranslated");
}

static const char *
status_name (const char *status)
{
  if (g_str_equal (status, "draft"))
    return _ ("draft");
  if (g_str_equal (status, "reviewed"))
    return _ ("reviewed");
  if (g_str_equal (status, "approved"))
    return _ ("approved");
  return "";
}

/* The gravest, what to show of it in a narrow column, and all of them in a row for the tooltip. */
static const VostFinding *
sum_up (GPtrArray *findings, char **ret_short, char **ret_all)
{
  const VostFinding *worst = NULL;
  g_autoptr (GString) all = g_string_new (NULL);

  for (guint i = 0; findings != NULL && i < findings->len; i++)
    {
      const VostFinding *finding = g_ptr_array_index (findings, i);

      if (worst == NULL || finding->severity > worst->severity)
        worst = finding;
      g_string_append_printf (all, "%s%s", i > 0 ? "\n" : "", finding->message);
    }
  if (worst == NULL)
    return NULL;
  *ret_short = findings->len > 1
                   ? g_strdup_printf ("%s +%u", _ (worst->check->title), findings->len - 1)
                   : g_strdup (_ (worst->check->title));
  *ret_all = g_string_free (g_steal_pointer (&all), FALSE);
  return worst;
}

static void
set_state (VostCueGrid *self, GtkLabel *label, const VostCue *cue)
{
  g_autofree char *issues = NULL;
  g_autofree char *all = NULL;
  /* An empty translation says so in its own column. */
  const VostFinding *worst =
      cue->text[0] == '\0' ? NULL : sum_up (findings_of (self, cue), &issues, &all);
  const char *text = worst != NULL ? issues : status_name (cue->status);

  gtk_label_set_text (label, text);
  gtk_widget_set_visible (GTK_WIDGET (label), text[0] != '\0');
  gtk_widget_set_tooltip_text (GTK_WIDGET (label), all);
  gtk_widget_remove_css_class (GTK_WIDGET (label), "error");
  gtk_widget_remove_css_class (GTK_WIDGET (label), "warning");
  gtk_widget_remove_css_class (GTK_WIDGET (label), "success");
  if (worst != NULL)
    gtk_widget_add_css_class (GTK_WIDGET (label),
                              worst->severity == VOST_SEVERITY_ERROR ? "error" : "warning");
  else if (g_str_equal (cue->status, "approved"))
    gtk_widget_add_css_class (GTK_WIDGET (label), "success");
}

static const VostTrack *
source_track (VostCueGrid *self, const VostCue *pair)
{
  return vost_project_lookup (vost_session_get_project (self->session), pair->record.parent);
}

static void
fill_cell (VostCueGrid *self, GtkListItem *item)
{
  Column column = GPOINTER_TO_INT (g_object_get_data (G_OBJECT (item), "column"));
  GtkLabel *label = g_object_get_data (G_OBJECT (item), "label");
  VostItem *row = gtk_list_item_get_item (item);
  const VostCue *cue = row != NULL ? vost_item_get_record (row) : NULL;
  const VostCue *pair;
  VostSpan span;
  g_autofree char *text = NULL;

  if (cue == NULL)
    return;
  span = vost_project_cue_span (vost_session_get_project (self->session), cue);
  switch (column)
    {
    case COLUMN_NUMBER:
      text = g_strdup_printf (
          "%d",
          vost_project_index_of (vost_session_get_project (self->session), cue->record.id) + 1);
      break;
    case COLUMN_START:
      text = vost_time_format (span.start, 3);
      break;
    case COLUMN_END:
      text = vost_time_format (span.end, 3);
      break;
    case COLUMN_SOURCE:
      pair = paired (self, cue);
      text = pair != NULL ? one_line (label, source_track (self, pair), pair->text) : g_strdup ("");
      break;
    case COLUMN_SPEED:
      set_speed (self, label, cue, span);
      return;
    case COLUMN_TARGET:
      set_target (self, label, cue);
      return;
    default:
      set_state (self, label, cue);
      return;
    }
  gtk_label_set_text (label, text);
}

/* --- Cells --- */

static void
on_setup (GtkSignalListItemFactory *factory, GtkListItem *item, VostCueGrid *self)
{
  Column column = GPOINTER_TO_INT (g_object_get_data (G_OBJECT (factory), "column"));
  GtkWidget *label = gtk_label_new ("");

  gtk_label_set_xalign (GTK_LABEL (label),
                        column == COLUMN_NUMBER || column == COLUMN_SPEED ? 1 : 0);
  if (column == COLUMN_SOURCE || column == COLUMN_TARGET)
    gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  else if (column == COLUMN_STATE)
    {
      gtk_widget_add_css_class (label, "pill-label");
      gtk_widget_set_halign (label, GTK_ALIGN_START);
      gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
    }
  else
    gtk_widget_add_css_class (label, "numeric");
  g_object_set_data (G_OBJECT (item), "column", GINT_TO_POINTER (column));
  g_object_set_data (G_OBJECT (item), "label", label);
  gtk_list_item_set_child (item, label);
}

static void
on_bind (GtkSignalListItemFactory *factory, GtkListItem *item, VostCueGrid *self)
{
  g_hash_table_add (self->bound, item);
  fill_cell (self, item);
}

static void
on_unbind (GtkSignalListItemFactory *factory, GtkListItem *item, VostCueGrid *self)
{
  g_hash_table_remove (self->bound, item);
}

static void
refresh_bound (VostCueGrid *self)
{
  GHashTableIter iter;
  gpointer item;

  g_hash_table_iter_init (&iter, self->bound);
  while (g_hash_table_iter_next (&iter, &item, NULL))
    fill_cell (self, item);
}

static GtkColumnViewColumn *
add_column (VostCueGrid *self, Column column, const char *title, int width, gboolean expand)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  GtkColumnViewColumn *result;

  g_object_set_data (G_OBJECT (factory), "column", GINT_TO_POINTER (column));
  g_signal_connect_object (factory, "setup", G_CALLBACK (on_setup), self, 0);
  g_signal_connect_object (factory, "bind", G_CALLBACK (on_bind), self, 0);
  g_signal_connect_object (factory, "unbind", G_CALLBACK (on_unbind), self, 0);
  result = gtk_column_view_column_new (title, factory);
  if (width > 0)
    gtk_column_view_column_set_fixed_width (result, width);
  gtk_column_view_column_set_expand (result, expand);
  gtk_column_view_column_set_resizable (result, TRUE);
  gtk_column_view_append_column (self->view, result);
  g_object_unref (result);
  return result;
}

/* --- Filter --- */

static gboolean
contains_folded (const char *text, const char *folded)
{
  g_autofree char *fold = g_utf8_casefold (text, -1);

  return strstr (fold, folded) != NULL;
}

static gboolean
matches (gpointer object, gpointer data)
{
  VostCueGrid *self = data;
  const VostCue *cue = vost_item_get_record (object);
  const VostCue *pair;

  if (self->which == VOST_CUES_UNTRANSLATED && cue->text[0] != '\0')
    return FALSE;
  if (self->which == VOST_CUES_ISSUES && findings_of (self, cue) == NULL)
    return FALSE;
  if (self->search == NULL)
    return TRUE;
  pair = paired (self, cue);
  return contains_folded (cue->text, self->search) ||
         (pair != NULL && contains_folded (pair->text, self->search));
}

void
vost_cue_grid_set_filter (VostCueGrid *self, VostCueFilter filter, const char *search)
{
  self->which = filter;
  g_clear_pointer (&self->search, g_free);
  if (search != NULL && search[0] != '\0')
    self->search = g_utf8_casefold (search, -1);
  gtk_filter_changed (GTK_FILTER (self->filter), GTK_FILTER_CHANGE_DIFFERENT);
}

void
vost_cue_grid_set_findings (VostCueGrid *self, GHashTable *findings)
{
  self->findings = findings;
  refresh_bound (self);
  /* Rows do not vanish under the hand while their last issue is being mended: only when the filter
   * is chosen. */
}

/* --- Selection --- */

static guint
row_of (VostCueGrid *self, VostId id)
{
  GListModel *model = G_LIST_MODEL (self->filtered);
  guint n = g_list_model_get_n_items (model);
  int index = vost_project_index_of (vost_session_get_project (self->session), id);

  /* Without a filter rows are the document's; with one they are fewer and have to be looked
   * through. */
  if (index < 0)
    return GTK_INVALID_LIST_POSITION;
  for (guint row = MIN ((guint) index, n > 0 ? n - 1 : 0) + 1; row-- > 0 && row < n;)
    {
      g_autoptr (VostItem) item = g_list_model_get_item (model, row);

      if (vost_item_get_id (item) == id)
        return row;
    }
  return GTK_INVALID_LIST_POSITION;
}

static void
show_selection (VostCueGrid *self)
{
  VostId cue = vost_session_get_cue (self->session);
  guint row = cue == VOST_ID_NONE ? GTK_INVALID_LIST_POSITION : row_of (self, cue);

  if (row == GTK_INVALID_LIST_POSITION ||
      gtk_selection_model_is_selected (GTK_SELECTION_MODEL (self->selection), row))
    return;
  self->selecting = TRUE;
  gtk_selection_model_select_item (GTK_SELECTION_MODEL (self->selection), row, TRUE);
  self->selecting = FALSE;
  vost_column_view_scroll_to (self->view, row, FALSE);
}

static void
on_selection_changed (GtkSelectionModel *selection, guint position, guint n, VostCueGrid *self)
{
  if (self->selecting)
    return;
  for (guint row = position; row < position + n; row++)
    if (gtk_selection_model_is_selected (selection, row))
      {
        g_autoptr (VostItem) item = g_list_model_get_item (G_LIST_MODEL (selection), row);

        if (item != NULL && vost_item_get_id (item) != vost_session_get_cue (self->session))
          vost_session_set_cue (self->session, vost_item_get_id (item), TRUE);
        return;
      }
}

GArray *
vost_cue_grid_get_selection (VostCueGrid *self)
{
  GArray *ids = g_array_new (FALSE, FALSE, sizeof (VostId));
  g_autoptr (GtkBitset) rows =
      gtk_selection_model_get_selection (GTK_SELECTION_MODEL (self->selection));
  GtkBitsetIter iter;
  guint row;

  for (gboolean more = gtk_bitset_iter_init_first (&iter, rows, &row); more;
       more = gtk_bitset_iter_next (&iter, &row))
    {
      g_autoptr (VostItem) item = g_list_model_get_item (G_LIST_MODEL (self->selection), row);
      VostId id = vost_item_get_id (item);

      g_array_append_val (ids, id);
    }
  return ids;
}

/* --- Which track --- */

/* An empty list says what to do. */
static void
update_hint (VostCueGrid *self)
{
  GListModel *all = gtk_filter_list_model_get_model (self->filtered);
  gboolean any = all != NULL && g_list_model_get_n_items (all) > 0;
  g_autofree char *hold = vost_action_key_label ("subtitles.tap");
  g_autofree char *insert = vost_action_key_label ("subtitles.insert");
  /* Translators: both are names of keys. */
  g_autofree char *how = g_strdup_printf (
      _ ("Play the film and hold %s as long as somebody speaks: that makes a cue. %s makes one "
         "where the film stands."),
      hold, insert);

  gtk_label_set_text (self->hint, any ? _ ("No cue is like that") : how);
  gtk_widget_set_visible (GTK_WIDGET (self->hint),
                          all != NULL &&
                              g_list_model_get_n_items (G_LIST_MODEL (self->filtered)) == 0);
}

static void
show_track (VostCueGrid *self)
{
  VostProject *project = vost_session_get_project (self->session);
  const VostTrack *track = vost_session_track_record (self->session);
  const VostTrack *master = track != NULL ? vost_project_lookup (project, track->master) : NULL;
  g_autofree char *target = vost_language_name (track != NULL ? track->language : "");
  g_autofree char *source = vost_language_name (master != NULL ? master->language : "");

  gtk_filter_list_model_set_model (
      self->filtered,
      track != NULL ? vost_project_get_list (project, VOST_KIND_CUE, track->record.id) : NULL);
  gtk_column_view_column_set_title (self->target_column, target[0] != '\0' ? target : _ ("Text"));
  gtk_column_view_column_set_title (self->source_column, source[0] != '\0' ? source : _ ("Source"));
  gtk_column_view_column_set_visible (self->source_column, master != NULL);
  update_hint (self);
  show_selection (self);
}

static void
on_edited (VostCueGrid *self)
{
  refresh_bound (self);
}

static void
on_document_changed (VostCueGrid *self)
{
  gtk_filter_list_model_set_model (self->filtered, NULL);
  show_track (self);
}

void
vost_cue_grid_grab_focus (VostCueGrid *self)
{
  VostId cue = vost_session_get_cue (self->session);
  guint row = cue == VOST_ID_NONE ? 0 : row_of (self, cue);

  gtk_widget_grab_focus (GTK_WIDGET (self->view));
  if (row != GTK_INVALID_LIST_POSITION)
    vost_column_view_scroll_to (self->view, row, TRUE);
}

GtkWidget *
vost_cue_grid_new (VostSession *session)
{
  VostCueGrid *self = g_object_new (VOST_TYPE_CUE_GRID, NULL);

  g_set_object (&self->session, session);
  g_signal_connect_object (session, "notify::track", G_CALLBACK (show_track), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::cue", G_CALLBACK (show_selection), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "edited", G_CALLBACK (on_edited), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "document-changed", G_CALLBACK (on_document_changed), self,
                           G_CONNECT_SWAPPED);
  show_track (self);
  return GTK_WIDGET (self);
}

static void
vost_cue_grid_dispose (GObject *object)
{
  VostCueGrid *self = VOST_CUE_GRID (object);

  g_clear_pointer (&self->overlay, gtk_widget_unparent);
  g_clear_object (&self->selection);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (vost_cue_grid_parent_class)->dispose (object);
}

static void
vost_cue_grid_finalize (GObject *object)
{
  VostCueGrid *self = VOST_CUE_GRID (object);

  g_clear_pointer (&self->bound, g_hash_table_unref);
  g_clear_pointer (&self->search, g_free);
  G_OBJECT_CLASS (vost_cue_grid_parent_class)->finalize (object);
}

static void
vost_cue_grid_class_init (VostCueGridClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = vost_cue_grid_dispose;
  object_class->finalize = vost_cue_grid_finalize;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
vost_cue_grid_init (VostCueGrid *self)
{
  GtkWidget *scrolled;

  self->bound = g_hash_table_new (NULL, NULL);
  self->filter = gtk_custom_filter_new (matches, self, NULL);
  self->filtered = gtk_filter_list_model_new (NULL, GTK_FILTER (self->filter));
  self->selection = gtk_multi_selection_new (G_LIST_MODEL (self->filtered));
  g_signal_connect_object (self->selection, "selection-changed", G_CALLBACK (on_selection_changed),
                           self, 0);

  self->view =
      GTK_COLUMN_VIEW (gtk_column_view_new (GTK_SELECTION_MODEL (g_object_ref (self->selection))));
  gtk_widget_add_css_class (GTK_WIDGET (self->view), "cue-grid");
  gtk_column_view_set_show_row_separators (self->view, TRUE);
  vost_set_accessible_label (self->view, _ ("Cues"));
  add_column (self, COLUMN_NUMBER, _ ("#"), 56, FALSE);
  add_column (self, COLUMN_START, _ ("Start"), 112, FALSE);
  add_column (self, COLUMN_END, _ ("End"), 112, FALSE);
  add_column (self, COLUMN_SPEED, _ ("CPS"), 56, FALSE);
  self->source_column = add_column (self, COLUMN_SOURCE, _ ("Source"), 0, TRUE);
  self->target_column = add_column (self, COLUMN_TARGET, _ ("Text"), 0, TRUE);
  add_column (self, COLUMN_STATE, _ ("State"), 150, FALSE);

  scrolled = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), GTK_WIDGET (self->view));
  self->hint = GTK_LABEL (gtk_label_new (""));
  gtk_label_set_wrap (self->hint, TRUE);
  gtk_label_set_justify (self->hint, GTK_JUSTIFY_CENTER);
  gtk_label_set_max_width_chars (self->hint, 60);
  gtk_widget_set_margin_start (GTK_WIDGET (self->hint), 18);
  gtk_widget_set_margin_end (GTK_WIDGET (self->hint), 18);
  gtk_widget_set_halign (GTK_WIDGET (self->hint), GTK_ALIGN_CENTER);
  gtk_widget_set_valign (GTK_WIDGET (self->hint), GTK_ALIGN_CENTER);
  gtk_widget_set_can_target (GTK_WIDGET (self->hint), FALSE);
  gtk_widget_add_css_class (GTK_WIDGET (self->hint), "dim-label");
  self->overlay = gtk_overlay_new ();
  gtk_overlay_set_child (GTK_OVERLAY (self->overlay), scrolled);
  gtk_overlay_add_overlay (GTK_OVERLAY (self->overlay), GTK_WIDGET (self->hint));
  gtk_widget_set_parent (self->overlay, GTK_WIDGET (self));
  g_signal_connect_object (self->filtered, "items-changed", G_CALLBACK (update_hint), self,
                           G_CONNECT_SWAPPED);
}
