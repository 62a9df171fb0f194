/* report_folder.c -- the folder of the report, whole or not at all. */
#ifndef _GNU_SOURCE
#define _GNU_SOURCE /* renameat2 */
#endif
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cli/folders.h"
#include "cli/report.h"

static bool is_empty(const char *path) {
  DIR *d = opendir(path);
  int n = 0;
  for (struct dirent *e; d && (e = readdir(d));)
    n += strcmp(e->d_name, ".") && strcmp(e->d_name, "..");
  if (d) closedir(d);
  return d && !n;
}

static bool is_report(const char *path) {
  char *index = say("%s/index.html", path), head[2048] = "";
  FILE *in = fopen(index, "r");
  if (in) head[fread(head, 1, sizeof head - 1, in)] = '\0';
  if (in) fclose(in);
  free(index);
  return strstr(head, "name=\"generator\" content=\"elenchus") != NULL;
}

bool may_replace(const char *path, complaint *why) {
  struct stat is;
  if (stat(path, &is)) return true;
  if (!S_ISDIR(is.st_mode)) return complain(why, "%.300s is not a folder", path);
  if (is_empty(path) || is_report(path)) return true;
  return complain(
      why, "%.300s holds other things than a report of elenchus; name a new folder with -o", path);
}

/* Exchanged in one step where the file system can, else in two. */
bool put_in_place(const char *finished, const char *path, complaint *why) {
  if (rename(finished, path) == 0) return true;
  if (renameat2(AT_FDCWD, finished, AT_FDCWD, path, RENAME_EXCHANGE) == 0) {
    remove_folder(finished);
    return true;
  }
  char *aside = say("%s.old", finished);
  bool fine = rename(path, aside) == 0 && rename(finished, path) == 0;
  int failed = errno;
  if (fine)
    remove_folder(aside);
  else
    rename(aside, path);
  free(aside);
  return fine || complain(why, "cannot put the report at %.300s: %s", path, strerror(failed));
}
