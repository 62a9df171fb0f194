/* Work in a child: its words arrive whole, its death is an answer, signals disturb nothing. */
#include <criterion/criterion.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/time.h>
#include <unistd.h>

#include "claim/aside.h"

enum { LONG = 3 * 4096 };

static void counts(FILE *out, void *with) {
  for (int i = 0; i < *(int *)with; i++) fputc('a' + i % 23, out);
}
Test(harness_aside, what_it_says_arrives_whole) {
  static const int sizes[] = { 0, 1, 4095, 4096, 4097, 8192, LONG };
  for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
    int n = sizes[i];
    char *said = said_aside(counts, &n, 0);
    cr_assert(said);
    cr_expect_eq(strlen(said), (size_t)n);
    for (int k = 0; k < n; k++) cr_assert_eq(said[k], 'a' + k % 23);
    free(said);
  }
}

static void slow(FILE *out, void *with) {
  (void)with;
  usleep(20000);
  fputs("late", out);
  fflush(out);
  usleep(20000);
  fputs(" and later", out);
  fflush(out);
  close(fileno(out)); /* all is said, and it goes on */
  usleep(50000);
}
static void tick(int signal_) { (void)signal_; }
Test(harness_aside, interruptions_are_not_ends, .timeout = 20) {
  struct sigaction often = { .sa_handler = tick }; /* calls are interrupted, not restarted */
  sigaction(SIGALRM, &often, NULL);
  struct itimerval every = { { 0, 3000 }, { 0, 3000 } }, never = { 0 };
  setitimer(ITIMER_REAL, &every, NULL);
  char *said = said_aside(slow, NULL, 0);
  setitimer(ITIMER_REAL, &never, NULL);
  cr_assert(said);
  cr_expect_str_eq(said, "late and later");
  free(said);
}

static void dies(FILE *out, void *with) {
  fputs("so far", out), fflush(out);
  raise(*(int *)with);
}
static void leaves(FILE *out, void *with) {
  fputs("so far", out), fflush(out);
  _exit(*(int *)with);
}
static void sleeps(FILE *out, void *with) {
  (void)out, (void)with;
  sleep(30);
}
Test(harness_aside, a_death_is_no_answer, .timeout = 20) {
  static int signals[] = { SIGSEGV, SIGKILL, SIGABRT }, codes[] = { 1, 2, 77 };
  for (int i = 0; i < 3; i++) {
    cr_expect_null(said_aside(dies, &signals[i], 0));
    cr_expect_null(said_aside(leaves, &codes[i], 0));
  }
  cr_expect_null(said_aside(sleeps, NULL, 1), "longer than it was given");
}
