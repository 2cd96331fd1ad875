/* Gathers what the places of a file say of its rights into one answer. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rights-private.h"

#include <vostok/core/bounds.h>

/* More creators or works than a film has; a hostile file may repeat a tag for ever. */
#define MAX_ITEMS 10000

typedef enum
{
  SAYS_NOTHING,
  SAYS_TITLE,
  SAYS_CREATOR,
  SAYS_LICENCE,
  SAYS_LICENCE_URL,
  SAYS_NOTICE,
  SAYS_SOURCE,
  SAYS_CHANGES,
  SAYS_CREDIT,
  SAYS_GRAPH,
  SAYS_COMMENT,
} Says;

static const struct
{
  const char *name; /* letters only, lower case */
  Says says;
} meanings[] = {
  { "title", SAYS_TITLE },
  { "titre", SAYS_TITLE },
  { "título", SAYS_TITLE },
  { "artist", SAYS_CREATOR },
  { "author", SAYS_CREATOR },
  { "auteur", SAYS_CREATOR },
  { "autor", SAYS_CREATOR },
  { "creator", SAYS_CREATOR },
  { "by", SAYS_CREATOR },
  { "de", SAYS_CREATOR },
  { "par", SAYS_CREATOR },
  { "director", SAYS_CREATOR },
  { "originalscript", SAYS_CREATOR },
  { "license", SAYS_LICENCE },
  { "licence", SAYS_LICENCE },
  { "licencia", SAYS_LICENCE },
  { "termsofuse", SAYS_LICENCE },
  { "usageterms", SAYS_LICENCE },
  { "spdxlicenseidentifier", SAYS_LICENCE },
  { "licenseurl", SAYS_LICENCE_URL },
  { "licenseuri", SAYS_LICENCE_URL },
  { "licenceurl", SAYS_LICENCE_URL },
  { "urldelalicence", SAYS_LICENCE_URL },
  { "urldelalicencia", SAYS_LICENCE_URL },
  { "licenseurllicense", SAYS_LICENCE_URL },
  { "copyright", SAYS_NOTICE },
  { "productioncopyright", SAYS_NOTICE },
  { "rights", SAYS_NOTICE },
  { "spdxfilecopyrighttext", SAYS_NOTICE },
  { "source", SAYS_SOURCE },
  { "fuente", SAYS_SOURCE },
  { "url", SAYS_SOURCE },
  { "purl", SAYS_SOURCE },
  { "website", SAYS_SOURCE },
  { "location", SAYS_SOURCE },
  { "changes", SAYS_CHANGES },
  { "modifications", SAYS_CHANGES },
  { "cambios", SAYS_CHANGES },
  { "attribution", SAYS_CREDIT },
  { "provenance", SAYS_GRAPH },
  { "comment", SAYS_COMMENT },
  { "comments", SAYS_COMMENT },
  { "description", SAYS_COMMENT },
  { "synopsis", SAYS_COMMENT },
};

VostRightsReading *
vost_rights_reading_new (void)
{
  VostRightsReading *self = g_new0 (VostRightsReading, 1);
  self->found = g_new0 (VostFoundRights, 1);
  self->found->creators = g_ptr_array_new_with_free_func (g_free);
  self->found->languages = g_ptr_array_new_with_free_func (g_free);
  self->found->found_in = g_ptr_array_new_with_free_func (g_free);
  self->found->missing = g_ptr_array_new_with_free_func (g_free);
  self->works = g_ptr_array_new_with_free_func (g_free);
  return self;
}

void
vost_rights_reading_free (VostRightsReading *self)
{
  if (self == NULL)
    return;
  vost_found_rights_free (self->found);
  g_free (self->statement);
  g_free (self->url);
  g_free (self->notice);
  g_free (self->credit);
  g_free (self->source);
  g_free (self->guess);
  g_free (self->guess_source);
  g_ptr_array_unref (self->works);
  g_clear_pointer (&self->graph, vost_attribution_free);
  g_free (self);
}

void
vost_found_rights_free (VostFoundRights *self)
{
  if (self == NULL)
    return;
  g_free (self->title);
  g_free (self->source);
  g_free (self->changes);
  g_clear_pointer (&self->creators, g_ptr_array_unref);
  g_clear_pointer (&self->languages, g_ptr_array_unref);
  g_clear_pointer (&self->found_in, g_ptr_array_unref);
  g_clear_pointer (&self->missing, g_ptr_array_unref);
  g_clear_pointer (&self->attribution, vost_attribution_free);
  g_free (self);
}

static void
add_once (GPtrArray *array, const char *value)
{
  if (value == NULL || *value == '\0' || array->len >= MAX_ITEMS)
    return;
  if (!g_ptr_array_find_with_equal_func (array, value, g_str_equal, NULL))
    g_ptr_array_add (array, g_strdup (value));
}

static void
set_once (char **field, const char *value)
{
  if (*field == NULL && value != NULL && *value != '\0')
    *field = g_strdup (value);
}

void
vost_rights_reading_in (VostRightsReading *self, const char *where)
{
  add_once (self->found->found_in, where);
}

void
vost_rights_reading_language (VostRightsReading *self, const char *language)
{
  const char *value = language != NULL && *language != '\0' ? language : "und";
  if (self->found->languages->len < MAX_ITEMS)
    g_ptr_array_add (self->found->languages, g_strdup (value));
}

/* The first web address in a text, without the punctuation that ends its sentence. */
static char *
find_url (const char *text, const char *needle)
{
  for (const char *at = strstr (text, "http"); at != NULL; at = strstr (at + 4, "http"))
    {
      gsize n = strcspn (at, " \t\r\n\"'<>()[]{}|,;");
      while (n > 0 && strchr (".:!?", at[n - 1]) != NULL)
        n--;
      g_autofree char *url = g_strndup (at, n);
      if (strstr (url, "://") != NULL && (needle == NULL || strstr (url, needle) != NULL))
        return g_steal_pointer (&url);
    }
  return NULL;
}

static gboolean
is_licence (const char *text)
{
  VostLicence licence;
  return text != NULL && strlen (text) < 4096 && vost_licence_parse (text, &licence);
}

/* Some write the address into the copyright line, a comment or the licence's name: it is a
 * statement all the same. */
static gboolean
take_licence_url (VostRightsReading *self, const char *value)
{
  g_autofree char *url = find_url (value, "creativecommons.org/");
  if (url == NULL)
    url = find_url (value, NULL);
  if (!is_licence (url))
    return FALSE;
  set_once (&self->url, url);
  return TRUE;
}

static Says
meaning_of (const char *name)
{
  g_autoptr (GString) letters = g_string_new (NULL);
  g_autofree char *lower = g_utf8_strdown (name, MIN (strlen (name), 64));
  for (const char *p = lower; *p != '\0'; p++)
    if (g_ascii_isalpha (*p) || (guchar) *p >= 0x80)
      g_string_append_c (letters, *p);
  for (guint i = 0; i < G_N_ELEMENTS (meanings); i++)
    if (g_str_equal (letters->str, meanings[i].name))
      return meanings[i].says;
  return SAYS_NOTHING;
}

static void
take_creators (VostRightsReading *self, const char *value)
{
  g_auto (GStrv) names = g_strsplit (value, ";", MAX_ITEMS);
  for (guint i = 0; names[i] != NULL; i++)
    add_once (self->found->creators, g_strstrip (names[i]));
}

static gboolean
take (VostRightsReading *self, Says says, const char *where, const char *value)
{
  switch (says)
    {
    case SAYS_TITLE:
      set_once (&self->found->title, value);
      return TRUE;
    case SAYS_CREATOR:
      take_creators (self, value);
      return TRUE;
    case SAYS_LICENCE:
      take_licence_url (self, value);
      set_once (&self->statement, value);
      return TRUE;
    case SAYS_LICENCE_URL:
      set_once (&self->url, value);
      return TRUE;
    case SAYS_NOTICE:
      take_licence_url (self, value);
      set_once (&self->notice, value);
      return TRUE;
    case SAYS_SOURCE:
      /* Some players put the licence's page where the film's should be. */
      if (!take_licence_url (self, value))
        set_once (&self->source, value);
      return TRUE;
    case SAYS_CHANGES:
      set_once (&self->found->changes, value);
      return TRUE;
    case SAYS_CREDIT:
      take_licence_url (self, value);
      set_once (&self->credit, value);
      return TRUE;
    case SAYS_GRAPH:
      vost_rights_reading_graph (self, where, value, strlen (value));
      return TRUE;
    case SAYS_COMMENT:
      return take_licence_url (self, value);
    case SAYS_NOTHING:
    default:
      return FALSE;
    }
}

void
vost_rights_reading_tag (VostRightsReading *self,
                         const char *where,
                         const char *name,
                         const char *value)
{
  if (name == NULL || value == NULL)
    return;
  g_autofree char *clean = g_strstrip (g_utf8_make_valid (value, -1));
  if (*clean != '\0' && take (self, meaning_of (name), where, clean))
    vost_rights_reading_in (self, where);
}

/* The last part of a line behind a dash. */
static char *
after_dash (const char *line)
{
  const char *dash = g_strrstr (line, "– ");
  return dash != NULL ? g_strstrip (g_strdup (dash + strlen ("– "))) : NULL;
}

static char *
in_quotes (const char *line)
{
  static const char *const marks[][2] = {
    { "“", "”" }, { "« ", " »" }, { "«\u00A0", "\u00A0»" }, { "«", "»" }
  };
  for (guint i = 0; i < G_N_ELEMENTS (marks); i++)
    {
      const char *start = strstr (line, marks[i][0]);
      /* The last one: a title may hold quotes itself. */
      const char *end = start != NULL ? g_strrstr (start, marks[i][1]) : NULL;
      if (end != NULL && end - start >= (gssize) strlen (marks[i][0]))
        return g_strndup (start + strlen (marks[i][0]),
                          (gsize) (end - start) - strlen (marks[i][0]));
    }
  return NULL;
}

/* "This film contains “Title” by Author (address), used under …": a sentence that names a work and
 * where it is. */
static gboolean
take_sentence (VostRightsReading *self, const char *line)
{
  g_autofree char *title = in_quotes (line);
  g_autofree char *url = title != NULL ? find_url (line, NULL) : NULL;
  if (url == NULL || is_licence (url))
    return FALSE;
  vost_rights_reading_work (self, title, NULL, url);
  return TRUE;
}

void
vost_rights_reading_text (VostRightsReading *self, const char *where, const char *text)
{
  g_auto (GStrv) lines = g_strsplit_set (text, "\r\n", 10000);
  gboolean any = FALSE;
  for (guint i = 0; lines[i] != NULL; i++)
    {
      char *line = g_strstrip (lines[i]);
      /* A key with a colon, but not "https:". */
      const char *colon = strchr (line, ':');
      if (colon != NULL && colon != line && colon - line < 48 && !g_str_has_prefix (colon, "://"))
        {
          g_autofree char *key = g_strndup (line, (gsize) (colon - line));
          g_autofree char *value = g_strstrip (g_strdup (colon + 1));
          any |= *value != '\0' && take (self, meaning_of (key), where, value);
        }
      any |= take_licence_url (self, line);
      any |= take_sentence (self, line);
    }
  if (any)
    vost_rights_reading_in (self, where);
}

void
vost_rights_reading_closing_cue (VostRightsReading *self, const char *text)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", 8);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_autofree char *tail = after_dash (lines[i]);
      g_autofree char *title = in_quotes (lines[i]);
      g_autofree char *url = tail != NULL ? find_url (tail, NULL) : NULL;
      /* Addresses are often shortened to fit the line. */
      if (url == NULL && title != NULL && tail != NULL && strchr (tail, '.') != NULL &&
          strchr (tail, ' ') == NULL)
        url = g_strdup (tail);
      if (is_licence (tail))
        set_once (&self->statement, tail);
      else if (url == NULL)
        continue;
      set_once (&self->guess, title);
      if (url != NULL && !is_licence (url))
        set_once (&self->guess_source, url);
      vost_rights_reading_in (self, "cue");
    }
}

void
vost_rights_reading_work (VostRightsReading *self,
                          const char *title,
                          const char *by,
                          const char *url)
{
  add_once (self->works, url != NULL && *url != '\0'       ? url
                         : title != NULL && *title != '\0' ? title
                                                           : by);
}

static void
take_graph_credits (VostRightsReading *self, const VostAttribution *graph)
{
  g_autoptr (GString) changes = g_string_new (NULL);
  for (guint i = 0; i < graph->credits->len; i++)
    {
      const VostCredit *credit = g_ptr_array_index (graph->credits, i);
      vost_rights_reading_work (self, credit->title, credit->by, credit->url);
      if (credit->changes == NULL || *credit->changes == '\0')
        continue;
      if (strstr (changes->str, credit->changes) != NULL)
        continue;
      if (changes->len > 0)
        g_string_append (changes, "; ");
      g_string_append (changes, credit->changes);
    }
  set_once (&self->found->changes, changes->str);
}

void
vost_rights_reading_graph (VostRightsReading *self, const char *where, const char *json, gsize len)
{
  if (len > VOST_MAX_GRAPH)
    return;
  g_autoptr (VostAttribution) graph = vost_attribution_from_json_ld (json, len, NULL);
  if (graph == NULL)
    return;
  vost_rights_reading_in (self, where);
  if (self->graph != NULL)
    return;
  g_autofree char *maker = vost_attribution_maker (graph);
  set_once (&self->found->title, graph->title);
  if (self->found->creators->len == 0)
    add_once (self->found->creators, maker);
  set_once (&self->statement, graph->licence_spdx);
  set_once (&self->url, graph->licence_url);
  take_graph_credits (self, graph);
  self->graph = g_steal_pointer (&graph);
}

static void
settle_licence (VostRightsReading *self)
{
  VostFoundRights *found = self->found;
  gboolean known = FALSE;
  if (self->url != NULL)
    known = vost_licence_parse (self->url, &found->licence);
  if (!known && is_licence (self->statement))
    known = vost_licence_parse (self->statement, &found->licence);
  if (!known && is_licence (self->notice))
    known = vost_licence_parse (self->notice, &found->licence);
  /* A permission or a public domain basis has no address: only the graph has it whole. */
  if (!known && self->graph != NULL)
    found->licence = self->graph->licence;
}

static void
lacks (VostRightsReading *self, gboolean lacking, const char *what)
{
  if (lacking)
    g_ptr_array_add (self->found->missing, g_strdup (what));
}

VostFoundRights *
vost_rights_reading_finish (VostRightsReading *self)
{
  VostFoundRights *found = self->found;
  settle_licence (self);
  g_autofree char *address = vost_licence_to_url (&found->licence);
  if (self->works->len > 0 && self->source == NULL)
    {
      g_ptr_array_add (self->works, NULL);
      self->source = g_strjoinv (", ", (char **) self->works->pdata);
    }
  set_once (&found->source, self->source);
  set_once (&found->source, self->guess_source);
  set_once (&found->title, self->guess);
  gboolean unknown = found->licence.family == VOST_LICENCE_UNKNOWN;
  lacks (self, unknown, "licence");
  lacks (self, self->url == NULL && (unknown || *address != '\0'), "licence-url");
  lacks (self, found->title == NULL, "title");
  lacks (self, found->creators->len == 0 && self->notice == NULL && self->credit == NULL,
         "creators");
  lacks (self, found->source == NULL, "source");
  lacks (self, self->graph != NULL && self->graph->adaptation && found->changes == NULL, "changes");
  found->complete = found->missing->len == 0;
  if (found->title == NULL)
    found->title = g_strdup ("");
  if (found->source == NULL)
    found->source = g_strdup ("");
  if (found->changes == NULL)
    found->changes = g_strdup ("");
  found->attribution = g_steal_pointer (&self->graph);
  return g_steal_pointer (&self->found);
}

char *
vost_attribution_maker (const VostAttribution *attribution)
{
  const VostCredit *first =
      attribution->credits->len > 0 ? g_ptr_array_index (attribution->credits, 0) : NULL;
  const char *names = first != NULL && first->creators != NULL ? first->creators : "";
  const char *by = first != NULL && first->by != NULL && *names == '\0' ? first->by : names;
  const char *author = attribution->author != NULL ? attribution->author : "";
  /* A film that is only subtitled stays its authors'. */
  if (!attribution->adaptation && *by != '\0')
    return g_strdup (by);
  return g_strdup (*author != '\0' ? author : by);
}

static char *
notice (gint64 year, const char *who)
{
  if (who == NULL || *who == '\0')
    return g_strdup ("");
  /* A credit line may be a notice already. */
  if (g_str_has_prefix (who, "©") || g_ascii_strncasecmp (who, "(c", 2) == 0 ||
      g_ascii_strncasecmp (who, "copyright", 9) == 0)
    return g_strdup (who);
  return year > 0 ? g_strdup_printf ("© %" G_GINT64_FORMAT " %s", year, who)
                  : g_strdup_printf ("© %s", who);
}

char *
vost_attribution_notice (const VostAttribution *attribution)
{
  const VostCredit *only =
      attribution->credits->len > 0 ? g_ptr_array_index (attribution->credits, 0) : NULL;
  if (!attribution->adaptation && only != NULL)
    return vost_credit_notice (only);
  g_autofree char *maker = vost_attribution_maker (attribution);
  return notice (attribution->year, maker);
}

char *
vost_credit_notice (const VostCredit *credit)
{
  /* What the authors wrote is kept verbatim. */
  if (credit->copyright != NULL && *credit->copyright != '\0')
    return g_strdup (credit->copyright);
  return notice (credit->year, credit->by);
}
