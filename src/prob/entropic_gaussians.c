/* entropic_gaussians.c -- entropic plans between centred Gaussians.
 *
 * The plan has density exp(f + g - |Qx - Ky|^2 / 2 epsilon), f and g quadratic, so its precision has
 * -A/epsilon off the diagonal, A = K'Q.  With marginals S and W that leaves
 *     T = W^(1/2) (M + epsilon/2)^-1 W^(1/2) A,   M = (W^(1/2) A S A' W^(1/2) + epsilon^2/4)^(1/2),
 * which inverts nothing that may be singular and subtracts nothing. */
#include "prob/parts.h"

static arr shifted(arr S, arr c) { return add(S, mul(c, eye(S->in, S->rows))); }

arr entropic_map(arr S, arr W, arr A, arr epsilon) {
  arr half = times(epsilon, 1, 2), R = spd_root(W), B = dot(R, A);
  arr M = spd_root(shifted(symmetric_part(product(B, S, transpose(B))), square(half)));
  return dot(R, solve(shifted(M, half), B));
}
