/* First steps, in plain words: what each page is for and what becomes of the work. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "help-dialog.h"

#include "vostok-config.h"

#include <glib/gi18n.h>

#include "compat.h"

#define WIDTH 560
#define HEIGHT 640

static const struct
{
  const char *title;
  const char *text;
} topics[] = {
  { N_ ("Translate a film"),
    N_ ("Open the film: subtitles beside it that have its name come along. On the Subtitles page "
        "press the language button and choose “Translate into…”. Each line gets an empty one "
        "beside it, "
        "with the same times. Type, press Enter, and the next line plays. Saving writes "
        "“film.fr.srt” beside the film, with its licence.") },
  { N_ ("Write subtitles"),
    N_ ("On the Subtitles page choose “Write Subtitles…” and the language that is spoken. While "
        "the film plays, hold F8 as long as somebody speaks. Then type what was said, and drag the "
        "edges on the waveform until they fit.") },
  { N_ ("Make a remix"),
    N_ ("On the Remix page search the words of the film, select lines and choose “Add to Remix”. "
        "Or mark a part of a film and add that. On the timeline drag clips, trim them at their "
        "edges and split them. The subtitles of every language follow the cuts.") },
  { N_ ("The licence"),
    N_ ("The button at the top right says under which licence the whole may be shared, and why. "
        "What the licences of the works do not allow is not published. If the licence of a work is "
        "not known, say it on the Film page.") },
  { N_ ("Publish"),
    N_ ("On the Publish page choose what to make and where to put it. Each file gets its credits "
        "and its licence: in the picture, inside the file and as a text beside it. Afterwards it "
        "is "
        "opened again and checked.") },
  { N_ ("Nothing gets lost"),
    N_ ("Every change is on the disk within a second. If the program or the computer stops, the "
        "next start brings your work back. Everything can be undone.") },
};

static void
on_keys (GtkWindow *window)
{
  GtkWindow *parent = gtk_window_get_transient_for (window);

  gtk_window_close (window);
  gtk_widget_activate_action (GTK_WIDGET (parent), "win.show-help-overlay", NULL);
}

void
vost_show_help (GtkWindow *parent)
{
  GtkWidget *window = adw_window_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *header = adw_header_bar_new ();
  GtkWidget *keys = vost_button_new (_ ("_Keyboard Shortcuts"));
  AdwPreferencesPage *page = ADW_PREFERENCES_PAGE (adw_preferences_page_new ());

  for (guint i = 0; i < G_N_ELEMENTS (topics); i++)
    {
      AdwPreferencesGroup *group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
      g_autofree char *text = g_markup_escape_text (_ (topics[i].text), -1);

      adw_preferences_group_set_title (group, _ (topics[i].title));
      adw_preferences_group_set_description (group, text);
      adw_preferences_page_add (page, group);
    }
  g_signal_connect_object (keys, "clicked", G_CALLBACK (on_keys), window, G_CONNECT_SWAPPED);
  adw_header_bar_pack_start (ADW_HEADER_BAR (header), keys);
  gtk_widget_set_vexpand (GTK_WIDGET (page), TRUE);
  gtk_box_append (GTK_BOX (box), header);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (page));
  adw_window_set_content (ADW_WINDOW (window), box);
  gtk_window_set_title (GTK_WINDOW (window), _ ("Help"));
  gtk_window_set_default_size (GTK_WINDOW (window), WIDTH, HEIGHT);
  gtk_window_set_transient_for (GTK_WINDOW (window), parent);
  vost_close_on_escape (GTK_WINDOW (window));
  gtk_window_present (GTK_WINDOW (window));
}
