/* Every pair of formats: what is read back is what was written, but for the losses announced. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "format-model.h"

/* What each announcement stands for. */
static const struct
{
  const char *start; /* of the message */
  guint parts;
} announcements[] = {
  { "Italics, bold and underline cannot", PART_SLANT | PART_BOLD },
  { "Italics and underline cannot", PART_SLANT },
  { "Bold text cannot", PART_BOLD },
  { "Struck-out text cannot", PART_STRIKE },
  { "Colours cannot be kept in a file of open", PART_COLOUR | PART_CLASSES },
  { "Colours cannot", PART_COLOUR },
  { "A colour becomes", PART_COLOUR },
  { "The typeface or its size cannot", PART_FONT },
  { "Style classes cannot", PART_CLASSES },
  { "Who speaks which part cannot", PART_VOICES },
  { "The mark of a passage in another language cannot", PART_LANGUAGES },
  { "Reading aids above the text", PART_RUBY },
  { "Times inside the text", PART_STAMPS },
  { "The place on the picture cannot", PART_PLACE | PART_EXACT_PLACE },
  /* Where a place is none of the nine, it may be another one after that. */
  { "The place on the picture is rounded", PART_PLACE | PART_EXACT_PLACE },
  { "The place on the picture is changed", PART_PLACE | PART_EXACT_PLACE },
  { "Effects cannot", PART_EFFECTS },
  { "Remarks inside the text cannot", PART_REMARKS },
  { "A drawing cannot", PART_DRAWING | PART_GONE },
  { "The speaker’s name cannot", PART_SPEAKER },
  { "The style cannot", PART_STYLE },
  { "Layer, margins or effect cannot", PART_FIELDS },
  { "What the file says about this", PART_FIELDS },
  { "The identifier cannot", PART_LABEL },
  { "The notes before this subtitle cannot", PART_NOTES },
  { "A blank line inside the text", PART_TEXT },
  { "Line breaks become spaces", PART_TEXT },
  { "The times are rounded", PART_TIMES },
  { "A time before zero", PART_TIMES },
  { "The end cannot be kept", PART_TIMES },
  { "Styles hold for whole lines there", PART_LOOKS },
  { "The character “|”", PART_TEXT },
  { "XML has no way to write a control", PART_TEXT },
  { "Control characters cannot", PART_TEXT },
  { "How far the work", PART_STATUS },
  { "The translator’s note", PART_COMMENT },
  { "Italics or bold of the subtitle’s style", PART_SLANT | PART_BOLD },
  { "Blank lines before or after", PART_TEXT },
  { "Spaces at the ", PART_TEXT },
  { "A text of nothing but spaces", PART_TEXT },
  { "Lines from top to bottom", PART_PLACE | PART_EXACT_PLACE },
  { "Some characters of the speaker", PART_SPEAKER },
  /* What a style sheet makes of a class. */
  { "The head of the file", PART_COLOUR | PART_CLASSES },
  { "A character becomes a similar one", PART_TEXT },
  { "A change of colour within a word", PART_TEXT },
  { "A change of style within a word", PART_TEXT },
  { "A line is longer than a row", 0 },
  { "A tab becomes a space", PART_TEXT },
  { "A line has more than 32", PART_TEXT },
  { "A subtitle without a text is left out", PART_GONE },
  { "There are too many characters for the time", PART_TIMES },
  { "The subtitle ends when the next one", PART_TIMES },
};

/* Announcements after which a time may be anywhere. */
static const char *const moves[] = { "A time before zero", "The end cannot be kept",
                                     "There are too many characters for the time",
                                     "The subtitle ends when the next one" };

/**
 * Pair: one conversion.
 * @from, @to: what was written and what was read back
 * @lost: what was announced
 * @met: for each of @lost, whether a difference was met that it stands for
 */
typedef struct
{
  const char *name;
  const VostFormat *format;
  VostRate rate;
  VostSubtitles *from;
  VostSubtitles *to;
  VostConversion cx;
  VostConversion cy;
  GPtrArray *lost;
  gboolean *met;
  guint *problems;
} Pair;

static void
tell_problem (const Pair *pair, const VostCue *x, const VostCue *y, const char *what)
{
  (*pair->problems)++;
  fail_case (what);
  g_test_message (
      "%s to %s: %s\n    %" G_GINT64_FORMAT "+%" G_GINT64_FORMAT " %s|%s|%s\n    %" G_GINT64_FORMAT
      "+%" G_GINT64_FORMAT " %s|%s|%s",
      pair->name, pair->format->id, what, x != NULL ? x->start : 0,
      x != NULL ? x->end - x->start : 0, x != NULL ? x->text : "", x != NULL ? x->settings : "",
      x != NULL ? x->speaker : "", y != NULL ? y->start : 0, y != NULL ? y->end - y->start : 0,
      y != NULL ? y->text : "", y != NULL ? y->settings : "", y != NULL ? y->speaker : "");
}

static guint
parts_of (const char *message)
{
  for (guint i = 0; i < G_N_ELEMENTS (announcements); i++)
    if (g_str_has_prefix (message, announcements[i].start))
      return announcements[i].parts;
  g_error ("No test knows what is meant by: %s", message);
}

static const VostCue *
find_cue (const VostSubtitles *subs, VostId id)
{
  for (guint i = 0; i < subs->cues->len; i++)
    if (VOST_RECORD_ID (nth_cue (subs, i)) == id)
      return nth_cue (subs, i);

  return NULL;
}

/* What holds for no subtitle in particular, and what is said of a translation. */
static gboolean
is_of_file (const Pair *pair, const VostDiagnostic *diagnostic)
{
  if (diagnostic->cue != 0)
    return find_cue (pair->from, diagnostic->cue) == NULL;

  return g_str_has_prefix (diagnostic->message, "The head of the file") ||
         g_str_has_prefix (diagnostic->message, "The other languages") ||
         g_str_has_prefix (diagnostic->message, "The file’s own arrangement") ||
         g_str_has_prefix (diagnostic->message, "Subtitles beside");
}

/* What a format may lose without a word, when it writes its own file. */
static const struct
{
  const char *id;
  guint parts;
} exceptions[] = {
  /* Where a subtitle stands among the elements; a file that was torn gets other ones. */
  { "dcp-interop", PART_FIELDS },
  /* Attributes of an element Text, of which an empty subtitle has none. */
  { "dcp-smpte", PART_FIELDS },
};

/* How near a time must be that is said to be rounded. */
static VostTime
tolerance_of (const Pair *pair)
{
  static const struct
  {
    const char *id;
    VostTime most;
  } coarse[] = {
    { "subviewer1", VOST_SECOND / 2 },         { "mpl2", VOST_SECOND / 20 },
    { "tmplayer", VOST_SECOND / 2 },           { "ass", 5 * VOST_MSECOND },
    { "subviewer2", 5 * VOST_MSECOND },        { "dcp-interop", 2 * VOST_MSECOND },
    { "scc", VOST_SECOND * 1001 / 60000 + 1 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (coarse); i++)
    if (strcmp (coarse[i].id, pair->format->id) == 0)
      return coarse[i].most;
  if ((pair->format->flags & VOST_FORMAT_FRAMES) != 0)
    return VOST_SECOND * pair->rate.den / pair->rate.num / 2 + 1;

  return VOST_MSECOND / 2;
}

static void
check_times (const Pair *pair, const VostCue *x, const VostCue *y, gboolean moved)
{
  VostTime most = tolerance_of (pair);

  if (!moved && (ABS (x->start - y->start) > most || ABS (x->end - y->end) > most))
    tell_problem (pair, x, y, "a time is not where it should be");
}

/* Marks the announcements that stand for a difference; what none of them stands for is lost
 * silently. */
static void
check_cue (const Pair *pair, const VostCue *x, const VostCue *y)
{
  gboolean unknown = FALSE, moved = FALSE;
  guint differences =
      y != NULL ? compare_cues (&pair->cx, x, &pair->cy, y, &unknown) : (guint) PART_GONE;
  guint silent = differences;

  for (guint i = 0; i < G_N_ELEMENTS (exceptions); i++)
    if (strcmp (exceptions[i].id, pair->format->id) == 0 &&
        strcmp (exceptions[i].id, pair->from->track->format) == 0)
      silent &= ~exceptions[i].parts;
  for (guint i = 0; i < pair->lost->len; i++)
    {
      const VostDiagnostic *diagnostic = g_ptr_array_index (pair->lost, i);
      guint parts;

      if (diagnostic->cue != 0 && diagnostic->cue != VOST_RECORD_ID (x))
        continue;
      if (is_of_file (pair, diagnostic) && !g_str_has_prefix (diagnostic->message, "The head"))
        continue;
      parts = parts_of (diagnostic->message);
      silent &= ~parts;
      pair->met[i] |= (differences & parts) != 0 || parts == 0 || y == NULL ||
                      (unknown && (parts & PART_LOOKS) != 0);
      for (guint j = 0; j < G_N_ELEMENTS (moves); j++)
        moved |= g_str_has_prefix (diagnostic->message, moves[j]);
    }
  for (guint i = 0; i < G_N_ELEMENTS (part_names); i++)
    if ((silent & 1u << i) != 0)
      {
        g_autofree char *what = g_strconcat ("lost silently: ", part_names[i], NULL);

        tell_problem (pair, x, y, what);
      }
  if (y != NULL)
    check_times (pair, x, y, moved);
}

static void
check_announcements (const Pair *pair)
{
  for (guint i = 0; i < pair->lost->len; i++)
    {
      const VostDiagnostic *diagnostic = g_ptr_array_index (pair->lost, i);
      const VostCue *cue = find_cue (pair->from, diagnostic->cue);

      if (is_of_file (pair, diagnostic) || pair->met[i])
        continue;
      {
        g_autofree char *what = g_strconcat ("false alarm: ", diagnostic->message, NULL);

        tell_problem (pair, cue, NULL, what);
      }
    }
}

/* Whether the cue may be missing from what was read back: nothing of it is seen. */
static gboolean
may_be_gone (const Pair *pair, const VostCue *x)
{
  g_autofree char *plain = vost_markup_to_plain (x->text);

  if (*g_strstrip (plain) != '\0')
    return FALSE;
  for (guint i = 0; i < pair->lost->len; i++)
    {
      const VostDiagnostic *diagnostic = g_ptr_array_index (pair->lost, i);

      if (diagnostic->cue == VOST_RECORD_ID (x) &&
          (parts_of (diagnostic->message) & PART_GONE) != 0)
        return TRUE;
    }

  return FALSE;
}

static void
check_cues (const Pair *pair)
{
  guint missing = pair->from->cues->len - MIN (pair->from->cues->len, pair->to->cues->len), j = 0;

  for (guint i = 0; i < pair->from->cues->len; i++)
    {
      const VostCue *x = nth_cue (pair->from, i);

      if (missing > 0 && may_be_gone (pair, x))
        {
          check_cue (pair, x, NULL);
          missing--;
        }
      else if (j < pair->to->cues->len)
        check_cue (pair, x, nth_cue (pair->to, j++));
      else
        tell_problem (pair, x, NULL, "there are too few subtitles");
    }
  if (j < pair->to->cues->len)
    tell_problem (pair, NULL, nth_cue (pair->to, j), "there are too many subtitles");
}

/* The cue of the first language that @cue translates, by its place; -1 for none. */
static int
place_of_pair (const VostSubtitles *subs, const VostCue *cue)
{
  for (guint i = 0; i < subs->cues->len; i++)
    if (VOST_RECORD_ID (nth_cue (subs, i)) == cue->pair)
      return (int) i;

  return -1;
}

static gboolean
is_translated (const VostSubtitles *subs, int place, const VostCue *cue)
{
  for (guint k = 0; subs->more != NULL && k < subs->more->len; k++)
    {
      const VostSubtitles *language = g_ptr_array_index (subs->more, k);

      for (guint i = 0; i < language->cues->len; i++)
        if (strcmp (nth_cue (language, i)->text, cue->text) == 0 &&
            place_of_pair (subs, nth_cue (language, i)) == place)
          return TRUE;
    }

  return FALSE;
}

/* Each translation is there, with its tags and beside the same subtitle, or is said not to be. */
static void
check_languages (const Pair *pair)
{
  gboolean told = FALSE;
  guint n = 0;

  for (guint i = 0; i < pair->lost->len; i++)
    {
      const VostDiagnostic *diagnostic = g_ptr_array_index (pair->lost, i);

      told |= g_str_has_prefix (diagnostic->message, "The other languages");
    }
  for (guint k = 0; pair->from->more != NULL && k < pair->from->more->len; k++)
    {
      const VostSubtitles *language = g_ptr_array_index (pair->from->more, k);

      for (guint i = 0; i < language->cues->len; i++, n++)
        {
          const VostCue *x = nth_cue (language, i);
          gboolean lost = told;

          for (guint j = 0; j < pair->lost->len; j++)
            lost |=
                ((VostDiagnostic *) g_ptr_array_index (pair->lost, j))->cue == VOST_RECORD_ID (x);
          if (!lost && !is_translated (pair->to, place_of_pair (pair->from, x), x))
            tell_problem (pair, x, NULL, "a translation is lost silently");
        }
    }
  if (told && pair->to->more != NULL && n > 0)
    tell_problem (pair, NULL, NULL, "false alarm: the other languages are written");
}

static VostSubtitles *
read_back (const Pair *pair, GBytes *bytes)
{
  g_autoptr (GError) error = NULL;
  VostSubtitles *subs = vost_subtitles_load_bytes (
      g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), "film",
      &(VostLoadOptions){ .format = pair->format, .encoding = "UTF-8", .rate = pair->rate }, NULL,
      &error);

  if (subs == NULL)
    g_error ("%s to %s: %s", pair->name, pair->format->id, error->message);

  return subs;
}

static gboolean
same_cue (const VostCue *x, const VostCue *y)
{
  return x->start == y->start && x->end == y->end && strcmp (x->text, y->text) == 0 &&
         strcmp (x->speaker, y->speaker) == 0 && strcmp (x->style, y->style) == 0 &&
         strcmp (x->settings, y->settings) == 0 && strcmp (x->label, y->label) == 0 &&
         strcmp (x->comment, y->comment) == 0 && strcmp (x->status, y->status) == 0;
}

/* What was read stays so, byte for byte. */
static void
check_fixed_point (const Pair *pair, GBytes *bytes)
{
  g_autoptr (GBytes) again =
      write_bytes_as (pair->to, NULL, &(VostFormatOptions){ .rate = pair->rate });
  g_autoptr (VostSubtitles) second = read_back (pair, again);

  if (!g_bytes_equal (again, bytes))
    tell_problem (pair, NULL, NULL, "an untouched file is not written back byte for byte");
  if (second->cues->len != pair->to->cues->len)
    tell_problem (pair, NULL, NULL, "a second trip makes another number of subtitles");
  for (guint i = 0; i < MIN (second->cues->len, pair->to->cues->len); i++)
    if (!same_cue (nth_cue (pair->to, i), nth_cue (second, i)))
      tell_problem (pair, nth_cue (pair->to, i), nth_cue (second, i),
                    "a second trip changes a subtitle");
}

static gint
compare_starts (gconstpointer a, gconstpointer b)
{
  const VostCue *x = *(const VostCue *const *) a, *y = *(const VostCue *const *) b;

  return (x->start > y->start) - (x->start < y->start);
}

/* The subtitles that the format refuses are taken out once it has refused them; FALSE if none are
 * left. */
static gboolean
drop_refused (const Pair *pair)
{
  gboolean refused = FALSE;
  g_autoptr (GBytes) bytes = NULL;

  for (guint i = 0; i < pair->lost->len; i++)
    refused |=
        ((VostDiagnostic *) g_ptr_array_index (pair->lost, i))->severity == VOST_SEVERITY_ERROR;
  bytes =
      try_bytes_as (pair->from, pair->format->id, &(VostFormatOptions){ .rate = pair->rate }, NULL);
  if ((bytes == NULL) != refused)
    tell_problem (pair, NULL, NULL, refused ? "refused, but written" : "refused silently");
  if (!refused)
    return bytes != NULL;
  for (guint i = 0; i < pair->lost->len; i++)
    {
      const VostDiagnostic *diagnostic = g_ptr_array_index (pair->lost, i);

      for (guint j = 0; diagnostic->severity == VOST_SEVERITY_ERROR && j < pair->from->cues->len;
           j++)
        if (VOST_RECORD_ID (nth_cue (pair->from, j)) == diagnostic->cue)
          g_ptr_array_remove_index (pair->from->cues, j--);
    }
  g_ptr_array_set_size (pair->lost, 0);
  pair->format->losses (pair->from, pair->lost);
  for (guint i = 0; i < pair->lost->len; i++)
    if (((VostDiagnostic *) g_ptr_array_index (pair->lost, i))->severity == VOST_SEVERITY_ERROR)
      return FALSE;

  return pair->from->cues->len > 0;
}

static gboolean
is_xml (const VostSubtitles *subs)
{
  const VostFormat *format = vost_format_by_id (subs->track->format);

  return format != NULL && strstr (format->mime_type, "xml") != NULL;
}

/* What was read back, or NULL if the format refuses everything. */
static VostSubtitles *
check_trip (Pair *pair)
{
  g_autoptr (GPtrArray) lost = vost_diagnostics_new ();
  g_autoptr (VostSubtitles) to = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autofree gboolean *met = NULL;

  pair->lost = lost;
  pair->format->losses (pair->from, lost);
  if (!drop_refused (pair))
    return NULL;
  met = pair->met = g_new0 (gboolean, lost->len + 1);
  bytes = write_bytes_as (pair->from, pair->format->id, &(VostFormatOptions){ .rate = pair->rate });
  to = pair->to = read_back (pair, bytes);
  vost_conversion_init (&pair->cx, pair->from);
  vost_conversion_init (&pair->cy, to);
  pair->cx.xml = is_xml (pair->from);
  /* Captions are a stream in time. */
  if (strcmp (pair->format->id, "scc") == 0)
    g_ptr_array_sort (pair->from->cues, compare_starts);
  check_cues (pair);
  check_announcements (pair);
  check_languages (pair);
  check_fixed_point (pair, bytes);
  vost_conversion_clear (&pair->cx);
  vost_conversion_clear (&pair->cy);

  return g_steal_pointer (&to);
}

/* There, then once more as if every subtitle had been changed there. */
static void
check_pair (const char *name,
            VostSubtitles *from,
            const VostFormat *format,
            VostRate rate,
            guint *problems)
{
  g_autofree char *again = g_strconcat (name, ", edited", NULL);
  Pair pair = { .name = name, .format = format, .from = from, .problems = problems };
  g_autoptr (VostSubtitles) to = NULL, last = NULL;

  if (strcmp (from->track->format, format->id) != 0)
    from->track->rate = rate;
  pair.rate = vost_rate_is_known (from->track->rate) ? from->track->rate : rate;
  to = check_trip (&pair);
  if (to == NULL)
    return;
  for (guint i = 0; i < to->cues->len; i++)
    vost_set_string (&nth_cue (to, i)->raw, "");
  /* An editor adds these to files of any format. */
  vost_set_string (&nth_cue (to, 0)->comment, "To be asked");
  vost_set_string (&nth_cue (to, 0)->status, "draft");
  pair.name = again;
  pair.from = to;
  last = check_trip (&pair);
}

static void
each_rate (VostSubtitles *(*make) (gconstpointer),
           gconstpointer data,
           const char *name,
           const VostFormat *format,
           guint *problems)
{
  static const VostRate rates[] = { { 25, 1 }, { 24000, 1001 } };
  gboolean frames = (format->flags & VOST_FORMAT_FRAMES) != 0;

  for (guint i = 0; i < (frames ? G_N_ELEMENTS (rates) : 1); i++)
    {
      g_autofree char *into = g_strconcat ("into ", format->id, NULL);
      g_autoptr (VostSubtitles) from = make (data);

      begin_case (into, name);
      check_pair (name, from, format, rates[i], problems);
    }
}

static VostSubtitles *
load_sample (gconstpointer path)
{
  g_autoptr (GError) error = NULL;
  VostSubtitles *subs =
      vost_subtitles_load (path, &(VostLoadOptions){ .rate = SAMPLE_RATE }, NULL, &error);

  g_assert_no_error (error);
  subs->track->bom = FALSE;
  vost_set_string (&subs->track->encoding, "UTF-8");

  return subs;
}

typedef struct
{
  const VostFormat *format;
  guint problems;
} Target;

static void
check_sample (const char *path, gpointer data)
{
  Target *target = data;
  g_autofree char *name = g_path_get_basename (path);
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *format = g_path_get_basename (folder);
  g_autofree char *both = g_build_filename (format, name, NULL);

  each_rate (load_sample, path, both, target->format, &target->problems);
}

static void
test_samples (gconstpointer data)
{
  Target target = { data, 0 };

  for (guint i = 0; vost_format_list[i] != NULL; i++)
    {
      g_autofree char *name = g_strconcat ("formats/", vost_format_list[i]->id, NULL);
      g_autofree char *folder = sample_path (name);

      samples_foreach (folder, check_sample, &target);
    }
  end_cases ();
  g_assert_cmpuint (target.problems, ==, 0);
}

/* One feature a cue, then several together. */
static const struct
{
  VostTime start; /* in ms */
  VostTime end;
  const char *text;
  const char *speaker;
  const char *settings;
} rich_cues[] = {
  { 0, 1000, "Plain", "", "" },
  { 1000, 2000, "<i>All slanted</i>", "", "" },
  { 2000, 3000, "One <i>slanted</i> word", "", "" },
  { 3000, 4000, "<b>All bold</b>", "", "" },
  { 4000, 5000, "One <b>bold</b> word", "", "" },
  { 5000, 6000, "<u>Under</u> and <s>struck</s>", "", "" },
  { 6000, 7000, "<b><i>Both</i></b> and <i>slanted <b>bold</b></i>", "", "" },
  { 7000, 8000, "<font color=\"#ff0000\">Red</font> and <font color=\"#12ab9f\">teal</font>", "",
    "" },
  { 8000, 9000, "<font color=\"#00ff00\">All lime,\ntwo lines</font>", "", "" },
  { 9000, 10000, "<font color=\"#ffffff\">White</font> and not", "", "" },
  { 10000, 11000, "<c.red.loud>Loud red</c> <c.quiet>quiet</c>", "", "" },
  { 11000, 12000, "<font face=\"Sans\" size=\"20\">Typeface</font>", "", "" },
  { 12000, 13000, "<ruby>base<rt>reading</rt></ruby> after", "", "" },
  { 13000, 14000, "<v Ann>Hello</v> <v Bob>There</v>", "", "" },
  { 14000, 15000, "Somebody speaks", "Ann", "" },
  { 15000, 16000, "Say <lang fr>oui</lang>", "", "" },
  { 16000, 18000, "One <00:00:17.000>two <00:00:17.500>three", "", "" },
  { 18000, 19000, "{\\an8}Above", "", "" },
  { 19000, 20000, "{\\an1}Left", "", "" },
  { 20000, 21000, "Middle right", "", "line:50%,center position:95% align:right" },
  { 21000, 22000, "Somewhere", "", "line:84% position:20% size:40% align:left" },
  { 22000, 23000, "On top", "", "line:0" },
  { 23000, 24000, "{\\fad(100,200)}Fading", "", "" },
  { 24000, 25000, "Said{\\*not said}", "", "" },
  { 25000, 26000, "1 \\< 2 & 3 > 2; a<b; &amp; &lt;i&gt; \\<i> \\{\\an8} {x} | \\N", "", "" },
  { 26000, 27000, "One\nTwo\nThree", "", "" },
  { 27000, 28000, "One\n\nThree", "", "" },
  { 28000, 29000, "", "", "" },
  { 29000, 30000, "After the empty one", "", "" },
  { 30000, 33000, "Overlap one", "", "" },
  { 31000, 34000, "Overlap two", "", "" },
  { 31000, 32000, "Overlap three", "", "" },
  { 34000, 35000, "\327\251\327\234\327\225\327\235 (1) \330\263\331\204\330\247\331\205", "", "" },
  { 35000, 36000, "\360\237\216\254 \360\240\256\267 e\314\201 \342\200\217.", "", "" },
  { 36000, 36000, "No length", "", "" },
  { 37040, 37960, "Frames at 25", "", "" },
  { 38001, 38999, "Milliseconds", "", "" },
  { 40000, 41000, " Spaces  inside and around ", "", "" },
  { 40000, 40500, "  Spaces before\nnot after", "", "" },
  { 40500, 41000, "Spaces after  \nnot before", "", "" },
  { 48000, 49000, "\nBlank before", "", "" },
  { 49000, 50000, "<i>Blank after\n</i>", "", "" },
  { 50000, 51000, " ", "", "" },
  { 51000, 52000, "<i></i>", "", "" },
  { 52000, 53000, "A tab\there", "", "" },
  { 53000, 54000, "<font color=\"#ff0000\">red <font color=\"#ffffff\">white</font> red</font>", "",
    "" },
  { 54000, 55000, "<b>one\ntwo</b>", "", "" },
  { 55000, 56000, "<i>one</i>\ntwo", "", "" },
  { 56000, 57000, "{\\an7}<i>Corner</i> and <b>{\\fs20}effect</b>", "Bob", "" },
  { 57000, 58000, "Column", "", "vertical:rl line:0" },
  { 58000, 59000, "In a region", "", "region:top" },
  { 59000, 60000, "right", "", "align:right" },
  { 60000, 61000, "start", "", "align:start position:10%" },
  { 61000, 62000, "{\\p1}m 0 0 l 10 0 10 10{\\p0}", "", "" },
  { 62000, 63000, "{\\p1}m 0 0 l 10 0 10 10{\\p0}and text", "", "" },
  { 63000, 64000, "<i>un</i>even<u>ness</u>", "", "" },
  { 64000, 65000, "no\302\240break zero\342\200\213width soft\302\255hyphen", "", "" },
  { 65000, 66000, "# not a comment", "", "" },
  { 66000, 67000, "-", "", "" },
  { 67000, 68000, "\\ \\n \\\\ \\N end\\", "", "" },
  { 68000, 69000, "[eng] not a language", "", "" },
  { 69000, 70000, "[00:01.00]not a time", "", "" },
  { 70000, 71000, "{1}{2}no {y:i}frames", "", "" },
  { 71000, 72000, "[br] and <br> and <br/>", "", "" },
  { 72000, 73000, "]]> <!-- --> <![CDATA[x]]>", "", "" },
  { 73000, 74000, "=1+1", "", "" },
  { 74000, 75000, "<c.bg_blue>On blue</c>", "", "" },
  { 75000, 75001, "One millisecond", "", "" },
  { 41000, 42000, "- One\n- Two", "", "" },
  { 42000, 43000, "[Music] (sighs) {brace} /slash/ *star* _x_", "", "" },
  { 43000, 44000, "12", "", "" },
  { 44000, 45000, "00:00:01,000 --> 00:00:02,000", "", "" },
  { 45000, 46000, "NOTE this\nSTYLE", "", "" },
  { 46000, 47000, "a,b;\"c\"\td", "", "" },
  { 47000, 48000,
    "<i>\303\204\303\226\303\234</i> \303\251\303\240 \342\200\246 \342\200\223 "
    "\342\200\236\342\200\234",
    "", "" },
  { 360000000, 360001000, "After a hundred hours", "", "" },
};

static void
add_cue (VostSubtitles *subs, VostTime start, VostTime end, const char *text)
{
  VostCue *cue = vost_record_new (VOST_KIND_CUE, VOST_RECORD_ID (subs->track));

  cue->start = start;
  cue->end = end;
  vost_set_string (&cue->text, text);
  g_ptr_array_add (subs->cues, cue);
}

static VostSubtitles *
make_rich (gconstpointer unused G_GNUC_UNUSED)
{
  VostSubtitles *subs = vost_subtitles_new ();

  for (guint i = 0; i < G_N_ELEMENTS (rich_cues); i++)
    {
      add_cue (subs, rich_cues[i].start * VOST_MSECOND, rich_cues[i].end * VOST_MSECOND,
               rich_cues[i].text);
      vost_set_string (&nth_cue (subs, i)->speaker, rich_cues[i].speaker);
      vost_set_string (&nth_cue (subs, i)->settings, rich_cues[i].settings);
    }

  return subs;
}

/* Colours enough to make a teletext file of it. */
static VostSubtitles *
make_coloured (gconstpointer unused G_GNUC_UNUSED)
{
  static const char *const texts[] = {
    "<font color=\"#ff0000\">Red</font>",
    "<font color=\"#ff0000\">Red</font> <font color=\"#00ffff\">cyan</font>",
    "<c.yellow.bg_blue>Yellow on blue</c>",
    "<c.bg_blue>White on blue</c>",
    "<c.green.loud>Loud</c>",
    "<font color=\"#fe0102\">Nearly red</font>",
    "<font color=\"#ff0000\">Re</font>d",
    "<i>Slanted</i>",
    "<i><font color=\"#ff0000\">Slanted red</font></i> <u>under</u>",
    "{\\an1}  Both\n  indented",
    "{\\an1}  One\nindented",
    "{\\an9}  Both\n  indented",
    "  Both\n  indented",
    "A line that is much longer than the forty characters of a row",
  };
  VostSubtitles *subs = vost_subtitles_new ();

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    add_cue (subs, i * VOST_SECOND, (i + 1) * VOST_SECOND, texts[i]);

  return subs;
}

/* What an editor adds, and times as films have them. */
static VostSubtitles *
make_edited (gconstpointer unused G_GNUC_UNUSED)
{
  static const VostRate odd = { 24000, 1001 };
  VostSubtitles *subs = vost_subtitles_new ();

  add_cue (subs, -VOST_SECOND, VOST_SECOND, "Before the beginning");
  for (gint64 i = 0; i < 8; i++)
    add_cue (subs, vost_rate_frame_start (odd, 100 * i + 37),
             vost_rate_frame_start (odd, 100 * i + 120), "Whole frames");
  vost_set_string (&nth_cue (subs, 1)->comment, "To be asked");
  vost_set_string (&nth_cue (subs, 2)->status, "draft");
  vost_set_string (&nth_cue (subs, 3)->style, "Sign");
  vost_set_string (&nth_cue (subs, 4)->fields, "1,10,10,10,");
  vost_set_string (&nth_cue (subs, 5)->label, "intro");
  vost_set_string (&nth_cue (subs, 6)->style, "Default");
  vost_set_string (&nth_cue (subs, 6)->speaker, "Ann, of <A> & \"B\"");

  return subs;
}

static void
test_made (gconstpointer data)
{
  guint problems = 0;

  each_rate (make_rich, NULL, "rich", data, &problems);
  each_rate (make_coloured, NULL, "coloured", data, &problems);
  each_rate (make_edited, NULL, "edited", data, &problems);
  end_cases ();
  g_assert_cmpuint (problems, ==, 0);
}

/* Before a rate is chosen it is said once that frames will be counted. */
static void
test_no_rate (void)
{
  for (guint i = 0; vost_format_list[i] != NULL; i++)
    {
      g_autoptr (VostSubtitles) subs = make_edited (NULL);
      g_autoptr (GPtrArray) lost = vost_diagnostics_new ();
      /* Closed captions have only one rate. */
      gboolean asks = (vost_format_list[i]->flags & VOST_FORMAT_FRAMES) != 0 &&
                      strcmp (vost_format_list[i]->id, "scc") != 0;
      guint told = 0;

      vost_format_list[i]->losses (subs, lost);
      for (guint j = 0; j < lost->len; j++)
        {
          const VostDiagnostic *diagnostic = g_ptr_array_index (lost, j);

          told += diagnostic->cue == 0 &&
                  g_str_has_prefix (diagnostic->message, "The times are rounded to whole frames");
        }
      g_assert_cmpuint (told, ==, asks ? 1 : 0);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; vost_format_list[i] != NULL; i++)
    {
      g_autofree char *made = g_strconcat ("/format-pairs/made/", vost_format_list[i]->id, NULL);
      g_autofree char *samples =
          g_strconcat ("/format-pairs/samples/", vost_format_list[i]->id, NULL);

      g_test_add_data_func (made, vost_format_list[i], test_made);
      g_test_add_data_func (samples, vost_format_list[i], test_samples);
    }
  g_test_add_func ("/format-pairs/no-rate", test_no_rate);
  g_test_set_nonfatal_assertions ();

  return g_test_run ();
}
