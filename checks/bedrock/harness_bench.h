/* One measurement in one arithmetic, and what its comparators wrote down. */
#ifndef HARNESS_BENCH_H
#define HARNESS_BENCH_H

#include "harness_claims.h"

static const claim benched = { HARNESS_RECORD, .controls = { { "sign", NULL } },
                               .parts = { { .label = "(i)" }, { .label = "(ii)" } } };

typedef struct {
  void (*measure)(run *);
  run *here;
} benching;

static inline void bench_measure(void *with) {
  benching *b = with;
  b->measure(b->here);
}

/* Nominally at so many bits, really at others, under that control (NULL: plainly). */
static inline journal written_at(number kind, long nominal, long bits, keeping keep,
                                 const char *control, void (*measure)(run *)) {
  sample s;
  complaint why;
  char message[512];
  journal to = { 0 };
  cr_assert(sample_built_in(&benched, 0, &s, &why), "%s", why.text);
  benching b = { measure, run_open(&benched, &s, kind, nominal, bits) };
  b.here->to = &to, b.here->keep = keep, b.here->control = control;
  arith_guard(bench_measure, &b, message, sizeof message);
  run_close(b.here), sample_free(&s);
  return to;
}

static inline journal written(number kind, long bits, keeping keep, void (*measure)(run *)) {
  return written_at(kind, bits, bits, keep, NULL, measure);
}

static inline outcome judged_in(number kind, long bits, void (*measure)(run *)) {
  journal to = written(kind, bits, FEW_ROWS, measure); /* no traces */
  cr_assert_eq(to.count, 1u);
  outcome o = to.of[0].judged;
  journal_free(&to);
  return o;
}

#endif
