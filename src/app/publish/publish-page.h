/* The Publish page. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "session.h"

G_BEGIN_DECLS

#define VOST_TYPE_PUBLISH_PAGE (vost_publish_page_get_type ())
G_DECLARE_FINAL_TYPE (VostPublishPage, vost_publish_page, VOST, PUBLISH_PAGE, AdwBin)

/* Keeps a reference on the session. */
GtkWidget *vost_publish_page_new (VostSession *session);

/* Whether a release is being written or waits. Signal `idle` of the page: not any more. */
gboolean vost_publish_page_is_busy (VostPublishPage *self);
/* Stops what is being written, and forgets what waits. `idle` comes when nothing half written is
 * left. */
void vost_publish_page_cancel_all (VostPublishPage *self);

G_END_DECLS
