/* The table of actions with their keys: shortcuts window, menus and key handling read it. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "actions.h"

#include "vostok-config.h"

#include <glib/gi18n.h>

const VostAction vost_actions[] = {
#define ACTION(name, keys, label, group) { name, keys, label, VOST_ACTIONS_##group },
#include "actions.def"
#undef ACTION
  { NULL, NULL, NULL, VOST_ACTIONS_FILE },
};

static const char *const group_titles[VOST_N_ACTION_GROUPS] = {
  N_ ("File"),      N_ ("Edit"),  N_ ("Window"),  N_ ("Playing"),
  N_ ("Subtitles"), N_ ("Remix"), N_ ("Publish"),
};

/* By the action's number: what the user chose instead, NULL for the table's. */
static char *own_keys[G_N_ELEMENTS (vost_actions)];

const char *
vost_action_group_title (VostActionGroup group)
{
  return _ (group_titles[group]);
}

const char *
vost_action_get_keys (const VostAction *action)
{
  const char *own = own_keys[action - vost_actions];

  return own != NULL ? own : action->keys;
}

void
vost_actions_load_keys (GSettings *settings)
{
  g_autoptr (GVariant) keys = g_settings_get_value (settings, "keys");

  for (const VostAction *action = vost_actions; action->name != NULL; action++)
    {
      char **own = &own_keys[action - vost_actions];

      g_clear_pointer (own, g_free);
      (void) g_variant_lookup (keys, action->name, "s", own);
    }
}

static void
save_keys (GSettings *settings)
{
  GVariantBuilder builder;

  g_variant_builder_init (&builder, G_VARIANT_TYPE ("a{ss}"));
  for (const VostAction *action = vost_actions; action->name != NULL; action++)
    if (!g_str_equal (vost_action_get_keys (action), action->keys))
      g_variant_builder_add (&builder, "{ss}", action->name, vost_action_get_keys (action));
  g_settings_set_value (settings, "keys", g_variant_builder_end (&builder));
}

static void
set_own (const VostAction *action, const char *keys)
{
  char **own = &own_keys[action - vost_actions];

  g_free (*own);
  *own = g_strdup (keys);
}

char *
vost_action_key_label (const char *name)
{
  for (const VostAction *action = vost_actions; action->name != NULL; action++)
    {
      g_auto (GStrv) keys = g_strsplit (vost_action_get_keys (action), "|", 2);
      guint keyval;
      GdkModifierType modifiers;

      if (g_str_equal (action->name, name) && keys[0] != NULL &&
          gtk_accelerator_parse (keys[0], &keyval, &modifiers))
        return gtk_accelerator_get_label (keyval, modifiers);
    }
  return g_strdup ("");
}

void
vost_action_set_keys (GSettings *settings, const VostAction *action, const char *keys)
{
  set_own (action, keys);
  save_keys (settings);
}

/* Whether both can hear the same key: on one page, or one of them on every page. */
static gboolean
meet (const VostAction *a, const VostAction *b)
{
  return a->group == b->group || a->group < VOST_ACTIONS_SUBTITLES ||
         b->group < VOST_ACTIONS_SUBTITLES;
}

/* @keys without @key; NULL if it is not among them. */
static char *
without_key (const char *keys, const char *key)
{
  g_auto (GStrv) parts = g_strsplit (keys, "|", -1);
  g_autoptr (GString) rest = g_string_new (NULL);
  guint wanted, keyval;
  GdkModifierType wanted_modifiers, modifiers;
  gboolean found = FALSE;

  if (!gtk_accelerator_parse (key, &wanted, &wanted_modifiers))
    return NULL;
  for (guint i = 0; parts[i] != NULL; i++)
    if (gtk_accelerator_parse (parts[i], &keyval, &modifiers) && keyval == wanted &&
        modifiers == wanted_modifiers)
      found = TRUE;
    else if (parts[i][0] != '\0')
      g_string_append_printf (rest, "%s%s", rest->len > 0 ? "|" : "", parts[i]);

  return found ? g_string_free (g_steal_pointer (&rest), FALSE) : NULL;
}

const VostAction *
vost_action_add_key (GSettings *settings, const VostAction *action, const char *key)
{
  const VostAction *loser = NULL;
  g_autofree char *rest = without_key (vost_action_get_keys (action), key);
  const char *others = rest != NULL ? rest : vost_action_get_keys (action);
  g_autofree char *keys = g_strconcat (key, others[0] != '\0' ? "|" : "", others, NULL);

  for (const VostAction *other = vost_actions; other->name != NULL; other++)
    {
      g_autofree char *left = other != action && meet (action, other)
                                  ? without_key (vost_action_get_keys (other), key)
                                  : NULL;

      if (left == NULL)
        continue;
      set_own (other, left);
      loser = other;
    }
  set_own (action, keys);
  save_keys (settings);

  return loser;
}

/* A key that types a character or moves a caret, unless Ctrl or Alt is held. */
static gboolean
is_plain (guint keyval, GdkModifierType modifiers)
{
  return (modifiers & (GDK_CONTROL_MASK | GDK_ALT_MASK)) == 0 &&
         !(keyval >= GDK_KEY_F1 && keyval <= GDK_KEY_F12);
}

/* While typing these move or change words in every text field of the desktop. */
static gboolean
is_caret_key (guint keyval, GdkModifierType modifiers)
{
  if ((modifiers & GDK_CONTROL_MASK) == 0)
    return FALSE;
  return keyval == GDK_KEY_Left || keyval == GDK_KEY_Right || keyval == GDK_KEY_Delete;
}

void
vost_actions_set_accels (GtkApplication *app)
{
  for (const VostAction *action = vost_actions; action->name != NULL; action++)
    {
      g_auto (GStrv) keys = g_strsplit (vost_action_get_keys (action), "|", -1);
      g_autoptr (GPtrArray) shown = g_ptr_array_new ();

      if (!g_str_has_prefix (action->name, "win.") && !g_str_has_prefix (action->name, "app."))
        continue;
      for (guint i = 0; keys[i] != NULL; i++)
        {
          guint keyval;
          GdkModifierType modifiers;

          if (gtk_accelerator_parse (keys[i], &keyval, &modifiers) && !is_plain (keyval, modifiers))
            g_ptr_array_add (shown, keys[i]);
        }
      g_ptr_array_add (shown, NULL);
      gtk_application_set_accels_for_action (app, action->name, (const char *const *) shown->pdata);
    }
}

static gboolean
matches (const VostAction *action, GdkEvent *event, gboolean typing)
{
  g_auto (GStrv) keys = g_strsplit (vost_action_get_keys (action), "|", -1);

  for (guint i = 0; keys[i] != NULL; i++)
    {
      guint keyval;
      GdkModifierType modifiers;

      if (!gtk_accelerator_parse (keys[i], &keyval, &modifiers))
        continue;
      if (typing && (is_plain (keyval, modifiers) || is_caret_key (keyval, modifiers)))
        continue;
      if (gdk_key_event_matches (event, keyval, modifiers) == GDK_KEY_MATCH_EXACT)
        return TRUE;
    }
  return FALSE;
}

gboolean
vost_actions_handle_key (GtkWidget *root, GtkWidget *page, GdkEvent *event, gboolean typing)
{
  for (const VostAction *action = vost_actions; action->name != NULL; action++)
    {
      gboolean everywhere =
          g_str_has_prefix (action->name, "win.") || g_str_has_prefix (action->name, "app.");

      if (!matches (action, event, typing))
        continue;
      if (gtk_widget_activate_action_variant (everywhere || page == NULL ? root : page,
                                              action->name, NULL))
        return TRUE;
    }
  return FALSE;
}

static void
append_escaped_shortcut (GString *xml, const VostAction *action)
{
  g_auto (GStrv) keys = g_strsplit (vost_action_get_keys (action), "|", -1);
  g_autofree char *joined = g_strjoinv (" ", keys);
  g_autofree char *item = g_markup_printf_escaped (
      "<child><object class='GtkShortcutsShortcut'><property name='title'>%s</property>"
      "<property name='accelerator'>%s</property></object></child>",
      _ (action->label), joined);

  g_string_append (xml, item);
}

GtkWidget *
vost_actions_shortcuts_window (void)
{
  g_autoptr (GString) xml = g_string_new (
      "<interface><object class='GtkShortcutsWindow' id='window'><property "
      "name='modal'>1</property>"
      "<child><object class='GtkShortcutsSection'><property name='section-name'>main</property>"
      "<property name='max-height'>14</property>");
  g_autoptr (GtkBuilder) builder = NULL;

  for (guint group = 0; group < VOST_N_ACTION_GROUPS; group++)
    {
      g_autofree char *head = g_markup_printf_escaped (
          "<child><object class='GtkShortcutsGroup'><property name='title'>%s</property>",
          _ (group_titles[group]));

      g_string_append (xml, head);
      for (const VostAction *action = vost_actions; action->name != NULL; action++)
        if (action->group == group)
          append_escaped_shortcut (xml, action);
      g_string_append (xml, "</object></child>");
    }
  g_string_append (xml, "</object></child></object></interface>");
  builder = gtk_builder_new_from_string (xml->str, (gssize) xml->len);
  return g_object_ref (GTK_WIDGET (gtk_builder_get_object (builder, "window")));
}
