/* Subtitle packets of a container put together to what a file of their format would hold. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "embedded-private.h"

#include "vostok-config.h"

#include <glib/gi18n-lib.h>
#include <pango/pango.h>

/* How long a cue stays that does not say, and has no successor. */
#define LAST_CUE_DURATION (5 * VOST_SECOND)
/* Fields before the text of an ASS packet. */
#define N_ASS_FIELDS 8

static VostPacket *
packet_at (GArray *packets, guint index)
{
  return &g_array_index (packets, VostPacket, index);
}

/* Packets without an end stay until the next one comes. */
static void
close_spans (GArray *packets)
{
  for (guint i = 0; i < packets->len; i++)
    {
      VostPacket *packet = packet_at (packets, i);

      if (packet->span.end != VOST_TIME_NONE && packet->span.end > packet->span.start)
        continue;
      packet->span.end = packet->span.start + LAST_CUE_DURATION;
      if (i + 1 < packets->len && packet_at (packets, i + 1)->span.start > packet->span.start)
        packet->span.end = MIN (packet->span.end, packet_at (packets, i + 1)->span.start);
    }
}

static void
replace (GString *text, const char *from, const char *to)
{
  g_string_replace (text, from, to, 0);
}

/* Undoes what makes plain characters safe in Pango markup. The demuxer leaves alone what has an end
 * tag in it, so there "&amp;" is what the author wrote. */
static char *
unescape (const char *text)
{
  g_autofree char *plain = NULL;

  if (strstr (text, "<span") != NULL && pango_parse_markup (text, -1, 0, NULL, &plain, NULL, NULL))
    return g_steal_pointer (&plain);
  if (strstr (text, "</") != NULL)
    return g_strdup (text);

  g_autoptr (GString) out = g_string_new (text);

  replace (out, "&lt;", "<");
  replace (out, "&gt;", ">");
  replace (out, "&quot;", "\"");
  replace (out, "&apos;", "'");
  replace (out, "&#39;", "'");
  replace (out, "&amp;", "&");
  return g_string_free (g_steal_pointer (&out), FALSE);
}

static VostSubtitles *
read_with (const char *format_id, const GString *text, GError **error)
{
  const VostFormat *format = vost_format_by_id (format_id);
  g_autoptr (VostSubtitles) subs = vost_subtitles_new ();
  g_autoptr (GPtrArray) diagnostics = vost_diagnostics_new ();

  if (format == NULL)
    {
      g_set_error (error, VOST_ERROR, VOST_ERROR_UNSUPPORTED,
                   _ ("This program was built without the format “%s”."), format_id);
      return NULL;
    }
  if (!format->read (text->str, text->len, subs, diagnostics, error))
    return NULL;
  vost_set_string (&subs->track->format, format_id);
  return g_steal_pointer (&subs);
}

/* A payload without the blank lines that would end it. */
static void
append_payload (GString *out, const char *payload)
{
  g_auto (GStrv) lines = g_strsplit_set (payload, "\r\n", -1);

  for (guint i = 0; lines[i] != NULL; i++)
    if (*g_strchomp (lines[i]) != '\0')
      g_string_append_printf (out, "%s\n", lines[i]);
}

static VostSubtitles *
read_srt (VostPacketType type, GArray *packets, GError **error)
{
  g_autoptr (GString) file = g_string_new (NULL);
  guint n = 0;

  for (guint i = 0; i < packets->len; i++)
    {
      const VostPacket *packet = packet_at (packets, i);
      g_autofree char *text =
          type == VOST_PACKETS_ESCAPED ? unescape (packet->text) : g_strdup (packet->text);
      g_autofree char *start = vost_time_format (MAX (packet->span.start, 0), 3);
      g_autofree char *end = vost_time_format (MAX (packet->span.end, 0), 3);

      /* 3GPP text fills the gaps between cues with empty ones. */
      if (*g_strstrip (text) == '\0')
        continue;
      g_strdelimit (start, ".", ',');
      g_strdelimit (end, ".", ',');
      g_string_append_printf (file, "%u\n%s --> %s\n", ++n, start, end);
      append_payload (file, text);
      g_string_append_c (file, '\n');
    }
  return n > 0 ? read_with ("srt", file, error) : vost_subtitles_new ();
}

/* One event of an ASS file as the packet has it. */
typedef struct
{
  gint64 order;
  char *line;
} VostAssLine;

static void
clear_ass_line (gpointer data)
{
  g_free (((VostAssLine *) data)->line);
}

static int
compare_ass_lines (gconstpointer a, gconstpointer b)
{
  gint64 first = ((const VostAssLine *) a)->order;
  gint64 second = ((const VostAssLine *) b)->order;

  return (first > second) - (first < second);
}

static char *
format_ass_time (VostTime t)
{
  gint64 hundredths = (MAX (t, 0) + 5 * VOST_MSECOND) / (10 * VOST_MSECOND);

  return g_strdup_printf ("%" G_GINT64_FORMAT ":%02d:%02d.%02d", hundredths / 360000,
                          (int) (hundredths / 6000 % 60), (int) (hundredths / 100 % 60),
                          (int) (hundredths % 100));
}

static void
add_ass_line (GArray *lines, const VostPacket *packet, gboolean old)
{
  g_autoptr (GString) one = g_string_new (packet->text);

  replace (one, "\r", "");
  replace (one, "\n", "\\N");

  g_auto (GStrv) fields = g_strsplit (one->str, ",", N_ASS_FIELDS + 1);

  if (g_strv_length (fields) != N_ASS_FIELDS + 1)
    return;

  g_autofree char *start = format_ass_time (packet->span.start);
  g_autofree char *end = format_ass_time (packet->span.end);
  g_autofree char *rest = g_strjoinv (",", fields + 2);
  VostAssLine line = {
    .order = g_ascii_strtoll (fields[0], NULL, 10),
    .line =
        g_strdup_printf ("Dialogue: %s,%s,%s,%s\n", old ? "Marked=0" : fields[1], start, end, rest),
  };

  g_array_append_val (lines, line);
}

/* The header without its list of events: the packets are that list, in an order of their own. */
static char *
cut_events (const char *header)
{
  const char *events = strstr (header, "[Events]");
  gsize len = events != NULL ? (gsize) (events - header) : strlen (header);
  char *cut = g_strchomp (g_strndup (header, len));

  /* A file without a head is one that could not be told from plain text. */
  if (strstr (cut, "[Script Info]") == NULL)
    {
      g_free (cut);
      return g_strdup ("[Script Info]\nScriptType: v4.00+");
    }
  return cut;
}

static VostSubtitles *
read_ass (GArray *packets, const char *header, GError **error)
{
  g_autofree char *head = cut_events (header != NULL ? header : "");
  gboolean old = strstr (head, "[V4 Styles]") != NULL;
  g_autoptr (GArray) lines = g_array_new (FALSE, FALSE, sizeof (VostAssLine));
  g_autoptr (GString) text = g_string_new (head);

  g_array_set_clear_func (lines, clear_ass_line);
  for (guint i = 0; i < packets->len; i++)
    add_ass_line (lines, packet_at (packets, i), old);
  g_array_sort (lines, compare_ass_lines);

  g_string_append_printf (text,
                          "\n\n[Events]\nFormat: %s, Start, End, Style, Name, MarginL, MarginR, "
                          "MarginV, Effect, Text\n",
                          old ? "Marked" : "Layer");
  for (guint i = 0; i < lines->len; i++)
    g_string_append (text, g_array_index (lines, VostAssLine, i).line);
  return read_with ("ass", text, error);
}

static void
append_webvtt_cue (GString *out, const VostPacket *packet, gboolean with_head)
{
  g_autofree char *start = vost_time_format (MAX (packet->span.start, 0), 3);
  g_autofree char *end = vost_time_format (MAX (packet->span.end, 0), 3);
  g_auto (GStrv) parts = g_strsplit (packet->text, "\n", with_head ? 3 : 1);
  gboolean whole = with_head && g_strv_length (parts) == 3;
  const char *payload = whole ? parts[2] : packet->text;

  if (whole && *g_strstrip (parts[0]) != '\0' && strstr (parts[0], "-->") == NULL)
    g_string_append_printf (out, "%s\n", parts[0]);
  g_string_append_printf (out, "%s --> %s", start, end);
  if (whole && *g_strstrip (parts[1]) != '\0')
    g_string_append_printf (out, " %s", parts[1]);
  g_string_append_c (out, '\n');
  append_payload (out, payload);
  g_string_append_c (out, '\n');
}

static VostSubtitles *
read_webvtt (VostPacketType type, GArray *packets, const char *header, GError **error)
{
  g_autofree char *head = g_strstrip (g_strdup (header != NULL ? header : ""));
  g_autoptr (GString) text = g_string_new (NULL);

  if (!g_str_has_prefix (head, "WEBVTT"))
    g_string_append (text, *head != '\0' ? "WEBVTT\n\n" : "WEBVTT");
  g_string_append (text, head);
  g_string_append (text, "\n\n");
  for (guint i = 0; i < packets->len; i++)
    append_webvtt_cue (text, packet_at (packets, i), type == VOST_PACKETS_D_WEBVTT);
  return read_with ("webvtt", text, error);
}

VostSubtitles *
vost_subtitles_from_packets (VostPacketType type,
                             GArray *packets,
                             const char *header,
                             GError **error)
{
  g_autoptr (VostSubtitles) subs = NULL;

  close_spans (packets);
  if (packets->len > 0)
    switch (type)
      {
      case VOST_PACKETS_PLAIN:
      case VOST_PACKETS_ESCAPED:
        subs = read_srt (type, packets, error);
        break;
      case VOST_PACKETS_ASS:
        subs = read_ass (packets, header, error);
        break;
      case VOST_PACKETS_WEBVTT:
      case VOST_PACKETS_D_WEBVTT:
        subs = read_webvtt (type, packets, header, error);
        break;
      default:
        g_assert_not_reached ();
      }
  if (packets->len > 0 && subs == NULL)
    return NULL;
  if (subs == NULL || subs->cues->len == 0)
    {
      g_set_error_literal (error, VOST_ERROR, VOST_ERROR_BAD_INPUT,
                           _ ("These subtitles have no text in them. Choose another track."));
      return NULL;
    }
  return g_steal_pointer (&subs);
}
