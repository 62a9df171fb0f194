/*. # Tokens that cannot run away
 *
 *  A normalised field is $V$ times a mean of tokens, so $|\Gamma_\mu|\le\|V\|R$ for a law in $B_R$ and
 *  $R(t)=R_0\exp\int_0^t\|V(s)\|ds$ bounds the support (Theorem 3.1). It is attained: a single token on the
 *  eigenvector of a symmetric $V$ with the largest eigenvalue obeys $\dot x=Vx$. The norm cannot be replaced by the
 *  spectral radius: for the shear $V=\begin{pmatrix}0&4\\0&0\end{pmatrix}$ this is 0, and a token at $(0,1)$ goes to
 *  $(4t,1)$.
 *
 *  For several heads, which the theorem includes, $\|V\|$ has to be read as $\sum_h\|V^{(h)}\|$ (Lemma B.4). The
 *  convention (2.9) stacks the queries and the keys; it does not say what $V$ is. The norm of stacked values would not
 *  do: with $V^{(1)}=V^{(2)}=\mathrm{Id}$ a single token obeys $\dot x=2x$, and $2>\sqrt2$.
 *
 *  Parameters move here: $Q$ and $K$ on lines, $V(t)=(1+\gamma t)V$, so that the integral is
 *  $(t+\frac12\gamma t^2)\|V\|$. Sinkhorn attention, whose scaling has no Taylor series here, runs by a
 *  Runge-Kutta scheme, and not in balls. Existence and uniqueness are not examined; stability is, in a chapter of its own.
 */
#include "claim/claim.h"
#include "flow/flow.h"
#include "flow/variants.h"
#include "lin/lin.h"
#include "prob/prob.h"

typedef struct {
  variant by;
  const char *name;
  int heads;
} cast;

static const cast variants[] = {
  { SOFTMAX, "softmax", 1 }, { L2, "L2", 1 }, { SIGMOID, "sigmoid", 1 }, { SOFTMAX, "two heads", 2 }
};

/* with = { Q0, Q1, K0, K1, V, masses, gamma } */
static arr moving(cast c, arr t, arr X, const arr *with) {
  arr grown = add(whole(t->in, 1), mul(with[6], t)), rest = rest_of(t), sum = wholes(X, 0);
  arr Q = add(mul(rest, with[0]), mul(t, with[1])), K = add(mul(rest, with[2]), mul(t, with[3]));
  int k = Q->rows / c.heads, d = X->columns;
  for (int h = 0; h < c.heads; h++) {
    arr V = mul(grown, rows_from(with[4], h * d, d));
    head one = { rows_from(Q, h * k, k), rows_from(K, h * k, k), V };
    sum = add(sum, attention_of(c.by, one, X, X, with[5]));
  }
  return sum;
}

static arr under_softmax(arr t, arr X, const arr *with) { return moving(variants[0], t, X, with); }
static arr under_l2(arr t, arr X, const arr *with) { return moving(variants[1], t, X, with); }
static arr under_sigmoid(arr t, arr X, const arr *with) { return moving(variants[2], t, X, with); }
static arr under_heads(arr t, arr X, const arr *with) { return moving(variants[3], t, X, with); }
static arr under_sinkhorn(arr t, arr X, const arr *with) {
  return moving((cast){ SINKHORN, "Sinkhorn", 1 }, t, X, with);
}
static const field moving_field[] = { under_softmax, under_l2, under_sigmoid, under_heads };

static arr farthest(arr X) { return root(greatest(sum_rows(square(X)))); }

/* |lambda| of V = (0 b; 0 0) and of any V with two eigenvalues of one size. */
static arr spectral_radius(arr V) { return root(absolute(determinant(V))); }

/* The sum of the norms of the heads, or the norm of all. */
static arr size_of_values(run *here, arr V, int heads) {
  int d = V->columns;
  if (heads == 1) {
    arr own = rows_from(V, 0, d);
    return instead(here, "the spectral radius of a shear", operator_norm(own),
                   spectral_radius(own));
  }
  arr sum = whole(V->in, 0);
  for (int h = 0; h < heads; h++) sum = add(sum, operator_norm(rows_from(V, h * d, d)));
  return instead(here, "as printed", sum, operator_norm(V));
}

/* The integral of 1 + gamma s. */
static arr clock_of(arr gamma, arr t) { return add(t, times(mul(gamma, square(t)), 1, 2)); }

static arr radius_at(run *here, arr R0, arr V, int heads, arr gamma, arr T) {
  return mul(R0, expo(mul(size_of_values(here, V, heads), clock_of(gamma, T))));
}

/* One token on the common eigenvector e1 + e2 of symmetric values. */
static void measure_saturation(run *here, arr gamma, arr T) {
  arith *N = T->in;
  arr V = given(N, "1 1/2; 1/2 1; 2/3 1/3; 1/3 2/3"), X = given(N, "3/5 3/5;");
  arr Q = given(N, "1 0; 1/2 1"), K = given(N, "1/3 -1; 0 1"), one = flat(whole(N, 1));
  for (int c = 0; c < 4; c++) {
    if (variants[c].by == SIGMOID) continue;
    arr end = flow(moving_field[c], X, T, Q, K, K, Q, V, one, gamma);
    part(here, variants[c].heads > 1 ? "several heads" : "one head");
    attains(here, "one token on an eigenvector", farthest(end),
            radius_at(here, farthest(X), V, variants[c].heads, gamma, T));
  }
}

static void trace_radius(run *here) { /* mutants: aside */
  arith *N = arithmetic(here);
  if (arith_kind(N) != DOUBLE) return;
  static const struct {
    variant by;
    const char *name;
  } all[] = { { SOFTMAX, "softmax" }, { L2, "L2" }, { SIGMOID, "sigmoid" }, { LINEAR, "linear" } };
  arr V = given(N, "1 1/2; 1/2 1"), A = given(N, "1 1/4; 0 1/2"), unit = eye(N, 2);
  for (int c = 0; c < 4; c++) {
    arr X = given(N, "1 3/5; -1/2 1/4; 1/3 -1"), before = whole(N, 0);
    arr with[] = { A, unit, V, equal_masses(X) };
    for (int k = 0; k <= (all[c].by == LINEAR ? 14 : 20); k++) { /* it blows up near 3/4 */
      arr t = rat(N, k, 20);
      X = flow_between(tokens_under(all[c].by), before, X, t, with), before = t;
      trace_point(here, all[c].name, t, farthest(X));
      if (c == 0) trace_point(here, "bound", t, mul(root(rat(N, 34, 25)), expo(times(t, 3, 2))));
    }
  }
}

static void measure_support(run *here) {
  arr Q0 = input(here, "Q0"), Q1 = input(here, "Q1"), K0 = input(here, "K0"),
      K1 = input(here, "K1");
  arr V = input(here, "V"), X = input(here, "X"), T = input(here, "T"), p = equal_masses(X);
  arr gamma = input(here, "gamma"), R0 = farthest(X);
  at(here, "t", T);
  for (int c = 0; c < 4; c++) {
    part(here, variants[c].heads > 1 ? "several heads" : "one head");
    at_most(here, variants[c].name,
            farthest(flow(moving_field[c], X, T, Q0, Q1, K0, K1, V, p, gamma)),
            radius_at(here, R0, V, variants[c].heads, gamma, T));
  }
  measure_saturation(here, gamma, T);
  trace_radius(here);
  part(here, "one head");
  if (arith_kind(T->in) != BALL) {
    arr with[] = { Q0, Q1, K0, K1, V, p, gamma };
    at_most(here, "Sinkhorn", farthest(runge_kutta(under_sinkhorn, X, T, 8, with)),
            radius_at(here, R0, V, 1, gamma, T));
  }
}

static void any_parameters(draw *d) {
  int n = (int)draw_whole(d, 2, 3);
  for (int i = 0; i < 2; i++) set(d, i ? "Q1" : "Q0", times(draw_dyadic(d, 2, 2), 1, 2));
  for (int i = 0; i < 2; i++) set(d, i ? "K1" : "K0", times(draw_dyadic(d, 2, 2), 1, 2));
  set(d, "V",
      add(given(draw_arithmetic(d), "1 0; 0 1; 1 0; 0 1"), times(draw_dyadic(d, 4, 2), 1, 8)));
  set(d, "X", add(given(draw_arithmetic(d), "1 0;"), times(draw_dyadic(d, n, 2), 1, 4)));
  set(d, "gamma", draw_between(d, 0, 8, 4));
  set(d, "T", draw_between(d, 1, 4, 64));
}

CLAIM(udt_T3_1) = {
  .title = "well-posedness, and how far the support goes",
  .kind = THEOREM,
  .where = "Theorem 3.1",
  .says =
      "for any choice of velocity field in {Γ^(SM), Γ^(L2), Γ^(sink), Γ^(σ), Γ^(MH)} … (with the "
      "convention (2.9) and k = d for multi-head attention) … R(t) := exp(∫₀ᵗ ‖V(s)‖₂ ds) R₀ … "
      "the solution μ satisfies Supp μ(t) ⊂ B_R(t)",
  .correction = "for Γ^(MH) with Σ_h ‖V^(h)(s)‖₂ in place of ‖V(s)‖₂",
  .sentence = "Holds for one head, and is attained; for several heads ‖V‖₂, which (2.9) leaves "
              "undefined, has to be the sum of the norms of the heads.",
  .remains =
      "All of the theorem for one head; for several, with the sum that Lemma B.4 has. Existence "
      "and uniqueness are not examined. For Sinkhorn attention the proof covers W_p-stability for "
      "p ≥ 2 only, and udt-LB.6 the rest.",
  .inputs = { { "Q0", "k,d", REAL, "queries at t = 0, of two heads" },
              { "Q1", "k,d", REAL, "queries at t = 1" },
              { "K0", "k,d", REAL, "keys at t = 0" },
              { "K1", "k,d", REAL, "keys at t = 1" },
              { "V", "m,d", REAL, "values at t = 0, d rows for each of two heads" },
              { "gamma", "", NONNEGATIVE, "growth of the values" },
              { "X", "n,d", REAL, "tokens" },
              { "T", "", POSITIVE, "time" } },
  .instances = { { "three tokens in the plane",
                   { "Q0 = 1 1/2; -1/3 1", "Q1 = 0 1; 1 -1/2", "K0 = 2/3 -1; 1/2 1/4",
                     "K1 = 1/3 0; 1 1", "V = 1 -1/2; 1/3 3/4; 0 2; -1 1/5", "gamma = 3/2",
                     "X = 1 0; -1/2 3/2; 1/3 -1", "T = 1/32" } },
                 { "a shear",
                   { "Q0 = 1 1/2; -1/3 1", "Q1 = 0 1; 1 -1/2", "K0 = 2/3 -1; 1/2 1/4",
                     "K1 = 1/3 0; 1 1", "V = 0 4; 0 0; 1 0; 0 1", "gamma = 1/2", "X = 0 1;",
                     "T = 1/8" } } },
  .draw = any_parameters,
  .draws = 1,
  .standing = CORRECTED,
  .erratum = HYPOTHESIS,
  .at_least = CERTIFIED,
  .encloses = FLOW,
  .uses = { "udt-D2.7", "udt-LB.4", "udt-LB.6" },
  .parts = { { "one head", HOLDS, "Supp μ(t) ⊂ B_R(t)", NULL, NO_ERRATUM, PRINTED },
             { "several heads", CORRECTED, "Supp μ(t) ⊂ B_R(t) with the convention (2.9)",
               "R(t) = exp(∫ Σ_h ‖V^(h)‖₂) R₀; the norm of the stacked values is too small",
               HYPOTHESIS, PRINTED } },
  .measure = measure_support,
  .controls = { { "as printed" }, { "the spectral radius of a shear", "a shear" } },
};

/*. ## Along any curve
 *
 *  Lemma B.8 proves the bound for solutions, and Lemmas B.9 ("the proof is the same") and B.12, where $V$ moves, for the
 *  fixed point map: a token driven by *any* curve of laws with support in $B_{R(t)}$ stays in $B_{R(t)}$. Here the
 *  driving cloud turns at a speed of its own and grows like $R(t)$, as fast as it may; a token that it
 *  drags along the axis of a symmetric $V$ attains the bound. The proof uses that the weights have sum 1. Without the
 *  normalisation, with $e^{\langle Ax,y\rangle}$ alone, the same token leaves the ball. Values grow here too, as
 *  $V(t)=(1+\gamma t)V$.
 */
/* with = { Q, K, V, masses, the cloud at 0, ||V||, angular speed, gamma } */
static arr driving_cloud(arr t, const arr *with) {
  arr angle = mul(with[6], t), c = cosine(angle), s = sine(angle);
  arr turn = shaped(stack(stack(c, s), stack(neg(s), c)), 2, 2);
  return mul(expo(mul(with[5], clock_of(with[7], t))), dot(with[4], turn));
}
static arr driven(variant by, arr t, arr X, const arr *with) {
  arr grown = add(whole(t->in, 1), mul(with[7], t));
  head h = { with[0], with[1], mul(grown, with[2]) };
  return attention_of(by, h, X, driving_cloud(t, with), with[3]);
}
static arr driven_by_softmax(arr t, arr X, const arr *with) { return driven(SOFTMAX, t, X, with); }
static arr driven_by_l2(arr t, arr X, const arr *with) { return driven(L2, t, X, with); }
static arr driven_by_exponential(arr t, arr X, const arr *with) {
  return driven(EXPONENTIAL, t, X, with);
}

static void measure_a_priori(run *here) {
  arr V = input(here, "V"), Y = input(here, "Y"), T = input(here, "T"), v = operator_norm(V);
  arr omega = input(here, "omega"), gamma = input(here, "gamma"), clock = clock_of(gamma, T);
  arr with[] = { input(here, "Q"), input(here, "K"), V, equal_masses(Y), Y, v, omega, gamma };
  arr R = mul(farthest(Y), expo(mul(v, clock))), with_itself[8];
  field F = instead(here, "not normalised", driven_by_softmax, driven_by_exponential);
  at(here, "t", T);
  equals(here, "radius of the driving cloud", farthest(driving_cloud(T, with)), R);
  at_most(here, "tokens driven by another cloud, softmax", farthest(flow_from(F, Y, T, with)), R);
  at_most(here, "L2", farthest(flow_from(driven_by_l2, Y, T, with)), R);
  for (int i = 0; i < 8; i++) with_itself[i] = with[i];
  arr axis = given(T->in, "3/5 3/5;"), zero = whole(T->in, 0);
  with_itself[2] = given(T->in, "1 1/2; 1/2 1"), with_itself[3] = flat(whole(T->in, 1));
  with_itself[4] = axis, with_itself[5] = rat(T->in, 3, 2), with_itself[6] = zero;
  attains(here, "a token dragged along an axis", farthest(flow_from(F, axis, T, with_itself)),
          mul(farthest(axis), expo(times(clock, 3, 2))));
}

static void any_driver(draw *d) {
  arith *E = draw_arithmetic(d);
  int n = (int)draw_whole(d, 2, 3);
  set(d, "Q", draw_dyadic(d, 2, 2));
  set(d, "K", draw_dyadic(d, 2, 2));
  set(d, "V", add(eye(E, 2), times(draw_dyadic(d, 2, 2), 1, 8)));
  set(d, "Y", add(given(E, "1 0;"), times(draw_dyadic(d, n, 2), 1, 4)));
  set(d, "omega", draw_between(d, -8, 8, 4));
  set(d, "gamma", draw_between(d, 0, 8, 4));
  set(d, "T", draw_between(d, 1, 2, 64));
}

CLAIM(udt_LB_8) = {
  .title = "support growth a priori, and along any curve of laws",
  .kind = LEMMA,
  .where = "Lemmas B.8, B.9 and B.12",
  .says = "R(t) ≤ e^(‖V‖₂t) R(0) for all 0 ≤ t ≤ T; F(X) ⊂ X, for curves in the balls of radius "
          "e^(‖V‖₂t) R₀, and e^(∫₀ᵗ ‖V(s)‖₂ ds) R₀ when V moves",
  .inputs = { { "Q", "k,d", REAL, "queries" },
              { "K", "k,d", REAL, "keys" },
              { "V", "d,d", REAL, "values" },
              { "Y", "n,d", REAL, "tokens, and the cloud that drives them" },
              { "omega", "", REAL, "speed at which the cloud turns" },
              { "gamma", "", NONNEGATIVE, "growth of the values" },
              { "T", "", POSITIVE, "time" } },
  .instances = { { "three tokens in the plane",
                   { "Q = 1 1/2; -1/3 1", "K = 2/3 -1; 1/2 1/4", "V = 1 -1/2; 1/3 3/4",
                     "Y = 1 0; -1/2 3/2; 1/3 -1", "omega = 3", "gamma = 3/2", "T = 1/32" } },
                 { "a long way",
                   { "Q = 1 0; 0 1", "K = 1 0; 0 1", "V = 1 1/4; 1/4 1", "Y = 1 1; 9/8 1",
                     "omega = 1/2", "gamma = 0", "T = 1/32" } } },
  .draw = any_driver,
  .draws = 1,
  .standing = HOLDS,
  .at_least = CERTIFIED,
  .encloses = FLOW,
  .uses = { "udt-T3.1" },
  .measure = measure_a_priori,
  .controls = { { "not normalised", "a long way" } },
};
