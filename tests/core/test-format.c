/* What holds for every format in the list: samples, round trips, conversions. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "format-samples.h"

#include <vostok/core/cue-edits.h>

static void
test_list (void)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GHashTable) owners = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  g_assert_nonnull (vost_format_list[0]);
  for (guint i = 0; vost_format_list[i] != NULL; i++)
    {
      const VostFormat *format = vost_format_list[i];
      g_auto (GStrv) extensions = g_strsplit (format->extensions, ";", -1);

      g_assert_true (g_hash_table_add (seen, g_strdup (format->id)));
      g_assert_true (vost_format_by_id (format->id) == format);
      g_assert_nonnull (format->title);
      g_assert_nonnull (format->mime_type);
      g_assert_nonnull (format->losses);
      for (guint j = 0; extensions[j] != NULL; j++)
        {
          g_autofree char *key = g_strconcat (".", extensions[j], NULL);
          g_autofree char *path = g_strconcat ("/films/Film.1.", extensions[j], NULL);
          g_autofree char *shouted = g_ascii_strup (path, -1);

          /* Several formats are called ".sub" or ".txt": the first is meant, sniffing decides. */
          if (!g_hash_table_contains (owners, key))
            g_hash_table_insert (owners, g_strdup (key), (gpointer) format);
          g_assert_true (vost_format_by_path (path) == g_hash_table_lookup (owners, key));
          g_assert_true (vost_format_by_path (shouted) == g_hash_table_lookup (owners, key));
        }
    }
  g_assert_null (vost_format_by_id ("no-such-format"));
  g_assert_null (vost_format_by_path ("film"));
  g_assert_null (vost_format_by_path ("film.mkv"));
}

static void
assert_same_cues (const VostSubtitles *a, const VostSubtitles *b, gboolean verbatim)
{
  g_assert_cmpuint (a->cues->len, ==, b->cues->len);
  for (guint i = 0; i < a->cues->len; i++)
    {
      const VostCue *x = nth_cue (a, i), *y = nth_cue (b, i);

      g_assert_cmpint (x->start, ==, y->start);
      g_assert_cmpint (x->end, ==, y->end);
      g_assert_cmpstr (x->text, ==, y->text);
      g_assert_cmpstr (x->speaker, ==, y->speaker);
      g_assert_cmpstr (x->style, ==, y->style);
      g_assert_cmpstr (x->settings, ==, y->settings);
      g_assert_cmpstr (x->fields, ==, y->fields);
      g_assert_cmpstr (x->label, ==, y->label);
      if (verbatim)
        {
          g_assert_cmpstr (x->before, ==, y->before);
          g_assert_cmpstr (x->raw, ==, y->raw);
        }
    }
}

/* What a reader gives is what a document takes. */
static void
assert_fits_document (VostSubtitles *subs)
{
  g_autoptr (VostProject) project = vost_project_new ();
  g_autoptr (VostEdit) edit = NULL;
  g_autoptr (GError) error = NULL;
  guint n = subs->cues->len;
  VostId track;

  edit = vost_cue_edit_add_track (project, subs, VOST_ID_NONE, &track);
  vost_project_apply (project, edit, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (vost_project_get_n (project, VOST_KIND_CUE, track), ==, n);
}

/* Negative times and finer ones than a format has may be lost when written. */
static void
assert_close (const VostFormat *format, VostTime before, VostTime after)
{
  if (before != after)
    g_assert_cmpint (ABS (MAX (before, 0) - after), <=, time_tolerance (format));
}

static void
check_sample (const char *path, gpointer data)
{
  const VostFormat *format = data;
  g_autofree char *contents = NULL;
  gsize len;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) diagnostics = vost_diagnostics_new ();
  g_autoptr (VostSubtitles) subs = vost_subtitles_load (path, NULL, diagnostics, &error);
  g_autoptr (VostSubtitles) again = NULL;
  g_autoptr (GBytes) bytes = NULL;

  begin_case (format->id, path);
  g_assert_no_error (error);
  g_assert_cmpstr (subs->track->format, ==, format->id);
  bytes = vost_subtitles_to_bytes (subs, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (g_file_get_contents (path, &contents, &len, NULL));
  g_assert_cmpmem (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), contents, len);

  again = vost_subtitles_load_bytes (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), path,
                                     &(VostLoadOptions){ .format = format }, NULL, &error);
  g_assert_no_error (error);
  assert_same_cues (subs, again, TRUE);
  assert_fits_document (g_steal_pointer (&again));
}

/* A format without samples has no tests. */
static void
test_samples (void)
{
  for (guint i = 0; vost_format_list[i] != NULL; i++)
    {
      g_autofree char *name = g_strconcat ("formats/", vost_format_list[i]->id, NULL);
      g_autofree char *folder = sample_path (name);

      g_assert_cmpuint (samples_foreach (folder, check_sample, (gpointer) vost_format_list[i]), >=,
                        5);
    }
  end_cases ();
}

/* Whether a loss of this severity was announced, of the cue or of any (NULL). */
static gboolean
is_told (const GPtrArray *lost, const VostCue *cue, VostSeverity severity)
{
  for (guint i = 0; i < lost->len; i++)
    {
      const VostDiagnostic *diagnostic = g_ptr_array_index (lost, i);

      if (diagnostic->severity >= severity &&
          (cue == NULL || diagnostic->cue == VOST_RECORD_ID (cue)))
        return TRUE;
    }

  return FALSE;
}

/* Captions are sent a word a frame: what there is no time for comes late, and what overlaps ends
 * early; both are announced. */
static gboolean
may_move (const VostFormat *format, const GPtrArray *lost, const VostCue *cue)
{
  return strcmp (format->id, "scc") == 0 && is_told (lost, cue, VOST_SEVERITY_WARNING);
}

/* Without their verbatim parts the cues still say the same, and a second time exactly the same. */
static void
check_edited (const char *path, gpointer data)
{
  const VostFormat *format = data;
  g_autoptr (VostSubtitles) subs =
      vost_subtitles_load (path, &(VostLoadOptions){ .format = format }, NULL, NULL);
  g_autoptr (VostSubtitles) second = NULL;
  g_autoptr (GBytes) once = NULL;
  g_autoptr (GBytes) twice = NULL;
  g_autoptr (GPtrArray) lost = vost_diagnostics_new ();

  g_test_message ("%s", path);
  for (guint i = 0; i < subs->cues->len; i++)
    touch_cue (nth_cue (subs, i), NULL);
  format->losses (subs, lost);
  subs->track->bom = FALSE;
  vost_set_string (&subs->track->encoding, "UTF-8");
  once = write_bytes_as (subs, NULL, NULL);
  second = read_bytes_as (format->id, once, NULL);
  for (guint i = 0; i < subs->cues->len; i++)
    {
      const VostCue *x = nth_cue (subs, i), *y = nth_cue (second, i);

      if (!may_move (format, lost, x))
        {
          assert_close (format, x->start, y->start);
          assert_close (format, x->end, y->end);
        }
      g_assert_cmpstr (x->text, ==, y->text);
      g_assert_cmpstr (x->speaker, ==, y->speaker);
      g_assert_cmpstr (x->settings, ==, y->settings);
      /* In XML they say where a cue stands in the file's structure, which is gone when a torn file
       * is mended. */
      if (strstr (format->mime_type, "xml") == NULL || *y->fields != '\0')
        g_assert_cmpstr (x->fields, ==, y->fields);
    }
  for (guint i = 0; i < second->cues->len; i++)
    touch_cue (nth_cue (second, i), NULL);
  twice = write_bytes_as (second, NULL, NULL);
  g_assert_true (g_bytes_equal (twice, once));
}

static void
test_edited (void)
{
  for (guint i = 0; vost_format_list[i] != NULL; i++)
    {
      g_autofree char *name = g_strconcat ("formats/", vost_format_list[i]->id, NULL);
      g_autofree char *folder = sample_path (name);

      samples_foreach (folder, check_edited, (gpointer) vost_format_list[i]);
    }
}

/* Line structure and characters that every viewer of both formats reads; ruby gets parentheses,
 * joiners are unseen. */
static char *
comparable_text (const VostCue *cue)
{
  g_autofree char *plain = vost_markup_to_plain (cue->text);
  GString *out = g_string_new (NULL);

  for (const char *p = plain; *p != '\0'; p = g_utf8_next_char (p))
    if (strchr ("() \n", *p) == NULL && g_utf8_get_char (p) != 0x2060 &&
        g_utf8_get_char (p) != 0xa0)
      g_string_append_unichar (out, g_utf8_get_char (p));

  return g_string_free (out, FALSE);
}

/* Formats that say only when a text begins. */
static gboolean
keeps_ends (const VostFormat *format)
{
  return strcmp (format->id, "lrc") != 0 && strcmp (format->id, "tmplayer") != 0;
}

/* Formats for plain text, which leave tags out and say so. */
static gboolean
is_plain (const VostFormat *format)
{
  static const char *const ids[] = { "microdvd", "subviewer2", "subviewer1", "sbv", "lrc",
                                     "mpl2",     "tmplayer",   "csv",        NULL };

  return g_strv_contains (ids, format->id);
}

/* Only a format with characters of its own may write similar ones, and only one for plain text may
 * change what looks like its own codes; both say so. */
static void
assert_text_kept (const VostFormat *to,
                  const char *before,
                  const char *after,
                  gboolean told,
                  gboolean warned)
{
  if ((to->flags & VOST_FORMAT_BINARY) != 0 && warned)
    return;
  if (is_plain (to) && told)
    g_assert_cmpint (g_utf8_strlen (after, -1), ==, g_utf8_strlen (before, -1));
  else
    g_assert_cmpstr (after, ==, before);
}

static void
assert_time_kept (const VostFormat *to, VostTime before, VostTime after, gboolean told)
{
  if (is_plain (to) && !told)
    g_assert_cmpint (MAX (before, 0), ==, after);
  assert_close (to, before, after);
}

static int
compare_starts (gconstpointer a, gconstpointer b)
{
  const VostCue *x = *(const VostCue *const *) a, *y = *(const VostCue *const *) b;

  return (x->start > y->start) - (x->start < y->start);
}

static void
check_conversion (const char *path, const VostFormat *to)
{
  g_autoptr (GPtrArray) lost = vost_diagnostics_new ();
  g_autoptr (VostSubtitles) subs = vost_subtitles_load (path, NULL, NULL, NULL);
  g_autoptr (GBytes) converted = NULL;
  g_autoptr (VostSubtitles) once = NULL;
  gboolean told;
  guint j = 0;

  g_test_message ("%s to %s", path, to->id);
  subs->track->bom = FALSE;
  vost_set_string (&subs->track->encoding, "UTF-8");
  if ((to->flags & VOST_FORMAT_FRAMES) != 0)
    subs->track->rate = SAMPLE_RATE;
  to->losses (subs, lost);
  converted = try_bytes_as (subs, to->id, NULL, NULL);
  /* What has no place in the format is refused rather than replaced, and announced. */
  g_assert_true ((converted == NULL) == is_told (lost, NULL, VOST_SEVERITY_ERROR));
  if (converted == NULL)
    return;
  once = read_bytes_as (to->id, converted, NULL);
  /* Captions are a stream in time. */
  if (strcmp (to->id, "scc") == 0)
    g_ptr_array_sort (subs->cues, compare_starts);
  for (guint i = 0; i < subs->cues->len; i++)
    {
      const VostCue *x = nth_cue (subs, i), *y;
      g_autofree char *before = comparable_text (x);
      g_autofree char *after = NULL;

      /* Drawings are left out where they cannot be kept. */
      if (*before == '\0' && once->cues->len < subs->cues->len &&
          (*x->text != '\0' || may_move (to, lost, x)))
        continue;
      y = nth_cue (once, j++);
      after = comparable_text (y);
      told = is_told (lost, x, VOST_SEVERITY_INFO);
      /* Captions have no tabs, and say so. */
      for (char *tab; strcmp (to->id, "scc") == 0 && told && (tab = strchr (before, '\t')) != NULL;)
        memmove (tab, tab + 1, strlen (tab));
      assert_text_kept (to, before, after, told, is_told (lost, x, VOST_SEVERITY_WARNING));
      if (!may_move (to, lost, x))
        assert_time_kept (to, x->start, y->start, told);
      if (keeps_ends (to) && !may_move (to, lost, x))
        assert_time_kept (to, x->end, y->end, told);
      /* What a converter writes is what it would write again, unless the place had to change, or
       * there are languages without a text here. */
      if (subs->more == NULL && (to->flags & VOST_FORMAT_BINARY) == 0 &&
          (!told || !g_str_has_prefix (to->id, "dcp-")))
        g_assert_cmpstr (y->raw, ==, "");
    }
  g_assert_cmpuint (j, ==, once->cues->len);
}

static void
convert_to_all (const char *path, gpointer data)
{
  for (guint i = 0; vost_format_list[i] != NULL; i++)
    if (vost_format_list[i] != data)
      check_conversion (path, vost_format_list[i]);
}

/* The lines after the last cue stay apart from it, whatever line ends the two have. */
static void
test_edited_before_footer (void)
{
  static const struct
  {
    const char *id;
    const char *text;
  } files[] = {
    { "webvtt", "WEBVTT\r\r00:01.000 --> 00:02.000\rLast\r\n\nNOTE end\r" },
    { "webvtt",
      "WEBVTT\r\r0:01.000 --> 00:02.000\r00:01.000 --> 00:02.000 \rLast\r\n\nNOTE end\r" },
    { "srt", "1\r00:00:01,000 --> 00:00:02,000\rLast\r\n\n\nend\r" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autoptr (VostSubtitles) subs = read_text_as (files[i].id, files[i].text, NULL);
      g_autofree char *edited = NULL;
      g_autoptr (VostSubtitles) again = NULL;
      VostCue *cue = nth_cue (subs, subs->cues->len - 1);

      vost_set_string (&cue->raw, "");
      edited = write_as (subs, NULL, NULL);
      again = read_text_as (files[i].id, edited, NULL);
      g_assert_cmpuint (again->cues->len, ==, subs->cues->len);
      g_assert_cmpstr (nth_cue (again, subs->cues->len - 1)->text, ==, cue->text);
    }
}

static void
test_conversions (void)
{
  for (guint i = 0; vost_format_list[i] != NULL; i++)
    {
      g_autofree char *name = g_strconcat ("formats/", vost_format_list[i]->id, NULL);
      g_autofree char *folder = sample_path (name);

      samples_foreach (folder, convert_to_all, (gpointer) vost_format_list[i]);
    }
}

/* Italics, colours, places and speakers go round the whole circle of formats. */
static void
test_circle (void)
{
  g_autoptr (VostSubtitles) subs = read_text_as (
      "webvtt",
      "WEBVTT\n\n00:00:01.000 --> 00:00:02.000 line:0\n"
      "<v Ann>A <i>slanted</i> and <c.red>red</c> word,\na <c.color12ab9f>teal</c> one\n",
      NULL);
  g_autofree char *ass = write_as (subs, "ass", NULL);
  g_autoptr (VostSubtitles) from_ass = read_text_as ("ass", ass, NULL);
  g_autofree char *vtt = write_as (from_ass, "webvtt", NULL);
  g_autoptr (VostSubtitles) back = read_text_as ("webvtt", vtt, NULL);

  g_assert_cmpstr (nth_cue (from_ass, 0)->speaker, ==, "Ann");
  g_assert_cmpstr (nth_cue (from_ass, 0)->text, ==,
                   "{\\an8}A <i>slanted</i> and <font color=\"#ff0000\">red</font> word,\n"
                   "a <font color=\"#12ab9f\">teal</font> one");
  g_assert_cmpstr (
      vtt, ==,
      "WEBVTT\n\nSTYLE\n::cue(.color12ab9f) { color: #12ab9f; }\n\n"
      "00:00:01.000 --> 00:00:02.000 line:0\n"
      "<v Ann>A <i>slanted</i> and <c.red>red</c> word,\na <c.color12ab9f>teal</c> one\n");
  assert_same_cues (subs, back, FALSE);
}

/* The licence block is all that is added, it is found again, and it is replaced. */
static void
test_rights (void)
{
  const VostFormatOptions first = {
    .rights = "Orbit, 2014\n\n\302\251 2014 Ann --> Example\n"
              "CC BY-NC-SA 4.0 https://creativecommons.org/licenses/by-nc-sa/4.0/."
  };
  const VostFormatOptions second = { .rights = "Other words" };

  for (guint i = 0; vost_format_list[i] != NULL; i++)
    {
      const VostFormat *format = vost_format_list[i];
      g_autofree char *name =
          g_strdup_printf ("formats/%s/rich.%.*s", format->id,
                           (int) strcspn (format->extensions, ";"), format->extensions);
      g_autofree char *path = sample_path (name);
      g_autoptr (VostSubtitles) subs = vost_subtitles_load (path, NULL, NULL, NULL);
      g_autoptr (GBytes) plain = write_bytes_as (subs, NULL, NULL);
      g_autoptr (GBytes) whole = write_bytes_as (subs, NULL, &first);
      g_autofree char *before = NULL, *with = NULL, *same = NULL, *other = NULL, *direct = NULL;
      g_autoptr (VostSubtitles) again = NULL;
      gsize head = 0;

      if ((format->flags & VOST_FORMAT_METADATA) == 0)
        {
          g_assert_true (g_bytes_equal (plain, whole));
          continue;
        }
      before = write_as (subs, NULL, NULL);
      with = write_as (subs, NULL, &first);
      again = read_text_as (format->id, with, NULL);
      same = write_as (again, NULL, &first);
      other = write_as (again, NULL, &second);
      direct = write_as (subs, NULL, &second);
      while (before[head] == with[head])
        head++;
      g_assert_cmpuint (strlen (with), >, strlen (before));
      /* One insertion: what follows it is what followed before, but for bytes that both sides begin
       * with. */
      g_assert_true (g_str_has_suffix (with, before + head));
      g_assert_nonnull (strstr (with, "Licence\n"));
      g_assert_nonnull (strstr (with, "https://creativecommons.org/licenses/by-nc-sa/4.0/"));
      assert_same_cues (subs, again, FALSE);
      g_assert_cmpstr (same, ==, with);
      g_assert_cmpstr (other, ==, direct);
      g_assert_null (strstr (other, "creativecommons"));
    }
}

static void
test_times_never_overlap (void)
{
  g_autoptr (VostSubtitles) subs = vost_subtitles_new ();

  for (guint i = 0; i < 200; i++)
    {
      VostCue *cue = vost_record_new (VOST_KIND_CUE, VOST_RECORD_ID (subs->track));

      /* Frames of 24000/1001 seconds. */
      cue->start = (VostTime) i * 10 * 1001 * VOST_SECOND / 24000;
      cue->end = (VostTime) (i + 1) * 10 * 1001 * VOST_SECOND / 24000;
      vost_set_string (&cue->text, "x");
      g_ptr_array_add (subs->cues, cue);
    }
  for (guint f = 0; vost_format_list[f] != NULL; f++)
    {
      g_autoptr (GBytes) out = write_bytes_as (subs, vost_format_list[f]->id, NULL);
      g_autoptr (VostSubtitles) again = read_bytes_as (vost_format_list[f]->id, out, NULL);

      g_assert_cmpuint (again->cues->len, ==, 200);
      for (guint i = 1; i < again->cues->len; i++)
        /* Without ends, what begins in the same second is shown together. */
        if (keeps_ends (vost_format_list[f]) ||
            nth_cue (again, i)->start != nth_cue (again, i - 1)->start)
          g_assert_cmpint (nth_cue (again, i)->start, ==, nth_cue (again, i - 1)->end);
    }
}

/* Whether a part of a line may be slanted alone. */
static gboolean
styles_parts (const VostFormat *format)
{
  return strcmp (format->id, "microdvd") != 0 && strcmp (format->id, "mpl2") != 0;
}

/* So many that anything that looks back over the whole file would run into the time limit. The
 * sanitizers note where each piece of memory was asked for, which takes twenty times as long. */
#if defined(__SANITIZE_ADDRESS__)
#define MANY 5000
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define MANY 5000
#endif
#endif
#ifndef MANY
#define MANY 50000
#endif

static void
test_many_cues (void)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (VostSubtitles) subs = NULL;
  g_autofree char *plain = g_strdup_printf ("a %u", MANY - 1);
  g_autofree char *slanted = g_strdup_printf ("<i>a</i> %u", MANY - 1);
  g_autofree char *styled = g_strdup_printf ("<i>a</i> <b>%u</b>", MANY - 1);

  for (guint i = 0; i < MANY; i++)
    g_string_append_printf (text,
                            "%u\n%02u:%02u:%02u,000 --> %02u:%02u:%02u,900\n<i>a</i> <b>%u</b>\n\n",
                            i + 1, i / 3600, i / 60 % 60, i % 60, i / 3600, i / 60 % 60, i % 60, i);
  subs = read_text_as ("srt", text->str, NULL);
  for (guint i = 0; vost_format_list[i] != NULL; i++)
    {
      g_autoptr (GBytes) out = write_bytes_as (subs, vost_format_list[i]->id, NULL);
      g_autoptr (VostSubtitles) again = read_bytes_as (vost_format_list[i]->id, out, NULL);
      /* EBU STL and closed captions know no bold. */
      gboolean bold = strcmp (vost_format_list[i]->id, "ebu-stl") != 0 &&
                      strcmp (vost_format_list[i]->id, "scc") != 0;

      g_assert_cmpuint (again->cues->len, ==, MANY);
      if ((vost_format_list[i]->flags & VOST_FORMAT_STYLES) == 0 ||
          !styles_parts (vost_format_list[i]))
        g_assert_cmpstr (nth_cue (again, MANY - 1)->text, ==, plain);
      else
        g_assert_cmpstr (nth_cue (again, MANY - 1)->text, ==, bold ? styled : slanted);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/format/list", test_list);
  g_test_add_func ("/format/samples", test_samples);
  g_test_add_func ("/format/edited", test_edited);
  g_test_add_func ("/format/edited-before-footer", test_edited_before_footer);
  g_test_add_func ("/format/conversions", test_conversions);
  g_test_add_func ("/format/circle", test_circle);
  g_test_add_func ("/format/rights", test_rights);
  g_test_add_func ("/format/many-cues", test_many_cues);
  g_test_add_func ("/format/times-never-overlap", test_times_never_overlap);

  return g_test_run ();
}
