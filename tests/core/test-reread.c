/* A file that was read wrong: in another encoding, with garbled letters; and where a line is. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <vostok/core/cue-edits.h>
#include <vostok/core/reread.h>
#include <vostok/core/subtitle-file.h>

#include <string.h>

/* "Año", "Ça va ?" and "là" in Windows 1252. */
static const char western[] = "1\r\n00:00:01,000 --> 00:00:02,000\r\nA\xf1o\r\n\r\n"
                              "2\r\n00:00:03,000 --> 00:00:04,000\r\n\xc7"
                              "a va ?\r\n\r\n"
                              "3\r\n00:00:05,000 --> 00:00:06,000\r\nl\xe0\r\n\r\n";

static VostSubtitles *
read_in (const char *bytes, const char *encoding)
{
  const VostLoadOptions options = { .encoding = encoding };
  g_autoptr (GError) error = NULL;
  VostSubtitles *subs =
      vost_subtitles_load_bytes (bytes, strlen (bytes), "x.srt", &options, NULL, &error);

  g_assert_no_error (error);
  return subs;
}

static void
apply (VostProject *project, VostEdit *edit)
{
  g_autoptr (GError) error = NULL;

  g_assert_nonnull (edit);
  vost_project_apply (project, edit, &error);
  g_assert_no_error (error);
  vost_edit_unref (edit);
}

static VostProject *
open_in (const char *bytes, const char *encoding, VostId *ret_track)
{
  VostProject *project = vost_project_new ();

  apply (project,
         vost_cue_edit_add_track (project, read_in (bytes, encoding), VOST_ID_NONE, ret_track));
  return project;
}

static const VostCue *
nth (VostProject *project, VostId track, guint index)
{
  return vost_project_get_nth (project, VOST_KIND_CUE, track, index);
}

static void
test_encoding (void)
{
  VostId track;
  g_autoptr (VostProject) project = open_in (western, "WINDOWS-1251", &track);
  g_autoptr (VostSubtitles) before = read_in (western, "WINDOWS-1251");
  g_autoptr (VostSubtitles) after = read_in (western, "WINDOWS-1252");
  g_autoptr (VostSubtitles) saved = NULL;
  g_autoptr (VostSnapshot) snapshot = NULL;
  g_autoptr (GBytes) bytes = NULL;
  VostId first = nth (project, track, 0)->record.id;

  g_assert_cmpstr (nth (project, track, 0)->text, ==, "Aсo");
  /* The second was mended by hand already, and one was added: both stay. */
  apply (project, vost_cue_edit_set_text (project, nth (project, track, 1)->record.id, "Ça va ?"));
  apply (project, vost_cue_edit_insert (project, track,
                                        (VostSpan){ 4500 * VOST_MSECOND, 4800 * VOST_MSECOND },
                                        "new", NULL));
  apply (project, vost_track_reread (project, track, before, after));
  g_assert_cmpuint (vost_project_get_n (project, VOST_KIND_CUE, track), ==, 4);
  g_assert_cmpstr (nth (project, track, 0)->text, ==, "Año");
  g_assert_cmpuint (nth (project, track, 0)->record.id, ==, first);
  g_assert_cmpstr (nth (project, track, 1)->text, ==, "Ça va ?");
  g_assert_cmpstr (nth (project, track, 2)->text, ==, "new");
  g_assert_cmpstr (nth (project, track, 3)->text, ==, "là");
  /* It goes back to the file in the encoding that it has. */
  snapshot = vost_project_snapshot (project);
  saved = vost_subtitles_from_track (snapshot, track);
  bytes = vost_subtitles_to_bytes (saved, NULL, NULL, NULL);
  g_assert_nonnull (bytes);
  g_assert_nonnull (g_strstr_len (g_bytes_get_data (bytes, NULL), 60, "A\xf1o\r\n"));
  g_assert_null (vost_track_reread (project, track, after, after));
}

/* A file whose blocks are kept verbatim (two line breaks too many), one cue moved and one given to
 * somebody by hand: neither comes back as the file has it. */
static void
test_own_changes (void)
{
  static const char odd[] = "1\n00:00:01,000 -->  00:00:02,000\nA\xf1o\n\n"
                            "2\n00:00:03,000 -->  00:00:04,000\nl\xe0\n\n"
                            "3\n00:00:05,000 -->  00:00:06,000\n\xc7"
                            "a\n\n";
  VostId track;
  g_autoptr (VostProject) project = open_in (odd, "WINDOWS-1251", &track);
  g_autoptr (VostSubtitles) before = read_in (odd, "WINDOWS-1251");
  g_autoptr (VostSubtitles) after = read_in (odd, "WINDOWS-1252");
  g_autoptr (VostSnapshot) snapshot = NULL;
  g_autoptr (VostSubtitles) saved = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (VostSubtitles) again = NULL;
  const VostSpan moved = { 1500 * VOST_MSECOND, 2500 * VOST_MSECOND };

  g_assert_cmpstr (nth (project, track, 0)->raw, !=, "");
  apply (project,
         vost_cue_edit_set_span (project, nth (project, track, 0)->record.id, moved, NULL));
  apply (project,
         vost_cue_edit_set_field (project, nth (project, track, 1)->record.id, "speaker", "Ana"));
  apply (project, vost_track_reread (project, track, before, after));
  g_assert_cmpstr (nth (project, track, 0)->text, ==, "Año");
  g_assert_cmpstr (nth (project, track, 1)->speaker, ==, "Ana");
  g_assert_cmpstr (nth (project, track, 2)->raw, !=, "");
  snapshot = vost_project_snapshot (project);
  saved = vost_subtitles_from_track (snapshot, track);
  bytes = vost_subtitles_to_bytes (saved, NULL, NULL, NULL);
  again =
      vost_subtitles_load_bytes (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), "x.srt",
                                 &(VostLoadOptions){ .encoding = "WINDOWS-1252" }, NULL, NULL);
  g_assert_cmpint (((const VostCue *) again->cues->pdata[0])->start, ==, moved.start);
  g_assert_cmpstr (((const VostCue *) again->cues->pdata[2])->text, ==, "Ça");
}

/* Several languages of one file become right together. */
static void
test_languages (void)
{
  static const char text[] = "1\n00:00:01,000 --> 00:00:02,000\n[spa] A\xf1o\n[fra] \xc9t\xe9\n\n"
                             "2\n00:00:03,000 --> 00:00:04,000\n[spa] Ma\xf1"
                             "ana\n[fra] L\xe0\n";
  const VostLoadOptions wrong = { .encoding = "WINDOWS-1251" };
  const VostLoadOptions right = { .encoding = "WINDOWS-1252" };
  g_autoptr (VostSubtitles) before =
      vost_subtitles_load_bytes (text, strlen (text), "x.msrt", &wrong, NULL, NULL);
  g_autoptr (VostSubtitles) after =
      vost_subtitles_load_bytes (text, strlen (text), "x.msrt", &right, NULL, NULL);
  VostSubtitles *subs =
      vost_subtitles_load_bytes (text, strlen (text), "x.msrt", &wrong, NULL, NULL);
  g_autoptr (GPtrArray) more = g_steal_pointer (&subs->more);
  g_autoptr (VostProject) project = vost_project_new ();
  VostSubtitles *other;
  VostId first;
  VostId second;

  g_assert_cmpuint (more->len, ==, 1);
  other = g_ptr_array_steal_index (more, 0);
  vost_set_string (&subs->track->path, "/x.msrt");
  vost_set_string (&other->track->path, "/x.msrt");
  apply (project, vost_cue_edit_add_track (project, subs, VOST_ID_NONE, &first));
  apply (project, vost_cue_edit_add_track (project, other, VOST_ID_NONE, &second));
  apply (project, vost_track_reread (project, second, before, after));
  g_assert_cmpstr (nth (project, first, 0)->text, ==, "Año");
  g_assert_cmpstr (nth (project, second, 0)->text, ==, "Été");
  g_assert_cmpstr (((const VostTrack *) vost_project_lookup (project, first))->encoding, ==,
                   "WINDOWS-1252");
}

static void
test_not_the_same_file (void)
{
  VostId track;
  g_autoptr (VostProject) project = open_in (western, "WINDOWS-1252", &track);
  g_autoptr (VostSubtitles) whole = read_in (western, "WINDOWS-1252");
  g_autoptr (VostSubtitles) part = read_in ("1\n00:00:01,000 --> 00:00:02,000\nA\n", NULL);

  g_assert_null (vost_track_reread (project, track, whole, part));
}

static void
test_garbled (void)
{
  VostId track;
  g_autoptr (VostProject) project =
      open_in ("1\n00:00:01,000 --> 00:00:02,000\nCâ€™est l’Ã©tÃ© Ã\xa0 la mer\n\n"
               "2\n00:00:03,000 --> 00:00:04,000\nplain\n",
               NULL, &track);
  g_autoptr (VostSubtitles) subs =
      read_in ("1\n00:00:01,000 --> 00:00:02,000\nl'Ã©tÃ© oÃ¹ Ã§a\n", NULL);
  g_autofree char *all = vost_cues_all_text (subs->cues);
  g_auto (VostMojibake) found = { 0 };

  g_assert_true (vost_mojibake_repair (all, &found));
  apply (project, vost_track_repair (project, track, &found));
  g_assert_nonnull (strstr (nth (project, track, 0)->text, "été"));
  g_assert_cmpstr (nth (project, track, 0)->raw, ==, "");
  g_assert_cmpstr (nth (project, track, 1)->text, ==, "plain");
  g_assert_null (vost_track_repair (project, track, &found));
}

static void
test_punctuation (void)
{
  VostId track;
  g_autoptr (VostProject) project = open_in ("1\n00:00:01,000 --> 00:00:02,000\n.שלום\n\n"
                                             "2\n00:00:03,000 --> 00:00:04,000\nHello.\n",
                                             NULL, &track);

  apply (project, vost_track_restore_punctuation (project, track));
  g_assert_cmpstr (nth (project, track, 0)->text, ==, "שלום.");
  g_assert_cmpstr (nth (project, track, 1)->text, ==, "Hello.");
  g_assert_null (vost_track_restore_punctuation (project, track));
}

/* Only lines of a right-to-left language, and only where it is asked for. */
static void
test_direction_marks (void)
{
  static const char text[] = "1\n00:00:01,000 --> 00:00:02,000\nשלום.\n";
  static const char both[] = "1\n00:00:01,000 --> 00:00:02,000\n[eng] Hello.\n[heb] שלום.\n\n"
                             "2\n00:00:03,000 --> 00:00:04,000\n[eng] Yes.\n[heb] כן.\n";
  g_autoptr (VostSubtitles) several = NULL;
  g_autoptr (GBytes) both_marked = NULL;
  const VostFormatOptions options = { .direction_marks = TRUE };
  g_autoptr (VostSubtitles) subs = read_in (text, NULL);
  g_autoptr (GBytes) unknown = vost_subtitles_to_bytes (subs, NULL, &options, NULL);
  g_autoptr (GBytes) plain = NULL;
  g_autoptr (GBytes) marked = NULL;
  g_autoptr (VostSubtitles) again = NULL;

  vost_set_string (&subs->track->language, "he");
  plain = vost_subtitles_to_bytes (subs, NULL, NULL, NULL);
  marked = vost_subtitles_to_bytes (subs, NULL, &options, NULL);
  g_assert_cmpmem (g_bytes_get_data (unknown, NULL), g_bytes_get_size (unknown), text,
                   strlen (text));
  g_assert_cmpmem (g_bytes_get_data (plain, NULL), g_bytes_get_size (plain), text, strlen (text));
  again = vost_subtitles_load_bytes (g_bytes_get_data (marked, NULL), g_bytes_get_size (marked),
                                     "x.srt", NULL, NULL, NULL);
  g_assert_cmpstr (((const VostCue *) again->cues->pdata[0])->text, ==, "\u202bשלום.\u202c");
  /* Of a file with several languages each is marked by its own, and none is left out. */
  several = vost_subtitles_load_bytes (both, strlen (both), "x.msrt", NULL, NULL, NULL);
  g_assert_cmpuint (several->more->len, ==, 1);
  both_marked = vost_subtitles_to_bytes (several, NULL, &options, NULL);
  g_assert_nonnull (g_strstr_len (g_bytes_get_data (both_marked, NULL),
                                  (gssize) g_bytes_get_size (both_marked), "Hello."));
  g_assert_null (g_strstr_len (g_bytes_get_data (both_marked, NULL),
                               (gssize) g_bytes_get_size (both_marked), "\u202bHello."));
  g_assert_nonnull (g_strstr_len (g_bytes_get_data (both_marked, NULL),
                                  (gssize) g_bytes_get_size (both_marked), "\u202bשלום."));
  g_assert_cmpstr (((const VostCue *) subs->cues->pdata[0])->text, ==, "שלום.");
}

static void
test_cue_lines (void)
{
  g_autoptr (VostSubtitles) subs = read_in (western, "WINDOWS-1252");
  g_autoptr (GArray) lines = vost_subtitles_cue_lines (subs, western, strlen (western));
  g_autoptr (GArray) none = vost_subtitles_cue_lines (subs, "", 0);
  static const guint wanted[] = { 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3 };

  for (guint line = 1; line < G_N_ELEMENTS (wanted); line++)
    g_assert_cmpuint (vost_cue_lines_find (lines, line), ==, wanted[line]);
  g_assert_cmpuint (vost_cue_lines_find (lines, 4000), ==, 3);
  g_assert_cmpuint (none->len, ==, 3);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/reread/encoding", test_encoding);
  g_test_add_func ("/reread/own-changes", test_own_changes);
  g_test_add_func ("/reread/languages", test_languages);
  g_test_add_func ("/reread/not-the-same-file", test_not_the_same_file);
  g_test_add_func ("/reread/garbled", test_garbled);
  g_test_add_func ("/reread/punctuation", test_punctuation);
  g_test_add_func ("/reread/direction-marks", test_direction_marks);
  g_test_add_func ("/reread/cue-lines", test_cue_lines);
  return g_test_run ();
}
