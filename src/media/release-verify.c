/* Opens what was written again and compares it with what was meant. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "release-private.h"

#include "vostok-config.h"
#include <glib/gi18n-lib.h>

#include <vostok/core/diagnostic.h>

#include "rights-private.h"

static gboolean G_GNUC_PRINTF (2, 3) differs (GError **error, const char *format, ...)
{
  va_list args;
  va_start (args, format);
  g_autofree char *what = g_strdup_vprintf (format, args);
  va_end (args);
  g_set_error (error, VOST_ERROR, VOST_ERROR_VERIFY,
               _ ("The release was made, but reading it back failed: %s"), what);
  return FALSE;
}

static gboolean
same (const char *a, const char *b)
{
  return g_str_equal (a != NULL ? a : "", b != NULL ? b : "");
}

static gboolean
compare_credits (const VostAttribution *found, const VostAttribution *wanted, GError **error)
{
  if (found->credits->len != wanted->credits->len)
    return differs (error, _ ("it has %u credits instead of %u."), found->credits->len,
                    wanted->credits->len);
  for (guint i = 0; i < wanted->credits->len; i++)
    {
      const VostCredit *left = g_ptr_array_index (found->credits, i);
      const VostCredit *right = g_ptr_array_index (wanted->credits, i);
      if (!same (left->title, right->title) || !same (left->by, right->by) ||
          !same (left->url, right->url) || !same (left->licence_spdx, right->licence_spdx) ||
          !same (left->licence_url, right->licence_url))
        return differs (error, _ ("the credit of “%s” is not as it should be."), right->title);
    }
  return TRUE;
}

gboolean
vost_release_compare_rights (const VostFoundRights *found,
                             const VostAttribution *wanted,
                             GError **error)
{
  if (!vost_licence_equal (&found->licence, &wanted->licence))
    return differs (error, _ ("its licence is not “%s”."), wanted->licence_name);
  if (found->attribution == NULL)
    return differs (error, "%s", _ ("its credits are missing."));
  /* Not the file's own title: a subtitle file may have kept the one that it came with. */
  if (!same (found->attribution->title, wanted->title))
    return differs (error, _ ("its title is “%s”."), found->attribution->title);
  return compare_credits (found->attribution, wanted, error);
}

/* As many tracks as were put in, each in a language that was meant. */
static gboolean
compare_languages (const VostPlan *plan, const VostFoundRights *found, GError **error)
{
  if (found->languages->len < plan->soft->len)
    return differs (error, _ ("it has %u subtitle tracks instead of %u."), found->languages->len,
                    plan->soft->len);
  for (guint i = 0; i < plan->soft->len; i++)
    {
      const VostSoftTrack *track = g_ptr_array_index (plan->soft, i);
      gboolean has = FALSE;
      for (guint j = 0; j < found->languages->len; j++)
        has |= vost_same_language (track->language, g_ptr_array_index (found->languages, j)) ||
               *track->language == '\0';
      if (!has)
        return differs (error, _ ("its subtitles in “%s” are missing."), track->language);
    }
  return TRUE;
}

static gboolean
compare_duration (const VostPlan *plan, VostTime found, GError **error)
{
  VostTime frame = vost_rate_frame_start (plan->rate, 1);
  VostTime wanted = plan->duration;
  if (wanted == VOST_TIME_NONE || found == VOST_TIME_NONE)
    return found != VOST_TIME_NONE || differs (error, "%s", _ ("its length is not known."));
  /* A frame is what sound encoders round up to, too; copied films have their own idea of where
   * sound ends. */
  VostTime slack = MAX (plan->copied ? wanted / 100 : 0, frame) + 60 * VOST_MSECOND;
  if (ABS (found - wanted) <= slack)
    return TRUE;
  g_autofree char *is = vost_time_format (found, 3);
  g_autofree char *ought = vost_time_format (wanted, 3);
  return differs (error, _ ("it is %s long instead of %s."), is, ought);
}

static gboolean
compare_copied (const VostPlan *plan, const VostStream *video, GError **error)
{
  const VostStream *film = vost_probe_first (plan->probe, "video");
  if (same (video->codec, film->codec))
    return TRUE;
  return differs (error, _ ("its picture is “%s” instead of “%s”."), video->codec, film->codec);
}

static gboolean
compare_encoded (const VostPlan *plan, const VostStream *video, GError **error)
{
  const char *const *codecs = plan->container->copies;
  if (video->width != plan->width || video->height != plan->height)
    return differs (error, _ ("its picture is %d×%d instead of %d×%d."), video->width,
                    video->height, plan->width, plan->height);
  if (codecs == NULL || g_strv_contains (codecs, video->codec))
    return TRUE;
  return differs (error, _ ("its picture is “%s”."), video->codec);
}

static gboolean
compare_streams (const VostPlan *plan, const VostProbe *probe, GError **error)
{
  const VostStream *video = vost_probe_first (probe, "video");
  gboolean sound = plan->has_sound;
  if (plan->copied)
    sound = vost_probe_first (plan->probe, "audio") != NULL;
  if (video == NULL)
    return differs (error, "%s", _ ("it has no picture."));
  if (sound && vost_probe_first (probe, "audio") == NULL)
    return differs (error, "%s", _ ("it has no sound."));
  return plan->copied ? compare_copied (plan, video, error) : compare_encoded (plan, video, error);
}

char *
vost_release_summary (guint credits, guint languages, VostRate rate, VostTime duration)
{
  g_autoptr (GString) out = g_string_new (NULL);
  g_autofree char *credits_text =
      g_strdup_printf (ngettext ("%u credit", "%u credits", credits), credits);
  g_autofree char *languages_text =
      g_strdup_printf (ngettext ("%u language", "%u languages", languages), languages);
  g_string_append_printf (out, _ ("Verified: licence, %s, %s"), credits_text, languages_text);
  if (vost_rate_is_known (rate))
    {
      g_autofree char *text = vost_rate_to_string (rate);
      g_string_append (out, ", ");
      g_string_append_printf (out, _ ("%s fps"), text);
    }
  if (duration != VOST_TIME_NONE)
    {
      g_autofree char *text = vost_time_format (duration, 3);
      g_string_append_printf (out, ", %s", text);
    }
  return g_string_free (g_steal_pointer (&out), FALSE);
}

gboolean
vost_release_verify (const VostPlan *plan, const char *path, char **ret_summary, GError **error)
{
  g_autoptr (VostFoundRights) found = vost_rights_read (path, error);
  if (found == NULL || !vost_release_compare_rights (found, plan->attribution, error) ||
      !compare_languages (plan, found, error))
    return FALSE;
  if (!same (found->title, plan->attribution->title))
    return differs (error, _ ("its title is “%s”."), found->title);
  g_autoptr (VostProbe) probe = vost_probe_file (path, plan->cancellable, error);
  if (probe == NULL || !compare_duration (plan, probe->duration, error) ||
      !compare_streams (plan, probe, error))
    return FALSE;
  *ret_summary = vost_release_summary (plan->attribution->credits->len, plan->soft->len, plan->rate,
                                       probe->duration);
  return TRUE;
}
