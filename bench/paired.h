/* paired.h -- two ways to one result, timed in turns in one run; CPU time of this thread. */
#ifndef ELENCHUS_BENCH_PAIRED_H
#define ELENCHUS_BENCH_PAIRED_H

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "claim/versions.h"

enum { BATCHES = 11 };

typedef struct {
  double plain, ours, ratio; /* seconds a call; medians over the batches, each of its own column */
} timing;

static inline double cpu_seconds(void) {
  struct timespec t;
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
  return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static int by_size(const void *a, const void *b) {
  double x = *(const double *)a, y = *(const double *)b;
  return (x > y) - (x < y);
}

static inline double median(double *x, int n) {
  qsort(x, (size_t)n, sizeof *x, by_size);
  return n % 2 ? x[n / 2] : (x[n / 2 - 1] + x[n / 2]) / 2;
}

static inline double seconds_a_call(void (*run)(void *), void *with, long calls) {
  double start = cpu_seconds();
  for (long i = 0; i < calls; i++) run(with);
  return (cpu_seconds() - start) / (double)calls;
}

/* So many calls that a batch lasts a hundredth of a second. */
static inline long calls_for(void (*run)(void *), void *with) {
  long calls = 1;
  while (seconds_a_call(run, with, calls) * (double)calls < 0.01) calls *= 2;
  return calls;
}

/* A machine that slows down slows both: ratios are taken batch by batch. */
static inline timing in_turns(void (*plain)(void *), void (*ours)(void *), void *with) {
  double p[BATCHES], o[BATCHES], r[BATCHES];
  long plain_calls = calls_for(plain, with), our_calls = calls_for(ours, with);
  for (int i = 0; i < BATCHES; i++) {
    p[i] = seconds_a_call(plain, with, plain_calls);
    o[i] = seconds_a_call(ours, with, our_calls);
    r[i] = o[i] / p[i];
  }
  return (timing){ median(p, BATCHES), median(o, BATCHES), median(r, BATCHES) };
}

static inline void print_machine(void) {
  printf("%s;", processor_name());
  for (const part_version *p = library_versions(); p->name; p++)
    printf(" %s %s", p->name, p->version);
  printf("\nCPU time of one thread, medians of %d batches in turns\n\n", BATCHES);
}

#endif
