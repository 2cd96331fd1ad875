/* Gettext's PO: one entry a cue. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exchange-private.h"

#include "vostok-config.h"

#include <glib/gi18n-lib.h>

#include <vostok/core/bounds.h>

extern const VostFormat vost_format_po;

#define SPEAKER "Speaker: "

typedef enum
{
  FIELD_NONE,
  FIELD_CONTEXT,
  FIELD_ID,
  FIELD_PLURAL,
  FIELD_STRING,
} Field;

/**
 * Entry: what has been read of one.
 * @start: of its first comment
 * @string_start, @end: of the msgstr lines
 */
typedef struct
{
  const char *start;
  const char *string_start;
  const char *end;
  guint line;
  Field field;
  gboolean has_context;
  gboolean has_id;
  gboolean has_string;
  gboolean plural;
  gboolean broken;
  gboolean fuzzy;
  gboolean has_times;
  VostTime from;
  VostTime to;
  GString *context;
  GString *id;
  GString *string;
  char *comment; /* of the translator */
  char *note;    /* of the programmer */
  char *speaker;
} Entry;

typedef struct
{
  VostReading reading;
  Entry entry;
  gboolean told_times;
} Reader;

static void
entry_clear (Entry *self)
{
  GString *context = self->context, *id = self->id, *string = self->string;

  g_free (self->comment);
  g_free (self->note);
  g_free (self->speaker);
  *self = (Entry){ .context = context, .id = id, .string = string };
  g_string_truncate (context, 0);
  g_string_truncate (id, 0);
  g_string_truncate (string, 0);
  self->comment = g_strdup ("");
  self->note = g_strdup ("");
  self->speaker = g_strdup ("");
}

/* The character of \NNN or \xNN at @p; how many bytes it took, 0 for none. */
static gsize
parse_number (const char *p, const char *end, char *ret)
{
  guint value = 0;
  gsize n = 0;

  if (*p == 'x')
    for (n = 1; n < 3 && p + n < end && g_ascii_isxdigit (p[n]); n++)
      value = value * 16 + (guint) g_ascii_xdigit_value (p[n]);
  else
    for (; n < 3 && p + n < end && p[n] >= '0' && p[n] <= '7'; n++)
      value = value * 8 + (guint) (p[n] - '0');
  *ret = (char) value;

  return value > 0 && value < 0x80 ? n : 0;
}

/* Appends what is between the quotes; FALSE when they are not right. */
static gboolean
parse_string (GString *out, const char *p, const char *end)
{
  static const char letters[] = "ntrabfv\\\"";
  static const char meant[] = "\n\t\r\a\b\f\v\\\"";

  while (end > p && (end[-1] == ' ' || end[-1] == '\t'))
    end--;
  if (end - p < 2 || *p != '"' || end[-1] != '"')
    return FALSE;
  for (p++, end--; p < end; p++)
    {
      const char *letter;
      char number;
      gsize len;

      if (*p == '"')
        return FALSE;
      if (*p != '\\')
        {
          g_string_append_c (out, *p);
          continue;
        }
      if (++p >= end)
        return FALSE;
      letter = strchr (letters, *p);
      len = parse_number (p, end, &number);
      if (letter != NULL)
        g_string_append_c (out, meant[letter - letters]);
      else if (len > 0)
        {
          g_string_append_c (out, number);
          p += len - 1;
        }
      else
        {
          /* An escape that nobody knows stays as it is. */
          g_string_append_c (out, '\\');
          g_string_append_c (out, *p);
        }
    }

  return TRUE;
}

static void
append_string (GString *out, const char *text, gsize len)
{
  static const char letters[] = "ntrabfv\\\"";
  static const char meant[] = "\n\t\r\a\b\f\v\\\"";

  g_string_append_c (out, '"');
  for (gsize i = 0; i < len; i++)
    {
      const char *found = strchr (meant, text[i]);

      if (found != NULL)
        g_string_append_printf (out, "\\%c", letters[found - meant]);
      else if ((guchar) text[i] < 0x20)
        g_string_append_printf (out, "\\%03o", (guint) text[i]);
      else
        g_string_append_c (out, text[i]);
    }
  g_string_append_c (out, '"');
}

/* A keyword with its string, a line of the file for each line of the text. */
static void
append_field (GString *out, const char *keyword, const char *text, const char *eol)
{
  const char *end = strchr (text, '\n');

  g_string_append_printf (out, "%s ", keyword);
  if (end != NULL && end[1] != '\0')
    g_string_append_printf (out, "\"\"%s", eol);
  do
    {
      gsize len = strcspn (text, "\n");

      len += text[len] == '\n' ? 1 : 0;
      append_string (out, text, len);
      g_string_append (out, eol);
      text += len;
    }
  while (*text != '\0');
}

static void
append_comment (GString *out, const char *mark, const char *text, const char *eol)
{
  g_autofree char *plain = vost_exchange_plain_lines (text);
  g_auto (GStrv) lines = g_strsplit (plain, "\n", -1);

  for (guint i = 0; lines[i] != NULL; i++)
    g_string_append_printf (out, "%s%s%s%s", mark, *lines[i] != '\0' ? " " : "", lines[i], eol);
}

static void
append_target (GString *out, const VostUnit *unit, guint language, const VostCue *target)
{
  append_field (out, "msgstr", target->text, unit->eol);
}

/* A context that is no number of ours. */
static gboolean
is_foreign (const char *label)
{
  return label[strspn (label, "0123456789-")] != '\0';
}

static void
append_context (GString *out, const VostUnit *unit)
{
  const VostCue *cue = unit->cue;
  g_autoptr (GString) context = g_string_new (NULL);

  if (!is_foreign (unit->id))
    {
      g_string_append_printf (context, "%s ", unit->id);
      vost_exchange_append_times (context, cue);
    }
  else if (strcmp (unit->id, " ") != 0)
    g_string_append (context, unit->id);
  else if (*cue->text == '\0')
    vost_exchange_append_times (context, cue); /* or it would be the head of the file */
  if (context->len > 0)
    append_field (out, "msgctxt", context->str, unit->eol);
}

static void
append_unit (GString *out, const VostUnit *unit)
{
  const VostCue *cue = unit->cue, *target = vost_unit_target (unit);
  g_autofree char *speaker = vost_exchange_one_line (cue->speaker);

  if (target != NULL && *target->comment != '\0')
    append_comment (out, "#", target->comment, unit->eol);
  /* First, or a note that looks like times would be read as them. */
  if (is_foreign (unit->id) &&
      (cue->start != 0 || cue->end != 0 || strstr (cue->comment, "-->") != NULL))
    {
      g_string_append (out, "#. ");
      vost_exchange_append_times (out, cue);
      g_string_append (out, unit->eol);
    }
  if (*speaker != '\0')
    g_string_append_printf (out, "#. " SPEAKER "%s%s", speaker, unit->eol);
  if (*cue->comment != '\0')
    append_comment (out, "#.", cue->comment, unit->eol);
  if (target != NULL && strcmp (target->status, "draft") == 0)
    g_string_append_printf (out, "#, fuzzy%s", unit->eol);
  append_context (out, unit);
  append_field (out, "msgid", cue->text, unit->eol);
  if (target == NULL)
    append_field (out, "msgstr", "", unit->eol);
  else if (unit->native && g_str_has_prefix (target->raw, "msgstr"))
    g_string_append (out, target->raw);
  else
    append_target (out, unit, 0, target);
}

/* The line of flags with "fuzzy" or without, and without the old text when it is not. */
static void
patch_line (GString *out, const VostLine *line, gboolean fuzzy, gboolean *has_flags)
{
  g_auto (GStrv) flags = NULL;
  g_autofree char *text = NULL;
  g_autoptr (GString) kept = g_string_new (NULL);

  if (line->len >= 2 && line->start[0] == '#' && line->start[1] == '|' && !fuzzy)
    return;
  if (line->len < 2 || line->start[0] != '#' || line->start[1] != ',')
    {
      g_string_append_len (out, line->start, (gssize) line->full);
      return;
    }
  text = g_strndup (line->start + 2, line->len - 2);
  flags = g_strsplit (text, ",", -1);
  if (fuzzy && !*has_flags)
    g_string_append (kept, ", fuzzy");
  for (guint i = 0; flags[i] != NULL; i++)
    {
      g_strstrip (flags[i]);
      if (*flags[i] != '\0' && strcmp (flags[i], "fuzzy") != 0)
        g_string_append_printf (kept, ", %s", flags[i]);
    }
  *has_flags = TRUE;
  if (kept->len > 0)
    {
      g_string_append_printf (out, "#%s", kept->str);
      g_string_append_len (out, line->start + line->len, (gssize) (line->full - line->len));
    }
}

static gboolean
patch (GString *raw, const char *status)
{
  gboolean fuzzy = strcmp (status, "draft") == 0, has_flags = FALSE;
  g_autoptr (GString) out = g_string_new (NULL);
  const char *cursor = raw->str, *end = raw->str + raw->len;
  VostLine line;

  while (vost_line_next (&cursor, end, &line))
    {
      if (line.len > 0 && *line.start == 'm' && fuzzy && !has_flags)
        {
          g_string_append (out, "#, fuzzy");
          g_string_append_len (out, line.start + line.len, (gssize) (line.full - line.len));
          has_flags = TRUE;
        }
      patch_line (out, &line, fuzzy, &has_flags);
    }
  g_string_truncate (raw, 0);
  g_string_append_len (raw, out->str, (gssize) out->len);

  return TRUE;
}

static const VostExchange po = {
  .id = "po",
  .separator = "",
  .outside = TRUE,
  .append_unit = append_unit,
  .append_target = append_target,
  .patch = patch,
};

/* "pt_BR", "sr@latin" as "pt-BR", "sr-Latn". */
static char *
language_from_gettext (const char *name)
{
  g_autoptr (GString) tag = g_string_new (name);

  g_string_replace (tag, "@latin", "-Latn", 0);
  g_string_replace (tag, "@cyrillic", "-Cyrl", 0);
  g_string_replace (tag, "_", "-", 0);

  return g_strndup (tag->str,
                    strspn (tag->str, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
                                      "0123456789-"));
}

static char *
language_to_gettext (const char *tag)
{
  g_autoptr (GString) name = g_string_new (tag);

  g_string_replace (name, "-Latn", "@latin", 0);
  g_string_replace (name, "-Cyrl", "@cyrillic", 0);
  g_string_replace (name, "-", "_", 0);

  return g_strndup (name->str, strcspn (name->str, "\"\\\n\r"));
}

static void
read_header (Reader *self, const char *text)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  VostSubtitles *subs = self->reading.subs;

  for (guint i = 0; lines[i] != NULL; i++)
    {
      const char *value = strchr (lines[i], ':');
      g_autofree char *name = NULL;
      g_autofree char *tag = NULL;

      if (value == NULL)
        continue;
      name = g_strstrip (g_strdup (value + 1));
      tag = language_from_gettext (name);
      if (*tag != '\0' && g_str_has_prefix (lines[i], "Language:"))
        (void) vost_exchange_language (subs, tag);
      else if (*tag != '\0' && g_str_has_prefix (lines[i], "X-Source-Language:"))
        vost_set_string (&subs->track->language, tag);
    }
}

static void
set_number (Reader *self, VostCue *cue)
{
  const Entry *entry = &self->entry;
  const char *context = entry->context->str;
  gsize digits = strspn (context, "0123456789-");
  g_autofree char *number = g_strdup_printf ("%u", self->reading.subs->cues->len + 1);

  if (!entry->has_context)
    vost_set_string (&cue->label, " ");
  else if (digits > 0 && context[digits] == ' ' &&
           vost_exchange_parse_times (context + digits, strlen (context + digits), &cue->start,
                                      &cue->end))
    {
      g_free (cue->label);
      cue->label = g_strndup (context, digits);
    }
  else
    vost_set_string (&cue->label, context);
  if (strcmp (cue->label, number) == 0)
    vost_set_string (&cue->label, "");
}

static void
set_times (Reader *self, VostCue *cue)
{
  const Entry *entry = &self->entry;

  if (cue->start == VOST_TIME_NONE && entry->has_times)
    {
      cue->start = entry->from;
      cue->end = entry->to;
    }
  if (cue->start != VOST_TIME_NONE)
    {
      if (cue->end < cue->start)
        vost_reading_report (&self->reading, VOST_SEVERITY_WARNING, entry->line, 1,
                             _ ("The subtitle ends before it starts."));
      return;
    }
  cue->start = cue->end = 0;
  if (self->told_times)
    return;
  self->told_times = TRUE;
  vost_reading_report (
      &self->reading, VOST_SEVERITY_WARNING, entry->line, 1,
      _ ("There are no times in this file for this subtitle; it starts and ends at 0. Take the "
         "times from another file of the same subtitles."));
}

static void
take_cue (Reader *self)
{
  Entry *entry = &self->entry;
  VostSubtitles *subs = self->reading.subs;
  VostCue *cue = vost_record_new (VOST_KIND_CUE, VOST_RECORD_ID (subs->track));
  g_autoptr (GArray) pieces = g_array_new (FALSE, FALSE, sizeof (VostUnitPiece));
  VostUnitPiece piece = { entry->string_start, entry->end, NULL, NULL };
  g_autofree char *target = vost_exchange_plain_lines (entry->string->str);

  g_free (cue->text);
  cue->text = vost_exchange_plain_lines (entry->id->str);
  vost_set_string (&cue->speaker, entry->speaker);
  vost_set_string (&cue->comment, entry->note);
  set_number (self, cue);
  set_times (self, cue);
  self->reading.too_big |= MAX (entry->id->len, entry->string->len) > VOST_MAX_CUE_TEXT;
  if (*target != '\0' || (subs->more != NULL && subs->more->len > 0))
    piece.language = subs->more != NULL && subs->more->len > 0 ? g_ptr_array_index (subs->more, 0)
                                                               : vost_exchange_language (subs, "");
  if (*target != '\0')
    {
      piece.target = vost_exchange_add_target (piece.language, cue, target);
      vost_set_string (&piece.target->comment, entry->comment);
      vost_set_string (&piece.target->status, entry->fuzzy ? "draft" : "");
    }
  else if (*entry->comment != '\0')
    vost_exchange_add_line (&cue->comment, entry->comment);
  g_array_append_val (pieces, piece);
  vost_exchange_take (&self->reading, &po, FALSE, cue, entry->start, entry->end, pieces);
}

static void
end_entry (Reader *self)
{
  Entry *entry = &self->entry;

  if (entry->broken)
    vost_reading_report (&self->reading, VOST_SEVERITY_ERROR, entry->line, 1,
                         _ ("This entry cannot be understood; it stays in the file."));
  else if (entry->plural)
    vost_reading_report (&self->reading, VOST_SEVERITY_WARNING, entry->line, 1,
                         _ ("An entry with plural forms is no subtitle; it stays in the file."));
  else if (entry->has_id && entry->has_string && entry->id->len == 0 && !entry->has_context)
    read_header (self, entry->string->str);
  else if (entry->has_id && entry->has_string)
    take_cue (self);
  else if (entry->has_id || entry->has_context)
    vost_reading_report (&self->reading, VOST_SEVERITY_ERROR, entry->line, 1,
                         _ ("This entry cannot be understood; it stays in the file."));
  entry_clear (entry);
}

/* What is meant for the translator: times, who speaks, notes. */
static void
read_note (Entry *entry, const char *words)
{
  if (!entry->has_times &&
      vost_exchange_parse_times (words, strlen (words), &entry->from, &entry->to))
    {
      entry->has_times = TRUE;
      return;
    }
  if (g_str_has_prefix (words, SPEAKER) && *entry->speaker == '\0')
    {
      g_free (entry->speaker);
      entry->speaker = vost_exchange_one_line (words + strlen (SPEAKER));
      if (*entry->speaker != '\0')
        return;
    }
  vost_exchange_add_line (&entry->note, words);
}

static void
read_flags (Entry *entry, const char *text)
{
  g_auto (GStrv) flags = g_strsplit (text, ",", -1);

  for (guint i = 0; flags[i] != NULL; i++)
    entry->fuzzy |= strcmp (g_strstrip (flags[i]), "fuzzy") == 0;
}

static void
read_comment (Entry *entry, const VostLine *line)
{
  char kind = line->len > 1 ? line->start[1] : ' ';
  gsize skip = MIN (line->len, kind == ' ' || kind == '\t' ? 1 : 2);
  g_autofree char *text = g_strndup (line->start + skip, line->len - skip);
  const char *words = *text == ' ' ? text + 1 : text;

  switch (kind)
    {
    case '.':
      read_note (entry, words);
      break;
    case ':':
      if (!entry->has_times)
        entry->has_times =
            vost_exchange_parse_times (words, strlen (words), &entry->from, &entry->to);
      break;
    case ',':
      read_flags (entry, text);
      break;
    case ' ':
    case '\t':
      vost_exchange_add_line (&entry->comment, words);
      break;
    default:
      break;
    }
}

static void
begin_field (Entry *entry, Field field)
{
  gboolean *seen = field == FIELD_CONTEXT  ? &entry->has_context
                   : field == FIELD_ID     ? &entry->has_id
                   : field == FIELD_STRING ? &entry->has_string
                                           : &entry->plural;

  entry->broken |= *seen && field != FIELD_PLURAL && !entry->plural;
  *seen = TRUE;
  entry->field = field;
}

static GString *
field_text (Entry *entry)
{
  return entry->field == FIELD_CONTEXT ? entry->context
         : entry->field == FIELD_ID    ? entry->id
                                       : entry->string;
}

/* A line with a keyword, or a string that goes on; FALSE when it is neither. */
static gboolean
read_field (Entry *entry, const VostLine *line, const char *p)
{
  static const struct
  {
    const char *word;
    Field field;
  } words[] = {
    { "msgctxt", FIELD_CONTEXT }, { "msgid_plural", FIELD_PLURAL }, { "msgid", FIELD_ID },
    { "msgstr[", FIELD_PLURAL },  { "msgstr", FIELD_STRING },
  };

  const char *end = line->start + line->len;

  if (*p == '"')
    {
      if (entry->field == FIELD_NONE)
        return FALSE;
    }
  else
    for (guint i = 0; i <= G_N_ELEMENTS (words); i++)
      {
        gsize len = i < G_N_ELEMENTS (words) ? strlen (words[i].word) : 0;

        if (len == 0)
          return FALSE;
        if ((gsize) (end - p) < len || memcmp (p, words[i].word, len) != 0)
          continue;
        begin_field (entry, words[i].field);
        if (words[i].field == FIELD_STRING)
          entry->string_start = line->start;
        p += len;
        break;
      }
  if (entry->field == FIELD_PLURAL)
    {
      entry->has_string |= entry->has_id;
      return TRUE;
    }
  while (p < end && (*p == ' ' || *p == '\t'))
    p++;
  entry->broken |= !parse_string (field_text (entry), p, end);

  return TRUE;
}

/* Whether the line at @p cannot belong to an entry that has its msgstr. */
static gboolean
starts_entry (const char *p, const char *end)
{
  return *p == '#' ||
         (end - p > 5 && (memcmp (p, "msgctx", 6) == 0 || memcmp (p, "msgid ", 6) == 0));
}

/* A broken entry ends here; comments on their own belong to nothing; inside an entry there may be
 * blank lines. */
static void
read_blank (Reader *self)
{
  const Entry *entry = &self->entry;

  if (entry->has_string || entry->broken)
    end_entry (self);
  else if (!entry->has_id && !entry->has_context)
    entry_clear (&self->entry);
}

static void
read_line (Reader *self, const VostLine *line)
{
  Entry *entry = &self->entry;
  const char *p = line->start, *end = line->start + line->len;
  gboolean obsolete;

  while (p < end && (*p == ' ' || *p == '\t'))
    p++;
  if (p == end)
    {
      read_blank (self);
      return;
    }
  obsolete = end - p > 1 && p[0] == '#' && p[1] == '~';
  if (obsolete || (entry->has_string && starts_entry (p, end)))
    end_entry (self);
  if (obsolete)
    return;
  if (entry->start == NULL)
    {
      entry->start = line->start;
      entry->line = self->reading.line;
    }
  if (*p == '#')
    read_comment (entry, &(VostLine){ p, (gsize) (end - p), 0 });
  else if (!read_field (entry, line, p))
    entry->broken = TRUE;
  entry->end = line->start + line->full;
}

static gboolean
po_read (const char *text, gsize len, VostSubtitles *subs, GPtrArray *diagnostics, GError **error)
{
  Reader self = { .entry = { .context = g_string_new (NULL),
                             .id = g_string_new (NULL),
                             .string = g_string_new (NULL) } };
  const char *cursor = text;
  VostLine line;

  entry_clear (&self.entry);
  vost_reading_init (&self.reading, text, len, subs, diagnostics);
  vost_set_string (&subs->track->format, po.id);
  while (!self.reading.too_big && subs->cues->len <= VOST_MAX_CUES &&
         vost_line_next (&cursor, self.reading.end, &line))
    {
      self.reading.line++;
      read_line (&self, &line);
    }
  end_entry (&self);
  g_string_free (self.entry.context, TRUE);
  g_string_free (self.entry.id, TRUE);
  g_string_free (self.entry.string, TRUE);
  g_free (self.entry.comment);
  g_free (self.entry.note);
  g_free (self.entry.speaker);

  vost_exchange_settle (subs);

  return vost_reading_finish (&self.reading, error);
}

static void
append_header (GString *out, const VostSubtitles *subs, const char *eol)
{
  const VostSubtitles *target =
      subs->more != NULL && subs->more->len > 0 ? g_ptr_array_index (subs->more, 0) : NULL;
  g_autofree char *language = language_to_gettext (target != NULL ? target->track->language : "");
  g_autofree char *source = language_to_gettext (subs->track->language);

  g_string_append_printf (out, "msgid \"\"%smsgstr \"\"%s", eol, eol);
  g_string_append_printf (out, "\"MIME-Version: 1.0\\n\"%s", eol);
  g_string_append_printf (out, "\"Content-Type: text/plain; charset=UTF-8\\n\"%s", eol);
  g_string_append_printf (out, "\"Content-Transfer-Encoding: 8bit\\n\"%s", eol);
  g_string_append_printf (out, "\"Language: %s\\n\"%s", language, eol);
  g_string_append_printf (out, "\"X-Source-Language: %s\\n\"%s", source, eol);
  g_string_append_printf (out, "\"X-Generator: Vostok\\n\"%s%s", eol, eol);
}

/* A file that went out without a language comes back with one. */
static void
append_own_header (GString *out, const VostSubtitles *subs)
{
  const char *header = strcmp (subs->track->header, VOST_NO_HEADER) != 0 ? subs->track->header : "";
  const VostSubtitles *target =
      subs->more != NULL && subs->more->len > 0 ? g_ptr_array_index (subs->more, 0) : NULL;
  g_autoptr (GString) text = g_string_new (header);

  if (target != NULL && *target->track->language != '\0' && *target->track->header == '\0')
    {
      g_autofree char *name = language_to_gettext (target->track->language);
      g_autofree char *line = g_strdup_printf ("\"Language: %s\\n\"", name);

      g_string_replace (text, "\"Language: \\n\"", line, 1);
    }
  g_string_append_len (out, text->str, (gssize) text->len);
}

static gboolean
po_write (const VostSubtitles *subs, const VostFormatOptions *options, GString *out, GError **error)
{
  const char *eol = vost_track_eol (subs->track);
  gboolean native = vost_is_native (subs, po.id);

  if (native && *subs->track->header != '\0')
    append_own_header (out, subs);
  else
    append_header (out, subs, eol);
  vost_exchange_append_units (out, subs, &po, FALSE);
  if (native)
    vost_append_footer (out, subs->track->footer, eol);

  return TRUE;
}

static gboolean
has_line (const char *text, gsize len, const char *prefix)
{
  const char *end = text + len;
  VostLine line;

  while (vost_line_next (&text, end, &line))
    if (line.len >= strlen (prefix) && memcmp (line.start, prefix, strlen (prefix)) == 0)
      return TRUE;

  return FALSE;
}

static guint
po_sniff (const char *text, gsize len)
{
  if (!has_line (text, len, "msgid \""))
    return 0;

  return has_line (text, len, "msgstr \"") ? 90 : 40;
}

static void
po_losses (const VostSubtitles *subs, GPtrArray *diagnostics)
{
  vost_exchange_losses (subs, vost_format_po.id, FALSE, FALSE, diagnostics);
  for (guint i = 0; subs->more != NULL && i < MIN (subs->more->len, 1); i++)
    {
      const VostSubtitles *language = g_ptr_array_index (subs->more, i);

      for (guint j = 0; j < language->cues->len; j++)
        {
          const VostCue *cue = g_ptr_array_index (language->cues, j);

          if (*cue->status != '\0' && strcmp (cue->status, "draft") != 0)
            {
              VostDiagnostic *lost = vost_diagnostic_new (
                  VOST_SEVERITY_WARNING, 0, 0, "%s",
                  _ ("That a translation was reviewed or approved cannot be kept."));

              lost->cue = VOST_RECORD_ID (cue);
              g_ptr_array_add (diagnostics, lost);
            }
        }
    }
}

const VostFormat vost_format_po = {
  .id = "po",
  .title = N_ ("Gettext PO"),
  .extensions = "po;pot",
  .mime_type = "text/x-gettext-translation",
  .flags = VOST_FORMAT_STYLES | VOST_FORMAT_UTF8 | VOST_FORMAT_LANGUAGES,
  .sniff = po_sniff,
  .read = po_read,
  .write = po_write,
  .losses = po_losses,
};
