#include "prob/parts.h"

#include <math.h>

static void check(arr K, arr mu, arr nu) {
  if (K->rank != 2 || mu->rank != 1 || nu->rank != 1 || mu->rows != K->rows ||
      nu->rows != K->columns)
    broken("scale_to: a %d x %d kernel, marginals of %d and %d", K->rows, K->columns, mu->rows,
           nu->rows);
  number kind = arith_kind(K->in);
  if (kind == EXACT) cannot(K->in, NOT_RATIONAL, "scale_to: a scaling");
  if (kind == JET) cannot(K->in, STOPPED, "scale_to does not lift to series");
  arr zero = whole(K->in, 0);
  truth positive[] = { lt(zero, K), lt(zero, mu), lt(zero, nu) };
  for (int i = 0; i < 3; i++)
    if (positive[i] != YES)
      cannot(K->in, positive[i] == NO ? STOPPED : UNDECIDED, "scale_to: %s not positive",
             i == 0 ? "the kernel is" : "a marginal is");
}

/* With room for the bits that Birkhoff's factor cosh^2(D/4) < e^(D/2) takes. */
scaling scale_to(arr K, arr mu, arr nu) {
  check(K, mu, nu);
  arith *in = K->in;
  double D = projective_diameter(K);
  arith *W = roomier(in, D / 2 * M_LOG2E + log2(K->rows + K->columns));
  arr k = as(W, K), m = as(W, mu), n = as(W, nu);
  scaling s = scaling_at_precision(sharp(k), sharp(m), sharp(n));
  if (arith_kind(in) == BALL && K->rows > 1) s = enclosed_scaling(k, m, n, s.u, D);
  if (arith_kind(in) == BALL && K->rows == 1) s.v = over(n, row_at(k, 0));
  scaling z = { as(in, s.u), as(in, s.v) };
  if (W != in) arith_free(W);
  if (!all_finite(z.u) || !all_finite(z.v) || log2_radius(z.u) > log2_size(z.u) - 2)
    cannot(in, UNDECIDED, "scale_to: no digit is left of a kernel of projective diameter %.3g", D);
  return z;
}

arr coupling(arr K, scaling s) { return mul(mul(column(s.u), K), row(s.v)); }
