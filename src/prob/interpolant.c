/* interpolant.c -- (1-t) X0 + t X1 of independent centred Gaussians, and its field. */
#include "prob/parts.h"

arr interpolant_covariance(arr t, arr S0, arr S1) {
  return add(mul(square(rest_of(t)), S0), mul(square(t), S1));
}

arr interpolant_drift(arr t, arr S0, arr S1) { return sub(mul(t, S1), mul(rest_of(t), S0)); }

arr interpolant_field(arr t, arr S0, arr S1) {
  return transpose(solve(interpolant_covariance(t, S0, S1), interpolant_drift(t, S0, S1)));
}
