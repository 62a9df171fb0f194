/* How a child ends, and what is said of it: spent, dead, without room, or not even begun. */
#include <fcntl.h>
#include <signal.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

#include "harness_claims.h"

static void (*ends)(void);
static void measure(run *here) {
  equals(here, "x", input(here, "x"), input(here, "x"));
  ends();
}
static const claim ending = { HARNESS_RECORD, .measure = measure, .budget = 0.2 };
static const claim waiting = { HARNESS_RECORD, .measure = measure, .budget = 0.05 };

static void sleeps(void) {
  for (;;) pause();
}

typedef struct {
  outcome o;
  char *sentence;
  double seconds;
} ended;

static bool take(void *with, size_t i, const examination *e, verdict *v, double seconds) {
  (void)i, (void)e;
  *(ended *)with = (ended){ v->whole.outcome, copy_of(v->whole.sentence), seconds };
  verdict_free(v);
  return true;
}
static bool examined(void (*how)(void), ended *e, complaint *why) {
  static const enrolled ends_soon = { "t-1", "t", "tests", "harness", &ending, false };
  static const enrolled waits = { "t-2", "t", "tests", "harness", &waiting, false };
  const enrolled *one[] = { how == sleeps ? &waits : &ends_soon };
  plan p = plan_default(false);
  p.keep = FULL_ROWS;
  ends = how, *e = (ended){ 0 };
  return examine_all(one, 1, &p, 1, take, e, why);
}
static double ends_with(void (*how)(void), outcome o, const char *sentence) {
  complaint why;
  ended e;
  cr_assert(examined(how, &e, &why), "%s", why.text);
  cr_expect_eq(e.o, o, "%s", outcome_word(e.o));
  cr_expect_str_eq(e.sentence, sentence, "%s", e.sentence);
  free(e.sentence);
  return e.seconds;
}

static void never(void) {
  for (volatile long i = 0;; i++) continue;
}
/* System time counts as well. */
static void asks_for_ever(void) {
  for (char c[1 << 16];;) {
    int zero = open("/dev/zero", O_RDONLY);
    if (read(zero, c, sizeof c) < 0) return;
    close(zero);
  }
}
static void says_and_dies(void) {
  fputs("first\nsecond\n", stderr);
  raise(SIGKILL);
}
static void says_why(void) {
  fputs("first\nelenchus: fault: because\nlast\n", stderr);
  raise(SIGKILL);
}
static void faults(void) { broken("so it is"); }
static void exits(void) { _exit(5); }
static void exits_in_words(void) {
  fputs("goodbye\n", stderr);
  _exit(5);
}
static void nothing(void) {}

/* A program that watches its own memory has a longer budget. */
static double budget_of(const claim *c) {
  plan p = plan_default(false);
  return plan_budget(&p, c);
}

static void spends_its_budget(void (*how)(void)) {
  double budget = budget_of(&ending);
  char *sentence = say("its budget of %g s of CPU time is spent", budget);
  double seconds = ends_with(how, HALTED, sentence);
  cr_expect(seconds > 0.7 * budget && seconds < budget + 0.7, "%g", seconds);
  free(sentence);
}
Test(harness_deaths, a_budget_ends_in_time) { spends_its_budget(never); }
Test(harness_deaths, system_time_is_spent_too) { spends_its_budget(asks_for_ever); }

Test(harness_deaths, who_only_waits_is_ended_too, .timeout = 60) {
  struct timespec before, after;
  clock_gettime(CLOCK_MONOTONIC, &before);
  double limit = ceil(20 * budget_of(&waiting)) + 1;
  char *sentence = say("it did not end within %g s", limit);
  double seconds = ends_with(sleeps, HALTED, sentence);
  free(sentence);
  clock_gettime(CLOCK_MONOTONIC, &after);
  double waited = (double)(after.tv_sec - before.tv_sec);
  cr_expect(seconds < 0.2 && waited >= limit - 2 && waited < limit + 20, "%g s, of CPU %g s",
            waited, seconds);
}

Test(harness_deaths, the_last_words_of_a_child) {
  ends_with(says_and_dies, FAULT, "the examination died of signal 9 (Killed): first");
  ends_with(says_why, FAULT, "the examination died of signal 9 (Killed): because");
  ends_with(faults, FAULT, "the examination died of signal 6 (Aborted): so it is");
  ends_with(exits, FAULT, "the examination ended with code 5");
  ends_with(exits_in_words, FAULT, "the examination ended with code 5: goodbye");
}

Test(harness_deaths, what_finds_no_room_is_a_fault) {
  struct rlimit most;
  cr_assert_eq(getrlimit(RLIMIT_FSIZE, &most), 0);
  most.rlim_cur = 300;
  cr_assert_eq(setrlimit(RLIMIT_FSIZE, &most), 0);
  ends_with(nothing, FAULT, "what it found could not be kept: no room for temporary files");
}

/* Neither the first nor the second temporary file. */
Test(harness_deaths, what_cannot_begin_is_said) {
  for (int room_ = 0; room_ < 2; room_++) {
    struct rlimit most, before;
    int next = dup(0);
    close(next);
    cr_assert_eq(getrlimit(RLIMIT_NOFILE, &before), 0);
    most = before, most.rlim_cur = (rlim_t)(next + room_);
    cr_assert_eq(setrlimit(RLIMIT_NOFILE, &most), 0);
    complaint why = { "" };
    ended e;
    bool fine = examined(nothing, &e, &why);
    setrlimit(RLIMIT_NOFILE, &before);
    cr_expect(!fine);
    cr_expect_str_eq(why.text, "no temporary file could be made: Too many open files");
    int again = dup(0);
    cr_expect_eq(again, next, "no file is left open");
    close(again);
  }
}
