#include "lin/lin.h"
#include "lin/parts.h"

#include <math.h>

/* Ascending order of the sharp vector d. */
static bool sort_order(arr d, int *order) {
  bool moved = false;
  for (int i = 0; i < d->rows; i++) {
    int k = i;
    for (; k > 0 && lt(item(d, i), item(d, order[k - 1])) == YES; k--)
      order[k] = order[k - 1], moved = true;
    order[k] = i;
  }
  return moved;
}

static arr chosen_rows(arr x, const int *order) {
  int n = x->rows;
  arr rows[n];
  for (int i = 0; i < n; i++) rows[i] = x->rank == 1 ? item(x, order[i]) : row_at(x, order[i]);
  return x->rank == 1 ? pack(x->in, n, rows) : from_rows(n, rows);
}

/* Jacobi in floating point with 16 bits to spare, for clusters that double cannot resolve: there the
 * refinement ends with a skew basis. */
static arr by_jacobi(arr A) {
  arith *W = arith_mpfr(arith_bits(A->in) + 16);
  arr S = as(W, A), basis = eye(W, A->rows);
  bool ended = jacobi(&S, &basis);
  arr better = ended ? as(A->in, basis) : NULL;
  arith_free(W);
  if (!ended) cannot(A->in, STOPPED, "symmetric_eigen: Jacobi did not end in 60 sweeps");
  return sharp(better);
}

/* Approximate orthonormal eigenvectors of the sharp symmetric A, |A| <= 1. */
static look eigenvectors(arr A, arr *X) {
  arith *D = arith_double();
  *X = as(A->in, spectrum_in_double(D, A).vectors);
  arith_free(D);
  bool once = arith_kind(A->in) == DOUBLE;
  look last = once ? look_at(A, *X, 0) : refined_eigenvectors(A, X);
  double enough = 8 + log2(A->rows) - (double)arith_bits(A->in);
  if (last.defect <= enough) return last;
  *X = by_jacobi(A);
  return look_at(A, *X, 0);
}

/* Let B = X'AX, d the midpoints of its diagonal in ascending order, rho >= |B - diag(d)| and
 * epsilon >= |X'X - I|, in Frobenius norms, hence in operator norms.  Weyl: the k-th eigenvalue of
 * B lies within rho of d_k.  Ostrowski: for X regular it is theta lambda_k(A) with theta between
 * the extreme eigenvalues of X'X, that is in [1 - epsilon, 1 + epsilon].  So lambda_k(A) lies in
 * (d_k +- rho) / (1 +- epsilon), quotient of balls, repeated or not; epsilon < 1 makes X regular.
 * This for the midpoints of A; by Weyl again its radii, as a matrix, add their norm. */
static arr enclosed_values(look at, arr d, arr radii) {
  arith *in = d->in;
  arr one = whole(in, 1);
  arr rho = bound_of_norm(sub(at.rotated, diagonal(d)));
  arr epsilon = bound_of_norm(sub(at.gram, eye(in, d->rows)));
  if (lt(epsilon, one) != YES)
    cannot(in, UNDECIDED, "symmetric_eigen: no approximate eigenvectors at %ld bits",
           arith_bits(in));
  arr values = over(ball(d, rho), ball(one, epsilon));
  return add(values, ball(whole(in, 0), bound_of_norm(radii)));
}

static arr sorted(arr d) {
  int order[d->rows];
  sort_order(d, order);
  return chosen_rows(d, order);
}

/* The k-th smallest of numbers in balls lies between the k-th smallest lower and upper ends. */
static arr by_diagonal(arr A, arr *vectors) {
  int order[A->rows];
  arr d = diagonal_of(A);
  sort_order(sharp(d), order);
  if (vectors) *vectors = transpose(chosen_rows(eye(A->in, A->rows), order));
  if (arith_kind(A->in) != BALL || log2_radius(d) == -HUGE_VAL) return chosen_rows(d, order);
  return hull(sorted(lower(d)), sorted(upper(d)));
}

static arr leaf_eigen(arr A, arr *vectors) {
  int order[A->rows];
  long k = exponent_above(A);
  arr X, wide = by_power_of_two(A, -k), small = sharp(wide);
  look at = eigenvectors(small, &X);
  bool balls = arith_kind(A->in) == BALL;
  arr d = sharp(diagonal_of(at.rotated));
  if (!balls) d = over(d, diagonal_of(at.gram));
  if (sort_order(d, order)) {
    X = transpose(chosen_rows(transpose(X), order));
    at = look_at(small, X, 0);
    d = chosen_rows(d, order);
  }
  if (vectors) *vectors = X;
  return by_power_of_two(balls ? enclosed_values(at, d, radius(wide)) : d, k);
}

arr symmetric_eigen(arr A, arr *vectors) {
  order_of_square(A, "symmetric_eigen");
  if (!all_finite(A))
    cannot(A->in, arith_kind(A->in) == BALL ? UNDECIDED : STOPPED, "symmetric_eigen: not finite");
  if (is_diagonal(A) == YES) return by_diagonal(A, vectors);
  if (arith_kind(A->in) == EXACT)
    cannot(A->in, NOT_RATIONAL, "symmetric_eigen: eigenvalues of a matrix that is not diagonal");
  return leaf_eigen(symmetric_part(A), vectors);
}

arr least_eigenvalue(arr A) { return item(symmetric_eigen(A, NULL), 0); }

arr largest_eigenvalue(arr A) { return item(symmetric_eigen(A, NULL), A->rows - 1); }
