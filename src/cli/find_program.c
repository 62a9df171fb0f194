/* find_program.c -- where other programs lie. */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/cli.h"

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
