/* Units of a source and its targets: what is verbatim, and what is written. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exchange-private.h"

#include "vostok-config.h"

#include <glib/gi18n-lib.h>

#include <vostok/core/bounds.h>

/*
 * In the raw text of a source cue a target's piece is replaced by
 * MARK language PART status PART comment's hash PART what to write without a target MARK_END.
 * "*" as the language is where further languages go. XML cannot have these characters; in a PO file
 * a MARK is replaced by a mark with "!" that stands for it.
 */
#define MARK '\001'
#define MARK_END '\002'
#define PART '\003'
#define ANY "*"

/* Bytes of a note after which no further line is read. */
#define MAX_NOTE 16384u

void
vost_exchange_append_times (GString *out, const VostCue *cue)
{
  g_autofree char *start = vost_time_format_exact (cue->start != VOST_TIME_NONE ? cue->start : 0);
  g_autofree char *end = vost_time_format_exact (cue->end != VOST_TIME_NONE ? cue->end : 0);

  g_string_append_printf (out, "%s --> %s", start, end);
}

static gboolean
parse_time (const char *text, gsize len, VostTime *ret)
{
  g_autofree char *copy = g_strstrip (g_strndup (text, len));

  return strchr (copy, ':') != NULL && vost_time_parse (copy, ret) && *ret <= VOST_MAX_TIME &&
         *ret >= -VOST_MAX_TIME;
}

gboolean
vost_exchange_parse_times (const char *text, gsize len, VostTime *start, VostTime *end)
{
  const char *arrow = g_strstr_len (text, (gssize) len, "-->");

  /* Longer than any two times: a text. */
  if (arrow == NULL || len > 200)
    return FALSE;

  return parse_time (text, (gsize) (arrow - text), start) &&
         parse_time (arrow + 3, (gsize) (text + len - arrow - 3), end);
}

VostSubtitles *
vost_exchange_language (VostSubtitles *subs, const char *tag)
{
  VostSubtitles *language;

  if (subs->more == NULL)
    subs->more = g_ptr_array_new_with_free_func ((GDestroyNotify) vost_subtitles_free);
  for (guint i = 0; i < subs->more->len; i++)
    {
      language = g_ptr_array_index (subs->more, i);
      if (g_ascii_strcasecmp (language->track->language, tag) == 0)
        return language;
    }
  if (subs->more->len >= VOST_MAX_LANGUAGES)
    return NULL;
  language = vost_subtitles_new ();
  vost_set_string (&language->track->language, tag);
  vost_set_string (&language->track->role, "translation");
  vost_set_string (&language->track->format, subs->track->format);
  vost_set_string (&language->track->eol, subs->track->eol);
  /* So that the writer knows which languages the file names. */
  if (*tag != '\0')
    vost_set_string (&language->track->header, VOST_NO_HEADER);
  g_ptr_array_add (subs->more, language);

  return language;
}

VostCue *
vost_exchange_add_target (VostSubtitles *language, const VostCue *source, const char *text)
{
  VostCue *target = vost_record_new (VOST_KIND_CUE, VOST_RECORD_ID (language->track));

  target->pair = VOST_RECORD_ID (source);
  vost_set_string (&target->text, text);
  g_ptr_array_add (language->cues, target);

  return target;
}

char *
vost_exchange_plain_lines (const char *text)
{
  gsize len;

  return vost_text_with_plain_line_ends (text, text + strlen (text), &len);
}

char *
vost_exchange_one_line (const char *text)
{
  return g_strstrip (g_strdelimit (g_strdup (text), "\r\n\t", ' '));
}

void
vost_exchange_add_line (char **field, const char *line)
{
  char *joined;

  /* Longer ones stay in the file only; a million lines must not be copied a million times. */
  if (strlen (*field) > MAX_NOTE)
    return;
  joined = **field != '\0' ? g_strconcat (*field, "\n", line, NULL) : g_strdup (line);
  g_free (*field);
  *field = joined;
}

char *
vost_exchange_tag (const VostSubtitles *subs, guint language)
{
  const VostSubtitles *own = g_ptr_array_index (subs->more, language);
  const char *tag = *own->track->language != '\0' ? own->track->language : "und";
  const char *source = *subs->track->language != '\0' ? subs->track->language : "und";
  gboolean taken = g_ascii_strcasecmp (tag, source) == 0;

  for (guint i = 0; i < language && !taken; i++)
    {
      const VostSubtitles *other = g_ptr_array_index (subs->more, i);

      taken = g_ascii_strcasecmp (tag, *other->track->language != '\0' ? other->track->language
                                                                       : "und") == 0;
    }

  /* Two texts of one language could not be told apart. */
  return taken ? g_strdup_printf ("%s-x-%u", tag, language + 2) : g_strdup (tag);
}

static void
append_mark (GString *out, const VostUnitPiece *piece)
{
  const char *language = piece->language != NULL ? piece->language->track->language : ANY;
  const VostCue *target = piece->target;

  g_string_append_printf (out, "%c%s%c%s%c%x%c", MARK, language, PART,
                          target != NULL ? target->status : "", PART,
                          target != NULL ? g_str_hash (target->comment) : 0, PART);
  if (target == NULL)
    g_string_append_len (out, piece->start, piece->end - piece->start);
  g_string_append_c (out, MARK_END);
}

static const VostCue **
unit_targets (const VostSubtitles *subs, GArray *pieces)
{
  guint n = subs->more != NULL ? subs->more->len : 0;
  const VostCue **targets = g_new0 (const VostCue *, n + 1);

  for (guint i = 0; i < pieces->len; i++)
    for (guint j = 0; j < n; j++)
      if (g_array_index (pieces, VostUnitPiece, i).language == g_ptr_array_index (subs->more, j))
        targets[j] = g_array_index (pieces, VostUnitPiece, i).target;

  return targets;
}

/* A mark of the file's own becomes one that stands for itself. */
static void
append_between (GString *raw, const char *start, const char *end)
{
  for (; start < end; start++)
    if (*start == MARK)
      g_string_append_printf (raw, "%c!%c%c0%c%c%c", MARK, PART, PART, PART, MARK, MARK_END);
    else
      g_string_append_c (raw, *start);
}

static char *
raw_with_marks (const char *start, const char *end, GArray *pieces)
{
  GString *raw = g_string_sized_new ((gsize) (end - start) + 32);

  for (guint i = 0; i < pieces->len; i++)
    {
      const VostUnitPiece *piece = &g_array_index (pieces, VostUnitPiece, i);

      append_between (raw, start, piece->start);
      append_mark (raw, piece);
      start = piece->end;
    }
  append_between (raw, start, end);

  return g_string_free (raw, FALSE);
}

static void
keep_raw (VostReading *reading,
          const VostExchange *exchange,
          const VostUnit *unit,
          VostCue *cue,
          const char *start,
          const char *end,
          GArray *pieces)
{
  g_free (cue->raw);
  cue->raw = raw_with_marks (start, end, pieces);
  for (guint i = 0; i < pieces->len; i++)
    {
      const VostUnitPiece *piece = &g_array_index (pieces, VostUnitPiece, i);
      gsize len = (gsize) (piece->end - piece->start);
      guint language = 0;

      if (piece->target == NULL || len == 0)
        continue;
      while (g_ptr_array_index (unit->subs->more, language) != piece->language)
        language++;
      g_string_truncate (reading->scratch, 0);
      exchange->append_target (reading->scratch, unit, language, piece->target);
      if (reading->scratch->len != len || memcmp (reading->scratch->str, piece->start, len) != 0)
        {
          g_free (piece->target->raw);
          piece->target->raw = g_strndup (piece->start, len);
        }
    }
}

/* What stands before the unit; "" is the usual separator, U+2060 says that nothing does. */
static char *
text_before (const char *start, const char *end, const char *separator)
{
  gsize len = (gsize) (end - start);
  g_autofree char *text = g_strndup (start, len);

  if (strcmp (text, separator) == 0)
    return g_strdup ("");
  if (len == 0 || g_str_has_prefix (text, VOST_JOINER))
    return g_strconcat (VOST_JOINER, text, NULL);

  return g_steal_pointer (&text);
}

static char *
own_separator (const VostExchange *exchange, const char *eol)
{
  return g_strconcat (eol, exchange->separator, NULL);
}

void
vost_exchange_take (VostReading *reading,
                    const VostExchange *exchange,
                    gboolean modern,
                    VostCue *cue,
                    const char *start,
                    const char *end,
                    GArray *pieces)
{
  VostSubtitles *subs = reading->subs;
  g_autofree const VostCue **targets = unit_targets (subs, pieces);
  g_autofree char *number = g_strdup_printf ("%u", subs->cues->len + 1);
  const char *id = *cue->label != '\0' ? cue->label : number;
  const VostUnit unit = { subs, cue, targets, id, subs->track->eol, modern, TRUE };
  const char *before = reading->block_end;

  if (subs->cues->len == 0)
    {
      g_free (subs->track->header);
      subs->track->header =
          before < start ? g_strndup (before, (gsize) (start - before)) : g_strdup (VOST_NO_HEADER);
    }
  else
    {
      g_autofree char *separator = own_separator (exchange, subs->track->eol);

      g_free (cue->before);
      cue->before = text_before (before, start, separator);
    }

  g_string_truncate (reading->scratch, 0);
  exchange->append_unit (reading->scratch, &unit);
  if (reading->scratch->len != (gsize) (end - start) ||
      memcmp (reading->scratch->str, start, (gsize) (end - start)) != 0)
    {
      if (*cue->label == '\0')
        vost_set_string (&cue->label, number);
      keep_raw (reading, exchange, &unit, cue, start, end, pieces);
    }
  reading->block_end = end;
  g_ptr_array_add (subs->cues, cue);
}

/* Mark: what a mark in a raw text says. */
typedef struct
{
  char *language;
  char *status;
  char *hash;
  char *fallback;
} Mark;

static void
mark_clear (Mark *self)
{
  g_free (self->language);
  g_free (self->status);
  g_free (self->hash);
  g_free (self->fallback);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Mark, mark_clear)

/* Takes the mark at *cursor apart and moves behind it. */
static Mark
mark_next (const char **cursor)
{
  const char *end = strchr (*cursor, MARK_END);
  g_autofree char *text = NULL;
  g_auto (GStrv) parts = NULL;
  Mark mark;

  if (end == NULL)
    end = *cursor + strlen (*cursor);
  text = g_strndup (*cursor + 1, (gsize) (end - *cursor - 1));
  parts = g_strsplit (text, "\003", 4);
  mark = (Mark){ g_strdup (parts[0] != NULL ? parts[0] : ""), NULL, NULL, NULL };
  mark.status = g_strdup (g_strv_length (parts) > 1 ? parts[1] : "");
  mark.hash = g_strdup (g_strv_length (parts) > 2 ? parts[2] : "");
  mark.fallback = g_strdup (g_strv_length (parts) > 3 ? parts[3] : "");
  *cursor = *end != '\0' ? end + 1 : end;

  return mark;
}

static int
find_language (const VostSubtitles *subs, const char *tag)
{
  for (guint i = 0; subs->more != NULL && i < subs->more->len; i++)
    {
      const VostSubtitles *language = g_ptr_array_index (subs->more, i);

      if (g_ascii_strcasecmp (language->track->language, tag) == 0)
        return (int) i;
    }

  return -1;
}

static void
append_further (GString *out, const VostExchange *exchange, const VostUnit *unit, guint64 done)
{
  guint n = unit->subs->more != NULL ? MIN (unit->subs->more->len, VOST_MAX_LANGUAGES) : 0;

  for (guint i = 0; i < n; i++)
    if (unit->targets[i] != NULL && (done & (G_GUINT64_CONSTANT (1) << i)) == 0)
      {
        if (exchange->lead != NULL)
          g_string_append_printf (out, "%s%s", unit->eol, exchange->lead);
        exchange->append_target (out, unit, i, unit->targets[i]);
        if (exchange->outside)
          return;
      }
}

/* Languages that the raw text has a mark for. */
static guint64
marked_languages (const VostSubtitles *subs, const char *raw)
{
  guint64 done = 0;

  while ((raw = strchr (raw, MARK)) != NULL)
    {
      g_auto (Mark) mark = mark_next (&raw);
      int i = find_language (subs, mark.language);

      if (i >= 0 && i < VOST_MAX_LANGUAGES)
        done |= G_GUINT64_CONSTANT (1) << i;
    }

  return done;
}

/* Whether the text outside of the target's piece still fits it, after patching. */
static gboolean
fits (const VostExchange *exchange, const Mark *mark, const VostCue *target, GString *raw)
{
  g_autofree char *hash = g_strdup_printf ("%x", target != NULL ? g_str_hash (target->comment) : 0);
  const char *status = target != NULL ? target->status : "";
  gboolean new_target = target != NULL && strcmp (mark->hash, "0") == 0;

  if (!exchange->outside)
    return TRUE;
  if (new_target ? *target->comment != '\0' : strcmp (hash, mark->hash) != 0)
    return FALSE;

  return strcmp (status, mark->status) == 0 ||
         (exchange->patch != NULL && exchange->patch (raw, status));
}

static gboolean
has_further (const VostUnit *unit, guint64 done)
{
  guint n = unit->subs->more != NULL ? unit->subs->more->len : 0;

  for (guint i = 0; i < n; i++)
    if (unit->targets[i] != NULL &&
        (i >= VOST_MAX_LANGUAGES || (done & (G_GUINT64_CONSTANT (1) << i)) == 0))
      return TRUE;

  return FALSE;
}

/* Whether each target finds its place in the raw text, and what is around it is right for it. */
static gboolean
all_fit (const VostExchange *exchange, const VostUnit *unit, guint64 done, GString *raw)
{
  gboolean further = has_further (unit, done), any = FALSE;

  if (*unit->cue->raw != '\0' && strchr (unit->cue->raw, MARK) == NULL)
    return TRUE;
  for (const char *p = unit->cue->raw; (p = strchr (p, MARK)) != NULL;)
    {
      g_auto (Mark) mark = mark_next (&p);
      int i = find_language (unit->subs, mark.language);
      const VostCue *target = i >= 0 ? unit->targets[i] : NULL;

      if (strcmp (mark.language, ANY) == 0)
        {
          any = TRUE;
          for (guint j = 0; further && target == NULL && j < unit->subs->more->len; j++)
            target = unit->targets[j];
        }
      if (!fits (exchange, &mark, target, raw))
        return FALSE;
    }

  return any || !further;
}

/* The unit as it was, with the targets as they are; FALSE when it must be written anew. */
static gboolean
append_raw (GString *out, const VostExchange *exchange, const VostUnit *unit)
{
  g_autoptr (GString) raw = g_string_new (unit->cue->raw);
  guint64 done = marked_languages (unit->subs, raw->str);

  if (!all_fit (exchange, unit, done, raw))
    return FALSE;
  for (const char *p = raw->str; *p != '\0';)
    {
      const char *next = strchr (p, MARK);

      g_string_append_len (out, p, next != NULL ? next - p : (gssize) strlen (p));
      if (next == NULL)
        break;
      p = next;
      {
        g_auto (Mark) mark = mark_next (&p);
        int i = find_language (unit->subs, mark.language);
        const VostCue *target = i >= 0 ? unit->targets[i] : NULL;

        if (strcmp (mark.language, ANY) == 0 && has_further (unit, done))
          append_further (out, exchange, unit, done);
        else if (target == NULL)
          g_string_append (out, mark.fallback);
        else if (*target->raw != '\0')
          g_string_append (out, target->raw);
        else
          exchange->append_target (out, unit, (guint) i, target);
      }
    }

  return TRUE;
}

/* Without marks a unit is good as long as nobody touched a target. */
static gboolean
is_untouched (const VostUnit *unit)
{
  guint n = unit->subs->more != NULL ? unit->subs->more->len : 0;

  if (strchr (unit->cue->raw, MARK) == NULL)
    for (guint i = 0; i < n; i++)
      if (unit->targets[i] != NULL && *unit->targets[i]->raw == '\0')
        return FALSE;

  return *unit->cue->raw != '\0';
}

const VostCue *
vost_unit_target (const VostUnit *unit)
{
  for (guint i = 0; unit->subs->more != NULL && i < unit->subs->more->len; i++)
    if (unit->targets[i] != NULL)
      return unit->targets[i];

  return NULL;
}

static GPtrArray *
map_targets (const VostSubtitles *subs)
{
  GPtrArray *maps = g_ptr_array_new_with_free_func ((GDestroyNotify) g_hash_table_unref);

  for (guint i = 0; subs->more != NULL && i < subs->more->len; i++)
    {
      const VostSubtitles *language = g_ptr_array_index (subs->more, i);
      GHashTable *map = g_hash_table_new (g_int64_hash, g_int64_equal);

      for (guint j = language->cues->len; j-- > 0;)
        {
          VostCue *target = g_ptr_array_index (language->cues, j);

          if (target->pair != VOST_ID_NONE)
            g_hash_table_insert (map, &target->pair, target);
        }
      g_ptr_array_add (maps, map);
    }

  return maps;
}

/* A number for a new unit that no other has. */
static char *
free_id (GHashTable *taken, guint number)
{
  char *id = g_strdup_printf ("%u", number);

  for (guint i = 1; g_hash_table_contains (taken, id); i++)
    {
      g_free (id);
      id = g_strdup_printf ("%u-%u", number, i);
    }
  /* Owned by the table. */
  g_hash_table_add (taken, id);

  return id;
}

static GHashTable *
taken_ids (const VostSubtitles *subs, gboolean native)
{
  GHashTable *taken = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; native && i < subs->cues->len; i++)
    {
      const VostCue *cue = g_ptr_array_index (subs->cues, i);

      if (*cue->label != '\0')
        g_hash_table_add (taken, g_strdup (cue->label));
    }

  return taken;
}

void
vost_exchange_settle (VostSubtitles *subs)
{
  g_autoptr (GHashTable) taken = taken_ids (subs, TRUE);

  for (guint i = 0; i < subs->cues->len; i++)
    {
      VostCue *cue = g_ptr_array_index (subs->cues, i);
      g_autofree char *number = g_strdup_printf ("%u", i + 1);

      if (*cue->label == '\0' && g_hash_table_contains (taken, number))
        vost_set_string (&cue->label, number);
    }
}

static void
append_before (GString *out, const VostCue *cue, gboolean native, gboolean first, const char *usual)
{
  const char *before = native ? cue->before : "";

  if (g_str_has_prefix (before, VOST_JOINER))
    g_string_append (out, before + strlen (VOST_JOINER));
  else if (*before != '\0')
    g_string_append (out, before);
  else if (!first)
    g_string_append (out, usual);
}

void
vost_exchange_append_units (GString *out,
                            const VostSubtitles *subs,
                            const VostExchange *exchange,
                            gboolean modern)
{
  gboolean native = vost_is_native (subs, exchange->id);
  g_autoptr (GPtrArray) maps = map_targets (subs);
  g_autoptr (GHashTable) taken = taken_ids (subs, native);
  g_autofree const VostCue **targets = g_new0 (const VostCue *, maps->len + 1);
  const char *eol = vost_track_eol (subs->track);
  g_autofree char *separator = own_separator (exchange, eol);
  VostUnit unit = { subs, NULL, targets, NULL, eol, modern, native };

  for (guint i = 0; i < subs->cues->len; i++)
    {
      const VostCue *cue = g_ptr_array_index (subs->cues, i);
      VostId id = VOST_RECORD_ID (cue);

      for (guint j = 0; j < maps->len; j++)
        targets[j] = g_hash_table_lookup (g_ptr_array_index (maps, j), &id);
      unit.cue = cue;
      unit.id = native && *cue->label != '\0' ? cue->label : free_id (taken, i + 1);
      append_before (out, cue, native, i == 0, separator);
      if (!native || !is_untouched (&unit) || !append_raw (out, exchange, &unit))
        exchange->append_unit (out, &unit);
    }
}

static void
add_loss (GPtrArray *lost, const VostCue *cue, const char *message)
{
  VostDiagnostic *diagnostic = vost_diagnostic_new (VOST_SEVERITY_WARNING, 0, 0, "%s", message);

  diagnostic->cue = VOST_RECORD_ID (cue);
  g_ptr_array_add (lost, diagnostic);
}

static gboolean
is_xml_text (const char *text)
{
  for (; *text != '\0'; text = g_utf8_next_char (text))
    {
      gunichar c = g_utf8_get_char (text);

      if ((c < 0x20 && c != '\n' && c != '\t') || c == 0xfffe || c == 0xffff)
        return FALSE;
    }

  return TRUE;
}

/* The parts of a target that a unit has no room for. */
static void
target_losses (const VostSubtitles *subs, guint k, gboolean several, gboolean xml, GPtrArray *lost)
{
  const VostSubtitles *language = g_ptr_array_index (subs->more, k);
  g_autoptr (GHashTable) pairs = g_hash_table_new (g_int64_hash, g_int64_equal);

  for (guint i = 0; i < subs->cues->len; i++)
    {
      VostCue *cue = g_ptr_array_index (subs->cues, i);

      g_hash_table_insert (pairs, &VOST_RECORD_ID (cue), cue);
    }
  for (guint i = 0; i < language->cues->len; i++)
    {
      const VostCue *cue = g_ptr_array_index (language->cues, i);
      const VostCue *source = g_hash_table_lookup (pairs, &cue->pair);

      if (source == NULL)
        add_loss (lost, cue,
                  _ ("This translation belongs to no subtitle of the source language, or another "
                     "one does already; it is left out."));
      else if (!several && k > 0)
        add_loss (lost, cue,
                  _ ("This format holds one translation a file; this one is left out. Save it in "
                     "a file of its own."));
      else
        {
          g_hash_table_remove (pairs, &cue->pair);
          if (*cue->text == '\0')
            add_loss (lost, cue, _ ("A translation without a text is left out."));
          if ((cue->start != VOST_TIME_NONE && cue->start != source->start) ||
              (cue->end != VOST_TIME_NONE && cue->end != source->end))
            add_loss (lost, cue, _ ("Times of its own of a translation cannot be kept."));
          if (xml && !is_xml_text (cue->text))
            add_loss (lost, cue, _ ("Control characters cannot be kept."));
          if (*cue->speaker != '\0' && strcmp (cue->speaker, source->speaker) != 0)
            add_loss (lost, cue, _ ("The speaker’s name cannot be kept."));
        }
    }
}

void
vost_exchange_losses (const VostSubtitles *subs,
                      const char *id,
                      gboolean several,
                      gboolean xml,
                      GPtrArray *lost)
{
  g_autoptr (VostSubtitles) bare = vost_subtitles_new ();

  /* The text keeps all its tags; what is around it does not survive. */
  vost_record_unref (bare->track);
  bare->track = vost_record_copy (subs->track);
  for (guint i = 0; i < subs->cues->len; i++)
    {
      VostCue *cue = vost_record_copy (g_ptr_array_index (subs->cues, i));

      if (xml && !is_xml_text (cue->text))
        add_loss (lost, cue, _ ("Control characters cannot be kept."));
      if (*cue->status != '\0' && !several)
        add_loss (lost, cue, _ ("How far the work on the source text is cannot be kept."));
      vost_set_string (&cue->text, "");
      g_ptr_array_add (bare->cues, cue);
    }
  vost_report_losses (bare, id,
                      VOST_HAS_PLACE | VOST_HAS_EXACT_PLACE | VOST_HAS_STYLE | VOST_HAS_FIELDS |
                          VOST_HAS_LABEL | VOST_HAS_NOTES | VOST_HAS_STYLE_LOOKS | VOST_HAS_HEADER,
                      3, lost);
  for (guint i = 0; subs->more != NULL && i < subs->more->len; i++)
    target_losses (subs, i, several, xml, lost);
}
