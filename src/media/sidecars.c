/* The three small files beside a release: for people, for machines, for REUSE. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rights-private.h"

#include <vostok/core/subtitle-file.h>

static gboolean
put (const char *path, const char *suffix, const char *text, GError **error)
{
  g_autofree char *name = g_strconcat (path, suffix, NULL);
  return vost_file_replace (name, text, strlen (text), error);
}

gboolean
vost_rights_write_sidecars (const char *path, const VostAttribution *attribution, GError **error)
{
  g_autofree char *text = vost_attribution_to_text (attribution);
  g_autofree char *reuse = vost_attribution_to_reuse (attribution);
  g_autofree char *graph = vost_attribution_to_json_ld (attribution);
  return put (path, ".ATTRIBUTION.txt", text, error) && put (path, ".license", reuse, error) &&
         put (path, ".licence.json", graph, error);
}

static char *
load (const char *path, const char *suffix, gsize *ret_len)
{
  g_autofree char *name = g_strconcat (path, suffix, NULL);
  g_autoptr (VostFileView) view = vost_file_view_open (name, FALSE, NULL);
  if (view == NULL)
    return NULL;
  *ret_len = (gsize) view->size;
  return (char *) vost_file_view_dup (view, 0, view->size, VOST_MAX_GRAPH);
}

void
vost_sidecars_read_rights (const char *path, VostRightsReading *reading)
{
  gsize n = 0;
  g_autofree char *graph = load (path, ".licence.json", &n);
  if (graph != NULL)
    vost_rights_reading_graph (reading, "sidecar", graph, n);
  g_autofree char *reuse = load (path, ".license", &n);
  if (reuse != NULL && g_utf8_validate (reuse, -1, NULL))
    vost_rights_reading_text (reading, "sidecar", reuse);
  g_autofree char *text = load (path, ".ATTRIBUTION.txt", &n);
  if (text != NULL)
    vost_rights_reading_in (reading, "sidecar");
}
