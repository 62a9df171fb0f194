/* num_series.h -- random truncated series, and how two of them are compared. */
#ifndef ELENCHUS_BEDROCK_NUM_SERIES_H
#define ELENCHUS_BEDROCK_NUM_SERIES_H

#include "lin_near.h"
#include "random.h"
#include "num/jet.h"

enum { ORDER = 8 };

/* Of this value, with random coefficients, some of them structurally zero. */
static inline arr random_series(arith *J, dice *d, arr value) {
  arr x = jet_variable(J, value);
  for (int k = 1; k <= jet_order(J); k++)
    if (roll_between(d, 0, 3)) {
      arr c = random_matrix(value->in, d, value->rows, value->columns);
      jet_set(x, k, value->rank == 2 ? c : value->rank ? flat(c) : item(flat(c), 0));
    }
  return x;
}

/* x(t) = value + t */
static inline arr time_series(arith *J, arr value) {
  arr t = jet_variable(J, value);
  jet_set(t, 1, wholes(value, 1));
  return t;
}

static inline void advance_all(arith *J) {
  for (int k = 1; k <= jet_order(J); k++) jet_advance(J, k);
}

static inline arr coefficient(arr x, int k) {
  arr c = jet_coefficient(x, k);
  return c ? c : wholes(jet_value(x), 0);
}

/* Coefficient by coefficient: equal in exact, near up to lost bits of the largest one elsewhere. */
static inline bool same_series(arr x, arr y, double lost) {
  arith *in = arith_base(x->in);
  bool good = x->in == y->in, exact = arith_kind(in) == EXACT, balls = arith_kind(in) == BALL;
  double scale = -HUGE_VAL, allowed;
  for (int k = 0; k <= jet_order(x->in); k++)
    scale = fmax(scale, fmax(log2_size(coefficient(x, k)), log2_size(coefficient(y, k))));
  allowed = scale - (double)arith_bits(in) + lost;
  for (int k = 0; k <= jet_order(x->in) && good; k++) {
    arr a = coefficient(x, k), b = coefficient(y, k);
    good = a->rank == b->rank && a->rows == b->rows && a->columns == b->columns && all_finite(a);
    if (!good) break;
    good = exact   ? equal(a, b) == YES
           : balls ? overlaps(a, b) == YES && fmax(log2_radius(a), log2_radius(b)) <= allowed
                   : log2_size(sub(a, b)) <= allowed;
    if (!good)
      fprintf(stderr, "%s: order %d: %g against %g\n", arith_name(in), k, approx(a, 0, 0),
              approx(b, 0, 0));
  }
  return good;
}

#endif
