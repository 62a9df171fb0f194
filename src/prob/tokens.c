/* tokens.c -- seeded points, the same in every arithmetic. */
#include <stdint.h>

#include "prob/prob.h"

/* SplitMix64 (Steele, Lea, Flood 2014). */
static uint64_t next(uint64_t *state) {
  uint64_t z = *state += 0x9e3779b97f4a7c15u;
  z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
  z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
  return z ^ (z >> 31);
}

/* In (0,1), a multiple of 2^-32, exactly. */
static arr uniform(arith *A, uint64_t *state) {
  return times(whole(A, (long)(next(state) >> 33) * 2 + 1), 1, 1L << 32);
}

/* Archimedes: the height is uniform on [-1,1], the longitude on the circle. */
arr tokens_on_sphere(arith *A, int n, long seed) {
  uint64_t state = (uint64_t)seed;
  arr one = whole(A, 1), two_pi = times(constant_pi(A), 2, 1), X = NULL;
  mark m = region_mark(A);
  for (int i = 0; i < n; i++) {
    arr z = sub(times(uniform(A, &state), 2, 1), one), turn = mul(two_pi, uniform(A, &state));
    arr r = root(sub(one, square(z)));
    arr x = row(stack(stack(mul(r, cosine(turn)), mul(r, sine(turn))), z));
    X = X ? stack(X, x) : x;
    region_keep(&m, &X);
  }
  return X;
}
