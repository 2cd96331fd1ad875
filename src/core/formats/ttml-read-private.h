/* The TTML reader's own: nodes, and the text of the paragraph that is being read. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <vostok/core/bounds.h>

#include "ttml-private.h"

G_BEGIN_DECLS

/* Steps for taking paragraphs apart whose parts have times of their own, in one file. */
#define TTML_BUDGET 4000000

/* Content elements last: they have times. */
typedef enum
{
  TTML_FOREIGN,
  TTML_ROOT,
  TTML_HEAD,
  TTML_STYLING,
  TTML_STYLE,
  TTML_LAYOUT,
  TTML_REGION,
  TTML_METADATA,
  TTML_TITLE,
  TTML_LICENCE,
  TTML_AGENT,
  TTML_AGENT_NAME,
  TTML_BODY,
  TTML_DIV,
  TTML_P,
  TTML_SPAN,
  TTML_BR,
  TTML_SET,
} TtmlKind;

/**
 * TtmlNode: an element.
 * @own: its style: by reference and inline
 * @base: what its times count from; @begin: its first instant; @end: what it says itself
 * @clip: where it and all around it are over at the latest
 * @cursor: end of its last child; @latest: of its longest lasting
 * @endless: there is text in it that does not end by itself
 * @over: its end, known when it is closed
 * @tag: its start tag for VostTtmlFields
 */
typedef struct _TtmlNode TtmlNode;

struct _TtmlNode
{
  TtmlKind kind;
  TtmlNode *parent;
  guint line;
  const char *start;
  VostTtmlStyle own;
  GArray *sets;
  gboolean preserve;
  gboolean seq;
  gboolean timed;
  gboolean endless;
  gboolean own_region;
  VostTime base;
  VostTime begin;
  VostTime end;
  VostTime clip;
  VostTime cursor;
  VostTime latest;
  VostTime over;
  VostTtmlRegion *region;
  char *language;
  char *agent;
  char *refs;
  char *tag;
  char *id;
};

/* Text of the paragraph, a slice of TtmlReader.text; @line_break: a line break instead. */
typedef struct
{
  TtmlNode *node;
  gboolean line_break;
  gsize at;
  gsize len;
  VostTime begin;
  VostTime end;
} TtmlItem;

typedef struct
{
  VostReading reading;
  VostTtmlHead *head;
  VostTtmlWriter writer;
  VostRate known;
  gboolean head_only;
  gboolean head_done; /* with the first paragraph: the writer knows no more */
  TtmlNode *stack[VOST_MAX_NESTING];
  guint depth;
  TtmlNode *paragraph;
  GPtrArray *kept;
  GArray *items;
  GString *text;
  GString *words;
  GString *first_block;
  char *separator;
  gint64 budget;
} TtmlReader;

void vost_ttml_node_free (TtmlNode *node);
/* Text, or a line break (NULL), of the paragraph. */
void vost_ttml_add_item (TtmlReader *self, TtmlNode *node, const char *text, gsize len);
/* Makes cues of it. */
void vost_ttml_end_paragraph (TtmlReader *self, TtmlNode *node, const char *end);

G_END_DECLS
