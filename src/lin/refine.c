/* Quadratic refinement of a whole eigenbasis (Ogita and Aishima, 2018).
 *
 * With S = X'AX, R = I - X'X and lambda_i = S_ii / (1 - R_ii), the correction X + X E,
 *     E_ij = (S_ij + lambda_j R_ij) / (lambda_j - lambda_i),
 * leaves an error of second order.  Where lambda_i and lambda_j are closer than delta, twice the
 * present defect, the quotient is noise: there E_ij = R_ij/2 only makes the pair orthonormal, so
 * that a repeated eigenvalue keeps any orthonormal basis of its space. */
#include "lin/parts.h"

#include <math.h>

look look_at(arr A, arr X, long bits) {
  arr one = eye(A->in, A->rows), AX = plus_product(NULL, A, X, bits);
  look seen = { .rotated = symmetric_product(X, AX, bits), .gram = symmetric_product(X, X, bits) };
  arr S = sharp(seen.rotated), off = sub(S, mul(one, S));
  seen.defect = fmax(log2_size(off) - exponent_above(A), log2_size(sub(sharp(seen.gram), one)));
  return seen;
}

static arr far_apart(arr gaps, double delta) {
  int n = gaps->rows;
  bool set[n * n];
  for (int i = 0; i < n; i++)
    for (int j = 0; j < n; j++) set[i * n + j] = i != j && log2_size(entry(gaps, i, j)) > delta;
  return mask(n, n, gaps->in, set);
}

static arr correction(look at, double delta) {
  arr S = sharp(symmetric_part(at.rotated)), G = sharp(at.gram), one = eye(S->in, S->rows);
  arr R = sub(one, G), values = over(diagonal_of(S), diagonal_of(G));
  arr gaps = sub(row(values), column(values));
  arr far = far_apart(gaps, delta),
      near = sub(filled(S->in, S->rows, S->rows, whole(S->in, 1)), far);
  arr rotate = over(add(S, mul(R, row(values))), add(mul(far, gaps), near));
  return add(mul(far, rotate), mul(near, times(R, 1, 2)));
}

/* From a defect of 2^-k the next one, 2^-2k, takes 4k bits to be of use for the step after it. */
static long bits_to_show(arith *in, double least) {
  double bits = isinf(least) ? 160 : 40 - 4 * least;
  return bits < (double)arith_bits(in) - 64 ? (long)bits : 0;
}

/* The defect may rise once, where a correction is large although its residual is small (eigenvalues
 * close on the scale of the matrix); two looks without a gain end it. */
look refined_eigenvectors(arr A, arr *X) {
  double noise = 4 + log2(A->rows) - (double)arith_bits(A->in);
  mark here = region_mark(A->in);
  arr next = *X;
  look best = { .defect = HUGE_VAL };
  long best_bits = 0;
  for (int idle = 0; idle < 2;) {
    long bits = bits_to_show(A->in, best.defect);
    look now = look_at(A, next, bits);
    idle = now.defect < best.defect - 1 ? 0 : idle + 1;
    if (!idle) best = now, best_bits = bits, *X = next;
    if (best.defect <= noise) break;
    double delta = now.defect + 2 + log2(A->rows);
    next = sharp(plus_product(next, next, correction(now, delta), 0));
    region_keep(&here, &best.rotated, &best.gram, X, &next);
  }
  return best_bits ? look_at(A, *X, 0) : best;
}
