/* Guessing a text's encoding, decoding it, and encoding it again to the same bytes. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "text-encoding-private.h"

#include "vostok-config.h"

#include <glib/gi18n-lib.h>
#include <uchardet/uchardet.h>

#include <vostok/core/bounds.h>
#include <vostok/core/diagnostic.h>

/* Unmappable characters that an error names; more would not help anybody. */
#define MAX_LISTED 20

typedef struct
{
  const char *name;
  const char *bytes;
  gsize len;
} ByteOrderMark;

/* UTF-32 first: its little-endian mark begins with UTF-16's. */
static const ByteOrderMark marks[] = {
  { "UTF-8", "\xef\xbb\xbf", 3 },    { "UTF-32LE", "\xff\xfe\0\0", 4 },
  { "UTF-32BE", "\0\0\xfe\xff", 4 }, { "UTF-16LE", "\xff\xfe", 2 },
  { "UTF-16BE", "\xfe\xff", 2 },
};

static gboolean
is_utf8 (const char *name)
{
  return g_ascii_strcasecmp (name, "UTF-8") == 0 || g_ascii_strcasecmp (name, "UTF8") == 0;
}

static const ByteOrderMark *
find_mark (const char *data, gsize len)
{
  for (guint i = 0; i < G_N_ELEMENTS (marks); i++)
    if (len >= marks[i].len && memcmp (data, marks[i].bytes, marks[i].len) == 0)
      return &marks[i];

  return NULL;
}

static void
append_stray (GString *out, guint8 byte)
{
  g_string_append_unichar (out, VOST_STRAY_BYTE + byte);
}

static gboolean
is_stray (gunichar c)
{
  return c >= VOST_STRAY_BYTE && c <= VOST_STRAY_BYTE + 0xff;
}

/*
 * UTF-8 with every byte that is not UTF-8 as a stray. A character of the stray range itself is
 * taken apart into strays too, or saving would turn it into one byte.
 */
static GString *
decode_utf8 (const char *data, gsize len, guint *ret_strays, guint *ret_multibyte)
{
  GString *out = g_string_sized_new (len + 1);
  const char *end = data + len;

  /* Nearly all files: no byte needs a closer look. */
  if (g_utf8_validate_len (data, len, NULL) && memchr (data, 0xf4, len) == NULL)
    {
      g_string_append_len (out, data, (gssize) len);
      return out;
    }
  while (data < end)
    {
      const char *valid;

      (void) g_utf8_validate_len (data, (gsize) (end - data), &valid);
      for (const char *p = data; p < valid;)
        {
          const char *next = p;

          while (next < valid && (guint8) *next < 0xf4)
            {
              *ret_multibyte += (guint8) *next >= 0xc2;
              next++;
            }
          g_string_append_len (out, p, next - p);
          p = next;
          if (p == valid)
            break;
          next = g_utf8_next_char (p);
          if (is_stray (g_utf8_get_char (p)))
            for (; p < next; p++)
              append_stray (out, (guint8) *p);
          else
            g_string_append_len (out, p, next - p);
          p = next;
        }
      data = valid;
      if (data < end)
        {
          *ret_strays += *data != '\0';
          append_stray (out, (guint8) *data++);
        }
    }

  return out;
}

/* Subtitles are full of ASCII digits and line ends, so every second byte of UTF-16 is often 0. */
static const char *
guess_utf16 (const char *data, gsize len)
{
  gsize even = 0, odd = 0, pairs = MIN (len, 65536) / 2;

  if (len < 4 || len % 2 != 0)
    return NULL;
  for (gsize i = 0; i < pairs; i++)
    {
      even += data[2 * i] == '\0';
      odd += data[2 * i + 1] == '\0';
    }
  if (odd * 5 > pairs && even * 20 < pairs)
    return "UTF-16LE";
  if (even * 5 > pairs && odd * 20 < pairs)
    return "UTF-16BE";

  return NULL;
}

static gboolean
has_c1_bytes (const char *data, gsize len)
{
  for (gsize i = 0; i < len; i++)
    if ((guint8) data[i] >= 0x80 && (guint8) data[i] <= 0x9f)
      return TRUE;

  return FALSE;
}

/*
 * What uchardet says, but Windows' code pages instead of ISO 8859: files on the net come from
 * Windows, and ISO-8859-1 would turn the oe ligature and curly quotes into control characters.
 */
static char *
guess_legacy (const char *data, gsize len)
{
  static const struct
  {
    const char *guess;
    const char *use;
    gboolean only_with_c1; /* the pages differ elsewhere too */
  } better[] = {
    { "", "WINDOWS-1252", FALSE },           { "ASCII", "WINDOWS-1252", FALSE },
    { "ISO-8859-1", "WINDOWS-1252", FALSE }, { "ISO-8859-15", "WINDOWS-1252", TRUE },
    { "ISO-8859-2", "WINDOWS-1250", TRUE },  { "ISO-8859-9", "WINDOWS-1254", FALSE },
    { "ISO-8859-7", "WINDOWS-1253", TRUE },  { "ISO-8859-8", "WINDOWS-1255", FALSE },
    { "ISO-8859-13", "WINDOWS-1257", TRUE }, { "ISO-8859-6", "WINDOWS-1256", TRUE },
    { "ISO-8859-3", "WINDOWS-1252", TRUE },  { "ISO-8859-10", "WINDOWS-1252", TRUE },
    { "GB18030", "GB18030", FALSE },
  };

  uchardet_t detector = uchardet_new ();
  g_autofree char *guess = NULL;

  if (uchardet_handle_data (detector, data, len) == 0)
    uchardet_data_end (detector);
  guess = g_strdup (uchardet_get_charset (detector));
  uchardet_delete (detector);

  for (guint i = 0; i < G_N_ELEMENTS (better); i++)
    if (g_ascii_strcasecmp (guess, better[i].guess) == 0 &&
        (!better[i].only_with_c1 || has_c1_bytes (data, len)))
      return g_strdup (better[i].use);

  return g_steal_pointer (&guess);
}

/* Decodes with iconv; NULs become strays, which strings can hold. */
static GString *
convert_from (const char *data, gsize len, const char *name, GError **error)
{
  gsize read = 0, written = 0;
  g_autoptr (GError) local = NULL;
  g_autofree char *text = g_convert (data, (gssize) len, "UTF-8", name, &read, &written, &local);
  guint strays = 0, multibyte = 0;

  if (text == NULL || read != len)
    {
      if (local != NULL && g_error_matches (local, G_CONVERT_ERROR, G_CONVERT_ERROR_NO_CONVERSION))
        g_set_error (error, VOST_ERROR, VOST_ERROR_UNSUPPORTED,
                     _ ("The encoding “%s” is not known on this computer."), name);
      else
        g_set_error (error, VOST_ERROR, VOST_ERROR_BAD_INPUT,
                     _ ("The text is not in the encoding “%s”; try another one."), name);
      return NULL;
    }

  return decode_utf8 (text, written, &strays, &multibyte);
}

static void
report (GPtrArray *diagnostics, VostDiagnostic *diagnostic)
{
  if (diagnostics != NULL)
    g_ptr_array_add (diagnostics, diagnostic);
  else
    vost_diagnostic_free (diagnostic);
}

static void
report_stray_line (const GString *text, guint strays, GPtrArray *diagnostics)
{
  guint line = 1;
  const char *p = text->str;

  while (*p != '\0' && !is_stray (g_utf8_get_char (p)))
    {
      line += *p == '\n';
      p = g_utf8_next_char (p);
    }
  report (diagnostics, vost_diagnostic_new (
                           VOST_SEVERITY_WARNING, line, 0,
                           ngettext ("%u byte is not UTF-8; it is kept as it is.",
                                     "%u bytes are not UTF-8; they are kept as they are.", strays),
                           strays));
}

/* An encoding with two byte sequences for one character cannot give the same bytes back: say so. */
static void
check_way_back (const char *data,
                gsize len,
                const GString *text,
                const VostTextEncoding *encoding,
                GPtrArray *diagnostics)
{
  g_autoptr (GBytes) back = vost_text_encode (text->str, text->len, encoding, NULL);
  gsize back_len = 0;
  const char *back_data = back != NULL ? g_bytes_get_data (back, &back_len) : NULL;

  if (back_data == NULL || back_len != len || memcmp (back_data, data, len) != 0)
    report (diagnostics, vost_diagnostic_new (VOST_SEVERITY_WARNING, 0, 0,
                                              _ ("Saving in the encoding “%s” will change some "
                                                 "bytes; saving as UTF-8 is safer."),
                                              encoding->name));
}

static GString *
decode_as (const char *data,
           gsize len,
           const char *name,
           VostTextEncoding *ret,
           GPtrArray *diagnostics,
           GError **error)
{
  const ByteOrderMark *mark = find_mark (data, len);
  gsize skip = 0;
  GString *text;
  guint strays = 0, multibyte = 0;

  ret->name = g_strdup (name);
  ret->bom = mark != NULL && g_ascii_strcasecmp (mark->name, name) == 0;
  if (ret->bom)
    skip = mark->len;
  if (is_utf8 (name))
    {
      text = decode_utf8 (data + skip, len - skip, &strays, &multibyte);
      if (strays > 0)
        report_stray_line (text, strays, diagnostics);
      return text;
    }
  text = convert_from (data + skip, len - skip, name, error);
  if (text == NULL)
    g_clear_pointer (&ret->name, g_free);
  else
    check_way_back (data, len, text, ret, diagnostics);

  return text;
}

/* UTF-8 unless most of what is above ASCII is not: one stray byte must not make a whole file
 * "ANSI". */
static gboolean
looks_like_utf8 (const char *data, gsize len)
{
  guint strays = 0, multibyte = 0;
  GString *text;

  if (g_utf8_validate_len (data, len, NULL))
    return TRUE;
  text = decode_utf8 (data, len, &strays, &multibyte);
  g_string_free (text, TRUE);

  return strays == 0 || multibyte >= 4 * strays;
}

/* The value of "encoding" in an XML declaration, if the text is in an encoding that ASCII is part
 * of; (transfer full) (nullable). */
static char *
declared_encoding (const char *data, gsize len)
{
  const char *end = data + MIN (len, 256);
  const char *close =
      len > 5 && memcmp (data, "<?xml", 5) == 0 ? g_strstr_len (data, end - data, "?>") : NULL;
  const char *p = close != NULL ? g_strstr_len (data, close - data, "encoding") : NULL;
  gsize n = 0;
  char quote;

  if (p == NULL)
    return NULL;
  for (p += strlen ("encoding"); p < close && strchr (" \t\r\n=", *p) != NULL; p++)
    continue;
  quote = *p++;
  if (quote != '"' && quote != '\'')
    return NULL;
  while (p + n < close && (g_ascii_isalnum (p[n]) || strchr ("-_.:", p[n]) != NULL))
    n++;

  return n > 0 && p[n] == quote ? g_strndup (p, n) : NULL;
}

/* A declaration that says UTF-16 or UTF-32 was read as ASCII, so it is wrong; one that names an
 * encoding in which the bytes make no sense, or would not come back as they were, is no help. */
static gboolean
is_declared_usable (const char *data, gsize len, const char *name)
{
  g_autoptr (GPtrArray) remarks = vost_diagnostics_new ();
  VostTextEncoding found = { NULL, FALSE };
  GString *text;
  gboolean usable;

  if (name == NULL || is_utf8 (name) || g_ascii_strncasecmp (name, "UTF", 3) == 0 ||
      g_ascii_strncasecmp (name, "UCS", 3) == 0 || g_ascii_strncasecmp (name, "ISO-10646", 9) == 0)
    return FALSE;
  text = decode_as (data, len, name, &found, remarks, NULL);
  usable = text != NULL && remarks->len == 0;
  if (text != NULL)
    g_string_free (text, TRUE);
  g_free (found.name);

  return usable;
}

static GString *
decode_guessed (const char *data, gsize len, VostTextEncoding *ret, GPtrArray *diagnostics)
{
  g_autofree char *guess = guess_legacy (data, len);
  const char *tries[] = { guess, "WINDOWS-1252", "ISO-8859-1" };
  GString *text = NULL;

  /* ISO-8859-1 knows every byte, so the last try cannot fail. */
  for (guint i = 0; i < G_N_ELEMENTS (tries) && text == NULL; i++)
    text = decode_as (data, len, tries[i], ret, diagnostics, NULL);
  report (diagnostics,
          vost_diagnostic_new (VOST_SEVERITY_INFO, 0, 0,
                               _ ("The file does not tell its encoding; it was read as %s."),
                               ret->name));

  return text;
}

GString *
vost_text_decode (const char *data,
                  gsize len,
                  const char *forced,
                  VostTextEncoding *ret,
                  GPtrArray *diagnostics,
                  GError **error)
{
  const ByteOrderMark *mark = find_mark (data, len);
  g_autofree char *declared = NULL;
  const char *name = forced;

  *ret = (VostTextEncoding){ NULL, FALSE };
  if (len > (gsize) VOST_MAX_TEXT_FILE)
    {
      g_autofree char *size = g_strdup_printf ("%" G_GSIZE_FORMAT, len);

      g_set_error (error, VOST_ERROR, VOST_ERROR_TOO_BIG,
                   _ ("The file is too big for a text: %s bytes."), size);
      return NULL;
    }
  if (name == NULL && mark != NULL)
    name = mark->name;
  if (name == NULL)
    name = guess_utf16 (data, len);
  if (name == NULL)
    declared = declared_encoding (data, len);
  if (name == NULL && is_declared_usable (data, len, declared))
    name = declared;
  if (name == NULL && looks_like_utf8 (data, len))
    name = "UTF-8";

  if (name == NULL)
    return decode_guessed (data, len, ret, diagnostics);

  return decode_as (data, len, name, ret, diagnostics, error);
}

/* Strays become their bytes again. */
static GByteArray *
encode_utf8 (const char *text, gsize len)
{
  GByteArray *out = g_byte_array_sized_new ((guint) len);
  const char *end = text + len;

  if (memchr (text, 0xf4, len) == NULL)
    return g_byte_array_append (out, (const guint8 *) text, (guint) len);
  while (text < end)
    {
      const char *next = text;

      while (next < end && (guint8) *next < 0xf4)
        next++;
      g_byte_array_append (out, (const guint8 *) text, (guint) (next - text));
      text = next;
      if (text == end)
        break;
      next = g_utf8_next_char (text);
      if (is_stray (g_utf8_get_char (text)))
        {
          guint8 byte = (guint8) (g_utf8_get_char (text) - VOST_STRAY_BYTE);

          g_byte_array_append (out, &byte, 1);
        }
      else
        g_byte_array_append (out, (const guint8 *) text, (guint) (next - text));
      text = next;
    }

  return out;
}

/* The characters of @text that @name has no code for, "œ (U+0153), …". */
static char *
list_unmappable (const char *text, gsize len, const char *name)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (NULL, NULL);
  GString *list = g_string_new (NULL);
  guint listed = 0;

  for (const char *p = text; p < text + len && listed <= MAX_LISTED; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);
      g_autofree char *converted = NULL;

      if (c < 0x80 || !g_hash_table_add (seen, GUINT_TO_POINTER (c)))
        continue;
      converted = is_stray (c)
                      ? NULL
                      : g_convert (p, g_utf8_next_char (p) - p, name, "UTF-8", NULL, NULL, NULL);
      if (converted != NULL)
        continue;
      if (listed++ == MAX_LISTED)
        g_string_append (list, ", …");
      else
        g_string_append_printf (list, "%s%.*s (U+%04X)", listed > 1 ? ", " : "",
                                (int) (g_utf8_next_char (p) - p), p, c);
    }

  return g_string_free (list, FALSE);
}

static GByteArray *
encode_legacy (const char *text, gsize len, const char *name, GError **error)
{
  g_autofree char *nul = g_strdup ("\xf4\x8f\xb8\x80"); /* VOST_STRAY_BYTE + 0 */
  g_autoptr (GString) plain = g_string_sized_new (len + 1);
  g_autofree char *converted = NULL;
  g_autofree char *list = NULL;
  gsize read = 0, written = 0;

  for (const char *p = text; p < text + len;)
    {
      const char *next = g_strstr_len (p, (gssize) (text + len - p), nul);

      g_string_append_len (plain, p, (next != NULL ? next : text + len) - p);
      if (next == NULL)
        break;
      g_string_append_c (plain, '\0');
      p = next + 4;
    }

  converted = g_convert (plain->str, (gssize) plain->len, name, "UTF-8", &read, &written, NULL);
  if (converted != NULL && read == plain->len)
    {
      GByteArray *out = g_byte_array_sized_new ((guint) written);

      return g_byte_array_append (out, (const guint8 *) converted, (guint) written);
    }

  list = list_unmappable (text, len, name);
  if (*list == '\0')
    g_set_error (error, VOST_ERROR, VOST_ERROR_UNSUPPORTED,
                 _ ("The encoding “%s” is not known on this computer."), name);
  else
    g_set_error (
        error, VOST_ERROR, VOST_ERROR_ENCODING,
        _ ("The encoding %s has no code for: %s. Save as UTF-8, or replace these characters."),
        name, list);

  return NULL;
}

GBytes *
vost_text_encode (const char *text, gsize len, const VostTextEncoding *encoding, GError **error)
{
  const char *name = encoding->name != NULL && *encoding->name != '\0' ? encoding->name : "UTF-8";
  g_autoptr (GByteArray) body =
      is_utf8 (name) ? encode_utf8 (text, len) : encode_legacy (text, len, name, error);

  if (body == NULL)
    return NULL;
  if (encoding->bom)
    for (guint i = 0; i < G_N_ELEMENTS (marks); i++)
      if (g_ascii_strcasecmp (marks[i].name, name) == 0)
        g_byte_array_prepend (body, (const guint8 *) marks[i].bytes, (guint) marks[i].len);

  return g_byte_array_free_to_bytes (g_steal_pointer (&body));
}
