/* What the Remix page does: adding lines, cutting, moving, titles. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "remix-private.h"

#include "vostok-config.h"

#include <glib/gi18n.h>

#include <vostok/core/timeline.h>

#include "remix-text.h"

#define CROSS_FADE VOST_SECOND
#define ZOOM_STEP 1.4

static VostProject *
project_of (VostRemixPage *self)
{
  return vost_session_get_project (self->session);
}

static VostTime
playhead (VostRemixPage *self)
{
  return MAX (vost_player_get_position (vost_session_get_remix_player (self->session)), 0);
}

static const VostClip *
selected (VostRemixPage *self)
{
  VostId id = vost_session_get_clip (self->session);
  const VostRecord *record =
      id != VOST_ID_NONE ? vost_project_lookup (project_of (self), id) : NULL;

  return record != NULL && record->kind == VOST_KIND_CLIP ? (const VostClip *) record : NULL;
}

/* The first clip under @t: pictures win, then sound, then titles. */
static const VostClip *
clip_under (VostRemixPage *self, VostTime t)
{
  static const char *const types[] = { "video", "audio", "title" };
  VostSnapshot *snapshot = vost_session_get_snapshot (self->session);
  guint n = vost_snapshot_get_n (snapshot, VOST_KIND_LANE);

  for (guint pass = 0; pass < G_N_ELEMENTS (types); pass++)
    for (guint i = 0; i < n; i++)
      {
        const VostLane *lane = vost_snapshot_lane (snapshot, i);
        const VostClip *clip = g_str_equal (lane->type, types[pass])
                                   ? vost_remix_clip_at (snapshot, lane->record.id, t)
                                   : NULL;

        if (clip != NULL)
          return clip;
      }
  return NULL;
}

/* The selected clip if the playhead is in it, else the one that is seen. */
static const VostClip *
clip_at_playhead (VostRemixPage *self)
{
  const VostClip *clip = selected (self);
  VostTime t = playhead (self);

  if (clip != NULL && vost_span_contains (vost_clip_span (clip), t))
    return clip;
  return clip_under (self, t);
}

gboolean
vost_remix_page_shows_transcript (VostRemixPage *self)
{
  return g_strcmp0 (gtk_stack_get_visible_child_name (self->sources), "transcript") == 0;
}

/* --- From the works into the remix --- */

/* Cuts lie between frames: what is cut within one shows a frame of what was not wanted. */
static VostSpan
whole_frames (VostRate rate, VostSpan span)
{
  gint64 last;

  if (!vost_rate_is_known (rate))
    return span;
  last = vost_rate_frame_at (rate, span.end);
  if (vost_rate_frame_start (rate, last) < span.end)
    last++;
  return (VostSpan){ vost_rate_frame_start (rate, vost_rate_frame_at (rate, span.start)),
                     vost_rate_frame_start (rate, last) };
}

static gboolean
add_run (VostRemixPage *self, const VostRun *run)
{
  const VostSource *source = vost_project_lookup (project_of (self), run->source);

  return source != NULL &&
         vost_session_push (self->session,
                            vost_timeline_add_span (project_of (self), run->source,
                                                    whole_frames (source->rate, run->span),
                                                    VOST_TIME_NONE));
}

/* The first frame that is all of the clip's: the one before it may still show its predecessor. */
static VostTime
first_frame (VostRemixPage *self, VostTime start)
{
  VostRate rate;
  gint64 frame;

  vost_timeline_get_picture (vost_session_get_snapshot (self->session), NULL, NULL, &rate);
  frame = vost_rate_frame_at (rate, start);
  return vost_rate_frame_start (rate,
                                vost_rate_frame_start (rate, frame) < start ? frame + 1 : frame);
}

static GArray *
chosen_runs (VostRemixPage *self)
{
  GArray *runs;
  VostRun run = { .source = vost_session_get_source (self->session), .lines = 0 };

  if (vost_remix_page_shows_transcript (self))
    return vost_transcript_get_runs (self->transcript);
  runs = g_array_new (FALSE, FALSE, sizeof (VostRun));
  if (vost_source_view_get_range (self->source_view, &run.span))
    g_array_append_val (runs, run);
  return runs;
}

/* What the sound is longer than the picture plays on black: said when that becomes so. */
static void
say_on_black (VostRemixPage *self, VostTime before, const char *otherwise)
{
  VostTime black = vost_timeline_on_black (vost_session_get_snapshot (self->session));
  g_autofree char *length = vost_remix_seconds (black);

  if (black > before)
    /* Translators: %s is a length of time, as “5.1 s”. */
    vost_session_message (self->session, _ ("The sound is %s longer than the picture"), length);
  else if (otherwise != NULL)
    vost_session_message (self->session, "%s", otherwise);
}

/* Music from its marks goes under what is there. From the playhead, which is behind everything
 * after playing to the end: then from the beginning. */
static void
add_sound (VostRemixPage *self, VostSpan span)
{
  VostSnapshot *snapshot = vost_session_get_snapshot (self->session);
  VostTime black = vost_timeline_on_black (snapshot);
  VostTime at = playhead (self) < vost_timeline_picture_end (snapshot) ? playhead (self) : 0;

  if (!vost_session_push (
          self->session, vost_timeline_add_sound (
                             project_of (self), vost_session_get_source (self->session), span, at)))
    return;
  vost_player_pause (vost_session_get_film_player (self->session));
  gtk_stack_set_visible_child_name (self->monitors, "programme");
  say_on_black (self, black, _ ("The sound lies under the picture"));
}

static void
action_add (GtkWidget *widget, const char *name, GVariant *parameter)
{
  VostRemixPage *self = VOST_REMIX_PAGE (widget);
  const VostSource *source = vost_session_source_record (self->session);
  VostHistory *history = vost_session_get_history (self->session);
  VostTime end = vost_timeline_duration (vost_session_get_snapshot (self->session));
  g_autoptr (GArray) runs = chosen_runs (self);
  const VostClip *first;
  guint added = 0;

  if (runs->len == 0)
    {
      vost_session_message (self->session, vost_remix_page_shows_transcript (self)
                                               ? _ ("Select the lines that you want first")
                                               : _ ("Mark the start and the end first"));
      return;
    }
  if (g_array_index (runs, VostRun, 0).lines == 0 && g_str_equal (source->media, "audio"))
    {
      add_sound (self, g_array_index (runs, VostRun, 0).span);
      return;
    }
  vost_history_begin_group (history, _ ("Add to remix"));
  vost_session_push (self->session, vost_timeline_ensure_lanes (project_of (self)));
  for (guint i = 0; i < runs->len; i++)
    added += add_run (self, &g_array_index (runs, VostRun, i)) ? 1 : 0;
  vost_history_end_group (history);
  if (added == 0)
    return;
  /* The window asks at each edit, when the group was still open. */
  gtk_widget_action_set_enabled (GTK_WIDGET (gtk_widget_get_root (widget)), "win.undo",
                                 vost_history_can_undo (history));
  vost_player_pause (vost_session_get_film_player (self->session));
  first = clip_under (self, end);
  if (first != NULL)
    {
      vost_session_set_clip (self->session, first->record.id);
      vost_player_seek (vost_session_get_remix_player (self->session),
                        first_frame (self, first->start), TRUE);
    }
  gtk_stack_set_visible_child_name (self->monitors, "programme");
  vost_session_message (self->session, ngettext ("%u clip was added", "%u clips were added", added),
                        added);
}

static void
action_play_lines (GtkWidget *widget, const char *name, GVariant *parameter)
{
  VostRemixPage *self = VOST_REMIX_PAGE (widget);
  g_autoptr (GArray) runs = chosen_runs (self);

  if (runs->len == 0)
    return;
  vost_player_pause (vost_session_get_remix_player (self->session));
  vost_session_set_source (self->session, g_array_index (runs, VostRun, 0).source);
  vost_player_play_span (vost_session_get_film_player (self->session),
                         g_array_index (runs, VostRun, 0).span);
}

static void
action_search (GtkWidget *widget, const char *name, GVariant *parameter)
{
  VostRemixPage *self = VOST_REMIX_PAGE (widget);

  gtk_stack_set_visible_child_name (self->sources, "transcript");
  vost_transcript_focus_search (self->transcript);
}

static void
action_mark (GtkWidget *widget, const char *name, GVariant *parameter)
{
  VostRemixPage *self = VOST_REMIX_PAGE (widget);

  gtk_stack_set_visible_child_name (self->sources, "picture");
  vost_source_view_mark (self->source_view, g_str_has_suffix (name, "out"));
}

/* --- Cutting --- */

static void
push_or_say (VostRemixPage *self, VostEdit *edit, const char *otherwise)
{
  if (edit == NULL)
    vost_session_message (self->session, "%s", otherwise);
  else
    vost_session_push (self->session, edit);
}

static void
action_split (GtkWidget *widget, const char *name, GVariant *parameter)
{
  VostRemixPage *self = VOST_REMIX_PAGE (widget);
  const VostClip *clip = selected (self);
  VostTime t = playhead (self);
  gboolean inside = clip != NULL && vost_span_contains (vost_clip_span (clip), t);

  push_or_say (self,
               vost_timeline_split (project_of (self), inside ? clip->record.id : VOST_ID_NONE, t),
               _ ("There is no clip under the playhead to split"));
}

static void
action_delete (GtkWidget *widget, const char *name, GVariant *parameter)
{
  VostRemixPage *self = VOST_REMIX_PAGE (widget);
  const VostClip *clip = selected (self);
  VostTime black = vost_timeline_on_black (vost_session_get_snapshot (self->session));

  if (clip == NULL)
    return;
  vost_session_push (self->session,
                     vost_timeline_remove (project_of (self), clip->record.id,
                                           g_str_equal (name, "remix.ripple-delete")));
  say_on_black (self, black, NULL);
}

static void
action_reorder (GtkWidget *widget, const char *name, GVariant *parameter)
{
  VostRemixPage *self = VOST_REMIX_PAGE (widget);
  const VostClip *clip = selected (self);
  gboolean earlier = g_str_equal (name, "remix.earlier");

  if (clip != NULL)
    push_or_say (self, vost_timeline_reorder (project_of (self), clip->record.id, earlier ? -1 : 1),
                 earlier ? _ ("There is no clip before it to change places with")
                         : _ ("There is no clip after it to change places with"));
}

static void
action_trim (GtkWidget *widget, const char *name, GVariant *parameter)
{
  VostRemixPage *self = VOST_REMIX_PAGE (widget);
  const VostClip *clip = clip_at_playhead (self);

  push_or_say (self,
               clip != NULL ? vost_timeline_trim (project_of (self), clip->record.id,
                                                  g_str_equal (name, "remix.trim-end"),
                                                  playhead (self), TRUE)
                            : NULL,
               _ ("There is no clip under the playhead to trim"));
}

static void
action_cross_fade (GtkWidget *widget, const char *name, GVariant *parameter)
{
  VostRemixPage *self = VOST_REMIX_PAGE (widget);
  const VostClip *clip = selected (self);
  const VostClip *previous =
      clip != NULL ? vost_remix_previous (vost_session_get_snapshot (self->session), clip) : NULL;
  gboolean fades = previous != NULL && vost_clip_span (previous).end > clip->start;

  push_or_say (self,
               previous != NULL ? vost_timeline_cross_fade (project_of (self), clip->record.id,
                                                            fades ? 0 : CROSS_FADE)
                                : NULL,
               _ ("Select a clip that has another one before it"));
}

static void
action_title (GtkWidget *widget, const char *name, GVariant *parameter)
{
  VostRemixPage *self = VOST_REMIX_PAGE (widget);
  VostEdit *edit = vost_timeline_add_title (project_of (self), _ ("Title"), playhead (self), 0);
  VostId id = VOST_ID_NONE;

  for (guint i = 0; edit != NULL && i < vost_edit_get_n_ops (edit); i++)
    {
      const VostOp *op = vost_edit_get_op (edit, i);

      if (op->kind == VOST_OP_INSERT && op->after->kind == VOST_KIND_CLIP)
        id = op->after->id;
    }
  if (!vost_session_push (self->session, edit))
    return;
  vost_session_set_clip (self->session, id);
  vost_inspector_focus_title (self->inspector);
}

/* --- The view --- */

static void
action_snap (GtkWidget *widget, const char *name, GVariant *parameter)
{
  VostRemixPage *self = VOST_REMIX_PAGE (widget);
  GSettings *settings = vost_session_get_settings (self->session);
  gboolean on = !g_settings_get_boolean (settings, "snapping");

  g_settings_set_boolean (settings, "snapping", on);
  vost_session_message (self->session, on ? _ ("Clips snap to edges, lines and the playhead")
                                          : _ ("Clips move freely"));
}

static void
action_zoom (GtkWidget *widget, const char *name, GVariant *parameter)
{
  VostRemixPage *self = VOST_REMIX_PAGE (widget);

  if (g_str_has_suffix (name, "fit"))
    vost_timeline_view_fit (self->timeline);
  else
    vost_timeline_view_zoom (self->timeline,
                             g_str_has_suffix (name, "in") ? ZOOM_STEP : 1 / ZOOM_STEP);
}

void
vost_remix_page_update_actions (VostRemixPage *self)
{
  static const char *const of_clip[] = { "remix.delete", "remix.ripple-delete", "remix.earlier",
                                         "remix.later", "remix.cross-fade" };
  static const char *const of_timeline[] = { "remix.split", "remix.trim-start", "remix.trim-end" };
  GtkWidget *widget = GTK_WIDGET (self);
  g_autoptr (GArray) runs = chosen_runs (self);
  gboolean any = vost_timeline_duration (vost_session_get_snapshot (self->session)) > 0;

  for (guint i = 0; i < G_N_ELEMENTS (of_clip); i++)
    gtk_widget_action_set_enabled (widget, of_clip[i], selected (self) != NULL);
  for (guint i = 0; i < G_N_ELEMENTS (of_timeline); i++)
    gtk_widget_action_set_enabled (widget, of_timeline[i], any);
  gtk_widget_action_set_enabled (widget, "remix.add", runs->len > 0);
  gtk_widget_action_set_enabled (widget, "remix.play-lines", runs->len > 0);
}

void
vost_remix_page_install_actions (GtkWidgetClass *widget_class)
{
  static const struct
  {
    const char *name;
    GtkWidgetActionActivateFunc activate;
  } entries[] = {
    { "remix.search", action_search },
    { "remix.add", action_add },
    { "remix.play-lines", action_play_lines },
    { "remix.mark-in", action_mark },
    { "remix.mark-out", action_mark },
    { "remix.split", action_split },
    { "remix.delete", action_delete },
    { "remix.ripple-delete", action_delete },
    { "remix.earlier", action_reorder },
    { "remix.later", action_reorder },
    { "remix.trim-start", action_trim },
    { "remix.trim-end", action_trim },
    { "remix.cross-fade", action_cross_fade },
    { "remix.title", action_title },
    { "remix.snap", action_snap },
    { "remix.zoom-in", action_zoom },
    { "remix.zoom-out", action_zoom },
    { "remix.zoom-fit", action_zoom },
  };

  for (guint i = 0; i < G_N_ELEMENTS (entries); i++)
    gtk_widget_class_install_action (widget_class, entries[i].name, NULL, entries[i].activate);
}
