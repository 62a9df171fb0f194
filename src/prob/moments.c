/* moments.c -- of laws on finitely many points. */
#include "prob/prob.h"

arr second_moments(arr X) { return times(dot(transpose(X), X), 1, X->rows); }

arr covariance(arr X, arr masses) {
  arr moved = sub(X, row(dot(masses, X)));
  return dot(transpose(moved), mul(column(masses), moved));
}
