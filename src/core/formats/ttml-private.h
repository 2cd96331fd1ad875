/* The TTML family: what its reader and its writer share. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "xml-private.h"

G_BEGIN_DECLS

/* "Until something else ends it." */
#define VOST_TTML_NEVER G_MAXINT64
/* The end that a cue gets whose file says none: late, and every format can write it. */
#define VOST_TTML_OPEN_END (360000 * VOST_SECOND - VOST_MSECOND)
/* Between two paragraphs of ours. */
#define VOST_TTML_SEPARATOR "\n      "
#define VOST_TTML_WHITE 0xffffffu

typedef enum
{
  VOST_TTML_MEDIA,
  VOST_TTML_SMPTE,
  VOST_TTML_CLOCK,
} VostTtmlTimeBase;

typedef enum
{
  VOST_TTML_NON_DROP,
  VOST_TTML_DROP_NTSC,
  VOST_TTML_DROP_PAL,
} VostTtmlDropMode;

/**
 * VostTtmlParams: the attributes of the root that say how times and lengths are meant.
 * @nominal: frames that a second of a time code has
 * @rate: frames that a real second has
 * @guessed: a time in frames was met and the file does not say how many a second has
 */
typedef struct
{
  VostTtmlTimeBase base;
  VostTtmlDropMode drop;
  int nominal;
  VostRate rate;
  int sub_frames;
  guint64 ticks;
  gboolean has_rate;
  gboolean guessed;
  double width;
  double height;
  double columns;
  double rows;
} VostTtmlParams;

/* The root's attributes; @known is the rate to be used where it says none (0/1: TTML's 30). */
void vost_ttml_params_init (VostTtmlParams *self, const VostXmlElement *root, VostRate known);
/* Every time expression of TTML; spaces around it are ignored. */
gboolean vost_ttml_time_parse (VostTtmlParams *self, const char *text, VostTime *ret);
/* A time in the notation that the time base allows, without loss where it can. */
void vost_ttml_time_append (GString *out, const VostTtmlParams *self, VostTime t);

typedef enum
{
  VOST_TTML_ITALIC = 1 << 0,
  VOST_TTML_BOLD = 1 << 1,
  VOST_TTML_UNDERLINE = 1 << 2,
  VOST_TTML_STRIKE = 1 << 3,
  VOST_TTML_COLOUR = 1 << 4,
  VOST_TTML_DISPLAY = 1 << 5,
  VOST_TTML_VISIBILITY = 1 << 6,
  VOST_TTML_ALIGN = 1 << 7,
  VOST_TTML_DISPLAY_ALIGN = 1 << 8,
  VOST_TTML_ORIGIN = 1 << 9,
  VOST_TTML_EXTENT = 1 << 10,
  VOST_TTML_WRITING = 1 << 11,
  VOST_TTML_RTL = 1 << 12,
  VOST_TTML_RUBY = 1 << 13,
  VOST_TTML_OTHER = 1 << 14, /* properties that are not modelled */
} VostTtmlProperty;

#define VOST_TTML_FACE 0xfu
/* What a child does not get from its parent. */
#define VOST_TTML_OWN                                                                              \
  (VOST_TTML_DISPLAY | VOST_TTML_DISPLAY_ALIGN | VOST_TTML_ORIGIN | VOST_TTML_EXTENT |             \
   VOST_TTML_RUBY | VOST_TTML_OTHER)

typedef enum
{
  VOST_TTML_RUBY_NONE,
  VOST_TTML_RUBY_CONTAINER,
  VOST_TTML_RUBY_BASE,
  VOST_TTML_RUBY_TEXT,
  VOST_TTML_RUBY_DELIMITER,
} VostTtmlRuby;

/**
 * VostTtmlStyle: some properties.
 * @set: which of them are meant (VOST_TTML_…)
 * @on: of ITALIC … STRIKE, DISPLAY, VISIBILITY and RTL, which are on
 * @align: 'l', 'r', 'c', 's' (start), 'e' (end)
 * @display_align: 'b', 'c', 'a'
 * @writing: 'h' horizontal, 'r' vertical from the right, 'l' vertical from the left
 * @x, @y, @w, @h: thousandths of a per cent of the picture
 */
typedef struct
{
  guint set;
  guint on;
  guint32 colour;
  char align;
  char display_align;
  char writing;
  VostTtmlRuby ruby;
  gint64 x;
  gint64 y;
  gint64 w;
  gint64 h;
} VostTtmlStyle;

/* Takes one attribute if it is a style property; @uri and @name as in the file. */
gboolean vost_ttml_style_take (VostTtmlStyle *self,
                               const VostTtmlParams *params,
                               const VostXmlAttribute *attribute);
/* What @over sets wins. */
void vost_ttml_style_merge (VostTtmlStyle *self, const VostTtmlStyle *over);
/* WebVTT settings for text with these properties in force; (transfer full). */
char *vost_ttml_style_to_settings (const VostTtmlStyle *style);
/* A region's properties for WebVTT settings. */
void vost_ttml_style_from_settings (const char *settings, VostTtmlStyle *ret);

/* A stretch of time in which a property has another value. */
typedef struct
{
  VostTime begin;
  VostTime end;
  VostTtmlStyle style;
} VostTtmlSet;

/**
 * VostTtmlRegion:
 * @style: with initial values where the file says nothing
 * @settings: of text that does not say otherwise
 */
typedef struct
{
  char *id;
  VostTtmlStyle style;
  char *settings;
  VostTime begin;
  VostTime end;
  GArray *sets; /* (element-type VostTtmlSet) (nullable) */
} VostTtmlRegion;

/* Where in a text an element's tags are; all 0: there is none. */
typedef struct
{
  gsize start;
  gsize inside;
  gsize close; /* of its end tag */
  gsize end;
} VostTtmlSpot;

/**
 * VostTtmlHead: what a file says before its first subtitle.
 * @prefix: of elements, with its colon, or ""
 * @tts, @ttm: prefix of style and metadata attributes with colon; NULL: not declared
 * @root_uri: namespace of the elements
 * @styles: id to Style (ttml-head.c)
 * @places: settings to the id of the first region that has them
 * @agents: id to name; @agent_ids: name to id
 * @container_region: a body or div has a region, so that paragraphs cannot choose another
 */
typedef struct
{
  VostTtmlParams params;
  char *prefix;
  char *tts;
  char *ttm;
  char *root_uri;
  char *language;
  char *title;
  gboolean preserve;
  GHashTable *styles;
  GHashTable *regions;
  GHashTable *places;
  GHashTable *agents;
  GHashTable *agent_ids;
  GHashTable *ids;
  gboolean container_region;
  VostTtmlSpot root;
  VostTtmlSpot head;
  VostTtmlSpot metadata;
  VostTtmlSpot styling;
  VostTtmlSpot layout;
  VostTtmlSpot body;
  VostTtmlSpot licence; /* the copyright element that we wrote */
} VostTtmlHead;

VostTtmlHead *vost_ttml_head_new (void);
void vost_ttml_head_free (VostTtmlHead *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VostTtmlHead, vost_ttml_head_free)

void vost_ttml_head_add_style (VostTtmlHead *self,
                               const char *id,
                               const VostTtmlStyle *own,
                               const char *refs);
/* What a list of ids refers to, later ones over earlier ones. */
void vost_ttml_head_resolve (VostTtmlHead *self, const char *refs, VostTtmlStyle *ret);
gboolean vost_ttml_head_has_style (VostTtmlHead *self, const char *id, VostTtmlStyle *ret);
/* Takes the region (transfer full) unless its id is taken already. */
void vost_ttml_head_add_region (VostTtmlHead *self, VostTtmlRegion *region);
void vost_ttml_head_add_agent (VostTtmlHead *self, const char *id, const char *name);
void vost_ttml_region_free (VostTtmlRegion *self);

/**
 * VostTtmlPiece: text of a paragraph and what it looks like.
 * @text: NULL is a line break
 */
typedef struct
{
  const char *text;
  gsize len;
  gboolean preserve;
  guint face; /* ITALIC … STRIKE */
  guint32 colour;
  VostTtmlRuby ruby;
  gconstpointer ruby_container;
  const char *speaker;
  const char *language;
} VostTtmlPiece;

/* Pieces as internal markup: white space as TTML has it; (transfer full). */
char *vost_ttml_compose (const VostTtmlPiece *pieces, guint n);

/**
 * VostTtmlFields: VostCue.fields taken apart: where and how a paragraph stands in its file.
 * @offset: what its times count from
 * @face, @colour, @preserve: what holds in it without further spans
 * @settings: what its start tag says
 * @tag: its start tag without times, "<p …"
 * @wrapper: "<span …" around all of the text, or ""
 */
typedef struct
{
  VostTime offset;
  guint face;
  guint32 colour;
  gboolean preserve;
  char *settings;
  char *tag;
  char *wrapper;
} VostTtmlFields;

gboolean vost_ttml_fields_parse (const char *text, VostTtmlFields *ret);
char *vost_ttml_fields_to_string (const VostTtmlFields *self);
void vost_ttml_fields_clear (VostTtmlFields *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (VostTtmlFields, vost_ttml_fields_clear)

/**
 * VostTtmlWriter: what writing paragraphs needs and adds.
 * @ebu: styles by reference only
 * @new_styles, @new_regions, @new_agents: elements that the head lacks
 * @frozen: the head may not grow
 * @impossible: a paragraph cannot be written into this structure
 */
typedef struct
{
  VostTtmlHead *head;
  const VostConversion *conversion;
  gboolean native;
  gboolean ebu;
  GString *new_styles;
  GString *new_regions;
  GString *new_agents;
  gboolean frozen;
  gboolean impossible;
  guint number;
} VostTtmlWriter;

void vost_ttml_writer_init (VostTtmlWriter *self,
                            VostTtmlHead *head,
                            const VostConversion *conversion,
                            gboolean native,
                            gboolean ebu);
void vost_ttml_writer_clear (VostTtmlWriter *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (VostTtmlWriter, vost_ttml_writer_clear)
/* One "<p>…</p>". @native: the cue's fields count. */
void vost_ttml_append_cue (GString *out, const VostCue *cue, VostTtmlWriter *writer);
/* The text of a cue as content of a paragraph whose own style is @face and @colour. */
void vost_ttml_append_text (GString *out,
                            const VostCue *cue,
                            VostTtmlWriter *writer,
                            guint face,
                            guint32 colour);
/* Whether white space would be lost without xml:space="preserve". */
gboolean vost_ttml_needs_space (const char *text);
/* Ids, made where the head has none yet. */
char *vost_ttml_writer_region (VostTtmlWriter *self, const char *settings);
char *vost_ttml_writer_style (VostTtmlWriter *self, const char *name, const VostTtmlStyle *style);
char *vost_ttml_writer_agent (VostTtmlWriter *self, const char *name);
/* Settings that the writer would give the cue; (transfer full). */
char *vost_ttml_place (const VostCue *cue, const VostConversion *conversion, gboolean *exact);

/* What both formats of the family are made of. */
gboolean vost_ttml_read (const char *text,
                         gsize len,
                         VostSubtitles *subs,
                         const char *id,
                         GPtrArray *diagnostics,
                         gboolean *ret_broken,
                         GError **error);
/* Reads what is in @header. */
VostTtmlHead *vost_ttml_head_read (const char *header);
gboolean vost_ttml_write (const VostSubtitles *subs,
                          const VostFormatOptions *options,
                          const char *id,
                          GString *out,
                          GError **error);
void vost_ttml_losses (const VostSubtitles *subs, const char *id, GPtrArray *diagnostics);
/* 0 to 2: how much the beginning of a text looks like TTML, and like EBU-TT-D. */
guint vost_ttml_sniff (const char *text, gsize len);

G_END_DECLS
