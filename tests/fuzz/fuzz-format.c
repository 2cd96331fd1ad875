/* Any bytes as a subtitle file of one format: unchanged they come back, changed they still mean the
 * same. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <vostok/core/markup.h>
#include <vostok/core/subtitle-file.h>

/* What a format that counts frames is given. */
#define SAMPLE_RATE ((VostRate){ 25, 1 })

int LLVMFuzzerTestOneInput (const guint8 *data, gsize size);

static VostSubtitles *
read_bytes (const char *data, gsize size)
{
  return vost_subtitles_load_bytes (data, size, "film",
                                    &(VostLoadOptions){ .format = vost_format_by_id (FORMAT_ID),
                                                        .encoding = "UTF-8",
                                                        .rate = SAMPLE_RATE },
                                    NULL, NULL);
}

static GBytes *
write_bytes (const VostSubtitles *subs, const VostFormat *format, const VostFormatOptions *options)
{
  g_autoptr (GError) error = NULL;
  VostFormatOptions all = options != NULL ? *options : (VostFormatOptions){ NULL };
  GBytes *bytes;

  all.rate = (VostRate){ 24, 1 };
  bytes = vost_subtitles_to_bytes (subs, format, &all, &error);

  g_assert_no_error (error);

  return bytes;
}

/* As after an edit of each cue: written from the fields alone, and read again. */
static VostSubtitles *
through_writer (const VostSubtitles *subs, GBytes **ret_bytes)
{
  VostSubtitles *again;
  gsize len;
  const char *data;

  for (guint i = 0; i < subs->cues->len; i++)
    vost_set_string (&((VostCue *) g_ptr_array_index (subs->cues, i))->raw, "");
  *ret_bytes = write_bytes (subs, NULL, NULL);
  data = g_bytes_get_data (*ret_bytes, &len);
  again = read_bytes (data, len);
  g_assert_nonnull (again);
  g_assert_cmpuint (again->cues->len, ==, subs->cues->len);

  return again;
}

/* Bytes that were no characters: what stood between them (a tag that nobody knows) may have kept
 * them from being one together. */
static gboolean
has_stray_bytes (const char *text)
{
  /* U+10FD00 (EBU STL) to U+10FEFF. */
  for (; *text != '\0'; text = g_utf8_next_char (text))
    if (g_utf8_get_char (text) >= 0x10fd00 && g_utf8_get_char (text) <= 0x10feff)
      return TRUE;

  return FALSE;
}

static void
squeeze_blank_lines (char *text)
{
  char *to = text;

  for (const char *from = text; *from != '\0'; from++)
    if (*from != '\n' || to == text || to[-1] != '\n')
      *to++ = *from;
  *to = '\0';
}

static void
remove_spaces (char *text)
{
  char *to = text;

  for (const char *from = text; *from != '\0'; from++)
    if (*from != '\n' && *from != ' ')
      *to++ = *from;
  *to = '\0';
}

/* What a viewer reads survives that the verbatim blocks are gone, and the writer's own form stays
 * as it is. */
static void
check_edited (VostSubtitles *subs)
{
  g_autoptr (GBytes) first = NULL;
  g_autoptr (GBytes) second = NULL;
  g_autoptr (GBytes) third = NULL;
  g_autoptr (VostSubtitles) once = through_writer (subs, &first);
  g_autoptr (VostSubtitles) twice = NULL;
  g_autoptr (VostSubtitles) thrice = NULL;

  for (guint i = 0; i < subs->cues->len; i++)
    {
      const VostCue *a = g_ptr_array_index (subs->cues, i), *b = g_ptr_array_index (once->cues, i);
      g_autofree char *before = vost_markup_to_plain (a->text);
      g_autofree char *after = vost_markup_to_plain (b->text);

      /* .msrt: a blank line before a line that is nearly one of times is lost when the cue is
       * written anew; known, and not yet mended. */
      if (strcmp (FORMAT_ID, "msrt") == 0)
        {
          squeeze_blank_lines (before);
          squeeze_blank_lines (after);
        }
      /* Captions: a change of style within a word takes a cell, and is announced. */
      if (strcmp (FORMAT_ID, "scc") == 0)
        {
          remove_spaces (before);
          remove_spaces (after);
        }
      if (!has_stray_bytes (before))
        g_assert_cmpstr (before, ==, after);
      g_assert_cmpstr (a->speaker, ==, b->speaker);
      g_assert_cmpstr (a->settings, ==, b->settings);
    }
  twice = through_writer (once, &second);
  thrice = through_writer (twice, &third);
  g_assert_true (g_bytes_equal (second, third));
}

static gboolean
has_error (const GPtrArray *diagnostics)
{
  for (guint i = 0; i < diagnostics->len; i++)
    if (((const VostDiagnostic *) g_ptr_array_index (diagnostics, i))->severity ==
        VOST_SEVERITY_ERROR)
      return TRUE;

  return FALSE;
}

/* Whatever comes out for another format can be read as that format. */
static void
check_conversions (const VostSubtitles *subs)
{
  const VostFormatOptions options = {
    .rights = "CC BY 4.0 https://creativecommons.org/licenses/by/4.0/",
    .rate = SAMPLE_RATE,
  };

  for (guint i = 0; vost_format_list[i] != NULL; i++)
    {
      const VostFormat *format = vost_format_list[i];
      g_autoptr (GBytes) bytes = vost_subtitles_to_bytes (subs, format, &options, NULL);
      g_autoptr (GPtrArray) lost = vost_diagnostics_new ();
      g_autoptr (VostSubtitles) again = NULL;
      gsize len;
      const char *data;

      format->losses (subs, lost);
      /* A format may refuse what it has no place for, but says so before. */
      g_assert_true ((bytes == NULL) == has_error (lost));
      if (bytes == NULL)
        continue;
      data = g_bytes_get_data (bytes, &len);
      again = vost_subtitles_load_bytes (
          data, len, "film",
          &(VostLoadOptions){ .format = format, .encoding = "UTF-8", .rate = SAMPLE_RATE }, NULL,
          NULL);
      if (strcmp (format->id, FORMAT_ID) != 0)
        g_assert_cmpuint (again != NULL ? again->cues->len : 0, <=, subs->cues->len);
    }
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autoptr (VostSubtitles) subs = read_bytes ((const char *) data, size);
  g_autoptr (GBytes) bytes = NULL;

  if (subs == NULL)
    return 0;
  bytes = write_bytes (subs, NULL, NULL);
  g_assert_cmpmem (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), data, size);
  check_conversions (subs);
  check_edited (subs);

  return 0;
}
