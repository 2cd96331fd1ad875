/* The licence of what is being made, always in sight; a click explains it. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "licence-chip.h"

#include "vostok-config.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "compat.h"

struct _VostLicenceChip
{
  GtkWidget parent_instance;

  VostSession *session;
  GtkMenuButton *button;
  GtkLabel *label;
  GtkImage *icon;
  const char *css_class; /* in force */
};

G_DEFINE_FINAL_TYPE (VostLicenceChip, vost_licence_chip, GTK_TYPE_WIDGET);

const char *
vost_verdict_css_class (VostVerdictLevel level)
{
  switch (level)
    {
    case VOST_VERDICT_ALLOW:
      return "success";
    case VOST_VERDICT_WARN:
    case VOST_VERDICT_ASK:
      return "warning";
    case VOST_VERDICT_BLOCK:
    default:
      return "error";
    }
}

static const char *
icon_of (VostVerdictLevel level)
{
  switch (level)
    {
    case VOST_VERDICT_ALLOW:
      return "object-select-symbolic";
    case VOST_VERDICT_WARN:
    case VOST_VERDICT_ASK:
      return "dialog-question-symbolic";
    case VOST_VERDICT_BLOCK:
    default:
      return "dialog-warning-symbolic";
    }
}

/* --- What can be done --- */

static const char *
remedy_label (VostRemedy remedy)
{
  switch (remedy)
    {
    case VOST_REMEDY_REPLACE:
    case VOST_REMEDY_REMOVE:
      return _ ("Show It on the Remix Page");
    case VOST_REMEDY_SET_LICENCE:
      return _ ("Say Which Licence It Has");
    case VOST_REMEDY_ASK_AUTHOR:
      return _ ("Copy a Letter to the Author");
    case VOST_REMEDY_NONCOMMERCIAL:
      return _ ("Publish Free of Charge");
    case VOST_REMEDY_OTHER_LICENCE:
      return _ ("Use a Licence That Fits");
    default:
      return NULL;
    }
}

static void
change_project (VostSession *session, const char *label, const char *use, const char *licence)
{
  VostProject *project = vost_session_get_project (session);
  const VostProjectRecord *before = vost_project_get_info (project);
  VostProjectRecord *after = vost_record_copy (before);
  VostEdit *edit = vost_edit_new (label, NULL);

  if (use != NULL)
    vost_set_string (&after->use, use);
  if (licence != NULL)
    vost_set_string (&after->licence, licence);
  vost_edit_change (edit, before, after);
  vost_record_unref (after);
  vost_session_push (session, edit);
}

static void
copy_letter (GtkWidget *widget, const VostSource *source, const char *reason)
{
  g_autofree char *letter =
      g_strdup_printf (_ ("Hello,\n\nI would like to use “%s” in a work that I want to share. "
                          "%s\n\nWould you allow this use, or publish "
                          "it under another licence? Thank you very much.\n"),
                       source->title, reason);

  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), letter);
}

/* The first clip that is of the work. */
static void
show_clip (VostSession *session, VostId source)
{
  VostSnapshot *snapshot = vost_session_get_snapshot (session);
  const VostClip *first = NULL;

  for (guint i = 0; i < vost_snapshot_get_n (snapshot, VOST_KIND_LANE); i++)
    {
      VostId lane = VOST_RECORD_ID (vost_snapshot_lane (snapshot, i));

      for (guint j = 0; j < vost_snapshot_get_n_children (snapshot, lane); j++)
        {
          const VostClip *clip = vost_snapshot_get_child (snapshot, lane, j);

          if (clip->source == source && (first == NULL || clip->start < first->start))
            first = clip;
        }
    }
  if (first == NULL)
    return;
  vost_session_set_clip (session, first->record.id);
  vost_player_seek (vost_session_get_remix_player (session), first->start, TRUE);
}

static void
on_remedy (GtkButton *button, VostSession *session)
{
  VostRemedy remedy = GPOINTER_TO_INT (g_object_get_data (G_OBJECT (button), "remedy"));
  VostId *id = g_object_get_data (G_OBJECT (button), "source");
  const char *text = g_object_get_data (G_OBJECT (button), "text");
  const VostSource *source =
      id != NULL ? vost_project_lookup (vost_session_get_project (session), *id) : NULL;
  GtkWidget *popover = gtk_widget_get_ancestor (GTK_WIDGET (button), GTK_TYPE_POPOVER);

  if (source != NULL && remedy == VOST_REMEDY_SET_LICENCE)
    {
      vost_session_set_source (session, source->record.id);
      gtk_widget_activate_action (GTK_WIDGET (button), "win.page-film", NULL);
    }
  else if (remedy == VOST_REMEDY_REPLACE || remedy == VOST_REMEDY_REMOVE)
    {
      gtk_widget_activate_action (GTK_WIDGET (button), "win.page-remix", NULL);
      if (source != NULL)
        show_clip (session, source->record.id);
    }
  else if (source != NULL && remedy == VOST_REMEDY_ASK_AUTHOR)
    {
      copy_letter (GTK_WIDGET (button), source, text);
      vost_session_message (session, _ ("A letter to the author is on the clipboard"));
    }
  else if (remedy == VOST_REMEDY_NONCOMMERCIAL)
    change_project (session, _ ("Publish free of charge"), "free", NULL);
  else if (remedy == VOST_REMEDY_OTHER_LICENCE)
    change_project (session, _ ("Choose the licence"), NULL, "");
  if (popover != NULL)
    gtk_popover_popdown (GTK_POPOVER (popover));
}

static void
add_remedies (GtkBox *box, VostSession *session, const VostReason *reason, GPtrArray *sources)
{
  /* One below the other: three beside each other are wider than the side pane in any language. */
  GtkWidget *column = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);

  for (guint i = 0; i < G_N_ELEMENTS (reason->remedies) && reason->remedies[i] != VOST_REMEDY_NONE;
       i++)
    {
      const char *label = remedy_label (reason->remedies[i]);
      GtkWidget *button;

      if (label == NULL || (i > 0 && label == remedy_label (reason->remedies[i - 1])))
        continue;
      button = gtk_button_new_with_label (label);
      g_object_set_data (G_OBJECT (button), "remedy", GINT_TO_POINTER (reason->remedies[i]));
      g_object_set_data_full (G_OBJECT (button), "text", g_strdup (reason->text), g_free);
      if (reason->sources != NULL && reason->sources->len > 0 && sources != NULL)
        {
          /* The last named is the one that came later: what one would rather give up. */
          guint index = g_array_index (reason->sources, guint, reason->sources->len - 1);

          if (index < sources->len)
            g_object_set_data_full (
                G_OBJECT (button), "source",
                g_memdup2 (&VOST_RECORD_ID (sources->pdata[index]), sizeof (VostId)), g_free);
        }
      g_signal_connect_object (button, "clicked", G_CALLBACK (on_remedy), session, 0);
      gtk_box_append (GTK_BOX (column), button);
    }
  gtk_widget_set_halign (column, GTK_ALIGN_START);
  gtk_box_append (box, column);
}

/* --- The explanation --- */

static GtkWidget *
make_text (const char *text, const char *css_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 52);
  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);
  return label;
}

/* Where the whole goes under another licence than a work: which one holds for what. */
static void
add_difference (GtkBox *box, const VostVerdict *verdict, const VostLicence *licence)
{
  g_autofree char *own = vost_licence_to_name (licence);
  g_autofree char *whole = vost_licence_to_name (&verdict->best);
  g_autofree char *text = NULL;

  if (verdict->level > VOST_VERDICT_ALLOW || own[0] == '\0' || whole[0] == '\0' ||
      g_str_equal (own, whole))
    return;
  text = g_strdup_printf (
      _ ("It stays under %s. What you make with it goes under %s, as that allows."), own, whole);
  gtk_box_append (box, make_text (text, "dim-label"));
}

static void
add_sources (GtkBox *box, const VostVerdict *verdict, GPtrArray *sources)
{
  for (guint i = 0; sources != NULL && i < sources->len; i++)
    {
      const VostSource *source = sources->pdata[i];
      guint first = 0;
      VostLicence licence;
      g_autofree char *name = NULL;
      g_autofree char *explained = NULL;
      g_autofree char *line = NULL;

      /* A work and each of its tracks count one by one; people want to read of it once. */
      while (VOST_RECORD_ID (sources->pdata[first]) != source->record.id)
        first++;
      if (first < i)
        continue;
      vost_licence_parse (source->licence, &licence);
      name = vost_licence_to_name (&licence);
      explained = vost_licence_explain (&licence);
      line = g_strdup_printf (_ ("“%s”: %s"), source->title,
                              name[0] != '\0' ? name : _ ("licence unknown"));
      gtk_box_append (box, make_text (line, "heading"));
      if (explained[0] != '\0')
        gtk_box_append (box, make_text (explained, "dim-label"));
      add_difference (box, verdict, &licence);
    }
}

GtkWidget *
vost_verdict_view_new (VostSession *session, VostMaking making)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 8);
  GPtrArray *sources = NULL;
  const VostVerdict *verdict = vost_session_get_verdict (session, making, &sources);
  g_autofree char *head = vost_verdict_short (verdict);

  gtk_box_append (GTK_BOX (box), make_text (head, "title-3"));
  gtk_box_append (GTK_BOX (box),
                  make_text (making == VOST_MAKING_REMIX ? _ ("for the remix")
                                                         : _ ("for the film with its subtitles"),
                             "dim-label"));
  if (verdict->reasons->len == 0)
    {
      g_autofree char *explained = vost_verdict_explain (verdict);

      gtk_box_append (GTK_BOX (box), make_text (explained, NULL));
    }
  for (guint i = 0; i < verdict->reasons->len; i++)
    {
      const VostReason *reason = verdict->reasons->pdata[i];
      g_autofree char *text = reason->section != NULL && reason->section[0] != '\0'
                                  ? g_strdup_printf ("%s (%s)", reason->text, reason->section)
                                  : g_strdup (reason->text);

      gtk_box_append (GTK_BOX (box), make_text (text, vost_verdict_css_class (reason->level)));
      if (reason->level > VOST_VERDICT_ALLOW)
        add_remedies (GTK_BOX (box), session, reason, sources);
    }
  gtk_box_append (GTK_BOX (box), gtk_separator_new (GTK_ORIENTATION_HORIZONTAL));
  add_sources (GTK_BOX (box), verdict, sources);
  return box;
}

static void
fill_popover (GtkMenuButton *button, gpointer data)
{
  VostLicenceChip *self = data;
  GtkWidget *popover = gtk_popover_new ();
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  GtkWidget *view = vost_verdict_view_new (self->session, vost_session_get_making (self->session));

  gtk_widget_set_margin_start (view, 6);
  gtk_widget_set_margin_end (view, 6);
  gtk_widget_set_margin_top (view, 6);
  gtk_widget_set_margin_bottom (view, 6);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scrolled), TRUE);
  /* Else labels that wrap are as narrow as a letter, and the height is that of another width. */
  gtk_scrolled_window_set_propagate_natural_width (GTK_SCROLLED_WINDOW (scrolled), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scrolled), 480);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), view);
  gtk_popover_set_child (GTK_POPOVER (popover), scrolled);
  vost_set_accessible_label (popover, _ ("Licence explained"));
  gtk_menu_button_set_popover (button, popover);
}

static void
update (VostLicenceChip *self)
{
  const VostVerdict *verdict;
  g_autofree char *text = NULL;
  g_autofree char *spoken = NULL;

  if (!vost_session_is_open (self->session))
    return;
  verdict = vost_session_get_verdict (self->session, vost_session_get_making (self->session), NULL);
  text = vost_verdict_short (verdict);
  spoken = g_strdup_printf (_ ("Licence: %s"), text);
  gtk_label_set_text (self->label, text);
  /* What it says is why it is there: it gives way last. */
  gtk_label_set_width_chars (self->label, MIN ((int) g_utf8_strlen (text, -1), 16));
  gtk_image_set_from_icon_name (self->icon, icon_of (verdict->level));
  if (self->css_class != NULL)
    gtk_widget_remove_css_class (GTK_WIDGET (self->button), self->css_class);
  self->css_class = vost_verdict_css_class (verdict->level);
  gtk_widget_add_css_class (GTK_WIDGET (self->button), self->css_class);
  vost_set_accessible_label (self->button, spoken);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->button),
                               _ ("What the licences allow, in plain words"));
}

void
vost_licence_chip_popup (VostLicenceChip *self)
{
  gtk_menu_button_popup (self->button);
}

GtkWidget *
vost_licence_chip_new (VostSession *session)
{
  VostLicenceChip *self = g_object_new (VOST_TYPE_LICENCE_CHIP, NULL);

  g_set_object (&self->session, session);
  g_signal_connect_object (session, "edited", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "document-changed", G_CALLBACK (update), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::source", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
  return GTK_WIDGET (self);
}

static void
vost_licence_chip_dispose (GObject *object)
{
  VostLicenceChip *self = VOST_LICENCE_CHIP (object);

  g_clear_pointer ((GtkWidget **) &self->button, gtk_widget_unparent);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (vost_licence_chip_parent_class)->dispose (object);
}

static void
vost_licence_chip_class_init (VostLicenceChipClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = vost_licence_chip_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
vost_licence_chip_init (VostLicenceChip *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  self->button = GTK_MENU_BUTTON (gtk_menu_button_new ());
  self->icon = GTK_IMAGE (gtk_image_new ());
  self->label = GTK_LABEL (gtk_label_new (""));
  gtk_label_set_ellipsize (self->label, PANGO_ELLIPSIZE_END);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->icon));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->label));
  gtk_menu_button_set_child (self->button, box);
  gtk_menu_button_set_create_popup_func (self->button, fill_popover, self, NULL);
  gtk_widget_add_css_class (GTK_WIDGET (self->button), "licence-chip");
  gtk_widget_set_valign (GTK_WIDGET (self->button), GTK_ALIGN_CENTER);
  gtk_widget_set_parent (GTK_WIDGET (self->button), GTK_WIDGET (self));
}
