/* What a file says of its rights, as JSON: shared by verify and export. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <vostok/media/rights-tags.h>

#include "json.h"

G_BEGIN_DECLS

void vost_json_found_rights (VostJson *json, const char *name, const VostFoundRights *found);

G_END_DECLS
