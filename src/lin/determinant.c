#include "lin/lin.h"
#include "lin/parts.h"

static arr in_balls(arr A) {
  arb_mat_t a;
  arb_mat_of(a, A);
  arr det = fresh(A->in, 0, 1, 1);
  arb_mat_det(det->data, a, arith_bits(A->in));
  arb_mat_clear(a);
  return det;
}

/* Faddeev and LeVerrier: M_1 = A, M_k+1 = A (M_k - tr(M_k)/k), and det A = +-tr(M_n)/n.  Divides by whole
 * numbers only, so that the series of a singular matrix has one too. */
static arr in_jets(arr A, int n) {
  arr M = A, unit = eye(A->in, n);
  for (int k = 1; k < n; k++) M = dot(A, sub(M, mul(times(trace(M), 1, k), unit)));
  return times(trace(M), n % 2 ? 1 : -1, n);
}

arr determinant(arr A) {
  int n = order_of_square(A, "determinant");
  if (arith_kind(A->in) == BALL) return in_balls(A);
  if (arith_kind(A->in) == JET) return in_jets(A, n);
  bool odd;
  arr rows[n];
  if (!eliminate(A, NULL, rows, &odd)) return whole(A->in, 0);
  arr det = item(rows[0], 0);
  for (int k = 1; k < n; k++) det = mul(det, item(rows[k], 0));
  return odd ? neg(det) : det;
}
