/* Tests releases: made, read back, refused, cancelled, and never left half done. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "release-helpers.h"

#include <vostok/core/project.h>
#include <vostok/core/subtitle-file.h>
#include <vostok/core/timeline.h>
#include <vostok/media/target.h>

#define FILM_FRAMES 50

typedef struct
{
  char *folder;
  VostProject *project;
  VostId film;
} Fixture;

static char *
in_folder (const Fixture *fix, const char *name)
{
  return g_build_filename (fix->folder, name, NULL);
}

static void
apply (Fixture *fix, VostEdit *edit)
{
  g_autoptr (GError) error = NULL;
  g_assert_true (vost_project_apply (fix->project, edit, &error));
  g_assert_no_error (error);
  vost_edit_unref (edit);
}

static void
add_source (Fixture *fix, const char *path, const char *licence)
{
  VostEdit *edit = vost_edit_new ("Add a film", NULL);
  VostSource *source = vost_record_new (VOST_KIND_SOURCE, VOST_ID_NONE);
  const char *creators[] = { "Riot Cinema", NULL };
  vost_set_string (&source->path, path);
  vost_set_string (&source->media, "film");
  vost_set_string (&source->title, TRICKY_TITLE);
  vost_set_string (&source->url, "https://example.org/cosmonaut");
  vost_set_string (&source->licence, licence);
  g_strfreev (source->creators);
  source->creators = g_strdupv ((char **) creators);
  source->year = 2013;
  source->duration = 2 * VOST_SECOND;
  source->rate = (VostRate){ 25, 1 };
  source->width = 64;
  source->height = 48;
  source->has_audio = TRUE;
  fix->film = VOST_RECORD_ID (source);
  vost_edit_insert (edit, 0, source);
  apply (fix, edit);
  vost_record_unref (source);
}

static void
add_track (Fixture *fix, const char *language, const char *const *texts)
{
  VostEdit *edit = vost_edit_new ("Add subtitles", NULL);
  VostTrack *track = vost_record_new (VOST_KIND_TRACK, VOST_ID_NONE);
  const char *names[] = { "Inês", NULL };
  track->source = fix->film;
  vost_set_string (&track->language, language);
  vost_set_string (&track->format, "srt");
  vost_set_string (&track->role, "translation");
  g_strfreev (track->contributors);
  track->contributors = g_strdupv ((char **) names);
  vost_edit_insert (edit, vost_project_get_n (fix->project, VOST_KIND_TRACK, VOST_ID_NONE), track);
  for (guint i = 0; texts[i] != NULL; i++)
    {
      VostCue *cue = vost_record_new (VOST_KIND_CUE, VOST_RECORD_ID (track));
      cue->start = i * 400 * VOST_MSECOND;
      cue->end = cue->start + 320 * VOST_MSECOND;
      vost_set_string (&cue->text, texts[i]);
      vost_edit_insert (edit, i, cue);
      vost_record_unref (cue);
    }
  apply (fix, edit);
  vost_record_unref (track);
}

static void
set_up (Fixture *fix, gconstpointer data)
{
  static const char *const french[] = { "Où est-il ?", "<i>Là-haut</i> & loin", NULL };
  static const char *const portuguese[] = { "Onde está?", "Lá em cima, “cosmonauta”", NULL };
  fix->folder = g_dir_make_tmp ("vostok-target-XXXXXX", NULL);
  fix->project = vost_project_new ();
  VostEdit *edit = vost_edit_new ("Name it", NULL);
  const VostProjectRecord *old = vost_project_get_info (fix->project);
  VostProjectRecord *info = vost_record_copy (old);
  vost_set_string (&info->title, TRICKY_TITLE);
  vost_set_string (&info->author, "Zoë");
  vost_set_string (&info->language, "en");
  vost_set_string (&info->use, "free");
  info->year = 2026;
  vost_edit_change (edit, old, info);
  apply (fix, edit);
  vost_record_unref (info);
  g_autofree char *path = in_folder (fix, "film.mp4");
  add_source (fix, path, "CC-BY-NC-SA-3.0");
  add_track (fix, "fr", french);
  add_track (fix, "pt-BR", portuguese);
}

static void
tear_down (Fixture *fix, gconstpointer data)
{
  g_object_unref (fix->project);
  remove_tree (fix->folder);
  g_free (fix->folder);
}

/* The film, as MP4 or WebM; FALSE and a skip when it cannot be made here. */
static gboolean
make_film (Fixture *fix, const char *encoders)
{
  g_autofree char *path = in_folder (fix, "film.mp4");
  if (!has_elements (
          "x264enc h264parse avenc_aac aacparse mp4mux vp8enc opusenc webmmux matroskamux"))
    {
      g_test_skip ("x264enc, avenc_aac, vp8enc or opusenc is missing");
      return FALSE;
    }
  /* 1024 samples a buffer at 48 kHz: two seconds and a little less. */
  g_autofree char *description = g_strdup_printf (
      "videotestsrc num-buffers=%d ! video/x-raw,format=I420,width=64,height=48,framerate=25/1 ! "
      "timeoverlay ! %s ! "
      "filesink location=%s audiotestsrc num-buffers=93 ! audio/x-raw,rate=48000,channels=2 ! "
      "audioconvert",
      FILM_FRAMES, encoders, path);
  g_autofree char *whole =
      g_strdup_printf ("%s ! %s", description,
                       strstr (encoders, "webmmux") ? "opusenc ! m." : "avenc_aac ! aacparse ! m.");
  g_assert_true (run_pipeline (whole));
  return TRUE;
}

#define AS_MP4 "x264enc bframes=2 key-int-max=10 ! h264parse ! mp4mux name=m"
#define AS_WEBM "vp8enc deadline=1 ! webmmux name=m"

static VostReleaseResult *
release (Fixture *fix,
         VostMaking making,
         const char *target,
         const char *output,
         void (*change) (VostRelease *),
         GError **error)
{
  g_autofree char *path = in_folder (fix, output);
  g_autoptr (VostSnapshot) snapshot = vost_project_snapshot (fix->project);
  VostRelease *order = vost_release_new (snapshot, making, fix->film, path);
  if (change != NULL)
    change (order);
  g_autoptr (VostJob) job = vost_release_job (vost_target_by_id (target), order);
  return vost_job_run (job, error);
}

static void
assert_rights (const char *path, guint n_languages)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (VostFoundRights) found = vost_rights_read (path, &error);
  g_assert_no_error (error);
  g_assert_cmpint (found->licence.family, ==, VOST_LICENCE_CC);
  g_assert_true (found->complete);
  g_assert_cmpstr (found->title, ==, TRICKY_TITLE);
  g_assert_nonnull (found->attribution);
  g_assert_cmpuint (found->attribution->credits->len, ==, 1);
  g_assert_cmpuint (found->languages->len, ==, n_languages);
}

static gint64
count_frames (const char *path)
{
  int status = 0;
  g_autofree char *out =
      run_tool (&status, NULL, "ffprobe", "-v", "error", "-count_frames", "-select_streams", "v:0",
                "-show_entries", "stream=nb_read_frames", "-of", "csv=p=0", path, NULL);
  return out != NULL ? g_ascii_strtoll (out, NULL, 10) : -1;
}

static char *
subtitle_as_srt (const char *path, const char *stream)
{
  int status = 0;
  return run_tool (&status, NULL, "ffmpeg", "-nostdin", "-v", "error", "-copyts", "-i", path,
                   "-map", stream, "-f", "srt", "-", NULL);
}

static void
check_copy (Fixture *fix, const char *target, const char *output, const char *encoders)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = in_folder (fix, output);
  g_autofree char *film = in_folder (fix, "film.mp4");
  if (!make_film (fix, encoders))
    return;
  g_autoptr (VostReleaseResult) result =
      release (fix, VOST_MAKING_SUBTITLED, target, output, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (result->copied);
  g_assert_cmpuint (result->n_languages, ==, 2);
  g_assert_cmpuint (result->n_credits, ==, 1);
  g_assert_cmpstr (result->output, ==, path);
  g_assert_true (g_file_test (path, G_FILE_TEST_IS_REGULAR));
  for (guint i = 0; i < result->files->len; i++)
    g_assert_true (g_file_test (g_ptr_array_index (result->files, i), G_FILE_TEST_IS_REGULAR));
  /* The film, what was listed, nothing else. */
  g_assert_cmpuint (count_files (fix->folder), ==, result->files->len + 1);
  assert_rights (path, 2);
  assert_decodes (path);
  if (count_frames (film) >= 0)
    g_assert_cmpint (count_frames (path), ==, FILM_FRAMES);
  g_autofree char *french = subtitle_as_srt (path, "0:s:0");
  g_autofree char *portuguese = subtitle_as_srt (path, "0:s:1");
  if (french == NULL)
    return;
  assert_contains (french, "Où est-il ?");
  assert_contains (french, "00:00:00,400 --> 00:00:00,720");
  assert_contains (french, "CC BY-NC-SA");
  assert_contains (portuguese, "Lá em cima, “cosmonauta”");
}

static void
test_copy_matroska (Fixture *fix, gconstpointer data)
{
  check_copy (fix, "matroska", "out.mkv", AS_MP4);
  g_autofree char *path = in_folder (fix, "out.mkv");
  int status = 0;
  g_autofree char *info =
      run_tool (&status, NULL, "mkvinfo", "-a", "--ui-language", "en_US", path, NULL);
  if (info == NULL || !g_file_test (path, G_FILE_TEST_EXISTS))
    return;
  assert_contains (info, "Language: fre");
  assert_contains (info, "pt-BR");
  assert_contains (info, "S_TEXT/UTF8");
  assert_contains (info, "Simple\n|   + Name: ARTIST\n|   + String: Inês");
}

static void
test_copy_mp4 (Fixture *fix, gconstpointer data)
{
  check_copy (fix, "mp4", "out.mp4", AS_MP4);
}

static void
test_copy_webm (Fixture *fix, gconstpointer data)
{
  check_copy (fix, "webm", "out.webm", AS_WEBM);
  g_autofree char *vtt = in_folder (fix, "out.pt-BR.vtt");
  if (!g_file_test (vtt, G_FILE_TEST_EXISTS))
    return;
  g_autoptr (VostFoundRights) found = vost_rights_read (vtt, NULL);
  g_assert_true (found->complete);
  g_assert_cmpstr (found->title, ==, TRICKY_TITLE);
  g_assert_cmpstr (found->source, ==, "https://example.org/cosmonaut");
}

static void
small_part (VostRelease *order)
{
  g_free (order->preset);
  order->preset = g_strdup ("small");
  order->in = 400 * VOST_MSECOND;
  order->out = 800 * VOST_MSECOND;
  order->burn = (g_free (order->burn), g_strdup ("fr"));
}

#define SOFT_LANGUAGES "fr pt-BR"

/* Asked for by name, the burnt-in language is there to be switched on too. */
static void
small_part_and_soft (VostRelease *order)
{
  small_part (order);
  order->soft = g_strsplit (SOFT_LANGUAGES, " ", 0);
}

static void
check_render (Fixture *fix, const char *target, const char *output)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = in_folder (fix, output);
  if (!make_film (fix, AS_MP4))
    return;
  g_autoptr (VostReleaseResult) result =
      release (fix, VOST_MAKING_SUBTITLED, target, output, small_part_and_soft, &error);
  g_assert_no_error (error);
  g_assert_false (result->copied);
  /* Ten pictures and the end card, which stays at least four seconds. */
  g_assert_cmpint (result->duration, >=, 4 * VOST_SECOND);
  assert_rights (path, 2);
  assert_decodes (path);
  if (count_frames (path) >= 0)
    g_assert_cmpint (count_frames (path), ==,
                     vost_rate_frame_nearest ((VostRate){ 25, 1 }, result->duration));
  g_autofree char *french = subtitle_as_srt (path, "0:s:0");
  if (french == NULL)
    return;
  assert_contains (french, "Là-haut");
  assert_contains (french, "00:00:00,000 --> 00:00:00,3");
  g_assert_null (strstr (french, "Où est-il"));
}

static void
test_burnt (Fixture *fix, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = in_folder (fix, "burnt.mkv");
  if (!make_film (fix, AS_MP4))
    return;
  g_autoptr (VostReleaseResult) result =
      release (fix, VOST_MAKING_SUBTITLED, "matroska", "burnt.mkv", small_part, &error);
  g_assert_no_error (error);
  g_assert_nonnull (result);
  /* The French words are in the picture: once is enough. */
  assert_rights (path, 1);
}

static void
test_render_matroska (Fixture *fix, gconstpointer data)
{
  check_render (fix, "matroska", "part.mkv");
}

static void
test_render_mp4 (Fixture *fix, gconstpointer data)
{
  check_render (fix, "mp4", "part.mp4");
}

static void
test_render_webm (Fixture *fix, gconstpointer data)
{
  check_render (fix, "webm", "part.webm");
}

static void
test_remix (Fixture *fix, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  if (!make_film (fix, AS_MP4))
    return;
  VostEdit *lanes = vost_timeline_ensure_lanes (fix->project);
  apply (fix, lanes);
  apply (fix, vost_timeline_add_span (fix->project, fix->film,
                                      (VostSpan){ VOST_SECOND, 2 * VOST_SECOND }, VOST_TIME_NONE));
  apply (fix, vost_timeline_add_span (fix->project, fix->film, (VostSpan){ 0, VOST_SECOND },
                                      VOST_TIME_NONE));
  g_autofree char *path = in_folder (fix, "remix.mkv");
  g_autoptr (VostReleaseResult) result =
      release (fix, VOST_MAKING_REMIX, "matroska", "remix.mkv", NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (result->n_languages, ==, 2);
  assert_decodes (path);
  assert_rights (path, 2);
  g_autofree char *french = subtitle_as_srt (path, "0:s:0");
  if (french != NULL)
    assert_contains (french, "00:00:01,000 --> 00:00:01,320\nOù est-il ?");
}

static void
test_subtitles (Fixture *fix, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (VostReleaseResult) result =
      release (fix, VOST_MAKING_SUBTITLED, "subtitles", "release", NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (result->files->len, ==, 2 * 2 * 4);
  g_assert_cmpuint (count_files (fix->folder), ==, 2 * 2 * 4);
  g_autofree char *srt = in_folder (fix, "release.fr.srt");
  g_autofree char *vtt = in_folder (fix, "release.pt-BR.vtt");
  g_assert_cmpstr (result->output, ==, srt);
  assert_rights (srt, 1);
  assert_rights (vtt, 1);
  g_autoptr (GPtrArray) diagnostics = vost_diagnostics_new ();
  g_autoptr (VostSubtitles) subs = vost_subtitles_load (srt, NULL, diagnostics, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (subs->cues->len, ==, 3);
  const VostCue *last = g_ptr_array_index (subs->cues, 2);
  assert_contains (last->text, "CC BY-NC-SA");
  /* Without the files beside it WebVTT still says its licence. */
  g_autofree char *graph = g_strconcat (vtt, ".licence.json", NULL);
  g_autofree char *reuse = g_strconcat (vtt, ".license", NULL);
  g_unlink (graph);
  g_unlink (reuse);
  g_autoptr (VostFoundRights) found = vost_rights_read (vtt, NULL);
  g_assert_cmpint (found->licence.family, ==, VOST_LICENCE_CC);
}

/* Makes the French track one of Aegisub's. */
static void
make_ass (Fixture *fix)
{
  const VostTrack *old = vost_project_get_nth (fix->project, VOST_KIND_TRACK, VOST_ID_NONE, 0);
  VostTrack *track = vost_record_copy (old);
  VostEdit *edit = vost_edit_new ("Style", NULL);
  vost_set_string (&track->format, "ass");
  vost_set_string (&track->header, "[Script Info]\nTitle: Autre titre\nScriptType: v4.00+\n\n[V4+ "
                                   "Styles]\nFormat: Name, Fontname, "
                                   "Fontsize\nStyle: Default,Sans,28\n\n[Events]\nFormat: Layer, "
                                   "Start, End, Style, Name, MarginL, "
                                   "MarginR, MarginV, Effect, Text\n");
  vost_edit_change (edit, old, track);
  apply (fix, edit);
  vost_record_unref (track);
}

static void
test_subtitles_ass (Fixture *fix, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  make_ass (fix);
  g_autoptr (VostReleaseResult) result =
      release (fix, VOST_MAKING_SUBTITLED, "subtitles", "release", NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (result->files->len, ==, (2 + 3) * 4);
  g_autofree char *ass = in_folder (fix, "release.fr.ass");
  g_autofree char *text = NULL;
  g_assert_true (g_file_get_contents (ass, &text, NULL, NULL));
  assert_contains (text, "Style: Default,Sans,28");
  assert_contains (text, "https://creativecommons.org/licenses/by-nc-sa/");
}

static void
test_copy_ass (Fixture *fix, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = in_folder (fix, "out.mkv");
  int status = 0;
  if (!make_film (fix, AS_MP4))
    return;
  make_ass (fix);
  g_autoptr (VostReleaseResult) result =
      release (fix, VOST_MAKING_SUBTITLED, "matroska", "out.mkv", NULL, &error);
  g_assert_no_error (error);
  g_autofree char *text = run_tool (&status, NULL, "ffmpeg", "-nostdin", "-v", "error", "-copyts",
                                    "-i", path, "-map", "0:s:0", "-f", "ass", "-", NULL);
  if (text == NULL)
    return;
  assert_contains (text, "Style: Default,Sans,28");
  assert_contains (text,
                   "Dialogue: 0,0:00:00.40,0:00:00.72,Default,,0,0,0,,{\\i1}Là-haut{\\i0} & loin");
}

static void
only_klingon (VostRelease *order)
{
  order->soft = g_strsplit ("tlh", ",", -1);
}

static void
test_unknown_language (Fixture *fix, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_assert_null (
      release (fix, VOST_MAKING_SUBTITLED, "subtitles", "release", only_klingon, &error));
  g_assert_error (error, VOST_ERROR, VOST_ERROR_BAD_INPUT);
  g_assert_cmpuint (count_files (fix->folder), ==, 0);
}

static void
test_refused (Fixture *fix, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  const VostSource *old = vost_project_lookup (fix->project, fix->film);
  VostSource *reserved = vost_record_copy (old);
  VostEdit *edit = vost_edit_new ("Set licence", NULL);
  /* No derivatives: translated subtitles cannot be shared. */
  vost_set_string (&reserved->licence, "CC-BY-ND-3.0");
  vost_edit_change (edit, old, reserved);
  apply (fix, edit);
  vost_record_unref (reserved);
  g_assert_null (release (fix, VOST_MAKING_SUBTITLED, "subtitles", "release", NULL, &error));
  g_assert_error (error, VOST_ERROR, VOST_ERROR_REFUSED);
  g_clear_error (&error);
  if (!make_film (fix, AS_MP4))
    return;
  g_assert_null (release (fix, VOST_MAKING_SUBTITLED, "matroska", "out.mkv", NULL, &error));
  g_assert_error (error, VOST_ERROR, VOST_ERROR_REFUSED);
  g_assert_cmpuint (count_files (fix->folder), ==, 1);
}

static void
replace (VostRelease *order)
{
  order->overwrite = TRUE;
}

static void
test_existing (Fixture *fix, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = in_folder (fix, "release.fr.srt");
  g_autofree char *kept = NULL;
  g_assert_true (g_file_set_contents (path, "mine", -1, NULL));
  g_assert_null (release (fix, VOST_MAKING_SUBTITLED, "subtitles", "release", NULL, &error));
  g_assert_error (error, VOST_ERROR, VOST_ERROR_IO);
  g_clear_error (&error);
  g_assert_cmpuint (count_files (fix->folder), ==, 1);
  g_assert_true (g_file_get_contents (path, &kept, NULL, NULL));
  g_assert_cmpstr (kept, ==, "mine");
  g_autoptr (VostReleaseResult) result =
      release (fix, VOST_MAKING_SUBTITLED, "subtitles", "release", replace, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (result->files->len, ==, 16);
}

static void
allow_own (VostRelease *order)
{
  g_autofree char *folder = g_path_get_dirname (order->output);
  order->own = g_new0 (char *, 2);
  order->own[0] = g_build_filename (folder, "out.fr.vtt", NULL);
}

static void
assert_still_mine (Fixture *fix, const char *path)
{
  g_autofree char *kept = NULL;
  g_assert_true (g_file_get_contents (path, &kept, NULL, NULL));
  g_assert_cmpstr (kept, ==, "mine");
  g_assert_cmpuint (count_files (fix->folder), ==, 2);
}

/* WebM has the subtitles beside it: what is there already is seen before anything is encoded, may
 * be of the same run, and is never what the release is made from. */
static void
test_existing_beside (Fixture *fix, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = in_folder (fix, "out.fr.vtt");
  if (!make_film (fix, AS_WEBM))
    return;
  g_assert_true (g_file_set_contents (path, "mine", -1, NULL));
  g_assert_null (release (fix, VOST_MAKING_SUBTITLED, "webm", "out.webm", NULL, &error));
  g_assert_error (error, VOST_ERROR, VOST_ERROR_IO);
  g_assert_nonnull (strstr (error->message, "out.fr.vtt"));
  g_clear_error (&error);
  assert_still_mine (fix, path);

  g_autoptr (VostTrack) track =
      vost_record_copy (vost_project_get_nth (fix->project, VOST_KIND_TRACK, VOST_ID_NONE, 0));
  VostEdit *edit = vost_edit_new ("Its file", NULL);
  vost_set_string (&track->path, path);
  vost_edit_change (edit, vost_project_get_nth (fix->project, VOST_KIND_TRACK, VOST_ID_NONE, 0),
                    track);
  apply (fix, edit);
  g_assert_null (release (fix, VOST_MAKING_SUBTITLED, "webm", "out.webm", replace, &error));
  g_assert_error (error, VOST_ERROR, VOST_ERROR_IO);
  g_clear_error (&error);
  assert_still_mine (fix, path);

  g_autoptr (VostTrack) other = vost_record_copy (track);
  edit = vost_edit_new ("No file", NULL);
  vost_set_string (&other->path, "");
  vost_edit_change (edit, track, other);
  apply (fix, edit);
  g_autoptr (VostReleaseResult) result =
      release (fix, VOST_MAKING_SUBTITLED, "webm", "out.webm", allow_own, &error);
  g_assert_no_error (error);
  g_assert_nonnull (result);
}

/* Stops a job as soon as it says that pictures are made. */
static void
on_fraction (VostJob *job, GParamSpec *pspec, gpointer data)
{
  if (vost_job_get_fraction (job) > 0)
    vost_job_cancel (job);
}

static void
on_finished (VostJob *job, gpointer data)
{
  g_main_loop_quit (data);
}

static void
check_cancelled (Fixture *fix, const char *target, const char *output)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_autofree char *path = in_folder (fix, output);
  g_autoptr (VostSnapshot) snapshot = vost_project_snapshot (fix->project);
  VostRelease *order = vost_release_new (snapshot, VOST_MAKING_SUBTITLED, fix->film, path);
  order->out = VOST_SECOND;
  g_autoptr (VostJob) job = vost_release_job (vost_target_by_id (target), order);
  g_signal_connect (job, "notify::fraction", G_CALLBACK (on_fraction), NULL);
  g_signal_connect (job, "finished", G_CALLBACK (on_finished), loop);
  vost_job_start (job);
  g_main_loop_run (loop);
  g_autoptr (VostReleaseResult) result = vost_job_take_result (job, &error);
  /* It may have been faster than the news of it. */
  if (result != NULL)
    return;
  g_assert_error (error, VOST_ERROR, VOST_ERROR_CANCELLED);
  g_assert_cmpuint (count_files (fix->folder), ==, 1);
}

static void
test_cancel (Fixture *fix, gconstpointer data)
{
  if (!make_film (fix, AS_MP4))
    return;
  check_cancelled (fix, "webm", "out.webm");
}

static void
test_cancelled_before (Fixture *fix, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  if (!make_film (fix, AS_MP4))
    return;
  g_autofree char *path = in_folder (fix, "out.mkv");
  g_autoptr (VostSnapshot) snapshot = vost_project_snapshot (fix->project);
  VostRelease *order = vost_release_new (snapshot, VOST_MAKING_SUBTITLED, fix->film, path);
  g_autoptr (VostJob) job = vost_release_job (vost_target_by_id ("matroska"), order);
  vost_job_cancel (job);
  g_assert_null (vost_job_run (job, &error));
  g_assert_error (error, VOST_ERROR, VOST_ERROR_CANCELLED);
  g_assert_cmpuint (count_files (fix->folder), ==, 1);
}

static void
test_broken_film (Fixture *fix, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *film = in_folder (fix, "film.mp4");
  g_assert_true (g_file_set_contents (film, "not a film at all", -1, NULL));
  g_assert_null (release (fix, VOST_MAKING_SUBTITLED, "mp4", "out.mp4", NULL, &error));
  g_assert_nonnull (error);
  g_assert_cmpuint (count_files (fix->folder), ==, 1);
}

static void
test_table (void)
{
  guint n = 0;
  for (; vost_target_list[n] != NULL; n++)
    {
      const VostTarget *target = vost_target_list[n];
      g_autoptr (GPtrArray) missing = vost_target_missing (target);
      g_assert_true (vost_target_by_id (target->id) == target);
      for (guint i = 0; i < missing->len; i++)
        assert_contains (g_ptr_array_index (missing, i), "install");
    }
  g_assert_cmpuint (n, >=, 4);
  g_assert_null (vost_target_by_id ("betamax"));
}

#define ADD(path, function) g_test_add (path, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  vost_media_init ();
  g_test_add_func ("/target/table", test_table);
  ADD ("/target/subtitles", test_subtitles);
  ADD ("/target/subtitles/ass", test_subtitles_ass);
  ADD ("/target/copy/ass", test_copy_ass);
  ADD ("/target/unknown-language", test_unknown_language);
  ADD ("/target/refused", test_refused);
  ADD ("/target/existing", test_existing);
  ADD ("/target/existing/beside", test_existing_beside);
  ADD ("/target/broken-film", test_broken_film);
  ADD ("/target/copy/matroska", test_copy_matroska);
  ADD ("/target/copy/mp4", test_copy_mp4);
  ADD ("/target/copy/webm", test_copy_webm);
  ADD ("/target/cancelled-before", test_cancelled_before);
  ADD ("/target/burnt", test_burnt);
  ADD ("/target/render/matroska", test_render_matroska);
  ADD ("/target/render/mp4", test_render_mp4);
  ADD ("/target/render/webm", test_render_webm);
  ADD ("/target/remix", test_remix);
  ADD ("/target/cancel", test_cancel);
  return g_test_run ();
}
