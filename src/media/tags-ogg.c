/* Licence and credits inside Ogg, Opus and FLAC files: reading their comment headers. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rights-private.h"

/* All comment headers stand in the first pages; a cover picture may be among them. */
#define MAX_PAGES 4096u
#define MAX_COMMENTS 10000u
#define MAX_STREAMS 32u

static guint32
le32 (const guint8 *data)
{
  return ((guint32) data[3] << 24) | ((guint32) data[2] << 16) | ((guint32) data[1] << 8) | data[0];
}

/* Vendor string, count, then "NAME=value" each; every length is checked against what is there. */
static void
read_comments (const guint8 *data, gsize n, VostRightsReading *reading)
{
  if (n < 8 || le32 (data) > n - 8)
    return;
  gsize at = 4 + (gsize) le32 (data);
  guint32 count = le32 (data + at);
  at += 4;
  for (guint32 i = 0; i < MIN (count, MAX_COMMENTS) && n - at >= 4; i++)
    {
      gsize length = le32 (data + at);
      at += 4;
      if (length > n - at)
        return;
      if (length <= VOST_MAX_GRAPH)
        {
          g_autofree char *comment = g_strndup ((const char *) data + at, length);
          char *equals = strchr (comment, '=');
          if (equals != NULL)
            {
              *equals = '\0';
              vost_rights_reading_tag (reading, "ogg-comments", comment, equals + 1);
            }
        }
      at += length;
    }
}

static gboolean
starts_with (const GByteArray *packet, const char *magic, gsize n)
{
  return packet->len >= n && memcmp (packet->data, magic, n) == 0;
}

static void
read_packet (const GByteArray *packet, VostRightsReading *reading)
{
  gsize skip = starts_with (packet, "OpusTags", 8)                ? 8
               : starts_with (packet, "\003vorbis", 7)            ? 7
               : starts_with (packet, "\201theora", 7)            ? 7
               : packet->len > 4 && (packet->data[0] & 0x7F) == 4 ? 4
                                                                  : 0;
  if (skip > 0)
    read_comments (packet->data + skip, packet->len - skip, reading);
}

typedef struct
{
  guint32 serial;
  guint packets; /* whole ones seen */
  GByteArray *packet;
} Stream;

static void
stream_clear (gpointer data)
{
  g_byte_array_unref (((Stream *) data)->packet);
}

static Stream *
stream_of (GArray *streams, guint32 serial)
{
  for (guint i = 0; i < streams->len; i++)
    if (g_array_index (streams, Stream, i).serial == serial)
      return &g_array_index (streams, Stream, i);
  if (streams->len >= MAX_STREAMS)
    return NULL;
  Stream added = { .serial = serial, .packet = g_byte_array_new () };
  g_array_append_val (streams, added);
  return &g_array_index (streams, Stream, streams->len - 1);
}

/* A page: up to 255 segments; one shorter than 255 bytes ends a packet. */
static gboolean
read_page (const VostFileView *view, guint64 *at, GArray *streams, VostRightsReading *reading)
{
  guint8 head[27];
  guint8 lacing[255];
  if (!vost_file_view_read (view, *at, head, 27) || memcmp (head, "OggS", 4) != 0 ||
      !vost_file_view_read (view, *at + 27, lacing, head[26]))
    return FALSE;
  guint64 data = *at + 27 + head[26];
  Stream *stream = stream_of (streams, le32 (head + 14));
  for (guint i = 0; i < head[26]; i++)
    {
      guint8 bytes[255];
      if (!vost_file_view_read (view, data, bytes, lacing[i]))
        return FALSE;
      data += lacing[i];
      /* Only the first three packets of a stream can be its comments. */
      if (stream == NULL || stream->packets >= 3 || stream->packet->len > VOST_MAX_GRAPH)
        continue;
      g_byte_array_append (stream->packet, bytes, lacing[i]);
      if (lacing[i] == 255)
        continue;
      read_packet (stream->packet, reading);
      g_byte_array_set_size (stream->packet, 0);
      stream->packets++;
    }
  *at = data;
  return TRUE;
}

static gboolean
all_read (const GArray *streams)
{
  for (guint i = 0; i < streams->len; i++)
    if (g_array_index (streams, Stream, i).packets < 3)
      return FALSE;
  return streams->len > 0;
}

static gboolean
read_flac (const VostFileView *view, VostRightsReading *reading)
{
  guint64 at = 4;
  guint8 head[4];
  for (guint i = 0; i < 128 && vost_file_view_read (view, at, head, 4); i++)
    {
      gsize n = ((gsize) head[1] << 16) | ((gsize) head[2] << 8) | head[3];
      if ((head[0] & 0x7F) == 4)
        {
          g_autofree guint8 *bytes = vost_file_view_dup (view, at + 4, n, 1 << 24);
          if (bytes != NULL)
            read_comments (bytes, n, reading);
        }
      if (head[0] & 0x80)
        break;
      at += 4 + n;
    }
  return TRUE;
}

gboolean
vost_ogg_read_rights (const VostFileView *view, VostRightsReading *reading)
{
  guint8 magic[4];
  if (!vost_file_view_read (view, 0, magic, 4))
    return FALSE;
  if (memcmp (magic, "fLaC", 4) == 0)
    return read_flac (view, reading);
  if (memcmp (magic, "OggS", 4) != 0)
    return FALSE;
  g_autoptr (GArray) streams = g_array_new (FALSE, FALSE, sizeof (Stream));
  g_array_set_clear_func (streams, stream_clear);
  guint64 at = 0;
  for (guint i = 0; i < MAX_PAGES && read_page (view, &at, streams, reading); i++)
    if (all_read (streams))
      break;
  return TRUE;
}
