/* Where the values of a work came from: VostSource.origin_of_values. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <vostok/core/record.h>

G_BEGIN_DECLS

/* What origins are called in project files. */
#define VOST_ORIGIN_FILE "file metadata"
#define VOST_ORIGIN_CATALOGUE "catalogue"
#define VOST_ORIGIN_NAME "file name"
#define VOST_ORIGIN_USER "user"

/* The origin of the value of @field ("title", "creators", …) as a project file has it; "" if nobody
 * wrote it down; (transfer full). */
char *vost_source_origin (const VostSource *source, const char *field);
void vost_source_set_origin (VostSource *source, const char *field, const char *origin);

/* An origin in the user's language, for "from …"; "" for none. An unknown one as it is. */
const char *vost_origin_words (const char *origin);

G_END_DECLS
