/* Buttons, time, speed and volume under a picture. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "transport.h"

#include "vostok-config.h"

#include <glib/gi18n.h>

#include "compat.h"
#include "shy.h"

struct _VostTransport
{
  GtkBox parent_instance;

  VostPlayer *player;
  VostRate rate;
  GtkRange *seek_bar;
  GtkButton *play;
  GtkLabel *time;
  GtkLabel *frame;
  GtkWidget *place; /* of the frame number */
  GtkDropDown *speed;
  GtkScaleButton *volume;
  GtkMenuButton *sound_tracks;
  GtkBox *row;
  gboolean updating; /* the bar follows the player, not the hand */
};

G_DEFINE_FINAL_TYPE (VostTransport, vost_transport, GTK_TYPE_BOX);

static const double speeds[] = { 0.25, 0.5, 0.75, 1, 1.25, 1.5, 2, 4 };
#define NORMAL_SPEED 3

static void
update_frame_number (VostTransport *self, VostTime position)
{
  g_autofree char *text = NULL;
  g_autofree char *rate = NULL;
  g_autofree char *number = NULL;

  gtk_widget_set_visible (GTK_WIDGET (self->frame), vost_rate_is_known (self->rate));
  if (!vost_rate_is_known (self->rate))
    return;
  rate = g_strdup_printf ("%.5g", (double) self->rate.num / self->rate.den);
  /* A format macro inside would cut the string short for the translators. */
  number = g_strdup_printf ("%" G_GINT64_FORMAT, vost_rate_frame_at (self->rate, position));
  text = g_strdup_printf (_ ("frame %s · %s fps"), number, rate);
  gtk_label_set_text (self->frame, text);
  /* There may be no room for it. */
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->time), text);
}

static void
update_position (VostTransport *self)
{
  VostTime position = vost_player_get_position (self->player);
  VostTime duration = vost_player_get_duration (self->player);
  g_autofree char *text = vost_time_format (MAX (position, 0), 3);

  gtk_label_set_text (self->time, text);
  update_frame_number (self, MAX (position, 0));
  self->updating = TRUE;
  gtk_range_set_range (self->seek_bar, 0, MAX ((double) duration / VOST_SECOND, 0.001));
  gtk_range_set_value (self->seek_bar, (double) position / VOST_SECOND);
  self->updating = FALSE;
}

static void
update_state (VostTransport *self)
{
  gboolean playing = vost_player_get_playing (self->player);
  const char *label = playing ? _ ("Pause") : _ ("Play");

  gtk_button_set_icon_name (self->play, playing ? "media-playback-pause-symbolic"
                                                : "media-playback-start-symbolic");
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->play), label);
  vost_set_accessible_label (self->play, label);
  update_position (self);
}

static void
on_play (VostTransport *self)
{
  if (vost_player_get_playing (self->player))
    vost_player_pause (self->player);
  else
    {
      vost_player_clear_loop (self->player);
      vost_player_play (self->player);
    }
}

static void
on_back (VostTransport *self)
{
  vost_player_step (self->player, -1);
}

static void
on_forward (VostTransport *self)
{
  vost_player_step (self->player, 1);
}

static void
on_seek (VostTransport *self)
{
  if (!self->updating)
    vost_player_seek (self->player, (VostTime) (gtk_range_get_value (self->seek_bar) * VOST_SECOND),
                      FALSE);
}

static void
on_speed (VostTransport *self)
{
  guint index = gtk_drop_down_get_selected (self->speed);

  if (index < G_N_ELEMENTS (speeds))
    vost_player_set_rate (self->player, speeds[index]);
}

static void
on_volume (VostTransport *self, double value)
{
  vost_player_set_volume (self->player, value);
}

/* --- Sound tracks --- */

static void
on_sound_track (GSimpleAction *action, GVariant *value, gpointer data)
{
  VostTransport *self = data;

  vost_player_set_sound_track (self->player, g_variant_get_int32 (value));
  g_simple_action_set_state (action, value);
}

static void
update_sound_tracks (VostTransport *self)
{
  g_auto (GStrv) names = vost_player_list_sound_tracks (self->player);
  guint n = names != NULL ? g_strv_length (names) : 0;
  g_autoptr (GMenu) menu = g_menu_new ();
  g_autoptr (GSimpleActionGroup) group = g_simple_action_group_new ();
  g_autoptr (GSimpleAction) action = NULL;

  gtk_widget_set_visible (GTK_WIDGET (self->sound_tracks), n > 1);
  if (n < 2)
    return;
  action = g_simple_action_new_stateful (
      "track", G_VARIANT_TYPE_INT32,
      g_variant_new_int32 (vost_player_get_sound_track (self->player)));
  g_signal_connect_object (action, "change-state", G_CALLBACK (on_sound_track), self, 0);
  g_action_map_add_action (G_ACTION_MAP (group), G_ACTION (action));
  gtk_widget_insert_action_group (GTK_WIDGET (self), "sound", G_ACTION_GROUP (group));
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (GMenuItem) item = g_menu_item_new (names[i], NULL);

      g_menu_item_set_action_and_target (item, "sound.track", "i", (gint32) i);
      g_menu_append_item (menu, item);
    }
  gtk_menu_button_set_menu_model (self->sound_tracks, G_MENU_MODEL (menu));
}

/* --- Building --- */

static GtkWidget *
add_button (VostTransport *self, const char *icon, const char *label, GCallback clicked)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon);

  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_tooltip_text (button, label);
  vost_set_accessible_label (button, label);
  g_signal_connect_swapped (button, "clicked", clicked, self);
  gtk_box_append (self->row, button);
  return button;
}

static GtkWidget *
make_speed_menu (void)
{
  GtkStringList *names = gtk_string_list_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (speeds); i++)
    {
      g_autofree char *name = g_strdup_printf ("%g×", speeds[i]);

      gtk_string_list_append (names, name);
    }
  return gtk_drop_down_new (G_LIST_MODEL (names), NULL);
}

static void
add_end_controls (VostTransport *self)
{
  static const char *const icons[] = { "audio-volume-muted-symbolic", "audio-volume-high-symbolic",
                                       "audio-volume-low-symbolic", "audio-volume-medium-symbolic",
                                       NULL };

  self->sound_tracks = GTK_MENU_BUTTON (gtk_menu_button_new ());
  gtk_menu_button_set_icon_name (self->sound_tracks, "audio-speakers-symbolic");
  gtk_widget_add_css_class (GTK_WIDGET (self->sound_tracks), "flat");
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->sound_tracks), _ ("Sound track"));
  vost_set_accessible_label (self->sound_tracks, _ ("Sound track"));
  gtk_widget_set_visible (GTK_WIDGET (self->sound_tracks), FALSE);
  gtk_box_append (self->row, GTK_WIDGET (self->sound_tracks));

  self->speed = GTK_DROP_DOWN (make_speed_menu ());
  gtk_drop_down_set_selected (self->speed, NORMAL_SPEED);
  gtk_widget_add_css_class (GTK_WIDGET (self->speed), "flat");
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->speed), _ ("Speed, with the pitch kept"));
  vost_set_accessible_label (self->speed, _ ("Speed"));
  g_signal_connect_swapped (self->speed, "notify::selected", G_CALLBACK (on_speed), self);
  gtk_box_append (self->row, GTK_WIDGET (self->speed));

  self->volume = GTK_SCALE_BUTTON (gtk_scale_button_new (0, 1, 0.05, (const char **) icons));
  gtk_widget_add_css_class (GTK_WIDGET (self->volume), "flat");
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->volume), _ ("Volume"));
  vost_set_accessible_label (self->volume, _ ("Volume"));
  gtk_box_append (self->row, GTK_WIDGET (self->volume));
}

static void
build (VostTransport *self)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  self->seek_bar = GTK_RANGE (gtk_scale_new_with_range (GTK_ORIENTATION_HORIZONTAL, 0, 1, 0.1));
  gtk_scale_set_draw_value (GTK_SCALE (self->seek_bar), FALSE);
  vost_set_accessible_label (self->seek_bar, _ ("Position"));
  g_signal_connect_swapped (self->seek_bar, "value-changed", G_CALLBACK (on_seek), self);
  gtk_box_append (GTK_BOX (self), GTK_WIDGET (self->seek_bar));

  self->row = GTK_BOX (gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 2));
  gtk_widget_add_css_class (GTK_WIDGET (self->row), "transport");
  gtk_box_append (GTK_BOX (self), GTK_WIDGET (self->row));
  add_button (self, "media-seek-backward-symbolic", _ ("One frame back"), G_CALLBACK (on_back));
  self->play = GTK_BUTTON (
      add_button (self, "media-playback-start-symbolic", _ ("Play"), G_CALLBACK (on_play)));
  add_button (self, "media-seek-forward-symbolic", _ ("One frame forwards"),
              G_CALLBACK (on_forward));

  self->time = GTK_LABEL (gtk_label_new ("00:00:00.000"));
  gtk_widget_add_css_class (GTK_WIDGET (self->time), "time");
  gtk_widget_set_margin_start (GTK_WIDGET (self->time), 8);
  gtk_box_append (self->row, GTK_WIDGET (self->time));
  self->frame = GTK_LABEL (gtk_label_new (""));
  gtk_widget_add_css_class (GTK_WIDGET (self->frame), "dim-label");
  gtk_widget_add_css_class (GTK_WIDGET (self->frame), "numeric");
  gtk_label_set_xalign (self->frame, 0);
  gtk_widget_set_margin_start (GTK_WIDGET (self->frame), 8);
  self->place = vost_shy_new (GTK_WIDGET (self->frame));
  gtk_widget_set_hexpand (self->place, TRUE);
  gtk_box_append (self->row, self->place);
  add_end_controls (self);
}

GtkWidget *
vost_transport_new (VostPlayer *player)
{
  VostTransport *self = g_object_new (VOST_TYPE_TRANSPORT, NULL);

  g_set_object (&self->player, player);
  gtk_scale_button_set_value (self->volume, vost_player_get_volume (player));
  g_signal_connect_swapped (self->volume, "value-changed", G_CALLBACK (on_volume), self);
  g_signal_connect_object (player, "position-changed", G_CALLBACK (update_position), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (player, "state-changed", G_CALLBACK (update_state), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (player, "notify::duration", G_CALLBACK (update_sound_tracks), self,
                           G_CONNECT_SWAPPED);
  update_state (self);
  return GTK_WIDGET (self);
}

void
vost_transport_set_rate (VostTransport *self, VostRate rate)
{
  self->rate = rate;
  update_position (self);
}

void
vost_transport_append (VostTransport *self, GtkWidget *widget)
{
  gtk_box_insert_child_after (self->row, widget, self->place);
}

static void
vost_transport_dispose (GObject *object)
{
  VostTransport *self = VOST_TRANSPORT (object);

  g_clear_object (&self->player);
  G_OBJECT_CLASS (vost_transport_parent_class)->dispose (object);
}

static void
vost_transport_class_init (VostTransportClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = vost_transport_dispose;
}

static void
vost_transport_init (VostTransport *self)
{
  build (self);
}
