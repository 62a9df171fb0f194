#include "lin/lin.h"
#include "lin/parts.h"

/* The square root of the largest eigenvalue of A'A (of AA' when that is smaller), a nonnegative
 * number even where its ball reaches below zero. */
arr operator_norm(arr A) {
  arith *in = A->in;
  if (A->rank == 1) A = column(A);
  if (A->rank == 0) return absolute(A);
  long k = exponent_above(A);
  arr small = by_power_of_two(A, -k), back = transpose(small);
  arr values = symmetric_eigen(A->rows < A->columns ? dot(small, back) : dot(back, small), NULL);
  arr most = item(values, values->rows - 1);
  if (arith_kind(in) != BALL) return by_power_of_two(root(greater_of(most, whole(in, 0))), k);
  arr size = fresh(in, 0, 1, 1);
  arb_sqrtpos(size->data, most->data, arith_bits(in));
  return by_power_of_two(size, k);
}
