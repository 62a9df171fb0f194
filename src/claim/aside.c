/* aside.c -- work in a child of its own. */
#include "claim/aside.h"

#include <errno.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include "claim/say.h"

/* All that the descriptor gives. */
static char *read_all(int from) {
  char *all = room(NULL, 1, 1);
  size_t size = 0;
  char some[4096];
  for (ssize_t n; (n = read(from, some, sizeof some)) != 0;) {
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) break;
    all = room(all, size + (size_t)n + 1, 1);
    for (ssize_t i = 0; i < n; i++) all[size++] = some[i];
    all[size] = '\0';
  }
  return all;
}

char *said_aside(void (*body)(FILE *out, void *with), void *with, unsigned seconds) {
  int ends[2], status = 1;
  fflush(NULL);
  if (pipe(ends)) return NULL;
  pid_t child = fork();
  if (child == 0) {
    FILE *out = fdopen(ends[1], "w");
    close(ends[0]);
    alarm(seconds);
    if (out) body(out, with);
    _exit(out && fflush(out) == 0 ? 0 : 1);
  }
  close(ends[1]);
  char *said = child > 0 ? read_all(ends[0]) : NULL;
  close(ends[0]);
  while (child > 0 && waitpid(child, &status, 0) < 0 && errno == EINTR) continue;
  if (child > 0 && WIFEXITED(status) && WEXITSTATUS(status) == 0) return said;
  free(said);
  return NULL;
}
