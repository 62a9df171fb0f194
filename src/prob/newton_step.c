/* newton_step.c -- the linear algebra of scaling, once for every arithmetic.
 *
 * To first order the row sums gain r df + P dg and the column sums P' df + c dg.  Eliminating dg
 * leaves (diag r - P diag(1/c) P') df = a - P (b/c): a graph Laplacian, since its rows sum to
 * r - P 1 = 0.  Its diagonal is taken as minus the sum of the rest of the row, so that weak
 * couplings do not cancel. */
#include "prob/parts.h"

arr graph_laplacian(arr P, arr c) {
  int n = P->rows;
  arith *in = P->in;
  arr weights = product(P, over(transpose(P), column(c)));
  arr off = mul(weights, sub(filled(in, n, n, whole(in, 1)), eye(in, n)));
  arr all = sub(diagonal(sum_rows(off)), off);
  return rows_from(transpose(rows_from(all, 1, n - 1)), 1, n - 1);
}

potentials newton_step(arr P, arr c, arr a, arr b, arr inverse_laplacian) {
  arr gain = sub(a, dot(P, over(b, c)));
  arr tail = dot(inverse_laplacian, rows_from(gain, 1, gain->rows - 1));
  potentials d = { .f = stack(whole(P->in, 0), tail) };
  d.g = over(sub(b, dot(d.f, P)), c);
  return d;
}
