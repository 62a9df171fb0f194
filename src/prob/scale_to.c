#include "prob/parts.h"

#include <math.h>

static void must_be(truth positive, arith *in, const char *what) {
  if (positive != YES)
    cannot(in, positive == NO ? STOPPED : UNDECIDED, "scale_to: %s is not positive", what);
}

static void check(arr K, arr mu, arr nu) {
  if (K->rank != 2 || mu->rank != 1 || nu->rank != 1 || mu->rows != K->rows ||
      nu->rows != K->columns)
    broken("scale_to: a %d x %d kernel, marginals of %d and %d", K->rows, K->columns, mu->rows,
           nu->rows);
  number kind = arith_kind(K->in);
  if (kind == EXACT) cannot(K->in, NOT_RATIONAL, "scale_to: a scaling");
  if (kind == JET) cannot(K->in, STOPPED, "scale_to does not lift to series");
  arr zero = whole(K->in, 0);
  must_be(lt(zero, K), K->in, "the kernel");
  must_be(lt(zero, mu), K->in, "a marginal");
  must_be(lt(zero, nu), K->in, "a marginal");
}

/* With room for the bits that Birkhoff's factor cosh^2(D/4) < e^(D/2) takes: of double too, where the
 * share of a small mass would be lost in the rounding of the large ones. */
static arith *with_room(arith *in, double lost_bits) {
  long bits = arith_bits(in) + (long)fmin(lost_bits, 4096);
  return arith_kind(in) == BALL ? arith_ball(bits) : arith_mpfr(bits);
}

/* Sums that are equal but for rounding become so: the difference would all be laid on one row. */
static arr with_the_sum_of(arr mu, arr nu) { return mul(nu, over(total(mu), total(nu))); }

/* Each to within rounding of its own size, however small; in balls the enclosure says it. */
static void hold_marginals(arr K, arr mu, arr nu, scaling s) {
  arr plan = coupling(K, s);
  arr missed = stack(over(sub(sum_rows(plan), mu), mu), over(sub(sum_columns(plan), nu), nu));
  double room = 8 + log2(missed->rows) - (double)arith_bits(K->in);
  if (!all_finite(missed) || log2_size(missed) > room)
    cannot(K->in, UNDECIDED,
           "scale_to: no scaling meets the marginals, each to its own last digits");
}

scaling scale_to(arr K, arr mu, arr nu) {
  check(K, mu, nu);
  arith *in = K->in;
  bool balls = arith_kind(in) == BALL;
  double D = projective_diameter(K);
  arith *W = with_room(in, 16 + D / 2 * M_LOG2E);
  arr k = as(W, K), m = as(W, mu), n = as(W, nu), sharp_m = sharp(m);
  arr sharp_n = sharp(with_the_sum_of(sharp_m, sharp(n)));
  scaling s = scaling_at_precision(sharp(k), sharp_m, sharp_n);
  if (balls && K->rows > 1) s = enclosed_scaling(k, m, n, s.u, D);
  if (balls && K->rows == 1) s.v = over(n, row_at(k, 0));
  scaling z = { as(in, s.u), as(in, s.v) };
  arith_free(W);
  if (log2_radius(z.u) > log2_size(sharp(z.u)) - 2)
    cannot(in, UNDECIDED, "scale_to: no digit is left of a kernel of projective diameter %.3g", D);
  if (!balls) hold_marginals(K, mu, nu, z);
  return z;
}

arr coupling(arr K, scaling s) { return mul(mul(column(s.u), K), row(s.v)); }
