/* Known free films, so that a source's form is filled in; every value is "as recorded, check your
 * copy". */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct
{
  const char *title;
  const char *pattern; /* words that a file name or title must hold, lower case, space separated */
  int year;
  const char *creators; /* separated by ";" */
  const char *attribution;
  const char *url;
  const char *licence; /* SPDX id, "" when sources conflict */
  const char *caveat;  /* N_(): shown beside, "" if none */
} VostFilm;

extern const VostFilm vost_films[]; /* ends with title NULL; from films.def */

/* The film that a file name or title speaks of, or NULL. */
const VostFilm *vost_catalogue_find (const char *file_name, const char *title);

G_END_DECLS
