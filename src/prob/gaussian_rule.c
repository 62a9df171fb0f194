/* gaussian_rule.c -- averages of exponentials over N(0, I), with the error of the rule.
 *
 * Gauss-Hermite with n nodes integrates polynomials of degree < 2n, and never overestimates an even
 * power, for the remainder n! f^(2n)(s)/(2n)! of x^(2m) is not negative.  So for one variable
 *     0 <= E e^(cg) - rule <= sum_{m >= n} (c^2/2)^m / m!,
 * and |E g e^(cg) - rule| <= |c| sum_{m >= n-1} (c^2/2)^m / m!, and each tail is at most its first
 * term times e^(c^2/2).  A product of d such factors, each at most a = (1 + |c|) e^(c^2/2) and each
 * off by at most e, is off by at most d e a^(d-1).
 */
#include <math.h>

#include "flow/flow.h"
#include "prob/prob.h"

enum { MOST_NODES = 400 };

/* log2 of the first neglected term for |c| <= tilt. */
static double log2_tail(double tilt, int n) {
  double x = tilt * tilt / 2, size = log2(1 + tilt) + 2 * x / log(2);
  return size + (n - 1) * log2(x) - lgamma(n) / log(2);
}

static int nodes_for(double tilt, long bits) {
  int n = 2;
  while (n < MOST_NODES && tilt > 0 && log2_tail(tilt, n) > -(double)bits - 8) n++;
  return n;
}

/* The bound of the header comment, evaluated in the arithmetic, as an upper end. */
static arr defect_of(arr tilt, int n, int d) {
  arith *A = tilt->in;
  arr one = whole(A, 1), half = times(square(tilt), 1, 2), tail = add(one, tilt);
  for (int m = 1; m < n; m++) tail = times(mul(tail, half), 1, m);
  arr growth = expo(half), factor = mul(add(one, tilt), growth);
  return upper(times(mul(mul(tail, growth), power(factor, d - 1)), d, 1));
}

gaussian_rule gaussian_rule_of(arith *A, int n, int d) {
  arr x, w, points, weights;
  gauss_hermite(A, n, &x, &w);
  points = column(x), weights = w;
  for (int k = 1; k < d; k++) {
    int had = points->rows;
    arr more = NULL, heavier = NULL;
    for (int i = 0; i < n; i++) {
      arr block = beside(points, filled(A, had, 1, item(x, i))), load = mul(weights, item(w, i));
      more = more ? stack(more, block) : block;
      heavier = heavier ? stack(heavier, load) : load;
    }
    points = more, weights = heavier;
  }
  return (gaussian_rule){ points, weights, NULL };
}

gaussian_rule gaussian_rule_for(arr tilt, int d) {
  arith *A = tilt->in;
  if (arith_bits(A) == 0) cannot(A, NOT_RATIONAL, "Gauss-Hermite nodes are not rational");
  arr most = upper(greatest(absolute(tilt)));
  int n = nodes_for(approx(most, 0, 0), arith_bits(A));
  if (d * log2(n) > 20) cannot(A, STOPPED, "a Gauss-Hermite rule of %d^%d points", n, d);
  gaussian_rule rule = gaussian_rule_of(A, n, d);
  rule.defect = defect_of(most, n, d);
  return rule;
}
