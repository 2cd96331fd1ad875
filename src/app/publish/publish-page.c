/* The Publish page: targets, use, credits as they will appear, verdict. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "publish-private.h"

#include "vostok-config.h"

#include <glib/gi18n.h>

#include <vostok/core/rights/attribution.h>
#include <vostok/core/timeline.h>

#include "compat.h"
#include "licence-chip.h"
#include "remix-text.h"

G_DEFINE_FINAL_TYPE (VostPublishPage, vost_publish_page, ADW_TYPE_BIN);

static const char *const uses[] = { "private", "class", "free", "cost-recovery", "ads", "sold" };

VostMaking
vost_publish_page_get_making (VostPublishPage *self)
{
  return vost_session_get_making (self->session) == VOST_MAKING_REMIX &&
                 adw_combo_row_get_selected (self->making) == 0
             ? VOST_MAKING_REMIX
             : VOST_MAKING_SUBTITLED;
}

/* --- From the document --- */

static gboolean
any_on (VostPublishPage *self)
{
  for (guint i = 0; i < self->rows->len; i++)
    if (vost_target_row_is_on (self->rows->pdata[i]))
      return TRUE;
  return FALSE;
}

void
vost_publish_page_update_button (VostPublishPage *self)
{
  gtk_widget_set_sensitive (GTK_WIDGET (self->publish), self->job == NULL && any_on (self));
}

static void
collect_languages (VostPublishPage *self)
{
  VostSnapshot *snapshot = vost_session_get_snapshot (self->session);
  g_autoptr (GPtrArray) tags = g_ptr_array_new ();

  g_clear_pointer (&self->languages, g_strfreev);
  if (vost_publish_page_get_making (self) == VOST_MAKING_REMIX)
    {
      self->languages = vost_timeline_languages (snapshot);
      return;
    }
  for (guint i = 0; i < vost_snapshot_get_n (snapshot, VOST_KIND_TRACK); i++)
    {
      const VostTrack *track = vost_snapshot_track (snapshot, i);

      if (track->source == vost_session_get_source (self->session))
        g_ptr_array_add (tags, g_strdup (track->language));
    }
  g_ptr_array_add (tags, NULL);
  self->languages = (char **) g_ptr_array_free (g_steal_pointer (&tags), FALSE);
}

static void
update_languages (VostPublishPage *self)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  guint selected = adw_combo_row_get_selected (self->burn);

  collect_languages (self);
  gtk_string_list_append (names, _ ("Can be switched on"));
  for (guint i = 0; self->languages[i] != NULL; i++)
    {
      g_autofree char *name = vost_language_name (self->languages[i]);
      g_autofree char *text = g_strdup_printf (_ ("Drawn into the picture: %s"), name);

      gtk_string_list_append (names, text);
    }
  adw_combo_row_set_model (self->burn, G_LIST_MODEL (names));
  adw_combo_row_set_selected (self->burn,
                              selected <= g_strv_length (self->languages) ? selected : 0);
}

/* Mostly music that was meant to end with the picture; a choice, so it hinders nothing. */
static void
update_black (VostPublishPage *self, VostTime black)
{
  g_autofree char *length = vost_remix_seconds (black);
  /* Translators: %s is a length of time, as “5.1 s”. */
  g_autofree char *text =
      g_strdup_printf (_ ("The last %s are black: there is sound and no picture."), length);

  gtk_label_set_text (self->black, text);
  gtk_widget_set_visible (GTK_WIDGET (self->black), black > 0);
}

/* As the credits call it; what may not be shared has none. */
char *
vost_publish_page_dup_title (VostPublishPage *self, const VostAttribution *attribution)
{
  VostSnapshot *snapshot = vost_session_get_snapshot (self->session);
  const VostSource *source = vost_session_source_record (self->session);
  const char *own = vost_snapshot_get_info (snapshot)->title;
  g_autoptr (GPtrArray) works = NULL;

  if (attribution != NULL)
    return g_strdup (attribution->title);
  if (vost_publish_page_get_making (self) != VOST_MAKING_REMIX)
    return g_strdup (source != NULL ? source->title : "");
  works = vost_timeline_uses (snapshot);
  return g_strdup (own[0] != '\0'   ? own
                   : works->len > 0 ? ((const VostUse *) works->pdata[0])->source->title
                                    : "");
}

static void
update_heading (VostPublishPage *self, const VostAttribution *attribution)
{
  VostSnapshot *snapshot = vost_session_get_snapshot (self->session);
  gboolean remix = vost_publish_page_get_making (self) == VOST_MAKING_REMIX;
  const VostSource *source = vost_session_source_record (self->session);
  g_autofree char *title = vost_publish_page_dup_title (self, attribution);
  VostTime duration = remix ? vost_timeline_duration (snapshot)
                      : source != NULL && source->duration != VOST_TIME_NONE ? source->duration
                                                                             : 0;
  g_autofree char *time = vost_time_format (duration, 1);
  guint n = g_strv_length (self->languages);
  g_autofree char *languages = g_strdup_printf (ngettext ("%u language", "%u languages", n), n);
  g_autofree char *facts = g_strdup_printf (
      "%s · %s · %s", remix ? _ ("remix") : _ ("film with subtitles"), time, languages);
  g_autofree char *head = NULL;

  head = g_strdup_printf (_ ("Publish “%s”"), title);
  gtk_label_set_text (self->heading, head);
  gtk_label_set_text (self->facts, facts);
  update_black (self, remix ? vost_timeline_on_black (snapshot) : 0);
}

static void
add_card_line (VostPublishPage *self, const char *text, gboolean title)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_justify (GTK_LABEL (label), GTK_JUSTIFY_CENTER);
  if (title)
    gtk_widget_add_css_class (label, "title-3");
  gtk_box_append (self->card, label);
}

static void
update_card (VostPublishPage *self, const VostAttribution *attribution)
{
  g_auto (GStrv) lines = attribution != NULL ? vost_attribution_to_card (attribution) : NULL;
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->card))) != NULL)
    gtk_box_remove (self->card, child);
  gtk_widget_set_visible (GTK_WIDGET (self->card), lines != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->card_note), lines != NULL);
  gtk_widget_set_visible (self->card_heading, lines != NULL);
  for (guint i = 0; lines != NULL && lines[i] != NULL; i++)
    add_card_line (self, lines[i], i == 0);
}

static gboolean
update_now (gpointer data)
{
  VostPublishPage *self = data;
  const VostProjectRecord *info = vost_project_get_info (vost_session_get_project (self->session));

  g_autoptr (VostAttribution) attribution = NULL;

  self->update_source = 0;
  if (!vost_session_is_open (self->session))
    return G_SOURCE_REMOVE;
  self->updating = TRUE;
  gtk_widget_set_visible (GTK_WIDGET (self->making),
                          vost_session_get_making (self->session) == VOST_MAKING_REMIX);
  update_languages (self);
  attribution = vost_attribution_for_project (vost_session_get_snapshot (self->session),
                                              vost_publish_page_get_making (self),
                                              vost_session_get_source (self->session), NULL);
  update_heading (self, attribution);
  for (guint i = 0; i < G_N_ELEMENTS (uses); i++)
    if (g_str_equal (uses[i], info->use[0] != '\0' ? info->use : "free"))
      adw_combo_row_set_selected (self->use, i);
  adw_bin_set_child (self->verdict_slot,
                     vost_verdict_view_new (self->session, vost_publish_page_get_making (self)));
  update_card (self, attribution);
  vost_publish_page_update_credits (self);
  vost_publish_page_update_button (self);
  self->updating = FALSE;
  return G_SOURCE_REMOVE;
}

/* Hidden most of the time: what it shows is made after the edit, and only when it can be seen. */
static void
update_soon (VostPublishPage *self)
{
  if (self->update_source == 0 && gtk_widget_get_mapped (GTK_WIDGET (self)))
    self->update_source = g_idle_add (update_now, self);
}

static void
on_document (VostPublishPage *self)
{
  vost_publish_page_cancel_all (self);
  for (guint i = 0; i < self->rows->len; i++)
    vost_target_row_show_idle (self->rows->pdata[i]);
  update_soon (self);
}

/* --- The hand --- */

static void
on_use (VostPublishPage *self)
{
  VostProject *project = vost_session_get_project (self->session);
  const VostProjectRecord *before = vost_project_get_info (project);
  guint index = adw_combo_row_get_selected (self->use);
  g_autoptr (VostProjectRecord) after = NULL;
  VostEdit *edit;

  if (self->updating || index >= G_N_ELEMENTS (uses))
    return;
  after = vost_record_copy (before);
  vost_set_string (&after->use, uses[index]);
  edit = vost_edit_new (_ ("Change the use"), NULL);
  vost_edit_change (edit, before, after);
  vost_session_push (self->session, edit);
}

static void
on_option (VostPublishPage *self)
{
  if (!self->updating)
    update_soon (self);
}

static void
show_folder (VostPublishPage *self)
{
  g_autofree char *folder = vost_publish_page_get_folder (self);
  g_autofree char *text = g_strdup_printf (_ ("To: %s"), folder);

  gtk_label_set_text (self->folder, text);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->folder), folder);
}

static void
on_folder_chosen (const char *path, gpointer data)
{
  VostPublishPage *self = data;

  if (path != NULL)
    g_settings_set_string (vost_session_get_settings (self->session), "publish-folder", path);
  show_folder (self);
}

static void
on_choose_folder (VostPublishPage *self)
{
  vost_choose_folder (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))),
                      _ ("Folder for Releases"), on_folder_chosen, self, NULL);
}

static void
on_row_cancel (VostTargetRow *row, VostPublishPage *self)
{
  if (row == self->running && self->job != NULL)
    vost_job_cancel (self->job);
}

static void
action_publish (GtkWidget *widget, const char *name, GVariant *parameter)
{
  VostPublishPage *self = VOST_PUBLISH_PAGE (widget);

  if (self->job == NULL && any_on (self))
    vost_publish_page_start (self);
}

/* --- Building --- */

static GtkWidget *
make_targets (VostPublishPage *self)
{
  GtkWidget *group = adw_preferences_group_new ();

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), _ ("Where"));
  for (guint i = 0; vost_target_list[i] != NULL; i++)
    {
      GtkWidget *row = vost_target_row_new (vost_target_list[i]);

      g_signal_connect_object (row, "cancel", G_CALLBACK (on_row_cancel), self, 0);
      g_signal_connect_object (row, "switched", G_CALLBACK (vost_publish_page_update_button), self,
                               G_CONNECT_SWAPPED);
      g_ptr_array_add (self->rows, row);
      adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), row);
    }
  return group;
}

static AdwComboRow *
make_combo (AdwPreferencesGroup *group, const char *title, const char *const *names)
{
  GtkWidget *row = adw_combo_row_new ();
  g_autoptr (GtkStringList) list = gtk_string_list_new (names);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  vost_combo_row_show_whole (ADW_COMBO_ROW (row));
  adw_combo_row_set_model (ADW_COMBO_ROW (row), G_LIST_MODEL (list));
  adw_preferences_group_add (group, row);
  return ADW_COMBO_ROW (row);
}

static GtkWidget *
make_options (VostPublishPage *self)
{
  const char *makings[] = { _ ("The remix"), _ ("The film with its subtitles"), NULL };
  const char *none[] = { _ ("Can be switched on"), NULL };
  const char *qualities[] = { _ ("Small file"), _ ("Balanced"), _ ("Best picture"), NULL };
  const char *use_names[] = { _ ("For myself"),
                              _ ("In a class"),
                              _ ("Public, free of charge"),
                              _ ("Public, asking for the costs"),
                              _ ("With advertising"),
                              _ ("Sold, or for a client"),
                              NULL };
  AdwPreferencesGroup *group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());

  adw_preferences_group_set_title (group, _ ("How"));
  self->making = make_combo (group, _ ("What"), makings);
  self->use = make_combo (group, _ ("For what use"), use_names);
  self->burn = make_combo (group, _ ("Subtitles"), none);
  self->quality = make_combo (group, _ ("Quality"), qualities);
  adw_combo_row_set_selected (self->quality, 1);
  g_signal_connect_swapped (self->making, "notify::selected", G_CALLBACK (on_option), self);
  g_signal_connect_swapped (self->use, "notify::selected", G_CALLBACK (on_use), self);
  return GTK_WIDGET (group);
}

/* Where to and go: always in sight, however long the page is. */
static GtkWidget *
make_bar (VostPublishPage *self)
{
  GtkWidget *bar = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *choose = vost_button_new (_ ("_Choose…"));

  self->folder = GTK_LABEL (gtk_label_new (""));
  gtk_label_set_ellipsize (self->folder, PANGO_ELLIPSIZE_MIDDLE);
  gtk_label_set_xalign (self->folder, 0);
  gtk_widget_add_css_class (GTK_WIDGET (self->folder), "dim-label");
  gtk_widget_set_tooltip_text (choose, _ ("Choose the folder for releases"));
  g_signal_connect_swapped (choose, "clicked", G_CALLBACK (on_choose_folder), self);
  self->publish = GTK_BUTTON (vost_button_new (_ ("_Publish")));
  gtk_widget_add_css_class (GTK_WIDGET (self->publish), "suggested-action");
  gtk_widget_set_halign (GTK_WIDGET (self->publish), GTK_ALIGN_END);
  gtk_widget_set_hexpand (GTK_WIDGET (self->publish), TRUE);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->publish), "publish.publish");
  gtk_box_append (GTK_BOX (bar), GTK_WIDGET (self->folder));
  gtk_box_append (GTK_BOX (bar), choose);
  gtk_box_append (GTK_BOX (bar), GTK_WIDGET (self->publish));
  gtk_widget_set_margin_top (bar, 9);
  gtk_widget_set_margin_bottom (bar, 9);
  gtk_widget_set_margin_start (bar, 18);
  gtk_widget_set_margin_end (bar, 18);
  show_folder (self);
  return bar;
}

static GtkWidget *
clamp (GtkWidget *child)
{
  GtkWidget *bin = adw_clamp_new ();

  adw_clamp_set_maximum_size (ADW_CLAMP (bin), 760);
  adw_clamp_set_child (ADW_CLAMP (bin), child);
  return bin;
}

static GtkWidget *
make_main (VostPublishPage *self)
{
  GtkWidget *all = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 18);
  GtkWidget *scrolled = gtk_scrolled_window_new ();

  self->heading = GTK_LABEL (gtk_label_new (""));
  gtk_widget_add_css_class (GTK_WIDGET (self->heading), "title-1");
  gtk_label_set_xalign (self->heading, 0);
  gtk_label_set_ellipsize (self->heading, PANGO_ELLIPSIZE_END);
  self->facts = GTK_LABEL (gtk_label_new (""));
  gtk_widget_add_css_class (GTK_WIDGET (self->facts), "dim-label");
  gtk_label_set_xalign (self->facts, 0);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->heading));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->facts));
  self->black = GTK_LABEL (gtk_label_new (""));
  gtk_widget_add_css_class (GTK_WIDGET (self->black), "warning");
  gtk_label_set_xalign (self->black, 0);
  gtk_label_set_wrap (self->black, TRUE);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->black));
  gtk_box_append (GTK_BOX (box), make_targets (self));
  gtk_box_append (GTK_BOX (box), make_options (self));
  gtk_box_append (GTK_BOX (box), vost_publish_page_make_credits (self));
  gtk_widget_set_margin_top (box, 24);
  gtk_widget_set_margin_bottom (box, 24);
  gtk_widget_set_margin_start (box, 18);
  gtk_widget_set_margin_end (box, 18);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), clamp (box));
  gtk_widget_set_vexpand (scrolled, TRUE);
  gtk_widget_set_hexpand (all, TRUE);
  gtk_box_append (GTK_BOX (all), scrolled);
  gtk_box_append (GTK_BOX (all), gtk_separator_new (GTK_ORIENTATION_HORIZONTAL));
  gtk_box_append (GTK_BOX (all), clamp (make_bar (self)));
  return all;
}

static GtkWidget *
make_side_heading (const char *text)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "heading");
  return label;
}

static GtkWidget *
make_side (VostPublishPage *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  GtkWidget *scrolled = gtk_scrolled_window_new ();

  self->verdict_slot = ADW_BIN (adw_bin_new ());
  self->card = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 4));
  gtk_widget_add_css_class (GTK_WIDGET (self->card), "credits-card");
  self->card_note = GTK_LABEL (
      gtk_label_new (_ ("Written into the picture, the file and a text file beside it.")));
  gtk_label_set_wrap (self->card_note, TRUE);
  gtk_label_set_xalign (self->card_note, 0);
  gtk_widget_add_css_class (GTK_WIDGET (self->card_note), "dim-label");
  gtk_box_append (GTK_BOX (box), make_side_heading (_ ("Licence")));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->verdict_slot));
  self->card_heading = make_side_heading (_ ("Credits, as they will appear"));
  gtk_box_append (GTK_BOX (box), self->card_heading);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->card));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->card_note));
  gtk_widget_set_margin_top (box, 24);
  gtk_widget_set_margin_bottom (box, 24);
  gtk_widget_set_margin_start (box, 18);
  gtk_widget_set_margin_end (box, 18);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), box);
  gtk_widget_set_size_request (scrolled, 340, -1);
  return scrolled;
}

GtkWidget *
vost_publish_page_new (VostSession *session)
{
  VostPublishPage *self = g_object_new (VOST_TYPE_PUBLISH_PAGE, NULL);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

  g_set_object (&self->session, session);
  gtk_box_append (GTK_BOX (box), make_main (self));
  gtk_box_append (GTK_BOX (box), gtk_separator_new (GTK_ORIENTATION_VERTICAL));
  gtk_box_append (GTK_BOX (box), make_side (self));
  adw_bin_set_child (ADW_BIN (self), box);
  g_signal_connect_object (session, "edited", G_CALLBACK (update_soon), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "document-changed", G_CALLBACK (on_document), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::source", G_CALLBACK (update_soon), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect (self, "map", G_CALLBACK (update_soon), NULL);
  return GTK_WIDGET (self);
}

static void
vost_publish_page_dispose (GObject *object)
{
  VostPublishPage *self = VOST_PUBLISH_PAGE (object);

  g_clear_handle_id (&self->update_source, g_source_remove);
  if (self->job != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->job, self);
      vost_job_cancel (self->job);
    }
  g_clear_object (&self->job);
  g_queue_clear (&self->queue);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  g_clear_pointer (&self->written, g_ptr_array_unref);
  g_clear_pointer (&self->credit_rows, g_ptr_array_unref);
  g_clear_pointer (&self->credit_tracks, g_array_unref);
  g_clear_pointer (&self->languages, g_strfreev);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (vost_publish_page_parent_class)->dispose (object);
}

static void
vost_publish_page_class_init (VostPublishPageClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = vost_publish_page_dispose;
  g_signal_new ("idle", VOST_TYPE_PUBLISH_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                0);
  gtk_widget_class_install_action (GTK_WIDGET_CLASS (klass), "publish.publish", NULL,
                                   action_publish);
}

static void
vost_publish_page_init (VostPublishPage *self)
{
  self->rows = g_ptr_array_new ();
  self->written = g_ptr_array_new_with_free_func (g_free);
  self->credit_rows = g_ptr_array_new ();
  self->credit_tracks = g_array_new (FALSE, FALSE, sizeof (VostId));
  self->languages = g_new0 (char *, 1);
  g_queue_init (&self->queue);
}
