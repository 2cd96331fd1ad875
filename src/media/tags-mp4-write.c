/* Puts licence and credits into a finished MP4 or MOV file. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rights-private.h"
#include "tags-mp4-private.h"

#include "vostok-config.h"
#include <glib/gi18n-lib.h>

#include <vostok/core/bounds.h>
#include <vostok/core/diagnostic.h>

/* Index of a ten-hour film with many tracks: some 40 MiB. */
#define MAX_MOVIE (256u * 1024 * 1024)
#define MAX_BOXES 100000u

#define TYPE_UTF8 1

static gboolean
fail (const VostFileView *view, VostError code, const char *format, GError **error)
{
  g_autofree char *name = g_path_get_basename (view->path);
  g_set_error (error, VOST_ERROR, (int) code, format, name);
  return FALSE;
}

static gsize
begin (GByteArray *out, guint32 type)
{
  gsize mark = out->len;
  vost_put_be32 (out, 0);
  vost_put_be32 (out, type);
  return mark;
}

static void
end (GByteArray *out, gsize mark)
{
  guint32 size = GUINT32_TO_BE ((guint32) (out->len - mark));
  memcpy (out->data + mark, &size, 4);
}

static void
put_data (GByteArray *out, const char *text)
{
  gsize mark = begin (out, VOST_FOURCC ('d', 'a', 't', 'a'));
  vost_put_be32 (out, TYPE_UTF8);
  vost_put_be32 (out, 0);
  g_byte_array_append (out, (const guint8 *) text, (guint) strlen (text));
  end (out, mark);
}

static void
put_item (GByteArray *out, guint32 type, const char *text)
{
  if (text == NULL || *text == '\0')
    return;
  gsize mark = begin (out, type);
  put_data (out, text);
  end (out, mark);
}

static void
put_named (GByteArray *out, guint32 type, const char *text)
{
  gsize mark = begin (out, type);
  vost_put_be32 (out, 0);
  g_byte_array_append (out, (const guint8 *) text, (guint) strlen (text));
  end (out, mark);
}

static void
put_freeform (GByteArray *out, const char *name, const char *text)
{
  if (text == NULL || *text == '\0')
    return;
  gsize mark = begin (out, VOST_FOURCC ('-', '-', '-', '-'));
  put_named (out, VOST_FOURCC ('m', 'e', 'a', 'n'), "com.apple.iTunes");
  put_named (out, VOST_FOURCC ('n', 'a', 'm', 'e'), name);
  put_data (out, text);
  end (out, mark);
}

static void
put_our_items (GByteArray *out, const VostAttribution *attribution)
{
  g_autofree char *maker = vost_attribution_maker (attribution);
  g_autofree char *notice = vost_attribution_notice (attribution);
  g_autofree char *line = vost_attribution_to_line (attribution);
  g_autofree char *year =
      attribution->year > 0 ? g_strdup_printf ("%04" G_GINT64_FORMAT, attribution->year) : NULL;
  put_item (out, VOST_FOURCC (0xA9, 'n', 'a', 'm'), attribution->title);
  put_item (out, VOST_FOURCC (0xA9, 'A', 'R', 'T'), maker);
  put_item (out, VOST_FOURCC (0xA9, 'd', 'a', 'y'), year);
  put_item (out, VOST_FOURCC ('c', 'p', 'r', 't'), notice);
  put_freeform (out, "LICENSE", attribution->licence_name);
  put_freeform (out, "LICENSE_URI", attribution->licence_url);
  put_freeform (out, "ATTRIBUTION", line);
}

/* A box of the movie that stays as it is. */
static void
put_copy (GByteArray *out, const guint8 *movie, const VostBox *base, const VostBox *box)
{
  g_byte_array_append (out, movie + (box->start - base->start), (guint) (box->end - box->start));
}

static gboolean
is_our_item (const VostFileView *view, const VostBox *item)
{
  VostBox name;
  switch (item->type)
    {
    case VOST_FOURCC (0xA9, 'n', 'a', 'm'):
    case VOST_FOURCC (0xA9, 'A', 'R', 'T'):
    case VOST_FOURCC (0xA9, 'd', 'a', 'y'):
    case VOST_FOURCC (0xA9, 'c', 'm', 't'):
    case VOST_FOURCC ('c', 'p', 'r', 't'):
    case VOST_FOURCC ('d', 'e', 's', 'c'):
      return TRUE;
    case VOST_FOURCC ('-', '-', '-', '-'):
      {
        if (!vost_box_find (view, item, VOST_FOURCC ('n', 'a', 'm', 'e'), &name) ||
            name.end - name.data < 4)
          return TRUE;
        g_autofree guint8 *key =
            vost_file_view_dup (view, name.data + 4, name.end - name.data - 4, 256);
        return key == NULL || strstr ((const char *) key, "LICEN") != NULL ||
               g_str_equal ((const char *) key, "ATTRIBUTION");
      }
    default:
      return FALSE;
    }
}

/* The movie's meta box, built anew; items of other programs are taken over. */
static void
put_meta (GByteArray *out,
          const VostFileView *view,
          const guint8 *movie,
          const VostBox *base,
          const VostBox *old,
          const VostAttribution *attribution)
{
  static const guint8 handler[] = { 0,   0,   0,   0, 0, 0, 0, 0, 'm', 'd', 'i', 'r', 'a',
                                    'p', 'p', 'l', 0, 0, 0, 0, 0, 0,   0,   0,   0 };
  gsize meta = begin (out, VOST_FOURCC ('m', 'e', 't', 'a'));
  vost_put_be32 (out, 0);
  gsize hdlr = begin (out, VOST_FOURCC ('h', 'd', 'l', 'r'));
  g_byte_array_append (out, handler, sizeof handler);
  end (out, hdlr);
  gsize list = begin (out, VOST_FOURCC ('i', 'l', 's', 't'));
  put_our_items (out, attribution);
  VostBox items;
  VostBox item;
  VostBox inner = old != NULL ? *old : (VostBox){ 0 };
  inner.data += 4;
  /* Keyed lists number their items by a table that goes; only the plain sort can be taken over. */
  if (old != NULL && old->end - old->data > 4 &&
      vost_box_find (view, &inner, VOST_FOURCC ('i', 'l', 's', 't'), &items))
    for (guint64 at = items.data; vost_box_next (view, &at, items.end, &item);)
      if (item.type > 0xFFFF && !is_our_item (view, &item))
        put_copy (out, movie, base, &item);
  end (out, list);
  end (out, meta);
}

static void
put_user_data (GByteArray *out,
               const VostFileView *view,
               const guint8 *movie,
               const VostBox *base,
               const VostBox *old,
               const VostAttribution *attribution)
{
  gsize udta = begin (out, VOST_FOURCC ('u', 'd', 't', 'a'));
  VostBox meta;
  VostBox box;
  gboolean has_meta = FALSE;
  guint64 at = old != NULL ? old->data : 0;
  while (old != NULL && vost_box_next (view, &at, old->end, &box))
    if (box.type == VOST_FOURCC ('m', 'e', 't', 'a'))
      {
        meta = box;
        has_meta = TRUE;
      }
    /* A second XMP packet would contradict ours. */
    else if (box.type != VOST_FOURCC ('X', 'M', 'P', '_'))
      put_copy (out, movie, base, &box);
  put_meta (out, view, movie, base, has_meta ? &meta : NULL, attribution);
  end (out, udta);
}

static char *
extended_language (const VostFileView *view,
                   const VostBox *media,
                   const VostAttribution *attribution)
{
  VostBox box;
  guint8 bytes[24];
  if (vost_box_find (view, media, VOST_FOURCC ('e', 'l', 'n', 'g'), &box) ||
      !vost_box_find (view, media, VOST_FOURCC ('m', 'd', 'h', 'd'), &box) ||
      box.end - box.data < 24 || !vost_file_view_read (view, box.data, bytes, 24) || bytes[0] != 0)
    return NULL;
  guint packed = ((guint) bytes[20] << 8) | bytes[21];
  char code[4] = { (char) (((packed >> 10) & 31) + 0x60), (char) (((packed >> 5) & 31) + 0x60),
                   (char) ((packed & 31) + 0x60), '\0' };
  const char *found = NULL;
  guint n = 0;
  for (guint i = 0; i < attribution->subtitles->len; i++)
    {
      const VostSubtitleCredit *credit = g_ptr_array_index (attribution->subtitles, i);
      if (!vost_same_language (credit->language, code))
        continue;
      found = credit->language;
      n++;
    }
  /* Two Portugueses cannot be told apart by a code of three letters. */
  return n == 1 && strchr (found, '-') != NULL ? g_strdup (found) : NULL;
}

static gboolean
is_text_track (const VostFileView *view, const VostBox *media)
{
  VostBox handler;
  guint8 bytes[12];
  if (!vost_box_find (view, media, VOST_FOURCC ('h', 'd', 'l', 'r'), &handler) ||
      !vost_file_view_read (view, handler.data, bytes, 12))
    return FALSE;
  guint32 type = vost_be32 (bytes + 8);
  return type == VOST_FOURCC ('t', 'e', 'x', 't') || type == VOST_FOURCC ('s', 'b', 't', 'l') ||
         type == VOST_FOURCC ('s', 'u', 'b', 't');
}

/* The packed code has three letters; "pt-BR" goes into a box of its own behind it. */
static void
put_media (GByteArray *out,
           const VostFileView *view,
           const guint8 *movie,
           const VostBox *base,
           const VostBox *media,
           const VostAttribution *attribution)
{
  g_autofree char *language =
      is_text_track (view, media) ? extended_language (view, media, attribution) : NULL;
  gsize mark = begin (out, VOST_FOURCC ('m', 'd', 'i', 'a'));
  VostBox box;
  for (guint64 at = media->data; vost_box_next (view, &at, media->end, &box);)
    {
      put_copy (out, movie, base, &box);
      if (language == NULL || box.type != VOST_FOURCC ('m', 'd', 'h', 'd'))
        continue;
      gsize elng = begin (out, VOST_FOURCC ('e', 'l', 'n', 'g'));
      vost_put_be32 (out, 0);
      g_byte_array_append (out, (const guint8 *) language, (guint) strlen (language) + 1);
      end (out, elng);
    }
  end (out, mark);
}

static void
put_track (GByteArray *out,
           const VostFileView *view,
           const guint8 *movie,
           const VostBox *base,
           const VostBox *track,
           const VostAttribution *attribution)
{
  gsize mark = begin (out, VOST_FOURCC ('t', 'r', 'a', 'k'));
  VostBox box;
  for (guint64 at = track->data; vost_box_next (view, &at, track->end, &box);)
    if (box.type == VOST_FOURCC ('m', 'd', 'i', 'a'))
      put_media (out, view, movie, base, &box, attribution);
    else
      put_copy (out, movie, base, &box);
  end (out, mark);
}

static GByteArray *
build_movie (const VostFileView *view,
             const VostBox *base,
             const VostAttribution *attribution,
             GError **error)
{
  g_autofree guint8 *movie =
      vost_file_view_dup (view, base->start, base->end - base->start, MAX_MOVIE);
  if (movie == NULL)
    {
      fail (view, VOST_ERROR_TOO_BIG, _ ("The index of “%s” is too big."), error);
      return NULL;
    }
  g_autoptr (GByteArray) out = g_byte_array_new ();
  VostBox udta;
  VostBox box;
  gboolean has_udta = FALSE;
  gsize mark = begin (out, base->type);
  guint64 at = base->data;
  while (vost_box_next (view, &at, base->end, &box))
    if (box.type == VOST_FOURCC ('u', 'd', 't', 'a'))
      {
        udta = box;
        has_udta = TRUE;
      }
    else if (box.type == VOST_FOURCC ('t', 'r', 'a', 'k'))
      put_track (out, view, movie, base, &box, attribution);
    else
      put_copy (out, movie, base, &box);
  if (at != base->end)
    {
      fail (view, VOST_ERROR_BAD_INPUT, _ ("“%s” is damaged or not finished."), error);
      return NULL;
    }
  put_user_data (out, view, movie, base, has_udta ? &udta : NULL, attribution);
  end (out, mark);
  return g_steal_pointer (&out);
}

/**
 * Places: what of the file is ours to change.
 * @tail: end of the last box that has to stay where it is
 */
typedef struct
{
  VostBox movie;
  gboolean has_movie;
  GArray *packets; /* (element-type VostBox): old XMP */
  guint64 tail;
} Places;

static gboolean
survey (Places *self, const VostFileView *view, GError **error)
{
  guint64 at = 0;
  VostBox box;
  guint8 uuid[16];
  for (guint i = 0; i < MAX_BOXES && vost_box_next (view, &at, view->size, &box); i++)
    {
      gboolean packet = box.type == VOST_FOURCC ('u', 'u', 'i', 'd') && box.end - box.data > 16 &&
                        vost_file_view_read (view, box.data, uuid, 16) &&
                        memcmp (uuid, vost_xmp_uuid, 16) == 0;
      if (box.type == VOST_FOURCC ('m', 'o', 'o', 'f'))
        return fail (view, VOST_ERROR_UNSUPPORTED,
                     _ ("“%s” is a fragmented file, which cannot be changed."), error);
      if (packet)
        g_array_append_val (self->packets, box);
      if (box.type == VOST_FOURCC ('m', 'o', 'o', 'v') && !self->has_movie)
        {
          self->movie = box;
          self->has_movie = TRUE;
        }
      else if (!packet && box.type != VOST_FOURCC ('f', 'r', 'e', 'e'))
        self->tail = box.end;
    }
  if (at != view->size || !self->has_movie)
    return fail (view, VOST_ERROR_BAD_INPUT, _ ("“%s” is damaged or not finished."), error);
  return TRUE;
}

static gboolean
free_box (VostFileView *view, const VostBox *box, GError **error)
{
  return vost_file_view_write (view, box->start + 4, "free", 4, error);
}

/* A box whose size is "to the end of the file" could not be followed by ours. */
static gboolean
close_last_box (VostFileView *view, guint64 tail, GError **error)
{
  guint64 at = 0;
  VostBox box;
  guint8 head[4];
  while (at < tail && vost_box_next (view, &at, tail, &box))
    if (box.end == tail && vost_file_view_read (view, box.start, head, 4) && vost_be32 (head) == 0)
      {
        guint64 size = box.end - box.start;
        guint32 be = GUINT32_TO_BE ((guint32) size);
        if (size > G_MAXUINT32)
          return fail (view, VOST_ERROR_UNSUPPORTED, _ ("“%s” leaves no room for its licence."),
                       error);
        return vost_file_view_write (view, box.start, &be, 4, error);
      }
  return TRUE;
}

static gboolean
rewrite (VostFileView *view,
         const Places *places,
         const GByteArray *movie,
         const GByteArray *packet,
         GError **error)
{
  guint64 tail = places->tail;
  /* Where the index stands before the pictures it stays as free space: no offset changes. */
  if (places->movie.start < tail && !free_box (view, &places->movie, error))
    return FALSE;
  for (guint i = 0; i < places->packets->len; i++)
    {
      const VostBox *old = &g_array_index (places->packets, VostBox, i);
      if (old->start < tail && !free_box (view, old, error))
        return FALSE;
    }
  return vost_file_view_truncate (view, tail, error) && close_last_box (view, tail, error) &&
         vost_file_view_append (view, movie->data, movie->len, error) &&
         vost_file_view_append (view, packet->data, packet->len, error);
}

gboolean
vost_mp4_write_rights (VostFileView *view, const VostAttribution *attribution, GError **error)
{
  g_autoptr (GArray) packets = g_array_new (FALSE, FALSE, sizeof (VostBox));
  Places places = { .packets = packets };
  if (!survey (&places, view, error))
    return FALSE;
  g_autoptr (GByteArray) movie = build_movie (view, &places.movie, attribution, error);
  if (movie == NULL)
    return FALSE;
  g_autofree char *xmp = vost_xmp_write (attribution);
  g_autoptr (GByteArray) packet = g_byte_array_new ();
  gsize mark = begin (packet, VOST_FOURCC ('u', 'u', 'i', 'd'));
  g_byte_array_append (packet, vost_xmp_uuid, sizeof vost_xmp_uuid);
  g_byte_array_append (packet, (const guint8 *) xmp, (guint) strlen (xmp));
  end (packet, mark);
  return rewrite (view, &places, movie, packet, error);
}
