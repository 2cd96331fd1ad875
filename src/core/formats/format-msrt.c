/* Several languages in one SubRip file: "[eng] …" before each text. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "vostok-config.h"

#include <glib/gi18n-lib.h>

#include "../subtitle-language-private.h"
#include "msrt-text-private.h"

extern const VostFormat vost_format_msrt;
extern const VostFormat vost_format_srt;

static VostCue *
nth_cue (const VostSubtitles *subs, guint i)
{
  return g_ptr_array_index (subs->cues, i);
}

/* The block of a cue without a number, as SubRip has it. */
static char *
srt_block (const VostCue *cue, const char *text, const char *eol)
{
  g_autoptr (VostSubtitles) one = vost_subtitles_new ();
  g_autoptr (GString) out = g_string_new (NULL);
  const VostFormatOptions options = { NULL };
  VostCue *copy = vost_record_copy (cue);

  vost_set_string (&one->track->format, vost_format_srt.id);
  vost_set_string (&one->track->eol, eol);
  vost_set_string (&copy->text, text);
  vost_set_string (&copy->before, "");
  vost_set_string (&copy->raw, "");
  vost_set_string (&copy->label, " ");
  g_ptr_array_add (one->cues, copy);
  (void) vost_format_srt.write (one, &options, out, NULL);

  return g_string_free (g_steal_pointer (&out), FALSE);
}

/* The text of a verbatim block, all languages together; NULL if it has none. */
static char *
raw_text (const char *raw)
{
  g_autoptr (VostSubtitles) one = vost_subtitles_new ();

  if (!vost_format_srt.read (raw, strlen (raw), one, NULL, NULL) || one->cues->len != 1)
    return NULL;

  return g_strdup (nth_cue (one, 0)->text);
}

static VostSubtitles *
add_language (VostSubtitles *subs, const char *language)
{
  VostSubtitles *other = vost_subtitles_new ();

  if (subs->more == NULL)
    subs->more = g_ptr_array_new_with_free_func ((GDestroyNotify) vost_subtitles_free);
  vost_set_string (&other->track->language, language);
  vost_set_string (&other->track->format, vost_format_msrt.id);
  vost_set_string (&other->track->eol, subs->track->eol);
  g_ptr_array_add (subs->more, other);

  return other;
}

/* The track of a language, made when it is met first; NULL for the first language of the file. */
static VostSubtitles *
find_language (VostSubtitles *subs, const char *language)
{
  if (*language == '\0' || strcmp (subs->track->language, language) == 0)
    return NULL;
  for (guint i = 0; subs->more != NULL && i < subs->more->len; i++)
    {
      VostSubtitles *other = g_ptr_array_index (subs->more, i);

      if (strcmp (other->track->language, language) == 0)
        return other;
    }

  return add_language (subs, language);
}

/* The file's first language is that of the first text that says one. */
static void
choose_language (VostSubtitles *subs)
{
  for (guint i = 0; i < subs->cues->len; i++)
    {
      g_autoptr (GPtrArray) texts = vost_msrt_split (nth_cue (subs, i)->text);

      for (guint j = 0; j < texts->len; j++)
        {
          const VostMsrtText *text = g_ptr_array_index (texts, j);

          if (*text->language != '\0')
            {
              vost_set_string (&subs->track->language, text->language);
              return;
            }
        }
    }
}

/* Deals the texts of a cue out to the languages. */
static void
split_cue (VostSubtitles *subs, VostCue *cue)
{
  g_autoptr (GPtrArray) texts = vost_msrt_split (cue->text);

  vost_set_string (&cue->text, "");
  for (guint i = 0; i < texts->len; i++)
    {
      const VostMsrtText *text = g_ptr_array_index (texts, i);
      VostSubtitles *other = find_language (subs, text->language);
      VostCue *target = cue;

      if (other != NULL)
        {
          target = other->cues->len > 0 ? nth_cue (other, other->cues->len - 1) : NULL;
          if (target == NULL || target->pair != VOST_RECORD_ID (cue))
            {
              target = vost_record_new (VOST_KIND_CUE, VOST_RECORD_ID (other->track));
              target->start = cue->start;
              target->end = cue->end;
              target->pair = VOST_RECORD_ID (cue);
              vost_set_string (&target->text, text->text->str);
              g_ptr_array_add (other->cues, target);
              continue;
            }
        }
      if (*target->text != '\0' && text->text->len > 0)
        {
          g_autofree char *joined = g_strconcat (target->text, "\n", text->text->str, NULL);

          vost_set_string (&target->text, joined);
        }
      else if (text->text->len > 0)
        vost_set_string (&target->text, text->text->str);
    }
}

/* Where the other languages have the texts of each cue of the first. */
static GPtrArray *
index_languages (const VostSubtitles *subs)
{
  GPtrArray *tables = g_ptr_array_new_with_free_func ((GDestroyNotify) g_hash_table_unref);

  for (guint i = 0; subs->more != NULL && i < subs->more->len; i++)
    {
      const VostSubtitles *other = g_ptr_array_index (subs->more, i);
      GHashTable *table = g_hash_table_new (g_int64_hash, g_int64_equal);

      for (guint j = 0; j < other->cues->len; j++)
        {
          VostCue *cue = nth_cue (other, j);

          g_hash_table_insert (table, &cue->pair, cue);
        }
      g_ptr_array_add (tables, table);
    }

  return tables;
}

/* The texts of all languages as one. */
static char *
join_cue (const VostSubtitles *subs, const VostCue *cue, const GPtrArray *tables)
{
  GString *out = g_string_new (NULL);
  VostId id = VOST_RECORD_ID (cue);
  guint others = 0;

  for (guint i = 0; i < tables->len; i++)
    others += g_hash_table_contains (g_ptr_array_index (tables, i), &id) ? 1 : 0;
  if (*cue->text != '\0' || others == 0)
    vost_msrt_append (out, *cue->text != '\0' ? subs->track->language : "", cue->text);
  for (guint i = 0; i < tables->len; i++)
    {
      const VostSubtitles *other = g_ptr_array_index (subs->more, i);
      const VostCue *pair = g_hash_table_lookup (g_ptr_array_index (tables, i), &id);

      if (pair != NULL)
        vost_msrt_append (out, other->track->language, pair->text);
    }

  return g_string_free (out, FALSE);
}

static gboolean
msrt_read (const char *text, gsize len, VostSubtitles *subs, GPtrArray *diagnostics, GError **error)
{
  g_autoptr (GPtrArray) tables = NULL;
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);

  if (!vost_format_srt.read (text, len, subs, diagnostics, error))
    return FALSE;
  vost_set_string (&subs->track->format, vost_format_msrt.id);
  choose_language (subs);
  for (guint i = 0; i < subs->cues->len; i++)
    {
      g_ptr_array_add (texts, g_strdup (nth_cue (subs, i)->text));
      split_cue (subs, nth_cue (subs, i));
    }
  tables = index_languages (subs);
  for (guint i = 0; i < subs->cues->len; i++)
    {
      VostCue *cue = nth_cue (subs, i);
      const char *original = g_ptr_array_index (texts, i);
      g_autofree char *joined = join_cue (subs, cue, tables);

      if (*cue->raw == '\0' && strcmp (joined, original) != 0)
        {
          g_autofree char *block = srt_block (cue, original, subs->track->eol);

          vost_set_string (&cue->raw, block);
        }
    }

  return TRUE;
}

/* Whether a verbatim block still says what all languages say: another one's edit does not clear it.
 */
static gboolean
raw_is_right (const VostSubtitles *subs,
              const VostCue *cue,
              const char *joined,
              const GPtrArray *tables)
{
  g_autofree char *text = raw_text (cue->raw);
  g_autoptr (VostSubtitles) one = NULL;
  g_autoptr (GPtrArray) own = NULL;
  g_autofree char *again = NULL;
  VostCue *copy;

  if (text == NULL || strcmp (text, joined) == 0)
    return TRUE;
  one = vost_subtitles_new ();
  copy = vost_record_copy (cue);
  g_ptr_array_add (one->cues, copy);
  vost_set_string (&one->track->language, subs->track->language);
  /* The same order of the languages, or joining would give another text. */
  for (guint i = 0; subs->more != NULL && i < subs->more->len; i++)
    (void) add_language (
        one, ((const VostSubtitles *) g_ptr_array_index (subs->more, i))->track->language);
  vost_set_string (&copy->text, text);
  split_cue (one, copy);
  own = index_languages (one);
  again = join_cue (one, copy, own);

  return strcmp (again, joined) == 0;
}

/* The track as SubRip: all languages of a cue in one text. */
static VostSubtitles *
to_srt (const VostSubtitles *subs)
{
  g_autoptr (GPtrArray) tables = index_languages (subs);
  VostSubtitles *srt = vost_subtitles_new ();

  vost_record_unref (srt->track);
  srt->track = vost_record_copy (subs->track);
  vost_set_string (&srt->track->format, vost_format_srt.id);
  for (guint i = 0; i < subs->cues->len; i++)
    {
      const VostCue *cue = nth_cue (subs, i);
      VostCue *copy = vost_record_copy (cue);
      g_autofree char *joined = join_cue (subs, cue, tables);

      if (*copy->raw != '\0' && !raw_is_right (subs, cue, joined, tables))
        vost_set_string (&copy->raw, "");
      vost_set_string (&copy->text, joined);
      g_ptr_array_add (srt->cues, copy);
    }

  return srt;
}

/* What was verbatim in a SubRip file is not this format's. */
static void
forget_verbatim (VostSubtitles *subs)
{
  vost_set_string (&subs->track->header, "");
  vost_set_string (&subs->track->footer, subs->track->eol);
  for (guint i = 0; i < subs->cues->len; i++)
    {
      VostCue *cue = nth_cue (subs, i);

      vost_set_string (&cue->raw, "");
      vost_set_string (&cue->before, "");
      vost_set_string (&cue->label, "");
    }
}

static gboolean
msrt_write (const VostSubtitles *subs,
            const VostFormatOptions *options,
            GString *out,
            GError **error)
{
  g_autoptr (VostSubtitles) converted = NULL;
  g_autoptr (VostSubtitles) srt = NULL;

  if (!vost_is_native (subs, vost_format_msrt.id))
    {
      g_autoptr (GString) text = g_string_new (NULL);

      /* Through SubRip: what it has to say of places and colours is then in the texts. */
      converted = vost_subtitles_new ();
      if (!vost_format_srt.write (subs, options, text, error))
        return FALSE;
      if (!vost_format_srt.read (text->str, text->len, converted, NULL, NULL))
        return TRUE; /* not one cue that has a text */
      vost_set_string (&converted->track->language, subs->track->language);
      vost_set_string (&converted->track->eol, vost_track_eol (subs->track));
      forget_verbatim (converted);
      subs = converted;
    }
  srt = to_srt (subs);

  return vost_format_srt.write (srt, options, out, error);
}

static guint
msrt_sniff (const char *text, gsize len)
{
  const char *end = text + len;
  gboolean timing = FALSE, head = FALSE;
  guint texts = 0;
  VostLine line;

  while (vost_line_next (&text, end, &line))
    {
      g_autofree char *copy = g_strndup (line.start, MIN (line.len, 64));
      const char *words;
      g_autofree char *language = NULL;

      head |= !timing && g_str_has_prefix (copy, "[*]");
      language = timing ? vost_msrt_language (copy, &words) : NULL;
      texts += language != NULL ? 1 : 0;
      timing |= vost_line_has_arrow (&line);
    }
  if (head && timing)
    return 98;

  return texts > 1 ? 95 : 0;
}

static void
msrt_losses (const VostSubtitles *subs, GPtrArray *diagnostics)
{
  guint lost = VOST_HAS_LABEL | VOST_HAS_NOTES | VOST_HAS_HEADER | VOST_HAS_FINE_TIME |
               VOST_HAS_NEGATIVE_TIME | VOST_HAS_EDITING;

  if (vost_is_native (subs, vost_format_srt.id) || vost_is_native (subs, vost_format_msrt.id))
    vost_report_losses (subs, vost_format_msrt.id, lost, 3, diagnostics);
  else
    vost_format_srt.losses (subs, diagnostics);
}

const VostFormat vost_format_msrt = {
  .id = "msrt",
  .title = N_ ("SubRip with several languages"),
  .extensions = "msrt",
  .mime_type = "application/x-msrt",
  .flags = VOST_FORMAT_STYLES | VOST_FORMAT_POSITION | VOST_FORMAT_LANGUAGES,
  .sniff = msrt_sniff,
  .read = msrt_read,
  .write = msrt_write,
  .losses = msrt_losses,
};
