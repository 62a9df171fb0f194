/* num_deaths.h -- what a broken contract says before it aborts. */
#ifndef ELENCHUS_BEDROCK_NUM_DEATHS_H
#define ELENCHUS_BEDROCK_NUM_DEATHS_H

#include <criterion/criterion.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

/* Runs f in a child: true when it aborts; said holds its standard error. */
static inline bool aborts(void (*f)(const void *), const void *with, char *said, size_t size) {
  int ends[2], status = 0;
  if (pipe(ends)) return false;
  fflush(NULL);
  pid_t child = fork();
  if (child == 0) {
    dup2(ends[1], STDERR_FILENO);
    close(ends[0]);
    f(with);
    _exit(0);
  }
  close(ends[1]);
  size_t n = 0;
  for (ssize_t got; n + 1 < size && (got = read(ends[0], said + n, size - n - 1)) > 0;)
    n += (size_t)got;
  said[n] = '\0';
  close(ends[0]);
  waitpid(child, &status, 0);
  return WIFSIGNALED(status) && WTERMSIG(status) == SIGABRT;
}

/* It aborts, and says both. */
static inline bool aborts_saying(void (*f)(const void *), const void *with, const char *a,
                                 const char *b) {
  char said[1024];
  bool good = aborts(f, with, said, sizeof said) && strstr(said, a) && strstr(said, b);
  if (!good) fprintf(stderr, "expected `%s` and `%s` in: %s\n", a, b, said);
  return good;
}

#endif
