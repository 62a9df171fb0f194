/* find_data.c -- where data and other programs lie. */
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cli/cli.h"

#ifndef PKGDATADIR
#define PKGDATADIR "share"
#endif

static bool is_folder(const char *path) {
  struct stat is;
  return stat(path, &is) == 0 && S_ISDIR(is.st_mode);
}

/* share/ beside the program: it runs where it was built. */
static const char *beside_program(void) {
  static char path[4096 + 8];
  ssize_t n = readlink("/proc/self/exe", path, 4096);
  if (n <= 0 || n >= 4096) return NULL;
  path[n] = '\0';
  strcpy(strrchr(path, '/') + 1, "share");
  return is_folder(path) ? path : NULL;
}

const char *data_folder(void) {
  const char *set_ = getenv("ELENCHUS_DATA"), *built = NULL;
  if (set_ && *set_) return set_;
  if (!is_folder(PKGDATADIR)) built = beside_program();
  return built ? built : PKGDATADIR;
}

bool program_found(const char *name, char *path, size_t size) {
  const char *list = getenv("PATH");
  if (!list) list = "/usr/local/bin:/usr/bin:/bin";
  for (;; list++) {
    size_t n = strcspn(list, ":");
    int length = snprintf(path, size, "%.*s/%s", n ? (int)n : 1, n ? list : ".", name);
    if (length > 0 && (size_t)length < size && access(path, X_OK) == 0) return true;
    list += n;
    if (!*list) return false;
  }
}
