/* TTML and EBU-TT-D: times, styles, places, write-back, hostile files, and other people's
 * documents.
 */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "format-samples.h"

#include <vostok/core/bounds.h>

#define HEAD                                                                                       \
  "<tt xmlns=\"http://www.w3.org/ns/ttml\" xmlns:ttp=\"http://www.w3.org/ns/ttml#parameter\" "     \
  "xmlns:tts=\"http://www.w3.org/ns/ttml#styling\" xmlns:ttm=\"http://www.w3.org/ns/"              \
  "ttml#metadata\" xml:lang=\"en\""

static VostSubtitles *
load_corpus (const char *path, const char *id)
{
  g_autoptr (GError) error = NULL;
  VostSubtitles *subs = vost_subtitles_load (
      path, &(VostLoadOptions){ .format = id != NULL ? vost_format_by_id (id) : NULL }, NULL,
      &error);

  if (subs == NULL)
    g_test_message ("%s: %s", path, error->message);

  return subs;
}

static gboolean
writes_back (const VostSubtitles *subs, const char *path)
{
  g_autoptr (GBytes) bytes = vost_subtitles_to_bytes (subs, NULL, NULL, NULL);
  g_autofree char *contents = NULL;
  gsize len;

  return bytes != NULL && g_file_get_contents (path, &contents, &len, NULL) &&
         g_bytes_get_size (bytes) == len &&
         memcmp (g_bytes_get_data (bytes, NULL), contents, len) == 0;
}

/* Whether a text is seen at @t. */
static gboolean
is_seen (const VostSubtitles *subs, VostTime t)
{
  for (guint i = 0; subs != NULL && i < subs->cues->len; i++)
    {
      const VostCue *cue = nth_cue (subs, i);

      if (cue->start <= t && t < cue->end)
        return TRUE;
    }

  return FALSE;
}

typedef struct
{
  guint passed;
  guint total;
} Score;

/* "5.0 +": from then on there is text. */
static const char *
check_reference (const VostSubtitles *subs, const char *reference)
{
  g_auto (GStrv) lines = g_strsplit (reference, "\n", -1);
  VostTime last = -1;
  gboolean seen = FALSE;

  for (guint i = 0; lines[i] != NULL; i++)
    {
      char *space = strchr (lines[i], ' ');
      VostTime t;

      if (space == NULL)
        continue;
      *space = '\0';
      if (!vost_time_parse (lines[i], &t))
        return "the reference is not understood";
      if (last >= 0 && is_seen (subs, t - VOST_MSECOND) != seen)
        return "something else before a change";
      seen = space[1] == '+';
      if (is_seen (subs, t) != seen)
        return seen ? "no text where there is one" : "text where there is none";
      last = t;
    }

  return NULL;
}

static void
check_one (const char *path, gpointer data)
{
  Score *score = data;
  g_autofree char *base = g_path_get_basename (path);
  g_autofree char *folder = NULL;
  g_autofree char *document = NULL;
  g_autofree char *reference = NULL;
  g_autoptr (VostSubtitles) subs = NULL;
  const char *problem;
  char *test, *dot;

  if (!g_str_has_prefix (base, "imsc1_ttml_"))
    return;
  score->total++;
  test = base + strlen ("imsc1_ttml_");
  dot = strrchr (base, '.');
  *dot = '\0';
  *strchr (test, '_') = '/';
  folder = corpus_path ("formats/ttml");
  document = g_strconcat (folder, "/", test, ".ttml", NULL);
  g_assert_true (g_file_get_contents (path, &reference, NULL, NULL));
  subs = load_corpus (document, NULL);
  problem = check_reference (subs, reference);
  if (problem == NULL && subs != NULL && !writes_back (subs, document))
    problem = "it is not written back as it was";
  if (problem == NULL)
    score->passed++;
  else
    g_test_message ("not passed: %s: %s", test, problem);
}

static void
test_references (void)
{
  g_autofree char *folder = corpus_path ("formats/ttml-text-reference");
  Score score = { 0, 0 };

  if (folder == NULL)
    {
      g_test_skip ("the W3C's files are not here");
      return;
    }
  samples_foreach (folder, check_one, &score);
  g_test_message ("ttml-text-reference: %u/%u", score.passed, score.total);
  g_assert_cmpuint (score.passed, ==, score.total);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/format-ttml/references", test_references);

  return g_test_run ();
}
