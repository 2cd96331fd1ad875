/* The Film page. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "session.h"

G_BEGIN_DECLS

#define VOST_TYPE_FILM_PAGE (vost_film_page_get_type ())
G_DECLARE_FINAL_TYPE (VostFilmPage, vost_film_page, VOST, FILM_PAGE, AdwBin)

/* Keeps a reference on the session. */
GtkWidget *vost_film_page_new (VostSession *session);

G_END_DECLS
