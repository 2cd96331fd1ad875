/* Cinema subtitles in XML: what Interop and SMPTE ST 428-7 share. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ttml-private.h"

G_BEGIN_DECLS

/* Before a subtitle of ours. */
#define VOST_DCP_SEPARATOR "\n    "

/**
 * VostDcpHead: what a file says before its first subtitle.
 * @smpte: times in frames and SMPTE's names; else Interop with ticks
 * @nominal: frames of a second of the time code
 * @rate: frames of a real second; 0/1 if neither the file nor the caller says
 * @body: where the part with the subtitles begins, 0: not found
 * @root: where the root element begins
 */
typedef struct
{
  gboolean smpte;
  int nominal;
  VostRate rate;
  gboolean needs_rate;
  gboolean late_start;
  gsize root;
  gsize body;
  char *prefix;
  char *language;
  char *title;
} VostDcpHead;

void vost_dcp_head_clear (VostDcpHead *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (VostDcpHead, vost_dcp_head_clear)
void vost_dcp_head_read (const char *header, VostRate known, gboolean smpte, VostDcpHead *ret);
/* Frames of a second of time code at this rate. */
int vost_dcp_nominal (VostRate rate);

/**
 * VostDcpFields: VostCue.fields taken apart.
 * @face, @colour: what holds outside the Subtitle element
 * @settings: what its Text elements say
 * @tag: its start tag without times, "<Subtitle …"
 * @lines: start tags of its Text elements from the top line down, "<Text …"
 */
typedef struct
{
  guint face;
  guint32 colour;
  char *settings;
  char *tag;
  char **lines;
} VostDcpFields;

gboolean vost_dcp_fields_parse (const char *text, VostDcpFields *ret);
char *vost_dcp_fields_to_string (const VostDcpFields *self);
void vost_dcp_fields_clear (VostDcpFields *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (VostDcpFields, vost_dcp_fields_clear)

typedef struct
{
  const VostDcpHead *head;
  const VostConversion *conversion;
  gboolean native;
  guint number;
} VostDcpWriter;

/* One "<Subtitle>…</Subtitle>". */
void vost_dcp_append_cue (GString *out, const VostCue *cue, VostDcpWriter *writer);

gboolean vost_dcp_read (const char *text,
                        gsize len,
                        VostSubtitles *subs,
                        gboolean smpte,
                        GPtrArray *diagnostics,
                        gboolean *ret_broken,
                        GError **error);
gboolean vost_dcp_write (const VostSubtitles *subs,
                         const VostFormatOptions *options,
                         gboolean smpte,
                         GString *out,
                         GError **error);
void vost_dcp_losses (const VostSubtitles *subs, gboolean smpte, GPtrArray *diagnostics);
guint vost_dcp_sniff (const char *text, gsize len, const char *root);

extern const VostFormat vost_format_dcp_interop;
extern const VostFormat vost_format_dcp_smpte;

G_END_DECLS
