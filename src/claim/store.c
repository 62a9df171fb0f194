/* store.c -- files that appear whole or not at all. */
#include "claim/store.h"

#include <dirent.h>
#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

bool make_folder(const char *path, complaint *why) {
  char *copy = copy_of(path);
  struct stat is;
  for (char *c = copy + 1; *copy && *c; c++)
    if (*c == '/') {
      *c = '\0';
      mkdir(copy, 0777); /* a failure shows at the last one */
      *c = '/';
    }
  int failed = mkdir(copy, 0777) ? errno : 0;
  free(copy);
  if (failed && (failed != EEXIST || stat(path, &is) || !S_ISDIR(is.st_mode)))
    return complain(why, "cannot make the folder %.300s: %s", path,
                    strerror(failed == EEXIST ? ENOTDIR : failed));
  return true;
}

/* "name.PID.part", of a process that is gone. */
static bool left_behind(const char *name) {
  size_t n = strlen(name);
  if (n < 6 || strcmp(name + n - 5, ".part")) return false;
  size_t at = n - 5;
  while (at && name[at - 1] >= '0' && name[at - 1] <= '9') at--;
  long pid = strtol(name + at, NULL, 10);
  return at && name[at - 1] == '.' && pid > 0 && kill((pid_t)pid, 0) && errno == ESRCH;
}

void drafts_swept(const char *folder) {
  DIR *in = opendir(folder);
  for (struct dirent *d; in && (d = readdir(in));) {
    char *path = left_behind(d->d_name) ? say("%s/%s", folder, d->d_name) : NULL;
    if (path) unlink(path);
    free(path);
  }
  if (in) closedir(in);
}

bool draft_open(draft *d, const char *path, complaint *why) {
  struct stat is;
  bool special = stat(path, &is) == 0 && !S_ISREG(is.st_mode);
  *d = (draft){ .path = copy_of(path) };
  if (!special) d->temporary = say("%s.%ld.part", path, (long)getpid());
  d->out = fopen(special ? path : d->temporary, "w");
  if (d->out) return true;
  complain(why, "cannot write %.300s: %s", path, strerror(errno));
  free(d->path), free(d->temporary);
  *d = (draft){ 0 };
  return false;
}

bool draft_commit(draft *d, complaint *why) {
  int failed = 0;
  errno = 0;
  if (fflush(d->out) || ferror(d->out)) failed = errno ? errno : EIO;
  if (fclose(d->out) && !failed) failed = errno;
  d->out = NULL;
  if (!failed && d->temporary && rename(d->temporary, d->path)) failed = errno;
  if (failed) complain(why, "cannot write %.300s: %s", d->path, strerror(failed));
  if (failed && d->temporary) unlink(d->temporary);
  free(d->path), free(d->temporary);
  *d = (draft){ 0 };
  return !failed;
}

void draft_abandon(draft *d) {
  if (!d->path) return;
  if (d->out) fclose(d->out);
  if (d->temporary) unlink(d->temporary);
  free(d->path), free(d->temporary);
  *d = (draft){ 0 };
}
