/* Which licence a work has: understands what is pasted, explains what it means. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "licence-editor.h"

#include "vostok-config.h"

#include <glib/gi18n.h>

#include <vostok/core/formats/origins.h>
#include <vostok/core/rights/licence.h>

#include "compat.h"

struct _VostLicenceEditor
{
  AdwExpanderRow parent_instance;

  AdwComboRow *list;
  AdwEntryRow *entry;
  AdwActionRow *meaning;
  gboolean updating;
};

enum
{
  CHOSEN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (VostLicenceEditor, vost_licence_editor, ADW_TYPE_EXPANDER_ROW);

/* What most free films have; everything else can be pasted or typed. */
static const char *const common[] = {
  "",
  "CC-BY-4.0",
  "CC-BY-SA-4.0",
  "CC-BY-NC-4.0",
  "CC-BY-NC-SA-4.0",
  "CC-BY-ND-4.0",
  "CC-BY-NC-ND-4.0",
  "CC-BY-3.0",
  "CC-BY-SA-3.0",
  "CC-BY-NC-3.0",
  "CC-BY-NC-SA-3.0",
  "CC-BY-NC-ND-3.0",
  "CC-BY-2.5",
  "CC0-1.0",
  "CC-PDM-1.0",
  "LAL-1.3",
  "LicenseRef-Permission",
  "LicenseRef-AllRightsReserved",
};

static void
choose (VostLicenceEditor *self, const char *spdx)
{
  g_signal_emit (self, signals[CHOSEN], 0, spdx);
}

static void
on_listed (VostLicenceEditor *self)
{
  guint index = adw_combo_row_get_selected (self->list);

  /* The last row stands for what was typed and is not in the list. */
  if (!self->updating && index < G_N_ELEMENTS (common))
    choose (self, common[index]);
}

static void
on_typed (VostLicenceEditor *self)
{
  VostLicence licence;
  g_autofree char *spdx = NULL;

  if (self->updating)
    return;
  if (!vost_licence_parse (gtk_editable_get_text (GTK_EDITABLE (self->entry)), &licence))
    {
      gtk_widget_add_css_class (GTK_WIDGET (self->entry), "error");
      return;
    }
  gtk_widget_remove_css_class (GTK_WIDGET (self->entry), "error");
  spdx = vost_licence_to_spdx (&licence);
  choose (self, spdx);
}

void
vost_licence_editor_set (VostLicenceEditor *self, const char *spdx, const char *evidence)
{
  VostLicence licence;
  g_autofree char *name = NULL;
  g_autofree char *meaning = NULL;
  g_autofree char *shown = NULL;
  guint index = G_N_ELEMENTS (common);

  vost_licence_parse (spdx, &licence);
  name = vost_licence_to_name (&licence);
  meaning = vost_licence_explain (&licence);
  shown = evidence[0] != '\0'
              ? g_strdup_printf (_ ("%s (from: %s)"), name, vost_origin_words (evidence))
              : g_strdup (name);
  for (guint i = 0; i < G_N_ELEMENTS (common); i++)
    if (g_str_equal (common[i], spdx))
      index = i;
  self->updating = TRUE;
  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (self),
                                 name[0] != '\0' ? shown : _ ("Not known yet"));
  adw_combo_row_set_selected (self->list, index);
  gtk_editable_set_text (GTK_EDITABLE (self->entry), "");
  gtk_widget_remove_css_class (GTK_WIDGET (self->entry), "error");
  adw_action_row_set_subtitle (self->meaning, meaning);
  self->updating = FALSE;
}

GtkWidget *
vost_licence_editor_new (void)
{
  return g_object_new (VOST_TYPE_LICENCE_EDITOR, NULL);
}

static void
vost_licence_editor_class_init (VostLicenceEditorClass *klass)
{
  signals[CHOSEN] = g_signal_new ("chosen", VOST_TYPE_LICENCE_EDITOR, G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static GListModel *
make_names (void)
{
  GtkStringList *names = gtk_string_list_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (common); i++)
    {
      VostLicence licence;
      g_autofree char *name = NULL;

      vost_licence_parse (common[i], &licence);
      name = vost_licence_to_name (&licence);
      gtk_string_list_append (names, name[0] != '\0' ? name : _ ("Not known"));
    }
  gtk_string_list_append (names, _ ("Another one"));
  return G_LIST_MODEL (names);
}

static void
vost_licence_editor_init (VostLicenceEditor *self)
{
  g_autoptr (GListModel) names = make_names ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), _ ("Licence"));
  self->meaning = ADW_ACTION_ROW (adw_action_row_new ());
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->meaning), _ ("What it asks"));
  adw_action_row_set_subtitle_lines (self->meaning, 0);
  self->list = ADW_COMBO_ROW (adw_combo_row_new ());
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->list), _ ("Choose"));
  adw_combo_row_set_model (self->list, names);
  self->entry = ADW_ENTRY_ROW (adw_entry_row_new ());
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->entry),
                                 _ ("Or paste its address or name and press Enter"));
  g_signal_connect_swapped (self->list, "notify::selected", G_CALLBACK (on_listed), self);
  adw_entry_row_set_show_apply_button (self->entry, TRUE);
  g_signal_connect_swapped (self->entry, "apply", G_CALLBACK (on_typed), self);
  g_signal_connect_swapped (self->entry, "entry-activated", G_CALLBACK (on_typed), self);
  adw_expander_row_add_row (ADW_EXPANDER_ROW (self), GTK_WIDGET (self->meaning));
  adw_expander_row_add_row (ADW_EXPANDER_ROW (self), GTK_WIDGET (self->list));
  adw_expander_row_add_row (ADW_EXPANDER_ROW (self), GTK_WIDGET (self->entry));
}
