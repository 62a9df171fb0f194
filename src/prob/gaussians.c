/* gaussians.c -- centred Gaussians by their covariances. */
#include "prob/parts.h"

/* Q S Q for symmetric Q and S: symmetric, which rounding is not. */
static arr congruence(arr Q, arr S) { return symmetric_part(product(Q, S, Q)); }

arr bures_squared(arr S0, arr S1) {
  arr cross = spd_root(congruence(spd_root(S0), S1));
  return sub(add(trace(S0), trace(S1)), times(trace(cross), 2, 1));
}

arr optimal_map(arr S0, arr S1) {
  arr R = spd_root(S0);
  return congruence(inverse(R), spd_root(congruence(R, S1)));
}

/* The optimal map of S0^-1 to S1. */
arr geometric_mean(arr S0, arr S1) {
  arr R = spd_root(S0);
  return congruence(R, spd_root(congruence(inverse(R), S1)));
}
