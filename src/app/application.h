/* The application: its windows, command line and what concerns all of them. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define VOST_TYPE_APPLICATION (vost_application_get_type ())
G_DECLARE_FINAL_TYPE (VostApplication, vost_application, VOST, APPLICATION, AdwApplication)

VostApplication *vost_application_new (void);

G_END_DECLS
