/* Runs the quality rules over a track and gathers what mends it. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <vostok/core/check.h>

#include "vostok-config.h"

#include <glib/gi18n-lib.h>

#include <vostok/core/markup.h>

#include "check-private.h"
#include "cue-edits-private.h"

/* Two frames at 24000/1001, the slowest rate in use. */
#define TWO_FRAMES (83 * VOST_MSECOND)

/* Numbers as they were published; durations of 7.007 s are 7 s (168 frames) at 24000/1001. */
const VostProfile vost_profiles[] = {
  { "default", N_ ("Vostok"),
    N_ ("The numbers that most publishers of online video ask of translations"), 17.0, 42, 2,
    833 * VOST_MSECOND, 7007 * VOST_MSECOND, TWO_FRAMES, 2 },
  { "netflix-en", N_ ("Netflix, English"),
    "Netflix Timed Text Style Guide, General Requirements and English", 20.0, 42, 2,
    833 * VOST_MSECOND, 7007 * VOST_MSECOND, TWO_FRAMES, 2 },
  { "netflix", N_ ("Netflix, other languages"),
    "Netflix Timed Text Style Guide, General Requirements", 17.0, 42, 2, 833 * VOST_MSECOND,
    7007 * VOST_MSECOND, TWO_FRAMES, 2 },
  { "ted", "TED", "TED Translators, subtitling cheat sheet", 21.0, 42, 2, VOST_SECOND,
    7 * VOST_SECOND, 0, 0 },
  { "amara", "Amara", "Amara On Demand guidelines", 25.0, 42, 2, VOST_SECOND, 7 * VOST_SECOND, 0,
    0 },
  { "bbc", "BBC",
    N_ ("BBC Subtitle Guidelines: 180 words of five letters a minute, 37 characters of teletext; "
        "shortest and longest as default"),
    15.0, 37, 2, 833 * VOST_MSECOND, 7007 * VOST_MSECOND, 0, 0 },
  { "arte", "Arte", N_ ("Arte, German and English, as set in Subtitle Edit"), 20.0, 40, 2,
    VOST_SECOND, 10 * VOST_SECOND, 200 * VOST_MSECOND, 5 },
  { "learners", N_ ("Language learners"),
    N_ ("Vostok: the slower speed of 12 characters a second that publishers call best"), 12.0, 37,
    2, 1500 * VOST_MSECOND, 8 * VOST_SECOND, TWO_FRAMES, 2 },
  { NULL },
};

const VostProfile *
vost_profile_by_id (const char *id)
{
  for (const VostProfile *profile = vost_profiles; profile->id != NULL; profile++)
    if (g_strcmp0 (profile->id, id) == 0)
      return profile;
  return NULL;
}

const VostCheck *
vost_check_by_id (const char *id)
{
  for (guint i = 0; vost_check_list[i] != NULL; i++)
    if (g_strcmp0 (vost_check_list[i]->id, id) == 0)
      return vost_check_list[i];
  return NULL;
}

void
vost_finding_free (VostFinding *self)
{
  if (self == NULL)
    return;
  g_free (self->message);
  g_free (self);
}

void
vost_finding_add (GPtrArray *findings,
                  const VostCheck *check,
                  const VostCheckContext *ctx,
                  double measured,
                  double limit,
                  const char *format,
                  ...)
{
  VostFinding *finding = g_new0 (VostFinding, 1);
  finding->check = check;
  finding->severity = check->severity;
  finding->cue = ctx->cue->record.id;
  finding->start = ctx->span.start;
  finding->measured = measured;
  finding->limit = limit;
  va_list args;
  va_start (args, format);
  finding->message = g_strdup_vprintf (format, args);
  va_end (args);
  g_ptr_array_add (findings, finding);
}

char *
vost_check_number (double value)
{
  char *text = g_strdup_printf ("%.1f", value);
  gsize length = strlen (text);
  /* Whatever the decimal point is here, one byte or two. */
  if (length > 2 && text[length - 1] == '0')
    for (length--; length > 0 && !g_ascii_isdigit (text[length - 1]); length--)
      ;
  text[length] = '\0';
  return text;
}

gboolean
vost_check_is_blank (const char *text)
{
  g_autofree char *plain = vost_markup_to_plain (text);
  return g_strstrip (plain)[0] == '\0';
}

double
vost_reading_speed (const char *text, VostTime duration)
{
  guint characters = 0;
  vost_markup_measure (text, NULL, NULL, &characters);
  if (characters == 0 || duration <= 0)
    return 0.0;
  return characters / ((double) duration / (double) VOST_SECOND);
}

gboolean
vost_check_has_span (const VostCheckContext *ctx)
{
  return ctx->span.start != VOST_TIME_NONE && ctx->span.end != VOST_TIME_NONE;
}

VostTime
vost_profile_next_start (const VostProfile *profile, VostRate rate, VostTime end)
{
  if (!vost_rate_is_known (rate) || profile->gap_frames == 0)
    return end + profile->gap;
  return vost_rate_frame_start (rate, vost_rate_frame_nearest (rate, end) + profile->gap_frames);
}

VostTime
vost_check_gap_before (const VostCheckContext *ctx, VostTime start)
{
  if (!vost_rate_is_known (ctx->rate) || ctx->profile->gap_frames == 0)
    return start - ctx->profile->gap;
  gint64 frame = vost_rate_frame_nearest (ctx->rate, start);
  return vost_rate_frame_start (ctx->rate, frame - ctx->profile->gap_frames);
}

/* The cue behind @cue in its own track. Found from the place where it should be: translations
 * mostly have the same order. */
static const VostCue *
find_follower (VostSnapshot *snapshot, const VostCue *cue, guint hint)
{
  VostId track = cue->record.parent;
  gint64 n = vost_snapshot_get_n_children (snapshot, track);
  gint64 middle = MIN ((gint64) hint, n - 1);
  for (gint64 step = 0; step < n; step++)
    for (int side = -1; side <= 1; side += 2)
      {
        gint64 i = middle + side * step;
        if (i < 0 || i >= n)
          continue;
        const VostCue *here = vost_snapshot_get_child (snapshot, track, (guint) i);
        if (here->record.id == cue->record.id)
          return i + 1 < n ? vost_snapshot_get_child (snapshot, track, (guint) i + 1) : NULL;
      }
  return NULL;
}

VostTime
vost_check_latest_end (const VostCheckContext *ctx)
{
  VostTime latest = ctx->film_duration != VOST_TIME_NONE ? ctx->film_duration : G_MAXINT64;
  if (ctx->next != NULL && ctx->next_span.start != VOST_TIME_NONE)
    latest = MIN (latest, vost_check_gap_before (ctx, ctx->next_span.start));
  if (vost_cue_inherits (ctx->cue) && ctx->master != NULL)
    {
      /* Its end is everybody's end: what follows in the master may be missing here. */
      const VostCue *follower = find_follower (ctx->snapshot, ctx->master, ctx->index);
      if (follower != NULL && follower->start != VOST_TIME_NONE)
        latest = MIN (latest, vost_check_gap_before (ctx, follower->start));
    }
  return latest;
}

void
vost_check_set_end (const VostCheckContext *ctx, VostTime end, VostEdit *edit)
{
  const VostCue *before = vost_cue_inherits (ctx->cue) ? ctx->master : ctx->cue;
  if (before == NULL || vost_cue_inherits (before) || end <= before->start)
    return;
  g_autoptr (VostCue) after = vost_cue_copy_for_change (before);
  after->end = end;
  vost_edit_change (edit, before, after);
}

gboolean
vost_check_is_translated (const VostCheckContext *ctx)
{
  for (guint i = 0; i < vost_snapshot_get_n (ctx->snapshot, VOST_KIND_TRACK); i++)
    {
      const VostTrack *track = vost_snapshot_track (ctx->snapshot, i);
      if (track->master != ctx->track->record.id)
        continue;
      gint64 n = vost_snapshot_get_n_children (ctx->snapshot, track->record.id);
      gint64 middle = MIN ((gint64) ctx->index, n - 1);
      for (gint64 step = 0; step < n; step++)
        {
          gint64 sides[] = { middle - step, middle + step };
          for (guint side = 0; side < 2; side++)
            {
              if (sides[side] < 0 || sides[side] >= n)
                continue;
              const VostCue *cue =
                  vost_snapshot_get_child (ctx->snapshot, track->record.id, (guint) sides[side]);
              if (cue->pair != ctx->cue->record.id)
                continue;
              if (!vost_check_is_blank (cue->text))
                return TRUE;
              step = n;
            }
        }
    }
  return FALSE;
}

/* A track with what earlier fixes have changed in it. */
typedef struct
{
  VostCheckContext ctx;
  VostId id;
  guint n;
  GHashTable *latest; /* (nullable) id → VostCue */
  GHashTable *gone;   /* (nullable) ids of cues that will be removed */
} Run;

static gboolean
is_gone (const Run *run, guint index)
{
  const VostRecord *cue = vost_snapshot_get_child (run->ctx.snapshot, run->id, index);
  return run->gone != NULL && g_hash_table_contains (run->gone, &cue->id);
}

static guint
next_index (const Run *run, guint index)
{
  do
    index++;
  while (index < run->n && is_gone (run, index));
  return index;
}

static const VostCue *
newest (const Run *run, const VostCue *cue)
{
  gconstpointer found = NULL;
  if (cue != NULL && run->latest != NULL)
    found = g_hash_table_lookup (run->latest, &cue->record.id);
  return found != NULL ? found : cue;
}

static const VostCue *
master_of (const Run *run, const VostCue *cue)
{
  const VostCue *master = vost_snapshot_lookup (run->ctx.snapshot, cue->pair);
  return master != NULL && master->record.kind == VOST_KIND_CUE ? newest (run, master) : NULL;
}

static VostSpan
span_of (const Run *run, const VostCue *cue)
{
  const VostCue *owner = vost_cue_inherits (cue) ? master_of (run, cue) : cue;
  if (owner == NULL || vost_cue_inherits (owner))
    return (VostSpan){ VOST_TIME_NONE, VOST_TIME_NONE };
  return (VostSpan){ owner->start, owner->end };
}

static gboolean
run_init (Run *run, VostSnapshot *snapshot, VostId track, const VostProfile *profile)
{
  *run = (Run){ .id = track };
  const VostTrack *record = vost_snapshot_lookup (snapshot, track);
  if (record == NULL || record->record.kind != VOST_KIND_TRACK)
    return FALSE;
  run->n = vost_snapshot_get_n_children (snapshot, track);
  run->ctx.snapshot = snapshot;
  run->ctx.profile = profile != NULL ? profile : vost_profiles;
  run->ctx.track = record;
  run->ctx.film_duration = VOST_TIME_NONE;
  const VostSource *source = vost_snapshot_lookup (snapshot, record->source);
  if (source != NULL && source->record.kind == VOST_KIND_SOURCE)
    {
      run->ctx.rate = source->rate;
      run->ctx.film_duration = source->duration;
    }
  return TRUE;
}

static void
run_goto (Run *run, guint index)
{
  VostCheckContext *ctx = &run->ctx;
  ctx->index = index;
  ctx->cue = newest (run, vost_snapshot_get_child (ctx->snapshot, run->id, index));
  ctx->master = master_of (run, ctx->cue);
  ctx->span = span_of (run, ctx->cue);
  ctx->next = NULL;
  guint next = next_index (run, index);
  if (next < run->n)
    ctx->next = newest (run, vost_snapshot_get_child (ctx->snapshot, run->id, next));
  ctx->next_span =
      ctx->next != NULL ? span_of (run, ctx->next) : (VostSpan){ VOST_TIME_NONE, VOST_TIME_NONE };
}

static void
run_checks (Run *run, guint index, GPtrArray *findings)
{
  run_goto (run, index);
  for (guint i = 0; vost_check_list[i] != NULL; i++)
    vost_check_list[i]->run (vost_check_list[i], &run->ctx, findings);
}

GPtrArray *
vost_check_track (VostSnapshot *snapshot, VostId track, const VostProfile *profile)
{
  GPtrArray *findings = g_ptr_array_new_with_free_func ((GDestroyNotify) vost_finding_free);
  Run run;
  if (run_init (&run, snapshot, track, profile))
    for (guint i = 0; i < run.n; i++)
      run_checks (&run, i, findings);
  return findings;
}

GPtrArray *
vost_check_cue (VostSnapshot *snapshot, VostId track, guint index, const VostProfile *profile)
{
  GPtrArray *findings = g_ptr_array_new_with_free_func ((GDestroyNotify) vost_finding_free);
  Run run;
  if (run_init (&run, snapshot, track, profile) && index < run.n)
    run_checks (&run, index, findings);
  return findings;
}

/**
 * Mending: what fixes have done so far.
 * @touched: ids of cues that something was done to
 *
 * Removals are found first, so that nothing is mended against a cue that goes, and done last, all
 * families in one pass.
 */
typedef struct
{
  Run run;
  VostEdit *edit;
  GHashTable *touched;
} Mending;

static void
mending_clear (Mending *self)
{
  g_clear_pointer (&self->edit, vost_edit_unref);
  g_clear_pointer (&self->touched, g_hash_table_unref);
  g_clear_pointer (&self->run.gone, g_hash_table_unref);
  g_clear_pointer (&self->run.latest, g_hash_table_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Mending, mending_clear)

static gboolean
mending_init (Mending *self, VostSnapshot *snapshot, VostId track, const VostProfile *profile)
{
  if (!run_init (&self->run, snapshot, track, profile))
    return FALSE;
  self->run.latest = g_hash_table_new_full (g_int64_hash, g_int64_equal, NULL, vost_record_unref);
  self->touched = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  self->run.gone = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  self->edit = vost_edit_new (_ ("Fix problems"), NULL);
  return TRUE;
}

static void
take_fix (Mending *self, const VostEdit *fix, VostId cue, VostOpKind kind)
{
  for (guint i = 0; i < vost_edit_get_n_ops (fix); i++)
    {
      const VostOp *op = vost_edit_get_op (fix, i);
      if (op->kind != kind)
        continue;
      g_hash_table_add (self->touched, g_memdup2 (&cue, sizeof cue));
      if (kind == VOST_OP_REMOVE)
        {
          g_hash_table_add (self->run.gone, g_memdup2 (&cue, sizeof cue));
          continue;
        }
      vost_edit_change (self->edit, op->before, op->after);
      VostRecord *after = vost_record_ref (op->after);
      g_hash_table_replace (self->run.latest, &after->id, after);
    }
}

static void
mend_cue (Mending *self, guint index, const VostCheck *only, VostOpKind kind)
{
  for (guint i = 0; vost_check_list[i] != NULL; i++)
    {
      const VostCheck *check = vost_check_list[i];
      if (check->fix == NULL || (only != NULL && check != only))
        continue;
      run_goto (&self->run, index);
      g_autoptr (VostEdit) fix = vost_edit_new ("", NULL);
      check->fix (&self->run.ctx, fix);
      take_fix (self, fix, self->run.ctx.cue->record.id, kind);
    }
}

static VostEdit *
mending_finish (Mending *self, guint *ret_fixed)
{
  vost_cue_family_remove (self->run.ctx.snapshot, self->run.gone, self->run.latest, self->edit);
  guint n = g_hash_table_size (self->touched);
  if (ret_fixed != NULL)
    *ret_fixed = n;
  if (vost_edit_get_n_ops (self->edit) == 0)
    return NULL;
  g_autofree char *label = g_strdup_printf (ngettext ("Fix %u cue", "Fix %u cues", n), n);
  vost_edit_set_label (self->edit, label);
  return g_steal_pointer (&self->edit);
}

/* Which cues begin neither before one that stands earlier nor after one that stands later. Only
 * between those does "the next cue" mean the next on screen. Cues that go do not count. */
static gboolean *
find_orderly (const Run *run)
{
  gboolean *orderly = g_new0 (gboolean, run->n + 1);
  VostTime bound = G_MININT64;
  for (guint i = 0; i < run->n; i++)
    {
      if (is_gone (run, i))
        continue;
      VostTime start = span_of (run, vost_snapshot_get_child (run->ctx.snapshot, run->id, i)).start;
      orderly[i] = start != VOST_TIME_NONE && start >= bound;
      bound = MAX (bound, start);
    }
  bound = G_MAXINT64;
  for (guint i = run->n; i > 0; i--)
    {
      if (is_gone (run, i - 1))
        continue;
      VostTime start =
          span_of (run, vost_snapshot_get_child (run->ctx.snapshot, run->id, i - 1)).start;
      orderly[i - 1] = orderly[i - 1] && start <= bound;
      if (start != VOST_TIME_NONE)
        bound = MIN (bound, start);
    }
  /* Behind the last one. */
  orderly[run->n] = TRUE;
  return orderly;
}

static VostEdit *
mend (Mending *self, guint from, guint to, const VostCheck *only, guint *ret_fixed)
{
  for (guint i = from; i < to; i++)
    mend_cue (self, i, only, VOST_OP_REMOVE);
  g_autofree gboolean *orderly = find_orderly (&self->run);
  for (guint i = from; i < to; i++)
    if (orderly[i] && orderly[next_index (&self->run, i)])
      mend_cue (self, i, only, VOST_OP_CHANGE);
  return mending_finish (self, ret_fixed);
}

VostEdit *
vost_check_fix_track (VostSnapshot *snapshot,
                      VostId track,
                      const VostProfile *profile,
                      guint *ret_fixed)
{
  g_auto (Mending) mending = { 0 };
  if (ret_fixed != NULL)
    *ret_fixed = 0;
  if (!mending_init (&mending, snapshot, track, profile))
    return NULL;
  return mend (&mending, 0, mending.run.n, NULL, ret_fixed);
}

VostEdit *
vost_check_fix_cue (VostSnapshot *snapshot,
                    VostId track,
                    guint index,
                    const VostProfile *profile,
                    const VostCheck *check)
{
  g_auto (Mending) mending = { 0 };
  if (!mending_init (&mending, snapshot, track, profile) || index >= mending.run.n)
    return NULL;
  return mend (&mending, index, index + 1, check, NULL);
}
