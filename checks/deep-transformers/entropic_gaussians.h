/* entropic_gaussians.h -- problems of entropic transport between Gaussians whose solution is rational, for the
 * chapters on the plan and on Sinkhorn's algorithm; why every problem arises so, in entropic_gaussian_coupling.c. */
#ifndef ELENCHUS_ENTROPIC_GAUSSIANS_H
#define ELENCHUS_ENTROPIC_GAUSSIANS_H

#include "claim/claim.h"
#include "lin/lin.h"

typedef struct {
  arr A, epsilon, S, G, F, W;
} problem;

static inline problem problem_of(run *here) {
  arr A = input(here, "A"), S = input(here, "Sigma"), G = input(here, "G");
  arr epsilon = input(here, "epsilon"), AT = transpose(A);
  arr F = add(mul(epsilon, inverse(S)), product(AT, inverse(G), A));
  arr W = mul(epsilon, inverse(sub(G, product(A, inverse(F), AT))));
  return (problem){ A, epsilon, S, G, F, W };
}

static inline arr asymmetry_of_A(run *here) {
  arr A = input(here, "A");
  return norm(sub(A, transpose(A)));
}

#define PROBLEM                                                                  \
  { "A", "d,d", REAL, "KᵀQ" }, { "Sigma", "d,d", SPD, "covariance of mu" },      \
      { "G", "d,d", SPD, "dual variable; F and the covariance of nu follow" }, { \
    "epsilon", "", POSITIVE, "regularisation"                                    \
  }

#endif
