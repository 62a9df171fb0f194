/* data_folder.c -- where the data of the program lies. */
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "claim/hard.h"

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
