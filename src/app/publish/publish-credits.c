/* Who made what is published: the remix's title and author, and who wrote the subtitles. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "publish-private.h"

#include "vostok-config.h"

#include <glib/gi18n.h>

#include <vostok/core/timeline.h>

/* Names are written with commas between them. */
static char **
split_names (const char *text)
{
  g_auto (GStrv) parts = g_strsplit (text, ",", -1);
  g_autoptr (GPtrArray) names = g_ptr_array_new ();

  for (guint i = 0; parts[i] != NULL; i++)
    {
      g_strstrip (parts[i]);
      if (parts[i][0] != '\0')
        g_ptr_array_add (names, g_strdup (parts[i]));
    }
  g_ptr_array_add (names, NULL);
  return (char **) g_ptr_array_free (g_steal_pointer (&names), FALSE);
}

/* @key tells which letters belong to one step of undo. */
static void
push_change (VostPublishPage *self,
             const char *label,
             const char *key,
             gconstpointer before,
             gconstpointer after)
{
  VostEdit *edit = vost_edit_new (label, key);

  vost_edit_change (edit, before, after);
  vost_session_push (self->session, edit);
}

/* The title and the author of the remix. */
static void
on_remix (GtkEditable *row, VostPublishPage *self)
{
  const VostProjectRecord *before =
      vost_project_get_info (vost_session_get_project (self->session));
  gboolean title = GTK_WIDGET (row) == self->remix_title;
  g_autoptr (VostProjectRecord) after = NULL;

  if (self->updating)
    return;
  after = vost_record_copy (before);
  vost_set_string (title ? &after->title : &after->author, gtk_editable_get_text (row));
  push_change (self, title ? _ ("Change the title") : _ ("Change the author"),
               title ? "remix-title" : "remix-author", before, after);
}

static void
on_names (GtkEditable *row, VostPublishPage *self)
{
  guint index = 0;

  if (self->updating || !g_ptr_array_find (self->credit_rows, row, &index))
    return;
  VostId id = g_array_index (self->credit_tracks, VostId, index);
  const VostTrack *before = vost_project_lookup (vost_session_get_project (self->session), id);
  g_auto (GStrv) names = split_names (gtk_editable_get_text (row));
  g_autofree char *key = g_strdup_printf ("names:%" G_GINT64_FORMAT, (gint64) id);
  g_autoptr (VostTrack) after = NULL;

  if (before == NULL)
    return;
  after = vost_record_copy (before);
  g_strfreev (after->contributors);
  after->contributors = g_steal_pointer (&names);
  push_change (self, _ ("Change who wrote the subtitles"), key, before, after);
}

static gboolean
is_published (VostPublishPage *self, VostSnapshot *snapshot, const VostTrack *track)
{
  if (vost_publish_page_get_making (self) != VOST_MAKING_REMIX)
    return track->source == vost_session_get_source (self->session);
  if (track->source == VOST_ID_NONE)
    return TRUE;
  for (guint i = 0; i < vost_snapshot_get_n (snapshot, VOST_KIND_LANE); i++)
    {
      VostId lane = vost_snapshot_lane (snapshot, i)->record.id;

      for (guint j = 0; j < vost_snapshot_get_n_children (snapshot, lane); j++)
        if (((const VostClip *) vost_snapshot_get_child (snapshot, lane, j))->source ==
            track->source)
          return TRUE;
    }
  return FALSE;
}

static void
add_track_row (VostPublishPage *self, const VostTrack *track)
{
  GtkWidget *row = adw_entry_row_new ();
  g_autofree char *language = vost_language_name (track->language);
  g_autofree char *title = g_strdup_printf (_ ("Subtitles, %s: written by"), language);
  g_autofree char *escaped = g_markup_escape_text (title, -1);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), escaped);
  gtk_widget_set_tooltip_text (row,
                               _ ("Names as the credits shall show them, commas between them"));
  g_signal_connect_object (row, "changed", G_CALLBACK (on_names), self, 0);
  adw_preferences_group_add (self->credits, row);
  g_ptr_array_add (self->credit_rows, row);
  g_array_append_val (self->credit_tracks, track->record.id);
}

static gboolean
same_ids (const GArray *a, const GArray *b)
{
  return a->len == b->len &&
         (a->len == 0 || memcmp (a->data, b->data, a->len * sizeof (VostId)) == 0);
}

/* Rows stay as they are while somebody writes in them; only other subtitles make other rows. */
static void
update_rows (VostPublishPage *self, VostSnapshot *snapshot)
{
  g_autoptr (GArray) wanted = g_array_new (FALSE, FALSE, sizeof (VostId));

  for (guint i = 0; i < vost_snapshot_get_n (snapshot, VOST_KIND_TRACK); i++)
    {
      const VostTrack *track = vost_snapshot_track (snapshot, i);

      if (is_published (self, snapshot, track))
        g_array_append_val (wanted, track->record.id);
    }
  if (same_ids (wanted, self->credit_tracks))
    return;
  for (guint i = 0; i < self->credit_rows->len; i++)
    adw_preferences_group_remove (self->credits, self->credit_rows->pdata[i]);
  g_ptr_array_set_size (self->credit_rows, 0);
  g_array_set_size (self->credit_tracks, 0);
  for (guint i = 0; i < wanted->len; i++)
    add_track_row (self, vost_snapshot_lookup (snapshot, g_array_index (wanted, VostId, i)));
}

static void
show_text (GtkWidget *row, const char *text)
{
  if (!g_str_equal (gtk_editable_get_text (GTK_EDITABLE (row)), text))
    gtk_editable_set_text (GTK_EDITABLE (row), text);
}

void
vost_publish_page_update_credits (VostPublishPage *self)
{
  VostSnapshot *snapshot = vost_session_get_snapshot (self->session);
  const VostProjectRecord *info = vost_snapshot_get_info (snapshot);
  gboolean remix = vost_publish_page_get_making (self) == VOST_MAKING_REMIX;

  gtk_widget_set_visible (self->remix_title, remix);
  gtk_widget_set_visible (self->remix_author, remix);
  show_text (self->remix_title, info->title);
  show_text (self->remix_author, info->author);
  update_rows (self, snapshot);
  for (guint i = 0; i < self->credit_rows->len; i++)
    {
      const VostTrack *track =
          vost_snapshot_lookup (snapshot, g_array_index (self->credit_tracks, VostId, i));
      GtkWidget *row = self->credit_rows->pdata[i];
      g_auto (GStrv) shown = split_names (gtk_editable_get_text (GTK_EDITABLE (row)));
      g_autofree char *text = g_strjoinv (", ", track->contributors);

      /* "Ana, " is on its way to "Ana, Juan". */
      if (!g_strv_equal ((const char *const *) shown, (const char *const *) track->contributors))
        show_text (row, text);
    }
  gtk_widget_set_visible (GTK_WIDGET (self->credits), remix || self->credit_rows->len > 0);
}

static GtkWidget *
add_entry (VostPublishPage *self, const char *title)
{
  GtkWidget *row = adw_entry_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  g_signal_connect_object (row, "changed", G_CALLBACK (on_remix), self, 0);
  adw_preferences_group_add (self->credits, row);
  return row;
}

GtkWidget *
vost_publish_page_make_credits (VostPublishPage *self)
{
  self->credits = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
  adw_preferences_group_set_title (self->credits, _ ("Who"));
  self->remix_title = add_entry (self, _ ("Title of the remix"));
  self->remix_author = add_entry (self, _ ("Remixed by"));
  return GTK_WIDGET (self->credits);
}
