/* Who made what, under which licence, with which changes: the one answer that all outputs print. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <vostok/core/rights/verdict.h>

G_BEGIN_DECLS

/**
 * VostCredit: one work that the release uses; all strings owned, "" when not supplied.
 * @by: the attribution the authors ask for, else the creators joined
 * @creators: their names, "A, B"
 * @used: ranges of it in use, "0:19.5–0:24.6, …", "" for all of it
 * @changes: what this release did to it, in the release's language
 * @earlier: changes and works before it came here, in words
 * @works: (nullable): the graphs of those works as a JSON array, "" if there are none
 */
typedef struct
{
  char *title;
  char *by;
  char *creators;
  gint64 year;
  char *url;
  VostLicence licence;
  char *licence_spdx;
  char *licence_url;
  char *licence_name;
  char *copyright;
  char *used;
  char *changes;
  char *earlier;
  char *fingerprint;
  VostId source;
  char *works;
} VostCredit;

/**
 * VostSubtitleCredit:
 * @names: "A, B"
 * @translation: of what is said in the film, not only written down
 * @from: (nullable): language that it was translated from, "" if not known
 * @work: which of the credits it is of, counted from 1; 0 for subtitles of the release itself
 */
typedef struct
{
  char *language;
  char *names;
  char *licence_spdx;
  gboolean translation;
  char *from;
  guint work;
} VostSubtitleCredit;

/**
 * VostAttribution: everything a release must say, made once and given to every writer and checker.
 * @licence: of the release as a whole
 * @language: that the texts are in (en, fr or es; others fall back to en)
 */
typedef struct
{
  char *title;
  char *author;
  char *author_url;
  gint64 year;
  VostLicence licence;
  char *licence_spdx;
  char *licence_url;
  char *licence_name;
  char *language;
  gboolean noncommercial;
  gboolean adaptation;  /* FALSE: the film's picture is not remixed */
  gboolean shortened;   /* then: only a part of the film is there */
  GPtrArray *credits;   /* (element-type VostCredit) */
  GPtrArray *subtitles; /* (element-type VostSubtitleCredit) */
} VostAttribution;

/**
 * vost_attribution_for_project:
 *
 * Returns: (transfer full): NULL with VOST_ERROR_REFUSED and the reasons in words when the verdict
 * blocks or must be asked
 */
VostAttribution *vost_attribution_for_project (VostSnapshot *snapshot,
                                               VostMaking making,
                                               VostId source,
                                               GError **error) G_GNUC_WARN_UNUSED_RESULT;
/**
 * vost_attribution_set_film_changes:
 * @part: (nullable): what is kept of the film, NULL for all of it
 *
 * Says of a film that is no remix what a release changes: only a part of it is there, subtitles
 * were added. Which ones is what `subtitles` holds now.
 */
void vost_attribution_set_film_changes (VostAttribution *self, const VostSpan *part);
/* An empty one, every string "". */
VostAttribution *vost_attribution_new (void);
void vost_attribution_free (VostAttribution *self);
void vost_credit_free (VostCredit *self);
void vost_subtitle_credit_free (VostSubtitleCredit *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VostAttribution, vost_attribution_free)

/* Plain text for FILE.ATTRIBUTION.txt: a block per work, then this one; (transfer full). */
char *vost_attribution_to_text (const VostAttribution *self);
/* HTML with RDFa (ccREL). */
char *vost_attribution_to_html (const VostAttribution *self);
/* Lines of the end card; a line "" is a gap; the first is the title. */
char **vost_attribution_to_card (const VostAttribution *self);
/* The closing subtitle cue, at most two lines, for the track in @language. */
char *vost_attribution_to_cue (const VostAttribution *self, const char *language);
/* The licence block for a subtitle file's header, a line each. */
char *vost_attribution_to_header (const VostAttribution *self, const char *language);
/* One line for a container's ATTRIBUTION tag. */
char *vost_attribution_to_line (const VostAttribution *self);
/* Provenance graph as JSON-LD (schema.org, cc); what is attached to files and read back. */
char *vost_attribution_to_json_ld (const VostAttribution *self);
/* REUSE FILE.license */
char *vost_attribution_to_reuse (const VostAttribution *self);

/* Reads vost_attribution_to_json_ld() back; hostile input gives an error. (transfer full). */
VostAttribution *vost_attribution_from_json_ld (const char *text, gsize len, GError **error);

G_END_DECLS
