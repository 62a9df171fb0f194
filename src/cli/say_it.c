/* say_it.c -- how commands speak when something is wrong. */
#include <errno.h>
#include <stdarg.h>
#include <string.h>

#include "cli/cli.h"

int refuse(const char *format, ...) {
  va_list list;
  va_start(list, format);
  fputs("elenchus: ", stderr);
  vfprintf(stderr, format, list);
  fputc('\n', stderr);
  va_end(list);
  return BAD_INPUT;
}

int misused(const char *command) {
  fprintf(stderr, "Try `elenchus %s --help`.\n", command);
  return BAD_INPUT;
}

int help(const char *text) {
  fputs(text, stdout);
  return finish_output(0);
}

int finish_output(int code) {
  errno = 0;
  if (!fflush(stdout) && !ferror(stdout)) return code;
  if (errno == EPIPE) return code; /* the reader had enough */
  return refuse("cannot write standard output: %s", errno ? strerror(errno) : "write error");
}
