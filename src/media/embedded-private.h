/* Between the demuxing of subtitle packets and their reading as text. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <vostok/core/format.h>

G_BEGIN_DECLS

/**
 * VostPacket: what the demuxer gave at once.
 * @span: end VOST_TIME_NONE if it does not say
 * @text: valid UTF-8
 */
typedef struct
{
  VostSpan span;
  char *text;
} VostPacket;

typedef enum
{
  VOST_PACKETS_PLAIN,    /* text as it is, SubRip's tags */
  VOST_PACKETS_ESCAPED,  /* as Matroska's demuxer makes Pango markup of it */
  VOST_PACKETS_ASS,      /* "ReadOrder,Layer,Style,…" */
  VOST_PACKETS_WEBVTT,   /* payload only */
  VOST_PACKETS_D_WEBVTT, /* identifier, settings, payload: a line each */
} VostPacketType;

/**
 * vost_subtitles_from_packets:
 * @packets: (element-type VostPacket): in the order of the file
 * @header: (nullable): the codec's private data: header of an ASS or WebVTT file
 *
 * Returns: (transfer full): with at least one cue, NULL with @error
 */
VostSubtitles *vost_subtitles_from_packets (VostPacketType type,
                                            GArray *packets,
                                            const char *header,
                                            GError **error);

G_END_DECLS
