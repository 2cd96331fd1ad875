/* The Remix page: works at the left, the programme, its clip, and the timeline below. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "remix-private.h"

#include "vostok-config.h"

#include <glib/gi18n.h>

#include <vostok/core/timeline.h>

#include "compat.h"
#include "remix-text.h"

#define INSPECTOR_WIDTH 236
#define SOURCE_WIDTH 380
/* What the usual lanes and two languages take. */
#define LOWER_HEIGHT 310

G_DEFINE_FINAL_TYPE (VostRemixPage, vost_remix_page, ADW_TYPE_BIN);

VostPlayer *
vost_remix_page_get_player (VostRemixPage *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  if (focus != NULL && gtk_widget_is_ancestor (focus, self->source_pane))
    return vost_session_get_film_player (self->session);
  return vost_session_get_remix_player (self->session);
}

/* --- What is shown --- */

static const char *
chosen_language (VostRemixPage *self)
{
  guint index = gtk_drop_down_get_selected (self->language);

  return index > 0 && self->languages != NULL && index <= g_strv_length (self->languages)
             ? self->languages[index - 1]
             : NULL;
}

static void
update_overlay (VostRemixPage *self)
{
  const char *language = chosen_language (self);
  VostSnapshot *snapshot = vost_session_get_snapshot (self->session);

  vost_picture_view_set_cues (
      self->programme,
      language != NULL ? vost_cue_index_new (snapshot, VOST_ID_NONE, language) : NULL, NULL);
}

/* The first time that there are subtitles they are shown; "none" that was chosen stays. */
static void
update_languages (VostRemixPage *self)
{
  g_auto (GStrv) languages = vost_timeline_languages (vost_session_get_snapshot (self->session));
  g_autofree char *before = g_strdup (chosen_language (self));
  gboolean had = self->languages != NULL && self->languages[0] != NULL;
  guint chosen = had ? 0 : 1;

  if (self->languages != NULL &&
      g_strv_equal ((const char *const *) languages, (const char *const *) self->languages))
    return;
  self->updating = TRUE;
  gtk_string_list_splice (self->language_names, 1,
                          g_list_model_get_n_items (G_LIST_MODEL (self->language_names)) - 1, NULL);
  for (guint i = 0; languages[i] != NULL; i++)
    {
      g_autofree char *name = vost_language_name (languages[i]);

      gtk_string_list_append (self->language_names, name[0] != '\0' ? name : languages[i]);
      if (g_strcmp0 (languages[i], before) == 0)
        chosen = i + 1;
    }
  gtk_drop_down_set_selected (self->language, languages[0] != NULL ? chosen : 0);
  g_strfreev (self->languages);
  self->languages = g_steal_pointer (&languages);
  gtk_widget_set_sensitive (GTK_WIDGET (self->language), self->languages[0] != NULL);
  self->updating = FALSE;
}

static const VostReason *
worst_reason (const VostVerdict *verdict)
{
  for (guint i = 0; verdict->level > VOST_VERDICT_ALLOW && i < verdict->reasons->len; i++)
    {
      const VostReason *reason = verdict->reasons->pdata[i];

      if (reason->level == verdict->level)
        return reason;
    }
  return NULL;
}

static void
update_banner (VostRemixPage *self, VostTime duration)
{
  const VostVerdict *verdict =
      duration > 0 ? vost_session_get_verdict (self->session, VOST_MAKING_REMIX, NULL) : NULL;
  const VostReason *reason = verdict != NULL ? worst_reason (verdict) : NULL;
  GtkWidget *box = gtk_revealer_get_child (self->banner);

  gtk_revealer_set_reveal_child (self->banner, reason != NULL);
  if (reason == NULL)
    return;
  gtk_label_set_text (self->banner_text, reason->text);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->banner_text), reason->text);
  if (reason->level == VOST_VERDICT_BLOCK)
    gtk_widget_add_css_class (box, "blocked");
  else
    gtk_widget_remove_css_class (box, "blocked");
}

static void
update_summary (VostRemixPage *self, VostTime duration)
{
  g_autofree char *time = vost_remix_time (duration, 1);
  g_autofree char *text =
      duration > 0 ? g_strdup_printf (_ ("Remix · %s"), time) : g_strdup (_ ("Remix"));

  gtk_label_set_text (self->summary, text);
}

static gboolean
update_now (gpointer data)
{
  VostRemixPage *self = data;
  VostSnapshot *snapshot = vost_session_get_snapshot (self->session);
  const VostSource *source = vost_session_source_record (self->session);
  VostTime duration = vost_timeline_duration (snapshot);
  VostRate rate;

  self->update_source = 0;
  vost_timeline_get_picture (snapshot, NULL, NULL, &rate);
  vost_transport_set_rate (self->programme_transport, rate);
  vost_transport_set_rate (self->preview_transport,
                           source != NULL ? source->rate : (VostRate){ 0, 1 });
  update_languages (self);
  update_overlay (self);
  update_banner (self, duration);
  update_summary (self, duration);
  vost_remix_page_update_actions (self);
  return G_SOURCE_REMOVE;
}

/* Once for many edits, and only while someone looks. */
static void
update_soon (VostRemixPage *self)
{
  if (self->update_source == 0 && gtk_widget_get_mapped (GTK_WIDGET (self)))
    self->update_source = g_idle_add_full (G_PRIORITY_HIGH_IDLE, update_now, self, NULL);
}

static void
on_language (VostRemixPage *self)
{
  if (!self->updating)
    update_overlay (self);
}

/* Lines that are played are seen, although the left side shows words. */
static void
on_film_state (VostRemixPage *self)
{
  if (gtk_widget_get_mapped (GTK_WIDGET (self)) &&
      vost_player_get_playing (vost_session_get_film_player (self->session)) &&
      vost_remix_page_shows_transcript (self))
    gtk_stack_set_visible_child_name (self->monitors, "source");
}

static void
show_programme (VostRemixPage *self)
{
  vost_player_pause (vost_session_get_film_player (self->session));
  gtk_stack_set_visible_child_name (self->monitors, "programme");
}

static void
on_programme_state (VostRemixPage *self)
{
  if (vost_player_get_playing (vost_session_get_remix_player (self->session)))
    show_programme (self);
}

static void
on_programme_position (VostRemixPage *self)
{
  if (!vost_player_get_playing (vost_session_get_film_player (self->session)))
    gtk_stack_set_visible_child_name (self->monitors, "programme");
}

static void
on_source_side (VostRemixPage *self)
{
  gtk_stack_set_visible_child_name (self->monitors, "programme");
  if (!vost_remix_page_shows_transcript (self))
    gtk_widget_grab_focus (GTK_WIDGET (self->source_view));
  vost_remix_page_update_actions (self);
}

/* The keys of playing belong to the picture that was touched last. */
static void
on_programme_pressed (VostRemixPage *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self->timeline));
}

static void
on_title_activated (VostRemixPage *self)
{
  vost_inspector_focus_title (self->inspector);
}

/* --- Building --- */

static GtkWidget *
make_source_pane (VostRemixPage *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *switcher = gtk_stack_switcher_new ();

  self->sources = GTK_STACK (gtk_stack_new ());
  gtk_stack_switcher_set_stack (GTK_STACK_SWITCHER (switcher), self->sources);
  gtk_widget_set_halign (switcher, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (switcher, "source-switcher");
  self->transcript = VOST_TRANSCRIPT (vost_transcript_new (self->session));
  self->source_view = VOST_SOURCE_VIEW (vost_source_view_new (self->session));
  gtk_stack_add_titled (self->sources, GTK_WIDGET (self->transcript), "transcript",
                        _ ("Transcript"));
  gtk_stack_add_titled (self->sources, GTK_WIDGET (self->source_view), "picture", _ ("Picture"));
  g_signal_connect_object (self->sources, "notify::visible-child", G_CALLBACK (on_source_side),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->transcript, "selection-changed",
                           G_CALLBACK (vost_remix_page_update_actions), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->source_view, "range-changed",
                           G_CALLBACK (vost_remix_page_update_actions), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (box), switcher);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->sources));
  gtk_widget_set_vexpand (GTK_WIDGET (self->sources), TRUE);
  gtk_widget_set_size_request (box, 300, -1);
  self->source_pane = box;
  return box;
}

static void
make_language (VostRemixPage *self)
{
  self->language_names = gtk_string_list_new ((const char *[]){ _ ("No subtitles"), NULL });
  self->language = GTK_DROP_DOWN (gtk_drop_down_new (G_LIST_MODEL (self->language_names), NULL));
  gtk_widget_add_css_class (GTK_WIDGET (self->language), "flat");
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->language), _ ("Subtitles of the programme"));
  vost_set_accessible_label (self->language, _ ("Subtitles of the programme"));
  g_signal_connect_object (self->language, "notify::selected", G_CALLBACK (on_language), self,
                           G_CONNECT_SWAPPED);
}

static GtkWidget *
make_monitor (VostPlayer *player, VostPictureView **ret_picture, VostTransport **ret_transport)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *picture = vost_picture_view_new ();
  GtkWidget *transport = vost_transport_new (player);

  vost_picture_view_set_player (VOST_PICTURE_VIEW (picture), player);
  gtk_widget_set_vexpand (picture, TRUE);
  gtk_widget_set_hexpand (picture, TRUE);
  gtk_box_append (GTK_BOX (box), picture);
  gtk_box_append (GTK_BOX (box), transport);
  if (ret_picture != NULL)
    *ret_picture = VOST_PICTURE_VIEW (picture);
  *ret_transport = VOST_TRANSPORT (transport);
  return box;
}

/* Over the picture while a work is played: which it is, and the way back. */
static GtkWidget *
with_way_back (VostRemixPage *self, GtkWidget *monitor)
{
  GtkWidget *overlay = gtk_overlay_new ();
  GtkWidget *button = vost_button_new (_ ("_Back to the Remix"));

  gtk_overlay_set_child (GTK_OVERLAY (overlay), monitor);
  gtk_widget_set_halign (button, GTK_ALIGN_END);
  gtk_widget_set_valign (button, GTK_ALIGN_START);
  gtk_widget_add_css_class (button, "osd");
  gtk_widget_add_css_class (button, "way-back");
  g_signal_connect_object (button, "clicked", G_CALLBACK (show_programme), self, G_CONNECT_SWAPPED);
  gtk_overlay_add_overlay (GTK_OVERLAY (overlay), button);
  return overlay;
}

static GtkWidget *
make_monitors (VostRemixPage *self)
{
  VostPlayer *film = vost_session_get_film_player (self->session);
  VostPlayer *remix = vost_session_get_remix_player (self->session);
  GtkWidget *programme = make_monitor (remix, &self->programme, &self->programme_transport);
  GtkWidget *source = make_monitor (film, NULL, &self->preview_transport);

  GtkGesture *click = gtk_gesture_click_new ();

  g_signal_connect_object (click, "pressed", G_CALLBACK (on_programme_pressed), self,
                           G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self->programme), GTK_EVENT_CONTROLLER (click));
  self->monitors = GTK_STACK (gtk_stack_new ());
  gtk_stack_add_named (self->monitors, programme, "programme");
  gtk_stack_add_named (self->monitors, with_way_back (self, source), "source");
  g_signal_connect_object (film, "state-changed", G_CALLBACK (on_film_state), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (remix, "state-changed", G_CALLBACK (on_programme_state), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (remix, "position-changed", G_CALLBACK (on_programme_position), self,
                           G_CONNECT_SWAPPED);
  return GTK_WIDGET (self->monitors);
}

static GtkWidget *
make_upper (VostRemixPage *self)
{
  GtkWidget *paned = gtk_paned_new (GTK_ORIENTATION_HORIZONTAL);
  GtkWidget *right = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

  self->inspector = VOST_INSPECTOR (vost_inspector_new (self->session));
  gtk_widget_set_size_request (GTK_WIDGET (self->inspector), INSPECTOR_WIDTH, -1);
  gtk_widget_set_hexpand (GTK_WIDGET (self->inspector), FALSE);
  gtk_box_append (GTK_BOX (right), make_monitors (self));
  gtk_box_append (GTK_BOX (right), gtk_separator_new (GTK_ORIENTATION_VERTICAL));
  gtk_box_append (GTK_BOX (right), GTK_WIDGET (self->inspector));
  gtk_paned_set_start_child (GTK_PANED (paned), make_source_pane (self));
  gtk_paned_set_end_child (GTK_PANED (paned), right);
  gtk_paned_set_shrink_start_child (GTK_PANED (paned), FALSE);
  gtk_paned_set_shrink_end_child (GTK_PANED (paned), FALSE);
  gtk_paned_set_resize_start_child (GTK_PANED (paned), FALSE);
  gtk_paned_set_position (GTK_PANED (paned), SOURCE_WIDTH);
  return paned;
}

static GtkWidget *
make_banner (VostRemixPage *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);
  GtkWidget *icon = gtk_image_new_from_icon_name ("dialog-warning-symbolic");
  GtkWidget *why = vost_button_new (_ ("_Why?"));

  gtk_widget_add_css_class (box, "remix-banner");
  self->banner_text = GTK_LABEL (gtk_label_new (""));
  gtk_label_set_xalign (self->banner_text, 0);
  gtk_label_set_wrap (self->banner_text, TRUE);
  gtk_label_set_lines (self->banner_text, 2);
  gtk_label_set_ellipsize (self->banner_text, PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (GTK_WIDGET (self->banner_text), TRUE);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (why), "win.licence");
  gtk_widget_set_valign (why, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (box), icon);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->banner_text));
  gtk_box_append (GTK_BOX (box), why);
  self->banner = GTK_REVEALER (gtk_revealer_new ());
  gtk_revealer_set_child (self->banner, box);
  return GTK_WIDGET (self->banner);
}

static GtkWidget *
add_tool (GtkWidget *row, const char *icon, const char *label, const char *action)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon);

  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_tooltip_text (button, label);
  vost_set_accessible_label (button, label);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  gtk_box_append (GTK_BOX (row), button);
  return button;
}

static GtkWidget *
make_snap (VostRemixPage *self)
{
  GtkWidget *snap = gtk_toggle_button_new ();

  gtk_button_set_child (GTK_BUTTON (snap), gtk_label_new (_ ("Snap")));
  gtk_widget_set_tooltip_text (snap, _ ("Clips snap to edges, lines and the playhead"));
  gtk_widget_add_css_class (snap, "flat");
  g_settings_bind (vost_session_get_settings (self->session), "snapping", snap, "active",
                   G_SETTINGS_BIND_DEFAULT);
  return snap;
}

static GtkWidget *
make_tools (VostRemixPage *self)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 2);
  GtkWidget *title = vost_button_new (_ ("Add _Title"));

  gtk_widget_add_css_class (row, "timeline-tools");
  self->summary = GTK_LABEL (gtk_label_new (""));
  gtk_label_set_xalign (self->summary, 0);
  gtk_label_set_ellipsize (self->summary, PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (GTK_WIDGET (self->summary), "heading");
  gtk_widget_add_css_class (GTK_WIDGET (self->summary), "numeric");
  gtk_widget_set_hexpand (GTK_WIDGET (self->summary), TRUE);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (title), "remix.title");
  gtk_widget_add_css_class (title, "flat");
  gtk_widget_set_tooltip_text (title, _ ("Add a title at the playhead"));
  make_language (self);
  gtk_box_append (GTK_BOX (row), GTK_WIDGET (self->summary));
  gtk_box_append (GTK_BOX (row), GTK_WIDGET (self->language));
  gtk_box_append (GTK_BOX (row), title);
  add_tool (row, "edit-cut-symbolic", _ ("Split at the playhead"), "remix.split");
  add_tool (row, "user-trash-symbolic", _ ("Remove the clip and close the gap"),
            "remix.ripple-delete");
  gtk_box_append (GTK_BOX (row), make_snap (self));
  add_tool (row, "zoom-out-symbolic", _ ("Zoom out"), "remix.zoom-out");
  add_tool (row, "zoom-in-symbolic", _ ("Zoom in"), "remix.zoom-in");
  add_tool (row, "zoom-fit-best-symbolic", _ ("Show the whole remix"), "remix.zoom-fit");
  return row;
}

static GtkWidget *
make_lower (VostRemixPage *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  self->timeline = VOST_TIMELINE_VIEW (vost_timeline_view_new (self->session));
  gtk_widget_set_vexpand (GTK_WIDGET (self->timeline), TRUE);
  g_signal_connect_object (self->timeline, "title-activated", G_CALLBACK (on_title_activated), self,
                           G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (box), make_banner (self));
  gtk_box_append (GTK_BOX (box), make_tools (self));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->timeline));
  return box;
}

/* The height is only known once the page is shown. */
static void
on_height (GtkPaned *paned, GParamSpec *pspec, VostRemixPage *self)
{
  int height;

  g_object_get (paned, "max-position", &height, NULL);
  if (self->placed || height < 200 || height == G_MAXINT)
    return;
  self->placed = TRUE;
  height = gtk_widget_get_height (GTK_WIDGET (paned));
  gtk_paned_set_position (paned,
                          CLAMP (height - LOWER_HEIGHT, height * 46 / 100, height * 60 / 100));
}

static void
follow_session (VostRemixPage *self)
{
  g_signal_connect_object (self->session, "document-changed", G_CALLBACK (update_soon), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->session, "edited", G_CALLBACK (update_soon), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->session, "notify::source", G_CALLBACK (update_soon), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->session, "notify::clip",
                           G_CALLBACK (vost_remix_page_update_actions), self, G_CONNECT_SWAPPED);
  g_signal_connect (self, "map", G_CALLBACK (update_soon), NULL);
}

GtkWidget *
vost_remix_page_new (VostSession *session)
{
  VostRemixPage *self = g_object_new (VOST_TYPE_REMIX_PAGE, NULL);
  GtkWidget *paned = gtk_paned_new (GTK_ORIENTATION_VERTICAL);

  g_set_object (&self->session, session);
  gtk_paned_set_start_child (GTK_PANED (paned), make_upper (self));
  gtk_paned_set_end_child (GTK_PANED (paned), make_lower (self));
  gtk_paned_set_shrink_start_child (GTK_PANED (paned), FALSE);
  gtk_paned_set_shrink_end_child (GTK_PANED (paned), FALSE);
  g_signal_connect_object (paned, "notify::max-position", G_CALLBACK (on_height), self, 0);
  adw_bin_set_child (ADW_BIN (self), paned);
  follow_session (self);
  vost_remix_page_update_actions (self);
  return GTK_WIDGET (self);
}

static void
vost_remix_page_dispose (GObject *object)
{
  VostRemixPage *self = VOST_REMIX_PAGE (object);

  g_clear_handle_id (&self->update_source, g_source_remove);
  if (self->session != NULL)
    g_signal_handlers_disconnect_by_data (self->session, self);
  /* Stacks that lose their children say so, to handlers that need those. */
  if (self->sources != NULL)
    g_signal_handlers_disconnect_by_data (self->sources, self);
  if (self->transcript != NULL)
    g_signal_handlers_disconnect_by_data (self->transcript, self);
  self->sources = NULL;
  self->transcript = NULL;
  G_OBJECT_CLASS (vost_remix_page_parent_class)->dispose (object);
}

static void
vost_remix_page_finalize (GObject *object)
{
  VostRemixPage *self = VOST_REMIX_PAGE (object);

  g_strfreev (self->languages);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (vost_remix_page_parent_class)->finalize (object);
}

static gboolean
vost_remix_page_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (VOST_REMIX_PAGE (widget)->timeline));
}

static void
vost_remix_page_class_init (VostRemixPageClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = vost_remix_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = vost_remix_page_finalize;
  GTK_WIDGET_CLASS (klass)->grab_focus = vost_remix_page_grab_focus;
  vost_remix_page_install_actions (GTK_WIDGET_CLASS (klass));
}

static void
vost_remix_page_init (VostRemixPage *self)
{
}
