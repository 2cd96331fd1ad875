/* Fuzzes the readers of licence and credits; the first byte picks the kind of file. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gstdio.h>
#include <sys/mman.h>
#include <unistd.h>

#include <vostok/media/rights-tags.h>

int LLVMFuzzerTestOneInput (const guint8 *data, gsize size);

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  int fd = memfd_create ("fuzz", 0);
  if (fd < 0)
    return 0;
  if (write (fd, data, size) == (gssize) size)
    {
      g_autofree char *path = g_strdup_printf ("/proc/self/fd/%d", fd);
      g_autoptr (VostFoundRights) found = vost_rights_read (path, NULL);
      if (found != NULL && found->attribution != NULL)
        vost_rights_write (path, found->attribution, NULL);
    }
  close (fd);
  return 0;
}
