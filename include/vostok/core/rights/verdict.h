/* May this be published, under which licence; if not, why, and what would help. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <vostok/core/rights/licence.h>
#include <vostok/core/snapshot.h>

G_BEGIN_DECLS

typedef enum
{
  VOST_MAKE_ADAPTATION,
  VOST_MAKE_COLLECTION,
  VOST_MAKE_VERBATIM,
  VOST_MAKE_EXCERPT,
  VOST_MAKE_SUBTITLES, /* a translation: an adaptation of the dialogue */
} VostMake;

typedef enum
{
  VOST_USE_PRIVATE,
  VOST_USE_CLASS,
  VOST_USE_FREE,
  VOST_USE_COST_RECOVERY,
  VOST_USE_ADS,
  VOST_USE_SOLD,
} VostUseFor;

typedef enum
{
  VOST_VERDICT_ALLOW,
  VOST_VERDICT_WARN,
  VOST_VERDICT_ASK,
  VOST_VERDICT_BLOCK,
} VostVerdictLevel;

/* What a person can do about a reason; the window makes buttons of them. */
typedef enum
{
  VOST_REMEDY_NONE,
  VOST_REMEDY_REPLACE,       /* use another work instead */
  VOST_REMEDY_REMOVE,        /* leave it out */
  VOST_REMEDY_ASK_AUTHOR,    /* letter to the author */
  VOST_REMEDY_SET_LICENCE,   /* say which licence it has */
  VOST_REMEDY_COLLECTION,    /* whole works one after another */
  VOST_REMEDY_NONCOMMERCIAL, /* choose a use without money */
  VOST_REMEDY_PRIVATE,       /* keep it to yourself */
  VOST_REMEDY_OTHER_LICENCE, /* pick one of the outputs */
} VostRemedy;

/**
 * VostReason:
 * @code: stable: "SA_CONFLICT", "SA1_NO_LATER", "ND_ADAPTED", "ND_PRIVATE", "ND_PRIVATE_PRE4",
 *   "EXCERPT", "EXCERPT_PRE4", "CAPTIONS_ND", "NC_COMMERCIAL", "NC_NOTICE", "ARR_NO_PERMISSION",
 *   "PERMISSION", "LICENCE_UNKNOWN", "OUTPUT_NOT_PERMITTED", "PD_TERRITORY", "PORT_READ_TEXT",
 *   "ATTRIBUTION_INCOMPLETE", "NOTHING_USED"
 * @licence: SPDX id it is about, "" if none
 * @section: of the legal code, "§3(b)(1)"
 * @text: translated, plain words
 * @sources: (element-type guint): indices into the works judged
 */
typedef struct
{
  const char *code;
  VostVerdictLevel level;
  char *licence;
  char *section;
  char *text;
  GArray *sources;
  VostRemedy remedies[4]; /* ends with NONE unless full */
} VostReason;

/**
 * VostVerdict:
 * @outputs: (element-type VostLicence): licences that may be applied, sorted by SPDX id; empty when
 *   blocked or asked, but for OUTPUT_NOT_PERMITTED alone: then those to choose from instead.
 * Unchanged works (COLLECTION, VERBATIM, EXCERPT) keep theirs: then all of them.
 * @best: UNKNOWN if there is none, or if unchanged works have several
 * @has_noncommercial: a NonCommercial notice belongs on it
 * @reasons: (element-type VostReason)
 */
typedef struct
{
  VostVerdictLevel level;
  GArray *outputs;
  VostLicence best;
  gboolean has_noncommercial;
  GPtrArray *reasons;
} VostVerdict;

/**
 * VostWork: one thing that goes into what is made, with the licence of the component that is used.
 * @title: for the reasons, may be NULL
 */
typedef struct
{
  VostLicence licence;
  const char *title;
} VostWork;

/**
 * vost_verdict_judge: a pure function; order of @works does not matter to the outcome.
 * @wanted: (nullable): output licence that the user wants
 */
VostVerdict *vost_verdict_judge (const VostWork *works,
                                 guint n_works,
                                 VostMake make,
                                 VostUseFor use,
                                 const VostLicence *wanted) G_GNUC_WARN_UNUSED_RESULT;
void vost_verdict_free (VostVerdict *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VostVerdict, vost_verdict_free)

/**
 * VostMaking: what of a project is made.
 * VOST_MAKING_REMIX: the timeline and what is used on it
 * VOST_MAKING_SUBTITLED: a source with its subtitle tracks
 */
typedef enum
{
  VOST_MAKING_REMIX,
  VOST_MAKING_SUBTITLED,
} VostMaking;

/* For the project: only what is used counts. @source: of SUBTITLED. Its reasons' indices count
 * @ret_sources. */
VostVerdict *vost_verdict_for_project (VostSnapshot *snapshot,
                                       VostMaking making,
                                       VostId source,
                                       GPtrArray **ret_sources) G_GNUC_WARN_UNUSED_RESULT;
/* The chip's short text: "BY-NC-SA 4.0" or translated "Cannot be shared", "Licence unknown" …;
 * (transfer full). */
char *vost_verdict_short (const VostVerdict *self);
/* The whole answer in translated plain words, a paragraph a line; (transfer full). */
char *vost_verdict_explain (const VostVerdict *self);
const char *vost_verdict_level_id (VostVerdictLevel level); /* "allow" … */
gboolean vost_make_parse (const char *text, VostMake *ret);
gboolean vost_use_parse (const char *text, VostUseFor *ret);

G_END_DECLS
