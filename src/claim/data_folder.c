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
  if (stat(path, &is)) return false;
  return S_ISDIR(is.st_mode);
}

/* share/ beside the program: it runs where it was built. */
static char *beside_program(void) {
  char *program = realpath("/proc/self/exe", NULL), *slash = program ? strrchr(program, '/') : NULL;
  char *path = slash ? say("%.*s/share", (int)(slash - program), program) : NULL;
  free(program);
  if (path && is_folder(path)) return path;
  free(path);
  return NULL;
}

const char *data_folder(void) {
  static char *beside;
  const char *set_ = getenv("ELENCHUS_DATA");
  if (set_ && *set_) return set_;
  if (!beside && !is_folder(PKGDATADIR)) beside = beside_program();
  return beside ? beside : PKGDATADIR;
}
