/* Opening and saving subtitle files: encodings, line ends, atomic writing. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <vostok/core/subtitle-file.h>

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "vostok-config.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include <vostok/core/bounds.h>
#include <vostok/core/direction.h>

#include "formats/text-encoding-private.h"
#include "subtitle-language-private.h"

/* Links that may lead from one to the next, as the kernel has it. */
#define MAX_LINKS 40
#define READ_STEP 65536u
/* Above this a sniffer is sure, and the file's extension is wrong. */
#define SURE 50

static void
set_io_error (GError **error, int code, const char *format, const char *path)
{
  g_autofree char *shown = g_filename_display_name (path);
  g_autofree char *what = g_strdup_printf (format, shown);

  g_set_error (error, VOST_ERROR, VOST_ERROR_IO, "%s: %s", what, g_strerror (code));
}

static const VostFormat *
choose_format (const char *text, gsize len, const char *name)
{
  const VostFormat *sniffed = vost_format_sniff (text, len);
  const VostFormat *named = vost_format_by_path (name);

  if (sniffed == NULL || named == NULL)
    return sniffed != NULL ? sniffed : named;

  return sniffed->sniff (text, MIN (len, 4096)) >= SURE ? sniffed : named;
}

static VostSubtitles *
read_as (const VostFormat *format,
         VostRate rate,
         const char *text,
         gsize len,
         GPtrArray *diagnostics,
         GError **error)
{
  g_autoptr (VostSubtitles) subs = vost_subtitles_new ();

  if (vost_rate_is_known (rate))
    subs->track->rate = rate;
  if (!format->read (text, len, subs, diagnostics, error))
    return NULL;
  vost_set_string (&subs->track->format, format->id);
  if ((format->flags & VOST_FORMAT_FRAMES) == 0)
    subs->track->rate = (VostRate){ 0, 1 };

  return g_steal_pointer (&subs);
}

/*
 * A wrong extension, or a header that does not fit what follows, must not lock anybody out: the
 * other formats get a try, and only the first one's complaint is reported.
 */
static VostSubtitles *
read_any (const GString *text,
          VostRate rate,
          const char *name,
          GPtrArray *diagnostics,
          GError **error)
{
  const VostFormat *first = choose_format (text->str, text->len, name);
  g_autoptr (GPtrArray) remarks = vost_diagnostics_new ();
  g_autoptr (GError) local = NULL;
  VostSubtitles *subs;

  if (first == NULL)
    {
      g_set_error (error, VOST_ERROR, VOST_ERROR_BAD_INPUT,
                   _ ("“%s” is no subtitle file that Vostok knows."), name);
      return NULL;
    }
  subs = read_as (first, rate, text->str, text->len, remarks, &local);
  if (g_error_matches (local, VOST_ERROR, VOST_ERROR_NEEDS_RATE))
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return NULL;
    }
  for (guint i = 0; subs == NULL && vost_format_list[i] != NULL; i++)
    if (vost_format_list[i] != first && (vost_format_list[i]->flags & VOST_FORMAT_BINARY) == 0)
      {
        g_ptr_array_set_size (remarks, 0);
        subs = read_as (vost_format_list[i], rate, text->str, text->len, remarks, NULL);
      }
  if (subs == NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return NULL;
    }
  g_ptr_array_extend_and_steal (diagnostics, g_steal_pointer (&remarks));

  return subs;
}

static gboolean
is_binary (const VostLoadOptions *options, const char *data, gsize len)
{
  if (options->format != NULL)
    return (options->format->flags & VOST_FORMAT_BINARY) != 0;

  return vost_format_sniff_bytes (data, len) != NULL;
}

static VostSubtitles *
load_text (const char *data,
           gsize len,
           const char *base,
           const VostLoadOptions *options,
           GPtrArray *diagnostics,
           GError **error)
{
  g_autofree char *shown = g_filename_display_name (base);
  VostTextEncoding found;
  g_autoptr (GString) text =
      vost_text_decode (data, len, options->encoding, &found, diagnostics, error);
  VostSubtitles *subs;

  if (text == NULL)
    return NULL;
  if (options->format != NULL)
    subs = read_as (options->format, options->rate, text->str, text->len, diagnostics, error);
  else
    subs = read_any (text, options->rate, shown, diagnostics, error);
  if (subs != NULL)
    {
      vost_set_string (&subs->track->encoding, found.name);
      subs->track->bom = found.bom;
    }
  g_free (found.name);

  return subs;
}

VostSubtitles *
vost_subtitles_load_bytes (const char *data,
                           gsize len,
                           const char *name,
                           const VostLoadOptions *options,
                           GPtrArray *diagnostics,
                           GError **error)
{
  g_autoptr (GPtrArray) scratch = vost_diagnostics_new ();
  const VostLoadOptions none = { NULL };
  g_autofree char *base = g_path_get_basename (name != NULL ? name : "");
  VostSubtitles *subs;

  if (options == NULL)
    options = &none;
  if (diagnostics == NULL)
    diagnostics = scratch;
  if (data == NULL)
    data = "";
  if (is_binary (options, data, len))
    subs = read_as (options->format != NULL ? options->format : vost_format_sniff_bytes (data, len),
                    options->rate, data, len, diagnostics, error);
  else
    subs = load_text (data, len, base, options, diagnostics, error);
  if (subs != NULL && *subs->track->language == '\0')
    {
      g_autofree char *language = vost_language_from_path (base);

      vost_set_string (&subs->track->language, language);
    }

  return subs;
}

/* All of a file, a pipe or a device, but never more than a text file may have. */
static GByteArray *
read_all (const char *path, GError **error)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  int fd = open (path, O_RDONLY | O_CLOEXEC);
  int code = fd < 0 ? errno : 0;
  gssize got = 1;

  while (code == 0 && got > 0 && bytes->len <= VOST_MAX_TEXT_FILE)
    {
      guint len = bytes->len;

      g_byte_array_set_size (bytes, len + READ_STEP);
      got = read (fd, bytes->data + len, READ_STEP);
      if (got < 0 && errno != EINTR)
        code = errno;
      g_byte_array_set_size (bytes, len + (guint) MAX (got, 0));
      if (got < 0)
        got = 1; /* interrupted: once more */
    }
  if (fd >= 0)
    (void) close (fd);
  if (code != 0)
    {
      set_io_error (error, code, _ ("Could not read “%s”"), path);
      return NULL;
    }
  if (bytes->len > VOST_MAX_TEXT_FILE)
    {
      g_autofree char *shown = g_filename_display_name (path);

      g_set_error (error, VOST_ERROR, VOST_ERROR_TOO_BIG,
                   _ ("“%s” is too big for a subtitle file."), shown);
      return NULL;
    }

  return g_steal_pointer (&bytes);
}

VostSubtitles *
vost_subtitles_load (const char *path,
                     const VostLoadOptions *options,
                     GPtrArray *diagnostics,
                     GError **error)
{
  g_autoptr (GByteArray) bytes = read_all (path, error);
  VostSubtitles *subs;

  if (bytes == NULL)
    return NULL;
  subs = vost_subtitles_load_bytes ((const char *) bytes->data, bytes->len, path, options,
                                    diagnostics, error);
  if (subs != NULL)
    vost_set_string (&subs->track->path, path);

  return subs;
}

/* A copy with marks around the lines of the languages that need them. */
static VostSubtitles *
mark_directions (const VostSubtitles *subs)
{
  VostSubtitles *copy = vost_subtitles_new ();
  gboolean rtl = vost_language_is_rtl (subs->track->language);

  vost_record_unref (copy->track);
  copy->track = vost_record_copy (subs->track);
  for (guint i = 0; i < subs->cues->len; i++)
    {
      VostCue *cue = vost_record_copy (subs->cues->pdata[i]);
      g_autofree char *marked = rtl ? vost_text_mark_rtl (cue->text) : NULL;

      /* The verbatim block has all languages of the file in it. */
      if (rtl || subs->more != NULL)
        vost_set_string (&cue->raw, "");
      if (rtl)
        vost_set_string (&cue->text, marked);
      g_ptr_array_add (copy->cues, cue);
    }
  if (subs->more != NULL)
    copy->more = g_ptr_array_new_with_free_func ((GDestroyNotify) vost_subtitles_free);
  for (guint i = 0; subs->more != NULL && i < subs->more->len; i++)
    g_ptr_array_add (copy->more, mark_directions (subs->more->pdata[i]));
  return copy;
}

GBytes *
vost_subtitles_to_bytes (const VostSubtitles *subs,
                         const VostFormat *format,
                         const VostFormatOptions *options,
                         GError **error)
{
  const VostFormat *own = vost_format_by_id (subs->track->format);
  const VostFormatOptions none = { NULL };
  VostTextEncoding encoding = { subs->track->encoding, subs->track->bom };
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (VostSubtitles) marked =
      options != NULL && options->direction_marks ? mark_directions (subs) : NULL;

  if (format == NULL)
    format = own;
  if (format == NULL)
    {
      g_set_error_literal (error, VOST_ERROR, VOST_ERROR_BAD_INPUT,
                           _ ("Choose a format for these subtitles."));
      return NULL;
    }
  /* A file that broke the format's rule before is not ours to change. */
  if (format != own && (format->flags & VOST_FORMAT_UTF8) != 0)
    encoding.name = NULL;
  if (!format->write (marked != NULL ? marked : subs, options != NULL ? options : &none, text,
                      error))
    return NULL;
  if ((format->flags & VOST_FORMAT_BINARY) != 0)
    return g_string_free_to_bytes (g_steal_pointer (&text));

  return vost_text_encode (text->str, text->len, &encoding, error);
}

gboolean
vost_subtitles_save (const VostSubtitles *subs,
                     const char *path,
                     const VostFormat *format,
                     const VostFormatOptions *options,
                     GError **error)
{
  g_autoptr (GBytes) bytes = vost_subtitles_to_bytes (subs, format, options, error);
  gsize len = 0;
  const char *data;

  if (bytes == NULL)
    return FALSE;
  data = g_bytes_get_data (bytes, &len);

  return vost_file_replace (path, data, len, error);
}

/* Where @path leads in the end: replacing a link would leave the file that was meant as it is. */
static char *
follow_links (const char *path, GError **error)
{
  g_autofree char *at = g_strdup (path);

  for (guint i = 0; i < MAX_LINKS; i++)
    {
      g_autofree char *target = g_file_read_link (at, NULL);
      g_autofree char *folder = NULL;
      char *next;

      if (target == NULL)
        return g_steal_pointer (&at);
      folder = g_path_get_dirname (at);
      next =
          g_path_is_absolute (target) ? g_strdup (target) : g_build_filename (folder, target, NULL);
      g_free (at);
      at = next;
    }
  set_io_error (error, ELOOP, _ ("Could not write “%s”"), path);

  return NULL;
}

static gboolean
write_all (int fd, const char *data, gsize len)
{
  while (len > 0)
    {
      gssize written = write (fd, data, len);

      if (written < 0 && errno == EINTR)
        continue;
      if (written < 0)
        return FALSE;
      data += written;
      len -= (gsize) written;
    }

  return TRUE;
}

/* A power cut after this must not bring the old name back; not all file systems can do it, so
 * failing is no error. */
static void
sync_folder (const char *folder)
{
  int fd = open (folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

  if (fd < 0)
    return;
  (void) fsync (fd);
  (void) close (fd);
}

/* Pipes and devices cannot be replaced, and /dev/stdout must not be. */
static gboolean
write_through (const char *path, const char *data, gsize len, GError **error)
{
  int fd = open (path, O_WRONLY | O_CLOEXEC);
  gboolean written = fd >= 0 && write_all (fd, data, len);
  int code = errno;

  if (fd >= 0 && close (fd) != 0 && written)
    {
      code = errno;
      written = FALSE;
    }
  if (!written)
    set_io_error (error, code, _ ("Could not write “%s”"), path);

  return written;
}

/* Writes @temp and puts it in the place of @target; 0 or errno. */
static int
write_and_rename (int fd,
                  const char *temp,
                  const char *target,
                  const char *data,
                  gsize len,
                  const GStatBuf *old)
{
  int code = 0;

  if (!write_all (fd, data, len) || (old != NULL && fchmod (fd, old->st_mode & 07777) != 0) ||
      fsync (fd) != 0)
    code = errno;
  if (close (fd) != 0 && code == 0)
    code = errno;
  if (code == 0 && g_rename (temp, target) != 0)
    code = errno;
  if (code != 0)
    (void) g_unlink (temp);

  return code;
}

gboolean
vost_file_replace (const char *path, const char *data, gsize len, GError **error)
{
  g_autofree char *target = follow_links (path, error);
  g_autofree char *folder = NULL;
  g_autofree char *temp = NULL;
  GStatBuf info;
  gboolean exists;
  int fd, code;

  if (target == NULL)
    return FALSE;
  exists = g_stat (target, &info) == 0;
  if (exists && S_ISDIR (info.st_mode))
    {
      set_io_error (error, EISDIR, _ ("Could not write “%s”"), path);
      return FALSE;
    }
  if (exists && !S_ISREG (info.st_mode))
    return write_through (target, data, len, error);

  folder = g_path_get_dirname (target);
  temp = g_build_filename (folder, ".vostok-XXXXXX", NULL);
  /* The mode passes through the umask, as for any new file. */
  fd = g_mkstemp_full (temp, O_RDWR | O_CLOEXEC, 0666);
  if (fd < 0)
    {
      set_io_error (error, errno, _ ("Could not write “%s”"), path);
      return FALSE;
    }
  code = write_and_rename (fd, temp, target, data, len, exists ? &info : NULL);
  if (code != 0)
    {
      set_io_error (error, code, _ ("Could not write “%s”"), path);
      return FALSE;
    }
  sync_folder (folder);

  return TRUE;
}

/* "zh-hant-TW" as "zh-Hant-TW", or NULL when it is no tag that we take for one. */
static char *
canonical_tag (const char *word)
{
  g_autofree char *dashed = g_strdelimit (g_strdup (word), "_", '-');
  g_auto (GStrv) parts = g_strsplit (dashed, "-", -1);
  gboolean region = FALSE;

  if (parts[0] == NULL || !vost_is_language_code (parts[0]))
    return NULL;
  for (guint i = 0; parts[i] != NULL; i++)
    {
      gsize len = strlen (parts[i]);
      char *lower = g_ascii_strdown (parts[i], -1);

      g_free (parts[i]);
      parts[i] = lower;
      if (i == 0)
        continue;
      if (strspn (lower, "abcdefghijklmnopqrstuvwxyz") == len && len == 4 && i == 1)
        lower[0] = g_ascii_toupper (lower[0]);
      else if (!region && ((len == 2 && g_ascii_isalpha (lower[0]) && g_ascii_isalpha (lower[1])) ||
                           (len == 3 && strspn (lower, "0123456789") == 3)))
        {
          region = TRUE;
          for (char *p = lower; *p != '\0'; p++)
            *p = g_ascii_toupper (*p);
        }
      else
        return NULL;
    }

  return g_strjoinv ("-", parts);
}

gboolean
vost_language_matches (const char *a, const char *b)
{
  gsize n = strcspn (a, "-_");

  return n > 0 && n == strcspn (b, "-_") && g_ascii_strncasecmp (a, b, n) == 0;
}

char *
vost_language_from_path (const char *path)
{
  /* What others put between the language and the extension. */
  static const char *const kinds[] = { "sdh", "cc", "forced", "default", NULL };
  g_autofree char *base = g_path_get_basename (path);
  g_auto (GStrv) parts = g_strsplit (base, ".", -1);
  guint n = g_strv_length (parts);
  char *tag = NULL;

  if (n >= 4)
    {
      g_autofree char *kind = g_ascii_strdown (parts[n - 2], -1);

      if (g_strv_contains (kinds, kind))
        n--;
    }
  if (n >= 3)
    tag = canonical_tag (parts[n - 2]);

  return tag != NULL ? tag : g_strdup ("");
}
