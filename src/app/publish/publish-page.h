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

G_END_DECLS
