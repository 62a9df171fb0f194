/* l2_growth.h -- covariances that grow for ever under L2 attention; the proof is in every_value_matrix.c. */
#ifndef ELENCHUS_L2_GROWTH_H
#define ELENCHUS_L2_GROWTH_H

#include "claim/claim.h"
#include "flow/closures.h"
#include "flow/flow.h"
#include "lin/lin.h"

/* Two by two, K regular and R = (2K'K)^-1: far out the rate is M S + S M', M = 2 V R A, and where M has no
 * real eigenvalue, M H + H M' = 2 alpha H.  The least l with S >= l H grows by 2 alpha l - 4 c or more. */
typedef struct {
  arr A, R, M, H, alpha, c_squared;
} l2_growth;

static inline l2_growth l2_growth_of(arr Q, arr K, arr V) {
  arr Kt = transpose(K), A = dot(Kt, Q), R = inverse(times(dot(Kt, K), 2, 1));
  arr M = times(product(V, R, A), 2, 1), alpha = times(trace(M), 1, 2);
  arr H = dot(sub(M, mul(alpha, eye(M->in, 2))), given(M->in, "0 -1; 1 0"));
  arr left = dot(R, V), right = dot(R, A);
  arr c = mul(trace(product(solve(H, left), solve(H, transpose(left)))),
              trace(product(solve(H, right), H, transpose(right))));
  return (l2_growth){ A, R, M, H, alpha, c };
}

/* What is left of the rate beside M S + S M'. */
static inline arr l2_remainder(l2_growth g, arr V, arr S) {
  arr E = times(product(V, g.R, solve(add(S, g.R), product(g.R, g.A, S))), 2, 1);
  return add(E, transpose(E));
}

static inline arr least_ratio(arr S, arr H) {
  arr half = inverse(cholesky(H));
  return least_eigenvalue(product(half, S, transpose(half)));
}

static inline void follow_l2_growth(run *here, l2_growth g, arr S0, arr T, const arr *with) {
  arr grown = expo(mul(times(g.alpha, 2, 1), T)), one = whole(T->in, 1);
  arr lost = times(mul(over(root(g.c_squared), g.alpha), sub(grown, one)), 2, 1);
  at(here, "t", T);
  at_most(here, "least ratio to H, by its rate", sub(mul(least_ratio(S0, g.H), grown), lost),
          least_ratio(flow_from(l2_closure, S0, T, with), g.H));
}

/* From S0 >= l H; `followed` is Q, or another query in its place.  Balls go a short way only. */
static inline void measure_l2_growth(run *here, arr Q, arr followed, arr K, arr V, arr S0, arr l) {
  l2_growth g = l2_growth_of(Q, K, V);
  arr turned = dot(g.M, g.H), far = dot(g.M, S0), with[] = { followed, K, V, NULL };
  equals(here, "M H and its transpose", add(turned, transpose(turned)),
         times(mul(g.alpha, g.H), 2, 1));
  equals(here, "rate of L2", l2_rate(S0, Q, K, V),
         sub(add(far, transpose(far)), l2_remainder(g, V, S0)));
  holds(here, "H is positive definite", positive_definite(g.H));
  holds(here, "the start is above l H", positive_definite(sub(S0, mul(l, g.H))));
  is(here, "and above (l + 1) H", positive_definite(sub(S0, mul(add(l, whole(l->in, 1)), g.H))),
     NO);
  exceeds(here, "(alpha l)^2, of the rate of l", square(mul(g.alpha, l)), times(g.c_squared, 4, 1));
  follow_l2_growth(here, g, S0, rat(S0->in, 1, 8), with);
  if (arith_kind(S0->in) == DOUBLE) follow_l2_growth(here, g, S0, whole(S0->in, 12), with);
}

#endif
