/* Makes a release by copying: picture and sound stay as they are, subtitle tracks come in. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "release-private.h"

#include "vostok-config.h"
#include <glib/gi18n-lib.h>

#include <vostok/core/diagnostic.h>

#define SHARE_OF_COPY 0.96

/**
 * Held: a stream of the film that waits at its pad until all of them are known. A muxer writes its
 * head with the streams that it has then, so none may start before the others are linked.
 */
typedef struct
{
  GstPad *pad;
  gulong probe;
} Held;

/**
 * Remux:
 * @held: (element-type Held): under @lock while the film is opened
 * @sounds: sound tracks linked so far
 */
typedef struct
{
  VostPlan *plan;
  VostFlow *flow;
  GMutex lock;
  GPtrArray *held;
  guint sounds;
} Remux;

static void
held_free (gpointer data)
{
  Held *self = data;
  if (self->probe != 0)
    gst_pad_remove_probe (self->pad, self->probe);
  gst_object_unref (self->pad);
  g_free (self);
}

/* Data comes only when all streams have been shown (parsebin holds it back until then and tells it
 * in no other way). */
static GstPadProbeReturn
hold (GstPad *pad, GstPadProbeInfo *info, gpointer data)
{
  vost_flow_set_ready (((Remux *) data)->flow);
  return GST_PAD_PROBE_OK;
}

static void
on_pad_added (GstElement *parse, GstPad *pad, gpointer data)
{
  Remux *self = data;
  Held *held = g_new0 (Held, 1);
  held->pad = gst_object_ref (pad);
  /* Data only: the thread that shows the pads sends events through each before it shows the next.
   */
  held->probe = gst_pad_add_probe (
      pad, GST_PAD_PROBE_TYPE_BLOCK | GST_PAD_PROBE_TYPE_BUFFER | GST_PAD_PROBE_TYPE_BUFFER_LIST,
      hold, self, NULL);
  g_mutex_lock (&self->lock);
  g_ptr_array_add (self->held, held);
  g_mutex_unlock (&self->lock);
}

static gboolean
unfit (GError **error)
{
  g_set_error_literal (error, VOST_ERROR, VOST_ERROR_UNSUPPORTED,
                       _ ("A stream of the film cannot be copied into this kind of file."));
  return FALSE;
}

/* Opens the film as far as its streams. */
static gboolean
open_film (Remux *self, GError **error)
{
  GstElement *pipeline = vost_flow_get_pipeline (self->flow);
  GstElement *source = vost_element_new ("filesrc", error);
  GstElement *parse = source != NULL ? vost_element_new ("parsebin", error) : NULL;
  if (parse == NULL)
    return FALSE;
  g_object_set (source, "location", self->plan->path, NULL);
  gst_bin_add_many (GST_BIN (pipeline), source, parse, NULL);
  gst_element_link (source, parse);
  g_signal_connect (parse, "pad-added", G_CALLBACK (on_pad_added), self);
  gst_element_set_state (pipeline, GST_STATE_PAUSED);
  return vost_flow_wait_ready (self->flow, error);
}

static const char *
muxer_pad_for (const GstCaps *caps)
{
  const char *name = gst_structure_get_name (gst_caps_get_structure (caps, 0));
  if (g_str_has_prefix (name, "video/"))
    return "video_%u";
  return g_str_has_prefix (name, "audio/") ? "audio_%u" : NULL;
}

static gboolean
swallow (Remux *self, GstPad *pad)
{
  GstElement *sink = gst_element_factory_make ("fakesink", NULL);
  g_object_set (sink, "sync", FALSE, "async", FALSE, NULL);
  gst_bin_add (GST_BIN (vost_flow_get_pipeline (self->flow)), sink);
  gst_element_sync_state_with_parent (sink);
  g_autoptr (GstPad) target = gst_element_get_static_pad (sink, "sink");
  return GST_PAD_LINK_SUCCESSFUL (gst_pad_link (pad, target));
}

/* Film stream → queue → parser, if it needs one → muxer. */
static gboolean
link_stream (Remux *self, GstPad *pad, GstElement *queue, GstElement *muxer, GError **error)
{
  g_autoptr (GstCaps) caps = gst_pad_get_current_caps (pad);
  if (caps == NULL)
    caps = gst_pad_query_caps (pad, NULL);
  const char *name = caps != NULL && gst_caps_get_size (caps) > 0 ? muxer_pad_for (caps) : NULL;
  if (name == NULL)
    return swallow (self, pad);
  g_autoptr (GstPad) in = gst_element_request_pad_simple (queue, "sink_%u");
  g_autofree char *in_name = gst_pad_get_name (in);
  g_autofree char *out_name = g_strdup_printf ("src_%s", in_name + strlen ("sink_"));
  GstElement *parser = vost_parser_for (caps);
  /* Of several sound tracks only the first is known to be what is spoken in the film. */
  if (g_str_has_prefix (name, "audio"))
    vost_flow_tell_language (pad, self->sounds++ == 0 ? self->plan->spoken : NULL);
  gboolean linked = GST_PAD_LINK_SUCCESSFUL (gst_pad_link (pad, in));
  if (parser == NULL)
    return (linked && gst_element_link_pads (queue, out_name, muxer, name)) || unfit (error);
  gst_bin_add (GST_BIN (vost_flow_get_pipeline (self->flow)), parser);
  linked = linked && gst_element_link_pads (queue, out_name, parser, "sink") &&
           gst_element_link_pads (parser, "src", muxer, name);
  return linked || unfit (error);
}

static gboolean
build (Remux *self, GError **error)
{
  VostPlan *plan = self->plan;
  GstElement *pipeline = vost_flow_get_pipeline (self->flow);
  GstElement *muxer = vost_muxer_new (plan->container, error);
  GstElement *queue = muxer != NULL ? vost_element_new ("multiqueue", error) : NULL;
  GstElement *sink = queue != NULL ? vost_element_new ("filesink", error) : NULL;
  if (sink == NULL)
    return FALSE;
  g_object_set (sink, "location", plan->temp, NULL);
  /* Bytes are the limit: a badly interleaved file may need many seconds of one stream before the
   * other comes. */
  g_object_set (queue, "max-size-buffers", 0u, "max-size-time", (guint64) 0, "max-size-bytes",
                64u << 20, NULL);
  gst_bin_add_many (GST_BIN (pipeline), muxer, queue, sink, NULL);
  gst_element_link (muxer, sink);
  for (guint i = 0; i < self->held->len; i++)
    if (!link_stream (self, ((Held *) g_ptr_array_index (self->held, i))->pad, queue, muxer, error))
      return FALSE;
  for (guint i = 0; i < plan->soft->len; i++)
    if (!vost_flow_add_soft (self->flow, muxer, g_ptr_array_index (plan->soft, i),
                             plan->container->soft, error))
      return FALSE;
  return TRUE;
}

static void
tick (VostFlow *flow, gpointer data)
{
  VostPlan *plan = data;
  gint64 position = 0;
  if (plan->duration > 0 &&
      gst_element_query_position (vost_flow_get_pipeline (flow), GST_FORMAT_TIME, &position))
    vost_job_report (plan->job,
                     SHARE_OF_COPY * CLAMP ((double) position / (double) plan->duration, 0.0, 1.0),
                     _ ("Copying picture and sound"));
}

static gboolean
run (Remux *self, GError **error)
{
  if (!open_film (self, error) || !build (self, error))
    return FALSE;
  if (!vost_flow_start (self->flow, error))
    return FALSE;
  /* All are linked: let them go. */
  g_ptr_array_set_size (self->held, 0);
  return vost_flow_finish (self->flow, tick, self->plan, error);
}

gboolean
vost_remux (VostPlan *plan, GError **error)
{
  Remux self = { .plan = plan, .held = g_ptr_array_new_with_free_func (held_free) };
  for (guint i = 0; i < plan->soft->len; i++)
    vost_soft_track_close (g_ptr_array_index (plan->soft, i), plan->attribution, plan->duration);
  g_mutex_init (&self.lock);
  self.flow = vost_flow_new (gst_pipeline_new (NULL), plan->cancellable);
  vost_job_report (plan->job, 0, _ ("Copying picture and sound"));
  gboolean done = run (&self, error);
  /* Probes hold their pads until they are removed: first them, then the pipeline. */
  g_ptr_array_set_size (self.held, 0);
  vost_flow_free (self.flow);
  g_ptr_array_unref (self.held);
  g_mutex_clear (&self.lock);
  plan->copied = done;
  return done;
}
