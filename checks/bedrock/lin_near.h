/* lin_near.h -- how kernels are judged: bits lost in floating point, radii and containment in
 * balls, equality in exact. */
#ifndef ELENCHUS_BEDROCK_LIN_NEAR_H
#define ELENCHUS_BEDROCK_LIN_NEAR_H

#include <criterion/criterion.h>
#include <math.h>
#include <stdio.h>

#include "num/arr.h"

/* double, MPFR at 53 and 256 bits, balls at 64 and 256 bits; the last one is exact. */
enum { ARITHMETICS = 6, INEXACT = 5, FLOATS = 3 };
static inline arith *arithmetic_number(int k) {
  return k == 0   ? arith_double()
         : k == 1 ? arith_mpfr(53)
         : k == 2 ? arith_mpfr(256)
         : k == 3 ? arith_ball(64)
         : k == 4 ? arith_ball(256)
                  : arith_exact();
}

/* x = y up to so many lost bits of the larger one; balls must meet, and both be as narrow. */
static inline bool near_(arr x, arr y, double lost, const char *where, int line) {
  if (arith_kind(x->in) == EXACT) return equal(x, y) == YES;
  double scale = fmax(fmax(log2_size(x), log2_size(y)), -1e6), bits = (double)arith_bits(x->in);
  double gap = log2_size(sub(sharp(x), sharp(y))) - scale + bits;
  double width = fmax(log2_radius(x), log2_radius(y)) - scale + bits;
  bool good = (isinf(width) ? gap <= lost : overlaps(x, y) != NO) && width <= lost;
  if (!all_finite(x) || !all_finite(y)) good = false;
  if (!good)
    fprintf(stderr, "%s:%d: %s: gap 2^%.1f eps, radius 2^%.1f eps, allowed 2^%.1f\n", where, line,
            arith_name(x->in), gap, width, lost);
  return good;
}
#define near(x, y, lost) near_(x, y, lost, __FILE__, __LINE__)

/* The balls of x contain the truth, known exactly or in MPFR to 2^-slack of its size. */
static inline bool contains_(arr x, arr truth_, long slack, const char *where, int line) {
  arith *fine = arith_ball(8 * arith_bits(x->in) + 64);
  arr t = as(fine, truth_), room = as(fine, x);
  if (arith_kind(truth_->in) != EXACT)
    room =
        add(room, ball(whole(fine, 0), mul(greatest(absolute(t)), power(whole(fine, 2), -slack))));
  bool good = all_finite(x) && inside(t, room) == YES;
  if (!good) fprintf(stderr, "%s:%d: %s: the truth is outside\n", where, line, arith_name(x->in));
  arith_free(fine);
  return good;
}
#define contains(x, truth_, slack) contains_(x, truth_, slack, __FILE__, __LINE__)

/* The same bits, x in double and y in MPFR at 53 bits. */
static inline bool same_bits(arr x, arr y) { return equal(as(y->in, x), y) == YES; }

/* What the arithmetic answers to f(A): 0 or an inability. */
typedef struct {
  arr (*f)(arr);
  arr A, answer;
} attempt_at;
static inline void attempt_body(void *with) {
  attempt_at *t = with;
  t->answer = t->f(t->A);
}
static inline int inability_of(arr (*f)(arr), arr A) {
  attempt_at t = { f, A, NULL };
  char message[256];
  return arith_guard(attempt_body, &t, message, sizeof message);
}

#endif
