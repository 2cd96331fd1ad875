/* All that is said in the works: search it, select lines. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "transcript.h"

#include "vostok-config.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "compat.h"
#include "remix-text.h"

/* Speech that is cut off at its first sound hurts: so much is kept around it. */
#define BREATH (200 * VOST_MSECOND)

struct _VostTranscript
{
  GtkBox parent_instance;

  VostSession *session;
  GtkStack *screens; /* "none", "lines", "nothing" */
  GtkDropDown *language;
  GtkStringList *names;
  GStrv tags;
  GtkEditable *search;
  GtkLabel *found;
  GtkLabel *summary;
  GtkListView *view;
  GListStore *lists; /* of lists of cues: one a work */
  GtkFilterListModel *filtered;
  GtkCustomFilter *filter;
  GtkSelectionModel *selection;
  GHashTable *bound; /* GtkListItem* on screen: an edit refreshes just these */
  gunichar *needle;  /* (nullable) lower case, ends with 0 */
  gboolean several;  /* works: rows name theirs */
  gboolean updating; /* the drop-down is being filled, not used */
  gboolean stale;    /* words changed while nobody looked */
};

G_DEFINE_FINAL_TYPE (VostTranscript, vost_transcript, GTK_TYPE_BOX)

static guint changed_signal;

/* --- Searching --- */

/* Where the needle stands from @text on; letter by letter, so that positions are those of the text
 * itself. */
static const char *
find_needle (const char *text, const gunichar *needle, const char **ret_end)
{
  for (; *text != '\0'; text = g_utf8_next_char (text))
    {
      const char *at = text;
      guint i = 0;

      while (needle[i] != 0 && *at != '\0' && g_unichar_tolower (g_utf8_get_char (at)) == needle[i])
        {
          at = g_utf8_next_char (at);
          i++;
        }
      if (needle[i] == 0)
        {
          *ret_end = at;
          return text;
        }
    }
  return NULL;
}

static gunichar *
make_needle (const char *text)
{
  g_autofree char *stripped = g_strstrip (g_strdup (text));
  gunichar *needle = stripped[0] != '\0' ? g_utf8_to_ucs4_fast (stripped, -1, NULL) : NULL;

  for (guint i = 0; needle != NULL && needle[i] != 0; i++)
    needle[i] = g_unichar_tolower (needle[i]);
  return needle;
}

static gboolean
matches (gpointer object, gpointer data)
{
  VostTranscript *self = data;
  const VostCue *cue = vost_item_get_record (object);
  g_autofree char *line = NULL;
  const char *end;

  if (cue->text[0] == '\0' || self->needle == NULL)
    return cue->text[0] != '\0';
  line = vost_remix_line (cue->text);
  return find_needle (line, self->needle, &end) != NULL;
}

static void
highlight (VostTranscript *self, GtkLabel *label, const char *line)
{
  PangoAttrList *attributes = pango_attr_list_new ();
  const char *at = line;
  const char *end = line;

  while (self->needle != NULL && (at = find_needle (end, self->needle, &end)) != NULL)
    {
      PangoAttribute *marks[] = { pango_attr_background_new (0xf9f9, 0xf0f0, 0x6b6b),
                                  pango_attr_foreground_new (0, 0, 0) };

      for (guint i = 0; i < G_N_ELEMENTS (marks); i++)
        {
          marks[i]->start_index = (guint) (at - line);
          marks[i]->end_index = (guint) (end - line);
          pango_attr_list_insert (attributes, marks[i]);
        }
    }
  gtk_label_set_attributes (label, attributes);
  pango_attr_list_unref (attributes);
}

/* --- Rows --- */

static const VostSource *
source_of_cue (VostTranscript *self, const VostCue *cue)
{
  VostProject *project = vost_session_get_project (self->session);
  const VostTrack *track = vost_project_lookup (project, cue->record.parent);

  return track != NULL ? vost_project_lookup (project, track->source) : NULL;
}

static void
fill_row (VostTranscript *self, GtkListItem *item)
{
  GtkWidget *row = gtk_list_item_get_child (item);
  GtkLabel *time = GTK_LABEL (gtk_widget_get_first_child (row));
  GtkLabel *text = GTK_LABEL (gtk_widget_get_next_sibling (GTK_WIDGET (time)));
  GtkLabel *work = GTK_LABEL (gtk_widget_get_next_sibling (GTK_WIDGET (text)));
  VostItem *object = gtk_list_item_get_item (item);
  const VostCue *cue = object != NULL ? vost_item_get_record (object) : NULL;
  g_autofree char *start = NULL;
  g_autofree char *line = NULL;

  if (cue == NULL || self->session == NULL)
    return;
  start = vost_remix_time (
      vost_project_cue_span (vost_session_get_project (self->session), cue).start, 1);
  line = vost_remix_line (cue->text);
  gtk_label_set_text (time, start);
  gtk_label_set_text (text, line);
  gtk_widget_set_tooltip_text (GTK_WIDGET (text), line);
  highlight (self, text, line);
  gtk_widget_set_visible (GTK_WIDGET (work), self->several);
  if (self->several)
    {
      g_autofree char *title = vost_remix_source_title (source_of_cue (self, cue));

      gtk_label_set_text (work, title);
    }
}

static void
on_setup (GtkSignalListItemFactory *factory, GtkListItem *item, VostTranscript *self)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *time = gtk_label_new ("");
  GtkWidget *text = gtk_label_new ("");
  GtkWidget *work = gtk_label_new ("");

  gtk_label_set_xalign (GTK_LABEL (time), 1);
  gtk_label_set_width_chars (GTK_LABEL (time), 7);
  gtk_widget_add_css_class (time, "numeric");
  gtk_widget_add_css_class (time, "dim-label");
  gtk_label_set_xalign (GTK_LABEL (text), 0);
  gtk_label_set_ellipsize (GTK_LABEL (text), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (text, TRUE);
  gtk_label_set_ellipsize (GTK_LABEL (work), PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (GTK_LABEL (work), 14);
  gtk_widget_add_css_class (work, "dim-label");
  gtk_widget_add_css_class (work, "caption");
  gtk_box_append (GTK_BOX (row), time);
  gtk_box_append (GTK_BOX (row), text);
  gtk_box_append (GTK_BOX (row), work);
  gtk_list_item_set_child (item, row);
}

static void
on_bind (GtkSignalListItemFactory *factory, GtkListItem *item, VostTranscript *self)
{
  g_hash_table_add (self->bound, item);
  fill_row (self, item);
}

static void
on_unbind (GtkSignalListItemFactory *factory, GtkListItem *item, VostTranscript *self)
{
  g_hash_table_remove (self->bound, item);
}

static void
refresh_bound (VostTranscript *self)
{
  GHashTableIter iter;
  gpointer item;

  g_hash_table_iter_init (&iter, self->bound);
  while (g_hash_table_iter_next (&iter, &item, NULL))
    fill_row (self, item);
}

/* --- What is selected --- */

/* Breath as far as no other line begins or ends in it. */
static VostSpan
with_breath (VostTranscript *self,
             const VostSource *source,
             VostId track,
             int first,
             int last,
             VostSpan span)
{
  VostProject *project = vost_session_get_project (self->session);
  guint n = vost_project_get_n (project, VOST_KIND_CUE, track);
  VostSpan wide = { MAX (span.start - BREATH, 0), span.end + BREATH };

  if (first > 0)
    {
      VostTime end =
          vost_project_cue_span (
              project, vost_project_get_nth (project, VOST_KIND_CUE, track, (guint) first - 1))
              .end;

      if (end <= span.start)
        wide.start = MAX (wide.start, end);
    }
  if ((guint) last + 1 < n)
    {
      VostTime start =
          vost_project_cue_span (
              project, vost_project_get_nth (project, VOST_KIND_CUE, track, (guint) last + 1))
              .start;

      if (start >= span.end)
        wide.end = MIN (wide.end, start);
    }
  if (source->duration != VOST_TIME_NONE && source->duration > span.start)
    wide.end = MIN (wide.end, source->duration);
  return wide;
}

/* Between lines of one conversation; where nobody speaks for longer, something else goes on that
 * was not selected. */
#define LONGEST_PAUSE (3 * VOST_SECOND)

typedef struct
{
  VostId track;
  int first;
  int last;
  VostSpan span;
} Open; /* a run that may go on */

static void
finish_run (VostTranscript *self, const Open *open, GArray *runs)
{
  VostProject *project = vost_session_get_project (self->session);
  const VostTrack *track =
      open->track != VOST_ID_NONE ? vost_project_lookup (project, open->track) : NULL;
  const VostSource *source = track != NULL ? vost_project_lookup (project, track->source) : NULL;
  VostRun run;

  if (source == NULL || open->span.end <= open->span.start)
    return;
  run.source = source->record.id;
  run.lines = (guint) (open->last - open->first + 1);
  run.span = with_breath (self, source, open->track, open->first, open->last, open->span);
  g_array_append_val (runs, run);
}

GArray *
vost_transcript_get_runs (VostTranscript *self)
{
  VostProject *project = vost_session_get_project (self->session);
  g_autoptr (GtkBitset) chosen = gtk_selection_model_get_selection (self->selection);
  GArray *runs = g_array_new (FALSE, FALSE, sizeof (VostRun));
  Open open = { .track = VOST_ID_NONE };
  GtkBitsetIter iter;
  guint position;

  for (gboolean more = gtk_bitset_iter_init_first (&iter, chosen, &position); more;
       more = gtk_bitset_iter_next (&iter, &position))
    {
      g_autoptr (VostItem) item = g_list_model_get_item (G_LIST_MODEL (self->selection), position);
      const VostCue *cue = vost_item_get_record (item);
      VostSpan span = vost_project_cue_span (project, cue);
      int index = vost_project_index_of (project, cue->record.id);

      if (span.start == VOST_TIME_NONE)
        continue;
      if (cue->record.parent == open.track && index == open.last + 1 &&
          span.start - open.span.end <= LONGEST_PAUSE)
        {
          open.last = index;
          open.span.end = MAX (open.span.end, span.end);
          continue;
        }
      finish_run (self, &open, runs);
      open = (Open){ cue->record.parent, index, index, span };
    }
  finish_run (self, &open, runs);
  return runs;
}

static void
update_summary (VostTranscript *self)
{
  g_autoptr (GArray) runs = vost_transcript_get_runs (self);
  g_autofree char *text = NULL;
  guint lines = 0;
  VostTime length = 0;

  for (guint i = 0; i < runs->len; i++)
    {
      const VostRun *run = &g_array_index (runs, VostRun, i);

      lines += run->lines;
      length += vost_span_duration (run->span);
    }
  if (lines > 0)
    {
      g_autofree char *seconds = vost_remix_seconds (length);
      g_autofree char *count = g_strdup_printf (ngettext ("%u line", "%u lines", lines), lines);

      text = g_strdup_printf ("%s · %s", count, seconds);
    }
  gtk_label_set_text (self->summary, text != NULL ? text : _ ("No lines selected"));
  g_signal_emit (self, changed_signal, 0);
}

static void
update_found (VostTranscript *self)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->filtered));
  g_autofree char *text = NULL;

  if (self->needle != NULL)
    text = g_strdup_printf (ngettext ("%u found", "%u found", n), n);
  gtk_label_set_text (self->found, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->found), text != NULL);
  if (g_list_model_get_n_items (G_LIST_MODEL (self->lists)) == 0)
    gtk_stack_set_visible_child_name (self->screens, "none");
  else
    gtk_stack_set_visible_child_name (self->screens,
                                      n == 0 && self->needle != NULL ? "nothing" : "lines");
}

/* --- Which tracks --- */

static const char *
chosen_language (VostTranscript *self)
{
  guint index = gtk_drop_down_get_selected (self->language);

  return self->tags != NULL && index < g_strv_length (self->tags) ? self->tags[index] : NULL;
}

/* Each work's own track in the language. */
static void
collect_lists (VostTranscript *self)
{
  VostProject *project = vost_session_get_project (self->session);
  const char *language = chosen_language (self);
  guint n = vost_project_get_n (project, VOST_KIND_TRACK, VOST_ID_NONE);
  g_autoptr (GPtrArray) wanted = g_ptr_array_new ();
  g_autoptr (GHashTable) seen = g_hash_table_new (g_int64_hash, g_int64_equal);
  gboolean same;

  for (guint i = 0; i < n && language != NULL; i++)
    {
      const VostTrack *track = vost_project_get_nth (project, VOST_KIND_TRACK, VOST_ID_NONE, i);

      if (track->source != VOST_ID_NONE && g_str_equal (track->language, language) &&
          g_hash_table_add (seen, (gpointer) &track->source))
        g_ptr_array_add (wanted, vost_project_get_list (project, VOST_KIND_CUE, track->record.id));
    }
  self->several = wanted->len > 1;
  same = wanted->len == g_list_model_get_n_items (G_LIST_MODEL (self->lists));
  for (guint i = 0; same && i < wanted->len; i++)
    {
      g_autoptr (GObject) there = g_list_model_get_item (G_LIST_MODEL (self->lists), i);

      same = (gpointer) there == wanted->pdata[i];
    }
  if (!same)
    g_list_store_splice (self->lists, 0, g_list_model_get_n_items (G_LIST_MODEL (self->lists)),
                         wanted->pdata, wanted->len);
  refresh_bound (self);
  update_found (self);
}

static GStrv
list_languages (VostTranscript *self)
{
  VostProject *project = vost_session_get_project (self->session);
  guint n = vost_project_get_n (project, VOST_KIND_TRACK, VOST_ID_NONE);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < n; i++)
    {
      const VostTrack *track = vost_project_get_nth (project, VOST_KIND_TRACK, VOST_ID_NONE, i);

      if (track->source != VOST_ID_NONE && g_hash_table_add (seen, track->language))
        g_strv_builder_add (builder, track->language);
    }
  return g_strv_builder_end (builder);
}

static void
update_tracks (VostTranscript *self)
{
  g_auto (GStrv) tags = list_languages (self);

  if (self->tags == NULL ||
      !g_strv_equal ((const char *const *) tags, (const char *const *) self->tags))
    {
      g_autofree char *before = g_strdup (chosen_language (self));
      guint chosen = 0;

      self->updating = TRUE;
      gtk_string_list_splice (self->names, 0, g_list_model_get_n_items (G_LIST_MODEL (self->names)),
                              NULL);
      for (guint i = 0; tags[i] != NULL; i++)
        {
          g_autofree char *name = vost_language_name (tags[i]);

          gtk_string_list_append (self->names, name[0] != '\0' ? name : _ ("Language unknown"));
          if (g_strcmp0 (tags[i], before) == 0)
            chosen = i;
        }
      g_strfreev (self->tags);
      self->tags = g_steal_pointer (&tags);
      gtk_drop_down_set_selected (self->language, chosen);
      self->updating = FALSE;
      gtk_widget_set_visible (GTK_WIDGET (self->language), g_strv_length (self->tags) > 1);
    }
  collect_lists (self);
}

static void
on_language (VostTranscript *self)
{
  if (!self->updating)
    collect_lists (self);
}

static void
on_search (VostTranscript *self)
{
  g_free (self->needle);
  self->needle = make_needle (gtk_editable_get_text (self->search));
  gtk_filter_changed (GTK_FILTER (self->filter), GTK_FILTER_CHANGE_DIFFERENT);
  refresh_bound (self);
  update_found (self);
}

static void
on_edited (VostSession *session, VostEdit *edit, VostTranscript *self)
{
  gboolean tracks = FALSE;
  gboolean cues = FALSE;

  for (guint i = 0; i < vost_edit_get_n_ops (edit); i++)
    {
      const VostOp *op = vost_edit_get_op (edit, i);
      const VostRecord *record = op->after != NULL ? op->after : op->before;

      tracks = tracks || record->kind == VOST_KIND_TRACK || record->kind == VOST_KIND_SOURCE;
      cues = cues || record->kind == VOST_KIND_CUE;
    }
  if (tracks)
    update_tracks (self);
  if (cues && gtk_widget_get_mapped (GTK_WIDGET (self)))
    refresh_bound (self);
  else if (cues)
    self->stale = TRUE;
}

static void
on_document (VostTranscript *self)
{
  update_tracks (self);
  update_summary (self);
}

static void
on_map (VostTranscript *self)
{
  if (self->stale)
    {
      gtk_filter_changed (GTK_FILTER (self->filter), GTK_FILTER_CHANGE_DIFFERENT);
      refresh_bound (self);
    }
  self->stale = FALSE;
}

static void
on_activate (GtkListView *view, guint position, VostTranscript *self)
{
  gtk_selection_model_select_item (self->selection, position, TRUE);
  gtk_widget_activate_action (GTK_WIDGET (self), "remix.play-lines", NULL);
}

/* --- Building --- */

static GtkWidget *
make_top (VostTranscript *self)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *search = gtk_search_entry_new ();

  gtk_widget_add_css_class (row, "toolbar-row");
  self->search = GTK_EDITABLE (search);
  g_object_set (search, "placeholder-text", _ ("Search what is said"), NULL);
  gtk_editable_set_width_chars (self->search, 10);
  gtk_widget_set_hexpand (search, TRUE);
  vost_set_accessible_label (search, _ ("Search what is said"));
  g_signal_connect_object (search, "search-changed", G_CALLBACK (on_search), self,
                           G_CONNECT_SWAPPED);
  self->found = GTK_LABEL (gtk_label_new (""));
  gtk_widget_add_css_class (GTK_WIDGET (self->found), "dim-label");
  gtk_widget_add_css_class (GTK_WIDGET (self->found), "numeric");
  self->names = gtk_string_list_new (NULL);
  self->language = GTK_DROP_DOWN (gtk_drop_down_new (G_LIST_MODEL (self->names), NULL));
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->language), _ ("Language of the transcript"));
  vost_set_accessible_label (self->language, _ ("Language of the transcript"));
  g_signal_connect_object (self->language, "notify::selected", G_CALLBACK (on_language), self,
                           G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (row), search);
  gtk_box_append (GTK_BOX (row), GTK_WIDGET (self->found));
  gtk_box_append (GTK_BOX (row), GTK_WIDGET (self->language));
  return row;
}

static GtkWidget *
make_button (const char *label, const char *action, gboolean suggested)
{
  GtkWidget *button = vost_button_new (label);

  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  if (suggested)
    gtk_widget_add_css_class (button, "suggested-action");
  return button;
}

static GtkWidget *
make_bottom (VostTranscript *self)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  gtk_widget_add_css_class (row, "toolbar-row");
  self->summary = GTK_LABEL (gtk_label_new (""));
  gtk_label_set_xalign (self->summary, 0);
  gtk_label_set_ellipsize (self->summary, PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (GTK_WIDGET (self->summary), TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (self->summary), "dim-label");
  gtk_widget_add_css_class (GTK_WIDGET (self->summary), "numeric");
  gtk_box_append (GTK_BOX (row), GTK_WIDGET (self->summary));
  gtk_box_append (GTK_BOX (row), make_button (_ ("_Play"), "remix.play-lines", FALSE));
  gtk_box_append (GTK_BOX (row), make_button (_ ("_Add to Remix"), "remix.add", TRUE));
  return row;
}

static GtkWidget *
make_list (VostTranscript *self)
{
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  GtkFlattenListModel *flat;

  self->lists = g_list_store_new (G_TYPE_LIST_MODEL);
  self->filter = gtk_custom_filter_new (matches, self, NULL);
  flat = gtk_flatten_list_model_new (g_object_ref (G_LIST_MODEL (self->lists)));
  self->filtered =
      gtk_filter_list_model_new (G_LIST_MODEL (flat), g_object_ref (GTK_FILTER (self->filter)));
  gtk_filter_list_model_set_incremental (self->filtered, TRUE);
  self->selection =
      GTK_SELECTION_MODEL (gtk_multi_selection_new (g_object_ref (G_LIST_MODEL (self->filtered))));
  g_signal_connect_object (self->selection, "selection-changed", G_CALLBACK (update_summary), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->filtered, "items-changed", G_CALLBACK (update_found), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (factory, "setup", G_CALLBACK (on_setup), self, 0);
  g_signal_connect_object (factory, "bind", G_CALLBACK (on_bind), self, 0);
  g_signal_connect_object (factory, "unbind", G_CALLBACK (on_unbind), self, 0);
  self->view = GTK_LIST_VIEW (gtk_list_view_new (g_object_ref (self->selection), factory));
  gtk_widget_add_css_class (GTK_WIDGET (self->view), "transcript");
  vost_set_accessible_label (self->view, _ ("Transcript"));
  g_signal_connect_object (self->view, "activate", G_CALLBACK (on_activate), self, 0);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), GTK_WIDGET (self->view));
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  return scrolled;
}

static GtkWidget *
make_status (const char *icon, const char *title, const char *text, gboolean button)
{
  GtkWidget *page = adw_status_page_new ();

  adw_status_page_set_icon_name (ADW_STATUS_PAGE (page), icon);
  adw_status_page_set_title (ADW_STATUS_PAGE (page), title);
  adw_status_page_set_description (ADW_STATUS_PAGE (page), text);
  gtk_widget_add_css_class (page, "compact");
  if (button)
    {
      GtkWidget *add = make_button (_ ("Add _Subtitles…"), "win.add-subtitles", FALSE);

      gtk_widget_set_halign (add, GTK_ALIGN_CENTER);
      gtk_widget_add_css_class (add, "pill");
      adw_status_page_set_child (ADW_STATUS_PAGE (page), add);
    }
  return page;
}

GtkWidget *
vost_transcript_new (VostSession *session)
{
  VostTranscript *self =
      g_object_new (VOST_TYPE_TRANSCRIPT, "orientation", GTK_ORIENTATION_VERTICAL, NULL);

  g_set_object (&self->session, session);
  self->screens = GTK_STACK (gtk_stack_new ());
  gtk_widget_set_vexpand (GTK_WIDGET (self->screens), TRUE);
  gtk_box_append (GTK_BOX (self), make_top (self));
  gtk_box_append (GTK_BOX (self), GTK_WIDGET (self->screens));
  gtk_box_append (GTK_BOX (self), make_bottom (self));
  gtk_stack_add_named (self->screens, make_list (self), "lines");
  gtk_stack_add_named (
      self->screens,
      make_status ("media-view-subtitles-symbolic", _ ("No Subtitles"),
                   _ ("With subtitles you can search what is said and remix by the words. Without "
                      "them, mark what you want under Picture."),
                   TRUE),
      "none");
  gtk_stack_add_named (self->screens,
                       make_status ("edit-find-symbolic", _ ("Nothing Found"),
                                    _ ("Nobody says that. Try another word."), FALSE),
                       "nothing");
  g_signal_connect_object (session, "edited", G_CALLBACK (on_edited), self, 0);
  g_signal_connect_object (session, "document-changed", G_CALLBACK (on_document), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect (self, "map", G_CALLBACK (on_map), NULL);
  on_document (self);
  return GTK_WIDGET (self);
}

void
vost_transcript_focus_search (VostTranscript *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self->search));
  gtk_editable_select_region (self->search, 0, -1);
}

static void
vost_transcript_dispose (GObject *object)
{
  VostTranscript *self = VOST_TRANSCRIPT (object);

  /* The filter may outlive this widget by an idle; it must not look at it then. */
  if (self->filter != NULL)
    gtk_custom_filter_set_filter_func (self->filter, NULL, NULL, NULL);
  g_clear_object (&self->filter);
  g_clear_object (&self->selection);
  g_clear_object (&self->filtered);
  g_clear_object (&self->lists);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (vost_transcript_parent_class)->dispose (object);
}

static void
vost_transcript_finalize (GObject *object)
{
  VostTranscript *self = VOST_TRANSCRIPT (object);

  g_strfreev (self->tags);
  g_free (self->needle);
  g_hash_table_unref (self->bound);
  G_OBJECT_CLASS (vost_transcript_parent_class)->finalize (object);
}

static void
vost_transcript_class_init (VostTranscriptClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = vost_transcript_dispose;
  G_OBJECT_CLASS (klass)->finalize = vost_transcript_finalize;
  changed_signal = g_signal_new ("selection-changed", VOST_TYPE_TRANSCRIPT, G_SIGNAL_RUN_LAST, 0,
                                 NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
vost_transcript_init (VostTranscript *self)
{
  self->bound = g_hash_table_new (NULL, NULL);
}
