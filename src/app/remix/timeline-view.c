/* The remix as a timeline: what is shown, where, and how far it is scrolled. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "timeline-view-private.h"

#include "vostok-config.h"

#include <glib/gi18n.h>

#include "compat.h"
#include "remix-text.h"
#include "session-private.h"

#define MIN_ZOOM 0.2
#define MAX_ZOOM 1000.0
/* Fitting a single short clip should not blow it up. */
#define MAX_FIT_ZOOM 90.0
#define EMPTY_HEIGHT 24
#define TITLE_HEIGHT 30
#define VIDEO_HEIGHT 46
#define AUDIO_HEIGHT 44
#define SUBTITLE_HEIGHT 24

G_DEFINE_FINAL_TYPE (VostTimelineView, vost_timeline_view, GTK_TYPE_WIDGET)

/* --- Where things are --- */

double
vost_timeline_view_x (VostTimelineView *self, VostTime t)
{
  return HEADER_WIDTH + (double) (t - self->left) * self->zoom / VOST_SECOND;
}

VostTime
vost_timeline_view_time (VostTimelineView *self, double x)
{
  return self->left + (VostTime) ((x - HEADER_WIDTH) / self->zoom * VOST_SECOND);
}

int
vost_timeline_view_row_y (VostTimelineView *self, const VostTimelineRow *row)
{
  return RULER_HEIGHT + row->y - (int) gtk_adjustment_get_value (self->down);
}

static int
strip_width (VostTimelineView *self)
{
  return MAX (gtk_widget_get_width (GTK_WIDGET (self)) - HEADER_WIDTH, 1);
}

static VostTime
visible_length (VostTimelineView *self)
{
  return (VostTime) (strip_width (self) / self->zoom * VOST_SECOND);
}

static int
content_height (VostTimelineView *self)
{
  const VostTimelineRow *last = self->rows->len > 0 ? self->rows->pdata[self->rows->len - 1] : NULL;

  return last != NULL ? last->y + last->height : 0;
}

void
vost_timeline_view_redraw (VostTimelineView *self)
{
  g_clear_pointer (&self->scene, gsk_render_node_unref);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
configure_across (VostTimelineView *self)
{
  double page = (double) visible_length (self) / VOST_SECOND;
  double upper = MAX ((double) self->duration / VOST_SECOND + page / 4,
                      (double) self->left / VOST_SECOND + page);

  self->scrolling = TRUE;
  gtk_adjustment_configure (self->across, (double) self->left / VOST_SECOND, 0, upper, page / 10,
                            page, page);
  self->scrolling = FALSE;
  gtk_widget_set_opacity (self->horizontal, upper > page * 1.26 ? 1 : 0);
}

void
vost_timeline_view_scroll (VostTimelineView *self, VostTime left)
{
  self->left = CLAMP (left, 0, MAX (self->duration - visible_length (self) / 4, 0));
  configure_across (self);
  vost_timeline_view_redraw (self);
}

static void
apply_fit (VostTimelineView *self)
{
  double seconds = MAX ((double) self->duration / VOST_SECOND, 1);

  self->zoom = CLAMP (strip_width (self) * 0.94 / seconds, MIN_ZOOM, MAX_FIT_ZOOM);
  self->left = 0;
  configure_across (self);
}

void
vost_timeline_view_fit (VostTimelineView *self)
{
  self->fitted = TRUE;
  apply_fit (self);
  vost_timeline_view_redraw (self);
}

void
vost_timeline_view_zoom_at (VostTimelineView *self, double factor, double x)
{
  VostTime t = vost_timeline_view_time (self, x);

  self->fitted = FALSE;
  self->zoom = CLAMP (self->zoom * factor, MIN_ZOOM, MAX_ZOOM);
  vost_timeline_view_scroll (self, t - (VostTime) ((x - HEADER_WIDTH) / self->zoom * VOST_SECOND));
}

void
vost_timeline_view_zoom (VostTimelineView *self, double factor)
{
  double x = vost_timeline_view_x (self, vost_player_get_position (self->player));

  if (x < HEADER_WIDTH || x > gtk_widget_get_width (GTK_WIDGET (self)))
    x = HEADER_WIDTH + strip_width (self) / 2.0;
  vost_timeline_view_zoom_at (self, factor, x);
}

/* --- Sound --- */

static void
sound_free (gpointer data)
{
  VostTimelineSound *sound = data;

  if (sound->job != NULL)
    vost_job_cancel (sound->job);
  g_clear_object (&sound->job);
  g_clear_pointer (&sound->peaks, vost_peaks_unref);
  g_free (sound);
}

VostTimelineSound *
vost_timeline_view_sound (VostTimelineView *self, VostId source)
{
  for (guint i = 0; i < self->sounds->len; i++)
    {
      VostTimelineSound *sound = self->sounds->pdata[i];

      if (sound->source == source)
        return sound;
    }
  return NULL;
}

static void read_next_sound (VostTimelineView *self);

static void
on_sound_read (VostJob *job, VostTimelineView *self)
{
  for (guint i = 0; i < self->sounds->len; i++)
    {
      VostTimelineSound *sound = self->sounds->pdata[i];

      if (sound->job == job)
        g_clear_object (&sound->job);
    }
  vost_timeline_view_redraw (self);
  read_next_sound (self);
}

static void
read_sound (VostTimelineView *self, const VostSource *source)
{
  VostTimelineSound *sound = g_new0 (VostTimelineSound, 1);
  g_autofree char *path = vost_snapshot_source_path (self->shown, source);
  g_autofree char *cache = vost_session_cache_folder ();

  sound->source = source->record.id;
  g_ptr_array_add (self->sounds, sound);
  if (path[0] == '\0')
    return;
  sound->job = vost_peaks_job (path, cache, &sound->peaks);
  g_signal_connect_object (sound->job, "notify::fraction", G_CALLBACK (vost_timeline_view_redraw),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_object (sound->job, "finished", G_CALLBACK (on_sound_read), self, 0);
  vost_job_start (sound->job);
}

/* One film after another: reading many at once would only make the first one late. */
static void
read_next_sound (VostTimelineView *self)
{
  for (guint i = 0; i < self->sounds->len; i++)
    if (((VostTimelineSound *) self->sounds->pdata[i])->job != NULL)
      return;
  for (guint i = 0; self->shown != NULL && i < vost_snapshot_get_n (self->shown, VOST_KIND_LANE);
       i++)
    {
      const VostLane *lane = vost_snapshot_lane (self->shown, i);
      guint n = g_str_equal (lane->type, "audio")
                    ? vost_snapshot_get_n_children (self->shown, lane->record.id)
                    : 0;

      for (guint j = 0; j < n; j++)
        {
          const VostClip *clip = vost_snapshot_get_child (self->shown, lane->record.id, j);
          const VostSource *source = vost_snapshot_lookup (self->shown, clip->source);

          if (source == NULL || vost_timeline_view_sound (self, clip->source) != NULL)
            continue;
          read_sound (self, source);
          return;
        }
    }
}

/* --- Rows --- */

static void
row_free (gpointer data)
{
  VostTimelineRow *row = data;

  g_clear_pointer (&row->cues, g_array_unref);
  g_free (row->type);
  g_free (row->name);
  g_free (row);
}

static VostTimelineRow *
add_row (VostTimelineView *self, const char *type, const char *name, int height)
{
  VostTimelineRow *row = g_new0 (VostTimelineRow, 1);

  row->type = g_strdup (type);
  row->name = g_strdup (name);
  row->y = content_height (self);
  row->height = height;
  g_ptr_array_add (self->rows, row);
  return row;
}

static int
lane_height (VostTimelineView *self, const VostLane *lane)
{
  if (vost_snapshot_get_n_children (self->shown, lane->record.id) == 0)
    return EMPTY_HEIGHT;
  if (g_str_equal (lane->type, "title"))
    return TITLE_HEIGHT;
  return g_str_equal (lane->type, "video") ? VIDEO_HEIGHT : AUDIO_HEIGHT;
}

/* Pictures lie over one another: what covers the others is shown on top. */
static void
add_lanes (VostTimelineView *self, const char *type, gboolean topmost_first)
{
  guint n = vost_snapshot_get_n (self->shown, VOST_KIND_LANE);

  for (guint i = 0; i < n; i++)
    {
      const VostLane *lane = vost_snapshot_lane (self->shown, topmost_first ? n - 1 - i : i);
      VostTimelineRow *row;

      if (!g_str_equal (lane->type, type))
        continue;
      row = add_row (self, type, lane->name, lane_height (self, lane));
      row->lane = lane->record.id;
      row->muted = lane->muted;
    }
}

static void
make_rows (VostTimelineView *self)
{
  g_auto (GStrv) languages = vost_timeline_languages (self->shown);

  g_ptr_array_set_size (self->rows, 0);
  add_lanes (self, "title", TRUE);
  add_lanes (self, "video", TRUE);
  add_lanes (self, "audio", FALSE);
  for (guint i = 0; languages[i] != NULL; i++)
    {
      g_autofree char *name = vost_language_name (languages[i]);

      add_row (self, "subtitles", name[0] != '\0' ? name : languages[i], SUBTITLE_HEIGHT)->cues =
          vost_timeline_cues (self->shown, languages[i]);
    }
}

/* --- Headers --- */

static void
on_mute (GtkToggleButton *button, VostTimelineView *self)
{
  VostId *id = g_object_get_data (G_OBJECT (button), "lane");
  const VostLane *lane = vost_project_lookup (vost_session_get_project (self->session), *id);
  g_autoptr (VostLane) changed = NULL;
  VostEdit *edit;

  if (lane == NULL || lane->muted == gtk_toggle_button_get_active (button))
    return;
  changed = vost_record_copy (lane);
  changed->muted = gtk_toggle_button_get_active (button);
  edit = vost_edit_new (changed->muted ? _ ("Switch lane off") : _ ("Switch lane on"), NULL);
  vost_edit_change (edit, lane, changed);
  vost_session_push (self->session, edit);
}

static GtkWidget *
make_mute (VostTimelineView *self, const VostTimelineRow *row)
{
  gboolean sound = g_str_equal (row->type, "audio");
  GtkWidget *button = gtk_toggle_button_new ();
  g_autofree char *label =
      g_strdup_printf (sound ? _ ("Silence “%s”") : _ ("Hide “%s”"), row->name);

  gtk_button_set_icon_name (GTK_BUTTON (button), sound ? row->muted ? "audio-volume-muted-symbolic"
                                                                    : "audio-volume-high-symbolic"
                                                 : row->muted ? "view-conceal-symbolic"
                                                              : "view-reveal-symbolic");
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (button), row->muted);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "lane-mute");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (button, label);
  vost_set_accessible_label (button, label);
  g_object_set_data_full (G_OBJECT (button), "lane", g_memdup2 (&row->lane, sizeof row->lane),
                          g_free);
  g_signal_connect_object (button, "toggled", G_CALLBACK (on_mute), self, 0);
  return button;
}

static GtkWidget *
make_header (VostTimelineView *self, const VostTimelineRow *row)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 4);
  GtkWidget *label = gtk_label_new (row->name);

  gtk_widget_add_css_class (box, "lane-header");
  gtk_widget_set_size_request (box, HEADER_WIDTH, row->height);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_set_tooltip_text (label, row->name);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_widget_add_css_class (label, "caption-heading");
  if (row->muted || row->lane == VOST_ID_NONE)
    gtk_widget_add_css_class (label, "dim-label");
  gtk_box_append (GTK_BOX (box), label);
  if (row->lane != VOST_ID_NONE)
    gtk_box_append (GTK_BOX (box), make_mute (self, row));
  return box;
}

/* Only when something of them changed: else a button would lose the focus while it is pressed. */
static void
update_headers (VostTimelineView *self)
{
  g_autoptr (GString) key = g_string_new (NULL);
  GtkWidget *child;

  for (guint i = 0; i < self->rows->len; i++)
    {
      const VostTimelineRow *row = self->rows->pdata[i];

      g_string_append_printf (key, "%" G_GUINT64_FORMAT " %s %d %d\n", row->lane, row->name,
                              row->height, row->muted);
    }
  if (g_strcmp0 (key->str, self->header_key) == 0)
    return;
  g_free (self->header_key);
  self->header_key = g_strdup (key->str);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->header_box))) != NULL)
    gtk_box_remove (self->header_box, child);
  for (guint i = 0; i < self->rows->len; i++)
    gtk_box_append (self->header_box, make_header (self, self->rows->pdata[i]));
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

/* --- Following the document --- */

static void
update_troubled (VostTimelineView *self)
{
  GPtrArray *works = NULL;
  const VostVerdict *verdict;

  g_hash_table_remove_all (self->troubled);
  if (self->duration == 0)
    return;
  verdict = vost_session_get_verdict (self->session, VOST_MAKING_REMIX, &works);
  for (guint i = 0; works != NULL && i < verdict->reasons->len; i++)
    {
      const VostReason *reason = verdict->reasons->pdata[i];

      if (reason->level < VOST_VERDICT_ASK || reason->sources == NULL)
        continue;
      for (guint j = 0; j < reason->sources->len; j++)
        {
          guint index = g_array_index (reason->sources, guint, j);
          const VostSource *source = index < works->len ? works->pdata[index] : NULL;

          if (source != NULL && VOST_RECORD_KIND (source) == VOST_KIND_SOURCE)
            g_hash_table_add (self->troubled,
                              g_memdup2 (&source->record.id, sizeof source->record.id));
        }
    }
}

/* What a screen reader is told of the drawn clips; the inspector has the rest. */
static void
describe (VostTimelineView *self)
{
  VostId id = vost_session_get_clip (self->session);
  const VostClip *clip =
      id != VOST_ID_NONE && self->shown != NULL ? vost_snapshot_lookup (self->shown, id) : NULL;
  g_autofree char *text = NULL;

  if (clip != NULL)
    {
      const VostLane *lane = vost_snapshot_lookup (self->shown, clip->record.parent);
      g_autofree char *name = vost_remix_clip_name (self->shown, clip);
      g_autofree char *span = vost_remix_span (vost_clip_span (clip));

      text = g_strdup_printf (_ ("Selected: %s, %s, on %s"), name, span,
                              lane != NULL ? lane->name : "");
    }
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  text != NULL ? text : _ ("No clip is selected"), -1);
}

static gboolean
update_now (gpointer data)
{
  VostTimelineView *self = data;

  self->update_source = 0;
  g_ptr_array_set_size (self->rows, 0);
  g_clear_pointer (&self->shown, vost_snapshot_unref);
  self->shown = vost_snapshot_ref (vost_session_get_snapshot (self->session));
  self->duration = vost_timeline_duration (self->shown);
  make_rows (self);
  update_headers (self);
  update_troubled (self);
  describe (self);
  if (self->fitted)
    apply_fit (self);
  configure_across (self);
  read_next_sound (self);
  vost_timeline_view_redraw (self);
  return G_SOURCE_REMOVE;
}

/* Once for many edits, before the next paint. */
static void
update_soon (VostTimelineView *self)
{
  if (self->update_source == 0 && gtk_widget_get_mapped (GTK_WIDGET (self)))
    self->update_source = g_idle_add_full (G_PRIORITY_HIGH_IDLE, update_now, self, NULL);
}

static void
on_document (VostTimelineView *self)
{
  g_clear_pointer (&self->pending, vost_edit_unref);
  self->drag = VOST_PART_NONE;
  g_ptr_array_set_size (self->sounds, 0);
  self->fitted = TRUE;
  update_soon (self);
}

static void
on_clip (VostTimelineView *self)
{
  describe (self);
  vost_timeline_view_redraw (self);
}

static void
on_position (VostTimelineView *self)
{
  VostTime t = vost_player_get_position (self->player);
  VostTime length = visible_length (self);

  if (self->drag == VOST_PART_NONE && !self->fitted && (t < self->left || t > self->left + length))
    vost_timeline_view_scroll (self, t - length / 10);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
on_across (VostTimelineView *self)
{
  if (self->scrolling)
    return;
  self->fitted = FALSE;
  self->left = (VostTime) (gtk_adjustment_get_value (self->across) * VOST_SECOND);
  vost_timeline_view_redraw (self);
}

/* --- The widget --- */

static void
vost_timeline_view_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (vost_timeline_view_parent_class)->map (widget);
  update_soon (VOST_TIMELINE_VIEW (widget));
}

static void
vost_timeline_view_measure (GtkWidget *widget,
                            GtkOrientation orientation,
                            int for_size,
                            int *minimum,
                            int *natural,
                            int *minimum_baseline,
                            int *natural_baseline)
{
  VostTimelineView *self = VOST_TIMELINE_VIEW (widget);

  *minimum = orientation == GTK_ORIENTATION_HORIZONTAL ? HEADER_WIDTH + 120 : RULER_HEIGHT + 90;
  *natural = orientation == GTK_ORIENTATION_HORIZONTAL
                 ? 900
                 : MAX (RULER_HEIGHT + content_height (self) + 14, 220);
}

static void
vost_timeline_view_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  VostTimelineView *self = VOST_TIMELINE_VIEW (widget);
  int bar, minimum;

  gtk_widget_measure (self->horizontal, GTK_ORIENTATION_VERTICAL, -1, &minimum, &bar, NULL, NULL);
  gtk_widget_size_allocate (
      GTK_WIDGET (self->headers),
      &(GtkAllocation){ 0, RULER_HEIGHT, HEADER_WIDTH, MAX (height - RULER_HEIGHT, 1) }, -1);
  gtk_widget_size_allocate (
      self->horizontal,
      &(GtkAllocation){ HEADER_WIDTH, height - bar, MAX (width - HEADER_WIDTH - bar, 1), bar }, -1);
  gtk_widget_measure (self->vertical, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, &bar, NULL, NULL);
  gtk_widget_size_allocate (
      self->vertical,
      &(GtkAllocation){ width - bar, RULER_HEIGHT, bar, MAX (height - RULER_HEIGHT - bar, 1) }, -1);
  gtk_widget_set_opacity (self->vertical, content_height (self) > height - RULER_HEIGHT ? 1 : 0);
  if (self->fitted)
    apply_fit (self);
  else
    configure_across (self);
  g_clear_pointer (&self->scene, gsk_render_node_unref);
}

static void
vost_timeline_view_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  VostTimelineView *self = VOST_TIMELINE_VIEW (widget);

  vost_timeline_view_draw (self, snapshot);
  gtk_widget_snapshot_child (widget, GTK_WIDGET (self->headers), snapshot);
  gtk_widget_snapshot_child (widget, self->horizontal, snapshot);
  gtk_widget_snapshot_child (widget, self->vertical, snapshot);
}

static void
vost_timeline_view_css_changed (GtkWidget *widget, GtkCssStyleChange *change)
{
  GTK_WIDGET_CLASS (vost_timeline_view_parent_class)->css_changed (widget, change);
  vost_timeline_view_redraw (VOST_TIMELINE_VIEW (widget));
}

GtkWidget *
vost_timeline_view_new (VostSession *session)
{
  VostTimelineView *self = g_object_new (VOST_TYPE_TIMELINE_VIEW, NULL);

  g_set_object (&self->session, session);
  g_set_object (&self->player, vost_session_get_remix_player (session));
  g_signal_connect_object (session, "document-changed", G_CALLBACK (on_document), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "edited", G_CALLBACK (update_soon), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::clip", G_CALLBACK (on_clip), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->player, "position-changed", G_CALLBACK (on_position), self,
                           G_CONNECT_SWAPPED);
  describe (self);
  return GTK_WIDGET (self);
}

static void
vost_timeline_view_dispose (GObject *object)
{
  VostTimelineView *self = VOST_TIMELINE_VIEW (object);

  g_clear_handle_id (&self->update_source, g_source_remove);
  g_ptr_array_set_size (self->sounds, 0);
  g_ptr_array_set_size (self->rows, 0);
  for (guint i = 0; i < VOST_N_SWATCHES; i++)
    g_clear_pointer (&self->swatches[i], gtk_widget_unparent);
  g_clear_pointer ((GtkWidget **) &self->headers, gtk_widget_unparent);
  g_clear_pointer (&self->horizontal, gtk_widget_unparent);
  g_clear_pointer (&self->vertical, gtk_widget_unparent);
  g_clear_pointer (&self->scene, gsk_render_node_unref);
  g_clear_pointer (&self->pending, vost_edit_unref);
  g_clear_pointer (&self->shown, vost_snapshot_unref);
  g_clear_object (&self->down);
  g_clear_object (&self->across);
  g_clear_object (&self->player);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (vost_timeline_view_parent_class)->dispose (object);
}

static void
vost_timeline_view_finalize (GObject *object)
{
  VostTimelineView *self = VOST_TIMELINE_VIEW (object);

  g_ptr_array_unref (self->sounds);
  g_ptr_array_unref (self->rows);
  g_hash_table_unref (self->troubled);
  g_free (self->header_key);
  G_OBJECT_CLASS (vost_timeline_view_parent_class)->finalize (object);
}

static void
vost_timeline_view_class_init (VostTimelineViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vost_timeline_view_dispose;
  G_OBJECT_CLASS (klass)->finalize = vost_timeline_view_finalize;
  widget_class->map = vost_timeline_view_map;
  widget_class->measure = vost_timeline_view_measure;
  widget_class->size_allocate = vost_timeline_view_size_allocate;
  widget_class->snapshot = vost_timeline_view_snapshot;
  widget_class->css_changed = vost_timeline_view_css_changed;
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_widget_class_set_css_name (widget_class, "timeline");
  g_signal_new ("title-activated", VOST_TYPE_TIMELINE_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                G_TYPE_NONE, 0);
}

static void
make_swatches (VostTimelineView *self)
{
  static const char *const classes[VOST_N_SWATCHES] = { "accent", "playhead", "warning",
                                                        "title",  "picture",  "paper" };

  for (guint i = 0; i < VOST_N_SWATCHES; i++)
    {
      self->swatches[i] = gtk_label_new (NULL);
      gtk_widget_add_css_class (self->swatches[i], "swatch");
      gtk_widget_add_css_class (self->swatches[i], classes[i]);
      gtk_widget_set_parent (self->swatches[i], GTK_WIDGET (self));
      gtk_widget_set_child_visible (self->swatches[i], FALSE);
    }
}

static void
vost_timeline_view_init (VostTimelineView *self)
{
  GtkWidget *widget = GTK_WIDGET (self);

  self->rows = g_ptr_array_new_with_free_func (row_free);
  self->sounds = g_ptr_array_new_with_free_func (sound_free);
  self->troubled = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  self->zoom = MAX_FIT_ZOOM;
  self->fitted = TRUE;
  self->snapped = VOST_TIME_NONE;
  gtk_widget_set_focusable (widget, TRUE);
  gtk_widget_set_overflow (widget, GTK_OVERFLOW_HIDDEN);
  vost_set_accessible_label (self, _ ("Timeline of the remix"));

  self->header_box = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 0));
  self->headers = GTK_SCROLLED_WINDOW (gtk_scrolled_window_new ());
  gtk_scrolled_window_set_policy (self->headers, GTK_POLICY_NEVER, GTK_POLICY_EXTERNAL);
  gtk_scrolled_window_set_child (self->headers, GTK_WIDGET (self->header_box));
  gtk_widget_add_css_class (GTK_WIDGET (self->headers), "lane-headers");
  gtk_widget_set_parent (GTK_WIDGET (self->headers), widget);
  self->down = g_object_ref (gtk_scrolled_window_get_vadjustment (self->headers));
  g_signal_connect_object (self->down, "value-changed", G_CALLBACK (vost_timeline_view_redraw),
                           self, G_CONNECT_SWAPPED);
  self->across = g_object_ref_sink (gtk_adjustment_new (0, 0, 1, 1, 1, 1));
  g_signal_connect_object (self->across, "value-changed", G_CALLBACK (on_across), self,
                           G_CONNECT_SWAPPED);
  self->horizontal = gtk_scrollbar_new (GTK_ORIENTATION_HORIZONTAL, self->across);
  gtk_widget_set_direction (self->horizontal, GTK_TEXT_DIR_LTR);
  gtk_widget_set_parent (self->horizontal, widget);
  self->vertical = gtk_scrollbar_new (GTK_ORIENTATION_VERTICAL, self->down);
  gtk_widget_set_parent (self->vertical, widget);
  make_swatches (self);
  vost_timeline_view_add_controllers (self);
}
