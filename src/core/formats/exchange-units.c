/* Units of XLIFF and TMX: their languages, notes and inline codes, element by element. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exchange-xml-private.h"

#include "vostok-config.h"

#include <glib/gi18n-lib.h>

/* Characters before an event that a remark's column is counted in. */
#define MAX_COLUMN 4096

/* Parents that an element may have. */
#define IN_UNIT (1u << KIND_UNIT)
#define IN_SEGMENT (IN_UNIT | 1u << KIND_SEGMENT)
#define IN_NOTES (IN_UNIT | 1u << KIND_NOTES | 1u << KIND_TUV)
#define ANYWHERE G_MAXUINT

static const struct
{
  const char *name;
  Kind kind;
  guint parents;
} kinds[] = {
  { "file", KIND_FILE, ANYWHERE },
  { "xliff", KIND_FILE, ANYWHERE },
  { "header", KIND_FILE, ANYWHERE },
  { "trans-unit", KIND_UNIT, ANYWHERE },
  { "unit", KIND_UNIT, ANYWHERE },
  { "tu", KIND_UNIT, ANYWHERE },
  { "segment", KIND_SEGMENT, IN_UNIT },
  { "source", KIND_SOURCE, IN_SEGMENT },
  { "ignorable", KIND_SEGMENT, IN_UNIT },
  { "target", KIND_TARGET, IN_SEGMENT },
  { "seg-source", KIND_AFTER, IN_SEGMENT },
  { "notes", KIND_NOTES, IN_UNIT },
  { "note", KIND_NOTE, IN_NOTES },
  { "prop", KIND_PROP, IN_NOTES },
  { "tuv", KIND_TUV, IN_UNIT },
  { "seg", KIND_SEG, 1u << KIND_TUV },
  { "originalData", KIND_STORE, IN_UNIT },
  { "data", KIND_DATA, 1u << KIND_STORE },
  { "ph", KIND_CODE, ANYWHERE },
  { "bpt", KIND_CODE, ANYWHERE },
  { "ept", KIND_CODE, ANYWHERE },
  { "it", KIND_CODE, ANYWHERE },
  { "ut", KIND_CODE, ANYWHERE },
  { "x", KIND_CODE, ANYWHERE },
  { "bx", KIND_CODE, ANYWHERE },
  { "ex", KIND_CODE, ANYWHERE },
  { "sc", KIND_CODE, ANYWHERE },
  { "ec", KIND_CODE, ANYWHERE },
  { "cp", KIND_CODE, ANYWHERE },
  { "g", KIND_SPAN, ANYWHERE },
  { "pc", KIND_SPAN, ANYWHERE },
};

static void
part_free (gpointer data)
{
  Part *self = data;

  g_free (self->language);
  g_string_free (self->text, TRUE);
  g_free (self->comment);
  g_free (self->status);
  g_free (self);
}

static gsize
offset (const VostUnitReader *self)
{
  long at = xmlByteConsumed (self->parser);
  gsize len = (gsize) (self->reading.end - self->reading.text);

  return at < 0 ? 0 : MIN ((gsize) at, len);
}

/* Where the tag starts that the parser has read; "<" cannot be inside of one. */
static gsize
tag_start (const VostUnitReader *self)
{
  gsize at = offset (self);

  while (at > 0 && self->reading.text[at] != '<')
    at--;

  return at;
}

void
vost_unit_reader_stop (VostUnitReader *self)
{
  self->stopped = TRUE;
  xmlStopParser (self->parser);
}

void
vost_unit_reader_report (VostUnitReader *self, VostSeverity severity, const char *message)
{
  gsize at = offset (self), start = at;
  const char *text = self->reading.text;
  VostLine line;

  while (start > 0 && at - start < MAX_COLUMN && text[start - 1] != '\n')
    start--;
  while (start < at && (text[start] & 0xc0) == 0x80)
    start++;
  line = (VostLine){ text + start, at - start, at - start };
  vost_reading_report (&self->reading, severity,
                       (guint) MAX (xmlSAX2GetLineNumber (self->parser), 1),
                       at - start < MAX_COLUMN ? vost_line_column (&line, text + at) : 0, message);
}

static Kind
kind_of (const VostUnitReader *self, const char *name)
{
  guint parent = 1u << self->levels[self->depth - 1].kind;

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (strcmp (kinds[i].name, name) == 0)
      {
        Kind kind = kinds[i].kind;

        if ((kinds[i].parents & parent) == 0 || (kind == KIND_UNIT && self->in_unit) ||
            ((kind == KIND_CODE || kind == KIND_SPAN) && !self->capturing))
          return KIND_OTHER;
        return kind;
      }

  return KIND_OTHER;
}

/* An attribute's value by its name without prefix; (transfer full) (nullable). */
static char *
attribute (const xmlChar **attributes, int n, const char *name)
{
  for (int i = 0; i < n; i++)
    if (strcmp ((const char *) attributes[i * 5], name) == 0)
      return g_strndup ((const char *) attributes[i * 5 + 3],
                        (gsize) (attributes[i * 5 + 4] - attributes[i * 5 + 3]));

  return NULL;
}

static void
take_attribute (char **field, const xmlChar **attributes, int n, const char *name)
{
  char *value = attribute (attributes, n, name);

  if (value != NULL)
    {
      g_free (*field);
      *field = value;
    }
}

/* A code that another program means something by; only tags of ours can be read. */
static gboolean
is_markup (const char *text)
{
  gboolean any = FALSE;
  VostToken token;

  for (; vost_markup_next (&text, &token); any = TRUE)
    if (token.type == VOST_TOKEN_TEXT)
      return FALSE;

  return any;
}

static void
flush_plain (VostUnitReader *self, gboolean tag_follows)
{
  vost_markup_append_plain (self->text, self->plain->str, self->plain->len, tag_follows);
  g_string_truncate (self->plain, 0);
}

static void
append_code (VostUnitReader *self, const char *code)
{
  if (is_markup (code))
    {
      flush_plain (self, TRUE);
      g_string_append (self->text, code);
    }
  else if (!self->told_codes)
    {
      self->told_codes = TRUE;
      vost_unit_reader_report (
          self, VOST_SEVERITY_INFO,
          _ ("There are codes of another program in the texts; they stay in the file, but are "
             "left out of a text that you change."));
    }
}

static char
letter_of (const char *type)
{
  static const struct
  {
    const char *name;
    char letter;
  } types[] = {
    { "italic", 'i' },   { "bold", 'b' },  { "underlined", 'u' }, { "underline", 'u' },
    { "xlf:i", 'i' },    { "xlf:b", 'b' }, { "xlf:u", 'u' },      { "x-strikethrough", 's' },
    { "vostok:s", 's' },
  };

  for (guint i = 0; type != NULL && i < G_N_ELEMENTS (types); i++)
    if (strcmp (types[i].name, type) == 0)
      return types[i].letter;

  return 0;
}

static void
begin_span (VostUnitReader *self, const xmlChar **attributes, int n)
{
  g_autofree char *type = attribute (attributes, n, self->modern ? "subType" : "ctype");
  char letter = letter_of (type);

  if (letter != 0)
    {
      flush_plain (self, TRUE);
      g_string_append_printf (self->text, "<%c>", letter);
    }
  self->levels[self->depth].closing = letter;
}

static void
begin_code (VostUnitReader *self, const char *name, const xmlChar **attributes, int n)
{
  g_autofree char *type = attribute (attributes, n, self->modern ? "subType" : "ctype");
  g_autofree char *reference = attribute (attributes, n, "dataRef");
  g_autofree char *equiv = attribute (attributes, n, self->modern ? "equiv" : "equiv-text");
  const char *stored = reference != NULL ? g_hash_table_lookup (self->data, reference) : NULL;

  if (self->code_depth++ > 0)
    return;
  g_string_truncate (self->code, 0);
  if (g_strcmp0 (type, "lb") == 0 || g_strcmp0 (type, "xlf:lb") == 0)
    g_string_assign (self->code, "\n");
  else if (stored != NULL || equiv != NULL)
    g_string_assign (self->code, stored != NULL ? stored : equiv);
  /* <ph> of XLIFF 1 and TMX has its code inside. */
  if (*name != 'x' && !self->modern && self->code->len > 0 && *self->code->str != '\n')
    g_string_truncate (self->code, 0);
}

static void
end_code (VostUnitReader *self)
{
  if (--self->code_depth > 0)
    return;
  if (strcmp (self->code->str, "\n") == 0)
    g_string_append_c (self->plain, '\n');
  else if (self->code->len > 0)
    append_code (self, self->code->str);
}

static void
begin_unit (VostUnitReader *self, const xmlChar **attributes, int n)
{
  self->in_unit = TRUE;
  self->unit_depth = self->depth;
  self->unit_start = tag_start (self);
  self->cue = vost_record_new (VOST_KIND_CUE, VOST_RECORD_ID (self->reading.subs->track));
  self->cue->start = VOST_TIME_NONE;
  self->parts = g_ptr_array_new_with_free_func (part_free);
  self->data = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->segments = 0;
  self->insert_at = 0;
  self->has_times = FALSE;
  self->part = NULL;
  take_attribute (&self->cue->label, attributes, n, "id");
  take_attribute (&self->cue->label, attributes, n, "tuid");
  {
    g_autofree char *approved = attribute (attributes, n, "approved");

    if (g_strcmp0 (approved, "yes") == 0)
      vost_set_string (&self->cue->status, "approved");
  }
}

static const char *
status_of (const char *state)
{
  if (state == NULL || strcmp (state, "translated") == 0)
    return "";
  if (strcmp (state, "final") == 0)
    return "approved";
  if (strcmp (state, "signed-off") == 0 || strcmp (state, "reviewed") == 0)
    return "reviewed";

  return "draft";
}

static Part *
part_for (VostUnitReader *self, const char *language, gboolean source)
{
  Part *part;

  /* Segments of XLIFF 2 go together. */
  for (guint i = 0; i < self->parts->len && self->modern; i++)
    {
      part = g_ptr_array_index (self->parts, i);
      if ((part->language == NULL) == source)
        return part;
    }
  part = g_new0 (Part, 1);
  part->language = source ? NULL : g_strdup (strcmp (language, "und") != 0 ? language : "");
  part->text = g_string_new (NULL);
  part->comment = g_strdup ("");
  part->status = g_strdup ("");
  part->start = tag_start (self);
  g_ptr_array_add (self->parts, part);

  return part;
}

static void
begin_capture (VostUnitReader *self)
{
  self->capturing = TRUE;
  self->code_depth = 0;
  g_string_truncate (self->plain, 0);
  g_string_truncate (self->text, 0);
}

static void
begin_target (VostUnitReader *self, const xmlChar **attributes, int n)
{
  g_autofree char *state = attribute (attributes, n, "state");

  self->part = part_for (self, self->target_language != NULL ? self->target_language : "", FALSE);
  if (state != NULL)
    vost_set_string (&self->part->status, status_of (state));
  else if (!self->modern)
    vost_set_string (&self->part->status, self->cue->status);
  begin_capture (self);
}

static void
begin_segment (VostUnitReader *self, const xmlChar **attributes, int n)
{
  g_autofree char *state = attribute (attributes, n, "state");

  self->segments++;
  /* Until its target takes it; "initial" says nothing when there is none. */
  if (state != NULL)
    vost_set_string (&self->cue->status, status_of (state));
}

static void
begin_file (VostUnitReader *self, const char *name, const xmlChar **attributes, int n)
{
  VostTrack *track = self->reading.subs->track;
  g_autofree char *version = attribute (attributes, n, "version");

  /* Inside a unit it is something else. */
  if (self->in_unit)
    return;
  take_attribute (&self->source_language, attributes, n, "source-language");
  take_attribute (&self->source_language, attributes, n, "srcLang");
  take_attribute (&self->source_language, attributes, n, "srclang");
  take_attribute (&self->target_language, attributes, n, "target-language");
  take_attribute (&self->target_language, attributes, n, "trgLang");
  if (version != NULL && self->depth == 1 && strcmp (name, "xliff") == 0)
    self->modern = *version == '2';
  /* What the first units were read with holds. */
  if (*track->language == '\0' && self->reading.subs->cues->len == 0 &&
      self->source_language != NULL && strcmp (self->source_language, "und") != 0 &&
      strcmp (self->source_language, "*all*") != 0)
    vost_set_string (&track->language, self->source_language);
  if (self->target_language != NULL && *self->target_language != '\0')
    (void) vost_exchange_language (self->reading.subs, self->target_language);
}

static void
begin_note (VostUnitReader *self, Kind kind, const xmlChar **attributes, int n)
{
  self->verbatim = TRUE;
  g_string_truncate (self->plain, 0);
  g_clear_pointer (&self->value, g_free);
  if (kind == KIND_PROP)
    self->value = attribute (attributes, n, "type");
  else if (kind == KIND_DATA)
    self->value = attribute (attributes, n, "id");
  else
    {
      take_attribute (&self->value, attributes, n, "annotates");
      take_attribute (&self->value, attributes, n, "appliesTo");
      take_attribute (&self->value, attributes, n, "from");
      take_attribute (&self->value, attributes, n, "category");
    }
  if (self->value == NULL)
    self->value = g_strdup ("");
}

void
vost_unit_reader_begin (VostUnitReader *self, const char *name, const xmlChar **attributes, int n)
{
  Kind kind = kind_of (self, name);
  g_autofree char *language = NULL;

  self->levels[self->depth] = (Level){ (guint8) kind, 0 };
  switch (kind)
    {
    case KIND_FILE:
      begin_file (self, name, attributes, n);
      break;
    case KIND_UNIT:
      begin_unit (self, attributes, n);
      break;
    case KIND_SEGMENT:
      begin_segment (self, attributes, n);
      break;
    case KIND_SOURCE:
      self->part = part_for (self, NULL, TRUE);
      begin_capture (self);
      break;
    case KIND_TARGET:
      begin_target (self, attributes, n);
      break;
    case KIND_TUV:
      language = attribute (attributes, n, "lang");
      self->part = part_for (self, language != NULL ? language : "", FALSE);
      break;
    case KIND_SEG:
      begin_capture (self);
      break;
    case KIND_NOTE:
    case KIND_PROP:
    case KIND_DATA:
      begin_note (self, kind, attributes, n);
      break;
    case KIND_SPAN:
      if (self->code_depth == 0)
        begin_span (self, attributes, n);
      break;
    case KIND_CODE:
      begin_code (self, name, attributes, n);
      break;
    default:
      break;
    }
}

static void
end_capture (VostUnitReader *self, Kind kind)
{
  g_autofree char *lines = NULL;

  flush_plain (self, FALSE);
  self->capturing = FALSE;
  lines = vost_exchange_plain_lines (self->text->str);
  if (self->part == NULL)
    return;
  g_string_append (self->part->text, lines);
  if (self->part->text->len > VOST_MAX_CUE_TEXT)
    {
      self->reading.too_big = TRUE;
      vost_unit_reader_stop (self);
    }
  self->part->end = offset (self);
  if (kind == KIND_SOURCE)
    self->insert_at = offset (self);
  else if (kind == KIND_TARGET)
    {
      self->insert_at = 0;
      if (self->modern)
        {
          vost_set_string (&self->part->status, self->cue->status);
          vost_set_string (&self->cue->status, "");
        }
    }
}

static void
take_property (VostUnitReader *self, const char *value)
{
  VostCue *cue = self->cue;
  Kind parent = self->levels[self->depth - 1].kind;

  if (parent == KIND_TUV && strcmp (self->value, "x-status") == 0)
    vost_set_string (&self->part->status, value);
  else if (parent == KIND_UNIT && strcmp (self->value, "x-times") == 0)
    self->has_times |= vost_exchange_parse_times (value, strlen (value), &cue->start, &cue->end);
  else if (parent == KIND_UNIT && strcmp (self->value, "x-speaker") == 0)
    vost_set_string (&cue->speaker, value);
}

static void
take_note (VostUnitReader *self, Kind kind)
{
  g_autofree char *lines = vost_exchange_plain_lines (self->plain->str);
  g_autofree char *one_line = vost_exchange_one_line (lines);
  VostCue *cue = self->cue;

  self->verbatim = FALSE;
  if (kind == KIND_DATA)
    g_hash_table_replace (self->data, g_strdup (self->value), g_steal_pointer (&lines));
  else if (kind == KIND_PROP)
    take_property (self, one_line);
  else if (self->levels[self->depth - 1].kind == KIND_TUV)
    vost_exchange_add_line (&self->part->comment, lines);
  else if (!self->has_times &&
           vost_exchange_parse_times (lines, strlen (lines), &cue->start, &cue->end))
    self->has_times = TRUE;
  else if (strcmp (self->value, "speaker") == 0 && *one_line != '\0')
    vost_set_string (&cue->speaker, one_line);
  else if (strcmp (self->value, "target") == 0)
    {
      /* The target may come later. */
      g_autofree char *old = g_strdup (g_hash_table_lookup (self->data, "\ntarget"));
      char *comment = g_strdup (old != NULL ? old : "");

      vost_exchange_add_line (&comment, lines);
      g_hash_table_replace (self->data, g_strdup ("\ntarget"), comment);
    }
  else
    vost_exchange_add_line (&cue->comment, lines);
}

/* Which of a TMX unit's languages is the source. */
static Part *
source_part (VostUnitReader *self)
{
  const char *language = self->reading.subs->track->language;
  gsize primary = strcspn (language, "-_");
  Part *close = NULL;

  for (guint i = 0; i < self->parts->len; i++)
    {
      Part *part = g_ptr_array_index (self->parts, i);

      if (part->language == NULL || g_ascii_strcasecmp (part->language, language) == 0)
        return part;
      if (close == NULL && primary > 0 &&
          g_ascii_strncasecmp (part->language, language, primary) == 0)
        close = part;
    }
  if (close == NULL && self->parts->len > 0)
    close = g_ptr_array_index (self->parts, 0);

  return close;
}

static void
add_pieces (VostUnitReader *self, const Part *source, GArray *pieces, gboolean whole)
{
  const char *text = self->reading.text;
  g_autoptr (GHashTable) seen = g_hash_table_new (NULL, NULL);

  for (guint i = 0; i < self->parts->len; i++)
    {
      const Part *part = g_ptr_array_index (self->parts, i);
      VostUnitPiece piece = { text + part->start, text + part->end, NULL, NULL };

      if (part == source || part->language == NULL)
        continue;
      /* A place for a translation of whatever language. */
      if (*part->language == '\0' && part->text->len == 0)
        {
          if (!whole && self->insert_at == 0)
            g_array_append_val (pieces, piece);
          continue;
        }
      piece.language = vost_exchange_language (self->reading.subs, part->language);
      if (piece.language == NULL || !g_hash_table_add (seen, piece.language))
        {
          vost_unit_reader_report (
              self, VOST_SEVERITY_WARNING,
              _ ("There are several texts of one language, or too many languages; these stay in "
                 "the file unseen."));
          continue;
        }
      if (part->text->len > 0)
        {
          const char *comment = g_hash_table_lookup (self->data, "\ntarget");

          piece.target = vost_exchange_add_target (piece.language, self->cue, part->text->str);
          vost_set_string (&piece.target->status, part->status);
          vost_set_string (&piece.target->comment, comment != NULL ? comment : part->comment);
        }
      if (!whole)
        g_array_append_val (pieces, piece);
      else if (piece.target != NULL)
        vost_set_string (&piece.target->raw, " ");
    }
}

void
vost_unit_reader_clear (VostUnitReader *self)
{
  self->in_unit = FALSE;
  self->part = NULL;
  g_clear_pointer (&self->cue, vost_record_unref);
  g_clear_pointer (&self->parts, g_ptr_array_unref);
  g_clear_pointer (&self->data, g_hash_table_unref);
}

static void
report_times (VostUnitReader *self)
{
  if (self->cue->end < self->cue->start)
    vost_unit_reader_report (self, VOST_SEVERITY_WARNING,
                             _ ("The subtitle ends before it starts."));
  if (self->has_times || self->told_times)
    return;
  self->told_times = TRUE;
  vost_unit_reader_report (
      self, VOST_SEVERITY_WARNING,
      _ ("There are no times in this file for this subtitle; it starts and ends at 0. Take the "
         "times from another file of the same subtitles."));
}

static void
end_unit (VostUnitReader *self)
{
  g_autoptr (GArray) pieces = g_array_new (FALSE, FALSE, sizeof (VostUnitPiece));
  VostReading *reading = &self->reading;
  const Part *source = source_part (self);
  const char *text = reading->text;
  gboolean whole = self->segments > 1;
  VostUnitPiece further = { NULL };

  if (source == NULL)
    {
      vost_unit_reader_clear (self);
      return;
    }
  if (!self->has_times)
    self->cue->start = self->cue->end = 0;
  report_times (self);
  vost_set_string (&self->cue->text, source->text->str);
  vost_set_string (&self->cue->status,
                   self->segments > 0 || source->language == NULL ? "" : source->status);
  if (source->language != NULL && *source->comment != '\0')
    vost_exchange_add_line (&self->cue->comment, source->comment);
  add_pieces (self, source, pieces, whole);
  further.start = further.end = text + self->insert_at;
  if (self->insert_at > 0 && !whole)
    g_array_append_val (pieces, further);
  {
    g_autofree char *number = g_strdup_printf ("%u", reading->subs->cues->len + 1);

    if (strcmp (self->cue->label, number) == 0)
      vost_set_string (&self->cue->label, "");
  }
  vost_exchange_take (reading, self->exchange, self->modern, g_steal_pointer (&self->cue),
                      text + self->unit_start, text + offset (self), pieces);
  vost_unit_reader_clear (self);
  if (reading->subs->cues->len > VOST_MAX_CUES)
    vost_unit_reader_stop (self);
}

void
vost_unit_reader_end (VostUnitReader *self)
{
  Level *level = &self->levels[self->depth];

  switch (level->kind)
    {
    case KIND_SOURCE:
    case KIND_TARGET:
    case KIND_SEG:
      end_capture (self, level->kind);
      break;
    case KIND_AFTER:
      if (self->insert_at > 0)
        self->insert_at = offset (self);
      break;
    case KIND_TUV:
      if (self->part != NULL)
        self->part->end = offset (self);
      self->insert_at = offset (self);
      self->part = NULL;
      break;
    case KIND_NOTE:
    case KIND_PROP:
    case KIND_DATA:
      take_note (self, level->kind);
      break;
    case KIND_SPAN:
      if (level->closing != 0)
        {
          flush_plain (self, TRUE);
          g_string_append_printf (self->text, "</%c>", level->closing);
        }
      break;
    case KIND_CODE:
      end_code (self);
      break;
    case KIND_UNIT:
      end_unit (self);
      break;
    default:
      break;
    }
}
