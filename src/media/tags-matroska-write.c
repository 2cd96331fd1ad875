/* Puts licence and credits into a finished Matroska or WebM file. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rights-private.h"
#include "tags-matroska-private.h"

#include "vostok-config.h"
#include <glib/gi18n-lib.h>

#include <vostok/core/diagnostic.h>

/* "The whole film" in Matroska's levels of targets. */
#define TARGET_WHOLE 50
/* Old tags and attachments that are carried over are held in memory. */
#define MAX_KEPT (128u * 1024 * 1024)
#define MAX_ELEMENTS 1000000u

/**
 * Layout: where things stand in the file that is to be changed.
 * @tail: where the run of elements starts that we may replace at the end of the segment
 */
typedef struct
{
  VostEbml segment;
  GArray *heads;        /* (element-type VostEbml): SeekHeads */
  GArray *tags;         /* (element-type VostEbml) */
  GArray *attachments;  /* (element-type VostEbml) */
  GArray *subtitles;    /* (element-type guint64): track UIDs */
  GPtrArray *languages; /* (element-type utf8): of those */
  gboolean webm;
  guint64 tail;
} Layout;

static void
layout_free (Layout *self)
{
  g_array_unref (self->heads);
  g_array_unref (self->tags);
  g_array_unref (self->attachments);
  g_array_unref (self->subtitles);
  g_ptr_array_unref (self->languages);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Layout, layout_free)

static gboolean
fail (const VostFileView *view, VostError code, const char *format, GError **error)
{
  g_autofree char *name = g_path_get_basename (view->path);
  g_set_error (error, VOST_ERROR, (int) code, format, name);
  return FALSE;
}

static void
note_tracks (Layout *self, const VostFileView *view, const VostEbml *tracks)
{
  guint64 at = tracks->data;
  VostEbml entry;
  while (vost_ebml_next (view, &at, tracks->end, &entry))
    {
      VostEbml type;
      VostEbml uid;
      if (entry.id != MKV_TRACK_ENTRY || !vost_ebml_find (view, &entry, MKV_TRACK_TYPE, &type) ||
          vost_ebml_get_uint (view, &type) != MKV_TRACK_TYPE_SUBTITLE ||
          !vost_ebml_find (view, &entry, MKV_TRACK_UID, &uid))
        continue;
      guint64 value = vost_ebml_get_uint (view, &uid);
      char *language = vost_ebml_dup_child (view, &entry, MKV_LANGUAGE_BCP47);
      if (language == NULL)
        language = vost_ebml_dup_child (view, &entry, MKV_LANGUAGE);
      g_array_append_val (self->subtitles, value);
      g_ptr_array_add (self->languages, language != NULL ? language : g_strdup ("eng"));
    }
}

static void
note (Layout *self, const VostFileView *view, const VostEbml *element)
{
  gboolean ours = TRUE;
  switch (element->id)
    {
    case MKV_TAGS:
      g_array_append_val (self->tags, *element);
      break;
    case MKV_ATTACHMENTS:
      g_array_append_val (self->attachments, *element);
      break;
    case EBML_VOID:
      break;
    case MKV_SEEK_HEAD:
      ours = FALSE;
      g_array_append_val (self->heads, *element);
      break;
    case MKV_TRACKS:
      ours = FALSE;
      note_tracks (self, view, element);
      break;
    default:
      ours = FALSE;
      break;
    }
  if (!ours)
    self->tail = element->end;
}

static Layout *
survey (const VostFileView *view, GError **error)
{
  g_autoptr (Layout) self = g_new0 (Layout, 1);
  self->heads = g_array_new (FALSE, FALSE, sizeof (VostEbml));
  self->tags = g_array_new (FALSE, FALSE, sizeof (VostEbml));
  self->attachments = g_array_new (FALSE, FALSE, sizeof (VostEbml));
  self->subtitles = g_array_new (FALSE, FALSE, sizeof (guint64));
  self->languages = g_ptr_array_new_with_free_func (g_free);
  if (!vost_matroska_open (view, &self->segment, &self->webm))
    {
      fail (view, VOST_ERROR_BAD_INPUT, _ ("“%s” is not a whole Matroska file."), error);
      return NULL;
    }
  self->tail = self->segment.data;
  guint64 at = self->segment.data;
  VostEbml child;
  for (guint i = 0; i < MAX_ELEMENTS && vost_matroska_next (view, &at, self->segment.end, &child);
       i++)
    note (self, view, &child);
  if (at != self->segment.end || self->segment.end != view->size)
    {
      fail (view, VOST_ERROR_BAD_INPUT, _ ("“%s” is damaged or not finished."), error);
      return NULL;
    }
  return g_steal_pointer (&self);
}

/* A SimpleTag without children; an empty value says nothing and is left out. */
static void
put_tag (GByteArray *out, const char *name, const char *value)
{
  if (value == NULL || *value == '\0')
    return;
  gsize mark = vost_ebml_begin (out, MKV_SIMPLE_TAG);
  vost_ebml_put_string (out, MKV_TAG_NAME, name);
  vost_ebml_put_string (out, MKV_TAG_STRING, value);
  vost_ebml_end (out, mark);
}

static void
put_year (GByteArray *out, gint64 year)
{
  g_autofree char *text = year > 0 ? g_strdup_printf ("%04" G_GINT64_FORMAT, year) : NULL;
  put_tag (out, "DATE_RELEASED", text);
}

static void
put_licence (GByteArray *out, const char *name, const char *url)
{
  if (name == NULL || *name == '\0')
    return;
  gsize mark = vost_ebml_begin (out, MKV_SIMPLE_TAG);
  vost_ebml_put_string (out, MKV_TAG_NAME, "LICENSE");
  vost_ebml_put_string (out, MKV_TAG_STRING, name);
  put_tag (out, "URL", url);
  vost_ebml_end (out, mark);
}

static void
put_credit (GByteArray *out, const VostCredit *credit, gboolean single)
{
  g_autofree char *copyright = vost_credit_notice (credit);
  gsize mark = vost_ebml_begin (out, MKV_SIMPLE_TAG);
  vost_ebml_put_string (out, MKV_TAG_NAME, single ? "ORIGINAL" : "SAMPLE");
  put_tag (out, "TITLE", credit->title);
  put_tag (out, "ARTIST",
           credit->creators != NULL && *credit->creators != '\0' ? credit->creators : credit->by);
  put_tag (out, "URL", credit->url);
  put_tag (out, "COPYRIGHT", copyright);
  put_year (out, credit->year);
  put_licence (out, credit->licence_name, credit->licence_url);
  put_tag (out, "_CHANGES", credit->changes);
  put_tag (out, "_EARLIER_CHANGES", credit->earlier);
  put_tag (out, "_USED", credit->used);
  vost_ebml_end (out, mark);
}

/* WebM's rule: a SimpleTag should hold no other. Names that nobody has registered start with "_".
 */
static void
put_flat_tags (GByteArray *out, const VostAttribution *attribution)
{
  g_autofree char *licence =
      *attribution->licence_url != '\0'
          ? g_strdup_printf ("%s: %s", attribution->licence_name, attribution->licence_url)
          : g_strdup (attribution->licence_name);
  g_autofree char *text = vost_attribution_to_text (attribution);
  g_autofree char *graph = vost_attribution_to_json_ld (attribution);
  put_tag (out, "LICENSE", licence);
  put_tag (out, "_LICENSE_URL", attribution->licence_url);
  put_tag (out, "_ATTRIBUTION", text);
  put_tag (out, "_PROVENANCE", graph);
}

static void
put_nested_tags (GByteArray *out, const VostAttribution *attribution)
{
  g_autofree char *line = vost_attribution_to_line (attribution);
  put_licence (out, attribution->licence_name, attribution->licence_url);
  for (guint i = 0; i < attribution->credits->len; i++)
    put_credit (out, g_ptr_array_index (attribution->credits, i), attribution->credits->len == 1);
  put_tag (out, "_ATTRIBUTION", line);
}

static void
put_global_tags (GByteArray *out, const VostAttribution *attribution, gboolean webm)
{
  g_autofree char *maker = vost_attribution_maker (attribution);
  g_autofree char *copyright = vost_attribution_notice (attribution);
  gsize tag = vost_ebml_begin (out, MKV_TAG);
  gsize targets = vost_ebml_begin (out, MKV_TARGETS);
  vost_ebml_put_uint (out, MKV_TARGET_TYPE_VALUE, TARGET_WHOLE);
  vost_ebml_end (out, targets);
  put_tag (out, "TITLE", attribution->title);
  put_tag (out, "ARTIST", maker);
  put_tag (out, "COPYRIGHT", copyright);
  put_year (out, attribution->year);
  put_tag (out, "URL", attribution->author_url);
  if (webm)
    put_flat_tags (out, attribution);
  else
    put_nested_tags (out, attribution);
  vost_ebml_end (out, tag);
}

/* "pt-BR", "pt" and "por" speak of the same track when there is no better one. */
static const VostSubtitleCredit *
find_subtitle_credit (const VostAttribution *attribution, const char *language)
{
  const VostSubtitleCredit *best = NULL;
  for (guint i = 0; i < attribution->subtitles->len; i++)
    {
      const VostSubtitleCredit *credit = g_ptr_array_index (attribution->subtitles, i);
      if (g_strcmp0 (credit->language, language) == 0)
        return credit;
      if (vost_same_language (credit->language, language))
        best = credit;
    }
  return best;
}

static void
put_track_tags (GByteArray *out,
                const VostAttribution *attribution,
                guint64 uid,
                const char *language)
{
  const VostSubtitleCredit *credit = find_subtitle_credit (attribution, language);
  if (credit == NULL)
    return;
  VostLicence licence;
  vost_licence_parse (credit->licence_spdx != NULL ? credit->licence_spdx : "", &licence);
  g_autofree char *url = vost_licence_to_url (&licence);
  g_autofree char *name = vost_licence_to_name (&licence);
  gboolean known = licence.family != VOST_LICENCE_UNKNOWN;
  gsize tag = vost_ebml_begin (out, MKV_TAG);
  gsize targets = vost_ebml_begin (out, MKV_TARGETS);
  vost_ebml_put_uint (out, MKV_TARGET_TYPE_VALUE, TARGET_WHOLE);
  vost_ebml_put_uint (out, MKV_TAG_TRACK_UID, uid);
  vost_ebml_end (out, targets);
  put_tag (out, "ARTIST", credit->names);
  put_licence (out, known ? name : attribution->licence_name,
               known ? url : attribution->licence_url);
  vost_ebml_end (out, tag);
}

static gboolean
is_ours (const char *name)
{
  static const char *const names[] = {
    "TITLE",   "ARTIST",       "COPYRIGHT",    "DATE_RELEASED", "URL",   "LICENSE",
    "SAMPLE",  "ORIGINAL",     "_ATTRIBUTION", "_PROVENANCE",   "ALBUM", "ATTRIBUTION",
    "COMMENT", "_LICENSE_URL", "TERMS_OF_USE", "COMMENTS",      "DATE",  "DESCRIPTION",
    NULL
  };
  return name == NULL || g_strv_contains (names, name);
}

static void
keep_simple (GByteArray *out, const VostFileView *view, const VostEbml *simple, gboolean whole)
{
  g_autofree char *name = vost_ebml_dup_child (view, simple, MKV_TAG_NAME);
  g_autofree char *value = vost_ebml_dup_child (view, simple, MKV_TAG_STRING);
  if (value == NULL || name == NULL || (whole && is_ours (name)))
    return;
  value = vost_undo_gstreamer_string (g_steal_pointer (&value));
  put_tag (out, name, value);
}

static gboolean
is_subtitle_tag (const Layout *layout, const VostFileView *view, const VostEbml *targets)
{
  VostEbml uid;
  if (!vost_ebml_find (view, targets, MKV_TAG_TRACK_UID, &uid))
    return FALSE;
  guint64 value = vost_ebml_get_uint (view, &uid);
  for (guint i = 0; i < layout->subtitles->len; i++)
    if (g_array_index (layout->subtitles, guint64, i) == value)
      return TRUE;
  return FALSE;
}

/* Old statements on the whole file give way to ours; what is said of tracks and chapters stays, in
 * plain UTF-8. */
static void
keep_tag (GByteArray *out, const Layout *layout, const VostFileView *view, const VostEbml *tag)
{
  gboolean whole = !vost_matroska_tag_is_partial (view, tag);
  g_autoptr (GByteArray) simples = g_byte_array_new ();
  VostEbml targets = { 0 };
  VostEbml child;
  guint64 at = tag->data;
  gboolean has_targets = vost_ebml_find (view, tag, MKV_TARGETS, &targets);
  gboolean subtitle = has_targets && is_subtitle_tag (layout, view, &targets);
  while (simples->len < VOST_MAX_TAG && vost_ebml_next (view, &at, tag->end, &child))
    if (child.id == MKV_SIMPLE_TAG)
      keep_simple (simples, view, &child, whole || subtitle);
  guint64 n = targets.end - targets.data;
  g_autofree guint8 *bytes =
      has_targets && !whole ? vost_file_view_dup (view, targets.data, n, 4096) : NULL;
  if (simples->len == 0 || (!whole && bytes == NULL))
    return;
  gsize mark = vost_ebml_begin (out, MKV_TAG);
  gsize inner = vost_ebml_begin (out, MKV_TARGETS);
  if (whole)
    vost_ebml_put_uint (out, MKV_TARGET_TYPE_VALUE, TARGET_WHOLE);
  else
    g_byte_array_append (out, bytes, (guint) n);
  vost_ebml_end (out, inner);
  g_byte_array_append (out, simples->data, simples->len);
  vost_ebml_end (out, mark);
}

static void
put_tags (GByteArray *out,
          const Layout *layout,
          const VostFileView *view,
          const VostAttribution *attribution)
{
  gsize mark = vost_ebml_begin (out, MKV_TAGS);
  put_global_tags (out, attribution, layout->webm);
  for (guint i = 0; i < layout->subtitles->len; i++)
    put_track_tags (out, attribution, g_array_index (layout->subtitles, guint64, i),
                    g_ptr_array_index (layout->languages, i));
  for (guint i = 0; i < layout->tags->len; i++)
    {
      const VostEbml *tags = &g_array_index (layout->tags, VostEbml, i);
      guint64 at = tags->data;
      VostEbml tag;
      while (out->len < MAX_KEPT && vost_ebml_next (view, &at, tags->end, &tag))
        if (tag.id == MKV_TAG)
          keep_tag (out, layout, view, &tag);
    }
  vost_ebml_end (out, mark);
}

static void
put_attachment (GByteArray *out,
                const char *name,
                const char *media_type,
                const char *what,
                const char *text)
{
  /* Stable over runs, so that the same release gives the same bytes. */
  guint64 uid = ((guint64) g_str_hash (name) << 32) | g_str_hash (text) | 1;
  gsize mark = vost_ebml_begin (out, MKV_ATTACHED_FILE);
  vost_ebml_put_string (out, MKV_FILE_DESCRIPTION, what);
  vost_ebml_put_string (out, MKV_FILE_NAME, name);
  vost_ebml_put_string (out, MKV_FILE_MEDIA_TYPE, media_type);
  vost_ebml_put_uint (out, MKV_FILE_UID, uid);
  vost_ebml_put_string (out, MKV_FILE_DATA, text);
  vost_ebml_end (out, mark);
}

/* Fonts and covers that are attached already stay; older versions of ours go. */
static gboolean
keep_attachments (GByteArray *out,
                  const VostFileView *view,
                  const VostEbml *attachments,
                  GError **error)
{
  guint64 at = attachments->data;
  VostEbml file;
  while (vost_ebml_next (view, &at, attachments->end, &file))
    {
      if (file.id != MKV_ATTACHED_FILE)
        continue;
      g_autofree char *name = vost_ebml_dup_child (view, &file, MKV_FILE_NAME);
      if (g_strcmp0 (name, VOST_ATTACHED_GRAPH) == 0 || g_strcmp0 (name, VOST_ATTACHED_TEXT) == 0)
        continue;
      guint64 n = file.end - file.start;
      g_autofree guint8 *bytes = out->len < MAX_KEPT
                                     ? vost_file_view_dup (view, file.start, n, MAX_KEPT - out->len)
                                     : NULL;
      if (bytes == NULL)
        return fail (view, VOST_ERROR_TOO_BIG, _ ("What is attached to “%s” is too big."), error);
      g_byte_array_append (out, bytes, (guint) n);
    }
  return TRUE;
}

static gboolean
put_attachments (GByteArray *out,
                 const Layout *layout,
                 const VostFileView *view,
                 const VostAttribution *attribution,
                 GError **error)
{
  if (layout->webm)
    return TRUE;
  g_autofree char *text = vost_attribution_to_text (attribution);
  g_autofree char *graph = vost_attribution_to_json_ld (attribution);
  gsize mark = vost_ebml_begin (out, MKV_ATTACHMENTS);
  put_attachment (out, VOST_ATTACHED_TEXT, "text/plain", "Attribution", text);
  put_attachment (out, VOST_ATTACHED_GRAPH, "application/json", "Licence and provenance", graph);
  for (guint i = 0; i < layout->attachments->len; i++)
    if (!keep_attachments (out, view, &g_array_index (layout->attachments, VostEbml, i), error))
      return FALSE;
  vost_ebml_end (out, mark);
  return TRUE;
}

static void
put_seek (GByteArray *out, guint32 id, guint64 position)
{
  guint8 bytes[8];
  guint64 swapped = GUINT64_TO_BE (position);
  guint32 name = GUINT32_TO_BE (id);
  memcpy (bytes, &swapped, 8);
  gsize content = 2 + 1 + 4 + 2 + 1 + 8;
  vost_ebml_put_head (out, MKV_SEEK, content);
  vost_ebml_put_binary (out, MKV_SEEK_ID, &name, 4);
  vost_ebml_put_binary (out, MKV_SEEK_POSITION, bytes, 8);
}

/* The entries of a SeekHead but those of elements that move. */
static void
keep_seeks (GByteArray *out, const VostFileView *view, const VostEbml *head)
{
  guint64 at = head->data;
  VostEbml seek;
  while (out->len < VOST_MAX_TAG && vost_ebml_next (view, &at, head->end, &seek))
    {
      VostEbml id;
      VostEbml position;
      if (seek.id != MKV_SEEK || !vost_ebml_find (view, &seek, MKV_SEEK_ID, &id) ||
          !vost_ebml_find (view, &seek, MKV_SEEK_POSITION, &position))
        continue;
      guint32 name = (guint32) vost_ebml_get_uint (view, &id);
      if (name != MKV_TAGS && name != MKV_ATTACHMENTS && name != EBML_VOID)
        put_seek (out, name, vost_ebml_get_uint (view, &position));
    }
}

/* The room of a SeekHead: itself and the Voids right behind it. */
static guint64
room_end (const VostFileView *view, const VostEbml *head, guint64 limit)
{
  guint64 at = head->end;
  guint64 end = at;
  VostEbml next;
  while (vost_ebml_next (view, &at, limit, &next) && next.id == EBML_VOID)
    end = at;
  return end;
}

static gboolean
try_seek_head (GByteArray *out, const GByteArray *kept, const GByteArray *added, gsize room)
{
  g_byte_array_set_size (out, 0);
  vost_ebml_put_head (out, MKV_SEEK_HEAD, (guint64) kept->len + added->len);
  g_byte_array_append (out, kept->data, kept->len);
  if (added->len > 0)
    g_byte_array_append (out, added->data, added->len);
  if (out->len > room || room - out->len == 1)
    return FALSE;
  vost_ebml_put_void (out, room - out->len);
  return TRUE;
}

/* Rewrites a SeekHead in its own room; when an entry does not fit, players find the element by
 * walking. */
static gboolean
patch_seek_head (VostFileView *view,
                 const VostEbml *head,
                 guint64 limit,
                 guint64 attachments,
                 guint64 tags,
                 GError **error)
{
  gsize room = (gsize) MIN (room_end (view, head, limit) - head->start, VOST_MAX_TAG);
  g_autoptr (GByteArray) kept = g_byte_array_new ();
  g_autoptr (GByteArray) out = g_byte_array_new ();
  keep_seeks (kept, view, head);
  if (kept->len == 0 && attachments == 0 && tags == 0)
    return vost_ebml_blank (view, head, error);
  for (guint drop = 0; drop < 4; drop++)
    {
      g_autoptr (GByteArray) added = g_byte_array_new ();
      if (tags != 0 && !(drop & 2))
        put_seek (added, MKV_TAGS, tags);
      if (attachments != 0 && !(drop & 1))
        put_seek (added, MKV_ATTACHMENTS, attachments);
      if (kept->len + added->len > 0 && try_seek_head (out, kept, added, room))
        return vost_file_view_write (view, head->start, out->data, out->len, error);
    }
  return vost_ebml_blank (view, head, error);
}

static gboolean
patch_segment_size (VostFileView *view, const VostEbml *segment, GError **error)
{
  guint width = (guint) (segment->data - segment->start) - 4;
  guint64 size = view->size - segment->data;
  if (size >= (G_GUINT64_CONSTANT (1) << (7 * width)) - 1)
    return fail (view, VOST_ERROR_UNSUPPORTED, _ ("“%s” leaves no room for its licence."), error);
  guint64 number = GUINT64_TO_BE (size | (G_GUINT64_CONSTANT (1) << (7 * width)));
  return vost_file_view_write (view, segment->start + 4, (const guint8 *) &number + 8 - width,
                               width, error);
}

static gboolean
blank_all (VostFileView *view, const GArray *elements, guint64 limit, GError **error)
{
  for (guint i = 0; i < elements->len; i++)
    {
      const VostEbml *element = &g_array_index (elements, VostEbml, i);
      if (element->start < limit && !vost_ebml_blank (view, element, error))
        return FALSE;
    }
  return TRUE;
}

gboolean
vost_matroska_write_rights (VostFileView *view, const VostAttribution *attribution, GError **error)
{
  g_autoptr (Layout) layout = survey (view, error);
  if (layout == NULL)
    return FALSE;
  g_autoptr (GByteArray) end = g_byte_array_new ();
  if (!put_attachments (end, layout, view, attribution, error))
    return FALSE;
  gsize tags_offset = end->len;
  put_tags (end, layout, view, attribution);

  guint64 base = layout->tail - layout->segment.data;
  guint64 attachments = layout->webm ? 0 : base;
  if (!blank_all (view, layout->tags, layout->tail, error) ||
      !blank_all (view, layout->attachments, layout->tail, error) ||
      !vost_file_view_truncate (view, layout->tail, error) ||
      !vost_file_view_append (view, end->data, end->len, error))
    return FALSE;
  for (guint i = 0; i < layout->heads->len; i++)
    if (!patch_seek_head (view, &g_array_index (layout->heads, VostEbml, i), layout->tail,
                          i == 0 ? attachments : 0, i == 0 ? base + tags_offset : 0, error))
      return FALSE;
  return patch_segment_size (view, &layout->segment, error);
}

char *
vost_matroska_track_name (const char *title, const char *language, gboolean shown)
{
  /* Room for the tag's own head (4), for the flag (3), and for WebM's longer codec name (7); a Void
   * takes what is left (2 at least). */
  return g_strdup_printf ("%s\n%s\n%-24s", title, language, shown ? "shown" : "");
}

/* The parts of a name made above, or FALSE. */
static gboolean
split_name (char *name, char **ret_title, char **ret_language, gboolean *ret_shown)
{
  char *first = strchr (name, '\n');
  char *second = first != NULL ? strchr (first + 1, '\n') : NULL;
  if (second == NULL)
    return FALSE;
  *first = *second = '\0';
  *ret_title = name;
  *ret_language = first + 1;
  *ret_shown = second[1] != ' ';
  return TRUE;
}

/* What stands in the place of a name made above. */
static void
put_name (GByteArray *out, const char *title, const char *language, gboolean shown)
{
  /* FlagDefault, one byte long, 0: it is 1 when nothing is said. */
  static const guint8 not_shown[] = { 0x88, 0x81, 0x00 };

  if (*title != '\0')
    vost_ebml_put_string (out, MKV_NAME, title);
  if (*language != '\0')
    vost_ebml_put_string (out, MKV_LANGUAGE_BCP47, language);
  if (!shown)
    g_byte_array_append (out, not_shown, sizeof not_shown);
}

static gboolean
settle_entry (VostFileView *view, const VostEbml *entry, gboolean webm, GError **error)
{
  g_autofree char *name = vost_ebml_dup_child (view, entry, MKV_NAME);
  char *title = NULL;
  char *language = NULL;
  gboolean shown = TRUE;
  if (name == NULL || !split_name (name, &title, &language, &shown))
    return TRUE;
  g_autoptr (GByteArray) out = g_byte_array_new ();
  guint64 at = entry->data;
  VostEbml child;
  while (vost_ebml_next (view, &at, entry->end, &child))
    {
      guint64 n = child.end - child.start;
      g_autofree guint8 *bytes = vost_file_view_dup (view, child.start, n, VOST_MAX_GRAPH);
      if (bytes == NULL)
        return fail (view, VOST_ERROR_BAD_INPUT, _ ("“%s” is damaged or not finished."), error);
      if (child.id == MKV_NAME)
        put_name (out, title, language, shown);
      else if (child.id == MKV_CODEC_ID && webm)
        vost_ebml_put_string (out, MKV_CODEC_ID, "D_WEBVTT/SUBTITLES");
      else
        g_byte_array_append (out, bytes, (guint) n);
    }
  guint64 room = entry->end - entry->data;
  if (out->len > room || room - out->len == 1)
    return fail (view, VOST_ERROR_UNSUPPORTED, _ ("“%s” leaves no room for its languages."), error);
  vost_ebml_put_void (out, (gsize) (room - out->len));
  return vost_file_view_write (view, entry->data, out->data, out->len, error);
}

/* Whole language tags came with the fourth version of Matroska. */
static gboolean
raise_version (VostFileView *view, GError **error)
{
  static const guint8 four = 4;
  guint64 at = 0;
  VostEbml head;
  VostEbml version;
  if (!vost_ebml_next (view, &at, view->size, &head) ||
      !vost_ebml_find (view, &head, EBML_DOC_TYPE_VERSION, &version) ||
      version.end == version.data || vost_ebml_get_uint (view, &version) >= four)
    return TRUE;
  return vost_file_view_write (view, version.end - 1, &four, 1, error);
}

gboolean
vost_matroska_settle_tracks (const char *path, GError **error)
{
  g_autoptr (VostFileView) view = vost_file_view_open (path, TRUE, error);
  VostEbml segment;
  VostEbml tracks;
  VostEbml entry;
  gboolean webm;
  if (view == NULL)
    return FALSE;
  if (!vost_matroska_open (view, &segment, &webm) ||
      !vost_ebml_find (view, &segment, MKV_TRACKS, &tracks))
    return fail (view, VOST_ERROR_BAD_INPUT, _ ("“%s” is not a whole Matroska file."), error);
  guint64 at = tracks.data;
  while (vost_ebml_next (view, &at, tracks.end, &entry))
    if (entry.id == MKV_TRACK_ENTRY && !settle_entry (view, &entry, webm, error))
      return FALSE;
  return raise_version (view, error);
}

gboolean
vost_matroska_copy_attachments (const char *from, const char *to, GError **error)
{
  g_autoptr (VostFileView) source = vost_file_view_open (from, FALSE, error);
  g_autoptr (VostFileView) view = source != NULL ? vost_file_view_open (to, TRUE, error) : NULL;
  g_autoptr (GByteArray) out = g_byte_array_new ();
  VostEbml segment;
  VostEbml target;
  VostEbml child;
  gboolean webm;
  if (view == NULL)
    return FALSE;
  if (!vost_matroska_open (source, &segment, &webm))
    return TRUE;
  if (!vost_matroska_open (view, &target, &webm) || target.end != view->size)
    return fail (view, VOST_ERROR_BAD_INPUT, _ ("“%s” is damaged or not finished."), error);
  guint64 at = segment.data;
  gsize mark = vost_ebml_begin (out, MKV_ATTACHMENTS);
  for (guint i = 0; i < MAX_ELEMENTS && vost_matroska_next (source, &at, segment.end, &child); i++)
    if (child.id == MKV_ATTACHMENTS && !keep_attachments (out, source, &child, error))
      return FALSE;
  if (out->len == mark)
    return TRUE;
  vost_ebml_end (out, mark);
  return vost_file_view_append (view, out->data, out->len, error) &&
         patch_segment_size (view, &target, error);
}
