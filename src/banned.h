/* Functions that have a safer twin in GLib; included before every source file. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

/* Unbounded writes, locale-dependent parsing, hidden static buffers. */
#pragma GCC poison strcpy strcat sprintf vsprintf strtok atoi atol atof gets strtod
