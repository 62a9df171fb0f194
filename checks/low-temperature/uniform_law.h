/* uniform_law.h -- the uniform law on the sphere, by the angle between a point and a subspace. */
#ifndef ELENCHUS_UNIFORM_LAW_H
#define ELENCHUS_UNIFORM_LAW_H

#include <math.h>

#include "flow/flow.h"

/* Gamma(n/2), n >= 1. */
static inline arr gamma_half(arith *N, int n) {
  arr value = n % 2 ? root(constant_pi(N)) : whole(N, 1);
  for (int m = 2 - n % 2; m < n; m += 2) value = times(value, m, 2);
  return value;
}

/* cos^a sin^b at theta; with = { a, b } as whole numbers in the first two entries. */
static inline arr weight(arr t, arr x, const arr *with) {
  (void)x;
  return mul(power(cosine(t), (long)approx(with[0], 0, 0)),
             power(sine(t), (long)approx(with[1], 0, 0)));
}

/* The integral of cos^a sin^b from 0 to `end`. */
static inline arr partial_integral(int a, int b, arr end) {
  arr with[] = { whole(end->in, a), whole(end->in, b), NULL }, zero = whole(end->in, 0);
  return flow_from(weight, zero, end, with);
}

static inline arr right_angle(arith *N) { return times(constant_pi(N), 1, 2); }

/* The angle where the cosine is delta. */
static inline arr angle_to(arr delta) {
  arr start = dyadic(delta->in, acos(approx(delta, 0, 0))), x = start;
  for (int i = 0; i < 12; i++) x = sharp(add(x, over(sub(cosine(x), delta), sine(x))));
  return ball(x, over(sub(cosine(x), delta), sine(x)));
}

/* For E of dimension k in d dimensions: the squared distance of the uniform law to its projection, and
 * the functional V_p for 2p = m < k. */
static inline arr uniform_distance_squared(arith *N, int d, int k) {
  arr up = mul(gamma_half(N, k + 1), gamma_half(N, d)),
      down = mul(gamma_half(N, k), gamma_half(N, d + 1));
  return times(sub(whole(N, 1), over(up, down)), 2, 1);
}
static inline arr uniform_functional(arith *N, int d, int k, int m) {
  arr up = mul(gamma_half(N, d - k + m), gamma_half(N, k - m));
  return over(up, mul(gamma_half(N, d - k), gamma_half(N, k)));
}

#endif
