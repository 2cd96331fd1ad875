/* Kinds of records: the tables of their fields, and ids. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <vostok/core/kind.h>

#include <vostok/core/record.h>

#include "record-private.h"

/* Crockford's base 32: no letter that looks like a digit. */
static const char id_digits[] = "0123456789abcdefghjkmnpqrstvwxyz";
#define ID_LENGTH 10

#define FIELD(Type, member, name, type)                                                            \
  {                                                                                                \
    name, VOST_FIELD_##type, G_STRUCT_OFFSET (Type, member)                                        \
  }
#define END_OF_FIELDS                                                                              \
  {                                                                                                \
    NULL, VOST_FIELD_STRING, 0                                                                     \
  }

static const VostField project_fields[] = {
  FIELD (VostProjectRecord, title, "title", STRING),
  FIELD (VostProjectRecord, author, "author", STRING),
  FIELD (VostProjectRecord, author_url, "author-url", STRING),
  FIELD (VostProjectRecord, language, "language", STRING),
  FIELD (VostProjectRecord, year, "year", INT),
  FIELD (VostProjectRecord, use, "use", STRING),
  FIELD (VostProjectRecord, licence, "licence", STRING),
  FIELD (VostProjectRecord, width, "width", INT),
  FIELD (VostProjectRecord, height, "height", INT),
  FIELD (VostProjectRecord, rate, "rate", RATE),
  END_OF_FIELDS,
};

static const VostField source_fields[] = {
  FIELD (VostSource, path, "path", STRING),
  FIELD (VostSource, media, "media", STRING),
  FIELD (VostSource, title, "title", STRING),
  FIELD (VostSource, creators, "creators", STRV),
  FIELD (VostSource, year, "year", INT),
  FIELD (VostSource, url, "url", STRING),
  FIELD (VostSource, licence, "licence", STRING),
  FIELD (VostSource, licence_evidence, "licence-evidence", STRING),
  FIELD (VostSource, permission, "permission", STRING),
  FIELD (VostSource, copyright, "copyright", STRING),
  FIELD (VostSource, attribution, "attribution", STRING),
  FIELD (VostSource, changes, "changes", STRING),
  FIELD (VostSource, language, "language", STRING),
  FIELD (VostSource, works, "works", JSON),
  FIELD (VostSource, origin_of_values, "origin-of-values", JSON),
  FIELD (VostSource, fingerprint, "fingerprint", STRING),
  FIELD (VostSource, duration, "duration", TIME),
  FIELD (VostSource, rate, "rate", RATE),
  FIELD (VostSource, width, "width", INT),
  FIELD (VostSource, height, "height", INT),
  FIELD (VostSource, has_audio, "has-audio", BOOL),
  END_OF_FIELDS,
};

static const VostField track_fields[] = {
  FIELD (VostTrack, source, "source", ID),
  FIELD (VostTrack, master, "master", ID),
  FIELD (VostTrack, language, "language", STRING),
  FIELD (VostTrack, title, "title", STRING),
  FIELD (VostTrack, role, "role", STRING),
  FIELD (VostTrack, contributors, "contributors", STRV),
  FIELD (VostTrack, licence, "licence", STRING),
  FIELD (VostTrack, path, "path", STRING),
  FIELD (VostTrack, format, "format", STRING),
  FIELD (VostTrack, encoding, "encoding", STRING),
  FIELD (VostTrack, bom, "bom", BOOL),
  FIELD (VostTrack, eol, "eol", STRING),
  FIELD (VostTrack, rate, "rate", RATE),
  FIELD (VostTrack, header, "header", STRING),
  FIELD (VostTrack, footer, "footer", STRING),
  END_OF_FIELDS,
};

static const VostField cue_fields[] = {
  FIELD (VostCue, start, "start", TIME),
  FIELD (VostCue, end, "end", TIME),
  FIELD (VostCue, pair, "pair", ID),
  FIELD (VostCue, text, "text", STRING),
  FIELD (VostCue, speaker, "speaker", STRING),
  FIELD (VostCue, style, "style", STRING),
  FIELD (VostCue, settings, "settings", STRING),
  FIELD (VostCue, fields, "fields", STRING),
  FIELD (VostCue, label, "label", STRING),
  FIELD (VostCue, before, "before", STRING),
  FIELD (VostCue, raw, "raw", STRING),
  FIELD (VostCue, comment, "comment", STRING),
  FIELD (VostCue, status, "status", STRING),
  END_OF_FIELDS,
};

static const VostField lane_fields[] = {
  FIELD (VostLane, type, "type", STRING),
  FIELD (VostLane, name, "name", STRING),
  FIELD (VostLane, muted, "muted", BOOL),
  FIELD (VostLane, gain, "gain", INT),
  END_OF_FIELDS,
};

static const VostField clip_fields[] = {
  FIELD (VostClip, source, "source", ID),
  FIELD (VostClip, start, "start", TIME),
  FIELD (VostClip, in, "in", TIME),
  FIELD (VostClip, out, "out", TIME),
  FIELD (VostClip, speed, "speed", INT),
  FIELD (VostClip, fade_in, "fade-in", TIME),
  FIELD (VostClip, fade_out, "fade-out", TIME),
  FIELD (VostClip, gain, "gain", INT),
  FIELD (VostClip, link, "link", ID),
  FIELD (VostClip, title, "title", STRING),
  FIELD (VostClip, style, "style", STRING),
  END_OF_FIELDS,
};

static const VostKindInfo kind_infos[VOST_N_KINDS] = {
  [VOST_KIND_PROJECT] = { "project", sizeof (VostProjectRecord), project_fields },
  [VOST_KIND_SOURCE] = { "source", sizeof (VostSource), source_fields },
  [VOST_KIND_TRACK] = { "track", sizeof (VostTrack), track_fields },
  [VOST_KIND_CUE] = { "cue", sizeof (VostCue), cue_fields },
  [VOST_KIND_LANE] = { "lane", sizeof (VostLane), lane_fields },
  [VOST_KIND_CLIP] = { "clip", sizeof (VostClip), clip_fields },
};

const VostKindInfo *
vost_kind_info (VostKind kind)
{
  g_return_val_if_fail ((guint) kind < VOST_N_KINDS, NULL);
  return &kind_infos[kind];
}

VostKind
vost_kind_container (VostKind kind)
{
  if (kind == VOST_KIND_CUE)
    return VOST_KIND_TRACK;
  return kind == VOST_KIND_CLIP ? VOST_KIND_LANE : VOST_KIND_PROJECT;
}

VostId
vost_id_new (void)
{
  VostId id;
  do
    id = ((VostId) g_random_int () << 32 | g_random_int ()) >> (64 - VOST_ID_BITS);
  while (id <= VOST_ID_PROJECT);
  return id;
}

char *
vost_id_to_string (VostId id)
{
  if (id == VOST_ID_NONE)
    return g_strdup ("");
  char text[ID_LENGTH + 1] = "";
  for (int i = ID_LENGTH - 1; i >= 0; i--, id >>= 5)
    text[i] = id_digits[id & 31];
  return g_strdup (text);
}

/* People read ids aloud: the letters that are left out count as the digits they look like. */
static int
id_digit_value (char c)
{
  c = g_ascii_tolower (c);
  if (c == 'o')
    return 0;
  if (c == 'i' || c == 'l')
    return 1;
  const char *found = c != '\0' ? strchr (id_digits, c) : NULL;
  return found != NULL ? (int) (found - id_digits) : -1;
}

gboolean
vost_id_parse (const char *text, VostId *ret)
{
  g_return_val_if_fail (text != NULL && ret != NULL, FALSE);
  VostId id = 0;
  for (int i = 0; i < ID_LENGTH; i++)
    {
      int value = id_digit_value (text[i]);
      if (value < 0)
        return FALSE;
      id = id << 5 | (VostId) value;
    }
  if (text[ID_LENGTH] != '\0' || id == VOST_ID_NONE)
    return FALSE;
  *ret = id;
  return TRUE;
}
