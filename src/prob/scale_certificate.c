/* scale_certificate.c -- how far a scaling is from the solution, by one sweep.
 *
 * Birkhoff: x -> K x contracts Hilbert's metric d(x, y) = max log(x_i/y_i) - min log(x_i/y_i) by
 * tanh(D/4), D the projective diameter of K, and so does K'; x -> m/x is an isometry.  So the sweep
 * T(u) = mu / K(nu / K'u) contracts by k = tanh^2(D/4), and its fixed point is within
 *     h = d(u, T u) / (1 - k) = d(u, T u) cosh^2(D/4).
 * With u_0 = 1 on both sides, log(u*_i / u_i) lies in [-h, h]; then so does log of
 * v*_j / v_j = (K'u)_j / (K'u*)_j, because K is positive. */
#include "prob/parts.h"

#include <math.h>

/* Logarithms in double, each within e of the truth: the maximum is then within 4 e, and rounding of
 * the differences adds less than 2^-48 of the largest logarithm. */
double projective_diameter(arr K) {
  int n = K->rows, m = K->columns;
  arr L = ln(K);
  double most = 0, logs[n][m];
  for (int i = 0; i < n; i++)
    for (int k = 0; k < m; k++) logs[i][k] = approx(L, i, k);
  for (int i = 0; i < n; i++)
    for (int j = 0; j < i; j++) {
      double high = -HUGE_VAL, low = HUGE_VAL;
      for (int k = 0; k < m; k++) {
        double d = logs[i][k] - logs[j][k];
        high = fmax(high, d), low = fmin(low, d);
      }
      most = fmax(most, high - low);
    }
  return most + 4.01 * exp2(log2_radius(L)) + exp2(log2_size(L) - 48);
}

static arr cosh_squared(arr quarter) {
  arr e = expo(quarter);
  return square(times(add(e, reciprocal(e)), 1, 2));
}

scaling enclosed_scaling(arr K, arr mu, arr nu, arr u, double diameter) {
  arith *in = K->in;
  arr v = over(nu, dot(u, K)), swept = over(mu, dot(K, v)), moves = ln(over(swept, u));
  arr displacement = upper(sub(upper(greatest(moves)), lower(least(moves))));
  arr h = upper(mul(displacement, cosh_squared(times(dyadic(in, diameter), 1, 4))));
  arr around = expo(ball(whole(in, 0), h));
  arr rest = mul(rows_from(u, 1, u->rows - 1), around);
  return (scaling){ stack(item(u, 0), rest), mul(v, around) };
}
