#include "num/jet.h"
#include "prob/parts.h"

/* Of a series, the midpoints of its value: the shift is a constant. */
static arr middle(arr x) { return sharp(arith_kind(x->in) == JET ? jet_value(x) : x); }

/* Shifted by the largest midpoint m: m + log sum exp(x - m), exactly whatever m is. */
static arr shifted(arr x) {
  if (x->rank == 1) {
    arr m = greatest(middle(x));
    return add(ln(total(expo(sub(x, m)))), m);
  }
  arr m = greatest_in_rows(middle(x));
  return add(ln(sum_rows(expo(sub(x, column(m))))), m);
}

/* It increases in every argument: in balls its range is met at the ends. */
arr log_sum_exp(arr x) {
  if (x->rank == 0) broken("log_sum_exp: a scalar");
  bool sharp_enough =
      arith_kind(x->in) != BALL || log2_radius(x) < -2.0 * (double)arith_bits(x->in);
  return sharp_enough ? shifted(x) : hull(shifted(lower(x)), shifted(upper(x)));
}
