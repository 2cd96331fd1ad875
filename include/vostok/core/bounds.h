/* Every limit on hostile input, in one place (tests try each edge). Not "limits.h": C has that. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* A subtitle file: the largest real ones (ASS with fonts) are some 60 MB. */
#define VOST_MAX_TEXT_FILE (256u * 1024 * 1024)
/* A project file with its tracks. */
#define VOST_MAX_PROJECT_FILE (512u * 1024 * 1024)
/* Cues in a file; a feature film has about 1,500. */
#define VOST_MAX_CUES 1000000u
/* Bytes of one cue's text. */
#define VOST_MAX_CUE_TEXT (1024u * 1024)
/* Nesting of JSON, XML or inline tags. */
#define VOST_MAX_NESTING 64
/* Times beyond this are an error of the file (1,000 hours), in nanoseconds. */
#define VOST_MAX_TIME (G_GINT64_CONSTANT (3600000) * 1000000000)
/* Picture sizes that we are willing to allocate. */
#define VOST_MAX_PICTURE_SIDE 16384
